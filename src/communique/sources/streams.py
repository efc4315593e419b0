"""One input as a stream of bytes, opened without risk and decompressed as it is read.

In comes an `Input` (a path, or standard input); out goes a `Stream`: gzip (of many members) and zstd (of many and of
skippable frames) are recognised by their first bytes and undone, two layers deep at most. Refused, as `Rejected`: what
is missing, not allowed, or no regular file (see `files`), and data compressed more than twice over.

Where compressed data ends early or is damaged, everything readable is given first and then `StreamBroken` is raised;
`StreamBroken.rejected` turns it into the record for the output. Nothing here holds more than a limit in memory.
"""

import codecs
import io
import tempfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeVar

from communique.records import Reason, Rejected, Stage
from communique.sources.codecs import CHUNK, Readable, StreamBroken, codec_of, decompressed
from communique.sources.files import STDIN, Input, RawFile, open_raw

__all__ = [
    "STDIN",
    "Input",
    "Stream",
    "StreamBroken",
    "guarded",
    "lines",
    "open_stream",
    "read_whole",
    "recoded",
    "seekable",
]

T = TypeVar("T")

GIB = 1 << 30
LAYERS = 2  # a page inside .zst inside .gz is an accident that happens; more is an attack
BOMB_RATIO = 200  # text and tables shrink to a tenth, markup to a thirtieth; only padding shrinks to a 200th


class Stream(io.RawIOBase):
    """The bytes of an input, decompressed.

    uri: name of the input. raw: the file underneath, compressed as it is. codecs: what was undone, outermost first.
    broken: why the stream ended before its end, as soon as that is known; None while all is well. It is also raised by
    the read that comes after the last byte; libraries that swallow exceptions leave it to be looked up here.
    """

    def __init__(self, uri: str, source: Readable, raw: RawFile, codecs: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.uri = uri
        self.raw = raw
        self.codecs = codecs
        self.broken: StreamBroken | None = None
        self.given = 0
        self._source = source
        self._ahead = b""
        self._ended = False

    @property
    def consumed(self) -> int:
        """Bytes of the file read so far, compressed as they lie; to set against `size`."""
        return self.raw.consumed

    @property
    def size(self) -> int | None:
        """Bytes of the whole file as it lies; None for a pipe."""
        return self.raw.size

    @property
    def swollen(self) -> bool:
        """True when what was given is more than `BOMB_RATIO` times the compressed bytes it came from."""
        return bool(self.codecs) and self.given > BOMB_RATIO * max(self.consumed, CHUNK)

    def readable(self) -> bool:
        return True

    def peek(self, size: int) -> bytes:
        """Up to `size` next bytes without consuming them; fewer only where the stream ends. Raises nothing."""
        self._fill(size)
        return self._ahead[:size]

    def read(self, size: int = -1, /) -> bytes:
        """Exactly `size` bytes, fewer only at the end. Raises `StreamBroken` where broken data leaves none to give."""
        if size is None or size < 0:
            return self.readall()
        if len(self._ahead) < size:
            self._fill(size)
        if not self._ahead and self.broken is not None and size:
            raise self.broken.again()
        if len(self._ahead) <= size:
            data, self._ahead = self._ahead, b""
        else:
            data, self._ahead = self._ahead[:size], self._ahead[size:]
        self.given += len(data)
        return data

    def readinto(self, buffer, /) -> int:  # type: ignore[no-untyped-def]
        view = memoryview(buffer).cast("B")
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self.raw.close()
        super().close()

    def _fill(self, size: int) -> None:
        parts, held = [self._ahead], len(self._ahead)
        while held < size and not self._ended:
            try:
                data = self._source.read(max(CHUNK, size - held))
            except StreamBroken as err:
                self.broken, self._ended = err.again(), True
                break
            self._ended = not data
            if data:
                parts.append(data)
                held += len(data)
        if len(parts) > 1:
            self._ahead = b"".join(parts)


def open_stream(source: Input) -> Stream | Rejected:
    """The input as a stream, or why it cannot be one. Never blocks on opening and fetches nothing."""
    raw = open_raw(source)
    if isinstance(raw, Rejected):
        return raw
    stream = Stream(source.uri, raw, raw)
    while (codec := codec_of(stream.peek(4))) is not None:
        if len(stream.codecs) == LAYERS:
            stream.close()
            detail = f"compressed more than {LAYERS} times over; unpack it first"
            return source.rejected(Reason.UNSUPPORTED, detail, Stage.DECOMPRESS)
        stream = Stream(source.uri, decompressed(codec, stream), raw, (*stream.codecs, codec))
    if stream.broken is not None and not stream.peek(1):
        stream.close()
        return stream.broken.rejected(source.uri)
    return stream


def read_whole(stream: Stream, limit: int) -> bytes | Rejected:
    """All bytes of the stream, or `Rejected` where there are more than `limit` or the data is broken.

    At most `limit + 1` bytes are ever held; a file known to be larger is not read at all.
    """
    too_large = f"larger than {_mib(limit)}; raise --max-size to read it"
    if not stream.codecs and stream.size is not None and stream.size > limit:
        return Rejected(stream.uri, "", Stage.OPEN, Reason.TOO_LARGE, too_large)
    try:
        data = stream.read(limit + 1)
        if len(data) <= limit and stream.broken is not None:
            raise stream.broken.again()
    except StreamBroken as err:
        return err.rejected(stream.uri)
    if len(data) <= limit:
        return data
    if stream.swollen:
        detail = f"unpacks to over {BOMB_RATIO} times its size and more than {_mib(limit)}; not read further"
        return Rejected(stream.uri, "", Stage.DECOMPRESS, Reason.BOMB, detail)
    return Rejected(stream.uri, "", Stage.OPEN, Reason.TOO_LARGE, too_large)


def _mib(size: int) -> str:
    return f"{size / (1 << 20):g} MiB"


class _Line:
    """One line being gathered: its pieces while it is within the limit, only its length beyond."""

    def __init__(self, stream: Stream, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._parts: list[bytes] = []
        self.size = 0

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size <= self._limit:
            self._parts.append(piece)
            return
        self._parts.clear()
        if self.size > GIB and self._stream.codecs:
            raise StreamBroken(Reason.BOMB, "a line of more than 1 GiB in compressed data; reading stopped there")

    def finish(self, number: int) -> bytes | Rejected:
        parts, size = self._parts, self.size
        self._parts, self.size = [], 0
        if size <= self._limit:
            return parts[0] if len(parts) == 1 else b"".join(parts)
        detail = f"a line of {size:,} bytes, the limit is {_mib(self._limit)}; raise --max-size to read it"
        return Rejected(self._stream.uri, f"line {number}", Stage.PARSE, Reason.TOO_LARGE, detail)


def lines(stream: Stream, limit: int) -> Iterator[tuple[int, bytes | Rejected]]:
    r"""Number (from 1) and bytes of each line, without its `\n`; `Rejected` in place of one longer than `limit` bytes.

    Holds at most one line of `limit` bytes. Raises `StreamBroken` where the data breaks off: the line it breaks in is
    not given. In compressed data a line is followed for 1 GiB at most.
    """
    number, line = 1, _Line(stream, limit)
    while chunk := stream.read(CHUNK):
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            line.add(piece)
            yield number, line.finish(number)
            number += 1
        if rest:
            line.add(rest)
    if stream.broken is not None:
        raise stream.broken.again()
    if line.size:
        yield number, line.finish(number)


def guarded(uri: str, reading: Iterable[T]) -> Iterator[T | Rejected]:
    """What `reading` gives, and one `Rejected` more where the stream under it breaks off."""
    try:
        yield from reading
    except StreamBroken as err:
        yield err.rejected(uri)


class _Recoded:
    """Text in any encoding as UTF-8, piece by piece. Bytes that are no character become U+FFFD."""

    def __init__(self, source: Stream, encoding: str) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ended = False

    def read(self, size: int) -> bytes:
        while not self._ended:
            data = self._source.read(CHUNK)
            self._ended = not data
            text = self._decoder.decode(data, final=self._ended)
            if text:
                return text.encode("utf-8", "replace")
        return b""


def recoded(stream: Stream, encoding: str) -> Stream:
    """The same text in UTF-8, for readers that look for line ends and quotes in bytes."""
    return stream if encoding == "utf-8" else Stream(stream.uri, _Recoded(stream, encoding), stream.raw, stream.codecs)


def seekable(stream: Stream, limit: int = 8 * GIB) -> BinaryIO | Rejected:
    """The stream as a file that can seek, at its start: the file itself, or a temporary copy of a pipe or of what was
    unpacked. `Rejected` where the copy would be larger than `limit` bytes, is a bomb, or the data is broken."""
    if stream.raw.regular and not stream.codecs:
        stream.raw.seek(0)
        return stream.raw  # type: ignore[return-value]
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it; the system removes it in any case
    written = 0
    try:
        while chunk := stream.read(CHUNK):
            written += len(chunk)
            if written > limit or (written > GIB and stream.swollen):
                copy.close()
                reason = Reason.BOMB if stream.swollen else Reason.TOO_LARGE
                detail = f"unpacks to more than {written // (1 << 20)} MiB; unpack it to a file first"
                return Rejected(stream.uri, "", Stage.DECOMPRESS, reason, detail)
            copy.write(chunk)
    except StreamBroken as err:
        copy.close()
        return err.rejected(stream.uri)
    copy.seek(0)
    return copy
