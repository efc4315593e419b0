"""How `communique code` shows what it made: JSON lines, blocks for a person, PLOVER's lines, a page, Parquet files.

In: `Coded` and `Rejected`, one after the other. Out: text on a stream, whole documents at a time; or, for a page and
for Parquet, what is closed when the run ends, however it ends.
"""

import contextlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from communique.cli.code_page import Page
from communique.cli.code_table import WIDTH, Drawing, drawn
from communique.cli.read import writer
from communique.cli.trees import Line
from communique.cli.views import ItemView
from communique.exchange import lines, plover
from communique.records import Coded, OptionError, OutsideError, Rejected
from communique.store.results import TABLES, schema_named, table_of

WIDEST = 120  # columns that lines take at most on a wide terminal
AT_ONCE = 500  # documents that are written to Parquet together


class Lines(ItemView[Coded]):
    """One object a document, one a rejection."""

    def item(self, item: Coded) -> None:
        self._put(lines.line_of(item) + "\n")

    def rejected(self, rejected: Rejected) -> None:
        self._put(lines.line_of(rejected) + "\n")


class PloverLines(ItemView[Coded]):
    """One object an event, as PLOVER has it; rejections are left to the summary."""

    def __init__(self, stream: TextIO, codebook: str) -> None:
        super().__init__(stream)
        self.codebook = codebook

    def item(self, item: Coded) -> None:
        rows = plover.events_of(item, self.codebook)
        self._put("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


class Blocks(ItemView[Coded]):
    """Events for a person, in colour on a terminal, with brackets elsewhere."""

    def item(self, item: Coded) -> None:
        put_lines(self.stream, drawn(item, drawing_of(self.stream)))


def drawing_of(stream: TextIO) -> Drawing:
    """How to draw on a stream: as wide as the terminal, up to a point, and in colour if it is one."""
    if not stream.isatty():
        return Drawing()
    return Drawing(min(WIDEST, max(60, shutil.get_terminal_size((WIDTH, 24)).columns)), brackets=False)


def put_lines(stream: TextIO, drawn: Iterator[Line]) -> None:
    """Write lines of styled pieces, in colour where the stream is a terminal."""
    if not stream.isatty():
        stream.write("".join("".join(text for text, _ in line).rstrip() + "\n" for line in drawn))
        stream.flush()
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, soft_wrap=True)
    for line in drawn:
        console.print(Text.assemble(*line))


class ParquetFolder(ItemView[Coded]):
    """A Parquet file for each table of `communique.store.results.TABLES`, those without rows too."""

    def __init__(self, folder: Path) -> None:
        import pyarrow.parquet

        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.files = {
                name: pyarrow.parquet.ParquetWriter(folder / f"{name}.parquet", schema_named(name), compression="zstd")
                for name in TABLES
            }
        except OSError as err:
            raise OutsideError(f"{folder}: no folder can be written there: {err.strerror}; give another") from err
        self.waiting: list[Coded | Rejected] = []

    def item(self, item: Coded) -> None:
        self._add(item)

    def rejected(self, rejected: Rejected) -> None:
        self._add(rejected)

    def _add(self, item: Coded | Rejected) -> None:
        self.waiting.append(item)
        if len(self.waiting) >= AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        for name, file in self.files.items():
            file.write_table(table_of(name, self.waiting))
        self.waiting = []

    def close(self) -> None:
        """Write what waits and end the files."""
        if self.waiting:
            self.write()
        for file in self.files.values():
            file.close()


@contextlib.contextmanager
def shown(view: str, out: Path | None, codebook: str) -> Iterator[ItemView[Coded]]:
    """The view of that name, one of `FORMATS`, over a file, a folder or standard output.

    codebook: name and version. Raises `OptionError` for Parquet without a folder, `OutsideError` where nothing can be
    written.
    """
    if view == "parquet":
        if out is None:
            raise OptionError("--format parquet writes files: give the folder with --out")
        folder = ParquetFolder(out)
        try:
            yield folder
        finally:
            folder.close()
        return
    if out is not None and out.is_dir():
        raise OptionError(f"{out} is a folder; give a file, or --format parquet")
    with writer(out) as stream:
        if view == "plover":
            yield PloverLines(stream, codebook)
        elif view == "html":
            with contextlib.closing(Page(stream, codebook)) as page:
                yield page
        else:
            yield (Lines if view == "jsonl" else Blocks)(stream)
