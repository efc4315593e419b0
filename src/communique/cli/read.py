"""`communique read`: show what was read.

Documents go to standard output or `--out`, one whole line or entry at a time, flushed as they come; the progress bar
and the summary go to standard error.
"""

import contextlib
import io
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, Protocol, TextIO, TypeVar

import click

from communique.cli.options import filled, run_options, stage_options
from communique.cli.progress import Progress
from communique.cli.views import ItemView, JsonLines, Reader, Table, View
from communique.records import Copy, Document, OutsideError, Rejected
from communique.sources.options import ReadOptions
from communique.sources.tally import Tally

EXIT_NOTHING = 1
EXIT_PARTIAL = 3
EXIT_INTERRUPTED = 130
EXIT_PIPE_CLOSED = 141

VIEWS: dict[str, type[View]] = {"table": Table, "text": Reader, "jsonl": JsonLines}


class OfDocument(Protocol):
    """Something made of a document."""

    @property
    def document(self) -> Document:
        """The document."""


Made = TypeVar("Made", bound=OfDocument)


class Stopped(Exception):  # noqa: N818 - it is no error
    """The person or the system asked the program to end."""


@click.command("read")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--format", "view", type=click.Choice(list(VIEWS)), default="table", help="How documents are shown.")
@run_options("a table [read]")
@stage_options(ReadOptions)
def read_command(  # noqa: PLR0913 - click gives one argument an option
    sources: tuple[str, ...],
    view: str,
    out: Path | None,
    rejects: Path | None,
    config: Path | None,
    limit: int | None,
    quiet: bool,
    **given: Any,
) -> None:
    """Read reports and show what was found in them.

    SOURCE is a file, a folder, a glob such as 'pages/**/*.html', a file: address, or - for standard input: HTML pages,
    text, Markdown, JSONL, CSV, Parquet, RSS and Atom feeds, WARC files, each also compressed (.gz, .zst). Formats are
    told from the content. Nothing is fetched from the network.

    Exit status: 0 all was read, 1 nothing was read, 2 the request was wrong, 3 some was rejected, 130 interrupted.
    """
    options = filled(ReadOptions, "read", config, given)
    tally = Tally()
    progress = Progress(shown=not quiet and sys.stderr.isatty())

    def work() -> None:
        with writer(out) as stream, aside(rejects) as refused, progress:
            shown = VIEWS[view](stream)
            for item, copy in _items(sources, options, progress, limit):
                tally.add(item, copy)
                progress.update(tally)
                if isinstance(item, Rejected) and refused is not None:
                    JsonLines(refused).rejected(item)
                elif isinstance(item, Rejected):
                    shown.rejected(item)
                else:
                    shown.document(item, copy)
            shown.close()

    conducted(work, tally, quiet)


def shown_each(
    items: Iterable[Made | Rejected],
    shown: ItemView[Made],
    refused: TextIO | None,
    told: tuple[Tally, Progress],
    limit: int | None,
) -> None:
    """Show what was made of each document and what was rejected, counted and with progress, up to a number."""
    tally, progress = told
    for item in items:
        tally.add(item if isinstance(item, Rejected) else item.document)
        progress.update(tally)
        if not isinstance(item, Rejected):
            shown.item(item)
        elif refused is not None:
            JsonLines(refused).rejected(item)
        else:
            shown.rejected(item)
        if tally.documents == limit:
            return


def conducted(work: Callable[[], None], tally: Tally, quiet: bool) -> NoReturn:
    """Do the work of a command and end the program: with a summary unless `quiet`, and the status of `tally`."""
    status: int | None = None
    try:
        with stopping():
            work()
    except (Stopped, KeyboardInterrupt):
        status = EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`| head`): no more can be written, and Python must not try at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_PIPE_CLOSED)
    if not quiet:
        click.echo(tally.summary(interrupted=status is not None), err=True)
    sys.exit(status if status is not None else _status(tally))


def _status(tally: Tally) -> int:
    if not tally.documents:
        return EXIT_NOTHING
    return EXIT_PARTIAL if tally.refused else 0


def _items(
    sources: tuple[str, ...], options: ReadOptions, progress: Progress, limit: int | None
) -> Iterator[tuple[Document | Rejected, Copy | None]]:
    """Documents with their place among copies, and what was rejected, in reading order."""
    from communique.sources.copies import CopyIndex
    from communique.sources.read import read

    with contextlib.ExitStack() as stack:
        index = None
        if options.copies:
            path = Path(options.copy_index) if options.copy_index else None
            index = stack.enter_context(CopyIndex(path, threshold=options.similarity))
        count = 0
        for item in read(sources, options, watch=progress.watch):
            yield item, index.add(item) if index is not None and isinstance(item, Document) else None
            count += isinstance(item, Document)
            if count == limit:
                return


@contextlib.contextmanager
def stopping() -> Iterator[None]:
    """Let a request to terminate end the work as Ctrl-C does: at a whole record, with a summary."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Stopped

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def writer(out: Path | None) -> Iterator[TextIO]:
    """Standard output or a file, in UTF-8 whatever the locale says."""
    if out is not None:
        with _opened(out) as stream:
            yield stream
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    yield sys.stdout
    sys.stdout.flush()


@contextlib.contextmanager
def aside(path: Path | None) -> Iterator[TextIO | None]:
    """The file for what was rejected, if there is one."""
    if path is None:
        yield None
        return
    with _opened(path) as stream:
        yield stream


def _opened(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8", newline="\n")
    except OSError as err:
        raise OutsideError(f"{path} cannot be written: {err.strerror}; choose another file") from err
