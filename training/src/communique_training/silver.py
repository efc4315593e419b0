"""Between steps 1 and 2: sentences without trees, read by an earlier network, so that the next learns from them too.

    python -m communique_training.silver --work build --texts FILE.jsonl[.gz]... [--model FOLDER]

A network that must say, from words that are partly hidden, what another said of all of them ends up better than that
other ("noisy student", Xie et al. 2020). In: `train.jsonl` and texts as JSON lines with `text`. Out: `silver.jsonl`:
the newswire with trees and mentions, and sentences of the texts with everything. What the reader was not sure of is
left out, word by word. Refused: held-out sentences.
"""

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

import numpy as np
from communique_training.corpora import Sentence, digest_of, held_out, load, write
from communique_training.packed import NONE
from numpy.typing import NDArray

from communique.language import decode
from communique.language.model import Model
from communique.language.model import load as load_model
from communique.language.sentences import split
from communique.language.words import words

SURE = 0.7  # least probability of a head and its relation
LEAST, MOST = 4, 70  # words of a sentence
A_TEXT = 25  # sentences, most

_models: list[Model] = []  # of this process, one


def likely(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Softmax over the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)


def read(sentence: Sentence, model: Model) -> Sentence | None:
    """The sentence with what the model is sure of; None where it has too many pieces."""
    if len(model.session.parts(sentence.words)) > 1:
        return None
    scores = model.session.scores(model.session.spelling.sentence(sentence.words))
    labels, settings = model.labels, model.settings
    heads = decode.tree(scores.arcs)
    deprels = decode.relations(scores.relations, heads, labels["deprel"].index("root"))
    at = np.arange(len(heads))
    sure = likely(scores.arcs)[at, heads] * likely(scores.relations[at, heads])[at, deprels] >= SURE
    names = decode.names(scores.names, scores.tags, settings.span_share, settings.name_margin)
    phrases = decode.mentions(scores.mentions, settings.mention_margin, names)
    if sentence.names is None:
        sentence.names = [(f.start, f.stop, labels["name"][f.kind + 1]) for f in names]
    sentence.mentions = [(f.start, f.stop, labels["mention"][f.kind + 1]) for f in phrases]
    sentence.upos = [labels["upos"][i] for i in scores.upos]
    sentence.xpos = [labels["xpos"][i] for i in scores.xpos]
    sentence.feats = [labels["feats"][i] for i in scores.feats]
    sentence.lemmas = model.lemmas_of(sentence.words, scores)
    sentence.heads = [int(h) if s else NONE for h, s in zip(heads, sure, strict=True)]
    sentence.deprels = [labels["deprel"][d] if s else "" for d, s in zip(deprels, sure, strict=True)]
    return sentence


def sentences(
    paths: list[Path], refused: frozenset[str], seed: int = 5, most: int | None = A_TEXT
) -> Iterator[Sentence]:
    """Sentences of the texts, `most` of each, none twice and none held out."""
    dice, seen = random.Random(seed), set[str]()
    rows = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            rows += [json.loads(line)["text"] for line in lines]
    dice.shuffle(rows)
    for text in rows:
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("**", "")
        plain = re.sub(r"(?<=\S)\n(?=\S)", " ", plain)
        found = [[w.of(plain) for w in words(plain, s)] for s in split(plain)]
        for forms in dice.sample(found, len(found) if most is None else min(len(found), most)):
            digest = digest_of(" ".join(forms))
            if LEAST <= len(forms) <= MOST and digest not in refused and digest not in seen:
                seen.add(digest)
                yield Sentence("silver", "", forms)


def _start(folder: Path | None) -> None:
    _models.append(load_model(folder=folder))


def _read(sentence: Sentence) -> Sentence | None:
    return read(sentence, _models[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--held-out", type=Path, required=True, help="the list of hashes")
    parser.add_argument("--model", type=Path, help="folder of the weights that read; default: the package's")
    parser.add_argument("--most", type=int, default=20_000, help="sentences of the texts")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    given = [s for s in load(options.work / "train.jsonl") if s.heads is None]
    fresh = list(islice(sentences(options.texts, held_out(options.held_out)), options.most))
    print(f"to read: {len(given):,} with names, {len(fresh):,} of the texts", flush=True)
    with ProcessPoolExecutor(options.workers, initializer=_start, initargs=(options.model,)) as pool:
        done = (s for s in pool.map(_read, [*given, *fresh], chunksize=200) if s is not None)
        print(f"silver: {write(options.work / 'silver.jsonl', done):,} sentences")


if __name__ == "__main__":
    main()
