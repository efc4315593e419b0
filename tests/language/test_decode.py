"""Scores to trees, names and mentions: held against every tree there is, and against ways that are slow and plain."""

import itertools
import time
from collections.abc import Iterator

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.extra import numpy as hnp

from communique.language import decode
from communique.language.decode import Floats, Found, Ints

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # machines are shared
PLAIN = st.floats(-100, 100, width=32)
COARSE = st.integers(-2, 2).map(float)  # scores with many ties


def reaches_root(heads: tuple[int, ...]) -> bool:
    """True where each word comes to column 0 by its heads."""
    for word in range(1, len(heads) + 1):
        met = set()
        while word:
            if word in met:
                return False
            met.add(word)
            word = heads[word - 1]
    return True


def trees(words: int) -> Iterator[tuple[int, ...]]:
    """Every tree with one root."""
    for heads in itertools.product(range(words + 1), repeat=words):
        if heads.count(0) == 1 and reaches_root(heads):
            yield heads


TREES = {n: np.array(list(trees(n))) for n in range(1, 6)}


def arcs_of(most: int, scores: st.SearchStrategy[float]) -> st.SearchStrategy[Floats]:
    """Scores of arcs of up to `most` words."""
    return st.integers(1, most).flatmap(lambda n: hnp.arrays(np.float32, (n, n + 1), elements=scores))


def total(arcs: Floats, heads: Ints) -> float:
    return float(arcs.astype(np.float64)[np.arange(len(heads)), heads].sum())


def check_tree(heads: Ints) -> None:
    assert np.count_nonzero(heads == 0) == 1
    assert (heads != np.arange(1, len(heads) + 1)).all()
    assert ((heads >= 0) & (heads <= len(heads))).all()
    assert reaches_root(tuple(heads.tolist()))


def test_trees_are_counted_as_cayley_counts_them() -> None:
    assert [len(t) for t in TREES.values()] == [n ** (n - 1) for n in TREES]


@pytest.mark.parametrize("scores", [PLAIN, COARSE], ids=["plain", "ties"])
def test_no_tree_scores_more(scores: st.SearchStrategy[float]) -> None:
    @unhurried
    @given(arcs_of(5, scores))
    def best(arcs: Floats) -> None:
        heads = decode.tree(arcs)
        check_tree(heads)
        rivals = arcs.astype(np.float64)[np.arange(len(arcs)), TREES[len(arcs)]].sum(axis=1)
        assert total(arcs, heads) == pytest.approx(rivals.max(), abs=1e-4)

    best()


@unhurried
@given(st.integers(0, 10**9), st.integers(6, 40), st.sampled_from(["noise", "ties", "few roots", "chains"]))
def test_longer_sentences_get_a_tree_and_no_single_change_betters_it(seed: int, words: int, kind: str) -> None:
    random = np.random.default_rng(seed)
    arcs = random.normal(size=(words, words + 1)).astype(np.float32) * 10
    if kind == "ties":
        arcs = np.round(arcs / 10)
    elif kind == "few roots":
        arcs[:, 0] = -200
    elif kind == "chains":
        arcs[np.arange(words), 1 + (np.arange(words) + 1) % words] += 100
    heads = decode.tree(arcs)
    check_tree(heads)
    best = total(arcs, heads)
    for word in range(words):
        for head in range(1, words + 1):
            other = heads.copy()
            other[word] = head
            if np.count_nonzero(other == 0) == 1 and head != word + 1 and reaches_root(tuple(other.tolist())):
                assert total(arcs, other) <= best + 1e-4


def test_one_word_is_the_root_even_of_itself() -> None:
    assert decode.tree(np.array([[-5.0, 80.0]], dtype=np.float32)).tolist() == [0]


def test_two_words_that_both_want_the_root_get_one() -> None:
    arcs = np.array([[9, 0, 1], [9, 4, 0]], dtype=np.float32)
    assert decode.tree(arcs).tolist() == [0, 1]


def test_the_scores_given_stay_as_they_are() -> None:
    arcs = np.zeros((4, 5), dtype=np.float32)
    arcs[:, 1] = 3
    before = arcs.copy()
    decode.tree(arcs)
    decode.relations(np.zeros((4, 5, 3), dtype=np.float32), np.array([0, 1, 1, 1]), 2)
    assert (arcs == before).all()


def nested(words: int) -> Floats:
    """A loop of two words, in a loop with a third, in a loop with a fourth, and so on, until all are in one."""
    arcs = np.full((words, words + 1), -1000, dtype=np.float32)
    arcs[:, 0] = -2000
    arcs[0, 2] = arcs[1, 1] = 500
    for word in range(2, words):
        arcs[word, word] = 500  # hangs on the word before
        arcs[0, word + 1] = 500 - word  # and the innermost loop would rather hang on it than on anything outside
    return arcs


@pytest.mark.parametrize("kind", ["nested", "noise", "ties", "all want the root", "one loop"])
def test_the_longest_sentences_take_bounded_time(kind: str) -> None:
    words = 510
    random = np.random.default_rng(3)
    arcs = {
        "nested": nested(words),
        "noise": random.normal(size=(words, words + 1)).astype(np.float32),
        "ties": np.zeros((words, words + 1), dtype=np.float32),
        "all want the root": np.where(np.arange(words + 1) == 0, 50, random.normal(size=(words, words + 1))),
        "one loop": np.where(np.arange(words + 1) == 1 + (np.arange(words)[:, None] + 1) % words, 50, 0),
    }[kind].astype(np.float32)
    began = time.process_time()
    heads = decode.tree(arcs)
    assert time.process_time() - began < 6
    check_tree(heads)
    assert (decode.tree(arcs) == heads).all()


@unhurried
@given(arcs_of(12, COARSE))
def test_ties_are_always_settled_alike(arcs: Floats) -> None:
    heads = decode.tree(arcs)
    assert (decode.tree(arcs.copy()) == heads).all()
    assert (decode.tree(np.asfortranarray(arcs)) == heads).all()


@unhurried
@given(arcs_of(8, COARSE), st.integers(2, 6), st.integers(0, 10**6))
def test_only_the_root_is_called_root(arcs: Floats, labels: int, seed: int) -> None:
    heads = decode.tree(arcs)
    scores = np.random.default_rng(seed).integers(-3, 4, size=(*arcs.shape, labels)).astype(np.float32)
    root = seed % labels
    found = decode.relations(scores, heads, root)
    assert ((found == root) == (heads == 0)).all()
    for word, head in enumerate(heads.tolist()):
        others = [s for label, s in enumerate(scores[word, head].tolist()) if label != root]
        assert head == 0 or scores[word, head, found[word]] == max(others)


def plainly_spelled(tags: Floats) -> Floats:
    """The sum, word by word, that `spelled` gets from cumulated sums."""
    words, kinds = len(tags), (tags.shape[1] - 1) // 4
    out = np.zeros((words, words, kinds))
    for first, last, kind in itertools.product(range(words), range(words), range(kinds)):
        place = [first] if first == last else list(range(first, last + 1))
        for word in place:
            step = 3 if first == last else 0 if word == first else 2 if word == last else 1
            out[first, last, kind] += tags[word, 1 + 4 * kind + step] - tags[word, 0]
    return out


@unhurried
@given(st.integers(1, 7), st.integers(1, 3), st.integers(0, 10**6))
def test_tags_spell_names(words: int, kinds: int, seed: int) -> None:
    tags = np.random.default_rng(seed).normal(size=(words, 1 + 4 * kinds)).astype(np.float32)
    upper = np.triu(np.ones((words, words), dtype=bool))
    assert decode.spelled(tags).shape == (kinds, words, words)
    assert np.moveaxis(decode.spelled(tags), 0, 2)[upper] == pytest.approx(plainly_spelled(tags)[upper], abs=1e-4)


SPANS = st.integers(1, 9).flatmap(
    lambda n: hnp.arrays(np.float32, (n, n, 4), elements=st.one_of(st.floats(-5, 5, width=32), COARSE))
)


def scored(spans: Floats, margin: float) -> list[Found]:
    """Every span whose best kind passes the margin, the best first; of equals the earlier."""
    out = []
    for first, last in itertools.product(range(len(spans)), repeat=2):
        odds = spans[first, last, 1:] - spans[first, last, 0]
        if first <= last and odds.max() > margin:
            out.append(Found(first, last + 1, int(odds.argmax()), float(odds.max())))
    return sorted(out, key=lambda f: -f.score)


def crossing(a: Found, b: Found) -> bool:
    return a.start < b.start < a.stop < b.stop or b.start < a.start < b.stop < a.stop


@unhurried
@given(SPANS, st.sampled_from([-1.0, 0.0, 2.0]))
def test_mentions_nest_and_none_that_fits_is_left_out(spans: Floats, margin: float) -> None:
    expected: list[Found] = []
    for candidate in scored(spans, margin):
        if not any(crossing(candidate, f) for f in expected):
            expected.append(candidate)
    found = decode.mentions(spans, margin)
    assert found == sorted(expected, key=lambda f: (f.start, -f.stop))
    assert not any(crossing(a, b) for a, b in itertools.combinations(found, 2))
    assert all(f.score > margin for f in found)


@unhurried
@given(SPANS, st.integers(0, 10**6))
def test_mentions_do_not_cross_names(spans: Floats, seed: int) -> None:
    tags = np.random.default_rng(seed).normal(size=(len(spans), 13)).astype(np.float32)
    named = decode.names(-spans, tags, 0.5, -1.0)
    found = decode.mentions(spans, 0.0, named)
    assert not any(crossing(a, b) for a in found for b in named)
    left_out = set(decode.mentions(spans, 0.0)) - set(found)
    assert all(any(crossing(f, other) for other in [*named, *found]) for f in left_out)


@unhurried
@given(SPANS, st.sampled_from([-1.0, 0.0, 2.0]))
def test_names_lie_apart_and_none_that_fits_is_left_out(spans: Floats, margin: float) -> None:
    expected: list[Found] = []
    for candidate in scored(spans, margin):
        if all(candidate.stop <= f.start or f.stop <= candidate.start for f in expected):
            expected.append(candidate)
    found = decode.names(spans, np.zeros((len(spans), 13), dtype=np.float32), 1.0, margin)
    assert found == sorted(expected, key=lambda f: f.start)
    assert all(a.stop <= b.start for a, b in itertools.pairwise(found))


def test_the_share_decides_between_spans_and_tags() -> None:
    spans = np.zeros((3, 3, 2), dtype=np.float32)
    spans[0, 1, 1] = 6  # spans say that words 0 and 1 are a name
    tags = np.full((3, 5), -4, dtype=np.float32)
    tags[:, 0] = 0
    tags[2, 4] = 5  # tags say that word 2 is one by itself
    assert [(f.start, f.stop) for f in decode.names(spans, tags, 1.0, 0.0)] == [(0, 2)]
    assert [(f.start, f.stop) for f in decode.names(spans, tags, 0.0, 0.0)] == [(2, 3)]


def test_the_longest_sentence_full_of_mentions_takes_bounded_time() -> None:
    random = np.random.default_rng(5)
    spans = random.normal(size=(510, 510, 4)).astype(np.float32) + np.array([0, 9, 9, 9], dtype=np.float32)
    tags = random.normal(size=(510, 13)).astype(np.float32)
    began = time.process_time()
    found = decode.mentions(spans, 0.0)
    named = decode.names(spans, tags, 1.0, 0.0)
    assert time.process_time() - began < 5
    assert len(found) >= 510
    assert sum(f.stop - f.start for f in named) == 510


@unhurried
@given(arcs_of(9, PLAIN), st.data())
def test_the_head_of_a_mention_is_its_first_word_with_a_head_outside(arcs: Floats, data: st.DataObject) -> None:
    heads = decode.tree(arcs)
    start = data.draw(st.integers(0, len(heads) - 1))
    stop = data.draw(st.integers(start + 1, len(heads)))
    (top,) = decode.heads_of([Found(start, stop, 0, 1.0)], heads)
    inside = range(start, stop)
    assert top == next(w for w in inside if heads[w] - 1 not in inside)
