"""CoNLL-U in: what is read is exact, what is broken is told with its line."""

from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

from communique.language.conllu import from_conllu, to_conllu
from communique.records import (
    Analysis,
    Chain,
    Coded,
    Document,
    RequestError,
    StoredDataError,
)
from language.trees import EXCHANGE, rows
from records.strategies import THOROUGH

SHARED = Path(__file__).resolve().parents[3] / "shared"
DAMAGE = st.text(st.sampled_from("\t\n 0123456789-.#=|()_\\abE\r\u00a0\u2028"), max_size=3)
BRIEF = "1	Talks	talk	NOUN	NNS	_	0	root	_	_"


def only(text: str) -> tuple[Document, Analysis]:
    [pair] = from_conllu(text)
    return pair


def words_of(document: Document, analysis: Analysis) -> list[str]:
    return [t.span.of(document.text) for t in analysis]


# --- text ---


def test_text_is_put_together_and_words_have_their_characters() -> None:
    (document, analysis), (second, _) = from_conllu(EXCHANGE)
    assert document.text == "Minister's envoy meets hosts\n\nEnvoy Amina Okoro (she flew in on May 3) met Kenya."
    assert (document.id, second.id, second.text) == ("envoy", "brief", "Talks ended.")
    assert words_of(document, analysis) == list(analysis.tokens.form)
    assert words_of(document, analysis)[:3] == ["Minister", "'s", "envoy"]
    assert [s.span.of(document.text) for s in analysis.sentences] == document.text.split("\n\n")
    assert analysis[2].head == analysis[3]
    assert analysis[0].feats == "Number=Sing"


def test_spaces_that_the_file_tells_are_kept() -> None:
    document, analysis = only(
        rows(r"A|SpacesBefore=\s\n", r"b|SpacesAfter=\t\t", r"c|SpacesAfter=\p\\x")
        + "# newpar\n"
        + rows("d|SpaceAfter=No", r"e|SpacesAfter=\s\s")
    )
    assert document.text == " \nA b\t\tc|\\xde  "
    assert words_of(document, analysis) == ["A", "b", "c", "d", "e"]


def test_a_paragraph_starts_on_a_line_of_its_own_even_after_a_word_without_space() -> None:
    document, _ = only(rows("Headline|SpaceAfter=No") + "# newpar id = p2\n" + rows("Text") + rows("More"))
    assert document.text == "Headline\n\nText More"


def test_a_word_may_be_a_space_that_is_no_blank() -> None:
    document, analysis = only(rows("a", "\u00a0", r"_|SpacesInToken=\s"))
    assert (document.text, list(analysis.tokens.form)) == ("a \u00a0  ", ["a", "\u00a0", " "])


def test_spaces_inside_a_word() -> None:
    document, analysis = only(rows("10 000", r"New York|SpacesInToken=New\s\nYork"))
    assert document.text == "10 000 New \nYork"
    assert list(analysis.tokens.form) == ["10 000", "New \nYork"]


@pytest.mark.parametrize(
    ("whole", "forms", "expected"),
    [
        ("don't", ("do", "n't"), ["do", "n't"]),
        ("du", ("de", "le"), ["d", "u"]),
        ("Aux", ("à", "les"), ["A", "ux"]),
        ("dámelo", ("da", "me", "lo"), ["dá", "me", "lo"]),
        ("cannot", ("CAN", "not"), ["can", "not"]),
        ("abc", ("abcd", "e", "f"), ["a", "b", "c"]),
    ],
)
def test_words_of_a_range_share_its_characters(whole: str, forms: tuple[str, ...], expected: list[str]) -> None:
    body = f"1-{len(forms)}\t{whole}" + "\t_" * 7 + "\tSpaceAfter=No\n" + rows(*forms, ".", heads="")
    body = body.replace("\n\n", "\n") + "\n"
    document, analysis = only(body)
    assert document.text == f"{whole}."
    assert words_of(document, analysis) == [*expected, "."]


def test_a_range_too_short_for_its_words_is_spelt_by_them_with_a_note() -> None:
    document, analysis = only("1-2\tà" + "\t_" * 8 + "\n" + rows("a", "la", "fin"))
    assert document.text == "a la fin"
    assert words_of(document, analysis) == ["a", "la", "fin"]
    assert analysis.notes == ("line 1: 'à' has fewer characters than words; the words stand in the text instead",)


def test_a_file_without_newdoc_is_one_document_named_after_its_content(tmp_path: Path) -> None:
    file = tmp_path / "trees.conllu"
    file.write_bytes(("\ufeff" + rows("One") + rows("Two")).replace("\n", "\r\n").encode())
    [(document, analysis)] = from_conllu(file)
    assert document.text == "One Two"
    assert document.id == Document.make_id(document.uri, document.text)
    assert document.uri == f"{file}#document 1"
    assert len(analysis.sentences) == 2
    assert list(from_conllu(iter(EXCHANGE.splitlines(keepends=True)))) == list(from_conllu(EXCHANGE))
    assert list(from_conllu("")) == list(from_conllu("# only a comment\n\n\n")) == []


# --- mentions ---


def told(document: Document, analysis: Analysis) -> list[tuple[str, str, str, bool, int | None]]:
    return [(m.span.of(document.text), analysis[m.head].text, m.kind, m.named, m.chain) for m in analysis.mentions]


def test_mentions_of_gum_nest_and_chain() -> None:
    document, analysis = next(from_conllu(EXCHANGE))
    assert told(document, analysis) == [
        ("Minister's envoy", "envoy", "person", False, 0),
        ("Minister's", "Minister", "person", False, None),
        ("hosts", "hosts", "object", False, None),
        ("Envoy Amina Okoro", "Envoy", "person", False, 0),
        ("Amina Okoro", "Amina", "person", True, None),
        ("she", "she", "person", False, 0),
        ("May 3", "May", "time", True, None),
        ("Kenya", "Kenya", "place", True, None),
    ]
    assert analysis.chains == (Chain((0, 3, 5)),)


def test_mentions_of_corefud_name_their_head_and_may_stand_on_empty_nodes() -> None:
    text = (
        "# global.Entity = eid-etype-head-other\n"
        + rows("The|Entity=(e1-person-2-x:y(e2-deity-1-)", "envoys|Entity=e1)(e3[1/2]-person-1-", "x|Entity=e3[1/2])")
        + "# newdoc\n"
        + rows("Went|Entity=(e9", "home|Entity=e9)").rstrip("\n")
        + "\n2.1\tthey\t_\tPRON\t_\t_\t_\t_\t1:nsubj\tEntity=(e9-person-1-)\n\n"
    )
    (first, one), (second, two) = from_conllu(text)
    assert told(first, one) == [
        ("The envoys", "envoys", "person", False, None),
        ("The", "The", "abstract", False, None),
    ]
    assert one.notes == (
        "line 3: a mention in several pieces was left out",
        "line 4: a mention in several pieces was left out",
        "kind 'deity' of mentions is not known and was read as abstract",
    )
    assert told(second, two) == [("Went home", "Went", "abstract", False, None)]
    assert "a mention of no word of the text was left out" in " ".join(two.notes)


def test_the_order_of_fields_holds_for_all_documents_below() -> None:
    text = (
        "# global.Entity = eid-head-etype\n"
        + rows("One")
        + "# newdoc\n"
        + rows("two|Entity=(e1-2-time", "men|Entity=e1)")
    )
    [_, (document, analysis)] = from_conllu(text)
    assert told(document, analysis) == [("two men", "men", "time", False, None)]


# --- what is broken ---


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("Talks ended.", 1, "10 columns parted by tabs expected, not 1"),
        (BRIEF + "\n2\tx\n", 2, "10 columns"),
        (BRIEF.replace("1\t", "2\t", 1), 1, "out of turn"),
        (BRIEF + "\n" + BRIEF, 2, "out of turn"),
        ("x" + BRIEF[1:], 1, "out of turn"),
        ("2-3\tab" + "\t_" * 8 + "\n" + BRIEF, 1, "out of turn"),
        ("1-2\tab" + "\t_" * 8 + "\n" + BRIEF, 1, "lacks words"),
        ("1.1\tab" + "\t_" * 8 + "\n" + BRIEF, 1, "out of turn"),
        ("0.1\tab" + "\t_" * 8 + "\n", 1, "lacks words"),
        (BRIEF.replace("Talks", ""), 1, "without a form"),
        (BRIEF.replace("\t0\t", "\t_\t"), 1, "--pretokenised"),
        (BRIEF.replace("\t0\t", "\t7\t"), 1, "no word of the sentence"),
        ("# a\n" + rows("a", "b", heads="0 0"), 1, "2 roots"),
        ("# a\n\n" + rows("a", "b", heads="2 1"), 3, "0 roots"),
        (rows("a", "b", "c", heads="0 3 2"), 1, "loop"),
        (rows("a", "b|Entity=3)"), 2, "was not opened"),
        (rows("a", "b|Entity=(3-person"), 2, "never closed"),
        (rows("a", "b|Entity=person"), 2, "no bracketing"),
        (rows("a", "b|Entity=()"), 2, "no bracketing"),
    ],
)
def test_what_is_broken_is_told_with_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(StoredDataError, match=what) as caught:
        list(from_conllu(text))
    assert f"line {line}:" in str(caught.value)


OURS = "".join(to_conllu(*pair) for pair in from_conllu(EXCHANGE))


@pytest.mark.parametrize("whole", [EXCHANGE, OURS], ids=["theirs", "ours"])
@hypothesis.settings(parent=THOROUGH, max_examples=300)
@hypothesis.given(st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 3), DAMAGE), min_size=1, max_size=4))
def test_a_damaged_file_is_read_or_refused(whole: str, changes: list[tuple[int, int, str]]) -> None:
    for at, gone, put in changes:
        whole = whole[:at] + put + whole[at + gone :]
    pairs, said = [], "CoNLL-U, line "
    try:
        pairs = list(from_conllu(whole))
    except StoredDataError as err:
        said = str(err)
    assert said.startswith("CoNLL-U, line ")
    for document, analysis in pairs:
        assert words_of(document, analysis) == list(analysis.tokens.form)
        Coded(document=document, analysis=analysis)


@pytest.mark.parametrize(("old", "new"), [("char_range = 0:12", "char_range = 0:13"), ("no-0:5", "no-0:500")])
def test_ranges_that_leave_the_text_are_refused(old: str, new: str) -> None:
    assert old in OURS
    with pytest.raises(StoredDataError, match="leaves the text"):
        list(from_conllu(OURS.replace(old, new)))


@pytest.mark.parametrize("old", ["\t2\tnsubj", "\n2\tended", "0:5"])
def test_numbers_without_end_are_refused(old: str) -> None:
    assert old in OURS
    with pytest.raises(StoredDataError):
        list(from_conllu(OURS.replace(old, old.replace("2", "2" * 5_000).replace("5", "5" * 5_000))))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no such file"):
        list(from_conllu(tmp_path / "none.conllu"))
    (tmp_path / "latin").write_bytes(b"1\t\xe9" + b"\t_" * 8)
    with pytest.raises(StoredDataError, match="not UTF-8"):
        list(from_conllu(tmp_path / "latin"))
    with pytest.raises(StoredDataError, match=r"give a pathlib\.Path"):
        list(from_conllu("trees.conllu"))
