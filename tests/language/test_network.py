"""One sentence in, scores of all heads out; long sentences are cut where it is safe."""

import dataclasses
import itertools
import os
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from onnxruntime.capi.onnxruntime_pybind11_state import InvalidProtobuf

from communique.language.network import OUTPUTS, Scores, Session
from communique.language.pieces import MOST_PIECES
from communique.language.weights import weights_in
from language.reading import model

TALKS = [
    "The",
    "premier",
    "of",
    "China",
    "met",
    "the",
    "president",
    "of",
    "Russia",
    "in",
    "Moscow",
    "on",
    "Wednesday",
    ".",
]
MARKS = (";", ":", "—", "–", "--")
STATM = Path("/proc/self/statm")
VOCABULARY = ["talks", "Gurbanguly", "xyzzyqwv" * 5, "x" * 100, ",", ";", ":", "—", "--", ".", "中" * 9]


def session() -> Session:
    return model().session


def size(words: list[str]) -> int:
    return len(session().spelling.sentence(words).ids)


def scores(words: list[str], reader: Session | None = None) -> Scores:
    reader = reader or session()
    return reader.scores(reader.spelling.sentence(words))


def columns(found: Scores) -> list[np.ndarray]:
    return [getattr(found, name) for name in OUTPUTS]


@pytest.mark.parametrize("words", [["Talks"], TALKS[:2], TALKS])
def test_scores_have_the_shapes_that_are_told(words: list[str]) -> None:
    found, n = scores(words), len(words)
    labels = {head: len(names) for head, names in model().labels.items()}
    for head in ("upos", "xpos", "feats"):
        best = getattr(found, head)
        assert best.shape == (n,)
        assert ((best >= 0) & (best < labels[head])).all()
    assert found.arcs.shape == (n, n + 1)
    assert found.relations.shape == (n, n + 1, labels["deprel"])
    assert found.mentions.shape == (n, n, labels["mention"])
    assert found.names.shape == (n, n, labels["name"])
    assert found.tags.shape == (n, labels["tag"]) == (n, 1 + 4 * (labels["name"] - 1))
    assert all(np.isfinite(c).all() for c in columns(found))


def test_what_was_read_before_does_not_matter() -> None:
    first = columns(scores(TALKS))
    for other in (["Talks"], TALKS * 6, ["😀"], TALKS[3:9]):
        scores(other)
        assert all((a == b).all() for a, b in zip(first, columns(scores(TALKS)), strict=True))


def resident() -> float:
    """Resident memory of this process in MB."""
    return int(STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


@pytest.mark.skipif(not STATM.exists(), reason="the system does not tell resident memory in /proc")
def test_memory_of_a_long_sentence_is_given_back() -> None:
    reader = Session(weights_in(), 1)
    scores(TALKS, reader)
    before = resident()
    long = scores(["talks"] * 510, reader)
    assert long.relations.nbytes > 20 * 2**20
    del long
    scores(TALKS, reader)
    assert resident() - before < 60


def test_threads_do_not_matter() -> None:
    for words in (TALKS, TALKS * 20, ["Talks"]):
        one, two = columns(scores(words)), columns(scores(words, model(threads=2).session))
        assert all((a == b).all() for a, b in zip(one, two, strict=True))


def test_a_run_over_more_pieces_than_there_are_places_is_refused() -> None:
    fits = ["talks"] * (MOST_PIECES - 2)
    assert size(fits) == MOST_PIECES
    assert len(scores(fits).upos) == MOST_PIECES - 2
    with pytest.raises(ValueError, match="513 pieces in one run; the encoder has places for 512"):
        scores([*fits, "talks"])


def test_the_inventories_of_tags_and_names_agree() -> None:
    """Decoding takes tags by place: outside, then begin, inside, end and single of each kind of name, in order."""
    kinds = model().labels["name"][1:]
    assert model().labels["tag"] == ("O", *(f"{place}-{kind}" for kind in kinds for place in "BIES"))


def parts(words: list[str]) -> list[list[str]]:
    stops = session().parts(words)
    return [words[a:b] for a, b in itertools.pairwise([0, *stops])]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=90), st.integers(1, 40))
def test_parts_take_in_every_word_and_fit(words: list[str], times: int) -> None:
    words = words * times
    found = parts(words)
    assert list(itertools.chain(*found)) == words
    assert all(found)
    assert all(size(part) <= MOST_PIECES for part in found)
    assert session().parts(words) == session().parts(list(words))


@settings(deadline=None)
@given(st.integers(0, 10**9), st.sets(st.sampled_from(VOCABULARY), min_size=1))
def test_cuts_lie_behind_a_mark_of_the_second_half_where_there_is_one(seed: int, vocabulary: set[str]) -> None:
    words = random.Random(seed).choices(["talks", *sorted(vocabulary)], k=900)
    for part, after in itertools.pairwise(parts(words)):
        sizes = itertools.accumulate(len(session().spelling.word(w)[0]) for w in part)
        tail = [w for w, taken in zip(part, sizes, strict=True) if taken + 2 > MOST_PIECES // 2]
        if any(w in MARKS for w in tail):
            assert part[-1] in MARKS
        elif "," in tail:
            assert part[-1] == ","
        else:
            assert size([*part, after[0]]) > MOST_PIECES


def test_what_fits_is_one_part() -> None:
    assert parts(TALKS) == [TALKS]
    assert session().parts(["talks"] * (MOST_PIECES - 2)) == [MOST_PIECES - 2]
    assert session().parts([]) == []


def test_a_comma_is_taken_only_where_nothing_better_lies_in_the_second_half() -> None:
    def written(marks: dict[int, str]) -> list[str]:
        return [marks.get(i, "talks") for i in range(700)]

    assert session().parts(written({})) == [510, 700]
    assert session().parts(written({300: ","})) == [301, 700]
    assert session().parts(written({300: ";", 400: ",", 500: ","})) == [301, 700]
    assert session().parts(written({300: ";", 330: "—", 505: ","})) == [331, 700]
    assert session().parts(written({100: ";", 200: ","})) == [510, 700]


def test_a_network_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidProtobuf):
        Session(dataclasses.replace(weights_in(), network=b"no network"), 1)
