"""How many were killed, injured, arrested, displaced or took part in an event, how much money it was about, and what
else its clause counts.

In: a scene and the predicate of an event. Out: `Magnitude`s in the order of the text. Nothing is refused; a count that
the tree does not tie to the predicate is left out: it must be its subject, object or oblique, that of its light verb,
or that of a verb for harm that follows from it (`bombed the port, killing 12 and wounding 30`), holds it (`12 were hurt
in the attack`) or has it as subject (`the attack killed 12`). Counts within counts (`six, including two children`),
times, ages and counts of the parties themselves (`the two sides`) are left out too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from communique.codebook.phrases import listed
from communique.codebook.triggers import triggers
from communique.coding.clauses import objects, passive
from communique.coding.counts import Count, case_of, counts_of, names, unit_of
from communique.coding.scene import Scene
from communique.records.analysis import Token
from communique.records.outcomes import Magnitude, Measure

_SUFFERED = {  # verbs and participles whose object is counted
    Measure.KILLED: frozenset(listed("assassinate behead execute kill massacre murder slaughter slay")),
    Measure.INJURED: frozenset(listed("hurt injure maim wound")),
    Measure.ARRESTED: frozenset(listed("apprehend arrest capture detain imprison jail")) | {"round up"},
    Measure.DISPLACED: frozenset(listed("displace evacuate evict resettle uproot")),
}
_DONE = {  # verbs whose subject is counted
    Measure.KILLED: frozenset(listed("die drown perish")),
    Measure.DISPLACED: frozenset(listed("flee")),
    Measure.PARTICIPANTS: frozenset(
        listed("assemble attend demonstrate gather join march parade participate protest rally riot")
    ),
}
_GATHERINGS = frozenset(
    listed(
        """
    assembly conference congress convention demonstration drill exercise forum gathering manoeuvre maneuver march
    meeting parade procession protest rally riot sit-in strike summit talk talks vigil walkout
    """
    )
)
_CARRYING = frozenset(listed("hold organize organise stage"))
_DRAWING = frozenset(listed("attract bring draw include involve"))
_FORCING = frozenset(listed("cause drive force oblige prompt"))
_JOINING = frozenset(listed("attend begin go hold join stage start take"))
_UNCOUNTED = frozenset(  # what a number before tells is no size of an event
    listed(
        """
    age both capital continent country day decade degree fold foot government hour inch kilogram kilometer kilometre km
    meter metre mile minute month nation one part party percent point round second side
    state term time week year yard
    """
    )
)
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_BEHIND = 5  # tokens


def magnitudes_of(scene: Scene, token: Token) -> tuple[Magnitude, ...]:
    """All counts and amounts of the event whose predicate is `token`."""
    counts = list(counts_of(scene, token.sentence))
    if not counts:
        return ()
    event = _event(scene, token)
    found = []
    for count in counts:
        measure = _measure(count, event)
        if measure is None:
            continue
        amount = count.amount
        if measure is Measure.MONEY:
            unit = amount.code(scene.home)
        else:
            unit = unit_of(count.noun)
        found.append(
            Magnitude(
                measure=measure,
                low=amount.low,
                high=amount.high,
                exact=amount.exact,
                span=amount.span,
                text=scene.document.quote(amount.span, "magnitude").text,
                unit=unit,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Event:
    """The words of an event. own: predicate and light verb. harm: verbs for the harm it did. holds: the verb or noun
    of whose clause its own noun is part; only words for harm count there.
    """

    own: tuple[Token, ...]
    harm: tuple[Token, ...]
    holds: Token | None

    @property
    def gathering(self) -> bool:
        """Whether people meet in it: a protest, a conference, an exercise."""
        return any(t.lemma.lower() in _GATHERINGS for t in self.own)


def _event(scene: Scene, token: Token) -> _Event:
    frame = next((f for f in scene.frames if token in (f.predicate, f.light)), None)
    own = (token,) if frame is None else tuple(t for t in (frame.predicate, frame.light) if t is not None)
    seeds = [t for t in own if _harms(t)]
    for word in own:
        seeds += [c for c in word.children if _follows(c)]
        seeds += [v for c in word.children if c.deprel in ("obj", "obl", "nsubj:pass") for v in _befell(scene, word, c)]
    holds = None
    top = own[-1].head
    relation = own[-1].deprel.split(":")[0]
    if top is not None and token.upos in ("NOUN", "PROPN") and len(own) == 1 and relation in ("nsubj", "obl", "nmod"):
        holds = top
        seeds += [top] if _harms(top) or top.lemma.lower() == "leave" else []
    if top is not None and relation == "obj" and top.lemma.lower() == "flee":
        seeds.append(top)
    if top is not None and relation == "advcl" and _harms(top) and (passive(top) or _harm(top, "nsubj")):
        seeds.append(top)  # `12 people were killed when gunmen attacked`
    return _Event(own, tuple(dict.fromkeys(v for seed in seeds for v in _joined(seed))), holds)


def _harms(verb: Token) -> bool:
    if verb.upos not in ("VERB", "ADJ"):
        return False
    lemma = _lemma(verb)
    if lemma in _FORCING:
        return _forced(verb) is not None
    return any(lemma in words for words in (*_SUFFERED.values(), _DONE[Measure.KILLED], _DONE[Measure.DISPLACED]))


def _lemma(verb: Token) -> str:
    """In small letters, with the particle of a phrasal verb: `round up`."""
    particle = next((c.text.lower() for c in verb.children if c.deprel == "compound:prt"), None)
    return verb.lemma.lower() + (f" {particle}" if particle else "")


def _forced(verb: Token) -> Token | None:
    """What somebody is made to suffer: `forcing 4,000 residents to flee`."""
    return next((c for c in verb.children if c.deprel == "xcomp" and c.lemma.lower() in _DONE[Measure.DISPLACED]), None)


def _follows(verb: Token) -> bool:
    """A verb for harm in a clause that hangs on the event and names no other doer."""
    relation = verb.deprel.split(":")[0]
    if relation not in ("advcl", "acl", "conj", "xcomp", "parataxis"):
        return False
    if not (_harms(verb) or verb.lemma.lower() == "leave"):
        return False
    doers = [c for c in verb.children if c.deprel == "nsubj" and c.text.lower() not in _RELATIVE]
    return not doers or passive(verb) or verb.lemma.lower() in _DONE[Measure.KILLED]


def _befell(scene: Scene, word: Token, noun: Token) -> Iterator[Token]:
    """`attacked a village where 14 died`: harm in a clause on what was attacked, unless that is an act itself."""
    violent = any(t.type == "ASSAULT" for part in ("verb", "noun") for t in triggers().get((word.lemma, part), ()))
    if not violent or any(f.predicate == noun for f in scene.frames):
        return
    for verb in noun.children:
        if verb.deprel == "acl:relcl" and _harms(verb) and not any(
            c.deprel.startswith("nsubj") and c.text.lower() in _RELATIVE for c in verb.children
        ):  # fmt: skip
            yield verb


def _joined(verb: Token) -> list[Token]:
    """A verb for harm and those coordinated with it."""
    found = [verb]
    above = verb.head
    if verb.deprel == "conj" and above is not None and _harms(above):
        found.append(above)
    for word in tuple(found):
        found += [c for c in word.children if c.deprel == "conj" and _harms(c) and c not in found]
    return found


def _measure(count: Count, event: _Event) -> Measure | None:
    """What a number of the sentence counts of the event; None where it is not the event's."""
    governor, relation = _governor(count.head)
    if count.amount.currency is not None:
        return Measure.MONEY if _pays(count.head, event) else None
    noun = count.noun
    if count.head in event.own and noun is not None and noun == count.head:  # `12 attacks`
        return (names(noun) or Measure.OTHER) if count.amount.low != 0 else None
    named = names(noun if noun is not None else count.head)
    if named is not None and _near(count.head, governor, event):
        return named
    if governor is None:
        return None
    if governor in event.harm or governor in event.own:
        harm = _left(count) if governor.lemma.lower() == "leave" else _harm(governor, relation)
        if harm is not None:
            return harm
    if noun is not None and noun.lemma.lower() in _UNCOUNTED:
        return None
    if _takes_part(governor, relation, event):
        return Measure.PARTICIPANTS
    if count.amount.low == 0 or noun is None:
        return None
    if count.head.index in {t.index for word in event.own if word.deprel == "acl:relcl" for t in objects(word)}:
        return Measure.OTHER
    if governor not in event.own:
        return None
    between = relation == "obl" and count.amount.span.start == min(c.span.start for c in count.head.children)
    upon = relation in ("obl", "nmod") and case_of(count.head) in ("on", "against")
    return Measure.OTHER if relation in ("obj", "nsubj:pass") or between or upon else None


def _governor(head: Token) -> tuple[Token | None, str]:
    """What a phrase hangs on and how, through conjunction (`three soldiers and two civilians`)."""
    at = head
    while at.deprel == "conj" and at.head is not None and at.head.upos in ("NOUN", "PROPN", "NUM", "ADJ"):
        at = at.head
    return at.head, at.deprel


def _harm(verb: Token, relation: str) -> Measure | None:
    """What the subject or object of a verb for harm, or for taking part, is counted as."""
    lemma = _lemma(verb)
    if lemma in _FORCING:
        return Measure.DISPLACED if relation == "obj" and _forced(verb) is not None else None
    undergoes = relation in ("obj", "nsubj:pass") or (
        relation == "nsubj" and (passive(verb) or verb.upos == "ADJ" or _bare(verb))
    )
    for measure, verbs in _SUFFERED.items():
        if lemma in verbs and undergoes:
            return measure
    for measure, verbs in _DONE.items():
        if lemma in verbs and relation == "nsubj":
            return measure
    return None


def _left(count: Count) -> Measure | None:
    """`left 12 people dead and 20 wounded`: what the next such word behind a number says, however it is attached."""
    behind = [t for t in count.head.analysis.tokens_of(count.head.sentence) if t.span.start >= count.amount.span.end]
    return next((measure for word in behind[:_BEHIND] if (measure := names(word)) is not None), None)


def _bare(verb: Token) -> bool:
    """`12 killed in Kabul`, as headlines have it: a participle without an object."""
    return verb.xpos == "VBN" and all(c.deprel != "obj" for c in verb.children)


def _near(head: Token, governor: Token | None, event: _Event) -> bool:
    """Whether a phrase for those harmed hangs on the event, or on what holds it, or has the event hanging on itself."""
    around = {*event.own, *event.harm, *(() if event.holds is None else (event.holds,))}
    if head in around:
        return True
    if governor is None:
        return False
    if governor in around:
        return True
    return governor.lemma.lower() == "leave" and any(c in event.own for c in governor.children)


def _takes_part(governor: Token, relation: str, event: _Event) -> bool:
    """Whether a phrase names those who take part in a protest, a meeting, an exercise."""
    verb = governor.lemma.lower()
    if event.gathering and relation == "obj" and verb in _DRAWING and (
        governor == event.holds or governor.head in event.own
    ):  # fmt: skip
        return True  # `the march drew 20,000 people`, `an exercise involving 3,000 troops`
    if governor == event.holds:  # `thousands went on strike`, `the talks were attended by 40 ministers`
        agent = verb == "attend" and relation.startswith("obl")
        return agent or (event.gathering and verb in _JOINING and relation == "nsubj")
    if governor not in event.own:
        return False
    if governor.upos == "NOUN":
        return verb in _GATHERINGS and relation in ("nmod", "acl")
    lemmas = {t.lemma.lower() for t in event.own}
    gathers = event.gathering and bool(lemmas & _CARRYING)
    return relation == "nsubj" and (gathers or bool(lemmas & _DONE[Measure.PARTICIPANTS]) or "part" in lemmas)


def _pays(head: Token, event: _Event) -> bool:
    """Whether a sum is part of the event's own phrases: no clause lies between, save `worth` and `valued at`."""
    at: Token | None = head
    while at is not None:
        if at in event.own:
            return True
        relation = at.deprel.split(":")[0]
        if relation in ("nsubj", "csubj", "ccomp", "advcl", "parataxis", "conj") and at.upos in ("VERB", "AUX"):
            return False
        if at.deprel == "acl:relcl":
            return False
        at = at.head
    return False
