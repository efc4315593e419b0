"""What a page states about itself: title, outlet, authors, language, address, publication time.

In: a parsed page, before anything is pruned. Out: `Facts`, each value with the place it was found in. Only what the
page states counts as stated: a date in the address or a bare date beside the headline is marked as worked out, and a
time of modification is never taken for the time of publication.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from communique.records import Found, Publication
from communique.sources.dates import publication
from communique.sources.html.jsonld import article_data, strings

# Names and properties of `meta` elements, best first; lower case.
TITLE_META = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title")
DATE_META = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "article.published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_online_date",
    "originalpublicationdate",
    "publication_date",
    "publish-date",
    "publishdate",
    "publish_date",
    "published_date",
    "published_at",
    "pubdate",
    "rnews:datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "article:created",
    "bt:pubdate",
    "ptime",
    "apub:time",
    "dc.date",
    "dcterms.date",
    "date",
)
AUTHOR_META = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "citation_author",
)
OUTLET_META = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_journal_title",
    "application-name",
    "twitter:app:name:iphone",
)
LANGUAGE_META = ("og:locale", "content-language", "dc.language", "dcterms.language", "language")

_SUFFIX = re.compile(r"\s+[|\u2013\u2014\u00b7\u2022\u00bb:/-]\s+|\s*[|\u00bb]\s*")
_MODIFIED = re.compile(
    r"modif|updat|edited|actuali[sz]|aktualis|обновл|更新|güncel|atualiz|aggiorn|bijgewerkt|maj\b|revis", re.I
)
_PUBLISHED = re.compile(
    r"publi|post(?:ed|ing)|entry-date|created|issued|release|опубликов|veröffentlich|erschienen|stand\b|pubdate|datetime",
    re.I,
)
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])(?!\d)")
_URL_DIGITS = re.compile(r"(?<!\d)(20[0-4]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_LABELLED = re.compile(
    r"(?:published|posted|first published|publi[ée] le|publicado(?: el| em)?|pubblicato(?: il)?|veröffentlicht(?: am)?|"
    r"опубликовано|date of publication|publication date|release date|date posted|released|date|дата публикации|дата|"
    r"data publicării|yayın(?:lanma)? tarihi|"
    r"发布时间|发布日期|نشر(?: في)?|تاريخ النشر)\s*(?:on|at)?\s*[:：]?\s*",
    re.I,
)
_DATE_IN_TEXT = re.compile(
    r"\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?(?:[T ,]*\d{1,2}:\d\d(?::\d\d)?)?"
    r"|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?:[ ,]*\d{1,2}:\d\d)?"
    r"|(?:[^\W\d_]{3,9}[.,]? )?\d{1,2}(?:st|nd|rd|th|\.)? (?:de |d')?[^\W\d_]{3,12}\.?,?(?: de)? \d{4}"
    r"(?:[ ,]*(?:at |- )?\d{1,2}:\d\d)?"
    r"|(?:[^\W\d_]{3,9}[.,]? )?[^\W\d_]{3,9}\.? \d{1,2}, \d{4}(?:[ ,]*(?:at |- )?\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?)?"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page says of itself. `found` tells where; a field that the page leaves out is None or empty."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    published: Publication | None = None
    found: tuple[Found, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Page:
    """The places of a page that state things, gathered in one walk over the tree."""

    meta: Mapping[str, list[str]]
    data: Mapping[str, Any]
    headings: tuple[HtmlElement, ...]
    head_title: str
    times: tuple[HtmlElement, ...]
    canonical: str | None


def page_facts(tree: HtmlElement, address: str | None) -> Facts:
    """Read the facts of a page. address: where the page was fetched from, None when it is only a file."""
    address = _parsable(address)
    page = _gather(tree, address)
    url = page.canonical or address
    found: list[Found] = []

    def note(name: str, pair: tuple[Any, str] | None) -> Any:
        if pair is None:
            return None
        found.append(Found(name, pair[1]))
        return pair[0]

    outlet = note("outlet", _outlet(page, url))
    title = note("title", _title(page, outlet))
    authors = note("authors", _authors(page, tree, outlet)) or ()
    language = note("language", _language(page, tree))
    published = _published(page, tree, url)
    if published:
        found.append(Found("published", published.where))
    if page.canonical:
        found.append(Found("url", "canonical link"))
    notes = () if published is None or published.stated else ("publication time worked out, not stated",)
    return Facts(title, outlet, authors, language, url, published, tuple(found), notes)


def _gather(tree: HtmlElement, address: str | None) -> _Page:
    meta: dict[str, list[str]] = {}
    scripts, headings, times = [], [], []
    head_title, canonical = "", None
    for el in tree.iter("meta", "script", "h1", "title", "time", "link"):
        tag = el.tag
        if tag == "meta":
            content = (el.get("content") or "").strip()
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                if content and (name := el.get(attribute)):
                    meta.setdefault(name.strip().lower(), []).append(content)
        elif tag == "script":
            if "ld+json" in (el.get("type") or "") and el.text:
                scripts.append(el.text)
        elif tag == "h1":
            headings.append(el)
        elif tag == "title":
            head_title = head_title or words(el)
        elif tag == "time":
            times.append(el)
        elif "canonical" in (el.get("rel") or "").lower().split():
            canonical = canonical or el.get("href")
    canonical = _address(canonical, address) or _address(next(iter(meta.get("og:url", [])), None), address)
    titles = [words(h) for h in headings] + meta.get("og:title", []) + [head_title]
    data = article_data(scripts, canonical or address, titles)
    return _Page(meta, data, tuple(headings), head_title, tuple(times), canonical)


def words(element: HtmlElement) -> str:
    """The text of an element, white space folded."""
    return " ".join(str(element.text_content()).split())


def _parsable(address: str | None) -> str | None:
    """`address`, or None where it is none, as `http://[news` in a damaged archive."""
    try:
        urlsplit(address or "")
    except ValueError:
        return None
    return address


def _address(link: str | None, base: str | None) -> str | None:
    """An absolute web address, or None; a bare home page is no address of a story unless the base is one."""
    if not link:
        return None
    try:
        full = urljoin(base or "", link.strip())
        parts = urlsplit(full)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    if parts.path in ("", "/") and not parts.query and base and urlsplit(base).path not in ("", "/"):
        return None
    return full


def _outlet(page: _Page, url: str | None) -> tuple[str, str] | None:
    site = next(_named(page, OUTLET_META[:1]), None)
    if site is not None and not site[0].startswith("http"):
        return site
    publisher = strings(page.data.get("publisher"))
    if publisher and not publisher[0].startswith("http"):
        return publisher[0], "json-ld publisher"
    if (site := next(_named(page, OUTLET_META[1:]), None)) is not None:
        return site
    if url and (host := urlsplit(url).hostname):
        return host.removeprefix("www."), "host"
    return None


def _title(page: _Page, outlet: str | None) -> tuple[str, str] | None:
    """The title on which most of the page's own statements agree; the structured ones first where none do.

    Pages state search titles, titles for sharing and the headline that readers see; they often differ.
    """
    stated: list[tuple[str, str]] = []
    for text, where in (
        *((t, "json-ld headline") for t in strings(page.data.get("headline"))[:1]),
        *_named(page, TITLE_META),
    ):
        if (clean := _without_site(" ".join(text.split()), outlet)) and not _is_site_name(clean, outlet):
            stated.append((clean, where))
    shown = [_without_site(words(h), outlet) for h in page.headings]
    shown = [h for h in shown if h and not _is_site_name(h, outlet)]
    ending = _without_site(page.head_title, outlet)
    known = {_letters(t) for t, _ in stated} | {_letters(ending)}
    own = next((h for h in shown if _letters(h) in known), shown[0] if len(shown) == 1 else None)
    if own:
        stated.append((own, "h1"))
    if ending:
        stated.append((ending, "title element"))
    if not stated:
        return None
    voters = ("json-ld headline", "meta og:title", "h1")
    votes = Counter(_letters(t) for t, where in stated if where in voters)
    text, where = max(stated, key=lambda s: votes[_letters(s[0])] if s[1] in voters else 0)
    for shorter, place in stated:
        # `Summit in Geneva: Leaders agree on ...`: the kicker before a headline is none of it.
        if place == "meta og:title" and len(shorter) > 20 and text != shorter and text.endswith(shorter):
            return shorter, place
    return text, where


def _named(page: _Page, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What `meta` elements of these names state, in the order of the names."""
    for name in names:
        if name in page.meta:
            yield page.meta[name][0], f"meta {name}"


def _without_site(title: str, outlet: str | None) -> str:
    """`title` without the site's name at its end or start."""
    pieces = _SUFFIX.split(title)
    if len(pieces) < 2:
        return title
    site = _letters(outlet or "")
    for cut, rest in ((pieces[-1], title[: title.rfind(pieces[-1])]), (pieces[0], title[len(pieces[0]) :])):
        name = _letters(cut)
        alike = name == site or (len(name) > 3 and len(cut) < 40 and (name in site or site in name))
        if name and site and alike:
            return rest.strip(" |\u2013\u2014\u00b7\u2022\u00bb:/-") or title
    return title


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))


def _is_site_name(title: str, outlet: str | None) -> bool:
    return bool(outlet) and _letters(title) == _letters(outlet or "")


def _authors(page: _Page, tree: HtmlElement, outlet: str | None) -> tuple[tuple[str, ...], str] | None:
    sources: list[tuple[list[str], str]] = [
        (strings(page.data.get("author") or page.data.get("creator")), "json-ld author")
    ]
    sources += [(page.meta[n], f"meta {n}") for n in AUTHOR_META if n in page.meta]
    for values, where in sources:
        if names := _names(values):
            return names, where
    marked = tree.xpath('(//*[@rel="author"] | //*[@itemprop="author"])[position() <= 8]')
    if names := _names([words(el) for el in marked]):
        return names, "author element"
    return None


def _names(values: list[str]) -> tuple[str, ...]:
    """Author names out of bylines: no addresses, no 'By', lists taken apart, each once."""
    out: dict[str, None] = {}
    for value in values:
        if value.startswith(("http", "/", "@")) or len(value) > 200:
            continue
        value = re.sub(r"^(?:by|von|par|por|di|door)\s+", "", " ".join(value.split()), flags=re.I)
        for name in re.split(r"\s*(?:,|;| and | und | et | y |\|)\s*", value):
            if 1 < len(name) <= 80 and "@" not in name and not name.isdigit():
                out.setdefault(name)
    return tuple(out)


def _language(page: _Page, tree: HtmlElement) -> tuple[str, str] | None:
    declared: list[tuple[str, str]] = [(v, "json-ld inLanguage") for v in strings(page.data.get("inLanguage"))]
    declared += [
        (tree.get(a) or "", "html lang") for a in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")
    ]
    declared += [(v, f"meta {n}") for n in LANGUAGE_META for v in page.meta.get(n, ())]
    for value, where in declared:
        if code := language_code(value):
            return code, where
    return None


_THREE = {
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "rus": "ru",
    "ara": "ar",
    "zho": "zh",
    "chi": "zh",
}


def language_code(value: str) -> str | None:
    """ISO 639-1 code of a language tag such as `en-GB` or `pt_BR`; None for what is no tag."""
    code = re.split(r"[-_,;\s]", value.strip().lower())[0]
    code = _THREE.get(code, code)
    return code if re.fullmatch(r"[a-z]{2}", code) else None


def _published(page: _Page, tree: HtmlElement, url: str | None) -> Publication | None:
    """The publication time, best place first; of equal days the finer one."""
    best: Publication | None = None
    for value, where, stated in _dates(page, tree, url):
        got = publication(value, where, stated)
        if got is None:
            continue
        if best is None:
            best = got
        elif best.stated and got.stated and got.at[:10] == best.at[:10] and len(got.at) > len(best.at) == 10:
            return got
        if len(best.at) > 10 or not best.stated:
            return best
    return best


def _dates(page: _Page, tree: HtmlElement, url: str | None) -> Iterator[tuple[str, str, bool]]:
    for key in ("datePublished", "dateCreated"):
        for value in strings(page.data.get(key))[:1]:
            yield value, f"json-ld {key}", True
    for name in DATE_META:
        for value in page.meta.get(name, ())[:1]:
            yield value, f"meta {name}", True
    if (el := tree.find(".//*[@itemprop='datePublished']")) is not None:
        yield el.get("content") or el.get("datetime") or words(el), "itemprop datePublished", True
    yield from _time_elements(page)
    yield from _dates_in_text(page, tree)
    if url:
        path = urlsplit(url).path
        for pattern in (_URL_DAY, _URL_DIGITS):
            if match := pattern.search(path):
                year, month, day = (int(g) for g in match.groups())
                yield f"{year:04}-{month:02}-{day:02}", "url", False


def _time_elements(page: _Page) -> Iterator[tuple[str, str, bool]]:
    """`time` elements that belong to the story: labelled as publication, or the only one, or right by the headline."""
    fresh = [t for t in page.times if not _MODIFIED.search(_label(t))]
    labelled = [t for t in fresh if t.get("pubdate") is not None or _PUBLISHED.search(_label(t))]
    near = _near_heading(page, fresh)
    for el in [*near, *labelled] if near and near[0] in labelled else [*labelled[:1], *near]:
        where, stated = ("time element, labelled", True) if el in labelled else ("time element by the headline", True)
        yield el.get("datetime") or el.get("content") or words(el), where, stated
        return
    if len(page.times) == 1 and fresh:
        yield fresh[0].get("datetime") or words(fresh[0]), "only time element", True


def _label(element: HtmlElement) -> str:
    """What is said about a time: its attributes, its parent's, and the words just before it."""
    parent = element.getparent()
    previous = element.getprevious()
    pieces = [element.get("class"), element.get("itemprop"), element.get("id"), element.get("title")]
    if parent is not None:
        pieces += [parent.get("class"), parent.get("id"), (parent.text or "")[-60:]]
    if previous is not None:
        pieces += [(previous.tail or "")[-60:], words(previous)[-60:] if len(previous) < 4 else ""]
    return " ".join(p for p in pieces if p)


def _near_heading(page: _Page, times: list[HtmlElement]) -> list[HtmlElement]:
    """Times that share one of the three nearest ancestors of the first `h1`."""
    if not page.headings or not times:
        return []
    for up, ancestor in enumerate(page.headings[0].iterancestors()):
        if up == 3 or ancestor.tag in ("body", "html"):
            break
        inside = [t for t in times if ancestor in t.iterancestors()]
        if len(inside) in (1, 2):
            return inside[:1]
        if inside:
            break
    return []


def _dates_in_text(page: _Page, tree: HtmlElement) -> Iterator[tuple[str, str, bool]]:
    """A date written out near the headline; stated only when a label says what it is."""
    start = page.headings[0] if page.headings else None
    if start is None:
        return
    seen = 0
    parent = start.getparent()
    walk: Callable[[], Iterator[HtmlElement]] = (
        (parent.getparent() if parent.getparent() is not None else parent).iter if parent is not None else tree.iter
    )
    bare: str | None = None
    for el in walk():
        if not isinstance(el.tag, str) or el.tag in ("script", "style"):
            continue
        for piece in (el.text, el.tail):
            text = " ".join((piece or "").split())
            if not text or len(text) > 200:
                continue
            seen += 1
            match = _DATE_IN_TEXT.search(text)
            if not match or _MODIFIED.search(text[: match.start()]):
                continue
            label = _LABELLED.search(text[: match.start()])
            if label or _PUBLISHED.search(f"{el.get('class') or ''} {el.get('id') or ''}"):
                yield match.group(), "visible text, labelled", True
                return
            if bare is None and match.start() < 30 and len(text) < 60:
                bare = match.group()
        if seen > 60:
            break
    if bare:
        yield bare, "visible text by the headline", False
