"""Whether a draft is a meeting of politics: of states, bodies, or those who hold office, and of more than one side.

In: a scene and a draft. Out: yes or no. Refused: journeys at home, papers that only countries sign, families, friends
and the press, and what somebody tells in the first person of whom he spoke with.
"""

import re

from communique.codebook.phrases import listed
from communique.coding.meetings_ceremonies import signed_in_person, signers
from communique.coding.meetings_levels import rank_of
from communique.coding.meetings_merge import Draft
from communique.coding.meetings_seeds import Shape
from communique.coding.meetings_whom import meant
from communique.coding.scene import Scene
from communique.records.analysis import MentionKind
from communique.records.diplomacy import Level
from communique.records.outcomes import Attendee, Part

_COLLECTIVE = frozenset(listed("cabinet council committee parliament assembly commission board leaders ministers"))


_ATTENDING = frozenset(listed("attend participate address join"))


_POLITICAL = frozenset(("GOV", "MIL", "LEG", "PTY", "OPP", "ELI", "DIP"))


_PRESS = frozenset(("JRN",))
_FIRST = frozenset(listed("i we us you me our my your"))
_POLITICAL_REPORT = 0.3  # officials a sentence, for somebody unknown to count as one of them
# How an actor is read that is a state by name, or a place that stands for one.
_STATE = re.compile(r"(?:name|former|adjective|abbreviation|official|body) of |what is done to a place")
_BODIES = frozenset(("IGO", "UNO", "EUR"))


def stands(scene: Scene, draft: Draft) -> bool:
    """Whether there is enough to call it a meeting."""
    if not any(p.country for p in draft.people):
        return False
    if all(s.shape is Shape.VISIT for s in draft.seeds):
        return _is_visit(draft)
    if all(s.shape is Shape.SIGNING for s in draft.seeds):
        return _at_one_table(scene, draft)
    if any(s.shape is Shape.SIGNING for s in draft.seeds):
        return _has_sides(draft)
    if len(draft.people) > 1:
        return _of_politics(scene, draft)
    seed, alone = draft.seeds[0], draft.people[0]
    body = bool(_COLLECTIVE & set(alone.text.lower().split())) or alone.country in _BODIES
    body = body and not (alone.actor is not None and _is_one_person(scene, alone.actor))
    told = seed.frame.light is not None or seed.carrier.upos == "VERB"
    told = told or any(c.deprel == "cop" or (c.deprel == "acl" and c.xpos == "VBN") for c in seed.carrier.children)
    gathered = body and told
    return gathered or (seed.shape is Shape.GATHERING and seed.frame.lemma in _ATTENDING)


def _of_politics(scene: Scene, draft: Draft) -> bool:
    """Whether somebody of politics met somebody; what `I` and `you` tell needs officials of two countries."""
    officials = [p for p in draft.people if _official(scene, p)]
    if all(p.text.lower() in _FIRST for p in officials):
        return len({p.country for p in officials}) > 1
    if len({p.country for p in draft.people if p.country}) > 1:
        return True
    return any(p not in officials and p.sector not in _PRESS for p in draft.people) or len(officials) > 1


def _official(scene: Scene, person: Attendee) -> bool:
    """Whether somebody is of politics: a state, a body, by sector or by a title; `your wife` is not."""
    elite = person.sector == "ELI" and person.name is None  # `the coach`, not a former president
    if (person.sector in _POLITICAL and not elite) or person.country in _BODIES or "counterpart" in person.text.lower():
        return True
    if person.sector is not None or person.actor is None:
        return False
    read = _STATE.match(scene.actors[person.actor].how)
    people = any(m.span == person.span and m.kind is MentionKind.PERSON for m in scene.analysis.mentions)
    state = read is not None and not (people and read[0].startswith("what"))
    mentions = (scene.analysis.mentions[m] for m in scene.actors[person.actor].mentions)
    named = any(m.named and m.kind is MentionKind.PERSON for m in mentions)
    political = scene.politics.officials >= _POLITICAL_REPORT
    titled = (named or political) and rank_of(scene, person) is not Level.OTHER
    return state or titled or (named and political and person.country is not None)


def _at_one_table(scene: Scene, draft: Draft) -> bool:
    """Whether persons of two countries sign; that countries sign tells no meeting by itself."""
    signing = [t for s in draft.seeds for t in signers(scene, s.frame) if signed_in_person(scene, t)]
    return len({p.country for t in signing for p in meant(scene, t) if p.country}) > 1


def _is_one_person(scene: Scene, actor: int) -> bool:
    """Whether an actor is somebody, by name or by an office in the singular, not those who gather."""
    mentions = [scene.analysis.mentions[m] for m in scene.actors[actor].mentions]
    heads = [scene.analysis[m.head] for m in mentions if m.kind is MentionKind.PERSON]
    return any(m.named and m.kind is MentionKind.PERSON for m in mentions) or any(
        "Number=Sing" in h.feats and h.lemma.lower() not in _COLLECTIVE for h in heads
    )


def _has_sides(draft: Draft) -> bool:
    """Whether those at a signing are of two countries: what a government signs with its rebels may have guests."""
    return len({p.country for p in draft.people if p.country}) > 1


def _is_visit(draft: Draft) -> bool:
    """Whether somebody of one country's politics visits another country."""
    guests = [p for p in draft.people if p.part is not Part.HOST]
    hosts = {p.country for p in draft.people if p.part is Part.HOST and p.country}
    home = {g.country for g in guests} & hosts
    return not home and any(g.country and hosts and (g.sector in _POLITICAL or g.name) for g in guests)
