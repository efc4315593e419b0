"""Numbers of a sentence and what they count, on plain sentences read by the packaged model."""

import pytest

from communique.coding.counts import counts_of, names, unit_of
from communique.records.outcomes import Measure

from .scenes import scene, word


def read(text: str) -> list[tuple[str, str, str | None]]:
    """Words of each number, the head of its phrase, and what it counts."""
    laid = scene(text)
    return [
        (c.amount.span.of(text), c.head.text, None if c.noun is None else c.noun.text)
        for sentence in laid.analysis.sentences
        for c in counts_of(laid, sentence)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 12 soldiers were killed.", [("At least 12", "soldiers", "soldiers")]),
        ("Hundreds of people marched.", [("Hundreds", "Hundreds", "people")]),
        ("Gunmen killed two of his guards.", [("two", "two", "guards")]),
        ("The strike killed six.", [("six", "six", None)]),
        ("Russia expelled five Turkish diplomats.", [("five", "diplomats", "diplomats")]),
        ("China lent Chad 2 billion yuan.", [("2 billion yuan", "yuan", None)]),
        ("Nobody was injured.", [("Nobody", "Nobody", None)]),
        ("No casualties were reported.", [("No casualties", "casualties", "casualties")]),
        ("Chad sent three ships and four doctors.", [("three", "ships", "ships"), ("four", "doctors", "doctors")]),
    ],
)
def test_numbers_and_their_nouns(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked the base on 3 May 2021.",
        "The bank improved the credit scores of farmers.",
        "No minister resigned.",
        "Chad closed its border.",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert read(text) == []


def test_parts_of_a_list_are_left_out() -> None:
    assert read("The strike killed six people, including two children.") == [("six", "people", "people")]


def test_numbers_of_a_later_sentence_stand_at_their_own_characters() -> None:
    text = "Talks broke down. Police arrested about 40 protesters."
    assert read(text) == [("about 40", "protesters", "protesters")]


@pytest.mark.parametrize(
    ("text", "form", "measure"),
    [
        ("There were many deaths.", "deaths", Measure.KILLED),
        ("There were no injuries.", "injuries", Measure.INJURED),
        ("The raids led to 40 arrests.", "arrests", Measure.ARRESTED),
        ("There were many victims.", "victims", Measure.OTHER),
        ("There were many ships.", "ships", None),
    ],
)
def test_nouns_that_say_what_they_count(text: str, form: str, measure: Measure | None) -> None:
    assert names(word(scene(text), form)) is measure


@pytest.mark.parametrize(
    ("text", "form", "unit"),
    [
        ("Chad sent three ships.", "ships", "ship"),
        ("The blast killed two persons.", "persons", "people"),
        ("The blast left five dead.", "dead", None),
        ("The blast hurt 30 others.", "others", None),
    ],
)
def test_units(text: str, form: str, unit: str | None) -> None:
    assert unit_of(word(scene(text), form)) == unit


def test_no_noun_has_no_unit_and_names_nothing() -> None:
    assert unit_of(None) is None
    assert names(None) is None
