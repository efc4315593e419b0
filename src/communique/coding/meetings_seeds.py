"""Where a report speaks of a meeting: the frames whose word names one, and how it does.

In: a scene. Out: `Seed`s in the order of the text. Refused, and left out: words of meeting in another sense (a
deadline that is met, a press conference, a call for restraint), and what is only asked for or wished.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from communique.coding.clauses import clauses_above, obliques, passive, subjects
from communique.coding.frames import Frame
from communique.coding.meetings_ceremonies import part_taken, said_to_be_there, signers, standing_as
from communique.coding.meetings_names import is_guest, is_name, is_person, named_before
from communique.coding.meetings_whom import GENERIC, the_last
from communique.coding.meetings_words import (
    CALLING,
    CALLS,
    FACE_TO_FACE,
    GATHERINGS,
    HOLDING,
    MEALS,
    MEDIATING,
    NOUNS,
    OTHERWISE,
    RECEIVING,
    SEEING,
    SENDING,
    SENT,
    SPEAKING,
    TALKS,
    VISITING,
    VISITS,
    below,
    format_in,
    hanging,
    with_particle,
)
from communique.coding.scene import Scene
from communique.coding.status import status_of
from communique.records.analysis import Token
from communique.records.diplomacy import MeetingFormat
from communique.records.outcomes import Part, Status

_VERBS = (
    HOLDING
    | MEDIATING
    | SPEAKING
    | CALLING
    | SEEING
    | RECEIVING
    | VISITING
    | SENDING
    | {"meet", "meet up", "sit down", "negotiate", "give"}
)
_HALLS = frozenset(("council", "cabinet", "committee"))
_IN_PERSON = MeetingFormat.IN_PERSON
_SERIES = frozenset(("series", "round", "set", "number", "part"))


class Shape(Enum):
    """How the words put a meeting."""

    TOGETHER = auto()  # A met with B; A and B met
    RECEPTION = auto()  # A received B
    VISIT = auto()  # A visited B
    GATHERING = auto()  # A attended, held, chaired a meeting
    SIGNING = auto()  # A and B signed a paper: a meeting where they did so at one table
    PRESENCE = auto()  # A was there too: no meeting of its own
    BARE = auto()  # a noun by itself: the meeting, their talks


@dataclass(frozen=True, slots=True)
class Seed:
    """One telling of a meeting. frame: its words. noun: the noun that names it. carrier: the verb it is told by.

    part: of those who are told to have been there.
    """

    frame: Frame
    shape: Shape
    noun: Token | None
    carrier: Token
    format: MeetingFormat
    part: Part = Part.PRESENT

    @property
    def trigger(self) -> Token:
        """The word that names the meeting."""
        return self.carrier if self.noun is None else self.noun

    @property
    def takes_part(self) -> bool:
        """Whether it tells no meeting of its own, but that somebody took part in one."""
        return self.shape is Shape.PRESENCE


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
    for frame in (*scene.frames, *_named_gatherings(scene)):
        token = frame.predicate
        if token.upos in ("NOUN", "PROPN") and token.index not in carried:
            seed = _of_noun(frame)
            if seed is not None:
                found.append(seed)
    found += [
        Seed(f, Shape.SIGNING, None, f.light, _manner(f.light))
        for f in scene.frames
        if f.light is not None and f.predicate.index not in carried and signers(scene, f)
    ]
    for frame, part in said_to_be_there(scene):
        found.append(Seed(frame, Shape.PRESENCE, None, frame.predicate, MeetingFormat.UNKNOWN, part))
    yield from sorted(found, key=lambda s: s.trigger.index)


def _of_verb(scene: Scene, frame: Frame) -> Seed | None:
    verb, manner = frame.predicate, _manner(frame.predicate)
    if signers(scene, frame):
        return Seed(frame, Shape.SIGNING, None, verb, manner)
    part = part_taken(scene, frame)
    if part is not None:
        return Seed(frame, Shape.PRESENCE, None, verb, MeetingFormat.UNKNOWN, part)
    if frame.lemma not in _VERBS:
        return None
    return _of_gathering(frame) or _of_conversation(scene, frame, manner) or _of_journey(scene, frame)


def _of_gathering(frame: Frame) -> Seed | None:
    """`held talks`, `attended the summit`, `gave a dinner`, `the leaders gathered`."""
    verb = frame.predicate
    if frame.lemma in HOLDING or frame.lemma in MEDIATING or frame.lemma == "give":
        named = MEALS if frame.lemma == "give" else NOUNS
        noun = next((t for t in _carried(frame) if t.lemma.lower() in named and not _otherwise(t)), None)
        if noun is not None:
            return Seed(frame, Shape.GATHERING, noun, verb, _format(noun, verb))
    around = any(w == "around" for w, _ in frame.obliques)
    if frame.lemma in ("convene", "gather") and not frame.others and not around and _several(frame.doers):
        return Seed(frame, Shape.TOGETHER, None, verb, _manner(verb))
    return None


def _of_conversation(scene: Scene, frame: Frame, manner: MeetingFormat) -> Seed | None:
    """`met`, `spoke with`, `called`, `is to see`, `received`."""
    verb = frame.predicate
    people = [t for t in frame.others if is_person(scene, t) or the_last(scene, t)]
    in_person = MeetingFormat.IN_PERSON if manner is MeetingFormat.UNKNOWN else manner
    if frame.lemma in ("meet", "meet up", "sit down") and (people or not frame.others):
        return Seed(frame, Shape.TOGETHER, None, verb, in_person)
    if _spoke_with(scene, frame, manner) or _negotiated(scene, frame):
        return Seed(frame, Shape.TOGETHER, None, verb, manner)
    if _joined(scene, frame, manner):
        return Seed(frame, Shape.TOGETHER, None, verb, manner)
    if called_by_name(scene, frame) or (frame.lemma in CALLING and people and not _otherwise_called(frame)):
        by_phone = MeetingFormat.PHONE if manner is MeetingFormat.UNKNOWN else manner
        return Seed(frame, Shape.TOGETHER, None, verb, by_phone)
    if frame.lemma in SEEING and people and _hoped(verb):
        return Seed(frame, Shape.TOGETHER, None, verb, in_person)
    if frame.lemma in RECEIVING and any(is_guest(scene, t) for t in people):
        return Seed(frame, Shape.RECEPTION, None, verb, in_person)
    return None


def _of_journey(scene: Scene, frame: Frame) -> Seed | None:
    """`visited`, `flew to`, `sent a delegation to`."""
    verb, to = frame.predicate, any(w == "to" for w, _ in frame.obliques)
    if frame.lemma in SENDING and to and frame.status is Status.ACTUAL:
        sent = tuple(t for t in frame.others if t.lemma.lower() in SENT)
        led = tuple(t for t in _led_by(scene, verb) if sent)
        return Seed(replace(frame, doers=led or sent, others=()), Shape.VISIT, None, verb, _IN_PERSON) if sent else None
    if any(t.lemma.lower() == "border" for t in frame.others):
        return None
    if frame.lemma == "fly" and not any(is_person(scene, t) for t in frame.doers):
        return None  # `the plane flew to`
    if frame.lemma == "visit" or (frame.lemma in VISITING and to):
        return Seed(frame, Shape.VISIT, None, verb, _IN_PERSON)
    return None


def _led_by(scene: Scene, verb: Token) -> tuple[Token, ...]:
    """Who leads those that are sent: `sent a delegation to Lima, led by his foreign minister`."""
    for index in range(verb.index + 1, verb.sentence.stop):
        if scene.analysis[index].lemma.lower() in ("lead", "head") and scene.analysis[index].xpos == "VBN":
            return subjects(scene.analysis[index])
    return ()


def _named_gatherings(scene: Scene) -> Iterator[Frame]:
    """Gatherings with a capital, which are no frames: `the Summit between Biden and Xi`."""
    for index in scene.analysis.tokens.upos.among("PROPN").nonzero()[0].tolist():
        token = scene.analysis[index]
        if token.text.lower().removesuffix("s") in NOUNS:
            around = obliques(token)
            together = tuple(t for w, t in around if w == "between")
            if together or any(w == "with" for w, _ in around):
                yield Frame(token, token.lemma.lower(), None, (), (), together, around, status_of(token))


def _spoke_with(scene: Scene, frame: Frame, manner: MeetingFormat) -> bool:
    """Whether a verb of speaking says with whom, or that several did so in some manner."""
    if frame.lemma not in SPEAKING or passive(frame.predicate):  # `was conferred with an honour`
        return False
    if any(w in ("with", "to") and is_person(scene, t) for w, t in hanging(frame.predicate)):
        return True
    if any(t.text.lower() == "with" for c in frame.predicate.children for t in c.children if c.deprel == "obl"):
        return frame.lemma in ("speak", "talk", "confer")
    if frame.lemma == "discuss" or (frame.predicate.xpos == "VBG" and frame.predicate.deprel.startswith("advcl")):
        return False
    if frame.lemma == "engage":
        several = len(frame.doers) > 1 and frame.predicate.xpos in ("VBD", "VBN") and not frame.others
        return several or len(_had_occasion(frame.predicate)) > 1
    if frame.lemma == "speak" and manner is not MeetingFormat.UNKNOWN:
        return True
    if len(named_before(scene, frame.predicate)) > 1:
        return True
    several = len(frame.doers) > 1 or (frame.lemma in ("speak", "talk", "confer") and _several(frame.doers))
    several = several and frame.predicate.xpos != "VBP"  # `they talk about the debt`, day after day
    return several and not any(w in ("of", "at", "for", "in") for w, _ in frame.obliques)


def _joined(scene: Scene, frame: Frame, manner: MeetingFormat) -> bool:
    """`joined the leaders of ASEAN during the summit`, `the council was joined by Biden`."""
    if frame.lemma != "join" or not any(is_name(scene, t) for t in frame.doers):
        return False
    met = any(t.lemma.lower() in _HALLS or t.lemma.lower() in GENERIC for t in frame.others)
    told = manner is not MeetingFormat.UNKNOWN or any(t.lemma.lower() in _HALLS for t in frame.others)
    return met and (told or any(w in ("during", "at", "for") and t.lemma.lower() in NOUNS for w, t in frame.obliques))


def _had_occasion(verb: Token) -> tuple[Token, ...]:
    """Who `had the opportunity to engage`."""
    noun = verb.head
    had = noun.head if noun is not None and noun.upos == "NOUN" and verb.deprel == "acl" else None
    return subjects(had) if had is not None and had.lemma.lower() == "have" else ()


def _negotiated(scene: Scene, frame: Frame) -> bool:
    """`negotiates with Kinshasa in Doha`: with whom and where, so that it is no mere matter of years."""
    beside = [t for w, t in frame.obliques if w == "with" and standing_as(scene, t) is None]
    whom = any(is_person(scene, t) and t.lemma.lower() not in ("guarantor", "mediator", "observer") for t in beside)
    where = any(w in ("in", "at") and t.index in scene.places_at for w, t in frame.obliques)
    return frame.lemma == "negotiate" and whom and where


def called_by_name(scene: Scene, frame: Frame) -> list[Token]:
    """Whom a verb of calling has for its complement: `called Ishiba to congratulate him`."""
    if frame.lemma not in CALLING or frame.others:
        return []
    told = [c for c in frame.predicate.children if c.deprel == "xcomp" and c.upos in ("NOUN", "PROPN", "ADJ")]
    return [c for c in told if is_name(scene, c)] if len(told) == 1 else []  # not `called him a liar`


def _of_noun(frame: Frame) -> Seed | None:
    noun = frame.predicate
    carrier = frame.light or noun
    if frame.lemma in _SERIES:  # `held the third round of talks`
        noun = next((t for w, t in obliques(noun) if w == "of"), noun)
    lemma = noun.lemma.lower()
    if lemma not in NOUNS or _otherwise(noun) or _beside_it(noun):
        return None
    sided = bool(frame.together) or any(w == "with" for w, _ in obliques(noun))
    if lemma in CALLS and not sided and any(w in ("for", "to", "on") for w, _ in obliques(noun)):
        return None
    if lemma in TALKS | CALLS and frame.light is None and not _an(noun):
        return None  # talks that go on, or are wished for; those that were held have a verb
    shape = Shape.VISIT if lemma in VISITS else Shape.BARE if frame.light is None else Shape.TOGETHER
    calls = frame.light is not None and with_particle(frame.light) == "call"
    if calls or (lemma in GATHERINGS and frame.light is not None):
        shape = Shape.GATHERING
    return Seed(frame, shape, noun, carrier, _format(noun, carrier))


def _beside_it(noun: Token) -> bool:
    """`on the sidelines of the summit`: the meeting told is another."""
    return noun.head is not None and noun.head.lemma.lower() in ("sideline", "margin", "fringe")


def _an(noun: Token) -> bool:
    """Whether a noun tells a meeting that was: with a word for whose or which it is, or with who held it."""
    if any(c.deprel in ("nmod:poss", "det", "nummod") for c in noun.children):
        return True
    return noun.lemma.lower() in TALKS and any(w == "between" for w, _ in obliques(noun))


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
    """What the verb carries: its object, what it takes part in; behind `a series of`, the noun that counts."""
    words = (
        ("in", "at", "over", "", "for") if frame.lemma in ("join", "gather", "convene") else ("in", "at", "over", "")
    )
    found = [*frame.others, *(t for w, t in frame.obliques if w in words)]
    if frame.predicate.deprel == "acl:relcl":  # `the conference at Camp David, which he convened`
        found += [t.head for t in frame.others if t.head is not None and t.deprel == "nmod"]
    if not frame.others:
        found += _before_that(frame.predicate)
    return [*found, *(t for f in found if f.lemma.lower() in _SERIES for w, t in obliques(f) if w == "of")]


def _before_that(verb: Token) -> list[Token]:
    """`the talks that negotiators have held`, where the tree takes `that` for a conjunction."""
    that = [c for c in verb.children if c.deprel == "mark" and c.text.lower() == "that" and c.index > 0]
    return [t for c in that if (t := verb.analysis[c.index - 1]).upos == "NOUN"]


def _otherwise(noun: Token) -> bool:
    before = {c.text.lower() for c in noun.children if c.deprel in ("compound", "amod", "nmod:poss", "nmod")}
    before |= {c.lemma.lower() for c in noun.children if c.deprel in ("compound", "amod")}
    return bool(before & OTHERWISE)


def _otherwise_called(frame: Frame) -> bool:
    """`called him a liar`, `called on Iran to withdraw`, `called for talks`."""
    if any(c.deprel in ("xcomp", "ccomp") for c in frame.predicate.children):
        return len(frame.others) != 1 or not _infinitive(frame.predicate)
    title = (
        len(frame.others) == 2 and frame.others[1].index == frame.others[0].index + 1
    )  # `called President-elect Boric`
    several = len(frame.others) > 1 and not (title and frame.others[1].upos == "PROPN")
    return several or any(w in ("on", "for", "upon") for w, _ in frame.obliques)


def _infinitive(verb: Token) -> bool:
    return any(
        c.deprel in ("xcomp", "ccomp") and any(m.text.lower() == "to" for m in c.children) for c in verb.children
    )


def _several(doers: tuple[Token, ...]) -> bool:
    return len(doers) > 1 or any("Number=Plur" in t.feats or t.lemma.lower() == "they" for t in doers)


def _hoped(verb: Token) -> bool:
    return any(above.lemma.lower() in ("look", "hope", "expect", "plan", "invite") for above in clauses_above(verb))
