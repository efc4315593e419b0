"""The register: its tables hold together, and tell who held an office when and whom a name can mean."""

import re
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from communique.actors import register as module
from communique.actors.register import BUNDLED, HEADS, Register, When, bundled_table
from communique.actors.register_names import same_person
from communique.actors.register_rows import COLUMNS, Holding, contradictions, read_holdings
from communique.codebook.bodies import bodies
from communique.codebook.countries import countries
from communique.records import RequestError

HEADER = "\t".join(COLUMNS)
G20 = (
    "USA", "CHN", "RUS", "FRA", "GBR", "DEU", "IND", "JPN", "KOR", "AUS", "CAN", "ITA", "TUR", "SAU", "ZAF", "BRA",
    "MEX", "ARG", "IDN",
)  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
LEADERS = ROOT.parent / "shared" / "data" / "actors" / "leaders_history.csv"
LIMIT = 0.080  # seconds of processor time to load the register, countries and bodies being there


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


def own(folder: Path, *rows: str) -> Path:
    file = folder / "own.tsv"
    file.write_text("\n".join((HEADER, *rows, "")), "utf-8")
    return file


def told(terms: tuple[Holding, ...]) -> list[tuple[str, str]]:
    return [(t.holder, t.title) for t in terms]


# --- the tables ---


@pytest.mark.parametrize("name", BUNDLED)
def test_every_table_is_there_and_its_rows_are_good(name: str) -> None:
    assert len(bundled_table(name)) > 20


def test_no_row_contradicts_another(register: Register) -> None:
    assert [f"{why}: {one} | {other}" for one, other, why in contradictions(register.holdings)] == []


def test_every_un_member_has_someone_at_its_head(register: Register) -> None:
    lacking: dict[str, list[int]] = {}
    for code, country in countries().items():
        for year in range(max(2000, country.member_since or 9999), 2026):
            if not any(register.holders(code, office, f"{year}-07-01") for office in HEADS):
                lacking.setdefault(code, []).append(year)
    # No government in 2000; independent on 9 July 2011; captains regent of half a year, of whom only some are listed.
    assert lacking.keys() <= {"SOM", "SSD", "SMR"}, lacking


def test_ministers_of_the_g20_have_no_gap_of_a_year(register: Register) -> None:
    for code in G20:
        terms = sorted(
            (t for t in register.holders(code, "foreign-minister") if (t.last or "9") > "1990"), key=lambda t: t.first
        )
        assert terms[0].first < "1992", code
        assert terms[-1].last is None, code
        for one, other in pairwise(terms):
            assert one.last is not None, one
            assert int(other.first[:4]) - int(one.last[:4]) <= 1, (one, other)


def test_heads_of_the_main_bodies_are_known(register: Register) -> None:
    for body in ("UN", "NATO", "EC", "EUCO", "WTO", "WHO", "IMF", "WB", "IAEA", "AUC", "ASEAN", "AL", "OPEC", "OSCE"):
        for year in range(2010, 2025):
            assert register.holders(body, "head-of-body", f"{year}-06-30"), (body, year)
    assert len({h.country for h in register.holdings if h.country in bodies()}) >= 60


@pytest.mark.shared
@pytest.mark.skipif(not LEADERS.is_file(), reason="needs the development data beside the checkout")
def test_a_public_list_of_leaders_agrees() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "register.py", "--leaders", LEADERS],
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"([\d.]+) % found, ([\d.]+) % found or explained", done.stdout)
    assert found is not None
    assert float(found[1]) >= 99
    assert float(found[2]) >= 99.9


# --- who held an office ---


@pytest.mark.parametrize(
    ("country", "office", "day", "holder"),
    [
        ("RUS", "foreign-minister", "2014-03-01", "Sergei Lavrov"),
        ("USA", "foreign-minister", "1999-06-01", "Madeleine Albright"),
        ("CHN", "foreign-minister", "2023-01-15", "Qin Gang"),
        ("FRA", "head-of-state", "1994-05-06", "Francois Mitterrand"),
        ("USA", "head-of-government", "2012-01-01", "Barack Obama"),
        ("GBR", "defence-minister", "2022-02-24", "Ben Wallace"),
        ("IRN", "security-adviser", "2012-06-01", "Saeed Jalili"),
        ("UN", "head-of-body", "2003-03-20", "Kofi Annan"),
    ],
)
def test_holders_on_a_day(register: Register, country: str, office: str, day: str, holder: str) -> None:
    [term] = register.holders(country, office, day)
    assert same_person(term.holder, holder)


def test_both_come_on_the_day_of_a_change(register: Register) -> None:
    there = register.holders("NATO", "head-of-body", "2014-10-01")
    assert {t.holder for t in there} == {"Anders Fogh Rasmussen", "Jens Stoltenberg"}


def test_all_of_a_country(register: Register) -> None:
    assert {t.country for t in register.of("FJI")} == {"FJI"}
    assert set(register.of("FJI", "2010-01-01")) < set(register.of("FJI"))
    assert register.holders("FJI", "supreme-leader") == ()


# --- whom a name can mean ---


@pytest.mark.parametrize(
    ("name", "day", "office"),
    [
        ("Lavrov", "2014-03-01", "foreign-minister"),
        ("Sergey Lavrov", "2014-03-01", "foreign-minister"),
        ("Serguei Viktorovich LAVROV", "2014-03-01", None),
        ("Orbán Viktor", "2015-01-01", "head-of-government"),
        ("Viktor Orban", "2015-01-01", "head-of-government"),
        ("Abe Shinzo", "2015-01-01", "head-of-government"),
        ("Jin-ping Xi", "2015-01-01", None),
        ("Van Rompuy", "2012-01-01", "head-of-body"),
        ("Boutros-Ghali", "1994-01-01", "head-of-body"),
        ("H.R. McMaster", "2017-06-01", "security-adviser"),
        ("Adel Al Jubeir", "2016-06-01", "foreign-minister"),
        ("von der Leyen", "2022-06-01", "head-of-body"),
        ("von der Leyen", "2015-06-01", "defence-minister"),
    ],
)
def test_names(register: Register, name: str, day: str, office: str | None) -> None:
    offices = {t.office for t in register.named(name, day)}
    assert office in offices if office else True
    assert register.named(name, day) == tuple(t for t in register.named(name) if t.on(day))


def test_a_name_is_coded_by_the_day(register: Register) -> None:
    in_office, [private] = (
        register.candidates("Nicolas Sarkozy", "2010-01-01"),
        register.candidates("Nicolas Sarkozy", "2024-01-01"),
    )
    assert in_office[0].held[0].office.startswith("head-of-state")
    assert private.held == private.future == ()
    assert "head-of-state" in {t.office for t in private.former}
    [young] = register.candidates("Nicolas Sarkozy", "1975-01-01")
    assert young.held == young.former == ()
    assert "President" in {t.title for t in young.future}


def test_one_person_of_several_countries_and_bodies(register: Register) -> None:
    [found] = register.candidates("Ban Ki-moon", "2010-01-01")
    assert told(found.held) == [("Ban Ki-moon", "Secretary-General")]
    assert told(found.former) == [("Ban Ki-moon", "Foreign Minister")]


def test_a_surname_can_mean_several(register: Register) -> None:
    found = register.candidates("Clinton", "2010-01-01")
    assert [c.holder for c in found] == ["Hillary Clinton", "Bill Clinton"]
    assert found[0].held
    assert found[1].former


def test_heads_come_before_other_holders(register: Register) -> None:
    found = register.candidates("Kim", "2014-06-01")
    heads = [c for c in found if c.held and c.held[0].office in HEADS]
    assert {c.holder for c in heads} == {"Kim Jong-un", "Kim Yong-nam"}
    assert found[: len(heads)] == tuple(heads)


@pytest.mark.parametrize("name", ["", "—", "de", "Q", "Hillary", "Nobody Known"])
def test_what_is_no_name(register: Register, name: str) -> None:
    assert register.named(name) == ()


def test_coarse_dates_are_told() -> None:
    cells = "Ann Bee\t\tFRA\tspeaker\tSpeaker\t2001\t2003\tholder\t"
    terms = read_holdings(f"{HEADER}\n{cells}\n", "t.tsv")
    [found] = Register(terms).candidates("Ann Bee", "2001-07-01")
    assert found.held == ()
    assert found.perhaps == tuple(terms)
    assert [c.held for c in Register(terms).candidates("Ann Bee", "2002-07-01")] == [tuple(terms)]
    assert terms[0].at("2003-07-01") is When.PERHAPS


def test_one_name_is_one_person_unless_the_note_says_otherwise() -> None:
    rows = [f"Ann Bee\t\t{c}\tspeaker\tSpeaker\t2001\t2003\tholder\t" for c in ("FRA", "ITA")]
    assert len(Register(read_holdings("\n".join((HEADER, *rows)), "t.tsv")).candidates("Ann Bee")) == 1
    rows[1] += "a namesake"
    assert len(Register(read_holdings("\n".join((HEADER, *rows)), "t.tsv")).candidates("Ann Bee")) == 2


# --- users' tables ---


def test_a_users_table_is_laid_over_ours(register: Register, tmp_path: Path) -> None:
    file = own(tmp_path, "Ann Lee\t\tFRA\tforeign-minister\tForeign Minister\t2031-02-03\t\tholder\t")
    both = Register.load([file])
    assert told(both.holders("FRA", "foreign-minister", "2031-03-01")) == [("Ann Lee", "Foreign Minister")]
    assert len(both.holdings) == len(register.holdings) + 1
    assert both.digest != register.digest
    assert Register.load().digest == register.digest
    assert len(register.digest) == 64


def test_rows_of_a_user_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    rows = [f"{n}\t\tFRA\tforeign-minister\tForeign Minister\t2031-02-03\t\tholder\t" for n in ("Ann Lee", "Bo Day")]
    with pytest.raises(RequestError) as caught:
        Register.load([own(tmp_path, *rows)])
    assert "own.tsv:2" in str(caught.value)
    assert "own.tsv:3" in str(caught.value)


# --- speed ---


def test_loading_is_quick() -> None:
    countries()
    bodies()
    times = []
    for _ in range(3):
        module._bundled.cache_clear()
        started = time.process_time()
        Register.load()
        times.append(time.process_time() - started)
    assert min(times) < LIMIT
