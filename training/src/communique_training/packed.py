"""Sentences and pairs as flat arrays on one device, from which batches are cut without a loop over words.

In: `Sentence`s and `Pair`s, the spelling and the inventory of labels. Out: `Packed`, written and read as one file, and
batches of like length, changed a little on the way so that the model meets what it will meet: some words hidden, some
sentences in capitals or without any. Left out: a sentence of more pieces than the encoder has places for.

Labels that a sentence lacks, or that the inventory lacks, are `NONE` and teach nothing.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from communique_training.corpora import Sentence
from communique_training.relations import CONTEXTS, MODES, NOTHING, STATUSES, TYPES, Pair
from torch import Tensor

from communique.language.lemmas import rule_of
from communique.language.pieces import MOST_PIECES, Spelling

NONE = -100
HIDDEN = 0.08  # share of words that a batch of training hides
VARIED = 0.05  # share of sentences that come in another case
HEADS = ("upos", "xpos", "feats", "lemma", "heads", "deprel", "tag")  # labels of words
SPANS = ("mention", "name")  # labels of spans
_rule_of = lru_cache(500_000)(rule_of)
Batch = dict[str, Tensor]


@dataclass
class Inventory:
    """Labels to numbers, one table a head."""

    labels: dict[str, list[str]]

    def __post_init__(self) -> None:
        self.codes = {k: {v: i for i, v in enumerate(vs)} for k, vs in self.labels.items()}

    def code(self, head: str, label: str) -> int:
        return self.codes[head].get(label, NONE)


def raised(word: str) -> str:
    """As in a headline."""
    return word[:1].upper() + word[1:] if len(word) > 3 else word


CASES = (str.upper, str.upper, str.upper, str.lower, raised)


@dataclass
class Packed:
    """Many sentences, one behind the other.

    pools: for each sentence the number of its corpus in `corpora`. arrays: of pieces (`ids`, `shapes`, `word`: which
    word a piece belongs to), of words with the root before each sentence's (`first`, `last`, the labels of `HEADS`), of
    spans (`mention`, `name`: first word, last word, kind), of sentences (`pieces`, `words`, `told_mention`,
    `told_name`, `spans_mention`, `spans_name`: how many; `case`: the sentence in another case, or -1), and of pairs
    (`pair_sentence`, `source`, `target`, `types`, `mode`, `status`, `contexts`, `pair_pool`).
    """

    corpora: list[str]
    arrays: dict[str, np.ndarray]  # type: ignore[type-arg]
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))

    def __post_init__(self) -> None:
        sums = {"pieces": "at_piece", "words": "at_word", "spans_mention": "at_mention", "spans_name": "at_name"}
        for name, at in sums.items():
            # Words are counted with the root.
            sizes = self.arrays[name].astype(np.int64) + (name == "words")
            self.arrays[at] = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self._on = {k: torch.from_numpy(np.ascontiguousarray(v)).to(self.device) for k, v in self.arrays.items()}

    def save(self, path: Path) -> None:
        """Writes one file."""
        kept = {k: v for k, v in self.arrays.items() if not k.startswith("at_")}
        np.savez_compressed(path, corpora=np.array(self.corpora), **kept)

    @classmethod
    def load(cls, path: Path, device: torch.device | str = "cpu") -> "Packed":
        """Reads what `save` wrote."""
        with np.load(path) as found:
            arrays = {k: found[k] for k in found.files}
        return cls([str(c) for c in arrays.pop("corpora")], arrays, torch.device(device))

    def of_corpus(self, name: str, *, pairs: bool = False) -> np.ndarray:  # type: ignore[type-arg]
        """Numbers of the sentences, or of the pairs, of a corpus; none of a corpus that is not there."""
        column = "pair_pool" if pairs else "pool"
        number = self.corpora.index(name) if name in self.corpora else -1
        return np.flatnonzero(self.arrays[column] == number)

    def groups(self, which: np.ndarray, size: int, dice: random.Random) -> list[np.ndarray]:  # type: ignore[type-arg]
        """Sentences in groups of like length and about `size` pieces, shuffled."""
        lengths = self.arrays["pieces"][which].astype(float)
        noise = np.random.default_rng(dice.getrandbits(32)).uniform(0, 4, len(which))
        order = np.argsort(lengths + noise, kind="stable")
        groups: list[np.ndarray] = []  # type: ignore[type-arg]
        first, longest = 0, 0.0
        for i, at in enumerate(order):
            longest = max(longest, lengths[at])
            if i > first and (i - first + 1) * longest > size:
                groups.append(order[first:i])
                first, longest = i, lengths[at]
        groups.append(order[first:])
        dice.shuffle(groups)
        return groups

    def batches(self, corpus: str, size: int, dice: random.Random, unknown: int) -> Iterator[Batch]:
        """One reading of a corpus of sentences, varied and partly hidden."""
        which = self.of_corpus(corpus)
        draw = np.random.default_rng(dice.getrandbits(32))
        other = self.arrays["case"][which]
        which = np.where((other >= 0) & (draw.random(len(which)) < VARIED / CASED), other, which)
        for group in self.groups(which, size, dice):
            yield self.batch(which[group], unknown)

    def pair_batches(self, corpus: str, size: int, dice: random.Random, unknown: int) -> Iterator[Batch]:
        """One reading of a corpus of pairs, partly hidden."""
        which = self.of_corpus(corpus, pairs=True)
        for group in self.groups(self.arrays["pair_sentence"][which], size, dice):
            yield self.pair_batch(which[group], unknown)

    def batch(self, which: np.ndarray, unknown: int | None) -> Batch:  # type: ignore[type-arg]
        """The sentences with their labels; with `unknown`, the piece that stands for a hidden word, some are hidden.

        `clean` holds the pieces with nothing hidden. `ids`, `clean`, `shapes`: (batch, pieces). `mask`: (batch, 1, 1,
        pieces). `first`, `last`: (batch, 1 + words). Labels of words: (batch, words). Spans: (batch, words, words).
        """
        out = self._words(which, unknown)
        counts = out["counts"]
        longest = int(self.arrays["words"][which].max())
        at = torch.arange(longest, device=self.device)
        outside = at[None] >= counts[:, None]
        for head in SPANS:
            grid = torch.zeros(len(which), longest, longest, dtype=torch.long, device=self.device)
            self._spans(grid, head, which)
            told = self._on[f"told_{head}"][self._index(which)]
            nothing = outside[:, None] | outside[:, :, None] | (at[:, None] > at[None])[None] | ~told[:, None, None]
            out[head] = grid.masked_fill(nothing, NONE)
        return out

    def pair_batch(self, which: np.ndarray, unknown: int | None) -> Batch:  # type: ignore[type-arg]
        """The pairs with their sentences; `source`, `target`: (batch, words), the share of each word in the span."""
        out = self._words(self.arrays["pair_sentence"][which], unknown)
        index = self._index(which)
        at = torch.arange(out["heads"].shape[1], device=self.device)[None]
        for side in ("source", "target"):
            span = self._on[side][index].long()
            inside = (at >= span[:, :1]) & (at < span[:, 1:])
            out[side] = inside.float() / inside.sum(1, keepdim=True).clamp(min=1)
        for name in ("types", "mode", "status", "contexts"):
            out[name] = self._on[name][index]
        out["types"], out["contexts"] = out["types"].bool(), out["contexts"].float()
        out["mode"], out["status"] = out["mode"].long(), out["status"].long()
        return out

    def _index(self, which: np.ndarray) -> Tensor:  # type: ignore[type-arg]
        return torch.from_numpy(np.ascontiguousarray(which)).to(self.device)

    def _words(self, which: np.ndarray, unknown: int | None) -> Batch:  # type: ignore[type-arg]
        on, index = self._on, self._index(which)
        most, longest = (int(self.arrays[n][which].max()) for n in ("pieces", "words"))
        sizes, counts = on["pieces"][index].long(), on["words"][index].long()
        place = torch.arange(most, device=self.device)[None]
        there = place < sizes[:, None]
        where = (on["at_piece"][index][:, None] + place).clamp(max=len(on["ids"]) - 1)
        out = {k: on[k][where].long().masked_fill(~there, 0) for k in ("ids", "shapes")}
        out["mask"], out["counts"], out["clean"] = there[:, None, None], counts, out["ids"]
        place = torch.arange(longest + 1, device=self.device)[None]
        within = place <= counts[:, None]
        at = (on["at_word"][index][:, None] + place).clamp(max=len(on["first"]) - 1)
        for name in ("first", "last"):
            out[name] = on[name][at].long().masked_fill(~within, 0)
        for name in HEADS:
            out[name] = on[name][at].long().masked_fill(~within, NONE)[:, 1:]
        if unknown is not None:
            hidden = torch.rand(within.shape, device=self.device) < HIDDEN
            hidden[:, 0] = False
            covered = hidden.gather(1, on["word"][where].long().clamp(max=longest)) & there
            # What a hidden word's lemma is nobody can know: it is not asked.
            out["ids"] = out["ids"].masked_fill(covered, unknown)
            out["lemma"] = out["lemma"].masked_fill(hidden[:, 1:], NONE)
            out["hidden"] = hidden[:, 1:]
        return out

    def _spans(self, grid: Tensor, head: str, which: np.ndarray) -> None:  # type: ignore[type-arg]
        many = self.arrays[f"spans_{head}"][which].astype(np.int64)
        rows = np.repeat(np.arange(len(which)), many)
        starts = np.repeat(self.arrays[f"at_{head}"][which] - np.concatenate([[0], np.cumsum(many)[:-1]]), many)
        found = self._on[head][self._index(starts + np.arange(len(rows)))].long()
        grid[self._index(rows), found[:, 0], found[:, 1]] = found[:, 2]


CASED = 0.25  # share of sentences that are kept in another case as well


class Packer:
    """Puts sentences and pairs behind one another."""

    def __init__(self, spelling: Spelling, inventory: Inventory, seed: int = 3) -> None:
        self._spelling, self._inventory = spelling, inventory
        self._dice = random.Random(seed)
        self._corpora: list[str] = []
        self._columns: dict[str, list] = {}  # type: ignore[type-arg]
        self._sentences = 0
        self._known: dict[tuple[str, ...], int] = {}

    def sentences(self, found: Iterable[Sentence], *, cased: bool = True) -> None:
        """Adds sentences, some of them in another case as well."""
        for sentence in found:
            number = self._sentence(sentence, sentence.words, self._pool(sentence.corpus))
            if number is not None and cased and self._dice.random() < CASED:
                case = self._dice.choice(CASES)
                other = self._sentence(sentence, [case(w) for w in sentence.words], self._pool("cased"))
                self._columns["case"][number] = -1 if other is None else other

    def pairs(self, found: Iterable[Pair], corpus: str) -> None:
        """Adds pairs; a sentence of several pairs is kept once."""
        for pair in found:
            key = tuple(pair.words)
            if key not in self._known:
                number = self._sentence(Sentence("", "", pair.words), pair.words, self._pool("marked"))
                if number is None:
                    continue
                self._known[key] = number
            self._pair(pair, self._known[key], self._pool(corpus))

    def packed(self) -> Packed:
        """What was added."""
        kinds = {"told_mention": np.bool_, "told_name": np.bool_, "types": np.bool_, "ids": np.uint16}
        kinds |= {"case": np.int32, "pair_sentence": np.int32, "shapes": np.int8, "contexts": np.int8, "pool": np.int8}
        arrays = {k: np.array(v, dtype=kinds.get(k, np.int16)) for k, v in self._columns.items()}
        arrays["ids"] = arrays["ids"].astype(np.int32)
        return Packed(self._corpora, arrays)

    def _pool(self, corpus: str) -> int:
        if corpus not in self._corpora:
            self._corpora.append(corpus)
        return self._corpora.index(corpus)

    def _add(self, column: str, values: Iterable) -> None:  # type: ignore[type-arg]
        self._columns.setdefault(column, []).extend(values)

    def _sentence(self, s: Sentence, words: Sequence[str], pool: int) -> int | None:
        pieces = self._spelling.sentence(words)
        if len(pieces.ids) > MOST_PIECES:
            return None
        self._add("ids", pieces.ids.tolist())
        self._add("shapes", pieces.shapes.tolist())
        member = np.zeros(len(pieces.ids), dtype=int)
        for i, (a, b) in enumerate(zip(pieces.first, pieces.last, strict=True)):
            member[a : b + 1] = i
        self._add("word", member.tolist())
        self._add("first", pieces.first.tolist())
        self._add("last", pieces.last.tolist())
        for head, values in self._labels(s, words).items():
            self._add(head, [NONE, *values])
        for head, found in (("mention", s.mentions), ("name", s.names)):
            spans = [] if found is None else [(a, b - 1, self._inventory.code(head, kind)) for a, b, kind in found]
            self._add(head, spans)
            self._add(f"spans_{head}", [len(spans)])
            self._add(f"told_{head}", [found is not None])
        for column, value in (("pieces", len(pieces.ids)), ("words", len(words)), ("case", -1), ("pool", pool)):
            self._add(column, [value])
        self._sentences += 1
        return self._sentences - 1

    def _labels(self, s: Sentence, words: Sequence[str]) -> dict[str, list[int]]:
        code, n = self._inventory.code, len(words)
        out = {head: [NONE] * n for head in HEADS}
        if s.heads is not None:
            for head, values in (("upos", s.upos), ("xpos", s.xpos), ("feats", s.feats), ("deprel", s.deprels)):
                out[head] = [code(head, v) for v in values or ()]
            rules = [_rule_of(w, m) for w, m in zip(words, s.lemmas or (), strict=True)]
            out["lemma"] = [code("lemma", r) for r in rules]
            out["heads"] = list(s.heads)
        if s.names is not None:
            tags = ["O"] * n
            for start, stop, kind in s.names:
                tags[start:stop] = [f"I-{kind}"] * (stop - start)
                tags[start] = f"B-{kind}"
                tags[stop - 1] = f"E-{kind}" if stop - start > 1 else f"S-{kind}"
            out["tag"] = [code("tag", t) for t in tags]
        return out

    def _pair(self, p: Pair, sentence: int, pool: int) -> None:
        real = bool(p.types) and p.types != [NOTHING]
        self._add("pair_sentence", [sentence])
        self._add("source", [p.source])
        self._add("target", [p.target])
        self._add("types", [[kind in p.types for kind in TYPES]])
        self._add("mode", [MODES.index(p.mode) if real and p.mode is not None else NONE])
        self._add("status", [STATUSES.index(p.status) if real and p.status is not None else NONE])
        self._add("contexts", [[-1] * len(CONTEXTS) if p.contexts is None else [c in p.contexts for c in CONTEXTS]])
        self._add("pair_pool", [pool])
