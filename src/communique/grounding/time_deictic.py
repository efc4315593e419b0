"""Rules for days, months, seasons and hours told from where the report stands: `Wednesday`, `last night`, `next March`.

In: a match of the rule's pattern and the situation. Out: its reading; relative where there is no day to count from.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from communique.grounding import calendar
from communique.grounding.calendar import Period
from communique.grounding.time_situation import (
    Direction,
    Reading,
    Rule,
    Situation,
    early_part,
    nearest,
    relative,
    rival,
    rule,
    told_or_now,
    with_clock,
)
from communique.grounding.time_words import (
    AT,
    CARDINALS,
    CLOCK,
    EARLY,
    EARLY_STARTS,
    MODIFIER_STARTS,
    MONTH,
    SEASON,
    SEASONS,
    WEEKDAY,
    WEEKDAYS,
    clock,
    month,
    weekday,
)
from communique.records.findings import Anchor, Grain, TimeKind, TimeRival

BACK = frozenset(("last", "past", "this past", "previous"))
AHEAD = frozenset(("next", "coming", "this coming", "following"))
_APPOSED = re.compile(r"\d,? (?:an? |\()?$")  # `March 4, a Sunday`
_FROM_TOLD = frozenset(("following", "previous", "that", "same", "the next"))


def which_of(match: re.Match[str]) -> str:
    """The word that says which one is meant, in small letters and without its article; empty for none."""
    return " ".join((match.groupdict().get("which") or "").lower().removeprefix("the ").split())


def _weekday(match: re.Match[str], situation: Situation) -> Reading | None:
    name, which = weekday(match["weekday"]), which_of(match) or ("last" if match["after"] else "")
    if which in _FROM_TOLD or match[0].lower().startswith("the next"):
        return with_clock(_weekday_told(name, which, situation), match)
    today, told = situation.today, situation.near
    if (
        told is not None
        and told.day is not None
        and told.day.weekday() == name
        and _APPOSED.search(match.string, 0, match.start())
    ):
        reading = Reading(Grain.DAY, "the day told just before", told, anchor=situation.anchor, confidence=0.9)
        return with_clock(reading, match)
    if today is None:
        return with_clock(relative(Grain.DAY, "weekday"), match)
    if which:
        at, how, other = _weekday_of_week(name, which, today, situation.opens)
        why = "the nearest such day, in the same week"
    else:
        looks = situation.looks(match.start())
        past, coming = _around(today, name)
        if looks is Direction.LATER and (then := _after_told(name, today, situation)) is not None:
            past = then
        elif looks is Direction.LATER:
            looks = Direction.FUTURE
        ahead = looks in (Direction.FUTURE, Direction.PRESENT)
        at, other = (coming, past) if ahead else (past, coming)
        how = "nearest such weekday " + ("past" if looks is Direction.NONE else f"as the verb looks to the {looks}")
        why = "if the verb looked the other way"
    rivals: tuple[TimeRival, ...] = (rival(calendar.of_day(other), why),) if other != at else ()
    reading = Reading(Grain.DAY, how, calendar.of_day(at), anchor=situation.anchor, rivals=rivals, confidence=0.9)
    return with_clock(reading, match)


def _after_told(name: int, today: date, situation: Situation) -> date | None:
    """The first such weekday after a day told in the week before, where it lies no later than the report's."""
    told = situation.told_day.day if situation.told_day is not None else None
    if told is None or not 0 < (today - told).days <= 7:
        return None
    return told + timedelta((name - told.weekday()) % 7 or 7)


def _around(today: date, name: int) -> tuple[date, date]:
    """The nearest such weekday up to a day, and from it on."""
    return today - timedelta((today.weekday() - name) % 7), today + timedelta((name - today.weekday()) % 7)


def _weekday_of_week(name: int, which: str, today: date, opens: int) -> tuple[date, str, date]:
    """`last`, `next`, `this` weekday: the day, how it was counted, and the nearest such day as its rival."""
    in_week = calendar.around(today, Grain.WEEK, opens).first + timedelta((name - opens) % 7)
    before = today - timedelta((today.weekday() - name) % 7 or 7)
    after = today + timedelta((name - today.weekday()) % 7 or 7)
    if which == "last":
        return in_week - timedelta(7), "weekday of the week before", before
    if which == "next":
        return in_week + timedelta(7), "weekday of the week after", after
    if which in BACK:
        return before, "the last such weekday before", before
    if which in AHEAD:
        return after, "the first such weekday after", after
    return in_week, "weekday of the same week", in_week


def _weekday_told(name: int, which: str, situation: Situation) -> Reading:
    """`the following Tuesday`: counted from the time told before."""
    told, anchor = told_or_now(situation, Grain.DAY)
    how = "weekday counted from the time told before"
    if told is None:
        return relative(Grain.DAY, how)
    base = told.first
    if which == "previous":
        at = base - timedelta((base.weekday() - name) % 7 or 7)
    elif which in ("that", "same"):
        at = calendar.around(base, Grain.WEEK, situation.opens).first + timedelta((name - situation.opens) % 7)
    else:
        at = base + timedelta((name - base.weekday()) % 7 or 7)
    return Reading(Grain.DAY, how, calendar.of_day(at), anchor=anchor, confidence=0.8)


_STEPS = {"yesterday": -1, "last night": -1, "last evening": -1, "last nite": -1, "tomorrow": 1}
_WHOLE = frozenset(("yesterday", "today", "tomorrow", "to date", "this day"))


def _day(match: re.Match[str], situation: Situation) -> Reading | None:
    words = " ".join(match["word"].lower().split())
    step = _STEPS.get(words, 0)
    if words.startswith("the day"):
        step = -2 if "before" in words else 2
    grain = Grain.DAY if words in _WHOLE or words.startswith("the day") else Grain.PART_OF_DAY
    today = situation.today
    if today is None:
        return with_clock(relative(grain, words), match)
    period = calendar.of_day(today + timedelta(step))
    return with_clock(Reading(grain, "counted in days from the report's day", period, anchor=situation.anchor), match)


def _month_of(match: re.Match[str], situation: Situation) -> Reading | None:
    """`last August`, `next March`, `this May`, `that June`."""
    which, found = which_of(match), month(match["month"])
    if which == "that":
        base, anchor = told_or_now(situation, Grain.MONTH)
    else:
        base, anchor = situation.base(Grain.MONTH), situation.anchor
    if base is None:
        return relative(Grain.MONTH, "month")
    step = 0
    if which in BACK:
        step = -1 if found >= base.first.month else 0
    elif which in AHEAD:
        step = 1 if found <= base.first.month else 0
    if not 1 <= base.first.year + step <= 9999:
        return None
    period = early_part(calendar.month(base.first.year + step, found), match["early"])
    kind = TimeKind.POINT if match["early"] is None else TimeKind.RANGE
    return Reading(Grain.MONTH, f"{which} such month", period, kind, anchor, confidence=0.9)


def _season_of(match: re.Match[str], situation: Situation) -> Reading | None:
    """`last summer`, `this spring`, `the winter`."""
    which, opening = which_of(match), SEASONS[match["season"].lower()]
    base = situation.base(Grain.MONTH)
    if base is None:
        return relative(Grain.SEASON, "season", TimeKind.RANGE)
    year = base.first.year
    options = [calendar.season(y, opening) for y in (year - 1, year, year + 1) if 1 <= y < 9999]
    if which in BACK:
        fit = [p for p in options if p.last < base.first][-1:]
    elif which in AHEAD:
        fit = [p for p in options if p.first > base.last][:1]
    else:
        fit = [nearest(options, base, situation.looks(match.start()))]
    if not fit:
        return None
    period = early_part(fit[0], match["early"])
    how = f"{which or 'nearest'} such season of the northern half of the globe"
    return Reading(Grain.SEASON, how, period, TimeKind.RANGE, situation.anchor, confidence=0.85)


def _clock(match: re.Match[str], situation: Situation) -> Reading | None:
    told = clock(match["time"])
    if told is None:
        return None
    grain = Grain.MINUTE if told[2] else Grain.HOUR
    if situation.near is not None and situation.near.day is not None:
        how = "clock time of the day told in the sentence"
        reading = Reading(grain, how, situation.near, anchor=Anchor.NARRATIVE)
    elif situation.today is not None:
        how = "clock time, no day told: taken as the report's day"
        reading = Reading(grain, how, calendar.of_day(situation.today), anchor=situation.anchor, confidence=0.6)
    else:
        return relative(grain, "clock time")
    return replace(reading, clock=told[0] + told[1], tells=False)


def _year_end(_: re.Match[str], situation: Situation) -> Reading | None:
    base = situation.base(Grain.YEAR)
    if base is None:
        return relative(Grain.DAY, "the end of the year")
    last = Period(date(base.first.year, 12, 31), date(base.first.year, 12, 31), Grain.DAY)
    return Reading(Grain.DAY, "the last day of the report's year", last, anchor=situation.anchor, confidence=0.8)


_WHICH = r"last|next|this past|this coming|this|past|coming|previous|following"
RULES: tuple[Rule, ...] = (
    rule(
        "weekday",
        frozenset(WEEKDAYS) | MODIFIER_STARTS,
        rf"(?:(?P<which>(?:the )?(?:following|previous|same|next)|last|next|this past|this coming|this|past|that) )?"
        rf"(?P<weekday>{WEEKDAY})(?P<after> last\b(?! (?:week|month|year|night)))?{AT}",
        _weekday,
    ),
    rule(
        "day",
        ("yesterday", "today", "tonight", "tomorrow", "to", "last", "this", "the"),
        rf"(?P<word>the day (?:before yesterday|after tomorrow)|yesterday|today|tonight|tomorrow|to date"
        rf"|last (?:night|evening|nite)|this (?:morning|afternoon|evening|day))\b{AT}",
        _day,
    ),
    rule(
        "month-of",
        MODIFIER_STARTS | EARLY_STARTS,
        rf"{EARLY}(?P<which>{_WHICH}|that) (?P<month>{MONTH})(?! \d)",
        _month_of,
    ),
    rule(
        "season-of",
        MODIFIER_STARTS | EARLY_STARTS | frozenset(SEASONS),
        rf"{EARLY}(?:the )?(?:(?P<which>{_WHICH}) )?(?P<season>{SEASON})(?!['’]?s?[ -](?:\d|of\b))",
        _season_of,
    ),
    rule(
        "clock",
        ("#", "noon", "midnight", *(w for w in CARDINALS if " " not in w and len(w) > 2)),
        rf"(?P<time>{CLOCK})",
        _clock,
    ),
    rule("year-end", ("year",), r"year[ '’s-]{1,3}end\b", _year_end),
)
