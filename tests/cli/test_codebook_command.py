"""`communique codebook`: what is shown, which examples pass, and how it ends."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from communique import cli
from communique.cli import codebook as command
from communique.codebook.codebook import codebook
from communique.codebook.plover import plover
from communique.records import (
    Analysis,
    Coded,
    Document,
    Event,
    Labels,
    Participant,
    Reason,
    Rejected,
    Role,
    Span,
    Stage,
    Status,
    Tokens,
)

OWN = """
name = "strikes"

[[type]]
code = "STRIKE"
quad = 4
score = -4
meaning = "Stops work."
modes = [{ code = "wildcat", meaning = "Without the union." }]

[[type]]
code = "SETTLE"
quad = 1
score = 3
recipient = true
meaning = "Ends a dispute."

[[trigger]]
lemma = "walk out"
part = "verb"
type = "STRIKE"
mode = "wildcat"

[[trigger]]
lemma = "settle"
part = "verb"
type = "SETTLE"
objects = ["strike", "dispute"]
exclude = ["estate"]
roles = "mutual"
recipient = ["with"]

[[example]]
rule = "STRIKE/wildcat"
text = "Crews strike."
events = [{ type = "STRIKE" , mode = "wildcat" }]

[[example]]
rule = "STRIKE/wildcat"
text = "Crews rest."
events = []
why = "nobody stops work"

[[example]]
text = "Owners strike deals."
events = [{ type = "SETTLE" }]

[contexts]
wages = "About pay."
"""


@dataclass(frozen=True)
class Done:
    """How the program ended, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["communique", "codebook", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        status = ended.value.code
        assert isinstance(status, int)
        return Done(status, *capsys.readouterr())

    return call


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "own.toml"
    file.write_text(OWN, "utf-8")
    return file


NO, NONE = np.zeros(0, np.int32), Labels.of(())
NO_TOKENS = Tokens(NO, NO, NO, NONE, NONE, NONE, NONE, NONE, NONE)


def by_the_word_strike(document: Document) -> Coded | Rejected:
    """A coder that codes each `strike` as a wildcat strike of the first word, and rejects owners."""
    if "Owners" in document.text:
        return Rejected(document.uri, "", Stage.ANALYSE, Reason.NOT_ENGLISH, "owners are not read")
    whole = Span(0, len(document.text))
    events: tuple[Event, ...] = ()
    if "strike" in document.text:
        start = document.text.index("strike")
        actor = Participant(role=Role.ACTOR, span=Span(0, 5), text=document.text[:5])
        events = (
            Event(
                type="STRIKE", mode="wildcat", status=Status.ACTUAL, participants=(actor,), confidence=1.0, why="test",
                trigger=document.quote(Span(start, start + 6), "trigger"), sentence=document.quote(whole, "sentence"),
            ),
        )  # fmt: skip
    analysis = Analysis(document.id, "test", NO_TOKENS, ())
    return Coded(document=document, analysis=analysis, events=events)


@pytest.fixture
def coder(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """Puts the coder above in the place of the pipeline; the files that it was asked for."""
    asked: list[Path | None] = []

    def made(file: Path | None) -> Callable[[Document], Coded | Rejected]:
        asked.append(file)
        return by_the_word_strike

    monkeypatch.setattr(command, "_coder", made)
    return asked


# --- show ---


def test_all_of_plover_is_shown(run: Run) -> None:
    done = run("show", "--format", "jsonl")
    assert (done.status, done.err) == (0, "")
    given = {what: [r for r in done.rows if r["what"] == what] for what in ("type", "mode", "context", "trigger")}
    assert [r["type"] for r in given["type"]] == list(plover().types)
    assert len(given["mode"]) == sum(len(t.modes) for t in plover().types.values())
    assert {r["context"]: r["meaning"] for r in given["context"]} == dict(plover().contexts)
    assert len(given["trigger"]) == sum(map(len, codebook().triggers.values()))
    visit = next(r for r in given["mode"] if r["mode"] == "visit")
    assert (visit["type"], visit["score"], visit["cameo"]) == ("CONSULT", 4.0, "042")


def test_a_table_for_a_person(run: Run, own: Path) -> None:
    done = run("show", own)
    assert done.out == (
        "STRIKE           -4.0  -     Stops work.\n"
        "STRIKE/wildcat   -4.0  -     Without the union.\n"
        "SETTLE            3.0  -     Ends a dispute. Needs a recipient.\n"
        "\n"
        "wages  About pay.\n"
        "\n"
        "walk out (verb)  STRIKE/wildcat\n"
        "settle (verb)    SETTLE  mutual  objects: dispute, strike  exclude: estate  recipient: with\n"
    )


def test_a_part_of_it(run: Run, own: Path) -> None:
    assert run("show", own, "--what", "contexts").out == "wages  About pay.\n"
    rows = run("show", own, "--type", "SETTLE", "--format", "jsonl").rows
    assert [(r["what"], r["type"]) for r in rows] == [("type", "SETTLE"), ("trigger", "SETTLE")]
    assert rows[1]["recipient"] == ["with"]
    assert rows[1]["actor"] == []
    rows = run("show", "--type", "AID", "--what", "types", "--format", "jsonl").rows
    assert [r["type"] for r in rows] == ["AID"]


def test_a_type_that_is_not_there(run: Run, own: Path) -> None:
    done = run("show", own, "--type", "AID")
    assert (done.status, done.out) == (2, "")
    assert done.err == "communique: strikes has no type 'AID'; give one of STRIKE, SETTLE\n"


# --- check ---


def test_what_passes_and_what_came_instead(run: Run, own: Path, coder: list[Path | None]) -> None:
    done = run("check", own)
    assert coder == [own]
    assert done.status == 1
    assert done.out == (
        "rule              coded  not coded\n"
        "STRIKE/wildcat      1/1        1/1\n"
        "SETTLE              0/1\n"
        "\n"
        "example 3, SETTLE: Owners strike deals.\n"
        "  rejected: not-english (owners are not read)\n"
        "\n"
        "2 of 3 examples pass\n"
    )


def test_faults_are_shown_with_their_reason(run: Run, own: Path, coder: list[Path | None]) -> None:
    own.write_text(OWN.replace("Crews rest.", "Crews strike gold."), "utf-8")
    done = run("check", own, "--rule", "STRIKE")
    assert done.status == 1
    assert "example 2, STRIKE/wildcat: Crews strike gold.\n" in done.out
    assert "  must not come: STRIKE/wildcat crews > - 'strike' actual\n  (nobody stops work)\n" in done.out
    assert done.out.endswith("\n1 of 2 examples pass\n")


def test_one_rule_alone_and_status_0(run: Run, own: Path, coder: list[Path | None]) -> None:
    for rule in ("STRIKE", "STRIKE/wildcat"):
        done = run("check", own, "--rule", rule)
        assert (done.status, done.out.splitlines()[-1]) == (0, "2 of 2 examples pass")


def test_a_line_an_example_for_programs(run: Run, own: Path, coder: list[Path | None]) -> None:
    done = run("check", own, "--format", "jsonl")
    assert done.status == 1
    assert [(r["example"], r["positive"], r["passed"]) for r in done.rows] == [
        (1, True, True), (2, False, True), (3, True, False),
    ]  # fmt: skip
    assert done.rows[0]["came"] == ["STRIKE/wildcat crews > - 'strike' actual"]
    assert done.rows[0]["expected"] == ["STRIKE/wildcat * > *"]
    assert done.rows[2]["faults"] == ["rejected: not-english (owners are not read)"]
    assert done.rows[1]["why"] == "nobody stops work"


def test_nothing_to_check_is_told(run: Run, own: Path, coder: list[Path | None]) -> None:
    done = run("check", own, "--rule", "STRIKE/wild")
    assert (done.status, coder) == (2, [])
    assert done.err == "communique: strikes has no examples of 'STRIKE/wild'; add some under [[example]]\n"
    own.write_text(OWN[: OWN.index("[[example]]")], "utf-8")
    assert run("check", own).err == "communique: strikes has no examples; add some under [[example]]\n"


@pytest.mark.parametrize("what", ["show", "check"])
def test_a_slip_is_told_in_a_line(run: Run, own: Path, what: str, coder: list[Path | None]) -> None:
    own.write_text(OWN.replace('roles = "mutual"', 'rolls = "mutual"'), "utf-8")
    done = run(what, own)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"communique: {own}: trigger 2 (settle) has the unknown key 'rolls'; known are lemma,")
    assert done.err.count("\n") == 1


# --- with the model ---


def test_the_pipeline_codes_with_the_users_codebook(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        'name = "embargoes"\nextends = "plover"\npublished = "2023-03-01"\n'
        '[[type]]\ncode = "EMBARGO"\nquad = 4\nscore = -6\nmeaning = "Stops trade."\n'
        '[[trigger]]\nlemma = "embargo"\npart = "verb"\ntype = "EMBARGO"\n'
        '[[example]]\ntext = "Peru embargoed Chile on Monday."\n'
        'events = [{ type = "EMBARGO", actors = ["PER"], recipients = ["CHL"], trigger = "embargoed" }]\n'
        '[[example]]\nrule = "EMBARGO"\ntext = "Peru condemned Chile on Monday."\n'
        'events = [{ type = "ACCUSE", actors = ["PER"], recipients = ["CHL"] }]\n',
        "utf-8",
    )
    done = run("check", file)
    assert (done.status, done.out.splitlines()[-1]) == (0, "2 of 2 examples pass"), done.out + done.err
