"""Arithmetic of the calendar: stretches of days, what lies before and after them, and days that have names.

In: years, months, days (proleptic Gregorian, years 1 to 9999). Out: `Period`, a first and a last day with the grain
they were told in. None where the calendar has no such day. Weeks start on Monday (ISO 8601) unless told otherwise.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from communique.records.findings import Grain


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends in it, and how fine it was told."""

    first: date
    last: date
    grain: Grain

    @property
    def day(self) -> date | None:
        """The day it is, None for anything longer."""
        return self.first if self.first == self.last else None

    @property
    def ends(self) -> tuple[str, str]:
        """Both ends in ISO 8601, as fine as they are known: a year as `1972`, a month as `1972-08`, else days."""
        size = {Grain.YEAR: 4, Grain.MONTH: 7}.get(self.grain, 10)
        if self.first != around(self.first, self.grain).first or self.last != around(self.last, self.grain).last:
            size = 10
        return self.first.isoformat()[:size], self.last.isoformat()[:size]

    def widened(self, grain: Grain) -> "Period":
        """The whole unit of `grain` in which it starts."""
        return around(self.first, grain)


def day(year: int, month: int, number: int) -> Period | None:
    """A day of the calendar; None for 30 February."""
    try:
        at = date(year, month, number)
    except ValueError:
        return None
    return Period(at, at, Grain.DAY)


def of_day(at: date) -> Period:
    """A day as a period."""
    return Period(at, at, Grain.DAY)


def month(year: int, number: int) -> Period:
    """A month, 1 to 12."""
    return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]), Grain.MONTH)


def years(first: int, last: int, grain: Grain = Grain.YEAR) -> Period | None:
    """Whole years; None outside the years 1 to 9999."""
    if not 1 <= first <= last <= 9999:
        return None
    return Period(date(first, 1, 1), date(last, 12, 31), grain)


def months(year: int, first: int, count: int, grain: Grain) -> Period:
    """`count` months from month `first` of `year`, over the year's end where need be."""
    start = shifted_months(date(year, 1, 1), first - 1)
    return Period(start, shifted_months(start, count) - timedelta(1), grain)


def season(year: int, opening: int) -> Period:
    """The three months that a season opens with; the winter of a year is the one that opens in its December."""
    return months(year, opening, 3, Grain.SEASON)


def shifted_months(at: date, count: int) -> date:
    """The same day `count` months on, or the month's last day where it has no such day. Raises `OverflowError`."""
    total = at.year * 12 + at.month - 1 + count
    year, number = divmod(total, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"no year {year} in the calendar")
    return date(year, number + 1, min(at.day, monthrange(year, number + 1)[1]))


def around(at: date, grain: Grain, opens: int = 0) -> Period:
    """The whole unit of `grain` that holds `at`. opens: the weekday that weeks start on, 0 for Monday."""
    if grain is Grain.YEAR:
        return Period(date(at.year, 1, 1), date(at.year, 12, 31), grain)
    if grain is Grain.MONTH:
        return month(at.year, at.month)
    if grain is Grain.QUARTER:
        return months(at.year, (at.month - 1) // 3 * 3 + 1, 3, grain)
    if grain is Grain.DECADE:
        start = max(1, at.year // 10 * 10)
        return Period(date(start, 1, 1), date(min(9999, at.year // 10 * 10 + 9), 12, 31), grain)
    if grain is Grain.CENTURY:
        start = max(1, at.year // 100 * 100)
        return Period(date(start, 1, 1), date(min(9999, at.year // 100 * 100 + 99), 12, 31), grain)
    if grain is Grain.WEEK:
        start_day = at - timedelta((at.weekday() - opens) % 7)
        return Period(start_day, start_day + timedelta(6), grain)
    if grain is Grain.WEEKEND:
        saturday = at - timedelta(at.weekday()) + timedelta(5)
        return Period(saturday, saturday + timedelta(1), grain)
    return Period(at, at, grain)


def moved(period: Period, grain: Grain, count: int, opens: int = 0) -> Period:
    """The whole unit of `grain` that lies `count` units after the one that holds the period's first day."""
    base = around(period.first, grain, opens)
    return around(stepped(base.first, grain, count), grain, opens)


def stepped(at: date, grain: Grain, count: int) -> date:
    """The day `count` units of `grain` after `at`. Raises `OverflowError` beyond the calendar."""
    per_unit = {
        Grain.YEAR: 12,
        Grain.QUARTER: 3,
        Grain.MONTH: 1,
        Grain.DECADE: 120,
        Grain.CENTURY: 1200,
        Grain.SEASON: 12,
    }
    if grain in per_unit:
        return shifted_months(at, per_unit[grain] * count)
    return at + timedelta(count * (7 if grain in (Grain.WEEK, Grain.WEEKEND) else 1))


def part(period: Period, which: str) -> Period:
    """The early, mid or late part of a period: of a month days 1-15, 10-20, 15 on; of others its thirds."""
    if period.grain is Grain.MONTH and period == period.widened(Grain.MONTH):
        low, high = {"early": (1, 15), "mid": (10, 20), "late": (15, 31)}[which]
        return Period(period.first.replace(day=low), period.first.replace(day=min(high, period.last.day)), Grain.MONTH)
    length = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    if length < 3:
        third = ((period.last - period.first).days + 1) // 3
        cuts = (period.first, period.first + timedelta(third), period.last - timedelta(third))
    else:
        cuts = (
            period.first,
            shifted_months(period.first, length // 3),
            shifted_months(period.first, length - length // 3),
        )
    if which == "early":
        return Period(cuts[0], cuts[1] - timedelta(1 if cuts[1] > cuts[0] else 0), period.grain)
    if which == "mid":
        return Period(cuts[1], cuts[2] - timedelta(1 if cuts[2] > cuts[1] else 0), period.grain)
    return Period(cuts[2], period.last, period.grain)


def easter(year: int) -> date:
    """Easter Sunday of the western churches, by the anonymous Gregorian algorithm (Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    number, rest = divmod(h + k - 7 * m + 114, 31)
    return date(year, number, rest + 1)


def islamic(year: int, number: int, number_of_day: int) -> date:
    """A day of the tabular Islamic calendar (civil epoch). The moon may be seen a day earlier or later."""
    days = number_of_day + -(-59 * (number - 1) // 2) + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014
    return date.fromordinal(days)


def _islamic_in(year: int, number: int, number_of_day: int, length: int) -> Period | None:
    around_year = int((year - 622) * 33 / 32)
    for hijri in range(max(1, around_year - 1), around_year + 3):
        at = islamic(hijri, number, number_of_day)
        if at.year == year:
            return Period(at, at + timedelta(length - 1), Grain.DAY)
    return None


def _fixed(number: int, first: int, length: int = 1) -> Callable[[int], Period | None]:
    def made(year: int) -> Period | None:
        start = date(year, number, first)
        return Period(start, start + timedelta(length - 1), Grain.DAY)

    return made


def _from_easter(offset: int, length: int = 1) -> Callable[[int], Period | None]:
    def made(year: int) -> Period | None:
        start = easter(year) + timedelta(offset)
        return Period(start, start + timedelta(length - 1), Grain.DAY)

    return made


def _thanksgiving(year: int) -> Period | None:
    first = date(year, 11, 1)
    return of_day(first + timedelta((3 - first.weekday()) % 7 + 21))


def _nowruz(year: int) -> Period | None:
    return day(year, 3, 20 if year % 4 == 0 else 21)


NAMED_DAYS: dict[str, Callable[[int], Period | None]] = {
    "new year's day": _fixed(1, 1),
    "new year's": _fixed(1, 1),
    "new year's eve": _fixed(12, 31),
    "valentine's day": _fixed(2, 14),
    "international women's day": _fixed(3, 8),
    "may day": _fixed(5, 1),
    "fourth of july": _fixed(7, 4),
    "bastille day": _fixed(7, 14),
    "halloween": _fixed(10, 31),
    "armistice day": _fixed(11, 11),
    "human rights day": _fixed(12, 10),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "thanksgiving": _thanksgiving,
    "nowruz": _nowruz,
    "ash wednesday": _from_easter(-46),
    "lent": _from_easter(-46, 47),
    "palm sunday": _from_easter(-7),
    "holy thursday": _from_easter(-3),
    "good friday": _from_easter(-2),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "easter": _from_easter(0),
    "pentecost": _from_easter(49),
    "ramadan": lambda year: _islamic_in(year, 9, 1, 30),
    "eid al-fitr": lambda year: _islamic_in(year, 10, 1, 3),
    "eid al-adha": lambda year: _islamic_in(year, 12, 10, 4),
    "ashura": lambda year: _islamic_in(year, 1, 10, 1),
}
