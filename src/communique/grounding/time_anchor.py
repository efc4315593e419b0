"""The time that a report speaks from: its dateline's day, a date line above the story, else its publication.

In: a document. Out: a period, a day where known, with what it comes from; none where the document tells none.
"""

import re
from datetime import date

from communique.grounding import calendar, time_absolute
from communique.grounding.calendar import Period
from communique.grounding.time_situation import Direction, Situation, distance
from communique.records.documents import Day, Document, Precision, Publication
from communique.records.findings import Anchor

LINES = 6  # lines at the top of a text among which a line with nothing but a date is its date line
APART = 31  # days that a date line may lie from a stated publication
_SPEAKS = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|last (?:night|week|month|year|\w+day)|next (?:week|month|year)"
    r"|this (?:week|month|year|morning|afternoon|evening)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
TOLD = 3  # years that a text tells, at least, before its months and days are read by them
_YEARS = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)\b")
_LINE_RULES = tuple(r for r in time_absolute.RULES if r.name in ("month-day", "day-month", "iso"))


def anchor_of(document: Document) -> tuple[Period | None, Anchor]:
    """The time that a document speaks from, and where it was found."""
    published = _published(document.published)
    day = document.dateline.day if document.dateline is not None else None
    period = _dateline_day(day, published) if day is not None else None
    if period is not None:
        return period, Anchor.DATELINE
    line = date_line(document.text)
    if line is not None and (published is None or abs((line.first - published.first).days) <= APART):
        return line, Anchor.DATELINE
    return published, Anchor.NONE if published is None else Anchor.PUBLICATION


def _dateline_day(day: Day, published: Period | None) -> Period | None:
    """The dateline's day; where it has no year, in the year that brings it nearest to the publication."""
    if day.year is not None:
        return calendar.day(day.year, day.month, day.day)
    if published is None:
        return None
    years = (published.first.year + step for step in (-1, 0, 1))
    options = [p for y in years if 1 <= y <= 9999 and (p := calendar.day(y, day.month, day.day)) is not None]
    return min(options, key=lambda p: distance(p, published), default=None)


def _published(published: Publication | None) -> Period | None:
    if published is None:
        return None
    year = int(published.at[:4])
    if published.precision is Precision.YEAR:
        return calendar.years(year, year)
    if published.precision is Precision.MONTH:
        return calendar.month(year, int(published.at[5:7]))
    return calendar.of_day(date.fromisoformat(published.at[:10]))


def date_line(text: str) -> Period | None:
    """The day of a line near the top that holds nothing but a date with its year."""
    start = 0
    for _ in range(LINES):
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)].strip().rstrip(".")
        if 6 <= len(line) <= 40:
            for rule in _LINE_RULES:
                match = rule.pattern.fullmatch(line)
                if match is not None and match["year"]:
                    reading = rule.read(match, Situation(None, Anchor.NONE, lambda _: Direction.NONE))
                    if reading is not None and reading.period is not None:
                        return reading.period
        if end < 0:
            break
        start = end + 1
    return None


def narrates(document: Document, now: Period | None) -> bool:
    """True for a text that never speaks from its own day: no dateline, no `today`, no weekday, only years gone by."""
    if (
        document.dateline is not None
        or _SPEAKS.search(document.text) is not None
        or date_line(document.text) is not None
    ):
        return False
    years = [int(y) for y in _YEARS.findall(document.text)]
    return len(years) >= TOLD and (now is None or max(years) < now.first.year)
