"""Datelines: what is recognised, what is refused, and the year that clues give or deny."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Dateline, Document, Precision, Publication
from communique.records.ids import digest_of
from communique.sources import dateline_names as names
from communique.sources import dateline_years as years
from communique.sources.datelines import HEAD, find_dateline

STORY = "The two ministers met on a hillside above the lake and agreed to open three more crossings before winter."

# dateline, place, agency, day (None: the dateline has none)
RECOGNISED = [
    ("MOSCOW, Aug. 21 (Xinhua) -- ", "MOSCOW", "Xinhua", "--08-21"),
    ("YEREVAN, May 21. /TASS/. ", "YEREVAN", "TASS", "--05-21"),
    ("TEHRAN, May 21 (MNA) – ", "TEHRAN", "MNA", "--05-21"),
    ("AMMAN — ", "AMMAN", None, None),
    ("WASHINGTON (Reuters) - ", "WASHINGTON", "Reuters", None),
    ("Ottawa - ", "Ottawa", None, None),
    ("HIROSHIMA--", "HIROSHIMA", None, None),
    ("PARIS: ", "PARIS", None, None),
    ("CAIRO- 24 July 2022: ", "CAIRO", None, "2022-07-24"),
    ("Ulaanbaatar /MONTSAME/. ", "Ulaanbaatar", "MONTSAME", None),
    ("BEIJING, Aug 21, 2024 (AFP) - ", "BEIJING", "AFP", "2024-08-21"),
    ("ANKARA, Turkey (AP) — ", "ANKARA", "AP", None),
    ("WASHINGTON, D.C. — ", "WASHINGTON", None, None),
    ("WASHINGTON D.C. – ", "WASHINGTON", None, None),
    ("UNITED NATIONS, Sept. 3 (Xinhua) --", "UNITED NATIONS", "Xinhua", "--09-03"),
    ("RIYADH/DUBAI, June 3 (Reuters) - ", "RIYADH", "Reuters", "--06-03"),
    ("BAKU, Azerbaijan, May 3\n", "BAKU", None, "--05-03"),
    ("BAKU, Azerbaijan, May 3. ", "BAKU", None, "--05-03"),
    ("SEOUL, March 2 (Yonhap) -- ", "SEOUL", "Yonhap", "--03-02"),
    ("KYIV. May 5 (Interfax-Ukraine) ", "KYIV", "Interfax-Ukraine", "--05-05"),
    ("Baku, May 21, AZERTAC\n", "Baku", "AZERTAC", "--05-21"),
    ("DAMASCUS, (SANA)-", "DAMASCUS", "SANA", None),
    ("New Delhi [India], May 21 (ANI): ", "New Delhi", "ANI", "--05-21"),
    ("Srinagar (Jammu and Kashmir) [India], May 21 (ANI): ", "Srinagar", "ANI", "--05-21"),
    ("ISLAMABAD: ", "ISLAMABAD", None, None),
    ("ISLAMABAD (APP): ", "ISLAMABAD", "APP", None),
    ("NAIROBI, Kenya, Wed. 21 Aug\n", "NAIROBI", None, "--08-21"),
    ("Geneva, 21 August 2024 – ", "Geneva", None, "2024-08-21"),
    ("LONDON, Wednesday, 21 August (BBC)\n", "LONDON", "BBC", "--08-21"),
    ("Xinhua, Beijing, August 21 - ", "Beijing", "Xinhua", "--08-21"),
    ("AP, KABUL — ", "KABUL", "AP", None),
    ("AFP. - London - ", "London", "AFP", None),
    ("BOGOTÁ, Colombia (AP) — ", "BOGOTÁ", "AP", None),
    ("BOGOTA\u0301, Colombia (AP) — ", "BOGOTA\u0301", "AP", None),
    ("SÃO PAULO — ", "SÃO PAULO", None, None),
    ("KUALA LUMPUR (Bernama): ", "KUALA LUMPUR", "Bernama", None),
    ("PORT-AU-PRINCE, Haiti — ", "PORT-AU-PRINCE", None, None),
    ("XI'AN, March 3 (Xinhua)--", "XI'AN", "Xinhua", "--03-03"),
    ("XI’AN,\u00a0Mar\u00a03rd (Xinhua)\u00a0–\u00a0", "XI’AN", "Xinhua", "--03-03"),
    ("ST. PETERSBURG, June 5. /TASS/. ", "ST. PETERSBURG", "TASS", "--06-05"),
    ("Rio de Janeiro, 3 Nov (Xinhua) — ", "Rio de Janeiro", "Xinhua", "--11-03"),
    ("MOSCOW Aug 21 (Reuters) - ", "MOSCOW", "Reuters", "--08-21"),
    ("New York (November 25, 2021): ", "New York", None, "2021-11-25"),
    ("BRUSSELS, 21/08/2024 (AFP) - ", "BRUSSELS", "AFP", "2024-08-21"),
    ("VIENNA, 2024-08-21 (APA) - ", "VIENNA", "APA", "2024-08-21"),
    ("MADRID, 21 de agosto de 2024 (EFE).- ", "MADRID", "EFE", "2024-08-21"),
    ("Berlin, 21. August (dpa) - ", "Berlin", "dpa", "--08-21"),
    ("LYNDHAVEN, Ky.--(Marketwire - December 23, 2010) - ", "LYNDHAVEN", "Marketwire", "2010-12-23"),
    ("QALA-I-NAW, Afghanistan -- ", "QALA-I-NAW", None, None),
    ("Sambor, Ukraine – ", "Sambor", None, None),
    ("THISTLE COUNTY — ", "THISTLE COUNTY", None, None),
    ("THORNWICK, Osaka Prefecture--", "THORNWICK", None, None),
    ("TALLINN, March 3 (Baltic Wire Desk) - ", "TALLINN", "Baltic Wire Desk", "--03-03"),
    ("INDIANAPOLIS (AP)  ", "INDIANAPOLIS", "AP", None),
    ("Washington (CNN) ", "Washington", "CNN", None),
    ("Dubai: (Reuters) — ", "Dubai", "Reuters", None),
    ("BANDAR SERI BEGAWAN, July 25 (Reed Bulletin / ANN): ", "BANDAR SERI BEGAWAN", "Reed Bulletin / ANN", "--07-25"),
    ("NEW YORK, Aug. 21, 2024 /PRNewswire/ -- ", "NEW YORK", "PRNewswire", "2024-08-21"),
    ("**MOSCOW, Aug. 21 (Xinhua)** -- ", "MOSCOW", "Xinhua", "--08-21"),
    ("新华社北京4月24日电 ", "北京", "新华社", "--04-24"),
]  # fmt: skip

REFUSED = [
    "Exclusive - Britain to send",
    "UPDATE 1-Britain to send",
    "Analysis: The war",
    "WATCH: The president arrives",
    "Breaking — The president arrives",
    "READ MORE: The president arrives",
    "Obama — who said he would — left",
    "NATO - the alliance - said",
    "NATO - The alliance said",
    "TODAY NORTHLAND (EFE) The government",
    "Mr. Putin: The talks",
    "BLITZER: Thank you",
    "Washington: Thank you",
    "Q: What happened",
    "THE PRESIDENT: Thank you",
    "SECRETARY KERRY: We spoke",
    "VICE PRESIDENT HARRIS: Good evening",
    "Ministry of Foreign Affairs: The minister",
    "- item one: The minister",
    "COVID-19 - The virus",
    "Note - The figures",
    "(Photo: AP) Smoke",
    "Smoke over Gaza City. (AP) It was",
    "Paris-based firms",
    "PARIS-based firms",
    "Mehmet Oz — Ivy League surgeon — has",
    "National Democratic Congress (NDC) - The party",
    "President Obama, May 3 — The",
    "Dear Katherine: The",
    "On May 31, 2022, U.S. National Security",
    "London, who",
    "Updated, March 3 - The",
    "Moscow – Minsk 10:30 Monday, Tuesday",
    "SCAP-22-368, Someone",
    "Energy Crisis - The cabinet",
    "A hamlet, population nine, held",
    "",
    "   \n\n ",
]


def published(at: str, *, stated: bool = True) -> Publication:
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(at), Precision.SECOND)
    return Publication(at, precision, "column date", stated)


def found(text: str, at: Publication | None = None, crawled: str | None = None) -> Dateline:
    dateline = find_dateline(text, at, crawled)
    assert dateline is not None
    return dateline


@pytest.mark.parametrize(("opening", "place", "agency", "day"), RECOGNISED)
def test_recognised(opening: str, place: str, agency: str | None, day: str | None) -> None:
    text = opening + STORY
    dateline = found(text)
    assert dateline.place_span is not None
    assert dateline.place == place == dateline.place_span.of(text)
    assert dateline.agency == agency
    assert (dateline.day.iso if dateline.day else None) == day
    assert text[dateline.story :] == STORY
    assert dateline.span.of(text).strip(" \n\u00a0*") == opening.strip(" \n\u00a0*")


@pytest.mark.parametrize("opening", REFUSED)
def test_refused(opening: str) -> None:
    assert find_dateline(f"{opening} {STORY}") is None


@pytest.mark.parametrize(
    "before",
    [
        "Ministers open three crossings\n",
        "Ministers open three crossings\n\nBy A. Reporter\n\n",
        "By A. Reporter\n",
        "Thursday, January 12, 2006\n",
        "Ministers open three crossings. ",
        "Officials: St. Mary's crossing opens. ",
        "\ufeff\n  ",
    ],
)
def test_after_headline_byline_or_date_line(before: str) -> None:
    text = f"{before}MOSCOW, Jan. 12 (Xinhua) -- {STORY}"
    dateline = found(text)
    assert dateline.place == "MOSCOW"
    assert text[dateline.story :] == STORY


def test_not_after_a_paragraph_of_the_story() -> None:
    assert find_dateline(f"{STORY * 6}\n\nMOSCOW, Aug. 21 (Xinhua) -- {STORY}") is None


def test_a_bare_city_needs_a_story_after_it() -> None:
    assert find_dateline("London - The new route") is None
    assert find_dateline("London - The new route opened.") is not None


def test_further_places_are_told_in_a_note() -> None:
    assert found(f"SYDNEY and KUALA LUMPUR, Jul 26 2022 (IPS) - {STORY}").notes == (
        "the dateline names further places: KUALA LUMPUR",
    )


def test_country_before_the_city() -> None:
    dateline = found(f"Egypt, Cairo, June 2022: {STORY}")
    assert dateline.place == "Cairo"
    assert dateline.span.start == 0
    assert dateline.day is None
    assert dateline.notes == ("the dateline gives a month without a day",)


def test_the_quotation_mark_belongs_to_the_story() -> None:
    text = "PARIS (AFP) – “We are ready,” the minister told reporters in the courtyard."
    assert text[found(text).story] == "“"


def test_a_dateline_fits_its_document() -> None:
    text = f"Crossings open\n\nRIYADH/DUBAI, June 3 (Reuters) - {STORY}"
    document = Document("d1", "file:a", text, digest_of(text), dateline=found(text))
    assert document.dateline is not None
    assert document.dateline.place_span is not None
    assert document.quote(document.dateline.place_span, "place").text == "RIYADH"


# --- the day ---


@pytest.mark.parametrize("spelling", ["Sept. 3", "Sept 3", "Sep. 3", "Sep 3", "September 3", "SEPTEMBER 3", "Sept. 3rd",
                                      "3 Sept.", "3 September", "3rd of September", "03 Sep", "3-Sep"])  # fmt: skip
def test_spellings_of_a_date(spelling: str) -> None:
    day = found(f"MOSCOW, {spelling} (Xinhua) -- {STORY}").day
    assert day is not None
    assert (day.month, day.day) == (9, 3)


@pytest.mark.parametrize(
    ("when", "note"),
    [
        ("Feb. 30", "there is no 30 February"),
        ("Feb. 29, 2023", "there is no 29 February 2023"),
        ("June 31", "there is no 31 June"),
        ("Aug. 0", "there is no 0 August"),
        ("2024-13-01", "there is no month 13"),
        ("03/04/2024", "03/04/2024 can be read as day and month or as month and day"),
        ("4", "the dateline gives a day without a month"),
    ],
)
def test_days_that_cannot_be_told(when: str, note: str) -> None:
    dateline = found(f"MOSCOW, {when} (Xinhua) -- {STORY}", published("2024-03-01"))
    assert dateline.day is None
    assert dateline.notes == (note,)


def test_a_stated_year_stays_and_a_false_weekday_is_noted() -> None:
    dateline = found(f"RAMALLAH, Saturday, May 21, 2024 (WAFA) - {STORY}", published("2019-05-21"))
    assert dateline.day is not None
    assert (dateline.day.iso, dateline.day.year_inferred) == ("2024-05-21", False)
    assert dateline.notes == ("21 May 2024 is a Tuesday, but the dateline says Saturday",)


def test_a_stated_year_with_its_weekday_has_no_note() -> None:
    assert found(f"RAMALLAH, Tuesday, May 21, 2024 (WAFA) - {STORY}").notes == ()


# --- the year ---

PLAIN = f"MOSCOW, Aug. 21 (Xinhua) -- {STORY}"
WEDNESDAY = f"MOSCOW, Wednesday, Aug. 21 (Xinhua) -- {STORY}"  # 2013, 2019, 2024
LEAD = "MOSCOW, Aug. 21 (Xinhua) -- The two ministers met on Wednesday and agreed to open three more crossings."
AHEAD = "MOSCOW, Aug. 21 (Xinhua) -- The two ministers will meet on Friday, their offices told reporters here."
TIED = "MOSCOW, Aug. 21 (Xinhua) -- The two ministers met on Tuesday, Aug. 20, and agreed to open three crossings."
NEW_YEAR = f"MOSCOW, Dec. 31 (Xinhua) -- {STORY}"
FALSE_WEDNESDAY = "21 August is a Wednesday in 2024, but the publication date 2023-08-21 (column date) says 2023"
LEAP = f"MOSCOW, Feb. 29 (Xinhua) -- {STORY}"


@pytest.mark.parametrize(
    ("text", "at", "crawled", "year", "how"),
    [
        (PLAIN, "2024-08-21", None, 2024, "publication date 2024-08-21 (column date)"),
        (PLAIN, "2024-08-22T01:00:00Z", None, 2024, "publication date 2024-08-22"),
        (PLAIN, "2024-08-18", None, 2024, "publication date"),
        (PLAIN, "2025-02-19", None, 2024, "publication date"),
        (PLAIN, "2024-08", None, 2024, "publication date 2024-08 "),
        (PLAIN, "2024", None, 2024, "publication date 2024 "),
        (WEDNESDAY, "2024-08-21", None, 2024, "Wednesday in the dateline"),
        (LEAD, "2024-08-21", None, 2024, "Wednesday in the lead"),
        (AHEAD, "2024-08-21", None, 2024, "publication date"),
        (TIED, "2024-08-21", None, 2024, "Tuesday in the first paragraphs"),
        (NEW_YEAR, "2025-01-01", None, 2024, "publication date"),
        (NEW_YEAR, "2024-12-31", None, 2024, "publication date"),
        (f"MOSCOW, Jan. 1 (Xinhua) -- {STORY}", "2024-12-31", None, 2025, "publication date"),
        (f"MOSCOW, Tuesday, Dec. 31 (Xinhua) -- {STORY}", "2025", None, 2024, "Tuesday in the dateline"),
        (LEAP, "2024-03-01", None, 2024, "publication date"),
        (PLAIN, None, "2024-08-20T23:30:00Z", 2024, "crawl date 2024-08-20"),
        (PLAIN, None, "2024-08-19", 2023, "crawl date"),
        (PLAIN, None, "2025-01-05", 2024, "crawl date"),
        (LEAD, None, "2024-09-05", 2024, "crawl date 2024-09-05; Wednesday in the lead"),
        (WEDNESDAY, None, "2023-01-05", 2019, "Wednesday in the dateline"),
        (WEDNESDAY, "2024-08-21", "2024-08-22", 2024, "publication date"),
        (f"Wednesday, August 21, 2024\n{PLAIN}", None, None, 2024, "date line 2024-08-21"),
        (f"新华社北京8月21日电 {STORY}", "2024-08-22", None, 2024, "publication date"),
    ],
)  # fmt: skip
def test_year_inferred(text: str, at: str | None, crawled: str | None, year: int, how: str) -> None:
    dateline = found(text, published(at) if at else None, crawled)
    assert dateline.day is not None
    assert (dateline.day.year, dateline.day.year_inferred) == (year, True)
    assert how in dateline.day.how
    assert dateline.notes == ()


@pytest.mark.parametrize(
    ("text", "at", "crawled", "note"),
    [
        (PLAIN, None, None, "nothing tells the year of 21 August"),
        (WEDNESDAY, None, None, "a Wednesday alone does not tell the year of 21 August"),
        (WEDNESDAY, "2023-08-21", None, FALSE_WEDNESDAY),
        (WEDNESDAY, "2023-08-21", "2024-08-22", "21 August is a Wednesday in 2024, but"),
        (TIED, "2023-08-21", None, "20 August is a Tuesday in 2024, but"),
        (PLAIN, "2024-05-01", None, "no 21 August lies near the publication date 2024-05-01"),
        (PLAIN, "2024-05", None, "no 21 August lies near the publication date 2024-05"),
        (PLAIN, "2025-08-22", "2024-09-01", "points to 2025, after the crawl of 2024-09-01"),
        (NEW_YEAR, "2024", None, "leaves 2023 or 2024"),
        (LEAP, "2023-03-01", None, "no leap year has its 29 February near the publication date 2023-03-01"),
        (LEAP, None, "2023-03-01", "no leap year has its 29 February near the crawl date 2023-03-01"),
        (LEAD, None, "2023-09-05", "suggests 2023, but the lead's Wednesday is not at 21 August 2023"),
        (f"Wednesday, August 21, 2024\n{PLAIN}", "2022-08-21", None, "point to different years"),
    ],
)  # fmt: skip
def test_year_denied(text: str, at: str | None, crawled: str | None, note: str) -> None:
    dateline = found(text, published(at) if at else None, crawled)
    assert dateline.day is not None
    assert (dateline.day.year, dateline.day.year_inferred) == (None, False)
    assert len(dateline.notes) == 1
    assert note in dateline.notes[0]


def test_an_assumed_publication_weighs_less_than_a_weekday() -> None:
    dateline = found(WEDNESDAY, published("2023-08-21", stated=False), "2024-09-01")
    assert dateline.day is not None
    assert dateline.day.year == 2024
    assert "assumed publication date" in dateline.notes[0]
    without_crawl = found(WEDNESDAY, published("2023-08-21", stated=False))
    assert without_crawl.day is not None
    assert without_crawl.day.year is None


def test_a_later_weekday_of_the_lead_does_not_count_against_a_stated_publication() -> None:
    text = "MOSCOW, Aug. 21 (Xinhua) -- The ministers, who met on Friday of the week before, open the crossings."
    day = found(text, published("2024-08-21")).day
    assert day is not None
    assert (day.year, "Friday" in day.how) == (2024, False)


@pytest.mark.parametrize("at", ["0001-01-01", "9999-12-31", "0001", "9999", "0001-01", "9999-12"])
@pytest.mark.parametrize("crawled", [None, "", "yesterday", "2024-02-30", "9999-12-31"])
def test_impossible_clues_are_no_clues(at: str, crawled: str | None) -> None:
    for text in (PLAIN, WEDNESDAY, LEAP, LEAD):
        found(text, published(at), crawled)


@given(day=st.dates(date(1950, 1, 1), date(2099, 12, 31)), later=st.integers(-3, 183), tell_weekday=st.booleans())
def test_publication_gives_the_year_back(day: date, later: int, tell_weekday: bool) -> None:
    weekday = f"{years.WEEKDAY_NAMES[day.weekday()]}, " if tell_weekday else ""
    text = f"MOSCOW, {weekday}{years.MONTH_NAMES[day.month - 1]} {day.day} (Xinhua) -- {STORY}"
    got = found(text, published((day + timedelta(days=later)).isoformat())).day
    assert got is not None
    assert got.iso == day.isoformat()
    assert got.year_inferred
    assert got.how


@given(day=st.dates(date(1950, 1, 1), date(2099, 12, 31)), other=st.integers(1, 6))
def test_a_false_weekday_always_takes_the_year_away(day: date, other: int) -> None:
    weekday = years.WEEKDAY_NAMES[(day.weekday() + other) % 7]
    text = f"MOSCOW, {weekday}, {years.MONTH_NAMES[day.month - 1]} {day.day} (Xinhua) -- {STORY}"
    dateline = found(text, published(day.isoformat()))
    assert dateline.day is not None
    assert dateline.day.year is None
    assert len(dateline.notes) == 1


@given(
    day=st.dates(date(1950, 1, 1), date(2099, 12, 31)),
    at=st.none() | st.dates(date(1950, 1, 1), date(2099, 12, 31)),
    stated=st.booleans(),
    crawled=st.none() | st.dates(date(1950, 1, 1), date(2099, 12, 31)),
    text=st.sampled_from(["{month} {day}", "Wednesday, {month} {day}"]),
)
def test_a_day_has_a_year_with_its_reason_or_a_note(
    day: date, at: date | None, stated: bool, crawled: date | None, text: str
) -> None:
    said = text.format(month=years.MONTH_NAMES[day.month - 1], day=day.day)
    publication = published(at.isoformat(), stated=stated) if at else None
    dateline = found(f"MOSCOW, {said} (Xinhua) -- {STORY}", publication, crawled.isoformat() if crawled else None)
    assert dateline.day is not None
    if dateline.day.year is None:
        assert dateline.notes
        assert not dateline.day.year_inferred
    else:
        assert dateline.day.year_inferred
        assert dateline.day.how
        if crawled:
            assert date(dateline.day.year, day.month, day.day) <= crawled + timedelta(days=1)
        if text.startswith("Wednesday"):
            assert date(dateline.day.year, day.month, day.day).weekday() == 2


# --- properties ---

CITIES = st.sampled_from(["MOSCOW", "Geneva", "KUALA LUMPUR", "Rio de Janeiro", "XI’AN", "PORT-AU-PRINCE", "SÃO PAULO",
                          "ST. PETERSBURG", "N'DJAMENA", "The Hague", "THORNWICK", "QALA-I-NAW"])  # fmt: skip
REGIONS_ = st.sampled_from(["", ", Russia", ", Calif.", ", Sri Lanka", ", Osaka Prefecture", " [India]"])
DATES = st.sampled_from(["Aug. 21", "21 August", "Aug 21, 2024", "21 Aug. 2024", "Wednesday, Aug. 21", "Wed 21 Aug",
                         "August 21st", "2024-08-21", "21.08.2024"])  # fmt: skip
WIRES = st.sampled_from(["(Xinhua)", "(AP)", "/TASS/", "[ANI]", "(Interfax-Ukraine)", "( UPI )", "(Hillside Wire)"])
DASHES = st.sampled_from([" - ", " – ", " — ", " -- ", "--", "-- ", " ― ", ": ", "\u00a0—\u00a0", " -\n"])
LEADS = st.sampled_from(["", "Crossings open\n", "Crossings open\n\nBy A. Reporter\n\n", "\n\n "])


@given(LEADS, CITIES, REGIONS_, DATES, WIRES, DASHES)
def test_written_datelines_are_read_back(lead: str, city: str, region: str, when: str, wire: str, dash: str) -> None:
    opening = f"{city}{region}, {when} {wire}{dash}"
    text = lead + opening + STORY
    dateline = found(text)
    assert dateline.place == city
    assert dateline.agency == wire.strip("()[]/ ")
    assert dateline.day is not None
    assert (dateline.day.month, dateline.day.day) == (8, 21)
    assert dateline.span.of(text) == opening.rstrip()
    assert text[dateline.story :] == STORY


PIECES = st.sampled_from(["MOSCOW", "Moscow", "Aug.", "21", "2024", "(Xinhua)", "(", ")", "/", "--", "—", "-", ":", ".",
                          ",", " ", "\n", "St.", "D.C.", "and", "AP", "Wednesday", "Sri Lanka", "新华社", "月", "日电",
                          "*", "\u00a0", "’"])  # fmt: skip


@given(st.text(max_size=120) | st.lists(PIECES, max_size=25).map("".join) | st.lists(PIECES, max_size=25).map(" ".join))
def test_any_text_gives_a_sound_dateline_or_none(text: str) -> None:
    dateline = find_dateline(text, published("2024-08-22"), "2024-08-23")
    if dateline is not None:
        if dateline.place_span is None:
            assert dateline.place is None
            assert dateline.agency
        else:
            assert dateline.place == dateline.place_span.of(text)
            assert dateline.place == dateline.place.strip() != ""
            assert dateline.span.contains(dateline.place_span)
        assert dateline.span.end <= dateline.story <= len(text)
        between = text[dateline.span.end : dateline.story]
        assert not any(c.isalnum() or c in "-—:" for c in between)
        assert dateline.agency is None or dateline.agency in dateline.span.of(text)


@given(st.text(max_size=300))
def test_only_the_head_counts(tail: str) -> None:
    text = f"MOSCOW, Aug. 21 (Xinhua) -- {STORY}".ljust(HEAD, "x")
    assert find_dateline(text + tail) == find_dateline(text)


@pytest.mark.parametrize(
    "unit",
    ["A, ", "-", "— ", "A", "\n", " ", "A. A. ", "AP, ", "India, ", "MOSCOW/", "(A) ", "May 1 ", "a-", "A'", "Mon, ",
     "ST. ", "/A/A", "A\n"],
)  # fmt: skip
def test_time_does_not_grow_with_the_text(unit: str) -> None:
    text = (unit * 1_000_000)[:1_000_000]
    best = min(_seconds(text) for _ in range(3))
    assert best < 0.05


def _seconds(text: str) -> float:
    start = time.perf_counter()
    find_dateline(text)
    return time.perf_counter() - start


# --- the names ---


def test_names_are_compared_without_case_accents_and_punctuation() -> None:
    assert {names.folded("XI’AN"), names.folded("Xi'an")} == {"xi an"}
    assert names.is_city("São Paulo")
    assert names.is_city("BOGOTA")
    assert names.is_agency("INTERFAX-UKRAINE")
    assert names.is_region("Calif.")
    assert names.is_region("Osaka Prefecture")


def test_names_do_not_overlap_where_they_must_not() -> None:
    assert not names.LABELS & names.CITIES
    assert not names.ACRONYMS & names.CITIES
    assert names.AGENCIES | {"focus"} >= names.COMMON_AGENCY_WORDS
    assert set(names.MONTHS.values()) == set(range(1, 13))
    assert set(names.WEEKDAYS.values()) == set(range(7))


@pytest.mark.parametrize(
    ("text", "agency", "story"),
    [
        ("(Reuters) - The president met his guest.", "Reuters", "The"),
        ("/TASS/. President Putin said", "TASS", "President"),
    ],
)
def test_an_agency_alone_counts_in_brackets(text: str, agency: str, story: str) -> None:
    dateline = find_dateline(text)
    assert dateline is not None
    assert (dateline.place, dateline.place_span, dateline.agency) == (None, None, agency)
    assert text[dateline.story :].startswith(story)


@pytest.mark.parametrize(
    "text", ["(1) - first item", "(Updates with quote) - He said", "(Adds details) - The minister"]
)
def test_other_words_in_brackets_are_no_agency(text: str) -> None:
    assert find_dateline(text) is None
