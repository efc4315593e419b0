"""Sectors of PLOVER, and phrases that tell the sector of whom they name (`riot police`, `central bank`).

In: the tables `sectors.tsv` and `roles_*.tsv`. Out: `Sector`s by code and `Role`s. Refused with `SetupError`, with both
rows shown: a code or an order given twice, a phrase given twice. Refused as well: a role of an unknown sector or kind.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from communique.codebook.spelling import key_of
from communique.codebook.tables import Row, bundled

SECTOR_COLUMNS = ("code", "name", "order", "meaning")
ROLE_COLUMNS = ("phrase", "sector", "other", "kind", "leans", "note")
ROLE_TABLES = ("roles_state.tsv", "roles_force.tsv", "roles_society.tsv")


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector of PLOVER 2. order: the lower, the sooner it is the primary one. meaning: who belongs to it."""

    code: str
    name: str
    order: int
    meaning: str


class RoleKind(StrEnum):
    """What a role is said of."""

    PERSON = "person"
    GROUP = "group"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class Role:
    """A phrase that tells a sector, in the singular where it has one.

    sector: PLOVER code, None where the phrase alone tells none (`spokesman`). other: further sectors that fit.
    leans: what stands before it or follows (`army officer`, `leader of the union`) tells the sector, if it does; the
    sector given is that of the phrase alone.
    """

    phrase: str
    sector: str | None
    other: tuple[str, ...] = ()
    kind: RoleKind = RoleKind.PERSON
    leans: bool = False
    note: str = ""


_KINDS = {kind.value: kind for kind in RoleKind}


@cache
def sectors() -> Mapping[str, Sector]:
    """Every sector by code, the first that is to be primary first. Raises `SetupError` for a damaged table."""
    return read_sectors(bundled("sectors.tsv", SECTOR_COLUMNS))


def read_sectors(rows: Iterable[Row]) -> Mapping[str, Sector]:
    """Sectors from rows of `SECTOR_COLUMNS`. Raises `SetupError`."""
    by_code: dict[str, Row] = {}
    by_order: dict[int, Row] = {}
    found = []
    for row in rows:
        order = row.number("order")
        if order is None:
            row.refuse("a sector needs an order")
        for table, key in ((by_code, row["code"]), (by_order, order)):
            if key in table:
                row.refuse(f"{key!r} is given twice", table[key])  # type: ignore[index]
            table[key] = row  # type: ignore[index]
        found.append(Sector(row["code"], row["name"], order, row["meaning"]))
    return MappingProxyType({s.code: s for s in sorted(found, key=lambda s: s.order)})


def ordered(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes of sectors, the primary one first, none twice. Raises `KeyError` for what is no sector."""
    return tuple(sorted(set(codes), key=lambda code: sectors()[code].order))


def primary(codes: Iterable[str]) -> str | None:
    """The sector by which an actor that fits several is counted; None where there are none."""
    first = ordered(codes)
    return first[0] if first else None


@cache
def roles() -> Mapping[str, Role]:
    """Every role by the key of its phrase (`spelling.key_of`). Raises `SetupError` for a damaged table."""
    return read_roles([row for table in ROLE_TABLES for row in bundled(table, ROLE_COLUMNS)])


def read_roles(rows: Iterable[Row]) -> Mapping[str, Role]:
    """Roles from rows of `ROLE_COLUMNS`, by key. Raises `SetupError`."""
    by_key: dict[str, Row] = {}
    found: dict[str, Role] = {}
    for row in rows:
        key = key_of(row["phrase"])
        if not key:
            row.refuse("a role needs a word")
        if key in by_key:
            row.refuse(f"{row['phrase']!r} is given twice, plural and spelling apart", by_key[key])
        by_key[key] = row
        found[key] = _role(row)
    return MappingProxyType(found)


def check_sectors(row: Row) -> tuple[str | None, tuple[str, ...]]:
    """Sector and other sectors of a row, None for an empty cell. Raises `SetupError` for what is no sector."""
    sector, other = row["sector"] or None, row.many("other")
    known = sectors()
    for code in (sector, *other):
        if code is not None and code not in known:
            row.refuse(f"{code!r} is no sector; the sectors are {', '.join(known)}")
    if sector in other:
        row.refuse(f"{sector!r} is both the sector and another one")
    return sector, other


def _role(row: Row) -> Role:
    sector, other = check_sectors(row)
    kind = _KINDS.get(row["kind"])
    if kind is None:
        row.refuse(f"the kind must be one of {', '.join(RoleKind)}, not {row['kind']!r}")
    if row["leans"] not in ("", "yes"):
        row.refuse(f"`leans` is `yes` or empty, not {row['leans']!r}")
    if sector is None and not row["leans"]:
        row.refuse("a role without a sector must lean on what stands beside it")
    return Role(row["phrase"], sector, other, kind, row["leans"] == "yes", row["note"])
