"""What `language` gives to the rest of the house: `Analysis`, the tokens, trees, mentions and chains of one document.

Tokens are kept as columns (numpy, read-only) and seen one by one as `Token`, made of them when first asked for.
Offsets count characters of `Document.text`; heads, sentences and mentions count tokens of the document, from 0.
Refused with `ValueError`: tokens that overlap or go backwards, sentences that leave tokens out, a sentence whose arcs
are no tree with one root, mentions whose head lies outside them, chains and mentions that contradict each other.
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique.records.columns import Labels as Labels
from communique.records.columns import column as column
from communique.records.spans import Span

ROOT = -1  # the head of a root; no token has this index


class _Trees:
    """Keeps the dependents of each token beside the heads."""

    __slots__ = ("_below",)
    _below: dict[int, tuple[int, ...]]


class _Seen:
    """Keeps the tokens of an analysis beside its columns: each is asked for some thirty times."""

    __slots__ = ("_seen",)
    _seen: list["Token"]


@dataclass(frozen=True, slots=True, eq=False)
class Tokens(_Trees):
    """The tokens of a document as columns of one length.

    start, end: characters. head: index of the head token, -1 for a root. form: the characters of the text themselves.
    lemma: dictionary form. upos, xpos, feats, deprel: as in Universal Dependencies; `_` where the model gives none.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    head: NDArray[np.int32]
    form: Labels
    lemma: Labels
    upos: Labels
    xpos: Labels
    feats: Labels
    deprel: Labels

    def __post_init__(self) -> None:
        for name in ("start", "end", "head"):
            object.__setattr__(self, name, column(getattr(self, name)))
        sizes = {len(getattr(self, name)) for name in self.__slots__}
        if len(sizes) != 1:
            raise ValueError(f"columns of tokens differ in length: {sorted(sizes)}")
        if len(self) and (
            self.start[0] < 0 or (self.end <= self.start).any() or (self.start[1:] < self.end[:-1]).any()
        ):
            raise ValueError("tokens follow each other, do not overlap and are never empty")

    def __len__(self) -> int:
        return len(self.start)

    def span(self, index: int) -> Span:
        """The characters of token `index`."""
        return Span(self.start.item(index), self.end.item(index))

    def below(self, index: int) -> tuple[int, ...]:
        """The tokens whose head is token `index`, in order."""
        try:
            below = self._below
        except AttributeError:
            grown: dict[int, list[int]] = {}
            for child, head in enumerate(self.head.tolist()):
                grown.setdefault(head, []).append(child)
            below = {head: tuple(children) for head, children in grown.items()}
            object.__setattr__(self, "_below", below)
        return below.get(index, ())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tokens):
            return NotImplemented
        numbers = all(np.array_equal(getattr(self, n), getattr(other, n)) for n in ("start", "end", "head"))
        return numbers and all(getattr(self, n) == getattr(other, n) for n in self.__slots__[3:])

    def __hash__(self) -> int:
        return hash((self.start.tobytes(), self.head.tobytes(), self.form))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, n) for n in self.__slots__)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its characters, and its tokens from `first` up to and without `stop`. Never empty.

    span: its characters. first: index of its first token. stop: index after its last.
    """

    span: Span
    first: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.first < self.stop:
            raise ValueError(f"a sentence needs 0 <= first < stop, not {self.first} and {self.stop}")

    def __len__(self) -> int:
        return self.stop - self.first


class MentionKind(StrEnum):
    """What a mention speaks of."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    FACILITY = "facility"
    NORP = "norp"
    EVENT = "event"
    TIME = "time"
    MONEY = "money"
    OBJECT = "object"
    ABSTRACT = "abstract"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that speak of someone or something: `Chinese Premier Li Qiang`, `the two sides`, `he`.

    span: the words. head: index of the head token. kind: what they speak of. named: true for a proper name.
    chain: index in `Analysis.chains`, none when alone.
    """

    span: Span
    head: int
    kind: MentionKind
    named: bool
    chain: int | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """Mentions of the same thing. mentions: indices in `Analysis.mentions`, rising, at least one."""

    mentions: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.mentions or any(a >= b for a, b in itertools.pairwise(self.mentions)):
            raise ValueError("a chain lists its mentions once each, in rising order, and at least one")


@dataclass(frozen=True, slots=True)
class Analysis(_Seen):
    """What the language model says of one document.

    Two analyses are equal when all they say is equal.

    document: its id. model: name, version and digest of the model. tokens: as columns. sentences: in order, none
    missing. mentions: in order. chains: mentions of one and the same. notes: what a reader should know (`a sentence of
    900 pieces was split`).
    """

    document: str
    model: str
    tokens: Tokens
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    chains: tuple[Chain, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_sentences(self.tokens, self.sentences)
        _check_trees(self.tokens.head, self.sentences)
        start, end = self.tokens.start.tolist(), self.tokens.end.tolist()
        for mention in self.mentions:
            head, span = mention.head, mention.span
            if not (0 <= head < len(start) and span.start <= start[head] and end[head] <= span.end):
                raise ValueError(f"the head of the mention at {mention.span} lies outside it")
        links = {(c, m) for c, chain in enumerate(self.chains) for m in chain.mentions}
        if links != {(m.chain, i) for i, m in enumerate(self.mentions) if m.chain is not None}:
            raise ValueError("chains and mentions contradict each other")

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, index: int) -> "Token":
        return self._each()[index]

    def __iter__(self) -> Iterator["Token"]:
        return iter(self._each())

    def tokens_of(self, sentence: Sentence) -> tuple["Token", ...]:
        """The tokens of one of this analysis' sentences."""
        return tuple(self._each()[sentence.first : sentence.stop])

    def sentence_of(self, index: int) -> Sentence:
        """The sentence that holds token `index`, which counts from 0."""
        return self.sentences[bisect_right(self.sentences, index, key=attrgetter("first")) - 1]

    def forget(self) -> None:
        """Let go of the tokens made and of what was worked out of them; they are made anew when asked for."""
        if hasattr(self, "_seen"):
            object.__delattr__(self, "_seen")

    def _each(self) -> list["Token"]:
        try:
            return self._seen
        except AttributeError:
            t = self.tokens
            labels = zip(t.form, t.lemma, t.upos, t.xpos, t.feats, t.deprel, strict=True)
            seen = [Token(self, i, told) for i, told in enumerate(labels)]
            below: list[list[Token]] = [[] for _ in seen]
            for token, head in zip(seen, t.head.tolist(), strict=True):
                token.head = None if head == ROOT else seen[head]
                if head != ROOT:
                    below[head].append(token)
            for token, children in zip(seen, below, strict=True):
                token.children = tuple(children)
            object.__setattr__(self, "_seen", seen)
            return seen


class Token:
    """One token of an analysis, read from its columns. Equal at the same place of the same analysis.

    An analysis makes each of its tokens once; what is worked out for one when first asked for stays with it.

    analysis, index: where it stands. text: the characters themselves. lemma: dictionary form. upos: universal part of
    speech. xpos: part of speech of the Penn treebank. feats: morphological features, `Mood=Ind|Tense=Past`, or `_`.
    deprel: relation to the head. head: the head token; None for a root. children: its dependents, in the order of the
    text. span: its characters in the document's text. sentence: the one it stands in. known: what others work out of
    it, by names of theirs.
    """

    __slots__ = (
        "analysis",
        "children",
        "deprel",
        "feats",
        "head",
        "index",
        "known",
        "lemma",
        "sentence",
        "span",
        "text",
        "upos",
        "xpos",
    )
    children: tuple["Token", ...]
    head: "Token | None"
    known: dict[str, Any]
    sentence: Sentence
    span: Span

    def __init__(self, analysis: Analysis, index: int, labels: tuple[str, ...]) -> None:
        """labels: text, lemma, upos, xpos, feats, deprel. Head and dependents are for the analysis to set."""
        self.analysis = analysis
        self.index = index
        self.known = {}
        self.text, self.lemma, self.upos, self.xpos, self.feats, self.deprel = labels

    def __getattr__(self, name: str) -> Any:
        """What is not yet worked out; asked once for each name."""
        if name == "span":
            self.span = self.analysis.tokens.span(self.index)
        elif name == "sentence":
            self.sentence = self.analysis.sentence_of(self.index)
        else:
            raise AttributeError(f"a token has no {name!r}")
        return getattr(self, name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Token):
            return NotImplemented
        return self.analysis is other.analysis and self.index == other.index

    def __hash__(self) -> int:
        return self.index

    def __reduce__(self) -> tuple[Any, ...]:  # with its analysis alone, not with all that hangs on it
        return Analysis.__getitem__, (self.analysis, self.index)

    def __repr__(self) -> str:
        return f"Token({self.index}, {self.text!r})"


def _check_sentences(tokens: Tokens, sentences: tuple[Sentence, ...]) -> None:
    stops = [0, *(s.stop for s in sentences)]
    if [s.first for s in sentences] != stops[:-1] or stops[-1] != len(tokens):
        raise ValueError(f"sentences do not take in each of {len(tokens)} tokens once, in order")
    for sentence in sentences:
        if sentence.span.start > tokens.start[sentence.first] or sentence.span.end < tokens.end[sentence.stop - 1]:
            raise ValueError(f"the sentence at {sentence.span} does not hold its tokens")


def _check_trees(heads: NDArray[np.int32], sentences: tuple[Sentence, ...]) -> None:
    """Every sentence has one root, and every token reaches it: pointers are doubled, so log2(length) steps do."""
    if not sentences:
        return
    first = np.array([s.first for s in sentences])
    lengths = np.array([len(s) for s in sentences])
    above, own, root = np.repeat(first, lengths), np.arange(len(heads)), heads == ROOT
    inside = root | ((heads >= above) & (heads < above + np.repeat(lengths, lengths)))
    sound = (np.add.reduceat(root, first, dtype=np.int64) == 1) & np.logical_and.reduceat(inside, first)
    if not sound.all():
        raise ValueError(f"the sentence at {sentences[sound.argmin()].span} needs one root and heads of its own")
    reach = np.where(root, own, heads)
    for _ in range(int(lengths.max()).bit_length()):
        reach = reach[reach]
    ends = np.logical_and.reduceat(root[reach], first)
    if not ends.all():
        raise ValueError(f"the arcs of the sentence at {sentences[ends.argmin()].span} run in a loop")
