"""Whether confidences are true: of what is told with 0.7, seven in ten should be right.

In: confidences and whether each was right. Out: `Calibration`. Nothing is refused; of nothing, there is none (None).

Expected calibration error over ten bins of equal width: the mean distance, weighed by the number in a bin, between the
mean confidence and the share that is right (M. Naeini, G. Cooper and M. Hauskrecht, Obtaining well calibrated
probabilities using Bayesian binning, 2015; C. Guo and others, On calibration of modern neural networks, 2017). The
measure is never nought on few cases: `by_chance` is what confidences that are exactly true would come to, were each
bin's share right spread about its mean as sums of such draws are (normal, the mean distance being the standard
deviation times the root of 2/pi).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

BINS = 10
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases of like confidence. low, high: bounds. count: cases. told: their mean confidence. right: share right."""

    low: float
    high: float
    count: int
    told: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """bins: those that hold any case, upwards. error: the expected calibration error. by_chance: see the module.

    sure: cases told with more than `SURE`. sure_right: how many of them are right.
    """

    bins: tuple[Bin, ...]
    error: float
    by_chance: float
    sure: int
    sure_right: int

    @property
    def count(self) -> int:
        """Cases."""
        return sum(b.count for b in self.bins)


def calibration_of(cases: Iterable[tuple[float, bool]]) -> Calibration | None:
    """The calibration of cases: confidence from 0 to 1, and whether it was right. None of no case."""
    listed = list(cases)
    if not listed:
        return None
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for told, right in listed:
        held[min(int(told * BINS), BINS - 1)].append((told, right))
    bins = tuple(_bin(number, inside) for number, inside in enumerate(held) if inside)
    distance = sum(b.count * abs(b.told - b.right) for b in bins)
    spread = sum(math.sqrt(2 / math.pi * sum(t * (1 - t) for t, _ in inside)) for inside in held)
    sure = [right for told, right in listed if told > SURE]
    return Calibration(bins, distance / len(listed), spread / len(listed), len(sure), sum(sure))


def _bin(number: int, inside: list[tuple[float, bool]]) -> Bin:
    count = len(inside)
    told, right = sum(t for t, _ in inside) / count, sum(r for _, r in inside) / count
    return Bin(number / BINS, (number + 1) / BINS, count, told, right)
