"""Deeds that bind and deeds that do not, with whom and for whom, on plain texts read by the packaged model."""

import pytest

from communique.records.diplomacy import Strength

from .commitments import by, commitments, only, towards


@pytest.mark.parametrize(
    "text",
    [
        "Kenya said its army was ready to launch an attack on Somalia.",
        "Kenya vowed to retaliate against Somalia.",
        "Kenya reaffirmed its readiness to impose sanctions on Somalia.",
        "Kenya said it was prepared to strike the Somali port.",
        "Kenya's president said that Kenya would respond militarily.",
        "Kenya's president said that this would stop the flow of arms.",
        "Kenya's president said that he would stand down in August.",
    ],
)
def test_deeds_against_another_and_plans_of_ones_own_bind_nobody(text: str) -> None:
    assert commitments(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Somalia agreed to fight smuggling.",
        "Kenya pledged to fight corruption together with Somalia.",
        "Kenya said it was ready to destroy the mines with Somalia.",
        "Kenya promised not to attack Somalia.",
    ],
)
def test_what_is_fought_together_and_what_is_forsworn_binds(text: str) -> None:
    found = only(text)
    assert by(found) | towards(found) == {"KEN", "SOM"}


def test_who_acts_together_with_whom() -> None:
    text = "Kenya's president said that Kenya, together with Uganda and Rwanda, would work for a truce in Sudan."
    found = only(text)
    assert by(found) == {"KEN"}
    assert {"UGA", "RWA"} <= towards(found)


def test_whom_two_help_is_a_partner_of_both() -> None:
    found = only("Kenya and Uganda agreed to send food aid to Malawi.")
    assert by(found) == {"KEN", "UGA"}
    assert towards(found) == {"MWI"}


def test_more_things_are_promised_to_whom_aid_was_given_before() -> None:
    text = (
        "Kenya sent food aid to Malawi on Monday. Kenya's president met Uganda's president in Nairobi. "
        "Kenya has promised more trucks."
    )
    found = commitments(text)[-1]
    assert by(found) == {"KEN"}
    assert towards(found) == {"MWI"}


def test_other_countries_are_nobody_in_particular() -> None:
    text = "Kenya and Uganda held talks. Kenya said it was willing to provide aid to Malawi and other countries."
    assert towards(commitments(text)[-1]) == {"MWI"}


def test_we_are_those_whose_side_speaks() -> None:
    text = 'Kenyan President William Ruto met Somali leaders. "We will help Malawi rebuild," said Ruto.'
    found = commitments(text)[-1]
    assert by(found) == {"KEN"}
    assert towards(found) == {"MWI"}


def test_what_one_undertakes_is_a_promise_and_what_two_undertake_is_agreed() -> None:
    assert only("Kenya undertook to supply Malawi with maize.").strength is Strength.PROMISED
    assert only("Kenya and Malawi undertook to share the water.").strength is Strength.AGREED


def test_by_what_means_belongs_to_what_is_bound() -> None:
    text = "Kenya reaffirmed its commitment to working with Malawi for stability, including through joint patrols."
    assert only(text).action.text.endswith("joint patrols")


def test_what_is_added_with_including_is_left_out() -> None:
    text = "Kenya pledged to support Malawi, including the delivery of a new ferry that carries lorries."
    assert only(text).action.text == "pledged to support Malawi"


@pytest.mark.parametrize(
    ("text", "strength", "action"),
    [
        ("Kenya and Malawi reached a deal to share the lake.", Strength.AGREED, "reached a deal to share the lake"),
        ("Kenya and Malawi have decided to open a ferry.", Strength.AGREED, "decided to open a ferry"),
        ("Kenya offered Malawi a loan of $2 million.", Strength.WILLING, "offered Malawi a loan of $2 million"),
        ("Kenya accepted Malawi's offer to mediate.", Strength.AGREED, "accepted Malawi's offer to mediate"),
        ("Trade should double, the ministers of Kenya and Malawi agreed.", Strength.AGREED, "Trade should double"),
        ("Kenya and Malawi called for joint patrols.", Strength.URGED_JOINT, "called for joint patrols"),
        (
            "Kenya's president told Malawi's that Kenya was willing to share the lake.",
            Strength.WILLING,
            "willing to share the lake",
        ),
    ],
)
def test_deals_decisions_and_offers(text: str, strength: Strength, action: str) -> None:
    found = only(text)
    assert (found.strength, found.action.text) == (strength, action)
    assert by(found) | towards(found) == {"KEN", "MWI"}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya offered Malawi its condolences.",
        "Kenya decided to open a ferry.",
        "Kenya accepted the vote.",
        "Kenya called for patrols.",
    ],
)
def test_words_of_comfort_and_decisions_of_one_bind_nobody(text: str) -> None:
    assert commitments(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's president met Malawi's. Kenya's president said that he would stand down.",
        "Kenya's president met Malawi's. Kenya's president said that his visit was to strengthen ties with Malawi.",
        "Kenya's president met Malawi's. Kenya's president said that Kenya would respond to the tariffs.",
        "Kenya's president met Malawi's. Kenya's president said that he would call it a church.",
        "Kenyan prosecutors decided to reopen the case.",
    ],
)
def test_plans_purposes_and_decisions_that_bind_nobody(text: str) -> None:
    assert commitments(text) == ()


def test_on_whom_the_sanctions_lie_that_are_lifted() -> None:
    found = only("Kenya agreed to lift the sanctions on Malawi.")
    assert (by(found), towards(found)) == ({"KEN"}, {"MWI"})
    found = only("Kenya promised to suspend tariffs on Malawian tea.")
    assert (by(found), towards(found)) == ({"KEN"}, {"MWI"})


def test_whose_commitment_is_welcomed() -> None:
    text = "Kenyan President William Ruto met Malawian ministers. Ruto welcomed Malawi's commitment to ending the war."
    found = commitments(text)[-1]
    assert by(found) == {"MWI"}


@pytest.mark.parametrize(
    ("text", "binds"),
    [
        ("Kenya will continue to work with Malawi.", True),
        ("Kenya will continue to move ahead with Malawi.", False),
        ("Kenya will stand with Malawi.", True),
    ],
)
def test_what_goes_on_is_what_counts(text: str, binds: bool) -> None:
    assert bool(commitments(text)) is binds


def test_what_is_said_beside_is_no_part_of_it() -> None:
    assert only("Kenya pledged continued support for Malawi, noting that the road was open.").action.text == (
        "pledged continued support for Malawi"
    )


def test_nobody_alone_speaks_of_what_both_spoke_of() -> None:
    text = (
        "Kenyan President William Ruto met Malawian President Lazarus Chakwera. "
        "The two leaders spoke about Uganda's commitment to send maize to Malawi."
    )
    found = commitments(text)[-1]
    assert by(found) == {"UGA"}
    assert found.speaker is None
