"""The figures of an evaluation: what was found, with which values, taken for what else, and how true confidences are.

In: matchings of reports, one kind at a time. Out: `Figures`. Nothing is refused.

Precision is the share of what the program has that a reader has too, recall the share of what the reader has that the
program found, F1 their harmonic mean (C. van Rijsbergen, Information retrieval, 1979).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from communique.evaluation.annotations import EventAnnotation, Kind
from communique.evaluation.calibration import Calibration, calibration_of
from communique.evaluation.matching import Matching, same_direction, same_name, same_names

NOTHING = "-"  # in the confusion table: the other side has no event there


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts. right: found on both sides. system: by the program. gold: by the reader."""

    right: int
    system: int
    gold: int

    @property
    def precision(self) -> float:
        """0 to 1; 0 where the program has none."""
        return self.right / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """0 to 1; 0 where the reader has none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """0 to 1; 0 where nothing is right."""
        total = self.system + self.gold
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """right: how many have the reader's value. of: how many of those found have one to compare with."""

    right: int
    of: int

    @property
    def value(self) -> float:
        """0 to 1; 0 of nothing."""
        return self.right / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of one kind. reports: how many a reader annotated.

    agreement: what was found, by what must agree, the least first. values: of those found. by_type: of events.
    confusion: events by (the reader's type, the program's type), `NOTHING` where a side has none. calibration: None
    where the program tells no confidence.
    """

    kind: Kind
    reports: int
    agreement: Mapping[str, Agreement]
    values: Mapping[str, Share]
    by_type: Mapping[str, Agreement]
    confusion: Mapping[tuple[str, str], int]
    calibration: Calibration | None

    def named(self) -> dict[str, float]:
        """Every figure by its name, such as `events type f1`, `events date`, `events calibration error`."""
        found: dict[str, float] = {}
        for name, agreement in self.agreement.items():
            for part in ("precision", "recall", "f1"):
                found[f"{self.kind} {name} {part}"] = getattr(agreement, part)
        found |= {f"{self.kind} {name}": share.value for name, share in self.values.items()}
        found |= {f"{self.kind} {type_} f1": agreement.f1 for type_, agreement in self.by_type.items()}
        if self.calibration is not None:
            found[f"{self.kind} calibration error"] = self.calibration.error
            if sure := self.calibration.sure:
                found[f"{self.kind} precision when sure"] = self.calibration.sure_right / sure
        return found


Test = Callable[[Any, Any], bool]

# What must agree beyond the match itself, and the name of the match.
_AGREEMENT: dict[Kind, dict[str, Test]] = {
    Kind.EVENTS: {
        "type": lambda gold, found: True,
        "parties": lambda gold, found: gold.parties == found.parties,
        "directed": lambda gold, found: (gold.actors, gold.recipients) == (found.actors, found.recipients),
    },
    Kind.MEETINGS: {"met": lambda gold, found: True},
    Kind.COMMITMENTS: {
        "content": lambda gold, found: True,
        "parties": lambda gold, found: gold.parties == found.parties,
        "directed": same_direction,
    },
    Kind.MESSAGES: {"content": lambda gold, found: True, "parties": same_names},
}


def _within(gold: str, found: str | None) -> bool:
    """Whether a day lies in what the reader gives, which may be a month or a year."""
    return (found or "").startswith(gold)


def _equal(gold: str | None, found: str | None) -> bool:
    return gold == found


# Fields compared of those found, whether an empty one is compared too, and how.
_VALUES: dict[Kind, dict[str, tuple[str, bool, Callable[[Any, Any], bool]]]] = {
    Kind.EVENTS: {
        "mode": ("mode", True, _equal),
        "status": ("status", True, _equal),
        "date": ("date", False, _within),
        "place": ("country", False, _equal),
    },
    Kind.MEETINGS: {
        "status": ("status", True, _equal),
        "date": ("date", False, _within),
        "place": ("country", False, _equal),
        "format": ("format", False, _equal),
        "level": ("level", False, _equal),
    },
    Kind.COMMITMENTS: {"strength": ("strength", False, _equal)},
    Kind.MESSAGES: {"bearer": ("bearer", True, same_name)},
}


def figures_of(kind: Kind, matchings: Iterable[Matching[Any]]) -> Figures:
    """The figures of one kind over the matchings of all reports."""
    every = list(matchings)
    pairs = [pair for m in every for pair in m.pairs]
    gold = len(pairs) + sum(len(m.missed) for m in every)
    system = len(pairs) + sum(len(m.false) for m in every)
    return Figures(
        kind=kind,
        reports=len(every),
        agreement={
            name: Agreement(sum(test(*pair) for pair in pairs), system, gold) for name, test in _AGREEMENT[kind].items()
        },
        values={name: _share(pairs, *rule) for name, rule in _VALUES[kind].items()},
        by_type=_by_type(every) if kind is Kind.EVENTS else {},
        confusion=_confusion(every) if kind is Kind.EVENTS else {},
        calibration=calibration_of(cases_of(every)),
    )


def differences(kind: Kind, gold: Any, found: Any) -> list[str]:
    """The names of what two that match do not agree in: parties, else their direction; and values."""
    names = [name for name, test in _AGREEMENT[kind].items() if not test(gold, found)][:1]
    for name, (attribute, empty, same) in _VALUES[kind].items():
        mine, theirs = getattr(gold, attribute), getattr(found, attribute)
        if (empty or mine is not None) and not same(mine, theirs):
            names.append(name)
    return names


def cases_of(matchings: Iterable[Matching[Any]]) -> Iterator[tuple[float, bool]]:
    """Confidence of everything that the program has, and whether it is right; what is optional is left out."""
    for m in matchings:
        told = [(found, True) for _, found in m.pairs] + [(found, False) for found in m.false]
        yield from ((found.confidence, right) for found, right in told if found.confidence is not None)


def _share(pairs: list[tuple[Any, Any]], name: str, empty: bool, same: Callable[[Any, Any], bool]) -> Share:
    values = [(getattr(gold, name), getattr(found, name)) for gold, found in pairs]
    compared = [(gold, found) for gold, found in values if empty or gold is not None]
    return Share(sum(same(gold, found) for gold, found in compared), len(compared))


def _by_type(matchings: list[Matching[EventAnnotation]]) -> dict[str, Agreement]:
    right = Counter(gold.type for m in matchings for gold, _ in m.pairs)
    gold = right + Counter(event.type for m in matchings for event in m.missed)
    system = right + Counter(event.type for m in matchings for event in m.false)
    return {t: Agreement(right[t], system[t], gold[t]) for t in sorted(gold | system)}


def _confusion(matchings: list[Matching[EventAnnotation]]) -> dict[tuple[str, str], int]:
    """Matches on the diagonal; what is left is paired where triggers overlap, the nearest starts first."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for m in matchings:
        for gold, found in m.pairs:
            counts[gold.type, found.type] += 1
        left = list(m.false)
        for gold in m.missed:
            over = [e for e in left if e.trigger.overlaps(gold.trigger)]
            taken = min(over, key=lambda e: abs(e.trigger.start - gold.trigger.start), default=None)
            if taken is not None:
                left = [e for e in left if e is not taken]
            counts[gold.type, NOTHING if taken is None else taken.type] += 1
        for event in left:
            counts[NOTHING, event.type] += 1
    return dict(sorted(counts.items()))
