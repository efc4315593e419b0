"""`Coded`: all parts of one document agree, or it cannot be built."""

import ast
import dataclasses
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given

import communique.records
from communique.records import (
    Actor,
    Analysis,
    Attendee,
    Attribution,
    Coded,
    Commitment,
    Document,
    Event,
    Evidence,
    Grain,
    Labels,
    Meeting,
    MeetingStatus,
    Message,
    Part,
    Participant,
    Party,
    PlaceRef,
    Quotation,
    Role,
    Sentence,
    Span,
    Statement,
    Status,
    Strength,
    TimeRef,
    Tokens,
    When,
    Where,
    digest_of,
)
from communique.records.coded import parts_of
from records.strategies import QUICK, records_of

TEXT = "Altania agreed to help Borlund on Friday in Cendre."
DOCUMENT = Document("d", "u", TEXT, digest_of(TEXT))
WORDS = [(0, 7), (8, 14), (15, 17), (18, 22), (23, 30), (31, 33), (34, 40), (41, 43), (44, 50), (50, 51)]
SENTENCE = DOCUMENT.quote(Span(0, 51), "sentence")
ACTION = DOCUMENT.quote(Span(8, 22), "action")
OUTCOME: dict[str, Any] = {"sentence": SENTENCE, "confidence": 0.5, "why": "rule"}


def quote(words: str) -> Evidence:
    start = TEXT.index(words)
    return DOCUMENT.quote(Span(start, start + len(words)), "words")


def analysis(document: str = "d", form: list[str] | None = None) -> Analysis:
    blank = Labels.of("_" for _ in WORDS)
    tokens = Tokens(
        start=np.array([a for a, _ in WORDS]),
        end=np.array([b for _, b in WORDS]),
        head=np.array([1, -1, *[1] * (len(WORDS) - 2)]),
        form=Labels.of(form or [TEXT[a:b] for a, b in WORDS]),
        **dict.fromkeys(("lemma", "upos", "xpos", "feats", "deprel"), blank),
    )
    return Analysis(document, "fake", tokens, (Sentence(Span(0, 51), 0, len(WORDS)),))


ALTANIA = Actor(span=Span(0, 7), text="Altania", name="Altania", country="ALT", sector="GOV", how="name")
FRIDAY = TimeRef(span=Span(34, 40), text="Friday", first="2024-08-23", last="2024-08-23", how="weekday")
CENDRE = PlaceRef(span=Span(44, 50), text="Cendre", name="Cendre", country="CEN", lat=1.0, lon=2.0, how="name")
PARTY = Party.of(0, ALTANIA, quote("Altania"))
STATEMENT = Statement(speaker=PARTY, quotation=Quotation.INDIRECT, content=quote("help Borlund"), **OUTCOME)
EVENT = Event(
    type="AGREE",
    status=Status.ACTUAL,
    participants=(Participant.as_(Role.ACTOR, PARTY),),
    date=When.of(0, FRIDAY),
    place=Where.of(0, CENDRE),
    attribution=Attribution(source=PARTY, statement=STATEMENT.id),
    trigger=quote("agreed"),
    **OUTCOME,
)
MEETING = Meeting(
    participants=(Attendee.as_(Part.HOST, PARTY),),
    status=MeetingStatus.HELD,
    trigger=quote("agreed"),
    event=EVENT.id,
    **OUTCOME,
)
COMMITMENT = Commitment(by=(PARTY,), strength=Strength.AGREED, action=ACTION, statement=STATEMENT.id, **OUTCOME)
MESSAGE = Message(sender=PARTY, content=quote("help"), **OUTCOME)


def coded(**changes: Any) -> Coded:
    given: dict[str, Any] = {
        "document": DOCUMENT,
        "analysis": analysis(),
        "actors": (ALTANIA,),
        "times": (FRIDAY,),
        "places": (CENDRE,),
        "statements": (STATEMENT,),
        "events": (EVENT,),
        "meetings": (MEETING,),
        "messages": (MESSAGE,),
        "commitments": (COMMITMENT,),
    }
    return Coded(**given | changes)


def test_what_agrees_is_taken() -> None:
    made = coded()
    assert made.events[0].participants[0].country == "ALT"
    assert made.events[0].date == When.of(0, FRIDAY)
    prefixes = [o.id[:2] for o in (STATEMENT, EVENT, MEETING, MESSAGE, COMMITMENT)]
    assert prefixes == ["s-", "e-", "m-", "g-", "c-"]


@QUICK
@given(records_of(Coded))
def test_every_word_quoted_anywhere_is_the_document_s(made: Coded) -> None:
    text = made.document.text
    quotes = [
        p for p in parts_of(made) if getattr(p, "span", None) is not None and getattr(p, "text", None) is not None
    ]
    assert all(text[q.span.start : q.span.end] == q.text for q in quotes)
    evidence = [p for p in quotes if isinstance(p, Evidence)]
    assert all(made.document.quote(e.span, e.role) == e for e in evidence)
    assert len(evidence) >= 2 * len(made.events)


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "another document": ({"analysis": analysis("e")}, "the analysis is of e"),
    "another form": ({"analysis": analysis(form=[*"abcdefghij"])}, "is not what stands at"),
    "a mention too many": ({"actors": (dataclasses.replace(ALTANIA, mentions=(0,)),)}, "a mention that is not there"),
    "other words": ({"actors": (dataclasses.replace(ALTANIA, text="Altanja"),)}, "is not what stands at"),
    "no actors": ({"actors": ()}, "number 0 of 0"),
    "no times": ({"times": ()}, "number 0 of 0"),
    "no places": ({"places": ()}, "number 0 of 0"),
    "another country": ({"actors": (dataclasses.replace(ALTANIA, country="BOR"),)}, "says other than what"),
    "another date": ({"times": (dataclasses.replace(FRIDAY, last="2024-08-24"),)}, "says other than what"),
    "another point": ({"places": (dataclasses.replace(CENDRE, lat=3.0),)}, "says other than what"),
    "no statement": ({"statements": ()}, "which is not there"),
    "no event": ({"events": ()}, "which is not there"),
    "twice": ({"events": (EVENT, dataclasses.replace(EVENT, confidence=0.1))}, "two outcomes of one id"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_does_not_agree_is_refused(name: str) -> None:
    changes, what = BAD[name]
    with pytest.raises(ValueError, match=what):
        coded(**changes)


def test_evidence_of_another_document_is_refused() -> None:
    def moved(e: Evidence) -> Evidence:
        return dataclasses.replace(e, document="e")

    foreign = dataclasses.replace(MESSAGE, id="", content=moved(MESSAGE.content), sentence=moved(SENTENCE))
    with pytest.raises(ValueError, match="evidence of e in what was coded of d"):
        coded(messages=(foreign,))


@pytest.mark.parametrize("kind", [Statement, Meeting, Message, Commitment])
def test_no_outcome_without_the_words_that_say_so(kind: type) -> None:
    made: Any = {Statement: STATEMENT, Meeting: MEETING, Message: MESSAGE, Commitment: COMMITMENT}[kind]
    core = {Statement: "content", Meeting: "trigger", Message: "content", Commitment: "action"}[kind]
    for missing in (core, "sentence"):
        with pytest.raises(ValueError, match="words"):
            dataclasses.replace(made, id="", **{missing: None})
    with pytest.raises(ValueError, match="is not that of the content"):
        dataclasses.replace(made, id="x-1")
    with pytest.raises(ValueError, match="between 0 and 1"):
        dataclasses.replace(made, confidence=1.5)
    with pytest.raises(ValueError, match="never empty"):
        dataclasses.replace(made, why="")


def test_rules_of_their_own() -> None:
    with pytest.raises(ValueError, match="nobody binds himself"):
        dataclasses.replace(COMMITMENT, id="", by=())
    with pytest.raises(ValueError, match="count from 1"):
        dataclasses.replace(MEETING, ordinal=0)
    relative = When.of(0, TimeRef(span=Span(34, 40), text="Friday", precision=Grain.DAY))
    assert (relative.first, relative.how) == (None, "relative; nothing to count from")


def test_the_room_of_records_imports_the_standard_library_and_numpy_only() -> None:
    folder = Path(communique.records.__file__).parent
    named = set()
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path.name} imports by a relative name"
                named.add(node.module or "")
    foreign = {n for n in named if n.split(".")[0] not in sys.stdlib_module_names | {"numpy"}}
    assert foreign
    assert all(n.startswith("communique.records.") for n in foreign), foreign
