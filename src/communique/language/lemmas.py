"""Lemmas as edits of forms: `visited` to `visit` is one rule, `l2:`, that serves a thousand verbs.

In: a form and a lemma, or a form and a rule. Out: the rule, or the lemma. A rule is `=be` (the lemma itself, for forms
that share no beginning with it) or a casing (`k` kept, `l` lowered, `t` first letter raised and the rest lowered), how
many characters to cut at the end, a colon, and what to add. Method: lemmatisation as tagging with edit scripts, as in
Straka, Straková and Hajič, "UDPipe at SIGMORPHON 2019".

The model does not see how a word is spelled. So among the rules that it finds likely for an inflected form, `Lemmas`
prefers one that makes a word of the vocabulary (of `abducted`, not `abducte`); forms that no ending explains stand in
`irregular.toml`.
"""

import tomllib
from collections.abc import Callable, Collection, Sequence
from functools import cache
from importlib.resources import files

CASINGS: dict[str, Callable[[str], str]] = {
    "k": lambda form: form,
    "l": str.lower,
    "t": lambda form: form[:1].upper() + form[1:].lower(),
}


def rule_of(form: str, lemma: str) -> str:
    """The rule that makes `lemma` of `form`; the casing that keeps most of the form is preferred, kept case first."""
    best, found = 0, "=" + lemma
    for name, cased in CASINGS.items():
        base = cased(form)
        shared = 0
        for a, b in zip(base, lemma, strict=False):
            if a != b:
                break
            shared += 1
        if shared > best:
            best, found = shared, f"{name}{len(base) - shared}:{lemma[shared:]}"
    return found


def lemma_of(form: str, rule: str) -> str:
    """The lemma that `rule` makes of `form`; the form in lower case where the rule cuts more than there is."""
    if rule.startswith("="):
        return rule[1:]
    count, _, ending = rule[1:].partition(":")
    base, cut = CASINGS[rule[0]](form), int(count)
    if cut >= len(base) + (1 if ending else 0):
        return form.lower()
    return base[: len(base) - cut] + ending


LIKELY = 4.0  # how far below the best rule, in log-probability, another may lie and still be taken
_PAST = frozenset({"VBD", "VBN"})
_INFLECTED = _PAST | {"VBG", "VBZ", "NNS", "JJR", "JJS", "RBR", "RBS"}
_HISSING = ("ches", "shes", "sses", "xes", "zzes")


class Lemmas:
    """Lemmas of forms, given the rules that a model finds likely.

    inventory: the rules. known: words of the language, in lower case.
    """

    def __init__(self, inventory: Sequence[str], known: Collection[str]) -> None:
        self._inventory = inventory
        self._known = known

    def lemma(self, form: str, xpos: str, rules: Sequence[int], odds: Sequence[float]) -> str:
        """The lemma of a form; never empty.

        xpos: its Penn tag. rules, odds: the likely rules, as indices in the inventory, and their log-probabilities, the
        best first.
        """
        best = lemma_of(form, self._inventory[rules[0]]) or form
        if xpos not in _INFLECTED or not form.isalpha():
            return best
        small = form.lower()
        irregular = _irregular().get((xpos in _PAST, small))
        if irregular is not None:
            return irregular
        if xpos == "NNS" and small.endswith("men"):
            return small[:-3] + "man"
        if best in self._known:
            return best
        for rule, chance in zip(rules[1:], odds[1:], strict=True):
            other = lemma_of(form, self._inventory[rule])
            if odds[0] - chance <= LIKELY and other in self._known and len(other) > 2 and other[:3] == small[:3]:
                return other
        return small[:-2] if small.endswith(_HISSING) and best == small[:-1] else best


@cache
def _irregular() -> dict[tuple[bool, str], str]:
    """Whether a form is a verb's or a noun's, and the form, to the lemma."""
    table = tomllib.loads((files("communique.language") / "irregular.toml").read_text("utf-8"))
    return {
        (k == "verb", form): lemma for k, words in table.items() for lemma, fs in words.items() for form in fs.split()
    }
