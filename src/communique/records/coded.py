"""`Coded`: all that was read out of one document, held together and checked as a whole.

Refused with `ValueError`: words that are not the text's, an analysis of another document, a pointer to nothing, a copy
that says other than what it was copied from, two outcomes of one id.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any

from communique.records.analysis import Analysis
from communique.records.diplomacy import Commitment, Meeting, Message, Statement
from communique.records.documents import Document
from communique.records.findings import Actor, PlaceRef, TimeRef
from communique.records.outcomes import Attribution, Event, Party, When, Where, copied
from communique.records.spans import Evidence, Span

Outcome = Statement | Event | Meeting | Message | Commitment


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A document, its analysis, what its words mean and what they tell. notes: what a reader should know.

    document: the report. analysis: of its language. actors, times, places: what its words mean.
    statements, events, meetings, messages, commitments: what it tells.
    """

    document: Document
    analysis: Analysis
    actors: tuple[Actor, ...] = ()
    times: tuple[TimeRef, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    messages: tuple[Message, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_analysis(self.document, self.analysis)
        for actor in self.actors:
            if not all(0 <= m < len(self.analysis.mentions) for m in actor.mentions):
                raise ValueError(f"actor {actor.text!r} points at a mention that is not there")
        outcomes: tuple[Outcome, ...] = (
            *self.statements,
            *self.events,
            *self.meetings,
            *self.messages,
            *self.commitments,
        )
        twice = [i for i, n in Counter(o.id for o in outcomes).items() if n > 1]
        if twice:
            raise ValueError(f"two outcomes of one id: {', '.join(twice)}")
        for part in parts_of((self.actors, self.times, self.places, outcomes)):
            _check_words(self.document, part)
            self._check_pointer(part)

    def _check_pointer(self, part: Any) -> None:
        match part:
            case Party(actor=int(index)):
                _check_copy(part, copied(_pointed(self.actors, index)))
            case When(time=int(index)):
                _check_copy(part, When.of(index, _pointed(self.times, index)))
            case Where(place=int(index)):
                _check_copy(part, Where.of(index, _pointed(self.places, index)))
            case Attribution(statement=str(id_)) | Commitment(statement=str(id_)):
                _check_id(id_, self.statements)
            case Meeting(event=str(id_)):
                _check_id(id_, self.events)


def parts_of(record: Any) -> Iterator[Any]:
    """Every record in `record`, itself first, spans left out."""
    waiting = [record]
    while waiting:
        value = waiting.pop()
        kind: type = type(value)
        if kind is tuple:
            waiting += value
        elif names := _names(kind):
            yield value
            waiting += [getattr(value, name) for name in names]


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Names of the fields of a record; none for a span, and for what is no record."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) and kind is not Span else ()


def _check_analysis(document: Document, analysis: Analysis) -> None:
    if analysis.document != document.id:
        raise ValueError(f"the analysis is of {analysis.document}, the document is {document.id}")
    tokens, text = analysis.tokens, document.text
    for start, end, form in zip(tokens.start.tolist(), tokens.end.tolist(), tokens.form, strict=True):
        if text[start:end] != form:
            raise ValueError(f"token {form!r} is not what stands at [{start}, {end})")
    for span in (*(s.span for s in analysis.sentences), *(m.span for m in analysis.mentions)):
        span.of(text)


def _check_words(document: Document, part: Any) -> None:
    """Whatever has a span and a text quotes the document."""
    if isinstance(part, Evidence) and part.document != document.id:
        raise ValueError(f"evidence of {part.document} in what was coded of {document.id}")
    span, text = getattr(part, "span", None), getattr(part, "text", None)
    if span is not None and text is not None and span.of(document.text) != text:
        raise ValueError(f"{text!r} is not what stands at {span}")


def _pointed(found: tuple[Any, ...], index: int) -> Any:
    if not 0 <= index < len(found):
        raise ValueError(f"a pointer to number {index} of {len(found)}")
    return found[index]


def _check_copy(part: Any, source: Any) -> None:
    same = source == part if not isinstance(source, dict) else all(getattr(part, k) == v for k, v in source.items())
    if not same:
        raise ValueError(f"{part.text!r} says other than what it was copied from")


def _check_id(id_: str, outcomes: tuple[Any, ...]) -> None:
    if all(o.id != id_ for o in outcomes):
        raise ValueError(f"a pointer to {id_}, which is not there")
