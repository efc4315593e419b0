"""What an event is about: PLOVER contexts, those that clearly fit and at most three.

In: a scene, a frame, and the type and mode coded of it. Out: codes of contexts, the likeliest first. Nothing is
refused; where nothing tells a context, none is given.

Each context gets a probability from a logistic sum over signs: terms of the codebook in the event's own phrases, in
clauses below it, elsewhere in its sentence and in the title; the context's share of all terms in the document; what
type, mode and the sectors of the parties imply; whether parties are of one country. The weights were fitted with a
ridge on 292 annotated events of 40 reports, then rounded.
"""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from communique.codebook.contexts import Strength, Term, implied, lexicon, readings, terms_among
from communique.coding.frames import Frame
from communique.coding.parties import parties
from communique.coding.scene import Scene
from communique.records.analysis import ROOT, Analysis, Token
from communique.records.outcomes import Party

MOST = 3  # annotators give up to three
LEAST = 0.25  # the probability that counts as a clear fit
ALONE = 0.1  # that which will do where no other context fits better; annotators leave few events without any

_BASE = -4.5
_STRONG = (1.2, 0.75, 0.85)  # of terms in the event's own phrases, in clauses below it, elsewhere in the sentence
_WEAK = (0.3, 0.5, 0.5)
_NARROW = 1.4  # for a strong term of a context that is not broad, in the first two
_BROAD = ("diplomatic", "economic", "military", "legal")  # their terms stand in reports about anything
_TITLE = {Strength.STRONG: 0.7, Strength.WEAK: 0.2}
_DOCUMENT = {Strength.STRONG: 3.4, Strength.WEAK: 0.6}  # times the root of the share in all terms of the document
_SHARE = 2.2  # times the share in the evidence of the event's clauses
_IMPLIED = {Strength.SURE: 3.6, Strength.STRONG: 2.4, Strength.WEAK: 1.2}
_AT_HOME = 0.2  # what is left of implied diplomacy between parties of one country
_ABROAD = 1.2  # more for implied diplomacy and war between parties of two
_GOVERNS = 1.2  # for the executive, where a government acts at home
_MANY = 2  # more terms of one kind than this tell no more
_LOGS = tuple(math.log2(1 + n) for n in range(_MANY + 1))
_NO_WORDS = frozenset(("-", "‐", "‑", "–", "'", "’", "'s", "’s"))
_CLAUSES = ("advcl", "acl", "ccomp", "xcomp", "csubj")


def contexts_of(
    scene: Scene,
    frame: Frame,
    type: str,
    mode: str | None,
    sides: Sequence[Party] | None = None,
    chances: Mapping[str, float] | None = None,
) -> tuple[str, ...]:
    """The contexts that clearly fit an event. sides: its parties, where they are settled already; by default those that
    the frame names. chances: what the relation head says of each context, if it was asked.
    """
    found = likely(scene, frame, type, mode, sides)
    if chances is not None:
        found = {c: (found.get(c, 0.0) + chances.get(c, 0.0)) / 2 for c in {*found, *chances}}
    order = sorted(found, key=lambda c: (-found[c], c))
    clear = tuple(c for c in order[:MOST] if found[c] >= LEAST)
    return clear or tuple(c for c in order[:1] if found[c] >= ALONE)


def likely(
    scene: Scene, frame: Frame, type: str, mode: str | None, sides: Sequence[Party] | None = None
) -> dict[str, float]:
    """Each context that anything speaks for, with its probability."""
    topics = _topics(scene.analysis[0])
    strong, weak = _in_sentence(topics, frame)
    title = _in_title(scene.document.title or "")
    if sides is None:
        sides = _sides(scene, frame)
    hints = _hints(type, mode, sides)
    shares = _shares(strong, weak)
    found = {}
    for context in {*topics.shares, *title, *hints}:
        logit = _BASE + topics.shares.get(context, 0.0) + title.get(context, 0.0) + hints.get(context, 0.0)
        for counts, weights in ((strong.get(context), _STRONG), (weak.get(context), _WEAK)):
            if counts is not None:
                logit += sum(w * _much(n) for w, n in zip(weights, counts, strict=True))
        own = strong.get(context)
        if own is not None and own[0] + own[1] and context not in _BROAD:
            logit += _NARROW
        found[context] = 1 / (1 + math.exp(-logit - _SHARE * shares.get(context, 0.0)))
    return found


@dataclass(frozen=True, slots=True)
class _Topics:
    """Terms of a document: index of the first token of each, and what each context's share in all of them tells."""

    at: tuple[int, ...]
    terms: tuple[Term, ...]
    shares: Mapping[str, float]


@lru_cache(maxsize=2)
def _topics(first: Token) -> _Topics:
    """first: the first token of an analysis; tokens are alike only within one and the same analysis."""
    tokens = first.analysis.tokens
    forms, lemmas = tokens.form.names, tokens.lemma.names
    pairs = zip(tokens.form.codes.tolist(), tokens.lemma.codes.tolist(), strict=True)
    told = [(i, readings(forms[f], lemmas[m])) for i, (f, m) in enumerate(pairs) if forms[f] not in _NO_WORDS]
    found = terms_among([word for _, word in told], lexicon())
    shares: dict[str, float] = {}
    for strength, counts in (
        (Strength.STRONG, Counter(c for _, term in found for c in term.strong)),
        (Strength.WEAK, Counter(c for _, term in found for c in term.weak)),
    ):
        for context, n in counts.items():
            told_by = _DOCUMENT[strength] * math.sqrt(n / counts.total())
            shares[context] = shares.get(context, 0.0) + told_by
    return _Topics(tuple(told[i][0] for i, _ in found), tuple(term for _, term in found), shares)


@lru_cache(maxsize=2)
def _in_title(title: str) -> dict[str, float]:
    """What the terms of each context in a title tell."""
    words = re.findall(r"\w+", re.sub(r"['’]s\b", "", title))
    counts: Counter[tuple[str, Strength]] = Counter()
    for _, term in terms_among([readings(w, w) for w in words], lexicon()):
        counts.update((c, Strength.STRONG) for c in term.strong)
        counts.update((c, Strength.WEAK) for c in term.weak)
    found: dict[str, float] = {}
    for (context, strength), n in counts.items():
        found[context] = found.get(context, 0.0) + _TITLE[strength] * _much(n)
    return found


_Counts = dict[str, tuple[int, int, int]]


def _in_sentence(topics: _Topics, frame: Frame) -> tuple[_Counts, _Counts]:
    """How many strong and weak terms of each context stand in the event's own phrases, in clauses below, elsewhere."""
    anchor = frame.light if frame.light is not None else frame.predicate
    sides = frozenset(t.index for t in (*frame.doers, *frame.others, *frame.together))
    sentence = anchor.sentence
    counted: dict[tuple[str, bool], list[int]] = {}
    for i in range(bisect_left(topics.at, sentence.first), bisect_left(topics.at, sentence.stop)):
        level = _level(anchor.analysis, topics.at[i], anchor.index, sides)
        for contexts, strong in ((topics.terms[i].strong, True), (topics.terms[i].weak, False)):
            for context in contexts:
                counted.setdefault((context, strong), [0, 0, 0])[level] += 1
    told: tuple[_Counts, _Counts] = ({}, {})
    for (context, strong), (own, below, rest) in counted.items():
        told[not strong][context] = (own, below, rest)
    return told


def _level(analysis: Analysis, token: int, anchor: int, sides: frozenset[int]) -> int:
    """0 for a token of the event's own phrases, 1 for one of a clause below it, 2 for any other of its sentence."""
    heads, relations, tags = analysis.tokens.head, analysis.tokens.deprel, analysis.tokens.upos
    level, at = 0, token
    while at != anchor and at not in sides:
        relation = relations[at].split(":")[0]
        above = int(heads[at])
        if above == ROOT:
            return 2
        if relation == "parataxis" or (relation == "conj" and tags[at] == "VERB") or _beside(analysis, at, relation):
            return 2
        if relation in _CLAUSES:
            level = 1
        at = above
    return level


def _beside(analysis: Analysis, at: int, relation: str) -> bool:
    """An adverbial clause with a subject of its own tells of something else (`while prices rose`)."""
    return relation == "advcl" and any(c.deprel.startswith("nsubj") for c in analysis[at].children)


def _much(count: int) -> float:
    return _LOGS[min(count, _MANY)]


def _shares(strong: _Counts, weak: _Counts) -> dict[str, float]:
    """The share of each context in the terms of the event's own phrases and of clauses below it."""
    amounts: dict[str, float] = {}
    for counts, worth in ((strong, 1.0), (weak, 0.4)):
        for context, (own, below, _) in counts.items():
            amounts[context] = amounts.get(context, 0.0) + worth * (own + 0.6 * below)
    total = sum(amounts.values())
    return {context: amount / total for context, amount in amounts.items() if total}


def _hints(type: str, mode: str | None, sides: Sequence[Party]) -> dict[str, float]:
    """What type, mode and the parties imply, as weights."""
    table = implied()
    found = {c: _IMPLIED[s] for c, s in (table.get(f"{type}/{mode}") or table.get(type) or {}).items()}
    if len({p.country for p in sides if p.country}) > 1:
        for context in ("diplomatic", "military"):
            if context in found:
                found[context] += _ABROAD
    else:
        if "diplomatic" in found:
            found["diplomatic"] *= _AT_HOME
        if any(p.sector == "GOV" for p in sides):
            found["executive"] = max(found.get("executive", 0.0), _GOVERNS)
    for side in sides:
        for context, strength in table.get(side.sector or "", {}).items():
            found[context] = max(found.get(context, 0.0), _IMPLIED[strength])
    return found


def _sides(scene: Scene, frame: Frame) -> list[Party]:
    tokens = [*frame.doers, *frame.others, *frame.together, *(t for word, t in frame.obliques if word == "with")]
    return [party for token in tokens for party in parties(scene, token)]
