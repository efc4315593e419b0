"""Treebanks and newswire with names, read into one kind of sentence.

In: the folders of the data. Out: `Sentence`s, as JSON lines. Refused: sentences whose hash is in the list of held-out
sentences; a file that breaks its format.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

# GUM names what lives or flows apart; to our readers it is an object.
KIND_OF_GUM = {"animal": "object", "plant": "object", "substance": "object"}
KIND_OF_NEWSWIRE = {
    "Person": "person", "Organization": "organization", "Location": "place", "Facility": "facility", "NORP": "norp",
    "Date": "time", "Money": "money", "Product": "object", "Misc": "other",
}  # fmt: skip
MENTION_KINDS = ("person", "organization", "place", "event", "time", "object", "abstract")
NAME_KINDS = ("person", "organization", "place", "facility", "norp", "time", "money", "object", "other")


@dataclass
class Sentence:
    """One sentence with what its corpus says; what it does not say is None.

    heads count words from 1, 0 is the root. mentions and names: first word, word after the last, kind. groups: for each
    mention the chain it belongs to, numbered within its document.
    """

    corpus: str
    document: str
    words: list[str]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    feats: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    mentions: list[tuple[int, int, str]] | None = None
    groups: list[int] | None = None
    names: list[tuple[int, int, str]] | None = None


def digest_of(text: str) -> str:
    """SHA-256 of a sentence in lower case, letters and digits only, single spaces."""
    plain = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).lower()).strip()
    return hashlib.sha256(plain.encode()).hexdigest()


def held_out(path: Path) -> frozenset[str]:
    """Hashes of sentences that training may not see."""
    lines = path.read_text("utf-8").splitlines()
    return frozenset(line.split()[0] for line in lines if line and not line.startswith("#"))


def conllu(path: Path, corpus: str, *, mentions: bool = False) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file; with `mentions`, also what MISC `Entity=` says, as in GUM."""
    document, rows = path.stem, list[list[str]]()
    open_mentions: list[tuple[str, str, int]] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if line.startswith("# newdoc id ="):
            document = line.partition("=")[2].strip()
        elif line and not line.startswith("#"):
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
        elif not line and rows:
            yield _sentence(rows, corpus, document, open_mentions if mentions else None)
            rows = []
            open_mentions.clear()


def _sentence(rows: list[list[str]], corpus: str, document: str, stack: list[tuple[str, str, int]] | None) -> Sentence:
    out = Sentence(
        corpus,
        document,
        words=[r[1] for r in rows],
        upos=[r[3] for r in rows],
        xpos=[r[4] for r in rows],
        feats=[r[5] for r in rows],
        lemmas=[r[2] for r in rows],
        heads=[int(r[6]) for r in rows],
        deprels=[r[7] for r in rows],
    )
    if stack is not None:
        found = sorted(_mentions(rows, stack), key=lambda m: (m[0], -m[1]))
        out.mentions = [(a, b, kind) for a, b, kind, _ in found]
        out.groups = [group for *_, group in found]
    return out


_BRACKET = re.compile(r"\((\d+(?:\[\d+/\d+\])?)-([^()]*)(\))?|(\d+(?:\[\d+/\d+\])?)\)")


def _mentions(rows: list[list[str]], stack: list[tuple[str, str, int]]) -> Iterator[tuple[int, int, str, int]]:
    for i, row in enumerate(rows):
        entity = next((m[7:] for m in row[9].split("|") if m.startswith("Entity=")), "")
        for opened, rest, closed, closing in _BRACKET.findall(entity):
            if opened:
                kind = rest.split("-")[0]
                if closed:
                    yield from _mention(opened, kind, i, i + 1)
                else:
                    stack.append((opened, kind, i))
            else:
                at = max((j for j, s in enumerate(stack) if s[0] == closing), default=None)
                if at is not None:
                    group, kind, start = stack.pop(at)
                    yield from _mention(group, kind, start, i + 1)


def _mention(group: str, kind: str, start: int, stop: int) -> Iterator[tuple[int, int, str, int]]:
    if "[" not in group:  # the parts of a mention in pieces are left out
        yield start, stop, KIND_OF_GUM.get(kind, kind), int(group)


def newswire(path: Path) -> Iterator[Sentence]:
    """Sentences of a file of tokens and BIO tags, one token a line."""
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        cells = line.split("\t")
        if len(cells) > 1 and cells[0].strip():
            rows.append((cells[0], cells[1]))
            continue
        if rows:
            yield Sentence("newswire", path.stem, [w for w, _ in rows], names=list(spans(t for _, t in rows)))
        rows = []


def spans(tags: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Spans of BIO or BIOES tags, kinds in our own words."""
    start, kind = None, ""
    for i, tag in enumerate([*tags, "O"]):
        part, _, name = tag.partition("-")
        if start is not None and (part in "OBS" or name != kind):
            yield start, i, KIND_OF_NEWSWIRE[kind]
            start = None
        if part in "BS" or (part in "IE" and start is None):
            start, kind = i, name


def read_all(data: Path, split: str) -> Iterator[Sentence]:
    """Everything of `train` or `dev`. The test part of EWT trains too: what judges this model is kept elsewhere."""
    for name in ("train", "test") if split == "train" else ("dev",):
        yield from conllu(data / "syntax/ewt" / f"{name}.conllu", "ewt")
    for path in sorted((data / "syntax/gum" / split).glob("*.conllu")):
        yield from conllu(path, "gum", mentions=True)
    for path in sorted((data / "entities/worldwide" / split).glob("*.tsv")):
        yield from newswire(path)


def write(path: Path, sentences: Iterable[Sentence]) -> int:
    """Writes JSON lines; tells how many."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for sentence in sentences:
            out.write(json.dumps(asdict(sentence), ensure_ascii=False) + "\n")
            count += 1
    return count


def load(path: Path) -> list[Sentence]:
    """Sentences of JSON lines that `write` wrote."""
    with path.open(encoding="utf-8") as lines:
        return [Sentence(**json.loads(line)) for line in lines]
