"""Who does an act and to whom: the sides of an act by its type, from the frame's participants.

In: a scene and an act. Out: `Sides`. Parties come from the act's own frame; nobody of another clause is joined to it.
Nothing is refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.codebook.phrases import listed
from communique.codebook.triggers import Roles
from communique.coding import clauses
from communique.coding.acts import Act
from communique.coding.parties import affected, behind, parties, whose_deed
from communique.coding.scene import Scene
from communique.records.analysis import Token
from communique.records.outcomes import Party

# Prepositions that bring the other side, by type; what is not listed goes by the default.
_DEFAULT = ("against", "at", "on", "to", "toward", "towards", "upon")
_BRINGING = {
    "CONSULT": ("with", "to", "between", "among", "by"),
    "AGREE": ("with", "to", "for", "between"),
    "SUPPORT": ("for", "to", "with", "of", "on", "toward", "towards", "between", "in"),
    "COOPERATE": ("with", "to", "between"),
    "AID": ("to", "for", "with", "in"),
    "REQUEST": ("on", "to", "from", "upon", "for", "with", "of", "against"),
    "REJECT": ("from", "by", "of", "with", "to", "against", "on"),
    "ACCUSE": ("against", "on", "by", "at", "over", "about", "into", "of", "for", "to"),
    "ASSAULT": ("on", "against", "at", "in", "with", "upon", "of", "into"),
    "THREATEN": ("against", "on", "with", "to", "of"),
    "SANCTION": ("on", "against", "from", "to", "with", "for", "of"),
    "COERCE": ("on", "against", "from", "of", "over", "to"),
    "RETREAT": ("from", "of"),
    "CONCEDE": ("on", "to", "for", "with", "against", "in"),
    "MOBILIZE": ("against", "near", "on", "to", "toward", "towards"),
    "PROTEST": ("against", "at"),
}
_JOINING = frozenset(("AGREE", "COOPERATE", "CONSULT", "SUPPORT"))  # whose `with` brings one who acts too
_OF_DOERS = frozenset(("CONSULT", "AGREE", "REQUEST", "THREATEN", "MOBILIZE", "PROTEST", "REJECT"))  # `the visit of`
_TOPICAL = frozenset(listed("address consider debate deliberate discuss examine explore negotiate review tackle"))
_JUDGING = frozenset(("ACCUSE", "SUPPORT", "REJECT"))
_THERE = ("in", "at", "into")  # whom one visits
_WITH = ("with", "alongside", "together with")


@dataclass(frozen=True, slots=True)
class Sides:
    """actors and recipients of an act. mutual: whether all act. direct: whether the doers are told by the frame."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    mutual: bool
    direct: bool


def sides_of(scene: Scene, act: Act) -> Sides:
    """Who acts and who receives."""
    doers, direct = _doers(scene, act)
    others, along = _others(scene, act)
    if act.trigger.roles is Roles.SWAP:
        doers, others = others, doers
    doers = _once((*doers, *_all(parties(scene, t) for t in act.frame.together)))
    if act.type == "CONSULT" and act.mode == "third-party":
        return Sides(doers, _once((*others, *along), doers), False, direct)
    if act.trigger.roles is Roles.MUTUAL or (act.type == "CONSULT" and act.mode != "visit"):
        return Sides(_once((*doers, *others, *along)), (), True, direct)
    if along and act.type in ("AGREE", "COOPERATE"):
        return Sides(_once((*doers, *along)), _once(others, (*doers, *along)), True, direct)
    return Sides(doers, _once((*others, *along), doers), False, direct)


def _doers(scene: Scene, act: Act) -> tuple[tuple[Party, ...], bool]:
    """Who does it, and whether the frame itself says so."""
    frame, word = act.frame, act.frame.predicate
    told = _all(parties(scene, t) for t in frame.doers)
    if told:
        return told, True
    if word.upos == "NOUN" and not frame.together:
        told = _all(parties(scene, t) for t in _before(word))
        if not told and act.type in _OF_DOERS:
            told = _all(parties(scene, t) for preposition, t in frame.obliques if preposition == "of")
    return told or _all(behind(scene, t) for t in frame.doers), False


def _others(scene: Scene, act: Act) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Those on the other side, and those behind `with` who act too."""
    frame, bringing = act.frame, _BRINGING.get(act.type, _DEFAULT)
    if act.mode == "visit":
        bringing = (*bringing, *_THERE)
    carried = [t for t in frame.others if t.upos == "NOUN" and t.lemma.lower() in act.trigger.objects]
    topical = act.type == "CONSULT" and frame.lemma in _TOPICAL
    others = [] if topical else [t for t in frame.others if t not in carried]
    of_doer = frame.predicate.upos == "NOUN" and act.type in _OF_DOERS
    behind_with = []
    for word, token in (*frame.obliques, *(o for t in carried for o in clauses.obliques(t))):
        if word in _WITH:
            behind_with.append(token)
        elif word in bringing and not (word == "of" and of_doer):
            others.append(token)
    along: tuple[Party, ...] = ()
    if act.type in _JOINING:
        along = _all(parties(scene, t) for t in behind_with)
    elif "with" in bringing:
        others += behind_with
    named = _nearest(scene, others) or _nearest(scene, carried)
    if not named and act.type in _JUDGING:
        named = _all(whose_deed(scene, t, frame.doers) for t in (*others, *carried))
    if not named and not along and act.type not in ("CONSULT", "PROTEST"):
        named = _all(parties(scene, t) for c in act.content for t in _concerned(c))
    return named, along


def _nearest(scene: Scene, tokens: Sequence[Token]) -> tuple[Party, ...]:
    """Whom tokens name; where none does, whom they belong to or whose country the place is in."""
    return _all(parties(scene, t) for t in tokens) or _all(affected(scene, t) for t in tokens)


def _before(noun: Token) -> tuple[Token, ...]:
    """Who stands before an event noun: `Russian strikes`, `Israel's raids`."""
    return tuple(c for c in noun.children if c.deprel in ("nmod:poss", "amod", "compound") and c.index < noun.index)


def _concerned(content: Token) -> tuple[Token, ...]:
    """Who the content of an act is about: its own subject and object (`demanded that Serbia withdraw`), down to the
    last infinitive (`pledged to continue supporting Ukraine`).
    """
    found = [content]
    for child in content.children:
        if child.deprel in ("nsubj", "nsubj:pass", "obj", "nmod:poss"):
            found.append(child)
        elif child.deprel == "xcomp":
            found += _concerned(child)
    return tuple(found)


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
