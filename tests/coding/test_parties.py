"""Whom phrases of several mean: those who met, not those of whom it was spoken."""

import pytest

from .events import event, events, sides

TALKS = "Premier Li Qiang met President Vladimir Putin on Monday."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{TALKS} They agreed to expand trade.", "CHN RUS"),
        # what is only spoken of comes later in the text, and yet those who met are meant
        (f"{TALKS} He said that Kenya and Uganda had held talks in June. The two agreed to speak again.", "CHN RUS"),
        (f"{TALKS} The leaders of the two countries agreed to expand trade.", "CHN RUS"),
    ],
)
def test_those_who_met(text: str, expected: str) -> None:
    assert sides(event(text, "AGREE")) == expected


def test_leaders_of_many_countries_are_not_the_two_of_the_report() -> None:
    found = event(f"{TALKS} Leaders of thirty countries agreed to help Russia.", "AGREE")
    assert not {"CHN", "RUS"} & {p.country for p in found.participants if p.role == "actor"}


def test_the_leaders_are_the_two_of_a_report() -> None:
    text = "Chad has a border with Niger. Chad is larger. Niger is richer. The presidents agreed to expand trade."
    assert sides(event(text, "AGREE")) == "NER TCD"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Peru is fighting the housing crisis.", "ASSAULT"),
        ("Chad is deploying new financial tools in Niger.", "MOBILIZE"),
        ("Peru spoke out on behalf of teachers in Chile.", "ACCUSE"),
    ],
)
def test_words_of_force_and_blame_used_otherwise(text: str, kind: str) -> None:
    assert kind not in [e.type for e in events(text)]
