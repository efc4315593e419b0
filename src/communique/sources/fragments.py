"""A piece of HTML that is all story, such as the content of a feed's entry, to paragraphs.

In comes HTML as a string, however broken; out go text (paragraphs with an empty line between them) and blocks:
paragraphs and sub-headings under spans, captions with their own text. Nothing is guessed away as boilerplate but what
is never read: scripts, styles, forms, embedded players, hidden elements, and the sign-offs that blog software appends.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.records import Block, BlockKind, Span

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNREAD = re.compile(
    "script|style|noscript|template|iframe|object|embed|applet|svg|math|canvas|audio|video|form|button|select|textarea"
    "|input|head|title|nav|map"
)
_PARAGRAPHS = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|h[1-6]"
    "|header|hr|html|legend|li|main|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_CELLS = ("td", "th")
_HEADINGS = re.compile(r"h[1-6]")
_CAPTION_CLASS = re.compile(r"(?:^|\s)(?:wp-caption-text|caption-text|(?:image|photo|img|media)-caption)(?:$|\s)")
_HIDDEN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SIGN_OFF = re.compile(
    r"The post .{1,400} (?:appeared first|first appeared) on .{1,200}|(?:Continue|Keep) reading\b.{0,200}"
    r"|(?:Read|Learn) (?:more|the full (?:story|article))\b.{0,60}|\[?(?:…|\.\.\.)\]?",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"</?[A-Za-z][A-Za-z0-9:]{0,15}(?=[\s>/])|<!--|<!\[CDATA\[")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_BREAK = "\u2028"  # a line break that the HTML asks for, while all other white space is still to be folded


@dataclass(slots=True)
class _Gathered:
    """Paragraphs so far. `pending` is the one being read, `kind` what it will be."""

    paragraphs: list[tuple[BlockKind, str]] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    headings: int = 0
    captioned: int = 0

    def flush(self) -> None:
        whole = "".join(self.pending)
        self.pending.clear()
        for piece in re.split(rf"[\s{_BREAK}]*{_BREAK}[^\S{_BREAK}]*{_BREAK}[\s{_BREAK}]*", whole):
            lines = (" ".join(line.split()) for line in piece.split(_BREAK))
            text = "\n".join(line for line in lines if line)
            if not text:
                continue
            if self.captioned:
                self.captions.append(text)
            else:
                self.paragraphs.append((BlockKind.SUBHEAD if self.headings else BlockKind.BODY, text))


def fragment_blocks(html: str) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks of a piece of HTML; the empty text where it holds none. Raises nothing for any string."""
    gathered = _gather(html)
    paragraphs = gathered.paragraphs
    while paragraphs and _SIGN_OFF.fullmatch(paragraphs[-1][1]):
        paragraphs.pop()
    blocks, at = [], 0
    for kind, text in paragraphs:
        blocks.append(Block(kind, Span(at, at + len(text))))
        at += len(text) + 2
    captions = (Block(BlockKind.CAPTION, text=caption) for caption in gathered.captions)
    return "\n\n".join(text for _, text in paragraphs), (*blocks, *captions)


def inline_text(html: str) -> str:
    """A title or a name on one line, without markup and entities."""
    gathered = _gather(html)
    words = " ".join([*(text for _, text in gathered.paragraphs), *gathered.captions])
    return " ".join(words.split())


def has_markup(text: str) -> bool:
    """Whether the string has anything that looks like a tag. `1 < 2` has not."""
    return _MARKUP.search(text) is not None


def _gather(html: str) -> _Gathered:
    from lxml import etree

    gathered = _Gathered()
    clean = _NOT_XML.sub(" ", html).replace(_BREAK, "\n")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(f"<html><body><div>{clean}</div></body></html>".encode(), parser)
    except etree.XMLSyntaxError:  # nested beyond all reason
        return gathered
    unread = 0  # depth inside an element that is not read
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag).lower()
        if event == "start":
            if unread or _is_unread(tag, element):
                unread += 1
                continue
            _open(gathered, tag, element)
            gathered.pending.append(element.text or "")
            continue
        if unread:
            unread -= 1
        else:
            _close(gathered, tag, element)
        if not unread:
            gathered.pending.append(element.tail or "")
    gathered.flush()
    return gathered


def _is_unread(tag: str, element: "_Element") -> bool:
    hidden = "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")) is not None
    return hidden or _UNREAD.fullmatch(tag) is not None


def _is_caption(tag: str, element: "_Element") -> bool:
    return tag == "figcaption" or (tag != "figure" and _CAPTION_CLASS.search(element.get("class", "")) is not None)


def _open(gathered: _Gathered, tag: str, element: "_Element") -> None:
    caption = _is_caption(tag, element)
    if caption or _PARAGRAPHS.fullmatch(tag):
        gathered.flush()
    elif tag in _CELLS:
        gathered.pending.append(" ")
    elif tag == "br":
        gathered.pending.append(_BREAK)
    gathered.captioned += caption
    gathered.headings += _HEADINGS.fullmatch(tag) is not None


def _close(gathered: _Gathered, tag: str, element: "_Element") -> None:
    caption = _is_caption(tag, element)
    if caption or _PARAGRAPHS.fullmatch(tag):
        gathered.flush()
    gathered.captioned -= caption
    gathered.headings -= _HEADINGS.fullmatch(tag) is not None
