"""What was coded as a person reads it: blocks, marks, brackets, lines that fit."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.cli.code_others import others
from communique.cli.code_table import ACTOR, RECIPIENT, TRIGGER, Drawing, block, bracketed, drawn, heading, sentence
from communique.cli.code_words import codes_of, dates_of, hung, name_of, wrapped
from communique.cli.trees import Line
from communique.cli.views import columns_of
from communique.records import (
    Area,
    Coded,
    Dateline,
    Day,
    Grain,
    Magnitude,
    Measure,
    MeetingFormat,
    Part,
    Participant,
    Party,
    Precision,
    Publication,
    Role,
    Span,
    StatementKind,
    When,
    Where,
    digest_of,
)
from records.strategies import QUICK, records_of
from records.test_coded import (
    ALTANIA,
    CENDRE,
    COMMITMENT,
    DOCUMENT,
    EVENT,
    FRIDAY,
    MEETING,
    MESSAGE,
    PARTY,
    STATEMENT,
    TEXT,
    coded,
    quote,
)


def told(lines: Any) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in lines]


BORLUND = Participant(span=Span(23, 30), text="Borlund", role=Role.RECIPIENT)
BOTH = replace(EVENT, id="", participants=(*EVENT.participants, BORLUND))


def test_a_document_with_all_that_it_tells() -> None:
    lines = told(drawn(coded(), Drawing()))
    assert lines == [
        "━━ Altania agreed to help Borlund on Friday in Cendre.",
        "   d",
        "",
        " 1  AGREE: Altania (ALT, GOV)",
        f"    2024-08-23 · Cendre (CEN) · actual · says Altania · 0.50 · {EVENT.id[:10]}",
        "    [Altania] {agreed} to help Borlund on Friday in Cendre.",
        "",
        "   meetings",
        "   - Altania (ALT, GOV) as host: held · unknown",
        "",
        "   messages",
        "   - Altania → nobody named, other: “help”",
        "",
        "   commitments",
        "   - Altania (ALT, GOV), agreed: “agreed to help”",
        "",
        "   1 statement, which --format jsonl tells",
        "",
    ]


def test_a_document_that_tells_nothing() -> None:
    bare: dict[str, Any] = dict.fromkeys(("events", "meetings", "statements", "messages", "commitments"), ())
    assert told(drawn(coded(**bare), Drawing()))[2:] == ["   no events", ""]


def test_the_heading_tells_where_and_when() -> None:
    line = Dateline(Span(0, 9), 9, "Altania", Span(0, 7), Day(2024, 8, 21))
    known = replace(DOCUMENT, title="Help", outlet="The Gazette", dateline=line)
    assert told(heading(known, 80)) == ["━━ Help", "   The Gazette · Altania · 2024-08-21 · d"]
    published = Publication("2024-08-22T10:00", Precision.MINUTE, "column", True)
    yearless = replace(known, dateline=replace(line, day=Day(None, 8, 21)), published=published)
    assert told(heading(yearless, 80))[1] == "   The Gazette · Altania · 2024-08-22 · d"
    assert told(heading(replace(yearless, published=None), 80))[1] == "   The Gazette · Altania · --08-21 · d"
    long = "word " * 60
    assert told(heading(replace(DOCUMENT, title=long), 40))[0].endswith("…")
    assert columns_of(told(heading(replace(DOCUMENT, title=long), 40))[0]) <= 40


def test_sides_are_parted_by_an_arrow() -> None:
    assert told(block(coded(), BOTH, "7", Drawing()))[0] == "  7  AGREE: Altania (ALT, GOV) → Borlund"[1:]
    nobody = replace(EVENT, id="", participants=(BORLUND,))
    assert told(block(coded(), nobody, "1", Drawing()))[0] == " 1  AGREE: nobody named → Borlund"
    first = replace(EVENT, id="", participants=(*EVENT.participants, replace(BORLUND, role=Role.ACTOR)))
    assert told(block(coded(), first, "1", Drawing()))[0] == " 1  AGREE: Altania (ALT, GOV), Borlund"


def test_facts_are_told_where_there_are_any() -> None:
    deaths = Magnitude(measure=Measure.KILLED, low=12, high=None, exact=True, span=Span(18, 22), text="help")
    rich = replace(EVENT, id="", mode="x", contexts=("military", "legal"), magnitude=(deaths,), attribution=None)
    head, facts, _ = told(block(coded(), rich, "1", Drawing()))
    assert head.startswith(" 1  AGREE/x: ")
    assert facts.startswith("    2024-08-23 · Cendre (CEN) · actual · military · legal · killed help · 0.50 · ")
    bare = replace(EVENT, date=None, place=None, attribution=None)
    assert told(block(coded(), bare, "1", Drawing()))[1].startswith("    no date · actual · 0.50 · ")


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (Where.of(0, replace(CENDRE, name="Cendreville")), "Cendre (Cendreville, CEN)"),
        (Where.of(0, replace(CENDRE, country=None)), "Cendre"),
        (Where(span=Span(44, 50), text="Cendre"), "Cendre"),
    ],
)
def test_a_place_is_its_words_and_what_they_mean(where: Where, words: str) -> None:
    assert f" · {words} · actual" in told(block(coded(), replace(EVENT, place=where), "1", Drawing()))[1]


def test_on_a_terminal_words_have_colours_in_the_sentence() -> None:
    pieces = sentence(DOCUMENT, BOTH, brackets=False)
    assert "".join(text for text, _ in pieces) == TEXT
    styled = {text: style for text, style in pieces if style}
    assert styled == {"Altania": ACTOR, "agreed": TRIGGER, "Borlund": RECIPIENT}


def test_who_stands_outside_the_sentence_is_not_marked() -> None:
    text = "Altania spoke. It agreed."
    document = replace(DOCUMENT, text=text, digest=digest_of(text))
    second = document.quote(Span(15, 25), "sentence")
    event = replace(EVENT, id="", sentence=second, trigger=document.quote(Span(18, 24), "trigger"))
    assert sentence(document, event, brackets=True) == [("It {agreed}.", "")]


@pytest.mark.parametrize(
    ("text", "named", "marked"),
    [
        ("The two, who met, left.", "The two, who met", "[The two], who {met}, left."),
        ("The two which met left.", "The two which met", "[The two] which {met} left."),
        ("The met two left.", "The met two", "[The {met} two] left."),
    ],
)
def test_a_name_ends_where_its_clause_begins(text: str, named: str, marked: str) -> None:
    document = replace(DOCUMENT, text=text, digest=digest_of(text))
    met = Span(text.index("met"), text.index("met") + 3)
    party = Participant(span=Span(0, len(named)), text=named, role=Role.ACTOR)
    whole = document.quote(Span(0, len(text)), "sentence")
    event = replace(EVENT, id="", sentence=whole, trigger=document.quote(met, "trigger"), participants=(party,))
    assert sentence(document, event, brackets=True) == [(marked, "")]


def test_who_is_named_twice_is_listed_once() -> None:
    again = replace(EVENT.participants[0], span=Span(0, 7))
    twice = replace(EVENT, id="", participants=(EVENT.participants[0], again, BORLUND))
    assert told(block(coded(), twice, "1", Drawing()))[0] == " 1  AGREE: Altania (ALT, GOV) → Borlund"


def test_who_is_only_implied_has_the_name_of_its_country() -> None:
    """`Talks were held`: their word is the act's own."""
    actor = replace(ALTANIA, name=None, country="AUT")
    words = {"span": Span(8, 14), "text": "agreed", "role": Role.ACTOR, "actor": 0}
    implied = Participant(**words, country="AUT", sector="GOV")  # type: ignore[arg-type]
    event = replace(EVENT, id="", attribution=None, participants=(implied,))
    bare: dict[str, Any] = {"statements": (), "messages": (), "commitments": (), "meetings": ()}
    made = coded(events=(event,), actors=(actor,), **bare)
    assert told(block(made, event, "1", Drawing()))[0] == " 1  AGREE: Austria (AUT, GOV)"
    nowhere = replace(event, id="", participants=(replace(implied, country="UNO"),))
    assert told(block(made, nowhere, "1", Drawing()))[0] == " 1  AGREE: agreed (UNO, GOV)"


@pytest.mark.parametrize(
    ("marks", "out"),
    [
        ([(Span(0, 1), "[]"), (Span(2, 3), "{}")], "[a] {b} c"),
        ([(Span(0, 3), "[]"), (Span(2, 3), "{}")], "[a {b}] c"),
        ([(Span(0, 3), "[]"), (Span(0, 1), "{}")], "[{a} b] c"),
        ([(Span(0, 3), "{}"), (Span(0, 3), "[]")], "{a b} c"),
        ([(Span(4, 5), "[]")], "a b [c]"),
        ([], "a b c"),
    ],
)
def test_brackets(marks: list[tuple[Span, str]], out: str) -> None:
    assert bracketed("a b c", marks) == out


@QUICK
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 5), st.sampled_from(["[]", "{}"])), max_size=5))
def test_without_its_brackets_it_is_the_text(drawn_marks: list[tuple[int, int, str]]) -> None:
    text = "abcdefghijklm"
    marks = [(Span(a, a + n), pair) for a, n, pair in drawn_marks]
    out = bracketed(text, marks)
    assert "".join(c for c in out if c not in "[]{}") == text
    spans = {s for s, _ in marks}
    assert sum(c in "[{" for c in out) == sum(c in "]}" for c in out) == len(spans)


PIECES = st.lists(st.tuples(st.text("ab \u4e2d\n", max_size=8), st.sampled_from(["", "x", "y"])), max_size=8)


@QUICK
@given(PIECES, st.integers(1, 12))
def test_wrapped_lines_fit_and_lose_nothing(pieces: Line, width: int) -> None:
    lines = list(wrapped(pieces, width))
    words = " ".join("".join(text for text, _ in line) for line in lines).split()
    assert words == "".join(text for text, _ in pieces).split()
    for line in lines:
        plain = "".join(text for text, _ in line)
        assert columns_of(plain) <= width or " " not in plain
        assert all(a[1] != b[1] for a, b in pairwise(line))
    given_styles = {(c, style) for text, style in pieces for c in text if not c.isspace()}
    assert {(c, style) for line in lines for text, style in line for c in text if c != " "} == given_styles


def test_lines_hang_from_their_mark() -> None:
    assert told(hung(" 1  ", [("one two three four", "")], 24)) == [" 1  one two three four"]
    assert told(hung(" 1  ", [("one two three four five", "")], 24)) == [" 1  one two three four", "    five"]


@QUICK
@given(records_of(Coded), st.sampled_from([60, 100]), st.booleans())
def test_any_document_can_be_shown(made: Coded, width: int, brackets: bool) -> None:
    lines = told(drawn(made, Drawing(width, brackets)))
    assert sum(e.id[:10] in line for e in made.events for line in lines) >= len(made.events)
    assert all(c not in line for line in lines for c in "\x00\x1b\r")


def test_names_codes_and_dates() -> None:
    assert name_of(PARTY) == "Altania"
    assert name_of(Party(span=Span(0, 9), text="the\n  six")) == "the six"
    assert codes_of(replace(PARTY, other_sectors=("MIL",))) == " (ALT, GOV, MIL)"
    assert codes_of(BORLUND) == ""
    when = When(first="2024-08", last="2024-08", precision=Grain.MONTH, how="x")
    assert dates_of(when) == "2024-08"
    assert dates_of(replace(when, last="2024-09")) == "2024-08 .. 2024-09"
    assert dates_of(replace(when, last=None)) == "2024-08 .. "
    open_ = replace(When.of(0, FRIDAY), first=None, last=None)
    assert dates_of(open_) == "Friday"
    assert dates_of(replace(open_, time=None, span=None, text=None)) == "no date"


def test_meetings_tell_who_how_and_on_what() -> None:
    meeting = replace(
        MEETING,
        id="",
        format=MeetingFormat.PHONE,
        series="talks",
        ordinal=29,
        venue=Where.of(0, CENDRE),
        date=When.of(0, FRIDAY),
        topics=(quote("help Borlund"),),
        participants=(replace(MEETING.participants[0], part=Part.PRESENT),),
    )
    bare = {"statements": (), "messages": (), "commitments": ()}
    made = coded(meetings=(meeting,), events=(replace(EVENT, attribution=None),), **bare)
    [*_, line] = told(others(made, 200))
    assert line == ("   - Altania (ALT, GOV): held · phone · 2024-08-23 · Cendre · talks no. 29 · on “help Borlund”")
    unnamed = replace(meeting, id="", participants=(), series=None, topics=(), venue=None, date=None)
    [*_, line] = told(others(replace(made, meetings=(unnamed,)), 200))
    assert line == "   - nobody named: held · phone · no. 29"


def test_messages_and_commitments_tell_all_sides() -> None:
    borlund = Party(span=Span(23, 30), text="Borlund")
    message = replace(MESSAGE, id="", bearer=borlund, receiver=borlund)
    commitment = replace(
        COMMITMENT,
        id="",
        partners=(borlund,),
        areas=(Area(code="trade", span=Span(18, 22), text="help"),),
        deadline=When.of(0, FRIDAY),
        condition=quote("in Cendre"),
    )
    lines = told(others(coded(messages=(message,), commitments=(commitment,)), 200))
    assert "   - Altania → Borlund, by Borlund, other: “help”" in lines
    assert "   - Altania (ALT, GOV) → Borlund, agreed: “agreed to help” · trade · by 2024-08-23 · in Cendre" in lines


def test_statements_are_counted() -> None:
    full = replace(STATEMENT, id="", cue=quote("agreed"), kind=StatementKind.DEMAND)
    assert told(others(coded(statements=(STATEMENT, full)), 200))[-1] == "   2 statements, which --format jsonl tells"


def test_notes_have_a_heading() -> None:
    bare: dict[str, Any] = {"statements": (), "messages": (), "commitments": (), "meetings": ()}
    made = coded(notes=("a sentence was cut",), events=(replace(EVENT, attribution=None),), **bare)
    assert told(others(made, 80))[-2:] == ["   notes", "   - a sentence was cut"]
