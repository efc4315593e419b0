"""What else is told of a commitment: by when, under which condition, how much, and the consensus that it refers to.

In: a layout and a seed. Out: `When`, `Evidence`, `Magnitude`, or None where the words tell none. A deadline is a time
that closes what is to be done (`within two months`, `by 2030`), not the day on which it is done. Nothing is refused.
"""

import re
from collections.abc import Iterator

from communique.codebook.phrases import listed
from communique.coding.amounts import Amount, amounts_of
from communique.coding.commitments_seeds import Seed
from communique.coding.commitments_words import SIGNED
from communique.coding.statements_layout import Layout, inserted
from communique.records.analysis import Token
from communique.records.outcomes import Magnitude, Measure, When
from communique.records.spans import Evidence, Span

_CLOSING = re.compile(
    r"\b(?:by|within|before|until|till|not?\s+later\s+than|by\s+the\s+end\s+of|in\s+less\s+than)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"(?:by|within|before|until|till|no\s+later\s+than)\b", re.IGNORECASE)
_CONDITIONS = re.compile(
    r"(?:only\s+)?(?:if|unless|once|provided|providing|on\s+(?:the\s+)?condition|as\s+long\s+as|so\s+long\s+as|"
    r"in\s+exchange\s+for|in\s+return\s+for|subject\s+to|in\s+the\s+event)\b",
    re.IGNORECASE,
)
_CLAUSES = ("advcl", "obl", "nmod", "acl", "advmod", "amod")
_UNDERSTANDING = frozenset(listed("agreement understanding decision"))
_BESIDE = ("conj", "cc", "punct", "case", "parataxis")
_HONOURING = frozenset(listed("abide adhere follow fulfil fulfill honor honour implement observe respect uphold"))
_REACHED = frozenset(listed("reach achieve forge conclude make"))
_NO_UNIT = frozenset(
    listed(
        """
    country day deputy government head hour leader minister minute month nation party percent phase point president side
    time week year
    """
    )
)
_KNOWN = frozenset(listed("the these those both our their its his her"))
_UNIT_WITHIN = 3  # words from a number to what it counts


def deadline_of(layout: Layout, seed: Seed) -> When | None:
    """By when it will be done."""
    scene = layout.scene
    text = scene.document.text
    reach = _reach(layout, seed)
    for index, time in enumerate(scene.times):
        if reach.contains(time.span):
            before = text[max(reach.start, time.span.start - 24) : time.span.start]
            if _CLOSING.search(before) or _CLOSED.match(time.text):
                return When.of(index, time)
    return None


def condition_of(layout: Layout, seed: Seed) -> Evidence | None:
    """What must come first: `if`, `once`, `provided that`."""
    document = layout.scene.document
    for token in _below(layout, seed):
        if token.deprel.split(":")[0] in _CLAUSES:
            span = layout.span(*layout.reach(token))
            if span is not None and _CONDITIONS.match(span.of(document.text)):
                return document.quote(span, "condition")
    return None


def consensus_of(layout: Layout, seed: Seed) -> Evidence | None:
    """The earlier understanding that the sentence refers to: `the consensus reached by the two presidents`, `what they
    agreed`.
    """
    document = layout.scene.document
    for token in layout.scene.analysis.tokens_of(seed.word.sentence):
        if not _is_understanding(token):
            continue
        without = {c.index for c in token.children if c.deprel in _BESIDE or inserted(c)}
        span = layout.span(*layout.reach(token, without))
        if span is not None and not span.contains(seed.word.span):
            return document.quote(span, "consensus")
    return None


def _is_understanding(token: Token) -> bool:
    lemma = token.lemma.lower()
    if lemma == "consensus":
        return True
    if lemma in SIGNED and token.head is not None and token.head.lemma.lower() in _HONOURING:
        return token.deprel in ("obj", "obl")  # `implement the joint declaration of 2022`
    described = [c for c in token.children if c.deprel in ("acl", "acl:relcl")]
    if lemma == "what":
        return any(c.lemma.lower() == "agree" for c in described)
    return lemma in _UNDERSTANDING and any(c.lemma.lower() in _REACHED and c.xpos != "VBG" for c in described)


def amount_of(layout: Layout, seed: Seed) -> Magnitude | None:
    """What it costs, else how many of what it is about."""
    scene = layout.scene
    times = [t.span for t in scene.times]
    inside = [
        a
        for a in amounts_of(scene.document.text)
        if seed.action.contains(a.span) and not any(t.overlaps(a.span) for t in times)
    ]
    for amount in inside:
        if amount.currency is not None:
            return _magnitude(layout, amount, Measure.MONEY, amount.code(scene.home))
    for amount in inside:
        unit = _unit(layout, amount)
        if unit is not None:
            return _magnitude(layout, amount, Measure.OTHER, unit)
    return None


def _magnitude(layout: Layout, amount: Amount, measure: Measure, unit: str | None) -> Magnitude:
    text = layout.scene.document.quote(amount.span, "amount").text
    return Magnitude(
        measure=measure, low=amount.low, high=amount.high, exact=amount.exact, span=amount.span, text=text, unit=unit
    )


def _unit(layout: Layout, amount: Amount) -> str | None:
    """What is counted: the noun behind a number."""
    analysis = layout.scene.analysis
    first, stop = layout.covered(amount.span)
    if first and analysis[first - 1].text.lower() in _KNOWN:
        return None  # `the two presidents`
    for index in range(stop, min(stop + _UNIT_WITHIN, len(analysis))):
        token = analysis[index]
        if token.upos == "NOUN":
            if token.deprel == "compound" and token.head is not None and token.head.upos == "NOUN":
                token = token.head  # `50 passenger jets`
            lemma = token.lemma.lower()
            return None if lemma in _NO_UNIT else lemma
        if token.upos != "ADJ":
            return None
    return None


def _below(layout: Layout, seed: Seed) -> Iterator[Token]:
    """The words below the one that binds, and below the verb that brings it where it is a noun."""
    tops = [seed.word]
    if seed.word.upos == "NOUN" and seed.word.head is not None:
        tops.append(seed.word.head)
    for top in tops:
        joined = {c.index for c in top.children if c.deprel in ("conj", "parataxis")}
        first, last = layout.reach(top, joined)
        for index in range(first, last + 1):
            token = layout.scene.analysis[index]
            if index != top.index and layout.hangs(index, top) and not any(_on(token, j) for j in joined):
                yield token


def _on(token: Token, above: int) -> bool:
    """Whether a word is another one or hangs on it."""
    at: Token | None = token
    while at is not None and at.index != above:
        at = at.head
    return at is not None


def _reach(layout: Layout, seed: Seed) -> Span:
    """The words of a commitment, with what its clause says around them."""
    without = {c.index for c in seed.word.children if c.deprel in ("conj", "parataxis", "punct", "cc")}
    span = layout.span(*layout.reach(seed.word, without))
    return seed.action if span is None else seed.action.cover(span)
