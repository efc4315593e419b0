"""JSON Lines to drafts.

In comes a stream with one JSON object a line; out goes, for each line, a `Draft`, or `Rejected` with the number of the
line: malformed JSON, a value that is no object, a line over the size limit, an object without text. Nothing stops the
lines that follow. What `communique read --format jsonl` wrote comes back as the `Document` or `Rejected` it was.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from communique.records import Document, Reason, Rejected, Stage, StoredDataError, from_json
from communique.sources.columns import Columns, draft_of
from communique.sources.decoding import Undecodable, decode, marked_encoding, python_name
from communique.sources.drafts import Draft
from communique.sources.options import ReadOptions
from communique.sources.streams import Stream, guarded, lines, recoded

_OWN_DOCUMENT = frozenset({"id", "uri", "text", "digest", "blocks"})
_OWN_REJECTED = frozenset({"uri", "locator", "stage", "reason", "detail"})
_DIGITS = 4000  # Python refuses to read longer whole numbers, for that takes quadratic time


def json_rows(stream: Stream, options: ReadOptions) -> Iterator[Draft | Document | Rejected]:
    """One result for each line that is not blank. Holds one line at a time; uris end in `#line 7`."""
    encoding = options.encoding and python_name(options.encoding)
    encoding = encoding or marked_encoding(stream.peek(4096)) or "utf-8"
    return guarded(stream.uri, _rows(recoded(stream, encoding), options))


def _rows(stream: Stream, options: ReadOptions) -> Iterator[Draft | Document | Rejected]:
    columns = Columns(options.columns)
    for number, line in lines(stream, options.max_bytes):
        if isinstance(line, Rejected):
            yield line
        elif line.strip(b"\xef\xbb\xbf \t\r"):
            yield _row(line, columns, stream.uri, f"line {number}")


def _row(line: bytes, columns: Columns, uri: str, locator: str) -> Draft | Document | Rejected:
    decoded = decode(line)
    if isinstance(decoded, Undecodable):
        return Rejected(uri, locator, Stage.DECODE, decoded.reason, decoded.detail)
    try:
        value = _parsed(decoded.text)
    except (ValueError, RecursionError) as err:
        return Rejected(uri, locator, Stage.PARSE, Reason.MALFORMED, _fault(decoded.text, err))
    if not isinstance(value, dict):
        detail = "this line holds a JSON value that is no object; make it one object a line, with jq -c '.[]'"
        return Rejected(uri, locator, Stage.PARSE, Reason.MALFORMED, detail)
    own = _own(value, columns, uri, locator)
    if own is not None:
        return own
    draft = draft_of(value, columns, uri, locator)
    if decoded.notes and isinstance(draft, Draft):
        return replace(draft, notes=(*decoded.notes, *draft.notes))
    return draft


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # a whole number of thousands of digits: kept as it is written
        return json.loads(text, parse_int=lambda digits: int(digits) if len(digits) < _DIGITS else digits)


def _fault(text: str, err: ValueError | RecursionError) -> str:
    if isinstance(err, RecursionError):
        return "JSON nested too deep to be a report"
    if text.lstrip()[:1] == "[":
        return "a JSON array over several lines; make it one object a line, with jq -c '.[]'"
    where = f" at character {err.colno}" if isinstance(err, json.JSONDecodeError) else ""
    reason = err.msg if isinstance(err, json.JSONDecodeError) else str(err)
    return f"this line is no JSON{where}: {reason}; each line must hold one whole object"


def _own(value: dict[str, Any], columns: Columns, uri: str, locator: str) -> Document | Rejected | None:
    """The record in a line that this program wrote; None for any other line."""
    document, rejected = value.get("document"), value.get("rejected")
    try:
        if isinstance(document, dict) and document.keys() >= _OWN_DOCUMENT and "text" not in columns.mapped:
            return from_json(Document, document)
        if isinstance(rejected, dict) and rejected.keys() == _OWN_REJECTED:
            return from_json(Rejected, rejected)
    except StoredDataError as err:
        detail = f"a record of this program that does not hold together: {err}"
        return Rejected(uri, locator, Stage.PARSE, Reason.MALFORMED, detail)
    return None
