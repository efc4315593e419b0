"""The model's files: what they are, and that they are what they should be.

In: a folder, the one in the package unless told otherwise. Out: `Weights`. Refused with `SetupError`: a folder that
lacks a file, or a file whose digest is not the one its manifest states.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from communique.records.errors import SetupError

MANIFEST = "manifest.toml"
RELATIONS = "relations.npz"
FILES = {"labels.toml", "network.onnx", RELATIONS, "vocabulary.json"}
_UNREAD = "the language model lacks {}: {}; install the package again"


@dataclass(frozen=True, slots=True)
class Settings:
    """What decoding was tuned to on development data.

    span_share: weight of spans against tags in the score of a name. name_margin, mention_margin: log-odds needed.
    temperature: what scores of the type of a relation are divided by before they become probabilities.
    """

    span_share: float
    name_margin: float
    mention_margin: float
    temperature: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The files of a model, read and checked.

    name: name, version and the first characters of the digest. network: ONNX. vocabulary: of the tokenizer, JSON.
    labels: the inventory of each head. settings: of decoding. relations: weights of the heads of relations, as `npz`.
    """

    name: str
    network: bytes
    vocabulary: str
    labels: dict[str, tuple[str, ...]]
    settings: Settings
    relations: bytes


def weights_in(folder: Path | None = None) -> Weights:
    """The weights in a folder; those of the package when none is given."""
    if folder is not None:
        return _read(folder)
    with as_file(files("communique.language") / "weights") as packaged:
        return _read(packaged)


def _read(folder: Path) -> Weights:
    manifest, settings = _manifest(folder / MANIFEST)
    content = {}
    for name, digest in manifest["digests"].items():
        try:
            content[name] = (folder / name).read_bytes()
        except OSError as error:
            raise SetupError(_UNREAD.format(error.filename, error.strerror)) from error
        if hashlib.sha256(content[name]).hexdigest() != digest:
            raise SetupError(f"{folder / name} is damaged: its digest is not the manifest's; install the package again")
    labels: dict[str, Any] = tomllib.loads(content["labels.toml"].decode())
    return Weights(
        name=f"{manifest['name']} {manifest['version']} {manifest['digests']['network.onnx'][:12]}",
        network=content["network.onnx"],
        vocabulary=content["vocabulary.json"].decode(),
        labels={head: tuple(values) for head, values in labels.items()},
        settings=settings,
        relations=content[RELATIONS],
    )


def _manifest(path: Path) -> tuple[dict[str, Any], Settings]:
    """The manifest, and of it the settings; it names every file that is needed."""
    try:
        manifest = tomllib.loads(path.read_text("utf-8"))
        settings = Settings(**manifest["settings"])
        lacking = {"name", "version"} - manifest.keys() or FILES - dict(manifest["digests"]).keys()
    except OSError as error:
        raise SetupError(_UNREAD.format(error.filename, error.strerror)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise SetupError(f"{path} is damaged: {error}; install the package again") from error
    if lacking:
        raise SetupError(f"{path} is damaged: it lacks {', '.join(sorted(lacking))}; install the package again")
    return manifest, settings
