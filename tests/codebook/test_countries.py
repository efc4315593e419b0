"""Countries, territories and regions: nobody is missing, codes hold together, bad rows are refused and shown."""

import re
from collections import Counter

import pytest

from communique.codebook.countries import (
    COLUMNS,
    FORMER_COLUMNS,
    KINDS,
    Country,
    countries,
    country,
    read_countries,
    regions,
    territories,
)
from communique.codebook.tables import Row, read_rows
from communique.records.errors import RequestError, SetupError

MEMBERS = [c for c in countries().values() if c.member_since is not None]
ALL = list(countries().values())


def row(line: int = 2, **cells: str) -> Row:
    """A row of countries.tsv for a made-up state, with the cells given."""
    base = dict.fromkeys(COLUMNS, "") | {"code": "ZZZ", "alpha2": "ZZ", "kind": "state", "name": "Ruritania"}
    return Row("made.tsv", line, base | cells)


def former(**cells: str) -> Row:
    base = dict.fromkeys(FORMER_COLUMNS, "") | {"code": "ZZZ", "phrase": "Old Ruritania", "form": "name"}
    return Row("former.tsv", 7, base | cells)


def test_the_united_nations_have_193_members() -> None:
    assert len(MEMBERS) == 193


def test_every_code_of_iso_and_kosovo_is_there() -> None:
    assert len(countries()) == 250
    assert list(countries()) == sorted(countries())
    assert {"KOS", "TWN", "PSE", "VAT", "HKG", "ESH", "ATA"} <= countries().keys()
    assert not {"XKX", "EUR", "UNO"} & countries().keys()


@pytest.mark.parametrize("state", MEMBERS, ids=lambda c: c.code)
def test_every_member_has_what_texts_call_it(state: Country) -> None:
    assert state.kind == "state"
    assert state.controls is None
    assert state.demonyms
    assert state.adjectives
    assert state.capital
    assert state.capital in state.capitals
    assert state.cow is not None
    assert re.fullmatch("[A-Z]{2}", state.fips)
    assert 1945 <= (state.member_since or 0) <= 2011


@pytest.mark.parametrize("one", ALL, ids=lambda c: c.code)
def test_codes_are_written_as_codes(one: Country) -> None:
    assert re.fullmatch("[A-Z]{3}", one.code)
    assert re.fullmatch("[A-Z]{2}", one.alpha2)
    assert one.kind in KINDS
    assert not any(name.endswith("?") for name in (one.name, one.official, *one.names, *one.seats, *one.capitals))


@pytest.mark.parametrize("column", ["code", "alpha2", "cow", "fips", "name"])
def test_no_code_stands_for_two_countries(column: str) -> None:
    counted = Counter(value for c in ALL if (value := getattr(c, column)))
    assert [value for value, count in counted.items() if count > 1] == []


@pytest.mark.parametrize(
    ("code", "alpha2", "cow", "fips", "since"),
    [
        ("DEU", "DE", 255, "GM", 1973),
        ("CHE", "CH", 225, "SZ", 2002),
        ("AUS", "AU", 900, "AS", 1945),
        ("AUT", "AT", 305, "AU", 1955),
        ("SSD", "SS", 626, "OD", 2011),
        ("NER", "NE", 436, "NG", 1960),
        ("NGA", "NG", 475, "NI", 1960),
        ("KOS", "XK", 347, "KV", None),
        ("TWN", "TW", 713, "TW", None),
        ("PSE", "PS", None, "WE", None),
    ],
)
def test_codes_of_other_lists(code: str, alpha2: str, cow: int | None, fips: str, since: int | None) -> None:
    found = country(code)
    assert (found.alpha2, found.cow, found.fips, found.member_since) == (alpha2, cow, fips, since)


def test_dependencies_count_under_who_controls_them() -> None:
    dependencies = [c for c in ALL if c.kind == "dependency"]
    assert len(dependencies) == 51
    assert {c.code: c.actor for c in dependencies if c.code in ("GRL", "PRI", "FLK", "MAC", "NCL")} == {
        "GRL": "DNK",
        "PRI": "USA",
        "FLK": "GBR",
        "MAC": "CHN",
        "NCL": "FRA",
    }
    assert [c.code for c in ALL if c.controls and c.actor == c.code] == ["HKG"]
    assert [country(code).actor for code in ("HKG", "PSE", "ATA")] == ["HKG", "PSE", "ATA"]
    assert country("ESH").actor == "MAR"


def test_codes_that_others_use_are_understood() -> None:
    assert country("XKX") is country("KOS")
    assert country("ZAR").name == "Democratic Republic of the Congo"


@pytest.mark.parametrize("code", ["", "XXX", "fra", "France", "EUR"])
def test_an_unknown_code_is_refused_with_advice(code: str) -> None:
    with pytest.raises(RequestError, match="give ISO 3166-1 alpha-3"):
        country(code)


def test_former_names_have_years_in_order() -> None:
    names = {f.phrase: (c.code, f.first, f.last) for c in ALL for f in c.former}
    assert names["Soviet Union"] == ("RUS", 1922, 1991)
    assert names["Zaire"] == ("COD", 1971, 1997)
    assert names["Yugoslavia"] == ("SRB", 1918, 2003)
    assert names["Czechoslovakia"] == ("CZE", 1918, 1992)
    assert names["East Germany"] == ("DEU", 1949, 1990)
    assert names["Swaziland"] == ("SWZ", 1968, 2018)
    assert len(names) > 120


def test_unrecognised_territories_have_a_claimant() -> None:
    claims = {t.id: t.claimed_by for t in territories().values()}
    assert {"GEO", "UKR", "AZE", "CYP", "MDA", "SOM", "MAR"} <= set(claims.values())
    assert claims["ABK"] == claims["OST"] == "GEO"
    assert (territories()["NKR"].first, territories()["NKR"].last) == (1991, 2023)
    assert territories()["TRNC"].backed_by == "TUR"
    assert all(t.actor == t.claimed_by for t in territories().values())


def test_regions_have_no_code() -> None:
    assert {"Europe", "Africa", "the West", "Gulf", "Middle East"} <= regions().keys()
    assert all(r.actor is None for r in regions().values())
    assert {r.kind for r in regions().values()} == {"region", "sea", "place", "other"}


def test_a_code_given_twice_is_refused_with_both_rows() -> None:
    with pytest.raises(SetupError) as caught:
        read_countries([row(2), row(9, name="Graustark")], [])
    assert "'ZZZ' is given twice" in str(caught.value)
    assert "made.tsv:2: ZZZ" in str(caught.value)
    assert "made.tsv:9: ZZZ" in str(caught.value)
    assert "Graustark" in str(caught.value)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"kind": "empire"}, "the kind must be one of"),
        ({"kind": "dependency"}, "a dependency, and only a dependency"),
        ({"controls": "YYY"}, "'YYY' is no state"),
        ({"controls": "ZZZ"}, "a dependency, and only a dependency"),
        ({"official": "A;B"}, "one official name"),
        ({"cow": "2x"}, "'cow' needs a whole number"),
        ({"un": "-1"}, "'un' needs a whole number"),
        ({"names": "A;;B"}, "empty, padded or repeated"),
        ({"names": "A; B"}, "empty, padded or repeated"),
        ({"names": "A;A"}, "empty, padded or repeated"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(cells: dict[str, str], why: str) -> None:
    with pytest.raises(SetupError, match=re.escape(why)) as caught:
        read_countries([row(2, **cells)], [])
    assert "made.tsv:2: " in str(caught.value)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"code": "YYY"}, "a former name of 'YYY', which is no country"),
        ({"form": "nickname"}, "the form must be one of"),
        ({"first": "1950", "last": "1949"}, "cannot end before it starts"),
    ],
)
def test_a_bad_former_name_is_refused(cells: dict[str, str], why: str) -> None:
    with pytest.raises(SetupError, match=re.escape(why)):
        read_countries([row()], [former(**cells)])


def test_a_good_row_is_read() -> None:
    made = read_countries([row(un="1990", capital="Strelsau;Strelzow", names="R;Q?")], [former(first="1900")])["ZZZ"]
    assert (made.member_since, made.capital, made.capitals) == (1990, "Strelsau", ("Strelsau", "Strelzow"))
    assert made.names == ("R", "Q")
    assert (made.former[0].first, made.former[0].last) == (1900, None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no header line"),
        ("a\tc\n", "the columns must be"),
        ("a\tb\n1\n", "1 cells instead of 2"),
        ("a\tb\n1\t2\t3\n", "3 cells instead of 2"),
        ("a\tb\n1\t 2\n", "blanks at its ends"),
    ],
)
def test_a_table_of_the_wrong_shape_is_refused(text: str, why: str) -> None:
    with pytest.raises(SetupError, match=why):
        read_rows(text, "t.tsv", ("a", "b"))


def test_rows_know_their_lines() -> None:
    rows = read_rows("# note\na\tb\n\n1\t2;3\n", "t.tsv", ("a", "b"))
    assert [(r.line, r["a"], r.many("b")) for r in rows] == [(4, "1", ("2", "3"))]
