"""Where a report speaks of a meeting: the frames whose word names one, and how it does.

In: a scene. Out: `Seed`s in the order of the text. Refused, and left out: words of meeting in another sense (a
deadline that is met, a press conference, a call for restraint), and what is only asked for or wished.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from communique.coding.clauses import clauses_above, obliques
from communique.coding.frames import Frame
from communique.coding.meetings_words import (
    CALLING,
    CALLS,
    FACE_TO_FACE,
    GATHERINGS,
    HOLDING,
    NOUNS,
    OTHERWISE,
    RECEIVING,
    SEEING,
    TALKS,
    VISITING,
    VISITS,
    WITH_EACH_OTHER,
    below,
    format_in,
)
from communique.coding.parties import parties
from communique.coding.scene import Scene
from communique.records.analysis import MentionKind, Token
from communique.records.diplomacy import MeetingFormat

_PEOPLE = (MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.NORP)
_NEEDS_OTHER = frozenset(("speak", "talk", "confer", "consult", "converse", "discuss", "engage", "negotiate"))


class Shape(Enum):
    """How the words put a meeting."""

    TOGETHER = auto()  # A met with B; A and B met
    RECEPTION = auto()  # A received B
    VISIT = auto()  # A visited B
    GATHERING = auto()  # A attended, held, chaired a meeting
    BARE = auto()  # a noun by itself: the meeting, their talks


@dataclass(frozen=True, slots=True)
class Seed:
    """One telling of a meeting. frame: its words. noun: the noun that names it. carrier: the verb it is told by."""

    frame: Frame
    shape: Shape
    noun: Token | None
    carrier: Token
    format: MeetingFormat

    @property
    def trigger(self) -> Token:
        """The word that names the meeting."""
        return self.carrier if self.noun is None else self.noun


def seeds_of(scene: Scene) -> Iterator[Seed]:
    """Every telling of a meeting."""
    carried: set[int] = set()
    found: list[Seed] = []
    for frame in scene.frames:
        seed = _of_verb(scene, frame) if frame.predicate.upos == "VERB" else None
        if seed is not None:
            found.append(seed)
            if seed.noun is not None:
                carried.add(seed.noun.index)
    for frame in scene.frames:
        token = frame.predicate
        if token.upos == "NOUN" and token.index not in carried:
            seed = _of_noun(frame)
            if seed is not None:
                found.append(seed)
    yield from sorted(found, key=lambda s: s.trigger.index)


def is_person(scene: Scene, token: Token) -> bool:
    """Whether a word stands for somebody: a person, a body, or a country that acts."""
    kinds = {scene.analysis.mentions[m].kind for m in scene.mentions_at.get(token.index, ())}
    return bool(kinds & set(_PEOPLE)) or bool(parties(scene, token))


def _of_verb(scene: Scene, frame: Frame) -> Seed | None:
    verb = frame.predicate
    people = [t for t in frame.others if is_person(scene, t)]
    with_people = any(w in ("with", "to") and is_person(scene, t) for w, t in frame.obliques)
    manner = _manner(verb)
    if frame.lemma in HOLDING:
        noun = next((t for t in _carried(frame) if t.lemma.lower() in NOUNS and not _otherwise(t)), None)
        if noun is not None:
            return Seed(frame, Shape.GATHERING, noun, verb, _format(noun, verb))
    if frame.lemma in WITH_EACH_OTHER or frame.lemma in ("meet up", "sit down"):
        if frame.lemma in _NEEDS_OTHER and not (with_people or _several(frame.doers)):
            if manner is MeetingFormat.UNKNOWN or frame.lemma == "discuss":
                return None
        if frame.lemma in ("discuss", "engage", "negotiate", "consult") and not with_people:
            return None
        if frame.lemma == "meet" and frame.others and not people:
            return None
        if frame.lemma == "speak" and not with_people and any(w in ("of", "at", "for") for w, _ in frame.obliques):
            return None
        if frame.lemma == "meet" and manner is MeetingFormat.UNKNOWN:
            manner = MeetingFormat.IN_PERSON
        return Seed(frame, Shape.TOGETHER, None, verb, manner)
    if frame.lemma in CALLING and people and not _otherwise_called(frame):
        return Seed(
            frame, Shape.TOGETHER, None, verb, MeetingFormat.PHONE if manner is MeetingFormat.UNKNOWN else manner
        )
    if frame.lemma in SEEING and people and _hoped(verb):
        return Seed(frame, Shape.TOGETHER, None, verb, MeetingFormat.IN_PERSON)
    if frame.lemma in RECEIVING and people:
        return Seed(
            frame, Shape.RECEPTION, None, verb, MeetingFormat.IN_PERSON if manner is MeetingFormat.UNKNOWN else manner
        )
    if frame.lemma in VISITING and (frame.lemma == "visit" or any(w == "to" for w, _ in frame.obliques)):
        return Seed(frame, Shape.VISIT, None, verb, MeetingFormat.IN_PERSON)
    return None


def _of_noun(frame: Frame) -> Seed | None:
    noun = frame.predicate
    lemma = noun.lemma.lower()
    if lemma not in NOUNS or _otherwise(noun):
        return None
    carrier = frame.light or noun
    sided = bool(frame.together) or any(w == "with" for w, _ in obliques(noun))
    if lemma in CALLS and not sided and any(w in ("for", "to", "on") for w, _ in obliques(noun)):
        return None
    shape = Shape.VISIT if lemma in VISITS else Shape.BARE if frame.light is None else Shape.TOGETHER
    if lemma in GATHERINGS and frame.light is not None:
        shape = Shape.GATHERING
    return Seed(frame, shape, noun, carrier, _format(noun, carrier))


def _format(noun: Token, carrier: Token) -> MeetingFormat:
    lemma = noun.lemma.lower()
    told = format_in(" ".join(t.text for t in below(noun, 2)))
    if told is MeetingFormat.UNKNOWN and carrier != noun:
        told = _manner(carrier)
    if told is MeetingFormat.VIDEO or (told is MeetingFormat.PHONE and lemma in CALLS | TALKS):
        return told
    if lemma in CALLS:
        return MeetingFormat.PHONE
    return MeetingFormat.IN_PERSON if lemma in FACE_TO_FACE else told


def _manner(verb: Token) -> MeetingFormat:
    """How they met, by the words that hang on the verb: `by phone`, `met virtually`."""
    words = [t.text for c in verb.children if c.deprel.split(":")[0] in ("obl", "advmod") for t in below(c, 1)]
    return format_in(" ".join(words))


def _carried(frame: Frame) -> list[Token]:
    """What the verb carries: its object, or what it takes place in or takes part in."""
    return [*frame.others, *(t for w, t in frame.obliques if w in ("in", "at", ""))]


def _otherwise(noun: Token) -> bool:
    before = {c.text.lower() for c in noun.children if c.deprel in ("compound", "amod", "nmod:poss", "nmod")}
    before |= {c.lemma.lower() for c in noun.children if c.deprel in ("compound", "amod")}
    return bool(before & OTHERWISE)


def _otherwise_called(frame: Frame) -> bool:
    """`called him a liar`, `called on Iran to withdraw`, `called for talks`."""
    if any(c.deprel in ("xcomp", "ccomp") for c in frame.predicate.children):
        return len(frame.others) != 1 or not _infinitive(frame.predicate)
    return len(frame.others) > 1 or any(w in ("on", "for", "upon") for w, _ in frame.obliques)


def _infinitive(verb: Token) -> bool:
    return any(
        c.deprel in ("xcomp", "ccomp") and any(m.text.lower() == "to" for m in c.children) for c in verb.children
    )


def _several(doers: tuple[Token, ...]) -> bool:
    return len(doers) > 1 or any("Number=Plur" in t.feats or t.lemma.lower() == "they" for t in doers)


def _hoped(verb: Token) -> bool:
    return any(above.lemma.lower() in ("look", "hope", "expect", "plan", "invite") for above in clauses_above(verb))
