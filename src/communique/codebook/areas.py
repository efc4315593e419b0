"""Cooperation areas: what states work on together, in groups, mapped to PLOVER contexts, with the terms for each.

In: the table `areas.tsv`. Out: `CooperationArea`s by code, and those that are named among the words of a text. Refused
with `SetupError`, the row shown: a code or a term given twice, a context that PLOVER does not have, a term that is not
written in small letters with single blanks, an area without terms.

The taxonomy is our own. Columns. code: of the area. group: the wider field. name: in words. contexts: of PLOVER, `;`
between them, empty where it has none (sport). terms: lemmas, with blanks for hyphens; a form where only that form
tells (`regions`, but not `the region`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.codebook.contexts import Readings
from communique.codebook.plover import Ontology, plover
from communique.codebook.tables import Row, bundled

COLUMNS = ("code", "group", "name", "contexts", "terms")


@dataclass(frozen=True, slots=True)
class CooperationArea:
    """An area; the fields are the columns of the table."""

    code: str
    group: str
    name: str
    contexts: tuple[str, ...]
    terms: tuple[str, ...]


Areas = Mapping[str, CooperationArea]


@cache
def areas() -> Areas:
    """Every area by its code, in the order of the table. Raises `SetupError` for a damaged table."""
    return read_areas(bundled("areas.tsv", COLUMNS), plover())


def read_areas(rows: Iterable[Row], ontology: Ontology) -> Areas:
    """Areas from rows of `COLUMNS`. Raises `SetupError`."""
    found: dict[str, CooperationArea] = {}
    of_code: dict[str, Row] = {}
    of_term: dict[str, Row] = {}
    for row in rows:
        code, terms = row["code"], row.many("terms")
        if not code or not row["group"] or not row["name"] or not terms:
            row.refuse("an area needs a code, a group, a name and terms")
        if code in of_code:
            row.refuse(f"the area {code!r} is given twice", of_code[code])
        of_code[code] = row
        for context in row.many("contexts"):
            if context not in ontology.contexts:
                row.refuse(f"the ontology has no context {context!r}")
        for term in terms:
            if term != " ".join(term.lower().split()) or "-" in term:
                row.refuse(f"the term {term!r} is not in small letters, with single blanks and no hyphens")
            if term in of_term:
                row.refuse(f"the term {term!r} is given twice", of_term[term])
            of_term[term] = row
        found[code] = CooperationArea(code, row["group"], row["name"], row.many("contexts"), terms)
    return MappingProxyType(found)


Terms = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


@cache
def terms() -> Terms:
    """The terms of all areas by their first word, the longest first: the words of each, and the area's code."""
    return terms_of(areas())


def terms_of(known: Areas) -> Terms:
    """The terms of areas by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for area in known.values():
        for term in area.terms:
            words = tuple(term.split())
            found.setdefault(words[0], []).append((words, area.code))
    return MappingProxyType({w: tuple(sorted(some, key=lambda t: -len(t[0]))) for w, some in found.items()})


def areas_among(words: Sequence[Readings], known: Terms) -> list[tuple[int, int, str]]:
    """The areas named among words: index of the first word, number of words, code of the area.

    Of two terms that overlap, the one that starts first, then the longer. Hyphens are no words: leave them out.
    """
    found = []
    at = 0
    while at < len(words):
        longest = _starting(words, at, known)
        if longest is not None:
            found.append((at, *longest))
        at += 1 if longest is None else longest[0]
    return found


def _starting(words: Sequence[Readings], at: int, known: Terms) -> tuple[int, str] | None:
    best: tuple[int, str] | None = None
    for first in words[at]:
        for term, code in known.get(first, ()):
            if best is not None and len(term) <= best[0]:
                break
            here = words[at : at + len(term)]
            if len(here) == len(term) and all(word in read for word, read in zip(term, here, strict=True)):
                best = len(term), code
                break
    return best
