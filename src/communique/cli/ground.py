"""`communique ground`: where and when: the places and the times that reports name, on the map and in the calendar.

In: the same sources as `communique read`. Out: a table for a person, or JSON lines, one document after another, whole
and flushed as it comes. Refused: what `read` rejects, and text that is not English unless asked for.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.options import filled, run_options, stage_options
from communique.cli.parse import COPIES, made_analyser
from communique.cli.progress import Progress
from communique.cli.read import aside, conducted, shown_each, writer
from communique.cli.views import ItemView, fitted
from communique.grounding.places_options import PlacesOptions
from communique.grounding.times import TimesOptions
from communique.language.options import LanguageOptions
from communique.records import Document, PlaceRef, Rejected, TimeRef, dumps
from communique.records.serial import to_json
from communique.sources.options import ReadOptions
from communique.sources.tally import Tally

if TYPE_CHECKING:
    from communique.language.analyser import Analyser


@dataclass(frozen=True, slots=True)
class Grounded:
    """A document with its places and times, each in the order of the text."""

    document: Document
    places: tuple[PlaceRef, ...]
    times: tuple[TimeRef, ...]


class GroundLines(ItemView[Grounded]):
    """One object a line: `{"document", "places", "times"}` or `{"rejected"}`; a time runs `from` and `to`."""

    def item(self, item: Grounded) -> None:
        times = [_ended(to_json(time)) for time in item.times]
        self._put(dumps({"document": item.document, "places": item.places, "times": times}) + "\n")

    def rejected(self, rejected: Rejected) -> None:
        self._put(dumps({"rejected": rejected}) + "\n")


class GroundTable(ItemView[Grounded]):
    """A line a place or a time, under the title of its document."""

    def item(self, item: Grounded) -> None:
        document = item.document
        title = document.title or " ".join(document.text[:80].split())
        lines = [f"{document.id}  {' '.join(title.split())}"]
        found: list[PlaceRef | TimeRef] = [*item.places, *item.times]
        for one in sorted(found, key=lambda f: (f.span.start, f.span.end)):
            kind, told = ("place", _where(one)) if isinstance(one, PlaceRef) else ("time", _when(one))
            words = " ".join(one.text.split())
            lines.append(
                f"  {one.span.start:>6}  {kind:<5}  {fitted(words, 28)}  {fitted(told, 54)}  {one.how}".rstrip()
            )
        self._put("\n".join(lines) + "\n\n")


def _ended(time: dict[str, Any]) -> dict[str, Any]:
    """A time with its ends under the names that other tools read."""
    names = {"first": "from", "last": "to"}
    rivals = [{names.get(k, k): v for k, v in rival.items()} for rival in time["rivals"]]
    return {**{names.get(k, k): v for k, v in time.items()}, "rivals": rivals}


def _where(place: PlaceRef) -> str:
    if place.name is None:
        return "not in the gazetteer"
    parts = dict.fromkeys(p for p in (place.name, place.admin1, place.country) if p)
    point = f"{place.lat:.2f} {place.lon:.2f}" if place.lat is not None and place.lon is not None else ""
    return f"{place.resolution}: {', '.join(parts)} {point}".rstrip()


def _when(time: TimeRef) -> str:
    if time.first is None and time.last is None:
        return f"{time.precision}: open"
    ends = time.first if time.first == time.last else f"{time.first or ''} .. {time.last or ''}"
    return f"{time.precision}: {ends}"


VIEWS: dict[str, type[ItemView[Grounded]]] = {"table": GroundTable, "jsonl": GroundLines}


@click.command("ground")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--format", "view", type=click.Choice(list(VIEWS)), default="table", help="How places and times are shown."
)
@run_options("tables [read], [language], [places] and [times]")
@stage_options(PlacesOptions)
@stage_options(TimesOptions)
@stage_options(LanguageOptions)
@stage_options(ReadOptions, without=COPIES)
def ground_command(  # noqa: PLR0913 - click gives one argument an option
    sources: tuple[str, ...],
    view: str,
    out: Path | None,
    rejects: Path | None,
    config: Path | None,
    limit: int | None,
    quiet: bool,
    **given: Any,
) -> None:
    """Tell where and when: the places and times that reports name.

    SOURCE is what `communique read` takes: a file, a folder, a glob, or - for standard input. Names that act for a
    state (`Washington said`), adjectives and places inside names of organizations are left out unless asked for.

    Exit status: 0 all was analysed, 1 nothing was, 2 the request was wrong, 3 some was rejected, 130 interrupted.
    """
    reading = filled(ReadOptions, "read", config, given)
    places = filled(PlacesOptions, "places", config, given)
    times = filled(TimesOptions, "times", config, given)
    analyser = made_analyser(filled(LanguageOptions, "language", config, given))
    tally = Tally()
    scrolls = out is None and sys.stdout.isatty()  # what is shown moves by itself; a bar would stand in its lines
    progress = Progress(shown=not quiet and not scrolls and sys.stderr.isatty())

    def work() -> None:
        with writer(out) as stream, aside(rejects) as refused, progress:
            shown = VIEWS[view](stream)
            items = _read(sources, reading, progress, analyser, (places, times))
            shown_each(items, shown, refused, (tally, progress), limit)

    conducted(work, tally, quiet)


def _read(
    sources: tuple[str, ...],
    reading: ReadOptions,
    progress: Progress,
    analyser: "Analyser",
    options: tuple[PlacesOptions, TimesOptions],
) -> Iterator[Grounded | Rejected]:
    """Documents with what was found in them, and what was rejected, in reading order."""
    from communique.grounding.places import places_of
    from communique.grounding.times import times_of
    from communique.sources.read import read

    for item in read(sources, reading, watch=progress.watch):
        if isinstance(item, Rejected):
            yield item
            continue
        analysis = analyser.analyse(item)
        if isinstance(analysis, Rejected):
            yield analysis
        else:
            yield Grounded(item, places_of(item, analysis, options[0]), times_of(item, analysis, options[1]))
