"""One input as a stream of bytes, opened without risk and decompressed as it is read.

In comes an `Input` (a path, or standard input); out goes a `Stream`: gzip (of many members) and zstd (of many and of
skippable frames) are recognised by their first bytes and undone, two layers deep at most. Refused, as `Rejected`: what
is missing, not allowed, or no regular file (a FIFO would block for ever), and data compressed more than twice over.

Where compressed data ends early or is damaged, everything readable is given first and then `StreamBroken` is raised;
`StreamBroken.rejected` turns it into the record for the output. Nothing here holds more than a limit in memory.
"""

import errno
import io
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol
from urllib.parse import quote

from communique.records import Reason, Rejected, Stage

CHUNK = 1 << 16
GIB = 1 << 30
LAYERS = 2  # a page inside .zst inside .gz is an accident that happens; more is an attack
BOMB_RATIO = 200  # text and tables shrink to a tenth, markup to a thirtieth; only padding shrinks to a 200th
_OWN_DESCRIPTORS = ("/dev/fd/", "/proc/self/fd/")


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read. uri: its name, always printable. path: where it lies, None for standard input."""

    uri: str
    path: str | None = None

    def rejected(self, reason: Reason, detail: str, stage: Stage = Stage.OPEN) -> Rejected:
        """The whole of this input as `Rejected`."""
        return Rejected(self.uri, "", stage, reason, detail)


STDIN = Input("-")


def printable(path: str) -> str:
    """`path` fit for a uri: bytes that are no UTF-8 and characters that cannot be printed are percent-encoded."""
    if path.isprintable():
        return path
    return "".join(c if c.isprintable() else quote(os.fsencode(c) if _escaped(c) else _raw_bytes(c)) for c in path)


def _escaped(character: str) -> bool:
    return "\udc80" <= character <= "\udcff"


def _raw_bytes(character: str) -> bytes:
    return character.encode("utf-8", "surrogatepass")


class StreamBroken(Exception):
    """The stream cannot go on. Raised only after everything readable was given; never leaves the room `sources`."""

    def __init__(self, reason: Reason, detail: str, stage: Stage = Stage.DECOMPRESS) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.stage = stage

    def rejected(self, uri: str, locator: str = "") -> Rejected:
        """The record of this break, for the output."""
        return Rejected(uri, locator, self.stage, self.reason, self.detail)


class Readable(Protocol):
    """Anything with `read(n)`: at most `n` bytes, none at the end."""

    def read(self, size: int, /) -> bytes | None: ...


class RawFile(io.RawIOBase):
    """The bytes as they lie in the file, counted. `seek(0)` starts again where the file can seek."""

    def __init__(self, file: BinaryIO, size: int | None, *, regular: bool) -> None:
        super().__init__()
        self._file = file
        self._keep_open = not regular and file is getattr(sys.stdin, "buffer", None)
        self.size = size
        self.regular = regular
        self.consumed = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self.regular

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if not self.regular:
            raise io.UnsupportedOperation("a pipe cannot seek")
        place = self._file.seek(offset, whence)
        self.consumed = place
        return place

    def tell(self) -> int:
        return self.consumed

    def read(self, size: int = -1, /) -> bytes:
        try:
            data = self._file.read(size)
        except (OSError, ValueError) as err:
            raise StreamBroken(Reason.UNREADABLE, f"reading failed: {_why(err)}", Stage.OPEN) from err
        self.consumed += len(data)
        return data

    def readinto(self, buffer, /) -> int:  # type: ignore[no-untyped-def]
        view = memoryview(buffer).cast("B")
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed and not self._keep_open:
            self._file.close()
        super().close()


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
            raise self.broken
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
                self.broken, self._ended = err, True
                break
            self._ended = not data
            if data:
                parts.append(data)
                held += len(data)
        if len(parts) > 1:
            self._ahead = b"".join(parts)


def open_stream(source: Input) -> Stream | Rejected:
    """The input as a stream, or why it cannot be one. Never blocks on opening and fetches nothing."""
    raw = _open_standard_input() if source.path is None else _open_path(source, source.path)
    if isinstance(raw, Rejected):
        return raw
    from communique.sources.codecs import codec_of, decompressed

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


def _open_standard_input() -> RawFile | Rejected:
    buffer = getattr(sys.stdin, "buffer", None)
    if buffer is None:
        return STDIN.rejected(Reason.UNREADABLE, "there is no standard input; give a path")
    return RawFile(buffer, None, regular=False)


def _open_path(source: Input, path: str) -> RawFile | Rejected:
    try:
        descriptor = _own_descriptor(path)
        if descriptor is not None:
            handle = os.dup(descriptor)
        else:
            # Looked at before opening: opening a FIFO waits for its writer, opening a device may act on it.
            if (no := _no_file(source, os.stat(path).st_mode)) is not None:
                return no
            handle = os.open(path, os.O_RDONLY | _flag("O_NONBLOCK") | _flag("O_NOCTTY") | _flag("O_BINARY"))
        state = os.fstat(handle)
        # And again, because it may have been replaced in between.
        if descriptor is None and (no := _no_file(source, state.st_mode)) is not None:
            os.close(handle)
            return no
        regular = stat.S_ISREG(state.st_mode)
        return RawFile(open(handle, "rb", buffering=CHUNK), state.st_size if regular else None, regular=regular)
    except (OSError, ValueError) as err:
        return source.rejected(reason_of(err), f"{_why(err)}; {_advice(err)}")


def _own_descriptor(path: str) -> int | None:
    """N of `/dev/fd/N` (a shell's `<(...)`): duplicated, because opening it anew may wait for a writer that left."""
    if path == "/dev/stdin":
        return 0
    for prefix in _OWN_DESCRIPTORS:
        number = path.removeprefix(prefix)
        if number != path and number.isascii() and number.isdigit() and len(number) < 8:
            return int(number)
    return None


def _flag(name: str) -> int:
    return int(getattr(os, name, 0))


_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def _no_file(source: Input, mode: int) -> Rejected | None:
    if stat.S_ISREG(mode):
        return None
    kind = next((name for test, name in _KINDS if test(mode)), "no regular file")
    return source.rejected(Reason.NOT_A_FILE, f"{kind}, not a file; give a file, or pipe it in and give -")


def reason_of(err: OSError | ValueError) -> Reason:
    """Which reason an error of the file system is."""
    number = getattr(err, "errno", None)
    if number in (errno.ENOENT, errno.ENOTDIR, errno.EBADF) or number is None:
        return Reason.MISSING
    return Reason.DIRECTORY_LOOP if number == errno.ELOOP else Reason.UNREADABLE


def _why(err: OSError | ValueError) -> str:
    return getattr(err, "strerror", None) or str(err)


def _advice(err: OSError | ValueError) -> str:
    if reason_of(err) is Reason.MISSING:
        return "check the path"
    return "check its permissions" if getattr(err, "errno", None) == errno.EACCES else "check that it can be read"


def read_whole(stream: Stream, limit: int) -> bytes | Rejected:
    """All bytes of the stream, or `Rejected` where there are more than `limit` or the data is broken.

    At most `limit + 1` bytes are ever held; a file known to be larger is not read at all.
    """
    too_large = f"larger than {_mib(limit)}; raise --max-size to read it"
    if not stream.codecs and stream.size is not None and stream.size > limit and not stream.consumed > stream.size:
        return Rejected(stream.uri, "", Stage.OPEN, Reason.TOO_LARGE, too_large)
    try:
        data = stream.read(limit + 1)
        if len(data) <= limit and stream.broken is not None:
            raise stream.broken
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
            line = parts[0] if len(parts) == 1 else b"".join(parts)
            return line[:-1] if line.endswith(b"\r") else line
        detail = f"a line of {size:,} bytes, the limit is {_mib(self._limit)}; raise --max-size to read it"
        return Rejected(self._stream.uri, f"line {number}", Stage.PARSE, Reason.TOO_LARGE, detail)


def lines(stream: Stream, limit: int) -> Iterator[tuple[int, bytes | Rejected]]:
    """Number (from 1) and bytes of each line, without its line end; `Rejected` in place of one longer than `limit`.

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
        raise stream.broken
    if line.size:
        yield number, line.finish(number)


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
    return copy  # type: ignore[return-value]
