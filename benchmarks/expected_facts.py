"""The facts that a side file of a dispatch expects, each against what was coded of the report.

In: a side file's object of one report (examples/README.md) and the report's `Coded`. Out: `Fact`s in the order of the
side file, with what became of each and of its values. Refused with `ValueError`: words that the report has not.

Found is an event of the same type at the same words, else in the same sentence; a meeting of the same countries; a
commitment or a statement whose words overlap by half; a message of the same words, or of the same people in the same
sentence; a place of the same words. Of events and meetings each told one answers to one expected. What a side file
leaves open (null) is not compared. A name is right where the words of the shorter are among those of the longer, a date
where its first day lies in the expected one, and former countries count as those that the codebook has for them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from communique.codebook.countries import OTHER_CODES
from communique.evaluation.matching import same_name, same_words
from communique.records import (
    Coded,
    Commitment,
    Event,
    Evidence,
    Meeting,
    Message,
    Party,
    PlaceRef,
    Span,
    Statement,
    When,
)

KINDS = ("event", "meeting", "commitment", "message", "statement", "place")
NOT_FOUND, OTHER_TYPE, OTHER_PARTIES = "not found", "found as another type", "found with other parties"
# Values that side files do not part, by the one that they use.
STATUSES = {"announced": "planned", "scheduled": "planned", "postponed": "cancelled"}
STRENGTHS = {"signed": "agreed"}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """One value that a side file gives for a fact. told: what the program tells, empty where it tells none."""

    name: str
    expected: str
    told: str
    right: bool

    @property
    def miss(self) -> str:
        """What the page says of it: the expected value, and whether none or another is told."""
        return f"{'other' if self.told else 'no'} {self.name} ({self.expected})"


@dataclass(frozen=True, slots=True)
class Fact:
    """An expected fact and what became of it.

    report: end of the document's address. kind: of `KINDS`. what: type or the like. words: of the text, or names.
    sure: whether the side file is. lost: why it counts as not found, empty where it is found. values: of a fact found.
    """

    report: str
    kind: str
    what: str
    words: str
    sure: bool
    lost: str
    values: tuple[Value, ...] = ()

    @property
    def misses(self) -> tuple[str, ...]:
        """What is missing or differs; empty where the fact is found as expected."""
        return (self.lost,) if self.lost else tuple(v.miss for v in self.values if not v.right)


def facts_of(row: Row, coded: Coded) -> Iterator[Fact]:
    """What became of the facts that a side file expects of one report."""
    yield from _events(row, coded)
    yield from _meetings(row, coded)
    for compared, key in (
        (_commitment, "commitments"),
        (_message, "messages"),
        (_statement, "statements"),
        (_place, "places"),
    ):
        yield from (compared(row, expected, coded) for expected in row[key])


# --- events and meetings: each of those told is one of those expected ---


def _events(row: Row, coded: Coded) -> Iterator[Fact]:
    places = [_stands(e["trigger"], coded, _stands(e["sentence"], coded).start) for e in row["events"]]

    def fit(index: int, told: Event) -> tuple[int, ...] | None:
        expected, at = row["events"][index], places[index]
        if told.type != expected["type"] or not told.sentence.span.overlaps(at):
            return None
        same = _sides(told) == (_codes(expected["actors"]), _codes(expected["recipients"]))
        return told.trigger.span.overlaps(at), same, -abs(told.trigger.span.start - at.start)

    told = _matched(len(places), coded.events, fit)
    for index, expected in enumerate(row["events"]):
        found = told.get(index)
        other = any(e.trigger.span.overlaps(places[index]) for e in coded.events)
        yield Fact(
            row["uri_suffix"],
            "event",
            "/".join(filter(None, (expected["type"], expected["mode"]))),
            expected["trigger"],
            expected["sure"],
            "" if found else OTHER_TYPE if other else NOT_FOUND,
            tuple(_event_values(expected, found, coded)) if found else (),
        )


def _event_values(expected: Row, told: Event, coded: Coded) -> Iterator[Value]:
    sides = (_codes(expected["actors"]), _codes(expected["recipients"]))
    yield Value("parties", _parties(sides), _parties(_sides(told)), sides == _sides(told))
    yield from _compared("mode", expected["mode"], told.mode)
    yield from _dated(expected["date"], told.date)
    if expected["place"]:
        yield _placed(expected["place"]["text"], expected["place"]["country"], told.place)
    yield from _compared("status", expected["status"], told.status)
    source = told.attribution.source if told.attribution else None
    yield from _named("attribution", expected["attributed_to"], source, coded)


def _meetings(row: Row, coded: Coded) -> Iterator[Fact]:
    def fit(index: int, told: Meeting) -> tuple[int, ...] | None:
        expected = row["meetings"][index]
        if _codes(expected["participants"]) != _countries(told.participants):
            return None
        right = sum(value.right for value in _meeting_values(expected, told, coded))
        return STATUSES.get(told.status, told.status) == expected["status"], right

    told = _matched(len(row["meetings"]), coded.meetings, fit)
    left = [one for one in coded.meetings if all(one is not found for found in told.values())]
    for index, expected in enumerate(row["meetings"]):
        found = told.get(index)
        other = any(len(_codes(expected["participants"]) & _countries(one.participants)) > 1 for one in left)
        yield Fact(
            row["uri_suffix"],
            "meeting",
            expected["status"],
            ", ".join(who["name"] for who in expected["participants"]),
            True,
            "" if found else OTHER_PARTIES if other else NOT_FOUND,
            tuple(_meeting_values(expected, found, coded)) if found else (),
        )


def _meeting_values(expected: Row, told: Meeting, coded: Coded) -> Iterator[Value]:
    yield from _compared("status", expected["status"], STATUSES.get(told.status, told.status))
    names = [who["name"] for who in expected["participants"]]
    lost = [name for name in names if not any(_is(name, party, coded) for party in told.participants)]
    yield Value("names", ", ".join(lost), ", ".join(p.name or p.text for p in told.participants), not lost)
    for name in ("format", "level", "series", "ordinal"):
        yield from _compared(name, expected[name], getattr(told, name))
    yield from _dated(expected["date"], told.date)
    if expected["place"]:
        yield _placed(expected["place"], expected["country"], told.venue)
    lost = [t for t in expected["topics"] if not any(same_name(t, one.text) for one in told.topics)]
    if expected["topics"]:
        yield Value("topics", "; ".join(map(plain, lost)), "; ".join(t.text for t in told.topics), not lost)


# --- the others ---


def _commitment(row: Row, expected: Row, coded: Coded) -> Fact:
    by, partners = _known([expected["by"]]), _known(expected["with"])
    # One that binds several is expected once for each of them.
    bound = _known(other["by"] for other in row["commitments"] if other["text"] == expected["text"])

    def same(told: Commitment) -> bool:
        parties = _countries((*told.by, *told.partners))
        return by <= _countries(told.by) and parties in (by | partners, bound | partners)

    found = _closest(_stands(expected["text"], coded), coded.commitments, lambda c: c.action, same)
    values: list[Value] = []
    if found:
        told = _parties((_countries(found.by), _countries(found.partners)))
        values.append(Value("parties", _parties((by, partners)), told, same(found)))
        values += _named("speaker", expected["speaker"], found.speaker, coded)
        values += _compared("strength", expected["strength"], STRENGTHS.get(found.strength, found.strength))
    what = ", ".join(filter(None, (expected["strength"], expected["by"])))
    return _fact(row, "commitment", what, expected, found, values)


def _message(row: Row, expected: Row, coded: Coded) -> Fact:
    at = _stands(expected["text"], coded)

    def values(told: Message) -> Iterator[Value]:
        yield from _named("sender", expected["from"], told.sender, coded)
        yield from _named("receiver", expected["to"], told.receiver, coded)
        yield from _named("bearer", expected["by"], told.bearer, coded)

    def same(told: Message) -> bool:
        return all(value.right for value in values(told) if value.name != "bearer")

    found = _closest(at, coded.messages, lambda m: m.content, same)
    found = found or next((m for m in coded.messages if m.sentence.span.overlaps(at) and same(m)), None)
    what = f"{expected['from']} to {expected['to']}"
    return _fact(row, "message", what, expected, found, values(found) if found else ())


def _statement(row: Row, expected: Row, coded: Coded) -> Fact:
    def same(told: Statement) -> bool:
        return _is(expected["speaker"], told.speaker, coded)

    found = _closest(_stands(expected["text"], coded), coded.statements, lambda s: s.content, same)
    values: list[Value] = []
    if found:
        cue = found.cue.text if found.cue else ""
        values += _named("speaker", expected["speaker"], found.speaker, coded)
        values.append(Value("cue", expected["cue"], cue, bool(cue) and same_name(expected["cue"], cue)))
    return _fact(row, "statement", f"{plain(expected['speaker'])} {expected['cue']}", expected, found, values)


def _place(row: Row, expected: Row, coded: Coded) -> Fact:
    words = [place for place in coded.places if same_name(expected["text"], place.text)]
    found: PlaceRef | None = max(words, key=lambda place: place.country == expected["country"], default=None)
    values = _compared("country", expected["country"], found.country) if found else ()
    return _fact(row, "place", expected["country"] or "", expected, found, values)


def _fact(row: Row, kind: str, what: str, expected: Row, found: object, values: Iterable[Value]) -> Fact:
    lost = "" if found else NOT_FOUND
    return Fact(row["uri_suffix"], kind, what, expected["text"], True, lost, tuple(values))


# --- which of those told it is ---


def _matched(count: int, told: Sequence[Any], fit: Callable[[int, Any], tuple[int, ...] | None]) -> dict[int, Any]:
    """What each of `count` expected is, by its number, the best fits first; each of the told is one of them at most."""
    fits = [(score, -i, -j) for i in range(count) for j, one in enumerate(told) if (score := fit(i, one)) is not None]
    out: dict[int, Any] = {}
    used: set[int] = set()
    for _, expected, found in sorted(fits, reverse=True):
        if -expected not in out and -found not in used:
            out[-expected] = told[-found]
            used.add(-found)
    return out


def _closest(
    at: Span, told: Iterable[Any], words: Callable[[Any], Evidence], same: Callable[[Any], bool]
) -> Any | None:
    """Of those told whose words overlap `at` by half the one that is `same`, else the one that starts closest."""
    near = [one for one in told if same_words(words(one).span, at)]
    return max(near, key=lambda one: (same(one), -abs(words(one).span.start - at.start)), default=None)


def _stands(words: str, coded: Coded, start: int = 0) -> Span:
    """Where words stand in the report, from `start` on if they do, whatever white space lies between them."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    found = pattern.search(coded.document.text, start) or pattern.search(coded.document.text)
    if found is None:
        raise ValueError(f"{coded.document.uri} has no {words!r}; mend its side file")
    return Span(*found.span())


# --- values ---


def _compared(name: str, expected: object, told: object) -> Iterator[Value]:
    if expected is not None:
        yield Value(name, str(expected), "" if told is None else str(told), expected == told)


def _named(name: str, expected: str | None, told: Party | None, coded: Coded) -> Iterator[Value]:
    if expected is not None:
        yield Value(name, plain(expected), (told.name or told.text) if told else "", _is(expected, told, coded))


def _is(name: str | None, party: Party | None, coded: Coded) -> bool:
    """Whether a name or the words that stand for it can be a party's: in full, here, or as the report spells it."""
    if party is None:
        return False
    stated = None if party.actor is None else coded.actors[party.actor].stated_name
    return any(same_name(name, own) for own in (party.name, party.text, stated) if own)


def _dated(expected: str | None, told: When | None) -> Iterator[Value]:
    if expected is not None:
        first = (told.first or "") if told else ""
        yield Value("date", expected, first, first.startswith(expected))


def _placed(words: str, country: str | None, told: Any) -> Value:
    if told is None:
        return Value("place", plain(words), "", right=False)
    named = any(same_name(words, own) for own in (told.text, told.name) if own)
    return Value("place", plain(words), f"{told.text}, {told.country}", named and country in (None, told.country))


def _known(codes: Iterable[str | None]) -> frozenset[str]:
    """Codes as the codebook has them, without those that are not told."""
    return frozenset(OTHER_CODES.get(code, code) for code in codes if code)


def _codes(parties: Iterable[Row]) -> frozenset[str]:
    return _known(who["country"] for who in parties)


def _countries(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(party.country for party in parties if party.country)


def _sides(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    sides = ([p for p in event.participants if p.role == role] for role in ("actor", "recipient"))
    actors, recipients = map(_countries, sides)
    return actors, recipients


def _parties(sides: tuple[frozenset[str], frozenset[str]]) -> str:
    """Both sides for a person, as in `ARG > GBR, USA`."""
    first, second = (", ".join(sorted(side)) for side in sides)
    return f"{first or 'nobody known'} > {second}" if second else first or "nobody known"


def plain(text: str) -> str:
    """Words with single spaces between them."""
    return " ".join(text.split())
