"""Rules for units counted from somewhere: `last week`, `the previous day`, `two weeks ago`, `the past three years`.

In: a match of the rule's pattern and the situation. Out: its reading; relative where there is no day to count from.
"""

import re
from dataclasses import replace
from datetime import timedelta

from communique.codebook.phrases import listed
from communique.grounding import calendar
from communique.grounding.calendar import Period
from communique.grounding.time_deictic import AHEAD, BACK, which_of
from communique.grounding.time_situation import (
    Direction,
    Reading,
    Rule,
    Situation,
    early_part,
    relative,
    rule,
    told_or_now,
)
from communique.grounding.time_words import (
    COUNT,
    EARLY,
    EARLY_STARTS,
    LONG_UNIT,
    MODIFIER_STARTS,
    NUMBER,
    NUMBER_STARTS,
    UNIT,
    UNITS,
    number,
)
from communique.records.findings import Anchor, Grain, TimeKind

_GRAINS = {"night": Grain.DAY, "fortnight": Grain.WEEK}
_HOURS = {Grain.HOUR: 1.0, Grain.MINUTE: 1 / 60, Grain.SECOND: 1 / 3600}
_FROM_TOLD = frozenset(("previous", "following", "that", "same"))
_LATER = frozenset(("later", "afterward", "afterwards", "after", "from now", "from today", "hence", "time", "on"))
_COUNTED_FROM_TOLD = frozenset(
    ("earlier", "before", "beforehand", "previously", "prior", "later", "afterward", "afterwards", "after", "on")
)


def grain_of(unit: str) -> tuple[Grain, int]:
    """The grain that a unit's word names, and how many of the grain it is (a fortnight is two weeks)."""
    name = UNITS[unit.lower()]
    return _GRAINS.get(name) or Grain(name), 2 if name == "fortnight" else 1


def _unit(match: re.Match[str], situation: Situation) -> Reading | None:
    """`last week`, `this month`, `next year`, `earlier this year`, `the end of the year`, `the previous day`."""
    which, article = which_of(match), bool(match.groupdict().get("the"))
    early = match.groupdict().get("early")
    grain, _ = grain_of(match["unit"])
    if grain in _HOURS or (article and grain is Grain.DAY and which in ("last", "past")):
        return None
    from_told = which in _FROM_TOLD or (which == "next" and article)
    base, anchor = told_or_now(situation, grain) if from_told else (situation.base(grain), situation.anchor)
    how = f"{which or 'the'} {grain}, counted from " + ("the time told before" if from_told else "the report's day")
    if base is None:
        return relative(grain, how)
    if from_told and base.day is None and grain in (Grain.DAY, Grain.WEEK, Grain.WEEKEND):
        return relative(grain, f"{how}, which is no day")
    if article and which in ("last", "past") and early is None and grain is not Grain.WEEKEND:
        return _window(base, grain, 1, situation, back=True)
    step = -1 if which in BACK else 1 if which in AHEAD else 0
    if grain is Grain.WEEKEND and not from_told:
        step = _weekend_step(which, base, match, situation)
    period = calendar.moved(base, grain, step, situation.opens)
    kind = TimeKind.POINT if grain in (Grain.DAY, Grain.MONTH, Grain.YEAR) else TimeKind.RANGE
    reading = Reading(grain, how, period, kind, anchor, confidence=0.8 if from_told else 0.95)
    return _trimmed((match.groupdict().get("side") or "").lower(), early, base, reading)


def _trimmed(side: str, early: str | None, base: Period, reading: Reading) -> Reading:
    """The reading cut to what `earlier`, `later`, `late`, `the end of` leave of its period."""
    period = reading.period
    assert period is not None
    if base.day is None:
        side = ""  # `later that year`: when in it, the text does not tell
    if side == "earlier" and period.first <= base.first <= period.last:
        gone = Period(period.first, base.first, reading.grain)
        return replace(reading, period=gone, kind=TimeKind.RANGE, how=f"{reading.how}, its part gone by")
    if side == "later" and period.first <= base.last <= period.last:
        ahead = Period(base.last, period.last, reading.grain)
        return replace(reading, period=ahead, kind=TimeKind.RANGE, how=f"{reading.how}, its part to come")
    if early is None:
        return reading
    kind = TimeKind.POINT if early.lower().startswith("end") else TimeKind.RANGE
    return replace(reading, period=early_part(period, early), kind=kind, how=f"{reading.how}, {early.lower()}")


def _weekend_step(which: str, base: Period, match: re.Match[str], situation: Situation) -> int:
    today = base.first.weekday()
    if which == "next":
        return 1
    if which in BACK:
        return 0 if today == 6 and which != "last" else -1
    if today >= 5 or which in AHEAD:
        return 0
    return -1 if situation.looks(match.start()) is Direction.PAST else 0


def _window(base: Period, grain: Grain, count: float, situation: Situation, *, back: bool) -> Reading:
    """`the past three years`: a stretch of that length that ends, or starts, with the report's day."""
    units = int(count)
    how = f"{count:g} of {grain} " + ("up to" if back else "after") + " the report's day"
    anchor = situation.anchor
    if grain is Grain.CENTURY and back:
        return Reading(
            grain, "the century before", calendar.moved(base, grain, -1), TimeKind.RANGE, anchor, confidence=0.7
        )
    today = base.last if back else base.first
    half = 6 if count != units and grain is Grain.YEAR else 0
    if back:
        start = calendar.shifted_months(calendar.stepped(today, grain, -units), -half)
        period = Period(min(today, start + timedelta(0 if grain in (Grain.DAY, Grain.WEEK) else 1)), today, grain)
    elif grain is Grain.YEAR and not half and (whole := calendar.years(today.year + 1, today.year + units)) is not None:
        period = whole
    else:
        end = calendar.shifted_months(calendar.stepped(today, grain, units), half)
        period = Period(today + timedelta(1), max(end, today + timedelta(1)), grain)
    return Reading(grain, how, period, TimeKind.RANGE, anchor, confidence=0.8)


def _stretch(match: re.Match[str], situation: Situation) -> Reading | None:
    """`the past three years`, `the coming days`, `the next 48 hours`, `the months ahead`."""
    grain, times = grain_of(match["unit"])
    told = match.groupdict().get("count")
    count = number(told) if told else None
    back = match["which"].lower() in ("past", "last", "previous", "preceding")
    today = situation.today
    side = "before" if back else "after"
    if today is None:
        return relative(Grain.VAGUE if count is None else grain, f"a stretch {side} the report's day", TimeKind.RANGE)
    base = calendar.of_day(today)
    if count is None:
        return _some(f"an unknown number of {grain} {side} the report's day", base, situation.anchor, ahead=not back)
    if grain in _HOURS:
        days = int(count * times * _HOURS[grain] // 24)
        ends = (today - timedelta(days), today) if back else (today, today + timedelta(days))
        how = f"{count:g} of {grain} {side} the report's day"
        return Reading(grain, how, Period(*ends, Grain.DAY), TimeKind.RANGE, situation.anchor, confidence=0.8)
    return _window(base, grain, count * times, situation, back=back)


def _some(how: str, base: Period, anchor: Anchor, *, ahead: bool) -> Reading:
    """`several years ago`: on one side of the base, no telling how far."""
    return Reading(
        Grain.VAGUE,
        f"{how}; how many is not told",
        base,
        TimeKind.RANGE,
        anchor,
        open_start=not ahead,
        open_end=ahead,
        confidence=0.6,
        tells=False,
    )


def _counted(match: re.Match[str], situation: Situation) -> Reading | None:
    """`two weeks ago`, `three days earlier`, `a year later`, `ten days from now`, `in one week's time`."""
    grain, times = grain_of(match["unit"])
    count, where = number(match["count"]), " ".join(match["where"].lower().split())
    from_told = where in _COUNTED_FROM_TOLD
    base, anchor = told_or_now(situation, grain) if from_told else (situation.base(grain), situation.anchor)
    how = f"counted in units of {grain} from " + ("the time told before" if from_told else "the report's day")
    if base is None:
        return relative(grain, how)
    if count is None:
        return _some(how, base, anchor, ahead=where in _LATER)
    reading = Reading(grain, how, anchor=anchor, confidence=0.8 if from_told else 0.95)
    return with_step(grain, count * times * (1 if where in _LATER else -1), base, reading)


def with_step(grain: Grain, count: float, base: Period, reading: Reading) -> Reading:
    """The reading placed `count` units of `grain` from `base`: years as years, months as months, weeks as days."""
    period: Period | None = None
    whole = int(count)
    try:
        if grain in _HOURS:
            period = calendar.of_day(base.first + timedelta(int(count * _HOURS[grain] / 24))) if base.day else None
        elif grain in (Grain.DAY, Grain.WEEK, Grain.WEEKEND):
            period = calendar.of_day(calendar.stepped(base.first, grain, whole)) if base.day else None
        elif grain is Grain.MONTH and count != whole:
            period = calendar.of_day(calendar.shifted_months(base.first, whole) + timedelta(15 if count > 0 else -15))
        elif grain in (Grain.DECADE, Grain.CENTURY):
            months = int(count * (120 if grain is Grain.DECADE else 1200))
            period = calendar.around(calendar.shifted_months(base.first, months), Grain.YEAR)
        elif grain is Grain.YEAR and count != whole:
            period = calendar.around(calendar.shifted_months(base.first, int(count * 12)), Grain.MONTH)
        else:
            period = calendar.moved(base, grain, whole)
    except OverflowError:
        return replace(
            reading, how=f"{reading.how}: beyond the calendar's years 1 to 9999", anchor=Anchor.NONE, tells=False
        )
    if period is None:
        return replace(reading, how=f"{reading.how}, which is no day", anchor=Anchor.NONE, tells=False)
    return replace(reading, period=period)


def _from_told(match: re.Match[str], situation: Situation) -> Reading | None:
    """`the day before`, `the year after`."""
    grain, times = grain_of(match["unit"])
    base, anchor = told_or_now(situation, grain)
    how = f"the {grain} next to the time told before"
    if base is None:
        return relative(grain, how)
    back = match["where"].lower() in ("before", "earlier", "prior")
    return with_step(grain, -times if back else times, base, Reading(grain, how, anchor=anchor, confidence=0.8))


def _in_units(match: re.Match[str], situation: Situation) -> Reading | None:
    """`within 48 hours`, `in two weeks` under a verb that looks ahead; else a length of time."""
    grain, times = grain_of(match["unit"])
    count, today = number(match["count"]), situation.today
    within = match["how"].lower() == "within"
    ahead = situation.looks(match.start()) is Direction.FUTURE
    if count is None or today is None or not ahead:
        return Reading(grain, "a length of time", kind=TimeKind.DURATION, tells=False)
    base, how = calendar.of_day(today), "counted from the report's day, the verb looking ahead"
    reading = with_step(grain, count * times, base, Reading(grain, how, anchor=situation.anchor, confidence=0.7))
    if within and reading.period is not None:
        until = calendar.stepped(today, grain, int(count * times)) if grain not in _HOURS else reading.period.first
        return replace(reading, period=Period(today, until, Grain.DAY), kind=TimeKind.RANGE)
    return reading


def _beside(match: re.Match[str], _: Situation) -> Reading | None:
    """`on the eve of the summit`, `two days after the vote`: counted from something told after it."""
    groups = match.groupdict()
    where = " ".join((groups.get("where") or "before").lower().split())
    grain, times = grain_of(groups["unit"]) if groups.get("unit") else (Grain.DAY, 1)
    told = groups.get("count")
    count = number(told) if told else 1.0 if not groups.get("unit") or not match["unit"].lower().endswith("s") else None
    ahead = where in ("after", "following", "since", "from", "into")
    step = None if count is None else (grain, count * times * (1 if ahead else -1))
    side = "after" if ahead else "before"
    amount = "some" if count is None else f"{count:g}"
    how = f"{amount} of {grain} {side} what follows, of which no date is told: it stays relative"
    return Reading(grain, how, tells=False, step=step)


# nothing that it counts from follows
_ALONE = r"(?=\s?[.,;:!?)\"”’]|\s?$|\s(?:and|but|when|as|in|at|on|by|from|amid)\b)"
_MODIFIERS = r"last|next|this past|this coming|this|past|coming|previous|following|that|same"
RULES: tuple[Rule, ...] = (
    rule(
        "unit",
        MODIFIER_STARTS | EARLY_STARTS,
        rf"(?:(?P<side>earlier|later) |{EARLY})(?P<the>the )?(?P<which>{_MODIFIERS}) (?P<unit>{LONG_UNIT})(?<!s)"
        r"(?! ago\b| of\b)",
        _unit,
    ),
    rule(
        "end-of-unit",
        EARLY_STARTS,
        r"(?P<early>early|mid|middle of|late|beginning of|start of|end of)[ -](?:the )?"
        r"(?P<unit>year|month|week|decade|century|quarter)\b",
        _unit,
    ),
    rule("weekend", ("the", "weekend"), r"(?:the )?(?P<unit>weekend)\b", _unit),
    rule(
        "stretch",
        MODIFIER_STARTS,
        rf"(?:(?:the|these|this) )?(?P<which>past|last|next|coming|previous|preceding|following)"
        rf"(?: (?P<count>{COUNT}))? (?P<unit>(?:minute|hour|day|night|week|month|year|decade)s|centuries)\b",
        _stretch,
    ),
    rule(
        "ahead", ("the",), r"the (?P<unit>days|weeks|months|years|hours|decades) (?P<which>ahead|to come)\b", _stretch
    ),
    rule(
        "counted",
        NUMBER_STARTS,
        rf"(?P<count>{COUNT})[ -](?P<unit>{UNIT})(?:['’]s?)? (?P<where>ago|back|earlier|previously|prior|later"
        rf"|afterwards?|from now|from today|hence|time|(?:before|after){_ALONE})\b(?! (?:than|to)\b)",
        _counted,
    ),
    rule(
        "from-told",
        ("the", "a"),
        rf"the (?P<unit>{LONG_UNIT}(?<!s)) (?P<where>earlier|later|prior|(?:before|after){_ALONE})\b"
        r"(?! (?:than|to)\b)",
        _from_told,
    ),
    rule(
        "in-units",
        ("in", "within"),
        rf"(?P<how>in|within) (?:the (?:space|course) of )?(?P<count>{NUMBER}) (?P<unit>{UNIT})"
        r"(?!['’]?s? (?:ago|time|later|earlier))(?![ -]old)",
        _in_units,
    ),
    rule(
        "beside",
        NUMBER_STARTS | {"the", "hours", "minutes", "days", "weeks", "months", "years"},
        rf"(?:the eve of|(?:(?P<count>{COUNT})[ -]|the )(?P<unit>{UNIT}) (?P<where>before|after|ahead of|prior to"
        r"|following|in advance of)\b)",
        _beside,
    ),
    rule(
        "beside",
        listed("hours minutes days weeks months years"),
        r"(?P<unit>hours|minutes|days|weeks|months|years) (?P<where>before|after|ahead of|prior to|following)\b",
        _beside,
    ),
)
