"""How fast documents are read, where the time goes, and what a worker needs.

In: `--data`, a folder of texts (`.txt`, `.md`), the bundled dispatches unless told otherwise; `--float`, a folder with
the same model in float. Out: sentences a second by the clock and by the processor time of this process, which tells
more where others use the machine; the share of each part; the ratio to float, rounds of the two taking turns; two
processes against one; load time; resident memory.

Sentences of close to 27 words are taken, the length that the target is told for, and put together as documents.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

SHORTEST, LONGEST = 22, 33  # words of the sentences taken; the target is told for 27
SENTENCES = 15  # of one document
DISPATCHES = Path(__file__).parents[1] / "examples" / "dispatches"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
for _name in THREADS:  # before numpy is loaded: its own threads would be counted as ours
    os.environ.setdefault(_name, "1")

from communique.language import decode  # noqa: E402
from communique.language import model as reader  # noqa: E402
from communique.language.coreference import Resolved  # noqa: E402
from communique.language.model import Model  # noqa: E402
from communique.language.sentences import split  # noqa: E402
from communique.language.words import words  # noqa: E402
from communique.records.analysis import Analysis  # noqa: E402
from communique.records.documents import Document  # noqa: E402
from communique.records.ids import digest_of  # noqa: E402


@dataclass(slots=True)
class Spent:
    """Seconds of one kind of work, by the clock and of the processor. parts: processor seconds of each part."""

    clock: float = 0.0
    processor: float = 0.0
    parts: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Adds what is spent inside."""
        clock, processor = time.perf_counter(), time.process_time()
        yield
        self.clock += time.perf_counter() - clock
        self.processor += time.process_time() - processor

    def told(self, sentences: int) -> str:
        """Sentences a second, both ways."""
        return f"{sentences / self.clock:7.1f} by the clock {sentences / self.processor:7.1f} by processor time"


def paragraphs(folder: Path) -> Iterator[str]:
    """Lines of running text in the files of a folder, those of each file in order."""
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".md")):
        for line in path.read_text("utf-8").splitlines():
            if line.strip() and line[0] not in "#|>-*`<":
                yield line.strip()


def sentences_of_length(lines: Iterable[str]) -> Iterator[str]:
    """Sentences of `SHORTEST` to `LONGEST` words."""
    for line in lines:
        for span in split(line):
            if SHORTEST <= len(words(line, span)) <= LONGEST:
                yield span.of(line)


def documents(folder: Path, count: int) -> list[Document]:
    """`count` documents of `SENTENCES` sentences each; texts are used again, in another order, where they run out."""
    pool = list(dict.fromkeys(sentences_of_length(paragraphs(folder))))
    if not pool:
        raise SystemExit(f"no sentences in {folder}; give a folder with .txt or .md files")
    texts = [" ".join(pool[(i * (SENTENCES + d // 7) + d) % len(pool)] for i in range(SENTENCES)) for d in range(count)]
    return [Document(f"d{i}", f"{i}.txt", text, digest_of(text), language="en") for i, text in enumerate(texts)]


def read(model: Model, reports: Iterable[Document]) -> tuple[int, int]:
    """Reads every document; sentences and words found."""
    sentences = tokens = 0
    for report in reports:
        found = model.analyse(report)
        assert isinstance(found, Analysis)
        sentences, tokens = sentences + len(found.sentences), tokens + len(found)
    return sentences, tokens


@contextmanager
def replaced(owner: object, name: str, value: object) -> Iterator[None]:
    """Another value under a name, for a while."""
    plain = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, plain)


def without_coreference() -> AbstractContextManager[None]:
    """Reading without chains, to tell what they cost."""
    return replaced(reader, "resolve", lambda *_: Resolved((), ()))


def timed(owner: object, name: str, part: str, spent: dict[str, float]) -> AbstractContextManager[None]:
    """Adds the processor time of every call of one function to a part."""
    plain: Callable[..., object] = getattr(owner, name)

    def counted(*given: object, **named: object) -> object:
        began = time.process_time()
        try:
            return plain(*given, **named)
        finally:
            spent[part] = spent.get(part, 0.0) + time.process_time() - began

    return replaced(owner, name, counted)


def shares(model: Model, reports: list[Document]) -> dict[str, float]:
    """Processor seconds of each part over the documents; `rest` is building the analysis and all else."""
    spent: dict[str, float] = {}
    places = [
        (reader, "sentences_of", "sentences"), (reader, "words", "words"), (model.session, "parts", "pieces"),
        (model.session.spelling, "sentence", "pieces"), (model.session, "scores", "network"),
        (decode, "tree", "tree"), (decode, "relations", "tree"), (decode, "names", "names"),
        (decode, "mentions", "mentions"), (decode, "heads_of", "mentions"), (reader, "resolve", "coreference"),
        (reader, "refusal", "language"), (reader, "Analysis", "analysis"),
    ]  # fmt: skip
    whole = Spent()
    with ExitStack() as stack:
        for owner, name, part in places:
            stack.enter_context(timed(owner, name, part, spent))
        with whole.counted():
            read(model, reports)
    return spent | {"rest": whole.processor - sum(spent.values())}


def resident() -> float:
    """Resident memory of this process in MB; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def against_float(model: Model, other: Model, reports: list[Document], rounds: int) -> None:
    """Prints how many times as fast as float the model is: the median of rounds that take turns."""
    ratios = []
    for report in [reports[i % len(reports)] for i in range(rounds)]:
        ours, theirs = Spent(), Spent()
        for reading, spent in ((model, ours), (other, theirs)):
            with timed(reading.session, "scores", "network", spent.parts), spent.counted():
                read(reading, [report])
        network = theirs.parts["network"] / ours.parts["network"]
        ratios.append((theirs.clock / ours.clock, theirs.processor / ours.processor, network))
    clock, processor, network = (sorted(column)[len(ratios) // 2] for column in zip(*ratios, strict=True))
    print(f"times as fast as float: {clock:.2f} by the clock, {processor:.2f} by processor time, network {network:.2f}")


def worker(options: argparse.Namespace) -> None:
    """One process of several: loads, says it is ready, waits for the word, reads, says what it took."""
    began = Spent()
    with began.counted():
        model = reader.load(folder=options.model)
        read(model, documents(options.data, 1))  # warm
    print("ready", flush=True)
    sys.stdin.readline()
    spent = Spent()
    with spent.counted():
        sentences, _ = read(model, documents(options.data, options.documents))
    print(sentences, spent.clock, spent.processor, flush=True)


def rate(options: argparse.Namespace, processes: int) -> tuple[float, float]:
    """Sentences a second of all processes together: by the clock, and if each had a processor of its own."""
    command = [sys.executable, __file__, "--worker", "--data", str(options.data), "--documents", str(options.documents)]
    command += ["--model", str(options.model)] if options.model else []
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(processes)
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate()[0].split() for process in started]
    return (
        sum(int(n) / float(clock) for n, clock, _ in told),
        sum(int(n) / float(processor) for n, _, processor in told),
    )


def report_speed(model: Model, options: argparse.Namespace) -> None:
    """Sentences a second and where the time goes."""
    reports = documents(options.data, options.documents)
    read(model, reports[:2])  # warm
    with_chains, without = Spent(), Spent()
    sentences = tokens = 0
    for report in reports:  # turns, so that both meet the same company
        with with_chains.counted():
            found, size = read(model, [report])
        with without_coreference(), without.counted():
            read(model, [report])
        sentences, tokens = sentences + found, tokens + size
    print(f"{sentences} sentences of {tokens / sentences:.1f} words in {len(reports)} documents")
    print(f"sentences/s without coreference {without.told(sentences)}")
    print(f"sentences/s with coreference    {with_chains.told(sentences)}")
    spent = shares(model, reports)
    whole = sum(spent.values())
    print("share of processor time, ms a sentence:")
    for part, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {part:12} {seconds / whole:6.1%} {1000 * seconds / sentences:7.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DISPATCHES, help="folder of .txt and .md files")
    parser.add_argument("--float", type=Path, dest="reference", help="folder with the model in float")
    parser.add_argument("--model", type=Path, help="folder of the model, the package's unless given")
    parser.add_argument("--documents", type=int, default=40, help=f"documents of {SENTENCES} sentences")
    parser.add_argument("--rounds", type=int, default=20, help="turns of model and float")
    parser.add_argument("--processes", type=int, default=2, help="processes to set against one; 0 leaves it out")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        worker(options)
        return
    loading = Spent()
    with loading.counted():
        model = reader.load(folder=options.model)
    print(f"model {model.name}; one thread")
    print(f"load {loading.clock:.2f} s by the clock, {loading.processor:.2f} s of processor time")
    after_load = resident()
    report_speed(model, options)
    print(f"resident memory {after_load:.0f} MB after loading, {resident():.0f} MB after work")
    if options.reference is not None:
        other = reader.load(folder=options.reference)
        reports = documents(options.data, options.documents)
        read(other, reports[:1])
        against_float(model, other, reports, options.rounds)
    if options.processes:
        one, several = rate(options, 1), rate(options, options.processes)
        print(
            f"{options.processes} processes: {several[0]:.1f} sentences/s, {several[0] / one[0]:.2f} times one "
            f"({one[0]:.1f}); by processor time {several[1] / one[1]:.2f} times"
        )


if __name__ == "__main__":
    main()
