"""`communique register`: what it prints, writes and refuses."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communique import cli
from communique.actors.register_rows import COLUMNS, read_table
from communique.records import RequestError

ROW = ("--country", "Kenya", "--office", "foreign-minister", "--title", "Foreign Minister")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.program, ["register", *map(str, words)])


def refused(*words: str | Path) -> str:
    """The message of a request that is refused, which the program prints before it ends with 2."""
    result = run(*words)
    assert isinstance(result.exception, RequestError), result.output
    return str(result.exception)


def test_show_a_person_on_a_day() -> None:
    result = run("show", "lavrov", "--on", "2000-06-01")
    lines = [line.split("  ") for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [line[-1] for line in lines] == ["2000-06-01", "held", "future"]
    assert "Ambassador to the United Nations" in result.stdout


def test_show_a_country_on_a_day_as_rows_and_objects() -> None:
    rows = run(
        "show", "RUS", "--on", "2016-01-01", "--office", "foreign-minister", "--format", "tsv"
    ).stdout.splitlines()
    assert rows[0] == "\t".join(COLUMNS)
    assert rows[1].startswith("Sergei Lavrov\tSergey Lavrov\tRUS\tforeign-minister")
    [line] = run(
        "show", "Russia", "--on", "2016-01-01", "--office", "foreign-minister", "--format", "jsonl"
    ).stdout.splitlines()
    assert json.loads(line)["when"] == "held"
    assert json.loads(line)["from"] == "2004-03-09"


def test_show_nothing_and_show_what_cannot_be() -> None:
    assert run("show", "Nobody Known").exit_code == 1
    assert run("show", "Atlantis", "--on", "2001-01-01").exit_code == 1
    assert "write 2010-05-11" in refused("show", "Lavrov", "--on", "yesterday")


def test_rows_are_added_in_order_and_used(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    assert run("add", own, "--holder", "Bo Cee", *ROW, "--from", "2033-02-03", "--alias", "B. Cee").exit_code == 0
    assert run("add", own, "--holder", "Ann Bee", *ROW, "--from", "2031", "--to", "2033-02-03", "--acting").stdout == (
        f"{own}: 2 rows\n"
    )
    assert [(h.holder, h.standing, h.aliases) for h in read_table(own)] == [
        ("Ann Bee", "acting", ()),
        ("Bo Cee", "holder", ("B. Cee",)),
    ]
    shown = run("show", "KEN", "--on", "2034-01-01", "--office", "foreign-minister", "--register", own)
    assert "Bo Cee" in shown.stdout
    assert "Mudavadi" not in shown.stdout


def test_a_row_that_contradicts_another_is_refused_with_both_shown(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    assert run("add", own, "--holder", "Bo Cee", *ROW, "--from", "2033-02-03").exit_code == 0
    message = refused("add", own, "--holder", "Ann Bee", *ROW, "--from", "2032-02-03")
    assert "Ann Bee, Foreign Minister of KEN, 2032-02-03 to today (new row)" in message
    assert "Bo Cee, Foreign Minister of KEN, 2033-02-03 to today" in message
    assert len(read_table(own)) == 1


def test_a_row_that_contradicts_the_package_needs_a_word(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    given = ("add", own, "--holder", "Ann Bee", *ROW, "--from", "2014-02-03", "--to", "2016-02-03")
    assert "Amina Mohamed" in refused(*given)
    assert "--override" in refused(*given)
    assert not own.exists()
    assert run(*given, "--override").exit_code == 0
    result = run("check", own)
    assert result.stdout == "1 rows hold together\n"
    assert "replaced or cut: Amina Mohamed" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--holder", "A\tB", "--from", "2031"), "neither tabs nor line breaks"),
        (("--holder", "Ann Bee", "--from", "May 2031"), "no ISO 8601 date"),
        (("--holder", "Ann Bee", "--from", "2031", "--to", "2030"), "cannot end"),
        (("--holder", "Ann Bee", "--from", "2031", "--country", "Narnia"), "'Narnia' is neither"),
    ],
)
def test_bad_cells_are_refused(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    assert said in refused("add", tmp_path / "own.tsv", *ROW, *words)
    assert not (tmp_path / "own.tsv").exists()


def test_check_shows_every_contradiction(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    rows = [
        f"{n}\t\tKEN\tforeign-minister\tForeign Minister\t{y}\t\tholder\t" for n, y in (("A B", 2031), ("C D", 2033))
    ]
    own.write_text("\n".join(("\t".join(COLUMNS), *rows, rows[1], "")))
    message = refused("check", own)
    assert message.startswith("3 contradictions")
    assert f"{own}:2" in message
    assert f"{own}:4" in message
    assert "the same row stands twice" in message


def test_import_writes_a_table_and_tells_what_it_passed_over(tmp_path: Path) -> None:
    query, actors = tmp_path / "query.csv", tmp_path / "actors.txt"
    query.write_text(
        "person,personLabel,positionLabel,start,end\n"
        "http://www.wikidata.org/entity/Q11,Ann Bee,President of Kenya,2031-02-03T00:00:00Z,\n"
        "http://www.wikidata.org/entity/Q12,Bo Cee,mayor of nowhere,2031-02-03T00:00:00Z,\n"
    )
    result = run("import", query, "--out", tmp_path / "own.tsv")
    assert (result.exit_code, result.stdout) == (3, f"{tmp_path / 'own.tsv'}: 1 rows\n")
    assert "passed over: query.csv:2: Bo Cee, mayor of nowhere: no country" in result.stderr
    assert [h.holder for h in read_table(tmp_path / "own.tsv")] == ["Ann Bee"]
    actors.write_text("JANE_DOE [GBRGOV >190101]\n")
    assert run("import", actors, "--out", tmp_path / "other.tsv").exit_code == 0
    actors.write_text("".join(f"JANE_DOE [XYZGOV >19010{n % 9 + 1}]\n" for n in range(30)))
    result = run("import", actors, "--out", tmp_path / "none.tsv")
    assert result.exit_code == 1
    assert "passed over: 10 more" in result.stderr
    assert not (tmp_path / "none.tsv").exists()


def test_import_of_what_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "query.csv"
    file.write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in refused("import", file, "--out", tmp_path / "own.tsv")
