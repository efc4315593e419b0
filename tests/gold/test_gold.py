"""The annotations in this folder: well-formed, tied to the bundled texts, true to the codebook, nothing twice.

What an annotation says is a reader's to decide; what a machine can hold it to is held here: offsets, codes, days, and
that no fact of a side file of the dispatches is missing.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from communique.codebook.countries import countries
from communique.codebook.plover import plover
from communique.codebook.sectors import sectors
from communique.records import Document
from gold.documents import EXPECTED, GOLD, Row, dispatches, rows

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "gold" / "gold.jsonl"
BODIES = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}
STATUSES = {"actual", "historical", "hypothetical", "negated"}
EVENT_KEYS = {
    "type", "mode", "status", "date", "place", "actors", "recipients", "trigger", "sentence_span", "words",
    "actor_mentions", "recipient_mentions", "place_mention", "attributed_to", "contexts",
}  # fmt: skip
MEETING_KEYS = {
    "participants", "format", "level", "date", "place", "country", "series", "ordinal", "multilateral", "status",
    "topics",
}  # fmt: skip
COMMITMENT_KEYS = {"text", "speaker", "by", "with", "area", "strength", "span"}
MESSAGE_KEYS = {"from", "to", "by", "text", "span"}
CORRECTION_KEYS = {"id", "trigger", "word", "field", "given", "corrected", "reason"}
# Facts of a side file that the gold tells otherwise, with the reason.
OTHERWISE = {
    ("04-camp-david-1978-frameworks.md", "agree to the removal"): "told as a refusal, REJECT/yield",
    ("06-archive-1982-1998.csv#row 1", "veto"): "the text does not say whose veto it would have been",
    ("08-paarl-1990-mandela.txt", "walked out of Victor Verster prison"): "told at the word `release`",
    ("16-desk-2018.rss#entry 1", "had accepted it before without conditions"): "told as a refusal, REJECT",
}

TEXTS = dispatches()
ROWS = rows("dispatches.jsonl")
CORRECTIONS = rows("corrections.jsonl")
each = pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in ROWS])


def overlap(a: Any, b: Any) -> bool:
    return bool(max(a[0], b[0]) < min(a[1], b[1]))


def plain(text: str) -> str:
    return " ".join(text.split())


def is_country(code: str | None) -> bool:
    return code is None or code in BODIES or code in countries()


def is_date(value: str | None) -> bool:
    """Whether a value is a day, month or year of the calendar, or null."""
    if value is None:
        return True
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        return False
    year, month, day = ([int(part) for part in value.split("-")] + [1, 1])[:3]
    return date(year, month, day).year == year


def document_of(row: Row) -> Document:
    return TEXTS[row["id"]]


# --- the file as a whole ---


def test_every_dispatch_is_annotated_once_and_in_order() -> None:
    assert [row["id"] for row in ROWS] == list(TEXTS)
    assert len(ROWS) >= 40


def test_two_reports_have_nothing_to_code() -> None:
    empty = [row["id"] for row in ROWS if not any(row[k] for k in ("events", "meetings", "commitments", "messages"))]
    assert empty == ["27-lusail-2022-final.txt", "30-opinion-2024-adjectives.md"]


def test_every_type_and_status_is_there() -> None:
    events = [event for row in ROWS for event in row["events"]]
    assert {event["type"] for event in events} == set(plover().types)
    assert {event["status"] for event in events} == STATUSES
    certain = [event for event in events if not event.get("optional")]
    assert len(certain) >= 300
    assert len({event["type"] for event in certain}) >= 15


@each
def test_a_row_has_the_shape_that_the_scorer_reads(row: Row) -> None:
    assert set(row) == {"id", "digest", "events", "meetings", "commitments", "messages", "notes"}
    for event in row["events"]:
        assert set(event) - {"optional"} == EVENT_KEYS
        assert event.get("optional", True) is True
    for meeting in row["meetings"]:
        assert set(meeting) == MEETING_KEYS
        assert all(set(who) == {"name", "office", "country"} for who in meeting["participants"])
    for commitment in row["commitments"]:
        assert set(commitment) - {"optional"} == COMMITMENT_KEYS
    assert all(set(message) == MESSAGE_KEYS for message in row["messages"])


def test_the_readme_counts_right() -> None:
    readme = plain((GOLD / "README.md").read_text("utf-8"))
    kinds = ("events", "meetings", "commitments", "messages")
    counts = ", ".join(f"{sum(len(row[kind]) for row in ROWS)} {kind}" for kind in kinds)
    assert f"The {len(ROWS)} bundled dispatches (`examples/dispatches`): {counts}." in readme
    optional = {kind: sum(bool(item.get("optional")) for row in ROWS for item in row[kind]) for kind in kinds}
    assert f"marked are {optional['events']} events and {optional['commitments']} commitments" in readme


# --- the words ---


@each
def test_the_text_is_the_one_that_was_read(row: Row) -> None:
    assert row["digest"] == document_of(row).digest


@each
def test_offsets_hold_the_words(row: Row) -> None:
    text = document_of(row).text
    for event in row["events"]:
        start, end = event["trigger"]
        assert text[start:end] == event["words"]
        first, last = event["sentence_span"]
        assert 0 <= first <= start < end <= last <= len(text)
    for item in (*row["commitments"], *row["messages"]):
        start, end = item["span"]
        assert text[start:end] == item["text"]
        assert start < end


def quoted(row: Row) -> Iterator[str]:
    for event in row["events"]:
        yield from (who["text"] for who in (*event["actor_mentions"], *event["recipient_mentions"]))
        if event["place_mention"]:
            yield event["place_mention"]["text"]
        if event["attributed_to"]:
            yield event["attributed_to"]


@each
def test_mentions_stand_in_the_text_character_by_character(row: Row) -> None:
    text = document_of(row).text
    assert [words for words in quoted(row) if words not in text] == []


@each
def test_names_places_and_topics_of_meetings_stand_in_the_report(row: Row) -> None:
    document = document_of(row)
    text = plain(f"{document.title} {document.text}")
    for meeting in row["meetings"]:
        names = [word for who in meeting["participants"] for word in who["name"].split()]
        assert [word for word in names if word not in text] == []
        assert [words for words in meeting["topics"] if plain(words) not in text] == []
        assert meeting["place"] is None or plain(meeting["place"]) in text


# --- the codebook ---


@each
def test_types_modes_and_contexts_are_those_of_the_codebook(row: Row) -> None:
    ontology = plover()
    for event in row["events"]:
        assert event["type"] in ontology.types
        assert event["mode"] is None or event["mode"] in ontology.types[event["type"]].modes, event["words"]
        assert set(event["contexts"]) <= set(ontology.contexts), event["words"]
        assert event["status"] in STATUSES


@each
def test_countries_and_sectors_are_known(row: Row) -> None:
    for event in row["events"]:
        assert is_country(event["place"])
        for who in (*event["actor_mentions"], *event["recipient_mentions"]):
            assert is_country(who["country"]), who
            assert who["sector"] is None or who["sector"] in sectors(), who
    for meeting in row["meetings"]:
        assert all(is_country(who["country"]) for who in meeting["participants"])
        assert is_country(meeting["country"])
    for commitment in row["commitments"]:
        assert commitment["by"] is not None
        assert all(is_country(code) for code in (commitment["by"], *commitment["with"]))


@each
def test_parties_are_the_countries_of_their_mentions(row: Row) -> None:
    for event in row["events"]:
        for codes, mentions in (("actors", "actor_mentions"), ("recipients", "recipient_mentions")):
            assert event[codes] == sorted({who["country"] for who in event[mentions] if who["country"]})
        if event["place"] is not None:
            assert event["place_mention"]["country"] == event["place"]


@each
def test_values_of_meetings_commitments_and_messages_are_known(row: Row) -> None:
    for meeting in row["meetings"]:
        assert meeting["format"] in {"in-person", "phone", "video", "unknown"}
        assert meeting["level"] in {"head-of-state-or-government", "minister", "official", "other"}
        assert meeting["status"] in {"held", "planned", "cancelled", "historical"}
    for commitment in row["commitments"]:
        assert commitment["strength"] in {"agreed", "promised", "willing", "urged-joint"}
    assert all(message["from"] and message["to"] for message in row["messages"])


@each
def test_dates_are_days_months_or_years(row: Row) -> None:
    dated = [*row["events"], *row["meetings"]]
    assert [item["date"] for item in dated if not is_date(item["date"])] == []


# --- nothing twice ---


@each
def test_nothing_stands_twice(row: Row) -> None:
    certain = [event for event in row["events"] if not event.get("optional")]
    keys: list[Any] = [(event["type"], *event["trigger"]) for event in row["events"]]
    keys += [("words", *event["trigger"]) for event in certain]
    keys += [("commitment", item["by"], *item["span"]) for item in row["commitments"]]
    keys += [("message", item["to"], *item["span"]) for item in row["messages"]]
    keys += [
        ("meeting", meeting["date"], meeting["place"], *sorted(who["name"] for who in meeting["participants"]))
        for meeting in row["meetings"]
    ]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


# --- the side files of the dispatches ---


def side_files() -> dict[str, Row]:
    """What each side file expects, by the id of the report."""
    files = sorted(EXPECTED.glob("*.expect.json"))
    return {row["uri_suffix"]: row for path in files for row in json.loads(path.read_text("utf-8"))["documents"]}


SIDES = side_files()


def found(words: str, text: str, start: int = 0) -> tuple[int, int]:
    """Where words stand in a text, whatever white space lies between them."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    match = pattern.search(text, start) or pattern.search(text)
    assert match is not None, words
    return match.span()


@each
def test_every_fact_of_the_side_file_is_there(row: Row) -> None:
    text = document_of(row).text
    missing = []
    for event in SIDES[row["id"]]["events"]:
        if (row["id"], event["trigger"]) in OTHERWISE:
            continue
        trigger = found(event["trigger"], text, found(event["sentence"], text)[0])
        same = [gold for gold in row["events"] if gold["type"] == event["type"]]
        if not any(overlap(gold["trigger"], trigger) or overlap(gold["sentence_span"], trigger) for gold in same):
            missing.append((event["type"], event["trigger"]))
    assert missing == []


def test_what_is_told_otherwise_is_in_the_side_files() -> None:
    told = {(name, event["trigger"]) for name, row in SIDES.items() for event in row["events"]}
    assert set(OTHERWISE) <= told


# --- corrections of the given annotations ---


@pytest.mark.parametrize("row", CORRECTIONS, ids=lambda row: f"{row['id']}-{row['trigger'][0]}-{row['field']}")
def test_a_correction_is_well_formed(row: Row) -> None:
    assert set(row) == CORRECTION_KEYS
    assert re.fullmatch(r"dev-\d\d", row["id"])
    assert row["trigger"][0] < row["trigger"][1]
    # Facts and offsets, never the words of the report beyond the first that names the act.
    assert re.fullmatch(r"\w+", row["word"])
    assert len(row["word"]) <= row["trigger"][1] - row["trigger"][0]
    assert row["given"] != row["corrected"]
    assert row["reason"]
    check_value(row)


def check_value(row: Row) -> None:
    """Whether the corrected value is one that the field can have."""
    value = row["corrected"]
    match row["field"]:
        case "event":
            assert value is None or value["type"] in plover().types
            assert (value is None) != (row["given"] is None)
        case "type":
            assert value in plover().types
        case "actors" | "recipients":
            assert all(is_country(code) for code in value)
            assert value == sorted(value)
        case "date":
            assert is_date(value)
        case "status":
            assert value in STATUSES
        case "mode":
            assert value is None or any(value in kind.modes for kind in plover().types.values())
        case "optional":
            assert isinstance(value, bool)
        case other:
            pytest.fail(f"unknown field {other}")


def test_no_field_is_corrected_twice() -> None:
    keys = Counter((row["id"], *row["trigger"], row["field"], str(row["corrected"])) for row in CORRECTIONS)
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_file(), reason="the development gold is not here")
def test_corrections_name_annotations_that_are_there() -> None:
    given = {row["id"]: row["events"] for row in map(json.loads, SHARED.read_text("utf-8").splitlines())}
    for row in CORRECTIONS:
        events = [event for event in given[row["id"]] if event["trigger"] == row["trigger"]]
        if row["given"] is None and row["field"] == "event":
            assert row["corrected"]["type"] not in {event["type"] for event in events}
            continue
        assert [event for event in events if holds(event, row)], row


def holds(event: Row, row: Row) -> bool:
    """Whether an annotation has the value that a correction says was given."""
    if row["field"] == "event":
        return bool(event["type"] == row["given"]["type"])
    if row["field"] == "optional":
        return bool(event.get("optional", False) == row["given"])
    return bool(event[row["field"]] == row["given"])
