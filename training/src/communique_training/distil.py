"""Step 4: trains a smaller, faster network on what larger ones say together.

    python -m communique_training.distil --work build --start network.pt --teachers t1.pt t2.pt t3.pt --layers 0 2 3 5

The student sees sentences with words hidden and learns the mean of the answers that the teachers give to the whole
sentence (Hinton, Vinyals and Dean 2015; Xie et al. 2020), and beside it what people said where they did. In: what
`pack` wrote, the teachers, and the network whose layers the student begins with. Out: the student as `--out`. The
embeddings of pieces stay as they are in `--start`.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from communique_training.network import Network, Sizes
from communique_training.packed import Batch
from communique_training.train import (
    PAIRS,
    WEIGHTS,
    Run,
    chosen,
    device_here,
    losses,
    mixture,
    network_of,
    setting,
    sizes_of,
    train,
    tried,
    vocabulary_in,
    within,
)
from torch import Tensor
from torch.nn.functional import log_softmax, softmax

SHARES = {"ewt": 0.16, "gum": 0.14, "newswire": 0.20, "silver": 0.10, "raw": 0.26, "pairs": 0.09, "guessed": 0.05}
# What people said; all else in these corpora was read by a network.
GOLD = {"ewt": frozenset({"tree"}), "gum": frozenset({"tree", "mention"}), "newswire": frozenset({"name"}),
        "pairs": frozenset({"pair"})}  # fmt: skip
HARD = 0.4  # how much what people said counts beside the teachers
Shares = dict[str, Tensor]


def answers(network: Network, batch: Batch) -> Shares:
    """Scores of all heads for a batch of sentences, those of relations for all pairs of words."""
    tags, tree, names = network.states(batch)
    out = network.tag_scores(tags)
    out["arc"] = within(network.arc_scores(tree), batch["counts"])
    out["relation"], out["mention"] = network.relation_scores(tree), network.mention_scores(tree)
    out["name"], out["tag"] = network.name_scores(names), network.name_tags(names)
    return out


@torch.no_grad()
def taught(teachers: Sequence[Network], batch: Batch) -> tuple[Shares, Tensor]:
    """The teachers' mean shares of every label, and the heads that they choose: (batch, words)."""
    whole = {**batch, "ids": batch["clean"]}
    found = [answers(teacher, whole) for teacher in teachers]
    arcs = mean([a["arc"] for a in found])
    heads = arcs.argmax(-1)
    # A tree that people drew decides which relation is asked for.
    heads = torch.where(batch["heads"] >= 0, batch["heads"], heads)
    out = {k: mean([a[k] for a in found]) for k in found[0] if k not in ("arc", "relation")}
    out["relation"] = mean([chosen(a["relation"], heads) for a in found])
    return {**out, "arc": arcs}, heads


@torch.no_grad()
def taught_pairs(teachers: Sequence[Network], batch: Batch) -> Shares:
    """The teachers' mean shares of the labels of pairs; of each context, how likely it is."""
    whole = {**batch, "ids": batch["clean"]}
    found = [teacher.pair_scores(whole) for teacher in teachers]
    out = {k: mean([a[k] for a in found]) for k in ("types", "modes", "statuses")}
    contexts = [torch.sigmoid(a["contexts"].float()) for a in found]
    return {**out, "contexts": torch.stack(contexts).mean(0)}


def mean(scores: Sequence[Tensor]) -> Tensor:
    """The mean of the shares that scores stand for."""
    total = softmax(scores[0].float(), -1)
    for other in scores[1:]:
        total = total + softmax(other.float(), -1)
    return total / len(scores)


def soft(wanted: Tensor, scores: Tensor, there: Tensor) -> Tensor:
    """How far shares are from what is wanted (Kullback-Leibler), summed over the places that are there."""
    lost = wanted * (torch.log(wanted + 1e-9) - log_softmax(scores.float(), -1))
    return (lost.sum(-1) * there).sum()


def lessons(student: Network, teachers: Sequence[Network], batch: Batch) -> dict[str, Tensor]:
    """The loss of each head against the teachers, a word's mean each."""
    wanted, heads = taught(teachers, batch)
    given = answers(student, batch)
    given["relation"] = chosen(given["relation"], heads)
    words = batch["counts"].sum()
    at = torch.arange(heads.shape[1], device=heads.device)
    there = at[None] < batch["counts"][:, None]
    spans = there[:, None] & there[:, :, None] & (at[:, None] <= at[None])[None]
    out = {}
    for head, scores in given.items():
        places = spans if head in ("mention", "name") else there
        if head == "lemma" and "hidden" in batch:
            places = there & ~batch["hidden"]
        out[head] = WEIGHTS.get(head, 0.5 if head == "tag" else 1.0) * soft(wanted[head], scores, places) / words
    return out


def pair_lessons(student: Network, teachers: Sequence[Network], batch: Batch) -> dict[str, Tensor]:
    """The same for pairs, a pair's mean."""
    wanted, given = taught_pairs(teachers, batch), student.pair_scores(batch)
    every = batch["counts"] > 0
    real = 1 - wanted["types"][:, 0]  # a pair without an event has neither mode nor status
    out = {"pair": soft(wanted["types"], given["types"], every)}
    for head in ("modes", "statuses"):
        out[f"pair {head}"] = 0.3 * soft(wanted[head], given[head], real)
    likely = wanted["contexts"]
    lost = torch.nn.functional.binary_cross_entropy_with_logits(given["contexts"].float(), likely, reduction="none")
    out["pair contexts"] = lost.mean(-1).sum()
    return {k: v / every.sum() for k, v in out.items()}


def student_of(start: Path, sizes: Sizes, layers: Sequence[int]) -> Network:
    """A network with some layers of another, and its embeddings, which stay as they are."""
    old = network_of(start, sizes, heads=False)
    new = Network(Sizes(**{**vars(sizes), "layers": len(layers)}))
    for part in ("pieces", "places", "shapes", "norm"):
        getattr(new.encoder, part).load_state_dict(getattr(old.encoder, part).state_dict())
    for to, at in enumerate(layers):
        new.encoder.layers[to].load_state_dict(old.encoder.layers[at].state_dict())
    new.encoder.pieces.weight.requires_grad_(False)
    return new


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="a network of ours")
    parser.add_argument("--teachers", type=Path, nargs="+", required=True)
    parser.add_argument(
        "--layers", type=int, nargs="+", default=[0, 2, 3, 5], help="those that the student begins with"
    )
    parser.add_argument("--out", default="student.pt")
    parser.add_argument("--seed", type=int, default=23)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--size", type=int, default=8000, help="pieces a batch")
    parser.add_argument("--encoder-rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    device = device_here(options.threads)
    torch.manual_seed(options.seed)
    packed, labels, spelling = setting(options.work, device)
    sizes = sizes_of(labels, vocabulary_in(options.work))
    teachers = [network_of(path, sizes, heads=True).to(device).eval() for path in options.teachers]
    student = student_of(options.start, sizes, options.layers).to(device)
    run = Run(student, options.encoder_rate, options.head_rate)

    def of(name: str, batch: Batch) -> dict[str, Tensor]:
        out = (pair_lessons if name in PAIRS else lessons)(student, teachers, batch)
        if name in GOLD:
            out |= {f"{k} (told)": HARD * v for k, v in losses(student, batch, GOLD[name]).items()}
        return out

    stream = mixture(packed, SHARES, options.size, spelling.unknown, options.seed)
    train(run, stream, of, options.minutes, None)
    print(f"pairs, macro F1 {tried(run, packed):.1f}", flush=True)
    run.finish(options.work / options.out, teachers=len(teachers))


if __name__ == "__main__":
    main()
