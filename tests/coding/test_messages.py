"""Greetings, letters and invitations with sender, bearer and receiver, on plain texts read by the packaged model."""

import pytest

from communique.coding.messages import messages_of
from communique.records.diplomacy import Message, MessageKind

from .scenes import scene


def messages(text: str) -> tuple[Message, ...]:
    return messages_of(scene(text))


def only(text: str) -> Message:
    (found,) = messages(text)
    return found


def countries(message: Message) -> tuple[str | None, str | None, str | None]:
    """Of sender, bearer and receiver."""
    parties = (message.sender, message.bearer, message.receiver)
    sender, bearer, receiver = (None if p is None else p.country for p in parties)
    return sender, bearer, receiver


MET = "Kenyan Foreign Minister Mudavadi met Ugandan President Yoweri Museveni in Entebbe. "


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mudavadi conveyed Kenyan President William Ruto's greetings to Museveni.", MessageKind.GREETING),
        ("Mudavadi passed on the warm regards of Kenyan President William Ruto.", MessageKind.GREETING),
        ("Mudavadi delivered a letter from Kenyan President William Ruto to Museveni.", MessageKind.LETTER),
        ("Mudavadi handed over a letter of Kenyan President William Ruto.", MessageKind.LETTER),
        ("Mudavadi conveyed the condolences of Kenyan President William Ruto.", MessageKind.CONDOLENCE),
        ("Mudavadi conveyed the congratulations of Kenyan President William Ruto.", MessageKind.CONGRATULATION),
        ("Mudavadi conveyed a message from Kenyan President William Ruto to Museveni.", MessageKind.OTHER),
        ("Mudavadi extended an invitation to Museveni on behalf of Kenyan President William Ruto.",
         MessageKind.INVITATION),
    ],
)  # fmt: skip
def test_what_a_bearer_brings(text: str, kind: MessageKind) -> None:
    found = only(MET + text)
    assert found.kind is kind
    assert found.sender.text.endswith("Ruto")
    assert found.bearer is not None
    assert found.bearer.text == "Mudavadi"
    assert found.receiver is not None
    assert found.receiver.country == "UGA"


def test_a_guest_asked_to_carry_wishes_back() -> None:
    found = only(MET + "Museveni asked Mudavadi to carry his best wishes back to Kenyan President William Ruto.")
    assert found.kind is MessageKind.GREETING
    assert countries(found) == ("UGA", "KEN", "KEN")
    assert found.receiver is not None
    assert found.receiver.text.endswith("Ruto")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Peruvian President Dina Boluarte sent a letter to Chilean President Gabriel Boric.", MessageKind.LETTER),
        ("Peruvian President Dina Boluarte sent her condolences to Chilean President Gabriel Boric.",
         MessageKind.CONDOLENCE),
        ("Peruvian President Dina Boluarte wrote to Chilean President Gabriel Boric on Monday.", MessageKind.LETTER),
        ("In a letter to Chilean President Gabriel Boric, Peruvian President Dina Boluarte thanked him for his help.",
         MessageKind.LETTER),
        ("Peruvian President Dina Boluarte extended an invitation to Chilean President Gabriel Boric.",
         MessageKind.INVITATION),
        ("Peruvian President Dina Boluarte invited Chilean President Gabriel Boric to visit Lima.",
         MessageKind.INVITATION),
        ("Chilean President Gabriel Boric accepted Peruvian President Dina Boluarte's invitation.",
         MessageKind.INVITATION),
        ("Chilean President Gabriel Boric received a letter from Peruvian President Dina Boluarte.",
         MessageKind.LETTER),
        ("Chilean President Gabriel Boric paid a visit to Lima at the invitation of Peruvian President Dina Boluarte.",
         MessageKind.INVITATION),
    ],
)  # fmt: skip
def test_what_a_sender_sends_himself(text: str, kind: MessageKind) -> None:
    found = only(text)
    assert found.kind is kind
    assert countries(found) == ("PER", None, "CHL")


def test_thanks_on_behalf_of_another() -> None:
    found = only(MET + "Mudavadi thanked Museveni on behalf of Kenyan President William Ruto.")
    assert found.kind is MessageKind.OTHER
    assert found.sender.text.endswith("Ruto")
    assert found.bearer is not None
    assert found.bearer.text == "Mudavadi"


def test_an_answer_in_the_same_sentence() -> None:
    text = (
        "President Boric wrote to President Boluarte that the road was open, and Boluarte answered that all was well. "
        "Gabriel Boric is the president of Chile. Dina Boluarte is the president of Peru."
    )
    found = messages(text)
    assert [m.sender.text for m in found] == ["Boric", "Boluarte"]
    assert [m.receiver.text for m in found if m.receiver is not None] == ["Boluarte", "Boric"]


@pytest.mark.parametrize(
    "text",
    [
        "The president expressed his condolences to the king during the call.",
        "The minister took note of the plans.",
        "The envoy did not deliver a letter from Kenyan President William Ruto.",
        "Museveni wishes to build a road.",
        "The letter of the law is clear.",
        "The minister wrote a book about Peru.",
        "President Boluarte invited banks to lower their rates.",
        "Boluarte spoke on behalf of the Peruvian people.",
        "The two ministers exchanged views.",
    ],
)
def test_what_is_no_message(text: str) -> None:
    assert messages(text) == ()


def test_the_content_is_the_text_itself() -> None:
    text = MET + "Mudavadi conveyed Kenyan President William Ruto's greetings to Museveni."
    found = only(text)
    assert found.content.span.of(text) == found.content.text
    assert found.content.text.startswith("Kenyan President William Ruto's greetings")
    assert found.sentence.span.contains(found.content.span)
    assert found.why
    assert 0.0 < found.confidence <= 1.0


def test_the_clause_about_a_sender_is_no_content() -> None:
    text = MET + "Mudavadi conveyed the greetings of Kenyan President William Ruto, who is ill."
    assert only(text).content.text == "the greetings of Kenyan President William Ruto"


def test_several_receivers_are_several_messages() -> None:
    text = (
        "Peruvian President Dina Boluarte sent a letter to Chilean President Gabriel Boric "
        "and Bolivian President Luis Arce."
    )
    found = messages(text)
    assert {m.receiver.country for m in found if m.receiver is not None} == {"CHL", "BOL"}
    assert {m.sender.country for m in found} == {"PER"}


def test_messages_stand_in_the_order_of_the_text() -> None:
    text = (
        "Peruvian President Dina Boluarte sent a letter to Chilean President Gabriel Boric. "
        "Boric sent his condolences to Boluarte."
    )
    found = messages(text)
    assert [m.kind for m in found] == [MessageKind.LETTER, MessageKind.CONDOLENCE]
    assert found[0].content.span < found[1].content.span
    assert len({m.id for m in found}) == 2


def test_all_that_is_written_is_content() -> None:
    text = (
        "Peruvian President Dina Boluarte, writing to Chilean President Gabriel Boric, "
        "thanked him for the trucks and promised to send grain."
    )
    found = only(text)
    assert found.kind is MessageKind.LETTER
    assert found.content.text.endswith("thanked him for the trucks and promised to send grain")
    assert countries(found) == ("PER", None, "CHL")


def test_each_of_them_is_both_who_acted_together() -> None:
    text = (
        "Peruvian President Dina Boluarte and Chilean President Gabriel Boric opened a bridge in Arica. "
        "Pope Francis had written to each of them."
    )
    found = messages(text)
    assert {m.receiver.country for m in found if m.receiver is not None} == {"PER", "CHL"}
    assert {m.sender.text.split()[-1] for m in found} == {"Francis"}


BORIC, BOLUARTE = "Chilean President Gabriel Boric", "Peruvian President Dina Boluarte"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"{BOLUARTE} sent a cable of condolences to {BORIC}.", MessageKind.CONDOLENCE),
        (f"{BOLUARTE} sent a message of congratulations to {BORIC}.", MessageKind.CONGRATULATION),
        (f"{BOLUARTE} sent a congratulatory telegram to {BORIC}.", MessageKind.CONGRATULATION),
        (f"{BOLUARTE} congratulated {BORIC} in a message.", MessageKind.CONGRATULATION),
        (f"{BOLUARTE} sent a telegram to {BORIC} congratulating him on his victory.", MessageKind.LETTER),
        (f"{BORIC} was invited by {BOLUARTE} to visit Lima.", MessageKind.INVITATION),
        (f"{BORIC} received a message from {BOLUARTE} on Sunday.", MessageKind.OTHER),
        (f"{BORIC} thanked {BOLUARTE} for the letter.", MessageKind.LETTER),
    ],
)
def test_letters_by_what_they_hold_and_invitations_from_the_guest_s_side(text: str, kind: MessageKind) -> None:
    found = only(text)
    assert found.kind is kind
    assert countries(found) == ("PER", None, "CHL")


def test_who_handed_it_over_is_the_bearer() -> None:
    text = f"{BORIC} received a letter from {BOLUARTE}, handed over by the Peruvian foreign minister."
    found = only(text)
    assert countries(found) == ("PER", "PER", "CHL")
    assert found.bearer is not None
    assert found.bearer.text == "the Peruvian foreign minister"


def test_what_is_exchanged_goes_each_way() -> None:
    there, back = messages(f"{BOLUARTE} exchanged congratulations with {BORIC} on the anniversary.")
    assert countries(there) == ("PER", None, "CHL")
    assert countries(back) == ("CHL", None, "PER")


def test_a_message_to_everybody_is_none() -> None:
    assert messages(f"{BOLUARTE}, in a message read out on the radio, called the vote a crime.") == ()


def test_ones_own_people_are_not_invited_by_a_message() -> None:
    assert messages(f"{BOLUARTE} invited all Peruvians to join her in Lima.") == ()


def test_who_writes_is_named_before_the_comma() -> None:
    text = (
        f"{BORIC} spoke on Monday. Days earlier the two sides had made their peace: {BOLUARTE}, writing to {BORIC}, "
        "renounced the claim."
    )
    found = [m for m in messages(text) if m.why == "write to"]
    assert [countries(m) for m in found] == [("PER", None, "CHL")]
    assert found[0].content.text.endswith("renounced the claim")


def test_an_invitation_by_someone_is_his() -> None:
    (found,) = messages(f"{BORIC} spoke of his invitation by {BOLUARTE}.")
    assert found.kind is MessageKind.INVITATION
    assert found.sender.country == "PER"
