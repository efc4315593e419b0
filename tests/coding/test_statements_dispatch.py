"""What the bundled dispatch from Moscow yields beside its meetings, all of it and nothing more."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import communique
from communique.pipeline import Pipeline
from communique.records.coded import Coded
from communique.records.diplomacy import Message, MessageKind, Quotation, Statement, StatementKind
from communique.records.documents import Document, Precision, Publication
from communique.records.outcomes import Part
from language.reading import model

DISPATCH = Path(__file__).parents[2] / "examples" / "dispatches" / "01-moscow-2024-li-putin.txt"
LI, PUTIN, XI = "Li Qiang", "Vladimir Putin", "Xi Jinping"


@cache
def coded() -> Coded:
    (document,) = communique.read([str(DISPATCH)])
    assert isinstance(document, Document)
    dated = replace(document, published=Publication("2024-08-21", Precision.DAY, "test", True))
    found = Pipeline(analyser=model()).code(dated)
    assert isinstance(found, Coded)
    return found


def speaker(statement: Statement) -> str | None:
    return statement.speaker.name if statement.speaker is not None else None


def names(message: Message) -> list[str | None]:
    return [p.name if p is not None else None for p in (message.sender, message.bearer, message.receiver)]


def said_of(kind: StatementKind) -> list[Statement]:
    return [s for s in coded().statements if s.kind is kind]


def test_who_says_what_in_order() -> None:
    found = [(speaker(s), s.kind) for s in sorted(coded().statements, key=lambda s: s.content.span)]
    assert found == [
        (LI, StatementKind.WILLINGNESS),
        (LI, StatementKind.WILLINGNESS),
        (LI, StatementKind.WILLINGNESS),
        (PUTIN, StatementKind.DEMAND),
        (PUTIN, StatementKind.POSITION),
        (PUTIN, StatementKind.POSITION),
        (PUTIN, StatementKind.WILLINGNESS),
    ]
    assert {s.quotation for s in coded().statements} == {Quotation.INDIRECT}


def test_willingness_with_its_areas() -> None:
    areas = [[(a.code, a.label) for a in s.areas] for s in said_of(StatementKind.WILLINGNESS)]
    assert areas == [
        [],
        [
            ("energy", "traditional"),
            ("trade", "traditional"),
            ("agriculture", "traditional"),
            ("science-technology", "emerging"),
            ("industry", "emerging"),
            ("digital-economy", "emerging"),
        ],
        [("culture", None), ("tourism", None), ("education", None), ("youth", None), ("regions", None)],
        [],
    ]


def test_towards_whom_they_are_willing() -> None:
    first, *_, last = said_of(StatementKind.WILLINGNESS)
    assert first.target is not None
    assert last.target is not None
    assert (first.target.country, last.target.country) == ("RUS", "CHN")


def test_the_anniversary_is_told_by_putin() -> None:
    (found,) = [s for s in coded().statements if "anniversary" in s.content.text]
    assert (speaker(found), found.content.text) == (
        PUTIN,
        "that 2024 marks the 75th anniversary of diplomatic relations",
    )


def test_who_is_absent_sends_and_gets_and_neither_meets_nor_speaks() -> None:
    assert [names(m) for m in coded().messages] == [[XI, LI, PUTIN], [PUTIN, LI, XI]]
    assert {m.kind for m in coded().messages} == {MessageKind.GREETING}
    assert XI not in {speaker(s) for s in coded().statements}
    assert XI not in {p.name for m in coded().meetings for p in m.participants}


def test_two_meetings_of_one_day_and_nothing_else() -> None:
    kremlin, regular = coded().meetings
    assert {(p.name, p.part) for p in kremlin.participants} == {(PUTIN, Part.HOST), (LI, Part.GUEST)}
    assert {p.part for p in regular.participants} == {Part.CO_CHAIR}
    assert kremlin.date is not None
    assert regular.date is not None
    assert (kremlin.date.first, regular.date.first) == ("2024-08-21", "2024-08-21")
    assert kremlin.venue is not None
    assert kremlin.venue.text.endswith("Kremlin")


def test_the_count_is_a_note() -> None:
    (note,) = [n for n in coded().notes if "count of meetings" in n]
    assert "met the Russian leader twice" in note


def test_each_commitment_points_at_the_statement_that_tells_it() -> None:
    told = {s.id: s for s in coded().statements}
    assert len(coded().commitments) == 4
    for commitment in coded().commitments:
        assert commitment.statement is not None
        statement = told[commitment.statement]
        assert statement.kind is StatementKind.WILLINGNESS
        assert commitment.speaker == statement.speaker
