"""Rows of the tables of this room: tab-separated, a header line, `;` between the members of a list.

In: text of a table. Out: `Row`s, each with the line it stands on. Refused with `SetupError`, which shows file, line and
row: another header than asked for, another number of cells than the header has, a cell with blanks at its ends, a list
with an empty or a repeated member. Lines that are empty or start with `#` are skipped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NoReturn

from communique.records.errors import SetupError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. file: its name. line: counted from 1. cells: by column."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The members of a list; empty where the cell is."""
        cell = self.cells[column]
        if not cell:
            return ()
        members = tuple(cell.split(";"))
        for at, member in enumerate(members):
            if not member or member != member.strip() or member in members[:at]:
                self.refuse(f"the list in column {column!r} has an empty, padded or repeated member {member!r}")
        return members

    def number(self, column: str) -> int | None:
        """The whole number in a cell, None where it is empty."""
        cell = self.cells[column]
        if cell and not (cell.isascii() and cell.isdigit()):
            self.refuse(f"column {column!r} needs a whole number, not {cell!r}")
        return int(cell) if cell else None

    def refuse(self, why: str, other: "Row | None" = None) -> NoReturn:
        """Raise `SetupError` that shows this row and, where two contradict, the other."""
        shown = "".join(f"\n  {row}" for row in (other, self) if row is not None)
        raise SetupError(f"{why}; mend the table:{shown}")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: " + "\t".join(self.cells.values())


def read_rows(text: str, file: str, columns: Sequence[str]) -> list[Row]:
    """The rows of a table with exactly these columns; `file` is for messages. Raises `SetupError`."""
    rows: list[Row] = []
    header: list[str] | None = None
    for line, written in enumerate(text.split("\n"), 1):
        if not written or written.startswith("#"):
            continue
        cells = written.split("\t")
        if header is None:
            header = cells
            if header != list(columns):
                raise SetupError(f"{file}:{line}: the columns must be {list(columns)}, not {header}")
            continue
        if len(cells) != len(columns):
            raise SetupError(f"{file}:{line}: {len(cells)} cells instead of {len(columns)}: {written!r}")
        if any(cell != cell.strip() for cell in cells):
            raise SetupError(f"{file}:{line}: a cell has blanks at its ends: {written!r}")
        rows.append(Row(file, line, dict(zip(columns, cells, strict=True))))
    if header is None:
        raise SetupError(f"{file}: no header line; the columns must be {list(columns)}")
    return rows


@cache
def bundled(file: str, columns: tuple[str, ...]) -> list[Row]:
    """The rows of a table of this package. Raises `SetupError`."""
    return read_rows(files("communique.codebook").joinpath(file).read_text("utf-8"), file, columns)
