"""The colours of the page: words can be read on every ground, by day and in the dark (WCAG 2.1, 1.4.3 and 1.4.11)."""

import re
from importlib.resources import files
from itertools import combinations

import pytest

STYLE = files("communique.cli").joinpath("code_page.css").read_text("utf-8")
SCHEMES = dict(zip(("light", "dark"), re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL), strict=True))
COLOURS = {name: dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", rules)) for name, rules in SCHEMES.items()}
MARKS = ("q1", "q2", "q3", "q4", "event", "meeting", "statement", "message", "commitment")


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_the_guideline_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_both_schemes_set_every_colour_that_is_used() -> None:
    used = set(re.findall(r"var\(--(\w+)\)", STYLE))
    assert COLOURS["light"].keys() == COLOURS["dark"].keys() == used


@pytest.mark.parametrize("scheme", COLOURS)
def test_words_can_be_read(scheme: str) -> None:
    colour = COLOURS[scheme]
    for ground in ("page", "soft"):
        for words in ("ink", "dim", "link"):
            assert contrast(colour[words], colour[ground]) >= 4.5, f"{words} on {ground}"
    for ground in MARKS:
        assert contrast(colour["ink"], colour[ground]) >= 4.5, f"words marked as {ground}"


@pytest.mark.parametrize("scheme", COLOURS)
def test_lines_under_words_are_seen(scheme: str) -> None:
    colour = COLOURS[scheme]
    for line in ("who", "where", "date", "on", "dim"):
        assert contrast(colour[line], colour["page"]) >= 3, line


@pytest.mark.parametrize("scheme", COLOURS)
def test_marks_differ_from_each_other_and_from_the_page(scheme: str) -> None:
    colour = COLOURS[scheme]
    assert all(contrast(colour[mark], colour["page"]) > 1.15 for mark in MARKS)
    for one, other in combinations(MARKS, 2):
        apart = sum(abs(int(colour[one][at : at + 2], 16) - int(colour[other][at : at + 2], 16)) for at in (1, 3, 5))
        assert apart >= 15, f"{one} and {other}"
