"""The reference page of codes: types, modes and contexts of PLOVER, sectors, cooperation areas, codes of bodies.

In: the tables of the codebook. Out: lines of Markdown. Nothing is refused.
"""

from collections.abc import Iterator
from itertools import groupby

from communique.codebook.areas import areas
from communique.codebook.bodies import CODES
from communique.codebook.cameo import of_plover
from communique.codebook.countries import countries
from communique.codebook.plover import plover
from communique.codebook.sectors import sectors
from communique.records import Quad

INTRO = """\
# Codes

What the values of an event can be. The meanings are ours, in short; PLOVER's manual says more. `communique codebook
show` prints types and contexts for a program, and the words that name each type; a [codebook of your
own](../how-to/codebook.md) may add to them.

## Types and modes

Scores run from conflict (-10) to cooperation (10). The code of CAMEO is the one that is declared for events of the type
or mode without contexts.
"""

COUNTRIES = """\
Countries have their code of ISO 3166-1 alpha-3, Kosovo `KOS`. There are {count} countries and dependencies; former
states have the code of the state that goes on with them (the Soviet Union is `RUS`). International bodies have one of
{bodies}.
"""


def codes() -> Iterator[str]:
    """The page, line by line."""
    yield INTRO
    yield from _types()
    yield "\n## Contexts\n\n| context | meaning |\n|---|---|"
    yield from (f"| `{code}` | {meaning} |" for code, meaning in plover().contexts.items())
    yield "\n## Sectors\n\n| sector | who |\n|---|---|"
    yield from (f"| `{s.code}` | {s.name}: {s.meaning} |" for s in sorted(sectors().values(), key=lambda s: s.order))
    yield "\n## Countries and bodies\n"
    yield COUNTRIES.format(count=len(countries()), bodies=", ".join(f"`{code}`" for code in CODES))
    yield from _areas()


def _types() -> Iterator[str]:
    book = plover()
    for quad in Quad:
        yield f"\n### {quad.name.replace('_', ' ').capitalize()}\n"
        yield "| type, mode | meaning | score | CAMEO |\n|---|---|---:|---|"
        for kind in (kind for kind in book.types.values() if kind.quad is quad):
            yield f"| **`{kind.code}`** | {kind.meaning} | {kind.score:g} | {of_plover(kind.code)} |"
            for mode in kind.modes.values():
                yield f"| `{mode.code}` | {mode.meaning} | {mode.score:g} | {of_plover(kind.code, mode.code)} |"


def _areas() -> Iterator[str]:
    yield "\n## Cooperation areas\n"
    yield "Named in statements and commitments, in groups; beside each the contexts of PLOVER that it stands for."
    for group, members in groupby(areas().values(), key=lambda area: area.group):
        yield f"\n### {group.replace('-', ' ').capitalize()}\n\n| area | | contexts |\n|---|---|---|"
        for area in members:
            yield f"| `{area.code}` | {area.name} | {', '.join(f'`{context}`' for context in area.contexts)} |"
