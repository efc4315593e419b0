"""Step 5: the trained network as ONNX, in float and in eight bits, and the heads of pairs beside it.

    python -m communique_training.export --work build

In: `network.pt`, `labels.json` and `vocabulary.json` of the work folder. Out: two folders that the package can load,
`float` (the reference for evaluation) and `int8` (what ships). The same weights give the same bytes.
"""

import argparse
import hashlib
import json
import math
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from communique_training.network import Network, Pairs
from communique_training.relations import CONTEXTS, MODES, STATUSES, TYPES
from communique_training.single import Single
from communique_training.train import sizes_of
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from communique.language.network import OUTPUTS
from communique.language.relations import ARRAYS, HEADS

OPSET = 17
SETTINGS = {"span_share": 0.75, "name_margin": 0.5, "mention_margin": 0.0, "temperature": 1.0}
FILES = ("labels.toml", "network.onnx", "relations.npz", "vocabulary.json")
NAME, VERSION = "communique-english", "4"


def as_onnx(network: Network, path: Path) -> None:
    """Writes the network in float. Raises `ValueError` where what is laid out for speed does not answer the same."""
    single = Single(network).eval()
    ids, shapes = torch.randint(1000, 9000, (14,)), torch.randint(0, 9, (14,))
    first, last = torch.tensor([0, 1, 2, 4, 6, 7, 9, 10, 12]), torch.tensor([0, 1, 3, 5, 6, 8, 9, 11, 12])
    example = (ids, shapes, first, last)
    axes = {"ids": {0: "pieces"}, "shapes": {0: "pieces"}, "first": {0: "words"}, "last": {0: "words"}}
    with torch.no_grad():
        batch = dict(zip(axes, (x[None] for x in example), strict=True))
        _, tree, names = network.eval().states(batch)
        states = network.pair_states(batch)
        wanted = (network.arc_scores(tree), network.relation_scores(tree), network.mention_scores(tree))
        wanted = (*wanted, network.name_scores(names), network.name_tags(names), states)
        for name, a, b in zip(OUTPUTS[4:], single(*example)[4:], wanted, strict=True):
            if not torch.allclose(a, b[0], atol=2e-3):
                raise ValueError(f"{name} differs by up to {float((a - b[0]).abs().max())}")
    torch.onnx.export(
        single, example, str(path), input_names=list(axes), output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    model = onnx.load(str(path))
    model.doc_string = model.producer_version = ""
    path.write_bytes(model.SerializeToString(deterministic=True))


def relations(pairs: Pairs, path: Path) -> None:
    """Writes the heads of pairs as `communique.language.relations` takes them.

    A word's answer to a question is a product of two layers; they become one, without the bias that all words share.
    """
    tells = pairs.tells.weight.detach() / math.sqrt(pairs.tells.weight.shape[1])
    heads = [getattr(pairs, name) for name in HEADS]
    arrays = {
        "ask": pairs.asks.weight.T @ tells,
        "ask_bias": pairs.asks.bias @ tells,
        "inner": pairs.inner[0].weight.T,
        "inner_bias": pairs.inner[0].bias,
        "told": torch.cat([head.weight for head in heads]).T,
        "told_bias": torch.cat([head.bias for head in heads]),
    }
    np.savez(path, **{name: np.ascontiguousarray(arrays[name].detach().numpy()) for name in ARRAYS})


def manifest(folder: Path, version: str, settings: dict[str, float]) -> str:
    """The manifest of the files in a folder."""
    lines = [f'name = "{NAME}"', f'version = "{version}"', "", "[settings]"]
    lines += [f"{k} = {v}" for k, v in settings.items()]
    lines += ["", "[digests]"]
    lines += [f'"{name}" = "{hashlib.sha256((folder / name).read_bytes()).hexdigest()}"' for name in FILES]
    return "\n".join(lines) + "\n"


def labels_as_toml(labels: dict[str, list[str]]) -> str:
    """The inventories, one array a head."""
    quoted = lambda v: json.dumps(v, ensure_ascii=False)  # noqa: E731
    return "".join(f"{head} = [{', '.join(quoted(v) for v in values)}]\n" for head, values in labels.items())


def finish(folder: Path, work: Path, version: str, settings: dict[str, float]) -> None:
    """Puts labels, vocabulary and manifest beside a network."""
    labels = json.loads((work / "labels.json").read_text("utf-8"))
    labels |= dict(zip(HEADS, map(list, (TYPES, MODES, STATUSES, CONTEXTS)), strict=True))
    (folder / "labels.toml").write_text(labels_as_toml(labels), "utf-8")
    shutil.copy(work / "vocabulary.json", folder / "vocabulary.json")
    (folder / "manifest.toml").write_text(manifest(folder, version, settings), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--weights", default="network.pt")
    parser.add_argument("--whole", action="store_true", help="weights in eight bits, which older CPUs add up wrongly")
    options = parser.parse_args()
    work: Path = options.work
    labels = json.loads((work / "labels.json").read_text("utf-8"))
    vocabulary = Tokenizer.from_file(str(work / "vocabulary.json")).get_vocab_size()
    saved = torch.load(work / options.weights, map_location="cpu")
    network = Network(sizes_of(labels, vocabulary, saved["layers"]))
    network.load_state_dict(saved["network"])
    settings_file = work / "settings.json"
    settings = json.loads(settings_file.read_text("utf-8")) if settings_file.exists() else SETTINGS
    for name in ("float", "int8"):
        (work / name).mkdir(exist_ok=True)
    as_onnx(network, work / "float/network.onnx")
    for name in ("float", "int8"):
        relations(network.pairs, work / name / "relations.npz")
    quantize_dynamic(
        work / "float/network.onnx", work / "int8/network.onnx", op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True, reduce_range=not options.whole, weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    for name, version in (("float", f"{VERSION}-float"), ("int8", VERSION)):
        finish(work / name, work, version, settings)
        size = sum(f.stat().st_size for f in (work / name).iterdir())
        print(f"{name}: {size / 2**20:.1f} MB")
    np.testing.assert_equal(OPSET, onnx.load(str(work / "int8/network.onnx")).opset_import[0].version)


if __name__ == "__main__":
    main()
