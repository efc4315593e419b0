"""Words and terms that tell what an event is about, and what its type, its mode and the sectors of its parties imply.

In: the tables `contexts.tsv` and `contexts_implied.tsv`. Out: `Term`s, those that stand among the words of a text, and
contexts by code. Refused with `SetupError`, with the row shown: a context, type, mode or sector that is not known, a
strength other than those of the table, a term that is not written in small letters with single blanks, a context that
is given twice for one term or code.

Terms are written as lemmas, with blanks for hyphens and without the `'s` of a possessive. A word of a text is the word
of a term when its lemma or its form is, whatever its case; `anti-`, `pre-` and the like before a word do not change
what it is about.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType

from communique.codebook.plover import Ontology, plover
from communique.codebook.sectors import sectors
from communique.codebook.tables import Row, bundled

COLUMNS = ("term", "contexts", "strength")
IMPLIED_COLUMNS = ("code", "contexts", "strength")
_PREFIXES = ("anti-", "pre-", "post-", "counter-")


class Strength(StrEnum):
    """How surely something tells a context."""

    SURE = "sure"
    STRONG = "strong"
    WEAK = "weak"


_STRENGTHS = frozenset(Strength)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of one word or several.

    words: lemmas in small letters. strong: contexts that it tells by itself. weak: contexts that it hints at.
    """

    words: tuple[str, ...]
    strong: tuple[str, ...]
    weak: tuple[str, ...]


Readings = tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def readings(form: str, lemma: str) -> Readings:
    """What a word of a text may be in a term, its form first; without the `s` too where the lemma keeps it (`troops`).

    form, lemma: in whatever case.
    """
    form, lemma = form.lower(), lemma.lower()
    found = [form, lemma]
    if lemma.endswith("s") and not lemma.endswith("ss"):
        found.append(lemma.removesuffix("s"))
    found += [w.removeprefix(p) for w in (form, lemma) for p in _PREFIXES if w.startswith(p)]
    return tuple(dict.fromkeys(found))


Lexicon = Mapping[str, tuple[Term, ...]]
Implied = Mapping[str, Mapping[str, Strength]]


@cache
def lexicon() -> Lexicon:
    """Every term by its first word, the longest first. Raises `SetupError` for a damaged table."""
    return read_terms(bundled("contexts.tsv", COLUMNS), plover())


@cache
def implied() -> Implied:
    """Contexts by type (`ASSAULT`), type and mode (`ASSAULT/aerial`) or sector (`MIL`) that implies them.

    Raises `SetupError` for a damaged table.
    """
    return read_implied(bundled("contexts_implied.tsv", IMPLIED_COLUMNS), plover())


def read_terms(rows: Iterable[Row], ontology: Ontology) -> Lexicon:
    """Terms from rows of `COLUMNS`. Raises `SetupError`."""
    told: dict[str, dict[str, Strength]] = {}
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        term = row["term"]
        if not term or term != " ".join(term.lower().split()) or "-" in term:
            row.refuse("a term is written in small letters, with single blanks and no hyphens")
        if row["strength"] == Strength.SURE:
            row.refuse("a term is strong or weak")
        for context, strength in _told(row, ontology, term, seen):
            told.setdefault(term, {})[context] = strength
    found: dict[str, list[Term]] = {}
    for term, contexts in told.items():
        words = tuple(term.split())
        strong = tuple(c for c, s in contexts.items() if s is Strength.STRONG)
        weak = tuple(c for c, s in contexts.items() if s is Strength.WEAK)
        found.setdefault(words[0], []).append(Term(words, strong, weak))
    return MappingProxyType({w: tuple(sorted(t, key=lambda t: -len(t.words))) for w, t in found.items()})


def read_implied(rows: Iterable[Row], ontology: Ontology) -> Implied:
    """Contexts by code from rows of `IMPLIED_COLUMNS`. Raises `SetupError`."""
    found: dict[str, dict[str, Strength]] = {}
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        code, _, mode = row["code"].partition("/")
        kind = ontology.types.get(code)
        if (kind is None or (mode and mode not in kind.modes)) and row["code"] not in sectors():
            row.refuse(f"{row['code']!r} is no type, type and mode, or sector")
        for context, strength in _told(row, ontology, row["code"], seen):
            found.setdefault(row["code"], {})[context] = strength
    return MappingProxyType(found)


def _told(row: Row, ontology: Ontology, key: str, seen: dict[tuple[str, str], Row]) -> Iterable[tuple[str, Strength]]:
    """The contexts of a row and their strength, none of them told of the same key before."""
    if row["strength"] not in _STRENGTHS:
        row.refuse(f"a strength is one of {', '.join(Strength)}, not {row['strength']!r}")
    for context in row.many("contexts"):
        if context not in ontology.contexts:
            row.refuse(f"the ontology has no context {context!r}")
        if (key, context) in seen:
            row.refuse(f"{context} is given twice for {key!r}", seen[key, context])
        seen[key, context] = row
        yield context, Strength(row["strength"])


def terms_among(words: Sequence[Readings], terms: Lexicon) -> list[tuple[int, Term]]:
    """The terms that stand among words, each with the index of its first word.

    Of two that overlap, the one that starts first, then the longer. Hyphens and `'s` are no words: leave
    them out.
    """
    found = []
    at = 0
    while at < len(words):
        term = _starting(words, at, terms)
        if term is not None:
            found.append((at, term))
        at += len(term.words) if term is not None else 1
    return found


def _starting(words: Sequence[Readings], at: int, terms: Lexicon) -> Term | None:
    best: Term | None = None
    for first in words[at]:
        for term in terms.get(first, ()):
            if best is not None and len(term.words) <= len(best.words):
                break
            here = words[at : at + len(term.words)]
            if len(here) == len(term.words) and all(word in read for word, read in zip(term.words, here, strict=True)):
                best = term
                break
    return best
