"""Who takes part in a meeting, and in what part.

In: a scene, a seed, and who took part in the meetings told before. Out: `Attendee`s, each once. A side that the tree
does not give is looked for in the words before and behind the trigger in its sentence; `the Prime Minister` without a
name is the one who was at the meeting told before. Those of whom the report only speaks take no part. Nothing is
refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from communique.codebook.phrases import listed
from communique.coding.clauses import conjuncts, objects, obliques, subjects
from communique.coding.frames import Frame
from communique.coding.meetings_ceremonies import role_of, signers, standing_as
from communique.coding.meetings_seeds import POLITICAL, Seed, Shape, called_by_name, is_name, is_person, named_before
from communique.coding.meetings_whom import GENERIC, attending, by_report
from communique.coding.meetings_words import (
    CALLS,
    CANCELLED,
    CHAIRING,
    CO_CHAIRING,
    MEDIATING,
    POSTPONED,
    hanging,
    with_particle,
)
from communique.coding.parties import parties
from communique.coding.scene import Scene
from communique.records.analysis import MentionKind, Token
from communique.records.outcomes import Attendee, Part, Party

_BESIDE = ("with", "between", "among", "amongst", "alongside")
_BETWEEN = ("between", "among", "amongst")
_THANKING = frozenset(listed("thank praise commend applaud congratulate criticise criticize credit laud"))
_FAR = 8  # tokens between a title and its name
_BODIES = frozenset(("IGO", "UNO", "EUR"))
_ADDRESS = frozenset(listed("majesty highness excellency holiness eminence"))
_BY = {"host": Part.HOST, "organize": Part.HOST, "organise": Part.HOST, "convene": Part.HOST}


def attendees_of(scene: Scene, seed: Seed, known: Sequence[Attendee] = ()) -> tuple[tuple[Attendee, ...], bool]:
    """Those who take part, and whether the tree names both sides. known: who took part in the meetings told before."""
    mine, others, jointly = _sides(scene, seed)
    direct = bool(mine or jointly) and bool(others or jointly or len(mine) > 1)
    if seed.shape is not Shape.BARE:
        if not mine and not jointly and with_particle(seed.carrier) not in CANCELLED | POSTPONED:
            mine = _before(scene, seed)
        alone = seed.shape in (Shape.GATHERING, Shape.SIGNING, Shape.PRESENCE)
        if not others and not jointly and not alone and len(mine) < 2:
            others = _behind(scene, seed)
    if mine or others:
        jointly = [t for t in jointly if t.lemma.lower() not in GENERIC]  # `the meeting between heads of government`
    first, second = _parts(seed)
    places = seed.shape is Shape.VISIT
    found = [
        *attending(scene, mine, first, known),
        *(a for t in others for a in attending(scene, [t], standing_as(scene, t) or second, known, places=places)),
        *attending(scene, jointly, Part.PRESENT, known),
        *attending(scene, _in_presence(seed), Part.PRESENT, known),
        *_by_whom(scene, seed, known),
    ]
    if seed.shape is Shape.GATHERING and len({p.country for p in found}) < 2:
        found += _body_of(scene, seed)
    return once(_stated(scene, found)), direct


def clause_above(scene: Scene, seed: Seed) -> tuple[Attendee, ...]:
    """Who does what to whom in the clause above: `A thanked B when they met`."""
    at = seed.carrier.head
    frame = next((f for f in scene.frames if at is not None and at in (f.predicate, f.light)), None)
    if frame is None:
        return ()
    tokens = [*frame.doers, *frame.others, *(t for w, t in frame.obliques if w in ("to", "with"))]
    found = attending(scene, [t for t in tokens if is_person(scene, t)], Part.PRESENT, ())
    return once(found) if len({p.country for p in found if p.country}) > 1 else ()


def _stated(scene: Scene, found: list[Attendee]) -> list[Attendee]:
    """Those who met, unnamed groups left out to whom only the report gives a country that none of the others has."""
    stated = {p.country for p in found if p.country and not by_report(scene, p)}
    if not stated:
        return found
    return [
        p
        for p in found
        if p.country in stated or p.sector in POLITICAL or not by_report(scene, p) or _has_name(scene, p)
    ]


def _has_name(scene: Scene, party: Party) -> bool:
    if party.actor is None:
        return False
    mentions = (scene.analysis.mentions[m] for m in scene.actors[party.actor].mentions)
    return any(m.named and m.kind is MentionKind.PERSON for m in mentions)


def _body_of(scene: Scene, seed: Seed) -> list[Attendee]:
    """The body whose meeting a noun tells, by a name before it: `the Arab League summit`."""
    before = [c for c in seed.trigger.children if c.deprel in ("compound", "nmod:poss", "amod") and c != seed.trigger]
    return [Attendee.as_(Part.PRESENT, p) for c in before for p in parties(scene, c) if p.country in _BODIES]


def points_back(scene: Scene, seed: Seed, people: Sequence[Attendee]) -> bool:
    """Whether the words name nobody of their own: `the talks`, `the two leaders met`, `during their meeting`."""
    tokens = [t for side in _sides(scene, seed) for t in side]
    new = seed.noun is not None and any(c.text.lower() in ("a", "an", "another") for c in seed.noun.children)
    if new and not any(t.lemma.lower() in GENERIC and t.upos == "NOUN" for t in tokens):
        return False
    named = [t for t in tokens if t.upos != "PRON" and not (t.lemma.lower() in GENERIC and _plain(scene, t))]
    return not named and len({p.country for p in people if p.country}) < 2


def once(found: Iterable[Attendee]) -> tuple[Attendee, ...]:
    """Each attendee once, the part that says more kept; of two readings of the same words, the one with a name."""
    kept: list[Attendee] = []
    for attendee in found:
        at = next((i for i, k in enumerate(kept) if _is_same(k, attendee)), None)
        if at is None:
            kept.append(attendee)
            continue
        before = kept[at]
        better = attendee if (attendee.sector is not None and attendee.name) and not before.sector else before
        part = attendee.part if before.part is Part.PRESENT else before.part
        kept[at] = replace(better, part=part)
    return tuple(kept)


def _is_same(one: Attendee, other: Attendee) -> bool:
    if one.actor is not None and one.actor == other.actor:
        return True
    if one.span == other.span and one.country != other.country:
        return False  # two countries behind `the two sides`
    return one.span.overlaps(other.span)


def joining(scene: Scene) -> list[tuple[Party, Party]]:
    """Who joined whom: `Biden, joined by Harris, spoke with ...`; pairs of who joins and whom."""
    found = []
    for frame in scene.frames:
        if frame.lemma in ("join", "accompany") and frame.predicate.upos == "VERB":
            for doer in frame.doers:
                for other in frame.others:
                    found += [(d, o) for d in parties(scene, doer) for o in parties(scene, other)]
    return found


def _plain(scene: Scene, token: Token) -> bool:
    """Whether a phrase says nothing of a country: `the two leaders`, not `the Baltic leaders`."""
    return not any(c.deprel in ("amod", "compound", "nmod", "nmod:poss") and parties(scene, c) for c in token.children)


def _in_presence(seed: Seed) -> list[Token]:
    """`signed in the presence of President Bouteflika`."""
    near = [t for w, t in obliques(seed.carrier) if w == "in" and t.lemma.lower() == "presence"]
    return [t for n in near for w, t in obliques(n) if w == "of"]


def _sides(scene: Scene, seed: Seed) -> tuple[list[Token], list[Token], list[Token]]:
    """Who meets, whom, and those who are named together."""
    frame = seed.frame
    anchors = list(dict.fromkeys((seed.carrier, frame.predicate, seed.trigger)))
    around = [(w, t) for a in anchors for w, t in hanging(a)]
    jointly = [t for w, t in around if w in _BETWEEN] + _mediated(seed)
    words = (*_BESIDE, "from") if seed.noun is not None and seed.noun.lemma.lower() in CALLS else _BESIDE
    beside = _named_beside(scene, around, [t for w, t in around if w in words and t not in jointly])
    if seed.shape is Shape.SIGNING:
        return signers(scene, frame), [], []
    if seed.shape is Shape.PRESENCE:
        return _there(scene, frame), [], []
    doers = [t for t in (_thanked(seed.carrier) or frame.doers) if _somebody(scene, t)]
    if seed.shape is Shape.TOGETHER and not any(is_name(scene, t) or t.upos == "PRON" for t in doers):
        doers = _two_before(scene, seed, jointly) or doers
    if seed.noun is not None and with_particle(seed.carrier) in CANCELLED | POSTPONED:
        doers = []  # who calls a meeting off need not be one of those who would have met
    elif not doers:  # a subject that the tree took for something else stands bare before the verb
        doers = [t for w, t in hanging(seed.carrier) if not w and t.index < seed.carrier.index and is_person(scene, t)]
    if seed.shape is Shape.VISIT:
        goal = [t for w, t in around if w in ("to", "in")]
        whom = [*(frame.others if frame.predicate.upos == "VERB" else ()), *goal, *beside]
        return _invited(scene, seed) or doers or _owners(seed) or _above(scene, seed), whom, []
    if seed.shape is Shape.BARE:
        return _owners(seed) or (_above(scene, seed) if beside else []), beside, jointly
    if seed.shape is Shape.GATHERING:
        also = [t for w, t in around if w in ("of", "by", "for") and is_person(scene, t)]
        if frame.predicate.upos == "VERB":  # `joined the ministers for a session`
            also += [t for t in frame.others if t != seed.noun and is_person(scene, t)]
        return doers, [*beside, *(t for t in also if t not in doers)], jointly
    called = frame.light is not None and frame.lemma in CALLS  # `received a call from`
    others = [t for t in frame.others if (called or frame.predicate.upos == "VERB") and is_person(scene, t)]
    others += called_by_name(scene, frame) if not others else []
    others += beside
    if frame.lemma in ("speak", "talk"):
        others += [t for w, t in around if w == "to"]
    return doers, others, jointly


def _mediated(seed: Seed) -> list[Token]:
    """Between whom those who hold a conference mediate: `convened it to mediate between Egypt and Israel`."""
    verbs = [c for c in seed.carrier.children if c.deprel in ("advcl", "xcomp") and c.lemma.lower() in MEDIATING]
    return [t for v in verbs for w, t in obliques(v) if w in _BETWEEN]


def _there(scene: Scene, frame: Frame) -> list[Token]:
    """Those who are told to have been there; behind `for` may stand the next of them: `A signed for X, B for Y`."""
    also = [t for w, t in frame.obliques if w == "for" and is_name(scene, t)]
    return [t for t in dict.fromkeys((*frame.doers, *also)) if _somebody(scene, t)]


def _two_before(scene: Scene, seed: Seed, jointly: list[Token]) -> list[Token]:
    """Two who are named before a verb that the tree gives another subject: `Biden and Johnson of Britain spoke`."""
    names = [] if jointly or seed.carrier.upos != "VERB" else named_before(scene, seed.carrier)
    return names if len(names) > 1 else []


def _thanked(verb: Token) -> tuple[Token, ...]:
    """Who is thanked or praised for it: `thanked Kenya for hosting the talks`."""
    head = verb.head
    if head is None or verb.xpos != "VBG" or head.lemma.lower() not in _THANKING:
        return ()
    marked = any(c.text.lower() in ("for", "on") for c in verb.children if c.deprel in ("mark", "case"))
    return objects(head) if marked else ()


def _named_beside(scene: Scene, hanging: list[tuple[str, Token]], beside: list[Token]) -> list[Token]:
    """Those beside whom somebody met. A tree may hang a name bare beside its title: `with His Majesty King Hassan`."""
    found = []
    for token in beside:
        bare = [t for w, t in hanging if not w and 0 < t.index - token.index <= _FAR and t.upos == "PROPN"]
        names = [t for t in bare if is_name(scene, t)]
        if names and not is_name(scene, token) and any(p.country for p in parties(scene, names[0])):
            found += list(conjuncts(names[0]))
        elif bare and token.lemma.lower() in _ADDRESS:
            found.append(bare[0])
        else:
            found.append(token)
    return found


def _somebody(scene: Scene, token: Token) -> bool:
    return token.upos == "PRON" or is_person(scene, token) or token.lemma.lower() in GENERIC


def _owners(seed: Seed) -> list[Token]:
    """Whose meeting a noun tells: `their talks`, `Biden's call`, `a meeting of ministers`."""
    noun = seed.noun
    if noun is None:
        return []
    own = [t for c in noun.children if c.deprel == "nmod:poss" for t in conjuncts(c)]
    found = [*own, *(t for w, t in obliques(noun) if w in ("of", "by"))]
    if not found and any(c.deprel == "cop" for c in noun.children):  # `the 11th session in the history of the Assembly`
        return [t for w, n in obliques(noun) if w == "in" for v, t in obliques(n) if v == "of"]
    return found


def _above(scene: Scene, seed: Seed) -> list[Token]:
    """The subject of the clause that a noun stands in: `Ahmed left for talks with ...`."""
    at = seed.trigger.head
    while at is not None and at.upos != "VERB":
        at = at.head
    return [t for t in subjects(at) if _somebody(scene, t)] if at is not None else []


def _invited(scene: Scene, seed: Seed) -> list[Token]:
    """Who is invited, where the visit is one that somebody is invited to."""
    at = seed.carrier.head
    if at is None or at.lemma.lower() not in ("invite", "invitation"):
        return []
    found = [c for c in at.children if c.deprel in ("obj", "iobj") or (at.upos == "NOUN" and c.deprel == "nmod")]
    found += [t for w, t in obliques(at) if w in ("to", "for")]
    between = [scene.analysis[i] for i in range(at.index + 1, seed.carrier.index)]
    return [t for t in found if is_person(scene, t)] or [t for t in between if is_person(scene, t)][:1]


def _parts(seed: Seed) -> tuple[Part, Part]:
    if seed.shape is Shape.PRESENCE:
        return seed.part, seed.part
    if seed.shape is Shape.RECEPTION:
        return Part.HOST, Part.GUEST
    if seed.shape is Shape.VISIT:
        return Part.GUEST, Part.HOST
    role = role_of(seed.frame)
    if role is not None:
        return role, Part.PRESENT
    lemma = seed.frame.lemma if seed.noun is not None and seed.frame.predicate.upos == "VERB" else ""
    if seed.frame.light is not None:
        lemma = seed.frame.light.lemma.lower()
    if lemma in CO_CHAIRING:
        return Part.CO_CHAIR, Part.CO_CHAIR
    if lemma in CHAIRING:
        return Part.CHAIR, Part.PRESENT
    if lemma in MEDIATING:
        return Part.MEDIATOR, Part.PRESENT
    if lemma in _BY:
        return _BY[lemma], Part.PRESENT
    return Part.PRESENT, Part.PRESENT


def _by_whom(scene: Scene, seed: Seed, known: Sequence[Attendee]) -> list[Attendee]:
    """Hosts, chairs and mediators told by a participle: `a meeting hosted by Qatar`, `talks mediated by Oman`."""
    found: list[Attendee] = []
    for child in seed.trigger.children if seed.noun is not None else ():
        if child.deprel not in ("acl", "acl:relcl") or child.xpos != "VBN":
            continue
        lemma = child.lemma.lower()
        part = _BY.get(lemma) or (
            Part.MEDIATOR if lemma in MEDIATING else
            Part.CO_CHAIR if lemma in CO_CHAIRING else
            Part.CHAIR if lemma in CHAIRING else None
        )  # fmt: skip
        if part is not None:
            found += attending(scene, subjects(child), part, known)
    return found


def _before(scene: Scene, seed: Seed) -> list[Token]:
    """The nearest subject before the trigger that stands for somebody."""
    start = seed.carrier.sentence.first
    for index in range(seed.carrier.index - 1, start - 1, -1):
        token = scene.analysis[index]
        if token.deprel.startswith("nsubj") and token.upos != "PRON" and is_person(scene, token):
            return list(conjuncts(token))
    return []


def _behind(scene: Scene, seed: Seed) -> list[Token]:
    """Who stands behind `with` after the trigger, before the next finite verb."""
    for index in range(seed.carrier.index + 1, seed.carrier.sentence.stop):
        token = scene.analysis[index]
        if token.upos in ("VERB", "AUX") and token.xpos in ("VBD", "VBZ", "VBP", "MD"):
            return []
        if token.text.lower() == "with" and token.deprel == "case" and token.head is not None:
            found = [t for t in conjuncts(token.head) if is_person(scene, t)]
            if found:
                return found
    return []
