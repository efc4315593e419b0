"""What a tree says of clauses: which word heads one, what it hangs on, what goes along with what in time.

In: tokens of an analysis. Out: tokens, or yes and no. Nothing is refused.
"""

from communique.codebook.phrases import listed
from communique.grounding.time_tense import SAYING
from communique.records.analysis import Token

LIGHT = frozenset(  # verbs that say that what they hold or what is their subject was
    listed("hold have make take pay conduct launch stage give deliver sign begin start open host attend convene")
)
JOINED = frozenset(("conj", "xcomp"))
AFTER = frozenset(("after", "before", "since", "until", "once", "ahead", "if", "unless"))
IN = frozenset(("in", "during", "at", "amid"))
WHILE = frozenset(("when", "while", "as"))


def path_of(head: Token, *, counted: bool = False) -> list[Token]:
    """The word and those above it, up to and with the first predicate.

    counted: for `two days after`, which dates the verb above what it counts from, and not that.
    """
    path = [head]
    at = head.head
    if counted and at is not None and at.index > head.index and at.head is not None:
        at = at.head
    while at is not None:
        path.append(at)
        if predicate(at):
            break
        at = at.head
    return path


def predicate(at: Token) -> bool:
    """True for the head of a clause."""
    if at.upos == "VERB":
        return at.deprel != "amod"
    return at.head is None or any(c.deprel == "cop" for c in at.children)


def clause_of(at: Token) -> Token | None:
    """The verb whose time a word has: itself, or the one it is subject of, took place in, or was held by."""
    if predicate(at):
        return at
    verb = predicate_above(at)
    if verb is None:
        return None
    relation = relation_below(at, verb)
    if relation.startswith("nsubj") or (relation in ("obj", "obl") and verb.lemma.lower() in LIGHT):
        return verb
    inside = any(c.text.lower() in IN for c in at.children if c.deprel == "case")
    return verb if relation == "obl" and inside else None


def predicate_above(at: Token) -> Token | None:
    """The head of the clause that a word, or the clause that it heads, stands in; None above a root."""
    above = at.head
    while above is not None and not predicate(above):
        above = above.head
    return above


def relation_below(at: Token, verb: Token) -> str:
    """The relation by which the noun phrase that a word heads, or is inside as a conjunct, hangs on a verb."""
    below = at
    while below.head is not None and below.head.index != verb.index and below.deprel in ("conj", "compound", "flat"):
        below = below.head
    return below.deprel if below.head is not None and below.head.index == verb.index else ""


def carries(noun: Token, verb: Token) -> bool:
    """True where a time inside a noun is also the verb's: a place, where it happened, what a light verb holds."""
    relation = noun.deprel.split(":")[0]
    if noun.upos == "PROPN" and relation in ("obj", "obl", "nmod", "flat", "appos"):
        return True
    if relation in ("obl", "advmod", "advcl"):
        return not any(c.text.lower() in AFTER for c in noun.children if c.deprel in ("case", "mark"))
    return relation == "obj" and verb.lemma.lower() in LIGHT


def accompanies(clause: Token) -> bool:
    """True for a clause that goes along in time with the one above: a participle, `while`, a coordinated one."""
    relation = clause.deprel.split(":")[0]
    if relation in JOINED or relation in ("parataxis",):
        return not saying_above(clause)
    if relation != "advcl":
        return False
    marks = {c.text.lower() for c in clause.children if c.deprel in ("mark", "advmod", "case")}
    return not marks & AFTER and "had" not in {c.text.lower() for c in clause.children if c.deprel.startswith("aux")}


def saying_above(clause: Token) -> bool:
    """True for what a verb of saying reports."""
    head = clause.head
    return head is not None and head.lemma.lower() in SAYING and clause.deprel.startswith(("ccomp", "parataxis"))


def reported(at: Token) -> bool:
    """True inside what somebody says, or in a clause that hangs on a noun."""
    clause: Token | None = at if predicate(at) else predicate_above(at)
    while clause is not None and clause.head is not None:
        if clause.deprel.startswith(("acl", "ccomp", "csubj")) or saying_above(clause):
            return True
        clause = predicate_above(clause)
    return False


def perfect(at: Token) -> bool:
    """True for `has met`, which tells of a state of the report's day."""
    clause = at if predicate(at) else predicate_above(at)
    helpers = {c.text.lower() for c in clause.children if c.deprel.startswith("aux")} if clause is not None else set()
    return bool(helpers & {"has", "have", "'ve", "’ve"})


def inside(lower: Token, upper: Token) -> bool:
    """True where a clause hangs below another through infinitives, gerunds and nouns, not as what is told of one."""
    at = lower
    for _ in range(6):
        if at.index == upper.index:
            return True
        if at.deprel.startswith(("ccomp", "parataxis", "conj")) or at.deprel == "acl:relcl" or at.head is None:
            return False
        at = at.head
    return False


def sayings(clause: Token) -> list[Token]:
    """The verbs of saying that a clause is the content of, or that stand beside it: `it fell, he said on Monday`."""
    found = [c for c in clause.children if c.deprel.startswith("parataxis") and c.lemma.lower() in SAYING]
    head = clause.head
    if head is not None and clause.deprel.startswith(("ccomp", "parataxis")) and head.lemma.lower() in SAYING:
        found.append(head)
    return found


def tells_of(clause: Token) -> bool:
    """True for a clause of a noun that says it was: a participle, or `which took place`."""
    if clause.deprel == "acl":
        return clause.xpos in ("VBN", "VBG")
    happens = clause.lemma.lower() in LIGHT or clause.lemma.lower() in ("occur", "happen")
    return happens and any(c.deprel.startswith("nsubj") and c.upos == "PRON" for c in clause.children)
