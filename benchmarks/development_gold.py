"""The figures on annotations by others, as they were given and as corrected.

usage: development_gold.py GOLD.jsonl --documents SOURCE... --corrections tests/gold/corrections.jsonl [--only ID...]

GOLD and SOURCE are those of `communique evaluate`; a correction changes one value of one annotation, takes one out or
puts one in, as tests/gold/README.md says. Prints the figures of events for both, and how many corrections there were.
"""

import argparse
import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from communique.cli.evaluate_views import lines_of
from communique.evaluation.annotations import Annotated, Kind
from communique.evaluation.evaluate import coded_by, figures
from communique.evaluation.rows import gold_in
from communique.pipeline import Pipeline
from communique.sources import read
from rows import Row, rows


def main() -> None:
    """Measure twice and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--documents", nargs="+", required=True)
    parser.add_argument("--corrections", type=Path, required=True)
    parser.add_argument("--only", nargs="+", default=[])
    args = parser.parse_args()
    given = gold_in(args.gold, args.only)
    found, _ = coded_by(Pipeline(), given, read(args.documents))
    given_rows, corrections = rows(args.gold), rows(args.corrections)
    names = {report.id for report in given}
    changed = [corrected(row, corrections) for row in given_rows if row["id"] in names]
    used = sum(correction["id"] in names for correction in corrections)
    for title, gold in (("as given", given), (f"with {used} of {len(corrections)} corrections", annotated(changed))):
        print(f"--- {title} ---\n" + "\n".join(lines_of(figures(gold, found, Kind.EVENTS))) + "\n")


def annotated(given: Iterable[Row]) -> Sequence[Annotated]:
    """Rows as `communique evaluate` reads them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gold.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in given), "utf-8")
        return gold_in(path)


def corrected(row: Row, corrections: Iterable[Row]) -> Row:
    """A report's annotations with the corrections that are of it."""
    events = [dict(event) for event in row["events"]]
    for one in corrections:
        if one["id"] != row["id"]:
            continue
        same = [event for event in events if event["trigger"] == one["trigger"]]
        if one["field"] != "event":
            for event in same:
                if event.get(one["field"], False if one["field"] == "optional" else None) == one["given"]:
                    event[one["field"]] = one["corrected"]
        elif one["corrected"] is None:
            out = next(event for event in same if event["type"] == one["given"]["type"])
            events = [event for event in events if event is not out]
        else:
            sentence = same[0]["sentence_span"] if same else one["trigger"]
            events.append({"trigger": one["trigger"], "sentence_span": sentence, **one["corrected"]})
    return {**row, "events": events}


if __name__ == "__main__":
    main()
