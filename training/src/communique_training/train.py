"""Step 2: trains the network; goes on from the last checkpoint where there is one.

    python -m communique_training.train --work build --start model.safetensors --vocabulary tokenizer.json

In: what `prepare` and `silver` wrote (without the latter it does without it), the encoder to start from and its
vocabulary. Out: `checkpoint.pt` every few minutes and `network.pt`, the running mean of the weights, at the end. Uses
a GPU where one is there.
"""

import argparse
import itertools
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from communique_training.batches import NONE, Inventory, batches
from communique_training.corpora import held_out, load
from communique_training.network import Network, Sizes
from communique_training.relations import (
    CONTEXTS,
    MODES,
    STATUSES,
    TYPES,
    Pair,
    macro_f1,
    pair_batches,
    pairs,
)
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from communique.language.pieces import Spelling

WEIGHTS = {"upos": 0.6, "xpos": 0.4, "feats": 0.4, "lemma": 0.4}
MEAN = 0.999  # of the running mean of the weights
WARM = 0.06  # share of the run in which the rates rise
SHARES = {"ewt": 0.25, "gum": 0.21, "newswire": 0.30, "silver": 0.08, "pairs": 0.16}  # of the batches


def losses(network: Network, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of each head that this batch teaches, a word's mean each; of pairs, a pair's."""
    if "types" in batch:
        return pair_losses(network.pair_scores(batch), batch)
    tags, tree, names = network.states(batch)
    words = batch["counts"].sum()
    out: dict[str, Tensor] = {}
    if (batch["heads"] != NONE).any():
        for head, scores in network.tag_scores(tags).items():
            out[head] = WEIGHTS[head] * cross_entropy(scores.flatten(0, 1), batch[head].flatten(), ignore_index=NONE)
        arcs = network.arc_scores(tree)
        beyond = torch.arange(arcs.shape[2], device=arcs.device)[None, None] > batch["counts"][:, None, None]
        arcs = arcs.masked_fill(beyond, -1e4)
        out["arc"] = cross_entropy(arcs.flatten(0, 1), batch["heads"].flatten(), ignore_index=NONE)
        heads = batch["heads"].clamp(min=0)
        relations = network.relation_scores(tree)
        chosen = relations.gather(2, heads[..., None, None].expand(-1, -1, 1, relations.shape[-1])).squeeze(2)
        out["relation"] = cross_entropy(chosen.flatten(0, 1), batch["deprel"].flatten(), ignore_index=NONE)
    if (batch["mention"] != NONE).any():
        scores = network.mention_scores(tree).flatten(0, 2)
        told = (batch["mention"] != NONE).any(2).sum()
        out["mention"] = cross_entropy(scores, batch["mention"].flatten(), ignore_index=NONE, reduction="sum") / told
    if (batch["name"] != NONE).any():
        scores = network.name_scores(names).flatten(0, 2)
        out["name"] = cross_entropy(scores, batch["name"].flatten(), ignore_index=NONE, reduction="sum") / words
        tag = network.name_tags(names).flatten(0, 1)
        out["tag"] = 0.5 * cross_entropy(tag, batch["tag"].flatten(), ignore_index=NONE)
    return out


def pair_losses(scores: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Losses of the heads of pairs. A label that allows several types asks for one of them."""
    likely = torch.log_softmax(scores["types"], -1)
    out = {"pair": -likely.masked_fill(~batch["types"], -1e4).logsumexp(-1).mean()}
    for name, head in (("mode", "modes"), ("status", "statuses")):
        if (batch[name] != NONE).any():
            out[f"pair {name}"] = 0.3 * cross_entropy(scores[head], batch[name], ignore_index=NONE)
    told = batch["contexts"] >= 0
    if told.any():
        raw = binary_cross_entropy_with_logits(scores["contexts"], batch["contexts"].clamp(min=0), reduction="none")
        out["pair contexts"] = (raw * told).sum() / told.sum()
    return out


def mixture(pools: dict[str, tuple[list, float]], size: int, make) -> Iterator[dict[str, Tensor]]:  # type: ignore[no-untyped-def, type-arg]
    """Batches without end, each from one pool, drawn by the pools' shares; a pool starts anew when it is used up."""
    dice = random.Random(7)
    names = sorted(pools)

    def stream(name: str) -> Iterator[dict[str, Tensor]]:
        for turn in itertools.count():
            yield from make(name, pools[name][0], size, random.Random(f"{name} {turn}"))

    streams = {name: stream(name) for name in names}
    while True:
        yield next(streams[dice.choices(names, [pools[n][1] for n in names])[0]])


def sizes_of(labels: dict[str, list[str]], vocabulary: int) -> Sizes:
    """Sizes of the heads for an inventory of labels."""
    return Sizes(
        vocabulary,
        pairs=(len(TYPES), len(MODES), len(STATUSES), len(CONTEXTS)),
        **{k: len(labels[k]) for k in ("upos", "xpos", "feats", "lemma", "deprel", "mention", "name", "tag")},
    )


class Run:
    """A training run: the network, its optimiser, the running mean of its weights, and how far it has come."""

    def __init__(self, network: Network, encoder_rate: float, head_rate: float) -> None:
        encoder = list(network.encoder.parameters())
        inside = {id(p) for p in encoder}
        heads = [p for p in network.parameters() if id(p) not in inside]
        groups = [{"params": encoder, "peak": encoder_rate}, {"params": heads, "peak": head_rate}]
        self.network = network
        self.optimiser = torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.mean = {k: v.detach().clone() for k, v in network.state_dict().items()}
        self.steps, self.seconds = 0, 0.0

    def step(self, batch: dict[str, Tensor], share: float) -> dict[str, float]:
        """One step; `share` of the run is done. The losses of the heads that the batch taught."""
        rate = min(1.0, share / WARM) * max(0.0, 1 - max(0.0, share - WARM) / (1 - WARM))
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * rate
        parts = losses(self.network, batch)
        self.optimiser.zero_grad(set_to_none=True)
        torch.stack(list(parts.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.optimiser.step()
        self.steps += 1
        if self.steps % 5 == 0:
            kept = min(MEAN**5, 1 - 10 / (self.steps + 10))
            with torch.no_grad():
                for k, v in self.network.state_dict().items():
                    self.mean[k].lerp_(v, 1 - kept)
        return {k: float(v.detach()) for k, v in parts.items()}

    def save(self, path: Path) -> None:
        """Writes a checkpoint; the one before it stays whole until this one is."""
        state = {"network": self.network.state_dict(), "optimiser": self.optimiser.state_dict(), "mean": self.mean}
        part = path.with_suffix(".part")
        torch.save({**state, "step": self.steps, "spent": self.seconds}, part)
        part.replace(path)

    def resume(self, path: Path) -> None:
        """Goes on from a checkpoint."""
        state = torch.load(path)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.mean, self.steps, self.seconds = state["mean"], state["step"], state["spent"]
        print(f"going on from step {self.steps:,}", flush=True)


def train(run: Run, stream: Iterator[dict[str, Tensor]], minutes: float, saved: Path, save_every: float) -> None:
    """Trains until the minutes are used up, those of earlier parts of the run included."""
    device = next(run.network.parameters()).device
    told: dict[str, list[float]] = {}
    run.network.train()
    before, begun = run.seconds, time.monotonic()
    last_saved = begun
    while run.seconds < minutes * 60:
        batch = {k: v.to(device) for k, v in next(stream).items()}
        for k, v in run.step(batch, run.seconds / (minutes * 60)).items():
            told.setdefault(k, []).append(v)
        now = time.monotonic()
        run.seconds = before + now - begun
        if run.steps % 100 == 0:
            figures = " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(told.items()))
            print(f"{run.steps:,}, {run.seconds / minutes / 60:.1%}, {run.seconds:,.0f} s: {figures}", flush=True)
            told = {}
        if now - last_saved > save_every:
            run.save(saved)
            last_saved = now
    run.save(saved)


def tried(run: Run, marked: list[Pair], spelling: Spelling) -> float:
    """Macro F1 of types on marked pairs, with the running mean of the weights; the two of YIELD count as one."""
    now = {k: v.detach().clone() for k, v in run.network.state_dict().items()}
    run.network.load_state_dict(run.mean)
    run.network.eval()
    told, found = [], []
    device = next(run.network.parameters()).device
    with torch.no_grad():
        for batch in pair_batches(marked, 4000, None, spelling):
            scores = run.network.pair_scores({k: v.to(device) for k, v in batch.items()})["types"]
            for allowed, best in zip(batch["types"], scores[:, 1:].argmax(-1).tolist(), strict=True):
                kinds = [TYPES[i] for i in allowed.nonzero().flatten().tolist()]
                told.append("YIELD" if kinds == ["CONCEDE", "RETREAT"] else kinds[0])
                found.append("YIELD" if TYPES[best + 1] in ("CONCEDE", "RETREAT") else TYPES[best + 1])
    run.network.load_state_dict(now)
    run.network.train()
    return macro_f1(told, found)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, help="folder of our own labelled pairs; asks for --data as well")
    parser.add_argument("--data", type=Path, help="folder of the shared data, for pairs only")
    parser.add_argument("--pair-share", type=float, default=SHARES["pairs"], help="weight of pairs among the batches")
    parser.add_argument("--minutes", type=float, default=200, help="how long to train, earlier parts included")
    parser.add_argument("--size", type=int, default=1100, help="pieces a batch")
    parser.add_argument("--encoder-rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1.2e-3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--save-every", type=float, default=300, help="seconds between checkpoints")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(11)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    labels = json.loads((options.work / "labels.json").read_text("utf-8"))
    tokenizer = Tokenizer.from_file(str(options.vocabulary))
    spelling, inventory = Spelling(tokenizer), Inventory(labels)
    shares = SHARES | {"pairs": options.pair_share}
    pools: dict[str, tuple[list, float]] = {name: ([], share) for name, share in shares.items()}  # type: ignore[type-arg]
    silver = options.work / "silver.jsonl"
    for sentence in load(options.work / "train.jsonl"):
        if sentence.corpus != "newswire" or not silver.exists():
            pools[sentence.corpus][0].append(sentence)
    for sentence in load(silver) if silver.exists() else []:
        pools[sentence.corpus][0].append(sentence)
    marked: list[Pair] = []
    if options.pairs:
        refused = held_out(options.data / "relations/heldout_hashes.txt")
        train_pairs, marked = pairs(options.data / "relations", options.pairs, refused)
        pools["pairs"][0].extend(train_pairs)
        print(f"{len(train_pairs):,} pairs to train on, {len(marked):,} to develop with", flush=True)
    pools = {name: pool for name, pool in pools.items() if pool[0]}
    network = Network(sizes_of(labels, tokenizer.get_vocab_size())).to(device)
    network.encoder.start_from(options.start)
    run = Run(network, options.encoder_rate, options.head_rate)
    saved = options.work / "checkpoint.pt"
    if saved.exists():
        run.resume(saved)

    def make(name: str, found: list, size: int, dice: random.Random) -> Iterator[dict[str, Tensor]]:  # type: ignore[type-arg]
        if name == "pairs":
            return pair_batches(found, size, dice, spelling)
        return batches(found, size, dice, spelling, inventory)

    stream = mixture(pools, options.size, make)
    for _ in range(run.steps):
        next(stream)
    train(run, stream, options.minutes, saved, options.save_every)
    if marked:
        print(f"pairs, macro F1 {tried(run, marked, spelling):.1f}", flush=True)
    torch.save({"network": run.mean, "seconds": run.seconds, "device": device}, options.work / "network.pt")


if __name__ == "__main__":
    main()
