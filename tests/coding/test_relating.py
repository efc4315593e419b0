"""What the relation head is asked, and what comes of its answers."""

from collections.abc import Sequence
from dataclasses import replace

from communique.codebook.codebook import codebook
from communique.coding.events import drafts_of
from communique.records.relations import NOTHING, Relation

from .scenes import scene


class Head:
    """Answers every pair alike and keeps what it was asked."""

    def __init__(self, types: dict[str, float], modes: dict[str, float]) -> None:
        self.asked: list[tuple[list[int], list[int]]] = []
        self.answer = Relation(types, modes, {}, {})

    def __call__(self, pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> list[Relation]:
        self.asked += [(list(source), list(target)) for source, target in pairs]
        return [self.answer for _ in pairs]


def test_it_is_asked_of_the_parties() -> None:
    head = Head({"ACCUSE": 0.9, NOTHING: 0.1}, {"": 1.0})
    found = replace(scene("Chad condemned Niger."), relate=head)
    draft = next(iter(drafts_of(found, codebook())))
    assert [[found.analysis[i].text for i in side] for side in head.asked[0]] == [["Chad"], ["Niger"]]
    assert draft.signs["relation head"] > 2.0
    assert draft.signs["relation head: nothing"] < -2.0


UNNAMED = "The government of Chad outwitted the government of Niger."


def test_it_codes_what_no_word_names() -> None:
    assert not list(drafts_of(replace(scene(UNNAMED), relate=None), codebook()))
    found = replace(scene(UNNAMED), relate=Head({"REJECT": 0.95, NOTHING: 0.05}, {"": 1.0}))
    assert [d.act.type for d in drafts_of(found, codebook())] == ["REJECT"]


def test_it_codes_nothing_that_it_is_not_sure_of() -> None:
    found = replace(
        scene("The government of Chad outwitted the government of Niger."),
        relate=Head({"REJECT": 0.5, NOTHING: 0.5}, {"": 1.0}),
    )
    assert not list(drafts_of(found, codebook()))


def test_it_tells_a_mode_where_no_word_does() -> None:
    found = replace(scene("Chad rebuked Niger."), relate=Head({"ACCUSE": 0.9, NOTHING: 0.1}, {"allege": 0.9, "": 0.1}))
    drafts = [d for d in drafts_of(found, codebook()) if d.act.type == "ACCUSE"]
    told = {d.act.trigger.mode or "allege" for d in drafts}
    assert {d.act.mode for d in drafts} == told


def test_without_a_head_the_sign_says_so() -> None:
    found = replace(scene("Chad condemned Niger."), relate=None)
    assert all("relation head not asked" in d.signs for d in drafts_of(found, codebook()))
