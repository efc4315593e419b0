"""The words of what is bound: from the word that binds to the end of what it governs.

In: a layout and a word that binds. Out: a span, None where nothing but signs is left. What a report adds behind a comma
is left out, how it will be done (`including through joint patrols`) is not. Nothing is refused.
"""

from communique.codebook.cues import CueClass, cue_of
from communique.coding.statements_layout import Layout
from communique.records.analysis import Token
from communique.records.spans import Span

_APART = ("conj", "parataxis", "punct", "cc", "discourse")
_LEFT = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "advcl", "obl", "obl:unmarked", "mark", "advmod", "aux", "cop")
_ADDED = ("appos", "acl:relcl", "advcl:relcl", "nmod", "obl", "obl:unmarked", "parataxis", "dep")
_BESIDE = ("while", "whereas", "although", "though", "as", "after", "before", "when", "since", "because")
_SET_OFF = frozenset((",", "-", "–", "—", "--", "(", ";", ":"))


def marked(token: Token, forms: tuple[str, ...]) -> bool:
    """Whether a word hangs on what is above it by one of some words."""
    return any(c.deprel in ("mark", "case") and c.text.lower() in forms for c in token.children)


def action_of(layout: Layout, word: Token, whole: bool = False) -> Span | None:
    """The words from the one that binds to the end of what it governs; a noun with what stands before it, a whole
    clause from its subject on. What is added behind a comma is left out.
    """
    left = ("advcl", "mark", "case") if whole or word.upos == "NOUN" else _LEFT
    kept = {c.index for c in word.children if whole and c.deprel == "conj" and _goes_on(c)}
    kept |= {k.index for c in word.children if c.index in kept for k in c.children if k.deprel == "punct"}
    without = {
        c.index
        for c in word.children
        if (c.deprel in _APART and c.index not in kept)
        or c.deprel == "acl:relcl"
        or c.text.lower() == "which"
        or (c.index < word.index and c.deprel in left)
    }
    analysis, added = layout.scene.analysis, _added(layout, word)
    first, last = layout.reach(word, without | added)
    cut = analysis[last].upos in ("VERB", "AUX") and any(analysis[i].head == analysis[last] for i in added)
    if cut:  # off before its object: `will work, with others, on`
        first, last = layout.reach(word, without)
    return layout.span(first if word.upos == "NOUN" or whole else word.index, last)


def _saying_on(token: Token) -> bool:
    """`..., noting that the road is open`: said beside, and no part of what is bound."""
    cue = cue_of(token.lemma.lower(), "verb") if token.xpos == "VBG" else None
    return cue is not None and cue.sort is CueClass.SAY


def _by_means(token: Token) -> bool:
    """`including through joint patrols` tells how it will be done, and belongs to it."""
    cases = [c.text.lower() for c in token.children if c.deprel in ("case", "mark")]
    return cases[:1] == ["including"] and bool({"through", "by", "via"} & set(cases[1:]))


def _goes_on(verb: Token) -> bool:
    """Whether a joined clause is part of the one before: `and form a party`, `and that the ports would reopen`."""
    if any(c.deprel == "mark" and c.text.lower() == "that" for c in verb.children):
        return True
    return not any(c.deprel.startswith(("nsubj", "aux")) for c in verb.children)


def _added(layout: Layout, word: Token) -> set[int]:
    """What hangs on the words behind one, set off by a comma or a dash."""
    analysis = layout.scene.analysis
    _, last = layout.reach(word)
    found: set[int] = set()
    for index in range(word.index + 2, last + 1):
        token = analysis[index]
        beside = token.deprel == "advcl" and (marked(token, _BESIDE) or _saying_on(token))
        if token.deprel not in _ADDED and not beside and not (token.deprel.startswith("nsubj") and token.head == word):
            continue
        first, _ = layout.reach(token)
        if _by_means(token) or any(c.deprel == "cc" for c in token.children):
            continue  # `..., and emerging fields`: another of a list
        before = first - 1 if analysis[first].text not in _SET_OFF else first
        if before > word.index and analysis[before].text in _SET_OFF:
            found.add(index)
    return found
