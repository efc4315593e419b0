"""Which tellings are meetings of politics, and which countries of those who met are doubted."""

import pytest

from communique.records.diplomacy import MeetingStatus

from .meetings import meeting, meetings


def countries(text: str) -> list[set[str | None]]:
    """The countries of each meeting of a report."""
    return [{p.country for p in m.participants} for m in meetings(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The doctor rang the patient's mother on Monday.",
        "The coach met his players in Turin on Monday.",
        "Talking to a friend may help you to sleep.",
        "The singer spoke to a reporter of the Daily Post in London on Monday.",
    ],
)
def test_people_outside_politics_hold_no_meeting(text: str) -> None:
    assert meetings(text) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kenyan President William Ruto met union leaders in Nairobi on Monday.", {"KEN"}),
        ("Kenyan President William Ruto met French President Emmanuel Macron on Monday.", {"KEN", "FRA"}),
        ("The Arab League held an emergency summit in Cairo on Monday.", {"IGO"}),
    ],
)
def test_officials_and_whom_they_meet(text: str, told: set[str]) -> None:
    assert told in [c - {None} for c in countries(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President William Ruto will continue to consult closely with Uganda.",
        "Norwegian Foreign Minister Espen Barth Eide routinely talks with Sweden.",
    ],
)
def test_what_goes_on_is_no_meeting_of_its_own(text: str) -> None:
    assert meetings(text) == ()


def test_a_journey_at_home_is_no_visit() -> None:
    assert meetings("US President Joe Biden visited Texas and New York on Monday.") == ()


def test_a_journey_to_two_countries_is_two_visits() -> None:
    found = countries("Turkish Foreign Minister Hakan Fidan visited Egypt and Libya on Monday.")
    assert sorted(sorted(c for c in f if c) for f in found) == [["EGY", "TUR"], ["LBY", "TUR"]]


def test_several_received_one_after_another_are_several_meetings() -> None:
    found = countries(
        "French President Emmanuel Macron received Chadian President Mahamat Deby and Kenyan President William Ruto "
        "separately in Paris on Monday."
    )
    assert sorted(sorted(c for c in f if c) for f in found) == [["FRA", "KEN"], ["FRA", "TCD"]]


def test_he_who_flies_there_visits() -> None:
    found = meeting("Chadian President Mahamat Deby flew to Niamey on Monday to mediate.")
    assert {p.country: p.part.value for p in found.participants} == {"TCD": "guest", "NER": "host"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The visit by Norwegian Prime Minister Jonas Gahr Store to Ankara has been put off.", MeetingStatus.POSTPONED),
        ("Canada cancelled a visit by Foreign Minister Melanie Joly to Riyadh on Monday.", MeetingStatus.CANCELLED),
        ("Kuwaiti Foreign Minister Abdullah Al-Yahya is expected to visit Tehran.", MeetingStatus.ANNOUNCED),
        ("French President Emmanuel Macron will meet Indian Prime Minister Narendra Modi on 20 May.",
         MeetingStatus.SCHEDULED),
        ("Pakistan denied having held secret talks with Israel.", MeetingStatus.DENIED),
    ],
)  # fmt: skip
def test_what_became_of_it(text: str, status: MeetingStatus) -> None:
    assert [m.status for m in meetings(text)] == [status]


def test_told_as_done_though_dated_a_day_later() -> None:
    found = meeting("French President Emmanuel Macron met Kenyan President William Ruto in Paris on 16 May.")
    assert found.status is MeetingStatus.HELD


# --- countries that rest on the sound of a name ---


def test_a_family_name_is_no_nationality() -> None:
    found = meeting("Kenyan President William Ruto met with Secretary David Turk in Nairobi on Monday.")
    assert "TUR" not in {p.country for p in found.participants}


def test_an_american_of_another_descent_is_no_foreigner() -> None:
    found = meeting("US President Joe Biden met with Senator Mark Kelly and Indian American leaders on Monday.")
    assert "IND" not in {p.country for p in found.participants}


def test_the_land_in_the_words_of_a_person_is_his() -> None:
    found = meeting(
        "US National Security Advisor Jake Sullivan met with Nigerian National Security Adviser Nuhu Ribadu."
    )
    assert {p.country for p in found.participants} == {"USA", "NGA"}
