"""What a report tells besides events, as a person reads it: meetings, messages, commitments, notes; statements counted.

In: `Coded`. Out: lines of pieces with their styles, under a heading for each kind.
"""

from collections.abc import Iterable, Iterator

from communique.cli.code_words import codes_of, dates_of, hung, name_of
from communique.cli.trees import FAINT, Line
from communique.records import Coded, Commitment, Meeting, Message, Part, Party
from communique.sources.tally import counted


def others(coded: Coded, width: int) -> Iterator[Line]:
    """All that is told besides events; nothing where nothing is."""
    for title, found in (
        ("meetings", [_meeting(m) for m in coded.meetings]),
        ("messages", [_message(m) for m in coded.messages]),
        ("commitments", [_commitment(c) for c in coded.commitments]),
        ("notes", [[(note, "yellow")] for note in coded.notes]),
    ):
        if found:
            yield []
            yield [(f"   {title}", "bold")]
        for pieces in found:
            yield from hung("   - ", pieces, width)
    if coded.statements:
        yield []
        yield [(f"   {counted(len(coded.statements), 'statement')}, which --format jsonl tells", FAINT)]


def _meeting(meeting: Meeting) -> Line:
    who = ", ".join(
        name_of(p) + codes_of(p) + ("" if p.part is Part.PRESENT else f" as {p.part}") for p in meeting.participants
    )
    number = f" no. {meeting.ordinal}" if meeting.ordinal is not None else ""
    facts = [
        meeting.status.value,
        meeting.format.value,
        dates_of(meeting.date) if meeting.date else None,
        " ".join(meeting.venue.text.split()) if meeting.venue else None,
        f"{meeting.series}{number}" if meeting.series else number.strip() or None,
        f"on {_quoted(t.text for t in meeting.topics)}" if meeting.topics else None,
    ]
    return [(f"{who or 'nobody named'}: ", "bold"), (" · ".join(f for f in facts if f), "")]


def _message(message: Message) -> Line:
    bearer = f", by {name_of(message.bearer)}" if message.bearer else ""
    return [
        (f"{_one(message.sender)} → {_one(message.receiver)}{bearer}", "bold"),
        (f", {message.kind}: {_quoted([message.content.text])}", ""),
    ]


def _commitment(commitment: Commitment) -> Line:
    partners = f" → {_all(commitment.partners)}" if commitment.partners else ""
    areas = ", ".join(dict.fromkeys(area.code for area in commitment.areas))
    facts = [
        areas,
        f"by {dates_of(commitment.deadline)}" if commitment.deadline else "",
        " ".join(commitment.condition.text.split()) if commitment.condition else "",
    ]
    return [
        (f"{_all(commitment.by)}{partners}", "bold"),
        (f", {commitment.strength}: {_quoted([commitment.action.text])}", ""),
        ("".join(f" · {f}" for f in facts if f), ""),
    ]


def _one(party: Party | None) -> str:
    return "nobody named" if party is None else name_of(party)


def _all(parties: Iterable[Party]) -> str:
    return ", ".join(dict.fromkeys(name_of(p) + codes_of(p) for p in parties))


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"“{' '.join(text.split())}”" for text in texts)
