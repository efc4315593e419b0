"""What one party of a text does to another, where both are marked: type, mode, and how likely each type is.

In: a text with the characters of a source and of a target. Out: `Related`. Refused with `RequestError`: a span that
leaves the text or holds no word; with `SetupError`: a model without heads of relations.

The text is read from the sentence of the first of the two to that of the second, as one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.codebook.plover import Ontology
from communique.language.model import Model
from communique.language.sentences import sentences_of
from communique.language.words import words
from communique.records.documents import Document
from communique.records.errors import RequestError
from communique.records.ids import digest_of
from communique.records.relations import NOTHING, Relation
from communique.records.spans import Span


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


def related(model: Model, marked: Marked, ontology: Ontology, nothing: bool = False) -> Related:
    """What the source does to the target. nothing: whether the answer may be that it does nothing to it."""
    return _answer(relation_of(model, marked), ontology, nothing)


def relation_of(model: Model, marked: Marked) -> Relation:
    """What the heads of relations say of the two parties."""
    document = Document(Document.make_id("", marked.text), "", marked.text, digest_of(marked.text), language="en")
    tokens = words(marked.text, _extent(document, marked))
    pair = [_inside(tokens, span, side) for side, span in (("source", marked.source), ("target", marked.target))]
    reading = model.read_tokens(document, [tokens])
    return model.relater(reading)([(pair[0], pair[1])])[0]


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


def _answer(relation: Relation, ontology: Ontology, nothing: bool) -> Related:
    """The likeliest type, and of its modes the likeliest."""
    shares = {kind: share for kind, share in relation.types.items() if nothing or kind != NOTHING}
    total = sum(shares.values())
    scores = {kind: share / total for kind, share in sorted(shares.items(), key=lambda item: -item[1])}
    best = next(iter(scores))
    known = ontology.types[best].modes if best in ontology.types else {}
    mode = max(("", *known), key=lambda code: relation.modes.get(code, 0.0))
    return Related(best, mode or None, scores)
