"""Where an event took place: the place in its own clause, the place that was attacked or visited, else none.

In: a scene and an act. Out: `Where` or None. A place of another clause is never joined. Nothing is refused.
"""

from collections.abc import Iterator
from dataclasses import replace

from communique.codebook.phrases import listed
from communique.coding.acts import Act
from communique.coding.clauses import conjuncts
from communique.coding.parties import apart
from communique.coding.scene import Scene
from communique.records.analysis import Token
from communique.records.outcomes import Where
from communique.records.spans import Span

_AT = ("in", "at", "near", "outside", "inside", "across", "around", "off", "over", "above", "along", "throughout")
_THERE = ("to", "into", "on", "against", "of")  # where the other side is: what was visited, struck, seized
_HELD = frozenset(("CONSULT", "PROTEST"))
_SIGNING = frozenset(("adopt", "agree", "initial", "sign", "agreement", "treaty", "accord", "pact"))
_SPOTS = frozenset(listed("bank border coast edge fringe island lawn outskirts shore sideline square steps street"))
_LEAD = 4  # sentences
_SAID = frozenset(("ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"))
_DONE = frozenset(("ASSAULT", "COERCE", "PROTEST", "RETREAT"))
_TRIALS = frozenset((("SANCTION", "convict"), ("COERCE", "arrest")))
_ACTS = ("VERB", "AUX")  # begin another clause
_TRIED = ("VERB",)
_GOES = frozenset(("CONSULT", "ASSAULT", "COERCE", "AID", "RETREAT", "MOBILIZE", "PROTEST"))


def place_of(scene: Scene, act: Act) -> Where | None:
    """The place of an act."""
    frame = act.frame
    anchors = (frame.predicate, *(() if frame.light is None else (frame.light,)))
    near = [t for anchor in anchors for t in _under(anchor, _AT)]
    if frame.predicate.upos == "NOUN" and act.trigger.type == "CONSULT":  # `the Oslo talks on Mali`
        near += [c for c in frame.predicate.children if c.deprel == "compound"]
        frame = replace(frame, others=tuple(t for t in frame.others if not _stands(t, ("on", "over"))))
    there = [t for anchor in anchors for t in _under(anchor, _THERE)] if act.type in _GOES else []
    events = {f.predicate.index for f in scene.frames}
    there = [t for t in there if act.trigger.type != "CONSULT" or not _stands(t, ("on",))]
    near += [t for t in there if t.index not in events]  # `spoke on the visit to Oslo`: it was there, they were not
    if act.type in _GOES:
        near += frame.others
    if act.trigger.type == "RETREAT":
        near += [t for t in (*frame.doers, *frame.others, *(t for _, t in frame.obliques)) if _stands(t, ("from",))]
    below = _below(scene, anchors, _TRIED if (act.type, act.mode) in _TRIALS else _ACTS)
    for token in (*near, *(t for t in below if not _topical(act, t))):
        found = _at(scene, token)
        if found is not None:
            return found
    return None


def _topical(act: Act, token: Token) -> bool:
    """Whether a place belongs to what is asked for, promised, refused or judged: `called for a ceasefire in Chad`."""
    if act.type not in _SAID or act.frame.lemma in _SIGNING:
        return False
    anchors = {act.frame.predicate.index, *(() if act.frame.light is None else (act.frame.light.index,))}
    below, at = token, token.head
    while at is not None and at.index not in anchors:
        below, at = at, at.head
    held = below.deprel.split(":")[0]
    about = held == "obl" and not any(c.text.lower() in _AT for c in below.children if c.deprel == "case")
    return held in ("obj", "nsubj", "ccomp", "xcomp", "acl", "advcl") or about


def dateline_place(scene: Scene, act: Act) -> Where | None:
    """The dateline's place, for what a report's lead tells of that day: a meeting, a signing, a protest."""
    line = scene.document.dateline
    if line is None or line.place_span is None:
        return None
    found = next((n for n, p in enumerate(scene.places) if p.span == line.place_span and p.country), None)
    if found is None or act.mode in ("phone", "visit"):
        return None
    lead = scene.sentence_number(act.frame.predicate.index) < _LEAD
    held = lead and (act.type in _HELD or act.frame.lemma in _SIGNING)
    return Where.of(found, scene.places[found]) if held or _at_home(scene, act, scene.places[found].country) else None


def _at_home(scene: Scene, act: Act, country: str | None) -> bool:
    """Whether those of the dateline's own country do something there, or it is done to them: a raid, a curfew."""
    if act.type not in _DONE:
        return False
    sides = (*act.frame.doers, *act.frame.others, *(t for _, t in act.frame.obliques))
    named = {
        scene.actors[i].country
        for t in sides
        for m in scene.mentions_at.get(t.index, ())
        for i in scene.actors_of_mention.get(m, ())
    }
    return country in named


def _below(scene: Scene, anchors: tuple[Token, ...], stops: tuple[str, ...]) -> Iterator[Token]:
    """Places further down in the clause: `met with the minister of Chad in Oslo`, however it hangs together.

    stops: parts of speech that begin another clause.
    """
    sentence = scene.sentence(anchors[0].index)
    verbs = {a.index for a in anchors}
    for index in sorted(scene.places_at):
        if not sentence.first <= index < sentence.stop:
            continue
        token = scene.analysis[index]
        if not (_stands(token, _AT) or (_stands(token, ("of",)) and _is_spot(token.head))):
            continue
        at = token.head
        while at is not None and at.index not in verbs and not (at.upos in stops and _begins(at, stops)):
            at = at.head
        if at is not None and at.index in verbs:
            yield token


def _is_spot(noun: Token | None) -> bool:
    """Whether a noun before `of` is where something is: `in the north of Chad`, `on the lawn of the White House`."""
    if noun is None:
        return False
    return _stands(noun, _AT) or (_stands(noun, ("on",)) and noun.lemma.lower() in _SPOTS)


def _begins(verb: Token, stops: tuple[str, ...]) -> bool:
    """Whether a verb begins another clause; what somebody is tried for lies within (`convicted of conspiring to`)."""
    return stops is _ACTS or verb.xpos not in ("VB", "VBG")


def _stands(token: Token, words: tuple[str, ...]) -> bool:
    """Whether one of the words is the preposition of a noun."""
    return any(c.deprel == "case" and c.text.lower() in words for c in token.children)


def _under(anchor: Token, words: tuple[str, ...]) -> list[Token]:
    found: list[Token] = []
    for child in anchor.children:
        cases = {c.text.lower() for c in child.children if c.deprel == "case"}
        if child.deprel.split(":")[0] in ("obl", "nmod") and cases & set(words):
            found += conjuncts(child)
    return found


def _at(scene: Scene, token: Token) -> Where | None:
    """The place that a noun is, or stands in (`a hotel in Doha`)."""
    inside = [c for c in token.children if c.deprel in ("appos", "nmod", "compound") and not _stands(c, ("from",))]
    for at in (token, *_under(token, _AT), *inside):
        for number in scene.places_at.get(at.index, ()):
            place = scene.places[number]
            if place.country is not None:
                return Where.of(number, place)
    return _capital(scene, token)


def _capital(scene: Scene, token: Token) -> Where | None:
    """`in the Austrian capital`, `at a hotel in its capital`: of the country that the words name."""
    if token.lemma.lower() != "capital" or token.upos != "NOUN":
        return None
    whose = [c for c in token.children if c.deprel in ("amod", "nmod:poss", "nmod", "compound")]
    found = {scene.actors[i].country for i in apart(scene, whose)}
    if len(found) != 1:
        return None
    first = min(token.index, *(c.index for c in token.children if c.deprel != "case"), token.index)
    span = Span(scene.analysis[first].span.start, token.span.end)
    return Where(span=span, text=span.of(scene.document.text), country=found.pop())
