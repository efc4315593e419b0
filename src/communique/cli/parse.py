"""`communique parse`: show what the language model makes of reports: sentences, trees, mentions, chains.

In: the same sources as `communique read`, or files of CoNLL-U whose sentences and tokens are to be kept. Out: CoNLL-U,
JSON lines or drawn trees, one document after another, whole and flushed as it comes. Refused: what `read` rejects, and
text that is not English unless asked for.
"""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from communique.cli.options import filled, run_options, stage_options
from communique.cli.progress import Progress
from communique.cli.read import aside, conducted, shown_each, writer
from communique.cli.views import ItemView
from communique.language.analyser import Analyser
from communique.language.options import LanguageOptions
from communique.records import Analysis, Document, Rejected, RequestError, dumps
from communique.sources.options import ReadOptions
from communique.sources.tally import Tally

COPIES = ("copies", "similarity", "copy_index")  # options of reading that make no difference here


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document, its analysis, and its CoNLL-U: under the words of the file it came from, if it came from one."""

    document: Document
    analysis: Analysis
    conllu: str


class ConlluView(ItemView[Parsed]):
    """CoNLL-U, document after document."""

    def item(self, item: Parsed) -> None:
        self._put(item.conllu)


class JsonView(ItemView[Parsed]):
    """One object a line: `{"document": {...}, "analysis": {...}}` or `{"rejected": {...}}`."""

    def item(self, item: Parsed) -> None:
        self._put(dumps({"document": item.document, "analysis": item.analysis}) + "\n")

    def rejected(self, rejected: Rejected) -> None:
        self._put(dumps({"rejected": rejected}) + "\n")


class TreeView(ItemView[Parsed]):
    """Trees drawn for a person, in colour on a terminal."""

    def item(self, item: Parsed) -> None:
        from communique.cli.trees import WIDTH, drawn

        if not self.stream.isatty():
            lines = drawn(item.document, item.analysis)
            self._put("".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines))
            return
        from rich.console import Console
        from rich.text import Text

        console = Console(file=self.stream, highlight=False, soft_wrap=True)
        for line in drawn(item.document, item.analysis, min(120, shutil.get_terminal_size((WIDTH, 24)).columns)):
            console.print(Text.assemble(*line))


VIEWS: dict[str, type[ItemView[Parsed]]] = {"conllu": ConlluView, "jsonl": JsonView, "tree": TreeView}


@click.command("parse")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--format",
    "view",
    type=click.Choice(list(VIEWS)),
    help="How analyses are shown; by default as a tree on a terminal, as CoNLL-U elsewhere.",
)
@click.option(
    "--pretokenised",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    help="CoNLL-U file whose sentences and tokens are kept and everything else made anew; instead of sources.",
)
@run_options("tables [read] and [language]")
@stage_options(LanguageOptions)
@stage_options(ReadOptions, without=COPIES)
def parse_command(  # noqa: PLR0913 - click gives one argument an option
    sources: tuple[str, ...],
    view: str | None,
    pretokenised: tuple[Path, ...],
    out: Path | None,
    rejects: Path | None,
    config: Path | None,
    limit: int | None,
    quiet: bool,
    **given: Any,
) -> None:
    """Analyse the language of reports: sentences, tokens, trees, mentions, who is who.

    SOURCE is what `communique read` takes: a file, a folder, a glob, or - for standard input. With --pretokenised no
    source is given: sentences and tokens, their numbers and comments are those of the file.

    Exit status: 0 all was analysed, 1 nothing was, 2 the request was wrong, 3 some was rejected, 130 interrupted.
    """
    if bool(sources) == bool(pretokenised):
        raise RequestError("give either a SOURCE (a file, a folder, - for standard input) or --pretokenised FILE")
    reading = filled(ReadOptions, "read", config, given)
    analyser = made_analyser(filled(LanguageOptions, "language", config, given))
    tally = Tally()
    scrolls = out is None and sys.stdout.isatty()  # what is shown moves by itself; a bar would stand in its lines
    progress = Progress(shown=not quiet and not scrolls and sys.stderr.isatty())

    def work() -> None:
        with writer(out) as stream, aside(rejects) as refused, progress:
            shown = VIEWS[view or ("tree" if scrolls else "conllu")](stream)
            items = _kept(pretokenised, analyser) if pretokenised else _read(sources, reading, progress, analyser)
            shown_each(items, shown, refused, (tally, progress), limit)

    conducted(work, tally, quiet)


def made_analyser(options: LanguageOptions) -> Analyser:
    """The model that reads. Raises `SetupError` where it is missing or damaged."""
    from communique.language.model import load

    return load(options)


def _read(
    sources: tuple[str, ...], options: ReadOptions, progress: Progress, analyser: Analyser
) -> Iterator[Parsed | Rejected]:
    """Analyses of documents and what was rejected, in reading order."""
    from communique.language.conllu import to_conllu
    from communique.sources.read import read

    for item in read(sources, options, watch=progress.watch):
        if isinstance(item, Rejected):
            yield item
            continue
        analysis = analyser.analyse(item)
        yield analysis if isinstance(analysis, Rejected) else Parsed(item, analysis, to_conllu(item, analysis))


def _kept(files: tuple[Path, ...], analyser: Analyser) -> Iterator[Parsed]:
    """Analyses of sentences and tokens that are given."""
    from communique.language.conllu import as_given, given_tokens

    for file in files:
        for given in given_tokens(file):
            analysis = analyser.analyse_tokens(given.document, given.sentences)
            yield Parsed(given.document, analysis, as_given(given.rows, given.document, analysis))
