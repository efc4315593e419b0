"""`communique evaluate`: what is compared, how it is shown, how it ends, what it refuses."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coding.reports import PROTEST, TALKS, pipeline
from communique import cli
from communique.cli import evaluate as command
from communique.cli import evaluate_errors as errors
from communique.cli.evaluate_views import lines_of
from communique.evaluation.annotations import Kind
from communique.evaluation.figures import figures_of
from communique.evaluation.floors import digest_of_gold
from communique.evaluation.matching import matched
from communique.exchange.lines import line_of
from communique.records import Coded
from evaluation.samples import commitment, event, meeting, message

MET, BLAMED = TALKS.index("met"), PROTEST.index("condemned")
TALK: dict[str, Any] = {
    "type": "CONSULT", "mode": "meet", "status": "actual", "date": None, "place": "AUT", "actors": ["FIN", "SWE"],
    "recipients": [], "trigger": [MET, MET + 3], "sentence_span": [0, len(TALKS)],
}  # fmt: skip
BLAME: dict[str, Any] = {
    "type": "REJECT", "mode": None, "status": "actual", "date": "2021-05", "place": "NOR", "actors": ["NOR"],
    "recipients": ["DNK"], "trigger": [BLAMED, BLAMED + 9], "sentence_span": [0, len(PROTEST)],
}  # fmt: skip


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
    """Runs the command with gold trees in the place of the model."""
    monkeypatch.setattr(command, "_pipeline", lambda _config, _given: pipeline())

    def start(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["communique", "evaluate", *map(str, arguments)])
        try:
            cli.main()
        except SystemExit as ended:
            return Done(int(ended.code or 0), *capsys.readouterr())
        return Done(0, *capsys.readouterr())

    return start


def lines(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Annotations with their texts; one type is another than the program's."""
    return lines(
        tmp_path / "gold.jsonl",
        {"id": "talks", "text": TALKS, "events": [TALK]},
        {"id": "protest", "text": PROTEST, "events": [BLAME]},
    )


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The same annotations, the texts in a folder."""
    (tmp_path / "texts").mkdir()
    for name, text in (("talks.txt", TALKS), ("protest.txt", PROTEST)):
        (tmp_path / "texts" / name).write_text(text, "utf-8")
    rows = ({"id": "talks.txt", "events": [TALK]}, {"id": "protest.txt", "events": [BLAME]})
    return lines(tmp_path / "bare.jsonl", *rows)


# --- where the texts come from ---


def test_texts_in_the_rows(run: Run, gold: Path) -> None:
    done = run(gold, "--format", "jsonl")
    assert (done.status, done.err) == (0, "")
    [row] = done.rows
    assert (row["kind"], row["reports"]) == ("events", 2)
    assert row["agreement"]["type"] == {
        "gold": 2, "system": 2, "right": 1, "precision": 0.5, "recall": 0.5, "f1": 0.5,
    }  # fmt: skip
    assert row["agreement"]["directed"]["right"] == 1
    assert row["values"]["place"] == {"right": 1, "of": 1, "share": 1.0}
    assert {"gold": "REJECT", "system": "ACCUSE", "count": 1} in row["confusion"]
    assert row["by_type"]["ACCUSE"]["system"] == 1
    assert row["figures"]["events type f1"] == 0.5
    assert row["calibration"]["count"] == 2
    assert sum(b["count"] for b in row["calibration"]["bins"]) == 2


def test_texts_given_apart_are_the_same(run: Run, gold: Path, bare: Path) -> None:
    assert (
        run(bare, "--documents", bare.parent / "texts", "--format", "jsonl").out == run(gold, "--format", "jsonl").out
    )


def test_an_output_already_written_is_the_same(run: Run, bare: Path, tmp_path: Path) -> None:
    texts = bare.parent / "texts"
    again = pipeline()
    from communique.sources import read

    coded = [again.code(item) for item in read([str(texts)])]  # type: ignore[arg-type]
    assert all(isinstance(one, Coded) for one in coded)
    written = tmp_path / "coded.jsonl"
    written.write_text("".join(line_of(one) + "\n" for one in coded), "utf-8")
    done = run(bare, "--system", written, "--format", "jsonl")
    assert done.status == 0
    assert done.out == run(bare, "--documents", texts, "--format", "jsonl").out


def test_texts_must_be_somewhere(run: Run, bare: Path) -> None:
    done = run(bare)
    assert done.status == 2
    assert "have no `text`: give the texts with --documents" in done.err


def test_texts_and_output_are_not_both_given(run: Run, bare: Path) -> None:
    done = run(bare, "--documents", "x", "--system", bare)
    assert done.status == 2
    assert "not both" in done.err


# --- how it ends ---


def test_a_report_without_a_document_is_told(run: Run, bare: Path) -> None:
    texts = bare.parent / "texts"
    (texts / "talks.txt").unlink()
    (texts / "empty.txt").write_text("", "utf-8")
    done = run(bare, "--documents", texts)
    assert done.status == 3
    assert "no document for 1 report of 2, counted as missed: 'talks.txt'\n" in done.err
    assert "rejected: " in done.err
    assert "empty.txt" in done.err
    quiet = run(bare, "--documents", texts, "--quiet")
    assert (quiet.status, quiet.err) == (3, "")
    assert quiet.out == done.out


def test_many_reports_without_a_document_are_counted(run: Run, bare: Path) -> None:
    rows = [json.loads(line) for line in bare.read_text("utf-8").splitlines()]
    lines(bare, *rows, *({"id": f"gone-{n}.txt"} for n in range(8)))
    done = run(bare, "--documents", bare.parent / "texts")
    assert "no document for 8 reports of 10" in done.err
    assert done.err.rstrip().endswith("'gone-4.txt' and 3 more")


def test_no_report_with_a_document(run: Run, bare: Path) -> None:
    done = run(bare, "--documents", bare)
    assert (done.status, done.out) == (1, "")
    assert "no document for 2 reports of 2" in done.err


def test_annotations_that_are_not_understood(run: Run, tmp_path: Path) -> None:
    done = run(lines(tmp_path / "gold.jsonl", {"id": "a", "text": TALKS, "events": [{"type": "AID"}]}))
    assert done.status == 2
    assert "gold.jsonl, line 1, events 1: `status` must be a text" in done.err


def test_another_text(run: Run, bare: Path) -> None:
    lines(bare, {"id": "talks.txt", "digest": "sha256:00", "events": []})
    done = run(bare, "--documents", bare.parent / "texts")
    assert done.status == 2
    assert "is not the one that was annotated" in done.err


def test_floors(run: Run, gold: Path, tmp_path: Path) -> None:
    bounds = tmp_path / "floors.toml"

    def floors(least: float, digest: str = digest_of_gold(gold), more: str = "") -> Path:
        text = f'[[gold]]\nfile = "gold.jsonl"\ndigest = "{digest}"\n{more}[gold.least]\n"events type f1" = {least}\n'
        bounds.write_text(text, "utf-8")
        return bounds

    assert run(gold, "--floors", floors(0.5)).status == 0
    done = run(gold, "--floors", floors(0.6))
    assert done.status == 1
    assert "events type f1 is 0.5000, must be at least 0.6" in done.err
    assert "agree in" in done.out
    done = run(gold, "--floors", floors(0.5, "sha256:00"))
    assert done.status == 1
    assert "set them anew" in done.err
    only = floors(1.0, digest_of_gold(gold, ("talks",)), 'only = ["talks"]\n')
    assert run(gold, "--floors", only).status == 0, "only the reports that the floors are of are measured"
    other = gold.rename(tmp_path / "mine.jsonl")
    done = run(other, "--floors", bounds)
    assert done.status == 2
    assert "no floors for mine.jsonl" in done.err


# --- how it is shown ---


def test_tables(run: Run, gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "told.txt"
    done = run(gold, "--out", out, "--kind", "events", "--kind", "meetings")
    assert (done.status, done.out) == (0, "")
    told = out.read_text("utf-8")
    assert told.startswith("events of 2 reports\n")
    assert "\nmeetings of 2 reports\n" in told
    assert "\ntype" in told
    assert "expected calibration error" in told


def test_a_table_in_full() -> None:
    gold = [event(10, date="2024"), event(110, "AGREE"), event(210, "AID", "USA>")]
    system = [event(10, date="2024-08-21", confidence=0.9), event(110, "AID", confidence=0.85), event(350, "AID", "X>")]
    told = "\n".join(lines_of(figures_of(Kind.EVENTS, [matched(Kind.EVENTS, gold, system)])))
    assert told == FULL.strip("\n")


FULL = """
events of 1 report

agree in      reader  program  right  precision  recall     F1
type               3        3      1       33.3    33.3   33.3
parties            3        3      1       33.3    33.3   33.3
directed           3        3      1       33.3    33.3   33.3

of those    compared    right  share
mode               1        1  100.0
status             1        1  100.0
date               1        1  100.0
place              0        0    0.0

type          reader  program  right  precision  recall     F1
AGREE              1        0      0        0.0     0.0    0.0
AID                1        2      0        0.0     0.0    0.0
CONSULT            1        1      1      100.0   100.0  100.0

The reader's type (down) and the program's (across, by number) where their words meet:
              1   2   3   -
 1 AGREE      .   1   .   .
 2 AID        .   .   .   1
 3 CONSULT    .   .   1   .
   nothing    .   1   .   .

confidence      told     mean  right
0.8 to 0.9         1     85.0    0.0
0.9 to 1.0         1     90.0  100.0

expected calibration error 47.5; 26.2 by chance, were each confidence exactly true
told with more than 0.8: 2, right 50.0
"""


ERRORS = """
r1
  missed  AGREE CHN > RUS at 110 [agreed]
  false   AID/military USA (0.61) at 210
  false   AID USA at 410
  differs CONSULT CHN > RUS; directed: CHN > RUS / CHN,RUS, date: 2024-08-21 / 2024-08 at 10
  differs SUPPORT FRA; parties: FRA / DEU, status: actual / historical, place: FRA / None at 310
"""


def test_errors_in_lines() -> None:
    gold = [
        event(10, date="2024-08-21"),
        event(110, "AGREE", words="agreed"),
        event(310, "SUPPORT", "FRA>", country="FRA"),
    ]
    system = [
        event(10, sides="CHN,RUS>", date="2024-08"),
        event(210, "AID", "USA>", mode="military", confidence=0.61),
        event(310, "SUPPORT", "DEU>", status="historical"),
        event(410, "AID", "USA>"),
    ]
    found = {"r0": matched(Kind.EVENTS, [event(1)], [event(1)]), "r1": matched(Kind.EVENTS, gold, system)}
    assert "\n".join(errors.lines_of(Kind.EVENTS, found)) == ERRORS.rstrip("\n")


@pytest.mark.parametrize(
    ("kind", "gold", "system", "told"),
    [
        (
            Kind.MEETINGS,
            meeting("A,B", "planned", level="minister", date="2024"),
            meeting("A,B", "cancelled", level="other"),
            "  differs A,B planned; status: planned / cancelled, date: 2024 / None, level: minister / other",
        ),
        (Kind.MEETINGS, meeting("A,B"), meeting("A,C"), "  missed  A,B held\n  false   A,C held"),
        (
            Kind.COMMITMENTS,
            commitment(5, 50, "A>B", strength="willing", words="stands ready\n to " + "help " * 20),
            commitment(5, 50, "B>A", strength="agreed"),
            "  differs A > B; directed: A > B / B > A, strength: willing / agreed at 5 "
            "[stands ready to help help help help help help help help hel…]",
        ),
        (
            Kind.MESSAGES,
            message(5, 50, "Xi", "Putin"),
            message(5, 50, "Li", None, bearer="Li"),
            "  differs Xi > Putin; parties: Xi > Putin / Li > ?, bearer: None / Li at 5",
        ),
    ],
)
def test_errors_of_other_kinds(kind: Kind, gold: Any, system: Any, told: str) -> None:
    lines = list(errors.lines_of(kind, {"r": matched(kind, [gold], [system])}))
    assert "\n".join(lines) == f"\nr\n{told}"


def test_errors_are_shown_if_asked_for(run: Run, gold: Path) -> None:
    table = run(gold, "--errors").out
    assert "\nprotest\n  missed  REJECT NOR > DNK at" in table
    assert "  false   ACCUSE" in table
    first, *rest = run(gold, "--errors", "--format", "jsonl").rows
    assert first["agreement"]["type"]["gold"] == 2
    assert [(row["report"], row["error"]) for row in rest if row["error"] != "differs"] == [
        ("protest", "missed"),
        ("protest", "false"),
    ]
    assert rest[-1]["system"]["words"] == "condemned"
    assert "missed" not in run(gold).out


def test_tables_of_little() -> None:
    one = figures_of(Kind.MEETINGS, [matched(Kind.MEETINGS, [meeting("A,B")], [meeting("A,B", confidence=0.4)])])
    told = "\n".join(lines_of(one))
    assert "of those" in told
    assert "nothing is told with more than 0.8" in told
    assert "reader's type" not in told
    nothing = "\n".join(lines_of(figures_of(Kind.MESSAGES, [])))
    assert nothing.startswith("messages of 0 reports")
    assert "calibration" not in nothing


def test_the_pipeline_takes_the_options_of_coding(monkeypatch: pytest.MonkeyPatch, gold: Path, tmp_path: Path) -> None:
    from communique import pipeline as room

    made: list[Any] = []

    class Noted:
        def __init__(self, options: Any) -> None:
            made.append(options)
            raise SystemExit(7)

    monkeypatch.setattr(room, "Pipeline", Noted)
    config = tmp_path / "own.toml"
    config.write_text("[coding]\nthreshold = 0.2\n[language]\nforce_language = true\n", "utf-8")
    asked = ["--config", str(config), "--threshold", "0.3", "--actors", str(gold)]
    monkeypatch.setattr(sys, "argv", ["communique", "evaluate", str(gold), *asked])
    with pytest.raises(SystemExit):
        cli.main()
    assert made[0].coding.threshold == 0.3
    assert made[0].language.force_language
    assert made[0].actors.actors == (str(gold),)
    assert made[0].places.actors is False
