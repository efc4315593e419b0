"""When: the expressions of time in a document, and the dates they mean.

In: a `Document` and its `Analysis`. Out: `TimeRef` records in the order of the text, apart from each other. Each says
what it was counted from and by which rule. Nothing is refused: what cannot be placed stays relative, and says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from communique.grounding import time_absolute, time_deictic, time_lasting, time_units, time_years
from communique.grounding.time_anchor import anchor_of, narrates
from communique.grounding.time_checks import Page, admits
from communique.grounding.time_ranges import Expression, settled
from communique.grounding.time_situation import Direction, Reading, Rule, Situation
from communique.grounding.time_tense import direction
from communique.records.analysis import Analysis
from communique.records.documents import Document
from communique.records.errors import OptionError
from communique.records.findings import Anchor, Grain, TimeRef
from communique.records.spans import Span


@dataclass(frozen=True, slots=True)
class TimesOptions:
    """How expressions of time are read. Raises `OptionError` for values that make no sense."""

    week_starts: str = field(default="monday", metadata={"help": "First day of the week: monday or sunday."})
    day_first: str = field(
        default="unknown",
        metadata={"help": "Whether 03/04/2024 is 3 April: yes, no, or unknown (then the other reading is its rival)."},
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
_SINCE = re.compile(r"\bsince\s(?:\w+\s)?$", re.IGNORECASE)


def _by_start() -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for rule in _RULES:
        for word in rule.starts:
            found.setdefault(word, []).append(rule)
    return {word: tuple(rules) for word, rules in found.items()}


_BY_START = _by_start()


def times_of(document: Document, analysis: Analysis, options: TimesOptions | None = None) -> tuple[TimeRef, ...]:
    """The expressions of time in the document, in order, none over another."""
    reader = _Reader(document, analysis, options or TimesOptions())
    return tuple(_record(e, document.text) for e in settled(reader.page, list(reader.read())))


class _Reader:
    """One pass over a document, left to right; what was told before helps to read what follows."""

    def __init__(self, document: Document, analysis: Analysis, options: TimesOptions) -> None:
        self.text = document.text
        self.analysis = analysis
        self.page = Page(document.text, analysis)
        now, anchor = anchor_of(document)
        self.situation = Situation(
            now,
            anchor,
            self.looks,
            narrated=narrates(document, now),
            opens=0 if options.week_starts == "monday" else 6,
            day_first={"yes": True, "no": False, "unknown": None}[options.day_first],
        )
        self.sentence = -1  # of the expression read last
        self.dated_in = -2  # the sentence that `situation.dated` stands in

    def looks(self, at: int) -> Direction:
        """Direction of the verb above the token at a character; `since` looks back whatever the verb."""
        if _SINCE.search(self.text, max(0, at - 16), at):
            return Direction.PAST
        token = self.page.token(at)
        return Direction.NONE if token is None else direction(self.analysis, token)

    def read(self) -> Iterator[Expression]:
        """Every expression; of several that start together, the longest that reads."""
        done = 0
        for word in _WORD.finditer(self.text):
            start, first = word.start(), word[0]
            if start < done:
                continue
            rules = _BY_START.get("#" if first[0].isdigit() else "'" if first in "'’" else first.lower())
            matches = [(m, r) for r in rules or () if (m := r.pattern.match(self.text, start)) is not None]
            if not matches:
                continue
            found = self.longest(matches)
            if found is not None:
                done = found.span.end
                yield found

    def longest(self, matches: list[tuple[re.Match[str], Rule]]) -> Expression | None:
        """The longest of the matches that is a time, with its reading."""
        self.enter(matches[0][0].start())
        for match, rule in sorted(matches, key=lambda m: -m[0].end()):
            if not admits(self.page, rule.name, match):
                continue
            reading = rule.read(match, self.situation)
            if reading is not None:
                self.learn(reading)
                return Expression(Span(match.start(), match.end()), rule.name, reading)
        return None

    def enter(self, at: int) -> None:
        """Forget what only holds inside a sentence, or close by, on the way to a character."""
        token = self.page.token(at)
        if token is None:
            return
        sentences = self.analysis.sentences
        number = self.number_of(token)
        if number == self.sentence:
            return
        self.situation.near = None
        before = sentences[max(0, number - 1)].span.start
        if number - self.dated_in > 1 or "\n" in self.text[before : sentences[number].span.start].rstrip(" "):
            self.situation.dated = None
        self.sentence = number

    def number_of(self, token: int) -> int:
        """Which sentence holds a token, from the one before on."""
        sentences, number = self.analysis.sentences, max(0, self.sentence)
        while sentences[number].stop <= token:
            number += 1
        return number

    def learn(self, reading: Reading) -> None:
        """Keep what later expressions may count from."""
        period = reading.period
        if not reading.tells or period is None:
            return
        self.situation.told = period
        self.situation.near = period
        if period.day is not None:
            self.situation.told_day = period
        if reading.anchor in (Anchor.NONE, Anchor.NARRATIVE) and period.grain in (Grain.DAY, Grain.MONTH):
            self.situation.dated, self.dated_in = period, self.sentence
        if reading.anchor in (Anchor.NONE, Anchor.NARRATIVE):
            self.situation.told_year = period


def _record(expression: Expression, text: str) -> TimeRef:
    reading, span = expression.reading, expression.span
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
