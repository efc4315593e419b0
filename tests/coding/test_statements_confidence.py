"""Confidence of statements: counted by rule, smoothed, and monotone in what was counted."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from communique.codebook.tables import read_rows
from communique.coding.statements import statements_of
from communique.coding.statements_confidence import COLUMNS, confidence_of, read_counts
from communique.records.errors import SetupError

from .scenes import scene

HEAD = "\t".join(COLUMNS)
COUNTS = {"verb say clause": (90, 81), "verb say about": (2, 0), "noun want for": (8, 2)}


def read(*lines: str) -> dict[str, tuple[int, int]]:
    return dict(read_counts(read_rows("\n".join((HEAD, *lines)), "counts.tsv", COLUMNS)))


def test_a_rule_often_seen_is_as_sure_as_it_was_right() -> None:
    assert confidence_of("verb say clause", COUNTS) == pytest.approx(0.9, abs=0.01)


def test_a_rule_seldom_seen_leans_on_its_kind() -> None:
    assert 0.5 < confidence_of("verb say about", COUNTS) < confidence_of("verb say clause", COUNTS)
    assert confidence_of("verb say of", COUNTS) == pytest.approx(confidence_of("verb say with", COUNTS))


def test_an_unknown_kind_leans_on_all() -> None:
    assert 0.7 < confidence_of("adjective stance to", COUNTS) < 0.9


@given(st.integers(0, 50), st.integers(0, 50))
def test_it_is_a_probability(seen: int, right: int) -> None:
    value = confidence_of("verb say clause", {"verb say clause": (max(seen, right), right)})
    assert 0 < value < 1


@given(st.integers(5, 44))
def test_more_right_is_surer(right: int) -> None:
    less, more = (confidence_of("line", {"line": (50, n)}) for n in (right, right + 1))
    assert less < more


def test_the_packaged_counts() -> None:
    assert confidence_of("verb say clause") > 0.8
    assert confidence_of("verb say clause") > confidence_of("noun say clause")


def test_a_statement_has_that_of_its_rule() -> None:
    (found,) = statements_of(scene("The minister said that the talks had failed."))
    assert found.why == "verb say clause"
    assert found.confidence == confidence_of(found.why)


@pytest.mark.parametrize("line", ["a\t2\t3", "a\t\t0", "a\t1\t", "a\t2\t1\na\t2\t1"])
def test_refusals(line: str) -> None:
    with pytest.raises(SetupError, match="a rule stands once"):
        read(*line.split("\n"))


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(SetupError, match="names no rule"):
        read()
