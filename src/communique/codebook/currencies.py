"""Currencies by the signs, codes and names that texts write them with.

In: the table `currencies.tsv`. Out: codes of ISO 4217. A name that several countries share (`peso`, `pound`) means that
of the country a report is about, where the table has it; it has none for some without a country. Refused with
`SetupError`, with the rows shown: a code that is no three capitals, a country that is not known, a name told twice.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from communique.codebook.countries import countries
from communique.codebook.tables import Row, bundled

COLUMNS = ("name", "code", "countries")

Currencies = Mapping[str, Mapping[str, str]]  # codes by name and country; `` where no country says otherwise


@cache
def currencies() -> Currencies:
    """Codes by name in small letters and by country. Raises `SetupError` for a damaged table."""
    return read_currencies(bundled("currencies.tsv", COLUMNS))


def currency(name: str, country: str | None = None) -> str | None:
    """The code of a sign or a name, in whatever case, singular or plural; None where it is not known or not clear.

    country: that the report is from or about.
    """
    table = currencies()
    written = " ".join(name.lower().rstrip(".").split())
    for key in (written, written.removesuffix("s"), written.removesuffix("es")):
        if key in table:
            codes = table[key]
            return codes.get(country or "", codes.get(""))
    return None


def read_currencies(rows: Iterable[Row]) -> Currencies:
    """Codes from rows of `COLUMNS`. Raises `SetupError`."""
    found: dict[str, dict[str, str]] = {}
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        name, code = row["name"], row["code"]
        if not name or name != name.lower():
            row.refuse("a currency needs a name in small letters")
        if not (len(code) == 3 and code.isascii() and code.isupper()):  # as ISO 4217 has it
            row.refuse(f"{code!r} is no code of a currency; give three capitals")
        for country in row.many("countries") or ("",):
            if country and country not in countries():
                row.refuse(f"there is no country {country!r}")
            if (name, country) in seen:
                row.refuse(f"{name!r} is told twice", seen[name, country])
            seen[name, country] = row
            found.setdefault(name, {})[country] = code
    return MappingProxyType(found)
