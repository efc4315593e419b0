"""What a page carries around and inside its story, cut from the tree before the main text is looked for.

In: a parsed page. Out: the same tree without navigation, adverts, notices, forms, share bars, captions and further
stories; the captions' words are returned. A general extractor finds the densest region and is rarely wrong about it;
what it keeps is what news sites put inside that region, and that is named by tag, role, class and heading (`phrases`).

Nothing is cut that holds a large share of the page's paragraphs: a wrapper with an unlucky class name must not cost
the story.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from communique.sources.html import phrases
from communique.sources.html.facts import words
from communique.sources.html.layout import paragraphs_from_breaks, prose, undo_layout_tables

NEVER_TEXT = (
    "script", "style", "noscript", "template", "svg", "iframe", "canvas", "button", "select", "input", "textarea",
    "dialog", "audio", "video", "object", "embed", "map", "meta", "link", "menu", "progress", "datalist", "label",
)  # fmt: skip
ROLES_AROUND = ("navigation", "complementary", "contentinfo", "search", "banner", "dialog", "alert")
USUALLY_AROUND = ("nav", "footer", "aside", "address")

_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
LARGE = 0.35  # of a page's running text: more than this is never boilerplate
LONG_PARAGRAPH = 200  # characters of running text: a notice is shorter
MARKED = 0.6  # of what is left on the page: a marked body with less is only its opening
MAX_CAPTIONS = 40


def cut_boilerplate(tree: HtmlElement, title: str | None, host: str | None) -> tuple[str, ...]:
    """Cut from `tree`, in place, what is not the story; the captions found on the way are returned, each once.

    title: the page's title, which tells its own headline from others. host: the site's, which tells its links.
    """
    etree.strip_elements(tree, *NEVER_TEXT, with_tail=False)
    undo_layout_tables(tree)
    paragraphs_from_breaks(tree)
    total = prose(tree)
    headline = next((h for h in tree.iter("h1") if _same(words(h), title)), None)
    # Looked at before the bylines and dates under headings are cut.
    dated = {h for h in tree.iter("h1", "h2", "h3", "h4", "h5", "h6") if _dated_after(h)}
    _cut_around(tree, total, set(headline.iterancestors()) if headline is not None else set())
    captions: dict[str, None] = {}
    _cut_captions(tree, total, captions)
    _keep_marked_body(tree)
    _cut_other_articles(tree, title)
    _cut_after_headings(tree, host, title, dated)
    return tuple(captions)[:MAX_CAPTIONS]


def _cut_captions(tree: HtmlElement, total: int, captions: dict[str, None]) -> None:
    for element in list(tree.iter("figure", "figcaption", "p", "div", "span", "em", "small", "dd", "td", "cite")):
        marked = element.tag in ("figure", "figcaption") or _is_caption(element.get("class") or "")
        if not marked or not _attached(element, tree):
            continue
        if element.tag == "figure":
            if element.find(".//table") is not None or element.find(".//blockquote") is not None:
                continue
            inner = element.find(".//figcaption")
            text = words(inner) if inner is not None else words(element)
        else:
            text = words(element)
        if len(text) > 1200 or _holds_story(element, total) or _paragraphs(element) > 3:
            continue
        if text:
            captions.setdefault(text)
        _drop(element)


def _keep_marked_body(tree: HtmlElement) -> None:
    """Where one element is marked as the article's body and holds most of what is left, keep only that."""
    marked = tree.xpath("//*[@itemprop='articleBody'][not(ancestor::*[@itemprop='articleBody'])]")
    if len(marked) != 1 or marked[0].tag == "meta":
        return
    body = tree.find("body")
    element = marked[0]
    if body is None or element is body or prose(element) < MARKED * max(1, prose(body)):
        return
    for child in list(body):
        body.remove(child)
    body.text = None
    element.tail = None
    body.append(element)


@lru_cache(maxsize=16384)
def _is_caption(name: str) -> bool:
    return bool(phrases.caption_names().search(name))


@lru_cache(maxsize=16384)
def _is_around(name: str) -> bool:
    return bool(phrases.around_names().search(name)) and not phrases.story_names().search(name)


def _cut_around(tree: HtmlElement, total: int, above: set[HtmlElement]) -> None:
    """Cut what stands around the story, from the outside in; what goes takes everything inside it along.

    above: the elements around the headline, which are kept where they hold any running text.
    """
    waiting = [tree]
    while waiting:
        for element in list(waiting.pop()):
            if not isinstance(element.tag, str):
                continue
            kept = element in above and (element.tag not in USUALLY_AROUND or prose(element) > 0)
            if _stands_around(element) and not kept and not _holds_story(element, total):
                _drop(element)
            elif len(element):
                waiting.append(element)


def _stands_around(element: HtmlElement) -> bool:
    """True where tag, role, class, id or style says that an element stands around the story or is not shown."""
    tag = element.tag
    if tag in ("html", "body", "article", "main", "h1", "tr"):
        return False
    if tag in USUALLY_AROUND:
        return True
    if tag == "p" and len(element.text_content()) > LONG_PARAGRAPH and prose(element) > LONG_PARAGRAPH:
        return False  # `<p class="paywall">` is what one pays for
    attributes = element.attrib
    if not attributes:
        return False
    name, identity = attributes.get("class"), attributes.get("id")
    if (name and _is_around(name)) or (identity and len(identity) < 60 and _is_around(identity)):
        return True
    if attributes.get("role") in ROLES_AROUND or "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    return _styled_away(attributes.get("style"))


def _styled_away(style: str | None) -> bool:
    return style is not None and _UNSEEN.search(style) is not None


def _holds_story(element: HtmlElement, total: int) -> bool:
    """True for a wrapper that holds much of the page's prose."""
    # The whole text is counted much faster than the prose in it.
    return len(element.text_content()) > LARGE * total and prose(element) > LARGE * total


def _paragraphs(element: HtmlElement) -> int:
    return sum(1 for _ in element.iter("p"))


def _attached(element: HtmlElement, tree: HtmlElement) -> bool:
    """False for an element that went with an ancestor cut before it."""
    return element.getroottree().getroot() is tree


def _drop(element: HtmlElement) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + " " + element.tail
        else:
            parent.text = (parent.text or "") + " " + element.tail
    element.tail = None
    parent.remove(element)


def _cut_other_articles(tree: HtmlElement, title: str | None) -> None:
    """Of several `article` elements beside each other keep the page's own; of several `h1` the first one's story."""
    outer = [a for a in tree.iter("article") if next(a.iterancestors("article"), None) is None]
    if len(outer) > 1:
        own = _own_article(outer, title)
        if own is not None:
            for other in outer:
                if other is not own:
                    _drop(other)
    own = next((a for a in tree.iter("article")), None)
    if own is not None:
        for inner in list(own.iterdescendants("article")):
            headed = next(inner.iter("h1", "h2", "h3"), None) is not None
            if headed and _text_length(inner) < 0.5 * _text_length(own):
                _drop(inner)
    _cut_later_headlines(tree, title)


def _cut_later_headlines(tree: HtmlElement, title: str | None) -> None:
    """Cut the stories that follow under an `h1` of their own, each with its region."""
    headings = [h for h in tree.iter("h1") if words(h)]
    # A page may repeat its headline in a bar at the top; the last one stands over the story.
    exact = [i for i, h in enumerate(headings) if words(h) == title]
    near = [i for i, h in enumerate(headings) if _same(words(h), title)]
    if not near:
        return
    own = exact[-1] if exact else near[0]
    first = headings[own]
    above = set(first.iterancestors())
    for heading in headings[own + 1 :]:
        between = _text_between(first, heading)
        if not _attached(heading, tree) or between <= 250:
            continue
        region = heading
        while (parent := region.getparent()) is not None and parent not in above:
            region = parent
        # Some sites write their sub-headings as `h1`: those stand in the story's own region, behind its text.
        leads = region is not heading and _text_inside(region, heading) < 100
        if leads and 200 < prose(region) - prose(heading) < 3 * between:
            _cut_from(region)
        elif _dated_after(heading):
            _cut_from(heading)


def _own_article(articles: list[HtmlElement], title: str | None) -> HtmlElement | None:
    lengths = [_text_length(a) for a in articles]
    for article, length in zip(articles, lengths, strict=True):
        heads = [words(h) for h in article.iter("h1", "h2")]
        if any(_same(h, title) for h in heads) and length > 0.1 * max(lengths):
            return article
    # Teasers are articles too: one that stands out is the story. Otherwise nothing is decided here.
    longest = max(range(len(articles)), key=lambda i: lengths[i])
    rest = max((n for i, n in enumerate(lengths) if i != longest), default=0)
    return articles[longest] if lengths[longest] > 2 * rest else None


def _text_length(element: HtmlElement) -> int:
    return sum(len(p.text_content()) for p in element.iter("p", "li"))


def _same(heading: str, title: str | None) -> bool:
    if not title:
        return False
    a, b = re.findall(r"\w+", heading.casefold()), re.findall(r"\w+", title.casefold())
    if not a or not b:
        return False
    return a == b or len(set(a) & set(b)) >= 0.6 * max(len(set(a)), len(set(b)))


def _text_between(first: HtmlElement, later: HtmlElement) -> int:
    """Characters of paragraphs after one element and before a later one."""
    return _text_until(first.xpath("following::*[self::p or self::h1]"), later)


def _text_inside(region: HtmlElement, heading: HtmlElement) -> int:
    """Characters of paragraphs of a region before a heading inside it."""
    return _text_until(region.iter("p", "h1"), heading)


def _text_until(elements: Iterable[HtmlElement], last: HtmlElement) -> int:
    length = 0
    for element in elements:
        if element is last:
            break
        length += len(element.text_content())
    return length


def _cut_from(element: HtmlElement) -> None:
    """Cut an element and its later siblings."""
    for sibling in list(element.itersiblings()):
        _drop(sibling)
    _drop(element)


def _cut_after_headings(tree: HtmlElement, host: str | None, title: str | None, dated: set[HtmlElement]) -> None:
    """Cut lists of further stories under their heading, and stories appended under a linked or dated heading."""
    linked_before = 0
    for heading in list(tree.iter("h2", "h3", "h4", "h5", "h6", "p", "strong", "b", "div", "span")):
        if len(heading) > 3 or not (raw := str(heading.text_content())) or len(raw) > 400:
            continue
        text = " ".join(raw.split())
        if not text or len(text) > 200 or not _attached(heading, tree):
            continue
        is_heading = heading.tag in ("h2", "h3", "h4", "h5", "h6")
        if len(text) < 70 and phrases.further_headings().match(text):
            _cut_further(heading)
        elif is_heading and len(text) >= 15 and not _same(text, title) and _before(heading) > 400:
            linked = _links_on(heading, text, host)
            if heading in dated or (linked and not linked_before):
                _cut_from(heading)
            linked_before += linked


def _cut_further(heading: HtmlElement) -> None:
    """`Related stories` and the teasers that hang under it, up to the first plain paragraph."""
    node = heading
    parent = node.getparent()
    while (
        parent is not None and parent.tag in ("p", "strong", "b", "span", "a", "div") and words(parent) == words(node)
    ):
        node, parent = parent, parent.getparent()
    if parent is None:
        return
    for sibling in list(node.itersiblings()):
        if not _is_teaser(sibling):
            break
        _drop(sibling)
    _drop(node)


def _is_teaser(element: HtmlElement) -> bool:
    """True for what has no running text, or consists of links, or is a linked headline with its summary."""
    running = prose(element)
    if running == 0:
        return element.tag not in ("h2", "h3")
    links = sum(len(a.text_content()) for a in element.iter("a"))
    return links > 0.5 * running or (element.tag != "p" and element.find(".//a") is not None and _heads(element) > 0)


def _heads(element: HtmlElement) -> int:
    return sum(
        1 for h in element.iter("h2", "h3", "h4", "h5") if h.find(".//a") is not None or h.getparent().tag == "a"
    )


def _links_on(heading: HtmlElement, text: str, host: str | None) -> bool:
    """True for a heading that is one link to another page of the same site."""
    link = heading.find(".//a[@href]")
    if link is None or words(link) != text or len(text) < 25:
        return False
    target = link.get("href") or ""
    if target.startswith(("#", "javascript:", "mailto:")):
        return False
    return not re.match(r"(?:https?:)?//", target) or (host is not None and host.removeprefix("www.") in target)


def _dated_after(heading: HtmlElement) -> bool:
    """True where a date or byline comes right after a heading, as under a story's own."""
    after = heading.getnext()
    if after is None:
        return False
    text = words(after)
    if not text or len(text) >= 120:
        return False
    if after.tag == "time" or after.find(".//time") is not None:
        return True
    return re.search(r"date|time|byline|author|meta|stamp", after.get("class") or "", re.I) is not None


def _before(heading: HtmlElement) -> int:
    """Characters of paragraphs among the siblings before a heading."""
    return sum(
        len(s.text_content()) for s in heading.itersiblings(preceding=True) if s.tag in ("p", "div", "ul", "blockquote")
    )
