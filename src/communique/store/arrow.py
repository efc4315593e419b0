"""Records as Arrow tables and back, columns made from the dataclasses themselves.

A span is a struct of start and end, a record a struct of its fields, an enumeration its value, a tuple a list (a tuple
of fixed length a struct of `f0`, `f1`, ...), a numpy column a list of its own type of number. A field that may be None
is nullable, no other is. Reading refuses (`StoredDataError`) a table whose columns differ from the record's, and
rebuilds each record, so that its rules are checked again. Writing refuses (`RequestError`) what is no such record.
"""

import dataclasses
import math
import typing
from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from communique.records import RequestError, Span, StoredDataError
from communique.records.serial import dtype_of, field_types, optional_of

if TYPE_CHECKING:
    import pyarrow as pa

R = TypeVar("R")

RECORD_KEY = b"communique.record"
VERSION_KEY = b"communique.version"


@dataclasses.dataclass(frozen=True, slots=True)
class Codec:
    """How values of one type are kept: Arrow type, and the way in and out. nullable: whether None is a value."""

    type: "pa.DataType"
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]
    nullable: bool = False

    def field(self, name: str) -> "pa.Field":
        """A column or a struct's field of this type."""
        import pyarrow as pa

        return pa.field(name, self.type, nullable=self.nullable)


def schema_of(kind: type) -> "pa.Schema":
    """The columns of a table of `kind` records; its metadata names the record and the version of this package."""
    import pyarrow as pa

    from communique import __version__

    fields = [_codec(t).field(name) for name, t in field_types(kind).items()]
    return pa.schema(fields, metadata={RECORD_KEY: kind.__name__.encode(), VERSION_KEY: __version__.encode()})


def to_table(records: Iterable[R], kind: type[R]) -> "pa.Table":
    """`records`, all of class `kind`, as a table with one row each.

    Raises `RequestError` where a value is of another type than its field, is NaN or cannot be written as UTF-8.
    """
    import pyarrow as pa

    schema, write = schema_of(kind), _codec(typing.cast(Any, kind)).write
    try:
        return pa.Table.from_pylist([write(record) for record in records], schema=schema)
    except (AttributeError, TypeError, ValueError, OverflowError, pa.ArrowException) as err:
        raise RequestError(f"these are no {kind.__name__} records that a table can hold: {err}") from err


def from_table(table: "pa.Table", kind: type[R]) -> list[R]:
    """The records that `to_table` wrote; columns may stand in another order.

    Raises `StoredDataError` where the table is of another record, its columns differ, or a rule of the record fails.
    """
    _check_columns(table.schema, kind)
    read = _codec(typing.cast(Any, kind)).read
    out = []
    for number, row in enumerate(table.to_pylist()):
        try:
            out.append(read(row))
        except (TypeError, ValueError) as err:
            raise StoredDataError(
                f"row {number} is not a valid {kind.__name__}: {err}. Restore the file or write it again."
            ) from err
    return out


def _check_columns(stored: "pa.Schema", kind: type) -> None:
    expected = schema_of(kind)
    metadata = stored.metadata or {}
    name = metadata.get(RECORD_KEY, kind.__name__.encode()).decode(errors="replace")
    if name != kind.__name__:
        raise StoredDataError(f"the table holds {name} records, not {kind.__name__}; read it as what it holds")
    if len(set(stored.names)) != len(stored.names):
        raise StoredDataError(f"a column of the table of {name} records is there twice; write it again")
    faults = [f"column {n} is missing" for n in expected.names if n not in stored.names]
    faults += [f"column {n} is unknown" for n in stored.names if n not in expected.names]
    for field in expected:
        if field.name in stored.names and not stored.field(field.name).equals(field):
            faults.append(f"column {field.name} is {stored.field(field.name)}, not {field}")
    if faults:
        version = metadata.get(VERSION_KEY, b"an unknown version").decode(errors="replace")
        raise StoredDataError(
            f"no table of {name} records of this version: {'; '.join(faults)}. It was written by {version}: "
            "read it with that version, or write it again from the documents."
        )


@cache
def _codec(kind: Any) -> Codec:
    """The codec of a field's type."""
    import pyarrow as pa

    if inner := optional_of(kind):
        return _optional_codec(_codec(inner))
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _tuple_codec(typing.get_args(kind))
    if origin is np.ndarray:
        dtype = dtype_of(kind)
        return Codec(
            pa.list_(pa.field("element", pa.from_numpy_dtype(dtype), nullable=False)), _same, _column_of(dtype)
        )
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Codec(pa.string(), lambda v: kind(v).value, kind)
    if dataclasses.is_dataclass(kind):
        return _record_codec(typing.cast(type, kind))
    plain = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if kind not in plain:
        raise RequestError(f"no Arrow type for {kind}; records hold str, int, float, bool, enumerations and records")
    return Codec(plain[kind], _plain_of(kind), _plain_of(kind))


@cache
def _record_codec(kind: type) -> Codec:
    import pyarrow as pa

    if kind is Span:  # spelt out: spans are most of what is stored
        ends = pa.struct([pa.field(n, pa.int64(), nullable=False) for n in ("start", "end")])
        return Codec(ends, lambda v: {"start": v.start, "end": v.end}, lambda v: Span(v["start"], v["end"]))
    parts = [(name, _codec(t)) for name, t in field_types(kind).items()]

    def write(value: Any) -> dict[str, Any]:
        if type(value) is not kind:
            raise TypeError(f"{type(value).__name__} where {kind.__name__} belongs")
        return {name: codec.write(getattr(value, name)) for name, codec in parts}

    return Codec(
        pa.struct([codec.field(name) for name, codec in parts]),
        write,
        lambda v: kind(**{name: codec.read(v[name]) for name, codec in parts}),
    )


def _optional_codec(inner: Codec) -> Codec:
    write, read = inner.write, inner.read
    return Codec(
        inner.type,
        lambda v: None if v is None else write(v),
        lambda v: None if v is None else read(v),
        nullable=True,
    )


def _tuple_codec(args: tuple[Any, ...]) -> Codec:
    import pyarrow as pa

    if len(args) == 2 and args[1] is Ellipsis:
        item = _codec(args[0])
        return Codec(
            pa.list_(item.field("element")),
            lambda v: [item.write(x) for x in v],
            lambda v: tuple(item.read(x) for x in v),
        )
    items = [(f"f{i}", _codec(a)) for i, a in enumerate(args)]
    return Codec(
        pa.struct([codec.field(name) for name, codec in items]),
        lambda v: {name: codec.write(x) for (name, codec), x in zip(items, v, strict=True)},
        lambda v: tuple(codec.read(v[name]) for name, codec in items),
    )


def _plain_of(kind: Any) -> Callable[[Any], Any]:
    """Pass a value of `kind`; raise `TypeError` for any other and `ValueError` for what is no finite number."""

    number = kind is float

    def check(value: Any) -> Any:
        if type(value) is not kind and not (number and type(value) is int):
            raise TypeError(f"{value!r} where {kind.__name__} belongs")
        if number and not math.isfinite(value):
            raise ValueError(f"{value} where a finite number belongs")
        return value

    return check


def _column_of(dtype: np.dtype[Any]) -> Callable[[Any], Any]:
    def read(values: Any) -> Any:
        if values is None or None in values:
            raise TypeError("nothing where a number belongs")
        return np.array(values, dtype=dtype)

    return read


def _same(value: Any) -> Any:
    return value
