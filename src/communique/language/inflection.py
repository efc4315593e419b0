"""How English spells its regular endings: `bases` undoes them.

In: a form in lower case and its Penn tag. Out: the words that it may be a form of, or none where the tag has no regular
ending or the form does not show it. Spelling only: whether a base is a word is for others to say.
"""

from itertools import pairwise

_ENDINGS = {
    "VBD": ("ed",), "VBN": ("ed",), "VBG": ("ing",), "VBZ": ("s",), "NNS": ("s",),
    "JJR": ("er",), "RBR": ("er",), "JJS": ("est",), "RBS": ("est",),
}  # fmt: skip
_VOWELS = frozenset("aeiouy")
_HISSING = ("ch", "sh", "ss", "x", "zz", "o")
# Ends that no English word has without a silent e, and ends of unstressed syllables that have none.
_MUTE = (
    "v",
    "c",
    "z",
    "u",
    "dg",
    "rg",
    "ng",
    "rs",
    "ns",
    "ps",
    "bl",
    "cl",
    "dl",
    "fl",
    "gl",
    "kl",
    "pl",
    "tl",
    "at",
    "iz",
    "ls",
    "eg",
    "quir",
    "ven",
    "vit",
)
_BARE_BEFORE = ("nsor", "ong", "son", "treat")  # ends without a silent e that look like others with one
_BARE = ("er", "en", "it", "el", "ow", "ew", "aw", "ay", "ey", "oy", "x")


def bases(form: str, tag: str) -> tuple[str, ...]:
    """What `form` may be a form of, the likelier by its spelling first."""
    for ending in _ENDINGS.get(tag, ()):
        if form.endswith(ending) and len(form) - len(ending) > 1:
            stem = form[: -len(ending)]
            return _of_s(stem) if ending == "s" else _of_vowel(stem, ending)
    return ()


def _doubled_l(stem: str, syllables: int) -> bool:
    """Whether an l was doubled: `compelled`, `annulled`; not in `quelled`, where it stands so."""
    return syllables > 1 and stem.endswith(("ell", "oll", "ull"))


def _of_s(stem: str) -> tuple[str, ...]:
    """Bases before `s`: `clashe`, `countrie`, `talk`."""
    if stem.endswith("ie") and len(stem) > 3:
        return (stem[:-2] + "y", stem)
    if stem.endswith("e") and stem[:-1].endswith(_HISSING):
        return (stem[:-1], stem)
    if stem.endswith("s"):
        return ()
    return (stem,)


def _of_vowel(stem: str, ending: str) -> tuple[str, ...]:
    """Bases before an ending that begins with a vowel: `abduct`, `waiv`, `stopp`, `carri`."""
    if not _VOWELS & set(stem):
        return ()
    if stem.endswith("i") and ending != "ing":
        return (stem[:-1] + "y", stem + "e")
    syllables = sum(letter in _VOWELS and before not in _VOWELS for before, letter in pairwise(f" {stem}"))
    if len(stem) > 3 and stem[-1] == stem[-2] and (stem[-1] not in "aeiousflz" or _doubled_l(stem, syllables)):
        return (stem[:-1], stem)
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in "sflz":
        return (stem, stem[:-1])
    plain, mute = stem, stem + "e"
    one_consonant = len(stem) > 2 and stem[-1] not in _VOWELS | {"w", "x"} and stem[-2] in _VOWELS
    single = one_consonant and stem[-3] not in _VOWELS
    if single and sum(letter in _VOWELS for letter in stem) == 1:
        return (mute,)  # `hoping`: what is hopped has two
    if stem.endswith(_BARE_BEFORE):
        return (plain, mute)
    if stem.endswith(_MUTE):
        return (mute, plain)
    if stem.endswith(_BARE) or len(stem) < 3:
        return (plain, mute)
    if single:
        return (mute, plain)  # `invad`, `deplor`: a short vowel would double the consonant
    if stem[-1] == "s" and one_consonant:
        return (mute, plain)
    return (plain, mute)
