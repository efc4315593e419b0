"""What events are about, on plain texts read by the packaged model."""

import pytest

from communique.coding.contexts import LEAST, MOST, contexts_of, likely

from .scenes import frame, scene

ATTACK = "Rebels shelled an army base near the border with Chad."


def told(text: str, form: str, type: str, mode: str | None = None, title: str | None = None) -> tuple[str, ...]:
    laid = scene(text, title)
    return contexts_of(laid, frame(laid, form), type, mode)


@pytest.mark.parametrize(
    ("text", "form", "type", "mode", "first"),
    [
        ("The Kenyan president met the prime minister of Uganda in Nairobi.", "met", "CONSULT", None, "diplomatic"),
        (ATTACK, "shelled", "ASSAULT", "heavy-weapons", "military"),
        ("Iran agreed to halt uranium enrichment.", "agreed", "AGREE", None, "cbrn"),
        ("A court convicted the smuggler.", "convicted", "SANCTION", "convict", "legal"),
        ("Norway sent vaccines to hospitals in Malawi.", "sent", "AID", None, "health"),
        ("Brazil and Peru agreed to lower tariffs on steel exports.", "agreed", "AGREE", None, "economic"),
        ("The ministry condemned the suicide bombing by al-Qaeda.", "condemned", "ACCUSE", "disapprove", "terrorism"),
        ("Togo released the refugees and asylum seekers.", "released", "RETREAT", "release", "asylum"),
        ("Police fired tear gas to disperse the protesters.", "fired", "ASSAULT", "crowd-control", "repression"),
    ],
)
def test_the_likeliest_context(text: str, form: str, type: str, mode: str | None, first: str) -> None:
    assert told(text, form, type, mode)[0] == first


@pytest.mark.parametrize(
    ("text", "form", "type", "mode", "expected"),
    [
        ("Russia expelled two British diplomats over spying.", "expelled", "SANCTION", "expel", "intelligence"),
        ("The Taliban banned girls from secondary schools.", "banned", "COERCE", "restrict", "terrorism"),
        ("Hackers attacked the computers of the energy ministry.", "attacked", "COERCE", "cyber", "cyber"),
        ("Germany returned looted artefacts to Nigeria.", "returned", "RETREAT", "release", "reparations"),
        ("Peru and Bolivia agreed to fight drug trafficking together.", "agreed", "AGREE", None, "illegal_drugs"),
        ("The army seized power in Niger.", "seized", "COERCE", "seize", "pro_autocracy"),
        ("The pope apologised to indigenous people in Canada.", "apologised", "CONCEDE", None, "religion_ethnicity"),
        ("Turkey sent rescue teams to Morocco after the earthquake.", "sent", "AID", None, "disasters"),
        ("Ethiopia filled the reservoir of its Nile dam.", "filled", "COERCE", "withhold", "natural_resource"),
        ("Uganda jailed the gay rights activist.", "jailed", "COERCE", "arrest", "lgbt"),
        ("The UN peacekeepers withdrew from Mali.", "withdrew", "RETREAT", "withdraw", "peacekeeping"),
        ("Police arrested the mayor for taking bribes.", "arrested", "COERCE", "arrest", "corruption"),
        ("Journalists were detained in Minsk.", "detained", "COERCE", "arrest", "rights_freedoms"),
        ("Parliament passed a law on abortion.", "passed", "COERCE", "restrict", "legislative"),
        ("France deported twenty migrants to Algeria.", "deported", "COERCE", "deport", "migration"),
        ("Israel struck a Hamas command post in Gaza.", "struck", "ASSAULT", "aerial", "military"),
        ("North Korea tested a nuclear warhead.", "tested", "MOBILIZE", "weapons", "cbrn"),
        ("The Kremlin spread fake news about the vaccine.", "spread", "COERCE", "misinformation", "misinformation"),
        ("Demonstrators marched against corruption in Sofia.", "marched", "PROTEST", "demo", "corruption"),
        ("India and Pakistan exchanged fire in Kashmir.", "exchanged", "ASSAULT", "firearms", "military"),
        ("India and Pakistan exchanged fire in Kashmir.", "exchanged", "ASSAULT", "firearms", "territory"),
    ],
)
def test_contexts_of_many_kinds(text: str, form: str, type: str, mode: str | None, expected: str) -> None:
    assert expected in told(text, form, type, mode)


def test_war_is_likelier_between_countries() -> None:
    laid = scene("Chad attacked Sudan.")
    found = frame(laid, "attacked")
    between, unknown = likely(laid, found, "ASSAULT", None), likely(laid, found, "ASSAULT", None, ())
    assert between["military"] > unknown["military"]
    assert contexts_of(laid, found, "ASSAULT", None) == ("military",)


def test_governments_that_act_at_home_are_executives() -> None:
    laid = scene("The government of Chad sacked a governor.")
    found = frame(laid, "sacked")
    assert likely(laid, found, "COERCE", None)["executive"] > 0
    assert "executive" not in likely(laid, found, "COERCE", None, ())


def test_possessives_and_hyphens_do_not_hide_a_term() -> None:
    assert "gender" in told("Chile praised the work of Peru on women’s rights.", "praised", "SUPPORT")
    assert "health" in told("Chile praised the COVID-19 campaign of Peru.", "praised", "SUPPORT")


def test_contexts_of_a_clause_beside_are_not_the_events() -> None:
    text = "Peru praised the envoy of Chile while health officials in Lima fought a cholera epidemic."
    laid = scene(text)
    own = likely(laid, frame(laid, "praised"), "SUPPORT", None)
    beside = likely(laid, frame(laid, "fought"), "AID", None)
    assert own["health"] < beside["health"]
    assert contexts_of(laid, frame(laid, "praised"), "SUPPORT", None)[0] == "diplomatic"


def test_diplomacy_is_between_countries() -> None:
    laid = scene("The president met the mayor of Lyon. The president met the Kenyan foreign minister.")
    home, abroad = (f for f in laid.frames if f.predicate.text == "met")
    assert likely(laid, home, "CONSULT", None, ())["diplomatic"] < likely(laid, abroad, "CONSULT", None)["diplomatic"]


def test_sectors_of_the_parties_tell() -> None:
    laid = scene("Parliament rejected the offer. Soldiers rejected the offer.")
    first, second = (f for f in laid.frames if f.predicate.text == "rejected")
    assert likely(laid, first, "REJECT", None).get("legislative", 0) > likely(laid, second, "REJECT", None).get(
        "legislative", 0
    )


def test_the_title_counts() -> None:
    text = "The minister met the mayors."
    plain, headed = (
        likely(laid, frame(laid, "met"), "CONSULT", None)
        for laid in (scene(text), scene(text, "Ministers discuss Ebola outbreak"))
    )
    assert headed["health"] > plain.get("health", 0)


def test_what_the_relation_head_says_is_averaged_in() -> None:
    laid = scene(ATTACK)
    found = frame(laid, "shelled")
    alone = contexts_of(laid, found, "ASSAULT", "heavy-weapons")
    assert "military" in alone
    assert "human_security" not in alone
    asked = contexts_of(laid, found, "ASSAULT", "heavy-weapons", chances={"military": 0.0, "human_security": 0.9})
    assert "human_security" in asked


def test_no_more_than_three_and_none_below_the_threshold() -> None:
    text = "Mali and Niger signed a treaty on trade, health, oil, migration, terrorism and the nuclear programme."
    laid = scene(text)
    found = contexts_of(laid, frame(laid, "signed"), "SUPPORT", None)
    chances = likely(laid, frame(laid, "signed"), "SUPPORT", None)
    assert len(found) == MOST
    assert all(chances[c] >= LEAST for c in found)
    assert [chances[c] for c in found] == sorted((chances[c] for c in found), reverse=True)


def test_an_event_that_nothing_speaks_of_has_no_context() -> None:
    assert told("He gave it to them.", "gave", "AID") == ()


def test_a_type_of_another_codebook_implies_nothing() -> None:
    laid = scene("Canada met Mexico.")
    found = frame(laid, "met")
    assert "diplomatic" in contexts_of(laid, found, "CONSULT", None)
    assert contexts_of(laid, found, "GREETING", "warm") == ()
