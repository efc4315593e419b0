"""CoNLL-U out: what was written comes back, also under the words of a file that was given."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from communique.language.conllu import as_given, from_conllu, given_tokens, to_conllu
from communique.language.conllu_out import flat_names
from communique.language.conllu_rows import escaped, unescaped
from communique.records import (
    Analysis,
    Chain,
    Document,
    Labels,
    Mention,
    MentionKind,
    Sentence,
    Span,
    StoredDataError,
    digest_of,
)
from language.test_conllu import OURS, SHARED, only, told, words_of
from language.trees import EXCHANGE, rows
from records.strategies import THOROUGH
from records.texts import CHARACTERS, TEXT, analyses


def test_what_is_written() -> None:
    document, analysis = list(from_conllu(EXCHANGE))[1]
    assert to_conllu(document, analysis) == (
        "# newdoc id = brief\n# generator = communique\n# global.Entity = GRP-etype-head-named-range\n"
        "# meta::model = CoNLL-U\n# meta::uri = CoNLL-U#document 2\n# newpar\n"
        "# sent_id = brief-1\n# char_range = 0:12\n# text = Talks ended.\n"
        "1\tTalks\ttalk\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\tEntity=(m1-event-1-no-0:5)|TokenRange=0:5\n"
        "2\tended\tend\tVERB\tVBD\tTense=Past\t0\troot\t_\tSpaceAfter=No|TokenRange=6:11\n"
        "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\tSpaceAfter=No|TokenRange=11:12\n\n"
    )


def with_mentions(*mentions: Mention) -> Analysis:
    """Mentions of `Envoy Amina Okoro flew` and so on, in the first document."""
    return dataclasses.replace(next(from_conllu(EXCHANGE))[1], mentions=mentions, chains=())


def test_names_are_flat_the_longest_first() -> None:
    document, analysis = next(from_conllu(EXCHANGE))
    start = analysis.tokens.start.tolist()

    def mention(first: int, last: int, kind: MentionKind, named: bool = True) -> Mention:
        return Mention(Span(start[first], int(analysis.tokens.end[last])), first, kind, named)

    names = flat_names(
        with_mentions(
            mention(5, 6, MentionKind.PERSON, named=False),
            mention(6, 6, MentionKind.NORP),
            mention(6, 7, MentionKind.PERSON),
            mention(9, 9, MentionKind.ABSTRACT),
            mention(4, 5, MentionKind.EVENT),
            mention(17, 17, MentionKind.FACILITY),
        )
    )
    assert names == {6: "B-person", 7: "I-person", 17: "B-place"}
    tagged = to_conllu(document, with_mentions(mention(6, 7, MentionKind.PERSON)))
    assert [line.split("\t")[1] for line in tagged.splitlines() if "NER=" in line] == ["Amina", "Okoro"]


def test_inner_brackets_close_before_outer_ones() -> None:
    assert "Entity=m5)c1)|" in OURS
    assert "Entity=(c1-person-1-no-30:47|" in OURS


def test_mentions_of_one_chain_may_cross() -> None:
    document, analysis = next(from_conllu(EXCHANGE))
    start, end = analysis.tokens.start.tolist(), analysis.tokens.end.tolist()
    crossing = ((0, 2, 1), (1, 7, 6), (2, 8, 8), (2, 4, 3))
    mentions = tuple(Mention(Span(start[a], end[b]), h, MentionKind.EVENT, False, 0) for a, b, h in crossing)
    analysis = dataclasses.replace(analysis, mentions=mentions, chains=(Chain((0, 1, 2, 3)),))
    assert only(to_conllu(document, analysis))[1] == analysis


@pytest.mark.parametrize("words", ["", " ", "  two before", "two after  ", "line\nbreak\\n", "\ta | b\u00a0"])
def test_words_about_a_document_are_kept_to_the_space(words: str) -> None:
    document, analysis = list(from_conllu(EXCHANGE))[1]
    document = dataclasses.replace(document, id=words, uri=words, title=words)
    analysis = dataclasses.replace(analysis, document=words, model=words, notes=(words, words))
    assert only(to_conllu(document, analysis)) == (document, analysis)


def test_an_analysis_of_another_document_is_refused() -> None:
    (first, _), (_, analysis) = from_conllu(EXCHANGE)
    with pytest.raises(ValueError, match="analysis is of brief"):
        to_conllu(first, analysis)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("TokenRange=6:11", "TokenRange=6:12", "not where 'ended' stands"),
        ("TokenRange=6:11", "TokenRange=6", "no range of characters"),
        ("ended\t", "stopped\t", "changed by hand"),
        ("no-0:5", "no-5:5", "no range of characters"),
        ("no-0:5", "no-3:5", "does not hold its head"),
    ],
)
def test_offsets_of_ours_that_are_no_longer_true(old: str, new: str, what: str) -> None:
    text = to_conllu(*list(from_conllu(EXCHANGE))[1])
    assert old in text
    with pytest.raises(StoredDataError, match=what):
        list(from_conllu(text.replace(old, new)))


def test_without_our_mark_a_changed_file_is_read_anew() -> None:
    text = to_conllu(*list(from_conllu(EXCHANGE))[1]).replace("# generator = communique\n", "")
    document, analysis = only(text.replace("ended\t", "stopped\t"))
    assert document.text == "Talks stopped."
    assert told(document, analysis) == [("Talks", "Talks", "event", False, None)]


@st.composite
def read_documents(draw: DrawFn) -> tuple[Document, Analysis]:
    """A document with any characters before, between and after its words, and an analysis of it."""
    words = draw(st.lists(st.text(CHARACTERS, min_size=1, max_size=5), min_size=1, max_size=7))
    gaps = st.text(st.sampled_from(" \t\n\r|\\\u00a0\u2028\x00ab"), max_size=3) | st.sampled_from(["", " "])
    text = draw(gaps)
    spans = []
    for word in words:
        spans.append(Span(len(text), len(text) + len(word)))
        text += word + draw(gaps)
    hypothesis.assume(text.strip())
    document = Document(draw(TEXT), draw(TEXT), text, digest_of(text), title=draw(st.none() | TEXT))
    analysis: Analysis = draw(analyses(document.id, text, spans))
    longer = []
    for mention in sorted(analysis.mentions, key=lambda m: m.head):
        first = draw(st.integers(0, mention.head))
        last = draw(st.integers(mention.head, len(spans) - 1))
        longer.append((first, dataclasses.replace(mention, span=spans[first].cover(spans[last]), chain=None)))
    mentions = [m for _, m in sorted(longer, key=lambda pair: pair[0])]
    chain_of = draw(st.lists(st.none() | st.integers(0, 2), min_size=len(mentions), max_size=len(mentions)))
    used = draw(st.permutations(sorted({c for c in chain_of if c is not None})))
    linked = tuple(
        dataclasses.replace(m, chain=None if c is None else used.index(c))
        for m, c in zip(mentions, chain_of, strict=True)
    )
    chains = tuple(Chain(tuple(i for i, c in enumerate(chain_of) if c == u)) for u in used)
    wider = tuple(_widened(draw, s, text) for s in analysis.sentences)
    return document, dataclasses.replace(analysis, mentions=linked, chains=chains, sentences=wider)


def _widened(draw: DrawFn, sentence: Sentence, text: str) -> Sentence:
    span = sentence.span
    start, end = draw(st.integers(0, span.start)), draw(st.integers(span.end, len(text)))
    return dataclasses.replace(sentence, span=Span(start, end))


@THOROUGH
@hypothesis.given(read_documents())
def test_what_was_written_comes_back(pair: tuple[Document, Analysis]) -> None:
    document, analysis = pair
    text = to_conllu(document, analysis)
    [(read, again)] = from_conllu(text)
    assert (read.id, read.uri, read.text, read.title) == (document.id, document.uri, document.text, document.title)
    assert again == analysis
    assert to_conllu(read, again) == text
    assert list(from_conllu(text.encode().decode().split("\n"))) == [(read, again)]


@THOROUGH
@hypothesis.given(st.lists(read_documents(), max_size=3))
def test_documents_follow_each_other_in_a_file(pairs: list[tuple[Document, Analysis]]) -> None:
    text = "".join(to_conllu(*pair) for pair in pairs)
    assert [again for _, again in from_conllu(text)] == [analysis for _, analysis in pairs]


@hypothesis.given(TEXT, st.booleans())
def test_escapes_are_undone(text: str, spaces: bool) -> None:
    assert unescaped(escaped(text, spaces)) == text
    assert not set("\t\n\r|") & set(escaped(text, spaces))


# --- under the words of a file ---


def test_tokens_of_a_file_need_no_trees() -> None:
    bare = "\n".join(f"{i}\t{form}" + "\t_" * 8 for i, form in enumerate(["Talks", "ended"], start=1))
    [given] = given_tokens("# sent_id = 7\n" + bare)
    assert given.document.text == "Talks ended"
    assert given.sentences == ((Span(0, 5), Span(6, 11)),)
    _, analysis = only(rows("Talks", "ended"))
    analysis = dataclasses.replace(analysis, document=given.document.id)
    assert as_given(given.rows, given.document, analysis) == (
        "# generator = communique\n# global.Entity = GRP-etype-head-named-range\n# meta::model = CoNLL-U\n"
        "# sent_id = 7\n1\tTalks\ttalks\tX\t_\t_\t0\troot\t_\tTokenRange=0:5\n"
        "2\tended\tended\tX\t_\t_\t1\tdep\t_\tSpaceAfter=No|TokenRange=6:11\n\n"
    )


def test_ids_forms_ranges_and_comments_of_a_file_are_kept() -> None:
    for given, (document, analysis) in zip(given_tokens(EXCHANGE), from_conllu(EXCHANGE), strict=True):
        nothing = Labels.of(["_"] * len(analysis))
        blank = dataclasses.replace(analysis, tokens=dataclasses.replace(analysis.tokens, lemma=nothing), model="m")
        text = as_given(given.rows, document, blank)
        [(read, again)] = from_conllu(text)
        assert (read.text, again) == (document.text, dataclasses.replace(blank, notes=()))
        before = [line for s in given.rows.sentences for line in s.comments if not line.startswith("global")]
        assert [c for c in before if f"# {c}\n" not in text] == []
        kept = [line.split("\t")[:2] for line in text.splitlines() if line and line[0] != "#"]
        assert kept == [list(r.cells[:2]) for s in given.rows.sentences for r in s.rows]


def test_the_space_after_a_range_is_told_on_its_row_alone() -> None:
    file = EXCHANGE.replace("1-2\tMinister's" + "\t_" * 8, "1-2\tMinister's" + "\t_" * 7 + "\tSpaceAfter=No|Typo=Yes")
    given, (document, analysis) = next(given_tokens(file)), next(from_conllu(file))
    text = as_given(given.rows, document, analysis)
    assert document.text.startswith("Minister'senvoy meets")
    assert "\n1-2\tMinister's" + "\t_" * 7 + "\tSpaceAfter=No|Typo=Yes\n" in text
    assert text.count("SpaceAfter=No") == file.split("# newdoc id = brief")[0].count("SpaceAfter=No") + 1


def test_forms_that_do_not_spell_the_text_are_kept() -> None:
    file = "# newdoc id = a\\sb\n1-2\tdu" + "\t_" * 8 + "\n" + rows("de", "le", r"x y|SpacesInToken=x\ny")
    [given] = given_tokens(file)
    document, analysis = only(file)
    assert (document.id, document.text) == ("a\\sb", "du x\ny")
    [(read, again)] = from_conllu(as_given(given.rows, document, analysis))
    assert (read.id, read.text, again) == (document.id, document.text, analysis)
    assert [line.split("\t")[1] for line in as_given(given.rows, document, analysis).splitlines() if "\t" in line] == [
        "du",
        "de",
        "le",
        "x y",
    ]


def test_an_analysis_with_other_tokens_is_refused() -> None:
    given = list(given_tokens(EXCHANGE))[1]
    document, analysis = only("# newdoc id = brief\n" + rows("Talks", "ended."))
    with pytest.raises(ValueError, match="other sentences or tokens"):
        as_given(given.rows, document, analysis)


# --- real treebanks ---


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["gum/dev", "ewt/dev.conllu"])
def test_treebanks_come_back(folder: str) -> None:
    where = SHARED / "data" / "syntax" / folder
    if not where.exists():
        pytest.skip(f"{where} is not there: development data beside the checkout")
    files = sorted(where.rglob("*.conllu")) if where.is_dir() else [where]
    tokens = mentions = 0
    for file in files:
        for given, (document, analysis) in zip(given_tokens(file), from_conllu(file), strict=True):
            assert analysis.notes == ()
            assert words_of(document, analysis) == list(analysis.tokens.form)
            for text in (to_conllu(document, analysis), as_given(given.rows, document, analysis)):
                [(read, again)] = from_conllu(text)
                assert (read.text, again) == (document.text, analysis)
            tokens += len(analysis)
            mentions += len(analysis.mentions)
    assert tokens > 10_000
    assert (mentions > 3_000) == folder.startswith("gum")


@pytest.mark.shared
def test_the_scorer_reads_what_is_written(tmp_path: Path) -> None:
    gold, scorer = SHARED / "data/syntax/gum/dev/GUM_news_iodine.conllu", SHARED / "bench/score.py"
    if not (gold.exists() and scorer.exists()):
        pytest.skip(f"{gold} and {scorer} are not there: development data beside the checkout")
    out = tmp_path / "out.conllu"
    pairs = zip(given_tokens(gold), from_conllu(gold), strict=True)
    out.write_text("".join(as_given(given.rows, *pair) for given, pair in pairs), "utf-8")
    command = [sys.executable, str(scorer), "syntax", str(gold), "--system", str(out)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "las_universal=100.0" in said
