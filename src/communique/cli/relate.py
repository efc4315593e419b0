"""`communique relate`: what one marked party of a text does to the other.

In: JSON lines {"id", "text", "source": [start, end], "target": [start, end]}, offsets in characters, from files or
standard input. Out: for each line one object with `id`, `type`, `mode` (null where none fits) and `scores`, the
probability of each type, the likeliest first; or a table for a person. Lines that cannot be read come out as
`rejected`, with the reason.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import click

from communique.cli.options import filled, stage_options
from communique.cli.read import EXIT_NOTHING, EXIT_PARTIAL, stopping, writer
from communique.cli.views import fitted
from communique.coding.relate import Marked, Related
from communique.language.options import LanguageOptions
from communique.records import OutsideError, Rejected, RequestError, Span, dumps
from communique.records.documents import Reason, Stage

DIGITS = 4  # of a probability
COLUMNS = (("id", 16), ("type", 10), ("mode", 14), ("p", 5))
Teller = Callable[[Marked], Related]


@dataclass(frozen=True, slots=True)
class Asked:
    """One line, and where it stands."""

    id: str
    marked: Marked
    name: str
    number: int

    def rejected(self, detail: str) -> Rejected:
        """The line, turned down."""
        return _rejected(self.name, self.number, detail)


@click.command("relate")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--none", "nothing", is_flag=True, help="The answer may be NONE: the source does nothing to the target.")
@click.option("--format", "view", type=click.Choice(["jsonl", "table"]), help="By default a table on a terminal.")
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help="File to write instead.")
@click.option(
    "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="TOML file with a table [language]."
)
@stage_options(LanguageOptions, without=("force_language",))
def relate_command(
    files: tuple[str, ...], nothing: bool, view: str | None, out: Path | None, config: Path | None, **given: Any
) -> None:
    """Tell what one marked party of a text does to the other: type of event, mode, probabilities.

    FILE holds JSON lines {"id", "text", "source": [start, end], "target": [start, end]}; offsets count characters of
    the text, from 0, the end not included. Standard input is read where no file is given.

    Exit status: 0 all lines were read, 1 none was, 2 the request was wrong, 3 some were rejected.
    """
    tell = _teller(filled(LanguageOptions, "language", config, given), nothing)
    with stopping(), writer(out) as stream:
        table = view == "table" or (view is None and out is None and stream.isatty())
        read, refused = _answer(_lines(files), tell, stream, table)
    sys.exit(EXIT_NOTHING if not read else EXIT_PARTIAL if refused else 0)


def _teller(options: LanguageOptions, nothing: bool) -> Teller:
    from communique.codebook.codebook import codebook
    from communique.coding.relate import related
    from communique.language.model import load

    model, book = load(options), codebook()
    return lambda marked: related(model, marked, book, nothing)


def _answer(asked: Iterable[Asked | Rejected], tell: Teller, stream: TextIO, table: bool) -> tuple[int, int]:
    """Write an answer for each line; how many were read, and refused."""
    read = refused = 0
    for item in asked:
        try:
            row = item if isinstance(item, Rejected) else _record(item, tell(item.marked))
        except RequestError as err:
            assert isinstance(item, Asked)
            row = item.rejected(str(err))
        if isinstance(row, Rejected):
            refused += 1
            click.echo(f"{row.uri}, {row.locator}: {row.detail}", err=True)
            if not table:
                stream.write(dumps({"rejected": row}) + "\n")
            continue
        if table and not read:
            stream.write("  ".join(fitted(name, width) for name, width in COLUMNS) + "  next\n")
        read += 1
        stream.write((_cells(row) if table else json.dumps(row, ensure_ascii=False)) + "\n")
        stream.flush()
    return read, refused


def _record(asked: Asked, found: Related) -> dict[str, Any]:
    scores = {kind: round(share, DIGITS) for kind, share in found.scores.items()}
    return {"id": asked.id, "type": found.type, "mode": found.mode, "scores": scores}


def _cells(row: dict[str, Any]) -> str:
    (_, first), *others = row["scores"].items()
    cells = (row["id"], row["type"], row["mode"] or "", f"{first:.2f}")
    rivals = " ".join(f"{kind} {share:.2f}" for kind, share in others[:2])
    return "  ".join(fitted(cell, width) for cell, (_, width) in zip(cells, COLUMNS, strict=True)) + "  " + rivals


def _lines(files: Iterable[str]) -> Iterator[Asked | Rejected]:
    for name in list(files) or ["-"]:
        try:
            stream = sys.stdin if name == "-" else open(name, encoding="utf-8", errors="replace")  # noqa: SIM115
        except OSError as err:
            raise OutsideError(f"{name} cannot be read: {err.strerror}; give a file of JSON lines or -") from err
        with stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _asked(line, name, number)


def _rejected(name: str, number: int, detail: str) -> Rejected:
    return Rejected(name, f"line {number}", Stage.PARSE, Reason.MALFORMED, detail)


def _asked(line: str, name: str, number: int) -> Asked | Rejected:
    try:
        row = json.loads(line)
    except ValueError as err:
        return _rejected(name, number, f"no JSON ({err}); give one object a line")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
        return _rejected(name, number, "no `text`; give an object with the text and the spans of two parties")
    if not row["text"].isprintable() and any("\ud800" <= c <= "\udfff" for c in row["text"]):
        return _rejected(name, number, "`text` holds half a character (a lone surrogate); write it anew as UTF-8")
    try:
        marked = Marked(row["text"], _span(row, "source"), _span(row, "target"))
    except ValueError as err:
        return _rejected(name, number, str(err))
    return Asked(str(row.get("id", number)), marked, name, number)


def _span(row: dict[str, Any], side: str) -> Span:
    """The span of a side, inside the text. Raises `ValueError`."""
    given, size = row.get(side), len(row["text"])
    if not (isinstance(given, list) and len(given) == 2 and all(type(v) is int for v in given)):
        raise ValueError(f"no `{side}`; give [start, end] in characters of the text")
    start, end = given
    if not 0 <= start < end <= size:
        raise ValueError(f"`{side}` is [{start}, {end}]; start lies before end, both from 0 to {size}")
    return Span(start, end)
