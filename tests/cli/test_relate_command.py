"""`communique relate`: lines in, answers out, what is turned down, and how it ends."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from communique import cli
from communique.cli import relate
from communique.coding.relate import Marked, Related
from communique.language.options import LanguageOptions
from communique.records.errors import RequestError

TEXT = "Iran accused France of meddling."


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
def asked() -> list[Any]:
    """Options and texts that the model was asked with."""
    return []


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], asked: list[Any]) -> Run:
    def teller(options: LanguageOptions, nothing: bool) -> relate.Teller:
        asked.append((options, nothing))

        def tell(marked: Marked) -> Related:
            asked.append(marked)
            if marked.text.startswith("!"):
                raise RequestError("`source` holds no word; mark the words that name the party")
            words = (marked.source.of(marked.text), marked.target.of(marked.text))
            scores = {"ACCUSE": 0.812345, "REJECT": 0.1, "SANCTION": 0.05, "CONSULT": 0.037655}
            return Related("ACCUSE", "allege" if words == ("Iran", "France") else None, scores)

        return tell

    monkeypatch.setattr(relate, "_teller", teller)

    def call(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["communique", "relate", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        status = ended.value.code
        assert isinstance(status, int)
        return Done(status, *capsys.readouterr())

    return call


def row(**changes: object) -> dict[str, object]:
    return {"id": "a", "text": TEXT, "source": [0, 4], "target": [13, 19], **changes}


def lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(r + "\n" if isinstance(r, str) else json.dumps(r) + "\n" for r in rows), "utf-8")
    return path


def test_each_line_is_answered(run: Run, tmp_path: Path) -> None:
    back = row(source=[13, 19], target=[0, 4])
    del back["id"]
    done = run(lines(tmp_path / "pairs.jsonl", row(), "", back, row(id=7)))
    assert (done.status, done.err) == (0, "")
    assert [r["id"] for r in done.rows] == ["a", "3", "7"]
    first, second, _ = done.rows
    assert list(first) == ["id", "type", "mode", "scores"]
    assert (first["type"], first["mode"]) == ("ACCUSE", "allege")
    assert list(first["scores"].items())[:2] == [("ACCUSE", 0.8123), ("REJECT", 0.1)]
    assert second["mode"] is None


def test_standard_input_and_several_files_are_read(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = (lines(tmp_path / f"{name}.jsonl", row(id=name)) for name in ("one", "two"))
    assert [r["id"] for r in run(one, two).rows] == ["one", "two"]
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(row(id="in")) + "\n"))
    assert [r["id"] for r in run().rows] == ["in"]
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(row(id="dash")) + "\n"))
    assert [r["id"] for r in run(two, "-").rows] == ["two", "dash"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "no JSON"),
        ("[1, 2]", "no `text`"),
        (json.dumps(row(text="  ")), "no `text`"),
        (json.dumps(row(text=5)), "no `text`"),
        (json.dumps(row(text="Iran\ud83d accused France of it.")), "half a character"),
        (json.dumps(row(source=None)), "no `source`; give"),
        (json.dumps(row(source=[0, 4, 5])), "no `source`; give"),
        (json.dumps(row(target=[0.0, 4.0])), "no `target`; give"),
        (json.dumps(row(target=[True, 4])), "no `target`; give"),
        (json.dumps(row(target="France")), "no `target`; give"),
        (json.dumps(row(target=[13, 33])), r"`target` is [13, 33]; start lies before end, both from 0 to 32"),
        (json.dumps(row(source=[4, 4])), "`source` is [4, 4]"),
        (json.dumps(row(source=[-4, 4])), "`source` is [-4, 4]"),
        (json.dumps(row(text="! accused France of it.", source=[0, 1])), "holds no word"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_its_number(run: Run, tmp_path: Path, line: str, why: str) -> None:
    path = lines(tmp_path / "pairs.jsonl", row(), line, row(id="b"))
    done = run(path)
    assert done.status == 3
    assert [r.get("id") for r in done.rows] == ["a", None, "b"]
    rejected = done.rows[1]["rejected"]
    assert (rejected["uri"], rejected["locator"]) == (str(path), "line 2")
    assert (rejected["stage"], rejected["reason"]) == ("parse", "malformed")
    assert why in rejected["detail"]
    assert done.err == f"{path}, line 2: {rejected['detail']}\n"


def test_nothing_read_and_no_file_have_their_own_status(run: Run, tmp_path: Path) -> None:
    assert run(lines(tmp_path / "pairs.jsonl", "{")).status == 1
    assert run(lines(tmp_path / "empty.jsonl")).status == 1
    done = run(tmp_path / "nowhere.jsonl")
    assert done.status == 1
    assert "nowhere.jsonl cannot be read" in done.err


def test_a_table_shows_rivals_and_leaves_out_what_was_turned_down(run: Run, tmp_path: Path) -> None:
    done = run(lines(tmp_path / "pairs.jsonl", row(), "{", row(id="an id far too long to show")), "--format", "table")
    assert done.status == 3
    head, first, second = done.out.splitlines()
    assert head.split() == ["id", "type", "mode", "p", "next"]
    assert first.split() == ["a", "ACCUSE", "allege", "0.81", "REJECT", "0.10", "SANCTION", "0.05"]
    assert second.startswith("an id far too l…  ACCUSE")
    assert first.index("ACCUSE") == second.index("ACCUSE") == head.index("type")


def test_a_file_is_written(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = run(lines(tmp_path / "pairs.jsonl", row()), "--out", out)
    assert (done.status, done.out) == (0, "")
    assert json.loads(out.read_text("utf-8"))["type"] == "ACCUSE"


def test_options_reach_the_model(run: Run, tmp_path: Path, asked: list[Any]) -> None:
    path = lines(tmp_path / "pairs.jsonl", row())
    run(path)
    assert asked[0] == (LanguageOptions(), False)
    assert asked[1].text == TEXT
    asked.clear()
    config = tmp_path / "some.toml"
    config.write_text("[language]\nthreads = 2\n", "utf-8")
    run(path, "--none", "--config", config)
    assert asked[0] == (LanguageOptions(threads=2), True)
    assert run(path, "--threads", "0").status == 2
