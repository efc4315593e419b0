"""Countries of those who met that rest on the sound of a name alone, taken back.

In: a scene and who met. Out: the same, without a country where that was read out of a family name (`David Turk`, `Julie
Rodriguez`), where a former holder of an office has but the family name in common with him, where the words around gave
it to somebody of another name, or where a chain of mentions takes a group for one person. Nothing is refused.
"""

import re
from collections.abc import Iterable

from communique.coding.scene import Scene
from communique.records.analysis import MentionKind
from communique.records.findings import Actor
from communique.records.outcomes import Attendee

_BY_WORD = re.compile(r"`([^`]+)` in the words|the city ([^;]+)")
_FORMER = re.compile(r"register: .* until \d")
_AROUND = "country of the words around"


def undoubted(scene: Scene, people: Iterable[Attendee]) -> list[Attendee]:
    """Those who met; whose country is doubtful has none."""
    met = list(people)
    alone = {p.span for p in met if len({o.actor for o in met if o.span == p.span}) == 1}
    doubtful = [_doubtful(scene, p) or (p.span in alone and _one_for_many(scene, p)) for p in met]
    return [Attendee(span=p.span, text=p.text, part=p.part) if d else p for p, d in zip(met, doubtful, strict=True)]


def _doubtful(scene: Scene, person: Attendee) -> bool:
    if person.country is None or person.actor is None or person.country == scene.home:
        return False
    actor = scene.actors[person.actor]
    another = actor.how.endswith(_AROUND) and person.text.split()[-1] not in actor.text
    return another or _in_own_name(scene, actor) or _other_holder(scene, actor)


def _one_for_many(scene: Scene, person: Attendee) -> bool:
    """Whether `the leaders` stand for one person by name, whom a chain of mentions took them for."""
    if person.actor is None or person.name is None or person.sector is None or person.country == scene.home:
        return False
    heads = [scene.analysis[m.head] for m in scene.analysis.mentions if m.span == person.span]
    many = any(h.upos == "NOUN" and "Number=Plur" in h.feats for h in heads)
    mentions = (scene.analysis.mentions[m] for m in scene.actors[person.actor].mentions)
    return many and (person.office is not None or any(m.named and m.kind is MentionKind.PERSON for m in mentions))


def _in_own_name(scene: Scene, actor: Actor) -> bool:
    """Whether the word that told the country is a family name of the person."""
    found = _BY_WORD.search(actor.how)
    if found is None:
        return False
    if found[1] is not None and re.search(rf"\b{re.escape(found[1])}[\s-]+Americans?\b", actor.text):
        return True  # `Indian American Impact`, `the Iranian-American journalist`
    told = {w.lower() for w in " ".join(g for g in found.groups() if g).split()}
    if found[2] is not None and re.search(rf"\b{re.escape(found[2])} of [A-Z]", actor.text):
        return True  # `the Commonwealth of Pennsylvania` is no city
    for number in actor.mentions:
        mention = scene.analysis.mentions[number]
        if mention.kind is not MentionKind.PERSON or not mention.named:
            continue
        head = scene.analysis[mention.head]
        family = {c.text.lower() for c in head.children if c.deprel == "flat"}
        if told & family:
            return True
    return False


def _other_holder(scene: Scene, actor: Actor) -> bool:
    """Whether the register's former holder has another given name than the text gives."""
    if _FORMER.search(actor.how) is None or actor.name is None:
        return False
    given = {w[0].lower() for w in actor.name.split()[:-1]}
    family = actor.name.split()[-1].lower()
    for number in actor.mentions:
        mention = scene.analysis.mentions[number]
        head = scene.analysis[mention.head]
        flat = [c.text.lower() for c in head.children if c.deprel == "flat"]
        if mention.named and flat and flat[-1] == family and given and head.text[0].lower() not in given:
            return True
    return False
