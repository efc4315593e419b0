"""Figures of the heads of pairs on the development part of the shared pairs, and the temperature of their types.

In: the folder of the relations data, a folder that the package can load. Out: lines of figures; the temperature at
which the types that are told are likeliest. The set has no pair without an event, so NONE is never an answer here, and
CONCEDE and RETREAT, which it calls YIELD, count as one.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from communique_training.corpora import digest_of, held_out
from communique_training.relations import NOTHING, TYPES, Pair, macro_f1, shared
from numpy.typing import NDArray

from communique.language.model import Model
from communique.language.relations import HEADS, Heads
from communique.language.weights import weights_in

Floats = NDArray[np.float64]
YIELD = ("CONCEDE", "RETREAT")
REAL = [kind for kind in TYPES if kind != NOTHING]
KINDS = [kind for kind in REAL if kind not in YIELD] + ["YIELD"]
TEMPERATURES = np.arange(0.5, 3.01, 0.05)
BINS = 10  # of confidence, for the calibration error


def development(data: Path) -> list[Pair]:
    """The pairs that nothing was trained on. data: the folder of the relations data."""
    refused = held_out(data / "heldout_hashes.txt")
    return [p for p, kept in shared(data) if kept and digest_of(" ".join(p.words)) not in refused]


def type_scores(model: Model, folder: Path, pairs: Sequence[Pair]) -> Floats:
    """Scores of the types, NONE first, for each pair that fits one run: (pairs, types)."""
    heads = Heads(weights_in(folder))
    assert HEADS[0] == "types"
    rows = []
    for pair in pairs:
        states = model.session.scores(model.session.spelling.sentence(pair.words)).states
        assert states is not None
        sides = (range(*pair.source), range(*pair.target))
        rows.append(heads.scores(states, [sides], [(0, len(pair.words))])[0, : len(TYPES)])
    return np.array(rows, dtype=float)


def told(pair: Pair) -> str:
    """The label of a pair, one of `KINDS`."""
    return pair.types[0] if len(pair.types) == 1 else "YIELD"


def shares(scores: Floats, temperature: float) -> Floats:
    """Probabilities of `KINDS`: (pairs, kinds)."""
    known = scores[:, [TYPES.index(kind) for kind in REAL]] / temperature
    raised = np.exp(known - known.max(1, keepdims=True))
    raised /= raised.sum(1, keepdims=True)
    return np.stack([raised[:, [called(k) == kind for k in REAL]].sum(1) for kind in KINDS], 1)


def called(kind: str) -> str:
    """The type as the set calls it."""
    return "YIELD" if kind in YIELD else kind


def answers(scores: Floats) -> list[str]:
    """The likeliest type of each pair, as the set calls it."""
    best = scores[:, [TYPES.index(kind) for kind in REAL]].argmax(1)
    return [called(REAL[i]) for i in best]


def temperature_of(scores: Floats, labels: Sequence[str]) -> float:
    """The temperature at which the labels are likeliest."""
    places = [KINDS.index(label) for label in labels]
    losses = [-np.log(shares(scores, t)[range(len(places)), places] + 1e-9).mean() for t in TEMPERATURES]
    return round(float(TEMPERATURES[int(np.argmin(losses))]), 2)


def calibration_error(sure: Floats, right: NDArray[np.bool_]) -> float:
    """Expected calibration error in bins of equal width, in per cent. sure: of each answer; right: whether it is."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [abs((sure - right)[bins == i].sum()) for i in range(BINS)]
    return float(100 * sum(gaps) / len(sure))


def figures(scores: Floats, labels: Sequence[str], temperature: float) -> list[str]:
    """The lines of the table."""
    found = answers(scores)
    right = np.array([a == b for a, b in zip(found, labels, strict=True)])
    sure = shares(scores, temperature)[range(len(found)), [KINDS.index(kind) for kind in found]]
    rows = []
    for kind in sorted(set(labels)):
        hits = sum(a == b == kind for a, b in zip(found, labels, strict=True))
        rows.append(f"{kind} {200 * hits / (found.count(kind) + labels.count(kind)):.1f} ({labels.count(kind)})")
    whole = f"macro F1 {macro_f1(labels, found):.2f}, right {100 * right.mean():.2f}"
    calibrated = f"calibration error {calibration_error(sure, right):.2f} at temperature {temperature}"
    return [f"relations of {len(labels)} pairs: {whole}, {calibrated}", f"relations, F1 by type: {', '.join(rows)}"]
