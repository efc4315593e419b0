"""`communique read` as a program: what goes where, how it ends, and what is left when it is stopped."""

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

import pytest

from communique.records import Copy, Document, Rejected, from_json
from sources.newspage import STORY, TITLE, article, page
from sources.samples import FORMATS, ROWS, jsonl, warc

COMMAND = [sys.executable, "-c", "from communique.cli import main; main()"]
Done = subprocess.CompletedProcess[str]


def run(*arguments: str | Path, stdin: bytes | None = None, env: dict[str, str] | None = None) -> Done:
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin,
        stdin=None if stdin is not None else subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, **(env or {})},
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def rows(output: str) -> list[dict[str, Any]]:
    assert output == "" or output.endswith("\n")
    return [json.loads(line) for line in output.splitlines()]


def documents(output: str) -> list[Document]:
    return [from_json(Document, row["document"]) for row in rows(output) if "document" in row]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A folder of which all can be read: four documents, of which one is a copy of another."""
    folder = tmp_path / "good"
    folder.mkdir()
    (folder / "a.txt").write_text("\n\n".join(STORY))
    (folder / "b.html").write_bytes(page(article(), '<meta property="og:site_name" content="Courier">'))
    (folder / "c.jsonl").write_text(
        json.dumps({"text": "The bakers of the old town met, and the millers did not come to hear of it."})
        + "\n"
        + json.dumps({"text": "Snow closed the pass on Friday, said the guards of the upper valley to the mayor."})
        + "\n"
    )
    return folder


@pytest.fixture
def mixed(good: Path) -> Path:
    """The same and what cannot be read."""
    (good / "d.jsonl").write_text('{"text": ""}\n{broken\n')
    (good / "e.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40)
    return good


# ---------------------------------------------------------------- exit status and streams


def test_all_was_read(good: Path) -> None:
    done = run("read", good)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1 + 4
    assert done.stderr.startswith("4 documents read in ")
    assert "copy of 1 other" in done.stderr


def test_some_was_rejected(mixed: Path) -> None:
    done = run("read", mixed)
    assert done.returncode == 3
    assert len(done.stdout.splitlines()) == 1 + 4
    assert "2 rejected:" in done.stderr
    assert "1  malformed" in done.stderr
    assert "d.jsonl line 2" in done.stderr
    assert "1 passed over:" in done.stderr


def test_what_is_passed_over_is_no_failure(good: Path) -> None:
    (good / "e.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40)
    assert run("read", good).returncode == 0


def test_nothing_was_read(tmp_path: Path) -> None:
    done = run("read", tmp_path / "missing")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "missing: there is no such file" in done.stderr
    assert "0 documents read" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["read"], "Missing argument"),
        (["read", "a.txt", "--format", "pdf"], "pdf"),
        (["read", "a.txt", "--limit", "0"], "--limit"),
        (["read", "a.txt", "--max-size", "0"], "max_size is 0 MiB; give 1 to 1024"),
        (["read", "a.txt", "--map", "text"], "'text' is no FIELD=COLUMN pair"),
        (["read", "a.txt", "--map", "story=body"], "'story' is no field"),
        (["read", "a.txt", "--encoding", "klingon"], "klingon"),
        (["read", "a.txt", "--similarity", "0.1"], "similarity"),
        (["read", "a.txt", "--config", "missing.toml"], "missing.toml"),
        (["read", "a.txt", "--fish"], "--fish"),
        (["write"], "write"),
    ],
)
def test_a_wrong_request_is_told_and_nothing_is_read(arguments: list[str], told: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_help_and_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout.startswith("communique, version ")) == (0, True)
    done = run("read", "-h")
    assert done.returncode == 0
    for option in (
        "--format",
        "--out",
        "--rejected",
        "--config",
        "--limit",
        "--quiet",
        "--map",
        "--copy-index",
        "--outlet",
    ):
        assert option in done.stdout
    assert "Exit status: 0" in done.stdout


def test_quiet_says_nothing(mixed: Path) -> None:
    done = run("read", mixed, "--quiet")
    assert (done.returncode, done.stderr) == (3, "")
    assert done.stdout


# ---------------------------------------------------------------- output


def test_json_lines_hold_everything_in_order(mixed: Path) -> None:
    done = run("read", mixed, "--format", "jsonl")
    got = rows(done.stdout)
    assert [next(iter(row)) for row in got] == ["document"] * 4 + ["rejected"] * 3
    for row in got:
        if "document" in row:
            document = from_json(Document, row["document"])
            assert from_json(Copy, row["copy"]).document == document.id
        else:
            assert from_json(Rejected, row["rejected"]).detail


def test_the_output_can_be_read_again(mixed: Path, tmp_path: Path) -> None:
    first = run("read", mixed, "--format", "jsonl", "--no-copies")
    saved = tmp_path / "saved.jsonl"
    saved.write_text(first.stdout)
    again = run("read", saved, "--format", "jsonl", "--no-copies")
    assert again.stdout == first.stdout
    assert again.returncode == first.returncode
    piped = run("read", "-", "--format", "jsonl", "--no-copies", stdin=first.stdout.encode())
    assert piped.stdout == first.stdout


def test_output_to_a_file_leaves_standard_output_empty(mixed: Path, tmp_path: Path) -> None:
    out, rejects = tmp_path / "out.jsonl", tmp_path / "rejected.jsonl"
    done = run("read", mixed, "--format", "jsonl", "--out", out, "--rejected", rejects)
    assert done.returncode == 3
    assert done.stdout == ""
    assert "4 documents read" in done.stderr
    assert [set(row) for row in rows(out.read_text())] == [{"document", "copy"}] * 4
    assert [set(row) for row in rows(rejects.read_text())] == [{"rejected"}] * 3


def test_rejections_beside_a_table(mixed: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "rejected.jsonl"
    done = run("read", mixed, "--rejected", rejects)
    assert len(rows(rejects.read_text())) == 3
    assert len(done.stdout.splitlines()) == 5


def test_a_file_that_cannot_be_written(good: Path, tmp_path: Path) -> None:
    done = run("read", good, "--out", tmp_path / "no" / "such" / "folder.txt")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_text_view(good: Path) -> None:
    done = run("read", good / "b.html", "--format", "text")
    assert done.returncode == 0
    assert f"     title  {TITLE}\n" in done.stdout
    for paragraph in STORY:
        assert f"\n{paragraph}\n" in done.stdout


def test_limit_stops_after_so_many_documents(good: Path) -> None:
    done = run("read", good, "--format", "jsonl", "--limit", "2")
    assert len(rows(done.stdout)) == 2
    assert done.returncode == 0
    assert done.stderr.startswith("2 documents read")


def test_columns_are_mapped(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'Kop;Bericht;Bron\n"{TITLE}";"{STORY[0]}";"Koerier"\n')
    done = run("read", path, "--format", "jsonl", "--map", "text=Bericht,title=Kop", "--map", "outlet=Bron")
    (document,) = documents(done.stdout)
    assert (document.title, document.text, document.outlet) == (TITLE, STORY[0], "Koerier")
    done = run("read", path)
    assert done.returncode == 1
    assert "--map text=COLUMN" in done.stderr


def test_a_configuration_file(good: Path, tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text('[read]\noutlet = "My Archive"\ncopies = false\n')
    done = run("read", good / "a.txt", "--format", "jsonl", "--config", config)
    (row,) = rows(done.stdout)
    assert row["document"]["outlet"] == "My Archive"
    assert row["copy"] is None
    done = run("read", good / "a.txt", "--format", "jsonl", "--config", config, "--outlet", "Other", "--copies")
    (row,) = rows(done.stdout)
    assert row["document"]["outlet"] == "Other"
    assert row["copy"] is not None
    config.write_text("[read]\nfish = 1\n")
    done = run("read", good, "--config", config)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no key 'fish'" in done.stderr


@pytest.mark.parametrize("name", FORMATS)
def test_standard_input_of_every_format(name: str) -> None:
    done = run("read", "-", "--format", "jsonl", "--no-copies", stdin=FORMATS[name]())
    assert done.returncode == 0, done.stderr
    assert all(STORY[0] in d.text for d in documents(done.stdout))


# ---------------------------------------------------------------- copies


def test_copies_are_shown_by_the_number_of_the_first(good: Path) -> None:
    lines = run("read", good).stdout.splitlines()
    assert ["= 1" in line for line in lines[1:]] == [False, True, False, False]
    lines = run("read", good, "--no-copies").stdout.splitlines()
    assert not any("= 1" in line for line in lines)


def test_copies_of_earlier_runs_are_known_by_the_index(good: Path, tmp_path: Path) -> None:
    index = tmp_path / "copies.sqlite"
    first = documents(run("read", good / "a.txt", "--format", "jsonl", "--copy-index", index).stdout)
    assert index.exists()
    done = run("read", good / "b.html", "--format", "jsonl", "--copy-index", index)
    (row,) = rows(done.stdout)
    assert row["copy"]["group"] == first[0].id
    assert "= old" in run("read", good / "b.html", "--copy-index", index).stdout


def test_an_index_that_is_none_is_told(good: Path, tmp_path: Path) -> None:
    index = tmp_path / "notes.txt"
    index.write_text("These are my notes, and they must not be lost. " * 40)
    done = run("read", good, "--copy-index", index)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "notes.txt" in done.stderr
    assert index.read_text().startswith("These are my notes")


# ---------------------------------------------------------------- locale and wide characters


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"LC_ALL": "POSIX"}]
)
def test_any_locale_gives_the_same_bytes(locale: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "会谈 отчёт.txt"
    path.write_text(
        "两国外交部长星期一在维也纳举行会谈，同意成立联合委员会。 Встреча прошла «успешно» — so said all 👍.", "utf-8"
    )
    for view in ("table", "text", "jsonl"):
        usual = run("read", path, "--format", view, "-q", env={"PYTHONUTF8": "1"})
        other = run("read", path, "--format", view, "-q", env=locale)
        assert other.returncode == 0, other.stderr
        assert "两国外交部长" in other.stdout
        if view != "jsonl":  # how the name of the file itself is read depends on the locale
            continue
        assert json.loads(other.stdout)["document"]["text"] == json.loads(usual.stdout)["document"]["text"]


def test_names_that_are_no_utf8(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/r\xe9sum\xe9.txt"
    with open(path, "wb") as file:
        file.write("\n".join(STORY).encode())
    done = run("read", tmp_path, "--format", "jsonl")
    assert done.returncode == 0
    (document,) = documents(done.stdout)
    assert document.uri.endswith("r%E9sum%E9.txt")
    assert run("read", tmp_path).returncode == 0


# ---------------------------------------------------------------- being stopped


def row(number: int) -> bytes:
    return (
        json.dumps({"text": f"Report number {number}: the two ministers met and spoke of the border."}).encode() + b"\n"
    )


def started(*arguments: str | Path, **streams: Any) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([*COMMAND, *map(str, arguments)], stderr=subprocess.PIPE, **streams)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_loses_nothing_that_was_written(number: signal.Signals, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    process = started("read", "-", "--format", "jsonl", "--out", out, stdin=subprocess.PIPE)
    assert process.stdin is not None
    # More than a chunk of input, so that rows come out while the pipe stays open.
    process.stdin.write(b"".join(row(n) for n in range(2000)))
    process.stdin.flush()
    deadline = time.monotonic() + 30
    while (not out.exists() or out.stat().st_size < 10_000) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(number)
    process.wait(timeout=30)
    errors = process.stderr.read().decode() if process.stderr else ""
    process.stdin.close()
    if process.stderr:
        process.stderr.close()
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert errors.startswith("interrupted after ")
    got = documents(out.read_text())
    assert got
    assert [d.uri for d in got] == [f"-#line {n}" for n in range(1, len(got) + 1)]
    assert int(errors.split()[2].replace(",", "")) in (len(got), len(got) + 1)


ROWS_FED = 2000
CLOSE = threading.Event()


def feed(pipe: IO[bytes]) -> None:
    """Writes rows to a pipe that stays open until `CLOSE` is set."""
    pipe.write(b"".join(row(n) for n in range(ROWS_FED)))
    pipe.flush()
    CLOSE.wait(30)
    pipe.close()


def test_documents_come_out_while_the_input_is_still_open() -> None:
    process = started("read", "-", "--format", "jsonl", "-q", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    feeding = threading.Thread(target=feed, args=(process.stdin,), daemon=True)  # a pipe holds less than all of it
    feeding.start()
    ready, _, _ = select.select([process.stdout], [], [], 30)
    assert ready, "nothing came out before the input ended"
    first = json.loads(process.stdout.readline())
    assert first["document"]["uri"] == "-#line 1"
    assert process.poll() is None, "it waits for more"
    CLOSE.set()
    rest = sum(1 for _ in iter(process.stdout.readline, b""))
    feeding.join(timeout=30)
    assert rest == ROWS_FED - 1
    assert process.wait(timeout=30) == 0
    process.stdout.close()
    if process.stderr:
        assert process.stderr.read() == b""
        process.stderr.close()


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"".join(row(n) for n in range(3000)))
    for view in ("table", "jsonl", "text"):
        process = started("read", path, "--format", view, "--no-copies", stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read() if process.stderr else b""
        if process.stderr:
            process.stderr.close()
        assert process.wait(timeout=30) == 141
        assert errors == b""


def test_an_archive_through_a_pipe(tmp_path: Path) -> None:
    done = run("read", "-", "--format", "jsonl", stdin=warc())
    assert len(documents(done.stdout)) == ROWS
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(jsonl())
    shell = subprocess.run(
        [
            "bash",
            "-c",
            '"$0" -m communique read <(cat "$1") --format jsonl -q',
            sys.executable,
            tmp_path / "in/a.jsonl",
        ],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert shell.returncode == 0, shell.stderr
    assert len(documents(shell.stdout.decode())) == ROWS
