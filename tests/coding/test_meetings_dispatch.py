"""What the dispatch from Moscow tells of meetings: two, one count of others, and a president who is elsewhere."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from communique.coding.meetings_told import counts_of
from communique.coding.scene import Scene
from communique.records.coded import Coded
from communique.records.diplomacy import Level, MeetingFormat, MeetingKind, MeetingStatus
from communique.records.documents import Document, Precision, Publication
from communique.sources.read import read

from .meetings import pipeline, who

MOSCOW = Path(__file__).parents[2] / "examples" / "dispatches" / "01-moscow-2024-li-putin.txt"


@cache
def dispatch() -> Document:
    """The dispatch, with the day that its dateline leaves without a year."""
    (found,) = read([str(MOSCOW)])
    assert isinstance(found, Document)
    return replace(found, published=Publication("2024-08-21", Precision.DAY, "test", True))


@cache
def coded() -> Coded:
    found = pipeline().code(dispatch())
    assert isinstance(found, Coded)
    return found


def test_two_meetings_and_nothing_else() -> None:
    assert [who(m) for m in coded().meetings] == ["RUS host, CHN guest", "CHN co-chair, RUS co-chair"]
    assert [{p.name for p in m.participants} for m in coded().meetings] == [
        {"Vladimir Putin", "Li Qiang"},
        {"Li Qiang", "Mikhail Mishustin"},
    ]


def test_the_meeting_at_the_kremlin() -> None:
    kremlin = coded().meetings[0]
    assert (kremlin.status, kremlin.format) == (MeetingStatus.HELD, MeetingFormat.IN_PERSON)
    assert (kremlin.kind, kremlin.level) == (MeetingKind.BILATERAL, Level.HEAD)
    assert kremlin.venue is not None
    assert (kremlin.venue.name, kremlin.venue.country) == ("Kremlin", "RUS")
    assert kremlin.date is not None
    assert kremlin.date.first == "2024-08-21"
    assert "received" in [kremlin.trigger.text, *(e.text for e in kremlin.evidence)]  # the headline may tell it first


def test_the_regular_meeting_is_the_29th_and_on_the_same_day() -> None:
    regular = coded().meetings[1]
    assert (regular.ordinal, regular.status) == (29, MeetingStatus.HELD)
    assert regular.series == "regular meeting between Chinese and Russian heads of government"
    assert regular.date is not None
    assert regular.date.first is not None
    assert regular.date.first.startswith("2024-08-21")


def test_twice_this_year_is_a_count() -> None:
    found = pipeline().scene(dispatch())
    assert isinstance(found, Scene)
    assert [c.text for c in counts_of(found)] == ["met the Russian leader twice"]


def test_the_sender_of_greetings_is_not_there() -> None:
    assert all(p.name != "Xi Jinping" for m in coded().meetings for p in m.participants)
