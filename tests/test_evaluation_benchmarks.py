"""The benchmarks of coding: which texts count as telling of no politics, and how corrections change annotations."""

import json
from pathlib import Path
from typing import Any

import pytest

from coding.reports import PROTEST, TALKS, TREES, pipeline
from communique.records import Coded, Document
from scripts import benchmark

false_events = benchmark("false_events")
development_gold = benchmark("development_gold")


# --- texts that tell of no politics ---


@pytest.mark.parametrize(
    ("title", "counts"),
    [
        ("A Proclamation on National Donate Life Month, 2021", True),
        ("Presidential Message on World Bee Day", True),
        ("Congressional Bill H.R. 12 Signed into Law", True),
        ("Nominations and Withdrawals Sent to the Senate", True),
        ("A Proclamation on Prisoners of War Remembrance Day, 2021", False),
        ("Statement on the First Day of the Talks", False),
        ("FACT SHEET: Cancer Awareness", False),
        ("Readout of a Call with the President of France", False),
        ("The Daily Brief", False),
    ],
)
def test_releases_count_by_their_titles(tmp_path: Path, title: str, counts: bool) -> None:
    path = tmp_path / "releases.jsonl"
    path.write_text(json.dumps({"id": "a", "title": title, "text": TALKS}) + "\n", "utf-8")
    assert [d.id for d in false_events.releases(str(path))] == (["a"] if counts else [])


def test_stories_count_by_their_genre(tmp_path: Path) -> None:
    for name in ("GUM_voyage_bergen", "GUM_news_bergen", "GUM_bio_ibsen"):
        (tmp_path / f"{name}.conllu").write_text(TREES, "utf-8")
    found = list(false_events.gum([tmp_path]))
    assert [genre for genre, _ in found] == ["bio", "bio", "voyage", "voyage"]
    assert found[0][1].text == PROTEST


@pytest.mark.parametrize(("count", "taken"), [(2, [0, 5]), (3, [0, 3, 6]), (0, []), (-4, []), (99, list(range(10)))])
def test_documents_are_taken_at_even_distances(count: int, taken: list[int]) -> None:
    assert false_events.spread(list(range(10)), count) == taken


def test_rates_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    coded = pipeline().code(PROTEST)
    assert isinstance(coded, Coded)
    false_events.told("bio", [coded.events, (), (), ()])
    assert capsys.readouterr().out == (
        "bio         4 documents    1 events, 0.25 a document; one country: 0\n         ACCUSE 1\n"
    )


def test_the_whole_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "GUM_bio_ibsen.conllu").write_text(TREES, "utf-8")
    releases, rest = tmp_path / "releases.jsonl", tmp_path / "rest.jsonl"
    rows = [{"id": f"r{n}", "title": "World Bee Day, 2021", "text": text} for n, text in enumerate((TALKS, PROTEST))]
    releases.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    monkeypatch.setattr(false_events, "Pipeline", pipeline)
    asked = ["--releases", str(releases), "--gum", str(tmp_path), "--count", "3", "--rest", str(rest), "--show", "1"]
    monkeypatch.setattr("sys.argv", ["false_events.py", *asked])
    false_events.main()
    out = capsys.readouterr().out
    assert "all         3 documents    3 events, 1.00 a document; one country: 0" in out
    assert "\n1  bio  " in out
    assert "actor=NOR recipient=DNK [condemned] Norway condemned Denmark" in out
    [left] = rest.read_text("utf-8").splitlines()
    assert json.loads(left)["document"]["id"] == "r1"


# --- corrections ---


def gold() -> dict[str, Any]:
    return {
        "id": "dev-00",
        "events": [
            {"type": "AID", "date": "2024", "trigger": [5, 9], "sentence_span": [0, 50]},
            {"type": "AGREE", "date": None, "trigger": [5, 9], "sentence_span": [0, 50]},
        ],
    }


def correction(field: str, given: Any, corrected: Any, **more: Any) -> dict[str, Any]:
    return {"id": "dev-00", "trigger": [5, 9], "field": field, "given": given, "corrected": corrected, **more}


def test_a_value_is_corrected_where_it_was_given() -> None:
    found = development_gold.corrected(gold(), [correction("date", "2024", "2023")])
    assert [event["date"] for event in found["events"]] == ["2023", None]


def test_a_mark_that_was_not_there_is_set() -> None:
    found = development_gold.corrected(gold(), [correction("optional", False, True)])
    assert all(event["optional"] for event in found["events"])


def test_an_event_is_taken_out_or_put_in() -> None:
    out = development_gold.corrected(gold(), [correction("event", {"type": "AID"}, None)])
    assert [event["type"] for event in out["events"]] == ["AGREE"]
    put = development_gold.corrected(gold(), [correction("event", None, {"type": "ACCUSE", "status": "actual"})])
    assert put["events"][-1] == {
        "type": "ACCUSE", "status": "actual", "trigger": [5, 9], "sentence_span": [0, 50],
    }  # fmt: skip


def test_other_reports_and_the_row_itself_are_left_alone() -> None:
    row = gold()
    assert development_gold.corrected(row, [correction("date", "2024", "2023", id="dev-01")]) == gold()
    development_gold.corrected(row, [correction("date", "2024", "2023")])
    assert row == gold()


def test_both_figures_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at = TALKS.index("met")
    event = {
        "type": "AGREE", "status": "actual", "actors": ["FIN", "SWE"], "trigger": [at, at + 3],
        "sentence_span": [0, len(TALKS)],
    }  # fmt: skip
    path, changes = tmp_path / "gold.jsonl", tmp_path / "corrections.jsonl"
    rows = [{"id": "a", "text": TALKS, "events": [event]}, {"id": "b", "text": PROTEST, "events": []}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    change = {"id": "a", "trigger": [at, at + 3], "field": "type", "given": "AGREE", "corrected": "CONSULT"}
    changes.write_text(json.dumps(change) + "\n" + json.dumps({**change, "id": "c"}) + "\n", "utf-8")
    monkeypatch.setattr(development_gold, "Pipeline", pipeline)
    asked = [str(path), "--documents", str(path), "--corrections", str(changes), "--only", "a"]
    monkeypatch.setattr("sys.argv", ["development_gold.py", *asked])
    development_gold.main()
    given, corrected = capsys.readouterr().out.split("--- with 1 of 2 corrections ---")
    assert "events of 1 report\n" in given
    assert "type               1        1      0" in given
    assert "type               1        1      1" in corrected


def test_a_document_is_what_is_read(tmp_path: Path) -> None:
    """The texts of releases reach the pipeline whole."""
    path = tmp_path / "releases.jsonl"
    path.write_text(json.dumps({"id": "a", "title": "World Bee Day", "text": TALKS}) + "\n", "utf-8")
    [document] = false_events.releases(str(path))
    assert isinstance(document, Document)
    assert document.text == TALKS
