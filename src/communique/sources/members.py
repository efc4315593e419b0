"""Bytes of an archive file, compressed or not, to a tape of plain bytes that can be looked ahead in.

In comes a binary stream of any kind (seekable or not, giving as few bytes at a time as it likes); out goes a `Tape`.
Archives are compressed record by record, so damage is local: where a gzip member, a zstd frame or an lz4 frame cannot
be unpacked, the tape is cut (`Break`) and goes on at the next one. Memory is bounded whatever the file claims.
"""

import io
import re
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from communique.records import Reason
from communique.sources.codecs import StreamBroken
from communique.sources.frames import FrameError, lz4_frame, zstd_frame
from communique.sources.payload import salvage

CHUNK = 1 << 16
PIECE = 1 << 18  # plain bytes unpacked at a time: the state is copied before each, for going back after damage
KEPT = 1 << 20  # how far back the start of the next member is looked for after damage
MAX_BREAKS = 1000  # a file with more damage than this is noise; looking on would take time without end

_GZIP = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_ZSTD = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18", re.DOTALL)
_LZ4 = re.compile(rb"\x04\x22\x4d\x18", re.DOTALL)
MAX_DICTIONARY = 16 << 20


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the plain bytes do not go on. at: offset in the file. rest: true when nothing after it is read."""

    at: int
    reason: Reason
    detail: str
    rest: bool

    def told_by(self, cut: bool) -> bool:
        """Whether a record that was told to be incomplete (`cut`) says all that is to say of the break."""
        return cut and (not self.rest or self.reason is Reason.TRUNCATED)


class _Raw:
    """The file's bytes with a memory of the last ones, so that reading can go back to look for the next member."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._ahead = b""
        self._kept = bytearray()
        self.at = 0  # offset of the next byte
        self.failure: StreamBroken | OSError | EOFError | None = None

    def read(self, size: int = CHUNK) -> bytes:
        """One to `size` bytes, none at the end. A failing disk or pipe is the end, and is told in `failure`."""
        if self._ahead:
            data, self._ahead = self._ahead[:size], self._ahead[size:]
        else:
            try:
                data = self._raw.read(size if size > 0 else CHUNK) or b""
            except (OSError, EOFError, StreamBroken) as err:
                self.failure = err
                data = b""
        self.at += len(data)
        self._kept += data
        if len(self._kept) > 2 * KEPT:
            del self._kept[:-KEPT]
        return data

    def tell(self) -> int:
        return self.at

    def close(self) -> None:
        """The stream is its owner's to close."""

    def back(self, to: int) -> None:
        """Go back to offset `to`, or as near to it as memory goes."""
        count = min(max(self.at - to, 0), len(self._kept))
        if count:
            self._ahead = bytes(self._kept[-count:]) + self._ahead
            del self._kept[-count:]
            self.at -= count

    def forget(self, before: int) -> None:
        """Bytes before that offset are not needed any more."""
        count = len(self._kept) - (self.at - before)
        if count > 0:
            del self._kept[:count]

    def head(self, size: int) -> bytes:
        """The next bytes, still to be read: fewer than `size` only at the end."""
        start, out = self.at, b""
        while len(out) < size and (data := self.read(size - len(out))):
            out += data
        self.back(start)
        return out

    def exactly(self, size: int) -> bytes:
        """`size` bytes. Raises `EOFError` where the file ends before."""
        parts: list[bytes] = []
        while size and (data := self.read(size)):
            parts.append(data)
            size -= len(data)
        if size:
            raise EOFError
        return b"".join(parts)

    def seek_start(self, magic: re.Pattern[bytes], start: int) -> bool:
        """Go to the first member that starts after offset `start`; false where the file ends first."""
        self.back(start + 1)
        tail = b""
        while data := self.read():
            window = tail + data
            if found := magic.search(window):
                self.back(self.at - len(window) + found.start())
                return True
            tail = window[-3:]
        return False


def plain_pieces(raw: BinaryIO) -> Iterator[bytes | Break]:
    """The plain bytes of the file in pieces, and the places where they break off. The codec is told by content."""
    source = _Raw(raw)
    head = source.head(4)
    if _GZIP.match(head):
        pieces = _members(source)
    elif _ZSTD.match(head) or _LZ4.match(head):
        pieces = _frames(source, _ZSTD if _ZSTD.match(head) else _LZ4)
    else:
        pieces = iter(source.read, b"")
    yield from pieces
    if source.failure is not None:
        reason = source.failure.reason if isinstance(source.failure, StreamBroken) else Reason.UNREADABLE
        yield Break(source.at, reason, f"reading stopped at byte {source.at}: {source.failure}", True)


def _members(source: _Raw) -> Iterator[bytes | Break]:
    """Members of a gzip file, one after the other."""
    breaks = 0
    while head := source.head(4):
        start = source.at
        if not head.strip(b"\0"):  # tapes and block devices pad with zeros
            source.read(len(head))
            continue
        fault = (yield from _member(source)) if _GZIP.match(head) else "bytes that are no gzip member"
        source.forget(source.at if fault is None else start)
        if fault is None:
            continue
        breaks += 1
        found = _break(source, _GZIP, start, fault, breaks)
        yield found
        if found.rest:
            return


def _member(source: _Raw) -> Generator[bytes, None, str | None]:
    """One member's plain bytes; returns what was wrong with it, None where nothing was."""
    unpacker = zlib.decompressobj(wbits=31)
    data = b""
    while not unpacker.eof:
        data = unpacker.unconsumed_tail or source.read()
        if not data:
            return "the file ends inside a gzip member"
        before = unpacker.copy()
        try:
            piece = unpacker.decompress(data, PIECE)
        except zlib.error as err:
            yield from salvage(before, data)
            return f"damaged gzip member ({err})"
        if piece:
            yield piece
    source.back(source.at - len(unpacker.unused_data))
    return None


def _frames(source: _Raw, magic: re.Pattern[bytes]) -> Iterator[bytes | Break]:
    """Frames of a zstd or lz4 file, one after the other; fastwarc unpacks them."""
    breaks, dictionary = 0, None
    if magic is _ZSTD:
        dictionary = _dictionary(source)
    while head := source.head(4):
        start = source.at
        if not head.strip(b"\0"):
            source.read(len(head))
            continue
        fault = yield from _frame(source, magic, dictionary)
        if source.failure is not None:
            return
        source.forget(source.at if fault is None else start)
        if fault is None:
            continue
        breaks += 1
        found = _break(source, magic, start, fault, breaks)
        yield found
        if found.rest:
            return


class _Frame:
    """The bytes of one frame as a stream of their own. fault: why they end before the frame does."""

    def __init__(self, source: _Raw, magic: re.Pattern[bytes]) -> None:
        self._pieces = (zstd_frame if magic is _ZSTD else lz4_frame)(source.exactly)
        self._piece = b""
        self.given = 0
        self.fault: str | None = None

    def read(self, size: int = CHUNK) -> bytes:
        while not self._piece and self.fault is None:
            try:
                piece = next(self._pieces, None)
            except FrameError as err:
                self.fault = str(err)
                break
            except EOFError:
                self.fault = "the file ends inside a frame"
                break
            if piece is None:
                break
            self._piece = piece
        out, self._piece = self._piece[:size], self._piece[size:]
        self.given += len(out)
        return out

    def tell(self) -> int:
        return self.given

    def close(self) -> None:
        """The stream is its owner's to close."""


def _frame(source: _Raw, magic: re.Pattern[bytes], dictionary: bytes | None) -> Generator[bytes, None, str | None]:
    """One frame's plain bytes; returns what was wrong with it, None where nothing was."""
    from fastwarc.stream_io import Lz4Reader, ZstdReader

    frame = _Frame(source, magic)
    stream = cast(BinaryIO, frame)
    reader = ZstdReader(stream, dictionary=dictionary) if magic is _ZSTD else Lz4Reader(stream)
    while True:
        try:
            piece = reader.read(CHUNK)
        except OSError as err:  # what fastwarc raises for damage
            return frame.fault or f"damaged frame ({err})"
        if not piece:
            break
        yield piece
    while frame.read():
        pass
    return frame.fault


def _dictionary(source: _Raw) -> bytes | None:
    """The dictionary that a `.warc.zst` may begin with, in a skippable frame, compressed or not.

    Format: "Zstandard Compression for WARC Files 1.0", IIPC.
    """
    from fastwarc.stream_io import ZstdReader

    if source.head(4) != b"\x5d\x2a\x4d\x18":
        return None
    size = int.from_bytes(source.head(8)[4:], "little")
    if size > MAX_DICTIONARY:
        return None
    held = source.head(8 + size)[8:]
    if not _ZSTD.match(held):
        return held or None
    try:
        return ZstdReader(io.BytesIO(held)).read(MAX_DICTIONARY) or None
    except OSError:  # damaged; the frames that need it will say so
        return None


def _break(source: _Raw, magic: re.Pattern[bytes], start: int, fault: str, breaks: int) -> Break:
    """Go on at the next member after `start`, and say so."""
    if breaks >= MAX_BREAKS:
        return Break(start, Reason.CORRUPT, f"byte {start}: {fault}; the file is damaged throughout", True)
    if source.seek_start(magic, start):
        return Break(start, Reason.CORRUPT, f"byte {start}: {fault}; reading went on at byte {source.at}", False)
    reason = Reason.TRUNCATED if "ends inside" in fault else Reason.CORRUPT
    return Break(start, reason, f"byte {start}: {fault}; nothing readable follows. Fetch the file again", True)


class Tape:
    """Plain bytes with look-ahead. A `Break` looks like the end until `resume` is called."""

    def __init__(self, pieces: Iterator[bytes | Break]) -> None:
        self._pieces = pieces
        self._buffer = bytearray()
        self._break: Break | None = None
        self._over = False
        self.at = 0  # plain bytes before the next one

    def ahead(self, count: int) -> bytes:
        """The next `count` bytes without taking them; fewer at the end or at a break."""
        self._fill(count)
        with memoryview(self._buffer) as view:
            return bytes(view[:count])

    def take(self, count: int) -> bytes:
        """The next `count` bytes; fewer at the end or at a break."""
        out = self.ahead(count)
        del self._buffer[: len(out)]
        self.at += len(out)
        return out

    def take_through(self, end: re.Pattern[bytes], limit: int) -> bytes | None:
        """The bytes up to the end of the first match; None, and nothing taken, where `limit` bytes hold none."""
        have = 0
        while True:
            if found := end.search(self._buffer, max(have - 8, 0), limit):
                return self.take(found.end())
            have = len(self._buffer)
            if have >= limit or self._fill(have + 1) == have:
                return None

    def skip(self, count: int) -> int:
        """Pass over `count` bytes without keeping them; returns how many there were."""
        left = count
        while left and (step := min(left, self._fill(1))):
            del self._buffer[:step]
            left -= step
        self.at += count - left
        return count - left

    def put_back(self, data: bytes) -> None:
        """Bytes taken last, to be taken again."""
        self._buffer[:0] = data
        self.at -= len(data)

    def skip_to(self, start: re.Pattern[bytes], reach: int) -> int:
        """Pass over everything before the next match of `start`, of which none is longer than `reach`.

        Returns how many bytes were passed over; all of them, up to the end or the break, where nothing matches.
        """
        passed = 0
        while True:
            have = self._fill(len(self._buffer) + 1 if len(self._buffer) < 2 * reach else 2 * reach)
            if found := start.search(self._buffer):
                return passed + self.skip(found.start())
            if self._over or self._break is not None:
                return passed + self.skip(have)
            passed += self.skip(max(have - reach, 0))

    def resume(self) -> Break | None:
        """The break that the tape stands at, after which reading goes on; None at the end of the file."""
        found, self._break = self._break, None
        return found

    def _fill(self, count: int) -> int:
        """Get `count` bytes into the buffer; returns how many are there."""
        while len(self._buffer) < count and self._break is None and not self._over:
            piece = next(self._pieces, None)
            if piece is None:
                self._over = True
            elif isinstance(piece, Break):
                self._break = piece
            else:
                self._buffer += piece
        return len(self._buffer)
