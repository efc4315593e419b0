"""Heads of pairs as they are exported, and their figures. Passed over without the training's own libraries."""

from pathlib import Path

import numpy as np
import pytest

from communique.language.relations import HEADS, Heads
from communique.language.weights import Settings, Weights

torch = pytest.importorskip("torch")
export = pytest.importorskip("communique_training.export")
figures = pytest.importorskip("communique_training.evaluate_pairs")
network = pytest.importorskip("communique_training.network")
labelled = pytest.importorskip("communique_training.relations")

TYPES = labelled.TYPES
INVENTORIES = (TYPES, labelled.MODES, labelled.STATUSES, labelled.CONTEXTS)
SIZES = tuple(map(len, INVENTORIES))
LABELS = dict(zip(HEADS, map(tuple, INVENTORIES), strict=True))


def test_what_is_exported_answers_as_what_was_trained(tmp_path: Path) -> None:
    torch.manual_seed(1)
    trained = network.Pairs(SIZES, 0.3).eval()
    export.relations(trained, tmp_path / "relations.npz")
    content = (tmp_path / "relations.npz").read_bytes()
    heads = Heads(Weights("m 1 a", b"", "{}", LABELS, Settings(0, 0, 0, 1), content))
    sizes, sides = (9, 30), (([2, 3], [7]), ([0], [20, 21, 22]))
    states = torch.randn(2, 30, network.PAIR) * 2
    source, target = torch.zeros(2, 30), torch.zeros(2, 30)
    for i, (one, other) in enumerate(sides):
        source[i, one], target[i, other] = 1 / len(one), 1 / len(other)
    with torch.no_grad():
        wanted = trained(states, source, target, torch.tensor(sizes))
    joined = np.concatenate([states[i, :n].numpy() for i, n in enumerate(sizes)])
    pairs = [sides[0], ([9], [29, 30, 31])]
    found = heads.scores(joined, pairs, [(0, 9), (9, 39)])
    np.testing.assert_allclose(found, np.concatenate([wanted[h].numpy() for h in HEADS], 1), atol=1e-4)


def test_the_same_heads_are_the_same_bytes(tmp_path: Path) -> None:
    trained = network.Pairs(SIZES, 0.3)
    for name in ("a.npz", "b.npz"):
        export.relations(trained, tmp_path / name)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def scores(*rows: dict[str, float]) -> np.ndarray:
    return np.array([[row.get(kind, 0.0) for kind in TYPES] for row in rows])


def test_yield_is_concede_or_retreat_and_nothing_is_no_answer() -> None:
    raw = scores({"NONE": 9.0, "CONCEDE": 2.0}, {"RETREAT": 3.0, "AGREE": 2.9}, {"AID": 1.0})
    assert figures.answers(raw) == ["YIELD", "YIELD", "AID"]
    likely = figures.shares(raw, 1.0)
    np.testing.assert_allclose(likely.sum(1), 1)
    place = figures.KINDS.index("YIELD")
    assert likely[0, place] == pytest.approx((np.exp(2) + 1) / (np.exp(2) + 15))
    two, one = (labelled.Pair("plv", ["a"], (0, 1), (0, 1), types) for types in (["CONCEDE", "RETREAT"], ["AID"]))
    assert [figures.told(two), figures.told(one)] == ["YIELD", "AID"]


def test_scores_that_are_too_sure_get_a_high_temperature_and_others_a_low_one() -> None:
    dice = np.random.default_rng(2)
    raw = dice.normal(size=(4000, len(TYPES))) * 1.5
    likely = figures.shares(raw, 1.0)
    labels = [figures.KINDS[dice.choice(len(row), p=row)] for row in likely]
    assert figures.temperature_of(raw, labels) == pytest.approx(1.0, abs=0.1)
    assert figures.temperature_of(raw * 2, labels) == pytest.approx(2.0, abs=0.15)
    assert figures.temperature_of(raw * 0.6, labels) == pytest.approx(0.6, abs=0.1)


def test_the_calibration_error_is_the_gap_between_sure_and_right() -> None:
    sure, right = np.array([0.95, 0.95, 0.95, 0.95, 0.15]), np.array([True, True, True, False, False])
    assert figures.calibration_error(sure, right) == pytest.approx(100 * (4 * 0.2 + 0.15) / 5)
    assert figures.calibration_error(np.ones(3), np.ones(3, bool)) == 0


def test_figures_tell_f1_by_type() -> None:
    raw = scores({"AID": 5.0}, {"AID": 5.0}, {"REJECT": 5.0})
    first, second = figures.figures(raw, ["AID", "REJECT", "REJECT"], 1.0)
    assert first.startswith("relations of 3 pairs: macro F1 66.67, right 66.67, calibration error ")
    assert second == "relations, F1 by type: AID 66.7 (1), REJECT 66.7 (2)"
