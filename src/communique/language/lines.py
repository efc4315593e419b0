"""Which line ends end a sentence.

In: a text. Out: the positions after the line ends that part blocks: blank lines, and those around items of a list,
headlines, datelines of their own and turns of a transcript. Line ends inside prose that was wrapped at a column are
left out.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from communique.language.abbreviations import word_set

_BLANK = re.compile(r"\n[^\S\n]*\n\s*|[\f\v\x1c-\x1e\u2029]\s*")
_NARROW = 50  # characters; prose is not wrapped at less
_SLACK = 6  # characters by which the first word of the next line must have fitted for the line end to be meant
_STOPS = frozenset(".!?…。！？؟")
_CLOSERS = "\"'”’»)]"
_BULLET = re.compile(r"[•·▪●■►◆‣◦∙*+]\s|[-–—]\s+(?=[A-Z\d\"“])")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s")
_TURN = re.compile(
    r"(?:Q|A|Question|Answer|[A-Z][A-Z.’'-]+(?:\s[A-Z][A-Z.’'-]*){0,5}|(?:Mr|Ms|Mrs|Dr|Amb|Secretary|Minister|President)\.?"
    r"\s[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s?:\s"
)
_DATE = re.compile(
    r"(?:\w{3,9}day,?\s)?(?:(?:[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s\d{4})|(?:\d{1,2}\s[A-Z][a-z]{2,8}\.?,?\s\d{4})"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4})\b.{0,20}$"
)
_DATELINE = re.compile(
    r"[A-Z][A-Z .,’'-]{2,40}(?:,|\s)[^\n]{0,40}?(?:\([A-Z][^()\n]{1,40}\)|/[A-Z]\w+/)?\s?\.?\s?(?:--|[—–-])"
)
_GOES_ON = word_set(
    "a an the of to in on at by for from with and or but nor as than that which who whose is are was were be been has "
    "have had will would its his her their our into over under between mr. ms. mrs. dr. gen. lt. col."
)
_MINOR = word_set("a an the of to in on at by for from with and or but as nor vs via over per")


def line_breaks(text: str) -> list[int]:
    """Positions of `text` at which a line end, or a blank line, ends a sentence; rising."""
    if "\n" not in text and not _BLANK.search(text):
        return []
    out: list[int] = []
    at = 0
    for gap in _BLANK.finditer(text):
        out.extend(_within(text, at, gap.start()))
        out.append(gap.end())
        at = gap.end()
    out.extend(_within(text, at, len(text)))
    return out


def _within(text: str, start: int, end: int) -> Iterator[int]:
    """Line ends that count in one paragraph, which holds no blank line."""
    if text.find("\n", start, end) < 0:
        return
    lines = text[start:end].split("\n")
    stripped = [line.strip() for line in lines]
    width = max(map(len, stripped))
    at = start
    for line, (above, below) in zip(lines, pairwise(stripped), strict=False):
        at += len(line) + 1
        if above and below and _parts(above, below, width):
            yield at


def _parts(above: str, below: str, width: int) -> bool:
    """Whether the line end between two lines of a paragraph ends a sentence. width: of its longest line."""
    head, last = below[:80], above[-40:].rstrip(_CLOSERS)[-1:]
    if _opens_item(head, above, last) or (":" in head and _TURN.match(head)):
        return True
    if head[0].islower() or last == "," or above[-40:].rsplit(None, 1)[-1].lower() in _GOES_ON:
        return False
    if _is_date(above) or _is_dateline(above):
        return True
    if last in _STOPS:
        return False  # the stop itself decides
    if width < _NARROW or _is_date(below) or (_is_headline(above) and not _is_headline(below)):
        return True
    return len(above) + 1 + len(head.split(None, 1)[0]) + _SLACK <= width


def _opens_item(head: str, above: str, last: str) -> bool:
    """Whether a line opens an item of a list. last: character that ends the line above."""
    ended = last in _STOPS or last in ":;"
    if (mark := _BULLET.match(head)) is not None:
        return mark[0][0] not in "-–—*+" or ended or _BULLET.match(above) is not None
    return _NUMBERED.match(head) is not None and (ended or len(above) < _NARROW or _NUMBERED.match(above) is not None)


def _is_date(line: str) -> bool:
    return len(line) < 60 and _DATE.match(line) is not None


def _is_dateline(line: str) -> bool:
    return len(line) < 80 and line[-1] in "-–—" and _DATELINE.fullmatch(line) is not None


def _is_headline(line: str) -> bool:
    """True for a line of up to 160 characters in which every long word is capitalised, as headlines are set."""
    if len(line) > 160 or line.rstrip(_CLOSERS)[-1:] in _STOPS | {":", ";", ""}:
        return False
    words = [w for w in re.findall(r"[^\W\d_][\w’'-]*", line) if w not in _MINOR]
    return len(words) >= 3 and all(w[0].isupper() for w in words)
