"""Words that views of coded documents share: names, codes and dates of records, and lines that hang from a mark.

In: records, or pieces of text with their styles. Out: words, or lines of such pieces.
"""

import re
from collections.abc import Iterator

from communique.cli.trees import FAINT, Line
from communique.cli.views import columns_of
from communique.records import Party, When

_SPACE = re.compile(r"\s+")
_LEAST = 20  # columns that text has at least


def name_of(party: Party) -> str:
    """The name of a party, or the words for it."""
    return party.name or " ".join(party.text.split())


def codes_of(party: Party) -> str:
    """` (CHN, GOV)`: country and sectors; nothing where none is known."""
    codes = [c for c in (party.country, party.sector, *party.other_sectors) if c]
    return f" ({', '.join(codes)})" if codes else ""


def dates_of(when: When) -> str:
    """`2024-08-21`, or `2024-08-21 .. 2024-08-23`; the words where nothing gives a date."""
    if when.first is None and when.last is None:
        return when.text or "no date"
    if when.first == when.last:
        return when.first or ""
    return f"{when.first or ''} .. {when.last or ''}"


def hung(mark: str, pieces: Line, width: int) -> Iterator[Line]:
    """`pieces` in lines of at most `width` columns, the first after `mark`, the others set in as far."""
    for line in wrapped(pieces, max(_LEAST, width - len(mark))):
        yield [(mark, FAINT), *line]
        mark = " " * len(mark)


def wrapped(pieces: Line, width: int) -> Iterator[Line]:
    """Styled text in lines of at most `width` columns, cut at white space; a longer word has a line of its own."""
    line: Line = []
    used = 0
    for word in _words(pieces):
        size = sum(columns_of(text) for text, _ in word)
        if line and used + 1 + size > width:
            yield line
            line, used = [], 0
        if line:
            _add(line, " ", word[0][1] if line[-1][1] == word[0][1] else "")
            used += 1
        for text, style in word:
            _add(line, text, style)
        used += size
    if line:
        yield line


def _add(line: Line, text: str, style: str) -> None:
    """Put a piece at the end of a line, into the last one where the style is the same."""
    if line and line[-1][1] == style:
        line[-1] = (line[-1][0] + text, style)
    else:
        line.append((text, style))


def _words(pieces: Line) -> Iterator[Line]:
    """Words between white space, each of one or more styled pieces."""
    word: Line = []
    for text, style in pieces:
        for number, part in enumerate(_SPACE.split(text)):
            if number and word:
                yield word
                word = []
            if part:
                word = [*word, (part, style)]
    if word:
        yield word
