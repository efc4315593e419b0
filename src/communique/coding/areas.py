"""The cooperation areas that the words of a report name.

In: a scene, and a span of its text. Out: `Area`s in the order of the text, each on its own words, with the text's own
label where it sorts fields by one (`traditional` cooperation in energy, `emerging` fields such as science). Left out:
words of a name or an office (`the minister of energy`, `the World Trade Organization`), verbs, what stands across the
edge of the span. Nothing is refused.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from communique.codebook.areas import areas_among, terms
from communique.codebook.contexts import readings
from communique.codebook.phrases import listed
from communique.coding.scene import Scene
from communique.records.analysis import Analysis, MentionKind, Token
from communique.records.diplomacy import Area
from communique.records.spans import Span

# Words by which reports sort fields of cooperation.
LABELS = frozenset(
    listed("traditional emerging non-traditional nontraditional frontier new priority future-oriented conventional")
)
# Nouns for what is sorted.
FIELDS = frozenset(listed("area arena cooperation direction domain dimension field frontier industry sector sphere"))
_ANYTHING = frozenset(("new", "priority"))  # no sorting but of fields: `a new package`
_OF_ARMS = frozenset(listed("bear carry lay lift put raise surrender take"))  # `take up arms`
_SORTING = ("amod", "compound")
_HYPHENS = frozenset("-‐‑–")
_OFFICES = frozenset(
    listed(
        """
    minister ministry secretary department agency commissioner committee spokesman spokeswoman spokesperson adviser
    advisor council official chief portfolio undersecretary envoy forces
    """
    )
)
_NAMED = (MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.FACILITY)
# Bodies are areas themselves: what is said of them is coordination there.
_BODIES = frozenset(("united-nations", "groupings"))
_INSIDE = ("compound", "amod", "nmod", "flat", "conj", "nmod:desc", "nmod:poss")
_UP = ("nmod", "conj", "appos", "compound", "amod", "acl", "acl:relcl", "nmod:poss", "dep")
_DEPTH = 6


@dataclass(frozen=True, slots=True)
class _Found:
    """An area of a document. first, last: its tokens."""

    first: int
    last: int
    code: str


def areas_in(scene: Scene, span: Span) -> tuple[Area, ...]:
    """The areas named within `span`."""
    found = _all(scene.analysis[0]) if len(scene.analysis) else ()
    starts = scene.analysis.tokens.start
    out = []
    for area in found[bisect_left(found, span.start, key=lambda a: int(starts[a.first])) :]:
        words = scene.analysis.tokens.span(area.first).cover(scene.analysis.tokens.span(area.last))
        if words.start >= span.end:
            break
        if span.contains(words):
            text = scene.document.quote(words, "area").text
            out.append(Area(code=area.code, span=words, text=text, label=_label(scene.analysis[area.last])))
    return tuple(out)


@lru_cache(maxsize=2)
def _all(first: Token) -> tuple[_Found, ...]:
    """Every area of a document. first: the first token; tokens are alike only within one and the same analysis."""
    analysis = first.analysis
    tokens = analysis.tokens
    forms, lemmas = tokens.form.names, tokens.lemma.names
    pairs = zip(tokens.form.codes.tolist(), tokens.lemma.codes.tolist(), strict=True)
    told = [(i, readings(forms[f], lemmas[m])) for i, (f, m) in enumerate(pairs) if forms[f] not in _HYPHENS]
    found = []
    names = _inside_names(analysis)
    for at, count, code in areas_among([word for _, word in told], terms()):
        area = _Found(told[at][0], told[at + count - 1][0], code)
        if _is_area(analysis, area, names):
            found.append(area)
    return tuple(found)


def _is_area(analysis: Analysis, area: _Found, names: frozenset[int]) -> bool:
    last = analysis[area.last]
    if analysis.sentence_of(area.first) != analysis.sentence_of(area.last):
        return False
    if last.upos in ("VERB", "AUX", "ADP", "ADV", "PRON") and last.xpos != "VBG":
        return False
    if area.first == area.last and _no_field(last):
        return False
    return area.code in _BODIES or not (area.last in names or _of_office(last))


def _no_field(token: Token) -> bool:
    """`lay down their arms`, `territorial waters`, `tear gas`: the word, but not the field."""
    word, above = token.text.lower(), token.head
    if word in ("waters", "spaces") or any(c.text.lower() == "tear" for c in token.children):
        return True
    if above is None:
        return False
    return (word == "arms" and above.lemma.lower() in _OF_ARMS) or (word == "water" and above.lemma == "cannon")


def _inside_names(analysis: Analysis) -> frozenset[int]:
    """The tokens that are part of the name of someone or of an organisation."""
    starts = analysis.tokens.start
    found: set[int] = set()
    for mention in analysis.mentions:
        if mention.named and mention.kind in _NAMED:
            first, stop = starts.searchsorted(mention.span.start), starts.searchsorted(mention.span.end)
            found.update(range(int(first), int(stop)))
    return frozenset(found)


def _of_office(token: Token) -> bool:
    """Whether a word only tells which office is meant: `foreign trade minister`, `the ministry of health and sport`."""
    at: Token | None = token
    for _ in range(_DEPTH):
        above = at.head if at is not None else None
        if at is None or above is None or at.deprel not in _INSIDE:
            return False
        if above.lemma.lower() in _OFFICES:
            return True
        at = above
    return False


def _label(token: Token) -> str | None:
    """The word by which the text sorts the field: on the area itself, or on the noun for the fields that it is one of;
    the last of these before it, where a sentence tells of fields of several sorts.
    """
    own = _sorted_by(token)
    if own is not None and own not in _ANYTHING:
        return own
    at = token
    for _ in range(_DEPTH):
        if at.lemma.lower() in FIELDS and _sorted_by(at) is not None:
            before = (token.analysis[i] for i in range(token.index, token.sentence.first - 1, -1))
            last = (_sorted_by(t) for t in before if t.lemma.lower() in FIELDS)
            return next((label for label in last if label is not None), _sorted_by(at))
        if at.head is None or at.deprel not in _UP or at.head.upos in ("VERB", "AUX"):
            return None
        at = at.head
    return None


def _sorted_by(noun: Token) -> str | None:
    before = noun.analysis[noun.index - 1] if noun.index > noun.sentence.first else None
    words = [c.text.lower() for c in noun.children if c.deprel in _SORTING]
    words += [before.text.lower()] if before is not None else []  # `emerging fields`, read as a verb
    return next((w for w in words if w in LABELS), None)
