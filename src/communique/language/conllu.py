"""CoNLL-U in: `from_conllu` reads any file of Universal Dependencies, GUM's mentions and chains, and what we wrote.

`to_conllu`, the other way, stands in `conllu_out` and is offered here as well.

In: the text of a file, its lines, or its `Path`. Out: documents with their analyses, one after another; the text is put
together from the words and the spaces that the file tells. Refused (`StoredDataError`, with the line and what to do):
rows that are no CoNLL-U, trees with no root or several, brackets of mentions that do not match, and in a file that we
wrote, offsets that are no longer true.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from communique.language.conllu_entities import Words, mentions_of, range_of
from communique.language.conllu_out import as_given, to_conllu
from communique.language.conllu_rows import (
    DEPREL,
    FEATS,
    HEAD,
    LEMMA,
    NUMBER,
    UPOS,
    XPOS,
    DocumentRows,
    Layout,
    Row,
    document_rows,
    laid_out,
)
from communique.records.analysis import ROOT, Analysis, Labels, Sentence, Tokens
from communique.records.documents import Document
from communique.records.ids import digest_of
from communique.records.spans import Span

__all__ = ["Given", "as_given", "from_conllu", "given_tokens", "to_conllu"]

MODEL = "CoNLL-U"  # the model of analyses whose file names none


@dataclass(frozen=True, slots=True)
class Given:
    """Sentences and tokens of a file, without what it says of them.

    document: with the text that they spell. sentences: characters of the words, a list a sentence, as
    `Analyser.analyse_tokens` takes them. rows: the file's own lines.
    """

    document: Document
    sentences: tuple[tuple[Span, ...], ...]
    rows: DocumentRows


def from_conllu(source: str | Iterable[str] | Path) -> Iterator[tuple[Document, Analysis]]:
    """Every document of a CoNLL-U file with its analysis.

    source: a `Path`, or the text or the lines of a file. What `to_conllu` wrote comes back as it was: document id,
    text, offsets, mentions and chains. In other files a mention is named when its head is a proper noun, and its head
    is the first of its words whose own head lies outside it. Raises `StoredDataError` for a file that does not hold
    together.
    """
    for rows in document_rows(source):
        layout = laid_out(rows)
        document = _document(rows, layout.text)
        yield document, _analysis(rows, layout, document)


def given_tokens(source: str | Iterable[str] | Path) -> Iterator[Given]:
    """The sentences and tokens of a CoNLL-U file; lemmas, tags and trees may be missing or wrong."""
    for rows in document_rows(source):
        layout = laid_out(rows)
        yield Given(_document(rows, layout.text), layout.spans, rows)


def _document(rows: DocumentRows, text: str) -> Document:
    def told(key: str) -> str | None:
        return next(iter(rows.comments(key)), None)

    uri = told("meta::uri") if rows.ours else None
    if uri is None:
        uri = f"{rows.source}#document {rows.number}"
    name = told("newdoc id")
    if name is None or not (name or rows.ours):
        name = Document.make_id(uri, text)
    return Document(name, uri, text, digest_of(text), title=told("meta::title"))


def _analysis(rows: DocumentRows, layout: Layout, document: Document) -> Analysis:
    words = [row for sentence in rows.sentences for row in sentence.words]
    spans = [span for sentence in layout.spans for span in sentence]
    text = layout.text
    heads = _heads(rows)
    columns = {
        name: Labels.of(row.cells[cell] for row in words)
        for name, cell in (("lemma", LEMMA), ("upos", UPOS), ("xpos", XPOS), ("feats", FEATS), ("deprel", DEPREL))
    }
    tokens = Tokens(
        start=np.array([s.start for s in spans], dtype=np.int32),
        end=np.array([s.end for s in spans], dtype=np.int32),
        head=np.array(heads, dtype=np.int32),
        form=Labels.of(s.of(text) for s in spans),
        **columns,
    )
    if rows.ours:
        _check_ranges(rows, words, spans)
    mentions, chains, notes = mentions_of(rows, Words(len(text), spans, heads, [row.cells[UPOS] for row in words]))
    model = MODEL
    if rows.ours:
        model = next(iter(rows.comments("meta::model")), MODEL)
        notes = rows.comments("meta::note")
    else:
        notes = (*layout.notes, *notes)
    try:
        return Analysis(document.id, model, tokens, _sentences(rows, layout), mentions, chains, notes)
    except ValueError as err:
        raise rows.broken(rows.sentences[0].line, f"in the document that starts here, {err}; mend it") from err


def _heads(rows: DocumentRows) -> list[int]:
    """Heads as indices in the document. Refuses a sentence without exactly one root."""
    heads: list[int] = []
    for sentence in rows.sentences:
        first, count = len(heads), len(sentence.words)
        for row in sentence.words:
            cell = row.cells[HEAD]
            if not NUMBER.fullmatch(cell) or int(cell) > count:
                what = "no head" if cell == "_" else f"the head {cell!r}, which is no word of the sentence"
                raise rows.broken(
                    row.line, f"{what}; parse the file with `communique parse --pretokenised` or mend the column HEAD"
                )
            heads.append(first + int(cell) - 1 if cell != "0" else ROOT)
        if (roots := heads[first:].count(ROOT)) != 1:
            raise rows.broken(sentence.line, f"the sentence has {roots} roots; give one word the head 0")
    return heads


def _sentences(rows: DocumentRows, layout: Layout) -> tuple[Sentence, ...]:
    out = []
    first = 0
    for sentence, spans in zip(rows.sentences, layout.spans, strict=True):
        span = spans[0].cover(spans[-1])
        told = sentence.comment("char_range") if rows.ours else None
        if told is not None:
            span = range_of(rows, sentence.line, told, len(layout.text))
        out.append(Sentence(span, first, first + len(spans)))
        first += len(spans)
    return tuple(out)


def _check_ranges(rows: DocumentRows, words: list[Row], spans: list[Span]) -> None:
    """Offsets in a file of ours still point at its words."""
    for row, span in zip(words, spans, strict=True):
        told = row.misc.get("TokenRange")
        if told is not None and range_of(rows, row.line, told, spans[-1].end) != span:
            raise rows.broken(
                row.line,
                f"TokenRange={told} is not where {row.form!r} stands; was the file changed by hand? Write it again, or "
                "take out the lines `# generator = communique`, and offsets are counted anew",
            )
