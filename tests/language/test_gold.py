"""An analyser that answers from trees made by hand."""

import dataclasses
from pathlib import Path

import pytest

from communique.language.analyser import Analyser
from communique.language.conllu import from_conllu, given_tokens
from communique.language.gold import GoldAnalyser
from communique.records import Coded, Document, RequestError, Span, digest_of
from language.trees import EXCHANGE, rows


def document(text: str) -> Document:
    return Document("d1", "wire.txt", text, digest_of(text))


def test_a_known_text_is_answered_wherever_it_was_read() -> None:
    analyser: Analyser = GoldAnalyser.from_conllu(EXCHANGE)
    report = document("Talks ended.")
    analysis = analyser.analyse(report)
    assert Coded(document=report, analysis=analysis).analysis.document == "d1"  # type: ignore[arg-type]
    assert [t.lemma for t in analysis] == ["talk", "end", "."]  # type: ignore[union-attr]
    assert analysis.model == analyser.name  # type: ignore[union-attr]


def test_an_unknown_text_is_refused() -> None:
    analyser = GoldAnalyser.from_conllu(EXCHANGE)
    with pytest.raises(RequestError, match=r"no trees of document d1 \('Talks ended!'\) among those of 2 known"):
        analyser.analyse(document("Talks ended!"))


def test_given_tokens_must_be_the_ones_of_the_trees() -> None:
    analyser = GoldAnalyser.from_conllu(EXCHANGE)
    for given in given_tokens(EXCHANGE):
        assert analyser.analyse_tokens(given.document, given.sentences) == analyser.analyse(given.document)
    brief = document("Talks ended.")
    for wrong in ([], [[Span(0, 5), Span(6, 12)]], [[Span(0, 5)], [Span(6, 11), Span(11, 12)]]):
        with pytest.raises(RequestError, match="not those of its trees"):
            analyser.analyse_tokens(brief, wrong)


def test_files_are_put_together_and_must_agree(tmp_path: Path) -> None:
    one, two, three = (tmp_path / f"{n}.conllu" for n in "abc")
    one.write_text(rows("Talks", "ended"), "utf-8")
    two.write_text("# newdoc id = x\n" + rows("Talks", "ended") + "# newdoc id = y\n" + rows("Peace"), "utf-8")
    three.write_text(rows("Talks", "ended", heads="2 0"), "utf-8")
    analyser = GoldAnalyser.from_files(one, two)
    assert len(analyser) == 2
    with pytest.raises(RequestError, match="two analyses of one text"):
        GoldAnalyser.from_files(one, two, three)


def test_the_name_tells_what_is_known() -> None:
    pairs = list(from_conllu(EXCHANGE))
    names = {GoldAnalyser(known).name for known in (pairs, pairs[:1], pairs[::-1])}
    assert len(names) == 2
    changed = [(d, dataclasses.replace(a, notes=("by another hand",))) for d, a in pairs]
    assert GoldAnalyser(changed).name not in names
