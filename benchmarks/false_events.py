"""Counts events in texts that tell of no politics: every one of them is false.

usage: false_events.py --releases RELEASES.jsonl.gz --gum FOLDER... [--count 200] [--every 1] [--threshold 0.5]
                       [--show 10] [--rest REST.jsonl]

RELEASES: a president's releases, a document a line with `id`, `title` and `text`. Of these count, by their titles,
proclamations and messages on a day, a week or a month (of donors, of fire prevention), lists of bills signed and of
nominations; not those whose titles name war, the armed forces, freedom, or a people abroad. FOLDER: CoNLL-U files of
GUM, of which travel guides, biographies and papers count. As many releases are taken as the count leaves beside GUM, at
even distances. With `--every 4` only each fourth document is read, for a quick look.

Prints the events a document above the threshold, for each set and in all, how many of them name one country alone, and
the documents with the most, each event with its words. Some of these are true: a biography of an emperor tells of wars.
`--rest` writes the releases that count and were not taken, to fit confidence on (`--empty` of
`communique_training.confidence`).
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from communique.coding.options import CodingOptions
from communique.language.conllu import from_conllu
from communique.pipeline import Pipeline, PipelineOptions
from communique.records import Coded, Document, Event, Status, dumps
from communique.sources import read
from rows import spread

Found = tuple[str, Document, tuple[Event, ...]]
GENRES = ("voyage", "bio", "academic")
TAKEN = re.compile(
    r"\b(?:Day|Week|Month)\b(?:,|$| of )|Awareness|Signed into Law|"
    r"Nominations? (?:and Withdrawals? )?Sent to the Senate"
)
LEFT = re.compile(
    r"\b(?:Africa|African|American Day|Anniversary|Armed|Captive|Coptic|Democracy|Election|Extreme|FACT|First Day|"
    r"Freedom|Genocide|Gold Star|Guard|Holocaust|Hostage|Human|Independence|Law Enforcement|Liberation|Loyalty|"
    r"Maritime|Memorial|Military|Patriot|Peace|Pearl|Police|Prisoner|Readout|Refugee|Remarks|Remembrance|Slave|"
    r"Statement|Trade|Trafficking|Unity|Veterans?|Victory|War)\b",
    re.IGNORECASE,
)


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", required=True)
    parser.add_argument("--gum", type=Path, nargs="+", required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--threshold", type=float, default=CodingOptions().threshold)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--rest", type=Path)
    args = parser.parse_args()
    stories = list(gum(args.gum))
    listed = list(releases(args.releases))
    chosen = spread(listed, args.count - len(stories))
    if args.rest is not None:
        taken = {document.id for document in chosen}
        rest = [dumps({"document": document}) + "\n" for document in listed if document.id not in taken]
        args.rest.write_text("".join(rest), "utf-8")
    pipeline = Pipeline(PipelineOptions(coding=CodingOptions(threshold=args.threshold)))
    found = coded_in([*stories, *(("release", d) for d in chosen)][:: args.every], pipeline)
    for name in (*GENRES, "release", ""):
        told(name, [events for kind, _, events in found if name in ("", kind)])
    worst = sorted(found, key=lambda f: -len(f[2]))[: args.show]
    for name, document, events in worst:
        if events:
            print(f"\n{len(events)}  {name}  {document.title or document.id}")
        for event in events:
            words = " ".join(event.sentence.text.split())
            sides = " ".join(f"{p.role.value}={p.country}" for p in event.participants)
            print(f"    {event.confidence:.2f} {event.type}/{event.mode} {sides} [{event.trigger.text}] {words[:160]}")


def coded_in(documents: Iterable[tuple[str, Document]], pipeline: Pipeline) -> list[Found]:
    """Set, document and the events that are told to be, of each document that can be coded."""
    found: list[Found] = []
    for name, document in documents:
        coded = pipeline.code(document)
        if isinstance(coded, Coded):
            found.append((name, document, tuple(e for e in coded.events if e.status is not Status.NEGATED)))
    return found


def told(name: str, counts: list[tuple[Event, ...]]) -> None:
    """Print the rate of one set."""
    total = sum(map(len, counts))
    types = Counter(event.type for events in counts for event in events)
    shown = ", ".join(f"{kind} {count}" for kind, count in types.most_common())
    rate = total / max(len(counts), 1)
    alone = sum(len({p.country for p in event.participants} - {None}) < 2 for events in counts for event in events)
    print(f"{name or 'all':<9}{len(counts):>4} documents{total:>5} events, {rate:.2f} a document; one country: {alone}")
    if total:
        print(f"         {shown}")


def gum(folders: list[Path]) -> Iterator[tuple[str, Document]]:
    """Genre and document of the files of the genres that count."""
    for path in sorted(p for folder in folders for p in folder.glob("*.conllu")):
        genre = path.stem.split("_")[1]
        if genre in GENRES:
            yield from ((genre, document) for document, _ in from_conllu(path))


def releases(source: str) -> Iterator[Document]:
    """The releases that tell of no politics between states, by their titles."""
    for item in read([source]):
        if isinstance(item, Document) and TAKEN.search(item.title or "") and not LEFT.search(item.title or ""):
            yield item


if __name__ == "__main__":
    main()
