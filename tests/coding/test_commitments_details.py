"""Areas, amounts, deadlines, conditions and consensus of commitments, on plain texts read by the packaged model."""

import pytest

from communique.records.outcomes import Measure

from .commitments import commitments, only


def test_areas_are_those_of_the_action() -> None:
    found = only("Energy prices rose, and Peru and Chile agreed to cooperate in mining and tourism.")
    assert [a.code for a in found.areas] == ["mining", "tourism"]
    for area in found.areas:
        assert found.action.span.contains(area.span)


def test_an_action_without_an_area_has_none() -> None:
    assert only("Peru and Chile agreed to keep silent.").areas == ()


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("Peru and Chile agreed to open the bridge within two months.", "within two months"),
        ("Peru promised Chile to pay the debt by 2030.", "2030"),
        ("Peru promised Chile to pay the debt before 1 May 2031.", "1 May 2031"),
        ("Peru promised Chile to withdraw no later than Friday.", "Friday"),
    ],
)
def test_deadlines(text: str, deadline: str) -> None:
    found = only(text).deadline
    assert found is not None
    assert found.text is not None
    assert found.text.endswith(deadline)
    assert found.time is not None


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile agreed on Monday to open the bridge.",
        "Peru and Chile agreed to open the bridge on 1 May.",
        "Peru and Chile agreed to open the bridge.",
    ],
)
def test_a_day_is_no_deadline(text: str) -> None:
    assert only(text).deadline is None


def test_a_deadline_in_the_year_that_is_told() -> None:
    found = only("Peru promised Chile to pay the debt by 2030.").deadline
    assert found is not None
    assert found.first == "2030"


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Peru promised to open the bridge if Chile repairs the road.", "if Chile repairs the road"),
        ("Peru is willing to open the bridge once Chile has repaired the road.", "once Chile has repaired the road"),
        ("Peru agreed with Chile to lower tariffs unless prices fall.", "unless prices fall"),
        ("Peru pledged aid to Chile in exchange for access to the port.", "in exchange for access to the port"),
    ],
)
def test_conditions(text: str, condition: str) -> None:
    found = only(text).condition
    assert found is not None
    assert found.text == condition
    assert found.span.of(text) == condition


def test_a_condition_of_another_clause_is_not_its_own() -> None:
    text = "Peru promised Chile to open the bridge, and tourists will come if the sun shines."
    assert [c.condition for c in commitments(text)] == [None]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "measure"),
    [
        ("Norway pledged $30 million for Moldova.", 30e6, 30e6, "USD", Measure.MONEY),
        ("Norway promised to give 40 buses to Moldova.", 40, 40, "bus", Measure.OTHER),
        ("Norway promised Moldova at least 12 new trains.", 12, None, "train", Measure.OTHER),
        ("Norway promised Moldova 5 trains worth 20 million euros.", 20e6, 20e6, "EUR", Measure.MONEY),
    ],
)
def test_amounts(text: str, low: float, high: float | None, unit: str, measure: Measure) -> None:
    found = only(text).amount
    assert found is not None
    assert (found.low, found.high, found.unit, found.measure) == (low, high, unit, measure)
    assert found.span.of(text) == found.text


@pytest.mark.parametrize(
    "text",
    [
        "Norway promised Moldova to come back in two months.",
        "Peru and Chile agreed that the two countries should open the bridge.",
        "Norway promised Moldova more trains.",
    ],
)
def test_times_and_parties_are_no_amounts(text: str) -> None:
    assert only(text).amount is None


@pytest.mark.parametrize(
    ("text", "consensus"),
    [
        (
            "China is ready to work with Laos to implement the important consensus reached by the two heads of state.",
            "the important consensus reached by the two heads of state",
        ),
        (
            "China is willing to work with Laos to carry out the agreement reached in May.",
            "the agreement reached in May",
        ),
        (
            "What the two presidents agreed in May is clear, and China is ready to work with Laos to carry it out.",
            "What the two presidents agreed in May",
        ),
    ],
)
def test_the_consensus_referred_to(text: str, consensus: str) -> None:
    found = only(text).consensus
    assert found is not None
    assert found.text == consensus


def test_an_agreement_still_to_be_reached_is_no_consensus() -> None:
    assert only("China is willing to work with Laos on an agreement about fishing.").consensus is None


def test_the_two_presidents_are_no_amount() -> None:
    found = only("Kenya is ready to work with Malawi to implement the consensus reached by the two heads of state.")
    assert found.amount is None
    assert found.consensus is not None
    assert found.consensus.text == "the consensus reached by the two heads of state"


def test_what_must_come_first_is_no_field_of_what_is_done() -> None:
    found = only("The European Union will provide money to Malawi for roads once parliament approves the reforms.")
    assert [a.code for a in found.areas] == ["roads"]
    assert found.condition is not None
    assert found.condition.text.startswith("once parliament")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kenya and Malawi pledged to implement the joint declaration of 2022.", "the joint declaration of 2022"),
        ("Kenya promised Malawi to abide by the ceasefire.", "the ceasefire"),
    ],
)
def test_an_accord_that_is_honoured_is_referred_to(text: str, words: str) -> None:
    found = only(text)
    assert found.consensus is not None
    assert found.consensus.text == words


def test_a_new_accord_is_not_referred_to() -> None:
    assert only("Kenya and Malawi agreed to sign a declaration on fishing.").consensus is None


def test_what_is_counted_is_the_last_of_several_nouns() -> None:
    found = only("Kenya is willing to buy 50 passenger jets from Brazil.")
    assert found.amount is not None
    assert found.amount.unit == "jet"


def test_agreed_in_a_statement_and_subject_to_approval() -> None:
    found = only(
        "Kenya and Malawi agreed in a joint statement to build a road, subject to approval by both parliaments."
    )
    assert found.condition is not None
    assert found.condition.text == "subject to approval by both parliaments"
    assert [a.code for a in found.areas] == ["roads"]
