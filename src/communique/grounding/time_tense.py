"""Where the verb above a word looks: back, ahead, or neither.

In: an analysis and a token. Out: a `Direction`. The tree is climbed from the token to the first word that tells: a word
such as `ahead of` or `scheduled`, then the tense of the first verb. Modal verbs and `to` look ahead, and so does the
plain present (`the summit opens on Monday`); a verb of saying looks back whatever its tense.
"""

from communique.codebook.phrases import listed
from communique.grounding.time_situation import Direction
from communique.records.analysis import Analysis, Token

_MODAL = frozenset(listed("will shall would 'll ’ll may might can could should must wo"))
SAYING = frozenset(listed("say tell announce report state add note claim declare write tweet confirm warn"))
_UNREAL = frozenset(("would", "could", "should"))  # with `have`: it was not so
_PLANNING = frozenset(
    listed("schedule plan expect slate intend prepare hope postpone delay anticipate propose await due set invite aim")
)
_DONE = frozenset(  # verbs whose infinitive happened when they did
    listed(
        "begin start continue manage fail try refuse decline attempt help appear seem happen come go cease stop have"
    )
)
_AHEAD = frozenset(listed("ahead upcoming forthcoming coming planned scheduled expected due"))
_NOUNS_AHEAD = frozenset(("schedule", "plan", "run-up", "runup"))
_CLIMBS = 12


def direction(analysis: Analysis, token: int) -> Direction:
    """Where the verb that governs `token` looks."""
    at: Token | None = analysis[token]
    below: Token | None = None
    for step in range(_CLIMBS):
        if at is None:
            return Direction.NONE
        found = _looks(at, below)
        if found is Direction.PRESENT and step > 1:
            return Direction.NONE
        if found is not None:
            return found
        below, at = at, at.head
    return Direction.NONE


def _looks(at: Token, below: Token | None) -> Direction | None:
    children = at.children
    lemma = at.lemma.lower()
    if any(c.text.lower() in _AHEAD and c.deprel in ("case", "amod", "fixed", "advmod", "mark") for c in children):
        return Direction.FUTURE
    if at.upos == "NOUN" and lemma in _NOUNS_AHEAD and below is not None:
        return Direction.FUTURE
    copula = next((c for c in children if c.deprel == "cop"), None)
    if at.upos not in ("VERB", "AUX") and copula is None:
        return _planned(at) if at.xpos in ("VBN", "JJ") else None
    return _of_verb(at, below, copula, children)


def _planned(at: Token) -> Direction | None:
    return Direction.FUTURE if at.lemma.lower() in _PLANNING or at.text.lower() in _AHEAD else None


def _of_verb(at: Token, below: Token | None, copula: Token | None, children: tuple[Token, ...]) -> Direction | None:
    helpers = [c for c in children if c.deprel in ("aux", "aux:pass", "cop")]
    words = {c.text.lower() for c in helpers}
    to = any(c.text.lower() == "to" and c.deprel in ("mark", "aux") for c in children)
    lemma = at.lemma.lower()
    if words & _MODAL and "have" not in words:
        return Direction.LATER if "would" in words else Direction.FUTURE
    if words & _UNREAL and "have" in words:
        return Direction.NONE
    if to:
        return _of_infinitive(at, helpers)
    if lemma in _PLANNING and _plans(below, words):
        return Direction.FUTURE
    if lemma in _PLANNING and "had" in words and _for(below):
        return Direction.NONE  # `had been planned for Monday`: before or after the report
    if lemma == "look" and any(c.text.lower() == "forward" for c in children):
        return Direction.FUTURE
    going = lemma == "go" and any(c.deprel == "xcomp" for c in children)
    if going:
        return Direction.FUTURE
    tag = (copula or at).xpos
    if helpers and copula is None:
        return _of_helpers(at, words)
    if copula is not None or at.xpos in ("VBD", "VBZ", "VBP", "VBN"):
        return _of_form(at, tag)
    if at.xpos == "VBG":
        return None
    return Direction.FUTURE if at.xpos == "VB" and at.head is None and not helpers else None


def _plans(below: Token | None, words: set[str]) -> bool:
    """True where what is below a verb of planning is when the plan is for, not when it was made."""
    if "had" in words:
        return False
    if below is None or not words & {"was", "were"}:
        return True
    return _for(below) or below.deprel == "xcomp"


def _for(below: Token | None) -> bool:
    return below is not None and any(c.text.lower() == "for" for c in below.children)


def _of_form(at: Token, tag: str) -> Direction | None:
    if tag in ("VBD", "VBN"):
        return Direction.PAST
    if at.lemma.lower() in SAYING:
        return Direction.PAST
    return Direction.PRESENT if tag in ("VBZ", "VBP") else None


def _of_helpers(at: Token, words: set[str]) -> Direction | None:
    if words & {"was", "were", "had", "did", "has", "have", "been", "'ve", "’ve", "'d", "’d"}:
        return Direction.PAST
    if words & {"is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m", "do", "does", "be"}:
        return Direction.PRESENT if at.lemma.lower() not in SAYING else Direction.PAST
    return Direction.PAST if at.xpos == "VBD" else None


def _of_infinitive(at: Token, helpers: list[Token]) -> Direction | None:
    words = {h.text.lower() for h in helpers}
    if "have" in words:
        return Direction.PAST
    head = at.head
    relation = at.deprel.split(":")[0]
    if head is None:
        return Direction.FUTURE
    if relation == "advcl":
        return None  # a purpose: when the clause above happened
    if relation == "xcomp" and head.lemma.lower() in _DONE:
        return None
    if relation == "xcomp" and head.upos == "ADJ" and any(c.xpos == "VBD" for c in head.children if c.deprel == "cop"):
        return Direction.NONE  # `was willing to go on Monday`: before or after the report
    return Direction.FUTURE
