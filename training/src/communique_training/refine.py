"""Step 3b: trains the heads of pairs further on the states that the exported network gives, all else as it is.

    python -m communique_training.refine --work build --data DATA --pairs ../relations

In: the work folder with `network.pt` and `int8`, the pairs that `train` learned from. Out: `relations.npz` and the
manifest in `float` and `int8`, made anew, with the temperature that fits. It takes minutes: the network runs once over
each sentence. The pairs of the coded sentences, which no template or single author made, count several times.
"""

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from communique_training.corpora import held_out
from communique_training.evaluate_pairs import Floats, answers, temperature_of, told
from communique_training.export import VERSION, finish, relations
from communique_training.network import PAIR, Pairs
from communique_training.relations import CONTEXTS, MODES, STATUSES, TYPES, Pair, macro_f1, pair_batches, pairs
from communique_training.train import pair_losses
from torch import Tensor

from communique.language.model import Model, load
from communique.language.pieces import MOST_PIECES

CODED = 3  # times that a pair of the coded sentences counts
ROUNDS, RATE, DROP = 8, 1e-3, 0.2
SIZE = 2200  # pieces a batch
Item = tuple[Tensor, dict[str, Tensor]]


def batches(model: Model, found: Sequence[Pair]) -> list[Item]:
    """Batches of pairs with the states of their words."""
    spelling = model.session.spelling
    kept = sorted((p for p in found if len(spelling.sentence(p.words).ids) <= MOST_PIECES), key=lambda p: len(p.words))
    known: dict[int, Tensor] = {}
    for pair in kept:
        if id(pair) not in known:
            known[id(pair)] = torch.from_numpy(model.session.scores(spelling.sentence(pair.words)).states)
    states = iter([known[id(pair)] for pair in kept])
    out = []
    for batch in pair_batches(kept, SIZE, None, spelling):
        rows = [next(states) for _ in batch["counts"]]
        out.append((torch.nn.utils.rnn.pad_sequence(rows, batch_first=True), batch))
    return out


def scores(heads: Pairs, item: Item, drop: float = 0.0) -> dict[str, Tensor]:
    """Scores of a batch; some of each sentence's state is left out."""
    states, batch = item
    if drop:
        states = states * (torch.empty(len(states), 1, PAIR).bernoulli_(1 - drop) / (1 - drop))
    return heads(states, batch["source"], batch["target"], batch["counts"])  # type: ignore[no-any-return]


def type_scores(heads: Pairs, marked: Sequence[Item]) -> Floats:
    """Scores of the types: (pairs, types)."""
    heads.eval()
    with torch.no_grad():
        return np.concatenate([scores(heads, item)["types"].double().numpy() for item in marked])


def refine(heads: Pairs, items: list[Item]) -> None:
    """Trains the heads; the rate falls to nothing."""
    optimiser = torch.optim.AdamW(heads.parameters(), lr=RATE, weight_decay=0.05)
    steps = ROUNDS * len(items)
    heads.train()
    for turn in range(ROUNDS):
        random.Random(turn).shuffle(items)
        for number, item in enumerate(items, turn * len(items)):
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1.0, (number + 1) / 30) * (1 - number / steps)
            loss = torch.stack(list(pair_losses(scores(heads, item, DROP), item[1]).values())).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--weights", default="network.pt")
    options = parser.parse_args()
    torch.manual_seed(13)
    work: Path = options.work
    model = load(folder=work / "int8")
    refused = held_out(options.data / "relations/heldout_hashes.txt")
    train, marked = pairs(options.data / "relations", options.pairs, refused)
    items = batches(model, [p for p in train for _ in range(CODED if p.corpus == "plv" else 1)])
    kept = sorted(marked, key=lambda p: len(p.words))
    dev, labels = batches(model, kept), [told(p) for p in kept]
    saved = torch.load(work / options.weights, map_location="cpu")
    state = saved["mean"] if "mean" in saved else saved["network"]
    heads = Pairs((len(TYPES), len(MODES), len(STATUSES), len(CONTEXTS)), 0.33)
    heads.load_state_dict({name[6:]: value for name, value in state.items() if name.startswith("pairs.")})
    print(f"before: macro F1 {macro_f1(labels, answers(type_scores(heads, dev))):.2f}", flush=True)
    refine(heads, items)
    found = type_scores(heads, dev)
    settings = json.loads((work / "settings.json").read_text("utf-8")) | {"temperature": temperature_of(found, labels)}
    (work / "settings.json").write_text(json.dumps(settings), "utf-8")
    print(f"after: macro F1 {macro_f1(labels, answers(found)):.2f}, temperature {settings['temperature']}")
    for name, version in (("float", f"{VERSION}-float"), ("int8", VERSION)):
        relations(heads.eval(), work / name / "relations.npz")
        finish(work / name, work, version, settings)


if __name__ == "__main__":
    main()
