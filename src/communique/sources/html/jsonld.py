"""Structured data in a page: the schema.org object that describes the main article.

In: the texts of `script` elements of type `application/ld+json`, often broken. Out: the article's object, or an empty
one. Objects of teasers and recommended stories on the same page are left aside.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

ARTICLE_TYPES = frozenset(
    {
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReviewNewsArticle",
        "AskPublicNewsArticle",
        "LiveBlogPosting",
        "BlogPosting",
        "SocialMediaPosting",
        "Report",
        "TechArticle",
        "ScholarlyArticle",
        "AdvertiserContentArticle",
        "SpecialAnnouncement",
    }
)
PAGE_TYPES = frozenset({"WebPage", "ItemPage", "VideoObject", "CreativeWork"})
MAX_DEPTH = 12
_CONTROL = re.compile(r"[\x00-\x1f]")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*;?\s*$"
)


def article_data(scripts: Iterable[str], address: str | None, headings: Iterable[str]) -> Mapping[str, Any]:
    """The object of the page's own article.

    address: canonical address of the page, to tell the article from teasers. headings: the page's own titles, likewise.
    """
    articles: list[Mapping[str, Any]] = []
    pages: list[Mapping[str, Any]] = []
    for script in scripts:
        for thing in _objects(_parse(script), 0):
            kinds = set(strings(thing.get("@type")))
            if kinds & ARTICLE_TYPES:
                articles.append(thing)
            elif kinds & PAGE_TYPES and ("datePublished" in thing or "headline" in thing):
                pages.append(thing)
    wanted = {_plain(h) for h in headings if h}
    return _best(articles, address, wanted) or _best(pages, address, wanted) or {}


def strings(value: Any) -> list[str]:
    """The strings of a value that may be a string, a list of them, or objects with a `name`, `@value` or `@id`."""
    if isinstance(value, str):
        text = html.unescape(value).strip()
        return [text] if text else []
    if isinstance(value, list):
        return [s for v in value[:50] for s in strings(v)]
    if isinstance(value, Mapping):
        for key in ("name", "@value", "@id", "url"):
            if found := strings(value.get(key)):
                return found
    return []


def _parse(script: str) -> Any:
    """The JSON of one script, mended where publishers commonly break it; None where that does not help."""
    text = _WRAPPING.sub("", script)
    for mend in (str, lambda s: _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", s)), html.unescape):
        try:
            return json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvage(text)


def _salvage(text: str) -> Any:
    """The few plain facts of an article in JSON too broken to parse, each only when it is stated once."""
    if not re.search(r'"@type"\s*:\s*\[?\s*"(?:[A-Za-z]*NewsArticle|Article|BlogPosting)"', text):
        return None
    out = {"@type": "NewsArticle"}
    for key in ("headline", "datePublished", "inLanguage"):
        found = re.findall(rf'"{key}"\s*:\s*"((?:[^"\\\n]|\\.){{1,400}})"', text)
        if len(set(found)) == 1:
            out[key] = found[0].replace('\\"', '"')
    return out


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Every object in `value` that may be an article, outer ones first."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _objects(item, depth + 1)
    elif isinstance(value, Mapping):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"):
            if isinstance(value.get(key), dict | list):
                yield from _objects(value[key], depth + 1)


def _best(things: list[Mapping[str, Any]], address: str | None, wanted: set[str]) -> Mapping[str, Any] | None:
    """The object whose address or headline is the page's; else the only one; else the first that is dated."""
    if address:
        for thing in things:
            own = {_path(a) for key in ("mainEntityOfPage", "url", "@id") for a in strings(thing.get(key))}
            if _path(address) in own:
                return thing
    for thing in things:
        if any(_plain(h) in wanted for h in strings(thing.get("headline")) + strings(thing.get("name"))):
            return thing
    return next((t for t in things if "datePublished" in t), things[0] if things else None)


def _path(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/').lower()}"


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", html.unescape(text).casefold()))
