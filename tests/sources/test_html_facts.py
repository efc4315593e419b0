"""What a page states about itself, each value from the place where it is stated, and no guess written as a fact."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.records import Precision
from communique.sources.html.facts import Facts, language_code, page_facts
from communique.sources.html.page import parse

ADDRESS = "https://news.example.org/world/talks-in-vienna"
HOME = '<link rel="canonical" href="https://news.example.org/">'
HEADLINE = "Ministers meet in Vienna for talks on the border"
OTHER = "Border talks: what you need to know about the round in Vienna"
FILLER = "<p>The ministers of the two countries met on Monday and spoke for three hours about the border.</p>" * 3


def data(**values: Any) -> str:
    return script({"@context": "https://schema.org", "@type": "NewsArticle", **values})


def script(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def meta(name: str, content: str, attribute: str = "property") -> str:
    return f'<meta {attribute}="{name}" content="{content}">'


def facts(head: str = "", body: str = "", address: str | None = ADDRESS, html: str = "<html>") -> Facts:
    tree = parse(f"<!DOCTYPE html>{html}<head>{head}</head><body>{body or FILLER}</body></html>")
    assert tree is not None
    return page_facts(tree, address)


def where(found: Facts, name: str) -> str | None:
    places = [f.where for f in found.found if f.field == name]
    assert len(places) <= 1, "a value has one place"
    return places[0] if places else None


# ---------------------------------------------------------------- title


@pytest.mark.parametrize(
    ("head", "body", "title", "place"),
    [
        (data(headline=HEADLINE), "", HEADLINE, "json-ld headline"),
        (meta("og:title", HEADLINE), "", HEADLINE, "meta og:title"),
        (meta("twitter:title", HEADLINE, "name"), "", HEADLINE, "meta twitter:title"),
        ("", f"<h1>{HEADLINE}</h1>", HEADLINE, "h1"),
        (f"<title>{HEADLINE}</title>", "", HEADLINE, "title element"),
        # All agree: the structured one is named as the place.
        (data(headline=HEADLINE) + meta("og:title", HEADLINE), f"<h1>{HEADLINE}</h1>", HEADLINE, "json-ld headline"),
        # Two of three outvote the third, whichever it is.
        (data(headline=OTHER) + meta("og:title", HEADLINE), f"<h1>{HEADLINE}</h1>", HEADLINE, "meta og:title"),
        (data(headline=HEADLINE) + meta("og:title", OTHER), f"<h1>{HEADLINE}</h1>", HEADLINE, "json-ld headline"),
        (data(headline=HEADLINE) + meta("og:title", HEADLINE), f"<h1>{OTHER}</h1>", HEADLINE, "json-ld headline"),
        # Letters count, not punctuation or case.
        (data(headline=HEADLINE.upper()) + meta("og:title", OTHER), f"<h1>{HEADLINE}.</h1>", HEADLINE.upper(), None),
        # None agree: the structured one first.
        (data(headline=HEADLINE) + meta("og:title", OTHER), "<h1>A third thing altogether</h1>", HEADLINE, None),
    ],
)
def test_title_is_what_most_places_agree_on(head: str, body: str, title: str, place: str | None) -> None:
    found = facts(head, body + FILLER)
    assert found.title == title
    if place is not None:
        assert where(found, "title") == place


@pytest.mark.parametrize("join", [" | ", " - ", " – ", " — ", " · ", " » ", "|", " :: ".replace("::", ":")])
def test_the_sites_name_is_taken_off_the_title(join: str) -> None:
    outlet = meta("og:site_name", "Daily Courier")
    assert facts(f"<title>{HEADLINE}{join}Daily Courier</title>{outlet}").title == HEADLINE
    assert facts(f"<title>Daily Courier{join}{HEADLINE}</title>{outlet}").title == HEADLINE


def test_the_sites_name_is_known_from_its_host_too() -> None:
    found = facts(f"<title>{HEADLINE} | dailycourier</title>", address="https://www.dailycourier.example/a")
    assert found.title == HEADLINE


@pytest.mark.parametrize("title", ["Moscow - Kyiv: a war of nerves", "Peace talks | the third day", "US-China talks"])
def test_a_dash_that_parts_no_site_name_stays(title: str) -> None:
    assert facts(f"<title>{title}</title>{meta('og:site_name', 'Daily Courier')}").title == title


def test_a_site_name_alone_is_no_title() -> None:
    outlet = meta("og:site_name", "Daily Courier")
    assert facts(f"{outlet}<h1>Daily Courier</h1>", f"<h1>Daily Courier</h1><h1>{HEADLINE}</h1>").title == HEADLINE
    assert facts(f"{outlet}{meta('og:title', 'Daily Courier')}<title>{HEADLINE}</title>").title == HEADLINE


def test_a_kicker_before_the_headline_is_left_out() -> None:
    found = facts(data(headline=f"Border: {HEADLINE}") + meta("og:title", HEADLINE), f"<h1>Border: {HEADLINE}</h1>")
    assert found.title == HEADLINE


def test_several_headlines_and_nothing_else_decide_nothing() -> None:
    found = facts("", f"<h1>{HEADLINE}</h1><h1>{OTHER}</h1>")
    assert found.title is None
    assert where(found, "title") is None


def test_of_several_headlines_the_stated_one_counts() -> None:
    found = facts(f"<title>{OTHER}</title>", f"<h1>{HEADLINE}</h1><h1>{OTHER}</h1>")
    assert found.title == OTHER


def test_entities_and_white_space_in_titles_are_undone() -> None:
    found = facts(meta("og:title", "Talks  on\n &quot;the border&quot; &amp; trade"))
    assert found.title == 'Talks on "the border" & trade'


def test_a_page_that_states_nothing_has_no_facts() -> None:
    assert facts(address=None) == Facts()


# ---------------------------------------------------------------- outlet


@pytest.mark.parametrize(
    ("head", "outlet", "place"),
    [
        (meta("og:site_name", "Daily Courier") + data(publisher={"name": "Courier Media"}), "Daily Courier", None),
        (data(publisher={"@type": "Organization", "name": "Courier Media"}), "Courier Media", "json-ld publisher"),
        (data(publisher="Courier Media"), "Courier Media", "json-ld publisher"),
        (data(publisher=[{"name": "Courier Media"}]), "Courier Media", "json-ld publisher"),
        (data(publisher={"@id": "https://news.example.org/#org"}), "news.example.org", "host"),
        (meta("og:site_name", "https://news.example.org"), "news.example.org", "host"),
        (meta("dc.publisher", "Foreign Ministry", "name"), "Foreign Ministry", "meta dc.publisher"),
        (meta("application-name", "Courier", "name"), "Courier", "meta application-name"),
        ("", "news.example.org", "host"),
    ],
)
def test_outlet_from_each_place(head: str, outlet: str, place: str | None) -> None:
    found = facts(head)
    assert found.outlet == outlet
    assert where(found, "outlet") == (place or "meta og:site_name")


def test_the_outlet_of_a_host_goes_without_www() -> None:
    assert facts(address="https://www.courier.example/a").outlet == "courier.example"
    assert facts(address=None).outlet is None


# ---------------------------------------------------------------- authors


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (data(author={"@type": "Person", "name": "Ana Ferreira"}), ("Ana Ferreira",)),
        (data(author=[{"name": "Ana Ferreira"}, {"name": "Jon Berg"}]), ("Ana Ferreira", "Jon Berg")),
        (data(author="Ana Ferreira"), ("Ana Ferreira",)),
        (data(creator=["Ana Ferreira", "Jon Berg"]), ("Ana Ferreira", "Jon Berg")),
        (data(author={"url": "https://news.example.org/people/ana"}), ()),
        (meta("author", "By Ana Ferreira and Jon Berg", "name"), ("Ana Ferreira", "Jon Berg")),
        (meta("author", "Ana Ferreira, Jon Berg; Li Wen", "name"), ("Ana Ferreira", "Jon Berg", "Li Wen")),
        (meta("author", "Von Ana Ferreira und Jon Berg", "name"), ("Ana Ferreira", "Jon Berg")),
        (meta("author", "Par Ana Ferreira et Jon Berg", "name"), ("Ana Ferreira", "Jon Berg")),
        (meta("article:author", "https://social.example/anaferreira"), ()),
        (meta("article:author", "https://social.example/ana") + meta("dc.creator", "Ana F", "name"), ("Ana F",)),
        (meta("author", "Ana Ferreira, Ana Ferreira", "name"), ("Ana Ferreira",)),
        (meta("author", "ana@news.example.org", "name"), ()),
        (meta("author", "12345", "name"), ()),
        (meta("author", "Ana Sandberg", "name"), ("Ana Sandberg",)),  # no word `and` inside a name
    ],
)
def test_authors_are_names_each_once(head: str, authors: tuple[str, ...]) -> None:
    found = facts(head)
    assert found.authors == authors
    assert (where(found, "authors") is None) == (not authors)


def test_authors_from_marked_elements() -> None:
    for element in ('<a rel="author" href="/ana">Ana Ferreira</a>', '<span itemprop="author">By Ana Ferreira</span>'):
        found = facts(body=element + FILLER)
        assert found.authors == ("Ana Ferreira",)
        assert where(found, "authors") == "author element"


def test_json_ld_authors_come_before_others() -> None:
    found = facts(data(author="Ana Ferreira") + meta("author", "Web Desk", "name"))
    assert found.authors == ("Ana Ferreira",)
    assert where(found, "authors") == "json-ld author"


# ---------------------------------------------------------------- language


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("pt_BR", "pt"),
        ("zh-Hans-CN", "zh"),
        ("deu", "de"),
        ("ger", "de"),
        ("rus", "ru"),
        ("es, en", "es"),
        ("", None),
        ("english", None),
        ("x", None),
        ("e1", None),
        ("??", None),
    ],
)
def test_language_tags(value: str, code: str | None) -> None:
    assert language_code(value) == code


@given(st.text(max_size=30))
def test_a_language_code_is_two_letters_or_none(value: str) -> None:
    code = language_code(value)
    assert code is None or (len(code) == 2 and code.isascii() and code.isalpha() and code.islower())


def test_language_from_each_place() -> None:
    assert facts(data(inLanguage="fr-FR"), html='<html lang="en">').language == "fr"
    found = facts(html='<html lang="de-AT">')
    assert (found.language, where(found, "language")) == ("de", "html lang")
    found = facts(meta("og:locale", "es_MX"))
    assert (found.language, where(found, "language")) == ("es", "meta og:locale")
    found = facts(meta("content-language", "ru", "http-equiv"))
    assert (found.language, where(found, "language")) == ("ru", "meta content-language")
    assert facts(html='<html lang="">').language is None
    assert facts(meta("og:locale", "es_MX"), html='<html lang="unknown">').language == "es"


# ---------------------------------------------------------------- address


@pytest.mark.parametrize(
    ("head", "address", "url"),
    [
        (f'<link rel="canonical" href="{ADDRESS}">', None, ADDRESS),
        ('<link rel="canonical" href="/world/b">', ADDRESS, "https://news.example.org/world/b"),
        (meta("og:url", "https://news.example.org/c"), None, "https://news.example.org/c"),
        # A home page is the address of no story, unless it is what was fetched.
        ('<link rel="canonical" href="https://news.example.org/">', ADDRESS, ADDRESS),
        (HOME + meta("og:url", f"{ADDRESS}?x"), ADDRESS, f"{ADDRESS}?x"),
        ('<link rel="canonical" href="https://news.example.org/">', "https://news.example.org/", None),
        ('<link rel="canonical" href="javascript:void(0)">', ADDRESS, ADDRESS),
        ('<link rel="canonical" href="http://[broken">', ADDRESS, ADDRESS),
        ('<link rel="canonical" href="">', ADDRESS, ADDRESS),
        ('<link rel="amphtml" href="https://news.example.org/amp">', ADDRESS, ADDRESS),
        ("", None, None),
        ('<link rel="canonical" href="/world/b">', None, None),
    ],
)
def test_canonical_address(head: str, address: str | None, url: str | None) -> None:
    expected = url if url is not None or address is None else address
    assert facts(head, address=address).url == expected


@pytest.mark.parametrize(
    "address", ["http://[news.example.org/a", "http://[::1/a", "https://a]b/", "//[", "", "no address"]
)
def test_an_address_that_is_none_does_no_harm(address: str) -> None:
    found = facts(f'<link rel="canonical" href="{ADDRESS}">', address=address)
    assert found.url == ADDRESS
    assert facts(address=address).title is None


# ---------------------------------------------------------------- publication time

STAMP = "2024-05-21T08:30:00+02:00"


@pytest.mark.parametrize(
    ("head", "place"),
    [
        (data(datePublished=STAMP), "json-ld datePublished"),
        (data(dateCreated=STAMP), "json-ld dateCreated"),
        (script([{"@type": "Organization"}, {"@type": "Article", "datePublished": STAMP}]), "json-ld datePublished"),
        (script({"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "datePublished": STAMP}]}), None),
        (script({"@type": ["NewsArticle", "Thing"], "datePublished": [STAMP]}), None),
        (script(f'{{"@type": "NewsArticle", "headline": "A \t tab", "datePublished": "{STAMP}",}}'), None),
        (script(f'{{"@type": "NewsArticle", "headline": "a "quoted" word", "datePublished": "{STAMP}"'), None),
        (meta("article:published_time", STAMP), "meta article:published_time"),
        (meta("og:published_time", STAMP), "meta og:published_time"),
        (meta("parsely-pub-date", STAMP, "name"), "meta parsely-pub-date"),
        (meta("datePublished", STAMP, "itemprop"), "meta datepublished"),
        (meta("DC.date.issued", STAMP, "name"), "meta dc.date.issued"),
        (meta("date", STAMP, "name"), "meta date"),
    ],
)
def test_times_stated_in_the_head(head: str, place: str | None) -> None:
    found = facts(head).published
    assert found is not None
    assert (found.at, found.precision, found.stated) == (STAMP, Precision.SECOND, True)
    assert found.where == (place or "json-ld datePublished")
    assert facts(head).notes == ()


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (f'<span itemprop="datePublished" content="{STAMP}">yesterday</span>', "itemprop datePublished"),
        (f'<time itemprop="datePublished" datetime="{STAMP}">yesterday</time>', "itemprop datePublished"),
        (f'<time class="published" datetime="{STAMP}">today</time>', "time element, labelled"),
        (f'<p class="entry-date"><time datetime="{STAMP}">today</time></p>', "time element, labelled"),
        (f'<time pubdate datetime="{STAMP}">today</time>', "time element, labelled"),
        (f'<p>Published: <time datetime="{STAMP}">today</time></p>', "time element, labelled"),
        (f'<div><h1>{HEADLINE}</h1><time datetime="{STAMP}">today</time></div>', "time element by the headline"),
        (f'<div><p>Vienna</p><time datetime="{STAMP}">today</time></div>', "only time element"),
    ],
)
def test_times_stated_in_the_body(body: str, place: str) -> None:
    found = facts(body=body + FILLER).published
    assert found is not None
    assert (found.at, found.stated, found.where) == (STAMP, True, place)


@pytest.mark.parametrize(
    "label",
    [
        "Published: 21 May 2024",
        "Posted on May 21, 2024",
        "Veröffentlicht am 21. Mai 2024",
        "发布时间：2024-05-21",
        "Publicado el 21 de mayo de 2024",
        "Дата публикации: 21 мая 2024",
    ],
)
def test_a_labelled_date_in_the_text_is_stated(label: str) -> None:
    found = facts(body=f"<div><h1>{HEADLINE}</h1><span>{label}</span></div>{FILLER}", address=None).published
    assert found is not None, label
    assert (found.day, found.stated, found.where) == ("2024-05-21", True, "visible text, labelled")


def test_a_bare_date_by_the_headline_is_a_guess() -> None:
    found = facts(body=f"<div><h1>{HEADLINE}</h1><span>21 May 2024</span></div>{FILLER}", address=None)
    assert found.published is not None
    assert (found.published.day, found.published.stated) == ("2024-05-21", False)
    assert found.notes == ("publication time worked out, not stated",)


@pytest.mark.parametrize("path", ["2024/05/21/talks", "2024-05-21-talks", "world/20240521/talks", "2024/5/21/talks"])
def test_a_date_in_the_address_is_a_guess(path: str) -> None:
    found = facts(address=f"https://news.example.org/{path}")
    assert found.published is not None
    assert (found.published.at, found.published.precision) == ("2024-05-21", Precision.DAY)
    assert (found.published.where, found.published.stated) == ("url", False)
    assert found.notes == ("publication time worked out, not stated",)


@pytest.mark.parametrize(
    "path", ["2024/05/talks", "2024/13/21/talks", "2024/05/32/talks", "story-12024052199", "2024/02/30/a"]
)
def test_no_date_in_the_address(path: str) -> None:
    assert facts(address=f"https://news.example.org/{path}").published is None


def test_no_guess_where_a_time_is_stated() -> None:
    found = facts(meta("article:published_time", STAMP), address="https://news.example.org/2023/01/02/talks")
    assert found.published is not None
    assert (found.published.at, found.published.stated) == (STAMP, True)


@pytest.mark.parametrize(
    "page",
    [
        (data(dateModified=STAMP), ""),
        (meta("article:modified_time", STAMP), ""),
        (meta("og:updated_time", STAMP), ""),
        (meta("last-modified", STAMP, "http-equiv"), ""),
        ("", f'<time class="updated" datetime="{STAMP}">now</time>'),
        ("", f'<p>Last updated: <time datetime="{STAMP}">now</time></p>'),
        ("", f'<span itemprop="dateModified" content="{STAMP}">now</span>'),
        ("", f"<div><h1>{HEADLINE}</h1><span>Updated: 21 May 2024</span></div>"),
        ("", f"<div><h1>{HEADLINE}</h1><p>Обновлено: <time datetime='{STAMP}'>21 мая</time></p></div>"),
    ],
)
def test_a_time_of_modification_is_never_taken(page: tuple[str, str]) -> None:
    assert facts(page[0], page[1] + FILLER).published is None


def test_publication_and_modification_beside_each_other() -> None:
    body = (
        f"<header><h1>{HEADLINE}</h1><p>Updated <time datetime='2024-05-23T10:00:00Z'>23 May</time></p>"
        f"<p>Published <time datetime='{STAMP}'>21 May</time></p></header>"
    )
    found = facts(body=body + FILLER).published
    assert found is not None
    assert found.at == STAMP


def test_of_one_day_the_finer_time_is_taken() -> None:
    found = facts(data(datePublished="2024-05-21") + meta("article:published_time", STAMP)).published
    assert found is not None
    assert (found.at, found.where) == (STAMP, "meta article:published_time")


def test_of_two_days_the_better_place_is_taken() -> None:
    found = facts(data(datePublished="2024-05-20") + meta("article:published_time", STAMP)).published
    assert found is not None
    assert (found.at, found.where) == ("2024-05-20", "json-ld datePublished")


def test_a_guess_never_makes_a_stated_day_finer() -> None:
    body = f"<div><h1>{HEADLINE}</h1><span>21 May 2024 09:15</span></div>"
    found = facts(data(datePublished="2024-05-21"), body).published
    assert found is not None
    assert (found.at, found.stated) == ("2024-05-21", True)


def test_times_of_other_stories_on_the_page_are_left_aside() -> None:
    teasers = "".join(
        f"<li><a href='/x{day}'>Another story</a> <time datetime='2024-04-{day}T07:00:00Z'>April</time></li>"
        for day in range(10, 15)
    )
    body = f"<div><h1>{HEADLINE}</h1>{FILLER}</div><ul>{teasers}</ul>"
    assert facts(body=body).published is None
    found = facts(meta("article:published_time", STAMP), body).published
    assert found is not None
    assert found.at == STAMP


def test_the_time_of_the_pages_own_article_among_several() -> None:
    others = [
        {
            "@type": "NewsArticle",
            "headline": f"Other story {n}",
            "url": f"https://news.example.org/o{n}",
            "datePublished": f"2024-04-1{n}T00:00:00Z",
        }
        for n in range(3)
    ]
    own = {"@type": "NewsArticle", "headline": HEADLINE, "url": ADDRESS, "datePublished": STAMP}
    found = facts(script([*others, own])).published
    assert found is not None
    assert found.at == STAMP
    found = facts(script([*others, {**own, "url": ""}]), f"<h1>{HEADLINE}</h1>", address=None).published
    assert found is not None
    assert found.at == STAMP


@pytest.mark.parametrize("value", ["", "soon", "0000-00-00", "2024-13-41", "{{date}}", "null", "2024-02-30T10:00:00Z"])
def test_a_time_that_is_none_is_passed_over(value: str) -> None:
    assert facts(data(datePublished=value)).published is None
    found = facts(data(datePublished=value) + meta("date", STAMP, "name")).published
    assert found is not None
    assert found.at == STAMP


MARKUP = st.text(alphabet=st.sampled_from("<>\"'/= abh1metiocnpuld{}[]:,@-0123456789\n\x00é中"), max_size=300)


@settings(max_examples=60, deadline=2000)
@given(MARKUP, MARKUP)
def test_any_page_gives_facts(head: str, body: str) -> None:
    tree = parse(f"<html><head>{script(head)}{head}</head><body><h1>{body}</h1>{body}</body></html>")
    assert tree is not None
    found = page_facts(tree, ADDRESS)
    for name in ("title", "outlet", "language", "published"):
        assert (getattr(found, name) is None) == (where(found, name) is None), name
    assert found.published is None or found.published.stated or found.notes


@settings(max_examples=60, deadline=2000)
@given(st.text(max_size=80), st.text(max_size=40) | st.text(alphabet="ht:/[]@.x?#", max_size=20).map("http://".__add__))
def test_any_address_and_any_value_give_facts(value: str, address: str) -> None:
    quoted = value.replace('"', "&quot;").replace("<", "&lt;")
    head = "".join(meta(name, quoted, "name") for name in ("og:title", "date", "author", "og:url", "og:locale"))
    found = facts(head + data(headline=value, datePublished=value, author=value), address=address)
    assert all(name.strip() for name in found.authors)
    assert found.title is None or found.title.strip()
