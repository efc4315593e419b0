"""The dispatches in `examples/`: their side files keep the schema, quote the texts exactly, and `read` finds them.

The side files are gold for the rooms to come, so what they say is held to the text, the calendar
and the codebook's names.
"""

import csv
import gzip
import html
import io
import json
import re
import runpy
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from communique.records import BlockKind, Document, Reason, Rejected
from communique.sources import ReadOptions, read

EXAMPLES = Path(__file__).parents[1] / "examples"
SUFFIX = ".expect.json"
DISPATCHES = EXAMPLES / "dispatches"
EXPECTED = EXAMPLES / "expected"
SIDES = sorted(EXPECTED.glob(f"*{SUFFIX}"))
SOURCES = [DISPATCHES / side.name.removesuffix(SUFFIX) for side in SIDES]
PAIRS = list(zip(SIDES, SOURCES, strict=True))
MAPS = {"06-archive-1982-1998.csv": "text=Story Text,title=Head Line,published=Filed On,outlet=Desk"}

Row = dict[str, Any]

DOCUMENT_KEYS = {
    "uri_suffix", "title", "outlet", "published", "language", "dateline", "body_starts", "body_ends",
    "must_not_contain", "events", "meetings", "commitments", "messages", "places", "statements",
}  # fmt: skip
EVENT_KEYS = {
    "trigger", "sentence", "type", "mode", "actors", "recipients", "date", "place", "status", "attributed_to",
    "contexts", "sure",
}  # fmt: skip
MEETING_KEYS = {
    "participants", "format", "level", "date", "place", "country", "series", "ordinal", "multilateral", "status",
    "topics",
}  # fmt: skip
MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": (
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
        "heavy-weapons crowd-control unconventional"
    ),
}
NEEDS_RECIPIENT = {"COOPERATE", "AID", "SANCTION"}
SECTORS = """
COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC
"""
CONTEXTS = """
military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic legal
reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic
territory peacekeeping health asylum migration disasters natural_resource environment technology terrorism cbrn cyber
misinformation crime corruption illegal_drugs trafficking
"""
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [date(2000, n, 1).strftime("%B") for n in range(1, 13)]


# --- what is on the disk ---


def told(path: Path) -> Row:
    """The side file at `path`."""
    value: Row = json.loads(path.read_text(encoding="utf-8"))
    return value


def plain(text: str) -> str:
    """Words with single spaces between them: line ends and no-break spaces count as spaces."""
    return " ".join(text.split())


def without_markup(text: str) -> str:
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL | re.IGNORECASE)
    return html.unescape(re.sub(r"<[^<>]+>", " ", text))


def raw_text(source: Path) -> str:
    """Everything that a file says, markup taken off, by means that have nothing to do with `communique.sources`."""
    match source.suffix:
        case ".gz":
            return plain(without_markup(gzip.decompress(source.read_bytes()).decode("utf-8", "replace")))
        case ".jsonl":
            rows = map(json.loads, source.read_text(encoding="utf-8").splitlines())
            return plain("\n".join(f"{row['title']}\n{row['text']}" for row in rows))
        case ".csv":
            table = csv.reader(io.StringIO(source.read_text(encoding="utf-8"), newline=""))
            return plain("\n".join("\n".join(row) for row in table))
        case ".html":
            return plain(without_markup(source.read_text(encoding="utf-8")))
        case ".rss" | ".atom":
            unpacked = re.sub(r"<!\[CDATA\[(.*?)\]\]>", r"\1", source.read_text(encoding="utf-8"), flags=re.DOTALL)
            return plain(without_markup(without_markup(unpacked)))
        case _:
            return plain(source.read_text(encoding="utf-8"))


def documents() -> list[Any]:
    """Every expected report, as a test parameter with its address as the name."""
    return [pytest.param(row, id=row["uri_suffix"]) for side in SIDES for row in told(side)["documents"]]


def quotations(row: Row) -> Iterator[tuple[str, str]]:
    """(what it is, words) for everything in a side file that is said to be copied from the text."""
    for event in row["events"]:
        yield "trigger", event["trigger"]
        yield "sentence", event["sentence"]
        for party in (*event["actors"], *event["recipients"]):
            yield "party", party["text"]
        if event["place"]:
            yield "event place", event["place"]["text"]
        if event["attributed_to"]:
            yield "attributed_to", event["attributed_to"]
    for meeting in row["meetings"]:
        yield from (("topic", topic) for topic in meeting["topics"])
        yield from (("name", word) for who in meeting["participants"] for word in who["name"].split())
        if meeting["place"]:
            yield "meeting place", meeting["place"]
    for kind in ("commitments", "messages", "places"):
        yield from ((kind, item["text"]) for item in row[kind])
    for said in row["statements"]:
        yield from ((f"statement {key}", said[key]) for key in ("speaker", "cue", "text"))
    yield "body_starts", row["body_starts"]
    yield "body_ends", row["body_ends"]


# --- the set as a whole ---


def test_every_dispatch_has_a_side_file_and_every_side_file_a_dispatch() -> None:
    assert {p.name for p in DISPATCHES.iterdir()} == {source.name for source in SOURCES}
    assert {p.name for p in EXPECTED.iterdir()} == {side.name for side in SIDES}
    assert len(SOURCES) >= 26


def test_the_set_stays_small_enough_to_be_bundled() -> None:
    assert sum(p.stat().st_size for p in EXAMPLES.rglob("*") if p.is_file()) < 400_000


def test_every_format_is_there() -> None:
    kinds = [source.suffix for source in SOURCES]
    assert set(kinds) == {".txt", ".md", ".html", ".rss", ".atom", ".gz", ".jsonl", ".csv"}
    assert kinds.count(".html") >= 3


def test_the_reports_span_the_years_and_the_types() -> None:
    rows = [row for side in SIDES for row in told(side)["documents"]]
    current = {e["date"][:4] for row in rows for e in row["events"] if e["date"] and e["status"] == "actual"}
    assert min(current) == "1972"
    assert max(current) == "2025"
    assert {e["type"] for row in rows for e in row["events"]} == set(MODES)
    assert {e["status"] for row in rows for e in row["events"]} == {"actual", "historical", "hypothetical", "negated"}
    assert sum(not row["events"] for row in rows) == 2


def test_the_first_is_the_meeting_in_the_kremlin() -> None:
    (row,) = told(SIDES[0])["documents"]
    series = {(m["series"], m["ordinal"]) for m in row["meetings"] if m["series"]}
    assert series == {("regular meeting between Chinese and Russian heads of government", 29)}
    assert {m["from"] for m in row["messages"]} == {"Xi Jinping", "Vladimir Putin"}
    held = [m for m in row["meetings"] if m["status"] == "held"]
    assert all(who["name"] != "Xi Jinping" for m in held for who in m["participants"])


def test_the_readme_tells_of_every_dispatch() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [s.name for s in SOURCES if f"`{s.name}`" not in readme] == []


def test_the_crawl_is_what_its_script_writes() -> None:
    again = io.BytesIO()
    runpy.run_path(str(EXAMPLES / "make_warc.py"))["write"](again)
    # Compressed bytes may differ between builds of zlib; what they hold may not.
    assert gzip.decompress(again.getvalue()) == gzip.decompress((DISPATCHES / "31-crawl-2025.warc.gz").read_bytes())


# --- the schema of the side files ---


def is_partial_date(value: str | None) -> bool:
    return value is None or re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", value) is not None


def is_code(value: str | None) -> bool:
    return value is None or re.fullmatch(r"[A-Z]{3}", value) is not None


@pytest.mark.parametrize("side", SIDES, ids=lambda p: p.name)
def test_a_side_file_keeps_the_schema(side: Path) -> None:
    value = told(side)
    assert set(value) == {"documents", "rejected"}
    assert value["documents"]
    for refused in value["rejected"]:
        assert set(refused) == {"locator", "reason"}
        assert refused["reason"] in set(Reason)


@pytest.mark.parametrize("row", documents())
def test_a_document_keeps_the_schema(row: Row) -> None:
    assert set(row) - {"notes"} == DOCUMENT_KEYS
    assert row["published"] is None or date.fromisoformat(row["published"])
    line = row["dateline"]
    if line is not None:
        assert set(line) == {"place", "day", "agency"}
        assert line["day"] is None or re.fullmatch(r"(\d{4}|-)-\d\d-\d\d", line["day"])
    for item in row["places"]:
        assert set(item) == {"text", "country"}
        assert item["country"]
        assert is_code(item["country"])
    for item in row["statements"]:
        assert set(item) == {"speaker", "cue", "text"}


@pytest.mark.parametrize("row", documents())
def test_events_keep_to_the_codebook(row: Row) -> None:
    for event in row["events"]:
        assert set(event) == EVENT_KEYS
        assert event["mode"] is None or event["mode"] in MODES[event["type"]].split(), event["trigger"]
        assert event["status"] in {"actual", "historical", "hypothetical", "negated"}
        assert event["recipients"] or event["type"] not in NEEDS_RECIPIENT, event["trigger"]
        assert event["actors"] or event["recipients"] or not event["sure"], event["trigger"]
        assert set(event["contexts"]) <= set(CONTEXTS.split())
        assert len(event["contexts"]) <= 3
        assert is_partial_date(event["date"])
        assert isinstance(event["sure"], bool)
        for party in (*event["actors"], *event["recipients"]):
            assert set(party) == {"text", "country", "sector"}
            assert is_code(party["country"])
            assert party["sector"] is None or party["sector"] in SECTORS.split()
        if event["place"]:
            assert set(event["place"]) == {"text", "country"}


@pytest.mark.parametrize("row", documents())
def test_meetings_commitments_and_messages_keep_the_schema(row: Row) -> None:
    for meeting in row["meetings"]:
        assert set(meeting) == MEETING_KEYS
        assert meeting["participants"]
        assert all(set(who) == {"name", "office", "country"} for who in meeting["participants"])
        assert meeting["format"] in {"in-person", "phone", "video", "unknown"}
        assert meeting["level"] in {"head-of-state-or-government", "minister", "official", "other"}
        assert meeting["status"] in {"held", "planned", "cancelled", "historical"}
        assert is_partial_date(meeting["date"])
        assert len(meeting["topics"]) <= 6
    for item in row["commitments"]:
        assert set(item) == {"text", "speaker", "by", "with", "area", "strength"}
        assert item["strength"] in {"agreed", "promised", "willing", "urged-joint"}
        assert 1 <= len(item["area"].split()) <= 3
        assert is_code(item["by"])
        assert item["by"] not in item["with"]
    assert all(set(item) == {"from", "to", "by", "text"} for item in row["messages"])


# --- the words and the calendar ---


@pytest.mark.parametrize(("side", "source"), PAIRS, ids=[s.name for s in SOURCES])
def test_everything_quoted_stands_in_the_file(side: Path, source: Path) -> None:
    text = raw_text(source)
    rows = told(side)["documents"]
    assert [(what, w) for row in rows for what, w in quotations(row) if plain(w) not in text] == []
    # What must not be in the story must be on the page, or the test would be empty.
    assert [words for row in rows for words in row["must_not_contain"] if words not in text] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.name)
def test_boilerplate_is_named_for_every_page(source: Path) -> None:
    rows = told(EXPECTED / f"{source.name}{SUFFIX}")["documents"]
    web = source.suffix in {".html", ".gz"}
    assert all((len(row["must_not_contain"]) >= 4) == web for row in rows)


_MONTH = "|".join(MONTHS)
_DAY = rf"(?:(?P<m1>{_MONTH}) (?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{_MONTH}))(?:,? (?P<y>\d{{4}}))?"
_BEFORE = re.compile(rf"\b(?P<wd>{'|'.join(WEEKDAYS)}),? {_DAY}\b")
_AFTER = re.compile(rf"\b{_DAY},? a (?P<wd>{'|'.join(WEEKDAYS)})\b")


def weekdays_with_dates(text: str, year: int | None) -> Iterator[tuple[str, date]]:
    """Each weekday that a text names together with a date; `year` is that of the report."""
    for pattern in (_BEFORE, _AFTER):
        for found in pattern.finditer(text):
            when = int(found["y"]) if found["y"] else year
            if when is not None:
                month = MONTHS.index(found["m1"] or found["m2"]) + 1
                yield found["wd"], date(when, month, int(found["d1"] or found["d2"]))


def read_all() -> list[tuple[Row, Document]]:
    """Expected reports beside those read, in order; files whose counts differ are left to the tests of `read`."""
    out: list[tuple[Row, Document]] = []
    for side, source in PAIRS:
        out += zip(told(side)["documents"], read_one(source)[0], strict=False)
    return out


def year_of(row: Row) -> int | None:
    known = row["published"] or (row["dateline"] or {}).get("day")
    return int(known[:4]) if known and known[:4].isdigit() else None


def test_weekdays_agree_with_the_calendar() -> None:
    pairs = [
        (row["uri_suffix"], name, day)
        for row, document in read_all()
        for name, day in weekdays_with_dates(plain(document.text), year_of(row))
    ]
    assert len(pairs) >= 7
    assert [(where, name, day) for where, name, day in pairs if WEEKDAYS[day.weekday()] != name] == []


def test_the_weekday_of_a_lead_is_that_of_its_event() -> None:
    checked = 0
    for row, document in read_all():
        story = plain(document.text[document.dateline.story :] if document.dateline else document.text)
        lead = re.split(r"(?<=[a-z\d)”\"])[.!?] ", story)[0]
        named = [name for name in WEEKDAYS if re.search(rf"\b{name}\b", lead)]
        days = [e["date"] for e in row["events"] if e["date"] and len(e["date"]) == 10 and e["status"] == "actual"]
        if len(named) == 1 and days:
            checked += 1
            assert named[0] in {WEEKDAYS[date.fromisoformat(day).weekday()] for day in days}, row["uri_suffix"]
    assert checked >= 20


# --- read gives them ---


def read_one(source: Path) -> tuple[list[Document], list[Rejected]]:
    mapped = MAPS.get(source.name)
    items = list(read([str(source)], ReadOptions(map=(mapped,) if mapped else ())))
    return [i for i in items if isinstance(i, Document)], [i for i in items if isinstance(i, Rejected)]


@pytest.mark.parametrize(("side", "source"), PAIRS, ids=[s.name for s in SOURCES])
def test_read_gives_what_the_side_file_expects(side: Path, source: Path) -> None:
    expected = told(side)
    read_documents, refused = read_one(source)
    assert len(read_documents) == len(expected["documents"])
    for document, row in zip(read_documents, expected["documents"], strict=True):
        check_document(document, row)
    assert [(r.locator.split(" <")[0], r.reason) for r in refused] == [
        (r["locator"], r["reason"]) for r in expected["rejected"]
    ]


def check_document(document: Document, row: Row) -> None:
    """One report against its side file: metadata, dateline, where the story starts and ends, what is in it and not."""
    assert document.uri.endswith(row["uri_suffix"])
    published = document.published.day if document.published else None
    assert (document.title, document.outlet, document.language) == (row["title"], row["outlet"], row["language"])
    assert published == row["published"]
    line = document.dateline
    day = line.day.iso if line and line.day else None
    assert (line and {"place": line.place, "day": day, "agency": line.agency}) == row["dateline"]
    bodies = [document.words_of(block) for block in document.blocks if block.kind is BlockKind.BODY]
    assert plain(bodies[0]).startswith(plain(row["body_starts"]))
    text = plain(document.text)
    assert text.endswith(plain(row["body_ends"]))
    assert [words for words in row["must_not_contain"] if words in text] == []
    whole = f"{text} {document.title}"
    assert [(what, words) for what, words in quotations(row) if plain(words) not in whole] == []


def test_odd_columns_need_a_mapping() -> None:
    items = list(read([str(DISPATCHES / "06-archive-1982-1998.csv")]))
    assert [item.reason for item in items if isinstance(item, Rejected)] == [Reason.NO_TEXT_COLUMN]
    assert len(items) == 1
