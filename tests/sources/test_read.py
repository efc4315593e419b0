"""Any source to documents and rejections: by content, lazily, in a fixed order, and whatever the bytes are."""

import dataclasses
import gzip
import io
import json
import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.records import Document, OptionError, Reason, Rejected, Stage, digest_of, dumps, to_json
from communique.sources import ReadOptions, read
from communique.sources.files import Input
from communique.sources.read import read_input
from communique.sources.streams import Stream
from sources.newspage import STORY, TITLE, article, page
from sources.samples import ENDINGS, FORMATS, PACKED, ROWS, SINGLE, count_of, html, jsonl, record, warc


def all_of(*sources: Path | str, **options: object) -> list[Document | Rejected]:
    return list(read([str(s) for s in sources], ReadOptions(**options)))  # type: ignore[arg-type]


def documents(items: list[Document | Rejected]) -> list[Document]:
    assert not [i for i in items if isinstance(i, Rejected)], items
    return [i for i in items if isinstance(i, Document)]


def only(items: list[Document | Rejected]) -> Rejected:
    (item,) = items
    assert isinstance(item, Rejected), item
    return item


def put(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


# ---------------------------------------------------------------- formats


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_packed_and_not(name: str, packing: str, tmp_path: Path) -> None:
    path = put(tmp_path, f"sample{ENDINGS[name]}{packing}", PACKED[packing](FORMATS[name]()))
    got = documents(all_of(path))
    assert len(got) == count_of(name)
    for document in got:
        assert STORY[0] in document.text
        assert STORY[-1] in document.text
        assert document.language == "en"
        assert document.uri.startswith(str(path))
    assert len({d.id for d in got}) == len(got)
    assert len({d.uri for d in got}) == len(got)


@pytest.mark.parametrize(
    "wrong", ["sample.bin", "sample", "sample.pdf", "sample.xml", "sample.warc.gz", "sample.parquet"]
)
@pytest.mark.parametrize("name", [n for n in FORMATS if n != "markdown"])
def test_the_content_tells_the_format_not_the_name(name: str, wrong: str, tmp_path: Path) -> None:
    got = documents(all_of(put(tmp_path, wrong, FORMATS[name]())))
    assert len(got) == count_of(name)
    assert all(STORY[0] in d.text for d in got)


@pytest.mark.parametrize("packing", [p for p in PACKED if p])
def test_packing_is_told_by_content_too(packing: str, tmp_path: Path) -> None:
    assert len(documents(all_of(put(tmp_path, "page.html", PACKED[packing](html()))))) == 1


def test_packed_and_plain_give_the_same_text(tmp_path: Path) -> None:
    for name, make in FORMATS.items():
        digests = set()
        for packing, pack in PACKED.items():
            path = put(tmp_path, f"{name}{ENDINGS[name]}{packing}", pack(make()))
            digests.add(tuple(d.digest for d in documents(all_of(path))))
        assert len(digests) == 1, name


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_that_is_asked_for_is_used(name: str, tmp_path: Path) -> None:
    wanted = {"rss": "feed", "atom": "feed"}.get(name, name)
    got = documents(all_of(put(tmp_path, "sample.bin", FORMATS[name]()), input_format=wanted))
    assert len(got) == count_of(name)


def test_a_format_that_is_asked_for_outweighs_the_content(tmp_path: Path) -> None:
    path = put(tmp_path, "page.html", html())
    (as_text,) = documents(all_of(path, input_format="text"))
    assert as_text.text.startswith("<!DOCTYPE html>")
    assert as_text.title is None or "<" in as_text.title
    for other in ("jsonl", "csv", "parquet", "feed", "warc"):
        got = all_of(path, input_format=other)
        assert got, other
        assert all(isinstance(item, Rejected) for item in got), other


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"  \n\t\n", Reason.EMPTY),
        (b"\x00" * 5000, Reason.BINARY),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"x" * 100, Reason.UNSUPPORTED),
        (b"PK\x03\x04" + b"\x00" * 100, Reason.UNSUPPORTED),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, Reason.OTHER_MEDIA),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 100, Reason.OTHER_MEDIA),
        (b"ID3\x03" + b"\x00" * 100, Reason.OTHER_MEDIA),
        (bytes(range(256)) * 20, Reason.BINARY),
        (b'{\n  "text": "spread over lines"\n}\n', Reason.UNSUPPORTED),
        (b'<?xml version="1.0"?><catalog><thing>one</thing></catalog>', Reason.UNSUPPORTED),
        (b"PAR1" + b"\x00" * 50, Reason.CORRUPT),
        (b"a,b\n1,2\n", None),
    ],
)
def test_what_holds_no_report_says_why(raw: bytes, reason: Reason | None, tmp_path: Path) -> None:
    (item,) = all_of(put(tmp_path, "input.dat", raw))
    if reason is None:
        assert isinstance(item, Document)
        return
    assert isinstance(item, Rejected)
    assert item.reason is reason
    assert item.detail
    assert item.uri.endswith("input.dat")


@pytest.mark.parametrize("raw", [b"{not json\n", b'{"body": 5}\n', b'{"other": "x"}\n', b'[1]\n{"text": "a"}\n'])
def test_rows_without_text_are_rejected_one_by_one(raw: bytes, tmp_path: Path) -> None:
    got = all_of(put(tmp_path, "rows.jsonl", raw + jsonl()))
    rejected = [i for i in got if isinstance(i, Rejected)]
    assert rejected[0].locator == "line 1"
    assert sum(isinstance(i, Document) for i in got) >= ROWS


# ---------------------------------------------------------------- sources


def test_sources_are_read_in_the_order_given(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt"):
        put(folder, name, f"A report that is called {name} and says so in a few words.".encode())
    single = put(tmp_path, "z.txt", FORMATS["text"]())
    got = all_of(single, folder, tmp_path / "in" / "*.txt", single.as_uri(), tmp_path / "missing", "https://x.example/")
    names = [item.uri.removeprefix(str(tmp_path) + "/") for item in got]
    assert names == [
        "z.txt",
        "in/a.txt",
        "in/b.txt",
        "in/sub/c.txt",
        "in/a.txt",
        "in/b.txt",
        "z.txt",
        "missing",
        "https://x.example/",
    ]
    assert [i.reason for i in got if isinstance(i, Rejected)] == [Reason.MISSING, Reason.UNSUPPORTED]


def test_one_string_is_one_source(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", FORMATS["text"]())
    assert list(read(str(path))) == list(read([str(path)]))


def test_a_mixture_is_the_sum_of_its_parts(tmp_path: Path) -> None:
    paths = [put(tmp_path, f"{n}{ENDINGS[n]}", make()) for n, make in FORMATS.items()]
    put(tmp_path, "zz.png", b"\x89PNG\r\n\x1a\n")
    together = all_of(tmp_path)
    apart = [item for path in sorted([*paths, tmp_path / "zz.png"]) for item in all_of(path)]
    assert together == apart
    assert all_of(tmp_path) == together, "the same on every run"


def test_reading_is_lazy(tmp_path: Path) -> None:
    first = put(tmp_path, "a.txt", FORMATS["text"]())
    asked: list[str] = []

    def sources() -> Iterator[str]:
        for path in (str(first), str(first), str(tmp_path / "never")):
            asked.append(path)
            yield path

    opened: list[str] = []
    reading = read(sources(), watch=lambda stream: opened.append(stream.uri))
    assert (asked, opened) == ([], [])
    assert isinstance(next(reading), Document)
    assert len(asked) == len(opened) == 1
    assert isinstance(next(reading), Document)
    assert len(asked) == len(opened) == 2


@pytest.mark.parametrize("name", ["jsonl", "csv", "warc"])
def test_a_long_file_is_read_only_as_far_as_asked(name: str, tmp_path: Path) -> None:
    raw = FORMATS[name]()
    head = raw.partition(b"\n")[0] + b"\n" if name == "csv" else b""
    rows = raw.removeprefix(head)
    path = put(tmp_path, f"long{ENDINGS[name]}", head + rows * (30_000_000 // len(rows)))
    streams: list[Stream] = []
    reading = read([str(path)], watch=streams.append)
    assert isinstance(next(reading), Document)
    assert streams[0].size == path.stat().st_size
    assert streams[0].consumed < 4_000_000
    cast(Generator[object], reading).close()
    assert streams[0].closed


def test_options_that_make_no_sense_are_told_before_reading() -> None:
    for wrong in (
        {"input_format": "pdf"},
        {"max_size": 0},
        {"encoding": "no-such"},
        {"map": ("text",)},
        {"similarity": 2.0},
    ):
        with pytest.raises(OptionError):
            ReadOptions(**wrong)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, make in FORMATS.items():
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(make()))))
        got = documents(all_of("-"))
        assert len(got) == count_of(name), name
        assert all(d.uri == "-" or d.uri.startswith("-#") for d in got)


# ---------------------------------------------------------------- options


def test_the_outlet_of_the_user_gives_way_to_what_the_source_states(tmp_path: Path) -> None:
    plain = put(tmp_path, "a.txt", FORMATS["text"]())
    (got,) = documents(all_of(plain, outlet="My Archive"))
    assert got.outlet == "My Archive"
    stated = put(tmp_path, "b.html", page(article(), '<meta property="og:site_name" content="Courier">'))
    (got,) = documents(all_of(stated, outlet="My Archive"))
    assert got.outlet == "Courier"
    hosted = put(tmp_path, "c.warc", warc())
    got = documents(all_of(hosted, outlet="My Archive"))[0]
    assert got.outlet == "My Archive", "a host is no name"
    assert not [f for f in got.found if f.field == "outlet"]


def test_largest_size(tmp_path: Path) -> None:
    big = put(tmp_path, "big.txt", b"word " * 300_000)
    assert only(all_of(big, max_size=1)).reason is Reason.TOO_LARGE
    assert "--max-size" in only(all_of(big, max_size=1)).detail
    assert len(documents(all_of(big, max_size=2))) == 1
    rows = put(tmp_path, "rows.jsonl", json.dumps({"text": "word " * 300_000}).encode() + b"\n" + jsonl())
    got = all_of(rows, max_size=1)
    assert isinstance(got[0], Rejected)
    assert (got[0].reason, got[0].locator) == (Reason.TOO_LARGE, "line 1")
    assert len(documents(got[1:])) == ROWS


def test_mapped_columns(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", f'Kop;Bericht;Dag\n"{TITLE}";"{STORY[0]}";21-05-2024\n'.encode())
    (got,) = documents(all_of(path, map=("text=Bericht,title=Kop",)))
    assert (got.text, got.title) == (STORY[0], TITLE)


def test_an_encoding_for_all_input(tmp_path: Path) -> None:
    words = "Министры иностранных дел встретились."
    path = put(tmp_path, "a.txt", words.encode("koi8-r"))
    (got,) = documents(all_of(path, encoding="koi8-r"))
    assert got.text == words


# ---------------------------------------------------------------- the same documents


def test_chunking_changes_nothing(tmp_path: Path) -> None:
    """One archive, its records one a file, and two halves: the same texts and digests in the same order."""
    records = [record(n, page(article(inside=f"<p>Zebra number {n} was not there on Monday.</p>"))) for n in range(8)]
    whole = put(tmp_path, "whole.warc", b"".join(records))
    halves = [put(tmp_path, f"half{i}.warc", b"".join(records[i * 4 : i * 4 + 4])) for i in range(2)]
    each = [put(tmp_path, f"each{n}.warc.gz", gzip.compress(r)) for n, r in enumerate(records)]
    digests = [
        [(d.digest, d.title, d.published, d.blocks) for d in documents(all_of(*paths))]
        for paths in ([whole], halves, each)
    ]
    assert digests[0] == digests[1] == digests[2]
    assert len(digests[0]) == 8
    assert [d.id for d in documents(all_of(whole))] == [d.id for d in documents(all_of(whole))]


def as_lines(items: list[Document | Rejected]) -> bytes:
    wrapped = [{"document" if isinstance(i, Document) else "rejected": to_json(i)} for i in items]
    return "".join(dumps(w) + "\n" for w in wrapped).encode()


def test_what_was_written_is_read_back_the_same(tmp_path: Path) -> None:
    for name, make in FORMATS.items():
        put(tmp_path / "in", f"{name}{ENDINGS[name]}", make())
    put(tmp_path / "in", "zz.bin", bytes(range(256)) * 20)
    items = all_of(tmp_path / "in")
    assert any(isinstance(i, Rejected) for i in items)
    for packing, pack in PACKED.items():
        assert all_of(put(tmp_path, f"out.jsonl{packing}", pack(as_lines(items)))) == items


@settings(max_examples=40, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.text(min_size=1, max_size=80).filter(lambda t: t.strip() and not set(t) & set("\ud800")), max_size=4
    )
)
def test_any_text_in_a_row_is_read_back_the_same(texts: list[str], tmp_path: Path) -> None:
    rows = put(tmp_path, "rows.jsonl", "".join(json.dumps({"text": t}) + "\n" for t in texts).encode() or b"\n")
    items = all_of(rows)
    if items and isinstance(items[0], Document):
        assert all_of(put(tmp_path, "again.jsonl", as_lines(items))) == items


def test_a_record_that_was_changed_by_hand_is_refused(tmp_path: Path) -> None:
    items = all_of(put(tmp_path, "a.txt", FORMATS["text"]()))
    changed = as_lines(items).replace(b"Vienna", b"Prague", 1)
    got = only(all_of(put(tmp_path, "changed.jsonl", changed)))
    assert got.reason is Reason.MALFORMED


# ---------------------------------------------------------------- whatever the bytes are


def check(items: list[Document | Rejected]) -> None:
    """What must hold of anything that reading gives."""
    for item in items:
        if isinstance(item, Document):
            assert item.digest == digest_of(item.text)
            assert dataclasses.replace(item) == item
        else:
            assert item.detail
            assert isinstance(item.stage, Stage)
        dumps(item).encode("utf-8")


FUZZED = settings(max_examples=40, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
ASKED = st.sampled_from(["auto", "html", "text", "markdown", "jsonl", "csv", "parquet", "feed", "warc"])


def answers(path: Path, raw: bytes, options: ReadOptions) -> list[Document | Rejected]:
    path.write_bytes(raw)
    return list(read_input(Input(str(path), str(path)), options))


@settings(FUZZED, max_examples=150)
@given(raw=st.binary(max_size=400), asked=ASKED)
def test_any_bytes_are_answered(raw: bytes, asked: str, tmp_path: Path) -> None:
    got = answers(tmp_path / "any", raw, ReadOptions(input_format=asked))
    check(got)
    assert got or asked in ("jsonl", "csv", "warc", "auto")


STARTS = [
    b"WARC/1.1\r\n",
    b"<rss",
    b"<feed>",
    b"<?xml ",
    b"PAR1",
    b"\x1f\x8b\x08\x00",
    b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18",
    b"---\n",
    b"+++\n",
    b'{"text": ',
    b"text,title\n",
    b"<html>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"filedesc://",
    b"\x00",
]


@settings(FUZZED, max_examples=150)
@given(start=st.sampled_from(STARTS), raw=st.binary(max_size=200))
def test_any_bytes_behind_a_known_start_are_answered(start: bytes, raw: bytes, tmp_path: Path) -> None:
    check(answers(tmp_path / "any", start + raw, ReadOptions()))
    check(answers(tmp_path / "any", start + start + raw + start, ReadOptions()))


EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.binary(max_size=10)), min_size=1, max_size=5)


@pytest.mark.parametrize("packing", ["", ".gz", ".zst"])
@pytest.mark.parametrize("name", FORMATS)
@FUZZED
@given(edits=EDITS, cut=st.none() | st.floats(0, 1))
def test_any_mutation_of_a_file_is_answered(
    name: str, packing: str, edits: list[tuple[float, int, bytes]], cut: float | None, tmp_path: Path
) -> None:
    raw = PACKED[packing](FORMATS[name]())
    for at, length, new in edits:
        start = int(at * len(raw))
        raw = raw[:start] + new + raw[start + length :]
    raw = raw if cut is None else raw[: int(cut * len(raw))]
    check(answers(tmp_path / f"any{ENDINGS[name]}{packing}", raw, ReadOptions()))


@pytest.mark.parametrize("name", [n for n in FORMATS if n not in ("parquet",)])
@pytest.mark.parametrize("junk", [b"\x00", b"\xff\xfe\xfd", b"\xed\xa0\x80", b"\xc3\x28", b"\x1b$B"])
def test_nul_bytes_and_invalid_utf8_inside_a_file(name: str, junk: bytes, tmp_path: Path) -> None:
    raw = FORMATS[name]().replace(b"northern hills", b"northern " + junk + b" hills")
    got = answers(tmp_path / f"junk{ENDINGS[name]}", raw, ReadOptions())
    check(got)
    if name == "jsonl" and junk[0] < 32:
        assert {r.reason for r in got if isinstance(r, Rejected)} == {Reason.MALFORMED}, "JSON escapes such characters"
        return
    read_whole = [d for d in got if isinstance(d, Document)]
    assert len(read_whole) == count_of(name), got
    assert all("foreign ministers of the two countries" in d.text for d in read_whole)
    assert all("\x00" not in d.text for d in read_whole)


# ---------------------------------------------------------------- no files, and files of no end


def test_a_fifo_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    started = time.monotonic()
    got = only(all_of(tmp_path / "pipe"))
    assert got.reason is Reason.NOT_A_FILE
    assert only(all_of(tmp_path)).reason is Reason.NOT_A_FILE
    assert time.monotonic() - started < 2


def test_a_loop_of_folders_ends(tmp_path: Path) -> None:
    put(tmp_path, "a/b/report.txt", FORMATS["text"]())
    (tmp_path / "a/b/up").symlink_to(tmp_path / "a")
    (tmp_path / "a/self").symlink_to("self")
    got = all_of(tmp_path / "a")
    assert len([d for d in got if isinstance(d, Document)]) == 1
    assert {r.reason for r in got if isinstance(r, Rejected)} == {Reason.DIRECTORY_LOOP}


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = put(tmp_path, "secret.txt", b"x")
    path.chmod(0)
    if os.access(path, os.R_OK):
        assert len(all_of(path)) == 1, "root may read anything"
    else:
        assert only(all_of(path)).reason is Reason.UNREADABLE


MEASURED = """
import resource, sys, time
from communique.sources import ReadOptions, read
import communique.sources.html, communique.sources.warc, communique.sources.parquet, pyarrow, trafilatura
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.monotonic()
items = list(read([sys.argv[1]], ReadOptions(max_size=int(sys.argv[2]))))
for item in items[:1000]:
    print(type(item).__name__, getattr(item, "reason", ""), getattr(item, "locator", ""))
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(len(items), f"{time.monotonic() - started:.1f}", grown // 1024)
"""


def measured(path: Path, max_size: int = 16) -> tuple[list[str], float, int]:
    """The first answers, seconds and MiB of memory that reading a file in a process of its own takes."""
    out = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(MEASURED), str(path), str(max_size)],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    *items, last = out.stdout.splitlines()
    _, seconds, grown = last.split()
    return items, float(seconds), int(grown)


def sparse(path: Path, head: bytes, size: int, tail: bytes = b"") -> Path:
    with path.open("wb") as file:
        file.write(head)
        file.seek(size)
        file.write(tail or b"\x00")
    return path


def test_a_page_of_200_mb_is_not_read(tmp_path: Path) -> None:
    items, seconds, grown = measured(sparse(tmp_path / "page.html", html(), 200 << 20))
    assert items == ["Rejected too-large "]
    assert seconds < 2
    assert grown < 30


def test_a_packed_page_of_200_mb_is_refused_as_a_bomb(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "bomb.html.gz", "wb", compresslevel=1) as file:
        file.write(html())
        for _ in range(200):
            file.write(b" " * (1 << 20))
    items, seconds, grown = measured(tmp_path / "bomb.html.gz")
    assert items in (["Rejected decompression-bomb "], ["Rejected too-large "])
    assert seconds < 5
    assert grown < 120


def test_a_line_of_a_gigabyte_costs_neither_memory_nor_its_neighbours(tmp_path: Path) -> None:
    path = sparse(tmp_path / "rows.jsonl", jsonl() * 40 + b'{"text": "', 1 << 30, b'"}\n' + jsonl())
    items, seconds, grown = measured(path)
    documents = ["Document  "] * ROWS
    assert items == [*documents * 40, f"Rejected too-large line {ROWS * 40 + 1}", *documents]
    assert seconds < 30
    assert grown < 120


def test_a_packed_line_without_end_is_refused(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "rows.jsonl.gz", "wb", compresslevel=1) as file:
        file.write(jsonl() + b'{"text": "')
        block = b"a" * (8 << 20)
        for _ in range(132):
            file.write(block)
    items, seconds, grown = measured(tmp_path / "rows.jsonl.gz")
    assert items == ["Document  "] * ROWS + ["Rejected decompression-bomb "]
    assert seconds < 40
    assert grown < 120


def test_single_formats_of_many_megabytes_stay_in_bounds(tmp_path: Path) -> None:
    assert SINGLE
    lines = b"".join(f"{n} {text}\n\n".encode() for n in range(12_000) for text in STORY[:1])
    items, seconds, grown = measured(put(tmp_path, "long.txt", lines))
    assert items[0].startswith("Document")
    assert seconds < 20
    assert grown < 200
