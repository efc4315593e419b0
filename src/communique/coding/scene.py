"""A document laid out for coding: what its words mean, looked up by token, and its frames.

In: a document, its analysis, actors, times and places, and who answers for times and relations. Out: `Scene`. Nothing
is refused. `actors` may be longer than what came in: see `settle`.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any

from communique.codebook.triggers import Triggers
from communique.coding.frames import Frame, frames_of
from communique.coding.settle import Politics, politics_of, settled
from communique.records.analysis import Analysis, Sentence
from communique.records.documents import Document
from communique.records.findings import Actor, PlaceRef, TimeRef
from communique.records.relations import Relater

Governing = Callable[[int], tuple[int | None, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One document with what was found in it.

    today: the day that the report speaks from, ISO 8601.
    when: the time that governs a token, as an index in `times` or None for the report's own day, and how that was
    settled. relate: asks the relation head, where there is one. home: the country that the report is from or about,
    where that is clear. actors_of_mention: indices in `actors` by index of the mention. mentions_at: indices of
    mentions by their head token, the shortest first. places_at: indices in `places` by the head token of the words.
    grounds: actors that are but the country of a place; things are done to them, they do nothing. frames: every
    predicate, in the order of the text. politics: how much the report is of politics. kept: see `kept`.
    """

    document: Document
    analysis: Analysis
    actors: tuple[Actor, ...]
    times: tuple[TimeRef, ...]
    places: tuple[PlaceRef, ...]
    when: Governing
    today: str | None
    relate: Relater | None
    home: str | None
    actors_of_mention: Mapping[int, tuple[int, ...]]
    mentions_at: Mapping[int, tuple[int, ...]]
    places_at: Mapping[int, tuple[int, ...]]
    grounds: Mapping[int, int]
    frames: tuple[Frame, ...]
    politics: Politics
    kept: dict[tuple[str, int], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def sentence_number(self, token: int) -> int:
        """Which sentence of the document holds a token."""
        return bisect_right(self.analysis.sentences, token, key=attrgetter("first")) - 1

    def sentence(self, token: int) -> Sentence:
        """The sentence that holds a token."""
        return self.analysis.sentence_of(token)


def scene_of(  # noqa: PLR0913
    document: Document,
    analysis: Analysis,
    actors: tuple[Actor, ...],
    times: tuple[TimeRef, ...],
    places: tuple[PlaceRef, ...],
    *,
    when: Governing,
    triggers: Triggers,
    today: str | None = None,
    relate: Relater | None = None,
) -> Scene:
    """Lay a document out. triggers: words that name acts. today: the day that the report speaks from."""
    told, home, grounds = settled(document, analysis, actors, places)
    of_mention: dict[int, list[int]] = {}
    for number, actor in enumerate(told):
        for mention in actor.mentions:
            of_mention.setdefault(mention, []).append(number)
    at: dict[int, list[int]] = {}
    order = sorted(range(len(analysis.mentions)), key=lambda m: len(analysis.mentions[m].span))
    for mention in order:
        at.setdefault(analysis.mentions[mention].head, []).append(mention)
    return Scene(
        document=document,
        analysis=analysis,
        actors=told,
        times=times,
        places=places,
        when=when,
        today=today,
        relate=relate,
        home=home,
        actors_of_mention={m: tuple(found) for m, found in of_mention.items()},
        mentions_at={head: tuple(found) for head, found in at.items()},
        places_at=_places_at(analysis, places),
        grounds=grounds,
        politics=politics_of(analysis, told, grounds),
        frames=tuple(frames_of(analysis, *words_of(triggers))),
    )


@cache
def _words(keys: frozenset[tuple[str, str]]) -> tuple[frozenset[str], frozenset[str]]:
    found: dict[str, set[str]] = {"noun": set(), "adjective": set(), "verb": set()}
    for lemma, part in keys:
        found[part].add(lemma.split()[0])  # what follows is a preposition: `call for`
        if part == "noun":
            found[part].add(lemma)
    return frozenset(found["noun"]), frozenset(found["adjective"])


def words_of(triggers: Triggers) -> tuple[frozenset[str], frozenset[str]]:
    """Lemmas of the nouns and of the adjectives that name acts."""
    if id(triggers) not in _KEPT:
        _KEPT[id(triggers)] = (triggers, _words(frozenset(triggers)))
    return _KEPT[id(triggers)][1]


# By the identity of the table, which is held so that it stays: to compare tables takes longer than to use them.
_KEPT: dict[int, tuple[Triggers, tuple[frozenset[str], frozenset[str]]]] = {}


def _places_at(analysis: Analysis, places: tuple[PlaceRef, ...]) -> dict[int, tuple[int, ...]]:
    """Places by the token that heads their words: the one whose own head lies outside them."""
    found: dict[int, list[int]] = {}
    start, heads = analysis.tokens.start, analysis.tokens.head.tolist()
    for number, place in enumerate(places):
        first = int(start.searchsorted(place.span.start))
        stop = int(start.searchsorted(place.span.end))
        inside = range(first, stop)
        head = next((t for t in inside if heads[t] not in inside), None)
        if head is not None:
            found.setdefault(head, []).append(number)
    return {head: tuple(numbers) for head, numbers in found.items()}
