import datetime
import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.records import Reason, Rejected
from communique.sources.drafts import Draft
from communique.sources.files import Input, RawFile
from communique.sources.options import ReadOptions
from communique.sources.parquet import parquet_rows
from communique.sources.streams import Stream, open_stream


def written(columns: dict[str, Any], **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return out.getvalue()


def read(data: bytes, *mapped: str, **options: Any) -> list[Draft | Rejected]:
    raw = RawFile(io.BytesIO(data), None, regular=False)
    return list(parquet_rows(Stream("a.parquet", raw, raw), ReadOptions(map=mapped, **options)))


def drafts(data: bytes, *mapped: str) -> list[Draft]:
    answers = read(data, *mapped)
    assert not [a for a in answers if isinstance(a, Rejected)], answers
    return [a for a in answers if isinstance(a, Draft)]


TEXTS = [f"They met for the {i}th time." for i in range(2000)]
PLAIN = written({"text": TEXTS, "id": list(range(2000)), "big": ["x" * 100] * 2000}, row_group_size=500)


def test_rows_come_in_order_over_row_groups() -> None:
    answers = drafts(PLAIN)
    assert [a.text for a in answers] == TEXTS
    assert (answers[1999].uri, answers[1999].id) == ("a.parquet#row 2000", "1999")


def test_a_file_is_read_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(PLAIN)
    stream = open_stream(Input("a", str(path)))
    assert isinstance(stream, Stream)
    assert sum(isinstance(a, Draft) for a in parquet_rows(stream, ReadOptions())) == 2000
    stream.close()


def test_a_packed_file_is_read(tmp_path: Path) -> None:
    import gzip

    (tmp_path / "a").write_bytes(gzip.compress(PLAIN))
    stream = open_stream(Input("a", str(tmp_path / "a")))
    assert isinstance(stream, Stream)
    with stream:
        assert sum(isinstance(a, Draft) for a in parquet_rows(stream, ReadOptions())) == 2000


@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "zstd"])
@pytest.mark.parametrize("dictionary", [True, False])
def test_ways_of_writing(compression: str, dictionary: bool) -> None:
    data = written({"body": TEXTS[:50]}, compression=compression, use_dictionary=dictionary)
    assert [a.text for a in drafts(data)] == TEXTS[:50]


def test_times() -> None:
    moment = datetime.datetime(2024, 8, 21, 10, 0, 0)
    kinds: list[tuple[pa.Array, str | None]] = [
        (pa.array([datetime.date(2024, 8, 21)]), "2024-08-21"),
        (pa.array([moment], pa.timestamp("s")), "2024-08-21T10:00:00"),
        (pa.array([moment], pa.timestamp("us", "UTC")), "2024-08-21T10:00:00Z"),
        (pa.array([1724234400000000001], pa.timestamp("ns")), "2024-08-21T10:00:00"),
        (pa.array([1724234400]), "2024-08-21T10:00:00Z"),
        (pa.array(["21 August 2024"]), "2024-08-21"),
        (pa.array([1 << 60], pa.timestamp("us")), None),
        (pa.array(["03/04/2024"]), None),
        (pa.array([None], pa.timestamp("us")), None),
    ]
    for column, at in kinds:
        (answer,) = drafts(written({"text": ["x"], "date": column}))
        assert (answer.published and answer.published.at) == at, column


def test_nested_columns() -> None:
    data = written({"article": [{"body": "They met.", "by": ["A. B", "C. D"]}], "other": [1]})
    (answer,) = drafts(data, "text=article.body,authors=article.by")
    assert (answer.text, answer.authors) == ("They met.", ("A. B", "C. D"))
    (refused,) = read(data, "text=article.none")
    assert isinstance(refused, Rejected)
    assert refused.reason is Reason.NO_TEXT_COLUMN


def test_text_kept_as_bytes() -> None:
    data = written({"text": pa.array(["Переговоры".encode(), "café talks".encode("latin-1")], pa.binary())})
    assert [a.text for a in drafts(data)] == ["Переговоры", "café talks"]


def test_bytes_in_a_text_column_that_are_no_text() -> None:
    broken = pa.array([b"caf\xe9 talks", b"b"], pa.binary()).view(pa.string())
    assert [a.text for a in drafts(written({"text": broken}))] == ["café talks", "b"]


def test_no_column_of_text_is_told_once() -> None:
    (answer,) = read(written({"titel": ["a", "b"], "inhalt": ["c", "d"]}))
    assert isinstance(answer, Rejected)
    assert (answer.reason, answer.locator) == (Reason.NO_TEXT_COLUMN, "")
    assert "titel, inhalt" in answer.detail


def test_empty_rows_and_large_rows_are_refused_one_by_one() -> None:
    data = written({"text": ["a", None, "x" * (2 << 20), "", "z"]})
    answers = read(data, max_size=1)
    assert [a.reason if isinstance(a, Rejected) else a.text for a in answers] == [
        "a", Reason.EMPTY, Reason.TOO_LARGE, Reason.EMPTY, "z",
    ]  # fmt: skip
    assert isinstance(answers[2], Rejected)
    assert answers[2].locator == "row 3"


def test_a_long_text_repeated_in_a_dictionary_is_held_once() -> None:
    text = "They met. " * 200_000  # 2 MB, 200 times
    data = written({"text": pa.DictionaryArray.from_arrays(pa.array([0] * 200, pa.int32()), pa.array([text]))})
    before = pa.total_allocated_bytes()
    raw = RawFile(io.BytesIO(data), None, regular=False)
    peak = count = 0
    for _ in parquet_rows(Stream("a", raw, raw), ReadOptions()):
        count += 1
        peak = max(peak, pa.total_allocated_bytes() - before)
    assert count == 200
    assert peak < 100 << 20


def test_a_bomb_is_refused() -> None:
    # A column of one long run of zeros: gigabytes in a few kilobytes.
    chunk = pa.array(["\0" * (1 << 20)])
    columns = {"text": pa.chunked_array([chunk] * 1100)}
    data = written(columns, compression="zstd", use_dictionary=False, row_group_size=1100, write_statistics=False)
    assert len(data) < 4 << 20
    (answer,) = read(data)
    assert isinstance(answer, Rejected)
    assert (answer.reason, answer.locator) == (Reason.BOMB, "row group 1")


@pytest.mark.parametrize(
    "data", [b"", b"PAR1", b"PAR1PAR1", PLAIN[:-20], PLAIN[:4] + PLAIN[200:], b"PAR1" + b"\xff" * 99]
)
def test_damaged_files_are_refused(data: bytes) -> None:
    answers = read(data)
    assert answers
    assert isinstance(answers[-1], Rejected)
    assert answers[-1].reason is Reason.CORRUPT


def test_damage_in_one_row_group_leaves_the_others() -> None:
    start = pq.ParquetFile(io.BytesIO(PLAIN)).metadata.row_group(1).column(0).file_offset
    first = pq.ParquetFile(io.BytesIO(PLAIN)).metadata.row_group(1).column(0).dictionary_page_offset
    place = max(start, first or 0)
    answers = read(PLAIN[:place] + b"\xff" * 64 + PLAIN[place + 64 :])
    assert sum(isinstance(a, Draft) for a in answers) == 1500
    (refused,) = [a for a in answers if isinstance(a, Rejected)]
    assert (refused.reason, refused.locator) == (Reason.CORRUPT, "row group 2")
    last = answers[-1]
    assert isinstance(last, Draft)
    assert last.uri == "a.parquet#row 2000"


SMALL = written({"text": TEXTS[:20], "date": ["2024-08-21"] * 20, "authors": [["a"]] * 20}, compression="zstd")


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_no_damage_fails(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SMALL)
    for place, value in changes:
        data[place] = value
    for answer in read(bytes(data)):
        assert isinstance(answer, Draft | Rejected)
