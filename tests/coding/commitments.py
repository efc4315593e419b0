"""Commitments of plain texts, read by the packaged model."""

from functools import cache

from communique.codebook.codebook import codebook
from communique.coding.commitments import commitments_of
from communique.coding.events import events_of
from communique.coding.options import CodingOptions
from communique.coding.statements import statements_of
from communique.records.diplomacy import Commitment, Statement

from .scenes import scene


@cache
def coded(text: str) -> tuple[tuple[Commitment, ...], tuple[Statement, ...]]:
    """The commitments and the statements of a text, with its events known."""
    laid = scene(text)
    statements = statements_of(laid)
    events = events_of(laid, codebook(), CodingOptions())
    return commitments_of(laid, statements, events), statements


def commitments(text: str) -> tuple[Commitment, ...]:
    """The commitments of a text."""
    return coded(text)[0]


def only(text: str) -> Commitment:
    """The one commitment of a text."""
    (found,) = commitments(text)
    return found


def by(commitment: Commitment) -> set[str | None]:
    """The countries that bind themselves."""
    return {p.country for p in commitment.by}


def towards(commitment: Commitment) -> set[str | None]:
    """The countries that they bind themselves towards."""
    return {p.country for p in commitment.partners}
