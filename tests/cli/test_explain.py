"""How an event was reached, as a person reads it: word, codebook, parties, date, place, signs, tree."""

from dataclasses import replace
from typing import Any

import pytest

from coding.reports import PROTEST, TALKS, pipeline
from communique.cli.code_table import Drawing
from communique.cli.explain import explained
from communique.coding.confidence import weights
from communique.coding.options import CodingOptions
from communique.coding.scene import Scene
from communique.pipeline import PipelineOptions
from communique.records import (
    ActorRival,
    Coded,
    Document,
    Event,
    Participant,
    PlaceRival,
    Rejected,
    Role,
    Span,
    Standing,
    TimeRival,
    Where,
    digest_of,
)
from communique.records.outcomes import When

LINE = pipeline(PipelineOptions(coding=CodingOptions(threshold=0.0)))


def reached(text: str) -> tuple[Scene, Coded, Event]:
    """A report's scene, what was coded, and its only event."""
    scene = LINE.scene(Document("d", "u", text, digest_of(text)))
    assert not isinstance(scene, Rejected)
    coded = LINE.coded(scene)
    [event] = coded.events
    return scene, coded, event


def told(scene: Scene, coded: Coded, event: Event, width: int = 100) -> list[str]:
    lines = explained(scene, coded, event, LINE.codebook, Drawing(width))
    return ["".join(text for text, _ in line).rstrip() for line in lines]


@pytest.fixture(scope="module")
def protest() -> tuple[Scene, Coded, Event]:
    return reached(PROTEST)


def test_the_event_comes_first_then_what_it_rests_on(protest: tuple[Scene, Coded, Event]) -> None:
    lines = told(*protest)
    assert lines[0] == f"━━ {PROTEST}"
    assert lines[3] == "    ACCUSE/disapprove: Norway (NOR) → Denmark (DNK)"
    assert lines[5] == "    [Norway] {condemned} [Denmark] in Oslo on 3 May 2021."
    labels = [line.split()[0] for line in lines[6:] if line[:1].isalpha()]
    assert labels == ["codebook", "word", "actor", "recipient", "date", "place", "sure"]


def test_the_codebook_is_quoted(protest: tuple[Scene, Coded, Event]) -> None:
    text = " ".join(" ".join(told(*protest)).split())
    kind = LINE.codebook.ontology.types["ACCUSE"]
    assert f"codebook {LINE.codebook.name} {LINE.codebook.version} ACCUSE: {kind.meaning}" in text
    assert f"disapprove: {kind.modes['disapprove'].meaning}" in text
    assert "verbal-conflict · score -2 · CAMEO 1" in text
    scene, coded, event = protest
    military = replace(event, id="", contexts=("military",))
    meaning = LINE.codebook.ontology.contexts["military"]
    assert f"military: {meaning}" in " ".join(" ".join(told(scene, coded, military)).split())


def test_the_word_and_who_stands_around_it(protest: tuple[Scene, Coded, Event]) -> None:
    lines = [line.strip() for line in told(*protest)]
    start = next(i for i, line in enumerate(lines) if line.startswith("word"))
    assert lines[start].startswith("word          condemn (verb) names ACCUSE/disapprove")
    assert "does it: Norway" in lines[start:]
    assert "to whom: Denmark" in lines[start:]
    assert "in: Oslo" in lines[start:]
    assert "status in its clause: actual" in lines[start:]


def test_each_party_tells_whom_it_means_and_how(protest: tuple[Scene, Coded, Event]) -> None:
    lines = told(*protest)
    at = next(i for i, line in enumerate(lines) if line.startswith("actor"))
    assert lines[at] == "actor         “Norway” Norway (NOR)"
    how = protest[0].actors[event_actor(protest[2])].how
    assert how
    assert how in lines[at + 1]


def event_actor(event: Event) -> int:
    index = event.participants[0].actor
    assert index is not None
    return index


def test_what_else_it_could_be_is_told(protest: tuple[Scene, Coded, Event]) -> None:
    scene, coded, event = protest
    number = event_actor(event)
    rival = ActorRival(name="Norway, Maine", office=None, country="USA", sector=None, why="too small")
    known = {"office": "king", "standing": Standing.FORMER, "as_of": "2021-05-03", "mentions": (0, 1)}
    changed = replace(scene.actors[number], rivals=(rival,), **known)  # type: ignore[arg-type]
    actors = (*scene.actors[:number], changed, *scene.actors[number + 1 :])
    month_first = TimeRival(first="2021-03-05", last="2021-03-05", why="month first")
    times = tuple(replace(t, rivals=(month_first,)) for t in scene.times)
    elsewhere = PlaceRival(name="Oslo, Minnesota", country="USA", geonameid=1, lat=None, lon=None, why="smaller")
    places = tuple(replace(p, rivals=(elsewhere,)) for p in scene.places)
    lines = told(replace(scene, actors=actors, times=times, places=places), coded, event)
    text = "\n".join(line.strip() for line in lines)
    assert "not Norway, Maine, USA: too small" in text
    assert "king (former); as of 2021-05-03; " in text
    assert "also called Denmark" in text
    assert "not 2021-03-05 .. 2021-03-05: month first" in text
    assert "not Oslo, Minnesota, USA: smaller" in text


def test_date_and_place_say_how_they_were_told(protest: tuple[Scene, Coded, Event]) -> None:
    scene, _, event = protest
    lines = told(*protest)
    assert event.date is not None
    assert f"date          2021-05-03 “3 May 2021” (day): {event.date.how}" in lines
    [place] = [line for line in lines if line.startswith("place")]
    assert place.startswith("place         Oslo, ")
    assert place.endswith(f"“Oslo”: {scene.places[0].how}")


def test_what_is_not_known_is_told_so(protest: tuple[Scene, Coded, Event]) -> None:
    scene, coded, event = protest
    stranger = Participant(span=Span(0, 6), text="Norway", role=Role.ACTOR)
    bare = replace(event, id="", date=None, place=None, participants=(stranger,))
    lines = told(scene, coded, bare)
    assert "date          none: the report has no day of its own" in lines
    assert "place         none told" in lines
    assert "actor         “Norway” Norway" in lines
    assert "              nobody is known by these words" in lines
    hall = Where(span=Span(28, 32), text="Oslo")
    day = When(first="2021", last="2021", precision=event.date.precision, how="default")  # type: ignore[union-attr]
    lines = told(scene, coded, replace(event, place=hall, date=day))
    assert "place         not in the gazetteer “Oslo”" in lines
    assert "date          2021 (day): default" in lines


def test_signs_add_up_to_the_confidence(protest: tuple[Scene, Coded, Event]) -> None:
    import math

    lines = told(*protest)
    at = next(i for i, line in enumerate(lines) if line.startswith("sure"))
    assert protest[2].why in " ".join(" ".join(lines[at : at + 4]).split())
    values = []
    for line in lines[at + 1 :]:
        parts = line.split(None, 1)
        if len(parts) == 2 and parts[0][:1] in "+-" and parts[0][1:].replace(".", "").isdigit():
            values.append(float(parts[0]))
    assert len(values) > 3
    assert values == sorted(values, key=lambda v: -abs(v))
    assert 1 / (1 + math.exp(-sum(values))) == pytest.approx(protest[2].confidence, abs=0.02)
    assert weights()


def test_the_tree_of_the_sentence_is_drawn(protest: tuple[Scene, Coded, Event]) -> None:
    rows = [line.split() for line in told(*protest)]
    assert ["2", "condemned", "VERB", "root"] in rows
    assert ["3", "╰─", "Denmark", "PROPN", "obj"] in rows or ["3", "├─", "Denmark", "PROPN", "obj"] in rows
    assert any(row[:2] == ["mentions", "kind"] for row in rows)


def test_only_the_sentence_of_the_event_is_drawn() -> None:
    scene, coded, event = reached(TALKS)
    rows = [line.split() for line in told(scene, coded, event)]
    forms = [row[-3] for row in rows if len(row) > 3 and row[0].isdigit()]
    assert sorted(forms) == sorted(t.text for t in scene.analysis)


def test_an_event_whose_act_is_gone_is_explained_without_it(protest: tuple[Scene, Coded, Event]) -> None:
    """An event from elsewhere, as of another codebook, still tells its parties and its tree."""
    scene, coded, event = protest
    other = replace(event, id="", type="AGREE", mode=None)
    labels = [line.split()[0] for line in told(scene, coded, other) if line[:1].isalpha()]
    assert "word" not in labels
    assert {"codebook", "actor", "sure"} <= set(labels)


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_lines_fit(protest: tuple[Scene, Coded, Event], width: int) -> None:
    assert max(map(len, told(*protest, width))) <= width


def test_control_characters_do_no_harm(protest: tuple[Scene, Coded, Event]) -> None:
    scene, coded, event = protest
    changed: Any = replace(event, id="", why="a\x1b[31mred")
    assert any("a·[31mred" in line for line in told(scene, coded, changed))
