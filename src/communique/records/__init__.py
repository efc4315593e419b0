"""The records that pass between rooms. Standard library and numpy only."""

from communique.records.documents import (
    Block,
    BlockKind,
    Copy,
    Dateline,
    Day,
    Document,
    Found,
    Precision,
    Publication,
    Reason,
    Rejected,
    Stage,
)
from communique.records.errors import (
    CommuniqueError,
    OptionError,
    OutsideError,
    RequestError,
    SetupError,
    StoredDataError,
)
from communique.records.ids import content_id, digest_of
from communique.records.serial import dumps, from_json, loads, to_json
from communique.records.spans import Evidence, Segment, Span, segments

__all__ = [
    "Block",
    "BlockKind",
    "CommuniqueError",
    "Copy",
    "Dateline",
    "Day",
    "Document",
    "Evidence",
    "Found",
    "OptionError",
    "OutsideError",
    "Precision",
    "Publication",
    "Reason",
    "Rejected",
    "RequestError",
    "Segment",
    "SetupError",
    "Span",
    "Stage",
    "StoredDataError",
    "content_id",
    "digest_of",
    "dumps",
    "from_json",
    "loads",
    "segments",
    "to_json",
]
