"""What was coded as JSON lines: one object a document, one a rejection. What `communique code --format jsonl` writes.

In: `Coded` or `Rejected`. Out: an object of plain values, or the line that holds it. Records are written field by
field; the ends of a time, `first` and `last` of the records, are called `from` and `to`. Nothing is refused.
"""

from typing import Any

from communique.records.coded import Coded
from communique.records.documents import Rejected
from communique.records.serial import dumps, to_json

ENDS = {"first": "from", "last": "to"}
KEYS = ("actors", "places", "times", "statements", "events", "meetings", "messages", "commitments", "notes")


def object_of(coded: Coded) -> dict[str, Any]:
    """One document with all that was read out of it.

    Keys: `document`, `mentions` (see `mentions_of`), then the fields of `Coded` but for the analysis.
    """
    found = {key: _ended(to_json(getattr(coded, key))) for key in KEYS}
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
    return dumps(object_of(item) if isinstance(item, Coded) else {"rejected": item})


def _ended(value: Any) -> Any:
    """`value` with the ends of its times under the names that other tools read."""
    if isinstance(value, list):
        return [_ended(v) for v in value]
    if isinstance(value, dict):
        return {ENDS.get(k, k): _ended(v) for k, v in value.items()}
    return value
