"""What lies in the body of an HTTP response as it was archived: chunks, content encodings, kinds of content.

In come bytes and what the headers claim of them; out go the readable bytes with notes on every claim that was false.
Headers in crawls lie often (a crawler unpacks a page and keeps the header), so each claim is checked on the bytes.
Nothing here unpacks more than the limit given.
"""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from communique.records import Reason

if TYPE_CHECKING:
    from fastwarc.stream_io import WarcReader

_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_STEP = 1 << 16
_GZIP_MAGIC = b"\x1f\x8b\x08"


class PayloadError(ValueError):
    """The bytes cannot be made readable. `reason` is that of the `Rejected` to give, the message its detail."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Payload:
    """Readable bytes, and notes on what was wrong with the headers or the bytes."""

    body: bytes
    notes: tuple[str, ...] = ()


def dechunk(body: bytes, declared: bool) -> Payload:
    """The body without the chunks of HTTP's `Transfer-Encoding: chunked`.

    Not declared: taken apart only where all of it is well-formed chunks. Declared: as far as the chunks go; what
    follows a broken chunk is kept as it stands.
    """
    out: list[bytes] = []
    at, note = 0, "chunks without a last one"
    while size := _CHUNK_SIZE.match(body, at):
        start, length = size.end(), int(size[1], 16)
        if length == 0:
            return Payload(b"".join(out), () if declared else ("chunked without a header that says so",))
        out.append(body[start : start + length])
        at = start + length
        if at > len(body):
            break
        line_end = re.compile(rb"\r?\n").match(body, at)
        if line_end is None and at < len(body):
            note = "broken chunks"
            break
        at = line_end.end() if line_end else at
    if not declared:
        return Payload(body)
    if not out:
        return Payload(body, ("declared chunked, but is not",) if body else ())
    if at < len(body):
        note = "broken chunks"
    return Payload(b"".join(out) + body[at:], (note,))


def decode(body: bytes, encodings: str, texts: bool, limit: int) -> Payload:
    """The body without its content encodings (`gzip`, `deflate`, `br`, `zstd`, several with commas).

    texts: whether the content is said to be text, so that gzip nobody declared is unpacked too. limit: bytes.
    Raises `PayloadError` (CORRUPT, TOO_LARGE) where nothing readable comes out or too much does.
    """
    notes: list[str] = []
    names = [n.strip().lower() for n in encodings.split(",") if n.strip()]
    for name in reversed(names[-4:]):
        if not body:
            break
        body, note = _decode_one(body, name.removeprefix("x-"), limit)
        notes += [note] if note else []
    if texts and body.startswith(_GZIP_MAGIC) and not any("damaged" in n for n in notes):
        body, note = _decode_one(body, "gzip", limit)
        notes += ["gzip without a header that says so", *([note] if note else [])]
    return Payload(body, tuple(notes))


def _decode_one(body: bytes, name: str, limit: int) -> tuple[bytes, str]:
    if name in ("gzip", "deflate"):
        return _inflate(body, name, limit)
    if name in ("br", "zstd"):
        return _unpack(body, name, limit)
    known = name in ("identity", "none", "binary", "8bit", "7bit", "utf-8", "utf8", "text", "html")
    return body, "" if known else f"content encoding {name[:20]!r} is not known; bytes taken as they are"


def _inflate(body: bytes, name: str, limit: int) -> tuple[bytes, str]:
    if name == "gzip" and not body.startswith(_GZIP_MAGIC):
        if not readable(body):
            raise PayloadError(
                Reason.CORRUPT, "content encoding gzip is declared, but the bytes are neither gzip nor text"
            )
        return body, "declared gzip, but is not"
    for bits in (31,) if body.startswith(_GZIP_MAGIC) else (15, -15):
        out, whole = inflate(body, bits, limit)
        # Bare deflate has no mark to know it by: noise gives a few bytes before it breaks, text more than it took
        if whole or (out and (bits != -15 or len(out) >= len(body))):
            return out, "" if whole else f"damaged {name}: read up to the damage"
    if name == "deflate" and readable(body):
        return body, "declared deflate, but is not"
    raise PayloadError(Reason.CORRUPT, f"the {name} content encoding is damaged from its first byte")


def inflate(data: bytes, bits: int, limit: int) -> tuple[bytes, bool]:
    """Unpack zlib's formats (`bits` as zlib's wbits), several gzip members too. Returns the bytes, and if they are all.

    Raises `PayloadError` (TOO_LARGE) as soon as more than `limit` bytes come out.
    """
    out: list[bytes] = []
    size = 0
    while data:
        unpacker = zlib.decompressobj(wbits=bits)
        for at in range(0, len(data), _STEP):
            piece = data[at : at + _STEP]
            while piece and not unpacker.eof:
                before = unpacker.copy()
                try:
                    plain = unpacker.decompress(piece, _STEP)
                except zlib.error:
                    return b"".join([*out, *salvage(before, piece)]), False
                out.append(plain)
                size += len(plain)
                if size > limit:
                    raise PayloadError(Reason.TOO_LARGE, f"the body unpacks to more than {limit} bytes")
                piece = unpacker.unconsumed_tail
            if unpacker.eof:
                break
        if not unpacker.eof:
            return b"".join(out), False
        data = unpacker.unused_data + data[at + _STEP :]
        if bits != 31 or not data.startswith(_GZIP_MAGIC):
            return b"".join(out), True
    return b"".join(out), bool(out)


def salvage(unpacker: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    """The bytes before damage in `data`. zlib keeps back what the failing call unpacked, so calls are made small."""
    step = 64
    at = 0
    while at < len(data) and not unpacker.eof:
        before = unpacker.copy()
        try:
            plain = unpacker.decompress(unpacker.unconsumed_tail + data[at : at + step])
        except zlib.error:
            if step == 1:
                return
            unpacker, step = before, 1
            continue
        yield plain
        at += step


def _unpack(body: bytes, name: str, limit: int) -> tuple[bytes, str]:
    from fastwarc.stream_io import BrotliReader, ZstdReader

    reader: WarcReader = (BrotliReader if name == "br" else ZstdReader)(io.BytesIO(body))
    out, size = [], 0
    try:
        while piece := reader.read(4096):
            out.append(piece)
            size += len(piece)
            if size > limit:
                raise PayloadError(Reason.TOO_LARGE, f"the body unpacks to more than {limit} bytes")
    except OSError:  # what fastwarc raises for damage
        if readable(body):
            return body, f"declared {name}, but is not"
        if out:
            return b"".join(out), f"damaged {name}: read up to the damage"
        raise PayloadError(
            Reason.CORRUPT, f"the {name} content encoding is damaged; fetch the page again without it"
        ) from None
    return b"".join(out), ""


class Kind(StrEnum):
    """What reads the content."""

    HTML = "html"
    TEXT = "text"
    FEED = "feed"
    OTHER = "other"


_SIGNATURES = re.compile(
    rb"\x89PNG|GIF8[79]a|\xff\xd8\xff|BM....\x00\x00|II\*\x00|MM\x00\*|\x00\x00[\x01\x02]\x00"
    rb"|RIFF....(?:WAVE|WEBP|AVI )|OggS\x00|ID3[\x02-\x04]|fLaC\x00|\x1a\x45\xdf\xa3|\x00...ftyp|[FC]WS[\x01-\x1f]"
    rb"|%PDF-|%!PS-|\xd0\xcf\x11\xe0|SQLite format 3\x00|wOF[F2]|OTTO\x00|ttcf\x00|\x00\x01\x00\x00"
    rb"|PK\x03\x04|PK\x05\x06|\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ|7z\xbc\xaf|Rar!\x1a|\x28\xb5\x2f\xfd"
    rb"|\x7fELF|MZ[\x00-\xff]\x00|\x00asm|\xca\xfe\xba\xbe",
    re.DOTALL,
)
# The first tag after white space, comments, instructions and document types; atomic, so that hostile pages cost no time
_ROOT = re.compile(
    rb"(?>\s+|<!--.*?-->|<\?.*?\?>|<!DOCTYPE\s+(?!html|svg)[^>\[]*(?:\[.*?\]\s*)?>)*+<(!?[a-z][\w:]*)(?=[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_MARKUP = re.compile(
    rb"<(?:p|div|span|a|br|h[1-6]|table|tr|td|ul|ol|li|article|section|main|header|nav|footer|title|meta|link|style"
    rb"|script|iframe|form|font|b|i|em|strong|center|blockquote|img|pre)(?:\s[^>]*)?/?>",
    re.IGNORECASE,
)
_FEEDS = frozenset({b"rss", b"feed", b"rdf:rdf", b"atom:feed", b"channel"})
_TEXTS = re.compile(r"text/(plain|html|xml|markdown|x-markdown)|application/(xhtml|xml|rss|atom|rdf)")
_NOT_TEXT = re.compile(
    r"(image|audio|video|font|multipart|message)/|text/(css|javascript|csv|calendar|vcard|tab-separated|x-|ecma)"
    r"|application/(?!octet-stream|x-unknown|unknown|force-download|x-download|binary|download|xhtml|xml|rss|atom|rdf)"
)


def says_text(media: str) -> bool:
    """Whether a media type as declared (`text/html; charset=x`) is one of text; an absent one may be."""
    return not media or _TEXTS.match(media.strip().lower()) is not None


def readable(data: bytes) -> bool:
    """Whether the bytes look like text in some encoding: no signature of a binary format, next to no control bytes."""
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if _SIGNATURES.match(head):
        return False
    control = len(head.translate(None, bytes(range(32, 256)) + b"\t\n\r\f\x1b\b"))
    return control * 50 <= len(head)


def kind_of(data: bytes, media: str) -> Kind:
    """What the content is, told from its first bytes; the declared type decides only between kinds of plain text."""
    media = media.strip().lower()
    head = _unicode_head(data[:16384])
    if not readable(data):
        return Kind.OTHER
    if root := _ROOT.match(head):
        name = root[1].lower()
        if name in _FEEDS:
            return Kind.FEED
        if _PAGE.search(head):
            return Kind.HTML
        if name in (b"svg", b"!doctype") or head.lstrip()[:5] == b"<?xml":
            return Kind.OTHER
    elif _PAGE.search(head[:4096]) and not media.startswith("text/plain") and not _NOT_TEXT.match(media):
        return Kind.HTML
    if _NOT_TEXT.match(media):
        opens_as_page = root is not None and _MARKUP.match(head, root.start(1) - 1) is not None
        return Kind.HTML if opens_as_page and not media.startswith("text/x-") else Kind.OTHER
    if "html" in media or (media[:10] != "text/plain" and _MARKUP.search(head)):
        return Kind.HTML
    return Kind.OTHER if head.lstrip()[:1] in (b"{", b"[") and _JSON.match(head) else Kind.TEXT


_JSON = re.compile(rb'\s*(?:\{\s*(?:"|\})|\[\s*(?:[\{\[\]"]|-?\d))')


def _unicode_head(head: bytes) -> bytes:
    """The head in UTF-8 where it is UTF-16, without a byte order mark."""
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(codec, "replace").encode()
    return head.removeprefix(b"\xef\xbb\xbf")
