"""What `sources` gives to the rest of the house: `Document`, or `Rejected` with a reason.

A `Document` holds one report. Its text is normalised once, when it is read, and never changes: every offset anywhere
counts characters of `Document.text`. What the page states and what was worked out are kept apart: `Publication.stated`
and `Day.year_inferred` tell which, `found` tells where each value came from.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from communique.records.ids import content_id, digest_of
from communique.records.spans import Evidence, Span


class BlockKind(StrEnum):
    """Which part of a report a block is."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    BODY = "body"
    SUBHEAD = "subhead"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a report: under `span` when it lies in the document's text, in `text` when it was kept beside it.

    Captions, and headlines that a format gives apart from the story, stand beside the text; exactly one of the two is
    set.

    kind: which part of the report it is. span: its characters in the document's text, none where it stands beside it.
    text: its words where they stand beside the text, none where a span tells them.
    """

    kind: BlockKind
    span: Span | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        if (self.span is None) == (self.text is None):
            raise ValueError("a block lies under a span or holds its own text, not both and not neither")


class Precision(StrEnum):
    """How fine a point in time is told."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


_CLOCK = r"\d{4}-\d\d-\d\dT\d\d:\d\d"
_OFFSET = r"(Z|[+-]\d\d:\d\d)?"
_ISO = {
    Precision.YEAR: re.compile(r"\d{4}", re.ASCII),
    Precision.MONTH: re.compile(r"\d{4}-\d\d", re.ASCII),
    Precision.DAY: re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    Precision.MINUTE: re.compile(_CLOCK + _OFFSET, re.ASCII),
    Precision.SECOND: re.compile(_CLOCK + r":\d\d(\.\d+)?" + _OFFSET, re.ASCII),
}
_FIRST_DAY = {Precision.YEAR: "-01-01", Precision.MONTH: "-01"}


@dataclass(frozen=True, slots=True)
class Publication:
    """When a report was published. Raises `ValueError` for a time that no calendar or clock has.

    at: ISO 8601, as fine as `precision` says; a time without an offset is local time of an unknown zone.
    precision: how fine it is told.
    where: the place it was found (`json-ld datePublished`, `meta article:published_time`, `url`, `column published`).
    stated: true when the source states it as the publication time; false when it was worked out from something else.
    """

    at: str
    precision: Precision
    where: str
    stated: bool

    def __post_init__(self) -> None:
        if not _ISO[self.precision].fullmatch(self.at):
            raise ValueError(f"{self.at!r} is no ISO 8601 time to the {self.precision}")
        datetime.fromisoformat(self.at + _FIRST_DAY.get(self.precision, ""))  # raises for 30 February and 25:00

    @property
    def day(self) -> str | None:
        """The date part, `YYYY-MM-DD`; None where only a month or a year is known."""
        return self.at[:10] if len(self.at) >= 10 else None


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day as a dateline gives it.

    year: as the text gives it or as it was worked out; none where neither text nor clues give one. month: 1 to 12.
    day: 1 to 31. year_inferred: true when the text gives no year and it was worked out. how: the clues to an inferred
    year, empty where nothing was inferred.
    """

    year: int | None
    month: int
    day: int
    year_inferred: bool = False
    how: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise ValueError(f"no such month: {self.month}")
        year = 2000 if self.year is None else self.year  # without a year, 29 February may be
        if not (1 <= year <= 9999 and 1 <= self.day <= monthrange(year, self.month)[1]):
            raise ValueError(f"no such day: year {self.year}, month {self.month}, day {self.day}")
        if self.year is None and self.year_inferred:
            raise ValueError("a year that is not there cannot have been inferred")

    @property
    def iso(self) -> str:
        """`2024-08-21`, or `--08-21` where the year is not known."""
        year = "-" if self.year is None else f"{self.year:04}"
        return f"{year}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a wire story: `MOSCOW, Aug. 21 (Xinhua) --`.

    span: from the first character of the place or agency to the last of the dash. story: offset at which the story
    starts. place: the city as the text writes it, None where only the agency stands there: `(Reuters) -`.
    place_span: its characters. day: the day it gives. agency: its name or sign (`Xinhua`). notes: what could not be
    settled, such as a year.
    """

    span: Span
    story: int
    place: str | None = None
    place_span: Span | None = None
    day: Day | None = None
    agency: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Where the value of a field came from: `Found("title", "json-ld headline")`.

    field: of the document. where: the place in the source.
    """

    field: str
    where: str


@dataclass(frozen=True, slots=True)
class Document:
    """One report.

    id: given by the source, or a hash of uri and text. uri: where it was read (`path#locator` inside a container).
    text: the report's words, normalised once; every offset counts its characters. digest: of `text`.
    title: headline. outlet: who published it. authors: as named. language: ISO 639-1.
    url: canonical address that the page states. published: when it was published, as far as is known.
    crawled: ISO time of the crawl. dateline: none where the story opens without one.
    blocks: headline, dateline, paragraphs, sub-headings and captions, in order; those beside the text come first.
    found: where values came from. notes: what a reader of the data should know (`truncated record`, `false charset`).
    """

    id: str
    uri: str
    text: str
    digest: str
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    published: Publication | None = None
    crawled: str | None = None
    dateline: Dateline | None = None
    blocks: tuple[Block, ...] = ()
    found: tuple[Found, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError(f"document {self.id} has no text")
        if self.digest != digest_of(self.text):
            raise ValueError(f"document {self.id}: the digest is not the text's")
        for block in self.blocks:
            if block.span is not None:
                block.span.of(self.text)
        if self.dateline is not None:
            self.dateline.span.of(self.text)
            where = self.dateline.place_span
            if (where.of(self.text) if where is not None else None) != self.dateline.place:
                raise ValueError(f"document {self.id}: the dateline's place is not what its span holds")

    @staticmethod
    def make_id(uri: str, text: str) -> str:
        """The id of a document whose source gives none."""
        return content_id("d", uri, text)

    def quote(self, span: Span, role: str) -> Evidence:
        """The words under `span` as evidence; raises `ValueError` where the span leaves the text."""
        return Evidence(self.id, role, span, span.of(self.text))

    def words_of(self, block: Block) -> str:
        """The words of one of this document's blocks, wherever they are kept."""
        return block.text if block.span is None else block.span.of(self.text)  # type: ignore[return-value]


class Stage(StrEnum):
    """How far work on a source had come when it stopped."""

    OPEN = "open"
    DECOMPRESS = "decompress"
    DECODE = "decode"
    PARSE = "parse"
    EXTRACT = "extract"
    ANALYSE = "analyse"


class Reason(StrEnum):
    """Why something gave no document. The last group holds no report by its nature and counts as passed over."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    NOT_A_FILE = "not-a-file"
    DIRECTORY_LOOP = "directory-loop"
    TOO_LARGE = "too-large"
    BOMB = "decompression-bomb"
    CORRUPT = "corrupt"
    TRUNCATED = "truncated"
    BINARY = "binary"
    UNSUPPORTED = "unsupported-format"
    MALFORMED = "malformed"
    NO_TEXT_COLUMN = "no-text-column"
    EMPTY = "empty"
    NO_MAIN_TEXT = "no-main-text"
    NO_WORDS = "no-words"
    NOT_ENGLISH = "not-english"
    # passed over
    NOT_A_RESPONSE = "not-a-response"
    HTTP_STATUS = "http-status"
    OTHER_MEDIA = "other-media-type"

    @property
    def passed_over(self) -> bool:
        """True for what holds no report by its nature, such as a request record or an image in a crawl."""
        return self in _PASSED_OVER


_PASSED_OVER = frozenset({Reason.NOT_A_RESPONSE, Reason.HTTP_STATUS, Reason.OTHER_MEDIA})


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that was given to read and gave no document.

    uri: what was being read. locator: which part of it (`line 7`, `record 3 <urn:...>`), empty for the whole.
    stage: how far reading had come. reason: why there is no document.
    detail: what was met and what to do about it, for a person.
    """

    uri: str
    locator: str
    stage: Stage
    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a document stands among its near-duplicates.

    document: its id. group: id of the first document of its group in reading order (its own id when it is the first).
    similarity: estimated Jaccard similarity of word shingles with the nearest earlier member, 1.0 for the first.
    exact: true when the text is that of an earlier member, character by character.
    """

    document: str
    group: str
    similarity: float
    exact: bool = False

    def __post_init__(self) -> None:
        if not 0.0 <= self.similarity <= 1.0:
            raise ValueError(f"a similarity lies between 0 and 1, not {self.similarity}")
