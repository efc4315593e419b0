"""From a reader's annotations and what the program found in the same reports to figures.

In: a file of annotations (`rows`), documents to be coded or an output already written. Out: `Figures`, one for each
kind. Refused with `RequestError`: two documents for one report, and a text that is not the one annotated. A report that
no document answers to counts as one in which nothing was found; `absent` names it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from communique.evaluation.annotations import Annotated, Kind
from communique.evaluation.figures import Figures, figures_of
from communique.evaluation.matching import Matching, matched
from communique.evaluation.rows import told
from communique.records import Document, Rejected, RequestError

if TYPE_CHECKING:
    from communique.pipeline import Pipeline

T = TypeVar("T")


def figures(gold: Sequence[Annotated], system: Mapping[str, Annotated], kind: Kind = Kind.EVENTS) -> Figures:
    """The figures of one kind. system: what was found, by the id that the reader gives the report."""
    return figures_of(kind, matchings(gold, system, kind).values())


def matchings(
    gold: Sequence[Annotated], system: Mapping[str, Annotated], kind: Kind = Kind.EVENTS
) -> dict[str, Matching[Any]]:
    """What became of each report, by the reader's id."""
    nothing = Annotated(id="")
    return {one.id: matched(kind, one.of(kind), system.get(one.id, nothing).of(kind)) for one in gold}


def coded_by(
    pipeline: "Pipeline", gold: Sequence[Annotated], documents: Iterable[Document | Rejected]
) -> tuple[dict[str, Annotated], list[Rejected]]:
    """What a pipeline finds in those of the documents that are annotated, by the reader's id; and what was rejected.

    Rejections are those of the pipeline, and of reading where a report is still without a document at the end. Raises
    `RequestError`.
    """
    refused: list[Rejected] = []
    found: dict[str, Annotated] = {}

    def read() -> Iterator[Document]:
        for item in documents:
            if isinstance(item, Document):
                yield item
            else:
                refused.append(item)

    for name, document in documents_of(gold, read()):
        coded = pipeline.code(document)
        if isinstance(coded, Rejected):
            refused.append(coded)
        else:
            found[name] = told(coded)
    return found, refused if len(found) < len(gold) else []


def documents_of(gold: Sequence[Annotated], documents: Iterable[Document]) -> Iterator[tuple[str, Document]]:
    """The annotated among documents, with the reader's id, as they come. Raises `RequestError`."""
    return _paired(gold, documents, lambda d: (d.id, d.uri, d.digest))


def paired(gold: Sequence[Annotated], system: Iterable[Annotated]) -> dict[str, Annotated]:
    """An output already written, by the reader's id. Raises `RequestError`."""
    return dict(_paired(gold, system, lambda a: (a.id, a.uri, a.digest)))


def absent(gold: Sequence[Annotated], system: Mapping[str, Annotated]) -> tuple[str, ...]:
    """Ids of the reports in which nothing was looked for."""
    return tuple(one.id for one in gold if one.id not in system)


def _paired(
    gold: Sequence[Annotated], items: Iterable[T], told_of: Callable[[T], tuple[str, str | None, str | None]]
) -> Iterator[tuple[str, T]]:
    """Items with the id of the report that they are: their own, or what their address ends with."""
    reports = {one.id: one for one in gold}
    taken: dict[str, str] = {}
    for item in items:
        id_, uri, digest = told_of(item)
        name = id_ if id_ in reports else next((n for n in _ends(uri) if n in reports), None)
        if name is None:
            continue
        where = f"{uri or id_}"
        if name in taken:
            raise RequestError(
                f"two documents are called {name!r}: {taken[name]} and {where}; give those that were annotated alone"
            )
        if digest and reports[name].digest not in (None, digest):
            raise RequestError(
                f"the text of {where} is not the one that was annotated as {name!r}: its digest is {digest}, not "
                f"{reports[name].digest}; give the text that was annotated, or annotate this one anew"
            )
        taken[name] = where
        yield name, item


def _ends(uri: str | None) -> Iterator[str]:
    """An address and what follows each of its slashes, the longest first."""
    while uri:
        yield uri
        uri = uri.partition("/")[2]
