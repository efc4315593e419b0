"""Step 3: the trained network as ONNX, in float and in eight bits.

    python -m communique_training.export --work build

In: `network.pt`, `labels.json` and `vocabulary.json` of the work folder. Out: two folders that the package can load,
`float` (the reference for evaluation) and `int8` (what ships). The same weights give the same bytes.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from communique_training.network import Network
from communique_training.train import sizes_of
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from communique.language.network import OUTPUTS

OPSET = 17
SETTINGS = {"span_share": 0.5, "name_margin": 0.0, "mention_margin": 0.0}
# Attention multiplies activations by activations; only products with weights are worth eight bits.
NAME, VERSION = "communique-english", "1"


class Exported(nn.Module):
    """The network for one sentence, as it runs in the package: best labels of tags, scores of all else."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        net = self.network
        tags, tree, names = net.states({"ids": ids, "shapes": shapes, "first": first, "last": last})
        best = [scores.squeeze(0).argmax(-1) for scores in net.tag_scores(tags).values()]
        found = (net.arc_scores(tree), net.relation_scores(tree), net.mention_scores(tree), net.name_scores(names))
        return (*best, *(scores.squeeze(0) for scores in found), net.name_tags(names).squeeze(0))


def as_onnx(network: Network, path: Path) -> None:
    """Writes the network in float."""
    example = (torch.tensor([[101, 7592, 2088, 102]]), torch.tensor([[0, 2, 1, 0]]), *[torch.tensor([[0, 1, 2]])] * 2)
    axes = {"ids": {1: "pieces"}, "shapes": {1: "pieces"}, "first": {1: "words"}, "last": {1: "words"}}
    torch.onnx.export(
        Exported(network).eval(), example, str(path), input_names=list(axes), output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    model = onnx.load(str(path))
    model.doc_string = model.producer_version = ""
    path.write_bytes(model.SerializeToString(deterministic=True))


def manifest(folder: Path, version: str, settings: dict[str, float]) -> str:
    """The manifest of the files in a folder."""
    names = ("labels.toml", "network.onnx", "vocabulary.json")
    lines = [f'name = "{NAME}"', f'version = "{version}"', "", "[settings]"]
    lines += [f"{k} = {v}" for k, v in settings.items()]
    lines += ["", "[digests]"]
    lines += [f'"{name}" = "{hashlib.sha256((folder / name).read_bytes()).hexdigest()}"' for name in names]
    return "\n".join(lines) + "\n"


def labels_as_toml(labels: dict[str, list[str]]) -> str:
    """The inventories, one array a head."""
    quoted = lambda v: json.dumps(v, ensure_ascii=False)  # noqa: E731
    return "".join(f"{head} = [{', '.join(quoted(v) for v in values)}]\n" for head, values in labels.items())


def finish(folder: Path, work: Path, version: str, settings: dict[str, float]) -> None:
    """Puts labels, vocabulary and manifest beside a network."""
    labels = json.loads((work / "labels.json").read_text("utf-8"))
    (folder / "labels.toml").write_text(labels_as_toml(labels), "utf-8")
    shutil.copy(work / "vocabulary.json", folder / "vocabulary.json")
    (folder / "manifest.toml").write_text(manifest(folder, version, settings), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--weights", default="network.pt")
    parser.add_argument("--reduced", action="store_true", help="weights in seven bits, for CPUs that would overflow")
    options = parser.parse_args()
    work: Path = options.work
    labels = json.loads((work / "labels.json").read_text("utf-8"))
    vocabulary = Tokenizer.from_file(str(work / "vocabulary.json")).get_vocab_size()
    network = Network(sizes_of(labels, vocabulary))
    saved = torch.load(work / options.weights, map_location="cpu")
    network.load_state_dict(saved["mean"] if "mean" in saved else saved["network"])
    settings_file = work / "settings.json"
    settings = json.loads(settings_file.read_text("utf-8")) if settings_file.exists() else SETTINGS
    for name in ("float", "int8"):
        (work / name).mkdir(exist_ok=True)
    as_onnx(network, work / "float/network.onnx")
    quantize_dynamic(
        work / "float/network.onnx", work / "int8/network.onnx", op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True, reduce_range=options.reduced, weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    for name, version in (("float", f"{VERSION}-float"), ("int8", VERSION)):
        finish(work / name, work, version, settings)
        size = sum(f.stat().st_size for f in (work / name).iterdir())
        print(f"{name}: {size / 2**20:.1f} MB")
    np.testing.assert_equal(OPSET, onnx.load(str(work / "int8/network.onnx")).opset_import[0].version)


if __name__ == "__main__":
    main()
