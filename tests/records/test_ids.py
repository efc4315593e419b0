"""Ids and digests: the same for the same, different for anything else."""

import hashlib
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Document, content_id, digest_of
from records.strategies import THOROUGH
from records.texts import TEXT

PARTS = st.lists(TEXT, max_size=4)


@THOROUGH
@given(PARTS)
def test_the_same_parts_give_the_same_id(parts: list[str]) -> None:
    made = content_id("e", *parts)
    assert made == content_id("e", *list(parts))
    assert re.fullmatch(r"e-[0-9a-f]{20}", made)


@THOROUGH
@given(PARTS, PARTS)
def test_other_parts_give_another_id(a: list[str], b: list[str]) -> None:
    assert (content_id("e", *a) == content_id("e", *b)) == (a == b)


@THOROUGH
@given(TEXT.filter(bool), st.data())
def test_where_the_parts_are_divided_matters(text: str, data: st.DataObject) -> None:
    cuts = st.integers(0, len(text))
    one, other = data.draw(cuts), data.draw(cuts)
    same = content_id("d", text[:one], text[one:]) == content_id("d", text[:other], text[other:])
    assert same == (one == other)
    assert content_id("d", text) != content_id("d", text, "")


def test_an_id_may_be_made_of_any_string() -> None:
    assert content_id("d", "\ud800") != content_id("d", "\ud801")
    assert content_id("d", "a") != content_id("e", "a")


def test_ids_do_not_change_from_one_process_to_the_next() -> None:
    program = "from communique.records import content_id; print(content_id('d', 'path', 'text'))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert runs == {content_id("d", "path", "text")}


@THOROUGH
@given(TEXT)
def test_a_digest_is_that_of_the_bytes(text: str) -> None:
    assert digest_of(text) == "sha256:" + hashlib.sha256(text.encode()).hexdigest()


@THOROUGH
@given(TEXT, TEXT)
def test_digests_tell_texts_apart(a: str, b: str) -> None:
    assert (digest_of(a) == digest_of(b)) == (a == b)


def test_composed_and_decomposed_characters_are_different_texts() -> None:
    assert digest_of("é") != digest_of("e\u0301")


def test_a_lone_surrogate_has_no_digest() -> None:
    with pytest.raises(UnicodeEncodeError):
        digest_of("\ud800")


def test_a_document_with_the_digest_of_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="digest is not the text's"):
        Document(id="d", uri="u", text="one", digest=digest_of("two"))
    assert Document.make_id("u", "one") != Document.make_id("u", "two")
