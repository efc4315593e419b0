"""The codebook: all that coding needs to know as data, the package's own or a user's.

In: the tables of this room, or a TOML file of a user, which stands alone or says `extends = "plover"`. Out: `Codebook`.
Refused with `SetupError` for the package's files and `RequestError` for a user's, the entry named: a key, type, mode,
context, role or code that is not known, a word that names two acts with one object, an example that is not whole.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from communique.codebook import cameo
from communique.codebook.entries import Entry
from communique.codebook.examples import Example, read_examples
from communique.codebook.plover import Ontology, ontology_of, plover
from communique.codebook.tables import Row
from communique.codebook.triggers import COLUMNS, PARTS, Roles, Trigger, Triggers, read_triggers, triggers
from communique.records.errors import RequestError, SetupError
from communique.records.ids import digest_of
from communique.records.outcomes import Role
from communique.records.runs import Component

EXAMPLES = (
    "examples_verbal_cooperation.toml",
    "examples_material_cooperation.toml",
    "examples_verbal_conflict.toml",
    "examples_material_conflict.toml",
)
FILE_KEYS = ("name", "version", "extends", "published", "contexts", "type", "trigger", "example")
TYPE_KEYS = ("code", "quad", "score", "recipient", "meaning", "cameo", "modes")
MODE_KEYS = ("code", "score", "meaning", "cameo")
TRIGGER_KEYS = ("lemma", "part", "type", "mode", "objects", "exclude", "roles", "actor", "recipient")

Prepositions = Mapping[Trigger, Mapping[str, Role]]
Defaults = Mapping[tuple[str, str | None], tuple[cameo.Default, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Codebook:
    """What is coded, and by which words.

    name, version: as its author calls it. ontology: types, modes and contexts. triggers: words that name acts, by lemma
    and part of speech. prepositions: of a trigger that says so, which side of the act the noun behind a preposition
    stands on. defaults: the code of CAMEO for events of a type and a mode, those with the most contexts first.
    examples: sentences to check it with. digest: of all but the examples.
    """

    name: str
    version: str
    ontology: Ontology
    triggers: Triggers
    prepositions: Prepositions
    defaults: Defaults
    examples: tuple[Example, ...]
    digest: str

    @property
    def component(self) -> Component:
        """The codebook as part of a run."""
        return Component(self.name, self.version, self.digest)

    def side_of(self, trigger: Trigger, preposition: str) -> Role | None:
        """The side on which the noun behind a preposition stands; None where the trigger does not say."""
        return self.prepositions.get(trigger, {}).get(preposition)

    def cameo_of(self, type: str, mode: str | None, contexts: Iterable[str]) -> str | None:
        """The code of CAMEO that stands for an event; None for a type that its author gave none."""
        given = set(contexts)
        rows = self.defaults.get((type, mode)) or self.defaults.get((type, None), ())
        return next((row.code for row in rows if given.issuperset(row.contexts)), None)

    def goldstein_of(self, type: str, mode: str | None, contexts: Iterable[str]) -> float | None:
        """The value of that code on CAMEO's scale, -10 to 10; None without a code."""
        code = self.cameo_of(type, mode, contexts)
        return None if code is None else cameo.code_of(code).goldstein


@cache
def codebook() -> Codebook:
    """The package's own: PLOVER. Raises `SetupError` for a damaged file."""
    examples: list[Example] = []
    for name in EXAMPLES:
        text = files("communique.codebook").joinpath(name).read_text("utf-8")
        try:
            file = Entry("the file", tomllib.loads(text))
            file.known(("published", "example"))
            examples += read_examples(file, plover())
        except ValueError as err:
            raise SetupError(f"{name} is damaged ({err}); reinstall communique") from err
    return _made("PLOVER", plover().version, plover(), (triggers(), {}, cameo.defaults()), tuple(examples))


def codebook_in(path: Path) -> Codebook:
    """The codebook of a user's file. Raises `RequestError`, which names the entry and says what to do."""
    try:
        return _read(tomllib.loads(path.read_text("utf-8")), path.name)
    except OSError as err:
        raise RequestError(f"{path} cannot be read: {err.strerror}; give a TOML file") from err
    except UnicodeDecodeError as err:
        raise RequestError(f"{path} is not in UTF-8 ({err.reason} at byte {err.start}); save it as UTF-8") from err
    except tomllib.TOMLDecodeError as err:
        raise RequestError(f"{path} is no valid TOML: {err}") from err
    except (ValueError, RequestError) as err:
        raise RequestError(f"{path}: {err}") from err


def _read(data: Mapping[str, Any], file_name: str) -> Codebook:
    file = Entry("the file", data)
    file.known(FILE_KEYS)
    name = file.text("name")
    extends = file.text_or_none("extends")
    if extends not in (None, "plover"):
        raise ValueError(f'extends must be "plover" or be left out, not {extends!r}')
    version = file.text_or_none("version") or "1"
    ontology = _ontology(file, version, plover() if extends else None)
    own, prepositions = _triggers(file, ontology, file_name)
    if extends:
        own = {**triggers(), **own}
    words = {word: those for word, those in own.items() if those}
    if not words:
        raise ValueError('no word names an act; add a [[trigger]], or extends = "plover"')
    defaults = {**(cameo.defaults() if extends else {}), **_defaults(file)}
    return _made(name, version, ontology, (words, prepositions, defaults), read_examples(file, ontology))


def _ontology(file: Entry, version: str, base: Ontology | None) -> Ontology:
    """Types and contexts of a file, laid over those that it extends."""
    rows: dict[str, dict[str, Any]] = {} if base is None else {code: _as_row(base, code) for code in base.types}
    seen: set[str] = set()
    for entry in file.entries("type", "type", "code"):
        entry.known(TYPE_KEYS)
        code = entry.text("code")
        if code in seen:
            raise ValueError(f"{entry.where}: the type {code} is given twice; leave one out")
        seen.add(code)
        rows[code] = _type(entry, rows.get(code))
    if not rows:
        raise ValueError('no type is given; add a [[type]], or extends = "plover"')
    contexts = {**({} if base is None else base.contexts), **file.mapping("contexts")}
    return ontology_of({"version": version, "type": list(rows.values()), "contexts": contexts})


def _type(entry: Entry, before: dict[str, Any] | None) -> dict[str, Any]:
    """A type as a row of an ontology; where there was one before, what the entry does not say stays."""
    row = dict(before or {"code": entry.text("code"), "recipient": False, "modes": []})
    if before is None or "quad" in entry.values:
        row["quad"] = entry.one_of("quad", (1, 2, 3, 4))
    if before is None or "score" in entry.values:
        row["score"] = entry.number("score")
    if before is None or "meaning" in entry.values:
        row["meaning"] = entry.text("meaning")
    if "recipient" in entry.values:
        row["recipient"] = entry.flag("recipient")
    modes = {mode["code"]: mode for mode in row["modes"]}
    given: set[str] = set()
    for mode in entry.entries("modes", f"{entry.where}, mode", "code"):
        mode.known(MODE_KEYS)
        code = mode.text("code")
        if code in given:
            raise ValueError(f"{mode.where}: the mode is given twice; leave one out")
        given.add(code)
        score = mode.number("score") if "score" in mode.values else modes.get(code, {}).get("score", row["score"])
        meaning = modes[code]["meaning"] if code in modes and "meaning" not in mode.values else mode.text("meaning")
        modes[code] = {"code": code, "score": score, "meaning": meaning}
    return {**row, "modes": list(modes.values())}


def _as_row(base: Ontology, code: str) -> dict[str, Any]:
    kind = base.types[code]
    modes = [{"code": m.code, "score": m.score, "meaning": m.meaning} for m in kind.modes.values()]
    return {
        "code": code, "quad": kind.quad.code, "score": kind.score, "recipient": kind.recipient,
        "meaning": kind.meaning, "modes": modes,
    }  # fmt: skip


def _triggers(
    file: Entry, ontology: Ontology, file_name: str
) -> tuple[dict[tuple[str, str], tuple[Trigger, ...]], Prepositions]:
    """Words of a file, those that name no act with an empty tuple, and the sides of their prepositions."""
    rows: dict[tuple[str, str], list[tuple[Row, Mapping[str, Role]]]] = {}
    for number, entry in enumerate(file.entries("trigger", "trigger", "lemma"), 1):
        entry.known(TRIGGER_KEYS)
        word = (entry.text("lemma"), entry.one_of("part", PARTS))
        if word[0] != word[0].lower():
            raise ValueError(f"{entry.where}: write the lemma in small letters: {word[0].lower()!r}")
        rows.setdefault(word, [])
        if "type" in entry.values:
            rows[word].append((Row(file_name, number, _cells(entry, word, ontology)), _prepositions(entry)))
        elif set(entry.values) - {"lemma", "part"}:
            raise ValueError(f"{entry.where} lacks 'type'; add it, or give lemma and part alone for a word of no act")
    try:
        read = read_triggers([row for those in rows.values() for row, _ in those], ontology)
        sides = {
            trigger: sides
            for word, those in rows.items()
            for row, sides in those
            for trigger in read_triggers([row], ontology)[word]
            if sides
        }
    except SetupError as err:
        raise ValueError(str(err)) from err
    return {word: read.get(word, ()) for word in rows}, MappingProxyType(sides)


def _cells(entry: Entry, word: tuple[str, str], ontology: Ontology) -> dict[str, str]:
    """The entry as a line of the package's own table."""
    kind = ontology.types[entry.one_of("type", ontology.types)]
    mode = entry.text_or_none("mode") or ""
    if mode:
        entry.one_of("mode", kind.modes)
    cells = {**dict.fromkeys(COLUMNS, ""), "lemma": word[0], "part": word[1], "type": kind.code, "mode": mode}
    cells |= {"object": _words(entry, "objects"), "exclude": _words(entry, "exclude")}
    if "roles" in entry.values:
        cells["roles"] = entry.one_of("roles", [r.value for r in Roles if r])
    return cells


def _words(entry: Entry, key: str) -> str:
    """Lemmas as the cell of a table."""
    words = entry.texts(key)
    if any(";" in word or word != word.strip() for word in words):
        raise ValueError(f"{entry.where}: {key} are lemmas, without blanks around them or semicolons")
    return ";".join(words)


def _prepositions(entry: Entry) -> Mapping[str, Role]:
    sides: dict[str, Role] = {}
    for role in (Role.ACTOR, Role.RECIPIENT):
        for word in entry.texts(role.value):
            if word != word.lower():
                raise ValueError(f"{entry.where}: write the preposition {word!r} in small letters")
            if word in sides:
                raise ValueError(f"{entry.where}: {word!r} cannot lead to both actor and recipient; leave it in one")
            sides[word] = role
    return MappingProxyType(sides)


def _defaults(file: Entry) -> Defaults:
    """Codes of CAMEO that a file gives for its types and modes."""
    found: dict[tuple[str, str | None], tuple[cameo.Default, ...]] = {}
    for entry in file.entries("type", "type", "code"):
        type = entry.text("code")
        for mode, said in ((None, entry), *((m.text("code"), m) for m in entry.entries("modes", "mode", "code"))):
            code = said.text_or_none("cameo")
            if code is not None:
                found[type, mode] = (cameo.Default(type, mode, (), cameo.code_of(code).code),)
    return found


def _made(
    name: str,
    version: str,
    ontology: Ontology,
    parts: tuple[Triggers, Prepositions, Defaults],
    examples: tuple[Example, ...],
) -> Codebook:
    words, prepositions, defaults = parts
    held = {
        "name": name,
        "version": version,
        "types": [[_as_row(ontology, code) for code in ontology.types], dict(ontology.contexts)],
        "triggers": sorted(_told(t, prepositions.get(t, {})) for those in words.values() for t in those),
        "defaults": sorted(
            [d.type, d.mode or "", list(d.contexts), d.code] for those in defaults.values() for d in those
        ),
    }
    digest = digest_of(json.dumps(held, sort_keys=True))
    frozen = (MappingProxyType(dict(words)), MappingProxyType(dict(prepositions)), MappingProxyType(dict(defaults)))
    return Codebook(name, version, ontology, *frozen, examples, digest)


def _told(trigger: Trigger, sides: Mapping[str, Role]) -> list[Any]:
    """A trigger as a list that can be compared and written."""
    return [
        trigger.lemma, trigger.part, trigger.type, trigger.mode or "", trigger.roles.value,
        sorted(trigger.objects), sorted(trigger.exclude), sorted((word, side.value) for word, side in sides.items()),
    ]  # fmt: skip
