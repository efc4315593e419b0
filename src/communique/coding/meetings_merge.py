"""A meeting told several times made one: in headline, lead and body, by its name and by `the talks`.

In: drafts in the order of the text. Out: drafts, each meeting once. Refused, and left out: nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.coding.meetings_people import once
from communique.coding.meetings_seeds import Seed, Shape
from communique.coding.meetings_told import Told
from communique.coding.meetings_words import MEALS
from communique.records.diplomacy import MeetingFormat, MeetingStatus
from communique.records.outcomes import Attendee, Part, When

_PLANNED = (MeetingStatus.ANNOUNCED, MeetingStatus.SCHEDULED)
_REMOTE = (MeetingFormat.PHONE, MeetingFormat.VIDEO)


@dataclass(frozen=True, slots=True)
class Draft:
    """A meeting before it is written. seeds: its tellings. ordinal: where it is the nth of a series."""

    seeds: tuple[Seed, ...]
    people: tuple[Attendee, ...]
    told: Told
    format: MeetingFormat
    direct: bool
    ordinal: int | None = None


def merged(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each meeting once."""
    found: list[Draft] = []
    for draft in drafts:
        at = next((i for i in reversed(range(len(found))) if same(found[i], draft)), None)
        if at is None:
            found.append(draft)
        else:
            found[at] = joined(found[at], draft)
    return found


def same(one: Draft, other: Draft) -> bool:
    """Whether two drafts tell of one meeting."""
    together = _stand_together(one.told.status, other.told.status) or _points_at(one, other) or _points_at(other, one)
    if not together or not _formats_agree(one.format, other.format):
        return False
    if one.ordinal is not None and other.ordinal is not None and one.ordinal != other.ordinal:
        return False
    if any(len(d.people) == 1 and another(d.seeds[0]) for d in (one, other)):
        return False
    if _other_table(one, other):
        return False
    if _signed(one) and _signed(other) and _one_ceremony(one, other):
        return True
    return dates_agree(one.told, other.told) and people_agree(one.people, other.people)


def _points_at(one: Draft, other: Draft) -> bool:
    """`Trump's call with Zelensky`, without a day of its own, is the call of 25 July that is told elsewhere."""
    owned = any(c.deprel == "nmod:poss" or c.text.lower() == "the" for c in one.seeds[0].trigger.children)
    past = (MeetingStatus.HELD, MeetingStatus.HISTORICAL)
    undated = one.told.by_default and not other.told.by_default and other.told.date is not None
    return bare(one.seeds[0]) and owned and undated and one.told.status in past and other.told.status in past


def _other_table(one: Draft, other: Draft) -> bool:
    """A meal that is told anew, `a banquet`, is not the talks told before."""
    seed = other.seeds[0]
    fed = [any(s.trigger.lemma.lower() in MEALS for s in d.seeds) for d in (one, other)]
    return fed[1] and not fed[0] and another(seed)


def _signed(draft: Draft) -> bool:
    return any(s.shape is Shape.SIGNING for s in draft.seeds)


def _one_ceremony(one: Draft, other: Draft) -> bool:
    """Papers signed on one day, the countries of one among those of the other, are signed in one ceremony."""
    sides = [{p.country for p in d.people if p.country} for d in (one, other)]
    if not (sides[0] <= sides[1] or sides[1] <= sides[0]):
        return False
    return one.told.status is MeetingStatus.HELD and dates_agree(one.told, other.told)


def _stand_together(one: MeetingStatus, other: MeetingStatus) -> bool:
    return one is other or (one in _PLANNED and other in _PLANNED)


def _formats_agree(one: MeetingFormat, other: MeetingFormat) -> bool:
    return one is other or MeetingFormat.UNKNOWN in (one, other) or (one in _REMOTE and other in _REMOTE)


def dates_agree(one: Told, other: Told) -> bool:
    """False for two dates of which neither can lie within the other; the report's own day parts nothing."""
    if one.by_default or other.by_default or one.date is None or other.date is None:
        return True
    return _overlap(one.date, other.date)


def _overlap(one: When, other: When) -> bool:
    if one.first is None or other.first is None:
        return True
    ends = (one.last or one.first, other.last or other.first)
    size = min(10, len(one.first), len(other.first), *(len(e) for e in ends))
    return one.first[:size] <= ends[1][:size] and other.first[:size] <= ends[0][:size]


def people_agree(one: Sequence[Attendee], other: Sequence[Attendee]) -> bool:
    """Whether all of the shorter list can be found in the longer one: the same actor, or a country and one of it."""
    fewer, more = sorted((one, other), key=len)
    if not fewer:
        return False
    left = list(more)
    for person in fewer:
        match = next((p for p in left if _same_person(person, p)), None)
        if match is None:
            return False
        if len(fewer) == len(more):
            left.remove(match)
    return len({p.country for p in fewer}) == len({p.country for p in more}) or len(fewer) < 2


def _same_person(one: Attendee, other: Attendee) -> bool:
    if one.actor is not None and one.actor == other.actor:
        return True
    if one.name is not None and one.name == other.name and one.country == other.country:
        return True
    if one.country is None or one.country != other.country:
        return False
    if Part.REPRESENTED in (one.part, other.part):
        return False  # who is absent, and who stands in
    return not (_named(one) and _named(other))


def _named(person: Attendee) -> bool:
    """Whether somebody is named in person, not by his country, his office or a group."""
    return person.sector is not None and person.name is not None


def joined(one: Draft, other: Draft) -> Draft:
    """Two tellings made one: the first stays, and what it lacks comes from the second."""
    return replace(
        one,
        seeds=(*one.seeds, *other.seeds),
        people=united(one.people, other.people),
        told=other.told
        if _points_at(one, other)
        else one.told
        if _points_at(other, one)
        else _fuller(one.told, other.told),
        format=other.format
        if one.format is MeetingFormat.UNKNOWN or other.format is MeetingFormat.VIDEO
        else one.format,
        direct=one.direct or other.direct,
        ordinal=one.ordinal if one.ordinal is not None else other.ordinal,
    )


def united(one: tuple[Attendee, ...], other: tuple[Attendee, ...]) -> tuple[Attendee, ...]:
    """Those of two tellings, somebody by his country or office made one with him by name."""
    found = list(one)
    for person in other:
        at = next((i for i, p in enumerate(found) if _same_person(p, person)), None)
        if at is None:
            found.append(person)
        elif _named(person) and not _named(found[at]):
            part = found[at].part if person.part is Part.PRESENT else person.part
            found[at] = replace(person, part=part)
        elif found[at].part is Part.PRESENT and not (person.part is Part.REPRESENTED and _named(found[at])):
            found[at] = replace(found[at], part=person.part)
    return once(found)


def _fuller(one: Told, other: Told) -> Told:
    """The date that the text tells comes before the report's own day; of two, the finer."""
    if one.date is None or (one.by_default and other.date is not None and not other.by_default):
        return replace(other, status=one.status)
    if other.date is None or other.by_default or one.by_default:
        return one
    return replace(other, status=one.status) if len(other.date.first or "") > len(one.date.first or "") else one


def another(seed: Seed) -> bool:
    """Whether a noun is one not told before: `a meeting`, `another call`."""
    return seed.noun is not None and any(c.text.lower() in ("a", "an", "another") for c in seed.noun.children)


def bare(seed: Seed) -> bool:
    """Whether a seed is a noun that points back: `the talks`, `during their meeting`."""
    return seed.shape is Shape.BARE or (
        seed.shape is Shape.VISIT and seed.noun is not None and seed.carrier == seed.noun
    )
