"""Scores of coreference: MUC, B-cubed, CEAF-e and their mean, the CoNLL score.

In: key and response of one or more documents, each a list of clusters of mentions (any hashable). Out: recall,
precision and F1. Clusters of one mention count as given: leave them out of both for the score of CoNLL-2012. Refused
with `ValueError`: a mention that stands in two clusters.

Sources: Vilain et al. 1995 (MUC), Bagga and Baldwin 1998 (B-cubed), Luo 2005 (CEAF with phi 4), Pradhan et al. 2014.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Clusters = Sequence[Sequence[Hashable]]


@dataclass(frozen=True, slots=True)
class Counts:
    """Sums over documents: what was found of the key, and what of the response is right."""

    found: float = 0.0
    key: float = 0.0
    right: float = 0.0
    response: float = 0.0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.found + other.found,
            self.key + other.key,
            self.right + other.right,
            self.response + other.response,
        )

    @property
    def recall(self) -> float:
        """Between 0 and 1."""
        return self.found / self.key if self.key else 0.0

    @property
    def precision(self) -> float:
        """Between 0 and 1."""
        return self.right / self.response if self.response else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two, between 0 and 1."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The three measures of some documents."""

    muc: Counts = Counts()
    b_cubed: Counts = Counts()
    ceaf_e: Counts = Counts()

    def __add__(self, other: "Scores") -> "Scores":
        return Scores(self.muc + other.muc, self.b_cubed + other.b_cubed, self.ceaf_e + other.ceaf_e)

    @property
    def conll(self) -> float:
        """Mean F1 of the three, between 0 and 1."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


def scores(key: Clusters, response: Clusters) -> Scores:
    """The scores of one document."""
    key_of, response_of = _where(key), _where(response)
    muc_found, muc_key = _links(key, response_of)
    muc_right, muc_response = _links(response, key_of)
    muc = Counts(muc_found, muc_key, muc_right, muc_response)
    b_cubed = Counts(_shares(key, response_of), float(len(key_of)), _shares(response, key_of), float(len(response_of)))
    similar = np.array([[_phi4(set(k), set(r)) for r in response] for k in key], dtype=np.float64)
    total = best_total(similar) if key and response else 0.0
    return Scores(muc, b_cubed, Counts(total, float(len(key)), total, float(len(response))))


def _where(clusters: Clusters) -> dict[Hashable, int]:
    where: dict[Hashable, int] = {}
    for number, cluster in enumerate(clusters):
        for mention in cluster:
            if mention in where:
                raise ValueError(f"the mention {mention!r} stands in two clusters, or twice in one")
            where[mention] = number
    return where


def _links(clusters: Clusters, other: dict[Hashable, int]) -> tuple[float, float]:
    """Links kept and links there are: a cluster of n has n - 1, less one for each piece that `other` cuts it into."""
    kept = sum(len(c) - len({other.get(m, ("alone", m)) for m in c}) for c in clusters)
    return float(kept), float(sum(len(c) - 1 for c in clusters))


def _shares(clusters: Clusters, other: dict[Hashable, int]) -> float:
    """Sum over mentions of the share of their cluster that is with them in the other partition too."""
    total = 0.0
    for cluster in clusters:
        sizes: dict[int, int] = {}
        for mention in cluster:
            if mention in other:
                sizes[other[mention]] = sizes.get(other[mention], 0) + 1
        total += sum(size * size for size in sizes.values()) / len(cluster)
    return total


def _phi4(key: set[Hashable], response: set[Hashable]) -> float:
    return 2 * len(key & response) / (len(key) + len(response))


def best_total(gain: NDArray[np.float64]) -> float:
    """The greatest sum of entries no two of which share a row or a column; entries are not negative.

    The Hungarian method with potentials (Kuhn 1955, Munkres 1957), in time rows x rows x columns.
    """
    cost = -(gain if gain.shape[0] <= gain.shape[1] else gain.T)
    rows, columns = cost.shape
    row_level, column_level = np.zeros(rows + 1), np.zeros(columns + 1)
    owner = np.zeros(columns + 1, dtype=np.int64)  # row that holds a column, counted from 1; 0 for none
    for row in range(1, rows + 1):
        owner[0] = row
        at = 0
        slack, came = np.full(columns + 1, np.inf), np.zeros(columns + 1, dtype=np.int64)
        done = np.zeros(columns + 1, dtype=bool)
        while owner[at]:
            done[at] = True
            reduced = cost[owner[at] - 1] - row_level[owner[at]] - column_level[1:]
            better = ~done[1:] & (reduced < slack[1:])
            slack[1:][better] = reduced[better]
            came[1:][better] = at
            following = int(np.argmin(np.where(done[1:], np.inf, slack[1:]))) + 1
            step = slack[following]
            np.add.at(row_level, owner[done], step)
            column_level[done] -= step
            slack[~done] -= step
            at = following
        while at:
            owner[at] = owner[came[at]]
            at = int(came[at])
    held = owner[1:] > 0
    return float(-cost[owner[1:][held] - 1, np.flatnonzero(held)].sum())


def without_lone(clusters: Iterable[Sequence[Hashable]]) -> list[Sequence[Hashable]]:
    """The clusters of two mentions or more."""
    return [c for c in clusters if len(c) > 1]
