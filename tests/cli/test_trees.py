"""Drawing trees: every word once, every branch readable back, no line too long."""

import random
import unicodedata

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from communique.cli.trees import branches, drawn
from communique.cli.views import columns_of
from communique.language.conllu import from_conllu
from communique.records import Analysis, Document, digest_of
from language.trees import EXCHANGE, rows
from records.strategies import THOROUGH
from records.texts import analyses, texts


def sketch(*heads: int) -> list[str]:
    return [f"{branch}{word}" for word, branch in branches(heads)]


def test_small_trees() -> None:
    assert sketch(-1) == ["0"]
    assert sketch(1, -1, 1) == ["╭─0", "1", "╰─2"]
    assert sketch(2, 2, -1, 2, 2) == ["╭─0", "├─1", "2", "├─3", "╰─4"]
    assert sketch(-1, 2, 0, 4, 2) == ["0", "│ ╭─1", "╰─2", "  │ ╭─3", "  ╰─4"]
    assert sketch(1, 4, 1, 2, -1) == ["  ╭─0", "╭─1", "│ ╰─2", "│   ╰─3", "4"]


def test_where_arcs_cross_a_word_stands_with_its_head() -> None:
    assert [word for word, _ in branches([2, 3, -1, 2])] == [0, 2, 1, 3]


@st.composite
def trees(draw: DrawFn, crossing: bool) -> list[int]:
    """Heads of any tree, or of one without crossing arcs."""
    count = draw(st.integers(1, 12))
    if crossing:
        order = draw(st.permutations(range(count)))
        heads = [-1] * count
        for i, word in enumerate(order[1:], start=1):
            heads[word] = order[draw(st.integers(0, i - 1))]
        return heads
    heads = [-1] * count
    waiting = [(0, count, -1)]
    while waiting:
        first, stop, above = waiting.pop()
        if first < stop:
            root = draw(st.integers(first, stop - 1))
            heads[root] = above
            cut = draw(st.integers(root + 1, stop))
            waiting += [(first, root, root), (root + 1, cut, root), (cut, stop, root)]
    return heads


def above_of(lines: list[str], row: int) -> int | None:
    """The row of the head that the branch of a row leads to, by following it with a finger."""
    branch = lines[row]
    if not branch:
        return None
    column = len(branch) - 2
    up = branch[column] == "╰"
    step = -1 if up or (branch[column] == "├" and _joins(lines, row, column, -1)) else 1
    at = row + step
    while len(lines[at]) > column:
        at += step
    return at


def _joins(lines: list[str], row: int, column: int, step: int) -> bool:
    """Whether the vertical from a row in one direction ends at a word that stands left of it."""
    at = row + step
    while 0 <= at < len(lines) and len(lines[at]) > column and lines[at][column] in "│├╭╰":
        if lines[at][column] == ("╭" if step < 0 else "╰"):
            return False
        at += step
    return 0 <= at < len(lines) and len(lines[at]) == column


@THOROUGH
@hypothesis.given(trees(crossing=False))
def test_without_crossing_arcs_words_keep_their_order_and_branches_lead_to_heads(heads: list[int]) -> None:
    found = branches(heads)
    assert [word for word, _ in found] == list(range(len(heads)))
    lines = [branch for _, branch in found]
    assert [above_of(lines, i) for i in range(len(heads))] == [None if h < 0 else h for h in heads]


@THOROUGH
@hypothesis.given(trees(crossing=True))
def test_every_word_is_drawn_once_as_deep_as_it_lies(heads: list[int]) -> None:
    found = branches(heads)
    assert sorted(word for word, _ in found) == list(range(len(heads)))
    for word, branch in found:
        depth, at = 0, word
        while heads[at] >= 0:
            depth, at = depth + 1, heads[at]
        assert len(branch) == 2 * depth


def test_a_deep_tree_is_drawn_without_running_out_of_stack() -> None:
    assert len(branches([-1, *range(3_000)])) == 3_001


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_fit(width: int) -> None:
    random.seed(width)
    words = ["".join(random.choices("abcdefgh日本", k=random.randint(1, 30))) for _ in range(60)]
    chain = rows(*words, heads=" ".join(map(str, range(60))))
    mention = rows(*(f"{w}|Entity=(1-organization(1-person-" for w in words[:9]), f"end|Entity={'1)' * 18}")
    for document, analysis in (*from_conllu(EXCHANGE), *from_conllu(chain), *from_conllu(mention)):
        for line in drawn(document, analysis, width):
            assert columns_of("".join(text for text, _ in line).rstrip()) <= max(60, width)


@st.composite
def read_documents(draw: DrawFn) -> tuple[Document, Analysis]:
    text, words = draw(texts())
    return Document("d", "u", text, digest_of(text)), draw(analyses("d", text, words))


@THOROUGH
@hypothesis.given(read_documents())
def test_anything_can_be_drawn(pair: tuple[Document, Analysis]) -> None:
    document, analysis = pair
    lines = ["".join(text for text, _ in line) for line in drawn(document, analysis)]
    assert not any(unicodedata.category(c) == "Cc" for line in lines for c in line)
    assert sum("mentions" in line and "chain" in line for line in lines) <= len(analysis.sentences)
    assert len(lines) >= len(analysis) + len(analysis.mentions) + len(analysis.chains)


def test_a_text_cannot_steer_the_terminal() -> None:
    document, analysis = next(from_conllu(rows("\x1b[31mRed", "Peace\x07|Entity=(1-event)")))
    text = "\n".join("".join(text for text, _ in line) for line in drawn(document, analysis))
    assert "·[31mRed" in text
    assert not set("\x1b\x07") & set(text)
