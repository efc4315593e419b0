"""Structured data of pages: mended where publishers break it, and the page's own article chosen among others."""

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.sources.html.jsonld import MAX_DEPTH, article_data, strings

ADDRESS = "https://www.news.example.org/world/talks"
OWN: dict[str, Any] = {"@type": "NewsArticle", "headline": "Talks in Vienna", "datePublished": "2024-05-21"}


def chosen(*things: Any, address: str | None = None, headings: tuple[str, ...] = ()) -> Any:
    scripts = [t if isinstance(t, str) else json.dumps(t) for t in things]
    return article_data(scripts, address, headings)


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "NewsArticle", "headline": "Talks in Vienna",}',
        '{"@type": "NewsArticle", "keywords": ["a", "b",], "headline": "Talks in Vienna"}',
        '{"@type": "NewsArticle", "headline": "Talks in Vienna", "text": "two\nlines\tand\x01more"}',
        '<!-- {"@type": "NewsArticle", "headline": "Talks in Vienna"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Talks in Vienna"}\n//]]>',
        '/* <![CDATA[ */{"@type": "NewsArticle", "headline": "Talks in Vienna"}/* ]]> */',
        "<![CDATA[{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Talks in Vienna&quot;}]]>",
        '\n\n  {"@type": "NewsArticle", "headline": "Talks in Vienna"};'.rstrip(";"),
        # Beyond mending: what is stated once is salvaged.
        '{"@type": "NewsArticle", "headline": "Talks in Vienna", "description": "he said "no" twice"}',
        '{"@type": "NewsArticle", "headline": "Talks in Vienna", "body": "cut off he',
        '{"@type": ["Article"], "headline": "Talks in Vienna" "missing": "comma"}',
    ],
)
def test_what_publishers_commonly_break_is_mended(broken: str) -> None:
    assert chosen(broken).get("headline") == "Talks in Vienna"


def test_what_is_stated_twice_in_broken_json_is_not_salvaged() -> None:
    broken = (
        '{"@type": "NewsArticle", "headline": "One", "datePublished": "2024-05-21", "x": "he said "no""},'
        '{"@type": "NewsArticle", "headline": "Two", "datePublished": "2024-05-21"}'
    )
    got = chosen(broken)
    assert "headline" not in got
    assert got["datePublished"] == "2024-05-21"


def test_escaped_quotes_are_undone_in_salvaged_values() -> None:
    got = chosen(r'{"@type": "Article", "headline": "He said \"no\" again", "x": "broken"')
    assert got["headline"] == 'He said "no" again'


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "3", '"NewsArticle"', "{}", '{"@type": "Organization"}', "{broken", "\x00"]
)
def test_nothing_about_an_article_gives_nothing(text: str) -> None:
    assert chosen(text) == {}
    assert chosen() == {}


@pytest.mark.parametrize(
    "wrapped",
    [
        OWN,
        [OWN],
        [[OWN]],
        {"@graph": [{"@type": "WebSite"}, OWN]},
        {"@type": "WebPage", "mainEntity": OWN},
        {"@type": "WebPage", "name": "x", "hasPart": [OWN]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": OWN}]},
        {**OWN, "@type": ["NewsArticle", "CreativeWork"]},
        {**OWN, "@type": "ReportageNewsArticle"},
        {**OWN, "@type": "LiveBlogPosting"},
    ],
)
def test_the_article_is_found_wherever_it_hangs(wrapped: Any) -> None:
    assert chosen({"@type": "BreadcrumbList"}, wrapped).get("headline") == "Talks in Vienna"


def other(number: int, **values: Any) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "headline": f"Other story {number}",
        "datePublished": f"2024-04-0{number}",
        **values,
    }


def test_the_article_of_the_pages_address_is_chosen() -> None:
    for key in ("url", "@id", "mainEntityOfPage"):
        for link in (ADDRESS, "http://news.example.org/world/talks/", ADDRESS + "?utm=1#top", ADDRESS.upper()):
            own = {**OWN, key: link}
            assert chosen(other(1), other(2), own, address=ADDRESS) == own, (key, link)
    own = {**OWN, "mainEntityOfPage": {"@type": "WebPage", "@id": ADDRESS}}
    assert chosen([other(1), own], address=ADDRESS) == own


def test_the_article_of_the_pages_headline_is_chosen() -> None:
    assert chosen(other(1), other(2), OWN, headings=("", "Talks in Vienna!")) == OWN
    assert chosen(other(1), other(2), OWN, address="https://elsewhere.example/x", headings=("talks in  vienna",)) == OWN
    entity = {**OWN, "headline": "Talks &amp; trade"}
    assert chosen(other(1), entity, headings=("Talks & trade",)) == entity


def test_where_nothing_tells_the_first_dated_one_is_taken() -> None:
    undated = {"@type": "NewsArticle", "headline": "No date"}
    assert chosen(undated, other(1), other(2)) == other(1)
    assert chosen(undated) == undated


def test_an_article_comes_before_a_page() -> None:
    page = {"@type": "WebPage", "headline": "A page", "datePublished": "2020-01-01"}
    assert chosen(page, OWN) == OWN
    assert chosen(page) == page
    assert chosen({"@type": "WebPage", "name": "says nothing of use"}) == {}


def test_an_address_that_is_none_is_no_obstacle() -> None:
    assert chosen({**OWN, "url": "http://[broken"}, address=ADDRESS) == {**OWN, "url": "http://[broken"}
    assert chosen(OWN, address="http://[broken") == OWN


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("  text ", ["text"]),
        ("", []),
        ("Talks &amp; trade", ["Talks & trade"]),
        (["a", ["b", {"name": "c"}]], ["a", "b", "c"]),
        ({"name": "n", "url": "u"}, ["n"]),
        ({"@value": "v"}, ["v"]),
        ({"name": "", "@id": "i"}, ["i"]),
        ({"name": {"@value": "deep"}}, ["deep"]),
        ({"other": "x"}, []),
        (None, []),
        (5, []),
        (True, []),
        ([str(n) for n in range(99)], [str(n) for n in range(50)]),
    ],
)
def test_strings_of_any_value(value: Any, expected: list[str]) -> None:
    assert strings(value) == expected


def nested(depth: int) -> Any:
    thing: Any = OWN
    for _ in range(depth):
        thing = {"@graph": [thing]}
    return thing


def test_nesting_is_followed_to_a_depth_and_no_further() -> None:
    assert chosen(nested(2)) == OWN
    assert chosen(nested(MAX_DEPTH)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000 + "]" * 100_000,
        '{"@graph":' * 50_000,
        '{"@type":"NewsArticle","author":' + '{"name":' * 100_000,
        '{"@type":"NewsArticle","headline":"' + "\\" * 200_000,
        '{"@type":"NewsArticle","headline":' * 20_000,
        " " * 500_000 + "{",
        "{" + ", " * 200_000 + "}",
        "<!--" * 100_000,
    ],
)
def test_hostile_json_takes_little_time(text: str) -> None:
    started = time.process_time()
    chosen(text)
    assert time.process_time() - started < 3


def test_many_objects_take_little_time() -> None:
    started = time.process_time()
    assert chosen([[other(n % 9) for n in range(200)] for _ in range(200)]) == other(1) | {
        "headline": "Other story 0",
        "datePublished": "2024-04-00",
    }
    assert time.process_time() - started < 3


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["NewsArticle", ADDRESS]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["@type", "@graph", "headline", "name", "url", "@id", "item", "mainEntityOfPage"]), inner
        )
    ),
    max_leaves=15,
)


@settings(max_examples=150, deadline=1000)
@given(JSON, st.text(max_size=20) | st.none())
def test_any_json_gives_an_object(value: Any, address: str | None) -> None:
    got = chosen(value, address=address, headings=("Talks", ""))
    assert isinstance(got, dict)
    assert all(isinstance(s, str) and s for s in strings(value))


@settings(max_examples=150, deadline=1000)
@given(st.text(alphabet=st.sampled_from('{}[]":,\\<>!-/*& \n\x00ab@typeNewsArticlh'), max_size=200))
def test_any_text_gives_an_object(text: str) -> None:
    assert isinstance(chosen(text, address=ADDRESS), dict)
    assert isinstance(chosen('{"@type": "NewsArticle", "headline": "' + text, address=ADDRESS), dict)
