"""The table of words that name acts: what they name by their objects, prepositions and light verbs, and its form."""

import re

import pytest

from communique.codebook.phrases import listed
from communique.codebook.plover import plover
from communique.codebook.triggers import NOTHING, Roles, Trigger, Use, named, triggers

# Modes that only the content tells: of what is threatened, of what is refused.
UNTOLD = {("THREATEN", "territory"), ("REJECT", "change")}
ISE = re.compile(r"(?<=[a-z])ise\b|(?<=[a-z])isation\b")
NO_IZE = frozenset(
    listed(
        """
    advise advertise arise chastise compromise devise disguise exercise franchise praise premise promise raise revise
    rise supervise surprise televise
    """
    )
)


def verb(lemma: str, *objects: str, person: bool = False, **under: str) -> Use:
    return Use(lemma, "verb", frozenset(objects), person, {w.strip("_"): frozenset((n,)) for w, n in under.items()})


def noun(lemma: str, *words: str, light: str | None = None, **under: str) -> Use:
    return Use(lemma, "noun", frozenset(words), False, {w.strip("_"): frozenset((n,)) for w, n in under.items()}, light)


@pytest.mark.parametrize(
    ("use", "kind", "mode"),
    [
        (verb("sign", "treaty"), "SUPPORT", None),
        (verb("sign", "autograph"), None, None),
        (verb("lift", "sanction"), "CONCEDE", None),
        (verb("lift", "siege"), "RETREAT", "withdraw"),
        (verb("lift", "spirit"), None, None),
        (verb("impose", "sanction"), "SANCTION", "discontinue"),
        (verb("impose", "curfew"), "COERCE", "curfew"),
        (verb("expel", "ambassador"), "SANCTION", "expel"),
        (verb("expel", "migrant"), "COERCE", "deport"),
        (verb("fire", "rocket"), "ASSAULT", "heavy-weapons"),
        (verb("fire", "teargas"), "ASSAULT", "crowd-control"),
        (verb("fire", "minister", person=True), None, None),
        (verb("fire", "rocket", into="sea"), "MOBILIZE", "weapons"),
        (verb("deploy", "warship"), "MOBILIZE", "troops"),
        (verb("deploy", "missile"), "MOBILIZE", "weapons"),
        (verb("deploy", "police"), "MOBILIZE", "police"),
        (verb("suspend", "aid"), "SANCTION", "withdraw"),
        (verb("suspend", "membership"), "SANCTION", "discontinue"),
        (verb("withdraw", "demand"), "CONCEDE", None),
        (verb("withdraw", "troop", from_="valley"), "RETREAT", "withdraw"),
        (verb("withdraw", from_="treaty"), "SANCTION", "discontinue"),
        (verb("withdraw", from_="talk"), "REJECT", "meet"),
        (verb("withdraw", from_="race"), None, None),
        (verb("withdraw", "peacekeeper", from_="valley"), "SANCTION", "withdraw"),
        (verb("release", "hostage"), "RETREAT", "release"),
        (verb("release", "statement"), None, None),
        (verb("summon", "ambassador"), "ACCUSE", "disapprove"),
        (verb("recall", "ambassador"), "SANCTION", "withdraw"),
        (verb("meet", "counterpart"), "CONSULT", None),
        (verb("meet", "deadline"), None, None),
        (verb("visit", "website"), None, None),
        (verb("call", "premier", person=True), "CONSULT", "phone"),
        (verb("call", for_="ceasefire"), "REQUEST", "yield"),
        (verb("call", for_="talk"), "REQUEST", "meet"),
        (verb("call", for_="tent"), "REQUEST", None),
        (verb("speak", with_="premier"), "CONSULT", None),
        (verb("speak", with_="premier", by="telephone"), "CONSULT", "phone"),
        (verb("speak", to="reporter"), None, None),
        (verb("express", "concern"), "ACCUSE", "disapprove"),
        (verb("express", "support"), "SUPPORT", None),
        (verb("express", "condolence"), None, None),
        (verb("express", "readiness"), "AGREE", None),
        (verb("reject", "proposal"), "REJECT", None),
        (verb("reject", "allegation"), None, None),
        (verb("deny", "visa"), "REJECT", None),
        (verb("deny", "report"), None, None),
        (verb("strike", "deal"), "AGREE", None),
        (verb("strike", "depot"), "ASSAULT", None),
        (verb("take", "hostage"), "ASSAULT", "abduct"),
        (verb("take", "photograph"), None, None),
        (verb("use", "force"), "ASSAULT", None),
        (verb("use", "word"), None, None),
        (verb("pay", "visit"), "CONSULT", "visit"),
        (verb("pay", "bill"), None, None),
        (verb("hold", "view"), None, None),
        (verb("tell", "envoy", "TO"), "REQUEST", None),
        (verb("tell", "envoy"), None, None),
        (verb("congratulate", "winner", person=True), "SUPPORT", None),
        (verb("commit", "crime"), None, None),
        (verb("back", "car"), None, None),
        (noun("strike", "drone"), "ASSAULT", "drone"),
        (noun("strike", "hunger"), "PROTEST", "hunger"),
        (noun("strike", "teacher"), "PROTEST", "strike"),
        (noun("exercise", "joint", "military"), "COOPERATE", None),
        (noun("exercise", "military"), "MOBILIZE", "troops"),
        (noun("conference", "press"), None, None),
        (noun("attack", "heart"), None, None),
        (noun("attack", "suicide"), "ASSAULT", "suicide-attack"),
        (noun("call", for_="restraint"), "REQUEST", "yield"),
        (noun("call", "phone"), "CONSULT", "phone"),
        (noun("commitment", to="sovereignty"), "SUPPORT", None),
        (noun("commitment", to="growth"), "AGREE", None),
        (noun("sanction", light="lift"), "CONCEDE", None),
        (noun("sanction", light="impose"), "SANCTION", "discontinue"),
        (noun("talk", light="suspend"), "SANCTION", "discontinue"),
        (noun("talk", light="hold"), "CONSULT", None),
        (noun("ceasefire", light="break"), "ASSAULT", None),
    ],
)
def test_what_a_word_names_as_it_is_used(use: Use, kind: str | None, mode: str | None) -> None:
    found = named(triggers(), use)
    assert ((found.type, found.mode) if found else (None, None)) == (kind, mode)


@pytest.mark.parametrize(
    ("use", "roles"),
    [
        (verb("receive", "delegation"), Roles.SWAP),
        (verb("meet", "envoy"), Roles.MUTUAL),
        (verb("exchange", "fire"), Roles.MUTUAL),
        (verb("clash", with_="army"), Roles.MUTUAL),
        (verb("reach", "agreement"), Roles.MUTUAL),
        (verb("visit", "country"), Roles.ACT),
        (verb("condemn", "raid"), Roles.ACT),
    ],
)
def test_roles_of_participants(use: Use, roles: Roles) -> None:
    found = named(triggers(), use)
    assert found is not None
    assert found.roles is roles


def rows() -> list[Trigger]:
    return [t for found in triggers().values() for t in found]


def test_the_table_is_rich_and_no_type_is_thin() -> None:
    assert len(rows()) > 2000
    counts = {kind: sum(t.type == kind for t in rows()) for kind in {t.type for t in rows()} - {NOTHING}}
    assert len(counts) == 16
    assert min(counts.values()) >= 30, counts


def test_every_mode_of_every_type_has_a_word() -> None:
    told = {(t.type, t.mode) for t in rows()}
    missing = {(k.code, m) for k in plover().types.values() for m in k.modes} - told - UNTOLD
    assert not missing


def test_american_spelling_stands_beside_british() -> None:
    lacking = []
    for (lemma, part), found in triggers().items():
        first, _, rest = lemma.partition(" ")
        if not ISE.search(first) or first in NO_IZE:
            continue
        american = f"{ISE.sub(lambda m: m[0].replace('is', 'iz', 1), first)} {rest}".strip()
        twins = triggers().get((american, part), ())
        if [(t.type, t.mode, t.objects) for t in twins] != [(t.type, t.mode, t.objects) for t in found]:
            lacking.append(lemma)
    assert not lacking


def test_words_in_lists_are_lemmas_in_small_letters() -> None:
    special = {"PERSON", "TO", NOTHING}
    odd = {w for t in rows() for w in (t.objects | t.exclude) - special if w != w.lower() or " " in w}
    assert not odd
