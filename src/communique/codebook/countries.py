"""States, their dependencies and the territories that claim to be states, with what each is called.

In: the tables `countries.tsv`, `countries_former.tsv` and `territories.tsv`. Out: `Country` by ISO 3166-1 alpha-3 code
(plus KOS), `Territory` by id, `Region` by name. Refused with `SetupError`: a code given twice, an unknown kind, a
dependency of nobody, a former name that ends before it starts. Codes of the Correlates of War project and of FIPS 10-4
are empty where those lists have none.

A name that ends in `?` in a table means more than one thing; `ambiguous.tsv` says what (see `codebook.names`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.codebook.tables import Row, bundled
from communique.records.errors import RequestError

COLUMNS = (
    *("code", "alpha2", "cow", "fips", "kind", "un", "controls"),
    *("name", "official", "names", "adjectives", "demonyms", "capital", "seats"),
)
FORMER_COLUMNS = ("code", "phrase", "form", "first", "last", "note")
TERRITORY_COLUMNS = ("id", "claimed_by", "backed_by", "names", "adjectives", "capital", "first", "last", "note")
REGION_COLUMNS = ("kind", "name", "names", "adjectives")
KINDS = ("state", "dependency", "unrecognised", "international")
REGION_KINDS = ("region", "sea", "place", "other")
FORMS = ("name", "adjective", "demonym", "seat")
STAND_ALONE = frozenset({"PSE", "HKG", "ATA"})  # PLOVER codes them as themselves, whoever controls them
OTHER_CODES = {"XKX": "KOS", "XKS": "KOS", "ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "SUN": "RUS", "YUG": "SRB"}


@dataclass(frozen=True, slots=True)
class FormerName:
    """What a country was once called. form: one of `FORMS`. first, last: years, None where open or not known."""

    phrase: str
    form: str
    first: int | None
    last: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Country:
    """A state or a dependency.

    code, alpha2: ISO 3166-1 (KOS and XK for Kosovo). cow: number in the Correlates of War list of states. fips: FIPS
    10-4. kind: one of `KINDS`. member_since: year of joining the United Nations. controls: code of the state that
    controls a dependency. capital: the usual spelling; capitals: with the others. seats: words for places that stand
    for its government. Names are without article.
    """

    code: str
    alpha2: str
    cow: int | None
    fips: str
    kind: str
    name: str
    official: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    former: tuple[FormerName, ...]
    controls: str | None
    member_since: int | None

    @property
    def actor(self) -> str:
        """The code under which PLOVER counts its deeds: the controlling state's for most dependencies."""
        return self.code if self.controls is None or self.code in STAND_ALONE else self.controls


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory whose authorities claim a state that few recognise; PLOVER gives them the sector PRE.

    claimed_by: code of the country it is counted under. backed_by: code of the state that keeps it up, where one does.
    first, last: years in which it stood, None where open.
    """

    id: str
    claimed_by: str
    backed_by: str | None
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    capital: str
    first: int | None
    last: int | None
    note: str

    @property
    def actor(self) -> str:
        """The code under which PLOVER counts its deeds."""
        return self.claimed_by


@dataclass(frozen=True, slots=True)
class Region:
    """What is no actor (`the West`), listed so that its name, and a country's name in it, stand for no country.

    kind: one of `REGION_KINDS`: a part of the world, a sea, a province (`New Mexico`), what is no place (`Iraq War`).
    """

    kind: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]

    @property
    def actor(self) -> None:
        """A region has no code."""


def plain(phrase: str) -> str:
    """A name as written in a table, without the mark of an ambiguous one."""
    return phrase.removesuffix("?")


def country(code: str) -> Country:
    """The country of an ISO 3166-1 alpha-3 code, KOS, or one of `OTHER_CODES`. Raises `RequestError`."""
    found = countries().get(OTHER_CODES.get(code, code))
    if found is None:
        raise RequestError(f"no country has the code {code!r}; give ISO 3166-1 alpha-3 (FRA) or KOS")
    return found


@cache
def countries() -> Mapping[str, Country]:
    """Every country by code, in order of code. Raises `SetupError` for a damaged table."""
    return read_countries(bundled("countries.tsv", COLUMNS), bundled("countries_former.tsv", FORMER_COLUMNS))


def read_countries(rows: list[Row], former_rows: list[Row]) -> Mapping[str, Country]:
    """Countries from rows of `COLUMNS` and of `FORMER_COLUMNS`. Raises `SetupError`."""
    by_code: dict[str, Row] = {}
    for row in rows:
        if row["code"] in by_code:
            row.refuse(f"the code {row['code']!r} is given twice", by_code[row["code"]])
        by_code[row["code"]] = row
    former: dict[str, list[FormerName]] = {code: [] for code in by_code}
    for row in former_rows:
        if row["code"] not in former:
            row.refuse(f"a former name of {row['code']!r}, which is no country")
        former[row["code"]].append(_former(row))
    return MappingProxyType({code: _country(by_code[code], by_code, former[code]) for code in sorted(by_code)})


def _country(row: Row, by_code: dict[str, Row], former: list[FormerName]) -> Country:
    kind, controls = row["kind"], row["controls"] or None
    if kind not in KINDS:
        row.refuse(f"the kind must be one of {KINDS}")
    if controls is not None and (controls not in by_code or by_code[controls]["kind"] != "state"):
        row.refuse(f"{controls!r} is no state and controls nothing", by_code.get(controls))
    if (kind == "dependency") != (controls is not None and kind != "unrecognised"):
        row.refuse("a dependency, and only a dependency, has a controlling state")
    if ";" in row["name"] + row["official"]:
        row.refuse("a country has one name and one official name; write others under `names`")
    return Country(
        code=row["code"],
        alpha2=row["alpha2"],
        cow=row.number("cow"),
        fips=row["fips"],
        kind=kind,
        name=plain(row["name"]),
        official=plain(row["official"]),
        names=tuple(map(plain, row.many("names"))),
        adjectives=tuple(map(plain, row.many("adjectives"))),
        demonyms=tuple(map(plain, row.many("demonyms"))),
        capital=plain(row["capital"]).split(";")[0].removesuffix("?"),
        capitals=tuple(map(plain, row.many("capital"))),
        seats=tuple(map(plain, row.many("seats"))),
        former=tuple(former),
        controls=controls,
        member_since=row.number("un"),
    )


def _former(row: Row) -> FormerName:
    first, last = row.number("first"), row.number("last")
    if row["form"] not in FORMS:
        row.refuse(f"the form must be one of {FORMS}")
    if first is not None and last is not None and last < first:
        row.refuse("a name cannot end before it starts")
    return FormerName(plain(row["phrase"]), row["form"], first, last, row["note"])


@cache
def territories() -> Mapping[str, Territory]:
    """Unrecognised territories by id, in order of the table. Raises `SetupError`."""
    found: dict[str, Territory] = {}
    for row in bundled("territories.tsv", TERRITORY_COLUMNS):
        if row["claimed_by"] not in countries() or (row["backed_by"] or "RUS") not in countries():
            row.refuse("a territory is claimed by a country and backed by one or none")
        if row["id"] in found:
            row.refuse(f"the territory {row['id']!r} is given twice")
        name, *names = map(plain, row.many("names"))
        found[row["id"]] = Territory(
            id=row["id"],
            claimed_by=row["claimed_by"],
            backed_by=row["backed_by"] or None,
            name=name,
            names=tuple(names),
            adjectives=tuple(map(plain, row.many("adjectives"))),
            capital=plain(row["capital"]),
            first=row.number("first"),
            last=row.number("last"),
            note=row["note"],
        )
    return MappingProxyType(found)


@cache
def regions() -> Mapping[str, Region]:
    """What is no actor, by name. Raises `SetupError`."""
    found: dict[str, Region] = {}
    for row in bundled("regions.tsv", REGION_COLUMNS):
        name = plain(row["name"])
        if name in found:
            row.refuse(f"the region {name!r} is given twice")
        if row["kind"] not in REGION_KINDS:
            row.refuse(f"the kind must be one of {REGION_KINDS}")
        names, adjectives = row.many("names"), row.many("adjectives")
        found[name] = Region(row["kind"], name, tuple(map(plain, names)), tuple(map(plain, adjectives)))
    return MappingProxyType(found)
