"""Main text of a page as paragraphs: trafilatura on the pruned tree, then the lines that news adds to its stories.

In: a parsed page, which is used up. Out: `Story`. Refuses nothing: a page without a story gives no paragraphs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element
from lxml.html import HtmlElement

from communique.records import BlockKind
from communique.sources.html.boilerplate import cut_boilerplate
from communique.sources.html.facts import words
from communique.sources.html.lines import Paragraph, keep_story_lines

SENTENCE = 40  # characters; the least that a paragraph of a short story has
LOST = 0.2  # of the plain paragraphs' text: with less the extractor has lost the story
STORY = 3  # paragraphs of running text that make a story where the extractor finds none


@dataclass(frozen=True, slots=True)
class Story:
    """The paragraphs of a page's story in order, and the captions of its pictures."""

    paragraphs: tuple[Paragraph, ...]
    captions: tuple[str, ...]


def main_story(tree: HtmlElement, title: str | None, host: str | None = None) -> Story:
    """The story of a page of `host` whose title is `title`; `tree` is changed on the way."""
    captions = cut_boilerplate(tree, title, host)
    plain = [Paragraph(BlockKind.BODY, text) for p in tree.iter("p", "blockquote") if len(text := words(p)) >= SENTENCE]
    paragraphs = list(_paragraphs(_body(tree)))
    # On very short stories the extractor falls back to all the text of the page in one piece.
    if len(paragraphs) <= 1 and plain and _length(paragraphs) > 1.3 * _length(plain):
        paragraphs = plain
    # And it cuts whatever is named or tagged as an aside, the story too: then its paragraphs speak for themselves.
    if _length(paragraphs) < LOST * _length(plain) and sum(len(p.text) >= 2 * SENTENCE for p in plain) >= STORY:
        paragraphs = plain
    return Story(tuple(keep_story_lines(paragraphs, title)), captions)


def _length(paragraphs: list[Paragraph]) -> int:
    return sum(len(p.text) for p in paragraphs)


def bare_story(tree: HtmlElement, title: str | None) -> tuple[Paragraph, ...]:
    """The story as the general extractor sees it, with nothing cut from the tree before."""
    return tuple(keep_story_lines(list(_paragraphs(_body(tree))), title))


def _body(tree: HtmlElement) -> _Element | None:
    from trafilatura import bare_extraction

    got = bare_extraction(tree, fast=True, include_comments=False, include_tables=True, with_metadata=False)
    return getattr(got, "body", None)


def _paragraphs(body: _Element | None) -> Iterator[Paragraph]:
    if body is None:
        return
    for element in body:
        kind = BlockKind.SUBHEAD if element.tag == "head" else BlockKind.BODY
        for text in _texts(element):
            yield Paragraph(kind, text)
        if element.tail and element.tail.strip():
            yield Paragraph(BlockKind.BODY, _folded(element.tail))


def _texts(element: _Element) -> Iterator[str]:
    """The paragraphs inside one element of trafilatura's body."""
    if element.tag == "table":
        for row in element.iter("row"):
            cells = [t for cell in row.iter("cell") if (t := _folded(" ".join(_strings(cell))))]
            if cells:
                yield " | ".join(cells)
    elif element.tag == "list":
        for item in element.iter("item"):
            if text := _folded(" ".join(_own_text(item))):
                yield text
    elif element.find(".//lb") is not None or element.find(".//p") is not None:
        yield from _broken_lines(element)
    elif text := _folded("".join(_strings(element))):
        yield text


def _strings(element: _Element) -> Iterator[str]:
    return (str(text) for text in element.itertext())


def _own_text(item: _Element) -> Iterator[str]:
    """Text of a list item without that of items inside it."""
    if item.text:
        yield item.text
    for child in item:
        if child.tag != "list":
            yield from _strings(child)
        if child.tail:
            yield child.tail


def _broken_lines(element: _Element) -> Iterator[str]:
    """Paragraphs of an element that holds line breaks or paragraphs."""
    line: list[str] = []
    pieces: list[str] = []

    def walk(node: _Element) -> None:
        line.append(node.text or "")
        for child in node:
            if child.tag in ("lb", "p", "item", "quote", "head"):
                pieces.append("".join(line))
                line.clear()
            walk(child)
            if child.tag in ("p", "item", "quote", "head"):
                pieces.append("".join(line))
                line.clear()
            line.append(child.tail or "")

    walk(element)
    pieces.append("".join(line))
    for piece in pieces:
        if text := _folded(piece):
            yield text


def _folded(text: str) -> str:
    return " ".join(text.split())
