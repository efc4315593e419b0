"""How sure a statement is: how often its rule was right on development reports, words and speaker both.

In: the name of a rule. Out: a probability. A rule seldom seen leans on the rules of its kind, and these on all, as if
each had been seen a few times more (additive smoothing). Refused with `SetupError`: a damaged table.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from communique.codebook.tables import Row, read_rows
from communique.records.errors import SetupError

COLUMNS = ("rule", "seen", "right")
_SUREST = 0.98  # no count of a few hundred makes a rule surer
_LEAN = 4.0  # how many sightings the coarser figure counts for


@cache
def _counts() -> Mapping[str, tuple[int, int]]:
    text = files("communique.coding").joinpath("statements_confidence.tsv").read_text("utf-8")
    return read_counts(read_rows(text, "statements_confidence.tsv", COLUMNS))


def read_counts(rows: list[Row]) -> Mapping[str, tuple[int, int]]:
    """How often each rule was seen and was right. Raises `SetupError`."""
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        seen, right = row.number("seen"), row.number("right")
        if row["rule"] in found or seen is None or right is None or not 0 <= right <= seen:
            row.refuse("a rule stands once, with how often it was seen and how often, at most that, it was right")
        found[row["rule"]] = (seen, right)
    if not found:
        raise SetupError("statements_confidence.tsv names no rule; reinstall communique")
    return found


def confidence_of(rule: str, counts: Mapping[str, tuple[int, int]] | None = None) -> float:
    """The probability that what a rule finds is a statement, told in these words by this speaker."""
    return _of_ours(rule) if counts is None else _confidence(rule, counts)


@cache
def _of_ours(rule: str) -> float:
    return _confidence(rule, _counts())


def _confidence(rule: str, table: Mapping[str, tuple[int, int]]) -> float:
    kind = " ".join(rule.split()[:2])
    everything = _rate(table.values(), 0.5)
    kindred = _rate((n for name, n in table.items() if " ".join(name.split()[:2]) == kind), everything)
    return round(min(_SUREST, max(1 - _SUREST, _rate([table.get(rule, (0, 0))], kindred))), 3)


def _rate(counts: Iterable[tuple[int, int]], prior: float) -> float:
    listed = list(counts)
    seen, right = sum(n[0] for n in listed), sum(n[1] for n in listed)
    return (right + _LEAN * prior) / (seen + _LEAN)
