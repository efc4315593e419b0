"""How one event was reached: `communique code --explain ID`.

In: a scene, what was coded of it, the codebook, and an event of it. Out: lines of pieces with their styles: the event,
the word that named it and who stands around it, what the codebook says, whom each participant means and who else it
could be, its date and place, the signs that make its confidence, and the tree of its sentence.
"""

from collections.abc import Iterable, Iterator

from communique.cli.code_table import Drawing, block, heading
from communique.cli.code_words import codes_of, dates_of, hung, name_of
from communique.cli.trees import CONTROL, FAINT, Line, sentence_drawn
from communique.codebook import cameo
from communique.codebook.codebook import Codebook
from communique.coding.acts import Act
from communique.coding.confidence import BIAS, weights
from communique.coding.events import Draft, drafts_of, trigger_span
from communique.coding.frames import Frame
from communique.coding.scene import Scene
from communique.records import Coded, Event, Participant, Token, When, Where

LABEL = 14  # columns of the names on the left


def explained(scene: Scene, coded: Coded, event: Event, codebook: Codebook, drawing: Drawing) -> Iterator[Line]:
    """The lines of an explanation. Control characters are shown as `·`."""
    draft = _draft(scene, codebook, event)
    parts: tuple[Iterable[Line], ...] = (
        heading(coded.document, drawing.width),
        [[]],
        block(coded, event, "", drawing),
        _meaning(event, codebook, drawing.width),
        () if draft is None else _reached(draft.act, drawing.width),
        (line for p in event.participants for line in _participant(scene, p, drawing.width)),
        _date(scene, event.date, drawing.width),
        _place(scene, event.place, drawing.width),
        _titled("sure", [(event.why, "")], drawing.width),
        () if draft is None else _signs(draft, drawing.width),
        _tree(scene, event, drawing.width),
    )
    for part in parts:
        for line in part:
            yield [(CONTROL.sub("·", text), style) for text, style in line]


def _draft(scene: Scene, codebook: Codebook, event: Event) -> Draft | None:
    """The draft that became an event."""
    for draft in drafts_of(scene, codebook):
        if draft.act.type == event.type and trigger_span(draft.act) == event.trigger.span:
            return draft
    return None


def _titled(label: str, pieces: Line, width: int) -> Iterator[Line]:
    yield from hung(f"{label:<{LABEL}}", pieces, width)


def _under(pieces: Line, width: int) -> Iterator[Line]:
    yield from hung(" " * LABEL, pieces, width)


def _meaning(event: Event, codebook: Codebook, width: int) -> Iterator[Line]:
    """What the codebook says of type, mode, contexts and score."""
    yield []
    yield from _titled("codebook", [(f"{codebook.name} {codebook.version}", FAINT)], width)
    kind = codebook.ontology.types.get(event.type)
    if kind is not None:
        yield from _under([(f"{kind.code}: ", "bold"), (kind.meaning, "")], width)
        if event.mode is not None:
            yield from _under([(f"{event.mode}: ", "bold"), (kind.modes[event.mode].meaning, "")], width)
    for context in event.contexts:
        yield from _under([(f"{context}: ", "bold"), (codebook.ontology.contexts.get(context, ""), "")], width)
    facts = [] if event.quad is None else [event.quad.value]
    facts += [] if event.score is None else [f"score {event.score:+g}"]
    if event.cameo is not None:
        code = cameo.code_of(event.cameo)
        facts.append(f"CAMEO {code.code}, {code.name} (Goldstein {code.goldstein:+g})")
    yield from _under([(" · ".join(facts), FAINT)], width)


def _reached(act: Act, width: int) -> Iterator[Line]:
    """The word that named the act, and who stands around it."""
    trigger, frame = act.trigger, act.frame
    named = f"{trigger.lemma} ({trigger.part}) names {trigger.type}" + (f"/{trigger.mode}" if trigger.mode else "")
    conditions = [f"roles {trigger.roles.value}"] if trigger.roles else []
    conditions += [f"with {', '.join(sorted(trigger.objects))}"] if trigger.objects else []
    conditions += [f"not with {', '.join(sorted(trigger.exclude))}"] if trigger.exclude else []
    yield []
    yield from _titled("word", [(named, "bold"), ("".join(f"; {c}" for c in conditions), "")], width)
    for label, words in _around(frame, act.content):
        yield from _under([(f"{label}: ", FAINT), (words, "")], width)


def _around(frame: Frame, content: tuple[Token, ...]) -> Iterator[tuple[str, str]]:
    """Each part that words play around a predicate, with those words."""
    if frame.light is not None:
        yield "carried by", frame.light.text
    for label, tokens in (
        ("does it", frame.doers),
        ("to whom", frame.others),
        ("together", frame.together),
        ("content", content),
    ):
        if tokens:
            yield label, _texts(tokens)
    for word, token in frame.obliques:
        yield word or "beside", token.text
    yield "status in its clause", frame.status.value
    if frame.saying is not None:
        yield "told by", f"{_texts(frame.speakers) or 'nobody named'} ({frame.saying.text})"


def _texts(tokens: Iterable[Token]) -> str:
    return ", ".join(t.text for t in tokens)


def _participant(scene: Scene, party: Participant, width: int) -> Iterator[Line]:
    """Whom the words mean, how that was told, and who else it could be."""
    yield []
    words = " ".join(party.text.split())
    yield from _titled(party.role.value, [(f"“{words}” ", ""), (name_of(party), "bold"), (codes_of(party), "")], width)
    if party.actor is None:
        yield from _under([("nobody is known by these words", FAINT)], width)
        return
    actor = scene.actors[party.actor]
    office = f"{actor.office}{f' ({actor.standing})' if actor.standing else ''}" if actor.office else ""
    day = f"as of {actor.as_of}" if actor.as_of else ""
    told = "; ".join(p for p in (office, day, actor.how) if p)
    yield from _under([(told, ""), (f" {actor.confidence:.2f}", FAINT)], width)
    others = dict.fromkeys(
        " ".join(scene.analysis.mentions[m].span.of(scene.document.text).split()) for m in actor.mentions
    )
    if len(others) > 1:
        yield from _under([("also called ", FAINT), (" · ".join(o for o in others if o != words), "")], width)
    for rival in actor.rivals:
        who = ", ".join(p for p in (rival.name, rival.office, rival.country, rival.sector) if p)
        yield from _under([(f"not {who}: ", FAINT), (rival.why, FAINT)], width)


def _date(scene: Scene, when: When | None, width: int) -> Iterator[Line]:
    yield []
    if when is None:
        yield from _titled("date", [("none: the report has no day of its own", "")], width)
        return
    words = f" “{' '.join(when.text.split())}”" if when.text else ""
    yield from _titled("date", [(dates_of(when), "bold"), (f"{words} ({when.precision}): {when.how}", "")], width)
    for rival in () if when.time is None else scene.times[when.time].rivals:
        yield from _under([(f"not {rival.first or ''} .. {rival.last or ''}: {rival.why}", FAINT)], width)


def _place(scene: Scene, where: Where | None, width: int) -> Iterator[Line]:
    if where is None:
        yield from _titled("place", [("none told", "")], width)
        return
    name = ", ".join(p for p in (where.name, where.admin1, where.country) if p) or "not in the gazetteer"
    place = None if where.place is None else scene.places[where.place]
    how = "" if place is None else f": {place.how}"
    yield from _titled("place", [(name, "bold"), (f" “{' '.join(where.text.split())}”{how}", "")], width)
    for rival in () if place is None else place.rivals:
        yield from _under([(f"not {rival.name}, {rival.country or '?'}: {rival.why}", FAINT)], width)


def _signs(draft: Draft, width: int) -> Iterator[Line]:
    """The signs and what each adds to the log-odds, the strongest first."""
    table = weights()
    told = {BIAS: table.get(BIAS, 0.0), **{name: table.get(name, 0.0) * v for name, v in draft.signs.items()}}
    for name, value in sorted(told.items(), key=lambda s: (-abs(s[1]), s[0])):
        yield from _under([(f"{value:+6.2f}  ", "" if value else FAINT), (name, "" if value else FAINT)], width)


def _tree(scene: Scene, event: Event, width: int) -> Iterator[Line]:
    analysis = scene.analysis
    yield []
    for sentence in analysis.sentences:
        if sentence.span.overlaps(event.sentence.span):
            yield from sentence_drawn(scene.document, analysis, sentence, width)
