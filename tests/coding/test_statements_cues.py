"""Cues with their complements and spans, on sentences of our own, read by the packaged model."""

import pytest

from communique.codebook.cues import CueClass
from communique.coding.statements_complements import complements
from communique.coding.statements_cues import Told, told
from communique.coding.statements_layout import Layout
from communique.coding.statements_lines import lines_of

from .scenes import scene, word


def uses(text: str) -> list[Told]:
    return list(told(Layout(scene(text))))


def use(text: str, cue: str) -> Told:
    return next(u for u in uses(text) if u.words.of(text) == cue)


@pytest.mark.parametrize(
    ("text", "form", "labels"),
    [
        ("The envoy said that the talks had failed.", "said", {"clause": "failed"}),
        ("The envoy wants to leave.", "wants", {"infinitive": "leave"}),
        ("The envoy denied having left.", "denied", {"gerund": "left"}),
        ("The envoy praised the plan.", "praised", {"object": "plan"}),
        ("The envoy called for peace.", "called", {"for": "peace"}),
        ("The envoy described the plan as a trap.", "described", {"object": "plan", "as": "trap"}),
        ("The plan was praised by the envoy.", "praised", {"object": "plan"}),
        ("They rejected the claim that he left.", "claim", {"clause": "left"}),
        ("His plan to leave is known.", "plan", {"infinitive": "leave"}),
        ("His concern about the vote is known.", "concern", {"about": "vote"}),
        ("The envoy slept.", "slept", {}),
    ],
)
def test_complements(text: str, form: str, labels: dict[str, str]) -> None:
    found = complements(word(scene(text), form))
    assert {label: tokens[0].text for label, tokens in found.items()} == labels


def test_words_that_say_when_are_no_complements() -> None:
    text = "The envoy called on Friday."
    laid = scene(text)
    assert "on" not in complements(word(laid, "called"), Layout(laid).times)


@pytest.mark.parametrize(
    ("text", "cue", "content", "rule"),
    [
        ("The envoy said that it was over.", "said", "that it was over", "verb say clause"),
        ("The envoy pointed out that it was over.", "pointed out", "that it was over", "verb say clause"),
        ("It was over, as the envoy pointed out.", "pointed out", "It was over", "verb say around"),
        ("It was over, according to the envoy.", "according to", "It was over", "preposition say around"),
        ("The envoy called for peace.", "called for", "peace", "verb say for"),
        ("The envoy lashed out at the press.", "lashed out", "the press", "verb stance at"),
        ("The envoy is willing to stay.", "willing", "to stay", "adjective want infinitive"),
        ("The envoy rejected the claim that it was over.", "claim", "that it was over", "noun say clause"),
        ("The envoy made clear that it was over.", "made clear", "that it was over", "verb say clause"),
        ("The report shows that it was over.", "shows", "that it was over", "verb show clause"),
        ("The envoy urged them to stay.", "urged", "them to stay", "verb urge object+infinitive"),
        ("The envoy blamed the press for the leak.", "blamed", "the press for the leak", "verb stance object+for"),
    ],
)
def test_cues(text: str, cue: str, content: str, rule: str) -> None:
    found = use(text, cue)
    assert found.content is not None
    assert (found.content.of(text), found.rule) == (content, rule)


@pytest.mark.parametrize(
    "text",
    [
        "The envoy did not say that it was over.",
        "The envoy never urged them to stay.",
        "Both must support the plan.",
        "“They said it was over,” the envoy wrote home.",
    ],
)
def test_no_cue(text: str) -> None:
    assert [u.words.of(text) for u in uses(text) if u.words.of(text) != "wrote"] == []


def test_not_to_want_is_an_attitude() -> None:
    assert use("The envoy does not want to stay.", "want").cue.sort is CueClass.WANT


def test_a_saying_without_words_waits_for_a_quotation() -> None:
    found = use("The envoy spoke at length and the crowd cheered. He replied.", "replied")
    assert (found.content, found.heads) == (None, ())


def test_a_verb_of_another_form_is_not_said() -> None:
    text = "The envoy accused them of lying and urged an inquiry."
    found = use(text, "accused")
    assert found.content is not None
    assert found.content.of(text) == "them of lying"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ENVOY: It is over.", [("ENVOY", "It is over.")]),
        ("“ENVOY: It is over.", [("ENVOY", "It is over.")]),
        ("Q: Is it over?", []),
        ("Note: this is old.", []),
        ("PARIS: It is over.", []),
        ("The hour: it was noon.", []),
        ("It is over.", []),
    ],
)
def test_lines(text: str, said: list[tuple[str, str]]) -> None:
    found = [(u.source.text, u.content) for u in lines_of(Layout(scene(text))) if u.source and u.content]
    assert [(name, span.of(text)) for name, span in found] == said


def test_a_line_goes_on_to_the_next_name() -> None:
    text = "ENVOY: It is over.\n\nWe go home.\n\nREPORTER: When?\n\nThe room was silent."
    found = [u.content.of(text) for u in lines_of(Layout(scene(text))) if u.content]
    assert found == ["It is over.\n\nWe go home.", "When?"]
