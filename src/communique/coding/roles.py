"""Who does an act and to whom: the sides of an act by its type, from the frame's participants.

In: a scene, an act, types of the report's acts. Out: `Sides`. Nothing is refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from communique.codebook.codebook import Codebook
from communique.codebook.triggers import Roles
from communique.coding import clauses
from communique.coding.acts import Act
from communique.coding.implied import authorities, counterpart, speaking_through
from communique.coding.parties import affected, behind, in_play, made, parties
from communique.coding.recipients import OF_DOERS, codes, every, once, others_of
from communique.coding.scene import Scene
from communique.records.analysis import Token
from communique.records.findings import Resolution
from communique.records.outcomes import Party, Role

_BETWEEN = ("between", "among")
_LET_GO = frozenset((("SANCTION", "expel"), ("RETREAT", "release")))  # whose doer stands behind `from` in the passive
_BY_AUTHORITIES = frozenset((("COERCE", "arrest"), ("SANCTION", "convict")))  # of where it is done
_FORCE = frozenset(("ASSAULT", "COERCE", "SANCTION"))
_LEFT = frozenset(("RETREAT", "SANCTION", "CONCEDE"))  # what one does to those behind `from`
_JOINED = frozenset(("AGREE", "COOPERATE", "SUPPORT"))  # done together where several do it with each other


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


def sides_of(scene: Scene, act: Act, deeds: Mapping[int, str], codebook: Codebook) -> Sides:
    """Who acts and who receives. deeds: the type of each act of the report by its predicate."""
    act = _leaving(_in_order(act))
    doers, direct = _doers(scene, act)
    told = _told(scene, act, codebook)
    doers = (*doers, *told[Role.ACTOR])
    found = others_of(scene, act, doers, deeds)
    if told[Role.RECIPIENT]:
        found = replace(found, recipients=told[Role.RECIPIENT], implied=False)
    others, along = found.recipients, found.along
    if (act.type, act.mode) == ("RETREAT", "resign"):
        others = ()  # an office is left, nobody
    if act.trigger.roles is Roles.SWAP:
        doers, others = others, doers
    if not doers and (act.type, act.mode) in _BY_AUTHORITIES:
        doers = authorities(scene, act)
        if act.type == "SANCTION" and codes(doers) <= codes(others):
            doers = ()  # a court convicts a citizen; which court, nobody says
    if not doers and act.type == "REJECT" and clauses.passive(act.frame.predicate) and codes(others):
        doers = counterpart(scene, act.frame.predicate, others)  # `was denied a visa`
    doers = once((*doers, *every(parties(scene, t) for t in act.frame.together)))
    if act.type == "CONSULT" and act.mode == "third-party":
        return Sides(doers, once((*others, *along) or _between(scene, act, doers), doers), False, direct)
    if not (doers or others or along) and (act.type == "CONSULT" or _done_by_all(act)):
        doers = tuple(made(scene, i, act.frame.predicate.span) for i in in_play(scene, act.frame.predicate))
    if act.trigger.roles is Roles.MUTUAL or (act.type == "CONSULT" and act.mode != "visit"):
        return Sides(once((*doers, *others, *along)), (), True, direct)
    if along and act.type in _JOINED:
        return Sides(once((*doers, *along)), once(others, (*doers, *along)), True, direct)
    suffering = once((*others, *along), doers)
    if not suffering and not direct and act.type in _FORCE:
        suffering = once(others)  # `was detained by his own guard`
    return Sides(doers, suffering, act.type in _JOINED and len(codes(doers)) > 1, direct, found.implied)


def _done_by_all(act: Act) -> bool:
    """`a protocol signed in May`, `clashes broke out`: done by those who were named together, where nobody is told."""
    word = act.frame.predicate
    told = clauses.passive(word) if word.upos == "VERB" else act.type == "ASSAULT" and word.deprel.startswith("nsubj")
    return act.trigger.roles is Roles.MUTUAL and told


def _in_order(act: Act) -> Act:
    """An act without a subject behind its verb where another stands before it: that is whom it is done to."""
    frame, at = act.frame, act.frame.predicate.index
    behind_it = [t for t in frame.doers if t.index > at and t.deprel == "nsubj"]
    if frame.predicate.upos != "VERB" or frame.others or len({t.index < at for t in frame.doers}) < 2:
        return act
    doers = tuple(t for t in frame.doers if t not in behind_it)
    return replace(act, frame=replace(frame, doers=doers, others=tuple(behind_it)))


def _leaving(act: Act) -> Act:
    """`the withdrawal from Mali`: whom one leaves does not leave; nor does it free whom others free from it."""
    frame = act.frame
    if act.trigger.type not in _LEFT or frame.predicate.upos != "NOUN":
        return act
    left = [t for t in frame.doers if any(c.deprel == "case" and c.text.lower() == "from" for c in t.children)]
    kept = tuple(t for t in frame.doers if t not in left)
    return replace(act, frame=replace(frame, doers=kept, obliques=(*frame.obliques, *(("from", t) for t in left))))


def _told(scene: Scene, act: Act, codebook: Codebook) -> dict[Role, tuple[Party, ...]]:
    """Those whom prepositions bring that the codebook itself gives a side."""
    hanging = [(codebook.side_of(act.trigger, word), t) for word, t in act.frame.obliques]
    return {side: every(parties(scene, t) for s, t in hanging if s is side) for side in Role}


def _between(scene: Scene, act: Act, doers: Sequence[Party]) -> tuple[Party, ...]:
    """Between whom somebody stands who mediates: those last named together."""
    word, own = act.frame.predicate, codes(doers)
    return tuple(made(scene, i, word.span) for i in in_play(scene, word) if scene.actors[i].country not in own)


def _doers(scene: Scene, act: Act) -> tuple[tuple[Party, ...], bool]:
    """Who does it, and whether the frame itself says so."""
    frame, word = act.frame, act.frame.predicate
    told = every(parties(scene, t) for t in (*frame.doers, *_likewise(frame.light or word)))
    if told:
        return told, True
    if word.upos == "NOUN" and not frame.together:
        told = every(parties(scene, t) for t in _before(word) if not _venue(scene, act, t))
        if not told and act.type in OF_DOERS:
            told = every(parties(scene, t) for preposition, t in frame.obliques if preposition == "of")
    told = told or every(behind(scene, t) or speaking_through(scene, t) for t in frame.doers)
    if not told and (act.type, act.mode) in _LET_GO and clauses.passive(word):
        told = every(affected(scene, t) for preposition, t in frame.obliques if preposition == "from")
    if not told and act.type in _JOINED and not frame.doers:  # `a treaty between Chad and Niger was signed`
        things = (*frame.others, *(t for word, t in frame.obliques if word == "of"))  # `the resumption of ties between`
        told = every(parties(scene, t) for o in things for word, t in clauses.obliques(o) if word in _BETWEEN)
    return told, False


def _venue(scene: Scene, act: Act, token: Token) -> bool:
    """Whether a word before the noun of a meeting or a pact tells where: `the Paris meeting`, `the Minsk agreement`."""
    if token.deprel != "compound" or act.trigger.type not in ("AGREE", "CONSULT", "SUPPORT"):
        return False
    return any(scene.places[n].resolution is not Resolution.COUNTRY for n in scene.places_at.get(token.index, ()))


def _likewise(verb: Token) -> tuple[Token, ...]:
    """Who does it as well: `Chad praised the vote, as did Niger`."""
    clauses_below = [c for c in verb.children if c.deprel == "advcl" and c.lemma.lower() == "do"]
    as_well = [c for c in clauses_below if any(m.deprel == "mark" and m.text.lower() == "as" for m in c.children)]
    return tuple(t for c in as_well for t in clauses.objects(c) or clauses.subjects(c))  # the subject stands behind


def _before(noun: Token) -> tuple[Token, ...]:
    """Who stands before an event noun: `Russian strikes`, `Israel's raids`."""
    before = (c for c in noun.children if c.deprel in ("nmod:poss", "amod", "compound") and c.index < noun.index)
    return tuple(t for c in before for t in clauses.conjuncts(c))
