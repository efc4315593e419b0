"""The model of the package, loaded once for all tests that read, and documents made of a text."""

import functools

from communique.language.model import Model, load
from communique.language.options import LanguageOptions
from communique.records.analysis import Analysis
from communique.records.documents import Document, Rejected
from communique.records.ids import digest_of


@functools.cache
def model(threads: int = 1, forced: bool = False) -> Model:
    """The packaged model; one for each set of options."""
    return load(LanguageOptions(threads=threads, force_language=forced))


def document(text: str, language: str | None = "en", name: str = "d1") -> Document:
    """A document of one text that states its language."""
    return Document(name, "wire.txt", text, digest_of(text), language=language)


def read(text: str) -> Analysis:
    """What the packaged model finds in an English text."""
    found = model().analyse(document(text))
    assert not isinstance(found, Rejected), found.detail
    return found
