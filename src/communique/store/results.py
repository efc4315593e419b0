"""What was coded as tables: one for each kind of record, each row with the document that it comes from.

In: `Coded` and `Rejected`. Out: Arrow tables; from them frames of Polars or pandas where these are installed. Columns
are those of the records, after `document` (id of the document) and `number` (place among those of its document, which
is what `actor`, `time` and `place` of other records point at). Refused with `RequestError`: a name that is no table, a
library that is not installed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from communique.records.coded import Coded
from communique.records.diplomacy import Commitment, Meeting, Message, Statement
from communique.records.documents import Document, Rejected
from communique.records.errors import RequestError
from communique.records.findings import Actor, PlaceRef, TimeRef
from communique.records.outcomes import Event
from communique.store.arrow import schema_of, to_table

if TYPE_CHECKING:
    import pyarrow as pa

OF_DOCUMENTS: Mapping[str, type] = MappingProxyType(
    {
        "actors": Actor,
        "times": TimeRef,
        "places": PlaceRef,
        "statements": Statement,
        "events": Event,
        "meetings": Meeting,
        "messages": Message,
        "commitments": Commitment,
    }
)
TABLES: Mapping[str, type] = MappingProxyType({"documents": Document, **OF_DOCUMENTS, "rejected": Rejected})


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that came out of a run. coded: documents in order. rejected: what gave none, in order."""

    coded: tuple[Coded, ...]
    rejected: tuple[Rejected, ...]

    @staticmethod
    def of(items: Iterable[Coded | Rejected]) -> "Results":
        """All of `items`, read to the end."""
        listed = list(items)
        coded = tuple(i for i in listed if isinstance(i, Coded))
        return Results(coded, tuple(i for i in listed if isinstance(i, Rejected)))

    def arrow(self, name: str = "events") -> "pa.Table":
        """The Arrow table of that name, one of `TABLES`. Raises `RequestError`."""
        return table_of(name, (*self.coded, *self.rejected))

    def polars(self, name: str = "events") -> Any:
        """The same as a frame of Polars. Raises `RequestError`."""
        try:
            polars = import_module("polars")
        except ImportError as err:
            raise RequestError("Polars is not installed: pip install polars") from err
        return polars.from_arrow(self.arrow(name))

    def pandas(self, name: str = "events") -> Any:
        """The same as a frame of pandas. Raises `RequestError`."""
        try:
            import_module("pandas")
        except ImportError as err:
            raise RequestError("pandas is not installed: pip install pandas") from err
        return self.arrow(name).to_pandas()


def schema_named(name: str) -> "pa.Schema":
    """The columns of a table. Raises `RequestError` for a name that is none of `TABLES`."""
    import pyarrow as pa

    if name not in TABLES:
        raise RequestError(f"there is no table {name!r}; there are {', '.join(TABLES)}")
    own = schema_of(TABLES[name])
    if name not in OF_DOCUMENTS:
        return own
    before = [pa.field("document", pa.string(), nullable=False), pa.field("number", pa.int64(), nullable=False)]
    return pa.schema([*before, *own], metadata=own.metadata)


def table_of(name: str, items: Iterable[Coded | Rejected]) -> "pa.Table":
    """The rows that `items` give to a table. Raises `RequestError` for a name that is none of `TABLES`."""
    import pyarrow as pa

    schema = schema_named(name)
    kind = TABLES[name]
    if name == "rejected":
        return to_table((i for i in items if isinstance(i, Rejected)), kind)
    coded = [i for i in items if isinstance(i, Coded)]
    if name == "documents":
        return to_table((c.document for c in coded), kind)
    rows = list(_rows(name, coded))
    ids = pa.array([document for document, _, _ in rows], pa.string())
    numbers = pa.array([number for _, number, _ in rows], pa.int64())
    own = to_table((record for _, _, record in rows), kind)
    return pa.Table.from_arrays([ids, numbers, *own.columns], schema=schema)


def _rows(name: str, coded: Iterable[Coded]) -> Iterator[tuple[str, int, Any]]:
    for one in coded:
        for number, record in enumerate(getattr(one, name)):
            yield one.document.id, number, record
