"""The actors of a document: every chain of mentions, and every lone mention, that speaks of someone who can act.

In: a document, its analysis and a `Resolver`. Out: `Actor`s in the order of their first words, each with the mentions
that speak of it. A mention that names several (`the United States and France`) is one of each. Nobody is made up: a
mention that tells nothing of country, sector or name gives no actor, and a place is one only as a country or where it
stands for its government.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.actors.lone_names import longer_names
from communique.actors.phrases import Around, codes_in, phrases_of, scene_of
from communique.actors.resolve import Resolver
from communique.actors.resolved import Resolved, merged
from communique.records.analysis import ROOT, Analysis, Mention, MentionKind
from communique.records.documents import Document
from communique.records.findings import Actor
from communique.records.spans import Span

_ACTING = frozenset(
    (MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.PLACE, MentionKind.FACILITY, MentionKind.NORP)
)
_PLACES = frozenset((MentionKind.PLACE, MentionKind.FACILITY))
_CLAUSE = re.compile(r"\s*,?\s+(?:(?:with|of|by|for|in|to)\s+)?(?:who|whom|whose|which|that|where)\s")
_AND = re.compile(r"\s+and\s+")  # two titles of one
_LONGEST = 200  # characters of a mention that are read; the rest tells no more
_MOST = 12  # different wordings of one actor that are read
_BY = frozenset(("with", "by", "between", "against"))  # a capital behind these stands for its government
_ANOTHER = frozenset(  # whose owner is of another country, or may be
    [
        "counterpart",
        "neighbor",
        "neighbour",
        "ally",
        "enemy",
        "rival",
        "partner",
        "opponent",
        "adversary",
        "host",
        "guest",
        "visitor",
        "critic",
        "colleague",
        "peer",
    ]
)


@dataclass(slots=True)
class _Draft:
    """An actor as it grows: what is known, the words that decided, the mentions."""

    found: Resolved
    span: Span
    mentions: set[int]


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
    drafts = _Reading(document, analysis, resolver, day).drafts()
    found = [_actor(document, draft, day) for draft in drafts]
    return tuple(sorted(found, key=lambda a: (a.span.start, a.span.end)))


class _Reading:
    """One document as it is read."""

    def __init__(self, document: Document, analysis: Analysis, resolver: Resolver, day: str | None) -> None:
        self._document, self._analysis, self._resolver, self._day = document, analysis, resolver, day
        self._scene = scene_of(document.text)
        self._words = [self._said(m) for m in analysis.mentions]
        self._upos = list(analysis.tokens.upos)
        self._deprel = list(analysis.tokens.deprel)
        self._heads = analysis.tokens.head.tolist()
        self._longer = longer_names(
            [w for w, m in zip(self._words, analysis.mentions, strict=True) if m.kind is MentionKind.PERSON]
        )

    def drafts(self) -> list[_Draft]:
        """Actors of single mentions and chains, then those of mentions that name several."""
        single: list[_Draft] = []
        several: list[tuple[tuple[int, ...], int]] = []
        for group in self._groups():
            texts = self._texts(group)
            together = next((i for w, i in texts.items() if len(phrases_of(w)) > 1), None)
            if together is not None:
                several.append((group, together))
            elif texts and (draft := self._one(group, texts)) is not None:
                single.append(draft)
        single = self._same(single)
        self._inherit(single)
        for group, index in several:
            self._each(single, group, index)
        return single

    def _groups(self) -> Iterator[tuple[int, ...]]:
        """Mentions that are one: chains, and lone mentions, of kinds that act."""
        mentions = self._analysis.mentions
        for chain in self._analysis.chains:
            if any(mentions[m].kind in _ACTING for m in chain.mentions):
                yield from self._parted(chain.mentions)
        for index, mention in enumerate(mentions):
            if mention.chain is None and mention.kind in _ACTING:
                yield (index,)

    def _parted(self, group: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """A chain, or its parts where it has names of different countries; what names nobody goes with the last."""
        told: dict[int, str] = {}
        for index in group:
            mention, words = self._analysis.mentions[index], self._words[index]
            if not mention.named or len(phrases_of(words)) > 1:
                continue
            person = mention.kind is MentionKind.PERSON
            around = self._scene.owned(codes_in(words))
            found = self._read(words, {words: index}, around, person)
            if found.name is not None and found.country is not None:
                told[index] = found.country
        if len(set(told.values())) < 2:
            yield group
            return
        parts: dict[str, list[int]] = {}
        now = next(iter(told.values()))
        for index in group:
            inside = (told[i] for i in told if self._nested(i, index))
            now = told.get(index) or next(inside, now)
            parts.setdefault(now, []).append(index)
        yield from (tuple(part) for part in parts.values())

    def _nested(self, inner: int, outer: int) -> bool:
        """Whether one mention is the end of another: the name in `President Duarte`."""
        mentions = self._analysis.mentions
        return (
            mentions[outer].span.contains(mentions[inner].span) and mentions[outer].span.end == mentions[inner].span.end
        )

    def _same(self, drafts: list[_Draft]) -> list[_Draft]:
        """Drafts with those made one that are one: of the same name and place, and a title with who bears it."""
        kept: list[_Draft] = []
        known: dict[tuple[str, str | None, str | None], _Draft] = {}
        for draft in drafts:
            found = draft.found
            key = None if found.name is None else (found.name, found.country, found.sector)
            first = None if key is None else known.get(key)
            if first is not None:
                first.mentions |= draft.mentions
                continue
            if key is not None:
                known[key] = draft
            kept.append(draft)
        bearers = {
            self._analysis.mentions[m].span.start: draft
            for draft in kept
            for m in draft.mentions
            if draft.found.stated_name and self._analysis.mentions[m].kind is MentionKind.PERSON
        }
        out = []
        for draft in kept:
            bearer = self._bearer(draft, bearers)
            if bearer is None:
                out.append(draft)
            else:
                bearer.mentions |= draft.mentions
        return out

    def _bearer(self, draft: _Draft, bearers: dict[int, _Draft]) -> _Draft | None:
        """Who bears a title that stands before a name and is a mention of its own: `Emir and Premier Adan`."""
        if draft.found.name or draft.found.stated_office is None or len(draft.mentions) > 1:
            return None
        at = draft.span
        joined = _AND.match(self._document.text, at.end)
        bearer = bearers.get(joined.end() if joined else at.start)
        if bearer is None or bearer is draft or draft.found.country not in (None, bearer.found.country):
            return None
        head = self._analysis[self._analysis.mentions[min(draft.mentions)].head]
        return None if any(c.deprel in ("det", "nmod:poss") for c in head.children) else bearer

    def _said(self, mention: Mention) -> str:
        """The words of a mention up to a relative clause."""
        words = mention.span.of(self._document.text)
        clause = _CLAUSE.search(words) if "wh" in words or "that" in words else None
        words = (words[: clause.start()] if clause and clause.start() else words)[:_LONGEST]
        return " ".join(words.split())

    def _texts(self, group: Sequence[int]) -> dict[str, int]:
        """The different wordings of a group, pronouns left out, each with the first mention that says it so."""
        texts: dict[str, int] = {}
        for index in group:
            if self._upos[self._analysis.mentions[index].head] != "PRON" and len(texts) < _MOST:
                texts.setdefault(self._words[index], index)
        return texts

    def _one(self, group: Sequence[int], texts: dict[str, int]) -> _Draft | None:
        mentions = self._analysis.mentions
        kinds = {mentions[m].kind for m in texts.values()}
        person = True if kinds == {MentionKind.PERSON} else False if MentionKind.PERSON not in kinds else None
        around = self._scene.owned(frozenset().union(*(codes_in(words) for words in texts)))
        readings = [self._read(words, texts, around, person) for words in texts]
        if person is not True:
            readings = [r for r in readings if not r.stands_for or (r.sector != "CVL" and self._acts(group))]
        if not readings:
            return None
        best = merged(readings)
        if not best.known or (kinds <= _PLACES and best.country is None):
            return None
        if kinds <= _PLACES and best.sector is None and best.name is None:
            return None  # `the Indonesian coast`
        deciding = texts.get(best.text, next(iter(texts.values())))
        return _Draft(best, mentions[deciding].span, set(group))

    def _read(self, words: str, texts: dict[str, int], around: Around, person: bool | None) -> Resolved:
        """One wording; a surname alone is read as the longer name that the document gives it, and never by itself."""
        longer = self._longer.get(words) if person is not False else None
        if longer is None:
            return self._resolver.mention(words, around, self._day, person)
        plain = self._resolver.mention(words, around, self._day, False)
        told = [plain] if plain.known else []
        for full in longer if len(longer) == 1 else ():
            if full not in texts:
                fuller = self._resolver.mention(full, around, self._day, True)
                how = f"{fuller.how}; named in full elsewhere in the text" if fuller.how else ""
                told.append(replace(fuller, how=how, confidence=fuller.confidence * 0.9))
        return replace(merged(told), text=words) if told else Resolved(text=words)

    def _acts(self, group: Sequence[int]) -> bool:
        """Whether a place does what only people do: it stands as a subject, an agent, an owner or a party."""
        return any(self._as_actor(self._analysis.mentions[m].head) for m in group)

    def _as_actor(self, head: int) -> bool:
        at = head
        while self._deprel[at] in ("conj", "appos", "flat") and self._heads[at] != ROOT:
            at = self._heads[at]
        role = self._deprel[at]
        if role in ("nsubj", "obl:agent", "nmod:poss"):
            return True
        if role not in ("obl", "nmod"):
            return False
        cases = [t.text.lower() for t in self._analysis[at].children if t.deprel == "case"]
        return any(case in _BY for case in cases)

    def _inherit(self, drafts: list[_Draft]) -> None:
        """The country of an owner for what is somebody's: `its army`, `the ministry's spokesman`."""
        by_head: dict[int, _Draft] = {}
        for draft in drafts:
            for index in draft.mentions:
                by_head.setdefault(self._analysis.mentions[index].head, draft)
        owners = self._owners()
        for draft in drafts:
            if draft.found.country is not None or draft.found.sector is None:
                continue
            for index in sorted(draft.mentions):
                head = self._analysis.mentions[index].head
                owner = by_head.get(owners.get(head, ROOT))
                if owner is None or owner is draft or owner.found.country is None:
                    continue
                if self._analysis.tokens.lemma[head].lower() in _ANOTHER:
                    continue
                how = f"{draft.found.how}; of `{owner.span.of(self._document.text)}`"
                draft.found = replace(draft.found, country=owner.found.country, how=how, confidence=0.6)
                break

    def _owners(self) -> dict[int, int]:
        """The token that owns another: a possessive, or what stands behind `of`."""
        owners: dict[int, int] = {}
        forms = self._analysis.tokens.form
        of = {self._heads[i] for i, role in enumerate(self._deprel) if role == "case" and forms[i].lower() == "of"}
        for index, role in enumerate(self._deprel):
            if role == "nmod:poss" or (role == "nmod" and index in of):
                owners.setdefault(self._heads[index], index)
        return owners

    def _each(self, drafts: list[_Draft], group: Sequence[int], index: int) -> None:
        """The actors that one mention names together: those that stand there by themselves get it too."""
        place = self._analysis.mentions[index].span
        text = place.of(self._document.text)
        for reading in self._resolver.several(self._words[index], self._day, self._scene):
            at = text.find(reading.text)
            span = Span(place.start + at, place.start + at + len(reading.text)) if at >= 0 else place
            inner = [d for d in drafts if at >= 0 and self._within(d, span)]
            if inner:
                for draft in inner[:1]:
                    draft.mentions.update(group)
            elif reading.known and not (reading.stands_for and not self._acts(group)):
                drafts.append(_Draft(reading, span, set(group)))

    def _within(self, draft: _Draft, span: Span) -> bool:
        """Whether a draft has a mention in a stretch that ends where the stretch ends, or is all of it."""
        spans = [self._analysis.mentions[m].span for m in draft.mentions]
        return any(span.contains(s) and s.end == span.end for s in spans)


def _actor(document: Document, draft: _Draft, day: str | None) -> Actor:
    found = draft.found
    return Actor(
        span=draft.span,
        text=draft.span.of(document.text),
        mentions=tuple(sorted(draft.mentions)),
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
