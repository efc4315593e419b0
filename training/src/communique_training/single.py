"""The trained network for one sentence, laid out for speed: no batch, one product for query, key and value.

In: a `Network` and one sentence's pieces, each argument in one dimension. Out: best labels of the tags, scores of all
else, without the root among the words that have heads, and the states of words that the heads of pairs read. The
answers are those of `Network` but for rounding.
"""

import torch
from communique_training.network import ATTENTION, HIDDEN, Layer, Network
from torch import Tensor, nn
from torch.nn.functional import gelu

WIDTH = HIDDEN // ATTENTION
TAGS = ("upos", "xpos", "feats")
RIVALS = 6  # rules of a lemma that are told


class Single(nn.Module):
    """See the module. Holds copies of weights where their layout differs."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        for i, layer in enumerate(network.encoder.layers):
            parts = (layer.query, layer.key, layer.value)
            self._keep(f"seen_{i}", torch.cat([p.weight for p in parts]).T, torch.cat([p.bias for p in parts]))
        for name in ("arc", "relation", "mention", "name"):
            pairs = getattr(network, name)
            weight = pairs.weight.detach().view(pairs.size + 1, pairs.labels, pairs.size + 1)
            # What is multiplied with the other side, and what the constant of the other side brings alone.
            self._keep(name, weight[:-1, :, :-1].reshape(pairs.size, -1), weight[-1, :, :-1].reshape(-1))
            self._keep(f"{name}_alone", weight[:-1, :, -1], weight[-1, :, -1])

    def _keep(self, name: str, weight: Tensor, bias: Tensor) -> None:
        self.register_buffer(f"{name}_weight", weight.detach().clone().contiguous())
        self.register_buffer(f"{name}_bias", bias.detach().clone().contiguous())

    def _dense(self, name: str, x: Tensor) -> Tensor:
        return x @ getattr(self, f"{name}_weight") + getattr(self, f"{name}_bias")

    def _layer(self, i: int, layer: Layer, x: Tensor) -> Tensor:
        joined = self._dense(f"seen_{i}", x).view(-1, 3 * ATTENTION, WIDTH).transpose(0, 1)
        query, key, value = joined[:ATTENTION], joined[ATTENTION : 2 * ATTENTION], joined[2 * ATTENTION :]
        seen = torch.softmax((query * WIDTH**-0.5) @ key.transpose(1, 2), -1) @ value
        x = layer.attended(x + layer.out(seen.transpose(0, 1).reshape(-1, HIDDEN)))
        return layer.done(x + layer.narrow(gelu(layer.wide(x))))

    def _pairs(self, name: str, left: Tensor, right: Tensor) -> Tensor:
        """(n, d) and (m, d) to (n, m, labels), or to (n, m) where there is one label."""
        labels, size = getattr(self.network, name).labels, getattr(self.network, name).size
        turned = self._dense(name, left).view(-1, size)
        found = turned @ right.transpose(0, 1)
        alone = self._dense(f"{name}_alone", left)
        if labels == 1:
            return found + alone
        return found.view(-1, labels, right.shape[0]).transpose(1, 2) + alone.unsqueeze(1)

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        net, encoder = self.network, self.network.encoder
        x = encoder.norm(encoder.pieces(ids) + encoder.places.weight[: ids.shape[0]] + encoder.shapes(shapes))
        states = [x]
        for i, layer in enumerate(encoder.layers):
            states.append(self._layer(i, layer, states[-1]))
        doubled = [s.index_select(0, first) + s.index_select(0, last) for s in states]
        mixed = []
        for mix in (net.tag_mix, net.tree_mix, net.name_mix, net.pair_mix):
            shares = (torch.softmax(mix.weights.detach(), 0) * 0.5).tolist()
            mixed.append(
                sum((share * s for share, s in zip(shares[1:], doubled[1:], strict=True)), shares[0] * doubled[0])
            )
        tags, tree, names = mixed[0][1:], mixed[1], mixed[2][1:]
        words = tree[1:]
        return (
            *(getattr(net, name)(tags).argmax(-1) for name in TAGS),
            net.lemma(tags).topk(RIVALS, -1).indices,
            self._pairs("arc", net.arc_of(words), net.arc_to(tree)),
            self._pairs("relation", net.relation_of(words), net.relation_to(tree)),
            self._pairs("mention", net.mention_from(words), net.mention_to(words)),
            self._pairs("name", net.name_from(names), net.name_to(names)),
            net.tag(names),
            net.pair_of(mixed[3][1:]),
        )
