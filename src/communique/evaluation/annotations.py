"""What is compared: the events, meetings, commitments and messages of a report, as a reader or the program wrote them.

In: values. Out: `Annotated` and what it holds, the same records for both sides, with no more than a measure looks at.
`ValueError` for an empty span.

Fields that many records have:

optional: readers disagree on it; neither missed nor false. confidence: the program's own, None from a reader.
date: ISO 8601, as wide as it is known; of the program's, the first day. country: code of the place.
content: the characters of what was said. words: those of the trigger or the content, for a person; never compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from communique.records import Span

Codes = frozenset[str]


class Kind(StrEnum):
    """What can be evaluated; the key of a row that holds it."""

    EVENTS = "events"
    MEETINGS = "meetings"
    COMMITMENTS = "commitments"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAnnotation:
    """Who did what to whom. actors, recipients: codes of the parties that have one."""

    type: str
    mode: str | None = None
    status: str
    date: str | None = None
    country: str | None = None
    actors: Codes
    recipients: Codes
    trigger: Span
    sentence: Span
    optional: bool = False
    confidence: float | None = None
    words: str | None = field(default=None, compare=False)

    @property
    def parties(self) -> Codes:
        """Codes of both sides."""
        return self.actors | self.recipients


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAnnotation:
    """Who met. parties: codes of those present. status: held, planned, cancelled, historical and the like."""

    parties: Codes
    status: str
    date: str | None = None
    country: str | None = None
    format: str | None = None
    level: str | None = None
    optional: bool = False
    confidence: float | None = None
    words: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentAnnotation:
    """Who binds whom to what. by, partners: codes of those who would act and of those for whom or with whom."""

    by: Codes
    partners: Codes
    strength: str | None = None
    content: Span
    optional: bool = False
    confidence: float | None = None
    words: str | None = field(default=None, compare=False)

    @property
    def parties(self) -> Codes:
        """Codes of both sides."""
        return self.by | self.partners


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageAnnotation:
    """What was passed on. sender, receiver, bearer: names, or the words that stand for them."""

    sender: str | None = None
    receiver: str | None = None
    bearer: str | None = None
    content: Span
    optional: bool = False
    confidence: float | None = None
    words: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """One report with what was found in it. id, uri, digest: of the document, as far as they are told.

    found: for each kind what was found, in the order given. text: whether the row holds the text too.
    """

    id: str
    uri: str | None = None
    digest: str | None = None
    text: bool = False
    found: Mapping[Kind, tuple[Any, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, kind: Kind) -> tuple[Any, ...]:
        """What was found of one kind."""
        return self.found.get(kind, ())
