"""The gazetteer: the one inside the package, compilation, dumps of GeoNames, rows that contradict each other."""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from communique.grounding.gazetteer import BUNDLED, Gazetteer, gazetteer, keys_of
from communique.grounding.gazetteer_compile import (
    Admin1,
    GazetteerRowError,
    PlaceRow,
    bones,
    compile_gazetteer,
    fold,
    written_key,
)
from communique.grounding.gazetteer_sources import TABLES, build_from_dump, digest
from communique.records import SetupError
from communique.records.findings import Resolution

TOWN = PlaceRow(7, "Oberau", (), (), 47.5, 11.1, 3000, "DEU", "02", "P.PPL", "city", "towns.txt:1")


def dump_line(
    number: int, name: str, *, kind: str = "P", feature: str = "PPL", admin1: str = "05", people: int = 900
) -> str:
    """A row of a dump: a place in Jordan, its alternate names a spelling and a code."""
    cells = [str(number), name, name, f"{name.upper()},{name}h", "31.5", "36.0", kind, feature, "JO", "", admin1]
    return "\t".join([*cells, "", "", "", str(people), "", "700", "Asia/Amman", "2024-01-01"])


# --- the one inside the package ---


def test_it_is_made_from_the_present_tables() -> None:
    assert gazetteer().meta["tables"] == digest(), "the tables changed: install the package again (pip install -e .)"


def test_it_holds_what_was_promised() -> None:
    known = gazetteer()
    kinds = np.bincount(known.column("resolution"), minlength=6).tolist()
    count = dict(zip(known.meta["resolutions"], kinds, strict=True))
    assert count["city"] > 200_000
    assert count["country"] >= 249
    assert len({row[0] for row in known.meta["admin1"]}) >= 60
    assert count["province"] >= 1_900
    assert count["region"] >= 400
    assert count["site"] >= 300


def test_capitals_are_known_by_every_country() -> None:
    from communique.codebook.countries import countries

    missing = []
    for country in countries().values():
        if country.kind == "state":
            found = [m.place for m in gazetteer().named(country.capital)]
            if not any(p.country == country.code and p.feature == "P.PPLC" for p in found):
                missing.append(f"{country.code} {country.capital}")
    assert missing == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kyiv", ("Kyiv", "UKR")),
        ("Kiev", ("Kyiv", "UKR")),
        ("SÃO PAULO", ("São Paulo", "BRA")),
        ("Sao Paulo", ("São Paulo", "BRA")),
        ("Saint Petersburg", ("Saint Petersburg", "RUS")),
        ("St. Petersburg", ("Saint Petersburg", "RUS")),
        ("Tharthouse-on-Nowhere", None),
        ("Ky.", ("Kentucky", "USA")),
        ("W.Va.", ("West Virginia", "USA")),
        ("NSW", ("New South Wales", "AUS")),
        ("nsw", None),
        ("Bab al-Mandab", ("Bab el-Mandeb", None)),
    ],
)
def test_names_as_texts_write_them(name: str, expected: tuple[str, str] | None) -> None:
    matches = gazetteer().named(name)
    assert ((matches[0].place.name, matches[0].place.country) if matches else None) == expected


def test_entries_of_our_tables_lie_where_they_say() -> None:
    """A site or region with a country lies within reach of a populated place of that country, or is far out at sea."""
    known = gazetteer()
    column = known.column
    country, kind = column("country"), column("resolution")
    site = np.flatnonzero(kind == known.meta["resolutions"].index("site")).tolist()
    far = []
    for row in site:
        own = (country == country[row]) & (kind == known.meta["resolutions"].index("city"))
        off = np.abs(column("lat")[own] - column("lat")[row]) + np.abs(column("lon")[own] - column("lon")[row])
        if off.min(initial=99.0) > 2.5:
            far.append(known.place(row).name)
    assert far == []


def test_divisions_lie_among_their_places() -> None:
    known = gazetteer()
    column = known.column
    kind, admin1 = column("resolution"), column("admin1")
    far = []
    for row in np.flatnonzero(kind == known.meta["resolutions"].index("province")).tolist():
        inside = np.flatnonzero((admin1 == admin1[row]) & (kind == known.meta["resolutions"].index("city")))
        off = np.abs(column("lat")[inside] - column("lat")[row]) + np.abs(column("lon")[inside] - column("lon")[row])
        if len(inside) and off.min() > 6.0:
            far.append(known.place(row).name)
    assert far == []


def test_it_is_ready_at_once() -> None:
    """Opening maps files and reads none of them; a process of its own, so that nothing is warm."""
    code = (
        "import time; from communique.grounding.gazetteer import gazetteer; import resource; t = time.perf_counter();"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; g = gazetteer(); g.named('Paris');"
        "print(time.perf_counter() - t, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert float(out[0]) < 0.3
    assert int(out[1]) < 12_000  # KiB


# --- keys ---


def test_folding() -> None:
    assert fold("Saint-Étienne") == fold("St. Etienne") == "st etienne"
    assert fold("Kryvyy  Rih\n(city)") == "kryvyy rih city"
    assert fold("Al-Fu‘ah") == "al fuah"
    assert [written_key(n) for n in ("NSW", "Ky.", "W.Va.", "Md.", "M.D.")] == ["=NSW", "ky.", "w.va.", "md.", "m.d."]
    assert list(keys_of("KIEV")) == ["=KIEV", "kiev"]


def test_spellings_of_one_name_have_the_same_bones() -> None:
    assert bones(fold("Uliastay")) == bones(fold("Uliastai"))
    assert bones(fold("Kharkiv")) == bones(fold("Kharkov"))
    assert bones(fold("Homs")) != bones(fold("Al Khums"))


# --- compilation ---


def test_what_is_compiled_comes_back(tmp_path: Path) -> None:
    rows = [
        TOWN._replace(names=("Upper Au",), foreign=("Oberauh", "Ylaniitty"), fame=12),
        TOWN._replace(
            geonameid=0, name="Au Palace", lat=47.6, feature="S.PAL", resolution="site", population=0, city=7
        ),
    ]
    compile_gazetteer(rows, [Admin1("DEU", "02", "Bavaria", "d:1")], tmp_path / "g", {"attribution": "GeoNames"})
    known = Gazetteer(tmp_path / "g")
    assert len(known) == 2
    assert [(m.rank, m.place.name) for n in ("OBERAU", "upper au", "Oberauh", "Ylaniitty") for m in known.named(n)] == [
        (0, "Oberau"),
        (1, "Oberau"),
        (2, "Oberau"),
        (3, "Oberau"),
    ]
    [palace] = [m.place for m in known.named("Au Palace")]
    assert (palace.geonameid, palace.admin1, palace.city) == (None, "Bavaria", "Oberau")
    assert palace.resolution is Resolution.SITE
    assert (palace.lat, palace.lon) == (47.6, 11.1)
    assert known.meta["attribution"] == "GeoNames"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (TOWN._replace(name="Unterau", source="towns.txt:2"), "two places have the GeoNames id 7"),
        (TOWN._replace(lat=12.0, source="towns.txt:2"), "two places have the GeoNames id 7"),
        (TOWN._replace(geonameid=8, lat=95.0, source="towns.txt:2"), "no such point on the globe"),
        (TOWN._replace(geonameid=8, name="", source="towns.txt:2"), "needs a name"),
        (TOWN._replace(geonameid=8, resolution="hamlet", source="towns.txt:2"), "needs a name, a resolution"),
        (TOWN._replace(geonameid=8, population=-1, source="towns.txt:2"), "no such population"),
    ],
)
def test_rows_that_cannot_be_right_are_refused(row: PlaceRow, why: str, tmp_path: Path) -> None:
    with pytest.raises(GazetteerRowError, match=why) as caught:
        compile_gazetteer([TOWN, row], [], tmp_path / "g", {})
    assert "towns.txt:2" in str(caught.value)
    assert not (tmp_path / "g").exists()


def test_rows_that_contradict_each_other_are_both_shown(tmp_path: Path) -> None:
    lake = TOWN._replace(geonameid=0, name="Lake Au", feature="H.LK", resolution="region", source="regions.tsv:4")
    with pytest.raises(GazetteerRowError) as caught:
        compile_gazetteer([lake, lake._replace(lat=48.0, source="regions.tsv:9")], [], tmp_path / "g", {})
    assert "regions.tsv:4" in str(caught.value)
    assert "regions.tsv:9" in str(caught.value)
    divisions = [Admin1("DEU", "02", "Bavaria", "d:1"), Admin1("DEU", "02", "Saxony", "d:2")]
    with pytest.raises(GazetteerRowError, match=r"(?s)d:1.*d:2"):
        compile_gazetteer([TOWN], divisions, tmp_path / "g", {})


def test_a_compilation_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    compile_gazetteer([TOWN], [], tmp_path / "g", {})
    with pytest.raises(GazetteerRowError):
        compile_gazetteer([TOWN, TOWN._replace(lat=0.0)], [], tmp_path / "g", {})
    assert len(Gazetteer(tmp_path / "g")) == 1


@pytest.mark.parametrize("damage", ["absent", "format", "column", "short"])
def test_a_damaged_gazetteer_is_told_and_what_to_do(damage: str, tmp_path: Path) -> None:
    folder = tmp_path / "g"
    if damage != "absent":
        compile_gazetteer([TOWN], [], folder, {})
        meta = json.loads((folder / "meta.json").read_text())
        if damage == "format":
            (folder / "meta.json").write_text(json.dumps({**meta, "format": 0}))
        elif damage == "column":
            (folder / "lat.npy").unlink()
        else:
            (folder / "meta.json").write_text(json.dumps({**meta, "entries": 2}))
    with pytest.raises(SetupError, match="communique gazetteer build"):
        Gazetteer(folder)


# --- dumps ---


def test_a_dump_is_compiled_with_our_tables(tmp_path: Path) -> None:
    lines = [
        dump_line(1, "Qasrabad"),
        dump_line(2, "Hamletta", people=20),
        dump_line(3, "Seatta", feature="PPLA2", people=20),
        dump_line(4, "Wadi Spring", kind="H", feature="SPNG"),
        dump_line(5, "Newland", kind="A", feature="ADM1", admin1="77", people=5000),
    ]
    (tmp_path / "JO.txt").write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "admin1CodesASCII.txt").write_text("JO.77\tNewland\tNewland\t5\nJO.16\tAmmanish\tA\t6\n", "utf-8")
    build_from_dump(tmp_path, tmp_path / "g")
    known = Gazetteer(tmp_path / "g")
    named = {
        n: [m.place for m in known.named(n)] for n in ("Qasrabad", "Qasrabadh", "Seatta", "Hamletta", "Wadi Spring")
    }
    assert {n: [p.geonameid for p in places] for n, places in named.items()} == {
        "Qasrabad": [1],
        "Qasrabadh": [1],
        "Seatta": [3],
        "Hamletta": [],
        "Wadi Spring": [],
    }
    assert (named["Qasrabad"][0].country, named["Qasrabad"][0].feature) == ("JOR", "P.PPL")
    assert [m.place.resolution for m in known.named("Newland")] == [Resolution.PROVINCE]
    assert [m.place.name for m in known.named("Fordow")] == ["Fordow"]
    assert [row[2] for row in known.meta["admin1"] if row[:2] == ["JOR", "16"]] == ["Amman"]  # our names go first
    assert known.country("JOR") is not None


def test_a_dump_with_other_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "JO.txt"
    file.write_text(dump_line(1, "Qasrabad") + "\nshort\trow\n", "utf-8")
    with pytest.raises(GazetteerRowError, match=r"JO\.txt:2: 2 columns instead of 19"):
        build_from_dump(file, tmp_path / "g")
    file.write_text(dump_line(1, "Qasrabad").replace("31.5", "north") + "\n", "utf-8")
    with pytest.raises(GazetteerRowError, match=r"JO\.txt:1"):
        build_from_dump(file, tmp_path / "g")
    with pytest.raises(GazetteerRowError, match="does not exist"):
        build_from_dump(tmp_path / "none", tmp_path / "g")
    (tmp_path / "empty").mkdir()
    with pytest.raises(GazetteerRowError, match="holds no file of places"):
        build_from_dump(tmp_path / "empty", tmp_path / "g")


def test_looking_up_is_fast() -> None:
    known = gazetteer()
    asked = [f"word{i}" for i in range(5_000)]
    known.known(asked)
    began = time.perf_counter()
    known.known(asked)
    assert time.perf_counter() - began < 0.3  # 5,000 names


def test_our_tables_are_sorted_and_in_the_package() -> None:
    for table in TABLES:
        rows = [line for line in (BUNDLED.parent / table).read_text("utf-8").split("\n") if line and line[0] != "#"]
        assert len(rows) > 1, table
        assert rows[1:] == sorted(rows[1:]), f"{table}: sort its rows"
