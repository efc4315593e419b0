"""Floors: what they refuse, what they find wrong, and that this package's own figures hold theirs."""

import json
from collections import Counter
from pathlib import Path

import pytest

from communique.evaluation.annotations import Annotated, Kind
from communique.evaluation.evaluate import absent, coded_by, figures
from communique.evaluation.figures import Figures, figures_of
from communique.evaluation.floors import (
    Floors,
    bundled_floors,
    digest_of_gold,
    faults,
    faults_among,
    floors_in,
    floors_of,
)
from communique.evaluation.matching import matched
from communique.evaluation.rows import gold_in, told
from communique.pipeline import Pipeline
from communique.records import RequestError
from communique.sources import read
from evaluation.samples import event
from gold.documents import GOLD, coded
from scripts import benchmark

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "gold"


def measured() -> Figures:
    gold, system = (
        [event(10), event(110, "AGREE")],
        [event(10, confidence=0.9), event(110, "AID", "X>", confidence=0.6)],
    )
    return figures_of(Kind.EVENTS, [matched(Kind.EVENTS, gold, system)])


def floors(least: dict[str, float], most: dict[str, float] | None = None) -> Floors:
    return Floors("gold.jsonl", "sha256:1", (), least, most or {})


def written(folder: Path, text: str) -> Path:
    path = folder / "floors.toml"
    path.write_text(text, "utf-8")
    return path


# --- what is wrong ---


def test_figures_at_their_bounds_are_well() -> None:
    held = floors({"events type f1": 0.5, "events status": 1.0}, {"events calibration error": 0.35})
    assert list(faults(held, "sha256:1", [measured()])) == []


def test_a_figure_below_its_floor_is_told() -> None:
    [told] = faults(floors({"events type f1": 0.51}), "sha256:1", [measured()])
    assert told == "gold.jsonl: events type f1 is 0.5000, must be at least 0.51"


def test_a_figure_above_its_ceiling_is_told() -> None:
    [told] = faults(floors({}, {"events calibration error": 0.3}), "sha256:1", [measured()])
    assert told == "gold.jsonl: events calibration error is 0.3500, must be at most 0.3"


def test_figures_from_elsewhere_are_held_by_their_names() -> None:
    held = floors({"quotations content f1": 0.7, "quotations speaker": 0.9}, {"readouts domestic": 0.05})
    fine = {"quotations content f1": 0.7, "quotations speaker": 0.95, "readouts domestic": 0.0}
    assert list(faults_among(held, "sha256:1", fine)) == []
    told = list(faults_among(held, "sha256:1", {"quotations content f1": 0.6, "readouts domestic": 0.06}))
    assert told == [
        "gold.jsonl: quotations content f1 is 0.6000, must be at least 0.7",
        "gold.jsonl: there is no figure 'quotations speaker'",
        "gold.jsonl: readouts domestic is 0.0600, must be at most 0.05",
    ]
    assert list(faults_among(held, "sha256:1", {}, kinds={"events"})) == []


def test_annotations_that_changed_are_told() -> None:
    [told] = faults(floors({}), "sha256:2", [measured()])
    assert "its digest is sha256:2; set them anew" in told


def test_a_figure_that_is_not_there_is_told_unless_its_kind_was_not_measured() -> None:
    held = floors({"events PROTEST f1": 0.1, "meetings met f1": 0.9})
    assert list(faults(held, "sha256:1", [measured()])) == ["gold.jsonl: there is no figure 'events PROTEST f1'"]


# --- files of floors ---


def test_the_last_bound_counts(tmp_path: Path) -> None:
    text = '[[gold]]\nfile = "a.jsonl"\ndigest = "d"\nonly = ["x"]\n[gold.least]\n"events type f1" = [0.5, 0.6]\n'
    assert floors_in(written(tmp_path, text)) == (Floors("a.jsonl", "d", ("x",), {"events type f1": 0.6}, {}),)


@pytest.mark.parametrize(("table", "bounds"), [("least", "[0.6, 0.5]"), ("most", "[0.05, 0.06]")])
def test_easing_needs_a_reason(tmp_path: Path, table: str, bounds: str) -> None:
    text = f'[[gold]]\nfile = "a"\ndigest = "d"\n[gold.{table}]\n"events status" = {bounds}\n'
    with pytest.raises(RequestError, match="the bound of 'events status' was eased; write the reason"):
        floors_in(written(tmp_path, text))
    reason = '[gold.lowered]\n"events status" = "two annotations were wrong"\n'
    assert len(floors_in(written(tmp_path, text + reason))) == 1
    with pytest.raises(RequestError, match="was eased"):
        floors_in(written(tmp_path, text + '[gold.lowered]\n"events date" = "another"\n'))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[gold]", "no valid TOML"),
        ("a = 1", r"stand in tables \[\[gold\]\]"),
        ("[gold]\nfile = 'a'", r"stand in tables \[\[gold\]\]"),
        ("[[gold]]\nfile = 'a'", "table 1: keys are digest, file"),
        ("[[gold]]\nfile = 'a'\ndigest = 'd'\nfloor = 1", "table 1: keys are"),
        ("[[gold]]\nfile = 'a'\ndigest = 'd'\n[gold.least]\nx = 70", "'x' needs a list of numbers from 0 to 1"),
        ("[[gold]]\nfile = 'a'\ndigest = 'd'\n[gold.least]\nx = []", "'x' needs a list of numbers"),
    ],
)
def test_files_that_are_no_floors(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(RequestError, match=told):
        floors_in(written(tmp_path, text))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="cannot be read"):
        floors_in(tmp_path / "none.toml")


def test_floors_are_found_by_the_name_of_the_file() -> None:
    one = floors({})
    assert floors_of([one], "gold.jsonl") is one
    with pytest.raises(RequestError, match=r"no floors for mine.jsonl, but for gold.jsonl"):
        floors_of([one], "mine.jsonl")


def test_the_digest_is_of_what_rows_say(tmp_path: Path) -> None:
    one, same, other = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    one.write_text('{"id": "x", "events": []}\n{"id": "y"}\n', "utf-8")
    same.write_text('{"events":[],"id":"x"}\n\n{"id": "y"}', "utf-8")
    other.write_text('{"id": "x", "events": [1]}\n{"id": "y"}\n', "utf-8")
    assert digest_of_gold(one) == digest_of_gold(same) != digest_of_gold(other)
    assert digest_of_gold(one, ("y",)) == digest_of_gold(other, ("y",)) != digest_of_gold(one)


# --- this package's own ---


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def own(name: str) -> Floors:
    return floors_of(bundled_floors(), name)


def test_bundled_floors_name_figures_that_there_are() -> None:
    everything = [event(10, "AGREE", confidence=0.9)]
    known = figures_of(Kind.EVENTS, [matched(Kind.EVENTS, everything, everything)]).named()
    known |= figures_of(Kind.MEETINGS, []).named() | figures_of(Kind.COMMITMENTS, []).named()
    known |= figures_of(Kind.MESSAGES, []).named()
    known |= benchmark("quotations").Counts().figures
    known |= benchmark("meetings_record").Figures(Counter(), Counter()).named()
    for one in bundled_floors():
        assert one.least
        assert set(one.least) | set(one.most) <= set(known)


def held(name: str, gold: tuple[Annotated, ...], found: dict[str, Annotated], digest: str) -> list[str]:
    assert absent(gold, found) == ()
    return list(faults(own(name), digest, [figures(gold, found, kind) for kind in Kind]))


def test_the_dispatches_hold_their_floors() -> None:
    path = GOLD / "dispatches.jsonl"
    gold = gold_in(path)
    found = {name: told(one) for name, one in coded().items()}
    assert held("dispatches.jsonl", gold, found, digest_of_gold(path)) == []


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the development gold is not here")
def test_the_development_gold_holds_its_floors(pipeline: Pipeline, tmp_path: Path) -> None:
    only = own("gold.jsonl").only
    assert len(only) == 40
    texts = tmp_path / "documents.jsonl"
    lines = filter(None, (SHARED / "documents.jsonl").read_text("utf-8").split("\n"))
    texts.write_text("".join(line + "\n" for line in lines if json.loads(line)["id"] in only), "utf-8")
    gold = gold_in(SHARED / "gold.jsonl", only)
    found, _ = coded_by(pipeline, gold, read([str(texts)]))
    assert held("gold.jsonl", gold, found, digest_of_gold(SHARED / "gold.jsonl", only)) == []
