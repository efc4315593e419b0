"""`communique parse` with an analyser of gold trees in the place of the model: what goes where, and how it ends."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from communique import cli
from communique.cli import parse
from communique.language.analyser import Analyser
from communique.language.conllu import from_conllu, given_tokens, to_conllu
from communique.language.gold import GoldAnalyser
from communique.language.options import LanguageOptions
from communique.records import Analysis, Document, OptionError, Reason, Rejected, Span, Stage, from_json
from language.trees import EXCHANGE, rows

SHARED = Path(__file__).resolve().parents[3] / "shared"
ENVOY, BRIEF = (document.text for document, _ in from_conllu(EXCHANGE))


class Picky:
    """Gold trees, but a text in capitals is no English."""

    def __init__(self, gold: GoldAnalyser) -> None:
        self.gold = gold
        self.name = gold.name

    def analyse(self, document: Document) -> Analysis | Rejected:
        if document.text.isupper():
            return Rejected(document.uri, "", Stage.EXTRACT, Reason.UNSUPPORTED, "the text is not English but loud")
        return self.gold.analyse(document)

    def analyse_tokens(self, document: Document, sentences: Sequence[Sequence[Span]]) -> Analysis:
        return self.gold.analyse_tokens(document, sentences)


@dataclass(frozen=True)
class Done:
    """How the program ended, and what it wrote."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def options() -> list[LanguageOptions]:
    """The options that analysers were made with."""
    return []


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[LanguageOptions]) -> Run:
    def made(given: LanguageOptions) -> Analyser:
        options.append(given)
        return Picky(GoldAnalyser.from_conllu(EXCHANGE))

    monkeypatch.setattr(parse, "made_analyser", made)

    def call(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["communique", "parse", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        status = ended.value.code
        assert isinstance(status, int)
        return Done(status, *capsys.readouterr())

    return call


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    file = tmp_path / "reports.jsonl"
    file.write_text("".join(json.dumps({"id": f"r{i}", "text": t}) + "\n" for i, t in enumerate([ENVOY, BRIEF])))
    return file


# --- reports in ---


def test_away_from_a_terminal_it_is_conllu(run: Run, reports: Path) -> None:
    done = run(reports)
    assert done.status == 0
    assert done.err.startswith("2 documents read in ")
    pairs = list(from_conllu(done.out))
    assert [(d.id, d.text, d.uri) for d, _ in pairs] == [
        ("r0", ENVOY, f"{reports}#line 1"),
        ("r1", BRIEF, f"{reports}#line 2"),
    ]
    gold = GoldAnalyser.from_conllu(EXCHANGE)
    assert [a for _, a in pairs] == [gold.analyse(d) for d, _ in pairs]


def test_json_lines_hold_the_records(run: Run, reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = run(reports, "--format", "jsonl", "--out", out, "--quiet")
    assert (done.status, done.out, done.err) == (0, "", "")
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert all(set(line) == {"document", "analysis"} for line in lines)
    document, analysis = from_json(Document, lines[1]["document"]), from_json(Analysis, lines[1]["analysis"])
    assert (document.text, analysis) == (BRIEF, GoldAnalyser.from_conllu(EXCHANGE).analyse(document))


def test_trees_for_a_person(run: Run, reports: Path) -> None:
    done = run(reports, "--format", "tree")
    assert "   1    ╭─ Minister  NOUN   nmod:poss\n" in done.out
    assert done.out.count("━━ ") == 2
    assert "chain 1  Minister's envoy · Envoy Amina Okoro · she\n" in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    assert "\x1b" not in done.out


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BRIEF.encode())))
    done = run("-", "--input-format", "text", "-q")
    assert (done.status, [d.text for d, _ in from_conllu(done.out)]) == (0, [BRIEF])


def test_the_limit_counts_documents(run: Run, reports: Path) -> None:
    assert [d.id for d, _ in from_conllu(run(reports, "--limit", "1").out)] == ["r0"]


# --- what is rejected ---


@pytest.fixture
def mixed(reports: Path) -> Path:
    with reports.open("a") as file:
        file.write('{"text": "TALKS ENDED."}\n{broken\n')
    return reports


@pytest.mark.parametrize("view", ["conllu", "tree"])
def test_what_is_rejected_is_told_with_its_reason(run: Run, mixed: Path, view: str) -> None:
    done = run(mixed, "--format", view)
    assert done.status == 3
    assert "2 documents read" in done.err
    assert "2 rejected:" in done.err
    assert f"{mixed}#line 3: the text is not English but loud" in done.err
    assert f"{mixed} line 4: " in done.err
    assert "LOUD" not in done.out.upper()


def test_rejections_are_lines_of_json_among_the_others_or_apart(run: Run, mixed: Path, tmp_path: Path) -> None:
    among = [json.loads(line) for line in run(mixed, "--format", "jsonl").out.splitlines()]
    assert [next(iter(line)) for line in among] == ["document", "document", "rejected", "rejected"]
    assert from_json(Rejected, among[2]["rejected"]).detail == "the text is not English but loud"
    apart = tmp_path / "rejected.jsonl"
    done = run(mixed, "--format", "jsonl", "--rejected", apart)
    assert done.status == 3
    assert len(done.out.splitlines()) == 2
    assert [json.loads(line) for line in apart.read_text().splitlines()] == among[2:]


def test_nothing_was_analysed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "loud.txt").write_text("TALKS ENDED.")
    done = run(tmp_path / "loud.txt")
    assert (done.status, done.out) == (1, "")
    assert "not English but loud" in done.err


# --- sentences and tokens that are given ---


def test_given_sentences_and_tokens_are_kept(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tokens.conllu"
    bare = re.sub(
        r"^(\d+\t[^\t]+)\t.*?(SpaceAfter=No)?$", lambda m: m[1] + "\t_" * 7 + f"\t{m[2] or '_'}", EXCHANGE, flags=re.M
    )
    file.write_text(bare, "utf-8")
    done = run("--pretokenised", file, "--format", "conllu")
    assert done.status == 0
    assert [a.tokens for _, a in from_conllu(done.out)] == [a.tokens for _, a in from_conllu(EXCHANGE)]

    def kept(text: str) -> list[list[list[str]]]:
        return [[list(r.cells[:2]) for r in s.rows] for g in given_tokens(text) for s in g.rows.sentences]

    assert kept(done.out) == kept(bare)
    for comment in ("# newdoc id = envoy", "# newdoc id = brief", "# sent_id = envoy-2", "# newpar_block = head (1 s)"):
        assert f"{comment}\n" in done.out


def test_several_files_are_kept_one_after_another(run: Run, tmp_path: Path) -> None:
    one, two = tmp_path / "one.conllu", tmp_path / "two.conllu"
    first, second = EXCHANGE.split("# newdoc id = brief")
    one.write_text(first, "utf-8")
    two.write_text("# newdoc id = brief" + second, "utf-8")
    both = run("--pretokenised", two, "--pretokenised", one, "-q").out
    assert [d.id for d, _ in from_conllu(both)] == ["brief", "envoy"]
    lines = run("--pretokenised", two, "--format", "jsonl", "-q").out.splitlines()
    assert [json.loads(line)["document"]["text"] for line in lines] == [BRIEF]
    assert "╭─ Talks" in run("--pretokenised", two, "--format", "tree").out


def test_a_broken_file_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "broken.conllu"
    file.write_text("1\tTalks\n")
    done = run("--pretokenised", file)
    assert done.status == 1
    assert done.err == f"communique: {file}, line 1: 10 columns parted by tabs expected, not 2; mend the line.\n"


@pytest.mark.shared
def test_scorers_agree_with_the_file_that_was_given(monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path) -> None:
    gold, scorer = SHARED / "data/syntax/gum/dev/GUM_interview_gaming.conllu", SHARED / "bench/score.py"
    if not (gold.exists() and scorer.exists()):
        pytest.skip(f"{gold} and {scorer} are not there: development data beside the checkout")
    monkeypatch.setattr(parse, "made_analyser", lambda _: GoldAnalyser.from_files(gold))
    out, tags = tmp_path / "out.conllu", tmp_path / "gold.tsv"
    assert run("--pretokenised", gold, "--out", out, "-q").status == 0
    names = {"person": "Person", "place": "Location", "organization": "Organization", "norp": "NORP"}
    with tags.open("w", encoding="utf-8") as file:
        for line in out.read_text("utf-8").split("\n"):
            cells = line.split("\t")
            if cells[0].isdecimal():
                mark, _, kind = (re.findall(r"NER=([^|]+)", cells[9]) or ["O"])[0].partition("-")
                file.write(f"{cells[1]}\t{mark}-{names.get(kind, 'Other')}\n" if kind else f"{cells[1]}\tO\n")
            elif not line:
                file.write("\n")
    for task, against, expected in (("syntax", gold, "las_universal=100.0"), ("bio", tags, "'f1': 100.0")):
        command = [sys.executable, str(scorer), task, str(against), "--system", str(out)]
        assert expected in subprocess.run(command, check=True, capture_output=True, text=True).stdout


# --- the request ---


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "give either a SOURCE"),
        (["a.txt", "--pretokenised", "b.conllu"], "give either a SOURCE"),
        (["--pretokenised", "missing.conllu"], "missing.conllu: no such file"),
        (["a.txt", "--format", "pdf"], "pdf"),
        (["a.txt", "--threads", "0"], "threads is 0; give 1 to 256"),
        (["a.txt", "--threads", "two"], "two"),
        (["a.txt", "--copies"], "--copies"),
        (["a.txt", "--min-words", "-1"], "min_words"),
    ],
)
def test_a_wrong_request_is_told(run: Run, arguments: list[str], told: str) -> None:
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert told in done.err


def test_options_of_the_language_come_from_file_and_command_line(
    run: Run, reports: Path, tmp_path: Path, options: list[LanguageOptions]
) -> None:
    config = tmp_path / "c.toml"
    config.write_text("[read]\ncopies = false\n[language]\nthreads = 3\n")
    assert run(reports, "-q").status == run(reports, "-q", "--config", config).status == 0
    assert run(reports, "-q", "--config", config, "--threads", "2", "--force-language").status == 0
    assert options == [LanguageOptions(), LanguageOptions(3), LanguageOptions(2, force_language=True)]
    config.write_text("[language]\nthread = 3\n")
    assert "no key 'thread'" in run(reports, "--config", config).err
    with pytest.raises(OptionError, match="give 1 to 256"):
        LanguageOptions(threads=1000)


# --- trees ---


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_colours_and_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    plain, coloured = io.StringIO(), Terminal()
    for document, analysis in from_conllu(EXCHANGE):
        item = parse.Parsed(document, analysis, to_conllu(document, analysis))
        for stream in (plain, coloured):
            parse.TreeView(stream).item(item)
    assert "\x1b[" in coloured.getvalue()
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured.getvalue())
    assert [line.rstrip() for line in bare.splitlines()] == plain.getvalue().splitlines()


def test_a_document_of_our_own_is_drawn_whole() -> None:
    stream = io.StringIO()
    document, analysis = next(from_conllu(rows("Peace|Entity=(1-abstract)", "holds", heads="2 0")))
    parse.TreeView(stream).item(parse.Parsed(document, analysis, ""))
    assert stream.getvalue() == (
        "━━ CoNLL-U#document 1\n"
        f"   {document.id}, analysed by CoNLL-U\n"
        "\n"
        "1  Peace holds\n"
        "\n"
        "   1  ╭─ Peace  X      dep\n"
        "   2  holds     X      root\n"
        "\n"
        "     mentions  kind      head  chain\n"
        "     Peace     abstract\n"
        "\n"
    )
