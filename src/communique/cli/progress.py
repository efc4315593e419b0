"""The progress bar on a terminal: how far the open file is read, and what came out so far."""

from types import TracebackType
from typing import Any, Self

from communique.sources.streams import Stream
from communique.sources.tally import Tally


class Progress:
    """A bar on standard error while `shown`; otherwise nothing. Use it as a context manager."""

    def __init__(self, shown: bool) -> None:
        self.shown = shown
        self._bar: Any = None
        self._task: Any = None
        self._stream: Stream | None = None

    def __enter__(self) -> Self:
        if self.shown:
            from rich.console import Console
            from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
            from rich.progress import Progress as Bar

            columns = (
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(12),
                TextColumn("{task.fields[counts]}"),
                TimeElapsedColumn(),
            )
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("reading", total=None, counts="")
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def watch(self, stream: Stream) -> None:
        """Take notice of a file that was opened."""
        self._stream = stream
        if self._bar is not None:
            name = stream.uri if len(stream.uri) <= 24 else "…" + stream.uri[-23:]
            self._bar.update(self._task, description=name, total=stream.size, completed=0)

    def update(self, tally: Tally) -> None:
        """Show how far reading has come."""
        if self._bar is not None:
            done = self._stream.consumed if self._stream is not None else 0
            self._bar.update(self._task, completed=done, counts=f"{tally.documents:,} read, {tally.refused:,} rejected")
