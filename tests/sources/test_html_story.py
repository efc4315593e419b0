"""Main text as paragraphs: in order, each once, with its white space folded and its kind told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.records import BlockKind
from communique.sources.html.page import parse
from communique.sources.html.story import Story, bare_story, main_story
from sources.newspage import STORY, TITLE, article, paragraphs


def story(body: str, title: str | None = TITLE) -> Story:
    tree = parse(f"<html><head><title>x</title></head><body>{body}</body></html>")
    assert tree is not None
    return main_story(tree, title)


def texts(found: Story) -> list[str]:
    return [p.text for p in found.paragraphs]


def test_paragraphs_in_order() -> None:
    assert texts(story(article())) == list(STORY)
    assert {p.kind for p in story(article()).paragraphs} == {BlockKind.BODY}


@pytest.mark.parametrize(
    "shape",
    [
        "<div>{}</div>",
        "<main>{}</main>",
        "<div><div><div><div>{}</div></div></div></div>",
        "<article><div class='article-body'>{}</div></article>",
        "<section id='content'>{}</section>",
        "<center>{}</center>",
        "{}",
    ],
)
@pytest.mark.parametrize("each", ["<p>{}</p>", "<p><span>{}</span></p>", "<p>\n  {}\n </p>", "<p>{}</p>&nbsp;<p></p>"])
def test_the_shape_of_the_page_does_not_matter(shape: str, each: str) -> None:
    body = f"<h1>{TITLE}</h1>" + "".join(each.format(text) for text in STORY)
    assert texts(story(shape.format(body))) == list(STORY)


@pytest.mark.parametrize("tag", ["h2", "h3", "h4"])
def test_subheads_are_told_from_paragraphs(tag: str) -> None:
    body = f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:3])}<{tag}>The maps</{tag}>{paragraphs(STORY[3:])}</article>"
    found = story(body)
    assert texts(found) == [*STORY[:3], "The maps", *STORY[3:]]
    assert [p.kind for p in found.paragraphs if p.text == "The maps"] == [BlockKind.SUBHEAD]


def test_items_of_a_list_are_paragraphs_and_nested_ones_their_own() -> None:
    items = "<ul><li>The maps of 1921 lie open.<ul><li>The patrols keep away.</li></ul></li><li>Tolls end.</li></ul>"
    got = texts(story(article(middle=items)))
    assert [t for t in got if t in STORY] == list(STORY)
    inside = [t for t in got if t not in STORY]
    assert " ".join(inside).count("The patrols keep away.") == 1
    assert inside[0].startswith("The maps of 1921")
    assert inside[-1] == "Tolls end."


def test_a_paragraph_with_breaks_is_parted_or_kept_but_loses_nothing() -> None:
    body = (
        f"<article><h1>{TITLE}</h1><p>{STORY[0]}<br>{STORY[1]}<br><br>{STORY[2]}</p>{paragraphs(STORY[3:])}</article>"
    )
    assert texts(story(body)) == list(STORY)


@pytest.mark.parametrize("count", [1, 2])
def test_short_stories_are_read(count: int) -> None:
    assert texts(story(f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:count])}</article>")) == list(STORY[:count])


def test_a_short_story_is_not_filled_up_with_the_page_around_it() -> None:
    around = "<ul>" + "".join(f"<li><a href='/{n}'>Zebra number {n}</a></li>" for n in range(30)) + "</ul>"
    body = f"{around}<h1>{TITLE}</h1><p>{STORY[0]}</p><p>{STORY[1]}</p>{around}"
    assert "Zebra" not in " ".join(texts(story(body)))


def test_a_story_that_the_extractor_loses_is_found_by_its_paragraphs() -> None:
    assert texts(story(f"<h1>{TITLE}</h1><aside>{paragraphs()}</aside>")) == list(STORY)


def test_a_page_without_a_story_has_no_paragraphs() -> None:
    links = "<ul>" + "".join(f"<li><a href='/{n}'>Number {n}</a></li>" for n in range(5)) + "</ul>"
    assert story("<nav>" + links + "</nav>", None).paragraphs == ()
    assert story("", None) == Story((), ())


def test_the_bare_story_cuts_nothing_before() -> None:
    tree = parse(f"<html><body>{article()}</body></html>")
    assert tree is not None
    assert [p.text for p in bare_story(tree, TITLE)] == list(STORY)


BITS = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<div class='related'>",
            "</div>",
            "<h1>",
            "</h1>",
            "<h2><a href='/x'>",
            "</a></h2>",
            "<br>",
            "<ul><li>",
            "<table><tr><td>",
            "</table>",
            "<article>",
            "</article>",
            "<figure>",
            "<figcaption>",
            "<blockquote>",
            "<script>",
            "<!--",
            "<aside>",
            "<time>",
            "<a href='http://[x'>",
            "<p itemprop='articleBody'>",
            "&#0;",
            "&amp;",
            "<svg>",
            "<form>",
            *STORY,
        ]
    )
    | st.text(max_size=15),
    max_size=25,
)


@settings(max_examples=150, deadline=3000)
@given(BITS, st.sampled_from([TITLE, None, ""]))
def test_any_markup_gives_folded_paragraphs(bits: list[str], title: str | None) -> None:
    tree = parse("<html><body>" + "".join(bits) + "</body></html>")
    if tree is None:
        return
    found = main_story(tree, title, "courier.example")
    for paragraph in found.paragraphs:
        assert paragraph.text == " ".join(paragraph.text.split()) != ""
        assert paragraph.kind in (BlockKind.BODY, BlockKind.SUBHEAD)
    assert all(caption == " ".join(caption.split()) != "" for caption in found.captions)
    assert len(set(found.captions)) == len(found.captions)
