"""Rules for expressions that name a date, a year, a decade or a day with a name.

In: a match of the rule's pattern and the situation. Out: its reading; None for what is no date after all (30 February).
"""

import re
from collections.abc import Callable
from datetime import date

from communique.grounding import calendar
from communique.grounding.calendar import NAMED_DAYS, Period
from communique.grounding.time_situation import Reading, Rule, Situation, placed, relative, rival, rule
from communique.grounding.time_words import (
    CLOCK,
    DAY,
    DECADE_WORDS,
    MONTH,
    MONTHS,
    PART,
    SEASON,
    SEASONS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    clock,
    month,
    ordinal,
)
from communique.records.findings import Anchor, Grain, TimeKind

_DASH = r"(?: ?(?:-|–|—|/) ?| to | and | through | until | & )"
_AT = rf"(?:(?:,| at|, at)? (?P<clock>{CLOCK})| (?P<part>{PART}))?"
_MONTHS = frozenset(MONTHS)
_WEEKDAYS = frozenset(WEEKDAYS)
_EARLY = r"(?:(?P<early>early|mid|middle of|late|beginning of|start of|end of)[ -](?:the )?)?"
_EARLY_STARTS = frozenset(("early", "mid", "middle", "late", "beginning", "start", "end"))
_PARTS = {
    "early": "early",
    "beginning of": "early",
    "start of": "early",
    "mid": "mid",
    "middle of": "mid",
    "late": "late",
}
_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[- ]first)"


def early_part(period: Period, word: str | None) -> Period:
    """The part of a period that `early`, `mid`, `late`, `end of` name."""
    if word is None:
        return period
    plain = " ".join(word.lower().split())
    if plain == "end of":
        return Period(period.last, period.last, period.grain)
    return calendar.part(period, _PARTS[plain])


def with_clock(reading: Reading | None, match: re.Match[str]) -> Reading | None:
    """The reading with the clock time or the part of the day that the match holds."""
    groups = match.groupdict()
    if reading is None:
        return None
    if groups.get("clock"):
        told = clock(groups["clock"])
        if told is not None and reading.period is not None and reading.period.day is not None:
            grain = Grain.MINUTE if told[2] else Grain.HOUR
            return Reading(
                grain,
                reading.how,
                reading.period,
                anchor=reading.anchor,
                clock=told[0] + told[1],
                rivals=reading.rivals,
                confidence=reading.confidence,
            )
    if groups.get("part"):
        return Reading(
            Grain.PART_OF_DAY,
            reading.how,
            reading.period,
            anchor=reading.anchor,
            rivals=reading.rivals,
            confidence=reading.confidence,
            tells=reading.tells,
        )
    return reading


def _dated(
    makes: Callable[[int], Period | None], match: re.Match[str], situation: Situation, how: str
) -> Reading | None:
    if match["year"]:
        period = makes(int(match["year"]))
        return None if period is None else Reading(period.grain, how, period, kind=_kind(period))
    reading = placed(makes, how, match.start(), situation)
    if reading is not None and reading.period is not None:
        period = _weekday_fits(makes, match, reading)
        return Reading(
            reading.grain,
            reading.how,
            period,
            kind=_kind(period),
            anchor=reading.anchor,
            rivals=reading.rivals,
            confidence=reading.confidence,
        )
    return reading


def _weekday_fits(makes: Callable[[int], Period | None], match: re.Match[str], reading: Reading) -> Period:
    """The period in the year in which its weekday, where told, is right."""
    assert reading.period is not None
    told = match.groupdict().get("weekday")
    if not told or reading.period.first.weekday() == WEEKDAYS[told.lower().rstrip(".")]:
        return reading.period
    for step in (-1, 1):
        other = makes(reading.period.first.year + step)
        if other is not None and other.first.weekday() == WEEKDAYS[told.lower().rstrip(".")]:
            return other
    return reading.period


def _kind(period: Period) -> TimeKind:
    if period.grain is Grain.DAY and period.day is None:
        return TimeKind.RANGE
    return TimeKind.POINT if period == period.widened(period.grain) else TimeKind.RANGE


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


def _month_day(match: re.Match[str], situation: Situation) -> Reading | None:
    makes = _days(month(match["month"]), match["day"], match["until"])
    reading = _dated(makes, match, situation, "day of a month")
    if re.match(r" (attacks?|terror)", match.string[match.end() : match.end() + 8]) and not match["year"]:
        if (month(match["month"]), ordinal(match["day"])) == (9, 11):
            return Reading(Grain.DAY, "the attacks of 2001", calendar.day(2001, 9, 11))
    return with_clock(reading, match)


def _month(match: re.Match[str], situation: Situation) -> Reading | None:
    number = month(match["month"])

    def made(year: int) -> Period | None:
        return early_part(calendar.month(year, number), match["early"])

    return _dated(made, match, situation, "month")


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
        year = _full_year(year, situation)
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


def _full_year(short: int, situation: Situation) -> int:
    """The year of two figures: the latest that lies no more than ten years after the report's own."""
    base = situation.now.first.year if situation.now is not None else 2020
    year = base // 100 * 100 + short
    return year - 100 if year > base + 10 else year


def _year(match: re.Match[str], _: Situation) -> Reading | None:
    period = calendar.years(int(match["year"]), int(match["year"]))
    if period is None:
        return None
    period = early_part(period, match["early"])
    return Reading(Grain.YEAR, "year", period, kind=_kind(period) if match["early"] != "end of" else TimeKind.POINT)


def _short_year(match: re.Match[str], situation: Situation) -> Reading | None:
    year = _full_year(int(match["short"]), situation)
    return Reading(Grain.YEAR, "year of two figures", calendar.years(year, year), confidence=0.8)


def _era(match: re.Match[str], _: Situation) -> Reading | None:
    year = int(match["number"].replace(",", ""))
    if match["era"].lower().startswith("b"):
        return Reading(
            Grain.YEAR, "year before the first of the calendar: ISO 8601 of four figures has none", tells=False
        )
    return Reading(Grain.YEAR, "year of the era", calendar.years(year, year))


def _two_years(match: re.Match[str], _: Situation) -> Reading | None:
    first = int(match["year"])
    last = first // 100 * 100 + int(match["short"])
    if last != first + 1 and not (match["sign"] in "-–" and first < last <= first + 30):
        return None
    return Reading(Grain.YEAR, "years with the second cut short", calendar.years(first, last), kind=TimeKind.RANGE)


def _fiscal(match: re.Match[str], situation: Situation) -> Reading | None:
    year = int(match["year"]) if len(match["year"]) == 4 else _full_year(int(match["year"]), situation)
    how = "fiscal year, taken as the calendar year: when it starts differs from state to state"
    return Reading(Grain.YEAR, how, calendar.years(year, year), kind=TimeKind.RANGE, confidence=0.5)


_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}


def _part_of_year(match: re.Match[str], situation: Situation) -> Reading | None:
    nth = int(match["figure"]) if match["figure"] else _NTH[match["nth"].lower()]
    half = (match["sign"] or match["noun"] or "").lower()[:1] == "h"
    if half and nth == 4:
        nth = 2
    if nth > (2 if half else 4):
        return None
    size, grain = (6, Grain.MONTH) if half else (3, Grain.QUARTER)

    def made(year: int) -> Period | None:
        return calendar.months(year, (nth - 1) * size + 1, size, grain)

    how = "half of a year" if half else "quarter of a year"
    year = match["year"]
    if year and year.isdigit():
        return Reading(grain, how, made(int(year)), kind=TimeKind.RANGE)
    if year:
        base = situation.base(Grain.YEAR)
        if base is None:
            return relative(grain, how, TimeKind.RANGE)
        step = {"last": -1, "next": 1}.get(year.lower().split()[0], 0)
        return Reading(grain, how, made(base.first.year + step), kind=TimeKind.RANGE, anchor=situation.anchor)
    reading = placed(made, how, match.start(), situation)
    return None if reading is None else Reading(grain, reading.how, reading.period, TimeKind.RANGE, reading.anchor)


def _decade(match: re.Match[str], situation: Situation) -> Reading | None:
    if match["word"]:
        start = _full_year(DECADE_WORDS[match["word"].lower()], situation)
    elif match["short"]:
        start = _full_year(int(match["short"]), situation)
    else:
        start = int(match["long"])
    grain = Grain.CENTURY if start % 100 == 0 and start < 2000 else Grain.DECADE
    period = calendar.years(start, start + (99 if grain is Grain.CENTURY else 9), grain)
    if period is None:
        return None
    return Reading(
        grain, "century" if grain is Grain.CENTURY else "decade", early_part(period, match["early"]), TimeKind.RANGE
    )


def _century(match: re.Match[str], _: Situation) -> Reading | None:
    first, last = ordinal(match["first"]), ordinal(match["last"] or match["first"])
    if first is None or last is None or not 1 <= first <= last <= 30:
        return None
    if match["era"] and match["era"].lower().startswith("b"):
        return Reading(
            Grain.CENTURY, "century before the calendar's first: ISO 8601 of four figures has none", tells=False
        )
    period = Period(date(max(1, first * 100 - 100), 1, 1), date(last * 100 - 1, 12, 31), Grain.CENTURY)
    return Reading(Grain.CENTURY, "century", early_part(period, match["early"]), TimeKind.RANGE)


def _season(match: re.Match[str], _: Situation) -> Reading | None:
    opening = SEASONS[match["season"].lower()]
    period = calendar.season(int(match["year"]), opening)
    return Reading(
        Grain.SEASON, "season of the northern half of the globe", early_part(period, match["early"]), TimeKind.RANGE
    )


def _named_day(match: re.Match[str], situation: Situation) -> Reading | None:
    name = " ".join(match["name"].lower().replace("’", "'").split())
    key = "eid al-fitr" if "fitr" in name else "eid al-adha" if "adha" in name else name
    reading = _dated(NAMED_DAYS[key], match, situation, "day with a name")
    return with_clock(reading, match)


def _nine_eleven(_: re.Match[str], __: Situation) -> Reading | None:
    return Reading(Grain.DAY, "the attacks of 2001", calendar.day(2001, 9, 11))


_NAMES = "|".join(n.replace("'", "['’]") for n in sorted(NAMED_DAYS, key=len, reverse=True) if not n.startswith("eid"))
_NAME_STARTS = frozenset(n.replace("'", " ").split()[0] for n in NAMED_DAYS)
RULES: tuple[Rule, ...] = (
    rule(
        "month-day",
        _MONTHS | _WEEKDAYS,
        rf"(?:(?P<weekday>{WEEKDAY}),? (?:the )?)?(?P<month>{MONTH}) ?(?P<day>{DAY})(?:{_DASH}(?P<until>{DAY})(?! ?(?:{MONTH}|\d)))?"
        rf"(?:(?:,|,? of)? ?(?P<year>{YEAR}))?{_AT}",
        _month_day,
    ),
    rule(
        "day-month",
        _WEEKDAYS | {"the", "#", "from", "between"},
        rf"(?:(?P<weekday>{WEEKDAY}),? )?(?:the )?(?P<day>{DAY})(?:{_DASH}(?P<until>{DAY}))?(?: of)?[ -]?(?P<month>{MONTH})"
        rf"(?:(?:,|-| of)? ?(?P<year>{YEAR}))?{_AT}",
        _month_day,
    ),
    rule(
        "month",
        _MONTHS | _EARLY_STARTS,
        rf"{_EARLY}(?P<month>{MONTH})(?:(?:,| of|-)? ?(?P<year>{YEAR}))?(?!\d)",
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
    rule("years", ("#",), r"(?P<year>(?:1[5-9]|20)\d\d)(?P<sign>[-–/])(?P<short>\d\d)(?![\d./-])", _two_years),
    rule(
        "year", _EARLY_STARTS | {"#", "year", "the"}, rf"{_EARLY}(?:(?:the )?year )?(?P<year>{YEAR})(?!['’]?s\b)", _year
    ),
    rule("short-year", ("'",), r"['’](?P<short>\d\d)(?![\d'’s])", _short_year),
    rule(
        "era",
        ("#", "ad"),
        r"(?P<number>\d{1,2},\d{3}|\d{1,4}) (?P<era>B\.?C\.?E?\.?|C\.?E\.?|A\.?D\.?)(?![A-Za-z])",
        _era,
    ),
    rule(
        "fiscal",
        ("fiscal", "fy", "financial"),
        rf"(?:(?:fiscal|financial)(?: year)? |FY ?)(?P<year>{YEAR}|\d\d\b)",
        _fiscal,
    ),
    rule(
        "part-of-year",
        ("q", "h", "first", "second", "third", "fourth", "last", "final"),
        rf"(?:(?P<sign>[QH])(?P<figure>[1-4])|(?P<nth>first|second|third|fourth|last|final)[ -](?P<noun>half|quarter)(?! (?:time|of an)))"
        rf"(?:(?: of|,)?(?: the)? (?P<year>{YEAR}|this year|last year|next year|year))?\b",
        _part_of_year,
    ),
    rule(
        "decade",
        _EARLY_STARTS | {"#", "'", "the", *DECADE_WORDS},
        rf"{_EARLY}(?:(?:the )?(?:(?P<long>(?:1[1-9]|20)\d0)['’]?s|['’]?(?P<short>[1-9]0)['’]?s)\b|the (?P<word>{'|'.join(DECADE_WORDS)})\b)",
        _decade,
    ),
    rule(
        "century",
        _EARLY_STARTS | {"#", "the", *_ORDINAL[3:].strip("()?:").replace("[-", "-").split("|"), "twenty"},
        rf"{_EARLY}(?:the )?(?P<first>{_ORDINAL})(?:{_DASH}(?P<last>{_ORDINAL}))?[ -]centur(?:y|ies)(?: (?P<era>BCE?|CE|AD))?\b",
        _century,
    ),
    rule(
        "season",
        _EARLY_STARTS | frozenset(SEASONS),
        rf"{_EARLY}(?P<season>{SEASON})(?: of|,)? (?P<year>{YEAR})",
        _season,
    ),
    rule(
        "named-day",
        _NAME_STARTS | {"eid"},
        rf"(?P<name>{_NAMES}|eid[ -](?:al|ul)[ -](?:fitr|adha))(?![’'\w]|-| (?:(?-i:Agreement|Accord|Island|Islands|Massacre|Rising|Uprising|Offensive|Truce)))"
        rf"(?:,? (?P<year>{YEAR}))?{_AT}",
        _named_day,
    ),
    rule("9/11", ("#",), r"9/11(?![\d/])", _nine_eleven),
)
ANCHORED = (Anchor.DATELINE, Anchor.PUBLICATION)
