"""Sentences that go on in reported speech, and those that do not, read by the packaged model."""

import pytest

from communique.coding.statements import statements_of

from .scenes import scene

SAID = "Brazilian Foreign Minister Mauro Vieira said that Brazil values its ties with Angola."


def first(text: str) -> str:
    return statements_of(scene(text))[0].content.text


@pytest.mark.parametrize(
    "after",
    [
        "Brazil will send engineers to Luanda.",
        "The two countries should open their skies to each other.",
        "Both sides must keep their word.",
    ],
)
def test_it_goes_on(after: str) -> None:
    assert first(f"{SAID} {after}") == f"that Brazil values its ties with Angola. {after[:-1]}"


def test_it_goes_on_for_several_sentences() -> None:
    text = f"{SAID} Brazil will build a port. Both sides should keep their word. The visit ended on Friday."
    assert first(text).endswith("Brazil will build a port. Both sides should keep their word")


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        ("Brazil is ready to build a port in Luanda.", "willingness"),
        ("Brazil supports Angola's bid for the seat.", "support"),
        ("Brazil opposes any blockade.", "condemnation"),
    ],
)
def test_an_attitude_is_the_speakers(after: str, kind: str) -> None:
    found = statements_of(scene(f"{SAID} {after} Both sides should keep their word."))
    assert [s.content.text for s in found] == [
        "that Brazil values its ties with Angola",
        f"{after} Both sides should keep their word",
    ]
    assert [s.speaker.text for s in found if s.speaker] == ["Mauro Vieira"] * 2
    assert found[1].kind.value == kind
    assert found[1].why == "verb say running-on"


@pytest.mark.parametrize(
    "after",
    [
        "Brazil sent engineers to Luanda.",  # the past is the writer's
        "Angola will vote in May.",  # another country's plans
        "Brazil has a long coast.",  # a fact
        "Should Brazil build a port?",
        "The premier said Brazil is ready to build a port.",
        "It rained.",
    ],
)
def test_it_does_not(after: str) -> None:
    assert "Brazil values its ties with Angola" in first(f"{SAID} {after}")
    assert after[:-1] not in first(f"{SAID} {after}")


def test_a_quotation_right_behind_what_is_said_goes_on_from_it() -> None:
    assert first(f"{SAID} “Brazil will build a port. It will be large.”").endswith("It will be large.”")


def test_a_quotation_in_another_paragraph_does_not() -> None:
    assert "port" not in first(f"{SAID} It rained.\n\n“Brazil will build a port,” read a poster.")


def test_not_behind_a_saying_in_the_present() -> None:
    text = SAID.replace(" said ", " says ") + " Brazil will send engineers to Luanda."
    assert first(text) == "that Brazil values its ties with Angola"


def test_not_for_a_speaker_of_no_country() -> None:
    text = "A fisherman said that the sea was calm. The two sides should talk."
    assert first(text) == "that the sea was calm"
