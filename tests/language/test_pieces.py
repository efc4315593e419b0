"""Words to pieces: every word has its place, however odd it is."""

import time
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from communique.language.pieces import LONGEST_WORD, MOST_PIECES, SHAPES, Spelling, shape_of
from communique.language.weights import weights_in

WORDS = st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs", "Zs", "Zl", "Zp"]))


@cache
def spelling() -> Spelling:
    return Spelling(Tokenizer.from_str(weights_in().vocabulary))


@settings(deadline=None)
@given(st.lists(WORDS, max_size=12))
def test_every_word_has_its_pieces_and_they_follow_each_other(words: list[str]) -> None:
    found = spelling().sentence(words)
    assert found.first[0] == found.last[0] == 0
    assert found.ids[0] == spelling().opening
    assert found.ids[-1] == spelling().closing
    assert found.shapes[0] == found.shapes[-1] == SHAPES.index("none")
    assert len(found.first) == len(found.last) == len(words) + 1
    assert (found.first[1:] == found.last[:-1] + 1).all()
    assert (found.last >= found.first).all()
    assert found.last[-1] == len(found.ids) - 2
    assert len(found.shapes) == len(found.ids)
    assert {a.dtype for a in (found.ids, found.shapes, found.first, found.last)} == {np.dtype(np.int64)}
    for place, word in enumerate(words, 1):
        ids, shape = spelling().word(word)
        under = slice(found.first[place], found.last[place] + 1)
        assert found.ids[under].tolist() == ids
        assert found.shapes[under].tolist() == [shape] * len(ids)


def test_a_sentence_without_words_is_its_two_ends() -> None:
    assert spelling().sentence([]).ids.tolist() == [spelling().opening, spelling().closing]


@settings(deadline=None, max_examples=300)
@given(WORDS)
def test_no_word_alone_is_too_long_for_the_network(word: str) -> None:
    ids, _ = spelling().word(word * 100)
    assert 1 <= len(ids) <= MOST_PIECES - 2
    assert all(i >= 0 for i in ids)


@pytest.mark.parametrize("letters", ["a", "中", "한", "!", "\u0301", "ﷺ", "😀", "\u1e9b\u0323", "ΐ", "क्षि"])
def test_long_words_of_any_script_stay_short(letters: str) -> None:
    assert len(spelling().word(letters * 2 * LONGEST_WORD)[0]) <= MOST_PIECES - 2


def test_a_word_of_a_million_characters_takes_no_longer_than_its_beginning() -> None:
    for endless in ("x" * 1_000_000, "中" * 1_000_000, "‽" * 1_000_000):
        began = time.process_time()
        ids, _ = spelling().word(endless)
        assert time.process_time() - began < 2.0
        assert ids == spelling().word(endless[:LONGEST_WORD])[0]


@pytest.mark.parametrize(
    ("curly", "straight"),
    [("’s", "'s"), ("‘", "'"), ("“", '"'), ("”", '"'), ("«", '"'), ("»", '"'), ("„", '"'), ("`", "'"),
     ("n’t", "n't"), ("O’Neill", "O'Neill"), ("Raʼanana", "Ra'anana")],
)  # fmt: skip
def test_curly_quotes_are_read_as_straight_ones(curly: str, straight: str) -> None:
    assert spelling().word(curly) == spelling().word(straight)


@pytest.mark.parametrize("odd", ["\u200b", "\x07", "\u0301", "\ufffd", "\U000e0001", "\ue000", "\u00ad"])
def test_what_cannot_be_spelled_is_the_unknown_piece(odd: str) -> None:
    assert spelling().word(odd)[0] == [spelling().unknown]


def test_case_is_told_by_shape_alone() -> None:
    lower, title, upper = (spelling().word(w) for w in ("moscow", "Moscow", "MOSCOW"))
    assert lower[0] == title[0] == upper[0]
    assert [SHAPES[s] for _, s in (lower, title, upper)] == ["lower", "title", "upper"]


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("talks", "lower"), ("Talks", "title"), ("TALKS", "upper"), ("A", "capital"), ("a", "lower"),
        ("McDonald", "mixed"), ("iPhone", "mixed"), ("1990", "digits"), ("2,500", "digits"), ("1990s", "alnum"),
        ("G7", "alnum"), ("--", "mark"), (".", "mark"), ("'s", "lower"), ("n't", "lower"), ("N'T", "upper"),
        ("U.S.", "upper"), ("J.", "capital"), ("Aug.", "title"), ("O'Neill", "mixed"), ("😀", "mark"),
        ("中国", "mixed"), ("\u0301", "mark"), ("É", "capital"), ("Élysée", "title"), ("²", "digits"), ("ǅ", "mixed"),
    ],
)  # fmt: skip
def test_shapes(word: str, shape: str) -> None:
    assert SHAPES[shape_of(word)] == shape


@settings(deadline=None)
@given(st.text(min_size=1))
def test_any_word_has_a_shape_but_not_that_of_the_ends(word: str) -> None:
    assert 1 <= shape_of(word) < len(SHAPES)


def test_what_was_forgotten_is_spelled_the_same_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Spelling, "MEMORY", 3)
    fresh = Spelling(Tokenizer.from_str(weights_in().vocabulary))
    words = ["talks", "Moscow", "‽", "visiting", "premier", "talks", "Beijing"]
    assert [fresh.word(w) for w in words] == [spelling().word(w) for w in words]
    assert len(fresh._known) <= 3


def test_endless_words_are_not_remembered() -> None:
    fresh = Spelling(Tokenizer.from_str(weights_in().vocabulary))
    assert fresh.word("x" * LONGEST_WORD) == fresh.word("x" * (LONGEST_WORD + 1))
    assert list(fresh._known) == ["x" * LONGEST_WORD]


def test_a_vocabulary_without_its_end_pieces_is_refused() -> None:
    bare = Tokenizer.from_str(weights_in().vocabulary.replace("[SEP]", "[PES]"))
    with pytest.raises(ValueError, match=r"lacks \[SEP\]"):
        Spelling(bare)
