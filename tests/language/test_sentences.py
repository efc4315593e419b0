"""Where sentences end."""

import time
import tomllib
from pathlib import Path

import hypothesis
import hypothesis.strategies as st
import pytest

from communique.language.conllu_rows import document_rows, laid_out
from communique.language.sentences import sentences_of, split
from communique.records.documents import Block, BlockKind, Document
from communique.records.ids import digest_of
from communique.records.spans import Span

CASES = Path(__file__).with_name("sentence_cases.toml")
GUM = Path(__file__).parents[2] / "../shared/data/syntax/gum"
MARK = "‖"
MILLION = 1_000_000
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet=" \n.!?…\"'“”()[]-–—•aAbB1,;:éЖ中。\u00a0\u2029\t"),
    st.lists(
        st.sampled_from(
            [
                "U.S.",
                "Gen.",
                "He",
                "said",
                "Aug.",
                "3",
                "\n",
                "\n\n",
                "“No!”",
                "(a)",
                "1.",
                "...",
                "Inc.",
                "—",
                "• x",
                "Q:",
                "J.",
            ]
        )
    ).map(" ".join),
)


def hard_cases() -> list[str]:
    with CASES.open("rb") as stream:
        topics = tomllib.load(stream)
    return [case for topic in topics.values() for case in topic]


def expected(marked: str) -> tuple[str, list[Span]]:
    spans, at = [], 0
    for piece in marked.split(MARK):
        span = Span.trimmed(marked.replace(MARK, ""), at, at + len(piece))
        assert span is not None
        spans.append(span)
        at += len(piece)
    return marked.replace(MARK, ""), spans


def told(text: str, breaks: tuple[int, ...] = ()) -> list[str]:
    return [span.of(text) for span in split(text, breaks)]


def document(text: str, *blocks: Block) -> Document:
    return Document("d1", "here", text, digest_of(text), blocks=blocks)


def test_hard_cases() -> None:
    """F1 of exact spans over the whole list; a person reads which ones are wrong."""
    right = gold = found = 0
    wrong = []
    for marked in hard_cases():
        text, want = expected(marked)
        have = split(text)
        right += len(set(want) & set(have))
        gold += len(want)
        found += len(have)
        if want != have:
            wrong.append(MARK.join(s.of(text) for s in have))
    assert len(hard_cases()) >= 200
    assert 200 * right / (gold + found) >= 99, wrong


@pytest.mark.shared
def test_news_of_gum() -> None:
    """Paragraphs and headings as `# newpar` tells them, without the ends of captions that `benchmarks` adds."""
    if not GUM.exists():
        pytest.skip("the development data (GUM) does not lie beside the checkout")
    right = gold = found = 0
    for path in sorted(GUM.glob("*/GUM_news_*.conllu")):
        for rows in document_rows(path):
            layout = laid_out(rows)
            want = {tokens[0].cover(tokens[-1]) for tokens in layout.spans}
            have = set(split(layout.text))
            right, gold, found = right + len(want & have), gold + len(want), found + len(have)
    assert gold > 600
    assert 200 * right / (gold + found) >= 96.5


@hypothesis.given(TEXTS, st.lists(st.integers(-3, 60), max_size=5))
def test_sentences_hold_everything_once(text: str, breaks: list[int]) -> None:
    spans = split(text, breaks)
    at = 0
    for span in spans:
        assert span.start >= at
        assert not text[at : span.start].strip()
        assert span == Span.trimmed(text, span.start, span.end)
        at = span.end
    assert not text[at:].strip()


@hypothesis.given(TEXTS, st.lists(st.integers(0, 60), max_size=5))
def test_no_sentence_runs_over_a_break(text: str, breaks: list[int]) -> None:
    assert not any(span.start < b < span.end for span in split(text, breaks) for b in breaks)


@hypothesis.given(TEXTS, TEXTS)
def test_a_blank_line_parts_what_is_around_it(one: str, other: str) -> None:
    text = f"{one}\n\n{other}"
    assert split(text) == split(text, [len(one) + 2])


@hypothesis.given(TEXTS)
def test_spaces_around_a_text_do_not_matter(text: str) -> None:
    stripped = text.strip()
    lead = len(text) - len(text.lstrip())
    assert split(text) == [span.shifted(lead) for span in split(stripped)]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n\n", "\u00a0\u2029"],
)
def test_nothing_is_in_nothing(text: str) -> None:
    assert split(text) == []


@pytest.mark.parametrize("text", [".", "...", "?!", "“", "—", "😀", "a"])
def test_a_mark_alone_is_a_sentence(text: str) -> None:
    assert told(text) == [text]


def test_breaks_end_sentences_and_others_do_not_matter() -> None:
    text = "Minister in Oslo He arrived on Monday."
    assert told(text) == [text]
    assert told(text, (16,)) == ["Minister in Oslo", "He arrived on Monday."]
    assert told(text, (16, -1, 0, 99, len(text))) == told(text, (17,))


def test_a_break_inside_a_word_counts() -> None:
    assert told("abcd", (2,)) == ["ab", "cd"]


def test_closing_marks_stay_with_their_sentence() -> None:
    assert told("He said: “We go.”) [4] Then he left. ”") == ["He said: “We go.”) [4]", "Then he left. ”"]


def test_lower_case_writers_are_followed() -> None:
    assert told("the talks are over. nobody came. that is all.") == [
        "the talks are over.",
        "nobody came.",
        "that is all.",
    ]
    assert told("The talks at 5 abc. nobody came.") == ["The talks at 5 abc. nobody came."]


def test_line_ends_in_prose_do_not_count_and_those_of_items_do() -> None:
    prose = "The minister told the press on Sunday that the talks had been\nhard. They would go on."
    assert told(prose) == [prose[:67], "They would go on."]
    assert told("Agreed:\n- Trade\n- Visas") == ["Agreed:", "- Trade", "- Visas"]


def test_blocks_end_sentences() -> None:
    text = "Talks in Oslo The minister came. He left"
    blocks = (Block(BlockKind.HEADLINE, Span(0, 13)), Block(BlockKind.BODY, Span(14, len(text))))
    spans = sentences_of(document(text, *blocks, Block(BlockKind.CAPTION, text="A picture. Of two.")))
    assert [s.of(text) for s in spans] == ["Talks in Oslo", "The minister came.", "He left"]


@pytest.mark.parametrize("gap", [" ", "", "  "])
def test_a_dateline_is_a_sentence_of_its_own(gap: str) -> None:
    line = "OSLO, May 3 (NTB) --"
    text = f"Talks end\n{line}{gap}The talks ended. Nobody spoke."
    start, story = 10, 10 + len(line) + len(gap)
    blocks = (
        Block(BlockKind.HEADLINE, Span(0, 9)),
        Block(BlockKind.DATELINE, Span(start, start + len(line))),
        Block(BlockKind.BODY, Span(story, len(text))),
    )
    spans = [s.of(text) for s in sentences_of(document(text, *blocks))]
    assert spans == ["Talks end", line, "The talks ended.", "Nobody spoke."]


def test_a_dateline_on_a_line_of_its_own_is_one_too() -> None:
    text = "OSLO, May 3 (NTB) -- \nThe talks ended."
    blocks = (Block(BlockKind.DATELINE, Span(0, 20)), Block(BlockKind.BODY, Span(22, len(text))))
    assert [s.of(text) for s in sentences_of(document(text, *blocks))] == [text[:20], text[22:]]


@pytest.mark.parametrize(
    "text",
    [
        "a" * MILLION,
        "😀" * MILLION,
        "👩‍🚀" * (MILLION // 3),
        "السلام عليكم " * (MILLION // 13),
        '"' * MILLION,
        "“" * MILLION,
        "." * MILLION,
        ". " * (MILLION // 2),
        "\n" * MILLION,
        " \n" * (MILLION // 2),
        "x. " * (MILLION // 3),
        ".[1]" * (MILLION // 4),
        "Abc " * (MILLION // 4),
        "“a. B " * (MILLION // 6),
        "(" * MILLION,
        "- " * (MILLION // 2),
        "中文。" * (MILLION // 3),
    ],
    ids=lambda text: repr(text[:6]),
)
def test_a_million_characters_take_bounded_time(text: str) -> None:
    begun = time.process_time()
    spans = split(text)
    assert time.process_time() - begun < 8
    assert sum(len(s) for s in spans) <= len(text)
