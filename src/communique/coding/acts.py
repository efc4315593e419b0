"""Acts: frames whose word names an event, with type, mode and status as the clause around it has them.

In: a scene and a codebook's triggers. Out: `Act`s in the order of the text. An act that is only the content of another
(`called for talks`, `agreed to expand trade`, `rejected a ceasefire`) is no act of its own: it tells the mode of the
other. Nothing is refused.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.codebook.phrases import listed
from communique.codebook.triggers import INFINITIVE, Roles, Trigger, Triggers, Use, named
from communique.coding.clauses import minded, objects, obliques, passive
from communique.coding.frames import LIGHT, Frame, lemma_of
from communique.coding.means import means_of, threat_of
from communique.coding.otherwise import names_nothing
from communique.coding.parties import parties
from communique.coding.scene import Scene
from communique.records.analysis import MentionKind, Token
from communique.records.outcomes import Status

_PARTS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective", "PROPN": "noun", "AUX": "verb"}
# Whose content is not done, or not yet: what it asks for, promises, refuses, threatens, praises.
_HOLDING = frozenset(("AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE"))
_BELOW = frozenset(("xcomp", "ccomp", "obj", "obl", "advcl", "nmod", "acl", "conj"))
_MODES_BY_CONTENT = frozenset(("REQUEST", "REJECT"))
_PROMISED = {  # what an act is while it is only promised; a promise to concede or to agree has been given
    **dict.fromkeys(("CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE"), "AGREE"),
    **dict.fromkeys(("RETREAT", "CONCEDE"), "CONCEDE"),
}
_MODES_BY_BELOW = frozenset(("xcomp", "ccomp", "obj", "obl", "advcl", "nmod", "acl", "conj"))
_VOWING = frozenset(("pledge", "promise", "swear", "vow"))
_MEANING = frozenset(listed("commit committed determined intend plan prepared ready willing"))  # to attack: a threat
_HARMING = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "SANCTION"))
_YIELDING = frozenset(
    listed(
        """
    abandon cease ceasefire deescalate end free halt lift pull release refrain renounce restrain restraint
    resume retreat return step stop surrender truce withdraw withdrawal
    """
    )
)
_ASSISTING = frozenset(
    listed("aid assist assistance back cooperate cooperation fund funding help support supply weapon")
)
_MEETING = frozenset(listed("dialogue meet meeting negotiate negotiation summit talk visit mediate mediation"))
_CROWDS = frozenset(listed("crowd demonstrator marcher mob protester rioter"))
_MUST = frozenset(("should", "must", "ought"))
# Whose orders bind: what they order is done to those who are ordered.
_COMMANDING = frozenset(listed("court judge judiciary magistrate police policeman tribunal"))
_NO = frozenset(("not", "n't", "n’t", "never"))
_WILL = frozenset(("will", "wo", "would", "shall"))
_COOPERATIVE = frozenset(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"))
_REFUSABLE = frozenset(
    listed("accept agree approve attend back consent endorse join meet ratify recognise recognize sign support")
)
_DISTANT = frozenset(listed("call phone teleconference telephone telephonic video videoconference virtual virtually"))
_SPEAKING = frozenset(listed("confer connect discuss speak talk discussion conversation"))
_CALL = re.compile(r"\b(?:phone |video |telephone )?call\b", re.IGNORECASE)
_OPENING = 4  # sentences
_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Act:
    """A frame that names an event. content: heads of what it asks for, promises or refuses. how: what decided."""

    frame: Frame
    trigger: Trigger
    type: str
    mode: str | None
    status: Status
    content: tuple[Token, ...]
    how: str


def acts_of(scene: Scene, triggers: Triggers) -> Iterator[Act]:
    """The acts of a document."""
    named = [pair for frame in scene.frames for pair in named_in(scene, frame, triggers)]
    by_token = {f.predicate.index: t for f, t in named}
    for frame, trigger in named:
        if _held(frame, by_token) or names_nothing(scene, frame, trigger):
            continue
        yield _act(scene, frame, trigger, triggers)
    yield from demands_of(scene, by_token)


def demands_of(scene: Scene, by_token: Mapping[int, Trigger]) -> Iterator[Act]:
    """`said Serbia should withdraw`: what a speaker says that another must do is asked of that other."""
    for frame in scene.frames:
        verb, saying = frame.predicate, frame.saying
        if saying is None or verb.upos != "VERB" or not frame.speakers or not frame.doers:
            continue
        if saying.index in by_token or not any(c.deprel == "aux" and c.text.lower() in _MUST for c in verb.children):
            continue
        if frame.status is Status.NEGATED or passive(verb) or not any(parties(scene, t) for t in frame.doers):
            continue
        told = replace(frame, doers=frame.speakers, others=frame.doers, obliques=(), saying=None, speakers=())
        trigger = Trigger(frame.lemma, "verb", "REQUEST", None, Roles.ACT, frozenset(), frozenset())
        mode = _asked((verb, *content_of(frame)), [])
        yield Act(told, trigger, "REQUEST", mode, Status.ACTUAL, (), f"`{saying.text}` that another must: REQUEST")


def named_in(scene: Scene, frame: Frame, triggers: Triggers) -> Iterator[tuple[Frame, Trigger]]:
    """What a frame's word names: one act, or one of each kind (`reaffirmed its support and its commitment`)."""
    kinds: dict[tuple[str, str | None], list[Token]] = {}
    if frame.predicate.upos == "VERB" and any(t.deprel == "conj" for t in frame.others):
        for thing in frame.others:
            trigger = trigger_of(scene, replace(frame, others=(thing,)), triggers)
            if trigger is not None:
                kinds.setdefault((trigger.type, trigger.mode), []).append(thing)
    parts = [replace(frame, others=tuple(things)) for things in kinds.values()] if len(kinds) > 1 else [frame]
    for part in parts:
        trigger = trigger_of(scene, part, triggers)
        if trigger is not None:
            yield part, trigger


def trigger_of(scene: Scene, frame: Frame, triggers: Triggers) -> Trigger | None:
    """The trigger that a frame's word is, as it is used there."""
    return named(triggers, use_of(scene, frame.predicate, frame.lemma, frame))


def use_of(scene: Scene, token: Token, lemma: str, frame: Frame | None = None) -> Use:
    """How a word is used in its clause. frame: its frame, if it has one; words for when are left out of that."""
    part = "adjective" if minded(token) else _PARTS.get(token.upos, "")
    light = None if frame is None else frame.light
    hanging = obliques(token) if light is None else (*obliques(token), *obliques(light))
    if frame is not None:
        timeless = {t.index for _, t in frame.obliques} | {t.index for t in (*frame.doers, *frame.others)}
        hanging = tuple((word, t) for word, t in hanging if t.index in timeless or word in ("between", "among"))
    under: dict[str, frozenset[str]] = {}
    for word, noun in (*hanging, *_gerunds(token)):
        if word:
            under[word] = under.get(word, frozenset()) | {noun.lemma.lower()}
    infinitive = frozenset((INFINITIVE,)) if any(_to(c) for c in token.children) else frozenset()
    if part == "verb":
        nouns = objects(token) if frame is None else frame.others
        kept = (c for c in token.children if c.deprel == "obj")  # `was denied a visa`
        lemmas = frozenset(t.lemma.lower() for t in (*nouns, *kept)) | infinitive
    else:
        nouns = tuple(t for _, t in hanging)
        before = (c for c in token.children if c.deprel in ("compound", "amod", "nmod:poss"))
        lemmas = frozenset(t.lemma.lower() for t in (*nouns, *before))
    person = any(_person(scene, t) for t in nouns)
    return Use(lemma, part, lemmas, person, under, lemma_of(light) if light is not None else None)


def _gerunds(token: Token) -> Iterator[tuple[str, Token]]:
    """Clauses behind prepositions: `insisted on making`."""
    for child in token.children:
        if child.deprel in ("advcl", "acl", "ccomp") and child.xpos == "VBG":
            yield from ((c.text.lower(), child) for c in child.children if c.deprel == "mark")


def _to(child: Token) -> bool:
    """Whether a word hangs there as an infinitive."""
    if child.deprel not in ("xcomp", "ccomp", "acl", "advcl"):
        return False
    return any(c.deprel == "mark" and c.text.lower() == "to" for c in child.children)


def _person(scene: Scene, token: Token) -> bool:
    return any(scene.analysis.mentions[m].kind is MentionKind.PERSON for m in scene.mentions_at.get(token.index, ()))


def _held(frame: Frame, by_token: Mapping[int, Trigger]) -> bool:
    """Whether a frame is only what another act is about."""
    anchor = frame.light or frame.predicate
    noun = frame.predicate.upos == "NOUN"
    at: Token | None = anchor.head
    below = anchor
    for _ in range(_DEPTH):
        if at is None or below.deprel.split(":")[0] not in (
            "xcomp",
            "ccomp",
            "obj",
            "obl",
            "advcl",
            "nmod",
            "acl",
            "conj",
        ):
            return False
        above = by_token.get(at.index)
        relation = below.deprel.split(":")[0]
        if above is not None and at.index != frame.predicate.index:
            if above.type in _HOLDING and relation != "conj":
                told = frame.status is Status.ACTUAL and not noun and _past(anchor)
                return not told and not (noun and above.type == "CONCEDE" and relation == "nmod")
            if noun and relation in ("obj", "obl", "nmod") and above.type == "SUPPORT" and not frame.doers:
                return True
        if relation == "advcl" and not _infinitive(below):
            return False
        below = at
        at = at.head
    return False


def _past(verb: Token) -> bool:
    return verb.xpos == "VBD" or any(
        c.deprel.startswith("aux") and c.xpos in ("VBD", "VBZ", "VBP") for c in verb.children
    )


def _infinitive(verb: Token) -> bool:
    return any(c.deprel == "mark" and c.text.lower() == "to" for c in verb.children)


def _act(scene: Scene, frame: Frame, trigger: Trigger, triggers: Triggers) -> Act:
    content = content_of(frame)
    found = [t for c in content if (t := _named_by(scene, c, triggers)) is not None]
    kinds = [t.type for t in found]
    act = Act(
        frame, trigger, trigger.type, trigger.mode, frame.status, content, f"`{frame.lemma}` names {trigger.type}"
    )
    if act.type == "CONSULT" and act.mode is None and _at_a_distance(scene, frame):
        act = replace(act, mode="phone")
    if act.type in _MODES_BY_CONTENT and act.mode is None:
        act = replace(act, mode=_asked(content, kinds))
    if act.type == "THREATEN" and act.mode is None:
        act = replace(act, mode=threat_of(content, [(t.type, t.mode) for t in found]))
    if act.type in ("ASSAULT", "COERCE") and any(t.lemma.lower() in _CROWDS for t in _people(frame)):
        act = replace(act, type="PROTEST", mode="riot", how=f"{act.how}, by protesters: PROTEST")
    if act.type == "PROTEST" and act.mode == "demo":
        act = _of_forces(scene, act)
    if act.type == "ASSAULT":
        act = replace(act, mode=means_of(frame, act.mode))
    return _turned(act, found)


def _of_forces(scene: Scene, act: Act) -> Act:
    """`the army took to the streets`: soldiers and policemen do not protest there."""
    sectors = {p.sector for t in act.frame.doers for p in parties(scene, t)}
    mode = {"MIL": "troops", "COP": "police"}.get(next(iter(sectors)) or "") if len(sectors) == 1 else None
    return act if mode is None else replace(act, type="MOBILIZE", mode=mode, how=f"{act.how}, by forces: MOBILIZE")


def _turned(act: Act, found: Sequence[Trigger]) -> Act:
    """The act that it is where it is promised, refused or still to come. found: what its content names."""
    frame, kinds = act.frame, [t.type for t in found]
    if act.type == "AGREE" and frame.lemma not in ("agree", "agreement") and "RETREAT" in kinds[:1]:
        act = replace(act, type="CONCEDE", mode=None, how=f"{act.how}; what is promised is RETREAT")
    if act.type in _PROMISED and frame.light is not None and frame.light.lemma.lower() in _VOWING:
        promised = _PROMISED[act.type]
        act = replace(act, type=promised, mode=None, how=f"{act.how}, promised: {promised}")
    harm = kinds[0] if kinds and kinds[0] in _HARMING else None
    if act.type == "AGREE" and harm and (frame.lemma in _VOWING or (harm == "ASSAULT" and frame.lemma in _MEANING)):
        how = f"{act.how}; what is promised is {kinds[0]}: THREATEN"
        act = replace(act, type="THREATEN", mode=threat_of(act.content, [(t.type, t.mode) for t in found]), how=how)
    if act.type == "CONCEDE" and any(t.lemma.lower() == "regret" and _of_others(t, frame) for t in frame.others):
        act = replace(act, type="ACCUSE", mode="disapprove", how=f"{act.how}, over what others did: ACCUSE")
    if act.type == "REQUEST" and frame.lemma == "order":
        act = _commanded(act, found)
    if act.status is Status.NEGATED and _no_to(act):
        how = f"{act.how}, which is refused: REJECT"
        act = replace(act, type="REJECT", mode=_asked(act.content, kinds), status=Status.ACTUAL, how=how)
    if act.status is Status.FUTURE and act.type == "ASSAULT" and frame.saying is not None:
        act = replace(
            act, type="THREATEN", mode="violence", status=Status.ACTUAL, how=f"{act.how}, said to come: THREATEN"
        )
    if act.status is Status.FUTURE and act.type in _PROMISED:
        promised = _PROMISED[act.type]
        act = replace(act, type=promised, mode=None, status=Status.ACTUAL, how=f"{act.how}, to come: {promised}")
    return act


def _of_others(regret: Token, frame: Frame) -> bool:
    """`expressed regret that Chad had refused`: a clause with a subject of its own."""
    clauses = [c for t in (regret, frame.predicate) for c in t.children if c.deprel in ("acl", "ccomp")]
    return any(c.deprel.startswith("nsubj") and c.upos != "PRON" for t in clauses for c in t.children)


def _at_a_distance(scene: Scene, frame: Frame) -> bool:
    """Whether those who talk do so by telephone or video, as the clause says, or the headline of a report's lead."""
    anchors = (frame.predicate, *(() if frame.light is None else (frame.light,)))
    words = {c.lemma.lower() for a in anchors for c in a.children}
    if words & _DISTANT:
        return True
    lead = scene.sentence_number(frame.predicate.index) < _OPENING and not words & {"meet", "meeting", "visit"}
    return lead and frame.lemma in _SPEAKING and bool(_CALL.search(scene.document.title or ""))


def _people(frame: Frame) -> Iterator[Token]:
    """Who does it, also behind a count: `thousands of protesters`."""
    for token in frame.doers:
        yield token
        yield from (c for c in token.children if c.deprel == "nmod")


def _commanded(act: Act, content: Sequence[Trigger]) -> Act:
    """What a court or the police orders is done to those who are ordered."""
    if not any(t.lemma.lower() in _COMMANDING for t in act.frame.doers):
        return act
    mode = next((t.mode for t in content if t.type == "COERCE" and t.mode), "restrict")
    return replace(act, type="COERCE", mode=mode, how=f"{act.how}, by a court or the police: COERCE")


def _no_to(act: Act) -> bool:
    """Whether somebody says no to what the word names, or those who sought it fail to agree."""
    frame = act.frame
    if act.type in ("AGREE", "SUPPORT") and (_refused(frame) or _refrained(frame)):
        return True
    anchor = frame.light or frame.predicate
    if not frame.doers or act.type not in _COOPERATIVE or passive(anchor):
        return False
    helpers = {c.text.lower() for c in anchor.children if c.deprel in ("aux", "advmod")}
    above = anchor.head if anchor.deprel == "xcomp" else None
    failed = act.type == "AGREE" and above is not None and above.lemma.lower() == "fail"
    return failed or bool(helpers & _NO and helpers & _WILL)


def _refrained(frame: Frame) -> bool:
    """`refrained from signing`."""
    above = frame.predicate.head
    return frame.lemma in _REFUSABLE and above is not None and above.lemma.lower() == "refrain"


def _refused(frame: Frame) -> bool:
    """A verb in the active that somebody says no to: `did not agree`, `will never recognise`."""
    helpers = {c.text.lower() for c in frame.predicate.children if c.deprel in ("aux", "advmod")}
    return frame.lemma in _REFUSABLE and bool(frame.doers) and bool(helpers & _NO) and not passive(frame.predicate)


def content_of(frame: Frame) -> tuple[Token, ...]:
    """Heads of what an act asks for, promises, refuses or threatens, the nearest first."""
    anchors = (frame.predicate, *(() if frame.light is None else (frame.light,)))
    found: list[Token] = []
    for child in (c for anchor in anchors for c in anchor.children):
        relation = child.deprel.split(":")[0]
        clause = relation in ("xcomp", "ccomp", "acl", "advcl") and child.upos in ("VERB", "NOUN", "ADJ")
        if clause or (relation in ("obj", "obl", "nmod") and child.upos == "NOUN"):
            found.append(child)
    return tuple(sorted(found, key=lambda t: t.index))


def _named_by(scene: Scene, token: Token, triggers: Triggers) -> Trigger | None:
    found = named(triggers, use_of(scene, token, lemma_of(token)))
    if found is not None or token.lemma.lower() not in LIGHT:
        return found
    carried = (named(triggers, use_of(scene, t, t.lemma.lower())) for t in objects(token) if t.upos == "NOUN")
    return next((t for t in carried if t is not None), None)  # `committed to carrying out attacks`


def _asked(content: tuple[Token, ...], kinds: list[str]) -> str:
    """The mode of a request or a refusal by what it is about."""
    words = {t.lemma.lower() for t in content}
    words |= {c.lemma.lower() for t in content for c in t.children if c.deprel in ("obj", "compound", "nmod", "xcomp")}
    if words & _YIELDING or {"RETREAT", "CONCEDE"} & set(kinds):
        return "yield"
    if words & _MEETING or "CONSULT" in kinds:
        return "meet"
    if words & _ASSISTING or {"AID", "COOPERATE"} & set(kinds):
        return "assist"
    return "change"
