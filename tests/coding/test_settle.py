"""Countries that only the report tells, and places to which things are done."""

import pytest

from communique.coding.settle import REPORT, government_of, political

from .events import coded, event, sides
from .scenes import scene


def test_police_are_of_the_place_around() -> None:
    assert sides(event("Police in Lima arrested two journalists on Monday.", "COERCE")).startswith("PER")


def test_people_of_a_report_about_one_country() -> None:
    text = "Kenya's parliament in Nairobi debated. Kenyan police arrested two students. The students were convicted."
    assert sides(event(text, "SANCTION")).endswith("> KEN")


def test_who_has_a_country_keeps_it() -> None:
    text = "French police arrested two men in Lima, Peru."
    assert sides(event(text, "COERCE")).startswith("FRA")


def test_the_report_says_so_in_how() -> None:
    found = scene("Police in Lima arrested two journalists on Monday.")
    assert any(a.how.endswith(REPORT) and a.country == "PER" for a in found.actors)


def test_grounds_point_at_places() -> None:
    found = scene("Rockets hit Kharkiv and Odesa.")
    assert {found.places[p].country for p in found.grounds.values()} == {"UKR"}
    assert all(found.actors[a].sector is None for a in found.grounds)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://www.example.gov/news/1", "USA"),
        ("https://www.example.gov.uk/news", "GBR"),
        ("https://www.example.go.jp/news", "JPN"),
        ("https://mfa.gov.cn/eng", "CHN"),
        ("https://www.example.com/gov", None),
        ("wire.txt", None),
    ],
)
def test_governments_by_address(address: str, code: str | None) -> None:
    assert government_of(address) == code


def test_officials_of_a_governments_own_release() -> None:
    text = "The minister met the president of Kenya on Monday."
    found = coded(text, "https://www.example.gov.uk/news/2")
    assert sides(next(e for e in found.events if e.type == "CONSULT")) == "GBR KEN"


def test_how_political_a_report_is() -> None:
    assert scene("The president of Chad met the president of Niger.").politics.countries == 2
    plain = scene("The bakery on the corner sells bread. My sister buys some.")
    assert plain.politics.countries == 0
    assert not any(political(a) for a in plain.actors)


@pytest.mark.parametrize("who", ["Other ministers", "Leaders of poor countries", "Foreign officials", "The leaders"])
def test_people_of_several_countries_are_not_the_publishers(who: str) -> None:
    found = coded(f"{who} criticised the report on Monday.", "https://www.example.gov.uk/news/3")
    assert not any(a.country == "GBR" for a in found.actors)


def test_officials_of_many_are_still_the_publishers_where_nothing_else_is_said() -> None:
    found = coded("Senior officials criticised the report on Monday.", "https://www.example.gov.uk/news/4")
    assert [a.country for a in found.actors] == ["GBR"]


def test_we_of_a_governments_own_text() -> None:
    found = coded("We welcome the decision of Kenya.", "https://www.example.gov.uk/news/5")
    assert sides(next(e for e in found.events if e.type == "SUPPORT")) == "GBR > KEN"


@pytest.mark.parametrize(
    ("text", "address", "title"),
    [
        ("We welcome the decision of Kenya.", "https://www.example.com/news", None),
        ("“We welcome the decision of Kenya,” a farmer wrote.", "https://www.example.gov.uk/news/6", None),
        ("We welcome the decision of Kenya.", "https://www.example.gov.uk/news/7", "Joint statement with Norway"),
    ],
)
def test_we_of_others_is_not_the_publisher(text: str, address: str, title: str | None) -> None:
    assert not any(a.country == "GBR" and a.text == "We" for a in coded(text, address, title).actors)


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("The junta", "NER"),
        ("The police", "NER"),
        ("An ambassador", None),  # may be anybody's
        ("Peacekeepers", None),
    ],
)
def test_officials_of_the_country_that_is_spoken_of_around(who: str, code: str | None) -> None:
    text = (
        "Mali, Peru and Chile are members of a council. France and Spain are not. Italy left it. "
        f"Soldiers overthrew the government of Niger. Niger has closed the borders of Niger. {who} detained a man."
    )
    found = {a.text: a.country for a in scene(text).actors}
    assert found.get(who) == code


def test_both_sides_are_of_no_place() -> None:
    text = "Iran and Iraq agreed on a date. Both sides will meet in Geneva."
    assert "CHE" not in {a.country for n, a in enumerate(scene(text).actors) if n not in scene(text).grounds}


def test_people_are_of_the_country_that_their_description_tells() -> None:
    text = "The statement was signed in Lima by Nimr Haddad, the Lebanese national security adviser."
    assert {a.country for a in scene(text).actors if a.text == "Nimr Haddad"} <= {"LBN"}


def test_several_people_are_of_the_country_of_their_one_description() -> None:
    text = "Peru freed Ana Prado and Rui Sousa, two Portuguese agents convicted in Cusco."
    assert sides(event(text, "RETREAT")) == "PER > PRT"


def test_officials_are_rather_of_the_country_of_most_of_a_report() -> None:
    text = (
        "Britain signed a treaty on Thursday. The British government praised it. British ships came home to London. "
        "The British minister spoke in London. Peru backed it. Peru and Chile met. Chile praised Peru. The opposition "
        "condemned it."
    )
    assert {a.country for a in scene(text).actors if a.text == "The opposition"} == {"GBR"}
