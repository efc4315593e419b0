"""Reading a large WARC file: pages a second on one core, peak memory, the same output on every run.

    python benchmarks/read_warc.py --pages FOLDER [--records 20000] [--runs 2] [--keep FILE]

Wraps the pages found under FOLDER (`*.html`, `*.html.gz`), over and over under new addresses, in a WARC file of one
gzip member a record, beside a request for each, then reads it with `communique read` in a process of its own, pinned to
one core where the system allows it. Prints pages a second of wall time, peak resident memory, and a digest of the
output of each run; the runs differ in how the file is handed over (as a file, and through a pipe in odd pieces).
"""

import argparse
import gzip
import hashlib
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import BinaryIO


def pages_under(folder: Path) -> list[bytes]:
    """The pages, uncompressed."""
    paths = sorted(p for p in folder.rglob("*") if p.name.endswith((".html", ".html.gz")))
    return [gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes() for p in paths]


def record(kind: str, number: int, content_type: str, block: bytes) -> bytes:
    """One record of a WARC file."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Date: 2025-06-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012x}>\r\n"
        f"WARC-Target-URI: https://news.example/story/{number}.html\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def write_warc(out: BinaryIO, pages: list[bytes], records: int) -> None:
    """A request and a response for each record."""
    answers = [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page) + page for page in pages
    ]
    for number in range(records):
        request = b"GET /story/%d.html HTTP/1.1\r\nHost: news.example\r\n\r\n" % number
        out.write(gzip.compress(record("request", number, "application/http; msgtype=request", request), 1, mtime=0))
        response = record("response", number, "application/http; msgtype=response", answers[number % len(answers)])
        out.write(gzip.compress(response, 1, mtime=0))


def read_once(path: Path, piped: bool) -> dict[str, object]:
    """One run of the command over the file; its figures."""
    command = [sys.executable, "-m", "communique", "read", "-" if piped else str(path), "--format", "jsonl", "--quiet"]
    if shutil.which("taskset"):
        command = ["taskset", "-c", "0", *command]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.PIPE if piped else subprocess.DEVNULL, stdout=subprocess.PIPE)
    if piped:
        _feed(process, path)
    documents, rejected = 0, 0
    digest = hashlib.sha256()
    assert process.stdout is not None
    for line in process.stdout:
        row = json.loads(line)
        if "document" in row:
            documents += 1
            digest.update(row["document"]["digest"].encode())
        else:
            rejected += 1
    process.wait()
    seconds = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "handed_over": "pipe" if piped else "file",
        "documents": documents,
        "rejected": rejected,
        "pages_per_second": round(documents / seconds, 1),
        "pages_per_cpu_second": round(
            documents / (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime), 1
        ),
        "peak_mb": round(after.ru_maxrss / 1024, 1),
        "digests": digest.hexdigest()[:16],
    }


def _cpu(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def _feed(process: "subprocess.Popen[bytes]", path: Path) -> None:
    """Write the file to the process in pieces of odd sizes, in a thread of its own."""
    import threading

    def write() -> None:
        assert process.stdin is not None
        with path.open("rb") as file, process.stdin as pipe:
            size = 1
            while piece := file.read(size):
                pipe.write(piece)
                size = size * 7 % 65_521 + 1

    threading.Thread(target=write, daemon=True).start()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="write the WARC file here and leave it there")
    options = parser.parse_args()
    pages = pages_under(options.pages)
    if not pages:
        parser.error(f"no pages under {options.pages}")
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "pages.warc.gz"
        if not path.exists():
            with path.open("wb") as out:
                write_warc(out, pages, options.records)
        print(f"{options.records} pages, {path.stat().st_size / 1e6:.0f} MB compressed")
        runs = []
        for run in range(options.runs):
            runs.append(read_once(path, piped=bool(run % 2)))
            print("  ".join(f"{key} {value}" for key, value in runs[-1].items()), flush=True)
    print("the same documents in every run" if len({r["digests"] for r in runs}) == 1 else "THE RUNS DIFFER")
    print(json.dumps(runs))


if __name__ == "__main__":
    main()
