"""Examples: ours cover every type and mode, and what came is held against what was expected."""

import re
from collections import Counter

import pytest

from communique.codebook.bodies import CODES
from communique.codebook.codebook import codebook
from communique.codebook.countries import countries
from communique.codebook.examples import Example, Expected, shown
from communique.codebook.plover import plover
from communique.records.documents import Precision
from communique.records.outcomes import Event, Participant, Role, Status
from communique.records.spans import Span

RULES = [rule for t in plover().types.values() for rule in (t.code, *(f"{t.code}/{m}" for m in t.modes))]
TEXT = "The gunmen and China met Peru in the Hague."


def event(
    type: str = "CONSULT",
    mode: str | None = None,
    actors: tuple[tuple[str, str | None, str | None], ...] = (("China", "CHN", "GOV"),),
    recipients: tuple[tuple[str, str | None, str | None], ...] = (("Peru", "PER", None),),
    status: Status = Status.ACTUAL,
    contexts: tuple[str, ...] = (),
) -> Event:
    """An event of `TEXT`; a party is its words, country and sector."""
    document = Example("CONSULT", TEXT, ()).document(1)

    def party(role: Role, words: str, country: str | None, sector: str | None) -> Participant:
        start = TEXT.index(words)
        return Participant(
            role=role, span=Span(start, start + len(words)), text=words, country=country, sector=sector,
            actor=None if country is None else 0,
        )  # fmt: skip

    start = TEXT.index("met")
    return Event(
        type=type, mode=mode, contexts=contexts, status=status, confidence=0.9, why="test",
        participants=(*(party(Role.ACTOR, *a) for a in actors), *(party(Role.RECIPIENT, *r) for r in recipients)),
        trigger=document.quote(Span(start, start + 3), "trigger"),
        sentence=document.quote(Span(0, len(TEXT)), "sentence"),
    )  # fmt: skip


def codes(*those: str) -> frozenset[str]:
    return frozenset(those)


# --- ours ---


@pytest.mark.parametrize("rule", RULES)
def test_every_type_and_mode_has_examples_of_both_kinds(rule: str) -> None:
    given = Counter(e.positive for e in codebook().examples if e.rule == rule)
    assert given[True] >= 2
    assert given[False] >= 1


def test_sentences_are_told_once_in_a_rule_and_whole() -> None:
    given = Counter((e.rule, e.text) for e in codebook().examples)
    assert not [g for g, n in given.items() if n > 1]
    for example in codebook().examples:
        assert re.fullmatch(r"[A-Z].{15,150}\.", example.text), example.text
        assert example.published == "2024-05-14"


def test_a_sentence_expects_the_same_wherever_it_stands() -> None:
    told: dict[str, tuple[Expected, ...]] = {}
    for example in codebook().examples:
        kinds = tuple(e.type for e in example.events)
        before = told.setdefault(example.text, example.events)
        assert kinds == tuple(e.type for e in before), example.text


def test_parties_are_of_known_countries_and_bodies() -> None:
    known = set(countries()) | set(CODES)
    for example in codebook().examples:
        for expected in example.events:
            for side in (expected.actors, expected.recipients):
                assert {code.partition("/")[0] for code in side or ()} <= known, example.text


def test_what_must_not_be_coded_says_why_where_it_is_a_border() -> None:
    borders = [e for e in codebook().examples if not e.positive and e.events]
    assert len(borders) > 50
    told = sum(bool(e.why) for e in borders)
    assert told >= 0.8 * len(borders)


# --- what came, against what was expected ---


def test_an_example_is_a_report() -> None:
    example = Example("CONSULT", TEXT, (), "2024-05-14")
    document = example.document(7)
    assert (document.uri, document.text) == ("example:7", TEXT)
    assert document.published is not None
    assert (document.published.at, document.published.precision) == ("2024-05-14", Precision.DAY)
    assert Example("CONSULT", TEXT, ()).document(7).published is None
    assert example.document(8).id != document.id


@pytest.mark.parametrize(
    ("expected", "lacks"),
    [
        (Expected("CONSULT"), []),
        (Expected("AGREE"), ["type"]),
        (Expected("CONSULT", mode=""), []),
        (Expected("CONSULT", mode="visit"), ["mode"]),
        (Expected("CONSULT", actors=codes("CHN"), recipients=codes("PER")), []),
        (Expected("CONSULT", actors=codes("CHN/GOV")), []),
        (Expected("CONSULT", actors=codes("CHN/MIL")), ["actors"]),
        (Expected("CONSULT", actors=codes("PER"), recipients=codes("CHN")), ["actors", "recipients"]),
        (Expected("CONSULT", actors=codes("CHN", "PER"), recipients=codes()), ["actors", "recipients"]),
        (Expected("CONSULT", recipients=codes()), ["recipients"]),
        (Expected("CONSULT", trigger="met"), []),
        (Expected("CONSULT", trigger="visited"), ["trigger"]),
        (Expected("CONSULT", status=Status.FUTURE), ["status"]),
        (Expected("CONSULT", contexts=codes("military")), ["contexts"]),
    ],
)
def test_what_an_event_lacks(expected: Expected, lacks: list[str]) -> None:
    assert expected.lacks(event()) == lacks


def test_parties_without_a_country_are_told_by_their_words() -> None:
    both = event(actors=(("The gunmen", None, None), ("China", "CHN", None)))
    assert Expected("CONSULT", actors=codes("gunmen", "CHN")).lacks(both) == []
    assert Expected("CONSULT", actors=codes("The Gunmen", "CHN")).lacks(both) == []
    assert Expected("CONSULT", actors=codes("CHN")).lacks(both) == ["actors"]
    assert Expected("CONSULT", actors=codes("gunmen", "CHN", "PER")).lacks(both) == ["actors"]


def test_contexts_may_be_more_and_a_mode_must_be_that_one() -> None:
    one = event(mode="visit", contexts=("military", "economic"))
    assert Expected("CONSULT", "visit", contexts=codes("military")).lacks(one) == []
    assert Expected("CONSULT", "").lacks(one) == ["mode"]
    assert Expected("CONSULT").lacks(one) == []


def test_negated_events_do_not_count() -> None:
    negated = event(status=Status.NEGATED)
    assert Example("CONSULT", TEXT, ()).faults([negated]) == ()
    assert Example("CONSULT", TEXT, (Expected("CONSULT"),)).faults([negated]) == ("missing: CONSULT * > *",)
    asked = Expected("CONSULT", status=Status.NEGATED)
    assert Example("CONSULT", TEXT, (asked,)).faults([negated]) == ()


def test_faults_are_told_in_words() -> None:
    example = Example("CONSULT", TEXT, (Expected("CONSULT", "visit", codes("CHN"), codes("PER")),))
    assert example.faults([event(mode="visit")]) == ()
    assert example.faults([]) == ("missing: CONSULT/visit CHN > PER",)
    assert example.faults([event()]) == (
        "wrong mode: CONSULT CHN/GOV > PER 'met' actual instead of CONSULT/visit CHN > PER",
    )
    assert example.faults([event("AGREE")]) == (
        "missing: CONSULT/visit CHN > PER",
        "must not come: AGREE CHN/GOV > PER 'met' actual",
    )


def test_each_event_is_expected_once() -> None:
    example = Example("CONSULT", TEXT, (Expected("CONSULT"), Expected("AGREE")))
    assert example.faults([event(), event("AGREE")]) == ()
    assert example.faults([event(), event()]) == ("missing: AGREE * > *", f"must not come: {shown(event())}")


@pytest.mark.parametrize(
    ("rule", "expected", "positive"),
    [
        ("CONSULT", Expected("CONSULT", "visit"), True),
        ("CONSULT/visit", Expected("CONSULT", "visit"), True),
        ("CONSULT/phone", Expected("CONSULT", "visit"), False),
        ("CONSULT/phone", Expected("CONSULT"), False),
        ("AGREE", Expected("CONSULT"), False),
    ],
)
def test_which_examples_are_positive(rule: str, expected: Expected, positive: bool) -> None:
    assert Example(rule, TEXT, (expected,)).positive is positive
