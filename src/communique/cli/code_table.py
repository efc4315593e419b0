"""What was coded as a person reads it: each document, each event in a block with its words marked in the sentence.

In: `Coded`. Out: lines of pieces, each with the style it has on a terminal. Marks are colours where there are any, else
brackets: `[who takes part]` and `{the act}`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.cli.code_others import others
from communique.cli.code_words import codes_of, dates_of, hung, name_of
from communique.cli.trees import CONTROL, FAINT, Line
from communique.cli.views import fitted
from communique.codebook.countries import countries
from communique.records import Coded, Document, Event, Participant, Quad, Role, Span, When, Where
from communique.records.spans import segments

WIDTH = 100
SHORT = 10  # characters of an id that are shown; `--explain` takes them
INSET = 4

QUADS = {
    Quad.VERBAL_COOPERATION: "green",
    Quad.MATERIAL_COOPERATION: "bold green",
    Quad.VERBAL_CONFLICT: "yellow",
    Quad.MATERIAL_CONFLICT: "bold red",
}
TRIGGER, ACTOR, RECIPIENT = "bold black on yellow", "bold cyan", "bold magenta"
_RELATIVE = re.compile(r",|\s(?:who|whom|whose|which|that|where)\b")
_STYLES = (TRIGGER, ACTOR, RECIPIENT)  # the first that holds is drawn


@dataclass(frozen=True, slots=True)
class Drawing:
    """How lines are drawn. width: columns. brackets: whether words are marked with brackets instead of colours."""

    width: int = WIDTH
    brackets: bool = True


def drawn(coded: Coded, drawing: Drawing) -> Iterator[Line]:
    """The lines of a document. Control characters are shown as `·`."""
    for line in (*heading(coded.document, drawing.width), *_events(coded, drawing), *others(coded, drawing.width)):
        yield [(CONTROL.sub("·", text), style) for text, style in line]
    yield []


def heading(document: Document, width: int) -> Iterator[Line]:
    """Title, and where and when the report is from."""
    title = document.title or " ".join(document.text[:200].split())
    yield [("━━ ", FAINT), (fitted(title, width - 3).rstrip(), "bold")]
    known = document.dateline
    line = None if known is None else known.place or known.agency
    day = None if known is None or known.day is None else known.day.iso
    published = None if document.published is None else document.published.at[:10]
    parts = [document.outlet, line, day if day and "--" not in day[:2] else published or day, document.id]
    yield [("   ", ""), (fitted(" · ".join(p for p in parts if p), width - 3).rstrip(), FAINT)]


def _events(coded: Coded, drawing: Drawing) -> Iterator[Line]:
    if not coded.events:
        yield [("   no events", FAINT)]
    for number, event in enumerate(coded.events, start=1):
        yield []
        yield from block(coded, event, str(number), drawing)


def block(coded: Coded, event: Event, mark: str, drawing: Drawing) -> Iterator[Line]:
    """One event: what, who and whom; when, where, how sure; the sentence."""
    style = "bold" if event.quad is None else QUADS[event.quad]
    what = event.type + (f"/{event.mode}" if event.mode else "")
    head: Line = [(f"{what}: ", style), *sides(event)]
    yield from hung(f"{mark:>{INSET - 2}}  ", head, drawing.width)
    facts = [_when(event.date), _where(event.place), event.status.value, *event.contexts]
    facts += [f"{m.measure.value} {m.text}" for m in event.magnitude]
    facts += [f"says {name_of(event.attribution.source)}"] if event.attribution else []
    told: Line = [(" · ".join(f for f in facts if f), ""), (f" · {event.confidence:.2f} · {event.id[:SHORT]}", FAINT)]
    yield from hung(" " * INSET, told, drawing.width)
    yield from hung(" " * INSET, sentence(coded.document, event, drawing.brackets), drawing.width)


def sides(event: Event) -> Line:
    """Who did it, and to whom: `Li Qiang (CHN, GOV) → Vladimir Putin (RUS, GOV)`."""
    actors, recipients = ([p for p in event.participants if p.role is role] for role in (Role.ACTOR, Role.RECIPIENT))
    out: Line = _listed(event, actors, ACTOR) or [("nobody named", FAINT)]
    if recipients:
        out += [(" → ", ""), *_listed(event, recipients, RECIPIENT)]
    return out


def _listed(event: Event, parties: list[Participant], style: str) -> Line:
    out: Line = []
    for name, codes in dict.fromkeys((_called(event, p), codes_of(p)) for p in parties):
        out += [(", ", "")] if out else []
        out += [(name, style), (codes, "")]
    return out


def _called(event: Event, party: Participant) -> str:
    """The name of a party; of one that only the act's word implies (`talks`), that of its country."""
    known = countries().get(party.country or "")
    implied = party.name is None and known is not None and party.span.overlaps(event.trigger.span)
    return known.name if implied and known is not None else name_of(party)


def _when(when: When | None) -> str:
    return "no date" if when is None else dates_of(when)


def _where(where: Where | None) -> str:
    if where is None:
        return ""
    words = " ".join(where.text.split())
    more = [p for p in (where.name, where.country) if p and p.casefold() != words.casefold()]
    return words + (f" ({', '.join(more)})" if more else "")


def sentence(document: Document, event: Event, brackets: bool) -> Line:
    """The sentence of an event, its trigger and participants marked."""
    whole = event.sentence.span
    marked = [(event.trigger.span, 0)]
    for party in event.participants:
        words = party.span
        if words.contains(event.trigger.span):  # `the two, who met`: its own clause is no name
            words = Span.trimmed(document.text, words.start, _clause(document.text, words)) or words
        marked.append((words, 1 if party.role is Role.ACTOR else 2))
    inside = sorted({(s, k) for s, k in marked if whole.contains(s)}, key=lambda m: (m[0].start, -m[0].end, m[1]))
    spans = [s.shifted(-whole.start) for s, _ in inside]
    text = whole.of(document.text)
    if brackets:
        return [(bracketed(text, [(s, "{}" if k == 0 else "[]") for s, (_, k) in zip(spans, inside, strict=True)]), "")]
    out: Line = []
    for segment in segments(text, spans):
        kinds = [inside[m][1] for m in segment.marks]
        out.append((segment.text, _STYLES[min(kinds)] if kinds else ""))
    return out


def _clause(text: str, words: Span) -> int:
    """Where the first clause inside a noun phrase begins; its end where there is none."""
    found = _RELATIVE.search(text, words.start, words.end)
    return words.end if found is None else found.start()


def bracketed(text: str, marks: Iterable[tuple[Span, str]]) -> str:
    """`text` with a pair of brackets around each span; the same span is marked once."""
    once: dict[Span, str] = {}
    for span, pair in marks:
        once.setdefault(span, pair)
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for span, pair in sorted(once.items(), key=lambda m: -len(m[0])):
        opening.setdefault(span.start, []).append(pair[0])
        closing.setdefault(span.end, []).insert(0, pair[1])
    cuts = sorted({0, len(text), *opening, *closing})
    out = []
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        out += [*closing.get(start, ()), *opening.get(start, ()), text[start:end]]
    return "".join(out)
