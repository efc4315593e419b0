"""A report's words as HTML, with marks over them; and how anything is written into a page.

In: a text, and spans of it with what they mark. Out: HTML in which every stretch of text over which the marks do not
change stands by itself. A browser is given no offsets, since it counts in other units than Python. Without its tags
and labels it is the text again, character by character, but for NUL and lone surrogates, which no page can hold and
which are shown as U+FFFD. Refused with `ValueError`: a span that leaves the text.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from communique.records.spans import Span, segments

COLUMN = range(45, 121)  # characters of the longest of lines that are broken to fill a column
# Lines without a blank one between them; an item of a list begins anew.
_ITEM = r"(?:[-*•]|\d{1,2}[.)])[ \t]"
_RUN = re.compile(rf"[^\n]+(?:\n(?!{_ITEM})[^\n]+)+")
_NOT_IN_PAGES = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to be seen in the text.

    span: its characters. kind: how it is drawn, a class of the style sheet; empty where it is seen only when chosen.
    of: the finding that it belongs to, `e2`, with a letter for the part it plays there (`t` what names it, `a` who,
    `r` whom, `x` else). note: what a pointer resting on it tells. label: of a finding that begins here (`E2`).
    """

    span: Span
    kind: str = ""
    of: str = ""
    note: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as HTML. begins: id of the place where each labelled mark begins, by what it is `of`."""

    html: str
    begins: dict[str, str]


def escaped(text: str) -> str:
    """`text` for a page, in an attribute too."""
    return html.escape(_NOT_IN_PAGES.sub("\ufffd", text)).replace("\r", "&#13;")


def attributes(**given: str) -> str:
    """Attributes with their values, those that are empty left out; `_` at an end is no part of a name."""
    return "".join(f' {n.strip("_").replace("_", "-")}="{escaped(v)}"' for n, v in given.items() if v)


def element(name: str, inner: str, /, **given: str) -> str:
    """An element around HTML."""
    return f"<{name}{attributes(**given)}>{inner}</{name}>"


def folded(text: str) -> Iterator[Span]:
    """Line ends that only fill a column: those of lines none of which has room for the next one's first word.

    A screen has columns of its own, so that such a line end is shown as a space.
    """
    for run in _RUN.finditer(text):
        lines = run[0].split("\n")
        # A line that is one word, such as an address, may be longer than the column.
        width = max((len(line.rstrip()) for line in lines if len(line.split()) > 1), default=0)
        if width in COLUMN and all(len(line.rstrip()) + 1 + _first(after) > width for line, after in pairwise(lines)):
            at = run.start()
            for line in lines[:-1]:
                at += len(line) + 1
                yield Span(at - 1, at)


def _first(line: str) -> int:
    """Characters of the first word."""
    return len((line.split(maxsplit=1) or [""])[0])


def text_of(text: str, marks: Sequence[Mark], report: str) -> Text:
    """`text` with `marks`. report: id of the report, for links to its findings (`r3-e2`)."""
    out: list[str] = []
    begins: dict[str, str] = {}
    for number, segment in enumerate(segments(text, (m.span for m in marks))):
        held = [marks[m] for m in segment.marks]
        new = [m for m in held if m.label and m.of not in begins]
        place = f"{report}-w{number}" if new else ""
        begins |= {m.of: place for m in new}
        out.append(_segment(segment.text, held, new, place))
    return Text("".join(out), begins)


def _segment(text: str, held: Sequence[Mark], new: Sequence[Mark], place: str) -> str:
    if not held:
        return escaped(text)
    given = {
        "class_": _listed(m.kind for m in held),
        "data_m": _listed(m.of for m in held),
        "title": "; ".join(dict.fromkeys(m.note for m in held if m.note)),
    }
    if not new:
        return element("span", escaped(text), **given)
    first = f"#{place.partition('-')[0]}-{new[0].of[:-1]}"
    labels = " ".join(m.label for m in new)
    return element("a", escaped(text), id=place, href=first, data_n=labels, **given)


def _listed(words: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(w for w in words if w))
