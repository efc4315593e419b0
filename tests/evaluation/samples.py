"""Annotations made up for tests, with no more said than a test is about."""

from typing import Any

from communique.evaluation.annotations import (
    CommitmentAnnotation,
    EventAnnotation,
    MeetingAnnotation,
    MessageAnnotation,
)
from communique.records import Span


def event(at: int, type_: str = "CONSULT", sides: str = "CHN>RUS", **values: Any) -> EventAnnotation:
    """An event at five characters of a sentence of a hundred. sides: codes before and after `>`, with commas."""
    actors, _, recipients = sides.partition(">")
    told = {
        "type": type_,
        "status": "actual",
        "actors": frozenset(filter(None, actors.split(","))),
        "recipients": frozenset(filter(None, recipients.split(","))),
        "trigger": Span(at, at + 5),
        "sentence": Span(at // 100 * 100, at // 100 * 100 + 100),
    }
    return EventAnnotation(**{**told, **values})


def meeting(parties: str, status: str = "held", **values: Any) -> MeetingAnnotation:
    """A meeting of the parties named, with commas."""
    return MeetingAnnotation(parties=frozenset(parties.split(",")), status=status, **values)


def commitment(start: int, end: int, sides: str = "CHN>RUS", **values: Any) -> CommitmentAnnotation:
    """A commitment in these characters."""
    by, _, partners = sides.partition(">")
    codes = [frozenset(filter(None, side.split(","))) for side in (by, partners)]
    return CommitmentAnnotation(by=codes[0], partners=codes[1], content=Span(start, end), **values)


def message(start: int, end: int, sender: str, receiver: str | None = None, **values: Any) -> MessageAnnotation:
    """A message in these characters."""
    return MessageAnnotation(sender=sender, receiver=receiver, content=Span(start, end), **values)


GOLD_ROW: dict[str, Any] = {
    "id": "a.txt",
    "events": [
        {
            "type": "CONSULT",
            "mode": "visit",
            "status": "actual",
            "date": "2024-08",
            "place": "RUS",
            "actors": ["CHN"],
            "recipients": ["RUS"],
            "trigger": [10, 17],
            "sentence_span": [0, 60],
        },
        {"type": "AGREE", "status": "actual", "trigger": [70, 76], "sentence_span": [61, 90], "optional": True},
    ],
    "meetings": [
        {
            "participants": [
                {"name": "Li", "country": "CHN"},
                {"country": "RUS"},
                {"name": "someone", "country": None},
            ],
            "status": "planned",
            "date": "2024-08-21",
            "country": "RUS",
            "format": "in-person",
            "level": "minister",
        }
    ],
    "commitments": [{"by": "CHN", "with": ["RUS"], "strength": "willing", "span": [61, 90], "text": "stands ready"}],
    "messages": [{"from": "Xi Jinping", "to": "Vladimir Putin", "by": "Li Qiang", "span": [30, 50]}],
}

SYSTEM_ROW: dict[str, Any] = {
    "document": {"id": "d-1", "uri": "file:///reports/a.txt", "digest": "sha256:00", "text": "..."},
    "events": [
        {
            "type": "CONSULT",
            "mode": "visit",
            "status": "actual",
            "participants": [
                {"role": "actor", "text": "Li", "country": "CHN"},
                {"role": "recipient", "text": "Putin", "country": "RUS"},
                {"role": "recipient", "text": "he", "country": None},
            ],
            "date": {"from": "2024-08-21", "to": "2024-08-21"},
            "place": {"text": "Moscow", "country": "RUS"},
            "trigger": {"text": "visited", "span": [10, 17]},
            "sentence": {"text": "...", "span": [0, 60]},
            "confidence": 0.9,
        }
    ],
    "meetings": [
        {
            "participants": [{"text": "Li", "country": "CHN"}, {"text": "Putin", "country": "RUS"}],
            "status": "scheduled",
            "date": None,
            "venue": {"text": "Moscow", "country": "RUS"},
            "format": "in-person",
            "level": "minister",
            "confidence": 0.8,
        }
    ],
    "commitments": [
        {
            "by": [{"text": "China", "country": "CHN"}],
            "partners": [{"text": "Russia", "country": "RUS"}],
            "strength": "willing",
            "action": {"text": "stands ready", "span": [61, 80]},
            "confidence": 0.7,
        }
    ],
    "messages": [
        {
            "sender": {"text": "Xi", "name": "Xi Jinping"},
            "receiver": {"text": "the president", "name": None},
            "bearer": None,
            "content": {"text": "greetings", "span": [30, 50]},
            "confidence": 0.6,
        }
    ],
}
