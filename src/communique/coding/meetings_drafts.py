"""Every telling of a meeting, and which of them only points back at one told before.

In: a scene. Out: `Draft`s in the order of the text; one meeting may still have several. Nothing is refused.
"""

from dataclasses import replace

from communique.coding.meetings_ceremonies import is_ceremonial
from communique.coding.meetings_details import series_of
from communique.coding.meetings_merge import Draft, bare, joined, same, united
from communique.coding.meetings_people import attendees_of, clause_above, joining, once, points_back
from communique.coding.meetings_seeds import Seed, Shape, seeds_of
from communique.coding.meetings_told import Told, told_of
from communique.coding.scene import Scene
from communique.records.diplomacy import MeetingStatus
from communique.records.outcomes import Attendee, Part

_BODIES = frozenset(("IGO", "UNO", "EUR"))
_BACK = 8  # sentences that `the call` reaches back


def drafts_of(scene: Scene) -> list[Draft]:
    """Every telling of a meeting; a noun that only points back is told with the last meeting that it fits."""
    found: list[Draft] = []
    for seed in seeds_of(scene):
        told = told_of(scene, seed)
        if told is None:
            continue
        people, direct = attendees_of(scene, seed, [p for d in found for p in d.people])
        if points_back(scene, seed, people) and (bare(seed) or len(people) < 2):
            retold = _add_telling(found, seed, told)
            if not retold and (not bare(seed) or _theirs(seed)) and len(above := clause_above(scene, seed)) > 1:
                found.append(Draft((seed,), above, told, seed.format, False))
        elif seed.takes_part:
            _attend(scene, found, seed, people, told)
        elif _of_last(scene, found, seed, people) and found[-1].told.status is told.status:
            last = found[-1]
            found[-1] = replace(last, seeds=(*last.seeds, seed), people=united(last.people, people))
        else:
            ordinal = series_of(scene, seed).ordinal
            for some in _each(seed, people):
                _add(found, Draft((seed,), some, told, seed.format, direct, ordinal))
    return _with_joined(scene, found)


def _theirs(seed: Seed) -> bool:
    """`told him during their meeting`: that of those in the clause above."""
    poss = [c.text.lower() for c in seed.trigger.children if c.deprel == "nmod:poss"]
    return any(word in ("their", "his", "her") for word in poss)


def _add(found: list[Draft], draft: Draft) -> None:
    """A draft more; one that is signed in the ceremony told before is told there, so that guests come to one."""
    if draft.seeds[0].shape is Shape.SIGNING:
        at = next((i for i, d in enumerate(found) if d.seeds[0].shape is Shape.SIGNING and same(d, draft)), None)
        if at is not None:
            found[at] = joined(found[at], draft)
            return
    found.append(draft)


def _each(seed: Seed, people: tuple[Attendee, ...]) -> list[tuple[Attendee, ...]]:
    """`A and B each spoke with C`, `A received B and C one after another`, `visited B and C`: two meetings."""
    if seed.shape is Shape.VISIT:
        hosts = [p for p in people if p.part is Part.HOST and p.country]
        if any(p.country in _BODIES for p in hosts):
            return [people]
        guests = tuple(p for p in people if p.part is not Part.HOST)
        several = len({p.country for p in hosts}) == len(hosts) > 1
        return [(*guests, host) for host in hosts] if several and guests else [people]
    if not _one_by_one(seed):
        return [people]
    subjects = {t.span for t in seed.frame.doers}
    ours = tuple(p for p in people if any(p.span.contains(s) for s in subjects))
    others = tuple(p for p in people if p not in ours)
    if len(others) == 1 and len(ours) > 1:
        return [(one, *others) for one in ours]
    return [(*ours, one) for one in others] if len(ours) == 1 and len(others) > 1 else [people]


def _one_by_one(seed: Seed) -> bool:
    """`each`, `separately`, `one after another`."""
    words = {c.text.lower() for c in seed.carrier.children}
    words |= {
        k.text.lower() for c in seed.carrier.children if c.deprel.startswith(("obl", "advmod")) for k in c.children
    }
    return bool(words & {"each", "separately", "individually"}) or {"one", "another"} <= words or "turn" in words


def _of_last(scene: Scene, found: list[Draft], seed: Seed, people: tuple[Attendee, ...]) -> bool:
    """Whether one side is told of the meeting told last: `Harris joined the call`, `the talk with Mao`, `took part`."""
    if not found or not people or not _definite(seed):
        return False
    if len({p.country for p in people}) > 1:
        return False
    last = found[-1]
    if scene.sentence_number(seed.trigger.index) - scene.sentence_number(last.seeds[-1].trigger.index) > _BACK:
        return False
    if seed.shape is Shape.GATHERING:
        return bool(last.people)
    return bare(seed) and {p.country for p in people} <= {p.country for p in last.people}


def _attend(scene: Scene, found: list[Draft], seed: Seed, people: tuple[Attendee, ...], told: Told) -> None:
    """Add those who were there too to the last meeting; where a ceremony is told of, to the last signing."""
    number = scene.sentence_number(seed.trigger.index)
    before = [at for at in reversed(range(len(found))) if found[at].told.status is told.status]
    near = [at for at in before if number - scene.sentence_number(found[at].seeds[-1].trigger.index) <= _BACK]
    signed = [at for at in before if any(s.shape is Shape.SIGNING for s in found[at].seeds)]
    at = next(iter((signed if is_ceremonial(seed.frame) else []) or near), None)
    if at is not None and people:
        found[at] = replace(found[at], seeds=(*found[at].seeds, seed), people=united(found[at].people, people))


def _definite(seed: Seed) -> bool:
    """Whether a gathering is one that was told before."""
    return seed.noun is None or any(c.text.lower() in ("the", "this", "that", "their") for c in seed.noun.children)


def _add_telling(found: list[Draft], seed: Seed, told: Told) -> bool:
    """Tell a meeting once more; false where none was told that it could be."""
    for at in reversed(range(len(found))):
        draft = found[at]
        if draft.told.status is told.status or told.status is MeetingStatus.HELD:
            found[at] = replace(draft, seeds=(*draft.seeds, seed))
            return True
    return False


def _with_joined(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The drafts, with those who joined one who took part, in the sentence that tells the meeting."""
    pairs = joining(scene)
    found = []
    for draft in drafts:
        actors = {p.actor for p in draft.people}
        sentence = scene.sentence(draft.seeds[0].trigger.index).span
        more = [j for j, whom in pairs if whom.actor in actors and sentence.contains(j.span)]
        found.append(replace(draft, people=once((*draft.people, *(Attendee.as_(Part.PRESENT, p) for p in more)))))
    return found
