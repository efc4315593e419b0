"""Terms that tell contexts, and contexts that types, modes and sectors imply."""

import pytest

from communique.codebook.contexts import (
    COLUMNS,
    IMPLIED_COLUMNS,
    Strength,
    implied,
    lexicon,
    read_implied,
    read_terms,
    readings,
    terms_among,
)
from communique.codebook.plover import plover
from communique.codebook.tables import bundled, read_rows
from communique.records.errors import SetupError

TERMS = "\t".join(COLUMNS) + "\n"
IMPLIED = "\t".join(IMPLIED_COLUMNS) + "\n"


def strong(text: str) -> set[str]:
    """Contexts that terms of a text tell by themselves; forms stand for lemmas."""
    words = [readings(w, w) for w in text.replace("-", " ").split()]
    return {context for _, term in terms_among(words, lexicon()) for context in term.strong}


def test_the_lexicon_is_large_and_tells_every_context() -> None:
    terms = [term for same in lexicon().values() for term in same]
    assert len(terms) >= 2000
    for context in plover().contexts:
        assert sum(context in term.strong for term in terms) >= 15, context


def test_terms_are_sorted_and_told_once() -> None:
    rows = [row["term"] for row in bundled("contexts.tsv", COLUMNS)]
    assert rows == sorted(rows)


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("nerve agent", "cbrn"),
        ("Uranium enrichment", "cbrn"),
        ("asylum seekers", "asylum"),
        ("a suicide bomber", "terrorism"),
        ("gas pipeline", "natural_resource"),
        ("ransomware", "cyber"),
        ("polling stations", "election"),
        ("anti-corruption", "corruption"),
        ("cocaine", "illegal_drugs"),
        ("human trafficking", "trafficking"),
        ("peacekeepers", "peacekeeping"),
        ("free trade agreement", "economic"),
        ("tear gas", "repression"),
        ("troops", "military"),
        ("espionage", "intelligence"),
        ("same-sex marriage", "lgbt"),
        ("femicide", "gender"),
        ("mass graves", "human_rights"),
        ("press freedom", "rights_freedoms"),
        ("poverty", "inequality"),
        ("deepfake", "misinformation"),
        ("earthquake", "disasters"),
        ("carbon emissions", "environment"),
        ("restitution", "reparations"),
        ("parliament", "legislative"),
        ("supreme court", "legal"),
        ("embassy", "diplomatic"),
        ("annexation", "territory"),
        ("coup", "political_institutions"),
        ("term limits", "pro_autocracy"),
        ("return to democracy", "pro_democracy"),
    ],
)
def test_terms_tell_their_context(text: str, context: str) -> None:
    assert context in strong(text.lower())


def test_the_longer_term_takes_the_words() -> None:
    words = [readings(w, w) for w in ("tear", "gas", "pipeline")]
    assert [term.words for _, term in terms_among(words, lexicon())] == [("tear", "gas"), ("pipeline",)]
    assert "natural_resource" not in strong("tear gas")


def test_terms_are_found_where_they_start() -> None:
    words = [readings(w, w) for w in ("the", "chemical", "weapons", "of", "the", "army")]
    assert [at for at, _ in terms_among(words, lexicon())] == [1, 5]


@pytest.mark.parametrize(
    ("form", "lemma", "reading"),
    [
        ("Elections", "election", "election"),
        ("troops", "troops", "troop"),
        ("anti-drug", "anti-drug", "drug"),
        ("Pre-election", "pre-election", "election"),
        ("said", "say", "say"),
        ("congress", "congress", "congress"),
    ],
)
def test_readings(form: str, lemma: str, reading: str) -> None:
    found = readings(form, lemma)
    assert reading in found
    assert found[0] == form.lower()


def test_a_word_that_ends_in_two_s_keeps_them() -> None:
    assert "congres" not in readings("congress", "congress")


@pytest.mark.parametrize(
    ("code", "context", "strength"),
    [
        ("CONSULT", "diplomatic", Strength.STRONG),
        ("ASSAULT/unconventional", "cbrn", Strength.SURE),
        ("SANCTION/convict", "legal", Strength.SURE),
        ("COERCE/cyber", "cyber", Strength.SURE),
        ("RETREAT/resign", "executive", Strength.STRONG),
        ("MIL", "military", Strength.STRONG),
        ("LEG", "legislative", Strength.STRONG),
    ],
)
def test_what_is_implied(code: str, context: str, strength: Strength) -> None:
    assert implied()[code][context] is strength


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("tank\tarmy\tstrong", "no context 'army'"),
        ("tank\tmilitary\tsure", "strong or weak"),
        ("tank\tmilitary\tloud", "a strength is one of"),
        ("Tank\tmilitary\tstrong", "small letters"),
        ("air-raid\tmilitary\tstrong", "no hyphens"),
        ("air  raid\tmilitary\tstrong", "single blanks"),
        ("tank\tmilitary\tstrong\ntank\tmilitary;crime\tweak", "given twice"),
        ("tank\tmilitary;\tstrong", "empty"),
    ],
)
def test_terms_that_are_refused(row: str, why: str) -> None:
    with pytest.raises(SetupError, match=why):
        read_terms(read_rows(TERMS + row, "made.tsv", COLUMNS), plover())


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("ATTACK\tmilitary\tstrong", "no type, type and mode, or sector"),
        ("ASSAULT/visit\tmilitary\tstrong", "no type, type and mode, or sector"),
        ("ASSAULT\twar\tstrong", "no context 'war'"),
        ("ASSAULT\tmilitary\tstrong\nASSAULT\tmilitary\tweak", "given twice"),
    ],
)
def test_implications_that_are_refused(row: str, why: str) -> None:
    with pytest.raises(SetupError, match=why):
        read_implied(read_rows(IMPLIED + row, "made.tsv", IMPLIED_COLUMNS), plover())


def test_one_term_may_tell_some_contexts_and_hint_at_others() -> None:
    rows = read_rows(TERMS + "gas field\tnatural_resource\tstrong\ngas field\teconomic\tweak", "made.tsv", COLUMNS)
    ((term,),) = read_terms(rows, plover()).values()
    assert (term.words, term.strong, term.weak) == (("gas", "field"), ("natural_resource",), ("economic",))
