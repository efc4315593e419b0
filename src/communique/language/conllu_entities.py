"""Mentions and chains from the brackets of `Entity=` in MISC.

In: a document's rows, its words' characters and arcs. Out: mentions in the order in which they open, and chains. The
bracketing of CorefUD (`(e1-person-2`, `e1)`), as GUM writes it, and our own are read; `# global.Entity` tells the
fields. Refused (`StoredDataError`): brackets that are no such bracketing, that close what was not opened or never
close. A mention in several pieces is left out with a note.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.language.conllu_rows import NUMBER, DocumentRows, Row
from communique.records.analysis import ROOT, Chain, Mention, MentionKind
from communique.records.spans import Span

OUR_FIELDS = "GRP-etype-head-named-range"
COREFUD_FIELDS = "eid-etype-head-other"
ALONE = "m"  # our groups: `c1` is chain 1, `m7` is mention 7, which is in no chain

# Kinds of GUM that have no kind of their own here.
_KINDS = {kind.value: kind for kind in MentionKind} | dict.fromkeys(
    ("animal", "plant", "substance"), MentionKind.OBJECT
)
_BRACKET = re.compile(r"\((?P<opened>[^()]+)(?P<at_once>\))?|(?P<closed>[^()]+)\)")
_PIECE = re.compile(r"\[\d+/\d+\]")


@dataclass(slots=True)
class _Open:
    """A bracket: its line, what its fields say, its first word, and its last one as soon as it closed."""

    line: int
    fields: dict[str, str]
    first: int
    last: int | None = None

    @property
    def group(self) -> str:
        return self.fields["GRP"]


@dataclass(frozen=True, slots=True)
class Words:
    """What mentions are found among.

    size: characters of the text. spans: of the words. head: index of each word's head, -1 for a root. upos: as in UD.
    """

    size: int
    spans: Sequence[Span]
    head: Sequence[int]
    upos: Sequence[str]


def mentions_of(rows: DocumentRows, words: Words) -> tuple[tuple[Mention, ...], tuple[Chain, ...], tuple[str, ...]]:
    """Mentions, chains and notes of a document. Only a group of two or more is a chain, unless we wrote the file."""
    notes: list[str] = []
    found: list[tuple[str, Mention]] = []
    for bracket in _brackets(rows, notes):
        if bracket.last is None:
            raise rows.broken(bracket.line, f"the mention {bracket.group!r} is never closed; close it with a bracket")
        if bracket.first > bracket.last:
            notes.append(f"line {bracket.line}: a mention of no word of the text was left out")
            continue
        found.append((bracket.group, _mention(rows, bracket, words, notes)))
    members: dict[str, list[int]] = {}
    for index, (group, _) in enumerate(found):
        members.setdefault(group, []).append(index)
    if rows.ours:
        chained = sorted((g for g in members if not g.startswith(ALONE)), key=lambda g: (len(g), g))
    else:
        chained = [g for g, own in members.items() if len(own) > 1]
    number = {group: i for i, group in enumerate(chained)}
    mentions = tuple(Mention(m.span, m.head, m.kind, m.named, number.get(group)) for group, m in found)
    return mentions, tuple(Chain(tuple(members[g])) for g in chained), tuple(dict.fromkeys(notes))


def _brackets(rows: DocumentRows, notes: list[str]) -> list[_Open]:
    """Every mention's bracket, in the order in which they open."""
    names = (rows.entity or COREFUD_FIELDS).split("-")
    out: list[_Open] = []
    waiting: dict[str, list[_Open]] = {}
    for row, first, last in _placed(rows):
        value = row.misc.get("Entity", "")
        if "".join(m[0] for m in _BRACKET.finditer(value)) != value:
            raise rows.broken(row.line, f"Entity={value} is no bracketing such as (1-person or 1); mend it")
        for bracket in _BRACKET.finditer(value):
            group = bracket["closed"] or bracket["opened"].split("-", 1)[0]
            if _PIECE.search(group):
                notes.append(f"line {row.line}: a mention in several pieces was left out")
            elif bracket["closed"]:
                if not waiting.get(group):
                    raise rows.broken(row.line, f"the mention {group!r} is closed and was not opened; mend Entity=")
                waiting[group].pop().last = last
            else:
                values = bracket["opened"].split("-", len(names) - 1)
                fields = dict(zip(names, values, strict=False)) | {"GRP": group}
                mention = _Open(row.line, fields, first, last if bracket["at_once"] else None)
                out.append(mention)
                if not bracket["at_once"]:
                    waiting.setdefault(group, []).append(mention)
    return out


def _placed(rows: DocumentRows) -> Iterator[tuple[Row, int, int]]:
    """Rows with the word at which a mention opens there and the one at which it closes, counted in the document."""
    before = 0
    for sentence in rows.sentences:
        for row in sentence.rows:
            first, last = row.bounds
            yield row, before + first, before + last
        before += len(sentence.words)


def _mention(rows: DocumentRows, bracket: _Open, words: Words, notes: list[str]) -> Mention:
    first, last = bracket.first, bracket.last or 0
    fields = bracket.fields
    span = words.spans[first].cover(words.spans[last])
    if rows.ours:
        span = range_of(rows, bracket.line, fields.get("range", ""), words.size)
    etype = fields.get("etype") or fields.get("entity") or ""
    if etype not in _KINDS:
        notes.append(f"kind {etype!r} of mentions is not known and was read as abstract")
    told = fields.get("head", "").split(",")[0]
    if NUMBER.fullmatch(told) and 0 <= int(told) - 1 <= (len(words.spans) - 1 if rows.ours else last) - first:
        head = first + int(told) - 1  # brackets of one chain that cross close in another order; our ranges still hold
    else:
        head = _head(words.head, first, last)
    named = fields["named"] == "yes" if "named" in fields else words.upos[head] == "PROPN"
    if not span.contains(words.spans[head]):
        raise rows.broken(bracket.line, f"the mention {bracket.group!r} does not hold its head; mend Entity=")
    return Mention(span, head, _KINDS.get(etype, MentionKind.ABSTRACT), named)


def _head(heads: Sequence[int], first: int, last: int) -> int:
    """The first word of a mention whose own head lies outside it."""
    return next(i for i in range(first, last + 1) if heads[i] == ROOT or not first <= heads[i] <= last)


def range_of(rows: DocumentRows, line: int, value: str, size: int) -> Span:
    """The span that `12:17` tells in a text of `size` characters. Raises `StoredDataError` for anything else."""
    told = re.fullmatch(r"(\d{1,12}):(\d{1,12})", value, re.ASCII)
    if told is None or int(told[1]) >= int(told[2]):
        raise rows.broken(line, f"{value[:40]!r} is no range of characters such as 12:17; write the file again")
    if int(told[2]) > size:
        raise rows.broken(line, f"the range {value} leaves the text of {size} characters; write the file again")
    return Span(int(told[1]), int(told[2]))
