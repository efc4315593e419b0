"""Terms of office out of files that others write: results of Wikidata queries, actor dictionaries of PETRARCH.

In: the text of a CSV or JSON as the query service of Wikidata writes them, with the columns `person`, `personLabel`,
`positionLabel`, `country` (a code or a name) or `countryLabel`, `start`, `end` and, where known, `startPrecision` and
`endPrecision`; or a dictionary of actors with dated codes. Out: `Imported`: rows of the register, and what was passed
over, each with the line or row and the reason. Refused with `RequestError`: a file that is neither.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from communique.actors.register import Register
from communique.actors.register_rows import Holding, contradictions, holding_of
from communique.codebook.bodies import bodies
from communique.codebook.countries import OTHER_CODES, countries
from communique.codebook.names import names
from communique.codebook.phrases import fold
from communique.codebook.titles import Titled, titled_in, titles
from communique.records.errors import RequestError

NEEDED = ("personLabel", "positionLabel", "start")
_ITEM = re.compile(r"Q[1-9]\d*")
_DAY = re.compile(r"[+]?(\d{4})-(\d\d)-(\d\d)(?:T00:00:00Z)?", re.ASCII)
_GENERIC = frozenset("president premier chancellor chairman chairperson leader chief".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What could not become a row. where: line or row of the file, counted from 1."""

    where: int
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """Rows, and what was passed over."""

    holdings: tuple[Holding, ...]
    passed: tuple[PassedOver, ...]


def from_wikidata(text: str, file: str, register: Register) -> Imported:
    """Rows out of query results, CSV or JSON. The office is told from the label of the position; whether a president
    heads the government as well, from what `register` says of that country. Raises `RequestError`."""
    found: dict[Holding, int] = {}
    seen: set[tuple[str, ...]] = set()
    passed: list[PassedOver] = []
    for number, cells in enumerate(_results(text, file), 1):
        lacking = [name for name in NEEDED if name not in cells]
        if lacking and number == 1:
            raise RequestError(f"{file} lacks the columns {', '.join(lacking)}; add them to the query")
        try:
            row = _from_result(cells, f"{file}:{number}", register)
        except ValueError as error:
            what = f"{cells.get('personLabel', '')}, {cells.get('positionLabel', '')}"
            passed.append(PassedOver(number, what, str(error)))
            continue
        if row.cells not in seen:  # queries give a row again for each further label
            found[row] = number
            seen.add(row.cells)
    return reconciled(found, passed)


def _results(text: str, file: str) -> Iterator[Mapping[str, str]]:
    if text.lstrip()[:1] not in ("{", "["):
        yield from csv.DictReader(io.StringIO(text))
        return
    try:
        read: Any = json.loads(text)
        rows = read["results"]["bindings"] if isinstance(read, dict) else read
        for row in rows:
            yield {k: str(v["value"] if isinstance(v, dict) else v) for k, v in row.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as err:
        raise RequestError(f"{file} is no result of a query ({err}); download it as JSON or CSV") from err


def _from_result(cells: Mapping[str, str], source: str, register: Register) -> Holding:
    name, position = cells.get("personLabel") or "", cells.get("positionLabel") or ""
    item = (cells.get("person") or "").rpartition("/")[2]
    if not name or _ITEM.fullmatch(name):
        raise ValueError("the person has no label")
    told = (cells.get("country") or "", cells.get("countryLabel") or "")
    country = next(filter(None, (country_of(cell) for cell in told)), None) or country_in(position)
    if country is None:
        raise ValueError("no country that the codebook knows; add countryLabel or a code to the query")
    office, title, acting = office_of(position, country, register)
    first = _date(cells.get("start") or "", cells.get("startPrecision"))
    if not first:
        raise ValueError("no start")
    last = _date(cells.get("end") or "", cells.get("endPrecision"))
    note = item if _ITEM.fullmatch(item) else ""
    standing = "acting" if acting else "holder"
    return holding_of((name, "", country, office, title, first, last, standing, note), source)


def _date(written: str, precision: str | None) -> str:
    """A day, month or year. Wikidata writes 1 January for a year alone, so that without a precision it is no day."""
    if not written:
        return ""
    found = _DAY.fullmatch(written)
    if found is None:
        raise ValueError(f"{written!r} is no date of a query result")
    year, month, day = found.groups()
    if precision == "9" or (not precision and (month, day) == ("01", "01")):
        return year
    return f"{year}-{month}" if precision == "10" else f"{year}-{month}-{day}"


def country_of(told: str) -> str | None:
    """A country's code or body's id for a code or a name; None where it is neither."""
    code = OTHER_CODES.get(told, told)
    if code in countries() or code in bodies():
        return code
    reading = next(iter(names().of(told)), None) if told else None
    return _code(reading.entry) if reading is not None else None


def country_in(phrase: str) -> str | None:
    """The last country or body that a phrase names (`President of France`), None where it names none."""
    codes = [_code(named.entry) for named in names().find(phrase)]
    return next((code for code in reversed(codes) if code is not None), None)


def _code(entry: object) -> str | None:
    code = getattr(entry, "code", None)
    found = code if code in countries() else getattr(entry, "id", None)
    return found if found in countries() or found in bodies() else None


def office_of(label: str, country: str, register: Register) -> tuple[str, str, bool]:
    """The office that a label means in a country, its title, and whether it was only acted in. Raises `ValueError`."""
    found = [t for t in titled_in(label, titles()) if not (t.speaks or t.kin)]
    if not found:
        raise ValueError(f"no office is known by {label!r}")
    best = next((t for t in found if t.office is not None), found[0])
    title = best.text[:1].upper() + best.text[1:]
    acting = best.standing is not None and best.standing.value == "acting"
    if country in bodies():
        return "head-of-body", title, acting
    return best.office or _by_register(best, country, register), title, acting


def _by_register(titled: Titled, country: str, register: Register) -> str:
    """What a title such as president means, by most of the country's rows that bear it."""
    if titled.lower:
        return "deputy-head" if titled.title.title in _GENERIC else "other"
    same = Counter(t.office for t in register.of(country) if fold(t.title) == fold(titled.title.title))
    if same:
        return same.most_common(1)[0][0]
    return "head-of-state" if titled.title.rank == 1 else "other"


def reconciled(found: Mapping[Holding, int], passed: Iterable[PassedOver]) -> Imported:
    """Rows that do not contradict each other; of two that do, the later of the file is passed over, with both shown."""
    kept = dict(found)
    out = list(passed)
    for one, other, why in contradictions(found):
        later, earlier = sorted((one, other), key=lambda h: -found[h])
        if later in kept and earlier in kept:
            del kept[later]
            out.append(PassedOver(found[later], str(later), f"{why}; kept: {earlier}"))
    return Imported(tuple(kept), tuple(sorted(out, key=lambda p: p.where)))
