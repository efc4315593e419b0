"""One fact once: acts of a document that tell the same event, in headline, lead and body, made one.

In: drafts of a document. Out: those that stay, the surest telling of each. Nothing is refused. Two acts are one event
where type and parties agree, dates do not part them, and for words said, where they are said of the same thing.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from communique.codebook.phrases import listed
from communique.coding.acts import Act
from communique.coding.roles import Sides
from communique.records.analysis import Token
from communique.records.outcomes import When

_DEEDS = frozenset(("CONSULT", "ASSAULT", "COOPERATE", "MOBILIZE", "PROTEST", "RETREAT", "COERCE", "SANCTION", "AID"))
_HARM = frozenset(("ASSAULT", "COERCE", "SANCTION"))
_PLURALS = frozenset(
    listed("both countries governments leaders ministers officials participants presidents sides they two")
)
_REPEATED = frozenset(("SUPPORT", "AGREE", "REQUEST"))  # of one side to another, in one sentence once
_PLAIN = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM"))
_SHARED = 0.5  # of the words of the shorter of two things said, to be the same


class Told(Protocol):
    """What is compared."""

    @property
    def act(self) -> Act: ...
    @property
    def sides(self) -> Sides: ...
    @property
    def date(self) -> When | None: ...
    @property
    def headline(self) -> bool: ...


D = TypeVar("D", bound=Told)


def told_once(drafts: Sequence[D]) -> list[D]:
    """The drafts, each fact once, in the order of the text; the first telling that names all parties stands for all."""
    groups: list[list[D]] = []
    for draft in drafts:
        group = next((g for g in groups if any(same(draft, other) for other in g)), None)
        if group is None:
            groups.append([draft])
        else:
            group.append(draft)
    return sorted((_best(g) for g in groups), key=lambda d: d.act.frame.predicate.index)


def _best(group: list[D]) -> D:
    """The telling with the most parties, below the headline, by a verb rather than a noun alone, the earliest."""
    return max(
        group,
        key=lambda d: (
            sum(map(len, _parties(d))),
            len(frozenset().union(*_parties(d))),
            not d.headline,
            not _bare(d),
            -d.act.frame.predicate.index,
        ),
    )


def _bare(told: Told) -> bool:
    return told.act.frame.predicate.upos == "NOUN" and told.act.frame.light is None


def same(one: Told, other: Told) -> bool:
    """Whether two drafts tell one event."""
    if one.act.type != other.act.type or one.act.status is not other.act.status:
        return False
    if one.act.type == "ASSAULT" and _told_by_noun(one, other):
        return True
    if not _agree(one, other) or not _together(one.date, other.date) or _others_named(one, other):
        return False
    if one.act.type == "ASSAULT" and _one_attack(one.act, other.act):
        return True
    if one.act.type == "CONSULT" or (one.act.type in _DEEDS and _one_deed(one, other)):
        return one.act.mode == other.act.mode or None in (one.act.mode, other.act.mode)
    if one.act.type in _REPEATED and one.act.mode == other.act.mode and _one_sentence(one.act, other.act):
        return True
    return one.act.frame.lemma == other.act.frame.lemma and _alike(one.act, other.act)


def _one_attack(one: Act, other: Act) -> bool:
    """`bombed the camp and killed two men`: verbs of one clause, joined, tell one attack."""
    first, second = one.frame.predicate, other.frame.predicate
    joined = second if second.deprel == "conj" else first
    return joined.deprel == "conj" and joined.head in (first, second) and {first.upos, second.upos} == {"VERB"}


def _told_by_noun(one: Told, other: Told) -> bool:
    """`a series of strikes by Niger killed two men`: an attack and what it did, where others do not do either."""
    first, second = one.act.frame.predicate, other.act.frame.predicate
    if {first.upos, second.upos} != {"NOUN", "VERB"}:
        return False
    at, verb = (first, second) if first.upos == "NOUN" else (second, first)
    while at.head is not None and at.upos == "NOUN" and at.deprel == "nmod":
        at = at.head
    ours, theirs = _parties(one)[0], _parties(other)[0]
    return at.head == verb and at.deprel.startswith(("nsubj", "obl:agent")) and (ours <= theirs or theirs <= ours)


def _one_sentence(one: Act, other: Act) -> bool:
    """Whether two acts are told in one sentence: `reaffirmed the alliance and underscored his support`."""
    return _top(one.frame.predicate) == _top(other.frame.predicate)


def _top(token: Token) -> Token:
    while token.head is not None:
        token = token.head
    return token


def _one_deed(one: Told, other: Told) -> bool:
    """Whether two tellings of a deed may be of one: by the same word, by a noun that takes it up, or of one day."""
    first, second = one.act.frame, other.act.frame
    if first.lemma == second.lemma or "NOUN" in (first.predicate.upos, second.predicate.upos):
        return True
    ours, theirs = ({t.lemma.lower() for t in f.others} for f in (first, second))
    if ours and theirs and not ours & theirs and _one_sentence(one.act, other.act):
        return False  # `shut all schools and banned children from markets`
    days = [d.first for t in (one, other) if (d := t.date) is not None and d.time is not None]
    return len(days) == 2 and days[0] == days[1]


def _others_named(one: Told, other: Told) -> bool:
    """Whether other people take part: two were convicted in two trials, one met a president and then a minister."""
    ours, theirs = _people(one), _people(other)
    return any(ours[side].isdisjoint(theirs[side]) for side in ours.keys() & theirs.keys())


def _people(told: Told) -> dict[tuple[str, bool], set[str]]:
    """Names of those who take part, by their country and, where one side does it to the other, by side."""
    found: dict[tuple[str, bool], set[str]] = {}
    apart = told.act.type in _HARM
    implied = told.act.frame.predicate.span  # `also in the meeting were`: taken from before
    for party, acts in (*((p, True) for p in told.sides.actors), *((p, False) for p in told.sides.recipients)):
        if party.span == implied:
            continue
        name = party.name or (party.text if _namelike(party.text) else None)
        if name is not None and party.country is not None:
            found.setdefault((party.country, acts and apart), set()).add(name.split()[-1])
    return found


def _namelike(words: str) -> bool:
    """Whether the words for a party may be a name: `Li Qiang`, not `Leaders` or the word of the act itself."""
    last = words.split()[-1]
    return words[:1].isupper() and words.count(" ") < 4 and last[:1].isupper() and last.lower() not in _PLURALS


def _agree(one: Told, other: Told) -> bool:
    """Whether the parties are the same, or one telling leaves out what the other has."""
    ours, theirs = _parties(one), _parties(other)
    if one.act.type in _DEEDS:
        return all(a == b or not a or not b for a, b in zip(ours, theirs, strict=True)) and (
            ours == theirs or ours[0] | ours[1] <= theirs[0] | theirs[1] or theirs[0] | theirs[1] <= ours[0] | ours[1]
        )
    return ours == theirs


def _parties(told: Told) -> tuple[frozenset[str], frozenset[str]]:
    sides = (told.sides.actors, told.sides.recipients)
    first, second = (frozenset(p.country or str(p.actor) for p in side) for side in sides)
    return first, second


def _together(one: When | None, other: When | None) -> bool:
    """False for two times of which neither can lie within the other."""
    if one is None or other is None or not one.first or not other.first:
        return True
    length = min(len(one.first), len(other.first), 10)
    return one.first[:length] == other.first[:length]


def _alike(one: Act, other: Act) -> bool:
    ours, theirs = _words(one), _words(other)
    least = min(len(ours), len(theirs))
    return least > 0 and len(ours & theirs) >= _SHARED * least


def _words(act: Act) -> set[str]:
    """Lemmas of what an act is about, two steps down from its content."""
    found: set[str] = set()
    for head in (*act.content, *act.frame.others):
        found |= {t.lemma.lower() for t in _down(head, 2) if t.upos in _PLAIN}
    return found


def _down(token: Token, steps: int) -> list[Token]:
    return [token, *(t for c in token.children if steps for t in _down(c, steps - 1))]
