"""An analyser without a model: it answers from trees that were made by hand.

In: files of CoNLL-U, and then documents whose text is one of theirs. Out: the analysis that the file holds. Refused
(`RequestError`): a document that no file holds, and tokens other than the file's. It lets other rooms be tested without
a model, and shows what they would do if the model made no mistake.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from communique.language.conllu import from_conllu
from communique.records.analysis import Analysis
from communique.records.documents import Document
from communique.records.errors import RequestError
from communique.records.ids import content_id
from communique.records.serial import dumps
from communique.records.spans import Span


class GoldAnalyser:
    """Knows documents by their text, wherever they were read and whatever their id is. An `Analyser`.

    Raises `RequestError` where two analyses of one text differ.
    """

    def __init__(self, known: Iterable[tuple[Document, Analysis]]) -> None:
        self._known: dict[str, Analysis] = {}
        for document, analysis in known:
            nameless = dataclasses.replace(analysis, document="")
            if self._known.setdefault(document.digest, nameless) != nameless:
                raise RequestError(f"two analyses of one text, the second under {document.id}; keep one of them")
        told = (dumps(self._known[digest]) for digest in sorted(self._known))
        self.name = f"gold {content_id('g', *sorted(self._known), *told)}"

    @classmethod
    def from_conllu(cls, source: str | Iterable[str] | Path) -> Self:
        """One that knows the documents of a CoNLL-U file, its text or its lines."""
        return cls(from_conllu(source))

    @classmethod
    def from_files(cls, *paths: Path) -> Self:
        """One that knows the documents of all these files."""
        return cls(pair for path in paths for pair in from_conllu(path))

    def __len__(self) -> int:
        return len(self._known)

    def analyse(self, document: Document) -> Analysis:
        """What the files say of this text. Raises `RequestError` for a text that they do not hold."""
        found = self._known.get(document.digest)
        if found is None:
            start = " ".join(document.text[:60].split())
            raise RequestError(
                f"no trees of document {document.id} ({start!r}) among those of {len(self)} known; add a CoNLL-U file "
                "that spells its text to the character"
            )
        return dataclasses.replace(found, document=document.id, model=self.name)

    def analyse_tokens(self, document: Document, sentences: Sequence[Sequence[Span]]) -> Analysis:
        """The same, once the tokens given are the file's. Raises `RequestError` where they are not."""
        found = self.analyse(document)
        given = [[(span.start, span.end) for span in sentence] for sentence in sentences]
        bounds = list(zip(found.tokens.start.tolist(), found.tokens.end.tolist(), strict=True))
        if given != [bounds[s.first : s.stop] for s in found.sentences]:
            raise RequestError(f"the tokens given for document {document.id} are not those of its trees; give those")
        return found
