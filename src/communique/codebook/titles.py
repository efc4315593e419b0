"""Titles of offices as the press writes them, with what stands around them (`acting`, `-elect`, `spokesman for`).

In: the table `offices.tsv` and the words of a phrase. Out: `Titled`: where a title stands, which office it always
means and how its bearer stands to it. Refused with `SetupError`: a title given twice, an unknown office or
sector, a rank that is no number.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.codebook.phrases import WORD
from communique.codebook.sectors import Role, RoleKind, check_sectors
from communique.codebook.spelling import key_of, word_key
from communique.codebook.tables import Row, bundled
from communique.records.findings import Standing
from communique.records.spans import Span

COLUMNS = ("title", "office", "sector", "other", "rank", "note")
OFFICES = (
    "head-of-state", "head-of-government", "head-of-state-and-government", "foreign-minister", "defence-minister",
    "deputy-head", "supreme-leader", "head-of-body", "speaker", "security-adviser", "other",
)  # fmt: skip
LOWER = "lower"  # the bearer is someone below the office: deputy, assistant
SPEAKS = "speaks"  # the bearer speaks, advises or works for the holder
KIN = "kin"  # the bearer is of the holder's family

BEFORE: Mapping[str, Standing | str] = MappingProxyType(
    {
        "former": Standing.FORMER, "ex": Standing.FORMER, "late": Standing.FORMER, "ousted": Standing.FORMER,
        "deposed": Standing.FORMER, "retired": Standing.FORMER, "onetime": Standing.FORMER, "one time": Standing.FORMER,
        "erstwhile": Standing.FORMER, "toppled": Standing.FORMER, "sometime": Standing.FORMER, "past": Standing.FORMER,
        "previous": Standing.FORMER, "then": Standing.HOLDER, "outgoing": Standing.HOLDER, "current": Standing.HOLDER,
        "sitting": Standing.HOLDER, "incumbent": Standing.HOLDER, "acting": Standing.ACTING,
        "interim": Standing.ACTING, "caretaker": Standing.ACTING, "transitional": Standing.ACTING,
        "provisional": Standing.ACTING, "incoming": Standing.DESIGNATE, "deputy": LOWER, "vice": LOWER,
        "assistant": LOWER, "associate": LOWER, "first deputy": LOWER, "under": LOWER, "sub": LOWER, "junior": LOWER,
    }
)  # fmt: skip
BEHIND: Mapping[str, Standing | str] = MappingProxyType(
    {
        "elect": Standing.DESIGNATE, "designate": Standing.DESIGNATE, "in waiting": Standing.DESIGNATE,
        "nominee": Standing.CANDIDATE, "candidate": Standing.CANDIDATE, "hopeful": Standing.CANDIDATE,
        "contender": Standing.CANDIDATE, "aspirant": Standing.CANDIDATE, "emeritus": Standing.FORMER,
        "spokesman": SPEAKS, "spokeswoman": SPEAKS, "spokesperson": SPEAKS, "s spokesman": SPEAKS,
        "s spokeswoman": SPEAKS, "s spokesperson": SPEAKS, "adviser": SPEAKS, "advisor": SPEAKS, "s adviser": SPEAKS,
        "s aide": SPEAKS, "aide": SPEAKS, "s office": SPEAKS, "office": SPEAKS, "s envoy": SPEAKS,
        "s press secretary": SPEAKS,
        "s wife": KIN, "s husband": KIN, "s son": KIN, "s daughter": KIN, "s brother": KIN, "s widow": KIN,
        "s family": KIN, "s sister": KIN, "s father": KIN, "s mother": KIN, "s nephew": KIN,
    }
)  # fmt: skip
OF_WHOM: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            ("spokesman", "spokeswoman", "spokesperson", "adviser", "aide", "envoy", "secretary", "office", "assistant",
             "emissary", "bodyguard", "lawyer", "counsel", "messenger", "chief of staff", "representative"), SPEAKS),
        **dict.fromkeys(
            ("wife", "husband", "widow", "son", "daughter", "brother", "sister", "father", "mother", "family", "nephew",
             "niece", "cousin", "grandson", "granddaughter", "relative"), KIN),
    }
)  # fmt: skip

_BETWEEN = frozenset(["of", "for", "to", "the", "a", "an", "its", "his", "her", "their", "s", "former", "late", "then"])
_LONGEST = 7  # words of a title


@dataclass(frozen=True, slots=True)
class Title:
    """A title. office: one of `OFFICES` where the title always means it. rank: 1 heads a state or its government."""

    title: str
    office: str | None
    sector: str
    other: tuple[str, ...]
    rank: int
    note: str

    @property
    def role(self) -> Role:
        """The title as a phrase that tells a sector."""
        return Role(self.title, self.sector, self.other, RoleKind.PERSON, False, self.note)


@dataclass(frozen=True, slots=True)
class Titled:
    """A title in a phrase. span: with its modifiers. standing: as the modifiers say, None where there are none.

    lower: deputy, vice or assistant. speaks: someone who speaks or works for the holder. kin: someone of the holder's
    family. modifiers: the words that say so. Where lower, speaks or kin is set, the office is not the bearer's.
    """

    span: Span
    text: str
    title: Title
    standing: Standing | None = None
    lower: bool = False
    speaks: bool = False
    kin: bool = False
    modifiers: tuple[str, ...] = ()

    @property
    def office(self) -> str | None:
        """The office that the bearer holds, held or is to hold; None where the title or its modifiers leave it open."""
        return None if self.lower or self.speaks or self.kin else self.title.office


@cache
def titles() -> Mapping[str, Title]:
    """Every title by its key (`spelling.key_of`). Raises `SetupError` for a damaged table."""
    return read_titles(bundled("offices.tsv", COLUMNS))


def read_titles(rows: Iterable[Row]) -> Mapping[str, Title]:
    """Titles from rows of `COLUMNS`, by key. Raises `SetupError`."""
    by_key: dict[str, Row] = {}
    found: dict[str, Title] = {}
    for row in rows:
        key = key_of(row["title"])
        if key in by_key:
            row.refuse(f"{row['title']!r} is given twice, plural and spelling apart", by_key[key])
        by_key[key] = row
        found[key] = _title(row)
    return MappingProxyType(found)


def _title(row: Row) -> Title:
    sector, other = check_sectors(row)
    rank = row.number("rank")
    if sector is None or rank is None:
        row.refuse("a title needs a sector and a rank")
    if row["office"] and row["office"] not in OFFICES:
        row.refuse(f"the office must be one of {', '.join(OFFICES)} or empty")
    return Title(row["title"], row["office"] or None, sector, other, rank, row["note"])


def longest_titles(table: Mapping[str, Title]) -> dict[str, int]:
    """How many words the longest title has that begins with a word, by the key of that word."""
    longest: dict[str, int] = {}
    for key in table:
        first, count = key.partition(" ")[0], key.count(" ") + 1
        longest[first] = max(count, longest.get(first, 0))
    return longest


def titled_in(phrase: str, table: Mapping[str, Title], longest: Mapping[str, int] | None = None) -> tuple[Titled, ...]:
    """Titles of a table in a phrase, the longest at each place, each with the modifiers around it.

    longest: as `longest_titles` tells of the table, for who asks often.
    """
    words = [(m.group(), word_key(m.group()), m.start(), m.end()) for m in WORD.finditer(phrase)]
    keys = [key for _, key, _, _ in words]
    found: list[Titled] = []
    past = 0
    for at in range(len(words)):
        if at < past:
            continue
        most = _LONGEST if longest is None else min(_LONGEST, longest.get(keys[at], 0))
        for stop in range(min(len(words), at + most), at, -1):
            title = table.get(" ".join(keys[at:stop]))
            if title is not None and _capitals(title.title, [w for w, _, _, _ in words[at:stop]]):
                found.append(_modified(phrase, words, keys, (at, stop), title))
                past = stop
                break
    return tuple(found)


def _capitals(asked: str, written: list[str]) -> bool:
    return all(w[0].isupper() or not a[0].isupper() for a, w in zip(WORD.findall(asked), written, strict=True))


def _modified(
    phrase: str, words: list[tuple[str, str, int, int]], keys: list[str], where: tuple[int, int], title: Title
) -> Titled:
    """The title with what stands directly before and behind it."""
    first, past = where
    told: list[Standing | str] = []
    said: list[str] = []
    while first > 0 and keys[first - 1] in BEFORE:
        first -= 1
        told.append(BEFORE[keys[first]])
        said.insert(0, words[first][0])
    for count in (3, 2, 1):
        modifier = " ".join(keys[past : past + count])
        if past + count <= len(keys) and modifier in BEHIND:
            told.append(BEHIND[modifier])
            said.append(phrase[words[past][2] : words[past + count - 1][3]])
            past += count
            break
    told += _of_whom(keys, first, said)
    standings = [t for t in told if isinstance(t, Standing)]
    span = Span(words[first][2], words[past - 1][3])
    return Titled(
        span,
        phrase[span.start : span.end],
        title,
        standings[-1] if standings else None,
        LOWER in told,
        SPEAKS in told,
        KIN in told,
        tuple(said),
    )


def _of_whom(keys: list[str], first: int, said: list[str]) -> list[str]:
    """Whether it is the title of someone else: `spokesman for the president`, `wife of the king`."""
    at = first - 1
    while at >= 0 and keys[at] in _BETWEEN:
        at -= 1
    if at < 0 or at == first - 1 or not any(k in ("of", "for", "to") for k in keys[at + 1 : first]):
        return []
    noun = keys[at] if keys[at] in OF_WHOM else " ".join(keys[max(0, at - 2) : at + 1])
    if noun not in OF_WHOM:
        return []
    said.insert(0, noun)
    return [OF_WHOM[noun]]
