"""Step 3: trains a network on what the corpora say; goes on from the last checkpoint where there is one.

    python -m communique_training.train --work build --start model.safetensors

In: what `prepare` and `pack` wrote, and the encoder to start from. Out: a checkpoint every few minutes and
`network.pt`, the running mean of the weights, at the end. Uses a GPU where one is there.
"""

import argparse
import itertools
import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from communique_training.network import LAYERS, Network, Sizes
from communique_training.packed import NONE, Batch, Packed
from communique_training.relations import CONTEXTS, MODES, STATUSES, TYPES, macro_f1
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from communique.language.pieces import Spelling

WEIGHTS = {"upos": 0.6, "xpos": 0.4, "feats": 0.4, "lemma": 0.4}
MEAN, EVERY = 0.999, 5  # of the running mean of the weights, and how often it is taken
WARM = 0.06  # share of the run in which the rates rise
SAVE_EVERY = 300  # seconds between checkpoints
SHARES = {"ewt": 0.25, "gum": 0.21, "newswire": 0.30, "silver": 0.08, "pairs": 0.16}  # of the batches
PAIRS = frozenset({"pairs", "guessed"})  # corpora of pairs
_ALL = frozenset({"tree", "mention", "name"})
TELLS = {"ewt": frozenset({"tree"}), "gum": frozenset({"tree", "mention"}), "newswire": _ALL, "silver": _ALL,
         "pairs": frozenset({"pair"})}  # fmt: skip


def losses(network: Network, batch: Batch, tells: frozenset[str]) -> dict[str, Tensor]:
    """The loss of each head that this batch teaches, a word's mean each; of pairs, a pair's.

    tells: what the corpus of the batch says, some of `tree`, `mention`, `name`, `pair`.
    """
    if "pair" in tells:
        return pair_losses(network.pair_scores(batch), batch)
    tags, tree, names = network.states(batch)
    words = batch["counts"].sum()
    out: dict[str, Tensor] = {}
    if "tree" in tells:
        for head, scores in network.tag_scores(tags).items():
            out[head] = WEIGHTS[head] * right(scores, batch[head])
        out["arc"] = right(within(network.arc_scores(tree), batch["counts"]), batch["heads"])
        out["relation"] = right(chosen(network.relation_scores(tree), batch["heads"]), batch["deprel"])
    if "mention" in tells:
        scores = network.mention_scores(tree).float().flatten(0, 2)
        found = cross_entropy(scores, batch["mention"].flatten(), ignore_index=NONE, reduction="sum")
        out["mention"] = found / words
    if "name" in tells:
        scores = network.name_scores(names).float().flatten(0, 2)
        out["name"] = cross_entropy(scores, batch["name"].flatten(), ignore_index=NONE, reduction="sum") / words
        out["tag"] = 0.5 * right(network.name_tags(names), batch["tag"])
    return out


def right(scores: Tensor, labels: Tensor) -> Tensor:
    """Cross entropy, the mean over the labels that are told."""
    return cross_entropy(scores.float().flatten(0, 1), labels.flatten(), ignore_index=NONE)


def within(arcs: Tensor, counts: Tensor) -> Tensor:
    """Scores of heads without those beyond the end of a sentence."""
    beyond = torch.arange(arcs.shape[2], device=arcs.device)[None, None] > counts[:, None, None]
    return arcs.float().masked_fill(beyond, -1e4)


def chosen(relations: Tensor, heads: Tensor) -> Tensor:
    """Scores of relations to the heads given: (batch, words, labels)."""
    index = heads.clamp(min=0)[..., None, None].expand(-1, -1, 1, relations.shape[-1])
    return relations.gather(2, index).squeeze(2)


def pair_losses(scores: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Losses of the heads of pairs. A label that allows several types asks for one of them."""
    scores = {k: v.float() for k, v in scores.items()}
    likely = torch.log_softmax(scores["types"], -1)
    out = {"pair": -likely.masked_fill(~batch["types"], -1e4).logsumexp(-1).mean()}
    for name, head in (("mode", "modes"), ("status", "statuses")):
        told = (batch[name] != NONE).sum().clamp(min=1)
        found = cross_entropy(scores[head], batch[name], ignore_index=NONE, reduction="sum")
        out[f"pair {name}"] = 0.3 * found / told
    told = batch["contexts"] >= 0
    raw = binary_cross_entropy_with_logits(scores["contexts"], batch["contexts"].clamp(min=0), reduction="none")
    out["pair contexts"] = (raw * told).sum() / told.sum().clamp(min=1)
    return out


def mixture(
    packed: Packed, shares: dict[str, float], size: int, unknown: int, seed: int
) -> Iterator[tuple[str, Batch]]:
    """Batches without end, each from one corpus, drawn by their shares; a corpus starts anew when it is used up."""
    dice = random.Random(seed)
    names = sorted(name for name in shares if len(packed.of_corpus(name, pairs=name in PAIRS)))

    def stream(name: str) -> Iterator[Batch]:
        cut = packed.pair_batches if name in PAIRS else packed.batches
        for turn in itertools.count():
            yield from cut(name, size, random.Random(f"{seed} {name} {turn}"), unknown)

    streams = {name: stream(name) for name in names}
    while True:
        name = dice.choices(names, [shares[n] for n in names])[0]
        yield name, next(streams[name])


def vocabulary_in(work: Path) -> int:
    """How many pieces the vocabulary has."""
    return int(Tokenizer.from_file(str(work / "vocabulary.json")).get_vocab_size())


def sizes_of(labels: dict[str, list[str]], vocabulary: int, layers: int = LAYERS) -> Sizes:
    """Sizes of the heads for an inventory of labels."""
    return Sizes(
        vocabulary,
        pairs=(len(TYPES), len(MODES), len(STATUSES), len(CONTEXTS)),
        layers=layers,
        **{k: len(labels[k]) for k in ("upos", "xpos", "feats", "lemma", "deprel", "mention", "name", "tag")},
    )


class Run:
    """A training run: the network, its optimiser, the running mean of its weights, and how far it has come."""

    def __init__(self, network: Network, encoder_rate: float, head_rate: float) -> None:
        encoder = [p for p in network.encoder.parameters() if p.requires_grad]
        inside = {id(p) for p in network.encoder.parameters()}
        heads = [p for p in network.parameters() if id(p) not in inside]
        groups = [{"params": encoder, "peak": encoder_rate}, {"params": heads, "peak": head_rate}]
        self.network = network
        self.trained = [*encoder, *heads]
        self.device = heads[0].device
        fused = {"fused": True}
        self.optimiser = torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.98), weight_decay=0.01, **fused)  # type: ignore[arg-type]
        self.mean = {k: v.detach().clone() for k, v in network.state_dict().items()}
        self.steps, self.seconds = 0, 0.0

    def step(self, parts: dict[str, Tensor], share: float) -> None:
        """One step down the sum of the losses; `share` of the run is done."""
        rate = min(1.0, share / WARM) * max(0.0, 1 - max(0.0, share - WARM) / (1 - WARM))
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * rate
        self.optimiser.zero_grad(set_to_none=True)
        torch.stack(list(parts.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(self.trained, 2.0)
        self.optimiser.step()
        self.steps += 1
        if self.steps % EVERY == 0:
            kept = min(MEAN**EVERY, 1 - 10 / (self.steps + 10))
            with torch.no_grad():
                now = self.network.state_dict()
                torch._foreach_lerp_([self.mean[k] for k in now], list(now.values()), 1 - kept)

    def save(self, path: Path) -> None:
        """Writes a checkpoint; the one before it stays whole until this one is."""
        state = {"network": self.network.state_dict(), "optimiser": self.optimiser.state_dict(), "mean": self.mean}
        part = path.with_suffix(".part")
        torch.save({**state, "step": self.steps, "spent": self.seconds}, part)
        part.replace(path)

    def resume(self, path: Path) -> None:
        """Goes on from a checkpoint."""
        state = torch.load(path, map_location=self.device)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.mean, self.steps, self.seconds = state["mean"], state["step"], state["spent"]
        print(f"going on from step {self.steps:,}", flush=True)

    def finish(self, path: Path, **facts: int) -> None:
        """Writes the running mean of the weights: what `export` and a later run take, and facts of the run."""
        kept = {k: v.cpu() for k, v in self.mean.items()}
        name = torch.cuda.get_device_name() if self.device.type == "cuda" else f"{torch.get_num_threads()} CPU cores"
        layers = self.network.sizes.layers
        torch.save({"network": kept, "seconds": self.seconds, "layers": layers, "device": name, **facts}, path)


Losses = Callable[[str, Batch], dict[str, Tensor]]


def train(run: Run, stream: Iterator[tuple[str, Batch]], of: Losses, minutes: float, saved: Path | None) -> None:
    """Trains until the minutes are used up, those of earlier parts of the run included."""
    told: dict[str, list[Tensor]] = {}
    run.network.train()
    before, begun = run.seconds, time.monotonic()
    last_saved = begun
    half = torch.autocast(run.device.type, torch.bfloat16, enabled=run.device.type == "cuda")
    while run.seconds < minutes * 60:
        name, batch = next(stream)
        with half:
            parts = of(name, batch)
        run.step(parts, run.seconds / (minutes * 60))
        for k, v in parts.items():
            told.setdefault(k, []).append(v.detach())
        now = time.monotonic()
        run.seconds = before + now - begun
        if run.steps % 100 == 0:
            figures = " ".join(f"{k} {float(torch.stack(v).mean()):.3f}" for k, v in sorted(told.items()))
            print(f"{run.steps:,}, {run.seconds / minutes / 60:.1%}, {run.seconds:,.0f} s: {figures}", flush=True)
            told = {}
        if saved and now - last_saved > SAVE_EVERY:
            run.save(saved)
            last_saved = now


def tried(run: Run, packed: Packed) -> float:
    """Macro F1 of types on the marked pairs, with the running mean of the weights; the two of YIELD count as one."""
    now = {k: v.detach().clone() for k, v in run.network.state_dict().items()}
    run.network.load_state_dict(run.mean)
    run.network.eval()
    told, found = [], []
    with torch.no_grad():
        for part in np.array_split(packed.of_corpus("marked pairs", pairs=True), 8):
            batch = packed.pair_batch(part, None)
            scores = run.network.pair_scores(batch)["types"]
            for allowed, best in zip(batch["types"], scores[:, 1:].argmax(-1).tolist(), strict=True):
                kinds = [TYPES[i] for i in allowed.nonzero().flatten().tolist()]
                told.append("YIELD" if kinds == ["CONCEDE", "RETREAT"] else kinds[0])
                found.append("YIELD" if TYPES[best + 1] in ("CONCEDE", "RETREAT") else TYPES[best + 1])
    run.network.load_state_dict(now)
    run.network.train()
    return macro_f1(told, found)


def network_of(path: Path, sizes: Sizes, *, heads: bool) -> Network:
    """A network that starts from an encoder in BERT's naming, or from one of ours, with its heads or without."""
    network = Network(sizes)
    if path.suffix == ".safetensors":
        network.encoder.start_from(path)
        return network
    saved = torch.load(path, map_location="cpu")["network"]
    kept = {k: v.float() for k, v in saved.items() if heads or k.startswith("encoder.")}
    missing, unknown = network.load_state_dict(kept, strict=False)
    if unknown or (heads and missing) or any(k.startswith("encoder.") for k in missing):
        raise ValueError(f"{path} does not fit: missing {missing}, unknown {unknown}")
    return network


def device_here(threads: int) -> torch.device:
    """A GPU where there is one."""
    torch.set_num_threads(threads)
    torch.set_float32_matmul_precision("high")
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def setting(work: Path, device: torch.device) -> tuple[Packed, dict[str, list[str]], Spelling]:
    """What `prepare` and `pack` wrote, on the device."""
    labels = json.loads((work / "labels.json").read_text("utf-8"))
    return (
        Packed.load(work / "packed.npz", device),
        labels,
        Spelling(Tokenizer.from_file(str(work / "vocabulary.json"))),
    )


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument(
        "--start", type=Path, required=True, help="a .safetensors in BERT's naming, or a network of ours"
    )
    parser.add_argument("--out", default="network.pt")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--minutes", type=float, default=200, help="how long to train, earlier parts included")
    parser.add_argument("--size", type=int, default=1100, help="pieces a batch; some 8,000 on a GPU")
    parser.add_argument("--encoder-rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1.2e-3)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def main() -> None:
    options = arguments()
    device = device_here(options.threads)
    torch.manual_seed(options.seed)
    packed, labels, spelling = setting(options.work, device)
    sizes = sizes_of(labels, vocabulary_in(options.work))
    run = Run(network_of(options.start, sizes, heads=False).to(device), options.encoder_rate, options.head_rate)
    saved = (options.work / options.out).with_suffix(".checkpoint")
    stream = mixture(packed, SHARES, options.size, spelling.unknown, options.seed)
    if saved.exists():
        run.resume(saved)
        for _ in range(run.steps):
            next(stream)
    train(run, stream, lambda name, batch: losses(run.network, batch, TELLS[name]), options.minutes, saved)
    print(f"pairs, macro F1 {tried(run, packed):.1f}", flush=True)
    run.finish(options.work / options.out, teachers=0)


if __name__ == "__main__":
    main()
