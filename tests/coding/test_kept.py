"""What is kept of a token: worked out once, for each token and each work apart, and let go with the analysis."""

from collections import Counter
from typing import Any

import numpy as np
import pytest

from communique.coding.kept import of_scene, of_token
from communique.records import Analysis, Labels, Sentence, Span, Tokens
from communique.records.analysis import Token

FORMS = ("Envoys", "met", "leaders")


@pytest.fixture
def analysis() -> Analysis:
    blank = Labels.of("_" for _ in FORMS)
    tokens = Tokens(
        start=np.array([0, 7, 11]),
        end=np.array([6, 10, 18]),
        head=np.array([1, -1, 1]),
        form=Labels.of(FORMS),
        lemma=Labels.of(("envoy", "meet", "leader")),
        upos=Labels.of(("NOUN", "VERB", "NOUN")),
        xpos=blank,
        feats=blank,
        deprel=Labels.of(("nsubj", "root", "obj")),
    )
    return Analysis("d", "fake", tokens, (Sentence(Span(0, 18), 0, 3),))


def test_a_token_is_asked_once_for_each_work(analysis: Analysis) -> None:
    asked: Counter[tuple[str, int]] = Counter()

    @of_token
    def below(token: Token) -> tuple[str, ...]:
        asked["below", token.index] += 1
        return tuple(c.lemma for c in token.children)

    @of_token
    def above(token: Token) -> str | None:
        asked["above", token.index] += 1
        return None if token.head is None else token.head.lemma

    for _ in range(3):
        assert [below(t) for t in analysis] == [(), ("envoy", "leader"), ()]
        assert [above(t) for t in analysis] == ["meet", None, "meet"]  # None is an answer too
    assert set(asked.values()) == {1}
    assert len(asked) == 6


def test_what_is_kept_goes_with_the_tokens(analysis: Analysis) -> None:
    met = 0

    @of_token
    def spelled(token: Token) -> str:
        nonlocal met
        met += 1
        return token.text

    first = analysis[0]
    assert (spelled(first), spelled(first), met) == ("Envoys", "Envoys", 1)
    analysis.forget()
    analysis.forget()  # nothing is left to let go of
    assert analysis[0] is not first
    assert analysis[0] == first
    assert (spelled(analysis[0]), met) == ("Envoys", 2)


def test_each_scene_keeps_its_own(analysis: Analysis) -> None:
    class Place:
        def __init__(self, name: str) -> None:
            self.name = name
            self.kept: dict[tuple[str, int], Any] = {}

    @of_scene
    def told(scene: Place, token: Token) -> list[str]:
        return [scene.name, token.text]

    north, south = Place("north"), Place("south")
    assert told(north, analysis[2]) == ["north", "leaders"]
    assert told(south, analysis[2]) == ["south", "leaders"]
    assert told(north, analysis[2]) is told(north, analysis[2])
    assert told(north, analysis[1]) == ["north", "met"]


def test_errors_are_not_kept(analysis: Analysis) -> None:
    tries = 0

    @of_token
    def first_child(token: Token) -> Token:
        nonlocal tries
        tries += 1
        return token.children[0]

    for _ in range(2):
        with pytest.raises(IndexError):
            first_child(analysis[0])
    assert tries == 2
    with pytest.raises(AttributeError, match="no 'weight'"):
        analysis[0].weight  # noqa: B018
