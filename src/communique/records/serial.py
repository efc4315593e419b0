"""Records to JSON and back, made from the dataclasses themselves.

A span is written `[start, end]`, an enumeration as its value, a tuple or a numpy column as a list, a record as an
object with every field present. Reading refuses unknown and missing keys, so that a file written by another version
is noticed, and rebuilds the record, so that its rules are checked again.
"""

import dataclasses
import json
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


def to_json(value: Any) -> Any:
    """`value` (a record, or anything a record holds) as plain JSON values."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [to_json(v) for v in value]
    if isinstance(value, Mapping):
        return {k: to_json(v) for k, v in value.items()}
    if isinstance(value, np.ndarray):
        return value.tolist()
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} is no part of a record")


def dumps(record: Any) -> str:
    """One line of JSON for a record, keys in the order of its fields, without a line end."""
    return json.dumps(to_json(record), ensure_ascii=False, separators=(", ", ": "), allow_nan=False)


def from_json(kind: type[R], value: Any) -> R:
    """The record of class `kind` that `to_json` wrote as `value`.

    Raises `StoredDataError` where a key is missing or unknown, a value has another type, or a rule of the record fails.
    """
    try:
        return typing.cast(R, _build(kind, value, kind.__name__))
    except StoredDataError:
        raise
    except (TypeError, ValueError) as err:
        raise StoredDataError(f"not a valid {kind.__name__}: {err}") from err


def loads(kind: type[R], line: str) -> R:
    """The record that `dumps` wrote as `line`. Raises `StoredDataError` as `from_json` does."""
    try:
        return from_json(kind, json.loads(line))
    except (json.JSONDecodeError, RecursionError) as err:
        raise StoredDataError(f"not a line of JSON: {err}") from err


@cache
def field_types(kind: type) -> dict[str, Any]:
    """Field names of a record class and their resolved types, in order."""
    hints = typing.get_type_hints(kind)
    return {f.name: hints[f.name] for f in dataclasses.fields(kind)}


def _build(kind: Any, value: Any, path: str) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _build_optional(kind, value, path)
    if origin is tuple:
        return _build_tuple(typing.get_args(kind), value, path)
    if origin in (dict, Mapping) or origin is types.MappingProxyType:
        _expect(isinstance(value, dict), path, "an object")
        return {k: _build(typing.get_args(kind)[1], v, f"{path}.{k}") for k, v in value.items()}
    if origin is np.ndarray:
        _expect(isinstance(value, list), path, "a list")
        (dtype,) = typing.get_args(typing.get_args(kind)[1])
        return np.asarray(value, dtype=dtype)
    if kind is Span:
        _expect(isinstance(value, list) and len(value) == 2, path, "a pair [start, end]")
        return Span(*(_build(int, v, path) for v in value))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if dataclasses.is_dataclass(kind):
        return _build_record(typing.cast(type, kind), value, path)
    return _build_plain(kind, value, path)


def _build_optional(kind: Any, value: Any, path: str) -> Any:
    inner = [a for a in typing.get_args(kind) if a is not type(None)]
    if value is None and len(inner) < len(typing.get_args(kind)):
        return None
    if len(inner) != 1:
        raise TypeError(f"{path}: a field of several types cannot be read back")
    return _build(inner[0], value, path)


def _build_tuple(args: tuple[Any, ...], value: Any, path: str) -> tuple[Any, ...]:
    _expect(isinstance(value, list), path, "a list")
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(_build(args[0], v, f"{path}[{i}]") for i, v in enumerate(value))
    _expect(len(value) == len(args), path, f"{len(args)} values")
    return tuple(_build(a, v, f"{path}[{i}]") for i, (a, v) in enumerate(zip(args, value, strict=True)))


def _build_record(kind: type, value: Any, path: str) -> Any:
    _expect(isinstance(value, dict), path, "an object")
    fields = field_types(kind)
    unknown, missing = set(value) - set(fields), set(fields) - set(value)
    if unknown or missing:
        what = [f"unknown {', '.join(sorted(unknown))}"] * bool(unknown) + [
            f"missing {', '.join(sorted(missing))}"
        ] * bool(missing)
        raise StoredDataError(f"{path}: {'; '.join(what)}. Was it written by another version?")
    return kind(**{name: _build(t, value[name], f"{path}.{name}") for name, t in fields.items()})


def _build_plain(kind: Any, value: Any, path: str) -> Any:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    _expect(type(value) is kind, path, getattr(kind, "__name__", str(kind)))
    return value


def _expect(ok: bool, path: str, what: str) -> None:
    if not ok:
        raise StoredDataError(f"{path}: {what} expected")
