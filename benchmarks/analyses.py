"""Analyses of the documents that benchmarks look at.

In: documents, and perhaps a pickle of {id: (Document, Analysis)} that saves the time of the language model. Out: the
same mapping. Documents that the model rejects are left out; the language is taken for English, whatever it seems.
"""

import pickle
from collections.abc import Mapping
from pathlib import Path

from communique.language.model import Model, load
from communique.language.options import LanguageOptions
from communique.records import Analysis, Document
from rows import documents

Analysed = dict[str, tuple[Document, Analysis]]


def english() -> Model:
    """The package's model, which takes every text for English."""
    return load(LanguageOptions(force_language=True))


def analysed(texts: Mapping[str, Document], model: Model) -> Analysed:
    """Every document with its analysis."""
    found = ((name, document, model.analyse(document)) for name, document in texts.items())
    return {name: (document, analysis) for name, document, analysis in found if isinstance(analysis, Analysis)}


def analyses_of(gold: Path, kept: Path | None) -> Analysed:
    """Those of the texts in a file. kept: a pickle of them."""
    if kept is None:
        return analysed(documents(gold), english())
    loaded: Analysed = pickle.loads(kept.read_bytes())
    return loaded
