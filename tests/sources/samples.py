"""One small file of each format that can be read, made from the same story; not a test."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from functools import cache

import zstandard

from sources.newspage import ADDRESS, STORY, TITLE, article, page

BODY = "\n\n".join(STORY)
ROWS = 3  # documents in a file of rows, entries in a feed, pages in a crawl


def html() -> bytes:
    return page(article())


def text() -> bytes:
    return BODY.encode()


def markdown() -> bytes:
    return f"---\ntitle: {TITLE}\ndate: 2024-05-21\n---\n\n{BODY}\n".encode()


def _rows() -> list[dict[str, str]]:
    return [
        {
            "id": f"r{n}",
            "title": TITLE,
            "text": f"{BODY}\n\nNumber {n}.",
            "url": f"{ADDRESS}?{n}",
            "date": f"2024-05-2{n}",
        }
        for n in range(ROWS)
    ]


def jsonl() -> bytes:
    return "".join(json.dumps(row) + "\n" for row in _rows()).encode()


def csv_table() -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(_rows()[0]))
    writer.writeheader()
    writer.writerows(_rows())
    return out.getvalue().encode()


@cache
def parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(_rows()), out)
    return out.getvalue()


def rss() -> bytes:
    items = "".join(
        f"<item><title>{TITLE}</title><link>{ADDRESS}?{n}</link><guid>{ADDRESS}?{n}</guid>"
        f"<description>{' '.join(STORY)} Number {n}.</description></item>"
        for n in range(ROWS)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Courier</title>'
        f"<link>https://www.courier.example/</link>{items}</channel></rss>"
    ).encode()


def atom() -> bytes:
    entries = "".join(
        f"<entry><title>{TITLE}</title><id>{ADDRESS}?{n}</id><link href='{ADDRESS}?{n}'/>"
        "<updated>2024-05-21T08:00:00Z</updated>"
        f"<content type='text'>{' '.join(STORY)} Number {n}.</content></entry>"
        for n in range(ROWS)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title>'
        f"<id>urn:x</id><updated>2024-05-21T08:00:00Z</updated>{entries}</feed>"
    ).encode()


def record(number: int, body: bytes, media: str = "text/html", status: str = "200 OK", kind: str = "response") -> bytes:
    """A WARC record of one HTTP answer."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        f"WARC-Date: 2024-05-22T08:00:00Z\r\nWARC-Target-URI: {ADDRESS}?{number}\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def warc() -> bytes:
    last = "<p>It was meeting number {} of the two ministers since the spring.</p>"
    return b"".join(record(n, page(article(inside=last.format(n)))) for n in range(ROWS))


FORMATS: dict[str, Callable[[], bytes]] = {
    "html": html,
    "text": text,
    "markdown": markdown,
    "jsonl": jsonl,
    "csv": csv_table,
    "parquet": parquet,
    "rss": rss,
    "atom": atom,
    "warc": warc,
}
ENDINGS = {"html": ".html", "text": ".txt", "markdown": ".md", "jsonl": ".jsonl", "csv": ".csv", "parquet": ".parquet",
           "rss": ".rss", "atom": ".atom", "warc": ".warc"}  # fmt: skip
SINGLE = ("html", "text", "markdown")
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "": lambda raw: raw,
    ".gz": lambda raw: gzip.compress(raw, mtime=0),
    ".zst": lambda raw: zstandard.ZstdCompressor().compress(raw),
    ".gz.gz": lambda raw: gzip.compress(gzip.compress(raw, mtime=0), mtime=0),
}


def count_of(name: str) -> int:
    """Documents in the sample of a format."""
    return 1 if name in SINGLE else ROWS
