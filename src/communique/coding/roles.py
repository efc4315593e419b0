"""Who does an act and to whom: the sides of an act by its type, from the frame's participants.

In: a scene and an act. Out: `Sides`. Parties come from the act's own frame; nobody of another clause is joined to it.
Nothing is refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from communique.codebook.phrases import listed
from communique.codebook.triggers import Roles
from communique.coding import clauses
from communique.coding.acts import Act
from communique.coding.implied import counterpart, whose
from communique.coding.parties import affected, behind, in_play, made, parties
from communique.coding.scene import Scene
from communique.records.analysis import Token
from communique.records.outcomes import Party

# Prepositions that bring the other side, by type; what is not listed goes by the default.
_DEFAULT = ("against", "at", "on", "to", "toward", "towards", "upon")
_BRINGING = {
    "CONSULT": ("with", "to", "between", "among", "by"),
    "AGREE": ("with", "to", "for", "between"),
    "SUPPORT": ("for", "to", "with", "of", "on", "toward", "towards", "between"),
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
    "CONCEDE": ("on", "to", "for", "with", "against"),
    "MOBILIZE": ("against", "near", "on", "to", "toward", "towards"),
    "PROTEST": ("against", "at"),
}
_JOINING = frozenset(("AGREE", "COOPERATE", "CONSULT", "SUPPORT"))  # whose `with` brings one who acts too
_OF_DOERS = frozenset(("CONSULT", "AGREE", "REQUEST", "THREATEN", "MOBILIZE", "PROTEST", "REJECT"))  # `the visit of`
_TOPICAL = frozenset(listed("address consider debate deliberate discuss examine explore negotiate review tackle"))
_PLACED = frozenset(("ASSAULT", "COERCE", "AID", "RETREAT", "MOBILIZE", "CONSULT", "PROTEST"))  # where a place is hit
_IMPLYING = frozenset(("REQUEST", "AGREE", "REJECT", "ACCUSE", "THREATEN", "CONCEDE", "SUPPORT"))
_JUDGING = frozenset(("ACCUSE", "SUPPORT", "REJECT"))
_THERE = ("in", "at", "into")  # whom one visits
_WITH = ("with", "alongside", "together with")


@dataclass(frozen=True, slots=True)
class Sides:
    """actors and recipients of an act. mutual: whether all act. direct: whether the doers are told by the frame.
    implied: whether the recipients are told only by what came before.
    """

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    mutual: bool
    direct: bool
    implied: bool = False


def sides_of(scene: Scene, act: Act) -> Sides:
    """Who acts and who receives."""
    doers, direct = _doers(scene, act)
    others, along = _others(scene, act, doers)
    if act.trigger.roles is Roles.SWAP:
        doers, others = others, doers
    doers = _once((*doers, *_all(parties(scene, t) for t in act.frame.together)))
    if act.type == "CONSULT" and act.mode == "third-party":
        others = (*others, *along) or _between(scene, act, doers)
        sides = Sides(doers, _once(others, doers), False, direct)
    elif act.trigger.roles is Roles.MUTUAL or (act.type == "CONSULT" and act.mode != "visit"):
        return Sides(_once((*doers, *others, *along)), (), True, direct)
    elif act.type in _JOINING and (along or len(_codes(doers)) > 1):
        return Sides(_once((*doers, *along)), _once(others, (*doers, *along)), True, direct)
    else:
        sides = Sides(doers, _once((*others, *along), doers), False, direct)
    if sides.recipients or act.type not in _IMPLYING:
        return sides
    implied = counterpart(scene, act.frame.predicate, doers)
    return replace(sides, recipients=implied, implied=bool(implied))


def _between(scene: Scene, act: Act, doers: Sequence[Party]) -> tuple[Party, ...]:
    """Between whom somebody stands who mediates: those last named together."""
    word, own = act.frame.predicate, _codes(doers)
    return tuple(made(scene, i, word.span) for i in in_play(scene, word) if scene.actors[i].country not in own)


def _codes(some: Sequence[Party]) -> set[str]:
    return {p.country for p in some if p.country is not None}


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


def _others(scene: Scene, act: Act, doers: Sequence[Party]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Those on the other side, and those behind `with` who act too."""
    frame, bringing = act.frame, _BRINGING.get(act.type, _DEFAULT)
    if act.mode == "visit":
        bringing = (*bringing, *_THERE)
    things = [t for t in frame.others if t.upos == "NOUN" and not parties(scene, t)]
    topical = act.type == "CONSULT" and frame.lemma in _TOPICAL
    others = [] if topical else [t for t in frame.others if t not in things]
    of_doer = frame.predicate.upos == "NOUN" and act.type in _OF_DOERS
    behind_with = []
    for word, token in (*frame.obliques, *(o for t in things for o in clauses.obliques(t) if not topical)):
        if word in _WITH:
            behind_with.append(token)
        elif word in bringing and not (word == "of" and of_doer):
            others.append(token)
    along: tuple[Party, ...] = ()
    if act.type in _JOINING:
        along = _all(parties(scene, t) for t in behind_with)
    elif "with" in bringing:
        others += behind_with
    named = _all(parties(scene, t) for t in others)
    if not named and not topical:
        named = _affected(scene, act, [*others, *things])
    if not named and act.type in _JUDGING:
        named = _all(whose(scene, t, doers) for t in (*others, *things))
    if not named and not along and act.type not in ("CONSULT", "PROTEST"):
        named = _all(parties(scene, t) for c in act.content for t in _concerned(c))
    return named, along


def _affected(scene: Scene, act: Act, tokens: Sequence[Token]) -> tuple[Party, ...]:
    """To whom things belong; places stand for their country where deeds are done to them."""
    found = _all(affected(scene, t) for t in tokens)
    kept = tuple(p for p in found if p.actor not in scene.grounds)
    return found if act.type in _PLACED and not kept else kept


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
