"""Rules for expressions that name years, parts of years, decades, centuries and seasons of a year.

In: a match of the rule's pattern and the situation. Out: its reading; None for what is no such time after all.
"""

import re
from datetime import date

from communique.grounding import calendar
from communique.grounding.calendar import Period
from communique.grounding.time_situation import (
    Reading,
    Rule,
    Situation,
    early_part,
    kind_of,
    placed,
    relative,
    rule,
)
from communique.grounding.time_words import (
    DASH,
    DECADE_WORDS,
    EARLY,
    EARLY_STARTS,
    ORDINAL_WORDS,
    SEASON,
    SEASONS,
    YEAR,
    ordinal,
)
from communique.records.findings import Grain, TimeKind

_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(ORDINAL_WORDS)}|twenty[- ]first)"


def full_year(short: int, situation: Situation) -> int:
    """The year of two figures: the latest that lies no more than ten years after the report's own."""
    base = situation.now.first.year if situation.now is not None else 2020
    year = base // 100 * 100 + short
    return year - 100 if year > base + 10 else year


_BEFORE_ERA = re.compile(r"\s?(?:-|–|to|and)\s?(?:about\s)?\d{1,4}\sB\.?C", re.IGNORECASE)
_NO_YEAR = "year before the first of the calendar: ISO 8601 of four figures has none"


def _year(match: re.Match[str], _: Situation) -> Reading | None:
    if _BEFORE_ERA.match(match.string, match.end()):
        return Reading(Grain.YEAR, _NO_YEAR, tells=False)
    period = calendar.years(int(match["year"]), int(match["year"]))
    if period is None:
        return None
    period = early_part(period, match["early"])
    return Reading(Grain.YEAR, "year", period, kind=kind_of(period) if match["early"] != "end of" else TimeKind.POINT)


def _short_year(match: re.Match[str], situation: Situation) -> Reading | None:
    year = full_year(int(match["short"]), situation)
    return Reading(Grain.YEAR, "year of two figures", calendar.years(year, year), confidence=0.8)


def _era(match: re.Match[str], _: Situation) -> Reading | None:
    year = int((match["year"] or match["number"]).replace(",", ""))
    if match["era"] and match["era"].lower().startswith("b"):
        return Reading(Grain.YEAR, _NO_YEAR, tells=False)
    return Reading(Grain.YEAR, "year of the era", calendar.years(year, year))


def _two_years(match: re.Match[str], _: Situation) -> Reading | None:
    first = int(match["year"])
    last = first // 100 * 100 + int(match["short"])
    if last != first + 1 and not (match["sign"] in "-–" and first < last <= first + 30):
        return None
    return Reading(Grain.YEAR, "years with the second cut short", calendar.years(first, last), kind=TimeKind.RANGE)


def _fiscal(match: re.Match[str], situation: Situation) -> Reading | None:
    year = int(match["year"]) if len(match["year"]) == 4 else full_year(int(match["year"]), situation)
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
        start = full_year(DECADE_WORDS[match["word"].lower()], situation)
    elif match["short"]:
        start = full_year(int(match["short"]), situation)
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


RULES: tuple[Rule, ...] = (
    rule("years", ("#",), r"(?P<year>(?:1[5-9]|20)\d\d)(?P<sign>[-–/])(?P<short>\d\d)(?![\d/-]|\.\d)", _two_years),
    rule(
        "year", EARLY_STARTS | {"#", "year", "the"}, rf"{EARLY}(?:(?:the )?year )?(?P<year>{YEAR})(?!['’]?s\b)", _year
    ),
    rule("short-year", ("'",), r"['’](?P<short>\d\d)(?![\d'’s])", _short_year),
    rule(
        "era",
        ("#", "ad"),
        r"(?:AD|A\.D\.) (?P<year>\d{1,4})\b"
        r"|(?P<number>\d{1,2},\d{3}|\d{1,4}) (?P<era>B\.C\.(?:E\.)?|BCE?|C\.E\.|CE|A\.D\.|AD)(?![A-Za-z])",
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
        r"(?:(?P<sign>[QH])(?P<figure>[1-4])"
        r"|(?P<nth>first|second|third|fourth|last|final)[ -](?P<noun>half|quarter)(?! (?:time|of an)))"
        rf"(?:(?: of|,)?(?: the)? (?P<year>{YEAR}|this year|last year|next year|year))?\b",
        _part_of_year,
    ),
    rule(
        "decade",
        EARLY_STARTS | {"#", "'", "the", *DECADE_WORDS},
        rf"{EARLY}(?:(?:the )?(?:(?P<long>(?:1[1-9]|20)\d0)['’]?s|['’]?(?P<short>[1-9]0)['’]?s)\b"
        rf"|the (?P<word>{'|'.join(DECADE_WORDS)})\b)",
        _decade,
    ),
    rule(
        "century",
        EARLY_STARTS | {"#", "the", *ORDINAL_WORDS, "twenty"},
        rf"{EARLY}(?:the )?(?P<first>{_ORDINAL})(?:{DASH}(?P<last>{_ORDINAL}))?(?:[ -]centur(?:y|ies)"
        rf"(?: (?P<era>BCE?|CE|AD))?\b|(?= (?:and|or|to) (?:the )?(?:early |late |mid[ -])?{_ORDINAL}[ -]centur))",
        _century,
    ),
    rule(
        "season",
        EARLY_STARTS | frozenset(SEASONS),
        rf"{EARLY}(?P<season>{SEASON})(?: of|,)? (?P<year>{YEAR})",
        _season,
    ),
)
