"""Tables in text, with commas, semicolons, tabs or bars between cells, to drafts.

In comes a stream whose first row names the columns; out goes, for each row, a `Draft`, or `Rejected` with the number of
the row, counted from the first below the names. Refused: a table without a column of text (once), a row over the size
limit, a row with more cells than columns, a quote that is never closed: then reading goes on at the line after the one
that opens it.
"""

import csv
import itertools
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.records import Reason, Rejected, Stage
from communique.sources.columns import Columns, draft_of
from communique.sources.decoding import Decoded, Undecodable, decode, marked_encoding, python_name
from communique.sources.drafts import Draft
from communique.sources.options import ReadOptions
from communique.sources.streams import Stream, guarded, lines, recoded

HEAD = 1 << 20  # bytes looked at for the encoding
_SNIFFED = 1 << 16  # characters looked at for the delimiter
_SNIFFED_ROWS = 20
_DELIMITERS = ",;\t|"
_AGAIN = 4  # times the size limit that lines are read a second time for quotes never closed
_ESCAPED = re.compile(r"[\udc80-\udcff]")


def csv_rows(stream: Stream, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """One result for each row that is not blank. Holds one row at a time; uris end in `#row 7`."""
    head = stream.peek(HEAD)
    encoding = _encoding(head, options)
    if isinstance(encoding, Rejected):
        return iter((replace(encoding, uri=stream.uri),))
    table = _Table(recoded(stream, encoding), options)
    return guarded(stream.uri, table.rows())


def _encoding(head: bytes, options: ReadOptions) -> str | Rejected:
    """One encoding for the whole table, by its first MiB. Odd cells in a table of UTF-8 are decoded by themselves."""
    if options.encoding is not None:
        return python_name(options.encoding) or "utf-8"
    marked = marked_encoding(head)
    if marked is not None:
        return marked
    decoded = decode(head[: head.rfind(b"\n") + 1] or head)
    if isinstance(decoded, Undecodable):
        return Rejected("", "", Stage.DECODE, decoded.reason, decoded.detail)
    return decoded.encoding


class _RowLost(Exception):  # noqa: N818 - it ends a row, nothing has failed
    """The row being read cannot be had; the lines after it can."""

    def __init__(self, reason: Reason, detail: str, again: bool) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.again = again


class _Feed:
    """Lines for the csv reader, those of the row at hand kept so that they can be read again."""

    def __init__(self, stream: Stream, limit: int) -> None:
        self._lines = lines(stream, limit)
        self._limit = limit
        self._waiting: deque[str] = deque()
        self._budget = _AGAIN * limit
        self._held: list[str] = []
        self._size = 0
        self.ended_inside = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._waiting:
            line = self._waiting.popleft()
        else:
            given = next(self._lines, None)
            if given is None:
                self.ended_inside = bool(self._held)
                raise StopIteration
            if isinstance(given[1], Rejected):
                raise _RowLost(given[1].reason, given[1].detail, again=False)
            line = given[1].decode("utf-8", "surrogateescape") + "\n"
        self._held.append(line)
        self._size += len(line)
        if self._size > self._limit and len(self._held) > 1:
            raise _RowLost(Reason.TOO_LARGE, "larger than the limit; is a quote in it never closed?", again=True)
        return line

    def begin_row(self) -> None:
        self._held, self._size, self.ended_inside = [], 0, False

    def read_again(self) -> bool:
        """Put back all lines of the lost row but its first. False where too much has been read twice already."""
        if self._budget < self._size:
            return False
        self._budget -= self._size
        self._waiting.extendleft(reversed(self._held[1:]))
        return True


class _Table:
    def __init__(self, stream: Stream, options: ReadOptions) -> None:
        self._uri = stream.uri
        self._columns = Columns(options.columns)
        sniffed = stream.peek(_SNIFFED).decode("utf-8", "ignore").removeprefix("\ufeff")
        self._feed = _Feed(stream, options.max_bytes)
        # The limit of the module is for all readers of the process; raising it takes nothing from anyone.
        csv.field_size_limit(max(csv.field_size_limit(), options.max_bytes + 1))
        self._reader = csv.reader(self._feed, delimiter=_delimiter(sniffed, self._columns))

    def rows(self) -> Iterator[Draft | Rejected]:
        names = next(self._cells(0), None)
        if names is None or isinstance(names, Rejected):
            yield names or Rejected(self._uri, "", Stage.PARSE, Reason.EMPTY, "an empty table")
            return
        names = [_mended(name).removeprefix("\ufeff").strip() for name in names]
        if not any(names):
            yield Rejected(self._uri, "", Stage.PARSE, Reason.EMPTY, "a table whose first row names no columns")
            return
        if "text" not in self._columns.among(names):
            yield self._columns.missing_text(self._uri, "", names)
            return
        for number, cells in enumerate(self._cells(1), 1):
            yield cells if isinstance(cells, Rejected) else self._row(names, cells, number)

    def _cells(self, number: int) -> Iterator[list[str] | Rejected]:
        """Rows as cells; `number` is that of the first, 0 for the names of the columns."""
        while True:
            self._feed.begin_row()
            locator = f"row {number}" if number else "the names of the columns"
            again = True
            try:
                cells = next(self._reader, None)
            except _RowLost as lost:
                again = not lost.again or self._feed.read_again()
                yield Rejected(self._uri, locator, Stage.PARSE, lost.reason, lost.detail)
            except csv.Error as err:
                yield Rejected(self._uri, locator, Stage.PARSE, Reason.MALFORMED, f"no row of a table: {err}")
            else:
                if cells is None:
                    return
                if self._feed.ended_inside:
                    again = self._feed.read_again()
                    detail = "a quote that opens in this row is never closed; double it or close it"
                    yield Rejected(self._uri, locator, Stage.PARSE, Reason.MALFORMED, detail)
                elif not cells:
                    continue
                else:
                    yield cells
            if not again:
                detail = "too many quotes that are never closed; the rest was not read. Check the quoting"
                yield Rejected(self._uri, f"after {locator}", Stage.PARSE, Reason.MALFORMED, detail)
                return
            number += 1

    def _row(self, names: list[str], cells: list[str], number: int) -> Draft | Rejected:
        locator = f"row {number}"
        if any(cells[len(names) :]):
            detail = f"{len(cells)} cells under {len(names)} columns; quote cells that hold the delimiter"
            return Rejected(self._uri, locator, Stage.PARSE, Reason.MALFORMED, detail)
        # Of two columns with one name the first counts.
        row = dict(reversed([(n, _mended(c)) for n, c in zip(names, cells, strict=False)]))
        if "text" not in self._columns.among(row):
            detail = f"only {len(cells)} of {len(names)} cells, and none for the text"
            return Rejected(self._uri, locator, Stage.PARSE, Reason.MALFORMED, detail)
        draft = draft_of(row, self._columns, self._uri, locator)
        if len(cells) < len(names) and isinstance(draft, Draft):
            return replace(draft, notes=(*draft.notes, f"only {len(cells)} of {len(names)} cells in this row"))
        return draft


def _mended(cell: str) -> str:
    """A cell with bytes that are no UTF-8, decoded by itself."""
    if _ESCAPED.search(cell) is None:
        return cell
    raw = cell.encode("utf-8", "surrogateescape")
    decoded = decode(raw)
    return decoded.text if isinstance(decoded, Decoded) else raw.decode("utf-8", "replace")


def _delimiter(head: str, columns: Columns) -> str:
    """The delimiter under which the first rows have a column of text and agree best about the number of their cells."""
    return max(_DELIMITERS, key=lambda delimiter: _fit(head, delimiter, columns))


def _fit(head: str, delimiter: str, columns: Columns) -> tuple[bool, float, int]:
    rows: list[Sequence[str]] = []
    try:
        for row in itertools.islice(csv.reader(head.splitlines(keepends=True), delimiter=delimiter), _SNIFFED_ROWS):
            rows.append(row)
    except csv.Error:
        pass
    rows = [row for row in rows if row]
    if not rows or len(rows[0]) < 2:
        return False, 0.0, 0
    width = len(rows[0])
    known = "text" in columns.among(name.strip() for name in rows[0])
    return known, round(sum(len(row) == width for row in rows) / len(rows), 1), width
