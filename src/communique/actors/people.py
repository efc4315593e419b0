"""Persons by name, with the office they held on the day that counts; and who held an office on a day.

In: a name, its title, the country told. Out: `Resolved` of a person, or None where nobody of that name is known. A
surname alone is believed where title, country or time leave one person; else the candidates are rivals and nobody is
chosen. Without a day, office and standing stay open, and the sector is told only where all terms agree.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from communique.actors.person_names import bare_post, borne_by, name_in, stands_alone
from communique.actors.phrases import Around, Phrase, head_of, named_in
from communique.actors.register import HEADS, Candidate, Holding, Register, last_words
from communique.actors.resolved import Resolved
from communique.actors.spellings import spellings
from communique.codebook.countries import countries
from communique.codebook.phrases import fold
from communique.codebook.sectors import RoleKind
from communique.codebook.titles import Titled
from communique.records.findings import ActorRival, Standing

SECTORS: dict[str, tuple[str | None, tuple[str, ...]]] = {  # GOV for all others
    "defence-minister": ("GOV", ("MIL",)),
    "speaker": ("LEG", ()),
}
# Where who governs must be a member of parliament, or nearly always is one, and stays one after.
_SEATS = (
    "GBR AUS CAN NZL IND PAK LKA MYS SGP JPN IRL MLT JAM TTO BRB BHS BLZ ISR DNK NOR SWE FIN EST LVA LTU ISL DEU GRC "
    "PNG FJI SLB VUT TON WSM MUS ZAF BWA LSO"
)
MEMBERS = frozenset(_SEATS.split())
_LESSER = re.compile(r"\b(?:spokes\w+|press|ambassador|advis[eo]r|deputy|assistant|envoy|representative|mayor)\b", re.I)
_PUBLIC = ("GOV", "LEG", "JUD", "MIL", "SPY", "COP", "PTY", "OPP", "REB")  # of the offices that the register holds
NO_DATE = "no date"
_WORDS = "may march april june august jan mark grant page young long small brown black white rose hope king"
_WORDS_TOO = frozenset(_WORDS.split())  # surnames that are plain words
_INDEFINITE = re.compile(
    r"^(?:an?|any|every|each|next|future|no|another|two|three|both|several|some|many|most)\b|\b\d+(?:st|nd|rd|th)\b|"
    r"\b(?:next|future|then|first|second|third|past|previous|successive)\b",
    re.IGNORECASE,
)
_MOST_RIVALS = 4
_GAP = 0.5  # by which the best of several must lead where a surname stands alone
_SEATED = 1  # years after which a seat in parliament may be lost
_CAREER = 2  # years after which who held a lesser office may well hold another
_RECENT = 3  # years after which a former head is no longer meant by the surname alone


@dataclass(frozen=True, slots=True)
class Person:
    """A candidate with all terms. score: how well it fits the words, the day and the country."""

    candidate: Candidate
    score: float

    @property
    def terms(self) -> tuple[Holding, ...]:
        """All of them."""
        who = self.candidate
        return (*who.held, *who.perhaps, *who.former, *who.future)


@dataclass(frozen=True, slots=True)
class Post:
    """The post that stands before or beside a name. high: of those who govern, whom the register should know."""

    title: str
    office: str | None
    high: bool

    @classmethod
    def of(cls, phrase: Phrase, titled: Titled | None) -> "Post | None":
        """The title of a phrase, or the role before the name."""
        if titled is not None:
            return cls(titled.title.title, titled.title.office, titled.title.rank <= 2)
        headed = head_of(phrase.base)
        bare = bare_post(phrase.base)
        if bare:
            return cls(bare, None, False)
        if headed is None or headed.exact or headed.role is None or headed.kind is not RoleKind.PERSON:
            return None
        return cls(headed.role.phrase, None, False)

    def fits(self, term: Holding) -> bool:
        """Whether a term is of this post, as far as the words tell."""
        same = self.office not in (None, "other") and self.office == term.office
        return same or fold(self.title) in fold(term.title)


class People:
    """Looks persons up in a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._candidates = lru_cache(20_000)(register.candidates)

    def named(
        self, phrase: Phrase, titled: Titled | None, code: str | None, around: Around, on: str | None, sure: bool
    ) -> Resolved | None:
        """The person whom the phrase names; None where it names none that is known.

        code: country told by the words. sure: that a person is meant is told from elsewhere. Where a title or an
        apposition shows a person that is in no register, the name is all that is told.
        """
        name = name_in(phrase)
        if not name:
            return None
        lone = len(last_words(name)) < 2
        post = Post.of(phrase, titled)
        told = post is not None or bool(phrase.apposed)
        if lone and not told and not sure and (fold(name) in _WORDS_TOO or named_in(name)):
            return None
        people = self._ranked(name, post, code, around, on)
        if not people:
            headed = head_of(name)
            return Resolved(text=phrase.text, stated_name=name) if told and not (headed and headed.exact) else None
        if lone and not self._sure(people, post, code, around, on):
            rivals = _rivals(people, "the surname alone leaves it open")
            alone = told or sure or head_of(phrase.text) is None
            return Resolved(text=phrase.text, stated_name=name, rivals=rivals) if alone else None
        return _resolved(phrase, name, people, around, on, 0.75 if lone else 0.9)

    def holder(self, found: Resolved, phrase: Phrase, titled: Titled, country: str, on: str) -> Resolved:
        """`found`, an office of a country or body (its id), with the name of who held it on the day, where one did."""
        if titled.lower or titled.speaks or titled.kin or titled.modifiers:
            return found
        if found.standing not in (None, Standing.HOLDER) or _INDEFINITE.search(phrase.text):
            return found
        people = {t.holder: t for t in self._office(country, titled, on)}
        if len(people) != 1:
            return found
        term = next(iter(people.values()))
        return replace(
            found, name=term.holder, office=term.title, standing=term.standing, identifier=term.wikidata,
            how=f"{found.how}; register: {term.title} on {on}", confidence=0.8,
        )  # fmt: skip

    def _office(self, country: str, titled: Titled, on: str) -> list[Holding]:
        """Terms on a day of the office that a title means in a country."""
        office = titled.title.office
        offices = (office,) if office else HEADS
        found = [t for name in offices for t in self._register.holders(country, name, on)]
        same = [t for t in found if fold(titled.title.title) in fold(t.title)]
        return same or (found if office not in (None, "other") else [])

    def _ranked(self, name: str, post: Post | None, code: str | None, around: Around, on: str | None) -> list[Person]:
        """Everyone of that name, the best first."""
        lone = len(last_words(name)) < 2
        people = []
        for candidate in self._bearers(name, on):
            person = Person(candidate, 0.0)
            codes = {t.code for t in person.terms}
            if code is not None and code not in codes and not _of_body(person):
                continue
            fitting = post is not None and any(post.fits(t) for t in person.terms)
            if lone and post is not None and post.high and not fitting:
                continue
            last = lone and last_words(person.terms[0].holder)[-1:] == last_words(name)
            dependency = all(t.country in countries() and countries()[t.country].controls for t in person.terms)
            score = 0.4 * last - 0.6 * dependency
            score += 2.0 * (code in codes) + 1.0 * bool(codes & around.own) + 0.6 * bool(codes & around.scene)
            people.append(Person(candidate, score + 1.5 * fitting + _time_fits(person, on)))
        return sorted(people, key=lambda p: -p.score)

    def _bearers(self, name: str, on: str | None) -> tuple[Candidate, ...]:
        """Everyone of that name, in another spelling where nobody is of this."""
        for written in (name, *spellings(name)):
            who = self._candidates(written, on)
            if len(last_words(written)) < 2:
                who = tuple(c for c in who if any(stands_alone(written, t) for t in Person(c, 0.0).terms[:1]))
            else:
                who = tuple(c for c in who if any(borne_by(written, t) for t in Person(c, 0.0).terms[:1]))
            if who:
                return who
        return ()

    def _sure(
        self, people: Sequence[Person], post: Post | None, code: str | None, around: Around, on: str | None
    ) -> bool:
        """Whether a surname alone means the best of several."""
        best = people[0]
        who = best.candidate
        if len(people) > 1 and best.score - people[1].score < _GAP:
            return False
        if on is not None and not (who.held or who.perhaps or who.former):
            return False
        if code is not None or (post is not None and best.score >= 1.5):
            return True
        here = any(t.code in around.named for t in best.terms)
        if not here and (around.whole or on is None):
            return False
        heads = any(t.office in HEADS for t in best.terms)
        if len(people) == 1 and who.held and who.held[0].office != "other":
            return True
        recent = bool(who.held) or any(_years_since(t, on) <= _RECENT for t in who.former)
        return recent and (heads or here)


def _resolved(
    phrase: Phrase, name: str, people: Sequence[Person], around: Around, on: str | None, confidence: float
) -> Resolved:
    best = people[0]
    rivals = _rivals(people[1:], "fits the name, not so well the day, the title or the country")
    who = best.candidate
    found = Resolved(
        text=phrase.text, stated_name=name, name=who.holder, confidence=confidence, rivals=rivals,
        identifier=next((t.wikidata for t in best.terms if t.wikidata), None),
    )  # fmt: skip
    if on is None:
        return _undated(found, best, around)
    standing: Standing | None = None
    sector: str | None = None
    other: tuple[str, ...] = ()
    if who.held or who.perhaps:
        term = (who.held or who.perhaps)[0]
        standing = term.standing
        sector, other = _sectors(term)
        how = f"{term.title} of {term.country} on {on}" + ("" if who.held else " or near it")
    elif who.former:
        term = max(who.former, key=lambda t: (t.last or "9999", t.office in HEADS))
        standing, sector = Standing.FORMER, "ELI"
        how = f"{term.title} of {term.country} until {term.last}"
        if _LESSER.search(term.title) and _years_since(term, on) >= _CAREER:
            sector, how = None, f"{how}, what since is not known"
        elif _sectors(term)[0] == "MIL":
            other = ("MIL",)  # soldiers keep their rank
        elif term.country in MEMBERS and _years_since(term, on) <= _SEATED:
            other, how = ("LEG",), f"{how}, likely still a member of parliament"
    else:
        term = who.future[0]
        how = f"not yet {term.title} of {term.country}, from {term.first}"
    return replace(
        found, office=term.title if standing is not None else None, standing=standing, country=term.code,
        sector=sector, other_sectors=other, how=f"register: {how}",
    )  # fmt: skip


def _sectors(term: Holding) -> tuple[str | None, tuple[str, ...]]:
    """Sector and others of who holds a term: of its office, else of its title (`Chief of the General Staff`)."""
    headed = head_of(term.title) if term.office in ("other", "head-of-body") else None
    if headed is not None and headed.sector in _PUBLIC:
        return headed.sector, headed.other
    return SECTORS.get(term.office, ("GOV", ()))


def _undated(found: Resolved, best: Person, around: Around) -> Resolved:
    """A person without a day: what all terms agree on; a body counts only where the words name it."""
    codes = {t.code for t in best.terms if t.country in countries() or t.code in around.own}
    sectors = {_sectors(t)[0] for t in best.terms}
    terms = "; ".join(f"{t.title} of {t.country} {t.first} to {t.last or 'today'}" for t in best.terms[:2])
    return replace(
        found, country=codes.pop() if len(codes) == 1 else None, sector=sectors.pop() if len(sectors) == 1 else None,
        how=f"register: {terms}; {NO_DATE}",
    )  # fmt: skip


def _of_body(person: Person) -> bool:
    """Whether someone heads an international body, of whom any nationality may be said."""
    return any(t.office == "head-of-body" for t in person.terms)


def _years_since(term: Holding, on: str | None) -> int:
    return int((on or "2026")[:4]) - int((term.last or "9999")[:4]) if term.last else 0


def _time_fits(person: Person, on: str | None) -> float:
    """1 for who holds an office on the day, less the longer ago it was; heads count a little more."""
    who = person.candidate
    now = who.held or who.perhaps
    if now:
        return 1.0 + 0.3 * any(t.office in HEADS for t in now)
    if not who.former:
        return 0.0
    years = min(_years_since(t, on) for t in who.former)
    return max(0.0, 0.6 - 0.05 * years) + 0.1 * any(t.office in HEADS for t in who.former)


def _rivals(people: Sequence[Person], why: str) -> tuple[ActorRival, ...]:
    return tuple(
        ActorRival(
            name=p.candidate.holder, office=p.terms[-1].title or None, country=p.terms[-1].code, sector=None, why=why
        )
        for p in people[:_MOST_RIVALS]
    )
