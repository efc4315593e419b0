"""What stands between quotation marks: marks of all kinds, one inside another, over sentences and paragraphs.

In: the text of a document. Out: `Quoted`s in the order of the text. Curly, straight, angled and low marks are known,
two apostrophes for one mark, and single marks where they are no apostrophes. A quotation that goes on in the next
paragraph opens again there and closes once. Left out: a mark that opens and is never closed, unless what it
opens is the whole paragraph, or all of it behind a colon.
"""

import re
from dataclasses import dataclass

from communique.records.spans import Span

_MARK = re.compile(r"''|``|[\"“”„‟«»‘’'‚‹›「」『』]")
_PARTNERS = {
    "“": "”\"", "„": "“”", "‟": "”", "«": "»", "‹": "›", "``": "''", "''": "''", '"': '"”', "‘": "’", "'": "'",
    "‚": "‘’", "「": "」", "『": "』",
}  # fmt: skip
_SINGLE = frozenset("‘’'‚")
_PARAGRAPH = re.compile(r"\n\s*\n|\n")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks. span: marks included. inner: without them. depth: how many quotations it stands in."""

    span: Span
    inner: Span
    depth: int


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner. line: where its paragraph starts."""

    mark: str
    start: int
    end: int
    line: int


def quotations_of(text: str) -> tuple[Quoted, ...]:
    """Every quotation of a text; those inside another come after it."""
    found: list[Quoted] = []
    waiting: list[_Open] = []
    line = 0
    for stop in [*(m.start() for m in _PARAGRAPH.finditer(text)), len(text)]:
        _paragraph(text, line, stop, waiting, found)
        waiting = _kept(text, stop, waiting, found)
        line = stop + len(m.group()) if (m := _PARAGRAPH.match(text, stop)) else stop
    return tuple(sorted(found, key=lambda q: (q.span.start, -q.span.end)))


def _paragraph(text: str, line: int, stop: int, waiting: list[_Open], found: list[Quoted]) -> None:
    """Open and close what is marked in `text[line:stop]`."""
    first = line + len(text[line:stop]) - len(text[line:stop].lstrip())
    for mark in _MARK.finditer(text, line, stop):
        sign, start, end = mark.group(), mark.start(), mark.end()
        if start == first and waiting and sign == waiting[-1].mark:
            continue  # goes on from the paragraph before
        at = _partner(text, sign, start, end, waiting)
        if at is not None:
            opened = waiting[at]
            del waiting[at:]
            if inner := Span.trimmed(text, opened.end, start):
                found.append(Quoted(Span(opened.start, end), inner, at))
        elif _opens(text, sign, start, end, stop):
            same = next((i for i, w in enumerate(waiting) if w.mark == sign), None)
            if same is not None:  # the one before was never closed
                del waiting[same:]
            waiting.append(_Open(sign, start, end, line))


def _partner(text: str, sign: str, start: int, end: int, waiting: list[_Open]) -> int | None:
    """Which open mark this one closes."""
    if sign in _SINGLE and _apostrophe(text, start, end):
        return None
    for at in range(len(waiting) - 1, -1, -1):
        opened = waiting[at]
        if sign == '"' and _looks_open(text, start, end):
            return None
        if sign in ("''", *_PARTNERS[opened.mark]):
            suits = sign == "''" if opened.mark in ("''", "``") else sign != "''"
            if suits:
                return at
    return None


def _apostrophe(text: str, start: int, end: int) -> bool:
    """`it's`, and `the workers' day` where another mark closes behind it."""
    if text[end : end + 1].isalnum() or text[start - 1 : start].isspace():
        return True
    plural = text[start - 1 : start] == "s" and re.match(r" [a-z]", text[end : end + 2])
    line = text[end:].partition("\n")[0]
    return plural is not None and re.search(r"(?<=[.,!?])['’](?!\w)", line) is not None


def _opens(text: str, sign: str, start: int, end: int, stop: int) -> bool:
    if sign not in _PARTNERS:
        return False
    if sign in ('"', "''"):
        return not text[end : end + 1].isspace() and end < stop
    if sign in _SINGLE:
        if not _looks_open(text, start, end):
            return False
        # 's and '90s are no quotations: what is opened is closed in the same paragraph
        closing = re.compile(rf"(?<!\s)[{_PARTNERS[sign]}](?![^\W_])")
        return closing.search(text, end + 1, stop) is not None
    return True


def _looks_open(text: str, start: int, end: int) -> bool:
    """Whether a mark stands before a word and not behind one."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return (not before or not (before.isalnum() or before in ".,!?;:…)%")) and bool(after) and not after.isspace()


def _kept(text: str, stop: int, waiting: list[_Open], found: list[Quoted]) -> list[_Open]:
    """What stays open behind a paragraph; a paragraph that opens with a mark and nothing closes is all quotation."""
    if not waiting:
        return []
    after = text[stop:].lstrip()[:2]
    outer = waiting[0]
    if after.startswith(outer.mark) and outer.mark not in _SINGLE:
        return [outer]
    opening = text[outer.line : outer.start].rstrip()[-1:] in ("", ":")
    if opening and outer.mark not in _SINGLE and (inner := Span.trimmed(text, outer.end, stop)):
        found.append(Quoted(Span(outer.start, inner.end), inner, 0))
    return []
