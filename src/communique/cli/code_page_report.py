"""A report on a page: its words with marks, a card for each thing that it tells, and whom, where and when it speaks of.

In: `Coded` and its findings. Out: HTML. Everything that comes from a report is escaped. Nothing is refused.
"""

import re
from collections.abc import Iterable, Sequence

from communique.cli.code_page_findings import KINDS, Finding, day_of, notable, tally
from communique.cli.code_page_text import Mark, element, escaped, folded, text_of
from communique.codebook.countries import countries
from communique.records import Actor, BlockKind, Coded, Document, PlaceRef, Span, TimeRef
from communique.sources.tally import counted

_WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)
_HEADINGS = (BlockKind.HEADLINE, BlockKind.SUBHEAD)
_SHORT = 12  # characters of an id that are shown


def title_of(document: Document) -> str:
    """The headline, or the first words of a report without one."""
    title = " ".join((document.title or "").split())
    if title:
        return title
    first = next((line for line in document.text.splitlines() if line.strip()), document.text)
    words = " ".join(first.split())
    return words if len(words) <= 90 else words[:90].rsplit(" ", 1)[0] + " …"


def article(coded: Coded, findings: Sequence[Finding], report: str) -> str:
    """A report. report: its id on the page."""
    text = text_of(coded.document.text, marks_of(coded, findings), report)
    title = element("h3", element("a", escaped(title_of(coded.document)), href=f"#{report}"))
    words = element(
        "div", text.html, class_="text", tabindex="0", role="region", aria_label=f"Words of {title_of(coded.document)}"
    )
    notes = "".join(element("p", escaped(note), class_="note") for note in coded.notes)
    cards = "".join(_section(kind, findings, report, text.begins) for kind, _ in tally(findings))
    told = cards or element("p", "Nothing was found in it.", class_="note")
    inner = f'{title}{_from(coded.document)}{notes}<div class="both">{words}<div class="cards">{told}</div></div>'
    return element("article", inner + _known(coded), id=report) + "\n"


def _from(document: Document) -> str:
    """Where a report comes from."""
    place = None if document.dateline is None else document.dateline.place
    uri = escaped(document.uri)
    address = document.url or document.uri
    if _WEB.fullmatch(address):
        uri = element("a", uri, href=address, rel="noopener noreferrer")
    parts = [escaped(p) for p in (document.outlet, place, day_of(document)) if p]
    return element("p", " · ".join([*parts, uri, element("code", escaped(document.id))]), class_="from")


def marks_of(coded: Coded, findings: Sequence[Finding]) -> list[Mark]:
    """All that is marked in the words of a report."""
    document = coded.document
    marks = [Mark(b.span, "head") for b in document.blocks if b.span is not None and b.kind in _HEADINGS]
    marks += [Mark(span, "fold") for span in folded(document.text)]
    known = {m for actor in coded.actors for m in actor.mentions}
    marks += [Mark(m.span, "other") for n, m in enumerate(coded.analysis.mentions) if n not in known]
    for actor in coded.actors:
        note = _actor_note(actor)
        spans = dict.fromkeys([actor.span, *(coded.analysis.mentions[m].span for m in actor.mentions)])
        marks += [Mark(span, "who", note=note) for span in spans]
    marks += [Mark(p.span, "where", note=_place_note(p)) for p in coded.places]
    marks += [Mark(t.span, "date", note=_time_note(t)) for t in coded.times]
    for finding in findings:
        for span, role in dict.fromkeys(finding.roles):
            core = role == "t"
            kind = f"{finding.kind} {finding.quad}".strip() if core else ""
            marks.append(Mark(span, kind, finding.key + role, label=finding.label if core else ""))
    return marks


def _section(kind: str, findings: Sequence[Finding], report: str, begins: dict[str, str]) -> str:
    found = [f for f in findings if f.kind == kind]
    heading = element("h4", f"{KINDS[kind]} ({len(found)})")
    return heading + "".join(_card(f, report, begins[f.key + "t"]) for f in found)


def _card(finding: Finding, report: str, place: str) -> str:
    """A finding: what, who, when, where, how sure, its words, what else is known and the reason."""
    head = element("a", element("b", finding.label) + f" {escaped(finding.title)}", href=f"#{place}", class_="what")
    status = element("span", escaped(notable(finding)), class_="status") if notable(finding) else ""
    sides = escaped("; ".join(finding.who) or "nobody named")
    if finding.whom:
        sides += f" → {escaped('; '.join(finding.whom))}"
    when = [("when", finding.date), ("date from", finding.dated)]
    facts = [("why", finding.why), *when, ("where", finding.place), *finding.facts]
    told = "".join(element("dt", escaped(n)) + element("dd", escaped(v)) for n, v in facts if v)
    inner = (
        f"<header>{head} {status} {sure(finding.confidence)}</header>"
        + element("p", sides, class_="sides")
        + element("blockquote", quote(finding))
        + element("dl", told)
        + element("p", f"id {element('code', escaped(finding.id[:_SHORT]))}", class_="id")
    )
    return element("section", inner, id=f"{report}-{finding.key}", class_=f"card {finding.kind} {finding.quad}".strip())


def sure(confidence: float) -> str:
    """A confidence as a number beside a bar in tenths."""
    told = "confidence: the probability that it is right"
    return element("span", f"{confidence:.2f}", class_=f"sure s{round(confidence * 10)}", title=told)


def quote(finding: Finding) -> str:
    """The words of a finding: an event's and a meeting's in their sentence, marked; of what is said, all of it."""
    if not finding.sentence.span.contains(finding.words.span) or finding.kind not in ("event", "meeting"):
        return element("mark", escaped(finding.words.text))
    whole = finding.sentence
    marks = [
        Mark(Span(max(s.start, whole.span.start), min(s.end, whole.span.end)).shifted(-whole.span.start), r)
        for s, r in dict.fromkeys(finding.roles)
        if r != "x" and s.overlaps(whole.span)
    ]
    return text_of(whole.text, marks, "").html


def _known(coded: Coded) -> str:
    """Whom, where and when the report speaks of, with the reason for each."""
    found = [
        (coded.actors, "who", ("words", "who", "country", "sector", "how", "confidence"), map(_actor, coded.actors)),
        (coded.places, "place", ("words", "place", "country", "sort", "how", "confidence"), map(_place, coded.places)),
        (coded.times, "date", ("words", "from", "to", "fine to", "how", "confidence"), map(_time, coded.times)),
    ]
    tables = "".join(table(columns, rows) for items, _, columns, rows in found if items)
    if not tables:
        return ""
    counts = ", ".join(counted(len(items), _PLURAL.get(name, name)) for items, name, _, _ in found if items)
    return element("details", element("summary", f"Who, where and when: {counts}") + tables)


_PLURAL = {"who": "actor"}


def table(columns: Iterable[str], rows: Iterable[Sequence[str]], **given: str) -> str:
    """A table of texts."""
    head = "".join(element("th", escaped(c), scope="col") for c in columns)
    body = "".join(element("tr", "".join(element("td", escaped(v)) for v in row)) for row in rows)
    inner = element("thead", element("tr", head)) + element("tbody", body)
    return element("div", element("table", inner, **given), class_="wide", tabindex="0")


def _actor(actor: Actor) -> Sequence[str]:
    who = ", ".join(p for p in (actor.name, actor.office) if p)
    sectors = " ".join(s for s in (actor.sector, *actor.other_sectors) if s)
    return (_flat(actor.text), who, actor.country or "", sectors, actor.how, f"{actor.confidence:.2f}")


def _place(place: PlaceRef) -> Sequence[str]:
    where = ", ".join(dict.fromkeys(p for p in (place.name, place.city, place.admin1) if p))
    sort = place.resolution.value if place.resolution else ""
    return (_flat(place.text), where, place.country or "", sort, place.how, f"{place.confidence:.2f}")


def _time(time: TimeRef) -> Sequence[str]:
    grain = time.precision.value
    return (_flat(time.text), time.first or "", time.last or "", grain, time.how, f"{time.confidence:.2f}")


def _actor_note(actor: Actor) -> str:
    return ", ".join(p for p in (actor.name, actor.office, actor.country, actor.sector) if p)


def _place_note(place: PlaceRef) -> str:
    country = countries().get(place.country or "")
    return ", ".join(dict.fromkeys(p for p in (place.name, place.admin1, country.name if country else None) if p))


def _time_note(time: TimeRef) -> str:
    ends = dict.fromkeys(p for p in (time.first, time.last) if p)
    return " to ".join(ends) or "no date"


def _flat(text: str) -> str:
    return " ".join(text.split())
