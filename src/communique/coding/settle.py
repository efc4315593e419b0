"""What a whole report tells of its actors: the country of those whom their own words leave without one.

`Police detained the driver` says nothing of a country; the report, from Kaluga and about Russia throughout, does. In:
actors and places of a document. Out: the same actors, with countries where the report settles them, and behind them one
actor for the country of each place to which something may be done (`the attack on Kyiv`). Nothing is refused, and
nobody who has a country gets another.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from communique.codebook.countries import countries
from communique.codebook.phrases import listed
from communique.records.analysis import Analysis, MentionKind, Token
from communique.records.documents import Document
from communique.records.findings import Actor, PlaceRef
from communique.records.spans import Span

_SHARE = 0.6  # of the actors and places of a report, for its country to be clear
_BEFORE = 2  # sentences
_MAJORITY = 0.5
_CLEAR, _MARGIN = 0.4, 1.5  # its share, and how much more of it is told than of the next, for a country to be clear
_LEAST = 3  # of them, unless the dateline says it as well
_SURE = 0.5  # of an actor whose country only the report tells
_BODIES = frozenset(("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"))
REPORT = "the report's country"  # ends the `how` of whoever has it from there
VOICE = "first person in a government's own text"
_PEOPLE = (MentionKind.PERSON, MentionKind.ORGANIZATION)
_OFFICIAL = frozenset(("GOV", "LEG", "JUD", "MIL", "PTY", "SPY", "ELI"))  # who may come from elsewhere
_GOVERNMENT = frozenset(
    ("gov", "go", "gob", "gouv", "govt", "gv", "mil", "mfa", "kormany", "admin", "bund", "president")
)
_POLITICAL = _OFFICIAL | frozenset(("COP", "REB", "PRM", "OPP", "PRE", "UAF"))
_DOMESTIC = frozenset(  # who is of the country that a report is about, unless it says otherwise
    listed("AGR BUS COP CRM CVL EDU ELI GOV JRN JUD LAB LEG MED MIL OPP PTY REB REL SOC SPY UNK")
)


_ABROAD = frozenset(  # say that people are of more countries than one, or of another
    listed("other countries donors foreign global governments international nations neighboring neighbouring overseas")
)
_FIRST = frozenset(listed("i we us our my me ours"))
_JOINT = re.compile(r"\b(?:joint|leaders|ministers|G7|G20|Quad)\b", re.IGNORECASE)  # of a text that several sign
_COUNTED = frozenset(("both", "either", "four", "neither", "these", "three", "two"))
_GROUPS = frozenset(listed("country delegation government leader man nation neighbor neighbour party side state team"))
_STATES = frozenset(("country", "government", "nation", "republic", "state"))
_TRAVELLING = frozenset(  # who are often of another country than the one that is spoken of
    listed(
        "ambassador christian delegate diplomat envoy jew muslim observer peacekeeper refugee tourist traveller visitor"
    )
)
_NAMED_BEFORE = frozenset(("leader", "president", "minister", "side", "counterpart"))


@dataclass(frozen=True, slots=True)
class Politics:
    """How much a report is of politics. countries: those that actors of its own words are of. officials: mentions of
    states, officials, parties and forces, a sentence.
    """

    countries: int
    officials: float


def politics_of(analysis: Analysis, actors: tuple[Actor, ...], grounds: Mapping[int, int]) -> Politics:
    """See `Politics`."""
    own = [a for i, a in enumerate(actors) if i not in grounds and a.country is not None and not a.how.endswith(REPORT)]
    officials = sum(len(a.mentions) for a in own if political(a))
    return Politics(len({a.country for a in own}), officials / max(1, len(analysis.sentences)))


def political(actor: Actor) -> bool:
    """Whether an actor is a state, a body, or somebody who acts for one, for a party or with arms."""
    if actor.country is None:
        return False
    return actor.sector in _POLITICAL or (actor.sector is None and actor.name is None and actor.stated_name is None)


def settled(
    document: Document, analysis: Analysis, actors: tuple[Actor, ...], places: tuple[PlaceRef, ...]
) -> tuple[tuple[Actor, ...], str | None, dict[int, int]]:
    """Actors, the report's country, and the actors that stand for places, each with the index of its place."""
    home = home_of(document, actors, places)
    publisher = government_of(document.url or document.uri)
    main = clearest_of(actors, places)
    setting = _Setting(analysis, places, home, publisher, _countries_told(analysis, actors, places), main)
    ours = _first_person(document, analysis) if publisher is not None else ()
    told = [setting.at_home(a) for a in _without(actors, ours)]
    if ours:
        told.append(_voice_of(document, analysis, ours, publisher))
    told += setting.unknown(document, {m for a in told for m in a.mentions})
    grounds: dict[int, int] = {}
    taken = {m for a in told if a.country for m in a.mentions}
    for number, place in enumerate(places):
        inside = _headed(analysis, place.span)
        if place.country is None or inside & taken:
            continue
        grounds[len(told)] = number
        told.append(
            Actor(
                span=place.span,
                text=place.text,
                mentions=tuple(sorted(inside)),
                country=place.country,
                how=f"what is done to a place is done to its country; {place.how}",
                confidence=place.confidence,
            )
        )
    return tuple(told), home, grounds


def home_of(document: Document, actors: tuple[Actor, ...], places: tuple[PlaceRef, ...]) -> str | None:
    """The country that a report is about, where one outweighs all others; mentions of actors and places count."""
    counts = _weights(actors, places)
    line = document.dateline
    where = None
    if line is not None and line.place_span is not None:
        where = next((p.country for p in places if p.span == line.place_span), None)
    if not counts:
        return where
    (first, most), total = counts.most_common(1)[0], sum(counts.values())
    if most / total >= _SHARE and (most >= _LEAST or first == where):
        return first
    return None


def clearest_of(actors: tuple[Actor, ...], places: tuple[PlaceRef, ...]) -> str | None:
    """The country that a report is more about than about any other, though not about it alone."""
    counts = _weights(actors, places)
    (first, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if most and most >= max(_CLEAR * counts.total(), _MARGIN * second) else None


def _weights(actors: tuple[Actor, ...], places: tuple[PlaceRef, ...]) -> Counter[str]:
    """How much a report tells of each country; mentions of actors and places count."""
    counts: Counter[str] = Counter()
    for actor in actors:
        if actor.country and actor.country not in _BODIES:
            counts[actor.country] += min(len(actor.mentions), 3)
    for place in places:
        if place.country:
            counts[place.country] += 1
    return counts


def _countries_told(
    analysis: Analysis, actors: tuple[Actor, ...], places: tuple[PlaceRef, ...]
) -> list[tuple[Span, str]]:
    """Where the words name somebody or some place of a country."""
    told = [(analysis.mentions[m].span, a.country) for a in actors if a.country for m in a.mentions]
    return told + [(p.span, p.country) for p in places if p.country]


def government_of(address: str) -> str | None:
    """The country whose government publishes at an address; None for any other publisher.

    `.gov` and `.mil` are the United States'; elsewhere a label before the country's own says it (`gov.uk`, `go.jp`).
    """
    host = (urlsplit(address).hostname or "").lower().split(".")
    if host[-1] in ("gov", "mil"):
        return "USA"
    if len(host) < 2 or not _GOVERNMENT & set(host[-3:-1]):
        return None
    ending = {"uk": "GB"}.get(host[-1], host[-1].upper())
    return next((code for code, country in countries().items() if country.alpha2 == ending), None)


def _first_person(document: Document, analysis: Analysis) -> tuple[int, ...]:
    """Mentions by `we` and `I` that nobody is quoted with; none in a joint text, where they are several."""
    if _JOINT.search(document.title or ""):
        return ()
    found = (i for i, m in enumerate(analysis.mentions) if analysis[m.head].text.lower() in _FIRST)
    return tuple(i for i in found if not _quoted(document.text[: analysis.mentions[i].span.start]))


def _quoted(before: str) -> bool:
    """Whether what follows stands inside quotation marks: the last of its paragraph was not closed."""
    before = before[before.rfind("\n\n") + 1 :]
    return before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1


def _without(actors: Iterable[Actor], mentions: tuple[int, ...]) -> Iterator[Actor]:
    """Actors without these mentions of them; those of whom nothing else is told are left out."""
    gone = set(mentions)
    for actor in actors:
        kept = tuple(m for m in actor.mentions if m not in gone)
        if kept:
            yield actor if kept == actor.mentions else replace(actor, mentions=kept)


def _voice_of(document: Document, analysis: Analysis, mentions: tuple[int, ...], country: str | None) -> Actor:
    """The government that publishes a text and says `we` in it."""
    span = analysis.mentions[mentions[0]].span
    return Actor(
        span=span,
        text=span.of(document.text),
        mentions=mentions,
        country=country,
        sector="GOV",
        how=VOICE,
        confidence=_SURE,
    )


def _headed(analysis: Analysis, span: Span) -> set[int]:
    """Mentions whose head lies in a stretch of text."""
    tokens = analysis.tokens
    first, stop = int(tokens.start.searchsorted(span.start)), int(tokens.end.searchsorted(span.end, side="right"))
    return {i for i, m in enumerate(analysis.mentions) if first <= m.head < stop}


class _Setting:
    """Where a report's people are, when nothing else is known of them."""

    def __init__(
        self,
        analysis: Analysis,
        places: tuple[PlaceRef, ...],
        home: str | None,
        publisher: str | None,
        told: Sequence[tuple[Span, str]],
        main: str | None,
    ) -> None:
        self._analysis, self._places, self._home = analysis, places, home
        self._publisher = publisher
        self._told = told
        self._main = main

    def at_home(self, actor: Actor) -> Actor:
        """An actor of a sector with the country of the places around, or of the report; others as they are."""
        if actor.country is not None or actor.sector not in _DOMESTIC:
            return actor
        owned = self._of_owner(actor)
        if owned is not None:
            return replace(
                actor, country=owned, how=f"{actor.how}; whose they are", confidence=actor.confidence * _SURE
            )
        if self._elsewhere(actor):
            return actor
        official = actor.sector in _OFFICIAL
        country = (self._publisher or self._home) if official else self._near(actor.span) or self._home
        country = country or ((self._main or self._around(actor.span)) if self._local(actor) else None)
        if country is None:
            return actor
        how = f"{actor.how}; {REPORT}" if actor.how else REPORT
        return replace(actor, country=country, how=how, confidence=actor.confidence * _SURE)

    def _elsewhere(self, actor: Actor) -> bool:
        """Whether the words are of people of several countries: `other leaders`, `leaders of poorer countries`, and
        `the leaders`, who are those that were named.
        """
        for number in actor.mentions:
            mention = self._analysis.mentions[number]
            if mention.span != actor.span:
                continue
            head = self._analysis[mention.head]
            if "Number=Plur" not in head.feats:
                return False
            words = {head.text.lower(), *(t.text.lower() for c in head.children for t in (c, *c.children))}
            plain = all(c.deprel in ("det", "punct") for c in head.children)
            return bool(words & _ABROAD) or (plain and head.lemma.lower() in _NAMED_BEFORE)
        return False

    def unknown(self, document: Document, taken: set[int]) -> Iterator[Actor]:
        """People and organisations of whom nothing is known but that the report is about their country."""
        seen: set[int] = set()
        grounds = {p.text for p in self._places if p.country}
        for number, mention in enumerate(self._analysis.mentions):
            group = (number,) if mention.chain is None else self._analysis.chains[mention.chain].mentions
            if number in seen or mention.kind not in _PEOPLE or taken & set(group):
                continue
            seen.update(group)
            head = self._analysis[mention.head]
            if mention.span.of(document.text) in grounds:
                continue
            if head.upos not in ("NOUN", "PROPN") or any(c.deprel == "nmod:poss" for c in head.children):
                continue  # whose they are tells more than where
            if any(c.text.lower() in _COUNTED for c in head.children) and head.lemma.lower() in _GROUPS:
                continue  # `both sides` are those who were named
            someone = mention.named and mention.kind is MentionKind.PERSON
            described = self._apposed(head)
            country = described or (self._publisher if someone else None) or self._near(mention.span) or self._home
            if country is not None:
                yield Actor(
                    span=mention.span,
                    text=mention.span.of(document.text),
                    mentions=tuple(group),
                    country=country,
                    how=REPORT if described is None else "the words beside the name",
                    confidence=_SURE / 2 if described is None else _SURE,
                )

    def _of_owner(self, actor: Actor) -> str | None:
        """The country of the owner of the country that people are of: `the people of his country`."""
        head = self._head_of(actor)
        below = [c for c in head.children if c.deprel == "nmod" and c.lemma.lower() in _STATES] if head else []
        spans = [c.span for b in below for c in b.children if c.deprel == "nmod:poss"]
        found = {country for where, country in self._told if any(where == s for s in spans)}
        return found.pop() if len(found) == 1 else None

    def _apposed(self, head: Token) -> str | None:
        """The country in the words that say who somebody is: `Nimr Haddad, the Lebanese adviser`, and `Ana Lima and Rui
        Sousa, two Portuguese agents`.
        """
        told = [c for c in head.children if c.deprel == "appos"]
        if head.deprel == "conj" and head.head is not None:
            told += [c for c in head.head.children if c.deprel == "appos" and "Number=Plur" in c.feats]
        spans = [c.span for a in told for c in a.children if c.deprel == "amod"]
        found = {country for where, country in self._told if any(where == s for s in spans)}
        return found.pop() if len(found) == 1 else None

    def _local(self, actor: Actor) -> bool:
        """Whether an actor is of the country that is spoken of around: not an envoy, nor one known by name or owner."""
        head = self._head_of(actor)
        if actor.name is not None or head is None or head.lemma.lower() in _TRAVELLING:
            return False
        return not any(
            c.deprel == "nmod:poss" or (c.deprel == "case" and c.text.lower() == "as") for c in head.children
        )

    def _head_of(self, actor: Actor) -> Token | None:
        heads = (self._analysis.mentions[m] for m in actor.mentions)
        return next((self._analysis[m.head] for m in heads if m.span == actor.span), None)

    def _around(self, span: Span) -> str | None:
        """The country of most of the actors and places in a sentence and the two before it."""
        sentences = self._analysis.sentences
        at = bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1
        stretch = Span(sentences[max(0, at - _BEFORE)].span.start, sentences[at].span.end)
        counts = Counter(c for where, c in self._told if stretch.contains(where) and c not in _BODIES)
        if not counts:
            return None
        country, most = counts.most_common(1)[0]
        return country if most > max(1, _MAJORITY * counts.total()) else None

    def _near(self, span: Span) -> str | None:
        """The country of the places in the same sentence, where they are all of one (`police in Lima`)."""
        sentences = self._analysis.sentences
        sentence = sentences[bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1].span
        found = {p.country for p in self._places if p.country and sentence.contains(p.span)}
        return found.pop() if len(found) == 1 else None
