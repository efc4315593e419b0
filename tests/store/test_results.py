"""Results as tables: rows, their documents and numbers, what is refused."""

import sys
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Coded, Document, Event, Reason, Rejected, RequestError, Stage
from communique.store import from_table
from communique.store.results import OF_DOCUMENTS, TABLES, Results, schema_named, table_of
from records.strategies import QUICK, records_of
from records.test_coded import DOCUMENT, EVENT, coded

REJECTED = Rejected("a.txt", "", Stage.PARSE, Reason.EMPTY, "nothing there")


def test_a_run_is_kept_in_order() -> None:
    items: list[Coded | Rejected] = [coded(), REJECTED, coded()]
    results = Results.of(iter(items))
    assert [c.document.id for c in results.coded] == ["d", "d"]
    assert results.rejected == (REJECTED,)


def test_each_row_tells_its_document_and_number() -> None:
    table = Results.of([coded(), REJECTED]).arrow("events")
    assert table.column_names[:4] == ["document", "number", "id", "type"]
    [row] = table.to_pylist()
    assert (row["document"], row["number"], row["id"]) == ("d", 0, EVENT.id)
    assert row["participants"][0]["country"] == "ALT"


def test_numbers_are_what_records_point_at() -> None:
    results = Results.of([coded()])
    event = results.arrow("events").to_pylist()[0]
    actors = {r["number"]: r for r in results.arrow("actors").to_pylist()}
    assert actors[event["participants"][0]["actor"]]["country"] == "ALT"
    places = {r["number"]: r for r in results.arrow("places").to_pylist()}
    assert places[event["place"]["place"]]["name"] == "Cendre"


def test_documents_and_rejections_have_tables_of_their_own() -> None:
    results = Results.of([coded(), REJECTED])
    assert from_table(results.arrow("documents"), Document) == [DOCUMENT]
    assert from_table(results.arrow("rejected"), Rejected) == [REJECTED]


def test_nothing_gives_tables_without_rows() -> None:
    for name in TABLES:
        table = Results((), ()).arrow(name)
        assert table.num_rows == 0
        assert table.schema.equals(schema_named(name))


def test_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(RequestError, match="there is no table 'event'; there are documents, actors"):
        Results((), ()).arrow("event")


@QUICK
@given(st.lists(records_of(Coded) | st.just(REJECTED), max_size=3))
def test_records_come_back_as_they_went_in(items: list[Coded | Rejected]) -> None:
    for name, kind in TABLES.items():
        table = table_of(name, items)
        assert table.schema.equals(schema_named(name), check_metadata=True)
        if name not in OF_DOCUMENTS:
            continue
        rows = [(c.document.id, n, r) for c in items if isinstance(c, Coded) for n, r in enumerate(getattr(c, name))]
        assert table["document"].to_pylist() == [d for d, _, _ in rows]
        assert table["number"].to_pylist() == [n for _, n, _ in rows]
        assert from_table(table.drop_columns(["document", "number"]), kind) == [r for _, _, r in rows]


def test_tables_of_parts_can_be_joined() -> None:
    """Written bit by bit, as a long run does, the rows are those of one table."""
    items: list[Coded | Rejected] = [coded(), REJECTED, coded()]
    for name in TABLES:
        bits = pa.concat_tables(table_of(name, [item]) for item in items)
        assert bits.equals(table_of(name, items))


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_frames_need_their_library(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(RequestError, match=f"pip install {library}"):
        getattr(Results((), ()), library)("events")


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_frames_have_the_rows_of_the_table(library: str) -> None:
    pytest.importorskip(library)
    two = replace(EVENT, id="", type="CONSULT")
    results = Results.of([coded(events=(EVENT, two))])
    frame: Any = getattr(results, library)("events")
    assert frame.shape == (2, len(schema_named("events")))
    assert list(frame["type"]) == ["AGREE", "CONSULT"]


def test_events_are_what_is_asked_for_by_default() -> None:
    results = Results.of([coded()])
    assert results.arrow().equals(results.arrow("events"))
    assert from_table(results.arrow().drop_columns(["document", "number"]), Event) == [EVENT]
