"""What kind of thing an input is: judged by its content, the name only breaks ties.

In come the first bytes (64 KiB will do, unpacked) and the name; out goes a `Media`. Nothing is refused: what cannot be
read here has a kind as well, and `REFUSED` says for each what to do about it.
"""

import csv
import json
import re
from enum import StrEnum

from communique.sources.columns import COLUMN_NAMES
from communique.sources.decoding import is_binary, marked_encoding


class Media(StrEnum):
    """Kinds of input. Those from `JSON` on hold no report that can be read here; `REFUSED` has advice for each."""

    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    FEED = "feed"
    WARC = "warc"
    ARC = "arc"
    JSON = "json"
    XML = "xml"
    PDF = "pdf"
    ARCHIVE = "archive"
    OFFICE = "office"
    IMAGE = "image"
    SOUND = "sound"
    BINARY = "binary"


REFUSED = {
    Media.JSON: "one JSON value over several lines; make it one object a line: jq -c '.[]' for an array, or jq -c .",
    Media.XML: "XML that is neither a page nor a feed; convert it to text or JSONL first",
    Media.PDF: "a PDF; extract its text first, with pdftotext for instance",
    Media.ARCHIVE: "an archive; unpack it and give the folder",
    Media.OFFICE: "an office document; save it as text or HTML first",
    Media.IMAGE: "an image",
    Media.SOUND: "sound or video",
    Media.BINARY: "binary data of an unknown kind",
}

_LZ4 = b"\x04\x22\x4d\x18"
_MAGIC = (
    (b"PAR1", Media.PARQUET),
    (b"%PDF-", Media.PDF),
    (b"PK\x03\x04", Media.ARCHIVE),
    (b"PK\x05\x06", Media.ARCHIVE),
    (b"Rar!\x1a\x07", Media.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Media.ARCHIVE),
    (b"BZh", Media.ARCHIVE),
    (b"\xfd7zXZ\x00", Media.ARCHIVE),
    (_LZ4, Media.ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Media.OFFICE),
    (b"{\\rtf", Media.OFFICE),
    (b"\x89PNG\r\n", Media.IMAGE),
    (b"\xff\xd8\xff", Media.IMAGE),
    (b"GIF87a", Media.IMAGE),
    (b"GIF89a", Media.IMAGE),
    (b"II*\x00", Media.IMAGE),
    (b"MM\x00*", Media.IMAGE),
    (b"\x00\x00\x01\x00", Media.IMAGE),
    (b"ID3\x02", Media.SOUND),
    (b"ID3\x03", Media.SOUND),
    (b"ID3\x04", Media.SOUND),
    (b"OggS\x00", Media.SOUND),
    (b"fLaC\x00", Media.SOUND),
    (b"\x1aE\xdf\xa3", Media.SOUND),
)
_RIFF = {b"WEBP": Media.IMAGE, b"WAVE": Media.SOUND, b"AVI ": Media.SOUND}
_ZIPPED_OFFICE = re.compile(rb"word/|xl/|ppt/|mimetypeapplication/(?:vnd\.oasis|epub)|\[Content_Types\]\.xml")

_WARC = re.compile(rb"WARC/\d")
_WARC_LATER = re.compile(rb"\nWARC/\d\.\d\r?\n")
_SKIPPED = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype\b[^>\[]*(?:\[.*?\]\s*)?>)", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(r"<([a-z][\w.:-]*)", re.IGNORECASE)
_HTML_DOCTYPE = re.compile(r"<!doctype\s+html\b", re.IGNORECASE)
_HTML_TAG = re.compile(
    r"</?(?:html|head|body|title|meta|link|script|style|noscript|div|p|br|hr|a|span|h[1-6]|table|tr|td|ul|ol|li|img|em|"
    r"strong|b|i|font|center|article|section|main|header|footer|nav|aside|figure|blockquote|form|iframe|pre)\b[^<>]*>",
    re.IGNORECASE,
)
_WHOLE_PAGE = re.compile(r"<(?:html|body)\b[^<>]*>", re.IGNORECASE)
_FEED_ROOTS = frozenset({"rss", "feed"})
_FRONT_MATTER = re.compile(
    r"(?:---[ \t]*\n(?:[\w-]+:.*\n|[ \t#-].*\n|\n)+?(?:---|\.\.\.)|\+\+\+[ \t]*\n(?:.*\n)+?\+\+\+)[ \t]*(?:\n|$)"
)
_MARKS = re.compile(r"^#{1,6} \S|\]\(https?://|^\*\*\S|^[-*] \S|^> \S|^```", re.MULTILINE)
_JSON_LINE = re.compile(r'\{\s*(?:"|\})')
_JSON_ARRAY = re.compile(r'\[\s*(?:\{\s*["}]|"|\[|\])')
_PACKED = re.compile(r"\.(?:gz|zst|zstd|gzip)$", re.IGNORECASE)
_DELIMITERS = ",;\t|"
_PAGE_NAMES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx")
_MARKDOWN_NAMES = (".md", ".markdown", ".mdown", ".mkd")
_JSONL_NAMES = (".jsonl", ".ndjson", ".jsonlines")
_TABLE_NAMES = (".csv", ".tsv", ".tab")
_TEXT_NAMES = (".txt", ".text", ".log", *_PAGE_NAMES)


def media_type(head: bytes, name: str) -> Media:
    """The kind of an input that starts with `head` (unpacked) and is called `name`."""
    name = name.lower()
    while _PACKED.search(name):
        name = _PACKED.sub("", name)
    known = _by_magic(head)
    if head.startswith(_LZ4) and ".warc" in name:
        return Media.WARC  # its reader undoes LZ4 itself
    if known is not None:
        return known
    if marked_encoding(head) is None and is_binary(head) and not _HTML_TAG.search(head[:2048].decode("latin-1")):
        return Media.BINARY
    text = _as_text(head).lstrip("\ufeff\0 \t\r\n\f").replace("\r\n", "\n")
    kind = _markup(text, name) if text.startswith("<") else _notation(text, name)
    return kind or _prose(text, name)


def _by_magic(head: bytes) -> Media | None:
    start = head.lstrip()[:64]
    if _WARC.match(start) or _WARC_LATER.search(head[: 1 << 14]):
        return Media.WARC
    if start.startswith(b"filedesc://"):
        return Media.ARC
    for magic, media in _MAGIC:
        if head.startswith(magic):
            return Media.OFFICE if media is Media.ARCHIVE and _ZIPPED_OFFICE.search(head[:4096]) else media
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], Media.BINARY)
    if head[4:8] == b"ftyp":
        return Media.IMAGE if head[8:12] in (b"avif", b"heic", b"mif1") else Media.SOUND
    if head[257:262] == b"ustar":
        return Media.ARCHIVE
    return Media.PDF if start.startswith(b"%PDF-") else None


def _as_text(head: bytes) -> str:
    encoding = marked_encoding(head)
    if encoding is not None:
        return head[: 1 << 16].decode(encoding, "ignore")
    return head[: 1 << 16].decode("utf-8", "replace")


def _markup(text: str, name: str) -> Media | None:
    """For text that starts with `<`: by its root element."""
    if _HTML_DOCTYPE.match(text):
        return Media.HTML
    place = 0
    while (skipped := _SKIPPED.match(text, place)) is not None:
        if _HTML_DOCTYPE.match(skipped.group()):
            return Media.HTML
        place = skipped.end()
    root = _ROOT.match(text, place)
    if root is None:
        return Media.HTML if _HTML_TAG.search(text) else None
    element = root.group(1).lower()
    local = element.rpartition(":")[2]
    if local in _FEED_ROOTS or (element == "rdf:rdf" and "purl.org/rss/" in text[place : place + 4096]):
        return Media.FEED
    if local == "html" or _HTML_TAG.match(text, place) or _WHOLE_PAGE.search(text):
        return Media.HTML
    if text.startswith("<?xml") or name.endswith(".xml"):
        return Media.XML
    return Media.HTML if name.endswith(_PAGE_NAMES) or _HTML_TAG.search(text) else None


def _notation(text: str, name: str) -> Media | None:
    """For text that does not start with `<`: JSON, by its first lines; front matter; a page after some stray text."""
    first = text.partition("\n")[0]
    if name.endswith(_JSONL_NAMES) and re.search(r"^\s*\{", text, re.MULTILINE) and first.strip() != "{":
        return Media.JSONL
    if _JSON_LINE.match(text):
        return Media.JSONL if _JSON_LINE.match(first) and not _spread_out(first, text) else Media.JSON
    if text.startswith("{") and first.strip() == "{":
        return Media.JSON
    if _JSON_ARRAY.match(text) and (name.endswith((".json", ".jsonl", ".ndjson")) or text.startswith(("[{", "[\n"))):
        return Media.JSON
    if _FRONT_MATTER.match(text):
        return Media.MARKDOWN
    if _WHOLE_PAGE.search(text) and not name.endswith(_MARKDOWN_NAMES):
        return Media.HTML
    if name.endswith(_PAGE_NAMES) and len(_HTML_TAG.findall(text)) >= 3:
        return Media.HTML
    return None


def _spread_out(first: str, text: str) -> bool:
    """True when an object starts on the first line and does not end there, as pretty-printed JSON does."""
    if "\n" not in text:
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        following = text[len(first) :].lstrip("\n")[:1]
        return following not in ("{", "")
    return False


def _prose(text: str, name: str) -> Media:
    """Tables, Markdown and plain text look alike: here the name counts."""
    if name.endswith(_MARKDOWN_NAMES):
        return Media.MARKDOWN
    if name.endswith(_TABLE_NAMES) or _is_table(text):
        return Media.CSV
    if not name.endswith(_TEXT_NAMES) and len(_MARKS.findall(text[:8192])) >= 2 and text.startswith("# "):
        return Media.MARKDOWN
    return Media.TEXT


def _is_table(text: str) -> bool:
    """True when the first line names a column of text and another known column, as no sentence does."""
    first = text.partition("\n")[0]
    if "\n" not in text or len(first) > 2000:
        return False
    for delimiter in _DELIMITERS:
        if delimiter not in first:
            continue
        try:
            names = {cell.strip().lower() for cell in next(csv.reader([first], delimiter=delimiter))}
        except (csv.Error, StopIteration):
            continue
        fields = {field for field, columns in COLUMN_NAMES.items() if names & set(columns)}
        if "text" in fields and len(fields) >= 2:
            return True
    return False
