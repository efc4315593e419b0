"""Every command and every piece of Python that the documentation shows is run, and its output compared where shown."""

import re
from pathlib import Path

import pytest

from snippets import (
    ROOT,
    SUCCESS,
    agrees,
    commands_in,
    inside,
    printed_by,
    python_printed,
    renewed,
    snippets,
    without_times,
)

DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md"), ROOT / "examples" / "README.md"])
PAGES_WITH_SNIPPETS = [page for page in PAGES if "<!-- tested" in page.read_text("utf-8")]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- the pages ---


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_block_that_can_be_run_is_marked(page: Path) -> None:
    text = page.read_text("utf-8")
    marked = list(snippets(text))
    runnable = re.findall(r"^```(console|python)\b", text, re.MULTILINE)
    assert len(runnable) == sum(s.kind in ("console", "python") for s in marked), "mark it: <!-- tested -->"
    assert len(re.findall(r"^<!-- tested", text, re.MULTILINE)) == len(marked), "a marker before no such block"
    outputs = len(re.findall(r"^<!-- output -->", text, re.MULTILINE))
    assert outputs == sum(s.output is not None for s in marked), "an output of no snippet"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_stand_in_blocks_that_are_run(page: Path) -> None:
    """A command of ours in a block without a language would be left out."""
    if "reference" in page.parts:
        return
    for block in re.findall(r"^```\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        assert not re.search(r"^(?:\$ )?communique ", block, re.MULTILINE), block


def test_the_readme_and_the_tutorial_show_real_output() -> None:
    for page in (ROOT / "README.md", DOCS / "tutorial.md"):
        shown = [c for s in snippets(page.read_text("utf-8")) if s.kind == "console" for c in commands_in(s.code)]
        assert any("communique code" in command and output.strip() for command, output in shown), page


@pytest.mark.parametrize("page", PAGES_WITH_SNIPPETS, ids=name_of)
@pytest.mark.timeout(400)
def test_snippets_do_what_the_page_says(page: Path, tmp_path: Path) -> None:
    names: dict[str, object] = {"__name__": "__main__"}
    with inside(tmp_path):
        for snippet in snippets(page.read_text("utf-8")):
            where = f"{name_of(page)}, line {snippet.line}"
            if not snippet.runs:
                continue
            if snippet.kind.startswith("file "):
                (tmp_path / snippet.kind.removeprefix("file ")).write_text(snippet.code, "utf-8")
            elif snippet.kind == "console":
                for command, shown in commands_in(snippet.code):
                    status, printed = printed_by(command, tmp_path)
                    if shown.strip():
                        assert agrees(printed, shown), f"{where}: {command}\n{printed}"
                    else:
                        assert status in SUCCESS, f"{where}: {command}\n{printed}"
            else:
                printed = python_printed(snippet, names, where)
                if snippet.output is not None:
                    assert without_times(printed) == without_times(snippet.output), where


# --- how snippets are found and compared ---

PAGE = """\
Text.

<!-- tested -->
```toml title="a.toml"
[read]
```

<!-- tested -->
```console
$ cat a.toml \\
    a.toml
[read]
[read]
$ echo one; echo two >&2
one
two
$ true
```

<!-- tested: a_package_that_nobody_has -->
```python
1 / 0
```

<!-- tested -->
```python
print("x")
```

<!-- output -->
```text
x
```
"""


def test_snippets_are_found() -> None:
    table, console, needy, python = snippets(PAGE)
    assert (table.kind, table.code, table.line) == ("file a.toml", "[read]\n", 3)
    assert commands_in(console.code) == [
        ("cat a.toml \\\n    a.toml\n", "[read]\n[read]\n"),
        ("echo one; echo two >&2\n", "one\ntwo\n"),
        ("true\n", ""),
    ]
    assert (needy.runs, needy.needs) == (False, "a_package_that_nobody_has")
    assert (python.output, python.runs) == ("x\n", True)
    assert python.shown is not None
    assert PAGE[slice(*python.shown)] == "x\n"


@pytest.mark.parametrize(
    ("printed", "shown", "same"),
    [
        ("3 documents read in 12.5 s \n", "3 documents read in 0.1 s", True),
        ("3 documents read in 0.1 s", "4 documents read in 0.1 s", False),
        ("a\nb\nc\nd\n", "a\n...\nd\n", True),
        ("a\nb\nc\nd\n", "a\n...\n", True),
        ("a\nb\nc\nd\n", "b\n...\n", False),
        ("a\nb\nc\n", "a\n...\nd\n", False),
        ("ab", "a...", False),
    ],
)
def test_comparing(printed: str, shown: str, same: bool) -> None:
    assert agrees(printed, shown) is same


def test_a_command_runs_in_a_shell_in_the_folder(tmp_path: Path) -> None:
    with inside(tmp_path):
        assert printed_by("ls reports | wc -l | tr -d ' '", tmp_path) == (0, "3\n")
        status, printed = printed_by("communique --version && false", tmp_path)
    assert status == 1
    assert "0." in printed


def test_a_command_that_fails_unseen_stops_the_writing(tmp_path: Path) -> None:
    with inside(tmp_path), pytest.raises(SystemExit, match="failed with status 2"):
        renewed("<!-- tested -->\n```console\n$ echo no; exit 2\n```\n", tmp_path)


def test_outputs_are_written_anew(tmp_path: Path) -> None:
    stale = PAGE.replace("one\ntwo\n", "one\nthree\n").replace("text\nx\n", "text\ny\n")
    assert stale != PAGE
    with inside(tmp_path):
        assert renewed(stale, tmp_path) == PAGE


def test_what_is_shown_in_part_stays_so(tmp_path: Path) -> None:
    page = "<!-- tested -->\n```console\n$ printf 'a\\nb\\n\\nc\\nd\\n'\nx\ny\n\n...\n```\n"
    with inside(tmp_path):
        assert renewed(page, tmp_path) == page.replace("x\ny\n\n...", "a\nb\n...")
