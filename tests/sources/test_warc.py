"""WARC files to pages: every record accounted for, whatever is wrong with the file."""

import gc
import gzip
import io
import itertools
import socket
import tracemalloc
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

import pytest
import zstandard
from fastwarc.stream_io import BrotliWriter, Lz4Writer, ZstdWriter, zstd_train_dictionary_from_samples
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from communique.records import Reason, Rejected
from communique.sources.options import MIB, ReadOptions
from communique.sources.pages import Page
from communique.sources.payload import Kind
from communique.sources.warc import warc_pages

OPTIONS = ReadOptions()
SAMPLES = Path(__file__).parents[2] / ".." / "shared" / "data" / "web" / "warc"
DATE = "2024-08-21T12:00:00Z"
HTML = b"<!DOCTYPE html><html><head><title>Visit</title></head><body><p>The minister arrived.</p></body></html>"


def record(kind: str, block: bytes, *fields: str, length: int | None = None, version: str = "1.0") -> bytes:
    """One record as it stands in a file, with its Content-Length true or not."""
    size = len(block) if length is None else length
    lines = [f"WARC/{version}", f"WARC-Type: {kind}", *fields, f"Content-Length: {size}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def http(body: bytes, *headers: str, status: str = "200 OK", end: str = "\r\n") -> bytes:
    return (end.join([f"HTTP/1.1 {status}", *headers]) + end + end).encode() + body


def response(
    number: int, body: bytes = HTML, *headers: str, status: str = "200 OK", length: int | None = None
) -> bytes:
    headers = headers or ("Content-Type: text/html; charset=UTF-8",)
    fields = (
        f"WARC-Record-ID: <urn:uuid:{number}>",
        f"WARC-Target-URI: http://paper.example/{number}",
        f"WARC-Date: {DATE}",
        "Content-Type: application/http; msgtype=response",
    )
    return record("response", http(body, *headers, status=status), *fields, length=length)


def read(data: "bytes | BinaryIO | Trickle", options: ReadOptions = OPTIONS) -> list[Page | Rejected]:
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    return list(warc_pages(stream, "crawl.warc", options))  # type: ignore[arg-type]


def only(data: bytes) -> Page:
    (page,) = read(data)
    assert isinstance(page, Page), page
    return page


def refusal(data: bytes, options: ReadOptions = OPTIONS) -> Rejected:
    (found,) = read(data, options)
    assert isinstance(found, Rejected), found
    return found


def pages(found: Iterable[Page | Rejected]) -> list[str]:
    return [f.uri.rpartition("/")[2] for f in found if isinstance(f, Page)]


def lz4(data: bytes) -> bytes:
    out = io.BytesIO()
    writer = Lz4Writer(out)
    writer.write(data)
    writer.close()
    return out.getvalue()


def brotli(data: bytes) -> bytes:
    out = io.BytesIO()
    writer = BrotliWriter(out)
    writer.write(data)
    writer.close()
    return out.getvalue()


CODECS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda b: b,
    "gzip": gzip.compress,
    "zstd": zstandard.compress,
    "lz4": lz4,
}


class Trickle(io.RawIOBase):
    """A stream that cannot seek and gives few bytes at a time, as a pipe does."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__()
        self._data, self._size = io.BytesIO(data), size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        return self._data.read(self._size if size < 0 else min(size, self._size))


class Zeros:
    """A stream of a head, a very long run of one byte, and a tail, which exists nowhere."""

    def __init__(self, head: bytes, run: int, tail: bytes) -> None:
        self._head, self._run, self._tail = io.BytesIO(head), run, io.BytesIO(tail)

    def read(self, size: int) -> bytes:
        if data := self._head.read(size):
            return data
        if self._run:
            step = min(self._run, size)
            self._run -= step
            return b"a" * step
        return self._tail.read(size)


# The samples -----------------------------------------------------------------------------------------------------

# Counted with another library (warcio) and by eye in the unpacked files. Pages first, then reasons.
EXPECTED: dict[str, dict[str, int]] = {
    "chatnoir-resiliparse/block-sized-records.warc": {"not-a-response": 3},
    "chatnoir-resiliparse/block-sized-records.warc.gz": {"not-a-response": 3},
    "chatnoir-resiliparse/block-sized-records.warc.lz4": {"not-a-response": 3},
    "chatnoir-resiliparse/clipped.warc.gz": {"page": 1},
    "chatnoir-resiliparse/clueweb-quirk.warc.gz": {"page": 29, "not-a-response": 1},
    "chatnoir-resiliparse/warcfile.warc": {"page": 16, "not-a-response": 34},
    "chatnoir-resiliparse/warcfile.warc.gz": {"page": 16, "not-a-response": 34},
    "chatnoir-resiliparse/warcfile.warc.lz4": {"page": 16, "not-a-response": 34},
    "warcio/bad.arc": {"corrupt": 3, "empty": 1},
    "warcio/example-bad-non-chunked.warc.gz": {"page": 1, "not-a-response": 5},
    "warcio/example-digest.warc": {"not-a-response": 4},
    "warcio/example-iana.org-chunked.warc": {"page": 1, "not-a-response": 2},
    "warcio/example-resource.warc.gz": {"page": 1, "not-a-response": 2},
    "warcio/example-space-in-target-uri.warc.gz": {"not-a-response": 1, "other-media-type": 1},
    "warcio/example-space-in-url.arc": {"page": 1, "not-a-response": 1},
    "warcio/example-trunc.warc": {"page": 1, "not-a-response": 3, "corrupt": 1},
    "warcio/example-wget-bad-target-uri.warc.gz": {"page": 1, "not-a-response": 5},
    "warcio/example-wrong-chunks.warc.gz": {"page": 1, "not-a-response": 1},
    "warcio/example.arc": {"page": 1, "not-a-response": 1},
    "warcio/example.arc.gz": {"page": 1, "not-a-response": 1},
    "warcio/example.warc": {"page": 1, "not-a-response": 5},
    "warcio/example.warc.gz": {"page": 1, "not-a-response": 5},
    "warcio/post-test.warc.gz": {"not-a-response": 3, "other-media-type": 3},
}

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the development data are not beside the checkout")


@needs_samples
@pytest.mark.shared
def test_every_sample_is_in_the_table() -> None:
    assert {str(p.relative_to(SAMPLES)) for p in SAMPLES.rglob("*.*arc*")} == set(EXPECTED)


@needs_samples
@pytest.mark.shared
@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_accounted_for(name: str) -> None:
    with (SAMPLES / name).open("rb") as raw:
        found = list(warc_pages(raw, name, OPTIONS))
    assert Counter("page" if isinstance(f, Page) else f.reason.value for f in found) == EXPECTED[name]
    for page in found:
        if isinstance(page, Page):
            assert page.kind is Kind.HTML
            assert b"<" in page.body[:200]
            assert page.uri.startswith("http")


@needs_samples
@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "size", "notes"),
    [
        ("warcio/example.warc", 1270, ()),
        ("warcio/example-trunc.warc", 1270, ("stray bytes after the record", "damaged gzip: read up to the damage")),
        ("warcio/example-iana.org-chunked.warc", 7223, ()),
        ("warcio/example-wrong-chunks.warc.gz", 1270, ()),
        ("chatnoir-resiliparse/clipped.warc.gz", 74970, ("truncated record",)),
        ("warcio/example-space-in-url.arc", 1271, ("truncated record",)),
    ],
)
def test_pages_of_samples(name: str, size: int, notes: tuple[str, ...]) -> None:
    with (SAMPLES / name).open("rb") as raw:
        (page,) = (f for f in warc_pages(raw, name, OPTIONS) if isinstance(f, Page))
    assert len(page.body) == size
    assert page.notes == notes


@needs_samples
@pytest.mark.shared
def test_the_same_pages_come_out_of_every_compression() -> None:
    found = []
    for suffix in ("", ".gz", ".lz4"):
        with (SAMPLES / f"chatnoir-resiliparse/warcfile.warc{suffix}").open("rb") as raw:
            found.append(list(warc_pages(raw, "same", OPTIONS)))
    assert found[0] == found[1] == found[2]


@needs_samples
@pytest.mark.shared
def test_addresses_of_samples() -> None:
    with (SAMPLES / "warcio/example-wget-bad-target-uri.warc.gz").open("rb") as raw:
        found = list(warc_pages(raw, "x", OPTIONS))
    assert [f.uri for f in found if isinstance(f, Page)] == ["http://example.com/"]


@needs_samples
@pytest.mark.shared
def test_headers_that_end_in_bare_line_feeds_are_no_part_of_the_page() -> None:
    with (SAMPLES / "chatnoir-resiliparse/clueweb-quirk.warc.gz").open("rb") as raw:
        found = [f for f in warc_pages(raw, "x", OPTIONS) if isinstance(f, Page)]
    assert all(f.body.startswith(b"<html>") and f.charset == "euc-jp" for f in found)
    assert all("declared gzip, but is not" in f.notes and f.crawled is None for f in found)


# What another library writes -------------------------------------------------------------------------------------


def written(path: Path, bodies: dict[str, tuple[bytes, list[tuple[str, str]]]], compressed: bool) -> bytes:
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=compressed)
        writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
        for uri, (body, headers) in bodies.items():
            head = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            answer = writer.create_warc_record(uri, "response", payload=io.BytesIO(body), http_headers=head)
            writer.write_request_response_pair(
                writer.create_warc_record(
                    uri,
                    "request",
                    payload=io.BytesIO(b""),
                    http_headers=StatusAndHeaders("GET / HTTP/1.1", [], is_http_request=True),
                ),
                answer,
            )
    gc.collect()  # the writer leaves its temporary files to the collector, which warns of them
    return path.read_bytes()


def chunked(data: bytes, size: int) -> bytes:
    parts = [data[i : i + size] for i in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


ENCODED = {
    "http://a.example/plain": (HTML, [("Content-Type", "text/html")]),
    "http://a.example/chunked": (chunked(HTML, 10), [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")]),
    "http://a.example/gzip": (gzip.compress(HTML), [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]),
    "http://a.example/deflate": (zlib.compress(HTML), [("Content-Type", "text/html"), ("Content-Encoding", "deflate")]),
    "http://a.example/raw": (raw_deflate(HTML), [("Content-Type", "text/html"), ("Content-Encoding", "deflate")]),
    "http://a.example/br": (brotli(HTML), [("Content-Type", "text/html"), ("Content-Encoding", "br")]),
    "http://a.example/zstd": (zstandard.compress(HTML), [("Content-Type", "text/html"), ("Content-Encoding", "zstd")]),
    "http://a.example/both": (
        chunked(gzip.compress(HTML), 7),
        [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked"), ("Content-Encoding", "x-gzip")],
    ),
    "http://a.example/twice": (
        gzip.compress(zlib.compress(HTML)),
        [("Content-Type", "text/html"), ("Content-Encoding", "deflate, gzip")],
    ),
}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("compressed", [True, False])
def test_encodings_are_undone(tmp_path: Path, compressed: bool) -> None:
    data = written(tmp_path / "a.warc", ENCODED, compressed)
    found = read(data)
    assert {f.uri: f.body for f in found if isinstance(f, Page)} == dict.fromkeys(ENCODED, HTML)
    assert not any(f.notes for f in found if isinstance(f, Page))
    refused = [f for f in found if isinstance(f, Rejected)]
    assert Counter(f.reason for f in refused) == {Reason.NOT_A_RESPONSE: len(ENCODED) + 1}
    assert read(zstandard.compress(data)) == found if not compressed else True


def test_a_page_carries_what_the_record_says() -> None:
    page = only(gzip.compress(response(7)))
    assert page == Page(
        uri="http://paper.example/7",
        locator="crawl.warc#record 1",
        body=HTML,
        kind=Kind.HTML,
        charset="utf-8",
        media="text/html",
        status=200,
        crawled=DATE,
    )


@pytest.mark.parametrize(
    ("body", "headers", "note"),
    [
        (HTML, ("Content-Encoding: gzip",), "declared gzip, but is not"),
        (HTML, ("Content-Encoding: deflate",), "declared deflate, but is not"),
        (HTML, ("Content-Encoding: br",), "declared br, but is not"),
        (HTML, ("Content-Encoding: zstd",), "declared zstd, but is not"),
        (HTML, ("Content-Encoding: magic",), "content encoding 'magic' is not known; bytes taken as they are"),
        (HTML, ("Transfer-Encoding: chunked",), "declared chunked, but is not"),
        (gzip.compress(HTML, mtime=0), ("Content-Type: text/html",), "gzip without a header that says so"),
        (gzip.compress(HTML, mtime=0)[:-4], ("Content-Encoding: gzip",), "damaged gzip: read up to the damage"),
        (
            gzip.compress(HTML, mtime=0)[:-8] + b"\0" * 8,
            ("Content-Encoding: gzip",),
            "damaged gzip: read up to the damage",
        ),
        (chunked(HTML, 9), ("Content-Type: text/html",), "chunked without a header that says so"),
        (chunked(HTML, 9)[:-5], ("Transfer-Encoding: chunked",), "chunks without a last one"),
    ],
)
def test_headers_that_lie_are_noted_and_survived(body: bytes, headers: tuple[str, ...], note: str) -> None:
    page = only(response(1, body, *headers))
    assert page.body == HTML
    assert page.notes == (note,)


def test_broken_chunks_keep_the_text() -> None:
    broken = b"5\r\n<html\r\n1\r\n>\r\nzz\r\n<p>The rest of the page</p>"
    page = only(response(1, broken, "Transfer-Encoding: chunked"))
    assert page.body.startswith(b"<html>")
    assert b"The rest of the page" in page.body
    assert page.notes == ("broken chunks",)


@pytest.mark.parametrize("name", ["gzip", "br", "deflate", "zstd"])
def test_noise_in_place_of_an_encoding_is_corrupt(name: str) -> None:
    noise = bytes((i * 37 + 11) % 256 for i in range(300))
    assert refusal(response(1, noise, f"Content-Encoding: {name}")).reason is Reason.CORRUPT


def test_a_body_that_unpacks_without_end_is_too_large() -> None:
    bomb = gzip.compress(bytes(40 * MIB))
    tracemalloc.start()
    found = refusal(response(1, bomb, "Content-Encoding: gzip"), ReadOptions(max_size=1))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.reason is Reason.TOO_LARGE
    assert peak < 8 * MIB


# Kinds of records and content ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["request", "warcinfo", "metadata", "revisit", "unknown", "Metadata"])
def test_records_that_hold_no_answer_are_passed_over(kind: str) -> None:
    found = refusal(record(kind, http(HTML), "WARC-Record-ID: <urn:x>"))
    assert (found.reason, found.locator) == (Reason.NOT_A_RESPONSE, "record 1 <urn:x>")
    assert found.reason.passed_over


def test_extracted_text_is_a_page_in_utf_8() -> None:
    text = "Der Minister besuchte Ägypten.".encode()
    page = only(record("conversion", text, "WARC-Target-URI: http://a.example/", "Content-Type: text/plain"))
    assert (page.kind, page.charset, page.status, page.body) == (Kind.TEXT, "utf-8", None, text)


def test_a_resource_and_a_response_without_http_are_pages() -> None:
    for kind, media in (("resource", "text/html"), ("response", "text/html"), ("response", "application/http")):
        page = only(record(kind, HTML, "WARC-Target-URI: ftp://a.example/x.html", f"Content-Type: {media}"))
        assert (page.kind, page.status, page.body) == (Kind.HTML, None, HTML)


def test_a_later_segment_and_the_crawlers_own_records_are_no_pages() -> None:
    assert refusal(record("continuation", b"rest of a page")).reason is Reason.UNSUPPORTED
    for uri in ("dns:a.example", "metadata://gnu.org/wget.log"):
        found = refusal(record("resource", b"some words", f"WARC-Target-URI: {uri}", "Content-Type: text/plain"))
        assert found.reason is Reason.NOT_A_RESPONSE


@pytest.mark.parametrize("status", ["301 Moved", "404 Not Found", "500 Oops", "304 Not Modified"])
def test_other_statuses_are_no_pages(status: str) -> None:
    found = refusal(response(1, status=status))
    assert found.reason is Reason.HTTP_STATUS
    assert status[:3] in found.detail


def test_partial_and_continued_answers() -> None:
    assert only(response(1, status="206 Partial")).notes == ("part of a page (HTTP status 206)",)
    block = b"HTTP/1.1 100 Continue\r\n\r\n" + http(HTML, "Content-Type: text/html")
    assert only(record("response", block, "Content-Type: application/http")).status == 200


@pytest.mark.parametrize("body", [b"", b" \r\n\t ", b"\0\0\0"])
def test_an_empty_body_is_empty(body: bytes) -> None:
    assert refusal(response(1, body)).reason is Reason.EMPTY


@pytest.mark.parametrize(
    ("body", "media", "kind"),
    [
        (HTML, "image/gif", Kind.HTML),
        (HTML, "application/octet-stream", Kind.HTML),
        (HTML, "application/json", Kind.HTML),
        (HTML, "text/plain", Kind.HTML),
        (b"\xef\xbb\xbf \n<!-- hello --><HTML><p>x", "", Kind.HTML),
        ("<html><p>Größe".encode("utf-16"), "text/html", Kind.HTML),
        (b"<p>A fragment", "text/html", Kind.HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="x"><p>x</p></html>', "application/xhtml+xml", Kind.HTML),
        (b"The minister arrived.", "text/plain", Kind.TEXT),
        (b"The minister arrived.", "", Kind.TEXT),
        (b"The minister arrived.", "text/html", Kind.HTML),
        (b"1 <a> and 2", "text/plain", Kind.TEXT),
        (b'<?xml version="1.0"?>\n<!-- x --><rss version="2.0"></rss>', "application/xml", Kind.FEED),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "text/html", Kind.FEED),
        (b"<rdf:RDF xmlns:rdf='x'></rdf:RDF>", "text/xml", Kind.FEED),
    ],
)
def test_content_tells_its_kind(body: bytes, media: str, kind: Kind) -> None:
    assert only(response(1, body, f"Content-Type: {media}")).kind is kind


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "text/html"),
        (b"%PDF-1.4\n%words", "text/html"),
        (b"GIF89a\1\0\1\0", ""),
        (b"PK\3\4\x14\0", "application/octet-stream"),
        (b"body { color: red }", "text/css"),
        (b"var x = '<html>';", "application/javascript"),
        (b'{"a": "<html>"}', "application/json"),
        (b'{"a": 1}', "text/plain"),
        (b"[{}]", ""),
        (b"a,b\n1,2", "text/csv"),
        (b'<?xml version="1.0"?><urlset></urlset>', "text/xml"),
        (b'<svg xmlns="x"></svg>', "image/svg+xml"),
        (bytes(range(256)), "text/html"),
    ],
)
def test_what_is_no_text_is_passed_over(body: bytes, media: str) -> None:
    found = refusal(response(1, body, f"Content-Type: {media}"))
    assert found.reason is Reason.OTHER_MEDIA
    assert found.reason.passed_over


def test_rules_for_crawlers_are_no_report() -> None:
    block = http(b"User-agent: *\nDisallow: /", "Content-Type: text/plain")
    found = refusal(record("response", block, "WARC-Target-URI: https://a.example/robots.txt"))
    assert found.reason is Reason.OTHER_MEDIA


def test_hostile_markup_is_sniffed_in_bounded_time() -> None:
    for body in (b"<!--" * 30000, b"<!-- x -->" * 1600 + b"<", b"<?x?>" * 9000 + b"!", b"<!DOCTYPE x [" * 5000):
        assert len(read(response(1, body))) == 1


# Headers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("<http://a.example/>", "http://a.example/"),
        ("  http://a.example/a b?c=d e ", "http://a.example/a%20b?c=d%20e"),
        ("http://a.example/\u00e9", "http://a.example/\u00e9"),
        ("", ""),
    ],
)
def test_target_addresses_are_cleaned(raw: str, clean: str) -> None:
    block = http(HTML)
    size = f"\r\nContent-Length: {len(block)}\r\n\r\n"
    data = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: " + raw.encode() + size.encode() + block
    assert only(data).uri == clean


@pytest.mark.parametrize(
    ("date", "good"),
    [
        ("2024-08-21T12:00:00Z", True),
        ("2024-08-21T12:00:00.123456789Z", True),
        ("2024-08-21T12:00:00+03:00", True),
        ("2024-08", True),
        ("2024-08-21", True),
        ("2024-02-30", False),
        ("2008-10-294T05:21:46-0700", False),
        ("yesterday", False),
    ],
)
def test_crawl_times(date: str, good: bool) -> None:
    page = only(record("response", http(HTML), f"WARC-Date: {date}"))
    assert page.crawled == (date if good else None)
    assert bool(page.notes) is not good


def test_what_the_crawler_cut_short_is_noted() -> None:
    page = only(record("response", http(HTML), "WARC-Truncated: length"))
    assert page.notes == ("cut short by the crawler (length)",)


def test_bare_line_feeds_odd_case_and_continued_lines() -> None:
    block = http(HTML, "CONTENT-TYPE: text/html;", " charset='EUC-JP'", end="\n")
    lines = ["WARC/0.18", "warc-type: response", "WARC-TARGET-URI:http://a.example/", f"content-length: {len(block)}"]
    page = only("\n".join(lines).encode() + b"\n\n" + block + b"\n\n")
    assert (page.uri, page.charset, page.body) == ("http://a.example/", "euc-jp", HTML)


# Damage ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CODECS)
def test_a_file_cut_anywhere_gives_the_records_before_the_cut(name: str) -> None:
    parts = [CODECS[name](response(n)) for n in range(3)]
    ends = list(itertools.accumulate(len(p) for p in parts))
    data = b"".join(parts)
    for cut in range(1, len(data)):
        found = read(data[:cut])
        whole = sum(end <= cut for end in ends)
        assert found[:whole] == (read(b"".join(parts[:whole])) if whole else []), cut
        rest = found[whole:]
        for extra in rest:
            if isinstance(extra, Rejected):
                assert extra.reason in (Reason.TRUNCATED, Reason.CORRUPT), cut
        told = any(isinstance(extra, Rejected) or extra.notes for extra in rest)
        # The cut is told, but where it takes off only what ends a record or lies between two
        assert told or cut in ends or (name == "plain" and any(end - 4 <= cut for end in ends)), cut
        assert len(rest) <= 2, cut


def test_a_cut_record_is_told_by_whether_its_text_is_there() -> None:
    data = response(1)
    page = only(data[:-30])
    assert page.notes == ("truncated record",)
    assert HTML.startswith(page.body)
    assert refusal(data[: data.index(b"<!DOCTYPE")]).reason is Reason.TRUNCATED
    assert refusal(data[: data.index(b"HTTP/") + 20]).reason is Reason.TRUNCATED
    assert refusal(data[: data.index(b"WARC-Date")]).reason is Reason.TRUNCATED
    assert refusal(data[:7]).reason is Reason.TRUNCATED


@pytest.mark.parametrize("garbage", [b"\0" * 4000, b"garbage\r\n", b"WARC/1.0 is a format\r\n\r\n", b"x" * 300_000])
def test_garbage_between_records_is_passed_over_and_told(garbage: bytes) -> None:
    found = read(response(1) + garbage + response(2))
    assert pages(found) == ["1", "2"]
    (told,) = (f for f in found if isinstance(f, Rejected))
    assert told.reason is Reason.CORRUPT
    assert told.locator == f"byte {len(response(1))}"
    assert str(len(garbage)) in told.detail


@pytest.mark.parametrize("name", ["gzip", "zstd", "lz4"])
def test_garbage_between_compressed_members_is_passed_over_and_told(name: str) -> None:
    pack = CODECS[name]
    found = read(pack(response(1)) + b"garbage" * 40 + pack(response(2)) + pack(response(3)))
    assert pages(found) == ["1", "2", "3"]
    assert [f.reason for f in found if isinstance(f, Rejected)] == [Reason.CORRUPT]


@pytest.mark.parametrize("name", ["gzip", "zstd", "lz4"])
def test_a_clipped_member_costs_no_other(name: str) -> None:
    pack = CODECS[name]
    middle = pack(response(2, HTML * 50))
    for keep in (3, len(middle) // 2, len(middle) - 9):
        found = read(pack(response(1)) + middle[:keep] + pack(response(3)) + pack(response(4)))
        assert [p for p in pages(found) if p != "2"] == ["1", "3", "4"], keep
        assert any(isinstance(f, Rejected) or f.notes for f in found), keep


def test_a_damaged_gzip_member_gives_what_comes_before_the_damage() -> None:
    noise = "".join(f"<p>{n * 7919 % 1009} ministers met {n * 104729 % 997} times</p>" for n in range(4000)).encode()
    middle = bytearray(gzip.compress(response(2, b"<html>" + noise)))
    middle[len(middle) // 2 : len(middle) // 2 + 50] = b"\xff" * 50
    found = read(gzip.compress(response(1)) + middle + gzip.compress(response(3)))
    assert pages(found) == ["1", "2", "3"]
    assert isinstance(found[1], Page)
    assert found[1].notes == ("truncated record",)
    assert found[1].body[:50_000] == (b"<html>" + noise)[:50_000]
    assert len(found[1].body) < len(noise)


def test_a_wrong_checksum_is_told_and_the_bytes_are_read() -> None:
    member = bytearray(gzip.compress(response(1)))
    member[-6] ^= 0xFF
    found = read(bytes(member) + gzip.compress(response(2)))
    assert pages(found) == ["1", "2"]
    assert [f.reason for f in found if isinstance(f, Rejected)] == [Reason.CORRUPT]


def test_records_swallowed_by_a_wrong_length_are_found() -> None:
    for wrong in (len(http(HTML)) + 300, len(http(HTML)) * 2, 5000):
        found = read(response(1, length=wrong) + response(2) + response(3) + response(4))
        assert pages(found) == ["1", "2", "3", "4"], wrong
        assert isinstance(found[0], Page)
        assert found[0].notes == ("record shorter than its length says",)
        assert found[0].body == HTML


def test_a_length_too_short_loses_no_other_record() -> None:
    block = len(http(HTML, "Content-Type: text/html; charset=UTF-8"))
    found = read(response(1, length=block - 2) + response(2))
    assert pages(found) == ["1", "2"]
    assert isinstance(found[0], Page)
    assert found[0].notes == ("stray bytes after the record",)


def test_a_page_cannot_forge_a_record() -> None:
    forged = HTML + b"\r\n\r\n" + response(666)
    found = read(response(1, forged) + response(2))
    assert pages(found) == ["1", "2"]


@pytest.mark.parametrize("length", ["", "abc", "-5", "1e3", "9" * 30])
def test_a_length_that_is_no_number_costs_one_record(length: str) -> None:
    bad = response(1).replace(b"Content-Length: ", b"Content-Length: %s\r\nX: " % length.encode(), 1)
    found = read(bad + response(2))
    assert pages(found) == ["2"]
    assert isinstance(found[0], Rejected)
    assert found[0].reason is Reason.CORRUPT


def test_a_header_without_end_is_bounded() -> None:
    found = read(b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"x" * 3_000_000 + b"\r\n" + response(2))
    assert pages(found) == ["2"]


def test_what_is_no_warc_is_refused() -> None:
    assert refusal(b"").reason is Reason.EMPTY
    assert refusal(gzip.compress(b"")).reason is Reason.EMPTY
    assert refusal(b"<html>hello</html>").reason is Reason.CORRUPT
    assert refusal(gzip.compress(b"hello")).reason is Reason.CORRUPT


def test_a_disk_that_fails_is_told() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(size) or self.fail()

        def fail(self) -> bytes:
            raise OSError(5, "Input/output error")

    for pack in CODECS.values():
        found = read(Failing(pack(response(1))))
        assert pages(found) == ["1"]
        assert isinstance(found[-1], Rejected)
        assert found[-1].reason is Reason.UNREADABLE
        assert "Input/output error" in found[-1].detail


def test_damage_without_end_ends() -> None:
    found = read(b"\x1f\x8b\x08\0" * 30_000)
    assert 1 <= len(found) <= 1001
    assert isinstance(found[-1], Rejected)


# Size and chunking -----------------------------------------------------------------------------------------------


def test_a_record_over_the_limit_is_refused_without_being_read_into_memory() -> None:
    size = 200 * MIB
    head = record("response", b"", "WARC-Record-ID: <urn:big>", "Content-Type: application/http", length=size)[:-4]
    answer = http(b"<html><p>", "Content-Type: text/html")
    tracemalloc.start()
    found = read(Zeros(head + answer, size - len(answer), b"\r\n\r\n" + response(2)))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(found[0], Rejected)
    assert (found[0].reason, found[0].locator) == (Reason.TOO_LARGE, "record 1 <urn:big>")
    assert pages(found[1:]) == ["2"]
    assert peak < 8 * MIB


def test_a_large_film_is_passed_over_for_what_it_is() -> None:
    body = b"\x1a\x45\xdf\xa3" + bytes(2 * MIB)
    found = read(response(1, body, "Content-Type: video/webm") + response(2), ReadOptions(max_size=1))
    assert [getattr(f, "reason", None) for f in found] == [Reason.OTHER_MEDIA, None]


def test_a_record_that_claims_more_than_the_file_holds() -> None:
    found = refusal(response(1, length=10**15))
    assert found.reason is Reason.TOO_LARGE
    assert "swallowed" in found.detail


def test_a_large_file_is_read_in_bounded_memory() -> None:
    body = b"<html>" + b"<p>words and words</p>" * 20_000
    member = gzip.compress(response(1, body), 1)
    tracemalloc.start()
    count = sum(isinstance(f, Page) for f in warc_pages(io.BytesIO(member * 100), "x", OPTIONS))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 100
    assert peak < 12 * MIB


@pytest.mark.parametrize("size", [1, 7, 100, 65_535])
@pytest.mark.parametrize("name", CODECS)
def test_a_pipe_gives_the_same_with_any_reads(name: str, size: int) -> None:
    pack = CODECS[name]
    parts = [
        pack(response(1)),
        b"garbage",
        pack(response(2, length=900)),
        pack(record("request", b"")),
        pack(response(3)),
    ]
    data = b"".join(parts)
    assert read(Trickle(data, size)) == read(data)
    assert pages(read(data))[-1] == "3"


def test_one_member_for_the_whole_file() -> None:
    data = response(1) + response(2)
    for pack in CODECS.values():
        assert read(pack(data)) == read(data)


@pytest.mark.parametrize("compressed", [True, False])
def test_zstd_with_a_dictionary_of_its_own(compressed: bool) -> None:
    samples = [response(n, HTML + str(n * n).encode()) for n in range(200)]
    dictionary = zstd_train_dictionary_from_samples(samples, 4096)
    out = io.BytesIO()
    writer = ZstdWriter(out, dictionary=dictionary, compress_dictionary_frame=compressed)
    writer.write(samples[0] + samples[1])
    writer.close()
    assert pages(read(out.getvalue())) == ["0", "1"]


def test_addresses_may_occur_twice() -> None:
    assert pages(read(response(1) + response(1))) == ["1", "1"]


# Properties ------------------------------------------------------------------------------------------------------

MIXED = (
    record("warcinfo", b"software: x\r\n")
    + response(1)
    + response(2, gzip.compress(HTML), "Content-Encoding: gzip")
    + response(3, chunked(HTML, 20), "Transfer-Encoding: chunked")
    + record("conversion", b"Some words.", "Content-Type: text/plain")
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_mutation_raises(data: st.DataObject) -> None:
    pack = data.draw(st.sampled_from(sorted(CODECS)))
    whole = bytearray(CODECS[pack](MIXED))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        change = data.draw(st.binary(max_size=12))
        whole[at : at + data.draw(st.integers(0, 12))] = change
    found = read(bytes(whole), ReadOptions(max_size=1))
    assert all(isinstance(f, Page | Rejected) for f in found)
    assert found


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.binary(max_size=60), st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip,br"]))
def test_no_body_raises(body: bytes, header: bytes, encoding: str) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding.encode() + b"\r\n" + header + b"\r\n\r\n" + body
    for kind in ("response", "resource"):
        assert len(read(record(kind, block))) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([1, 2, 3]), max_size=6), st.integers(1, 50), st.sampled_from(sorted(CODECS)))
def test_as_many_answers_as_records(numbers: list[int], size: int, name: str) -> None:
    data = b"".join(CODECS[name](response(n)) for n in numbers)
    found = read(Trickle(data, size))
    assert pages(found) == [str(n) for n in numbers]
    assert len(found) == max(len(numbers), 1)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", forbidden)
    assert len(read(MIXED)) == 5
