import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.sources.media import REFUSED, Media, media_type

WEB = Path(__file__).parents[2] / "../shared/data/web"

CASES = [
    # content, name, kind
    (b"<!doctype html><p>Talks", "a.txt", Media.HTML),
    (b"\n\n  <HTML><head>", "", Media.HTML),
    (b"<!-- saved -->\n<!DOCTYPE HTML PUBLIC '-//W3C'>", "a", Media.HTML),
    (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x' [ <!ENTITY a 'b'> ]>\n<html>", "a.xml", Media.HTML),
    (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "a.xml", Media.HTML),
    (b"<p>Talks were <b>held</b>", "a", Media.HTML),
    (b"\xff\xfe" + "<html>".encode("utf-16-le"), "a", Media.HTML),
    ("<html><p>Talks</p></html>".encode("utf-16-be"), "a", Media.HTML),
    (b"\xef\xbb\xbf<html>", "a", Media.HTML),
    (b"stray words <html><body><p>Talks", "a.txt", Media.HTML),
    (b"Talks <p>were <p>held <br>", "a.html", Media.HTML),
    (b"The talks were held.", "a.html", Media.TEXT),
    (b"WASHINGTON (AP) -- Talks <br> were held", "a.txt", Media.TEXT),
    (b"<3 is no markup", "a", Media.TEXT),
    (b"", "a", Media.TEXT),
    (b"The talks were held.", "a", Media.TEXT),
    (b"Paris, Monday\nTalks, at last\nBerlin, too\n", "a", Media.TEXT),
    ("Переговоры прошли в Москве.".encode("cp1251"), "a.txt", Media.TEXT),
    (b"Talks\0 were held in the capital on Monday and Tuesday.", "a.txt", Media.TEXT),
    (b"The talks were held.", "a.md", Media.MARKDOWN),
    (b"---\ntitle: Talks\ntags:\n  - a\n---\nThey met.", "a.txt", Media.MARKDOWN),
    (b'+++\ntitle = "Talks"\n+++\nThey met.', "a", Media.MARKDOWN),
    (b"# Talks\n\n- in Rome\n- in Paris\n", "a", Media.MARKDOWN),
    (b"--- Talks\nwere held", "a.txt", Media.TEXT),
    (b"<!doctype html><p>x", "a.md", Media.HTML),
    (b'{"text": "a"}\n{"text": "b"}', "a.txt", Media.JSONL),
    (b'{"text": "cut off in the middle', "a", Media.JSONL),
    (b'{"text": 1, \n{"text": 2}', "a", Media.JSONL),
    (b'no json\n{"text": 2}', "a.jsonl", Media.JSONL),
    (b'\xef\xbb\xbf{"text": "a"}', "a", Media.JSONL),
    ('{"text": 1}'.encode("utf-16-le"), "a", Media.JSONL),
    (b'[{"text": 1}]', "a.json", Media.JSON),
    (b'[\n  {"text": 1}\n]', "a", Media.JSON),
    (b'{\n  "text": 1\n}', "a.json", Media.JSON),
    (b'{"a": {\n  "text": 1\n}}', "a.json", Media.JSON),
    (b"[Music] The talks", "a.txt", Media.TEXT),
    (b"title,text\nTalks,They met\n", "a.txt", Media.CSV),
    (b"date;body\n2024-08-21;They met\n", "", Media.CSV),
    (b"a\tb\nc\td\n", "a.tsv.gz", Media.CSV),
    (b"anything", "a.csv", Media.CSV),
    (b"PAR1\x15\x04", "a", Media.PARQUET),
    (b"<?xml version='1.0'?><rss version='2.0'>", "a.html", Media.FEED),
    (b"<?xml version='1.0'?><!-- c --><feed xmlns='http://www.w3.org/2005/Atom'>", "a", Media.FEED),
    (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "a", Media.FEED),
    (b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", "a.xml", Media.FEED),
    (b"<?xml version='1.0'?><rdf:RDF xmlns:owl='x'>", "a.xml", Media.XML),
    (b"<urlset xmlns='x'>", "a.xml", Media.XML),
    (b"WARC/1.0\r\nWARC-Type: response", "a.txt", Media.WARC),
    (b"\r\n\r\nWARC/1.1\r\n", "", Media.WARC),
    (b"rubbish before it\nWARC/1.0\r\n", "", Media.WARC),
    (b"\x04\x22\x4d\x18rest", "a.warc.lz4", Media.WARC),
    (b"\x04\x22\x4d\x18rest", "a.lz4", Media.ARCHIVE),
    (b"filedesc://a.arc 0.0.0.0", "", Media.ARC),
    (b"%PDF-1.4", "a.html", Media.PDF),
    (b"\r\n%PDF-1.4", "a", Media.PDF),
    (b"PK\x03\x04....a.html", "a", Media.ARCHIVE),
    (b"PK\x03\x04....[Content_Types].xml", "a", Media.OFFICE),
    (b"{\\rtf1 x}", "a", Media.OFFICE),
    (b"\x89PNG\r\n\x1a\n", "a.html", Media.IMAGE),
    (b"RIFF....WEBPVP8 ", "a", Media.IMAGE),
    (b"\0\0\0\x18ftypmp42", "a", Media.SOUND),
    (bytes(range(32)) * 8, "a.txt", Media.BINARY),
    (b"\0\1\2\3" * 20, "a", Media.BINARY),
]


@pytest.mark.parametrize(("content", "name", "kind"), CASES)
def test_content_tells_the_kind(content: bytes, name: str, kind: Media) -> None:
    assert media_type(content, name) is kind


def test_each_kind_that_is_refused_comes_with_advice() -> None:
    readable = set(list(Media)[: list(Media).index(Media.JSON)])
    assert set(REFUSED) == set(Media) - readable


@given(st.binary(max_size=500), st.sampled_from(["", "a.txt", "a.csv", "a.jsonl.gz", "a.md", "a.html", "a.xml"]))
def test_any_bytes_have_a_kind(head: bytes, name: str) -> None:
    assert media_type(head, name) in Media


@given(st.text(st.sampled_from("<>!-[]{}?\"'/ \n\taxmlhtrsfedoctyp=:|,;#+*"), max_size=300))
def test_any_notation_has_a_kind(head: str) -> None:
    assert media_type(head.encode(), "a") in Media


@pytest.mark.parametrize(
    "head",
    [
        "<!--" * 16000,
        "<!doctype " * 6000,
        "<?" * 30000,
        "<" * 65000,
        "---\n" + "a: b\n" * 13000,
        "[" * 65000,
        "\n" * 65000,
    ],
    ids=["comments", "doctypes", "instructions", "angles", "front matter", "brackets", "lines"],
)
def test_hostile_heads_take_no_time(head: str) -> None:
    import time

    start = time.process_time()
    media_type(head.encode(), "a")
    assert time.process_time() - start < 4.0


@pytest.mark.shared
@pytest.mark.skipif(not WEB.is_dir(), reason="the development data does not lie beside the checkout")
def test_real_pages_and_archives() -> None:
    pages = list(WEB.glob("fundus/*/*.html.gz"))
    assert {media_type(gzip.decompress(p.read_bytes())[:65536], "x") for p in pages} == {Media.HTML}
    for path in WEB.glob("warc/*/*.warc*"):
        head = path.read_bytes()[:65536]
        if not path.name.endswith(".gz"):
            assert media_type(head, path.name) is Media.WARC
