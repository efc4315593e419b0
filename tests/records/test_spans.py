"""Spans, evidence and segments: what holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Document, Evidence, Segment, Span, digest_of, segments
from records.strategies import THOROUGH
from records.texts import CHARACTERS, TEXT

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda p: Span(p[0], p[0] + p[1]))
AWKWARD = [
    "plain words",
    "e\u0301te\u0301, combined",
    "\U0001f1eb\U0001f1f7 and \U0001f600 beyond the first plane",
    "\u05e9\u05dc\u05d5\u05dd \u200fand\u200e \u0633\u0644\u0627\u0645",
    "no\u00a0break\u2009thin\u200dwide",
    "one\x00nul",
]


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text and spans of it that nest, overlap, touch and repeat."""
    text = draw(st.text(CHARACTERS, min_size=1, max_size=20) | st.sampled_from(AWKWARD))
    starts = st.integers(0, len(text) - 1)
    ends = starts.flatmap(lambda s: st.tuples(st.just(s), st.integers(s + 1, len(text))))
    return text, draw(st.lists(ends.map(lambda p: Span(*p)), max_size=6))


def document(text: str) -> Document:
    """A document of `text` and nothing else."""
    return Document(id="d", uri="u", text=text, digest=digest_of(text))


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (4, 3), (-1, 2), (-2, -1)])
def test_a_span_is_never_empty_nor_negative(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="0 <= start < end"):
        Span(start, end)


@THOROUGH
@given(SPANS, SPANS)
def test_overlap_is_symmetric_and_is_sharing_a_character(a: Span, b: Span) -> None:
    shared = set(range(a.start, a.end)) & set(range(b.start, b.end))
    assert a.overlaps(b) == b.overlaps(a) == bool(shared)


@THOROUGH
@given(SPANS, SPANS)
def test_containing_is_holding_every_character(a: Span, b: Span) -> None:
    assert a.contains(b) == (set(range(b.start, b.end)) <= set(range(a.start, a.end)))
    assert a.contains(a)


@THOROUGH
@given(SPANS, SPANS)
def test_the_cover_is_the_smallest_that_holds_both(a: Span, b: Span) -> None:
    cover = a.cover(b)
    assert cover == b.cover(a)
    assert cover.contains(a)
    assert cover.contains(b)
    assert cover.start in (a.start, b.start)
    assert cover.end in (a.end, b.end)


@THOROUGH
@given(SPANS, st.integers(-40, 40))
def test_shifting_keeps_the_length_and_can_be_undone(span: Span, by: int) -> None:
    if span.start + by < 0:
        with pytest.raises(ValueError, match="0 <= start"):
            span.shifted(by)
    else:
        moved = span.shifted(by)
        assert len(moved) == len(span)
        assert moved.start == span.start + by
        assert moved.shifted(-by) == span


@THOROUGH
@given(st.text(CHARACTERS | st.sampled_from(" \n\t\u00a0\u2003"), max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_trimming_leaves_what_strip_leaves(text: str, start: int, end: int) -> None:
    span = Span.trimmed(text, start, end)
    stripped = text[start:end].strip()
    if span is None:
        assert stripped == ""
    else:
        assert span.of(text) == stripped
        assert start <= span.start < span.end <= end


@THOROUGH
@given(texts_with_spans())
def test_quoted_words_are_the_slice(drawn: tuple[str, list[Span]]) -> None:
    text, spans = drawn
    page = document(text if text.strip() else text + "x")
    for span in spans:
        quote = page.quote(span, "trigger")
        assert quote == Evidence("d", "trigger", span, text[span.start : span.end])
        assert span.of(text) == quote.text


@pytest.mark.parametrize("text", AWKWARD)
def test_quoting_counts_characters_not_bytes(text: str) -> None:
    page = document(text)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            assert page.quote(Span(start, end), "any").text == text[start:end]


def test_a_quote_cannot_leave_the_text() -> None:
    with pytest.raises(ValueError, match="leaves a text of 5 characters"):
        document("seven"[:5]).quote(Span(2, 6), "any")


def test_evidence_cannot_be_longer_or_shorter_than_its_span() -> None:
    with pytest.raises(ValueError, match="3 characters under a span of 4"):
        Evidence("d", "any", Span(0, 4), "abc")


@THOROUGH
@given(texts_with_spans())
def test_segments_rebuild_the_text(drawn: tuple[str, list[Span]]) -> None:
    text, spans = drawn
    cut = segments(text, spans)
    assert "".join(s.text for s in cut) == text
    assert all(s.text for s in cut)


@THOROUGH
@given(texts_with_spans())
def test_the_marks_of_every_character_are_the_spans_over_it(drawn: tuple[str, list[Span]]) -> None:
    text, spans = drawn
    at = 0
    for segment in segments(text, spans):
        for position in range(at, at + len(segment.text)):
            over = tuple(i for i, s in enumerate(spans) if s.start <= position < s.end)
            assert segment.marks == over
        at += len(segment.text)


@THOROUGH
@given(texts_with_spans())
def test_neighbouring_segments_differ_or_stand_at_the_end_of_a_span(drawn: tuple[str, list[Span]]) -> None:
    text, spans = drawn
    cut = segments(text, spans)
    ends = {e for s in spans for e in (s.start, s.end)}
    assert len(cut) == len({0, *ends} - {len(text)})


def test_segments_of_nested_and_crossing_spans() -> None:
    assert segments("abcdef", [Span(0, 4), Span(1, 2), Span(3, 6)]) == (
        Segment("a", (0,)),
        Segment("b", (0, 1)),
        Segment("c", (0,)),
        Segment("d", (0, 2)),
        Segment("ef", (2,)),
    )
    assert segments("", []) == ()
    assert segments("abc", []) == (Segment("abc", ()),)


def test_segments_refuse_a_span_that_leaves_the_text() -> None:
    with pytest.raises(ValueError, match="leaves a text"):
        segments("abc", [Span(1, 4)])


@THOROUGH
@given(st.lists(SPANS, max_size=6))
def test_spans_sort_by_start_then_end(spans: list[Span]) -> None:
    assert sorted(spans) == sorted(spans, key=lambda s: (s.start, s.end))


@THOROUGH
@given(TEXT, TEXT)
def test_a_document_without_words_cannot_be(words: str, blank: str) -> None:
    if words.strip():
        assert document(words).text == words
    spaces = "".join(c for c in blank if c.isspace())
    with pytest.raises(ValueError, match="has no text"):
        document(spaces)
