"""Reports of a few words for tests of times: with sketched trees, with drawn ones, or read by the packaged model."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from communique.grounding.times import TimesOptions, times_of
from communique.records.analysis import ROOT, Analysis, Labels, Mention, MentionKind, Sentence, Tokens
from communique.records.documents import Document, Precision, Publication
from communique.records.findings import TimeRef
from communique.records.ids import digest_of
from communique.records.spans import Span
from language.reading import model
from language.sketch import sketch

WEDNESDAY = "2024-08-21"
_FINE = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


def report(text: str, published: str | None = WEDNESDAY) -> Document:
    """A report of that text, published then."""
    made = Document("r1", "wire.txt", text, digest_of(text), language="en")
    if published is None:
        return made
    return replace(made, published=Publication(published, _FINE[len(published)], "test", True))


def sketched(text: str, published: str | None = WEDNESDAY, options: TimesOptions | None = None) -> tuple[TimeRef, ...]:
    """The times of a text whose tree is only sketched: enough where neither tense nor tags decide."""
    plain, analysis = sketch(text)
    return times_of(report(plain, published), analysis, options)


def read(text: str, published: str | None = WEDNESDAY) -> tuple[Document, Analysis]:
    """A report and what the packaged model makes of it."""
    document = report(text, published)
    analysis = model().analyse(document)
    assert isinstance(analysis, Analysis)
    return document, analysis


def told(text: str, published: str | None = WEDNESDAY) -> tuple[TimeRef, ...]:
    """The times of a text that the packaged model reads."""
    return times_of(*read(text, published))


def dates(times: Sequence[TimeRef]) -> list[str]:
    """Each time as `words = first..last`, the last left out where it is the first."""
    return [f"{t.text} = {t.first}" + ("" if t.first == t.last else f"..{t.last}") for t in times]


def drawn(*sentences: str, names: Sequence[tuple[str, MentionKind]] = ()) -> tuple[str, Analysis]:
    """Text and analysis of sentences drawn by hand, a line a word: form, tag, Penn tag, head from 1 (0 root), relation.

    Words stand apart by single spaces. names: words that are a name, and of what.
    """
    rows = [[line.split() for line in s.strip().splitlines()] for s in sentences]
    words = [row for sentence in rows for row in sentence]
    text = " ".join(row[0] for row in words)
    starts = np.cumsum([0, *(len(row[0]) + 1 for row in words)])[:-1]
    ends = starts + np.array([len(row[0]) for row in words])
    heads, made, first = [], [], 0
    for sentence in rows:
        heads += [first + int(row[3]) - 1 if row[3] != "0" else ROOT for row in sentence]
        stop = first + len(sentence)
        made.append(Sentence(Span(int(starts[first]), int(ends[stop - 1])), first, stop))
        first = stop
    tokens = Tokens(
        start=starts,
        end=ends,
        head=np.array(heads),
        form=Labels.of(row[0] for row in words),
        lemma=Labels.of(_LEMMAS.get(row[0], row[0].lower()) for row in words),
        upos=Labels.of(row[1] for row in words),
        xpos=Labels.of(row[2] for row in words),
        feats=Labels.of("_" for _ in words),
        deprel=Labels.of(row[4] for row in words),
    )
    mentions = []
    for name, kind in names:
        span = Span(text.index(name), text.index(name) + len(name))
        head = int(np.searchsorted(starts, span.start))
        mentions.append(Mention(span, head, kind, True))
    return text, Analysis("r1", "drawn", tokens, tuple(made), tuple(mentions))


_LEMMAS = {"said": "say", "met": "meet", "held": "hold", "signed": "sign", "told": "tell", "began": "begin"}
