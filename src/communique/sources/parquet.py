"""Parquet files to drafts.

In comes a stream (a pipe or packed data is first copied to a temporary file, for Parquet is read from its end); out
goes, for each row, a `Draft`, or `Rejected` with the number of the row, counted from 1. Only the columns that tell
something are read, a few rows at a time. Refused: a damaged file, or row group by row group what is damaged in it; a
file without a column of text (once); columns that claim to unpack to a bomb; a row over the size limit.
"""

import datetime
import decimal
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from communique.records import Reason, Rejected, Stage
from communique.sources.columns import Columns, draft_of
from communique.sources.decoding import Decoded, decode
from communique.sources.drafts import Draft
from communique.sources.options import MIB, ReadOptions
from communique.sources.streams import BOMB_RATIO, GIB, Stream, guarded, seekable

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

BATCH_BYTES = 32 * MIB  # aimed at for the rows held at a time
BATCH_ROWS = 512
_FOOTER = 64 * MIB  # of the description of the file; of a million row groups no honest writer makes one
# What pyarrow raises besides its own errors, for names that are no UTF-8 and numbers out of their range.
_DAMAGE = (UnicodeDecodeError, OverflowError, RecursionError)


def parquet_rows(stream: Stream, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """One result for each row; uris end in `#row 7`."""
    return guarded(stream.uri, _rows(stream, options))


@dataclass(frozen=True, slots=True)
class _Place:
    """What is being read: its uri, the limit of a row and the size of the file, both in bytes."""

    uri: str
    limit: int
    size: int


def _rows(stream: Stream, options: ReadOptions) -> Iterator[Draft | Rejected]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = seekable(stream)
    if isinstance(file, Rejected):
        yield file
        return
    with file:
        try:
            table = _opened(pa, pq, file, ())
            columns = Columns(options.columns)
            chosen = columns.among(table.schema_arrow.names)
            leaves = _leaves(table, list(chosen.values()))
            if "text" not in chosen or not any(_under(leaf, chosen["text"]) for leaf in leaves):
                yield columns.missing_text(stream.uri, "", table.schema_arrow.names)
                return
            # As a dictionary, a long value that a million rows repeat is held once.
            table = _opened(pa, pq, file, leaves)
            place, before = _Place(stream.uri, options.max_bytes, file.seek(0, io.SEEK_END)), 0
            for group in range(table.num_row_groups):
                yield from _group(table, (group, before), columns, place)
                before += table.metadata.row_group(group).num_rows
        except (pa.ArrowException, OSError, *_DAMAGE) as err:
            yield Rejected(stream.uri, "", Stage.PARSE, Reason.CORRUPT, _damage(err))


def _opened(pa: Any, pq: Any, file: Any, dictionaries: tuple[str, ...] | list[str]) -> "pq.ParquetFile":
    return pq.ParquetFile(
        pa.PythonFile(file, mode="r"),
        pre_buffer=False,
        buffer_size=MIB,
        read_dictionary=list(dictionaries),
        thrift_string_size_limit=_FOOTER,
        thrift_container_size_limit=_FOOTER,
    )


def _damage(err: BaseException) -> str:
    first = " ".join(str(err).split())[:200]
    return f"this Parquet file is damaged ({first}); copy or fetch it again"


def _under(leaf: str, column: str) -> bool:
    return leaf == column or leaf.startswith(column + ".")


def _leaves(table: "pq.ParquetFile", columns: list[str]) -> list[str]:
    """Paths of the stored columns that lie under the chosen ones."""
    paths = [table.schema.column(i).path for i in range(len(table.schema))]
    return [path for path in paths if any(_under(path, column) for column in columns)]


def _group(table: "pq.ParquetFile", at: tuple[int, int], columns: Columns, place: _Place) -> Iterator[Draft | Rejected]:
    """The rows of one row group, `at` its number and the rows before it. Damage in it ends it, not the file."""
    import pyarrow as pa

    group, row = at
    locator = f"row group {group + 1}"
    chosen = list(columns.among(table.schema_arrow.names).values())
    try:
        size = _batch_size(table, group, place)
        if isinstance(size, str):
            yield Rejected(place.uri, locator, Stage.DECOMPRESS, Reason.BOMB, size)
            return
        for batch in table.iter_batches(batch_size=size, row_groups=[group], columns=chosen, use_threads=False):
            names = batch.schema.names
            held = [_readable(column) for column in batch.columns]
            for i in range(batch.num_rows):
                row += 1
                values = {name: _plain(column[i]) for name, column in zip(names, held, strict=True)}
                yield _row(values, columns, place, f"row {row}")
    except (pa.ArrowException, OSError, *_DAMAGE) as err:
        detail = f"{_damage(err)}; rows after row {row} of this group were not read"
        yield Rejected(place.uri, locator, Stage.PARSE, Reason.CORRUPT, detail)


def _row(values: dict[str, Any], columns: Columns, place: _Place, locator: str) -> Draft | Rejected:
    if sum(len(value) for value in values.values() if isinstance(value, str)) > place.limit:
        detail = f"a row of more than {place.limit // MIB} MiB; raise --max-size to read it"
        return Rejected(place.uri, locator, Stage.PARSE, Reason.TOO_LARGE, detail)
    return draft_of(values, columns, place.uri, locator)


def _batch_size(table: "pq.ParquetFile", group: int, place: _Place) -> int | str:
    """How many rows to hold at a time, or why none: by what the file says of itself."""
    # Only what the footer says of the row group: on a damaged description of a column pyarrow ends the process.
    described = table.metadata.row_group(group)
    unpacked, rows = int(described.total_byte_size), int(described.num_rows)
    if unpacked > GIB and unpacked > BOMB_RATIO * max(place.size, 1):
        return (
            f"{unpacked // MIB} MiB packed into {max(place.size, 1) // 1024} KiB; rewrite the file if this is no attack"
        )
    average = max(1, unpacked // max(1, rows))
    return max(1, min(BATCH_ROWS, BATCH_BYTES // average, max(1, 4 * place.limit // average)))


def _readable(column: "pa.Array") -> "pa.Array":
    """Nanoseconds cut to microseconds, which Python's times can hold."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        return column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return column


def _plain(value: "pa.Scalar") -> Any:
    """A value as text, number, list or object."""
    try:
        return _simple(value.as_py())
    except UnicodeDecodeError:
        return _decoded(value)
    except (ValueError, OverflowError, KeyError):  # a time that Python cannot hold, an unknown time zone
        return "unreadable value"


def _decoded(value: Any) -> str:
    inner = value.value if hasattr(value, "index") and hasattr(value, "dictionary") else value
    buffer = inner.as_buffer() if hasattr(inner, "as_buffer") else None
    return "" if buffer is None else _simple(buffer.to_pybytes())


def _simple(value: Any) -> Any:
    if isinstance(value, bytes):
        decoded = decode(value)
        return decoded.text if isinstance(decoded, Decoded) else ""
    if isinstance(value, datetime.datetime):
        if value.tzinfo is not None:
            return value.astimezone(datetime.UTC).replace(tzinfo=None).isoformat() + "Z"
        return value.isoformat()
    if isinstance(value, datetime.date | decimal.Decimal):
        return str(value)
    if isinstance(value, list):
        return [_simple(part) for part in value]
    if isinstance(value, dict):
        return {name: _simple(part) for name, part in value.items()}
    return value
