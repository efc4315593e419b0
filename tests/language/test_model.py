"""A document is read the same way whoever reads it, with whatever threads, in whatever company."""

import dataclasses
import hashlib
import itertools
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from communique.language.analyser import Analyser
from communique.language.model import Model, load
from communique.language.pieces import MOST_PIECES
from communique.language.sentences import sentences_of
from communique.language.words import words
from communique.records.analysis import ROOT, Analysis, Mention, MentionKind
from communique.records.documents import Document, Reason, Rejected
from communique.records.errors import SetupError
from communique.records.serial import dumps, loads
from communique.records.spans import Span
from language.reading import document, model, read

VISIT = (
    "LUSAKA, May 3 (Wire) -- Zambian Foreign Minister Amina Okoro met her Chinese counterpart on Friday. “We’ve agreed "
    "to go on,” she said after the talks.\n\nThe two sides signed a deal worth $2.5 billion; both leaders praised it. "
    "U.S. envoy J. P. Hale, who had flown in from Geneva, didn't attend.\n\nTRADE TALKS RESUME IN NAIROBI"
)
TEXTS = (
    VISIT,
    "Talks ended.",
    "Oui",
    "A spokesman for Russia's Defence Ministry denied that troops had crossed the border near Kharkiv overnight.",
    "- item one\n- item two, with Kenya\n\n(c) 2024 – all rights “reserved”…",
    "Ünïcödé nämés: Gurbanguly Berdimuhamedow, Nguyễn Phú Trọng 😀\u200d and cafe\u0301 in ΑΘΗΝΑ.\u00a0And no stop",
)
LONG = "The minister said that the talks on trade, security and the border would go on in spring"


def given_tokens(text: str) -> list[list[Span]]:
    """Sentences and tokens as the room itself finds them."""
    return [words(text, s) for s in sentences_of(document(text))]


def check(analysis: Analysis, report: Document) -> None:
    """What an analysis says holds together, and is said of this text."""
    tokens, text = analysis.tokens, report.text
    assert analysis.document == report.id
    assert loads(Analysis, dumps(analysis)) == analysis
    assert [t.text for t in analysis] == [t.span.of(text) for t in analysis]
    assert all(t.lemma and not t.lemma.isspace() for t in analysis)
    labels = model().labels
    for head in ("upos", "xpos", "feats", "deprel"):
        assert set(getattr(tokens, head).names) <= set(labels[head])
    for sentence in analysis.sentences:
        own = range(sentence.first, sentence.stop)
        assert [i for i in own if tokens.deprel[i] == "root"] == [i for i in own if tokens.head[i] == ROOT]
        assert sentence.span == Span(int(tokens.start[sentence.first]), int(tokens.end[sentence.stop - 1]))
    starts, ends = set(tokens.start.tolist()), set(tokens.end.tolist())
    spans = [m.span for m in analysis.mentions]
    assert spans == sorted(spans, key=lambda s: (s.start, -s.end))
    assert len(set(spans)) == len(spans)
    for mention in analysis.mentions:
        assert {mention.span.start} <= starts
        assert {mention.span.end} <= ends
        sentence = analysis.sentence_of(mention.head)
        assert sentence.span.contains(mention.span)
        above = int(tokens.head[mention.head])
        assert above == ROOT or not mention.span.contains(tokens.span(above))
        assert not (mention.named and mention.kind in (MentionKind.TIME, MentionKind.MONEY))
    around: list[Span] = []
    for span in spans:
        around = [s for s in around if s.end > span.start]
        assert all(s.contains(span) for s in around)
        around.append(span)
    named = [m.span for m in analysis.mentions if m.named]
    assert all(a.end <= b.start for a, b in itertools.pairwise(named))


@pytest.mark.parametrize("text", TEXTS)
def test_analyses_hold_together(text: str) -> None:
    analysis = read(text)
    check(analysis, document(text))
    letters = "".join(c for c in text if not c.isspace())
    assert "".join(c for t in analysis for c in t.text if not c.isspace()) == letters
    assert analysis.notes == ()
    assert analysis.model == model().name


def test_the_model_is_an_analyser_with_a_name() -> None:
    reader: Analyser = model()
    assert reader.name == model(threads=2).name
    assert len(reader.name.split()) == 3


def test_what_is_refused_comes_back_as_a_reason() -> None:
    refused = model().analyse(document("Les deux ministres se sont rencontrés mardi.", "fr"))
    assert isinstance(refused, Rejected)
    assert refused.reason is Reason.NOT_ENGLISH
    forced = model(forced=True).analyse(document("Les deux ministres se sont rencontrés mardi.", "fr"))
    assert isinstance(forced, Analysis)


def test_a_folder_without_a_model_is_a_wrong_set_up(tmp_path: Path) -> None:
    with pytest.raises(SetupError):
        load(folder=tmp_path)


# Same bytes


def lines_of(reader: Model, texts: Sequence[str]) -> dict[str, str]:
    return {text: dumps(reader.analyse(document(text))) for text in texts}


def test_order_and_company_of_documents_do_not_matter() -> None:
    expected = lines_of(load(), TEXTS)
    shuffled = list(TEXTS) * 2
    random.Random(7).shuffle(shuffled)
    assert lines_of(model(), shuffled) == expected
    assert lines_of(load(), TEXTS[3:4]) == {TEXTS[3]: expected[TEXTS[3]]}


def test_threads_do_not_matter() -> None:
    assert lines_of(model(threads=2), TEXTS) == lines_of(model(), TEXTS)


PROCESS = """
import hashlib, sys
from communique.language.model import load
from communique.language.options import LanguageOptions
from communique.records.serial import dumps
from language.reading import document
from language.test_model import TEXTS
reader = load(LanguageOptions(threads=int(sys.argv[1])))
lines = [dumps(reader.analyse(document(text))) for text in sorted(TEXTS, reverse=sys.argv[2] == "back")]
print(hashlib.sha256("".join(sorted(lines)).encode()).hexdigest())
"""


def test_processes_do_not_matter() -> None:
    lines = "".join(sorted(lines_of(model(), TEXTS).values()))
    expected = hashlib.sha256(lines.encode()).hexdigest()
    tests = Path(__file__).parents[1]
    for threads, order, seed in (("1", "forth", "1"), ("2", "back", "2")):
        told = subprocess.run(
            [sys.executable, "-c", PROCESS, threads, order],
            env={"PYTHONPATH": str(tests), "PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout.strip() == expected


def bare(mentions: Sequence[Mention], first: int) -> list[Mention]:
    """Mentions as they are before coreference, their heads counted from `first`."""
    return [dataclasses.replace(m, head=m.head - first, chain=None) for m in mentions]


@pytest.mark.parametrize("text", TEXTS)
def test_a_sentence_alone_is_read_as_among_others(text: str) -> None:
    whole = read(text)
    for sentence, tokens in zip(whole.sentences, given_tokens(text), strict=True):
        alone = model().analyse_tokens(document(text), [tokens])
        own = slice(sentence.first, sentence.stop)
        shifted = np.where(whole.tokens.head[own] == ROOT, ROOT, whole.tokens.head[own] - sentence.first)
        assert alone.tokens.head.tolist() == shifted.tolist()
        for column in ("form", "lemma", "upos", "xpos", "feats", "deprel"):
            assert list(getattr(alone.tokens, column)) == list(getattr(whole.tokens, column))[own]
        inside = [m for m in whole.mentions if sentence.span.contains(m.span)]
        assert bare(alone.mentions, 0) == bare(inside, sentence.first)


# Tokens that are given


@pytest.mark.parametrize("text", TEXTS)
def test_the_rooms_own_tokens_given_are_read_as_when_it_finds_them(text: str) -> None:
    assert model().analyse_tokens(document(text), given_tokens(text)) == read(text)


def test_given_tokens_and_sentences_are_kept_however_odd() -> None:
    text = "Talks  ended . They\nwill go on"
    tokens = [[Span(0, 3), Span(3, 5)], [Span(7, 12)], [Span(13, 23), Span(24, 26), Span(27, 30)]]
    analysis = model().analyse_tokens(document(text), tokens)
    check(analysis, document(text))
    assert [[t.span for t in analysis.tokens_of(s)] for s in analysis.sentences] == tokens
    assert model().analyse_tokens(document(text), [tuple(t) for t in tokens]) == analysis


def test_no_sentences_are_an_empty_analysis() -> None:
    analysis = model().analyse_tokens(document("Talks"), [])
    assert (len(analysis), analysis.sentences, analysis.mentions, analysis.chains) == (0, (), (), ())


@pytest.mark.parametrize(
    ("sentences", "message"),
    [
        ([[]], "without tokens"),
        ([[Span(0, 5)], []], "without tokens"),
        ([[Span(0, 5), Span(4, 6)]], "overlap"),
        ([[Span(0, 5), Span(0, 5)]], "overlap"),
        ([[Span(6, 11), Span(0, 5)]], "go backwards"),
        ([[Span(6, 11)], [Span(0, 5)]], "go backwards"),
        ([[Span(0, 5), Span(6, 13)]], "outside the text"),
        ([[Span(20, 25)]], "outside the text"),
    ],
)
def test_wrong_tokens_are_refused(sentences: list[list[Span]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        model().analyse_tokens(document("Talks ended."), sentences)


def long_tokens(text: str) -> list[Span]:
    return words(text, Span(0, len(text)))


def test_a_long_given_sentence_is_read_in_parts_and_stays_one() -> None:
    text = "; ".join([LONG] * 60) + "."
    report = document(text)
    tokens = long_tokens(text)
    stops = model().session.parts([t.of(text) for t in tokens])
    assert len(stops) > 2
    analysis = model().analyse_tokens(report, [tokens])
    check(analysis, report)
    assert [t.span for t in analysis] == tokens
    assert analysis.notes == (f"a sentence of {len(tokens)} words at 0 was read in {len(stops)} parts",)
    (top,) = (t for t in analysis if t.head is None)
    assert top.index < stops[0]
    for first, stop in itertools.pairwise(stops):
        outside = [t for t in list(analysis)[first:stop] if t.head is not None and not first <= t.head.index < stop]
        assert [(t.head, t.deprel) for t in outside] == [(top, "parataxis")]
        alone = model().analyse_tokens(report, [tokens[first:stop]])
        assert list(alone.tokens.upos) == list(analysis.tokens.upos)[first:stop]


def test_a_long_sentence_of_a_document_is_cut_at_a_safe_place() -> None:
    text = "Before it all, they met. " + "; ".join([LONG] * 60) + ". After it all, they left."
    analysis = read(text)
    check(analysis, document(text))
    assert len(analysis.sentences) > 4
    pieces = model().session.spelling
    for sentence in analysis.sentences:
        assert len(pieces.sentence([t.text for t in analysis.tokens_of(sentence)]).ids) <= MOST_PIECES
    for sentence in analysis.sentences[1:-2]:
        assert analysis[sentence.stop - 1].text == ";"
    cut = len(analysis.sentences) - 2
    count = sum(len(s) for s in analysis.sentences[1:-1])
    assert analysis.notes == (f"a sentence of {count} words at 25 was cut in {cut}",)
