"""Sentences to tensors: batches of like length, changed a little on the way so that the model meets what it will meet.

Labels that a sentence lacks, or that the inventory lacks, are -100 and teach nothing.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import torch
from communique_training.corpora import Sentence
from torch import Tensor

from communique.language.lemmas import rule_of
from communique.language.pieces import MOST_PIECES, Spelling

NONE = -100
HIDDEN = 0.08  # share of words that a batch of training hides
_rule_of = lru_cache(500_000)(rule_of)


@dataclass
class Inventory:
    """Labels to numbers, one table a head."""

    labels: dict[str, list[str]]

    def __post_init__(self) -> None:
        self.codes = {k: {v: i for i, v in enumerate(vs)} for k, vs in self.labels.items()}

    def code(self, head: str, label: str) -> int:
        return self.codes[head].get(label, NONE)


def varied(words: list[str], dice: random.Random) -> list[str]:
    """The words as they came, or as a headline in capitals, without capitals, or with every word raised."""
    throw = dice.random()
    if throw < 0.03:
        return [w.upper() for w in words]
    if throw < 0.04:
        return [w.lower() for w in words]
    if throw < 0.05:
        return [w[:1].upper() + w[1:] if len(w) > 3 else w for w in words]
    return words


def batches(
    sentences: Sequence[Sentence], size: int, dice: random.Random | None, spelling: Spelling, inventory: Inventory
) -> Iterator[dict[str, Tensor]]:
    """Batches of about `size` pieces; shuffled, varied and partly hidden with dice, in order of length without."""
    spelled = []
    for s in sentences:
        words = varied(s.words, dice) if dice else s.words
        pieces = spelling.sentence(words)
        if len(pieces.ids) <= MOST_PIECES:
            spelled.append((s, words, pieces))
    jitter = (lambda: dice.uniform(0, 4)) if dice else (lambda: 0.0)
    spelled.sort(key=lambda x: len(x[2].ids) + jitter())
    groups, group = [], []
    for item in spelled:
        if group and (len(group) + 1) * len(item[2].ids) > size:
            groups.append(group)
            group = []
        group.append(item)
    if group:
        groups.append(group)
    if dice:
        dice.shuffle(groups)
    for group in groups:
        batch = tensors(group, inventory)
        if dice:
            hide(batch, spelling.unknown, dice)
        yield batch


def hide(batch: dict[str, Tensor], mask: int, dice: random.Random) -> None:
    """Hides some words, so that trees and names are learned from their neighbours; the shape stays to be seen.

    What a hidden word's lemma is nobody can know: it is not asked.
    """
    for i, count in enumerate(batch["counts"].tolist()):
        for word in range(count):
            if dice.random() < HIDDEN:
                first, last = batch["first"][i, word + 1], batch["last"][i, word + 1]
                batch["ids"][i, first : last + 1] = mask
                batch["lemma"][i, word] = NONE


def tensors(group: list, inventory: Inventory) -> dict[str, Tensor]:
    """One batch, padded."""
    most, longest = max(len(p.ids) for *_, p in group), max(len(w) for _, w, _ in group)
    b = len(group)
    out = {k: torch.zeros(b, most, dtype=torch.long) for k in ("ids", "shapes")}
    out |= {k: torch.zeros(b, longest + 1, dtype=torch.long) for k in ("first", "last")}
    out["mask"] = torch.zeros(b, 1, 1, most, dtype=torch.bool)
    out["counts"] = torch.tensor([len(w) for _, w, _ in group])
    for head in ("upos", "xpos", "feats", "lemma", "heads", "deprel", "tag"):
        out[head] = torch.full((b, longest), NONE, dtype=torch.long)
    for head in ("mention", "name"):
        out[head] = torch.full((b, longest, longest), NONE, dtype=torch.long)
    for i, (s, words, p) in enumerate(group):
        out["ids"][i, : len(p.ids)] = torch.from_numpy(p.ids)
        out["shapes"][i, : len(p.ids)] = torch.from_numpy(p.shapes)
        out["mask"][i, :, :, : len(p.ids)] = True
        out["first"][i, : len(p.first)] = torch.from_numpy(p.first)
        out["last"][i, : len(p.last)] = torch.from_numpy(p.last)
        _labels(out, i, s, words, inventory)
    return out


def _labels(out: dict[str, Tensor], i: int, s: Sentence, words: list[str], inventory: Inventory) -> None:
    n = len(words)
    if s.heads is not None:
        for head, values in (("upos", s.upos), ("xpos", s.xpos), ("feats", s.feats), ("deprel", s.deprels)):
            out[head][i, :n] = torch.tensor([inventory.code(head, v) for v in values or ()])
        rules = [_rule_of(w, m) for w, m in zip(words, s.lemmas or (), strict=True)]
        out["lemma"][i, :n] = torch.tensor([inventory.code("lemma", r) for r in rules])
        out["heads"][i, :n] = torch.tensor(s.heads)
    for head, found in (("mention", s.mentions), ("name", s.names)):
        if found is not None:
            grid = torch.zeros(n, n, dtype=torch.long)
            grid[torch.ones(n, n, dtype=torch.bool).tril(-1)] = NONE  # no span ends before it begins
            for start, stop, kind in found:
                grid[start, stop - 1] = inventory.code(head, kind)
            out[head][i, :n, :n] = grid
    if s.names is not None:
        tags = ["O"] * n
        for start, stop, kind in s.names:
            tags[start:stop] = [f"I-{kind}"] * (stop - start)
            tags[start] = f"B-{kind}"
            tags[stop - 1] = f"E-{kind}" if stop - start > 1 else f"S-{kind}"
        out["tag"][i, :n] = torch.tensor([inventory.code("tag", t) for t in tags])
