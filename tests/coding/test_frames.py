"""Frames of verbs and nouns on plain sentences read by the packaged model."""

import pytest

from communique.coding.frames import Frame, frames_of

from .test_clauses import read, words

NOUNS = frozenset(("talk", "conversation", "visit", "attack", "sanction", "negotiation", "protest", "meeting"))


def frame(text: str, lemma: str) -> Frame:
    return next(f for f in frames_of(read(text), NOUNS) if f.lemma == lemma)


@pytest.mark.parametrize(
    ("text", "lemma", "light", "doers", "others", "together"),
    [
        ("The two sides held talks in Geneva.", "talk", "held", "sides", "", ""),
        ("Putin held a telephone conversation with Macron on Monday.", "conversation", "held", "Putin", "", ""),
        ("Talks between Egypt and Ethiopia broke down.", "talk", "", "", "", "Egypt Ethiopia"),
        ("Russia's attack on Ukraine was condemned by Finland.", "attack", "", "Russia", "Ukraine", ""),
        ("Russia's attack on Ukraine was condemned by Finland.", "condemn", "", "Finland", "attack", ""),
        ("Sanctions were imposed on Belarus by Canada.", "sanction", "imposed", "Canada", "Belarus", ""),
        ("Xi paid a state visit to Serbia.", "visit", "paid", "Xi", "Serbia", ""),
        (
            "Thousands staged a protest against the government in Lima.",
            "protest",
            "staged",
            "Thousands",
            "government",
            "",
        ),
    ],
)
def test_participants(text: str, lemma: str, light: str, doers: str, others: str, together: str) -> None:
    found = frame(text, lemma)
    assert (found.light.text if found.light else "") == light
    assert (words(found.doers), words(found.others), words(found.together)) == (doers, others, together)


def test_who_reports_it() -> None:
    text = "Turkey's president said Greece had broken off negotiations with Cyprus."
    found = frame(text, "negotiation")
    assert found.saying is not None
    assert found.saying.text == "said"
    assert words(found.speakers) == "president"
    assert words(found.doers) == "Greece"
    assert [(word, t.text) for word, t in found.obliques] == [("with", "Cyprus")]


def test_a_carried_noun_is_one_frame() -> None:
    text = "The two sides held talks in Geneva."
    assert [f.lemma for f in frames_of(read(text), NOUNS)] == ["talk"]


def test_participles_in_names_are_no_acts() -> None:
    lemmas = [f.lemma for f in frames_of(read("The United Nations praised Ghana."), NOUNS)]
    assert lemmas == ["praise"]
