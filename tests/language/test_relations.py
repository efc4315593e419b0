"""The heads of relations answer as their formula says, sentence by sentence, whatever else is asked with them."""

import math
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.language.pieces import MOST_PIECES
from communique.language.reading import Reading
from communique.language.relations import ARRAYS, HEADS, Heads
from communique.language.weights import Settings, Weights
from communique.language.words import words
from communique.records.analysis import ROOT, Analysis, Labels, Sentence, Tokens
from communique.records.errors import SetupError
from communique.records.relations import Relation
from communique.records.spans import Span
from language.reading import document, model

WIDTH = 6
LABELS = {
    "types": ("NONE", "AGREE", "REJECT"),
    "modes": ("", "meet", "visit"),
    "statuses": ("actual", "future"),
    "contexts": ("military", "health", "election", "legal"),
}
COUNT = sum(map(len, LABELS.values()))
SHAPES = ((2 * WIDTH, WIDTH), (WIDTH,), (4 * WIDTH, WIDTH), (WIDTH,), (WIDTH, COUNT), (COUNT,))
DICE = np.random.default_rng(5)
KEPT = {n: DICE.normal(size=s).astype(np.float32) for n, s in zip(ARRAYS, SHAPES, strict=True)}


def weights(temperature: float = 1.0, labels: dict[str, tuple[str, ...]] | None = None) -> Weights:
    content = BytesIO()
    np.savez(content, **KEPT)  # type: ignore[arg-type]
    tuned = Settings(0.0, 0.0, 0.0, temperature)
    return Weights("tiny 1 abc", b"", "{}", labels or LABELS, tuned, content.getvalue())


def reading(*sizes: int, seed: int = 3) -> Reading:
    """Sentences of so many words, each a chain, with states drawn by the dice."""
    count = sum(sizes)
    stops = np.cumsum(sizes).tolist()
    firsts = [0, *stops[:-1]]
    starts = np.arange(count, dtype=np.int32) * 2
    heads = [ROOT if i in firsts else i - 1 for i in range(count)]
    same = Labels.of(["w"] * count)
    tokens = Tokens(starts, starts + 1, np.array(heads, dtype=np.int32), same, same, same, same, same, same)
    sentences = tuple(Sentence(Span(2 * a, 2 * b - 1), a, b) for a, b in zip(firsts, stops, strict=True))
    states = np.random.default_rng(seed).normal(size=(count, WIDTH)).astype(np.float32)
    return Reading(Analysis("d", "tiny", tokens, sentences), states)


def told(states: np.ndarray, source: list[int], target: list[int]) -> dict[str, list[float]]:
    """The scores of one pair, worked out number by number. states: of the words of its sentence."""
    w = {name: array.astype(float) for name, array in KEPT.items()}
    rows = states.astype(float)
    one, other = (np.mean([rows[i] for i in side], axis=0) for side in (source, target))
    asked = np.concatenate([one, other]) @ w["ask"] + w["ask_bias"]
    raised = [math.exp(float(row @ asked)) for row in rows]
    heard = sum(share / sum(raised) * row for share, row in zip(raised, rows, strict=True))
    inner = np.concatenate([one, other, heard, one * other]) @ w["inner"] + w["inner_bias"]
    inner = np.array([0.5 * x * (1 + math.erf(x / math.sqrt(2))) for x in inner])
    scores = (inner @ w["told"] + w["told_bias"]).tolist()
    out, first = {}, 0
    for name in HEADS:
        out[name] = scores[first : first + len(LABELS[name])]
        first += len(LABELS[name])
    return out


def softmax(scores: list[float], temperature: float = 1.0) -> list[float]:
    raised = [math.exp(s / temperature) for s in scores]
    return [r / sum(raised) for r in raised]


def rows_of(relation: Relation) -> list[list[float]]:
    return [list(getattr(relation, name).values()) for name in HEADS]


SIDES = st.lists(st.integers(0, 6), min_size=1, max_size=4, unique=True).map(sorted)


@settings(deadline=None, max_examples=60)
@given(SIDES, SIDES, st.integers(0, 999), st.sampled_from([0.5, 1.0, 2.5]))
def test_an_answer_is_what_the_formula_says(
    source: list[int], target: list[int], seed: int, temperature: float
) -> None:
    found = reading(5, 7, 4, seed=seed)
    pair = ([5 + i for i in source], [5 + i for i in target])
    (relation,) = Heads(weights(temperature)).relater(found)([pair])
    wanted = told(found.states[5:12], source, target)
    assert [tuple(getattr(relation, name)) for name in HEADS] == [LABELS[name] for name in HEADS]
    assert list(relation.types.values()) == pytest.approx(softmax(wanted["types"], temperature), abs=1e-5)
    assert list(relation.modes.values()) == pytest.approx(softmax(wanted["modes"]), abs=1e-5)
    assert list(relation.statuses.values()) == pytest.approx(softmax(wanted["statuses"]), abs=1e-5)
    likely = [1 / (1 + math.exp(-s)) for s in wanted["contexts"]]
    assert list(relation.contexts.values()) == pytest.approx(likely, abs=1e-5)


def test_pairs_are_answered_in_their_order_as_if_each_were_asked_alone() -> None:
    relate = Heads(weights()).relater(reading(5, 7, 4))
    pairs = [((13,), (12, 15)), ((0, 1), (4,)), ((6,), (11,)), ((11,), (6,)), ((0, 1), (3,)), ((4,), (4,))]
    together = relate(pairs)
    assert len(together) == len(pairs)
    for pair, relation in zip(pairs, together, strict=True):
        (alone,) = relate([pair])
        for a, b in zip(rows_of(relation), rows_of(alone), strict=True):
            assert a == pytest.approx(b, abs=1e-6)
    assert rows_of(together[2]) != rows_of(together[3])
    assert relate([]) == []


def test_words_of_other_sentences_do_not_matter() -> None:
    first = reading(5, 7, 4)
    states = first.states.copy()
    states[:5] += 1
    states[12:] *= -2
    other = Reading(first.analysis, states)
    pair = [((6, 7), (10,))]
    heads = Heads(weights())
    assert rows_of(heads.relater(first)(pair)[0]) == rows_of(heads.relater(other)(pair)[0])


def test_scores_without_end_are_probabilities_all_the_same() -> None:
    found = reading(6)
    wild = Reading(found.analysis, found.states * np.float32(300))
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        relations = Heads(weights(0.1)).relater(wild)([((i,), (5 - i,)) for i in range(6)])
    for relation in relations:
        for shares in (relation.types, relation.modes, relation.statuses):
            assert sum(shares.values()) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        (((), (1,)), "needs tokens of a source and of a target"),
        (((1,), ()), "needs tokens of a source and of a target"),
        (((4,), (5,)), "different sentences"),
        (((6,), (0, 7)), "different sentences"),
        (((0,), (16,)), "the document lacks"),
        (((-1,), (2,)), "the document lacks"),
    ],
)
def test_a_pair_that_is_none_is_refused(pair: tuple[tuple[int, ...], tuple[int, ...]], why: str) -> None:
    relate = Heads(weights()).relater(reading(5, 7, 4))
    with pytest.raises(ValueError, match=why):
        relate([((0,), (1,)), pair])


def test_a_reading_with_too_few_states_is_refused() -> None:
    found = reading(5)
    with pytest.raises(ValueError, match="4 states for 5 tokens"):
        Reading(found.analysis, np.zeros((4, WIDTH), np.float32))


def test_heads_that_do_not_fit_their_labels_are_a_wrong_set_up() -> None:
    with pytest.raises(SetupError, match="labels and heads of relations differ"):
        Heads(weights(labels={**LABELS, "modes": ("", "meet")}))


# The model of the package

LONG = "The minister of Kenya said that the talks on trade, security and the border would go on in spring, and "


def named(found: Reading, *names: str) -> list[tuple[int, ...]]:
    forms = list(found.analysis.tokens.form)
    return [(forms.index(name),) for name in names]


def test_what_was_read_is_what_is_analysed() -> None:
    report = document("Iran condemned the French decision. Talks with Norway went on.")
    found = model().read(report)
    assert isinstance(found, Reading)
    assert found.analysis == model().analyse(report)
    assert found.states.dtype == np.float32


def test_the_packaged_model_tells_what_is_done_and_by_whom() -> None:
    found = model().read(document("Talks went on. Iran sharply condemned France over the raid. Nobody answered."))
    assert isinstance(found, Reading)
    iran, france = named(found, "Iran", "France")
    one, other = model().relater(found)([(iran, france), (france, iran)])
    assert max(one.types, key=one.types.__getitem__) == "ACCUSE"
    assert one.types["ACCUSE"] > other.types["ACCUSE"]


def test_a_sentence_read_in_parts_is_one_to_the_heads() -> None:
    text = LONG * 40 + "Iran condemned France."
    spans = words(text, Span(0, len(text)))
    found = model().read_tokens(document(text), [spans])
    assert len(found.analysis.sentences) == 1
    assert len(found.states) == len(spans) > MOST_PIECES
    assert "was read in" in found.analysis.notes[0]
    (relation,) = model().relater(found)([((3,), (len(spans) - 2,))])
    assert sum(relation.types.values()) == pytest.approx(1, abs=1e-5)
