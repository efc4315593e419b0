"""Who binds himself to what, towards whom and how firmly, on plain texts read by the packaged model."""

import pytest

from communique.records.diplomacy import Strength

from .commitments import by, coded, commitments, only, towards


@pytest.mark.parametrize(
    ("text", "action", "strength"),
    [
        ("Peru and Chile agreed to open a bridge.", "agreed to open a bridge", Strength.AGREED),
        ("Peru promised Chile to lower its tariffs.", "promised Chile to lower its tariffs", Strength.PROMISED),
        ("Norway pledged more money for Moldova.", "pledged more money for Moldova", Strength.PROMISED),
        ("Norway is committed to supporting Moldova.", "committed to supporting Moldova", Strength.PROMISED),
        ("India vowed to help Nepal rebuild.", "vowed to help Nepal rebuild", Strength.PROMISED),
        ("India offered to train Nepalese pilots.", "offered to train Nepalese pilots", Strength.WILLING),
        ("Kenya is willing to work with Somalia on water.", "willing to work with Somalia on water", Strength.WILLING),
        ("Kenya stands ready to help Somalia.", "ready to help Somalia", Strength.WILLING),
        ("Kenya is prepared to receive the Somali delegation.", "prepared to receive the Somali delegation",
         Strength.WILLING),
        ("Kenya looks forward to hosting the Somali president.", "looks forward to hosting the Somali president",
         Strength.WILLING),
        ("Kenya hopes to cooperate with Somalia on fisheries.", "hopes to cooperate with Somalia on fisheries",
         Strength.WILLING),
        ("Kenya expressed its readiness to help Somalia.", "its readiness to help Somalia", Strength.WILLING),
        ("Kenya reaffirmed its commitment to peace in Somalia.", "its commitment to peace in Somalia",
         Strength.PROMISED),
        ("Japan and India reaffirmed their commitment to deepening trade.", "their commitment to deepening trade",
         Strength.AGREED),
        ("Japan and India committed to expand naval exercises.", "committed to expand naval exercises",
         Strength.AGREED),
    ],
)  # fmt: skip
def test_words_that_bind(text: str, action: str, strength: Strength) -> None:
    found = only(text)
    assert found.action.text == action
    assert found.strength is strength


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("Peru and Chile agreed to open a bridge.", {"PER", "CHL"}, set()),
        ("Peru agreed with Chile to open a bridge.", {"PER"}, {"CHL"}),
        ("Kenya is willing to work with Somalia on water.", {"KEN"}, {"SOM"}),
        ("Norway pledged more money for Moldova.", {"NOR"}, {"MDA"}),
        ("Norway promised to give 40 buses to Moldova.", {"NOR"}, {"MDA"}),
        ("India vowed to help Nepal rebuild.", {"IND"}, {"NPL"}),
        ("Kenya reaffirmed its commitment to Somalia.", {"KEN"}, {"SOM"}),
    ],
)
def test_who_and_towards_whom(text: str, who: set[str], whom: set[str]) -> None:
    found = only(text)
    assert by(found) == who
    assert towards(found) == whom


def test_the_other_side_of_the_talks_is_the_partner() -> None:
    text = (
        "Brazilian President Lula met Colombian President Petro in Leticia on Monday. Lula promised to reopen the port."
    )
    found = only(text)
    assert by(found) == {"BRA"}
    assert towards(found) == {"COL"}


def test_both_leaders_are_those_who_met() -> None:
    text = (
        "Brazilian President Lula met Colombian President Petro in Leticia. The two leaders agreed to fight smuggling."
    )
    found = only(text)
    assert by(found) == {"BRA", "COL"}
    assert towards(found) == set()
    assert found.strength is Strength.AGREED


def test_a_promise_to_ones_own_people_has_no_partner() -> None:
    text = "Israeli Prime Minister Rabin met Egyptian President Mubarak. Rabin promised to put the plan to the Knesset."
    assert towards(only(text)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Peru did not agree to open a bridge.",
        "Peru refused to promise any money to Chile.",
        "If Peru agrees to open the bridge, trucks can pass.",
        "Chile urged Peru to commit to the treaty.",
        "Peru and Chile agreed that the talks were useful.",
        "Analysts agree with the minister.",
        "The salaries promised to Peruvian teachers were late.",
        "Peru and Chile discussed the weather.",
        "Chile thanked Peru for its commitment to peace.",
        "Peru will be cold in July.",
        "Peru has supported Chile's bid since May.",
    ],
)
def test_what_binds_nobody(text: str) -> None:
    assert commitments(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile agreed that the border would stay open.",
        "Peru and Chile agreed that both armies should leave the valley.",
        "Peru and Chile agreed that it is important to keep the border open.",
        "Peru and Chile agreed on the importance of keeping the border open.",
    ],
)
def test_what_will_or_should_be_is_agreed(text: str) -> None:
    found = only(text)
    assert found.strength is Strength.AGREED
    assert found.action.text.startswith("agreed")


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Mali's president said that Mali would send grain to Niger.", "Mali would send grain to Niger"),
        ("Mali's president told reporters he would visit Niger.", "he would visit Niger"),
        ('"We will reopen the border with Niger," Mali\'s president said.', "We will reopen the border with Niger"),
    ],
)
def test_what_a_speaker_says_that_he_will_do(text: str, action: str) -> None:
    found = only(text)
    assert found.strength is Strength.PROMISED
    assert found.action.text == action
    assert by(found) == {"MLI"}
    assert found.why == "modal will"


@pytest.mark.parametrize(
    "text",
    [
        "Mali's president said that Niger would send grain.",
        "Mali's president said prices would rise.",
        "Mali's president said that Mali would bomb Niger if it attacked.",
        "Mali's president said that the army, which would leave soon, was tired.",
    ],
)
def test_what_is_foreseen_of_others_or_against_them(text: str) -> None:
    assert commitments(text) == ()


def test_a_report_may_foresee_help_in_its_own_voice() -> None:
    found = only("The Norwegian government will work with Moldova on a new power line.")
    assert by(found) == {"NOR"}
    assert towards(found) == {"MDA"}
    assert commitments("The Norwegian government will hold a press conference.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Egypt's president said that trade and investment with Sudan should grow.",
        "Egypt's president said the two countries must share the water of the Nile.",
        "Egypt's president wants cooperation with Sudan in agriculture to be deepened.",
    ],
)
def test_what_both_should_do(text: str) -> None:
    found = only(text)
    assert found.strength is Strength.URGED_JOINT
    assert by(found) == {"EGY"}


def test_a_duty_of_another_is_no_call_on_both() -> None:
    assert commitments("Egypt's president said that Israel must leave the town.") == ()


def test_one_commitment_inside_another_is_told_once() -> None:
    found = only("Peru and Chile agreed that both would work to open the border.")
    assert found.action.text == "agreed that both would work to open the border"


def test_several_in_one_sentence_are_told_apart() -> None:
    text = "Peru agreed with Chile to open the bridge, and Chile promised Peru to repair the road."
    first, second = commitments(text)
    assert (by(first), first.strength) == ({"PER"}, Strength.AGREED)
    assert (by(second), second.strength) == ({"CHL"}, Strength.PROMISED)
    assert first.action.span.end < second.action.span.start


def test_the_statement_that_tells_it() -> None:
    text = "Mali's president Goita said that Mali was willing to work with Niger on health."
    found, statements = coded(text)
    assert len(found) == 1
    told = next(s for s in statements if s.id == found[0].statement)
    assert told.content.span.contains(found[0].action.span)
    assert found[0].speaker == told.speaker
    assert found[0].speaker is not None
    assert found[0].speaker.country == "MLI"


def test_what_several_agree_on_has_a_statement_and_no_speaker() -> None:
    text = "Peru and Chile agreed to open a bridge."
    found, statements = coded(text)
    assert found[0].statement in {s.id for s in statements}
    assert found[0].speaker is None


def test_without_a_statement_there_is_no_speaker() -> None:
    found = only("Peru and Chile signed a memorandum on fishing.")
    assert (found.statement, found.speaker) == (None, None)


def test_evidence_is_the_text_itself() -> None:
    text = "Peru and Chile agreed to open a bridge. It rained. Norway pledged money for Moldova."
    for found in commitments(text):
        assert found.action.span.of(text) == found.action.text
        assert found.sentence.span.contains(found.action.span)
        assert 0.0 < found.confidence <= 1.0
        assert found.why
    assert [c.why for c in commitments(text)] == ["verb agree", "verb pledge"]


def test_the_same_text_gives_the_same_ids() -> None:
    text = "Peru and Chile agreed to open a bridge."
    assert only(text).id == only(text).id
    assert only(text).id.startswith("c")


def test_nothing_comes_of_a_text_without_commitments() -> None:
    assert commitments("The minister arrived in Lima on Monday.") == ()


@pytest.mark.parametrize(
    ("text", "action"),
    [
        (
            "Peru and Chile signed a memorandum of understanding on cooperation in mining.",
            "signed a memorandum of understanding on cooperation in mining",
        ),
        ("Peru and Chile signed an agreement to build a port.", "signed an agreement to build a port"),
        ("Peru and Chile signed an agreement on fisheries.", "signed an agreement on fisheries"),
    ],
)
def test_papers_whose_field_or_aim_is_told_are_signed(text: str, action: str) -> None:
    found = only(text)
    assert found.strength is Strength.SIGNED
    assert found.action.text == action
    assert by(found) == {"PER", "CHL"}


def test_a_paper_of_which_nothing_is_told_binds_to_nothing_known() -> None:
    assert commitments("Peru and Chile signed a declaration on Monday.") == ()
    assert commitments("Peru and Chile will sign an agreement on fisheries next year.") == ()


def test_what_both_instruct_their_people_to_do() -> None:
    found = only("The presidents of Peru and Chile instructed their ministers to meet every month.")
    assert found.strength is Strength.AGREED
    assert by(found) == {"PER", "CHL"}
    assert commitments("The president of Peru instructed his minister to resign.") == ()


def test_an_invitation_to_act_together_calls_on_both() -> None:
    found = only("The president of Peru invited Chile to fight smuggling together.")
    assert found.strength is Strength.URGED_JOINT
    assert commitments("The president of Peru urged Chile to release the ship.") == ()


def test_support_is_an_attitude_unless_it_goes_on() -> None:
    assert commitments("Kenya reaffirmed its support for Somalia.") == ()
    found = only("Kenya and Uganda reaffirmed their support for continued talks with Somalia.")
    assert found.strength is Strength.WILLING
    assert by(found) == {"KEN", "UGA"}


def test_a_shared_goal_that_is_confirmed() -> None:
    found = only("Kenya and Uganda reaffirmed their shared goal of a lake without pirates.")
    assert found.strength is Strength.AGREED
    assert found.action.text == "their shared goal of a lake without pirates"
    assert commitments("Kenya and Uganda discussed their goals.") == ()


def test_whoever_pledges_by_his_own_word_is_the_speaker() -> None:
    found = only("Kenyan President William Ruto pledged to send 200 police officers to Haiti.")
    assert found.speaker is not None
    assert found.speaker.text.endswith("Ruto")
    assert only("Kenya pledged to send 200 police officers to Haiti.").speaker is None


def test_what_is_added_behind_a_comma_is_left_out() -> None:
    found = only("Peru and Chile agreed to open a bridge, a steel arch of 300 metres.")
    assert found.action.text == "agreed to open a bridge"


def test_a_joined_clause_without_a_subject_of_its_own_goes_on() -> None:
    found = only("Mali's president said that Mali would open the border and send grain to Niger.")
    assert found.action.text == "Mali would open the border and send grain to Niger"


def test_surer_words_give_a_higher_confidence() -> None:
    bound = only("Peru and Chile agreed to open a bridge.")
    foreseen = only("Mali's president said that Mali would help.")
    assert bound.confidence > foreseen.confidence


@pytest.mark.parametrize(
    "text",
    [
        "Britain's prime minister said that Britain would expel 23 Russian diplomats.",
        "Mali's president said that Mali would send grain to Niger if it had any.",
        "Mali's president said that Mali would not open the border.",
    ],
)
def test_threats_fancies_and_refusals_bind_nobody(text: str) -> None:
    assert commitments(text) == ()


def test_never_to_do_something_is_a_promise() -> None:
    found = only("Mali's president said that Mali would never recognise the annexation.")
    assert found.strength is Strength.PROMISED


@pytest.mark.parametrize(
    "text",
    [
        "The Kenyan government spoke of the promise of a better life.",
        "Kenya's president said that he would probably travel.",
        "Kenya's president said that he would refuse the money.",
        "Kenya vowed revenge.",
    ],
)
def test_hopes_guesses_and_vows_of_nothing_to_be_done(text: str) -> None:
    assert commitments(text) == ()


def test_what_is_said_of_oneself_alone_is_less_sure_than_what_is_said_to_another() -> None:
    alone = only("Mali's president said that Mali would help.")
    towards_another = only("Mali's president said that Mali would send grain to Niger.")
    assert towards(alone) == set()
    assert alone.confidence < towards_another.confidence
