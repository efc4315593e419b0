"""Quotation marks of all kinds, one in another, over paragraphs, and marks that open nothing."""

from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import given

from communique.coding.quotations import quotations_of


def found(text: str) -> list[tuple[str, int]]:
    return [(q.span.of(text), q.depth) for q in quotations_of(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“We are ready,” he said.", ["“We are ready,”"]),
        ('"We are ready," he said.', ['"We are ready,"']),
        ("''We are ready,'' he said.", ["''We are ready,''"]),
        ("``We are ready,'' he said.", ["``We are ready,''"]),
        ("‘We are ready,’ he said.", ["‘We are ready,’"]),
        ("'We are ready,' he said.", ["'We are ready,'"]),
        ("„Wir sind bereit“, sagte er.", ["„Wir sind bereit“"]),
        ("« Nous sommes prêts », a-t-il dit.", ["« Nous sommes prêts »"]),
        ("「了解」と述べた。", ["「了解」"]),
        ('The "deal", the "accord", and no more.', ['"deal"', '"accord"']),
        ('He said: "Yes".', ['"Yes"']),
        ('"We are ready,” he said.', ['"We are ready,”']),
        ("No marks at all.", []),
        ("", []),
    ],
)
def test_marks(text: str, quoted: list[str]) -> None:
    assert found(text) == [(q, 0) for q in quoted]


@pytest.mark.parametrize(
    "text",
    [
        "It's the minister's word, and the '90s are over.",
        "The ministers’ talks weren’t long.",
        "He is 6' 2\" and went home",
        "Rock 'n' roll",
    ],
)
def test_apostrophes_quote_nothing(text: str) -> None:
    assert [q for q, _ in found(text) if " " in q] == []


def test_one_in_another() -> None:
    text = "“He told me ‘go now’ and I went,” she said."
    assert found(text) == [("“He told me ‘go now’ and I went,”", 0), ("‘go now’", 1)]


def test_straight_marks_in_curly_ones() -> None:
    text = '“He called it a "great day" and left,” she said.'
    assert found(text) == [('“He called it a "great day" and left,”', 0), ('"great day"', 1)]


def test_single_marks_in_straight_ones() -> None:
    text = "\"It's 'now or never' for us,\" she said."
    assert found(text) == [("\"It's 'now or never' for us,\"", 0), ("'now or never'", 1)]


def test_a_plural_that_owns_closes_nothing() -> None:
    text = "‘It’s the workers’ day,’ he said."
    assert found(text) == [("‘It’s the workers’ day,’", 0)]


def test_broken_by_the_cue() -> None:
    text = "“If they come,” he said, “we will talk.”"
    assert found(text) == [("“If they come,”", 0), ("“we will talk.”", 0)]


def test_over_sentences() -> None:
    text = "“We met. We talked. We agreed,” he said."
    assert found(text) == [("“We met. We talked. We agreed,”", 0)]


def test_over_paragraphs_opened_again() -> None:
    text = "“We met.\n\n“We talked.\n\n“We agreed,” he said.\n\nThat was all."
    assert found(text) == [("“We met.\n\n“We talked.\n\n“We agreed,”", 0)]


def test_straight_over_paragraphs() -> None:
    text = '"We met.\n\n"We talked," he said. "Then we left."'
    assert found(text) == [('"We met.\n\n"We talked,"', 0), ('"Then we left."', 0)]


def test_never_closed() -> None:
    """All of a paragraph, or all behind a colon, is quotation; a lone mark in the middle is none."""
    assert found("“We met and talked.\n\nThen he left.") == [("“We met and talked.", 0)]
    assert found("He said: “We met and talked.\n\nThen he left.") == [("“We met and talked.", 0)]
    assert found("He spoke of “peace and left.\n\nThen “war” came.") == [("“war”", 0)]


def test_a_mark_lost_does_not_spill() -> None:
    text = 'He spoke of "peace and left.\n\nShe spoke of "war" at noon.'
    assert found(text) == [('"war"', 0)]


def test_the_inside_is_without_marks_and_blanks() -> None:
    text = "« Nous sommes prêts »"
    (quoted,) = quotations_of(text)
    assert quoted.inner.of(text) == "Nous sommes prêts"
    assert quoted.span.contains(quoted.inner)


@given(st.text(alphabet="ab ,.\n\"'“”‘’«»", max_size=60))
def test_any_text(text: str) -> None:
    """Spans lie in the text, come in order, hold what they quote, and nest or stand apart."""
    quoted = quotations_of(text)
    for q in quoted:
        assert q.span.of(text)
        assert q.span.contains(q.inner)
        assert q.inner.of(text) == q.inner.of(text).strip()
    assert list(quoted) == sorted(quoted, key=lambda q: (q.span.start, -q.span.end))
    outer = [q for q in quoted if q.depth == 0]
    assert all(a.span.end <= b.span.start for a, b in pairwise(outer))


@given(st.lists(st.sampled_from(["We met", "They spoke at length", "No"]), min_size=1, max_size=5))
def test_one_a_line(lines: list[str]) -> None:
    text = "\n\n".join(f"“{line},” he said." for line in lines)
    assert [q for q, _ in found(text)] == [f"“{line},”" for line in lines]
