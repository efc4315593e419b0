"""Written dates to `Publication`.

In comes the text of a date as pages, feeds and tables write it: ISO 8601 and its looser kin, RFC 2822 and asctime,
day-month-year in words of nine languages, Chinese, Japanese and Korean forms, seconds since 1970. Out goes a
`Publication` exactly as fine as the text, its offset as given. Refused, as None: days that do not exist, and forms that
can be read two ways (03/04/2024): nothing is guessed.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from communique.records import Precision, Publication

LONGEST = 120  # characters; no date is longer
_FIRST_YEAR, _LAST_YEAR = 1500, 2199  # outside lie the marks for "no date": year 1, year 9999

_MONTH_NAMES = (
    "january jan january, janvier janv enero ene janeiro januar jänner gennaio gen января янв січня січ",
    "february feb février févr fév febrero fevereiro fev februar febbraio февраля фев лютого лют",
    "march mar mars marzo março märz mär марта мар березня бер",
    "april apr avril avr abril abr aprile апреля апр квітня квіт",
    "may mai mayo maio mag maggio мая май травня трав",
    "june jun juin junio junho juni giugno giu июня июн червня черв",
    "july jul juillet juil julio julho juli luglio lug июля июл липня лип",
    "august aug août aou agosto ago agos августа авг серпня серп",
    "september sep sept septembre septiembre setiembre setembro set settembre сентября сен сент вересня вер",
    "october oct octobre octubre outubro out oktober okt ottobre ott октября окт жовтня жовт",
    "november nov novembre noviembre novembro ноября ноя листопада лист",
    "december dec décembre déc diciembre dic dezembro dez dezember dicembre декабря дек грудня груд",
)
_MONTHS = {name.rstrip(","): number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
# RFC 2822 section 4.3; only in the form of that standard, for elsewhere CST may be China's time.
_ZONES = {"EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00",
          "PST": "-08:00", "PDT": "-07:00"}  # fmt: skip

_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?"
)
_ZONE = r"(?:(?:\s*(?P<utc>Z|UTC|GMT)\b)?\s*(?P<offset>[+-]\d\d?(?::?\d\d)?)?(?:\s+(?P<zone>[A-Z]{2,5})\b)?)"
_AFTER = rf"(?:(?:\s*T\s*|,?\s+(?:at\s+|um\s+|à\s+|в\s+)?|\s*[-–|]\s+){_TIME}{_ZONE})?"
_WEEKDAY = r"(?:[^\W\d_]{2,13}\.?,?\s+)?"
_NAME = r"(?P<name>[^\W\d_]{3,10})\.?"
_ORDINAL = r"(?:st|nd|rd|th|er|º|\.)?"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 2024-08-21T10:00:00+03:00, 2024/08/21 10:00, 2024.08.21
        rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?){_AFTER}",
        # 20240821T100000Z
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?"
        r"(?P<utc>Z)?(?P<offset>[+-]\d\d:?\d\d)?)?",
        # 2024-08, 2024/08
        r"(?P<year>\d{4})[-/](?P<month>\d\d)",
        r"(?P<year>\d{4})",
        # Wed, 21 Aug 2024 10:00:00 GMT; 21. August 2024; 21 de agosto de 2024; 21-Aug-2024
        rf"{_WEEKDAY}(?P<day>\d\d?){_ORDINAL}[\s-]+(?:of\s+|de\s+)?{_NAME}[\s,-]+(?:de\s+)?(?P<year>\d{{4}})"
        rf"(?:\s*(?:г|р|года|року)\.?)?{_AFTER}",
        # 21 Aug 24 10:00:00 GMT, RFC 822
        rf"{_WEEKDAY}(?P<day>\d\d?)[\s-]+{_NAME}[\s-]+(?P<short>\d\d)\s+{_TIME}{_ZONE}",
        # August 21, 2024 10:00 AM; Wed Aug 21 2024 10:00:00 GMT+0300
        rf"{_WEEKDAY}{_NAME}\s+(?P<day>\d\d?){_ORDINAL},?\s+(?P<year>\d{{4}}){_AFTER}",
        # Wed Aug 21 10:00:00 +0000 2024
        rf"{_WEEKDAY}{_NAME}\s+(?P<day>\d\d?)\s+{_TIME}{_ZONE}\s+(?P<year>\d{{4}})",
        # August 2024
        rf"{_NAME},?\s+(?P<year>\d{{4}})",
        # 2024年8月21日 10:00, 2024년 8월 21일
        rf"(?P<year>\d{{4}})\s*[年년]\s*(?P<month>\d\d?)\s*[月월]\s*(?P<day>\d\d?)\s*[日일](?:\s*{_TIME}{_ZONE})?",
        # 21.08.2024, 08/21/2024: only where they can be read one way
        rf"(?P<one>\d\d?)(?P<mark>[/.-])(?P<two>\d\d?)(?P=mark)(?P<year>\d{{4}}){_AFTER}",
    )
)
_COMMENT = re.compile(r"\s*(?:\([^()]*\)|\[[\w/+-]+\])$")
_NUMBER = re.compile(r"-?\d{9,19}(?:\.\d+)?")
_UNITS = {9: 0, 10: 0, 12: 3, 13: 3, 16: 6, 19: 9}  # digits of a count since 1970 to its power of ten a second


@dataclass(frozen=True, slots=True)
class _Offset:
    """Zone of a time: `Z`, `+03:00`, or empty where it is not known."""

    iso: str


def publication(text: str, where: str, stated: bool = True) -> Publication | None:
    """The time that `text` tells, or None where it tells none, an impossible or an ambiguous one (03/04/2024).

    where: the place it was found, for the record. Counts since 1970 in seconds, milli-, micro- and nanoseconds are told
    apart by their number of digits (from March 1973 on). A time without a zone, or with the letters of one outside the
    RFC's list, is local time of an unknown zone.
    """
    text = " ".join(text.split()) if len(text) <= 2 * LONGEST else ""
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    text = _COMMENT.sub("", text).strip(" ,;")
    if not text or len(text) > LONGEST:
        return None
    if _NUMBER.fullmatch(text):
        moment = _since_1970(text)
        if moment is not None:
            return _told(moment, where, stated)
        if re.fullmatch(r"\d{10}", text):
            return None
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is not None:
            return _told(_composed(found, text), where, stated)
    return None


def _told(moment: tuple[str, Precision] | None, where: str, stated: bool) -> Publication | None:
    return None if moment is None else Publication(moment[0], moment[1], where, stated)


def _since_1970(text: str) -> tuple[str, Precision] | None:
    """A count since 1970 as ISO time in UTC. None for digits that could as well be YYYYMMDDHH(MM(SS)) of our time."""
    digits = len(text.partition(".")[0])
    if digits not in _UNITS or (digits in (10, 12) and _is_compact(text)):
        return None
    try:
        seconds = Decimal(text) / 10 ** _UNITS[digits]
        moment = datetime.fromtimestamp(int(seconds), UTC)
    except (InvalidOperation, OverflowError, ValueError, OSError):
        return None
    if not 1973 <= moment.year <= _LAST_YEAR:
        return None
    fraction = str(seconds % 1).partition(".")[2].rstrip("0")[:9]
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + (f".{fraction}" if fraction else "") + "Z", Precision.SECOND


def _is_compact(text: str) -> bool:
    digits = text.partition(".")[0]
    year, month, day, hour = int(digits[:4]), int(digits[4:6]), int(digits[6:8]), int(digits[8:10])
    return 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31 and hour < 24


def _composed(found: re.Match[str], text: str) -> tuple[str, Precision] | None:
    part = found.groupdict()
    year, month, day = _year(part), _month(part), _day(part)
    if year is None or month == 0 or day == 0:
        return None
    if month is None:
        return f"{year:04}", Precision.YEAR
    if day is None:
        return (f"{year:04}-{month:02}", Precision.MONTH) if 1 <= month <= 12 else None
    try:
        at = date(year, month, day).isoformat()
    except ValueError:
        return None
    if part.get("hour") is None:
        return at, Precision.DAY
    time, zone = _time(part), _zone(part, text)
    if time is None or zone is None:
        return None
    return f"{at}T{time}{zone.iso}", Precision.MINUTE if len(time) == 5 else Precision.SECOND


def _year(part: dict[str, str | None]) -> int | None:
    if (short := part.get("short")) is not None:
        return int(short) + (2000 if int(short) < 50 else 1900)  # RFC 2822 section 4.3
    year = int(part["year"] or 0)
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _month(part: dict[str, str | None]) -> int | None:
    """Number of the month, None where the form has none, 0 where it is no month or not certain."""
    if part.get("one"):
        return _order(part)[1]
    if (name := part.get("name")) is not None:
        return _MONTHS.get(name.lower(), 0)
    month = part.get("month")
    return None if month is None else int(month)


def _day(part: dict[str, str | None]) -> int | None:
    if part.get("one"):
        return _order(part)[0]
    day = part.get("day")
    return None if day is None else int(day)


def _order(part: dict[str, str | None]) -> tuple[int, int]:
    """Day and month of `21/08` and `08/21`; zeros where both could be the month and they differ."""
    one, two = int(part["one"] or 0), int(part["two"] or 0)
    if one > 12 or one == two:
        return one, two
    return (two, one) if two > 12 else (0, 0)


def _time(part: dict[str, str | None]) -> str | None:
    hour, minute = int(part["hour"] or 0), int(part["minute"] or 0)
    second, fraction = part.get("second"), part.get("fraction")
    if half := part.get("half"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if hour > 23 or minute > 59 or int(second or 0) > 59:
        return None
    if second is None:
        return f"{hour:02}:{minute:02}"
    return f"{hour:02}:{minute:02}:{second}" + (f".{fraction}" if fraction else "")


def _zone(part: dict[str, str | None], text: str) -> _Offset | None:
    """The zone; None where its offset cannot be."""
    offset = part.get("offset")
    if offset is None:
        if part.get("utc"):
            return _Offset("Z")
        letters = (part.get("zone") or "").upper()
        standard = re.match(r"[A-Za-z]{3}, \d", text) is not None or part.get("short") is not None
        return _Offset("Z" if letters in ("UT", "UTC", "GMT") else _ZONES.get(letters, "") if standard else "")
    digits = offset[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        return None
    return _Offset(f"{offset[0]}{hours:02}:{minutes:02}")
