import io
import json
import tracemalloc
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Document, Precision, Publication, Reason, Rejected, Stage, digest_of, dumps
from communique.sources.drafts import Draft
from communique.sources.files import RawFile
from communique.sources.options import ReadOptions
from communique.sources.rows import json_rows
from communique.sources.streams import Stream

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "date", "id", "a"]), inner),
    max_leaves=8,
)


def stream_of(data: bytes) -> Stream:
    raw = RawFile(io.BytesIO(data), None, regular=False)
    return Stream("a.jsonl", raw, raw)


def read(data: bytes | str, *mapped: str, **options: Any) -> list[Draft | Document | Rejected]:
    data = data if isinstance(data, bytes) else data.encode()
    return list(json_rows(stream_of(data), ReadOptions(map=mapped, **options)))


def draft(data: bytes | str, *mapped: str, **options: Any) -> Draft:
    (answer,) = read(data, *mapped, **options)
    assert isinstance(answer, Draft), answer
    return answer


def refused(data: bytes | str, *mapped: str) -> Rejected:
    (answer,) = read(data, *mapped)
    assert isinstance(answer, Rejected), answer
    return answer


@pytest.mark.parametrize("column", ["date_created", "dateCreated"])
def test_the_day_a_text_was_made_stands_for_its_publication(column: str) -> None:
    answer = draft(json.dumps({"text": "They met.", column: "2024-08-21"}))
    assert answer.published is not None
    assert (answer.published.at, answer.published.where) == ("2024-08-21", f"column {column}")
    named = draft(json.dumps({"text": "They met.", column: "2024-08-21", "published": "2024-08-22"}))
    assert named.published is not None
    assert named.published.at == "2024-08-22"


def test_usual_names_are_known() -> None:
    row = {
        "article_id": 7, "headline": "Talks", "body": "They met.", "publisher": "The Post", "byline": "A. B; C. D",
        "lang": "EN-gb", "link": "https://example.org/a", "pubdate": "Wed, 21 Aug 2024 10:00:00 +0300",
        "scraped_at": "2024-08-22",
    }  # fmt: skip
    answer = draft(json.dumps(row))
    assert answer.uri == "a.jsonl#line 1"
    assert (answer.id, answer.title, answer.text, answer.outlet) == ("7", "Talks", "They met.", "The Post")
    assert (answer.authors, answer.language, answer.url) == (("A. B", "C. D"), "en", "https://example.org/a")
    assert answer.published is not None
    assert answer.published.at == "2024-08-21T10:00:00+03:00"
    assert (answer.published.where, answer.published.stated) == ("column pubdate", True)
    assert answer.crawled == "2024-08-22"
    assert {(f.field, f.where) for f in answer.found} >= {("title", "column headline"), ("outlet", "column publisher")}
    assert answer.notes == ()


def test_a_mapping_reaches_into_objects() -> None:
    line = '{"article": {"body": "They met.", "by": [{"name": "A. B"}]}, "text": "no", "when": "2024"}'
    answer = draft(line, "text=article.body,published=when", "authors=article.by")
    assert (answer.text, answer.authors) == ("They met.", ("A. B",))
    assert answer.published is not None
    assert answer.published.at == "2024"


def test_a_column_with_a_point_in_its_name_comes_first() -> None:
    assert draft('{"a.b": "They met.", "a": {"b": "no"}}', "text=a.b").text == "They met."


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip), st.booleans())
def test_the_text_stays_character_by_character(text: str, ascii_only: bool) -> None:
    assert draft(json.dumps({"text": text}, ensure_ascii=ascii_only)).text == text


def test_a_list_of_paragraphs_is_a_text() -> None:
    assert draft('{"text": ["One.", "Two."]}').text == "One.\n\nTwo."


def test_halves_of_characters_are_replaced_one_by_one() -> None:
    answer = draft('{"text": "a\\ud800b", "title": "\\udc00"}')
    assert (answer.text, answer.title) == ("a\ufffdb", "\ufffd")
    assert any("surrogates" in note for note in answer.notes)


@pytest.mark.parametrize("value", ['"03/04/2024"', '"soon"', '"2024-02-30"', "12"])
def test_a_date_that_is_none_is_left_out_with_a_note(value: str) -> None:
    answer = draft(f'{{"text": "x", "date": {value}}}')
    assert answer.published is None
    assert any("date" in note for note in answer.notes)


@pytest.mark.parametrize("value", ["null", '""', "true", "NaN", "{}", "[]"])
def test_values_that_say_nothing_leave_no_note(value: str) -> None:
    answer = draft(f'{{"text": "x", "date": {value}, "id": {value}, "title": {value}}}')
    assert (answer.published, answer.id, answer.title, answer.notes) == (None, None, None, ())


def test_numbers_are_kept() -> None:
    assert draft('{"text": "x", "id": 12345678901234567890}').id == "12345678901234567890"
    assert draft('{"text": "x", "date": 1724234400}').published is not None
    assert draft('{"text": "x", "date": 1724234400.0}').published is not None
    assert draft('{"text": "x", "id": %s}' % ("9" * 5000)).id == "9" * 5000


def test_a_mapped_column_that_is_missing_leaves_a_note() -> None:
    assert draft('{"text": "x"}', "title=head").notes == ("no column 'head' for title",)


def test_broken_lines_do_not_stop_the_rest() -> None:
    data = b'{"text": "a"}\n{"text": \n\n   \n[1]\n"x"\n{"text": ""}\n{"text": {"b": 1}}\n{"other": 1}\n{"text": "z"}'
    answers = read(data)
    got = [(a.locator, a.reason) if isinstance(a, Rejected) else a.uri for a in answers]
    assert got == [
        "a.jsonl#line 1", ("line 2", Reason.MALFORMED), ("line 5", Reason.MALFORMED), ("line 6", Reason.MALFORMED),
        ("line 7", Reason.EMPTY), ("line 8", Reason.MALFORMED), ("line 9", Reason.NO_TEXT_COLUMN), "a.jsonl#line 10",
    ]  # fmt: skip


def test_no_text_names_the_columns_that_are_there() -> None:
    answer = refused('{"titel": "x", "inhalt": "y"}')
    assert "titel, inhalt" in answer.detail
    assert "--map" in answer.detail
    assert "'story'" in refused('{"text": "y"}', "text=story").detail


def test_an_array_comes_with_advice() -> None:
    assert "jq" in refused('[{"text": "a"}]').detail
    assert "jq" in refused('[{"text": "a"},').detail


@pytest.mark.parametrize("line", ["[" * 100_000, '{"a":' * 100_000, '{"text": ' + "[" * 100_000])
def test_deep_nesting_is_refused(line: str) -> None:
    assert refused(line).reason is Reason.MALFORMED


def test_a_line_over_the_limit_is_passed_over() -> None:
    data = b'{"text": "a"}\n{"text": "' + b"x" * (2 << 20) + b'"}\n{"text": "b"}\n'
    answers = read(data, max_size=1)
    assert [type(a) for a in answers] == [Draft, Rejected, Draft]
    assert isinstance(answers[1], Rejected)
    assert (answers[1].locator, answers[1].reason) == ("line 2", Reason.TOO_LARGE)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_other_encodings_of_unicode(encoding: str) -> None:
    data = '{"text": "Переговоры"}\n{"text": "second"}\n'.encode(encoding)
    assert [a.text for a in read(data) if isinstance(a, Draft)] == ["Переговоры", "second"]


def test_a_stated_encoding_and_an_odd_line() -> None:
    assert draft('{"text": "Переговоры"}'.encode("cp1251"), encoding="windows-1251").text == "Переговоры"
    assert draft('{"text": "café talks"}'.encode("latin-1")).text == "café talks"


class TestOwnOutput:
    document = Document(
        id="d-1", uri="https://example.org/a", text="They met.", digest=digest_of("They met."), title="Talks",
        published=Publication("2024", Precision.YEAR, "url", False),
    )  # fmt: skip

    def test_a_document_comes_back(self) -> None:
        assert read(f'{{"document": {dumps(self.document)}, "copy": null}}') == [self.document]

    def test_a_rejected_comes_back(self) -> None:
        rejected = Rejected("a", "line 7", Stage.PARSE, Reason.MALFORMED, "why")
        assert read(f'{{"rejected": {dumps(rejected)}}}') == [rejected]

    def test_one_that_was_changed_is_refused(self) -> None:
        answer = refused('{{"document": {}}}'.format(dumps(self.document).replace("They met.", "They left.")))
        assert answer.reason is Reason.MALFORMED
        assert "digest" in answer.detail

    def test_someone_elses_document_is_a_row(self) -> None:
        assert draft('{"document": {"body": "They met."}}', "text=document.body").text == "They met."


@given(st.lists(JSON, max_size=4))
def test_any_json_is_answered_line_by_line(values: list[Any]) -> None:
    data = "\n".join(json.dumps(v) for v in values)
    assert len(read(data)) == len(values)


@given(st.binary(max_size=200) | st.text(st.sampled_from('{}[]":,\\ud8text 0é\n'), max_size=80).map(str.encode))
def test_no_bytes_fail(data: bytes) -> None:
    for answer in read(data):
        assert isinstance(answer, Draft | Rejected)


def test_memory_does_not_grow_with_the_file() -> None:
    line = json.dumps({"text": "They met in the capital. " * 400}).encode() + b"\n"

    class Endless(io.RawIOBase):
        left = 3000  # 30 MB

        def read(self, size: int = -1, /) -> bytes:
            self.left -= 1
            return line if self.left >= 0 else b""

    raw = RawFile(Endless(), None, regular=False)  # type: ignore[arg-type]
    rows: Iterable[object] = json_rows(Stream("a", raw, raw), ReadOptions())
    tracemalloc.start()
    count = sum(1 for _ in rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 3000
    assert peak < 3 << 20
