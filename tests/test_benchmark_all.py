"""All figures in one run: what is left out and why, what is printed and written, and in which shape."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts import BENCHMARKS, benchmark

table = benchmark("table")
sections = benchmark("sections")
every = benchmark("all")
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def figure(section: str, name: str, measure: str, value: float, **more: Any) -> Any:
    return table.Figure(section=section, set=name, measure=measure, value=value, **more)


FIGURES = [
    figure("events", "ours", "type F1", 71.25, unit="F1", of=1329),
    figure("events", "ours", "date", 80.0, of=1329),
    figure("events", "theirs", "type F1", 50.0, unit="F1", of=7),
    figure("meetings", "ours", "F1", 66.666, unit="F1", of=9),
    figure("meetings", "ours", "date", 100.0),
    figure("false events", "a|b", "a text", 0.246, unit="rate"),
    figure("speed", "all", "first reading", 1234.5, unit=""),
    figure("rooms", "network", "ms a sentence", 3.14159, unit="ms"),
]
VERSIONS = {"communique": "1.0", "model": "m 3"}


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


# --- tables ---


def test_events_have_a_column_for_each_measure() -> None:
    head, ruler, ours, theirs = map(cells, table.wide(FIGURES[:3]))
    assert head == ["events", "number", "type F1", "date"]
    assert ruler == ["---", "---:", "---:", "---:"]
    assert ours == ["ours", "1,329", "71.2", "80.0 %"]
    assert theirs == ["theirs", "7", "50.0", ""]


def test_all_else_has_a_line_a_set() -> None:
    _, _, meetings, false = map(cells, table.long(FIGURES[3:6]))
    assert meetings == ["meetings", "ours", "9", "F1 66.7, date 100.0 %"]
    assert false == ["false events", "a\\|b", "", "a text 0.25"]
    assert list(table.long([])) == []


def test_a_page_holds_every_figure_once_and_says_of_what() -> None:
    page = table.Result(VERSIONS, FIGURES, {"quotes": "there is no x"}).markdown()
    assert page.startswith("Measured by `benchmarks/all.py` with communique 1.0, model m 3.\n\n| events | number |")
    for told in ("71.2", "80.0 %", "66.7", "0.25", "| 3.14 |"):
        assert page.count(told) == 1
    assert "1,234" in page
    assert page.endswith("- quotes: left out, there is no x\n")
    for block in page.split("\n\n"):
        widths = {len(cells(line)) for line in block.splitlines() if line.startswith("|")}
        assert len(widths) <= 1


def test_an_object_of_json_holds_the_same() -> None:
    plain = json.loads(json.dumps(table.Result(VERSIONS, FIGURES, {"quotes": "why"}).plain()))
    assert plain["versions"] == VERSIONS
    assert plain["skipped"] == {"quotes": "why"}
    assert [one["value"] for one in plain["figures"]] == [one.value for one in FIGURES]
    assert plain["figures"][0] == {
        "section": "events", "set": "ours", "measure": "type F1", "value": 71.25, "unit": "F1", "of": 1329,
    }  # fmt: skip


# --- sections ---


def test_every_section_tells_what_it_needs() -> None:
    for name, section in sections.SECTIONS.items():
        assert section.run.__doc__, name
        assert all(not Path(need).is_absolute() for need in section.needs)
    assert sections.SECTIONS["dispatches"].needs == ()


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    section = sections.Section(lambda _: iter(()), ("a/b.jsonl", "c"))
    (tmp_path / "c").mkdir()
    assert sections.absent(section, tmp_path) == ["a/b.jsonl"]
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.jsonl").touch()
    assert sections.absent(section, tmp_path) == []


def test_a_part_is_spread_over_the_whole() -> None:
    quick, whole = sections.Bench(Path(), quick=True), sections.Bench(Path())
    assert quick.some(range(10), 3) == [0, 3, 6]
    assert whole.some(range(10), 3) == list(range(10))


def test_reports_that_were_set_aside_are_not_among_those_to_work_with() -> None:
    assert len(sections.Bench(Path()).work) == 40


# --- the run ---


def asked(monkeypatch: pytest.MonkeyPatch, *given: str) -> None:
    monkeypatch.setattr("sys.argv", ["all.py", *given])
    every.main()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sections, one of which needs what is not there."""

    def told(bench: Any) -> Iterator[Any]:
        yield figure("meetings", "quick" if bench.quick else "whole", "F1", 50.0, unit="F1")

    made = {"here": sections.Section(told), "there": sections.Section(told, ("far/away.jsonl",))}
    monkeypatch.setattr(every, "SECTIONS", made)
    monkeypatch.setattr(every, "speed", lambda data, count: iter([figure("speed", "all", "later", count, unit="")]))


@pytest.mark.usefixtures("short")
def test_tables_are_printed_and_what_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(monkeypatch, "--data", str(tmp_path))
    out, err = capsys.readouterr()
    assert "| meetings | whole |  | F1 50.0 |" in out
    assert f"| all | {every.TEXTS} |" in out
    assert out.endswith(f"- there: left out, there is no far/away.jsonl in {tmp_path}\n")
    assert [line.partition(":")[0] for line in err.splitlines()] == ["speed", "here", "there"]


@pytest.mark.usefixtures("short")
def test_pages_and_figures_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page, figures = tmp_path / "page.md", tmp_path / "figures.json"
    asked(monkeypatch, "--data", str(tmp_path), "--quick", "--write", str(page), "--json", str(figures))
    assert page.read_text("utf-8") == capsys.readouterr().out
    plain = json.loads(figures.read_text("utf-8"))
    assert [(one["section"], one["set"]) for one in plain["figures"]] == [("speed", "all"), ("meetings", "quick")]
    assert plain["versions"].keys() == {"communique", "model", "codebook"}
    asked(monkeypatch, "--data", str(tmp_path), "--quick", "--json", "-")
    assert json.loads(capsys.readouterr().out) == plain


@pytest.mark.usefixtures("short")
def test_only_what_is_asked_for_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(every, "speed", lambda *_: pytest.fail("speed was not asked for"))
    asked(monkeypatch, "--data", str(tmp_path), "--only", "here")
    assert capsys.readouterr().err.startswith("here: ")


def test_a_section_that_is_not_known_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        asked(monkeypatch, "--only", "weather")
    assert "choose from" in capsys.readouterr().err


def test_the_readme_names_every_section_and_script() -> None:
    page = (BENCHMARKS / "README.md").read_text("utf-8")
    told = set(re.findall(r"`([a-z_-]+)(?:\.py)?`", page))
    assert set(sections.SECTIONS) | {"speed"} <= told
    assert {path.stem for path in BENCHMARKS.glob("*.py")} <= told


def test_speed_is_told_by_room_with_the_forward_pass(tmp_path: Path) -> None:
    """Without readouts the bundled dispatches are taken; few of ours, so that the test is short."""
    folder = tmp_path / "documents"
    folder.mkdir()
    text = "Norway's foreign minister met Denmark's in Oslo on 3 May 2021. They agreed to meet again."
    (folder / "wh_readouts.jsonl").write_text(json.dumps({"id": "a", "text": text}) + "\n", "utf-8")
    found = {(f.section, f.set, f.measure): f.value for f in every.speed(tmp_path, 1)}
    rates = [
        found["speed", f"{name}, sentences a second", "later"] for name in ("network alone", "language model", "all")
    ]
    assert rates == sorted(rates, reverse=True)
    assert rates[-1] > 0
    shares = [found["rooms", part, "of the model, later"] for part in ("network", "decoding", "relations")]
    assert sum(shares) == pytest.approx(100)
    assert {"actors", "places", "times", "events", "meetings", "statements"} <= {
        s for kind, s, _ in found if kind == "rooms"
    }


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the development data beside the checkout")
def test_sections_find_what_they_need() -> None:
    """Names of files in the sections are those of the data."""
    for name, section in sections.SECTIONS.items():
        assert sections.absent(section, SHARED) == [], name
    bench = sections.Bench(SHARED, quick=True)
    found = list(sections.SECTIONS["relate"].run(bench))
    assert [(f.measure, f.of) for f in found] == [("macro F1", 60), ("right", 60)]
    assert all(60 < f.value <= 100 for f in found)
