"""Phrases that are a name and nothing else: of an organisation, country, body, territory, seat of government, city.

In: words, what is named around them, the day that counts. Out: `Resolved`, or None where the words are no such name.
Where a name means several things, those that the words around know come first, and the others are rivals.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from communique.actors.people import NO_DATE
from communique.actors.phrases import Around, head_of, named_as, organisations_in
from communique.actors.resolved import Resolved
from communique.codebook.countries import Territory, countries
from communique.codebook.names import Kind, Reading
from communique.codebook.organisations import Mentioned, Organisation
from communique.records.findings import ActorRival

Cities = Callable[[str], str | None]  # a city to the code of its country, None for what is none
_NAMES = (Kind.NAME, Kind.OFFICIAL, Kind.FORMER, Kind.BODY, Kind.ABBREVIATION, Kind.TERRITORY)
_PLAIN = frozenset(("USA", "EU"))  # whose seats, Washington and Brussels, are named for them everywhere
_SHORT = 6  # characters of an abbreviation that others may bear as well
_STATE = "state of the USA"


def whole(words: str, around: Around, on: str | None, cities: Cities | None) -> Resolved | None:
    """The phrase as the name of an organisation, a country, a body, a territory or a city."""
    bare = re.sub(r"^(?:the|a|an)\s+", "", words.strip(), flags=re.IGNORECASE)
    found = _organisation(bare, around, on)
    if found is None:
        readings = named_as(words.strip())
        if readings:
            reading, others = chosen(readings, around)
            if around.whole and elsewhere(reading, around):
                return Resolved(text=words, how=f"`{words}` is hardly {reading.entry.name}, which the text never names")
            found = _of_reading(words, reading, others)
        elif cities is not None and bare[:1].isupper() and (code := cities(bare)) is not None:
            found = Resolved(
                text=words, country=code, sector="CVL", how=f"the city {bare}", confidence=0.5, stands_for=True
            )
    return found if found is None or found.text == words else replace(found, text=words)


def chosen(readings: tuple[Reading, ...], around: Around) -> tuple[Reading, tuple[Reading, ...]]:
    """The reading that the words around know, else the likeliest; and the others."""
    for codes in (around.own, around.scene):
        known = [r for r in readings if r.code in codes]
        if len(known) == 1:
            return known[0], tuple(r for r in readings if r is not known[0])
    return readings[0], readings[1:]


def elsewhere(reading: Reading, around: Around) -> bool:
    """Whether a capital that shares its name with other places and people is that of a country never spoken of."""
    seat = reading.kind in (Kind.CAPITAL, Kind.SEAT)
    return seat and bool(reading.also) and reading.code not in around.named and reading.id not in _PLAIN


def _organisation(words: str, around: Around, on: str | None) -> Resolved | None:
    for named in organisations_in(words):
        if named.span.start > 0 or len(words) - named.span.end > 2:
            continue
        told = status(named, around, on)
        if told is None or foreign(words, told, around):
            continue
        sectors = {r.sector for r in named.readings if r.country == told.country}
        open_ = on is None and len(sectors) > 1
        return Resolved(
            text=words, stated_name=words, name=told.name, country=told.country,
            sector=None if open_ else told.sector, other_sectors=() if open_ else told.other,
            how=f"{told.sort.value}: {told.name}" + (f"; {NO_DATE}" if on is None and told.first else ""),
            confidence=0.9, rivals=_others(named, told),
        )  # fmt: skip
    return None


def status(named: Mentioned, around: Around, on: str | None) -> Organisation | None:
    """Which organisation a name means on a day; a name that several bear needs one of their countries around."""
    told = named.on(on) or named.on(on, around.only)
    if told is not None:
        return told
    for codes in (around.own, around.scene):
        near = {r.country for r in named.readings} & codes
        if len(near) == 1:
            return named.on(on, near.pop())
    if len({r.sector for r in named.readings}) == 1 and not (around.whole and named.text.isupper()):
        return replace(named.readings[0], country=None)
    return None


def foreign(words: str, told: Organisation, around: Around) -> bool:
    """Whether an abbreviation is that of an organisation in a country of which the text never speaks."""
    if not (words.isupper() and len(words) <= _SHORT) or told.country not in countries():
        return False
    return around.whole and told.country not in around.named


def _others(named: Mentioned, told: Organisation) -> tuple[ActorRival, ...]:
    return tuple(
        ActorRival(name=r.name, office=None, country=r.country, sector=r.sector, why="another of that name")
        for r in named.readings
        if r.country != told.country
    )


def state_of_union(reading: Reading, around: Around) -> bool:
    """Whether a name is rather that of a state of the USA: the text speaks of those, and not of Russia."""
    named = around.named
    return "USA" in named and "RUS" not in named and any(also.endswith(_STATE) for also in reading.also)


def _of_reading(words: str, reading: Reading, others: tuple[Reading, ...]) -> Resolved:
    """A name of a country, body, territory or region."""
    rivals = tuple(
        ActorRival(name=r.phrase, office=None, country=r.entry.actor, sector=None, why="less likely for this name")
        for r in others
    )
    code = reading.entry.actor
    if code is None:
        return Resolved(text=words, how=f"`{reading.phrase}` is no actor but a region or another thing", rivals=rivals)
    sector = None
    confidence = 0.95
    stands_for = reading.kind in (Kind.CAPITAL, Kind.SEAT)
    if stands_for:
        headed = head_of(reading.phrase)
        sector, confidence = (headed.sector if headed is not None else None) or "GOV", 0.8
    elif isinstance(reading.entry, Territory):
        sector = "PRE"
    elif reading.kind in (Kind.BODY, Kind.ABBREVIATION):
        headed = head_of(reading.entry.name)
        sector = "JUD" if headed is not None and headed.sector == "JUD" else None
    return Resolved(
        text=words, stated_country=words, name=reading.entry.name if reading.kind in _NAMES else None, country=code,
        sector=sector, rivals=rivals, how=f"{reading.kind.value} of {reading.entry.name}",
        confidence=confidence if not others else 0.7, stands_for=stands_for,
    )  # fmt: skip
