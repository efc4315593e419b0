"""PLOVER's types, modes and contexts are whole, and a damaged file of a user is refused."""

from pathlib import Path

import pytest

from communique.codebook.plover import ontology_in, plover
from communique.records import RequestError
from communique.records.outcomes import Quad


def test_all_of_plover_2_is_there() -> None:
    book = plover()
    assert len(book.types) == 16
    assert len(book.contexts) == 37
    assert sum(len(t.modes) for t in book.types.values()) == 67
    assert {t.code for t in book.types.values() if t.recipient} == {"COOPERATE", "AID", "SANCTION"}


def test_quads_and_signs_agree() -> None:
    for kind in plover().types.values():
        cooperation = kind.quad in (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION)
        assert (kind.score > 0) == cooperation or kind.code == "REQUEST"
        assert all((m.score > 0) == (kind.score > 0) for m in kind.modes.values()) or kind.code == "REQUEST"


def test_scores_of_modes() -> None:
    types = plover().types
    assert types["CONSULT"].score_of("visit") == 4.0
    assert types["CONSULT"].score_of(None) == 2.5
    assert types["PROTEST"].score_of("vandalize") == types["PROTEST"].score
    with pytest.raises(KeyError):
        types["AGREE"].score_of("visit")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('version="1"\n[contexts]\n[[type]]\ncode="A"\nquad=5\nscore=1\nmeaning="x"', "quad 5"),
        ('version="1"\n[contexts]\n[[type]]\ncode="A"\nquad=1\nscore=11\nmeaning="x"', "score 11"),
        ('version="1"\n[contexts]\n[[type]]\ncode="A"\nquad=1\nscore=1\nmeaning="x"\ncolour="red"', "colour"),
        ("version=1", "type"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(RequestError, match=why):
        ontology_in(file)
