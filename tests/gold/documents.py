"""The bundled dispatches that `dispatches.jsonl` annotates, by the id that it gives them.

Out: `Document`s by the end of their address (`16-desk-2018.rss#entry 2`): ids of documents depend on where a checkout
lies, and the end of an address does not. Or what the pipeline finds in them. Refused by `read` itself: what is no
report.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from communique.pipeline import Pipeline
from communique.records import Coded, Document
from communique.sources import ReadOptions, read

GOLD = Path(__file__).parent
DISPATCHES = GOLD.parents[1] / "examples" / "dispatches"
EXPECTED = GOLD.parents[1] / "examples" / "expected"
# The one table whose columns have names of their own.
COLUMNS = {"06-archive-1982-1998.csv": "text=Story Text,title=Head Line,published=Filed On,outlet=Desk"}

Row = dict[str, Any]


def dispatches() -> dict[str, Document]:
    """Every bundled report, in the order of the files."""
    out: dict[str, Document] = {}
    for path in sorted(DISPATCHES.iterdir()):
        columns = COLUMNS.get(path.name)
        for item in read([str(path)], ReadOptions(map=(columns,) if columns else ())):
            if isinstance(item, Document):
                out[item.uri[item.uri.rindex(path.name) :]] = item
    return out


@cache
def coded() -> dict[str, Coded]:
    """What the pipeline finds in each of them with default options. They are read once, whoever asks."""
    pipeline = Pipeline()
    found = {name: pipeline.code(document) for name, document in dispatches().items()}
    return {name: one for name, one in found.items() if isinstance(one, Coded)}


def rows(name: str) -> list[Row]:
    """The objects of a file of lines in this folder."""
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]
