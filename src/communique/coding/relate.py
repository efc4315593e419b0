"""What one party of a text does to another, where both are marked: type, mode, and how likely each type is.

In: a text with the characters of a source and of a target. Out: `Related`. Refused with `RequestError`: a span that
leaves the text or holds no word.

The text is read from the sentence of the first of the two to that of the second, as one. The relation heads of the
model and the words of the codebook are two witnesses: the log of what the heads say and, by a weight, the log of what
the acts around the two parties make of each type (see `relate_acts`) are added up (a log-linear pool of opinions; C.
Genest and J. Zidek, Combining probability distributions, 1986).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from communique.codebook.codebook import Codebook
from communique.coding.acts import Act, acts_of
from communique.coding.relate_acts import weighed
from communique.coding.scene import scene_of
from communique.language.model import Model
from communique.language.sentences import sentences_of
from communique.language.words import words
from communique.records.documents import Document
from communique.records.errors import RequestError
from communique.records.ids import digest_of
from communique.records.relations import NOTHING, Relation
from communique.records.spans import Span

_MODE = 0.76  # how often the mode of an act is right where its type is
_WEIGHT, _MODE_WEIGHT = 0.6, 1.0  # of the codebook's words against the heads, which know less of modes
_SURE = 0.8  # both witnesses have read the same words: what they say together is toned down by as much
_LEAST = 1e-6  # probability


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with two parties: the characters of the words that name each."""

    text: str
    source: Span
    target: Span


@dataclass(frozen=True, slots=True)
class Related:
    """type: the likeliest. mode: the likeliest of its modes, none where none fits. scores: probability by type."""

    type: str
    mode: str | None
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Told:
    """What the two witnesses say. acts: each act in the sentence, with how much it speaks of the two parties."""

    relation: Relation
    acts: tuple[tuple[Act, float], ...]


def related(model: Model, marked: Marked, codebook: Codebook, nothing: bool = False) -> Related:
    """What the source does to the target. nothing: whether the answer may be that it does nothing to it."""
    return answer(told(model, marked, codebook), codebook, nothing)


def told(model: Model, marked: Marked, codebook: Codebook) -> Told:
    """What the heads of relations say of two parties, and the acts that the codebook's words name around them."""
    document = Document(Document.make_id("", marked.text), "", marked.text, digest_of(marked.text), language="en")
    tokens = words(marked.text, _extent(document, marked))
    source, target = (_inside(tokens, s, side) for side, s in (("source", marked.source), ("target", marked.target)))
    reading = model.read_tokens(document, [tokens])
    relation = model.relater(reading)([(source, target)])[0]
    scene = scene_of(
        document, reading.analysis, (), (), (), when=lambda token: (None, ""), triggers=codebook.triggers
    )  # fmt: skip
    return Told(relation, weighed(tuple(acts_of(scene, codebook.triggers)), source, target))


def answer(told: Told, codebook: Codebook, nothing: bool = False) -> Related:
    """The likeliest type, and of its modes the likeliest."""
    shares = {kind: share for kind, share in told.relation.types.items() if nothing or kind != NOTHING}
    weights: dict[str, float] = {}
    for act, weight in told.acts:
        weights[act.type] = max(weight, weights.get(act.type, weight))
    if weights:
        said = {kind: log(max(p, _LEAST)) + _WEIGHT * weights.get(kind, 0.0) for kind, p in shares.items()}
        most = max(said.values())
        shares = {kind: exp(_SURE * (much - most)) for kind, much in said.items()}
    total = sum(shares.values())
    scores = {kind: share / total for kind, share in sorted(shares.items(), key=lambda item: -item[1])}
    kind = next(iter(scores))
    return Related(kind, _mode(kind, told, codebook), scores)


def _mode(kind: str, told: Told, codebook: Codebook) -> str | None:
    """The likeliest mode of a type, by the heads and by the act of that type that weighs most."""
    if kind not in codebook.ontology.types:
        return None
    shares = {code: told.relation.modes.get(code, 0.0) for code in ("", *codebook.ontology.types[kind].modes)}
    named = [(weight, act.mode) for act, weight in told.acts if act.type == kind]
    mode = max(named, key=lambda found: found[0])[1] if named else None
    if mode in shares:
        shares = _pooled(shares, mode, _MODE, _MODE_WEIGHT)
    return max(shares, key=shares.__getitem__) or None


def _pooled(shares: Mapping[str, float], label: str, trust: float, weight: float) -> dict[str, float]:
    """What the heads say, joined with a witness for a label, who is right as often as `trust` says."""
    others = (1 - trust) / max(1, len(shares) - 1)
    return {k: max(p, _LEAST) * (trust if k == label else others) ** weight for k, p in shares.items()}


def _extent(document: Document, marked: Marked) -> Span:
    """From the sentence of the first party to that of the second."""
    for side, span in (("source", marked.source), ("target", marked.target)):
        if span.end > len(document.text):
            raise RequestError(f"`{side}` ends at {span.end}, the text at {len(document.text)}; count in characters")
    both = marked.source.cover(marked.target)
    found = [s for s in sentences_of(document) if s.start < both.end and both.start < s.end]
    if not found:
        raise RequestError("`source` and `target` hold no word; mark the words that name the two parties")
    return found[0].cover(found[-1])


def _inside(tokens: Sequence[Span], span: Span, side: str) -> range:
    """The words that a party takes in, whole or in part."""
    found = [i for i, word in enumerate(tokens) if word.start < span.end and span.start < word.end]
    if not found:
        raise RequestError(f"`{side}` holds no word; mark the words that name the party")
    return range(found[0], found[-1] + 1)
