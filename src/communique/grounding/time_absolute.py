"""Rules for expressions that name a date, a year, a decade or a day with a name.

In: a match of the rule's pattern and the situation. Out: its reading; None for what is no date after all (30 February).
"""

import re
from collections.abc import Callable
from dataclasses import replace

from communique.grounding import calendar
from communique.grounding.calendar import NAMED_DAYS, Period
from communique.grounding.time_situation import (
    Direction,
    Reading,
    Rule,
    Situation,
    early_part,
    kind_of,
    nearest,
    placed,
    relative,
    rival,
    rule,
    told_or_now,
    with_clock,
)
from communique.grounding.time_words import (
    AT,
    DASH,
    DAY,
    EARLY,
    EARLY_STARTS,
    MONTH,
    MONTHS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    clock,
    month,
    ordinal,
)
from communique.grounding.time_years import full_year
from communique.records.findings import Anchor, Grain

_MONTHS = frozenset(MONTHS)
_WEEKDAYS = frozenset(WEEKDAYS)


def _dated(
    makes: Callable[[int], Period | None], match: re.Match[str], situation: Situation, how: str
) -> Reading | None:
    if match["year"]:
        period = makes(int(match["year"]))
        return None if period is None else Reading(period.grain, how, period, kind=kind_of(period))
    reading = placed(makes, how, match.start(), situation)
    if reading is None or reading.period is None:
        return reading
    period = _weekday_fits(makes, match, reading.period)
    return replace(reading, period=period, kind=kind_of(period))


def _weekday_fits(makes: Callable[[int], Period | None], match: re.Match[str], period: Period) -> Period:
    """The period in the year in which its weekday, where told, is right."""
    told = match.groupdict().get("weekday")
    wanted = WEEKDAYS[told.lower().rstrip(".")] if told else period.first.weekday()
    years = [period, *(makes(period.first.year + step) for step in (-1, 1))]
    return next((p for p in years if p is not None and p.first.weekday() == wanted), period)


def _days(number: int, first: str, second: str | None) -> Callable[[int], Period | None]:
    start, end = ordinal(first), ordinal(second or first)

    def made(year: int) -> Period | None:
        if start is None or end is None:
            return None
        one, two = calendar.day(year, number, start), calendar.day(year, number, end)
        if one is None or two is None or two.first < one.first:
            return None
        return Period(one.first, two.last, Grain.DAY)

    return made


_KNOWN_ATTACKS: dict[tuple[int, int | None], int] = {(9, 11): 2001, (10, 7): 2023}
_ATTACKS = re.compile(r"(?:,? 2001)?\s(?:\w+ )?(?:attacks?|terror|hijack|massacre)", re.IGNORECASE)


def _month_day(match: re.Match[str], situation: Situation) -> Reading | None:
    makes = _days(month(match["month"]), match["day"], match["until"])
    reading = _dated(makes, match, situation, "day of a month")
    if not match["year"] and _ATTACKS.match(match.string, match.end()):
        year = _KNOWN_ATTACKS.get((month(match["month"]), ordinal(match["day"])))
        if year is not None and (situation.now is None or situation.now.last.year >= year):
            return Reading(Grain.DAY, f"the attacks of {year}", makes(year))
    return with_clock(reading, match)


def _month(match: re.Match[str], situation: Situation) -> Reading | None:
    number = month(match["month"])

    def made(year: int) -> Period | None:
        return early_part(calendar.month(year, number), match["early"])

    return _dated(made, match, situation, "month")


def _day_of_month(match: re.Match[str], situation: Situation) -> Reading | None:
    """`on the 21st`: of the month told before, else of the report's."""
    base, anchor = told_or_now(situation, Grain.DAY)
    number = ordinal(match["nth"])
    if base is None or number is None:
        return relative(Grain.DAY, "day of a month that is not told")
    months = [calendar.shifted_months(base.first.replace(day=1), step) for step in (-1, 0, 1)]
    options = [p for m in months if (p := calendar.day(m.year, m.month, number)) is not None]
    looks = situation.looks(match.start()) if anchor is not Anchor.NARRATIVE else Direction.NONE
    chosen = nearest(options, base, looks)
    return Reading(Grain.DAY, "day of the month nearest to the time told", chosen, anchor=anchor, confidence=0.7)


def _iso(match: re.Match[str], _: Situation) -> Reading | None:
    period = calendar.day(int(match["year"]), int(match["month"]), int(match["day"]))
    if period is None:
        return None
    reading = Reading(Grain.DAY, "date in figures, year first", period)
    if match["time"] and (told := clock(match["time"])):
        zone = match["zone"] or ""
        return Reading(Grain.MINUTE, reading.how, period, clock=told[0] + zone.upper())
    return reading


def _figures(match: re.Match[str], situation: Situation) -> Reading | None:
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if len(match["year"]) == 2:
        year = full_year(year, situation)
    dotted = match["sign"] == "."
    day_first, month_first = calendar.day(year, two, one), calendar.day(year, one, two)
    if day_first is None or month_first is None:
        period = day_first or month_first
        return None if period is None else Reading(Grain.DAY, "date in figures, one reading", period)
    if day_first == month_first:
        return Reading(Grain.DAY, "date in figures, one reading", day_first)
    wants = situation.day_first if situation.day_first is not None else dotted
    chosen, other = (day_first, month_first) if wants else (month_first, day_first)
    how = "date in figures, " + ("day first" if wants else "month first")
    if not (situation.day_first is None and not dotted):
        return Reading(Grain.DAY, how, chosen)
    return Reading(Grain.DAY, how, chosen, rivals=(rival(other, "the day may stand first"),), confidence=0.5)


def _named_day(match: re.Match[str], situation: Situation) -> Reading | None:
    name = " ".join(match["name"].lower().replace("’", "'").split())
    key = "eid al-fitr" if "fitr" in name else "eid al-adha" if "adha" in name else name
    reading = _dated(NAMED_DAYS[key], match, situation, "day with a name")
    return with_clock(reading, match)


def _nine_eleven(_: re.Match[str], __: Situation) -> Reading | None:
    return Reading(Grain.DAY, "the attacks of 2001", calendar.day(2001, 9, 11))


_NOT_THE_DAY = "Agreement|Accord|Island|Massacre|Rising|Uprising|Offensive|Truce"
_NAMES = "|".join(n.replace("'", "['’]") for n in sorted(NAMED_DAYS, key=len, reverse=True) if not n.startswith("eid"))
_NAME_STARTS = frozenset(n.replace("'", " ").split()[0] for n in NAMED_DAYS)
RULES: tuple[Rule, ...] = (
    rule(
        "month-day",
        _MONTHS | _WEEKDAYS,
        rf"(?:(?P<weekday>{WEEKDAY}),? (?:the )?)?(?P<month>{MONTH}) ?(?P<day>{DAY})"
        rf"(?:{DASH}(?P<until>{DAY})(?! ?(?:{MONTH}|\d)))?(?:(?:,|,? of)? ?(?P<year>{YEAR}))?{AT}",
        _month_day,
    ),
    rule(
        "day-month",
        _WEEKDAYS | {"the", "#", "from", "between"},
        rf"(?:(?P<weekday>{WEEKDAY}),? )?(?:the )?(?P<day>{DAY})(?:{DASH}(?P<until>{DAY}))?"
        rf"(?: of)?[ -]?(?P<month>{MONTH})"
        rf"(?:(?:,|-| of)? ?(?P<year>{YEAR}))?{AT}",
        _month_day,
    ),
    rule(
        "month",
        _MONTHS | EARLY_STARTS,
        rf"{EARLY}(?P<month>{MONTH})(?:(?:,| of|-)? ?(?P<year>{YEAR}))?(?!\d)",
        _month,
    ),
    rule(
        "iso",
        ("#",),
        r"(?P<year>(?:1[5-9]|20|21)\d\d)(?P<sign>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=sign)(?P<day>3[01]|[12]\d|0?[1-9])(?![\d-])"
        r"(?:[T ](?P<time>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?P<zone>Z|[+-]\d\d:\d\d)?)?",
        _iso,
    ),
    rule(
        "figures",
        ("#",),
        r"(?P<one>\d{1,2})(?P<sign>[./-])(?P<two>\d{1,2})(?P=sign)(?P<year>(?:1[5-9]|20|21)\d\d|\d\d)(?![\d./-]\d|\d)",
        _figures,
    ),
    rule(
        "named-day",
        _NAME_STARTS | {"eid"},
        rf"(?P<name>{_NAMES}|eid[ -](?:al|ul)[ -](?:fitr|adha))(?![’'\w]|-| (?-i:{_NOT_THE_DAY}))"
        rf"(?:,? (?P<year>{YEAR}))?{AT}",
        _named_day,
    ),
    rule("day-of-month", ("the",), r"the (?P<nth>\d{1,2}(?:st|nd|rd|th))\b(?!-)", _day_of_month),
    rule("9/11", ("#",), r"9/11(?![\d/])", _nine_eleven),
)
