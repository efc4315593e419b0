"""How well times are found and dated, how well events are dated, and how fast.

In: gold in JSON lines, either `times` (`start`, `end`, `attrs` with `when` or `from` as in TEI) or `events` (`trigger`,
`date`), and perhaps a pickle of {id: (Document, Analysis)}. Out: for times the share found and the share of the found
whose first day is right, for each genre; for events the share with the right date, by how the time was found, beside
the share that the report's own day alone would get; and milliseconds a sentence.

    python benchmarks/times.py GOLD.jsonl [ANALYSES.pickle] [--show]
"""

import argparse
import time
from collections import Counter
from pathlib import Path
from typing import Any

from analyses import analyses_of
from communique.grounding.governing import Governors
from communique.grounding.time_anchor import anchor_of
from communique.grounding.times import times_of
from communique.records.analysis import Analysis
from communique.records.documents import Document
from communique.records.findings import TimeRef
from rows import rows

Read = tuple[Document, Analysis, tuple[TimeRef, ...]]


def counts_of_times(gold: list[dict[str, Any]], read: dict[str, Read], show: bool = False) -> Counter[tuple[str, str]]:
    """By genre (`all` for all): expressions in the gold data, found, and found with the right start."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in gold:
        document, _, times = read[row["id"]]
        for wanted in row["times"]:
            when = wanted["attrs"].get("when") or wanted["attrs"].get("from")
            if not when:
                continue
            over = next((t for t in times if t.span.start < wanted["end"] and wanted["start"] < t.span.end), None)
            right = over is not None and (over.first or "").startswith(when[:10])
            for genre in ("all", row.get("genre", "none")):
                counts[genre, "gold"] += 1
                counts[genre, "found"] += over is not None
                counts[genre, "right"] += right
            if show and not right:
                near = document.text[max(0, wanted["start"] - 40) : wanted["end"] + 30].replace("\n", " / ")
                print(f"  {row['id']}: {wanted['text']!r} is {when}; {over and (over.first, over.how)}; {near}")
    return counts


def score_times(gold: list[dict[str, Any]], read: dict[str, Read], show: bool) -> list[str]:
    """A line a genre: expressions in the gold data, share found, share of those whose start is right."""
    counts = counts_of_times(gold, read, show)
    genres = sorted({genre for genre, _ in counts})
    return [
        f"{g:12} gold={counts[g, 'gold']} found={100 * counts[g, 'found'] / counts[g, 'gold']:.1f} "
        f"right_of_found={100 * counts[g, 'right'] / max(1, counts[g, 'found']):.1f}"
        for g in genres
    ]


def score_events(gold: list[dict[str, Any]], read: dict[str, Read], show: bool) -> list[str]:
    """Lines with the share of dated events that get their date, by how it was found."""
    by_how: Counter[tuple[str, bool]] = Counter()
    base = 0
    for row in gold:
        if row["id"] not in read:
            continue
        document, analysis, times = read[row["id"]]
        table = Governors(document, analysis, times)
        now = anchor_of(document)[0]
        day = now.first.isoformat() if now is not None else ""
        for event in (e for e in row["events"] if e.get("date")):
            first, last = event["trigger"]
            inside = [t.index for t in analysis if t.span.start < last and first < t.span.end]
            head = next((i for i in inside if int(analysis.tokens.head[i]) not in inside), None)
            if head is None:
                continue
            number, how = table.of(head)
            got = day if number is None else times[number].first or ""
            right = got.startswith(event["date"])
            by_how[how.split("'")[0].strip(" ,"), right] += 1
            base += day.startswith(event["date"])
            if show and not right:
                print(f"  {row['id']}: {document.text[first:last]!r} is {event['date']}, got {got or None}: {how}")
    total, right_ones = sum(by_how.values()), sum(n for (_, right), n in by_how.items() if right)
    hows = sorted({how for how, _ in by_how})
    return [
        f"events={total} right={100 * right_ones / total:.1f} report's_day_alone={100 * base / total:.1f}",
        *(f"  {how}: {by_how[how, True]} right, {by_how[how, False]} wrong" for how in hows),
    ]


def main() -> None:
    """Read the files, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("analyses", type=Path, nargs="?")
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    analyses = analyses_of(options.gold, options.analyses)
    gold = rows(options.gold)
    start = time.process_time()
    read = {name: (d, a, times_of(d, a)) for name, (d, a) in analyses.items()}
    spent = time.process_time() - start
    score = score_times if "times" in gold[0] else score_events
    print("\n".join(score(gold, read, options.show)))
    sentences = sum(len(a.sentences) for _, a, _ in read.values())
    print(f"{1000 * spent / max(1, sentences):.3f} ms a sentence, {sentences} sentences")


if __name__ == "__main__":
    main()
