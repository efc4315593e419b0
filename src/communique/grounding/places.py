"""Where: names of places in a document, and the places of the world that they mean.

In: a `Document`, its `Analysis`, a gazetteer. Out: `PlaceRef`s in the order of the text, none over another, with the
rivals of each and how it was chosen. A name that nobody knows is given without a place; it costs the others nothing.
Left out unless asked for: names that act (`Washington said`), adjectives, names inside names of organizations.
"""

import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from communique.codebook.countries import countries
from communique.grounding.gazetteer import Gazetteer, Place, gazetteer
from communique.grounding.gazetteer_compile import ALIAS
from communique.grounding.places_choice import KNOWN, Chooser, Floats, Group, Home, distances
from communique.grounding.places_found import Candidate, Finder
from communique.grounding.places_options import PlacesOptions
from communique.records.analysis import Analysis, MentionKind
from communique.records.documents import Document
from communique.records.findings import PlaceRef, PlaceRival, Resolution

RIVALS = 3
SEATS = frozenset({"P.PPLC", "S.PAL", "S.BLDG"})
SMALL = 50_000  # people: a smaller place is named where the report has something to do with its country
_HOME_COUNTRY, _HOME_PLACE = 0.6, 0.4
_WORD = re.compile(r"[A-Z][\w.'’-]+")


def places_of(document: Document, analysis: Analysis, options: PlacesOptions | None = None) -> tuple[PlaceRef, ...]:
    """The places of a document, in order. Raises `SetupError` where the gazetteer is missing."""
    options = options or PlacesOptions()
    known = gazetteer(None if options.gazetteer is None else Path(options.gazetteer))
    candidates = Finder(document, analysis, known).find()
    groups = Chooser(known, home_of(document, known)).choose(candidates)
    of = {id(member): group for group in groups for member in group.members}
    spoken = {known.column("country")[g.row] for g in groups if not g.lonely}
    out = []
    for candidate in candidates:
        group = of.get(id(candidate))
        if candidate.acts and group is not None and not _governs(known.place(group.row)):
            candidate.acts = False
        if not _wanted(candidate, options):
            continue
        if group is not None and not _doubtful(group, known, bool(spoken)):
            out.append(_resolved(candidate, group, known))
        else:
            out.append(_open(candidate, of, known))
    return tuple(out)


def _governs(place: Place) -> bool:
    """Whether a place can stand for a government: a country, a capital, a palace; the Jhelum cannot."""
    return place.resolution in (Resolution.COUNTRY, Resolution.PROVINCE) or place.feature in SEATS


def _doubtful(group: Group, known: Gazetteer, elsewhere: bool) -> bool:
    """Whether a name had better stay open: a small place far from all that the report speaks of, or a foreign name."""
    if not group.lonely or group.members[0].dateline:
        return False
    population = int(known.column("population")[group.row])
    populated = known.place(group.row).resolution is Resolution.CITY
    return populated and population < (KNOWN if group.foreign else SMALL if elsewhere else 0)


def home_of(document: Document, known: Gazetteer) -> Home:
    """Where a report comes from: its dateline, the country of its address, a place in its outlet's name."""
    weights: dict[int, float] = {}
    numbers: list[str] = known.meta["countries"]
    host = (urlsplit(document.url.strip()).hostname or "") if document.url else ""
    code = _country_of_domain(host.rpartition(".")[2])
    if code in numbers:
        weights[numbers.index(code)] = _HOME_COUNTRY
    row = _place_in_outlet(document.outlet, known) if document.outlet else None
    if row is not None:
        number = int(known.column("country")[row])
        weights[number] = weights.get(number, 0.0) + _HOME_PLACE
    return Home(weights, row)


@lru_cache(maxsize=512)
def _country_of_domain(last: str) -> str:
    if len(last) != 2:
        return "USA" if last in ("gov", "mil") else ""
    alpha2 = {"uk": "GB"}.get(last, last.upper())
    return next((c.code for c in countries().values() if c.alpha2 == alpha2), "")


@lru_cache(maxsize=512)
def _place_in_outlet(outlet: str, known: Gazetteer) -> int | None:
    """The largest place that an outlet's name names: The Toronto Star, Kyiv Independent."""
    words = _WORD.findall(outlet)
    for length in (3, 2, 1):
        for at in range(len(words) - length + 1):
            found = [m for m in known.named(" ".join(words[at : at + length])) if m.rank <= ALIAS]
            best = max(found, key=lambda m: m.place.population, default=None)
            if best is not None and best.place.population >= 5_000 and best.place.resolution is Resolution.CITY:
                return best.place.index
    return None


def _wanted(candidate: Candidate, options: PlacesOptions) -> bool:
    if candidate.dateline:
        return True
    if candidate.people:
        return options.adjectives
    if candidate.acts and not options.actors:
        return False
    if candidate.within is not None and candidate.within not in (MentionKind.PLACE, MentionKind.FACILITY):
        return options.inside_names
    if candidate.mention is MentionKind.ORGANIZATION:
        return options.actors
    return True


def _open(candidate: Candidate, of: dict[int, Group], known: Gazetteer) -> PlaceRef:
    """A name without an entry: at what the text says holds it, where it says so, else nowhere."""
    held = next((of[id(h)] for h in candidate.held_by if id(h) in of), None)
    if held is None:
        return PlaceRef(span=candidate.span, text=candidate.text, confidence=0.0)
    place = known.place(held.row)
    how = f"not in the gazetteer; the text puts it in {place.name}"
    share = float(held.confidence()[held.chosen])
    return _record(candidate, place, how, round(share / 2, 3))


def _resolved(candidate: Candidate, group: Group, known: Gazetteer) -> PlaceRef:
    shares = group.confidence()
    order = sorted(range(len(group.rows)), key=lambda i: (-shares[i], i))
    order = [group.chosen, *(i for i in order if i != group.chosen)]
    place = known.place(group.row)
    rivals = tuple(_rival(i, group, known, place) for i in order[1 : RIVALS + 1])
    return _record(candidate, place, _how(candidate, group), round(float(shares[group.chosen]), 3), rivals)


def _record(
    candidate: Candidate, place: Place, how: str, confidence: float, rivals: tuple[PlaceRival, ...] = ()
) -> PlaceRef:
    city = place.name if place.resolution is Resolution.CITY else place.city
    return PlaceRef(
        span=candidate.span,
        text=candidate.text,
        name=place.name,
        resolution=place.resolution,
        city=city,
        admin1=place.admin1,
        country=place.country,
        geonameid=place.geonameid,
        feature=place.feature,
        lat=place.lat,
        lon=place.lon,
        population=place.population,
        how=how,
        confidence=confidence,
        rivals=rivals,
    )


_SAYS = {
    "size": "the largest or best known of its name",
    "held": "the text says what holds it",
    "country named": "its country is spoken of",
    "division named": "its division is spoken of",
    "alike": "it stands among divisions of its country",
    "neighbours": "other places of the report are near",
    "home": "the report comes from there",
}


def _how(candidate: Candidate, group: Group) -> str:
    """What decided: the only place of the name, or what speaks most against the best rival."""
    opens = "dateline; " if candidate.dateline else ""
    if len(group.rows) == 1:
        return opens + ("name of a country" if candidate.countries else "the only place of its name")
    total = group.total
    others = [i for i in range(len(group.rows)) if i != group.chosen]
    best = max(others, key=lambda i: float(total[i]))
    gains = {word: float(p[group.chosen] - p[best]) for word, p in group.parts.items()}
    return opens + _SAYS[max(gains, key=lambda word: gains[word])]


def _rival(index: int, group: Group, known: Gazetteer, chosen: Place) -> PlaceRival:
    place = known.place(int(group.rows[index]))
    losses = {word: float(p[group.chosen] - p[index]) for word, p in group.parts.items()}
    worst = max(losses, key=lambda word: losses[word])
    km = float(distances(_one(place.lat), _one(place.lon), chosen.lat, chosen.lon)[0])
    why = {
        "size": f"smaller or less often called so ({place.population:,} people)",
        "held": "does not lie in what the text names behind it",
        "country named": "its country is less spoken of",
        "division named": "its division is less spoken of",
        "alike": "no division of a country whose divisions the report names",
        "neighbours": f"farther from the other places of the report ({km:,.0f} km away)",
        "home": "farther from where the report comes from",
    }[worst]
    return PlaceRival(
        name=place.name, country=place.country, geonameid=place.geonameid, lat=place.lat, lon=place.lon, why=why
    )


def _one(value: float) -> Floats:
    return np.array([value])
