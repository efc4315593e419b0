"""What one marked party does to another: the type told, against coded sentences with marked parties.

Run: `python benchmarks/pairs.py PAIRS.jsonl [--held HASHES.txt] [--show]`. In: JSON lines with `id`, `text`,
`source_spans`, `target_spans` and `gold_root`. Out: macro F1 over the types that occur, and the share right.

The language model is trained on four fifths of the rows. Measured is the rest: those whose SHA-256 of the id, as a
number, is divisible by five (as in `communique_training.relations`); `--held` leaves out sentences that must not be
looked at, by the SHA-256 of their letters and digits in lower case. The set calls CONCEDE and RETREAT by one name.
"""

import argparse
import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from communique.coding.relate import Marked
from communique.records import Span
from rows import Row, rows

FIFTH = 5
ONE = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
Teller = Callable[[Marked], str]


@dataclass(slots=True)
class Answers:
    """Pairs of (the set's type, the type told), counted."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def right(self) -> float:
        """Share, 0 to 1."""
        return sum(n for (told, got), n in self.counts.items() if told == got) / max(self.counts.total(), 1)

    def f1(self, kind: str) -> float:
        """Of one type, 0 to 1."""
        told = sum(n for (one, _), n in self.counts.items() if one == kind)
        got = sum(n for (_, one), n in self.counts.items() if one == kind)
        return 2 * self.counts[kind, kind] / max(told + got, 1)

    @property
    def macro(self) -> float:
        """Mean F1 of the types that the set has, 0 to 1."""
        kinds = {told for told, _ in self.counts}
        return sum(map(self.f1, kinds)) / max(len(kinds), 1)


def fingerprint(text: str) -> str:
    """SHA-256 of a sentence's letters and digits, in lower case, one blank between words."""
    plain = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFKC", text).lower())
    return hashlib.sha256(" ".join(plain.split()).encode()).hexdigest()


def developed(pairs: Iterable[Row], held: frozenset[str]) -> list[Row]:
    """The rows that nothing was trained on, with both parties marked."""
    return [
        row
        for row in pairs
        if int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % FIFTH == 0
        and row["source_spans"]
        and row["target_spans"]
        and fingerprint(row["text"]) not in held
    ]


def marked(row: Row) -> Marked:
    """A row as `communique relate` is asked."""
    source, target = (Span(*row[f"{side}_spans"][0]) for side in ("source", "target"))
    return Marked(row["text"], source, target)


def measured(pairs: Iterable[Row], tell: Teller, show: bool = False) -> Answers:
    """The answers to all rows."""
    answers = Answers()
    for row in pairs:
        got = tell(marked(row))
        got = ONE.get(got, got)
        answers.counts[row["gold_root"], got] += 1
        if show and got != row["gold_root"]:
            print(f"{row['id']} {row['gold_root']} told as {got}: {row['text']}")
    return answers


def teller() -> Teller:
    """The model and the codebook, asked as `communique relate` asks them."""
    from communique.codebook.codebook import codebook
    from communique.coding.relate import related
    from communique.language.model import load

    model, book = load(), codebook()
    return lambda asked: related(model, asked, book, False).type


def held_in(path: Path | None) -> frozenset[str]:
    """Fingerprints of sentences that must not be looked at."""
    if path is None:
        return frozenset()
    lines = path.read_text("utf-8").splitlines()
    return frozenset(line.split()[0] for line in lines if line and not line.startswith("#"))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--held", type=Path, help="fingerprints of sentences to be left out")
    parser.add_argument("--show", action="store_true", help="print what is told otherwise")
    given = parser.parse_args()
    kept = developed(rows(given.pairs), held_in(given.held))
    answers = measured(kept, teller(), given.show)
    print(f"{answers.counts.total()} pairs: macro F1 {answers.macro:.1%}, right {answers.right:.1%}")
    for kind in sorted({told for told, _ in answers.counts}):
        print(f"  {kind:12}{answers.f1(kind):7.1%}")


if __name__ == "__main__":
    main()
