"""What `language` gives to the rest of the house: `Analysis`, the tokens, trees, mentions and chains of one document.

Tokens are kept as columns (numpy, read-only) and seen one by one through `Token`, a view that holds no data of its own.
Offsets count characters of `Document.text`; heads, sentences and mentions count tokens of the document, from 0.
Refused with `ValueError`: tokens that overlap or go backwards, sentences that leave tokens out, a sentence whose arcs
are no tree with one root, mentions whose head lies outside them, chains and mentions that contradict each other.
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from communique.records.spans import Span

ROOT = -1  # the head of a root; no token has this index


def column(values: ArrayLike) -> NDArray[np.int32]:
    """`values` as a read-only column of 32-bit integers that shares memory with nothing writable.

    Raises `ValueError` for anything but whole numbers of that size in one dimension.
    """
    raw = np.asarray(values)
    if raw.dtype == np.int32 and raw.ndim == 1 and raw.base is None and not raw.flags.writeable:
        return raw
    if raw.ndim != 1 or (raw.size and raw.dtype.kind not in "iu"):
        raise ValueError(f"a column holds whole numbers in one dimension, not {raw.dtype} in {raw.ndim}")
    bounds = np.iinfo(np.int32)
    if raw.size and not (bounds.min <= raw.min() and raw.max() <= bounds.max):
        raise ValueError("a column holds numbers of 32 bits")
    out = raw.astype(np.int32)
    out.setflags(write=False)
    return out


class _Listed:
    """Keeps codes as a list beside the column: reading one by one is a third of the time of a numpy scalar's."""

    __slots__ = ("_listed",)
    _listed: list[int]


class _Trees:
    """Keeps the dependents of each token beside the heads."""

    __slots__ = ("_below",)
    _below: dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Labels(_Listed):
    """A column of strings, each kept once: token `i` is labelled `names[codes[i]]`.

    There is one way to write a column: `names` is sorted and holds what occurs and nothing else. Use `of` or `chosen`.

    codes: index in `names`, one a token. names: the labels that occur.
    """

    codes: NDArray[np.int32]
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", column(self.codes))
        if any(a >= b for a, b in itertools.pairwise(self.names)):
            raise ValueError("names of labels are sorted and differ")
        if not np.array_equal(np.unique(self.codes), np.arange(len(self.names))):
            raise ValueError("codes of labels point at every name and at nothing else")

    @classmethod
    def of(cls, values: Iterable[str]) -> Self:
        """The column that holds `values` in their order."""
        listed = list(values)
        names = tuple(sorted(set(listed)))
        code = {name: i for i, name in enumerate(names)}
        return cls(np.array([code[v] for v in listed], dtype=np.int32), names)

    @classmethod
    def chosen(cls, codes: ArrayLike, inventory: Sequence[str]) -> Self:
        """The column that holds `inventory[c]` for each of `codes`, as a model gives them.

        Raises `ValueError` where a code points outside the inventory or the inventory names something twice.
        """
        if len(set(inventory)) != len(inventory):
            raise ValueError("the inventory names something twice")
        found, places = np.unique(column(codes), return_inverse=True)
        used: list[int] = found.tolist()
        if used and not (used[0] >= 0 and used[-1] < len(inventory)):
            raise ValueError(f"a code points outside an inventory of {len(inventory)}")
        order = sorted(range(len(used)), key=lambda i: inventory[used[i]])
        rank = np.empty(len(used), dtype=np.int32)
        rank[order] = np.arange(len(used), dtype=np.int32)
        return cls(rank[places.reshape(-1)], tuple(inventory[used[i]] for i in order))

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, index: int) -> str:
        try:
            listed = self._listed
        except AttributeError:
            listed = self.codes.tolist()
            object.__setattr__(self, "_listed", listed)
        return self.names[listed[index]]

    def __iter__(self) -> Iterator[str]:
        return (self.names[c] for c in self.codes.tolist())

    def among(self, *names: str) -> NDArray[np.bool_]:
        """True where the label is one of `names`."""
        wanted = np.array([n in names for n in self.names] or [False])
        return wanted[self.codes]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Labels):
            return NotImplemented
        return self.names == other.names and np.array_equal(self.codes, other.codes)

    def __hash__(self) -> int:
        return hash((self.names, self.codes.tobytes()))

    def __reduce__(self) -> tuple[Any, ...]:  # through the constructor: arrays come out of a pickle writable
        return type(self), (self.codes, self.names)


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
        return Span(int(self.start[index]), int(self.end[index]))

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
class Analysis:
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
        for mention in self.mentions:
            if not (0 <= mention.head < len(self.tokens) and mention.span.contains(self.tokens.span(mention.head))):
                raise ValueError(f"the head of the mention at {mention.span} lies outside it")
        links = {(c, m) for c, chain in enumerate(self.chains) for m in chain.mentions}
        if links != {(m.chain, i) for i, m in enumerate(self.mentions) if m.chain is not None}:
            raise ValueError("chains and mentions contradict each other")

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, index: int) -> "Token":
        return Token(self, range(len(self.tokens))[index])

    def __iter__(self) -> Iterator["Token"]:
        return (Token(self, i) for i in range(len(self.tokens)))

    def tokens_of(self, sentence: Sentence) -> tuple["Token", ...]:
        """The tokens of one of this analysis' sentences."""
        return tuple(Token(self, i) for i in range(sentence.first, sentence.stop))

    def sentence_of(self, index: int) -> Sentence:
        """The sentence that holds token `index`, which counts from 0."""
        return self.sentences[bisect_right(self.sentences, index, key=attrgetter("first")) - 1]


class Token:
    """One token of an analysis, read from its columns on demand. Equal at the same place of the same analysis."""

    __slots__ = ("analysis", "index")

    def __init__(self, analysis: Analysis, index: int) -> None:
        self.analysis = analysis
        self.index = index

    @property
    def span(self) -> Span:
        """Its characters in the document's text."""
        return self.analysis.tokens.span(self.index)

    @property
    def text(self) -> str:
        """The characters themselves."""
        return self.analysis.tokens.form[self.index]

    @property
    def lemma(self) -> str:
        """Dictionary form."""
        return self.analysis.tokens.lemma[self.index]

    @property
    def upos(self) -> str:
        """Universal part of speech."""
        return self.analysis.tokens.upos[self.index]

    @property
    def xpos(self) -> str:
        """Part of speech of the Penn treebank."""
        return self.analysis.tokens.xpos[self.index]

    @property
    def feats(self) -> str:
        """Morphological features, `Mood=Ind|Tense=Past`, or `_`."""
        return self.analysis.tokens.feats[self.index]

    @property
    def deprel(self) -> str:
        """Relation to the head."""
        return self.analysis.tokens.deprel[self.index]

    @property
    def head(self) -> "Token | None":
        """The head token; None for a root."""
        head = int(self.analysis.tokens.head[self.index])
        return None if head == ROOT else Token(self.analysis, head)

    @property
    def sentence(self) -> Sentence:
        """The sentence it stands in."""
        return self.analysis.sentence_of(self.index)

    @property
    def children(self) -> tuple["Token", ...]:
        """Its dependents, in the order of the text."""
        return tuple(Token(self.analysis, i) for i in self.analysis.tokens.below(self.index))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Token):
            return NotImplemented
        return self.analysis is other.analysis and self.index == other.index

    def __hash__(self) -> int:
        return hash((id(self.analysis), self.index))

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
    for sentence in sentences:
        own = heads[sentence.first : sentence.stop]
        roots = np.flatnonzero(own == ROOT)
        inside = (own == ROOT) | ((own >= sentence.first) & (own < sentence.stop))
        if roots.size != 1 or not inside.all():
            raise ValueError(f"the sentence at {sentence.span} needs one root and heads of its own")
        reach = np.where(own == ROOT, roots[0], own - sentence.first)
        for _ in range(len(sentence).bit_length()):
            reach = reach[reach]
        if (reach != roots[0]).any():
            raise ValueError(f"the arcs of the sentence at {sentence.span} run in a loop")
