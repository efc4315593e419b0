"""Types, modes and status of acts, and what is only the content of another act."""

import pytest

from communique.records.outcomes import Status

from .events import coded, event, events


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("Chad agreed to expand trade with Niger.", "AGREE", None),
        ("Chad will provide food aid to Niger.", "AGREE", None),
        ("Israel will withdraw its troops from Lebanon.", "CONCEDE", None),
        ("Kenya refused to sign the treaty with Uganda.", "REJECT", None),
        ("France will never recognise the annexation of Crimea by Russia.", "REJECT", None),
        ("Chad and Niger failed to reach a deal on water.", "REJECT", None),
        ("Israel will not release the soldiers of Niger.", "REJECT", None),
        ("The miners of Chad called off a strike after talks.", "CONCEDE", None),
        ("A court in Chad ordered two Kenyan engineers jailed.", "COERCE", "arrest"),
        ("The president of Chad launched a scathing attack on Kenya.", "ACCUSE", "disapprove"),
        ("Chad launched an attack on Kenya.", "ASSAULT", None),
        ("France launched a mediation effort between Chad and Niger.", "CONSULT", "third-party"),
        ("North Korea said it would attack South Korea.", "THREATEN", "violence"),
        ("Turkey urged Greece to withdraw its ships.", "REQUEST", "yield"),
        ("Egypt asked Sudan to hold talks.", "REQUEST", "meet"),
        ("Ukraine asked Germany to supply weapons.", "REQUEST", "assist"),
        ("The foreign minister of Japan said China must change its laws.", "REQUEST", "change"),
        ("Demonstrators stormed the French embassy in Niamey, Niger.", "PROTEST", "riot"),
        ("Russian warplanes bombed Kharkiv in Ukraine.", "ASSAULT", "aerial"),
        ("Israeli troops shelled Gaza with artillery.", "ASSAULT", "heavy-weapons"),
        ("A suicide bomber killed nine soldiers in Somalia.", "ASSAULT", "suicide-attack"),
        ("President Biden spoke by telephone with President Macron of France.", "CONSULT", "phone"),
    ],
)
def test_types_and_modes(text: str, kind: str, mode: str | None) -> None:
    found = event(text, kind)
    if mode is not None:
        assert found.mode == mode, found.why


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chad agreed to hold talks with Niger.", "CONSULT"),
        ("Iran called for the release of prisoners by Iraq.", "RETREAT"),
        ("Turkey urged Greece to withdraw its ships.", "RETREAT"),
        ("Serbia threatened to expel the ambassador of Kosovo.", "SANCTION"),
        ("Chad refused to release the soldiers of Niger.", "RETREAT"),
    ],
)
def test_content_is_no_act_of_its_own(text: str, kind: str) -> None:
    assert kind not in {e.type for e in events(text) if e.status is Status.ACTUAL}


def test_two_things_of_one_verb_are_two_acts() -> None:
    text = "The minister of Chad reaffirmed his support for Niger and his commitment to working with Mali."
    assert {"SUPPORT", "AGREE"} <= {e.type for e in events(text)}


def test_what_is_done_for_a_purpose_is_not_done() -> None:
    found = [e for e in coded("Chad sent envoys to Niger to condemn the attack on Mali.").events if e.type == "ACCUSE"]
    assert all(e.status is Status.HYPOTHETICAL for e in found)


def test_what_is_said_by_talking_is_said() -> None:
    text = "President Biden spoke with President Macron of France to condemn the attack by Russia on Ukraine."
    assert event(text, "ACCUSE").status is Status.ACTUAL


def test_negated_acts_are_told_as_such() -> None:
    found = coded("Chad did not attack Niger.").events
    assert [e.status for e in found if e.type == "ASSAULT"] == [Status.NEGATED]


def test_every_event_says_why() -> None:
    for found in coded("Chad condemned Niger and met the president of Mali.").events:
        assert found.why
        assert found.sentence.span.contains(found.trigger.span)
