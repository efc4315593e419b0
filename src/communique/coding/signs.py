"""Signs of how sure an event is: how it was reached, by name, for `confidence`.

In: a scene, an act, its sides. Out: signs. Nothing is refused.
"""

import math

from communique.coding.acts import Act
from communique.coding.roles import Sides
from communique.coding.scene import Scene
from communique.coding.settle import REPORT, VOICE, political
from communique.records.documents import BlockKind
from communique.records.outcomes import Party, Status
from communique.records.relations import NOTHING, Relation
from communique.records.spans import Span

_FORCEFUL = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "SANCTION"))
_FORCES = frozenset(("COP", "JUD", "MIL", "PRM", "REB", "SPY", "UAF"))
_LONG = 8  # sentences; a short report of one country is as good as any


def signs_of(
    scene: Scene, act: Act, sides: Sides, status: Status, relation: Relation | None = None
) -> dict[str, float]:
    """What speaks for and against an event. relation: what the relation head says of its parties, if asked."""
    frame = act.frame
    signs: dict[str, float] = {f"type {act.type}": 1.0, f"status {status.value}": 1.0}
    bare = frame.predicate.upos == "NOUN" and frame.light is None
    signs["noun alone"] = float(bare)
    signs["noun with a light verb"] = float(frame.light is not None)
    signs["word with an object of its own"] = float(bool(act.trigger.objects))
    signs["doers of its own"] = float(sides.direct)
    actors, recipients = _known(sides.actors), _known(sides.recipients)
    signs["no actor"] = float(not sides.actors)
    signs["actor without a country"] = float(bool(sides.actors) and not actors)
    signs["no recipient"] = float(not sides.recipients and not sides.mutual)
    signs["recipient without a country"] = float(bool(sides.recipients) and not recipients)
    signs["one country"] = float(len(actors | recipients) == 1 and bool(actors) and (bool(recipients) or sides.mutual))
    signs["two countries"] = float(len(actors | recipients) > 1)
    signs["many countries"] = float(len(actors | recipients) > 4)
    signs["country only by the report"] = float(any(_by_report(scene, p) for p in (*sides.actors, *sides.recipients)))
    signs["a place is the recipient"] = float(any(p.actor in scene.grounds for p in sides.recipients))
    signs["recipient only by the report"] = float(sides.implied)
    verb = frame.light or frame.predicate
    signs["infinitive"] = float(any(c.deprel == "mark" and c.text.lower() == "to" for c in verb.children))
    signs["gerund"] = float(verb.xpos == "VBG" and not any(c.deprel == "aux" for c in verb.children))
    signs["main clause"] = float(verb.deprel == "root")
    signs["relative clause"] = float(verb.deprel.startswith("acl"))
    signs["noun alone without actor"] = float(bare and not actors)
    signs["noun alone without recipient"] = float(bare and not recipients and not sides.mutual)
    told = [scene.actors[p.actor] for p in (*sides.actors, *sides.recipients) if p.actor is not None]
    own = [a for a in told if a.country is not None and not a.how.endswith(REPORT)]
    signs["all countries only by the report"] = float(not own)
    signs["no official"] = float(not any(political(a) for a in own))
    signs["no official acts"] = float(
        not any(political(scene.actors[p.actor]) for p in sides.actors if p.actor is not None)
    )
    length = min(1.0, len(scene.analysis.sentences) / _LONG)
    signs["long report of one country"] = float(scene.politics.countries < 2) * length
    signs["report of many countries"] = float(scene.politics.countries > 3)
    few = max(0.0, 1.0 - scene.politics.officials) * length
    signs["few officials in a long report"] = few
    signs["one country, few officials"] = few * float(len(actors | recipients) < 2)
    signs["headline"] = float(in_headline(scene, scene.sentence(frame.predicate.index).span))
    signs["lead"] = float(scene.sentence_number(frame.predicate.index) < 3)
    signs["reported"] = float(frame.saying is not None)
    signs["first or second person"] = float(any(t.text.lower() in ("i", "we", "you") for t in frame.doers))
    signs |= _at_home(scene, act, sides, len(actors | recipients) == 1)
    if relation is not None and act.type in relation.types:
        signs["relation head"] = _odds(relation.types.get(act.type, 0.0))
        signs["relation head: nothing"] = _odds(relation.types.get(NOTHING, 0.0))
    signs["relation head not asked"] = float(relation is None or act.type not in relation.types)
    signs["no word of the codebook"] = float(act.trigger.type != act.type and act.trigger.type == "-")
    return {name: value for name, value in signs.items() if value}


def _at_home(scene: Scene, act: Act, sides: Sides, home: bool) -> dict[str, float]:
    """Who acts: a government that speaks of itself, forces and courts, crowds. home: whether one country takes part."""
    acting = [scene.actors[p.actor] for p in sides.actors if p.actor is not None]
    forces = act.type in _FORCEFUL and any(a.sector in _FORCES for a in acting)
    return {
        "first person of a government": float(any(a.how == VOICE for a in acting)),
        "force or court at home": float(home and forces),
        "crowd at home": float(home and act.type == "PROTEST"),
    }


def in_headline(scene: Scene, span: Span) -> bool:
    """Whether a stretch of text is part of the headline."""
    heads = (b.span for b in scene.document.blocks if b.kind is BlockKind.HEADLINE and b.span is not None)
    return any(head.overlaps(span) for head in heads)


def _odds(share: float) -> float:
    """Log-odds of a probability, within 4 either way."""
    return max(-4.0, min(4.0, math.log((share + 1e-4) / (1.0001 - share))))


def _known(parties: tuple[Party, ...]) -> set[str]:
    return {p.country for p in parties if p.country is not None}


def _by_report(scene: Scene, party: Party) -> bool:
    return party.actor is not None and scene.actors[party.actor].how.endswith(REPORT)
