"""`communique resolve`: who is meant by a mention, as of a date.

In: JSON lines with `mention` and, where known, `id`, `context` (words around it, or a country's code) and `date`, from
files or standard input. Out: for each line one object with `id`, `mention`, `country`, `sector`, `other_sectors`,
`name`, `office`, `standing`, `as_of`, `confidence`, `how`, `rivals` and, where the mention names several, all of them
in `named`; or a table for a person. Lines that cannot be read come out as `rejected`, with the reason. A line without a
date is taken to speak of the day of the run.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from communique.actors.options import ActorOptions
from communique.cli.options import filled, stage_options
from communique.cli.read import EXIT_NOTHING, EXIT_PARTIAL, stopping, writer
from communique.records import OptionError, OutsideError, Rejected, dumps
from communique.records.documents import Reason, Stage
from communique.records.findings import ActorRival, check_range

if TYPE_CHECKING:
    from communique.actors.resolve import Resolver

WIDE = 180  # columns of a table that goes to no terminal
COLUMNS = ("mention", "country", "sector", "others", "name", "office", "standing", "how")
TOLD = ("country", "sector", "other_sectors", "name", "office", "standing")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[a-z]{3,9})\.?,?\s+(?P<year>\d{4})")
_MONTH_FIRST = re.compile(r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})")
_FORMS = "2024-08-21, 2024-08, 2024, `21 August 2024`, `August 21, 2024` or `today`"


@dataclass(frozen=True, slots=True)
class Asked:
    """One line: a mention, words around it, the day that counts, None where the line gives none."""

    id: str
    mention: str
    context: str
    date: str | None


@click.command("resolve")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--mention", "-m", multiple=True, help="A mention to resolve, instead of files; may be given again.")
@click.option("--date", "day", help="The day that counts where a line gives none.  [default: today]")
@click.option("--context", default="", help="Words around the mentions, or a country, where a line gives none.")
@click.option("--format", "view", type=click.Choice(["jsonl", "table"]), help="By default a table on a terminal.")
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help="File to write instead.")
@click.option(
    "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="TOML file with a table [actors]."
)
@stage_options(ActorOptions)
def resolve_command(  # noqa: PLR0913 - click gives one argument an option
    files: tuple[str, ...],
    mention: tuple[str, ...],
    day: str | None,
    context: str,
    view: str | None,
    out: Path | None,
    config: Path | None,
    **given: Any,
) -> None:
    """Tell who is meant by mentions: country, sector, name, office on a day.

    FILE holds JSON lines {"id", "mention", "context", "date"}; standard input is read where none is given. Dates are
    ISO 8601, `21 August 2024`, `August 21, 2024` or `today`; a line without one speaks of the day of the run.

    Exit status: 0 all lines were read, 1 none was, 2 the request was wrong, 3 some were rejected.
    """
    try:
        usual = day_of(day or "today", datetime.now(UTC).date())
    except ValueError as err:
        raise OptionError(f"--date: {err}") from err
    options = filled(ActorOptions, "actors", config, given)
    if mention and files:
        raise OptionError("give either files or --mention, not both")
    asked = (Asked(str(i), m, context, None) for i, m in enumerate(mention, 1)) if mention else _lines(files)
    with stopping(), writer(out) as stream:
        table = view == "table" or (view is None and out is None and stream.isatty())
        read, refused = _answer(asked, _resolver(options), (context, usual), stream, table)
    sys.exit(EXIT_NOTHING if not read else EXIT_PARTIAL if refused else 0)


def day_of(words: str, today: date) -> str:
    """A date as ISO 8601, as fine as it is told. Raises `ValueError` for what is none."""
    plain = " ".join(words.lower().split())
    if plain == "today":
        return today.isoformat()
    found = _DAY_FIRST.fullmatch(plain) or _MONTH_FIRST.fullmatch(plain)
    if found is None or found["month"][:3] not in _MONTHS:
        try:
            check_range(words.strip(), None)
        except ValueError as err:
            raise ValueError(f"{err}; write {_FORMS}") from err
        return words.strip()
    try:
        return date(int(found["year"]), _MONTHS.index(found["month"][:3]) + 1, int(found["day"])).isoformat()
    except ValueError as err:
        raise ValueError(f"{words!r} is no day of the calendar; write {_FORMS}") from err


def _resolver(options: ActorOptions) -> "Resolver":
    from communique.actors.resolve import Resolver
    from communique.grounding.gazetteer import country_of_place

    return Resolver.load(options, country_of_place)


def _answer(
    asked: Iterable[Asked | Rejected], resolver: "Resolver", usual: tuple[str, str], stream: TextIO, table: bool
) -> tuple[int, int]:
    """Write an answer for each line; how many were read, and refused. usual: context and day of lines without."""
    context, day = usual
    read = refused = 0
    rows = []
    for item in asked:
        if isinstance(item, Rejected):
            refused += 1
            click.echo(f"{item.uri}, {item.locator}: {item.detail}", err=True)
            if not table:
                stream.write(dumps({"rejected": item}) + "\n")
            continue
        read += 1
        on = item.date or day
        row = _record(item, resolver, item.context or context, on)
        if table:
            rows.append(row)
        else:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            stream.flush()
    if rows:
        _shown(rows, stream)
    return read, refused


def _record(asked: Asked, resolver: "Resolver", context: str, on: str) -> dict[str, Any]:
    """The answer to one line; of several whom it names together the first, with all of them in `named`."""
    found, *others = resolver.several(asked.mention, on, context)
    rivals = [{spec.name: getattr(rival, spec.name) for spec in fields(ActorRival)} for rival in found.rivals]
    told = {name: getattr(found, name) for name in TOLD}
    confidence = round(found.confidence, 2)
    row = {"id": asked.id, "mention": asked.mention, **told, "as_of": on, "confidence": confidence, "how": found.how}
    named = [{"mention": f.text, **{name: getattr(f, name) for name in TOLD}} for f in (found, *others) if others]
    return {**row, "rivals": rivals, **({"named": named} if named else {})}


def _lines(files: Iterable[str]) -> Iterator[Asked | Rejected]:
    today = datetime.now(UTC).date()
    for name in list(files) or ["-"]:
        try:
            stream = sys.stdin if name == "-" else open(name, encoding="utf-8", errors="replace")  # noqa: SIM115
        except OSError as err:
            raise OutsideError(f"{name} cannot be read: {err.strerror}; give a file of JSON lines or -") from err
        with stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _asked(line, name, number, today)


def _asked(line: str, name: str, number: int, today: date) -> Asked | Rejected:
    def rejected(detail: str) -> Rejected:
        return Rejected(name, f"line {number}", Stage.PARSE, Reason.MALFORMED, detail)

    try:
        row = json.loads(line)
    except ValueError as err:
        return rejected(f"no JSON ({err}); give one object a line")
    if not isinstance(row, dict) or not isinstance(row.get("mention"), str) or not row["mention"].strip():
        return rejected("no `mention`; give an object with the words of the mention")
    day = row.get("date")
    if day is not None:
        try:
            day = day_of(str(day), today)
        except ValueError as err:
            return rejected(f"`date`: {err}")
    return Asked(str(row.get("id", number)), row["mention"], str(row.get("context") or ""), day)


def _shown(rows: list[dict[str, Any]], stream: TextIO) -> None:
    from rich.console import Console
    from rich.table import Column, Table

    table = Table(*(Column(c, no_wrap=c not in ("mention", "how")) for c in COLUMNS), box=None)
    for row in rows:
        cells = {**row, "others": " ".join(row["other_sectors"])}
        table.add_row(*(str(cells.get(c) or "") for c in COLUMNS))
    width = None if stream.isatty() else WIDE
    Console(file=stream, soft_wrap=True, width=width).print(table)
