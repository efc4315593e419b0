"""What else is told of a meeting: venue, sidelines, series and ordinal, topics, outcomes, what was signed.

In: a scene and the tellings of a meeting. Out: `Evidence`, `Where`, `Series`. Words are quoted from the clause that
tells the meeting, and for topics and outcomes from later clauses of the same people. Nothing is refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.codebook.phrases import listed
from communique.coding.clauses import conjuncts, objects, obliques
from communique.coding.frames import Frame
from communique.coding.meetings_seeds import Seed, Shape
from communique.coding.meetings_words import GATHERINGS, NOUNS, PAPERS, SPEAKING, phrase
from communique.coding.scene import Scene
from communique.records.analysis import MentionKind, Token
from communique.records.spans import Evidence, Span

_ABOUT = ("on", "about", "regarding", "concerning", "over", "including")
_ONLY_ABOUT = ("about", "regarding", "concerning")
_DISCUSSING = frozenset(
    listed("discuss review address cover consider debate examine raise exchange focus explore tackle assess talk speak")
)
_AGREEING = frozenset(listed("agree decide resolve pledge commit vow promise"))
_SIGNING = frozenset(listed("sign initial ink exchange"))
TELLING = _DISCUSSING | _AGREEING | _SIGNING | {"touch on", "follow up"}
_NO_TOPICS = frozenset(listed("margin sideline fringe phone telephone video area matter occasion behalf"))
_SIDELINES = re.compile(r"\b(?:on|at|in|along)\s+the\s+(?:sidelines?|margins?|fringes|edges)\s+of\s+", re.IGNORECASE)
_PERIOD = r"(?:(?:a|an|more than|over|nearly|almost|\w+)\s+){0,3}(?:years?|months?|decades?|weeks?|century|generation)"
_FIRST_SINCE = re.compile(
    r"\b(?:(?:the|their|his|her|its)\s+)?(?:first|second|third)\b[^.;:]{0,60}?\b"
    rf"(?:since\s+[^.,;:]{{2,40}}|in\s+{_PERIOD})"
    rf"|\bfor\s+the\s+(?:first|second|third)\s+time(?:\s+(?:since\s+[^.,;:]{{2,30}}|in\s+{_PERIOD}))?",
    re.IGNORECASE,
)
_NUMBERS = {
    word: number
    for number, word in enumerate(
        listed("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"), 1
    )
} | {"inaugural": 1}
_NTH = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_RECURRING = frozenset(
    listed("annual regular biannual biennial quarterly monthly weekly yearly semiannual ministerial plenary round")
)
_MOST = 12  # topics, outcomes and papers that one meeting keeps


@dataclass(frozen=True, slots=True)
class Series:
    """A recurring meeting. name: as the text has it. ordinal: which one it is."""

    name: str | None
    ordinal: int | None


def series_of(scene: Scene, seed: Seed) -> Series:
    """The series that a noun names by `29th regular meeting`, `annual summit`, `third round of talks`."""
    noun = seed.noun
    if noun is None:
        return Series(None, None)
    head = noun if noun.head is None or noun.head.lemma.lower() != "round" else noun.head
    for at in (head, noun):
        before = [c for c in at.children if c.index < at.index and c.deprel in ("amod", "compound", "nummod", "det")]
        ordinal = next((n for c in before if (n := _nth(c.text)) is not None), None)
        recurring = [c for c in before if c.lemma.lower() in _RECURRING] or (
            [at] if at.lemma.lower() == "round" else []
        )
        if ordinal is not None and not recurring and at.lemma.lower() in ("meeting", "call", "visit", "trip", "talk"):
            return Series(None, None)  # the first call that two people had is no series
        if ordinal is not None or recurring:
            return Series(_series_name(scene, at, before, ordinal), ordinal)
    return Series(_name_of(scene, noun), None)


def _name_of(scene: Scene, noun: Token) -> str | None:
    """The name of a gathering: `NATO Summit`, `Munich Security Conference`; None for one without a name."""
    if noun.lemma.lower() not in GATHERINGS:
        return None
    names = ("compound", "nmod:poss", "amod", "nmod")
    before = [c for c in noun.children if c.index < noun.index and c.deprel in names]
    named = [c for c in before if c.upos == "PROPN" and not _is_person(scene, c)]
    if not named:
        return None
    first = min(c.index for c in before if c.text[:1].isupper())
    first = min([first, *(k.index for c in named for k in c.children if k.index < c.index and k.text[:1].isupper())])
    return " ".join(scene.document.text[scene.analysis[first].span.start : noun.span.end].split())


def _is_person(scene: Scene, token: Token) -> bool:
    kinds = {scene.analysis.mentions[m].kind for m in scene.mentions_at.get(token.index, ())}
    return MentionKind.PERSON in kinds


def _nth(word: str) -> int | None:
    found = _NTH.fullmatch(word.lower())
    return int(found[1]) if found else _NUMBERS.get(word.lower())


def _series_name(scene: Scene, noun: Token, before: list[Token], ordinal: int | None) -> str:
    """From behind the ordinal to the noun, and on with `of` and `between`; its place and time are no part of a name."""
    nth = [c.index for c in before if _nth(c.text) is not None] if ordinal is not None else []
    first = nth[0] + 1 if nth else min([noun.index, *(c.index for c in before if c.deprel != "det")])
    end = noun.span.end
    end = max(end, scene.analysis[_end_of_name(noun)].span.end)
    return " ".join(scene.document.text[scene.analysis[first].span.start : end].split())


def _end_of_name(noun: Token) -> int:
    """The last word of a name behind its noun: on with `of` and `between`, not with its place, time and subject."""
    last = noun.index
    for child in noun.children:
        if child.deprel == "nmod" and child.index > noun.index:
            case = next((c.text.lower() for c in child.children if c.deprel == "case"), "")
            if case in ("of", "on", "between", "among"):
                last = max(last, _end_of_name(child))
        elif child.deprel in ("conj", "flat", "compound") and child.index > noun.index:
            last = max(last, _end_of_name(child))
    return last


def sidelines_of(scene: Scene, seeds: Sequence[Seed]) -> Evidence | None:
    """The larger gathering on whose sidelines people met."""
    for seed in seeds:
        sentence = scene.sentence(seed.trigger.index).span
        found = _SIDELINES.search(scene.document.text, sentence.start, sentence.end)
        if found is None:
            continue
        index = int(scene.analysis.tokens.start.searchsorted(found.end()))
        head = _head_from(scene, index, sentence.end)
        if head is not None:
            words = phrase(scene.document, head, "sidelines")
            start = max(words.span.start, found.end())
            return scene.document.quote(Span(start, max(words.span.end, start + 1)), "sidelines")
    return next((e for s in seeds if (e := _within_gathering(scene, s)) is not None), None)


def _within_gathering(scene: Scene, seed: Seed) -> Evidence | None:
    """`met him during the Pacific Islands Forum`: a gathering with a name of its own."""
    if seed.shape is not Shape.TOGETHER or seed.noun is not None or seed.frame.lemma != "meet":
        return None
    for word, token in obliques(seed.carrier):
        if word in ("during", "at") and token.upos == "PROPN" and token.text.lower() in GATHERINGS | {"assembly"}:
            return phrase(scene.document, token, "sidelines")
    return None


def _head_from(scene: Scene, index: int, end: int) -> Token | None:
    """The noun that heads the words which start at a token."""
    if index >= len(scene.analysis) or scene.analysis[index].span.start >= end:
        return None
    token = scene.analysis[index]
    while token.head is not None and token.head.index > index and token.head.upos in ("NOUN", "PROPN"):
        token = token.head
    return token if token.upos in ("NOUN", "PROPN") else None


def occurrence_of(scene: Scene, seeds: Sequence[Seed]) -> Evidence | None:
    """`the first since 2018`, in the sentence that tells the meeting."""
    for seed in seeds:
        sentence = scene.sentence(seed.trigger.index).span
        found = _FIRST_SINCE.search(scene.document.text, sentence.start, sentence.end)
        if found is not None:
            return scene.document.quote(Span(found.start(), found.end()), "occurrence")
    return None


def topics_of(scene: Scene, seeds: Sequence[Seed], frames: Sequence[Frame]) -> tuple[Evidence, ...]:
    """What was talked about: behind `on` and `about`, and what those who met discussed."""
    heads: list[Token] = []
    for seed in seeds:
        about = _ONLY_ABOUT if seed.noun is None and seed.frame.lemma not in SPEAKING else _ABOUT
        for anchor in dict.fromkeys((seed.carrier, seed.trigger)):
            heads += [t for w, t in obliques(anchor) if w in about]
            for child in anchor.children:
                if child.deprel.split(":")[0] in ("advcl", "xcomp", "acl") and child.lemma.lower() in _DISCUSSING:
                    heads += _discussed(child)
    for frame in frames:
        if frame.lemma in _DISCUSSING or frame.lemma in ("touch on", "follow up"):
            heads += _discussed(frame.predicate)
    return _quoted(scene, heads, "topic")


def _discussed(verb: Token) -> list[Token]:
    found = [
        t for t in objects(verb) if t.lemma.lower() not in ("view", "range", "number", "issue") or len(t.children) > 2
    ]
    return [*found, *(t for w, t in obliques(verb) if w in _ABOUT and verb.lemma.lower() != "discuss")]


def _quoted(scene: Scene, heads: Sequence[Token], role: str) -> tuple[Evidence, ...]:
    """The noun phrases of heads, each once, times and people left out."""
    times = [t.span for t in scene.times]
    found: dict[Span, Evidence] = {}
    for head in heads:
        if head.upos not in ("NOUN", "PROPN") or head.lemma.lower() in NOUNS | _NO_TOPICS:
            continue
        words = phrase(scene.document, head, role)
        if head.index not in scene.places_at and not any(t.contains(head.span) for t in times):
            found.setdefault(words.span, words)
    return tuple(found.values())[:_MOST]


def outcomes_of(scene: Scene, frames: Sequence[Frame]) -> tuple[Evidence, ...]:
    """What those who met agreed, decided or pledged, from the verb to the end of its clause."""
    found = []
    for frame in frames:
        verb = frame.predicate
        told = verb.deprel.split(":")[0] in ("root", "conj", "parataxis", "ccomp", "advcl")
        if (
            told
            and frame.lemma in _AGREEING
            and verb.upos == "VERB"
            and any(c.index > verb.index for c in verb.children)
        ):
            last = max(_last(c) for c in verb.children if c.deprel not in ("punct", "conj", "parataxis", "cc"))
            last = max(last, verb.index)
            found.append(scene.document.quote(Span(verb.span.start, scene.analysis[last].span.end), "outcome"))
    return tuple(found[:_MOST])


def _last(token: Token) -> int:
    return max([token.index, *(_last(c) for c in token.children if c.deprel != "punct")])


def signed_at(scene: Scene, frames: Sequence[Frame]) -> tuple[Evidence, ...]:
    """The documents that those who met signed."""
    heads: list[Token] = []
    for frame in frames:
        carried = frame.light is not None and frame.light.lemma.lower() in _SIGNING
        verb = frame.light if carried and frame.light is not None else frame.predicate
        things = objects(verb) if carried or frame.lemma in _SIGNING else ()
        heads += [t for o in things for c in conjuncts(o) for t in (c, *_further(c)) if _is_paper(t)]
    return _cut(scene, _quoted(scene, heads, "signed"), heads)


def _is_paper(token: Token) -> bool:
    return token.lemma.lower() in PAPERS or token.text.lower().removesuffix("s") in PAPERS


def _further(token: Token) -> list[Token]:
    """Papers that the tree hangs on the subject of the first: `a memorandum on customs and an agreement on tourism`."""
    below = [c for c in token.children if c.deprel in ("nmod", "conj", "acl", "appos")]
    found = [c for c in below if c.deprel == "conj" and any(k.deprel == "det" for k in c.children)]
    return [*found, *(t for c in below for t in _further(c))]


def _cut(scene: Scene, told: tuple[Evidence, ...], heads: list[Token]) -> tuple[Evidence, ...]:
    """Papers one inside the words of the other, each by its own words."""
    found = []
    for paper in told:
        inner = [t for t in told if t != paper and paper.span.contains(t.span)]
        end = min((t.span.start for t in inner), default=paper.span.end)
        text = scene.document.text[paper.span.start : end].rstrip().removesuffix("and").rstrip(" ,")
        found.append(scene.document.quote(Span(paper.span.start, paper.span.start + len(text)), "signed"))
    return tuple(found)
