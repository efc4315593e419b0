"""The register of offices: who headed states, governments, ministries and bodies, from when to when.

In: tables of `COLUMNS`, those of the package and users' own, which are laid over them. Out: `Holding`s by country and
office on a day, and by name; `Candidate`s, who tell what a person held then, before and after. A date may be as coarse
as a year; a term that only may have run on a day is `When.PERHAPS`. Refused, with both rows shown: a row that is there
twice, two holders of an office that only one can hold (`RequestError`); unknown countries, offices and dates.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

from communique.actors.register_names import (
    PARTICLES,
    by_any_word,
    fits,
    last_words,
    spellings,
    with_second_surname,
    without_particles,
)
from communique.actors.register_rows import (
    COLUMNS,
    Holding,
    When,
    contradictions,
    laid_over,
    read_holdings,
    read_table,
)
from communique.records.errors import RequestError

__all__ = ("COLUMNS", "HEADS", "PARTICLES", "Candidate", "Holding", "Register", "When", "check", "last_words")

# Tables of the package; those that are not there are passed over.
BUNDLED = (
    "europe", "americas", "africa", "middle_east", "asia", "pacific", "territories", "ministers_powers",
    "ministers_europe", "ministers_americas", "ministers_asia", "ministers_middle_east", "ministers_africa", "bodies",
    "history", "commanders", "others",
)  # fmt: skip
HEADS = ("head-of-state-and-government", "head-of-government", "head-of-state", "supreme-leader")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person whom a name can mean, as of a day.

    held: offices on the day, the highest first; without a day, those still held. perhaps: offices that may have been
    held on the day, their dates being too coarse to tell. former, future: offices before and after, in order of time.
    """

    holder: str
    held: tuple[Holding, ...]
    perhaps: tuple[Holding, ...]
    former: tuple[Holding, ...]
    future: tuple[Holding, ...]


class Register:
    """Terms of office, to be asked by office and by name."""

    def __init__(self, holdings: Iterable[Holding]) -> None:
        self.holdings = tuple(holdings)

    @classmethod
    def load(cls, extra: Sequence[str | Path] = ()) -> "Register":
        """The register of the package, with users' tables laid over it. Raises `RequestError`, `SetupError`."""
        if not extra:
            return _bundled()
        own = [holding for path in extra for holding in read_table(Path(path))]
        check(own)
        return cls(laid_over(own, _bundled().holdings))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all rows, in hexadecimal; for `Run.register`."""
        return hashlib.sha256("\n".join("\t".join(h.cells) for h in self.holdings).encode()).hexdigest()

    def holders(self, country: str, office: str, on: str | None = None) -> tuple[Holding, ...]:
        """Who held an office of a country, or on a day. An office that heads both counts for either."""
        both = office in ("head-of-state", "head-of-government")
        wanted = (office, "head-of-state-and-government") if both else (office,)
        found = [h for name in wanted for h in self._offices.get((country, name), ())]
        return tuple(h for h in found if on is None or h.on(on))

    def of(self, country: str, on: str | None = None) -> tuple[Holding, ...]:
        """All terms of a country or body, or those on a day."""
        return tuple(h for h in self.holdings if h.country == country and (on is None or h.on(on)))

    def named(self, name: str, on: str | None = None) -> tuple[Holding, ...]:
        """Terms, or those on a day, of everyone whom a name can mean: in full, shortened, or the surname alone.

        Diacritics, case, particles, hyphens and the order of names make no difference, initials stand for names. A name
        of several words holds no word that the full name and its aliases lack, middle names and initials apart.
        """
        said = without_particles(name)
        words = dict.fromkeys(word for word in said if len(word) > 1)
        found = dict.fromkeys(
            term
            for word in words
            for term, full, any_word in self._words.get(word, ())
            if fits(said, full, any_word) or with_second_surname(said, full, term.country)
        )
        if words:
            found.update(dict.fromkeys(self._pieces.get("".join(said), ())))
        return tuple(term for term in found if on is None or term.on(on))

    def candidates(self, name: str, on: str | None = None) -> tuple[Candidate, ...]:
        """Everyone whom a name can mean with the offices held on a day, before and after; heads first, then holders."""
        people: dict[str, list[Holding]] = {}
        for term in self.named(name):
            people.setdefault(term.person, []).append(term)
        found = [_candidate(terms, on) for terms in people.values()]
        return tuple(sorted(found, key=_standing))

    def names(self, term: Holding) -> tuple[str, ...]:
        """All names of the holder of a term: those of every row of that person, with other spellings of letters."""
        return tuple(dict.fromkeys(s for name in self._people[term.person] for s in spellings(name, term.country)))

    @cached_property
    def _people(self) -> dict[str, list[str]]:
        people: dict[str, list[str]] = {}
        for holding in self.holdings:
            people.setdefault(holding.person, []).extend((holding.holder, *holding.aliases))
        return {person: list(dict.fromkeys(names)) for person, names in people.items()}

    @cached_property
    def _offices(self) -> dict[tuple[str, str], list[Holding]]:
        offices: dict[tuple[str, str], list[Holding]] = {}
        for holding in self.holdings:
            offices.setdefault((holding.country, holding.office), []).append(holding)
        return offices

    @cached_property
    def _words(self) -> dict[str, list[tuple[Holding, tuple[str, ...], bool]]]:
        """By each word of a name: the term, the words of that name, and whether any of them may stand for it."""
        words: dict[str, list[tuple[Holding, tuple[str, ...], bool]]] = {}
        for holding in self.holdings:
            for name in self.names(holding):
                full = without_particles(name)
                entry = (holding, full, by_any_word(full, holding.country, holding.title))
                for word in dict.fromkeys(full):
                    if len(word) > 1:
                        words.setdefault(word, []).append(entry)
        return words

    @cached_property
    def _pieces(self) -> dict[str, list[Holding]]:
        """By a name in one piece: its terms."""
        pieces: dict[str, list[Holding]] = {}
        for entries in self._words.values():
            for holding, full, _ in entries:
                if len(full) > 1:
                    pieces.setdefault("".join(full), []).append(holding)
        return pieces


def _candidate(terms: list[Holding], on: str | None) -> Candidate:
    ordered = sorted(terms, key=lambda t: (t.first, t.last or "9999"))
    if on is None:
        by_when = {When.HELD: [t for t in ordered if t.last is None], When.FORMER: [t for t in ordered if t.last]}
    else:
        by_when = {when: [t for t in ordered if t.at(on) is when] for when in When}
    held = sorted(by_when[When.HELD], key=_height)
    perhaps, former, future = (tuple(by_when.get(w, ())) for w in (When.PERHAPS, When.FORMER, When.FUTURE))
    return Candidate(ordered[-1].holder, tuple(held), perhaps, former, future)


def _standing(candidate: Candidate) -> tuple[bool, int, bool, bool]:
    """A key that sorts by what is held: heads, other holders, then who may hold something, who held and who will."""
    height = _height(candidate.held[0]) if candidate.held else 0
    return not candidate.held, height, not candidate.perhaps, not candidate.former


def _height(term: Holding) -> int:
    return HEADS.index(term.office) if term.office in HEADS else len(HEADS)


@cache
def _bundled() -> Register:
    return Register(holding for name in BUNDLED for holding in bundled_table(name))


def bundled_table(name: str) -> list[Holding]:
    """The terms of a table of the package. Raises `SetupError`."""
    file = files("communique.actors").joinpath("offices", f"{name}.tsv")
    return read_holdings(file.read_text("utf-8"), f"{name}.tsv") if file.is_file() else []


def check(holdings: Iterable[Holding]) -> None:
    """Raises `RequestError`, with both rows shown, where one row contradicts another."""
    for one, other, why in contradictions(holdings):
        raise RequestError(f"{why}; mend the table:\n  {one}\n  {other}")
