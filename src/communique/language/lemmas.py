"""Lemmas as edits of forms: `visited` to `visit` is one rule, `l2:`, that serves a thousand verbs.

In: a form and a lemma, or a form and a rule. Out: the rule, or the lemma. A rule is `=be` (the lemma itself, for forms
that share no beginning with it) or a casing (`k` kept, `l` lowered, `t` first letter raised and the rest lowered), how
many characters to cut at the end, a colon, and what to add. Method: lemmatisation as tagging with edit scripts, as in
Straka, Straková and Hajič, "UDPipe at SIGMORPHON 2019".
"""

from collections.abc import Callable

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
