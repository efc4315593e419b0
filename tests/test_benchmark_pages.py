"""The page set with news boilerplate: its gold must be on the pages, and the pages must be what the script writes."""

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree
from lxml import html as lxml_html

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
PAGES = BENCHMARKS / "pages"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in (PAGES / "gold.jsonl").read_text("utf-8").splitlines()]
IDS = [Path(row["file"]).stem for row in ROWS]
# The charset that the bytes are in where it is not utf-8; two of the four pages declare another.
CHARSETS = {"ru-01": "cp1251", "ru-02": "cp1251", "tr-02": "cp1254", "zh-01": "gb18030", "zh-02": "gb18030"}
SCRIPTS = {
    "ru": r"[а-яё]",
    "ar": r"[\u0621-\u064a]",
    "zh": r"[\u4e00-\u9fff]",
    "tr": r"[ışğİ]",
    "de": r"[äöüß]",
    "fr": r"[éèàêç]",
    "es": r"[ñáéíó]",
    "pt": r"[ãõçáê]",
    "en": r"\b(?:the|and|of)\b",
}
# Kinds of boilerplate that the set is there for, and on how many pieces of each a share can be worked out.
LEAST = {
    "postal-address": 30,
    "agency-footer": 15,
    "appended-story": 20,
    "comment-form": 15,
    "user-comment": 15,
    "caption": 30,
    "copyright": 40,
    "read-also": 20,
    "newsletter": 15,
    "share-bar": 20,
    "cookie-notice": 15,
    "related-teaser": 40,
    "most-read": 25,
    "byline": 20,
    "tags": 15,
    "paywall": 8,
    "social-follow": 8,
    "video-player": 6,
    "widget": 10,
    "error-report": 5,
    "calendar": 4,
    "author-bio": 4,
    "pull-quote": 3,
    "hidden": 2,
}


def bare(text: str) -> str:
    """Text without white space: markup breaks lines where a reader sees none."""
    return "".join(text.split())


def source(row: dict[str, Any]) -> str:
    """A page's markup, decoded with the charset that its bytes are really in."""
    path = PAGES / str(row["file"])
    return path.read_bytes().decode(CHARSETS.get(path.stem, "utf-8"))


def words_of(row: dict[str, Any], with_hidden: bool = False) -> str:
    """What stands on the page in words, without white space; hidden elements only when asked for."""
    root = lxml_html.fromstring(re.sub(r"charset=[\"']?[\w-]+", "", source(row), count=1))
    body = root.find("body")
    assert body is not None
    hidden = "" if with_hidden else "|//*[contains(@style,'display:none')]|//*[contains(@class,'sr-only')]"
    unread = root.xpath("//script|//style|//noscript|//comment()" + hidden)
    assert isinstance(unread, list)
    for element in unread:
        assert isinstance(element, lxml_html.HtmlMixin)
        element.drop_tree()
    return bare(etree.tostring(body, method="text", encoding="unicode"))


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_each_gold_paragraph_stands_on_its_page_in_order(row: dict[str, Any]) -> None:
    page = words_of(row)
    at = 0
    for paragraph in row["body"].split("\n\n"):
        found = page.find(bare(paragraph), at)
        assert found >= 0, f"not on the page, or not in this order: {paragraph[:80]!r}"
        at = found + len(bare(paragraph))


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_each_leak_stands_on_its_page_and_not_in_the_body(row: dict[str, Any]) -> None:
    page, body = words_of(row, with_hidden=True), bare(row["body"])
    assert row["leaks"]
    for leak in row["leaks"]:
        assert bare(leak["text"]) in page, leak
        assert bare(leak["text"]) not in body, leak
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", leak["kind"])
        assert 4 <= len(leak["text"]) <= 60


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_gold_is_normalised_and_its_metadata_parses(row: dict[str, Any]) -> None:
    assert all(p == " ".join(p.split()) and p for p in row["body"].split("\n\n"))
    assert not re.search(r"\*|<[a-z/]|\]\(|^#|\[\[", row["body"], re.MULTILINE)
    assert row["title"]
    assert row["outlet"]
    assert bare(row["title"]) in words_of(row)
    assert urlsplit(row["url"]).hostname is not None
    assert str(urlsplit(row["url"]).hostname).endswith(".example")
    assert re.search(SCRIPTS[row["language"]], row["body"], re.IGNORECASE)
    if row["published"] is None:
        assert row["published_where"] == []
    else:
        assert 2010 < datetime.fromisoformat(row["published"]).year < 2026
        assert set(row["published_where"]) <= {"meta", "ld", "time", "text", "url"}
        assert row["published_where"]


@pytest.mark.parametrize("row", [r for r in ROWS if "meta" in r["published_where"]], ids=lambda r: Path(r["file"]).stem)
def test_a_time_said_to_be_in_the_metadata_is_there(row: dict[str, Any]) -> None:
    assert f'article:published_time" content="{row["published"]}"' in source(row)


@pytest.mark.parametrize("row", [r for r in ROWS if r["published"] is None], ids=lambda r: Path(r["file"]).stem)
def test_a_page_without_a_publication_time_states_none(row: dict[str, Any]) -> None:
    page = source(row)
    assert "published_time" not in page
    assert "datePublished" not in page
    assert "modified_time" in page


def test_each_language_reads_as_itself() -> None:
    from py3langid.langid import classify

    told = {name: classify(row["body"])[0] for name, row in zip(IDS, ROWS, strict=True)}
    assert told == {name: row["language"] for name, row in zip(IDS, ROWS, strict=True)}


def test_false_declarations_are_false() -> None:
    by_id = dict(zip(IDS, ROWS, strict=True))
    assert '<html lang="fr"' in source(by_id["wp-local-02"])
    assert '<html lang="en-US"' in source(by_id["pt-01"])
    for name in ("ru-01", "tr-02"):
        page = PAGES / by_id[name]["file"]
        assert b'charset="utf-8"' in page.read_bytes()
        with pytest.raises(UnicodeDecodeError):
            page.read_bytes().decode("utf-8")


def test_the_set_is_wide_enough() -> None:
    templates = {row["template"]: row["split"] for row in ROWS}
    assert len(ROWS) >= 40
    assert len(templates) >= 12
    assert {row["split"] for row in ROWS} == {"dev", "held"}
    assert all(row["split"] == templates[row["template"]] for row in ROWS), "a template is in one split only"
    assert 0.4 < sum(s == "held" for s in templates.values()) / len(templates) < 0.6
    languages = {row["language"] for row in ROWS}
    assert languages == {"en", "fr", "es", "de", "ru", "ar", "zh", "pt", "tr"}
    assert sum(row["language"] != "en" for row in ROWS) >= 8
    lengths = [len(row["body"].split("\n\n")) for row in ROWS]
    assert sum(n == 2 for n in lengths) >= 4, "short ones"
    assert max(lengths) >= 18
    assert sum(row["template"].startswith("plain_") for row in ROWS) >= 4


def test_every_kind_of_boilerplate_is_there_often_enough() -> None:
    counts = Counter(leak["kind"] for row in ROWS for leak in row["leaks"])
    assert {kind: counts[kind] for kind, least in LEAST.items() if counts[kind] < least} == {}
    for split in ("dev", "held"):
        kinds = {leak["kind"] for row in ROWS if row["split"] == split for leak in row["leaks"]}
        assert {"postal-address", "agency-footer", "appended-story", "comment-form", "caption"} <= kinds


def test_the_set_is_small_and_is_what_the_script_writes() -> None:
    files = [p for p in PAGES.rglob("*") if p.is_file()]
    assert sum(p.stat().st_size for p in files) < 2_000_000
    assert {p.name for p in (PAGES / "html").iterdir()} == {Path(row["file"]).name for row in ROWS}
    run = subprocess.run(
        [sys.executable, str(BENCHMARKS / "make_pages.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_script_refuses_a_leak_that_the_body_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import make_pages

    site = make_pages.read_site(PAGES / "templates" / "wire_modern.html")
    story = tmp_path / "x.txt"
    head = "template: wire_modern\nurl: https://a.example/b\ntitle: T\noutlet: O\nlanguage: en\n\n"
    story.write_text(head + "The minister left the room early.\n\n[newsletter] The minister left the room\n", "utf-8")
    with pytest.raises(ValueError, match="say it in other words"):
        make_pages.build(site, make_pages.read_story(story))
    story.write_text(head + "The minister left.\n\n[no-such-kind] Words\n", "utf-8")
    with pytest.raises(ValueError, match="add a section `@@ no-such-kind`"):
        make_pages.build(site, make_pages.read_story(story))
