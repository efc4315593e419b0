"""What the relation head says of the parties of acts, asked once a document; and acts that only it knows.

In: a scene, acts with their sides. Out: a `Relation` an act, where two of its parties stand in its sentence; candidates
without a word of the codebook whose subject and object are parties. Nothing is refused; without a head nothing is
asked.
"""

from collections.abc import Iterator, Mapping, Sequence

from communique.codebook.codebook import Codebook
from communique.codebook.triggers import Roles, Trigger, excluded
from communique.coding.acts import Act, content_of, use_of
from communique.coding.frames import SAYING, Frame
from communique.coding.roles import Sides, sides_of
from communique.coding.scene import Scene
from communique.records.outcomes import Party, Status
from communique.records.relations import Relation

_UNTOLD = "-"  # the type of a candidate until the head gives one
_PLAIN = SAYING | frozenset(("be", "have", "do", "become", "include", "know", "seem", "see", "think", "believe"))


def relations_of(scene: Scene, found: Sequence[tuple[Act, Sides]]) -> list[Relation | None]:
    """What the head says of each act, None where it was not asked."""
    out: list[Relation | None] = [None] * len(found)
    if scene.relate is None:
        return out
    asked, pairs = [], []
    for number, (act, sides) in enumerate(found):
        pair = _pair(scene, act, sides)
        if pair is not None:
            asked.append(number)
            pairs.append(pair)
    for number, relation in zip(asked, scene.relate(pairs), strict=True):
        out[number] = relation
    return out


def candidates(scene: Scene, deeds: Mapping[int, str], codebook: Codebook) -> Iterator[tuple[Act, Sides]]:
    """Verbs that no word of the codebook covers, between parties of different countries or bodies.

    deeds: the type of each act of the report by its predicate.
    """
    for frame in scene.frames:
        verb = frame.predicate
        if verb.upos != "VERB" or verb.index in deeds or frame.lemma in _PLAIN or frame.status is not Status.ACTUAL:
            continue
        if verb.xpos == "VBG" and not any(c.deprel.startswith("aux") for c in verb.children):
            continue  # `warned them against going there`
        if excluded(codebook.triggers, use_of(scene, verb, frame.lemma, frame)):
            continue
        act = Act(frame, _trigger(frame), _UNTOLD, None, frame.status, content_of(frame), "")
        sides = sides_of(scene, act, deeds, codebook)
        actors, recipients = _codes(sides.actors), _codes(sides.recipients)
        if sides.direct and actors and recipients and not actors & recipients:
            yield act, sides


def _trigger(frame: Frame) -> Trigger:
    return Trigger(frame.lemma, "verb", _UNTOLD, None, Roles.ACT, frozenset(), frozenset())


def _codes(parties: Sequence[Party]) -> set[str]:
    return {p.country for p in parties if p.country is not None}


def _pair(scene: Scene, act: Act, sides: Sides) -> tuple[Sequence[int], Sequence[int]] | None:
    """Tokens of the first actor and of the first recipient, or second actor, that stand in the act's sentence."""
    sentence = scene.sentence(act.frame.predicate.index)
    spans = [p.span for p in sides.actors if sentence.span.contains(p.span)]
    others = spans[1:] if sides.mutual else [p.span for p in sides.recipients if sentence.span.contains(p.span)]
    other = next((s for s in others if spans and not s.overlaps(spans[0])), None)
    if other is None:
        return None
    start = scene.analysis.tokens.start
    source, target = (
        range(int(start.searchsorted(s.start)), int(start.searchsorted(s.end))) for s in (spans[0], other)
    )
    return (source, target) if len(source) and len(target) else None
