"""To whom an act is done, and with whom: by type, from objects, prepositions, what things belong to, what came before.

In: a scene, an act, those who do it, types of the report's acts. Out: `Others`. Nobody of another clause is joined to
an act, but for whose deed it is about and who is on the other side of two, which are marked. Nothing is refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.codebook.phrases import listed
from communique.codebook.triggers import Roles
from communique.coding import clauses
from communique.coding.acts import Act
from communique.coding.clauses import conjuncts
from communique.coding.implied import counterpart, told_of, whose
from communique.coding.parties import affected, parties
from communique.coding.parties import behind as behind_of
from communique.coding.scene import Scene
from communique.records.analysis import MentionKind, Token
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
    "ASSAULT": ("on", "against", "at", "in", "with", "upon", "of", "into", "near", "toward", "towards"),
    "THREATEN": ("against", "on", "with", "to", "of"),
    "SANCTION": ("on", "against", "from", "to", "with", "for", "of"),
    "COERCE": ("on", "against", "from", "of", "over", "to"),
    "RETREAT": ("from", "of"),
    "CONCEDE": ("on", "to", "for", "with", "against", "from"),
    "MOBILIZE": ("against", "along", "near", "on", "to", "toward", "towards"),
    "PROTEST": ("against", "at", "before", "outside", "to", "toward", "towards"),
}
_JOINING = frozenset(("AGREE", "COOPERATE", "CONSULT", "SUPPORT"))  # whose `with` brings one who acts too
OF_DOERS = frozenset(("CONSULT", "AGREE", "REQUEST", "THREATEN", "MOBILIZE", "PROTEST", "REJECT"))  # `the visit of`
_TOPICAL = frozenset(listed("address consider debate deliberate discuss examine explore negotiate review tackle"))
_PLACED = frozenset(("ASSAULT", "COERCE", "AID", "RETREAT", "MOBILIZE", "CONSULT", "PROTEST"))  # where a place is hit
_IMPLYING = frozenset(("REQUEST", "AGREE", "ACCUSE", "THREATEN", "CONCEDE", "AID", "SANCTION"))
_ALONE = frozenset(("CONSULT", "PROTEST"))
_ASKING = frozenset(("AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"))
_ASKED = frozenset(listed("appeal call condition demand offer plan proposal request ultimatum"))
_ATTENDING = frozenset(listed("broker chair go guarantor guest host intermediary mediator moderator observer witness"))
_LINES = frozenset(listed("call conference hotline link phone teleconference telephone video videoconference"))
_POINTING = frozenset(("aim", "bind", "direct", "fire", "head", "launch", "lead", "point"))
_MARKS = frozenset(("mark", "advmod"))
_WHEN = frozenset(listed("after although because before if once since though unless until when while"))
_MOVING = frozenset(("come", "deploy", "dispatch", "fly", "go", "return", "send", "travel"))
_HIM = frozenset(("her", "him", "them"))
_THAT = frozenset(("it", "that", "this"))  # taken up from before, of nobody who is known
_JUDGING = frozenset(("ACCUSE", "SUPPORT", "REJECT"))
# Prepositions that bring the other side where nothing else does.
_LESS = {
    "REQUEST": ("in",),  # `appealed for calm in Kenya`
    "THREATEN": ("about", "of", "over"),
    "ACCUSE": ("over",),
    "SUPPORT": ("about",),
}
_NESTED = ("against", "between", "on", "to", "toward", "towards", "with")
_BEFORE_WHOM = ("at", "before", "to")  # `complained to the council against Oman`
_THERE = ("in", "at", "into")  # whom one visits
_WITH = ("with", "alongside", "together with")


@dataclass(frozen=True, slots=True)
class Others:
    """recipients; along: those who act with the doers. implied: whether only what came before tells the recipients."""

    recipients: tuple[Party, ...]
    along: tuple[Party, ...] = ()
    implied: bool = False


def others_of(scene: Scene, act: Act, doers: Sequence[Party], deeds: Mapping[int, str]) -> Others:
    """Those on the other side of an act. deeds: the type of each act of the report by its predicate."""
    things = [t for t in act.frame.others if t.upos == "NOUN" and not parties(scene, t)]
    topical = act.type == "CONSULT" and act.frame.lemma in _TOPICAL
    if act.trigger.type == "CONSULT" and act.frame.predicate.upos == "NOUN":  # `a conference on Chad`
        act = replace(act, frame=replace(act.frame, others=tuple(t for t in act.frame.others if not _about(t))))
    direct = [] if topical else [t for t in act.frame.others if t not in things and not _own(scene, t, doers)]
    judging = act.type in _JUDGING and act.trigger.roles is not Roles.MUTUAL
    if judging:
        direct = [t for t in direct if t.text.lower() not in _THAT]  # a deed or a text rather than its maker
    behind, along = _behind(act, [] if topical else things)
    if act.type in _JOINING:
        joined = every(parties(scene, t) or _whole_of(scene, t) for t in along)
    else:
        joined, behind = (), [*behind, *(along if "with" in _BRINGING.get(act.type, ()) else ())]
    judged = _judged(scene, things, doers) if judging else ()
    named = every(_not_himself(scene, t, doers) for t in direct) + judged or every(parties(scene, t) for t in behind)
    if named or topical:
        return Others(named, joined)
    named = _affected(scene, act, (*direct, *things, *behind), doers)
    if not named and judging:
        named = every(whose(scene, t, doers, deeds) for t in (*direct, *things, *behind))
    if not named and not joined:
        told = every(parties(scene, t) or affected(scene, t) for t in _further(scene, act, things))
        named = tuple(p for p in told if p.country not in codes(doers))
    if named or joined or act.type in _ALONE:
        return Others(named, joined)
    if len(codes(doers)) < 2 or act.type != "AGREE":
        content = [c for c in act.content if not _circumstance(c)]
        named = every(parties(scene, t) for c in (*content, *_clauses(things)) for t in _concerned(c))
        if codes(named) <= codes(doers):  # `offered to send an envoy to Muscat`
            named = every(affected(scene, t) for c in content for t in _bound_for(c)) or named
        named = tuple(p for p in named if p.country not in codes(doers)) or named
    if named or not _implying(act, things) or (len(codes(doers)) > 1 and act.type != "SANCTION"):
        return Others(named)
    if any(
        _someone(scene, t) or (told_of(t) and t.lemma.lower() not in _ASKED) or t.text.lower() in _THAT
        for t in (*act.frame.others, *behind)
    ):
        return Others(())  # somebody of whom nothing is known
    implied = counterpart(scene, act.frame.predicate, doers)
    return Others(implied, implied=bool(implied))


def _source(noun: Token) -> bool:
    """`according to the agency`, however the tree has it."""
    return any(c.text.lower() == "according" for c in noun.children)


def _about(noun: Token) -> bool:
    return any(c.deprel == "case" and c.text.lower() in ("on", "over") for c in noun.children)


def _not_himself(scene: Scene, token: Token, doers: Sequence[Party]) -> tuple[Party, ...]:
    """Whom an object means; `him` is never who does it, but who was named before in the sentence besides him."""
    found = parties(scene, token)
    if token.upos != "PRON" or token.text.lower() not in _HIM or not codes(found) or not codes(found) <= codes(doers):
        return found
    first = scene.sentence(token.index).first
    for index in range(token.index - 1, first - 1, -1):
        if scene.analysis[index].upos == "PROPN":
            other = [p for p in parties(scene, scene.analysis[index]) if p.country not in {None, *codes(doers)}]
            if other:
                return tuple(replace(p, span=token.span, text=token.text) for p in other)
    return found


def _judged(scene: Scene, things: Sequence[Token], doers: Sequence[Party]) -> tuple[Party, ...]:
    """Whose deed is judged, rather than to whom it was done: `condemned Russia's attack on Ukraine`."""
    before = [
        c for t in things for c in t.children if c.deprel in ("amod", "compound", "nmod:poss") and c.upos != "PRON"
    ]
    told = [t for c in before for t in conjuncts(c)]
    told += [t for thing in things for word, t in clauses.obliques(thing) if word == "by"]
    found = every(parties(scene, t) for t in told)
    return tuple(p for p in found if p.country is not None and p.country not in codes(doers))


def _own(scene: Scene, token: Token, doers: Sequence[Party]) -> bool:
    """`its troops`, `its ambassador`: who belongs to the doers is not on the other side."""
    owners = [c for c in token.children if c.deprel == "nmod:poss"]
    return bool(codes(every(parties(scene, t) for t in owners)) & codes(doers))


def _behind(act: Act, things: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """Nouns behind prepositions that bring the other side, of the act and of its objects; and those behind `with`."""
    bringing = _bringing(act)
    of_doer = act.frame.predicate.upos == "NOUN" and act.type in OF_DOERS
    mutual = act.trigger.roles is Roles.MUTUAL
    whom = act.trigger.lemma.split()[-1] if act.type == "SUPPORT" and not mutual else ""  # `stood with Oman`
    other, along = [], []
    for word, token, joins in _hanging(act, things):
        if word in _WITH and _in_part(token):
            continue
        if word in _WITH and word == whom:
            other.append(token)
            continue
        if word in _WITH and joins:
            along.append(token)
        elif word in _WITH and act.frame.predicate.upos != "NOUN":
            continue
        elif word in bringing and not (word == "of" and of_doer):
            other.append(token)
    return other, along


def _bringing(act: Act) -> tuple[str, ...]:
    """The prepositions that bring the other side of an act."""
    bringing = _BRINGING.get(act.type, _DEFAULT)
    if act.mode == "visit" and act.trigger.roles is not Roles.SWAP:
        bringing = (*bringing, *_THERE, *act.trigger.lemma.split()[1:])  # `left for Oman`
    if act.frame.lemma == "stand":
        bringing = (*bringing, "by")
    if act.trigger.roles is Roles.SWAP:
        bringing = (*bringing, "from")  # `received arms from Oman`
    return bringing


def _hanging(act: Act, things: Sequence[Token]) -> list[tuple[str, Token, bool]]:
    """What hangs on an act and its objects by prepositions, and whether who is brought by `with` acts too."""
    mutual = act.trigger.roles is Roles.MUTUAL
    told = [(word, t, True) for word, t in act.frame.obliques if not _source(t)]
    inside = [x for thing in things for x in clauses.obliques(thing)]
    if act.type == "REQUEST":
        inside = [x for x in inside if x[0] != "from"]  # `demanded a withdrawal from Oman`
    told += [(word, t, act.type != "SUPPORT" or mutual) for word, t in inside]
    lines = [t for _, t in act.frame.obliques if act.type == "CONSULT" and t.lemma.lower() in _LINES]
    told += [(word, t, True) for line in lines for word, t in clauses.obliques(line)]  # `by video with Oman`
    if act.type == "SUPPORT" and not mutual and act.frame.predicate.upos == "NOUN":
        told = [(word, t, False) for word, t, _ in told]  # `expressed solidarity with Oman`
    if any(word == "against" for word, _, _ in told):
        told = [x for x in told if x[0] not in _BEFORE_WHOM]
    return told


def _implying(act: Act, things: Sequence[Token]) -> bool:
    """Whether an act is done to somebody even where nobody is told; `rejected the ultimatum` is."""
    return act.type in _IMPLYING or (act.type == "REJECT" and any(t.lemma.lower() in _ASKED for t in things))


def _in_part(token: Token) -> bool:
    """`with Qatar as go-between`, `with Chad and Mali as guarantors`: who only attends is no side."""
    first = token.head if token.deprel == "conj" and token.head is not None else token
    inside = [c for t in conjuncts(first) for c in t.children if c.deprel in ("nmod", "obl")]
    after = [c for c in first.head.children if c.index > first.index] if first.head is not None else []
    beside = [
        c for c in after if c.lemma.lower() in _ATTENDING and not any(o.index < c.index for o in after if _with(o))
    ]
    if any(c.deprel == "acl" and c.xpos == "VBG" for t in conjuncts(first) for c in t.children):
        return True  # `with Chad and Mali abstaining`
    return any(c.deprel in ("case", "mark") and c.text.lower() == "as" for h in (*inside, *beside) for c in h.children)


def _with(noun: Token) -> bool:
    return any(c.deprel == "case" and c.text.lower() == "with" for c in noun.children)


def _whole_of(scene: Scene, token: Token) -> tuple[Party, ...]:
    """Those to whom somebody belongs who acts along: `talks with Chad's new rulers`, not `with its neighbour`."""
    if any(c.deprel == "nmod:poss" and c.upos == "PRON" for c in token.children):
        return ()
    return behind_of(scene, token)


def _further(scene: Scene, act: Act, things: Sequence[Token]) -> list[Token]:
    """Nouns that bring the other side more loosely: behind prepositions that do so where nothing else does, one step
    further down (`called for a boycott against Oman`, `the opening of talks with Chad`), and in participles (`a plan
    proposed by Egypt`, `a road leading into Syria`).
    """
    less = _LESS.get(act.type, ())
    hanging = (*act.frame.obliques, *(o for t in things for o in clauses.obliques(t)))
    found = [t for word, t in hanging if word in less]
    if act.type in _ASKING:
        outer = [t for word, t in hanging if word != "by" and t.upos == "NOUN" and not parties(scene, t)]
        nested = [t for o in outer for word, t in clauses.obliques(o) if word in _NESTED]
        found += [t for t in nested if t.index not in scene.places_at or parties(scene, t)]
    if act.type in _PLACED:
        leading = [c for t in (*things, *(t for _, t in hanging)) for c in t.children if c.deprel == "acl"]
        found += [t for c in leading if c.lemma.lower() in _POINTING for _, t in clauses.obliques(c)]
    if act.type == "ACCUSE":  # `criticised the closure of schools in Chad`
        inside = [t for thing in things for word, t in clauses.obliques(thing) if word == "of"]
        found += [t for noun in (*things, *inside) for word, t in clauses.obliques(noun) if word == "in"]
    if act.type in _JUDGING:
        found += [t for c in _clauses(things) if c.xpos == "VBN" for t in clauses.subjects(c)]
        judged = (*things, *(t for word, t in hanging if word in ("against", "at", "of", "over")))
        told = [c for t in judged for c in t.children if c.deprel == "acl:relcl"]  # `the law that Peru passed`
        found += [t for c in told for t in clauses.subjects(c)]
    return found


def _affected(scene: Scene, act: Act, tokens: Sequence[Token], doers: Sequence[Party]) -> tuple[Party, ...]:
    """To whom things belong, other than the doers; places stand for their country where deeds are done to them."""
    own = codes(doers)
    found = every(affected(scene, t) for t in tokens)
    found = tuple(p for p in found if p.country not in own or p.actor in scene.grounds or not _whole(scene, p, tokens))
    kept = tuple(p for p in found if p.actor not in scene.grounds)
    if kept or not {act.type, act.trigger.type} & _PLACED:
        return kept
    return tuple(p for p in found if p.country not in own) or found


def _whole(scene: Scene, party: Party, tokens: Sequence[Token]) -> bool:
    """Whether a party only owns what the tokens head, and is not named by them."""
    return not any(
        m in scene.actors[party.actor or 0].mentions for t in tokens for m in scene.mentions_at.get(t.index, ())
    )


def _someone(scene: Scene, token: Token) -> bool:
    kinds = {scene.analysis.mentions[m].kind for m in scene.mentions_at.get(token.index, ())}
    return bool(kinds & {MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.NORP})


def _clauses(things: Sequence[Token]) -> list[Token]:
    """Clauses that tell what a thing is for: `an invitation for the minister to visit`."""
    return [c for t in things for c in t.children if c.deprel == "acl"]


def _bound_for(content: Token) -> list[Token]:
    """Where somebody is sent or goes, as the content of an act has it."""
    return [t for word, t in clauses.obliques(content) if word == "to" and content.lemma.lower() in _MOVING]


def _circumstance(clause: Token) -> bool:
    """Whether a clause or noun tells when, why or how, not what: `once the agency has confirmed it`, `by 13 votes`."""
    if clause.deprel == "obl" and any(c.text.lower() == "by" for c in clause.children if c.deprel == "case"):
        return True
    return clause.deprel == "advcl" and any(c.text.lower() in _WHEN for c in clause.children if c.deprel in _MARKS)


def _concerned(content: Token) -> tuple[Token, ...]:
    """Who the content of an act is about: its own subject and object (`demanded that Serbia withdraw`), down to the
    last infinitive (`pledged to continue supporting Ukraine`).
    """
    found = [content]
    if content.deprel == "advcl" and content.lemma.lower() == "do":
        return ()  # `as did Oman`
    if content.upos == "VERB":
        hanging = clauses.obliques(content)
        found += [t for word, t in hanging if word in _DEFAULT or word in ("with", "for")]
        found += [t for _, noun in hanging for word, t in clauses.obliques(noun) if word == "with"]  # `in touch with`
    else:
        found += [t for word, t in clauses.obliques(content) if word == "with"]  # `our partnership with Oman`
    for child in content.children:
        if child.deprel in ("nsubj", "nsubj:pass", "obj", "nmod:poss"):
            found.append(child)
            found += [t for word, t in clauses.obliques(child) if word in _DEFAULT or word in ("with", "for")]
        elif child.deprel == "xcomp":
            found += _concerned(child)
    return tuple(found)


def every(found: Iterable[tuple[Party, ...]]) -> tuple[Party, ...]:
    """All in one row."""
    return tuple(p for some in found for p in some)


def codes(some: Sequence[Party]) -> set[str]:
    """Their countries and bodies, as far as they are known."""
    return {p.country for p in some if p.country is not None}


def once(found: tuple[Party, ...], besides: tuple[Party, ...] = ()) -> tuple[Party, ...]:
    """Each actor once, the first words kept; those of `besides` left out."""
    kept: dict[object, Party] = {}
    out = {p.actor for p in besides}
    for party in found:
        if party.actor not in out:
            kept.setdefault(party.actor if party.actor is not None else party.span, party)
    return tuple(kept.values())
