"""`communique code` over trees made by hand: what goes where, what is told, how it ends, what it refuses."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from coding.reports import PROTEST, TALKS, pipeline
from communique import cli
from communique.cli import code
from communique.cli.code import CodeTally
from communique.exchange.lines import KEYS
from communique.pipeline import Pipeline, PipelineOptions
from communique.records import Coded, Event, Rejected, Status, from_json
from communique.store import from_table
from communique.store.results import TABLES
from records.test_coded import EVENT, coded

SCORER = Path(__file__).resolve().parents[3] / "shared" / "bench" / "score.py"


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
def options() -> list[PipelineOptions]:
    """The options that pipelines were made with."""
    return []


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[PipelineOptions]) -> Run:
    """Runs the program with gold trees in the place of the model."""

    def made(given: PipelineOptions) -> Pipeline:
        options.append(given)
        return pipeline(given)

    monkeypatch.setattr(code, "made_pipeline", made)

    def start(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["communique", "code", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return Done(int(ended.value.code or 0), *capsys.readouterr())

    return start


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Two reports and a line without one."""
    file = tmp_path / "news.jsonl"
    rows = [{"id": "n1", "title": "A protest", "text": PROTEST}, {"id": "n2", "text": ""}, {"id": "n3", "text": TALKS}]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return file


ALL = ("--threshold", "0")


# --- lines ---


def test_a_line_a_document_and_a_line_a_rejection(run: Run, news: Path) -> None:
    done = run(news, *ALL, "--quiet")
    assert (done.status, done.err) == (3, "")
    protest, rejected, talks = done.rows
    assert list(protest) == ["document", "mentions", *KEYS]
    assert [r["document"]["id"] for r in (protest, talks)] == ["n1", "n3"]
    assert from_json(Rejected, rejected["rejected"]).locator == "line 2"
    [event] = protest["events"]
    assert (event["type"], event["mode"]) == ("ACCUSE", "disapprove")
    assert PROTEST[slice(*event["trigger"]["span"])] == "condemned"
    assert event["date"]["from"] == "2021-05-03"
    mentions = {m["text"]: m for m in protest["mentions"]}
    assert protest["actors"][mentions["Norway"]["actor"]]["country"] == "NOR"


def test_lines_go_to_a_file_and_rejections_to_another(run: Run, news: Path, tmp_path: Path) -> None:
    done = run(news, *ALL, "--out", tmp_path / "out.jsonl", "--rejected", tmp_path / "no.jsonl")
    assert (done.status, done.out) == (3, "")
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [r["document"]["id"] for r in written] == ["n1", "n3"]
    assert json.loads((tmp_path / "no.jsonl").read_text("utf-8"))["rejected"]["reason"] == "empty"


def test_sources_are_mixed_and_standard_input_is_one(
    run: Run, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "a.txt"
    text.write_text(TALKS, "utf-8")

    class Standard:
        buffer = io.BytesIO(PROTEST.encode())

    monkeypatch.setattr(sys, "stdin", Standard())
    done = run(text, "-", news, *ALL, "--quiet")
    rows = [r for r in done.rows if "document" in r]
    assert [r["document"]["text"] for r in rows] == [TALKS, PROTEST, PROTEST, TALKS]


def test_a_limit_ends_the_run(run: Run, news: Path) -> None:
    done = run(news, *ALL, "--quiet", "--limit", "1")
    assert (done.status, len(done.rows)) == (0, 1)


def test_what_it_wrote_it_reads(run: Run, news: Path, tmp_path: Path) -> None:
    first = run(news, *ALL, "--quiet")
    (tmp_path / "again.jsonl").write_text(first.out, "utf-8")
    assert run(tmp_path / "again.jsonl", *ALL, "--quiet").out == first.out


@pytest.mark.shared
@pytest.mark.skipif(not SCORER.exists(), reason="the scorer lies beside the checkout")
def test_the_scorer_reads_the_lines(run: Run, news: Path, tmp_path: Path) -> None:
    run(news, *ALL, "--quiet", "--out", tmp_path / "coded.jsonl", "--rejected", tmp_path / "no.jsonl")
    event = {
        "type": "ACCUSE", "mode": "disapprove", "status": "actual", "date": "2021-05-03", "place": "NOR",
        "actors": ["NOR"], "recipients": ["DNK"], "trigger": [7, 16], "sentence_span": [0, 47],
    }  # fmt: skip
    where = {"start": 28, "end": 32, "lat": 59.91, "lon": 10.75, "geonameid": 3143244}
    gold = {
        "id": "n1",
        "events": [event],
        "meetings": [],
        "toponyms": [where],
        "times": [{"start": 36, "end": 46, "attrs": {"when": "2021-05-03"}}],
        "entities": [{"start": 0, "end": 6, "label": "LOC"}],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", "utf-8")

    def scored(task: str) -> dict[str, Any]:
        files = [str(tmp_path / "gold.jsonl"), "--system", str(tmp_path / "coded.jsonl")]
        command = [sys.executable, str(SCORER), task, *files]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])[task]
        return found

    events = scored("events")
    assert (events["type"]["f1"], events["directed"]["f1"]) == (100.0, 100.0)
    assert events["of_matched"] == {"date": 100.0, "mode": 100.0, "place": 100.0, "status": 100.0}
    places = scored("places")
    assert (places["found"], places["same_geonameid_of_found"]) == (100.0, 100.0)
    assert scored("times")["value_of_all"] == 100.0
    assert scored("entities")["r"] == 100.0
    assert scored("meetings")["gold"] == 0


# --- other forms ---


def test_blocks_for_a_person(run: Run, news: Path) -> None:
    done = run(news, *ALL, "--format", "table")
    lines = done.out.splitlines()
    assert lines[0] == "━━ A protest"
    assert lines[3] == " 1  ACCUSE/disapprove: Norway (NOR) → Denmark (DNK)"
    assert lines[4].startswith("    2021-05-03 · Oslo (NOR) · actual · ")
    assert lines[5] == "    [Norway] {condemned} [Denmark] in Oslo on 3 May 2021."
    assert "[Finland] and [Sweden] {met} in" in done.out
    assert "\x1b" not in done.out
    assert max(map(len, lines)) <= 100


def test_on_a_terminal_blocks_are_the_default_and_coloured(
    run: Run, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    assert run(news, *ALL, "--quiet").status == 3
    shown = screen.getvalue()
    assert "\x1b[" in shown
    assert "{condemned}" not in shown
    assert "condemned" in shown
    assert "ACCUSE/disapprove" in shown


def test_plover_s_lines(run: Run, news: Path) -> None:
    done = run(news, *ALL, "--format", "plover", "--quiet")
    assert done.status == 3
    rows = done.rows
    assert [r["event"] for r in rows] == [["ACCUSE"], ["CONSULT"]]
    assert rows[0]["cite_info"]["codebook"].startswith("PLOVER ")
    assert rows[0]["actor"][0]["code"] == "NOR"


def test_a_folder_of_parquet(run: Run, news: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "coded"
    done = run(news, *ALL, "--format", "parquet", "--out", out, "--quiet")
    assert (done.status, done.out) == (3, "")
    assert {p.name for p in out.iterdir()} == {f"{name}.parquet" for name in TABLES}
    tables = {name: pq.read_table(out / f"{name}.parquet") for name in TABLES}
    assert tables["documents"]["id"].to_pylist() == ["n1", "n3"]
    assert tables["events"]["document"].to_pylist() == ["n1", "n3"]
    assert tables["rejected"]["locator"].to_pylist() == ["line 2"]
    lines = [r for r in run(news, *ALL, "--quiet").rows if "document" in r]
    events = from_table(tables["events"].drop_columns(["document", "number"]), Event)
    assert [e.id for e in events] == [e["id"] for r in lines for e in r["events"]]


def test_rejections_may_be_kept_out_of_parquet(run: Run, news: Path, tmp_path: Path) -> None:
    out = tmp_path / "coded"
    run(news, "--format", "parquet", "--out", out, "--rejected", tmp_path / "no.jsonl", "--quiet")
    assert pq.read_table(out / "rejected.parquet").num_rows == 0
    assert len((tmp_path / "no.jsonl").read_text("utf-8").splitlines()) == 1


def test_long_runs_are_written_bit_by_bit(
    run: Run, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from communique.cli import code_views

    monkeypatch.setattr(code_views, "AT_ONCE", 1)
    run(news, *ALL, "--format", "parquet", "--out", tmp_path / "bits", "--quiet")
    monkeypatch.setattr(code_views, "AT_ONCE", 500)
    run(news, *ALL, "--format", "parquet", "--out", tmp_path / "whole", "--quiet")
    for name in TABLES:
        bits, whole = (pq.read_table(tmp_path / f / f"{name}.parquet") for f in ("bits", "whole"))
        assert bits.equals(whole)


@pytest.mark.parametrize("view", ["jsonl", "parquet", "plover", "table"])
def test_an_interrupted_run_leaves_whole_records(
    run: Run, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    """Ctrl-C between the first report and the second."""
    make = code.made_pipeline

    def interrupted(given: PipelineOptions) -> Pipeline:
        made = make(given)
        one = made.code

        def once(report: Any) -> Any:
            if report.id == "n3":
                raise KeyboardInterrupt
            return one(report)

        monkeypatch.setattr(made, "code", once)
        return made

    monkeypatch.setattr(code, "made_pipeline", interrupted)
    out = tmp_path / "out"
    done = run(news, *ALL, "--format", view, "--out", out)
    assert done.status == 130
    assert done.err.startswith("interrupted after 1 document read in ")
    assert "1 event:" in done.err
    if view == "parquet":
        assert pq.read_table(out / "events.parquet")["type"].to_pylist() == ["ACCUSE"]
        assert pq.read_table(out / "rejected.parquet").num_rows == 1
    else:
        text = out.read_text("utf-8")
        assert text.endswith("\n")
        assert "condemned" in text
        assert "Finland" not in text


# --- what is kept ---


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (["--types", "CONSULT"], [0, 1]),
        (["--types", "consult,accuse"], [1, 1]),
        (["--types", "ACCUSE/allege"], [0, 0]),
        (["--countries", "DNK"], [1, 0]),
        (["--countries", "dnk", "--countries", "FIN"], [1, 1]),
        (["--since", "2021-05-03"], [1, 0]),
        (["--since", "2022"], [0, 0]),
        (["--threshold", "1"], [0, 0]),
    ],
)
def test_events_are_kept_as_asked(run: Run, news: Path, asked: list[str], kept: list[int]) -> None:
    done = run(news, *ALL, *asked, "--quiet")
    assert [len(r["events"]) for r in done.rows if "document" in r] == kept


def test_events_of_actors_of_one_s_own_are_kept(run: Run, news: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("name\tnames\tcountry\tsector\tother\nDenmark\t\tJUT\t\t\n", "utf-8")
    done = run(news, *ALL, "--actors", own, "--countries", "jut", "--quiet")
    assert [len(r["events"]) for r in done.rows if "document" in r] == [1, 0]
    assert "'JUT' is no code" in run(news, "--countries", "jut").err
    assert "'JUD' is no code" in run(news, "--actors", own, "--countries", "JUD").err


def test_options_come_from_a_file_and_the_command_line_counts_more(
    run: Run, news: Path, tmp_path: Path, options: list[PipelineOptions]
) -> None:
    config = tmp_path / "c.toml"
    config.write_text(
        '[coding]\nthreshold = 0.9\n[selection]\ntypes = ["AGREE"]\nsince = "2020"\n[language]\nthreads = 2\n'
        '[read]\nmin_words = 3\n[places]\nactors = true\n[times]\nday_first = "yes"\n[actors]\nregister = []\n',
        "utf-8",
    )
    run(news, "--config", config, "--quiet", "--types", "CONSULT", "--threads", "1")
    [made] = options
    assert (made.coding.threshold, made.selection.types, made.selection.since) == (0.9, ("CONSULT",), "2020")
    assert (made.language.threads, made.places.actors, made.times.day_first) == (1, True, "yes")


# --- the summary ---


def test_the_summary_counts_types_and_reasons(run: Run, news: Path) -> None:
    done = run(news, *ALL)
    lines = done.err.splitlines()
    assert lines[0].startswith("2 documents read in ")
    assert lines[1] == "2 events:"
    assert lines[2:4] == ["       1  ACCUSE    disapprove 1", "       1  CONSULT"]
    assert lines[4] == "1 statement, 1 meeting"
    assert lines[5] == "1 rejected:"
    assert lines[6].split() == ["1", "empty"]


def test_a_tally_counts_modes_negations_and_other_outcomes() -> None:
    from dataclasses import replace

    tally = CodeTally(documents=2)
    visit = replace(EVENT, id="", type="CONSULT", mode="visit", status=Status.NEGATED)
    call = replace(EVENT, id="", type="CONSULT", mode="phone")
    tally.add_coded(coded(events=(EVENT, visit), meetings=()))
    tally.add_coded(coded(events=(visit, call), meetings=()))
    _, *told = tally.summary().split("\n")
    assert told == [
        "4 events, 2 of them negated:",
        "       3  CONSULT   visit 2, phone 1",
        "       1  AGREE",
        "2 statements, 2 messages, 2 commitments",
    ]
    assert CodeTally(documents=1).summary().split("\n")[1:] == ["0 events"]
    assert "event" not in CodeTally().summary()


# --- explaining ---


def test_an_event_is_explained_by_the_beginning_of_its_id(run: Run, news: Path, tmp_path: Path) -> None:
    [event] = run(news, *ALL, "--quiet").rows[0]["events"]
    done = run(news, "--explain", event["id"][:9])
    assert done.status == 0
    assert "[Norway] {condemned} [Denmark]" in done.out
    assert "condemn (verb) names ACCUSE" in done.out
    assert ["2", "condemned", "VERB", "root"] in [line.split() for line in done.out.splitlines()]
    run(news, "--explain", event["id"], "--out", tmp_path / "why.txt")
    assert (tmp_path / "why.txt").read_text("utf-8") == done.out


def test_what_was_left_out_can_be_explained(run: Run, news: Path) -> None:
    [event] = run(news, *ALL, "--quiet").rows[0]["events"]
    done = run(news, "--threshold", "1", "--types", "CONSULT", "--explain", event["id"])
    assert "condemn (verb) names ACCUSE" in done.out


def test_an_event_that_is_not_there_is_refused(run: Run, news: Path, tmp_path: Path) -> None:
    done = run(news, "--explain", "e-nowhere")
    assert done.status == 2
    assert "no id of the 2 events in 2 documents begins with 'e-nowhere'" in done.err
    nothing = run(tmp_path / "none.txt", "--explain", "e-1")
    assert (nothing.status, nothing.err) == (1, "no document could be read\n")


# --- refusals ---


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "parquet"], "give the folder with --out"),
        (["--types", "dance"], "there is no 'dance'; there are AGREE"),
        (["--countries", "Norway"], "'NORWAY' is no code"),
        (["--since", "May"], "since: 'May' is no ISO 8601 date"),
        (["--threshold", "2"], "give a number from 0 to 1"),
        (["--codebook", "none.toml"], "none.toml is not a file"),
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, news: Path, arguments: list[str], message: str) -> None:
    done = run(news, *arguments)
    assert (done.status, done.out) == (2, "")
    assert message in done.err


def test_a_folder_takes_parquet_alone(run: Run, news: Path, tmp_path: Path) -> None:
    done = run(news, "--out", tmp_path)
    assert done.status == 2
    assert "is a folder; give a file, or --format parquet" in done.err
    (tmp_path / "file").write_text("x", "utf-8")
    blocked = run(news, "--format", "parquet", "--out", tmp_path / "file")
    assert blocked.status == 1
    assert "no folder can be written there" in blocked.err


def test_nothing_read_is_told(run: Run, tmp_path: Path) -> None:
    done = run(tmp_path / "none.txt")
    assert done.status == 1
    assert json.loads(done.out)["rejected"]["reason"] == "missing"


def test_the_pipeline_is_that_of_the_options() -> None:
    made = code.made_pipeline(PipelineOptions())
    assert isinstance(made.code(PROTEST), Coded)
