"""Actors of a user's own: countries, bodies, groups and persons that no table of the package has, or has otherwise.

In: tables of `COLUMNS`, tab-separated with a header line. Out: `OwnActor`s, and which of them words name; they go
before all else that the package knows. Refused with `RequestError`, the row shown: a row without a name or a country, a
code of a country that is not capital letters, an unknown sector, a name given twice.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from communique.codebook.sectors import check_sectors
from communique.codebook.tables import Row, read_rows
from communique.records.errors import RequestError, SetupError

COLUMNS = ("name", "names", "country", "sector", "other")
_CODE = re.compile(r"[A-Z]{2,6}")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")


@dataclass(frozen=True, slots=True)
class OwnActor:
    """One row. name: in full. names: others, also nationalities (`Eriadorian`). country: any code in capitals, of a
    country or body that the package knows or not. sector, other: codes of PLOVER; None for a country itself.
    """

    name: str
    names: tuple[str, ...]
    country: str
    sector: str | None = None
    other: tuple[str, ...] = ()


class OwnActors:
    """A look-up of one's own actors. Names are found as they are written, capitals and all, the longest first."""

    def __init__(self, actors: Iterable[OwnActor] = ()) -> None:
        self._by_name: dict[str, OwnActor] = {}
        for actor in actors:
            for name in (actor.name, *actor.names):
                if self._by_name.setdefault(name, actor) is not actor:
                    raise RequestError(f"two actors are called {name!r}; give the name to one of them")
        longest = sorted(self._by_name, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)") if longest else None

    @classmethod
    def load(cls, paths: Iterable[str]) -> "OwnActors":
        """Out of tables. Raises `RequestError` for a table that cannot be read."""
        return cls(actor for path in paths for actor in read_actors(Path(path)))

    @property
    def codes(self) -> frozenset[str]:
        """Codes of all their countries and bodies."""
        return frozenset(actor.country for actor in self._by_name.values())

    def whole(self, words: str) -> OwnActor | None:
        """Whom words name when nothing else stands in them; an article and a possessive are overlooked."""
        bare = _POSSESSIVE.sub("", _ARTICLE.sub("", words.strip()))
        return self._by_name.get(words) or self._by_name.get(bare)

    def first_in(self, words: str) -> tuple[str, OwnActor] | None:
        """The first name in words, with whom it names."""
        match = self._pattern.search(words) if self._pattern is not None else None
        return None if match is None else (match.group(), self._by_name[match.group()])


def read_actors(path: Path) -> list[OwnActor]:
    """The rows of a table. Raises `RequestError` for a file that is no such table."""
    try:
        return [_actor(row) for row in read_rows(path.read_text("utf-8-sig"), str(path), COLUMNS)]
    except (SetupError, UnicodeDecodeError, OSError) as error:
        raise RequestError(f"actors: {path} cannot be read: {error}") from error


def _actor(row: Row) -> OwnActor:
    if not row["name"]:
        row.refuse("an actor needs a name")
    if not _CODE.fullmatch(row["country"]):
        row.refuse(f"the country is a code of two to six capital letters, not {row['country']!r}")
    sector, other = check_sectors(row)
    return OwnActor(row["name"], row.many("names"), row["country"], sector, other)
