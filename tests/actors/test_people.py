"""Persons by name: who holds which office on which day, and who is not meant."""

import pytest

from actors.invented import register
from communique.actors.person_names import name_in
from communique.actors.phrases import phrase_of
from communique.actors.resolve import Resolver
from communique.records.findings import Standing

RESOLVER = Resolver(register())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Prime Minister Lena Holm", "Lena Holm"),
        ("Norwegian Prime Minister Lena Holm", "Lena Holm"),
        ("the Norwegian prime minister, Lena Holm", ""),
        ("Norway's prime minister Lena Holm", "Lena Holm"),
        ("President of Ghana Kofi Boateng", "Kofi Boateng"),
        ("Lena Holm, the prime minister", "Lena Holm"),
        ("Mr. Boateng", "Boateng"),
        ("Dr Adwoa Boateng", "Adwoa Boateng"),
        ("Kofi Boateng Jr.", "Kofi Boateng"),
        ("the brother of President Kofi Boateng", ""),
        ("President Boateng's brother", ""),
        ("a delegation led by Minister Lena Holm", ""),
        ("the Boateng administration", ""),
        ("local officials", ""),
        ("Abd al-Rahman bin Saleh", "Abd al-Rahman bin Saleh"),
    ],
)
def test_the_name_in_a_phrase(text: str, name: str) -> None:
    assert name_in(phrase_of(text)) == name


@pytest.mark.parametrize(
    ("day", "office", "standing", "sector"),
    [
        ("2012-05-01", "Prime Minister", Standing.HOLDER, "GOV"),
        ("2008-05-01", "Foreign Minister", Standing.HOLDER, "GOV"),
        ("2024-05-01", "Prime Minister", Standing.FORMER, "ELI"),
        ("2001-05-01", None, None, None),
        ("2012", "Prime Minister", Standing.HOLDER, "GOV"),
    ],
)
def test_one_name_on_different_days(
    day: str, office: str | None, standing: Standing | None, sector: str | None
) -> None:
    found = RESOLVER.mention("Ana Duarte", on=day)
    assert (found.name, found.country, found.office, found.standing, found.sector) == (
        "Ana Duarte", "PRT", office, standing, sector,
    )  # fmt: skip
    assert found.how.startswith("register: ")


def test_without_a_day_office_and_standing_stay_open() -> None:
    found = RESOLVER.mention("Ana Duarte")
    assert (found.name, found.country, found.sector) == ("Ana Duarte", "PRT", "GOV")
    assert (found.office, found.standing) == (None, None)
    assert "no date" in found.how


def test_the_head_of_a_body_is_of_no_country() -> None:
    assert RESOLVER.mention("UN Secretary-General Omar Said", on="2016-01-01").country == "UNO"
    assert RESOLVER.mention("Omar Said").country is None  # without a day, nothing tells that the body is meant


def test_a_coarse_date_says_so() -> None:
    found = RESOLVER.mention("Tariq Khalil", on="2019-06-01")
    assert (found.name, found.country) == ("Tariq Aziz Khalil", "JOR")
    assert "or near it" in found.how


def test_an_acting_holder() -> None:
    assert RESOLVER.mention("Tor Berg", on="2022-03-01").standing is Standing.ACTING
    assert RESOLVER.mention("Norway's prime minister", on="2022-03-01").name == "Tor Berg"


def test_an_office_told_by_its_country_has_a_holder() -> None:
    found = RESOLVER.mention("the Norwegian prime minister", on="2019-03-01")
    assert (found.name, found.office, found.country) == ("Lena Holm", "Prime Minister", "NOR")
    assert RESOLVER.mention("the Norwegian prime minister").name is None


@pytest.mark.parametrize(
    "text",
    [
        "a Norwegian prime minister",
        "the former Norwegian prime minister",
        "the 14th prime minister of Norway",
        "the next Norwegian prime minister",
        "Norway's deputy prime minister",
        "the Norwegian prime minister's office",
        "a spokesman for the Norwegian prime minister",
        "the wife of the Norwegian prime minister",
        "the president of the Norwegian football association",
    ],
)
def test_who_is_not_the_holder(text: str) -> None:
    assert RESOLVER.mention(text, on="2019-03-01").name is None


# --- surnames alone ---


def test_a_surname_alone_of_a_head_in_office() -> None:
    assert RESOLVER.mention("Holm", on="2019-01-01").name == "Lena Holm"
    assert RESOLVER.mention("Holm", on="2008-01-01").name is None


def test_a_surname_that_two_bear_is_told_by_title_country_or_context() -> None:
    assert RESOLVER.mention("President Boateng", on="2018-01-01").name == "Kofi Boateng"
    assert RESOLVER.mention("Kenya's Boateng", on="2018-01-01").name == "Adwoa Boateng"
    assert RESOLVER.mention("Kenyan Defence Minister Boateng", on="2018-01-01").name == "Adwoa Boateng"
    assert RESOLVER.mention("Boateng", "Kenya", on="2018-01-01", person=True).name == "Adwoa Boateng"


def test_rivals_are_told() -> None:
    found = RESOLVER.mention("President Boateng", on="2025-01-01")
    assert [(r.name, r.country) for r in RESOLVER.mention("Boateng", on="2030-01-01", person=True).rivals] == [
        ("Kofi Boateng", "GHA"),
        ("Adwoa Boateng", "KEN"),
    ]
    assert found.rivals[0].why


def test_a_surname_that_stays_open_names_nobody_but_rivals() -> None:
    found = RESOLVER.mention("Boateng", on="2030-01-01")
    assert (found.name, found.country, found.sector, found.stated_name) == (None, None, None, "Boateng")
    assert {r.name for r in found.rivals} == {"Kofi Boateng", "Adwoa Boateng"}


def test_a_minister_in_office_is_meant_where_nobody_else_bears_the_name() -> None:
    assert RESOLVER.mention("Said", on="2016-01-01").name == "Omar Said"
    assert RESOLVER.mention("Minister Berg", on="2019-06-01").name == "Tor Berg"
    assert RESOLVER.mention("Foreign Minister of Norway Tor Berg", on="2019-06-01").office == "Foreign Minister"


def test_ranks_stay_with_who_governs() -> None:
    found = RESOLVER.mention("General Kofi Boateng", on="2014-01-01")
    assert (found.sector, found.other_sectors, found.office) == ("GOV", ("MIL",), "President")
    assert RESOLVER.mention("General Kofi Boateng", on="2024-01-01").sector == "MIL"


def test_a_title_that_the_holder_never_had_is_someone_else() -> None:
    found = RESOLVER.mention("Pope Holm", on="2019-01-01")
    assert (found.name, found.stated_name) == (None, "Holm")


def test_a_name_that_is_a_word_or_a_place_needs_more() -> None:
    assert RESOLVER.mention("May", on="2014-01-01").name is None
    assert RESOLVER.mention("Prime Minister May", on="2014-01-01").name == "Helen May"
    assert RESOLVER.mention("May", on="2014-01-01", person=True).name == "Helen May"
    assert RESOLVER.mention("Jordan", on="2017-01-01").country == "JOR"
    assert RESOLVER.mention("President Jordan", on="2017-01-01").name == "Marta Jordan"
    assert RESOLVER.mention("Jordan", on="2017-01-01", person=True).name == "Marta Jordan"
    assert RESOLVER.mention("Jordan's king", on="2017-01-01").country == "JOR"


def test_names_that_are_merely_alike() -> None:
    assert RESOLVER.mention("Ana Maria Torres", on="2012-01-01").name is None
    assert RESOLVER.mention("Kofi Mensah", on="2014-01-01").name is None
    assert RESOLVER.mention("Ana Maria Duarte", on="2012-01-01").name == "Ana Duarte"


def test_someone_of_another_country_is_someone_else() -> None:
    found = RESOLVER.mention("Chilean lawmaker Lena Holm", on="2019-01-01")
    assert (found.name, found.country, found.sector) == (None, "CHL", "LEG")
