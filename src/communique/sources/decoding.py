"""Bytes of an unknown encoding to text."""

from dataclasses import dataclass

from communique.records import Reason


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was got. encoding: Python's name. notes: what a reader of the data should know."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undecodable:
    """Bytes that are no text. The caller, who knows the uri, makes the `Rejected`."""

    reason: Reason
    detail: str


def declared_charset(head: bytes) -> str | None:
    """The encoding that HTML or XML declares in its first bytes (meta charset, http-equiv, xml prolog), as written."""
    raise NotImplementedError


def decode(raw: bytes, declared: str | None = None) -> Decoded | Undecodable:
    """`raw` as text."""
    raise NotImplementedError
