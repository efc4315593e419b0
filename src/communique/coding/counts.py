"""The numbers of a sentence with the words that they count: `at least 12 soldiers`, `hundreds of people`, `nobody`.

In: a scene and a sentence. Out: `Count`s. Left out: times, numbers that are no size of anything (`credit scores`), and
parts of a list (`including two children`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from communique.codebook.phrases import listed
from communique.coding.amounts import Amount, amounts_of
from communique.coding.scene import Scene
from communique.records.analysis import Sentence, Token
from communique.records.outcomes import Measure
from communique.records.spans import Span

_NAMED = {  # words for those counted
    Measure.KILLED: frozenset(listed("dead death fatality killed")),
    Measure.INJURED: frozenset(listed("hurt injured injury wounded")),
    Measure.ARRESTED: frozenset(listed("arrest detainee detention")),
    Measure.OTHER: frozenset(listed("casualties casualty victim victims")),
}
_NO_UNIT = frozenset(
    listed("dead hurt injure injured kill killed other wound wounded one body hundred thousand million")
)
_PHRASE = ("nummod", "compound", "amod", "nmod:desc", "flat", "dep")
_ZERO = frozenset(("nobody", "none"))


@dataclass(frozen=True, slots=True)
class Count:
    """A number in its clause. head: of its phrase. noun: what is counted, none where it is not said."""

    amount: Amount
    head: Token
    noun: Token | None


def counts_of(scene: Scene, sentence: Sentence) -> Iterator[Count]:
    """The numbers in a sentence, with the nouns that they count."""
    offset = sentence.span.start
    tokens = scene.analysis.tokens_of(sentence)
    for amount in amounts_of(sentence.span.of(scene.document.text)):
        span = Span(amount.span.start + offset, amount.span.end + offset)
        if amount.currency is None and any(t.span.overlaps(span) for t in scene.times):
            continue
        core = [
            t for t in tokens if span.contains(t.span) and (t.upos in ("NUM", "SYM", "NOUN", "DET", "PROPN", "ADJ"))
        ]
        moved = Amount(amount.low, amount.high, amount.exact, span, amount.currency)
        count = _count(moved, core) if core else None
        if count is not None and _sizes(count):
            yield count
    for word in tokens:
        if (words := _nothing(word)) is not None:
            yield Count(Amount(0, 0, True, words), word, None if word.upos == "PRON" else word)


def _sizes(count: Count) -> bool:
    """Whether a number is one of things: no `credit scores`, no part of a list (`including nearly 50 arrests`)."""
    if count.head.text.lower() == "scores" and any(
        c.deprel in ("amod", "compound", "det") for c in count.head.children
    ):
        return False
    if count.noun is not None and count.noun.upos in ("VERB", "AUX", "ADV") and names(count.noun) is None:
        return False
    return case_of(count.head) not in ("including", "among", "amongst", "per")


def _nothing(word: Token) -> Span | None:
    """The words of `nobody`, `no one`, `no casualties`."""
    lemma = word.lemma.lower()
    if lemma in _ZERO and word.upos == "PRON":
        return word.span
    if not (lemma in ("one", "body", "person", "people") or (word.upos == "NOUN" and names(word) is not None)):
        return None
    no = next((c for c in word.children if c.deprel == "det" and c.text.lower() == "no"), None)
    if no is None:
        return None
    return Span(no.span.start, word.span.end)


def _count(amount: Amount, core: list[Token]) -> Count:
    inside = {t.index for t in core}
    number = [t for t in core if t.upos in ("NUM", "SYM")] or core
    top = next((t for t in reversed(number) if t.head is None or t.head.index not in inside), number[-1])
    if amount.currency is not None:
        last = next((t for t in reversed(core) if t.head is None or t.head.index not in inside), top)
        return Count(amount, _phrase(last), None)
    head = _phrase(top)
    of = next((c for c in top.children if c.deprel == "nmod" and case_of(c) == "of" and c.upos != "PRON"), None)
    if head == top and of is not None:  # `hundreds of people`, `two of his guards`
        return Count(amount, top, of)
    return Count(amount, head, head if head != top else None)


def _phrase(token: Token) -> Token:
    """The head of the phrase that a number is part of."""
    at = token
    while at.deprel in _PHRASE and at.head is not None:
        at = at.head
    return at


def names(noun: Token | None) -> Measure | None:
    """What a noun says that it counts: `deaths`."""
    if noun is None:
        return None
    words = {noun.lemma.lower(), noun.text.lower()}
    return next((measure for measure, names in _NAMED.items() if words & names), None)


def case_of(noun: Token) -> str:
    """The preposition before a noun in small letters; empty without one."""
    return next((c.text.lower() for c in noun.children if c.deprel == "case"), "")


def unit_of(noun: Token | None) -> str | None:
    """The lemma of what is counted; None where that is not said (`killed 12`, `12 others`)."""
    lemma = "" if noun is None else noun.lemma.lower()
    if not lemma or lemma in _NO_UNIT or lemma.removesuffix("s") in _NO_UNIT:
        return None
    return "people" if lemma == "person" else lemma
