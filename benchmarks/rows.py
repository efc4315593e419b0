"""What the benchmarks read: rows of JSON, the bundled dispatches, some of many.

In: paths. Out: rows; `Document`s by their id, or of the dispatches by the end of their address. Nothing is written.
"""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from communique.records import Document
from communique.sources import ReadOptions, read

T = TypeVar("T")
Row = dict[str, Any]
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
# The one table whose columns have names of their own.
COLUMNS = {"06-archive-1982-1998.csv": "text=Story Text,title=Head Line,published=Filed On,outlet=Desk"}


def rows(path: Path) -> list[Row]:
    """The objects of a file of JSON lines, which may be compressed with gzip."""
    plain = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in plain.decode("utf-8").split("\n") if line.strip()]


def documents(path: Path, options: ReadOptions | None = None) -> dict[str, Document]:
    """The documents of a file or folder by their id."""
    items = read([str(path)], options or ReadOptions())
    return {item.id: item for item in items if isinstance(item, Document)}


def dispatches() -> dict[str, Document]:
    """Every bundled report by the end of its address, in the order of the files."""
    found: dict[str, Document] = {}
    for path in sorted((EXAMPLES / "dispatches").iterdir()):
        columns = COLUMNS.get(path.name)
        for item in read([str(path)], ReadOptions(map=(columns,) if columns else ())):
            if isinstance(item, Document):
                found[item.uri[item.uri.rindex(path.name) :]] = item
    return found


def spread(items: Sequence[T], count: int) -> list[T]:
    """So many at even distances; all where there are fewer."""
    count = max(0, min(count, len(items)))
    return [items[n * len(items) // count] for n in range(count)]
