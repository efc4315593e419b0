"""Coded documents as JSON lines: what stands where, for any document that can be."""

import json
from typing import Any

import pytest
from hypothesis import given

from communique.exchange.lines import KEYS, line_of, mentions_of, object_of
from communique.records import Coded, Document, Event, Reason, Rejected, Stage, TimeRef, from_json
from communique.records.serial import to_json
from records.strategies import QUICK, records_of
from records.test_coded import EVENT, FRIDAY, TEXT, coded


def walked(value: Any) -> list[tuple[str, Any]]:
    """Every key with its value, however deep."""
    if isinstance(value, list):
        return [pair for v in value for pair in walked(v)]
    if isinstance(value, dict):
        return [*value.items(), *(pair for v in value.values() for pair in walked(v))]
    return []


def renamed(value: Any) -> Any:
    """The ends of times under the names of the records again."""
    if isinstance(value, list):
        return [renamed(v) for v in value]
    if isinstance(value, dict):
        return {{"from": "first", "to": "last"}.get(k, k): renamed(v) for k, v in value.items()}
    return value


def test_a_document_is_one_object() -> None:
    row = json.loads(line_of(coded()))
    assert list(row) == ["document", "mentions", *KEYS]
    assert row["document"] == {**row["document"], "id": "d", "uri": "u", "text": TEXT}
    [event] = row["events"]
    assert event["date"] == {
        "from": "2024-08-23",
        "to": "2024-08-23",
        "precision": "day",
        "how": "weekday",
        "time": 0,
        "span": [34, 40],
        "text": "Friday",
    }
    assert event["participants"][0]["role"] == "actor"
    assert event["participants"][0]["country"] == "ALT"
    assert TEXT[slice(*event["trigger"]["span"])] == "agreed"
    assert TEXT[slice(*event["sentence"]["span"])] == event["sentence"]["text"]
    assert row["times"][0]["from"] == FRIDAY.first
    assert row["meetings"][0]["event"] == event["id"]
    assert row["statements"][0]["content"]["text"] == "help Borlund"


def test_a_rejection_is_a_line_of_its_own() -> None:
    rejected = Rejected("a.txt", "line 7", Stage.PARSE, Reason.EMPTY, "nothing there")
    line = line_of(rejected)
    assert "\n" not in line
    assert from_json(Rejected, json.loads(line)["rejected"]) == rejected


@QUICK
@given(records_of(Coded))
def test_any_document_is_one_line_that_tells_all(made: Coded) -> None:
    line = line_of(made)
    assert "\n" not in line
    line.encode("utf-8")
    row = json.loads(line)
    assert from_json(Document, row["document"]) == made.document
    assert tuple(from_json(Event, renamed(e)) for e in row["events"]) == made.events
    assert tuple(from_json(TimeRef, renamed(t)) for t in row["times"]) == made.times
    assert all(renamed(row[key]) == to_json(getattr(made, key)) for key in KEYS)
    keys = [k for name in KEYS for k, _ in walked(row[name])]
    assert "first" not in keys
    assert "last" not in keys


@QUICK
@given(records_of(Coded))
def test_mentions_point_at_their_actors_and_chains(made: Coded) -> None:
    rows = mentions_of(made)
    assert len(rows) == len(made.analysis.mentions)
    for number, (row, mention) in enumerate(zip(rows, made.analysis.mentions, strict=True)):
        assert made.document.text[slice(*row["span"])] == row["text"]
        assert (row["kind"], row["named"], row["chain"]) == (mention.kind, mention.named, mention.chain)
        speaking = [i for i, a in enumerate(made.actors) if number in a.mentions]
        assert row["actor"] == (speaking[0] if speaking else None)


def test_the_scorers_keys_are_there() -> None:
    """Every key that a scorer of events, meetings, places, times and statements asks for."""
    row = object_of(coded())
    event = row["events"][0]
    assert {"type", "mode", "status", "participants", "trigger", "sentence", "date", "place"} <= event.keys()
    assert {"role", "country"} <= event["participants"][0].keys()
    assert event["place"]["country"] == "CEN"
    assert {"span", "lat", "lon", "geonameid"} <= row["places"][0].keys()
    assert {"span", "from", "to"} <= row["times"][0].keys()
    assert {"content", "speaker"} <= row["statements"][0].keys()
    assert {"participants", "status", "date"} <= row["meetings"][0].keys()


def test_a_line_can_be_read_as_a_source(tmp_path: Any) -> None:
    """What was coded once can be coded again: `communique read` knows its own lines."""
    from communique.sources import read

    file = tmp_path / "coded.jsonl"
    file.write_text(line_of(coded()) + "\n", "utf-8")
    [document] = read([str(file)])
    assert document == coded().document


@pytest.mark.parametrize("status", ["actual", "future", "hypothetical", "negated", "historical"])
def test_the_status_is_its_word(status: str) -> None:
    from dataclasses import replace

    from communique.records import Status

    event = replace(EVENT, status=Status(status))
    assert object_of(coded(events=(event,), meetings=()))["events"][0]["status"] == status
