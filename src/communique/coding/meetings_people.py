"""Who takes part in a meeting, and in what part.

In: a scene, a seed, and who took part in the meetings told before. Out: `Attendee`s, each once. A side that the tree
does not give is looked for in the words before and behind the trigger in its sentence; `the Prime Minister` without a
name is the one who was at the meeting told before. Those of whom the report only speaks take no part. Nothing is
refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from communique.coding.clauses import obliques, subjects
from communique.coding.meetings_ceremonies import role_of, standing_as
from communique.coding.meetings_doubts import undoubted
from communique.coding.meetings_names import POLITICAL, is_person
from communique.coding.meetings_seeds import Seed, Shape
from communique.coding.meetings_sides import sides_told, told_before, told_behind
from communique.coding.meetings_whom import GENERIC, attending, by_report
from communique.coding.meetings_words import (
    CANCELLED,
    CHAIRING,
    CO_CHAIRING,
    MEDIATING,
    POSTPONED,
    hanging,
    with_particle,
)
from communique.coding.parties import parties
from communique.coding.scene import Scene
from communique.records.analysis import MentionKind, Token
from communique.records.outcomes import Attendee, Part, Party

_BODIES = frozenset(("IGO", "UNO", "EUR"))
_BY = {"host": Part.HOST, "organize": Part.HOST, "organise": Part.HOST, "convene": Part.HOST}


def attendees_of(scene: Scene, seed: Seed, known: Sequence[Attendee] = ()) -> tuple[tuple[Attendee, ...], bool]:
    """Those who take part, and whether the tree names both sides. known: who took part in the meetings told before."""
    mine, others, jointly = sides_told(scene, seed)
    direct = bool(mine or jointly) and bool(others or jointly or len(mine) > 1)
    own = _cabinet(scene, seed)
    if seed.shape is not Shape.BARE and not own:
        if not mine and not jointly and with_particle(seed.carrier) not in CANCELLED | POSTPONED:
            mine = told_before(scene, seed)
        alone = seed.shape in (Shape.GATHERING, Shape.SIGNING, Shape.PRESENCE)
        if not others and not jointly and not alone and len(mine) < 2:
            others = told_behind(scene, seed)
    if mine or others:
        jointly = [t for t in jointly if t.lemma.lower() not in GENERIC]  # `the meeting between heads of government`
    first, second = _parts(seed)
    places = seed.shape is Shape.VISIT
    found = [
        *attending(scene, mine, first, known),
        *(a for t in others for a in attending(scene, [t], standing_as(scene, t) or second, known, places=places)),
        *attending(scene, jointly, Part.PRESENT, known),
        *attending(scene, _in_presence(seed), Part.PRESENT, known),
        *_by_whom(scene, seed, known),
        *own,
    ]
    if seed.shape is Shape.GATHERING and len({p.country for p in found}) < 2:
        found += _body_of(scene, seed)
    return once(undoubted(scene, _stated(scene, found))), direct


def clause_above(scene: Scene, seed: Seed) -> tuple[Attendee, ...]:
    """Who does what to whom in the clause above: `A thanked B when they met`."""
    at = seed.carrier.head
    frame = next((f for f in scene.frames if at is not None and at in (f.predicate, f.light)), None)
    if frame is None:
        return ()
    tokens = [*frame.doers, *frame.others, *(t for w, t in frame.obliques if w in ("to", "with"))]
    found = attending(scene, [t for t in tokens if is_person(scene, t)], Part.PRESENT, ())
    return once(found) if len({p.country for p in found if p.country}) > 1 else ()


def _stated(scene: Scene, found: list[Attendee]) -> list[Attendee]:
    """Those who met, unnamed groups left out to whom only the report gives a country that none of the others has."""
    stated = {p.country for p in found if p.country and not by_report(scene, p)}
    if not stated:
        return found
    return [
        p
        for p in found
        if p.country in stated or p.sector in POLITICAL or not by_report(scene, p) or _has_name(scene, p)
    ]


def _has_name(scene: Scene, party: Party) -> bool:
    if party.actor is None:
        return False
    mentions = (scene.analysis.mentions[m] for m in scene.actors[party.actor].mentions)
    return any(m.named and m.kind is MentionKind.PERSON for m in mentions)


def _body_of(scene: Scene, seed: Seed) -> list[Attendee]:
    """The body whose meeting a noun tells, by a name before it: `the Arab League summit`."""
    before = [c for c in seed.trigger.children if c.deprel in ("compound", "nmod:poss", "amod") and c != seed.trigger]
    return [Attendee.as_(Part.PRESENT, p) for c in before for p in parties(scene, c) if p.country in _BODIES]


def _cabinet(scene: Scene, seed: Seed) -> list[Attendee]:
    """Who gathers at `a cabinet meeting`."""
    own = [c for c in seed.trigger.children if c.deprel in ("compound", "nmod:poss") and c.lemma.lower() == "cabinet"]
    return [Attendee.as_(Part.PRESENT, p) for c in own for p in parties(scene, c) if p.country]


def points_back(scene: Scene, seed: Seed, people: Sequence[Attendee]) -> bool:
    """Whether the words name nobody of their own: `the talks`, `the two leaders met`, `during their meeting`."""
    tokens = [t for side in sides_told(scene, seed) for t in side]
    new = seed.noun is not None and any(c.text.lower() in ("a", "an", "another") for c in seed.noun.children)
    if new and not any(t.lemma.lower() in GENERIC and t.upos == "NOUN" for t in tokens):
        return False
    named = [t for t in tokens if t.upos != "PRON" and not (t.lemma.lower() in GENERIC and _plain(scene, t))]
    return not named and len({p.country for p in people if p.country}) < 2


def once(found: Iterable[Attendee]) -> tuple[Attendee, ...]:
    """Each attendee once, the part that says more kept; of two readings of the same words, the one with a name."""
    kept: list[Attendee] = []
    for attendee in found:
        at = next((i for i, k in enumerate(kept) if _is_same(k, attendee)), None)
        if at is None:
            kept.append(attendee)
            continue
        before = kept[at]
        better = attendee if (attendee.sector is not None and attendee.name) and not before.sector else before
        part = attendee.part if before.part is Part.PRESENT else before.part
        kept[at] = replace(better, part=part)
    return tuple(kept)


def _is_same(one: Attendee, other: Attendee) -> bool:
    if one.actor is not None and one.actor == other.actor:
        return True
    if one.span == other.span and one.country != other.country:
        return False  # two countries behind `the two sides`
    return one.span.overlaps(other.span) and (one.span.start == other.span.start or one.span.end == other.span.end)


def joining(scene: Scene) -> list[tuple[Party, Party]]:
    """Who joined whom: `Biden, joined by Harris, spoke with ...`; pairs of who joins and whom."""
    found = []
    for frame in scene.frames:
        if frame.lemma in ("join", "accompany") and frame.predicate.upos == "VERB":
            for doer in frame.doers:
                for other in frame.others:
                    found += [(d, o) for d in parties(scene, doer) for o in parties(scene, other)]
    return found


def _plain(scene: Scene, token: Token) -> bool:
    """Whether a phrase says nothing of a country: `the two leaders`, not `the Baltic leaders`."""
    return not any(c.deprel in ("amod", "compound", "nmod", "nmod:poss") and parties(scene, c) for c in token.children)


def _in_presence(seed: Seed) -> list[Token]:
    """`signed in the presence of President Bouteflika`."""
    near = [t for w, t in obliques(seed.carrier) if w == "in" and t.lemma.lower() == "presence"]
    return [t for n in near for w, t in hanging(n) if w == "of"]


def _parts(seed: Seed) -> tuple[Part, Part]:
    if seed.shape is Shape.PRESENCE:
        return seed.part, Part.REPRESENTED
    if seed.shape is Shape.RECEPTION:
        return Part.HOST, Part.GUEST
    if seed.shape is Shape.VISIT:
        return Part.GUEST, Part.HOST
    role = role_of(seed.frame)
    if role is not None:
        return role, Part.PRESENT
    lemma = seed.frame.lemma if seed.noun is not None and seed.frame.predicate.upos == "VERB" else ""
    if seed.frame.light is not None:
        lemma = seed.frame.light.lemma.lower()
    if lemma in ("co-host", "cohost"):
        return Part.HOST, Part.HOST
    if lemma in CO_CHAIRING:
        return Part.CO_CHAIR, Part.CO_CHAIR
    if lemma in CHAIRING:
        return Part.CHAIR, Part.PRESENT
    if lemma in MEDIATING:
        return Part.MEDIATOR, Part.PRESENT
    if lemma in _BY:
        return _BY[lemma], Part.PRESENT
    return Part.PRESENT, Part.PRESENT


def _by_whom(scene: Scene, seed: Seed, known: Sequence[Attendee]) -> list[Attendee]:
    """Hosts, chairs and mediators told by a participle: `a meeting hosted by Qatar`, `talks mediated by Oman`."""
    found: list[Attendee] = []
    for child in seed.trigger.children if seed.noun is not None else ():
        if child.deprel not in ("acl", "acl:relcl") or child.xpos != "VBN":
            continue
        lemma = child.lemma.lower()
        part = _BY.get(lemma) or (
            Part.MEDIATOR if lemma in MEDIATING else
            Part.CO_CHAIR if lemma in CO_CHAIRING else
            Part.CHAIR if lemma in CHAIRING else None
        )  # fmt: skip
        if part is not None:
            found += attending(scene, subjects(child), part, known)
    return found
