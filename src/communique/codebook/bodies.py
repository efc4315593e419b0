"""International and regional bodies: who they are, who is in them, and what PLOVER calls them.

In: the table `bodies.tsv`. Out: `Body` by id, which is the abbreviation in use (`UNSC`). Refused with `SetupError`: an
id given twice or equal to a country's code, an unknown PLOVER code, a member that is neither country nor body, a
membership that ends before it starts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.codebook.countries import Country, countries, plain
from communique.codebook.tables import Row, bundled

COLUMNS = ("id", "code", "parent", "name", "names", "abbreviations", "adjectives", "metonyms", "seat", "members")
CODES = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
EVERY_UN_MEMBER = "@un"  # in the column `members`
_MEMBER = re.compile(r"([A-Za-z-]+)(?:\((\d{4})?-(\d{4})?\))?")


@dataclass(frozen=True, slots=True)
class Membership:
    """A member of a body: a country's code or a body's id. first, last: years, None for since before 1990 and still."""

    member: str
    first: int | None
    last: int | None

    def holds(self, year: int | None) -> bool:
        """Whether it was a member in some part of `year`; today where that is None."""
        if year is None:
            return self.last is None
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


@dataclass(frozen=True, slots=True)
class Body:
    """An international or regional body.

    id: the abbreviation in use. code: of PLOVER, one of `CODES`. parent: id of the body it is an organ of. metonyms:
    places that stand for it (`Turtle Bay`). seat: city. memberships: since 1990, empty where not listed.
    """

    id: str
    code: str
    parent: str | None
    name: str
    names: tuple[str, ...]
    abbreviations: tuple[str, ...]
    adjectives: tuple[str, ...]
    metonyms: tuple[str, ...]
    seat: str
    memberships: tuple[Membership, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """Who is a member today: codes of countries and ids of bodies."""
        return self.members_in(None)

    def members_in(self, year: int | None) -> tuple[str, ...]:
        """Who was a member in a year since 1990; today where that is None."""
        return tuple(m.member for m in self.memberships if m.holds(year))

    @property
    def actor(self) -> str:
        """The code under which PLOVER counts its deeds."""
        return self.code


@cache
def bodies() -> Mapping[str, Body]:
    """Every body by id, in order of id. Raises `SetupError` for a damaged table."""
    return read_bodies(bundled("bodies.tsv", COLUMNS), countries())


def read_bodies(rows: list[Row], states: Mapping[str, Country]) -> Mapping[str, Body]:
    """Bodies from rows of `COLUMNS`; `states` are the countries that may be members. Raises `SetupError`."""
    by_id: dict[str, Row] = {}
    for row in rows:
        if row["id"] in by_id:
            row.refuse(f"the body {row['id']!r} is given twice", by_id[row["id"]])
        if row["id"] in states:
            row.refuse(f"{row['id']!r} is the code of a country and cannot be the id of a body")
        by_id[row["id"]] = row
    return MappingProxyType({name: _body(by_id[name], by_id, states) for name in sorted(by_id)})


def _body(row: Row, by_id: Mapping[str, Row], states: Mapping[str, Country]) -> Body:
    if row["code"] not in CODES:
        row.refuse(f"the PLOVER code must be one of {CODES}")
    if row["parent"] and row["parent"] not in by_id:
        row.refuse(f"the parent {row['parent']!r} is no body")
    return Body(
        id=row["id"],
        code=row["code"],
        parent=row["parent"] or None,
        name=plain(row["name"]),
        names=tuple(map(plain, row.many("names"))),
        abbreviations=tuple(map(plain, row.many("abbreviations"))),
        adjectives=tuple(map(plain, row.many("adjectives"))),
        metonyms=tuple(map(plain, row.many("metonyms"))),
        seat=row["seat"],
        memberships=_memberships(row, by_id, states),
    )


def _memberships(row: Row, by_id: Mapping[str, Row], states: Mapping[str, Country]) -> tuple[Membership, ...]:
    if row["members"] == EVERY_UN_MEMBER:
        return tuple(Membership(s.code, s.member_since, None) for s in states.values() if s.member_since is not None)
    found = []
    for written in row.many("members"):
        match = _MEMBER.fullmatch(written)
        if match is None or not (match[1] in states or match[1] in by_id):
            row.refuse(f"{written!r} is no member; write a code of a country or an id, and years as (2004-2020)")
        first, last = (int(year) if year else None for year in match.group(2, 3))
        if first is not None and last is not None and last < first:
            row.refuse(f"the membership {written!r} ends before it starts")
        found.append(Membership(match[1], first, last))
    return tuple(found)
