"""`communique codebook`: show what a codebook holds, and run its examples.

In: the package's codebook, or a user's TOML file. Out: its types, modes, contexts and words with their meanings; which
examples pass, and of those that fail what came instead. Refused: a file that is no codebook, the entry named.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from communique.cli.read import writer
from communique.codebook.codebook import Codebook, codebook, codebook_in
from communique.codebook.examples import Example, shown
from communique.coding.options import CodingOptions
from communique.records import Coded, Document, Rejected, RequestError, Role, dumps

EXIT_FAILED = 1
WHAT = ("types", "contexts", "triggers")

Coder = Callable[[Document], Coded | Rejected]

_VIEW = click.option(
    "--format", "view", type=click.Choice(["table", "jsonl"]), default="table", help="How it is shown."
)
_FILE = click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path), metavar="[FILE]")


@click.group("codebook")
def codebook_command() -> None:
    """Show what a codebook codes and by which words, or run its examples."""


@codebook_command.command("show")
@_FILE
@click.option("--what", type=click.Choice(WHAT), multiple=True, help="Only this; may be given again.")
@click.option("--type", "type_", metavar="TYPE", help="Only types and triggers of this type.")
@_VIEW
def show_command(file: Path | None, what: tuple[str, ...], type_: str | None, view: str) -> None:
    """Show the types, modes, contexts and words of FILE, or of the package's codebook, PLOVER.

    Exit status: 0 it was shown, 2 the request was wrong.
    """
    book = _book(file)
    if type_ is not None and type_ not in book.ontology.types:
        raise RequestError(f"{book.name} has no type {type_!r}; give one of {', '.join(book.ontology.types)}")
    rows = [
        row
        for kind in what or (WHAT if type_ is None else ("types", "triggers"))
        for row in _ROWS[kind](book)
        if type_ is None or row.get("type") == type_
    ]
    with writer(None) as stream:
        for line in _table(rows) if view == "table" else map(dumps, rows):
            stream.write(line + "\n")


@codebook_command.command("check")
@_FILE
@click.option("--rule", metavar="RULE", help="Only examples of this type, or type/mode.")
@_VIEW
def check_command(file: Path | None, rule: str | None, view: str) -> None:
    """Code the examples of FILE, or of the package's codebook, and tell which pass and what came instead.

    A sentence passes when every event that it expects comes and no other does; negated events do not count.

    Exit status: 0 all examples pass, 1 some fail, 2 the request was wrong.
    """
    book = _book(file)
    asked = [
        (n, e) for n, e in enumerate(book.examples, 1) if rule is None or rule in (e.rule, e.rule.partition("/")[0])
    ]
    if not asked:
        which = "" if rule is None else f" of {rule!r}"
        raise RequestError(f"{book.name} has no examples{which}; add some under [[example]]")
    checked = list(_checked(asked, _coder(file)))
    with writer(None) as stream:
        for line in _told(checked) if view == "table" else (dumps(c.row) for c in checked):
            stream.write(line + "\n")
    if any(c.faults for c in checked):
        sys.exit(EXIT_FAILED)


@dataclass(frozen=True, slots=True)
class Checked:
    """An example with what came of it. faults: in words, none where it passes. came: the events, a line each."""

    number: int
    example: Example
    faults: tuple[str, ...]
    came: tuple[str, ...]

    @property
    def row(self) -> dict[str, Any]:
        """As one object for a program."""
        e = self.example
        return {
            "example": self.number, "rule": e.rule, "positive": e.positive, "text": e.text, "why": e.why,
            "passed": not self.faults, "expected": [str(x) for x in e.events], "came": self.came, "faults": self.faults,
        }  # fmt: skip


def _types(book: Codebook) -> Iterator[dict[str, Any]]:
    for kind in book.ontology.types.values():
        told: dict[str, Any] = {
            "quad": kind.quad.value,
            "recipient": kind.recipient,
            "cameo": book.cameo_of(kind.code, None, ()),
        }
        yield {"what": "type", "type": kind.code, "score": kind.score, "meaning": kind.meaning, **told}
        for mode in kind.modes.values():
            code = book.cameo_of(kind.code, mode.code, ())
            told = {"score": mode.score, "meaning": mode.meaning, "cameo": code}
            yield {"what": "mode", "type": kind.code, "mode": mode.code, **told}


def _contexts(book: Codebook) -> Iterator[dict[str, Any]]:
    for code, meaning in book.ontology.contexts.items():
        yield {"what": "context", "context": code, "meaning": meaning}


def _triggers(book: Codebook) -> Iterator[dict[str, Any]]:
    for trigger in (t for those in book.triggers.values() for t in those):
        sides = book.prepositions.get(trigger, {})
        yield {
            "what": "trigger", "lemma": trigger.lemma, "part": trigger.part, "type": trigger.type,
            "mode": trigger.mode, "roles": trigger.roles.value or None, "objects": sorted(trigger.objects),
            "exclude": sorted(trigger.exclude),
            **{role.value: [w for w, side in sides.items() if side is role] for role in Role},
        }  # fmt: skip


_ROWS = {"types": _types, "contexts": _contexts, "triggers": _triggers}


def _table(rows: list[dict[str, Any]]) -> Iterator[str]:
    """A line a row; what stands first is padded, so that the rest lines up."""
    lines = [(row["what"], *_line(row)) for row in rows]
    width = {what: max(len(name) for w, name, _ in lines if w == what) for what in {w for w, _, _ in lines}}
    width["mode"] = width["type"] = max(width.get("mode", 0), width.get("type", 0))
    before = None
    for what, name, rest in lines:
        part = "type" if what == "mode" else what
        if before not in (None, part):
            yield ""
        before = part
        yield f"{name:<{width[what]}}  {rest}".rstrip()


def _line(row: dict[str, Any]) -> tuple[str, str]:
    match row["what"]:
        case "type" | "mode":
            name = row["type"] + (f"/{row['mode']}" if "mode" in row else "")
            needs = " Needs a recipient." if row.get("recipient") else ""
            return name, f"{row['score']:>5.1f}  {row['cameo'] or '-':<4}  {row['meaning']}{needs}"
        case "context":
            return row["context"], row["meaning"]
    name = f"{row['lemma']} ({row['part']})"
    told = [row["type"] + (f"/{row['mode']}" if row["mode"] else "")]
    told += [row["roles"]] if row["roles"] else []
    told += [f"{key}: {', '.join(row[key])}" for key in ("objects", "exclude", "actor", "recipient") if row[key]]
    return name, "  ".join(told)


def _book(file: Path | None) -> Codebook:
    return codebook() if file is None else codebook_in(file)


def _coder(file: Path | None) -> Coder:
    """The pipeline with this codebook."""
    from communique.pipeline import Pipeline, PipelineOptions

    return Pipeline(PipelineOptions(coding=CodingOptions(codebook=None if file is None else str(file)))).code


def _checked(asked: Iterable[tuple[int, Example]], code: Coder) -> Iterator[Checked]:
    for number, example in asked:
        coded = code(example.document(number))
        if isinstance(coded, Rejected):
            yield Checked(number, example, (f"rejected: {coded.reason} ({coded.detail})",), ())
            continue
        came = tuple(map(shown, coded.events))
        yield Checked(number, example, example.faults(coded.events), came)


def _told(checked: list[Checked]) -> Iterator[str]:
    """A line a rule, then the examples that fail, then the sum."""
    passed: Counter[tuple[str, bool]] = Counter()
    given: Counter[tuple[str, bool]] = Counter()
    for c in checked:
        key = (c.example.rule, c.example.positive)
        given[key] += 1
        passed[key] += not c.faults
    rules = list(dict.fromkeys(c.example.rule for c in checked))
    width = max(4, *(len(rule) for rule in rules))
    yield f"{'rule':<{width}}  {'coded':>7}  {'not coded':>9}"
    for rule in rules:
        cells = [f"{passed[rule, side]}/{given[rule, side]}" if given[rule, side] else "" for side in (True, False)]
        yield f"{rule or '-':<{width}}  {cells[0]:>7}  {cells[1]:>9}".rstrip()
    for c in checked:
        if c.faults:
            yield f"\nexample {c.number}, {c.example.rule or '-'}: {c.example.text}"
            yield from (f"  {fault}" for fault in c.faults)
            if c.example.why:
                yield f"  ({c.example.why})"
    good = sum(not c.faults for c in checked)
    yield f"\n{good} of {len(checked)} examples pass"
