"""`communique code --format html`: what stands on the page, what is marked, what is kept harmless."""

import base64
import dataclasses
import hashlib
import io
import itertools
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.pages import Element, read_page
from coding.reports import PROTEST, TALKS, pipeline
from communique.cli import code_page, code_views
from communique.cli.code_page import COLUMNS, Page
from communique.cli.code_page_findings import KINDS, Finding, findings_of
from communique.cli.code_page_text import Mark, escaped, folded, text_of
from communique.exchange import lines
from communique.records import (
    Analysis,
    Block,
    BlockKind,
    Coded,
    Document,
    Labels,
    Part,
    Publication,
    Reason,
    Rejected,
    SetupError,
    Span,
    Stage,
    StatementKind,
    Status,
    Tokens,
    digest_of,
)
from communique.records.documents import Precision
from communique.records.spans import Evidence
from records.strategies import QUICK, records_of
from records.test_coded import COMMITMENT, DOCUMENT, EVENT, MEETING, MESSAGE, STATEMENT, coded

REJECTED = Rejected("news.csv", "row 4", Stage.PARSE, Reason.EMPTY, "column 'text' is empty")
MARKUP = "<script>alert(\"1\")</script> & 'x' <img src=x onerror=alert(2)> </title></style> &lt; &#60;"


def written(*items: Coded | Rejected) -> str:
    stream = io.StringIO(newline="")
    page = Page(stream, "plover 1.0")
    for item in items:
        if isinstance(item, Coded):
            page.item(item)
        else:
            page.rejected(item)
    page.close()
    return stream.getvalue()


def read(*items: Coded | Rejected) -> Element:
    return read_page(written(*items))


def bare(text: str, **more: Any) -> Coded:
    """A report in which nothing was found."""
    document = Document("b", "u", text, digest_of(text), **more)
    blank = Labels.of(())
    empty: list[int] = []
    labels = dict.fromkeys(("form", "lemma", "upos", "xpos", "feats", "deprel"), blank)
    return Coded(document=document, analysis=Analysis("b", "fake", Tokens(empty, empty, empty, **labels), ()))  # type: ignore[arg-type]


def shown(text: str) -> str:
    """`text` as a page can show it."""
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text)


def words_of(article: Element) -> Element:
    return article.one("div", "text")


def marked(article: Element, part: str) -> str:
    """The words that are marked for a part of a finding: `e1t` for what names event 1."""
    return "".join(e.text for e in words_of(article).each() if part in e.attributes.get("data-m", "").split())


def reports() -> list[Coded]:
    made = [pipeline().code(text) for text in (PROTEST, TALKS)]
    assert all(isinstance(m, Coded) for m in made)
    return [m for m in made if isinstance(m, Coded)]


# --- a page that a browser takes ---


def test_a_page_is_whole_and_asks_nothing_of_the_network() -> None:
    page = read(*reports(), coded(), REJECTED)
    assert [e.name for e in page.inside if isinstance(e, Element)] == ["html"]
    assert page.one("html").attributes == {"lang": "en"}
    assert page.one("meta", charset="utf-8")
    assert page.one("meta", name="viewport").attributes["content"].startswith("width=device-width")
    for element in page.each():
        assert "src" not in element.attributes
        assert not [name for name in element.attributes if name.startswith("on") or name == "style"]
        for name in ("href", "action"):
            assert re.match(r"#|data:,$", element.attributes.get(name, "#"))
    assert not re.search(r"https?:|url\(|@import", page.one("style").text + page.one("script").text)


def test_only_its_own_style_and_script_are_let_in() -> None:
    page = read(coded())
    [policy] = [e.attributes["content"] for e in page.all("meta") if "http-equiv" in e.attributes]
    assert policy.startswith("default-src 'none';")
    for name in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.one(name).text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_every_link_leads_to_the_only_place_of_its_name() -> None:
    page = read(*reports(), coded(), coded())  # the same report twice: the same ids of records
    ids = [e.attributes["id"] for e in page.each() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    links = [e.attributes["href"] for e in page.all("a")]
    assert len(links) > 20
    assert all(link[1:] in ids for link in links)


def test_headings_follow_each_other_and_fields_have_names() -> None:
    page = read(coded(), REJECTED)
    levels = [int(e.name[1]) for e in page.each() if re.fullmatch("h[1-6]", e.name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in itertools.pairwise(levels))
    labelled = [field for label in page.all("label") for field in label.each() if field.name in ("select", "input")]
    assert len(labelled) == len([e for e in page.each() if e.name in ("select", "input")])


def test_the_parts_are_in_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    page = read(coded())
    folder = Path(code_page.__file__).parent
    assert page.one("style").text == (folder / "code_page.css").read_text("utf-8")
    assert page.one("script").text == (folder / "code_page.js").read_text("utf-8")
    for part in (page.one("style").text, page.one("script").text):
        assert "</" not in part  # it would end its element
    with pytest.raises(SetupError, match=r"code_page\.none is missing .* install communique again"):
        code_page._part("code_page.none")


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_the_script_can_be_read() -> None:
    script = Path(code_page.__file__).with_name("code_page.js")
    done = subprocess.run(["node", "--check", script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


# --- words and marks ---


@QUICK
@given(records_of(Coded))
def test_any_report_s_words_are_all_there_and_what_it_tells_is_marked(made: Coded) -> None:
    page = read(made)
    article = page.one("article")
    assert words_of(article).text == shown(made.document.text)
    found = findings_of(made)
    assert [shown(f.words.text) for f in found] == [marked(article, f.key + "t") for f in found]
    assert [f"r1-{f.key}" for f in found] == [c.attributes["id"] for c in article.all("section", "card")]
    assert len(page.one("table", id="table").one("tbody").all("tr") if found else []) == len(found)


def test_all_parts_of_a_finding_are_marked() -> None:
    article = read(coded()).one("article")
    assert marked(article, "e1t") == EVENT.trigger.text
    assert marked(article, "e1a") == "Altania"
    assert marked(article, "e1x") == "Altania" + "Friday" + "Cendre"  # who says it, when, where
    assert marked(article, "m1t") == MEETING.trigger.text
    assert marked(article, "s1t") == STATEMENT.content.text
    assert marked(article, "g1t") == MESSAGE.content.text
    assert marked(article, "c1t") == COMMITMENT.action.text


def test_people_places_and_dates_are_marked_with_what_they_mean() -> None:
    words = words_of(read(coded()).one("article"))
    told = {c: [(e.text, e.attributes.get("title")) for e in words.all(None, c)] for c in ("who", "where", "date")}
    assert told == {
        "who": [("Altania", "Altania, ALT, GOV")],
        "where": [("Cendre", "Cendre")],
        "date": [("Friday", "2024-08-23")],
    }


def test_headings_in_the_text_are_drawn_as_such() -> None:
    blocks = (Block(BlockKind.HEADLINE, Span(0, 4)), Block(BlockKind.BODY, Span(5, 9)))
    words = words_of(read(bare("Head\nbody", blocks=blocks)).one("article"))
    assert [(e.text, e.classes) for e in words.each()] == [("Head", ["head"])]


WRAPPED = (
    "The minister told the house that no agreement was near and\n"
    "that talks would go on for weeks to come, in Geneva or\nelsewhere."
)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (WRAPPED, 2),
        (f"A head\n\n{WRAPPED}\n\n{WRAPPED}", 4),
        ("- one\n- two\n- three", 0),
        (f"- {WRAPPED}\n- {WRAPPED}", 4),  # items of a list, each in lines of its own
        (f"1. {WRAPPED}\n2) {WRAPPED}\n\n{WRAPPED}", 6),
        (f"- {WRAPPED}\n- a short one\n- {WRAPPED}", 4),
        (WRAPPED.replace("elsewhere.", "elsewhere, " * 12), 0),  # the last line is a paragraph of its own
        (f"A head\n{WRAPPED}", 0),
        (WRAPPED.replace("Geneva or", "Geneva\nor"), 0),  # `or` had room in the line before
        (WRAPPED.replace("elsewhere.", f"www.example.org/{'x' * 90}\nat length."), 3),  # an address has no room
        (WRAPPED.replace("near and", "near and  "), 2),  # blanks at the end of a line do not count
        ("x" * 50, 0),
        ("", 0),
    ],
)
def test_line_ends_that_fill_a_column_are_drawn_as_spaces(text: str, ends: int) -> None:
    spans = list(folded(text))
    assert [s.of(text) for s in spans] == ["\n"] * ends
    if text:
        words = words_of(read(bare(text)).one("article"))
        assert words.text == text
        assert [e.text for e in words.all("span", "fold")] == ["\n"] * ends


def test_words_lead_to_the_card_and_the_card_to_the_words() -> None:
    article = read(coded()).one("article")
    for card in article.all("section", "card"):
        link = card.one("a", "what").attributes["href"].removeprefix("#")
        words = words_of(article).one("a", id=link)
        key = card.attributes["id"].partition("-")[2]
        assert key + "t" in words.attributes["data-m"].split()
        assert key.upper() in words.attributes["data-n"].split()
    first = words_of(article).all("a")[0]
    assert first.attributes["data-n"].split()[0] in first.attributes["href"].upper()


@given(st.text(min_size=1, max_size=30), st.data())
def test_segments_rebuild_any_text(text: str, data: st.DataObject) -> None:
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).filter(lambda e: e[0] < e[1])
    kinds = st.sampled_from(["", "who", "event q1"])
    marks = [
        Mark(Span(a, b), data.draw(kinds), f"e{n}t", label=f"E{n}")
        for n, (a, b) in enumerate(data.draw(st.lists(ends, max_size=6)), 1)
    ]
    made = text_of(text, marks, "r1")
    root = read_page(f"<!DOCTYPE html><div>{made.html}</div>")
    assert root.text == shown(text)
    for mark in marks:
        segments = [e for e in root.each() if mark.of in e.attributes.get("data-m", "").split()]
        assert "".join(e.text for e in segments) == shown(text)[mark.span.start : mark.span.end]
        assert segments[0].attributes["id"] == made.begins[mark.of]


CUT = "\U0001f1e8\U0001f1f3 met e\u0301clair \U0001f468\u200d\U0001f469 \u202eabc\u202c\r\n\t  x\u00a0y"


@pytest.mark.parametrize("span", [Span(0, 1), Span(1, 2), Span(7, 8), Span(8, 9), Span(16, 17), Span(20, 26)])
def test_marks_count_characters_as_python_does(span: Span) -> None:
    """Flags, combining accents, joined emoji and line ends: what is cut is cut where the span says."""
    root = read_page("<!DOCTYPE html><p>" + text_of(CUT, [Mark(span, "who")], "r1").html + "</p>")
    assert root.text == CUT
    assert root.one("span", "who").text == CUT[span.start : span.end]


# --- what a report says stays what it says ---


@given(st.text())
def test_escaping_leaves_words_alone(text: str) -> None:
    page = read_page(f'<!DOCTYPE html><p title="{escaped(text)}">{escaped(text)}</p>')
    assert page.text == shown(text)
    assert page.one("p").attributes["title"] == shown(text)
    escaped(text).encode()


def elements(page: Element) -> list[str]:
    return [e.name for e in page.each()]


def test_markup_in_a_report_is_shown_not_obeyed() -> None:
    more: dict[str, Any] = {"title": MARKUP, "outlet": MARKUP, "url": "javascript:alert(1)"}
    document = dataclasses.replace(DOCUMENT, **more)
    plain = dataclasses.replace(DOCUMENT, title="x", outlet="x")
    bad = Rejected(MARKUP, MARKUP, Stage.PARSE, Reason.EMPTY, MARKUP)
    page = read(coded(document=document, notes=(MARKUP,)), bad)
    assert elements(page) == elements(read(coded(document=plain, notes=("x",)), REJECTED))
    assert page.one("h3").text == " ".join(MARKUP.split())
    assert page.one("article").one("p", "note").text == MARKUP
    assert not [e for e in page.each() if "javascript" in e.attributes.get("href", "")]
    rows = page.all("table")[-1].one("tbody").all("td")
    assert [c.text for c in rows] == [MARKUP, MARKUP, "empty", MARKUP]


def test_markup_in_the_text_is_shown_not_obeyed() -> None:
    page = read(bare(MARKUP))
    assert words_of(page.one("article")).text == MARKUP
    assert elements(page) == elements(read(bare("x" * 120)))
    assert page.one("h3").text.startswith("<script>alert(")


def test_markup_in_what_was_found_is_shown_not_obeyed() -> None:
    event = dataclasses.replace(EVENT, id="", type="<b>", mode='"><i>', contexts=("<u>",), why=MARKUP)
    page = read(coded(events=(event,), meetings=()))
    assert elements(page) == elements(
        read(coded(events=(dataclasses.replace(EVENT, id="", mode="m", contexts=("c",)),), meetings=()))
    )
    assert page.one("section", "event").one("a", "what").text == 'E1 <b>/"><i>'
    assert MARKUP in [e.text for e in page.one("section", "event").all("dd")]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://a.example/x?y=1&z", True),
        ("HTTP://a.example", True),
        ("https://a b", False),
        ("data:text/html,x", False),
    ],
)
def test_only_web_addresses_are_linked(url: str, linked: bool) -> None:
    links = read(bare("x", url=url)).one("article").one("p", "from").all("a")
    assert [e.attributes["href"] for e in links] == ([url] if linked else [])
    assert all(e.attributes["rel"] == "noopener noreferrer" for e in links)


# --- the table, the filters, the cards ---


def rows(page: Element) -> list[Element]:
    return page.one("table", id="table").one("tbody").all("tr")


def test_a_row_a_finding() -> None:
    page = read(coded(), REJECTED)
    assert [e.text for e in page.one("table", id="table").one("thead").all("th")] == list(COLUMNS)
    told = [[cell.text for cell in row.all("td")] for row in rows(page)]
    title = DOCUMENT.text
    assert told[0] == ["AGREE", "Altania (ALT, GOV)", "", "agreed", "2024-08-23", "Cendre (CEN)", "0.50", title]
    assert told[1][:4] == ["meeting, unknown", "Altania (ALT, GOV), host", "", "agreed"]
    assert [row[0] for row in told[2:]] == ["statement, position", "message, other", "commitment, agreed"]
    assert [row[3] for row in told[2:]] == ["help Borlund", "help", "agreed to help"]
    assert [row.all("td")[0].one("a").attributes["href"] for row in rows(page)] == [
        f"#r1-{key}" for key in ("e1", "m1", "s1", "g1", "c1")
    ]


def test_rows_hold_what_filters_ask_for() -> None:
    published = Publication("2024-08-25", Precision.DAY, "url", True)
    page = read(coded(document=dataclasses.replace(DOCUMENT, published=published)))
    event, meeting, statement = (row.attributes for row in rows(page)[:3])
    assert {k: v for k, v in event.items() if k != "class"} == {
        "data-t": "event/AGREE",
        "data-c": "ALT",
        "data-from": "2024-08-23",
        "data-to": "2024-08-23",
        "data-p": "0.5000",
    }
    assert "data-from" not in meeting  # no date is told of it
    assert (statement["data-from"], statement["data-to"]) == ("2024-08-25", "2024-08-25")  # said as of the report


def test_filters_offer_what_there_is() -> None:
    page = read(*reports(), coded())
    types = [e.attributes["value"] for e in page.one("select", name="type").all("option")]
    assert types[0] == ""
    assert "event/ACCUSE/disapprove" in types
    assert [t for t in types if "/" not in t] == ["", *KINDS]
    named = {e.attributes["value"]: e.text for e in page.one("select", name="country").all("option")}
    count = Counter(code for row in rows(page) for code in row.attributes["data-c"].split())
    assert set(named) == {"", *count}
    assert named["NOR"] == f"Norway, NOR ({count['NOR']})"
    assert named["ALT"] == "ALT (5)"
    listed = {tuple(t.split("/")) for t in types if t}
    assert {tuple(r.attributes["data-t"].split("/")) for r in rows(page)} <= listed


def test_a_card_tells_words_reason_and_confidence() -> None:
    card = read(coded()).one("section", "event")
    assert card.one("a", "what").text == "E1 AGREE"
    assert card.one("p", "sides").text == "Altania (ALT, GOV)"
    assert card.one("blockquote").text == EVENT.sentence.text
    assert [e.text for e in card.one("blockquote").all("span", "t")] == ["agreed"]
    names, values = ([e.text for e in card.all(n)] for n in ("dt", "dd"))
    told = dict(zip(names, values, strict=True))
    assert told["when"] == "2024-08-23"
    assert told["date from"] == "weekday"
    assert told["where"] == "Cendre (CEN)"
    assert told["said by"] == "Altania (ALT, GOV)"
    assert told["why"] == "rule"
    assert card.one("span", "sure").text == "0.50"
    assert card.one("span", "sure").classes == ["sure", "s5"]
    assert card.one("p", "id").text == f"id {EVENT.id[:12]}"


def changed(event: Any, **more: Any) -> Element:
    return read(coded(events=(dataclasses.replace(event, id="", **more),), meetings=())).one("section", "event")


def test_a_status_is_told_where_it_is_not_what_one_takes_it_to_be() -> None:
    assert changed(EVENT).all("span", "status") == []
    assert changed(EVENT, status=Status.NEGATED).one("span", "status").text == "negated"
    page = read(coded(events=(dataclasses.replace(EVENT, status=Status.HISTORICAL),)))
    assert rows(page)[0].one("span", "status").text == "historical"


def test_what_is_said_stands_whole_in_its_card() -> None:
    article = read(coded()).one("article")
    assert article.one("section", "statement").one("blockquote").text == STATEMENT.content.text
    assert article.one("section", "commitment").one("blockquote").text == COMMITMENT.action.text


def test_facts_of_every_kind() -> None:
    """Whatever a record holds for a reader comes up in its card."""
    sides = dataclasses.replace(
        MEETING, id="", ordinal=29, series="regular meeting", topics=(quote("help"),), sidelines_of=quote("Friday")
    )
    said = dataclasses.replace(STATEMENT, id="", kind=StatementKind.SUPPORT, cue=quote("agreed"))
    bound = dataclasses.replace(COMMITMENT, id="", condition=quote("on Friday"), statement=None)
    event = dataclasses.replace(EVENT, attribution=None)
    article = read(coded(meetings=(sides,), statements=(said,), commitments=(bound,), events=(event,))).one("article")
    told = {kind: article.one("section", kind).one("dl").text for kind in ("meeting", "statement", "commitment")}
    for part in ("regular meeting no. 29", "“help”", "“Friday”", "bilateral"):
        assert part in told["meeting"]
    assert "“agreed”" in told["statement"]
    assert article.one("section", "statement").one("a", "what").text == "S1 statement, support"
    assert "“on Friday”" in told["commitment"]
    assert f"{Part.HOST}" in article.one("section", "meeting").one("p", "sides").text


def quote(words: str) -> Evidence:
    start = DOCUMENT.text.index(words)
    return DOCUMENT.quote(Span(start, start + len(words)), "words")


def test_who_where_and_when_are_listed_with_the_reason() -> None:
    known = read(coded()).one("article").one("details")
    assert known.one("summary").text == "Who, where and when: 1 actor, 1 place, 1 date"
    who, where, when = ([c.text for c in t.one("tbody").all("td")] for t in known.all("table"))
    assert who == ["Altania", "Altania", "ALT", "GOV", "name", "1.00"]
    assert where == ["Cendre", "Cendre", "CEN", "", "name", "1.00"]
    assert when == ["Friday", "2024-08-23", "2024-08-23", "day", "weekday", "1.00"]


# --- the whole ---


def test_the_head_counts() -> None:
    page = read(*reports(), coded(), REJECTED)
    total = len(rows(page))
    assert page.one("h1").text == "3 reports coded"
    assert page.one("p", "count").text == f"{total} findings"
    assert page.all("header")[0].one("p").text.endswith("1 document could not be read.")
    listed = page.all("details")[0]
    assert listed.one("summary").text == "All 3 reports"
    assert [e.attributes["data-r"] for e in listed.all("li")] == ["r1", "r2", "r3"]
    assert "1 event, 1 meeting, 1 statement, 1 message, 1 commitment" in listed.all("li")[2].text


def test_without_reports_there_is_a_page_all_the_same() -> None:
    page = read()
    assert page.one("h1").text == "0 reports coded"
    assert not page.all("table")
    assert not page.all("form")
    assert page.one("script")


def test_rejections_alone_are_told_with_their_reason() -> None:
    page = read(REJECTED)
    [table] = page.all("table")
    assert [c.text for c in table.one("tbody").all("td")] == ["news.csv", "row 4", "empty", "column 'text' is empty"]


def test_a_report_that_tells_nothing_is_there_with_its_words() -> None:
    page = read(bare("Nothing happened.\n\nNowhere."))
    assert words_of(page.one("article")).text == "Nothing happened.\n\nNowhere."
    assert page.one("article").one("p", "note").text == "Nothing was found in it."
    assert not page.all("form")


def test_titles_are_found_where_none_is_given() -> None:
    long = "word " * 40
    assert read(bare(f"\n  A head \n{long}")).one("h3").text == "A head"
    assert read(bare(long)).one("h3").text == "word " * 18 + "…"
    assert read(bare("x", title="  A\n title ")).one("h3").text == "A title"
    assert read(bare("x y", title=" \n")).one("h3").text == "x y"


def test_the_same_reports_give_the_same_bytes() -> None:
    assert written(*reports(), coded(), REJECTED) == written(*reports(), coded(), REJECTED)


def test_many_reports_wait_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = written(*[coded()] * 5)
    monkeypatch.setattr(code_page, "IN_MEMORY", 100)
    assert written(*[coded()] * 5) == whole


def test_an_interrupted_run_leaves_a_page_of_what_came(tmp_path: Path) -> None:
    def stopped() -> None:
        with code_views.shown("html", tmp_path / "page.html", "plover 1.0") as page:
            page.item(coded())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert (tmp_path / "page.html").read_bytes().decode() == written(coded())


def size(items: Iterable[Coded]) -> int:
    return sum(len(lines.line_of(item)) for item in items)


def test_a_page_does_not_outgrow_what_it_shows() -> None:
    """What a report adds is of the order of its line of JSON; style and script are small."""
    few, many = [coded()] * 2, [coded()] * 12
    one, other = len(written(*few)), len(written(*many))
    assert one - size(few) < 40_000
    assert (other - one) / (size(many) - size(few)) < 3


def test_a_finding_s_short_names_differ_by_kind() -> None:
    found: tuple[Finding, ...] = findings_of(coded())
    assert [f.key for f in found] == ["e1", "m1", "s1", "g1", "c1"]
    assert [f.kind for f in found] == list(KINDS)
    assert json.dumps([f.path for f in found])
