"""Confidences that are true, too high, too low; and what chance alone does."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.evaluation.calibration import BINS, calibration_of


def test_of_nothing_there_is_none() -> None:
    assert calibration_of([]) is None


def test_true_confidences_have_no_error() -> None:
    found = calibration_of([(0.75, True)] * 3 + [(0.75, False)])
    assert found is not None
    assert found.error == 0.0
    [only] = found.bins
    assert (only.low, only.high, only.count, only.told, only.right) == (0.7, 0.8, 4, 0.75, 0.75)


def test_the_error_is_the_mean_distance_by_number() -> None:
    cases = [(0.9, False)] * 1 + [(0.95, True)] * 2 + [(0.5, True)] * 1
    found = calibration_of(cases)
    assert found is not None
    high = abs((0.9 + 0.95 + 0.95) / 3 - 2 / 3)
    assert found.error == pytest.approx((3 * high + 1 * 0.5) / 4)


def test_the_ends_have_their_bins() -> None:
    found = calibration_of([(0.0, False), (1.0, True)])
    assert found is not None
    assert [(b.low, b.high) for b in found.bins] == [(0.0, 0.1), (0.9, 1.0)]
    assert (found.error, found.by_chance) == (0.0, 0.0)


def test_the_sure_are_those_above_four_fifths() -> None:
    found = calibration_of([(0.8, True), (0.81, True), (0.99, False)])
    assert found is not None
    assert (found.sure, found.sure_right) == (2, 1)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_the_error_is_a_share_and_bins_hold_all(cases: list[tuple[float, bool]]) -> None:
    found = calibration_of(cases)
    assert found is not None
    assert 0.0 <= found.error <= 1.0
    assert found.count == len(cases)
    assert len(found.bins) <= BINS
    for one in found.bins:
        assert one.low - 1e-9 <= one.told <= one.high + 1e-9


@pytest.mark.parametrize("count", [100, 400])
def test_chance_is_what_true_confidences_come_to(count: int) -> None:
    draw = random.Random(5)
    errors, expected = [], []
    for _ in range(200):
        told = [draw.uniform(0.4, 1.0) for _ in range(count)]
        found = calibration_of((t, draw.random() < t) for t in told)
        assert found is not None
        errors.append(found.error)
        expected.append(found.by_chance)
    assert sum(errors) / 200 == pytest.approx(sum(expected) / 200, rel=0.1)
