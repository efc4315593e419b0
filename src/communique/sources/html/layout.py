"""Pages laid out with tables, as many agencies and ministries still write them.

In: a parsed page. Out: the same tree with layout tables turned into plain divisions, their side columns left out. A
table of data (short cells) stays a table.
"""

import re

from lxml.html import HtmlElement

LAYOUT_PROSE = 300  # characters of running text in one cell: no table of data has that
SIDE = 0.15  # of the fullest cell's running text: less is a side column
PROSE = 60  # characters; labels, links and credits are shorter
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what a page may hold and a tree may not be given
_PARTS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th")


def prose(element: HtmlElement) -> int:
    """Characters of running text under an element: text runs long enough to be sentences, not labels or links."""
    return sum(n for text in element.itertext() if (n := len(text)) >= PROSE and len(text.strip()) >= PROSE)


def undo_layout_tables(tree: HtmlElement) -> None:
    """Turn layout tables into divisions, outermost first, in place."""
    for table in list(tree.iter("table")):
        if table.getroottree().getroot() is not tree:
            continue
        cells = [c for c in table.iter("td", "th") if next(c.iterancestors("table"), None) is table]
        lengths = [prose(c) if len(c.text_content()) > PROSE else 0 for c in cells]
        fullest = max(lengths, default=0)
        if fullest < LAYOUT_PROSE and table.get("role") not in ("presentation", "none"):
            continue
        for cell, length in zip(cells, lengths, strict=True):
            if length < SIDE * fullest and cell.find(".//h1") is None:
                cell.getparent().remove(cell)
        own = [p for p in table.iter(*_PARTS) if p is table or next(p.iterancestors("table"), None) is table]
        for part in own:
            part.tag = "div"


LINE = 80  # characters on both sides of a single line break that make it the end of a paragraph
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "div",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    }
)


def paragraphs_from_breaks(tree: HtmlElement) -> None:
    """Where paragraphs are parted by line breaks (`<br><br>`), make them paragraphs, in place."""
    parents: dict[HtmlElement, None] = {}
    for br in tree.iter("br"):
        parent = br.getparent()
        if parent is not None and parent.tag in ("div", "section", "article", "body", "main", "font", "span", "center"):
            parents.setdefault(parent)
    for parent in parents:
        pieces = _pieces(parent)
        if sum(1 for piece in pieces if isinstance(piece, list)) > 1:
            _rebuild(parent, pieces)


def _pieces(parent: HtmlElement) -> list["HtmlElement | list[HtmlElement | str]"]:
    """The content of `parent`: block elements as they are, inline content between breaks as lists."""
    content: list[HtmlElement | str] = [parent.text or ""]
    for child in parent:
        content += [child, child.tail or ""]
    out: list[HtmlElement | list[HtmlElement | str]] = []
    run: list[HtmlElement | str] = []
    breaks: list[HtmlElement] = []

    def flush() -> None:
        if any(_words(node) for node in run):
            out.append(run.copy())
        run.clear()

    for index, node in enumerate(content):
        if not isinstance(node, str) and node.tag == "br":
            breaks.append(node)
            continue
        if isinstance(node, str) and not node.strip():
            run.append(node)
            continue
        if breaks:
            if len(breaks) > 1 or (_length(run) >= LINE and _ahead(content, index) >= LINE):
                flush()
            else:
                run.append(breaks[0])
            breaks.clear()
        if not isinstance(node, str) and node.tag in _BLOCKS:
            flush()
            out.append(node)
        else:
            run.append(node)
    flush()
    return out


def _words(node: "HtmlElement | str") -> str:
    return (node if isinstance(node, str) else str(node.text_content())).strip()


def _length(run: list["HtmlElement | str"]) -> int:
    return sum(len(_words(node)) for node in run)


def _ahead(content: list["HtmlElement | str"], start: int) -> int:
    """Characters up to the next break or block."""
    length = 0
    for node in content[start:]:
        if not isinstance(node, str) and (node.tag == "br" or node.tag in _BLOCKS):
            break
        length += len(_words(node))
    return length


def _rebuild(parent: HtmlElement, pieces: list["HtmlElement | list[HtmlElement | str]"]) -> None:
    for child in list(parent):
        child.tail = None
        parent.remove(child)
    parent.text = None
    for piece in pieces:
        if not isinstance(piece, list):
            parent.append(piece)
            continue
        paragraph = parent.makeelement("p", {})
        last: HtmlElement | None = None
        for node in piece:
            if not isinstance(node, str):
                paragraph.append(node)
                last = node
            elif last is None:
                paragraph.text = (paragraph.text or "") + _NO_XML.sub(" ", node)
            else:
                last.tail = (last.tail or "") + _NO_XML.sub(" ", node)
        parent.append(paragraph)
