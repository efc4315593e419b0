"""What the bundled dispatch from Moscow promises and passes on."""

from functools import cache
from pathlib import Path

import communique
from communique.coding.commitments import commitments_of
from communique.coding.events import events_of
from communique.coding.messages import messages_of
from communique.coding.scene import Scene
from communique.coding.statements import statements_of
from communique.pipeline import Pipeline
from communique.records.coded import Coded
from communique.records.diplomacy import Commitment, MessageKind, Strength
from communique.records.documents import Document
from language.reading import model

DISPATCH = Path(__file__).parents[2] / "examples" / "dispatches" / "01-moscow-2024-li-putin.txt"


@cache
def laid() -> tuple[Scene, tuple[Commitment, ...]]:
    (document,) = communique.read([str(DISPATCH)])
    assert isinstance(document, Document)
    pipeline = Pipeline(analyser=model())
    scene = pipeline.scene(document)
    assert isinstance(scene, Scene)
    events = events_of(scene, pipeline.codebook, pipeline.options.coding)
    return scene, commitments_of(scene, statements_of(scene), events)


def test_all_of_it_stands_in_one_record() -> None:
    scene, found = laid()
    coded = Coded(
        document=scene.document,
        analysis=scene.analysis,
        actors=scene.actors,
        times=scene.times,
        places=scene.places,
        statements=statements_of(scene),
        messages=messages_of(scene),
        commitments=found,
    )
    assert len({c.id for c in coded.commitments}) == len(found)


def test_four_commitments_between_the_two_countries() -> None:
    _, found = laid()
    assert [c.strength for c in found] == [
        Strength.WILLING,
        Strength.URGED_JOINT,
        Strength.URGED_JOINT,
        Strength.WILLING,
    ]
    for commitment in found:
        assert {p.country for p in (*commitment.by, *commitment.partners)} == {"CHN", "RUS"}


def test_the_areas_keep_the_labels_of_the_text() -> None:
    _, found = laid()
    wanted = {a.code: a.label for a in found[1].areas}
    assert wanted == {
        "energy": "traditional",
        "trade": "traditional",
        "agriculture": "traditional",
        "science-technology": "emerging",
        "industry": "emerging",
        "digital-economy": "emerging",
    }
    assert [a.code for a in found[2].areas] == ["culture", "tourism", "education", "youth", "regions"]


def test_the_consensus_of_the_two_presidents() -> None:
    _, found = laid()
    assert found[0].consensus is not None
    assert found[0].consensus.text == "What the two presidents agreed on those occasions"
    assert [c.consensus for c in found[1:]] == [None, None, None]


def test_a_greeting_passed_on_and_wishes_carried_back() -> None:
    scene, _ = laid()
    first, second = messages_of(scene)
    assert (first.kind, second.kind) == (MessageKind.GREETING, MessageKind.GREETING)
    names = [[p.name if p is not None else None for p in (m.sender, m.bearer, m.receiver)] for m in (first, second)]
    assert names == [["Xi Jinping", "Li Qiang", "Vladimir Putin"], ["Vladimir Putin", "Li Qiang", "Xi Jinping"]]
    assert first.content.text == "the cordial greetings of President Xi Jinping"
