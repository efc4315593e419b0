"""International bodies: who is there, who is in them and when, what is refused."""

import re

import pytest

from communique.codebook.bodies import CODES, COLUMNS, Membership, bodies, read_bodies
from communique.codebook.countries import countries
from communique.codebook.tables import Row
from communique.records.errors import SetupError


def row(line: int = 2, **cells: str) -> Row:
    base = dict.fromkeys(COLUMNS, "") | {"id": "LEAGUE", "code": "IGO", "name": "League of Ruritania"}
    return Row("made.tsv", line, base | cells)


def test_there_are_at_least_150() -> None:
    assert len([b for b in bodies().values() if b.code in ("IGO", "UNO", "EUR")]) >= 150
    assert {b.code for b in bodies().values()} == set(CODES)


def test_ids_are_no_codes_of_countries() -> None:
    assert not bodies().keys() & countries().keys()
    assert list(bodies()) == sorted(bodies())


@pytest.mark.parametrize(
    ("id_", "code"),
    [
        *[(i, "UNO") for i in ("UN", "UNSC", "UNGA", "UNHCR", "WHO", "IAEA", "ICJ", "UNIFIL", "MONUSCO", "UNRWA")],
        *[(i, "EUR") for i in ("EU", "EC", "EP", "ECB", "ECJ", "EEAS", "FRONTEX", "EUROPOL")],
        *[(i, "IGO") for i in ("NATO", "AU", "ECOWAS", "ASEAN", "SCO", "BRICS", "G7", "G20", "OSCE", "COE", "OAS")],
        *[(i, "IGO") for i in ("MERCOSUR", "GCC", "AL", "OIC", "OPEC", "IMF", "WB", "WTO", "ICC", "INTERPOL", "CSTO")],
        *[(i, "NGO") for i in ("ICRC", "MSF", "AI", "HRW")],
    ],
)
def test_plover_codes(id_: str, code: str) -> None:
    assert bodies()[id_].code == bodies()[id_].actor == code


def test_organs_have_the_body_they_belong_to() -> None:
    for body in bodies().values():
        if body.parent is not None:
            assert body.parent in bodies()
            assert body.parent != body.id
    assert bodies()["UNSC"].parent == "UN"
    assert bodies()["PACE"].parent == "COE"


@pytest.mark.parametrize(
    ("id_", "count"),
    [
        *[("UN", 193), ("EU", 27), ("NATO", 32), ("G7", 8), ("G20", 21), ("BRICS", 10), ("SCO", 10), ("ASEAN", 11)],
        *[("AU", 55), ("ECOWAS", 12), ("GCC", 6), ("AL", 22), ("CSTO", 6), ("EAEU", 5), ("OPEC", 12), ("OSCE", 57)],
        *[("COE", 46), ("OIC", 57), ("CARICOM", 15), ("QUAD", 4), ("AUKUS", 3), ("FIVEEYES", 5), ("OECD", 38)],
        *[("EUROZONE", 21), ("APEC", 21), ("SADC", 16), ("EAC", 8), ("SAARC", 8), ("PIF", 18), ("IGAD", 7)],
    ],
)
def test_number_of_members(id_: str, count: int) -> None:
    assert len(bodies()[id_].members) == count


def test_members_change_with_the_years() -> None:
    union, alliance = bodies()["EU"], bodies()["NATO"]
    assert "GBR" not in union.members
    assert "GBR" in union.members_in(2019)
    assert len(union.members_in(1994)) == 12
    assert len(union.members_in(1996)) == 15
    assert len(union.members_in(2005)) == 25
    assert len(union.members_in(2014)) == 28
    assert len(alliance.members_in(1998)) == 16
    assert {"FIN", "SWE"} <= set(alliance.members)
    assert "SWE" not in alliance.members_in(2023)
    assert "RUS" in bodies()["COE"].members_in(2021)
    assert "RUS" not in bodies()["COE"].members
    assert len(bodies()["BRICS"].members_in(2011)) == 5
    assert "MLI" in bodies()["ECOWAS"].members_in(2024)
    assert "MLI" not in bodies()["ECOWAS"].members


def test_members_that_left_and_came_back() -> None:
    gabon = [m for m in bodies()["OPEC"].memberships if m.member == "GAB"]
    assert gabon == [Membership("GAB", None, 1995), Membership("GAB", 2016, None)]
    assert [year for year in (1994, 2000, 2020) if "GAB" in bodies()["OPEC"].members_in(year)] == [1994, 2020]


def test_no_one_is_a_member_twice_at_a_time() -> None:
    for body in bodies().values():
        for year in (None, *range(1990, 2027)):
            members = body.members_in(year)
            assert len(members) == len(set(members)), (body.id, year)


def test_the_united_nations_grow() -> None:
    assert "SSD" not in bodies()["UN"].members_in(2010)
    assert "SSD" in bodies()["UN"].members_in(2011)
    assert len(bodies()["UN"].members_in(1945)) < 60


def test_an_id_given_twice_is_refused_with_both_rows() -> None:
    with pytest.raises(SetupError) as caught:
        read_bodies([row(2), row(5, name="League of Graustark")], countries())
    assert "'LEAGUE' is given twice" in str(caught.value)
    assert "made.tsv:2: " in str(caught.value)
    assert "made.tsv:5: " in str(caught.value)
    assert "Graustark" in str(caught.value)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"code": "ABC"}, "the PLOVER code must be one of"),
        ({"id": "FRA"}, "'FRA' is the code of a country"),
        ({"parent": "NOBODY"}, "the parent 'NOBODY' is no body"),
        ({"members": "FRA;XYZ"}, "'XYZ' is no member"),
        ({"members": "FRA(2004)"}, "'FRA(2004)' is no member"),
        ({"members": "FRA(2004-2003)"}, "ends before it starts"),
    ],
)
def test_a_bad_row_is_refused(cells: dict[str, str], why: str) -> None:
    with pytest.raises(SetupError, match=re.escape(why)) as caught:
        read_bodies([row(2, **cells)], countries())
    assert "made.tsv:2: " in str(caught.value)


def test_a_good_row_is_read() -> None:
    made = read_bodies([row(members="FRA;DEU(1990-);ITA(-2001);LEAGUE", names="The League?")], countries())["LEAGUE"]
    assert made.members == ("FRA", "DEU", "LEAGUE")
    assert made.members_in(2001) == ("FRA", "DEU", "ITA", "LEAGUE")
    assert made.members_in(1989) == ("FRA", "ITA", "LEAGUE")
    assert made.names == ("The League",)
