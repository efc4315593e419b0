"""Areas that plain texts name, with the text's own labels."""

import pytest

from communique.coding.areas import LABELS, areas_in
from communique.records.spans import Span

from .scenes import scene


def found(text: str) -> list[tuple[str, str, str | None]]:
    """Code, words and label of each area of a text."""
    laid = scene(text)
    return [(a.code, a.text, a.label) for a in areas_in(laid, Span(0, len(text)))]


def codes(text: str) -> list[str]:
    return [code for code, _, _ in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru and Chile will expand cooperation in mining and tourism.", ["mining", "tourism"]),
        ("They agreed to work together on food security.", ["food-security"]),
        ("The two sides discussed climate change, public health and migration.", ["climate", "health", "migration"]),
        ("Kenya offered to train engineers in nuclear energy.", ["civil-nuclear"]),
        ("Exchanges between the regions of the two countries should grow.", ["regions"]),
        ("The presidents spoke about artificial intelligence and cyber security.",
         ["artificial-intelligence", "cyber-security"]),
        ("They met in the region for an hour.", []),
    ],
)  # fmt: skip
def test_areas_in_their_order(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_each_area_quotes_its_own_words() -> None:
    text = "They want closer ties in Science and Technology and in the digital economy."
    laid = scene(text)
    for area in areas_in(laid, Span(0, len(text))):
        assert area.span.of(text) == area.text
    assert [a.text for a in areas_in(laid, Span(0, len(text)))] == ["Science and Technology", "digital economy"]


def test_only_what_stands_inside_the_span() -> None:
    text = "Ghana wants trade. Togo wants tourism and fisheries."
    laid = scene(text)
    start = text.index("Togo")
    assert [a.code for a in areas_in(laid, Span(start, len(text)))] == ["tourism", "fisheries"]
    assert [a.code for a in areas_in(laid, Span(0, start))] == ["trade"]
    edge = text.index("tourism") + 3
    assert [a.code for a in areas_in(laid, Span(start, edge))] == []


def test_a_label_belongs_to_the_fields_that_it_sorts() -> None:
    text = "They will deepen traditional cooperation in energy and agriculture and open emerging fields such as space."
    labels = {code: label for code, _, label in found(text)}
    assert labels["energy"] == "traditional"
    assert labels["agriculture"] == "traditional"
    assert labels["space-exploration"] == "emerging"


def test_without_a_label_there_is_none() -> None:
    assert [label for _, _, label in found("They will deepen cooperation in energy and agriculture.")] == [None, None]


def test_labels_are_words_in_small_letters() -> None:
    assert {"traditional", "emerging"} <= LABELS
    assert all(word == word.lower() for word in LABELS)


@pytest.mark.parametrize(
    "text",
    [
        "The minister of energy arrived on Monday.",
        "The foreign trade minister resigned.",
        "The health ministry gave no details.",
    ],
)
def test_an_office_is_no_area(text: str) -> None:
    assert codes(text) == []


def test_bodies_of_states_are_areas_of_coordination() -> None:
    assert "united-nations" in codes("The two ministers agreed to coordinate closely in the United Nations.")
    assert "groupings" in codes("They agreed to support each other in the G20.")


def test_a_verb_is_no_area() -> None:
    assert codes("The two sides traded accusations.") == []


def labels(text: str) -> list[tuple[str, str | None]]:
    return [(code, label) for code, _, label in found(text)]


def test_fields_of_several_sorts_in_one_sentence() -> None:
    text = (
        "Ghana and Togo want closer ties in conventional sectors including trade and mining, "
        "and in frontier areas such as quantum technology."
    )
    assert labels(text) == [("trade", "conventional"), ("mining", "conventional"), ("quantum", "frontier")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana and Togo agreed on a new loan for railways.", [("debt", None), ("railways", None)]),
        ("They want ties in new energy, tourism and space.",
         [("renewables", None), ("tourism", None), ("space-exploration", None)]),
        ("They want ties in new areas such as tourism.", [("tourism", "new")]),
        ("They want closer ties in traditional trade.", [("trade", "traditional")]),
    ],
)  # fmt: skip
def test_new_sorts_fields_and_not_things(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert labels(text) == expected


@pytest.mark.parametrize("text", ["The rebels laid down their arms.", "The ship left the disputed waters."])
def test_words_that_name_no_field(text: str) -> None:
    assert codes(text) == []


def test_crops_are_food() -> None:
    assert codes("Ghana sells rice, maize and wheat.") == ["food-security"] * 3


@pytest.mark.parametrize("text", ["They used tear gas.", "They used a water cannon.", "They left the settlements."])
def test_gas_and_water_of_the_police_are_no_fields(text: str) -> None:
    assert codes(text) == []
