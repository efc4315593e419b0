"""What is said, in which words, by which rule: on sentences of our own, read by the packaged model."""

import pytest

from communique.coding.statements import statements_of
from communique.records.coded import Coded
from communique.records.diplomacy import Quotation, Statement, StatementKind

from .scenes import scene

PRESS = """\
The foreign minister told reporters in Oslo on Tuesday that the talks had been useful, adding that a second round was \
planned.

"We agreed on most points," he said. "What remains is the border."

Asked about the sanctions, he replied: "They stay until the last soldier has left."

"Nobody wants another winter like this one," the minister went on. "We do not. They do not."

A spokeswoman for the delegation denied that a date had been set."""

READOUT = """\
Chinese Premier Li Qiang met Serbian President Aleksandar Vucic in Beijing on Tuesday.

Li pointed out that China values its friendship with Serbia. China is ready to expand cooperation in trade, he added. \
The two sides should strengthen coordination in the United Nations.

Vucic said that Serbia adheres to the one-China policy. The two presidents later watched a parade."""


def said(text: str, title: str | None = None) -> list[Statement]:
    return list(statements_of(scene(text, title)))


def contents(text: str) -> list[str]:
    return [s.content.text for s in said(text)]


def one(text: str) -> Statement:
    found = said(text)
    assert len(found) == 1, [s.content.text for s in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        ("The minister said that the talks had failed.", "that the talks had failed", "said"),
        ("The minister said the talks had failed.", "the talks had failed", "said"),
        ("The talks had failed, the minister said.", "The talks had failed", "said"),
        ("The talks had failed, said the minister.", "The talks had failed", "said"),
        ("The minister told parliament that he would resign.", "that he would resign", "told"),
        ("According to the ministry, twelve soldiers were hurt.", "twelve soldiers were hurt", "According to"),
        ("Twelve soldiers were hurt, according to the ministry.", "Twelve soldiers were hurt", "according to"),
        ("The envoy warned that time was running out.", "that time was running out", "warned"),
        ("The envoy denied having met the rebels.", "having met the rebels", "denied"),
        ("Iran called for an end to the blockade.", "an end to the blockade", "called for"),
        ("Iran called on Turkey to open the border.", "Turkey to open the border", "called on"),
        ("Kenya urged both sides to lay down their arms.", "both sides to lay down their arms", "urged"),
        ("Iran accused Iraq of hiding weapons.", "Iraq of hiding weapons", "accused"),
        ("The senator called the treaty a disgrace.", "the treaty a disgrace", "called"),
        ("The senator described the treaty as a disgrace.", "the treaty as a disgrace", "described"),
        ("France condemned the attack.", "the attack", "condemned"),
        ("The president wants to visit Cuba.", "to visit Cuba", "wants"),
        ("The president believes that peace is near.", "that peace is near", "believes"),
        ("Ghana welcomed the decision of the court.", "the decision of the court", "welcomed"),
        ("The king expressed concern about the fighting.", "the fighting", "expressed concern"),
        ("The king offered condolences over the loss of life.", "the loss of life", "offered condolences"),
        ("The poll shows that most voters oppose the deal.", "that most voters oppose the deal", "shows"),
    ],
)
def test_what_is_said(text: str, content: str, cue: str) -> None:
    found = one(text)
    assert found.cue is not None
    assert (found.content.text.removesuffix("."), found.cue.text) == (content, cue)


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        ('"We will not go," the general said.', Quotation.DIRECT),
        ('The general said: "We will not go."', Quotation.DIRECT),
        ('"If they stay," the general said, "we will not go."', Quotation.DIRECT),
        ('The general said his men "will not go before the rains".', Quotation.MIXED),
        ("The general said his men would not go.", Quotation.INDIRECT),
    ],
)
def test_how_it_is_given(text: str, quotation: Quotation) -> None:
    assert one(text).quotation is quotation


@pytest.mark.parametrize(
    "text",
    [
        "The army crossed the river at dawn.",
        "The two ministers met in Vienna and signed a treaty.",
        "The army did not say who had fired.",
        "Both sides should support the plan.",
        "The keeper denied the striker twice.",
        'The minister met the king of the "Land of Smiles".',
        "The bridge was closed.",
        "The team was denied visas three times.",
        "The king welcomed the Danish premier at the airport.",
        "The club raised two million dollars.",
        "Rebel fighters attacked the town at night.",
        "Ukrainian troops defended the bridge.",
        "Denying him a third goal, the keeper won the match.",
    ],
)
def test_nothing_is_said(text: str) -> None:
    assert contents(text) == []


def test_a_press_conference_that_runs_on() -> None:
    found = said(PRESS)
    assert [s.content.text for s in found] == [
        "that the talks had been useful",
        "that a second round was planned",
        '"We agreed on most points," he said. "What remains is the border."',
        '"They stay until the last soldier has left."',
        '"Nobody wants another winter like this one," the minister went on. "We do not. They do not."',
        "that a date had been set",
    ]
    assert [s.quotation for s in found[2:5]] == [Quotation.DIRECT] * 3
    assert [s.speaker.text for s in found if s.speaker] == [
        "The foreign minister",
        "The foreign minister",
        "he",
        "he",
        "the minister",
        "A spokeswoman for the delegation",
    ]
    assert found[-1].kind is StatementKind.DENIAL


def test_a_readout_that_goes_on_in_reported_speech() -> None:
    found = said(READOUT)
    assert [s.content.text for s in found] == [
        "that China values its friendship with Serbia",
        "China is ready to expand cooperation in trade, he added. "
        "The two sides should strengthen coordination in the United Nations",
        "that Serbia adheres to the one-China policy",
    ]
    assert [s.speaker.country for s in found if s.speaker] == ["CHN", "CHN", "SRB"]
    assert found[1].kind is StatementKind.WILLINGNESS


@pytest.mark.parametrize(
    "after",
    [
        "The two sides signed a treaty.",  # told in the past: the writer's own
        "Oil prices should rise this year.",  # of neither side
        "Will the two sides meet again?",
        "\n\nThe two sides should build trust.",  # another paragraph
        "The two sides should build trust, the report said.",  # someone else's
    ],
)
def test_what_does_not_go_on(after: str) -> None:
    text = f"Chinese Foreign Minister Wang Yi said that China values its ties with Peru. {after}"
    assert contents(text)[0] == "that China values its ties with Peru"


def test_a_quotation_of_several_sentences_before_its_cue() -> None:
    text = '"We met. We talked for hours. We parted as friends," the envoy said.'
    assert contents(text) == ['"We met. We talked for hours. We parted as friends,"']


def test_a_quotation_of_several_sentences_behind_its_cue() -> None:
    text = 'The envoy said: "We met. We talked for hours. We parted as friends."'
    assert contents(text) == ['"We met. We talked for hours. We parted as friends."']


def test_a_quotation_over_paragraphs() -> None:
    text = "“We met and we talked for hours.\n\n“Then we parted as friends,” the envoy said."
    assert contents(text) == ["“We met and we talked for hours.\n\n“Then we parted as friends,”"]


def test_a_quotation_in_another_is_part_of_it() -> None:
    text = "“The minister told us, ‘No deal is better than a bad deal,’ and I agree,” said the Finnish envoy."
    found = one(text)
    assert found.content.text == "“The minister told us, ‘No deal is better than a bad deal,’ and I agree,”"
    assert found.speaker is not None
    assert found.speaker.country == "FIN"


def test_a_question() -> None:
    text = "“Does anyone doubt it?” the president asked."
    found = one(text)
    assert found.content.text == "“Does anyone doubt it?”"
    assert found.kind is StatementKind.POSITION


def test_the_saying_stands_in_the_middle() -> None:
    text = "The border, the minister said, would stay closed."
    assert contents(text) == ["The border, the minister said, would stay closed"]


def test_what_the_writer_adds_is_left_out() -> None:
    text = "The senator praised the envoy, who had spent two years in Kabul."
    assert contents(text) == ["the envoy"]


def test_one_inside_another_is_part_of_it() -> None:
    text = "The minister said that Turkey wants to join the talks."
    assert contents(text) == ["that Turkey wants to join the talks"]


def test_what_a_medium_passes_on_is_its_sources_too() -> None:
    text = "Xinhua reported that Foreign Minister Wang Yi said China would not attend."
    found = said(text)
    assert [s.content.text for s in found] == [
        "China would not attend",
        "that Foreign Minister Wang Yi said China would not attend",
    ]
    assert [s.speaker.text for s in found if s.speaker] == ["Wang Yi", "Xinhua"]


def test_joined_verbs_say_different_things() -> None:
    text = "The premier praised the accord and thanked Norway for its help."
    found = said(text)
    assert [(s.kind, s.content.text) for s in found] == [
        (StatementKind.PRAISE, "the accord"),
        (StatementKind.THANKS, "Norway for its help"),
    ]


def test_a_transcript() -> None:
    text = "MINISTER: We are ready to sign.\n\nREPORTER: When will that be?\n\nMINISTER: Next week, I hope."
    found = said(text)
    assert [(s.speaker.text, s.content.text) for s in found if s.speaker] == [
        ("MINISTER", "We are ready to sign."),
        ("REPORTER", "When will that be?"),
        ("MINISTER", "Next week, I hope."),
    ]


def test_a_credit_is_no_speech() -> None:
    assert contents("The army left on Monday.\n\nSource: NATO.") == []


def test_a_dateline_with_a_colon_is_no_speaker() -> None:
    text = "PARIS: The minister said on Monday that the talks had begun."
    assert contents(text) == ["that the talks had begun"]


def test_a_headline_with_a_speaker() -> None:
    text = "President Macron: Europe must arm itself.\n\nThe president of France spoke in Prague."
    found = said(text)
    assert [s.content.text for s in found] == ["Europe must arm itself."]
    assert found[0].why == "line"


def test_blows_struck_with_words() -> None:
    text = "The senator attacked the governor for his record."
    assert one(text).kind is StatementKind.CONDEMNATION


def test_a_quotation_behind_a_saying_before_it() -> None:
    text = "The senator scolded the doctor: “You sold false hope to the sick,” she said."
    found = said(text)
    assert "“You sold false hope to the sick,”" in [s.content.text for s in found]


def test_paragraphs_of_quotation_without_a_cue() -> None:
    text = "“We have waited for years,” the chief said.\n\n“We will not wait any longer.”\n\nThe road is open."
    assert contents(text) == ["“We have waited for years,” the chief said.\n\n“We will not wait any longer.”"]


def test_fronted_words_belong_to_what_is_said() -> None:
    text = "If the rains fail, the minister said, many will go hungry."
    assert contents(text) == ["If the rains fail, the minister said, many will go hungry"]


def test_a_paragraph_behind_a_colon() -> None:
    text = "The Prime Minister said:\n\nThis is a good day. I thank our friends in Poland.\n\nThe talks go on."
    assert contents(text) == ["This is a good day. I thank our friends in Poland."]


def test_a_colon_before_a_quoted_paragraph() -> None:
    text = "The Prime Minister said:\n\n“This is a good day.”\n\nThe talks go on."
    assert contents(text) == ["“This is a good day.”"]


def test_a_clause_astray() -> None:
    text = "The king wrote in the early hours of Monday that he would step down."
    assert contents(text) == ["that he would step down"]


def test_words_set_off_are_no_quotation() -> None:
    text = "The so-called “peace village” was shelled."
    assert contents(text) == []


@pytest.mark.parametrize("text", [PRESS, READOUT])
def test_they_fit_a_coded_document(text: str) -> None:
    laid = scene(text)
    found = statements_of(laid)
    coded = Coded(document=laid.document, analysis=laid.analysis, actors=laid.actors, statements=found)
    assert coded.statements == found
    for s in found:
        assert s.content.text in text
        assert s.cue is not None
        assert s.sentence.span.overlaps(s.content.span)
        assert 0 < s.confidence < 1
        assert s.why
    ends = [(s.content.span.end, -s.content.span.start) for s in found]
    assert ends == sorted(ends)


def test_twice_the_same() -> None:
    assert statements_of(scene(PRESS)) == statements_of(scene(PRESS))


def test_a_document_without_speech() -> None:
    assert statements_of(scene("Rain.")) == ()


def test_cooperation_areas_of_what_is_said() -> None:
    text = "Chinese Premier Li Qiang said that China is willing to work with Russia in energy, trade and agriculture."
    assert [a.text for a in one(text).areas] == ["energy", "trade", "agriculture"]


def test_what_a_person_is_described_as() -> None:
    found = said("The man, who is described by the ministry as a smuggler, was seen in Oslo on Monday.")
    assert [s.content.text for s in found] == ["as a smuggler"]


def test_who_says_it_and_the_statement_that_passes_it_on() -> None:
    text = '"Here we are," Kenyan President William Ruto told farmers, according to a statement.'
    spoken = [s for s in said(text) if s.speaker is not None and s.speaker.name == "William Ruto"]
    assert [s.content.text for s in spoken] == ['"Here we are,"']


def test_a_name_with_another_script_behind_it_says_nothing() -> None:
    assert said("Nile News (Arabic: x) is a channel that shows films from Egypt.") == []


def test_a_saying_put_into_what_is_said_before_its_verb() -> None:
    found = one("What the two sides agreed on in June, the premier said, has helped the trade of both.")
    assert found.content.text.startswith("What the two sides agreed on")
    assert found.content.text.endswith("the trade of both")
