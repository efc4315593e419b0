"""From a scene to its events: acts with their sides, dates, places, contexts and how sure each is.

In: a scene, a codebook, options. Out: `Event`s in the order of the text, each fact once. Refused, and left out: an act
of which nobody is known, one that lacks a recipient where its type needs one, a meeting of one with itself, an event
below the threshold.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.codebook.codebook import Codebook
from communique.codebook.phrases import listed
from communique.codebook.plover import Ontology
from communique.coding.acts import Act, acts_of
from communique.coding.attributions import attribution_of
from communique.coding.confidence import confidence_of
from communique.coding.contexts import contexts_of
from communique.coding.dating import date_of_act, status_in_story
from communique.coding.magnitudes import magnitudes_of
from communique.coding.once import told_once
from communique.coding.options import CodingOptions
from communique.coding.relating import candidates, relations_of
from communique.coding.roles import Sides, sides_of
from communique.coding.scene import Scene
from communique.coding.signs import signs_of
from communique.coding.whereabouts import dateline_place, place_of
from communique.records.diplomacy import Statement
from communique.records.outcomes import Event, Participant, Party, Role, Status, When, Where
from communique.records.relations import Relation
from communique.records.spans import Span

_SAID = frozenset(("AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"))
_SUFFERED = frozenset(("ASSAULT", "COERCE", "PROTEST", "SANCTION", "RETREAT", "CONCEDE", "AID", "MOBILIZE"))
_NATURE = frozenset(
    listed(
        """
    accident avalanche blaze body bus car crash cyclone disease drought earthquake epidemic eruption fire flood
    flooding heatwave hurricane landslide lightning outbreak pandemic plane quake rain storm tornado train truck
    tsunami typhoon vehicle virus wave wildfire wind
    """
    )
)
_SURE = 0.9  # of the relation head, to code what no word names
_SURE_MODE = 0.7
_NEAR = 6  # tokens between a light verb and its noun, for both to be one trigger


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it is written: the act, its sides, date, place, status, and the signs of how sure it is.

    contexts: the chance of each, from the relation head, if it was asked.
    """

    act: Act
    sides: Sides
    date: When | None
    place: Where | None
    status: Status
    signs: dict[str, float]
    confidence: float
    contexts: Mapping[str, float] | None = None

    @property
    def headline(self) -> bool:
        """Whether it is told in a headline."""
        return "headline" in self.signs


def events_of(
    scene: Scene, codebook: Codebook, options: CodingOptions, statements: Sequence[Statement] = ()
) -> tuple[Event, ...]:
    """The events of a document at or above the threshold. statements: of the document; they tell who asserts what."""
    kept = told_once(list(drafts_of(scene, codebook)))
    gathering = next((d for d in kept if d.act.type == "CONSULT" and d.place is not None and d.signs.get("lead")), None)
    return tuple(
        _event(scene, codebook, replace(draft, place=draft.place or _said_at(draft, gathering)), statements)
        for draft in kept
        if draft.confidence >= options.threshold
    )


def _said_at(draft: Draft, gathering: Draft | None) -> Where | None:
    """The place of the meeting that a report is about, for what its parties said there."""
    if gathering is None or draft.act.type not in _SAID or draft.status is not gathering.status:
        return None
    if draft.date is not None and draft.date.time is not None and draft.date != gathering.date:
        return None
    here, there = ({p.country for p in (*d.sides.actors, *d.sides.recipients)} for d in (draft, gathering))
    after = draft.act.frame.predicate.index > gathering.act.frame.predicate.index
    return gathering.place if after and here <= there else None


def drafts_of(scene: Scene, codebook: Codebook) -> Iterator[Draft]:
    """Every act that has its sides, in the order of the text."""
    acts = list(acts_of(scene, codebook.triggers))
    deeds = {act.frame.predicate.index: act.type for act in acts}
    told = [(act, sides_of(scene, act, deeds, codebook)) for act in acts]
    told = [(act, sides) for act, sides in told if refusal_of(act, sides, codebook) is None]
    more = list(candidates(scene, deeds, codebook)) if scene.relate is not None else []
    relations = relations_of(scene, [*told, *more])
    drafts = [_draft(scene, act, sides, r) for (act, sides), r in zip(told, relations, strict=False)]
    for (act, sides), relation in zip(more, relations[len(told) :], strict=True):
        named = None if relation is None else by_head(act, relation, codebook.ontology)
        if named is not None and refusal_of(named, sides, codebook) is None:
            drafts.append(_draft(scene, named, sides, relation))
    yield from sorted(drafts, key=lambda d: d.act.frame.predicate.index)


def _draft(scene: Scene, act: Act, sides: Sides, relation: Relation | None) -> Draft:
    date = date_of_act(scene, act)
    status = status_in_story(scene, act, date)
    if relation is not None:
        act = reconsidered(act, relation)
    signs = signs_of(scene, act, sides, status, relation)
    place = place_of(scene, act)
    if place is None and status is Status.ACTUAL and (date is None or date.time is None or date.first == scene.today):
        place = dateline_place(scene, act)
    return Draft(act, sides, date, place, status, signs, confidence_of(signs), relation.contexts if relation else None)


def by_head(act: Act, relation: Relation, ontology: Ontology) -> Act | None:
    """A candidate with the type that the relation head gives it, where it is sure of one."""
    kind, share = max(relation.types.items(), key=lambda x: x[1])
    if kind not in ontology.types or share < _SURE:
        return None
    return replace(act, type=kind, how=f"no word of the codebook; the relation head says {kind} ({share:.2f})")


def reconsidered(act: Act, relation: Relation) -> Act:
    """An act with the mode that the relation head is sure of, where no word told one."""
    if act.mode is not None:
        return act
    mode, share = max(relation.modes.items(), key=lambda x: x[1])
    return replace(act, mode=mode) if mode and share >= _SURE_MODE else act


def refusal_of(act: Act, sides: Sides, codebook: Codebook) -> str | None:
    """Why an act is no event; None where it is one."""
    if act.type not in codebook.ontology.types:
        return "the codebook has no such type"
    actors, recipients = _codes(sides.actors), _codes(sides.recipients)
    if not actors and not recipients:
        return "nobody is known"
    if any(t.lemma.lower() in _NATURE for t in act.frame.doers) and not sides.direct:
        return "no party does it"
    if not sides.actors and act.type not in _SUFFERED:
        return "nobody acts"
    if codebook.ontology.types[act.type].recipient and not sides.recipients and not (sides.mutual and len(actors) > 1):
        return f"{act.type} needs a recipient"
    if act.type == "AGREE" and act.trigger.type == "CONSULT" and len(sides.actors) + len(sides.recipients) < 2:
        return "nobody meets himself"  # `is to speak at the university`
    if act.type == "CONSULT" and act.mode != "third-party" and len(sides.actors) + len(sides.recipients) < 2:
        return "nobody meets himself"
    return None


def _codes(parties: tuple[Party, ...]) -> set[str]:
    return {p.country for p in parties if p.country is not None}


def _event(scene: Scene, codebook: Codebook, draft: Draft, statements: Sequence[Statement]) -> Event:
    act, document = draft.act, scene.document
    kind = codebook.ontology.types[act.type]
    mode = act.mode if act.mode in kind.modes else None
    parties = (*draft.sides.actors, *draft.sides.recipients)
    contexts = contexts_of(scene, act.frame, act.type, mode, parties, draft.contexts)
    sentence = scene.sentence(act.frame.predicate.index)
    return Event(
        type=act.type,
        mode=mode,
        contexts=tuple(c for c in contexts if c in codebook.ontology.contexts),
        quad=kind.quad,
        score=kind.score_of(mode),
        cameo=codebook.cameo_of(act.type, mode, contexts),
        status=draft.status,
        participants=_participants(draft.sides),
        date=draft.date,
        place=draft.place,
        attribution=attribution_of(scene, act.frame, draft.sides.actors, statements),
        magnitude=magnitudes_of(scene, act.frame.predicate),
        trigger=document.quote(trigger_span(act), "trigger"),
        sentence=document.quote(sentence.span, "sentence"),
        confidence=draft.confidence,
        why=act.how,
    )


def trigger_span(act: Act) -> Span:
    """The words that name an act: with the light verb, where that stands near."""
    noun, light = act.frame.predicate, act.frame.light
    if light is not None and abs(light.index - noun.index) <= _NEAR:
        return Span(min(light.span.start, noun.span.start), max(light.span.end, noun.span.end))
    return noun.span


def _participants(sides: Sides) -> tuple[Participant, ...]:
    actors = tuple(Participant.as_(Role.ACTOR, p) for p in sides.actors)
    return actors + tuple(Participant.as_(Role.RECIPIENT, p) for p in sides.recipients)
