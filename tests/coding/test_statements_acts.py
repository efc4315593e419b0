"""Deeds and words that share a verb, on sentences of our own, read by the packaged model."""

import pytest

from communique.coding.statements_acts import is_deed
from communique.coding.statements_cues import told
from communique.coding.statements_layout import Layout
from communique.coding.statements_speakers import speaker_token

from .scenes import scene


def deed(text: str) -> bool:
    layout = Layout(scene(text))
    use = next(iter(told(layout)))
    return is_deed(layout, use, speaker_token(layout, use))


@pytest.mark.parametrize(
    "text",
    [
        "Rebel soldiers attacked the village.",
        "Soldiers defended the bridge.",
        "The consulate denied visas.",
        "The king welcomed the premier.",
        "The senate confirmed the judge.",
    ],
)
def test_deeds(text: str) -> None:
    assert deed(text)


@pytest.mark.parametrize(
    "text",
    [
        "The senator attacked the idea.",
        "The premier denied the allegation.",
        "The premier denied any involvement.",
        "The king welcomed the decision.",
        "The premier confirmed that he would go.",
        "The premier condemned the attack.",
        "The premier attacked his rival for the delay.",
    ],
)
def test_words(text: str) -> None:
    assert not deed(text)


@pytest.mark.parametrize(
    ("text", "deeds"),
    [
        ("The troops minimised civilian casualties.", True),
        ("The minister minimised the importance of the strike.", False),
        ("The law puts citizens at the front of the line.", True),
        ("The ministry put the number of dead at 12.", False),
    ],
)
def test_numbers_and_matters_are_put_and_played_down_in_words(text: str, deeds: bool) -> None:
    assert deed(text) is deeds


@pytest.mark.parametrize(
    ("text", "deeds"),
    [
        ("The shops offer cars of all kinds.", True),
        ("The Kenyan government offered its apologies.", False),
    ],
)
def test_goods_are_offered_without_words(text: str, deeds: bool) -> None:
    assert deed(text) is deeds
