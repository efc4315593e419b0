"""Words that name acts, and the PLOVER type and mode they name: verbs with their particles, and nouns.

In: the table `triggers.tsv`. Out: `Trigger`s by lemma and part of speech, those that ask for an object first. Refused
with `SetupError`, with both rows shown: a type or mode that the ontology lacks, a row that is there twice, two rows of
one word and object that name different acts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.codebook.plover import Ontology, plover
from communique.codebook.tables import Row, bundled

COLUMNS = ("lemma", "part", "type", "mode", "object")
PARTS = ("verb", "noun")
PERSON = "PERSON"  # in `object`: a person, whatever the word
NOTHING = "-"  # in `object`: the word has none


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an act.

    lemma: in small letters, with the particle of a phrasal verb (`call off`). part: `verb` or `noun`. objects: lemmas
    of which one must be its object; `PERSON` and `-` as above; empty where any will do.
    """

    lemma: str
    part: str
    type: str
    mode: str | None
    objects: frozenset[str]

    def suits(self, objects: frozenset[str], person: bool) -> bool:
        """Whether it names its act with these objects. person: whether one of them is a person."""
        if not self.objects:
            return True
        if NOTHING in self.objects:
            return not objects
        return bool(self.objects & objects) or (PERSON in self.objects and person)


@cache
def triggers() -> Mapping[tuple[str, str], tuple[Trigger, ...]]:
    """Every trigger by lemma and part. Raises `SetupError` for a damaged table."""
    return read_triggers(bundled("triggers.tsv", COLUMNS), plover())


def read_triggers(rows: Iterable[Row], ontology: Ontology) -> Mapping[tuple[str, str], tuple[Trigger, ...]]:
    """Triggers from rows of `COLUMNS`. Raises `SetupError`."""
    found: dict[tuple[str, str], list[Trigger]] = {}
    seen: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        trigger = _trigger(row, ontology)
        for word in row.many("object") or ("",):
            key = (trigger.lemma, trigger.part, word)
            if key in seen:
                row.refuse(f"{row['lemma']!r} with the object {word!r} names an act twice", seen[key])
            seen[key] = row
        found.setdefault((trigger.lemma, trigger.part), []).append(trigger)
    return MappingProxyType({k: tuple(sorted(v, key=lambda t: not t.objects)) for k, v in found.items()})


def _trigger(row: Row, ontology: Ontology) -> Trigger:
    kind = ontology.types.get(row["type"])
    if kind is None:
        row.refuse(f"the ontology has no type {row['type']!r}")
    if row["mode"] and row["mode"] not in kind.modes:
        row.refuse(f"{kind.code} has no mode {row['mode']!r}")
    if row["part"] not in PARTS or not row["lemma"] or row["lemma"] != row["lemma"].lower():
        row.refuse("a trigger needs a lemma in small letters, and verb or noun")
    return Trigger(row["lemma"], row["part"], kind.code, row["mode"] or None, frozenset(row.many("object")))
