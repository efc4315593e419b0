"""How much an act in a text speaks of what one marked party does to another.

In: acts, and the words of the source and of the target. Out: a weight an act: the log of how much likelier its type
becomes, as the type of what the source does to the target. An act is weighed by who takes part in it, directly or
through the tree (a pronoun, a noun that holds the party, the subject of the clause above), by where its word stands,
and by whether it only brings another act (`called Oslo to thank it`). Nothing is refused.

The weights are those of a conditional logit (D. McFadden, Conditional logit analysis of qualitative choice behavior,
1974) over the types, fitted on coded sentences that are no part of the development figures.
"""

from collections.abc import Collection, Sequence
from enum import Enum

from communique.coding.acts import Act
from communique.coding.clauses import clauses_above, subjects
from communique.records.analysis import Token

_WITHIN = frozenset(("acl", "amod", "appos", "compound", "conj", "flat", "nmod", "obl"))  # what a noun phrase holds
_PERSONS = frozenset(("he", "i", "it", "she", "they", "we"))
_FARTHEST = 20  # words; farther is no worse


class Standing(Enum):
    """How an act stands to source and target; the value is its weight."""

    BETWEEN = 3.7  # the source does it, and the target is among those it is done to or is about
    OF_SOURCE = 3.4
    TO_TARGET = 3.1
    LENT = 2.5  # nobody is told to do it, but the source does what the clause above says
    OF_TARGET = 0.3  # what the target does, or a word of its own name
    ELSEWHERE = 2.0


_AMID = 0.9  # its word stands between the two
_FAR = -0.045  # a word's distance from the source
_BROUGHT, _BRINGING = 0.5, -1.5  # an act for which one calls, meets or visits; the call, meeting or visit


def weighed(acts: Sequence[Act], source: range, target: range) -> tuple[tuple[Act, float], ...]:
    """The acts with their weights. source, target: token indices of the words of each."""
    doing = {_anchor(a).index for a in acts if _does(a, source)}
    brought = {i: _brings(a, acts) for i, a in enumerate(acts)}
    bringing = {h for i, h in brought.items() if h is not None and _anchor(acts[i]).index in doing}
    out = []
    for number, act in enumerate(acts):
        word = act.frame.predicate.index
        weight = standing(act, source, target).value
        weight += _AMID * (min(source[0], target[0]) < word < max(source[0], target[0]))
        weight += _FAR * min(_FARTHEST, *(abs(word - i) for i in source))
        weight += _BROUGHT * (brought[number] in bringing and _anchor(act).index in doing)
        weight += _BRINGING * (_anchor(act).index in bringing)
        out.append((act, weight))
    return tuple(out)


def standing(act: Act, source: Collection[int], target: Collection[int]) -> Standing:
    """Who of the two takes part in an act, and how."""
    frame = act.frame
    word = frame.predicate.index
    if word in source:
        return Standing.LENT
    if word in target:
        return Standing.OF_TARGET
    others = (*frame.others, *frame.together, *(t for _, t in frame.obliques))
    given = _holds(others, target, 3) or _holds(act.content, target, 4)
    if _does(act, source) and frame.doers + frame.together:
        return Standing.BETWEEN if given else Standing.OF_SOURCE
    if any(t.index in target for t in frame.doers):
        return Standing.OF_TARGET
    if _does(act, source):
        return Standing.LENT
    return Standing.TO_TARGET if given else Standing.ELSEWHERE


def _does(act: Act, source: Collection[int]) -> bool:
    """Whether the source does it: as a doer, in the noun phrase of one, by a pronoun, or lent by the clause above."""
    doers = (*act.frame.doers, *act.frame.together)
    if _holds(doers, source, 2):
        return True
    if any(t.upos != "PRON" or t.text.lower() not in _PERSONS for t in doers):
        return False
    above = next((found for clause in clauses_above(_anchor(act)) if (found := subjects(clause))), ())
    return any(t.index in source for t in above)


def _holds(tokens: Sequence[Token], party: Collection[int], depth: int) -> bool:
    """Whether a party is one of these words or in the noun phrase of one. depth: how far down the tree."""
    at: Sequence[Token] = tokens
    for _ in range(depth + 1):
        if any(t.index in party for t in at):
            return True
        at = [c for t in at for c in t.children if c.deprel.split(":")[0] in _WITHIN]
    return False


def _brings(act: Act, acts: Sequence[Act]) -> int | None:
    """The word of the call, meeting or visit for which an act is done or in which it is said."""
    anchor = _anchor(act)
    if anchor.head is None or anchor.deprel not in ("advcl", "xcomp"):
        return None
    return next((anchor.head.index for a in acts if a.type == "CONSULT" and _anchor(a) == anchor.head), None)


def _anchor(act: Act) -> Token:
    """The verb of an act: its own word, or what carries that."""
    return act.frame.light or act.frame.predicate
