"""Whom phrases of several mean: those who met, not those of whom it was spoken."""

import pytest

from .events import coded, event, events, sides
from .scenes import scene

TALKS = "Premier Li Qiang met President Vladimir Putin on Monday."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{TALKS} They agreed to expand trade.", "CHN RUS"),
        # what is only spoken of comes later in the text, and yet those who met are meant
        (f"{TALKS} He said that Kenya and Uganda had held talks in June. The two agreed to speak again.", "CHN RUS"),
        (f"{TALKS} The leaders of the two countries agreed to expand trade.", "CHN RUS"),
        (f"{TALKS} Both governments agreed to expand trade.", "CHN RUS"),
        (f"{TALKS} Either side agreed to expand trade.", "CHN RUS"),
    ],
)
def test_those_who_met(text: str, expected: str) -> None:
    assert sides(event(text, "AGREE")) == expected


def test_leaders_of_many_countries_are_not_the_two_of_the_report() -> None:
    found = event(f"{TALKS} Leaders of thirty countries agreed to help Russia.", "AGREE")
    assert not {"CHN", "RUS"} & {p.country for p in found.participants if p.role == "actor"}


def test_the_leaders_are_the_two_of_a_report() -> None:
    text = "Chad has a border with Niger. Chad is larger. Niger is richer. The presidents agreed to expand trade."
    assert sides(event(text, "AGREE")) == "NER TCD"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Peru is fighting the housing crisis.", "ASSAULT"),
        ("Chad is deploying new financial tools in Niger.", "MOBILIZE"),
        ("Peru spoke out on behalf of teachers in Chile.", "ACCUSE"),
    ],
)
def test_words_of_force_and_blame_used_otherwise(text: str, kind: str) -> None:
    assert kind not in [e.type for e in events(text)]


def test_an_official_is_of_the_country_in_his_own_words() -> None:
    text = (
        "Chancellor Olaf Scholz of Germany and President Emmanuel Macron of France telephoned President Vladimir Putin "
        "of Russia on Monday. The French leader condemned Niger."
    )
    assert sides(event(text, "ACCUSE")) == "FRA > NER"


def test_the_two_of_a_headline_are_the_two() -> None:
    text = (
        "The presidents of Peru and Chile signed a treaty on Monday. Ministers of Spain and Italy added their names as "
        "witnesses. Then the two sides agreed to expand trade."
    )
    found = [e for e in coded(text, title="Peru and Chile sign treaty in Madrid").events if e.type == "AGREE"]
    assert [sides(e) for e in found] == ["CHL PER"]


def test_a_headline_of_one_country_names_no_two() -> None:
    text = "Premier Li Qiang met President Vladimir Putin on Monday. The two sides agreed to expand trade."
    found = [e for e in coded(text, title="Peru watches the talks in Moscow").events if e.type == "AGREE"]
    assert [sides(e) for e in found] == ["CHN RUS"]


def test_a_body_whose_name_is_a_plural_is_not_the_two() -> None:
    text = f"{TALKS} The United Nations agreed to help Chad."
    assert sides(event(text, "AGREE")).startswith("UNO")


def test_a_room_is_no_party() -> None:
    text = "Egypt and Israel signed two documents in the East Room of the White House."
    assert sides(event(text, "SUPPORT")) == "EGY ISR"


def test_lawmakers_in_two_countries_are_of_both() -> None:
    assert sides(event("Lawmakers in Peru and Chile praised Spain.", "SUPPORT")) == "CHL PER > ESP"


@pytest.mark.parametrize("who", ["Western governments", "Other countries", "Several leaders", "Foreign governments"])
def test_people_not_named_are_not_those_who_met(who: str) -> None:
    found = [e for e in events(f"{TALKS} {who} agreed to help Chad.") if e.type == "AGREE"]
    assert not {"CHN", "RUS"} & {p.country for e in found for p in e.participants}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Chad has quarrelled with Niger for years. In May Chad invaded its neighbour.", "ASSAULT", "TCD > NER"),
        ("Chad withdrew from the north, and Niger attacked its rival.", "ASSAULT", "NER > TCD"),
    ],
)
def test_a_neighbour_is_the_other_of_two(text: str, kind: str, expected: str) -> None:
    assert sides(event(text, kind)) == expected


def test_three_who_are_counted() -> None:
    text = "The ministers of Peru, Chile and Spain met in Lima on Monday. President Trump condemned the three of them."
    assert sides(event(text, "ACCUSE")) == "USA > CHL ESP PER"


def test_a_government_and_its_people_are_of_one_country() -> None:
    text = "Peru reaffirmed its support for the government and people of Iraq."
    assert sides(event(text, "SUPPORT")) == "PER > IRQ"


def test_offices_behind_a_name_are_no_others() -> None:
    text = (
        "Jake Sullivan met today with Micheál Martin, Tánaiste, Minister for Foreign Affairs and Minister for Defence "
        "of Ireland. Mr. Sullivan thanked the Minister."
    )
    found = [e for e in coded(text, uri="https://www.example.gov/1").events if e.type == "CONSULT"]
    texts = [p.text for e in found for p in e.participants]
    assert found
    assert "Minister for Foreign Affairs" not in texts


def test_fighters_of_one_force_in_two_countries_are_its() -> None:
    text = "Australia struck Taliban fighters in Iraq and Syria."
    assert not {"IRQ", "SYR"} & {
        p.country for e in events(text) for p in e.participants if p.text == "Taliban fighters"
    }


def test_whom_one_meets_to_thank_is_not_oneself() -> None:
    laid = scene("Petr Novak met Karel Benes to thank him.")
    chains = [[laid.analysis.mentions[m].span.of(laid.document.text) for m in c.mentions] for c in laid.analysis.chains]
    assert not any({"Petr Novak", "him"} <= set(chain) for chain in chains)


def test_he_is_of_the_country_of_his_description() -> None:
    text = (
        "President Emmanuel Macron of France met President Vladimir Putin. The French leader spoke. He condemned Niger."
    )
    assert sides(event(text, "ACCUSE")) == "FRA > NER"
