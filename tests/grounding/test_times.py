"""What expressions of time mean, on trees that are only sketched: forms, anchors, ranges, what stays relative."""

from dataclasses import replace

import pytest

from communique.grounding.times import TimesOptions, times_of
from communique.records.documents import Dateline, Day
from communique.records.errors import OptionError
from communique.records.findings import Anchor, Grain, TimeKind
from communique.records.spans import Span
from grounding.telling import WEDNESDAY, dates, report, sketched
from language.sketch import sketch

ABSOLUTE = [
    ("on 21 August 2024", "21 August 2024 = 2024-08-21"),
    ("on August 21st, 2024", "August 21st, 2024 = 2024-08-21"),
    ("on Aug. 21, 2024", "Aug. 21, 2024 = 2024-08-21"),
    ("on Wednesday, August 21, 2024", "Wednesday, August 21, 2024 = 2024-08-21"),
    ("on 2024-08-21", "2024-08-21 = 2024-08-21"),
    ("on 8/21/2024", "8/21/2024 = 2024-08-21"),
    ("on 21.08.2024", "21.08.2024 = 2024-08-21"),
    ("on 9-May-2006", "9-May-2006 = 2006-05-09"),
    ("on the 7th of June 1999", "the 7th of June 1999 = 1999-06-07"),
    ("in August 1991", "August 1991 = 1991-08"),
    ("in mid-August 1991", "mid-August 1991 = 1991-08-10..1991-08-20"),
    ("in late September 2001", "late September 2001 = 2001-09-15..2001-09-30"),
    ("on August 21-23, 2023", "August 21-23, 2023 = 2023-08-21..2023-08-23"),
    ("from 3 to 5 June 2019", "3 to 5 June 2019 = 2019-06-03..2019-06-05"),
    ("on June 3 and 4, 2019", "June 3 and 4, 2019 = 2019-06-03..2019-06-04"),
    ("in the 1990s", "the 1990s = 1990-01-01..1999-12-31"),
    ("in the '90s", "the '90s = 1990-01-01..1999-12-31"),
    ("in the early 1980s", "early 1980s = 1980-01-01..1983-04-30"),
    ("in the 19th century", "the 19th century = 1800-01-01..1899-12-31"),
    ("in the twelfth to sixteenth centuries", "the twelfth to sixteenth centuries = 1100-01-01..1599-12-31"),
    ("for fiscal year 2023", "fiscal year 2023 = 2023"),
    ("in Q3 2024", "Q3 2024 = 2024-07-01..2024-09-30"),
    ("in the second half of 2023", "second half of 2023 = 2023-07..2023-12"),
    ("in the third quarter of 2021", "third quarter of 2021 = 2021-07-01..2021-09-30"),
    ("in spring 2022", "spring 2022 = 2022-03-01..2022-05-31"),
    ("in winter 2022", "winter 2022 = 2022-12-01..2023-02-28"),
    ("in early 2016", "early 2016 = 2016-01-01..2016-04-30"),
    ("in 2011", "2011 = 2011"),
    ("in 2019-20", "2019-20 = 2019..2020"),
    ("after the September 11 attacks", "September 11 = 2001-09-11"),
    ("after 9/11", "9/11 = 2001-09-11"),
    ("at 2023-03-01T07:30Z", "2023-03-01T07:30Z = 2023-03-01T07:30Z"),
    ("in 250 BC", "250 BC = None"),
]


@pytest.mark.parametrize(("words", "wanted"), ABSOLUTE)
@pytest.mark.parametrize("published", [WEDNESDAY, None])
def test_absolute_dates_need_no_anchor(words: str, wanted: str, published: str | None) -> None:
    times = sketched(f"They spoke {words}.", published)
    assert dates(times) == [wanted]
    assert times[0].anchor is Anchor.NONE


RELATIVE = [
    ("yesterday", "yesterday = 2024-08-20"),
    ("the day before yesterday", "the day before yesterday = 2024-08-19"),
    ("today", "today = 2024-08-21"),
    ("tomorrow", "tomorrow = 2024-08-22"),
    ("last night", "last night = 2024-08-20"),
    ("this morning", "this morning = 2024-08-21"),
    ("last week", "last week = 2024-08-12..2024-08-18"),
    ("this month", "this month = 2024-08"),
    ("next year", "next year = 2025"),
    ("last month", "last month = 2024-07"),
    ("earlier this year", "earlier this year = 2024-01-01..2024-08-21"),
    ("later this week", "later this week = 2024-08-21..2024-08-25"),
    ("late last year", "late last year = 2023-09-01..2023-12-31"),
    ("at the end of the month", "end of the month = 2024-08-31"),
    ("two weeks ago", "two weeks ago = 2024-08-07"),
    ("three days ago", "three days ago = 2024-08-18"),
    ("ten months ago", "ten months ago = 2023-10"),
    ("a year ago", "a year ago = 2023"),
    ("two decades ago", "two decades ago = 2004"),
    ("a fortnight ago", "a fortnight ago = 2024-08-07"),
    ("over the past three years", "the past three years = 2021-08-22..2024-08-21"),
    ("over the past decade", "the past decade = 2014-08-22..2024-08-21"),
    ("in the next five years", "the next five years = 2025..2029"),
    ("in the last 24 hours", "the last 24 hours = 2024-08-20..2024-08-21"),
    ("last June", "last June = 2024-06"),
    ("last August", "last August = 2023-08"),
    ("next March", "next March = 2025-03"),
    ("last summer", "last summer = 2023-06-01..2023-08-31"),
    ("last spring", "last spring = 2024-03-01..2024-05-31"),
    ("last quarter", "last quarter = 2024-04-01..2024-06-30"),
    ("last Tuesday", "last Tuesday = 2024-08-13"),
    ("next Tuesday", "next Tuesday = 2024-08-27"),
    ("this Friday", "this Friday = 2024-08-23"),
    ("this past Monday", "this past Monday = 2024-08-19"),
    ("two weeks ago he said", "two weeks ago = 2024-08-07"),
    ("by year end", "year end = 2024-12-31"),
    ("several years ago", "several years ago = None..2024-08-21"),
    ("in the coming days", "the coming days = 2024-08-21..None"),
    ("recently", "recently = None..2024-08-21"),
    ("over the months ahead", "the months ahead = 2024-08-21..None"),
]


@pytest.mark.parametrize(("words", "wanted"), RELATIVE)
def test_relative_to_publication(words: str, wanted: str) -> None:
    (time,) = sketched(f"They spoke {words}.")
    assert dates([time]) == [wanted]
    assert time.anchor is Anchor.PUBLICATION
    assert time.how


@pytest.mark.parametrize("words", [w for w, _ in RELATIVE])
def test_no_date_no_guess(words: str) -> None:
    (time,) = sketched(f"They spoke {words}.", None)
    assert (time.first, time.last, time.anchor) == (None, None, Anchor.NONE)
    assert "relative" in time.how


@pytest.mark.parametrize("words", ["on Monday", "in July", "on July 3", "at 3 p.m.", "the day before"])
def test_nothing_to_count_from(words: str) -> None:
    (time,) = sketched(f"They spoke {words}.", None)
    assert (time.first, time.last) == (None, None)
    assert "relative" in time.how


@pytest.mark.parametrize(
    ("published", "words", "wanted"),
    [
        ("2024", "last year", "last year = 2023"),
        ("2024", "last month", "last month = None"),
        ("2024-08", "last month", "last month = 2024-07"),
        ("2024-08", "yesterday", "yesterday = None"),
        ("2024-08", "last week", "last week = None"),
    ],
)
def test_a_coarse_publication_places_only_what_is_as_coarse(published: str, words: str, wanted: str) -> None:
    assert dates(sketched(f"They spoke {words}.", published)) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They met on 3 June 2019. The day before, they spoke.", "The day before = 2019-06-02"),
        ("They met on 3 June 2019. The following day they spoke.", "The following day = 2019-06-04"),
        ("They met on 3 June 2019. They spoke three days earlier.", "three days earlier = 2019-05-31"),
        ("They met on 3 June 2019. They spoke two weeks later.", "two weeks later = 2019-06-17"),
        ("They met in June 2019. They spoke the following month.", "the following month = 2019-07"),
        ("They met in 2019. They spoke the previous year.", "the previous year = 2018"),
        ("They met in 2019. They spoke later that year.", "later that year = 2019"),
        ("They met on 3 June 2019. They spoke the following Friday.", "the following Friday = 2019-06-07"),
        ("They met on 3 June 2019 and spoke the same day.", "the same day = 2019-06-03"),
        ("They met on 3 June 2019. Since then they spoke.", "then = 2019-06-03..None"),
        ("They met on 3 June 2019. In 2020 they won. The next day they spoke.", "the next day = 2019-06-04"),
    ],
)
def test_the_time_told_before(text: str, wanted: str) -> None:
    time = sketched(text)[-1]
    assert dates([time])[0].lower() == wanted.lower()
    assert time.anchor is Anchor.NARRATIVE


def test_a_week_after_a_month_is_no_day() -> None:
    time = sketched("They met in June 2019. They spoke a week later.")[-1]
    assert (time.first, time.anchor) == (None, Anchor.NONE)
    assert "no day" in time.how


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "It runs from November 20, 2023 to December 11, 2023.",
            ["November 20, 2023 = 2023-11-20..2023-12-11", "December 11, 2023 = 2023-12-11"],
        ),
        ("It ran January 23 - March 9 2014.", ["January 23 = 2014-01-23..2014-03-09", "March 9 2014 = 2014-03-09"]),
        (
            "It ran from December 20 to January 3, 2014.",
            ["December 20 = 2013-12-20..2014-01-03", "January 3, 2014 = 2014-01-03"],
        ),
        ("It ran from 1885 to 1951.", ["1885 = 1885..1951", "1951 = 1951"]),
        ("It ran between July 2003 and December 2004.", ["July 2003 = 2003-07..2004-12", "December 2004 = 2004-12"]),
        ("Hume (1711–1776) wrote.", ["1711 = 1711..1776", "1776 = 1776"]),
        ("They met in 2003 and 2004.", ["2003 = 2003", "2004 = 2004"]),
        ("It was so since 2007.", ["2007 = 2007..None"]),
        ("It was so from 2007 onwards.", ["2007 = 2007..None"]),
        ("It was so until 2007.", ["2007 = 2007"]),
        ("On June 3, 2019 - that year it began.", ["June 3, 2019 = 2019-06-03", "that year = 2019"]),
    ],
)
def test_ranges(text: str, wanted: list[str]) -> None:
    times = sketched(text)
    assert dates(times) == wanted
    assert all((t.kind is TimeKind.RANGE) == (t.first != t.last) for t in times)


def test_words_before_are_told() -> None:
    (time,) = sketched("It was so until 2007.")
    assert time.how.startswith("until: ")


@pytest.mark.parametrize(
    ("words", "kind", "grain"),
    [
        ("for three years", TimeKind.DURATION, Grain.YEAR),
        ("after an 11-year lull", TimeKind.DURATION, Grain.YEAR),
        ("for twenty-one days", TimeKind.DURATION, Grain.DAY),
        ("for many centuries", TimeKind.DURATION, Grain.CENTURY),
        ("every year", TimeKind.RECURRING, Grain.YEAR),
        ("each Friday", TimeKind.RECURRING, Grain.DAY),
        ("on Mondays", TimeKind.RECURRING, Grain.DAY),
        ("twice a year", TimeKind.RECURRING, Grain.YEAR),
        ("annually", TimeKind.RECURRING, Grain.YEAR),
        ("three days before the vote", TimeKind.POINT, Grain.DAY),
        ("two days before others did", TimeKind.POINT, Grain.DAY),
        ("on the eve of the summit", TimeKind.POINT, Grain.DAY),
    ],
)
def test_what_is_no_point_of_the_calendar(words: str, kind: TimeKind, grain: Grain) -> None:
    (time,) = sketched(f"They spoke {words}.")
    assert (time.kind, time.precision, time.first, time.last) == (kind, grain, None, None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They spoke two days after the vote of 3 June 2019.", "two days after = 2019-06-05"),
        ("They spoke on the eve of the June 3, 2019 vote.", "the eve of = 2019-06-02"),
        ("They spoke a week before the 3 June 2019 vote.", "a week before = 2019-05-27"),
    ],
)
def test_counted_from_a_date_that_follows(text: str, wanted: str) -> None:
    assert dates(sketched(text)[:1]) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted", "grain"),
    [
        (
            "They met on 3 June 2019 at 3 p.m. local time.",
            "3 June 2019 at 3 p.m. local time = 2019-06-03T15:00",
            Grain.HOUR,
        ),
        ("They met at 15:11 GMT.", "15:11 GMT = 2024-08-21T15:11Z", Grain.MINUTE),
        ("They met at 0900 GMT.", "0900 GMT = 2024-08-21T09:00Z", Grain.MINUTE),
        ("They met at noon tomorrow.", "noon = 2024-08-22T12:00", Grain.HOUR),
        (
            "They met yesterday at 9:30 p.m. Moscow time.",
            "yesterday at 9:30 p.m. Moscow time = 2024-08-20T21:30+03:00",
            Grain.MINUTE,
        ),
        ("They met at 4 a.m. (0100 GMT) on 3 June 2019.", "4 a.m. = 2019-06-03T04:00", Grain.HOUR),
        ("They met at five o'clock.", "five o'clock = 2024-08-21T05:00", Grain.HOUR),
        ("They met yesterday evening.", "yesterday evening = 2024-08-20", Grain.PART_OF_DAY),
    ],
)
def test_hours(text: str, wanted: str, grain: Grain) -> None:
    time = sketched(text)[0]
    assert dates([time]) == [wanted]
    assert time.precision is grain


def test_figures_with_two_readings_keep_both() -> None:
    (time,) = sketched("They met on 03/04/2024.")
    assert (time.first, [r.first for r in time.rivals]) == ("2024-03-04", ["2024-04-03"])
    (time,) = sketched("They met on 03/04/2024.", options=TimesOptions(day_first="yes"))
    assert (time.first, time.rivals) == ("2024-04-03", ())
    (time,) = sketched("They met on 03.04.2024.")
    assert (time.first, time.rivals) == ("2024-04-03", ())


def test_last_weekday_keeps_the_nearest_as_its_rival() -> None:
    (time,) = sketched("They spoke last Monday.")
    assert (time.first, [r.first for r in time.rivals]) == ("2024-08-12", ["2024-08-19"])
    (time,) = sketched("They spoke last Friday.")
    assert (time.first, time.rivals) == ("2024-08-16", ())


def test_weeks_may_start_on_sunday() -> None:
    (time,) = sketched("They spoke last week.", options=TimesOptions(week_starts="sunday"))
    assert (time.first, time.last) == ("2024-08-11", "2024-08-17")


@pytest.mark.parametrize("wrong", [{"week_starts": "Friday"}, {"day_first": "maybe"}])
def test_options_are_checked(wrong: dict[str, str]) -> None:
    with pytest.raises(OptionError, match="give "):
        TimesOptions(**wrong)


def test_the_dateline_comes_before_the_publication() -> None:
    text, analysis = sketch("MOSCOW, Aug. 19 -- They spoke yesterday.")
    line = Dateline(Span(0, 18), 19, place="MOSCOW", place_span=Span(0, 6), day=Day(None, 8, 19))
    times = times_of(replace(report(text), dateline=line), analysis)
    assert dates(times) == ["Aug. 19 = 2024-08-19", "yesterday = 2024-08-18"]
    assert times[1].anchor is Anchor.DATELINE


@pytest.mark.parametrize(("day", "wanted"), [(Day(None, 12, 31), "2024-12-30"), (Day(None, 1, 1), "2024-12-31")])
def test_a_dateline_without_a_year_is_the_one_next_to_the_publication(day: Day, wanted: str) -> None:
    text, analysis = sketch("MOSCOW (Wire) -- They spoke yesterday.")
    line = Dateline(Span(0, 16), 17, place="MOSCOW", place_span=Span(0, 6), day=day)
    (time,) = times_of(replace(report(text, "2025-01-01"), dateline=line), analysis)
    assert (time.first, time.anchor) == (wanted, Anchor.DATELINE)


@pytest.mark.parametrize("published", [None, "2024-08-22", "2024-08-30"])
def test_a_line_with_a_date_alone_is_a_dateline(published: str | None) -> None:
    times = sketched("Talks end\nTuesday, August 20, 2024\nThey spoke yesterday.", published)
    assert dates(times)[1:] == ["yesterday = 2024-08-19"]
    assert times[1].anchor is Anchor.DATELINE


def test_a_date_line_far_from_a_stated_publication_is_not_believed() -> None:
    times = sketched("Talks end\nTuesday, August 20, 2013\nThey spoke yesterday.")
    assert dates(times)[1:] == ["yesterday = 2024-08-20"]


def test_a_history_is_read_by_its_own_years() -> None:
    text = "It began in 1829. In January 1835 they marched. It rained. It stopped. In June they won. They lost in 1846."
    assert dates(sketched(text))[2] == "June = 1835-06"
    spoken = text + " They told it yesterday."
    assert dates(sketched(spoken))[2] != "June = 1835-06"


@pytest.mark.parametrize(
    "text",
    [
        "They cited Resolution 2231 and Resolution 1701.",
        "Flight 1549 landed.",
        "It cost $2010 and €1999.",
        "At least 2010 soldiers fell.",
        "See https://example.org/2017/story for it.",
        "The G20 and Article 5 stood.",
        "They sent 1,500 troops.",
        "He is 42 years old.",
        "Black Friday came.",
        "They met at the China Daily office.",
        "It was a second term.",
        "The Good Friday Agreement held.",
        "They won 6-4-12 there.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [t.text for t in sketched(text) if t.kind in (TimeKind.POINT, TimeKind.RANGE)] == []
