"""Rules for expressions that give no point of the calendar: lengths of time, what recurs, what is only vague.

In: a match of the rule's pattern and the situation. Out: a reading of kind duration or recurring, or one as vague as
the words are.
"""

import re

from communique.grounding import calendar
from communique.grounding.calendar import Period
from communique.grounding.time_situation import Reading, Rule, Situation, relative, rule
from communique.grounding.time_units import grain_of
from communique.grounding.time_words import COUNT, NUMBER_STARTS, UNIT, WEEKDAY, WEEKDAYS
from communique.records.findings import Anchor, Grain, TimeKind

_EVERY = {
    "annually": "year",
    "yearly": "year",
    "annual": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "quarterly": "quarter",
    "hourly": "hour",
    "nightly": "day",
    "biennially": "year",
}


_PER = re.compile(  # `twice a year`, `$5 million a day`
    r"(?:\b(?:once|twice|times|hours|days|weeks|months|dollars|euros|pounds|tons|tonnes|barrels|people|cents?)"
    r"|illion|\d)\s$",
    re.IGNORECASE,
)


def _length(match: re.Match[str], _: Situation) -> Reading | None:
    grain, _times = grain_of(match["unit"])
    if match["count"].lower() in ("a", "an") and _PER.search(match.string, max(0, match.start() - 16), match.start()):
        return Reading(grain, "recurring", kind=TimeKind.RECURRING, tells=False)
    return Reading(grain, "a length of time", kind=TimeKind.DURATION, tells=False)


def _recurring(match: re.Match[str], _: Situation) -> Reading | None:
    word = match["adverb"]
    unit = match["unit"] or (_EVERY[word.lower()] if word else "day")
    grain, _times = grain_of(unit)
    return Reading(grain, "recurring", kind=TimeKind.RECURRING, tells=False)


def _weekdays(_: re.Match[str], __: Situation) -> Reading | None:
    return Reading(Grain.DAY, "recurring on a weekday", kind=TimeKind.RECURRING, tells=False)


def _vague(match: re.Match[str], situation: Situation) -> Reading | None:
    word = " ".join(match[0].lower().split())
    past = word in (
        "recently",
        "lately",
        "of late",
        "in recent days",
        "in recent weeks",
        "in recent months",
        "in recent years",
        "in recent decades",
    )
    future = word in ("soon", "shortly", "in the near future", "in the foreseeable future")
    today = situation.today
    kind = TimeKind.RANGE if past or future else TimeKind.POINT
    if today is None:
        return relative(Grain.VAGUE, f"vague: {word}", kind)
    return Reading(
        Grain.VAGUE,
        f"vague: {word}",
        calendar.of_day(today),
        kind,
        situation.anchor,
        open_start=past,
        open_end=future,
        confidence=0.5,
        tells=False,
    )


def _then(match: re.Match[str], situation: Situation) -> Reading | None:
    """`since then`, `that time`, `the same day`: the time told before."""
    told: Period | None = situation.told
    if told is None:
        return None
    return Reading(
        told.grain,
        "the time told before",
        told,
        TimeKind.POINT if told.day or told == told.widened(told.grain) else TimeKind.RANGE,
        Anchor.NARRATIVE,
        confidence=0.7,
    )


RULES: tuple[Rule, ...] = (
    rule(
        "length",
        NUMBER_STARTS,
        rf"(?P<count>{COUNT})(?: more| additional| full| long| consecutive| straight)?[ -](?P<unit>{UNIT})"
        r"(?:[ -]long\b)?(?!['’]?[- ](?:old|olds|of age)\b)",
        _length,
    ),
    rule(
        "recurring",
        ("every", "each", "per", *_EVERY),
        rf"(?:(?:every|each|per)(?: other| (?:{COUNT}))? (?P<unit>{UNIT})|(?:every|each) (?:{WEEKDAY})"
        rf"|(?P<adverb>{'|'.join(_EVERY)})\b)",
        _recurring,
    ),
    rule("weekdays", [f"{day}s" for day in WEEKDAYS], r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days\b", _weekdays),
    rule(
        "vague",
        ("recently", "lately", "of", "in", "soon", "shortly", "now", "nowadays", "currently", "at", "these"),
        r"(?:recently|lately|of late|in recent (?:days|weeks|months|years|decades)|soon(?! (?:as|after|before)\b)"
        r"|shortly(?! (?:before|after))|nowadays|currently|these days|now(?! that\b)|at present"
        r"|at the moment|in the (?:near|foreseeable) future)\b",
        _vague,
    ),
    rule(
        "then", ("then", "that"), r"(?:(?<=since )then|(?<=by )then|(?<=until )then|that (?:hour|moment|time))\b", _then
    ),
)
