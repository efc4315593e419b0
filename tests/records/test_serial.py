"""Records to JSON and back: every exported record, and everything that must be refused."""

import dataclasses
import json
import typing
from enum import Enum, StrEnum
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from communique import records
from communique.records import (
    Analysis,
    Block,
    BlockKind,
    Coded,
    Copy,
    Document,
    Event,
    Found,
    Publication,
    Rejected,
    Span,
    Stage,
    StoredDataError,
    dumps,
    from_json,
    loads,
    to_json,
)
from records.strategies import EXPORTED, QUICK, THOROUGH, records_of
from records.texts import TEXT

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("kind", EXPORTED, ids=lambda kind: kind.__name__)
@QUICK
@given(data=st.data())
def test_every_record_comes_back_from_a_line_and_from_no_other(kind: type, data: st.DataObject) -> None:
    record = data.draw(records_of(kind))
    line = dumps(record)
    back: Any = loads(typing.cast(Any, kind), line)
    assert back == record
    assert type(back) is kind
    assert hash(back) == hash(record)
    assert dumps(back) == line
    assert "\n" not in line
    assert list(json.loads(line)) == [f.name for f in dataclasses.fields(typing.cast(Any, kind))]
    value = to_json(record)
    name = data.draw(st.sampled_from(sorted(value)))
    with pytest.raises(StoredDataError, match=f"missing {name}"):
        from_json(kind, {k: v for k, v in value.items() if k != name})
    with pytest.raises(StoredDataError, match="unknown colour"):
        from_json(kind, value | {"colour": "red"})
    with pytest.raises(StoredDataError):
        from_json(kind, value | {name: {"of": "another type"}})


def test_every_record_of_the_room_is_among_those_tried() -> None:
    names = {kind.__name__ for kind in EXPORTED}
    assert len(names) >= 40
    assert {"Document", "Rejected", "Analysis", "Actor", "TimeRef", "PlaceRef", "Event", "Statement"} <= names
    assert {"Meeting", "Message", "Commitment", "Coded", "Run", "Manifest", "Copy", "Segment"} <= names


def test_every_name_that_the_room_exports_is_there_once() -> None:
    assert len(set(records.__all__)) == len(records.__all__)
    assert all(hasattr(records, name) for name in records.__all__)
    enums = [v for v in vars(records).values() if isinstance(v, type) and issubclass(v, Enum)]
    assert all(e.__name__ in records.__all__ for e in enums)


@THOROUGH
@given(st.sampled_from(EXPORTED), JSON)
def test_no_json_at_all_gets_past_as_anything_but_a_stored_data_error(kind: type, value: Any) -> None:
    with pytest.raises(StoredDataError):
        from_json(kind, value)


@THOROUGH
@given(st.text(max_size=40) | JSON.map(json.dumps))
def test_no_line_at_all_gets_past_as_anything_but_a_stored_data_error(line: str) -> None:
    with pytest.raises(StoredDataError):
        loads(Document, line)


@QUICK
@given(records_of(Document), st.data())
def test_a_text_that_was_changed_is_noticed(document: Document, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(document.text) - 1))
    changed = document.text[:at] + ("y" if document.text[at] == "x" else "x") + document.text[at + 1 :]
    with pytest.raises(StoredDataError, match="digest is not the text's"):
        from_json(Document, to_json(document) | {"text": changed})


@QUICK
@given(records_of(Event), st.integers(1, 9))
def test_evidence_that_was_moved_or_reworded_is_noticed(event: Event, by: int) -> None:
    value = to_json(event)
    start, end = event.trigger.span.start, event.trigger.span.end
    for change in ({"span": [start, end + by]}, {"text": event.trigger.text + "x"}, {"document": "another"}):
        with pytest.raises(StoredDataError):
            from_json(Event, value | {"trigger": value["trigger"] | change})


@QUICK
@given(records_of(Coded))
def test_words_that_are_not_the_document_s_are_noticed(coded: Coded) -> None:
    value = to_json(coded)
    if coded.events:
        trigger = coded.events[0].trigger
        other = "".join("y" if c == "x" else "x" for c in trigger.text)
        value["events"][0]["trigger"]["text"] = other
        with pytest.raises(StoredDataError, match=r"is not what stands at"):
            from_json(Coded, value)
    value = to_json(coded)
    value["analysis"]["document"] = coded.document.id + "x"
    with pytest.raises(StoredDataError, match="analysis is of"):
        from_json(Coded, value)


FOUND = {"field": "title", "where": "meta"}


@pytest.mark.parametrize(
    "line", ['{"field": "a", "where": "b", "where": "b"}', "[1, 2", "", "{}x", "\ufeff{}", "[" * 9999]
)
def test_a_line_that_is_no_json_of_ours(line: str) -> None:
    with pytest.raises(StoredDataError, match="Restore the file or write it again"):
        loads(Found, line)


def test_messages_name_the_place_and_what_to_do() -> None:
    value = {"uri": "u", "locator": "", "stage": "opened", "reason": "missing", "detail": ""}
    with pytest.raises(StoredDataError, match=r"Rejected\.stage: one of open, .*, not 'opened'\. Restore"):
        from_json(Rejected, value)
    with pytest.raises(StoredDataError, match=r"Found: unknown colour; missing where"):
        from_json(Found, {"field": "a", "colour": 1})
    with pytest.raises(StoredDataError, match="Found: an object expected, not 'xxx"):
        from_json(Found, "x" * 500)


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "true", '"0.5"', "null", "1" + "0" * 400]
)
def test_a_number_that_is_none(number: str) -> None:
    with pytest.raises(StoredDataError):
        loads(Copy, f'{{"document": "d", "group": "d", "similarity": {number}, "exact": false}}')


def test_a_whole_number_may_stand_for_a_real_one_but_not_the_other_way() -> None:
    line = '{"document": "d", "group": "d", "similarity": 1, "exact": false}'
    similarity = loads(Copy, line).similarity
    assert (similarity, type(similarity)) == (1.0, float)
    with pytest.raises(StoredDataError, match=r"Block\.span: int expected, not 1\.0"):
        loads(Block, '{"kind": "body", "span": [0, 1.0], "text": null}')


@pytest.mark.parametrize(
    "span", [[1], [1, 2, 3], [2, 1], [0, 0], [-1, 2], ["0", 1], [True, 2], {"start": 0, "end": 1}, 3]
)
def test_a_span_is_a_pair_that_holds_something(span: Any) -> None:
    with pytest.raises(StoredDataError):
        from_json(Block, {"kind": "body", "span": span, "text": None})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_a_number_that_json_does_not_know_is_not_written(value: float) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        to_json((1.0, value))


@pytest.mark.parametrize("value", [b"bytes", {1, 2}, object(), np.int64(3), Stage])
def test_what_no_record_holds_is_not_written(value: Any) -> None:
    with pytest.raises(TypeError, match="is no part of a record"):
        to_json(value)


def test_the_form_of_a_line() -> None:
    block = Block(BlockKind.CAPTION, text="Ünïted “Nations”\u2028\U0001f600")
    assert dumps(block) == '{"kind": "caption", "span": null, "text": "Ünïted “Nations”\u2028\U0001f600"}'
    assert dumps(Block(BlockKind.BODY, Span(3, 9))) == '{"kind": "body", "span": [3, 9], "text": null}'


def test_a_lone_surrogate_is_escaped_and_comes_back() -> None:
    found = Found("odd\udcff name", "é\ud800")
    line = dumps(found)
    assert line.encode("utf-8").decode("utf-8") == line
    assert "\\udcff" in line
    assert loads(Found, line) == found


class Hue(StrEnum):
    """An enumeration of strings."""

    RED = "red"


class Rank(Enum):
    """An enumeration of numbers."""

    FIRST = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Odd:
    """What records may hold and none of the room's own does."""

    pair: tuple[int, str]
    nested: tuple[tuple[Span, ...], ...]
    hue: Hue | None
    rank: Rank
    reals: tuple[float, ...]
    maybe: tuple[int | None, ...]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Numpy columns of all kinds."""

    small: NDArray[np.uint8]
    real: NDArray[np.float64]
    flag: NDArray[np.bool_]


ODD = Odd((1, "a"), ((Span(0, 1),), ()), Hue.RED, Rank.FIRST, (0.5,), (None, 3))


def test_nested_tuples_and_pairs_come_back() -> None:
    assert loads(Odd, dumps(ODD)) == ODD
    value = to_json(ODD)
    assert value["pair"] == [1, "a"]
    for change in (
        {"pair": [1]},
        {"pair": [1, 2]},
        {"nested": [[0, 1]]},
        {"hue": "blue"},
        {"rank": "1"},
        {"maybe": [True]},
    ):
        with pytest.raises(StoredDataError):
            from_json(Odd, value | change)


def test_numpy_columns_come_back_with_their_types() -> None:
    columns = Columns(np.array([0, 255], np.uint8), np.array([0.1, -2.0]), np.array([True, False]))
    back = loads(Columns, dumps(columns))
    for name in ("small", "real", "flag"):
        before, after = getattr(columns, name), getattr(back, name)
        assert after.dtype == before.dtype
        assert after.tolist() == before.tolist()
    value = to_json(columns)
    for change in (
        {"small": [256]},
        {"small": [-1]},
        {"small": [1.0]},
        {"real": ["1"]},
        {"flag": [1]},
        {"real": [None]},
    ):
        with pytest.raises(StoredDataError):
            from_json(Columns, value | change)
    with pytest.raises(ValueError, match="cannot be written"):
        dumps(dataclasses.replace(columns, real=np.array([np.nan])))


@QUICK
@given(records_of(Analysis))
def test_the_columns_of_an_analysis_are_typed_and_closed_after_reading(analysis: Analysis) -> None:
    tokens = loads(Analysis, dumps(analysis)).tokens
    for name in ("start", "end", "head"):
        assert getattr(tokens, name).dtype == np.int32
        assert not getattr(tokens, name).flags.writeable
    value = to_json(analysis)
    value["tokens"]["start"][0] = 2**31
    with pytest.raises(StoredDataError):
        from_json(Analysis, value)


def test_a_union_of_several_types_cannot_be_read() -> None:
    @dataclasses.dataclass(frozen=True)
    class Loose:
        value: "int | str"

    with pytest.raises(StoredDataError, match="several types"):
        from_json(Loose, {"value": 1})


def test_rules_are_checked_again_when_reading() -> None:
    with pytest.raises(StoredDataError, match=r"not a valid Publication: .*ISO 8601"):
        loads(Publication, '{"at": "2024", "precision": "day", "where": "url", "stated": true}')
    assert StoredDataError.retry is False
