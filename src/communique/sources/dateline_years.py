"""The year of a dateline's day, where the text gives none.

In come the day and month of a dateline, the weekdays named beside it, and the dates of publication and crawl; out goes
a `Day` (or None for a day that no calendar has) with notes. A year is given only when the clues there are agree; it is
then marked as inferred and `Day.how` names the clues. Nothing is guessed without a clue.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from communique.records import Day, Precision, Publication

# A story is put out on its dateline's day or soon after; archives give later days, time zones an earlier one.
BEFORE_PUBLICATION = timedelta(days=183)
AFTER_PUBLICATION = timedelta(days=3)
AFTER_CRAWL = timedelta(days=1)
# How far back a weekday may take a crawl's suggestion: weekdays recur after 5, 6 or 11 years.
YEARS_BEFORE_CRAWL = 6
# Years between which a day of the year before and after can be counted.
_FIRST_YEAR, _LAST_YEAR = 20, 9980

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday (Monday 0) said of a day of the year; `where` tells a reader where it was met."""

    weekday: int
    month: int
    day: int
    where: str

    def fits(self, year: int, near: date) -> bool:
        """True when the day falls on the weekday in `year`, or across New Year's Eve from `near`."""
        days = [d for y in (year - 1, year, year + 1) if (d := real_day(y, self.month, self.day))]
        closest = min(days, key=lambda d: abs(d - near), default=None)
        return closest is not None and closest.weekday() == self.weekday


@dataclass(frozen=True, slots=True)
class Clues:
    """All that can tell the year.

    weekdays: tied to a date (`Wednesday, Aug. 21`). lead: the bare weekday of the lead (`on Wednesday`), Monday 0.
    date_line: a full date on a line of its own before the story. published, crawled: as the document has them.
    """

    weekdays: tuple[Weekday, ...] = ()
    lead: int | None = None
    date_line: date | None = None
    published: Publication | None = None
    crawled: date | None = None


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A date that a story is near to: the years its dateline can be of, in words, and whether the source states it."""

    years: tuple[int, ...]
    words: str
    stated: bool


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none (30 February, 29 February of most years)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_of_iso(when: str | None) -> date | None:
    """The day of an ISO 8601 time; None where there is none, and at the ends of the calendar, where no report is."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)", when or "")
    day = real_day(*(int(part) for part in found.groups())) if found else None
    return day if day is not None and _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def dateline_day(year: int | None, month: int, day: int, clues: Clues) -> tuple[Day | None, tuple[str, ...]]:
    """The day of a dateline and notes on it; None for a day that no calendar has.

    A year that the text gives stays, with a note where the first weekday of `clues` contradicts it. Otherwise it is
    worked out from `clues`; where they do not agree on one, the day stays without a year and a note says why.
    """
    if not 1 <= month <= 12:
        return None, (f"there is no month {month}",)
    # 2024 is a leap year: what it lacks, every year lacks.
    if real_day(2024 if year is None else year, month, day) is None:
        return None, (f"there is no {_named(month, day)}" + (f" {year}" if year is not None else ""),)
    if year is not None:
        return Day(year, month, day), _contradiction(year, month, day, clues)
    found, how, notes = _year(month, day, clues)
    if found is None:
        return Day(None, month, day), notes
    return Day(found, month, day, year_inferred=True, how=how), notes


def _contradiction(year: int, month: int, day: int, clues: Clues) -> tuple[str, ...]:
    real = real_day(year, month, day)
    if real is None or not clues.weekdays or real.weekday() == clues.weekdays[0].weekday:
        return ()
    said = WEEKDAY_NAMES[clues.weekdays[0].weekday]
    return (f"{_named(month, day)} {year} is a {WEEKDAY_NAMES[real.weekday()]}, but the dateline says {said}",)


def _year(month: int, day: int, clues: Clues) -> tuple[int | None, str, tuple[str, ...]]:
    notes: tuple[str, ...] = ()
    anchors = [a for a in (_of_date_line(month, day, clues), _of_publication(month, day, clues)) if a]
    if anchors:
        years, notes = _agreed(month, day, anchors, clues)
        if years:
            said = "; ".join(a.words for a in anchors)
            return _checked(month, day, years, said, clues)
        if any(a.stated for a in anchors) or clues.crawled is None:
            return None, "", notes
    year, how, more = _of_crawl(month, day, clues)
    return year, how, notes + more


def _agreed(month: int, day: int, anchors: list[_Anchor], clues: Clues) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The years that all anchors and all weekdays allow, or a note on why there is none."""
    named = _named(month, day)
    for anchor in anchors:
        if not anchor.years:
            if (month, day) == (2, 29):
                return (), (f"no leap year has its 29 February near the {anchor.words}",)
            return (), (f"no {named} lies near the {anchor.words}",)
    years = tuple(y for y in anchors[0].years if all(y in a.years for a in anchors))
    if not years:
        return (), (f"the {' and the '.join(a.words for a in anchors)} point to different years",)
    fitting = tuple(y for y in years if _weekdays_fit(y, month, day, clues))
    if fitting:
        return fitting, ()
    tie = clues.weekdays[0]
    near = [y for y in range(years[0] - 11, years[0] + 12) if _weekdays_fit(y, month, day, clues)]
    if not near:
        return (), ("the weekdays that the text gives contradict each other",)
    other = min(near, key=lambda y: abs(y - years[0]))
    said = f"{_named(tie.month, tie.day)} is a {WEEKDAY_NAMES[tie.weekday]} in {other}"
    return (), (f"{said}, but the {' and the '.join(a.words for a in anchors)} says {years[0]}",)


def _checked(
    month: int, day: int, years: tuple[int, ...], said: str, clues: Clues
) -> tuple[int | None, str, tuple[str, ...]]:
    """One year of those that the anchors allow, if the crawl and the lead leave one."""
    if clues.crawled is not None:
        crawled = clues.crawled
        kept = tuple(y for y in years if (d := real_day(y, month, day)) and d <= crawled + AFTER_CRAWL)
        if not kept:
            return None, "", (f"{said} points to {years[-1]}, after the crawl of {crawled.isoformat()}",)
        years = kept
    if len(years) > 1 and clues.lead is not None:
        years = tuple(y for y in years if _lead_fits(y, month, day, clues.lead)) or years
    if len(years) > 1:
        return None, "", (f"{said} leaves {' or '.join(map(str, years))}",)
    return years[0], _how(years[0], month, day, said, clues), ()


def _of_crawl(month: int, day: int, clues: Clues) -> tuple[int | None, str, tuple[str, ...]]:
    """The latest year up to the crawl that fits: a suggestion, taken back when the lead's weekday speaks against it."""
    named = _named(month, day)
    if clues.crawled is None:
        if clues.weekdays:
            return None, "", (f"a {WEEKDAY_NAMES[clues.weekdays[0].weekday]} alone does not tell the year of {named}",)
        return None, "", (f"nothing tells the year of {named}",)
    last = clues.crawled + AFTER_CRAWL
    said = f"crawl date {clues.crawled.isoformat()}"
    if (month, day) == (2, 29) and not clues.weekdays:
        years = [y for y in (last.year, last.year - 1) if (d := real_day(y, month, day)) and d <= last]
        reason = f"no leap year has its 29 February near the {said}"
    else:
        span = range(last.year, last.year - YEARS_BEFORE_CRAWL - 1, -1)
        days = [d for y in span if (d := real_day(y, month, day)) and d <= last]
        years = [d.year for d in days if _weekdays_fit(d.year, month, day, clues)]
        reason = f"no {named} of the {YEARS_BEFORE_CRAWL} years before the {said} has the weekday that the text gives"
    if not years:
        return None, "", (reason,)
    if not clues.weekdays and clues.lead is not None and not _lead_fits(years[0], month, day, clues.lead):
        lead = WEEKDAY_NAMES[clues.lead]
        return None, "", (f"the {said} suggests {years[0]}, but the lead's {lead} is not at {named} {years[0]}",)
    return years[0], _how(years[0], month, day, said, clues), ()


def _of_date_line(month: int, day: int, clues: Clues) -> _Anchor | None:
    if clues.date_line is None:
        return None
    words = f"date line {clues.date_line.isoformat()}"
    return _Anchor(_years_near(month, day, clues.date_line, clues.date_line), words, stated=True)


def _of_publication(month: int, day: int, clues: Clues) -> _Anchor | None:
    """The years in which the day lies up to six months before publication, or a few days after."""
    published = clues.published
    if published is None:
        return None
    words = f"{'' if published.stated else 'assumed '}publication date {published.at[:10]} ({published.where})"
    year = int(published.at[:4])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    if published.precision is Precision.YEAR:
        years = tuple(y for y in (year - 1, year) if real_day(y, month, day))
        # A year alone is taken at its word, except at its turn: 31 December may be that of the year before.
        return _Anchor(
            years if (month, day) >= (12, 25) else years[-1:] if real_day(year, month, day) else (),
            words,
            published.stated,
        )
    if published.precision is Precision.MONTH:
        first = real_day(year, int(published.at[5:7]), 1)
        if first is None:
            return None
        last = first.replace(day=monthrange(first.year, first.month)[1])
        return _Anchor(_years_near(month, day, first, last), words, published.stated)
    at = day_of_iso(published.at)
    return None if at is None else _Anchor(_years_near(month, day, at, at), words, published.stated)


def _years_near(month: int, day: int, first: date, last: date) -> tuple[int, ...]:
    if not _FIRST_YEAR <= first.year <= _LAST_YEAR:
        return ()
    days = (real_day(y, month, day) for y in range(first.year - 1, last.year + 2))
    return tuple(d.year for d in days if d and first - BEFORE_PUBLICATION <= d <= last + AFTER_PUBLICATION)


def _weekdays_fit(year: int, month: int, day: int, clues: Clues) -> bool:
    at = real_day(year, month, day)
    return at is not None and all(tie.fits(year, at) for tie in clues.weekdays)


def _lead_fits(year: int, month: int, day: int, lead: int) -> bool:
    """What a lead tells of happened on the dateline's day or on the eve."""
    at = real_day(year, month, day)
    return at is not None and lead in (at.weekday(), (at.weekday() - 1) % 7)


def _how(year: int, month: int, day: int, said: str, clues: Clues) -> str:
    parts = [said, *dict.fromkeys(f"{WEEKDAY_NAMES[tie.weekday]} {tie.where}" for tie in clues.weekdays)]
    if not clues.weekdays and clues.lead is not None and _lead_fits(year, month, day, clues.lead):
        parts.append(f"{WEEKDAY_NAMES[clues.lead]} in the lead")
    return "; ".join(parts)


def _named(month: int, day: int) -> str:
    return f"{day} {MONTH_NAMES[month - 1]}"
