"""Names and titles: the words of a proper name, the offices before it, and where they start.

In: a `Scene` and a mention. Out: folded words and `Office`s. Nothing is refused.
"""

from dataclasses import dataclass, field

from communique.language.coreference_scene import Scene
from communique.language.coreference_words import fold, words
from communique.records.analysis import ROOT, Mention, MentionKind

FLAT = ("flat", "flat:name", "flat:foreign", "goeswith", "fixed", "name")
_BETWEEN = "bin ibn al el de la del von van der den da dos das di abu bint du le ter ten"
PARTICLES = frozenset(_BETWEEN.split())
_HYPHENS = frozenset("-–‑")
_ARTICLES = frozenset(("Al", "El", "Bin", "Ibn"))
_TITLE = frozenset(("PROPN", "NOUN", "ADJ", "PART", "X"))


@dataclass(frozen=True, slots=True)
class Office:
    """An office as it is called: the noun and the words that narrow it (`minister`, {`foreign`}).

    called: its own words, where the noun stands for several (`prime minister` is a `premier` too).
    """

    noun: str
    narrowed: frozenset[str]
    called: str = field(default="", compare=False)


def lead_of(scene: Scene, first: int, head: int) -> int:
    """The first token of the title before a name that stands outside the mention: `Premier [Li Qiang]`."""
    lead = first
    while lead > 0 and scene.sentence[lead - 1] == scene.sentence[head] and scene.upos[lead - 1] in _TITLE:
        above = lead - 1
        for _ in range(4):
            above = scene.head[above] if above not in (head, ROOT) else above
        below = scene.head[head] == lead - 1 and scene.deprel[head] in FLAT
        if above != head and not below:
            break
        lead -= 1
    return lead


def spoken_words(scene: Scene, first: int, core: int) -> list[tuple[str, int]]:
    """Words from `first` to `core` with their first token; pieces joined by hyphens are one word."""
    forms = scene.form[first : core + 1]
    if _HYPHENS.isdisjoint(forms):
        return list(zip(forms, range(first, core + 1), strict=True))
    out: list[tuple[str, int]] = []
    joined = False
    for token, form in enumerate(forms, first):
        touching = bool(out) and scene.start[token] == scene.end[token - 1]
        hyphen = form in _HYPHENS and touching
        if (joined or hyphen) and touching:
            out[-1] = (out[-1][0] + ("-" if hyphen else form), out[-1][1])
        else:
            out.append((form, token))
        joined = hyphen
    return out


def name_of(scene: Scene, spoken: list[tuple[str, int]], mention: Mention, last: int) -> tuple[str, ...]:
    """The words of the proper name: for people the last run of names, for others every proper noun."""
    table = words()
    if mention.kind is not MentionKind.PERSON:
        return _full(scene, spoken[0][1], last, mention.head)
    run: list[str] = []
    for word, token in spoken:
        plain = fold(word)
        title = plain in table.offices or plain in table.genders or plain in table.ranks or plain in ("dr", "dr.")
        capital = word[:1].isupper() or (plain.startswith(("al-", "el-")) and bool(run))
        cased = token != mention.head and any(
            scene.deprel[c] == "case" and scene.upos[c] == "ADP" for c in scene.children[token]
        )
        if capital and not title and not cased and table.polity([word]) is None:
            run += [] if word in _ARTICLES else [plain.removeprefix("al-").removeprefix("el-")]
        elif not (run and plain in PARTICLES):
            run = [] if token <= mention.head else run
    return tuple(w for w in run if w)


def _full(scene: Scene, first: int, last: int, head: int) -> tuple[str, ...]:
    """Words of a name that is nobody's, with what follows the head (`Ministry of Water`) up to a clause or a comma."""
    kept: list[str] = []
    for token in range(first, last + 1):
        if (token > head and scene.upos[token] in ("VERB", "PRON", "SCONJ", "AUX")) or scene.form[token] in (
            ",",
            "(",
            ":",
        ):
            break
        if scene.upos[token] in ("PROPN", "NOUN", "ADJ", "NUM", "X"):
            kept.append(scene.folded[token])
    return tuple(kept)


def offices_of(scene: Scene, spoken: list[tuple[str, int]], name: tuple[str, ...], head: int) -> tuple[Office, ...]:
    """Offices named before a person's name, or by the head of a description."""
    table = words()
    out: list[Office] = []
    narrowed: list[str] = []
    plainly = [fold(word) if scene.upos[token] == "PROPN" else scene.plain[token] for word, token in spoken]
    if table.offices.isdisjoint(plainly):
        return ()
    for plain, (word, token) in zip(plainly, spoken, strict=True):
        if plain in table.offices and (name or token == head):
            out.append(_canonical(plain, narrowed))
            narrowed = []
        elif plain in name or scene.deprel[token] in ("det", "case", "punct"):
            continue
        elif scene.upos[token] in ("NOUN", "PROPN", "ADJ", "X", "VERB") and table.polity([word]) is None:
            narrowed.append(plain)
    return tuple(out)


def _canonical(noun: str, narrowed: list[str]) -> Office:
    kept = {w.removesuffix("-") for w in narrowed} - {"visiting", "new", "north", "south", "u.s.", "two", "both"}
    if noun == "minister" and "prime" in kept:
        return Office("premier", frozenset(kept - {"prime"}), "prime minister")
    return Office(noun, frozenset("defence" if w == "defense" else w for w in kept))
