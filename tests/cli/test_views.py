"""How documents are shown: lines that fit their columns, texts as a person reads them, objects a program can read."""

import io
import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from communique.cli.views import JsonLines, Reader, Table, View, fitted
from communique.records import (
    Block,
    BlockKind,
    Copy,
    Document,
    Found,
    Precision,
    Publication,
    Reason,
    Rejected,
    Stage,
    digest_of,
    from_json,
    loads,
)
from communique.sources.drafts import Draft, finished

LINE = "VIENNA, May 20 (Courier) --"
TEXT = f"{LINE} The two ministers met on Monday.\n\nThey will meet again in Prague in the spring of next year."


def a_document(**known: object) -> Document:
    got = finished(Draft(**{"uri": "a.txt", "text": TEXT, "language": "en", **known}))  # type: ignore[arg-type]
    assert isinstance(got, Document)
    return got


def shown(kind: type[View], *pairs: tuple[Document, Copy | None]) -> list[str]:
    out = io.StringIO()
    view = kind(out)
    for document, copy in pairs:
        view.document(document, copy)
    view.close()
    return out.getvalue().split("\n")[:-1]


def columns(text: str) -> int:
    """Columns of a terminal, counted another way than the code does."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(bool(unicodedata.combining(c)) for c in text)


WHEN = Publication("2024-05-21T08:30:00+02:00", Precision.SECOND, "json-ld datePublished", stated=True)
GUESS = Publication("2024-05-21", Precision.DAY, "url", stated=False)
REJECTED = Rejected("a.txt", "line 3", Stage.PARSE, Reason.MALFORMED, "a detail")

# ---------------------------------------------------------------- fitted

WORDS = st.text(alphabet=st.sampled_from("ab é中文한글e\u0301　…\t\n"), max_size=40) | st.text(max_size=40)


@example("a\u0301a", 1)
@given(WORDS, st.integers(1, 30))
def test_fitted_text_has_exactly_its_width(text: str, width: int) -> None:
    out = fitted(text, width)
    assert columns(out) == width
    assert "\n" not in out
    assert "\t" not in out


@given(WORDS, st.integers(1, 30))
def test_fitted_text_is_whole_or_marked(text: str, width: int) -> None:
    folded = " ".join(text.split())
    out = fitted(text, width)
    if columns(folded) <= width:
        assert out.rstrip(" ") == folded
    else:
        assert out.rstrip(" ").endswith("…")
        assert folded.startswith(out.rstrip(" ")[:-1])


@pytest.mark.parametrize(
    ("text", "width", "out"),
    [
        ("abc", 5, "abc  "),
        ("abcdef", 5, "abcd…"),
        ("中文字", 5, "中文…"),
        ("中文字", 4, "中… "),
        ("中文", 4, "中文"),
        ("a  b\n c", 6, "a b c "),
        ("", 3, "   "),
        ("中", 1, "…"),
        ("abc", 1, "…"),
    ],
)
def test_fitted_examples(text: str, width: int, out: str) -> None:
    assert fitted(text, width) == out


# ---------------------------------------------------------------- table


def test_a_table_has_a_head_and_a_line_a_document() -> None:
    lines = shown(Table, (a_document(title="Talks", outlet="Courier", published=WHEN), None))
    assert lines[0].split() == ["#", "published", "outlet", "dateline", "lang", "words", "copy", "title"]
    cells = lines[1].split("  ")
    assert [c.strip() for c in cells if c.strip()] == [
        "1",
        "2024-05-21 08:30",
        "Courier",
        "VIENNA, 2024-05-20",
        "en",
        "23",
        "Talks",
    ]
    assert len(lines) == 2


def test_no_documents_no_table() -> None:
    assert shown(Table) == []


def test_the_columns_of_a_table_stand_under_each_other() -> None:
    documents = [
        a_document(title="Talks in Vienna", outlet="Courier", published=WHEN),
        a_document(title="两国外交部长在维也纳举行会谈" * 5, outlet="人民日报海外版编辑部", language="zh"),
        a_document(
            title="A title with many words that goes on and on " * 9, outlet="An outlet with a very long name", id="x"
        ),
    ]
    lines = shown(Table, *((d, None) for d in documents))
    title_at = columns(lines[0][: lines[0].index("title")])
    for line, document in zip(lines[1:], documents, strict=True):
        start = next(i for i in range(len(line) + 1) if columns(line[:i]) == title_at)
        assert str(document.title).startswith(line[start : start + 5])
        assert columns(line) <= max(111, Table(io.StringIO()).width)


def test_a_table_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (40, 80, 100, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = shown(Table, (a_document(title="A title with many words " * 20), None))
        assert columns(lines[1]) <= max(width, 111), width  # 91 columns of facts, and 20 for a title


def test_a_guess_is_marked() -> None:
    assert "2024-05-21 ?" in shown(Table, (a_document(published=GUESS), None))[1]
    assert "?" not in shown(Table, (a_document(published=WHEN), None))[1]


def test_copies_point_to_the_number_of_the_first() -> None:
    one, two, three = (a_document(id=f"d{n}", title=f"T{n}") for n in range(3))
    lines = shown(
        Table, (one, Copy("d0", "d0", 1.0)), (two, Copy("d1", "d0", 0.9)), (three, Copy("d2", "elsewhere", 0.9))
    )
    assert "=" not in lines[1]
    assert " = 1 " in lines[2]
    assert " = old " in lines[3]


def test_a_document_without_a_title_shows_its_first_words() -> None:
    document = finished(Draft(uri="a.txt", text="Just a line of text without anything else."))
    assert isinstance(document, Document)
    assert "  Just a line of text" in shown(Table, (document, None))[1]


def test_rows_are_numbered_on_even_when_ids_repeat() -> None:
    document = a_document(id="same")
    lines = shown(Table, (document, None), (document, None), (document, None))
    assert [line.split()[0] for line in lines[1:]] == ["1", "2", "3"]


# ---------------------------------------------------------------- reader


def test_a_person_reads_what_is_known_and_the_text() -> None:
    document = a_document(
        title="Talks", outlet="Courier", authors=("Ana", "Jon"), published=GUESS, url="http://x.example/a",
        aside=(Block(BlockKind.HEADLINE, text="Talks"), Block(BlockKind.CAPTION, text="The table")), notes=("a note",),
    )  # fmt: skip
    lines = shown(Reader, (document, Copy(document.id, "d-first", 0.9)))
    told = {line.split("  ")[0].strip() or line.strip().split("  ")[0]: line for line in lines}
    assert lines[0] == f"── a.txt  {document.id}"
    for name, value in (
        ("title", "Talks"), ("outlet", "Courier"), ("authors", "Ana, Jon"), ("language", "en"), ("url", "http://x.example/a"),
        ("published", "2024-05-21 (url; worked out, not stated)"), ("copy of", "d-first"), ("note", "a note"),
        ("dateline", "VIENNA, 2024-05-20 (year from assumed publication date 2024-05-21 (url); Monday in the lead), "
         "Courier"),
    ):  # fmt: skip
        assert any(line.strip().startswith(name) and line.endswith(value) for line in lines), (name, told)
    assert f"[{LINE}] The two ministers met on Monday." in lines
    assert "They will meet again in Prague in the spring of next year." in lines
    assert "(caption) The table" in lines


def test_subheads_and_headlines_are_marked() -> None:
    from communique.records import Span

    text = "Talks\n\nThe ministers met.\n\nThe maps\n\nThey are old."
    blocks = [
        Block(kind, Span(text.index(words), text.index(words) + len(words)))
        for kind, words in (
            (BlockKind.HEADLINE, "Talks"), (BlockKind.BODY, "The ministers met."), (BlockKind.SUBHEAD, "The maps"),
            (BlockKind.BODY, "They are old."),
        )
    ]  # fmt: skip
    document = Document("d", "a", text, digest_of(text), blocks=tuple(blocks))
    lines = shown(Reader, (document, None))
    assert [line for line in lines if line][1:] == ["# Talks", "The ministers met.", "## The maps", "They are old."]


def test_what_is_not_known_is_not_shown() -> None:
    document = Document("d", "a.txt", "Words.", digest_of("Words."))
    assert [line for line in shown(Reader, (document, None)) if line] == ["── a.txt  d"]


# ---------------------------------------------------------------- JSON lines


def test_each_line_is_an_object_that_is_read_back() -> None:
    out = io.StringIO()
    view = JsonLines(out)
    document = a_document(title="Talks", published=WHEN, found=(Found("published", "json-ld datePublished"),))
    copy = Copy(document.id, document.id, 1.0)
    view.document(document, copy)
    view.document(document, None)
    view.rejected(REJECTED)
    first, second, third = (json.loads(line) for line in out.getvalue().splitlines())
    assert from_json(Document, first["document"]) == document
    assert from_json(Copy, first["copy"]) == copy
    assert second["copy"] is None
    assert set(third) == {"rejected"}
    assert loads(Rejected, json.dumps(third["rejected"])) == REJECTED


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_text_stays_on_one_line(text: str) -> None:
    document = finished(Draft(uri=text, text="Words " + text, title=text))
    assert isinstance(document, Document)
    out = io.StringIO()
    JsonLines(out).document(document, None)
    assert out.getvalue().count("\n") == 1
    assert from_json(Document, json.loads(out.getvalue())["document"]) == document


def test_views_for_people_leave_rejections_to_the_summary() -> None:
    for kind in (Table, Reader):
        out = io.StringIO()
        kind(out).rejected(REJECTED)
        assert out.getvalue() == ""


def test_every_view_writes_at_once() -> None:
    class Watched(io.StringIO):
        flushed = 0

        def flush(self) -> None:
            self.flushed += 1

    for kind in (Table, Reader, JsonLines):
        out = Watched()
        kind(out).document(a_document(), None)
        assert out.flushed
        assert out.getvalue().endswith("\n")
