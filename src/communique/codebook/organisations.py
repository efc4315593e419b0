"""Organisations inside states that news calls by name: armed groups, parties, agencies, news media, companies.

In: the tables `groups.tsv`, `parties.tsv`, `agencies.tsv`, `media.tsv`, `companies.tsv`, a row for each name and status
(the Taliban have two). Out: `Organisation`s, and `Mentioned`s: where a text names them. Refused with `SetupError`, with
both rows shown: a name given twice for overlapping times, unless both rows mark it with `?` as one that needs its
country from elsewhere (`Labour?`). Refused as well: unknown countries and sectors, times that are no dates.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from communique.codebook.bodies import CODES
from communique.codebook.countries import countries, plain
from communique.codebook.phrases import LETTERS, WORD, Form, fold, joint
from communique.codebook.sectors import check_sectors
from communique.codebook.tables import Row, bundled
from communique.records.findings import check_range
from communique.records.spans import Span

COLUMNS = ("name", "names", "country", "sector", "other", "from", "to", "note")


class Sort(StrEnum):
    """What an organisation is; the value is the name of its table."""

    GROUP = "groups"
    PARTY = "parties"
    AGENCY = "agencies"
    MEDIA = "media"
    COMPANY = "companies"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation with a name of its own, in one status.

    country: ISO 3166 alpha-3, KOS, or PLOVER's code for what is at home in no country (`IMG`, `MNC`); None where it
    depends on who speaks. sector, other: PLOVER codes. first, last: ISO 8601, when the status held, inclusive; None
    where open. note: what the status is or who it was.
    """

    name: str
    names: tuple[str, ...]
    sort: Sort
    country: str | None
    sector: str
    other: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    note: str = ""

    def holds(self, on: str | None) -> bool:
        """Whether the status held on a day (ISO 8601); without a day, whether it holds still."""
        if on is None:
            return self.last is None
        day = on[:10]
        after = self.first is None or self.first[: len(day)] <= day[: len(self.first)]
        return after and (self.last is None or day[: len(self.last)] <= self.last[: len(day)])


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A name in a text and whom it can mean. sure: the name alone tells whom, its time apart."""

    span: Span
    text: str
    readings: tuple[Organisation, ...]
    sure: bool

    def on(self, day: str | None, country: str | None = None) -> Organisation | None:
        """Whom it means on a day, for readers of a country; None where that stays open.

        A name that is not sure needs the country. A day before or after all that is known falls to the nearest status.
        """
        fitting = [o for o in self.readings if country is None or o.country == country]
        if not fitting:
            fitting = list(self.readings) if self.sure else []
        held = [o for o in fitting if o.holds(day)] or fitting
        if len({o.country for o in held}) > 1:
            return None
        if not self.sure and country is None:
            return None
        return held[0] if held else None


def organisations() -> tuple[Organisation, ...]:
    """Every organisation, in order of its table. Raises `SetupError` for a damaged table."""
    return tuple(organisation for _, organisation in _bundled())


@cache
def _bundled() -> tuple[tuple[Row, Organisation], ...]:
    return tuple((row, read(row, sort)) for sort in Sort for row in bundled(f"{sort}.tsv", COLUMNS))


def read(row: Row, sort: Sort) -> Organisation:
    """One row of `COLUMNS`. Raises `SetupError`."""
    sector, other = check_sectors(row)
    if sector is None:
        row.refuse("an organisation needs a sector")
    country = row["country"] or None
    if country is not None and country not in CODES and country not in countries():
        row.refuse(f"{country!r} is no country's code and none of {', '.join(CODES)}")
    if country is None and not all(name.endswith("?") for name in (row["name"], *row.many("names"))):
        row.refuse("a name without a country must be marked with `?`")
    first, last = row["from"] or None, row["to"] or None
    try:
        check_range(first, last)
    except ValueError as error:
        row.refuse(str(error))
    names = tuple(map(plain, row.many("names")))
    return Organisation(plain(row["name"]), names, sort, country, sector, other, first, last, row["note"])


@dataclass(frozen=True, slots=True)
class _Entry:
    forms: tuple[Form, ...]
    readings: tuple[Organisation, ...]
    sure: bool


class Roll:
    """The names of organisations, to be found in texts."""

    def __init__(self, read_rows: Iterable[tuple[Row, Organisation]]) -> None:
        claims: dict[str, list[tuple[str, Row, Organisation]]] = {}
        for row, organisation in read_rows:
            seen = set()
            for written in (row["name"], *row.many("names")):
                form = _form(written, row)
                if (form.key, written) not in seen:
                    seen.add((form.key, written))
                    claims.setdefault(form.key, []).append((written, row, organisation))
        self._entries = {key: _entry(group) for key, group in claims.items()}
        self._longest: dict[str, int] = {}
        for entry in self._entries.values():
            for form in entry.forms:
                first = fold(form.words[0])
                self._longest[first] = max(len(form.words), self._longest.get(first, 0))

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, text: str) -> tuple[Mentioned, ...]:
        """The longest names in `text`, from left to right, none within another."""
        return tuple(self._found(text))

    def _found(self, text: str) -> Iterator[Mentioned]:
        past = 0
        for match in _START.finditer(text):
            most = self._longest.get(fold(match.group()))
            if most is None or match.start() < past:
                continue
            mentioned = self._longest_at(text, match, most)
            if mentioned is not None:
                past = mentioned.span.end
                yield mentioned

    def _longest_at(self, text: str, match: re.Match[str], most: int) -> Mentioned | None:
        words, key, end = [match.group()], fold(match.group()), match.end()
        ends = [(key, end)]
        while len(words) < most:
            following = WORD.search(text, end, end + 60)
            between = joint(words[-1], text[end : following.start()]) if following else None
            if following is None or between is None:
                break
            words.append(following.group())
            key, end = key + between + fold(words[-1]), following.end()
            ends.append((key, end))
        for key, end in reversed(ends):
            entry = self._entries.get(key)
            if entry and any(f.written(tuple(words)) and f.stands(text, match.start(), end) for f in entry.forms):
                span = Span(match.start(), end)
                return Mentioned(span, text[span.start : span.end], entry.readings, entry.sure)
            words.pop()
        return None


_START = re.compile(r"(?<![\w\u0300-\u036f])\w" + LETTERS)


@cache
def roll() -> Roll:
    """The names of all tables of this package. Raises `SetupError` for a damaged table."""
    return Roll(_bundled())


def _form(written: str, row: Row) -> Form:
    try:
        return Form.of(plain(written))
    except ValueError as error:
        row.refuse(str(error))


def _entry(claims: list[tuple[str, Row, Organisation]]) -> _Entry:
    """What rows that give one name agree it means. Raises `SetupError` where they do not."""
    for at, (written, row, organisation) in enumerate(claims):
        for other_written, other_row, other in claims[:at]:
            if other_row is row or (written.endswith("?") and other_written.endswith("?")):
                continue
            if other.country != organisation.country or _overlap(other, organisation):
                row.refuse(f"{plain(written)!r} is given twice; mark both with `?` or part their times", other_row)
    forms = {plain(written): Form.of(plain(written)) for written, _, _ in claims}
    readings = dict.fromkeys(organisation for _, _, organisation in claims)
    return _Entry(tuple(forms.values()), tuple(readings), not any(w.endswith("?") for w, _, _ in claims))


def _overlap(one: Organisation, two: Organisation) -> bool:
    ends: Mapping[bool, str] = {True: "9999", False: "0000"}
    first = max(one.first or ends[False], two.first or ends[False])
    last = min(one.last or ends[True], two.last or ends[True])
    return first <= last
