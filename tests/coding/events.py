"""Events of plain texts, coded by the packaged model, the unsure ones too."""

from datetime import date
from functools import cache

from communique.coding.options import CodingOptions
from communique.pipeline import Pipeline, PipelineOptions
from communique.records.coded import Coded
from communique.records.documents import Document, Precision, Publication
from communique.records.ids import digest_of
from communique.records.outcomes import Event, Role, Status
from language.reading import model

TODAY = date(2024, 5, 17)  # a Friday


@cache
def _pipeline() -> Pipeline:
    return Pipeline(PipelineOptions(coding=CodingOptions(threshold=0.0)), analyser=model())


@cache
def coded(text: str, uri: str = "wire.txt", title: str | None = None) -> Coded:
    """A text published on `TODAY`, coded."""
    published = Publication(TODAY.isoformat(), Precision.DAY, "test", True)
    document = Document("c1", uri, text, digest_of(text), language="en", title=title, published=published)
    found = _pipeline().code(document)
    assert isinstance(found, Coded)
    return found


def events(text: str, uri: str = "wire.txt", title: str | None = None) -> tuple[Event, ...]:
    """Its events that are not negated."""
    return tuple(e for e in coded(text, uri, title).events if e.status is not Status.NEGATED)


def event(text: str, kind: str) -> Event:
    """Its first event of a type."""
    found = [e for e in events(text) if e.type == kind]
    assert found, f"no {kind} in {[(e.type, e.trigger.text) for e in coded(text).events]}"
    return found[0]


def sides(found: Event) -> str:
    """`CHN RUS > JPN`: countries of the actors and of the recipients, in order of the alphabet."""
    parts = [
        sorted({p.country or "-" for p in found.participants if p.role is role})
        for role in (Role.ACTOR, Role.RECIPIENT)
    ]
    return " > ".join(" ".join(part) for part in parts).removesuffix(" > ")
