"""Quotations and readouts hold their floors, on a part of each set that a test run has time for."""

from pathlib import Path
from typing import Any

import pytest

from communique.evaluation.floors import Floors, bundled_floors, digest_of_gold, faults_among, floors_of
from scripts import benchmark

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
QUOTES = SHARED / "quotes" / "polnear_dev.jsonl"
READOUTS = SHARED / "documents" / "wh_readouts.jsonl"
THIRD, FIFTH = 3, 5

rows = benchmark("rows")
quotations = benchmark("quotations")
meetings_record = benchmark("meetings_record")
sections = benchmark("sections")


@pytest.fixture(scope="module")
def bench() -> Any:
    return sections.Bench(SHARED)


def own(path: Path) -> Floors:
    return floors_of(bundled_floors(), path.name)


@pytest.mark.shared
@pytest.mark.skipif(not QUOTES.is_file(), reason="needs the development data beside the checkout")
def test_quotations_hold_their_floors(bench: Any) -> None:
    gold = rows.rows(QUOTES)[::THIRD]
    counts = quotations.measured(gold, rows.documents(QUOTES), bench.pipeline)
    assert counts.told > 600
    assert list(faults_among(own(QUOTES), digest_of_gold(QUOTES), counts.figures)) == []


@pytest.mark.shared
@pytest.mark.skipif(not READOUTS.is_file(), reason="needs the development data beside the checkout")
def test_meetings_of_readouts_hold_their_floors(bench: Any) -> None:
    gold, texts = rows.rows(READOUTS)[::FIFTH], rows.documents(READOUTS)
    figures = sections.against_record(bench, gold, texts)
    assert sum(figures.sizes.values()) == len(gold)
    assert list(faults_among(own(READOUTS), digest_of_gold(READOUTS), figures.named())) == []
