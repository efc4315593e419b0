"""What noun phrases say of actors: owner, standing, what follows, who is named together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.actors.phrases import phrase_of, phrases_of
from communique.records.findings import Standing


@pytest.mark.parametrize(
    ("text", "owner", "base"),
    [
        ("Chad's defence ministry", "Chad", "defence ministry"),
        ("the Laotian premier", "", "Laotian premier"),
        ("three Danish frigates", "", "Danish frigates"),
        ("several of the largest unions", "", "largest unions"),
        ("Honduras' finance minister", "Honduras", "finance minister"),
    ],
)
def test_owner_and_base(text: str, owner: str, base: str) -> None:
    phrase = phrase_of(text)
    assert (phrase.owner, phrase.base) == (owner, base)


@pytest.mark.parametrize(
    ("text", "standing", "base"),
    [
        ("former Finance Minister Ana Duarte", Standing.FORMER, "Finance Minister Ana Duarte"),
        ("ex-president Kofi Boateng", Standing.FORMER, "president Kofi Boateng"),
        ("acting Prime Minister Lena Holm", Standing.ACTING, "Prime Minister Lena Holm"),
        ("President-elect Marta Silva", Standing.DESIGNATE, "President Marta Silva"),
        ("a Senate candidate", Standing.CANDIDATE, "Senate candidate"),
        ("Foreign Minister Ivan Petrov", None, "Foreign Minister Ivan Petrov"),
    ],
)
def test_standing(text: str, standing: Standing | None, base: str) -> None:
    phrase = phrase_of(text)
    assert (phrase.standing, phrase.base) == (standing, base)


def test_what_follows_says_where_and_not_whither() -> None:
    phrase = phrase_of("Norway's ambassador to Kenya")
    assert phrase.belonging() == ("Norway", "ambassador")
    assert phrase_of("the police in Lima").belonging() == ("police", "Lima")


def test_apposed() -> None:
    phrase = phrase_of("Ana Duarte, Portugal's former envoy to Angola")
    assert phrase.base == "Ana Duarte"
    assert phrase.apposed == ("Portugal's former envoy to Angola",)
    assert phrase.standing is Standing.FORMER


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("the United States and France", ["the United States", "France"]),
        ("China, Russia and Iran", ["China", "Russia", "Iran"]),
        ("French and Chinese officials", ["French officials", "Chinese officials"]),
        ("Silva and Holm", ["Silva", "Holm"]),
        ("trade and industry ministers", ["trade and industry ministers"]),
        ("the Ministry of Trade and Industry", ["the Ministry of Trade and Industry"]),
        ("men and women", ["men and women"]),
    ],
)
def test_named_together(text: str, parts: list[str]) -> None:
    assert [p.text for p in phrases_of(text)] == parts


@given(st.text(alphabet="abcDEF '’,-.&andtheof ", max_size=60))
def test_every_text_gives_phrases(text: str) -> None:
    found = phrases_of(text)
    assert found
    assert all(isinstance(p.base, str) for p in found)
