"""Processor time of each room on the same documents, from text to actors, places and times; one thread.

Run: `python benchmarks/rooms.py SOURCE... [--rounds 3]`. Out: milliseconds a sentence and the share of the language
model's time. The first round warms caches up and is told apart: reports that have nothing in common find them cold.
"""

import argparse
import time
from collections import defaultdict

from communique.actors.documents import actors_of
from communique.actors.resolve import Resolver
from communique.grounding.places import places_of
from communique.grounding.times import times_of
from communique.language.model import load
from communique.records.documents import Document, Rejected
from communique.sources.read import read


def measured(documents: list[Document]) -> tuple[dict[str, float], int]:
    """Seconds of each room, and sentences."""
    model, resolver = load(), Resolver.load()
    spent: dict[str, float] = defaultdict(float)
    sentences = 0
    for document in documents:
        begun = time.process_time()
        analysis = model.analyse(document)
        spent["language"] += time.process_time() - begun
        if isinstance(analysis, Rejected):
            continue
        sentences += len(analysis.sentences)
        for room, work in (
            ("actors", lambda d, a: actors_of(d, a, resolver)),
            ("places", places_of),
            ("times", times_of),
        ):
            begun = time.process_time()
            work(document, analysis)
            spent[room] += time.process_time() - begun
    return spent, sentences


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    documents = [d for d in read(asked.sources) if isinstance(d, Document)]
    for turn in range(asked.rounds):
        spent, sentences = measured(documents)
        print(f"round {turn + 1}: {len(documents)} documents, {sentences} sentences")
        for room, seconds in spent.items():
            share = seconds / spent["language"]
            print(f"  {room:10}{1e3 * seconds / sentences:8.3f} ms a sentence{share:8.1%} of the language model")


if __name__ == "__main__":
    main()
