"""Who met whom, how, in what part, and what became of it: on sentences of our own, read by the packaged model."""

import pytest

from communique.records.diplomacy import Level, MeetingFormat, MeetingKind, MeetingStatus
from communique.records.findings import Grain
from communique.records.outcomes import Attendee, Part

from .meetings import coded, meeting, meetings, who

RUTO = "Kenyan President William Ruto met French President Emmanuel Macron in Paris on Tuesday."
TOKAYEV = (
    "Kazakh President Kassym-Jomart Tokayev met Uzbek President Shavkat Mirziyoyev in Astana on Monday. "
    "The two presidents discussed trade, water and border crossings. "
    "They agreed to open three new crossings. They signed a joint declaration."
)


def test_a_meeting_whole() -> None:
    found = meeting(RUTO)
    ruto, macron = found.participants
    assert (ruto.name, ruto.country, ruto.sector) == ("William Ruto", "KEN", "GOV")
    assert (macron.name, macron.country, macron.text) == ("Emmanuel Macron", "FRA", "Emmanuel Macron")
    assert found.status is MeetingStatus.HELD
    assert found.format is MeetingFormat.IN_PERSON
    assert found.kind is MeetingKind.BILATERAL
    assert found.level is Level.HEAD
    assert found.venue is not None
    assert (found.venue.text, found.venue.country) == ("Paris", "FRA")
    assert found.date is not None
    assert (found.date.first, found.date.precision, found.date.text) == ("2024-05-14", Grain.DAY, "Tuesday")
    assert (found.trigger.text, found.sentence.text) == ("met", RUTO)
    assert found.id.startswith("m")
    assert 0.5 < found.confidence <= 1.0


def test_the_event_that_it_is_too() -> None:
    made = coded(RUTO)
    event = next(e for e in made.events if e.type == "CONSULT")
    assert made.meetings[0].event == event.id


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Egypt and Jordan held talks in Amman on Monday.", "EGY present, JOR present"),
        ("Talks between Armenia and Azerbaijan opened in Berlin on Monday.", "ARM present, AZE present"),
        (
            "President Lula da Silva received Chilean President Gabriel Boric at the Planalto Palace on Monday.",
            "BRA host, CHL guest",
        ),
        (
            "Chilean President Gabriel Boric was received by President Lula da Silva at the Planalto Palace on Monday.",
            "BRA host, CHL guest",
        ),
        ("Turkish Foreign Minister Hakan Fidan visited Cairo on Monday.", "TUR guest, EGY host"),
        ("Vietnam's prime minister Pham Minh Chinh paid an official visit to Laos on Monday.", "VNM guest, LAO host"),
        (
            "Chinese Premier Li Qiang and Russian Prime Minister Mikhail Mishustin co-chaired a meeting on Monday.",
            "CHN co-chair, RUS co-chair",
        ),
        ("Qatar hosted a meeting between Sudan and Chad in Doha on Monday.", "QAT host, SDN present, TCD present"),
        (
            "Talks between Armenia and Azerbaijan mediated by Germany were held in Berlin on Monday.",
            "DEU mediator, ARM present, AZE present",
        ),
        (
            "The leaders of Brazil, Argentina and Uruguay met in Montevideo on Monday.",
            "BRA present, ARG present, URY present",
        ),
        (
            "Greek Prime Minister Kyriakos Mitsotakis, joined by Foreign Minister George Gerapetritis, met Cypriot "
            "President Nikos Christodoulides in Nicosia on Monday.",
            "GRC present, CYP present, GRC present",
        ),
        ("The Arab League held an emergency summit in Cairo on Monday.", "IGO present"),
        (
            "President Joe Biden received a call from Kenyan President William Ruto on Monday.",
            "KEN present, USA present",
        ),
        (
            "Kazakh President Kassym-Jomart Tokayev and Uzbek President Shavkat Mirziyoyev signed a treaty in Astana "
            "on Monday in the presence of Turkish President Recep Tayyip Erdogan.",
            "KAZ present, UZB present, TUR present",
        ),
        ("President Joe Biden called Keir Starmer on Monday to congratulate him.", "USA present, GBR present"),
        (
            "President Joe Biden spoke on Monday with His Majesty King Abdullah II of Jordan.",
            "USA present, JOR present",
        ),
        (
            "President Joe Biden met on Monday with the Presidents of Kazakhstan and Uzbekistan.",
            "USA present, KAZ present, UZB present",
        ),
        (
            "Chinese Premier Li Qiang flew to Canberra on Monday to meet with Prime Minister Anthony Albanese.",
            "CHN guest, AUS host",
        ),
        (
            "Kenya thanked Oman for hosting the talks between Sudan and Chad in Muscat.",
            "OMN host, SDN present, TCD present",
        ),
    ],
)
def test_who_takes_part_and_how(text: str, told: str) -> None:
    assert who(meeting(text)) == told


def test_those_spoken_of_take_no_part() -> None:
    text = (
        "Japanese Prime Minister Fumio Kishida met Indian Prime Minister Narendra Modi in Tokyo on Monday "
        "to discuss China and the war between Russia and Ukraine."
    )
    assert [p.country for p in meeting(text).participants] == ["JPN", "IND"]


def test_a_title_alone_is_whoever_was_there_before() -> None:
    text = (
        "President Joe Biden met Canadian Prime Minister Justin Trudeau in Ottawa on Monday. "
        "He said he looks forward to seeing the Prime Minister in Washington in June."
    )
    first, second = meetings(text)
    assert (first.status, second.status) == (MeetingStatus.HELD, MeetingStatus.SCHEDULED)
    assert {p.country for p in second.participants} == {"USA", "CAN"}


def test_a_name_beside_its_title_has_the_country_of_the_phrase() -> None:
    found = meeting("President Joe Biden spoke on Monday with national security adviser Hilda Vestergaard of Denmark.")
    assert {p.country for p in found.participants} == {"USA", "DNK"}
    assert any("Vestergaard" in p.text for p in found.participants)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Norway's prime minister spoke by phone with Sweden's prime minister on Monday.", MeetingFormat.PHONE),
        ("President Joe Biden called Prime Minister Narendra Modi on Monday.", MeetingFormat.PHONE),
        ("Norway's prime minister held a telephone conversation with Finland's president.", MeetingFormat.PHONE),
        ("President Joe Biden met virtually with Prime Minister Narendra Modi on Monday.", MeetingFormat.VIDEO),
        ("Chancellor Olaf Scholz held a video conference with Ukrainian President Zelenskyy.", MeetingFormat.VIDEO),
        ("Spain's foreign minister met Portugal's foreign minister on Monday.", MeetingFormat.IN_PERSON),
        ("Spain and Portugal held talks in Lisbon on Monday.", MeetingFormat.IN_PERSON),
        ("Premier Li Qiang spoke with Malaysian Prime Minister Anwar Ibrahim on Monday.", MeetingFormat.UNKNOWN),
    ],
)
def test_formats(text: str, form: MeetingFormat) -> None:
    assert meeting(text).format is form


def test_a_readout_says_in_its_title_how_they_met() -> None:
    text = "President Biden spoke today with Prime Minister Giorgia Meloni of Italy."
    assert meeting(text, "Readout of President Biden's Call with Prime Minister Meloni").format is MeetingFormat.PHONE
    title = "Readout of President Biden's Virtual Meeting with Prime Minister Meloni"
    assert meeting(text, title).format is MeetingFormat.VIDEO


@pytest.mark.parametrize(
    ("text", "status", "first"),
    [
        ("Hungary's foreign minister met Serbia's president on Monday.", MeetingStatus.HELD, "2024-05-13"),
        ("Turkish Foreign Minister Hakan Fidan will visit Cairo next week.", MeetingStatus.SCHEDULED, "2024-05-20"),
        ("Turkish Foreign Minister Hakan Fidan will visit Cairo.", MeetingStatus.ANNOUNCED, None),
        (
            "Philippine President Ferdinand Marcos Jr. invited Indonesian President Joko Widodo to visit Manila.",
            MeetingStatus.ANNOUNCED,
            None,
        ),
        (
            "Russia has cancelled a visit by Japanese Foreign Minister Yoko Kamikawa to Moscow.",
            MeetingStatus.CANCELLED,
            None,
        ),
        (
            "Chile called off a meeting between its foreign minister and the foreign minister of Peru.",
            MeetingStatus.CANCELLED,
            None,
        ),
        ("The Security Council was to meet in New York.", MeetingStatus.ANNOUNCED, None),
        ("The summit between Serbia and Kosovo was postponed.", MeetingStatus.POSTPONED, None),
        ("Iran denied that its foreign minister had met the American envoy.", MeetingStatus.DENIED, None),
        (
            "In March 2019 Pakistani Prime Minister Imran Khan met Malaysian Prime Minister Mahathir Mohamad.",
            MeetingStatus.HISTORICAL,
            "2019-03",
        ),
    ],
)
def test_status_and_date(text: str, status: MeetingStatus, first: str | None) -> None:
    found = meeting(text)
    assert found.status is status
    assert (None if found.date is None else found.date.first) == first


def test_without_a_time_the_day_of_the_report() -> None:
    found = meeting("Ghana's president met Togo's president.")
    assert found.date is not None
    assert (found.date.first, found.date.text, found.date.time) == ("2024-05-15", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Polish President Andrzej Duda has met Lithuanian President Gitanas Nauseda four times this year.",
        "Brazil's foreign minister said that Argentina and Chile should meet.",
        "France refused to meet the Syrian foreign minister.",
        "The company met its deadline and the minister held a press conference in Rome.",
        "Kenya called for talks and welcomed the plan of the United Nations.",
        "Moldova will meet the demands of the European Union.",
        "If Israel and Lebanon met, the border could be drawn.",
        "Greece called Turkey a difficult neighbour.",
    ],
)
def test_no_meetings(text: str) -> None:
    assert [m.trigger.text for m in meetings(text)] == []


def test_headline_lead_and_body_tell_one_meeting() -> None:
    text = (
        "Boric visits Brazil\n\n"
        "President Lula da Silva received Chilean President Gabriel Boric in Brasilia on Monday. "
        "During the meeting the two leaders spoke about lithium. Lula met Boric again over lunch, and the talks ended "
        "late."
    )
    found = meeting(text)
    assert {p.name for p in found.participants} == {"Luiz Inacio Lula da Silva", "Gabriel Boric"}
    assert len(found.evidence) >= 2
    assert all(e.text == text[e.span.start : e.span.end] for e in found.evidence)


def test_a_call_is_not_also_a_meeting() -> None:
    text = (
        "Chancellor Olaf Scholz spoke by phone with President Emmanuel Macron on Monday. "
        "Scholz met Macron in Berlin on Tuesday."
    )
    found = meetings(text)
    assert [m.format for m in found] == [MeetingFormat.PHONE, MeetingFormat.IN_PERSON]
    assert [m.date.first if m.date else None for m in found] == ["2024-05-13", "2024-05-14"]


def test_each_of_two_meets_by_himself() -> None:
    text = "Premier Li Qiang and Prime Minister Lee Hsien Loong each spoke with Prime Minister Anwar Ibrahim on Monday."
    assert [{p.country for p in m.participants} for m in meetings(text)] == [{"CHN", "MYS"}, {"SGP", "MYS"}]


def test_somebody_else_of_the_same_country_has_a_meeting_of_his_own() -> None:
    text = (
        "Russian President Vladimir Putin received Chinese Premier Li Qiang at the Kremlin on Monday. "
        "Li also met Russian Prime Minister Mikhail Mishustin on Monday."
    )
    found = meetings(text)
    assert [{p.name for p in m.participants} for m in found] == [
        {"Vladimir Putin", "Li Qiang"},
        {"Mikhail Mishustin", "Li Qiang"},
    ]


@pytest.mark.parametrize(
    ("text", "level", "kind"),
    [
        (RUTO, Level.HEAD, MeetingKind.BILATERAL),
        (
            "Indian Foreign Minister S. Jaishankar met Japanese Foreign Minister Yoko Kamikawa on Monday.",
            Level.MINISTER,
            MeetingKind.BILATERAL,
        ),
        (
            "President Joe Biden met Indian Foreign Minister S. Jaishankar on Monday.",
            Level.MINISTER,
            MeetingKind.BILATERAL,
        ),
        (
            "National security adviser Jake Sullivan met Indian Prime Minister Narendra Modi on Monday.",
            Level.OFFICIAL,
            MeetingKind.BILATERAL,
        ),
        ("The leaders of Brazil, Argentina and Uruguay met in Montevideo.", Level.HEAD, MeetingKind.TRILATERAL),
        ("Chile, Peru, Bolivia and Ecuador held talks in Lima.", Level.OTHER, MeetingKind.MULTILATERAL),
        ("The Arab League held an emergency summit in Cairo on Monday.", Level.OTHER, MeetingKind.MULTILATERAL),
    ],
)
def test_level_and_kind(text: str, level: Level, kind: MeetingKind) -> None:
    found = meeting(text)
    assert found.kind is kind
    assert found.level is level


def test_words_are_the_text_of_the_report() -> None:
    made = coded(TOKAYEV)
    for found in made.meetings:
        for evidence in (found.trigger, found.sentence, *found.topics, *found.outcomes, *found.signed):
            assert made.document.text[evidence.span.start : evidence.span.end] == evidence.text


def test_the_same_report_gives_the_same_ids() -> None:
    again = coded.__wrapped__(TOKAYEV)
    assert [m.id for m in again.meetings] == [m.id for m in coded(TOKAYEV).meetings]


def test_attendees_are_kept_once() -> None:
    found = meeting("Egypt's president met Jordan's king in Amman on Monday. Egypt's president thanked the king.")
    assert len(found.participants) == 2
    assert all(isinstance(p, Attendee) and p.part in tuple(Part) for p in found.participants)
