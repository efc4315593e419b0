"""Who asserts an event, on plain texts read by the packaged model."""

import pytest

from communique.coding.attributions import attribution_of
from communique.coding.parties import parties
from communique.records.diplomacy import Quotation, Statement
from communique.records.outcomes import Party
from communique.records.spans import Span

from .scenes import frame, scene, word


def told(text: str, form: str) -> tuple[str, str] | None:
    """The words of the source and of the cue."""
    laid = scene(text)
    found = attribution_of(laid, frame(laid, form))
    return None if found is None or found.cue is None else (found.source.text, found.cue.text)


@pytest.mark.parametrize(
    ("text", "form", "source", "cue"),
    [
        ("Turkey's president said Greece had shelled the island.", "shelled", "Turkey's president", "said"),
        ("Greece had shelled the island, Turkey's president said.", "shelled", "Turkey's president", "said"),
        ("The attack, the mayor said, killed nine people.", "killed", "the mayor", "said"),
        ("Rebels attacked the convoy (the ministry said).", "attacked", "the ministry", "said"),
        ("The ministry's statement said rebels attacked the convoy.", "attacked", "The ministry", "said"),
        ("In a statement, the ministry said that rebels had attacked the convoy.", "attacked", "the ministry", "said"),
        ("Moscow blamed Kyiv for the attack on the bridge.", "attack", "Moscow", "blamed"),
        ("As the governor noted, rebels attacked the convoy.", "attacked", "the governor", "noted"),
        ("A UN report found that the army had tortured prisoners.", "tortured", "A UN report", "found"),
        ("Rebels attacked the convoy, officials told the agency.", "attacked", "officials", "told"),
        (
            "The minister's claim that Serbia had closed the crossing was rejected.",
            "closed",
            "The minister",
            "claim",
        ),
        ('"Serbia has closed the crossing", tweeted the minister.', "closed", "the minister", "tweeted"),
        ("The president warned that Russia had massed troops on the border.", "massed", "The president", "warned"),
        ("According to the Red Cross, rebels attacked the convoy.", "attacked", "Red Cross", "According"),
        (
            "Rebels attacked the convoy, according to a statement by the Red Cross.",
            "attacked",
            "Red Cross",
            "according",
        ),
        ("Local media reported that Iran attacked the tanker.", "attacked", "Local media", "reported"),
        ("The UN confirmed reports that the militia attacked the town.", "attacked", "UN", "confirmed"),
        ("Xi told Putin that Japan had deployed troops.", "deployed", "Xi", "told"),
        ("The envoy said Chile had attacked a ship.", "attacked", "The envoy", "said"),
        ("Ukraine accused Russia of shelling a hospital.", "shelling", "Ukraine", "accused"),
    ],
)
def test_a_source_in_the_sentence(text: str, form: str, source: str, cue: str) -> None:
    assert told(text, form) == (source, cue)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Mali expelled the envoy.", "expelled"),
        ("It was reported that Iran attacked the tanker.", "attacked"),
        ("Iran is said to have attacked the tanker.", "attacked"),
        ("Rebels reportedly attacked the convoy.", "attacked"),
        ("Kenya condemned the attack.", "condemned"),
        ("Ukraine accused Russia of shelling a hospital.", "accused"),
        ("The army attacked the town, and the president said talks would resume.", "attacked"),
        ("Peru expelled the envoy, who said Chile had attacked a ship.", "expelled"),
    ],
)
def test_what_the_report_itself_asserts(text: str, form: str) -> None:
    assert told(text, form) is None


def test_a_promise_is_not_attributed_to_who_makes_it_but_a_deed_is() -> None:
    assert told("Peru said it would attend the summit.", "attend") is None
    assert told("“We will attack the port,” the general warned.", "attack") is None
    assert told("Peru said it had expelled two envoys.", "expelled") == ("Peru", "said")


def test_an_act_of_words_is_not_attributed_to_who_does_it() -> None:
    assert told("The prime minister said he condemned the attack.", "condemned") is None
    assert told('"We condemn the attack," the prime minister said.', "condemn") is None


def test_a_spokeswoman_speaks_for_others() -> None:
    text = "The spokeswoman said the United States will withdraw its troops."
    assert told(text, "withdraw") == ("The spokeswoman", "said")


def test_the_speaker_of_a_demand_is_its_actor() -> None:
    laid = scene("Peru said Chile should apologize.")
    found = frame(laid, "apologize")
    actors = parties(laid, word(laid, "Peru"))
    assert actors
    assert attribution_of(laid, found, actors) is None
    others = parties(laid, word(laid, "Chile"))
    assert attribution_of(laid, found, others) is not None


@pytest.mark.parametrize("form", ["burned", "killed"])
def test_a_quotation_keeps_its_speaker_over_sentences(form: str) -> None:
    text = "“Rebels burned the village. They killed three elders,” the governor said."
    assert told(text, form) == ("the governor", "said")


def test_a_quotation_that_goes_on_after_the_cue() -> None:
    text = 'The governor spoke on radio. "Rebels burned the village," he said. "They killed three elders."'
    assert told(text, "burned") == ("he", "said")
    assert told(text, "killed") == ("he", "said")


def test_a_quotation_that_a_colon_opens() -> None:
    text = 'The envoy said: "Serbia closed the crossing. It arrested two officers."'
    assert told(text, "closed") == ("The envoy", "said")
    assert told(text, "arrested") == ("The envoy", "said")


def test_a_speaker_with_an_apposition() -> None:
    text = "“The rebels came at dawn,” said Amina Bello, a trader. “They burned our stalls.”\n\nThe army denied it."
    assert told(text, "burned") == ("Amina Bello", "said")


def test_the_sentence_after_a_report_is_the_reports_own() -> None:
    text = "The Pentagon said Iran attacked the tanker. Iran expelled an envoy."
    assert told(text, "attacked") == ("Pentagon", "said")
    assert told(text, "expelled") is None


def test_inside_a_quotation_the_outer_speaker_counts() -> None:
    text = '"They said Chad had attacked the camp," the mayor said.'
    assert told(text, "attacked") == ("the mayor", "said")


def test_speech_below_a_line_that_announces_it() -> None:
    text = "The Foreign Secretary said:\n\nRebels burned the village. They killed three elders.\n"
    assert told(text, "burned") == ("The Foreign Secretary", "said")
    assert told(text, "killed") == ("The Foreign Secretary", "said")


def test_a_report_that_goes_on_names_the_pronoun_of_its_own_sentence() -> None:
    text = "The spokeswoman said that rebels attacked the town. She added that the army shelled the camp."
    assert told(text, "shelled") == ("She", "added")


def test_a_second_clause_of_what_was_said_is_said_too() -> None:
    text = "The president said he would visit Chad and that rebels had attacked a village."
    assert told(text, "attacked") == ("The president", "said")


def test_the_source_is_the_actor_whom_its_words_mean() -> None:
    laid = scene("France and Germany said Russia had attacked the port.")
    found = attribution_of(laid, frame(laid, "attacked"))
    assert found is not None
    assert found.source.country == "FRA"
    assert found.source.actor is not None


def test_a_statement_has_the_last_word() -> None:
    text = "Rebels burned the village. The governor and the mayor spoke of it."
    laid = scene(text)
    document = laid.document
    speaker = document.quote(Span(text.index("the mayor"), text.index("the mayor") + 9), "speaker")
    sentence = document.quote(Span(0, 26), "sentence")
    source = Party(span=speaker.span, text=speaker.text)
    statement = Statement(
        speaker=source, quotation=Quotation.INDIRECT, content=sentence, sentence=sentence, confidence=1.0, why="a test"
    )
    found = attribution_of(laid, frame(laid, "burned"), statements=(statement,))
    assert found is not None
    assert (found.source, found.statement) == (source, statement.id)


def test_a_report_in_the_first_person_is_its_own_source() -> None:
    assert told("We believe that Chad attacked the camp.", "attacked") is None


def test_who_speaks_for_a_country_is_named_where_its_country_acts() -> None:
    assert told("The president confirmed that Chile will withdraw its troops.", "withdraw") == (
        "The president",
        "confirmed",
    )
