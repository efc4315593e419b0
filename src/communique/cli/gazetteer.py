"""`communique gazetteer`: compile a gazetteer from a dump of GeoNames, and show what a name can mean.

In: a folder or a file as GeoNames offers it (`allCountries.txt`, `cities500.txt`, `UA.txt`, with `admin1CodesASCII.txt`
beside it). Out: a folder that `--gazetteer` takes. Refused: rows that contradict each other, both shown.
"""

from pathlib import Path

import click

from communique.records import OutsideError, RequestError, dumps


@click.group("gazetteer")
def gazetteer_command() -> None:
    """Compile a gazetteer, or look names up in one."""


@gazetteer_command.command("build")
@click.argument("dump", type=click.Path(path_type=Path), metavar="DUMP")
@click.option(
    "--out",
    "-o",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to make; replaced if there.",
)
@click.option(
    "--smallest",
    type=click.IntRange(min=0),
    default=500,
    show_default=True,
    help="People below which a place that is no seat of a division is left out.",
)
def build_command(dump: Path, out: Path, smallest: int) -> None:
    """Compile the GeoNames dump DUMP, with the tables of this package, to a folder for --gazetteer.

    DUMP is a file of places (19 columns), or a folder of such files. Names of divisions come from
    admin1CodesASCII.txt beside them and from this package. Dumps are at download.geonames.org/export/dump.

    Exit status: 0 the folder was made, 1 it could not be written, 2 the dump was refused.
    """
    from communique.grounding.gazetteer_compile import GazetteerRowError
    from communique.grounding.gazetteer_sources import build_from_dump

    if out.exists() and not (out / "meta.json").exists() and any(out.iterdir()):
        raise RequestError(f"{out} holds something else than a gazetteer; give a new folder")
    try:
        meta = build_from_dump(dump, out, smallest)
    except GazetteerRowError as err:
        raise RequestError(str(err)) from err
    except OSError as err:
        raise OutsideError(f"{err.filename or out}: {err.strerror}; choose another folder or free some space") from err
    click.echo(f"{out}: {meta['entries']:,} places under {meta['names']:,} names")


@gazetteer_command.command("show")
@click.argument("name")
@click.option("--gazetteer", "folder", type=click.Path(path_type=Path), help="Folder of another gazetteer.")
@click.option("--format", "view", type=click.Choice(["table", "jsonl"]), default="table", help="How places are shown.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Show so many.")
def show_command(name: str, folder: Path | None, view: str, limit: int) -> None:
    """Show the places that NAME can mean, those first that are usually called so.

    Exit status: 0 there are some, 1 there are none, 2 the request was wrong.
    """
    from communique.grounding.gazetteer import gazetteer

    matches = gazetteer(folder).named(name)
    if not matches:
        click.echo(f"no place is called {name!r}", err=True)
        raise SystemExit(1)
    for match in matches[:limit]:
        place = match.place
        if view == "jsonl":
            click.echo(dumps(place))
            continue
        lies = ", ".join(dict.fromkeys(p for p in (place.name, place.admin1, place.country) if p))
        number = place.geonameid or "-"
        click.echo(
            f"{place.resolution:<9}{number:>9}  {place.lat:>9.4f} {place.lon:>9.4f} {place.population:>11,}  "
            f"{place.feature:<8}{lies}"
        )
    if len(matches) > limit:
        click.echo(f"and {len(matches) - limit} more; --limit shows them", err=True)
