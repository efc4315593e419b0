"""Which events are kept: by type and mode, by day, by country."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.codebook.plover import plover
from communique.coding.selection import SelectionOptions, selected
from communique.records import Coded, Grain, OptionError, Participant, Party, Role, When
from records.strategies import QUICK, records_of
from records.test_coded import ALTANIA, EVENT, MEETING, coded, quote


def kept(options: SelectionOptions, **changes: Any) -> bool:
    """Whether an event with these changes is kept."""
    event = replace(EVENT, id="", **changes)
    made = coded(events=(event,), meetings=(replace(MEETING, event=event.id),))
    out = selected(made, options)
    assert out.events in ((), (event,))
    assert out.meetings[0].event == (event.id if out.events else None)
    assert (out.statements, out.actors, out.document) == (made.statements, made.actors, made.document)
    return bool(out.events)


def on(first: str | None, last: str | None) -> When:
    return When(first=first, last=last, precision=Grain.DAY, how="x")


@QUICK
@given(records_of(Coded))
def test_without_a_wish_all_stays(made: Coded) -> None:
    assert selected(made, SelectionOptions()) is made


@pytest.mark.parametrize(
    ("types", "mode", "stays"),
    [
        (("AGREE",), None, True),
        (("agree",), "x", True),
        (("CONSULT,AGREE",), None, True),
        (("CONSULT", "AGREE"), None, True),
        (("CONSULT",), None, False),
        (("AGREE/x",), "x", True),
        (("AGREE/X",), "x", True),
        (("AGREE/x",), None, False),
        (("AGREE/y",), "x", False),
        ((" CONSULT , AGREE ,",), None, True),
    ],
)
def test_types(types: tuple[str, ...], mode: str | None, stays: bool) -> None:
    assert kept(SelectionOptions(types=types), mode=mode) is stays


@pytest.mark.parametrize(
    ("since", "when", "stays"),
    [
        ("2024-08-21", on("2024-08-21", "2024-08-21"), True),
        ("2024-08-21", on("2024-08-20", "2024-08-20"), False),
        ("2024-08-21", on("2024-08-01", "2024-08-21"), True),
        ("2024-08-21", on("2024-08", "2024-08"), True),
        ("2024-08-21", on("2024", "2024"), True),
        ("2024-08-21", on("2023", "2023"), False),
        ("2024", on("2024-01-01", "2024-01-01"), True),
        ("2024", on("2023-12-31", "2023-12-31"), False),
        ("2024-08-21", on("2020", None), True),
        ("2024-08-21", on(None, "2020"), False),
        ("2024-08-21", on("2024-08-21T23:00", "2024-08-21T23:30"), True),
        ("2024-08-21T10:00", on("2024-08-21", "2024-08-21"), True),
        ("2024-08-21", on(None, None), False),
        ("2024-08-21", None, False),
    ],
)
def test_since(since: str, when: When | None, stays: bool) -> None:
    assert kept(SelectionOptions(since=since), date=when) is stays


@given(st.dates(), st.dates())
def test_since_is_the_calendar_s_order(since: Any, day: Any) -> None:
    options = SelectionOptions(since=since.isoformat())
    assert kept(options, date=on(day.isoformat(), day.isoformat())) is (day >= since)


@pytest.mark.parametrize(
    ("countries", "country", "stays"),
    [
        (("CHN",), "CHN", True),
        (("chn",), "CHN", True),
        (("RUS,CHN",), "CHN", True),
        (("RUS", "UNO"), "UNO", True),
        (("RUS",), "CHN", False),
        (("KOS",), "KOS", True),
    ],
)
def test_countries(countries: tuple[str, ...], country: str, stays: bool) -> None:
    actor = replace(ALTANIA, country=country)
    party = Party.of(0, actor, quote("Altania"))
    event = replace(EVENT, id="", attribution=None, participants=(Participant.as_(Role.RECIPIENT, party),))
    bare: dict[str, Any] = {"statements": (), "messages": (), "commitments": (), "meetings": ()}
    out = selected(coded(actors=(actor,), events=(event,), **bare), SelectionOptions(countries=countries))
    assert bool(out.events) is stays


def test_all_wishes_hold_together() -> None:
    both = SelectionOptions(types=("AGREE",), since="2025")
    assert not kept(both)
    assert kept(replace(both, since="2024"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"since": "yesterday"}, "since: 'yesterday' is no ISO 8601 date"),
        ({"since": "2024-02-31"}, "write 2024-08-21, 2024-08 or 2024"),
    ],
)
def test_what_makes_no_sense_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        SelectionOptions(**options)


def test_countries_are_those_that_are_known() -> None:
    with pytest.raises(OptionError, match="countries: 'CHINA' is no code; give ISO 3166 alpha-3"):
        SelectionOptions(countries=("China",)).check(plover())
    with pytest.raises(OptionError, match="'XXQ' is no code"):
        SelectionOptions(countries=("CHN,XXQ",)).check(plover())
    SelectionOptions(countries=("CHN,KOS", "UNO")).check(plover())
    SelectionOptions(countries=("XXQ",)).check(plover(), own={"XXQ"})


@pytest.mark.parametrize(
    ("types", "message"),
    [
        (("MEET",), "there is no 'meet'; there are AGREE, CONSULT"),
        (("CONSULT/dance",), "CONSULT has no mode 'dance'; it has visit"),
        (("AGREE/visit",), "AGREE has no mode 'visit'; it has none"),
    ],
)
def test_types_are_those_of_the_codebook(types: tuple[str, ...], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        SelectionOptions(types=types).check(plover())


def test_every_type_and_mode_of_the_codebook_can_be_asked_for() -> None:
    names = [k.code for k in plover().types.values()]
    names += [f"{k.code}/{m}" for k in plover().types.values() for m in k.modes]
    assert len(names) > 60
    SelectionOptions(types=tuple(names)).check(plover())
    SelectionOptions(types=(",".join(names).lower(),)).check(plover())
