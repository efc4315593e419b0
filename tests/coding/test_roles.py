"""Who acts and who receives, by type."""

import pytest

from .events import event, events, sides


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The president of Chad met the president of Niger in Paris.", "CONSULT", "NER TCD"),
        ("The president of Chad visited Niger.", "CONSULT", "TCD > NER"),
        ("The president of Chad received the prime minister of Niger.", "CONSULT", "NER > TCD"),
        ("Talks between Chad and Niger began in Paris.", "CONSULT", "NER TCD"),
        ("Qatar has mediated between Chad and Niger since Monday.", "CONSULT", "QAT > NER TCD"),
        ("Chad condemned Niger's decision.", "ACCUSE", "TCD > NER"),
        ("Niger was condemned by Chad and Mali.", "ACCUSE", "MLI TCD > NER"),
        ("Russia's invasion of Ukraine began in February.", "ASSAULT", "RUS > UKR"),
        ("Russian troops shelled the Ukrainian city of Kharkiv on Monday.", "ASSAULT", "RUS > UKR"),
        ("Chad and Niger signed a trade agreement.", "SUPPORT", "NER TCD"),
        ("A treaty between Chad and Niger was ratified.", "SUPPORT", "NER TCD"),
        ("Chad agreed with Niger to open the border.", "AGREE", "NER TCD"),
        ("Chad pledged to continue supporting Niger.", "AGREE", "TCD > NER"),
        ("Chad sent food aid to Niger.", "AID", "TCD > NER"),
        ("Chad is willing to keep in close touch with Niger.", "AGREE", "TCD > NER"),
        ("Chad demanded that Niger withdraw from the border.", "REQUEST", "TCD > NER"),
        ("Chad imposed sanctions on Nigerien banks.", "SANCTION", "TCD > NER"),
        ("Chad expelled the ambassador of Niger.", "SANCTION", "TCD > NER"),
        ("Chad broke off diplomatic relations with Niger.", "SANCTION", "TCD > NER"),
        ("The foreign ministers of Peru and Ecuador met in Lima.", "CONSULT", "ECU PER"),
        ("Chad completed its withdrawal from Niger.", "RETREAT", "TCD > NER"),
        ("Chad and Mali expressed solidarity with Niger.", "SUPPORT", "MLI TCD > NER"),
        ("The president of Chad will visit Niger in June.", "AGREE", "TCD > NER"),
        ("Chad condemned the vote in Mali, as did Niger.", "ACCUSE", "NER TCD > MLI"),
        ("Chad negotiated with Niger in Oslo, with Mali as host.", "CONSULT", "NER TCD"),
        ("Two journalists from Spain were arrested in Lima.", "COERCE", "PER > ESP"),
        ("A Spanish journalist was convicted of libel in Lima.", "SANCTION", "PER > ESP"),
        ("Chad fired a shell near a vessel of Niger.", "ASSAULT", "TCD > NER"),
        ("Peru criticised the closure of schools in Chile.", "ACCUSE", "PER > CHL"),
        ("The government of Chad warned its people about the president of Mali.", "THREATEN", "TCD > MLI"),
        ("Thousands of Peruvians marched to the French embassy.", "PROTEST", "PER > FRA"),
        ("Chad spoke by secure video with the president of Niger.", "CONSULT", "NER TCD"),
        ("Chad condemned Niger's attack on Mali.", "ACCUSE", "TCD > NER"),
        ("Chad and Niger held the Oslo talks on Mali.", "CONSULT", "NER TCD"),
        ("Chad condemned the Russian attack on Ukraine.", "ACCUSE", "TCD > RUS"),
        ("Spain stands by Iraq to defeat crime.", "SUPPORT", "ESP > IRQ"),
        ("Chad praised the seriousness with which Niger has met the demands.", "SUPPORT", "TCD > NER"),
        ("Iraqi aircraft dropped bombs on the town of Halabja.", "ASSAULT", "IRQ > IRQ"),
        ("Peruvian and Chilean strikes hit Bolivia.", "ASSAULT", "CHL PER > BOL"),
        ("Chad fired a shell aimed at a camp in Niger.", "ASSAULT", "TCD > NER"),
        (
            "Once the agency of the United Nations has confirmed it, Chad will lift its sanctions on Mali.",
            "CONCEDE",
            "TCD > MLI",
        ),
    ],
)
def test_sides(text: str, kind: str, expected: str) -> None:
    assert sides(event(text, kind)) == expected


def test_own_troops_are_no_other_side() -> None:
    text = "Chad withdrew its troops from Niger."
    assert "TCD" not in sides(event(text, "RETREAT")).split(">")[-1]


def test_topics_are_no_parties() -> None:
    text = "The presidents of Chad and Niger met on Monday. They discussed Russia's war against Ukraine."
    assert all(sides(e) == "NER TCD" for e in events(text) if e.type == "CONSULT")


def test_both_leaders_are_those_just_named() -> None:
    text = "President Biden met President Macron of France. Both leaders agreed to expand trade."
    assert sides(event(text, "AGREE")) == "FRA USA"


def test_we_is_whoever_speaks() -> None:
    text = '"We condemn the attack by Niger," the president of Chad said.'
    assert sides(event(text, "ACCUSE")).startswith("TCD")


def test_an_attack_that_is_condemned_is_somebodys() -> None:
    text = "Niger attacked Mali on Monday. Chad condemned the attack."
    assert sides(event(text, "ACCUSE")) == "TCD > NER"


def test_a_pact_that_is_welcomed_is_of_those_who_made_it() -> None:
    text = "Mali and Niger signed a peace agreement on Monday. Chad welcomed the agreement."
    found = [e for e in events(text) if e.type == "SUPPORT" and e.trigger.text == "welcomed"]
    assert [sides(e) for e in found] == ["TCD > MLI NER"]


def test_a_pact_is_also_of_the_country_of_an_opponent_at_home() -> None:
    text = "Mali and Niger signed a peace agreement on Monday. The opposition in Mali condemned the agreement."
    assert sides(event(text, "ACCUSE")) == "MLI > MLI NER"


def test_who_judges_a_deed_did_not_do_it() -> None:
    text = "Niger closed the border on Monday. Mali criticised the decision. Chad condemned the move."
    found = [e for e in events(text) if e.trigger.text == "condemned"]
    assert [sides(e) for e in found] == ["TCD > NER"]


def test_what_is_said_of_it_is_said_of_nobody_known() -> None:
    text = "The ministers of Chad and Niger signed an accord on Monday. A paper was read. Mali condemned it."
    found = [e for e in events(text) if e.trigger.text == "condemned"]
    assert [sides(e) for e in found] == ["MLI"]


def test_the_other_side_is_the_one_of_the_headline() -> None:
    text = (
        "A ship of New Zealand brought water to Tonga on Thursday. New Zealand has two more ships. Australia promised "
        "more money."
    )
    found = [e for e in events(text, title="First help reaches Tonga") if e.type == "AGREE"]
    assert [sides(e) for e in found] == ["AUS > TON"]


def test_whose_ultimatum_is_rejected() -> None:
    text = "Peru gave Chile two days to withdraw. Chile rejected the ultimatum."
    found = [e for e in events(text) if e.type == "REJECT"]
    assert [sides(e) for e in found] == ["CHL > PER"]


def test_the_other_side_of_two_is_marked() -> None:
    text = "The ministers of Chad and Niger met on Monday. Chad demanded an apology."
    assert sides(event(text, "REQUEST")) == "TCD > NER"


def test_actors_of_other_clauses_are_not_joined() -> None:
    text = "Chad held elections while soldiers in Niger arrested two journalists."
    assert "TCD" not in sides(event(text, "COERCE"))


@pytest.mark.parametrize(
    "text",
    ["An earthquake struck Niger and killed nine people.", "The truck hit a bus in Niger and killed nine people."],
)
def test_nature_and_accidents_attack_nobody(text: str) -> None:
    assert not [e for e in events(text) if e.type == "ASSAULT"]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "The Security Council adopted a resolution on Monday. The text deplores the part of Belarus.",
            "ACCUSE",
            "UNO > BLR",
        ),
        ("President Trump handed him a letter inviting the queen of Spain.", "AGREE", "USA > ESP"),
        ("The presidents of Peru and Chile met on Monday. A protocol was signed.", "SUPPORT", "CHL PER"),
        ("Britain expelled two envoys. An invitation to the minister of Russia was withdrawn.", "REJECT", "GBR > RUS"),
        ("The prime minister of Chad apologised to the people of his country.", "CONCEDE", "TCD > TCD"),
    ],
)
def test_who_acts_though_no_subject_says_so(text: str, kind: str, expected: str) -> None:
    assert expected in [sides(e) for e in events(text) if e.type == kind]


def test_a_paper_of_nobody_says_nothing() -> None:
    text = "A letter was found in the street. The letter deplores the part of Belarus."
    assert not [e for e in events(text) if e.type == "ACCUSE"]


def test_him_is_not_who_does_it() -> None:
    text = "President Biden met Prime Minister Mitsotakis of Greece in Paris to congratulate him on his victory."
    found = [e for e in events(text) if e.trigger.text == "congratulate"]
    assert [sides(e) for e in found] == ["USA > GRC"]


def test_who_thanks_is_not_spoken_against() -> None:
    text = "The minister of Peru met the minister of Chile. The minister of Peru thanked Chile for condemning the coup."
    assert not [e for e in events(text) if e.type == "ACCUSE" and sides(e) == "CHL > PER"]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("President Bazoum of Niger was detained on Wednesday by his own guard.", "COERCE", "NER > NER"),
        ("The minister of Peru resigned from the government.", "RETREAT", "PER"),
        ("The United States offered to send an envoy to Buenos Aires.", "AGREE", "USA > ARG"),
        ("Peru opposed it.", "REJECT", "PER"),
    ],
)
def test_one_side_or_the_same_country_on_both(text: str, kind: str, expected: str) -> None:
    assert sides(event(text, kind)) == expected


def test_who_abstained_is_no_side() -> None:
    text = "The Security Council, by 13 votes with Russia and China abstaining, adopted a resolution."
    assert all(sides(e) == "UNO" for e in events(text) if e.type == "SUPPORT")
