"""What looks like a time and is none: names, counts, addresses, verbs. Asked after a pattern fits, before it is read.

In: a document's words and a match. Out: whether the match may be a time. The tags, the tree and the names that the
language model gives decide; what they leave open is taken as a time.
"""

import re
from bisect import bisect_right
from collections.abc import Callable

from communique.codebook.phrases import listed
from communique.records.analysis import ROOT, Analysis, MentionKind

_SHORT_MONTHS = frozenset(listed("jan feb mar apr jun jul aug sep oct nov dec"))
_VERBS_TOO = frozenset(("may", "march"))
_NUMBERED = frozenset(
    listed(
        "resolution resolutions no nos number flight article articles section chapter room route highway page pages p "
        "pp vol volume paragraph model boeing airbus unscr bill order directive regulation figure table box"
    )
)
_COUNTED = frozenset(
    listed(
        "people troops soldiers dollars euros pounds yen yuan rubles roubles km kilometers kilometres miles meters "
        "metres feet tons tonnes percent kg hectares barrels units cases deaths jobs members civilians refugees "
        "migrants hp mw local square acres words points times aftershocks"
    )
)
_MORE = re.compile(r"(?:more|less|fewer|other) than\s$|\bat (?:least|most)\s$|\b(?:some|approximately|nearly)\s$", re.I)
_SINCE = frozenset(
    listed("in since by until till of from to before after between around circa c ca and during for about year through")
)
_GLUED_BEFORE = re.compile(  # figures of a sum, an address, a code; a year may stand before a dash or a stroke
    r"(?:[$€£¥#№_=&?%@]\s?|\d,|(?<![12]\d{3})(?<=\d)[-/]|(?<!\bc)(?<!\bca)(?<=\w)\.|(?<=\w):|(?<=[a-z])/)$"
)
_GLUED_AFTER = re.compile(r"[_@=&]\w|/(?!\d{2}(?:\d\d)?\b)\w|-\d(?!\d{3}\b)")
_LEADS = frozenset(listed("in during since by until till through over of"))
_NAMED_WEEKDAY = frozenset(listed("black bloody super cyber maundy fat sheffield holy mad ruby good ash palm easter"))
_OWN = frozenset(listed("his her their my your our its"))


class Page:
    """A document's text with its tokens found by character."""

    def __init__(self, text: str, analysis: Analysis) -> None:
        self.text = text
        self.analysis = analysis
        self.starts: list[int] = analysis.tokens.start.tolist()
        self.ends: list[int] = analysis.tokens.end.tolist()
        self.names = [
            (m.span.start, m.span.end, m.kind)
            for m in analysis.mentions
            if m.named and m.kind in (MentionKind.PERSON, MentionKind.ORGANIZATION)
        ]

    def token(self, at: int) -> int | None:
        """The token that holds a character, or None."""
        index = bisect_right(self.starts, at) - 1
        return index if index >= 0 and at < self.ends[index] else None

    def upos(self, at: int) -> str:
        """Part of speech of the token at a character, empty for none."""
        token = self.token(at)
        return "" if token is None else self.analysis.tokens.upos[token]

    def before(self, at: int) -> str:
        """The word before a character, as written; empty where another sign than a space or a point parts them."""
        found = re.search(r"([^\W\d_]+)\.?[\s]$", self.text[max(0, at - 30) : at])
        return "" if found is None else found[1]

    def after(self, at: int) -> str:
        """The word that starts after a character and a space, as written; empty for none."""
        found = re.match(r"\s([^\W\d_]+)", self.text[at : at + 30])
        return "" if found is None else found[1]

    def in_name(self, start: int, end: int, kind: MentionKind) -> bool:
        """True inside the name of one of `kind`."""
        return any(s <= start and end <= e and k is kind for s, e, k in self.names)

    def surname(self, word: str) -> bool:
        """True where a person of the document bears the word as the last of several names."""
        return any(
            k is MentionKind.PERSON and self.text[s:e].removesuffix("'s").endswith(f" {word}") for s, e, k in self.names
        )

    def opens_sentence(self, at: int) -> bool:
        """True for a character where a sentence starts, quotation marks left out."""
        token = self.token(at)
        if token is None:
            return False
        first = self.analysis.sentence_of(token).first
        return all(
            not self.text[s:e].isalnum() for s, e in zip(self.starts[first:token], self.ends[first:token], strict=True)
        )


_CITED = re.compile(r"(?<=\d)[a-d]\b")  # `Okoro 2005a`
Check = Callable[[Page, re.Match[str]], bool]


def admits(page: Page, rule: str, match: re.Match[str]) -> bool:
    """Whether a match of the named rule may be a time."""
    start, end, text = match.start(), match.end(), page.text
    if start and text[start - 1].isalnum():
        return False
    if end < len(text) and text[end].isalnum() and text[end - 1].isalnum() and not _CITED.match(text, end):
        return False
    check = CHECKS.get(rule)
    return check is None or check(page, match)


def _month(page: Page, match: re.Match[str]) -> bool:
    if match["year"]:
        return True
    at, word = match.start("month"), match["month"]
    if word.lower() in _SHORT_MONTHS or page.in_name(at, match.end("month"), MentionKind.PERSON):
        return False
    if page.before(match.start()).lower() not in _LEADS and page.surname(word):
        return False
    if word.lower() in _VERBS_TOO:
        return page.upos(at) == "PROPN"
    return True


def _month_day(page: Page, match: re.Match[str]) -> bool:
    """False for `In May 20 people died`: the number counts what follows."""
    token = page.token(match.start("day"))
    if token is None or match["year"] or match["until"]:
        return True
    if page.before(match.start()).lower() == "in" and page.after(match.end()):
        return False
    tokens = page.analysis.tokens
    head = int(tokens.head[token])
    return not (head > token and tokens.deprel[token] == "nummod" and tokens.upos[head] == "NOUN")


def _day_of_month(page: Page, match: re.Match[str]) -> bool:
    """False for `on the 5th floor`, and for what is no oblique."""
    if page.before(match.start()).lower() not in ("on", "by", "until", "since", "from", "before", "after"):
        return False
    after = page.after(match.end())
    return not after or page.upos(match.end() + 1) not in ("NOUN", "PROPN", "ADJ", "NUM")


def _year(page: Page, match: re.Match[str]) -> bool:
    start, end, text = match.start("year"), match.end("year"), page.text
    if match["early"] or match.start() < start:
        return True
    if _GLUED_BEFORE.search(text, max(0, start - 6), start) or _GLUED_AFTER.match(text, end):
        return False
    before, after = page.before(start).lower(), page.after(end).lower()
    if before in _NUMBERED or after in _COUNTED or _MORE.search(text[max(0, start - 16) : start]):
        return False
    year = int(match["year"])
    if (
        not 1500 <= year < 2100
        and before not in _SINCE
        and not re.search(r"[(–-]\s?$", text[max(0, start - 2) : start])
    ):
        return False
    return not _counts(page, start, year)


def _counts(page: Page, at: int, year: int) -> bool:
    """True where the number counts the plural noun that follows it: `2000 villages`."""
    token = page.token(at)
    if token is None:
        return False
    tokens = page.analysis.tokens
    head = int(tokens.head[token])
    if head == ROOT or head <= token or tokens.deprel[token] != "nummod" or tokens.xpos[head] != "NNS":
        return False
    between = [i for i in range(token + 1, head) if tokens.upos[i] == "PROPN"]
    children = [i for i in range(max(0, token - 3), token) if int(tokens.head[i]) == head]
    parted = any(tokens.upos[i] == "DET" or tokens.deprel[i] == "nmod:poss" for i in children)
    return not parted and not between and (year % 100 == 0 or page.before(at).lower() not in _SINCE)


def _weekday(page: Page, match: re.Match[str]) -> bool:
    at, word = match.start("weekday"), match["weekday"]
    before = page.before(match.start()).lower()
    if before in _NAMED_WEEKDAY or page.in_name(at, match.end("weekday"), MentionKind.PERSON):
        return False
    if page.in_name(at, match.end("weekday"), MentionKind.ORGANIZATION):
        return False
    return not (word.rstrip(".") in ("Sun", "Sat", "Mon", "Wed") and before in ("the", "a"))


def _season_of(page: Page, match: re.Match[str]) -> bool:
    at, end, word = match.start("season"), match.end("season"), match["season"]
    before, after = page.before(match.start()), page.after(end)
    named = word[0].isupper() and not page.opens_sentence(at)
    if named and (after[:1].isupper() or (before[:1].isupper() and match.start() == at)):
        return False
    if match["which"] or match["early"]:
        return True
    if page.upos(at) not in ("NOUN", "PROPN"):
        return False
    return before.lower() in _LEADS or (match.start() < at and word.lower() != "fall") or named


def _named_day(page: Page, match: re.Match[str]) -> bool:
    return page.upos(match.start()) in ("NOUN", "PROPN", "ADJ", "") or bool(match["year"])


def _length(page: Page, match: re.Match[str]) -> bool:
    count, unit = match["count"].lower(), match["unit"].lower()
    if unit == "second" and not count[0].isdigit():
        return False
    if unit.startswith("quarter") and not re.search(r"consecutive|straight", match[0]):
        return False  # a fourth
    return not re.search(r"[.,:/$€£-]$", page.text[max(0, match.start() - 1) : match.start()])


def _recurring(page: Page, match: re.Match[str]) -> bool:
    word = match["adverb"]
    if not word:
        return True
    after = page.after(match.end())
    return word[0].islower() or (page.opens_sentence(match.start()) and not after[:1].isupper())


def _short_year(page: Page, match: re.Match[str]) -> bool:
    return page.before(match.start()).lower() in (*_SINCE, "class", "spring", "summer", "autumn", "fall", "winter")


def _figures(page: Page, match: re.Match[str]) -> bool:
    return match["sign"] == "/" or len(match["year"]) == 4


def _part_of_year(_: Page, match: re.Match[str]) -> bool:
    if match["year"]:
        return True
    if match["sign"]:
        return match["sign"] == "Q"
    return match["nth"].lower() not in ("last", "final") and match["noun"].lower() == "quarter"


def _clock(page: Page, match: re.Match[str]) -> bool:
    return not re.search(r"[\d:][.,:]$|[$€£]$|\d-$", page.text[max(0, match.start() - 2) : match.start()])


def _decade(page: Page, match: re.Match[str]) -> bool:
    if not match["short"] or match["early"]:
        return True
    return match[0][0] in "'’" or match[0].lower().startswith("the")


def _day(page: Page, match: re.Match[str]) -> bool:
    word = match["word"]
    if word.lower().startswith("last") and page.after(match.end()) == "of":
        return False
    if word.lower().split()[0] == "to":
        return page.upos(match.end("word") - 1) != "VERB"
    if word[0].isupper() and not word.isupper() and not page.opens_sentence(match.start()):
        after = page.after(match.end())
        return not (page.before(match.start())[:1].isupper() or (after[:1].isupper() and after != "I"))
    return True


def _then(page: Page, match: re.Match[str]) -> bool:
    return not page.after(match.end())[:1].isupper()


def _beside(page: Page, match: re.Match[str]) -> bool:
    return bool(match.groupdict().get("count")) or page.before(match.start()).lower() not in ("in", "of", "for")


CHECKS: dict[str, Check] = {
    "month": _month,
    "month-day": _month_day,
    "day-of-month": _day_of_month,
    "year": _year,
    "weekday": _weekday,
    "season-of": _season_of,
    "named-day": _named_day,
    "length": _length,
    "recurring": _recurring,
    "short-year": _short_year,
    "figures": _figures,
    "part-of-year": _part_of_year,
    "clock": _clock,
    "decade": _decade,
    "day": _day,
    "then": _then,
    "beside": _beside,
}
