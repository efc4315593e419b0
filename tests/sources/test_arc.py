"""ARC files to pages."""

import gzip
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.records import Reason, Rejected
from communique.sources.options import MIB, ReadOptions
from communique.sources.pages import Page
from communique.sources.payload import Kind
from communique.sources.warc import warc_pages

HTML = b"<!DOCTYPE html><html><head><title>Visit</title></head><body><p>The minister arrived.</p></body></html>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=koi8-r\r\n\r\n" + HTML


def record(uri: str, block: bytes = ANSWER, date: str = "20140216050221", length: str | None = None) -> bytes:
    size = str(len(block)) if length is None else length
    return f"{uri} 192.0.2.1 {date} text/html {size}\n".encode() + block + b"\n"


def version_2(uri: str, block: bytes = ANSWER) -> bytes:
    line = f"{uri} 192.0.2.1 20140216050221 text/html 200 abcd1234 - 0 a.arc {len(block)}\n"
    return line.encode() + block + b"\n"


HEAD = record("filedesc://a.arc", b"1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n")


def read(data: bytes, options: ReadOptions | None = None) -> list[Page | Rejected]:
    return list(warc_pages(io.BytesIO(data), "a.arc", options or ReadOptions()))


def addresses(found: list[Page | Rejected]) -> list[str]:
    return [f.uri for f in found if isinstance(f, Page)]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("make", [record, version_2])
def test_a_page_carries_what_the_record_says(make, pack) -> None:  # type: ignore[no-untyped-def]
    head, page = read(pack(HEAD) + pack(make("http://a.example/x")))
    assert isinstance(head, Rejected)
    assert (head.reason, head.locator) == (Reason.NOT_A_RESPONSE, "record 1")
    assert page == Page(
        uri="http://a.example/x",
        locator="a.arc#record 2",
        body=HTML,
        kind=Kind.HTML,
        charset="koi8-r",
        media="text/html",
        status=200,
        crawled="2014-02-16T05:02:21Z",
    )


def test_addresses_with_spaces() -> None:
    found = read(HEAD + record("http://a.example/x?t=From the Web 1.1.1.1 20140101 y") + record("http://a.example/2"))
    assert addresses(found) == [
        "http://a.example/x?t=From%20the%20Web%201.1.1.1%2020140101%20y",
        "http://a.example/2",
    ]


def test_content_without_http_and_other_schemes() -> None:
    found = read(HEAD + record("ftp://a.example/x", HTML) + record("dns:a.example", b"1.2.3.4"))
    assert isinstance(found[1], Page)
    assert (found[1].status, found[1].body, found[1].media) == (None, HTML, "text/html")
    assert isinstance(found[2], Rejected)
    assert found[2].reason is Reason.NOT_A_RESPONSE


@pytest.mark.parametrize(
    ("date", "crawled"),
    [
        ("20140216050221", "2014-02-16T05:02:21Z"),
        ("20140216050221999", "2014-02-16T05:02:21Z"),
        ("20140216", "2014-02-16"),
        ("20141316050221", None),
    ],
)
def test_dates(date: str, crawled: str | None) -> None:
    page = read(HEAD + record("http://a.example/", date=date))[1]
    assert isinstance(page, Page)
    assert page.crawled == crawled
    assert bool(page.notes) is (crawled is None)


@pytest.mark.parametrize("length", ["-1", "abc", "1.5"])
def test_a_length_that_is_no_number_costs_one_record(length: str) -> None:
    found = read(HEAD + record("http://a.example/1", length=length) + record("http://a.example/2"))
    assert [getattr(f, "reason", None) for f in found] == [Reason.NOT_A_RESPONSE, Reason.CORRUPT, None]


def test_garbage_and_wrong_lengths_cost_no_other_record() -> None:
    one, two, three = (record(f"http://a.example/{n}") for n in range(3))
    assert addresses(read(HEAD + one + b"garbage\nmore\n" + two)) == ["http://a.example/0", "http://a.example/1"]
    swallowing = record("http://a.example/9", length=str(len(ANSWER) + 200))
    found = read(HEAD + swallowing + two + three)
    assert addresses(found) == ["http://a.example/9", "http://a.example/1", "http://a.example/2"]
    assert isinstance(found[1], Page)
    assert found[1].notes == ("record shorter than its length says",)
    short = record("http://a.example/8", length=str(len(ANSWER) - 3))
    assert addresses(read(HEAD + short + two)) == ["http://a.example/8", "http://a.example/1"]


def test_a_file_cut_anywhere_gives_the_records_before_the_cut() -> None:
    data = HEAD + record("http://a.example/1") + record("http://a.example/2")
    whole = len(HEAD + record("http://a.example/1"))
    for cut in range(len(data)):
        found = read(data[:cut])
        assert found, cut
        if cut >= whole:
            assert addresses(found)[0] == "http://a.example/1", cut
            assert isinstance(found[1], Page)
            assert found[1].body == HTML, cut


def test_a_record_over_the_limit_is_refused_and_the_next_one_read() -> None:
    large = ANSWER + b"a" * (2 * MIB)
    film = b"HTTP/1.1 200 OK\r\nContent-Type: video/webm\r\n\r\n\x1a\x45\xdf\xa3" + bytes(2 * MIB)
    data = (
        HEAD + record("http://a.example/1", large) + record("http://a.example/2", film) + record("http://a.example/3")
    )
    found = read(data, ReadOptions(max_size=1))
    reasons = [getattr(f, "reason", None) for f in found[1:]]
    assert reasons == [Reason.TOO_LARGE, Reason.OTHER_MEDIA, None]


def test_a_damaged_member_is_told() -> None:
    member = gzip.compress(record("http://a.example/1"))
    found = read(gzip.compress(HEAD) + member[: len(member) // 3] + gzip.compress(record("http://a.example/2")))
    assert addresses(found)[-1] == "http://a.example/2"
    assert any(isinstance(f, Rejected) and f.reason in (Reason.CORRUPT, Reason.TRUNCATED) for f in found)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_mutation_raises(data: st.DataObject) -> None:
    whole = bytearray(HEAD + record("http://a.example/1") + version_2("http://a.example/2"))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(9, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 12))] = data.draw(st.binary(max_size=12))
    found = read(bytes(whole))
    assert found
    assert all(isinstance(f, Page | Rejected) for f in found)


def test_hostile_lines_take_bounded_time() -> None:
    line = b"http://a.example/" + b" - 12345678" * 300 + b" x"
    assert read(HEAD + (line + b"\r") * 300)
    assert read(HEAD + b"\n".join([b"a:" * 2000] * 100))
