"""Signs to probabilities."""

import pytest

from communique.coding.confidence import BIAS, confidence_of, weights


def test_signs_move_it_their_way() -> None:
    plain = confidence_of({})
    for sign, weight in weights().items():
        if sign != BIAS and abs(weight) > 0.01:
            assert (confidence_of({sign: 1.0}) > plain) is (weight > 0.0), sign


def test_it_is_a_probability() -> None:
    everything = dict.fromkeys(weights(), 1000.0)
    assert 0.0 <= confidence_of(everything) <= 1.0
    assert 0.0 <= confidence_of({k: -v for k, v in everything.items()}) <= 1.0


def test_unknown_signs_count_for_nothing() -> None:
    assert confidence_of({"no such sign": 5.0}) == confidence_of({})


@pytest.mark.parametrize("sign", ["two countries", "main clause", "lead"])
def test_what_speaks_for_an_event(sign: str) -> None:
    assert weights()[sign] > 0.0


@pytest.mark.parametrize("sign", ["status hypothetical", "first or second person", "noun alone"])
def test_what_speaks_against_one(sign: str) -> None:
    assert weights()[sign] < 0.0
