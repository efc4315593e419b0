"""Which of the things found are those that a reader annotated, one report at a time.

In: a reader's annotations of one kind and the program's. Out: `Matching`. Each of the program's is used once; those of
the reader that are certain choose first, then the optional ones. Nothing is refused.

Events: of the same type, and the triggers overlap, or the trigger of one stands in the same sentence, or the parties
are the same. Meetings: of the same parties, and both held or both not. Commitments and messages: the words overlap by
half of the longer, at least.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from communique.evaluation.annotations import (
    CommitmentAnnotation,
    EventAnnotation,
    Kind,
    MeetingAnnotation,
    MessageAnnotation,
)
from communique.records import Span

A = TypeVar("A", EventAnnotation, MeetingAnnotation, CommitmentAnnotation, MessageAnnotation)
NEGATED = "negated"
_PLAIN = re.compile(r"\w+")
HELD = "held"


@dataclass(slots=True)
class Matching(Generic[A]):
    """What became of one report. Pairs are (the reader's, the program's).

    pairs: certain and found. excused: optional and found, which counts for nothing. missed: certain and not found.
    false: found, and no reader has it.
    """

    pairs: list[tuple[A, A]] = field(default_factory=list)
    excused: list[tuple[A, A]] = field(default_factory=list)
    missed: list[A] = field(default_factory=list)
    false: list[A] = field(default_factory=list)


def matched(kind: Kind, gold: Sequence[Any], system: Sequence[Any]) -> Matching[Any]:
    """The matching of one report for one kind."""
    match kind:
        case Kind.EVENTS:
            return matched_events(gold, system)
        case Kind.MEETINGS:
            return _matched(gold, system, _meeting)
        case Kind.COMMITMENTS:
            return _matched(gold, system, _commitment)
        case Kind.MESSAGES:
            return _matched(gold, system, _message)


def matched_events(gold: Sequence[EventAnnotation], system: Sequence[EventAnnotation]) -> Matching[EventAnnotation]:
    """The matching of the events of one report. Negated ones count only where the reader noted any as negated."""
    if all(event.status != NEGATED for event in gold):
        system = [event for event in system if event.status != NEGATED]
    return _matched(gold, system, _event)


def _matched(gold: Sequence[A], system: Iterable[A], chosen: Callable[[A, Sequence[A]], A | None]) -> Matching[A]:
    """chosen: which of the program's that are left is the reader's, if any."""
    out: Matching[A] = Matching(false=list(system))
    for one in sorted(gold, key=lambda a: a.optional):
        found = chosen(one, out.false)
        if found is None:
            if not one.optional:
                out.missed.append(one)
            continue
        out.false = [other for other in out.false if other is not found]
        (out.excused if one.optional else out.pairs).append((one, found))
    return out


def _event(gold: EventAnnotation, left: Sequence[EventAnnotation]) -> EventAnnotation | None:
    def close(one: EventAnnotation) -> tuple[bool, bool, bool, int]:
        same = (one.actors, one.recipients) == (gold.actors, gold.recipients)
        distance = abs(one.trigger.start - gold.trigger.start)
        return one.trigger.overlaps(gold.trigger), same, one.parties == gold.parties, -distance

    best = max((one for one in left if one.type == gold.type), key=close, default=None)
    if best is None:
        return None
    near = best.trigger.overlaps(gold.trigger) or best.sentence.overlaps(gold.sentence)
    return best if near or best.parties == gold.parties else None


def _meeting(gold: MeetingAnnotation, left: Sequence[MeetingAnnotation]) -> MeetingAnnotation | None:
    return next(
        (m for m in left if m.parties == gold.parties and (m.status == "held") == (gold.status == "held")), None
    )


def _commitment(gold: CommitmentAnnotation, left: Sequence[CommitmentAnnotation]) -> CommitmentAnnotation | None:
    def close(one: CommitmentAnnotation) -> tuple[bool, bool, int]:
        return one.parties == gold.parties, same_direction(gold, one), shared(one.content, gold.content)

    return max((one for one in left if same_words(one.content, gold.content)), key=close, default=None)


def _message(gold: MessageAnnotation, left: Sequence[MessageAnnotation]) -> MessageAnnotation | None:
    def close(one: MessageAnnotation) -> tuple[bool, int]:
        return same_names(gold, one), shared(one.content, gold.content)

    return max((one for one in left if same_words(one.content, gold.content)), key=close, default=None)


def shared(one: Span, other: Span) -> int:
    """Characters that two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def same_words(one: Span, other: Span) -> bool:
    """Whether two spans share half of the longer, at least."""
    return 2 * shared(one, other) >= max(len(one), len(other))


def same_direction(gold: CommitmentAnnotation, found: CommitmentAnnotation) -> bool:
    """Whether the same bind themselves to the same. A reader names one of several who do so together."""
    return gold.parties == found.parties and gold.by <= found.by


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names can be one's: the words of the shorter are among those of the longer, or both are missing.

    Case, accents, hyphens and other marks do not count.
    """
    if one is None or other is None:
        return one is other
    first, second = ({*_PLAIN.findall(_unmarked(name))} for name in (one, other))
    return first <= second or second <= first


def _unmarked(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def same_names(one: MessageAnnotation, other: MessageAnnotation) -> bool:
    """Whether sender and receiver of two messages are the same."""
    return same_name(one.sender, other.sender) and same_name(one.receiver, other.receiver)
