"""Meetings of short reports, read by the packaged model, as of Wednesday, 15 May 2024."""

from functools import cache

from communique.coding.scene import Scene
from communique.pipeline import Pipeline
from communique.records.coded import Coded
from communique.records.diplomacy import Meeting
from communique.records.documents import Document, Precision, Publication
from communique.records.ids import digest_of
from language.reading import model

TODAY = "2024-05-15"


@cache
def pipeline() -> Pipeline:
    """One for all tests."""
    return Pipeline(analyser=model())


def report(text: str, title: str | None = None, day: str | None = TODAY) -> Document:
    """A report of a day."""
    published = None if day is None else Publication(day, Precision.DAY, "test", True)
    return Document("m1", "wire.txt", text, digest_of(text), language="en", title=title, published=published)


@cache
def laid_out(text: str) -> Scene:
    """A report laid out for coding."""
    found = pipeline().scene(report(text))
    assert isinstance(found, Scene)
    return found


@cache
def coded(text: str, title: str | None = None, day: str | None = TODAY) -> Coded:
    """All that a report tells."""
    found = pipeline().code(report(text, title, day))
    assert isinstance(found, Coded)
    return found


def meetings(text: str, title: str | None = None, day: str | None = TODAY) -> tuple[Meeting, ...]:
    """The meetings of a report."""
    return coded(text, title, day).meetings


def meeting(text: str, title: str | None = None) -> Meeting:
    """The one meeting of a report."""
    found = meetings(text, title)
    assert len(found) == 1, [m.trigger.text for m in found]
    return found[0]


def who(found: Meeting) -> str:
    """Countries and parts in the order of the text: `RUS host, CHN guest`."""
    return ", ".join(f"{p.country} {p.part}" for p in found.participants)
