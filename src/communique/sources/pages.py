"""One record of a web archive to a `Page`, or `Rejected`: HTTP taken off, status and content looked at.

In comes a `Capture` (what the archive says of a record) and the record's block of bytes; out goes the page's own
bytes, still in their encoding, for the readers of HTML, text and feeds. Refused are answers that are no success,
content that is no text, and bytes that nothing readable comes out of.
"""

import re
from dataclasses import dataclass

from communique.records import Reason, Rejected, Stage
from communique.sources.payload import Kind, PayloadError, dechunk, decode, kind_of, readable, says_text

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})[^\r\n]{0,1000}\r?\n")
_BLANK = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:+-]+)""", re.IGNORECASE)
MAX_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Page:
    """The content of one archived answer.

    uri: the address that was fetched, empty where the record gives none. locator: `path#record 12`. body: bytes as the
    server meant them (chunks and content encodings undone), in the page's own character encoding. kind: html, text or
    feed, told from the content. charset, media: as the HTTP header declares them. status: of HTTP, None without HTTP.
    crawled: ISO 8601. notes: what was wrong with the record.
    """

    uri: str
    locator: str
    body: bytes
    kind: Kind
    charset: str | None = None
    media: str | None = None
    status: int | None = None
    crawled: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capture:
    """What an archive says of one record, before its block is looked at. media: declared type of a block without HTTP.

    container: path of the archive. number: of the record, from 1. id: of the record, empty where it has none.
    """

    container: str
    number: int
    id: str = ""
    uri: str = ""
    media: str = ""
    crawled: str | None = None
    truncated: bool = False
    notes: tuple[str, ...] = ()

    def rejected(self, reason: Reason, detail: str, stage: Stage = Stage.PARSE) -> Rejected:
        """The record as one that gave no page."""
        return Rejected(self.container, f"record {self.number} {self.id}".rstrip(), stage, reason, detail)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int | None
    headers: dict[str, str]
    body: bytes
    whole: bool


def page_of(capture: Capture, block: bytes, limit: int) -> Page | Rejected:
    """The page in a record's block of bytes, with or without an HTTP header before it. limit: bytes of the body."""
    answer = _answer(block)
    media = answer.headers.get("content-type", capture.media if answer.status is None else "")
    if answer.status is not None and not 200 <= answer.status < 300:
        return capture.rejected(Reason.HTTP_STATUS, f"the server answered {answer.status}")
    try:
        plain = dechunk(answer.body, "chunked" in answer.headers.get("transfer-encoding", "").lower())
        payload = decode(plain.body, answer.headers.get("content-encoding", ""), says_text(media), limit)
    except PayloadError as err:
        reason = Reason.TRUNCATED if capture.truncated and err.reason is Reason.CORRUPT else err.reason
        return capture.rejected(reason, str(err), Stage.DECOMPRESS)
    if not payload.body.strip(b" \t\r\n\0"):
        return _nothing(capture, answer)
    kind = kind_of(payload.body, media)
    if kind is Kind.OTHER and capture.truncated and readable(payload.body):
        return capture.rejected(Reason.TRUNCATED, "the file ends before it shows what the content is")
    if kind is Kind.OTHER:
        return capture.rejected(Reason.OTHER_MEDIA, f"no text: declared {media or 'nothing'}"[:200])
    if _is_robots(capture.uri):
        return capture.rejected(Reason.OTHER_MEDIA, "robots.txt: rules for crawlers")
    notes = [*capture.notes, *plain.notes, *payload.notes]
    if answer.status == 206:
        notes.append("part of a page (HTTP status 206)")
    charset = _CHARSET.search(media)
    return Page(
        uri=capture.uri,
        locator=f"{capture.container}#record {capture.number}",
        body=payload.body,
        kind=kind,
        charset=charset[1].lower() if charset else None,
        media=media.partition(";")[0].strip().lower() or None,
        status=answer.status,
        crawled=capture.crawled,
        notes=tuple(notes),
    )


def _nothing(capture: Capture, answer: _Answer) -> Rejected:
    if capture.truncated:
        return capture.rejected(Reason.TRUNCATED, "the file ends before the content of the record")
    if not answer.whole:
        return capture.rejected(Reason.CORRUPT, "the HTTP header has no end")
    return capture.rejected(Reason.EMPTY, "the content is empty")


def _answer(block: bytes) -> _Answer:
    """The last answer in the block: servers may send `100 Continue` before the one that counts."""
    at = 0
    while status := _STATUS.match(block, at):
        # The blank line may follow the status line at once
        end = _BLANK.search(block, status.end() - 2, at + MAX_HEAD)
        if end is None:
            return _Answer(int(status[1]), {}, b"", False)
        headers = _headers(block[status.end() : end.start()])
        if not (100 <= int(status[1]) < 200 and _STATUS.match(block, end.end())):
            return _Answer(int(status[1]), headers, block[end.end() :], True)
        at = end.end()
    return _Answer(None, {}, block, True)


def _headers(lines: bytes) -> dict[str, str]:
    """Names in lower case; the first of several wins, continued lines are joined."""
    out: dict[str, str] = {}
    name = ""
    for line in lines.splitlines():
        if line[:1] in (b" ", b"\t") and name:
            out[name] += " " + text_of(line.strip())
            continue
        key, colon, value = line.partition(b":")
        name = text_of(key).strip().lower() if colon else ""
        if name and name in out:
            name = ""
        elif name:
            out[name] = text_of(value.strip())
    return out


def header_fields(lines: bytes) -> dict[str, str]:
    """Header lines (`Name: value`) as a mapping from the name in lower case."""
    return _headers(lines)


def text_of(raw: bytes) -> str:
    """A header's bytes as text: UTF-8 where they are, else Latin-1."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def address(raw: str) -> str:
    """A target URI without what some crawlers put around it: angle brackets, white space; spaces inside as `%20`."""
    bare = raw.strip()
    if bare.startswith("<") and bare.endswith(">"):
        bare = bare[1:-1].strip()
    return re.sub(r"[\x00-\x20\x7f]", lambda m: f"%{ord(m[0]):02X}", bare)


def _is_robots(uri: str) -> bool:
    return re.fullmatch(r"https?://[^/]+/robots\.txt", uri, re.IGNORECASE) is not None
