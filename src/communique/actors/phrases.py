"""What a noun phrase says of an actor before anything is looked up: who is spoken of, whose, where, and how it stands.

In: the words of a mention. Out: `Phrase`s, several where several actors are named together (`Hungarian and Romanian
officials`). Nothing is refused: what is not understood stays in `base`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from communique.codebook.lexicon import Headed, lexicon
from communique.codebook.names import Kind, Named, Reading, names, names_in
from communique.codebook.organisations import Mentioned
from communique.codebook.titles import Titled
from communique.records.findings import Standing

_LEAD = re.compile(
    r"^(?:(?:an?|the|this|that|these|those|some|several|many|most|all|both|its|his|her|their|our|my|other|another|"
    r"more|new|newly|top|senior|prominent|current|then|visiting|veteran|\d[\d,.]*|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|dozen|dozens|hundreds|thousands|scores|over|about|around|nearly|at least)\b[\s-]+"
    r"(?:of\s+(?:the\s+)?)?)+",
    re.IGNORECASE,
)
_STANDINGS = (
    (Standing.FORMER, r"former|ex|erstwhile|one-time|onetime|ousted|deposed|toppled|retired|late|past|previous"),
    (Standing.ACTING, r"acting|interim|caretaker|transitional"),
    (Standing.DESIGNATE, r"designate|incoming|prospective"),
    (Standing.CANDIDATE, r"candidate|nominee|hopeful|contender|challenger|aspirant"),
)
_BEFORE = tuple((s, re.compile(rf"(?<![\w-])(?:{words})(?:-|\s+)", re.IGNORECASE)) for s, words in _STANDINGS[:3])
_BEHIND = (
    (Standing.DESIGNATE, re.compile(r"[- ](?:elect|designate)\b", re.IGNORECASE)),
    (Standing.CANDIDATE, re.compile(rf"\b(?:{_STANDINGS[3][1]})s?\b", re.IGNORECASE)),
)
_OWNER = re.compile(r"^(?P<owner>.+?)(?:['’]s|(?<=s)['’])\s+(?P<rest>\S.*)$")
_CUT = re.compile(
    r"\s+(?P<word>of|in|from|at|for|to|(?:(?:speaking|acting|writing|working) )?on behalf of|on|against|with|by|near|"
    r"outside|who|which|that|whose|where|as|including|based|like|such as|headed|led|known)\s+"
)
ABROAD = re.compile(  # whose `in`, `for` and `at` tell where they are sent, not whose they are
    r"\b(?:envoys?|representatives?|ambassadors?|rapporteurs?|coordinators?|negotiators?|mediators?|missions?|"
    r"embass(?:y|ies)|consulates?|troops?|forces?|diplomats?|correspondents?|experts?|analysts?|delegations?|offices?|"
    r"observers?|peacekeepers?|contingent|monitors?)\b",
    re.IGNORECASE,
)
TOWARDS = re.compile(  # whose `of` tells on whose side they are, not whose they are
    r"\b(?:supporters?|allies|ally|critics?|enem(?:y|ies)|friends?|opponents?|neighbou?rs?|victims?|backers?|partners?|"
    r"invaders?|occupiers?|counterparts?)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"-(?:born|backed|led|made|funded|occupied|controlled|allied|trained|speaking|style|held|bound|supported|sponsored|"
    r"aligned|friendly|designated|sanctioned|educated|brokered|mediated)\b"
)
_NEW = re.compile(r"\b(?:New|Fort|Port|Lake|Mount|Saint|San|Santa|Upper|Lower|Old)\s$")  # `New London` is not London
_PREFIX = re.compile(r"\b(?:pro|anti|non|ex|post|pre|trans|cross)-$", re.IGNORECASE)
_BEFORE_NAME = 12  # characters; neither of these two is longer
_COMMA = re.compile(r"\s*[,;()]\s*")
_AND = re.compile(r"\s*(?:,\s*(?:and\s+)?|\band\b|&|\bas well as\b)\s*")


BEHALF = "on behalf of"
_KEPT = 20_000  # phrases whose look-ups are kept


@lru_cache(_KEPT)
def named_in(words: str) -> tuple[Named, ...]:
    """Names of countries and bodies in words; see `Names.find`."""
    return () if words.islower() else names_in(words)


@lru_cache(_KEPT)
def named_as(words: str) -> tuple[Reading, ...]:
    """What words mean as the name of a country or body and nothing else; see `Names.of`."""
    return () if words.islower() else names().of(words)


@lru_cache(_KEPT)
def organisations_in(words: str) -> tuple[Mentioned, ...]:
    """Names of armed groups, parties, agencies, media and companies in words; see `Lexicon.find`."""
    return () if words.islower() else lexicon().find(words)


@lru_cache(_KEPT)
def titles_in(words: str) -> tuple[Titled, ...]:
    """Titles of offices in words; see `Lexicon.titles`."""
    return lexicon().titles(words)


@lru_cache(_KEPT)
def head_of(words: str, on: str | None = None) -> Headed | None:
    """The sector that the head of words tells; see `Lexicon.head_of`."""
    return lexicon().head_of(words, on=on)


def belongs(words: str, named: Named) -> bool:
    """Whether a name in words is not cut down by what is joined to it (`Iranian-backed`, `pro-Russian`)."""
    start = named.span.start
    longer = named.kind in (Kind.CAPITAL, Kind.NAME) and _NEW.search(words, max(0, start - _BEFORE_NAME), start)
    prefixed = _PREFIX.search(words, max(0, start - _BEFORE_NAME), start)
    return not (longer or prefixed or _JOINED.match(words, named.span.end))


@dataclass(frozen=True, slots=True)
class Around:
    """Countries and bodies, as codes, named beside a phrase.

    own: in words for the same actor. scene: in the text. sure: there by more than the name of a capital. whole: whether
    all of the text was read, so that what it does not name is not spoken of.
    """

    own: frozenset[str] = frozenset()
    scene: frozenset[str] = frozenset()
    sure: frozenset[str] = frozenset()
    whole: bool = False

    def owned(self, own: frozenset[str]) -> "Around":
        """The same around other words."""
        return Around(own, self.scene, self.sure, self.whole)

    @property
    def named(self) -> frozenset[str]:
        """All of them."""
        return self.own | self.scene

    @property
    def only(self) -> str | None:
        """The one country that the actor's own words name; None where they name none or several."""
        return next(iter(self.own)) if len(self.own) == 1 else None


@lru_cache(_KEPT)
def codes_in(words: str) -> frozenset[str]:
    """Codes of the countries and bodies that words name beyond doubt."""
    codes = {n.reading.entry.actor for n in named_in(words) if not n.rivals and belongs(words, n)}
    return frozenset(code for code in codes if code is not None)


def scene_of(text: str) -> Around:
    """What a whole text names. Not kept: texts are long and come once."""
    found = [n for n in names_in(text) if not n.rivals]
    all_codes = {n.reading.entry.actor for n in found if belongs(text, n)}
    sure = {n.reading.entry.actor for n in found if n.kind is not Kind.CAPITAL}
    return Around(
        scene=frozenset(c for c in all_codes if c is not None),
        sure=frozenset(c for c in sure if c is not None),
        whole=True,
    )


@dataclass(frozen=True, slots=True)
class Phrase:
    """One actor as words put it.

    text: all words. base: the phrase itself, without article, number, owner and what follows. owner: `Chile` of
    `Chile's Defense Ministry`. after: preposition and phrase (`of`, `Estonia`). apposed: parts between commas.
    standing: to an office, where the words tell one.
    """

    text: str
    base: str
    owner: str = ""
    after: tuple[tuple[str, str], ...] = ()
    apposed: tuple[str, ...] = ()
    standing: Standing | None = None

    def belonging(self) -> tuple[str, ...]:
        """Where to look for the country, the surest first: the owner, the phrase, what it is `of`, `in` or `from`."""
        words: tuple[str, ...] = ("from",) if TOWARDS.search(self.base) else ("of", "from")
        if not ABROAD.search(self.base):
            words += ("in", "at", "for")
        follows = tuple(said for word, said in self.after if word in (*words, BEHALF))
        return tuple(part for part in (self.owner, self.base, *follows) if part)


@lru_cache(_KEPT)
def phrases_of(text: str) -> tuple[Phrase, ...]:
    """The actors that `text` names, in order; one where it names one."""
    words = " ".join(text.split())
    parts = _coordinated(words)
    if len(parts) == 1:
        return (phrase_of(words),)
    return tuple(phrase_of(part) for part in parts)


@lru_cache(_KEPT)
def phrase_of(text: str) -> Phrase:
    """What the words say of one actor."""
    words = " ".join(text.split()).strip(" ,;")
    first, *apposed = [part for part in _COMMA.split(words) if part] or [words]
    standing, plain = _standing(first)
    for part in apposed:
        standing = standing or _standing(part)[0]
    base, after = _cut(_bare(plain))
    owned = _OWNER.match(base)
    owner = _bare(owned["owner"]) if owned else ""
    rest = owned["rest"] if owned else base
    if owner and not after:
        rest, after = _cut(rest)
    return Phrase(words, _bare(rest) or rest, owner, after, tuple(_bare(part) for part in apposed), standing)


def _bare(words: str) -> str:
    """Without articles, numbers and other words that lead in; a capital behind an article stays (`The Hague`)."""
    return _LEAD.sub("", words, count=1).strip() or words


def _standing(words: str) -> tuple[Standing | None, str]:
    """The standing that the words tell, and the words without it."""
    for standing, pattern in _BEFORE:
        match = pattern.search(words)
        if match:
            return standing, (words[: match.start()] + words[match.end() :]).strip()
    for standing, pattern in _BEHIND:
        match = pattern.search(words)
        if match:
            kept = words if standing is Standing.CANDIDATE else words[: match.start()] + words[match.end() :]
            return standing, kept.strip()
    return None, words


def _cut(words: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The words before the first preposition, and each with what follows it. Names and titles stay whole."""
    whole = [*(n.span for n in named_in(words)), *(t.span for t in titles_in(words))]
    cuts = [
        m for m in _CUT.finditer(words) if m.start() > 0 and not any(s.start < m.start("word") < s.end for s in whole)
    ]
    if not cuts:
        return words, ()
    after = []
    for cut, following in zip(cuts, [*cuts[1:], None], strict=True):
        stop = following.start() if following else len(words)
        word = cut["word"].lower()
        after.append((BEHALF if word.endswith(BEHALF) else word, _bare(words[cut.end() : stop].strip())))
    return words[: cuts[0].start()].strip(), tuple(after)


def _coordinated(words: str) -> list[str]:
    """The parts of several actors named together; the words themselves where it is one.

    Parts count where each is a name of a country or body (`the United States and France`), a name of a person
    (`Putin and Johnson`), or where nationalities share a noun (`Hungarian and Romanian officials`).
    """
    if not re.search(r"\band\b|&|\bas well as\b", words):
        return [words]
    parts = [part for part in _AND.split(words) if part]
    if len(parts) < 2:
        return [words]
    if named_as(_bare(words)):
        return [words]
    if all(named_as(_bare(part)) for part in parts):
        return parts
    *fronts, last = parts
    word, _, noun = _bare(last).partition(" ")
    if all(named_as(f"{_bare(part)} {noun}") for part in (*fronts, word)):
        return [f"{_bare(part)} {noun}" for part in (*fronts, word)]  # `North and South Korea`
    split = [w for w in _openings(last) if w]
    if split and all(_nationality(_bare(part)) for part in fronts):
        word, noun = split
        return [f"{_bare(part)} {noun}" for part in fronts] + [f"{word} {noun}"]
    lone = [_bare(part) for part in parts]
    if all(part[:1].isupper() and not re.search(r"\b(?:of|for)\b", part) for part in lone):
        return parts if all(_person_like(part) for part in lone) else [words]
    return [words]


def _openings(words: str) -> tuple[str, str]:
    """A nationality that opens the words, and the rest; two empty strings where none does."""
    plain = _bare(words)
    for named in named_in(plain):
        if named.span.start == 0 and named.kind in (Kind.ADJECTIVE, Kind.DEMONYM, Kind.NAME, Kind.ABBREVIATION):
            return plain[: named.span.end], plain[named.span.end :].strip()
    return "", ""


def _nationality(words: str) -> bool:
    found = named_as(words)
    return bool(found) and found[0].kind in (Kind.ADJECTIVE, Kind.DEMONYM, Kind.NAME, Kind.ABBREVIATION)


def _person_like(words: str) -> bool:
    """Capitalised words only, as names of persons with their titles are."""
    return all(w[:1].isupper() or w in ("of", "bin", "al", "de", "van", "von", "da") for w in words.split())
