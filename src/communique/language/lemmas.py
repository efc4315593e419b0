"""Lemmas as edits of forms: `visited` to `visit` is one rule, `l2:`, that serves a thousand verbs.

In: a form and a lemma, or a form and a rule. Out: the rule, or the lemma. A rule is `=be` (the lemma itself, for forms
that share no beginning with it) or a casing (`k` kept, `l` lowered, `t` first letter raised and the rest lowered), how
many characters to cut at the end, a colon, and what to add. Method: lemmatisation as tagging with edit scripts, as in
Straka, Straková and Hajič, "UDPipe at SIGMORPHON 2019".

The model does not see how a word is spelled. So of a form that shows the ending of its tag, `Lemmas` prefers what
spelling allows and the vocabulary knows (`abduct`, not `abducte`); forms that no ending explains stand in
`irregular.toml`.
"""

import tomllib
from collections.abc import Callable, Collection, Sequence
from functools import cache
from importlib.resources import files

from communique.language.inflection import bases

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


_MOST = 50_000  # forms whose lemmas are kept
_LONGEST = 40  # letters of a form that is looked at
_VERBAL = frozenset({"VBD", "VBN", "VBG", "VBZ"})


class Lemmas:
    """Lemmas of forms, given the rules that a model finds likely.

    inventory: the rules. known: words of the language, in lower case.
    """

    def __init__(self, inventory: Sequence[str], known: Collection[str]) -> None:
        self._inventory = inventory
        self._known = known
        self._met: dict[tuple[str, str, tuple[int, ...]], str] = {}

    def lemma(self, form: str, xpos: str, rules: Sequence[int]) -> str:
        """The lemma of a form; never empty. xpos: its Penn tag. rules: the likely ones, the best first."""
        key = (form, xpos, tuple(rules))
        met = self._met.get(key)
        if met is None:
            if len(self._met) >= _MOST:
                self._met.clear()
            met = self._met[key] = self._lemma(form, xpos, rules)
        return met

    def _lemma(self, form: str, xpos: str, rules: Sequence[int]) -> str:
        best = lemma_of(form, self._inventory[rules[0]]) or form
        before, hyphen, last = form.lower().rpartition("-")
        if len(last) > _LONGEST or not last.isalpha():
            return best
        found = self._irregular(last, xpos)
        if found is None:
            spelled = bases(last, xpos)
            # The model is right about plurals that have no singular (`regards`) and about `better`.
            if not spelled or (not hyphen and self._known_as(best, last, spelled)):
                return best
            likely = [lemma_of(form, self._inventory[rule]).lower().rpartition("-")[2] for rule in rules]
            words = [base for base in spelled if base in self._known]
            if len(words) > 1:
                words = [base for base in likely if base in words]
            found = words[0] if words else spelled[0]
        return before + hyphen + found

    @staticmethod
    def _irregular(form: str, xpos: str) -> str | None:
        """The lemma of a form that no ending explains."""
        if xpos == "NNS" and form.endswith("men"):
            return form[:-3] + "man"
        return _irregular().get((xpos != "NNS", form)) if xpos in _VERBAL or xpos == "NNS" else None

    def _known_as(self, lemma: str, form: str, spelled: Sequence[str]) -> bool:
        """Whether a lemma is a word that spelling allows, the form itself, or a word unlike it."""
        small = lemma.lower()
        return small in self._known and (small in spelled or small == form or small[:2] != form[:2])


@cache
def _irregular() -> dict[tuple[bool, str], str]:
    """Whether a form is a verb's or a noun's, and the form, to the lemma."""
    table = tomllib.loads((files("communique.language") / "irregular.toml").read_text("utf-8"))
    return {
        (k == "verb", form): lemma for k, words in table.items() for lemma, fs in words.items() for form in fs.split()
    }
