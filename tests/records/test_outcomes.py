"""Outcomes: none without the words that say so, and ids that are hashes of content."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import (
    Document,
    Event,
    Evidence,
    Magnitude,
    Measure,
    Participant,
    Party,
    Role,
    Span,
    Status,
    When,
    digest_of,
)
from communique.records.findings import check_range

TEXT = "Altania condemned Borlund on Friday. Borlund rejected the charge."
DOCUMENT = Document("d1", "file:a", TEXT, digest_of(TEXT))
SENTENCE = DOCUMENT.quote(Span(0, 36), "sentence")
TRIGGER = DOCUMENT.quote(Span(8, 17), "trigger")


def party(start: int, end: int) -> Party:
    return Party(span=Span(start, end), text=TEXT[start:end])


def event(**changes: Any) -> Event:
    given: dict[str, Any] = {
        "type": "ACCUSE",
        "mode": "disapprove",
        "status": Status.ACTUAL,
        "participants": (Participant.as_(Role.ACTOR, party(0, 7)), Participant.as_(Role.RECIPIENT, party(18, 25))),
        "trigger": TRIGGER,
        "sentence": SENTENCE,
        "confidence": 0.9,
        "why": "verb condemn",
    }
    return Event(**(given | changes))


def test_an_event_quotes_its_document() -> None:
    assert event().trigger.text == "condemned"
    assert event().id.startswith("e-")


@pytest.mark.parametrize("missing", [None, "condemned"])
def test_no_event_without_the_evidence_of_a_trigger(missing: Any) -> None:
    with pytest.raises(ValueError, match="without the words that say so"):
        event(trigger=missing)


def test_a_trigger_stands_in_its_sentence() -> None:
    with pytest.raises(ValueError, match="does not stand in its sentence"):
        event(trigger=DOCUMENT.quote(Span(45, 53), "trigger"))


def test_evidence_is_of_one_document() -> None:
    foreign = Evidence("d2", "trigger", TRIGGER.span, TRIGGER.text)
    with pytest.raises(ValueError, match="more than one document"):
        event(trigger=foreign)
    with pytest.raises(ValueError, match="more than one document"):
        event(evidence=(foreign,))


@given(st.floats().filter(lambda v: not 0 <= v <= 1))
def test_a_confidence_is_a_probability(value: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        event(confidence=value)


def test_the_id_follows_from_the_content_and_from_nothing_else() -> None:
    assert event().id == event(confidence=0.1, why="score 0.1").id
    changed = [
        event(type="REJECT"),
        event(mode=None),
        event(trigger=DOCUMENT.quote(Span(8, 25), "trigger")),
        event(participants=()),
        event(participants=event().participants[::-1]),
    ]
    assert len({event().id, *(e.id for e in changed)}) == 6


def test_an_id_of_other_content_is_refused() -> None:
    with pytest.raises(ValueError, match="is not that of the content"):
        dataclasses.replace(event(), type="REJECT")
    assert dataclasses.replace(event(), id="", type="REJECT").type == "REJECT"


def test_what_is_not_known_is_none_and_never_empty() -> None:
    for field in ("mode", "cameo", "why", "type"):
        with pytest.raises(ValueError, match="never empty"):
            event(**{field: ""})


def test_the_words_of_a_party_fill_its_span() -> None:
    with pytest.raises(ValueError, match="do not fill"):
        Party(span=Span(0, 7), text="Alta")


def test_a_party_of_no_actor_claims_no_country() -> None:
    with pytest.raises(ValueError, match="points at no actor"):
        Party(span=Span(0, 7), text="Altania", country="ALT")


@pytest.mark.parametrize(("low", "high"), [(None, None), (-1.0, None), (5.0, 4.0), (float("nan"), 1.0)])
def test_magnitudes_that_make_no_sense(low: float | None, high: float | None) -> None:
    with pytest.raises(ValueError, match="magnitude needs"):
        Magnitude(measure=Measure.KILLED, low=low, high=high, exact=True, span=Span(0, 7), text="Altania")


def test_a_date_says_how_it_was_reached() -> None:
    with pytest.raises(ValueError, match="no `how`"):
        When(first="2024", last="2024", precision=_grain(), how="")


def _grain() -> Any:
    from communique.records import Grain

    return next(iter(Grain))


@pytest.mark.parametrize(("first", "last"), [("2024-02", "2024-01"), ("2024-08-22", "2024-08-21"), ("2025", "2024-12")])
def test_no_time_ends_before_it_starts(first: str, last: str) -> None:
    with pytest.raises(ValueError, match="cannot end"):
        check_range(first, last)


def test_a_year_and_a_day_in_it_are_a_range() -> None:
    check_range("2024", "2024-08-21")
    check_range(None, "2024-08-21")
