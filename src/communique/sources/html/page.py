"""One page: decode, parse, read its facts, find its story."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from communique.records import Block, BlockKind, Reason, Rejected, Span, Stage
from communique.sources.decoding import Undecodable, declared_charset, decode
from communique.sources.drafts import Draft
from communique.sources.html.facts import Facts, page_facts
from communique.sources.html.lines import Paragraph
from communique.sources.html.story import Story, bare_story, main_story
from communique.sources.options import ReadOptions

MAX_ELEMENTS = 150_000  # a page of news has two to ten thousand
SHORT = 300  # characters: a story shorter than this is looked for again on the unpruned page
# Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Fetched:
    """Where a page came from. address: of the page, when known; charset: as a server declared it; crawled: ISO 8601."""

    uri: str
    locator: str = ""
    address: str | None = None
    charset: str | None = None
    crawled: str | None = None
    notes: tuple[str, ...] = field(default=())


def read_page(raw: bytes, fetched: Fetched, options: ReadOptions) -> Draft | Rejected:
    """The report on a page."""

    def no(stage: Stage, reason: Reason, detail: str) -> Rejected:
        return Rejected(fetched.uri, fetched.locator, stage, reason, detail)

    decoded = decode(raw, declared_charset(raw[:8192]) or fetched.charset, options.encoding)
    if isinstance(decoded, Undecodable):
        return no(Stage.DECODE, decoded.reason, decoded.detail)
    tree = parse(decoded.text)
    if tree is None:
        return no(Stage.PARSE, Reason.EMPTY, "the page holds no element")
    if _unreasonable(tree):
        return no(Stage.PARSE, Reason.TOO_LARGE, f"the page has more than {MAX_ELEMENTS} elements")
    facts = page_facts(tree, fetched.address)
    host = urlsplit(facts.url).hostname if facts.url else None
    story = main_story(tree, facts.title, host)
    length = sum(len(p.text) for p in story.paragraphs)
    if length < SHORT and (again := parse(decoded.text)) is not None:
        # Pruning may have cost a short story some of its text: the general extractor's own view, if it is fuller.
        plain = bare_story(again, facts.title)
        if len(plain) > 1 and sum(len(p.text) for p in plain) > 2 * length + 60:
            story = Story(plain, story.captions)
    words = sum(word_count(p.text) for p in story.paragraphs)
    if words < options.min_words or not story.paragraphs:
        return no(
            Stage.EXTRACT, Reason.NO_MAIN_TEXT, f"{words} words of main text; the page looks like a list or a notice"
        )
    return _draft(fetched, facts, story, decoded.notes)


def parse(text: str) -> HtmlElement | None:
    """The tree of a page, comments left out; None where there is no element."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return tree if isinstance(tree, HtmlElement) and isinstance(tree.tag, str) else None


def word_count(text: str) -> int:
    """Words of a text; where a script writes no spaces, two characters count as one."""
    return len(_UNSPACED.sub(" ", text).split()) + (len(_UNSPACED.findall(text)) + 1) // 2


def _unreasonable(tree: HtmlElement) -> bool:
    return float(tree.xpath("count(//*)")) > MAX_ELEMENTS


def joined(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[Block, ...]]:
    """Paragraphs as one text with empty lines between them, and their blocks."""
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(paragraph.kind, Span(at, at + len(paragraph.text))))
        at += len(paragraph.text) + 2
    return "\n\n".join(p.text for p in paragraphs), tuple(blocks)


def _draft(fetched: Fetched, facts: Facts, story: Story, notes: tuple[str, ...]) -> Draft:
    text, blocks = joined(story.paragraphs)
    aside = [Block(BlockKind.HEADLINE, text=facts.title)] if facts.title else []
    aside += [Block(BlockKind.CAPTION, text=caption) for caption in story.captions]
    return Draft(
        uri=fetched.uri,
        text=text,
        title=facts.title,
        outlet=facts.outlet,
        authors=facts.authors,
        language=facts.language,
        url=facts.url,
        published=facts.published,
        crawled=fetched.crawled,
        paragraphs=blocks,
        aside=tuple(aside),
        found=facts.found,
        notes=(*fetched.notes, *notes, *facts.notes),
    )
