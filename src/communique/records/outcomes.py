"""What `coding` writes: events, meetings, statements, messages and commitments, each tied to the words that say so.

Every outcome holds the words that decided (`trigger` or `content`) and the sentence they stand in, is complete by
itself (parties, dates and places are copied into it and point back at the findings), and has an id made from its
content. Refused with `ValueError`: an outcome without evidence, evidence of another document or outside its sentence,
an id that is not the content's, a confidence outside 0 to 1.

Fields that many records have:

span: characters of the words in the document's text. text: the words themselves. name: in full. geonameid: of GeoNames.
country: ISO 3166 alpha-3, KOS, or the code of a body. admin1: first-order division. lat, lon: degrees, WGS 84.
sentence: the sentence it stands in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Self

from communique.records.findings import (
    Actor,
    Grain,
    PlaceRef,
    TimeRef,
    check_codes,
    check_confidence,
    check_place,
    check_range,
    check_words,
)
from communique.records.ids import content_id
from communique.records.spans import Evidence, Span


class Status(StrEnum):
    """Whether an event took place. Historical: earlier than the running story; a negated event is not counted."""

    ACTUAL = "actual"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    HISTORICAL = "historical"


class Quad(StrEnum):
    """Quad class of an event type."""

    VERBAL_COOPERATION = "verbal-cooperation"
    MATERIAL_COOPERATION = "material-cooperation"
    VERBAL_CONFLICT = "verbal-conflict"
    MATERIAL_CONFLICT = "material-conflict"

    @property
    def code(self) -> int:
        """1 to 4, as PLOVER numbers them."""
        return list(Quad).index(self) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Someone who takes part: the words here (`he`, `the two sides`), and whom they mean.

    actor: index in `Coded.actors`, none where nobody is known by these words; the rest is a copy of that actor's.
    name: in full. office: post held. country: code. sector, other_sectors: PLOVER codes.
    """

    span: Span
    text: str
    actor: int | None = None
    name: str | None = None
    office: str | None = None
    country: str | None = None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_words(self.span, self.text)
        check_codes(self.name, self.office, self.country, self.sector, *self.other_sectors)
        if self.actor is None and not (self.name is None and self.country is None):
            raise ValueError(f"{self.text!r} has a name or a country but points at no actor")

    @staticmethod
    def of(index: int, actor: Actor, words: Evidence) -> "Party":
        """The party that `words` mean, `actor` being number `index` of the document's actors."""
        return Party(span=words.span, text=words.text, actor=index, **copied(actor))


def copied(actor: Actor) -> dict[str, Any]:
    """What a `Party` copies from its actor, field by field."""
    return {n: getattr(actor, n) for n in ("name", "office", "country", "sector", "other_sectors")}


def _held(party: Party) -> dict[str, Any]:
    return {f.name: getattr(party, f.name) for f in fields(Party)}


class Role(StrEnum):
    """Side of an event. Reciprocal events have actors only."""

    ACTOR = "actor"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(Party):
    """A party to an event. role: its side."""

    role: Role

    @classmethod
    def as_(cls, role: Role, party: Party) -> Self:
        """`party` in `role`."""
        return cls(role=role, **_held(party))


class Part(StrEnum):
    """Part played in a meeting. `represented`: absent, someone else stood in."""

    HOST = "host"
    GUEST = "guest"
    CHAIR = "chair"
    CO_CHAIR = "co-chair"
    MEDIATOR = "mediator"
    OBSERVER = "observer"
    PRESENT = "present"
    REPRESENTED = "represented"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee(Party):
    """A party to a meeting. part: the part it played."""

    part: Part = Part.PRESENT

    @classmethod
    def as_(cls, part: Part, party: Party) -> Self:
        """`party` playing `part`."""
        return cls(part=part, **_held(party))


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The time that governs an outcome: a copy of `Coded.times[time]`, or a date from the document itself (time None).

    first, last: as in `TimeRef`. precision: how fine it tells. how: the rule that gave it.
    time: index in `Coded.times`.
    span, text: the words, none where the dateline or the publication date gave it.
    """

    first: str | None
    last: str | None
    precision: Grain
    how: str
    time: int | None = None
    span: Span | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        check_range(self.first, self.last)
        check_words(self.span, self.text)
        if not self.how:
            raise ValueError("no `how` for a date")

    @staticmethod
    def of(index: int, time: TimeRef) -> "When":
        """The time of number `index` of the document's time expressions."""
        how = time.how or "relative; nothing to count from"
        words = {"time": index, "span": time.span, "text": time.text}
        return When(first=time.first, last=time.last, precision=time.precision, how=how, **words)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The place of an outcome: a copy of `Coded.places[place]`. `text` may name a building that no gazetteer has.

    place: index in `Coded.places`.
    """

    span: Span
    text: str
    place: int | None = None
    name: str | None = None
    admin1: str | None = None
    country: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None

    def __post_init__(self) -> None:
        check_words(self.span, self.text)
        check_codes(self.name, self.admin1, self.country)
        check_place(self.lat, self.lon)

    @staticmethod
    def of(index: int, place: PlaceRef) -> "Where":
        """The place of number `index` of the document's place mentions."""
        held = {n: getattr(place, n) for n in ("name", "admin1", "country", "geonameid", "lat", "lon")}
        return Where(span=place.span, text=place.text, place=index, **held)


class Measure(StrEnum):
    """What a magnitude counts."""

    KILLED = "killed"
    INJURED = "injured"
    ARRESTED = "arrested"
    DISPLACED = "displaced"
    PARTICIPANTS = "participants"
    MONEY = "money"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Magnitude:
    """How many or how much: `at least 12 people` is low 12 and no high; `about 5` is low 5, high 5, not exact.

    measure: what is counted. low, high: at least and at most, none where open. exact: false for `about`.
    unit: ISO 4217 for money, the text's noun else.
    """

    measure: Measure
    low: float | None
    high: float | None
    exact: bool
    span: Span
    text: str
    unit: str | None = None

    def __post_init__(self) -> None:
        check_words(self.span, self.text)
        known = [v for v in (self.low, self.high) if v is not None]
        if not known or not all(0.0 <= v < float("inf") for v in known) or known != sorted(known):
            raise ValueError(f"a magnitude needs 0 <= low <= high, one of them at least, not {self.low}, {self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who asserts it, where the report does not in its own voice.

    source: who asserts it. cue: the words that say so. statement: id of the statement that tells it.
    """

    source: Party
    cue: Evidence | None = None
    statement: str | None = None


def check_evidence(sentence: Evidence, core: Evidence, *more: Evidence | None) -> None:
    """Raise `ValueError` unless `core` lies in the sentence and all evidence is of one document."""
    if not (isinstance(core, Evidence) and isinstance(sentence, Evidence)):
        raise ValueError("no outcome without the words that say so: quote them with Document.quote")
    if not sentence.span.contains(core.span):
        raise ValueError(f"{core.text!r} does not stand in its sentence at {sentence.span}")
    if {e.document for e in more if e is not None} | {core.document} != {sentence.document}:
        raise ValueError("evidence of more than one document")


def settle_id(outcome: Any, prefix: str, core: Evidence, parts: Iterable[object]) -> None:
    """Give `outcome` the id of its content, or raise `ValueError` where it has another."""
    words = (core.document, str(core.span.start), str(core.span.end), *(str(p) for p in parts))
    made = content_id(prefix, *words)
    if outcome.id not in ("", made):
        raise ValueError(f"id {outcome.id} is not that of the content ({made})")
    object.__setattr__(outcome, "id", made)


def placed(parties: Iterable[Party | None]) -> list[str]:
    """Where each party stands in the text, for ids."""
    return ["-" if p is None else f"{p.span.start}:{p.span.end}:{p.actor}" for p in parties]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom. id: from document, trigger, type, mode and participants; leave it out to have it made.

    type, mode, contexts: codes of the codebook (PLOVER, or a user's). quad, score, cameo: what the codebook says of
    them. participants: who took part, each in a role. date: when. place: where. status: whether it took place.
    attribution: who asserts it, None for the report itself. magnitude: all counts and amounts.
    trigger: the words that name the act; evidence: other words that decided. confidence: calibrated probability.
    why: the rule or the score that coded it.
    """

    id: str = ""
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    quad: Quad | None = None
    score: float | None = None
    cameo: str | None = None
    status: Status
    participants: tuple[Participant, ...]
    date: When | None = None
    place: Where | None = None
    attribution: Attribution | None = None
    magnitude: tuple[Magnitude, ...] = ()
    trigger: Evidence
    sentence: Evidence
    evidence: tuple[Evidence, ...] = ()
    confidence: float
    why: str

    def __post_init__(self) -> None:
        check_evidence(self.sentence, self.trigger, *self.evidence)
        check_codes(self.type, self.mode, self.cameo, *self.contexts, self.why)
        check_confidence(self.confidence)
        roles = [f"{p.role}" for p in self.participants]
        settle_id(self, "e", self.trigger, (self.type, self.mode, *roles, *placed(self.participants)))
