"""What spaCy sees: the same text, the same offsets, the same trees, names and mentions."""

import builtins
from typing import Any

import pytest

from communique.language.conllu import from_conllu
from communique.language.spacy import to_spacy
from communique.records import Analysis, Document, SetupError
from language.trees import EXCHANGE, rows


def made(text: str = EXCHANGE) -> tuple[Any, Document, Analysis]:
    pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'communique[spacy]'")
    document, analysis = next(from_conllu(text))
    return to_spacy(document, analysis), document, analysis


def test_text_tokens_and_trees_are_the_same() -> None:
    doc, document, analysis = made()
    assert doc.text == document.text
    by_offset = {token.idx: token for token in doc}
    for token in analysis:
        seen = by_offset[token.span.start]
        assert (seen.text, seen.lemma_, seen.pos_, seen.tag_) == (token.text, token.lemma, token.upos, token.xpos)
        assert str(seen.morph) == token.feats.replace("_", "")
        assert seen.head.idx == (token.head or token).span.start
        assert seen.dep_ == ("ROOT" if token.head is None else token.deprel)
    assert [s.text.strip() for s in doc.sents] == [s.span.of(document.text) for s in analysis.sentences]


def test_names_are_entities_and_mentions_a_group_of_spans() -> None:
    doc, _, analysis = made()
    assert [(e.text, e.label_) for e in doc.ents] == [("Amina Okoro", "PERSON"), ("May 3", "TIME"), ("Kenya", "PLACE")]
    mentions = doc.spans["mentions"]
    assert [(m.start_char, m.end_char) for m in mentions] == [(m.span.start, m.span.end) for m in analysis.mentions]
    assert [m.id_ for m in mentions] == ["c1", "", "", "c1", "", "c1", "", ""]
    assert mentions[2].label_ == "OBJECT"


@pytest.mark.parametrize("before", ["", r"SpacesBefore=\n", r"SpacesBefore=\s", r"SpacesBefore=\s\s"])
@pytest.mark.parametrize("gap", ["", r"SpacesAfter=\s\s", r"SpacesAfter=\n\n", r"SpacesAfter=\s\n", "SpaceAfter=No"])
def test_odd_white_space_moves_no_character(before: str, gap: str) -> None:
    doc, document, _ = made(rows(f"Talks|{before}", f"ended|{gap}") + rows("Peace", f".|{gap}"))
    assert doc.text == document.text
    assert [t.text for t in doc if not t.is_space] == ["Talks", "ended", "Peace", "."]
    assert [t.idx for t in doc if not t.is_space] == [document.text.index(w) for w in ("Talks", "ended", "Peace", ".")]
    assert {t.pos_ for t in doc if t.is_space} <= {"SPACE"}
    assert len(list(doc.sents)) == 2


def test_the_vocabulary_of_a_pipeline_is_used() -> None:
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'communique[spacy]'")
    nlp = spacy.blank("en")
    document, analysis = next(from_conllu(EXCHANGE))
    doc = to_spacy(document, analysis, nlp.vocab)
    assert doc.vocab is nlp.vocab
    assert spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes()).text == document.text


def test_an_analysis_of_another_document_is_refused() -> None:
    pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'communique[spacy]'")
    (first, _), (_, analysis) = from_conllu(EXCHANGE)
    with pytest.raises(ValueError, match="analysis is of brief"):
        to_spacy(first, analysis)


def test_without_spacy_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    importing = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "spacy":
            raise ModuleNotFoundError("No module named 'spacy'", name="spacy")
        return importing(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(SetupError, match=r"pip install 'communique\[spacy\]'"):
        to_spacy(*next(from_conllu(EXCHANGE)))
