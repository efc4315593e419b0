import re

import pytest

from communique.cli.reference import pages
from communique.codebook.areas import areas
from communique.codebook.bodies import CODES
from communique.codebook.cameo import code_of
from communique.codebook.plover import plover
from communique.codebook.sectors import sectors


@pytest.fixture(scope="module")
def page() -> str:
    return pages()["codes.md"]


def rows(page: str, heading: str) -> list[list[str]]:
    """Cells of the tables under a heading of the second level."""
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith(("| `", "| **`"))]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_every_type_has_its_modes_under_it(page: str) -> None:
    told: dict[str, list[str]] = {}
    for cell, *_ in rows(page, "Types and modes"):
        if cell.startswith("**"):
            told[cell.strip("*`")] = modes = []
        else:
            modes.append(cell.strip("`"))
    assert told == {code: list(kind.modes) for code, kind in plover().types.items()}


def test_scores_and_codes_are_those_of_the_codebook(page: str) -> None:
    found = {cell: (score, cameo) for cell, _, score, cameo in rows(page, "Types and modes") if cell.startswith("**")}
    for code, kind in plover().types.items():
        score, cameo = found[f"**`{code}`**"]
        assert float(score) == kind.score
        assert code_of(cameo)


def test_every_context_sector_and_area_is_told(page: str) -> None:
    assert [cell.strip("`") for cell, _ in rows(page, "Contexts")] == list(plover().contexts)
    assert {cell.strip("`") for cell, _ in rows(page, "Sectors")} == set(sectors())
    assert [row[0].strip("`") for row in rows(page, "Cooperation areas")] == list(areas())


def test_areas_stand_under_their_group(page: str) -> None:
    section = page.partition("\n## Cooperation areas\n")[2]
    groups = re.findall(r"^### (.+)$", section, re.MULTILINE)
    assert len(groups) == len(set(groups)) == len({area.group for area in areas().values()})
    assert "| `trade` |" in section.partition("### Economy")[2].partition("### ")[0]


def test_codes_of_bodies_are_told(page: str) -> None:
    section = page.partition("\n## Countries and bodies\n")[2].partition("\n## ")[0]
    assert re.findall(r"`([A-Z]+)`", section)[2:] == list(CODES)
