"""Statements: what someone said, thinks, wants or stands for, direct, indirect or mixed, with who speaks.

In: a scene. Out: `Statement`s in the order in which their contents end, so that one inside another comes first. A
quotation that stands apart is tied to the cue beside it: in its sentence, before a colon, or in the sentence before.
Left out: words that nobody says (`a report that` without an author is kept, a quotation without any cue is not).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from communique.codebook.cues import CueClass
from communique.coding.areas import areas_in
from communique.coding.clauses import passive
from communique.coding.parties import made, parties
from communique.coding.quotations import Quoted
from communique.coding.scene import Scene
from communique.coding.statements_acts import is_deed
from communique.coding.statements_confidence import confidence_of
from communique.coding.statements_cues import Told, told
from communique.coding.statements_going_on import going_on
from communique.coding.statements_kinds import kind_of, target_of
from communique.coding.statements_layout import Layout, layout_of
from communique.coding.statements_lines import lines_of
from communique.coding.statements_running import Draft, running_on
from communique.coding.statements_speakers import (
    addressees,
    can_speak,
    carrier,
    is_document,
    on_behalf,
    speaker_token,
    speakers_of,
    voiced,
)
from communique.records.analysis import Token
from communique.records.diplomacy import Quotation, Statement, StatementKind
from communique.records.outcomes import Party
from communique.records.spans import Span

_ANYONE = frozenset(("you", "one"))  # `you know`: nobody in particular
_OPENING = 2  # sentences that tell what is done by a speech
_MOST = 0.8  # of the words, for a quotation to be direct


def statements_of(scene: Scene) -> tuple[Statement, ...]:
    """Every statement of a document."""
    layout = layout_of(scene)
    found: dict[str, Statement] = {}
    drafts = drafts_of(layout)
    meant = going_on(layout, drafts)
    for draft in drafts:
        speakers = _speakers(layout, draft, meant)
        for speaker in speakers or (None,):
            statement = _statement(layout, draft, speaker, speakers)
            found.setdefault(statement.id, statement)
    return tuple(sorted(found.values(), key=_order))


def drafts_of(layout: Layout) -> list[Draft]:
    """What becomes a statement, sentences that go on from it included."""
    return running_on(layout, list(_with_quotations(layout, _outermost(layout, list(_sourced(layout))))))


def _order(statement: Statement) -> tuple[int, int, int, str]:
    """Those inside first, and of those who speak together the one who is named first."""
    who = statement.speaker.span.start if statement.speaker is not None else -1
    return statement.content.span.end, -statement.content.span.start, who, statement.id


def _speakers(layout: Layout, draft: Draft, meant: Mapping[int, int]) -> tuple[Party, ...]:
    """Who says it: each of several, and nobody where nobody is named. meant: actors of pronouns."""
    if draft.source is None:
        return ()
    if draft.source.index in meant:
        return (made(layout.scene, meant[draft.source.index], draft.source.span),)
    return speakers_of(layout, draft.source)


def _sourced(layout: Layout) -> Iterator[tuple[Told, Token | None]]:
    """What is told, with who speaks, where someone can."""
    uses = [(use, source) for use in told(layout) if _told_by(layout, use, source := speaker_token(layout, use))]
    carried = {v.index for u, _ in uses if u.content is not None and (v := carrier(u)) is not None}
    for use, source in uses:
        if use.cue.part != "verb" or use.word.index not in carried:  # `expressed concern about`: the noun tells
            yield use, source
    for use in lines_of(layout):
        yield use, use.source


def _outermost(layout: Layout, uses: list[tuple[Told, Token | None]]) -> list[tuple[Told, Token | None]]:
    """Without what is told inside what another says: `Li said that both sides hope` is Li's alone. What a
    medium or someone else reports that somebody said is his all the same.
    """
    contents = [(u.content, s) for u, s in uses if u.content is not None]

    def kept(use: Told, source: Token | None) -> bool:
        around = [s for c, s in contents if c.contains(use.words) and c != use.content]
        spoken = use.cue.sort in (CueClass.SAY, CueClass.URGE) and use.cue.part == "verb"
        return not around or (spoken and all(_medium(layout, s) or _another(layout, source, s) for s in around))

    return [(use, source) for use, source in uses if kept(use, source)]


def _another(layout: Layout, source: Token | None, outer: Token | None) -> bool:
    """Whether someone known other than who speaks is told to speak: `Li said that Putin had told Modi that`."""
    if source is None or source.upos == "PRON":
        return False
    inner = {p.actor for p in parties(layout.scene, source) if p.actor is not None}
    return bool(inner) and (outer is None or inner.isdisjoint(p.actor for p in parties(layout.scene, outer)))


def _medium(layout: Layout, source: Token | None) -> bool:
    """Whether who speaks only passes on what others say."""
    if source is None:
        return False
    return is_document(source) or any(p.sector == "JRN" for p in parties(layout.scene, source))


def _told_by(layout: Layout, use: Told, source: Token | None) -> bool:
    """Whether who speaks can do so. Without a speaker stand `the claim that` and `it was reported that` alone; an
    attitude (`support for`, `its opponents`) is a statement where someone voices it.
    """
    sort, noun = use.cue.sort, use.cue.part == "noun"
    if noun and (sort is CueClass.STANCE or not use.rule.endswith(("clause", "infinitive"))) and not voiced(use):
        return False
    if is_deed(layout, use, source) or (source is not None and source.text.lower() in _ANYONE):
        return False
    if source is None:
        return (noun and use.rule.endswith("clause")) or (sort is CueClass.SAY and passive(use.word))
    if sort is CueClass.SHOW and use.rule.endswith("object") and not is_document(source):
        return False
    return can_speak(layout, source, sort is CueClass.SAY and not noun)


def _with_quotations(layout: Layout, uses: list[tuple[Told, Token | None]]) -> Iterator[Draft]:
    """Drafts, quotations that stand apart tied to the cues beside them."""
    behind = {u.word.index: p for u, _ in uses if u.content is None and (p := _paragraph_behind(layout, u))}
    uses = [(u, s) for u, s in uses if not any(p.contains(u.words) for p in behind.values())]
    own = [c for u, s in uses if (c := u.content) and not (_medium(layout, s) and _says_in(c, u, uses))]
    taken = {q.span for content in own for q in layout.quotes if q.span.overlaps(content)}
    extra: dict[int, Span] = {}
    for quoted in layout.quotes:
        if quoted.span in taken:
            continue
        use = _cue_beside(layout, quoted, uses, extra)
        if use is not None:
            before = extra.get(use.word.index, use.content)
            extra[use.word.index] = before.cover(quoted.span) if before is not None else quoted.span
    for use, source in uses:
        content = extra.get(use.word.index, use.content) or behind.get(use.word.index)
        if content is not None:
            yield Draft(use, content, source)


def _says_in(content: Span, use: Told, uses: Iterable[tuple[Told, Token | None]]) -> bool:
    """Whether somebody is told to speak in what a medium passes on: `"No," he told them, according to a statement`."""
    return any(u is not use and u.cue.sort is CueClass.SAY and content.contains(u.words) for u, _ in uses)


def _paragraph_behind(layout: Layout, use: Told) -> Span | None:
    """The paragraph behind a saying that ends its own with a colon."""
    text = layout.scene.document.text
    end = _sentence_end(layout, use)
    if use.cue.sort is not CueClass.SAY or not text[:end].rstrip().endswith(":"):
        return None
    start = end + len(text[end:]) - len(text[end:].lstrip())
    stop = text.find("\n", start)
    return Span.trimmed(text, start, stop if stop >= 0 else len(text)) if "\n" in text[end:start] else None


def _cue_beside(
    layout: Layout, quoted: Quoted, uses: Iterable[tuple[Told, Token | None]], extra: dict[int, Span]
) -> Told | None:
    """The cue that a quotation belongs to: the nearest saying in its sentences, or in the one before it."""
    analysis = layout.scene.analysis
    first, stop = layout.covered(quoted.span)
    opening, closing = analysis.sentence_of(first), analysis.sentence_of(stop - 1)
    saying = [u for u, s in uses if u.cue.sort is CueClass.SAY and u.cue.part != "noun" and s is not None]
    here = [u for u in saying if opening.first <= u.word.index < closing.stop]
    here = [u for u in here if u.content is None or _touches(layout, u, quoted)]
    if here:
        return min(here, key=lambda u: abs(u.word.index - (first if u.word.index < first else stop)))
    text, start = layout.scene.document.text, quoted.span.start
    before = [u for u in saying if u.word.index < first]
    last = [u for u in before if _sentence_end(layout, u) == _sentence_end(layout, before[-1])]
    if not last or text[_sentence_end(layout, last[0]) : start].strip():
        return None
    between = text[:start].rstrip()
    if between.endswith(":"):
        return last[-1]
    going_on = [u for u in last if extra.get(u.word.index, u.content) is not None]
    if not going_on or ("\n" in text[len(between) : start] and not _paragraph(text, quoted)):
        return None
    return going_on[0]


def _paragraph(text: str, quoted: Quoted) -> bool:
    """Whether a quotation is all of its paragraph."""
    return text[: quoted.span.start].endswith("\n") and text[quoted.span.end : quoted.span.end + 1] in ("", "\n")


def _sentence_end(layout: Layout, use: Told) -> int:
    return layout.scene.sentence(use.word.index).span.end


def _touches(layout: Layout, use: Told, quoted: Quoted) -> bool:
    """Whether nothing but the cue and its words stands between what a cue introduces and a quotation."""
    assert use.content is not None
    first, last = sorted((use.content, quoted.span))
    gap = Span(first.end, last.start) if first.end < last.start else None
    if gap is None:
        return True
    return gap.contains(use.words) or not layout.scene.document.text[gap.start : gap.end].strip(" ,;:-–—")


def _statement(layout: Layout, draft: Draft, speaker: Party | None, speakers: Sequence[Party]) -> Statement:
    """What one of several speakers says."""
    scene, use, content = layout.scene, draft.told, draft.content
    document = scene.document
    verb = carrier(use)
    words = use.words.cover(verb.span) if verb is not None else use.words
    kind = kind_of(layout, replace(use, heads=use.heads or _openings(layout, content)), speaker)
    hearers = addressees(layout, use, draft.source)
    first, _ = layout.covered(content)
    return Statement(
        speaker=speaker,
        on_behalf_of=on_behalf(layout, use, draft.source) if draft.source is not None else None,
        addressees=hearers,
        target=hearers[0] if hearers and kind is StatementKind.DEMAND else target_of(layout, use, kind, speakers),
        kind=kind,
        quotation=quotation_of(layout, content),
        cue=document.quote(words, "cue"),
        content=document.quote(content, "content"),
        sentence=document.quote(scene.sentence(first).span, "sentence"),
        areas=areas_in(scene, content),
        confidence=confidence_of(use.rule),
        why=use.rule,
    )


def _openings(layout: Layout, content: Span) -> tuple[Token, ...]:
    """The predicates of the first sentences of what is said, where the tree ties none to the cue."""
    analysis = layout.scene.analysis
    first, stop = layout.covered(content)
    roots = [t for i in range(first, stop) if (t := analysis[i]).head is None]
    return tuple(roots[:_OPENING])


def quotation_of(layout: Layout, content: Span) -> Quotation:
    """Direct where nearly all stands between marks or a saying stands between two quotations, mixed where some does."""
    ends = [q for q in layout.quotes if q.span.start == content.start or q.span.end == content.end]
    if len(ends) > 1:
        return Quotation.DIRECT
    inside = sum(min(q.span.end, content.end) - max(q.span.start, content.start) for q in layout.quotes
                 if q.span.overlaps(content))  # fmt: skip
    if inside >= _MOST * len(content):
        return Quotation.DIRECT
    return Quotation.MIXED if inside else Quotation.INDIRECT
