"""Places that act: `Washington said`, `Beijing's position`, `talks with Tehran` speak of governments, not of places.

In: an analysis and the token that heads a name. Out: whether the name stands for who governs there. The rules read the
tree: a subject of a verb of saying or deciding, who is addressed, the owner of a decision, whose office or army it is,
a party to what states have with each other.
"""

from collections.abc import Sequence

from communique.grounding.places_words import ADDRESSED, BETWEEN_STATES, DEEDS, OF_GOVERNMENT, OF_STATE
from communique.records.analysis import ROOT, Analysis

ENVOYS = frozenset({"ambassador", "envoy", "consul", "representative"})


class Deeds:
    """What the names of one document do, read from its trees."""

    def __init__(self, analysis: Analysis) -> None:
        tokens = analysis.tokens
        self.head: Sequence[int] = tokens.head.tolist()
        self.deprel = _listed(tokens.deprel.codes.tolist(), tokens.deprel.names)
        self.lemma = _listed(tokens.lemma.codes.tolist(), tuple(name.lower() for name in tokens.lemma.names))
        self.upos = _listed(tokens.upos.codes.tolist(), tokens.upos.names)
        self.case: dict[int, str] = {}
        for token, relation in enumerate(self.deprel):
            if relation == "case":
                self.case.setdefault(self.head[token], self.lemma[token])

    def acts(self, token: int) -> bool:
        """Whether the name that `token` heads stands for a government. A name in a list acts as the first does."""
        for _ in range(8):
            if self.deprel[token] not in ("conj", "appos") or self.head[token] == ROOT:
                break
            token = self.head[token]
        above, relation = self.head[token], self.deprel[token].partition(":")[0]
        if above == ROOT:
            return False
        if relation == "nsubj":
            return self.deprel[token] != "nsubj:pass" and self._deed(above)
        if relation in ("obj", "iobj"):
            return self.lemma[above] in ADDRESSED
        if self.deprel[token] == "nmod:poss":
            return self.lemma[above] in OF_GOVERNMENT or self.lemma[above] in OF_STATE
        if self.deprel[token] == "obl:agent":
            return True
        if relation in ("compound", "nmod") and self.case.get(token) in (None, "of"):
            close = BETWEEN_STATES | OF_GOVERNMENT if relation == "compound" else frozenset()
            return self.lemma[above] in OF_STATE or self.lemma[above] in close
        if relation == "nmod" and self.case.get(token) == "to":
            return self.lemma[above] in ENVOYS
        if relation in ("nmod", "obl") and self.case.get(token) in ("with", "between", "against"):
            return self.lemma[above] in BETWEEN_STATES or (relation == "obl" and self.lemma[above] in DEEDS)
        return False

    def belongs(self, token: int) -> int | None:
        """The token of what is `of` the name that `token` heads: Emmanuel Macron of France."""
        for _ in range(8):
            if self.deprel[token] != "conj":
                break
            token = self.head[token]
        of = self.deprel[token] == "nmod" and self.case.get(token) == "of"
        return self.head[token] if of else None

    def _deed(self, verb: int) -> bool:
        return self.upos[verb] in ("VERB", "AUX") and self.lemma[verb] in DEEDS


def _listed(codes: Sequence[int], names: Sequence[str]) -> list[str]:
    return [names[c] for c in codes]
