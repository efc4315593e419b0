"""What a deed is to others: done against them (`ready to strike`, `vowed to impose sanctions`), or with and for them.

In: the predicate of what someone says that he will do. Out: whether it is done against or with someone. Nothing is
refused; a deed that is denied (`will not attack`) is not done against anyone.
"""

from communique.coding import commitments_words as words
from communique.coding.parties import affected
from communique.coding.scene import Scene
from communique.coding.status import status_of
from communique.records.analysis import Token
from communique.records.outcomes import Status

_NOT = frozenset(("not", "never", "n't", "n’t", "neither"))
_FINITE = ("VBD", "VBZ", "VBP")
_DEPTH = 3


def against(scene: Scene, deed: Token) -> bool:
    """Whether a deed is done against someone, and not against smuggling or mines: `vowed to fight the rebels`."""
    struck = [c for c in deed.children if c.deprel == "obj"]
    someone = any(p.country for c in struck for p in affected(scene, c))
    things = bool(struck) and not someone and not any(c.lemma.lower() in words.BURDENS for c in struck)
    return harmful(deed) and not things


def harmful(deed: Token) -> bool:
    """Whether a deed is done against another."""
    if _not_done(deed):
        return False
    at: Token | None = deed
    for _ in range(_DEPTH):  # `continue to strike`
        if at is None:
            return False
        if _strikes(at):
            return True
        at = next((c for c in at.children if c.deprel == "xcomp"), None)
    return False


def together(deed: Token) -> bool:
    """Whether a deed, or one that it is done for, takes another: `will help`, `would try its best to coordinate`."""
    below = [deed, *(c for c in deed.children if c.deprel in ("xcomp", "advcl", "conj", "acl"))]
    below += [k for c in deed.children if c.deprel == "obj" for k in c.children if k.deprel == "acl"]
    return any(t.lemma.lower() in words.TAKING_TWO for t in below)


def helpful(verb: Token) -> bool:
    """Whether a verb tells what is done for or with another; `will stand down` does not."""
    if verb.lemma.lower() == "stand":
        cases = {k.text.lower() for c in verb.children for k in c.children if k.deprel == "case"}
        return not cases.isdisjoint(("with", "by", "behind", "alongside"))
    on = next((c for c in verb.children if c.deprel == "xcomp"), None) if verb.lemma.lower() == "continue" else None
    return (verb if on is None else on).lemma.lower() in words.HELPING


def denied(word: Token) -> bool:
    """Whether what binds is negated, or only imagined; `told Peru that it was ready` tells it as it is."""
    told = word.head is not None and word.head.lemma.lower() == "tell" and word.deprel == "ccomp"
    stated = told and any(c.deprel.startswith(("cop", "aux")) and c.xpos in _FINITE for c in word.children)
    status = status_of(word)
    return status is Status.NEGATED or (status is Status.HYPOTHETICAL and not stated)


def _strikes(deed: Token) -> bool:
    lemma = deed.lemma.lower()
    children = deed.children
    if lemma in words.HARMING and deed.upos == "VERB":
        eased = lemma == "suspend" and any(c.deprel == "obj" and c.lemma.lower() in words.BURDENS for c in children)
        return not eased
    if lemma in words.BURDENS and deed.upos == "NOUN":
        return not any(c.lemma.lower() in ("lift", "end", "relief") for c in children)  # `committed to sanctions`
    if lemma in words.INFLICTING:
        return any(c.deprel in ("obj", "obl") and c.lemma.lower() in words.BURDENS for c in children)
    blows = any(c.deprel.startswith("obl") and c.lemma.lower() in words.BURDENS for c in children)
    return lemma in words.RESPONDING and (blows or any(c.text.lower() in words.HARSHLY for c in children))


def _not_done(deed: Token) -> bool:
    if any(c.text.lower() in _NOT for c in deed.children):
        return True
    return any(k.text.lower() in _NOT for c in deed.children if c.deprel.startswith("nsubj") for k in c.children)
