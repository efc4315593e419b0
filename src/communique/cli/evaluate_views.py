"""How an evaluation is shown: tables for a person, or one JSON object a kind.

In: `Figures`. Out: lines. Nothing is refused.
"""

from collections.abc import Iterator
from typing import Any

from communique.evaluation.calibration import SURE, Calibration
from communique.evaluation.figures import NOTHING, Agreement, Figures

_HEAD = f"{'reader':>8}{'program':>9}{'right':>7}{'precision':>11}{'recall':>8}{'F1':>7}"


def object_of(figures: Figures) -> dict[str, Any]:
    """One object for a program; shares run from 0 to 1. `figures` are those that floors are set for, by name."""
    calibration = figures.calibration
    return {
        "kind": figures.kind.value,
        "reports": figures.reports,
        "agreement": {name: _counts(one) for name, one in figures.agreement.items()},
        "values": {name: {"right": s.right, "of": s.of, "share": s.value} for name, s in figures.values.items()},
        "by_type": {name: _counts(one) for name, one in figures.by_type.items()},
        "confusion": [
            {"gold": _type(gold), "system": _type(found), "count": count}
            for (gold, found), count in figures.confusion.items()
        ],
        "calibration": None if calibration is None else _calibration(calibration),
        "figures": figures.named(),
    }


def lines_of(figures: Figures) -> Iterator[str]:
    """Tables for a person; shares in per cent."""
    width = max(12, *(len(name) + 1 for name in (*figures.agreement, *figures.by_type)))
    noun = "report" if figures.reports == 1 else "reports"
    yield f"{figures.kind} of {figures.reports:,} {noun}"
    yield f"\n{'agree in':<{width}}{_HEAD}"
    yield from (_row(name, one, width) for name, one in figures.agreement.items())
    yield f"\n{'of those':<{width}}{'compared':>8}{'right':>9}{'share':>7}"
    for name, share in figures.values.items():
        yield f"{name:<{width}}{share.of:>8,}{share.right:>9,}{_percent(share.value):>7}"
    if figures.by_type:
        yield f"\n{'type':<{width}}{_HEAD}"
        yield from (_row(name, one, width) for name, one in figures.by_type.items())
    if figures.confusion:
        yield from _confusion(figures)
    if figures.calibration is not None:
        yield from _reliability(figures.calibration)


def _counts(one: Agreement) -> dict[str, Any]:
    return {
        "gold": one.gold, "system": one.system, "right": one.right,
        "precision": one.precision, "recall": one.recall, "f1": one.f1,
    }  # fmt: skip


def _type(name: str) -> str | None:
    return None if name == NOTHING else name


def _calibration(one: Calibration) -> dict[str, Any]:
    return {
        "count": one.count,
        "error": one.error,
        "by_chance": one.by_chance,
        "sure": {"above": SURE, "count": one.sure, "right": one.sure_right},
        "bins": [{"low": b.low, "high": b.high, "count": b.count, "told": b.told, "right": b.right} for b in one.bins],
    }


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _row(name: str, one: Agreement, width: int) -> str:
    shares = f"{_percent(one.precision):>11}{_percent(one.recall):>8}{_percent(one.f1):>7}"
    return f"{name:<{width}}{one.gold:>8,}{one.system:>9,}{one.right:>7,}{shares}"


def _confusion(figures: Figures) -> Iterator[str]:
    """The reader's types down, the program's across, under the numbers of the lines."""
    names = sorted({name for pair in figures.confusion for name in pair} - {NOTHING})
    width = max(map(len, (*names, "nothing"))) + 1
    heads = "".join(f"{number:>4}" for number in range(1, len(names) + 1))
    yield "\nThe reader's type (down) and the program's (across, by number) where their words meet:"
    yield f"   {'':<{width}}{heads}   -"
    for number, gold in enumerate((*names, NOTHING), 1):
        counts = [figures.confusion.get((gold, found), 0) for found in (*names, NOTHING)]
        if not any(counts) and gold == NOTHING:
            continue
        head = "   nothing".ljust(width + 3) if gold == NOTHING else f"{number:>2} {gold:<{width}}"
        yield (head + "".join(f"{count or '.':>4}" for count in counts)).rstrip()


def _reliability(one: Calibration) -> Iterator[str]:
    yield f"\n{'confidence':<12}{'told':>8}{'mean':>9}{'right':>7}"
    for b in one.bins:
        yield f"{b.low:.1f} to {b.high:.1f}  {b.count:>8,}{_percent(b.told):>9}{_percent(b.right):>7}"
    chance = _percent(one.by_chance)
    yield f"\nexpected calibration error {_percent(one.error)}; {chance} by chance, were each confidence exactly true"
    if one.sure:
        yield f"told with more than {SURE}: {one.sure:,}, right {_percent(one.sure_right / one.sure)}"
    else:
        yield f"nothing is told with more than {SURE}"
