"""Annotated reports out of JSON lines: a reader's, and those that `communique code` wrote.

In: files of lines, or `Coded`. Out: `Annotated`. Refused with `RequestError`, file and line named: what is no JSON, a
row without an id, two rows of one id, a value that is missing or of another type.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from communique.evaluation.annotations import (
    Annotated,
    CommitmentAnnotation,
    EventAnnotation,
    Kind,
    MeetingAnnotation,
    MessageAnnotation,
)
from communique.evaluation.fields import Fields
from communique.records import Coded, OutsideError, RequestError, to_json

# Statuses of meetings that readers do not part.
_STATUS = {"announced": "planned", "scheduled": "planned"}


def gold_in(path: Path, only: Collection[str] = ()) -> tuple[Annotated, ...]:
    """The reports of a file of a reader's annotations, in order. only: ids of those wanted, empty for all.

    Raises `RequestError`, `OutsideError`.
    """
    found = tuple(gold_of(fields) for fields in _lines(path) if not only or fields.row.get("id") in only)
    if not found:
        which = f" with the id {next(iter(only))!r} or another that is wanted" if only else ""
        raise RequestError(f"{path}: there is no row{which}; give a file with one annotated report a line")
    _once(found, path)
    return found


def system_in(path: Path) -> tuple[Annotated, ...]:
    """The documents of a file that `communique code --format jsonl` wrote; rejections are passed over.

    Raises `RequestError`, `OutsideError`.
    """
    found = tuple(system_of(fields) for fields in _lines(path) if "rejected" not in fields.row)
    _once(found, path)
    return found


def gold_of(row: Fields) -> Annotated:
    """One report as a reader annotated it."""
    return Annotated(
        id=row.text("id"),
        digest=row.maybe("digest"),
        text=isinstance(row.row.get("text"), str),
        found={kind: tuple(made(one) for one in row.objects(kind)) for kind, made in _GOLD.items()},
    )


def system_of(row: Fields) -> Annotated:
    """One document as `communique code` writes it."""
    document = row.object("document")
    return Annotated(
        id=document.text("id"),
        uri=document.maybe("uri"),
        digest=document.maybe("digest"),
        text=True,
        found={kind: tuple(made(one) for one in row.objects(kind)) for kind, made in _SYSTEM.items()},
    )


def told(coded: Coded) -> Annotated:
    """One document as it was coded."""
    document = {name: getattr(coded.document, name) for name in ("id", "uri", "digest")}
    kinds = {kind.value: to_json(getattr(coded, kind.value)) for kind in Kind}
    return system_of(Fields({"document": document, **kinds}, coded.document.uri))


# --- a reader's ---


def _gold_event(row: Fields) -> EventAnnotation:
    return EventAnnotation(
        type=row.text("type"),
        mode=row.maybe("mode"),
        status=row.text("status"),
        date=row.maybe("date"),
        country=row.maybe("place"),
        actors=row.texts("actors"),
        recipients=row.texts("recipients"),
        trigger=row.span("trigger"),
        sentence=row.span("sentence_span"),
        optional=row.flag("optional"),
        words=row.maybe("words"),
    )


def _gold_meeting(row: Fields) -> MeetingAnnotation:
    return MeetingAnnotation(
        parties=_codes(row.objects("participants")),
        status=row.text("status"),
        date=row.maybe("date"),
        country=row.maybe("country"),
        format=row.maybe("format"),
        level=row.maybe("level"),
        optional=row.flag("optional"),
    )


def _gold_commitment(row: Fields) -> CommitmentAnnotation:
    return CommitmentAnnotation(
        by=frozenset(filter(None, (row.maybe("by"),))),
        partners=row.texts("with"),
        strength=row.maybe("strength"),
        content=row.span("span"),
        optional=row.flag("optional"),
        words=row.maybe("text"),
    )


def _gold_message(row: Fields) -> MessageAnnotation:
    return MessageAnnotation(
        sender=row.maybe("from"),
        receiver=row.maybe("to"),
        bearer=row.maybe("by"),
        content=row.span("span"),
        optional=row.flag("optional"),
        words=row.maybe("text"),
    )


# --- the program's ---


def _system_event(row: Fields) -> EventAnnotation:
    parties = list(row.objects("participants"))
    place = row.maybe_object("place")
    return EventAnnotation(
        type=row.text("type"),
        mode=row.maybe("mode"),
        status=row.text("status"),
        date=_first(row),
        country=None if place is None else place.maybe("country"),
        actors=_codes(p for p in parties if p.text("role") == "actor"),
        recipients=_codes(p for p in parties if p.text("role") == "recipient"),
        trigger=row.object("trigger").span("span"),
        sentence=row.object("sentence").span("span"),
        confidence=row.number("confidence"),
        words=row.object("trigger").maybe("text"),
    )


def _system_meeting(row: Fields) -> MeetingAnnotation:
    venue, status = row.maybe_object("venue"), row.text("status")
    return MeetingAnnotation(
        parties=_codes(row.objects("participants")),
        status=_STATUS.get(status, status),
        date=_first(row),
        country=None if venue is None else venue.maybe("country"),
        format=row.maybe("format"),
        level=row.maybe("level"),
        confidence=row.number("confidence"),
        words=_words(row.maybe_object("trigger")),
    )


def _system_commitment(row: Fields) -> CommitmentAnnotation:
    return CommitmentAnnotation(
        by=_codes(row.objects("by")),
        partners=_codes(row.objects("partners")),
        strength=row.maybe("strength"),
        content=row.object("action").span("span"),
        confidence=row.number("confidence"),
        words=row.object("action").maybe("text"),
    )


def _system_message(row: Fields) -> MessageAnnotation:
    return MessageAnnotation(
        sender=_name(row.maybe_object("sender")),
        receiver=_name(row.maybe_object("receiver")),
        bearer=_name(row.maybe_object("bearer")),
        content=row.object("content").span("span"),
        confidence=row.number("confidence"),
        words=row.object("content").maybe("text"),
    )


_GOLD: dict[Kind, Callable[[Fields], Any]] = {
    Kind.EVENTS: _gold_event,
    Kind.MEETINGS: _gold_meeting,
    Kind.COMMITMENTS: _gold_commitment,
    Kind.MESSAGES: _gold_message,
}
_SYSTEM: dict[Kind, Callable[[Fields], Any]] = {
    Kind.EVENTS: _system_event,
    Kind.MEETINGS: _system_meeting,
    Kind.COMMITMENTS: _system_commitment,
    Kind.MESSAGES: _system_message,
}


def _codes(parties: Iterable[Fields]) -> frozenset[str]:
    return frozenset(code for party in parties if (code := party.maybe("country")) is not None)


def _name(party: Fields | None) -> str | None:
    return None if party is None else party.maybe("name") or party.text("text")


def _words(evidence: Fields | None) -> str | None:
    return None if evidence is None else evidence.maybe("text")


def _first(row: Fields) -> str | None:
    """The first day of a date, which lines call `from` and records `first`."""
    date = row.maybe_object("date")
    return None if date is None else date.maybe("from") or date.maybe("first")


def _lines(path: Path) -> Iterator[Fields]:
    try:
        with path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield Fields.of(_parsed(line, f"{path}, line {number}"), f"{path}, line {number}")
    except UnicodeDecodeError as err:
        raise RequestError(f"{path}: this is no UTF-8 text ({err.reason}); give a file of JSON lines") from err
    except OSError as err:
        raise OutsideError(f"{path} cannot be read: {err.strerror}; choose another file") from err


def _parsed(line: str, where: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as err:
        raise RequestError(f"{where}: this is no JSON ({err}); each line must hold one whole object") from err


def _once(found: Iterable[Annotated], path: Path) -> None:
    seen: set[str] = set()
    for report in found:
        if report.id in seen:
            raise RequestError(f"{path}: two rows have the id {report.id!r}; leave one of them out")
        seen.add(report.id)
