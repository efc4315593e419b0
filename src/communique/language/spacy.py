"""To spaCy: `to_spacy` makes a `Doc` of a document and its analysis.

In: a document and its analysis. Out: a `spacy.tokens.Doc` whose `text` is the document's to the character, so that
offsets hold on both sides. spaCy is no dependency: it is looked for when the function is called. Refused: no spaCy
(`SetupError`), an analysis of another document (`ValueError`).
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from communique.language.conllu_out import covered, flat_names
from communique.records.analysis import Analysis
from communique.records.documents import Document
from communique.records.errors import SetupError

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

MENTIONS = "mentions"  # the group of spans that holds every mention
_UPOS = {"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT"}
_UPOS |= {"SCONJ", "SYM", "VERB", "X"}  # spaCy refuses any other


@dataclass(slots=True)
class _Words:
    """Words as spaCy wants them. space: whether one space follows. token: index of ours, none for white space."""

    text: list[str]
    space: list[bool]
    token: list[int | None]


def to_spacy(document: Document, analysis: Analysis, vocab: "Vocab | None" = None) -> "Doc":
    """The analysis as a spaCy `Doc` with `doc.text == document.text`.

    White space other than one space between two words becomes a token of its own (`SPACE`), as spaCy does itself.
    Named mentions are `doc.ents`, longest first where they nest; every mention is in `doc.spans["mentions"]`, with its
    kind in capitals as label, its chain as `id_` (`c1`; empty where it is alone). Mentions cover whole tokens.

    vocab: of the pipeline that goes on with the `Doc`; by default that of a blank English one. Raises `SetupError`
    without spaCy.
    """
    try:
        from spacy.tokens import Doc, Span
    except ModuleNotFoundError as err:
        raise SetupError("spaCy is not installed; install it with: pip install 'communique[spacy]'") from err
    if analysis.document != document.id:
        raise ValueError(f"the analysis is of {analysis.document}, the document is {document.id}")
    words = _words(document.text, analysis)
    place = {token: i for i, token in enumerate(words.token) if token is not None}
    doc = Doc(
        vocab if vocab is not None else _blank_vocab(),
        words=words.text,
        spaces=words.space,
        **_annotations(analysis, words, place),
    )
    names = flat_names(analysis)
    doc.set_ents([Span(doc, place[a], place[b] + 1, label=kind) for a, b, kind in _runs(names)])
    spans = []
    for mention in analysis.mentions:
        first, last = covered(analysis, mention.span)
        chain = "" if mention.chain is None else f"c{mention.chain + 1}"
        spans.append(Span(doc, place[first], place[last] + 1, label=mention.kind.upper(), span_id=chain))
    doc.spans[MENTIONS] = spans
    return doc


@cache
def _blank_vocab() -> "Vocab":
    from spacy.lang.en import English

    return English().vocab


def _words(text: str, analysis: Analysis) -> _Words:
    """Our tokens, and a token for whatever stands between them besides one space."""
    words = _Words([], [], [])
    at = 0
    for index, (start, end) in enumerate(
        zip(analysis.tokens.start.tolist(), analysis.tokens.end.tolist(), strict=True)
    ):
        _put_gap(words, text[at:start])
        words.text.append(text[start:end])
        words.space.append(False)
        words.token.append(index)
        at = end
    _put_gap(words, text[at:])
    return words


def _put_gap(words: _Words, gap: str) -> None:
    if words.text and gap.startswith(" "):
        words.space[-1] = True
        gap = gap[1:]
    if gap:
        words.text.append(gap)
        words.space.append(False)
        words.token.append(None)


def _annotations(analysis: Analysis, words: _Words, place: dict[int, int]) -> dict[str, Any]:
    """The columns of `Doc`. White space hangs on the token before it, or on the first one."""
    starts = {sentence.first for sentence in analysis.sentences}
    tags: list[str] = []
    pos: list[str] = []
    morphs: list[str] = []
    lemmas: list[str] = []
    deps: list[str] = []
    heads: list[int] = []
    sent_starts: list[bool] = []
    last = place.get(0, 0)
    for number, index in enumerate(words.token):
        if index is None:
            row = ("_SP", "SPACE", "", words.text[number], "dep")
            heads.append(last)
        else:
            token = analysis[index]
            upos = token.upos if token.upos in _UPOS else ""
            root = token.head is None
            row = (_told(token.xpos), upos, _told(token.feats), token.lemma, "ROOT" if root else _told(token.deprel))
            heads.append(number if token.head is None else place[token.head.index])
            last = number
        for column, value in zip((tags, pos, morphs, lemmas, deps), row, strict=True):
            column.append(value)
        sent_starts.append(number == 0 or (index in starts and index != 0))
    columns: dict[str, Any] = {"tags": tags, "pos": pos, "morphs": morphs, "lemmas": lemmas, "deps": deps}
    return columns | {"heads": heads, "sent_starts": sent_starts}


def _told(value: str) -> str:
    return "" if value == "_" else value


def _runs(names: dict[int, str]) -> list[tuple[int, int, str]]:
    """First and last token and label of every run of `B-` and `I-`."""
    out: list[tuple[int, int, str]] = []
    for index in sorted(names):
        mark, _, kind = names[index].partition("-")
        out.append((out.pop()[0], index, kind.upper()) if mark == "I" else (index, index, kind.upper()))
    return out
