"""The page of the bundled dispatches in a browser: what a person sees and does. Skips where there is no browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli.browser import SKIP, Browser
from cli.test_code_html import MARKUP, bare, written
from communique.cli import program

pytestmark = pytest.mark.skipif(SKIP is not None, reason=str(SKIP))

DISPATCHES = Path(__file__).parents[2] / "examples" / "dispatches"
PHONE, DESK = 390, 1400
# Turned the wrong way round, broken out of, and obeyed, if a page were careless.
HOSTILE = (
    f"\u202egnp.exe\u202c </div></article><script>window.hit=1</script> {MARKUP} \u2067\u0627\u0644\u2069 \u2028 end"
)
SHOWN = "[...document.querySelectorAll('#table tbody tr')].filter((row) => row.checkVisibility())"
Made = tuple[Browser, Path]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """A browser, and the page of the demo as `make demo` writes it."""
    page = tmp_path_factory.mktemp("page") / "dispatches.html"
    told = CliRunner().invoke(program, ["code", str(DISPATCHES), "--format", "html", "--out", str(page), "--quiet"])
    assert told.exit_code == 3, told.output  # one of the documents is empty
    with Browser() as browser:
        yield browser, page


@pytest.fixture
def page(made: Made) -> Browser:
    """The demo's page, opened anew on a desk."""
    browser, path = made
    browser.media()
    browser.size(DESK)
    browser.open(path)
    return browser


def count(page: Browser, query: str) -> int:
    """Elements of a query that are seen."""
    found: int = page.tell(f"[...document.querySelectorAll({query!r})].filter((e) => e.checkVisibility()).length")
    return found


def rows(page: Browser, value: str) -> list[Any]:
    """A value of every row that is shown; `row` is the row."""
    found: list[Any] = page.tell(f"{SHOWN}.map((row) => {value})")
    return found


# --- it opens ---


@pytest.mark.parametrize("width", [320, PHONE, 768, 1000, DESK])
def test_it_opens_without_errors_requests_and_sideways_scrolling(made: Made, width: int) -> None:
    browser, path = made
    browser.size(width)
    assert browser.open(path) < 30
    wide = browser.tell("[document.documentElement.scrollWidth, innerWidth]")
    assert wide == [width, width]
    assert browser.errors == []
    assert [a for a in browser.asked if not a.startswith("data:")] == [path.as_uri()]


def test_nothing_is_cut_off_on_a_phone(page: Browser) -> None:
    page.size(PHONE)
    out = page.tell(
        "[...document.querySelectorAll('h1, h3, p, label, td, .card, .what, summary, dd')]"
        ".filter((e) => e.checkVisibility({contentVisibilityAuto: true}) && !e.closest('.skip'))"
        ".map((e) => [e.getBoundingClientRect(), e])"
        f".filter(([box]) => box.width && (box.right > {PHONE} || box.left < 0))"
        ".map(([, e]) => e.outerHTML.slice(0, 99))"
    )
    assert out == []
    assert count(page, "#table thead") == 0
    assert page.tell("getComputedStyle(document.querySelector('#filters .order')).display") == "block"


def test_columns_stand_under_their_headings(page: Browser) -> None:
    for width in (1000, DESK):
        page.size(width)
        lefts = page.tell(
            "['thead tr', 'tbody tr'].map((row) => [...document.querySelector(`#table ${row}`).children]"
            ".map((cell) => Math.round(cell.getBoundingClientRect().left)))"
        )
        assert lefts[0] == lefts[1]
        assert lefts[0] == sorted(set(lefts[0]))


# --- filters ---


def test_a_type_is_shown_alone(page: Browser) -> None:
    every = len(rows(page, "1"))
    page.choose("type", "meeting")
    kinds = rows(page, "row.dataset.t.split('/')[0]")
    assert set(kinds) == {"meeting"}
    label = page.tell("document.querySelector('[name=type]').selectedOptions[0].textContent")
    assert f"({len(kinds)})" in label
    assert page.tell("document.querySelector('.count').textContent").startswith(f"{len(kinds)} of {every} findings")
    assert count(page, ".card") == count(page, ".card.meeting") == len(kinds)
    assert set(rows(page, "row.querySelector('a').hash.split('-')[0].slice(1)")) == set(
        page.tell("[...document.querySelectorAll('article')].filter((a) => !a.hidden).map((a) => a.id)")
    )
    headings = page.tell(
        "[...document.querySelectorAll('.cards h4')].filter((h) => !h.hidden).map((h) => h.textContent)"
    )
    assert {heading.split(" (")[0] for heading in headings} == {"Meetings"}
    labels = page.tell(
        "[...document.querySelectorAll('article:not([hidden]) [data-n]')].flatMap((e) => e.dataset.n.split(' '))"
    )
    assert {label[0] for label in labels} == {"M"}
    assert len(labels) == len(kinds)
    page.click("button[type=reset]")
    page.tell("new Promise((done) => setTimeout(done))")
    assert len(rows(page, "1")) == every
    assert count(page, "article") == page.tell("document.querySelectorAll('article').length")
    assert len(page.tell("[...document.querySelectorAll('[data-n]')].flatMap((e) => e.dataset.n.split(' '))")) == every


def test_headings_count_what_is_left(page: Browser) -> None:
    whole = page.tell("[...document.querySelectorAll('.cards h4')].map((h) => h.textContent)")
    assert all("of" not in heading for heading in whole)
    page.choose("sure", "0.8")
    left = page.tell("[...document.querySelectorAll('.cards h4')].filter((h) => !h.hidden).map((h) => h.textContent)")
    numbers = [heading.partition("(")[2].rstrip(")").split(" of ") for heading in left]
    assert sum(int(told[0]) for told in numbers) == len(rows(page, "1"))
    assert all(int(told[0]) < int(told[1]) for told in numbers if len(told) == 2)
    page.choose("sure", "0")
    assert page.tell("[...document.querySelectorAll('.cards h4')].map((h) => h.textContent)") == whole


def test_country_date_and_confidence_narrow_what_is_shown(page: Browser) -> None:
    every = len(rows(page, "1"))
    page.choose("country", "CHN")
    chinese = rows(page, "row.dataset.c.split(' ')")
    assert 0 < len(chinese) < every
    assert all("CHN" in codes for codes in chinese)
    page.choose("to", "1980-12-31")
    early = rows(page, "row.dataset.from || row.dataset.to")
    assert 0 < len(early) < len(chinese)
    assert all(day <= "1980-12-31" for day in early)
    page.choose("sure", "0.9")
    surest = rows(page, "Number(row.dataset.p)")
    assert 0 < len(surest) < len(early)
    assert min(surest) >= 0.9
    assert page.tell("document.querySelector('output').value") == "0.90"
    page.choose("from", "1981-01-01")
    assert rows(page, "1") == []
    assert page.tell("document.querySelector('.count').textContent").startswith("0 of ")
    assert page.errors == []


def test_rows_are_put_in_order_by_a_heading(page: Browser) -> None:
    before = rows(page, "row.dataset.p")
    page.click("#table th.confidence button")
    assert rows(page, "Number(row.dataset.p)") == sorted(map(float, before), reverse=True)
    assert page.tell("document.querySelector('th.confidence').ariaSort") == "descending"
    page.click("#table th.date button")
    days = rows(page, "row.dataset.from || row.dataset.to || ''")
    known = [day for day in days if day]
    assert known == sorted(known)
    assert days == known + [""] * (len(days) - len(known))
    page.choose("order", "")
    assert rows(page, "row.dataset.p") == before


def test_kinds_of_marks_are_turned_off(page: Browser) -> None:
    marked = page.tell("document.querySelectorAll('article .text .event').length")
    assert marked
    page.click("#layers [value=event]")
    assert (
        page.tell("document.querySelectorAll('article .text .event, article .text .q1, article .text .q4').length") == 0
    )
    assert page.tell("document.querySelectorAll('article .text .where').length")
    page.click("#layers [value=event]")
    assert page.tell("document.querySelectorAll('article .text .event').length") == marked


# --- from the table to the card and the words ---


def test_a_row_leads_to_its_card_and_the_card_to_its_words(page: Browser) -> None:
    [target] = page.tell("[document.querySelectorAll('#table tbody tr')[30].querySelector('a').hash]")
    page.tell("document.querySelectorAll('#table tbody tr')[30].querySelector('td.words').click()")
    page.tell("new Promise((done) => setTimeout(done, 200))")
    assert page.tell("location.hash") == target
    box = page.tell(f"document.querySelector('{target}').getBoundingClientRect().toJSON()")
    assert 0 <= box["top"] < 800
    assert page.tell(f"document.querySelector('{target}').matches(':target')")
    assert page.tell("document.querySelectorAll('.text .core').length") > 0
    words = page.tell(f"document.querySelector('{target} a.what').hash")
    assert page.tell(f"document.querySelector('{words}').classList.contains('core')")


def test_keys_alone_are_enough(page: Browser) -> None:
    page.press("Tab")
    assert page.tell("document.activeElement.className") == "skip"
    assert page.tell("document.activeElement.getBoundingClientRect().left") >= 0
    assert page.tell("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.press("Tab")
    assert page.tell("document.activeElement.name") == "type"
    every = len(rows(page, "1"))
    page.press("ArrowDown")
    assert 0 < len(rows(page, "1")) < every
    seen = []
    for _ in range(24):
        page.press("Tab")
        seen.append(
            page.tell(
                "document.activeElement.name || document.activeElement.dataset.by || document.activeElement.tagName"
            )
        )
    for name in ("country", "from", "to", "sure", "what", "confidence", "report", "A"):
        assert name in seen
    page.tell("document.querySelector('th.who button').focus()")
    page.press("Enter")
    assert page.tell("document.querySelector('th.who').ariaSort") == "ascending"
    page.press(" ")
    assert page.tell("document.querySelector('th.who').ariaSort") == "descending"


# --- on paper, in the dark, from strangers ---


def test_on_paper_nothing_is_hidden_in_boxes(page: Browser) -> None:
    page.size(794, 1100)
    page.media("print")
    assert count(page, "#filters") == count(page, "#layers") == 0
    boxes = page.tell(
        "[...document.querySelectorAll('.found, article .text')].map((e) => e.scrollHeight - e.clientHeight)"
    )
    assert [over for over in boxes if over > 2] == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_in_the_dark_words_are_light(page: Browser, width: int) -> None:
    page.size(width)
    page.media(prefers_color_scheme="dark")
    ink, paper = page.tell("(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.body))")
    bright, dim = (sum(map(int, c[4:-1].split(","))) / 3 for c in (ink, paper))
    assert bright > 200
    assert dim < 60


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_words_of_strangers_do_nothing(made: Made, tmp_path: Path, width: int) -> None:
    browser, _ = made
    browser.size(width)
    path = tmp_path / "hostile.html"
    item = bare(HOSTILE, title=HOSTILE, outlet=HOSTILE)
    path.write_text(written(item, bare("x" * 3000)), "utf-8")
    browser.open(path)
    assert browser.tell("[typeof hit, document.images.length, document.scripts.length]") == ["undefined", 0, 1]
    assert browser.tell("document.querySelectorAll('article').length") == 2
    assert browser.tell("document.querySelector('article .text').textContent") == HOSTILE
    assert browser.tell("document.documentElement.scrollWidth") == width
    assert browser.errors == []
    assert [a for a in browser.asked if not a.startswith("data:")] == [path.as_uri()]
