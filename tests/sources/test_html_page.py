"""A page from bytes to draft, or `Rejected` with the stage and the reason."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.records import BlockKind, Document, Reason, Rejected, Span, Stage
from communique.sources.drafts import Draft, finished
from communique.sources.html import Fetched, read_page
from communique.sources.html.lines import Paragraph
from communique.sources.html.page import MAX_ELEMENTS, joined, parse, word_count
from communique.sources.options import ReadOptions
from sources.newspage import ADDRESS, STORY, TITLE, article, captions_of, page, paragraphs, read, texts_of

RUSSIAN = (
    "Министры иностранных дел двух стран договорились в понедельник о создании совместной комиссии по границе.",
    "В комиссию войдут по шесть человек от каждой стороны, председателя назовёт правительство Австрии.",
    "Второй раунд переговоров намечен на май в Праге, сообщили обе делегации в общем заявлении вечером.",
)
CHINESE = (
    "两国外交部长星期一在维也纳举行会谈，同意成立联合委员会，以解决北部山区的边界问题。",
    "第二轮会谈将于五月在布拉格举行，双方发表了联合声明。",
)


def read_raw(raw: bytes, options: ReadOptions | None = None, **fetched: str | None) -> Draft | Rejected:
    return read_page(raw, Fetched("page.html", **fetched), options or ReadOptions())  # type: ignore[arg-type]


def foreign(texts: tuple[str, ...], declared: str, encoding: str) -> bytes:
    body = f"<html><head><meta charset='{declared}'><title>x</title></head><body>{paragraphs(texts)}</body></html>"
    return body.encode(encoding)


# ---------------------------------------------------------------- blocks


def test_text_and_blocks_fit_together() -> None:
    picture = "<figure><figcaption>The table in Vienna</figcaption></figure>"
    draft = read(page(article(middle=f"<h2>The maps of the year</h2>{picture}")))
    assert draft.text == "\n\n".join([*STORY[:3], "The maps of the year", *STORY[3:]])
    assert [b.span.of(draft.text) for b in draft.paragraphs if b.span] == draft.text.split("\n\n")
    assert [(b.kind, b.text) for b in draft.aside] == [
        (BlockKind.HEADLINE, TITLE),
        (BlockKind.CAPTION, "The table in Vienna"),
    ]


def test_a_page_without_title_has_no_headline() -> None:
    draft = read(f"<html><body>{paragraphs()}</body></html>".encode(), address=None)
    assert draft.title is None
    assert draft.aside == ()
    assert captions_of(draft) == []


@given(st.lists(st.tuples(st.sampled_from([BlockKind.BODY, BlockKind.SUBHEAD]), st.text(min_size=1, max_size=20))))
def test_joined_paragraphs_lie_under_their_blocks(pairs: list[tuple[BlockKind, str]]) -> None:
    text, blocks = joined([Paragraph(kind, words) for kind, words in pairs])
    assert [(b.kind, b.span.of(text)) for b in blocks if b.span] == pairs
    assert all(a.end + 2 == b.start for a, b in pairwise([b.span for b in blocks if b.span]))


def test_the_draft_says_where_it_comes_from() -> None:
    head = f'<link rel="canonical" href="{ADDRESS}"><meta name="author" content="Ana Ferreira">'
    fetched = Fetched("a.warc#record 3", address=ADDRESS + "?x", crawled="2024-05-22T00:00:00Z", notes=("chunked",))
    draft = read_page(page(article(), head), fetched, ReadOptions())
    assert isinstance(draft, Draft)
    assert (draft.uri, draft.url, draft.crawled) == ("a.warc#record 3", ADDRESS, "2024-05-22T00:00:00Z")
    assert (draft.title, draft.outlet, draft.authors, draft.language) == (
        TITLE,
        "courier.example",
        ("Ana Ferreira",),
        "en",
    )
    assert draft.notes[0] == "chunked"
    assert {f.field for f in draft.found} == {"title", "outlet", "authors", "language", "url"}


def test_a_page_becomes_a_document_with_its_dateline() -> None:
    body = f"<h1>{TITLE}</h1><p>VIENNA, May 20 (Courier) -- {STORY[0]}</p>{paragraphs(STORY[1:])}"
    document = finished(read(page(body)))
    assert isinstance(document, Document)
    assert document.dateline is not None
    assert document.dateline.place == "VIENNA"
    assert document.text[document.dateline.story :].startswith("The foreign ministers")


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1251", "cp1251"),
        ("iso-8859-1", "utf-8"),
        ("utf-8", "cp1251"),
        ("koi8-r", "koi8-r"),
        ("windows-1251", "utf-8"),
        ("no-such-thing", "utf-8"),
        ("utf-8", "utf-16"),
        ("iso-8859-5", "cp1251"),
    ],
)
def test_declared_charsets_that_are_true_and_false(declared: str, encoding: str) -> None:
    draft = read_raw(foreign(RUSSIAN, declared, encoding))
    assert isinstance(draft, Draft)
    assert texts_of(draft) == list(RUSSIAN)


def test_a_false_charset_leaves_a_note() -> None:
    draft = read_raw(foreign(RUSSIAN, "windows-1251", "utf-8"))
    assert isinstance(draft, Draft)
    assert draft.notes == ("false charset: declared windows-1251, is utf-8",)


def test_the_servers_charset_counts_where_the_page_declares_none() -> None:
    raw = f"<html><body>{paragraphs(RUSSIAN)}</body></html>".encode("cp1251")
    draft = read_raw(raw, charset="windows-1251")
    assert isinstance(draft, Draft)
    assert texts_of(draft) == list(RUSSIAN)


def test_an_encoding_that_is_forced_is_used() -> None:
    draft = read_raw(foreign(RUSSIAN, "koi8-r", "cp1251"), ReadOptions(encoding="cp1251"))
    assert isinstance(draft, Draft)
    assert texts_of(draft) == list(RUSSIAN)


def test_scripts_without_spaces_are_long_enough() -> None:
    draft = read_raw(foreign(CHINESE, "utf-8", "utf-8"))
    assert isinstance(draft, Draft)
    assert texts_of(draft) == list(CHINESE)


def test_characters_that_html_cannot_hold_do_no_harm() -> None:
    raw = page(
        article(middle="<p>The \x00pass &#0; and \x0bthe &#xD800; hills &#1114112; are &#x1F600; open again.</p>")
    )
    draft = read(raw)
    document = finished(draft)
    assert isinstance(document, Document)
    assert "are \U0001f600 open again." in document.text
    assert "\x00" not in document.text


# ---------------------------------------------------------------- rejected


@pytest.mark.parametrize(
    ("raw", "stage", "reason"),
    [
        (b"", Stage.PARSE, Reason.EMPTY),
        (b"<!-- nothing -->", Stage.PARSE, Reason.EMPTY),
        (b"<html></html>", Stage.EXTRACT, Reason.NO_MAIN_TEXT),
        (b"<html><body><p>404</p></body></html>", Stage.EXTRACT, Reason.NO_MAIN_TEXT),
        (
            page("<nav><a href='/'>Home</a></nav><ul><li><a href='/a'>One</a></li></ul>"),
            Stage.EXTRACT,
            Reason.NO_MAIN_TEXT,
        ),
        (
            page("<script>var a = 'a long text that no reader sees, for it is a script';</script>"),
            None,
            Reason.NO_MAIN_TEXT,
        ),
        (bytes(range(32)) * 200, Stage.DECODE, Reason.BINARY),
        (b"<html>" + b"<p></p>" * (MAX_ELEMENTS + 1), Stage.PARSE, Reason.TOO_LARGE),
    ],
    ids=["empty", "comment", "no body", "short", "list", "script", "binary", "elements"],
)
def test_pages_that_give_no_draft(raw: bytes, stage: Stage | None, reason: Reason) -> None:
    got = read_page(raw, Fetched("page.html", "record 3"), ReadOptions())
    assert isinstance(got, Rejected)
    assert (got.uri, got.locator, got.reason) == ("page.html", "record 3", reason)
    assert got.stage is (stage or Stage.EXTRACT)
    assert got.detail


def test_least_words_of_a_report() -> None:
    raw = page("<article><p>The two ministers met today.</p></article>")
    assert isinstance(read_raw(raw), Draft)
    got = read_raw(raw, ReadOptions(min_words=6))
    assert isinstance(got, Rejected)
    assert got.detail.startswith("5 words of main text")
    assert isinstance(read_raw(b"<html><body><p>Met.</p></body></html>", ReadOptions(min_words=0)), Draft)


# ---------------------------------------------------------------- extremes


@pytest.mark.parametrize(
    "raw",
    [
        b"<div>" * 100_000,
        b"<p>" + b"<b>" * 50_000 + b"deep" + b"</b>" * 50_000,
        b"<table><tr><td>" * 20_000,
        b"<ul><li>" * 20_000 + b"deep",
        b"<article>" * 10_000 + STORY[0].encode(),
        b"<" * 1_000_000,
        b"<!--" * 200_000,
        b"<a href='" + b"x" * 1_000_000,
        b"<p " + b"a=1 " * 100_000 + b">x</p>",
        b"&" * 500_000,
        b"<html><body><p>" + b"word " * 400_000,
    ],
    ids=[
        "div",
        "b",
        "table",
        "list",
        "article",
        "less",
        "comments",
        "attribute",
        "attributes",
        "entities",
        "one paragraph",
    ],
)
def test_hostile_pages_take_little_time(raw: bytes) -> None:
    started = time.process_time()
    got = read_raw(raw)
    assert isinstance(got, Draft | Rejected)
    assert time.process_time() - started < 20


def test_a_page_of_a_long_story_is_read_whole() -> None:
    texts = [f"{number}. {STORY[number % len(STORY)]}" for number in range(3000)]
    started = time.process_time()
    got = texts_of(read(page(f"<article><h1>{TITLE}</h1>{paragraphs(texts)}</article>")))
    assert len(got) > 2990
    assert time.process_time() - started < 20


def test_a_page_is_read_the_same_every_time() -> None:
    raw = page(article(middle="<ul><li>One thing that both sides wanted.</li></ul>"))
    assert read(raw) == read(raw)


VALID = page(article(middle="<table><tr><td>Year</td><td>Lorries</td></tr></table>"), '<meta charset="utf-8">')


@settings(max_examples=100, deadline=4000)
@given(st.binary(max_size=300))
def test_any_bytes_give_an_answer(raw: bytes) -> None:
    assert isinstance(read_raw(raw), Draft | Rejected)


@settings(max_examples=100, deadline=4000)
@given(
    st.lists(st.tuples(st.integers(0, len(VALID)), st.integers(0, 40), st.binary(max_size=12)), max_size=6),
    st.integers(0, len(VALID)),
)
def test_any_mutation_of_a_page_gives_an_answer(edits: list[tuple[int, int, bytes]], cut: int) -> None:
    raw = VALID
    for at, length, new in edits:
        raw = raw[:at] + new + raw[at + length :]
    got = read_raw(raw[:cut] if cut % 3 == 0 else raw)
    assert isinstance(got, Draft | Rejected)
    if isinstance(got, Draft):
        for block in got.paragraphs:
            assert block.span is not None
            assert block.span.of(got.text).strip()
        assert isinstance(finished(got), Document)


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("one", 1), ("two words", 2), ("国", 1), ("外交部长", 2), ("G20 峰会", 2), ("ที่", 2), ("오늘 회담", 2)],
)
def test_words_are_counted_in_any_script(text: str, count: int) -> None:
    assert word_count(text) == count


def test_parse_gives_a_tree_or_none() -> None:
    assert parse("") is None
    assert parse("   ") is None
    tree = parse("just words")
    assert tree is not None
    assert tree.tag == "html"
    assert Span(0, 4).of(str(tree.text_content())) == "just"
