"""What shaped an output (`Run`), and what became of every document of a shard (`Manifest`).

Same text and same run give the same bytes. A manifest whose counts do not add up cannot be built (`ValueError`).
"""

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from communique.records.ids import content_id


@dataclass(frozen=True, slots=True)
class Component:
    """A part that shapes output: the code, the model, a table.

    name: of the part. version: as the part states it. digest: of its content, none where it has none.
    """

    name: str
    version: str
    digest: str | None = None

    def __post_init__(self) -> None:
        if not (self.name and self.version):
            raise ValueError("a component needs a name and a version")


@dataclass(frozen=True, slots=True, order=True)
class Setting:
    """An option and its value. name: of the option. value: written as JSON."""

    name: str
    value: str

    def __post_init__(self) -> None:
        if json.dumps(json.loads(self.value), sort_keys=True, allow_nan=False) != self.value:
            raise ValueError(f"{self.name}: {self.value!r} is not the JSON that json.dumps writes with sorted keys")


def settings(options: Mapping[str, Any]) -> tuple[Setting, ...]:
    """`options` as settings, sorted by name. Raises `ValueError` or `TypeError` for a value that JSON cannot hold."""
    return tuple(Setting(k, json.dumps(options[k], sort_keys=True, allow_nan=False)) for k in sorted(options))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The versions and digests that shaped an output; none for a part that took no part.

    code: this package. model: of the language. codebook: event types and their codes. register: who held which office.
    gazetteer: places. options: all settings, sorted by name.
    """

    code: Component
    model: Component | None = None
    codebook: Component | None = None
    register: Component | None = None
    gazetteer: Component | None = None
    options: tuple[Setting, ...] = ()

    def __post_init__(self) -> None:
        names = [s.name for s in self.options]
        if any(a >= b for a, b in itertools.pairwise(names)):
            raise ValueError("options are sorted by name and differ; make them with settings()")

    @property
    def id(self) -> str:
        """The same for runs that give the same output."""
        parts = (self.code, self.model, self.codebook, self.register, self.gazetteer)
        held = [[p.name, p.version, p.digest] if p else None for p in parts]
        return content_id("r", json.dumps([held, [[s.name, s.value] for s in self.options]]))


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a shard.

    path: relative to the manifest, with `/`. kind: class of the records in it. rows: how many. size: in bytes.
    digest: `sha256:...`.
    """

    path: str
    kind: str
    rows: int
    size: int
    digest: str

    def __post_init__(self) -> None:
        path = PurePosixPath(self.path)
        if not self.path or path.is_absolute() or ".." in path.parts or "\\" in self.path:
            raise ValueError(f"{self.path!r} is no path below the manifest")
        if self.rows < 0 or self.size < 0:
            raise ValueError(f"{self.path}: rows and size are never negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What became of a shard. read: everything met; each was written, rejected with a reason, or failed in an error.

    shard: its name. run: what shaped the output. written: how many gave output. rejected: how many gave none, with a
    reason. failed: how many ended in an error. files: what was written.
    """

    shard: str
    run: Run
    read: int
    written: int
    rejected: int
    failed: int
    files: tuple[StoredFile, ...] = ()

    def __post_init__(self) -> None:
        ends = (self.written, self.rejected, self.failed)
        if min(ends) < 0 or self.read != sum(ends):
            raise ValueError(f"shard {self.shard}: {self.read} read is not {' + '.join(map(str, ends))}")
        if len({f.path for f in self.files}) != len(self.files):
            raise ValueError(f"shard {self.shard}: a file is listed twice")
