"""The actors of a document: every chain of mentions, and every lone mention, that speaks of someone who can act.

In: a document, its analysis and a `Resolver`. Out: `Actor`s in the order of their first words, each with the mentions
that speak of it. A mention that names several (`the United States and France`) is part of several actors. Nobody is
made up: a mention that tells nothing of country, sector or name gives no actor.
"""

import re
from collections.abc import Iterator, Sequence

from communique.actors.resolve import Resolver
from communique.actors.resolved import Resolved, merged
from communique.records.analysis import Analysis, Mention, MentionKind
from communique.records.documents import Document
from communique.records.findings import Actor
from communique.records.spans import Span

_ACTING = frozenset(
    (MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.PLACE, MentionKind.FACILITY, MentionKind.NORP)
)
_CLAUSE = re.compile(r"\s*,?\s+(?:who|whom|whose|which|that|where)\s")
_LONGEST = 200  # characters of a mention that are read; the rest tells no more


def as_of(document: Document) -> str | None:
    """The day for which offices count: the dateline's, else that of publication; None where neither is known."""
    line = document.dateline
    if line is not None and line.day is not None and line.day.year is not None:
        return line.day.iso
    published = document.published
    return None if published is None else published.day or published.at


def actors_of(document: Document, analysis: Analysis, resolver: Resolver) -> tuple[Actor, ...]:
    """Everyone in the document whom the words and the tables tell something of."""
    day = as_of(document)
    found: list[Actor] = []
    for group in _groups(analysis):
        found += _actors(document, analysis, group, resolver, day)
    return tuple(sorted(found, key=lambda a: (a.span.start, a.span.end)))


def _groups(analysis: Analysis) -> Iterator[tuple[int, ...]]:
    """Mentions that are one: chains, and lone mentions, of kinds that act."""
    for chain in analysis.chains:
        if any(analysis.mentions[m].kind in _ACTING for m in chain.mentions):
            yield chain.mentions
    for index, mention in enumerate(analysis.mentions):
        if mention.chain is None and mention.kind in _ACTING:
            yield (index,)


def _actors(
    document: Document, analysis: Analysis, group: Sequence[int], resolver: Resolver, day: str | None
) -> Iterator[Actor]:
    texts: dict[str, int] = {}
    for index in group:
        mention = analysis.mentions[index]
        if analysis.tokens.upos[mention.head] != "PRON":
            texts.setdefault(_words(document, mention), index)
    if not texts:
        return
    several = {words: resolver.several(words, day) for words in texts}
    for words, readings in several.items():
        if len(readings) > 1:
            yield from _each(document, analysis, group, words, readings, day)
            return
    person = any(analysis.mentions[m].kind is MentionKind.PERSON for m in group)
    context = " ; ".join(texts)
    readings = [resolver.mention(words, context, day, person=person) for words in texts]
    best = merged(readings)
    if best.known:
        first = texts[next(iter(texts))]
        deciding = next((i for w, i in texts.items() if w == best.text), first)
        yield _actor(document, analysis.mentions[deciding].span, tuple(group), best, day)


def _each(
    document: Document,
    analysis: Analysis,
    group: Sequence[int],
    words: str,
    readings: Sequence[Resolved],
    day: str | None,
) -> Iterator[Actor]:
    """An actor for each that one mention names together; its span is that of the part where the part stands so."""
    index = next(m for m in group if _words(document, analysis.mentions[m]) == words)
    whole = analysis.mentions[index].span
    for reading in readings:
        if reading.known:
            at = whole.of(document.text).find(reading.text)
            start = whole.start + at
            span = Span(start, start + len(reading.text)) if at >= 0 else whole
            yield _actor(document, span, tuple(group), reading, day)


def _words(document: Document, mention: Mention) -> str:
    """The words of a mention up to a relative clause."""
    words = mention.span.of(document.text)
    clause = _CLAUSE.search(words)
    return (words[: clause.start()] if clause and clause.start() else words)[:_LONGEST]


def _actor(document: Document, span: Span, mentions: tuple[int, ...], found: Resolved, day: str | None) -> Actor:
    return Actor(
        span=span,
        text=span.of(document.text),
        mentions=mentions,
        stated_name=found.stated_name,
        stated_office=found.stated_office,
        stated_country=found.stated_country,
        name=found.name,
        office=found.office,
        standing=found.standing,
        identifier=found.identifier,
        country=found.country,
        sector=found.sector,
        other_sectors=found.other_sectors,
        as_of=day,
        how=found.how,
        confidence=found.confidence,
        rivals=found.rivals,
    )
