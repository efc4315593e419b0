"""Events as PLOVER's JSON lines: fields, days, auxiliary modes, places, counts."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from communique.exchange.plover import RESOLUTIONS, days_of, events_of
from communique.records import (
    Coded,
    Event,
    Grain,
    Magnitude,
    Measure,
    Participant,
    Party,
    Precision,
    Publication,
    Quad,
    Resolution,
    Role,
    Span,
    Status,
    When,
    Where,
)
from records.strategies import QUICK, records_of
from records.test_coded import ALTANIA, CENDRE, DOCUMENT, EVENT, OUTCOME, TEXT, coded, quote

REQUIRED = {"id", "date", "actor", "event"}
FIELDS = {
    "id", "date", "enddate", "actor", "recipient", "event", "mode", "context", "quad_code", "event_scale", "event_loc",
    "event_text", "size", "text", "text_info", "cite_info", "coder", "comment",
}  # fmt: skip
ENTITY = {"code", "sector", "entity_text", "identifier_id", "identifier_text", "office"}
LOCATION = {
    "extracted_place", "resolved_place", "geonameid", "lat", "lon", "city", "district", "province", "country",
    "country_code", "feature_class", "feature_code", "resolution",
}  # fmt: skip


def told(event: Event, **changes: Any) -> list[dict[str, Any]]:
    return events_of(coded(events=(event,), meetings=(), **changes), "PLOVER 2")


def test_an_event_has_the_fields_of_the_manual() -> None:
    event = replace(EVENT, id="", mode="x", contexts=("military",), quad=Quad.VERBAL_COOPERATION, score=2.5)
    [row] = told(event)
    assert set(row) == FIELDS >= REQUIRED
    assert (row["id"], row["event"], row["mode"], row["context"]) == (event.id, ["AGREE"], ["x"], ["military"])
    assert (row["quad_code"], row["event_scale"]) == (1, 2.5)
    assert (row["date"], row["enddate"]) == ("2024-08-23", "2024-08-23")
    assert row["recipient"] == []
    [actor] = row["actor"]
    assert set(actor) == ENTITY
    assert (actor["code"], actor["sector"], actor["entity_text"]) == ("ALT", "GOV", "Altania")
    assert row["event_text"] == ["agreed"]
    info = row["text_info"]
    assert TEXT[info["start"] : info["end"]] == row["text"] == TEXT
    assert info["sequence"] == 0
    assert row["coder"].startswith("communique ")


def test_who_receives_stands_apart() -> None:
    party = Party.of(0, replace(ALTANIA, other_sectors=("MIL", "OPP")), quote("Borlund"))
    actor = replace(ALTANIA, other_sectors=("MIL", "OPP"), identifier="Q7", office="premier")
    party = replace(party, office="premier")
    event = replace(EVENT, id="", attribution=None, participants=(Participant.as_(Role.RECIPIENT, party),))
    bare = {"statements": (), "messages": (), "commitments": ()}
    [row] = told(event, actors=(actor,), **bare)
    assert row["actor"] == []
    [recipient] = row["recipient"]
    assert recipient["sector"] == "GOVMIL"  # three letters or six
    assert (recipient["identifier_id"], recipient["office"]) == ("Q7", "premier")


def test_a_party_that_nobody_knows_keeps_its_words() -> None:
    stranger = Participant(span=Span(23, 30), text="Borlund", role=Role.ACTOR)
    [row] = told(replace(EVENT, id="", participants=(stranger,)))
    [actor] = row["actor"]
    assert actor["entity_text"] == "Borlund"
    assert {actor[k] for k in ENTITY - {"entity_text"}} == {None}


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2024-08-21", "2024-08-21", ("2024-08-21", "2024-08-21")),
        ("2024-08", "2024-08", ("2024-08-01", "2024-08-31")),
        ("2024-02", "2024-02", ("2024-02-01", "2024-02-29")),
        ("2023", "2023", ("2023-01-01", "2023-12-31")),
        ("2024-08-21T10:00", "2024-08-22T11:30", ("2024-08-21", "2024-08-22")),
        ("2024-08", None, ("2024-08-01", None)),
        (None, "2024", (None, "2024-12-31")),
        (None, None, (None, None)),
    ],
)
def test_days_are_whole(first: str | None, last: str | None, days: tuple[str | None, str | None]) -> None:
    assert days_of(When(first=first, last=last, precision=Grain.DAY, how="x")) == days


def test_no_date_is_null() -> None:
    [row] = told(replace(EVENT, date=None))
    assert (row["date"], row["enddate"]) == (None, None)


@pytest.mark.parametrize("status", [Status.HISTORICAL, Status.FUTURE, Status.HYPOTHETICAL])
def test_other_statuses_are_auxiliary_modes(status: Status) -> None:
    [row] = told(replace(EVENT, id="", mode="visit", status=status))
    assert row["mode"] == ["visit", status.value]


def test_what_is_negated_is_no_event() -> None:
    assert told(replace(EVENT, status=Status.NEGATED)) == []


def test_a_place_tells_how_fine_it_is() -> None:
    place = replace(CENDRE, country="AUT", city="Cendre", admin1="Land", feature="P.PPLC", resolution=Resolution.CITY)
    event = replace(EVENT, place=Where.of(0, place))
    [row] = told(event, places=(place,))
    where = row["event_loc"]
    assert set(where) == LOCATION
    assert (where["extracted_place"], where["resolved_place"], where["city"]) == ("Cendre", "Cendre", "Cendre")
    assert (where["country_code"], where["country"], where["province"]) == ("AUT", "Austria", "Land")
    assert (where["feature_class"], where["feature_code"], where["resolution"]) == ("P", "PPLC", 4)
    assert (where["lat"], where["lon"]) == (1.0, 2.0)


def test_a_place_without_an_entry_keeps_its_words() -> None:
    [row] = told(replace(EVENT, place=Where(span=Span(44, 50), text="Cendre")))
    where = row["event_loc"]
    assert where["extracted_place"] == "Cendre"
    assert {where[k] for k in LOCATION - {"extracted_place"}} == {None}
    assert told(replace(EVENT, place=None))[0]["event_loc"] is None


def test_finer_places_have_higher_numbers() -> None:
    order = [Resolution.COUNTRY, Resolution.PROVINCE, Resolution.DISTRICT, Resolution.CITY, Resolution.SITE]
    assert [RESOLUTIONS[r] for r in order] == [1, 2, 3, 4, 5]


def test_counts_of_people_are_its_size() -> None:
    def count(measure: Measure, low: float | None, high: float | None) -> Magnitude:
        return Magnitude(measure=measure, low=low, high=high, exact=True, span=Span(18, 22), text="help")

    deaths, arrests = count(Measure.KILLED, 12, None), count(Measure.ARRESTED, None, 5)
    money = count(Measure.MONEY, 1e6, 1e6)
    [row] = told(replace(EVENT, magnitude=(deaths, arrests, money)))
    assert row["size"] == {"dead": 12, "injured": None, "arrested": 5}
    [row] = told(replace(EVENT, magnitude=(money,)))
    assert row["size"] is None


def test_the_report_is_cited() -> None:
    document = replace(
        DOCUMENT,
        title="Help agreed",
        outlet="The Gazette",
        language="en",
        url="https://gazette.example/1",
        published=Publication("2024-08-24T08:00", Precision.MINUTE, "column", True),
    )
    [row] = told(EVENT, document=document)
    cited = row["cite_info"]
    assert cited["citation"] == "The Gazette, Help agreed, 2024-08-24"
    assert (cited["publication"], cited["language"], cited["codebook"]) == ("The Gazette", "en", "PLOVER 2")
    assert cited["url"] == "https://gazette.example/1"
    [bare] = told(EVENT)
    assert bare["cite_info"]["citation"] == "u"


def test_why_and_how_sure_are_in_the_comment() -> None:
    [row] = told(EVENT)
    assert row["comment"] == f"{OUTCOME['why']}; confidence 0.50"


@QUICK
@given(records_of(Coded))
def test_any_event_can_be_written(made: Coded) -> None:
    rows = events_of(made, "x 1")
    counted = [e for e in made.events if e.status is not Status.NEGATED]
    assert [r["id"] for r in rows] == [e.id for e in counted]
    for row, event in zip(rows, counted, strict=True):
        json.dumps(row, allow_nan=False)
        assert set(row) == FIELDS
        assert len(row["actor"]) + len(row["recipient"]) == len(event.participants)
        assert all(set(side) == ENTITY for side in (*row["actor"], *row["recipient"]))
        assert row["date"] is None or row["enddate"] is None or row["date"] <= row["enddate"]
        assert made.document.text[row["text_info"]["start"] : row["text_info"]["end"]] == row["text"]
