"""The heads of relations: what a source does to a target, told from the states of the words between them and around.

In: a `Reading`, and pairs of tokens of one sentence each. Out: a `Relation` a pair. Refused: labels that do not fit the
heads (`SetupError`), a pair that spans sentences or lacks a side (`ValueError`).

The two parties, each the mean of its words, ask the words of their sentence which of them tell (one head of
attention); the answer, the parties and their product go through one layer with GELU and then one layer a label. All
pairs of a call go through the layers together; the attention goes sentence by sentence.
"""

from bisect import bisect_right
from collections.abc import Sequence
from io import BytesIO
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from communique.language.reading import Reading
from communique.language.weights import Weights
from communique.records.errors import SetupError
from communique.records.relations import Relater, Relation

Floats = NDArray[np.float32]
Pair = tuple[Sequence[int], Sequence[int]]
HEADS = ("types", "modes", "statuses", "contexts")  # in the order of the columns of the last layer
ARRAYS = ("ask", "ask_bias", "inner", "inner_bias", "told", "told_bias")
_ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)


class Heads:
    """The weights of the heads.

    w is the width of a state. ask: (2w, w), from the two parties to what each word is multiplied with. inner: (4w, w),
    rows of the source, the target, what was heard, and the product of source and target. told: (w, labels of `HEADS`).
    """

    def __init__(self, weights: Weights) -> None:
        with np.load(BytesIO(weights.relations), allow_pickle=False) as kept:
            ask, self._ask_bias, inner, self._inner_bias, self._told, self._told_bias = (kept[n] for n in ARRAYS)
        self.width = width = len(self._ask_bias)
        # One product for all that a party brings by itself, whichever side it is on.
        self._alone: Floats = np.hstack([ask[:width], ask[width:], inner[:width], inner[width : 2 * width]])
        self._joined: Floats = np.ascontiguousarray(inner[2 * width :])
        self.labels = {name: weights.labels[name] for name in HEADS}
        self._cuts = np.cumsum([len(self.labels[name]) for name in HEADS]).tolist()
        if self._cuts[-1] != self._told.shape[1]:
            raise SetupError(f"{weights.name}: labels and heads of relations differ; install communique again")
        self._temperature = weights.settings.temperature

    def relater(self, reading: Reading) -> Relater:
        """Answers pairs of tokens of `reading`."""
        return _Relater(self, reading)

    def scores(self, states: Floats, pairs: Sequence[Pair], ranges: Sequence[tuple[int, int]]) -> Floats:
        """(pairs, all labels), before they become probabilities.

        states: (tokens, w). ranges: first token of the sentence of each pair and the token after its last.
        """
        places: dict[tuple[int, ...], int] = {}
        sides = np.array([[places.setdefault(tuple(s), len(places)) for s in pair] for pair in pairs])
        spans = _means(states, list(places))
        alone = (spans @ self._alone).reshape(-1, 4, self.width)
        sources, targets = sides.T
        asked = alone[sources, 0] + alone[targets, 1] + self._ask_bias
        heard = np.empty_like(asked)
        for (first, stop), group in groupby(sorted(range(len(pairs)), key=ranges.__getitem__), ranges.__getitem__):
            rows, words = list(group), states[first:stop]
            heard[rows] = _shares(asked[rows] @ words.T) @ words
        both = np.hstack([heard, spans[sources] * spans[targets]])
        inner = alone[sources, 2] + alone[targets, 3] + both @ self._joined + self._inner_bias
        scores: Floats = _gelu(inner) @ self._told + self._told_bias
        return scores

    def relations(self, scores: Floats) -> list[Relation]:
        """Probabilities: the types at the temperature that fits them, contexts each by itself."""
        types, modes, statuses, contexts = np.split(scores, self._cuts[:-1], axis=1)
        likely: Floats = 0.5 + 0.5 * np.tanh(0.5 * contexts)
        columns = (_shares(types / self._temperature), _shares(modes), _shares(statuses), likely)
        shares = [
            [dict(zip(labels, row, strict=True)) for row in column.tolist()]
            for labels, column in zip(self.labels.values(), columns, strict=True)
        ]
        return [Relation(*row) for row in zip(*shares, strict=True)]


class _Relater:
    """See `Relater`: the heads over one reading."""

    def __init__(self, heads: Heads, reading: Reading) -> None:
        self._heads, self._states = heads, reading.states
        self._bounds = [s.first for s in reading.analysis.sentences] + [len(reading.analysis)]

    def __call__(self, pairs: Sequence[Pair]) -> list[Relation]:
        if not pairs:
            return []
        return self._heads.relations(self._heads.scores(self._states, pairs, [self._range(p) for p in pairs]))

    def _range(self, pair: Pair) -> tuple[int, int]:
        source, target = pair
        if not (len(source) and len(target)):
            raise ValueError("a pair needs tokens of a source and of a target")
        first, last = min(*source, *target), max(*source, *target)
        if first < 0 or last >= self._bounds[-1]:
            raise ValueError(f"the pair {pair} has tokens that the document lacks")
        at = bisect_right(self._bounds, first) - 1
        if last >= self._bounds[at + 1]:
            raise ValueError(f"source and target of the pair {pair} stand in different sentences")
        return self._bounds[at], self._bounds[at + 1]


def _means(states: Floats, spans: Sequence[tuple[int, ...]]) -> Floats:
    """The mean state of each span's tokens."""
    sizes = np.array([len(span) for span in spans])
    rows = states[[index for span in spans for index in span]]
    sums: Floats = np.add.reduceat(rows, np.cumsum(sizes) - sizes, axis=0)
    means: Floats = np.divide(sums, sizes[:, None], dtype=np.float32)
    return means


def _shares(scores: Floats) -> Floats:
    """Softmax of each row."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _gelu(x: Floats) -> Floats:
    """The exact form, by the error function as in Abramowitz and Stegun, 7.1.26 (off by at most 1.5e-7)."""
    size = np.abs(x) * np.float32(0.5**0.5)
    t = 1 / (1 + np.float32(0.3275911) * size)
    series = np.zeros_like(t)
    for factor in _ERF:
        series = (series + np.float32(factor)) * t
    erf = np.sign(x) * (1 - series * np.exp(-size * size))
    out: Floats = x * np.float32(0.5) * (1 + erf)
    return out
