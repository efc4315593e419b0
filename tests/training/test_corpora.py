"""What training reads: treebanks, newswire with names, held-out sentences. Needs no PyTorch."""

import json
from pathlib import Path

import pytest
from communique_training import corpora, prepare

from communique.language.lemmas import lemma_of

TREEBANK = """\
# newdoc id = talks
# text = Envoys of Peru met.
1	Envoys	envoy	NOUN	NNS	Number=Plur	4	nsubj	_	Entity=(1-person-new-x(2-animal-new-x)
2	of	of	ADP	IN	_	3	case	_	_
3	Peru	Peru	PROPN	NNP	Number=Sing	1	nmod	_	Entity=(3-place-new-x)1)|SpaceAfter=No
4	met	meet	VERB	VBD	Tense=Past	0	root	_	Entity=(4[1/2]-event-new-x)
4.1	held	hold	VERB	VBD	_	_	_	_	_
5-6	don't	_	_	_	_	_	_	_	_
5	do	do	AUX	VB	_	4	aux	_	Entity=(5-substance-new-x
6	n't	not	PART	RB	_	4	advmod	_	Entity=5)

# text = They left.
1	They	they	PRON	PRP	_	2	nsubj	_	Entity=(1-person-giv-x)
2	left	leave	VERB	VBD	_	0	root	_	_
"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "talks.conllu"
    path.write_text(TREEBANK, "utf-8")
    return path


def test_trees_and_mentions_are_read(treebank: Path) -> None:
    first, second = corpora.conllu(treebank, "gum", mentions=True)
    assert first.words == ["Envoys", "of", "Peru", "met", "do", "n't"]
    assert (first.document, first.heads) == ("talks", [4, 3, 1, 0, 4, 4])
    assert first.mentions == [(0, 3, "person"), (0, 1, "object"), (2, 3, "place"), (4, 6, "object")]
    assert first.groups == [1, 2, 3, 5]
    assert (second.mentions, second.groups) == ([(0, 1, "person")], [1])


def test_mentions_are_left_alone_where_a_treebank_has_none(treebank: Path) -> None:
    assert [s.mentions for s in corpora.conllu(treebank, "ewt")] == [None, None]


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        (["B-Person", "I-Person", "O", "B-Location"], [(0, 2, "person"), (3, 4, "place")]),
        (["B-Person", "B-Person", "E-Person"], [(0, 1, "person"), (1, 3, "person")]),
        (["S-NORP", "O", "I-Facility", "I-Money"], [(0, 1, "norp"), (2, 3, "facility"), (3, 4, "money")]),
        (["O", "O"], []),
    ],
)
def test_tags_of_names(tags: list[str], names: list[tuple[int, int, str]]) -> None:
    assert list(corpora.spans(tags)) == names


def test_newswire_is_cut_at_empty_lines_and_at_addresses(tmp_path: Path) -> None:
    path = tmp_path / "ke_1.tsv"
    path.write_text("an address of a page\n\nNairobi\tB-Location\nwaits\tO\n\n\nRuto\tB-Person\n", "utf-8")
    first, second = corpora.newswire(path)
    assert (first.words, first.names, first.heads) == (["Nairobi", "waits"], [(0, 1, "place")], None)
    assert (second.document, second.names) == ("ke_1", [(0, 1, "person")])


def test_a_sentence_is_known_by_its_letters_and_digits_alone() -> None:
    assert corpora.digest_of("Talks, in Doha: 2 days!") == corpora.digest_of("talks in  DOHA 2 days")
    assert corpora.digest_of("Talks in Doha") != corpora.digest_of("Talks in Oslo")


def test_held_out_hashes_are_read_past_comments(tmp_path: Path) -> None:
    path = tmp_path / "hashes.txt"
    path.write_text(f"# what they are\n{corpora.digest_of('No')} some set\n\n", "utf-8")
    assert corpora.held_out(path) == {corpora.digest_of("no.")}


def test_what_is_written_is_read_back(treebank: Path, tmp_path: Path) -> None:
    sentences = list(corpora.conllu(treebank, "gum", mentions=True))
    assert corpora.write(tmp_path / "out.jsonl", sentences) == 2
    back = corpora.load(tmp_path / "out.jsonl")
    assert [s.words for s in back] == [s.words for s in sentences]
    assert json.dumps(back[0].mentions) == json.dumps(sentences[0].mentions)


def test_rare_labels_are_not_learned_and_rules_make_lemmas(treebank: Path) -> None:
    sentences = list(corpora.conllu(treebank, "gum", mentions=True)) * 3
    labels = prepare.labels_of(sentences)
    assert labels["upos"][0] == "VERB" or labels["upos"].index("VERB") < labels["upos"].index("ADP")
    assert {"", *corpora.MENTION_KINDS} == set(labels["mention"])
    assert len(labels["tag"]) == 1 + 4 * len(corpora.NAME_KINDS)
    assert {lemma_of("Envoys", rule) for rule in labels["lemma"] if rule.startswith("l1")} == {"envoy"}
    assert "l1:" not in prepare.labels_of(sentences[:1])["lemma"]  # once is too rare
