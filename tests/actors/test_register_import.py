"""Rows of the register out of query results and dictionaries that others write."""

import json
import os
from pathlib import Path

import pytest

from communique.actors.register import Register
from communique.actors.register_import import Imported, country_in, country_of, from_wikidata, office_of
from communique.actors.register_petrarch import from_petrarch
from communique.records import RequestError

PETRARCH = Path(__file__).resolve().parents[3] / "shared" / "data" / "dictionaries" / "petrarch2"
ITEM = "http://www.wikidata.org/entity/Q"


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


def csv(*rows: str, columns: str = "person,personLabel,positionLabel,countryLabel,start,end") -> str:
    return "\n".join((columns, *rows, ""))


def cells(read: Imported) -> list[tuple[str, ...]]:
    return [h.cells for h in read.holdings]


def whys(read: Imported) -> list[str]:
    return [p.why for p in read.passed]


# --- Wikidata ---


def test_query_results_as_csv(register: Register) -> None:
    text = csv(
        f"{ITEM}11,Ann Bee,Minister of Foreign Affairs of Japan,,2031-02-03T00:00:00Z,2032-05-06T00:00:00Z",
        f"{ITEM}12,Bo Cee,President of Kenya,Kenya,2031-01-01T00:00:00Z,",
        f'{ITEM}13,Di Eff,"Speaker of the Senate, upper house",France,2031-01-02T00:00:00Z,',
    )
    read = from_wikidata(text, "q.csv", register)
    assert cells(read) == [
        ("Ann Bee", "", "JPN", "foreign-minister", "Minister of Foreign Affairs", "2031-02-03", "2032-05-06",
         "holder", "Q11"),
        ("Bo Cee", "", "KEN", "head-of-state-and-government", "President", "2031", "", "holder", "Q12"),
        ("Di Eff", "", "FRA", "speaker", "Speaker of the Senate", "2031-01-02", "", "holder", "Q13"),
    ]  # fmt: skip
    assert [h.wikidata for h in read.holdings] == ["Q11", "Q12", "Q13"]
    assert [h.source for h in read.holdings] == ["q.csv:1", "q.csv:2", "q.csv:3"]
    assert read.passed == ()


ROW = {
    "person": f"{ITEM}11", "personLabel": "Ann Bee", "positionLabel": "acting Prime Minister of Norway",
    "country": "NOR", "start": "2031-02-01T00:00:00Z", "startPrecision": "10",
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ROW]),
        json.dumps({"results": {"bindings": [{k: {"type": "literal", "value": v} for k, v in ROW.items()}]}}),
    ],
)
def test_query_results_as_json(register: Register, text: str) -> None:
    assert cells(from_wikidata(text, "q.json", register)) == [
        ("Ann Bee", "", "NOR", "head-of-government", "Acting Prime Minister", "2031-02", "", "acting", "Q11")
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (f"{ITEM}11,Q11,President of Kenya,Kenya,2031-02-03T00:00:00Z,", "no label"),
        (f"{ITEM}11,Ann Bee,Minister of Nothing,,2031-02-03T00:00:00Z,", "no country"),
        (f"{ITEM}11,Ann Bee,chess grandmaster,Kenya,2031-02-03T00:00:00Z,", "no office is known by 'chess"),
        (f"{ITEM}11,Ann Bee,President of Kenya,Kenya,,", "no start"),
        (f"{ITEM}11,Ann Bee,President of Kenya,Kenya,t1234,", "'t1234' is no date"),
        (f"{ITEM}11,Ann Bee,President of Kenya,Kenya,2031-02-03T00:00:00Z,2030-02-03T00:00:00Z", "cannot end"),
    ],
)
def test_rows_passed_over(register: Register, row: str, why: str) -> None:
    read = from_wikidata(csv(row), "q.csv", register)
    assert read.holdings == ()
    assert why in read.passed[0].why
    assert read.passed[0].where == 1


def test_of_two_rows_that_contradict_each_other_the_first_is_kept(register: Register) -> None:
    text = csv(
        f"{ITEM}11,Ann Bee,Foreign Minister,Japan,2033-02-03T00:00:00Z,",
        f"{ITEM}12,Bo Cee,Foreign Minister,Japan,2031-02-03T00:00:00Z,2034-02-03T00:00:00Z",
        f"{ITEM}11,Ann Bee,Foreign Minister,Japan,2033-02-03T00:00:00Z,",
    )
    read = from_wikidata(text, "q.csv", register)
    assert [h.holder for h in read.holdings] == ["Ann Bee"]
    [passed] = read.passed
    assert passed.where == 2
    assert "at the same time; kept: Ann Bee" in passed.why


@pytest.mark.parametrize("text", ["[1, 2]", "{", '{"results": 1}', "a,b\n1,2\n"])
def test_other_files_are_refused(register: Register, text: str) -> None:
    with pytest.raises(RequestError):
        from_wikidata(text, "q", register)


def test_countries_and_offices_by_name(register: Register) -> None:
    assert [country_of(w) for w in ("FRA", "France", "the Netherlands", "ROM", "NATO", "Q142", "", "Narnia")] == [
        "FRA", "FRA", "NLD", "ROU", "NATO", None, None, None,
    ]  # fmt: skip
    assert country_in("Ambassador of Peru to Chile") == "CHL"
    assert country_in("Lord of the Isles") is None
    assert office_of("Secretary-General", "ASEAN", register)[0] == "head-of-body"
    assert office_of("President", "DEU", register)[0] == "head-of-state"
    assert office_of("Vice President", "USA", register)[0] == "deputy-head"
    assert office_of("deputy foreign minister", "USA", register)[0] == "other"
    with pytest.raises(ValueError, match="no office"):
        office_of("wife of the president", "USA", register)


# --- PETRARCH ---

DICTIONARY = """\
# people of a test
JANE_DOE_  [GBRGOV 310203-320506] ; her first post
+PRIME_MINISTER_DOE
+JANE_M._DOE_
+MS_DOE
\t[GBRELI >320506]
\t[GBRGOVMIL >20350101]
RED_HAND_ [GBRREB]
ACME_CORPORATION_ [USAMNC >310101]
JOHN_ROE [XYZGOV >310101]
+J._ROE
MADONNA_ [ITAGOV >310101]
JIM_POE [ITAGOV <310101] [ITAGOV 310199-320101] [ITAGOV never2]
"""


def test_a_dictionary_of_actors(register: Register) -> None:
    read = from_petrarch(DICTIONARY.replace("31", "19").replace("32", "20").replace("35", "23"), "d.txt", register)
    post = ("Jane Doe", "Jane M. Doe", "GBR", "head-of-government", "Prime Minister")
    assert cells(read) == [
        (*post, "2019-02-03", "2020-05-06", "holder", "PETRARCH GBRGOV"),
        (*post, "2023-01-01", "", "holder", "PETRARCH GBRGOVMIL"),
    ]
    assert [h.source for h in read.holdings] == ["d.txt:2", "d.txt:7"]
    assert [(p.where, p.why) for p in read.passed] == [
        (6, "no code of a government"),
        (9, "no code of a government"),
        (10, "XYZ is no country's code"),
        (12, "no name of a person in two words"),
        (13, "the code does not say from when it holds"),
        (13, "'2019-01-99' is no ISO 8601 date or time"),
        (13, "the dates of the code cannot be read"),
    ]
    assert "JOHN ROE [XYZGOV >190101]" in [p.what for p in read.passed]


def test_years_of_two_digits(register: Register) -> None:
    text = "JANE_DOE [GBRGOV 300101-310101]\nBO_CEE [FRAGOV >290101]\n"
    assert [h.first for h in from_petrarch(text, "d", register).holdings] == ["1930-01-01", "2029-01-01"]


def test_a_text_that_is_no_dictionary(register: Register) -> None:
    assert from_petrarch("Nothing of the kind.\n[1]\n", "d", register).holdings == ()


@pytest.mark.shared
@pytest.mark.skipif(not PETRARCH.is_dir() or "CI" in os.environ, reason="needs the development data")
def test_a_dictionary_in_use(register: Register) -> None:
    text = (PETRARCH / "Phoenix.International.actors.txt").read_text("utf-8", errors="replace")
    read = from_petrarch(text, "d", register)
    assert read.holdings
    assert all(h.country in ("KGZ",) or h.first >= "1930" for h in read.holdings)
