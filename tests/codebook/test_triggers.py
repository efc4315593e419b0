"""Words that name acts: every type has some, and what contradicts is refused."""

import pytest

from communique.codebook.plover import plover
from communique.codebook.tables import read_rows
from communique.codebook.triggers import COLUMNS, Roles, Triggers, Use, named, read_triggers, triggers
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
        ("hug\tverb\tCUDDLE\t\t\t\t\n", "no type"),
        ("hug\tverb\tSUPPORT\twarm\t\t\t\n", "no mode"),
        ("Hug\tverb\tSUPPORT\t\t\t\t\n", "small letters"),
        ("hug\tverb\tSUPPORT\t\t\t\t\nhug\tverb\tASSAULT\t\t\t\t\n", "twice"),
        ("hug\tverb\tSUPPORT\t\t\tally;foe\t\nhug\tverb\tASSAULT\t\t\tfoe\t\n", "twice"),
    ],
)
def test_rows_that_contradict_are_refused(rows: str, why: str) -> None:
    with pytest.raises(SetupError, match=why):
        read_triggers(read_rows(HEADER + rows, "own.tsv", COLUMNS), plover())


def own(rows: str) -> Triggers:
    return read_triggers(read_rows(HEADER + rows, "own.tsv", COLUMNS), plover())


def test_roles_are_read_and_unknown_ones_refused() -> None:
    found = own("hug\tverb\tSUPPORT\t\tmutual\t\t\nhost\tverb\tCONSULT\tvisit\tswap\t\t\npat\tverb\tSUPPORT\t\t\t\t\n")
    assert [found[w, "verb"][0].roles for w in ("hug", "host", "pat")] == [Roles.MUTUAL, Roles.SWAP, Roles.ACT]
    with pytest.raises(SetupError, match="mutual, swap or nothing"):
        own("hug\tverb\tSUPPORT\t\treverse\t\t\n")


def test_excluded_objects_name_no_act() -> None:
    meet = own("meet\tverb\tCONSULT\t\tmutual\t\tdeadline;-\n")["meet", "verb"][0]
    assert meet.suits(frozenset(("envoy",)), False)
    assert not meet.suits(frozenset(("deadline",)), False)
    assert not meet.suits(frozenset(), False)
    with pytest.raises(SetupError, match="needed and excluded"):
        own("meet\tverb\tCONSULT\t\t\tenvoy\tenvoy\n")


def test_a_use_that_names_nothing() -> None:
    table = own("quit\tverb\tRETREAT\tresign\t\t\t\nquit\tverb\t-\t\t\tsmoking\t\nquit over\tverb\t-\t\t\t\t\n")
    assert named(table, Use("quit", "verb", frozenset(("smoking",)))) is None
    assert named(table, Use("quit", "verb", under={"over": frozenset(("snoring",))})) is None
    found = named(table, Use("quit", "verb", frozenset(("office",))))
    assert found is not None
    assert found.mode == "resign"
    with pytest.raises(SetupError, match="no mode"):
        own("quit\tverb\t-\tresign\t\t\t\n")


def test_an_infinitive_is_an_object_and_yet_none() -> None:
    table = own("tell\tverb\tREQUEST\t\t\tTO\t\nstrike\tverb\tPROTEST\tstrike\t\t-\t\n")
    told, untold = (
        Use("tell", "verb", frozenset(("envoy", "TO")), True),
        Use("tell", "verb", frozenset(("envoy",)), True),
    )
    assert named(table, told) is not None
    assert named(table, untold) is None
    assert named(table, Use("strike", "verb", frozenset(("TO",)))) is not None


CALLS = (
    "call\tverb\tCONSULT\tphone\t\tPERSON\t\ncall for\tverb\tREQUEST\t\t\t\ttender\n"
    "call off\tverb\tREJECT\tmeet\t\t\t\nlift\tverb\tCONCEDE\t\t\tban\t\nban\tnoun\tCOERCE\trestrict\t\t\t\n"
)


@pytest.mark.parametrize(
    ("use", "kind"),
    [
        (Use("call", "verb", frozenset(("premier",)), True), "CONSULT"),
        (Use("call", "verb", under={"for": frozenset(("calm",))}), "REQUEST"),
        (Use("call", "verb", under={"for": frozenset(("tender",))}), None),
        (Use("call off", "verb", frozenset(("talk",))), "REJECT"),
        (Use("call", "verb", frozenset(("vote",))), None),
        (Use("ban", "noun", light="lift"), "CONCEDE"),
        (Use("ban", "noun", light="impose"), "COERCE"),
    ],
)
def test_what_a_use_names(use: Use, kind: str | None) -> None:
    found = named(own(CALLS), use)
    assert (found.type if found else None) == kind


def test_named_objects_come_before_any_person() -> None:
    table = own("free\tverb\tRETREAT\trelease\t\tPERSON\t\nfree\tverb\tAID\t\t\thostage\t\n")
    found = named(table, Use("free", "verb", frozenset(("hostage",)), True))
    assert found is not None
    assert found.type == "AID"
