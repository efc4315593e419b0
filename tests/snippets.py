"""The snippets of the documentation: found in its pages, run, and held against what the pages show.

A fenced block is a snippet where `<!-- tested -->` stands before it; `<!-- tested: pandas -->` names a package that it
needs, without which it is not run.

- `console`: each line after `$ ` is run by the shell; below it stands what it prints, standard output first, then
  standard error. A line `...` stands for any lines. Where nothing stands below it, what it prints is not compared, but
  it must succeed.
- `python`: run with what the page's blocks before it defined; what it prints must be the `text` block under
  `<!-- output -->`, if there is one.
- `toml`, `json`, `tsv`, `csv` and `text` with a `title`: a file of that name.

The snippets of a page run in one folder, in the order of the page. Seconds are not compared. After a change of the
output, `python tests/snippets.py PAGE...` writes what comes now into the pages; read the difference before keeping it.
"""

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WIDTH = "120"  # columns of the terminal that outputs are shown at
SUCCESS = (0, 3)  # exit statuses; 3: of some reports a part was rejected
ANY = "..."  # a line that stands for any lines
REPORTS = ("01-moscow-2024-li-putin.txt", "20-naypyidaw-2021-coup.html", "26-istanbul-2022-grain.html")
# A row of a dump of GeoNames, invented.
PLACE = ["1", "Newtown", "Newtown", "", "31.5", "36.0", "P", "PPL", "JO", "", "16", *[""] * 3, "900", "", "700", "", ""]

_SNIPPET = re.compile(
    r"^<!-- tested(?:: (?P<needs>\w+))? -->\n+```(?P<kind>console|python|toml|json|tsv|csv|text)"
    r"(?: title=\"(?P<file>[^\"]+)\")?\n(?P<code>.*?)^```\n"
    r"(?:\n*<!-- output -->\n+```text\n(?P<output>.*?)^```\n)?",
    re.DOTALL | re.MULTILINE,
)
_COMMAND = re.compile(r"^\$ ((?:[^\n]*\\\n)*[^\n]*\n)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A fenced block that is run. kind: of the block; `file NAME` for one that is a file. code: what stands in it.
    line: of the page, from 1. needs: a package without which it is not run. output: what must be printed; for `console`
    it is part of the code. start, end: of the code in the page; shown: of the output there, if there is one.
    """

    kind: str
    code: str
    line: int
    needs: str | None
    output: str | None
    start: int
    end: int
    shown: tuple[int, int] | None

    @property
    def runs(self) -> bool:
        """Whether what it needs is installed."""
        return self.needs is None or find_spec(self.needs) is not None


def snippets(text: str) -> Iterator[Snippet]:
    """The snippets of a page, in its order."""
    for found in _SNIPPET.finditer(text):
        yield Snippet(
            f"file {found['file']}" if found["file"] else found["kind"],
            found["code"],
            text.count("\n", 0, found.start()) + 1,
            found["needs"],
            found["output"],
            *found.span("code"),
            found.span("output") if found["output"] is not None else None,
        )


def commands_in(code: str) -> list[tuple[str, str]]:
    """Command lines of a console block as they stand after `$ `, and what is shown below each."""
    found = list(_COMMAND.finditer(code))
    ends = [*(f.start() for f in found[1:]), len(code)]
    return [(f[1], code[f.end() : end]) for f, end in zip(found, ends, strict=True)]


def prepare(folder: Path) -> None:
    """Lay out what pages speak of.

    `examples` and `tests/gold` of the checkout; `reports`, a small folder of reports; `geonames`, a dump of one place.
    """
    (folder / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
    (folder / "tests").mkdir()
    (folder / "tests" / "gold").symlink_to(ROOT / "tests" / "gold", target_is_directory=True)
    (folder / "reports").mkdir()
    for name in REPORTS:
        (folder / "reports" / name).symlink_to(ROOT / "examples" / "dispatches" / name)
    (folder / "geonames").mkdir()
    (folder / "geonames" / "JO.txt").write_text("\t".join(PLACE) + "\n", "utf-8")
    command = folder / ".bin" / "communique"
    command.parent.mkdir()
    code = "from communique.cli import main; main()"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "{code}" "$@"\n', "utf-8")
    command.chmod(0o755)


def printed_by(command: str, folder: Path) -> tuple[int, str]:
    """The exit status of a command, and what it prints: standard output, then standard error."""
    path = f"{folder / '.bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    env = {**os.environ, "COLUMNS": WIDTH, "PYTHONUTF8": "1", "PATH": path}
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env=env, capture_output=True, timeout=150, check=False
    )
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def without_times(text: str) -> str:
    """What is compared: without the seconds of a run and blanks at the ends of lines."""
    return re.sub(r"\b\d+\.\d s\b", "0.0 s", "\n".join(line.rstrip() for line in text.strip().splitlines()))


def agrees(printed: str, shown: str) -> bool:
    """Whether what is printed is what is shown; a line `...` stands for any lines."""
    lines = without_times(shown).split("\n")
    pattern = "\n".join(r"(?:.*\n)*?.*" if line == ANY else re.escape(line) for line in lines)
    return re.fullmatch(pattern, without_times(printed)) is not None


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """With `folder`, prepared, as the current one."""
    prepare(folder)
    with contextlib.chdir(folder):
        yield


def python_printed(snippet: Snippet, names: dict[str, object], where: str) -> str:
    """What a `python` snippet prints; names: what was defined before, changed in place."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(snippet.code, where, "exec"), names)
    return out.getvalue()


# --- writing outputs anew ---


def renewed(text: str, folder: Path) -> str:
    """The page with the outputs that come now. What is shown in part, up to a line `...`, keeps its length about."""
    edits: list[tuple[int, int, str]] = []
    names: dict[str, object] = {"__name__": "__main__"}
    for snippet in snippets(text):
        if not snippet.runs:
            continue
        if snippet.kind.startswith("file "):
            (folder / snippet.kind.removeprefix("file ")).write_text(snippet.code, "utf-8")
        elif snippet.kind == "console":
            code = "".join(
                f"$ {command}{_console(command, shown, folder)}" for command, shown in commands_in(snippet.code)
            )
            edits.append((snippet.start, snippet.end, code))
        else:
            printed = python_printed(snippet, names, "page")
            if snippet.shown is not None and not agrees(printed, snippet.output or ""):
                edits.append((*snippet.shown, printed.rstrip() + "\n"))
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text


def _console(command: str, shown: str, folder: Path) -> str:
    status, printed = printed_by(command, folder)
    if not shown.strip() and status not in SUCCESS:
        raise SystemExit(f"$ {command}{printed}failed with status {status}")
    if not shown.strip() or agrees(printed, shown):
        return shown
    lines = [line.rstrip() for line in printed.strip("\n").splitlines()]
    told = shown.strip().splitlines()
    if told[-1] != ANY:
        return "\n".join(lines).rstrip() + "\n"
    empty = [n for n, line in enumerate(lines) if not line and n <= len(told)]
    return "\n".join([*lines[: empty[-1] if empty else len(told) - 1], ANY]) + "\n"


def main(pages: list[str]) -> None:
    for page in map(Path, pages):
        path = page.resolve()
        text = path.read_text("utf-8")
        with tempfile.TemporaryDirectory() as folder, inside(Path(folder)):
            new = renewed(text, Path(folder))
        if new != text:
            path.write_text(new, "utf-8", newline="\n")
            print(f"{page}: written anew")


if __name__ == "__main__":
    main(sys.argv[1:])
