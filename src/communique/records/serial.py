"""Records to JSON and back, made from the dataclasses themselves.

A span is written `[start, end]`, an enumeration as its value, a tuple or a numpy column as a list, a record as an
object with every field present. Reading refuses (`StoredDataError`) unknown, missing and repeated keys, values of
another type, NaN and infinity, so that a file written by another version or changed by hand is noticed; and it
rebuilds the record, so that its rules are checked again.
"""

import dataclasses
import json
import math
import re
import types
import typing
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar

import numpy as np

from communique.records.errors import StoredDataError
from communique.records.spans import Span

R = TypeVar("R")

_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(value: Any) -> Any:
    """`value` (a record, or anything a record holds) as plain JSON values.

    Raises `TypeError` for what no record holds, `ValueError` for NaN and infinity.
    """
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: to_json(getattr(value, name)) for name in field_types(type(value))}
    if isinstance(value, tuple | list):
        return [to_json(v) for v in value]
    if isinstance(value, Mapping):
        return {k: to_json(v) for k, v in value.items()}
    if isinstance(value, np.ndarray):
        return [to_json(v) for v in value.tolist()]
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} cannot be written as JSON")
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} is no part of a record")


def dumps(record: Any) -> str:
    """One line of JSON for a record, keys in the order of its fields, without a line end.

    Lone surrogates, as in the name of a file that is no UTF-8, are escaped, so that the line can always be encoded.
    """
    return plain_line(to_json(record))


def plain_line(value: Any) -> str:
    """One line of JSON for plain values, written as `dumps` does. Raises `ValueError` for NaN and infinity."""
    line = json.dumps(value, ensure_ascii=False, separators=(", ", ": "), allow_nan=False)
    return line if line.isascii() else _SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", line)


def from_json(kind: type[R], value: Any) -> R:
    """The record of class `kind` that `to_json` wrote as `value`.

    Raises `StoredDataError` where a key is missing or unknown, a value has another type, or a rule of the record fails.
    """
    try:
        return typing.cast(R, _build(kind, value, kind.__name__))
    except (TypeError, ValueError, OverflowError) as err:
        raise StoredDataError(f"not a valid {kind.__name__}: {err}. Restore the file or write it again.") from err


def loads(kind: type[R], line: str) -> R:
    """The record that `dumps` wrote as `line`. Raises `StoredDataError` as `from_json` does."""
    try:
        value = json.loads(line, parse_constant=_refuse_constant, object_pairs_hook=_object)
    except (ValueError, RecursionError) as err:
        raise StoredDataError(f"not a line of JSON: {err}. Restore the file or write it again.") from err
    return from_json(kind, value)


@cache
def field_types(kind: type) -> dict[str, Any]:
    """Field names of a record class and their resolved types, in order."""
    hints = typing.get_type_hints(kind)
    return {f.name: hints[f.name] for f in dataclasses.fields(kind)}


def optional_of(kind: Any) -> Any:
    """`X` for `X | None`; None for any other type. Raises `TypeError` for a union of several types."""
    if typing.get_origin(kind) not in (types.UnionType, typing.Union):
        return None
    inner = [a for a in typing.get_args(kind) if a is not types.NoneType]
    if len(inner) != 1:
        raise TypeError(f"{kind}: a field of several types cannot be read back")
    return inner[0]


def dtype_of(column: Any) -> np.dtype[Any]:
    """The type of number that the annotation of a numpy column (`NDArray[np.int32]`) gives."""
    (scalar,) = typing.get_args(typing.get_args(column)[1])
    dtype: np.dtype[Any] = np.dtype(scalar)
    return dtype


def _build(kind: Any, value: Any, path: str) -> Any:
    origin = typing.get_origin(kind)
    if inner := optional_of(kind):
        return None if value is None else _build(inner, value, path)
    if origin is tuple:
        return _build_tuple(typing.get_args(kind), value, path)
    if origin in (dict, Mapping):
        _expect(isinstance(value, dict), path, "an object", value)
        return {k: _build(typing.get_args(kind)[1], v, f"{path}.{k}") for k, v in value.items()}
    if origin is np.ndarray:
        return _build_column(dtype_of(kind), value, path)
    if kind is Span:
        _expect(isinstance(value, list) and len(value) == 2, path, "a pair [start, end]", value)
        return Span(*(_build_plain(int, v, path) for v in value))
    if isinstance(kind, type) and issubclass(kind, Enum):
        known = [member.value for member in kind]
        _expect(value in known, path, f"one of {', '.join(map(str, known))}", value)
        return kind(value)
    if dataclasses.is_dataclass(kind):
        return _build_record(typing.cast(type, kind), value, path)
    return _build_plain(kind, value, path)


def _build_tuple(args: tuple[Any, ...], value: Any, path: str) -> tuple[Any, ...]:
    _expect(isinstance(value, list), path, "a list", value)
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(_build(args[0], v, f"{path}[{i}]") for i, v in enumerate(value))
    _expect(len(value) == len(args), path, f"{len(args)} values", value)
    return tuple(_build(a, v, f"{path}[{i}]") for i, (a, v) in enumerate(zip(args, value, strict=True)))


def _build_column(dtype: np.dtype[Any], value: Any, path: str) -> Any:
    _expect(isinstance(value, list), path, "a list", value)
    plain = {"i": int, "u": int, "f": float, "b": bool}[dtype.kind]
    return np.array([_build_plain(plain, v, f"{path}[{i}]") for i, v in enumerate(value)], dtype=dtype)


def _build_record(kind: type, value: Any, path: str) -> Any:
    _expect(isinstance(value, dict), path, "an object", value)
    fields = field_types(kind)
    unknown, missing = set(value) - set(fields), set(fields) - set(value)
    if unknown or missing:
        what = [f"unknown {', '.join(sorted(unknown))}"] * bool(unknown)
        what += [f"missing {', '.join(sorted(missing))}"] * bool(missing)
        raise StoredDataError(f"{path}: {'; '.join(what)}. Was it written by another version? Write it again.")
    return kind(**{name: _build(t, value[name], f"{path}.{name}") for name, t in fields.items()})


def _build_plain(kind: Any, value: Any, path: str) -> Any:
    if kind is float and type(value) is int:
        value = float(value)
    _expect(type(value) is kind, path, getattr(kind, "__name__", str(kind)), value)
    _expect(kind is not float or math.isfinite(value), path, "a finite number", value)
    return value


def _expect(ok: bool, path: str, what: str, met: Any) -> None:
    if not ok:
        shown = repr(met)
        shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
        raise StoredDataError(f"{path}: {what} expected, not {shown}. Restore the file or write it again.")


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) != len(pairs):
        raise ValueError("a key is there twice")
    return out
