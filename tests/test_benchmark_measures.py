"""How the benchmarks count: quotations, marked pairs, names, mentions, terms of office. All data are made up here."""

import json
from pathlib import Path
from typing import Any

import pytest

from coding.reports import PROTEST, pipeline
from communique.actors.register import Register
from communique.records import Document, Quotation, Span, Statement, digest_of
from communique.records.outcomes import Party
from communique.records.spans import Evidence
from scripts import benchmark

analyses = benchmark("analyses")
mentions = benchmark("mentions")
names = benchmark("names")
pairs = benchmark("pairs")
quotations = benchmark("quotations")
register = benchmark("register")
rows = benchmark("rows")

TEXT = 'The minister said that the road is safe. "We wait," Ola Berg added. Nobody asked why.'


def document(text: str = TEXT) -> Document:
    return Document("d", "d.txt", text, digest_of(text))


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(at, at + len(words))


def statement(content: str, speaker: str | None = None) -> Statement:
    def evidence(words: str) -> Evidence:
        return document().quote(span(words), "content")

    sentence = next(s for s in (TEXT[:40], TEXT[41:67], TEXT[68:]) if content in s)
    party = None if speaker is None else Party(span=span(speaker), text=speaker)
    return Statement(
        speaker=party, quotation=Quotation.INDIRECT, content=evidence(content), sentence=evidence(sentence),
        confidence=0.5, why="made up",
    )  # fmt: skip


def gold(*told: tuple[str, str | None]) -> dict[str, Any]:
    """A row of the corpus: contents with their sources."""
    spans, relations = [], []
    for number, (content, source) in enumerate(told):
        args = {"Content": f"C{number}"}
        spans.append({"id": f"C{number}", "type": "Content", "spans": [[span(content).start, span(content).end]]})
        if source is not None:
            args["Source"] = f"S{number}"
            spans.append({"id": f"S{number}", "type": "Source", "spans": [[span(source).start, span(source).end]]})
        relations.append({"args": args})
    relations.append({"args": {"Cue": "X"}})  # nothing is said in it
    return {"id": "d", "text": TEXT, "spans": spans, "relations": relations}


ROAD, WAIT = "that the road is safe", '"We wait,"'


# --- quotations ---


def counted(row: dict[str, Any], *statements: Statement) -> Any:
    counts = quotations.Counts()
    quotations.score(row, statements, counts)
    return counts


def test_a_content_is_found_with_its_speaker() -> None:
    counts = counted(gold((ROAD, "The minister"), (WAIT, "Ola Berg")), statement(ROAD, "minister"), statement(WAIT))
    assert (counts.told, counts.system, counts.found, counts.spoken) == (2, 2, 2, 1)
    assert counts.figures["quotations content f1"] == 1
    assert counts.figures["quotations speaker"] == 0.5


@pytest.mark.parametrize(
    ("words", "found"), [("the road is safe", 1), ("is safe", 0), ("The minister said that the road is safe", 1)]
)
def test_half_of_the_longer_is_enough(words: str, found: int) -> None:
    assert counted(gold((ROAD, None)), statement(words)).found == found


def test_no_statement_counts_twice() -> None:
    counts = counted(gold((ROAD, None), ("the road is safe", None)), statement(ROAD))
    assert (counts.told, counts.found) == (2, 1)
    assert counts.figures["quotations content precision"] == 1
    assert counts.figures["quotations content recall"] == 0.5


def test_a_content_in_pieces_runs_from_the_first_to_the_last() -> None:
    row = gold((ROAD, None))
    row["spans"][0]["spans"] = [[0, 5], [10, 20]]
    [one] = quotations.attributions(row)
    assert one.content == Span(0, 20)
    assert one.source == ()


def test_nothing_told_and_nothing_found_is_no_error() -> None:
    assert set(counted(gold()).figures.values()) == {0}


def test_the_pipeline_s_statements_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    counts = quotations.measured([gold((ROAD, None))], {"d": document(PROTEST)}, pipeline(), show=True)
    assert counts.told == 1
    assert counts.found == 0
    assert capsys.readouterr().out == f"d: {ROAD!r}\n"


# --- marked pairs ---


def pair(name: str, kind: str = "AID", **more: Any) -> dict[str, Any]:
    text = f"Norway helps Denmark ({name})."
    return {
        "id": name, "text": text, "source_spans": [[0, 6]], "target_spans": [[13, 20]], "gold_root": kind, **more,
    }  # fmt: skip


def test_a_fifth_is_kept_and_what_must_not_be_seen_is_left_out() -> None:
    every = [pair(f"row-{n}") for n in range(500)]
    kept = pairs.developed(every, frozenset())
    assert 60 < len(kept) < 140
    first = kept[0]
    held = frozenset({pairs.fingerprint(first["text"].upper().replace(" ", "  "))})
    assert pairs.developed(every, held) == kept[1:]
    assert pairs.developed([first | {"target_spans": []}], frozenset()) == []


def test_held_sentences_are_read_with_remarks(tmp_path: Path) -> None:
    path = tmp_path / "held.txt"
    path.write_text("# sentences\nabc from somewhere\n\ndef\n", "utf-8")
    assert pairs.held_in(path) == {"abc", "def"}
    assert pairs.held_in(None) == frozenset()


def test_answers_are_counted_by_type() -> None:
    told = {"a": "AID", "b": "AID", "c": "RETREAT", "d": "ACCUSE"}
    given = [pair("a"), pair("b", "AGREE"), pair("c", "YIELD"), pair("d", "ACCUSE")]
    answers = pairs.measured(given, lambda marked: told[marked.text.partition("(")[2][0]])
    assert answers.right == 0.75
    assert answers.f1("AID") == pytest.approx(2 / 3)
    assert answers.f1("YIELD") == 1
    assert answers.macro == pytest.approx((2 / 3 + 0 + 1 + 1) / 4)
    assert pairs.Answers().macro == pairs.Answers().right == 0


def test_the_spans_of_a_pair_are_its_parties() -> None:
    marked = pairs.marked(pair("a"))
    assert [s.of(marked.text) for s in (marked.source, marked.target)] == ["Norway", "Denmark"]


def test_the_model_answers_pairs() -> None:
    assert pairs.measured([pair("a")], pairs.teller()).counts.total() == 1


# --- names ---

TSV = """Ola\tB-Person
Berg\tE-Person
left\tO
Oslo\tS-Location

Oslo\tB-Facility\tS-Location
Hall\tI-Facility
on\tO
Monday\tS-Date
"""


def test_names_are_read_from_tags() -> None:
    assert names.names_in(["B-Person", "E-Person", "O", "S-Location"]) == {(0, 2, "person"), (3, 4, "place")}
    assert names.names_in(["B-NORP", "B-NORP", "I-Organization"]) == {
        (0, 1, "norp"), (1, 2, "norp"), (2, 3, "organization"),
    }  # fmt: skip
    assert names.names_in(["S-Date", "O"]) == set()


def test_names_of_the_model_are_held_against_a_file(tmp_path: Path) -> None:
    path = tmp_path / "no_news.tsv"
    path.write_text(TSV, "utf-8")
    assert [[word for word, _ in block] for block in names.sentences(path)] == [
        ["Ola", "Berg", "left", "Oslo"], ["Oslo", "Hall", "on", "Monday"],
    ]  # fmt: skip
    counts = names.measured([path], analyses.english())
    assert counts["told"] == 3
    assert 0 < counts["right"] <= counts["found"]
    assert names.f1(counts) == 200 * counts["right"] / (counts["found"] + 3)


# --- mentions ---


def case(mention: str, expect: dict[str, str], **more: Any) -> dict[str, Any]:
    return {
        "id": "c",
        "mention": mention,
        "context": None,
        "date": None,
        "expect": expect,
        "expect_none": False,
        **more,
    }


@pytest.fixture(scope="module")
def resolver() -> Any:
    return mentions.resolver()


def test_a_mention_is_right_in_all_that_is_expected(resolver: Any) -> None:
    fine = case("the Norwegian army", {"country": "NOR", "sector_1": "MIL"})
    assert mentions.right(fine, resolver) == {"country": True, "sector": True, "all": True}
    wrong = case("the Norwegian army", {"country": "SWE", "sector_1": "MIL"})
    assert mentions.right(wrong, resolver) == {"country": False, "sector": True, "all": False}
    assert mentions.right(case("the Norwegian army", {"wiki": "x"}), resolver) == {}


def test_nobody_may_be_expected(resolver: Any) -> None:
    assert mentions.right(case("a table", {}, expect_none=True), resolver) == {"none": True}
    assert mentions.right(case("Norway", {}, expect_none=True), resolver) == {"none": False}


def test_wrong_cases_count_as_asked(resolver: Any, capsys: pytest.CaptureFixture[str]) -> None:
    given = [case("Norway", {"country": "NOR"}), case("Norway", {"country": "SWE"}), case("today", {}, date="today")]
    asked, got = mentions.measured(given, resolver, show=True)
    assert (asked["country"], got["country"], asked["all"], got["all"]) == (2, 1, 2, 1)
    assert capsys.readouterr().out.startswith("c 'Norway': {'country': 'SWE'}; ")


# --- terms of office ---


def test_public_rows_are_judged() -> None:
    right = register.Listed("DEU", "head-of-government", "Angela Merkel", "2005-11-22", "2021-12-08")
    late = register.Listed("DEU", "head-of-government", "Angela Merkel", "1951-01-01", "1951-02-01")
    nobody = register.Listed("DEU", "head-of-government", "Zebulon Quist", "2005-11-22", "2021-12-08")
    kinds = [one.kind for one in register.judged([right, late, nobody], Register.load())]
    assert kinds == ["found", "otherwise dated", "missing"]


# --- what is read ---


def test_rows_come_from_plain_and_packed_files(tmp_path: Path) -> None:
    import gzip

    lines = '{"id": "a"}\n\n{"id": "b"}\n'
    plain, packed = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz"
    plain.write_text(lines, "utf-8")
    packed.write_bytes(gzip.compress(lines.encode()))
    assert rows.rows(plain) == rows.rows(packed) == [{"id": "a"}, {"id": "b"}]


def test_documents_are_found_by_their_ids_and_analysed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    text = "Norway condemned Denmark on Monday, a minister said in Oslo."
    path.write_text(json.dumps({"id": "a", "text": text}) + "\n", "utf-8")
    [(name, (found, analysis))] = analyses.analyses_of(path, None).items()
    assert (name, found.text, analysis.document) == ("a", text, "a")


def test_the_dispatches_are_all_there() -> None:
    found = rows.dispatches()
    assert len(found) >= 40
    assert all(document.uri.endswith(name) for name, document in found.items())
