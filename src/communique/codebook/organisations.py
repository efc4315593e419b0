"""Organisations inside states that news calls by name: armed groups, parties, agencies, news media, companies.

In: the tables `groups.tsv`, `parties.tsv`, `agencies.tsv`, `media.tsv`, `companies.tsv`, a row for each name and status
(the Taliban have two). Out: `Organisation`s, and `Mentioned`s: where a text names them. Refused with `SetupError`, with
both rows shown: a name given twice for overlapping times, unless both rows mark it with `?` as one that needs its
country from elsewhere (`Labour?`). Refused as well: unknown countries and sectors, times that are no dates.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from communique.codebook.bodies import CODES
from communique.codebook.countries import countries, plain
from communique.codebook.phrases import LETTERS, WORD, Form, beginnings, fold, joint
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
    return tuple(read(row, sort) for sort in Sort for row in bundled(f"{sort}.tsv", COLUMNS))


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
class _Claim:
    """One row's word that it is called so. marked: it needs its country from elsewhere."""

    phrase: str
    marked: bool
    row: Row
    sort: Sort


@dataclass(frozen=True, slots=True)
class _Entry:
    forms: tuple[Form, ...]
    readings: tuple[Organisation, ...]
    sure: bool


class Roll:
    """The names of organisations, to be found in texts.

    Rows are read when one of their names is first met, but rows that share a name at once. Raises `SetupError`.
    """

    def __init__(self, tables: Iterable[tuple[Sort, Iterable[Row]]]) -> None:
        self._claims: dict[str, list[_Claim]] = {}
        self._longest: dict[str, int] = {}
        for sort, rows in tables:
            for row in rows:
                for written in (row["name"], *row.many("names")):
                    phrase = plain(written)
                    key, first, count = _key(phrase, row)
                    self._claims.setdefault(key, []).append(_Claim(phrase, written is not phrase, row, sort))
                    if count > self._longest.get(first, 0):
                        self._longest[first] = count
        self._beginnings = beginnings(self._claims)
        self._entries = {key: _entry(claims) for key, claims in self._claims.items() if len(claims) > 1}

    def __len__(self) -> int:
        return len(self._claims)

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
            if key not in self._beginnings:
                break
        for key, end in reversed(ends):
            entry = self._entry(key)
            if entry and any(f.written(tuple(words)) and f.stands(text, match.start(), end) for f in entry.forms):
                span = Span(match.start(), end)
                return Mentioned(span, text[span.start : span.end], entry.readings, entry.sure)
            words.pop()
        return None

    def _entry(self, key: str) -> _Entry | None:
        if key in self._claims and key not in self._entries:
            self._entries[key] = _entry(self._claims[key])
        return self._entries.get(key)


_PLAIN = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")
_START = re.compile(r"(?<![\w\u0300-\u036f])\w" + LETTERS)


@cache
def roll() -> Roll:
    """The names of all tables of this package. Raises `SetupError` for a damaged table."""
    return Roll((sort, bundled(f"{sort}.tsv", COLUMNS)) for sort in Sort)


def _key(phrase: str, row: Row) -> tuple[str, str, int]:
    """Key of a name, its first word folded, and how many words it has."""
    if _PLAIN.fullmatch(phrase) and not phrase.startswith("the "):
        key = phrase.lower()
        return key, key.split(" ", 1)[0], key.count(" ") + 1
    try:
        form = Form.of(phrase)
    except ValueError as error:
        row.refuse(str(error))
    return form.key, fold(form.words[0]), len(form.words)


def _entry(claims: list[_Claim]) -> _Entry:
    """What rows that give one name agree it means. Raises `SetupError` where they do not."""
    told = [read(claim.row, claim.sort) for claim in claims]
    for at, claim in enumerate(claims):
        for before, other in zip(claims[:at], told, strict=False):
            if before.row is claim.row or (before.marked and claim.marked):
                continue
            if other.country != told[at].country or _overlap(other, told[at]):
                claim.row.refuse(f"{claim.phrase!r} is given twice; mark both with `?` or part their times", before.row)
    forms = {claim.phrase: Form.of(claim.phrase) for claim in claims}
    readings = dict.fromkeys(told)
    return _Entry(tuple(forms.values()), tuple(readings), not any(claim.marked for claim in claims))


def _overlap(one: Organisation, two: Organisation) -> bool:
    first = max(one.first or "0000", two.first or "0000")
    last = min(one.last or "9999", two.last or "9999")
    return first <= last
