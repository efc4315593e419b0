"""Outcomes that event types fold away: statements, meetings, messages and commitments, as records of their own.

What holds for events holds here: words first, ids from content, confidence calibrated; `ValueError` for anything else.

Fields that many records have:

id: from document and content; leave it out to have it made. span: characters of the words. text: the words themselves.
sentence: the sentence it stands in. areas: cooperation areas named in it. confidence: calibrated probability.
why: the rule or the score that coded it. speaker: who said it. kind: which kind it is.
"""

from dataclasses import dataclass
from enum import StrEnum

from communique.records.findings import check_codes, check_confidence, check_words
from communique.records.outcomes import (
    Attendee,
    Magnitude,
    Party,
    When,
    Where,
    check_evidence,
    placed,
    settle_id,
)
from communique.records.spans import Evidence, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A cooperation area that is named. code: of the taxonomy. label: the text's own word for it (`emerging`)."""

    code: str
    span: Span
    text: str
    label: str | None = None

    def __post_init__(self) -> None:
        check_codes(self.code, self.label)
        check_words(self.span, self.text)


class Quotation(StrEnum):
    """How speech is given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class StatementKind(StrEnum):
    """What is done by saying it; `position` for all else."""

    SUPPORT = "support"
    CONCERN = "concern"
    CONDEMNATION = "condemnation"
    DENIAL = "denial"
    DEMAND = "demand"
    PRAISE = "praise"
    THANKS = "thanks"
    CONGRATULATION = "congratulation"
    CONDOLENCE = "condolence"
    WILLINGNESS = "willingness"
    POSITION = "position"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What someone said. cue: the words that introduce it. content: what was said, whole, over sentences if it runs on.

    sentence: the first sentence that holds any of it. on_behalf_of: for whom it was said. addressees: to whom.
    target: whom or what it is about. quotation: how the speech is given.
    """

    id: str = ""
    speaker: Party | None = None
    on_behalf_of: Party | None = None
    addressees: tuple[Party, ...] = ()
    target: Party | None = None
    kind: StatementKind = StatementKind.POSITION
    quotation: Quotation
    cue: Evidence | None = None
    content: Evidence
    sentence: Evidence
    areas: tuple[Area, ...] = ()
    confidence: float
    why: str

    def __post_init__(self) -> None:
        check_evidence(self.sentence, self.sentence, self.content, self.cue)
        if not (isinstance(self.content, Evidence) and self.content.span.overlaps(self.sentence.span)):
            raise ValueError("a statement needs the words said, and a sentence that holds some of them")
        check_codes(self.why)
        check_confidence(self.confidence)
        settle_id(self, "s", self.content, (self.kind, *placed([self.speaker, self.on_behalf_of])))


class MeetingFormat(StrEnum):
    """How those who met did so."""

    IN_PERSON = "in-person"
    PHONE = "phone"
    VIDEO = "video"
    UNKNOWN = "unknown"


class MeetingKind(StrEnum):
    """How many sides met."""

    BILATERAL = "bilateral"
    TRILATERAL = "trilateral"
    MULTILATERAL = "multilateral"


class Level(StrEnum):
    """Rank of the highest on the side that ranks lowest."""

    HEAD = "head-of-state-or-government"
    MINISTER = "minister"
    OFFICIAL = "official"
    OTHER = "other"


class MeetingStatus(StrEnum):
    """What became of a meeting, as told. Historical: held, but earlier than the running story."""

    ANNOUNCED = "announced"
    SCHEDULED = "scheduled"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    DENIED = "denied"
    HISTORICAL = "historical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting, visit or call as one object, however often the report tells it.

    participants: who met. status: what became of it. format: how they met. level: their rank. venue: where. date: when.
    topics: what was talked about. outcomes: what came of it. trigger: the words that name the meeting.
    sidelines_of: the larger gathering. series, ordinal: `regular meeting of heads of government`, 29. occurrence: words
    such as `the first since 2018`. signed: documents signed there. evidence: where else it is told. event: id of the
    event that it is too.
    """

    id: str = ""
    participants: tuple[Attendee, ...]
    status: MeetingStatus
    format: MeetingFormat = MeetingFormat.UNKNOWN
    kind: MeetingKind = MeetingKind.BILATERAL
    level: Level = Level.OTHER
    sidelines_of: Evidence | None = None
    series: str | None = None
    ordinal: int | None = None
    occurrence: Evidence | None = None
    venue: Where | None = None
    date: When | None = None
    topics: tuple[Evidence, ...] = ()
    outcomes: tuple[Evidence, ...] = ()
    signed: tuple[Evidence, ...] = ()
    trigger: Evidence
    sentence: Evidence
    evidence: tuple[Evidence, ...] = ()
    event: str | None = None
    confidence: float
    why: str

    def __post_init__(self) -> None:
        more = (self.sidelines_of, self.occurrence, *self.topics, *self.outcomes, *self.signed, *self.evidence)
        check_evidence(self.sentence, self.trigger, *more)
        check_codes(self.series, self.why)
        check_confidence(self.confidence)
        if self.ordinal is not None and self.ordinal < 1:
            raise ValueError(f"meetings of a series count from 1, not {self.ordinal}")
        settle_id(self, "m", self.trigger, placed(self.participants))


class MessageKind(StrEnum):
    """What is passed on."""

    GREETING = "greeting"
    LETTER = "letter"
    INVITATION = "invitation"
    CONDOLENCE = "condolence"
    CONGRATULATION = "congratulation"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Words or a letter passed on. The sender is not present; the bearer is, and is not always named.

    sender: from whom. bearer: who passes it on. receiver: to whom. content: what is passed on.
    """

    id: str = ""
    kind: MessageKind = MessageKind.OTHER
    sender: Party
    bearer: Party | None = None
    receiver: Party | None = None
    content: Evidence
    sentence: Evidence
    confidence: float
    why: str

    def __post_init__(self) -> None:
        check_evidence(self.sentence, self.content)
        check_codes(self.why)
        check_confidence(self.confidence)
        settle_id(self, "g", self.content, (self.kind, *placed([self.sender, self.bearer, self.receiver])))


class Strength(StrEnum):
    """How firmly a party binds itself."""

    SIGNED = "signed"
    AGREED = "agreed"
    PROMISED = "promised"
    WILLING = "willing"
    URGED_JOINT = "urged-joint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """Who binds whom to what. by: those who would act. partners: for whom or with whom. action: the clause.

    strength: how firmly. amount: what it costs or counts. deadline: by when.
    consensus: an earlier understanding referred to. condition: `if`, `provided that`. statement: id of the statement
    that tells it.
    """

    id: str = ""
    by: tuple[Party, ...]
    partners: tuple[Party, ...] = ()
    speaker: Party | None = None
    strength: Strength
    action: Evidence
    sentence: Evidence
    areas: tuple[Area, ...] = ()
    amount: Magnitude | None = None
    deadline: When | None = None
    condition: Evidence | None = None
    consensus: Evidence | None = None
    statement: str | None = None
    confidence: float
    why: str

    def __post_init__(self) -> None:
        check_evidence(self.sentence, self.action, self.condition, self.consensus)
        check_codes(self.why)
        check_confidence(self.confidence)
        if not self.by:
            raise ValueError(f"nobody binds himself by {self.action.text!r}")
        settle_id(self, "c", self.action, (self.strength, *placed(self.by), "with", *placed(self.partners)))
