import gzip
import io
import itertools
import os
import random
import socket
import sys
import threading
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
import zstandard
from hypothesis import assume, given
from hypothesis import strategies as st

from communique.records import Reason, Rejected, Stage
from communique.sources import streams
from communique.sources.files import RawFile, printable
from communique.sources.streams import (
    STDIN,
    Input,
    Stream,
    StreamBroken,
    guarded,
    lines,
    open_stream,
    read_whole,
    recoded,
    seekable,
)

WORDS = b"The two ministers met in Yerevan and agreed to meet again. "
NOISE = random.Random(7).randbytes(300_000)
SKIPPABLE = b"\x50\x2a\x4d\x18\x04\x00\x00\x00note"
MIB = 1 << 20
OPENED: list[Stream] = []


@pytest.fixture(autouse=True)
def _all_closed() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()


def opened(path: Path, data: bytes) -> Stream:
    path.write_bytes(data)
    stream = open_stream(Input(path.name, str(path)))
    assert isinstance(stream, Stream), stream
    OPENED.append(stream)
    return stream


def refused(path: Path | str) -> Rejected:
    answer = open_stream(Input("it", str(path)))
    assert isinstance(answer, Rejected)
    return answer


def drained(stream: Stream) -> tuple[bytes, StreamBroken | None]:
    parts = []
    try:
        while piece := stream.read(1000):
            parts.append(piece)
    except StreamBroken as err:
        return b"".join(parts), err
    return b"".join(parts), None


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda b: b,
    "gzip": gzip.compress,
    "gzip of two members": lambda b: gzip.compress(b[:700]) + gzip.compress(b[700:]),
    "gzip with an empty member": lambda b: gzip.compress(b"") + gzip.compress(b),
    "gzip padded with zeros": lambda b: gzip.compress(b) + b"\0" * 600,
    "zstd": zstandard.compress,
    "zstd of two frames": lambda b: zstandard.compress(b[:700]) + zstandard.compress(b[700:]),
    "zstd after a skippable frame": lambda b: SKIPPABLE + zstandard.compress(b),
    "zstd before a skippable frame": lambda b: zstandard.compress(b) + SKIPPABLE,
    "zstd in gzip": lambda b: gzip.compress(zstandard.compress(b)),
    "gzip in gzip": lambda b: gzip.compress(gzip.compress(b)),
}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("data", [WORDS * 100, NOISE], ids=["words", "noise"])
def test_whatever_the_packing_the_bytes_come_back(tmp_path: Path, packing: str, data: bytes) -> None:
    stream = opened(tmp_path / "misleading.name", PACKINGS[packing](data))
    assert read_whole(stream, MIB) == data
    assert stream.broken is None
    assert stream.consumed == stream.size == (tmp_path / "misleading.name").stat().st_size


def test_the_name_does_not_make_a_file_compressed(tmp_path: Path) -> None:
    assert read_whole(opened(tmp_path / "page.html.gz", WORDS), MIB) == WORDS


def test_three_layers_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(gzip.compress(gzip.compress(WORDS))))
    answer = refused(path)
    assert (answer.reason, answer.stage) == (Reason.UNSUPPORTED, Stage.DECOMPRESS)


@given(st.lists(st.binary(max_size=300), max_size=4), st.sampled_from(["gzip", "zstd"]), st.integers(1, 50))
def test_any_members_read_in_any_steps(parts: list[bytes], packing: str, step: int) -> None:
    pack = gzip.compress if packing == "gzip" else zstandard.compress
    packed, whole = b"".join(map(pack, parts)), b"".join(parts)
    stream = from_bytes(packed)
    if isinstance(stream, Rejected):
        assume(not whole.startswith((b"\x1f\x8b", b"\x28\xb5\x2f\xfd")))  # the start of a compressed file and no more
        pytest.fail(f"refused: {stream}")
    got = b""
    # A member may itself start like a compressed file; that layer is undone as well and is not the matter here.
    if len(stream.codecs) == bool(parts):
        while piece := stream.read(step):
            got += piece
        assert got == whole


def from_bytes(data: bytes) -> Stream | Rejected:
    """Standard input that holds `data`."""

    class Standard:
        buffer = io.BytesIO(data)

    before, sys.stdin = sys.stdin, Standard()
    try:
        return open_stream(STDIN)
    finally:
        sys.stdin = before


def stream_of(data: bytes) -> Stream:
    stream = from_bytes(data)
    assert isinstance(stream, Stream), stream
    return stream


@pytest.mark.parametrize(
    ("packing", "lost"), [("gzip", 0), ("zstd", 1 << 17)]
)  # zstd has blocks of 128 KiB, whole or not at all
@pytest.mark.parametrize("kept", [0.2, 0.7, 0.999])
def test_truncated_data_gives_what_is_there_and_then_says_so(
    tmp_path: Path, packing: str, lost: int, kept: float
) -> None:
    packed = PACKINGS[packing](NOISE)
    got, err = drained(opened(tmp_path / "a", packed[: int(len(packed) * kept)]))
    assert NOISE.startswith(got)
    assert len(got) >= len(NOISE) * kept - lost - 1000
    assert err is not None
    assert (err.reason, err.stage) == (Reason.TRUNCATED, Stage.DECOMPRESS)
    assert err.rejected("a", "line 3") == Rejected("a", "line 3", Stage.DECOMPRESS, Reason.TRUNCATED, err.detail)


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_damaged_data_gives_what_comes_before_the_damage(tmp_path: Path, packing: str) -> None:
    checked = zstandard.ZstdCompressor(write_checksum=True)
    packed = bytearray(gzip.compress(NOISE) if packing == "gzip" else checked.compress(NOISE))
    place = len(packed) // 2
    packed[place : place + 400] = b"\xff" * 400
    got, err = drained(opened(tmp_path / "a", bytes(packed)))
    assert err is not None
    assert err.reason in (Reason.CORRUPT, Reason.TRUNCATED)
    assert NOISE[:100_000] == got[:100_000]


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_bytes_after_the_compressed_data_are_told(tmp_path: Path, packing: str) -> None:
    got, err = drained(opened(tmp_path / "a", PACKINGS[packing](WORDS * 10) + b"what is this"))
    assert (WORDS * 10).startswith(got)
    assert len(got) > len(WORDS * 10) - (64 if packing == "zstd" else 1)
    assert err is not None
    assert err.reason is Reason.CORRUPT


def test_the_break_is_known_without_the_exception_too(tmp_path: Path) -> None:
    stream = opened(tmp_path / "a", gzip.compress(WORDS)[:-3])
    assert stream.peek(10) == WORDS[:10]
    assert stream.peek(10_000) == WORDS
    assert stream.broken is not None
    assert stream.broken.reason is Reason.TRUNCATED
    assert stream.read(10_000) == WORDS
    with pytest.raises(StreamBroken):
        stream.read(1)


def test_nothing_but_a_damaged_header_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"\x28\xb5\x2f\xfd" + b"\xff" * 40)
    assert refused(path).reason is Reason.CORRUPT
    path.write_bytes(gzip.compress(WORDS)[:12])
    assert refused(path).reason is Reason.TRUNCATED


@given(st.binary(max_size=400), st.sampled_from([b"", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", SKIPPABLE]))
def test_no_bytes_at_all_make_a_stream_fail(tail: bytes, start: bytes) -> None:
    stream = from_bytes(start + tail)
    if isinstance(stream, Rejected):
        assert stream.stage is Stage.DECOMPRESS
    else:
        got, err = drained(stream)
        assert err is not None or got == start + tail or stream.codecs


class TestStream:
    def test_peeking_consumes_nothing(self) -> None:
        stream = stream_of(WORDS)
        assert stream.peek(7) == WORDS[:7]
        assert stream.peek(10**6) == WORDS
        assert stream.read(3) == WORDS[:3]
        assert stream.peek(3) == WORDS[3:6]

    def test_it_is_a_file_for_libraries(self) -> None:
        stream = stream_of(gzip.compress(WORDS))
        buffer = bytearray(10)
        assert stream.readinto(buffer) == 10
        assert bytes(buffer) == WORDS[:10]
        assert io.BufferedReader(stream).read() == WORDS[10:]
        assert stream.readable()

    def test_pyarrow_reads_it(self) -> None:
        import pyarrow as pa

        file = pa.PythonFile(stream_of(zstandard.compress(WORDS)), mode="r")
        assert file.read(len(WORDS) + 5) == WORDS

    def test_progress_counts_the_bytes_of_the_file(self, tmp_path: Path) -> None:
        packed = gzip.compress(NOISE)
        stream = opened(tmp_path / "a", packed)
        stream.read(1000)
        assert 0 < stream.consumed < len(packed) == stream.size
        drained(stream)
        assert stream.consumed == len(packed)
        assert stream_of(WORDS).size is None

    def test_the_file_underneath_can_start_again(self, tmp_path: Path) -> None:
        packed = gzip.compress(WORDS)
        stream = opened(tmp_path / "a", packed)
        stream.read(5)
        assert stream.raw.seekable()
        stream.raw.seek(0)
        assert stream.raw.read() == packed

    def test_a_pipe_cannot_start_again(self) -> None:
        with pytest.raises(io.UnsupportedOperation):
            stream_of(WORDS).raw.seek(0)

    def test_closing_closes_the_file(self, tmp_path: Path) -> None:
        with opened(tmp_path / "a", WORDS) as stream:
            raw = stream.raw
        assert raw.closed


class TestOpening:
    def test_missing(self, tmp_path: Path) -> None:
        assert refused(tmp_path / "none").reason is Reason.MISSING
        assert refused("nul\0byte").reason is Reason.MISSING
        (tmp_path / "file").write_bytes(b"x")
        assert refused(tmp_path / "file" / "below").reason is Reason.MISSING

    def test_a_name_that_is_too_long(self) -> None:
        assert refused("x" * 5000).reason is Reason.UNREADABLE

    def test_a_folder(self, tmp_path: Path) -> None:
        answer = refused(tmp_path)
        assert answer.reason is Reason.NOT_A_FILE
        assert "folder" in answer.detail

    def test_a_link_to_itself(self, tmp_path: Path) -> None:
        (tmp_path / "a").symlink_to("a")
        assert refused(tmp_path / "a").reason is Reason.DIRECTORY_LOOP

    def test_a_fifo_does_not_block(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "fifo")
        answers: list[Rejected] = []
        thread = threading.Thread(target=lambda: answers.append(refused(tmp_path / "fifo")), daemon=True)
        thread.start()
        thread.join(5)
        assert [a.reason for a in answers] == [Reason.NOT_A_FILE]
        assert "FIFO" in answers[0].detail

    def test_a_socket_and_a_device(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)  # a socket's path has to be short
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("s")
            assert refused("s").reason is Reason.NOT_A_FILE
        assert refused("/dev/zero").reason is Reason.NOT_A_FILE

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_no_permission(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"x")
        (tmp_path / "a").chmod(0)
        answer = refused(tmp_path / "a")
        assert answer.reason is Reason.UNREADABLE
        assert "permissions" in answer.detail

    def test_errors_while_reading_are_told(self) -> None:
        class Failing(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                raise OSError(5, "Input/output error")

        fresh = Stream("a", raw := RawFile(Failing(), None, regular=False), raw)
        with pytest.raises(StreamBroken, match="Input/output") as caught:
            fresh.read(1)
        assert (caught.value.reason, caught.value.stage) == (Reason.UNREADABLE, Stage.OPEN)

    def test_a_pipe_of_the_shell(self) -> None:
        end, start = os.pipe()
        os.write(start, WORDS)
        os.close(start)
        stream = open_stream(Input("pipe", f"/dev/fd/{end}"))
        os.close(end)
        assert isinstance(stream, Stream)
        assert read_whole(stream, MIB) == WORDS
        stream.close()

    def test_a_descriptor_that_is_not_open(self) -> None:
        assert refused("/dev/fd/9999").reason is Reason.MISSING

    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        stream = stream_of(zstandard.compress(WORDS))
        assert (stream.uri, read_whole(stream, MIB)) == ("-", WORDS)
        monkeypatch.setattr(sys, "stdin", None)
        answer = open_stream(STDIN)
        assert isinstance(answer, Rejected)
        assert answer.reason is Reason.UNREADABLE


class TestWhole:
    def test_the_limit_is_exact(self) -> None:
        assert read_whole(stream_of(b"x" * 100), 100) == b"x" * 100
        answer = read_whole(stream_of(b"x" * 101), 100)
        assert isinstance(answer, Rejected)
        assert answer.reason is Reason.TOO_LARGE

    def test_a_file_known_to_be_too_large_is_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "page.html"
        with path.open("wb") as file:
            file.truncate(200 * MIB)
        stream = open_stream(Input("page.html", str(path)))
        assert isinstance(stream, Stream)
        OPENED.append(stream)
        answer = read_whole(stream, 16 * MIB)
        assert isinstance(answer, Rejected)
        assert (answer.reason, answer.uri) == (Reason.TOO_LARGE, "page.html")
        assert stream.consumed < MIB

    @pytest.mark.parametrize("packing", ["gzip", "zstd"])
    def test_a_bomb_is_given_up_in_bounded_memory(self, tmp_path: Path, packing: str) -> None:
        stream = opened(tmp_path / "a", PACKINGS[packing](bytes(120 * MIB)))
        tracemalloc.start()
        answer = read_whole(stream, 16 * MIB)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert isinstance(answer, Rejected)
        assert (answer.reason, answer.stage) == (Reason.BOMB, Stage.DECOMPRESS)
        assert peak < 70 * MIB

    def test_broken_data_is_refused(self) -> None:
        answer = read_whole(stream_of(gzip.compress(WORDS)[:-4]), MIB)
        assert isinstance(answer, Rejected)
        assert answer.reason is Reason.TRUNCATED


def pieces(parts: Iterable[bytes], packed: bool = False) -> Stream:
    """A stream over generated bytes that never lie in memory together."""

    class Generated(io.RawIOBase):
        def __init__(self) -> None:
            super().__init__()
            self.parts = iter(parts)

        def read(self, size: int = -1, /) -> bytes:
            return next(self.parts, b"")

    raw = RawFile(Generated(), None, regular=False)  # type: ignore[arg-type]
    return Stream("big", raw, raw, ("gzip",) * packed)


class TestLines:
    @given(st.lists(st.binary(max_size=60).map(lambda b: b.replace(b"\n", b"")), max_size=20), st.integers(1, 40))
    def test_every_line_is_given_or_refused(self, given_lines: list[bytes], limit: int) -> None:
        data = b"".join(line + b"\n" for line in given_lines)
        got = list(lines(pieces([data[i : i + 7] for i in range(0, len(data), 7)]), limit))
        assert [number for number, _ in got] == list(range(1, len(given_lines) + 1))
        for line, (number, answer) in zip(given_lines, got, strict=True):
            if len(line) <= limit:
                assert answer == line
            else:
                assert isinstance(answer, Rejected)
                assert (answer.locator, answer.reason) == (f"line {number}", Reason.TOO_LARGE)

    def test_the_last_line_needs_no_end(self) -> None:
        assert list(lines(stream_of(b"a\n\nb"), 10)) == [(1, b"a"), (2, b""), (3, b"b")]
        assert list(lines(stream_of(b""), 10)) == []

    def test_a_line_of_a_gigabyte_is_passed_over_in_constant_memory(self) -> None:
        block = b"x" * (1 << 16)
        stream = pieces(itertools.chain([b"first\n"], itertools.repeat(block, 1 << 14), [b"\nlast\n"]))
        tracemalloc.start()
        got = list(lines(stream, 16 * MIB))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert got[0] == (1, b"first")
        assert got[2] == (3, b"last")
        assert isinstance(got[1][1], Rejected)
        assert (got[1][1].locator, got[1][1].reason) == ("line 2", Reason.TOO_LARGE)
        assert peak < 40 * MIB

    def test_a_line_without_end_in_packed_data_is_a_bomb(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(streams, "GIB", 8 * MIB)
        endless = lines(pieces(itertools.repeat(b"x" * (1 << 16)), packed=True), MIB)
        with pytest.raises(StreamBroken) as caught:
            list(endless)
        assert caught.value.reason is Reason.BOMB

    def test_whole_lines_before_a_break_are_given(self) -> None:
        stream = stream_of(gzip.compress(b"\n".join(b"line %d" % i for i in range(1000)))[:-2])
        got = list(guarded("it", lines(stream, 100)))
        assert got[:2] == [(1, b"line 0"), (2, b"line 1")]
        assert len(got) == 1000  # 999 lines with an end, and the break in the last one
        assert isinstance(got[-1], Rejected)
        assert got[-1].reason is Reason.TRUNCATED


class TestRecoding:
    @given(st.text(max_size=200), st.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le", "utf-8"]))
    def test_the_same_text_in_utf8(self, text: str, encoding: str) -> None:
        source = text.encode(encoding, "ignore")
        plain = Stream("it", io.BytesIO(source), stream_of(b"").raw)
        assert recoded(plain, encoding).read(10_000) == source.decode(encoding).encode()

    def test_bytes_that_are_no_character_do_not_stop_it(self) -> None:
        assert recoded(stream_of(b"ab\x81\x20c"), "gb18030").read(100).decode().startswith("ab\ufffd")


class TestSeekable:
    def test_a_plain_file_is_not_copied(self, tmp_path: Path) -> None:
        stream = opened(tmp_path / "a", WORDS)
        stream.read(10)
        file = seekable(stream)
        assert file is stream.raw  # type: ignore[comparison-overlap]
        assert not isinstance(file, Rejected)
        assert file.read(5) == WORDS[:5]

    @pytest.mark.parametrize("packing", ["plain", "gzip", "zstd"])
    def test_a_pipe_and_packed_data_are_copied(self, packing: str) -> None:
        file = seekable(stream_of(PACKINGS[packing](WORDS)))
        assert not isinstance(file, Rejected)
        with file:
            file.seek(-5, io.SEEK_END)
            assert file.read() == WORDS[-5:]

    def test_the_copy_has_a_limit(self) -> None:
        answer = seekable(stream_of(NOISE), limit=1000)
        assert isinstance(answer, Rejected)
        assert answer.reason is Reason.TOO_LARGE

    def test_a_bomb_is_not_copied(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(streams, "GIB", 20 * MIB)
        answer = seekable(stream_of(gzip.compress(bytes(60 * MIB))))
        assert isinstance(answer, Rejected)
        assert answer.reason is Reason.BOMB

    def test_broken_data_is_refused(self) -> None:
        answer = seekable(stream_of(gzip.compress(NOISE)[:-9]))
        assert isinstance(answer, Rejected)
        assert answer.reason is Reason.TRUNCATED


class TestPrintable:
    def test_plain_names_stay(self) -> None:
        assert printable("новости/100% [x] a.html") == "новости/100% [x] a.html"

    def test_bytes_that_are_no_utf8_are_percent_encoded(self) -> None:
        assert printable(os.fsdecode(b"caf\xe9.txt")) == "caf%E9.txt"
        assert printable("a\nb") == "a%0Ab"

    @given(st.binary(max_size=30))
    def test_any_name_can_be_written(self, name: bytes) -> None:
        assert printable(os.fsdecode(name)).encode("utf-8").decode().isprintable()

    @given(st.text(st.characters(), max_size=30))
    def test_any_string_too(self, name: str) -> None:
        assert printable(name).isprintable()
