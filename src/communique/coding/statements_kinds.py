"""What is done by saying something, and whom it is about.

In: a layout and what was told. Out: a `StatementKind`, a `Party`. Nothing is refused.
"""

from communique.codebook.cues import cues
from communique.codebook.phrases import listed
from communique.coding.clauses import conjuncts
from communique.coding.parties import affected
from communique.coding.statements_cues import Told
from communique.coding.statements_layout import Layout
from communique.records.analysis import Token
from communique.records.diplomacy import StatementKind
from communique.records.outcomes import Party

_PARTS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}
_OWN = frozenset(listed("i we he she they it"))
_MUST = frozenset(("must", "should", "shall"))


def kind_of(told: Told, speaker: Party | None) -> StatementKind:
    """The kind that the cue gives, else that of what is said when who speaks says it of himself (`we condemn`)."""
    if told.cue.kind is not StatementKind.POSITION:
        return told.cue.kind
    for head in told.heads:
        found = _of_content(head, speaker)
        if found is not StatementKind.POSITION:
            return found
    return StatementKind.POSITION


def _of_content(head: Token, speaker: Party | None) -> StatementKind:
    subject = next((c for c in head.children if c.deprel.startswith("nsubj")), None)
    helpers = {c.lemma.lower() for c in head.children if c.deprel.startswith("aux")}
    if helpers & _MUST and (subject is None or subject.text.lower() not in ("i", "he", "she")):
        return StatementKind.DEMAND
    own = subject is None or subject.text.lower() in _OWN or _same(subject, speaker)
    cue = cues().get((head.lemma.lower(), _PARTS.get(head.upos, "")))
    if cue is not None and own:
        return cue.kind
    carried = [c for c in head.children if c.deprel == "obj" and c.upos == "NOUN"]
    if own and carried:
        noun = cues().get((carried[0].lemma.lower(), "noun"))
        return noun.kind if noun is not None else StatementKind.POSITION
    return StatementKind.POSITION


def _same(subject: Token, speaker: Party | None) -> bool:
    return speaker is not None and subject.span.overlaps(speaker.span)


def target_of(layout: Layout, told: Told, kind: StatementKind, speaker: Party | None) -> Party | None:
    """Whom it is about: whom its first complement names, or whose what it names is. None for a plain position."""
    if kind is StatementKind.POSITION:
        return None
    own = speaker.actor if speaker is not None else None
    for head in told.heads:
        words = [head]
        if head.upos in ("VERB", "ADJ"):
            words = [c for c in head.children if c.deprel in ("nsubj", "obj", "obl", "nsubj:pass")]
        for word in words:
            for part in conjuncts(word):
                for party in affected(layout.scene, part):
                    if party.actor != own:
                        return party
    return None
