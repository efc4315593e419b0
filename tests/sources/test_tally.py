"""The account of a run: nothing is left out, and the summary says it in words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Copy, Document, Reason, Rejected, Stage, digest_of
from communique.sources.tally import EXAMPLES, Tally


def a_document(number: int = 0) -> Document:
    text = f"Text number {number}."
    return Document(f"d-{number}", f"a.txt#{number}", text, digest_of(text))


def a_rejection(reason: Reason, number: int = 0) -> Rejected:
    return Rejected(f"{number}.txt", f"line {number}", Stage.PARSE, reason, f"detail of {number}")


ITEMS = st.lists(
    st.integers(0, 9).map(a_document) | st.builds(a_rejection, st.sampled_from(list(Reason)), st.integers(0, 9)),
    max_size=40,
)


@given(ITEMS)
def test_documents_and_rejections_are_all_that_was_met(items: list[Document | Rejected]) -> None:
    tally = Tally()
    for item in items:
        tally.add(item)
    assert tally.documents + tally.refused + tally.passed_over == len(items)
    assert tally.documents == sum(isinstance(i, Document) for i in items)
    assert tally.passed_over == sum(isinstance(i, Rejected) and i.reason.passed_over for i in items)
    assert all(len(shown) <= EXAMPLES for shown in tally.examples.values())


@given(ITEMS)
def test_the_summary_counts_every_reason(items: list[Document | Rejected]) -> None:
    tally = Tally()
    for item in items:
        tally.add(item)
    lines = tally.summary().splitlines()
    told = {m[2]: int(m[1]) for line in lines if (m := re.fullmatch(r"  +(\d+)  ([a-z-]+)", line))}
    assert told == {str(reason): count for reason, count in tally.reasons.items()}
    assert lines[0].startswith(f"{tally.documents} document")
    assert (lines[-1] == "there was nothing to read") == (not items)


def test_a_summary_of_everything() -> None:
    tally = Tally()
    tally.add(a_document(0), Copy("d-0", "d-0", 1.0))
    tally.add(a_document(1), Copy("d-1", "d-0", 0.9))
    tally.add(a_document(2), Copy("d-2", "d-0", 1.0, exact=True))
    for number in range(5):
        tally.add(a_rejection(Reason.MALFORMED, number))
    tally.add(a_rejection(Reason.HTTP_STATUS))
    lines = tally.summary().splitlines()
    assert re.fullmatch(r"3 documents read in \d+\.\d s, 2 of them copies of 1 other", lines[0])
    assert lines[1:] == [
        "5 rejected:",
        "       5  malformed",
        "          0.txt line 0: detail of 0",
        "          1.txt line 1: detail of 1",
        "          2.txt line 2: detail of 2",
        "1 passed over:",
        "       1  http-status",
    ]


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 documents read"), (1, "1 document read"), (2, "2 documents read"), (1200, "1,200 documents read")],
)
def test_numbers_agree_with_their_nouns(count: int, words: str) -> None:
    tally = Tally()
    for number in range(count):
        tally.add(a_document(number))
    assert tally.summary().startswith(words)
    assert tally.summary(interrupted=True).startswith(f"interrupted after {words}")


def test_one_copy_is_one_copy() -> None:
    tally = Tally()
    tally.add(a_document(0), Copy("d-0", "d-0", 1.0))
    assert "cop" not in tally.summary()
    tally.add(a_document(1), Copy("d-1", "d-0", 0.9))
    assert "1 of them a copy of 1 other" in tally.summary()
    tally.add(a_document(2), Copy("d-2", "d-9", 0.9))
    assert "2 of them copies of 2 others" in tally.summary()


def test_a_rejection_of_the_whole_has_no_locator() -> None:
    tally = Tally()
    tally.add(Rejected("a.txt", "", Stage.OPEN, Reason.MISSING, "there is none"))
    assert "          a.txt: there is none" in tally.summary().splitlines()


def test_the_commonest_reason_comes_first() -> None:
    tally = Tally()
    tally.add(a_rejection(Reason.EMPTY))
    for number in range(3):
        tally.add(a_rejection(Reason.CORRUPT, number))
    summary = tally.summary()
    assert summary.index("  corrupt") < summary.index("  empty")
