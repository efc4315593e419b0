"""Who meets whom, as the tree and the words around a telling give it: tokens, not yet whom they mean.

In: a scene and a seed. Out: those on either side and those named together. A side that the tree does not give is looked
for in the words before and behind the trigger in its sentence. Refused, and left out: who only calls a meeting off.
"""

from communique.codebook.phrases import listed
from communique.coding.clauses import conjuncts, objects, obliques, subjects
from communique.coding.frames import Frame
from communique.coding.meetings_ceremonies import signers
from communique.coding.meetings_names import is_name, is_person, named_before, run_on
from communique.coding.meetings_seeds import Seed, Shape, called_by_name
from communique.coding.meetings_whom import COMPANY, GENERIC
from communique.coding.meetings_words import CALLS, CANCELLED, MEDIATING, POSTPONED, hanging, with_particle
from communique.coding.parties import parties
from communique.coding.scene import Scene
from communique.records.analysis import Token

_BESIDE = ("with", "between", "among", "amongst", "alongside")
_BETWEEN = ("between", "among", "amongst")
_THANKING = frozenset(listed("thank praise commend applaud congratulate criticise criticize credit laud"))
_FAR = 8  # tokens between a title and its name
_ADDRESS = frozenset(listed("majesty highness excellency holiness eminence"))


def sides_told(scene: Scene, seed: Seed) -> tuple[list[Token], list[Token], list[Token]]:
    """Who meets, whom, and those who are named together."""
    frame = seed.frame
    if seed.shape is Shape.SIGNING:
        return signers(scene, frame), [], []
    if seed.shape is Shape.PRESENCE:
        return *_there(scene, frame), []
    around = _around(scene, seed)
    jointly = _between(around) + _mediated(seed)
    words = (*_BESIDE, "from") if seed.noun is not None and seed.noun.lemma.lower() in CALLS else _BESIDE
    beside = _named_beside(scene, around, [t for w, t in around if w in words and t not in jointly])
    doers = [t for t in (_thanked(seed.carrier) or frame.doers) if _somebody(scene, t)]
    cut = run_on(scene, seed.carrier) < seed.carrier.sentence.first
    if seed.shape is Shape.TOGETHER and (cut or not any(is_name(scene, t) or t.upos == "PRON" for t in doers)):
        doers = _two_before(scene, seed, jointly) or doers
    if seed.noun is not None and with_particle(seed.carrier) in CANCELLED | POSTPONED:
        doers = []  # who calls a meeting off need not be one of those who would have met
    elif not doers:  # a subject that the tree took for something else stands bare before the verb
        doers = [t for w, t in hanging(seed.carrier) if not w and t.index < seed.carrier.index and is_person(scene, t)]
    if seed.shape is Shape.VISIT:
        guests = [*doers, *_owners(seed)]  # `a visit by Joly to Riyadh`
        hosted = [o for g in guests for t in (g, *(c for c in g.children if c.deprel == "flat")) for o in hanging(t)]
        goal = [t for w, t in around if w in ("to", "in")]
        goal = goal or [t for w, t in hosted if w == "to" and t.index in scene.places_at and seed.noun is not None]
        whom = [*(frame.others if frame.predicate.upos == "VERB" else ()), *goal, *beside]
        return _invited(scene, seed) or doers or _owners(seed) or _above(scene, seed), whom, []
    if seed.shape is Shape.BARE:
        return _owners(seed) or (_above(scene, seed) if beside else []), beside, jointly
    if seed.shape is Shape.GATHERING:
        also = [t for w, t in around if w in ("of", "by", "for") and (is_person(scene, t) or _company(t))]
        if frame.predicate.upos == "VERB":  # `joined the ministers for a session`
            also += [t for t in frame.others if t != seed.noun and is_person(scene, t)]
        return doers, [*beside, *(t for t in also if t not in doers)], jointly
    called = frame.light is not None and frame.lemma in CALLS  # `received a call from`
    others = [t for t in frame.others if (called or frame.predicate.upos == "VERB") and is_person(scene, t)]
    others += called_by_name(scene, frame) if not others else []
    if not others and frame.predicate.upos == "VERB":  # an object that the tree hangs on the verb as a time is hung
        others += [t for w, t in around if not w and t.index > seed.carrier.index and is_name(scene, t)]
    others += beside
    if frame.lemma in ("speak", "talk"):
        others += [t for w, t in around if w == "to"]
    return doers, others, jointly


def _around(scene: Scene, seed: Seed) -> list[tuple[str, Token]]:
    """What hangs on the words of a telling by a preposition; on the verb above a noun, those between and with whom."""
    anchors = dict.fromkeys((seed.carrier, seed.frame.predicate, seed.trigger))
    found = [(w, t) for a in anchors for w, t in hanging(a)]
    head = seed.trigger.head
    if (
        seed.shape is Shape.BARE
        and head is not None
        and head.upos == "VERB"
        and seed.trigger.deprel.startswith("nsubj")
    ):
        found += [(w, t) for w, t in hanging(head) if w in _BETWEEN or (w == "with" and is_person(scene, t))]
    return found


def _between(around: list[tuple[str, Token]]) -> list[Token]:
    """Those between whom; the second of them may hang there bare: `between A and B`."""
    found = [t for w, t in around if w in _BETWEEN]
    if len(found) == 1:
        bare = [t for w, t in around if not w and t.index > found[0].index]
        found += [t for t in bare if any(c.deprel == "cc" for c in t.children)]
    return found


def _company(token: Token) -> bool:
    """`his aides`, `her ministers`: those whom the report does not name."""
    return token.lemma.lower() in COMPANY and "Number=Plur" in token.feats


def _did_so_too(scene: Scene, verb: Token) -> list[Token]:
    """`Chou took part, as did Kissinger`: the names behind, up to the end of the clause."""
    found: list[Token] = []
    after = False
    for index in range(verb.index + 1, verb.sentence.stop):
        token = scene.analysis[index]
        if after and (token.upos in ("VERB", "SCONJ") or token.text in (";", ":")):
            break
        if after and is_name(scene, token):
            found.append(token)
        after = after or (
            token.text.lower() in ("did", "were", "was") and scene.analysis[index - 1].text.lower() == "as"
        )
    return found


def _mediated(seed: Seed) -> list[Token]:
    """Between whom those who hold a conference mediate: `convened it to mediate between Egypt and Israel`."""
    verbs = [c for c in seed.carrier.children if c.deprel in ("advcl", "xcomp") and c.lemma.lower() in MEDIATING]
    return [t for v in verbs for w, t in obliques(v) if w in _BETWEEN]


def _there(scene: Scene, frame: Frame) -> tuple[list[Token], list[Token]]:
    """Those who are told to have been there, and those for whom they stood in.

    Behind `for` may stand the next of them: `A signed for X, B for Y`.
    """
    if frame.lemma == "include":  # `the meeting included`
        return [t for t in frame.others if is_person(scene, t)], []
    if frame.lemma == "represent":
        return [t for t in frame.doers if _somebody(scene, t)], [t for t in frame.others if _somebody(scene, t)]
    also = [t for w, t in frame.obliques if w == "for" and is_name(scene, t)] + _did_so_too(scene, frame.predicate)
    return [t for t in dict.fromkeys((*frame.doers, *also)) if _somebody(scene, t)], []


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
    found = [t for t in subjects(at) if _somebody(scene, t)] if at is not None else []
    return found[-1:] if at is not None and at.deprel == "acl:relcl" else found  # `A and B, who proposed it on a visit`


def _invited(scene: Scene, seed: Seed) -> list[Token]:
    """Who is invited, where the visit is one that somebody is invited to."""
    at = seed.carrier.head
    own = any(c.deprel.startswith("nsubj") for c in seed.carrier.children)
    if own or at is None or at.lemma.lower() not in ("invite", "invitation"):
        return []
    found = [c for c in at.children if c.deprel in ("obj", "iobj") or (at.upos == "NOUN" and c.deprel == "nmod")]
    found += [t for w, t in obliques(at) if w in ("to", "for")]
    between = [scene.analysis[i] for i in range(at.index + 1, seed.carrier.index)]
    between = [t for t in between if t.deprel not in ("nmod:desc", "amod", "compound", "flat")]
    return [t for t in found if is_person(scene, t)] or [t for t in between if is_person(scene, t)][:1]


def told_before(scene: Scene, seed: Seed) -> list[Token]:
    """The nearest subject before the trigger that stands for somebody."""
    start = seed.carrier.sentence.first
    for index in range(seed.carrier.index - 1, start - 1, -1):
        token = scene.analysis[index]
        if token.deprel.startswith("nsubj") and token.upos != "PRON" and is_person(scene, token):
            return list(conjuncts(token))
    return []


def told_behind(scene: Scene, seed: Seed) -> list[Token]:
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
