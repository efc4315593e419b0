"""A file of plain text to one draft.

In come the bytes of the whole file; out goes a `Draft`, or `Rejected` where they are binary or blank. The text is not
interpreted: no title is taken from it.
"""

from communique.records import Reason, Rejected, Stage
from communique.sources.decoding import Decoded, Undecodable, decode
from communique.sources.drafts import Draft
from communique.sources.options import ReadOptions


def text_draft(raw: bytes, uri: str, options: ReadOptions) -> Draft | Rejected:
    """The report that a text file holds."""
    decoded = decoded_file(raw, uri, options)
    return decoded if isinstance(decoded, Rejected) else Draft(uri=uri, text=decoded.text, notes=decoded.notes)


def decoded_file(raw: bytes, uri: str, options: ReadOptions) -> Decoded | Rejected:
    """The text of a file, or `Rejected` where there is none."""
    decoded = decode(raw, forced=options.encoding)
    if isinstance(decoded, Undecodable):
        return Rejected(uri, "", Stage.DECODE, decoded.reason, decoded.detail)
    if not decoded.text.strip("\0\ufffd\ufeff \t\r\n\f\v"):
        return Rejected(uri, "", Stage.PARSE, Reason.EMPTY, "there is no text in it")
    return decoded
