"""Analyses: columns that cannot be written, trees that are trees, mentions and chains that agree."""

import copy
import dataclasses
import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Analysis, Chain, Labels, Mention, MentionKind, Sentence, Span, Tokens
from communique.records.columns import column
from records.strategies import QUICK, THOROUGH, records_of
from records.texts import TEXT

TEXT_OF_IT = "Altania met Borlund. He left."
FORMS = [(0, 7), (8, 11), (12, 19), (19, 20), (21, 23), (24, 28), (28, 29)]
HEADS = [1, -1, 1, 1, 5, -1, 5]


def tokens(**changes: Any) -> Tokens:
    given: dict[str, Any] = {
        "start": np.array([a for a, _ in FORMS]),
        "end": np.array([b for _, b in FORMS]),
        "head": np.array(HEADS),
        "form": Labels.of(TEXT_OF_IT[a:b] for a, b in FORMS),
        "upos": Labels.of(["PROPN", "VERB", "PROPN", "PUNCT", "PRON", "VERB", "PUNCT"]),
        "deprel": Labels.of(["nsubj", "root", "obj", "punct", "nsubj", "root", "punct"]),
    }
    blank = Labels.of("_" for _ in FORMS)
    return Tokens(**{"lemma": blank, "xpos": blank, "feats": blank} | given | changes)


def analysis(**changes: Any) -> Analysis:
    given: dict[str, Any] = {
        "document": "d",
        "model": "fake",
        "tokens": tokens(),
        "sentences": (Sentence(Span(0, 20), 0, 4), Sentence(Span(21, 29), 4, 7)),
        "mentions": (
            Mention(Span(0, 7), 0, MentionKind.PLACE, True, 0),
            Mention(Span(12, 19), 2, MentionKind.PLACE, True),
            Mention(Span(21, 23), 4, MentionKind.PERSON, False, 0),
        ),
        "chains": (Chain((0, 2)),),
    }
    return Analysis(**given | changes)


@THOROUGH
@given(st.lists(TEXT, max_size=8))
def test_labels_give_back_what_went_in(values: list[str]) -> None:
    labels = Labels.of(values)
    assert list(labels) == values
    assert [labels[i] for i in range(len(labels))] == values
    assert labels.names == tuple(sorted(set(values)))
    assert labels.among("a", *values[:1]).tolist() == [v in {"a", *values[:1]} for v in values]


@THOROUGH
@given(st.lists(TEXT, min_size=1, max_size=6, unique=True), st.data())
def test_labels_of_a_model_are_those_of_the_strings(inventory: list[str], data: st.DataObject) -> None:
    codes = data.draw(st.lists(st.integers(0, len(inventory) - 1), max_size=8))
    chosen = Labels.chosen(np.array(codes, dtype=np.int64), inventory)
    assert chosen == Labels.of(inventory[c] for c in codes)
    assert hash(chosen) == hash(Labels.of(inventory[c] for c in codes))
    for outside in (-1, len(inventory)):
        with pytest.raises(ValueError, match="outside an inventory"):
            Labels.chosen([*codes, outside], inventory)


def test_labels_have_one_way_to_be_written() -> None:
    for codes, names in ([0, 1], ("b", "a")), ([0, 0], ("a", "b")), ([0, 2], ("a", "b")), ([0, 1], ("a", "a")):
        with pytest.raises(ValueError, match="labels"):
            Labels(np.array(codes), names)
    with pytest.raises(ValueError, match="names something twice"):
        Labels.chosen([0], ["a", "a"])


@pytest.mark.parametrize("values", [[0.5], [True], ["a"], [[1]], [2**31], [-(2**31) - 1], 3], ids=str)
def test_a_column_holds_whole_numbers_of_32_bits_in_one_dimension(values: Any) -> None:
    with pytest.raises(ValueError, match="a column holds"):
        column(values)


def test_a_column_shares_memory_with_nothing_that_can_be_written() -> None:
    mine = np.array([1, 2, 3], dtype=np.int32)
    view = mine[:]
    view.setflags(write=False)
    for given_one in (mine, view):
        held = column(given_one)
        assert not np.shares_memory(held, mine)
        with pytest.raises(ValueError, match="read-only"):
            held[0] = 9
    held = column(mine)
    assert column(held) is held


@QUICK
@given(records_of(Analysis))
def test_copies_are_equal_closed_and_hash_alike(made: Analysis) -> None:
    for other in (pickle.loads(pickle.dumps(made)), copy.deepcopy(made), dataclasses.replace(made)):
        assert other == made
        assert hash(other) == hash(made)
        for held in (other.tokens.start, other.tokens.end, other.tokens.head, other.tokens.upos.codes):
            assert not held.flags.writeable


def test_tokens_are_made_once_and_copied_with_their_analysis() -> None:
    made = analysis()
    assert made[1] is made[1]
    assert made[1].children is made[1].children
    assert made[-1].index == len(made) - 1
    first, second = pickle.loads(pickle.dumps((made[0], made[1])))
    assert first.analysis is second.analysis
    assert first.head == second
    assert first in second.children
    assert first.analysis == made
    assert first != made[0]
    with pytest.raises(IndexError):
        made[len(made)]


def test_the_sentence_that_is_no_tree_is_named() -> None:
    for heads in ([1, -1, 1, 1, 5, 6, 5], [1, -1, 1, 1, -1, -1, 5], [1, -1, 1, 1, 1, -1, 5]):
        with pytest.raises(ValueError, match=r"start=21"):
            analysis(tokens=tokens(head=np.array(heads)))


def test_analyses_that_differ_in_one_token_are_not_equal() -> None:
    others = [
        tokens(head=np.array([1, -1, 1, 2, 5, -1, 5])),
        tokens(upos=Labels.of(["NOUN", "VERB", "PROPN", "PUNCT", "PRON", "VERB", "PUNCT"])),
        tokens(lemma=Labels.of("abcdefg")),
        tokens(end=np.array([6, *(b for _, b in FORMS[1:])])),
    ]
    assert all(analysis() != analysis(tokens=t) for t in others)
    assert analysis() == analysis()
    assert analysis() != analysis(model="other")
    assert tokens() != "tokens"
    assert tokens().form != "form"


def test_a_token_shows_what_the_columns_hold() -> None:
    made = analysis()
    met = made[1]
    assert (met.text, met.span, met.upos, met.deprel, met.lemma) == ("met", Span(8, 11), "VERB", "root", "_")
    assert (met.xpos, met.feats) == ("_", "_")
    assert met.head is None
    assert [t.text for t in met.children] == ["Altania", "Borlund", "."]
    assert made[4].head == made[5]
    assert made[-1].text == "."
    assert [t.text for t in made] == [TEXT_OF_IT[a:b] for a, b in FORMS]
    assert [t.index for t in made.tokens_of(made.sentences[1])] == [4, 5, 6]
    assert repr(met) == "Token(1, 'met')"
    assert met in {made[1]}
    assert met != analysis()[1]
    with pytest.raises(IndexError):
        made[len(made)]


@QUICK
@given(records_of(Analysis))
def test_every_token_stands_in_its_sentence_and_below_its_head(made: Analysis) -> None:
    for sentence in made.sentences:
        members = made.tokens_of(sentence)
        assert sum(t.head is None for t in members) == 1
        for token in members:
            assert token.sentence == sentence
            assert sentence.span.contains(token.span)
            assert token.head is None or token in token.head.children


LOOPS = {
    "two roots": [1, -1, -1, 1, 5, -1, 5],
    "no root": [1, 0, 1, 1, 5, -1, 5],
    "a loop beside the root": [2, -1, 0, 1, 5, -1, 5],
    "its own head": [0, -1, 1, 1, 5, -1, 5],
    "another sentence": [5, -1, 1, 1, 5, -1, 5],
    "out of range": [99, -1, 1, 1, 5, -1, 5],
    "below the root": [-2, -1, 1, 1, 5, -1, 5],
}


@pytest.mark.parametrize("name", LOOPS)
def test_arcs_that_are_no_tree_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"needs one root|run in a loop"):
        analysis(tokens=tokens(head=np.array(LOOPS[name])))


@THOROUGH
@given(st.data())
def test_arcs_are_taken_exactly_when_every_token_reaches_the_root(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 7))
    heads = data.draw(st.lists(st.integers(-1, size - 1), min_size=size, max_size=size))

    def reaches(token: int) -> bool:
        for _ in range(size):
            token = heads[token] if token != -1 else -1
        return token == -1

    whole: dict[str, Any] = {n: getattr(tokens(), n)[:size] for n in ("start", "end")}
    labels: dict[str, Any] = {n: Labels.of("_" * size) for n in ("form", "lemma", "upos", "xpos", "feats", "deprel")}
    cut = Tokens(head=np.array(heads), **whole, **labels)
    sentences = (Sentence(Span(0, 29), 0, size),)
    if heads.count(-1) == 1 and all(reaches(t) for t in range(size)):
        assert len(Analysis("d", "m", cut, sentences)) == size
    else:
        with pytest.raises(ValueError, match=r"needs one root|run in a loop"):
            Analysis("d", "m", cut, sentences)


def test_tokens_follow_each_other() -> None:
    starts = [a for a, _ in FORMS]
    for start in ([5, 8, 11, 19, 21, 24, 28], [8, 8, 12, 19, 21, 24, 28], [-1, *starts[1:]], [7, *starts[1:]]):
        with pytest.raises(ValueError, match=r"do not overlap"):
            tokens(start=np.array(start), end=np.array([7, 12, 19, 20, 23, 28, 29]))
    with pytest.raises(ValueError, match="differ in length"):
        tokens(head=np.array([-1]))


def test_sentences_take_in_every_token_once() -> None:
    one, two = analysis().sentences
    for sentences in ((one,), (two,), (one, one), (two, one), (one, Sentence(two.span, 3, 7)), ()):
        with pytest.raises(ValueError, match="do not take in"):
            analysis(sentences=sentences, mentions=(), chains=())
    with pytest.raises(ValueError, match="does not hold its tokens"):
        analysis(sentences=(Sentence(Span(1, 20), 0, 4), two))
    with pytest.raises(ValueError, match="0 <= first < stop"):
        Sentence(Span(0, 1), 2, 2)


def test_mentions_hold_their_heads_and_agree_with_chains() -> None:
    first, second, third = analysis().mentions
    with pytest.raises(ValueError, match="lies outside it"):
        analysis(mentions=(dataclasses.replace(first, head=1), second, third))
    for bad in (None, 1):
        with pytest.raises(ValueError, match="contradict each other"):
            analysis(mentions=(dataclasses.replace(first, chain=bad), second, third))
    for chains in ((), (Chain((0, 1, 2)),), (Chain((0, 2)), Chain((1,)))):
        with pytest.raises(ValueError, match="contradict each other"):
            analysis(chains=chains)
    for links in ((), (1, 0), (1, 1)):
        with pytest.raises(ValueError, match="a chain lists"):
            Chain(links)
