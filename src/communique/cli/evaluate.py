"""`communique evaluate`: what the program finds, held against annotations by a reader.

In: a file of annotations, and the documents or an output already written. Out: figures, as tables or JSON lines.
Refused: annotations that are not understood, with the line; texts that are not those annotated; floors without reason.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.actors.options import ActorOptions
from communique.cli.code import PLACES_ALONE
from communique.cli.options import filled, stage_options
from communique.cli.parse import COPIES
from communique.cli.progress import Progress
from communique.cli.read import EXIT_INTERRUPTED, EXIT_NOTHING, EXIT_PARTIAL, Stopped, stopping, writer
from communique.coding.options import CodingOptions
from communique.grounding.places_options import PlacesOptions
from communique.grounding.times import TimesOptions
from communique.language.options import LanguageOptions
from communique.records import Document, Rejected, RequestError, dumps
from communique.sources.options import ReadOptions
from communique.sources.tally import Tally, counted

if TYPE_CHECKING:
    from communique.evaluation.annotations import Annotated, Kind
    from communique.evaluation.floors import Floors
    from communique.pipeline import Pipeline

KINDS = ("events", "meetings", "commitments", "messages")
NAMED = 5  # reports without a document that are named
_IN = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(slots=True)
class Held:
    """The annotations with what was found. refused: documents that could not be coded, told where one is missing."""

    gold: Sequence["Annotated"]
    found: dict[str, "Annotated"]
    refused: list[Rejected] = field(default_factory=list)


@click.command("evaluate")
@click.argument("gold", type=_IN, metavar="GOLD")
@click.option(
    "--documents",
    multiple=True,
    metavar="SOURCE",
    help="The annotated texts, as `communique read` takes them; without it, those in the rows of GOLD. Repeatable.",
)
@click.option("--system", type=_IN, help="What `communique code --format jsonl` wrote, to be compared instead.")
@click.option(
    "--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="What is compared; events without it. Repeatable."
)
@click.option("--floors", type=_IN, help="TOML file of figures that must not fall; the exit status is 1 if one did.")
@click.option("--errors", is_flag=True, help="Also what is missed, what is false, and what differs, report by report.")
@click.option("--format", "view", type=click.Choice(["table", "jsonl"]), default="table", help="How it is shown.")
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help="File instead of standard output.")
@click.option("--config", type=_IN, help="TOML file with tables as `communique code` takes them.")
@click.option("--quiet", "-q", is_flag=True, help="No progress bar and no word on reports without a document.")
@stage_options(CodingOptions)
@stage_options(ActorOptions)
@stage_options(PlacesOptions, without=PLACES_ALONE)
@stage_options(TimesOptions)
@stage_options(LanguageOptions)
@stage_options(ReadOptions, without=COPIES)
def evaluate_command(  # noqa: PLR0913 - click gives one argument an option
    gold: Path,
    documents: tuple[str, ...],
    system: Path | None,
    kinds: tuple[str, ...],
    floors: Path | None,
    errors: bool,
    view: str,
    out: Path | None,
    config: Path | None,
    quiet: bool,
    **given: Any,
) -> None:
    """Hold what the program finds against GOLD, the annotations of a reader: precision, recall, F1 and more.

    GOLD has one report a line: `{"id": ..., "events": [...], "meetings": [...], ...}`, and its `text` where that is not
    given by --documents. A report is found by its id, or by what the address of a document ends with. What is marked
    `"optional": true` is neither missed nor false.

    Exit status: 0 all reports were compared, 1 none was or a figure fell below its floor, 2 the request was wrong, 3
    some reports had no document and count as missed, 130 interrupted.
    """
    from communique.evaluation.annotations import Kind
    from communique.evaluation.rows import gold_in

    if documents and system is not None:
        raise RequestError("give --documents to code them, or --system with what was coded, not both")
    bounds = None if floors is None else _bounds(gold, floors)
    reports = gold_in(gold, () if bounds is None else bounds.only)
    asked = [Kind(kind) for kind in dict.fromkeys(kinds)] or [Kind.EVENTS]
    try:
        with stopping():
            held = _held_output(reports, system) if system else _coded(reports, gold, documents, (config, given, quiet))
    except (Stopped, KeyboardInterrupt):
        sys.exit(EXIT_INTERRUPTED)
    if not held.found:
        click.echo("\n".join(_missing(held)), err=True)
        sys.exit(EXIT_NOTHING)
    _shown(held, asked, (view, errors), (out, quiet))
    if bounds is not None and (wrong := _faults(held, asked, gold, bounds)):
        click.echo("\n".join(wrong), err=True)
        sys.exit(EXIT_NOTHING)
    if len(held.found) < len(held.gold):
        sys.exit(EXIT_PARTIAL)


def _held_output(reports: Sequence["Annotated"], system: Path) -> Held:
    from communique.evaluation.evaluate import paired
    from communique.evaluation.rows import system_in

    return Held(reports, paired(reports, system_in(system)))


def _coded(
    reports: Sequence["Annotated"],
    gold: Path,
    documents: tuple[str, ...],
    run: tuple[Path | None, dict[str, Any], bool],
) -> Held:
    """What the pipeline finds in the documents, or in the texts of the annotations themselves."""
    from communique.evaluation.evaluate import coded_by

    config, given, quiet = run
    if not documents and not any(report.text for report in reports):
        raise RequestError(
            f"the rows of {gold} have no `text`: give the texts with --documents, or with --system what was coded"
        )
    pipeline = _pipeline(config, given)
    progress = Progress(shown=not quiet and sys.stderr.isatty())
    with progress:
        items = _documents(documents or (str(gold),), filled(ReadOptions, "read", config, given), progress)
        found, refused = coded_by(pipeline, reports, items)
    return Held(reports, found, refused)


def _pipeline(config: Path | None, given: dict[str, Any]) -> "Pipeline":
    from communique.pipeline import Pipeline, PipelineOptions

    return Pipeline(
        PipelineOptions(
            language=filled(LanguageOptions, "language", config, given),
            actors=filled(ActorOptions, "actors", config, given),
            places=filled(PlacesOptions, "places", config, {k: v for k, v in given.items() if k not in PLACES_ALONE}),
            times=filled(TimesOptions, "times", config, given),
            coding=filled(CodingOptions, "coding", config, given),
        )
    )


def _documents(sources: tuple[str, ...], options: ReadOptions, progress: Progress) -> Iterator[Document | Rejected]:
    from communique.sources.read import read

    tally = Tally()
    for item in read(sources, options, watch=progress.watch):
        tally.add(item)
        progress.update(tally)
        yield item


def _shown(held: Held, asked: list["Kind"], how: tuple[str, bool], to: tuple[Path | None, bool]) -> None:
    """Show the figures, and the errors if they are asked for, and tell which reports had no document."""
    (view, errors), (out, quiet) = how, to
    with writer(out) as stream:
        for number, kind in enumerate(asked):
            if view == "table" and number:
                stream.write("\n")
            lines = _objects(held, kind, errors) if view == "jsonl" else _tables(held, kind, errors)
            stream.writelines(line + "\n" for line in lines)
    if not quiet and len(held.found) < len(held.gold):
        click.echo("\n".join(_missing(held)), err=True)


def _objects(held: Held, kind: "Kind", errors: bool) -> Iterator[str]:
    """The figures as one line; with errors, those after it, a line each."""
    from communique.cli.evaluate_errors import errors_of
    from communique.cli.evaluate_views import object_of
    from communique.evaluation.evaluate import figures, matchings

    yield dumps(object_of(figures(held.gold, held.found, kind)))
    if errors:
        yield from map(dumps, errors_of(kind, matchings(held.gold, held.found, kind)))


def _tables(held: Held, kind: "Kind", errors: bool) -> Iterator[str]:
    from communique.cli import evaluate_errors
    from communique.cli.evaluate_views import lines_of
    from communique.evaluation.evaluate import figures, matchings

    yield from lines_of(figures(held.gold, held.found, kind))
    if errors:
        yield from evaluate_errors.lines_of(kind, matchings(held.gold, held.found, kind))


def _bounds(gold: Path, floors: Path) -> "Floors":
    from communique.evaluation.floors import floors_in, floors_of

    return floors_of(floors_in(floors), gold.name)


def _faults(held: Held, asked: list["Kind"], gold: Path, bounds: "Floors") -> list[str]:
    from communique.evaluation.evaluate import figures
    from communique.evaluation.floors import digest_of_gold, faults

    measured = [figures(held.gold, held.found, kind) for kind in asked]
    return list(faults(bounds, digest_of_gold(gold, bounds.only), measured))


def _missing(held: Held) -> Iterator[str]:
    """Which reports have no document, and what was rejected, in lines."""
    from communique.evaluation.evaluate import absent

    names = absent(held.gold, held.found)
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    told = ", ".join(map(repr, names[:NAMED]))
    yield f"no document for {counted(len(names), 'report')} of {len(held.gold):,}, counted as missed: {told}{more}"
    yield from (f"  rejected: {r.uri} {r.locator}: {r.detail}" for r in held.refused if not r.reason.passed_over)
