"""Events as PLOVER's own JSON lines: one object an event, fields as chapter `Data Fields` of its manual names them.

In: `Coded`. Out: objects of plain values, in the order of the events. Negated events are left out, since PLOVER does
not count them; the other statuses that are not `actual` stand among the modes, as PLOVER's auxiliary modes do. Days
are written in full: an event of August 2024 begins on the 1st and ends on the 31st. What is not known is null or, for
lists, empty. Nothing of the clock is written, so that the same text always gives the same lines. Nothing is refused.
"""

from calendar import monthrange
from typing import Any

from communique import __version__
from communique.codebook.countries import countries
from communique.records.coded import Coded
from communique.records.findings import PlaceRef, Resolution
from communique.records.outcomes import Event, Magnitude, Measure, Participant, Role, Status, When, Where

CODER = f"communique {__version__}"
RESOLUTIONS = {
    Resolution.SITE: 5,
    Resolution.CITY: 4,
    Resolution.DISTRICT: 3,
    Resolution.PROVINCE: 2,
    Resolution.COUNTRY: 1,
}
SIZES = {Measure.KILLED: "dead", Measure.INJURED: "injured", Measure.ARRESTED: "arrested"}


def events_of(coded: Coded, codebook: str) -> list[dict[str, Any]]:
    """The events of a document that PLOVER counts. codebook: name and version of the codebook."""
    cited = _citation(coded, codebook)
    return [_event(coded, event, cited) for event in coded.events if event.status is not Status.NEGATED]


def _event(coded: Coded, event: Event, cited: dict[str, Any]) -> dict[str, Any]:
    first, last = (None, None) if event.date is None else days_of(event.date)
    auxiliary = [] if event.status is Status.ACTUAL else [event.status.value]
    sentence = event.sentence
    number = next((i for i, s in enumerate(coded.analysis.sentences) if s.span.contains(event.trigger.span)), None)
    return {
        "id": event.id,
        "date": first,
        "enddate": last,
        "actor": _side(coded, event, Role.ACTOR),
        "recipient": _side(coded, event, Role.RECIPIENT),
        "event": [event.type],
        "mode": [*([event.mode] if event.mode else []), *auxiliary],
        "context": list(event.contexts),
        "quad_code": None if event.quad is None else event.quad.code,
        "event_scale": event.score,
        "event_loc": None if event.place is None else _location(coded, event.place),
        "event_text": [event.trigger.text],
        "size": _sizes(event.magnitude),
        "text": sentence.text,
        "text_info": {"sequence": number, "start": sentence.span.start, "end": sentence.span.end},
        "cite_info": cited,
        "coder": CODER,
        "comment": f"{event.why}; confidence {event.confidence:.2f}",
    }


def days_of(when: When) -> tuple[str | None, str | None]:
    """First and last day, `YYYY-MM-DD`; None where open. A year or a month alone is all of its days."""
    first = None if when.first is None else _day(when.first, last=False)
    return first, None if when.last is None else _day(when.last, last=True)


def _day(point: str, *, last: bool) -> str:
    """A day of an ISO 8601 point: the first or the last of those that it leaves open."""
    if len(point) == 4:
        return f"{point}-12-31" if last else f"{point}-01-01"
    if len(point) == 7:
        return f"{point}-{monthrange(int(point[:4]), int(point[5:]))[1]:02}" if last else f"{point}-01"
    return point[:10]


def _side(coded: Coded, event: Event, role: Role) -> list[dict[str, Any]]:
    return [_entity(coded, p) for p in event.participants if p.role is role]


def _entity(coded: Coded, party: Participant) -> dict[str, Any]:
    """A party; its sector is that of the party, with the first of the others behind it where there is one."""
    actor = None if party.actor is None else coded.actors[party.actor]
    sectors = [s for s in (party.sector, *party.other_sectors[:1]) if s]
    return {
        "code": party.country,
        "sector": "".join(sectors) or None,
        "entity_text": party.text,
        "identifier_id": None if actor is None else actor.identifier,
        "identifier_text": party.name,
        "office": party.office,
    }


def _location(coded: Coded, where: Where) -> dict[str, Any]:
    place = PlaceRef(span=where.span, text=where.text) if where.place is None else coded.places[where.place]
    known = countries().get(where.country or "")
    kind, _, code = (place.feature or "").partition(".")
    return {
        "extracted_place": where.text,
        "resolved_place": where.name,
        "geonameid": where.geonameid,
        "lat": where.lat,
        "lon": where.lon,
        "city": place.city,
        "district": place.admin2,
        "province": where.admin1,
        "country": None if known is None else known.name,
        "country_code": where.country,
        "feature_class": kind or None,
        "feature_code": code or None,
        "resolution": None if place.resolution is None else RESOLUTIONS.get(place.resolution),
    }


def _sizes(magnitudes: tuple[Magnitude, ...]) -> dict[str, float | None] | None:
    """Counts of people: the number told, the least where a range is; None where none of the three is told."""
    told = {SIZES[m.measure]: m.low if m.low is not None else m.high for m in magnitudes if m.measure in SIZES}
    return {name: told.get(name) for name in SIZES.values()} if told else None


def _citation(coded: Coded, codebook: str) -> dict[str, Any]:
    document = coded.document
    day = None if document.published is None else document.published.at[:10]
    parts = [p for p in (document.outlet, document.title, day) if p]
    return {
        "citation": ", ".join(parts) or document.uri,
        "url": document.url,
        "title": document.title,
        "language": document.language,
        "publication": document.outlet,
        "coder": CODER,
        "codebook": codebook,
        "version": __version__,
    }
