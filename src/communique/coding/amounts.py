"""Numbers and sums as a text states them: digits and words, bounds, ranges, sums of money with their currency.

In: a text. Out: `Amount`s in the order of the text, none inside another. Left out: ordinals, percentages, numbers that
are part of a word or a name (`G7`, `F-16`, `COVID-19`), ages and lengths written with a hyphen (`55-year-old`), clock
times, versions, and numbers that follow words such as `number`, `article` or `resolution`.

`at least 12`, `more than 300` and `hundreds` have no upper bound, `up to 40` no lower one. `about 5` is 5 to 5 and not
exact; neither are the bounds of `hundreds` (200) and `dozens` (24), which only their plural gives.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from communique.codebook.currencies import currencies, currency
from communique.codebook.phrases import listed
from communique.records.spans import Span

_UNITS = {
    word: number
    for number, word in enumerate(
        listed(
            """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """
        )
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
_SCALES = {
    "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7,
    "dozen": 12, "score": 20,
}  # fmt: skip
_LETTERS = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12, "cr": 1e7}
_PLURALS = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2e3, "millions": 2e6, "billions": 2e9,
    "tens of thousands": 2e4, "hundreds of thousands": 2e5, "tens of millions": 2e7, "hundreds of millions": 2e8,
    "tens of billions": 2e10, "hundreds of billions": 2e11, "dozens of thousands": 2.4e4,
}  # fmt: skip
_LEAST = (
    "at least", "more than", "no fewer than", "not fewer than", "no less than", "not less than", "over", "upwards of",
    "upward of", "in excess of", "a minimum of", "greater than", "above", "at the very least", "well over",
)  # fmt: skip
_MOST = (
    "up to", "as many as", "as much as", "at most", "no more than", "not more than", "fewer than", "less than",
    "under", "below", "a maximum of", "just under", "well under",
)  # fmt: skip
_ABOUT = (
    "about", "around", "roughly", "approximately", "an estimated", "estimated", "nearly", "almost", "some", "circa",
    "close to", "nearly some", "approx.", "just over", "a little over", "a total of about", "more or less", "~",
)  # fmt: skip
_PLAIN = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NAMING = re.compile(
    r"\b(?:number|no|nos|article|articles|resolution|section|chapter|page|pages|room|flight|route|highway|aged|age|"
    r"phase|group of|level|line|type|grade|class|covid|sputnik|level|protocol|annex|version)\.?\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d|2100")
_RATE = re.compile(  # `1 in 10`
    r"\s(?:in|out\sof(?:\severy)?)\s(?:[\d,]*\d|two|three|four|five|six|ten|(?:a\s|one\s)?(?:hundred|thousand))\b"
)
_COUNTED = re.compile(r"\s(?:\w+\s)?(?:people|children|men|women|\w+(?<!s)s)\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a sum. low, high: at least and at most, none where open. exact: false for `about`.

    span: its words, those for bounds and currency among them. currency: its name or sign, none for a mere number.
    """

    low: float | None
    high: float | None
    exact: bool
    span: Span
    currency: str | None = None

    def code(self, country: str | None) -> str | None:
        """The currency in ISO 4217, where it is clear. country: that the report is from or about."""
        return None if self.currency is None else currency(self.currency, country)


@lru_cache(maxsize=4)
def amounts_of(text: str) -> tuple[Amount, ...]:
    """Every amount of a text."""
    found: list[Amount] = []
    if not _any(text):
        return ()
    at = 0
    while match := _pattern().search(text, at):
        rate = _RATE.match(text, match.end("first"))
        if rate is not None:
            at = rate.end()
            continue
        amount = _amount(match, text)
        if amount is not None and not _named(text, match):
            found.append(amount)
        at = match.end() if amount is None else amount.span.end
    return tuple(found)


def _any(text: str) -> bool:
    """Whether a text has a number at all; the pattern takes its time."""
    words = set(re.findall(r"\w+", text.lower()))
    return not words.isdisjoint(_SPELLED) or any(w[0].isdigit() or w[-1].isdigit() for w in words)


_SPELLED = frozenset((*_UNITS, *_TENS, *_SCALES, *_PLURALS))


def _words(words: object) -> str:
    """A pattern for any of some words or phrases, the longest first."""
    listed = sorted((str(w) for w in words), key=len, reverse=True)  # type: ignore[attr-defined]
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in listed)


@cache
def _pattern() -> re.Pattern[str]:
    small = rf"(?:{_words(_TENS)})(?:[-‐‑\s](?:{_words(list(_UNITS)[1:10])}))?|{_words(_UNITS)}"
    scale = rf"(?:{_words(_SCALES)})"
    spelled = (
        rf"(?:(?:{small}|{_PLAIN}|an?|half\s+an?|a\s+half|half|several|a\s+couple\s+of|a\s+few)[-\s]+{scale}"
        rf"(?:[-\s]+{scale})*(?:\s+and\s+(?:{small})(?![\w-]))?|{small})"
    )
    number = rf"(?:{_words(_PLURALS)}|{spelled}|{_PLAIN}(?:\s?(?:{_words(_LETTERS)})(?!\w))?)"
    names = [n for n in currencies() if n[0].isalpha() and not n.endswith("$")]
    signs = _words([*(n for n in currencies() if not n[0].isalpha() or n.endswith("$")), "rs.", "rs", "rm", "tk", "kd"])
    codes = _words(n for n in names if len(n) == 3 and n in _iso())
    sign = rf"(?:{signs}|(?:{codes})(?=\s?\d))"
    bound = rf"(?:{_words([*_LEAST, *_MOST, *_ABOUT])})"
    name = rf"(?:{_words(names)})(?:e?s)?(?!\w)"
    return re.compile(
        rf"(?<![\w.,$€£¥/:-])(?:(?P<bound>{bound})\s*)?(?:a\s+total\s+of\s+)?"
        rf"(?:(?P<sign>{sign})\s?|(?<![\w$€£¥]))"
        rf"(?:(?P<between>between|anywhere\s+from)\s+(?P<inner>{sign})?)?"
        rf"(?P<first>{number})(?P<plus>\+|-plus)?"
        rf"(?:\s*(?P<to>-|–|—|\bto\b|\bor\b|(?(between)\band\b|(?!)))\s*(?:{sign})?(?P<second>{number}))?"
        rf"(?P<open>\s+or\s+(?:more|so)|\s+plus)?"
        rf"(?:[-\s](?:of\s)?(?P<name>{name}))?"
        r"(?![\w%/:$€£]|[.,:]\d|-\w|\s?(?:per\s?cent|percent|percentage|%|st\b|nd\b|rd\b|th\b|o'clock|a\.m\.|p\.m\.|am\b|pm\b))",
        re.IGNORECASE,
    )


@cache
def _iso() -> frozenset[str]:
    return frozenset(code.lower() for codes in currencies().values() for code in codes.values())


def _named(text: str, match: re.Match[str]) -> bool:
    """Whether the number is the name of something (`Article 5`) or of a year (`the 2020 election`)."""
    if match["sign"] or match["inner"] or match["name"]:
        return False
    if _YEAR.fullmatch(match["first"]) and not match["bound"] and not _COUNTED.match(text, match.end("first")):
        return True
    before = text[max(0, match.start("first") - 16) : match.start("first")]
    return _NAMING.search(before) is not None


def _amount(match: re.Match[str], text: str) -> Amount | None:
    sign = match["sign"] or match["inner"]
    first = _value(match["first"], sign or match["name"], text[match.end("first") :])
    if first is None:
        return None
    low: float | None
    low, high, exact = _bounds(match["first"], first)
    name: str | None = match["name"]
    end = match.end()
    if match["to"]:
        second = _value(match["second"], sign or match["name"], text[match.end("second") :])
        scale = _shared(match)
        if second is not None and second >= first * scale:
            low, high = first * scale, second
        else:  # `2 to 1` is no range, and what stands behind it belongs to the second number
            name, end = None, match.end("first")
    opened = "" if end < match.end() else "".join((match["plus"] or "", match["open"] or "")).lower()
    bound = " ".join((match["bound"] or "").lower().split())
    if bound in _LEAST or opened.endswith(("+", "plus", "more")):
        high = None
    elif bound in _MOST:
        low, high = None, high if high is not None else low
    elif bound in _ABOUT or opened.endswith("so"):
        exact = False
    return Amount(low, high, exact, Span(match.start(), end), sign or name)


def _shared(match: re.Match[str]) -> float:
    """`5 to 10 million`: the scale of the second number is that of the first as well."""
    scaled = [w for w in re.split(r"[-\s]+", match["second"].lower()) if w in _SCALES]
    own = re.search(r"[a-z]", match["first"].lower())
    return _SCALES[scaled[-1]] if scaled and own is None else 1.0


def _bounds(words: str, value: float) -> tuple[float, float | None, bool]:
    if " ".join(words.lower().split()) in _PLURALS or words.lower().startswith(("several", "a few")):
        return value, None, False
    return value, value, not words.lower().startswith("a couple")


def _value(words: str, money: str | None, after: str) -> float | None:
    """The number that words give. after: the text behind them.

    None for a letter behind digits that may be no scale (`20m` of road, but `$20m` and `1.2m refugees`).
    """
    written = " ".join(words.lower().split())
    if written in _PLURALS:
        return float(_PLURALS[written])
    letters = re.fullmatch(rf"({_PLAIN})\s?({'|'.join(_LETTERS)})", written)
    if letters:
        if not money and letters[2] in ("m", "b", "cr") and not _COUNTED.match(after):
            return None
        return round(float(letters[1].replace(",", "")) * _LETTERS[letters[2]], 2)
    return _spelled(written)


def _spelled(written: str) -> float | None:
    total = part = 0.0
    half = False
    for word in re.split(r"[-‐‑\s]+", written):
        if word in _UNITS or word in _TENS:
            part += _UNITS.get(word, _TENS.get(word, 0))
        elif re.fullmatch(_PLAIN, word):
            part += float(word.replace(",", ""))
        elif word in _SCALES:
            part = (part or 1) * _SCALES[word] * (0.5 if half else 1)
            half = False
            if _SCALES[word] >= 1000:
                total, part = total + part, 0.0
        elif word == "half":
            half = True
        elif word in ("couple", "several", "few"):
            part += 2 if word == "couple" else 3
        elif word not in ("a", "an", "and", "of"):
            return None
    return round(total + part, 2)
