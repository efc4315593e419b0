"""Every fact that the side files of the bundled dispatches expect, against what is found with default options.

    python benchmarks/dispatch_facts.py [--write docs/known-misses.md] [--show]

In: `examples/dispatches` and `examples/expected`; `expected_facts.py` tells what counts as found. Out: by kind how many
facts are expected, found, and found with all their values; of the values given for those found (parties, mode, date,
...) how many are told right, told otherwise, or not told. `--show` prints each miss with what is told instead;
`--write` makes the page of known misses, which tests/test_known_misses.py holds to what is found.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from communique.pipeline import Pipeline
from communique.records import Coded
from expected_facts import KINDS, OTHER_PARTIES, OTHER_TYPE, Fact, Row, Value, facts_of, plain
from rows import EXAMPLES, dispatches

PAGE = "docs/known-misses.md"
WRITE = f"python benchmarks/dispatch_facts.py --write {PAGE}"
LONG = 60  # characters of quoted words that the page shows


def side_files() -> dict[str, Row]:
    """What the side files expect of each report, by the end of its address."""
    files = sorted((EXAMPLES / "expected").glob("*.expect.json"))
    return {row["uri_suffix"]: row for path in files for row in json.loads(path.read_text("utf-8"))["documents"]}


def facts(coded: Mapping[str, Coded]) -> list[Fact]:
    """What became of every expected fact, in the order of the side files. coded: the reports by address."""
    return [fact for name, row in side_files().items() for fact in facts_of(row, coded[name])]


# --- what is printed and written ---


def lines_of(found: Sequence[Fact]) -> Iterator[str]:
    """Figures by kind, then by value."""
    for kind in KINDS:
        of_kind = [fact for fact in found if fact.kind == kind]
        kept = [fact for fact in of_kind if not fact.lost]
        whole = sum(not fact.misses for fact in of_kind)
        yield f"{kind:14}{len(of_kind):4} expected {len(kept):4} found {_share(kept, of_kind)} {whole:4} whole"
        sure = [fact for fact in of_kind if fact.sure]
        if len(sure) < len(of_kind):
            got = [fact for fact in sure if not fact.lost]
            yield f"  sure        {len(sure):4} expected {len(got):4} found {_share(got, sure)}"
        for lost in (OTHER_TYPE, OTHER_PARTIES):
            if told := sum(fact.lost == lost for fact in of_kind):
                yield f"  of those not found {told} {lost}"
        yield from _lines_of_values([value for fact in kept for value in fact.values])


def _lines_of_values(values: Sequence[Value]) -> Iterator[str]:
    for name in dict.fromkeys(value.name for value in values):
        given = [value for value in values if value.name == name]
        right = [value for value in given if value.right]
        none = sum(not value.told and not value.right for value in given)
        other = len(given) - len(right) - none
        yield (
            f"  {name:12}{len(given):4} expected {len(right):4} right {_share(right, given)} "
            f"{other:4} other {none:4} not told"
        )


def _share(some: Sequence[object], of: Sequence[object]) -> str:
    return f"{len(some) / len(of):6.1%}" if of else "   -  "


INTRODUCTION = """# Known misses

What the side files of [the dispatches](dispatches.md) expect and `communique code` does not tell. Found are
{found} of {expected} expected facts ({kinds}); of the {values} values
that the side files give for those found, {right} are right. A fact that is `not found` is missed whole, and so is one
`found as another type` or `found with other parties`; `other ...` says that a value differs and `no ...` that none is
told, the expected one in brackets (`ARG > GBR`: actors, then recipients). Events of which a side file is not sure are
marked `unsure`. Title, dates and extent of every report are right, and tested elsewhere. This page is made by
`{write}`; a test holds it to what is found.
"""


def page_of(found: Sequence[Fact]) -> str:
    """The page of known misses: what it is, then a table for each report that has any."""
    kept = [fact for fact in found if not fact.lost]
    values = [value for fact in kept for value in fact.values]
    counts = Counter(fact.kind for fact in kept)
    expected = Counter(fact.kind for fact in found)
    introduction = INTRODUCTION.format(
        found=len(kept),
        expected=len(found),
        kinds=", ".join(f"{counts[kind]} of {expected[kind]} {kind}s" for kind in KINDS),
        values=len(values),
        right=sum(value.right for value in values),
        write=WRITE,
    )
    parts = [introduction]
    for report in dict.fromkeys(fact.report for fact in found):
        lines = [line_of(fact) for fact in found if fact.report == report and fact.misses]
        if lines:
            parts.append(
                "\n".join([f"## {report}\n", "| kind | what | words | missed |", "|---|---|---|---|", *lines, ""])
            )
    return "\n".join(parts)


def line_of(fact: Fact) -> str:
    """One row of the page."""
    words = plain(fact.words)
    if len(words) > LONG:
        words = words[: words.rindex(" ", 0, LONG)] + " ..."
    kind = fact.kind if fact.sure else f"{fact.kind}, unsure"
    cells = (kind, fact.what, words, "; ".join(fact.misses))
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def main() -> None:
    """Code the dispatches, compare, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="PAGE", help="write the page of known misses")
    parser.add_argument("--show", action="store_true", help="print each miss with what is told instead")
    options = parser.parse_args()
    pipeline = Pipeline()
    found = facts(
        {name: one for name, document in dispatches().items() if isinstance(one := pipeline.code(document), Coded)}
    )
    print("\n".join(lines_of(found)))
    for fact in found if options.show else ():
        if fact.misses:
            told = "; ".join(f"{value.miss}: {value.told}" for value in fact.values if not value.right)
            print(f"{fact.report}  {fact.kind} {fact.what} | {plain(fact.words)} | {fact.lost or told}")
    if options.write:
        options.write.write_text(page_of(found), "utf-8")


if __name__ == "__main__":
    main()
