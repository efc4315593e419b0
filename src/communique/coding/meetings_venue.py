"""Where people met: the finest place that is told, down to the building.

In: a scene and the tellings of a meeting. Out: `Where` or None. A building that no gazetteer has comes with the country
of the place it stands in. Refused, and left out: places of what was talked about.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.codebook.phrases import listed
from communique.coding.clauses import obliques
from communique.coding.meetings_names import is_name
from communique.coding.meetings_seeds import Seed, Shape
from communique.coding.meetings_words import NOUNS, phrase
from communique.coding.parties import parties
from communique.coding.scene import Scene
from communique.records.analysis import MentionKind, Token
from communique.records.diplomacy import MeetingFormat
from communique.records.findings import Resolution
from communique.records.outcomes import Where
from communique.records.spans import Span

_BUILDINGS = frozenset(
    listed(
        """
    airport base building castle centre center chancellery club compound embassy farm frigate guesthouse guest-house
    hall headquarters hotel house lodge mansion ministry mosque office palace parliament plane residence resort ship
    train vessel villa yacht
    """
    )
)


_CEREMONIES = frozenset(("ceremony", "event", "occasion"))
_LEAD = 3  # sentences
_BODIES = frozenset(("IGO", "UNO", "EUR"))
_BESIDE = frozenset(("sideline", "margin", "fringe"))
_AT = ("in", "at", "inside", "aboard", "near", "outside", "on board")


def _anchors(seed: Seed) -> list[Token]:
    """The words that what is told of a meeting hangs on: its verb, its noun, the verb that the noun is subject of."""
    found = [seed.carrier, seed.trigger]
    head = seed.trigger.head
    if (
        seed.noun is not None
        and head is not None
        and head.upos == "VERB"
        and seed.noun.deprel.startswith(("nsubj", "obj"))
    ):
        found.append(head)
    return list(dict.fromkeys(found))


def venue_of(scene: Scene, seeds: Sequence[Seed], *, held: bool = True) -> Where | None:
    """Where people met, the finest that is told: the building before the city.

    held: whether it was, in the running story; only then the dateline tells where.
    """
    found: list[tuple[int, Where]] = []
    for seed in seeds:
        for anchor in _anchors(seed):
            for word, token in obliques(anchor):
                on = word == "on" and token.index in scene.places_at  # `on the South Lawn`
                if word in _AT or on or (word == "to" and seed.shape is Shape.VISIT):
                    found += _places(scene, token) or (_seat(scene, seed, token) if word == "at" else [])
        for token in seed.frame.others if seed.frame.lemma == "visit" else ():
            found += _places(scene, token)
    found = found or [p for s in seeds for a in _anchors(s) for t in _within(scene, a) for p in _places(scene, t)]
    if not found:
        return _dateline(scene, seeds) if held else None
    finest = min(found, key=lambda f: f[0])[1]
    country = next((place.country for _, place in found if place.country is not None), None)
    bare = finest.place is None and finest.country is None  # a building that no gazetteer has
    return replace(finest, country=country) if bare else finest


def _dateline(scene: Scene, seeds: Sequence[Seed]) -> Where | None:
    """The dateline's place, for a meeting or a signing in person that the lead tells without a place."""
    line = scene.document.dateline
    if line is None or line.place_span is None or seeds[0].shape is Shape.VISIT:
        return None
    number = next((n for n, p in enumerate(scene.places) if p.span == line.place_span and p.country), None)
    lead = min(scene.sentence_number(s.trigger.index) for s in seeds) < _LEAD
    there = any(s.format is MeetingFormat.IN_PERSON or s.shape is Shape.SIGNING for s in seeds)
    remote = any(s.format in (MeetingFormat.PHONE, MeetingFormat.VIDEO) for s in seeds)
    return Where.of(number, scene.places[number]) if number is not None and lead and there and not remote else None


def _within(scene: Scene, anchor: Token) -> Iterator[Token]:
    """Places further down: `the meeting of ministers in Lima`, `set for 28 May in Lima`."""
    for word, token in obliques(anchor):
        dated = any(t.span.contains(token.span) for t in scene.times)
        if dated or word in ("of", "between", "among", "to") or token.lemma.lower() in _BESIDE | _CEREMONIES:
            for inner, place in obliques(token):
                if inner in _AT or (inner == "on" and place.index in scene.places_at):
                    yield place
                elif token.lemma.lower() in _BESIDE:
                    yield from (t for w, t in obliques(place) if w in _AT)


_FINENESS = {
    Resolution.SITE: 0,
    Resolution.CITY: 2,
    Resolution.DISTRICT: 3,
    Resolution.PROVINCE: 4,
    Resolution.COUNTRY: 5,
}


def _seat(scene: Scene, seed: Seed, token: Token) -> list[tuple[int, Where]]:
    """`received him at the Kremlin`: the seat of a government or a party, named as such."""
    named = any(scene.analysis.mentions[m].named for m in scene.mentions_at.get(token.index, ()))
    its = [p for p in parties(scene, token) if p.country not in _BODIES]
    if not its and seed.shape is Shape.RECEPTION:
        its = [p for t in seed.frame.doers for p in parties(scene, t) if p.country]
    if not named or token.upos != "PROPN" or token.lemma.lower() in NOUNS or is_name(scene, token):
        return []
    words = phrase(scene.document, token, "venue")
    name = scene.document.quote(Span(words.span.start + len("the "), words.span.end), "venue")
    words = name if words.text.lower().startswith("the ") else words
    return [(1, Where(span=words.span, text=words.text, country=its[0].country if its else None))]


def _places(scene: Scene, token: Token) -> list[tuple[int, Where]]:
    """The places of a phrase; a building that no gazetteer has comes with the country of the place it stands in."""
    inner = [t for w, t in obliques(token) if w in ("in", "at", "of")]
    near = [token, *inner, *(c for c in token.children if c.deprel in ("appos", "compound", "nmod", "flat"))]
    known = [n for t in near for n in scene.places_at.get(t.index, ())]
    found: list[tuple[int, Where]] = []
    for number in known:
        place = scene.places[number]
        fineness = _FINENESS.get(place.resolution, 6) if place.resolution is not None else 6
        found.append((fineness, Where.of(number, place)))
    kinds = {scene.analysis.mentions[m].kind for m in scene.mentions_at.get(token.index, ())}
    building = token.lemma.lower() in _BUILDINGS
    if (MentionKind.FACILITY in kinds or building) and token.index not in scene.places_at:
        words = phrase(scene.document, token, "venue")
        country = scene.places[known[0]].country if known else None
        found.append((1, Where(span=words.span, text=words.text, country=country)))
    return found
