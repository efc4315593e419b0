"""Ministries, and those who head them, by the pattern of their names: `Ministry of X`, `X minister`, `Department of X`.

In: the table `portfolios.tsv` and a phrase. Out: `Ministry`: where it stands, its portfolio and the sectors. `Ministry`
and `minister` take any X; words that also name other things (`department`, `office`, `secretary`) need a
portfolio of the table. Refused with `SetupError`: words of a portfolio given twice, unknown sectors.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.codebook.phrases import WORD
from communique.codebook.sectors import RoleKind, check_sectors
from communique.codebook.spelling import key_of, word_key
from communique.codebook.tables import Row, bundled
from communique.records.spans import Span

COLUMNS = ("portfolio", "words", "sector", "other", "note")


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A field of government. words: as ministries and ministers write it. sector, other: of who heads it."""

    name: str
    words: tuple[str, ...]
    sector: str
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ministry:
    """A ministry or its head in a phrase. portfolio: of the table, None for a field it does not list.

    field: the words of the text for it. kind: institution, or person for its head. span: characters of the phrase.
    certain: the noun is `ministry` or `minister`, which name nothing else.
    """

    span: Span
    text: str
    portfolio: Portfolio | None
    field: str
    kind: RoleKind
    certain: bool = True

    @property
    def sector(self) -> str:
        """The primary sector; the executive's where the field tells no other."""
        return self.portfolio.sector if self.portfolio else "GOV"

    @property
    def other(self) -> tuple[str, ...]:
        """Further sectors: the military's of a ministry of defence."""
        return self.portfolio.other if self.portfolio else ()


@cache
def portfolios() -> Mapping[str, Portfolio]:
    """Every portfolio by the keys of its words. Raises `SetupError` for a damaged table."""
    return read_portfolios(bundled("portfolios.tsv", COLUMNS))


def read_portfolios(rows: Iterable[Row]) -> Mapping[str, Portfolio]:
    """Portfolios from rows of `COLUMNS`, by key. Raises `SetupError`."""
    by_key: dict[str, Row] = {}
    found: dict[str, Portfolio] = {}
    for row in rows:
        sector, other = check_sectors(row)
        if sector is None:
            row.refuse("a portfolio needs a sector")
        portfolio = Portfolio(row["portfolio"], row.many("words"), sector, other)
        for words in portfolio.words:
            key = key_of(words)
            if key in by_key:
                row.refuse(f"{words!r} is given twice, plural and spelling apart", by_key[key])
            by_key[key] = row
            found[key] = portfolio
    return MappingProxyType(found)


_SURE = {"ministry": RoleKind.INSTITUTION, "minister": RoleKind.PERSON}
_LIKE = {
    "department": RoleKind.INSTITUTION, "office": RoleKind.INSTITUTION, "secretariat": RoleKind.INSTITUTION,
    "secretary": RoleKind.PERSON, "portfolio": RoleKind.INSTITUTION,
}  # fmt: skip
_SAID = re.compile(r"ministr|minister|department|office|secretar|portfolio", re.IGNORECASE)
_OF = frozenset(("of", "for"))
_STOPS = frozenset(
    ["of", "for", "in", "from", "at", "to", "on", "with", "by", "who", "which", "that", "whose", "where", "as"]
)
_LONGEST = 7  # words of a field


def ministry_in(phrase: str) -> Ministry | None:
    """The first ministry, or head of one, that a phrase names; None where it names none."""
    if phrase.isascii() and _SAID.search(phrase) is None:
        return None
    words = list(WORD.finditer(phrase))
    keys = [word_key(w.group()) for w in words]
    for at, key in enumerate(keys):
        if key in _SURE or key in _LIKE:
            found = _behind(phrase, words, keys, at) or _before(phrase, words, keys, at)
            if found is not None:
                return found
    return None


def _behind(phrase: str, words: list[re.Match[str]], keys: list[str], at: int) -> Ministry | None:
    """`Ministry of X`: the longest X of the table, else all words up to the next stop with a capital."""
    if at + 2 >= len(words) or keys[at + 1] not in _OF or _parted(phrase, words, at, at + 1):
        return None
    start = at + 2 + (keys[at + 2] == "the")
    for stop in range(min(len(words), start + _LONGEST), start, -1):
        portfolio = portfolios().get(" ".join(keys[start:stop]))
        if portfolio is not None and not any(_parted(phrase, words, i, i + 1) for i in range(at, stop - 1)):
            return _ministry(phrase, words, (at, stop), (start, stop), portfolio, keys[at])
    if keys[at] not in _SURE:
        return None
    stop = start
    while stop < len(words) and stop < start + _LONGEST and (words[stop].group()[0].isupper() or keys[stop] == "and"):
        if stop > start and _parted(phrase, words, stop - 1, stop):
            break
        stop += 1
    while stop > start and keys[stop - 1] == "and":
        stop -= 1
    if stop <= start:
        return None
    return _ministry(phrase, words, (at, stop), (start, stop), None, keys[at])


def _before(phrase: str, words: list[re.Match[str]], keys: list[str], at: int) -> Ministry | None:
    """`X Ministry`: the longest X of the table that ends there, else the word before it where that has a capital."""
    for start in range(max(0, at - _LONGEST), at):
        portfolio = portfolios().get(" ".join(keys[start:at]))
        if portfolio is not None and not any(_parted(phrase, words, i, i + 1) for i in range(start, at)):
            return _ministry(phrase, words, (start, at + 1), (start, at), portfolio, keys[at])
    return None


def _ministry(
    phrase: str,
    words: list[re.Match[str]],
    whole: tuple[int, int],
    field: tuple[int, int],
    portfolio: Portfolio | None,
    noun: str,
) -> Ministry:
    span = Span(words[whole[0]].start(), words[whole[1] - 1].end())
    kind = _SURE.get(noun) or _LIKE[noun]
    written = phrase[words[field[0]].start() : words[field[1] - 1].end()]
    return Ministry(span, phrase[span.start : span.end], portfolio, written, kind, noun in _SURE)


def _parted(phrase: str, words: list[re.Match[str]], left: int, right: int) -> bool:
    """Whether more than blanks, hyphens, apostrophes, commas and ampersands stand between two words."""
    return bool(re.search(r"[^\s\-‐‑–'’,&]", phrase[words[left].end() : words[right].start()]))
