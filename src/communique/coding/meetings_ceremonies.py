"""Papers signed by several at one table, and who else was there: told without a word of meeting.

In: a scene and its frames. Out: tokens of those who sign, parts of those who are told to be there (`presided`, `was the
host of the ceremony`, `were among the guests`, `signed for Lima`, `attended as an observer`). Refused, and left out:
letters that many sign, a host of anything but a gathering.
"""

from collections.abc import Iterator

from communique.codebook.phrases import listed
from communique.coding.clauses import obliques, subjects
from communique.coding.frames import Frame
from communique.coding.meetings_whom import COMPANY, GENERIC, meant
from communique.coding.meetings_words import NOUNS, PAPERS
from communique.coding.scene import Scene
from communique.coding.status import status_of
from communique.records.analysis import MentionKind, Token
from communique.records.outcomes import Part

_SIGNING = frozenset(("sign", "ink", "initial", "countersign"))
_PUTTING = frozenset(("put", "add", "affix", "append", "set"))
_NAMES = frozenset(("name", "signature", "hand"))
_REMOTE = frozenset(listed("letter petition appeal op-ed article bill law order decree check cheque book player"))
_CEREMONIES = NOUNS | frozenset(
    listed("ceremony signing signature event occasion guest visitor delegation delegate negotiator process proceeding")
)
_AS = {
    "observer": Part.OBSERVER, "mediator": Part.MEDIATOR, "go-between": Part.MEDIATOR, "go-betweens": Part.MEDIATOR,
    "intermediary": Part.MEDIATOR, "facilitator": Part.MEDIATOR, "broker": Part.MEDIATOR, "host": Part.HOST,
    "chair": Part.CHAIR, "chairman": Part.CHAIR, "chairperson": Part.CHAIR, "moderator": Part.CHAIR,
    "guarantor": Part.MEDIATOR, "co-chair": Part.CO_CHAIR, "guest": Part.GUEST,
}  # fmt: skip
_THERE = {("at", "table"), ("in", "attendance"), ("in", "room"), ("on", "hand"), ("among", "guest"), ("among", "those")}
_ATTENDING = frozenset(listed("attend participate join sit act serve take come function"))


def signers(scene: Scene, frame: Frame) -> list[Token]:
    """Those who sign one paper, or a paper each with the same other: two countries, or two persons of one."""
    if not _signs(frame):
        return []
    verb = frame.light or frame.predicate
    things = [*frame.others, *(c for c in verb.children if c.deprel == "conj" and c.upos == "NOUN"), frame.predicate]
    found = [*frame.doers, *(t for w, t in frame.obliques if w == "with")]
    found += [t for thing in things for w, t in obliques(thing) if w == "with"]
    found += [t for w, t in frame.obliques if w == "for" and not frame.others and _is_name(scene, t)]
    found = [t for t in dict.fromkeys(found) if t.upos == "PRON" or meant(scene, t)]
    countries = {p.country for t in found for p in meant(scene, t) if p.country}
    persons = [t for t in found if _is_name(scene, t)]
    return found if len(countries) > 1 or (countries and len(persons) > 1) else []


def _signs(frame: Frame) -> bool:
    lemma = frame.lemma if frame.light is None else frame.light.lemma.lower()
    things = {t.lemma.lower() for t in (frame.predicate, *frame.others)}
    if lemma in _PUTTING:
        joined = any(w in ("to", "on") for w, _ in frame.obliques)
        return lemma != "add" and joined and bool(things & _NAMES)
    return lemma in _SIGNING and not things & _REMOTE


def signed_in_person(scene: Scene, token: Token) -> bool:
    """Whether a word for one who signs means a person, by name or by office, not his country."""
    mentions = (scene.analysis.mentions[m] for m in scene.mentions_at.get(token.index, ()))
    office = token.lemma.lower() in GENERIC | COMPANY | {"ambassador", "envoy"}
    return any(m.kind is MentionKind.PERSON for m in mentions) or token.upos == "PRON" or office


def _is_name(scene: Scene, token: Token) -> bool:
    mentions = (scene.analysis.mentions[m] for m in scene.mentions_at.get(token.index, ()))
    return any(m.kind is MentionKind.PERSON and m.named for m in mentions)


def part_taken(scene: Scene, frame: Frame) -> Part | None:
    """The part of one whom a clause tells to have been at what was told before; None where it tells no such thing."""
    things = {t.lemma.lower() for t in frame.others}
    role = role_of(frame)
    if role is not None and not things & NOUNS and not any(t.lemma.lower() in NOUNS for _, t in frame.obliques):
        return role
    if _observed(frame, things):
        return Part.OBSERVER
    if frame.lemma == "take" and "part" in things:
        return None if any(w == "in" and t.lemma.lower() not in NOUNS for w, t in frame.obliques) else Part.PRESENT
    if frame.lemma in ("witness", "oversee", "watch", "attend") and things & {"signature", "signing", "ceremony"}:
        return Part.PRESENT
    if frame.lemma == "represent" and _stood_in(scene, frame):
        return Part.PRESENT
    if frame.lemma == "include" and frame.doers and all(t.lemma.lower() in NOUNS for t in frame.doers):
        return Part.PRESENT
    if frame.lemma in ("preside", "officiate") and _at_ceremony([t for w, t in frame.obliques if w in ("over", "at")]):
        return Part.CHAIR
    if frame.lemma in ("host", "co-host") and things & {"ceremony", "signing"}:
        return Part.HOST
    if frame.lemma in _PUTTING and things & _NAMES and not signers(scene, frame):
        beside = [w for thing in frame.others for w, _ in obliques(thing)]
        by_name = any(w in ("to", "on", "as", "under") for w in (*beside, *(w for w, _ in frame.obliques)))
        return Part.PRESENT if by_name else None
    alone = frame.lemma in _SIGNING and not frame.others and not signers(scene, frame)
    if alone and (frame.lemma == "countersign" or any(w == "for" for w, _ in frame.obliques)):
        return Part.PRESENT
    return None


def _stood_in(scene: Scene, frame: Frame) -> bool:
    """`Chad was represented by its envoy`: a state or its official, by somebody; not what a lawyer does."""
    verb = frame.predicate
    if verb.deprel == "acl" and verb.xpos == "VBG":
        return False  # `clergy representing many faiths`
    known = (p for t in frame.others for p in meant(scene, t) if p.country and p.sector in (None, "GOV"))
    states = [p for p in known if p.name is not None or p.sector == "GOV"]
    return bool(states) and any(t.upos == "PRON" or meant(scene, t) for t in frame.doers)


def _observed(frame: Frame, things: set[str]) -> bool:
    """`sent an observer`, `took part with observer status`."""
    if frame.lemma in ("send", "dispatch", "have"):
        return "observer" in things
    around = [*frame.obliques, *(o for thing in frame.others for o in obliques(thing))]
    status = [t for w, t in around if w in ("with", "in") and t.lemma.lower() in ("status", "capacity")]
    return frame.lemma in _ATTENDING and any(c.lemma.lower() == "observer" for t in status for c in t.children)


def role_of(frame: Frame) -> Part | None:
    """`attended as an observer`, `acted as go-between`."""
    if frame.lemma not in _ATTENDING:
        return None
    return next((_AS[t.lemma.lower()] for w, t in frame.obliques if w == "as" and t.lemma.lower() in _AS), None)


def _at_ceremony(nouns: list[Token]) -> bool:
    return not nouns or any(t.lemma.lower() in _CEREMONIES for t in nouns)


def said_to_be_there(scene: Scene) -> Iterator[tuple[Frame, Part]]:
    """Clauses without a verb of their own: `was the host of the ceremony`, `were among the guests`, `was present`."""
    for token in scene.analysis:
        if token.upos not in ("NOUN", "ADJ", "PRON") or not any(c.deprel == "cop" for c in token.children):
            continue
        part = _part_of_noun(token)
        who = subjects(token) if part is not None else ()
        if token.lemma.lower() == "table" and not any(_is_name(scene, t) for t in who):
            continue  # `when workers are at the table`
        if part is not None and who:
            yield Frame(token, token.lemma.lower(), None, who, (), (), obliques(token), status_of(token)), part


def _part_of_noun(token: Token) -> Part | None:
    lemma = token.lemma.lower()
    case = next((c.text.lower() for c in token.children if c.deprel == "case"), "")
    if (case, lemma) in _THERE:
        return Part.GUEST if lemma == "guest" else Part.PRESENT
    around = [t for w, t in obliques(token) if w in ("of", "to", "at", "for", "in")]
    if lemma == "present" and token.upos == "ADJ" and around and _at_ceremony(around):
        return Part.PRESENT
    if not case and lemma in _AS and lemma != "guest" and _at_ceremony(around):
        return _AS[lemma]
    return None


def standing_as(scene: Scene, token: Token) -> Part | None:
    """`with Qatar as go-between`: the part that is told behind a name."""
    words = [scene.analysis[i].text.lower() for i in range(token.index + 1, min(token.index + 8, token.sentence.stop))]
    if "as" not in words[:3]:
        return None
    behind = "".join(words[words.index("as") + 1 :][:4])
    return next((part for word, part in _AS.items() if behind.startswith((word, "a" + word, "an" + word))), None)


def is_ceremonial(frame: Frame) -> bool:
    """Whether a clause tells of a ceremony, so that it belongs to the signing rather than to the talks told last."""
    words = {t.lemma.lower() for t in (*frame.others, *(t for _, t in frame.obliques))}
    signed = frame.lemma in _SIGNING | _PUTTING or frame.lemma in ("guest", "witness", "preside")
    return signed or bool(words & {"ceremony", "signing", "signature"} | words & PAPERS)
