"""Reading the head of a noun phrase: which of its words tell the sector, and what is left over.

In: a phrase and the pieces of it that tell something (roles, a ministry, names). Out: `Headed`, or None. Nothing is
refused.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from communique.codebook.ministries import Ministry
from communique.codebook.organisations import Mentioned
from communique.codebook.phrases import WORD, fold
from communique.codebook.sectors import Role, RoleKind, ordered
from communique.codebook.spelling import word_key
from communique.records.spans import Span

_STOPS = frozenset(
    (
        "of", "for", "in", "from", "at", "to", "on", "with", "by", "who", "whom", "which", "that", "whose", "where",
        "as", "against", "near", "outside", "inside", "under", "over", "after", "before", "during", "into",
        "including", "between", "among", "amid", "behind", "within", "without", "via", "based", "and", "or",
    )
)  # fmt: skip
_LEND = frozenset(
    (
        "of", "for", "from", "with", "at", "in", "to",
    )
)  # fmt: skip  # what follows these tells whose spokesman or leader it is
_PARTS = frozenset(
    (
        "several", "some", "many", "most", "all", "both", "each", "one", "two", "three", "four", "five", "six",
        "seven", "eight", "nine", "ten", "dozen", "hundred", "thousand", "million", "score", "number", "majority",
        "minority", "handful", "couple", "pair", "lot", "none", "few", "any", "half", "rest", "part", "third",
        "portion", "percent", "more", "other", "scores", "least", "various", "numerous",
    )
)  # fmt: skip
_PUBLIC = frozenset(
    (
        "national", "federal", "state", "public", "provincial", "municipal", "presidential", "ministerial", "royal",
        "governmental", "regulatory", "administrative", "electoral", "investigative", "statutory",
    )
)  # fmt: skip  # before a board or commission of which no more is told
_PRESIDING = frozenset(("president", "vice president"))  # of a state, unless it says of what (`of the union`)
_PARTS_WORDS = re.compile(r"[,;:()\[\]\"“”|/]|\s[-–—]+\s|\n")
_SIDES = frozenset(("anti", "pro", "non"))
_ARMED = frozenset(("MIL", "COP", "PRM", "REB", "UAF", "CRM"))
_RULING = frozenset(("GOV", "LEG", "ELI"))


@dataclass(frozen=True, slots=True)
class Headed:
    """The sector that a noun phrase tells.

    span, text: the words that tell it, in characters of the phrase (tokens: joined by single blanks).
    sector, other: PLOVER codes; the sector is None where only others are told. kind: what the head is said of.
    role, ministry, mentioned: what it was read from, those that there were. lent: the sector is that of what stands
    before the head or follows it (`army` of `army officer`). exact: the head itself told it; else some word before a
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
class Word:
    """A word of a phrase. key: see `spelling`. parted: punctuation stands before it."""

    text: str
    key: str
    start: int
    end: int
    parted: bool


@dataclass(frozen=True, slots=True)
class Piece:
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
    pieces: tuple[Piece, ...]
    lent: bool = False


def _lends(sector: str, head: Piece) -> bool:
    """Whether a head that leans takes a sector: a faith makes no rebel a cleric, a junta's troops stay troops."""
    role = head.source
    if not isinstance(role, Role):
        return True
    if role.sector == "CVL":  # kin: the family of those who rule is of the elites, others stay civilians
        return sector in _RULING
    if sector == "CVL":
        return role.sector is None and role.kind is RoleKind.PERSON
    return not (sector == "REL" and role.sector in _ARMED) and not (sector == "GOV" and role.sector == "MIL")


def _lent(told: _Told, piece: Piece, pieces: tuple[Piece, ...]) -> _Told:
    """What a head that leans tells with the sector of `told`."""
    role = piece.source
    own = role.other if isinstance(role, Role) else ()
    if isinstance(role, Role) and role.sector == "CVL":
        return _Told("ELI", (*((told.sector,) if told.sector else ()), *told.other, *own), pieces, True)
    return _Told(told.sector, (*told.other, *own), pieces, True)


def _rank(source: Role | Ministry | Mentioned) -> int:
    """Which of two readings of the same words is told first: a name, a ministry, a role, what may be a ministry."""
    if isinstance(source, Mentioned):
        return 0 if source.sure else 3
    return 2 if isinstance(source, Role) else 1 if source.certain else 3


def _apart(pieces: Iterable[Piece]) -> list[Piece]:
    """The longest pieces, none within or across another, from left to right."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.first - p.past, _rank(p.source))):
        if not any(k.first < piece.past and piece.first < k.past for k in kept):
            kept.append(piece)
    return sorted(kept, key=lambda p: p.first)


class Reading:
    """One phrase as it is read. pieces: all that its words tell. on: the day that counts, ISO 8601.

    known: keys of words of countries and bodies, which are no given names.
    """

    def __init__(
        self, text: str, words: list[Word], pieces: Iterable[Piece], on: str | None, known: frozenset[str] = frozenset()
    ) -> None:
        self.text, self.words, self.on, self.known = text, words, on, known
        self.pieces = _apart(pieces)

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
        word = self.words[at]
        stops = word.key in _STOPS
        if word.key == "based":  # `based in Lima` follows the head, `Lima-based` stands before it
            stops = at + 1 < len(self.words) and self.words[at + 1].key in _STOPS
        return (word.parted or stops) and not self._covered(at)

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
        heading = next((p for p in inside if p.first <= at < p.past and not self._surname(p, start)), None)
        inside = [p for p in inside if p is heading or not self._surname(p, start)]
        exact = heading is not None
        if heading is None:
            # A name of a person follows: the title nearest before it tells; a head that is a plain word tells nothing.
            if not inside or not self._named(inside[-1].past, past):
                return None
            heading = inside[-1]
        told = self._told(heading, inside, past)
        before = [p for p in inside if p.past <= heading.first and p not in told.pieces]
        return self._result(heading, told, before, exact)

    def _surname(self, piece: Piece, start: int) -> bool:
        """Whether a role of one word is rather a name behind a given name: `Gary Fan`, `Ann Bishop`."""
        if (
            not isinstance(piece.source, Role)
            or piece.source.kind is not RoleKind.PERSON
            or piece.past - piece.first > 1
        ):
            return False
        word, before = self.words[piece.first], piece.first - 1
        if before < start or not word.text[0].isupper() or word.text.isupper() or word.key != fold(word.text):
            return False
        given = self.words[before]
        covered = any(p.first <= before < p.past for p in self.pieces)
        return given.text[0].isupper() and not (
            covered or given.key in self.known or (before == 0 and given.key == "the")
        )

    def _named(self, first: int, past: int) -> bool:
        """Whether words look like a name: the last of them has a capital."""
        return first < past and self.words[past - 1].text[0].isupper()

    def _told(self, piece: Piece, inside: list[Piece], past: int) -> _Told:
        sector, other = self._codes(piece)
        presides = isinstance(piece.source, Role) and piece.source.phrase in _PRESIDING
        if not (piece.leans or presides):
            return _Told(sector, other, (piece,))
        before = [] if presides else [p for p in inside if p.past <= piece.first]
        for lender in reversed(before):
            if self._side(lender) or self._adjective(lender):
                continue
            told = self._told(lender, before[: before.index(lender)], lender.past)
            if told.sector is not None and _lends(told.sector, piece):
                return _lent(told, piece, (*told.pieces, piece))
        follows = piece.past
        lending = ("of",) if presides else _LEND
        if follows < len(self.words) and self.words[follows].key in lending and not self.words[follows].parted:
            behind = self._behind(follows + 1)
            if behind is not None and behind.sector is not None and _lends(behind.sector, piece):
                return _lent(behind, piece, (piece, *behind.pieces))
        if sector is None and any(w.key in _PUBLIC for w in self.words[max(0, piece.first - 3) : piece.first]):
            return _Told("GOV", other, (piece,))
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

    def _side(self, piece: Piece) -> str:
        """`anti` or `pro` before a piece: it tells whom one is against or for, not who one is."""
        before = self.words[piece.first - 1].key if piece.first else ""
        return before if before in _SIDES else ""

    def _adjective(self, piece: Piece) -> bool:
        """Whether a rank is rather an adjective: `major producers`, `General Services Administration`."""
        following = self.words[piece.past].key if piece.past < len(self.words) else ""
        ranks = isinstance(piece.source, Role) and piece.source.phrase in ("major", "general", "private")
        return ranks and following != "s" and not self._named(piece.past, len(self.words))

    def _codes(self, piece: Piece) -> tuple[str | None, tuple[str, ...]]:
        source = piece.source
        if not isinstance(source, Mentioned):
            return source.sector, source.other
        chosen = source.on(self.on) or source.readings[0]
        return chosen.sector, chosen.other

    def _result(self, heading: Piece, told: _Told, before: list[Piece], exact: bool) -> Headed | None:
        sector, codes = told.sector, list(told.other)
        for piece in before:
            more, others = self._codes(piece)
            if side := self._side(piece):
                codes += ["OPP"] if side == "anti" and more == "GOV" else []
                continue
            if (piece.leans and sector is not None) or more == "CVL" or self._adjective(piece):
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
        if sector is None:
            sector, *codes = ordered(codes)
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
            mentioned=self._mentioned(told, before, sector),
            lent=told.lent,
            exact=exact,
            left=self._left(told.pieces),
            how=_how(told, source),
        )

    def _mentioned(self, told: _Told, before: list[Piece], sector: str | None) -> Mentioned | None:
        """The name that told the sector, or stands before a head of the same one (`Yonhap news agency`)."""
        same = (p for p in reversed(before) if self._codes(p)[0] == sector)
        sources = (p.source for p in (*told.pieces, *same))
        return next((source for source in sources if isinstance(source, Mentioned)), None)

    def _left(self, used: tuple[Piece, ...]) -> tuple[str, ...]:
        """Runs of words that no piece uses."""
        runs: list[list[Word]] = [[]]
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


def words_of(text: str) -> list[Word]:
    """The words of a phrase, in order."""
    words: list[Word] = []
    end = 0
    for match in WORD.finditer(text):
        between = text[end : match.start()]
        parted = between not in ("", " ", "-", "'") and bool(words) and _PARTS_WORDS.search(between) is not None
        words.append(Word(match.group(), word_key(match.group()), match.start(), match.end(), parted))
        end = match.end()
    return words
