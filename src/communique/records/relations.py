"""What the relation head says of two parties in a sentence, and how it is asked.

In: nothing. Out: `Relation`, `Relater`. Refused with `ValueError`: a probability outside 0 to 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

NOTHING = "NONE"  # the type of a relation in which nothing is done


@dataclass(frozen=True, slots=True)
class Relation:
    """What a source does to a target, as probabilities by label.

    types: of event types, `NONE` among them; they add up to 1. modes: of all modes, `` for none; they add up to 1.
    statuses: of statuses; they add up to 1. contexts: each by itself.
    """

    types: Mapping[str, float]
    modes: Mapping[str, float]
    statuses: Mapping[str, float]
    contexts: Mapping[str, float]

    def __post_init__(self) -> None:
        for shares in (self.types, self.modes, self.statuses, self.contexts):
            if not (min(shares.values(), default=0.0) >= 0.0 and max(shares.values(), default=1.0) <= 1.0):
                raise ValueError("a probability lies between 0 and 1")


class Relater(Protocol):
    """Answers what sources do to targets."""

    def __call__(self, pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> list[Relation]:
        """One relation a pair. A pair: tokens of the source and of the target, indices in the document, one sentence.

        Raises `ValueError` for a pair that spans sentences or lacks a side.
        """
        ...
