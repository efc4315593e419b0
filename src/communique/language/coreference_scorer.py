"""The scorer of pairs: two small networks, one for `these two are the same`, one for `this one is new here`.

In: rows of features. Out: a score a row, float32. The weights are package data, `coreference.npz`, with a digest of
their numbers inside. Refused (`SetupError`): weights that are missing, damaged or made for other features.
"""

import hashlib
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from communique.records.errors import SetupError

Floats = NDArray[np.float32]
LAYERS = ("earlier", "later", "pair", "bias", "out", "new", "new_bias", "new_out", "shift")


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights of the two networks, each with one hidden layer of rectified units; `shift` is added to the second.

    digest: SHA-256 of the numbers, layer after layer.
    """

    layers: dict[str, Floats]
    digest: str

    def sides(self, mentions: Floats) -> tuple[Floats, Floats]:
        """What each mention adds to the hidden units as the earlier and as the later one of a pair."""
        return mentions @ self.layers["earlier"], mentions @ self.layers["later"] + self.layers["bias"]

    def pairs(self, hidden: Floats, pairs: Floats) -> Floats:
        """Score of each pair, higher for mentions of the same. hidden: the sum of both sides. pairs: their features."""
        told = pairs @ self.layers["pair"]
        told += hidden
        return _out(told, self.layers["out"])

    def lone(self, mentions: Floats) -> Floats:
        """Score of each mention, higher for what was not spoken of before."""
        new = _out(mentions @ self.layers["new"] + self.layers["new_bias"], self.layers["new_out"])
        return np.asarray(new + self.layers["shift"], dtype=np.float32)


def _out(hidden: Floats, outer: Floats) -> Floats:
    """The last layer; `hidden` is written over."""
    return np.asarray(np.maximum(hidden, np.float32(0), out=hidden) @ outer, dtype=np.float32)


def digest_of_layers(layers: dict[str, Floats]) -> str:
    """SHA-256 of the numbers of all layers, as 32-bit little-endian floats in the order of `LAYERS`."""
    whole = hashlib.sha256()
    for name in LAYERS:
        whole.update(np.ascontiguousarray(layers[name], dtype="<f4").tobytes())
    return whole.hexdigest()


def scorer_from(data: bytes) -> Scorer:
    """The scorer in the bytes of an `.npz` file. Raises `SetupError` where its digest or a layer is wrong."""
    try:
        with np.load(BytesIO(data), allow_pickle=False) as held:
            layers = {name: np.asarray(held[name], dtype=np.float32) for name in LAYERS}
            digest = str(held["digest"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as err:
        raise SetupError(f"the weights coreference.npz cannot be read ({err}); reinstall communique") from err
    if digest_of_layers(layers) != digest:
        raise SetupError("the weights coreference.npz are not those that were trained (digest); reinstall communique")
    return Scorer(layers, digest)


@lru_cache(maxsize=1)
def scorer() -> Scorer:
    """The scorer that comes with the package, read once."""
    try:
        data = resources.files(__package__).joinpath("coreference.npz").read_bytes()
    except OSError as err:
        raise SetupError(f"the weights coreference.npz are missing ({err}); reinstall communique") from err
    return scorer_from(data)
