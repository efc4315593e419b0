"""Names of persons as phrases write them: which words of a phrase they are, and whose they can be.

In: phrases, names, terms of the register. Out: the words of the name, empty where a phrase names nobody; whether a name
of several words is a holder's and not merely like it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from communique.actors.phrases import Phrase, head_of, named_in, titles_in
from communique.actors.register import PARTICLES, Holding, last_words
from communique.actors.register_names import ANY_WORD
from communique.codebook.names import Kind
from communique.codebook.phrases import fold
from communique.codebook.sectors import RoleKind

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_HONORIFIC = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|madam|madame|sheikh|sheikha|hon|honou?rable|h\.?e|"
    r"his excellency|her excellency|sayyid|haji|hajji|imam|u|daw)\b\.?\s+)+(?=\S)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:,?\s+(?:jr|sr|ii|iii)\.?|['’]s?)$", re.IGNORECASE)
_OTHERS = re.compile(
    r"\s*[,;(]|\s+(?:by|with|against|who|whom|which|that|whose|where|including|near|outside|like|under|such as|named|"
    r"called|headed|led)\s"
)
_POST = re.compile(
    r"(?P<post>Secretary|Minister|Director|Commissioner|Chairman|Chairwoman|Chair|Counselor)(?=\s+[A-Z])"
)
_SPANISH = "ESP MEX GTM HND SLV NIC CRI PAN CUB DOM COL VEN ECU PER BOL CHL ARG PRY URY PHL GNQ PRT BRA"
_TWO_SURNAMES = frozenset(_SPANISH.split())


def bare_post(words: str) -> str:
    """A post that is said before a surname in short (`Secretary Duarte`), in lower case; empty where there is none."""
    found = _POST.match(words)
    return found["post"].lower() if found else ""


def first_part(phrase: Phrase) -> str:
    """The words up to a comma, or to a preposition behind which others are named (`a group led by`)."""
    return _OTHERS.split(phrase.text)[0] or phrase.text


@lru_cache(20_000)
def name_in(phrase: Phrase) -> str:
    """The words of a person's name in a phrase: behind the title, or all of it where they look like one.

    Owners and what they are `of` are others (`the king's brother`, `the brother of the king`).
    """
    words = _OTHERS.split(phrase.base)[0]
    own = titles_in(words)
    headed = head_of(words) if not own else None
    of = next((said for word, said in phrase.after[:1] if word == "of"), "")
    if own and own[-1].span.end == len(words) and of:
        rest = _behind_country(of)  # `President of France Emmanuel Macron`
    elif own:
        rest = words[own[-1].span.end :]
    elif bare_post(words):
        rest = words[len(bare_post(words)) :]
    elif headed is not None and not headed.exact and headed.kind is RoleKind.PERSON and headed.span.end < len(words):
        rest = words[headed.span.end :]
    elif headed is not None and not headed.exact:
        return ""  # `the Medical Alliance Northern Region`
    else:
        rest = _without_nationality(words)
    rest = _HONORIFIC.sub("", re.sub(r"^\W+", "", rest))
    behind = bool(own or bare_post(words)) or (
        headed is not None and not headed.exact and headed.kind is RoleKind.PERSON
    )
    kept = []
    for word in _WORD.findall(rest):
        if not word[:1].isupper() and fold(word).split("-")[0] not in PARTICLES:
            break
        kept.append(word)
    if re.match(r"s\b", rest) or (len(kept) < len(rest.split()) and not (behind and kept)):
        return ""
    name = _TAIL.sub("", " ".join(kept))
    return name if last_words(name) else ""


def _behind_country(words: str) -> str:
    """What follows the country that words begin with."""
    first = next(iter(named_in(words)), None)
    return words[first.span.end :] if first is not None and first.span.start <= len("the ") else ""


def _without_nationality(words: str) -> str:
    for named in named_in(words):
        if named.span.start == 0 and named.span.end < len(words) and named.kind in (Kind.ADJECTIVE, Kind.ABBREVIATION):
            return words[named.span.end :].lstrip(" -")
    return words


def borne_by(name: str, term: Holding) -> bool:
    """Whether a name of several words is a holder's: it has the surname, and one of the two holds the other's words."""
    parts = last_words(name)
    said, free = set(parts), term.country in ANY_WORD  # where names are said in either order
    for written in (term.holder, *term.aliases):
        full = last_words(written)
        if "".join(full) == "".join(parts):
            return True
        if not free and not (_in_order(parts, full) and said & _surnames(full, term.country)):
            continue  # `Juan Carlos Mora` is no `Juan Carlos I`, `Mohamed Ibrahim` no `Mohamed Ibrahim Egal`
        if parts[-1] in full or said <= set(full) or (len(full) > 1 and set(full) <= said):
            return True
    return False


def stands_alone(surname: str, term: Holding) -> bool:
    """Whether one word is a name of a holder by itself, not half of one (`Moon` of `Ban Ki-moon`)."""
    said = last_words(surname)
    for written in (term.holder, *term.aliases):
        for token in written.split():
            if last_words(token) == said:
                return True
    return False


def _surnames(full: Sequence[str], country: str) -> set[str]:
    """Which words of a full name are its surname: the last, and where two are borne the one before."""
    return set(full[-2:] if country in _TWO_SURNAMES and len(full) > 2 else full[-1:])


def _in_order(said: Sequence[str], full: Sequence[str]) -> bool:
    """Whether the words that two names share stand in the same order in both."""
    places = [full.index(word) for word in said if word in full]
    return places == sorted(places)
