"""Rules for expressions that count from the day the report speaks from: weekdays, `last week`, `two weeks ago`.

In: a match of the rule's pattern and the situation. Out: its reading; relative where there is no day to count from.
"""

import re
from datetime import date, timedelta

from communique.grounding import calendar
from communique.grounding.calendar import Period
from communique.grounding.time_absolute import early_part, with_clock
from communique.grounding.time_situation import (
    Direction,
    Reading,
    Rule,
    Situation,
    nearest,
    relative,
    rival,
    rule,
)
from communique.grounding.time_words import (
    CLOCK,
    COUNT,
    LONG_UNIT,
    MONTH,
    MONTHS,
    NUMBER,
    PART,
    SEASON,
    SEASONS,
    UNIT,
    UNITS,
    VAGUE_NUMBERS,
    WEEKDAY,
    WEEKDAYS,
    clock,
    month,
    number,
    weekday,
)
from communique.records.findings import Anchor, Grain, TimeKind

_AT = rf"(?:(?:,| at|, at)? (?P<clock>{CLOCK})| (?P<part>{PART}))?"
_EARLY = r"(?:(?P<early>early|mid|middle of|late|beginning of|start of|end of)[ -](?:the )?)?"
_EARLY_STARTS = frozenset(("early", "mid", "middle", "late", "beginning", "start", "end"))
_MODIFIERS = r"last|next|this|this past|this coming|past|coming|previous|following|that|the same"
_STARTS = frozenset(
    (
        "last",
        "next",
        "this",
        "these",
        "the",
        "past",
        "coming",
        "previous",
        "following",
        "that",
        "earlier",
        "later",
        "same",
    )
)
_NUMBER_STARTS = frozenset(
    "# a an another several few some many couple half dozens hundreds thousands scores one two three four five six seven eight nine ten eleven "
    "twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred the".split()
)
_WEEKDAYS = frozenset(WEEKDAYS)
GRAINS = {
    "night": Grain.DAY,
    "fortnight": Grain.WEEK,
    "second": Grain.SECOND,
    "minute": Grain.MINUTE,
    "hour": Grain.HOUR,
}


def grain_of(unit: str) -> tuple[Grain, int]:
    """The grain that a unit's word names, and how many of the grain it is (a fortnight is two weeks)."""
    name = UNITS[unit.lower().rstrip(".")]
    return GRAINS.get(name) or Grain(name), 2 if name == "fortnight" else 1


def _weekday(match: re.Match[str], situation: Situation) -> Reading | None:
    name, said = weekday(match["weekday"]), (match["which"] or ("last" if match["after"] else "")).lower()
    said = " ".join(said.removeprefix("the ").split())
    if said in ("following", "previous", "that", "same") or match[0].lower().startswith("the next"):
        return with_clock(_weekday_told(name, said, match, situation), match)
    today = situation.today
    if today is None:
        return with_clock(relative(Grain.DAY, "weekday"), match)
    week = calendar.around(today, Grain.WEEK, situation.opens)
    in_week = week.first + timedelta((name - week.first.weekday()) % 7)
    past, coming = today - timedelta((today.weekday() - name) % 7), today + timedelta((name - today.weekday()) % 7)
    rivals = ()
    if said == "last":
        at = in_week - timedelta(7)
        how = "weekday of the week before"
        before = past if past < today else past - timedelta(7)
        rivals = (rival(calendar.of_day(before), "the last such day before, in the same week"),) if at != before else ()
    elif said == "next":
        at, how = in_week + timedelta(7), "weekday of the week after"
        after = coming if coming > today else coming + timedelta(7)
        rivals = (rival(calendar.of_day(after), "the first such day after, in the same week"),) if at != after else ()
    elif said in ("this past", "past"):
        at, how = past if past < today else past - timedelta(7), "the last such weekday before"
    elif said in ("this coming", "coming"):
        at, how = coming if coming > today else coming + timedelta(7), "the first such weekday after"
    elif said == "this":
        at, how = in_week, "weekday of the same week"
    else:
        looks = situation.looks(match.start())
        at = coming if looks is Direction.FUTURE else past
        how = (
            f"nearest such weekday, verb of the {looks}" if looks is not Direction.NONE else "nearest such weekday past"
        )
        if at != today:
            other = past if at == coming else coming
            rivals = (rival(calendar.of_day(other), "if the verb looked the other way"),)
    reading = Reading(Grain.DAY, how, calendar.of_day(at), anchor=situation.anchor, rivals=rivals, confidence=0.9)
    return with_clock(reading, match)


def _weekday_told(name: int, said: str, match: re.Match[str], situation: Situation) -> Reading:
    """`the following Tuesday`: counted from the time told before."""
    told, anchor = _told(situation)
    if told is None:
        return relative(Grain.DAY, "weekday counted from a time told before")
    base = told.first
    if said == "previous":
        at = base - timedelta((base.weekday() - name) % 7 or 7)
    elif said in ("that", "same"):
        at = calendar.around(base, Grain.WEEK, situation.opens).first + timedelta((name - situation.opens) % 7)
    else:
        at = base + timedelta((name - base.weekday()) % 7 or 7)
    return Reading(
        Grain.DAY, "weekday counted from the time told before", calendar.of_day(at), anchor=anchor, confidence=0.8
    )


def _told(situation: Situation) -> tuple[Period | None, Anchor]:
    """The time that the text told last; the report's own day where none was told."""
    if situation.told is not None:
        return situation.told, Anchor.NARRATIVE
    return situation.now, situation.anchor


_DAYS = {
    "yesterday": -1,
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "to date": 0,
    "last night": -1,
    "last evening": -1,
    "last nite": -1,
}


def _day(match: re.Match[str], situation: Situation) -> Reading | None:
    words = " ".join(match["word"].lower().split())
    step = _DAYS.get(words, 0)
    if words.startswith("the day"):
        step = -2 if "before" in words else 2
    grain = (
        Grain.DAY
        if words in ("yesterday", "today", "tomorrow", "to date") or words.startswith(("the day", "this day"))
        else Grain.PART_OF_DAY
    )
    today = situation.today
    if today is None:
        return with_clock(relative(grain, f"{words}"), match)
    reading = Reading(
        grain,
        f"counted in days from the report's: {words}",
        calendar.of_day(today + timedelta(step)),
        anchor=situation.anchor,
    )
    return with_clock(reading, match)


_STEP = {
    "last": -1,
    "past": -1,
    "this past": -1,
    "previous": -1,
    "next": 1,
    "coming": 1,
    "this coming": 1,
    "following": 1,
}


def _unit(match: re.Match[str], situation: Situation) -> Reading | None:
    """`last week`, `this month`, `next year`, `earlier this year`, `the end of the year`, `the previous day`."""
    groups = match.groupdict()
    which, the = " ".join((groups.get("which") or "").lower().split()), groups.get("the") is not None
    grain, _ = grain_of(match["unit"])
    if grain in (Grain.SECOND, Grain.MINUTE, Grain.HOUR):
        return None
    from_told = which in ("previous", "following", "that", "same", "the same") or (which == "next" and the)
    base, anchor = _told(situation) if from_told else (situation.base(grain), situation.anchor)
    how = f"{which or 'the'} {grain} counted from " + ("the time told before" if from_told else "the report's day")
    if base is None:
        return relative(grain, how, TimeKind.POINT)
    if from_told and base.day is None and grain is Grain.DAY:
        return relative(grain, f"{how}, which is no day")
    step = _STEP.get(which, 0)
    if grain is Grain.WEEKEND:
        step = _weekend_step(which, base, match, situation) if not from_told else step
    if the and which in ("last", "past") and groups.get("early") is None and grain not in (Grain.DAY, Grain.WEEKEND):
        return _window(base, grain, 1, situation, back=True)
    period = calendar.moved(base, grain, step, situation.opens)
    return _trimmed(
        match, period, base, Reading(grain, how, period, _kind(grain), anchor, confidence=0.8 if from_told else 0.95)
    )


def _kind(grain: Grain) -> TimeKind:
    return TimeKind.POINT if grain in (Grain.DAY, Grain.MONTH, Grain.YEAR) else TimeKind.RANGE


def _trimmed(match: re.Match[str], period: Period, base: Period, reading: Reading) -> Reading:
    """The reading cut to what `earlier`, `later`, `late`, `the end of` leave of its period."""
    groups = match.groupdict()
    side, early = (groups.get("side") or "").lower(), groups.get("early")
    how, kind = reading.how, reading.kind
    if side == "earlier" and period.first <= base.first <= period.last:
        period, kind, how = Period(period.first, base.first, reading.grain), TimeKind.RANGE, how + ", its part gone by"
    elif side == "later" and period.first <= base.last <= period.last:
        period, kind, how = Period(base.last, period.last, reading.grain), TimeKind.RANGE, how + ", its part to come"
    elif early is not None:
        ends = early.lower().startswith("end")
        period, how = early_part(period, early), how + f", {early.lower()}"
        kind = TimeKind.POINT if ends else TimeKind.RANGE
    return Reading(reading.grain, how, period, kind, reading.anchor, confidence=reading.confidence)


def _weekend_step(which: str, base: Period, match: re.Match[str], situation: Situation) -> int:
    today = base.first.weekday()
    if which in ("last", "past", "this past"):
        return 0 if today == 6 and which != "last" else -1
    if which in ("next", "coming", "this coming"):
        return 1 if which == "next" and today >= 5 else (1 if which == "next" else 0)
    if today >= 5:
        return 0
    return -1 if situation.looks(match.start()) is Direction.PAST else 0


def _window(base: Period, grain: Grain, count: float, situation: Situation, *, back: bool) -> Reading:
    """`the past three years`: a stretch of that length that ends, or starts, with the report's day."""
    units = int(count)
    how = f"{count:g} {grain}s " + ("up to" if back else "after") + " the report's day"
    today = base.day
    if grain is Grain.CENTURY and back:
        period = calendar.moved(base, grain, -1)
        return Reading(grain, "the century before", period, TimeKind.RANGE, situation.anchor, confidence=0.7)
    if today is None:
        today = base.last if back else base.first
    extra = 6 if count != units and grain is Grain.YEAR else 0
    if back:
        start = calendar.shifted_months(calendar.stepped(today, grain, -units), -extra)
        first = start + timedelta(0 if grain in (Grain.DAY, Grain.WEEK) else 1)
        period = Period(first, today, grain)
    elif grain is Grain.YEAR and count == units:
        following = calendar.years(today.year + 1, min(9999, today.year + units))
        assert following is not None
        period = following
    else:
        end = calendar.shifted_months(calendar.stepped(today, grain, units), extra)
        period = Period(today + timedelta(1), max(end, today + timedelta(1)), grain)
    return Reading(grain, how, period, TimeKind.RANGE, situation.anchor, confidence=0.8)


def _stretch(match: re.Match[str], situation: Situation) -> Reading | None:
    """`the past three years`, `the coming days`, `the next 48 hours`."""
    grain, times = grain_of(match["unit"])
    count = number(match["count"]) if match.groupdict().get("count") else None
    back = match["which"].lower() in ("past", "last", "previous", "preceding")
    today = situation.today
    if count is None:
        how = "an unknown number of units " + ("before" if back else "after") + " the report's day"
        if today is None:
            return relative(Grain.VAGUE, how, TimeKind.RANGE)
        return Reading(
            Grain.VAGUE,
            how,
            calendar.of_day(today),
            TimeKind.RANGE,
            situation.anchor,
            open_start=back,
            open_end=not back,
            confidence=0.6,
            tells=False,
        )
    if today is None:
        return relative(grain, "a stretch of time around the report's day", TimeKind.RANGE)
    count *= times
    if grain in (Grain.HOUR, Grain.MINUTE, Grain.SECOND):
        days = int(count // 24) if grain is Grain.HOUR else 0
        period = (
            Period(today - timedelta(days), today, Grain.DAY)
            if back
            else Period(today, today + timedelta(days), Grain.DAY)
        )
        return Reading(grain, "hours around the report's day", period, TimeKind.RANGE, situation.anchor, confidence=0.8)
    return _window(calendar.of_day(today), grain, count, situation, back=back)


def _counted(match: re.Match[str], situation: Situation) -> Reading | None:
    """`two weeks ago`, `three days earlier`, `a year later`, `ten days from now`, `in one week's time`."""
    grain, times = grain_of(match["unit"])
    count, where = number(match["count"]), " ".join(match["where"].lower().split())
    ahead = where in ("later", "afterward", "afterwards", "after", "from now", "from today", "hence", "time", "on")
    from_told = where in (
        "earlier",
        "before",
        "previously",
        "later",
        "afterward",
        "afterwards",
        "after",
        "on",
        "prior",
        "beforehand",
    )
    base, anchor = _told(situation) if from_told else (situation.base(grain), situation.anchor)
    how = f"counted in units of {grain} from " + ("the time told before" if from_told else "the report's day")
    if base is None:
        return relative(grain, how)
    if count is None:
        return _some(how, base, anchor, ahead=ahead)
    return _with_step(
        grain,
        count * times * (1 if ahead else -1),
        base,
        Reading(grain, how, anchor=anchor, confidence=0.8 if from_told else 0.95),
    )


def _some(how: str, base: Period, anchor: Anchor, *, ahead: bool) -> Reading:
    """`several years ago`: on one side of the base, no telling how far."""
    return Reading(
        Grain.VAGUE,
        f"{how}; the number is not told",
        base,
        TimeKind.RANGE,
        anchor,
        open_start=not ahead,
        open_end=ahead,
        confidence=0.6,
        tells=False,
    )


def _with_step(grain: Grain, count: float, base: Period, reading: Reading) -> Reading | None:
    """The unit of `grain` that lies `count` units from `base`: years as years, months as months, weeks as days."""
    if grain in (Grain.HOUR, Grain.MINUTE, Grain.SECOND):
        hours = {Grain.HOUR: count, Grain.MINUTE: count / 60, Grain.SECOND: count / 3600}[grain]
        if base.day is None:
            return None
        period: Period = calendar.of_day(base.first + timedelta(int(hours / 24)))
    elif grain is Grain.YEAR and count != int(count):
        period = calendar.around(calendar.shifted_months(base.first, int(count * 12)), Grain.MONTH)
    elif grain is Grain.MONTH and count != int(count):
        period = calendar.of_day(calendar.shifted_months(base.first, int(count)) + timedelta(15 if count > 0 else -15))
    elif grain in (Grain.DECADE, Grain.CENTURY):
        size = 10 if grain is Grain.DECADE else 100
        if not 1 <= base.first.year + size * int(count) <= 9999:
            return Reading(grain, f"{reading.how}: before the calendar", tells=False)
        period = calendar.around(calendar.shifted_months(base.first, int(12 * size * count)), Grain.YEAR)
    elif grain in (Grain.DAY, Grain.WEEK, Grain.WEEKEND):
        if base.day is None:
            return Reading(grain, f"{reading.how}, which is no day", tells=False)
        period = calendar.of_day(calendar.stepped(base.first, grain, int(count)))
    elif base.first.year + count < 1:
        return Reading(grain, f"{reading.how}: before the calendar", tells=False)
    else:
        period = calendar.moved(base, grain, int(count))
    return Reading(grain, reading.how, period, anchor=reading.anchor, confidence=reading.confidence)


def _from_told(match: re.Match[str], situation: Situation) -> Reading | None:
    """`the day before`, `the year after`, `a day earlier`."""
    grain, _ = grain_of(match["unit"])
    base, anchor = _told(situation)
    how = f"the {grain} next to the time told before"
    if base is None:
        return relative(grain, how)
    back = match["where"].lower() in ("before", "earlier", "prior", "previous")
    return _with_step(grain, -1.0 if back else 1.0, base, Reading(grain, how, anchor=anchor, confidence=0.8))


def _month_of(match: re.Match[str], situation: Situation) -> Reading | None:
    """`last August`, `next March`, `this May`."""
    which, found = " ".join(match["which"].lower().split()), month(match["month"])
    base = situation.base(Grain.MONTH)
    if base is None:
        return relative(Grain.MONTH, "month")
    step = 0
    if which in ("last", "past", "this past", "previous"):
        step = -1 if found >= base.first.month else 0
    elif which in ("next", "coming", "this coming", "following"):
        step = 1 if found <= base.first.month else 0
    if base.first.year + step < 1:
        return None
    period = early_part(calendar.month(base.first.year + step, found), match["early"])
    kind = TimeKind.POINT if match["early"] is None else TimeKind.RANGE
    return Reading(
        Grain.MONTH,
        f"{which} such month, counted from the report's day",
        period,
        kind,
        situation.anchor,
        confidence=0.9,
    )


def _season_of(match: re.Match[str], situation: Situation) -> Reading | None:
    """`last summer`, `this spring`, `the winter`."""
    which, opening = " ".join((match["which"] or "the").lower().split()), SEASONS[match["season"].lower()]
    base = situation.base(Grain.MONTH)
    if base is None:
        return relative(Grain.SEASON, "season", TimeKind.RANGE)
    year = base.first.year
    options = [calendar.season(y, opening) for y in (year - 1, year, year + 1) if 1 <= y < 9999]
    if which in ("last", "past", "previous", "this past"):
        fit = [p for p in options if p.last < base.first][-1:]
    elif which in ("next", "coming", "this coming", "following"):
        fit = [p for p in options if p.first > base.last][:1]
    else:
        fit = [nearest(options, base, situation.looks(match.start()))]
    if not fit:
        return None
    period = early_part(fit[0], match["early"])
    return Reading(
        Grain.SEASON,
        f"{which} such season, counted from the report's day",
        period,
        TimeKind.RANGE,
        situation.anchor,
        confidence=0.85,
    )


def _clock(match: re.Match[str], situation: Situation) -> Reading | None:
    told = clock(match["time"])
    if told is None:
        return None
    grain = Grain.MINUTE if told[2] else Grain.HOUR
    base = situation.near or (calendar.of_day(situation.today) if situation.today is not None else None)
    if base is None:
        return relative(grain, "clock time")
    how = "clock time of the day told in the sentence" if situation.near else "clock time of the report's day"
    anchor = Anchor.NARRATIVE if situation.near else situation.anchor
    return Reading(grain, how, base, anchor=anchor, clock=told[0] + told[1], confidence=0.8, tells=False)


def _in_units(match: re.Match[str], situation: Situation) -> Reading | None:
    """`within 48 hours`, `in two weeks` under a verb of the future."""
    grain, times = grain_of(match["unit"])
    count = number(match["count"])
    within = match["how"].lower() == "within"
    if (
        count is None
        or (not within and situation.looks(match.start()) is not Direction.FUTURE)
        or situation.today is None
    ):
        return Reading(grain, "a length of time", kind=TimeKind.DURATION, tells=False)
    base = calendar.of_day(situation.today)
    reading = _with_step(
        grain, count * times, base, Reading(grain, "counted from the report's day", anchor=situation.anchor)
    )
    if reading is None or reading.period is None or not within:
        return reading
    end: date = (
        calendar.stepped(base.first, grain, int(count * times))
        if grain not in GRAINS.values() or grain in (Grain.DAY, Grain.WEEK)
        else reading.period.last
    )
    return Reading(
        grain,
        "up to so long after the report's day",
        Period(base.first, end, Grain.DAY),
        TimeKind.RANGE,
        situation.anchor,
        confidence=0.7,
    )


_THE = r"(?P<the>the )?"
RULES: tuple[Rule, ...] = (
    rule(
        "weekday",
        _WEEKDAYS | _STARTS,
        rf"(?:(?P<which>(?:the )?(?:following|previous|same|next)|last|next|this past|this coming|this|past|that) )?"
        rf"(?P<weekday>{WEEKDAY})(?P<after> last\b(?! (?:week|month|year|night)))?{_AT}",
        _weekday,
    ),
    rule(
        "day",
        ("yesterday", "today", "tonight", "tomorrow", "to", "last", "this", "the"),
        rf"(?P<word>the day (?:before yesterday|after tomorrow)|yesterday|today|tonight|tomorrow|to date|last (?:night|evening|nite)|this (?:morning|afternoon|evening|day))\b{_AT}",
        _day,
    ),
    rule(
        "unit",
        _STARTS | _EARLY_STARTS | {"year"},
        rf"(?:(?P<side>earlier|later) |{_EARLY})(?:{_THE}(?P<which>{_MODIFIERS}) (?P<unit>{LONG_UNIT})(?<!s))(?! ago\b)",
        _unit,
    ),
    rule(
        "end-of-unit",
        _EARLY_STARTS | {"year", "month", "over", "the"},
        rf"(?:(?P<early>early|mid|middle of|late|beginning of|start of|end of)[ -](?:the )?(?P<unit>year|month|week|decade|century|quarter)\b)",
        _unit,
    ),
    rule(
        "weekend",
        ("the", "weekend"),
        r"(?P<the>the )?(?P<unit>weekend)\b",
        _unit,
    ),
    rule(
        "year-end",
        ("year",),
        r"(?P<unit>year)[ '’s-]{1,3}(?P<early>end)\b",
        lambda match, situation: _year_end(situation),
    ),
    rule(
        "stretch",
        _STARTS | {"past"},
        rf"(?:(?:the|these|this) )?(?P<which>past|last|next|coming|previous|preceding|following)(?: (?P<count>{COUNT}))? (?P<unit>(?:second|minute|hour|day|week|month|year|decade|centurie)s|(?<=one )(?:day|week|month|year|hour))\b",
        _stretch,
    ),
    rule(
        "coming",
        ("the",),
        r"the (?P<unit>days|weeks|months|years|hours|decades) (?P<which>ahead|to come)\b",
        _stretch,
    ),
    rule(
        "counted",
        _NUMBER_STARTS,
        rf"(?P<count>{COUNT})[ -](?P<unit>{UNIT})(?P<poss>['’]s?)? (?P<where>ago|back|earlier|before|previously|prior|later|afterwards?|from now|from today|hence|time)\b(?! (?:the|a|an|his|her|its|their|he|she|it|they|that)\b)",
        _counted,
    ),
    rule(
        "from-told",
        ("the", "a"),
        rf"(?:the|a) (?P<unit>{LONG_UNIT}(?<!s)) (?P<where>before|after|earlier|later|prior)\b(?! (?:the|a|an|his|her|its|their|he|she|it|they|that|yesterday|tomorrow)\b)",
        _from_told,
    ),
    rule(
        "month-of",
        _STARTS | _EARLY_STARTS,
        rf"{_EARLY}(?P<which>last|next|this past|this coming|this|past|coming) (?P<month>{MONTH})(?! \d)",
        _month_of,
    ),
    rule(
        "season-of",
        _STARTS | _EARLY_STARTS | frozenset(SEASONS),
        rf"{_EARLY}(?:the )?(?:(?P<which>last|next|this past|this coming|this|past|coming|previous|following) )?(?P<season>{SEASON})(?!['’]?s?[ -](?:\d|olymp|para|of\b))",
        _season_of,
    ),
    rule("clock", ("#", "noon", "midnight", *(w for w in _NUMBER_STARTS if len(w) > 2)), rf"(?P<time>{CLOCK})", _clock),
    rule(
        "in-units",
        ("in", "within"),
        rf"(?P<how>in|within) (?:the (?:next|space of) )?(?P<count>{NUMBER}) (?P<unit>{UNIT})(?!['’]? (?:ago|time|later|earlier))(?![- ]old)",
        _in_units,
    ),
)


def _year_end(situation: Situation) -> Reading:
    base = situation.base(Grain.YEAR)
    if base is None:
        return relative(Grain.DAY, "the end of the year")
    at = date(base.first.year, 12, 31)
    return Reading(
        Grain.DAY, "the last day of the report's year", calendar.of_day(at), anchor=situation.anchor, confidence=0.8
    )


__all__ = ["MONTHS", "RULES", "VAGUE_NUMBERS", "grain_of"]
