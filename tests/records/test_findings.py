"""Actors, times and places: what is inferred says how, and nothing impossible is taken."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Actor, PlaceRef, PlaceRival, Span, TimeRef
from communique.records.findings import check_range
from records.strategies import THOROUGH

WORDS: dict[str, Any] = {"span": Span(3, 8), "text": "Paris"}
INFERRED: list[tuple[type, dict[str, Any]]] = [
    (Actor, {"country": "FRA"}),
    (Actor, {"name": "Ana Ruiz"}),
    (Actor, {"office": "president"}),
    (Actor, {"sector": "GOV"}),
    (TimeRef, {"first": "2024-08-21"}),
    (TimeRef, {"last": "2024"}),
    (PlaceRef, {"country": "FRA"}),
    (PlaceRef, {"name": "Paris"}),
    (PlaceRef, {"geonameid": 2988507}),
]


@pytest.mark.parametrize(("kind", "inferred"), INFERRED, ids=str)
def test_what_is_inferred_says_how(kind: Any, inferred: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no `how`"):
        kind(**WORDS, **inferred)
    assert kind(**WORDS, **inferred, how="rule").how == "rule"


@pytest.mark.parametrize("kind", [Actor, TimeRef, PlaceRef])
def test_what_is_not_resolved_needs_no_how(kind: Any) -> None:
    assert kind(**WORDS).how == ""
    with pytest.raises(ValueError, match="do not fill"):
        kind(span=Span(0, 2), text="Paris")


@THOROUGH
@given(st.sampled_from([Actor, TimeRef, PlaceRef]), st.floats().filter(lambda v: not 0 <= v <= 1))
def test_a_confidence_is_a_probability(kind: Any, value: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        kind(**WORDS, confidence=value)


def test_what_the_text_says_stands_apart() -> None:
    actor = Actor(**WORDS, stated_office="premier", stated_country="French")
    assert (actor.office, actor.country) == (None, None)


@pytest.mark.parametrize("field", ["name", "office", "identifier", "country", "sector"])
def test_a_code_is_never_empty(field: str) -> None:
    with pytest.raises(ValueError, match="never empty"):
        Actor(**(WORDS | {"how": "rule", field: ""}))


BAD_TIMES = ["2024-13", "2024-00-01", "2024-02-30", "24-01-01", "2024-1-1", "2024-01-01T25:00", "0000", ""]


@pytest.mark.parametrize(
    "point",
    [*BAD_TIMES, "yesterday", "2024-W05", "2024-01-01T10:00+99:00", "\u0662\u0660\u0662\u0664", "2024-01-01\n"],
    ids=repr,
)
def test_a_time_is_iso_8601(point: str) -> None:
    for end in ("first", "last"):
        with pytest.raises(ValueError, match="no ISO 8601"):
            TimeRef(**(WORDS | {"how": "rule", end: point}))


@THOROUGH
@given(st.dates(), st.dates(), st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_a_range_may_not_end_before_it_starts(one: Any, other: Any, fine: int, coarse: int) -> None:
    first, last = one.isoformat()[:fine], other.isoformat()[:coarse]
    both = min(fine, coarse)
    if first[:both] > last[:both]:
        with pytest.raises(ValueError, match="cannot end"):
            check_range(first, last)
    else:
        assert TimeRef(**WORDS, how="rule", first=first, last=last).first == first


def test_clock_times_are_compared_across_zones() -> None:
    check_range("2024-08-22T00:30+03:00", "2024-08-21T23:00Z")
    check_range("2024-08-21T10:00", "2024-08-21T10:00:00")
    check_range("2024-08-21T10:00", "2024-08-21T09:00Z")  # the zone of the first is not known
    for first, last in [("2024-08-21T10:00", "2024-08-21T09:00"), ("2024-08-21T23:00Z", "2024-08-22T00:30+03:00")]:
        with pytest.raises(ValueError, match="cannot end"):
            check_range(first, last)


@THOROUGH
@given(st.floats(), st.floats())
def test_a_place_lies_on_the_globe(lat: float, lon: float) -> None:
    given_place: dict[str, Any] = {
        "name": "Paris",
        "country": None,
        "geonameid": None,
        "lat": lat,
        "lon": lon,
        "why": "w",
    }
    if abs(lat) <= 90 and abs(lon) <= 180:
        assert PlaceRival(**given_place).lat == lat
        assert PlaceRef(**WORDS, lat=lat, lon=lon).lon == lon
    else:
        for build in (lambda: PlaceRival(**given_place), lambda: PlaceRef(**WORDS, lat=lat, lon=lon)):
            with pytest.raises(ValueError, match="no such point"):
                build()


@pytest.mark.parametrize("half", [{"lat": 1.0}, {"lon": 1.0}])
def test_a_latitude_needs_a_longitude(half: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="needs a longitude"):
        PlaceRef(**WORDS, **half)  # type: ignore[arg-type]
