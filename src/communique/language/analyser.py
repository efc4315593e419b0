"""What other rooms may ask of whoever reads the language, be it the model or a file of trees made by hand.

In: a `Document`. Out: its `Analysis`, or `Rejected` when it is not English or holds no word.
"""

from collections.abc import Sequence
from typing import Protocol

from communique.records.analysis import Analysis
from communique.records.documents import Document, Rejected
from communique.records.spans import Span


class Analyser(Protocol):
    """Reads documents. One analyser serves one thread; a worker makes its own."""

    @property
    def name(self) -> str:
        """Name, version and digest of what reads, as in `Analysis.model`."""
        ...

    def analyse(self, document: Document) -> Analysis | Rejected:
        """Everything the reader finds in `document`."""
        ...

    def analyse_tokens(self, document: Document, sentences: Sequence[Sequence[Span]]) -> Analysis:
        """The same for sentences and tokens that are given: one list of tokens' characters a sentence.

        Raises `ValueError` for tokens that overlap, go backwards or lie outside the text.
        """
        ...
