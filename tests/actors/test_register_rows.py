"""Rows of the register: what a table may hold, which rows contradict each other, how a user's rows are laid over."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.actors.register_rows import (
    COLUMNS,
    Holding,
    When,
    contradictions,
    earliest,
    holding_of,
    laid_over,
    latest,
    read_holdings,
    read_table,
    write_table,
)
from communique.records import OutsideError, RequestError, SetupError

HEADER = "\t".join(COLUMNS)


def row(
    holder: str,
    first: str,
    last: str = "",
    country: str = "FRA",
    office: str = "foreign-minister",
    title: str = "Foreign Minister",
    standing: str = "holder",
    note: str = "",
) -> Holding:
    return holding_of((holder, "", country, office, title, first, last, standing, note), "t.tsv:2")


def table(*cells: str) -> str:
    return "\n".join((HEADER, *cells, ""))


def why(*rows: Holding) -> list[str]:
    return [reason for _, _, reason in contradictions(rows)]


# --- reading ---


def test_a_row_is_read_with_its_place() -> None:
    line = "Ann Lee\tA. Lee;Lee Ann\tCAN\tspeaker\tSpeaker\t2001-02\t2003\tacting\tQ42, by lot"
    [found] = read_holdings(table("# rows of a test", line), "own.tsv")
    assert (found.holder, found.aliases, found.first, found.last) == (
        "Ann Lee",
        ("A. Lee", "Lee Ann"),
        "2001-02",
        "2003",
    )
    assert found.source == "own.tsv:3"
    assert found.wikidata == "Q42"
    assert "\t".join(found.cells) == line
    assert str(found) == "Ann Lee, Speaker of CAN (acting), 2001-02 to 2003 (own.tsv:3)"
    assert found.code == "CAN"


def test_a_body_is_coded_as_plover_does() -> None:
    assert row("Ann Lee", "2001", country="UNHCR", office="head-of-body").code == "UNO"
    assert row("Ann Lee", "2001", country="PRI").code == "USA"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("A B\t\tXYZ\tspeaker\tSpeaker\t2001\t\tholder\t", "'XYZ' is neither a country's code"),
        ("A B\t\tFRA\tking\tKing\t2001\t\tholder\t", "the office must be one of"),
        ("A B\t\tFRA\tspeaker\tSpeaker\t2001\t\tboss\t", "holder or acting, not 'boss'"),
        ("\t\tFRA\tspeaker\tSpeaker\t2001\t\tholder\t", "needs a holder"),
        ("A B\t\tFRA\tspeaker\tSpeaker\t\t2001\tholder\t", "needs a holder"),
        ("A B\t\tFRA\tspeaker\tSpeaker\t2001-02-31\t\tholder\t", "'2001-02-31' is no ISO 8601 date"),
        ("A B\t\tFRA\tspeaker\tSpeaker\t2001\t31.12.2004\tholder\t", "'31.12.2004' is no ISO 8601 date"),
        ("A B\t\tFRA\tspeaker\tSpeaker\t2001-01-01T10:00\t\tholder\t", "runs from day to day"),
        ("A B\t\tFRA\tspeaker\tSpeaker\t2003-05\t2003-04-30\tholder\t", "cannot end (2003-04-30) before it starts"),
        ("A B\tC D;;E F\tFRA\tspeaker\tSpeaker\t2001\t\tholder\t", "empty, padded or repeated member"),
        ("A B\tC D\tFRA\tspeaker\tSpeaker\t2001\tholder\t", "8 cells instead of 9"),
    ],
)
def test_bad_rows_are_refused_with_line_and_row(cells: str, said: str) -> None:
    good = "A B\t\tFRA\tspeaker\tSpeaker\t1999\t2000\tholder\t"
    with pytest.raises(SetupError) as caught:
        read_holdings(table(good, cells), "own.tsv")
    assert said in str(caught.value)
    assert "own.tsv:3" in str(caught.value)


@pytest.mark.parametrize("text", ["", "\n\n", "holder\tcountry\nA\tFRA\n", HEADER.replace("to", "until") + "\n"])
def test_a_table_without_its_columns_is_refused(text: str) -> None:
    with pytest.raises(SetupError, match="the columns must be"):
        read_holdings(text, "own.tsv")


def test_a_users_table_is_his_fault(tmp_path: Path) -> None:
    file = tmp_path / "own.tsv"
    file.write_text("no table\n")
    with pytest.raises(RequestError, match="the columns must be"):
        read_table(file)
    file.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(RequestError, match="UTF-8"):
        read_table(file)
    with pytest.raises(RequestError, match="cannot be read"):
        read_table(tmp_path / "none.tsv")


def test_a_table_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    file = tmp_path / "own.tsv"
    file.write_bytes(
        b"\xef\xbb\xbf" + table("A B\t\tFRA\tspeaker\tSpeaker\t1999\t2000\tholder\t").replace("\n", "\r\n").encode()
    )
    assert [h.holder for h in read_table(file)] == ["A B"]


def test_what_is_written_is_read_again_in_order(tmp_path: Path) -> None:
    rows = [row("C D", "2001", "2002"), row("A B", "1999", "2001"), row("E F", "1998", country="BRA")]
    write_table(tmp_path / "own.tsv", rows)
    again = read_table(tmp_path / "own.tsv")
    assert [h.cells for h in again] == [rows[2].cells, rows[1].cells, rows[0].cells]
    with pytest.raises(OutsideError):
        write_table(tmp_path / "none" / "own.tsv", rows)


# --- days ---


@pytest.mark.parametrize(
    ("first", "last", "day", "when"),
    [
        ("2001-05-10", "2003-02-01", "2001-05-09", When.FUTURE),
        ("2001-05-10", "2003-02-01", "2001-05-10", When.HELD),
        ("2001-05-10", "2003-02-01", "2003-02-01", When.HELD),
        ("2001-05-10", "2003-02-01", "2003-02-02", When.FORMER),
        ("2001-05-10", "", "2030-01-01", When.HELD),
        ("2001", "2003", "2001-07-01", When.PERHAPS),
        ("2001", "2003", "2002-07-01", When.HELD),
        ("2001", "2003", "2003-07-01", When.PERHAPS),
        ("2001", "2003", "2004-01-01", When.FORMER),
        ("2001-05", "2003-02", "2001-05-30", When.PERHAPS),
        ("2001-05", "2003-02", "2001-05-31", When.HELD),
        ("2001-05-10", "2003-02-01", "2001", When.PERHAPS),
        ("2001-05-10", "2003-02-01", "2002", When.HELD),
        ("2001-05-10", "2003-02-01", "2003-03", When.FORMER),
        ("2001-05-10", "2003-02-01", "2001-04", When.FUTURE),
    ],
)
def test_how_a_term_stands_to_a_day(first: str, last: str, day: str, when: When) -> None:
    term = row("A B", first, last)
    assert term.at(day) is when
    assert term.on(day) is (when in (When.HELD, When.PERHAPS))
    assert term.before(day) is (when is When.FORMER)


DATES = st.dates().map(lambda d: d.isoformat()).flatmap(lambda d: st.sampled_from([d, d[:7], d[:4]]))


@given(DATES)
def test_a_coarse_date_lies_between_its_bounds(date: str) -> None:
    assert earliest(date) <= latest(date)
    assert earliest(date).startswith(date)
    assert latest(date).startswith(date)
    assert len(earliest(date)) == len(latest(date)) == 10


@given(DATES, DATES, DATES)
def test_a_day_is_before_in_or_after_a_term(one: str, other: str, day: str) -> None:
    first, last = sorted((one, other))
    if first[: min(len(first), len(last))] <= last[: min(len(first), len(last))]:
        term = row("A B", first, last)
        assert term.at(day) in When
        assert term.at(first) is not When.FUTURE
        assert term.at(last) is not When.FORMER
        if term.at(day) is When.FUTURE:
            assert earliest(first) > latest(day)


# --- rows that contradict each other ---


def test_one_holder_at_a_time() -> None:
    assert why(row("A B", "2001-01-01", "2003-05-06"), row("C D", "2003-05-06", "2004-01-01")) == []
    assert why(row("A B", "2001", "2003"), row("C D", "2003", "2004")) == []
    one, other = row("A B", "2001-01-01", "2003-05-06"), row("C D", "2003-05-01")
    [(first, second, reason)] = contradictions([other, one])
    assert (first, second) == (one, other)
    assert reason == "two holders of foreign-minister of FRA at the same time"


def test_overlaps_are_found_between_rows_that_are_not_neighbours() -> None:
    rows = [row("A B", "2001", "2010"), row("C D", "2002-02", "2003-02"), row("E F", "2005-01", "2006-01")]
    assert [(a.holder, b.holder) for a, b, _ in contradictions(rows)] == [("A B", "C D"), ("A B", "E F")]


@pytest.mark.parametrize("office", ["head-of-state", "head-of-government", "defence-minister", "supreme-leader"])
def test_offices_that_one_holds(office: str) -> None:
    assert why(row("A B", "2001", "2004", office=office), row("C D", "2002-05", "2003-05", office=office))


@pytest.mark.parametrize("office", ["deputy-head", "speaker", "other", "security-adviser"])
def test_offices_that_several_hold(office: str) -> None:
    assert not why(row("A B", "2001", "2004", office=office), row("C D", "2002-05", "2003-05", office=office))


def test_what_may_overlap() -> None:
    held = row("A B", "2001", "2004")
    assert not why(held, row("C D", "2002-05", "2003-05", standing="acting"))
    san_marino = [row(n, "2001-04-01", "2001-10-01", "SMR", "head-of-state", "Captain Regent") for n in ("A B", "C D")]
    assert not why(*san_marino)
    president = row("A B", "2001", "2004", office="head-of-state-and-government", title="President")
    assert not why(president, row("C D", "2002", "2003", office="head-of-government", title="Prime Minister"))
    court = [row(n, "2001", "2009", "ICC", "head-of-body", n) for n in ("President", "Prosecutor")]
    assert not why(*court)
    assert why(row("A B", "2001", "2009", "ICC", "head-of-body", "Prosecutor"), court[1])


def test_a_row_twice() -> None:
    assert why(row("A B", "2001", "2004"), row("A B", "2001", "2004", note="again")) == ["the same row stands twice"]
    assert why(row("A B", "2001", "2004"), row("A B", "2003-01", "2006")) == [
        "two terms of one holder in one office overlap"
    ]
    assert not why(row("A B", "2001", "2004"), row("A B", "2004", "2006"))


# --- rows laid over others ---


def lay(own: Holding, *ours: Holding) -> list[tuple[str, str, str | None]]:
    return [(h.holder, h.first, h.last) for h in laid_over([own], ours)]


def test_a_successor_ends_an_open_term() -> None:
    assert lay(row("C D", "2026-12-01"), row("A B", "2024-01-01")) == [
        ("A B", "2024-01-01", "2026-12-01"),
        ("C D", "2026-12-01", None),
    ]


def test_a_row_of_the_same_person_replaces_ours() -> None:
    assert lay(row("Á. Bé", "2024-01-02", "2025"), row("A Be", "2024-01-01"), row("X Y", "2020", "2023")) == [
        ("X Y", "2020", "2023"),
        ("Á. Bé", "2024-01-02", "2025"),
    ]


def test_a_row_inside_another_cuts_it() -> None:
    assert lay(row("C D", "2002-06-01", "2003-06-01"), row("A B", "2001-01-01", "2003-01-01"))[0] == (
        "A B",
        "2001-01-01",
        "2002-06-01",
    )
    assert lay(row("C D", "2000-06-01", "2002-06-01"), row("A B", "2001-01-01", "2003-01-01"))[0] == (
        "A B",
        "2002-06-01",
        "2003-01-01",
    )
    assert lay(row("C D", "2000", "2004"), row("A B", "2001-01-01", "2003-01-01")) == [("C D", "2000", "2004")]


@pytest.mark.parametrize("change", [{"standing": "acting"}, {"office": "other"}, {"country": "ITA"}])
def test_other_rows_stay(change: dict[str, str]) -> None:
    make: Callable[..., Holding] = row
    assert len(lay(make("C D", "2000", "2004", **change), row("A B", "2001-01-01", "2003-01-01"))) == 2
