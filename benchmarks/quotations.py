"""How well attributed speech is found: content and speaker, against a corpus of attributions in news.

Run: `python benchmarks/quotations.py GOLD.jsonl [--show]`. In: JSON lines with `id`, `text`, `spans` (`id`, `type`,
`spans`: pieces of text) and `relations` (`args` with the ids of `Source` and `Content`). Out: precision, recall and F1
of contents, and of those found the share with the right speaker.

A content is found where a statement shares at least half of the longer of the two; the one that shares most is taken,
and no statement twice. Pieces of one content count from the first to the last. A speaker is right where it shares a
character with the source. Attributions without a content are left out; those without a source count as content alone.
"""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.pipeline import Pipeline
from communique.records import Coded, Document, Span, Statement
from rows import Row, documents, rows


@dataclass(slots=True)
class Counts:
    """told: contents of the corpus. system: statements. found: contents found. spoken: of these, speakers right."""

    told: int = 0
    system: int = 0
    found: int = 0
    spoken: int = 0

    @property
    def figures(self) -> dict[str, float]:
        """Shares from 0 to 1."""
        return {
            "quotations content precision": self.found / max(self.system, 1),
            "quotations content recall": self.found / max(self.told, 1),
            "quotations content f1": 2 * self.found / max(self.system + self.told, 1),
            "quotations speaker": self.spoken / max(self.found, 1),
        }


@dataclass(frozen=True, slots=True)
class Attribution:
    """content: all of it. source: the pieces that name the speaker, none where nobody is named."""

    content: Span
    source: tuple[Span, ...]


def attributions(row: Row) -> list[Attribution]:
    """Those of a row that have a content."""
    pieces = {span["id"]: tuple(Span(*ends) for ends in span["spans"]) for span in row["spans"]}
    found = []
    for relation in row["relations"]:
        args = relation["args"]
        if "Content" in args:
            content = pieces[args["Content"]]
            found.append(Attribution(content[0].cover(content[-1]), pieces.get(args.get("Source", ""), ())))
    return found


def shared(one: Span, other: Span) -> int:
    """Characters that two spans have in common."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def score(row: Row, statements: Sequence[Statement], into: Counts) -> list[str]:
    """Counts one document; the contents that are missed, for a person."""
    left, missed = list(statements), []
    into.system += len(left)
    for told in attributions(row):
        into.told += 1
        best = max(left, key=lambda s: shared(s.content.span, told.content), default=None)
        span = None if best is None else best.content.span
        if best is None or span is None or 2 * shared(span, told.content) < max(len(span), len(told.content)):
            missed.append(f"{row['id']}: {told.content.of(row['text'])!r}")
            continue
        left.remove(best)
        into.found += 1
        speaker = None if best.speaker is None else best.speaker.span
        into.spoken += speaker is not None and any(shared(speaker, piece) for piece in told.source)
    return missed


def measured(gold: Iterable[Row], texts: Mapping[str, Document], pipeline: Pipeline, show: bool = False) -> Counts:
    """Counts over all rows. texts: the documents by the ids of the rows."""
    counts = Counts()
    for row in gold:
        coded = pipeline.code(texts[row["id"]])
        missed = score(row, coded.statements if isinstance(coded, Coded) else (), counts)
        if show:
            print(*missed, sep="\n")
    return counts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--show", action="store_true", help="print the contents that are missed")
    given = parser.parse_args()
    counts = measured(rows(given.gold), documents(given.gold), Pipeline(), given.show)
    print(f"{counts.told} contents, {counts.system} statements")
    for name, share in counts.figures.items():
        print(f"{name:32}{share:7.1%}")


if __name__ == "__main__":
    main()
