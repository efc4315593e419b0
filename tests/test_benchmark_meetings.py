"""The join of readouts with the record of visits and travel, on a record and readouts of our own."""

import json
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from scripts import benchmark

VISITS = """<visits><visit><start-date>2023-03-02</start-date><end-date>2023-03-04</end-date>
<visitor>Prime Minister Asta Lindqvist</visitor><from id="sweden">Sweden</from></visit>
<visit><start-date>2023-05-02</start-date><end-date>2023-05-02</end-date>
<visitor>nobody</visitor><from id="norway">Norway</from></visit></visits>"""
TRIPS = """<trips><trip><name>Mary Doe</name><start-date>2023-06-10</start-date><end-date>2023-06-12</end-date>
<country id="kenya">Kenya</country><remarks>Met with President Juma
 Otieno and visited a school.</remarks></trip></trips>"""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return benchmark("meetings_record")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record")
    (path / "visits").mkdir()
    (path / "travels" / "secretary").mkdir(parents=True)
    (path / "visits" / "2020.xml").write_text(VISITS, encoding="utf-8")
    (path / "travels" / "secretary" / "doe.xml").write_text(TRIPS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def record(script: ModuleType, folder: Path) -> list[Any]:
    return list(script.entries(folder))


def readout(title: str, published: str, text: str = "They met today.") -> dict[str, Any]:
    return {"id": title, "title": title, "published": published, "text": text}


def meeting(country: str | None, name: str, day: str, form: str = "in-person", status: str = "held") -> dict[str, Any]:
    people = [{"country": "USA", "name": "Mary Doe", "text": "Doe"}, {"country": country, "name": name, "text": name}]
    return {"status": status, "format": form, "date": {"from": day, "to": day}, "participants": people}


def test_the_record_is_read(record: list[Any]) -> None:
    assert [(e.country, sorted(e.words), e.first) for e in record] == [
        ("SWE", ["asta", "lindqvist"], date(2023, 3, 2)),
        ("KEN", ["juma", "otieno"], date(2023, 6, 10)),
    ]
    assert record[1].traveller == {"mary", "doe"}


@pytest.mark.parametrize(
    ("title", "published", "tier", "country"),
    [
        ("Readout of the President's Meeting with Prime Minister Lindqvist of Sweden", "2023-03-03", "dated", "SWE"),
        ("Readout of the President's Meeting with Prime Minister Lindqvist", "2023-03-05", "dated", "SWE"),
        ("Readout of Secretary Doe's Meeting with President Otieno of Kenya", "2023-06-11", "dated", "KEN"),
        ("Readout of Secretary Roe's Meeting with President Otieno of Kenya", "2023-06-11", "named", "KEN"),
        ("Readout of the President's Call with Prime Minister Lindqvist of Sweden", "2023-03-03", "named", "SWE"),
        ("Readout of the President's Meeting with Prime Minister Lindqvist of Sweden", "2024-03-03", "named", "SWE"),
        ("Readout of the President's Meeting with Prime Minister Lindqvist of Sweden", "2031-03-03", "titled", "SWE"),
        ("Readout of the President's Meeting with Prime Minister Lindqvist of Chad", "2023-03-03", "titled", "TCD"),
        ("Readout of a Roundtable with Mayors", "2023-03-03", "domestic", None),
        ("Readout of the President's Meeting with Two Bankers", "2023-03-03", None, None),
        ("Readout of a Roundtable with Foreign Mayors", "2023-03-03", None, None),
    ],
)
def test_the_join(
    script: ModuleType, record: list[Any], title: str, published: str, tier: str | None, country: str | None
) -> None:
    truth = script.truth_of(readout(title, published), record)
    assert (None if truth is None else (truth.tier, truth.country)) == (None if tier is None else (tier, country))


@pytest.mark.parametrize(
    ("title", "text", "form"),
    [
        ("Readout of a Call with President Otieno", "They spoke.", "phone"),
        ("Readout of a Virtual Meeting with President Otieno", "They spoke.", "video"),
        ("Readout of a Meeting with President Otieno", "They met virtually today.", "video"),
        ("Readout of a Meeting with President Otieno", "They met today.", "in-person"),
        ("Readout of Remarks to President Otieno", "They met today.", None),
    ],
)
def test_the_format_by_the_title(script: ModuleType, title: str, text: str, form: str | None) -> None:
    assert script.format_of(title, text) == form


@pytest.mark.parametrize(
    ("met", "wrong"),
    [
        ([meeting("SWE", "Asta Lindqvist", "2023-03-03")], []),
        ([meeting("SWE", "Asta Lindqvist", "2023-03-05")], []),
        ([meeting("SWE", "Asta Lindqvist", "2023-03-09")], ["date"]),
        ([meeting("SWE", "Asta Lindqvist", "2023-03")], ["date"]),
        ([meeting("SWE", "Asta Lindqvist", "2023-03-03", "phone")], ["format"]),
        ([meeting("SWE", "Olof Berg", "2023-03-03")], ["name"]),
        ([meeting("NOR", "Asta Lindqvist", "2023-03-03")], ["country", "name", "date", "format"]),
        ([meeting("SWE", "Asta Lindqvist", "2023-03-03", status="scheduled")], ["country", "name", "date", "format"]),
        ([], ["country", "name", "date", "format"]),
        ([meeting("NOR", "Olof Berg", "2023-03-03"), meeting("SWE", "Asta Lindqvist", "2023-03-03")], []),
    ],
)
def test_what_is_right(script: ModuleType, record: list[Any], met: list[dict[str, Any]], wrong: list[str]) -> None:
    asked = readout("Readout of the President's Meeting with Prime Minister Lindqvist of Sweden", "2023-03-03")
    found = script.score(script.truth_of(asked, record), met)
    assert [n for n, fine in found.items() if not fine] == wrong


def test_figures(script: ModuleType, record: list[Any]) -> None:
    readouts = [
        readout("Readout of the President's Meeting with Prime Minister Lindqvist of Sweden", "2023-03-03"),
        readout("Readout of a Roundtable with Mayors", "2023-03-03"),
        readout("Readout of a Convening of Governors", "2023-03-03"),
        readout("Readout that was not coded", "2023-03-03"),
    ]
    coded = {
        readouts[0]["id"]: [meeting("SWE", "Asta Lindqvist", "2023-03-03", "phone")],
        readouts[1]["id"]: [meeting("CAN", "Jean Roy", "2023-03-03")],
        readouts[2]["id"]: [meeting("USA", "Ann Poe", "2023-03-03")],
    }
    assert list(script.measured(readouts, coded, record, show=False).lines()) == [
        "readouts: 1 dated, 2 domestic",
        "dated    country=100.0  name=100.0  date=100.0  format=0.0  date_of_found=100.0  format_of_found=0.0",
        "foreign  country=100.0  name=100.0  date=100.0  format=0.0  date_of_found=100.0  format_of_found=0.0",
        "domestic with a foreign counterpart: 1",
    ]


def test_the_command(
    script: ModuleType,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = readout("Readout of the President's Meeting with Prime Minister Lindqvist of Sweden", "2023-03-03")
    (tmp_path / "readouts.jsonl").write_text(json.dumps(one) + "\n", encoding="utf-8")
    line = {"document": {"id": one["id"]}, "meetings": [meeting("SWE", "Olof Berg", "2023-03-03")]}
    (tmp_path / "coded.jsonl").write_text(json.dumps(line) + "\n" + '{"rejected": {}}\n', encoding="utf-8")
    asked = ["x", str(tmp_path / "readouts.jsonl"), str(tmp_path / "coded.jsonl"), str(folder), "--show"]
    monkeypatch.setattr(sys, "argv", asked)
    script.main()
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "record: 2 entries"
    assert "name" in out[1]
    assert out[2] == "readouts: 1 dated"
