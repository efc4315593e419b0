"""Examples of a codebook: sentences with the events that must come of them, or that must not.

In: entries of a TOML file; the events that were coded of a sentence. Out: `Example`, and what is wrong with the events,
in words. Refused with `ValueError`: an unknown key, type, mode, status or context, a sentence without `events`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from communique.codebook.entries import Entry
from communique.codebook.plover import Ontology
from communique.records.documents import Document, Precision, Publication
from communique.records.ids import digest_of
from communique.records.outcomes import Event, Role, Status

EXAMPLE_KEYS = ("text", "events", "rule", "published", "why")
EVENT_KEYS = ("type", "mode", "actors", "recipients", "trigger", "status", "contexts")
_ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True, slots=True)
class Expected:
    """An event that must come. None, and contexts that are not named: any will do.

    type: code. mode: code, empty where there must be none. actors, recipients: all of a side, in any order, each as
    `CHN` (a country or a body), `CHN/MIL` (with its sector), or, where it has no country, its words without article.
    trigger: words that name the act, or some of them. status: whether it took place; where None, any but negated.
    contexts: some that it must have.
    """

    type: str
    mode: str | None = None
    actors: frozenset[str] | None = None
    recipients: frozenset[str] | None = None
    trigger: str | None = None
    status: Status | None = None
    contexts: frozenset[str] = frozenset()

    def lacks(self, event: Event) -> list[str]:
        """The fields in which an event is not this one."""
        sides = (("actors", self.actors, Role.ACTOR), ("recipients", self.recipients, Role.RECIPIENT))
        wrong = [name for name, codes, role in sides if codes is not None and not _fill(codes, event, role)]
        if self.mode is not None and (event.mode or "") != self.mode:
            wrong.insert(0, "mode")
        if event.type != self.type:
            wrong.insert(0, "type")
        if self.trigger is not None and self.trigger.casefold() not in event.trigger.text.casefold():
            wrong.append("trigger")
        if (event.status is Status.NEGATED) if self.status is None else (event.status is not self.status):
            wrong.append("status")
        if not self.contexts.issubset(event.contexts):
            wrong.append("contexts")
        return wrong

    def __str__(self) -> str:
        kind = self.type if self.mode is None else f"{self.type}/{self.mode or '-'}"
        said = [kind, _sides(self.actors, self.recipients)]
        said += [f"{self.trigger!r}"] if self.trigger else []
        said += [self.status.value] if self.status else []
        return " ".join((*said, *sorted(self.contexts)))


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, or a few, and the events that must come of it; no others may, but negated ones do not count.

    rule: the type, or type and mode (`CONSULT/visit`), that it is an example of. positive: whether an event of that
    rule must come. published: day of the report, none where it is told by nothing. why: what it shows.
    """

    rule: str
    text: str
    events: tuple[Expected, ...]
    published: str | None = None
    why: str = ""

    @property
    def positive(self) -> bool:
        """Whether an event of its rule must come of it."""
        type, _, mode = self.rule.partition("/")
        return any(e.type == type and (not mode or e.mode == mode) for e in self.events)

    def document(self, number: int) -> Document:
        """The sentence as a report. number: its place in the codebook, which names it."""
        uri = f"example:{number}"
        day = self.published
        return Document(
            id=Document.make_id(uri, self.text),
            uri=uri,
            text=self.text,
            digest=digest_of(self.text),
            language="en",
            published=None if day is None else Publication(day, Precision.DAY, "codebook", stated=True),
        )

    def faults(self, events: Iterable[Event]) -> tuple[str, ...]:
        """What is wrong with the events coded of it, in words; empty where nothing is."""
        left = list(events)
        missing = []
        for expected in self.events:
            match = next((e for e in left if not expected.lacks(e)), None)
            if match is None:
                missing.append(expected)
            else:
                left.remove(match)
        extra = [e for e in left if e.status is not Status.NEGATED]
        told = []
        for expected in missing:
            near = min(extra, key=lambda e: len(expected.lacks(e)), default=None)
            if near is None or "type" in expected.lacks(near):
                told.append(f"missing: {expected}")
            else:
                extra.remove(near)
                told.append(f"wrong {', '.join(expected.lacks(near))}: {shown(near)} instead of {expected}")
        return (*told, *(f"must not come: {shown(e)}" for e in extra))


def shown(event: Event) -> str:
    """An event in a line: type and mode, who to whom, the words, and whether it took place."""
    kind = event.type + (f"/{event.mode}" if event.mode else "")
    who = _sides(_labels(event, Role.ACTOR), _labels(event, Role.RECIPIENT))
    return f"{kind} {who} {event.trigger.text!r} {event.status.value}"


def read_examples(file: Entry, ontology: Ontology) -> tuple[Example, ...]:
    """The examples under `[[example]]`; `published` of the file is the day of those that give none."""
    day = file.text_or_none("published")
    return tuple(_example(entry, ontology, day) for entry in file.entries("example", "example", "text"))


def _example(entry: Entry, ontology: Ontology, day: str | None) -> Example:
    entry.known(EXAMPLE_KEYS)
    text = entry.text("text")
    if "events" not in entry.values:
        raise ValueError(f"{entry.where} lacks 'events'; add events = [] where nothing must be coded")
    events = tuple(_expected(e, ontology, entry.where) for e in entry.entries("events", "event"))
    rule = entry.text_or_none("rule")
    if rule is None:
        rule = "/".join(part for part in (events[0].type, events[0].mode) if part) if events else ""
    elif not _is_rule(rule, ontology):
        raise ValueError(f"{entry.where}: rule must be a type, or type/mode, not {rule!r}")
    published = entry.text_or_none("published") or day
    if published is not None:
        try:
            Publication(published, Precision.DAY, "codebook", stated=True)
        except ValueError as err:
            raise ValueError(f"{entry.where}: published must be a day such as 2024-05-14 ({err})") from None
    return Example(rule, text, events, published, entry.text_or_none("why") or "")


def _expected(entry: Entry, ontology: Ontology, where: str) -> Expected:
    entry = Entry(f"{where}, {entry.where}", entry.values)
    entry.known(EVENT_KEYS)
    kind = ontology.types[entry.one_of("type", ontology.types)]
    mode = entry.text_or_none("mode")
    if mode:
        entry.one_of("mode", kind.modes)
    status = None if "status" not in entry.values else Status(entry.one_of("status", [s.value for s in Status]))
    contexts = entry.texts("contexts")
    for context in contexts:
        if context not in ontology.contexts:
            raise ValueError(
                f"{entry.where}: there is no context {context!r}; give any of {', '.join(ontology.contexts)}"
            )
    sides = [frozenset(entry.texts(side)) if side in entry.values else None for side in ("actors", "recipients")]
    return Expected(kind.code, mode, sides[0], sides[1], entry.text_or_none("trigger"), status, frozenset(contexts))


def _is_rule(rule: str, ontology: Ontology) -> bool:
    type, slash, mode = rule.partition("/")
    return type in ontology.types and (not slash or mode in ontology.types[type].modes)


def _labels(event: Event, role: Role) -> frozenset[str]:
    return frozenset(label for party, label in _parties(event) if party is role)


def _parties(event: Event) -> Iterable[tuple[Role, str]]:
    for p in event.participants:
        if p.country is None:
            yield p.role, _plain(p.text)
        else:
            yield p.role, p.country + (f"/{p.sector}" if p.sector else "")


def _fill(codes: frozenset[str], event: Event, role: Role) -> bool:
    """Whether every code names a party of a side, and every party is named."""
    labels = _labels(event, role)
    named: Mapping[str, set[str]] = {
        label: {label, label.partition("/")[0]} & {c if c.isupper() else _plain(c) for c in codes} for label in labels
    }
    wanted = {c if c.isupper() else _plain(c) for c in codes}
    return all(named.values()) and wanted == set().union(*named.values())


def _plain(words: str) -> str:
    """Words in small letters without the article before them."""
    text = " ".join(words.casefold().split())
    return next((text.removeprefix(a) for a in _ARTICLES if text.startswith(a)), text)


def _sides(actors: Iterable[str] | None, recipients: Iterable[str] | None) -> str:
    left, right = ("*" if side is None else " ".join(sorted(side)) or "-" for side in (actors, recipients))
    return f"{left} > {right}"
