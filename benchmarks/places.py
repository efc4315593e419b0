"""Measures places against toponyms marked by others, given analyses of the documents.

usage: places.py GOLD.jsonl [--analyses ANALYSES.pickle] [--out CODED.jsonl] [--default] [--show N]

GOLD.jsonl: a document a line with `id`, `set`, `text` and `toponyms` ({start, end, lat, lon, geonameid}). The pickle, a
mapping of id to (Document, Analysis), saves the time of the language model; without it the model reads the documents.
Prints, for each set: toponyms found, within 161 km of the true point, system places, milliseconds a sentence. `--show`
prints so many misses and errors with their sentences.
"""

import argparse
import math
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analyses import Analysed, analyses_of
from communique.grounding.places import places_of
from communique.grounding.places_options import PlacesOptions
from communique.records import Document, PlaceRef, dumps
from rows import Row, rows

ALL = PlacesOptions(adjectives=True, actors=True, inside_names=True)
KM = 161.0


@dataclass(slots=True)
class Measured:
    """counts: by set. errors: a line for each miss. coded: rows as `communique code` writes them, places alone."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[str] = field(default_factory=list)
    coded: list[Row] = field(default_factory=list)


def measured(gold: list[Row], analysed: Analysed, options: PlacesOptions) -> Measured:
    """Places of all documents against the toponyms of their rows."""
    found = Measured()
    first, its_analysis = next(iter(analysed.values()))
    places_of(first, its_analysis, options)  # opens the gazetteer
    for row in gold:
        document, analysis = analysed[row["id"]]
        began = time.perf_counter()
        places = places_of(document, analysis, options)
        count = found.counts[row["set"]]
        count["ns"] += round(1e9 * (time.perf_counter() - began))
        count["sentences"] += len(analysis.sentences)
        found.coded.append({"document": {"id": row["id"]}, "places": places})
        found.errors += _scored(row, document, places, count)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--analyses", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--default", action="store_true", help="names that act, adjectives and parts of names left out")
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    analysed = analyses_of(args.gold, args.analyses)
    found = measured(rows(args.gold), analysed, PlacesOptions() if args.default else ALL)
    for name, count in sorted(found.counts.items()):
        right, near, true = count["found"], count["near"], count["gold"]
        print(
            f"{name}: {true} toponyms, {count['places']} places, found {100 * right / true:.1f} %, within 161 km "
            f"{100 * near / max(right, 1):.1f} % of found, {100 * near / true:.1f} % of all, "
            f"{count['ns'] / 1e6 / count['sentences']:.3f} ms a sentence"
        )
    if args.out:
        args.out.write_text("".join(dumps(line) + "\n" for line in found.coded), "utf-8")
    for line in random.Random(7).sample(found.errors, min(args.show, len(found.errors))):
        print(line)


def _scored(row: dict[str, Any], document: Document, places: tuple[PlaceRef, ...], count: Counter[str]) -> list[str]:
    """Counts of one document, and a line for each error. Spans overlap: found."""
    count["places"] += len(places)
    errors = []
    for true in row["toponyms"]:
        if true.get("lat") is None or not true.get("offset_ok", True):
            continue
        count["gold"] += 1
        shown = document.text[max(0, true["start"] - 70) : true["end"] + 60].replace("\n", " ")
        head = f"{row['id']} [{true['text']}] {true['lat']},{true['lon']} {true.get('admin1')} {true['country']}"
        hit = next((p for p in places if p.span.start < true["end"] and true["start"] < p.span.end), None)
        if hit is None:
            errors.append(f"MISS {head} | {shown}")
            continue
        count["found"] += 1
        if hit.lat is None or hit.lon is None:
            errors.append(f"OPEN {head} | {shown}")
            continue
        if _km((hit.lat, hit.lon), (float(true["lat"]), float(true["lon"]))) <= KM:
            count["near"] += 1
        else:
            errors.append(f"FAR {head} <> {hit.text!r} {hit.name},{hit.admin1},{hit.country} {hit.how} | {shown}")
    return errors


def _km(one: tuple[float, float], two: tuple[float, float]) -> float:
    lat, to_lat, across = math.radians(one[0]), math.radians(two[0]), math.radians(two[1] - one[1])
    part = math.sin((to_lat - lat) / 2) ** 2 + math.cos(lat) * math.cos(to_lat) * math.sin(across / 2) ** 2
    return 12742 * math.asin(math.sqrt(part))


if __name__ == "__main__":
    main()
