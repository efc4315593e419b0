"""The model's files are what their manifest says, or the reader is told which one is not."""

import hashlib
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from communique.language.relations import HEADS
from communique.language.weights import MANIFEST, Settings, weights_in
from communique.records.errors import SetupError

LABELS = 'deprel = ["root", "obj"]\nlemma = ["k0:", "=„be“"]\n'
CONTENT = {
    "labels.toml": LABELS.encode(),
    "network.onnx": b"\x00\x01network",
    "relations.npz": b"heads",
    "vocabulary.json": b"{}",
}
SETTINGS = "[settings]\nspan_share = 0.25\nname_margin = 0.5\nmention_margin = -1.0\ntemperature = 1.5\n"


def digests_of(content: dict[str, bytes]) -> str:
    return "[digests]\n" + "".join(f'"{n}" = "{hashlib.sha256(d).hexdigest()}"\n' for n, d in content.items())


def write(folder: Path, manifest: str | None = None) -> Path:
    """A folder of small files that hold together."""
    for name, data in CONTENT.items():
        (folder / name).write_bytes(data)
    text = manifest or f'name = "tiny"\nversion = "7"\n{SETTINGS}{digests_of(CONTENT)}'
    (folder / MANIFEST).write_text(text, "utf-8")
    return folder


def test_files_that_hold_together_are_read(tmp_path: Path) -> None:
    weights = weights_in(write(tmp_path))
    assert weights.name == f"tiny 7 {hashlib.sha256(CONTENT['network.onnx']).hexdigest()[:12]}"
    assert weights.network == CONTENT["network.onnx"]
    assert weights.vocabulary == "{}"
    assert weights.labels == {"deprel": ("root", "obj"), "lemma": ("k0:", "=„be“")}
    assert weights.relations == b"heads"
    assert weights.settings == Settings(0.25, 0.5, -1.0, 1.5)


@pytest.mark.parametrize("name", CONTENT)
@pytest.mark.parametrize("damage", ["first", "last", "cut", "longer", "empty"])
def test_a_damaged_file_is_named(tmp_path: Path, name: str, damage: str) -> None:
    path = write(tmp_path) / name
    data = path.read_bytes()
    path.write_bytes(
        {
            "first": bytes([data[0] ^ 1]) + data[1:],
            "last": data[:-1] + bytes([data[-1] ^ 128]),
            "cut": data[:-1],
            "longer": data + b"\n",
            "empty": b"",
        }[damage]
    )
    with pytest.raises(SetupError, match=r"damaged.*install the package again") as caught:
        weights_in(tmp_path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("name", [*CONTENT, MANIFEST])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    path = write(tmp_path) / name
    path.unlink()
    with pytest.raises(SetupError, match="install the package again") as caught:
        weights_in(tmp_path)
    assert str(path) in str(caught.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="nowhere"):
        weights_in(tmp_path / "nowhere")


@pytest.mark.parametrize("name", [*CONTENT, MANIFEST])
def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path, name: str) -> None:
    path = write(tmp_path) / name
    path.unlink()
    path.mkdir()
    with pytest.raises(SetupError, match="install the package again") as caught:
        weights_in(tmp_path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    "manifest",
    [
        "name = ",
        'name = "tiny"\nversion = "7"\n' + SETTINGS,
        f'version = "7"\n{SETTINGS}{digests_of(CONTENT)}',
        f'name = "tiny"\nversion = "7"\n{digests_of(CONTENT)}',
        f'name = "tiny"\nversion = "7"\n{SETTINGS}speed = 1.0\n{digests_of(CONTENT)}',
        f'name = "tiny"\nversion = "7"\n{SETTINGS}[digests]\n',
        f'name = "tiny"\nversion = "7"\n{SETTINGS}{digests_of({"network.onnx": CONTENT["network.onnx"]})}',
        f'name = "tiny"\nversion = "7"\ndigests = 5\n{SETTINGS}',
    ],
    ids=["no TOML", "no digests", "no name", "no settings", "other settings", "no files", "few files", "a number"],
)
def test_a_manifest_that_says_too_little_or_too_much_is_named(tmp_path: Path, manifest: str) -> None:
    write(tmp_path, manifest)
    with pytest.raises(SetupError, match="install the package again") as caught:
        weights_in(tmp_path)
    assert str(tmp_path / MANIFEST) in str(caught.value)


def test_a_manifest_in_no_known_encoding_is_named(tmp_path: Path) -> None:
    (write(tmp_path) / MANIFEST).write_bytes(b'name = "\xff\xfe"')
    with pytest.raises(SetupError, match="install the package again") as caught:
        weights_in(tmp_path)
    assert str(tmp_path / MANIFEST) in str(caught.value)


def test_the_package_holds_its_model() -> None:
    weights = weights_in()
    folder = Path(str(files("communique.language") / "weights"))
    manifest = tomllib.loads((folder / MANIFEST).read_text("utf-8"))
    assert weights.name.split() == [manifest["name"], manifest["version"], manifest["digests"]["network.onnx"][:12]]
    own = {"upos", "xpos", "feats", "lemma", "deprel", "mention", "name", "tag"}
    assert weights.labels.keys() == own | set(HEADS)
    for inventory in weights.labels.values():
        assert len(set(inventory)) == len(inventory)
    assert weights.labels["deprel"].count("root") == 1
    assert 0 <= weights.settings.span_share <= 1


def test_the_package_holds_no_more_than_its_model_and_stays_small() -> None:
    folder = Path(str(files("communique.language") / "weights"))
    manifest = tomllib.loads((folder / MANIFEST).read_text("utf-8"))
    lying = {p.name for p in folder.iterdir() if p.suffix != ".md"}
    assert lying == {MANIFEST, *manifest["digests"]}
    assert sum((folder / name).stat().st_size for name in lying) <= 40 * 2**20
