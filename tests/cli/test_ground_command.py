"""`communique ground` and `communique gazetteer`: what goes where, how they end, what they refuse."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from communique import cli
from communique.cli import ground
from communique.language.conllu import from_conllu
from communique.language.gold import GoldAnalyser
from communique.language.options import LanguageOptions
from communique.records import PlaceRef, from_json

TREES = """\
# newdoc id = tripoli
1	Envoys	envoy	NOUN	NNS	_	2	nsubj	_	_
2	met	meet	VERB	VBD	_	0	root	_	_
3	in	in	ADP	IN	_	4	case	_	_
4	Tripoli	Tripoli	PROPN	NNP	_	2	obl	_	Entity=(1-place)|SpaceAfter=No
5	,	,	PUNCT	,	_	6	punct	_	_
6	Lebanon	Lebanon	PROPN	NNP	_	4	appos	_	Entity=(2-place)
7	in	in	ADP	IN	_	8	case	_	_
8	2019	2019	NUM	CD	_	2	obl	_	SpaceAfter=No
9	.	.	PUNCT	.	_	2	punct	_	_

"""
TEXT = next(iter(from_conllu(TREES)))[0].text


@dataclass(frozen=True)
class Done:
    """How the program ended, and what it wrote."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program with gold trees in the place of the model."""

    def made(_options: LanguageOptions) -> GoldAnalyser:
        return GoldAnalyser.from_conllu(TREES)

    monkeypatch.setattr(ground, "made_analyser", made)

    def start(*arguments: str | Path) -> Done:
        monkeypatch.setattr("sys.argv", ["communique", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return Done(int(ended.value.code or 0), captured.out, captured.err)

    return start


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A report of our own."""
    file = tmp_path / "news.jsonl"
    file.write_text(json.dumps({"id": "n1", "title": "Envoys meet", "text": TEXT}) + "\n", "utf-8")
    return file


def test_json_lines_hold_document_places_and_times(run: Run, news: Path) -> None:
    done = run("ground", news, "--format", "jsonl", "--quiet")
    row = json.loads(done.out)
    assert done.status == 0
    assert list(row) == ["document", "places", "times"]
    assert row["document"]["id"] == "n1"
    places = [from_json(PlaceRef, place) for place in row["places"]]
    assert [(p.name, p.admin1, p.country) for p in places] == [
        ("Tripoli", "North Governorate", "LBN"),
        ("Lebanon", None, "LBN"),
    ]
    [time] = row["times"]
    assert (time["text"], time["from"], time["to"]) == ("2019", "2019", "2019")
    assert TEXT[slice(*time["span"])] == "2019"
    assert "first" not in time


def test_a_table_for_a_person(run: Run, news: Path) -> None:
    done = run("ground", news)
    lines = done.out.splitlines()
    assert lines[0] == "n1  Envoys meet"
    assert [line.split()[1:3] for line in lines[1:4]] == [["place", "Tripoli"], ["place", "Lebanon"], ["time", "2019"]]
    assert "city: Tripoli, North Governorate, LBN 34.43 35.84" in lines[1]
    assert "1 document" in done.err


def test_rejections_are_told(run: Run, news: Path, tmp_path: Path) -> None:
    with news.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"id": "n2", "text": ""}) + "\n")
    done = run("ground", news, "--format", "jsonl", "--quiet", "--rejected", tmp_path / "no.jsonl")
    assert done.status == 3
    assert len(done.out.splitlines()) == 1
    assert json.loads((tmp_path / "no.jsonl").read_text())["rejected"]["reason"] == "empty"
    assert "rejected" in run("ground", news, "--format", "jsonl", "--quiet").out


def test_options_come_from_a_file_of_tables(run: Run, news: Path, tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text('[places]\ngazetteer = "nowhere"\n[times]\nweek_starts = "sunday"\n', "utf-8")
    done = run("ground", news, "--config", config)
    assert done.status == 1
    assert "nowhere holds no compiled gazetteer" in done.err
    assert "communique gazetteer build" in done.err


def test_a_gazetteer_is_built_shown_and_used(run: Run, news: Path, tmp_path: Path) -> None:
    cells = [
        "9",
        "Tripoli",
        "Tripoli",
        "Trablos",
        "34.4",
        "35.8",
        "P",
        "PPL",
        "LB",
        "",
        "09",
        "",
        "",
        "",
        "70000",
        "",
        "2",
    ]
    dump = tmp_path / "LB.txt"
    dump.write_text("\t".join([*cells, "Asia/Beirut", "2024-01-01"]) + "\n", "utf-8")
    done = run("gazetteer", "build", dump, "--out", tmp_path / "world")
    assert done.status == 0
    assert "places under" in done.out
    shown = run("gazetteer", "show", "trablos", "--gazetteer", tmp_path / "world", "--format", "jsonl")
    assert json.loads(shown.out)["geonameid"] == 9
    used = run("ground", news, "--format", "jsonl", "--quiet", "--gazetteer", tmp_path / "world")
    assert json.loads(used.out)["places"][0]["geonameid"] == 9


def test_a_dump_that_contradicts_itself_is_refused_with_both_rows(run: Run, tmp_path: Path) -> None:
    cells = [
        "9",
        "Oberau",
        "Oberau",
        "",
        "47.5",
        "11.1",
        "P",
        "PPL",
        "DE",
        "",
        "02",
        "",
        "",
        "",
        "7000",
        "",
        "2",
        "x",
        "y",
    ]
    other = [*cells[:1], "Unterau", *cells[2:]]
    (tmp_path / "DE.txt").write_text("\n".join("\t".join(c) for c in (cells, other)) + "\n", "utf-8")
    done = run("gazetteer", "build", tmp_path, "--out", tmp_path / "world")
    assert done.status == 2
    assert "DE.txt:1" in done.err
    assert "DE.txt:2" in done.err
    assert not (tmp_path / "world").exists()


def test_a_folder_of_something_else_is_not_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep", "utf-8")
    done = run("gazetteer", "build", tmp_path / "DE.txt", "--out", tmp_path / "mine")
    assert done.status == 2
    assert "give a new folder" in done.err
    assert (tmp_path / "mine" / "letter.txt").read_text() == "keep"


def test_show_tells_when_there_is_nothing_and_when_there_is_more(run: Run) -> None:
    nothing = run("gazetteer", "show", "Qwxyzville")
    assert (nothing.status, nothing.out) == (1, "")
    assert "no place is called" in nothing.err
    some = run("gazetteer", "show", "Springfield", "--limit", "2")
    assert (some.status, len(some.out.splitlines())) == (0, 2)
    assert "more; --limit shows them" in some.err
