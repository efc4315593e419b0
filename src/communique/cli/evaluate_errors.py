"""What an evaluation found amiss, report by report: missed, made up, or found with other values.

In: matchings. Out: objects for a program, or lines for a person. Nothing is refused.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from communique.evaluation.annotations import (
    CommitmentAnnotation,
    EventAnnotation,
    Kind,
    MeetingAnnotation,
    MessageAnnotation,
)
from communique.evaluation.figures import differences
from communique.evaluation.matching import Matching

_WORDS = 60  # characters of the words that are shown


def errors_of(kind: Kind, matchings: Mapping[str, Matching[Any]]) -> Iterator[dict[str, Any]]:
    """One object an error: report, error (`missed`, `false` or `differs`), and both sides as far as they are there.

    fields: of one that differs, those whose values do.
    """
    for report, one in matchings.items():
        for gold in one.missed:
            yield {"report": report, "kind": kind.value, "error": "missed", "gold": _told(gold), "system": None}
        for found in one.false:
            yield {"report": report, "kind": kind.value, "error": "false", "gold": None, "system": _told(found)}
        for gold, found in one.pairs:
            if fields := differences(kind, gold, found):
                sides = {"gold": _told(gold), "system": _told(found)}
                yield {"report": report, "kind": kind.value, "error": "differs", "fields": fields, **sides}


def lines_of(kind: Kind, matchings: Mapping[str, Matching[Any]]) -> Iterator[str]:
    """The same in lines, under the ids of the reports; of those that differ, what the reader has and what came."""
    before = None
    for error in errors_of(kind, matchings):
        if error["report"] != before:
            before = error["report"]
            yield f"\n{before}"
        one = error["gold"] or error["system"]
        told = one["what"]
        if error["error"] == "differs":
            sides = (error["gold"]["values"], error["system"]["values"])
            told += "; " + ", ".join(f"{f}: {sides[0].get(f)} / {sides[1].get(f)}" for f in error["fields"])
        elif error["error"] == "false" and one["confidence"] is not None:
            told += f" ({one['confidence']:.2f})"
        at = "" if one["at"] is None else f" at {one['at']}"
        words = " ".join((one["words"] or "").split())
        shown = words if len(words) <= _WORDS else words[: _WORDS - 1] + "…"
        yield f"  {error['error']:<8}{told}{at}{f' [{shown}]' if shown else ''}"


def _told(one: Any) -> dict[str, Any]:
    """An annotation for a person: what it says, where, in which words, and its values by name."""
    at: int | None = None
    match one:
        case EventAnnotation():
            sides, at = _sides(one.actors, one.recipients), one.trigger.start
            what = f"{one.type}/{one.mode} {sides}" if one.mode else f"{one.type} {sides}"
            values = {"mode": one.mode, "status": one.status, "date": one.date, "place": one.country}
        case MeetingAnnotation():
            sides = ",".join(sorted(one.parties)) or "?"
            what = f"{sides} {one.status}"
            values = {"status": one.status, "date": one.date, "place": one.country}
            values |= {"format": one.format, "level": one.level}
        case CommitmentAnnotation():
            what = sides = _sides(one.by, one.partners)
            at, values = one.content.start, {"strength": one.strength}
        case MessageAnnotation():
            what = sides = f"{one.sender or '?'} > {one.receiver or '?'}"
            at, values = one.content.start, {"bearer": one.bearer}
    values |= {"parties": sides, "directed": sides}
    return {"what": what, "at": at, "words": one.words, "confidence": one.confidence, "values": values}


def _sides(first: frozenset[str], second: frozenset[str]) -> str:
    one, other = (",".join(sorted(side)) for side in (first, second))
    return f"{one or '?'} > {other}" if other else one or "?"
