"""Texts of all kinds, and what can be drawn knowing no more than a text: analyses, times of publication, blocks."""

import itertools
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from communique.records import (
    Analysis,
    Block,
    BlockKind,
    Chain,
    Day,
    Labels,
    Mention,
    MentionKind,
    Precision,
    Publication,
    Sentence,
    Span,
    Tokens,
)

# Whatever a text may hold: astral characters, combining marks, right to left, no-break and zero-width spaces.
CHARACTERS = st.one_of(
    st.characters(exclude_categories=["Cs"]), st.sampled_from("aé\u0301\u05d0\u0627\U0001f600\u00a0\u200d\u200f\x00")
)
TEXT = st.text(CHARACTERS, max_size=8)
WORD = st.text(CHARACTERS.filter(lambda c: not c.isspace()), min_size=1, max_size=6)
DATES = st.dates().map(lambda d: d.isoformat())


@st.composite
def texts(draw: DrawFn) -> tuple[str, list[Span]]:
    """A text and the spans of its words."""
    words = draw(st.lists(WORD, min_size=1, max_size=8))
    spans, at = [], 0
    for word in words:
        spans.append(Span(at, at + len(word)))
        at += len(word) + 1
    return " ".join(words), spans


@st.composite
def analyses(draw: DrawFn, document: str, text: str, words: list[Span]) -> Analysis:
    """An analysis of a text whose tokens are its words, with any trees, mentions and chains."""
    cuts = sorted({0, len(words), *draw(st.lists(st.integers(1, len(words)), max_size=2))})
    heads: list[int] = []
    sentences = []
    for first, stop in itertools.pairwise(cuts):
        order = draw(st.permutations(range(first, stop)))
        head = {order[0]: -1}
        for i, token in enumerate(order[1:], start=1):
            head[token] = order[draw(st.integers(0, i - 1))]
        heads += [head[i] for i in range(first, stop)]
        sentences.append(Sentence(words[first].cover(words[stop - 1]), first, stop))
    columns = {
        name: Labels.of(draw(st.lists(st.sampled_from(["_", "X", "naïve"]), min_size=len(words), max_size=len(words))))
        for name in ("lemma", "upos", "xpos", "feats", "deprel")
    }
    tokens = Tokens(
        start=np.array([w.start for w in words]),
        end=np.array([w.end for w in words]),
        head=np.array(heads),
        form=Labels.of(w.of(text) for w in words),
        **columns,
    )
    mentions, chains = draw(_mentions(words))
    return Analysis(document, draw(TEXT), tokens, tuple(sentences), mentions, chains, draw(tuples(TEXT)))


@st.composite
def _mentions(draw: DrawFn, words: list[Span]) -> tuple[tuple[Mention, ...], tuple[Chain, ...]]:
    heads = draw(st.lists(st.integers(0, len(words) - 1), max_size=4))
    chain_of = draw(st.lists(st.none() | st.integers(0, 1), min_size=len(heads), max_size=len(heads)))
    used = sorted({c for c in chain_of if c is not None})
    mentions = tuple(
        Mention(
            words[h], h, draw(st.sampled_from(MentionKind)), draw(st.booleans()), None if c is None else used.index(c)
        )
        for h, c in zip(heads, chain_of, strict=True)
    )
    return mentions, tuple(Chain(tuple(i for i, c in enumerate(chain_of) if c == u)) for u in used)


def asides() -> SearchStrategy[Block]:
    """Blocks that hold their own text."""
    return st.builds(Block, st.sampled_from(BlockKind), st.none(), TEXT)


def publications() -> SearchStrategy[Publication]:
    """Times of publication of every precision."""
    cut = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10, Precision.MINUTE: 16, Precision.SECOND: 19}
    zones = st.sampled_from(["", "Z", "+05:30", "-03:00"])

    def build(at: str, precision: Precision, zone: str, where: str, stated: bool) -> Publication:
        fine = precision in (Precision.MINUTE, Precision.SECOND)
        return Publication(at[: cut[precision]] + zone * fine, precision, where, stated)

    times = st.datetimes().map(lambda d: d.isoformat(timespec="seconds"))
    return st.builds(build, times, st.sampled_from(Precision), zones, TEXT, st.booleans())


def days() -> SearchStrategy[Day]:
    """Days with a stated, an inferred and no year."""
    stated = st.dates().map(lambda d: Day(d.year, d.month, d.day))
    inferred = st.dates().map(lambda d: Day(d.year, d.month, d.day, True, "weekday"))
    return stated | inferred | st.just(Day(None, 2, 29))


def tuples(of: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Short tuples."""
    return st.lists(of, max_size=2).map(tuple)
