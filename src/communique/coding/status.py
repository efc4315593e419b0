"""Whether what a predicate says took place: status by negation, modality, tense and the clauses above.

In: the token of a verb or an event noun. Out: `Status`. `historical` is not told by the tree: what is long ago is told
by its date. Nothing is refused.
"""

from communique.codebook.phrases import listed
from communique.coding.clauses import clauses_above
from communique.records.analysis import Token
from communique.records.outcomes import Status

_FUTURE = frozenset(("will", "shall", "'ll", "’ll", "wo"))
_UNSURE = frozenset(("may", "might", "could", "would", "should", "can", "must", "ought"))
_IF = frozenset(("if", "unless", "whether", "lest", "provided"))
_NOT = frozenset(("not", "n't", "n’t", "never", "neither", "nor", "hardly", "no"))
# What their infinitive or gerund says is still to come, is only wished, or was not done.
_COMING = frozenset(
    listed(
        """
    agree be-to commit decide due expect intend plan pledge prepare promise resolve schedule set slate undertake vow
    """
    )
)
_WISHED = frozenset(
    listed(
        """
    advise aim allow appeal ask authorise authorize beg call consider contemplate demand discuss encourage fear hope
    invite like lobby mean mull need oblige offer order permit prefer press propose push recommend request require
    seek suggest tell threaten try urge want warn weigh wish
    """
    )
)
# Nouns whose infinitive tells of what is to come, or of what is only tried, wished, possible or needed.
_COMING_NOUNS = frozenset(listed("agreement commitment determination intention oath plan pledge promise resolve vow"))
_WISHED_NOUNS = frozenset(
    listed(
        """
    ability aim ambition attempt authority authorisation authorization bid capability capacity chance desire goal hope
    idea mandate means need objective opportunity option order policy possibility power proposal quest readiness
    request requirement resource right strategy tool way will willingness wish
    """
    )
)
_TRIED_NOUNS = frozenset(listed("action drive effort fight initiative measure move programme program push step work"))
# What a gerund behind their preposition says is what they are about, not what is done.
_AIMED = frozenset(listed("aim centre center concentrate dedicate design devote focus gear intend target"))
_TELLING = frozenset(
    listed(
        """
    add affirm announce assert confirm declare indicate insist note pledge promise reiterate reveal say state stress
    tell vow
    """
    )
)
# `spoke with him to express thanks`: what is said by talking is said.
_TALKING = frozenset(listed("call contact meet phone speak talk telephone visit write"))
_SPOKEN = frozenset(
    listed(
        """
    affirm condemn congratulate convey discuss emphasize express extend offer pledge raise reaffirm reiterate stress
    thank underline underscore urge voice welcome
    """
    )
)
_UNDONE = frozenset(
    listed(
        """
    abandon avoid ban cease decline deny fail forbid halt prevent prohibit refrain refuse reject stop
    """
    )
)


def status_of(token: Token) -> Status:
    """The status of what a verb or an event noun says, from the surest sign: negated, hypothetical, future, actual."""
    found = _own(token)
    below = token
    for above in clauses_above(token):
        if found is not Status.ACTUAL or below.deprel == "acl:relcl" or _circumstance(below):
            break  # what tells of a noun, or of what goes on meanwhile, is told for itself
        found = _under(below, above)
        below = above
    return _below_noun(token) if found is Status.ACTUAL else found


def _circumstance(clause: Token) -> bool:
    """`..., while Chad is talking to Niger`: as it is, whatever the main clause only may be."""
    return clause.deprel == "advcl" and _finite(clause) and not _conditional(clause)


def _finite(token: Token) -> bool:
    return token.xpos in ("VBD", "VBP", "VBZ") or any(
        c.deprel.startswith("aux") and c.xpos in ("VBD", "VBP", "VBZ") for c in token.children
    )


def _below_noun(token: Token) -> Status:
    """`efforts to disarm the militia`, `a plan to arm Chad`, `groups focused on arming Chad`: told, but not done."""
    head = token.head
    while token.deprel == "conj" and head is not None and not _own_helpers(token):
        token, head = head, head.head
    if head is None:
        return Status.ACTUAL
    if token.deprel == "acl" and head.upos == "NOUN" and _marked(token, "to"):
        lemma = head.lemma.lower()
        if lemma in _COMING_NOUNS:
            return Status.FUTURE
        wished = lemma in _WISHED_NOUNS or (lemma in _TRIED_NOUNS and not _somebodys(head))
        return Status.HYPOTHETICAL if wished else Status.ACTUAL
    gerund = token.xpos == "VBG" and token.deprel in ("advcl", "acl", "ccomp") and not _marked(token, "by")
    return Status.HYPOTHETICAL if gerund and head.lemma.lower() in _AIMED else Status.ACTUAL


def _own(token: Token) -> Status:
    words = {
        c.text.lower()
        for c in token.children
        if c.deprel.split(":")[0] in ("aux", "advmod", "mark", "det", "cc:preconj")
    }
    if words & _NOT or _none(token):
        return Status.NEGATED
    if any(c.deprel == "mark" and c.text.lower() == "without" for c in token.children):
        return Status.NEGATED
    if words & _IF or ("until" in words and not _finite_past(token)):
        return Status.HYPOTHETICAL
    if words & _FUTURE or _going_to(token) or _is_to(token):
        return Status.FUTURE
    if "would" in words and _told(token):
        return Status.FUTURE
    if words & _UNSURE:
        return Status.HYPOTHETICAL
    return Status.ACTUAL


def _told(token: Token) -> bool:
    """`said it would withdraw`: what is to come, told in the past."""
    head = token.head
    if token.deprel != "ccomp" or head is None or head.lemma.lower() not in _TELLING:
        return False
    return not any(c.deprel == "mark" and c.text.lower() in _IF for c in token.children)


def _none(token: Token) -> bool:
    """True where the subject or the object is nobody or nothing: `no talks were held`."""
    for child in token.children:
        if child.deprel.split(":")[0] not in ("nsubj", "obj"):
            continue
        if child.lemma.lower() in ("nobody", "none", "nothing") or any(
            c.deprel == "det" and c.text.lower() in ("no", "neither") for c in child.children
        ):
            return True
    return False


def _going_to(token: Token) -> bool:
    head = token.head
    return (
        token.deprel == "xcomp"
        and head is not None
        and head.lemma.lower() == "go"
        and head.xpos == "VBG"
        and any(c.text.lower() == "to" for c in token.children if c.deprel == "mark")
    )


def _is_to(token: Token) -> bool:
    """`is to visit`: an infinitive with a form of `be` before it."""
    to = any(c.deprel in ("mark", "aux") and c.text.lower() == "to" for c in token.children)
    be = any(c.deprel in ("aux", "cop") and c.lemma.lower() == "be" for c in token.children)
    return to and be and token.deprel != "xcomp"


def _under(below: Token, above: Token) -> Status:
    """What the clause above does to the one below."""
    relation = below.deprel.split(":")[0]
    lemma = above.lemma.lower()
    if relation in ("advcl", "obl") and lemma in _UNDONE and _marked(below, "from"):
        return Status.NEGATED
    if relation == "advcl" and _marked(below, "to") and not (below.lemma.lower() in _SPOKEN and lemma in _TALKING):
        return Status.HYPOTHETICAL  # what it is done for
    if relation in ("xcomp", "ccomp", "obj", "acl", "advcl", "obl", "nmod"):
        if relation in ("xcomp", "ccomp", "obj") and lemma in _UNDONE:
            return Status.NEGATED
        if (
            relation == "xcomp"
            or (relation == "acl" and _marked(below, "to"))
            or (relation == "ccomp" and not _finite_past(below))
        ):
            if lemma in _COMING or _adjective_of_plan(above):
                return Status.FUTURE
            if lemma in _WISHED:
                return Status.HYPOTHETICAL
        if relation == "xcomp" or relation == "conj":
            return _own(above)
        return Status.HYPOTHETICAL if _conditional(below) else Status.ACTUAL
    if relation == "conj":
        return _own(above) if not _own_helpers(below) else Status.ACTUAL
    return Status.ACTUAL


def _marked(token: Token, word: str) -> bool:
    return any(c.deprel in ("mark", "case") and c.text.lower() == word for c in token.children)


def _own_helpers(token: Token) -> bool:
    return any(c.deprel.startswith(("aux", "nsubj")) for c in token.children)


def _finite_past(token: Token) -> bool:
    return token.xpos == "VBD" or any(c.deprel.startswith("aux") and c.xpos == "VBD" for c in token.children)


def _somebodys(noun: Token) -> bool:
    """Whether a noun tells whose it is: `their efforts`, `the work by Chad`."""
    owners = (c for c in noun.children if c.deprel in ("nmod:poss", "nmod", "amod", "acl:relcl", "compound"))
    return any(c.deprel in ("nmod:poss", "acl:relcl") or c.upos == "PROPN" or _marked(c, "by") for c in owners)


def _conditional(token: Token) -> bool:
    return any(c.deprel == "mark" and c.text.lower() in _IF for c in token.children)


def _adjective_of_plan(token: Token) -> bool:
    return token.upos == "ADJ" and token.lemma.lower() in (
        "due",
        "set",
        "ready",
        "poised",
        "scheduled",
        "expected",
        "likely",
    )
