"""The calendar: known days, and what holds for all of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.grounding import calendar
from communique.grounding.calendar import NAMED_DAYS, Period
from communique.records.findings import Grain

DAYS = st.dates(date(200, 1, 1), date(9700, 1, 1))
UNITS = st.sampled_from(
    [Grain.DAY, Grain.WEEK, Grain.WEEKEND, Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.DECADE, Grain.CENTURY]
)


@pytest.mark.parametrize(
    ("year", "at"),
    [
        (1961, date(1961, 4, 2)),
        (1999, date(1999, 4, 4)),
        (2008, date(2008, 3, 23)),
        (2011, date(2011, 4, 24)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
    ],
)
def test_easter(year: int, at: date) -> None:
    assert calendar.easter(year) == at


@given(st.integers(1583, 9000))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    at = calendar.easter(year)
    assert at.weekday() == 6
    assert date(year, 3, 22) <= at <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("name", "year", "first"),
    [
        ("ramadan", 2024, date(2024, 3, 11)),
        ("eid al-fitr", 2024, date(2024, 4, 10)),
        ("eid al-adha", 2022, date(2022, 7, 9)),
        ("thanksgiving", 2023, date(2023, 11, 23)),
        ("ash wednesday", 2024, date(2024, 2, 14)),
        ("good friday", 1998, date(1998, 4, 10)),
        ("christmas eve", 1991, date(1991, 12, 24)),
        ("nowruz", 2024, date(2024, 3, 20)),
    ],
)
def test_named_days(name: str, year: int, first: date) -> None:
    period = NAMED_DAYS[name](year)
    assert period is not None
    assert abs((period.first - first).days) <= (1 if name.startswith(("eid", "ramadan")) else 0)


@given(st.integers(1400, 9000), st.sampled_from(sorted(NAMED_DAYS)))
def test_a_named_day_lies_in_its_year(year: int, name: str) -> None:
    period = NAMED_DAYS[name](year)
    assert period is None or period.first.year == year


@given(DAYS, UNITS)
def test_a_unit_holds_its_day_and_meets_the_next(at: date, grain: Grain) -> None:
    here = calendar.around(at, grain)
    after = calendar.moved(here, grain, 1)
    if grain is not Grain.WEEKEND:
        assert here.first <= at <= here.last
        assert after.first == here.last + timedelta(1)
    assert calendar.moved(after, grain, -1) == here


@given(DAYS, st.integers(0, 6))
def test_weeks_open_on_the_day_asked_for(at: date, opens: int) -> None:
    week = calendar.around(at, Grain.WEEK, opens)
    assert week.first.weekday() == opens
    assert (week.last - week.first).days == 6
    assert week.first <= at <= week.last


@given(DAYS, UNITS, st.sampled_from(["early", "mid", "late"]))
def test_a_part_lies_in_its_whole(at: date, grain: Grain, which: str) -> None:
    whole = calendar.around(at, grain)
    part = calendar.part(whole, which)
    assert whole.first <= part.first <= part.last <= whole.last


def test_parts_of_a_month_and_of_a_year() -> None:
    assert calendar.part(calendar.month(2023, 2), "late").ends == ("2023-02-15", "2023-02-28")
    year = calendar.years(2024, 2024)
    assert year is not None
    assert [calendar.part(year, w).ends for w in ("early", "mid", "late")] == [
        ("2024-01-01", "2024-04-30"),
        ("2024-05-01", "2024-08-31"),
        ("2024-09-01", "2024-12-31"),
    ]


def test_ends_are_as_fine_as_known() -> None:
    year = calendar.years(1972, 1972)
    assert year is not None
    assert year.ends == ("1972", "1972")
    assert calendar.month(2024, 8).ends == ("2024-08", "2024-08")
    assert calendar.season(2024, 12).ends == ("2024-12-01", "2025-02-28")
    assert Period(date(2024, 8, 2), date(2024, 8, 31), Grain.MONTH).ends == ("2024-08-02", "2024-08-31")


def test_no_such_day() -> None:
    assert calendar.day(2023, 2, 30) is None
    assert calendar.years(0, 0) is None
    assert calendar.years(5, 4) is None
    assert calendar.shifted_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    with pytest.raises(OverflowError, match="no year 0"):
        calendar.shifted_months(date(1, 1, 1), -1)
