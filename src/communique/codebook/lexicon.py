"""What words tell of the sector of whom they name: roles, titles, ministries, names of organisations.

In: a noun phrase (a string, or tokens) or a text. Out: `Headed`: the sector that the head of the phrase tells, and what
it was read from; `Titled`s: titles with their modifiers; `Mentioned`s: names of organisations. Case, plural,
diacritics, curly apostrophes, hyphens and British or American spelling make no difference to roles. Nothing is refused:
a phrase that tells no sector gives None; damaged tables raise `SetupError` on first use.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from communique.codebook.ministries import Ministry, ministry_in
from communique.codebook.organisations import Mentioned, Roll, roll
from communique.codebook.phrases import WORD
from communique.codebook.sectors import Role, RoleKind, ordered, roles
from communique.codebook.spelling import word_key
from communique.codebook.titles import Title, Titled, titled_in, titles
from communique.records.spans import Span

_STOPS = frozenset(
    [
        "of",
        "for",
        "in",
        "from",
        "at",
        "to",
        "on",
        "with",
        "by",
        "who",
        "whom",
        "which",
        "that",
        "whose",
        "where",
        "as",
        "against",
        "near",
        "outside",
        "inside",
        "under",
        "over",
        "after",
        "before",
        "during",
        "into",
        "including",
        "between",
        "among",
        "amid",
        "behind",
        "within",
        "without",
        "via",
        "based",
        "and",
        "or",
    ]
)
_LEND = frozenset(
    ["of", "for", "from", "with", "at", "in", "to"]
)  # what follows these tells whose spokesman or leader it is
_PARTS = frozenset(
    [
        "several",
        "some",
        "many",
        "most",
        "all",
        "both",
        "each",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "dozen",
        "hundred",
        "thousand",
        "million",
        "score",
        "number",
        "majority",
        "minority",
        "handful",
        "couple",
        "pair",
        "lot",
        "none",
        "few",
        "any",
        "ten",
        "half",
        "rest",
        "part",
        "third",
        "portion",
        "percent",
        "more",
        "other",
        "scores",
        "least",
        "various",
        "numerous",
    ]
)
_COMPOUND = frozenset(["and", "of", "for"])


@dataclass(frozen=True, slots=True)
class Headed:
    """The sector that a noun phrase tells.

    span, text: the words that tell it, in characters of the phrase (tokens: joined by single blanks).
    sector, other: PLOVER codes; the sector is None where only others are told. kind: what the head is said of.
    role, ministry, mentioned: what it was read from, those that there were. lent: the sector is that of what stands before
    the head or follows it (`army` of `army officer`). exact: the head itself told it; else some word before a
    name did. left: the other words, as runs. how: in words.
    """

    span: Span
    text: str
    sector: str | None
    other: tuple[str, ...]
    kind: RoleKind
    role: Role | None = None
    ministry: Ministry | None = None
    mentioned: Mentioned | None = None
    lent: bool = False
    exact: bool = True
    left: tuple[str, ...] = ()
    how: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    key: str
    start: int
    end: int
    parted: bool  # punctuation stands before it


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of words that tells something. first, past: indices of words."""

    first: int
    past: int
    source: Role | Ministry | Mentioned

    @property
    def leans(self) -> bool:
        return isinstance(self.source, Role) and self.source.leans


@dataclass(frozen=True, slots=True)
class _Told:
    sector: str | None
    other: tuple[str, ...]
    pieces: tuple[_Piece, ...]
    lent: bool = False


class Lexicon:
    """Roles, titles and names of organisations, compiled. on: the day for which the status of organisations counts."""

    def __init__(self, table: Mapping[str, Role], offices: Mapping[str, Title], names: Roll) -> None:
        self._roles = {**{key: title.role for key, title in offices.items()}, **table}
        self._titles = offices
        self._names = names
        self._longest: dict[str, int] = {}
        for key in self._roles:
            first, count = key.split(" ", 1)[0], key.count(" ") + 1
            self._longest[first] = max(count, self._longest.get(first, 0))

    def __len__(self) -> int:
        return len(self._roles)

    def find(self, text: str) -> tuple[Mentioned, ...]:
        """Names of armed groups, parties, agencies, media and companies in a text, from left to right."""
        return self._names.find(text)

    def titles(self, phrase: str) -> tuple[Titled, ...]:
        """Titles in a phrase with their modifiers, from left to right, the longest at each place."""
        return titled_in(phrase, self._titles)

    def head_of(self, phrase: str | Sequence[str], head: int | None = None, on: str | None = None) -> Headed | None:
        """The sector that a noun phrase tells; None where it tells none.

        head: index of the head among the tokens, where the phrase is given as tokens; else the last word before the
        first preposition or comma counts. on: ISO 8601, the day that counts for names with several statuses.
        The longest role or name that contains the head tells it. A head that leans (`officer`) takes the sector of what
        stands before it, else of what it is `of`; a name of a person takes that of the title before it.
        """
        text = phrase if isinstance(phrase, str) else " ".join(phrase)
        reading = _Reading(self, text, on)
        if not reading.words:
            return None
        at = None
        if head is not None and not isinstance(phrase, str):
            offset = sum(len(token) + 1 for token in phrase[:head])
            at = next((i for i, w in enumerate(reading.words) if w.end > offset), None)
        return reading.headed(at)

    def pieces(self, words: list["_Word"]) -> list[_Piece]:
        """Every role in a phrase, the longest at each word."""
        found = []
        for at, word in enumerate(words):
            count = min(self._longest.get(word.key, 0), len(words) - at)
            while count:
                run = words[at : at + count]
                role = self._roles.get(" ".join(w.key for w in run))
                if role is not None and not any(w.parted for w in run[1:]) and _written(role, run):
                    found.append(_Piece(at, at + count, role))
                    break
                count -= 1
        return found


def _rank(source: Role | Ministry | Mentioned) -> int:
    """Which of two readings of the same words is told first: a name, a ministry, a role, what may be a ministry."""
    if isinstance(source, Mentioned):
        return 0
    return 2 if isinstance(source, Role) else 1 if source.certain else 3


def _written(role: Role, run: list[_Word]) -> bool:
    """Whether words are written as a role asks that has capitals (`MP`, `Gen.`)."""
    if role.phrase.islower():
        return True
    asked = WORD.findall(role.phrase)
    return all(w.text[0].isupper() or not a[0].isupper() for a, w in zip(asked, run, strict=True))


class _Reading:
    """One phrase as it is read."""

    def __init__(self, lexicon: Lexicon, text: str, on: str | None) -> None:
        self.text, self.on = text, on
        self.words = _words(text)
        self._lexicon = lexicon

    @cached_property
    def pieces(self) -> list[_Piece]:
        """Roles, the ministry and names of organisations; none that lies within a longer one."""
        found = self._lexicon.pieces(self.words)
        ministry = ministry_in(self.text)
        named = [m for m in self._lexicon.find(self.text) if m.on(self.on) or m.sure]
        for source in (*([ministry] if ministry else ()), *named):
            first = next(i for i, w in enumerate(self.words) if w.end > source.span.start)
            past = next((i for i, w in enumerate(self.words) if w.start >= source.span.end), len(self.words))
            found.append(_Piece(first, past, source))
        found.sort(key=lambda p: (p.first - p.past, _rank(p.source)))
        kept: list[_Piece] = []
        for piece in found:
            if not any(k.first < piece.past and piece.first < k.past for k in kept):
                kept.append(piece)
        return sorted(kept, key=lambda p: p.first)

    def headed(self, head: int | None) -> Headed | None:
        """What the phrase tells, segment by segment until one does."""
        start = 0 if head is None else self._opening(head)
        while start < len(self.words):
            past = self._past(start)
            at = head if head is not None and start <= head < past else None
            found = self._in_segment(start, past, at)
            if found is not None:
                return found
            if past < len(self.words) and not self._goes_on(start, past):
                return None
            start = past + (past < len(self.words) and not self.words[past].parted)
            head = None
        return None

    def _opening(self, at: int) -> int:
        while at > 0 and not self._breaks(at):
            at -= 1
        return at + (self.words[at].key in _STOPS and not self._covered(at))

    def _past(self, start: int) -> int:
        past = start + 1
        while past < len(self.words) and not self._breaks(past):
            past += 1
        return past

    def _breaks(self, at: int) -> bool:
        return (self.words[at].parted or self.words[at].key in _STOPS) and not self._covered(at)

    def _covered(self, at: int) -> bool:
        return any(p.first < at < p.past for p in self.pieces)

    def _goes_on(self, start: int, past: int) -> bool:
        """Whether a segment that tells nothing may leave it to the next: behind a comma, and after `several of`."""
        if self.words[past].parted:
            return True
        last = self.words[past - 1]
        return self.words[past].key in ("of", "and", "or") and (last.key in _PARTS or last.text.isdigit())

    def _in_segment(self, start: int, past: int, head: int | None) -> Headed | None:
        inside = [p for p in self.pieces if start <= p.first < past]
        at = past - 1 if head is None else head
        heading = next((p for p in inside if p.first <= at < p.past), None)
        exact = heading is not None
        if heading is None:
            # A name of a person follows: the title nearest before it tells; a head that is a plain word tells nothing.
            if not inside or not self._named(inside[-1].past, past):
                return None
            heading = inside[-1]
        told = self._told(heading, inside, past)
        before = [p for p in inside if p.past <= heading.first and p not in told.pieces]
        return self._result(heading, told, before, exact)

    def _named(self, first: int, past: int) -> bool:
        """Whether words look like a name: the last of them has a capital."""
        return first < past and self.words[past - 1].text[0].isupper()

    def _told(self, piece: _Piece, inside: list[_Piece], past: int) -> _Told:
        sector, other = self._codes(piece)
        if not piece.leans:
            return _Told(sector, other, (piece,))
        before = [p for p in inside if p.past <= piece.first]
        for lender in reversed(before):
            told = self._told(lender, before[: before.index(lender)], lender.past)
            if told.sector is not None:
                return _Told(told.sector, (*told.other, *other), (*told.pieces, piece), True)
        follows = piece.past
        if follows < len(self.words) and self.words[follows].key in _LEND and not self.words[follows].parted:
            behind = self._behind(follows + 1)
            if behind is not None and behind.sector is not None:
                return _Told(behind.sector, (*behind.other, *other), (piece, *behind.pieces), True)
        return _Told(sector, other, (piece,))

    def _behind(self, start: int) -> _Told | None:
        """What the segment from a word on tells."""
        if start >= len(self.words):
            return None
        past = self._past(start)
        inside = [p for p in self.pieces if start <= p.first < past]
        heading = next((p for p in inside if p.past >= past), inside[-1] if inside else None)
        if heading is None:
            return None
        return self._told(heading, inside, past)

    def _codes(self, piece: _Piece) -> tuple[str | None, tuple[str, ...]]:
        source = piece.source
        if not isinstance(source, Mentioned):
            return source.sector, source.other
        chosen = source.on(self.on) or source.readings[0]
        return chosen.sector, chosen.other

    def _result(self, heading: _Piece, told: _Told, before: list[_Piece], exact: bool) -> Headed | None:
        sector, codes = told.sector, list(told.other)
        for piece in before:
            more, others = self._codes(piece)
            if piece.leans and sector is not None:
                continue
            # `opposition` before a lawmaker tells that, and not that a party acts.
            codes += ["OPP"] if "OPP" in others else [c for c in (more, *others) if c is not None]
        if not exact and sector is not None and codes:
            sector, *codes = (
                *ordered((sector, *(c for c in codes if c != "OPP"))),
                *(["OPP"] if "OPP" in codes else []),
            )
        if sector is None and not codes:
            return None
        other = tuple(c for c in dict.fromkeys(codes) if c != sector)
        first = min(p.first for p in told.pieces)
        past = max(p.past for p in told.pieces)
        span = Span(self.words[first].start, self.words[past - 1].end)
        source = heading.source
        return Headed(
            span=span,
            text=self.text[span.start : span.end],
            sector=sector,
            other=other,
            kind=source.kind if isinstance(source, Role | Ministry) else RoleKind.INSTITUTION,
            role=source if isinstance(source, Role) else None,
            ministry=next((p.source for p in told.pieces if isinstance(p.source, Ministry)), None),
            mentioned=next((p.source for p in told.pieces if isinstance(p.source, Mentioned)), None),
            lent=told.lent,
            exact=exact,
            left=self._left(told.pieces),
            how=_how(told, source),
        )

    def _left(self, used: tuple[_Piece, ...]) -> tuple[str, ...]:
        """Runs of words that no piece uses."""
        runs: list[list[_Word]] = [[]]
        for at, word in enumerate(self.words):
            if any(p.first <= at < p.past for p in used):
                runs.append([])
            else:
                runs[-1].append(word)
        return tuple(self.text[run[0].start : run[-1].end] for run in runs if run)


def _how(told: _Told, source: Role | Ministry | Mentioned) -> str:
    kind = {Role: "role", Ministry: "ministry", Mentioned: "name"}[type(source)]
    shown = source.phrase if isinstance(source, Role) else source.text
    return f"{kind} `{shown}`" + (" with what stands beside it" if told.lent else "")


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    end = 0
    for match in WORD.finditer(text):
        between = text[end : match.start()]
        parted = bool(words) and bool(re.search(r"[,;:()\[\]\"“”|/]|\s[-–—]+\s|\n", between))
        words.append(_Word(match.group(), word_key(match.group()), match.start(), match.end(), parted))
        end = match.end()
    return words


@cache
def lexicon() -> Lexicon:
    """The lexicon of this package, built on the first call. Raises `SetupError` for a damaged table."""
    return Lexicon(roles(), titles(), roll())
