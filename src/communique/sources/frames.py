"""Where the frames of zstd and lz4 files end, without unpacking them.

In comes something that gives an exact number of bytes; out come the pieces of one frame. fastwarc unpacks frames, but
where one is damaged it keeps back what it had unpacked of those before, so each frame is handed to it alone.
Formats: RFC 8878 (zstd); "LZ4 Frame Format Description" 1.6.

Raises `FrameError` where the bytes are no frame, and `EOFError`, from the source, where they end inside one.
"""

from collections.abc import Callable, Iterator

Exactly = Callable[[int], bytes]

_ZSTD_BLOCK = 1 << 17
_LZ4_BLOCK = 4 << 20


class FrameError(ValueError):
    """The bytes do not follow the format."""


def zstd_frame(exactly: Exactly) -> Iterator[bytes]:
    """The pieces of one zstd frame, or of a skippable one."""
    magic = exactly(4)
    if 0x50 <= magic[0] <= 0x5F and magic[1:] == b"\x2a\x4d\x18":
        size = exactly(4)
        yield magic + size
        left = int.from_bytes(size, "little")
        while left:
            step = exactly(min(left, _ZSTD_BLOCK))
            left -= len(step)
            yield step
        return
    if magic != b"\x28\xb5\x2f\xfd":
        raise FrameError("bytes that are no zstd frame")
    descriptor = exactly(1)
    flags = descriptor[0]
    single = flags >> 5 & 1
    content = (single, 2, 4, 8)[flags >> 6]
    yield magic + descriptor + exactly(1 - single + (0, 1, 2, 4)[flags & 3] + content)
    last = False
    while not last:
        head = exactly(3)
        number = int.from_bytes(head, "little")
        last, kind = bool(number & 1), number >> 1 & 3
        length = 1 if kind == 1 else number >> 3
        if kind == 3 or length > _ZSTD_BLOCK:
            raise FrameError("damaged zstd frame")
        yield head + exactly(length)
    if flags >> 2 & 1:
        yield exactly(4)


def lz4_frame(exactly: Exactly) -> Iterator[bytes]:
    """The pieces of one lz4 frame."""
    magic = exactly(4)
    if magic != b"\x04\x22\x4d\x18":
        raise FrameError("bytes that are no lz4 frame")
    head = exactly(2)
    flags = head[0]
    yield magic + head + exactly(8 * (flags >> 3 & 1) + 4 * (flags & 1) + 1)
    while (size := exactly(4)) != b"\0\0\0\0":
        length = int.from_bytes(size, "little") & 0x7FFFFFFF
        if length > _LZ4_BLOCK:
            raise FrameError("damaged lz4 frame")
        yield size + exactly(length + 4 * (flags >> 4 & 1))
    yield size + exactly(4 * (flags >> 2 & 1))
