"""How a phrase of a table is laid beside words of a text: folding, what may stand between words, and case.

In: phrases and text. Out: keys that are equal where the words are the same, whatever their diacritics, apostrophes,
hyphens and spaces, and `Form`s that say whether words of that key are also written as the phrase must be.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

LETTERS = r"[\w\u0300-\u036f]*(?:\+\d?)?"  # what may follow the first letter of a word; OPEC+ and P5+1 are words
WORD = re.compile(r"[\w\u0300-\u036f]" + LETTERS)
_JOINT = re.compile(r"[ .,]")  # the first character of what `joint` gives
_ARTICLE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_UNFOLDED = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_APOSTROPHES = frozenset("'’‘ʼ`´ʻ")
_HYPHENS = frozenset("-‐‑–")


def listed(row: str) -> tuple[str, ...]:
    """The words of a row, which blanks and line ends part."""
    return tuple(row.split())


def fold(word: str) -> str:
    """A word in lower case without diacritics."""
    if word.isascii():
        return word.lower()
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return bare.casefold().translate(_UNFOLDED)


def joint(before: str, between: str) -> str | None:
    """What the characters between two words count as in a key; None where they part two phrases.

    before: the first of the two words. Blanks, hyphens and apostrophes count alike. A full stop is kept inside `U.S.`,
    and left out after `St.`; before any other word it ends a sentence.
    """
    if not between:
        return None
    if between == " " or between in _HYPHENS or between in _APOSTROPHES:
        return " "
    if between == ".":
        return "."
    if between.isspace() or (between[1:].isspace() and between[0] in _APOSTROPHES):
        return " " if between.count("\n") < 2 and len(between) < 40 else None
    stripped = between.strip()
    if stripped == ",":
        return ", "
    if stripped == "&":
        return " and "
    if between[0] == "." and len(before) <= 2 and between[1:2] not in ("", "."):
        return joint("", between[1:])
    return None


def key_of(phrase: str) -> tuple[str, tuple[str, ...]] | None:
    """The key of a phrase and its words; None where it holds none, or signs between or around words that no name has.

    A full stop or a hyphen behind it is overlooked.
    """
    matches = list(WORD.finditer(phrase))
    if not matches or matches[0].start() or phrase[matches[-1].end() :] not in ("", ".", "-"):
        return None
    words = tuple(match.group() for match in matches)
    key = fold(words[0])
    for left, right in pairwise(matches):
        between = joint(left.group(), phrase[left.end() : right.start()])
        if between is None:
            return None
        key += between + fold(right.group())
    return key, words


def beginnings(keys: Iterable[str]) -> frozenset[str]:
    """Keys, and whatever of them words can begin with: what is none of these begins no key."""
    return frozenset(key[:at] for key in keys for at in (*(m.start() for m in _JOINT.finditer(key)), len(key)))


@dataclass(frozen=True, slots=True)
class Form:
    """A phrase, ready to be compared.

    article: it needs `the` before it. joined: it needs a hyphen behind (`Sino-`). dotted: a full stop behind it is its
    own (`U.S.`).
    """

    key: str
    words: tuple[str, ...]
    article: bool
    joined: bool
    dotted: bool = False

    @classmethod
    def of(cls, phrase: str) -> "Form":
        """The form of a phrase as tables write it: `the States`, `Sino-`. Raises `ValueError` without a word."""
        if phrase.isalpha():  # most are one plain word
            return cls(fold(phrase), (phrase,), False, False)
        article = phrase.startswith("the ")
        found = key_of(phrase.removeprefix("the "))
        if found is None:
            raise ValueError(
                f"{phrase!r} is no name: it holds no word, or signs between or around words that no name has"
            )
        return cls(*found, article, phrase.endswith("-"), phrase.endswith("."))

    def written(self, words: tuple[str, ...]) -> bool:
        """Whether words of the same key are written as the phrase asks: capitals for capitals, a capital first."""
        if len(words) != len(self.words):  # only the `and` of `&` is lost on the way
            return all(word[0].isupper() for word in words)
        return all(map(_suits, self.words, words))

    def stands(self, text: str, start: int, end: int) -> bool:
        """Whether what is around `text[start:end]` suits: article, hyphen, no sign of a currency (`US$`)."""
        if self.article and not _ARTICLE.search(text, max(0, start - 8), start):
            return False
        if self.joined and not (text[end : end + 1] in _HYPHENS and text[end + 1 : end + 2].isalpha()):
            return False
        return text[end : end + 1] != "$"


def _shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _suits(asked: str, word: str) -> bool:
    if _shouted(asked):
        return word.isupper() and len(word) == len(asked)
    return not asked[0].isupper() or not word[0].islower()
