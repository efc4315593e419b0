"""Undoing gzip and zstd, piece by piece.

In comes a stream of compressed bytes, out goes an object with `read(n)`. Data that ends early or is damaged gives all
that could be unpacked and then raises `StreamBroken`. Memory stays constant whatever the data claims (zstd windows
are limited to 128 MiB by the library).
"""

import io
import re
import zlib
from typing import Any, Protocol

from communique.records import Reason, Rejected, Stage

CHUNK = 1 << 16

GZIP = b"\x1f\x8b"
_GZIP_START = GZIP + b"\x08"  # the only method there is
_ZSTD_START = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")  # a frame, or a skippable one
_ZSTD_PIECE = 64  # a failing read loses up to this much that was unpacked already; at 64 it still does 200 MB/s


class StreamBroken(Exception):  # noqa: N818 - it tells where to stop, as StopIteration does
    """The stream cannot go on. Raised only after everything readable was given; never leaves the room `sources`."""

    def __init__(self, reason: Reason, detail: str, stage: Stage = Stage.DECOMPRESS) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.stage = stage

    def again(self) -> "StreamBroken":
        """The same break to raise anew: kept with its traceback, it would keep alive every frame it came through."""
        return StreamBroken(self.reason, self.detail, self.stage)

    def rejected(self, uri: str, locator: str = "") -> Rejected:
        """The record of this break, for the output."""
        return Rejected(uri, locator, self.stage, self.reason, self.detail)


class Readable(Protocol):
    """Anything with `read(n)`: at most `n` bytes, none at the end."""

    def read(self, size: int, /) -> bytes | None: ...


def codec_of(head: bytes) -> str | None:
    """`gzip`, `zstd` or None, by the first four bytes (RFC 1952 section 2.3, RFC 8878 section 3.1)."""
    if head.startswith(_GZIP_START):
        return "gzip"
    return "zstd" if _ZSTD_START.match(head) else None


def decompressed(codec: str, stream: Readable) -> Readable:
    """What `stream` holds, unpacked."""
    return _Gzip(stream) if codec == "gzip" else _Zstd(stream)


class _Gzip:
    """Members one after another, as RFC 1952 allows; zero bytes after the last one are padding."""

    def __init__(self, source: Readable) -> None:
        self._source = source
        self._input = b""
        self._inflate = zlib.decompressobj(wbits=31)
        self._error: StreamBroken | None = None

    def read(self, size: int) -> bytes:
        if self._error is not None:
            raise self._error.again()
        while not self._inflate.eof or self._next_member():
            data = self._input or (self._source.read(CHUNK) or b"")
            out = self._step(data, size)
            if out:
                return out
            if self._error is not None:
                raise self._error.again()
            if not data and not self._inflate.eof:
                raise StreamBroken(Reason.TRUNCATED, "gzip data ends before its end; copy or fetch the file again")
        return b""

    def _step(self, data: bytes, size: int) -> bytes:
        before = self._inflate.copy()
        try:
            out = self._inflate.decompress(data, size)
        except zlib.error as err:
            self._error = StreamBroken(Reason.CORRUPT, f"gzip data is damaged ({err}); copy or fetch the file again")
            return _salvaged(before, data)
        self._input = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
        return out

    def _next_member(self) -> bool:
        data = self._input.lstrip(b"\0")
        while len(data) < 2:
            more = self._source.read(CHUNK) or b""
            if not more:
                break
            data = (data + more).lstrip(b"\0")
        if not data:
            return False
        if not data.startswith(GZIP):
            raise StreamBroken(Reason.CORRUPT, "other bytes follow the end of the gzip data and were not read")
        self._input = data
        self._inflate = zlib.decompressobj(wbits=31)
        return True


def _salvaged(inflate: Any, data: bytes) -> bytes:
    """What comes out of `data` before the damaged place: fed byte by byte, for the library drops it otherwise."""
    parts = []
    try:
        for i in range(len(data)):
            parts.append(inflate.decompress(data[i : i + 1]))
    except zlib.error:
        pass
    return b"".join(parts)


class _Zstd:
    """Frames one after another, unpacked by fastwarc, which is there in any case."""

    def __init__(self, source: Readable) -> None:
        from fastwarc.stream_io import ZstdReader

        self._pipe = _Pipe(source)
        self._inner = ZstdReader(self._pipe)

    def read(self, size: int) -> bytes:
        parts = []
        try:
            for _ in range(max(1, min(size, CHUNK) // _ZSTD_PIECE)):
                piece = bytes(self._inner.read(_ZSTD_PIECE))
                if not piece:
                    break
                parts.append(piece)
        except OSError as err:
            if not parts:
                raise (self._pipe.broken or _zstd_broken(err)).again() from err
        if not parts and self._pipe.broken is not None:
            raise self._pipe.broken.again()
        return b"".join(parts)


def _zstd_broken(err: OSError) -> StreamBroken:
    if "incomplete frame" in str(err):
        return StreamBroken(Reason.TRUNCATED, "zstd data ends before its end; copy or fetch the file again")
    return StreamBroken(Reason.CORRUPT, f"zstd data is damaged ({err}); copy or fetch the file again")


class _Pipe(io.RawIOBase):
    """A stream for fastwarc. broken: why it ended, for the library does not pass exceptions of ours on as they are."""

    def __init__(self, source: Readable) -> None:
        super().__init__()
        self._source = source
        self._given = 0
        self.broken: StreamBroken | None = None

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._given

    def read(self, size: int = -1, /) -> bytes:
        try:
            data = self._source.read(size) or b""
            self._given += len(data)
            return data
        except StreamBroken as err:
            self.broken = err.again()
            return b""
