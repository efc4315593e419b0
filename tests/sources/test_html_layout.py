"""Pages laid out with tables and with line breaks: the same text as pages laid out with paragraphs."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement

from communique.sources.html.facts import words
from communique.sources.html.layout import LAYOUT_PROSE, PROSE, paragraphs_from_breaks, prose, undo_layout_tables
from communique.sources.html.page import parse
from sources.newspage import STORY, TITLE, page, paragraphs, read, texts_of

DATA = (
    "<table><tr><th>Year</th><th>Lorries</th><th>Toll</th></tr><tr><td>2022</td><td>1,204</td><td>31</td></tr>"
    "<tr><td>2023</td><td>1,377</td><td>35</td></tr></table>"
)


def tree_of(body: str) -> HtmlElement:
    tree = parse(f"<html><body>{body}</body></html>")
    assert tree is not None
    return tree


def folded(element: HtmlElement) -> str:
    """Letters in order, without white space, which parting paragraphs may change."""
    return "".join(words(element).split())


# ---------------------------------------------------------------- tables


def laid_out(main: str) -> str:
    side = "<td><a href='/'>Home</a><br><a href='/w'>World</a><p>Zebra of the day</p></td>"
    return (
        f"<table><tr><td colspan='3'>Zebra Ministry</td></tr><tr>{side}<td>{main}</td><td><p>Zebra events</p></td></tr>"
        "<tr><td colspan='3'>Zebra © 2024</td></tr></table>"
    )


def test_a_layout_table_is_undone_and_its_side_columns_go() -> None:
    tree = tree_of(laid_out(f"<h1>{TITLE}</h1>{paragraphs()}"))
    undo_layout_tables(tree)
    assert next(tree.iter("table", "tr", "td"), None) is None
    assert (
        words(tree) == " ".join([TITLE + STORY[0][:0], *STORY]).replace(f"{TITLE} ", TITLE)
        or "zebra" not in words(tree).lower()
    )
    assert "zebra" not in words(tree).lower()
    assert all(p in words(tree) for p in STORY)


def test_a_story_in_a_layout_table_is_read() -> None:
    assert texts_of(read(page(laid_out(f"<h1>{TITLE}</h1>{paragraphs()}")))) == list(STORY)


def test_tables_in_tables_are_undone() -> None:
    inner = f"<table><tr><td>{paragraphs()}</td></tr></table>"
    got = texts_of(read(page(laid_out(f"<h1>{TITLE}</h1>{inner}"))))
    assert got == list(STORY)


def test_a_cell_with_the_headline_is_no_side_column() -> None:
    tree = tree_of(f"<table><tr><td><h1>{TITLE}</h1></td></tr><tr><td>{paragraphs()}</td></tr></table>")
    undo_layout_tables(tree)
    assert TITLE in words(tree)


def test_a_table_of_data_stays_a_table() -> None:
    tree = tree_of(DATA)
    undo_layout_tables(tree)
    assert len(list(tree.iter("td", "th"))) == 9


def test_a_table_of_data_in_a_layout_table_keeps_its_words() -> None:
    tree = tree_of(laid_out(paragraphs() + DATA))
    undo_layout_tables(tree)
    assert "1,204" in words(tree)
    assert "zebra" not in words(tree).lower()


def test_a_table_of_data_in_a_story_is_read_row_by_row() -> None:
    body = f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:3])}{DATA}{paragraphs(STORY[3:])}</article>"
    got = texts_of(read(page(body)))
    assert [t for t in got if t in STORY] == list(STORY)
    assert "2022 | 1,204 | 31" in got


@pytest.mark.parametrize("role", ["presentation", "none"])
def test_a_table_that_says_it_is_layout_is_undone(role: str) -> None:
    tree = tree_of(f"<table role='{role}'><tr><td>Short</td></tr></table>")
    undo_layout_tables(tree)
    assert next(tree.iter("table"), None) is None


def test_prose_counts_sentences_not_labels() -> None:
    assert prose(tree_of(f"<p>{'a' * (PROSE - 1)}</p>")) == 0
    assert prose(tree_of(f"<p>{'a' * PROSE}</p>")) == PROSE
    assert prose(tree_of("<ul>" + "<li>A label</li>" * 90 + "</ul>")) == 0
    assert prose(tree_of(f"<p>{' ' * 200}x</p>")) == 0
    assert LAYOUT_PROSE > PROSE


def test_deep_tables_take_little_time() -> None:
    depth = 60
    body = "<table><tr><td>" * depth + paragraphs() + "</td></tr></table>" * depth
    started = time.process_time()
    assert texts_of(read(page(body))) == list(STORY)
    assert time.process_time() - started < 5


# ---------------------------------------------------------------- line breaks


@pytest.mark.parametrize("gap", ["<br><br>", "<br/> <br/>", "<br>\n<br>\n<br>", "<br>&nbsp;<br>"])
@pytest.mark.parametrize("tag", ["div", "section", "article", "span", "font"])
def test_paragraphs_parted_by_breaks(gap: str, tag: str) -> None:
    body = f"<h1>{TITLE}</h1><{tag}>{gap.join(STORY)}</{tag}>"
    assert texts_of(read(page(body))) == list(STORY)


def test_single_breaks_between_long_lines_part_paragraphs() -> None:
    assert texts_of(read(page(f"<h1>{TITLE}</h1><div>{'<br>'.join(STORY)}</div>"))) == list(STORY)


def test_single_breaks_between_short_lines_part_none() -> None:
    poem = "<br>".join(["The hills are white,", "the pass is closed,", "the letters wait."])
    tree = tree_of(f"<div>{STORY[0]}<br><br>{poem}</div>")
    paragraphs_from_breaks(tree)
    first, second = tree.iter("p")
    assert words(first) == STORY[0]
    assert words(second) == "The hills are white,the pass is closed,the letters wait."


def test_marked_words_and_links_go_with_their_paragraph() -> None:
    tree = tree_of(f"<div>The <b>minister</b> spoke {STORY[0]}<br><br><a href='/x'>The second</a> one {STORY[1]}</div>")
    paragraphs_from_breaks(tree)
    first, second = tree.iter("p")
    assert first.find("b") is not None
    assert words(first) == f"The minister spoke {STORY[0]}"
    assert second.find("a") is not None
    assert words(second) == f"The second one {STORY[1]}"


def test_blocks_between_breaks_stay_where_they_are() -> None:
    tree = tree_of(f"<div>{STORY[0]}<br><br><h2>The maps</h2>{STORY[1]}<br><br>{STORY[2]}</div>")
    paragraphs_from_breaks(tree)
    div = next(iter(tree.iter("div")))
    assert [(e.tag, words(e)) for e in div] == [("p", STORY[0]), ("h2", "The maps"), ("p", STORY[1]), ("p", STORY[2])]


def test_a_paragraph_element_with_breaks_is_left_alone() -> None:
    tree = tree_of(f"<p>{STORY[0]}<br><br>{STORY[1]}</p>")
    paragraphs_from_breaks(tree)
    assert len(list(tree.iter("p"))) == 1


PIECES = st.lists(
    st.sampled_from(
        ["<br>", "<br><br>", "a word ", STORY[0], "<b>bold</b>", "<p>block</p>", "<div>in<br><br>side</div>", " "]
    )
    | st.text(alphabet="ab é中", max_size=12),
    max_size=14,
)


@settings(max_examples=150, deadline=1000)
@given(PIECES)
def test_parting_by_breaks_loses_and_moves_nothing(pieces: list[str]) -> None:
    tree = tree_of(f"<div>{''.join(pieces)}</div><p>tail</p>")
    before = folded(tree)
    paragraphs_from_breaks(tree)
    assert folded(tree) == before
    assert all(words(p) or p.getparent() is not None for p in tree.iter("p"))


CELLS = st.recursive(
    st.sampled_from(["short", STORY[0] + STORY[1] + STORY[2], f"<p>{STORY[3]}</p>", ""]),
    lambda inner: st.lists(inner, min_size=1, max_size=3).map(
        lambda cells: "<table><tr>" + "".join(f"<td>{c}</td>" for c in cells) + "</tr></table>"
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=1000)
@given(CELLS)
def test_the_fullest_cell_of_a_table_is_never_lost(body: str) -> None:
    tree = tree_of(body)
    held = STORY[1] in words(tree)
    undo_layout_tables(tree)
    assert (STORY[1] in words(tree)) == held
