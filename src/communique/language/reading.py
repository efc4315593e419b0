"""What the model took from a document: the analysis, and the states of its words that relations are told from.

In: an `Analysis` and one state a token. Out: `Reading`. Refused with `ValueError`: states that do not fit the tokens.
States are for the run that made them; they are no record and are never stored.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from communique.records.analysis import Analysis


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One document as read. states: (tokens, width)."""

    analysis: Analysis
    states: NDArray[np.float32]

    def __post_init__(self) -> None:
        if self.states.shape[:1] != (len(self.analysis),):
            raise ValueError(f"{self.states.shape[0]} states for {len(self.analysis)} tokens")
