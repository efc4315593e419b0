"""How well and how fast text is cut into sentences and words, against Universal Dependencies English.

In: `--data`, a folder with `gum/train`, `gum/dev` and `ewt/dev.conllu`; `--cases`, hard cases in TOML. Out: F1 of exact
spans, in percent, and milliseconds a sentence of 27 words on one thread.

A document's text is rebuilt from forms and spaces. Its blocks are those that the file tells: `# newpar` starts one,
and `# newpar_block` says of how many sentences it consists, so that a caption inside a paragraph ends where it ends.
"""

import argparse
import time
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.language.conllu_rows import DocumentRows, document_rows, laid_out
from communique.language.sentences import split
from communique.language.words import words
from communique.records.spans import Span

GENRES = ("news", "interview", "speech", "court", "bio", "academic", "textbook", "voyage")
MARK = "‖"
LENGTH = 27  # words of the sentence that speed is told for


@dataclass(frozen=True, slots=True)
class Gold:
    """A text with its sentences and tokens. starts: positions where a block starts."""

    text: str
    sentences: tuple[Span, ...]
    tokens: tuple[tuple[Span, ...], ...]
    starts: tuple[int, ...]


@dataclass(slots=True)
class Score:
    """Spans that agree, that the gold has and that we found."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def add(self, gold: Iterable[Span], found: Iterable[Span]) -> None:
        """Count the spans of one text."""
        want, have = set(gold), set(found)
        self.right += len(want & have)
        self.gold += len(want)
        self.found += len(have)

    @property
    def f1(self) -> float:
        """In percent; both edges of a span must be right."""
        return 200 * self.right / (self.gold + self.found) if self.gold + self.found else 0.0


def documents(path: Path) -> Iterator[Gold]:
    """The documents of one CoNLL-U file."""
    for rows in document_rows(path):
        layout = laid_out(rows)
        sentences = tuple(tokens[0].cover(tokens[-1]) for tokens in layout.spans)
        starts = tuple(sentences[i].start for i in block_starts(rows))
        yield Gold(layout.text, sentences, layout.spans, starts)


def block_starts(rows: DocumentRows) -> list[int]:
    """Indices of the sentences that start a block, or follow the last one of a block."""
    out: list[int] = []
    left: list[int] = []  # sentences still to come in each open block
    ended = False
    for index, sentence in enumerate(rows.sentences):
        sizes = [
            part.rpartition("(")[2].split(" ")[0]
            for told in sentence.all_of("newpar_block")
            for part in told.split("|")
        ]
        if ended or sizes or sentence.comment("newpar") is not None or sentence.comment("newpar id") is not None:
            out.append(index)
        left = [n - 1 for n in (*left, *(int(size) for size in sizes if size.isdigit()))]
        ended = 0 in left
        left = [n for n in left if n > 0]
    return out


def cases(path: Path) -> Iterator[tuple[str, list[Span]]]:
    """Hard cases: each text with the spans of its sentences."""
    with path.open("rb") as stream:
        topics = tomllib.load(stream)
    for marked in (case for topic in topics.values() for case in topic):
        text = marked.replace(MARK, "")
        spans, at = [], 0
        for piece in marked.split(MARK):
            span = Span.trimmed(text, at, at + len(piece))
            assert span is not None, marked
            spans.append(span)
            at += len(piece)
        yield text, spans


def flat(gold: Gold) -> Gold:
    """The same document with one space between blocks instead of an empty line."""
    text, shift, cut = "", 0, 0
    sentences, tokens = [], []
    for span, own in zip(gold.sentences, gold.tokens, strict=True):
        gap = gold.text[cut : span.start]
        text += " " if "\n" in gap else gap
        shift = len(text) - span.start
        text += span.of(gold.text)
        cut = span.end
        sentences.append(span.shifted(shift))
        tokens.append(tuple(t.shifted(shift) for t in own))
    return Gold(text, tuple(sentences), tuple(tokens), ())


def report(name: str, golds: list[Gold]) -> None:
    """Print the figures of one set of documents."""
    blocks, plain, given, raw = Score(), Score(), Score(), Score()
    for gold in golds:
        found = split(gold.text, gold.starts)
        blocks.add(gold.sentences, found)
        bare = flat(gold)
        plain.add(bare.sentences, split(bare.text))
        wanted = [t for own in gold.tokens for t in own]
        given.add(wanted, (w for s in gold.sentences for w in words(gold.text, s)))
        raw.add(wanted, (w for s in found for w in words(gold.text, s)))
    print(f"{name:16}{blocks.gold:8}{blocks.f1:10.2f}{plain.f1:10.2f}{given.gold:9}{given.f1:9.2f}{raw.f1:9.2f}")


def speed(golds: list[Gold]) -> float:
    """Milliseconds of processor time for a sentence of `LENGTH` words, the best of five rounds."""
    best = float("inf")
    for _ in range(5):
        begun, count = time.process_time(), 0
        for gold in golds:
            count += sum(len(words(gold.text, s)) for s in split(gold.text, gold.starts))
        best = min(best, (time.process_time() - begun) / count * LENGTH * 1000)
    return best


def main() -> None:
    """Print sentences and tokens of each set, the hard cases and the speed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder with gum/ and ewt/ in CoNLL-U")
    parser.add_argument(
        "--cases", type=Path, default=Path("tests/language/sentence_cases.toml"), help="hard cases, TOML"
    )
    options = parser.parse_args()
    print(f"{'set':16}{'sent.':>8}{'blocks':>10}{'one line':>10}{'tokens':>9}{'given':>9}{'raw':>9}")
    gum = options.data / "gum"
    for genre in GENRES:
        for name, parts in ((f"gum {genre}", ("train", "dev")), (f"gum dev {genre}", ("dev",))):
            paths = sorted(p for part in parts for p in (gum / part).glob(f"GUM_{genre}_*.conllu"))
            report(name, [gold for path in paths for gold in documents(path)])
    report("ewt dev", list(documents(options.data / "ewt" / "dev.conllu")))
    hard, whole, count = Score(), 0, 0
    for text, spans in cases(options.cases):
        found = split(text)
        hard.add(spans, found)
        whole += found == spans
        count += 1
    print(f"hard cases: {count}, {whole} whole, F1 {hard.f1:.2f} on {hard.gold} sentences")
    news = [gold for path in sorted((gum / "train").glob("GUM_news_*.conllu")) for gold in documents(path)]
    print(f"{speed(news):.3f} ms a sentence of {LENGTH} words")


if __name__ == "__main__":
    main()
