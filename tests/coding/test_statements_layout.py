"""What words govern and which stand between marks, on sentences of our own, read by the packaged model."""

import pytest

from communique.coding.statements_layout import Layout, inserted
from communique.records.spans import Span

from .scenes import scene, word

TEXT = 'The old king of Norway said: "We will not go to war." Nobody answered the “king”.'


def laid(text: str = TEXT) -> Layout:
    return Layout(scene(text))


def shown(layout: Layout, first: int, last: int) -> str:
    tokens = layout.scene.analysis
    return layout.scene.document.text[tokens[first].span.start : tokens[last].span.end]


def test_reach_is_all_that_hangs_on_a_word() -> None:
    layout = laid()
    assert shown(layout, *layout.reach(word(layout.scene, "king"))) == "The old king of Norway"
    assert shown(layout, *layout.reach(word(layout.scene, "old"))) == "old"


def test_reach_leaves_out_what_is_named() -> None:
    layout = laid()
    king, norway = word(layout.scene, "king"), word(layout.scene, "Norway")
    assert shown(layout, *layout.reach(king, {norway.index})) == "The old king"


def test_words_stop_before_signs() -> None:
    layout = laid("The talks failed, according to the ministry.")
    failed, ministry = word(layout.scene, "failed"), word(layout.scene, "ministry")
    assert shown(layout, *layout.reach(failed, {ministry.index})).endswith(".")
    assert shown(layout, *layout.words(failed, {ministry.index})) == "The talks failed"


def test_a_span_drops_signs_at_its_ends() -> None:
    layout = laid("Well, the talks failed.")
    text = layout.scene.document.text
    last = len(layout.scene.analysis) - 1
    for first in (0, 1):
        span = layout.span(first, last)
        assert span is not None
        assert span.of(text) == ("Well, the talks failed" if first == 0 else "the talks failed")


def test_a_span_of_signs_alone_is_none() -> None:
    layout = laid("Well, the talks failed.")
    assert layout.span(1, 1) is None


def test_quotations_are_speech_and_no_names() -> None:
    layout = laid()
    assert [q.inner.of(TEXT) for q in layout.quotes] == ["We will not go to war."]


@pytest.mark.parametrize("text", ["She read “Moby Dick” twice.", "The “deal” was off.", "No marks."])
def test_names_between_marks(text: str) -> None:
    assert laid(text).quotes == ()


def test_a_short_sentence_is_speech() -> None:
    assert len(laid("“No,” she said.").quotes) == 1


def test_where_a_token_stands() -> None:
    layout = laid()
    quoted = layout.quotes[0]
    assert layout.quote_at(word(layout.scene, "war").index) == quoted
    assert layout.quote_at(word(layout.scene, "king").index) is None
    assert layout.quote_at(word(layout.scene, "Nobody").index) is None


def test_whole_takes_in_a_quotation_that_a_span_begins_in() -> None:
    layout = laid()
    quoted = layout.quotes[0].span
    assert layout.whole(Span(quoted.start + 3, quoted.end - 5)) == quoted
    assert layout.whole(Span(0, 3)) == Span(0, 3)


def test_ended() -> None:
    open_, closed = laid("“We will go there” to “make a real peace,” he said.").quotes
    layout = laid("“We will go there” to “make a real peace,” he said.")
    assert (layout.ended(open_), layout.ended(closed)) == (False, True)


def test_a_bracket_behind_the_stop() -> None:
    layout = laid('He wrote: "We will never go there[.]"')
    assert layout.ended(layout.quotes[0])


def test_hangs() -> None:
    layout = laid("The envoy said the talks had failed.")
    talks, failed, said = (word(layout.scene, w) for w in ("talks", "failed", "said"))
    assert layout.hangs(talks.index, failed)
    assert layout.hangs(talks.index, said)
    assert not layout.hangs(said.index, failed)
    assert not layout.hangs(len(layout.scene.analysis) - 1, said)  # a full stop


def test_tokens_by_characters() -> None:
    layout = laid("The talks failed.")
    found = layout.token_at(5)
    assert found is not None
    assert found.text == "talks"
    assert layout.token_at(3) is None
    assert layout.covered(Span(4, 9)) == (1, 2)


def test_words_that_say_when() -> None:
    layout = laid("The envoy spoke on Monday in Paris.")
    assert word(layout.scene, "Monday").index in layout.times
    assert word(layout.scene, "Paris").index not in layout.times


@pytest.mark.parametrize(
    ("text", "form", "put_in"),
    [
        ("The talks, the premier of Kenya said, went well.", "said", True),
        ("What they agreed on, the premier said, has helped.", "said", True),
        ("The premier said the talks went well.", "said", False),
        ("The talks went well, the premier said.", "said", False),
        ("The premier, who said little, left.", "said", False),
    ],
)
def test_a_saying_between_two_commas(text: str, form: str, put_in: bool) -> None:
    assert inserted(word(scene(text), form)) is put_in
