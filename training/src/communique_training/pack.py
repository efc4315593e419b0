"""Step 2: everything that is learned from in one file, which fits the memory of a GPU.

    python -m communique_training.pack --work build --data DATA --pairs ../relations [--texts FILE.jsonl[.gz]...]

In: what `prepare` and `silver` wrote (without the latter it does without it), the pairs, and texts without any labels,
of which a student learns what its teachers say. Out: `packed.npz`. Refused: held-out sentences.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from communique_training.corpora import Sentence, held_out, load
from communique_training.packed import Inventory, Packer
from communique_training.relations import Pair, pairs
from communique_training.silver import sentences
from tokenizers import Tokenizer

from communique.language.pieces import Spelling

GUESSED = 3  # pairs of phrases of a sentence, most, whose relation a student learns from its teachers
KINDS = ("person", "organization", "place", "facility", "norp")


def learned(work: Path) -> Iterator[Sentence]:
    """Sentences with labels. Newswire comes with the trees that an earlier network gave it, where it did."""
    silver = work / "silver.jsonl"
    for sentence in load(work / "train.jsonl"):
        if sentence.corpus != "newswire" or not silver.exists():
            yield sentence
    if silver.exists():
        yield from load(silver)


def guessed(found: Sequence[Sentence], dice: random.Random) -> Iterator[Pair]:
    """Pairs of phrases that may be actors, without an answer."""
    for s in found:
        phrases = sorted({(a, b) for a, b, kind in [*(s.mentions or ()), *(s.names or ())] if kind in KINDS})
        ways = [(p, q) for p in phrases for q in phrases if p[1] <= q[0] or q[1] <= p[0]]
        for source, target in dice.sample(ways, min(GUESSED, len(ways))):
            yield Pair("guessed", s.words, source, target, [])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, required=True, help="folder of our own labelled pairs")
    parser.add_argument("--texts", type=Path, nargs="*", default=())
    parser.add_argument("--most", type=int, default=150_000, help="sentences of the texts")
    options = parser.parse_args()
    work: Path = options.work
    spelling = Spelling(Tokenizer.from_file(str(work / "vocabulary.json")))
    packer = Packer(spelling, Inventory(json.loads((work / "labels.json").read_text("utf-8"))))
    refused = held_out(options.data / "relations/heldout_hashes.txt")
    labelled = list(learned(work))
    packer.sentences(labelled)
    known = {tuple(s.words) for s in labelled}
    fresh = (s for s in sentences(list(options.texts), refused, most=None) if tuple(s.words) not in known)
    raw = [Sentence("raw", "", s.words) for s in islice(fresh, options.most)]
    packer.sentences(raw)
    train, marked = pairs(options.data / "relations", options.pairs, refused)
    packer.pairs(train, "pairs")
    packer.pairs(marked, "marked pairs")
    packer.pairs(guessed([s for s in labelled if s.corpus in ("newswire", "silver")], random.Random(4)), "guessed")
    packed = packer.packed()
    packed.save(work / "packed.npz")
    print(f"{len(labelled):,} sentences with labels, {len(raw):,} without, {len(train):,} pairs", flush=True)
    for name in packed.corpora:
        print(f"  {name}: {len(packed.of_corpus(name)):,}, pairs {len(packed.of_corpus(name, pairs=True)):,}")


if __name__ == "__main__":
    main()
