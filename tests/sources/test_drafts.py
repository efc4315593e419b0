"""From draft to document: text normalised in place, dateline found, language told, blocks laid out."""

import re
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from communique.records import (
    Block,
    BlockKind,
    Document,
    Found,
    Precision,
    Publication,
    Reason,
    Rejected,
    Span,
    Stage,
    digest_of,
)
from communique.sources.drafts import Draft, finished, normalised
from sources.newspage import STORY, TITLE

ODD = "\r\n\x00\x07\x1f\x7f\x85\x9f\ufeff\u2028\u2029\ufffe\uffff\ud800\udfff\U0001f600\xa0\u3000 ab.–“"
ANY = st.text(max_size=200) | st.text(alphabet=st.sampled_from(ODD), max_size=60)
GERMAN = (
    "Die Außenminister der beiden Länder haben sich am Montag darauf geeinigt, eine Kommission für die Grenze "
    "einzusetzen, und wollen sich im Mai in Prag wieder treffen, um über das Wasser zu sprechen."
)


def document(text: str, **known: object) -> Document:
    got = finished(Draft(uri="a.txt", text=text, **known))  # type: ignore[arg-type]
    assert isinstance(got, Document), got
    return got


def pieces(found: Document) -> list[tuple[BlockKind, str]]:
    return [(b.kind, found.words_of(b)) for b in found.blocks]


# ---------------------------------------------------------------- normalising


@given(ANY)
def test_normalising_keeps_every_character_in_its_place(text: str) -> None:
    out = normalised(text)
    assert len(out) == len(text)
    for before, after in zip(text, out, strict=True):
        assert before == after or after in " \n\ufffd"


@given(ANY)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@given(ANY)
def test_nothing_that_is_no_text_is_left(text: str) -> None:
    out = normalised(text)
    assert not [c for c in out if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
    assert not set(out) & set("\r\x00\ufeff\u2028\u0085\ufffe\uffff")
    assert out.encode("utf-8").decode("utf-8") == out


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\u2028\ufffe\uffff")))
def test_clean_text_is_left_alone(text: str) -> None:
    assert normalised(text) == text


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("a\r\nb", "a \nb"),
        ("a\rb", "a\nb"),
        ("a\r\r\nb", "a\n \nb"),
        ("a\x0bb\x0cc\x85d\u2028e", "a\nb\nc\nd\ne"),
        ("a\x00b\x1bc", "a b c"),
        ("\ufeffa", " a"),
        ("a\ud83d", "a\ufffd"),
        ("tab\tstays\xa0and\u3000wide", "tab\tstays\xa0and\u3000wide"),
        ("“quotes” – and — dashes…", "“quotes” – and — dashes…"),
    ],
)
def test_each_replacement(text: str, out: str) -> None:
    assert normalised(text) == out


# ---------------------------------------------------------------- finished, for any draft


@settings(max_examples=150, deadline=2000)
@given(ANY, st.none() | ANY, st.none() | st.sampled_from(["en", "de", "zz"]))
def test_any_draft_is_a_document_or_empty(text: str, title: str | None, language: str | None) -> None:
    got = finished(Draft(uri="a.txt", text=text, title=title, language=language, outlet=title, authors=(title or "",)))
    if isinstance(got, Rejected):
        assert (got.reason, got.stage, got.uri) == (Reason.EMPTY, Stage.EXTRACT, "a.txt")
        assert not normalised(text).strip()
        return
    assert got.text == normalised(text)
    assert got.digest == digest_of(got.text)
    assert got.title is None or got.title == " ".join(got.title.split()) != ""
    assert all(name.strip() for name in got.authors)


@settings(max_examples=200, deadline=2000)
@given(
    ANY
    | st.lists(st.sampled_from([*STORY, "\n", "\n\n", "  ", "\r\n", "VIENNA, May 20 (Courier) -- ", TITLE])).map(
        "".join
    )
)
def test_blocks_cover_a_plain_text_once_and_in_order(text: str) -> None:
    got = finished(Draft(uri="a.txt", text=text, title=TITLE))
    assume(isinstance(got, Document))
    assert isinstance(got, Document)
    spans = [b.span for b in got.blocks]
    assert all(s is not None for s in spans)
    covered = [0] * len(got.text)
    end = 0
    for span in spans:
        assert span is not None
        assert span.start >= end, "in order, none over another"
        end = span.end
        for at in range(span.start, span.end):
            covered[at] += 1
    missed = "".join(c for c, n in zip(got.text, covered, strict=True) if not c.isspace() and n != 1)
    assert not missed


def test_the_id_is_given_or_made_of_address_and_text() -> None:
    assert document("Some text.", id="own-7").id == "own-7"
    one = document("Some text.")
    assert one.id == Document.make_id("a.txt", "Some text.")
    assert one.id != document("Some other text.").id
    assert document("a\r\nb").id == document("a \nb").id


def test_short_values_are_cleaned() -> None:
    found = document(
        "Text.", title=" A \r\n title\x00 ", outlet="\t", authors=(" Ana ", "", "\x00"), url=" http://x/a "
    )
    assert (found.title, found.outlet, found.authors, found.url) == ("A title", None, ("Ana",), "http://x/a")


def test_what_the_source_states_is_passed_on() -> None:
    when = Publication("2024-05-21", Precision.DAY, "column date", stated=True)
    found = document(
        "Text.", published=when, crawled="2024-05-22", notes=("a note",), found=(Found("published", "column date"),)
    )
    assert found.published == when
    assert found.crawled == "2024-05-22"
    assert found.notes == ("a note",)
    assert Found("published", "column date") in found.found


# ---------------------------------------------------------------- paragraphs of plain text


def test_each_line_is_a_paragraph() -> None:
    assert pieces(document("\n".join(STORY))) == [(BlockKind.BODY, text) for text in STORY]
    assert pieces(document("\r\n\r\n".join(STORY))) == [(BlockKind.BODY, text) for text in STORY]
    assert pieces(document("\n \n\n".join(STORY) + "\n")) == [(BlockKind.BODY, text) for text in STORY]


def wrapped(text: str, width: int = 68) -> str:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


@pytest.mark.parametrize("width", [60, 68, 76])
def test_wrapped_lines_are_one_paragraph(width: int) -> None:
    found = document("\n\n".join(wrapped(text, width) for text in STORY))
    assert [" ".join(words.split()) for _, words in pieces(found)] == list(STORY)


def test_a_wrapped_text_of_one_paragraph() -> None:
    found = document(wrapped(" ".join(STORY)))
    assert [" ".join(words.split()) for _, words in pieces(found)] == [" ".join(STORY)]


def test_a_first_line_that_is_the_title_is_a_headline() -> None:
    found = document(f"{TITLE.upper()}.\n\n{STORY[0]}\n\n{TITLE}", title=TITLE)
    assert [kind for kind, _ in pieces(found)] == [BlockKind.HEADLINE, BlockKind.BODY, BlockKind.BODY]


def test_a_short_first_line_over_a_dateline_is_the_title_of_a_text_without_one() -> None:
    found = document(f"{TITLE}\n\nVIENNA, May 20 (Courier) -- {STORY[0]}\n\n{STORY[1]}")
    assert found.title == TITLE
    assert Found("title", "first line") in found.found
    assert pieces(found)[0] == (BlockKind.HEADLINE, TITLE)


def test_a_first_sentence_is_no_title() -> None:
    found = document("\n\n".join(STORY))
    assert found.title is None
    assert {kind for kind, _ in pieces(found)} == {BlockKind.BODY}


def test_blocks_that_the_reader_knows_are_kept() -> None:
    blocks = (Block(BlockKind.BODY, Span(0, 3)), Block(BlockKind.SUBHEAD, Span(4, 7)))
    aside = (Block(BlockKind.CAPTION, text="A caption"),)
    found = document("one\ntwo\nsix", paragraphs=blocks, aside=aside)
    assert found.blocks == (*aside, *blocks)


# ---------------------------------------------------------------- dateline


def test_the_dateline_is_cut_out_of_its_paragraph() -> None:
    line = "VIENNA, May 20 (Courier) --"
    found = document(f"{line} {STORY[0]}\n{STORY[1]}")
    assert found.dateline is not None
    assert pieces(found) == [(BlockKind.DATELINE, line), (BlockKind.BODY, STORY[0]), (BlockKind.BODY, STORY[1])]


def test_a_dateline_under_a_headline_and_in_known_blocks() -> None:
    line = "VIENNA, May 20 (Courier) --"
    text = f"{TITLE}\n\n{line} {STORY[0]}"
    assert [k for k, _ in pieces(document(text, title=TITLE))] == [
        BlockKind.HEADLINE,
        BlockKind.DATELINE,
        BlockKind.BODY,
    ]
    known = (Block(BlockKind.BODY, Span(0, len(line) + 1 + len(STORY[0]))),)
    found = document(f"{line} {STORY[0]}", paragraphs=known)
    assert pieces(found) == [(BlockKind.DATELINE, line), (BlockKind.BODY, STORY[0])]


def test_the_year_of_a_dateline_comes_from_the_publication() -> None:
    when = Publication("2024-05-21", Precision.DAY, "column date", stated=True)
    found = document(f"VIENNA, May 20 (Courier) -- {STORY[0]}", published=when)
    assert found.dateline is not None
    assert found.dateline.day is not None
    assert (found.dateline.day.iso, found.dateline.day.year_inferred) == ("2024-05-20", True)


# ---------------------------------------------------------------- language


def where(found: Document) -> str | None:
    return next((f.where for f in found.found if f.field == "language"), None)


def test_the_stated_language_is_believed_where_the_text_agrees_or_is_short() -> None:
    stated = (Found("language", "html lang"),)
    found = document(GERMAN, language="de", found=stated)
    assert (found.language, where(found), found.notes) == ("de", "html lang", ())
    found = document("Kurz und gut.", language="en", found=stated)
    assert (found.language, where(found), found.notes) == ("en", "html lang", ())


def test_a_text_that_is_clearly_in_another_language_outweighs_a_template() -> None:
    found = document(GERMAN, language="en", found=(Found("language", "html lang"),))
    assert (found.language, where(found)) == ("de", "text")
    assert found.notes == ("the source states language en, the text is de",)


def test_the_language_of_a_text_that_states_none_is_found() -> None:
    for text, code in (
        (GERMAN, "de"),
        (" ".join(STORY), "en"),
        ("两国外交部长星期一在维也纳举行会谈，同意成立联合委员会，以解决边界问题。", "zh"),
    ):
        found = document(text)
        assert (found.language, where(found)) == (code, "text")


def test_too_little_text_has_no_language() -> None:
    found = document("21.05.2024 — 08:30")
    assert (found.language, where(found)) == (None, None)


def test_neighbours_are_not_corrected() -> None:
    norwegian = (
        "Utenriksministrene i de to landene ble mandag enige om å sette ned en kommisjon for grensen, og vil møtes "
        "igjen i Praha i mai for å snakke om vannet fra den øvre innsjøen."
    )
    assert document(norwegian, language="nn").language == "nn"
    assert document(norwegian, language="da").language == "da"


@given(st.text(alphabet="ab \n", max_size=60))
def test_a_language_is_a_code_or_none(text: str) -> None:
    got = finished(Draft(uri="a.txt", text=text))
    assert isinstance(got, Rejected) or got.language is None or re.fullmatch(r"[a-z]{2,3}", got.language)


def test_a_text_of_very_many_lines_is_one_block_with_a_note() -> None:
    got = document("a\n" * 20_002)
    assert [b.kind for b in got.blocks] == [BlockKind.BODY]
    assert "not taken apart" in got.notes[0]
    assert len(document("a\n" * 500).blocks) == 500
