"""Rows of a reader and of the program: what is taken from them, and what is refused with the place named."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from communique.evaluation.annotations import Annotated, Kind
from communique.evaluation.fields import Fields
from communique.evaluation.rows import gold_in, gold_of, system_in, system_of, told
from communique.exchange.lines import object_of
from communique.records import OutsideError, RequestError, Span
from evaluation.samples import GOLD_ROW, SYSTEM_ROW, commitment, event, meeting, message
from records.test_coded import coded


def written(folder: Path, *rows: Any) -> Path:
    path = folder / "rows.jsonl"
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8")
    return path


def test_a_row_of_a_reader() -> None:
    found = gold_of(Fields(GOLD_ROW, "here"))
    assert (found.id, found.uri, found.digest, found.text) == ("a.txt", None, None, False)
    visit, doubtful = found.of(Kind.EVENTS)
    assert visit == event(
        10, sides="CHN>RUS", mode="visit", date="2024-08", country="RUS", trigger=Span(10, 17), sentence=Span(0, 60)
    )
    assert (doubtful.optional, doubtful.mode, doubtful.parties) == (True, None, frozenset())
    assert found.of(Kind.MEETINGS) == (
        meeting("CHN,RUS", "planned", date="2024-08-21", country="RUS", format="in-person", level="minister"),
    )
    assert found.of(Kind.COMMITMENTS) == (commitment(61, 90, strength="willing"),)
    assert found.of(Kind.MESSAGES) == (message(30, 50, "Xi Jinping", "Vladimir Putin", bearer="Li Qiang"),)


def test_a_row_of_the_program() -> None:
    found = system_of(Fields(SYSTEM_ROW, "here"))
    assert (found.id, found.uri, found.digest) == ("d-1", "file:///reports/a.txt", "sha256:00")
    [visit] = found.of(Kind.EVENTS)
    assert (visit.actors, visit.recipients) == ({"CHN"}, {"RUS"})
    assert (visit.date, visit.country, visit.confidence) == ("2024-08-21", "RUS", 0.9)
    assert (visit.trigger, visit.sentence) == (Span(10, 17), Span(0, 60))
    [call] = found.of(Kind.MEETINGS)
    assert call == meeting("CHN,RUS", "planned", country="RUS", format="in-person", level="minister", confidence=0.8), (
        "a meeting that is scheduled is planned"
    )
    assert found.of(Kind.COMMITMENTS) == (commitment(61, 80, strength="willing", confidence=0.7),)
    assert found.of(Kind.MESSAGES) == (message(30, 50, "Xi Jinping", "the president", confidence=0.6),)


def test_what_was_coded_is_what_its_line_says() -> None:
    one = coded()
    direct, line = told(one), system_of(Fields(json.loads(json.dumps(object_of(one))), "line"))
    assert direct == line
    assert all(direct.of(kind) for kind in Kind), "the sample has one of each kind, or this shows nothing"
    assert direct.of(Kind.EVENTS)[0].date == "2024-08-23"


def test_a_kind_that_is_not_there_is_empty() -> None:
    found = gold_of(Fields({"id": "x", "text": "Words."}, "here"))
    assert all(found.of(kind) == () for kind in Kind)
    assert found.text
    assert Annotated(id="x").of(Kind.EVENTS) == ()


def test_files_are_read_in_order_and_blank_lines_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path, GOLD_ROW, "", {"id": "b"})
    assert [row.id for row in gold_in(path)] == ["a.txt", "b"]
    assert [row.id for row in gold_in(path, ("b", "c"))] == ["b"]


def test_rejections_of_an_output_are_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path, {"rejected": {"uri": "x"}}, SYSTEM_ROW)
    assert [row.id for row in system_in(path)] == ["d-1"]


def changed(path: str, value: Any) -> dict[str, Any]:
    """The reader's row with one value changed, or taken out where it is `...`."""
    row = copy.deepcopy(GOLD_ROW)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    at: Any = row
    for step in steps:
        at = at[step]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return row


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("id", ..., r"line 1: `id` must be a text, and there is none"),
        ("id", 7, r"`id` must be a text, not 7"),
        ("events", {}, None),
        ("events", "many", r"`events` must be a list of objects, not 'many'"),
        ("events.1", 3, r"events 2: an object is wanted"),
        ("events.0.type", None, r"events 1: `type` must be a text, not None"),
        ("events.0.trigger", [17, 10], r"`trigger` must be two offsets into the text, \[start, end\], not \[17, 10\]"),
        ("events.0.trigger", [10], r"`trigger` must be two offsets"),
        ("events.0.trigger", [10, 10], r"`trigger` must be two offsets"),
        ("events.0.trigger", [True, 10], r"`trigger` must be two offsets"),
        ("events.0.sentence_span", ..., r"`sentence_span` must be two offsets into the text.*and there is none"),
        ("events.0.actors", "CHN", r"`actors` must be a list of texts"),
        ("events.0.actors", [None], r"`actors` must be a list of texts"),
        ("events.0.optional", "yes", r"`optional` must be true or false"),
        ("meetings.0.participants.1.country", 4, r"meetings 1, participants 2: `country` must be a text"),
        ("commitments.0.span", ..., r"commitments 1: `span` must be two offsets"),
        ("messages.0.from", "", r"messages 1: `from` must be a text"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, path: str, value: Any, told: str | None) -> None:
    file = written(tmp_path, changed(path, value))
    if told is None:  # nothing is as good as an empty list
        assert gold_in(file)[0].of(Kind.EVENTS) == ()
        return
    with pytest.raises(RequestError, match=told) as caught:
        gold_in(file)
    assert "rows.jsonl, line 1" in str(caught.value)


def test_confidences_are_shares(tmp_path: Path) -> None:
    row = copy.deepcopy(SYSTEM_ROW)
    for wrong in (1.5, "high", True):
        row["events"][0]["confidence"] = wrong
        with pytest.raises(RequestError, match="`confidence` must be a number from 0 to 1"):
            system_in(written(tmp_path, row))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", r"line 1: this is no JSON .* each line must hold one whole object"),
        ("[]", r"line 1: an object is wanted, such as \{...\}, not \[\]"),
        ("", r"there is no row; give a file with one annotated report a line"),
    ],
)
def test_lines_that_are_no_rows(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(RequestError, match=told):
        gold_in(written(tmp_path, line))


def test_no_row_of_those_wanted(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no row with the id 'z'"):
        gold_in(written(tmp_path, GOLD_ROW), ("z",))


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"two rows have the id 'a.txt'"):
        gold_in(written(tmp_path, GOLD_ROW, GOLD_ROW))
    with pytest.raises(RequestError, match="two rows have the id 'd-1'"):
        system_in(written(tmp_path, SYSTEM_ROW, SYSTEM_ROW))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="cannot be read"):
        gold_in(tmp_path / "none.jsonl")
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RequestError, match="no UTF-8"):
        gold_in(tmp_path / "bytes.jsonl")
