"""`communique resolve`: lines in, answers out, dates in several forms, and how it ends."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from actors.invented import register
from communique import cli
from communique.actors.options import ActorOptions
from communique.actors.resolve import Resolver
from communique.cli import resolve
from communique.cli.resolve import day_of
from communique.grounding.gazetteer import country_of_place

TODAY = date(2024, 6, 30)


@dataclass(frozen=True)
class Done:
    """How the program ended, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


@pytest.fixture
def options() -> list[ActorOptions]:
    """The options that resolvers were made with."""
    return []


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[ActorOptions]) -> Run:
    def made(given: ActorOptions) -> Resolver:
        options.append(given)
        return Resolver(register())

    monkeypatch.setattr(resolve, "_resolver", made)

    def call(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["communique", "resolve", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        status = ended.value.code
        assert isinstance(status, int)
        return Done(status, *capsys.readouterr())

    return call


def lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(r + "\n" if isinstance(r, str) else json.dumps(r) + "\n" for r in rows), "utf-8")
    return path


def test_each_line_is_answered(run: Run, tmp_path: Path) -> None:
    file = lines(
        tmp_path / "mentions.jsonl",
        {"id": "a", "mention": "Ana Duarte", "date": "2012-05-01"},
        {"mention": "the interior ministry", "context": "Peru", "date": None},
        "",
        {"id": 7, "mention": "nothing at all"},
    )
    done = run(file)
    assert (done.status, done.err) == (0, "")
    assert [row["id"] for row in done.rows] == ["a", "2", "7"]
    first, second, third = done.rows
    assert list(first) == [
        "id", "mention", "country", "sector", "other_sectors", "name", "office", "standing", "as_of", "confidence",
        "how", "rivals",
    ]  # fmt: skip
    assert (first["country"], first["name"], first["office"], first["as_of"]) == (
        "PRT", "Ana Duarte", "Prime Minister", "2012-05-01",
    )  # fmt: skip
    assert (second["country"], second["sector"]) == ("PER", "GOV")
    assert (third["country"], third["sector"], third["how"]) == (None, None, "")


def test_a_line_without_a_date_speaks_of_today(run: Run, tmp_path: Path) -> None:
    file = lines(tmp_path / "m.jsonl", {"mention": "Rui Salgado"}, {"mention": "Ana Duarte", "date": "today"})
    done = run(file)
    today = datetime.now(UTC).date().isoformat()
    assert [(row["as_of"], row["standing"]) for row in done.rows] == [(today, "holder"), (today, "former")]


def test_the_day_and_context_of_lines_without(run: Run, tmp_path: Path) -> None:
    file = lines(
        tmp_path / "m.jsonl", {"mention": "the army"}, {"mention": "the army", "context": "Chile", "date": "2020"}
    )
    rows = run(file, "--date", "March 1, 2011", "--context", "Peru").rows
    assert [(row["country"], row["as_of"]) for row in rows] == [("PER", "2011-03-01"), ("CHL", "2020")]


def test_mentions_of_the_command_line(run: Run) -> None:
    rows = run("-m", "Ana Duarte", "-m", "Danish police", "--date", "2008-01-01").rows
    assert [(r["id"], r["country"], r["office"]) for r in rows] == [
        ("1", "PRT", "Foreign Minister"),
        ("2", "DNK", None),
    ]


def test_several_named_at_once(run: Run) -> None:
    [row] = run("-m", "Peruvian and Chilean ministers").rows
    assert row["country"] == "PER"
    assert [(n["mention"], n["country"], n["sector"]) for n in row["named"]] == [
        ("Peruvian ministers", "PER", "GOV"),
        ("Chilean ministers", "CHL", "GOV"),
    ]


def test_rivals_are_shown(run: Run) -> None:
    [row] = run("-m", "Korea").rows
    assert {"name", "office", "country", "sector", "why"} == set(row["rivals"][0])


def test_a_table_for_a_person(run: Run) -> None:
    out = run("-m", "Ana Duarte", "--date", "2012", "--format", "table").out
    assert "Ana Duarte" in out
    assert "PRT" in out
    assert not out.lstrip().startswith("{")


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"mention": "Chile"}\n'))
    assert [row["country"] for row in run().rows] == ["CHL"]


def test_a_file_to_write(run: Run, tmp_path: Path) -> None:
    done = run("-m", "Chile", "-o", tmp_path / "out.jsonl")
    assert (done.status, done.out) == (0, "")
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8"))["country"] == "CHL"


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"id": 1}', '{"mention": " "}', '{"mention": 3}', '{"mention": "x", "date": "31 June 2020"}',
     '{"mention": "x", "date": "soon"}', '{"mention": "x", "date": 5}'],
)  # fmt: skip
def test_lines_that_cannot_be_read(run: Run, tmp_path: Path, line: str) -> None:
    file = lines(tmp_path / "m.jsonl", line, {"mention": "Chile"})
    done = run(file)
    assert done.status == 3
    rejected = done.rows[0]["rejected"]
    assert (rejected["uri"], rejected["locator"], rejected["reason"]) == (str(file), "line 1", "malformed")
    assert "line 1" in done.err
    assert done.rows[1]["country"] == "CHL"
    assert run(lines(tmp_path / "bad.jsonl", line)).status == 1


def test_wrong_requests(run: Run, tmp_path: Path) -> None:
    assert run(tmp_path / "nowhere.jsonl").status == 1
    wrong = run("-m", "x", "--date", "yesterday-ish")
    assert wrong.status == 2
    assert "--date" in wrong.err
    assert run("-m", "x", lines(tmp_path / "m.jsonl", {"mention": "x"})).status == 2
    assert run("-m", "x", "--register", tmp_path / "nowhere.tsv").status == 2


def test_options_from_a_file(run: Run, tmp_path: Path, options: list[ActorOptions]) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("", "utf-8")
    config = tmp_path / "c.toml"
    config.write_text(f"[actors]\nregister = [{json.dumps(str(own))}]\n", "utf-8")
    run("-m", "x", "--config", config)
    assert options == [ActorOptions(register=(str(own),))]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-08-21", "2024-08-21"),
        ("2024-08", "2024-08"),
        ("2024", "2024"),
        ("21 August 2024", "2024-08-21"),
        ("1 july 2021", "2021-07-01"),
        ("August 21, 2024", "2024-08-21"),
        ("Aug. 3rd, 2024", "2024-08-03"),
        ("Today", "2024-06-30"),
    ],
)
def test_forms_of_dates(words: str, day: str) -> None:
    assert day_of(words, TODAY) == day


@pytest.mark.parametrize("words", ["", "soon", "30 February 2024", "03/04/2024", "21 Foo 2024", "2024-13-01"])
def test_what_is_no_date(words: str) -> None:
    with pytest.raises(ValueError, match="write"):
        day_of(words, TODAY)


def test_cities_and_provinces_tell_their_country() -> None:
    assert country_of_place("Calgary") == "CAN"
    assert country_of_place("Catalonia") == "ESP"
    assert country_of_place("Zzyzx Qqq") is None
    assert country_of_place("Victoria") != "SYC"
