"""What was coded as JSON lines: one object a document, one a rejection. What `communique code --format jsonl` writes.

In: `Coded` or `Rejected`. Out: an object of plain values, or the line that holds it. Records are written field by
field; the ends of a time, `first` and `last` of the records, are called `from` and `to`. Nothing is refused.
"""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from communique.records.coded import Coded
from communique.records.documents import Rejected
from communique.records.serial import dumps, plain_line, to_json
from communique.records.spans import Span

ENDS = {"first": "from", "last": "to"}
_ATOMS = frozenset((str, int, float, bool, type(None)))
KEYS = ("actors", "places", "times", "statements", "events", "meetings", "messages", "commitments", "notes")


def object_of(coded: Coded) -> dict[str, Any]:
    """One document with all that was read out of it.

    Keys: `document`, `mentions` (see `mentions_of`), then the fields of `Coded` but for the analysis.
    """
    found = {key: _plain(getattr(coded, key)) for key in KEYS}
    return {"document": to_json(coded.document), "mentions": mentions_of(coded), **found}


def mentions_of(coded: Coded) -> list[dict[str, Any]]:
    """The mentions of a document: span, text, kind, named, chain (index, or None) and actor (index, or None)."""
    text = coded.document.text
    actor_of: dict[int, int] = {}
    for number, actor in enumerate(coded.actors):
        for mention in actor.mentions:
            actor_of.setdefault(mention, number)
    return [
        {
            "span": [m.span.start, m.span.end],
            "text": m.span.of(text),
            "kind": m.kind.value,
            "named": m.named,
            "chain": m.chain,
            "actor": actor_of.get(number),
        }
        for number, m in enumerate(coded.analysis.mentions)
    ]


def line_of(item: Coded | Rejected) -> str:
    """One line of JSON without a line end; `{"rejected": {...}}` for what gave no document."""
    return plain_line(object_of(item)) if isinstance(item, Coded) else dumps({"rejected": item})


def _plain(value: Any) -> Any:
    """`value` as `to_json` writes it, the ends of times renamed; a long run spends its time here."""
    kind: Any = type(value)
    if kind in _ATOMS:
        return value
    if kind is tuple:
        return [_plain(v) for v in value]
    if kind is Span:
        return [value.start, value.end]
    keys = _keys(kind)
    return to_json(value) if keys is None else {key: _plain(getattr(value, name)) for name, key in keys}


@cache
def _keys(kind: type) -> tuple[tuple[str, str], ...] | None:
    """Fields of a record with their keys; None for what is no record."""
    if not is_dataclass(kind):
        return None
    return tuple((f.name, ENDS.get(f.name, f.name)) for f in fields(kind))
