"""When: the expressions of time in a document, and the dates they mean.

In: a `Document` and its `Analysis`. Out: `TimeRef` records in the order of the text, apart from each other. Each says
what it was counted from and by which rule. Nothing is refused: what cannot be placed stays relative, and says so.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from communique.grounding import calendar, time_absolute, time_deictic, time_lasting, time_units, time_years
from communique.grounding.calendar import Period
from communique.grounding.time_situation import Direction, Reading, Rule, Situation
from communique.grounding.time_tense import direction
from communique.records.analysis import Analysis, MentionKind
from communique.records.documents import Document, Precision
from communique.records.errors import OptionError
from communique.records.findings import Anchor, Grain, TimeKind, TimeRef
from communique.records.spans import Span


@dataclass(frozen=True, slots=True)
class TimesOptions:
    """How expressions of time are read. Raises `OptionError` for values that make no sense."""

    week_starts: str = field(default="monday", metadata={"help": "First day of the week: monday or sunday."})
    day_first: str = field(
        default="unknown",
        metadata={"help": "Whether 03/04/2024 is 3 April: yes, no, or unknown (then both readings are given)."},
    )

    def __post_init__(self) -> None:
        if self.week_starts not in ("monday", "sunday"):
            raise OptionError(f"week_starts is {self.week_starts!r}; give monday or sunday")
        if self.day_first not in ("yes", "no", "unknown"):
            raise OptionError(f"day_first is {self.day_first!r}; give yes, no or unknown")


_RULES: tuple[Rule, ...] = (
    *time_absolute.RULES,
    *time_years.RULES,
    *time_deictic.RULES,
    *time_units.RULES,
    *time_lasting.RULES,
)
_WORD = re.compile(r"[A-Za-z]+|\d+|['’](?=\d\d)")


def _by_start() -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for rule in _RULES:
        for word in rule.starts:
            found.setdefault(word, []).append(rule)
    return {word: tuple(rules) for word, rules in found.items()}


_BY_START = _by_start()


def times_of(document: Document, analysis: Analysis, options: TimesOptions | None = None) -> tuple[TimeRef, ...]:
    """The expressions of time in the document, in order, none over another."""
    options = options or TimesOptions()
    reader = _Reader(document, analysis, options)
    return tuple(reader.read())


class _Reader:
    """One pass over a document."""

    def __init__(self, document: Document, analysis: Analysis, options: TimesOptions) -> None:
        self.text = document.text
        self.analysis = analysis
        self.starts = analysis.tokens.start.tolist()
        self.ends = analysis.tokens.end.tolist()
        self.persons = [
            (m.span.start, m.span.end) for m in analysis.mentions if m.named and m.kind is MentionKind.PERSON
        ]
        now, anchor = anchor_of(document)
        self.situation = Situation(
            now,
            anchor,
            self.looks,
            opens=0 if options.week_starts == "monday" else 6,
            day_first={"yes": True, "no": False, "unknown": None}[options.day_first],
        )

    def looks(self, at: int) -> Direction:
        """Direction of the verb above the token at a character."""
        token = self.token(at)
        return Direction.NONE if token is None else direction(self.analysis, token)

    def token(self, at: int) -> int | None:
        """The token that holds a character, or None."""
        index = bisect_right(self.starts, at) - 1
        return index if index >= 0 and at < self.ends[index] else None

    def read(self) -> Iterator[TimeRef]:
        """Every expression, left to right; of several that start together, the longest."""
        done = 0
        for word in _WORD.finditer(self.text):
            start = word.start()
            if start < done:
                continue
            first = word[0]
            rules = _BY_START.get("#" if first[0].isdigit() else "'" if first in "'’" else first.lower())
            if not rules:
                continue
            found = self.longest(start, rules)
            if found is None:
                continue
            match, reading = found
            done = match.end()
            yield self.record(match, reading)

    def longest(self, start: int, rules: tuple[Rule, ...]) -> tuple[re.Match[str], Reading] | None:
        """The longest expression that starts at a character, with its reading."""
        matches = [m for rule in rules if (m := rule.pattern.match(self.text, start)) is not None]
        order = sorted(range(len(matches)), key=lambda i: -matches[i].end())
        by_pattern = {rule.pattern: rule for rule in rules}
        for i in order:
            match = matches[i]
            reading = by_pattern[match.re].read(match, self.situation)
            if reading is not None:
                return match, reading
        return None

    def record(self, match: re.Match[str], reading: Reading) -> TimeRef:
        """The record of a reading; what it tells becomes the time told last."""
        span = Span(match.start(), match.end())
        if reading.tells and reading.period is not None:
            self.situation.told = reading.period
        return _record(span, self.text, reading)


def _record(span: Span, text: str, reading: Reading) -> TimeRef:
    first = last = None
    if reading.period is not None:
        first, last = reading.period.ends
        if reading.clock:
            first = last = first[:10] + reading.clock
        first = None if reading.open_start else first
        last = None if reading.open_end else last
    return TimeRef(
        span=span,
        text=span.of(text),
        kind=reading.kind,
        precision=reading.grain,
        first=first,
        last=last,
        anchor=reading.anchor,
        how=reading.how,
        confidence=reading.confidence,
        rivals=reading.rivals,
    )


def anchor_of(document: Document) -> tuple[Period | None, Anchor]:
    """The time that a document speaks from: its dateline's day, else its publication."""
    published = document.published
    if document.dateline is not None and document.dateline.day is not None:
        day = document.dateline.day
        year = day.year if day.year is not None else (int(published.at[:4]) if published is not None else None)
        if year is not None and (period := calendar.day(year, day.month, day.day)) is not None:
            return period, Anchor.DATELINE
    if published is None:
        return None, Anchor.NONE
    if published.precision is Precision.YEAR:
        return calendar.years(int(published.at[:4]), int(published.at[:4])), Anchor.PUBLICATION
    if published.precision is Precision.MONTH:
        return calendar.month(int(published.at[:4]), int(published.at[5:7])), Anchor.PUBLICATION
    return calendar.of_day(date.fromisoformat(published.at[:10])), Anchor.PUBLICATION


_ = (bisect_left, replace, Grain, TimeKind)
