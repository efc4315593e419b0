"""The accords that a report tells of, and the clauses that state what they bind their parties to.

In: a scene and its events. Out: `Accord`s in the order of the text, with those who made each. Nothing is refused; a
text that parties are not known to have made is no accord.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from communique.coding import commitments_words as words
from communique.coding.scene import Scene
from communique.records.analysis import Token
from communique.records.outcomes import Event, Party, Role

_MADE = frozenset(("AGREE", "SUPPORT", "CONCEDE", "RETREAT"))


@dataclass(frozen=True, slots=True)
class Accord:
    """What several bound themselves by. token: index of a word that tells of it. sides: who made it."""

    token: int
    sides: tuple[Party, ...]


def accords_of(scene: Scene, events: Sequence[Event]) -> tuple[Accord, ...]:
    """The accords of a document, by the events that made them."""
    starts = scene.analysis.tokens.start
    found: list[Accord] = []
    for event in events:
        if event.type not in _MADE or any(p.role is Role.RECIPIENT for p in event.participants):
            continue
        index = int(starts.searchsorted(event.trigger.span.start, side="right")) - 1
        everyone = [plain(p) for p in event.participants if p.country]
        sides = one_each(everyone)
        if len(sides) < 2 and scene.analysis[index].lemma.lower() in words.SIGNING:  # inside one country
            sides = tuple({p.actor: p for p in everyone}.values())
        if len(sides) > 1 and _tells_accord(scene, index) and not (found and _spoken_of(scene, index)):
            found.append(Accord(index, sides))
    return tuple(sorted(found, key=lambda a: a.token))


def _tells_accord(scene: Scene, index: int) -> bool:
    token = scene.analysis[index]
    return token.lemma.lower() in words.SIGNING | words.SIGNED | frozenset(words.BINDING)


def _spoken_of(scene: Scene, index: int) -> bool:
    """Whether a noun speaks of an accord told before: `under the accord, which was negotiated in`."""
    token = scene.analysis[index]
    return token.upos == "NOUN" and any(c.text.lower() in ("the", "this") for c in token.children)


def accord_before(accords: Sequence[Accord], token: Token) -> Accord | None:
    """The accord that a word may be part of: the last one told before it, else one of its own sentence, else the first
    of all where one is spoken of before.
    """
    accords = [a for a in accords if a.token != token.index]
    found = next((a for a in reversed(accords) if a.token < token.index), None)
    found = found or next((a for a in accords if a.token < token.sentence.stop), None)
    if found is None and accords:
        before = (token.analysis[i].lemma.lower() for i in range(token.index))
        if any(lemma in words.SIGNING | words.SIGNED for lemma in before):
            return accords[0]
    return found


def one_each(found: Sequence[Party]) -> tuple[Party, ...]:
    """One party a country, the first."""
    seen: dict[str | int | None, Party] = {}
    for party in found:
        seen.setdefault(party.country or party.actor, party)
    return tuple(seen.values())


def plain(party: Party) -> Party:
    """A participant as a party of no side."""
    names = ("span", "text", "actor", "name", "office", "country", "sector", "other_sectors")
    return Party(**{n: getattr(party, n) for n in names})
