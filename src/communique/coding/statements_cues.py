"""Cues in a text with the complements that tell what is said: `said that`, `called for`, `the claim that`.

In: a layout. Out: `Told`s in the order of their cues: the cue, the words it introduces, and the words around it that
say who speaks and to whom. Left out: cues inside quotations, which are part of what is quoted; saying that is denied
(`did not say that`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from communique.codebook.cues import Cue, CueClass, cue_of, cues
from communique.coding.statements_complements import complements
from communique.coding.statements_layout import BREAKS, Layout, inserted
from communique.coding.statements_spans import content_span
from communique.records.analysis import Token
from communique.records.spans import Span

_PARTS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective", "AUX": "verb", "PROPN": "noun"}
_NOT = frozenset(("not", "n't", "n’t", "never", "neither", "nor"))
_UTTERED = (CueClass.SAY, CueClass.URGE, CueClass.CALL)
_HELD = (CueClass.STANCE, CueClass.WANT)
_INSIDE = ("amod", "compound", "flat", "fixed", "case", "mark", "discourse")


@dataclass(frozen=True, slots=True)
class Told:
    """A cue with what it introduces.

    cue: its entry. word: the token that is the cue. words: its characters. content: what is said, None where the cue
    stands beside a quotation that the tree does not tie to it. heads: of the complements. rule: how it was found.
    source: who speaks, where not the words around the cue tell it but the page does.
    """

    cue: Cue
    word: Token
    words: Span
    content: Span | None
    heads: tuple[Token, ...]
    rule: str
    source: Token | None = None


def told(layout: Layout) -> Iterator[Told]:
    """Every use of a cue."""
    analysis = layout.scene.analysis
    lemmas = analysis.tokens.lemma
    known = np.array([name.lower() in _opening_words() for name in lemmas.names], dtype=bool)
    for index in np.flatnonzero(known[lemmas.codes]).tolist():
        token = analysis[index]
        if token.text in ("according", "According"):
            found = _according(layout, token)
        elif token.upos in _PARTS and token.deprel.split(":")[0] not in _INSIDE:
            found = _used(layout, token)
        else:
            found = None
        if found is not None:
            yield found


@cache
def _opening_words() -> frozenset[str]:
    """The first words of all cues, with and without an `e` too many; see `cue_of`."""
    first = {lemma.split()[0] for lemma, _ in cues()}
    return frozenset(first | {f"{w}e" for w in first} | {"accord", "according"})


def _used(layout: Layout, token: Token) -> Told | None:
    if layout.quote_at(token.index) is not None:
        return None
    part = _PARTS[token.upos]
    beside = complements(token, layout.times)
    for cue, last in _entries(token, part, beside):
        if cue.sort in _UTTERED and part == "verb" and _denied(token):
            continue
        if cue.sort in _HELD and _obliged(token):
            continue
        heads = _chosen(cue, beside) or (_chosen(cue, _brought(layout, token)) if part == "noun" else None)
        words = _words(token, last)
        if heads is not None:
            label, tokens = heads
            if tokens[0].index < token.index and _said_twice(token, tokens[0]):
                return None
            span = content_span(layout, token, tokens, label, cue.hearer)
            if span is not None:
                return Told(cue, token, words, span, tuple(tokens), f"{part} {cue.sort.value} {label}")
        if part == "verb" and cue.sort is CueClass.SAY and "clause" in {c for choice in cue.content for c in choice}:
            around = _around(layout, token) or _astray(layout, token)
            if around is not None:
                return Told(cue, token, words, around[0], (around[1],), f"{part} {cue.sort.value} around")
            return Told(cue, token, words, None, (), f"{part} {cue.sort.value} beside")
    return None


def _entries(token: Token, part: str, beside: dict[str, list[Token]]) -> Iterator[tuple[Cue, Token]]:
    """Entries for a word, those with a particle or a preposition first, each with the last token of the cue."""
    lemma = token.lemma.lower()
    for child in token.children:
        if child.deprel in ("compound:prt", "advmod", "xcomp") and child.index > token.index:
            cue = cue_of(f"{lemma} {child.text.lower()}", part)
            if cue is not None:
                yield cue, child
    for label, heads in beside.items():
        cue = cue_of(f"{lemma} {label}", part)
        if cue is not None:
            case = next((c for c in heads[0].children if c.deprel in ("case", "mark")), token)
            yield cue, case
    cue = cue_of(lemma, part)
    if cue is not None:
        yield cue, token


def _chosen(cue: Cue, beside: dict[str, list[Token]]) -> tuple[str, list[Token]] | None:
    """The complements that the entry prefers among those there are."""
    for choice in cue.content:
        if all(label in beside for label in choice):
            tokens = [beside[label][0] for label in choice]
            if choice == ("clause",):
                return "clause", [t for t in beside["clause"] if t == tokens[0] or not _parted(tokens[0], t)]
            if all(a.index < b.index for a, b in pairwise(tokens)):
                return "+".join(choice), tokens
    return None


def _parted(left: Token, right: Token) -> bool:
    """Whether a sign stands between two clauses."""
    forms = left.analysis.tokens.form
    return any(forms[i] in BREAKS or forms[i] in ":;" for i in range(left.index, right.index))


def _around(layout: Layout, word: Token) -> tuple[Span, Token] | None:
    """The clause that a saying is put into or behind: `The talks, he said, went well`; `..., as Li pointed out`."""
    head = word.head
    if head is None or (word.deprel.split(":")[0] not in ("parataxis", "advcl") and not inserted(word)):
        return None
    marks = [c.text.lower() for c in word.children if c.deprel == "mark"]
    if word.deprel.startswith("advcl") and (
        marks != ["as"] or any(c.deprel in ("obj", "xcomp") for c in word.children)
    ):
        return None  # `as Li pointed out`, not `as Li wrote the letter`
    if not any(c.deprel.startswith("nsubj") for c in word.children):
        return None
    head = _clause_of(head)
    if _said_twice(word, head):
        return None
    first, last = layout.words(head, {word.index})
    quoted = layout.quote_at(first)
    if quoted is not None and quoted.span.end <= word.span.start:
        return quoted.span, head
    span = layout.span(first, last)
    return (layout.whole(span), head) if span is not None else None


def _said_twice(word: Token, head: Token) -> bool:
    """`Li said that trade would grow, he added`: what hangs on the first saying is his already."""
    cue = cue_of(head.lemma.lower(), "verb") if head.upos == "VERB" else None
    again = any(c.deprel == "nsubj" and c.text.lower() in ("he", "she", "they") for c in word.children)
    said = any(c.deprel == "ccomp" for c in head.children)
    return again and said and cue is not None and cue.sort is CueClass.SAY


def _astray(layout: Layout, word: Token) -> tuple[Span, Token] | None:
    """A clause with `that` which the tree hangs on a phrase of the saying: `said in the early hours that he left`."""
    for phrase in word.children:
        if phrase.index < word.index or phrase.deprel.split(":")[0] not in ("obl", "obj", "iobj", "advmod"):
            continue
        for clause in phrase.children:
            if clause.deprel == "acl:relcl" and phrase.index not in layout.times and not _complete(clause):
                continue  # `spoke of the part that they play`
            marks = [c.text.lower() for c in clause.children if c.deprel == "mark" and c.upos == "SCONJ"]
            if clause.deprel.split(":")[0] in ("acl", "ccomp", "advcl") and "that" in marks:
                span = layout.span(*layout.reach(clause))
                return (layout.whole(span), clause) if span is not None else None
    return None


def _complete(clause: Token) -> bool:
    """Whether a clause lacks nothing that the noun above it could be: `at a briefing that Kenya opposes the plan`."""
    relations = {c.deprel.split(":")[0] for c in clause.children}
    return "nsubj" in relations and not relations.isdisjoint(("obj", "ccomp", "xcomp", "cop"))


def _clause_of(token: Token) -> Token:
    """The predicate over a noun that a saying was hung on."""
    at = token
    while at.head is not None and at.upos in ("NOUN", "PROPN", "PRON", "DET", "NUM"):
        if at.deprel.split(":")[0] not in ("nsubj", "nmod", "obl", "obj", "conj", "appos", "det"):
            break
        at = at.head
    return at


def _according(layout: Layout, token: Token) -> Told | None:
    """`according to X`: X hangs on what is told."""
    cue = cues()["according to", "preposition"]
    source = token.head if token.deprel == "case" else next((c for c in token.children if c.deprel == "obl"), None)
    if source is None or layout.quote_at(token.index) is not None:
        return None
    below = source if token.deprel == "case" else token
    head = below.head
    if head is None:
        return None
    head = _clause_of(head)
    first, last = layout.words(head, {below.index})
    span = layout.span(first, last)
    if span is None:
        return None
    to = next((c for c in token.children if c.deprel == "fixed"), token)
    return Told(cue, source, _words(token, to), layout.whole(span), (head,), "preposition say around")


def _denied(verb: Token) -> bool:
    return any(c.deprel == "advmod" and c.text.lower() in _NOT and c.index < verb.index for c in verb.children)


def _obliged(verb: Token) -> bool:
    """`both should support`: what someone ought to hold, he does not hold yet."""
    return any(c.deprel == "aux" and c.lemma.lower() in ("should", "must") for c in verb.children)


def _brought(layout: Layout, noun: Token) -> dict[str, list[Token]]:
    """Complements of a noun that the tree gives to the verb that brings it: `offered condolences | over the loss`."""
    verb = noun.head
    if noun.deprel != "obj" or verb is None or verb.upos != "VERB":
        return {}
    found = complements(verb, layout.times)
    return {
        label: [t for t in heads if t.index > noun.index and t.deprel.startswith("obl")]
        for label, heads in found.items()
        if any(t.index > noun.index and t.deprel.startswith("obl") for t in heads)
    }


def _words(first: Token, last: Token) -> Span:
    return first.span.cover(last.span)
