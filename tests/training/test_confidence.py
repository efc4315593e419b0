"""The fit of confidence: what is right and wrong, the model, cross-validation, the table that is written."""

import pickle
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from communique_training import confidence as fit
from communique_training.confidence import Judged, Kept, Table

from coding.reports import PROTEST, TALKS, pipeline
from communique.codebook.tables import read_rows
from communique.coding.confidence import BIAS, COLUMNS
from communique.coding.options import CodingOptions
from communique.evaluation.annotations import Annotated, EventAnnotation, Kind
from communique.language.model import Model
from communique.language.reading import Reading
from communique.language.weights import weights_in
from communique.records import Document, Rejected
from communique.sources.drafts import Draft, finished
from evaluation.samples import event


def report(
    gold: list[EventAnnotation], drafts: list[EventAnnotation], signs: list[Mapping[str, float]] | None = None
) -> Judged:
    return Judged(tuple(gold), tuple(drafts), tuple(signs if signs is not None else [{}] * len(drafts)))


def document(text: str, uri: str = "reports/talks.txt") -> Document:
    made = finished(Draft(uri, text))
    assert isinstance(made, Document)
    return made


# --- right, wrong, left out ---


def test_drafts_are_right_wrong_or_left_out() -> None:
    one = report(
        [event(10), event(110, "AID", "USA>", optional=True)],
        [event(10), event(110, "AID", "USA>"), event(210, "AGREE"), event(310, "AGREE", status="negated")],
    )
    assert one.labels() == {0: True, 2: False}


def test_alike_drafts_have_labels_of_their_own() -> None:
    assert report([event(10)], [event(10), event(10)]).labels() == {0: True, 1: False}


def test_a_threshold_leaves_out_what_is_less_sure() -> None:
    one = report([event(10)], [event(10), event(210, "AID")]).told([0.4, 0.6])
    assert [d.confidence for d in one.drafts] == [0.4, 0.6]
    assert (len(one.matching(0.4).pairs), len(one.matching(0.4).false)) == (1, 1)
    assert (len(one.matching(0.5).pairs), len(one.matching(0.5).missed)) == (0, 1)


# --- from documents ---


def test_drafts_come_from_the_pipeline(tmp_path: Path) -> None:
    for name, text in (("talks.txt", TALKS), ("protest.txt", PROTEST)):
        (tmp_path / name).write_text(text, "utf-8")
    gold = [
        Annotated(id="talks.txt", found={Kind.EVENTS: (event(TALKS.index("met"), sides="FIN,SWE>"),)}),
        Annotated(id="protest.txt"),
    ]
    protest, talks = fit.judged(pipeline(), gold, [str(tmp_path)])
    assert talks.labels() == {0: True}
    assert protest.labels() == {0: False}
    [draft] = talks.drafts
    assert draft.type == "CONSULT"
    assert (draft.actors, draft.recipients) == (frozenset(("FIN", "SWE")), frozenset())
    assert draft.trigger.of(TALKS) == "met"
    assert draft.sentence.of(TALKS) == TALKS
    assert talks.signs[0]["type CONSULT"] == 1.0


def test_nothing_is_right_in_documents_without_events(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(TALKS, "utf-8")
    [one] = fit.empty(pipeline(), [str(tmp_path)])
    assert one.labels() == {0: False}


def test_what_was_read_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = weights_in()
    first, one = Kept(weights, tmp_path), document(TALKS)
    read = first.read(one)
    assert isinstance(read, Reading)
    [kept] = tmp_path.glob("*.pickle")
    monkeypatch.setattr(Model, "read", lambda *_: pytest.fail("read once more"))
    again = Kept(weights, tmp_path).read(one)
    assert isinstance(again, Reading)
    assert again.analysis == read.analysis
    assert np.array_equal(again.states, read.states)
    kept.write_bytes(pickle.dumps("something else"))
    assert first.read(one) == "something else"  # type: ignore[comparison-overlap]
    renamed = Kept(replace(weights, name="another"), tmp_path)
    monkeypatch.setattr(Model, "read", lambda *_: "read anew")
    assert renamed.read(one) == "read anew", "what another model read is not taken"  # type: ignore[comparison-overlap]


def test_rejections_are_kept_too(tmp_path: Path) -> None:
    german = document("Die Regierung hat am Montag den Vertrag mit den Nachbarn im Parlament zur Abstimmung vorgelegt.")
    model = Kept(weights_in(), tmp_path)
    assert isinstance(model.read(german), Rejected)
    assert isinstance(model.read(german), Rejected)


# --- the model ---


def drawn(count: int, weights: list[float], seed: int = 3) -> tuple[fit.Floats, fit.Floats]:
    """Rows with a bias and signs of nought or one, and labels drawn by the weights."""
    draw = np.random.default_rng(seed)
    rows = np.hstack([np.ones((count, 1)), draw.integers(0, 2, (count, len(weights) - 1))]).astype(float)
    labels = (draw.random(count) < fit.chances(rows, np.array(weights))).astype(float)
    return rows, labels


def test_the_fit_finds_the_weights_that_drew_the_labels() -> None:
    true = [-0.5, 1.5, -1.0, 0.0]
    rows, labels = drawn(20_000, true)
    assert fit.fitted(rows, labels, 0.1) == pytest.approx(true, abs=0.1)


def test_at_the_fit_the_slope_is_nought() -> None:
    rows, labels = drawn(200, [0.2, 1.0, -1.0])
    weights = fit.fitted(rows, labels, 2.0)
    slope = rows.T @ (labels - fit.chances(rows, weights)) - np.array([0.0, 2.0, 2.0]) * weights
    assert slope == pytest.approx(np.zeros(3), abs=1e-5)


def test_a_penalty_holds_weights_small_and_the_mean_true() -> None:
    rows, labels = drawn(300, [0.5, 2.0, -2.0])
    loose, tight = fit.fitted(rows, labels, 0.1), fit.fitted(rows, labels, 100.0)
    assert np.abs(tight[1:]).max() < np.abs(loose[1:]).max()
    assert fit.chances(rows, tight).mean() == pytest.approx(labels.mean(), abs=1e-4)


def test_labels_that_are_all_parted_by_a_sign_do_no_harm() -> None:
    rows = np.array([[1.0, 0.0], [1.0, 1.0]] * 10)
    weights = fit.fitted(rows, rows[:, 1], 1.0)
    assert np.isfinite(weights).all()
    assert weights[1] > 1.0


# --- tables and cross-validation ---


def test_rare_signs_are_left_out() -> None:
    signs: list[Mapping[str, float]] = [{"often": 1.0, "rare": 1.0} if n < 4 else {"often": 1.0} for n in range(6)]
    drafts = [event(100 * n) for n in range(6)]
    table = fit.table_of([report([], drafts, signs)])
    assert table.names == (BIAS, "often")
    assert table.rows.shape == (6, 2)
    assert table.labels.tolist() == [0.0] * 6


def test_signs_of_drafts_left_out_do_not_count() -> None:
    gold = [event(100 * n, optional=True) for n in range(6)]
    table = fit.table_of([report(gold, gold, [{"sign": 1.0}] * 6)])
    assert table.names == (BIAS,)
    assert np.isnan(table.labels).all()


def test_a_report_is_judged_by_weights_fitted_without_it() -> None:
    """One report alone has a sign that is always right; without it the sign weighs nothing."""
    rows = np.array([[1.0, 1.0]] * 20 + [[1.0, 0.0]] * 80)
    labels = np.array([1.0] * 20 + [0.0, 1.0] * 40)
    number = np.array([0] * 20 + [1 + n // 10 for n in range(80)])
    table = Table(rows, labels, number, (BIAS, "sign"))
    told = fit.crossed(table, 0.1)
    assert told[:20] == pytest.approx(np.full(20, 0.5), abs=0.01)
    assert fit.chances(rows, fit.fitted(rows, labels, 0.1))[0] > 0.9


def test_the_loss_passes_over_what_has_no_label() -> None:
    labels = np.array([1.0, 0.0, np.nan])
    assert fit.loss(np.array([0.5, 0.5, 0.0]), labels) == pytest.approx(np.log(2))


def reports(count: int = 30) -> list[Judged]:
    """Reports with a true draft, and a wrong one that bears a sign."""
    out = []
    for _ in range(count):
        gold = [event(10), event(110, "AID", "USA>")]
        drafts = [event(10), event(210, "AGREE", "FRA>"), event(310, "SUPPORT", "FRA>")]
        out.append(report(gold, drafts, [{"good": 1.0}, {"bad": 1.0}, {"bad": 1.0, "odd": 0.5}]))
    return out


def test_the_table_is_the_one_that_coding_reads() -> None:
    lines, _ = fit.fit(reports())
    rows = read_rows("\n".join(lines) + "\n", "confidence.tsv", COLUMNS)
    weights = {row["sign"]: float(row["weight"]) for row in rows}
    assert list(weights) == [BIAS, "bad", "good", "odd"]
    assert weights["good"] > 1.0 > 0.0 > weights["bad"]
    assert {row["sign"]: row["meaning"] for row in rows} == {
        BIAS: "before any sign counts",
        "good": "30 drafts, 100 % right",
        "bad": "60 drafts, 0 % right",
        "odd": "30 drafts, 0 % right",
    }


def test_the_same_reports_give_the_same_table() -> None:
    assert fit.fit(reports()) == fit.fit(reports())


def test_figures_tell_of_thresholds_and_of_documents_without_events() -> None:
    _, told = fit.fit([*reports(), report([], [event(10), event(110)], [{"bad": 1.0}, {"good": 1.0}])])
    assert told[0] == "31 reports, 92 drafts, 30 of them right, 3 signs"
    by = {line.split()[0]: line.split() for line in told if line.strip().startswith("0.") and ":" not in line}
    assert by["0.00"][1:5] == ["92", "32.6", "50.0", "39.5"]
    assert by["0.00"][-1] == "2.00"
    assert by["0.50"][1:5] == ["31", "96.8", "50.0", "65.9"]
    assert by["0.50"][-1] == "1.00"
    assert any(line.startswith("told with more than 0.8: 31, right 96.8") for line in told)


def test_figures_are_told_apart_by_source() -> None:
    mine = [replace(one, source="mine.jsonl") for one in reports(20)]
    none = [report([], [event(10)], [{"bad": 1.0}]) for _ in range(10)]
    _, told = fit.fit([*mine, *none])
    at = told.index("of mine.jsonl:")
    assert told[at + 1].split()[:5] == ["0.00", "60", "33.3", "50.0", "40.0"]
    assert told[at - 3] == "of documents without events:"
    assert told[at - 2].split()[:2] == ["0.00", "10"]
    assert told[at - 2].split()[-1] == "1.00"
    assert told[at - 1].split() == [f"{CodingOptions().threshold:.2f}", "0", "0.0", "0.0", "0.0", "-", "-", "0.00"]


def test_one_kind_of_draft_cannot_be_fitted() -> None:
    with pytest.raises(SystemExit, match="both right and wrong"):
        fit.fit([report([], [event(10)] * 8)])


def test_the_program_writes_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, out = tmp_path / "gold.jsonl", tmp_path / "confidence.tsv"
    gold.write_text('{"id": "a"}\n', "utf-8")
    monkeypatch.setattr(fit, "Pipeline", lambda: None)
    monkeypatch.setattr(fit, "judged", lambda *_: iter(reports(10)))
    monkeypatch.setattr(fit, "empty", lambda _, sources: [report([], [event(10)], [{"bad": 1.0}]) for _ in sources])
    asked = ["--gold", str(gold), "--documents", "x", "--empty", "y", "z", "--out", str(out)]
    monkeypatch.setattr("sys.argv", ["confidence", *asked])
    fit.main()
    assert out.read_text("utf-8").startswith("sign\tweight\tmeaning\nbias\t")
    assert "12 reports, 32 drafts, 10 of them right" in capsys.readouterr().out
