"""The register of offices: who headed states, governments, ministries and bodies, from when to when.

In: tables of `COLUMNS`, those of the package and users' own, which are laid over them. Out: `Holding`s by country and
office on a day, and by name. A date may be as coarse as a year; a term that holds `perhaps` says so. Refused, with
both rows shown: a row that is there twice, two holders of an office that only one can hold (`RequestError` for a
user's table, `SetupError` for the package's), unknown countries, offices and dates.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from communique.codebook.bodies import bodies
from communique.codebook.countries import countries
from communique.codebook.phrases import WORD, fold
from communique.codebook.tables import Row, read_rows
from communique.codebook.titles import OFFICES
from communique.records.errors import RequestError, SetupError
from communique.records.findings import Standing, check_range

COLUMNS = ("holder", "aliases", "country", "office", "title", "from", "to", "standing", "note")
BUNDLED = (
    "europe", "americas", "africa", "middle_east", "asia", "pacific", "territories", "ministers_powers",
    "ministers_others", "bodies",
)  # fmt: skip
HEADS = ("head-of-state-and-government", "head-of-government", "head-of-state", "supreme-leader")
SINGLE = ("head-of-government", "head-of-state-and-government", "foreign-minister", "defence-minister", "head-of-body")
# Where several hold an office at once: co-princes, captains regent, presidencies of several, rivals in a civil war.
COLLEGIAL = frozenset(
    ("AND", "SMR", "BIH", "CHE", "LBY", "YEM", "SOM", "PSE", "CIV", "SSD", "SDN", "KHM", "VEN", "HTI")
)
PARTICLES = frozenset(
    [
        "al",
        "el",
        "ad",
        "as",
        "ash",
        "at",
        "an",
        "ar",
        "bin",
        "ibn",
        "ben",
        "abu",
        "abd",
        "ul",
        "ud",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "do",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "of",
        "y",
        "e",
    ]
)
FAMILY_FIRST = frozenset(("CHN", "TWN", "KOR", "PRK", "JPN", "VNM", "HKG", "MAC", "SGP", "HUN", "KHM", "MMR"))


@dataclass(frozen=True, slots=True)
class Holding:
    """One term of one holder.

    country: ISO 3166 alpha-3, KOS, or id of a body. office: one of `OFFICES`. title: as the press says. first, last:
    ISO 8601 as fine as known; last is None in office. source: file and line.
    """

    holder: str
    aliases: tuple[str, ...]
    country: str
    office: str
    title: str
    first: str
    last: str | None
    standing: Standing
    note: str
    source: str

    def on(self, day: str) -> bool:
        """Whether the term holds on a day, as far as both are fine; the days of coming and going count."""
        shared = min(len(day), len(self.first))
        if self.first[:shared] > day[:shared]:
            return False
        if self.last is None:
            return True
        shared = min(len(day), len(self.last))
        return day[:shared] <= self.last[:shared]

    def before(self, day: str) -> bool:
        """Whether the term ended before a day."""
        return self.last is not None and self.last[: len(day)] < day[: len(self.last)] and not self.on(day)

    @property
    def code(self) -> str:
        """What PLOVER calls the country or body."""
        body = bodies().get(self.country)
        return body.actor if body is not None else countries()[self.country].actor

    def __str__(self) -> str:
        return f"{self.holder}, {self.title} of {self.country}, {self.first} to {self.last or 'today'} ({self.source})"


class Register:
    """Terms of office, to be asked by office and by name. Later tables are laid over earlier ones."""

    def __init__(self, holdings: Iterable[Holding]) -> None:
        self.holdings = tuple(holdings)
        self._offices: dict[tuple[str, str], list[Holding]] = {}
        self._names: dict[str, list[Holding]] = {}
        for holding in self.holdings:
            self._offices.setdefault((holding.country, holding.office), []).append(holding)
            for words in {last_words(name) for name in (holding.holder, *holding.aliases)}:
                for word in words:
                    self._names.setdefault(word, []).append(holding)

    @classmethod
    def load(cls, extra: Sequence[str | Path] = ()) -> "Register":
        """The register of the package, with users' tables laid over it. Raises `RequestError`, `SetupError`."""
        if not extra:
            return _bundled()
        own = [holding for path in extra for holding in read_table(Path(path))]
        check(own)
        return cls([*(h for h in _bundled().holdings if not any(_replaced(h, o) for o in own)), *own])

    @property
    def digest(self) -> str:
        """SHA-256 of all rows, in hexadecimal."""
        return hashlib.sha256("\n".join(repr(h) for h in self.holdings).encode()).hexdigest()

    def holders(self, country: str, office: str, on: str | None = None) -> tuple[Holding, ...]:
        """Who held an office of a country, or on a day. An office that heads both counts for either."""
        wanted = (
            (office, "head-of-state-and-government") if office in ("head-of-state", "head-of-government") else (office,)
        )
        found = [h for name in wanted for h in self._offices.get((country, name), ())]
        return tuple(h for h in found if on is None or h.on(on))

    def named(self, name: str) -> tuple[Holding, ...]:
        """Terms of everyone whom a name can mean: in full, shortened, or the surname alone.

        Diacritics, hyphens and case make no difference. A name of several words must hold the surname of the holder,
        and no word that the full name and its aliases lack but for middle names and initials.
        """
        words = words_of(name)
        if not words:
            return ()
        found = dict.fromkeys(h for word in words for h in self._names.get(word, ()))
        return tuple(
            h
            for h in found
            if any(_fits(words, words_of(n), h.country in FAMILY_FIRST) for n in (h.holder, *h.aliases))
        )


def words_of(name: str) -> tuple[str, ...]:
    """Words of a name, folded; particles and initials stay."""
    return tuple(fold(m.group()) for m in WORD.finditer(name.replace("-", " ").replace("’", "").replace("'", "")))


def last_words(name: str) -> tuple[str, ...]:
    """Words by which a name is looked up: all but particles and initials."""
    return tuple(w for w in words_of(name) if w not in PARTICLES and len(w) > 1)


def _fits(said: tuple[str, ...], full: tuple[str, ...], family_first: bool) -> bool:
    """Whether words can be said for a full name.

    One word must be a surname: any but the first word, and the first where the family name leads. Of several, all but
    middle names must stand in the full name, and two of them in full unless the full name is that short.
    """
    kept = [w for w in said if w not in PARTICLES]
    whole = [w for w in full if w not in PARTICLES]
    if not kept or not whole:
        return False
    if len(kept) == 1:
        return kept[0] in (whole if family_first or len(whole) == 1 else whole[1:])
    told = [w for w in kept if any(_same(w, full_word) for full_word in whole)]
    written = sum(w in whole for w in kept)
    ends = kept[-1] in whole or (family_first and kept[0] in whole)
    return ends and written >= min(2, len(whole)) and len(kept) - len(told) <= max(0, written - 1)


def _same(one: str, other: str) -> bool:
    return one == other or (len(one) == 1 and other.startswith(one)) or (len(other) == 1 and one.startswith(other))


def read_table(path: Path) -> list[Holding]:
    """The terms of a user's table. Raises `RequestError` that shows the row."""
    try:
        rows = read_rows(path.read_text("utf-8"), str(path), COLUMNS)
        return [_holding(row) for row in rows]
    except SetupError as err:
        raise RequestError(str(err)) from err
    except (OSError, UnicodeDecodeError) as err:
        raise RequestError(f"{path} cannot be read ({err}); give a table in UTF-8") from err


@cache
def _bundled() -> Register:
    return Register(holding for name in BUNDLED for holding in bundled_table(name))


def bundled_table(name: str) -> list[Holding]:
    """The terms of a table of the package. Raises `SetupError`."""
    file = files("communique.actors").joinpath("offices", f"{name}.tsv")
    if not file.is_file():
        return []
    return [_holding(row) for row in read_rows(file.read_text("utf-8"), f"{name}.tsv", COLUMNS)]


def _holding(row: Row) -> Holding:
    if row["country"] not in countries() and row["country"] not in bodies():
        row.refuse(f"{row['country']!r} is neither a country's code nor the id of a body")
    if row["office"] not in OFFICES:
        row.refuse(f"the office must be one of {', '.join(OFFICES)}, not {row['office']!r}")
    if row["standing"] not in ("holder", "acting"):
        row.refuse(f"the standing must be holder or acting, not {row['standing']!r}")
    if not row["holder"] or not row["from"]:
        row.refuse("a term needs a holder and a day, month or year from which it ran")
    try:
        check_range(row["from"], row["to"] or None)
    except ValueError as error:
        row.refuse(str(error))
    return Holding(
        row["holder"], row.many("aliases"), row["country"], row["office"], row["title"], row["from"], row["to"] or None,
        Standing(row["standing"]), row["note"], f"{row.file}:{row.line}",
    )  # fmt: skip


def check(holdings: Iterable[Holding]) -> None:
    """Raises `RequestError`, with both rows shown, where one row contradicts another."""
    for one, other, why in contradictions(holdings):
        raise RequestError(f"{why}; mend the table:\n  {one}\n  {other}")


def contradictions(holdings: Iterable[Holding]) -> Iterator[tuple[Holding, Holding, str]]:
    """Pairs of rows that cannot both be right, and why."""
    groups: dict[tuple[str, str], list[Holding]] = {}
    for holding in holdings:
        groups.setdefault((holding.country, holding.office), []).append(holding)
    for (country, office), terms in groups.items():
        terms.sort(key=lambda h: (h.first, h.last or "9999"))
        for one, other in pairwise(terms):
            if (one.holder, one.first, one.last, one.title) == (other.holder, other.first, other.last, other.title):
                yield one, other, "the same row stands twice"
            elif office in SINGLE and country not in COLLEGIAL and _overlap(one, other):
                yield one, other, f"two holders of {office} of {country} at the same time"


def _overlap(one: Holding, other: Holding) -> bool:
    if one.standing is Standing.ACTING or other.standing is Standing.ACTING or one.holder == other.holder:
        return False
    last = one.last or "9999"
    shared = min(len(last), len(other.first))
    return last[:shared] > other.first[:shared]


def _replaced(bundled: Holding, own: Holding) -> bool:
    """Whether a user's row stands for one of ours: the same person in the same office at the same time."""
    same = (bundled.country, bundled.office) == (own.country, own.office)
    return same and last_words(bundled.holder) == last_words(own.holder) and own.first[:4] == bundled.first[:4]
