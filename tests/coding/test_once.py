"""One fact is one event, however often it is told."""

from .events import events


def kinds(text: str, title: str | None = None) -> list[str]:
    return [f"{e.type} {e.trigger.text}" for e in events(text, title=title)]


def test_a_meeting_told_twice_is_one() -> None:
    text = (
        "The president of Chad met the president of Niger on Monday. The two presidents held talks in Niamey. "
        "After the meeting they had dinner."
    )
    assert len([k for k in kinds(text) if k.startswith("CONSULT")]) == 1


def test_two_meetings_of_other_people_are_two() -> None:
    text = "Premier Li Qiang met President Vladimir Putin on Monday. Li also met Prime Minister Mikhail Mishustin."
    assert len([k for k in kinds(text) if k.startswith("CONSULT")]) == 2


def test_meetings_of_two_days_are_two() -> None:
    text = "Chad and Niger held talks on 3 May 2024. Chad and Niger held talks on 10 May 2024."
    assert len([k for k in kinds(text) if k.startswith("CONSULT")]) == 2


def test_two_trials_are_two() -> None:
    text = (
        "Peter Kamau was convicted of fraud in Nairobi in 2006. Jane Otieno was convicted of theft in Nairobi in 2006."
    )
    assert len([k for k in kinds(text) if k.startswith("SANCTION")]) == 2


def test_the_attack_is_the_one_that_was_told() -> None:
    text = "Niger attacked Mali on Monday. Niger's attack on Mali lasted two hours."
    assert len([k for k in kinds(text) if k.startswith("ASSAULT")]) == 1


def test_what_is_said_of_two_things_is_said_twice() -> None:
    text = "Chad praised Niger for its elections. Later Chad thanked Niger for opening the border."
    assert len([k for k in kinds(text) if k.startswith("SUPPORT")]) == 2


def test_support_twice_in_one_sentence_is_one() -> None:
    text = "The premier of Chad praised Niger for its elections and thanked Niger for its help."
    assert len([k for k in kinds(text) if k.startswith("SUPPORT")]) == 1


def test_support_of_two_in_one_sentence_is_two() -> None:
    text = "Chad praised Niger and thanked Mali."
    assert len([k for k in kinds(text) if k.startswith("SUPPORT")]) == 2


def test_verbs_of_one_attack_are_one() -> None:
    text = "Niger bombed a camp of Mali and killed two soldiers of Mali."
    assert len([k for k in kinds(text) if k.startswith("ASSAULT")]) == 1


def test_strikes_that_kill_are_one_attack() -> None:
    text = "Air strikes by Niger against Mali killed two soldiers of Mali."
    assert len([k for k in kinds(text) if k.startswith("ASSAULT")]) == 1
