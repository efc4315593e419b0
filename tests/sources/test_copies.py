"""Near-duplicates: what is grouped, what is not, and the file that the index keeps."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.records import (
    Copy,
    Dateline,
    Document,
    OptionError,
    OutsideError,
    Precision,
    Publication,
    Span,
    StoredDataError,
    digest_of,
)
from communique.sources import copies
from communique.sources.copies import CopyIndex, bands_of, same_names, same_season, sketch_of, tokens_of
from communique.sources.copy_index import COMMIT_EVERY, Sketch

SHARED = Path(__file__).parents[2] / "../shared/data/documents"
SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
HAN = [chr(c) for c in range(0x4E00, 0x5200)]
THAI = [chr(c) for c in range(0x0E01, 0x0E2F)]


def document(name: str, text: str, day: str | None = None, stated: bool = True) -> Document:
    published = None if day is None else Publication(day, Precision.DAY, "made for a test", stated)
    return Document(name, f"made:{name}", text, digest_of(text), published=published)


def made_words(rng: random.Random, count: int, names: bool = True) -> list[str]:
    """Words of a made-up language, every eleventh a name."""
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(count)]
    if names:
        for at in range(0, count, 11):
            words[at] = words[at].capitalize()
    return words


def edited(rng: random.Random, words: list[str], share: float) -> list[str]:
    """`share` of the words replaced, names left as they are."""
    out = list(words)
    plain = [at for at, word in enumerate(words) if word.islower()]
    for at in rng.sample(plain, round(share * len(words))):
        out[at] = "".join(rng.choices(SYLLABLES, k=3))
    return out


def grouped(*texts: str) -> list[Copy]:
    """The copies of texts read in this order, with ids d0, d1 ..."""
    with CopyIndex() as index:
        return [index.add(document(f"d{n}", text)) for n, text in enumerate(texts)]


def heads(found: list[Copy]) -> list[str]:
    return [copy.group for copy in found]


# Wire stories in our own words, as different outlets would print them.

TALKS = """The foreign ministers of Arvenia and Lostoria met in Geneva on Tuesday and agreed to reopen two border \
crossings that have been shut since last winter's dispute over fishing rights.

Minister Ilse Varga said after the three-hour meeting that trucks could pass from the first of June, and that customs \
officers of both sides would share one building at the northern crossing. Her counterpart Tomas Orrin called the deal \
"a door, not yet a house" and said talks about fishing quotas would go on in the autumn.

Trade between the neighbours fell by 40 percent after the closure, according to the chamber of commerce in Port Elden. \
Farmers on the Lostorian side had to throw away most of the spring harvest, and 17 trucking firms went out of business.

A mediator from Switzerland, who asked not to be named, said the text had been ready for weeks but neither capital \
wanted to be seen to sign first. Both governments now have to lay it before their parliaments."""

QUAKE = """A strong earthquake shook the coast of Maravia early on Sunday, killing at least 12 people and cutting off \
the port of Belmare, officials said.

Rescue teams with dogs were searching a collapsed hotel, where about 30 guests were thought to be under the rubble. \
The governor, Dana Kessel, asked the army for helicopters and said that the only road had been buried by a landslide.

The tremor of magnitude 6.8 was felt as far as the capital. The geological service in Tarn recorded 50 aftershocks by \
noon and warned people to stay away from damaged houses."""


def test_wire_copies_of_several_outlets_are_one_group() -> None:
    paragraphs = TALKS.split("\n\n")
    found = grouped(
        TALKS,
        QUAKE,
        f"GENEVA, May 7 (Norwire) -- {TALKS}\n\nReporting by Anna Lind in Geneva; editing by Tom Hale",
        f"Geneva - {TALKS}\n\nWith inputs from agencies. Follow The Elden Post for more world news.",
        "\n\n".join([*paragraphs[:2], *paragraphs[3:]]),
        "\n\n".join(paragraphs[:3]),
        TALKS.upper(),
        TALKS.replace("\n\n", "\n").replace('"', "“").replace("winter's", "winter’s"),
        f"By our staff\n\n{QUAKE}\n\nThis story was first published by Norwire.",
    )
    assert heads(found) == ["d0", "d1", "d0", "d0", "d0", "d0", "d0", "d0", "d1"]
    assert not any(copy.exact for copy in found)
    assert all(0.5 <= copy.similarity <= 1 for copy in found)


def test_a_dateline_that_was_recognised_does_not_count() -> None:
    opening = "GENEVA, May 7 (Norwire) -- "
    line = Dateline(Span(0, len(opening) - 1), len(opening), "GENEVA", Span(0, 6))
    text = opening + TALKS
    told = Document("b", "made:b", text, digest_of(text), dateline=line)
    with CopyIndex() as index:
        index.add(document("a", TALKS))
        assert index.add(told) == Copy("b", "a", 1.0)


def test_calls_written_from_one_template_are_told_apart() -> None:
    call = (
        "President {host} spoke today with {guest} of {land}. They discussed the urgent need to bring the ceasefire and"
        " prisoner talks to a close, which would let aid reach the people of the valley and lower tensions in the"
        " region. They spoke about the next round in {city} and how to remove the obstacles that remain. The president"
        " thanked {guest} for that effort, and both sides agreed to keep in close touch over the coming days,"
        " directly and through their teams."
    )
    found = grouped(
        call.format(host="Morland", guest="King Adil Ben Saleh", land="Qashr", city="Tellin"),
        call.format(host="Morland", guest="Prime Minister Ruta Kalnin", land="Vesland", city="Tellin"),
        call.format(host="Morland", guest="Chancellor Jo Brandt", land="Austmark", city="Tellin"),
        call.format(host="Morland", guest="King Adil Ben Saleh", land="Qashr", city="Tellin").replace(
            "urgent", "great"
        ),
    )
    assert heads(found) == ["d0", "d1", "d2", "d0"]


def test_yearly_notices_are_told_apart_by_their_days() -> None:
    text = " ".join(made_words(random.Random(5), 200))
    with CopyIndex() as index:
        assert index.add(document("a", text, "2023-09-07")).group == "a"
        assert index.add(document("year", text + " Sincerely", "2024-09-09")).group == "year"
        assert index.add(document("week", text + " yours", "2023-09-14")).group == "a"
        assert index.add(document("guess", text + " truly", "2021-01-01", stated=False)).group == "a"
        assert index.add(document("silent", text + " faithfully")).group == "a"
        assert index.add(document("same", text, "2019-01-01")) == Copy("same", "a", 1.0, exact=True)


@pytest.mark.parametrize(("share", "least"), [(0.05, 39), (0.10, 33)])
def test_planted_near_copies_are_found(share: float, least: int) -> None:
    rng = random.Random(11)
    stories = [made_words(rng, rng.randint(150, 500)) for _ in range(40)]
    texts = [" ".join(story) for story in stories]
    found = grouped(*texts, *(" ".join(edited(rng, story, share)) for story in stories))
    assert heads(found[:40]) == [f"d{n}" for n in range(40)]
    assert sum(copy.group == f"d{n}" for n, copy in enumerate(found[40:])) >= least
    assert {copy.group for copy in found[40:]} <= {f"d{n}" for n in range(80)}
    wrong = [c for n, c in enumerate(found[40:]) if c.group not in (f"d{n}", c.document)]
    assert not wrong


def test_rewriting_every_fifth_word_makes_another_text() -> None:
    """As the documentation says: such pairs have a Jaccard similarity of about a third."""
    rng = random.Random(12)
    story = made_words(rng, 400)
    found = grouped(" ".join(story), " ".join(edited(rng, story, 0.20)))
    assert heads(found) == ["d0", "d1"]


@pytest.mark.parametrize(("kept", "same"), [(0.9, True), (2 / 3, True), (0.3, False)])
def test_truncated_copies(kept: float, same: bool) -> None:
    story = made_words(random.Random(13), 400)
    short = " ".join(story[: int(kept * 400)])
    assert (heads(grouped(" ".join(story), short))[1] == "d0") is same
    assert (heads(grouped(short, " ".join(story)))[1] == "d0") is same


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.integers(60, 400))
def test_unrelated_texts_are_never_grouped(seed: int, size: int) -> None:
    rng = random.Random(seed)
    texts = [" ".join(made_words(rng, size)) for _ in range(12)]
    assert heads(grouped(*texts)) == [f"d{n}" for n in range(12)]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300).filter(str.strip))
def test_identical_texts_are_always_found(text: str) -> None:
    first, again, third = grouped(text, text, text)
    assert first == Copy("d0", "d0", 1.0)
    assert again == Copy("d1", "d0", 1.0, exact=True)
    assert third == Copy("d2", "d0", 1.0, exact=True)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([TALKS, QUAKE, TALKS + " More later.", "Brief.", "брифинг", "会谈"]), max_size=12))
def test_same_documents_in_the_same_order_give_the_same_answers(texts: list[str]) -> None:
    found = grouped(*texts)
    assert found == grouped(*texts)
    known = {copy.document: copy for copy in found}
    for copy in found:
        head = known[copy.group]
        assert head.group == head.document
        assert copy.exact <= (copy.similarity == 1.0)
    assert [c.exact for c in found] == [text in texts[:n] for n, text in enumerate(texts)]


def test_a_copy_joins_the_group_of_the_nearest_document() -> None:
    rng = random.Random(17)
    story = made_words(rng, 400)
    far = story[:240] + made_words(rng, 160, names=False)
    near = [*story[:396], "four", "other", "last", "words"]
    with CopyIndex() as index:
        index.add(document("far", " ".join(far)))
        index.add(document("story", " ".join(story)))
        copy = index.add(document("near", " ".join(near)))
    assert copy.group == "story"
    assert copy.similarity > 0.9


def test_a_copy_of_a_copy_names_the_first_of_the_group() -> None:
    rng = random.Random(18)
    one = made_words(rng, 300)
    two = edited(rng, one, 0.06)
    found = grouped(" ".join(one), " ".join(two), " ".join(edited(rng, two, 0.02)), " ".join(two))
    assert heads(found) == ["d0", "d0", "d0", "d0"]
    assert found[2].similarity > found[1].similarity
    assert found[3].exact


def test_similarity_estimates_the_jaccard_similarity_of_shingles() -> None:
    rng = random.Random(19)
    errors = []
    for _ in range(60):
        one = made_words(rng, 300)
        two = edited(rng, one, rng.uniform(0, 0.08))
        a, b = (set(zip(w, w[1:], w[2:], strict=False)) for w in ([x.lower() for x in one], [x.lower() for x in two]))
        found = grouped(" ".join(one), " ".join(two))
        if found[1].group == "d0" and not found[1].exact:
            errors.append(found[1].similarity - len(a & b) / len(a | b))
    assert len(errors) > 40
    assert abs(float(np.mean(errors))) < 0.02
    assert float(np.std(errors)) < 0.06


@pytest.mark.parametrize("letters", [HAN, THAI], ids=["Han", "Thai"])
def test_scripts_without_spaces(letters: list[str]) -> None:
    rng = random.Random(23)
    story = rng.choices(letters, k=500)
    other = rng.choices(letters, k=500)
    changed = list(story)
    for at in rng.sample(range(500), 20):
        changed[at] = rng.choice(letters)
    found = grouped(*("".join(s) for s in (story, other, changed, story[:350], ["，", *story, "。"])))
    assert heads(found) == ["d0", "d1", "d0", "d0", "d0"]


def test_words_of_several_scripts() -> None:
    assert tokens_of("Talks, in Port-Elden: 1.5 million") == (["Talks", "in", "Port", "Elden", "1", "5", "million"], 0)
    assert tokens_of("вчера — «встреча»") == (["вчера", "встреча"], 0)
    assert tokens_of("हिन्दी में") == (["हिन्दी", "में"], 0)
    assert tokens_of("会谈。G7 サミット・東京") == ([*"会谈", "G7", *"サミット東京"], 9)
    assert tokens_of("ＮＡＴＯ ﬁnal é’") == (["NATO", "final", "é"], 0)


def test_letters_are_compared_without_their_encoding() -> None:
    words = [f"{w}é" for w in made_words(random.Random(29), 100)]
    composed, decomposed = " ".join(words), " ".join(w.replace("é", "e\u0301") for w in words)
    found = grouped(composed, decomposed)
    assert found[1] == Copy("d1", "d0", 1.0, exact=False)


@pytest.mark.parametrize(
    "text", ["No.", "…", "—\n—", "0", "会", "ok " * 500, "Talks went on for a second day in Geneva."]
)
def test_short_and_empty_texts_match_only_exactly(text: str) -> None:
    assert sketch_of(document("a", text)) is None
    found = grouped(text, text + "!", text)
    assert heads(found) == ["d0", "d1", "d0"]
    assert [copy.exact for copy in found] == [False, False, True]


def test_the_fewest_shingles_that_are_compared() -> None:
    words = made_words(random.Random(31), copies.MIN_SHINGLES + 2)
    assert sketch_of(document("a", " ".join(words))) is not None
    assert sketch_of(document("a", " ".join(words[:-1]))) is None


def test_a_long_text_is_read_in_pieces_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    long = document("a", " ".join(made_words(random.Random(37), 5000)))
    whole = sketch_of(long)
    for size in (97, 1000, 20_000):
        monkeypatch.setattr(copies, "PIECE", size)
        cut = sketch_of(long)
        assert cut is not None
        assert whole is not None
        assert cut.slots == whole.slots
    monkeypatch.setattr(copies, "PIECE", 10)
    assert "".join(piece for piece, _ in copies._pieces("x" * 35 + " y")) == "x" * 35 + " y"
    assert [last for _, last in copies._pieces("x" * 35)] == [False, False, False, True]


def test_names_beyond_those_kept_are_not_counted_as_missing() -> None:
    rng = random.Random(41)
    names = [w.capitalize() for w in made_words(rng, 400, names=False)]
    one, other = sketch_of(document("a", " ".join(names))), sketch_of(document("b", " ".join(names[:330])))
    assert one is not None
    assert other is not None
    assert len(one.names) == 4 * copies.NAMES_KEPT
    assert same_names(one, other)
    assert same_names(other, one)


def test_names_and_days_of_two_sketches() -> None:
    def sketch(names: list[int], day: int | None = None) -> Sketch:
        return Sketch(b"", np.array(names, dtype="<u4").tobytes(), day)

    base = list(range(40))
    assert same_names(sketch(base), sketch(base[:10]))
    assert same_names(sketch([*base, 100, 101]), sketch([*base, 200, 201]))
    assert same_names(sketch([*base, 100, 101, 102, 103, 104]), sketch([*base, 200, 201, 202, 203, 204]))
    assert not same_names(sketch([*base, *range(100, 107)]), sketch([*base, *range(200, 207)]))
    assert not same_names(sketch([1, 2, 3]), sketch([4, 5, 6]))
    assert same_names(sketch([]), sketch([]))
    assert same_season(sketch([], 10), sketch([], 41))
    assert not same_season(sketch([], 10), sketch([], 42))
    assert same_season(sketch([], 10), sketch([]))


@pytest.mark.parametrize(
    ("at", "precision", "stated", "day"),
    [
        ("2024-05-07", Precision.DAY, True, date(2024, 5, 7).toordinal()),
        ("2024-05-07T23:59:00Z", Precision.SECOND, True, date(2024, 5, 7).toordinal()),
        ("2024-05", Precision.MONTH, True, None),
        ("2024-05-07", Precision.DAY, False, None),
    ],
)
def test_the_day_kept_is_one_that_the_source_states(
    at: str, precision: Precision, stated: bool, day: int | None
) -> None:
    published = Publication(at, precision, "made for a test", stated)
    made = sketch_of(Document("a", "made:a", TALKS, digest_of(TALKS), published=published))
    assert made is not None
    assert made.day == day


def test_texts_of_one_template_cost_no_more_than_others(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(43)
    frame = made_words(rng, 300, names=False)
    asked: list[int] = []
    with CopyIndex() as index:
        real = index._table.candidates

        def counted(bands: list[int]) -> list[tuple[int, Sketch]]:
            found = real(bands)
            asked.append(len(found))
            return found

        monkeypatch.setattr(index._table, "candidates", counted)
        for n in range(400):
            words = list(frame)
            for at in range(0, 300, 20):
                words[at] = "".join(rng.choices(SYLLABLES, k=4)).capitalize()
            assert index.add(document(f"d{n}", " ".join(words))).group == f"d{n}"
    assert max(asked) > 10
    assert max(asked) <= 2 * copies.BANDS
    assert np.mean(asked[-100:]) < 1.5 * np.mean(asked[100:200])


def test_a_true_copy_is_found_among_many_texts_of_its_template() -> None:
    rng = random.Random(47)
    frame = made_words(rng, 300, names=False)
    texts = []
    for _ in range(200):
        words = list(frame)
        for at in range(0, 300, 12):
            words[at] = "".join(rng.choices(SYLLABLES, k=4)).capitalize()
        texts.append(" ".join(words))
    found = grouped(*texts, texts[77] + " the end of it")
    assert found[-1].group == "d77"


def test_bands_are_keys_of_64_bits_that_differ_by_place() -> None:
    sketch = Sketch(bytes(2 * copies.SLOTS), b"", None)
    keys = bands_of(sketch)
    assert len(set(keys)) == copies.BANDS
    assert all(-(2**63) <= key < 2**63 for key in keys)


# The file


def stories(count: int, seed: int = 53) -> list[Document]:
    """Documents of which every fourth is a near-copy and every ninth the same text as an earlier one."""
    rng = random.Random(seed)
    words: list[list[str]] = []
    out = []
    for n in range(count):
        told = made_words(rng, 120)
        if words and n % 4 == 0:
            told = edited(rng, rng.choice(words), 0.04)
        elif words and n % 9 == 0:
            told = rng.choice(words)
        words.append(told)
        out.append(document(f"d{n}", " ".join(told)))
    return out


def test_a_file_continues_the_groups_of_yesterday(tmp_path: Path) -> None:
    documents = stories(60)
    with CopyIndex() as index:
        once = [index.add(d) for d in documents]
    path = tmp_path / "copies.index"
    found = []
    for part in (documents[:25], documents[25:26], documents[26:]):
        with CopyIndex(path) as index:
            found += [index.add(d) for d in part]
    assert found == once
    assert len({copy.group for copy in once}) < 55
    assert [p.name for p in tmp_path.iterdir()] == ["copies.index"]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 39), max_size=40))
def test_adding_again_changes_nothing(again: list[int]) -> None:
    documents = stories(40)
    with CopyIndex() as index:
        first = [index.add(d) for d in documents]
        assert [index.add(documents[n]) for n in again] == [first[n] for n in again]
        assert index._table.next_ordinal == 40


def test_a_retried_shard_gets_the_answers_it_had(tmp_path: Path) -> None:
    documents, path = stories(40), tmp_path / "copies.index"
    with CopyIndex(path) as index:
        first = [index.add(d) for d in documents]
    before = path.read_bytes()
    with CopyIndex(path) as index:
        assert [index.add(d) for d in documents[20:]] == first[20:]
    assert path.read_bytes() == before


def test_an_id_with_another_text_is_another_document() -> None:
    with CopyIndex() as index:
        index.add(document("a", TALKS))
        assert index.add(document("a", QUAKE)) == Copy("a", "a", 1.0)
        assert index.add(document("b", QUAKE)).exact


def test_any_id_can_be_stored(tmp_path: Path) -> None:
    path = tmp_path / "copies.index"
    for _ in range(2):
        with CopyIndex(path) as index:
            for name in ("", "\ud800", "a\0b", "文"):
                assert index.add(document(name, TALKS)).document == name
            assert index.add(document("last", TALKS)).group == ""


KILLED = """
import os, sys
from pathlib import Path
from communique.sources.copies import CopyIndex
sys.path.insert(0, sys.argv[2])
from test_copies import document
index = CopyIndex(Path(sys.argv[1]))
for n in range(int(sys.argv[3])):
    index.add(document(f"d{n}", f"Note {n % 700}."))
os._exit(9)
"""


def test_a_killed_process_leaves_a_file_that_can_be_continued(tmp_path: Path) -> None:
    path, count = tmp_path / "copies.index", COMMIT_EVERY + 300
    told = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(Path(__file__).parent), str(count)], check=False
    )
    assert told.returncode == 9
    with CopyIndex(path) as index:
        assert index._table.next_ordinal == COMMIT_EVERY
        found = [index.add(document(f"d{n}", f"Note {n % 700}.")) for n in range(count)]
        assert index._table.next_ordinal == count
    assert heads(found) == [f"d{n % 700}" for n in range(count)]


def test_rows_that_an_interruption_left_behind_do_no_harm(tmp_path: Path) -> None:
    documents, path = stories(12), tmp_path / "copies.index"
    with CopyIndex(path) as index:
        once = [index.add(d) for d in documents]
    db = sqlite3.connect(path)
    db.execute("DELETE FROM documents WHERE ordinal >= 6")
    db.commit()
    db.close()
    with CopyIndex(path) as index:
        assert [index.add(d) for d in documents] == once


def test_the_answers_do_not_depend_on_the_process(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_copies import TALKS, document, sketch_of\n"
        "s = sketch_of(document('a', TALKS)); print(s.slots.hex(), s.names.hex())"
    )
    command = [sys.executable, "-c", script, str(Path(__file__).parent)]
    told = {
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True).stdout
        for seed in ("1", "2")
    }
    here = sketch_of(document("a", TALKS))
    assert here is not None
    assert told == {f"{here.slots.hex()} {here.names.hex()}\n".encode()}


# What is refused


def test_a_file_made_with_another_threshold_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "copies.index"
    CopyIndex(path, threshold=0.8).close()
    with pytest.raises(StoredDataError, match=r"threshold: 0\.8, now 0\.5.*give a new file"):
        CopyIndex(path)
    CopyIndex(path, threshold=0.8).close()


def test_a_file_made_by_another_algorithm_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "copies.index"
    CopyIndex(path).close()
    monkeypatch.setattr(copies, "SEED", 1)
    with pytest.raises(StoredDataError, match="signature: rensa R-MinHash, algorithm"):
        CopyIndex(path)


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("some notes " * 500)
    with pytest.raises(StoredDataError, match="delete the file"):
        CopyIndex(path)
    assert path.read_text() == "some notes " * 500


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE talks (day TEXT)")
    db.close()
    with pytest.raises(StoredDataError, match="database of something else"):
        CopyIndex(path)


def test_a_damaged_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "copies.index"
    documents = stories(120)
    with CopyIndex(path) as index:
        for d in documents:
            index.add(d)
    raw = bytearray(path.read_bytes())
    raw[4096:] = bytes(len(raw) - 4096)
    path.write_bytes(raw)

    def read_again() -> None:
        with CopyIndex(path) as index:
            for d in documents:
                index.add(d)

    with pytest.raises(StoredDataError, match="damaged"):
        read_again()


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="check that its directory exists"):
        CopyIndex(tmp_path / "missing" / "copies.index")
    with pytest.raises(OutsideError, match="check that its directory exists"):
        CopyIndex(tmp_path)


def test_a_file_in_use_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "copies.index"
    with CopyIndex(path), pytest.raises(OutsideError, match="another process uses it") as told:
        CopyIndex(path)
    assert told.value.retry
    CopyIndex(path).close()


def test_a_full_disk_is_told_and_the_file_stays_good(tmp_path: Path) -> None:
    path, documents = tmp_path / "copies.index", stories(300)

    def fill(index: CopyIndex) -> None:
        for d in documents:
            index.add(d)

    with CopyIndex(path) as index:
        before = [index.add(d) for d in documents[:20]]
        index.commit()
        index._table._db.execute("PRAGMA max_page_count = 20")
        with pytest.raises(OutsideError, match="disk is full"):
            fill(index)
        with pytest.raises(OutsideError, match="open it again"):
            fill(index)
    with CopyIndex(path) as index:
        assert index._table.next_ordinal == 20
        fill(index)
        assert [index.add(d) for d in documents[:20]] == before


def test_a_closed_index_says_so() -> None:
    index = CopyIndex()
    index.close()
    with pytest.raises(OutsideError, match="is closed"):
        index.add(document("a", TALKS))


def test_an_index_that_lost_a_table_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "copies.index"
    CopyIndex(path).close()
    db = sqlite3.connect(path)
    db.execute("DROP TABLE documents")
    db.close()
    with pytest.raises(StoredDataError, match="damaged"):
        CopyIndex(path)


@pytest.mark.parametrize("threshold", [0, 0.39, 1.01, float("nan")])
def test_thresholds_that_make_no_sense(threshold: float) -> None:
    with pytest.raises(OptionError, match=r"0\.4 to 1"):
        CopyIndex(threshold=threshold)


def test_closing_twice_does_nothing(tmp_path: Path) -> None:
    index = CopyIndex(tmp_path / "copies.index")
    index.close()
    index.close()


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the development data are not beside the checkout")
def test_readouts_written_from_one_template_are_not_grouped() -> None:
    members = defaultdict(list)
    with (SHARED / "wh_readouts.jsonl").open(encoding="utf-8") as lines, CopyIndex() as index:
        for line in lines:
            row = json.loads(line)
            copy = index.add(document(row["id"], row["text"], row["published"]))
            members[copy.group].append(row)
    groups = [rows for rows in members.values() if len(rows) > 1]
    # Two readouts stand in the file twice, under slightly different addresses.
    assert len(groups) == 2
    for rows in groups:
        assert len({(row["published"], row["title"].casefold()) for row in rows}) == 1
