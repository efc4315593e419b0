"""Persons by name, with the office they held on the day that counts; and who held an office on a day.

In: a phrase, its title, the country it tells. Out: `Resolved` of a person, or None where the phrase names none. A
surname alone is believed where title, country or time leave one person; else the candidates are rivals and nobody is
chosen.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.actors.phrases import Phrase
from communique.actors.register import HEADS, PARTICLES, Holding, Register, last_words
from communique.actors.resolved import Resolved
from communique.codebook.lexicon import lexicon
from communique.codebook.names import Kind, Reading, names
from communique.codebook.phrases import fold
from communique.codebook.titles import Titled
from communique.records.findings import ActorRival, Standing

SECTORS: dict[str, tuple[str | None, tuple[str, ...]]] = {  # GOV for all others
    "defence-minister": ("GOV", ("MIL",)),
    "speaker": ("LEG", ()),
    "head-of-body": (None, ()),
}
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_MOST_RIVALS = 4


@dataclass(frozen=True, slots=True)
class Person:
    """All terms of one person. score: how well the person fits the words, the day and the country."""

    terms: tuple[Holding, ...]
    score: float

    @property
    def name(self) -> str:
        """As the register writes it."""
        return self.terms[-1].holder

    def on(self, day: str | None) -> Holding | None:
        """The highest office held on a day; without a day, the one that is still held."""
        held = [t for t in self.terms if (t.last is None if day is None else t.on(day))]
        return min(held, key=_height) if held else None

    def latest(self, day: str | None) -> Holding | None:
        """The last office that ended before a day."""
        past = [t for t in self.terms if day is None or t.before(day)]
        return max(past, key=lambda t: (t.last or "9999", -_height(t)), default=None)


def _height(term: Holding) -> int:
    return HEADS.index(term.office) if term.office in HEADS else len(HEADS)


class People:
    """Looks persons up in a register."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def named(
        self, phrase: Phrase, titled: Titled | None, country: Reading | None, context: str, on: str | None
    ) -> Resolved | None:
        """The person whom the phrase names; None where it names none."""
        name = name_in(phrase, titled)
        if not name:
            return None
        lone = len(last_words(name)) < 2
        code = country.entry.actor if country is not None else None
        people = self._ranked(name, titled, code, context, on)
        told = titled is not None or bool(phrase.apposed)
        if not people:
            return Resolved(text=phrase.text, stated_name=name) if told and not _organised(name) else None
        best = people[0]
        if lone and not self._sure(people, titled, code, on):
            unsure = Resolved(
                text=phrase.text, stated_name=name, rivals=_rivals(people, "the surname alone leaves it open")
            )
            return unsure if told else None
        return self._resolved(phrase, name, best, people[1:], on, 0.75 if lone else 0.9)

    def holder(self, found: Resolved, titled: Titled, standing: Standing | None, on: str) -> Resolved:
        """`found`, an office of a country, with the name of who held it on the day, where one did."""
        if (
            found.country is None
            or titled.lower
            or titled.speaks
            or titled.kin
            or standing not in (None, Standing.HOLDER)
        ):
            return found
        fitting = self._office(found.country, titled, on)
        people = {t.holder: t for t in fitting}
        if len(people) != 1:
            return found
        term = next(iter(people.values()))
        return replace(
            found, name=term.holder, office=term.title, standing=term.standing,
            how=f"{found.how}; register: {term.title} on {on}", confidence=0.8,
        )  # fmt: skip

    def _office(self, country: str, titled: Titled, on: str) -> list[Holding]:
        """Terms on a day of the office that a title means in a country."""
        offices = (titled.title.office,) if titled.title.office else HEADS
        found = [t for office in offices for t in self._register.holders(country, office, on)]
        same = [t for t in found if titled.title.title in fold(t.title)]
        return same or (found if titled.title.office else [])

    def _ranked(self, name: str, titled: Titled | None, code: str | None, context: str, on: str | None) -> list[Person]:
        """Everyone of that name, the best first."""
        terms: dict[tuple[str, ...], list[Holding]] = {}
        for term in self._register.named(name):
            terms.setdefault(tuple(sorted(last_words(term.holder))), []).append(term)
        around = {n.reading.entry.actor for n in names().find(context)} if context else set()
        people = []
        for held in terms.values():
            codes = {t.code for t in held}
            if code is not None and code not in codes and len(last_words(name)) < 2:
                continue
            person = Person(tuple(sorted(held, key=lambda t: t.first)), 0.0)
            score = 2.0 * (code in codes) + 1.0 * bool(codes & around)
            score += 1.5 * any(_office_fits(t, titled) for t in held) if titled is not None else 0.0
            score += _time_fits(person, on)
            people.append(replace(person, score=score))
        return sorted(people, key=lambda p: -p.score)

    def _sure(self, people: Sequence[Person], titled: Titled | None, code: str | None, on: str | None) -> bool:
        """Whether a surname alone means the best of several."""
        best = people[0]
        if len(people) > 1 and best.score - people[1].score < 0.5:
            return False
        if code is not None or (titled is not None and best.score >= 1.5):
            return True
        head = best.on(on) or best.latest(on)
        return head is not None and _height(head) < len(HEADS) and best.score > 0

    def _resolved(
        self, phrase: Phrase, name: str, best: Person, others: Sequence[Person], on: str | None, confidence: float
    ) -> Resolved:
        term = best.on(on)
        standing: Standing | None
        if term is not None:
            standing, (sector, other) = term.standing, SECTORS.get(term.office, ("GOV", ()))
            how = f"register: {term.title} of {term.country} {'today' if on is None else f'on {on}'}"
        else:
            term = best.latest(on)
            if term is not None:
                standing, sector, other = Standing.FORMER, "ELI", ()
                how = f"register: {term.title} of {term.country} until {term.last}"
            else:
                term, standing, sector, other = best.terms[0], None, None, ()
                how = f"register: not yet {term.title} of {term.country}, from {term.first}"
        office = term.title if standing is not None else None
        return Resolved(
            text=phrase.text, stated_name=name, name=best.name, office=office, standing=standing, country=term.code,
            sector=sector, other_sectors=other, how=how, confidence=confidence,
            rivals=_rivals(others, "fits the name, not so well the day, the title or the country"),
        )  # fmt: skip


def name_in(phrase: Phrase, titled: Titled | None) -> str:
    """The words of a person's name in a phrase: behind the title, or all of it where they look like one."""
    words = re.split(r"\s*[,;(]", phrase.text)[0]
    own = lexicon().titles(words)
    rest = words[own[-1].span.end :] if own and own[-1].span.end < len(words) else "" if own else words
    rest = re.sub(r"^(?:['’]s\b|\W)+", "", rest)
    if not own:
        rest = re.sub(r"^(?:[Tt]he|[Aa]n?)\s+", "", rest)
        rest = _without_nationality(rest)
    kept = []
    for word in _WORD.findall(rest):
        if not word[:1].isupper() and fold(word).rstrip("-") not in PARTICLES:
            break
        kept.append(word)
    if len(kept) < len(rest.split()):
        return " ".join(kept) if own and kept else ""
    name = re.sub(r"['’]s$", "", " ".join(kept))
    return name if last_words(name) else ""


def _without_nationality(words: str) -> str:
    for named in names().find(words):
        if named.span.start == 0 and named.span.end < len(words) and named.kind in (Kind.ADJECTIVE, Kind.ABBREVIATION):
            return words[named.span.end :].lstrip(" -")
    return words


def _organised(name: str) -> bool:
    """Whether a name is that of an organisation or has a role for its head (`National Guard`)."""
    headed = lexicon().head_of(name)
    return headed is not None and headed.exact


def _office_fits(term: Holding, titled: Titled) -> bool:
    title = titled.title
    return title.title in fold(term.title) or (title.office is not None and title.office == term.office)


def _time_fits(person: Person, on: str | None) -> float:
    """1 for who holds an office on the day, less the longer ago it was; heads count a little more."""
    term = person.on(on)
    if term is not None:
        return 1.0 + 0.2 * (_height(term) < len(HEADS))
    term = person.latest(on)
    if term is None:
        return 0.0
    years = int((on or "2026")[:4]) - int((term.last or "2026")[:4])
    return max(0.0, 0.6 - 0.05 * years) + 0.1 * (_height(term) < len(HEADS))


def _rivals(people: Sequence[Person], why: str) -> tuple[ActorRival, ...]:
    return tuple(
        ActorRival(name=p.name, office=p.terms[-1].title, country=p.terms[-1].code, sector=None, why=why)
        for p in people[:_MOST_RIVALS]
    )
