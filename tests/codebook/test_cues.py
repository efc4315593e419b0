"""The table of cues: what it holds, and what is refused in it."""

from collections import Counter

import pytest

from communique.codebook.cues import COLUMNS, PARTS, CueClass, cue_of, cues, read_cues
from communique.codebook.tables import read_rows
from communique.records.diplomacy import StatementKind
from communique.records.errors import SetupError

LABELS = {"clause", "infinitive", "gerund", "object", "as"}
HEAD = "\t".join(COLUMNS)


def rows(*lines: str) -> str:
    return "\n".join((HEAD, *lines))


def read(*lines: str) -> dict[tuple[str, str], object]:
    return dict(read_cues(read_rows(rows(*lines), "cues.tsv", COLUMNS)))


def test_the_table_is_read() -> None:
    table = cues()
    assert len(table) > 500
    assert {key[1] for key in table} == set(PARTS)
    assert {cue.sort for cue in table.values()} == set(CueClass)
    assert all(key == (cue.lemma, cue.part) for key, cue in table.items())


def test_every_kind_has_a_cue() -> None:
    counts = Counter(cue.kind for cue in cues().values())
    assert set(counts) == set(StatementKind)


def test_complements_are_labels_or_prepositions() -> None:
    for cue in cues().values():
        for choice in cue.content:
            for label in choice:
                assert label in LABELS or (label.isalpha() and len(label) <= 7), (cue.lemma, label)
            assert len(choice) <= 2
        assert len(set(cue.content)) == len(cue.content)


def test_the_table_is_in_order() -> None:
    keys = list(cues())
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("lemma", "part", "sort", "kind"),
    [
        ("say", "verb", CueClass.SAY, StatementKind.POSITION),
        ("point out", "verb", CueClass.SAY, StatementKind.POSITION),
        ("condemn", "verb", CueClass.STANCE, StatementKind.CONDEMNATION),
        ("accuse", "verb", CueClass.STANCE, StatementKind.CONDEMNATION),
        ("deny", "verb", CueClass.SAY, StatementKind.DENIAL),
        ("call for", "verb", CueClass.SAY, StatementKind.DEMAND),
        ("call on", "verb", CueClass.URGE, StatementKind.DEMAND),
        ("urge", "verb", CueClass.URGE, StatementKind.DEMAND),
        ("praise", "verb", CueClass.STANCE, StatementKind.PRAISE),
        ("thank", "verb", CueClass.STANCE, StatementKind.THANKS),
        ("congratulate", "verb", CueClass.STANCE, StatementKind.CONGRATULATION),
        ("condolence", "noun", CueClass.STANCE, StatementKind.CONDOLENCE),
        ("willing", "adjective", CueClass.WANT, StatementKind.WILLINGNESS),
        ("concern", "noun", CueClass.THINK, StatementKind.CONCERN),
        ("welcome", "verb", CueClass.STANCE, StatementKind.SUPPORT),
        ("according to", "preposition", CueClass.SAY, StatementKind.POSITION),
    ],
)
def test_entries(lemma: str, part: str, sort: CueClass, kind: StatementKind) -> None:
    cue = cue_of(lemma, part)
    assert cue is not None
    assert (cue.sort, cue.kind) == (sort, kind)


def test_acts_are_no_cues() -> None:
    """Meeting, signing and voting are done, not said."""
    for lemma in ("meet", "sign", "vote", "block", "discuss", "attend", "require"):
        assert cue_of(lemma, "verb") is None, lemma


def test_where_the_hearer_stands() -> None:
    hearers = {lemma: cues()[lemma, "verb"].hearer for lemma in ("tell", "say", "urge", "agree", "condemn")}
    assert hearers == {"tell": "object", "say": "to", "urge": "object", "agree": "with", "condemn": None}


def test_a_lemma_with_an_e_too_many() -> None:
    assert cue_of("laude", "verb") is cue_of("laud", "verb") is not None
    assert cue_of("blame", "verb") is cues()["blame", "verb"]
    assert cue_of("e", "verb") is None
    assert cue_of("walke", "verb") is None


def test_content_is_parted() -> None:
    cue = read("brand\tverb\tcall\tobject+as;as\t\tcondemnation")["brand", "verb"]
    assert cue.content == (("object", "as"), ("as",))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("say\tverb\tsay\tclause\tto\t", "say\tverb\tsay\tobject\t\t"), "given twice"),
        (("Say\tverb\tsay\tclause\t\t",), "small letters"),
        (("\tverb\tsay\tclause\t\t",), "small letters"),
        (("say\tadverb\tsay\tclause\t\t",), "one of verb, noun"),
        (("say\tverb\tutter\tclause\t\t",), "of the class"),
        (("say\tverb\tsay\tclause\t\tgossip",), "of the kind"),
        (("say\tverb\tsay\t\t\t",), "needs the complements"),
        (("say\tverb\tsay\tobject+\t\t",), "needs the complements"),
        (("say\tverb\tsay\tclause;clause\t\t",), "repeated member"),
    ],
)
def test_refusals(lines: tuple[str, ...], says: str) -> None:
    with pytest.raises(SetupError, match=says) as raised:
        read(*lines)
    assert "cues.tsv" in str(raised.value)


def test_the_same_word_in_two_parts() -> None:
    table = read("demand\tverb\tsay\tobject\t\tdemand", "demand\tnoun\tsay\tclause\t\tdemand")
    assert set(table) == {("demand", "verb"), ("demand", "noun")}
