"""Where an event took place: the place in its own clause, the place that was attacked or visited, else none.

In: a scene and an act. Out: `Where` or None. A place of another clause is never joined. Nothing is refused.
"""

from collections.abc import Iterator

from communique.coding.acts import Act
from communique.coding.clauses import conjuncts
from communique.coding.scene import Scene
from communique.records.analysis import Token
from communique.records.outcomes import Where

_AT = ("in", "at", "near", "outside", "inside", "across", "around", "off", "over", "above", "along", "throughout")
_THERE = ("to", "into", "on", "against", "of")  # where the other side is: what was visited, struck, seized
_HELD = frozenset(("CONSULT", "PROTEST"))
_SIGNING = frozenset(("adopt", "initial", "sign", "agreement", "treaty", "accord", "pact"))
_LEAD = 4  # sentences
_GOES = frozenset(("CONSULT", "ASSAULT", "COERCE", "AID", "RETREAT", "MOBILIZE", "PROTEST"))


def place_of(scene: Scene, act: Act) -> Where | None:
    """The place of an act."""
    frame = act.frame
    anchors = (frame.predicate, *(() if frame.light is None else (frame.light,)))
    near = [t for anchor in anchors for t in _under(anchor, _AT)]
    if act.type in _GOES:
        near += [t for anchor in anchors for t in _under(anchor, _THERE)]
        near += frame.others
    for token in (*near, *_below(scene, anchors)):
        found = _at(scene, token)
        if found is not None:
            return found
    return None


def dateline_place(scene: Scene, act: Act) -> Where | None:
    """The dateline's place, for what a report's lead tells of that day: a meeting, a signing, a protest."""
    line = scene.document.dateline
    if line is None or line.place_span is None or scene.sentence_number(act.frame.predicate.index) >= _LEAD:
        return None
    if act.mode in ("phone", "visit") or not (act.type in _HELD or act.frame.lemma in _SIGNING):
        return None
    found = next((n for n, p in enumerate(scene.places) if p.span == line.place_span and p.country), None)
    return None if found is None else Where.of(found, scene.places[found])


def _below(scene: Scene, anchors: tuple[Token, ...]) -> Iterator[Token]:
    """Places further down in the clause: `met with the minister of Chad in Oslo`, however it hangs together."""
    sentence = scene.sentence(anchors[0].index)
    verbs = {a.index for a in anchors}
    for index in sorted(scene.places_at):
        if not sentence.first <= index < sentence.stop:
            continue
        token = scene.analysis[index]
        if not any(c.deprel == "case" and c.text.lower() in _AT for c in token.children):
            continue
        at = token.head
        while at is not None and at.index not in verbs and at.upos not in ("VERB", "AUX"):
            at = at.head
        if at is not None and at.index in verbs:
            yield token


def _under(anchor: Token, words: tuple[str, ...]) -> list[Token]:
    found: list[Token] = []
    for child in anchor.children:
        cases = {c.text.lower() for c in child.children if c.deprel == "case"}
        if child.deprel.split(":")[0] in ("obl", "nmod") and cases & set(words):
            found += conjuncts(child)
    return found


def _at(scene: Scene, token: Token) -> Where | None:
    """The place that a noun is, or stands in (`a hotel in Doha`)."""
    for at in (token, *_under(token, _AT), *(c for c in token.children if c.deprel in ("appos", "nmod", "compound"))):
        for number in scene.places_at.get(at.index, ()):
            place = scene.places[number]
            if place.country is not None:
                return Where.of(number, place)
    return None
