"""The event ontology: types, modes and contexts with their quads and scores. PLOVER 2 unless a user brings another.

In: `plover.toml`, or a user's file of the same shape. Out: `Ontology`. Refused with `SetupError` for the package's file
and `RequestError` for a user's: a code given twice, a quad that is none of 1 to 4, a score beyond -10 to 10, a key
that is not known.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from communique.records.errors import RequestError, SetupError
from communique.records.outcomes import Quad

_QUADS = {1: Quad.VERBAL_COOPERATION, 2: Quad.MATERIAL_COOPERATION, 3: Quad.VERBAL_CONFLICT, 4: Quad.MATERIAL_CONFLICT}


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event of a type is done. score: -10 to 10; that of the type where the mode has none of its own."""

    code: str
    score: float
    meaning: str


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event. recipient: whether one is needed."""

    code: str
    quad: Quad
    score: float
    recipient: bool
    meaning: str
    modes: Mapping[str, Mode]

    def score_of(self, mode: str | None) -> float:
        """The score of an event of this type in a mode. Raises `KeyError` for a mode that it does not have."""
        return self.score if mode is None else self.modes[mode].score


@dataclass(frozen=True, slots=True)
class Ontology:
    """Types by code, in the order of the file, and contexts by code with their meanings."""

    version: str
    types: Mapping[str, EventType]
    contexts: Mapping[str, str]


@cache
def plover() -> Ontology:
    """PLOVER 2. Raises `SetupError` for a damaged file."""
    text = files("communique.codebook").joinpath("plover.toml").read_text("utf-8")
    try:
        return ontology_of(tomllib.loads(text))
    except (ValueError, KeyError, TypeError) as err:
        raise SetupError(f"plover.toml is damaged ({err}); reinstall communique") from err


def ontology_in(path: Path) -> Ontology:
    """The ontology of a user's file. Raises `RequestError`."""
    try:
        return ontology_of(tomllib.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as err:
        raise RequestError(f"{path}: {err}; see plover.toml of the package for the shape") from err


def ontology_of(data: Mapping[str, Any]) -> Ontology:
    """The ontology that a file of this shape holds. Raises `ValueError`, `KeyError` or `TypeError`."""
    _known(data, {"version", "type", "contexts"}, "the file")
    types: dict[str, EventType] = {}
    for row in data["type"]:
        found = _type(row)
        if found.code in types:
            raise ValueError(f"the type {found.code} is given twice")
        types[found.code] = found
    return Ontology(str(data["version"]), MappingProxyType(types), MappingProxyType(dict(data["contexts"])))


def _type(row: Mapping[str, Any]) -> EventType:
    code = row["code"]
    _known(row, {"code", "quad", "score", "recipient", "meaning", "modes"}, f"type {code}")
    if row["quad"] not in _QUADS:
        raise ValueError(f"type {code} has quad {row['quad']}; give 1 to 4")
    score = _score(row["score"], code)
    modes: dict[str, Mode] = {}
    for mode in row.get("modes", ()):
        _known(mode, {"code", "score", "meaning"}, f"a mode of {code}")
        if mode["code"] in modes:
            raise ValueError(f"the mode {mode['code']} of {code} is given twice")
        own = _score(mode.get("score", score), f"{code}/{mode['code']}")
        modes[mode["code"]] = Mode(mode["code"], own, mode["meaning"])
    return EventType(
        code, _QUADS[row["quad"]], score, bool(row.get("recipient")), row["meaning"], MappingProxyType(modes)
    )


def _score(value: Any, code: str) -> float:
    if not isinstance(value, int | float) or not -10 <= value <= 10:
        raise ValueError(f"{code} has the score {value}; give a number from -10 to 10")
    return float(value)


def _known(row: Mapping[str, Any], keys: set[str], where: str) -> None:
    unknown = sorted(set(row) - keys)
    if unknown:
        raise ValueError(f"{where} has the unknown key {unknown[0]!r}; known are {', '.join(sorted(keys))}")
