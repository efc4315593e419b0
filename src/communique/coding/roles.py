"""Who does an act and to whom: the sides of an act by its type, from the frame's participants.

In: a scene and an act. Out: `Sides`. Parties come from the act's own frame; nobody of another clause is joined to it.
Nothing is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from communique.codebook.triggers import Roles
from communique.coding.acts import Act
from communique.coding.parties import affected, parties
from communique.coding.scene import Scene
from communique.records.analysis import Token
from communique.records.outcomes import Party

# Prepositions that bring the other side, by type; what is not listed goes by the default.
_DEFAULT = ("against", "at", "on", "to", "toward", "towards", "upon")
_BRINGING = {
    "CONSULT": ("with", "to", "between", "among", "by", "in"),
    "AGREE": ("with", "to", "for", "between"),
    "SUPPORT": ("for", "to", "with", "of", "on", "toward", "towards", "between", "in"),
    "COOPERATE": ("with", "to", "between"),
    "AID": ("to", "for", "with", "in"),
    "REQUEST": ("on", "to", "from", "upon", "for", "with", "of", "against"),
    "REJECT": ("from", "by", "of", "with", "to", "against", "on"),
    "ACCUSE": ("against", "on", "by", "at", "over", "about", "into", "of", "for", "to"),
    "ASSAULT": ("on", "against", "at", "in", "near", "with", "upon", "of", "into"),
    "THREATEN": ("against", "on", "with", "to", "of"),
    "SANCTION": ("on", "against", "from", "to", "with", "for", "of"),
    "COERCE": ("on", "against", "from", "in", "of", "over", "to"),
    "RETREAT": ("from", "to", "in", "with", "of"),
    "CONCEDE": ("on", "to", "for", "with", "against", "in"),
    "MOBILIZE": ("against", "near", "on", "to", "toward", "towards"),
    "PROTEST": ("against", "at"),
}
_WITH = {"AGREE", "COOPERATE", "CONSULT", "SUPPORT"}  # whose `with` brings one who acts too


@dataclass(frozen=True, slots=True)
class Sides:
    """actors and recipients of an act. mutual: whether all act. direct: whether the doers are told by the frame."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    mutual: bool
    direct: bool


def sides_of(scene: Scene, act: Act) -> Sides:
    """Who acts and who receives."""
    frame = act.frame
    doers = _all(parties(scene, t) for t in frame.doers)
    direct = bool(doers)
    if not doers and frame.predicate.upos == "NOUN":
        doers = _all(parties(scene, t) for t in _possessors(frame.predicate))
    others = _all(affected(scene, t) for t in frame.others)
    bringing = _BRINGING.get(act.type, _DEFAULT)
    others = (*others, *_all(affected(scene, t) for word, t in frame.obliques if word in bringing and word != "with"))
    along = _all(parties(scene, t) for word, t in frame.obliques if word in ("with", "alongside", "together with"))
    jointly = _all(parties(scene, t) for t in frame.together)
    if act.type not in _WITH and "with" in bringing:
        others, along = (*others, *along), ()
    if not others and not along and act.type not in ("CONSULT", "PROTEST"):
        others = _all(affected(scene, t) for c in act.content for t in _concerned(c))
    if act.trigger.roles is Roles.SWAP:
        doers, others = others, doers
    return _sorted_out(act, (*doers, *jointly), others, along, direct)


def _sorted_out(
    act: Act, doers: tuple[Party, ...], others: tuple[Party, ...], along: tuple[Party, ...], direct: bool
) -> Sides:
    doers = _once(doers)
    mutual = act.trigger.roles is Roles.MUTUAL or (act.type == "CONSULT" and act.mode not in ("visit", "third-party"))
    if act.type == "CONSULT" and act.mode == "third-party":
        return Sides(doers, _once((*others, *along), doers), False, direct)
    if mutual:
        return Sides(_once((*doers, *others, *along)), (), True, direct)
    if along and act.type in ("AGREE", "COOPERATE"):
        return Sides(_once((*doers, *along)), _once(others, (*doers, *along)), True, direct)
    return Sides(doers, _once((*others, *along), doers), False, direct)


def _possessors(noun: Token) -> tuple[Token, ...]:
    """Who stands before an event noun: `Russian strikes`, `Israel's raids`, `a US-led operation`."""
    return tuple(c for c in noun.children if c.deprel in ("nmod:poss", "amod", "compound") and c.index < noun.index)


def _concerned(content: Token) -> tuple[Token, ...]:
    """Who the content of an act is about: its own subject and object (`demanded that Serbia withdraw`)."""
    return (content, *(c for c in content.children if c.deprel in ("nsubj", "nsubj:pass", "obj", "nmod:poss", "nmod")))


def _all(found: Iterable[tuple[Party, ...]]) -> tuple[Party, ...]:
    return tuple(p for some in found for p in some)


def _once(found: tuple[Party, ...], besides: tuple[Party, ...] = ()) -> tuple[Party, ...]:
    """Each actor once, the first words kept; those of `besides` left out."""
    kept: dict[object, Party] = {}
    out = {p.actor for p in besides}
    for party in found:
        if party.actor not in out:
            kept.setdefault(party.actor if party.actor is not None else party.span, party)
    return tuple(kept.values())
