"""One input as a file, opened without risk.

In comes an `Input` (a path, or standard input); out goes a `RawFile` that counts what was read. Refused, as `Rejected`:
what is missing or not allowed, and what is no regular file: opening a FIFO would wait for ever for its writer, and
opening a device may act on it. A shell's `<(...)` and standard input are read as the pipes they are.
"""

import errno
import io
import os
import stat
import sys
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import quote

from communique.records import Reason, Rejected, Stage
from communique.sources.codecs import CHUNK, StreamBroken

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
        except OSError as err:
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


def open_raw(source: Input) -> RawFile | Rejected:
    """The input's bytes as they lie, or why they cannot be had. Never waits for a writer."""
    return _open_standard_input() if source.path is None else _open_path(source, source.path)


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
