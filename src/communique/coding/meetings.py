"""From a scene to its meetings: who met whom, how, where, when, about what, and what came of it.

In: a scene, and the document's events. Out: `Meeting`s in the order of the text, each once, however often it is told.
Refused, and left out: what is told of nobody known, a count of meetings, the senders of greetings, travel that is no
visit.
"""

from collections.abc import Sequence

from communique.coding.frames import Frame
from communique.coding.meetings_details import (
    TELLING,
    Series,
    occurrence_of,
    outcomes_of,
    series_of,
    sidelines_of,
    signed_at,
    topics_of,
)
from communique.coding.meetings_drafts import drafts_of
from communique.coding.meetings_levels import kind_of, level_of
from communique.coding.meetings_merge import Draft, merged
from communique.coding.meetings_seeds import Seed, Shape
from communique.coding.meetings_standing import stands
from communique.coding.meetings_titles import told_in_title
from communique.coding.meetings_venue import venue_of
from communique.coding.parties import parties
from communique.coding.scene import Scene
from communique.records.analysis import Token
from communique.records.diplomacy import Meeting, MeetingFormat, MeetingStatus
from communique.records.outcomes import Event
from communique.records.spans import Evidence, Span

_NEAR = 6  # tokens between a verb and its noun, for both to be one trigger


def meetings_of(scene: Scene, events: Sequence[Event] = ()) -> tuple[Meeting, ...]:
    """The meetings of a document. events: a meeting that is one of them points at it."""
    found = merged(told_in_title(scene, drafts_of(scene)))
    written = [_meeting(scene, d, events) for d in found if stands(scene, d)]
    return tuple({m.id: m for m in written}.values())


def _meeting(scene: Scene, draft: Draft, events: Sequence[Event]) -> Meeting:
    document, seeds = scene.document, draft.seeds
    first = seeds[0]
    span = trigger_span(first)
    trigger = document.quote(span, "trigger")
    frames = _frames_about(scene, draft)
    series = next((s for seed in seeds if (s := series_of(scene, seed)).name), Series(None, None))
    venue = venue_of(scene, seeds, held=draft.told.status is MeetingStatus.HELD)
    form = draft.format
    beside = sidelines_of(scene, seeds)
    signed = any(s.shape is Shape.SIGNING for s in seeds)
    if form is MeetingFormat.UNKNOWN and (venue is not None or beside is not None or signed):
        form = MeetingFormat.IN_PERSON
    return Meeting(
        participants=draft.people,
        status=draft.told.status,
        format=form,
        kind=kind_of(draft),
        level=level_of(scene, draft.people),
        sidelines_of=beside,
        series=series.name,
        ordinal=series.ordinal,
        occurrence=occurrence_of(scene, seeds),
        venue=venue,
        date=draft.told.date,
        topics=topics_of(scene, seeds, frames),
        outcomes=outcomes_of(scene, frames) if draft.told.status is MeetingStatus.HELD else (),
        signed=signed_at(scene, [*(s.frame for s in seeds), *frames])
        if draft.told.status is MeetingStatus.HELD
        else (),
        trigger=trigger,
        sentence=document.quote(scene.sentence(first.trigger.index).span, "sentence"),
        evidence=_elsewhere(scene, seeds),
        event=_event_of(draft, events),
        confidence=_confidence(scene, draft),
        why=_why(draft),
    )


def trigger_span(seed: Seed) -> Span:
    """The words that name a meeting: the noun with the verb before it, where that stands near."""
    if 0 < seed.trigger.index - seed.carrier.index <= _NEAR:
        return seed.carrier.span.cover(seed.trigger.span)
    return seed.trigger.span


def _elsewhere(scene: Scene, seeds: tuple[Seed, ...]) -> tuple[Evidence, ...]:
    spans = dict.fromkeys(trigger_span(s) for s in seeds[1:])
    return tuple(scene.document.quote(s, "telling") for s in spans if s != trigger_span(seeds[0]))


def _frames_about(scene: Scene, draft: Draft) -> list[Frame]:
    """What those who met did together in the meeting: clauses behind it of which several of them are the subject."""
    actors = {p.actor for p in draft.people if p.actor is not None}
    countries = {p.country for p in draft.people}
    start = draft.seeds[0].carrier.index
    found = []
    for frame in scene.frames:
        if frame.lemma not in TELLING or frame.predicate.index <= start or frame.predicate.upos != "VERB":
            continue
        who = [p for t in frame.doers for p in parties(scene, t)]
        both = not any(p.country for p in who) and any(_both(t) for t in frame.doers)
        if both or any(p.actor in actors for p in who) or (who and {p.country for p in who} <= countries):
            found.append(frame)
    return found


def _both(token: Token) -> bool:
    """`the two kings`, `both`: those who met."""
    return token.lemma.lower() in ("both", "they") or any(
        c.text.lower() in ("two", "both", "three") for c in token.children if c.deprel in ("nummod", "det")
    )


def _event_of(draft: Draft, events: Sequence[Event]) -> str | None:
    spans = [s.trigger.span for s in draft.seeds]
    for event in events:
        if event.type in ("CONSULT", "AGREE") and any(event.trigger.span.overlaps(s) for s in spans):
            return event.id
    return None


def _confidence(scene: Scene, draft: Draft) -> float:
    sure = 0.9 if draft.direct else 0.6
    if any(p.country is None for p in draft.people):
        sure *= 0.85
    if len(draft.seeds) > 1:
        sure += (1.0 - sure) * 0.3
    return round(sure, 3)


def _why(draft: Draft) -> str:
    seed: Seed = draft.seeds[0]
    shape = seed.shape.name.lower()
    more = f"; told {len(draft.seeds)} times" if len(draft.seeds) > 1 else ""
    side = "" if draft.direct else "; a side from the words around it"
    return f"`{seed.trigger.lemma.lower()}`, {shape}{side}{more}"
