"""The grammar of datelines: reads one opening from left to right.

In comes the head of a text and an offset; out goes an `Opening` with the offsets of what was recognised there, or None
where no place and no agency stands. Shape only: whether an opening is a dateline is weighed in `datelines`.

    [agency ,]  place  [/ and place]  [, region | (region)]  [, date]  [(agency) | /agency/ | , agency]  end
    end:  a dash, a colon, a full stop, or the end of the line

The parts after the place come in any order. Every pattern is bounded, so no input makes the reading slow.
"""

import re
from dataclasses import dataclass, field

from communique.sources import dateline_names as names

SPACE = r"[ \t\u00a0\u2007\u2009\u202f]"
_LETTER = r"[^\W\d_]"
_NAME_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f])"
_HYPHENS = "-‐‑"
_DASHES = "-‒–—―−"
_WORD = re.compile(rf"{_NAME_LETTER}{{1,30}}(?:[{_HYPHENS}'’‘`ʼ´ʹ.]{_NAME_LETTER}{{1,30}}){{0,5}}")
_GAP = re.compile(rf"{SPACE}{{0,3}}")

_END = re.compile(
    rf"{SPACE}{{0,2}}[*_]{{0,3}}\.?{SPACE}{{0,3}}(?P<mark>[{_DASHES}]{{1,4}}(?: -)?(?![{_DASHES}])|[:：])"
)
_RANGE = re.compile(r"\s{0,2}\d")
_FULL_STOP = re.compile(rf"{SPACE}?\.(?=\s|$)")
_LINE_END = re.compile(rf"{SPACE}{{0,3}}(?=[\r\n]|$)")
_SEPARATOR = re.compile(
    rf"{SPACE}{{0,2}}(?::{SPACE}{{0,2}}(?=[(/])|(?:[{_DASHES}]{{1,3}}|[,;.|،]{{0,2}}){SPACE}{{0,3}})"
)
_AFTER_LEADING_AGENCY = re.compile(rf"\.?{SPACE}?[,:|/.]{SPACE}{{1,2}}(?:-{SPACE})?|{SPACE}[-–—]{SPACE}")
_COMMA = re.compile(rf",{SPACE}")
_OTHER_PLACE = re.compile(rf"{SPACE}?(?:/|&|,?{SPACE}(?:and|AND)\b){SPACE}?")

_BRACKET = re.compile(r"\(\s?([^()\[\]\n]{1,70}?)\s?\)|\[\s?([^()\[\]\n]{1,70}?)\s?\]|/\s?([^/\n]{1,40}?)\s?/")
_PIECES = re.compile(rf"\s?[/,|]\s?|{SPACE}[-–—]{{1,2}}{SPACE}")
_BEFORE_DATE = re.compile(rf"\s?,\s?|{SPACE}[-–—]{{1,2}}{SPACE}")
_AGENCY_WORDS = re.compile(rf"{_LETTER}[\w.&’'\-]{{0,30}}(?:(?: | ?/ ?)[\w.&’'\-]{{1,30}}){{0,4}}")
_BARE_AGENCY = re.compile(rf"{_LETTER}[\w\-/]{{1,20}}(?:{SPACE}{_LETTER}[\w\-]{{1,20}}){{0,3}}")
_REGION_WORD = rf"{_LETTER}[\w&’'.]{{0,25}}(?:-[\w&’']{{1,25}}){{0,2}}"
_REGION = re.compile(rf"(?:[A-Z]\.){{2,4}}|{_REGION_WORD}(?:{SPACE}{_REGION_WORD}){{0,3}}")
_WORD_BREAK = re.compile(rf"{SPACE}|/")

_MONTH = "|".join(sorted(map(re.escape, names.MONTHS), key=len, reverse=True))
_WEEKDAY = "|".join(sorted(names.WEEKDAYS, key=len, reverse=True))
_WHOLE = rf"(?!{_LETTER})"
_NTH = r"(?:st|nd|rd|th|º|ª|er)?(?!\d)"
DATE = re.compile(
    rf"(?:(?P<weekday>{_WEEKDAY}){_WHOLE}\.?,?{SPACE}{{0,2}})?"
    rf"(?:(?P<m1>{_MONTH}){_WHOLE}\.?{SPACE}{{0,2}}(?P<d1>\d{{1,2}}){_NTH}(?![:.]\d)"
    rf"|(?P<d2>\d{{1,2}}){_NTH}\.?(?:{SPACE}(?:of|de))?(?:{SPACE}|-){{0,2}}(?P<m2>{_MONTH}){_WHOLE}\.?"
    r"|(?P<iso>\d{4}-\d\d-\d\d)(?!\d)"
    r"|(?P<numeric>\d{1,2}(?P<by>[/.\-])\d{1,2}(?P=by)\d{4})(?!\d)"
    rf"|(?P<month_only>{_MONTH}){_WHOLE}\.?,?{SPACE}(?=\d{{4}}(?!\d)))"
    rf"(?:{SPACE}?,?(?:{SPACE}|-){{0,2}}(?:(?:de|del){SPACE})?(?P<year>(?:1[5-9]|20|21)\d\d)(?!\d|:\d|%))?"
    rf"(?:,?{SPACE}?(?P<weekday_after>{_WEEKDAY}){_WHOLE}\.?)?",
    re.IGNORECASE,
)
# A weekday tied to a day without a year, as first paragraphs have it: `on Wednesday, Aug. 21`, `Wednesday (21 August)`.
TIED = re.compile(
    rf"\b(?P<weekday>{_WEEKDAY}){_WHOLE}\.?[, (]{{1,3}}(?:the )?"
    rf"(?:(?P<m1>{_MONTH}){_WHOLE}\.?{SPACE}?(?P<d1>\d{{1,2}})(?!\d)|(?P<d2>\d{{1,2}}){_NTH}{SPACE}(?P<m2>{_MONTH}){_WHOLE})"
    rf"(?!\.?,?{SPACE}?\d{{4}})",
    re.IGNORECASE,
)
WEEKDAY_ONLY = re.compile(rf"(?P<weekday>{_WEEKDAY}){_WHOLE}\.?", re.IGNORECASE)
_DAY_ONLY = re.compile(rf"\d{{1,2}}(?={SPACE}?[(/])")

# Words that are lower case inside the names of cities, and words that a full stop shortens.
_CONNECTORS = names.words_of("de del da do dos das di la le les el al an am of the sur upon on es d l y e i")
_SHORTENED = names.words_of("st ste mt ft pt sta sto")

Range = tuple[int, int]


@dataclass(slots=True)
class Opening:
    """What was read at the start of a story; ranges and `end` count characters of the head.

    mark: how it ends: "-", ":", ".", "line" (end of the line), "hyphen" (joined to the next word), or "" (no mark).
    """

    start: int
    place: Range | None = None
    others: list[str] = field(default_factory=list)
    region: bool = False
    date: re.Match[str] | None = None
    day_only: bool = False
    agency: Range | None = None
    known_agency: bool = False
    agency_leads: bool = False
    end: int = 0
    mark: str = ""


def opening_at(head: str, start: int) -> Opening | None:
    """What stands at `start`; its `place` is None for `(Reuters) -`. None where neither place nor agency is found."""
    opening = Opening(start)
    at = _leading_agency(head, opening)
    opening.place = _place(head, at) if not _date_at(head, at) else None
    if opening.place is not None:
        at = _other_places(head, _country_first(head, opening), opening)
    elif opening.agency is None:
        return None
    while (after := _part(head, at, opening)) is not None:
        at = after
    _finish(head, at, opening)
    return opening


def _skip(pattern: re.Pattern[str], head: str, at: int) -> int:
    found = pattern.match(head, at)
    return found.end() if found else at


def _leading_agency(head: str, opening: Opening) -> int:
    """`Xinhua, ` or `(Reuters) ` before the place. Gives the offset after it."""
    at = opening.start
    bracket = _BRACKET.match(head, at)
    if bracket is not None:
        inner = bracket.lastindex or 1
        if not names.is_agency(bracket[inner]):
            return at
        opening.agency, after = bracket.span(inner), bracket.end()
        after = _skip(_GAP, head, after)
    else:
        word = _bare_agency(head, at)
        separator = _AFTER_LEADING_AGENCY.match(head, word[1]) if word else None
        if word is None or separator is None:
            return at
        # A comma leads on to place or date; after a dash the story may start, which `_finish` must see.
        dashed = separator[0].strip(" .")[:1] not in {",", ":", "|", "/", ""}
        opening.agency, after = word, word[1] if dashed and not _city_at(head, separator.end()) else separator.end()
    opening.known_agency = opening.agency_leads = True
    return after


def _city_at(head: str, at: int) -> bool:
    place = _place(head, at)
    return place is not None and names.is_city(head[slice(*place)])


def _bare_agency(head: str, at: int) -> Range | None:
    """The longest known agency that stands at `at` without brackets."""
    found = _BARE_AGENCY.match(head, at)
    if found is None:
        return None
    for end in _ends(found, _WORD_BREAK):
        plain = names.folded(head[at:end])
        if plain in names.AGENCIES and plain not in names.COMMON_AGENCY_WORDS:
            return at, end
    return None


def _ends(found: re.Match[str], breaks: re.Pattern[str]) -> list[int]:
    """Where a match of several words may be cut, the longest first."""
    return [found.end(), *(found.start() + m.start() for m in reversed(list(breaks.finditer(found[0]))))]


def _place(head: str, at: int) -> Range | None:
    """Up to six capitalised words, or words in capitals when the first is so."""
    first = _WORD.match(head, at)
    if first is None or not first[0][0].isupper():
        return None
    upper = _upper_part(first[0]) > 1
    start, end = at, at
    for count in range(6):
        word = _WORD.match(head, at)
        if word is None or (count and _date_at(head, at) and not names.is_city(head[start : word.end()])):
            break  # `MOSCOW Aug 21`, but not `Rio de Janeiro 21 Aug`
        length = _upper_part(word[0]) if upper else len(word[0])
        connector = count > 0 and word[0].casefold() in _CONNECTORS
        if not connector and (not length or not word[0][0].isupper()):
            break
        at += len(word[0]) if connector else length
        if word[0].casefold() in _SHORTENED and head[at : at + 1] == ".":
            at += 1
        if not connector:
            end = at
            if length < len(word[0]) or (word[0].isupper() and _is_whole_city(head, start, end)):
                break
        gap = _skip(_GAP, head, at)
        if gap == at and head[at - 1] != ".":
            break
        at = gap
    return (start, end) if end > start else None


def _is_whole_city(head: str, start: int, end: int) -> bool:
    """Whether a known city ends here: `KYIV President` goes on without capitals, `NEW YORK CITY` does not."""
    if not names.is_city(head[start:end]):
        return False
    following = _WORD.match(head, _skip(_GAP, head, end))
    return following is None or following[0] == "D.C" or not (following[0].isupper() or following[0] in _CONNECTORS)


def _upper_part(word: str) -> int:
    """How much of a word is in capitals, by the parts between hyphens: `ISLAMABAD` of `ISLAMABAD-The`."""
    if word.isupper():
        return len(word)
    length = 0
    for part in re.split(rf"([{_HYPHENS}])", word):
        if part not in _HYPHENS and not part.isupper():
            break
        length += len(part)
    return len(word[:length].rstrip(_HYPHENS))


def _date_at(head: str, at: int) -> re.Match[str] | None:
    return DATE.match(head, at) or WEEKDAY_ONLY.match(head, at)


def _country_first(head: str, opening: Opening) -> int:
    """`Egypt, Cairo, June 2022:` is a dateline of Cairo. Gives the offset after the place."""
    start, end = opening.place or (0, 0)
    comma = _COMMA.match(head, end)
    if comma and names.folded(head[start:end]) in names.REGIONS and not names.is_city(head[start:end]):
        city = _place(head, comma.end())
        if city is not None and names.is_city(head[slice(*city)]):
            opening.place, opening.region = city, True
            return city[1]
    return end


def _other_places(head: str, at: int, opening: Opening) -> int:
    """`/DUBAI` and `and KUALA LUMPUR` after the first place. Gives the offset after them."""
    while len(opening.others) < 4 and (link := _OTHER_PLACE.match(head, at)) is not None:
        place = _place(head, link.end())
        if place is None or (link[0].strip() == "/" and head[at] != "/"):
            break
        name = head[slice(*place)]
        agency = names.is_agency(name) and not names.is_city(name)
        # `BEIRUT/TYRE/SIDON` names three cities, `DOHA/QNA/` an agency.
        if agency or (head[place[1] : place[1] + 1] == "/" and not _WORD.match(head, place[1] + 1)):
            break
        opening.others.append(name)
        at = place[1]
    return at


def _part(head: str, at: int, opening: Opening) -> int | None:
    """One part after the place, with the separator before it; its end, or None where no part follows."""
    separator = _SEPARATOR.match(head, at)
    start = separator.end() if separator else at
    if start > at and opening.date is None and not opening.day_only:
        opening.date = _date_at(head, start)
        if opening.date is not None:
            return opening.date.end()
        if (day := _DAY_ONLY.match(head, start)) is not None:
            opening.day_only = True
            return day.end()
    if (bracket := _BRACKET.match(head, start)) is not None:
        return _bracketed(head, bracket, opening)
    if start == at or separator is None:
        return None
    if opening.agency is None and (agency := _bare_agency(head, start)) is not None and _may_end(head, agency[1]):
        opening.agency, opening.known_agency = agency, True
        return agency[1]
    if "," in separator[0] or not separator[0].strip():
        return _region(head, start, opening, after_comma="," in separator[0])
    return None


def _region(head: str, at: int, opening: Opening, *, after_comma: bool) -> int | None:
    """`Calif.`, `D.C.`, `Osaka Prefecture`; without a comma only in capitals, as in `WASHINGTON D.C.`."""
    found = _REGION.match(head, at)
    if found is None or not found[0][0].isupper():
        return None
    for end in _ends(found, _WORD_BREAK):
        if names.is_region(head[at:end]) and (after_comma or head[at:end].isupper()):
            opening.region = True
            return end
    return None


def _bracketed(head: str, bracket: re.Match[str], opening: Opening) -> int | None:
    """What stands in brackets or between slashes: a date, a region, an agency, or an agency and a date."""
    inner = bracket.lastindex or 1
    content, (start, end) = bracket[inner], bracket.span(inner)
    dated = DATE.fullmatch(head, start, end) or WEEKDAY_ONLY.fullmatch(head, start, end)
    if dated is not None:
        if opening.date is not None:
            return None
        opening.date = dated
        return bracket.end()
    if opening.agency is not None:
        return None
    if names.is_agency(content) or any(names.is_agency(piece) for piece in _PIECES.split(content)):
        opening.agency, opening.known_agency = _agency_before_date(head, start, end, opening), True
        return bracket.end()
    if names.is_region(content):
        opening.region = True
        return bracket.end()
    if _AGENCY_WORDS.fullmatch(content) and content[0].isupper():
        opening.agency = (start, end)
        return bracket.end()
    return None


def _agency_before_date(head: str, start: int, end: int, opening: Opening) -> Range:
    """The agency in `Marketwire - December 23, 2010`; all of `Xinhua/AP`."""
    cut = _BEFORE_DATE.search(head, start, end)
    if cut is not None and opening.date is None:
        opening.date = DATE.fullmatch(head, cut.end(), end)
        if opening.date is not None:
            return start, cut.start()
    return start, end


def _may_end(head: str, at: int) -> bool:
    return any(pattern.match(head, at) for pattern in (_END, _FULL_STOP, _LINE_END, _BRACKET))


def _finish(head: str, at: int, opening: Opening) -> None:
    """Notes how the opening ends, and where."""
    opening.end = at
    if (end := _END.match(head, at)) is not None:
        mark = end["mark"]
        opening.end, opening.mark = end.end(), ":" if mark in ":：" else "-"
        # `Paris-based`, `March 9-11`: a single hyphen without a space before it joins.
        if mark in _HYPHENS and end.start("mark") == at:
            joined = head[end.end() : end.end() + 1].isalnum() or _RANGE.match(head, end.end())
            opening.mark = "hyphen" if joined else "-"
    elif (stop := _FULL_STOP.match(head, at)) is not None:
        opening.end, opening.mark = stop.end(), "."
    elif _LINE_END.match(head, at) is not None:
        opening.mark = "line"
    elif head[at - 1 : at] == ".":
        opening.mark = "."
