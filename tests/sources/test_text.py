import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Reason, Rejected, Stage
from communique.sources.drafts import Draft
from communique.sources.options import ReadOptions
from communique.sources.text import text_draft


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
        lambda t: t.strip("\ufffd\ufeff \u3000").strip()
    )
)
def test_the_text_stays_as_it_is(text: str) -> None:
    answer = text_draft(text.encode(), "a.txt", ReadOptions())
    if isinstance(answer, Draft):
        assert answer == Draft(uri="a.txt", text=text.removeprefix("\ufeff"))
    else:
        assert not text.strip("\ufffd\ufeff \t\r\n\f\v")


def test_line_ends_and_zeros_stay_in_their_places() -> None:
    answer = text_draft(b"They met.\r\n\r\nThey parted\0 as friends.\n", "a.txt", ReadOptions())
    assert isinstance(answer, Draft)
    assert answer.text == "They met.\r\n\r\nThey parted\0 as friends.\n"


def test_encodings() -> None:
    raw = "Министр прибыл в столицу с рабочим визитом.".encode("cp1251")
    answer = text_draft(raw, "a.txt", ReadOptions())
    assert isinstance(answer, Draft)
    assert answer.text.startswith("Министр")
    forced = text_draft(raw, "a.txt", ReadOptions(encoding="koi8-r"))
    assert isinstance(forced, Draft)
    assert not forced.text.startswith("Министр")


@pytest.mark.parametrize("raw", [b"", b" \n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0"])
def test_blank_files_are_refused(raw: bytes) -> None:
    answer = text_draft(raw, "a.txt", ReadOptions())
    assert isinstance(answer, Rejected)
    assert answer.reason in (Reason.EMPTY, Reason.BINARY)


def test_binary_is_refused() -> None:
    answer = text_draft(bytes(range(32)) * 9, "a.txt", ReadOptions())
    assert isinstance(answer, Rejected)
    assert (answer.uri, answer.stage, answer.reason) == ("a.txt", Stage.DECODE, Reason.BINARY)


@given(st.binary(max_size=300))
def test_no_bytes_fail(raw: bytes) -> None:
    assert isinstance(text_draft(raw, "a", ReadOptions()), Draft | Rejected)
