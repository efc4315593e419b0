"""Places of reports with sketched trees: what is found, which place of a name is meant, and why; what is left out."""

import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest

from communique.grounding.gazetteer import gazetteer
from communique.grounding.places import home_of, places_of
from communique.grounding.places_options import PlacesOptions
from communique.records.analysis import MentionKind
from communique.records.documents import Dateline
from communique.records.findings import PlaceRef, Resolution
from communique.records.spans import Span
from grounding.telling import drawn, report
from language.sketch import sketch

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "places" / "tr_lgl_dev.jsonl"


def found(text: str, options: PlacesOptions | None = None, **known: str) -> tuple[PlaceRef, ...]:
    """The places of a sketched text; known: fields of the document."""
    plain, analysis = sketch(text)
    return places_of(replace(report(plain), **known), analysis, options)  # type: ignore[arg-type]


def told(places: tuple[PlaceRef, ...]) -> list[str]:
    """Each place as `words = name, division, country`."""
    return [f"{p.text} = " + ", ".join(n for n in (p.name, p.admin1, p.country) if n) for p in places]


# --- which place ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A crowd waited in [L:Paris].", "Paris = Paris, Île-de-France, FRA"),
        ("A crowd waited in [L:Paris], [L:Texas].", "Paris = Paris, Texas, USA"),
        ("A crowd waited in [L:Sidon], [L:Lebanon].", "Sidon = Sidon, South Governorate, LBN"),
        ("A crowd waited in [L:Tripoli] in [L:Lebanon].", "Tripoli = Tripoli, North Governorate, LBN"),
        ("A crowd waited in [L:Tripoli].", "Tripoli = Tripoli, Tripoli, LBY"),
        ("A crowd waited in [L:Memphis].", "Memphis = Memphis, Tennessee, USA"),
        ("The road to [L:London], [L:Laurel County], [L:Ky.] was shut.", "London = London, Kentucky, USA"),
    ],
)
def test_size_and_what_holds_it_choose_the_place(text: str, expected: str) -> None:
    assert told(found(text))[0] == expected


def test_other_places_and_countries_choose_the_place() -> None:
    alone = found("Shops closed in [L:Hyderabad].")
    beside = found("Shops closed in [L:Hyderabad]. In [L:Pakistan] rain fell on [L:Karachi] and on [L:Sukkur].")
    assert (alone[0].country, beside[0].country) == ("IND", "PAK")
    assert "India" not in beside[0].how
    assert next((r.name, r.country) for r in beside[0].rivals) == ("Hyderabad", "IND")
    assert all(r.why for r in beside[0].rivals)


def test_a_name_has_one_sense_in_a_report() -> None:
    places = found("Rain fell in [L:Cambridge], [L:Ontario]. The mayor of [L:Cambridge] spoke.")
    assert [p.admin1 for p in places if p.text == "Cambridge"] == ["Ontario", "Ontario"]


def test_two_senses_where_the_text_says_so() -> None:
    places = found("He left [L:Paris], [L:Texas] for [L:Paris], [L:France].")
    assert [p.country for p in places if p.text == "Paris"] == ["USA", "FRA"]


def test_a_dateline_is_a_place_and_the_report_comes_from_there() -> None:
    plain, analysis = sketch("TRIPOLI, Lebanon. [p:Officials] closed the port.")
    dateline = Dateline(Span(0, 17), 18, place="TRIPOLI", place_span=Span(0, 7))
    places = places_of(replace(report(plain), dateline=dateline), analysis)
    assert told(places)[0] == "TRIPOLI = Tripoli, North Governorate, LBN"
    assert places[0].how.startswith("dateline")


def test_the_outlet_is_at_home_somewhere() -> None:
    text = "Two houses burned in [L:Richmond]."
    plain = report("x")
    home = home_of(replace(plain, url="https://news.example.com.au/1", outlet="The Toronto Star"), gazetteer())
    numbers = gazetteer().meta["countries"]
    assert {numbers[n] for n in home.countries} == {"AUS", "CAN"}
    assert home.row is not None
    assert gazetteer().place(home.row).name == "Toronto"
    assert found(text, url="https://a.example.gov/")[0].country == "USA"
    assert found(text, outlet="Vancouver Courier")[0].admin1 == "British Columbia"


def test_a_country_is_never_a_building() -> None:
    for text in ("Troops crossed into [L:Ukraine].", "They met in [L:Jordan] and [L:Georgia] near [L:Iraq]."):
        assert {p.resolution for p in found(text)} == {Resolution.COUNTRY}


def test_parts_of_a_kingdom_are_places_of_their_own() -> None:
    [place] = found("It rained in [L:Scotland].")
    assert (place.name, place.country, place.resolution) == ("Scotland", "GBR", Resolution.PROVINCE)


def test_words_beside_a_name_tell_which_kind_it_is() -> None:
    [province] = found("Shells fell in [L:Kharkiv oblast].")
    [city] = found("Shells fell in the city of [L:Kharkiv].")
    assert (province.resolution, city.resolution) == (Resolution.PROVINCE, Resolution.CITY)
    assert province.country == city.country == "UKR"


def test_sites_and_regions_of_our_own_tables() -> None:
    places = found(
        "Inspectors saw [F:Fordow], [L:Crimea], [L:Scarborough Shoal] and [F:the Zaporizhzhia nuclear plant]."
    )
    assert [(p.name, p.resolution) for p in places] == [
        ("Fordow", Resolution.SITE),
        ("Crimea", Resolution.PROVINCE),
        ("Scarborough Shoal", Resolution.REGION),
        ("Zaporizhzhia Nuclear Power Plant", Resolution.SITE),
    ]
    assert places[3].lat == pytest.approx(47.51, abs=0.05)


def test_a_site_tells_its_city() -> None:
    [place] = found("They met at [F:Camp David].")
    assert (place.city, place.admin1, place.country) == ("Thurmont", "Maryland", "USA")


# --- what stays open ---


def test_a_name_nobody_knows_costs_the_others_nothing() -> None:
    places = found("Shells hit [L:Qwxyzville] and [L:Kharkiv].")
    assert told(places) == ["Qwxyzville = ", "Kharkiv = Kharkiv, Kharkiv, UKR"]
    assert (places[0].lat, places[0].geonameid, places[0].how, places[0].confidence) == (None, None, "", 0.0)


def test_a_name_nobody_knows_lies_where_the_text_puts_it() -> None:
    place = found("Shells hit [L:Qwxyzville] in [L:Idlib].")[0]
    assert (place.text, place.name, place.country) == ("Qwxyzville", "Idlib", "SYR")
    assert "not in the gazetteer" in place.how
    assert place.confidence <= 0.5


def test_a_small_place_far_from_everything_stays_open() -> None:
    # Mawa of Bangladesh is in no gazetteer of ours; one of Indonesia is.
    text = "She opened a bridge at [L:Mawa] near [L:Dhaka]. [L:Bangladesh] paid for it."
    assert found(text)[0].country != "IDN"


# --- what is no place ---


def test_a_place_that_acts_is_an_actor() -> None:
    said = """
        Washington PROPN NNP 2 nsubj
        said VERB VBD 0 root
        it PRON PRP 4 nsubj
        agreed VERB VBD 2 ccomp
        . PUNCT . 2 punct
    """
    owned = """
        Observers NOUN NNS 2 nsubj
        noted VERB VBD 0 root
        Beijing PROPN NNP 5 nmod:poss
        's PART POS 3 case
        position NOUN NN 2 obj
        . PUNCT . 2 punct
    """
    names = [(name, MentionKind.PLACE) for name in ("Washington", "Beijing")]
    text, analysis = drawn(said, owned, names=names)
    assert places_of(report(text), analysis) == ()
    asked = places_of(report(text), analysis, PlacesOptions(actors=True))
    assert [p.name for p in asked] == ["Washington", "Beijing"]


def test_a_place_where_something_happens_is_none() -> None:
    text, analysis = drawn(
        """
        Ministers NOUN NNS 2 nsubj
        met VERB VBD 0 root
        in ADP IN 4 case
        Washington PROPN NNP 2 obl
        . PUNCT . 2 punct
        """,
        names=[("Washington", MentionKind.PLACE)],
    )
    assert [p.name for p in places_of(report(text), analysis)] == ["Washington"]


def test_adjectives_are_places_only_when_asked_for() -> None:
    text = "[N:Syrian] and [N:European] envoys met."
    assert found(text) == ()
    assert [(p.text, p.name) for p in found(text, PlacesOptions(adjectives=True))] == [
        ("Syrian", "Syria"),
        ("European", "Europe"),
    ]


def test_names_inside_names_of_organizations_only_when_asked_for() -> None:
    text = "[O:Kansas City Star] asked [O:Bank of England]."
    assert found(text) == ()
    inside = found(text, PlacesOptions(inside_names=True))
    assert [p.text for p in inside] == ["Kansas City", "England"]


@pytest.mark.parametrize(
    "text",
    [
        "[P:Paris Hilton] arrived.",
        "They read the [O:Washington Post].",
        "He lives on Lincoln Road.",
        "They spoke at 8 a.m. EST.",
        "Two economies on Earth grew.",
    ],
)
def test_what_only_looks_like_a_place(text: str) -> None:
    assert found(text) == ()


def test_a_codes_of_a_division_counts_behind_a_comma_only() -> None:
    behind = found("They met in [L:Frankfort], KY on a Monday.")
    assert told(behind) == ["Frankfort = Frankfort, Kentucky, USA", "KY = Kentucky, Kentucky, USA"]
    assert found("The AL and its leaders met.") == ()


def test_places_stand_in_order_and_apart() -> None:
    text = "From [L:New York] to [L:New Delhi] by [L:Mexico City], [L:Mexico] and [L:West Virginia]."
    places = found(text)
    assert [p.text for p in places] == ["New York", "New Delhi", "Mexico City", "Mexico", "West Virginia"]
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(places))


# --- against places that others marked ---


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs the development data beside the checkout")
def test_news_toponyms_are_found() -> None:
    """Without the language model: what the gazetteer alone finds of countries, in the first reports of the set."""
    rows = [json.loads(line) for line in SHARED.read_text("utf-8").split("\n")[:40] if line]
    known = gazetteer()
    names = {t["text"] for row in rows for t in row["toponyms"] if t.get("fclass") == "P"}
    assert names
    assert sum(bool(known.named(name)) for name in names) >= 0.9 * len(names)


def test_whose_minister_and_who_is_addressed_are_actors() -> None:
    rows = """
        France PROPN NNP 3 nmod:poss
        's PART POS 1 case
        envoys NOUN NNS 4 nsubj
        thank VERB VBP 0 root
        Oman PROPN NNP 4 obj
        . PUNCT . 4 punct
    """
    text, analysis = drawn(rows.replace("envoys", "envoy"), names=_places("France", "Oman"))
    assert places_of(report(text), analysis) == ()
    rows = """
        Rain NOUN NN 2 nsubj
        flooded VERB VBD 0 root
        Oman PROPN NNP 2 obj
        . PUNCT . 2 punct
    """
    text, analysis = drawn(rows, names=_places("Oman"))
    assert [p.name for p in places_of(report(text), analysis)] == ["Oman"]


def test_only_what_can_govern_acts() -> None:
    rows = """
        Kremlin PROPN NNP 4 nsubj
        and CCONJ CC 3 cc
        Marseille PROPN NNP 1 conj
        said VERB VBD 0 root
        so ADV RB 4 advmod
        . PUNCT . 4 punct
    """
    text, analysis = drawn(rows, names=_places("Kremlin", "Marseille"))
    assert [p.text for p in places_of(report(text), analysis)] == ["Marseille"]


def _places(*names: str) -> list[tuple[str, MentionKind]]:
    return [(name, MentionKind.PLACE) for name in names]
