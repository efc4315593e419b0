"""Annotations meet the documents they are of; and the figures are those of the scorer that others use."""

import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest

from coding.reports import PROTEST, TALKS, pipeline
from communique.evaluation.annotations import Annotated, Kind
from communique.evaluation.evaluate import absent, coded_by, documents_of, figures, paired
from communique.evaluation.figures import Agreement
from communique.evaluation.rows import gold_in, system_in
from communique.records import Document, Reason, Rejected, RequestError, Stage
from communique.sources.drafts import Draft, finished
from evaluation.samples import event

TYPES = ("AGREE", "CONSULT", "AID")
SCORER = Path(__file__).resolve().parents[3] / "shared" / "bench" / "score.py"


def report(uri: str, text: str = TALKS, id_: str | None = None) -> Document:
    made = finished(Draft(uri, text, id=id_))
    assert isinstance(made, Document)
    return made


def gold(id_: str, *events: Any, digest: str | None = None) -> Annotated:
    return Annotated(id=id_, digest=digest, found={Kind.EVENTS: events})


@pytest.mark.parametrize(
    ("id_", "uri"),
    [
        ("a.txt", "reports/a.txt"),
        ("a.txt", "file:///home/reports/a.txt"),
        ("reports/a.txt", "file:///home/reports/a.txt"),
        ("feed.rss#entry 2", "file:///feed.rss#entry 2"),
        ("https://a.example/b", "https://a.example/b"),
    ],
)
def test_a_document_is_found_by_how_its_address_ends(id_: str, uri: str) -> None:
    [(name, found)] = documents_of([gold(id_)], [report(uri)])
    assert (name, found.uri) == (id_, uri)


@pytest.mark.parametrize(("id_", "uri"), [("a.txt", "ba.txt"), ("a.txt", "a.txt/b"), ("2", "feed.rss#entry 2")])
def test_an_end_is_a_whole_part(id_: str, uri: str) -> None:
    assert list(documents_of([gold(id_)], [report(uri)])) == []


def test_an_id_comes_before_an_address() -> None:
    one = report("x/b.txt", id_="a.txt")
    assert list(documents_of([gold("a.txt"), gold("b.txt")], [one])) == [("a.txt", one)]


def test_two_documents_for_one_report_are_refused() -> None:
    with pytest.raises(RequestError, match=r"two documents are called 'a.txt': x/a.txt and y/a.txt"):
        list(documents_of([gold("a.txt")], [report("x/a.txt"), report("y/a.txt")]))


def test_another_text_than_the_one_annotated_is_refused() -> None:
    one = report("a.txt")
    assert list(documents_of([gold("a.txt", digest=one.digest)], [one])) == [("a.txt", one)]
    with pytest.raises(RequestError, match=r"is not the one that was annotated as 'a\.txt'"):
        list(documents_of([gold("a.txt", digest="sha256:00")], [one]))


def test_outputs_are_paired_likewise() -> None:
    found = paired([gold("a.txt"), gold("b.txt")], [Annotated(id="d-1", uri="x/a.txt"), Annotated(id="d-2", uri="c")])
    assert {name: one.id for name, one in found.items()} == {"a.txt": "d-1"}
    assert absent([gold("a.txt"), gold("b.txt")], found) == ("b.txt",)


def test_a_pipeline_is_held_to_annotations() -> None:
    at = TALKS.index("met")
    reports = [gold("talks.txt", event(at, sides="FIN,SWE>")), gold("protest.txt", event(8, "AID", "NOR>"))]
    documents = [report("talks.txt"), report("protest.txt", PROTEST), report("other.txt", PROTEST)]
    found, refused = coded_by(pipeline(), reports, documents)
    assert set(found) == {"talks.txt", "protest.txt"}
    assert refused == []
    out = figures(reports, found)
    assert out.agreement["type"] == Agreement(right=1, system=2, gold=2)
    assert out.agreement["directed"].right == 1
    assert out.confusion["AID", "ACCUSE"] == 1


def test_a_report_without_a_document_is_missed() -> None:
    reports = [gold("talks.txt", event(0)), gold("gone.txt", event(0))]
    lost = Rejected("gone.txt", "", Stage.OPEN, Reason.EMPTY, "the file is empty")
    found, refused = coded_by(pipeline(), reports, [report("talks.txt"), lost])
    assert refused == [lost]
    assert figures(reports, found).agreement["type"].gold == 2
    assert absent(reports, found) == ("gone.txt",)


def test_what_is_rejected_is_not_told_where_nothing_is_missing() -> None:
    lost = Rejected("gone.txt", "", Stage.OPEN, Reason.EMPTY, "the file is empty")
    assert coded_by(pipeline(), [gold("talks.txt")], [lost, report("talks.txt")])[1] == []


# --- the scorer that others use ---


def rows() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Annotations of twenty reports and an output for all but one, drawn by lot with much in common."""
    draw = random.Random(11)
    codes = ("CHN", "RUS", "FRA", "USA")

    def side() -> list[str]:
        return sorted(draw.sample(codes, draw.choice((0, 1, 1, 2))))

    golds, systems = [], []
    for number in range(20):
        events = [annotated(draw.randrange(500), (side(), side()), draw) for _ in range(draw.randrange(8))]
        found = [like(one, draw) for one in events for _ in range(draw.choice((0, 1, 1, 2)))]
        held: list[dict[str, Any]] = [
            {
                "participants": [{"country": code} for code in side()],
                "status": draw.choice(("held", "planned")),
                "date": draw.choice((None, "2024-08")),
            }
            for _ in range(draw.randrange(4))
        ]
        met = [
            {
                "participants": one["participants"] if draw.random() < 0.7 else [],
                "status": draw.choice(("held", "scheduled")),
                "date": {"from": draw.choice(("2024-08-01", "2024-09-01"))},
            }
            for one in held
        ]
        golds.append({"id": f"r{number}", "events": events, "meetings": held})
        systems.append({"document": {"id": f"r{number}"}, "events": found, "meetings": met})
    return golds, systems[1:]


def annotated(at: int, sides: tuple[list[str], list[str]], draw: Any) -> dict[str, Any]:
    """An event as a reader writes it."""
    return {
        "type": draw.choice(TYPES),
        "mode": draw.choice((None, "visit")),
        "date": draw.choice((None, "2024-08")),
        "status": draw.choice(("actual", "historical", "negated")),
        "place": draw.choice((None, "RUS")),
        "actors": sides[0],
        "recipients": sides[1],
        "trigger": [at, at + 6],
        "sentence_span": [at // 80 * 80, at // 80 * 80 + 90],
        "optional": draw.random() < 0.3,
    }


def like(one: dict[str, Any], draw: Any) -> dict[str, Any]:
    """Something near to an annotation, as the program writes it."""
    shift = draw.choice((0, 3, 30, 200))
    parties = [{"role": "actor", "text": c, "country": c} for c in one["actors"]]
    parties += [{"role": draw.choice(("actor", "recipient")), "text": c, "country": c} for c in one["recipients"]]
    start, (first, last) = one["trigger"][0] + shift, one["sentence_span"]
    return {
        "type": one["type"] if draw.random() < 0.8 else "AID",
        "mode": draw.choice((None, "visit")),
        "status": draw.choice((one["status"], "actual")),
        "participants": parties,
        "date": {"from": draw.choice(("2024-08-21", "2023-01-01"))},
        "place": draw.choice((None, {"text": "x", "country": "RUS"})),
        "trigger": {"span": [start, start + 6]},
        "sentence": {"span": [first + shift, last + shift]},
        "confidence": 0.7,
    }


@pytest.mark.shared
@pytest.mark.skipif(not SCORER.is_file(), reason="the scorer is not here")
def test_the_figures_are_those_of_the_scorer(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    paths = [tmp_path / name for name in ("gold.jsonl", "coded.jsonl")]
    for path, lines in zip(paths, rows(), strict=True):
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    theirs = scorer.score_events([str(paths[0])], str(paths[1]))
    reports = gold_in(paths[0])
    ours = figures(reports, paired(reports, system_in(paths[1])))
    assert theirs["gold"] == ours.agreement["type"].gold > 30
    assert theirs["system"] == ours.agreement["type"].system > 30
    for name, one in ours.agreement.items():
        told = {"p": one.precision, "r": one.recall, "f1": one.f1}
        assert theirs[name] == {key: round(100 * value, 1) for key, value in told.items()}, name
    assert theirs["of_matched"] == {name: round(100 * share.value, 1) for name, share in ours.values.items()}
    assert theirs["by_type"] == {name: round(100 * one.f1, 1) for name, one in ours.by_type.items()}
    met = scorer.score_meetings([str(paths[0])], str(paths[1]))
    meetings = figures(reports, paired(reports, system_in(paths[1])), Kind.MEETINGS)
    assert met["f1"] == round(100 * meetings.agreement["met"].f1, 1)
    assert met["date_of_found"] == round(100 * meetings.values["date"].value, 1)
