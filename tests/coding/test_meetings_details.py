"""Venue, sidelines, series, topics, outcomes and documents of meetings, on sentences of our own."""

import pytest

from communique.coding.meetings_drafts import drafts_of
from communique.coding.meetings_merge import dates_agree, merged
from communique.coding.meetings_seeds import Shape, seeds_of
from communique.coding.meetings_told import Told, counts_of
from communique.coding.meetings_words import format_in, phrase
from communique.records.diplomacy import MeetingFormat, MeetingStatus
from communique.records.findings import Grain
from communique.records.outcomes import When

from .meetings import laid_out, meeting
from .scenes import scene, word

ROUND = "Egypt and Ethiopia held the third round of talks on the dam in Khartoum on Monday."


@pytest.mark.parametrize(
    ("text", "venue", "country"),
    [
        ("Spain's king met Morocco's king in Rabat on Monday.", "Rabat", "MAR"),
        ("President Lula da Silva received Chilean President Gabriel Boric at the Planalto Palace.", "Planalto", "BRA"),
        ("Russian President Vladimir Putin received Chinese Premier Li Qiang at the Kremlin.", "Kremlin", "RUS"),
        ("Talks between Armenia and Azerbaijan mediated by Germany were held in Berlin.", "Berlin", "DEU"),
        ("Turkish Foreign Minister Hakan Fidan visited Cairo on Monday.", "Cairo", "EGY"),
    ],
)
def test_venues(text: str, venue: str, country: str) -> None:
    found = meeting(text).venue
    assert found is not None
    assert venue in found.text
    assert found.country == country


def test_no_venue_from_another_clause() -> None:
    text = "Spain's king met Morocco's king on Monday, hours after a train had burned in Lyon."
    assert meeting(text).venue is None


@pytest.mark.parametrize(
    ("text", "sidelines"),
    [
        (
            "Kazakh President Kassym-Jomart Tokayev met Uzbek President Shavkat Mirziyoyev on the sidelines of the "
            "Munich Security Conference.",
            "the Munich Security Conference",
        ),
        ("Spain's king met Morocco's king on the margins of the summit in Lisbon.", "the summit in Lisbon"),
        ("Spain's king met Morocco's king in Rabat.", None),
    ],
)
def test_sidelines(text: str, sidelines: str | None) -> None:
    found = meeting(text).sidelines_of
    assert (None if found is None else found.text) == sidelines


@pytest.mark.parametrize(
    ("text", "series", "ordinal"),
    [
        (
            "Chinese Premier Li Qiang and Russian Prime Minister Mikhail Mishustin co-chaired the 29th regular meeting "
            "between Chinese and Russian heads of government.",
            "regular meeting between Chinese and Russian heads of government",
            29,
        ),
        (ROUND, "round of talks on the dam", 3),
        ("Spain and Morocco held their annual summit in Rabat on Monday.", "annual summit", None),
        ("Spain's king met Morocco's king in Rabat.", None, None),
        ("Spain's king had his first meeting with Morocco's king in Rabat.", None, None),
    ],
)
def test_series(text: str, series: str | None, ordinal: int | None) -> None:
    found = meeting(text)
    assert (found.series, found.ordinal) == (series, ordinal)


@pytest.mark.parametrize(
    ("text", "occurrence"),
    [
        (
            "Peru's president visited Ecuador on Monday, the first visit by a Peruvian leader since 2018.",
            "the first visit by a Peruvian leader since 2018",
        ),
        ("Spain's king met Morocco's king for the first time since 2021.", "for the first time since 2021"),
        ("Spain's king met Morocco's king for the second time in three months.", "for the second time in three months"),
        ("Spain's king met Morocco's king in Rabat.", None),
        (ROUND, None),
    ],
)
def test_occurrences(text: str, occurrence: str | None) -> None:
    found = meeting(text).occurrence
    assert (None if found is None else found.text) == occurrence


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Spain's king met Morocco's king to discuss fishing rights.", ["fishing rights"]),
        ("Spain and Morocco held talks on fishing and migration in Rabat.", ["fishing", "migration"]),
        (
            "Spain's king met Morocco's king in Rabat. The two kings discussed fishing, trade and the border fence.",
            ["fishing", "trade", "the border fence"],
        ),
        ("Spain's king met Morocco's king on Monday.", []),
    ],
)
def test_topics(text: str, topics: list[str]) -> None:
    assert [t.text for t in meeting(text).topics] == topics


def test_outcomes_and_papers() -> None:
    text = (
        "Spain's king met Morocco's king in Rabat on Monday. They agreed to reopen the ferry line. "
        "The two kings signed a joint declaration. Portugal agreed to nothing."
    )
    found = meeting(text)
    assert [o.text for o in found.outcomes] == ["agreed to reopen the ferry line"]
    assert [s.text for s in found.signed] == ["a joint declaration"]


def test_what_is_still_to_come_has_no_outcomes() -> None:
    text = "Spain's king will meet Morocco's king on Friday. The two kings agreed in April to reopen the ferry line."
    assert meeting(text).outcomes == ()


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("Spain's king met Morocco's king.", [Shape.TOGETHER]),
        ("Spain's king received Morocco's king.", [Shape.RECEPTION]),
        ("Spain's king visited Morocco.", [Shape.VISIT]),
        ("Spain's king attended the summit.", [Shape.GATHERING]),
        ("The meeting lasted an hour.", [Shape.BARE]),
        ("Spain met its target.", []),
        ("Spain's king received a letter.", []),
        ("The minister held a press conference.", []),
        ("Spain called on Morocco to wait.", []),
    ],
)
def test_seeds(text: str, shapes: list[Shape]) -> None:
    assert [s.shape for s in seeds_of(laid_out(text))] == shapes


def test_a_noun_that_points_back_is_another_telling() -> None:
    drafts = drafts_of(laid_out("Spain's king met Morocco's king. The meeting lasted an hour."))
    assert [[s.trigger.text for s in d.seeds] for d in drafts] == [["met", "meeting"]]


def test_meetings_of_different_days_stay_apart() -> None:
    text = "Spain's king met Morocco's king on Monday. Spain's king met Morocco's king on Tuesday."
    assert len(merged(drafts_of(laid_out(text)))) == 2


def _told(first: str | None, by_default: bool = False) -> Told:
    date = None if first is None else When(first=first, last=first, precision=Grain.DAY, how="test")
    return Told(MeetingStatus.HELD, date, by_default)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (_told("2024-05-13"), _told("2024-05-13"), True),
        (_told("2024-05-13"), _told("2024-05"), True),
        (_told("2024-05-13"), _told("2024-05-14"), False),
        (_told("2024-05-13"), _told("2024-05-14", by_default=True), True),
        (_told("2024-05-13"), _told(None), True),
        (_told("2023"), _told("2024-05-14"), False),
    ],
)
def test_dates_that_part(one: Told, other: Told, agree: bool) -> None:
    assert dates_agree(one, other) is agree
    assert dates_agree(other, one) is agree


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("by telephone", MeetingFormat.PHONE),
        ("a phone call", MeetingFormat.PHONE),
        ("a secure video call", MeetingFormat.VIDEO),
        ("virtually", MeetingFormat.VIDEO),
        ("in Lisbon", MeetingFormat.UNKNOWN),
        ("a phoney war", MeetingFormat.UNKNOWN),
    ],
)
def test_words_for_formats(words: str, form: MeetingFormat) -> None:
    assert format_in(words) is form


def test_phrases_leave_out_what_only_stands_beside() -> None:
    laid = scene("The minister raised the border fence, which was built in 2010, and the ferries.")
    assert phrase(laid.document, word(laid, "fence"), "topic").text == "the border fence"


@pytest.mark.parametrize(
    ("text", "series"),
    [
        ("President Joe Biden attended the NATO Summit in Madrid on Monday.", "NATO Summit"),
        ("Kenyan President William Ruto addressed the Munich Security Conference.", "Munich Security Conference"),
        ("The Arab League held an emergency summit in Cairo on Monday.", None),
    ],
)
def test_gatherings_with_a_name_are_series(text: str, series: str | None) -> None:
    assert meeting(text).series == series


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "Poland's president has met Lithuania's president four times this year.",
            ["met Lithuania's president four times"],
        ),
        ("Xi has spoken with Putin twice since January.", ["spoken with Putin twice"]),
        ("Poland's president met Lithuania's president on Monday.", []),
    ],
)
def test_counts_of_meetings(text: str, counts: list[str]) -> None:
    assert [c.text for c in counts_of(laid_out(text))] == counts
