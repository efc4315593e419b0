"""From a scene to its commitments: who binds himself to what, towards whom, in which area, how firmly, by when.

In: a scene, the document's statements and events. Out: `Commitment`s in the order of the text. Left out: what is
denied, what one only asks of another, what nobody known is bound to.
"""

from collections.abc import Sequence

from communique.coding.areas import areas_in
from communique.coding.commitments_accords import accords_of
from communique.coding.commitments_deeds import helpful, together
from communique.coding.commitments_details import amount_of, condition_of, consensus_of, deadline_of
from communique.coding.commitments_parties import by_whom, named_with, with_whom
from communique.coding.commitments_seeds import Seed, Told, seeds_of
from communique.coding.commitments_words import AIMS, ALONE, BOND, HOSTILE, MUTUAL, PRIVATE
from communique.coding.scene import Scene
from communique.coding.statements_layout import Layout, layout_of
from communique.records.analysis import MentionKind
from communique.records.diplomacy import Area, Commitment, Statement, Strength
from communique.records.outcomes import Event, Party
from communique.records.spans import Evidence


def commitments_of(
    scene: Scene, statements: Sequence[Statement] = (), events: Sequence[Event] = ()
) -> tuple[Commitment, ...]:
    """The commitments of a document. statements: the one that tells a commitment gives its speaker. events: talks
    among them tell who the other side is.
    """
    conflicts = [e.trigger.span for e in events if e.type in HOSTILE]
    found: dict[str, Commitment] = {}
    layout = layout_of(scene)
    for seed in seeds_of(Told(layout, statements, accords_of(scene, events), conflicts)):
        by = by_whom(scene, seed)
        if not any(p.country for p in by) or all(p.sector in PRIVATE for p in by):
            continue
        commitment = _commitment(layout, seed, by, events)
        if _own_plan(scene, seed, commitment):
            continue
        found.setdefault(commitment.id, commitment)
    return tuple(sorted(found.values(), key=lambda c: (c.action.span, c.id)))


def _own_plan(scene: Scene, seed: Seed, commitment: Commitment) -> bool:
    """Whether someone only tells what he himself will do, for nobody and with nobody: `said he would stand down`."""
    if seed.rule != "modal will" or seed.statement is None:
        return False
    if commitment.partners and (helpful(seed.word) or named_with(scene, seed, commitment.by)):
        return False
    several = len({p.country for p in commitment.by if p.country}) > 1
    never = any(c.text.lower() == "never" for c in seed.word.children)
    return not (several or never or together(seed.word))


def _commitment(layout: Layout, seed: Seed, by: tuple[Party, ...], events: Sequence[Event]) -> Commitment:
    scene, document = layout.scene, layout.scene.document
    strength = seed.strength
    several = len({p.country for p in by if p.country}) > 1
    lemma = seed.word.lemma.lower()
    if several and strength is Strength.PROMISED and lemma in MUTUAL | BOND | AIMS:
        strength = Strength.AGREED
    elif not several and strength is Strength.AGREED and lemma in ALONE:
        strength = Strength.PROMISED
    statement = seed.statement
    condition = condition_of(layout, seed)
    partners = with_whom(scene, seed, by, events)
    return Commitment(
        by=by,
        partners=partners,
        speaker=_speaker(scene, seed, by),
        strength=strength,
        action=document.quote(seed.action, "action"),
        sentence=document.quote(scene.sentence(seed.word.index).span, "sentence"),
        areas=_areas(scene, seed, by, condition),
        amount=amount_of(layout, seed),
        deadline=deadline_of(layout, seed),
        condition=condition,
        consensus=consensus_of(layout, seed),
        statement=statement.id if statement is not None else None,
        confidence=_confidence(seed, several or bool(partners)),
        why=seed.rule,
    )


def _areas(scene: Scene, seed: Seed, by: Sequence[Party], condition: Evidence | None) -> tuple[Area, ...]:
    """The fields of what will be done: not of what must come first, and no body that binds itself."""
    beside = [p.span for p in by] + ([condition.span] if condition is not None else [])
    return tuple(a for a in areas_in(scene, seed.action) if not any(s.overlaps(a.span) for s in beside))


def _speaker(scene: Scene, seed: Seed, by: tuple[Party, ...]) -> Party | None:
    """Who tells it: who says so, or who binds his side by his own word."""
    statement = seed.statement
    if statement is None or not statement.content.span.contains(seed.word.span):
        return _himself(scene, seed, by)
    return None if seed.told_together and statement.speaker not in by else statement.speaker


def _himself(scene: Scene, seed: Seed, by: tuple[Party, ...]) -> Party | None:
    """Who binds his side by his own word: `the president pledged`, `she reaffirmed her commitment`."""
    spoken = seed.strength is not Strength.SIGNED and not seed.rule.startswith(("modal", "adjective"))
    if not spoken or len(by) != 1 or by[0].actor is None:
        return None
    kinds = {scene.analysis.mentions[m].kind for m in scene.actors[by[0].actor].mentions}
    return by[0] if MentionKind.PERSON in kinds else None


def _confidence(seed: Seed, between: bool) -> float:
    """How often what is found so is a commitment, as measured on 112 of them in 83 annotated reports. between: whether
    one side binds itself towards another.
    """
    if seed.rule == "modal will" and seed.statement is not None:
        return 0.8 if between else 0.6
    return 0.78 if seed.rule.startswith("modal") else 0.88
