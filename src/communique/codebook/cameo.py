"""CAMEO 1.1 beside PLOVER 2: what each code is in PLOVER, and which code stands for an event of PLOVER.

In: `cameo.tsv`, `plover_to_cameo.tsv`, and codes. Out: `Cameo`, `AsPlover`, a code. Refused with `SetupError`, both
rows shown: a code or a default given twice, a code out of order. Refused with the row shown: a code that is malformed,
has no name or lacks the code above it; a type, mode or context that PLOVER does not have; a default of another type
than its code. A mode without a default is refused by name, and what a caller gives that neither has, with
`RequestError`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.codebook.plover import plover
from communique.codebook.tables import Row, bundled
from communique.records.errors import RequestError, SetupError

COLUMNS = ("code", "name", "goldstein", "type", "mode", "contexts", "note")
DEFAULT_COLUMNS = ("type", "mode", "contexts", "code", "note")

_CODE = re.compile(r"(0[1-9]|1\d|20)(\d[1-9]?)?")
_VISITOR, _HOST = "042", "043"


@dataclass(frozen=True, slots=True)
class Cameo:
    """A code of CAMEO. name: in our words. goldstein: -10 to 10, of CAMEO's own scale.

    type, mode, contexts: what it is in PLOVER; the type is None where PLOVER codes nothing (plain statements), the mode
    where PLOVER has none for it. note: how this differs from the public crosswalk, and why.
    """

    code: str
    name: str
    goldstein: float
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class AsPlover:
    """A code of CAMEO as an event of PLOVER. swapped: CAMEO's source is PLOVER's recipient, its target the actor."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    swapped: bool = False


@dataclass(frozen=True, slots=True)
class Default:
    """The code that stands for events of a type and a mode (None: without one) which have all these contexts."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    code: str


@cache
def cameo() -> Mapping[str, Cameo]:
    """Every code, roots (`04`) included, in order. Raises `SetupError` for a damaged table."""
    return read_cameo(bundled("cameo.tsv", COLUMNS))


def code_of(code: str) -> Cameo:
    """The entry of a code, which is text: `10` and `010` differ. Raises `RequestError`."""
    found = cameo().get(code)
    if found is None:
        raise RequestError(f"CAMEO 1.1 has no code {code!r}; give two to four digits as text, with the leading 0 (042)")
    return found


def root(code: str) -> str:
    """The root of a code: `04` of `042`. Raises `RequestError` for a code that CAMEO does not have."""
    return code_of(code).code[:2]


def to_plover(code: str) -> AsPlover | None:
    """What a code is in PLOVER; None for plain statements. Raises `RequestError` for what is no code of CAMEO."""
    entry = code_of(code)
    return AsPlover(entry.type, entry.mode, entry.contexts, code == _HOST) if entry.type else None


def of_plover(type: str, mode: str | None = None, contexts: Iterable[str] = (), host: bool = False) -> str:
    """The code that stands for an event of PLOVER: of the rows that fit, that with the most contexts, then the first.

    host: a visit is told with the host as the source. Raises `RequestError` for what PLOVER does not have, and for a
    host where there is no visit.
    """
    kind = plover().types.get(type)
    if kind is None:
        raise RequestError(f"PLOVER has no type {type!r}; give one of {', '.join(plover().types)}")
    if mode is not None and mode not in kind.modes:
        raise RequestError(f"{type} has no mode {mode!r}; give {', '.join(('None', *kind.modes))}")
    given = set(contexts)
    if unknown := sorted(given - set(plover().contexts)):
        raise RequestError(f"PLOVER has no context {unknown[0]!r}; give any of {', '.join(plover().contexts)}")
    code = next(row.code for row in defaults()[type, mode] if given.issuperset(row.contexts))
    if host and code != _VISITOR:
        raise RequestError(f"{type}/{mode} has no host; give host=True for CONSULT/visit only")
    return _HOST if host else code


@cache
def defaults() -> Mapping[tuple[str, str | None], tuple[Default, ...]]:
    """Defaults by type and mode, those with the most contexts first. Raises `SetupError` for a damaged table."""
    return read_defaults(bundled("plover_to_cameo.tsv", DEFAULT_COLUMNS), cameo())


def read_cameo(rows: Iterable[Row]) -> Mapping[str, Cameo]:
    """Codes from rows of `COLUMNS`. Raises `SetupError`."""
    found: dict[str, Row] = {}
    entries: dict[str, Cameo] = {}
    before: Row | None = None
    for row in rows:
        code = row["code"]
        if code in found:
            row.refuse(f"the code {code} is given twice", found[code])
        if not _CODE.fullmatch(code):
            row.refuse(f"{code!r} is no code of CAMEO: a root from 01 to 20, then up to two digits")
        if before is not None and code < before["code"]:
            row.refuse(f"the code {code} stands after {before['code']}", before)
        if not row["name"]:
            row.refuse(f"the code {code} needs a name")
        if len(code) > 2 and code[:-1] not in found:
            row.refuse(f"the code {code} needs {code[:-1]} above it")
        type, mode, contexts = _checked(row)
        entries[code] = Cameo(code, row["name"], _goldstein(row), type, mode, contexts, row["note"])
        found[code] = before = row
    return MappingProxyType(entries)


def read_defaults(
    rows: Iterable[Row], codes: Mapping[str, Cameo]
) -> Mapping[tuple[str, str | None], tuple[Default, ...]]:
    """Defaults from rows of `DEFAULT_COLUMNS`, by type and mode, most contexts first. Raises `SetupError`."""
    seen: dict[tuple[str, str | None, frozenset[str]], Row] = {}
    found: dict[tuple[str, str | None], list[Default]] = {
        (kind.code, mode): [] for kind in plover().types.values() for mode in (None, *kind.modes)
    }
    for row in rows:
        type, mode, contexts = _checked(row)
        if type is None:
            row.refuse("a default needs a type")
        code = row["code"]
        if code not in codes or codes[code].type != type:
            row.refuse(f"the default needs a code of {type}, not {code!r}")
        key = (type, mode, frozenset(contexts))
        if key in seen:
            row.refuse("the same type, mode and contexts have two defaults", seen[key])
        seen[key] = row
        found[type, mode].append(Default(type, mode, contexts, code))
    for (type, mode), those in found.items():
        if (type, mode, frozenset()) not in seen:
            raise SetupError(f"{type}/{mode or 'no mode'} has no default without contexts; add a row for it")
        those.sort(key=lambda row: -len(row.contexts))
    return MappingProxyType({key: tuple(those) for key, those in found.items()})


def _checked(row: Row) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Type, mode and contexts of a row, each one that PLOVER has."""
    type, mode, contexts = row["type"] or None, row["mode"] or None, row.many("contexts")
    if type is None and (mode or contexts):
        row.refuse("a mode or contexts need a type")
    if type is not None and type not in plover().types:
        row.refuse(f"PLOVER has no type {type!r}")
    if type is not None and mode is not None and mode not in plover().types[type].modes:
        row.refuse(f"{type} has no mode {mode!r}")
    for context in contexts:
        if context not in plover().contexts:
            row.refuse(f"PLOVER has no context {context!r}")
    return type, mode, contexts


def _goldstein(row: Row) -> float:
    written = row["goldstein"]
    if not re.fullmatch(r"-?\d{1,2}\.\d", written) or not -10 <= float(written) <= 10:
        row.refuse(f"column 'goldstein' needs a number from -10.0 to 10.0 with one decimal, not {written!r}")
    return float(written)
