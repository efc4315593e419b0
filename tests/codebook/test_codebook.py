"""The codebook: the package's own is whole; a user's extends or replaces it, and every slip is told by name."""

import tomllib
from pathlib import Path

import pytest

from communique.codebook.cameo import cameo, of_plover
from communique.codebook.codebook import Codebook, codebook, codebook_in
from communique.codebook.plover import plover
from communique.codebook.triggers import Roles, triggers
from communique.records.errors import RequestError
from communique.records.outcomes import Quad, Role, Status

ALONE = """
name = "strikes"
version = "3"
published = "2023-02-01"

[contexts]
wages = "About pay."

[[type]]
code = "STRIKE"
quad = 4
score = -4
meaning = "Stops work."
cameo = "1431"
modes = [{ code = "wildcat", score = -5, meaning = "Without the union.", cameo = "143" }]

[[type]]
code = "SETTLE"
quad = 1
score = 3.5
recipient = true
meaning = "Ends a dispute with the other side."

[[trigger]]
lemma = "walk out"
part = "verb"
type = "STRIKE"

[[trigger]]
lemma = "settle"
part = "verb"
type = "SETTLE"
objects = ["dispute", "strike"]
exclude = ["estate"]
roles = "mutual"
recipient = ["with", "against"]
actor = ["between"]

[[example]]
text = "Dutch dockers walked out on Monday."
events = [{ type = "STRIKE", mode = "", actors = ["NLD/LAB"], recipients = [] }]

[[example]]
rule = "STRIKE/wildcat"
text = "A waiter walked out of a Dutch bar."
published = "2020-01-31"
events = []
why = "nobody stops work"
"""
TINY = 'name = "tiny"\n[[type]]\ncode = "A"\nquad = 1\nscore = 1\nmeaning = "x"\n'
TINY_WORD = TINY + '[[trigger]]\nlemma = "do"\npart = "verb"\ntype = "A"\n'
MORE = 'name = "more"\nextends = "plover"\n'


def read(folder: Path, text: str) -> Codebook:
    file = folder / "own.toml"
    file.write_text(text, "utf-8")
    return codebook_in(file)


# --- the package's own ---


def test_the_package_codes_plover() -> None:
    book = codebook()
    assert (book.name, book.version, len(book.ontology.types)) == ("PLOVER", "2.0", 16)
    assert book.ontology is plover()
    assert book.triggers == triggers()
    assert (book.component.name, book.component.digest) == ("PLOVER", book.digest)


def test_each_event_of_plover_has_its_cameo() -> None:
    book = codebook()
    for kind in plover().types.values():
        for mode in (None, *kind.modes):
            code = book.cameo_of(kind.code, mode, ())
            assert code == of_plover(kind.code, mode)
            assert book.goldstein_of(kind.code, mode, ()) == cameo()[of_plover(kind.code, mode)].goldstein
    assert book.cameo_of("AGREE", None, ["economic"]) == of_plover("AGREE", None, ["economic"]) != of_plover("AGREE")


# --- one of a user ---


def test_one_that_stands_alone(tmp_path: Path) -> None:
    book = read(tmp_path, ALONE)
    assert (book.name, book.version, book.ontology.version) == ("strikes", "3", "3")
    assert list(book.ontology.types) == ["STRIKE", "SETTLE"]
    assert dict(book.ontology.contexts) == {"wages": "About pay."}
    strike = book.ontology.types["STRIKE"]
    assert (strike.quad, strike.score, strike.score_of("wildcat")) == (Quad.MATERIAL_CONFLICT, -4.0, -5.0)
    assert book.ontology.types["SETTLE"].recipient
    assert not strike.recipient
    assert set(book.triggers) == {("walk out", "verb"), ("settle", "verb")}


def test_the_words_of_a_user(tmp_path: Path) -> None:
    book = read(tmp_path, ALONE)
    [settle] = book.triggers["settle", "verb"]
    assert settle.objects == {"dispute", "strike"}
    assert settle.exclude == {"estate"}
    assert settle.roles is Roles.MUTUAL
    assert [book.side_of(settle, w) for w in ("with", "against", "between", "at")] == [
        Role.RECIPIENT, Role.RECIPIENT, Role.ACTOR, None,
    ]  # fmt: skip
    [walk] = book.triggers["walk out", "verb"]
    assert (walk.type, walk.mode, walk.roles, book.side_of(walk, "with")) == ("STRIKE", None, Roles.ACT, None)


def test_cameo_of_a_user(tmp_path: Path) -> None:
    book = read(tmp_path, ALONE)
    assert book.cameo_of("STRIKE", "wildcat", ()) == "143"
    assert book.cameo_of("STRIKE", None, ["wages"]) == "1431"
    assert book.goldstein_of("STRIKE", None, ()) == cameo()["1431"].goldstein
    assert book.cameo_of("SETTLE", None, ()) is None
    assert book.goldstein_of("SETTLE", None, ()) is None


def test_examples_of_a_user(tmp_path: Path) -> None:
    one, other = read(tmp_path, ALONE).examples
    assert (one.rule, one.published, one.positive) == ("STRIKE", "2023-02-01", True)
    assert (other.rule, other.published, other.positive) == ("STRIKE/wildcat", "2020-01-31", False)
    [expected] = one.events
    assert (expected.mode, expected.actors) == ("", frozenset(("NLD/LAB",)))
    assert expected.recipients == frozenset()
    assert other.why == "nobody stops work"


def test_one_that_extends_keeps_the_rest(tmp_path: Path) -> None:
    book = read(tmp_path, MORE)
    ours = codebook()
    assert list(book.ontology.types) == list(ours.ontology.types)
    assert book.triggers == ours.triggers
    assert book.cameo_of("SANCTION", "expel", ()) == ours.cameo_of("SANCTION", "expel", ())
    assert book.examples == ()
    assert (book.version, book.digest != ours.digest) == ("1", True)


def test_modes_are_laid_over_a_type(tmp_path: Path) -> None:
    text = MORE + '[[type]]\ncode = "PROTEST"\nmodes = [{ code = "die-in", meaning = "They lie down." },'
    book = read(tmp_path, text + ' { code = "riot", score = -8 }]\n[contexts]\nclimate = "Climate."\n')
    ours, own = plover().types["PROTEST"], book.ontology.types["PROTEST"]
    assert (own.meaning, own.score, own.quad) == (ours.meaning, ours.score, ours.quad)
    assert list(own.modes) == [*ours.modes, "die-in"]
    assert own.score_of("die-in") == ours.score
    assert (own.modes["riot"].score, own.modes["riot"].meaning) == (-8.0, ours.modes["riot"].meaning)
    assert own.modes["demo"] == ours.modes["demo"]
    assert set(book.ontology.contexts) == {*plover().contexts, "climate"}
    assert book.cameo_of("PROTEST", "die-in", ()) == of_plover("PROTEST")


def test_a_word_of_a_user_takes_the_place_of_ours(tmp_path: Path) -> None:
    assert len(triggers()["withdraw", "verb"]) > 1
    row = '[[trigger]]\nlemma = "withdraw"\npart = "verb"\ntype = "RETREAT"\nmode = "withdraw"\n'
    book = read(tmp_path, MORE + row)
    [own] = book.triggers["withdraw", "verb"]
    assert (own.type, own.objects) == ("RETREAT", frozenset())
    assert book.triggers["withdrawal", "noun"] == triggers()["withdrawal", "noun"]
    gone = read(tmp_path, MORE + '[[trigger]]\nlemma = "withdraw"\npart = "verb"\n')
    assert ("withdraw", "verb") not in gone.triggers
    assert len(gone.triggers) == len(triggers()) - 1


def test_a_word_with_several_acts(tmp_path: Path) -> None:
    rows = "".join(
        f'[[trigger]]\nlemma = "drop"\npart = "verb"\ntype = "{t}"\nobjects = ["{o}"]\nrecipient = ["{p}"]\n'
        for t, o, p in (("CONCEDE", "demand", "on"), ("ASSAULT", "bomb", "onto"))
    )
    book = read(tmp_path, MORE + rows)
    concede, assault = sorted(book.triggers["drop", "verb"], key=lambda t: t.type, reverse=True)
    assert (book.side_of(concede, "on"), book.side_of(concede, "onto")) == (Role.RECIPIENT, None)
    assert (book.side_of(assault, "on"), book.side_of(assault, "onto")) == (None, Role.RECIPIENT)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("Dutch dockers", "Danish dockers", True),  # an example shapes no output
        ("# comment", "# other comment", True),
        ('objects = ["dispute", "strike"]', 'objects = ["strike", "dispute"]', True),
        ("score = 3.5", "score = 3.25", False),
        ('exclude = ["estate"]', "", False),
        ('recipient = ["with", "against"]', 'recipient = ["with"]', False),
        ('roles = "mutual"', 'roles = "swap"', False),
        ('cameo = "143"', 'cameo = "140"', False),
        ("About pay.", "About wages.", False),
        ('version = "3"', 'version = "4"', False),
    ],
)
def test_the_digest_is_of_all_that_shapes_output(tmp_path: Path, old: str, new: str, same: bool) -> None:
    text = ALONE + "# comment\n"
    assert old in text
    assert (read(tmp_path, text).digest == read(tmp_path, text.replace(old, new)).digest) is same


# --- what is refused ---


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", r"the file lacks 'name'; add name"),
        ('name = ""\n', "name must be a text"),
        ('name = "x"\nextend = "plover"\n', "unknown key 'extend'; known are name, version, extends"),
        ('name = "x"\nextends = "cameo"\n', 'extends must be "plover" or be left out'),
        ('name = "x"\n', "no type is given"),
        (TINY, "no word names an act"),
        (TINY + TINY.partition("\n")[2], r"type 2 \(A\): the type A is given twice"),
        (TINY.replace("quad = 1", "quad = 7"), r"type 1 \(A\): quad must be one of 1, 2, 3, 4, not 7"),
        (TINY.replace("quad = 1", "quad = true"), "quad must be one of"),
        (TINY.replace("score = 1", "score = 11"), "score must be a number from -10 to 10, not 11"),
        (TINY.replace("score = 1", "score = nan"), "score must be a number"),
        (TINY.replace("score = 1\n", ""), "score must be a number"),
        (TINY.replace('meaning = "x"\n', ""), r"type 1 \(A\) lacks 'meaning'"),
        (TINY + 'colour = "red"\n', "unknown key 'colour'"),
        (TINY + "recipient = 1\n", "recipient must be true or false"),
        (TINY + "modes = [1]\n", "modes must be a list of tables"),
        (TINY + 'modes = [{ code = "m" }]\n', r"mode 1 \(m\) lacks 'meaning'"),
        (TINY + 'modes = [{ code = "m", meaning = "x", tone = 1 }]\n', "unknown key 'tone'"),
        (TINY + 'modes = [{ code = "m", meaning = "x" }, { code = "m", meaning = "x" }]\n', "given twice"),
        (TINY_WORD.replace('meaning = "x"', 'meaning = "x"\ncameo = "999"'), "CAMEO 1.1 has no code '999'"),
        (TINY_WORD.replace('"A"\nquad', '"A"\ncameo = 10\nquad'), "cameo must be a text"),
        (TINY + "[contexts]\nx = 1\n", "contexts must be a table of texts"),
        (TINY_WORD.replace('"verb"', '"adverb"'), r"trigger 1 \(do\): part must be one of verb"),
        (TINY + '[[trigger]]\nlemma = "Do"\npart = "verb"\ntype = "A"\n', "small letters: 'do'"),
        (TINY + '[[trigger]]\nlemma = "do"\npart = "verb"\ntype = "B"\n', "type must be one of A, not 'B'"),
        (TINY + '[[trigger]]\nlemma = "do"\npart = "verb"\nmode = "m"\n', "lacks 'type'"),
        (TINY_WORD + 'mode = "m"\n', "mode must be one of"),
        (TINY_WORD + 'objects = "x"\n', "objects must be a list of texts"),
        (TINY_WORD + 'objects = ["a;b"]\n', "objects are lemmas"),
        (TINY_WORD + 'objects = ["a", "a"]\n', "objects names 'a' twice"),
        (TINY_WORD + 'objects = ["a"]\nexclude = ["a"]\n', "needed and excluded"),
        (TINY_WORD + 'roles = "both"\n', "roles must be one of mutual, swap, not 'both'"),
        (TINY_WORD + 'recipient = ["With"]\n', "in small letters"),
        (TINY_WORD + 'recipient = ["with"]\nactor = ["with"]\n', "cannot lead to both"),
        (TINY_WORD + TINY_WORD.partition("x\"\n")[2], "names an act twice"),
        (TINY_WORD + "trigger = 1\n", "no valid TOML|unknown key"),
        (TINY_WORD + '[[example]]\ntext = "Do."\n', r"example 1 \(Do.\) lacks 'events'; add events = \[\]"),
        (TINY_WORD + "[[example]]\nevents = []\n", "example 1 lacks 'text'"),
        (TINY_WORD + '[[example]]\ntext = "Do."\nevents = []\nrule = "B"\n', "rule must be a type"),
        (TINY_WORD + '[[example]]\ntext = "Do."\nevents = []\nrule = "A/m"\n', "rule must be a type"),
        (TINY_WORD + '[[example]]\ntext = "Do."\nevents = []\npublished = "May"\n', "published must be a day"),
        (TINY_WORD + '[[example]]\ntext = "Do."\nevents = []\npublished = "2023-02-30"\n', "published must be a day"),
        (TINY_WORD + '[[example]]\ntext = "Do."\nevents = [{ type = "B" }]\n', "event 1: type must be one of A"),
        (TINY_WORD + '[[example]]\ntext = "Do."\nevents = [{ type = "A", mode = "m" }]\n', "mode must be one of"),
        (TINY_WORD + '[[example]]\ntext = "Do."\nevents = [{ type = "A", actor = ["X"] }]\n', "unknown key 'actor'"),
        (TINY_WORD + '[[example]]\ntext = "Do."\nevents = [{ type = "A", status = "no" }]\n', "status must be one of"),
        (TINY_WORD + '[[example]]\ntext = "Do."\nevents = [{ type = "A", contexts = ["c"] }]\n', "no context 'c'"),
        ("name = 'x", "no valid TOML"),
    ],
)  # fmt: skip
def test_every_slip_is_told_by_name(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(RequestError, match=why) as told:
        read(tmp_path, text)
    assert str(tmp_path / "own.toml") in str(told.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="cannot be read"):
        codebook_in(tmp_path / "none.toml")
    with pytest.raises(RequestError, match="cannot be read"):
        codebook_in(tmp_path)
    (tmp_path / "latin.toml").write_bytes('name = "é"'.encode("latin-1"))
    with pytest.raises(RequestError, match="not in UTF-8"):
        codebook_in(tmp_path / "latin.toml")


def test_the_good_examples_above_are_good(tmp_path: Path) -> None:
    """What is refused is refused for its own reason."""
    assert tomllib.loads(TINY_WORD)
    assert list(read(tmp_path, TINY_WORD).triggers) == [("do", "verb")]
    example = '[[example]]\ntext = "Do."\nevents = [{ type = "A", status = "future" }]\n'
    [found] = read(tmp_path, TINY_WORD + example).examples
    assert found.events[0].status is Status.FUTURE
