"""Whom a mention means: country and sector, against another coder's tests.

Run: `python benchmarks/mentions.py CASES.jsonl [--show]`. In: JSON lines with `id`, `mention`, perhaps `context` and
`date`, and `expect` (`country`, `sector_1`), or `expect_none`. Out: the share of cases with country, with sector, and
with all that is expected right. Cases without a date are asked for the day in `DAY`. Another sector of the same actor
counts; a case that expects neither is left out.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from communique.actors.resolve import Resolver
from communique.cli.resolve import day_of
from communique.grounding.gazetteer import country_of_place
from rows import Row, rows

DAY = date(2025, 6, 30)  # which `today` means too


def right(case: Row, resolver: Resolver) -> dict[str, bool]:
    """What is expected of a case, and whether it is so."""
    found = resolver.several(case["mention"], day_of(case["date"] or "today", DAY), case["context"] or "")[0]
    if case["expect_none"]:
        return {"none": found.country is None and found.sector is None}
    expected, told = case["expect"], {}
    if expected.get("country") is not None:
        told["country"] = (found.country or "") == expected["country"]
    if sector := expected.get("sector_1") or expected.get("sector"):
        told["sector"] = sector in (found.sector, *found.other_sectors)
    return told | ({"all": all(told.values())} if told else {})


def measured(cases: Iterable[Row], resolver: Resolver, show: bool = False) -> tuple[Counter[str], Counter[str]]:
    """Of each thing that is expected how many cases expect it, and how many are right."""
    asked, got = Counter[str](), Counter[str]()
    for case in cases:
        told = right(case, resolver)
        asked.update(told.keys())
        got.update(name for name, fine in told.items() if fine)
        if show and not all(told.values()):
            print(f"{case['id']} {case['mention']!r}: {case['expect']}; {resolver.mention(case['mention'])}")
    return asked, got


def resolver() -> Resolver:
    """As `communique resolve` has it."""
    return Resolver.load(None, country_of_place)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--show", action="store_true", help="print what is told otherwise")
    given = parser.parse_args()
    asked, got = measured(rows(given.cases), resolver(), given.show)
    for name, count in asked.items():
        print(f"{name:10}{count:5} cases{got[name] / count:8.1%} right")


if __name__ == "__main__":
    main()
