"""What the words around expressions of time change: ranges told by two dates, `since`, `until`, days after a date.

In: the expressions of a document in order. Out: the same ones, some with another reading. A date that opens a range
(`from 20 to 27 May` is one expression, `from November 20 to December 11` two) carries the range; the one that closes it
stays a date of its own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from communique.grounding import calendar
from communique.grounding.calendar import Period
from communique.grounding.time_checks import Page
from communique.grounding.time_situation import Reading, distance
from communique.grounding.time_units import with_step
from communique.records.findings import Anchor, Grain, TimeKind
from communique.records.spans import Span


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of time: where it stands, the rule that found it, what it means."""

    span: Span
    rule: str
    reading: Reading


_JOINS = re.compile(r"\s?(?:-|–|—)\s?|,?\s(?:to|through|until|till)\s(?:about\s|around\s|the\s)?", re.IGNORECASE)
_AND = re.compile(r"\sand\s(?:about\s|the\s)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s(?:about\s|the\s)?$", re.IGNORECASE)
_LEAD = re.compile(
    r"\b(since|until|till|by|before|after|through|as of|from)\s(?:about\s|around\s|the\s|at least\s|early\s|late\s)*$",
    re.IGNORECASE,
)
_ON = re.compile(r"\s(?:on|onwards?|forward)\b(?!\s(?:the|a|an|his|her)\b)", re.IGNORECASE)
_SAME_DAY = re.compile(r"\)?,?\s(?:on\s|the\s|early\s|late\s)?\(?")
_CLOSE = 45  # characters between `two days after` and the date it counts from
_YEARLESS = "without a year"


def settled(page: Page, found: list[Expression]) -> list[Expression]:
    """The expressions with what stands around and between them taken in."""
    out = list(found)
    for i in reversed(range(len(out) - 1)):  # `4 a.m. (0200 GMT) Friday`: the day reaches both hours
        out[i], out[i + 1] = _pair(page, out[i], out[i + 1])
    return [_led(page.text, e) for e in out]


def _pair(page: Page, one: Expression, two: Expression) -> tuple[Expression, Expression]:
    gap = page.text[one.span.end : two.span.start]
    if one.reading.step is not None and len(gap) <= _CLOSE and not re.search(r"[,;.:\n]", gap):
        return _beside(page, one, two), two
    if len(gap) > 16:
        return one, two
    between = _AND.fullmatch(gap) and _BETWEEN.search(page.text[max(0, one.span.start - 16) : one.span.start])
    if _JOINS.fullmatch(gap) or between:
        return _opened(one, two)
    if one.rule == "clock" and _SAME_DAY.fullmatch(gap):
        return _clocked(one, two), two
    return one, two


def _clocked(one: Expression, two: Expression) -> Expression:
    """`noon tomorrow`: a clock time takes the day told right after it."""
    period = two.reading.period
    if period is None or period.day is None or (two.reading.clock and two.rule != "clock"):
        return one
    how, anchor = "clock time of the day told after it", two.reading.anchor
    return replace(one, reading=replace(one.reading, period=period, anchor=anchor, how=how, confidence=0.95))


def _beside(page: Page, one: Expression, two: Expression) -> Expression:
    """`two days after Monday's vote`: counted from the date that follows."""
    step, base = one.reading.step, two.reading.period
    if step is None or base is None or _verb_between(page, one.span.end, two.span.start):
        return one
    how = f"counted in units of {step[0]} from {two.span.of(page.text)!r}"
    placed = with_step(step[0], step[1], base, replace(one.reading, how=how, anchor=two.reading.anchor, confidence=0.7))
    return replace(one, reading=placed)


def _verb_between(page: Page, start: int, end: int) -> bool:
    tokens = page.analysis.tokens
    first, last = page.token(start), page.token(end)
    inside: Iterable[int] = range(first or 0, last or 0)
    return any(tokens.xpos[i] in ("VBD", "VBZ", "VBP", "MD") and tokens.start[i] >= start for i in inside)


def _opened(one: Expression, two: Expression) -> tuple[Expression, Expression]:
    """A date that opens a range takes its year from the one that closes it, and its end."""
    first, last = one.reading.period, two.reading.period
    if first is None or last is None or one.reading.clock or one.reading.open_start or _coarser(two, one):
        return one, two
    if "recurring" in (one.reading.kind, two.reading.kind):
        return one, two
    if two.rule == "weekday" and last.first < first.first:
        last = Period(last.first + timedelta(7), last.last + timedelta(7), last.grain)
        two = replace(two, reading=replace(two.reading, period=last, rivals=()))
    how, anchor = one.reading.how, one.reading.anchor
    if _YEARLESS in how and _YEARLESS not in two.reading.how and two.reading.anchor is Anchor.NONE:
        first, anchor, how = _moved_year(first, last), Anchor.NONE, "year of the date that closes the range"
    elif _YEARLESS in two.reading.how and last.first < first.first and distance(last, first) < 366:
        later = _in_year(last, last.first.year + 1)
        if later is not None:
            last = later
            two = replace(
                two, reading=replace(two.reading, period=last, how=f"{two.reading.how}; after what opens the range")
            )
    if last.last < first.first:
        return one, two
    whole = Period(first.first, last.last, first.grain)
    reading = replace(
        one.reading, period=whole, kind=TimeKind.RANGE, how=f"{how}; opens a range that the next closes", anchor=anchor
    )
    return replace(one, reading=reading), two


def _coarser(one: Expression, two: Expression) -> bool:
    """True for `February 6 - this year`: no range runs from a day to a whole year."""
    years = (Grain.YEAR, Grain.DECADE, Grain.CENTURY)
    return one.reading.grain in years and two.reading.grain not in years


def _moved_year(first: Period, last: Period) -> Period:
    """The same days in the last such year that does not start after `last`."""
    for year in (last.first.year, last.first.year - 1):
        moved = _in_year(first, year)
        if moved is not None and moved.first <= last.last:
            return moved
    return first


def _in_year(period: Period, year: int) -> Period | None:
    """A period of days or months in another year; None where that year has no such day."""
    if not 1 <= year <= 9999:
        return None
    if period.grain is Grain.MONTH and period == period.widened(Grain.MONTH):
        return calendar.month(year, period.first.month)
    start = calendar.day(year, period.first.month, period.first.day)
    if start is None:
        return None
    return Period(start.first, start.first + (period.last - period.first), period.grain)


def _led(text: str, expression: Expression) -> Expression:
    """The expression with the word before it: `since` leaves its end open, others are told in `how`."""
    span, reading = expression.span, expression.reading
    lead = _LEAD.search(text, max(0, span.start - 30), span.start)
    if lead is None or reading.period is None or reading.kind in (TimeKind.DURATION, TimeKind.RECURRING):
        return expression
    word = lead[1].lower()
    onward = word == "from" and _ON.match(text, span.end) is not None
    if (word == "since" or onward) and not reading.open_start:
        how = f"{word}: from then on; {reading.how}"
        return replace(expression, reading=replace(reading, kind=TimeKind.RANGE, open_end=True, how=how))
    if word == "from":
        return expression
    return replace(expression, reading=replace(reading, how=f"{word}: {reading.how}"))
