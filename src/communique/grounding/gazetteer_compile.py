"""Compiles a gazetteer: rows of places to columns that are read from disk as they are, without loading.

In: `PlaceRow`s and names of first-order divisions. Out: a folder of `.npy` columns, a block of names and `meta.json`.
Names are found by a hash of their folded form: `keys.npy` is sorted, `targets.npy` and `ranks.npy` run beside it.
Refused with `GazetteerRowError`, both rows shown: rows that contradict each other. Also refused: rows off the globe,
of an unknown resolution or without a name.

Only the standard library is used, and nothing of the package: the build of the package itself runs this file.
"""

import json
import re
import shutil
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

FORMAT = 4
RESOLUTIONS = ("site", "city", "district", "province", "country", "region")
# Ranks of names: the entry's own, another usual one, another spelling of its own, one in another language.
PRIMARY, ALIAS, SPELLING, FOREIGN = range(4)
FARTHEST = 0.5  # degrees: two rows of one name and kind in one country are one place, and must lie together
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h"}
    | {"ə": "a"}
    | dict.fromkeys("'’‘`´ʻʼʿʾʽ\"“”", "")
    | dict.fromkeys("-–—_/,()", " ")
)
_SAME = {"saint": "st", "sainte": "ste", "mount": "mt", "ft": "fort"}
_CODE = re.compile(r"[A-Z]{2,4}", re.ASCII)
_SHORTENED = re.compile(r"[A-Z][A-Za-z. ]{0,5}\.")


class GazetteerRowError(ValueError):
    """A row of a gazetteer that cannot be right, or two that cannot both be."""


class PlaceRow(NamedTuple):
    """One place to be compiled.

    geonameid: of GeoNames, 0 where it has none. names: other usual names. foreign: names in other languages and
    spellings. lat, lon: degrees, WGS 84. country: ISO 3166 alpha-3, empty where it belongs to none. admin1: code in
    that country. feature: GeoNames class and code. source: file and line.
    """

    geonameid: int
    name: str
    names: tuple[str, ...]
    foreign: tuple[str, ...]
    lat: float
    lon: float
    population: int
    country: str
    admin1: str
    feature: str
    resolution: str
    source: str
    city: int = 0  # GeoNames id of the populated place that a site lies in
    fame: int = 0  # names in all languages and scripts together


class Admin1(NamedTuple):
    """Name of a first-order division. source: file and line."""

    country: str
    code: str
    name: str
    source: str


def fold(name: str) -> str:
    """A name as it is looked up: no capitals, no diacritics, no punctuation; `Saint` and `St.` are one."""
    plain = name.lower()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = plain.translate(_LETTERS).replace(".", "").split()
    return " ".join(_SAME.get(w, w) for w in words)


def written_key(name: str) -> str:
    """What an entry of this name is found under: codes keep capitals (`=NSW`), short forms their dots (`w.va.`)."""
    if _CODE.fullmatch(name):
        return "=" + name
    return name.lower().replace(" ", "") if _SHORTENED.fullmatch(name) else fold(name)


def bones(key: str) -> str:
    """What the spellings of one name in Latin letters have in common: consonants, none doubled, no article."""
    out = ""
    for letter in key.removeprefix("al ").removeprefix("el ").translate(_SOFT):
        if letter != out[-1:]:
            out += letter
    return key[:1] + out if len(out) < 3 else out


_SOFT = str.maketrans({"q": "k", "c": "k", "w": "v", "z": "s"} | dict.fromkeys("aeiouyh -.'", ""))


def number_of(key: str) -> int:
    """The number under which a key is filed, the same on every machine."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


@lru_cache(maxsize=1 << 16)
def number_of_word(key: str) -> int:
    """`number_of`, remembered: texts repeat their names."""
    return number_of(key)


def compile_gazetteer(
    rows: Iterable[PlaceRow], admin1: Iterable[Admin1], out: Path, about: Mapping[str, object]
) -> dict[str, object]:
    """Write a compiled gazetteer to the folder `out`, whole or not at all, and return its `meta.json`.

    Raises `GazetteerRowError`.
    """
    divisions = _divisions(admin1)
    division = {(d.country, d.code): i for i, d in enumerate(divisions)}
    listed = list(_checked(rows))
    countries = sorted({"", *(row.country for row in listed), *(d.country for d in divisions)})
    features = sorted({row.feature for row in listed})
    row_of = {row.geonameid: i for i, row in enumerate(listed) if row.geonameid}
    of_country, of_feature = ({name: i for i, name in enumerate(names)} for names in (countries, features))
    columns: dict[str, array[int] | array[float]] = {
        "geonameid": array("i", (r.geonameid for r in listed)),
        "lat": array("f", (r.lat for r in listed)),
        "lon": array("f", (r.lon for r in listed)),
        "population": array("I", (r.population for r in listed)),
        "country": array("H", (of_country[r.country] for r in listed)),
        "admin1": array("i", (division.get((r.country, r.admin1), -1) for r in listed)),
        "city": array("i", (row_of.get(r.city, -1) for r in listed)),
        "fame": array("B", (min(r.fame, 255) for r in listed)),
        "feature": array("H", (of_feature[r.feature] for r in listed)),
        "resolution": array("B", (RESOLUTIONS.index(r.resolution) for r in listed)),
    }
    names = [r.name.encode() for r in listed]
    ends, at = array("I", [0]), 0
    for name in names:
        at += len(name)
        ends.append(at)
    columns["name_ends"] = ends
    columns["names"] = array("B", b"".join(names))
    columns["keys"], columns["targets"], columns["ranks"] = _filed(listed)
    meta = {
        "format": FORMAT,
        "entries": len(listed),
        "names": len(columns["keys"]),
        "countries": countries,
        "features": features,
        "resolutions": list(RESOLUTIONS),
        "admin1": [[d.country, d.code, d.name] for d in divisions],
        **about,
    }
    _write(out, columns, meta)
    return meta


def _divisions(admin1: Iterable[Admin1]) -> list[Admin1]:
    known: dict[tuple[str, str], Admin1] = {}
    for division in admin1:
        other = known.setdefault((division.country, division.code), division)
        if other.name != division.name:
            raise _contradiction("one code names two divisions", other, division)
    return [known[key] for key in sorted(known)]


def _checked(rows: Iterable[PlaceRow]) -> Iterator[PlaceRow]:
    """Rows that hold, each place once."""
    by_id: dict[int, PlaceRow] = {}
    by_name: dict[tuple[str, str, str, str], PlaceRow] = {}
    for row in rows:
        if not row.name or row.resolution not in RESOLUTIONS or "." not in row.feature:
            raise GazetteerRowError(f"a place needs a name, a resolution and a feature (`P.PPL`): {_shown(row)}")
        if not (-90 <= row.lat <= 90 and -180 <= row.lon <= 180):
            raise GazetteerRowError(f"no such point on the globe: {_shown(row)}")
        if not 0 <= row.population < 1 << 32:
            raise GazetteerRowError(f"no such population: {_shown(row)}")
        other = by_id.setdefault(row.geonameid, row) if row.geonameid else row
        if other is not row:
            if (other.name, other.country) != (row.name, row.country) or not _together(other, row):
                raise _contradiction(f"two places have the GeoNames id {row.geonameid}", other, row)
            continue
        if not (row.feature.startswith("P.") or row.geonameid):
            other = by_name.setdefault((fold(row.name), row.country, row.admin1, row.feature), row)
            if other is not row:
                raise _contradiction("one name stands for two places of one kind in one country", other, row)
        yield row


def _together(one: PlaceRow, two: PlaceRow) -> bool:
    return abs(one.lat - two.lat) <= FARTHEST and abs(one.lon - two.lon) <= FARTHEST


def _contradiction(why: str, one: NamedTuple, two: NamedTuple) -> GazetteerRowError:
    return GazetteerRowError(f"{why}; mend or remove one of:\n  {_shown(one)}\n  {_shown(two)}")


def _shown(row: NamedTuple) -> str:
    cells = row._asdict()
    source = cells.pop("source")
    return f"{source}: " + "\t".join(";".join(c) if isinstance(c, tuple) else str(c) for c in cells.values())


def _filed(rows: list[PlaceRow]) -> "tuple[array[int], array[int], array[int]]":
    """Numbers of keys in order, the entry each leads to, and how usual the name is."""
    filed: list[tuple[int, int, int]] = []
    for index, row in enumerate(rows):
        seen: set[str] = set()
        whole = fold(row.name)
        own = bones(whole) if row.foreign else ""
        for usual, names in ((PRIMARY, (row.name,)), (ALIAS, row.names), (FOREIGN, row.foreign)):
            for name in names:
                key, rank = written_key(name), usual
                if key not in seen:
                    seen.add(key)
                    if rank == FOREIGN and len(key) > 3 and whole.startswith(key + " "):
                        rank = ALIAS  # Newcastle upon Tyne, Karak City
                    elif rank == FOREIGN and bones(key) == own:
                        rank = SPELLING  # Uliastai is Uliastay
                    filed.append((number_of(key), rank, index))
    filed.sort()
    return array("Q", (f[0] for f in filed)), array("I", (f[2] for f in filed)), array("B", (f[1] for f in filed))


_DTYPES = {"i": "<i4", "I": "<u4", "f": "<f4", "H": "<u2", "B": "|u1", "Q": "<u8"}


def _write(out: Path, columns: "Mapping[str, array[int] | array[float]]", meta: Mapping[str, object]) -> None:
    """All files beside the folder first, then in its place: a compilation that fails leaves the old one."""
    fresh = out.with_name(out.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, values in columns.items():
        head = f"{{'descr': '{_DTYPES[values.typecode]}', 'fortran_order': False, 'shape': ({len(values)},), }}"
        head += " " * (63 - (len(head) + 10) % 64) + "\n"
        with (fresh / f"{name}.npy").open("wb") as file:
            file.write(b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head.encode("latin1"))
            values.tofile(file)
    (fresh / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=0), "utf-8")
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)
