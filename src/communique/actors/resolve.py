"""From words to whom they mean: person, office held then, country or body, sector, and why.

In: a phrase (`former Foreign Minister Ana Duarte`), words around it, the day that counts. Out: `Resolved`. The words
come first: what they say of country, office and standing outweighs any table. Then tables: names of countries, bodies
and organisations, roles, and the register of offices for the day. Nothing is refused; where nothing is known, nothing
is told.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.actors.named import Cities, chosen, foreign, state_of_union, status, whole
from communique.actors.options import ActorOptions
from communique.actors.own_actors import OwnActor, OwnActors
from communique.actors.people import People
from communique.actors.person_names import first_part, name_in
from communique.actors.phrases import (
    ABROAD,
    BEHALF,
    TOWARDS,
    Around,
    Phrase,
    belongs,
    codes_in,
    head_of,
    named_as,
    named_in,
    organisations_in,
    phrase_of,
    phrases_of,
    titles_in,
)
from communique.actors.register import Register
from communique.actors.resolved import Resolved
from communique.codebook.countries import countries
from communique.codebook.lexicon import Headed
from communique.codebook.names import Kind, Named, Reading
from communique.codebook.sectors import RoleKind
from communique.codebook.titles import Titled
from communique.records.findings import ActorRival, Standing

_OFFICIAL = ("GOV", "LEG", "JUD", "MIL", "SPY", "COP", "PTY")  # who is ELI when no longer in office
_RANKS = ("REL", "MIL", "EDU", "MED")  # whose titles stay with who holds an office
_PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "you", "him", "her", "them", "who", "himself", "herself"])
_PEOPLE = re.compile(
    r"\b(?:people|citizens?|nationals?|men|women|man|woman|children|families|youths?|civilians?)\b", re.IGNORECASE
)
_PARTIES = re.compile(  # sides, not party politics
    r"^(?:(?:the|both|all|two|three|these|warring|relevant|concerned|other|opposing|involved|contracting)\s+)+parties$",
    re.IGNORECASE,
)
_OF = "of "  # begins the reason where a person's people are spoken of
_KIN = re.compile(
    r"\b(?:wife|husband|sons?|daughters?|brothers?|sisters?|father|mother|family|widow|nephew|niece|cousins?|"
    r"relatives?|in-laws?)\b",
    re.IGNORECASE,
)
_GOVERNMENT_OF = re.compile(  # `the Duarte administration`, `the Duarte-Silva government`
    r"(?<![\w-])([A-Z][\w'’]+)(?=(?:-[A-Z][\w'’]+)?\s+(?:administration|government|cabinet|regime|presidency)\b)",
    re.IGNORECASE,
)
_OWN_COUNTRY = (Kind.NAME, Kind.OFFICIAL, Kind.FORMER, Kind.ADJECTIVE, Kind.DEMONYM, Kind.ABBREVIATION, Kind.BODY)
_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Whose:
    """The country or body that words tell. text: those words. reading: None where an organisation tells it."""

    code: str
    text: str
    reading: Reading | None
    how: str

    @property
    def kind(self) -> Kind | None:
        """What the words are to the country."""
        return self.reading.kind if self.reading is not None else None


class Resolver:
    """Resolves mentions. register: of offices. cities: see `Cities`; without it cities tell no country. own: actors of
    the user's own, which go before all tables.
    """

    def __init__(self, register: Register, cities: Cities | None = None, own: OwnActors | None = None) -> None:
        self.register = register
        self._own = own or OwnActors()
        self._people = People(register)
        self._cities = cities
        self._known: dict[tuple[str, Around, str | None, bool | None], Resolved] = {}

    @classmethod
    def load(cls, options: ActorOptions | None = None, cities: Cities | None = None) -> "Resolver":
        """With the register of the package, the users' own rows and actors. Raises `RequestError` for rows that
        contradict.
        """
        options = options or ActorOptions()
        return cls(Register.load(options.register), cities, OwnActors.load(options.actors))

    @property
    def own_codes(self) -> frozenset[str]:
        """Codes of countries and bodies that the user's own actors have."""
        return self._own.codes

    def several(self, words: str, on: str | None = None, context: "str | Around" = "") -> list[Resolved]:
        """Everyone whom the words name together; one reading where they name one. See `mention`."""
        return [self.mention(part.text, context, on) for part in phrases_of(words)]

    def mention(
        self, words: str, context: "str | Around" = "", on: str | None = None, person: bool | None = None
    ) -> Resolved:
        """Whom the words mean on a day.

        context: other words for the same or around it, or what they name. on: ISO 8601; without it offices stay open.
        person: whether a person is meant, where a model told.
        """
        around = context if isinstance(context, Around) else _around(context)
        key = (words, around, on, person)
        found = self._known.get(key)
        if found is None:
            found = self._hinted(self._one(phrase_of(words), around, on, person), around)
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[key] = found
        return found

    def _hinted(self, found: Resolved, around: Around) -> Resolved:
        """With the country of other words for the same, where its own tell none."""
        hint = around.only
        if found.country is not None or found.sector is None or hint is None:
            return found
        how = f"{found.how}; country of the words around"
        return replace(found, country=hint, how=how, confidence=found.confidence * 0.8)

    def _one(self, phrase: Phrase, around: Around, on: str | None, person: bool | None) -> Resolved:
        if phrase.text.lower() in _PRONOUNS:
            return Resolved(text=phrase.text, sector="UNK", how="a pronoun without a chain", confidence=0.1)
        own = self._own.whole(phrase.text)
        if own is not None:
            return _of_own(phrase.text, own)
        titled = self._titled(phrase)
        found = whole(phrase.text, around, on, None if person else self._cities)
        whose = None
        if found is None:
            whose = self._whose(phrase, around, on)
        elif person is False or titled is not None or not self._rather_someone(found, phrase, around, on, person):
            return found
        headed = self._headed(phrase, on)
        code = whose.code if whose is not None else None
        somebody = None
        if person is not False and not (titled is not None and titled.kin):
            somebody = self._people.named(phrase, titled, code, around, on, bool(person))
        if somebody is not None:
            return self._with_words(somebody, phrase, headed, titled, whose)
        return self._by_role(phrase, headed, titled, whose, around, on)

    def _headed(self, phrase: Phrase, on: str | None) -> Headed | None:
        """The sector that the words tell: of their head, else of a title in them."""
        headed = head_of(phrase.text, on)
        behalf = bool(phrase.after) and phrase.after[0][0] == BEHALF
        if headed is None and (behalf or phrase.standing is not None):
            return head_of(phrase.base, on)
        if headed is None:
            own = titles_in(first_part(phrase))
            return head_of(phrase.text[own[-1].span.start :], on) if own else None
        return headed

    def _rather_someone(
        self, found: Resolved, phrase: Phrase, around: Around, on: str | None, person: bool | None
    ) -> bool:
        """Whether someone known bears what is also the name of a place (`May`, `Jordan`, `Sydney`).

        A country is rather a country unless a model told that a person is meant; a mere city is rather a person.
        """
        if not person and found.sector != "CVL":
            return False
        somebody = self._people.named(phrase, None, None, around, on, True)
        return somebody is not None and (somebody.name is not None or not person)

    def _whose(self, phrase: Phrase, around: Around, on: str | None) -> Whose | None:
        """The country or body that the words give."""
        for part in phrase.belonging():
            own = self._own.first_in(part)
            if own is not None:
                return Whose(own[1].country, own[0], None, f"`{own[0]}` in the words, an actor of your own")
            inside = [(m, told) for m in organisations_in(part) if (told := m.on(on)) is not None and told.country]
            for named in _in_order(part):
                unsure = named.kind in (Kind.CAPITAL, Kind.SEAT) or (named.kind is Kind.ABBREVIATION and around.whole)
                if named.code is None or (unsure and named.ambiguous):
                    continue
                if not belongs(part, named) or _in_name(phrase, part, named):
                    continue
                held = next((told for m, told in inside if m.span.contains(named.span) and m.span != named.span), None)
                if held is not None and held.country is not None:
                    return Whose(held.country, held.name, None, f"{held.name} is of {held.country}")
                reading, _ = chosen((named.reading, *named.rivals), around)
                code = reading.entry.actor
                namesake = reading.kind is Kind.CAPITAL and around.whole and around.sure and code not in around.sure
                if code is not None and not namesake and not state_of_union(reading, around):
                    return Whose(code, named.text, reading, f"`{reading.phrase}` in the words")
        for part in phrase.apposed:
            if named_as(part):
                continue  # `Santiago, Chile` is a place, `Ana Duarte, 23, Chile` lives there
            found = self._whose(phrase_of(part), around, on)
            if found is not None:
                return found
        return None

    def _titled(self, phrase: Phrase) -> Titled | None:
        """The title that counts: the last in the phrase itself, else in what is apposed."""
        own = titles_in(first_part(phrase))
        if own:
            return own[-1]
        for part in phrase.apposed:
            told = titles_in(part)
            if told:
                return told[0]
        return None

    def _by_role(
        self,
        phrase: Phrase,
        headed: Headed | None,
        titled: Titled | None,
        whose: Whose | None,
        around: Around,
        on: str | None,
    ) -> Resolved:
        """Somebody told by a role, an office or a nationality only."""
        code, how = self._place_of(phrase, headed, whose, around, on)
        standing = _standing(phrase, titled)
        sector, other, role_how = _sector(phrase.text, headed, standing, titled)
        if headed is not None and headed.role is not None and headed.role.leans and not headed.lent:
            lent = [told for m in organisations_in(phrase.text) if (told := status(m, around, on)) is not None]
            if lent:
                sector, other, role_how = lent[0].sector, lent[0].other, f"{headed.how} of {lent[0].name}"
        if how.startswith(_OF) and _KIN.search(phrase.base):
            sector, other, role_how = "ELI", (), f"kin: {phrase.base}"
        if whose is not None and whose.kind in (Kind.SEAT, Kind.CAPITAL) and sector is None and headed is not None:
            sector, role_how = "GOV", f"{headed.how} of {whose.text}"
        found = Resolved(
            text=phrase.text, stated_office=titled.text if titled is not None else None,
            stated_country=whose.text if whose is not None else None,
            standing=standing if titled else None, country=code, sector=sector, other_sectors=other,
            from_text=sector is not None, how="; ".join(h for h in (role_how, how) if h),
            confidence=0.85 if sector and code else 0.6 if sector or code else 0.0,
        )  # fmt: skip
        held = titled is not None and sector == titled.title.sector and self._of_country(phrase, whose)
        if held and titled is not None and on is not None and whose is not None and whose.reading is not None:
            found = self._people.holder(found, phrase, titled, whose.reading.id, on)
        if found.sector is None and found.country is not None and _PEOPLE.search(phrase.base):
            found = replace(found, sector="CVL", how=f"{found.how}; people")
        return found if found.known else replace(found, how="")

    def _of_country(self, phrase: Phrase, whose: Whose | None) -> bool:
        """Whether an office is that of the country itself, not of something in it (`president of the Senate`)."""
        if whose is None or whose.kind not in _OWN_COUNTRY:
            return False
        of = next((words for word, words in phrase.after if word == "of"), None)
        return of is None or any(n.code == whose.code for n in named_in(of))

    def _place_of(
        self, phrase: Phrase, headed: Headed | None, whose: Whose | None, around: Around, on: str | None
    ) -> tuple[str | None, str]:
        """The country of an actor told by a role, and how it was told."""
        if whose is not None:
            return whose.code, whose.how
        for mentioned in organisations_in(phrase.text):
            told = status(mentioned, around, on)
            if told is not None and told.country is not None and not foreign(mentioned.text, told, around):
                return told.country, f"{told.name} is of {told.country}"
        for words in (*_GOVERNMENT_OF.findall(phrase.base), *_masters(phrase)):
            master = phrase_of(words)
            head = self._people.named(master, self._titled(master), None, replace(around, whole=False), on, True)
            if head is not None and head.country is not None:
                return head.country, f"{_OF}{head.name}, {head.how}"
        if self._cities is not None and headed is not None:
            named = name_in(phrase) if headed.kind is RoleKind.PERSON else ""
            for part in phrase.belonging():
                part = part.replace(named, " ; ") if named else part
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
        whose: Whose | None,
    ) -> Resolved:
        """What is known of a person with what the words say of it; the words win."""
        standing = _standing(phrase, titled)
        found = replace(
            person, stated_country=whose.text if whose else None, stated_office=titled.text if titled else None
        )
        if found.country is None:
            code, how = self._place_of(phrase, headed, whose, Around(), None)
            found = replace(found, country=code, how="; ".join(h for h in (found.how, how) if h))
        sector, other, how = _sector(phrase.text, headed, standing, titled)
        if sector is None and whose is not None and whose.kind is Kind.SEAT and headed is not None:
            sector, how = "GOV", f"{headed.how} of {whose.text}"
        if sector in _RANKS and found.sector is not None and found.standing in (Standing.HOLDER, Standing.ACTING):
            found = found.with_other(sector)  # `General`, `Ayatollah` of who governs
        elif sector is not None and (titled is not None or found.sector is None):
            if found.sector not in (None, sector):
                found = replace(found, rivals=(*found.rivals, _as_rival(found, "the words give another office")))
            found = replace(
                found, sector=sector, other_sectors=other, from_text=True,
                how="; ".join(h for h in (how, found.how) if h),
            )  # fmt: skip
            if standing is not None:
                found = replace(found, standing=standing)
        return replace(found, confidence=max(found.confidence, 0.7 if found.known else 0.0))


def _of_own(words: str, own: OwnActor) -> Resolved:
    how = f"{own.name}, an actor of your own"
    return Resolved(
        text=words, stated_name=words, name=own.name, country=own.country, sector=own.sector, other_sectors=own.other,
        how=how, confidence=0.95,
    )  # fmt: skip


def _around(context: str) -> Around:
    """What words name, or a country's code."""
    code = context.strip()
    return Around(frozenset([countries()[code].actor]) if code in countries() else codes_in(context))


def _standing(phrase: Phrase, titled: Titled | None) -> Standing | None:
    if titled is not None and titled.standing is not None:
        return titled.standing
    if phrase.standing is not None:
        return phrase.standing
    return Standing.HOLDER if titled is not None and titled.office is not None else None


def _sector(
    words: str, headed: Headed | None, standing: Standing | None, titled: Titled | None
) -> tuple[str | None, tuple[str, ...], str]:
    """Sector and others that role and standing tell; officials who are so no more, and kin of officials, are ELI."""
    if titled is not None and titled.kin:
        return "ELI", (), f"kin: {titled.text}"
    if headed is None or _PARTIES.match(words):
        return None, (), ""
    person = headed.kind is RoleKind.PERSON
    if standing is Standing.FORMER and person and headed.sector in _OFFICIAL:
        return "ELI", (), f"{headed.how}, no longer"
    if standing is Standing.CANDIDATE and person and headed.sector in (*_OFFICIAL, None):
        return "PTY", (), f"{headed.how}, a candidate"
    return headed.sector, headed.other, headed.how


def _as_rival(found: Resolved, why: str) -> ActorRival:
    return ActorRival(name=found.name, office=found.office, country=found.country, sector=found.sector, why=why)


def _in_order(part: str) -> Sequence[Named]:
    """Names in words, the first first; of two joined by a hyphen (`Chinese-Canadian`) the second."""
    found = named_in(part)
    if len(found) > 1 and part[found[0].span.end : found[1].span.start] == "-" and found[0].kind is Kind.ADJECTIVE:
        return found[1:]
    return found


def _masters(phrase: Phrase) -> tuple[str, ...]:
    """Words that may name the person whose people are spoken of: `aides to President Duarte`, `Duarte's brother`."""
    if TOWARDS.search(phrase.base) or ABROAD.search(phrase.base):
        return ()
    return tuple(w for w in (phrase.owner, *(w for word, w in phrase.after if word in ("of", "to", "for"))) if w)


def _in_name(phrase: Phrase, part: str, named: Named) -> bool:
    """Whether a word that may also be a name is part of one (`King Jordan`, `Chad Moore`, `the Quiche Indians`)."""
    if not named.reading.also:
        return False
    if named.kind in (Kind.NAME, Kind.CAPITAL):
        return named.text in name_in(phrase).split() and part is not phrase.owner
    before = part[: named.span.start].split()
    return bool(before) and before[-1][:1].isupper() and "ative American" in " ".join(named.reading.also)


def _capitalised(words: str) -> list[str]:
    """Runs of capitalised words, and their parts, longest first."""
    out = []
    for run in re.findall(r"(?<![\w-])[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*)*", words):
        parts = run.split()
        for size in range(len(parts), 0, -1):
            out += [" ".join(parts[at : at + size]) for at in range(len(parts) - size + 1)]
    return out
