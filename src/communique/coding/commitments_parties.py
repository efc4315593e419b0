"""Who binds himself, and towards whom: the parties of a commitment.

In: a scene, a seed, and the document's events. Out: `Party`s. Those towards whom are named in the words themselves
(`with`, `to`, `for`), else they are the other side of the talks that the report tells last. Nothing is refused.
"""

from collections.abc import Sequence

from communique.coding.clauses import clauses_above, conjuncts, subjects
from communique.coding.commitments_accords import one_each, plain
from communique.coding.commitments_modals import joint
from communique.coding.commitments_seeds import Seed
from communique.coding.commitments_words import BURDENS, GIFTS, GIVING, PEOPLE
from communique.coding.parties import affected, in_play, made, main_two, parties
from communique.coding.scene import Scene
from communique.records.analysis import Token
from communique.records.diplomacy import Strength
from communique.records.outcomes import Event, Party, Role

_WITH = frozenset(("with", "alongside", "between"))
_TO = frozenset(("to",))
_TOWARDS = frozenset(("to", "for", "of", "with", "towards", "toward"))
_FOR = frozenset(("to", "for", "into"))
_TALKS = frozenset(("CONSULT", "AGREE"))
_SPEAKING = frozenset(("i", "we"))
_ONE = frozenset(("he", "she"))
_ANYONE = frozenset(("other", "others", "all", "any", "many", "some", "several", "various", "more"))


def once(found: Sequence[Party]) -> tuple[Party, ...]:
    """Each actor once, by the words that come first; those who are not known only where nobody is."""
    seen: set[object] = set()
    out = []
    for party in found:
        key = party.actor if party.actor is not None else party.span
        if key not in seen:
            seen.add(key)
            out.append(party)
    known = [p for p in out if p.country or p.name]
    return tuple(known or out)


def by_whom(scene: Scene, seed: Seed) -> tuple[Party, ...]:
    """Who binds himself: whom the words name, else who made the accord, else who speaks."""
    speaker = seed.statement.speaker if seed.statement is not None else None
    if seed.strength is Strength.URGED_JOINT and speaker is not None and (speaker.country or not seed.doers):
        return (speaker,)
    ourselves = bool(seed.doers) and all(t.text.lower() in _SPEAKING for t in seed.doers)
    if ourselves and speaker is not None and speaker.country:
        return (speaker,)
    if speaker is not None and speaker.actor is not None and _himself(scene, seed, speaker):
        return (speaker,)
    named = [p for token in seed.doers for t in conjuncts(token) for p in parties(scene, t)]
    if not any(p.country for p in named):
        more = [p for token in seed.doers for t in conjuncts(token) for p in affected(scene, t)]
        named = [p for p in more if p.country] or named
    sides = seed.accord.sides if seed.accord is not None else ()
    if sides and not any(p.country for p in named) and len({p.country for p in sides}) == 1:
        named = list(sides)  # `the rebels`, one of two sides of one country
    few = len({p.country for p in named if p.country}) < 2
    if sides and _as_sides(seed) and few and (not named or any(joint(t) for t in seed.doers)):
        named = list(sides)
    if not any(p.country for p in named) and speaker is not None:
        named = [speaker] if speaker.country or not named else named
    return once(named)


def _himself(scene: Scene, seed: Seed, speaker: Party) -> bool:
    """Whether `he` in what is said is taken for the one whom `he` who says it is taken for: both are who speaks."""
    if speaker.text.lower() not in _ONE or any(t.text.lower() not in _ONE for t in seed.doers) or not seed.doers:
        return False
    index = int(scene.analysis.tokens.start.searchsorted(speaker.span.start))
    taken = {p.actor for p in parties(scene, scene.analysis[index])}
    return bool(taken) and all({p.actor for p in parties(scene, t)} == taken for t in seed.doers)


def _as_sides(seed: Seed) -> bool:
    """Whether those who bind themselves are told as the sides of an accord: `each side`, or not at all."""
    return all(t.lemma.lower() in PEOPLE or t.upos == "PRON" for t in seed.doers)


def with_whom(scene: Scene, seed: Seed, by: Sequence[Party], events: Sequence[Event]) -> tuple[Party, ...]:
    """Towards whom a party binds itself."""
    own = {p.country for p in by}
    joined = [p for p in (*_beside(scene, seed), *_named(scene, seed, _WITH)) if p.country not in own]
    if seed.strength is Strength.URGED_JOINT:
        joined += [p for t in seed.doers for c in conjuncts(t) for p in parties(scene, c) if p.country not in own]
        joined = joined or [p for p in _around(scene, seed) if p.country not in own]
    if len(own - {None}) > 1:
        helped = _named(scene, seed, _FOR) if _gives(scene, seed) else []
        return one_each([*joined, *(p for p in helped if p.country not in own)])
    addressed = _named(scene, seed, _TO)
    if addressed and all(p.country in own for p in addressed):
        return ()  # it binds itself towards its own people
    named = [p for p in _named(scene, seed, _TOWARDS, deep=True) if p.country not in own]
    sides = seed.accord.sides if seed.accord is not None else ()
    if own & {p.country for p in sides}:
        return one_each(joined or named or [p for p in sides if p.country not in own])
    told = [p for p in _aided(scene, seed, events) or _told_by(seed, events) if p.country not in own]
    other = counterparts(scene, seed.word, by, events)
    both = [p for p in named if p.country in {o.country for o in other}]
    return one_each(joined or both or named or told or other)


def named_with(scene: Scene, seed: Seed, by: Sequence[Party]) -> bool:
    """Whether the words themselves name someone towards whom a party binds itself, or an accord does."""
    own = {p.country for p in by}
    found = (*_beside(scene, seed), *_named(scene, seed, _WITH | _TOWARDS, deep=True))
    return seed.accord is not None or any(p.country not in own for p in found)


def _told_by(seed: Seed, events: Sequence[Event]) -> list[Party]:
    """The other parties of an event that the same words tell."""
    held = [e for e in events if e.trigger.span.overlaps(seed.word.span) and e.type in ("AGREE", "AID", "SUPPORT")]
    return [plain(p) for e in held for p in e.participants if p.country]


def _aided(scene: Scene, seed: Seed, events: Sequence[Event]) -> list[Party]:
    """Who was given aid in what the report tells last, where more things are promised and not to whom."""
    if seed.word.lemma.lower() not in GIVING or not any(c.deprel == "obj" for c in seed.word.children):
        return []
    before = [e for e in events if e.type == "AID" and e.sentence.span.start <= seed.word.span.start]
    given = [[p for p in e.participants if p.role is Role.RECIPIENT and p.country] for e in before]
    return [plain(p) for p in next((g for g in reversed(given) if g), [])]


def _gives(scene: Scene, seed: Seed) -> bool:
    """Whether what is bound is aid."""
    first = seed.word.index
    inside = (scene.analysis[i] for i in range(first, scene.sentence(first).stop))
    return any(t.lemma.lower() in GIFTS for t in inside if seed.action.contains(t.span))


def _beside(scene: Scene, seed: Seed) -> list[Party]:
    """Who acts together with the one who binds himself: `the United States, together with Egypt, will`."""
    hung = [c for t in seed.doers for c in t.children if c.deprel.split(":")[0] in ("nmod", "obl")]
    before = [c for c in seed.word.children if c.index < seed.word.index]
    for phrase in (*before, *(k for c in before if c.deprel == "advmod" for k in c.children)):  # `together | with`
        hung += [phrase] if phrase.deprel.startswith("obl") else []
    return [p for c in hung if _case(c) in _WITH for t in conjuncts(c) for p in parties(scene, t) if p.country]


def _around(scene: Scene, seed: Seed) -> list[Party]:
    """Whom the clauses above one that calls for something name: `insisted that members see that it must be done`."""
    found: list[Party] = []
    for clause in clauses_above(seed.word):
        if seed.statement is None or not seed.statement.content.span.contains(clause.span):
            break
        found += [p for t in subjects(clause) for p in affected(scene, t) if p.country]
    return found


def _named(scene: Scene, seed: Seed, cases: frozenset[str], deep: bool = False) -> list[Party]:
    """Parties in the words of a commitment behind one of some prepositions; deep: also objects and owners."""
    found: list[Party] = []
    first = seed.word.index
    for index in range(first, scene.sentence(first).stop):
        token = scene.analysis[index]
        if index not in scene.mentions_at or not seed.action.contains(token.span) or _anyone(token):
            continue
        case = _case(token)
        top = _top(token)
        if deep and _of_burden(token):
            found += [p for p in affected(scene, token) if p.country]
        if case in cases or (top is not token and _case(top) in cases and not case):
            found += [p for p in parties(scene, token) if p.country]
        elif deep and token.upos != "PRON" and token.deprel in ("obj", "iobj", "nmod:poss"):
            found += [p for p in affected(scene, token) if p.country]
    return found


def _of_burden(token: Token) -> bool:
    """`lift the sanctions on Kenya`, `tariffs on Kenyan tea`: on whom what is eased lies."""
    at: Token | None = token
    while at is not None and at.deprel in ("amod", "compound", "nmod:poss", "conj"):
        at = at.head
    above = at.head if at is not None else None
    return at is not None and above is not None and _case(at) in ("on", "against") and above.lemma.lower() in BURDENS


def _anyone(noun: Token) -> bool:
    """`other countries`, `all sides`: nobody in particular."""
    return noun.upos == "NOUN" and any(c.lemma.lower() in _ANYONE for c in noun.children)


def _case(token: Token) -> str:
    return next((c.text.lower() for c in token.children if c.deprel == "case"), "")


def _top(token: Token) -> Token:
    at = token
    while at.deprel == "conj" and at.head is not None:
        at = at.head
    return at


def counterparts(scene: Scene, token: Token, own: Sequence[Party], events: Sequence[Event] = ()) -> tuple[Party, ...]:
    """The other side: of the talks that hold one's own side and were told last before a word, else of all that were
    named together before, else the second of the two countries of the report.
    """
    countries = {p.country for p in own}
    before = [e for e in events if e.type in _TALKS and e.sentence.span.start <= token.span.start]
    for event in reversed(before):
        sides = [p for p in event.participants if p.country]
        if countries & {p.country for p in sides}:
            other = [p for p in sides if p.country not in countries]
            if other:
                return tuple(plain(p) for p in one_each(other))
    for actors in (in_play(scene, token), main_two(scene)):
        other_actors = [i for i in actors if scene.actors[i].country not in countries]
        if countries & {scene.actors[i].country for i in actors} and other_actors:
            return tuple(made(scene, i, scene.actors[i].span) for i in other_actors)
    return ()
