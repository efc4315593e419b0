"""Numbers and sums of money in words and digits."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.coding.amounts import amounts_of


def read(text: str) -> list[tuple[float | None, float | None, bool, str]]:
    """Bounds, exactness and words of every amount."""
    return [(a.low, a.high, a.exact, a.span.of(text)) for a in amounts_of(text)]


@pytest.mark.parametrize(
    ("text", "low", "high", "exact", "words"),
    [
        ("killed 12 people", 12, 12, True, "12"),
        ("some 1,200 people", 1200, 1200, False, "some 1,200"),
        ("at least 12 dead", 12, None, True, "at least 12"),
        ("more than 300 protesters", 300, None, True, "more than 300"),
        ("no fewer than 40 men", 40, None, True, "no fewer than 40"),
        ("about 5 soldiers", 5, 5, False, "about 5"),
        ("an estimated 2,000 people", 2000, 2000, False, "an estimated 2,000"),
        ("up to 40 fighters", None, 40, True, "up to 40"),
        ("as many as 100 boats", None, 100, True, "as many as 100"),
        ("fewer than ten votes", None, 10, True, "fewer than ten"),
        ("between 10 and 20 people", 10, 20, True, "between 10 and 20"),
        ("ten to fifteen arrests", 10, 15, True, "ten to fifteen"),
        ("12-15 soldiers", 12, 15, True, "12-15"),
        ("300 or more troops", 300, None, True, "300 or more"),
        ("5,000-plus marchers", 5000, None, True, "5,000-plus"),
        ("hundreds of people", 200, None, False, "hundreds"),
        ("tens of thousands marched", 20_000, None, False, "tens of thousands"),
        ("dozens of houses", 24, None, False, "dozens"),
        ("several hundred people", 300, None, False, "several hundred"),
        ("two dozen men", 24, 24, True, "two dozen"),
        ("half a dozen men", 6, 6, True, "half a dozen"),
        ("half a million people", 500_000, 500_000, True, "half a million"),
        ("a couple of hundred men", 200, 200, False, "a couple of hundred"),
        ("one hundred and five men", 105, 105, True, "one hundred and five"),
        ("twenty-three envoys", 23, 23, True, "twenty-three"),
        ("two hundred thousand people", 200_000, 200_000, True, "two hundred thousand"),
        ("1.2m refugees", 1_200_000, 1_200_000, True, "1.2m"),
        ("2000 soldiers", 2000, 2000, True, "2000"),
    ],
)
def test_numbers(text: str, low: float | None, high: float | None, exact: bool, words: str) -> None:
    assert read(text) == [(low, high, exact, words)]


@pytest.mark.parametrize(
    ("text", "value", "code", "words"),
    [
        ("a $1.5 billion loan", 1.5e9, "USD", "$1.5 billion"),
        ("US$1.2 billion in aid", 1.2e9, "USD", "US$1.2 billion"),
        ("a €20m deal", 2e7, "EUR", "€20m"),
        ("2 billion yuan in loans", 2e9, "CNY", "2 billion yuan"),
        ("Rs 500 crore for roads", 5e9, "INR", "Rs 500 crore"),
        ("20 million Canadian dollars", 2e7, "CAD", "20 million Canadian dollars"),
        ("EUR 5 million", 5e6, "EUR", "EUR 5 million"),
        ("£1bn", 1e9, "GBP", "£1bn"),
        ("a million-dollar bribe", 1e6, "USD", "a million-dollar"),
        ("three hundred euros", 300, "EUR", "three hundred euros"),
        ("A$30 million", 3e7, "AUD", "A$30 million"),
        ("no more than 900 baht", 900, "THB", "no more than 900 baht"),
        ("millions of dollars", 2e6, "USD", "millions of dollars"),
    ],
)
def test_money(text: str, value: float, code: str, words: str) -> None:
    (amount,) = amounts_of(text)
    assert value in (amount.low, amount.high)
    assert (amount.code(None), amount.span.of(text)) == (code, words)


@pytest.mark.parametrize("text", ["$5-10 million", "$5 million to $10 million", "between $5 million and $10 million"])
def test_ranges_of_money(text: str) -> None:
    (amount,) = amounts_of(text)
    assert (amount.low, amount.high, amount.code(None)) == (5e6, 1e7, "USD")


def test_a_currency_that_countries_share_is_that_of_the_report() -> None:
    (amount,) = amounts_of("a fine of 300 pesos")
    assert (amount.code("MEX"), amount.code("PHL"), amount.code(None)) == ("MXN", "PHP", None)


@pytest.mark.parametrize(
    "text",
    [
        "G7 leaders, F-16 jets and COVID-19",
        "a 55-year-old",
        "3 percent and 30% of it",
        "the 29th meeting",
        "in 2016 and in 1885",
        "at 10:30 a.m. sharp",
        "resolution 2231 and Article 5",
        "version 1.2.3",
        "1 in 10",
        "nearly one out of every ten",
        "no number at all",
        "",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert read(text) == []


def test_two_numbers_that_are_no_range() -> None:
    assert [a[:2] for a in read("12 and 30")] == [(12, 12), (30, 30)]
    assert [a[0] for a in read("won by 20 to 3 votes")] == [20, 3]


def test_sums_in_two_currencies_stand_apart() -> None:
    found = amounts_of("56 billion yuan (US$22.3 billion)")
    assert [(a.low, a.code(None)) for a in found] == [(56e9, "CNY"), (22.3e9, "USD")]


@given(st.integers(0, 10**9).filter(lambda n: not 1500 <= n <= 2100))
def test_digits_are_read_as_they_are_written(number: int) -> None:
    for written in (f"{number}", f"{number:,}"):
        assert read(f"They counted {written} ballots.") == [(number, number, True, written)]


@given(st.text(alphabet="ab 12,.-$€%\nhundred", max_size=60))
def test_any_text_is_read_and_amounts_do_not_overlap(text: str) -> None:
    found = amounts_of(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(a.low is not None or a.high is not None for a in found)
    assert all(a.span.of(text).strip() for a in found)
