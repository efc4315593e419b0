"""Who sends, brings and gets a message: the phrases around the noun that names it.

In: a scene, and the noun or the verb of a message. Out: `Party`s, none where nobody is named. Nothing is refused.
"""

from communique.codebook.phrases import listed
from communique.coding.clauses import conjuncts, passive, subjects
from communique.coding.parties import apart, in_play, made, parties
from communique.coding.scene import Scene
from communique.records.analysis import MentionKind, Token
from communique.records.outcomes import Party

# Verbs that carry what another sent.
CARRYING = frozenset(
    listed("bear bring carry convey deliver extend forward give hand offer pass present relay take transmit")
)
_ASKING = frozenset(listed("ask request instruct tell charge entrust"))
_BEHALF = "behalf"
_DEPTH = 6


def carrier_of(noun: Token) -> Token | None:
    """The verb that a noun is the object of, or hangs on by a preposition (`pass on`, `at the invitation of`)."""
    at = noun
    for _ in range(_DEPTH):
        if at.deprel != "conj" or at.head is None:
            break
        at = at.head
    head = at.head
    if head is None or head.upos != "VERB" or at.deprel.split(":")[0] not in ("obj", "obl", "nsubj"):
        return None
    if at.deprel.startswith("nsubj") and not passive(head):
        return None
    return head


def owners_of(scene: Scene, noun: Token, verb: Token | None = None) -> tuple[Party, ...]:
    """Whose greeting it is. verb: of getting it; `from` may hang on it."""
    found = [c for c in noun.children if c.deprel == "nmod:poss"]
    found += [c for c in noun.children if c.deprel in ("nmod", "obl") and case_of(c) in ("of", "from", "by")]
    if verb is not None:
        found += [c for c in verb.children if c.deprel.startswith("obl") and case_of(c) == "from"]
    return tuple(p for c in found for t in conjuncts(c) for p in parties(scene, t))


def hander_of(scene: Scene, noun: Token) -> tuple[Party, ...]:
    """`a letter, handed over by the envoy`: who brought it."""
    brought = [c for c in noun.children if c.deprel in ("acl", "acl:relcl") and c.lemma.lower() in CARRYING]
    return tuple(p for c in brought if passive(c) for t in subjects(c) for p in parties(scene, t))


def receivers_of(scene: Scene, noun: Token, verb: Token | None) -> tuple[Party, ...]:
    """To whom it goes."""
    found = [c for c in noun.children if c.deprel in ("nmod", "acl") and case_of(c) in ("to", "for")]
    if verb is not None:
        found += [c for c in verb.children if c.deprel == "iobj"]
        hanging = (*verb.children, *(k for c in verb.children if c.deprel == "advmod" for k in c.children))
        found += [c for c in hanging if c.deprel.startswith("obl") and case_of(c) == "to"]  # also `back to`
        below = (k for c in (*verb.children, *noun.children) if c.deprel in ("advcl", "acl") for k in c.children)
        found += [k for k in below if k.deprel == "nsubj" and case_of(k) == "to"]  # `a cable to Xi congratulating him`
    return _persons(tuple(dict.fromkeys(p for c in found for t in conjuncts(c) for p in parties(scene, t))))


def _persons(found: tuple[Party, ...]) -> tuple[Party, ...]:
    """Without the mere countries of those named: `to Russian President Vladimir Putin`."""
    named = {p.country for p in found if p.name}
    return tuple(p for p in found if p.name or p.office or p.country not in named)


def invited(scene: Scene, noun: Token) -> tuple[Party, ...]:
    """Whom an invitation asks to come: `for the prime minister to visit`, `inviting their presidents`."""
    for child in noun.children:
        if child.deprel in ("acl", "acl:relcl", "advcl") and child.upos == "VERB":
            asking = child.lemma.lower() in ("invite", "ask", "request", "urge")
            inner = [c for c in child.children if c.deprel == ("obj" if asking else "nsubj")]
            found = tuple(p for c in inner for t in conjuncts(c) for p in parties(scene, t))
            if not found and not asking and case_of(child) == "for":  # where the tree hangs the guest on the noun
                bare = [c for c in noun.children if c.deprel == "nmod" and not case_of(c)]
                found = tuple(p for c in bare for p in parties(scene, c))
            if found:
                return found
    return ()


def coming(scene: Scene, noun: Token) -> tuple[Party, ...]:
    """`paid a visit at the invitation of`: whoever comes was invited."""
    if case_of(noun) not in ("at", "upon", "on", "following", "after"):
        return ()
    at: Token | None = noun.head
    while at is not None and at.upos != "VERB":
        at = at.head
    return () if at is None else tuple(p for t in subjects(at) for p in parties(scene, t))


def written_to(scene: Scene, verb: Token) -> tuple[Party, ...]:
    """Whom someone writes to."""
    found = [c for c in verb.children if c.deprel.startswith("obl") and case_of(c) == "to"]
    return tuple(p for c in found for t in conjuncts(c) for p in addressed(scene, t))


def addressed(scene: Scene, token: Token) -> tuple[Party, ...]:
    """Whom a phrase means; `each of them` all that were last named together."""
    inner = [k for k in token.children if k.deprel == "nmod" and case_of(k) == "of"]
    found = tuple(p for t in inner for p in parties(scene, t)) or parties(scene, token)
    plural = any(t.lemma.lower() in ("they", "them") for t in (token, *inner))
    if plural and not any(p.name for p in found):
        found = tuple(made(scene, i, token.span) for i in _together(scene, token)) or found
    return tuple(_in_person(scene, token, p) for p in found) if plural else found


def _in_person(scene: Scene, token: Token, party: Party) -> Party:
    """For a country that `them` means, who was named for it last: letters go to people."""
    people = [
        (scene.analysis.mentions[m].span.start, i)
        for i, actor in enumerate(scene.actors)
        for m in actor.mentions
        if actor.country == party.country and actor.name and scene.analysis.mentions[m].kind is MentionKind.PERSON
    ]
    before = [x for x in people if x[0] < token.span.start]
    known = party.actor is not None and any(i == party.actor for _, i in people)
    return party if known or not before else made(scene, max(before)[1], token.span)


def writers_of(scene: Scene, verb: Token) -> tuple[Party, ...]:
    """Who writes: in `Li, writing to Wang, said`, whoever stands before the comma."""
    named = beside(verb)
    if named is not None:
        return parties(scene, named)
    return tuple(p for t in subjects(verb) for p in parties(scene, t))


def beside(verb: Token) -> Token | None:
    """The noun right before the comma that a participle stands behind."""
    if verb.xpos != "VBG" or verb.index < verb.sentence.first + 2 or verb.analysis[verb.index - 1].text != ",":
        return None
    noun = verb.analysis[verb.index - 2]
    while noun.deprel in ("flat", "nmod") and noun.head is not None:
        noun = noun.head
    return noun if noun.upos in ("PROPN", "NOUN") and noun.deprel.startswith("nsubj") else None


def _together(scene: Scene, token: Token) -> list[int]:
    """Those of several countries who were last told to do something together, however far back."""
    near = in_play(scene, token)
    if near:
        return near
    for frame in reversed(scene.frames):
        known = apart(scene, (*frame.doers, *frame.together)) if frame.predicate.index < token.index else []
        if len({scene.actors[i].country for i in known}) > 1:
            return known
    return []


def asked(verb: Token) -> bool:
    """Whether someone is asked to do what a verb says."""
    return verb.deprel == "xcomp" and verb.head is not None and verb.head.lemma.lower() in _ASKING


def asker_of(scene: Scene, verb: Token) -> tuple[Party, ...]:
    """`asked his guest to carry his wishes`: whoever asks sends them."""
    if not asked(verb) or verb.lemma.lower() not in CARRYING or verb.head is None:
        return ()
    return tuple(p for t in subjects(verb.head) for p in parties(scene, t))


def on_behalf_of(scene: Scene, verb: Token) -> tuple[Party, ...]:
    """Whom `on behalf of` names in the clause of a verb."""
    for child in verb.children:
        if child.lemma.lower() == _BEHALF:
            named = [k for k in child.children if k.deprel in ("nmod", "nmod:poss")]
            return tuple(p for t in named for p in parties(scene, t))
        if any(k.deprel == "case" and any(f.text.lower() == _BEHALF for f in (k, *k.children)) for k in child.children):
            return parties(scene, child)
    return ()


def own_people(named: tuple[Party, ...], doing: tuple[Party, ...]) -> bool:
    """Whether someone only speaks for his own: `on behalf of the American people`."""
    own = {p.country for p in doing}
    return bool(named) and all(p.name is None and p.office is None and p.country in own for p in named)


def overlap(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    """Whether one actor stands among both."""
    return bool({p.actor for p in one} & {p.actor for p in other})


def case_of(token: Token) -> str:
    """The preposition or mark of a word in small letters; empty where it has none."""
    return next((c.text.lower() for c in token.children if c.deprel in ("case", "mark")), "")
