"""Who is subject and object of a verb, through conjunction, passives, control, participles and relative clauses.

In: tokens of an analysis. Out: tokens, each the head of a noun phrase, conjuncts apart. What a tree does not tell is
left out: an actor of another clause is never joined to a verb. Nothing is refused.
"""

from collections.abc import Iterator

from communique.codebook.phrases import listed
from communique.coding.kept import of_token
from communique.records.analysis import Token

# Verbs whose object does what their infinitive says (`urged Iran to withdraw`).
OBJECT_CONTROL = frozenset(
    listed(
        """
    accuse advise allow appoint ask authorise authorize beg call cause caution challenge choose command compel
    convince dare direct drive elect empower enable encourage expect forbid force get help implore induce instruct
    invite lead let lobby make nominate oblige order permit persuade press pressure prompt push remind request
    require send summon teach tell tempt trust urge want warn
    """
    )
)
# Whose object did, or would do, what a gerund behind `of`, `for` or `from` says (`accused Iran of shelling towns`).
CHARGING = frozenset(
    listed(
        """
    accuse acquit applaud arrest ban bar blame castigate charge chide clear commend condemn congratulate convict
    criticise criticize denounce detain deter discourage dissuade fault fine hail imprison indict jail laud penalise
    penalize praise prevent prohibit prosecute punish rebuke reprimand reproach sanction sentence slam stop suspect
    thank
    """
    )
)
# Nouns that only measure what follows their `of`: `signed a series of agreements`.
_MEASURES = frozenset(
    listed(
        """
    array barrel batch couple crate dose host kilogram liter litre number package pair planeload raft range round series
    set slew string succession ton tonne truckload variety
    """
    )
)
# Whose participle tells of what somebody has in mind: `is committed to helping Chad`, said of no troops or funds.
_MINDED = frozenset(("commit", "dedicate", "determine", "devote", "prepare", "resolve"))
_MEANS = frozenset(listed("asset billion dollar euro force fund million money resource soldier sum troop unit"))
_CHARGED = frozenset(("for", "from", "of", "over", "with"))
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_DEPTH = 8


@of_token
def conjuncts(token: Token) -> tuple[Token, ...]:
    """The word and all that is coordinated with it, in the order of the text.

    Names in a row that the tree takes for an apposition (`Chad, Togo, Niger and Mali`) are coordinated as well.
    """
    found = [token]
    last = max((c.index for c in token.children if c.deprel == "conj"), default=-1)
    for child in token.children:
        row = child.deprel == "appos" and child.index < last and child.upos == token.upos == "PROPN"
        if row or (child.deprel == "conj" and child.upos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X")):
            if any(c.deprel in ("advmod", "cc") and c.text.lower() == "not" for c in child.children):
                continue  # `Egypt and not Sudan`
            found += conjuncts(child)
    return tuple(found)


@of_token
def passive(verb: Token) -> bool:
    """True for a verb in the passive, also a participle that hangs on a noun (`the men arrested in Lima`)."""
    children = verb.children
    if minded(verb):
        return False
    if any(c.deprel in ("aux:pass", "nsubj:pass", "csubj:pass", "obl:agent") for c in children):
        return True
    return verb.deprel == "acl" and verb.xpos == "VBN" and not any(c.deprel == "aux" for c in children)


def minded(verb: Token) -> bool:
    """Whether a participle only seems to be in the passive: `Chad is committed to peace`, not `was committed by`."""
    if verb.upos != "VERB" or verb.xpos not in ("JJ", "VBN") or verb.deprel == "acl":
        return False
    if verb.lemma.lower() not in _MINDED:
        return False
    told = [c for c in verb.children if c.deprel == "nsubj:pass"]
    whom = [c for c in verb.children if c.deprel.startswith("obl")]
    if not told or any(t.lemma.lower() in _MEANS for t in told) or any(_marks(c, "by") for c in whom):
        return False
    below = (c for c in verb.children if c.deprel in ("xcomp", "ccomp", "advcl", "obl"))
    return any(_marks(c, "to") for c in below)


def _marks(token: Token, word: str) -> bool:
    return any(c.deprel in ("case", "mark") and c.text.lower() == word for c in token.children)


@of_token
def subjects(verb: Token) -> tuple[Token, ...]:
    """Who does what the verb says; empty where the tree names nobody."""
    if passive(verb):
        return tuple(t for agent in _agents(verb) for t in conjuncts(agent))
    return tuple(t for subject in _grammatical(verb) for t in conjuncts(subject))


@of_token
def objects(verb: Token) -> tuple[Token, ...]:
    """To whom or what it is done."""
    if passive(verb):
        return tuple(t for subject in _grammatical(verb) for t in conjuncts(_measured(subject)))
    own = [c for c in verb.children if c.deprel in ("obj", "iobj")]
    if not own and verb.deprel == "acl:relcl" and _own_subject(verb):
        own = _antecedent_of_gap(verb)
    if verb.deprel == "conj" and verb.head is not None and not passive(verb.head):
        # `arrested and deported two students`: what follows both verbs belongs to both; `killed two men and hurt six`
        counted = bool(own) and all(c.upos == "NUM" for c in own)
        if not own or counted:
            shared = [c for c in verb.head.children if c.deprel == "obj" and (counted or c.index > verb.index)]
            own = shared or own
    return tuple(t for child in own for found in (_antecedent(child) or [_measured(child)]) for t in conjuncts(found))


def _measured(noun: Token) -> Token:
    """What a noun of measure measures; any other noun itself."""
    if noun.lemma.lower() not in _MEASURES:
        return noun
    below = (c for c in noun.children if c.deprel == "nmod")
    return next((c for c in below if any(k.deprel == "case" and k.text.lower() == "of" for k in c.children)), noun)


@of_token
def obliques(verb: Token) -> tuple[tuple[str, Token], ...]:
    """What hangs on the word by a preposition: the preposition in small letters, and the noun."""
    found = []
    for child in verb.children:
        if child.deprel.split(":")[0] not in ("obl", "nmod") or child.deprel in ("obl:agent", "nmod:poss"):
            continue
        case = _case(child)
        found += [("" if case is None else _spelled(case), t) for t in conjuncts(child)]
    return tuple(found)


def _case(noun: Token) -> Token | None:
    """The preposition of a noun; the tree may hang it on the name behind (`with Minister Adan`, both in apposition)."""
    names = (c for c in noun.children if c.deprel == "appos")
    held = (c for t in (noun, *names) for c in t.children if c.deprel == "case" and c.index < noun.index)
    own = next((c for c in noun.children if c.deprel == "case"), None)
    return own if own is not None else next(held, None)


def _spelled(case: Token) -> str:
    """A preposition of one word or several: `because of`."""
    return " ".join([case.text.lower(), *(c.text.lower() for c in case.children if c.deprel == "fixed")])


def _agents(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.deprel == "obl:agent"]
    if not found:
        found = [
            c for c in verb.children
            if c.deprel.startswith("obl") and any(k.deprel == "case" and k.text.lower() == "by" for k in c.children)
        ]  # fmt: skip
    return found


def _own_subject(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.deprel in ("nsubj", "nsubj:pass", "nsubj:outer")]


def _grammatical(verb: Token) -> list[Token]:
    """The grammatical subject, own or borrowed from the clause that the verb hangs on."""
    at = verb
    for _ in range(_DEPTH):
        own = _own_subject(at)
        if own:
            return [t for subject in own for t in (_antecedent(subject) or [subject])]
        above = at.head
        if above is None or at.deprel == "acl:relcl":
            return []
        if at.deprel == "acl":
            return [above] if at.xpos in ("VBG", "VBN") or _infinitive(at) else []
        controlled = _controlled(above) if at.deprel == "xcomp" else None
        if controlled is not None:
            return [controlled]
        charged = _charged(at, above)
        if charged:
            return charged
        if not _lends(at, above):
            return []
        at = above
    return []


def _lends(below: Token, above: Token) -> bool:
    """Whether a clause without a subject has that of the clause it hangs on."""
    if above.upos not in ("VERB", "AUX", "ADJ") and not _own_subject(above):
        return False
    return below.deprel in ("xcomp", "conj", "parataxis") or (below.deprel == "advcl" and not _finite(below))


def _controlled(above: Token) -> Token | None:
    """The object of a verb that makes, lets or asks it do something."""
    if above.lemma.lower() not in OBJECT_CONTROL:
        return None
    for child in above.children:
        if child.deprel in ("obj", "iobj"):
            return child
    return None


def charged(noun: Token) -> tuple[Token, ...]:
    """Who did what a noun names, where somebody is accused of it, praised or punished for it; see `CHARGING`."""
    while noun.deprel == "conj" and noun.head is not None:
        noun = noun.head
    above = noun.head
    found = _charged(noun, above) if above is not None and noun.deprel.split(":")[0] == "obl" else []
    return tuple(t for token in found for t in conjuncts(token))


def _charged(below: Token, above: Token) -> list[Token]:
    """The object of a verb of accusing, praising or preventing above a gerund or noun behind its preposition."""
    if above.lemma.lower() not in CHARGING or below.deprel.split(":")[0] not in ("advcl", "obl", "ccomp"):
        return []
    if not any(c.deprel in ("mark", "case") and c.text.lower() in _CHARGED for c in below.children):
        return []
    own = ("nsubj:pass",) if passive(above) else ("obj", "iobj")
    return [t for c in above.children if c.deprel in own for t in (_antecedent(c) or [c])]


def _infinitive(verb: Token) -> bool:
    return any(c.deprel == "mark" and c.text.lower() == "to" for c in verb.children)


def _finite(verb: Token) -> bool:
    return verb.xpos in ("VBD", "VBZ", "VBP") or any(
        c.deprel.startswith("aux") and c.xpos in ("VBD", "VBZ", "VBP", "MD") for c in verb.children
    )


def _antecedent(pronoun: Token) -> list[Token]:
    """The noun that a relative pronoun stands for; empty for any other word."""
    if pronoun.text.lower() not in _RELATIVE or pronoun.upos != "PRON":
        return []
    at: Token | None = pronoun
    for _ in range(_DEPTH):
        if at is None:
            return []
        if at.deprel == "acl:relcl":
            return [at.head] if at.head is not None else []
        at = at.head
    return []


def _antecedent_of_gap(verb: Token) -> list[Token]:
    """`the envoy (whom) Iran expelled`: the noun, where no relative pronoun is the subject."""
    if any(c.text.lower() in _RELATIVE and c.deprel.startswith("nsubj") for c in verb.children):
        return []
    return [verb.head] if verb.head is not None else []


def clauses_above(token: Token) -> Iterator[Token]:
    """The verbs above a word, the nearest first."""
    at = token.head
    while at is not None:
        if at.upos in ("VERB", "AUX") or any(c.deprel == "cop" for c in at.children):
            yield at
        at = at.head
