"""CoNLL-U out: `to_conllu` writes an analysis, `as_given` writes it under the words of a file that was given.

In: a document and its analysis. Out: text of CoNLL-U from which `from_conllu` makes the same again. MISC holds offsets
(`TokenRange=12:17`, characters of the document's text, half-open), named mentions (`NER=B-person`), every mention with
its chain, kind and head (`Entity=`; fields in the order that `# global.Entity` tells) and the spaces between words.
Refused (`ValueError`): an analysis of another document, or one whose words are not the file's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.language.conllu_entities import ALONE, OUR_FIELDS
from communique.language.conllu_rows import (
    DEPREL,
    DEPS,
    FEATS,
    FORM,
    GENERATOR,
    HEAD,
    ID,
    LEMMA,
    MISC,
    UPOS,
    XPOS,
    DocumentRows,
    Row,
    SentenceRows,
    escaped,
)
from communique.records.analysis import ROOT, Analysis, Mention, MentionKind, Sentence
from communique.records.documents import Document
from communique.records.spans import Span

# What `NER=` tells of a named mention: the coarse kind. A kind that is not here has no names of interest.
NER = {kind: kind.value for kind in MentionKind if kind is not MentionKind.ABSTRACT} | {MentionKind.FACILITY: "place"}

# Whatever would end a cell or a line for one program or another.
_BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_OURS = ("generator", "global.Entity", "meta::model", "meta::note")


def to_conllu(document: Document, analysis: Analysis) -> str:
    """The analysis as CoNLL-U, with an empty line after each sentence; empty where there is no token.

    Mentions come back in the order of their first words, and in their own order at one word. A lemma, tag or relation
    that is empty is written `_`. Raises `ValueError` for an analysis of another document.
    """
    lines: list[str] = []
    columns = _Columns(document, analysis)
    for number, sentence in enumerate(analysis.sentences):
        span = sentence.span
        if number == 0:
            lines.append(f"# newdoc id = {_value(document.id)}")
            lines += _header(document, analysis)
        if number == 0 or "\n" in columns.gap(sentence.first - 1):
            lines.append("# newpar")
        lines.append(f"# sent_id = {_value(document.id)}-{number + 1}")
        lines.append(f"# char_range = {span.start}:{span.end}")
        lines.append(f"# text = {_BREAKS.sub(' ', span.of(document.text))}")
        lines += ("\t".join(columns.cells(i, sentence)) for i in range(sentence.first, sentence.stop))
        lines.append("")
    return "\n".join([*lines, ""]) if lines else ""


def as_given(rows: DocumentRows, document: Document, analysis: Analysis) -> str:
    """The analysis under the file's own words: ids, forms, ranges, empty nodes and comments are kept.

    rows: the file's. document, analysis: of its text, with its sentences and tokens. Everything else that the file says
    of a word is replaced. Raises `ValueError` where the analysis has other sentences or tokens.
    """
    if [len(s.words) for s in rows.sentences] != [len(s) for s in analysis.sentences]:
        raise ValueError(f"the analysis of {document.id} has other sentences or tokens than the file")
    lines: list[str] = []
    columns = _Columns(document, analysis)
    for number, (given, sentence) in enumerate(zip(rows.sentences, analysis.sentences, strict=True)):
        kept = [c for c in given.comments if not re.match(rf"(?:{'|'.join(_OURS)}|char_range)\s*=", c)]
        if number == 0:
            name = next((i for i, c in enumerate(kept) if c.startswith("newdoc")), -1)
            if name >= 0 and re.match(r"newdoc id\s*=", kept[name]):
                kept[name] = f"newdoc id = {_value(document.id)}"
            lines += [f"# {c}" for c in kept[: name + 1]] + _header(document, analysis, brief=True)
            kept = kept[name + 1 :]
        lines += [f"# {c}" for c in kept]
        lines += _given_rows(given, sentence, columns)
        lines.append("")
    return "\n".join([*lines, ""])


def _given_rows(given: SentenceRows, sentence: Sentence, columns: "_Columns") -> Iterator[str]:
    inside = {i for row in given.ranges.values() for i in range(row.bounds[0], row.bounds[1])}
    ends = {row.bounds[1] for row in given.ranges.values()}
    for row in given.rows:
        first, last = (sentence.first + b for b in row.bounds)
        if not row.cells[ID].isdecimal():
            space = columns.space(last) if "-" in row.cells[ID] else []
            yield "\t".join((*row.cells[:MISC], "|".join(space + _kept(row)) or "_"))
            continue
        cells = columns.cells(first, sentence, spaced=row.bounds[0] not in inside | ends, form=row.form)
        yield "\t".join((*row.cells[: FORM + 1], *cells[FORM + 1 :]))


def _kept(row: Row) -> list[str]:
    """What a row that is no word says besides spaces and mentions."""
    ours = ("SpaceAfter", "SpacesAfter", "Entity")
    return [f"{name}={value}" if value else name for name, value in row.misc.items() if name not in ours]


def _header(document: Document, analysis: Analysis, brief: bool = False) -> list[str]:
    lines = [
        f"# generator = {GENERATOR}",
        f"# global.Entity = {OUR_FIELDS}",
        f"# meta::model = {_value(analysis.model)}",
    ]
    lines += [f"# meta::note = {_value(note)}" for note in analysis.notes]
    if not brief:
        lines.append(f"# meta::uri = {_value(document.uri)}")
        lines += [f"# meta::title = {_value(document.title)}"] if document.title is not None else []
    return lines


def _value(text: str) -> str:
    """`text` as the value of a comment: on one line, and no space at its ends is lost."""
    text = escaped(text, spaces=False)
    left, right = len(text) - len(text.lstrip(" ")), len(text.rstrip(" "))
    return text if text.strip(" ") == text else "\\s" * left + text[left:right] + "\\s" * (len(text) - max(left, right))


@dataclass(slots=True)
class _Bracket:
    """Where a mention opens and closes, as token indices, and what it is called."""

    mention: Mention
    group: str
    first: int
    last: int


class _Columns:
    """The cells of an analysis' tokens."""

    def __init__(self, document: Document, analysis: Analysis) -> None:
        if analysis.document != document.id:
            raise ValueError(f"the analysis is of {analysis.document}, the document is {document.id}")
        self.text = document.text
        self.tokens = analysis.tokens
        self.starts: list[int] = analysis.tokens.start.tolist()
        self.ends: list[int] = analysis.tokens.end.tolist()
        brackets = [
            _Bracket(m, f"{ALONE}{i + 1}" if m.chain is None else f"c{m.chain + 1}", *covered(analysis, m.span))
            for i, m in enumerate(analysis.mentions)
        ]
        self.names = flat_names(analysis)
        self.opening: dict[int, list[_Bracket]] = {}
        self.closing: dict[int, list[_Bracket]] = {}
        for bracket in brackets:
            self.opening.setdefault(bracket.first, []).append(bracket)
            if bracket.last > bracket.first:
                self.closing.setdefault(bracket.last, []).insert(0, bracket)

    def gap(self, index: int) -> str:
        """The characters between token `index` and the next; before the first for -1."""
        start = self.ends[index] if index >= 0 else 0
        return self.text[start : self.starts[index + 1] if index + 1 < len(self.starts) else None]

    def space(self, index: int) -> list[str]:
        """What MISC tells of the space after a token."""
        gap = self.gap(index)
        if gap == "":
            return ["SpaceAfter=No"]
        return [] if gap == " " and index + 1 < len(self.starts) else [f"SpacesAfter={escaped(gap)}"]

    def cells(self, index: int, sentence: Sentence, spaced: bool = True, form: str = "") -> tuple[str, ...]:
        """The ten cells of a token. spaced: whether MISC tells the space after it. form: in the file, where given."""
        tokens = self.tokens
        own = tokens.form[index]
        head = int(tokens.head[index])
        out = ["_"] * 10
        out[ID] = str(index - sentence.first + 1)
        out[FORM] = _plain(own)
        out[LEMMA], out[UPOS], out[XPOS] = (_plain(c[index]) for c in (tokens.lemma, tokens.upos, tokens.xpos))
        out[FEATS], out[DEPREL] = _plain(tokens.feats[index]), _plain(tokens.deprel[index])
        out[HEAD] = "0" if head == ROOT else str(head - sentence.first + 1)
        out[DEPS] = "_"
        misc = [f"Entity={entity}"] if (entity := self._entity(index)) else []
        misc += [f"NER={self.names[index]}"] if index in self.names else []
        misc += self.space(index) if spaced else []
        if index == 0 and (before := self.gap(-1)):
            misc.append(f"SpacesBefore={escaped(before)}")
        if _plain(form or own) != (form or own):
            misc.append(f"SpacesInToken={escaped(form or own)}")
        misc.append(f"TokenRange={self.starts[index]}:{self.ends[index]}")
        out[MISC] = "|".join(misc)
        return tuple(out)

    def _entity(self, index: int) -> str:
        closed = "".join(f"{b.group})" for b in self.closing.get(index, ()))
        opened = ""
        for b in self.opening.get(index, ()):
            span, mention = b.mention.span, b.mention
            fields = (b.group, mention.kind, mention.head - b.first + 1, "yes" if mention.named else "no", _range(span))
            opened += f"({'-'.join(map(str, fields))}{')' if b.first == b.last else ''}"
        return closed + opened


def covered(analysis: Analysis, span: Span) -> tuple[int, int]:
    """The first and the last token that share a character with `span`, which holds at least one token."""
    tokens = analysis.tokens
    return int(tokens.end.searchsorted(span.start, "right")), int(tokens.start.searchsorted(span.end, "left")) - 1


def flat_names(analysis: Analysis) -> dict[int, str]:
    """`B-person`, `I-person` by token: named mentions that share no token, the longer of two that would.

    Abstract mentions and those that run over the end of a sentence are left out; a facility is a place here.
    """
    found = []
    for mention in analysis.mentions:
        first, last = covered(analysis, mention.span)
        if mention.named and mention.kind in NER and last < analysis.sentence_of(first).stop:
            found.append((first - last, first, last, NER[mention.kind]))
    out: dict[int, str] = {}
    for _, first, last, kind in sorted(found, key=lambda name: name[:3]):
        if not any(i in out for i in range(first, last + 1)):
            out |= {i: f"{'B' if i == first else 'I'}-{kind}" for i in range(first, last + 1)}
    return out


def _range(span: Span) -> str:
    return f"{span.start}:{span.end}"


def _plain(cell: str) -> str:
    """A cell without what ends cells and lines, and without space at its ends; `_` where nothing is left."""
    return _BREAKS.sub(" ", cell).strip(" ") or "_"
