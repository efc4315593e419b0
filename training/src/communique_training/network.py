"""The network: a small BERT with a casing feature, and a head for each task on states of words.

Trees: deep biaffine attention (Dozat and Manning 2017). Mentions and names: biaffine over first and last word (Yu,
Bohnet and Poesio 2020), names also as BIOES tags. Tags, features and lemma rules: one layer each. Each group of heads
reads its own mix of the encoder's layers (Peters et al. 2018).
"""

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn.functional import gelu, scaled_dot_product_attention

from communique.language.pieces import SHAPES

HIDDEN, LAYERS, ATTENTION, INNER, PLACES = 384, 6, 12, 1536, 512  # of the encoder that training starts from
PAIR = 192  # width of what the heads of pairs read


@dataclass(frozen=True)
class Sizes:
    """How many labels each head chooses from."""

    vocabulary: int
    upos: int
    xpos: int
    feats: int
    lemma: int
    deprel: int
    mention: int
    name: int
    tag: int
    pairs: tuple[int, int, int, int]  # types, modes, statuses, contexts
    layers: int = LAYERS
    arc: int = 256
    relation: int = 64
    span: int = 128


class Drop(nn.Module):
    """Dropout with one mask for all places of a sentence (Gal and Ghahramani 2016); much cheaper on a CPU."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.share == 0:
            return x
        keep = 1 - self.share
        return x * (torch.empty(x.shape[0], 1, x.shape[-1], device=x.device).bernoulli_(keep) / keep)


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.attended, self.done = (nn.LayerNorm(HIDDEN, eps=1e-12) for _ in range(2))
        self.wide, self.narrow = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.drop = Drop(drop)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x: (batch, pieces, hidden); mask: (batch, 1, 1, pieces), true where there is a piece."""
        b, n, _ = x.shape
        q, k, v = (f(x).view(b, n, ATTENTION, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        seen = scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.attended(x + self.drop(self.out(seen.transpose(1, 2).reshape(b, n, HIDDEN))))
        return self.done(x + self.drop(self.narrow(gelu(self.wide(x)))))


class Encoder(nn.Module):
    """Pieces and shapes to the states of every layer."""

    def __init__(self, vocabulary: int, layers: int = LAYERS, drop: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, HIDDEN)
        self.places = nn.Embedding(PLACES, HIDDEN)
        self.shapes = nn.Embedding(len(SHAPES), HIDDEN)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(layers))
        self.drop = Drop(drop)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None) -> list[Tensor]:
        """ids, shapes: (batch, pieces). States (batch, pieces, hidden) of the input and of each layer."""
        places = self.places.weight[: ids.shape[1]]
        x = self.drop(self.norm(self.pieces(ids) + places + self.shapes(shapes)))
        states = [x]
        for layer in self.layers:
            states.append(layer(states[-1], mask))
        return states

    def start_from(self, weights: Path) -> None:
        """Takes over the weights of the encoder that training starts from, a file of safetensors in BERT's naming."""
        old = load_file(weights)
        names = {
            "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
            "attention.output.dense": "out", "attention.output.LayerNorm": "attended",
            "intermediate.dense": "wide", "output.dense": "narrow", "output.LayerNorm": "done",
        }  # fmt: skip
        new = {f"norm.{w}": old[f"embeddings.LayerNorm.{w}"] for w in ("weight", "bias")}
        new["pieces.weight"] = old["embeddings.word_embeddings.weight"]
        # There is one kind of segment, so its embedding joins the places'.
        new["places.weight"] = (
            old["embeddings.position_embeddings.weight"] + old["embeddings.token_type_embeddings.weight"][0]
        )
        for i in range(LAYERS):
            for theirs, ours in names.items():
                for w in ("weight", "bias"):
                    new[f"layers.{i}.{ours}.{w}"] = old[f"encoder.layer.{i}.{theirs}.{w}"]
        missing, unknown = self.load_state_dict(new, strict=False)
        if unknown or missing != ["shapes.weight"]:
            raise ValueError(f"{weights} does not fit: missing {missing}, unknown {unknown}")


class Mix(nn.Module):
    """A weighted mean of the layers."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.linspace(-1.0, 1.0, layers + 1))

    def forward(self, states: list[Tensor]) -> Tensor:
        shares = torch.softmax(self.weights, 0)
        return sum((shares[i] * s for i, s in enumerate(states[1:], 1)), shares[0] * states[0])


class Biaffine(nn.Module):
    """Scores of pairs: (batch, n, d) and (batch, m, d) to (batch, n, m, labels)."""

    def __init__(self, size: int, labels: int) -> None:
        super().__init__()
        self.labels, self.size = labels, size
        self.weight = nn.Parameter(torch.empty(size + 1, labels * (size + 1)))
        nn.init.normal_(self.weight, std=0.3 / math.sqrt(size))

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        b, n, _ = left.shape
        m = right.shape[1]
        left = torch.cat([left, left.new_ones(b, n, 1)], -1)
        right = torch.cat([right, right.new_ones(b, m, 1)], -1)
        turned = (left @ self.weight).view(b, n * self.labels, self.size + 1)
        return (turned @ right.transpose(1, 2)).view(b, n, self.labels, m).transpose(2, 3)


def side(size: int, drop: float) -> nn.Sequential:
    """One side of a pair."""
    return nn.Sequential(nn.Linear(HIDDEN, size), nn.GELU(), Drop(drop))


class Pairs(nn.Module):
    """What one span of words does to another: types, modes, status, contexts of an event.

    The two spans ask the words of the sentence which of them tell (one head of attention); the answer and the spans go
    through two layers.
    """

    def __init__(self, sizes: tuple[int, int, int, int], drop: float, width: int = PAIR) -> None:
        super().__init__()
        self.asks, self.tells = nn.Linear(2 * width, width), nn.Linear(width, width)
        self.inner = nn.Sequential(nn.Linear(4 * width, width), nn.GELU(), nn.Dropout(drop))
        self.types, self.modes, self.statuses, self.contexts = (nn.Linear(width, n) for n in sizes)

    def forward(self, states: Tensor, source: Tensor, target: Tensor, counts: Tensor) -> dict[str, Tensor]:
        """states: (batch, words, width). source, target: (batch, words), the share of each word in the span."""
        one, other = ((share.unsqueeze(1) @ states).squeeze(1) for share in (source, target))
        asked = self.asks(torch.cat([one, other], -1)).unsqueeze(-1)
        weight = (self.tells(states) @ asked).squeeze(-1) / math.sqrt(states.shape[-1])
        beyond = torch.arange(states.shape[1], device=states.device)[None] >= counts[:, None]
        heard = (torch.softmax(weight.masked_fill(beyond, -1e4), -1).unsqueeze(1) @ states).squeeze(1)
        inner = self.inner(torch.cat([one, other, heard, one * other], -1))
        names = ("types", "modes", "statuses", "contexts")
        return {name: getattr(self, name)(inner) for name in names}


class Network(nn.Module):
    """The whole: `forward` gives the scores of all heads."""

    def __init__(self, sizes: Sizes, drop: float = 0.33) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes.vocabulary, sizes.layers)
        self.tag_mix, self.tree_mix, self.name_mix = (Mix(sizes.layers) for _ in range(3))
        self.drop = Drop(drop)
        self.upos, self.xpos, self.feats, self.lemma = (
            nn.Linear(HIDDEN, n) for n in (sizes.upos, sizes.xpos, sizes.feats, sizes.lemma)
        )
        self.tag = nn.Linear(HIDDEN, sizes.tag)
        self.arc_of, self.arc_to = side(sizes.arc, drop), side(sizes.arc, drop)
        self.relation_of, self.relation_to = side(sizes.relation, drop), side(sizes.relation, drop)
        self.mention_from, self.mention_to = side(sizes.span, drop), side(sizes.span, drop)
        self.name_from, self.name_to = side(sizes.span, drop), side(sizes.span, drop)
        self.arc, self.relation = Biaffine(sizes.arc, 1), Biaffine(sizes.relation, sizes.deprel)
        self.mention, self.name = Biaffine(sizes.span, sizes.mention), Biaffine(sizes.span, sizes.name)
        for pairs in (self.mention, self.name):  # most spans are nothing: label 0 starts ahead
            pairs.weight.data[-1, sizes.span] = 6.0
        self.pair_mix, self.pair_of = Mix(sizes.layers), side(PAIR, 0.2)
        self.pairs = Pairs(sizes.pairs, drop)

    def states(self, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """States of words for tags, trees and names: (batch, words + 1, hidden), the root first."""
        layers = self.encoder(batch["ids"], batch["shapes"], batch.get("mask"))
        return tuple(words(mix(layers), batch) for mix in (self.tag_mix, self.tree_mix, self.name_mix))  # type: ignore[return-value]

    def pair_states(self, batch: dict[str, Tensor]) -> Tensor:
        """What the heads of pairs read: (batch, words, width)."""
        layers = self.encoder(batch["ids"], batch["shapes"], batch.get("mask"))
        return self.pair_of(words(self.pair_mix(layers), batch)[:, 1:])  # type: ignore[no-any-return]

    def pair_scores(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Scores of the events between the marked spans: (batch, labels) each."""
        return self.pairs(self.pair_states(batch), batch["source"], batch["target"], batch["counts"])  # type: ignore[no-any-return]

    def tag_scores(self, tags: Tensor) -> dict[str, Tensor]:
        """Scores of labels a word: (batch, words, labels)."""
        x = self.drop(tags[:, 1:])
        return {name: getattr(self, name)(x) for name in ("upos", "xpos", "feats", "lemma")}

    def arc_scores(self, tree: Tensor) -> Tensor:
        """(batch, words, words + 1): each word's heads, the root first."""
        return self.arc(self.arc_of(tree[:, 1:]), self.arc_to(tree)).squeeze(-1)

    def relation_scores(self, tree: Tensor) -> Tensor:
        """(batch, words, words + 1, relations)."""
        return self.relation(self.relation_of(tree[:, 1:]), self.relation_to(tree))

    def mention_scores(self, tree: Tensor) -> Tensor:
        """(batch, first words, last words, kinds)."""
        return self.mention(self.mention_from(tree[:, 1:]), self.mention_to(tree[:, 1:]))

    def name_scores(self, names: Tensor) -> Tensor:
        """(batch, first words, last words, kinds)."""
        return self.name(self.name_from(names[:, 1:]), self.name_to(names[:, 1:]))

    def name_tags(self, names: Tensor) -> Tensor:
        """(batch, words, tags)."""
        return self.tag(self.drop(names[:, 1:]))


def words(x: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """States of pieces to states of words: the mean of a word's first and last piece."""
    index = lambda name: batch[name].unsqueeze(-1).expand(-1, -1, x.shape[-1])  # noqa: E731
    return (x.gather(1, index("first")) + x.gather(1, index("last"))) * 0.5
