"""The figures: counts, shares, types, confusion, and their names."""

import pytest

from communique.evaluation.annotations import EventAnnotation, Kind
from communique.evaluation.figures import NOTHING, Agreement, Figures, Share, figures_of
from communique.evaluation.matching import matched
from evaluation.samples import commitment, event, meeting, message


def of_events(*reports: tuple[list[EventAnnotation], list[EventAnnotation]]) -> Figures:
    return figures_of(Kind.EVENTS, [matched(Kind.EVENTS, gold, system) for gold, system in reports])


def test_agreement() -> None:
    one = Agreement(right=3, system=4, gold=6)
    assert (one.precision, one.recall) == (0.75, 0.5)
    assert one.f1 == pytest.approx(2 * 0.75 * 0.5 / 1.25)
    nothing = Agreement(0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (0.0, 0.0, 0.0)
    assert Share(0, 0).value == 0.0
    assert Share(1, 4).value == 0.25


def test_events_are_counted_over_all_reports() -> None:
    found = of_events(
        ([event(10), event(110, "AGREE", "FRA>")], [event(10, confidence=0.9)]),
        ([event(10, sides="CHN,RUS>")], [event(10, sides="CHN>RUS"), event(210, "AID", "USA>")]),
    )
    assert found.reports == 2
    assert found.agreement["type"] == Agreement(right=2, system=3, gold=3)
    assert found.agreement["parties"] == Agreement(2, 3, 3)
    assert found.agreement["directed"] == Agreement(1, 3, 3)
    assert found.by_type == {
        "AGREE": Agreement(0, 0, 1),
        "AID": Agreement(0, 1, 0),
        "CONSULT": Agreement(2, 2, 2),
    }


def test_optional_events_count_nowhere() -> None:
    found = of_events(([event(10, optional=True), event(110, "AID", optional=True)], [event(10, confidence=0.9)]))
    assert found.agreement["type"] == Agreement(0, 0, 0)
    assert not found.by_type
    assert not found.confusion
    assert found.calibration is None


def test_values_of_those_found() -> None:
    gold = [
        event(10, mode="visit", date="2024-08", country="RUS"),
        event(110, mode=None, date=None, country=None, sides="FRA>DEU"),
        event(210, mode="meet", date="2024-08-21", country="RUS", status="historical", sides="IND>"),
    ]
    system = [
        event(10, mode="visit", date="2024-08-21", country="UKR"),
        event(110, mode="phone", date="2024-08-21", country="FRA", sides="FRA>DEU"),
        event(210, mode=None, date="2024-08", country="RUS", sides="IND>"),
    ]
    values = of_events((gold, system)).values
    assert values["mode"] == Share(1, 3), "no mode on one side and one on the other is wrong too"
    assert values["status"] == Share(2, 3)
    assert values["date"] == Share(1, 2), "a day in the month is right, a month for a day is not"
    assert values["place"] == Share(1, 2)


def test_confusion_is_by_words_that_meet() -> None:
    gold = [event(10, "CONSULT"), event(110, "AGREE"), event(210, "AID"), event(310, "AID")]
    system = [event(10, "CONSULT"), event(112, "SUPPORT"), event(114, "REQUEST"), event(250, "AGREE", "FRA>")]
    assert of_events((gold, system)).confusion == {
        (NOTHING, "AGREE"): 1,
        (NOTHING, "REQUEST"): 1,
        ("AGREE", "SUPPORT"): 1,
        ("AID", NOTHING): 2,
        ("CONSULT", "CONSULT"): 1,
    }


def test_rows_and_columns_of_the_confusion_add_up() -> None:
    gold = [event(10, "CONSULT"), event(110, "AGREE"), event(112, "AID")]
    system = [event(12, "CONSULT"), event(113, "SUPPORT"), event(300, "CONSULT", "X>")]
    found = of_events((gold, system))
    for name, one in found.by_type.items():
        assert sum(count for (g, _), count in found.confusion.items() if g == name) == one.gold
        assert sum(count for (_, s), count in found.confusion.items() if s == name) == one.system


def test_confidence_is_held_to_what_is_right() -> None:
    gold = [event(10), event(110, "AGREE", "FRA>", optional=True)]
    system = [event(10, confidence=0.9), event(110, "AGREE", "FRA>", confidence=0.1), event(210, "AID", confidence=0.6)]
    found = of_events((gold, system)).calibration
    assert found is not None
    assert [(b.low, b.count, b.right) for b in found.bins] == [(0.6, 1, 0.0), (0.9, 1, 1.0)]
    assert (found.sure, found.sure_right) == (1, 1)


def test_meetings() -> None:
    gold = [meeting("CHN,RUS", date="2024-08", level="minister", format="phone"), meeting("FRA,DEU", "planned")]
    system = [
        meeting("CHN,RUS", date="2024-08-21", level="official", format="phone", confidence=0.9),
        meeting("FRA,DEU", "cancelled"),
        meeting("USA,IND"),
    ]
    found = figures_of(Kind.MEETINGS, [matched(Kind.MEETINGS, gold, system)])
    assert found.agreement == {"met": Agreement(2, 3, 2)}
    assert found.values == {
        "status": Share(1, 2),
        "date": Share(1, 1),
        "place": Share(0, 0),
        "format": Share(1, 1),
        "level": Share(0, 1),
    }
    assert not found.by_type
    assert not found.confusion


def test_commitments_and_messages() -> None:
    gold = [commitment(0, 50, "CHN>RUS", strength="willing"), commitment(100, 150, "RUS>CHN")]
    system = [commitment(0, 50, "CHN>RUS", strength="agreed"), commitment(100, 150, "CHN>RUS")]
    found = figures_of(Kind.COMMITMENTS, [matched(Kind.COMMITMENTS, gold, system)])
    counts = {name: one.right for name, one in found.agreement.items()}
    assert counts == {"content": 2, "parties": 2, "directed": 1}
    assert found.values == {"strength": Share(0, 1)}
    letters = [message(0, 50, "Xi Jinping", "Putin", bearer="Li"), message(100, 150, "Putin", "Xi")]
    carried = [message(0, 50, "Xi", "Vladimir Putin"), message(100, 150, "Putin", "Modi")]
    found = figures_of(Kind.MESSAGES, [matched(Kind.MESSAGES, letters, carried)])
    assert {name: one.right for name, one in found.agreement.items()} == {"content": 2, "parties": 1}
    assert found.values == {"bearer": Share(1, 2)}


def test_every_figure_has_a_name() -> None:
    found = of_events(
        ([event(10), event(110, "AGREE")], [event(10, confidence=0.9), event(210, "AID", confidence=0.5)])
    )
    named = found.named()
    assert named["events type precision"] == 0.5
    assert named["events AGREE f1"] == 0.0
    assert named["events status"] == 1.0
    assert named["events precision when sure"] == 1.0
    assert named["events calibration error"] == pytest.approx((0.1 + 0.5) / 2)
    assert all(0.0 <= value <= 1.0 for value in named.values())


def test_nothing_sure_has_no_precision() -> None:
    named = of_events(([event(10)], [event(10, confidence=0.5)])).named()
    assert "events precision when sure" not in named
    assert "events calibration error" in named
