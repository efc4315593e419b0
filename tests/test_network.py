"""Nothing is fetched: reading goes on as before where every way to the network raises."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
REACHED = "THE NETWORK WAS REACHED FOR"

# Runs the command with the doors to the network walled up. What reaches for one is told on standard error and raises
# an error that no reader expects; the exit status is the command's own.
GUARD = f"""
import os, socket, sys

def refuse(*args, **kwargs):
    os.write(2, ("{REACHED}: %r\\n" % (args,)).encode())
    raise AssertionError("{REACHED}", args)

class NoSocket(socket.socket):
    def __init__(self, *args, **kwargs):
        if sys._getframe(1).f_code.co_name == "_has_ipv6":  # urllib3 asks the system for IPv6 when it is imported
            raise OSError("no IPv6")
        refuse("socket", *args)

socket.socket = NoSocket
for name in ("create_connection", "getaddrinfo", "gethostbyname", "gethostbyname_ex", "create_server", "socketpair"):
    setattr(socket, name, refuse)
def watch(event, args):  # the interpreter's own account: also what holds a reference to the real functions
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        refuse(event, *args)
sys.addaudithook(watch)
"""
COMMAND = GUARD + "\nfrom communique.cli import main\nmain()\n"

STORY = (
    "The foreign ministers of the two countries met in Vienna on Monday. They spoke for three hours about the border.",
    "Both said afterwards that the talks had been useful and that a second round would be held in Prague in May.",
    "A joint commission is to look at the maps of 1921. It has until the summer to report to the two governments.",
)


def run(*arguments: str, code: str = COMMAND) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        encoding="utf-8",
    )


def documents(output: str) -> list[dict[str, object]]:
    rows = [json.loads(line) for line in output.splitlines()]
    return [row["document"] for row in rows if "document" in row]


def page(head: str = "", tail: str = "") -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in STORY)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Talks in Vienna</title>{head}</head>'
        f"<body><article><h1>Talks in Vienna</h1>{paragraphs}{tail}</article></body></html>"
    )


EXTERNAL = page(
    '<base href="http://assets.example.org/"><link rel="stylesheet" href="http://assets.example.org/a.css">'
    '<link rel="canonical" href="http://news.example.org/a"><script src="http://assets.example.org/a.js"></script>'
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",'
    '"headline": "Talks in Vienna", "image": "http://assets.example.org/a.jpg"}</script>'
    '<meta http-equiv="refresh" content="0; url=http://news.example.org/b">',
    '<img src="http://assets.example.org/b.jpg"><iframe src="http://frames.example.org/"></iframe>'
    '<object data="http://frames.example.org/o"></object><link rel="amphtml" href="http://news.example.org/amp">',
)
XHTML = (
    '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
    '"http://dtd.example.org/xhtml1-strict.dtd" [<!ENTITY far SYSTEM "http://entities.example.org/far.txt">]>'
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Talks</title></head><body><h1>Talks &far;</h1>'
    + "".join(f"<p>{p}</p>" for p in STORY)
    + "</body></html>"
)
FEED = (
    '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//X//DTD RSS//EN" "http://dtd.example.org/rss.dtd" '
    '[<!ENTITY far SYSTEM "http://entities.example.org/far.txt"><!ENTITY % more SYSTEM "http://entities.example.org/m">'
    ' %more;]><?xml-stylesheet href="http://assets.example.org/a.xsl"?><rss version="2.0"><channel><title>Desk</title>'
    "<link>http://news.example.org/</link><item><title>Talks in Vienna</title><link>http://news.example.org/a</link>"
    f'<description>{" ".join(STORY)} &far;</description><enclosure url="http://assets.example.org/a.mp3" '
    'length="1" type="audio/mpeg"/></item></channel></rss>'
)
MARKDOWN = f"# Talks in Vienna\n\n![The table](http://assets.example.org/a.jpg)\n\n{STORY[0]}\n\n{STORY[1]}\n"


def warc(body: str) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body.encode()
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        "WARC-Date: 2024-05-21T08:00:00Z\r\nWARC-Target-URI: http://news.example.org/a\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "external.html").write_text(EXTERNAL, "utf-8")
    (folder / "entities.xhtml").write_text(XHTML, "utf-8")
    (folder / "feed.rss").write_text(FEED, "utf-8")
    (folder / "pictures.md").write_text(MARKDOWN, "utf-8")
    (folder / "crawl.warc.gz").write_bytes(gzip.compress(warc(EXTERNAL)))
    (folder / "rows.jsonl").write_text(json.dumps({"text": STORY[0], "url": "http://news.example.org/row"}) + "\n")
    return folder


def test_the_guard_guards() -> None:
    for attempt in (
        "socket.socket().connect(('192.0.2.1', 80))",
        "socket.create_connection(('192.0.2.1', 80))",
        "socket.getaddrinfo('news.example.org', 80)",
        "__import__('urllib.request').request.urlopen('http://news.example.org/')",
    ):
        got = run(code=f"{GUARD}\n{attempt}")
        assert got.returncode != 0
        assert REACHED in got.stderr, attempt


def test_sources_that_point_outside_are_read_without_going_there(sources: Path) -> None:
    got = run("read", str(sources), "--format", "jsonl")
    assert REACHED not in got.stderr
    assert got.returncode == 0, got.stderr
    read = documents(got.stdout)
    assert len(read) == len(list(sources.iterdir()))
    for document in read:
        assert "three hours about the border" in str(document["text"]), document["uri"]


def test_external_entities_are_not_put_into_the_text(sources: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the combination is 4711")
    for name in ("entities.xhtml", "feed.rss"):
        path = sources / name
        path.write_text(
            path.read_text("utf-8").replace("http://entities.example.org/far.txt", secret.as_uri()), "utf-8"
        )
        got = run("read", str(path), "--format", "jsonl")
        assert documents(got.stdout), got.stderr
        assert "4711" not in got.stdout, name


def test_addresses_are_refused_not_fetched() -> None:
    got = run("read", "http://news.example.org/a", "https://news.example.org/b.warc.gz", "--format", "jsonl")
    assert got.returncode == 1
    assert REACHED not in got.stderr
    rejected = [json.loads(line)["rejected"] for line in got.stdout.splitlines()]
    assert [r["uri"] for r in rejected] == ["http://news.example.org/a", "https://news.example.org/b.warc.gz"]
    assert all("nothing is fetched" in r["detail"] for r in rejected)


def test_the_examples_are_read_as_well_without_a_network(tmp_path: Path) -> None:
    code = "from communique.cli import main\nmain()\n"
    guarded = run("read", "examples/dispatches", "--format", "jsonl", "--no-copies")
    plain = run("read", "examples/dispatches", "--format", "jsonl", "--no-copies", code=code)
    assert REACHED not in guarded.stderr
    assert guarded.returncode == plain.returncode
    assert guarded.returncode in (0, 3), guarded.stderr  # 3: a table whose columns have to be mapped
    assert len(documents(guarded.stdout)) >= 24
    assert guarded.stdout == plain.stdout
