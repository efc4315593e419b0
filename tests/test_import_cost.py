"""`import communique` is cheap: nothing heavy is loaded before it is needed."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

HEAVY = {
    "onnxruntime", "duckdb", "pyarrow", "trafilatura", "lxml", "rich",
    "numpy", "click", "feedparser", "fastwarc", "resiliparse", "rensa",
    "py3langid", "yaml", "markdown_it", "sqlite3", "htmldate", "justext",
}  # fmt: skip
LIMIT = 0.150  # seconds beyond a bare interpreter


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60, env=dict(os.environ)
    )


def loaded(code: str) -> set[str]:
    """Top-level modules that are there after `code` has run in a fresh interpreter."""
    out = run(f"{code}\nimport sys, json\nprint(json.dumps(sorted({{m.partition('.')[0] for m in sys.modules}})))")
    return set(json.loads(out.stdout.splitlines()[-1]))


def best_of(count: int, code: str) -> float:
    times = []
    for _ in range(count):
        started = time.perf_counter()
        run(code)
        times.append(time.perf_counter() - started)
    return min(times)


def test_import_loads_nothing_heavy() -> None:
    bare = loaded("pass")  # an editable installation or a coverage tool may load things of its own
    found = (loaded("import communique") - bare) & HEAVY
    assert not found, f"import communique loads {sorted(found)}"


def test_import_takes_little_time() -> None:
    cost = best_of(5, "import communique") - best_of(5, "pass")
    assert cost < LIMIT, f"import communique takes {cost * 1000:.0f} ms"


def test_the_names_on_the_front_door_can_be_had() -> None:
    got = loaded(
        "import communique\n"
        "assert callable(communique.read) and communique.ReadOptions().min_words >= 0\n"
        "assert callable(communique.Pipeline) and communique.PipelineOptions().coding.threshold >= 0\n"
        "assert communique.Results((), ()).coded == ()\n"
        "assert communique.__version__"
    )
    assert "communique" in got


def test_an_unknown_name_is_an_attribute_error() -> None:
    import communique

    with pytest.raises(AttributeError, match="no attribute 'fetch'"):
        _ = communique.fetch


def test_asking_for_options_loads_no_reader() -> None:
    """The reference page and a caller's own options need none of the libraries that read."""
    found = loaded("from communique import ReadOptions") & {"pyarrow", "trafilatura", "feedparser", "fastwarc", "rensa"}
    assert not found, f"ReadOptions loads {sorted(found)}"


def test_asking_for_the_pipeline_loads_no_reader_of_files() -> None:
    found = loaded("import communique\ncommunique.PipelineOptions()")
    assert not found & {"pyarrow", "trafilatura", "feedparser", "fastwarc", "rensa", "rich", "click"}


def test_reading_text_loads_no_reader_of_other_formats(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("The two ministers met in Vienna on Monday and agreed to meet again in the spring.")
    found = loaded(f"import communique\nassert len(list(communique.read([{str(page)!r}]))) == 1")
    assert "trafilatura" not in found, "a text file needs no extractor of pages"
    assert "feedparser" not in found, "a text file needs no reader of feeds"


@pytest.mark.parametrize("command", ["read", "code"])
def test_help_is_shown_without_the_readers(command: str) -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom communique.cli import program\n"
        f"result = CliRunner().invoke(program, [{command!r}, '--help'])\n"
        "assert result.exit_code == 0, result.output\nassert '--max-size' in result.output"
    )
    found = loaded(code) & {"pyarrow", "trafilatura", "feedparser", "fastwarc", "rensa", "rich", "onnxruntime"}
    assert not found, f"--help loads {sorted(found)}"
