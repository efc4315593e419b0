"""Currencies by their signs, codes and names."""

import pytest

from communique.codebook.currencies import COLUMNS, currencies, currency, read_currencies
from communique.codebook.tables import read_rows
from communique.records.errors import SetupError

HEADER = "\t".join(COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("name", "country", "code"),
    [
        ("$", None, "USD"),
        ("US$", None, "USD"),
        ("Euros", None, "EUR"),
        ("Rs.", None, "INR"),
        ("Rs", "PAK", "PKR"),
        ("rupees", "LKA", "LKR"),
        ("pound", None, "GBP"),
        ("pounds", "EGY", "EGP"),
        ("Egyptian pounds", "GBR", "EGP"),
        ("yuan", "USA", "CNY"),
        ("pesos", "CHL", "CLP"),
        ("CFA francs", "CMR", "XAF"),
        ("pesos", None, None),
        ("dinars", None, None),
        ("cowries", None, None),
    ],
)
def test_what_names_mean(name: str, country: str | None, code: str | None) -> None:
    assert currency(name, country) == code


def test_the_table_is_whole() -> None:
    table = currencies()
    assert len({code for codes in table.values() for code in codes.values()}) >= 80
    assert all(name == name.lower() for name in table)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("crown\tczk\t", "three capitals"),
        ("crown\tCZKK\t", "three capitals"),
        ("Crown\tCZK\t", "small letters"),
        ("crown\tCZK\tXYZ", "no country 'XYZ'"),
        ("crown\tCZK\t\ncrown\tDKK\t", "told twice"),
        ("crown\tCZK\tCZE\ncrown\tDKK\tDNK;CZE", "told twice"),
    ],
)
def test_rows_that_are_refused(row: str, why: str) -> None:
    with pytest.raises(SetupError, match=why):
        read_currencies(read_rows(HEADER + row, "made.tsv", COLUMNS))
