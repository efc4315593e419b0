"""Who says it, for whom and to whom, on sentences of our own, read by the packaged model."""

import pytest

from communique.coding.statements import statements_of
from communique.records.diplomacy import Statement
from communique.records.outcomes import Party

from .scenes import scene


def said(text: str) -> list[Statement]:
    return list(statements_of(scene(text)))


def last(text: str) -> Statement:
    found = said(text)
    assert found
    return found[-1]


def shown(party: Party | None) -> tuple[str, str | None] | None:
    return None if party is None else (party.text, party.country)


@pytest.mark.parametrize(
    ("text", "speaker", "country"),
    [
        ("French President Emmanuel Macron said the talks had failed.", "Emmanuel Macron", "FRA"),
        ("The talks had failed, French President Emmanuel Macron said.", "Emmanuel Macron", "FRA"),
        ("The talks had failed, said French President Emmanuel Macron.", "Emmanuel Macron", "FRA"),
        ("According to Germany, the talks had failed.", "Germany", "DEU"),
        ("The Kremlin denied that the talks had failed.", "Kremlin", "RUS"),
        ("Officials in Tokyo said the talks had failed.", "Officials", "JPN"),
        ("Kenya's foreign ministry said that the talks had failed.", "foreign ministry", "KEN"),
        ("The attack was condemned by Finland.", "Finland", "FIN"),
        ("Finland, which condemned the attack, closed its border.", "which", "FIN"),
        ("Norway agreed to send doctors and promised to pay for them.", "Norway", "NOR"),
    ],
)
def test_speakers(text: str, speaker: str, country: str) -> None:
    for found in said(text):
        assert found.speaker is not None
        assert speaker in found.speaker.text
        assert found.speaker.country == country


def test_a_pronoun_means_whom_it_stands_for() -> None:
    found = said("Indian Prime Minister Narendra Modi flew to Oslo. He said the visit would open a new chapter.")
    assert [shown(s.speaker) for s in found] == [("He", "IND")]


def test_a_speaker_whom_nobody_knows() -> None:
    found = last("A fisherman said the boat had sunk.")
    assert found.speaker is not None
    assert (found.speaker.text, found.speaker.name, found.speaker.country) == ("A fisherman", None, None)


def test_the_words_are_the_phrase_alone() -> None:
    found = last("A fisherman who had seen the blast from his boat said the ship had sunk.")
    assert found.speaker is not None
    assert found.speaker.text == "A fisherman"


def test_a_participle_has_the_subject_of_its_clause() -> None:
    found = said("The Polish premier closed the border, saying that it was no longer safe.")
    assert [shown(s.speaker) for s in found] == [("The Polish premier", "POL")]


def test_adding_goes_on_from_the_saying() -> None:
    found = said("The Polish premier said that the deal was dead, adding that no new talks were planned.")
    assert [s.content.text for s in found] == ["that the deal was dead", "that no new talks were planned"]
    assert {shown(s.speaker) for s in found} == {("The Polish premier", "POL")}


def test_a_verb_joined_to_a_saying_by_its_form() -> None:
    text = "Serbian President Aleksandar Vucic said Serbia adheres to the accord, and thanked China for its support."
    found = said(text)
    assert [shown(s.speaker) for s in found] == [("Aleksandar Vucic", "SRB")] * 2


def test_whose_claim_it_is() -> None:
    found = last("Pakistan's claim that India had opened fire could not be checked.")
    assert shown(found.speaker) == ("Pakistan", "PAK")
    assert found.content.text == "that India had opened fire"


def test_what_someone_voices_is_his() -> None:
    found = last("The Turkish foreign minister reiterated his support for a truce.")
    assert found.cue is not None
    assert found.cue.text == "reiterated his support"
    assert found.content.text == "a truce"
    assert found.speaker is not None
    assert found.speaker.country == "TUR"


def test_support_that_is_given_is_not_said() -> None:
    assert said("Allied planes provided support for the ground forces.") == []


def test_a_document_speaks_for_whom_it_belongs_to() -> None:
    found = last("Uganda's report says that the harvest was poor.")
    assert shown(found.speaker) == ("Uganda's report", "UGA")


def test_what_is_asked_of_someone_is_not_his_word() -> None:
    found = said("Asked about the border, the Swedish premier said it would stay open.")
    assert [s.content.text for s in found] == ["it would stay open"]


def test_nobody_in_a_quotation_says_it() -> None:
    found = last('"Todo es posible," said Cuban President Raul Castro.')
    assert found.speaker is not None
    assert found.speaker.country == "CUB"


@pytest.mark.parametrize(
    "text",
    [
        "The storm said nothing.",
        "The price of oil supported the currency.",
        "The wall blocked the road and resisted the flood.",
    ],
)
def test_things_do_not_speak(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A spokesman for the Kremlin, Dmitry Peskov, said Moscow was ready.", "RUS"),
        ("Dmitry Peskov, a spokesman for the Kremlin, said Moscow was ready.", "RUS"),
        ("Kremlin spokesman Dmitry Peskov said Moscow was ready.", "RUS"),
        ("On behalf of the European Union, Josep Borrell congratulated Moldova.", "EUR"),
        ("Speaking on behalf of Canada, the envoy said the vote was fair.", "CAN"),
    ],
)
def test_on_whose_behalf(text: str, country: str) -> None:
    found = last(text)
    assert found.on_behalf_of is not None
    assert found.on_behalf_of.country == country


def test_most_speak_for_themselves() -> None:
    assert last("French President Emmanuel Macron said the talks had failed.").on_behalf_of is None


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("The minister told Turkey that time was short.", ["TUR"]),
        ("The minister urged Turkey and Greece to talk.", ["TUR", "GRC"]),
        ("The minister warned Iran against delay.", ["IRN"]),
        ("The minister thanked Norway for its help.", ["NOR"]),
        ("The minister asked Norway for help.", ["NOR"]),
        ("The minister said that time was short.", []),
        ("The minister condemned Iran.", []),
    ],
)
def test_addressees(text: str, countries: list[str]) -> None:
    assert [p.country for p in last(text).addressees] == countries


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Norway and Denmark said the talks had failed.", {"Norway", "Denmark"}),
        ("The talks had failed, Norway and Denmark said.", {"Norway", "Denmark"}),
        ("Norway, Denmark and Finland condemned the attack.", {"Norway", "Denmark", "Finland"}),
        ("According to Norway and Denmark, the talks had failed.", {"Norway", "Denmark"}),
    ],
)
def test_everyone_who_says_it_together(text: str, who: set[str]) -> None:
    found = said(text)
    assert {s.speaker.text for s in found if s.speaker is not None} == who
    assert len({s.content.span for s in found}) == 1
    assert len(found) == len(who)


def test_both_leaders_say_it() -> None:
    text = "Brazilian President Lula met Colombian President Petro. Both leaders said that trade would grow."
    assert {s.speaker.country for s in said(text) if s.speaker is not None} == {"BRA", "COL"}


def test_one_person_of_two_offices_is_one_speaker() -> None:
    assert len(said("The president and commander-in-chief of Kenya said that the talks had failed.")) == 1


def test_an_apposition_is_the_same_speaker() -> None:
    assert len(said("Ali Ahmed, the foreign minister of Somalia, said that the talks had failed.")) == 1


def test_who_is_told_to_speak_in_what_another_says() -> None:
    text = "Norway said that Denmark had told Finland that the talks had failed."
    inner, outer = said(text)
    assert shown(inner.speaker) == ("Denmark", "DNK")
    assert [shown(p) for p in inner.addressees] == [("Finland", "FIN")]
    assert inner.content.text == "that the talks had failed"
    assert shown(outer.speaker) == ("Norway", "NOR")
    assert outer.content.span.contains(inner.content.span)


def test_what_one_says_that_he_said_is_one_statement() -> None:
    assert len(said("Norway said that it had told reporters that the talks had failed.")) == 1


def test_who_speaks_before_a_relative_clause_goes_on_behind_it() -> None:
    text = '"We are brothers," said Kenyan President William Ruto, who called it a fence and said he would open it.'
    found = last(text)
    assert found.speaker is not None
    assert (found.speaker.name, found.content.text) == ("William Ruto", "he would open it")


def test_he_added_behind_a_saying_says_it_no_second_time() -> None:
    text = "Kenyan President William Ruto said that trade should grow in the region, he added."
    assert [s.content.text for s in said(text)] == ["that trade should grow in the region"]


def test_a_counterpart_and_his_name_are_one_hearer() -> None:
    found = last("The Kenyan minister told his Chinese counterpart Wang Yi that the ships must leave.")
    (hearer,) = found.addressees
    assert hearer.country == "CHN"
    assert found.target == hearer


def test_a_decision_of_another_is_not_who_regrets_it() -> None:
    found = last("Norway regretted the decision of the United States to leave the accord.")
    assert shown(found.speaker) == ("Norway", "NOR")
    assert found.content.text.startswith("the decision of the United States")


def test_what_is_said_at_a_briefing() -> None:
    found = last(
        "Mao Ning, a spokesperson for China's foreign ministry, said at a briefing that Beijing opposes the plan."
    )
    assert found.speaker is not None
    assert found.speaker.text == "Mao Ning"
    assert found.content.text.endswith("Beijing opposes the plan")


def test_ministers_of_two_countries_say_it_together() -> None:
    found = said("The Danish and Swedish ministers said that the strait must stay open.")
    assert {s.speaker.country for s in found if s.speaker is not None} == {"DNK", "SWE"}


def test_you_are_nobody_in_particular() -> None:
    assert said("You know that the talks have failed.") == []


@pytest.mark.parametrize("who", ["The leaders", "The two leaders", "They"])
def test_leaders_who_met_say_it_together(who: str) -> None:
    text = (
        "Brazilian President Lula met Colombian President Petro. The two leaders shook hands. "
        f"{who} said that trade would grow."
    )
    found = {s.speaker.country for s in said(text) if s.speaker is not None}
    assert found == {"BRA", "COL"}


def test_world_leaders_are_no_two() -> None:
    text = "Brazilian President Lula met Colombian President Petro. World leaders said that trade would grow."
    assert len({s.content.span for s in said(text)}) == len(said(text))


def test_nobody_thanks_himself() -> None:
    found = last("Kenyan President William Ruto spoke with the premier of Fiji to thank him for his help.")
    assert "KEN" not in {p.country for p in found.addressees}


def test_what_is_condemned_in_strong_terms() -> None:
    found = last("Kenya condemned in the strongest possible terms the attack on the embassy.")
    assert (shown(found.speaker), found.content.text) == (("Kenya", "KEN"), "the attack on the embassy")


def test_what_another_is_committed_to_is_his() -> None:
    text = "Kenyan President William Ruto met Fiji's ministers. He welcomed their commitment to ending the war."
    assert last(text).content.text == "their commitment to ending the war"


def test_they_who_just_did_something_together() -> None:
    text = (
        "President Biden of the United States and President Lula of Brazil met in Washington. "
        "They said that trade would grow."
    )
    assert {s.speaker.country for s in said(text) if s.speaker is not None} == {"USA", "BRA"}


def test_what_is_welcomed_is_another_s() -> None:
    found = last("Kenya welcomed the announcement of a truce in Yemen.")
    assert (shown(found.speaker), found.content.text) == (
        ("Kenya", "KEN"),
        "the announcement of a truce in Yemen",
    )


def test_as_someone_goes_on_doing_says_nothing() -> None:
    assert all(s.why != "verb say around" for s in said("As Kenya continues to grow, Uganda is focused on peace."))
