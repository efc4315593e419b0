"""Words that introduce what someone said, thinks, wants or stands for, and which of their complements tell it.

In: the table `cues.tsv`. Out: `Cue`s by lemma and part of speech. Refused with `SetupError`, the row shown: a lemma
given twice or not in small letters, a part, class or kind that is not known, no complement.

Columns. lemma: the word, with its particle or preposition (`point out`, `call for`). part: verb, noun, adjective,
preposition. class: see `CueClass`. content: the complements that hold what is said, in order of preference, `;` between
them and `+` where two belong together (`object+as` of `describe`): clause, infinitive, gerund, object, or a
preposition. hearer: where whom it is said to stands: object, or a preposition. kind: of the statement, empty for a
position.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from communique.codebook.tables import Row, bundled
from communique.records.diplomacy import StatementKind

COLUMNS = ("lemma", "part", "class", "content", "hearer", "kind")
PARTS = ("verb", "noun", "adjective", "preposition")


class CueClass(StrEnum):
    """What is done with the content: it is uttered, held to be so, wanted, asked of someone, called a name, judged,
    or told by a document or a fact.
    """

    SAY = "say"
    THINK = "think"
    WANT = "want"
    URGE = "urge"
    CALL = "call"
    STANCE = "stance"
    SHOW = "show"


_CLASSES, _KINDS = frozenset(CueClass), frozenset(StatementKind)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that introduces a statement; the fields are the columns of the table."""

    lemma: str
    part: str
    sort: CueClass
    content: tuple[tuple[str, ...], ...]
    hearer: str | None
    kind: StatementKind


@cache
def cues() -> Mapping[tuple[str, str], Cue]:
    """Every cue by lemma and part. Raises `SetupError` for a damaged table."""
    return read_cues(bundled("cues.tsv", COLUMNS))


def cue_of(lemma: str, part: str) -> Cue | None:
    """The entry of a lemma, None without one. A lemma with an `e` too many (`laude` of `lauded`) has that of the word
    without. Raises `SetupError` for a damaged table.
    """
    table = cues()
    return table.get((lemma, part)) or (table.get((lemma[:-1], part)) if lemma.endswith("e") else None)


def read_cues(rows: Iterable[Row]) -> Mapping[tuple[str, str], Cue]:
    """Cues from rows of `COLUMNS`. Raises `SetupError`."""
    found: dict[tuple[str, str], Cue] = {}
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        cue = _cue(row)
        key = (cue.lemma, cue.part)
        if key in seen:
            row.refuse(f"the {cue.part} {cue.lemma!r} is given twice", seen[key])
        seen[key] = row
        found[key] = cue
    return MappingProxyType(found)


def _cue(row: Row) -> Cue:
    if not row["lemma"] or row["lemma"] != row["lemma"].lower() or row["part"] not in PARTS:
        row.refuse(f"a cue needs a lemma in small letters, and one of {', '.join(PARTS)}")
    if row["class"] not in _CLASSES:
        row.refuse(f"a cue is of the class {', '.join(CueClass)}, not {row['class']!r}")
    if row["kind"] and row["kind"] not in _KINDS:
        row.refuse(f"a statement is of the kind {', '.join(StatementKind)}, not {row['kind']!r}")
    content = tuple(tuple(choice.split("+")) for choice in row.many("content"))
    if not content or any("" in choice for choice in content):
        row.refuse("a cue needs the complements that hold what is said")
    return Cue(
        row["lemma"], row["part"], CueClass(row["class"]), content, row["hearer"] or None,
        StatementKind(row["kind"]) if row["kind"] else StatementKind.POSITION,
    )  # fmt: skip
