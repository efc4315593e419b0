"""The page of known misses names every expected fact that is not found, and none that is; what counts as found.

The comparison is tried on side files made from what was coded: against those nothing is missed, and a value that is
changed in one is missed alone.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from communique.records import Coded, Commitment, Event, Meeting, Party
from gold.documents import EXPECTED, Row, coded
from scripts import benchmark

ROOT = Path(__file__).resolve().parents[1]


expected_facts = benchmark("expected_facts")
dispatch_facts = benchmark("dispatch_facts")
PAGE = ROOT / dispatch_facts.PAGE
RENEW = f"run `{dispatch_facts.WRITE}` and look at what changed (git diff {dispatch_facts.PAGE})"


@pytest.fixture(scope="module")
def facts() -> list[Any]:
    found: list[Any] = dispatch_facts.facts(coded())
    return found


def listed(page: str) -> Counter[tuple[str, str]]:
    """The rows of a page of known misses, each with the report that it is of."""
    report, rows = "", Counter[tuple[str, str]]()
    for line in page.splitlines():
        if line.startswith("## "):
            report = line.removeprefix("## ")
        elif line.startswith("| ") and not line.startswith("| kind |"):
            rows[report, line] += 1
    return rows


def told(rows: Counter[tuple[str, str]]) -> str:
    return "\n".join(f"{report}: {line}" for report, line in sorted(rows.elements()))


# --- the page ---


def test_every_expected_fact_is_found_or_listed(facts: list[Any]) -> None:
    missed = Counter((fact.report, dispatch_facts.line_of(fact)) for fact in facts if fact.misses)
    new = missed - listed(PAGE.read_text("utf-8"))
    assert not new, f"not found, or not as expected, and not listed; mend it, or {RENEW}:\n{told(new)}"


def test_nothing_that_is_found_is_listed(facts: list[Any]) -> None:
    missed = Counter((fact.report, dispatch_facts.line_of(fact)) for fact in facts if fact.misses)
    stale = listed(PAGE.read_text("utf-8")) - missed
    assert not stale, f"listed, and found by now; {RENEW}:\n{told(stale)}"


def test_the_page_is_what_the_script_makes(facts: list[Any]) -> None:
    assert PAGE.read_text("utf-8") == dispatch_facts.page_of(facts), RENEW


def test_every_fact_of_the_side_files_is_compared(facts: list[Any]) -> None:
    """Counted in the files as they lie, by means that have nothing to do with the script."""
    text = "".join(path.read_text("utf-8") for path in EXPECTED.glob("*.expect.json"))
    counts = Counter(fact.kind for fact in facts)
    assert set(counts) == set(expected_facts.KINDS)
    assert counts["event"] == len(re.findall(r'\{"trigger":', text)) > 300
    assert counts["meeting"] == len(re.findall(r'\{"participants":', text))
    assert counts["commitment"] == len(re.findall(r'"strength":', text))
    assert counts["message"] == len(re.findall(r'\{"from":', text))
    assert counts["statement"] == len(re.findall(r'"cue":', text))
    assert sum(not fact.sure for fact in facts) == len(re.findall(r'"sure": false', text))
    assert len({fact.report for fact in facts}) == len(coded()) - 2  # a football final and an opinion


# --- side files made from what was coded ---


def mirror(name: str, one: Coded) -> Row:
    """The side file that a report would have if all that was coded of it were right."""
    return {
        "uri_suffix": name,
        "events": [event_row(event) for event in one.events],
        "meetings": [meeting_row(meeting) for meeting in one.meetings],
        "commitments": [row for commitment in one.commitments for row in commitment_rows(commitment)],
        "messages": [
            {"from": words(m.sender), "to": words(m.receiver), "by": words(m.bearer), "text": m.content.text}
            for m in one.messages
        ],
        "statements": [
            {"speaker": s.speaker.text, "cue": s.cue.text, "text": s.content.text}
            for s in one.statements
            if s.speaker and s.cue and one.document.text.count(s.content.text) == 1
        ],
        "places": [{"text": place.text, "country": place.country} for place in one.places],
    }


def words(party: Party | None) -> str | None:
    return party.text if party else None


def party_rows(parties: Iterable[Party]) -> list[Row]:
    return [{"text": p.text, "name": p.text, "country": p.country, "sector": p.sector} for p in parties]


def event_row(event: Event) -> Row:
    return {
        "trigger": event.trigger.text,
        "sentence": event.sentence.text,
        "type": event.type,
        "mode": event.mode,
        "actors": party_rows(p for p in event.participants if p.role == "actor"),
        "recipients": party_rows(p for p in event.participants if p.role == "recipient"),
        "date": event.date.first if event.date else None,
        "place": {"text": event.place.text, "country": event.place.country} if event.place else None,
        "status": event.status.value,
        "attributed_to": event.attribution.source.text if event.attribution else None,
        "sure": True,
    }


def meeting_row(meeting: Meeting) -> Row:
    return {
        "participants": party_rows(meeting.participants),
        "status": expected_facts.STATUSES.get(meeting.status, meeting.status.value),
        "format": meeting.format.value,
        "level": meeting.level.value,
        "series": meeting.series,
        "ordinal": meeting.ordinal,
        "date": meeting.date.first if meeting.date else None,
        "place": meeting.venue.text if meeting.venue else None,
        "country": meeting.venue.country if meeting.venue else None,
        "topics": [topic.text for topic in meeting.topics],
    }


def commitment_rows(commitment: Commitment) -> Iterator[Row]:
    """One for each of those who bind themselves."""
    partners = sorted({p.country for p in commitment.partners if p.country})
    codes: list[str | None] = [*sorted({p.country for p in commitment.by if p.country})]
    for code in codes or [None]:
        yield {
            "text": commitment.action.text,
            "speaker": words(commitment.speaker),
            "by": code,
            "with": partners,
            "strength": expected_facts.STRENGTHS.get(commitment.strength, commitment.strength.value),
        }


def compared(row: Row, one: Coded) -> list[Any]:
    return list(expected_facts.facts_of(row, one))


def test_what_was_coded_is_found_whole() -> None:
    count = 0
    for name, one in coded().items():
        found = compared(mirror(name, one), one)
        count += len(found)
        assert [(name, f.kind, f.what, f.words, f.misses) for f in found if f.misses] == []
    assert count > 500


def test_in_a_report_of_which_nothing_was_coded_all_is_missed() -> None:
    for name, one in list(coded().items())[:3]:
        found = compared(mirror(name, one), Coded(document=one.document, analysis=one.analysis))
        assert found
        assert {fact.misses for fact in found} == {(expected_facts.NOT_FOUND,)}


# --- one value changed ---

Change = Callable[[Row], None]


def put(**values: Any) -> Change:
    return lambda row: row.update(values)


def other_party(row: Row) -> None:
    row["actors"] = [{"country": "XXA"}]
    row["recipients"] = [{"country": "XXB"}]


def nobody(row: Row) -> None:
    row["actors"] = row["recipients"] = []


def other_name(row: Row) -> None:
    row["participants"][0]["name"] = "Zebedee Quux"


CHANGES: list[tuple[str, Change, str]] = [
    ("events", other_party, "other parties (XXA > XXB)"),
    ("events", nobody, "other parties (nobody known)"),
    ("events", put(mode="yield"), "mode (yield)"),
    ("events", put(date="1871-02"), "date (1871-02)"),
    ("events", put(place={"text": "the old  mill", "country": None}), "place (the old mill)"),
    ("events", put(status="hypothetical"), "other status (hypothetical)"),
    ("events", put(attributed_to="Zebedee"), "attribution (Zebedee)"),
    ("meetings", put(status="historical"), "other status (historical)"),
    ("meetings", other_name, "other names (Zebedee Quux)"),
    ("meetings", put(format="phone"), "other format (phone)"),
    ("meetings", put(level="other"), "other level (other)"),
    ("meetings", put(series="yearly talks"), "series (yearly talks)"),
    ("meetings", put(ordinal=77), "ordinal (77)"),
    ("meetings", put(date="1871"), "date (1871)"),
    ("meetings", put(place="the old mill", country="XXA"), "place (the old mill)"),
    ("meetings", put(topics=["milling"]), "topics (milling)"),
    ("commitments", put(by="XXA", **{"with": ["XXC", "XXB"]}), "other parties (XXA > XXB, XXC)"),
    ("commitments", put(speaker="Zebedee"), "speaker (Zebedee)"),
    ("commitments", put(strength="urged-joint"), "other strength (urged-joint)"),
    ("messages", put(to="Zebedee"), "receiver (Zebedee)"),
    ("messages", put(by="Zebedee"), "bearer (Zebedee)"),
    ("statements", put(speaker="Zebedee"), "other speaker (Zebedee)"),
    ("statements", put(cue="yodelled"), "other cue (yodelled)"),
    ("places", put(country="XXA"), "country (XXA)"),
]


def moscow() -> tuple[Row, Coded]:
    """The first dispatch: it has all kinds of facts."""
    name, one = next(iter(coded().items()))
    return mirror(name, one), one


@pytest.mark.parametrize(("key", "change", "miss"), CHANGES, ids=[f"{k}-{m}" for k, _, m in CHANGES])
def test_a_value_that_differs_is_told(key: str, change: Change, miss: str) -> None:
    row, one = moscow()
    change(row[key][0])
    [fact] = [fact for fact in compared(row, one) if fact.misses]
    [said] = fact.misses
    assert f"{fact.kind}s" == key
    assert said in (miss, f"other {miss}", f"no {miss}")


def test_what_the_side_file_leaves_open_is_not_compared() -> None:
    row, one = moscow()
    row["events"][0].update(mode=None, date=None, place=None, attributed_to=None)
    row["meetings"][0].update(date=None, place=None, series=None, ordinal=None, topics=[])
    row["places"][0].update(country=None)
    assert [fact.misses for fact in compared(row, one) if fact.misses] == []


def test_a_day_lies_in_its_month_and_year() -> None:
    name = "02-peking-1972-nixon.txt"
    one = coded()[name]
    row = mirror(name, one)
    dated = [event for event in row["events"] if event["date"]]
    assert dated
    for event in dated:
        event["date"] = event["date"][:4]
    assert [fact.misses for fact in compared(row, one) if fact.misses] == []


def test_former_countries_count_as_what_became_of_them() -> None:
    row, one = moscow()
    text = str(row["events"])
    row["events"] = [renamed(event) for event in row["events"]]
    assert str(row["events"]) != text
    assert [fact.misses for fact in compared(row, one) if fact.misses] == []


def renamed(event: Row) -> Row:
    """An event with the Soviet Union for Russia."""
    sides = ("actors", "recipients")
    codes = {
        side: [{**p, "country": {"RUS": "SUN"}.get(p["country"], p["country"])} for p in event[side]] for side in sides
    }
    return {**event, **codes}


def test_another_type_at_the_same_words_is_told() -> None:
    row, one = moscow()
    row["events"][0].update(type="ASSAULT", mode=None, sure=False)
    [fact] = [fact for fact in compared(row, one) if fact.misses]
    assert (fact.misses, fact.what, fact.sure) == ((expected_facts.OTHER_TYPE,), "ASSAULT", False)


def test_of_two_events_expected_in_one_sentence_one_that_is_told_is_one() -> None:
    row, one = moscow()
    row["events"].insert(1, dict(row["events"][0]))
    assert [fact.misses for fact in compared(row, one) if fact.misses] == [(expected_facts.OTHER_TYPE,)]


def test_a_meeting_of_two_of_three_is_told() -> None:
    row, one = moscow()
    row["meetings"] = row["meetings"][:1]
    row["meetings"][0]["participants"].append({"name": "Zebedee", "country": "XXA"})
    [fact] = [fact for fact in compared(row, one) if fact.misses]
    assert fact.misses == (expected_facts.OTHER_PARTIES,)


def test_words_that_the_report_has_not_are_refused() -> None:
    row, one = moscow()
    row["statements"][0]["text"] = "nobody ever wrote this"
    with pytest.raises(ValueError, match="nobody ever wrote this"):
        compared(row, one)


# --- rows and figures ---


def fact(words: str, lost: str = "", values: tuple[Any, ...] = (), sure: bool = True, report: str = "a.txt") -> Any:
    return expected_facts.Fact(report, "event", "AID", words, sure, lost, values)


def value(name: str, told: str, right: bool = False) -> Any:
    return expected_facts.Value(name, "x", told, right)


def test_rows_are_short_and_hold_no_bars_or_line_ends() -> None:
    row = dispatch_facts.line_of(fact(f"sent | food\nand {'very ' * 30}much", "not found", sure=False))
    assert row.startswith("| event, unsure | AID | sent / food and very ")
    assert row.endswith(" very ... | not found |")
    assert row.count("|") == 5
    assert len(row) < 110


def test_a_row_tells_all_that_is_missed() -> None:
    values = (value("date", ""), value("mode", "y", right=True), value("place", "y"))
    assert (
        dispatch_facts.line_of(fact("sent", values=values)) == "| event | AID | sent | no date (x); other place (x) |"
    )


def test_the_page_has_a_table_for_each_report_with_misses() -> None:
    found = [fact("sent", "not found"), fact("gave", report="b.txt"), fact("lent", "not found", report="c.txt")]
    page = dispatch_facts.page_of(found)
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == ["a.txt", "c.txt"]
    assert listed(page) == Counter({("a.txt", "| event | AID | sent | not found |"): 1}) + Counter(
        {("c.txt", "| event | AID | lent | not found |"): 1}
    )
    assert "1 of 3 expected facts (1 of 3 events, 0 of 0 meetings" in page
    assert page == dispatch_facts.page_of(list(found))


def test_figures_count_found_right_and_not_told() -> None:
    values = (value("date", ""), value("mode", "y", right=True), value("place", "y"))
    lines = list(dispatch_facts.lines_of([fact("sent", values=values), fact("gave", "not found", sure=False)]))
    assert [" ".join(line.split()) for line in lines[:5]] == [
        "event 2 expected 1 found 50.0% 0 whole",
        "sure 1 expected 1 found 100.0%",
        "date 1 expected 0 right 0.0% 0 other 1 not told",
        "mode 1 expected 1 right 100.0% 0 other 0 not told",
        "place 1 expected 0 right 0.0% 1 other 0 not told",
    ]


def test_the_command_prints_and_writes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Ready:
        def code(self, document: Any) -> Coded:
            return coded()[document.uri[document.uri.rindex("/") + 1 :]]

    monkeypatch.setattr(dispatch_facts, "Pipeline", Ready)
    monkeypatch.setattr(sys, "argv", ["dispatch_facts.py", "--show", "--write", str(tmp_path / "page.md")])
    dispatch_facts.main()
    page = (tmp_path / "page.md").read_text("utf-8")
    shown = [line for line in capsys.readouterr().out.splitlines() if " | " in line]
    assert len(shown) == sum(listed(page).values()) > 0
    assert page == dispatch_facts.page_of(dispatch_facts.facts(coded()))
