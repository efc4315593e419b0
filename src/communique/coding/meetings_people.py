"""Who takes part in a meeting, and in what part.

In: a scene and a seed. Out: `Attendee`s, each once. A side that the tree does not give is looked for in the words
before and behind the trigger in its sentence. Those of whom the report only speaks take no part. Nothing is refused.
"""

from collections.abc import Iterable, Sequence

from communique.coding.clauses import conjuncts, obliques
from communique.coding.meetings_seeds import Seed, Shape, is_person
from communique.coding.meetings_words import CHAIRING, CO_CHAIRING
from communique.coding.parties import affected, parties
from communique.coding.scene import Scene
from communique.records.analysis import MentionKind, Token
from communique.records.outcomes import Attendee, Part, Party

_BESIDE = ("with", "between", "among", "amongst", "alongside")
_GENERIC = frozenset(
    ["leader", "president", "minister", "side", "party", "they", "both", "two", "official", "counterpart"]
)
_STOPS = frozenset(("VERB", "AUX"))


def attendees_of(scene: Scene, seed: Seed) -> tuple[tuple[Attendee, ...], bool]:
    """Those who take part, and whether the tree names both sides."""
    subjects, others, jointly = _sides(scene, seed)
    direct = bool(subjects or jointly) and bool(others or jointly or len(subjects) > 1)
    if seed.shape is not Shape.BARE:
        if not subjects and not jointly:
            subjects = _before(scene, seed)
        if not others and not jointly and seed.shape is not Shape.GATHERING and len(subjects) < 2:
            others = _behind(scene, seed)
    first, second = _parts(seed)
    places = seed.shape is Shape.VISIT
    found = [
        *_all(scene, subjects, first),
        *_all(scene, others, second, places=places),
        *_all(scene, jointly, Part.PRESENT),
    ]
    return once(found), direct


def points_back(scene: Scene, seed: Seed, people: Sequence[Attendee]) -> bool:
    """Whether the words name nobody of their own: `the talks`, `the two leaders met`, `during their meeting`."""
    tokens = [t for side in _sides(scene, seed) for t in side]
    named = [t for t in tokens if t.upos != "PRON" and not (t.lemma.lower() in _GENERIC and _plain(scene, t))]
    return not named and len({p.country for p in people if p.country}) < 2


def _plain(scene: Scene, token: Token) -> bool:
    """Whether a phrase says nothing of a country: `the two leaders`, not `the Baltic leaders`."""
    return not any(c.deprel in ("amod", "compound", "nmod", "nmod:poss") and parties(scene, c) for c in token.children)


def once(found: Iterable[Attendee]) -> tuple[Attendee, ...]:
    """Each attendee once, the part that says more kept."""
    kept: dict[object, Attendee] = {}
    for attendee in found:
        key: object = attendee.actor if attendee.actor is not None else attendee.span
        before = kept.get(key)
        if before is None or (before.part is Part.PRESENT and attendee.part is not Part.PRESENT):
            kept[key] = attendee
    return tuple(kept.values())


def _sides(scene: Scene, seed: Seed) -> tuple[list[Token], list[Token], list[Token]]:
    """Who meets, whom, and those who are named together."""
    frame = seed.frame
    anchors = list(dict.fromkeys((seed.carrier, frame.predicate, seed.trigger)))
    beside = [t for a in anchors for w, t in obliques(a) if w in _BESIDE]
    jointly = [t for a in anchors for w, t in obliques(a) if w in ("between", "among", "amongst")]
    if seed.shape is Shape.VISIT:
        goal = [t for a in anchors for w, t in obliques(a) if w in ("to", "in")]
        whom = [*(frame.others if frame.predicate.upos == "VERB" else ()), *goal, *beside]
        return list(frame.doers) or _owners(seed), whom, []
    if seed.shape is Shape.BARE:
        return _owners(seed), [t for t in beside if t not in jointly], jointly
    subjects = list(frame.doers)
    if seed.shape is Shape.GATHERING:
        also = [t for a in anchors for w, t in obliques(a) if w in ("of", "by", "for") and is_person(scene, t)]
        return subjects, [*(t for t in beside if t not in jointly), *also], jointly
    others = [t for t in frame.others if frame.predicate.upos == "VERB" and is_person(scene, t)]
    others += [t for t in beside if t not in jointly]
    if frame.lemma in ("speak", "talk"):
        others += [t for w, t in frame.obliques if w == "to"]
    return subjects, others, jointly


def _owners(seed: Seed) -> list[Token]:
    """Whose meeting a noun tells: `their talks`, `Biden's call`, `a meeting of ministers`."""
    noun = seed.noun
    if noun is None:
        return []
    own = [t for c in noun.children if c.deprel == "nmod:poss" for t in conjuncts(c)]
    return [*own, *(t for w, t in obliques(noun) if w in ("of", "by"))]


def _parts(seed: Seed) -> tuple[Part, Part]:
    if seed.shape is Shape.RECEPTION:
        return Part.HOST, Part.GUEST
    if seed.shape is Shape.VISIT:
        return Part.GUEST, Part.HOST
    lemma = seed.frame.lemma if seed.noun is not None and seed.frame.predicate.upos == "VERB" else ""
    if seed.frame.light is not None:
        lemma = seed.frame.light.lemma.lower()
    if lemma in CO_CHAIRING:
        return Part.CO_CHAIR, Part.CO_CHAIR
    if lemma in CHAIRING:
        return Part.CHAIR, Part.PRESENT
    if lemma in ("host", "convene"):
        return Part.HOST, Part.PRESENT
    return Part.PRESENT, Part.PRESENT


def _all(scene: Scene, tokens: Sequence[Token], part: Part, *, places: bool = False) -> list[Attendee]:
    found: list[Attendee] = []
    for token in tokens:
        known = _own(token, affected(scene, token) if places else parties(scene, token))
        if known:
            found += [Attendee.as_(part, p) for p in known]
        elif (party := _unknown(scene, token)) is not None:
            found.append(Attendee.as_(part, party))
    return found


def _own(token: Token, found: tuple[Party, ...]) -> list[Party]:
    """Those whom the word itself means: a mention of it and its conjuncts together stands for the conjuncts too."""
    joined = [c.span for c in token.children if c.deprel == "conj"]
    alone = [p for p in found if not any(p.span.contains(s) for s in joined)]
    return alone or list(found)


def _unknown(scene: Scene, token: Token) -> Party | None:
    """Somebody who is named by no actor."""
    for number in scene.mentions_at.get(token.index, ()):
        mention = scene.analysis.mentions[number]
        if mention.kind in (MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.NORP):
            words = scene.document.quote(mention.span, "party")
            return Party(span=words.span, text=words.text)
    return None


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
    stop = seed.carrier.sentence.stop
    for index in range(seed.carrier.index + 1, stop):
        token = scene.analysis[index]
        if token.upos in _STOPS and token.xpos in ("VBD", "VBZ", "VBP", "MD"):
            return []
        if token.text.lower() == "with" and token.deprel == "case" and token.head is not None:
            found = [t for t in conjuncts(token.head) if is_person(scene, t)]
            if found:
                return found
    return []
