"""Whom the words of a meeting mean, where a mention alone does not tell: names beside titles, titles alone, lands.

In: a scene, tokens, and who took part in the meetings told before. Out: `Attendee`s. A country that the words state
comes before one that only the report tells. Nothing is refused.
"""

import re
from collections.abc import Sequence

from communique.codebook.phrases import listed
from communique.coding.clauses import obliques, subjects
from communique.coding.meetings_words import phrase
from communique.coding.parties import affected, made, owners, parties, together
from communique.coding.scene import Scene
from communique.records.analysis import MentionKind, Token
from communique.records.outcomes import Attendee, Part, Party
from communique.records.spans import Span

GENERIC = frozenset(
    listed("leader president minister side party they both two official counterpart delegation head pair")
)
COMPANY = frozenset(listed("adviser advisor aide commander expert general lawmaker minister negotiator official"))
_PEOPLE = frozenset((MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.NORP))
_REST = re.compile(r"(?:\s+[A-Z][\w.-]+){0,2}\s+of\s+(?:the\s+)?")
_JOINT = frozenset(listed("commission committee council group board forum mechanism platform task-force force"))
_STATE = re.compile(r"(?:name|former|adjective|abbreviation|official) of ")
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
_SEVERAL = {"koreas": ("PRK", "KOR")}
_LANDS = frozenset(("country", "nation", "side", "state", "government", "people"))


def attending(
    scene: Scene, tokens: Sequence[Token], part: Part, known: Sequence[Attendee], *, places: bool = False
) -> list[Attendee]:
    """Those whom words mean, in a part. places: whether a place stands for its country."""
    found: list[Attendee] = []
    for token in tokens:
        last = the_last(scene, token) or _guests(scene, token, known)
        if last:
            found += [Attendee.as_(part, p) for p in last]
            continue
        them = _own(token, affected(scene, token) if places and not _is_name(scene, token) else meant(scene, token))
        if token.lemma.lower() in COMPANY and not them:
            them = _company(scene, token)
        elif _of_another(scene, token, them):
            them = _by_lands(scene, token) or them
        elif not any(p.country and not by_report(scene, p) for p in them):
            them = (
                _around(scene, token) or _beside(scene, token) or _by_office(scene, token, known)
                or _by_lands(scene, token) or _land_within(scene, token) or them or _unknown(scene, token)
            )  # fmt: skip
        found += [Attendee.as_(part, p) for p in them]
    return found


def _is_name(scene: Scene, token: Token) -> bool:
    mentions = (scene.analysis.mentions[m] for m in scene.mentions_at.get(token.index, ()))
    return any(m.kind is MentionKind.PERSON and m.named for m in mentions)


def meant(scene: Scene, token: Token) -> tuple[Party, ...]:
    """Those whom a word means; a name in capitals is no group, though its head be `Nations`."""
    if token.upos == "PROPN" and "Number=Plur" in token.feats:
        if token.lemma.lower() in _SEVERAL or token.text.lower() in _SEVERAL:
            return _several(scene, token)
        for mention in scene.mentions_at.get(token.index, ()):
            if scene.analysis.mentions[mention].kind is MentionKind.ORGANIZATION:
                actors = scene.actors_of_mention.get(mention, ())
                known = [a for a in actors if scene.actors[a].country and a not in scene.grounds]
                if known:
                    return tuple(made(scene, a, scene.analysis.mentions[mention].span) for a in known)
    return _of_two(scene, token) or parties(scene, token)


def _of_two(scene: Scene, token: Token) -> tuple[Party, ...]:
    """`the Kenya-Uganda Joint Commission`: a body of two states by its name is both of them."""
    inside = [c for c in token.children if c.deprel in ("compound", "amod") and c.index < token.index]
    states = {p.country: p for c in inside for p in parties(scene, c) if p.country and p.sector is None}
    body = token.upos == "PROPN" and token.lemma.lower() in _JOINT
    if len(states) < 2 or not body:
        return ()
    return tuple(made(scene, p.actor, token.span) for p in states.values() if p.actor is not None)


def _several(scene: Scene, token: Token) -> tuple[Party, ...]:
    """`the two Koreas`: both, where the report knows them."""
    found = []
    for country in _SEVERAL.get(token.text.lower(), ()):
        actors = [i for i, a in enumerate(scene.actors) if a.country == country]
        bare = [i for i in actors if scene.actors[i].sector is None] or actors
        found += [made(scene, i, token.span) for i in bare[:1]]
    return tuple(found)


def the_last(scene: Scene, token: Token) -> list[Party]:
    """`received the three of them`: so many persons as were named last before, those left out who receive them."""
    number = _COUNTS.get(token.lemma.lower())
    them = any(c.text.lower() == "them" for c in token.children)
    if number is None or not (them or token.upos == "NUM"):
        return []
    own = {p.actor for t in (subjects(token.head) if token.head is not None else ()) for p in parties(scene, t)}
    found: dict[int, Span] = {}
    mentions = scene.analysis.mentions
    order = sorted(range(len(mentions)), key=lambda m: mentions[m].span.start, reverse=True)
    for mention in order:
        told = mentions[mention]
        if told.kind is not MentionKind.PERSON or not told.named or told.span.start >= token.span.start:
            continue
        for actor in scene.actors_of_mention.get(mention, ())[:1]:
            if actor not in own and scene.actors[actor].country:
                found.setdefault(actor, told.span)
        if len(found) == number:
            return [made(scene, a, token.span) for a in reversed(found)]
    return []


def _company(scene: Scene, token: Token) -> list[Party]:
    """`his aides`: those of his country, where the report has a word for it."""
    countries = {scene.actors[i].country for i, _ in owners(scene, token)}
    bare = [i for i, a in enumerate(scene.actors) if a.country in countries and a.country and a.sector is None]
    return [_party(scene, bare[0], token)] if len(countries) == 1 and bare else _unknown(scene, token)


def _of_another(scene: Scene, token: Token, them: Sequence[Party]) -> bool:
    """Whether the words of a person say that he is of another country than the chain that he was put into."""
    lands = [t for w, t in obliques(token) if w == "of" and t.upos == "PROPN"]
    told = {p.country for t in lands for p in parties(scene, t) if p.sector is None and p.country}
    return len(told) == 1 and bool(them) and not told & {p.country for p in them}


def _guests(scene: Scene, token: Token, known: Sequence[Attendee]) -> list[Party]:
    """`a dinner for the visitors`: the guests of the meetings told before."""
    plural = token.lemma.lower() in ("visitor", "guest") and "Number=Plur" in token.feats
    if not plural or not any(c.text.lower() in ("the", "his", "her", "their") for c in token.children):
        return []
    guests = {p.actor: p for p in known if p.part is Part.GUEST and p.actor is not None and p.country}
    return [made(scene, actor, token.span) for actor in guests if actor is not None]


def by_report(scene: Scene, party: Party) -> bool:
    """Whether the country of a party is but that of the report."""
    return party.actor is not None and scene.actors[party.actor].how.endswith("the report's country")


def _own(token: Token, found: tuple[Party, ...]) -> list[Party]:
    """Those whom the word itself means: a mention of it and its conjuncts together stands for the conjuncts too."""
    joined = [c.span for c in token.children if c.deprel == "conj"]
    alone = [p for p in found if not any(p.span.contains(s) for s in joined)]
    return alone or list(found)


def _around(scene: Scene, token: Token) -> list[Party]:
    """The longer words around a name that say of where he is, or its rest, cut off: `Irfaan` `Ali of Guyana`."""
    own = [scene.analysis.mentions[m] for m in scene.mentions_at.get(token.index, ())]
    if not any(m.kind is MentionKind.PERSON for m in own):
        return []
    end = max(m.span.end for m in own)
    for number, mention in enumerate(scene.analysis.mentions):
        if mention.kind is not MentionKind.PERSON or mention in own:
            continue
        longer = mention.span.contains(token.span) and mention.span.end <= end  # else a list, or words behind the name
        cut = mention.named and not scene.document.text[end : mention.span.start].strip() and mention.span.start > end
        if not longer and not cut:
            continue
        for actor in scene.actors_of_mention.get(number, ()):
            found = made(scene, actor, mention.span)
            if found.country and not by_report(scene, found):
                return [found]
    return []


def _beside(scene: Scene, token: Token) -> list[Party]:
    """The name beside a title that heads the phrase: `President of France Macron`."""
    for child in _names(token):
        found = [p for p in parties(scene, child) if p.country and p.sector is not None and not by_report(scene, p)]
        if _of_another(scene, child, found):
            return _by_lands(scene, child) or found
        if found:
            return found
    return []


def _names(token: Token) -> list[Token]:
    """Words that stand beside a title without a preposition, one of which is the name."""
    return [
        c
        for c in token.children
        if c.deprel in ("appos", "flat", "nmod:desc", "nmod:unmarked", "nmod", "compound", "list")
        and not any(k.deprel == "case" for k in c.children)
    ]


def _by_lands(scene: Scene, token: Token) -> list[Party]:
    """`the leaders of the two countries`, `adviser Lund of Sweden`: those countries, by the words of the phrase."""
    for _, below in obliques(token):
        both = any(c.text.lower() in ("two", "both", "three", "their", "the") for c in below.children)
        if both and below.lemma.lower() in _LANDS and (found := together(scene, below)):
            return [_party(scene, actor, token) for actor, _ in found]
    if token.upos in ("NOUN", "PROPN"):
        for at in (token, *_names(token)):
            found = [f for f in owners(scene, at) if scene.actors[f[0]].country is not None]
            if found:
                return [_party(scene, actor, token) for actor, _ in found]
    return []


def _land_within(scene: Scene, token: Token) -> list[Party]:
    """The one country that the whole phrase of a person names, however deep: `Minister for Ports Luhut of Chad`."""
    if token.upos not in ("NOUN", "PROPN"):
        return []
    words = phrase(scene.document, token, "party", beside=True).span
    rest = _REST.match(scene.document.text, words.end)  # of a name that the tree cuts: `Luhut` `Pandjaitan of Chad`
    start = rest.end() if rest is not None else None
    found: dict[str, int] = {}
    for number, actor in enumerate(scene.actors):
        spans = (scene.analysis.mentions[m].span for m in actor.mentions)
        state = actor.country and actor.sector is None and _STATE.match(actor.how)
        if state and actor.country and any(words.contains(s) or s.start == start for s in spans):
            found.setdefault(actor.country, number)
    return [_party(scene, number, token) for number in found.values()] if len(found) == 1 else []


def _party(scene: Scene, actor: int, token: Token) -> Party:
    """An actor by the words of the phrase that a token heads."""
    words = phrase(scene.document, token, "party", beside=True)
    return Party.of(actor, scene.actors[actor], words)


def _by_office(scene: Scene, token: Token, known: Sequence[Attendee]) -> list[Party]:
    """`the Prime Minister`: who was at a meeting before and is called so."""
    before = [c for c in token.children if c.index < token.index and c.deprel in ("det", "compound", "amod")]
    if not before or before[0].text.lower() != "the":
        return []
    title = " ".join(t.text.lower() for t in (*before[1:], token))
    called = [p for p in known if p.actor is not None and title in f"{p.text} {p.office or ''}".lower()]
    actors = dict.fromkeys(p.actor for p in called if p.actor is not None)
    return [_party(scene, actor, token) for actor in actors] if len(actors) == 1 else []


def _unknown(scene: Scene, token: Token) -> list[Party]:
    """Somebody who is named by no actor."""
    kinds = {scene.analysis.mentions[n].kind for n in scene.mentions_at.get(token.index, ())}
    if not kinds & _PEOPLE and token.lemma.lower() not in GENERIC | COMPANY:
        return []
    words = phrase(scene.document, token, "party")
    return [Party(span=words.span, text=words.text)]
