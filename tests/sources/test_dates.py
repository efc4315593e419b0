from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Precision, Publication
from communique.sources.dates import publication

TOLD = [
    ("2024-08-21", "2024-08-21"),
    ("2024-8-1", "2024-08-01"),
    ("2024/08/21", "2024-08-21"),
    ("20240821", "2024-08-21"),
    ("2024-08-21T10:00:00Z", "2024-08-21T10:00:00Z"),
    ("2024-08-21T10:00Z", "2024-08-21T10:00Z"),
    ("2024-08-21T10:00:00+0300", "2024-08-21T10:00:00+03:00"),
    ("2024-08-21T10:00:00+03", "2024-08-21T10:00:00+03:00"),
    ("2024-08-21T10:00:00.123+03:00", "2024-08-21T10:00:00.123+03:00"),
    ("2024-08-21T10:00:00,5-05:00", "2024-08-21T10:00:00.5-05:00"),
    ("2024-08-21T10:00:00+03:00[Europe/Moscow]", "2024-08-21T10:00:00+03:00"),
    ("2024-08-21 10:00", "2024-08-21T10:00"),
    ("2024-08-21 10:00:00 UTC", "2024-08-21T10:00:00Z"),
    ("2024-08-21 10:00:00 +03:00", "2024-08-21T10:00:00+03:00"),
    ("20240821T100000Z", "2024-08-21T10:00:00Z"),
    ("20240821100000", "2024-08-21T10:00:00"),
    ("Wed, 21 Aug 2024 10:00:00 GMT", "2024-08-21T10:00:00Z"),
    ("Wed, 21 Aug 2024 10:00:00 -0500", "2024-08-21T10:00:00-05:00"),
    ("Wed, 21 Aug 2024 10:00:00 EST", "2024-08-21T10:00:00-05:00"),
    ("21 Aug 24 10:00:00 GMT", "2024-08-21T10:00:00Z"),
    ("Wed Aug 21 10:00:00 +0000 2024", "2024-08-21T10:00:00+00:00"),
    ("Wed Aug 21 10:00:00 2024", "2024-08-21T10:00:00"),
    ("Wed Aug 21 2024 10:00:00 GMT+0300 (Moscow Standard Time)", "2024-08-21T10:00:00+03:00"),
    ("21 August 2024", "2024-08-21"),
    ("21st of August 2024", "2024-08-21"),
    ("21-Aug-2024", "2024-08-21"),
    ("August 21, 2024", "2024-08-21"),
    ("Aug. 21, 2024", "2024-08-21"),
    ("Sept. 3, 2024", "2024-09-03"),
    ("  August\n 21,  2024 ", "2024-08-21"),
    ("August 21, 2024 at 10:05 p.m.", "2024-08-21T22:05"),
    ("August 21, 2024 12:05 AM", "2024-08-21T00:05"),
    ("21 августа 2024 г.", "2024-08-21"),
    ("21 серпня 2024, 10:00", "2024-08-21T10:00"),
    ("21 de agosto de 2024", "2024-08-21"),
    ("1er août 2024", "2024-08-01"),
    ("21. August 2024, 10:00", "2024-08-21T10:00"),
    ("2024年8月21日 10:00", "2024-08-21T10:00"),
    ("2024년 8월 21일", "2024-08-21"),
    ("٢٠٢٤-٠٨-٢١", "2024-08-21"),
    ("21.08.2024", "2024-08-21"),
    ("21/08/2024 10:00", "2024-08-21T10:00"),
    ("08/21/2024", "2024-08-21"),
    ("04/04/2024", "2024-04-04"),
    ("2024-08", "2024-08"),
    ("August 2024", "2024-08"),
    ("2024", "2024"),
    ("1724234400", "2024-08-21T10:00:00Z"),
    ("1724234400.5", "2024-08-21T10:00:00.5Z"),
    ("1724234400123", "2024-08-21T10:00:00.123Z"),
    ("1724234400123456", "2024-08-21T10:00:00.123456Z"),
    ("1724234400123456789", "2024-08-21T10:00:00.123456789Z"),
    ("150000000", "1974-10-03T02:40:00Z"),
]


@pytest.mark.parametrize(("text", "at"), TOLD)
def test_forms_that_are_met(text: str, at: str) -> None:
    told = publication(text, "column date")
    assert told is not None
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(at))
    if precision is None:
        precision = Precision.SECOND if at[16:17] == ":" else Precision.MINUTE
    assert told == Publication(at, precision, "column date", True)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "yesterday", "Wednesday", "12", "0", "-1", "99999999", "00000000",
        "03/04/2024", "3.4.2024",  # the third of April or the fourth of March
        "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-08-00", "31 June 2024", "2024-13",
        "2024-08-21T24:00:00", "2024-08-21T10:60", "2024-08-21T10:00:00+25:00", "August 21, 2024 13:00 pm",
        "0001-01-01T00:00:00", "9999-12-31", "21 Foo 2024", "21 Aug", "10:00",
        "2024082110",  # an hour of that day, or a second of the year 2034
        "2024-08-21 to 2024-08-23", "1" * 40, "2024-08-21" + " " * 500, "9" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_date_or_not_certain_is_none(text: str) -> None:
    assert publication(text, "x") is None


def test_letters_of_a_zone_count_only_where_a_standard_fixes_them() -> None:
    told = publication("August 21, 2024 10:00 CST", "x")
    assert told is not None
    assert told.at == "2024-08-21T10:00"


def test_who_guesses_says_so() -> None:
    told = publication("2024-08-21", "url", stated=False)
    assert told is not None
    assert (told.where, told.stated) == ("url", False)


ZONES = st.integers(-12 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
TIMES = st.datetimes(datetime(1600, 1, 1), datetime(2199, 12, 31), timezones=ZONES)


@given(TIMES)
def test_iso_times_come_back_character_by_character(moment: datetime) -> None:
    told = publication(moment.isoformat(), "x")
    assert told is not None
    assert told.at == moment.isoformat()


@given(TIMES)
def test_rfc_times_are_the_same_moment(moment: datetime) -> None:
    told = publication(format_datetime(moment), "x")
    assert told is not None
    assert datetime.fromisoformat(told.at) == moment.replace(microsecond=0)


@given(st.dates(date(1600, 1, 1), date(2199, 12, 31)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y%m%d", "%d-%b-%Y"]))
def test_days_come_back(day: date, form: str) -> None:
    told = publication(day.strftime(form), "x")
    assert told is not None
    assert told.at == day.isoformat()


@given(st.datetimes(datetime(1975, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), st.sampled_from([1, 1000]))
def test_counts_since_1970(moment: datetime, unit: int) -> None:
    told = publication(str(int(moment.timestamp()) * unit), "x")
    if told is not None:  # twelve digits of thousandths may look like a date and are then left out
        assert told.at in (moment.strftime("%Y-%m-%dT%H:%M:%SZ"), told.at[:16])


@given(st.text(st.characters(), max_size=60) | st.text(st.sampled_from("0123456789-/.:TZ+ ,Augst年月日"), max_size=30))
def test_no_text_fails(text: str) -> None:
    told = publication(text, "x")
    assert told is None or told.at[:4].isdigit()


@pytest.mark.parametrize("text", ["1 " * 60, "Aug " * 30, "21 August 2024" + " -" * 50, "١" * 100, "a" * 100 + "1"])
def test_hostile_texts_take_no_time(text: str) -> None:
    import time

    start = time.process_time()
    publication(text, "x")
    assert time.process_time() - start < 1.0
