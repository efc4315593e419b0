"""Words that name an act, used so that they name none: questions, facts that are told, advice, what is shown by things.

In: a scene, a frame, its trigger. Out: whether the word names nothing there. An object that parts two senses of a word
is told in the table of triggers; here is what only the clause around it tells. Nothing is refused.
"""

from communique.codebook.triggers import Trigger
from communique.coding.clauses import passive, subjects
from communique.coding.frames import Frame
from communique.coding.parties import parties
from communique.coding.scene import Scene
from communique.records.analysis import Token

_ASKING = ("ask", "inquire", "enquire")
_QUESTIONS = frozenset(("whether", "if", "why", "what", "how", "who", "when", "where"))
_CONTENT = ("ccomp", "parataxis", "xcomp", "obj")
_MOURNING = frozenset(("condolence", "grief", "sadness", "sorrow", "sympathy"))
_POISON = frozenset(("chlorine", "mustard", "nerve", "pepper", "poison", "sarin", "tear", "toxic"))
_HELPING = frozenset(("IGO", "NGO", "UNO"))  # whose warnings are of what others do, or of what may befall them


def names_nothing(scene: Scene, frame: Frame, trigger: Trigger) -> bool:
    """Whether a word is used so that it names no act."""
    if frame.lemma in _ASKING:
        return _question(frame.predicate)
    if trigger.type == "ACCUSE" and any(t.lemma.lower() in _MOURNING for t in frame.others):
        return True  # `expressed outrage and condolences over his death`
    if frame.lemma == "use" and any(t.lemma.lower() == "gas" for t in frame.others):
        return not any(c.lemma.lower() in _POISON for t in frame.others for c in t.children)  # `use gas as a lever`
    if frame.lemma == "call" and trigger.type == "CONSULT":
        return _naming(frame.predicate)
    if frame.lemma == "tell":
        return any(_question_of(c) for c in frame.predicate.children if c.deprel in ("xcomp", "ccomp"))
    if trigger.type == "THREATEN" and frame.lemma in ("warn", "warning"):
        return _told_of_a_fact(frame.predicate) or _advises(scene, frame)
    return trigger.type == "PROTEST" and frame.lemma == "demonstrate" and passive(frame.predicate)


def _question(verb: Token) -> bool:
    """`asked whether`, `"Why?", she asked`: who asks a question requests nothing."""
    if any(_question_of(c) for c in verb.children if c.deprel == "ccomp"):
        return True
    if any(c.deprel == "mark" and c.text.lower() == "to" for t in verb.children for c in t.children):
        return False
    above = [verb.head] if verb.deprel == "parataxis" and verb.head is not None else []
    said = [*above, *(c for c in verb.children if c.deprel in _CONTENT)]
    return any(c.text == "?" for t in said for c in t.children)


def _naming(verb: Token) -> bool:
    """`calls men liars`, `calling themselves a congress`: who is called a name is not called up."""
    things = [c for c in verb.children if c.deprel in ("obj", "iobj")]
    names = any(c.deprel == "xcomp" and c.upos in ("NOUN", "PROPN", "ADJ") for c in verb.children)
    return len(things) > 1 or (bool(things) and names)


def _question_of(clause: Token) -> bool:
    return any(c.text.lower() in _QUESTIONS and c.deprel in ("advmod", "mark", "obj", "nsubj") for c in clause.children)


def _told_of_a_fact(verb: Token) -> bool:
    """`warned that thousands had fled`: nobody is threatened with what has been."""
    for clause in verb.children:
        if clause.deprel not in ("ccomp", "acl") or clause.xpos not in ("VBD", "VBN"):
            continue
        helpers = {c.text.lower() for c in clause.children if c.deprel.startswith("aux")}
        if helpers & {"had", "has", "have"} and not helpers & {"would", "could", "might", "should"}:
            return True
    return False


def _advises(scene: Scene, frame: Frame) -> bool:
    """`the United Nations warned of famine`, `that prices could rise`: a body that speaks of what others may suffer."""
    doers = [p for t in frame.doers for p in parties(scene, t)]
    if not doers or any(p.country not in _HELPING for p in doers):
        return False
    if any(parties(scene, t) for t in frame.others):
        return False  # `warned Chad`
    own = {p.actor for p in doers}
    clauses = (c for c in frame.predicate.children if c.deprel in ("ccomp", "acl"))
    acting = {p.actor for c in clauses for t in subjects(c) for p in parties(scene, t)}
    return not own & acting
