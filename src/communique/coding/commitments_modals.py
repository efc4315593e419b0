"""Clauses that bind by their form: what a speaker will do, what an accord lays down, what both sides should do.

In: a scene, a predicate, the statement that holds it and the accord it may belong to. Out: how firmly it binds, or
nothing. Left out: what is foreseen of others, states (`will be cold`), clauses that only describe.
"""

from communique.coding import commitments_words as words
from communique.coding.clauses import passive, subjects
from communique.coding.commitments_accords import Accord
from communique.coding.commitments_deeds import harmful, helpful
from communique.coding.parties import parties
from communique.coding.scene import Scene
from communique.coding.status import status_of
from communique.records.analysis import MentionKind, Token
from communique.records.diplomacy import Statement, Strength
from communique.records.outcomes import Status

_MAIN = ("root", "ccomp", "parataxis")
_OWN = frozenset(("i", "we"))
_PRONOUNS = frozenset(("he", "she", "they"))
_THINGS = frozenset(("this", "that", "these", "those"))
_IF = frozenset(("if", "unless", "whether", "lest", "when", "until", "before", "after", "while", "because", "as"))
_STATE = (None, "GOV", "MIL", "LEG", "DIP", "COP")  # sectors that act for their country
_DOUBT = frozenset(("probably", "perhaps", "maybe", "likely", "presumably"))
_DEPTH = 6


def main_clause(verb: Token) -> bool:
    """Whether a clause is told for itself, and not to describe something or to say when and why."""
    at = verb
    for _ in range(_DEPTH):
        if at.deprel in _MAIN or (at.deprel == "acl" and any(c.text.lower() == "that" for c in at.children)):
            return True
        if at.deprel == "advcl" and any(c.text.lower() == "while" for c in at.children):
            return True
        if at.deprel != "conj" or at.head is None or at.head.upos in ("NOUN", "PROPN"):
            return False
        at = at.head
    return False


def _laid_down(verb: Token) -> bool:
    """`an accord, by which the troops will be brought home`."""
    head = verb.head
    if verb.deprel != "acl:relcl" or head is None or head.lemma.lower() not in words.ACCORDS:
        return False
    means = [k.text.lower() for c in verb.children if c.text.lower() == "which" for k in c.children]
    return any(word in ("by", "under", "in") for word in means)


def _helpers(verb: Token) -> set[str]:
    return {c.text.lower() for c in verb.children if c.deprel.startswith("aux")}


def _will(verb: Token) -> bool:
    """`will do`, `would do`, `is to do`."""
    told = _helpers(verb)
    if told & words.MODAL_WILL:
        return True
    be = any(c.deprel.startswith(("aux", "cop")) and c.lemma.lower() == "be" for c in verb.children)
    to = any(c.text.lower() == "to" and c.deprel in ("mark", "aux") for c in verb.children)
    return (be and to and verb.deprel not in ("xcomp", "advcl", "acl")) or _be_to(verb)


def _be_to(verb: Token) -> bool:
    """`are to leave`, where the tree makes the infinitive a complement of `be`."""
    head = verb.head
    to = any(c.text.lower() == "to" and c.deprel in ("mark", "aux") for c in verb.children)
    return verb.deprel == "xcomp" and head is not None and head.lemma == "be" and to


def agents(scene: Scene, verb: Token) -> tuple[Token, ...]:
    """Who does what a verb says; `by the end of 1981` is nobody."""
    times = {m.head for m in scene.analysis.mentions if m.kind is MentionKind.TIME}
    return tuple(t for t in subjects(verb) if t.index not in times and t.lemma.lower() not in ("end", "beginning"))


def joint(token: Token) -> bool:
    """`both sides`, `the two countries`, `neither side`."""
    together = ("both", "two", "three", "four", "neither", "each", "either")
    return token.lemma.lower() in words.PEOPLE and any(c.lemma.lower() in together for c in token.children)


def foreseen(scene: Scene, verb: Token, statement: Statement | None, accord: Accord | None) -> Strength | None:
    """How firmly a clause about what will be done binds who will do it."""
    lemma = verb.lemma.lower()
    if not _will(verb) or lemma in words.DEEDLESS or harmful(verb) or _unreal(verb):
        return None
    laid = _laid_down(verb)
    if not (laid or main_clause(verb) or _be_to(verb)):
        return None
    doers = agents(scene, verb) or _grammatical(verb)
    if doers and all(t.text.lower() in _THINGS for t in doers):
        return None  # `this would stem the flow`
    if statement is not None:
        return _said(scene, verb, doers, statement)
    if accord is not None and (laid or _term(scene, verb, doers, accord)):
        return Strength.AGREED
    who = {p.country for t in doers for p in parties(scene, t) if p.country}
    return Strength.PROMISED if who and helpful(verb) and not passive(verb) else None


def _words(verb: Token) -> set[str]:
    return {c.text.lower() for c in verb.children}


def _unreal(verb: Token) -> bool:
    """`would offer discounts if the fees were lower`, `will probably come`: what is only imagined or guessed."""
    if _words(verb) & _DOUBT:
        return True
    if "would" not in _helpers(verb):
        return False
    for clause in verb.children:
        if clause.deprel == "advcl" and "if" in _words(clause):
            past = [clause, *(c for c in clause.children if c.deprel.startswith(("aux", "cop")))]
            return any(t.xpos == "VBD" for t in past)
    return False


def _grammatical(verb: Token) -> tuple[Token, ...]:
    return tuple(c for c in verb.children if c.deprel in ("nsubj", "nsubj:pass"))


def _said(scene: Scene, verb: Token, doers: tuple[Token, ...], statement: Statement) -> Strength | None:
    """What a speaker says that he, his side or both sides will do."""
    never = any(c.text.lower() == "never" for c in verb.children)
    speaker = statement.speaker
    if speaker is not None and speaker.sector not in _STATE:
        return None  # a candidate's or a firm's plans bind no country
    if not _helpers(verb) & words.MODAL_WILL and not _acts(scene, verb):
        return None  # `the trip is to strengthen ties`
    if passive(verb) or not doers or (status_of(verb) is Status.NEGATED and not never):
        return None
    who = [p for t in doers for p in parties(scene, t) if p.country]
    own = any(t.text.lower() in _OWN for t in doers)
    several = len({p.country for p in who}) > 1 or any(joint(t) for t in doers)
    if speaker is None or several:
        return Strength.AGREED if several else None
    mine = any(p.actor == speaker.actor or (p.country == speaker.country and p.sector in _STATE) for p in who)
    return Strength.PROMISED if own or mine or (not who and all(t.text.lower() in _PRONOUNS for t in doers)) else None


def _acts(scene: Scene, verb: Token) -> bool:
    """Whether the grammatical subject is someone."""
    subject = next(iter(_grammatical(verb)), None)
    return subject is None or subject.upos == "PRON" or joint(subject) or bool(parties(scene, subject))


def _term(scene: Scene, verb: Token, doers: tuple[Token, ...], accord: Accord) -> bool:
    """Whether a clause lays down what those who made an accord do: one of them is its subject, or it is left open who
    does it.
    """
    if any(t.lemma.lower() in words.ACCORDS for t in _grammatical(verb)):
        return False
    sides = {p.country for p in accord.sides}
    if passive(verb):
        return not agents(scene, verb) or bool(sides & _countries(scene, agents(scene, verb)))
    subject = _grammatical(verb)
    if any(t.lemma.lower() in words.PEOPLE for t in subject):
        return True
    return bool(sides & _countries(scene, doers)) or any(t.text.lower() in (*_PRONOUNS, "it") for t in subject)


def _countries(scene: Scene, tokens: tuple[Token, ...]) -> set[str]:
    return {p.country for t in tokens for p in parties(scene, t) if p.country}


def urged(scene: Scene, verb: Token, statement: Statement | None) -> bool:
    """Whether a speaker says what both sides should do, or what should be done with what they share."""
    if statement is None or statement.speaker is None or not statement.speaker.country:
        return False
    if not _helpers(verb) & words.MODAL_DUTY or not main_clause(verb):
        return False
    for subject in _grammatical(verb):
        shared = subject.lemma.lower() in words.SHARED
        countries = {p.country for p in parties(scene, subject) if p.country}
        if shared or joint(subject) or len(countries) > 1:
            return True
        others = [c for c in subject.children if c.deprel == "conj"]
        more = {p.country for c in others for p in parties(scene, c) if p.country}
        if countries and len(countries | more) > 1 and statement.speaker.country in countries | more:
            return True
    return False
