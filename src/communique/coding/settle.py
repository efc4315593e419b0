"""What a whole report tells of its actors: the country of those whom their own words leave without one.

`Police detained the driver` says nothing of a country; the report, from Kaluga and about Russia throughout, does. In:
actors and places of a document. Out: the same actors, with countries where the report settles them, and behind them one
actor for the country of each place to which something may be done (`the attack on Kyiv`). Nothing is refused, and
nobody who has a country gets another.
"""

from collections import Counter
from dataclasses import replace

from communique.codebook.phrases import listed
from communique.records.analysis import Analysis
from communique.records.documents import Document
from communique.records.findings import Actor, PlaceRef

_SHARE = 0.6  # of the actors and places of a report, for its country to be clear
_LEAST = 2  # of them, unless the dateline says it as well
_SURE = 0.5  # of an actor whose country only the report tells
_BODIES = frozenset(("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"))
_DOMESTIC = frozenset(  # who is of the country that a report is about, unless it says otherwise
    listed("AGR BUS COP CRM CVL EDU ELI GOV JRN JUD LAB LEG MED MIL OPP PTY REB REL SOC SPY UNK")
)


def settled(
    document: Document, analysis: Analysis, actors: tuple[Actor, ...], places: tuple[PlaceRef, ...]
) -> tuple[tuple[Actor, ...], str | None, dict[int, int]]:
    """Actors, the report's country, and the actors that stand for places, each with the index of its place."""
    home = home_of(document, actors, places)
    told = [_at_home(a, near if (near := _near(analysis, a, places)) is not None else home) for a in actors]
    grounds: dict[int, int] = {}
    taken = {m for a in told if a.country for m in a.mentions}
    by_span = {m.span: i for i, m in enumerate(analysis.mentions)}
    for number, place in enumerate(places):
        mention = by_span.get(place.span)
        if place.country is None or mention in taken:
            continue
        grounds[len(told)] = number
        told.append(
            Actor(
                span=place.span,
                text=place.text,
                mentions=() if mention is None else (mention,),
                country=place.country,
                how=f"what is done to a place is done to its country; {place.how}",
                confidence=place.confidence,
            )
        )
    return tuple(told), home, grounds


def home_of(document: Document, actors: tuple[Actor, ...], places: tuple[PlaceRef, ...]) -> str | None:
    """The country that a report is about, where one outweighs all others; mentions of actors and places count."""
    counts: Counter[str] = Counter()
    for actor in actors:
        if actor.country and actor.country not in _BODIES:
            counts[actor.country] += min(len(actor.mentions), 3)
    for place in places:
        if place.country:
            counts[place.country] += 1
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


def _near(analysis: Analysis, actor: Actor, places: tuple[PlaceRef, ...]) -> str | None:
    """The country of the places in an actor's own sentence, where they are all of one (`police in Lima`)."""
    if actor.country is not None or not places:
        return None
    sentence = next((s.span for s in analysis.sentences if s.span.contains(actor.span)), None)
    if sentence is None:
        return None
    found = {p.country for p in places if p.country and sentence.contains(p.span)}
    return found.pop() if len(found) == 1 else None


def _at_home(actor: Actor, country: str | None) -> Actor:
    if actor.country is not None or country is None or actor.sector not in _DOMESTIC:
        return actor
    how = f"{actor.how}; the report's country" if actor.how else "the report's country"
    return replace(actor, country=country, how=how, confidence=actor.confidence * _SURE)
