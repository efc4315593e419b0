"""What a report tells, one shape for all kinds: what a page's table, filters and cards need of each finding.

In: `Coded`. Out: `Finding`, in the order of kinds and, within one, of the report. Nothing is refused.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.cli.code_words import codes_of, dates_of, name_of
from communique.codebook.countries import countries
from communique.exchange.plover import days_of
from communique.records import (
    Area,
    Coded,
    Commitment,
    Document,
    Event,
    Evidence,
    Meeting,
    Message,
    Part,
    Party,
    Role,
    Span,
    Statement,
    Status,
    When,
    Where,
)

KINDS = {"event": "Events", "meeting": "Meetings", "statement": "Statements", "message": "Messages",
         "commitment": "Commitments"}  # fmt: skip
Fact = tuple[str, str]
Played = tuple[Span, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An event, meeting, statement, message or commitment.

    kind: one of `KINDS`. number: among those of its kind in the report, from 1. id: of the record.
    path: what it is, from the widest to the narrowest: `event`, `CONSULT`, `visit`. quad: how its mark is drawn.
    who, whom: names with their codes. codes: countries and bodies of both. date: when, for a person. dated: the rule
    that gave it. days: first and last day, for the filter. place: where. status: what became of it. words: what names
    it, or what is said. sentence: where that stands. facts: what else is known. roles: spans of its words with the part
    they play.
    """

    kind: str
    number: int
    id: str
    path: tuple[str, ...]
    quad: str = ""
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    date: str = ""
    dated: str = ""
    days: tuple[str | None, str | None] = (None, None)
    place: str = ""
    status: str = ""
    words: Evidence
    sentence: Evidence
    facts: tuple[Fact, ...] = ()
    roles: tuple[Played, ...] = ()
    confidence: float
    why: str

    @property
    def key(self) -> str:
        """Short name within the report: `e2`."""
        return f"{'g' if self.kind == 'message' else self.kind[0]}{self.number}"

    @property
    def label(self) -> str:
        """`E2`, as it is shown. A message is a G (greeting), since M is a meeting."""
        return self.key.upper()

    @property
    def title(self) -> str:
        """What it is: `CONSULT/visit`, `meeting, in person`."""
        if self.kind == "event":
            return "/".join(self.path[1:])
        return f"{self.kind}, {' '.join(self.path[1:])}"


def findings_of(coded: Coded) -> tuple[Finding, ...]:
    """All that a report tells. A statement, a message and a commitment have the day of the report for the filter."""
    day = day_of(coded.document)
    return (
        *(_event(n, e) for n, e in enumerate(coded.events, 1)),
        *(_meeting(n, m) for n, m in enumerate(coded.meetings, 1)),
        *(_statement(n, s, day) for n, s in enumerate(coded.statements, 1)),
        *(_message(n, m, day) for n, m in enumerate(coded.messages, 1)),
        *(_commitment(n, c, day) for n, c in enumerate(coded.commitments, 1)),
    )


def day_of(document: Document) -> str | None:
    """The day of a report: of its dateline, if that tells the year, else of its publication."""
    line = None if document.dateline is None else document.dateline.day
    if line is not None and line.year is not None:
        return line.iso
    return None if document.published is None else document.published.day


def _event(number: int, event: Event) -> Finding:
    sides = [[p for p in event.participants if p.role is role] for role in (Role.ACTOR, Role.RECIPIENT)]
    source = event.attribution
    return Finding(
        kind="event",
        number=number,
        id=event.id,
        path=("event", event.type, *([event.mode] if event.mode else [])),
        quad="" if event.quad is None else f"q{event.quad.code}",
        who=_named(sides[0], event.trigger),
        whom=_named(sides[1], event.trigger),
        codes=_codes(event.participants),
        date=_when(event.date),
        dated=event.date.how if event.date else "",
        days=_days(event.date),
        place=_where(event.place),
        status=event.status.value,
        words=event.trigger,
        sentence=event.sentence,
        facts=_facts(
            ("contexts", ", ".join(event.contexts)),
            ("how many", "; ".join(f"{m.measure.value}: {_flat(m.text)}" for m in event.magnitude)),
            ("said by", "" if source is None else name_of(source.source) + codes_of(source.source)),
            ("CAMEO", event.cameo or ""),
            ("score", "" if event.score is None else f"{event.score:+g}"),
        ),
        roles=_roles(
            ("t", event.trigger),
            *(("a" if p.role is Role.ACTOR else "r", p) for p in event.participants),
            *(("x", x) for x in (event.date, event.place, *event.magnitude, *event.evidence)),
            *(("x", x) for x in ((source.source, source.cue) if source else ())),
        ),
        confidence=event.confidence,
        why=event.why,
    )


def _meeting(number: int, meeting: Meeting) -> Finding:
    ordinal = "" if meeting.ordinal is None else f" no. {meeting.ordinal}"
    told = (*meeting.topics, *meeting.outcomes, *meeting.signed, *meeting.evidence)
    return Finding(
        kind="meeting",
        number=number,
        id=meeting.id,
        path=("meeting", meeting.format.value),
        who=tuple(
            name_of(p) + codes_of(p) + ("" if p.part is Part.PRESENT else f", {p.part}") for p in meeting.participants
        ),
        codes=_codes(meeting.participants),
        date=_when(meeting.date),
        dated=meeting.date.how if meeting.date else "",
        days=_days(meeting.date),
        place=_where(meeting.venue),
        status=meeting.status.value,
        words=meeting.trigger,
        sentence=meeting.sentence,
        facts=_facts(
            ("sides", meeting.kind.value),
            ("level", meeting.level.value),
            ("series", f"{meeting.series or ''}{ordinal}".strip()),
            ("occurrence", _quoted([meeting.occurrence])),
            ("on the sidelines of", _quoted([meeting.sidelines_of])),
            ("topics", _quoted(meeting.topics)),
            ("outcomes", _quoted(meeting.outcomes)),
            ("signed", _quoted(meeting.signed)),
            ("also told as", _quoted(meeting.evidence)),
        ),
        roles=_roles(
            ("t", meeting.trigger),
            *(("a", p) for p in meeting.participants),
            *(("x", x) for x in (meeting.date, meeting.venue, meeting.sidelines_of, meeting.occurrence, *told)),
        ),
        confidence=meeting.confidence,
        why=meeting.why,
    )


def _statement(number: int, statement: Statement, day: str | None) -> Finding:
    whom = (statement.target,) if statement.target else statement.addressees
    parties = [p for p in (statement.speaker, statement.on_behalf_of, statement.target, *statement.addressees) if p]
    return Finding(
        kind="statement",
        number=number,
        id=statement.id,
        path=("statement", statement.kind.value),
        who=_named([statement.speaker]),
        whom=_named(whom),
        codes=_codes(parties),
        days=(day, day),
        words=statement.content,
        sentence=statement.sentence,
        facts=_facts(
            ("on behalf of", "; ".join(_named([statement.on_behalf_of]))),
            ("said to", "; ".join(_named(statement.addressees))),
            ("about", "; ".join(_named([statement.target]))),
            ("speech", statement.quotation.value),
            ("cue", _quoted([statement.cue])),
            ("areas", _areas(statement.areas)),
        ),
        roles=_roles(
            ("t", statement.content),
            ("a", statement.speaker),
            ("a", statement.on_behalf_of),
            ("x", statement.cue),
            *(("r", p) for p in whom),
        ),
        confidence=statement.confidence,
        why=statement.why,
    )


def _message(number: int, message: Message, day: str | None) -> Finding:
    parties = [p for p in (message.sender, message.bearer, message.receiver) if p]
    return Finding(
        kind="message",
        number=number,
        id=message.id,
        path=("message", message.kind.value),
        who=_named([message.sender]),
        whom=_named([message.receiver]),
        codes=_codes(parties),
        days=(day, day),
        words=message.content,
        sentence=message.sentence,
        facts=_facts(("passed on by", "; ".join(_named([message.bearer])))),
        roles=_roles(("t", message.content), ("a", message.sender), ("x", message.bearer), ("r", message.receiver)),
        confidence=message.confidence,
        why=message.why,
    )


def _commitment(number: int, commitment: Commitment, day: str | None) -> Finding:
    amount, deadline, speaker = commitment.amount, commitment.deadline, commitment.speaker
    return Finding(
        kind="commitment",
        number=number,
        id=commitment.id,
        path=("commitment", commitment.strength.value),
        who=_named(commitment.by),
        whom=_named(commitment.partners),
        codes=_codes((*commitment.by, *commitment.partners)),
        days=(day, day),
        words=commitment.action,
        sentence=commitment.sentence,
        facts=_facts(
            ("said by", "; ".join(_named([speaker]))),
            ("areas", _areas(commitment.areas)),
            ("amount", "" if amount is None else _flat(amount.text)),
            ("by when", _when(deadline)),
            ("condition", _quoted([commitment.condition])),
            ("consensus", _quoted([commitment.consensus])),
        ),
        roles=_roles(
            ("t", commitment.action),
            *(("a", p) for p in commitment.by),
            *(("r", p) for p in commitment.partners),
            *(("x", x) for x in (speaker, amount, deadline, commitment.condition, commitment.consensus)),
        ),
        confidence=commitment.confidence,
        why=commitment.why,
    )


def _roles(*given: tuple[str, object]) -> tuple[Played, ...]:
    """Spans of what has one."""
    found = ((getattr(part, "span", None), role) for role, part in given)
    return tuple((span, role) for span, role in found if span is not None)


def _facts(*given: Fact) -> tuple[Fact, ...]:
    return tuple((name, value) for name, value in given if value)


def _named(parties: Iterable[Party | None], trigger: Evidence | None = None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_called(p, trigger) + codes_of(p) for p in parties if p is not None))


def _called(party: Party, trigger: Evidence | None) -> str:
    """The name of a party; of one that only the act's word implies (`talks`), that of its country."""
    known = countries().get(party.country or "")
    if party.name is None and known is not None and trigger is not None and party.span.overlaps(trigger.span):
        return known.name
    return name_of(party)


def _codes(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.country for p in parties if p.country))


def _when(when: When | None) -> str:
    return "" if when is None else dates_of(when)


def _days(when: When | None) -> tuple[str | None, str | None]:
    return (None, None) if when is None else days_of(when)


def _where(where: Where | None) -> str:
    if where is None:
        return ""
    words = _flat(where.text)
    more = [p for p in (where.name, where.country) if p and p.casefold() != words.casefold()]
    return words + (f" ({', '.join(more)})" if more else "")


def _areas(areas: Iterable[Area]) -> str:
    return ", ".join(dict.fromkeys(a.code + (f" ({a.label})" if a.label else "") for a in areas))


def _quoted(words: Iterable[Evidence | None]) -> str:
    return "; ".join(f"“{_flat(w.text)}”" for w in words if w is not None)


def _flat(text: str) -> str:
    return " ".join(text.split())


def notable(finding: Finding) -> str:
    """The status where it is not what one would take it to be."""
    return "" if finding.status in ("", Status.ACTUAL, "held") else finding.status


def tally(findings: Iterable[Finding]) -> Iterator[tuple[str, int]]:
    """How many there are of each kind, those of which there are none left out."""
    kinds = [f.kind for f in findings]
    return ((kind, kinds.count(kind)) for kind in KINDS if kind in kinds)
