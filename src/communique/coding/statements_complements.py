"""What hangs on a word as its complement: clauses, infinitives, objects, and phrases by their prepositions.

In: a token that is a cue. Out: tokens by the labels that the column `content` of the cues uses. Nothing is refused.
"""

from collections.abc import Container

from communique.coding.clauses import passive
from communique.records.analysis import Token

_LOOSE = ("nmod", "appos", "nmod:unmarked")
_TERMS = ("term", "word", "way", "manner")


def complements(token: Token, times: Container[int] = ()) -> dict[str, list[Token]]:
    """What hangs on a word as its complement, by the labels of the column `content`. times: words that say when."""
    found: dict[str, list[Token]] = {}
    for child in token.children:
        label = _label(token, child) if child.index not in times else None
        if label is not None:
            found.setdefault(label, []).append(child)
    if passive(token):
        for child in token.children:
            if child.deprel == "nsubj:pass":
                found.setdefault("object", []).insert(0, child)
    if "object" not in found and (behind := _behind_terms(token)):
        found["object"] = behind
    if len(found.get("object", ())) > 1:  # `called him a liar`, the name read as a second object
        found.setdefault("as", found["object"][1:])
        found["object"] = found["object"][:1]
    return found


def _behind_terms(verb: Token) -> list[Token]:
    """`condemned in the strongest terms | the attack`, which the tree gives to the terms."""
    terms = [c for c in verb.children if c.deprel == "obl" and c.lemma.lower() in _TERMS and c.index > verb.index]
    below = (k for c in terms for k in c.children if k.deprel in _LOOSE and k.index > c.index)
    return [k for k in below if not any(c.deprel == "case" for c in k.children)]


def _label(token: Token, child: Token) -> str | None:
    relation = child.deprel.split(":")[0]
    marks = [c.text.lower() for c in child.children if c.deprel in ("mark", "case")]
    if relation == "ccomp":
        return "clause"
    if relation in ("obj", "iobj"):
        return "object"
    if relation == "xcomp":
        return _open_clause(child, marks)
    if relation in ("obl", "nmod") and child.deprel not in ("nmod:poss", "obl:tmod", "obl:unmarked", "obl:agent"):
        return marks[0] if marks and child.index > token.index else None
    if relation == "advcl" and child.index > token.index and marks:
        return _open_clause(child, marks)
    if relation == "acl" and child.deprel != "acl:relcl" and token.upos != "VERB":
        return "infinitive" if "to" in marks else ("clause" if _finite(child) else (marks[0] if marks else None))
    if relation == "parataxis" and child.index > token.index and token.upos == "VERB" and _colon(token, child):
        return "clause"
    return None


def _open_clause(child: Token, marks: list[str]) -> str:
    if marks and marks[0] != "to":
        return marks[0]
    if marks:
        return "infinitive"
    helpers = [c.xpos for c in child.children if c.deprel.startswith("aux")]
    return "gerund" if "VBG" in (child.xpos, *helpers[:1]) else ("infinitive" if child.xpos == "VB" else "as")


def _finite(verb: Token) -> bool:
    if verb.xpos in ("VBD", "VBZ", "VBP"):
        return True
    return any(c.deprel.startswith(("aux", "cop")) and c.xpos in ("VBD", "VBZ", "VBP", "MD") for c in verb.children)


def _colon(token: Token, child: Token) -> bool:
    return any(c.text == ":" and token.index < c.index for c in (*token.children, *child.children))
