"""Who did what somebody is accused of, and other sides that hang further down, on plain sentences."""

import pytest

from .events import event, events, sides


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Ukraine accused Russia of shelling the port of Odesa.", "ASSAULT", "RUS > UKR"),
        ("Russia was accused by Ukraine of shelling the port of Odesa.", "ASSAULT", "RUS > UKR"),
        ("Chad praised Sudan for releasing the Chadian prisoners.", "RETREAT", "SDN > TCD"),
        ("Algeria blamed Morocco for bombing Algerian trucks.", "ASSAULT", "MAR > DZA"),
        ("Kenya called for a boycott against Somalia.", "REQUEST", "KEN > SOM"),
        ("Norway appealed for calm in Kenya.", "REQUEST", "NOR > KEN"),
        ("Chile warned about Peru.", "THREATEN", "CHL > PER"),
        ("Ghana welcomed a plan proposed by Togo.", "SUPPORT", "GHA > TGO"),
        ("Ghana welcomed the opening of talks with Togo.", "SUPPORT", "GHA > TGO"),
        ("Peru signed a treaty with Chile's new rulers.", "SUPPORT", "CHL PER"),
    ],
)
def test_sides(text: str, kind: str, expected: str) -> None:
    assert sides(event(text, kind)) == expected


def test_who_accuses_does_not_do_it() -> None:
    told = events("Ukraine accused Russia of shelling the port of Odesa.")
    assert [sides(e) for e in told if e.type == "ACCUSE"] == ["UKR > RUS"]
    assert all(not sides(e).startswith("UKR") for e in told if e.type == "ASSAULT")


def test_a_neighbour_of_ones_own_is_another() -> None:
    for told in events("Egypt agreed with its neighbour to open the border."):
        assert sides(told) != "EGY > EGY"


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Peru signed a series of agreements with Chile.", "SUPPORT", "CHL PER"),
        ("Chile imposed a raft of sanctions on Peru.", "SANCTION", "CHL > PER"),
        ("Chile held a round of talks with Peru.", "CONSULT", "CHL PER"),
        ("A string of agreements was signed by Chile and Peru.", "SUPPORT", "CHL PER"),
    ],
)
def test_measures_are_looked_through(text: str, kind: str, expected: str) -> None:
    assert sides(event(text, kind)) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Algeria abandoned its diplomatic ties with Morocco.", "SANCTION", "DZA > MAR"),
        ("The minister of Ghana left for Togo on Friday.", "CONSULT", "GHA > TGO"),
        ("The ambassador of Ghana presented his credentials to the president of Togo.", "CONSULT", "GHA TGO"),
        ("Ukraine received weapons from Norway.", "AID", "NOR > UKR"),
        ("Serbian police closed the road leading into Kosovo.", "COERCE", "SRB > KOS"),
        ("The resumption of ties between Ghana and Togo was announced.", "SUPPORT", "GHA TGO"),
    ],
)
def test_words_and_their_sides(text: str, kind: str, expected: str) -> None:
    assert sides(event(text, kind)) == expected


@pytest.mark.parametrize("word", ["vowed", "pledged", "promised"])
def test_harm_that_is_promised_is_threatened(word: str) -> None:
    assert sides(event(f"Eritrea {word} to attack Ethiopia.", "THREATEN")) == "ERI > ETH"
    assert all(e.type != "AGREE" for e in events(f"Eritrea {word} to attack Ethiopia."))


def test_help_that_is_promised_is_agreed() -> None:
    assert sides(event("Norway vowed to help Ethiopia.", "AGREE")) == "NOR > ETH"


def test_leaving_for_home_is_no_visit() -> None:
    assert all(e.type != "CONSULT" for e in events("The minister of Ghana left for home on Friday."))


def test_aid_that_is_promised_is_agreed() -> None:
    assert sides(event("Norway promised food aid to Ethiopia.", "AGREE")) == "NOR > ETH"
    assert sides(event("Norway sent food aid to Ethiopia.", "AID")) == "NOR > ETH"


def test_names_in_a_row() -> None:
    assert sides(event("Chad, Togo, Niger and Mali condemned Ghana.", "ACCUSE")) == "MLI NER TCD TGO > GHA"


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The president of Kuwait celebrated Eid with the emir of Qatar.", "CONSULT", "KWT QAT"),
        ("Ghana regretted Togo's refusal to talk.", "ACCUSE", "GHA > TGO"),
        ("Norway appealed for calm in the Kenyan capital.", "REQUEST", "NOR > KEN"),
        ("Syrian troops besieged a Lebanese village.", "COERCE", "SYR > LBN"),
        ("The president of Ghana lauded Togo.", "SUPPORT", "GHA > TGO"),
        ("Peru severed ties with Chile.", "SANCTION", "PER > CHL"),
    ],
)
def test_more_words_and_their_sides(text: str, kind: str, expected: str) -> None:
    assert sides(event(text, kind)) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Israel drew criticism from France.", "ACCUSE", "FRA > ISR"),
        ("Ghana received praise from Togo.", "SUPPORT", "TGO > GHA"),
        ("Armenia came under attack from Azerbaijan.", "ASSAULT", "AZE > ARM"),
        ("Two Croatian diplomats were expelled from Serbia.", "SANCTION", "SRB > HRV"),
        ("Egypt and not Ethiopia supported Sudan.", "SUPPORT", "EGY > SDN"),
        ("China sent 200 tonnes of rice to Zambia.", "AID", "CHN > ZMB"),
        ("Uganda lodged a complaint against Rwanda at the United Nations.", "ACCUSE", "UGA > RWA"),
    ],
)
def test_what_is_undergone_negated_measured_or_told_before_whom(text: str, kind: str, expected: str) -> None:
    assert sides(event(text, kind)) == expected


def test_a_bare_number_stands_for_those_just_named() -> None:
    told = events("Russian forces killed three Ukrainian soldiers and wounded five.")
    assert {sides(e) for e in told if e.type == "ASSAULT"} == {"RUS > UKR"}
