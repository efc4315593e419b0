"""Figures of benchmarks as tables in Markdown and as an object of JSON.

In: `Figure`s in order. Out: a table of events with a column for each measure, a table with a line for every other set,
and a table of speed by room. Nothing is refused.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

WIDE = ("events", "speed", "rooms")  # sections with a column for each measure
DIGITS = {"%": 1, "F1": 1, "": 0, "ms": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number. section: what is measured (`events`). set: on what. measure: what of it (`type F1`).

    value: in `unit`: `%`, `F1` (in per cent), `ms`, `` for a count or a rate. of: how many there are to be right.
    """

    section: str
    set: str
    measure: str
    value: float
    unit: str = "%"
    of: int | None = None

    @property
    def told(self) -> str:
        """The number as a cell."""
        number = f"{self.value:,.{DIGITS.get(self.unit, 2)}f}"
        return f"{number} %" if self.unit == "%" else number


@dataclass(slots=True)
class Result:
    """What a run gave. versions: of package, model and codebook. skipped: sections with the reason."""

    versions: dict[str, str]
    figures: list[Figure] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As an object of JSON."""
        return {
            "versions": self.versions,
            "figures": [asdict(figure) for figure in self.figures],
            "skipped": self.skipped,
        }

    def markdown(self) -> str:
        """All tables."""
        versions = ", ".join(f"{name} {version}" for name, version in self.versions.items())
        parts = ["\n".join(wide(of_section)) for of_section in self._of(WIDE[:1])]
        parts += ["\n".join(long([f for f in self.figures if f.section not in WIDE]))]
        parts += ["\n".join(wide(of_section)) for of_section in self._of(WIDE[1:])]
        parts += ["\n".join(f"- {name}: left out, {reason}" for name, reason in self.skipped.items())]
        return "\n\n".join([f"Measured by `benchmarks/all.py` with {versions}.", *filter(None, parts)]) + "\n"

    def _of(self, sections: Iterable[str]) -> Iterator[list[Figure]]:
        for section in sections:
            if found := [f for f in self.figures if f.section == section]:
                yield found


def wide(figures: Sequence[Figure]) -> Iterator[str]:
    """A line a set, a column a measure."""
    measures = list(dict.fromkeys(f.measure for f in figures))
    cells = {(f.set, f.measure): f.told for f in figures}
    counts = {f.set: f.of for f in figures if f.of is not None}
    head = [figures[0].section, *(["number"] if counts else []), *measures]
    yield row(head)
    yield row(["---", *["---:"] * (len(head) - 1)])
    for name in dict.fromkeys(f.set for f in figures):
        number = [f"{counts[name]:,}" if name in counts else ""] if counts else []
        yield row([name, *number, *(cells.get((name, measure), "") for measure in measures)])


def long(figures: Sequence[Figure]) -> Iterator[str]:
    """A line a section and set, with all its measures."""
    if not figures:
        return
    yield row(["what", "on", "number", "figures"])
    yield row(["---", "---", "---:", "---"])
    for section, name in dict.fromkeys((f.section, f.set) for f in figures):
        mine = [f for f in figures if (f.section, f.set) == (section, name)]
        number = next((f"{f.of:,}" for f in mine if f.of is not None), "")
        yield row([section, name, number, ", ".join(f"{f.measure} {f.told}" for f in mine)])


def row(cells: Iterable[str]) -> str:
    """A line of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
