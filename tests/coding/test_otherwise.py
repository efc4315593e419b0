"""Words of acts that name none where they stand: questions, facts, advice, shows; and what only seems to be done."""

import pytest

from communique.codebook.codebook import codebook
from communique.codebook.triggers import Use, excluded
from communique.records.outcomes import Status

from .events import events


def kinds(text: str) -> set[str]:
    return {e.type for e in events(text) if e.status is Status.ACTUAL}


@pytest.mark.parametrize(
    ("silent", "told", "kind"),
    [
        (
            "The minister of Chad asked Niger whether the road was open.",
            "The minister of Chad asked Niger to open the road.",
            "REQUEST",
        ),
        (
            "The government of Chad told Niger how to repair the dam.",
            "The government of Chad told Niger to repair the dam.",
            "REQUEST",
        ),
        (
            "The United Nations warned that thousands had fled the war in Sudan.",
            "China warned Japan that it would close its ports.",
            "THREATEN",
        ),
        (
            "The World Bank warned that food prices could rise in Kenya.",
            "Iran warned Israel that it would respond with force.",
            "THREATEN",
        ),
        (
            "President Biden expressed outrage and condolences to Japan over the death of a minister.",
            "President Biden expressed outrage to Japan over the arrest of a minister.",
            "ACCUSE",
        ),
        (
            "Russia used natural gas as a lever against Poland.",
            "Police in Minsk, Belarus used tear gas against the marchers.",
            "ASSAULT",
        ),
    ],
)
def test_words_used_otherwise(silent: str, told: str, kind: str) -> None:
    assert kind not in kinds(silent)
    assert kind in kinds(told)


def test_soldiers_do_not_protest_in_the_streets() -> None:
    found = kinds("The army of Chad took to the streets of Niamey in Niger.")
    assert "PROTEST" not in found


def test_what_is_aimed_at_is_not_done() -> None:
    assert "AID" not in kinds("The ministers of Chad and Niger discussed ways to supply weapons to Mali.")
    assert "AID" in kinds("Chad supplied weapons to Mali.")


def test_whoever_is_thanked_gave_the_support() -> None:
    text = "The president of Chad thanked the president of Kenya for his support for Niger."
    given = [e for e in events(text) if e.type == "SUPPORT" and e.trigger.text == "support"]
    assert all(p.country != "TCD" for e in given for p in e.participants)


def test_two_things_done_in_one_sentence_are_two() -> None:
    found = events("The government of Chad shut all schools and banned newspapers on Monday.")
    assert {"shut", "banned"} <= {e.trigger.text for e in found}


@pytest.mark.parametrize(
    ("lemma", "objects", "nothing"),
    [("warn", ("driver",), True), ("warn", ("government",), False), ("outwit", ("government",), False)],
)
def test_the_table_says_what_names_nothing(lemma: str, objects: tuple[str, ...], nothing: bool) -> None:
    assert excluded(codebook().triggers, Use(lemma, "verb", frozenset(objects))) is nothing


@pytest.mark.parametrize(
    "text",
    [
        "The government of Chad is committed to helping Niger.",
        "The government of Chad is determined to help Niger.",
    ],
)
def test_what_somebody_has_in_mind_is_no_passive(text: str) -> None:
    found = [e for e in events(text) if e.type == "AGREE"]
    assert [[p.country for p in e.participants if p.role.value == "actor"] for e in found] == [["TCD"]]


def test_what_is_committed_by_somebody_is() -> None:
    found = events("Crimes were committed by the army of Chad against Niger.")
    assert "AGREE" not in {e.type for e in found}


def test_regret_over_what_others_did() -> None:
    text = "The ministers of France expressed deep regret that Chad had refused to release the prisoners of Niger."
    assert "CONCEDE" not in {e.type for e in events(text)}


def test_committed_to_attack_is_a_threat() -> None:
    text = "North Korea remains committed to carrying out attacks against South Korea."
    assert "AGREE" not in {e.type for e in events(text)}


def test_whoever_is_called_a_name_is_not_called_up() -> None:
    assert "CONSULT" not in kinds("The president of Chad called himself the friend of Niger.")
    assert "CONSULT" in kinds("The president of Chad spoke by telephone with the president of Niger.")


def test_whom_one_stands_with() -> None:
    found = [e for e in events("The president of Kenya stands with the people of Ghana.") if e.type == "SUPPORT"]
    assert [[(p.role.value, p.country) for p in e.participants] for e in found] == [
        [("actor", "KEN"), ("recipient", "GHA")]
    ]


def test_nobody_meets_himself_in_days_to_come() -> None:
    assert not [e for e in events("The president of Kenya will speak next week.") if e.type == "AGREE"]
