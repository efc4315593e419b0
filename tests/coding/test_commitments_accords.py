"""What accords bind their parties to, on plain texts read by the packaged model."""

import pytest

from communique.codebook.codebook import codebook
from communique.coding.commitments_accords import accord_before, accords_of
from communique.coding.events import events_of
from communique.coding.options import CodingOptions
from communique.records.diplomacy import Strength

from .commitments import by, commitments, only, towards
from .scenes import scene, word

SIGNED = "Armenia and Azerbaijan signed a peace treaty in Tbilisi on Friday."


def sides(text: str) -> list[set[str | None]]:
    """The sides of each accord of a text."""
    laid = scene(text)
    return [{p.country for p in a.sides} for a in accords_of(laid, events_of(laid, codebook(), CodingOptions()))]


def test_an_accord_and_its_sides() -> None:
    assert sides(SIGNED) == [{"ARM", "AZE"}]


@pytest.mark.parametrize(
    "text",
    [
        "Georgia welcomed the peace treaty between Armenia and Azerbaijan.",
        "Armenia promised money to Georgia.",
        "Armenia and Azerbaijan played football.",
    ],
)
def test_what_is_no_accord(text: str) -> None:
    assert {"GEO", "ARM"} not in sides(text)
    assert {"GEO", "ARM", "AZE"} not in sides(text)


def test_the_accord_told_before_a_word() -> None:
    text = SIGNED + " Armenian troops will leave the valley."
    laid = scene(text)
    accords = accords_of(laid, events_of(laid, codebook(), CodingOptions()))
    assert accord_before(accords, word(laid, "leave")) == accords[0]
    assert accord_before((), word(laid, "leave")) is None


@pytest.mark.parametrize(
    ("text", "action", "who", "whom"),
    [
        ("Armenian troops will leave the valley.", "Armenian troops will leave the valley", {"ARM"}, {"AZE"}),
        ("Azerbaijan is to open the road.", "Azerbaijan is to open the road", {"AZE"}, {"ARM"}),
        ("All prisoners will be released.", "All prisoners will be released", {"ARM", "AZE"}, set()),
        ("Neither side will use force.", "Neither side will use force", {"ARM", "AZE"}, set()),
        ("The two sides will exchange ambassadors.", "The two sides will exchange ambassadors", {"ARM", "AZE"}, set()),
    ],
)
def test_terms_of_an_accord(text: str, action: str, who: set[str], whom: set[str]) -> None:
    found = [c for c in commitments(f"{SIGNED} {text}") if c.why == "modal will"]
    assert [c.action.text for c in found] == [action]
    assert found[0].strength is Strength.AGREED
    assert by(found[0]) == who
    assert towards(found[0]) == whom


@pytest.mark.parametrize(
    "text",
    [
        "The treaty will be put to a vote.",
        "The weather will be cold.",
        "A court will hear the claims.",
    ],
)
def test_what_is_no_term(text: str) -> None:
    assert [c for c in commitments(f"{SIGNED} {text}") if c.why == "modal will"] == []


def test_without_an_accord_an_open_passive_binds_nobody() -> None:
    assert commitments("All prisoners will be released.") == ()


def test_a_relative_clause_that_lays_down_the_terms() -> None:
    text = "Armenia and Azerbaijan signed an accord by which all prisoners will be released within two weeks."
    found = only(text)
    assert found.action.text.startswith("all prisoners will be released")
    assert by(found) == {"ARM", "AZE"}
    assert found.deadline is not None
    assert found.deadline.text == "within two weeks"


def test_sides_of_an_accord_accept_something() -> None:
    found = list(commitments(f"{SIGNED} Both governments accept the ruling of the court."))
    assert [c.why for c in found] == ["verb accept"]
    assert by(found[0]) == {"ARM", "AZE"}
    assert commitments("Visitors accept the rules of the museum.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "It provides for an Armenian withdrawal from the valley.",
        "The treaty foresees an Armenian withdrawal from the valley.",
    ],
)
def test_what_an_accord_provides_for(text: str) -> None:
    found = [c for c in commitments(f"{SIGNED} {text}") if c.why.startswith("verb")]
    assert [by(c) for c in found] == [{"ARM"}]
    assert towards(found[0]) == {"AZE"}
    assert found[0].strength is Strength.AGREED


def test_what_another_provides_is_no_term() -> None:
    assert commitments(f"{SIGNED} The hotel provides breakfast for Armenian guests.") == ()


def test_an_accord_inside_one_country() -> None:
    text = "The Colombian government and the FARC signed a peace agreement. The rebels will hand over their weapons."
    found = [c for c in commitments(text) if c.why == "modal will"]
    assert [by(c) for c in found] == [{"COL"}]
