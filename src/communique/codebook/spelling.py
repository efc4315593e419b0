"""Words as the tables of roles compare them: without plural, case, diacritics, and in American spelling.

In: words and phrases. Out: keys, equal where words differ in these alone. Nothing is refused; what is no plural in
spite of its `s` (`news`, `chaos`) stays.
"""

import re
from functools import lru_cache

from communique.codebook.phrases import WORD, fold

_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "thieves": "thief", "wives": "wife", "lives": "life",
    "people": "people", "peoples": "people", "police": "police", "staff": "staff", "clergy": "clergy", "mps": "mp",
    "midwives": "midwife", "mafiosi": "mafioso", "carabinieri": "carabiniere", "alumni": "alumnus", "media": "media",
    "ulama": "ulema", "housewives": "housewife", "knives": "knife", "leaves": "leave", "phds": "phd", "wolves": "wolf",
    "buses": "bus", "viruses": "virus", "caches": "cache",
}  # fmt: skip
_NO_PLURAL = frozenset(
    [
        "news",
        "chaos",
        "gas",
        "bus",
        "status",
        "chassis",
        "series",
        "species",
        "diabetes",
        "aids",
        "plus",
        "always",
        "perhaps",
        "this",
        "his",
        "its",
        "us",
        "is",
        "was",
        "has",
        "as",
        "abus",
        "bias",
        "atlas",
        "canvas",
        "christmas",
        "texas",
        "hamas",
        "kansas",
        "dallas",
        "corps",
        "headquarters",
        "congress",
        "press",
        "business",
    ]
)
_MEN = re.compile(r"(?<=[a-z]{2})(wo)?men$")
_NOT_MEN = frozenset(["omen", "abdomen", "specimen", "regimen", "acumen", "women", "yemen", "turkmen"])
_SPELLED = (
    (re.compile(r"^(def|off|lic|pret)ence"), r"\1ense"),
    (re.compile(r"^(lab|harb|arm|neighb|fav|hon|col|rum|behavi|hum|vap|par?l|sav|end?eav)our"), r"\1or"),
    (re.compile(r"^(cent|theat|fib|lit|met|calib)re(?=s?$)"), r"\1er"),
    (re.compile(r"(?<=[a-z]{3})is(ation|ational|ed|er|ing)$"), r"iz\1"),
    (re.compile(r"^(council|counsel|travel|jewel|level|libel|panel|signal)l(or|er|ed|ing|ist)"), r"\1\2"),
    (re.compile(r"^programme"), "program"),
    (re.compile(r"^(p)aed(?=iatric)"), r"\1ed"),
    (re.compile(r"^gynaec"), "gynec"),
    (re.compile(r"^(encyclop)aed"), r"\1ed"),
    (re.compile(r"^orthopaed"), "orthoped"),
    (re.compile(r"^anaesth"), "anesth"),
    (re.compile(r"^enquir"), "inquir"),
    (re.compile(r"^gueril(?=la)"), "guerril"),
    (re.compile(r"^kidnaper"), "kidnapper"),
    (re.compile(r"^gaol"), "jail"),
)
_PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*")
_BRITISH = re.compile(
    r"our|ence|[^e]re|is(?:at|ed|er|in)|ll|mm|aed|aec|aes|enq|gao|gueril|kidnap"
)  # what may be spelled otherwise
_NOT_SPELLED = frozenset(
    [
        "adviser",
        "advised",
        "raised",
        "promised",
        "supervised",
        "supervising",
        "advising",
        "raising",
        "promising",
        "comprised",
    ]
)


@lru_cache(maxsize=20_000)
def word_key(word: str) -> str:
    """One word in lower case, in the singular, in American spelling, without diacritics."""
    folded = fold(word)
    return _american(_singular(folded))


def key_of(phrase: str) -> str:
    """The keys of the words of a phrase, with blanks between; hyphens, apostrophes and full stops count as blanks."""
    if _PLAIN.fullmatch(phrase):
        return " ".join(map(word_key, phrase.split(" ")))
    return " ".join(map(word_key, WORD.findall(phrase)))


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word not in _NOT_MEN and _MEN.search(word):
        return word[:-2] + "an"
    if len(word) < 3 or word[-1] != "s" or word in _NO_PLURAL or word[-2:] in ("ss", "us", "is"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "oes")) and word != "shoes":
        return word[:-2]
    return word[:-1]


def _american(word: str) -> str:
    if len(word) < 6 or not _BRITISH.search(word) or word in _NOT_SPELLED:
        return word
    for pattern, replaced in _SPELLED:
        word = pattern.sub(replaced, word)
    return word
