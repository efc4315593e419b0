"""Fits the weights of confidence: how much each sign of an event speaks for its being right.

In: files of a reader's annotations and the annotated documents. Out: `confidence.tsv`, the table that
`communique.coding.confidence` reads, and figures on standard output. Refused as in `communique evaluate`.

Run: `python -m communique_training.confidence --gold GOLD... --documents SOURCE... --out confidence.tsv`, with
`--cache FOLDER` to keep what the language model reads. GOLD and SOURCE are those of `communique evaluate`. Documents
given with `--empty SOURCE...` tell of no event: whatever is found in them is wrong.

Each act of a document that has its sides, each fact once, is right where it matches an annotated event, as
`communique.evaluation` matches them, and wrong where none; those that match an optional event are left out. The model
is logistic with an L2 penalty on all weights but the bias, fitted by Newton's method (T. Hastie, R. Tibshirani and
J. Friedman, The elements of statistical learning, 2009, section 4.4). The penalty and all figures come from
cross-validation: every document is judged by weights that were fitted without it. The same input gives the same bytes.
"""

import argparse
import hashlib
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from communique import language
from communique.coding.confidence import BIAS, COLUMNS
from communique.coding.events import Draft, drafts_of, trigger_span
from communique.coding.once import told_once
from communique.coding.options import CodingOptions
from communique.coding.scene import Scene
from communique.evaluation.annotations import Annotated, EventAnnotation, Kind
from communique.evaluation.calibration import Calibration, calibration_of
from communique.evaluation.evaluate import documents_of
from communique.evaluation.figures import Agreement, cases_of
from communique.evaluation.matching import Matching, matched_events
from communique.evaluation.rows import gold_in
from communique.language.model import Model
from communique.language.options import LanguageOptions
from communique.language.reading import Reading
from communique.language.weights import Weights, weights_in
from communique.pipeline import Pipeline
from communique.records import Document, Party, Rejected
from communique.sources import read

Floats = NDArray[np.float64]

FOLDS = 10
PENALTIES = (0.3, 1.0, 3.0, 10.0)
LEAST = 5  # drafts that a sign must be seen in
STEPS = 50  # of Newton's method; it settles in ten
THRESHOLDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Judged:
    """One report: the reader's events, and the program's with the signs of each, side by side.

    source: the file that it is annotated in, by which figures are told apart.
    """

    gold: tuple[EventAnnotation, ...]
    drafts: tuple[EventAnnotation, ...]
    signs: tuple[Mapping[str, float], ...]
    source: str = ""

    def matching(self, least: float = 0.0) -> Matching[EventAnnotation]:
        """The matching of the drafts that are at least so sure."""
        return matched_events(self.gold, [d for d in self.drafts if (d.confidence or 0.0) >= least])

    def labels(self) -> dict[int, bool]:
        """Whether each draft is right, by its number; those that are left out have none."""
        found = self.matching()
        right, wrong = {id(draft) for _, draft in found.pairs}, {id(draft) for draft in found.false}
        return {n: id(d) in right for n, d in enumerate(self.drafts) if id(d) in right or id(d) in wrong}

    def told(self, confidences: Iterable[float]) -> "Judged":
        """The same report with these confidences."""
        drafts = tuple(replace(d, confidence=float(c)) for d, c in zip(self.drafts, confidences, strict=True))
        return replace(self, drafts=drafts)


# --- from documents to drafts ---


class Kept(Model):
    """The model, with a folder that keeps what it read; a change of the model or of its code makes it read anew."""

    def __init__(self, weights: Weights, folder: Path) -> None:
        super().__init__(weights, LanguageOptions())
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        code = hashlib.sha256(weights.name.encode())
        room = Path(str(language.__file__)).parent
        for path in sorted(p for p in room.iterdir() if p.suffix in (".py", ".toml", ".npz")):
            code.update(path.read_bytes())
        self._state = code.hexdigest()

    def read(self, document: Document) -> Reading | Rejected:
        """What was kept of a document, else what the model reads now."""
        key = hashlib.sha256(f"{self._state} {document.id} {document.digest}".encode()).hexdigest()
        path = self._folder / f"{key[:32]}.pickle"
        if path.exists():
            found: Reading | Rejected = pickle.loads(path.read_bytes())
            return found
        found = super().read(document)
        path.write_bytes(pickle.dumps(found))
        return found


def judged(pipeline: Pipeline, gold: Sequence[Annotated], sources: Sequence[str]) -> Iterator[Judged]:
    """Every report for which there is a document, in the order of the documents."""
    reports = {one.id: one for one in gold}
    for name, document in documents_of(gold, (d for d in read(sources) if isinstance(d, Document))):
        if (found := _found(pipeline, document, reports[name].of(Kind.EVENTS))) is not None:
            yield found


def empty(pipeline: Pipeline, sources: Sequence[str]) -> Iterator[Judged]:
    """Documents that tell of no event, in order."""
    for document in read(sources):
        if isinstance(document, Document) and (found := _found(pipeline, document, ())) is not None:
            yield found


def _found(pipeline: Pipeline, document: Document, gold: tuple[EventAnnotation, ...]) -> Judged | None:
    """What is found in a document, each fact once, beside the reader's; None where it is rejected."""
    scene = pipeline.scene(document)
    if isinstance(scene, Rejected):
        return None
    drafts = told_once(list(drafts_of(scene, pipeline.codebook)))
    found = tuple(annotation_of(scene, draft) for draft in drafts)
    return Judged(gold, found, tuple(draft.signs for draft in drafts))


def annotation_of(scene: Scene, draft: Draft) -> EventAnnotation:
    """A draft as far as matching looks at it."""
    act = draft.act
    return EventAnnotation(
        type=act.type,
        status=draft.status.value,
        actors=_codes(draft.sides.actors),
        recipients=_codes(draft.sides.recipients),
        trigger=trigger_span(act),
        sentence=scene.sentence(act.frame.predicate.index).span,
        confidence=draft.confidence,
    )


def _codes(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(p.country for p in parties if p.country is not None)


# --- the model ---


def fitted(rows: Floats, labels: Floats, penalty: float) -> Floats:
    """Weights of the columns of `rows`, shape (n, k), the first of which is the bias and is not held small.

    labels: (n,), 1 where right. The penalty is that of half the square of each weight. Shape of the answer: (k,).
    """
    held = np.full(rows.shape[1], penalty)
    held[0] = 1e-6
    weights: Floats = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        told = chances(rows, weights)
        slope = rows.T @ (labels - told) - held * weights
        bend = (rows.T * (told * (1.0 - told))) @ rows + np.diag(held)
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-9:
            break
    return weights


def chances(rows: Floats, weights: Floats) -> Floats:
    """The probability that each row is right, shape (n,)."""
    told: Floats = 1.0 / (1.0 + np.exp(-np.clip(rows @ weights, -30.0, 30.0)))
    return told


@dataclass(frozen=True, slots=True)
class Table:
    """All reports as numbers. rows: (drafts, 1 + signs), the bias first. labels: NaN where left out.

    report: of each draft, the number of its report. names: of the columns.
    """

    rows: Floats
    labels: Floats
    report: NDArray[np.int64]
    names: tuple[str, ...]


def table_of(reports: Sequence[Judged]) -> Table:
    """Signs that fewer than `LEAST` labelled drafts have are left out."""
    labels = [report.labels() for report in reports]
    seen: Counter[str] = Counter()
    for report, of in zip(reports, labels, strict=True):
        for number, signs in enumerate(report.signs):
            seen.update(name for name, value in signs.items() if value and number in of)
    names = (BIAS, *sorted(name for name, count in seen.items() if count >= LEAST))
    every = [(n, d, signs) for n, report in enumerate(reports) for d, signs in enumerate(report.signs)]
    rows = np.array([[1.0, *(s.get(name, 0.0) for name in names[1:])] for _, _, s in every]).reshape(-1, len(names))
    told = np.array([float(labels[n].get(d, np.nan)) for n, d, _ in every])
    return Table(rows, told, np.array([n for n, _, _ in every], dtype=np.int64), names)


def crossed(table: Table, penalty: float) -> Floats:
    """The probability of each draft by weights fitted without its report, shape (drafts,)."""
    out: Floats = np.zeros(len(table.labels))
    known = ~np.isnan(table.labels)
    for fold in range(FOLDS):
        inside = table.report % FOLDS == fold
        used = known & ~inside
        out[inside] = chances(table.rows[inside], fitted(table.rows[used], table.labels[used], penalty))
    return out


def loss(told: Floats, labels: Floats) -> float:
    """Mean negative log-probability of the labels that are known, in nats."""
    known = ~np.isnan(labels)
    right = np.where(labels[known] > 0.5, told[known], 1.0 - told[known])
    return float(-np.log(np.clip(right, 1e-12, 1.0)).mean())


# --- what is written and told ---


def lines_of(table: Table, weights: Floats) -> Iterator[str]:
    """The lines of `confidence.tsv`."""
    known = ~np.isnan(table.labels)
    yield "\t".join(COLUMNS)
    for name, weight, column in zip(table.names, weights.tolist(), table.rows.T, strict=True):
        having = known & (column != 0.0)
        share = 100.0 * float(table.labels[having].mean())
        meaning = "before any sign counts" if name == BIAS else f"{int(having.sum())} drafts, {share:.0f} % right"
        yield f"{name}\t{weight:.3f}\t{meaning}"


def told_of(reports: Sequence[Judged], table: Table, told: Floats) -> Iterator[str]:
    """Figures of cross-validation, in lines. `false`: events a document, in those that tell of none."""
    known = ~np.isnan(table.labels)
    right = int(np.nansum(table.labels))
    yield f"{len(reports)} reports, {int(known.sum())} drafts, {right} of them right, {len(table.names) - 1} signs"
    sure = [Judged.told(r, told[table.report == n]) for n, r in enumerate(reports)]
    yield f"{'threshold':>9}{'drafts':>8}{'precision':>11}{'recall':>8}{'F1':>7}{'ECE':>7}{'by chance':>11}{'false':>7}"
    for least in THRESHOLDS:
        yield f"{least:>9.2f}{_figures(sure, least)}"
    for source in sorted({report.source for report in reports}):
        yield f"of {source or 'documents without events'}:"
        of = [report for report in sure if report.source == source]
        yield from (f"{least:>9.2f}{_figures(of, least)}" for least in (0.0, CodingOptions().threshold))
    whole = calibration_of(cases_of([report.matching() for report in sure]))
    if whole is not None:
        yield from _reliability(whole)


def _figures(reports: Sequence[Judged], least: float) -> str:
    """The figures of the drafts that are at least so sure, in columns."""
    found = [report.matching(least) for report in reports]
    pairs = sum(len(m.pairs) for m in found)
    one = Agreement(pairs, pairs + sum(len(m.false) for m in found), pairs + sum(len(m.missed) for m in found))
    none = [m for report, m in zip(reports, found, strict=True) if not report.gold]
    false = sum(len(m.false) for m in none) / max(len(none), 1)
    held = calibration_of(cases_of(found))
    error = f"{'-':>7}{'-':>11}" if held is None else f"{100 * held.error:>7.1f}{100 * held.by_chance:>11.1f}"
    shares = f"{100 * one.precision:>11.1f}{100 * one.recall:>8.1f}{100 * one.f1:>7.1f}"
    return f"{one.system:>8}{shares}{error}{false:>7.2f}"


def _reliability(one: Calibration) -> Iterator[str]:
    for b in one.bins:
        yield f"  {b.low:.1f} to {b.high:.1f}: {b.count:>4} told with {100 * b.told:.1f}, right {100 * b.right:.1f}"
    if one.sure:
        yield f"told with more than 0.8: {one.sure}, right {100 * one.sure_right / one.sure:.1f}"


def fit(reports: Sequence[Judged]) -> tuple[list[str], list[str]]:
    """The lines of the table, and those of the figures. Raises `SystemExit` where there is nothing to fit."""
    table = table_of(reports)
    known = ~np.isnan(table.labels)
    if len(np.unique(table.labels[known])) < 2:
        raise SystemExit("drafts both right and wrong are needed; give more annotated reports")
    told = {penalty: crossed(table, penalty) for penalty in PENALTIES}
    best = min(PENALTIES, key=lambda p: loss(told[p], table.labels))
    weights = fitted(table.rows[known], table.labels[known], best)
    losses = ", ".join(f"{p}: {loss(told[p], table.labels):.4f}" for p in PENALTIES)
    return list(lines_of(table, weights)), [*told_of(reports, table, told[best]), f"loss by penalty: {losses}"]


def main() -> None:
    """Fit, write and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--documents", nargs="+", required=True)
    parser.add_argument("--empty", nargs="+", default=[])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    gold = {path.name: gold_in(path) for path in args.gold}
    pipeline = Pipeline()
    if args.cache is not None:
        pipeline = Pipeline(analyser=Kept(weights_in(), args.cache))
    reports = [replace(one, source=name) for name, of in gold.items() for one in judged(pipeline, of, args.documents)]
    lacking = sum(map(len, gold.values())) - len(reports)
    print(f"{lacking} annotated reports have no document and are left out")
    reports += empty(pipeline, args.empty)
    lines, figures = fit(reports)
    args.out.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    print("\n".join(figures))


if __name__ == "__main__":
    main()
