"""All figures of this package in one run: what is found on every development set, and speed by room.

    python benchmarks/all.py --data ../shared/data [--quick] [--only SECTION...] [--write PAGE.md] [--json FIGURES.json]

In: the folder of the development data; sections whose data are not there are left out, with the reason. Out: tables in
Markdown, and the figures as one object of JSON where `--json` is given (`-` for standard output instead of the tables).
`--quick` takes a part of each set, for a look in under two minutes: its figures are for comparison with each other.
`--write` and `--json` are written anew after each section, so that an interrupted run keeps what it had. Figures are
the same on every run, but for speed.

Speed is measured first and in a process of its own, so that it finds caches cold; the forward pass of the network alone
is the floor that all else stands on.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import code_speed
from communique import __version__
from communique.codebook.codebook import codebook
from rows import EXAMPLES, rows, spread
from sections import SECTIONS, Bench, absent
from table import Figure, Result

SPEED = "speed"
READOUTS = "documents/wh_readouts.jsonl"
TEXTS, FEW = 150, 15  # reports whose speed is measured; with --quick


def main() -> None:
    """Measure, print, write."""
    asked = options()
    result = Result(versions(asked.data))
    for name in [SPEED, *SECTIONS]:
        if asked.only and name not in asked.only:
            continue
        began = time.monotonic()
        if name == SPEED:
            result.figures += speed(asked.data, FEW if asked.quick else TEXTS)
        elif missing := absent(SECTIONS[name], asked.data):
            result.skipped[name] = f"there is no {', no '.join(missing)} in {asked.data}"
        else:
            result.figures += SECTIONS[name].run(asked.bench)
        print(f"{name}: {result.skipped.get(name, f'{time.monotonic() - began:.0f} s')}", file=sys.stderr)
        write(result, asked)
    print(json.dumps(result.plain(), indent=1) if asked.json == "-" else result.markdown(), end="")


def options() -> argparse.Namespace:
    """The command line; `bench` is what sections take."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the development data")
    parser.add_argument("--quick", action="store_true", help="a part of each set")
    parser.add_argument("--aside", action="store_true", help="tell the reports set aside by themselves too")
    parser.add_argument("--only", nargs="+", choices=[SPEED, *SECTIONS], metavar="SECTION", help="these sections alone")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="file for the tables")
    parser.add_argument("--json", metavar="FILE", help="file for the figures, - for standard output")
    asked = parser.parse_args()
    asked.bench = Bench(asked.data, asked.quick, asked.aside)
    return asked


def versions(data: Path) -> dict[str, str]:
    """Of what is measured."""
    book = codebook()
    return {"communique": __version__, "model": Bench(data).model.name, "codebook": f"{book.name} {book.version}"}


def write(result: Result, asked: argparse.Namespace) -> None:
    """Write what there is so far."""
    if asked.write is not None:
        asked.write.write_text(result.markdown(), "utf-8")
    if asked.json not in (None, "-"):
        Path(asked.json).write_text(json.dumps(result.plain(), indent=1) + "\n", "utf-8")


def speed(data: Path, count: int) -> Iterator[Figure]:
    """Speed of real readouts, of the dispatches where there are none: in all, and by room."""
    path = data / READOUTS
    with tempfile.TemporaryDirectory() as folder:
        sources = [str(EXAMPLES / "dispatches")]
        if path.exists():
            texts = Path(folder) / "readouts.jsonl"
            texts.write_text("".join(json.dumps(row) + "\n" for row in spread(rows(path), count)), "utf-8")
            sources = [str(texts)]
        command = [sys.executable, code_speed.__file__, *sources, "--json"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # its complaints are seen
    cold, warm = json.loads(done.stdout)
    for name in cold["rates"]:
        for state, one in (("first reading", cold), ("later", warm)):
            yield Figure(
                section="speed", set=f"{name}, sentences a second", measure=state, value=one["rates"][name], unit=""
            )
    for state, one in (("first reading", cold), ("later", warm)):
        yield Figure(
            section="speed", set="all but the model, share of its time", measure=state, value=100 * one["rooms"]
        )
    for part in cold["parts"]:
        for state, one in (("first reading", cold), ("later", warm)):
            spent, model = one["parts"].get(part, 0.0), sum(one["parts"].get(p, 0.0) for p in code_speed.LANGUAGE)
            yield Figure(section="rooms", set=part, measure=f"ms a sentence, {state}", value=spent, unit="ms")
            yield Figure(section="rooms", set=part, measure=f"of the model, {state}", value=100 * spent / model)


if __name__ == "__main__":
    main()
