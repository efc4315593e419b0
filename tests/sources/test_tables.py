import csv
import gzip
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Reason, Rejected
from communique.sources.codecs import decompressed
from communique.sources.drafts import Draft
from communique.sources.files import RawFile
from communique.sources.options import ReadOptions
from communique.sources.streams import Stream
from communique.sources.tables import csv_rows

CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


def read(data: bytes | str, *mapped: str, **options: Any) -> list[Draft | Rejected]:
    data = data if isinstance(data, bytes) else data.encode()
    raw = RawFile(io.BytesIO(data), None, regular=False)
    return list(csv_rows(Stream("a.csv", raw, raw), ReadOptions(map=mapped, **options)))


def drafts(data: bytes | str, *mapped: str, **options: Any) -> list[Draft]:
    answers = read(data, *mapped, **options)
    assert not [a for a in answers if isinstance(a, Rejected)], answers
    return [a for a in answers if isinstance(a, Draft)]


def outline(answers: list[Draft | Rejected]) -> list[object]:
    return [(a.locator, a.reason) if isinstance(a, Rejected) else a.text for a in answers]


def test_columns_by_their_usual_names() -> None:
    (answer,) = drafts("Id,Title,Text,Date,Source\n7,Talks,They met.,2024-08-21,The Post\n")
    assert (answer.uri, answer.id, answer.title, answer.text) == ("a.csv#row 1", "7", "Talks", "They met.")
    assert answer.published is not None
    assert (answer.published.at, answer.published.where) == ("2024-08-21", "column Date")
    assert answer.outlet == "The Post"


def test_columns_as_they_are_mapped() -> None:
    assert [d.text for d in drafts("a,text\nx,y\n", "text=a")] == ["x"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(delimiter: str) -> None:
    rows = [["date", "text", "title"], ["2024-08-21", "They, of course; met | at\tlast", "Talks"], ["", "b", ""]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    assert [d.text for d in drafts(out.getvalue())] == [rows[1][1], "b"]


def test_a_single_column() -> None:
    assert [d.text for d in drafts("text\none\n\ntwo")] == ["one", "two"]


@given(st.lists(st.tuples(CELL.filter(str.strip), CELL), min_size=1, max_size=6))
def test_what_the_library_writes_comes_back(rows: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("text", "title"), *rows])
    answers = read(out.getvalue())
    assert [a.text for a in answers if isinstance(a, Draft)] == [text for text, _ in rows]


def test_line_ends_inside_quotes_stay() -> None:
    assert [d.text for d in drafts('text,id\r\n"one\r\ntwo\nthree",1\r\nb,2\r\n')] == ["one\r\ntwo\nthree", "b"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1251", "koi8-r"])
def test_encodings(encoding: str) -> None:
    text = "Министр прибыл в столицу с рабочим визитом, стороны обсудили торговлю и безопасность."
    data = f'text,id\n"{text}",1\n"{text}",2\n'.encode(encoding)
    assert [d.text for d in drafts(data)] == [text, text]


def test_an_odd_cell_in_a_table_of_utf8() -> None:
    many = "naïve – “quoted”\n" * 30
    data = ("text\n" + many).encode() + "café talks\n".encode("latin-1")
    assert drafts(data)[-1].text == "café talks"


def test_a_stated_encoding() -> None:
    assert drafts("text\nПривет\n".encode("cp866"), encoding="cp866")[0].text == "Привет"


def test_no_column_of_text_is_told_once() -> None:
    (answer,) = read("titel,inhalt\na,b\nc,d\n")
    assert isinstance(answer, Rejected)
    assert (answer.reason, answer.locator) == (Reason.NO_TEXT_COLUMN, "")
    assert "titel, inhalt" in answer.detail
    (answer,) = read("title,text\na,b\n", "text=story")
    assert isinstance(answer, Rejected)
    assert "'story'" in answer.detail


@pytest.mark.parametrize("data", ["", "\n\n", "\ufeff"])
def test_an_empty_table(data: str) -> None:
    assert outline(read(data)) == [("", Reason.EMPTY)]


def test_a_table_with_names_only() -> None:
    assert read("text,title\n") == []


def test_rows_that_do_not_fit() -> None:
    data = "title,text,id\na,one,1\nb,two, of course,2\nc\nd,four\ne,,5\nf,six,6,,\n"
    assert outline(read(data)) == [
        "one", ("row 2", Reason.MALFORMED), ("row 3", Reason.MALFORMED), "four", ("row 5", Reason.EMPTY), "six",
    ]  # fmt: skip
    assert drafts("title,text,id\nd,four\n")[0].notes == ("only 2 of 3 cells in this row",)


def test_of_two_columns_with_one_name_the_first_counts() -> None:
    assert drafts("text,text\none,two\n")[0].text == "one"


def test_a_quote_that_is_never_closed_costs_one_row() -> None:
    data = 'title,text\na,one\nb,"two\nc,three\nd,four\n'
    assert outline(read(data)) == ["one", ("row 2", Reason.MALFORMED), "three", "four"]


def test_the_same_in_a_large_table() -> None:
    rows = "".join(f"{i},text number {i}\n" for i in range(100_000))
    answers = read('title,text\nb,"two\n' + rows, max_size=1)
    assert isinstance(answers[0], Rejected)
    assert (answers[0].locator, answers[0].reason) == ("row 1", Reason.TOO_LARGE)
    assert len(answers) == 100_001
    assert isinstance(answers[-1], Draft)
    assert answers[-1].text == "text number 99999"


def test_quotes_made_to_cost_time_are_given_up() -> None:
    # From outside quotes each of these lines opens one, from inside each stays inside.
    answers = read("title,text\n" + 'b"c,"d\n' * 400_000, max_size=1)
    assert isinstance(answers[-1], Rejected)
    assert "not read" in answers[-1].detail
    assert len(answers) < 20


def test_a_row_over_the_limit() -> None:
    data = "title,text\na,one\nb," + "x" * (2 << 20) + "\nc,three\n"
    assert outline(read(data, max_size=1)) == ["one", ("row 2", Reason.TOO_LARGE), "three"]


def test_long_cells_within_the_limit_are_read() -> None:
    assert len(drafts('text,id\n"' + "word " * 100_000 + '",1\n')[0].text) == 500_000


def test_zeros_and_lone_carriage_returns_do_not_fail() -> None:
    assert outline(read("text,id\nThey\0 met in the capital,1\n")) == ["They\0 met in the capital"]
    assert all(isinstance(a, Draft | Rejected) for a in read("text,id\na\rb,1\nc,2\n"))


def test_binary_is_refused() -> None:
    assert outline(read(bytes(range(32)) * 10)) == [("", Reason.BINARY)]


def test_rows_before_a_break_are_given() -> None:
    packed = gzip.compress(("text,id\n" + "They met,1\n" * 50_000).encode())[:-200]
    raw = RawFile(io.BytesIO(packed), None, regular=False)
    stream = Stream("a.csv", decompressed("gzip", raw), raw, ("gzip",))
    answers = list(csv_rows(stream, ReadOptions()))
    assert len(answers) > 1000
    assert isinstance(answers[-1], Rejected)
    assert answers[-1].reason is Reason.TRUNCATED
    assert all(isinstance(a, Draft) for a in answers[:-1])


@given(st.binary(max_size=200) | st.text(st.sampled_from('text,;"\t|\n\r\0é'), max_size=80).map(str.encode))
def test_no_bytes_fail(data: bytes) -> None:
    for start in (b"", b"text,id\n"):
        for answer in read(start + data):
            assert isinstance(answer, Draft | Rejected)
