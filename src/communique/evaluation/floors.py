"""Floors: figures that must not fall, each tied to the annotations that it was measured on.

In: a TOML file of floors, a file of annotations, `Figures`. Out: what is wrong, in words; nothing where all is well.
Refused with `RequestError`: a file that is not as below, and a floor that was lowered without a reason.

    [[gold]]
    file = "gold.jsonl"                  # the name of the file of annotations
    digest = "sha256:..."                # of its rows: when they change, floors are set anew
    only = ["a", "b"]                    # optional: of these reports alone
    [gold.least]                         # figures by name, 0 to 1, as `communique evaluate --format jsonl` tells them
    "events type f1" = [0.5, 0.6]        # the last counts; those before tell how it came
    [gold.most]
    "events calibration error" = [0.05]
    [gold.lowered]                       # why a floor was lowered, or a ceiling raised
    "events type f1" = "the texts were ..."
"""

import json
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from communique.evaluation.figures import Figures
from communique.records import RequestError, digest_of

_KEYS = {"file", "digest", "only", "least", "most", "lowered"}


@dataclass(frozen=True, slots=True)
class Floors:
    """The bounds of the figures on one file of annotations. only: ids of the reports that count, empty for all."""

    file: str
    digest: str
    only: tuple[str, ...]
    least: Mapping[str, float]
    most: Mapping[str, float]


def bundled_floors() -> tuple[Floors, ...]:
    """The floors of this package's own development."""
    return _floors(files("communique.evaluation").joinpath("floors.toml").read_text("utf-8"), "floors.toml")


def floors_in(path: Path) -> tuple[Floors, ...]:
    """The floors of a file. Raises `RequestError`."""
    try:
        return _floors(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as err:
        raise RequestError(f"{path}: cannot be read: {err}; choose another file") from err


def floors_of(floors: Iterable[Floors], name: str) -> Floors:
    """The floors of a file of annotations of that name. Raises `RequestError` where there are none."""
    listed = tuple(floors)
    for one in listed:
        if one.file == name:
            return one
    known = ", ".join(one.file for one in listed) or "none"
    raise RequestError(f"there are no floors for {name}, but for {known}; add a table [[gold]] for it")


def digest_of_gold(path: Path, only: Iterable[str] = ()) -> str:
    """Digest of the rows of a file of annotations, or of some of them; blanks and order of keys do not count."""
    wanted = frozenset(only)
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
    kept = [row for row in rows if not wanted or row["id"] in wanted]
    return digest_of("\n".join(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in kept))


def faults(floors: Floors, digest: str, figures: Iterable[Figures]) -> Iterator[str]:
    """What is wrong: annotations that changed, figures below their floor or above their ceiling, in words.

    Figures of kinds that were not measured are passed over; one that a measured kind does not have is a fault.
    """
    listed = tuple(figures)
    measured = {name: value for one in listed for name, value in one.named().items()}
    yield from faults_among(floors, digest, measured, {one.kind.value for one in listed})


def faults_among(
    floors: Floors, digest: str, measured: Mapping[str, float], kinds: Collection[str] | None = None
) -> Iterator[str]:
    """The same of figures by name, from wherever they come. kinds: first words of the names that were measured; None
    for all.
    """
    if digest != floors.digest:
        yield f"{floors.file} is not the file that its floors were set on: its digest is {digest}; set them anew"
    for bounds, sign, word in ((floors.least, 1, "least"), (floors.most, -1, "most")):
        for name, bound in bounds.items():
            if kinds is not None and name.split()[0] not in kinds:
                continue
            value = measured.get(name)
            if value is None:
                yield f"{floors.file}: there is no figure {name!r}"
            elif sign * value < sign * bound:
                yield f"{floors.file}: {name} is {value:.4f}, must be at {word} {bound}"


def _floors(text: str, where: str) -> tuple[Floors, ...]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        raise RequestError(f"{where}: no valid TOML: {err}") from err
    tables = data.get("gold")
    if set(data) != {"gold"} or not isinstance(tables, list):
        raise RequestError(f"{where}: floors stand in tables [[gold]] and nowhere else")
    return tuple(_table(table, f"{where}, table {number}") for number, table in enumerate(tables, 1))


def _table(table: Any, where: str) -> Floors:
    if not isinstance(table, dict) or not {"file", "digest"} <= table.keys() <= _KEYS:
        raise RequestError(f"{where}: keys are {', '.join(sorted(_KEYS))}; file and digest must be there")
    lowered = table.get("lowered", {})
    least = {name: _bound(name, told, lowered, 1, where) for name, told in table.get("least", {}).items()}
    most = {name: _bound(name, told, lowered, -1, where) for name, told in table.get("most", {}).items()}
    return Floors(str(table["file"]), str(table["digest"]), tuple(table.get("only", ())), least, most)


def _bound(name: str, told: Any, lowered: Mapping[str, Any], sign: int, where: str) -> float:
    """The bound that counts. sign: 1 for a floor, -1 for a ceiling."""
    values = told if isinstance(told, list) else [told]
    if not values or not all(isinstance(v, int | float) and 0 <= v <= 1 for v in values):
        raise RequestError(f"{where}: {name!r} needs a list of numbers from 0 to 1, the last of which counts")
    eased = any(sign * later < sign * earlier for earlier, later in pairwise(values))
    if eased and not lowered.get(name):
        raise RequestError(f"{where}: the bound of {name!r} was eased; write the reason into [gold.lowered]")
    return float(values[-1])
