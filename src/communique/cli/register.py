"""`communique register`: who held which office when; rows of one's own, checked before they are used.

In: names, codes of countries, tables of rows, files that others write. Out: tables on standard output or in a file;
what is wrong or was passed over, and what rows of one's own replace, on standard error.
"""

import sys
from pathlib import Path

import click

from communique.actors.options import ActorOptions
from communique.cli.options import filled, stage_options
from communique.cli.read import EXIT_NOTHING, EXIT_PARTIAL, writer
from communique.codebook.titles import OFFICES
from communique.records import RequestError, dumps
from communique.records.findings import check_range

_SHOWN_PASSED = 20


@click.group("register")
def register_command() -> None:
    """Look up who held an office when; add rows of your own, check and import them."""


@register_command.command("show")
@click.argument("what", metavar="NAME|COUNTRY")
@click.option("--on", metavar="DATE", help="ISO 8601; only offices held on that day, month or year.")
@click.option("--office", type=click.Choice(OFFICES), help="Only this office.")
@click.option(
    "--format", "view", type=click.Choice(["table", "jsonl", "tsv"]), default="table", help="How it is shown."
)
@stage_options(ActorOptions, without=("actors",))
def show_command(what: str, on: str | None, office: str | None, view: str, **given: object) -> None:
    """Show the offices of a person, or those of a country or body, by its code or name.

    A name is in full, shortened, or a surname alone; everyone whom it can mean is shown. With --on, what a person
    held before and after that day is told as former and future.

    Exit status: 0 something was found, 1 nothing was, 2 the request was wrong.
    """
    from communique.actors.register import Register, When
    from communique.actors.register_import import country_of
    from communique.actors.register_rows import COLUMNS

    _date_checked(on)
    register = Register.load(filled(ActorOptions, "actors", None, given).register)
    country = country_of(what)
    terms = register.of(country, on) if country is not None else register.named(what)
    terms = tuple(t for t in terms if office is None or t.office == office)
    if not terms:
        click.echo(f"communique: the register has nothing on {what!r}" + (f" on {on}" if on else ""), err=True)
        sys.exit(EXIT_NOTHING)
    with writer(None) as stream:
        if view == "tsv":
            stream.write("\n".join("\t".join(row) for row in (COLUMNS, *(t.cells for t in terms))) + "\n")
            return
        if view == "jsonl":
            for term in terms:
                when = {"when": term.at(on).value} if on is not None else {}
                stream.write(dumps(dict(zip(COLUMNS, term.cells, strict=True)) | when) + "\n")
            return
        order = sorted(terms, key=lambda t: (t.holder if country is None else t.office, t.first))
        rows = [
            (
                t.holder, t.country, t.office, t.title + (" (acting)" if t.standing.value == "acting" else ""),
                t.first, t.last or "",
                "" if on is None else {When.HELD: "held", When.PERHAPS: "perhaps"}.get(t.at(on), t.at(on).value),
            )
            for t in order
        ]  # fmt: skip
        for line in _lines([("holder", "country", "office", "title", "from", "to", on or ""), *rows]):
            stream.write(line + "\n")


@register_command.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
def check_command(files: tuple[Path, ...]) -> None:
    """Check tables of your own: form, codes, dates, and rows that contradict each other, with both rows shown.

    Rows of the package that yours replace or cut are told; that is no fault.

    Exit status: 0 all rows hold together, 2 some row does not.
    """
    from communique.actors.register import Register
    from communique.actors.register_rows import contradictions, laid_over, read_table

    own = [row for path in files for row in read_table(path)]
    found = list(contradictions(own))
    if found:
        shown = "\n".join(f"{why}:\n  {one}\n  {other}" for one, other, why in found)
        raise RequestError(f"{len(found)} contradictions; mend the table\n{shown}")
    ours = Register.load().holdings
    left = set(laid_over(own, ours))
    for row in ours:
        if row not in left:
            click.echo(f"replaced or cut: {row}", err=True)
    click.echo(f"{len(own)} rows hold together")


@register_command.command("add")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--holder", required=True, help="Usual name of the person in the English press.")
@click.option("--alias", multiple=True, help="Another spelling of the name; may be given again.")
@click.option("--country", required=True, help="ISO 3166 alpha-3, KOS, or the id of a body; a name is understood.")
@click.option("--office", required=True, type=click.Choice(OFFICES))
@click.option("--title", required=True, help="As the press says: Prime Minister.")
@click.option("--from", "first", required=True, metavar="DATE", help="ISO 8601, as fine as is known.")
@click.option("--to", "last", default="", metavar="DATE", help="ISO 8601; leave it out for who is in office.")
@click.option("--acting", is_flag=True, help="The office was only acted in.")
@click.option("--note", default="", help="What else is to be said, such as the item of Wikidata.")
@click.option("--override", is_flag=True, help="Let the row replace or cut rows of the package that it contradicts.")
def add_command(  # noqa: PLR0913 - click gives one argument an option
    file: Path,
    holder: str,
    alias: tuple[str, ...],
    country: str,
    office: str,
    title: str,
    first: str,
    last: str,
    acting: bool,
    note: str,
    override: bool,
) -> None:
    """Add a row to a table of your own, which is made if it is not there.

    Refused, with both rows shown: a row that contradicts one of the table, or one of the package that has ended or
    begins later. A new holder ends an open term of the package without asking.

    Exit status: 0 the row was added, 2 it was refused.
    """
    from communique.actors.register import Register
    from communique.actors.register_import import country_of
    from communique.actors.register_rows import contradictions, holding_of, read_table, write_table

    standing = "acting" if acting else "holder"
    cells = (holder, ";".join(alias), country_of(country) or country, office, title, first, last, standing, note)
    if any("\t" in cell or "\n" in cell for cell in cells):
        raise RequestError("a cell of a table holds neither tabs nor line breaks; leave them out")
    try:
        row = holding_of(tuple(cell.strip() for cell in cells), "new row")
    except ValueError as error:
        raise RequestError(f"the row is refused: {error}") from None
    own = read_table(file) if file.exists() else []
    bundled = (
        [] if override else [h for h in Register.load().of(row.country) if h.last is not None or row.first < h.first]
    )
    for one, other, why in contradictions([*own, *bundled, row]):
        if row in (one, other):
            hint = "" if (one if other is row else other) in own else "; give --override if yours is right"
            raise RequestError(f"the row is refused: {why}{hint}\n  {one}\n  {other}")
    write_table(file, [*own, row])
    click.echo(f"{file}: {len(own) + 1} rows")


@register_command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--kind", type=click.Choice(["auto", "wikidata", "petrarch"]), default="auto", help="`auto` goes by the content."
)
@click.option("--out", "-o", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Table to write.")
def import_command(file: Path, kind: str, out: Path) -> None:
    """Make a table of your own out of Wikidata query results (CSV, JSON) or a PETRARCH dictionary of actors.

    Of rows that contradict each other the first is kept. What was passed over is told with the reason.

    Exit status: 0 every row was taken, 1 none was, 2 the request was wrong, 3 some were passed over.
    """
    from communique.actors.register import Register
    from communique.actors.register_import import from_wikidata
    from communique.actors.register_petrarch import from_petrarch
    from communique.actors.register_rows import write_table

    try:
        text = file.read_text("utf-8-sig", errors="replace" if kind == "petrarch" else "strict")
    except (OSError, UnicodeDecodeError) as err:
        raise RequestError(f"{file} cannot be read ({err}); give a file in UTF-8") from err
    if kind == "auto":
        kind = "wikidata" if "personLabel" in text[:10_000] else "petrarch"
    read = (from_wikidata if kind == "wikidata" else from_petrarch)(text, file.name, Register.load())
    for item in read.passed[:_SHOWN_PASSED]:
        click.echo(f"passed over: {file.name}:{item.where}: {item.what}: {item.why}", err=True)
    if len(read.passed) > _SHOWN_PASSED:
        click.echo(f"passed over: {len(read.passed) - _SHOWN_PASSED} more", err=True)
    if not read.holdings:
        click.echo("communique: no row came of it; nothing was written", err=True)
        sys.exit(EXIT_NOTHING)
    write_table(out, read.holdings)
    click.echo(f"{out}: {len(read.holdings)} rows")
    sys.exit(EXIT_PARTIAL if read.passed else 0)


def _date_checked(date: str | None) -> None:
    try:
        check_range(date, None)
    except ValueError as error:
        raise RequestError(f"--on: {error}; write 2010-05-11, 2010-05 or 2010") from None


def _lines(rows: list[tuple[str, ...]]) -> list[str]:
    """Rows in columns as wide as their widest cell, two blanks between."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows]
