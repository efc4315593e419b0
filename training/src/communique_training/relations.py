"""Pairs of actors with what one does to the other: read from their files, and made into batches.

In: our own pairs (`training/relations/*.tsv`, source in `[[ ]]`, target in `{{ }}`), and the shared sets with marked
spans. Out: `Pair`s, a training and a development part; batches with places of the spans. Refused: held-out sentences; a
row without exactly one source and one target; labels that the ontology lacks.

The shared sets know less than we do: one has CONCEDE and RETREAT as YIELD, the other only the quad class. Their label
is the set of types that it allows.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from communique_training.corpora import digest_of

from communique.codebook.plover import plover
from communique.language.words import words
from communique.records.spans import Span

NOTHING = "NONE"
TYPES = (NOTHING, *plover().types)
MODES = ("", *sorted({mode for kind in plover().types.values() for mode in kind.modes}))
STATUSES = ("actual", "future", "hypothetical", "negated", "historical")
CONTEXTS = tuple(plover().contexts)
_MARKS = re.compile(r"\[\[(.+?)\]\]|\{\{(.+?)\}\}")
TIMES = {"plv": 3}  # how often a pair is given: coded sentences of news are few beside ours
DEV = 5  # one in so many of the shared pairs is for development


@dataclass
class Pair:
    """A sentence with a source and a target: first word and the word after the last.

    types: those that the label allows. mode, status, contexts: None where the set does not say.
    """

    corpus: str
    words: list[str]
    source: tuple[int, int]
    target: tuple[int, int]
    types: list[str]
    mode: str | None = None
    status: str | None = None
    contexts: list[str] | None = field(default=None)


def pair_of(text: str, source: Span, target: Span, corpus: str, types: list[str]) -> Pair | None:
    """The pair in words; None where a span holds no whole word."""
    found = words(text, Span(0, len(text)))
    places = []
    for span in (source, target):
        inside = [i for i, w in enumerate(found) if w.start < span.end and span.start < w.end]
        if not inside:
            return None
        places.append((inside[0], inside[-1] + 1))
    return Pair(corpus, [w.of(text) for w in found], places[0], places[1], types)


def own(folder: Path) -> Iterator[Pair]:
    """Our own pairs."""
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text("utf-8").splitlines()[1:], 2):
            kind, mode, status, contexts, marked = line.split("\t")
            spans: dict[int, Span] = {}
            text, past = "", 0
            for match in _MARKS.finditer(marked):
                text += marked[past : match.start()]
                side = 0 if match[1] else 1
                inner = match[1] or match[2]
                spans[side] = Span(len(text), len(text) + len(inner))
                text += inner
                past = match.end()
            text += marked[past:]
            if len(spans) != 2 or kind not in TYPES:
                raise ValueError(f"{path.name}:{number}: one source, one target and a known type are needed: {line}")
            pair = pair_of(text, spans[0], spans[1], "own", [kind])
            if pair is not None:
                pair.mode, pair.status = mode, status
                pair.contexts = contexts.split(";") if contexts else []
                yield pair


def shared(data: Path) -> Iterator[tuple[Pair, bool]]:
    """Pairs of the shared sets, and whether each is for development."""
    for line in (data / "plv_train.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        types = ["CONCEDE", "RETREAT"] if row["gold_root"] == "YIELD" else [row["gold_root"]]
        if not row["source_spans"] or not row["target_spans"]:
            continue
        source, target = (Span(*row[f"{side}_spans"][0]) for side in ("source", "target"))
        pair = pair_of(row["text"], source, target, "plv", types)
        if pair is not None:
            yield pair, int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % DEV == 0
    quads = {}
    for line in (data / "cameo_class.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        quads[digest_of(row["text"])] = row["penta"]
    for line in (data / "cameo_ner.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        sides = {e["label"]: Span(e["start"], e["end"]) for e in row["entities"]}
        quad = quads.get(digest_of(row["text"]))
        if quad is None or set(sides) != {"S", "T"}:
            continue
        kinds = [k.code for k in plover().types.values() if k.quad.code == quad] if quad else [NOTHING]
        pair = pair_of(row["text"], sides["S"], sides["T"], "cameo", kinds)
        if pair is not None:
            yield pair, False


def pairs(data: Path, folder: Path, refused: frozenset[str]) -> tuple[list[Pair], list[Pair]]:
    """Pairs to train on and pairs to develop with."""
    train = [p for p in own(folder) if digest_of(" ".join(p.words)) not in refused]
    dev = []
    for pair, kept in shared(data):
        if digest_of(" ".join(pair.words)) not in refused:
            if kept:
                dev.append(pair)
            else:
                train += [pair] * TIMES.get(pair.corpus, 1)
    return train, dev


def macro_f1(told: Sequence[str], found: Sequence[str]) -> float:
    """Mean F1 over the labels that occur, in per cent."""
    out = []
    for kind in sorted(set(told)):
        right = sum(a == b == kind for a, b in zip(told, found, strict=True))
        out.append(200 * right / (told.count(kind) + list(found).count(kind) or 1))
    return sum(out) / len(out)
