"""Words that name acts: every type has some, and what contradicts is refused."""

import pytest

from communique.codebook.plover import plover
from communique.codebook.tables import read_rows
from communique.codebook.triggers import COLUMNS, read_triggers, triggers
from communique.records.errors import SetupError

HEADER = "\t".join(COLUMNS) + "\n"


def test_every_type_has_verbs_and_nouns() -> None:
    for kind in plover().types:
        for part in ("verb", "noun"):
            assert any(t.type == kind and t.part == part for found in triggers().values() for t in found), (kind, part)


@pytest.mark.parametrize(
    ("lemma", "objects", "person", "kind"),
    [
        ("withdraw", {"troop"}, False, "RETREAT"),
        ("withdraw", {"ambassador"}, False, "SANCTION"),
        ("lift", {"ban"}, False, "CONCEDE"),
        ("receive", {"premier"}, True, "CONSULT"),
        ("strike", set(), False, "PROTEST"),
        ("strike", {"convoy"}, False, "ASSAULT"),
        ("strike", {"deal"}, False, "AGREE"),
        ("cancel", {"debt"}, False, "AID"),
        ("cancel", {"visit"}, False, "REJECT"),
    ],
)
def test_the_object_tells(lemma: str, objects: set[str], person: bool, kind: str) -> None:
    found = [t for t in triggers()[lemma, "verb"] if t.suits(frozenset(objects), person)]
    assert found[0].type == kind


def test_an_object_that_does_not_suit_names_no_act() -> None:
    assert not any(t.suits(frozenset(("curtain",)), False) for t in triggers()["lift", "verb"])


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("hug\tverb\tCUDDLE\t\t\n", "no type"),
        ("hug\tverb\tSUPPORT\twarm\t\n", "no mode"),
        ("Hug\tverb\tSUPPORT\t\t\n", "small letters"),
        ("hug\tverb\tSUPPORT\t\t\nhug\tverb\tASSAULT\t\t\n", "twice"),
        ("hug\tverb\tSUPPORT\t\tally;foe\nhug\tverb\tASSAULT\t\tfoe\n", "twice"),
    ],
)
def test_rows_that_contradict_are_refused(rows: str, why: str) -> None:
    with pytest.raises(SetupError, match=why):
        read_triggers(read_rows(HEADER + rows, "own.tsv", COLUMNS), plover())
