"""Who, where, when: what `actors` and `grounding` find for the words of a text.

What the text says and what was inferred never share a field: `span`, `text` and the `stated_...` fields are the
text's; everything else is worked out, `how` says by which rule or model, and `rivals` what else it could have been.
Refused with `ValueError`: an inference without a `how`, an empty code, a confidence outside 0 to 1, a time that is no
ISO 8601, a range that ends before it starts, coordinates off the globe.

Fields that many records have:

span: characters of the words in the document's text. text: the words themselves. how: the rule or model that worked it
out. confidence: probability of the reading, 0 to 1. rivals: what else it could be. why: the reason it was not chosen.
name: in full. office: post held. country: ISO 3166 alpha-3, KOS, or the code of a body. sector: PLOVER code.
first, last: ISO 8601 and inclusive. geonameid: of GeoNames. lat, lon: degrees, WGS 84.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from communique.records.spans import Span

_POINT = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII)
_FIRST_DAY = {4: "-01-01", 7: "-01"}  # what a year and a month lack of a day, by their length


def check_words(span: Span | None, text: str | None) -> None:
    """Raise `ValueError` unless span and words are both there and of one length, or both absent."""
    if (span is None) != (text is None) or (span is not None and text is not None and len(span) != len(text)):
        raise ValueError(f"the words {text!r} do not fill {span}")


def check_confidence(value: float) -> None:
    """Raise `ValueError` for what is no probability, NaN included."""
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"a confidence lies between 0 and 1, not {value}")


def check_codes(*codes: str | None) -> None:
    """Raise `ValueError` for a code that is an empty string; what is not known is None."""
    if "" in codes:
        raise ValueError("a code is never empty; write None for what is not known")


def check_range(first: str | None, last: str | None) -> None:
    """Raise `ValueError` unless both are ISO 8601 points, as far as given, and the first is not later than the last."""
    start, end = (None if point is None else _read(point) for point in (first, last))
    if first is None or last is None or start is None or end is None:
        return
    if min(len(first), len(last)) > 10 and (start.tzinfo is None) == (end.tzinfo is None):
        ordered = start <= end
    else:  # a year and a day compare as far as both go, and so do a local time and one of a known zone
        shared = min(len(first), len(last), 10)
        ordered = first[:shared] <= last[:shared]
    if not ordered:
        raise ValueError(f"a time cannot end ({last}) before it starts ({first})")


def _read(point: str) -> datetime:
    try:
        if _POINT.fullmatch(point):
            return datetime.fromisoformat(point + _FIRST_DAY.get(len(point), ""))
    except ValueError:
        pass  # 31 February, 25:00
    raise ValueError(f"{point!r} is no ISO 8601 date or time")


def check_place(lat: float | None, lon: float | None) -> None:
    """Raise `ValueError` unless both coordinates are given, in degrees on the globe, or neither."""
    if (lat is None) != (lon is None):
        raise ValueError("a latitude needs a longitude")
    if lat is not None and lon is not None and not (-90.0 <= lat <= 90.0 and -180.0 <= lon <= 180.0):
        raise ValueError(f"no such point on the globe: {lat}, {lon}")


class Standing(StrEnum):
    """How an actor stands to the office given."""

    HOLDER = "holder"
    FORMER = "former"
    ACTING = "acting"
    DESIGNATE = "designate"
    CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRival:
    """Someone else whom the words could mean, and why it was not chosen."""

    name: str | None
    office: str | None
    country: str | None
    sector: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whom the words of a document mean, as of the document's date.

    span, text: the words that decided. mentions: indices in `Analysis.mentions` of all words for the same actor.
    stated_name, stated_office, stated_country: as the text puts them (`Li`, `premier`, `Chinese`).
    name, office: in full. identifier: Wikidata. country: ISO 3166 alpha-3, KOS, or the code of a body (`UNO`).
    standing: to the office. sector, other_sectors: PLOVER codes. as_of: the date for which office and sector hold.
    """

    span: Span
    text: str
    mentions: tuple[int, ...] = ()
    stated_name: str | None = None
    stated_office: str | None = None
    stated_country: str | None = None
    name: str | None = None
    office: str | None = None
    standing: Standing | None = None
    identifier: str | None = None
    country: str | None = None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    as_of: str | None = None
    how: str = ""
    confidence: float = 1.0
    rivals: tuple[ActorRival, ...] = ()

    def __post_init__(self) -> None:
        check_words(self.span, self.text)
        check_codes(self.name, self.office, self.identifier, self.country, self.sector, *self.other_sectors)
        check_confidence(self.confidence)
        check_range(self.as_of, None)
        inferred = (self.name, self.office, self.standing, self.identifier, self.country, self.sector)
        if not self.how and any(v is not None for v in inferred):
            raise ValueError(f"no `how` for what was inferred of {self.text!r}")


class TimeKind(StrEnum):
    """What a time expression gives."""

    POINT = "point"
    RANGE = "range"
    DURATION = "duration"
    RECURRING = "recurring"


class Grain(StrEnum):
    """How fine a time expression tells; `vague` for `recently`, `in the coming days`."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part-of-day"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    VAGUE = "vague"


class Anchor(StrEnum):
    """What a time was counted from."""

    NONE = "none"
    DATELINE = "dateline"
    PUBLICATION = "publication"
    NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRival:
    """Another reading of a time expression, and why it was not chosen."""

    first: str | None
    last: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRef:
    """When the words of a document mean.

    kind: what the expression gives. precision: how fine it tells.
    first, last: ISO 8601 and inclusive, as fine as is known (`1972`, `2024-08`, `2024-08-21`); None where open or where
    nothing gives an anchor: a relative time without one stays relative. anchor: what it was counted from.
    """

    span: Span
    text: str
    kind: TimeKind = TimeKind.POINT
    precision: Grain = Grain.DAY
    first: str | None = None
    last: str | None = None
    anchor: Anchor = Anchor.NONE
    how: str = ""
    confidence: float = 1.0
    rivals: tuple[TimeRival, ...] = ()

    def __post_init__(self) -> None:
        check_words(self.span, self.text)
        check_range(self.first, self.last)
        check_confidence(self.confidence)
        if not self.how and not (self.first is None and self.last is None):
            raise ValueError(f"no `how` for the date of {self.text!r}")


class Resolution(StrEnum):
    """How fine a place is; `region` for what is larger than a country or belongs to none."""

    SITE = "site"
    CITY = "city"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRival:
    """Another place of the same name, and why it was not chosen."""

    name: str
    country: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    why: str

    def __post_init__(self) -> None:
        check_place(self.lat, self.lon)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRef:
    """Where the words of a document mean.

    name: of the gazetteer entry. resolution: how fine the place is. city, admin2, admin1: names of what holds it.
    country: ISO 3166 alpha-3.
    feature: GeoNames class and code (`P.PPLC`). lat, lon: degrees, WGS 84. population: people, 0 where not known.
    """

    span: Span
    text: str
    name: str | None = None
    resolution: Resolution | None = None
    city: str | None = None
    admin2: str | None = None
    admin1: str | None = None
    country: str | None = None
    geonameid: int | None = None
    feature: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    how: str = ""
    confidence: float = 1.0
    rivals: tuple[PlaceRival, ...] = ()

    def __post_init__(self) -> None:
        check_words(self.span, self.text)
        check_codes(self.name, self.city, self.admin2, self.admin1, self.country, self.feature)
        check_place(self.lat, self.lon)
        check_confidence(self.confidence)
        if not self.how and not (self.name is None and self.country is None and self.geonameid is None):
            raise ValueError(f"no `how` for the place of {self.text!r}")
