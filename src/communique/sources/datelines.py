"""Datelines: city, day, agency, and where the story starts.

In comes the text of a report, with its dates of publication and crawl where they are known; out goes a `Dateline` whose
spans count characters of that text, or None where the story opens without one. Shape alone is not enough: `NATO - the
alliance`, `BLITZER: Thank you` and `UPDATE 1 -` are shaped like datelines. So a place also needs evidence (a date, an
agency, a region, a known city, capitals), and where it is thin a dateline is rather missed than invented. Only the
first `HEAD` characters are looked at, so the time does not grow with the text.
"""

import re
from collections.abc import Iterator
from datetime import date

from communique.records import Dateline, Day, Publication, Span
from communique.sources import dateline_names as names
from communique.sources import dateline_years as years
from communique.sources.dateline_grammar import DATE, SPACE, TIED, WEEKDAY_ONLY, Opening, opening_at

HEAD = 2000  # characters of the text that are looked at
OPENING_LINES = 8  # lines among which a dateline may start: headline, byline, date line before it
PROSE = 450  # a line as long as this is a paragraph of a story: no dateline comes after it
RUN_IN = 250  # how far into the first line a headline may run before the story follows on the same line
SHORT_STORY = 60  # less than this after a bare `London -`, without a full stop, is a headline
LEAD = 700  # characters of the story in which the lead's weekday is looked for

_LINE = re.compile(rf"[^\r\n]{{1,{HEAD}}}")
_ORNAMENT = re.compile(r"[\s*_•▪●>»\u200b\ufeff]*")
_RUN_IN = re.compile(rf"[.?!][”\"’]?{SPACE}{{1,3}}(?=[A-ZÀ-Þ]{{2}})")
_PARAGRAPH = re.compile(r"(?:[^\r\n]+(?:\r?\n)?)*")
_SENTENCE_END = re.compile(r"[.!?][”\"’')]?\s*$")
_AFTER_DATELINE = re.compile(r"[\s*_\u200b\ufeff]*")
_LEAD_WEEKDAY = re.compile(r"\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b")
_NOT_NOW = re.compile(
    r"\b(?:will|would|next|coming|due|scheduled|expected|plans?|planned|set to|ahead of|by|until|from|last)\b",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"(?P<agency>新华社|中新社|中新网|法新社|路透社|美联社|共同社|塔斯社)(?P<place>[\u4e00-\u9fff·]{2,10}?)"
    r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:专?电|讯)(?:[（(][^）)\n]{1,30}[）)])?"
)
# The first words of someone who speaks, after a label such as `Washington:` in a transcript.
_SPOKEN = names.words_of("i we you thank thanks well yes no so okay ok hi hello good right let")


def find_dateline(text: str, published: Publication | None = None, crawled: str | None = None) -> Dateline | None:
    """The dateline of a report, or None where its opening is none.

    Offsets count characters of `text`; `story` is where the first word after the dateline stands (the end of the text
    where nothing follows). published and crawled (ISO 8601) help to tell a year that the dateline does not give; what
    they could not settle is told in `notes`. An opening that names only an agency counts when that stands in brackets:
    `(Reuters) -`.
    """
    head = text[:HEAD]
    for start in _starts(head):
        chinese = _CHINESE.match(head, start)
        if chinese is not None:
            return _chinese_dateline(text, chinese, published, crawled)
        opening = opening_at(head, start)
        if opening is None:
            continue
        if opening.place is None:
            if opening.agency is not None and head[start] in "(/[":
                return _dateline(text, head, opening, published, crawled)
            if opening.mark in {"-", ":"}:
                return None
        elif _credible(head, opening):
            return _dateline(text, head, opening, published, crawled)
    return None


def _starts(head: str) -> Iterator[int]:
    """Where a dateline may start: at the first lines, and after a headline that runs into the story on one line."""
    lines = 0
    for line in _LINE.finditer(head):
        start = _after(_ORNAMENT, head, line.start())
        if start >= line.end():
            continue
        yield start
        lines += 1
        if lines == 1:
            yield from (stop.end() for stop in _RUN_IN.finditer(head, start, min(line.end(), start + RUN_IN)))
        if lines >= OPENING_LINES or line.end() - start > PROSE:
            return


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


# --- the evidence ---


def _credible(head: str, opening: Opening) -> bool:
    """Whether what is shaped like a dateline is one."""
    name = head[slice(*opening.place)] if opening.place else ""
    plain = names.folded(name)
    words = plain.split()
    known = any(names.is_city(place) for place in (name, *opening.others))
    if not words or (opening.mark == "hyphen" and not (known and name.isupper())):
        return False
    if not known:
        if plain in names.ACRONYMS or names.is_agency(name) or any(word in names.LABELS for word in words):
            return False
        supported = opening.region or opening.known_agency or words[-1] in names.PLACE_WORDS
        if not supported and any(word in names.TITLES for word in words):
            return False
    if opening.agency is not None:
        return _credible_with_agency(head, opening, name, known)
    if opening.date is not None or opening.day_only:
        return _credible_with_date(head, opening, name, known)
    return _credible_bare(head, opening, name, known)


def _credible_with_agency(head: str, opening: Opening, name: str, known: bool) -> bool:
    place = known or opening.region or name.isupper()
    dated = opening.date is not None or opening.day_only
    if opening.agency_leads:
        return place and (opening.mark in {"-", ":"} or (dated and opening.mark in {".", "line"}))
    if opening.known_agency:
        # Where the story follows without a dash it must begin as one: `DHAKA (BSS) The`, not `Kabul (AP) photo`.
        if opening.mark in {"", ".", "line"}:
            return (place or dated) and (opening.mark != "" or _begins_sentence(head, opening.end))
        return place or dated or len(name.split()) <= 3
    if opening.mark in {"", "line"}:
        return place and dated and _begins_sentence(head, opening.end)
    initials = "".join(word[0] for word in re.split(r"[\s\-]", name) if word[:1].isupper())
    if opening.agency and head[slice(*opening.agency)] in {initials, initials[:-1]}:
        return False  # `National Democratic Congress (NDC) -`
    return place and (dated or known or opening.region)


def _credible_with_date(head: str, opening: Opening, name: str, known: bool) -> bool:
    if opening.mark == "" or (opening.mark == "." and not _begins_sentence(head, opening.end)):
        return False
    return known or opening.region or (name.isupper() and len(name) > 2)


def _credible_bare(head: str, opening: Opening, name: str, known: bool) -> bool:
    """A place with a dash or a colon, and nothing else: the hardest, and common."""
    if opening.mark not in {"-", ":", "hyphen"} or not _begins_sentence(head, opening.end):
        return False
    story = head[opening.end :].lstrip()
    first = names.folded(story[:30]).split()
    if first and first[0] in _SPOKEN:
        return False
    paragraph = _PARAGRAPH.match(story)
    if paragraph and len(paragraph[0]) < SHORT_STORY and not _SENTENCE_END.search(paragraph[0]):
        return False
    if known:
        # `Moscow – Beijing 10:30` is a route, not a story.
        return name.isupper() or not any(names.is_city(" ".join(first[:n])) for n in (1, 2))
    words = names.folded(name).split()
    if opening.region:
        return name.isupper() or len(words) == 1 or words[0] in names.PLACE_WORDS
    if opening.mark != "-" or not name.isupper() or names.folded(name) in names.REGIONS:
        return False
    spaced = head[opening.end - 2 : opening.end] != name[-1] + "-"  # `SCAP-22`, `THE-`
    return spaced and ((len(words) == 1 and len(name) > 3) or any(word in names.PLACE_WORDS for word in words))


def _begins_sentence(head: str, at: int) -> bool:
    """Whether a word with a capital, a digit or a quotation mark follows."""
    start = _after(_AFTER_DATELINE, head, at)
    return start < len(head) and not head[start].islower()


# --- from an opening to the record ---


def _dateline(text: str, head: str, opening: Opening, published: Publication | None, crawled: str | None) -> Dateline:
    story = _after(_AFTER_DATELINE, text, opening.end)
    day, notes = _day(head, opening, story, years.Clues(published=published, crawled=years.day_of_iso(crawled)))
    if opening.others:
        notes = (f"the dateline names further places: {', '.join(opening.others)}", *notes)
    return Dateline(
        span=Span(opening.start, opening.end),
        story=story,
        place=head[slice(*opening.place)] if opening.place else None,
        place_span=Span(*opening.place) if opening.place else None,
        day=day,
        agency=head[slice(*opening.agency)] if opening.agency else None,
        notes=notes,
    )


def _chinese_dateline(text: str, found: re.Match[str], published: Publication | None, crawled: str | None) -> Dateline:
    clues = years.Clues(published=published, crawled=years.day_of_iso(crawled))
    year = int(found["year"]) if found["year"] else None
    day, notes = years.dateline_day(year, int(found["month"]), int(found["day"]), clues)
    story = _after(_AFTER_DATELINE, text, found.end())
    return Dateline(Span(*found.span()), story, found["place"], Span(*found.span("place")), day, found["agency"], notes)


def _day(head: str, opening: Opening, story: int, clues: years.Clues) -> tuple[Day | None, tuple[str, ...]]:
    """The day of an opening, with a year where the text or the clues give one."""
    found = opening.date
    if opening.day_only:
        return None, ("the dateline gives a day without a month",)
    if found is None or found.re is WEEKDAY_ONLY:
        return None, ()
    if found["month_only"]:
        return None, ("the dateline gives a month without a day",)
    parts = _numbers(found)
    if parts is None:
        return None, (f"{found['numeric']} can be read as day and month or as month and day",)
    year, month, day = parts
    weekday = found["weekday"] or found["weekday_after"]
    said = [years.Weekday(names.WEEKDAYS[weekday.casefold()], month, day, "in the dateline")] if weekday else []
    gathered = years.Clues(
        weekdays=(*said, *(_tied_weekdays(head, opening.end, month, day) if year is None else ())),
        lead=_lead_weekday(head[story : story + LEAD]),
        date_line=_date_line(head[: opening.start]),
        published=clues.published,
        crawled=clues.crawled,
    )
    return years.dateline_day(year, month, day, gathered)


def _numbers(found: re.Match[str]) -> tuple[int | None, int, int] | None:
    """Year, month and day of a date; None where day and month cannot be told apart."""
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
        return year, month, day
    if found["numeric"]:
        first, second, year = (int(part) for part in found["numeric"].split(found["by"]))
        if found["by"] == "." or first > 12 or first == second:
            return year, second, first
        return (year, first, second) if second > 12 else None
    month = names.MONTHS[(found["m1"] or found["m2"]).casefold()]
    return (int(found["year"]) if found["year"] else None), month, int(found["d1"] or found["d2"])


def _tied_weekdays(head: str, at: int, month: int, day: int) -> Iterator[years.Weekday]:
    """Weekdays that the first paragraphs tie to days within two weeks of the dateline's: `Wednesday, Aug. 21`."""
    near = years.real_day(2024, month, day)
    for found in TIED.finditer(head, at, min(len(head), at + 1200)):
        other = names.MONTHS[(found["m1"] or found["m2"]).casefold()], int(found["d1"] or found["d2"])
        tied = years.real_day(2024, *other)
        if near is None or tied is None:
            continue
        apart = abs((tied - near).days)
        if min(apart, 366 - apart) <= 14:
            yield years.Weekday(names.WEEKDAYS[found["weekday"].casefold()], *other, "in the first paragraphs")


def _lead_weekday(lead: str) -> int | None:
    """The weekday that the lead says something happened on; None where it tells of what is to come."""
    found = _LEAD_WEEKDAY.search(lead)
    if found is None or _NOT_NOW.search(lead, max(0, found.start() - 80), found.start()):
        return None
    return names.WEEKDAYS[found[0].casefold()]


def _date_line(before: str) -> date | None:
    """A full date on a line of its own before the dateline (`Thursday, January 12, 2006`)."""
    for line in before.splitlines():
        found = DATE.fullmatch(line.strip(" \t\u00a0|.*_"))
        parts = _numbers(found) if found and not found["month_only"] else None
        if parts is not None and parts[0] is not None:
            return years.real_day(parts[0], parts[1], parts[2])
    return None
