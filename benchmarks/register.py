"""How much of a public list of heads of states and governments the register has, and what it lacks or dates otherwise.

In: `--leaders`, a CSV with the columns iso3, role (`head_of_state`, `head_of_government`), person, start, end. Out: of
the rows between the years asked for that have both dates, each that the register lacks or dates otherwise (unless it is
explained in `corrections.tsv`), and the share found with the right country and overlapping dates.

A row is found when a term of the same country and office, or of an office that includes it, has the same person and
overlaps its dates by a day. Names are compared without diacritics, particles and the order of names. `--strict` shows
found rows as well whose start or end differs by more than that many days.
"""

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from importlib.resources import files
from pathlib import Path

from communique.actors.register import Holding, Register
from communique.actors.register_names import fits, joined, same_person, without_particles
from communique.actors.register_rows import earliest, latest
from communique.codebook.tables import read_rows

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
CORRECTIONS = ("country", "holder", "office", "public", "ours", "reason")
MONTH = 31  # days; nearer than that, the office that fits best comes first
ALIKE = 0.82  # share of letters in order from which two spellings count as one name
ROLES = {"head_of_state": "head-of-state", "head_of_government": "head-of-government"}
# A kind of office that a public row may mean by its role, where countries are headed otherwise than in name.
INCLUDED = {
    "head-of-state": ("head-of-state", "head-of-state-and-government", "supreme-leader", "other", "head-of-government"),
    "head-of-government": ("head-of-government", "head-of-state-and-government", "other", "head-of-state"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the public list."""

    country: str
    role: str
    person: str
    first: str
    last: str

    def __str__(self) -> str:
        return f"{self.country}\t{self.role}\t{self.person}\t{self.first}..{self.last}"


def listed(path: Path, since: int, until: int, wanted: frozenset[str]) -> Iterator[Listed]:
    """Rows with both dates whose term touches the years asked for, each once."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in dict.fromkeys(tuple(sorted(r.items())) for r in csv.DictReader(stream)):
            cells = dict(row)
            first, last = cells["start"][:10], cells["end"][:10]
            if not _DAY.fullmatch(first) or not _DAY.fullmatch(last) or last < first or "/genid/" in cells["person"]:
                continue  # a date or a holder that the list itself does not know
            if last[:4] < str(since) or first[:4] > str(until):
                continue
            if not wanted or cells["iso3"] in wanted:
                yield Listed(cells["iso3"], ROLES[cells["role"]], cells["person"], first, last)


def alike(name: str, names: Sequence[str]) -> bool:
    """Whether a name is one of the holder's, however spelled: the same words, or nearly all letters in order."""
    said = without_particles(name)
    for other in names:
        whole = without_particles(other)
        if same_person(name, other) or fits(said, whole, True) or fits(whole, said, True):
            return True
        if SequenceMatcher(None, joined(name), joined(other)).ratio() > ALIKE:
            return True
    return False


def found(row: Listed, register: Register) -> list[Holding]:
    """Terms of that person in that office, the nearest first; those that do not overlap come last."""
    offices = INCLUDED[row.role]
    terms = [t for t in register.of(row.country) if t.office in offices and alike(row.person, register.names(t))]

    def distance(term: Holding) -> tuple[bool, bool, int, int]:
        days = apart(row, term)
        return not overlaps(row, term), days > MONTH, offices.index(term.office), days

    return sorted(terms, key=distance)


def overlaps(row: Listed, term: Holding) -> bool:
    """Whether a term and a public row share a day."""
    return earliest(term.first) <= row.last and row.first <= latest(term.last or "9999-12-31")


def apart(row: Listed, term: Holding) -> int:
    """Days by which the nearest reading of a term's dates starts or ends otherwise; the greater of the two."""
    start = _distance(row.first, earliest(term.first), latest(term.first))
    return max(start, _distance(row.last, earliest(term.last), latest(term.last)) if term.last else 0)


def _distance(day: str, lower: str, upper: str) -> int:
    if lower <= day <= upper:
        return 0
    nearest = lower if day < lower else upper
    while True:  # 31 February comes of a month's latest day
        try:
            return abs((date.fromisoformat(day) - date.fromisoformat(nearest)).days)
        except ValueError:
            nearest = f"{nearest[:8]}{int(nearest[8:]) - 1:02}"


def corrections() -> set[tuple[str, str, str, str]]:
    """Public rows that the package explains: country, holder, office and dates as the public list gives them."""
    file = files("communique.actors").joinpath("offices", "corrections.tsv")
    rows = read_rows(file.read_text("utf-8"), "corrections.tsv", CORRECTIONS)
    return {(r["country"], r["holder"], r["office"], r["public"]) for r in rows}


@dataclass(frozen=True, slots=True)
class Judged:
    """A public row: `found`, `explained`, `otherwise dated` or `missing`; and our terms of that person, if any."""

    row: Listed
    kind: str
    terms: Sequence[Holding]


def judged(rows: Iterable[Listed], register: Register) -> Iterator[Judged]:
    """What the register has of each public row."""
    explained = corrections()
    for row in rows:
        terms = found(row, register)
        told = (row.country, row.person, row.role, f"{row.first}..{row.last}") in explained
        right = bool(terms) and overlaps(row, terms[0])
        kind = "found" if right else "explained" if told else "otherwise dated" if terms else "missing"
        yield Judged(row, kind, terms)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leaders", type=Path, required=True)
    parser.add_argument("--countries", default="", help="codes with commas; all by default")
    parser.add_argument("--since", type=int, default=2000)
    parser.add_argument("--until", type=int, default=2025)
    parser.add_argument("--strict", type=int, metavar="DAYS", help="show found rows that differ by more than this")
    parser.add_argument("--by-country", action="store_true", help="tell for each country how many rows are missing")
    given = parser.parse_args()
    explained = corrections()
    tally: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    wanted = frozenset(filter(None, given.countries.split(",")))
    for one in judged(listed(given.leaders, given.since, given.until, wanted), Register.load()):
        row, terms = one.row, one.terms
        told = (row.country, row.person, row.role, f"{row.first}..{row.last}") in explained
        tally[one.kind] += 1
        if one.kind in ("missing", "otherwise dated"):
            lacking[row.country] += 1
            print(f"{one.kind}\t{row}" + (f"\tours: {terms[0]}" if terms else ""))
        elif one.kind == "found" and given.strict is not None and not told and apart(row, terms[0]) > given.strict:
            tally["of these further apart"] += 1
            print(f"{apart(row, terms[0])} days apart\t{row}\tours: {terms[0]}")
    if given.by_country:
        print(" ".join(f"{code}:{count}" for code, count in sorted(lacking.items())))
    total = tally["found"] + tally["explained"] + tally["missing"] + tally["otherwise dated"]
    print(f"{total} rows: " + ", ".join(f"{count} {kind}" for kind, count in tally.most_common()))
    if total:
        share = (tally["found"] + tally["explained"]) / total
        print(f"{100 * tally['found'] / total:.2f} % found, {100 * share:.2f} % found or explained")


if __name__ == "__main__":
    main()
