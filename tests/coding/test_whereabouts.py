"""Where an event took place: in its own clause, in the dateline, and not where its topic is."""

import pytest

from communique.records.documents import Document
from communique.sources.drafts import Draft, finished

from .events import _pipeline, event, events
from .scenes import scene


def where(text: str, kind: str) -> str | None:
    """The country of the place of the first event of a type."""
    place = event(text, kind).place
    return None if place is None else place.country


@pytest.mark.parametrize(
    ("text", "kind", "country"),
    [
        ("The presidents of Peru and Chile met in Vienna on Monday.", "CONSULT", "AUT"),
        ("The minister was convicted of fraud in the northern district of Texas.", "SANCTION", "USA"),
        ("The presidents of Peru and Chile held talks in the Austrian capital.", "CONSULT", "AUT"),
        ("Egypt and Israel signed a treaty on the lawn of the White House.", "SUPPORT", "USA"),
        ("Chad withdrew its troops from Niger.", "RETREAT", "NER"),
        ("Chad and Niger opened the Geneva talks on Mali.", "CONSULT", "CHE"),
        ("The police of Peru arrested a Chilean journalist in Lima.", "COERCE", "PER"),
    ],
)
def test_places(text: str, kind: str, country: str) -> None:
    assert where(text, kind) == country


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Germany called for a ceasefire in Sudan.", "REQUEST"),
        ("Spain rejected the removal of settlements in the Sinai.", "REJECT"),
        ("The embassy of Peru in London condemned Chile.", "ACCUSE"),
    ],
)
def test_the_place_of_a_topic_is_not_that_of_what_is_said(text: str, kind: str) -> None:
    assert where(text, kind) is None


def test_words_for_a_capital_are_those_of_the_text() -> None:
    text = "The presidents of Peru and Chile held talks in the Austrian capital."
    place = event(text, "CONSULT").place
    assert place is not None
    assert (place.text, place.span.of(text), place.place) == ("the Austrian capital", "the Austrian capital", None)


def told(text: str) -> dict[str, str | None]:
    """The country of the place of each event of a wire story, by its words."""
    document = finished(Draft("wire.txt", text))
    assert isinstance(document, Document)
    coded = _pipeline().code(document)
    assert hasattr(coded, "events")
    return {e.trigger.text: None if e.place is None else e.place.country for e in coded.events}


def test_a_curfew_at_home_is_where_the_report_is_from() -> None:
    body = "KYIV, Feb. 24, 2022 (Reuters) - The government of Ukraine imposed a curfew on Thursday."
    assert next(c for words, c in told(body).items() if "curfew" in words) == "UKR"


def test_an_attack_abroad_is_not_where_the_report_is_from() -> None:
    body = "VIENNA, Feb. 24, 2022 (Reuters) - Chad attacked soldiers of Niger on Thursday."
    assert told(body)["attacked"] != "AUT"


def test_nobody_meets_in_a_sentence_without_a_place() -> None:
    assert all(e.place is None for e in events("Chad condemned Niger."))
    assert not scene("Chad condemned Niger.").places_at or where("Chad condemned Niger.", "ACCUSE") is None
