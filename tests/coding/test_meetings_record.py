"""Each field of a meeting's record, on sentences of our own, as a reporter would write them."""

import pytest

from communique.records.coded import Coded
from communique.records.diplomacy import Level, MeetingFormat, MeetingKind, MeetingStatus

from .meetings import meeting, meetings, pipeline

TALKS = "Egypt and Jordan held talks in Amman on Monday."


# --- series ---


@pytest.mark.parametrize(
    ("text", "series", "ordinal"),
    [
        ("Li Qiang and Mikhail Mishustin held the 29th regular meeting of heads of government in Moscow on Monday, "
         "China and Russia said.", "regular meeting of heads of government", 29),
        ("Chile and Peru opened the second round of negotiations on the maritime border in Arica on Monday.",
         "round of negotiations on the maritime border", 2),
        ("India and Bangladesh held their 7th Foreign Office Consultations in Dhaka on Monday.",
         "Foreign Office Consultations", 7),
        ("The annual summit between the European Union and Japan took place in Tokyo on Monday.",
         "annual summit between the European Union and Japan", None),
    ],
)  # fmt: skip
def test_the_name_of_a_series_is_without_its_place(text: str, series: str, ordinal: int | None) -> None:
    found = [m for m in meetings(text) if m.series is not None]
    assert [(m.series, m.ordinal) for m in found] == [(series, ordinal)]


def test_a_commission_of_two_states_is_both() -> None:
    found = meeting("The fifth session of the Kenya-Uganda Joint Ministerial Commission was held in Kampala on Monday.")
    assert {p.country for p in found.participants} == {"KEN", "UGA"}
    assert found.ordinal == 5


def test_the_first_since_is_told_and_dates_nothing() -> None:
    found = meeting(
        "Kazakh President Kassym-Jomart Tokayev met Mongolian President Ukhnaa Khurelsukh in Astana on Monday, "
        "their first meeting since 2021."
    )
    assert found.occurrence is not None
    assert found.occurrence.text.endswith("first meeting since 2021")
    assert found.date is not None
    assert found.date.first == "2024-05-13"


# --- where ---


@pytest.mark.parametrize(
    ("text", "venue", "country"),
    [
        ("German Chancellor Olaf Scholz and Irish Prime Minister Simon Harris held talks at the Federal Chancellery in "
         "Berlin on Monday.", "Federal Chancellery", "DEU"),
        ("The foreign ministers of Laos and Thailand met at a hotel near the border on Monday.", "hotel", None),
        ("Norwegian Prime Minister Jonas Gahr Store met King Charles at Buckingham Palace on Monday.",
         "Buckingham Palace", "GBR"),
        ("Russian President Vladimir Putin received Premier Li Qiang of China at the Kremlin.", "Kremlin", "RUS"),
    ],
)  # fmt: skip
def test_venues_down_to_the_building(text: str, venue: str, country: str | None) -> None:
    found = meeting(text).venue
    assert found is not None
    assert venue in found.text
    assert found.country == country


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("on the sidelines of the APEC summit in Lima", "APEC summit"),
        ("at the margins of the G20", "G20"),
        ("during the Pacific Islands Forum", "Pacific Islands Forum"),
    ],
)
def test_beside_a_larger_gathering(words: str, told: str) -> None:
    found = meeting(f"Canadian Prime Minister Justin Trudeau met Indonesian President Joko Widodo {words} on Monday.")
    assert found.sidelines_of is not None
    assert told in found.sidelines_of.text
    assert found.series is None  # that gathering's, not this meeting's
    assert found.format is MeetingFormat.IN_PERSON


# --- how, how high, of how many sides ---


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Brazilian President Lula da Silva rang Colombian President Gustavo Petro on Monday.", MeetingFormat.PHONE),
        ("The foreign ministers of Australia and Fiji met via videoconference on Monday.", MeetingFormat.VIDEO),
        ("India and Vietnam held a virtual summit on Monday.", MeetingFormat.VIDEO),
        (TALKS, MeetingFormat.IN_PERSON),
    ],
)
def test_formats(text: str, told: MeetingFormat) -> None:
    assert meeting(text).format is told


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Leaders of Kenya and Uganda met in Kampala on Monday.", Level.HEAD),
        ("Kazakh President Kassym-Jomart Tokayev met Pope Francis at the Vatican on Monday.", Level.HEAD),
        ("Envoys from Armenia and Azerbaijan met in Tbilisi on Monday.", Level.OFFICIAL),
    ],
)
def test_levels(text: str, level: Level) -> None:
    assert meeting(text).level is level


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Talks between Sudan and Chad, mediated by Qatar, resumed in Doha on Monday.", MeetingKind.BILATERAL),
        ("The foreign ministers of Japan, South Korea and China held trilateral talks in Seoul on Monday.",
         MeetingKind.TRILATERAL),
        ("Leaders of Brazil, Argentina, Paraguay and Uruguay met in Asuncion on Monday.", MeetingKind.MULTILATERAL),
    ],
)  # fmt: skip
def test_kinds_count_sides_without_mediators(text: str, kind: MeetingKind) -> None:
    assert meeting(text).kind is kind


# --- when, and what became of it ---


def test_the_day_of_talks_that_are_put_off() -> None:
    found = meeting("The talks between Syria and Turkey planned for 20 May have been put off, officials said.")
    assert found.status is MeetingStatus.POSTPONED
    assert found.date is not None
    assert found.date.first == "2024-05-20"


def test_later_in_the_day_is_today() -> None:
    found = meeting("French President Emmanuel Macron was to meet Kenyan President William Ruto later in the day.")
    assert (found.status, found.date and found.date.first) == (MeetingStatus.SCHEDULED, "2024-05-15")


def test_what_is_cancelled_in_a_clause_of_its_own() -> None:
    found = meeting(
        "The two sides did not arrange anew a meeting between French President Emmanuel Macron and Kenyan President "
        "William Ruto that was cancelled in April."
    )
    assert found.status is MeetingStatus.CANCELLED


@pytest.mark.parametrize(
    "more",
    [
        "During the meeting, Ruto thanked Macron for his support.",
        "The talks lasted two hours.",
        "Macron told Ruto during their meeting that France would help.",
    ],
)
def test_one_meeting_however_often_it_is_told(more: str) -> None:
    found = meetings(f"Kenyan President William Ruto met French President Emmanuel Macron in Paris on Monday. {more}")
    assert len(found) == 1


def test_a_banquet_after_the_talks_is_another_meeting() -> None:
    found = meetings(
        "Chinese Premier Li Qiang held talks with Kenyan President William Ruto in Beijing on Monday. In the evening "
        "Li gave a banquet for Ruto."
    )
    assert [m.trigger.text.split()[-1] for m in found] == ["talks", "banquet"]


def test_a_sentence_that_was_cut_is_read_on() -> None:
    text = "President Joe Biden of the United States and Prime Minister\nMario Draghi of Italy met at the White House."
    assert {"USA", "ITA"} == {p.country for m in meetings(text) for p in m.participants}


def test_a_count_is_no_meeting() -> None:
    assert meetings("Polish President Andrzej Duda has met Czech President Petr Pavel four times this year.") == ()


@pytest.mark.parametrize(
    ("told", "venue"),
    [
        ("Kenyan President William Ruto and Ugandan President Yoweri Museveni met on Monday.", "NAIROBI"),
        ("Kenyan President William Ruto telephoned Ugandan President Yoweri Museveni on Monday.", None),
        ("Kenyan President William Ruto cancelled a meeting with Ugandan President Yoweri Museveni on Monday.", None),
    ],
)
def test_the_dateline_tells_where_the_lead_was_held(told: str, venue: str | None) -> None:
    made = pipeline().code(f"NAIROBI, May 14, 2024 (Communique) -- {told}")
    assert isinstance(made, Coded)
    [found] = made.meetings
    assert (found.venue and found.venue.text) == venue
