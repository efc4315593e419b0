"""How high a meeting is, and of how many sides.

In: those who met. Out: `Level`, `MeetingKind`. Nothing is refused.
"""

import re
from functools import cache

from communique.codebook.titles import titled_in, titles
from communique.coding.meetings_merge import Draft
from communique.coding.scene import Scene
from communique.records.diplomacy import Level, MeetingKind
from communique.records.outcomes import Attendee, Part

_ORDER = (Level.HEAD, Level.MINISTER, Level.OFFICIAL, Level.OTHER)
_HEADS = frozenset(("head-of-state", "head-of-government", "head-of-state-and-government", "deputy-head",
                    "supreme-leader", "head-of-body"))  # fmt: skip
_BESIDE = frozenset((Part.MEDIATOR, Part.OBSERVER))
_LEADERS = re.compile(r"\bleaders\b", re.IGNORECASE)
_MANY = frozenset(("summit", "conference", "forum"))
_BODIES = frozenset(("IGO", "UNO", "EUR", "NGO"))


def level_of(scene: Scene, people: tuple[Attendee, ...]) -> Level:
    """Rank of the highest on the side that ranks lowest."""
    best: dict[str | None, Level] = {}
    met = [p for p in people if p.part not in _BESIDE] or list(people)
    told = [p for p in met if p.sector is not None or p.office is not None or _rank(_office_in(scene, p))] or met
    for person in told:  # a country by itself has no rank
        side = person.country if person.country is not None else person.text
        rank = rank_of(scene, person)
        if side not in best or _ORDER.index(rank) < _ORDER.index(best[side]):
            best[side] = rank
    return max(best.values(), key=_ORDER.index, default=Level.OTHER)


def rank_of(scene: Scene, person: Attendee) -> Level:
    """Rank of one participant, by office and by the words for him anywhere in the report."""
    words = [person.office or "", person.text, _office_in(scene, person)]
    led = _LEADERS.search(words[-1]) is not None or any(w.split()[0] == "Pope" for w in words if w.strip())
    if person.country and person.country not in _BODIES and led:
        return Level.HEAD
    if person.actor is not None:
        actor = scene.actors[person.actor]
        words += [actor.stated_office or "", actor.text]
        words += [scene.analysis.mentions[m].span.of(scene.document.text) for m in actor.mentions[:4]]
    ranks = [r for w in words if w and (r := _rank(w)) is not None]
    if ranks:
        return min(ranks, key=_ORDER.index)
    return Level.OFFICIAL if person.sector in ("GOV", "MIL") else Level.OTHER


def _office_in(scene: Scene, person: Attendee) -> str:
    """The words up to the head of those for a group: `the presidents`; `Leaders` alone stands for its whole phrase."""
    text, span = scene.document.text, person.span
    start = text.rfind(" ", 0, max(span.start - 1, 0)) + 1  # `foreign ministers`
    return text[start : span.end] if person.sector is None or person.name is None else person.text


@cache
def _rank(words: str) -> Level | None:
    found = None
    for titled in titled_in(words, titles()):
        if titled.speaks or titled.kin:
            rank = Level.OFFICIAL
        elif titled.office in _HEADS or (titled.title.rank == 1 and not titled.lower):
            rank = Level.HEAD
        elif titled.lower:
            rank = (
                Level.HEAD
                if titled.title.rank == 1 and "vice" in " ".join(titled.modifiers).lower()
                else Level.OFFICIAL
            )
        elif "minister" in titled.title.title or titled.title.title.startswith("secretary of"):
            rank = Level.MINISTER
        else:
            rank = Level.OFFICIAL
        if titled.speaks or titled.kin:
            return rank
        found = rank if found is None or _ORDER.index(rank) < _ORDER.index(found) else found
    return found


def _told_kind(draft: Draft) -> MeetingKind | None:
    """The kind that the words tell: `trilateral talks`."""
    for seed in draft.seeds:
        words = {c.text.lower() for c in seed.trigger.children if c.deprel in ("amod", "compound")}
        for kind in MeetingKind:
            if kind.value in words:
                return kind
    return None


def kind_of(draft: Draft) -> MeetingKind:
    """How many sides met, by their countries and bodies; a summit of a body is multilateral."""
    told = _told_kind(draft)
    if told is not None:
        return told
    sides = {p.country for p in draft.people if p.country and p.part not in _BESIDE}
    gathering = any(s.trigger.lemma.lower() in _MANY for s in draft.seeds)
    if len(sides) > 3 or (gathering and (sides & _BODIES or len(sides) == 1)):
        return MeetingKind.MULTILATERAL
    return MeetingKind.TRILATERAL if len(sides) == 3 else MeetingKind.BILATERAL
