"""Any record, drawn from the types of its fields: `records_of(Event)`.

Every record is drawn out of a scene (a document, its analysis, what its words mean), so that words are quoted and
pointers point; only rules that types do not tell are spelt out here.
"""

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from enum import Enum
from typing import Any

import hypothesis
import numpy as np
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

import communique.records as records
from communique.records import (
    Actor,
    Analysis,
    Attendee,
    Block,
    BlockKind,
    Chain,
    Coded,
    Commitment,
    Dateline,
    Day,
    Document,
    Event,
    Evidence,
    Labels,
    Magnitude,
    Manifest,
    Meeting,
    Message,
    Participant,
    Party,
    PlaceRef,
    PlaceRival,
    Publication,
    Run,
    Sentence,
    Setting,
    Span,
    Statement,
    StoredFile,
    TimeRef,
    TimeRival,
    Tokens,
    When,
    Where,
    digest_of,
    settings,
)
from records.texts import DATES, TEXT, analyses, asides, days, publications, texts, tuples

UNIT = st.floats(0.0, 1.0)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
WHOLE = st.integers(-(2**63), 2**63 - 1)
EXPORTED: list[type] = [
    kind
    for kind in (getattr(records, name) for name in records.__all__)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind is not Span
]

# The machines that run this are shared: no deadline, and no complaint that drawing a whole scene is slow.
QUICK = hypothesis.settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
THOROUGH = hypothesis.settings(QUICK, max_examples=60)

# Text that is never empty: codes, reasons, names of parts.
NON_EMPTY = {"type", "mode", "contexts", "cameo", "name", "office", "identifier", "country", "sector", "other_sectors"}
NON_EMPTY |= {"city", "admin1", "admin2", "feature", "code", "label", "series", "version", "how", "why"}


@dataclasses.dataclass(frozen=True)
class Scene:
    """What a record is drawn out of."""

    document: Document
    analysis: Analysis
    actors: tuple[Actor, ...] = ()
    times: tuple[TimeRef, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    statements: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


# The scene of records that quote nothing.
_ONE = np.zeros(1, np.int32)
_TOKEN = Tokens(_ONE, _ONE + 1, _ONE - 1, *[Labels.of(["x"])] * 6)
BARE = Scene(Document("d", "u", "x", digest_of("x")), Analysis("d", "m", _TOKEN, (Sentence(Span(0, 1), 0, 1),)))


def records_of(kind: type) -> SearchStrategy[Any]:
    """Records of class `kind`."""
    if kind in (Day, Publication, Block, Chain, Labels, Setting, Run, Manifest, StoredFile, TimeRival, PlaceRival):
        return of_type(kind, BARE)
    return scenes().flatmap(lambda scene: of_type(kind, scene))


@st.composite
def scenes(draw: DrawFn) -> Scene:
    """A document with all that outcomes point at."""
    text, words = draw(texts())
    uri = draw(TEXT)
    spans = st.sampled_from(words)
    place = draw(spans)
    day = draw(st.none() | days())
    dateline = Dateline(place, place.end, place.of(text), place, day, draw(st.none() | TEXT), draw(tuples(TEXT)))
    document = Document(
        id=draw(st.just(Document.make_id(uri, text)) | TEXT),
        uri=uri,
        text=text,
        digest=digest_of(text),
        title=draw(st.none() | TEXT),
        published=draw(st.none() | publications()),
        dateline=draw(st.sampled_from([None, dateline])),
        blocks=draw(tuples(st.builds(Block, st.sampled_from(BlockKind), spans) | asides())),
        found=draw(tuples(st.builds(records.Found, TEXT, TEXT))),
        notes=draw(tuples(TEXT)),
    )
    scene = Scene(document, draw(analyses(document.id, text, words)))
    return dataclasses.replace(
        scene,
        actors=draw(tuples(of_type(Actor, scene))),
        times=draw(tuples(of_type(TimeRef, scene))),
        places=draw(tuples(of_type(PlaceRef, scene))),
    )


def of_type(kind: Any, scene: Scene) -> SearchStrategy[Any]:
    """Values of a field of type `kind`."""
    if kind in SPECIAL:
        return SPECIAL[kind](scene)
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType:
        (inner,) = (a for a in args if a is not types.NoneType)
        return st.none() | of_type(inner, scene)
    if origin is tuple and args[1:] == (Ellipsis,):
        return tuples(of_type(args[0], scene))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if dataclasses.is_dataclass(kind):
        return built(typing.cast(type, kind), scene)
    return typing.cast("dict[Any, SearchStrategy[Any]]", {str: TEXT, int: WHOLE, float: FINITE, bool: st.booleans()})[
        kind
    ]


@st.composite
def built(draw: DrawFn, /, kind: type, scene: Scene, **given: Any) -> Any:
    """A record of class `kind`: words quoted from the scene's document, everything else from the field's type."""
    hints = typing.get_type_hints(kind)
    values = dict(given)
    names = [f.name for f in dataclasses.fields(kind)]
    if {"span", "text"} <= set(names):
        words = evidence(scene)
        quote: Evidence | None = draw(st.none() | words if types.NoneType in typing.get_args(hints["span"]) else words)
        values |= {"span": quote and quote.span, "text": quote and quote.text}
    for name in names:
        if name not in values:
            values[name] = draw(_named(name, hints[name], scene))
    return kind(**values)


def _named(name: str, kind: Any, scene: Scene) -> SearchStrategy[Any]:
    """Values of a field whose name says more than its type."""
    if name == "id":
        return st.just("")
    if name in ("confidence", "similarity"):
        return UNIT
    if name == "as_of":
        return st.none() | DATES
    if name == "mentions":
        there = range(len(scene.analysis.mentions))
        return tuples(st.sampled_from(there)) if there else st.just(())
    if name == "ordinal":
        return st.none() | st.integers(1, 99)
    if name in ("statement", "event"):
        ids = scene.statements if name == "statement" else scene.events
        return st.sampled_from([None, *ids])
    drawn = of_type(kind, scene)
    if name in NON_EMPTY:
        return drawn.map(_filled)
    return drawn


def _filled(value: Any) -> Any:
    return tuple(v or "x" for v in value) if isinstance(value, tuple) else "x" if value == "" else value


@st.composite
def evidence(draw: DrawFn, scene: Scene, within: Span | None = None) -> Evidence:
    """Words of the scene's document, of `within` if it is given."""
    low, high = (within.start, within.end) if within else (0, len(scene.document.text))
    start = draw(st.integers(low, high - 1))
    return scene.document.quote(Span(start, draw(st.integers(start + 1, high))), draw(TEXT))


@st.composite
def parties(draw: DrawFn, scene: Scene) -> Party:
    """A party, of no actor or of one of the scene's."""
    words = draw(evidence(scene))
    index = draw(st.sampled_from([None, *range(len(scene.actors))]))
    if index is None:
        return Party(span=words.span, text=words.text, sector=draw(st.none() | st.just("UNK")))
    return Party.of(index, scene.actors[index], words)


@st.composite
def whens(draw: DrawFn, scene: Scene) -> When:
    """A time, of the document or of one of the scene's expressions."""
    index = draw(st.sampled_from([None, *range(len(scene.times))]))
    if index is not None:
        return When.of(index, scene.times[index])
    first, last = draw(_ranges())
    grain = draw(st.sampled_from(records.Grain))
    return When(first=first, last=last, precision=grain, how="dateline")


@st.composite
def wheres(draw: DrawFn, scene: Scene) -> Where:
    """A place, of no gazetteer or of one of the scene's."""
    index = draw(st.sampled_from([None, *range(len(scene.places))]))
    if index is not None:
        return Where.of(index, scene.places[index])
    words = draw(evidence(scene))
    return Where(span=words.span, text=words.text, country=draw(st.sampled_from([None, "RUS"])))


def _ranges() -> SearchStrategy[tuple[str | None, str | None]]:
    both = st.tuples(DATES, DATES).map(lambda p: (min(p), max(p)))
    open_ended = st.tuples(DATES, st.none()) | st.tuples(st.none(), DATES) | st.just((None, None))
    return both | open_ended | st.sampled_from([("1972", "1972-02"), ("2024-08-21T10:00", "2024-08-21")])


def _ranged(kind: type) -> Callable[[Scene], SearchStrategy[Any]]:
    return lambda scene: _ranges().flatmap(lambda r: built(kind, scene, first=r[0], last=r[1]))


def _located(kind: type) -> Callable[[Scene], SearchStrategy[Any]]:
    points = st.tuples(st.floats(-90, 90), st.floats(-180, 180)) | st.just((None, None))
    return lambda scene: points.flatmap(lambda p: built(kind, scene, lat=p[0], lon=p[1]))


def _cored(kind: type, core: str) -> Callable[[Scene], SearchStrategy[Any]]:
    """Outcomes whose core (`trigger`, `content`, `action`) stands in their sentence."""

    @st.composite
    def draw_it(draw: DrawFn, scene: Scene) -> Any:
        sentence = draw(evidence(scene))
        given: dict[str, Any] = {"sentence": sentence, core: draw(evidence(scene, sentence.span))}
        if kind is Commitment:
            given["by"] = (draw(parties(scene)),)
        return draw(built(kind, scene, **given))

    return draw_it


@st.composite
def magnitudes(draw: DrawFn, scene: Scene) -> Magnitude:
    """Counts and amounts, open at either end."""
    low, high = sorted(draw(st.tuples(st.floats(0, 1e12), st.floats(0, 1e12))))
    ends = draw(st.sampled_from([(low, high), (low, None), (None, high)]))
    drawn: Magnitude = draw(built(Magnitude, scene, low=ends[0], high=ends[1]))
    return drawn


JSON_VALUES = st.none() | st.booleans() | st.integers() | FINITE | TEXT | st.lists(TEXT, max_size=2)


@st.composite
def manifests(draw: DrawFn, scene: Scene) -> Manifest:
    """Manifests whose counts add up."""
    written, rejected, failed = draw(st.tuples(*[st.integers(0, 2**40)] * 3))
    files = tuple(
        StoredFile(f"part-{i}.parquet", draw(TEXT), i, 9, digest_of("")) for i in range(draw(st.integers(0, 2)))
    )
    run = draw(of_type(Run, scene))
    counts = {"written": written, "rejected": rejected, "failed": failed}
    return Manifest(shard=draw(TEXT), run=run, read=written + rejected + failed, files=files, **counts)


@st.composite
def coded(draw: DrawFn, scene: Scene) -> Coded:
    """All that was read out of the scene's document."""

    def few(kind: type, now: Scene) -> tuple[Any, ...]:
        return tuple({o.id: o for o in draw(tuples(of_type(kind, now)))}.values())

    statements = few(Statement, scene)
    scene = dataclasses.replace(scene, statements=tuple(s.id for s in statements))
    events = few(Event, scene)
    scene = dataclasses.replace(scene, events=tuple(e.id for e in events))
    return Coded(
        document=scene.document,
        analysis=scene.analysis,
        actors=scene.actors,
        times=scene.times,
        places=scene.places,
        statements=statements,
        events=events,
        meetings=few(Meeting, scene),
        messages=few(Message, scene),
        commitments=few(Commitment, scene),
    )


SPECIAL: dict[Any, Callable[[Scene], SearchStrategy[Any]]] = {
    Document: lambda scene: st.just(scene.document),
    Analysis: lambda scene: st.just(scene.analysis),
    Tokens: lambda scene: st.just(scene.analysis.tokens),
    Labels: lambda scene: st.lists(TEXT, max_size=6).map(Labels.of),
    Span: lambda scene: evidence(scene).map(lambda e: e.span),
    Sentence: lambda scene: st.sampled_from(scene.analysis.sentences),
    Chain: lambda scene: st.sets(WHOLE, min_size=1, max_size=4).map(lambda s: Chain(tuple(sorted(s)))),
    Evidence: evidence,
    Block: lambda scene: asides(),
    Publication: lambda scene: publications(),
    Day: lambda scene: days(),
    Party: parties,
    Participant: lambda scene: st.builds(Participant.as_, st.sampled_from(records.Role), parties(scene)),
    Attendee: lambda scene: st.builds(Attendee.as_, st.sampled_from(records.Part), parties(scene)),
    When: whens,
    Where: wheres,
    TimeRef: _ranged(TimeRef),
    TimeRival: _ranged(TimeRival),
    PlaceRef: _located(PlaceRef),
    PlaceRival: _located(PlaceRival),
    Magnitude: magnitudes,
    Event: _cored(Event, "trigger"),
    Statement: _cored(Statement, "content"),
    Meeting: _cored(Meeting, "trigger"),
    Message: _cored(Message, "content"),
    Commitment: _cored(Commitment, "action"),
    Setting: lambda scene: st.builds(Setting, TEXT, JSON_VALUES.map(json.dumps)),
    Run: lambda scene: st.dictionaries(TEXT, JSON_VALUES, max_size=2).flatmap(
        lambda options: built(Run, scene, options=settings(options))
    ),
    StoredFile: lambda scene: st.builds(
        StoredFile, st.just("a/b.parquet"), TEXT, st.integers(0, 9), st.integers(0, 9), TEXT
    ),
    Manifest: manifests,
    Coded: coded,
}
