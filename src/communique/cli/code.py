"""`communique code`: from reports to events.

In: the same sources as `communique read`. Out: JSON lines, blocks for a person, PLOVER's lines or a folder of Parquet
files, one document after another, whole and flushed as it comes, or a page for a browser; with `--explain` how one
event was reached. Refused: what `read` rejects, and text that is not English unless asked for.
"""

import gc
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.actors.options import ActorOptions
from communique.cli.options import filled, run_options, stage_options
from communique.cli.parse import COPIES
from communique.cli.progress import Progress
from communique.cli.read import EXIT_NOTHING, aside, conducted, shown_each, stopping, writer
from communique.coding.options import CodingOptions
from communique.coding.selection import SelectionOptions
from communique.grounding.places_options import PlacesOptions
from communique.grounding.times import TimesOptions
from communique.language.options import LanguageOptions
from communique.records import Coded, Document, Rejected, RequestError, Status
from communique.sources.options import ReadOptions
from communique.sources.tally import Tally, counted

if TYPE_CHECKING:
    from communique.pipeline import Pipeline, PipelineOptions

FORMATS = ("jsonl", "table", "parquet", "plover", "html")
TABLES = "[read], [language], [actors], [places], [times], [coding] and [selection]"
PLACES_ALONE = ("actors",)  # of places in a file alone: on the command line `--actors` names a table of actors
OUTCOMES = ("statements", "meetings", "messages", "commitments")


@dataclass(slots=True)
class CodeTally(Tally):
    """Counts of one run, with what was coded. events: by type and mode. others: other outcomes, by kind."""

    events: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    negated: int = 0
    others: Counter[str] = field(default_factory=Counter)

    def add_coded(self, coded: Coded) -> None:
        """Count what one document gave."""
        self.events.update((e.type, e.mode) for e in coded.events)
        self.negated += sum(e.status is Status.NEGATED for e in coded.events)
        self.others.update({kind: len(getattr(coded, kind)) for kind in OUTCOMES})

    def summary(self, interrupted: bool = False) -> str:
        """What happened, in lines for a person: documents, events by type, rejections by reason."""
        head, *rejections = Tally.summary(self, interrupted).split("\n")
        return "\n".join([head, *self._events(), *rejections])

    def _events(self) -> Iterator[str]:
        if not self.documents:
            return
        total = self.events.total()
        denied = f", {self.negated:,} of them negated" if self.negated else ""
        yield f"{counted(total, 'event')}{denied}{':' if total else ''}"
        by_type: Counter[str] = Counter()
        for (kind, _), count in self.events.items():
            by_type[kind] += count
        for kind, count in by_type.most_common():
            modes = [(n, m) for (k, m), n in self.events.items() if k == kind and m is not None]
            told = ", ".join(f"{mode} {n:,}" for n, mode in sorted(modes, key=lambda m: (-m[0], m[1])))
            yield f"  {count:>6,}  {kind:<10}{told}".rstrip()
        found = [counted(self.others[kind], kind.removesuffix("s")) for kind in OUTCOMES if self.others[kind]]
        if found:
            yield ", ".join(found)


@click.command("code")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--format",
    "view",
    type=click.Choice(FORMATS),
    help="How it is shown; by default as a table on a terminal, as JSON lines elsewhere. Parquet needs --out FOLDER.",
)
@click.option("--explain", metavar="ID", help="Tell how the event of this id, or of an id that begins so, was reached.")
@run_options(f"tables {TABLES}", folder=True)
@stage_options(CodingOptions)
@stage_options(SelectionOptions)
@stage_options(ActorOptions)
@stage_options(PlacesOptions, without=PLACES_ALONE)
@stage_options(TimesOptions)
@stage_options(LanguageOptions)
@stage_options(ReadOptions, without=COPIES)
def code_command(  # noqa: PLR0913 - click gives one argument an option
    sources: tuple[str, ...],
    view: str | None,
    explain: str | None,
    out: Path | None,
    rejects: Path | None,
    config: Path | None,
    limit: int | None,
    quiet: bool,
    **given: Any,
) -> None:
    """Read reports and write who did what to whom, when and where.

    SOURCE is what `communique read` takes: a file, a folder, a glob, or - for standard input, mixed as you like. Each
    document is one line of JSON with all that was told of it, and each rejection one of its own.

    Exit status: 0 all was coded, 1 nothing was, 2 the request was wrong, 3 some was rejected, 130 interrupted.
    """
    reading = filled(ReadOptions, "read", config, given)
    options = _options(config, given)
    if explain is not None:  # whatever is asked for can be explained
        options = replace(options, coding=replace(options.coding, threshold=0.0), selection=SelectionOptions())
    pipeline = made_pipeline(options)
    tally = CodeTally()
    scrolls = out is None and sys.stdout.isatty()  # what is shown moves by itself; a bar would stand in its lines
    progress = Progress(shown=not quiet and not scrolls and sys.stderr.isatty())
    if explain is not None:
        with progress:
            _explain(explain, _documents(sources, reading, progress, limit), pipeline, out)
        return

    def work() -> None:
        from communique.cli.code_views import shown

        book = pipeline.codebook
        kind = view or ("table" if scrolls else "jsonl")
        with shown(kind, out, f"{book.name} {book.version}") as view_, aside(rejects) as refused, progress:
            items = _kept_count(pipeline.code_many(_documents(sources, reading, progress)), tally)
            shown_each(items, view_, refused, (tally, progress), limit)

    conducted(work, tally, quiet)


def made_pipeline(options: "PipelineOptions") -> "Pipeline":
    """The pipeline that codes.

    Raises `SetupError` where a part of the package is missing or damaged, `RequestError` for a codebook, a register or
    a type that is not understood.
    """
    from communique.pipeline import Pipeline

    # Model and tables stay for good: they need not be looked through for what can be freed, now or later.
    gc.disable()
    try:
        pipeline = Pipeline(options)
    finally:
        gc.enable()
    gc.freeze()
    return pipeline


def _options(config: Path | None, given: dict[str, Any]) -> "PipelineOptions":
    from communique.pipeline import PipelineOptions

    return PipelineOptions(
        language=filled(LanguageOptions, "language", config, given),
        actors=filled(ActorOptions, "actors", config, given),
        places=filled(PlacesOptions, "places", config, {k: v for k, v in given.items() if k not in PLACES_ALONE}),
        times=filled(TimesOptions, "times", config, given),
        coding=filled(CodingOptions, "coding", config, given),
        selection=filled(SelectionOptions, "selection", config, given),
    )


def _documents(
    sources: tuple[str, ...], options: ReadOptions, progress: Progress, limit: int | None = None
) -> Iterator[Document | Rejected]:
    from communique.sources.read import read

    count = 0
    for item in read(sources, options, watch=progress.watch):
        yield item
        count += isinstance(item, Document)
        if count == limit:
            return


def _kept_count(items: Iterable[Coded | Rejected], tally: CodeTally) -> Iterator[Coded | Rejected]:
    for item in items:
        if isinstance(item, Coded):
            tally.add_coded(item)
        yield item


def _explain(id_: str, items: Iterable[Document | Rejected], pipeline: "Pipeline", out: Path | None) -> None:
    """Tell how the first event whose id begins with `id_` was reached. Raises `RequestError` where there is none."""
    from communique.cli.code_views import drawing_of, put_lines
    from communique.cli.explain import explained

    documents = events = 0
    with stopping():
        for item in items:
            scene = item if isinstance(item, Rejected) else pipeline.scene(item)
            if isinstance(scene, Rejected):
                continue
            coded = pipeline.coded(scene)
            documents += 1
            events += len(coded.events)
            event = next((e for e in coded.events if e.id.startswith(id_)), None)
            if event is not None:
                with writer(out) as stream:
                    put_lines(stream, explained(scene, coded, event, pipeline.codebook, drawing_of(stream)))
                return
    if not documents:
        click.echo("no document could be read", err=True)
        sys.exit(EXIT_NOTHING)
    raise RequestError(
        f"no id of the {counted(events, 'event')} in {counted(documents, 'document')} begins with {id_!r}; give one as "
        "`communique code` writes it, with the sources that gave it"
    )
