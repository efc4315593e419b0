"""The gazetteer: names to places, read from compiled columns on disk that are mapped, not loaded.

In: a folder that `communique gazetteer build` wrote, or the one inside the package. Out: `Place`s. Refused with
`SetupError`: a folder that is missing, damaged or of another format.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique.grounding.gazetteer_compile import FOREIGN, FORMAT, SPELLING, fold, number_of_word, written_key
from communique.records.errors import SetupError
from communique.records.findings import Resolution

BUNDLED = Path(__file__).parent / "compiled"
_COLUMNS = (
    *("geonameid", "lat", "lon", "population", "country", "admin1", "city", "fame", "feature", "resolution"),
    *("name_ends", "names", "keys", "targets", "ranks"),
)

_LARGE = 100_000  # people of a place that is meant by its name alone
_CLEAR = 5  # times as many people as in the largest of that name in another country


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the gazetteer.

    index: its row. geonameid: of GeoNames, None where it has none. lat, lon: degrees, WGS 84. population: people, 0
    where not known. country: ISO 3166 alpha-3, None for what belongs to none. admin1: name of the first-order division;
    admin1_code: GeoNames code of it. city: name of the populated place that a site lies in. feature: GeoNames class and
    code.
    """

    index: int
    name: str
    geonameid: int | None
    lat: float
    lon: float
    population: int
    country: str | None
    admin1: str | None
    admin1_code: str | None
    city: str | None
    feature: str
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class Match:
    """A place that a name leads to.

    rank: 0 by its own name, 1 by another usual one, 2 by another spelling of its own, 3 by one in another language.
    """

    place: Place
    rank: int


class Gazetteer:
    """Places by name. Raises `SetupError` for a folder that holds none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.meta: dict[str, Any] = json.loads((folder / "meta.json").read_text("utf-8"))
            # A plain view of the file: the class that numpy maps with costs more than the look-up.
            columns = {n: np.load(folder / f"{n}.npy", mmap_mode="r").view(np.ndarray) for n in _COLUMNS}
        except (OSError, ValueError) as err:
            raise SetupError(f"{folder} holds no compiled gazetteer ({err}); {_remedy(folder)}") from err
        if self.meta.get("format") != FORMAT:
            raise SetupError(f"{folder} is a gazetteer of another format; {_remedy(folder)}")
        self._columns: dict[str, NDArray[Any]] = columns
        self._keys = columns["keys"]
        self._places: dict[int, Place] = {}
        self._countries: dict[str, int] = {}
        if len(self._keys) != self.meta["names"] or len(columns["lat"]) != self.meta["entries"]:
            raise SetupError(f"{folder} is damaged; {_remedy(folder)}")

    def __len__(self) -> int:
        return int(self.meta["entries"])

    def place(self, index: int) -> Place:
        """The entry of a row."""
        known = self._places.get(index)
        if known is None:
            if len(self._places) > 50_000:  # a long run meets most of the world
                self._places.clear()
            known = self._places[index] = self._read(index)
        return known

    def _read(self, index: int) -> Place:
        columns, meta = self._columns, self.meta
        city = int(columns["city"][index])
        division = int(columns["admin1"][index])
        admin1 = meta["admin1"][division] if division >= 0 else (None, None, None)
        return Place(
            index=index,
            name=self._name(index),
            geonameid=int(columns["geonameid"][index]) or None,
            lat=round(float(columns["lat"][index]), 5),
            lon=round(float(columns["lon"][index]), 5),
            population=int(columns["population"][index]),
            country=meta["countries"][int(columns["country"][index])] or None,
            admin1=admin1[2],
            admin1_code=admin1[1],
            city=self._name(city) if city >= 0 else None,
            feature=meta["features"][int(columns["feature"][index])],
            resolution=Resolution(meta["resolutions"][int(columns["resolution"][index])]),
        )

    def _name(self, index: int) -> str:
        start, end = self._columns["name_ends"][index : index + 2].tolist()
        return self._columns["names"][start:end].tobytes().decode()

    def known(self, keys: Sequence[str]) -> NDArray[np.bool_]:
        """For each key (see `keys_of`) whether anything is filed under it."""
        numbers = np.array([number_of_word(k) for k in keys], dtype=np.uint64)
        at = np.searchsorted(self._keys, numbers)
        inside = at < len(self._keys)
        found = np.zeros(len(keys), dtype=np.bool_)
        found[inside] = self._keys[at[inside]] == numbers[inside]
        return found

    def weight(self, key: str) -> int:
        """People in the largest place filed under a key; a place of a table of ours counts as a million."""
        start, stop = self._range(key)
        if start == stop:
            return 0
        targets = self._columns["targets"][start:stop]
        named = targets[self._columns["ranks"][start:stop] < FOREIGN]
        known = self._columns["population"][named]
        curated = (self._columns["geonameid"][named] == 0).any()
        return max(int(known.max(initial=0)), 1_000_000 if curated else 0)

    def holds(self, key: str) -> bool:
        """Whether a country or a division is filed under a key by its usual name."""
        rows, ranks = self.rows(key)
        kinds = self._columns["resolution"][rows[ranks < SPELLING]]
        wanted = [self.meta["resolutions"].index(name) for name in ("country", "province")]
        return bool(np.isin(kinds, wanted).any())

    def _range(self, key: str) -> tuple[int, int]:
        number = np.uint64(number_of_word(key))
        start = int(np.searchsorted(self._keys, number))
        stop = start
        while stop < len(self._keys) and self._keys[stop] == number:
            stop += 1
        return start, stop

    def rows(self, key: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows of the entries filed under a key, and their ranks."""
        start, stop = self._range(key)
        targets = self._columns["targets"][start:stop].astype(np.int64)
        return targets, self._columns["ranks"][start:stop].astype(np.int64)

    def column(self, name: str) -> NDArray[Any]:
        """One value a row: `lat`, `lon`, `population`, `geonameid`; `country`, `admin1` and others as numbers."""
        return self._columns[name]

    def country(self, code: str) -> int | None:
        """The row of a country; None where the gazetteer has none."""
        if not self._countries:
            kinds = self._columns["resolution"]
            at = np.flatnonzero(kinds == self.meta["resolutions"].index("country")).tolist()
            self._countries = {self.meta["countries"][int(self._columns["country"][i])]: i for i in reversed(at)}
        return self._countries.get(code)

    def filed(self, key: str) -> tuple[Match, ...]:
        """What is filed under a key, names before other names, larger places first."""
        start, stop = self._range(key)
        targets = self._columns["targets"][start:stop].tolist()
        ranks = self._columns["ranks"][start:stop].tolist()
        matches = [Match(self.place(t), r) for t, r in zip(targets, ranks, strict=True)]
        return tuple(sorted(matches, key=lambda m: (m.rank, -m.place.population, m.place.index)))

    def named(self, name: str) -> tuple[Match, ...]:
        """What a name as a text writes it can mean; empty where nothing."""
        best: dict[int, Match] = {}
        for key in keys_of(name):
            for match in self.filed(key):
                best.setdefault(match.place.index, match)
        return tuple(best.values())


@lru_cache(maxsize=1 << 16)
def keys_of(name: str) -> tuple[str, ...]:
    """The keys under which a name as a text writes it may be filed: of a code, of a short form, of a plain name."""
    written, folded = written_key(name), fold(name)
    return (written,) if written == folded else (written, folded)


@cache
def gazetteer(folder: Path | None = None) -> Gazetteer:
    """The gazetteer of the package, or one in a folder. Raises `SetupError`."""
    return Gazetteer(folder or BUNDLED)


def _remedy(folder: Path) -> str:
    if folder == BUNDLED:
        return "it is made when the package is built: install again with `pip install .`"
    return "make one with `communique gazetteer build DUMP --out FOLDER`"


@cache
def country_of_place(name: str) -> str | None:
    """The country of a city or a first-order division by its name; None where there is none that news would mean.

    A place of fewer than 100,000 people is not meant by its name alone, nor one that another country's rivals.
    Raises `SetupError` where the package has no gazetteer.
    """
    found = [match.place for match in gazetteer().named(name) if match.rank < 2]
    people: dict[str, int] = {}
    for place in found:
        if place.country is not None and (place.feature[0] == "P" or place.feature == "A.ADM1"):
            people[place.country] = max(place.population, people.get(place.country, 0))
    largest = sorted(people, key=lambda code: -people[code])[:2]
    if not largest or people[largest[0]] < _LARGE:
        return None
    clear = len(largest) == 1 or people[largest[0]] >= _CLEAR * people[largest[1]]
    return largest[0] if clear else None
