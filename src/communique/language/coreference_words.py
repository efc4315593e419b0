"""What single words tell about who is spoken of: states and their capitals, gender, offices, groups, verbs of speech.

In: words of a mention. Out: facts from the two tables beside this file, `polities.toml` and `coreference.toml`. Refused
(`SetupError`): a table that is missing or damaged.
"""

import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from communique.records.errors import SetupError


class Aspect(StrEnum):
    """How a word names a state: by its name, its people or the seat of its government."""

    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"


@dataclass(frozen=True, slots=True)
class Polity:
    """A state as a mention names it. name: its usual name. aspect: which of its names was used."""

    name: str
    aspect: Aspect


@dataclass(frozen=True, slots=True)
class Words:
    """The two tables, each word folded.

    polities: name, demonym or capital to the state. longest: words in the longest of these. starts: their first
    words. genders: noun or title to `m` or `f`. given: given name to `m` or `f`. offices: nouns that name an
    office. ranks: words that make it another office (`vice`). states, parties, leaders: heads of plural mentions
    that take in several others. government: nouns for who governs a state. blocs: nouns in names of unions of
    states. callings: those of them that can stand for one of another name. speech: verbs.
    """

    polities: dict[str, Polity]
    longest: int
    starts: frozenset[str]
    genders: dict[str, str]
    given: dict[str, str]
    offices: frozenset[str]
    ranks: frozenset[str]
    states: frozenset[str]
    parties: frozenset[str]
    leaders: frozenset[str]
    government: frozenset[str]
    blocs: frozenset[str]
    callings: frozenset[str]
    speech: frozenset[str]

    def polity(self, words: Sequence[str]) -> Polity | None:
        """The state that exactly these words name, an article left aside; None for any other words."""
        kept = [_key(w) for w in words]
        if kept and kept[0] == "the":
            kept = kept[1:]
        return self.polities.get(" ".join(kept).replace(" 's", "'s"))

    def polities_in(self, words: Sequence[str]) -> list[Polity]:
        """The states named within `words`, from left to right; the longest name wins (`South Korean`)."""
        kept = [_key(w) for w in words]
        found: list[Polity] = []
        at = 0
        while at < len(kept) and not self.starts.isdisjoint(kept):
            if kept[at] not in self.starts:
                at += 1
                continue
            for size in range(min(self.longest, len(kept) - at), 0, -1):
                polity = self.polities.get(" ".join(kept[at : at + size]))
                if polity is not None:
                    found.append(polity)
                    break
            else:
                size = 1
            at += size
        return found


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """`word` without case and accents: `Bogotá` is `bogota`."""
    if word.isascii():
        return word.casefold()
    plain = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _key(word: str) -> str:
    """`word` folded, but `us` and `male` in small letters are no names of states."""
    return f"{word} " if word in ("us", "male", "car", "chad", "turkey") else fold(word)


@lru_cache(maxsize=1)
def words() -> Words:
    """The tables of this room, read once. Raises `SetupError` when they are missing or damaged."""
    table, states = _table("coreference.toml"), _table("polities.toml")
    try:
        return _words(table, states["polity"])
    except (KeyError, TypeError, AttributeError) as err:
        raise SetupError(f"a table of words of communique.language is damaged ({err!r}); reinstall communique") from err


def _words(table: dict[str, Any], states: list[dict[str, Any]]) -> Words:
    polities: dict[str, Polity] = {}
    for aspect, key in ((Aspect.CAPITAL, "capitals"), (Aspect.DEMONYM, "demonyms"), (Aspect.NAME, "aliases")):
        for state in states:
            for word in state[key]:
                _enter(polities, word, state["name"], aspect)
    for state in states:  # a state's own name wins over everything: Panama, Mexico
        polities[fold(state["name"])] = Polity(state["name"], Aspect.NAME)
    genders = {fold(w): g[0] for g in ("masculine", "feminine") for w in table["gender"][g]}
    given = {fold(w): g[0] for g in ("masculine", "feminine") for w in table["given"][g].split()}
    body, group = table["body"], table["group"]
    return Words(
        polities=polities,
        longest=max(len(name.split()) for name in polities),
        starts=frozenset(name.split()[0] for name in polities),
        genders=genders,
        given=given,
        offices=_set(table["office"]["words"].split()),
        ranks=_set(table["office"]["modifiers"]),
        states=_set(group["states"]),
        parties=_set(group["parties"]),
        leaders=_set(group["persons"].split()),
        government=_set(body["government"]),
        blocs=_set(body["blocs"].split()),
        callings=_set(body["callings"]),
        speech=_set(table["speech"]["verbs"].split()),
    )


def _enter(polities: dict[str, Polity], word: str, name: str, aspect: Aspect) -> None:
    """One more word for a state, and its plural where it names people (`Indonesians`)."""
    forms = [fold(word)]
    if aspect is Aspect.DEMONYM and not forms[0].endswith(("s", "ese", "ish", "ch")):
        forms.append(forms[0] + "s")
    for form in forms:
        if form.startswith("the "):
            form = form[4:]
        if aspect is Aspect.NAME or form not in polities:
            polities[form] = Polity(name, aspect)


def _set(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(w) for w in entries)


def _table(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as err:
        raise SetupError(
            f"the table {name} of communique.language cannot be read ({err}); reinstall communique"
        ) from err
