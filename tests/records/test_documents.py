"""The rules of documents and of what they hold."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import (
    Block,
    BlockKind,
    Copy,
    Dateline,
    Day,
    Document,
    Precision,
    Publication,
    Reason,
    Span,
    digest_of,
)
from records.strategies import QUICK, THOROUGH, records_of

GOOD = {
    Precision.YEAR: ["1972", "0001", "2024"],
    Precision.MONTH: ["1972-02", "2024-12"],
    Precision.DAY: ["2024-02-29", "1972-02-21"],
    Precision.MINUTE: ["2024-08-21T09:30", "2024-08-21T09:30Z", "2024-08-21T09:30+03:00", "2024-08-21T23:59-11:30"],
    Precision.SECOND: ["2024-08-21T09:30:05", "2024-08-21T09:30:05.123Z", "2024-08-21T09:30:05+05:45"],
}
BAD = {
    Precision.YEAR: ["72", "19722", "0000", "19x2", "", "2024-01", "\u0662\u0660\u0662\u0664"],
    Precision.MONTH: ["2024-13", "2024-00", "2024-1", "2024", "2024/01", "2024-01-01"],
    Precision.DAY: ["2024-02-30", "2023-02-29", "2024-1-01", "20240101", " 2024-01-01", "2024-01-01\n", "2024-01"],
    Precision.MINUTE: ["2024-08-21T24:30", "2024-08-21T09:60", "2024-08-21 09:30", "2024-08-21T9:30", "2024-08-21"],
    Precision.SECOND: ["2024-08-21T09:30", "2024-08-21T09:30:61", "2024-08-21T09:30:05.", "2024-08-21T09:30:05 GMT"],
}


@pytest.mark.parametrize(("precision", "at"), [(p, at) for p, times in GOOD.items() for at in times])
def test_a_time_as_fine_as_its_precision_is_taken(precision: Precision, at: str) -> None:
    published = Publication(at, precision, "meta", stated=True)
    assert published.day == (at[:10] if precision in (Precision.DAY, Precision.MINUTE, Precision.SECOND) else None)


@pytest.mark.parametrize(("precision", "at"), [(p, at) for p, times in BAD.items() for at in times])
def test_any_other_time_is_refused(precision: Precision, at: str) -> None:
    with pytest.raises(ValueError):
        Publication(at, precision, "meta", stated=True)


@THOROUGH
@given(st.sampled_from(Precision), st.sampled_from(Precision))
def test_a_time_has_one_precision(one: Precision, other: Precision) -> None:
    for at in GOOD[one]:
        if one is not other:
            with pytest.raises(ValueError, match="ISO 8601"):
                Publication(at, other, "meta", stated=True)


@THOROUGH
@given(st.from_regex(r"[012]\d{3}-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d", fullmatch=True, alphabet="0123456789-:T"))
def test_times_are_taken_exactly_when_the_calendar_and_the_clock_have_them(at: str) -> None:
    try:
        datetime.fromisoformat(at)
    except ValueError:
        with pytest.raises(ValueError):
            Publication(at, Precision.MINUTE, "meta", stated=False)
    else:
        assert Publication(at, Precision.MINUTE, "meta", stated=False).day == at[:10]


@THOROUGH
@given(st.integers(-1, 10_000), st.integers(-1, 14), st.integers(-1, 33))
def test_a_day_is_one_that_the_calendar_has(year: int, month: int, day: int) -> None:
    try:
        expected = date(year, month, day)
    except ValueError:
        with pytest.raises(ValueError, match="no such"):
            Day(year, month, day)
    else:
        assert Day(year, month, day).iso == expected.isoformat()


def test_a_day_without_a_year() -> None:
    assert Day(None, 2, 29).iso == "--02-29"
    with pytest.raises(ValueError, match="no such day"):
        Day(None, 2, 30)
    with pytest.raises(ValueError, match="cannot have been inferred"):
        Day(None, 2, 3, year_inferred=True)


def test_a_block_lies_in_the_text_or_beside_it() -> None:
    for span, text in [(None, None), (Span(0, 1), "a")]:
        with pytest.raises(ValueError, match="not both and not neither"):
            Block(BlockKind.BODY, span, text)


def test_blocks_and_datelines_stay_in_the_text() -> None:
    text = "PARIS, May 2 -- Words."
    digest = digest_of(text)
    with pytest.raises(ValueError, match="leaves a text"):
        Document(id="d", uri="u", text=text, digest=digest, blocks=(Block(BlockKind.BODY, Span(0, 99)),))
    good = Dateline(Span(0, 15), 16, "PARIS", Span(0, 5))
    assert Document(id="d", uri="u", text=text, digest=digest, dateline=good).dateline == good
    for bad in (Dateline(Span(0, 99), 16, "PARIS", Span(0, 5)), Dateline(Span(0, 15), 16, "Paris", Span(0, 5))):
        with pytest.raises(ValueError, match=r"leaves a text|place is not what"):
            Document(id="d", uri="u", text=text, digest=digest, dateline=bad)


@QUICK
@given(records_of(Document))
def test_every_block_gives_its_words(document: Document) -> None:
    for block in document.blocks:
        words = document.words_of(block)
        assert words == (block.text if block.span is None else document.text[block.span.start : block.span.end])


def test_what_counts_as_passed_over() -> None:
    passed = {r for r in Reason if r.passed_over}
    assert {Reason.NOT_A_RESPONSE, Reason.HTTP_STATUS, Reason.OTHER_MEDIA} <= passed
    assert Reason.CORRUPT not in passed
    assert Reason.MISSING not in passed


@pytest.mark.parametrize("similarity", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_similarity_is_a_share(similarity: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Copy("d", "d", similarity)
