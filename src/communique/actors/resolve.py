"""From words to whom they mean: person, office held then, country or body, sector, and why.

In: a phrase (`former Foreign Minister Ana Duarte`), words around it, the day that counts. Out: `Resolved`. The words
come first: what they say of country, office and standing outweighs any table. Then tables: names of countries, bodies
and organisations, roles, and the register of offices for the day. Nothing is refused; where nothing is known, nothing
is told.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from communique.actors.options import ActorOptions
from communique.actors.people import People
from communique.actors.phrases import Phrase, phrase_of, phrases_of
from communique.actors.register import Register
from communique.actors.resolved import Resolved
from communique.codebook.countries import Territory
from communique.codebook.lexicon import Headed, lexicon
from communique.codebook.names import Kind, Reading, names
from communique.codebook.sectors import RoleKind
from communique.codebook.titles import Titled
from communique.records.findings import ActorRival, Standing

Cities = Callable[[str], str | None]  # a city to the code of its country, None for what is none
_NAMES = (Kind.NAME, Kind.OFFICIAL, Kind.FORMER)
_OFFICIAL = ("GOV", "LEG", "JUD", "MIL", "SPY", "COP", "PTY")  # who is ELI when no longer in office
_COLLECTIVE = re.compile(r"^(?:[A-Z][\w'’.-]*\s?)+$")
_PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "you", "him", "her", "them", "who", "himself", "herself"])
_PEOPLE = re.compile(
    r"\b(?:people|citizens?|nationals?|men|women|man|woman|children|families|youths?)\b", re.IGNORECASE
)


class Resolver:
    """Resolves mentions. register: of offices. cities: see `Cities`; without it cities tell no country."""

    def __init__(self, register: Register, cities: Cities | None = None) -> None:
        self.register = register
        self._people = People(register)
        self._cities = cities

    @classmethod
    def load(cls, options: ActorOptions | None = None, cities: Cities | None = None) -> "Resolver":
        """With the register of the package and the users' own rows. Raises `RequestError` for rows that contradict."""
        return cls(Register.load((options or ActorOptions()).register), cities)

    def several(self, words: str, on: str | None = None) -> list[Resolved]:
        """Everyone whom the words name together; one reading where they name one."""
        parts = phrases_of(words)
        return [self._one(part, "", on, None) for part in parts]

    def mention(self, words: str, context: str = "", on: str | None = None, person: bool | None = None) -> Resolved:
        """Whom the words mean on a day. context: other words for the same or around it. person: told by a model."""
        found = self._one(phrase_of(words), context, on, person)
        if found.country is None and found.sector is not None and context:
            hint = self._only_country(context)
            if hint is not None:
                how = f"{found.how}; country of the words around"
                found = replace(found, country=hint, how=how, confidence=found.confidence * 0.8)
        return found

    def _one(self, phrase: Phrase, context: str, on: str | None, person: bool | None) -> Resolved:
        if phrase.text.lower() in _PRONOUNS:
            return Resolved(text=phrase.text, sector="UNK", how="a pronoun without a chain", confidence=0.1)
        whole = self._whole(phrase, context, on)
        if whole is not None:
            return whole
        country, stated = self._country(phrase, context)
        headed = lexicon().head_of(phrase.text, on=on)
        titled = self._titled(phrase)
        somebody = self._people.named(phrase, titled, country, context, on) if person is not False else None
        if somebody is not None:
            return self._with_words(somebody, phrase, headed, titled, country, stated)
        return self._by_role(phrase, headed, titled, country, stated, on)

    def _whole(self, phrase: Phrase, context: str, on: str | None) -> Resolved | None:
        """The phrase as the name of an organisation, a country, a body or a territory and nothing else."""
        words = _bare(phrase.text)
        organisation = self._organisation(words, context, on)
        if organisation is not None:
            return organisation
        readings = names().of(words)
        if not readings:
            return None
        chosen, rivals = self._chosen(readings, context)
        return _of_reading(phrase.text, chosen, rivals)

    def _organisation(self, words: str, context: str, on: str | None) -> Resolved | None:
        for named in lexicon().find(words):
            if named.span.start > 0 or len(words) - named.span.end > 2:
                continue
            told = named.on(on) or named.on(on, self._only_country(context))
            if told is None and len({r.sector for r in named.readings}) == 1:
                told = replace(named.readings[0], country=None)
            if told is not None:
                rivals = tuple(
                    ActorRival(name=r.name, office=None, country=r.country, sector=r.sector, why="another of that name")
                    for r in named.readings
                    if r.country != told.country
                )
                return Resolved(
                    text=words, stated_name=words, name=told.name, country=told.country, sector=told.sector,
                    other_sectors=told.other, how=f"{told.sort.value}: {told.name}", confidence=0.9, rivals=rivals,
                )  # fmt: skip
        return None

    def _country(self, phrase: Phrase, context: str) -> tuple[Reading | None, str | None]:
        """The country or body that the words give, and the words for it."""
        for part in phrase.belonging():
            for named in names().find(part):
                if named.code is None or (named.kind in (Kind.CAPITAL, Kind.SEAT) and named.ambiguous):
                    continue
                chosen, _ = self._chosen((named.reading, *named.rivals), context)
                return chosen, named.text
        for part in phrase.apposed:
            found, words = self._country(phrase_of(part), context)
            if found is not None:
                return found, words
        return None, None

    def _chosen(self, readings: tuple[Reading, ...], context: str) -> tuple[Reading, tuple[Reading, ...]]:
        """The reading that the context knows, else the likeliest; and the others."""
        if len(readings) > 1 and context:
            around = {n.code for n in names().find(context) if not n.rivals}
            for reading in readings:
                if reading.code in around:
                    return reading, tuple(r for r in readings if r is not reading)
        return readings[0], readings[1:]

    def _only_country(self, context: str) -> str | None:
        """The one country that a context names; None where it names none or several."""
        codes = {n.reading.entry.actor for n in names().find(context)} - {None}
        return codes.pop() if len(codes) == 1 else None

    def _titled(self, phrase: Phrase) -> Titled | None:
        """The title that counts: the last in the phrase itself, else in what is apposed."""
        own = lexicon().titles(phrase.text.split(",")[0])
        if own:
            return own[-1]
        for part in phrase.apposed:
            told = lexicon().titles(part)
            if told:
                return told[0]
        return None

    def _by_role(
        self,
        phrase: Phrase,
        headed: Headed | None,
        titled: Titled | None,
        country: Reading | None,
        stated: str | None,
        on: str | None,
    ) -> Resolved:
        """Somebody told by a role, an office or a nationality only."""
        code, how = self._place_of(phrase, headed, country, on)
        standing = _standing(phrase, titled)
        sector, other, role_how = _sector(headed, standing, titled)
        office = titled.text if titled is not None else None
        found = Resolved(
            text=phrase.text, stated_office=office, stated_country=stated, standing=standing if titled else None,
            country=code, sector=sector, other_sectors=other, from_text=sector is not None,
            how="; ".join(h for h in (role_how, how) if h),
            confidence=0.85 if sector and code else 0.6 if sector or code else 0.0,
        )  # fmt: skip
        if titled is not None and code is not None and on is not None:
            found = self._people.holder(found, titled, standing, on)
        if found.sector is None and found.country is not None and _PEOPLE.search(phrase.base):
            found = replace(found, sector="CVL", how=f"{found.how}; people")
        return found if found.known else replace(found, how="")

    def _place_of(
        self, phrase: Phrase, headed: Headed | None, country: Reading | None, on: str | None
    ) -> tuple[str | None, str]:
        """The country of an actor told by a role, and how it was told."""
        if country is not None:
            return country.entry.actor, f"`{country.phrase}` in the words"
        if headed is not None and headed.mentioned is not None:
            told = headed.mentioned.on(on)
            if told is not None and told.country is not None:
                return told.country, f"{told.name} is of {told.country}"
        if self._cities is not None:
            for part in phrase.belonging():
                for words in _capitalised(part):
                    code = self._cities(words)
                    if code is not None:
                        return code, f"the city {words}"
        return None, ""

    def _with_words(
        self,
        person: Resolved,
        phrase: Phrase,
        headed: Headed | None,
        titled: Titled | None,
        country: Reading | None,
        stated: str | None,
    ) -> Resolved:
        """What is known of a person with what the words say of it; the words win."""
        standing = _standing(phrase, titled)
        found = replace(person, stated_country=stated, stated_office=titled.text if titled else None)
        if country is not None and found.country is None:
            found = replace(found, country=country.entry.actor, how=f"{found.how}; `{country.phrase}` in the words")
        sector, other, how = _sector(headed, standing, titled)
        if sector is not None and (titled is not None or found.sector is None):
            if found.sector not in (None, sector):
                found = replace(found, rivals=(*found.rivals, _as_rival(found, "the words give another office")))
            found = replace(found, sector=sector, other_sectors=other, from_text=True, how=f"{how}; {found.how}")
            if standing is not None:
                found = replace(found, standing=standing)
        return replace(found, confidence=max(found.confidence, 0.7 if found.known else 0.0))


def _bare(words: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", words.strip(), flags=re.IGNORECASE)


def _of_reading(words: str, reading: Reading, others: tuple[Reading, ...]) -> Resolved:
    """A name of a country, body, territory or region."""
    rivals = tuple(
        ActorRival(name=r.phrase, office=None, country=r.entry.actor, sector=None, why="less likely for this name")
        for r in others
    )
    code = reading.entry.actor
    if code is None:
        return Resolved(text=words, how=f"`{reading.phrase}` is no actor but a region or another thing", rivals=rivals)
    sector = None
    confidence = 0.95
    if reading.kind in (Kind.CAPITAL, Kind.SEAT):
        sector, confidence = "GOV", 0.8
    elif isinstance(reading.entry, Territory):
        sector = "PRE"
    elif reading.kind in (Kind.BODY, Kind.ABBREVIATION):
        told = lexicon().head_of(reading.entry.name)
        sector = "JUD" if told is not None and told.sector == "JUD" else None
    name = reading.entry.name if reading.kind in (*_NAMES, Kind.BODY, Kind.ABBREVIATION, Kind.TERRITORY) else None
    return Resolved(
        text=words, stated_country=words, name=name, country=code, sector=sector, rivals=rivals,
        how=f"{reading.kind.value} of {reading.entry.name}", confidence=confidence if not others else 0.7,
    )  # fmt: skip


def _standing(phrase: Phrase, titled: Titled | None) -> Standing | None:
    if titled is not None and titled.standing is not None:
        return titled.standing
    if phrase.standing is not None:
        return phrase.standing
    return Standing.HOLDER if titled is not None and titled.office is not None else None


def _sector(
    headed: Headed | None, standing: Standing | None, titled: Titled | None
) -> tuple[str | None, tuple[str, ...], str]:
    """Sector and others that role and standing tell; officials who are so no more, and kin of officials, are ELI."""
    if titled is not None and titled.kin:
        return "ELI", (), f"kin: {titled.text}"
    if headed is None:
        return None, (), ""
    person = headed.kind is RoleKind.PERSON
    if standing is Standing.FORMER and person and headed.sector in _OFFICIAL:
        return "ELI", (), f"{headed.how}, no longer"
    if standing is Standing.CANDIDATE and person and headed.sector in (*_OFFICIAL, None):
        return "PTY", (), f"{headed.how}, a candidate"
    return headed.sector, headed.other, headed.how


def _as_rival(found: Resolved, why: str) -> ActorRival:
    return ActorRival(name=found.name, office=found.office, country=found.country, sector=found.sector, why=why)


def _capitalised(words: str) -> list[str]:
    """Runs of capitalised words, and their parts, longest first."""
    out = []
    for run in re.findall(r"[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*)*", words):
        parts = run.split()
        out += [
            " ".join(parts[a:b])
            for size in range(len(parts), 0, -1)
            for a in range(len(parts) - size + 1)
            for b in (a + size,)
        ]
    return out
