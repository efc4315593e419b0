"""What tags and trees decide, on sentences that the packaged model reads: tense, and words that are no times."""

import json
from pathlib import Path
from typing import Any

import pytest

from communique.grounding.time_situation import Direction
from communique.grounding.time_tense import direction
from communique.grounding.times import times_of
from communique.language.options import LanguageOptions
from communique.records.analysis import Analysis
from communique.records.findings import TimeKind, TimeRef
from grounding.telling import dates, drawn, read, report, told
from language.reading import model

SHARED = Path(__file__).parents[3] / "shared" / "data" / "times" / "gum_dev.jsonl"
DOCUMENTS = 12  # of the news among the development data: as many as are read in a few seconds

PAST = [
    "The two presidents met on Monday.",
    "The minister said Monday that talks had failed.",
    "Talks held on Monday brought no result.",
    "The treaty was signed on Monday in Geneva.",
    "Troops have held the bridge since Monday.",
    "Monday's attack killed three soldiers.",
    "He arrived in Cairo on Monday to meet the king.",
    "The army began to withdraw on Monday.",
]
AHEAD = [
    "The two presidents will meet on Monday.",
    "The king is to visit Tokyo on Monday.",
    "Foreign ministers are scheduled to meet on Monday.",
    "A vote is planned for Monday.",
    "The summit opens on Monday.",
    "He spoke ahead of Monday's vote.",
    "Both sides agreed to resume talks on Monday.",
    "The envoy is flying to Doha on Monday.",
    "The hearing has been postponed until Monday.",
]


@pytest.mark.parametrize("text", PAST)
def test_back_to_the_nearest_monday(text: str) -> None:
    assert [t.first for t in told(text)] == ["2024-08-19"]


@pytest.mark.parametrize("text", AHEAD)
def test_on_to_the_next_monday(text: str) -> None:
    assert [t.first for t in told(text)] == ["2024-08-26"]


@pytest.mark.parametrize("text", [t.replace("Monday", "Wednesday") for t in PAST + AHEAD])
def test_a_weekday_named_on_that_day_is_that_day(text: str) -> None:
    assert [t.first for t in told(text)] == ["2024-08-21"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They met in October.", "2023-10"),
        ("They will meet in October.", "2024-10"),
        ("They met on July 3.", "2024-07-03"),
        ("They will meet on July 3.", "2025-07-03"),
        ("They will meet in May.", "2025-05"),
        ("In March, Ghana signed the pact.", "2024-03"),
        ("They celebrated Christmas.", "2023-12-25"),
        ("They met this weekend.", "2024-08-17"),
        ("They will meet this weekend.", "2024-08-24"),
        ("They will report within 48 hours.", "2024-08-21"),
        ("They will vote in two weeks.", "2024-09-04"),
        ("Floods struck in the summer.", "2024-06-01"),
    ],
)
def test_tense_places_what_has_no_year(text: str, wanted: str) -> None:
    assert [t.first for t in told(text)] == [wanted]


def test_would_looks_ahead_of_the_day_told() -> None:
    times = told("On Sunday he resigned. He said he would leave Minsk on Tuesday.")
    assert [t.first for t in times] == ["2024-08-18", "2024-08-20"]
    assert [r.first for r in times[1].rivals] == ["2024-08-27"]


def test_a_month_just_after_an_older_date_is_of_that_time() -> None:
    times = told("In November 2019 the army seized power. In January it dissolved parliament.")
    assert [t.first for t in times] == ["2019-11", "2020-01"]
    assert [r.first for r in times[1].rivals] == ["2024-01"]


def _placed(times: tuple[TimeRef, ...]) -> list[str]:
    return [t.text for t in times if t.kind in (TimeKind.POINT, TimeKind.RANGE)]


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May met Jean Asselborn.",
        "The two sides may meet.",
        "Troops march on the capital.",
        "Sun Yat-sen led the movement.",
        "Prices fall and spring floods come.",
        "They lent money to the bank.",
        "Russia Today aired the interview.",
        "Around 2000 villages were flooded.",
        "The rocket flew 2010 km.",
        "The Arab Spring changed Tunisia.",
        "Both teams scored in the second half.",
    ],
)
def test_words_that_are_no_times(text: str) -> None:
    assert _placed(told(text)) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In May 20 people died.", ["May"]),
        ("The 2016 election was held after the March vote.", ["2016", "March"]),
        ("In the 2012 elections he won.", ["2012"]),
        ("Theresa May resigned in May.", ["May"]),
    ],
)
def test_names_and_counts_beside_times(text: str, wanted: list[str]) -> None:
    assert _placed(told(text)) == wanted


def test_the_direction_of_a_drawn_tree() -> None:
    _, analysis = drawn("""
        Leaders NOUN NNS 2 nsubj
        agreed VERB VBD 0 root
        to PART TO 4 mark
        meet VERB VB 2 xcomp
        Monday PROPN NNP 4 obl
    """)
    assert direction(analysis, 4) is Direction.FUTURE
    assert direction(analysis, 0) is Direction.PAST


def test_the_direction_of_a_verb_that_had_its_infinitive() -> None:
    text, analysis = drawn("""
        Troops NOUN NNS 2 nsubj
        began VERB VBD 0 root
        to PART TO 4 mark
        leave VERB VB 2 xcomp
        Monday PROPN NNP 4 obl
    """)
    assert direction(analysis, 4) is Direction.PAST
    assert dates(times_of(report(text), analysis)) == ["Monday = 2024-08-19"]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_file(), reason="the development data of times is not beside the checkout")
def test_floor_on_news_of_the_development_data() -> None:
    reader, found, right, gold = model(forced=True), 0, 0, 0
    assert LanguageOptions().threads == 1
    for row in [r for r in _rows() if r["genre"] == "news"][:DOCUMENTS]:
        document = report(row["text"], row["date_created"])
        analysis = reader.analyse(document)
        assert isinstance(analysis, Analysis)
        times = times_of(document, analysis)
        for wanted in row["times"]:
            when = wanted["attrs"].get("when") or wanted["attrs"].get("from")
            if not when:
                continue
            gold += 1
            over = [t for t in times if t.span.start < wanted["end"] and wanted["start"] < t.span.end]
            found += bool(over)
            right += bool(over) and (over[0].first or "").startswith(when[:10])
    assert found >= 0.9 * gold
    assert right >= 0.88 * found


def _rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()]


def test_reading_twice_is_the_same() -> None:
    document, analysis = read("They met on Monday and will meet again in October.")
    assert times_of(document, analysis) == times_of(document, analysis)


def test_what_had_been_planned_for_a_day_may_lie_ahead() -> None:
    assert [t.first for t in told("He cancelled the talks that had been planned for September 12.")] == ["2024-09-12"]


def test_a_weekday_beside_a_date_is_that_date() -> None:
    assert [t.first for t in told("She was found on August 4, a Sunday.")] == ["2024-08-04", "2024-08-04"]


def test_the_surname_of_a_person_is_no_month() -> None:
    times = told("Prime Minister Theresa May spoke to parliament. May, whose party had split, blamed nobody.")
    assert times == ()
