"""What holds for every expression of time: each day in each form, order, anchors, noise."""

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from communique.records.findings import Anchor
from grounding.telling import WEDNESDAY, sketched
from grounding.test_times import ABSOLUTE, RELATIVE

FORMS = [
    "{d} {B} {Y}",
    "{B} {d}, {Y}",
    "{b}. {d}, {Y}",
    "{Y}-{m:02}-{d:02}",
    "{A}, {B} {d}, {Y}",
    "{A} {d} {B} {Y}",
    "{d:02}.{m:02}.{Y}",
]


@given(st.dates(date(1600, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_every_day_in_every_form(day: date, form: str) -> None:
    short = {5: "May", 6: "June", 7: "July", 9: "Sept"}.get(day.month, day.strftime("%b"))
    written = form.format(d=day.day, m=day.month, Y=day.year, B=day.strftime("%B"), b=short, A=day.strftime("%A"))
    written = written.replace("May.", "May").replace("June.", "June").replace("July.", "July")
    (time,) = sketched(f"They spoke on {written} there.", None)
    assert (time.text, time.first, time.last) == (written, day.isoformat(), day.isoformat())


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_a_bare_weekday_is_within_a_week(day: date, name: int) -> None:
    word = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[name]
    (time,) = sketched(f"They visited on {word}.", day.isoformat())
    assert time.first is not None
    found = date.fromisoformat(time.first)
    assert found.weekday() == name
    assert abs((found - day).days) < 7
    if day.weekday() == name:
        assert found == day


OTHERS = ["on Monday", "and", "to", ",", "in May", "the", "of", "2024"]
PIECES = [w for w, _ in ABSOLUTE] + [w for w, _ in RELATIVE] + OTHERS


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=8), st.sampled_from([None, "2024", "2024-02", "2024-02-29"])
)
def test_expressions_stand_in_order_and_apart(pieces: list[str], published: str | None) -> None:
    text = f"They spoke {' '.join(pieces)} there."
    times = sketched(text, published)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(times))
    assert all(t.text == t.span.of(text) for t in times)
    assert all(t.anchor is not Anchor.PUBLICATION for t in times if published is None)


@given(st.text(alphabet="0123456789/-.,:' \nMaySeptfridhcnouwk'’", min_size=1, max_size=80))
def test_noise_breaks_nothing(noise: str) -> None:
    text = f"They met {noise} x."
    times = sketched(text.replace("[", ""), "2024-02-29")
    assert all(t.text for t in times)


@given(st.integers(1, 999), st.sampled_from(["day", "week", "month", "year", "decade", "century", "hour"]))
def test_any_number_of_units_ago(count: int, unit: str) -> None:
    plural = {"century": "centuries"}.get(unit, unit + "s")
    (time,) = sketched(f"They met {count} {plural} ago.")
    if time.first is not None:
        assert time.first <= WEDNESDAY
    else:
        assert "beyond the calendar" in time.how
