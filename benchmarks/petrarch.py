"""PETRARCH's structural records: is each expected event found, with its source, its target and its kind?

Run: `python benchmarks/petrarch.py RECORDS.jsonl [--show]`. In: records with `text`, `events` (source,
target, code), `invented_names`. The names become a list of actors of one's own: a name is of the code that begins with
its first three letters, else of the code that is expected most often beside it and that no other name there explains.
Where PETRARCH gives one name several codes (the three of the Shire), their events count once.

Counted: expected events whose source and target are codes (no dashes, no quoted strings), of records that are enabled.
A party is right by its country or body; sectors are not compared. The records' codes are those of their own test
dictionary, which mixes CAMEO with the older WEIS (064 grants recognition, 223 is an engagement) and makes codes up
(345, 902, 1717). A root is right where the event is of a type that the code's root has in the crosswalk from CAMEO, or
in the table of WEIS below, whose codes have three digits; where the code is of neither, only source and target are
counted. Statements (01, 02) are no events of PLOVER and are counted apart: right where the source says something in
which the target is named. An act to come, which PLOVER counts as agreed, counts by its own type as well: the records do
not tell tenses.

Out: the share of expected events found with source, target, root, and all; events coded in records that expect none.
"""

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from communique.actors.options import ActorOptions
from communique.actors.own_actors import COLUMNS
from communique.codebook.cameo import cameo
from communique.coding.options import CodingOptions
from communique.pipeline import Pipeline, PipelineOptions
from communique.records import Coded, Event
from communique.records.analysis import Analysis, Token
from rows import rows

Record = dict[str, Any]
WEIS = {  # roots of the World Event/Interaction Survey, by the types of PLOVER that do the same
    "03": "CONSULT", "04": "SUPPORT", "05": "AGREE", "06": "SUPPORT COOPERATE CONCEDE AGREE", "07": "AID COOPERATE",
    "08": "AGREE COOPERATE SUPPORT", "09": "REQUEST", "10": "REQUEST AGREE", "11": "REJECT", "12": "ACCUSE",
    "13": "ACCUSE PROTEST", "14": "REJECT", "15": "REQUEST", "16": "THREATEN ACCUSE", "17": "THREATEN SANCTION COERCE",
    "18": "PROTEST MOBILIZE", "19": "SANCTION REJECT", "20": "SANCTION", "21": "COERCE", "22": "ASSAULT",
}  # fmt: skip
OLD = {"ZBW": "ZWE", "RHO": "ZWE", "NZE": "NZL", "GMW": "DEU", "KUW": "KWT"}
# What is found, and of what.
SHARES = {"source": "events", "target": "events", "both": "events", "root": "with a root", "all": "with a root",
          "statements found": "statements"}  # fmt: skip
BODIES = {"IGO": {"IGO", "EUR", "UNO"}, "EEU": {"EUR"}, "NGM": {"NGO"}}


def pieces(code: str) -> set[str]:
    """Codes of three letters that a code is made of, and what PLOVER calls them."""
    parts = {OLD.get(code[at : at + 3], code[at : at + 3]) for at in range(0, len(code), 3)}
    return parts | {other for part in parts for other in BODIES.get(part, ())}


def plain(code: str | None) -> bool:
    """Whether a code of a party is one, and not dashes, marks or quoted words."""
    return code is not None and re.fullmatch(r"[A-Z]{3,}", code) is not None


def names_of(record: Record) -> list[str]:
    """Invented names as they stand in the text: words beside each other are one name."""
    words = "|".join(map(re.escape, sorted(record["invented_names"], key=len, reverse=True)))
    found = re.findall(rf"(?<!\w)(?:{words})(?:[ _](?:{words}))*(?!\w)", record["text"]) if words else []
    return list(dict.fromkeys(name.replace("_", " ") for name in found))


def listed(records: list[Record]) -> dict[str, str]:
    """Names and the codes of their countries, those that explain most records first."""
    left = {r["id"]: {c[:3] for e in r["events"] for c in (e["source"], e["target"]) if plain(c)} for r in records}
    names = {r["id"]: names_of(r) for r in records}
    found: dict[str, str] = {}
    for key, those in names.items():
        found |= {name: name[:3].upper() for name in those if name[:3].upper() in left[key]}
    while True:
        for key, those in names.items():
            left[key] -= {found[name] for name in those if name in found}
        pairs = Counter((n, c) for key, those in names.items() for n in those if n not in found for c in left[key])
        if not pairs:
            return found
        (name, code), _ = max(pairs.items(), key=lambda x: (x[1], x[0]))
        found[name] = code


def alike(records: list[Record]) -> dict[str, str]:
    """Codes of one name: those expected in the same records only, by the one that the name has in the list."""
    where: dict[str, set[str]] = {}
    for record in records:
        for expected in record["events"]:
            for code in (expected["source"], expected["target"]):
                if plain(code):
                    where.setdefault(code, set()).add(record["id"])
    known = {name[:3].upper() for record in records for name in names_of(record)} | set(listed(records).values())
    invented = {code for code in where if len(code) == 3}
    return {
        code: first for code in sorted(invented - known) for first in sorted(known & invented)
        if where[first] == where[code]
    }  # fmt: skip


def table_of(names: dict[str, str]) -> str:
    """A table of actors of one's own."""
    rows = [COLUMNS, *((name, "", code, "", "") for name, code in sorted(names.items()))]
    return "".join("\t".join(row) + "\n" for row in rows)


def types_of(code: str) -> set[str]:
    """Types of PLOVER that are right for a code; empty where it is of no scheme, or of plain statements."""
    same = [e for key, e in cameo().items() if key[:2] == code[:2] and code in cameo()]
    found = {entry.type for entry in same}
    return {
        kind
        for kind in (*found, *(WEIS.get(code[:2], "") if re.fullmatch(r"\d{3}", code) else "").split())
        if kind is not None
    }


def sides(event: Event) -> tuple[set[str], set[str]]:
    """Countries that act, and those to whom it is done; both where all do it with each other."""
    actors = {p.country for p in event.participants if p.role.value == "actor" and p.country}
    recipients = {p.country for p in event.participants if p.role.value == "recipient" and p.country}
    return (actors, recipients) if recipients else (actors, actors)


def match(event: Event, expected: dict[str, str], types: set[str]) -> tuple[bool, bool, bool]:
    """Whether source, target and root are right; a host is the other side of a visit."""
    actors, recipients = sides(event)
    named = re.search(r"names ([A-Z]+)", event.why)
    if expected["code"] in ("033", "043"):
        actors, recipients = recipients, actors
    kinds = {event.type, named[1] if named else event.type}
    return bool(actors & pieces(expected["source"])), bool(recipients & pieces(expected["target"])), bool(kinds & types)


def stated(coded: Coded, expected: dict[str, str]) -> bool:
    """Whether the source says something that names the target."""
    for statement in coded.statements:
        speakers = {p.country for p in (statement.speaker, statement.on_behalf_of) if p is not None}
        named = {
            a.country for a in coded.actors for m in a.mentions
            if statement.content.span.contains(coded.analysis.mentions[m].span)
        }  # fmt: skip
        if speakers & pieces(expected["source"]) and named & pieces(expected["target"]):
            return True
    return False


def expected_of(record: Record, same: dict[str, str]) -> list[dict[str, str]]:
    """Expected events between codes, those that differ only in codes of one name once."""
    found = {}
    for e in record["events"]:
        if plain(e["source"]) and plain(e["target"]):
            source, target = (same.get(e[side], e[side]) for side in ("source", "target"))
            found[source, target, e["code"]] = {"source": source, "target": target, "code": e["code"]}
    return list(found.values())


def scored(events: list[dict[str, str]], coded: Coded, counts: Counter[str]) -> Iterator[str]:
    """Counts, and a line for each expected event that is not found whole."""
    for expected in events:
        code = expected["code"]
        if code[:2] in ("01", "02"):
            counts["statements"] += 1
            counts["statements found"] += stated(coded, expected)
            continue
        types = types_of(code)
        found = max((match(e, expected, types) for e in coded.events), key=sum, default=(False, False, False))
        counts["events"] += 1
        counts["source"] += found[0]
        counts["target"] += found[1]
        counts["both"] += found[0] and found[1]
        if types:
            counts["with a root"] += 1
            counts["root"] += found[2]
            counts["all"] += all(found)
        if not (found[0] and found[1] and (found[2] or not types)):
            wrong = [n for n, ok in zip(("source", "target", "root"), found, strict=True) if not ok]
            yield f"{' '.join(wrong)}: {expected['source']} {expected['target']} {code} {sorted(types)}"


def tree(analysis: Analysis) -> str:
    """The tree in brackets, a line."""

    def shown(token: Token) -> str:
        below = " ".join(shown(c) for c in token.children if c.deprel != "punct")
        return f"{token.text}/{token.deprel}" + (f"({below})" if below else "")

    return " ".join(shown(t) for t in analysis if t.head is None)


def measured(records: list[Record], show: bool = False) -> Counter[str]:
    """Counts over the records that are enabled."""
    records = [r for r in records if r["enabled"]]
    same = alike(records)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "actors.tsv"
        path.write_text(table_of(listed(records)), "utf-8")
        options = PipelineOptions(actors=ActorOptions(actors=(str(path),)), coding=CodingOptions(threshold=0.0))
        pipeline = Pipeline(options)
    counts: Counter[str] = Counter()
    for record in records:
        coded = pipeline.code(record["text"].replace("_", " "))
        if not isinstance(coded, Coded):
            continue
        if record["no_events"]:
            counts["records without events"] += 1
            counts["events in them"] += len(coded.events)
        missed = list(scored(expected_of(record, same), coded, counts))
        if show and missed:
            print(f"\n{record['id']} {record['text']}", *missed, tree(coded.analysis), sep="\n  ")
            for e in coded.events:
                print(f"  = {e.type} {e.status.value} {sides(e)} {e.trigger.text!r} {e.why}")
    return counts


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--show", action="store_true", help="print what is not found, with the tree")
    given = parser.parse_args()
    counts = measured(rows(given.records), given.show)
    for name, count in counts.items():
        print(f"{name:24}{count:5}")
    for name, of in SHARES.items():
        print(f"{name:24}{counts[name] / max(1, counts[of]):7.1%} of {of}")


if __name__ == "__main__":
    main()
