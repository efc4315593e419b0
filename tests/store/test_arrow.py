"""Records as Arrow tables and back, in memory, through Parquet and through IPC."""

import dataclasses
import io
import re
import subprocess
import sys
from enum import StrEnum
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import communique
from communique.records import (
    Analysis,
    Block,
    BlockKind,
    Copy,
    Document,
    Event,
    Evidence,
    Found,
    Rejected,
    RequestError,
    Span,
    StoredDataError,
    digest_of,
)
from communique.store import from_table, schema_of, to_table
from records.strategies import EXPORTED, QUICK, THOROUGH, records_of


def through_parquet(table: pa.Table) -> pa.Table:
    """`table` written to a Parquet file and read back."""
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return pq.read_table(io.BytesIO(sink.getvalue()))


def through_ipc(table: pa.Table) -> pa.Table:
    """`table` written to an Arrow file and read back."""
    sink = io.BytesIO()
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return pa.ipc.open_file(sink.getvalue()).read_all()


def document(text: str = "Words.") -> Document:
    """A document of `text` and nothing else."""
    return Document(id="d", uri="u", text=text, digest=digest_of(text))


@pytest.mark.parametrize("kind", EXPORTED, ids=lambda kind: kind.__name__)
@QUICK
@given(data=st.data())
def test_every_record_comes_back_from_a_table(kind: type, data: st.DataObject) -> None:
    records = data.draw(st.lists(records_of(kind), min_size=1, max_size=2))
    table = to_table(records, kind)
    table.validate(full=True)
    assert table.num_rows == len(records)
    for stored in (table, through_parquet(table), through_ipc(table)):
        assert stored.schema.equals(schema_of(kind), check_metadata=True)
        back: list[Any] = from_table(stored, kind)
        assert back == records
        assert [hash(b) for b in back] == [hash(r) for r in records]
        assert to_table(back, kind).equals(table)


@pytest.mark.parametrize("kind", EXPORTED, ids=lambda kind: kind.__name__)
def test_no_records_make_an_empty_table_with_all_columns(kind: type) -> None:
    table = through_parquet(to_table([], kind))
    assert table.schema.equals(schema_of(kind))
    assert from_table(table, kind) == []


@pytest.mark.parametrize("kind", EXPORTED, ids=lambda kind: kind.__name__)
def test_the_schema_names_its_record_and_its_version(kind: type) -> None:
    metadata = schema_of(kind).metadata
    assert metadata[b"communique.record"] == kind.__name__.encode()
    assert metadata[b"communique.version"] == communique.__version__.encode()


def test_the_columns_of_a_document() -> None:
    schema = schema_of(Document)
    span = pa.struct([pa.field("start", pa.int64(), nullable=False), pa.field("end", pa.int64(), nullable=False)])
    assert schema.names == [f.name for f in dataclasses.fields(Document)]
    assert schema.field("text") == pa.field("text", pa.string(), nullable=False)
    assert schema.field("title") == pa.field("title", pa.string(), nullable=True)
    assert schema.field("authors").type == pa.list_(pa.field("element", pa.string(), nullable=False))
    block = schema.field("blocks").type.value_type
    assert block.field("kind").type == pa.string()
    assert block.field("span") == pa.field("span", span, nullable=True)
    assert schema.field("published").type.field("stated").type == pa.bool_()


def test_the_columns_of_an_analysis_keep_their_type_of_number() -> None:
    tokens = schema_of(Analysis).field("tokens").type
    assert tokens.field("head").type == pa.list_(pa.field("element", pa.int32(), nullable=False))
    assert tokens.field("upos").type.field("names").type.value_type == pa.string()
    assert schema_of(Event).field("confidence").type == pa.float64()


@QUICK
@given(records_of(Analysis))
def test_the_columns_of_an_analysis_are_closed_after_reading(analysis: Analysis) -> None:
    (back,) = from_table(through_parquet(to_table([analysis], Analysis)), Analysis)
    for name in ("start", "end", "head"):
        column = getattr(back.tokens, name)
        assert column.dtype == np.int32
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 7


def test_an_absent_record_is_not_a_record_of_absent_values() -> None:
    absent = document()
    empty = dataclasses.replace(absent, blocks=(Block(BlockKind.BODY, None, ""),))
    table = through_parquet(to_table([absent, empty], Document))
    assert from_table(table, Document) == [absent, empty]
    assert table.column("published").null_count == 2
    assert table.column("blocks").to_pylist()[1][0]["span"] is None


def test_columns_may_stand_in_another_order() -> None:
    found = [Found("title", "meta"), Found("outlet", "json-ld")]
    assert from_table(to_table(found, Found).select(["where", "field"]), Found) == found


def test_a_table_without_metadata_is_read_by_its_columns() -> None:
    found = [Found("title", "meta")]
    assert from_table(to_table(found, Found).replace_schema_metadata(None), Found) == found


FOUND = to_table([Found("title", "meta")], Found)
OTHER_COLUMNS = {
    "missing": (FOUND.drop_columns(["where"]), "column where is missing"),
    "unknown": (FOUND.append_column("colour", pa.array(["red"])), "column colour is unknown"),
    "type": (FOUND.set_column(1, "where", pa.array([1])), "column where is .*int64.*, not .*string"),
    "nullable": (FOUND.set_column(1, "where", pa.array(["meta"])), "column where is .*, not .*string not null"),
    "renamed": (
        FOUND.rename_columns(["field", "place"]).replace_schema_metadata(FOUND.schema.metadata),
        "column where is missing; column place is unknown",
    ),
    "large": (FOUND.set_column(1, "where", pa.array(["meta"], pa.large_string())), "large_string"),
}


@pytest.mark.parametrize("name", sorted(OTHER_COLUMNS))
def test_a_table_with_other_columns_is_refused(name: str) -> None:
    table, what = OTHER_COLUMNS[name]
    with pytest.raises(StoredDataError, match=what) as caught:
        from_table(table, Found)
    assert "write it again" in str(caught.value)


def test_the_refusal_names_the_version_that_wrote_the_table() -> None:
    table = FOUND.drop_columns(["where"])
    with pytest.raises(StoredDataError, match=rf"written by {re.escape(communique.__version__)}: read it with that"):
        from_table(table, Found)
    with pytest.raises(StoredDataError, match="written by an unknown version"):
        from_table(table.replace_schema_metadata(None), Found)


def test_a_column_that_is_there_twice_is_refused() -> None:
    table = FOUND.append_column("where", pa.array(["x"]))
    with pytest.raises(StoredDataError, match="there twice"):
        from_table(table, Found)


def test_a_table_of_another_record_is_refused() -> None:
    with pytest.raises(StoredDataError, match="holds Found records, not Rejected; read it as what it holds"):
        from_table(FOUND, Rejected)


def test_a_nested_column_of_another_type_is_refused() -> None:
    table = to_table([document()], Document)
    blocks = pa.field("blocks", pa.list_(pa.struct([pa.field("kind", pa.string())])), nullable=False)
    index = table.schema.names.index("blocks")
    with pytest.raises(StoredDataError, match="column blocks is"):
        from_table(table.set_column(index, blocks, pa.array([[]], blocks.type)), Document)


def altered(table: pa.Table, name: str, values: list[Any]) -> pa.Table:
    """`table` with other values in a column of the same type."""
    index = table.schema.names.index(name)
    field = table.schema.field(index)
    return table.set_column(index, field, pa.array(values, field.type))


@THOROUGH
@given(st.floats(allow_nan=True).filter(lambda v: not 0 <= v <= 1))
def test_a_stored_value_that_breaks_a_rule_is_refused(value: float) -> None:
    table = altered(to_table([Copy("a", "a", 1.0), Copy("b", "a", 0.5)], Copy), "similarity", [1.0, value])
    with pytest.raises(StoredDataError, match=r"row 1 is not a valid Copy: .* write it again"):
        from_table(table, Copy)


def test_a_text_that_was_changed_is_refused() -> None:
    table = altered(to_table([document()], Document), "text", ["Wards."])
    with pytest.raises(StoredDataError, match="digest is not the text's"):
        from_table(table, Document)


def test_a_null_where_none_may_be_is_refused() -> None:
    for name in ("document", "similarity", "exact"):
        table = altered(to_table([Copy("a", "a", 1.0)], Copy), name, [None])
        with pytest.raises(StoredDataError, match="row 0 is not a valid Copy"):
            from_table(table, Copy)
    evidence = to_table([Evidence("d", "trigger", Span(0, 1), "x")], Evidence)
    with pytest.raises(StoredDataError, match="row 0 is not a valid Evidence"):
        from_table(altered(evidence, "span", [None]), Evidence)


def test_an_unknown_value_of_an_enumeration_is_refused() -> None:
    table = altered(to_table([Block(BlockKind.BODY, Span(0, 1))], Block), "kind", ["footnote"])
    with pytest.raises(StoredDataError, match="'footnote' is not a valid BlockKind"):
        from_table(table, Block)


UNWRITABLE = {
    "another record": (Found("a", "b"), Copy),
    "a subtype's column": (Found("a", 3), Found),  # type: ignore[arg-type]
    "a truth for a number": (Span(False, True), Span),
    "a lone surrogate": (Found("a", "\ud800"), Found),
    "no record": ("text", Found),
}


@pytest.mark.parametrize("name", sorted(UNWRITABLE))
def test_what_is_no_such_record_is_not_written(name: str) -> None:
    record, kind = UNWRITABLE[name]
    with pytest.raises(RequestError, match=f"no {kind.__name__} records that a table can hold"):
        to_table([record], kind)


class Hue(StrEnum):
    """An enumeration."""

    RED = "red"


@dataclasses.dataclass(frozen=True, slots=True)
class Odd:
    """What records may hold and none of the room's own does."""

    pair: tuple[int, str]
    nested: tuple[tuple[Span, ...], ...]
    hues: tuple[Hue | None, ...]
    real: float
    big: int


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Numpy columns of all kinds."""

    small: NDArray[np.uint8]
    real: NDArray[np.float64]
    flag: NDArray[np.bool_]


def odd(real: float = 0.5, big: int = 7) -> Odd:
    """A record with everything in it."""
    return Odd((1, "a"), ((Span(0, 1),), ()), (Hue.RED, None), real, big)


def test_nested_tuples_and_pairs_come_back() -> None:
    records = [odd(), odd(real=1e-308, big=-(2**63)), Odd((0, ""), (), (), -0.0, 2**63 - 1)]
    assert from_table(through_parquet(to_table(records, Odd)), Odd) == records
    pair = schema_of(Odd).field("pair").type
    assert [(pair.field(i).name, pair.field(i).type) for i in range(2)] == [("f0", pa.int64()), ("f1", pa.string())]


@pytest.mark.parametrize("record", [odd(real=float("nan")), odd(real=float("inf")), odd(big=2**63)], ids=str)
def test_numbers_that_a_column_cannot_hold_are_not_written(record: Odd) -> None:
    with pytest.raises(RequestError, match="no Odd records"):
        to_table([record], Odd)


def test_numpy_columns_come_back_with_their_types() -> None:
    columns = Columns(np.array([0, 255], np.uint8), np.array([0.1, -2.0]), np.array([True, False]))
    (back,) = from_table(through_parquet(to_table([columns], Columns)), Columns)
    for name in ("small", "real", "flag"):
        before, after = getattr(columns, name), getattr(back, name)
        assert after.dtype == before.dtype
        assert after.tolist() == before.tolist()


def test_a_field_of_no_known_type_has_no_column() -> None:
    @dataclasses.dataclass(frozen=True)
    class Loose:
        value: bytes

    with pytest.raises(RequestError, match="no Arrow type for"):
        schema_of(Loose)


def test_pyarrow_is_loaded_when_a_table_is_made_and_not_before() -> None:
    program = "import sys, communique.store; print('pyarrow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
