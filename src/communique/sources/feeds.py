"""RSS and Atom feeds to drafts, one an entry.

In come the bytes of a feed (RSS 0.9x, 1.0, 2.0, Atom; well-formed or not); out goes, for every entry, a `Draft` with
the full text where the feed gives it and the summary where it does not, or `Rejected`. Nothing is fetched: the parser
is given bytes only, entities that the document declares are not expanded, links are not followed.

Refused: what is over the size limit, what is no feed, a feed without entries, an entry without text.
"""

import html
import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from communique.records import Block, BlockKind, Found, Publication, Reason, Rejected, Stage
from communique.sources.dates import publication
from communique.sources.drafts import Draft
from communique.sources.fragments import fragment_blocks, has_markup, inline_text
from communique.sources.options import ReadOptions

if TYPE_CHECKING:
    from feedparser import FeedParserDict

_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_UPDATES = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:updated|modified|lastBuildDate)[\s>]", re.IGNORECASE)
_REST_OF_ADDRESS = re.compile(r"^[a-z]{1,20}(?: ?\(([^()]+)\)?)?$")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)
# A document type with declarations of its own, before the first element
_SUBSET = re.compile(
    rb"\A((?>[^<]+|<[?].*?[?]>|<!--.*?-->)*+)<!DOCTYPE[^>\[<]{0,1000}\[(.*?)\]\s*>", re.DOTALL | re.IGNORECASE
)
_CHARACTER = re.compile(rb"""<!ENTITY\s+(\w{1,40})\s+(["'])(&#\w{1,8};|[^"'&%<>]{0,10})\2\s*>""")
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9A-Fa-f]{4,30})|(\d{5,30}));?")
_DECLARED = re.compile(r"(<\?xml[^>]{0,200}?)\sencoding\s*=\s*[\"'][\w.:-]{1,40}[\"']")
# What feedparser lets through for input that is broken in ways its authors did not think of
_PARSER_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)

_Fields = Mapping[str, Any]


def feed_entries(raw: bytes, uri: str, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """Every entry of the feed, in its order, as a draft (uri: `path#entry 3`) or with the reason why it is none.

    No exception for any content.
    """
    if len(raw) > options.max_bytes:
        detail = f"a feed of {len(raw)} bytes, over the limit of {options.max_bytes}; raise --max-size to read it"
        yield Rejected(uri, "", Stage.OPEN, Reason.TOO_LARGE, detail)
        return
    if not raw.strip():
        yield Rejected(uri, "", Stage.OPEN, Reason.EMPTY, "the file is empty")
        return
    feed = _parsed(raw, options.encoding)
    if isinstance(feed, str):
        yield Rejected(uri, "", Stage.PARSE, Reason.MALFORMED, f"not a feed that can be read: {feed}")
        return
    if not feed.entries:
        yield Rejected(uri, "", Stage.PARSE, Reason.EMPTY, "a feed without entries")
        return
    reader = _Feed(feed, raw, uri)
    for number, entry in enumerate(feed.entries, 1):
        yield reader.draft(number, dict(entry.items()))


def _parsed(raw: bytes, encoding: str | None) -> "FeedParserDict | str":
    """The feed, or what is wrong with it."""
    import feedparser

    headers = {"content-type": f"application/xml; charset={encoding}"} if encoding else {}
    raw = _REFERENCE.sub(_real, _plain_prolog(_utf8(raw)))
    try:
        # A stream, never bytes or str: feedparser would look for a file or an address of that name
        feed = feedparser.parse(
            io.BytesIO(raw), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except _PARSER_FAULTS as err:
        return f"{type(err).__name__} in the parser. Check that the file is XML"
    if not feed.get("version") and not feed.entries:
        return f"no RSS or Atom in it ({_fault(feed) or 'other content'})"
    return feed


def _utf8(raw: bytes) -> bytes:
    """UTF-16 that its byte order mark tells, which feedparser often takes for something else, in UTF-8."""
    codec = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(raw[:2])
    if codec is None:
        return raw
    return _DECLARED.sub(r"\1", raw[2:].decode(codec, "replace"), count=1).encode()


def _real(reference: re.Match[bytes]) -> bytes:
    """A reference to a character that does not exist (over U+10FFFF, half a pair) breaks the parser altogether."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else b"&#xFFFD;"


def _plain_prolog(raw: bytes) -> bytes:
    """The feed with those entities only that stand for a few characters.

    Others multiply (each ten times the one before) or are to be read from elsewhere. What refers to them is kept as
    written.
    """
    subset = _SUBSET.match(raw)
    if subset is None:
        return raw
    characters = b"".join(b'\n<!ENTITY %s "%s">' % (e[1], e[3]) for e in _CHARACTER.finditer(subset[2]))
    return subset[1] + (b"<!DOCTYPE feed [" + characters + b"\n]>" if characters else b"") + raw[subset.end() :]


def _fault(feed: "FeedParserDict") -> str:
    return " ".join(str(feed.get("bozo_exception", "")).split())[:120]


class _Feed:
    """What the feed says of all its entries."""

    def __init__(self, feed: "FeedParserDict", raw: bytes, uri: str) -> None:
        head: _Fields = dict(feed.feed.items())
        self.uri = uri
        self.title = _title(head)
        self.language = head.get("language")
        self.link = str(head.get("link") or "")
        self.notes = _faults(feed)
        # feedparser gives dc:date as `updated`; it is a publication date only where nothing else can be behind it
        declared = _DUBLIN_CORE in dict(feed.get("namespaces") or {}).values()
        rss = str(feed.get("version")).startswith("rss")
        self.dc_dates = rss and declared and _UPDATES.search(raw) is None

    def draft(self, number: int, entry: _Fields) -> Draft | Rejected:
        text, blocks, where = _text(entry)
        title, url = _title(entry), self._url(entry)
        if not text:
            detail = "no text in the entry" + (f"; the story is at {url[:200]}" if url else "")
            return Rejected(self.uri, f"entry {number}", Stage.EXTRACT, Reason.EMPTY, detail)
        outlet, outlet_found = self._outlet(entry)
        language, language_found = self._language(entry)
        headline = (Block(BlockKind.HEADLINE, text=title),) if title else ()
        return Draft(
            uri=f"{self.uri}#entry {number}",
            text=text,
            id=str(entry.get("id") or "").strip() or None,
            title=title,
            outlet=outlet,
            authors=_authors(entry),
            language=language,
            url=url,
            published=self._published(entry),
            paragraphs=tuple(b for b in blocks if b.span is not None),
            aside=headline + tuple(b for b in blocks if b.span is None),
            found=(
                Found("text", f"feed {where}"),
                *((Found("title", "feed title"),) if title else ()),
                *outlet_found,
                *language_found,
            ),
            notes=(*self.notes, *(("summary only",) if where == "summary" else ())),
        )

    def _url(self, entry: _Fields) -> str | None:
        """The story's own address: not a redirect's, and not an id that only looks like one."""
        links = [dict(link.items()) for link in entry.get("links") or ()]
        stories = [link for link in links if link.get("rel") == "alternate"]
        pages = [link for link in stories if "html" in str(link.get("type", "html"))]
        candidates = [entry.get("feedburner_origlink"), *(link.get("href") for link in (*pages, *stories))]
        if not stories:
            candidates.append(entry.get("link"))
        for candidate in candidates:
            if address := _absolute(self.link, str(candidate or "").strip()):
                return address
        return None

    def _outlet(self, entry: _Fields) -> tuple[str | None, tuple[Found, ...]]:
        """An aggregator's entry names the feed it came from."""
        source = _title(dict((entry.get("source") or {}).items()))
        if source:
            return source, (Found("outlet", "feed source title"),)
        return self.title, (Found("outlet", "feed title"),) if self.title else ()

    def _language(self, entry: _Fields) -> tuple[str | None, tuple[Found, ...]]:
        details = [*(entry.get("content") or ()), entry.get("summary_detail"), entry.get("title_detail")]
        stated = [entry.get("language"), *(d.get("language") for d in details if d), self.language]
        for tag in stated:
            if found := _LANGUAGE.fullmatch(str(tag or "").strip()):
                return found[1].lower(), (Found("language", "feed language"),)
        return None, ()

    def _published(self, entry: _Fields) -> Publication | None:
        """As stated. The time of the last change is no time of publication."""
        if stated := entry.get("published"):
            return publication(str(stated), "feed published")
        if self.dc_dates and (stated := entry.get("updated")):
            return publication(str(stated), "feed dc:date")
        return None


def _faults(feed: "FeedParserDict") -> tuple[str, ...]:
    if not feed.get("bozo"):
        return ()
    kind = type(feed.get("bozo_exception")).__name__
    if kind == "CharacterEncodingOverride":
        return ("false charset",)
    return () if kind == "NonXMLContentType" else (f"malformed XML ({_fault(feed)})",)


def _text(entry: _Fields) -> tuple[str, tuple[Block, ...], str]:
    """Text, blocks and where they are from: the longest content, or else the summary."""
    contents = sorted((dict(c.items()) for c in entry.get("content") or ()), key=lambda c: -len(c.get("value") or ""))
    summary = dict((entry.get("summary_detail") or {}).items())
    for where, detail in (*(("content", c) for c in contents), ("summary", summary)):
        text, blocks = _prose(str(detail.get("value") or ""), str(detail.get("type") or ""))
        if text:
            return text, blocks, where
    return "", (), ""


def _prose(value: str, kind: str) -> tuple[str, tuple[Block, ...]]:
    if kind != "text/plain" and has_markup(value):
        return fragment_blocks(value)
    # Plain text, or what calls itself HTML and has no tag, so that its line ends are all there is of paragraphs
    plain = value if kind == "text/plain" else html.unescape(value)
    lines = (line.strip() for line in re.split(r"\r\n?|\n", plain))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), ()


def _title(fields: _Fields) -> str | None:
    detail = dict((fields.get("title_detail") or {}).items())
    value = str(detail.get("value") or fields.get("title") or "")
    # Entities and tags in what calls itself plain are faults of the feed: nobody heads a story with `&amp;`
    return (inline_text(value) if has_markup(value) else " ".join(html.unescape(value).split())) or None


def _authors(entry: _Fields) -> tuple[str, ...]:
    people = [dict(p.items()) for p in entry.get("authors") or ()]
    names = [" ".join(html.unescape(str(p.get("name") or "")).split()) for p in people]
    # `desk@paper.agency (Jane Roe)`: feedparser ends the address after four letters and leaves `cy (Jane Roe`
    cut = [re.search(r"\.[a-z]{4}$", str(p.get("email") or "")) for p in people]
    names = [_REST_OF_ADDRESS.sub(r"\1", name) if found else name for name, found in zip(names, cut, strict=True)]
    names = [re.sub(r"^by\s+", "", name, flags=re.IGNORECASE) for name in names]
    return tuple(dict.fromkeys(name for name in names if name and "@" not in name))


def _absolute(base: str, link: str) -> str | None:
    """An http address; a relative one is joined to the feed's link."""
    try:
        address = urljoin(base, link) if link else ""
    except ValueError:
        return None
    return address if re.match(r"https?://[^/\s]", address, re.IGNORECASE) else None
