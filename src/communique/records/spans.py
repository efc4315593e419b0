"""Spans of characters, evidence, and text cut into segments.

Offsets are half-open and count Python characters (Unicode code points) of one `Document.text`. A span is never empty.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters, `0 <= start < end`. Raises `ValueError` for any other.

    start: offset of the first character. end: offset after the last one.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` under the span; raises `ValueError` where the span leaves the text."""
        if self.end > len(text):
            raise ValueError(f"span [{self.start}, {self.end}) leaves a text of {len(text)} characters")
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """True when every character of `other` is under this span."""
        return self.start <= other.start and other.end <= self.end

    def cover(self, other: "Span") -> "Span":
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def shifted(self, by: int) -> "Span":
        """The span moved by `by` characters (negative: to the left)."""
        return Span(self.start + by, self.end + by)

    @classmethod
    def trimmed(cls, text: str, start: int, end: int) -> Self | None:
        """The span of `text[start:end]` without white space at its ends; None where nothing is left."""
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        return cls(left, right) if left < right else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a document that say something. Made by `Document.quote`.

    document: id of the document. role: what the words are evidence of (`trigger`, `actor`, `date` ...).
    span: their characters. text: the words themselves.
    """

    document: str
    role: str
    span: Span
    text: str

    def __post_init__(self) -> None:
        if len(self.text) != len(self.span):
            raise ValueError(f"evidence of {len(self.text)} characters under a span of {len(self.span)}")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text over which the set of marks does not change.

    text: its characters. marks: indices into the spans given.
    """

    text: str
    marks: tuple[int, ...]


def segments(text: str, spans: Iterable[Span]) -> tuple[Segment, ...]:
    """Cut `text` at the ends of `spans`, so that a page can draw marks without counting characters.

    Joined, the segments' texts are `text` again; no segment is empty. Spans may nest and overlap. Raises `ValueError`
    where a span leaves the text.
    """
    marks = list(spans)
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for index, span in enumerate(marks):
        span.of(text)
        opening.setdefault(span.start, []).append(index)
        closing.setdefault(span.end, []).append(index)
    cuts = sorted({0, len(text), *opening, *closing})
    live: set[int] = set()
    out = []
    for start, end in itertools.pairwise(cuts):
        live.difference_update(closing.get(start, ()))
        live.update(opening.get(start, ()))
        out.append(Segment(text[start:end], tuple(sorted(live))))
    return tuple(out)
