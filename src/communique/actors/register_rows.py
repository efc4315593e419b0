"""Rows of the register: terms of office as tables hold them, and which of them contradict each other.

In: text of a table of `COLUMNS`. Out: `Holding`s. Refused with `RequestError` for a user's table and `SetupError` for
the package's, both with line and row: a wrong header or number of cells, a country that is neither a code nor a body's
id, an unknown office or standing, a date that is none, a term that ends before it starts. `contradictions` gives pairs
of rows that cannot both be right.
"""

import re
from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from communique.actors.register_names import joined, same_person
from communique.codebook.bodies import bodies
from communique.codebook.countries import countries
from communique.codebook.tables import Row, read_rows
from communique.codebook.titles import OFFICES
from communique.records.errors import OutsideError, RequestError, SetupError
from communique.records.findings import Standing, check_range

COLUMNS = ("holder", "aliases", "country", "office", "title", "from", "to", "standing", "note")
# Offices that one holds at a time. A president who governs may have a prime minister beside.
HEADING = frozenset(("head-of-state", "head-of-government", "head-of-state-and-government", "supreme-leader"))
SINGLE = HEADING | {"foreign-minister", "defence-minister", "head-of-body"}
# Where several hold such an office at once: co-princes, captains regent, presidencies of several, rivals in civil war.
COLLEGIAL = frozenset(
    ("AND", "SMR", "BIH", "CHE", "LBY", "YEM", "SOM", "PSE", "CIV", "SSD", "SDN", "KHM", "VEN", "HTI", "AFG", "SWZ")
)
_STANDINGS = {"holder": Standing.HOLDER, "acting": Standing.ACTING}
_WIKIDATA = re.compile(r"\bQ[1-9]\d*\b")


class When(StrEnum):
    """How a term stands to a day; `perhaps` where a date is too coarse to tell."""

    FORMER = "former"
    HELD = "held"
    PERHAPS = "perhaps"
    FUTURE = "future"


def earliest(date: str) -> str:
    """The first day that a date as fine as known can mean."""
    return date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date[:10]


def latest(date: str) -> str:
    """A day not before any that a date as fine as known can mean."""
    return date + "-12-31"[len(date) - 4 :] if len(date) < 10 else date[:10]


@dataclass(frozen=True, slots=True)
class Holding:
    """One term of one holder.

    country: ISO 3166 alpha-3, KOS, or id of a body. office: one of `OFFICES`. title: as the press says. first, last:
    ISO 8601 as fine as known; last is None in office. note: what else is to be said. source: file and line.
    """

    holder: str
    aliases: tuple[str, ...]
    country: str
    office: str
    title: str
    first: str
    last: str | None
    standing: Standing
    note: str
    source: str

    def at(self, day: str) -> When:
        """How the term stands to a day, month or year; the days of coming and going count as held."""
        begins, ends = earliest(day), latest(day)
        if earliest(self.first) > ends:
            return When.FUTURE
        if self.last is not None and latest(self.last) < begins:
            return When.FORMER
        sure = latest(self.first) <= begins and (self.last is None or earliest(self.last) >= ends)
        return When.HELD if sure else When.PERHAPS

    def on(self, day: str) -> bool:
        """Whether the term holds on a day, as far as both are fine."""
        return self.at(day) in (When.HELD, When.PERHAPS)

    def before(self, day: str) -> bool:
        """Whether the term ended before a day."""
        return self.at(day) is When.FORMER

    @property
    def code(self) -> str:
        """What PLOVER calls the country or body."""
        body = bodies().get(self.country)
        return body.actor if body is not None else countries()[self.country].actor

    @property
    def person(self) -> str:
        """A key that is the same for all terms of one person: the name, in whatever countries.

        Another person of the same name has a note that says `namesake`, and a key with the country.
        """
        return joined(self.holder) + (f" {self.country}" if "namesake" in self.note else "")

    @property
    def wikidata(self) -> str | None:
        """The holder's item of Wikidata, where the note gives one."""
        found = _WIKIDATA.search(self.note)
        return found.group() if found is not None else None

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as tables hold it, by `COLUMNS`."""
        return (
            self.holder, ";".join(self.aliases), self.country, self.office, self.title, self.first, self.last or "",
            self.standing.value, self.note,
        )  # fmt: skip

    def __str__(self) -> str:
        standing = "" if self.standing is Standing.HOLDER else f" ({self.standing})"
        return (
            f"{self.holder}, {self.title or self.office} of {self.country}{standing}, {self.first} to "
            f"{self.last or 'today'} ({self.source})"
        )


@lru_cache(maxsize=20_000)
def _no_date(cell: str) -> str:
    """Why a cell is no day, month or year; empty where it is one."""
    try:
        check_range(cell, None)
    except ValueError as error:
        return str(error)
    return "" if len(cell) <= 10 else f"{cell!r} has a time; a term runs from day to day"


def _no_dates(first: str, last: str) -> str:
    """Why two cells are not the dates of a term; empty where they are."""
    if wrong := _no_date(first) or (last and _no_date(last)):
        return wrong
    shared = min(len(first), len(last))
    return f"a term cannot end ({last}) before it starts ({first})" if first[:shared] > last[:shared] else ""


def holding_of(cells: tuple[str, ...] | list[str], source: str) -> Holding:
    """The term that cells by `COLUMNS` tell. Raises `ValueError`."""
    holder, aliases, country, office, title, first, last, standing, note = cells
    if country not in _codes():
        raise ValueError(f"{country!r} is neither a country's code nor the id of a body")
    if office not in OFFICES:
        raise ValueError(f"the office must be one of {', '.join(OFFICES)}, not {office!r}")
    if standing not in _STANDINGS:
        raise ValueError(f"the standing must be holder or acting, not {standing!r}")
    if not holder or not first:
        raise ValueError("a term needs a holder and a day, month or year from which it ran")
    if wrong := _no_dates(first, last):
        raise ValueError(wrong)
    others = tuple(aliases.split(";")) if aliases else ()
    if others and ("" in others or any(o != o.strip() for o in others) or len(set(others)) < len(others)):
        raise ValueError("the list of aliases has an empty, padded or repeated member")
    return Holding(holder, others, country, office, title, first, last or None, _STANDINGS[standing], note, source)


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(countries()) | frozenset(bodies())


def read_holdings(text: str, file: str) -> list[Holding]:
    """The terms of a table; `file` is for messages. Raises `SetupError` that shows the row."""
    lines = text.split("\n")
    found: list[Holding] = []
    started = False
    for number, line in enumerate(lines, 1):
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if not started or len(cells) != len(COLUMNS):
            started = not started and tuple(cells) == COLUMNS
            if not started:
                read_rows(text, file, COLUMNS)  # says what is wrong
            continue
        try:
            found.append(holding_of(cells, f"{file}:{number}"))
        except ValueError as error:
            Row(file, number, dict(zip(COLUMNS, cells, strict=True))).refuse(str(error))
    if not started:
        read_rows(text, file, COLUMNS)
    return found


def read_table(path: Path) -> list[Holding]:
    """The terms of a user's table. Raises `RequestError` that shows the row."""
    try:
        return read_holdings(path.read_text("utf-8-sig").replace("\r\n", "\n"), str(path))
    except SetupError as err:
        raise RequestError(str(err)) from err
    except (OSError, UnicodeDecodeError) as err:
        raise RequestError(f"{path} cannot be read ({err}); give a table in UTF-8") from err


def write_table(path: Path, holdings: Iterable[Holding]) -> None:
    """Write a table, sorted by country, office and first day. Raises `OutsideError`."""
    rows = sorted(holdings, key=lambda h: (h.country, h.office, h.first, h.last or "9999", h.holder))
    lines = ["\t".join(COLUMNS), *("\t".join(h.cells) for h in rows)]
    try:
        path.write_text("\n".join(lines) + "\n", "utf-8")
    except OSError as err:
        raise OutsideError(f"{path} cannot be written: {err}") from err


def contradictions(holdings: Iterable[Holding]) -> Iterator[tuple[Holding, Holding, str]]:
    """Pairs of rows that cannot both be right, and why."""
    groups: dict[tuple[str, str], list[Holding]] = {}
    for holding in holdings:
        groups.setdefault((holding.country, holding.office), []).append(holding)
    for terms in groups.values():
        open_terms: list[Holding] = []  # those before that may still run
        for term in sorted(terms, key=lambda h: (h.first, h.last or "9999")):
            for other in open_terms:
                if why := _contradict(other, term):
                    yield other, term, why
            open_terms = [t for t in open_terms if latest(t.last or "9999") > earliest(term.first)]
            open_terms.append(term)


def _contradict(one: Holding, other: Holding) -> str:
    """Why two terms of one office cannot both be right; empty where they can."""
    if one.cells[:8] == other.cells[:8]:
        return "the same row stands twice"
    if not overlap(one, other):
        return ""
    if one.holder == other.holder:
        same = (one.title, one.standing) == (other.title, other.standing)
        return "two terms of one holder in one office overlap" if same else ""
    acting = Standing.ACTING in (one.standing, other.standing)
    if one.office not in SINGLE or acting or one.country in COLLEGIAL or not _one_post(one, other):
        return ""
    return f"two holders of {one.office} of {one.country} at the same time"


def _one_post(one: Holding, other: Holding) -> bool:
    """Whether two terms of one office are of one post; a body may have a chairman and a secretary general."""
    return one.office != "head-of-body" or one.title == other.title


def overlap(one: Holding, other: Holding) -> bool:
    """Whether two terms surely share more than the day of a change."""
    ends, begins = one.last or "9999-12-31", other.last or "9999-12-31"
    return earliest(ends) > latest(other.first) and earliest(begins) > latest(one.first)


def laid_over(own: Iterable[Holding], ours: Iterable[Holding]) -> list[Holding]:
    """`ours` with a user's rows laid over them.

    A row of ours goes where a user's row names the same person in the same office from the same year, or fills its
    whole time in an office that one holds; it is cut where a user's row reaches into it.
    """
    users = list(own)
    by_office: dict[tuple[str, str], list[Holding]] = {}
    for row in users:
        insort(by_office.setdefault((row.country, row.office), []), row, key=lambda h: h.first)
    kept: list[Holding] = []
    for row in ours:
        rest: Holding | None = row
        for user in by_office.get((row.country, row.office), ()):
            rest = _cut(rest, user) if rest is not None else None
        if rest is not None:
            kept.append(rest)
    return [*kept, *users]


def _cut(row: Holding, user: Holding) -> Holding | None:
    """What a user's row leaves of one of ours."""
    if same_person(row.holder, user.holder) and row.first[:4] == user.first[:4]:
        return None
    single = row.office in SINGLE and row.country not in COLLEGIAL and _one_post(row, user)
    if not single or user.standing is Standing.ACTING or not overlap(row, user):
        return row
    if row.first < user.first:
        return replace(row, last=user.first)
    if user.last is not None and (row.last is None or row.last > user.last):
        return replace(row, first=user.last)
    return None
