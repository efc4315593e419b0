"""Words that name acts, and the PLOVER type and mode they name: verbs with their particles, nouns, adjectives.

In: the table `triggers.tsv`, or rows of a user's codebook. Out: `Trigger`s by lemma and part of speech, those that ask
for an object first, and the one that a `Use` of a word names. Refused with `SetupError`, with both rows shown: a type
or mode that the ontology lacks, roles that are not known, a row that is there twice, two rows of one word and object
that name different acts.

Columns. lemma: the word, with a particle or a preposition that it needs (`call off`, `call for`). part: verb, noun or
adjective. type: `-` where the word, so used, names nothing (`withdraw from` a race). roles: how its participants take
part, see `Roles`. object: words of which one must be its object; of a noun, its complement or a word before it (`troop`
of `withdrawal`, `hunger` of `strike`). exclude: objects with which it names nothing (`meet` a `deadline`). In both,
`PERSON` is any person, `TO` an infinitive (`told` Iran `to stop`), and `-` no object at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from communique.codebook.plover import Ontology, plover
from communique.codebook.tables import Row, bundled

COLUMNS = ("lemma", "part", "type", "mode", "roles", "object", "exclude")
PARTS = ("verb", "noun", "adjective")
PERSON = "PERSON"
INFINITIVE = "TO"
NOTHING = "-"  # no object; as a type, no act


class Roles(StrEnum):
    """How the participants take part: one acts on another, all act together, or the object acts on the subject."""

    ACT = ""
    MUTUAL = "mutual"  # `met`: all are actors, nobody is a recipient
    SWAP = "swap"  # `Putin received Li`: Li visits Putin


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an act; the fields are the columns of the table."""

    lemma: str
    part: str
    type: str
    mode: str | None
    roles: Roles
    objects: frozenset[str]
    exclude: frozenset[str]

    def suits(self, objects: frozenset[str], person: bool) -> bool:
        """Whether it names its act with these objects. person: whether one of them is a person."""
        if _among(self.exclude, objects, person):
            return False
        return not self.objects or _among(self.objects, objects, person)


def _among(words: frozenset[str], objects: frozenset[str], person: bool) -> bool:
    return bool(words & objects) or (PERSON in words and person) or (NOTHING in words and not objects - {INFINITIVE})


Triggers = Mapping[tuple[str, str], tuple[Trigger, ...]]


@dataclass(frozen=True, slots=True)
class Use:
    """A word as it stands in a sentence, all in lemmas.

    objects: of a verb, its objects, and `TO` where an infinitive hangs on it; of a noun, its complements and the words
    before it. person: whether an object is a person. under: what hangs on it by each preposition. light: the verb that
    carries a noun (`lift` in `lift a ban`).
    """

    lemma: str
    part: str
    objects: frozenset[str] = frozenset()
    person: bool = False
    under: Mapping[str, frozenset[str]] = field(default_factory=dict)
    light: str | None = None


def named(table: Triggers, use: Use) -> Trigger | None:
    """The act that a word names, None for none: with one of its prepositions before alone, for an object before any.

    Where the light verb names another act with this noun (`lifted the ban`), it is that act.
    """
    found = _found(table, use)
    return None if found is None or found.type == NOTHING else found


def excluded(table: Triggers, use: Use) -> bool:
    """Whether the table knows the word and says that it names nothing so: `warned drivers`, `withdrew from` a race."""
    found = _found(table, use)
    if found is not None:
        return found.type == NOTHING
    rows = table.get((use.lemma, use.part), ())
    return any(not row.objects and _among(row.exclude, use.objects, use.person) for row in rows)


def _found(table: Triggers, use: Use) -> Trigger | None:
    under = [t for word, below in use.under.items() for t in _suiting(table, f"{use.lemma} {word}", use, below)]
    alone = _suiting(table, use.lemma, use, use.objects)
    found = min(under, key=_breadth, default=None) or next(iter(alone), None)
    if use.light is not None:
        carried = frozenset((use.lemma,))
        by_verb = next((t for t in table.get((use.light, "verb"), ()) if t.objects & carried), None)
        if by_verb is not None and (found is None or by_verb.type != found.type):
            return by_verb
    return found


def _suiting(table: Triggers, lemma: str, use: Use, objects: frozenset[str]) -> list[Trigger]:
    return [t for t in table.get((lemma, use.part), ()) if t.suits(objects, use.person)]


@cache
def triggers() -> Triggers:
    """Every trigger by lemma and part. Raises `SetupError` for a damaged table."""
    return read_triggers(bundled("triggers.tsv", COLUMNS), plover())


def read_triggers(rows: Iterable[Row], ontology: Ontology) -> Triggers:
    """Triggers from rows of `COLUMNS`, by lemma and part. Raises `SetupError`."""
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
    return MappingProxyType({k: tuple(sorted(v, key=_breadth)) for k, v in found.items()})


def _breadth(trigger: Trigger) -> int:
    """Named objects come before any person, and both before any object."""
    return 2 if not trigger.objects else int(PERSON in trigger.objects)


def _trigger(row: Row, ontology: Ontology) -> Trigger:
    kind = ontology.types.get(row["type"])
    if kind is None and row["type"] != NOTHING:
        row.refuse(f"the ontology has no type {row['type']!r}")
    if row["mode"] and (kind is None or row["mode"] not in kind.modes):
        row.refuse(f"{row['type']} has no mode {row['mode']!r}")
    if row["part"] not in PARTS or not row["lemma"] or row["lemma"] != row["lemma"].lower():
        row.refuse(f"a trigger needs a lemma in small letters, and one of {', '.join(PARTS)}")
    if row["roles"] not in tuple(Roles):
        row.refuse(f"roles are {', '.join(r for r in Roles if r)} or nothing, not {row['roles']!r}")
    objects, exclude = frozenset(row.many("object")), frozenset(row.many("exclude"))
    if objects & exclude:
        row.refuse("a word cannot be needed and excluded")
    return Trigger(row["lemma"], row["part"], row["type"], row["mode"] or None, Roles(row["roles"]), objects, exclude)
