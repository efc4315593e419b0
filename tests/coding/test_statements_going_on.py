"""Who goes on speaking, on sentences of our own, read by the packaged model."""

import pytest

from communique.coding.statements import drafts_of, statements_of
from communique.coding.statements_going_on import going_on
from communique.coding.statements_layout import Layout

from .scenes import scene

OPENING = "Russian Foreign Minister Sergei Lavrov met Chinese Premier Li Qiang on Tuesday. "
HOST = "Paraguayan President Mario Abdo Benitez opened the summit and said that the bloc was strong. "


def speakers(text: str) -> list[tuple[str, str | None]]:
    """The words and the countries of all who speak, in the order in which they are named."""
    who = [s.speaker for s in statements_of(scene(text)) if s.speaker is not None]
    return [(p.text, p.country) for p in sorted(who, key=lambda p: p.span.start)]


@pytest.mark.parametrize(
    "after",
    [
        "Li said that China was ready to help. He added that trade would grow.",
        "Li thanked Moscow. He said that trade would grow.",
        'Li praised the talks. "Trade will grow," he said.',
        'Li insisted on a truce. "Trade will grow. We are ready," he added.',
        "Li argued that Russia was right. He also said that trade would grow.",
    ],
)
def test_he_is_who_spoke_before(after: str) -> None:
    assert {country for _, country in speakers(OPENING + after)} == {"CHN"}


def test_it_goes_on_from_one_he_to_the_next() -> None:
    text = HOST + (
        "\n\nUruguayan President Luis Lacalle Pou praised the treaty. He said that trade would grow. "
        "He insisted that Uruguay would wait."
    )
    assert [country for _, country in speakers(text)] == ["PRY", "URY", "URY", "URY"]


def test_each_goes_on_for_himself() -> None:
    text = (
        OPENING
        + "Li said that China was ready. He praised the talks. Lavrov thanked Beijing. He said that it was cold."
    )
    assert [country for _, country in speakers(text)] == ["CHN", "CHN", "RUS", "RUS"]


def test_an_answer_is_another_s() -> None:
    text = OPENING + "Li asked whether Lavrov would stay. He replied that he had to leave."
    laid = Layout(scene(text))
    assert going_on(laid, drafts_of(laid)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Ms. Berg of Norway met Mr. Ruto of Kenya. Ms. Berg said the talks were useful. He said that Kenya would wait.",
        OPENING + "Lavrov said that Russia was ready. Li smiled and left. He said that China would wait.",
        OPENING + "Lavrov said that Russia was ready, and Li shook his hand. He said that China would wait.",
    ],
)
def test_the_other_gender_and_clauses_of_another_break_it_off(text: str) -> None:
    laid = Layout(scene(text))
    drafts = drafts_of(laid)
    pronoun = next(t for t in laid.scene.analysis if t.text == "He")
    assert any(d.source == pronoun for d in drafts)
    assert pronoun.index not in going_on(laid, drafts)


def test_far_behind_nobody_goes_on() -> None:
    text = OPENING + (
        "Lavrov said that Russia was ready. The weather was fine. The streets were empty. The shops were closed. "
        "The trams did not run. The rain came later. He said that it was cold."
    )
    laid = Layout(scene(text))
    assert going_on(laid, drafts_of(laid)) == {}


def test_the_words_stay_those_of_the_pronoun() -> None:
    text = OPENING + "Li thanked Moscow. He said that trade would grow."
    found = statements_of(scene(text))[-1]
    assert found.speaker is not None
    assert (found.speaker.text, found.speaker.name) == ("He", "Li Qiang")


def test_he_is_not_who_is_told_to_have_spoken() -> None:
    text = (
        "Lula of Brazil met Petro of Colombia. Lula said that Colombian President Petro had told him "
        "that the road was open. He added that trade would grow."
    )
    assert speakers(text)[-1][1] == "BRA"
