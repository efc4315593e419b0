"""Which of the places of one name a document means.

In: the candidates of a document and what else tells where it plays. Out: for each candidate the row of the gazetteer
chosen, a confidence and the rivals. All names of a document are weighed together: a reading gains from its size and
from how usual the name is for it, from what the text says holds it (`Paris, Texas`), from its country and division
being named, from other places close by, from the dateline and from where the report's outlet is at home. One name has
one sense in a document unless the text says otherwise. Refused: nothing; a name nobody knows stays open.
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from communique.grounding.gazetteer import Gazetteer
from communique.grounding.gazetteer_compile import ALIAS, FOREIGN, SPELLING
from communique.grounding.places_found import Candidate

MOST = 40  # readings of one name that are weighed: the largest
KNOWN = 1_000_000  # people: larger places may go by a name of another language anywhere
_CLOSEST = 3  # places of other names that speak for a reading


Floats = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts, in powers of ten of people.

    alias, spelling, foreign: another usual name; another spelling; a name in another language. capital: of a country.
    fame: a place has ten times as many names in the languages of the world. province: a division against a city of as
    many people; namesake: one that is called after a city in it. region, site, district: places without a number of
    people; curated_alias: another name of one. country: a name that is that of a country, and may be another's. kind: a
    word beside the name says which kind of place. held: the text says which country or division holds it; beside: which
    other place does. named, most_named: its country is spoken of, for each name and at most. division, most_division:
    the same of its division. alike, most_alike: other names are those of divisions of the same country, and so is this.
    near: places of other names are close; near_km: how close. sharp: how much of a difference is certainty. Chosen on
    reports marked by others.
    """

    alias: float = -0.3
    spelling: float = -1.0
    foreign: float = -1.6
    capital: float = 1.2
    fame: float = 1.0
    province: float = -0.3
    namesake: float = -0.6
    region: float = 9.3
    site: float = 7.8
    curated_alias: float = -2.0
    district: float = 5.0
    country: float = 7.6
    kind: float = 2.5
    held: float = 9.0
    beside: float = 3.0
    named: float = 1.3
    most_named: float = 1.6
    division: float = 1.0
    most_division: float = 2.5
    alike: float = 0.8
    most_alike: float = 3.0
    near: float = 3.0
    near_km: float = 150.0
    sharp: float = 1.1


@dataclass(slots=True)
class Home:
    """Where a report comes from. countries: numbers of countries, with weights. row: a place of the gazetteer."""

    countries: dict[int, float]
    row: int | None = None


@dataclass(slots=True)
class Group:
    """Mentions of one name in one sense.

    rows: readings. ranks: how usual the name is for each. parts: what speaks for each, by the word for it. sharp: how
    much of a difference is certainty. chosen: the likeliest reading.
    """

    members: list[Candidate]
    rows: Rows
    ranks: Rows
    parts: dict[str, Floats]
    sharp: float
    chosen: int = 0

    @property
    def total(self) -> Floats:
        """Everything that speaks for each reading."""
        first, *others = self.parts.values()
        return sum(others, first)

    @property
    def row(self) -> int:
        """The reading chosen."""
        return int(self.rows[self.chosen])

    @property
    def foreign(self) -> bool:
        """Whether the name is only known from another language."""
        return int(self.ranks[self.chosen]) == FOREIGN

    @property
    def lonely(self) -> bool:
        """Whether nothing but the name leads to the reading chosen."""
        return sum(float(part[self.chosen]) for word, part in self.parts.items() if word != "size") < 0.3

    def confidence(self) -> Floats:
        """Probability of each reading."""
        if len(self.rows) == 1:
            return np.ones(1)
        total = self.total
        raised = np.exp(self.sharp * (total - total.max()))
        return np.asarray(raised / raised.sum())


class Chooser:
    """Weighs the names of one document."""

    def __init__(self, gazetteer: Gazetteer, home: Home, weights: Weights | None = None) -> None:
        self.gazetteer, self.home, self.weights = gazetteer, home, weights or Weights()
        self.resolutions: list[str] = gazetteer.meta["resolutions"]

    def choose(self, candidates: list[Candidate]) -> list[Group]:
        """Groups of candidates with their readings, the likeliest chosen; names without readings are in none."""
        by_sense: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            holders = "|".join(h.key for h in candidate.held_by)
            by_sense[candidate.key, holders].append(candidate)
        self._one_sense(by_sense)
        groups = [g for members in by_sense.values() if (g := self._group(members)) is not None]
        for step in range(3):
            self._context(groups, step)
            for group in groups:
                group.chosen = int(group.total.argmax()) if len(group.rows) > 1 else 0
        return groups

    @staticmethod
    def _one_sense(by_sense: dict[tuple[str, str], list[Candidate]]) -> None:
        """A name that the text places once, and once only, lies there everywhere in it."""
        placed: dict[str, list[str]] = defaultdict(list)
        for key, held in by_sense:
            if held:
                placed[key].append(held)
        for key, several in placed.items():
            if (key, "") in by_sense:
                most = max(several, key=lambda held: len(by_sense[key, held]))
                by_sense[key, most].extend(by_sense.pop((key, "")))

    def _group(self, members: list[Candidate]) -> Group | None:
        rows, ranks = self._readings(members)
        if not len(rows):
            return None
        if len(rows) == 1:  # nothing to weigh
            return Group(members, rows, ranks, {"size": np.zeros(1)}, self.weights.sharp)
        prior = self._prior(rows, ranks, members)
        keep = np.argsort(-prior, kind="stable")[:MOST]
        return Group(members, rows[keep], ranks[keep], {"size": prior[keep]}, self.weights.sharp)

    def _readings(self, members: list[Candidate]) -> tuple[Rows, NDArray[np.int64]]:
        first = members[0]
        countries = [self.gazetteer.country(code) for code in first.countries]
        found: dict[int, int] = {row: 0 for row in countries if row is not None}
        others: dict[int, int] = {}
        if not (first.people and found):
            for key in first.keys:
                rows, ranks = self.gazetteer.rows(key)
                for row, rank in zip(rows.tolist(), ranks.tolist(), strict=True):
                    others[row] = min(rank, others.get(row, rank))
        if found and first.sure and not any(h.keys for m in members for h in m.held_by if not h.countries):
            parts = {row: rank for row, rank in others.items() if self._part_of(row, found)}
            return _columns(parts or found)  # England is more than a name of the United Kingdom
        return _columns(self._usual(others | found))

    def _part_of(self, row: int, countries: dict[int, int]) -> bool:
        """Whether a row is a division of one of the countries."""
        column = self.gazetteer.column
        division = int(column("resolution")[row]) == self.resolutions.index("province")
        return division and any(column("country")[row] == column("country")[c] for c in countries)

    def _usual(self, found: dict[int, int]) -> dict[int, int]:
        """Without small places that are called so in another language or spelling, where a name is another's own."""
        population = self.gazetteer.column("population")
        if min(found.values(), default=FOREIGN) == FOREIGN:
            return found
        largest = max((int(population[row]) for row, rank in found.items() if rank < SPELLING), default=0)
        least = [0, 0, largest // 20, 100_000]
        return {row: rank for row, rank in found.items() if population[row] >= least[rank]}

    def _prior(self, rows: Rows, ranks: NDArray[np.int64], members: list[Candidate]) -> Floats:
        """How much a name alone speaks for each reading, in powers of ten of people."""
        column = self.gazetteer.column
        population = column("population")[rows].astype(np.float64)
        kind = column("resolution")[rows]
        size = np.log10(np.maximum(population, 200.0))
        index = self.resolutions.index
        curated = (column("geonameid")[rows] == 0) & (population == 0)
        w = self.weights
        fame = np.log10(1.0 + column("fame")[rows]) - 1.0
        size = np.where((kind == index("city")) & ~curated, size + w.fame * fame, size)
        for resolution, without in (("region", w.region), ("site", w.site), ("city", w.site), ("district", w.district)):
            size = np.where(curated & (kind == index(resolution)), without, size)
        size = np.where(kind == index("province"), np.maximum(size + w.province, 5.3), size)
        size = np.where(self._namesakes(rows, kind, population), size + w.namesake, size)
        sure = members[0].sure or members[0].people
        size = np.where(kind == index("country"), 9.0 if sure else w.country, size)
        capital = column("feature")[rows] == self._feature("P.PPLC")
        size = size + np.where(curated & (ranks == ALIAS), w.curated_alias, 0.0)
        size = size + np.array([0.0, w.alias, w.spelling, w.foreign])[ranks] + np.where(capital, w.capital, 0.0)
        asked = Counter(m.wanted for m in members if m.wanted).most_common(1)
        if asked:
            wanted = kind == index(asked[0][0])
            size = size + np.where(wanted, w.kind, -w.kind if wanted.any() else 0.0)
        return np.asarray(size)

    def _namesakes(self, rows: Rows, kind: Rows, population: Floats) -> NDArray[np.bool_]:
        """Divisions that bear the name of a city in them that is no small part of them: Smolensk, New York."""
        admin1 = self.gazetteer.column("admin1")[rows]
        province, city = self.resolutions.index("province"), self.resolutions.index("city")
        inside = (admin1[:, None] == admin1[None, :]) & (kind[None, :] == city)
        large = population[None, :] * 10 >= population[:, None]
        return np.asarray((kind == province) & (inside & large).any(axis=1))

    def _feature(self, name: str) -> int:
        features: list[str] = self.gazetteer.meta["features"]
        return features.index(name) if name in features else -1

    def _context(self, groups: list[Group], step: int) -> None:
        """What the other names of the document say of each reading.

        step: 0 to 2. A name with one reading only is not asked before the last.
        """
        column, w = self.gazetteer.column, self.weights
        rows = np.array([g.row for g in groups], dtype=np.int64)
        if not len(rows):
            return
        country, admin1 = column("country")[rows].tolist(), column("admin1")[rows].tolist()
        kind = [self.resolutions[k] for k in column("resolution")[rows].tolist()]
        sure = [float(g.confidence().max()) for g in groups]
        shares = self._named(groups, kind, sure)
        named: dict[int, float] = defaultdict(float)
        for code, share in zip(country, shares, strict=True):
            named[code] += share
        named.pop(self.gazetteer.meta["countries"].index(""), None)
        # How far a name's present reading may speak for others.
        power = 3 if step == 0 else 1
        trust = np.array([0.0 if k in ("country", "region") else s**power for s, k in zip(sure, kind, strict=True)])
        points = np.where([k == "province" for k in kind], 0.0, trust)
        for at, group in enumerate(groups):
            if len(group.rows) == 1 and step < 2:
                continue
            others = [i for i in range(len(groups)) if i != at]
            own_country = column("country")[group.rows].astype(np.int64)
            own_admin1 = column("admin1")[group.rows].astype(np.int64)
            group.parts["held"] = self._held(group, groups, own_country, own_admin1)
            spoken = {**named, country[at]: named.get(country[at], 0.0) - shares[at]}
            group.parts["country named"] = np.array(
                [min(w.named * max(spoken.get(c, 0.0), 0.0), w.most_named) for c in own_country.tolist()]
            )
            divisions: dict[int, float] = defaultdict(float)
            for i in others:
                if admin1[i] >= 0:
                    divisions[admin1[i]] += w.division * (3.0 if kind[i] == "province" else 1.0) * trust[i]
            group.parts["division named"] = np.array(
                [min(divisions.get(int(a), 0.0), w.most_division) if a >= 0 else 0.0 for a in own_admin1]
            )
            group.parts["alike"] = self._alike(group, [(country[i], kind[i]) for i in others])
            group.parts["neighbours"] = self._near(group, others, rows, points)
            if "home" not in group.parts:
                group.parts["home"] = self._home(group, own_country, own_admin1)

    def _alike(self, group: Group, others: list[tuple[int, str]]) -> Floats:
        """Whether a reading is a division among divisions of its country: Iowa, Nevada and South Carolina."""
        column, w = self.gazetteer.column, self.weights
        count = Counter(country for country, kind in others if kind == "province")
        province = column("resolution")[group.rows] == self.resolutions.index("province")
        company = [min(w.alike * count.get(c, 0), w.most_alike) for c in column("country")[group.rows].tolist()]
        return np.where(province, np.array(company), 0.0)

    def _named(self, groups: list[Group], kind: list[str], sure: list[float]) -> list[float]:
        """How strongly each name speaks of the country it lies in."""
        out = []
        for group, resolution, share in zip(groups, kind, sure, strict=True):
            people = all(m.people for m in group.members)
            one = 1.0 if resolution == "country" and not people else 0.6
            out.append(one * share * (1 + math.log2(len(group.members)) / 2))
        return out

    def _held(self, group: Group, groups: list[Group], country: Rows, admin1: Rows) -> Floats:
        """Whether a reading lies in what the text says holds it."""
        holders = [h for m in group.members for h in m.held_by]
        out = np.zeros(len(group.rows))
        if not holders:
            return out
        column = self.gazetteer.column
        for holder in {id(h): h for h in holders}.values():
            held = next((g for g in groups if any(m is holder for m in g.members)), None)
            if held is None:
                continue
            gain = np.zeros(len(group.rows))
            for row in held.rows[np.argsort(-held.total)[:6]].tolist():
                kind = self.resolutions[int(column("resolution")[row])]
                if kind == "country":
                    match = country == int(column("country")[row])
                elif kind == "province":
                    match = admin1 == int(column("admin1")[row])
                else:
                    match = self._distance(group.rows, row) < 60.0
                worth = self.weights.held if kind in ("country", "province") else self.weights.beside
                gain = np.maximum(gain, np.where(match & (group.rows != row), worth, 0.0))
            out += gain
        return out

    def _near(self, group: Group, others: list[int], rows: Rows, trust: Floats) -> Floats:
        """How close the readings lie to the places of other names."""
        if not others:
            return np.zeros(len(group.rows))
        column = self.gazetteer.column
        kinds = column("resolution")[group.rows]
        mine = column("lat")[group.rows].astype(np.float64), column("lon")[group.rows].astype(np.float64)
        lat, lon = column("lat")[rows].astype(np.float64), column("lon")[rows].astype(np.float64)
        km = distances(mine[0][:, None], mine[1][:, None], lat[others][None, :], lon[others][None, :])
        inside = (kinds == self.resolutions.index("province"))[:, None] & (
            column("admin1")[group.rows][:, None] == column("admin1")[rows[others]][None, :]
        )
        close = np.maximum(np.exp(-km / self.weights.near_km), np.where(inside, 0.6, 0.0)) * trust[others][None, :]
        close.sort(axis=1)
        return np.asarray(self.weights.near * (1.0 - np.prod(1.0 - close[:, -_CLOSEST:], axis=1)))

    def _home(self, group: Group, country: Rows, admin1: Rows) -> Floats:
        out = np.array([self.home.countries.get(int(c), 0.0) for c in country])
        if self.home.row is not None:
            column = self.gazetteer.column
            out += np.where(admin1 == int(column("admin1")[self.home.row]), np.where(admin1 >= 0, 1.0, 0.0), 0.0)
            out += 1.5 * np.exp(-self._distance(group.rows, self.home.row) / self.weights.near_km)
        return out

    def _distance(self, rows: Rows, row: int) -> Floats:
        lat, lon = self.gazetteer.column("lat"), self.gazetteer.column("lon")
        return distances(lat[rows].astype(np.float64), lon[rows].astype(np.float64), float(lat[row]), float(lon[row]))


def _columns(found: dict[int, int]) -> tuple[Rows, Rows]:
    return np.array(list(found), dtype=np.int64), np.array(list(found.values()), dtype=np.int64)


def distances(lat: Floats, lon: Floats, to_lat: Floats | float, to_lon: Floats | float) -> Floats:
    """Kilometres along great circles between points in degrees."""
    a, b = np.radians(lat), np.radians(to_lat)
    across = np.radians(np.asarray(to_lon) - lon)
    part = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(across / 2) ** 2
    return np.asarray(12742.0 * np.arcsin(np.sqrt(np.clip(part, 0.0, 1.0))))
