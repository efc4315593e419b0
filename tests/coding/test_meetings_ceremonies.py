"""Papers signed at one table, and who else was there: on sentences of our own, read by the packaged model."""

import pytest

from communique.records.diplomacy import MeetingFormat, MeetingStatus
from communique.records.outcomes import Part

from .meetings import meeting, meetings, who

TREATY = "Presidents Salva Kiir of South Sudan and William Ruto of Kenya signed a border treaty in Nairobi on Monday."


def parts(text: str) -> dict[str | None, Part]:
    """The part of each country at the one meeting of a report."""
    return {p.country: p.part for p in meeting(text).participants}


# --- who signs meets ---


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        (TREATY, {"SSD", "KEN"}),
        ("A fisheries accord was signed in Lisbon on Monday by the foreign ministers of Portugal and Morocco.",
         {"PRT", "MAR"}),
        ("Turkish Foreign Minister Hakan Fidan signed a deal with his Iraqi counterpart Fuad Hussein on Monday.",
         {"TUR", "IRQ"}),
    ],
)  # fmt: skip
def test_persons_of_two_countries_who_sign_one_paper_meet(text: str, countries: set[str]) -> None:
    found = meeting(text)
    assert {p.country for p in found.participants} == countries
    assert found.status is MeetingStatus.HELD
    assert found.format is MeetingFormat.IN_PERSON


@pytest.mark.parametrize(
    "text",
    [
        "Chile and Peru signed a trade agreement in 2019.",
        "Norwegian President Jonas Store signed the budget into law on Monday.",
        "Kenyan President William Ruto and French President Emmanuel Macron signed an open letter on Monday.",
    ],
)
def test_no_table_is_told(text: str) -> None:
    assert meetings(text) == ()


def test_a_paper_signed_by_video() -> None:
    found = meeting(
        "British Prime Minister Keir Starmer and Mauritian Prime Minister Navin Ramgoolam signed a treaty by video "
        "link on Monday."
    )
    assert found.format is MeetingFormat.VIDEO


def test_what_was_signed_is_kept() -> None:
    found = meeting(TREATY)
    assert [p.text.split(" in ")[0] for p in found.signed] == ["a border treaty"]


def test_two_papers_are_two() -> None:
    found = meeting(
        "Thai Prime Minister Srettha Thavisin met Cambodian Prime Minister Hun Manet in Phnom Penh on Monday. "
        "They signed a memorandum on customs and an agreement on tourism."
    )
    assert [p.text for p in found.signed] == ["a memorandum on customs", "an agreement on tourism"]


def test_nobody_signed() -> None:
    assert (
        meetings("Neither Kenyan President William Ruto nor Ugandan President Yoweri Museveni signed the treaty.") == ()
    )


# --- one ceremony, its guests told elsewhere ---


@pytest.mark.parametrize(
    ("more", "country", "part"),
    [
        ("Tanzanian President Samia Suluhu Hassan was the host of the ceremony.", "TZA", Part.HOST),
        ("Rwandan President Paul Kagame was among the guests.", "RWA", Part.GUEST),
        ("Egyptian Foreign Minister Badr Abdelatty presided over the ceremony.", "EGY", Part.CHAIR),
        ("French Foreign Minister Stephane Sejourne witnessed the signing.", "FRA", Part.PRESENT),
        ("Norwegian Foreign Minister Espen Barth Eide acted as mediator.", "NOR", Part.MEDIATOR),
    ],
)
def test_guests_told_in_another_sentence_are_at_the_signing(more: str, country: str, part: Part) -> None:
    found = parts(f"{TREATY} The war had lasted six years. {more}")
    assert found == {"SSD": Part.PRESENT, "KEN": Part.PRESENT, country: part}


def test_those_in_whose_presence_it_is_signed() -> None:
    found = parts(
        "The foreign ministers of Congo and Rwanda signed an accord on Monday in the presence of Angolan President "
        "Joao Lourenco."
    )
    assert "AGO" in found


def test_countries_sign_where_their_ministers_are_told_later() -> None:
    found = meeting(
        "Oman and Yemen signed a border agreement on Monday. Foreign Minister Badr al-Busaidi signed for Muscat, "
        "Foreign Minister Shaya Zindani for Aden, while Jordanian Foreign Minister Ayman Safadi presided."
    )
    assert {"OMN", "YEM", "JOR"} <= {p.country for p in found.participants}


def test_a_host_of_troops_is_no_host_of_a_meeting() -> None:
    found = parts(f"{TREATY} Djibouti is host to French troops.")
    assert set(found) == {"SSD", "KEN"}


def test_who_took_no_part_is_not_there() -> None:
    found = parts(f"{TREATY} Ugandan President Yoweri Museveni took no part in the ceremony.")
    assert set(found) == {"SSD", "KEN"}


# --- observers, representatives, mediators ---


@pytest.mark.parametrize(
    ("text", "country"),
    [
        (
            "The presidents of Kenya and Uganda met in Nairobi on Monday. The African Union attended as an observer.",
            "IGO",
        ),
        ("Ministers from Chile, Peru and Bolivia met in Santiago on Monday. Argentina sent an observer.", "ARG"),
        ("Foreign ministers of Chad and Mali met in Bamako on Monday. Algeria took part with observer status.", "DZA"),
    ],
)
def test_observers(text: str, country: str) -> None:
    assert parts(text)[country] is Part.OBSERVER


def test_observers_make_no_side() -> None:
    found = meeting("The presidents of Kenya and Uganda met in Nairobi on Monday. Rwanda attended as an observer.")
    assert found.kind == "bilateral"


@pytest.mark.parametrize(
    "more",
    [
        "Tanzanian President Samia Suluhu Hassan was represented by her foreign minister.",
        "Tanzania was represented by its vice president, Philip Mpango.",
    ],
)
def test_who_is_represented_is_absent_and_who_stands_in_is_there(more: str) -> None:
    found = meeting(f"Leaders of Kenya, Uganda and Rwanda met in Kampala on Monday. {more}")
    ours = [p.part for p in found.participants if p.country == "TZA"]
    assert sorted(ours) == [Part.PRESENT, Part.REPRESENTED]


def test_who_is_not_represented_is_not_told() -> None:
    found = meeting("Leaders of Kenya, Uganda and Rwanda met in Kampala on Monday. Tanzania was not represented.")
    assert "TZA" not in {p.country for p in found.participants}


def test_a_lawyer_who_represents_a_firm_is_at_no_meeting() -> None:
    found = meeting(
        "Leaders of Kenya and Uganda met in Kampala on Monday. The lawyer Mary Okello represented the firm in court."
    )
    assert {p.country for p in found.participants} == {"KEN", "UGA"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Japan and Kenya co-hosted a conference in Nairobi on Monday.", "JPN host, KEN host"),
        ("Egypt brokered talks between Sudan and Ethiopia in Cairo on Monday.",
         "EGY mediator, SDN present, ETH present"),
        ("Turkish Foreign Minister Hakan Fidan hosted his Iranian counterpart Abbas Araghchi in Ankara on Monday.",
         "TUR host, IRN guest"),
    ],
)  # fmt: skip
def test_hosts_and_mediators(text: str, told: str) -> None:
    assert who(meeting(text)) == told


def test_who_did_so_too_was_there() -> None:
    found = parts(
        f"{TREATY} Rwandan President Paul Kagame took part, as did Burundian President Evariste Ndayishimiye."
    )
    assert {"RWA", "BDI"} <= set(found)
