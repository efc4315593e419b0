"""Words of time: months, weekdays, numbers, units, seasons, zones, and the pieces of patterns that are made of them.

In: matched words. Out: their numbers. A word that none of the tables holds gives None. Patterns are text, compiled by
the grammar; the pieces with `(?-i:...)` mind capitals inside patterns that otherwise do not.
"""

import re
from collections.abc import Iterable

from communique.codebook.phrases import listed

_MONTH_ROWS = (
    "January Jan",
    "February Feb",
    "March Mar",
    "April Apr",
    "May May",
    "June Jun",
    "July Jul",
    "August Aug",
    "September Sept Sep",
    "October Oct",
    "November Nov",
    "December Dec",
)
_DAY_ROWS = ("Monday Mon", "Tuesday Tues Tue", "Wednesday Wed", "Thursday Thurs Thur Thu", "Friday Fri", "Saturday Sat")
MONTHS: dict[str, int] = {w.lower(): n for n, row in enumerate(_MONTH_ROWS, 1) for w in row.split()}
WEEKDAYS: dict[str, int] = {w.lower(): n for n, row in enumerate((*_DAY_ROWS, "Sunday Sun")) for w in row.split()}
SEASONS: dict[str, int] = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # the month it opens with
UNITS: dict[str, str] = {
    word: unit
    for unit, words in {
        "second": "second seconds",
        "minute": "minute minutes min mins",
        "hour": "hour hours hr hrs",
        "day": "day days night nights",
        "weekend": "weekend weekends",
        "week": "week weeks",
        "fortnight": "fortnight fortnights",
        "month": "month months",
        "quarter": "quarter quarters",
        "year": "year years yr yrs",
        "decade": "decade decades",
        "century": "century centuries",
    }.items()
    for word in words.split()
}
_SMALL = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
ORDINAL_WORDS = listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
CARDINALS: dict[str, float] = {
    **{w: float(n) for n, w in enumerate(_SMALL)},
    **{w: float(n * 10) for n, w in enumerate(_TENS, 2)},
    "a": 1.0,
    "an": 1.0,
    "another": 1.0,
    "half a": 0.5,
    "half an": 0.5,
    "hundred": 100.0,
    "a hundred": 100.0,
}
ORDINALS: dict[str, int] = {
    **{w: n for n, w in enumerate(ORDINAL_WORDS, 1)},
    "twenty-first": 21,
    "twenty first": 21,
    "last": -1,
    "final": -1,
}
DECADE_WORDS: dict[str, int] = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
VAGUE_NUMBERS = (
    r"several|(?:a\s)?few|some|many|a\scouple(?:\sof)?|couple\sof"
    r"|(?:dozens|hundreds|(?:tens\sof\s)?thousands|millions|billions|scores)\sof"
)
ZONES: dict[str, str] = {  # only signs that mean one offset
    "gmt": "Z",
    "utc": "Z",
    "z": "Z",
    "edt": "-04:00",
    "est": "-05:00",
    "cdt": "-05:00",
    "pdt": "-07:00",
    "pst": "-08:00",
    "cet": "+01:00",
    "cest": "+02:00",
    "eet": "+02:00",
    "eest": "+03:00",
    "msk": "+03:00",
    "moscow time": "+03:00",
    "beijing time": "+08:00",
    "jst": "+09:00",
    "kst": "+09:00",
}


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_NAMES = [w for row in _MONTH_ROWS for w in row.split()]
_FULL = [row.split()[0] for row in _MONTH_ROWS]
_SHORT = [w for w in _NAMES if w not in _FULL]
_LOWER = [w.lower() for w in _FULL if w not in ("March", "May", "August")]
MONTH = (
    rf"(?-i:(?:{_either([*_FULL, *_LOWER, *(w.upper() for w in _FULL)])})(?![A-Za-z])"
    rf"|(?:{_either([*_SHORT, *(w.upper() for w in _SHORT)])})(?![A-Za-z])\.?)"
)
_LONG_DAYS = [row.split()[0] for row in (*_DAY_ROWS, "Sunday")]
_SHORT_DAYS = [w for row in (*_DAY_ROWS, "Sunday Sun") for w in row.split()[1:]]
WEEKDAY = (
    rf"(?:(?:{_either(_LONG_DAYS)})(?![a-z])|(?-i:{_either(_SHORT_DAYS)})(?:\.|(?=,\s(?-i:[A-Z][a-z]{{2,8}}\.?\s\d|\d)))"
    rf"|(?-i:{_either(_SHORT_DAYS)})(?=\s(?:\d|(?-i:{_either(_NAMES)})\.?\s\d)))"
)
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d(?!\d{3})|\s?[ap]\.?m\b)"
YEAR = r"(?:1\d{3}|20\d\d|21\d\d)(?![\d%]|[.,]\d)"
UNIT = rf"(?:{_either(list(UNITS))})\b"
LONG_UNIT = r"(?:days?|nights?|weekends?|weeks?|fortnights?|months?|quarters?|years?|decades?|centur(?:y|ies))\b"
_TEEN = _either([*_SMALL[1:], *_TENS])
NUMBER = (
    rf"(?:\[?(?:\d{{1,3}}(?:,\d{{3}})*(?:\.\d+)?(?:[\s-]?(?:1/2|½))?|(?:{_either(_TENS)})-(?:{_either(_SMALL[1:10])})"
    rf"|(?:{_TEEN})(?:\sand\sa\shalf)?|a\shundred|half\san?|an?|another)\]?(?:\s(?:hundred|thousand|million|billion)\b)?)"
)
COUNT = rf"(?:{VAGUE_NUMBERS}|{NUMBER})"
SEASON = r"(?:spring|summer|autumn|fall|winter)\b"
PART = r"(?:early\s|late\s)?(?:morning|afternoon|evening|night|noon|midnight|midday|lunchtime|nite)\b"
_ZONE = r"(?:local\stime|GMT|UTC|E[SD]T|C[SD]T|P[SD]T|CES?T|EES?T|MSK|JST|KST|BST|IST|(?-i:[A-Z][a-z]+)\s[Tt]ime)\b"
ZONE = rf"(?:\({_ZONE}\)|{_ZONE})"
CLOCK = (
    rf"(?:(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?\s?[ap]\.?\s?m\b\.?|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)"
    rf"|(?:[01]\d|2[0-3])[0-5]\d(?=\s(?:GMT|UTC|hours|hrs))|(?:{_TEEN}|\d{{1,2}})\s?o['’]?\s?clock|noon\b|midnight\b)"
    rf"(?:\shours|\shrs)?(?:\s{ZONE}(?:\s\(\d{{4}}\sGMT\))?)?"
)
DASH = r"(?: ?(?:-|–|—|/) ?| to | and | through | until | & )"
AT = rf"(?:(?:,| at|, at)? (?P<clock>{CLOCK})| (?P<part>{PART}))?"
EARLY = r"(?:(?P<early>early|mid|middle of|late|beginning of|start of|end of)[ -](?:the )?)?"
EARLY_STARTS = frozenset(("early", "mid", "middle", "late", "beginning", "start", "end"))
MODIFIER_STARTS = frozenset(
    listed("last next this these the past coming previous following preceding that earlier later same")
)
NUMBER_STARTS = frozenset(
    (
        *listed("# several few some many couple dozens hundreds thousands millions billions tens scores"),
        *(w.split()[0] for w in CARDINALS),
    )
)
_LARGE = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_HALF = re.compile(r"[\s-]?(?:1/2|½)$|\sand\sa\shalf$")


def number(words: str) -> float | None:
    """The number that `words` write, `2 1/2` and `twenty-one` included; None for what gives no number (`several`)."""
    plain = " ".join(words.lower().strip("[]").split())
    half = _HALF.search(plain)
    head, _, large = plain.rpartition(" ")
    if head and large in _LARGE:
        small = number(head)
        return None if small is None else small * _LARGE[large]
    more = 0.0
    if half is not None and half.start() > 0:
        plain, more = plain[: half.start()].strip(), 0.5
    if plain in CARDINALS:
        return CARDINALS[plain] + more
    tens, _, ones = plain.partition("-")
    if ones and tens in CARDINALS and ones in CARDINALS:
        return CARDINALS[tens] + CARDINALS[ones] + more
    try:
        return float(plain.replace(",", "")) + more
    except ValueError:
        return None


def ordinal(words: str) -> int | None:
    """`21st` and `twenty-first` as 21; -1 for `last`; None for what is no ordinal."""
    plain = " ".join(words.lower().split())
    if plain in ORDINALS:
        return ORDINALS[plain]
    digits = re.match(r"\d+", plain)
    return int(digits[0]) if digits else None


def month(words: str) -> int:
    """1 to 12 of a month's name or its short form."""
    return MONTHS[words.lower().rstrip(".")]


def weekday(words: str) -> int:
    """0 (Monday) to 6 of a weekday's name or its short form."""
    return WEEKDAYS[
        words.lower().rstrip(".s") if words.lower().rstrip(".") not in WEEKDAYS else words.lower().rstrip(".")
    ]


def clock(words: str) -> tuple[str, str, bool] | None:
    """`T15:11`, its offset (`Z`, `+03:00`, empty where unknown), whether minutes are told; None for no clock time."""
    lowered = words.lower()
    found = re.match(r"(\d{1,2})(?:[:.]?(\d\d))?(?::(\d\d))?", lowered)
    if found is None:
        word = lowered.split()[0]
        hour = {"noon": 12, "midnight": 0}.get(word, int(CARDINALS.get(word, -1)))
        minute, told = 0, False
    else:
        hour, minute, told = int(found[1]), int(found[2] or 0), found[2] is not None
    half = re.search(r"\d\s?([ap])\.?\s?m", lowered)
    if half is not None:
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    if not (0 <= hour < 24 and minute < 60):
        return None
    zone = next((ZONES[z] for z in sorted(ZONES, key=len, reverse=True) if re.search(rf"\b{z}\b", lowered[2:])), "")
    return f"T{hour:02}:{minute:02}", zone, told
