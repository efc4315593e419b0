"""When events were, where, and whether they are of the running story."""

import pytest

from communique.records.outcomes import Status

from .events import event


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("Chad attacked Niger on Monday.", "ASSAULT", "2024-05-13"),
        ("Chad condemned Niger.", "ACCUSE", "2024-05-17"),
        ("Chad attacked Niger in March 2019.", "ASSAULT", "2019-03"),
        ("On Tuesday Chad expelled the ambassador of Niger. Mali condemned the decision.", "ACCUSE", "2024-05-14"),
        ("In June Chad will send food aid to Niger.", "AGREE", "2024-05-17"),
    ],
)
def test_dates(text: str, kind: str, first: str) -> None:
    found = event(text, kind)
    assert found.date is not None
    assert found.date.first == first
    assert found.date.how


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Chad attacked Niger on Monday.", "ASSAULT", Status.ACTUAL),
        ("Chad attacked Niger in March 2019.", "ASSAULT", Status.HISTORICAL),
        ("Chad had attacked Niger.", "ASSAULT", Status.HISTORICAL),
        ("Chad has repeatedly condemned Niger.", "ACCUSE", Status.HISTORICAL),
        ("Chad may attack Niger.", "ASSAULT", Status.HYPOTHETICAL),
    ],
)
def test_status(text: str, kind: str, status: Status) -> None:
    assert event(text, kind).status is status


@pytest.mark.parametrize(
    ("text", "kind", "country"),
    [
        ("The president of Chad met the president of Niger in Oslo.", "CONSULT", "NOR"),
        ("The president of Chad met the foreign minister of Niger at a hotel in Oslo.", "CONSULT", "NOR"),
        ("Rebels attacked an army base near Gao in Mali on Monday.", "ASSAULT", "MLI"),
        ("Chad condemned Niger.", "ACCUSE", None),
    ],
)
def test_places(text: str, kind: str, country: str | None) -> None:
    place = event(text, kind).place
    assert (place.country if place is not None else None) == country


def test_what_is_said_at_a_meeting_is_said_there() -> None:
    text = "The presidents of Chad and Niger met in Oslo on Monday. Chad agreed to send food to Niger."
    place = event(text, "AGREE").place
    assert place is not None
    assert place.country == "NOR"


def test_places_of_other_clauses_are_not_joined() -> None:
    place = event("Chad condemned Niger after an election was held in Peru.", "ACCUSE").place
    assert place is None
