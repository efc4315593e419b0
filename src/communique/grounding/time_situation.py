"""What an expression of time is read in: the day the report speaks from, the time told so far, the verb above it.

In: a `Situation`. Out: a `Reading`, what one expression means there, before it becomes a record. A relative expression
without anything to count from gives a reading without a period; nothing is guessed.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from communique.grounding import calendar
from communique.grounding.calendar import Period
from communique.grounding.time_words import clock
from communique.records.findings import Anchor, Grain, TimeKind, TimeRival

FAR = 300  # days: a date that the tense asks for is not taken when it lies so far off and another
CLOSE = 14  # lies within so many


class Direction(StrEnum):
    """Where the verb above an expression looks."""

    PAST = "past"
    PRESENT = "present"  # `the summit opens on Monday`: ahead, if the words hang on the verb itself
    FUTURE = "future"
    LATER = "later"  # ahead of the time told, as `would` under a verb of the past
    NONE = "none"


@dataclass(slots=True)
class Situation:
    """What is known when an expression is read.

    now: the period the report speaks from, a day where known. anchor: where that comes from. looks: direction of the
    verb above the word at a character. told: the time that the text told last. told_day: the last day told. told_year:
    the last time told with its year. dated: the same, in the same paragraph and at most a sentence ago. narrated: true
    for a text that never speaks from its own day. near: the time told before in the same sentence. opens: the weekday
    weeks start on. day_first: how to read 03/04/2024.
    """

    now: Period | None
    anchor: Anchor
    looks: Callable[[int], Direction]
    told: Period | None = None
    told_day: Period | None = None
    dated: Period | None = None
    told_year: Period | None = None
    narrated: bool = False
    near: Period | None = None
    opens: int = 0
    day_first: bool | None = None

    @property
    def today(self) -> date | None:
        """The day the report speaks from; None where only a month or a year is known."""
        return None if self.now is None else self.now.day

    def base(self, grain: Grain) -> Period | None:
        """The period to count units of `grain` from; None where the report's own time is not known that fine."""
        if self.now is None or self.now.day is not None:
            return self.now
        fine = {Grain.YEAR: (Grain.YEAR, Grain.DECADE, Grain.CENTURY)}
        coarse = (Grain.YEAR, Grain.MONTH, Grain.QUARTER, Grain.DECADE, Grain.CENTURY)
        return self.now if grain in fine.get(self.now.grain, coarse) else None


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means. `period` None: it stays relative. clock: `T15:00Z` of its first day, where told."""

    grain: Grain
    how: str
    period: Period | None = None
    kind: TimeKind = TimeKind.POINT
    anchor: Anchor = Anchor.NONE
    clock: str = ""
    open_start: bool = False
    open_end: bool = False
    rivals: tuple[TimeRival, ...] = ()
    confidence: float = 1.0
    tells: bool = True  # whether later expressions may count from it
    step: tuple[Grain, float] | None = None  # units from a time that follows: `two days after Monday's vote`


Reader = Callable[[re.Match[str], Situation], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of expression: its pattern, the words (small letters, `#` for digits) it starts with, its meaning."""

    name: str
    pattern: re.Pattern[str]
    starts: frozenset[str]
    read: Reader = field(repr=False)


def rule(name: str, starts: Iterable[str], pattern: str, read: Reader) -> Rule:
    """A rule with its pattern compiled; capitals do not matter but where the pattern says so."""
    return Rule(name, re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE), frozenset(starts), read)


def relative(grain: Grain, how: str, kind: TimeKind = TimeKind.POINT) -> Reading:
    """A reading that could not be placed."""
    return Reading(grain, f"{how}; no day is known to count from, so it stays relative", kind=kind, tells=False)


def rival(period: Period, why: str) -> TimeRival:
    """Another reading of the same words."""
    first, last = period.ends
    return TimeRival(first=first, last=last, why=why)


def placed(makes: Callable[[int], Period | None], how: str, at: int, situation: Situation) -> Reading | None:
    """The reading of a date without a year, by the text's own time, the report's day and the verb's tense.

    makes: the period in a given year. at: a character of the expression.
    """
    anchor, base = situation.anchor, situation.now
    told = situation.told_year if situation.narrated else situation.dated
    if told is not None and (base is None or situation.narrated):
        anchor, base = Anchor.NARRATIVE, told
    if base is None:
        sample = makes(2000)
        return None if sample is None else relative(sample.grain, f"{how} without a year")
    years = (base.first.year + step for step in (-1, 0, 1))
    options = [p for year in years if 1 <= year <= 9999 and (p := makes(year)) is not None]
    if not options:
        return None
    if anchor is Anchor.NARRATIVE:
        same = [p for p in options if p.first.year == base.first.year] or options
        return Reading(same[0].grain, f"{how}, in the year told before", same[0], anchor=anchor, confidence=0.8)
    looks = _with_the_sentence(situation.looks(at), base, situation)
    chosen = nearest(options, base, looks)
    if looks is Direction.PAST and (story := _in_story(makes, situation)) is not None and story != chosen:
        rivals: tuple[TimeRival, ...] = (rival(chosen, "nearest to the report's day"),)
        how = f"{how} without a year: the first after the time told just before"
        return Reading(story.grain, how, story, anchor=Anchor.NARRATIVE, rivals=rivals, confidence=0.7)
    others = sorted((p for p in options if p != chosen), key=lambda p: distance(p, base))
    side = (
        "nearest" if chosen == nearest(options, base, Direction.NONE) else f"nearest as the verb looks to the {looks}"
    )
    near = others and distance(others[0], base) < 200
    rivals = (rival(others[0], "farther off, or against the tense"),) if near else ()
    return Reading(chosen.grain, f"{how} without a year: {side}", chosen, anchor=anchor, rivals=rivals, confidence=0.9)


def _with_the_sentence(looks: Direction, base: Period, situation: Situation) -> Direction:
    """The direction; where the verb tells none, that of the time before it in the sentence."""
    near = situation.near
    if looks is not Direction.NONE or near is None:
        return looks
    if near.first > base.last:
        return Direction.FUTURE
    return Direction.PAST if near.last < base.first else looks


def _in_story(makes: Callable[[int], Period | None], situation: Situation) -> Period | None:
    """The first such date on or after one told just before with another year than the report's."""
    dated, now = situation.dated, situation.now
    if (
        dated is None
        or now is None
        or dated.grain not in (Grain.DAY, Grain.MONTH)
        or dated.first.year >= now.first.year
    ):
        return None
    options = [makes(year) for year in (dated.first.year, dated.first.year + 1)]
    story = next((p for p in options if p is not None and p.first >= dated.first), None)
    return story if story is not None and story.last <= now.last else None


def distance(period: Period, base: Period) -> int:
    """Days between the two, 0 where they meet."""
    if period.first <= base.last and base.first <= period.last:
        return 0
    return min(abs((period.first - base.last).days), abs((base.first - period.last).days))


def nearest(options: list[Period], base: Period, looks: Direction) -> Period:
    """Of several periods the one nearest to `base` on the side that the verb looks to."""
    by_distance = sorted(options, key=lambda p: distance(p, base))
    if looks is Direction.PAST:
        side = [p for p in by_distance if p.first <= base.last]
    elif looks in (Direction.FUTURE, Direction.PRESENT):
        side = [p for p in by_distance if p.last >= base.first]
    else:
        side = by_distance
    if side and (distance(side[0], base) <= FAR or distance(by_distance[0], base) > CLOSE):
        return side[0]
    return by_distance[0]


_PARTS = {"beginning of": "early", "start of": "early", "middle of": "mid"}


def early_part(period: Period, word: str | None) -> Period:
    """The part of a period that `early`, `mid`, `late`, `end of` name; the whole of it for None."""
    if word is None:
        return period
    plain = " ".join(word.lower().split())
    if plain == "end of":
        return Period(period.last, period.last, period.grain)
    return calendar.part(period, _PARTS.get(plain, plain))


def kind_of(period: Period) -> TimeKind:
    """A day, a whole month, a whole year is a point; any other stretch is a range."""
    if period.day is not None:
        return TimeKind.POINT
    whole = period.grain in (Grain.MONTH, Grain.YEAR) and period == period.widened(period.grain)
    return TimeKind.POINT if whole else TimeKind.RANGE


def with_clock(reading: Reading | None, match: re.Match[str]) -> Reading | None:
    """The reading with the clock time or the part of the day that the match holds."""
    groups = match.groupdict()
    if reading is None:
        return None
    told = clock(groups["clock"]) if groups.get("clock") else None
    if told is not None and reading.period is not None and reading.period.day is not None:
        return replace(reading, grain=Grain.MINUTE if told[2] else Grain.HOUR, clock=told[0] + told[1])
    if groups.get("part"):
        return replace(reading, grain=Grain.PART_OF_DAY)
    return reading


def told_or_now(situation: Situation, grain: Grain) -> tuple[Period | None, Anchor]:
    """The time told last that units of `grain` can be counted from; the report's own day where none was told."""
    told = situation.told
    if grain in (Grain.DAY, Grain.WEEK, Grain.WEEKEND, Grain.HOUR, Grain.MINUTE, Grain.SECOND):
        told = situation.told_day or told
    return (told, Anchor.NARRATIVE) if told is not None else (situation.now, situation.anchor)
