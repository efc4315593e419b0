"""Names of persons, compared: diacritics, particles, initials, order of names, spelling in one word or two.

In: names as texts and registers write them. Out: folded words, and whether one name can be said for another. Nothing is
refused; that a name fits does not mean that it is that person's: a surname fits all who bear it.
"""

import re
from functools import lru_cache

from communique.codebook.phrases import WORD, fold

PARTICLES = frozenset(
    ("al", "el", "ad", "as", "ash", "at", "an", "ar", "es", "bin", "ibn", "ben", "abu", "abd", "ul", "ud",
     "de", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "van", "von", "zu", "der", "den",
     "ter", "ten", "of", "y", "e", "jr", "sr")
)  # fmt: skip
# Where any word of a name may be said alone: the family name comes first, or the given name is what people use.
ANY_WORD = frozenset(
    ("CHN", "TWN", "KOR", "PRK", "JPN", "VNM", "HKG", "MAC", "SGP", "HUN", "KHM", "MMR", "ISL", "ETH", "ERI",
     "IDN", "MYS", "BRN", "THA", "LAO", "MNG", "BTN", "TLS")
)  # fmt: skip
# Where people have two family names, of which the press often leaves out the second.
TWO_SURNAMES = frozenset(
    ("AND", "ESP", "PRT", "MEX", "GTM", "HND", "SLV", "NIC", "CRI", "PAN", "CUB", "DOM", "COL", "VEN", "ECU", "PER",
     "BOL", "CHL", "ARG", "URY", "PRY", "BRA", "PRI", "AGO", "MOZ", "CPV", "STP", "GNB", "TLS", "PHL", "GNQ")
)  # fmt: skip
# What a letter with a diacritic is written as where there is none, in the languages of some countries.
_DIGRAPHS = (
    (frozenset(("DEU", "AUT", "CHE", "LIE", "LUX", "DNK", "NOR", "SWE", "FIN", "EST")), re.compile(r"([aou])e"), r"\1"),
    (frozenset(("SRB", "HRV", "BIH", "MNE", "KOS", "MKD", "SVN", "VNM")), re.compile(r"dj", re.IGNORECASE), "d"),
)
_NUMERAL = re.compile(r"[ivx]+")
_ROYAL = re.compile(
    r"(?:Crown )?(?:King|Queen|Emperor|Empress|Emir|Amir|Sultan|Sheikh|Pope|Prince|Princess|Grand Du|Sovereign|Supreme "
    r"Leader|Yang di|Aga|O le|Tupou|Dalai|Ecumenical|Patriarch)"
)
_DOTTED = re.compile(r"(?<=\b[^\W\d_])\.\s*(?=[^\W\d_]\b)")  # U.S. and J.D. are two initials each


def words_of(name: str) -> tuple[str, ...]:
    """Words of a name, folded; hyphens part words, apostrophes do not. Particles and initials stay."""
    bare = _DOTTED.sub(" ", name.replace("-", " ").replace("‐", " ").replace("‑", " "))
    for sign in "’'‘ʼ`ʻʿʾ":
        bare = bare.replace(sign, "")
    return tuple(fold(m.group()) for m in WORD.finditer(bare))


@lru_cache(maxsize=20_000)
def last_words(name: str) -> tuple[str, ...]:
    """Words by which a name is looked up: all but particles and initials."""
    return tuple(w for w in words_of(name) if w not in PARTICLES and len(w) > 1)


@lru_cache(maxsize=20_000)
def without_particles(name: str) -> tuple[str, ...]:
    """Words of a name but for its particles; all of them where there is nothing else."""
    words = words_of(name)
    return tuple(w for w in words if w not in PARTICLES) or words


def joined(name: str) -> str:
    """A name in one piece without particles, the same for `Abdel Fattah el-Sisi` and `Abdelfattah Sisi`."""
    return "".join(without_particles(name))


def spellings(name: str, country: str) -> tuple[str, ...]:
    """A name, and as it folds where it is written with letters that it has digraphs for (`Loeger`, `Djukic`)."""
    found = [name]
    for where, digraph, letter in _DIGRAPHS:
        if country in where and digraph.search(name):
            found.append(digraph.sub(letter, name))
    return tuple(found)


def with_second_surname(said: tuple[str, ...], whole: tuple[str, ...], country: str) -> bool:
    """Whether words are a full name and one family name more, where people have two."""
    longer = len(said) == len(whole) + 1 and len(whole) > 1
    return longer and country in TWO_SURNAMES and said[: len(whole)] == whole


def by_any_word(words: tuple[str, ...], country: str, title: str) -> bool:
    """Whether any word of a name may stand for it: by the habit of the country, or as a sovereign's first name."""
    royal = len(words) > 1 and _NUMERAL.fullmatch(words[-1]) is not None
    return royal or country in ANY_WORD or _ROYAL.match(title) is not None


def fits(said: tuple[str, ...], whole: tuple[str, ...], any_word: bool) -> bool:
    """Whether words can be said for a full name, both without particles.

    One word must be a surname: any but the first, or any at all with `any_word`. Of several, either all stand in the
    full name or all of that stands in them (with middle names): two in full, one of them last or, with `any_word`,
    first. Initials stand for what they begin.
    """
    if not said or not whole:
        return False
    if len(said) == 1:
        return said[0] in (whole if any_word or len(whole) == 1 else whole[1:]) and len(said[0]) > 1
    written = sum(word in whole for word in said)
    ends = said[-1] in whole or said[0] in whole[1:] or (any_word and said[0] in whole)
    if not ends or not _initials_agree(said, whole):
        return False
    if written < min(2, len(whole)) and not (written == 1 and said[-1] == whole[-1]):
        return False
    if all(any(same(word, other) for other in whole) for word in said):
        return True
    longer = len(whole) < len(said) <= len(whole) + max(1, written)
    return longer and all(any(same(word, other) for other in said) for word in whole)


def same(word: str, other: str) -> bool:
    """Whether two words of names are equal, or one is the other's initial."""
    return word == other or (len(word) == 1 and other.startswith(word)) or (len(other) == 1 and word.startswith(other))


def _initials_agree(said: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether initials do not tell two persons of one name apart (`George W. Bush`, `George H. W. Bush`)."""
    ours, theirs = ({w for w in words if len(w) == 1} for words in (said, whole))
    if not ours or not theirs:
        return True
    return ours <= theirs or theirs <= ours if len(ours) == len(theirs) else False


def same_person(name: str, other: str) -> bool:
    """Whether two full names, in any order and spelling of one or two words, can be one person's."""
    ours, theirs = without_particles(name), without_particles(other)
    if joined(name) == joined(other) or sorted(ours) == sorted(theirs):
        return True
    return fits(ours, theirs, True) or fits(theirs, ours, True)
