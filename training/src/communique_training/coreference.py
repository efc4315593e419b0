"""Trains the scorer of pairs of mentions on GUM and writes `coreference.npz`, the weights that the package holds.

In: a folder of CoNLL-U files with GUM's mentions. Out: the weights with a digest of their numbers. The features are
those of `communique.language.coreference_features`; each document is read twice more with mentions left out, made up
and called another kind, so that the mentions of a model do not surprise the scorer. The same seed gives the same bytes.

Run: `python -m communique_training.coreference FOLDER --out coreference.npz`. Two minutes on one core, in numpy alone.

Loss: the negative log of the share that a softmax over "new" and all candidates gives to the right ones (Durrett and
Klein 2013), with a penalty for links that are wrong; Adam (Kingma and Ba 2015) with weights averaged at the end.
"""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from communique.language.conllu import from_conllu
from communique.language.coreference import ALIKE, WINDOW, board_of
from communique.language.coreference_features import Table, candidates, mention_features, pair_features
from communique.language.coreference_meetings import met_links
from communique.language.coreference_rules import sure_links
from communique.language.coreference_scorer import LAYERS, digest_of_layers
from communique.records.analysis import Analysis, Mention, MentionKind

Floats = NDArray[np.float32]

SEED = 7
HIDDEN = 64
EPOCHS = 12
RATE = 1e-3
DECAY = 1e-4
KEEP = 0.8  # share of hidden units kept in training
WRONG = 0.5  # added to the score of wrong candidates, so that right ones win by a margin
NEW = 0.7  # the same for "new" where there is a right antecedent: a missed link costs more, as the measures have it
SHIFT = -0.5  # added to the score of "new"; chosen on GUM dev among -1.5, -1, -0.5 and 0
NOISE = (0.0, 0.12, 0.2)  # of each reading of a document


@dataclass(frozen=True, slots=True)
class Batch:
    """One document: rows of mentions, rows of pairs with their two mentions, where each later mention's pairs start."""

    mentions: Floats
    pairs: NDArray[np.uint8]
    similar: Floats
    earlier: NDArray[np.int32]
    later: NDArray[np.int32]
    asked: NDArray[np.int32]
    starts: NDArray[np.int64]
    right: NDArray[np.bool_]
    new: NDArray[np.bool_]


def batches(folder: Path, vectors: Path | None = None) -> Iterator[Batch]:
    """Every document of the folder, once for each share of noise; once more each where it has vectors of its tokens.

    vectors: folder with a file `NAME.npy` for `NAME.conllu`, shape (tokens, d), float32.
    """
    for file in sorted(folder.glob("*.conllu")):
        told = vectors / f"{file.stem}.npy" if vectors is not None else None
        own = np.load(told).astype(np.float32) if told is not None and told.exists() else None
        for _, analysis in from_conllu(file):
            for share in NOISE:
                for given in (None,) if own is None else (None, own):
                    made = _batch(analysis, speakers_of(file, len(analysis.sentences)), share, given)
                    if made is not None:
                        yield made


def speakers_of(file: Path, sentences: int) -> list[str]:
    """Who says each sentence, from GUM's comments; none where the file does not tell."""
    found: list[str] = []
    for block in file.read_text(encoding="utf-8").strip().split("\n\n"):
        told = [line.partition("=")[2].strip() for line in block.splitlines() if line.startswith("# speaker =")]
        found.append(told[0] if told else "")
    return found if len(found) == sentences and any(found) else []


def noisy(analysis: Analysis, share: float) -> list[Mention]:
    """Mentions with `share` of them left out, half as many made up, and as many called another kind or form."""
    chance = random.Random(f"{SEED} {share} {analysis.document}")
    kinds = list(MentionKind)
    out: list[Mention] = []
    for mention in analysis.mentions:
        if chance.random() < share:
            continue
        if chance.random() < share / 2:
            mention = replace(mention, kind=chance.choice(kinds))
        if chance.random() < share / 2 and analysis.tokens.upos[mention.head] != "PRON":
            mention = replace(mention, named=not mention.named)
        out.append(mention)
    heads = {m.head for m in analysis.mentions}
    nouns = [t for t in range(len(analysis)) if analysis.tokens.upos[t] in ("NOUN", "PROPN") and t not in heads]
    for token in chance.sample(nouns, min(len(nouns), int(share / 2 * len(analysis.mentions)))):
        named = analysis.tokens.upos[token] == "PROPN"
        out.append(Mention(analysis.tokens.span(token), token, chance.choice(kinds), named))
    return sorted(out, key=lambda m: (m.span.start, -m.span.end))


def _batch(analysis: Analysis, speakers: list[str], share: float, vectors: Floats | None) -> Batch | None:
    mentions = noisy(analysis, share) if share else sorted(analysis.mentions, key=lambda m: (m.span.start, -m.span.end))
    board = board_of(analysis.tokens, analysis.sentences, mentions, speakers)
    sure_links(board)
    met_links(board)
    table = Table(board, vectors)
    asked = list(range(1, len(mentions)))
    if not asked:
        return None
    nearby = candidates(table, asked, WINDOW, ALIKE)
    later = np.repeat(np.array(asked, dtype=np.int32), [len(nearby[m]) for m in asked])
    earlier = np.array([e for m in asked for e in nearby[m]], dtype=np.int32)
    chain = np.array([m.chain if m.chain is not None else -1 - i for i, m in enumerate(mentions)])
    right = chain[later] == chain[earlier]
    sizes = np.array([len(nearby[m]) for m in asked])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    features = pair_features(table, earlier, later)
    return Batch(
        mentions=mention_features(table),
        pairs=features[:, :-2].astype(np.uint8),
        similar=features[:, -2:],
        earlier=earlier,
        later=later,
        asked=np.array(asked, dtype=np.int32),
        starts=starts,
        right=right,
        new=~np.logical_or.reduceat(right, starts),
    )


def start(batch: Batch) -> dict[str, Floats]:
    """Fresh weights, drawn from the seed."""
    drawn = np.random.default_rng(SEED)
    side, pair = batch.mentions.shape[1], batch.pairs.shape[1] + 2

    def matrix(*shape: int) -> Floats:
        return (drawn.standard_normal(shape) * np.sqrt(1 / 40)).astype(np.float32)

    return {
        "earlier": matrix(side, HIDDEN),
        "later": matrix(side, HIDDEN),
        "pair": matrix(pair, HIDDEN),
        "bias": np.zeros(HIDDEN, np.float32),
        "out": matrix(HIDDEN),
        "new": matrix(side, HIDDEN // 2),
        "new_bias": np.zeros(HIDDEN // 2, np.float32),
        "new_out": matrix(HIDDEN // 2),
    }


def gradients(layers: dict[str, Floats], batch: Batch, drawn: np.random.Generator) -> tuple[float, dict[str, Floats]]:
    """Mean loss of a batch and the gradient of each layer."""
    x = np.concatenate([batch.pairs.astype(np.float32), batch.similar], axis=1)
    m, z = batch.mentions, batch.mentions[batch.asked]
    masks = [(drawn.random(len(layers[n])) < KEEP).astype(np.float32) / KEEP for n in ("out", "new_out")]
    sides = (m @ layers["earlier"])[batch.earlier] + (m @ layers["later"] + layers["bias"])[batch.later]
    hidden = np.maximum(sides + x @ layers["pair"], 0) * masks[0]
    lone = np.maximum(z @ layers["new"] + layers["new_bias"], 0) * masks[1]
    scores = hidden @ layers["out"] + np.where(batch.right, 0, WRONG).astype(np.float32)
    fresh = lone @ layers["new_out"] + np.where(batch.new, 0, NEW).astype(np.float32)
    loss, to_pairs, to_lone = _softmax(scores, fresh, batch)
    back = np.outer(to_pairs, layers["out"]) * (hidden > 0) * masks[0]
    back_lone = np.outer(to_lone, layers["new_out"]) * (lone > 0) * masks[1]
    by_later = np.zeros((len(m), HIDDEN), np.float32)
    by_later[batch.asked] = np.add.reduceat(back, batch.starts)
    order = np.argsort(batch.earlier, kind="stable")
    held, firsts = np.unique(batch.earlier[order], return_index=True)
    by_earlier = np.zeros((len(m), HIDDEN), np.float32)
    by_earlier[held] = np.add.reduceat(back[order], firsts)
    return loss, {
        "earlier": m.T @ by_earlier,
        "later": m.T @ by_later,
        "pair": x.T @ back,
        "bias": back.sum(axis=0),
        "out": hidden.T @ to_pairs,
        "new": z.T @ back_lone,
        "new_bias": back_lone.sum(axis=0),
        "new_out": lone.T @ to_lone,
    }


def _softmax(scores: Floats, fresh: Floats, batch: Batch) -> tuple[float, Floats, Floats]:
    """Mean loss, and its gradient at the scores of pairs and of "new"."""
    counts = np.diff(np.append(batch.starts, len(scores)))
    many = np.float32(len(counts))
    top = np.maximum(np.maximum.reduceat(scores, batch.starts), fresh)
    weight, weight_new = np.exp(scores - np.repeat(top, counts)), np.exp(fresh - top)
    whole = np.add.reduceat(weight, batch.starts) + weight_new
    good = np.maximum(np.add.reduceat(weight * batch.right, batch.starts) + weight_new * batch.new, 1e-20)
    to_pairs = weight / np.repeat(whole, counts) - weight * batch.right / np.repeat(good, counts)
    to_lone = weight_new / whole - weight_new * batch.new / good
    loss = float(np.mean(np.log(whole) - np.log(good)))
    return loss, np.asarray(to_pairs / many, np.float32), np.asarray(to_lone / many, np.float32)


def train(read: list[Batch], epochs: int = EPOCHS) -> dict[str, Floats]:
    """Weights after `epochs` readings of the batches; the mean of the second half."""
    layers = start(read[0])
    first = {n: np.zeros_like(w) for n, w in layers.items()}
    second = {n: np.zeros_like(w) for n, w in layers.items()}
    mean = {n: np.zeros_like(w, dtype=np.float64) for n, w in layers.items()}
    drawn = np.random.default_rng(SEED + 1)
    step = kept = 0
    total = epochs * len(read)
    for epoch in range(epochs):
        losses = []
        for number in drawn.permutation(len(read)):
            loss, gradient = gradients(layers, read[number], drawn)
            losses.append(loss)
            step += 1
            rate = RATE * min(1.0, step / 100) * (1 - 0.9 * step / total)
            for name, layer in layers.items():
                first[name] = 0.9 * first[name] + 0.1 * gradient[name]
                second[name] = 0.999 * second[name] + 0.001 * gradient[name] ** 2
                move = first[name] / (1 - 0.9**step) / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
                layers[name] = (layer - rate * (move + DECAY * layer)).astype(np.float32)
            if epoch >= epochs // 2:
                kept += 1
                for name, layer in layers.items():
                    mean[name] += layer
        print(f"epoch {epoch + 1:2}: loss {np.mean(losses):.4f}", flush=True)
    return {n: (w / kept).astype(np.float32) for n, w in mean.items()}


def save(layers: dict[str, Floats], out: Path, shift: float) -> str:
    """Write the weights and return their digest."""
    whole = {**layers, "shift": np.array(shift, dtype=np.float32)}
    digest = digest_of_layers(whole)
    np.savez(out, digest=np.array(digest), **{name: whole[name] for name in LAYERS})
    return digest


def main() -> None:
    """Read, train, write."""
    parser = argparse.ArgumentParser(description="Train the scorer of pairs of mentions.")
    parser.add_argument("folder", type=Path, help="CoNLL-U files of GUM")
    parser.add_argument("--out", type=Path, required=True, help="file to write, coreference.npz")
    parser.add_argument("--vectors", type=Path, help="folder of vectors, NAME.npy for NAME.conllu")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="readings of the whole folder")
    parser.add_argument("--shift", type=float, default=SHIFT, help="added to the score of `new`: higher links less")
    asked = parser.parse_args()
    read = list(batches(asked.folder, asked.vectors))
    print(
        f"{len(read)} batches, {sum(len(b.right) for b in read)} pairs, {read[0].pairs.shape[1]} facts of a pair, "
        f"{read[0].mentions.shape[1]} of a mention"
    )
    print(save(train(read, asked.epochs), asked.out, asked.shift))


if __name__ == "__main__":
    main()
