"""Cues in a text with the complements that tell what is said: `said that`, `called for`, `the claim that`.

In: a layout. Out: `Told`s in the order of their cues: the cue, the words it introduces, and the words around it that
say who speaks and to whom. Left out: cues inside quotations, which are part of what is quoted; saying that is denied
(`did not say that`).
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from communique.codebook.cues import Cue, CueClass, cues
from communique.codebook.phrases import listed
from communique.coding.clauses import passive
from communique.coding.statements_layout import Layout
from communique.records.analysis import Token
from communique.records.spans import Span

_PARTS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective", "AUX": "verb", "PROPN": "noun"}
_NOT = frozenset(("not", "n't", "n’t", "never", "neither", "nor"))
_UTTERED = (CueClass.SAY, CueClass.URGE, CueClass.CALL)
_HELD = (CueClass.STANCE, CueClass.WANT)
SAYING = (CueClass.SAY, CueClass.THINK)
_LOOSE = frozenset(("acl:relcl", "appos", "parataxis", "advcl:relcl"))
_BREAKS = frozenset((",", "-", "--", "–", "—"))
_INSIDE = ("amod", "compound", "flat", "fixed", "case", "mark", "discourse")
_RELATIVE = frozenset(listed("who which that whom whose"))


@dataclass(frozen=True, slots=True)
class Told:
    """A cue with what it introduces.

    cue: its entry. word: the token that is the cue. words: its characters. content: what is said, None where the cue
    stands beside a quotation that the tree does not tie to it. heads: of the complements. rule: how it was found.
    source: who speaks, where not the words around the cue tell it but the page does.
    """

    cue: Cue
    word: Token
    words: Span
    content: Span | None
    heads: tuple[Token, ...]
    rule: str
    source: Token | None = None


def told(layout: Layout) -> Iterator[Told]:
    """Every use of a cue."""
    analysis = layout.scene.analysis
    lemmas = analysis.tokens.lemma
    known = np.array([name.lower() in _opening_words() for name in lemmas.names], dtype=bool)
    for index in np.flatnonzero(known[lemmas.codes]).tolist():
        token = analysis[index]
        if token.text in ("according", "According"):
            found = _according(layout, token)
        elif token.upos in _PARTS and token.deprel.split(":")[0] not in _INSIDE:
            found = _used(layout, token)
        else:
            found = None
        if found is not None:
            yield found


@cache
def _opening_words() -> frozenset[str]:
    """The first words of all cues, with and without an `e` too many; see `entry`."""
    first = {lemma.split()[0] for lemma, _ in cues()}
    return frozenset(first | {f"{w}e" for w in first} | {"accord", "according"})


def _used(layout: Layout, token: Token) -> Told | None:
    if layout.quote_at(token.index) is not None:
        return None
    part = _PARTS[token.upos]
    beside = complements(token, layout.times)
    for cue, last in _entries(token, part, beside):
        if cue.sort in _UTTERED and part == "verb" and _denied(token):
            continue
        if cue.sort in _HELD and _obliged(token):
            continue
        heads = _chosen(cue, beside) or (_chosen(cue, _brought(layout, token)) if part == "noun" else None)
        words = _words(token, last)
        if heads is not None:
            label, tokens = heads
            span = _spread(layout, token, tokens, label, cue.hearer)
            if span is not None:
                return Told(cue, token, words, span, tuple(tokens), f"{part} {cue.sort.value} {label}")
        if part == "verb" and cue.sort in SAYING and "clause" in {c for choice in cue.content for c in choice}:
            around = _around(layout, token) or _astray(layout, token)
            if around is not None:
                return Told(cue, token, words, around[0], (around[1],), f"{part} {cue.sort.value} around")
            if cue.sort is CueClass.SAY:
                return Told(cue, token, words, None, (), f"{part} {cue.sort.value} beside")
    return None


def _entries(token: Token, part: str, beside: dict[str, list[Token]]) -> Iterator[tuple[Cue, Token]]:
    """Entries for a word, those with a particle or a preposition first, each with the last token of the cue."""
    lemma = token.lemma.lower()
    for child in token.children:
        if child.deprel in ("compound:prt", "advmod", "xcomp") and child.index > token.index:
            cue = entry(f"{lemma} {child.text.lower()}", part)
            if cue is not None:
                yield cue, child
    for label, heads in beside.items():
        cue = entry(f"{lemma} {label}", part)
        if cue is not None:
            case = next((c for c in heads[0].children if c.deprel in ("case", "mark")), token)
            yield cue, case
    cue = entry(lemma, part)
    if cue is not None:
        yield cue, token


def entry(lemma: str, part: str) -> Cue | None:
    """The entry of a lemma; one that was given an `e` too many (`laude` of `lauded`) has that of the word without."""
    table = cues()
    return table.get((lemma, part)) or (table.get((lemma[:-1], part)) if lemma.endswith("e") else None)


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
    if len(found.get("object", ())) > 1:  # `called him a liar`, the name read as a second object
        found.setdefault("as", found["object"][1:])
        found["object"] = found["object"][:1]
    return found


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
    return "gerund" if child.xpos == "VBG" else ("infinitive" if child.xpos == "VB" else "as")


def _finite(verb: Token) -> bool:
    if verb.xpos in ("VBD", "VBZ", "VBP"):
        return True
    return any(c.deprel.startswith(("aux", "cop")) and c.xpos in ("VBD", "VBZ", "VBP", "MD") for c in verb.children)


def _colon(token: Token, child: Token) -> bool:
    return any(c.text == ":" and token.index < c.index for c in (*token.children, *child.children))


def _chosen(cue: Cue, beside: dict[str, list[Token]]) -> tuple[str, list[Token]] | None:
    """The complements that the entry prefers among those there are."""
    for choice in cue.content:
        if all(label in beside for label in choice):
            tokens = [beside[label][0] for label in choice]
            if choice == ("clause",):
                return "clause", [t for t in beside["clause"] if t == tokens[0] or not _parted(tokens[0], t)]
            if all(a.index < b.index for a, b in pairwise(tokens)):
                return "+".join(choice), tokens
    return None


def _parted(left: Token, right: Token) -> bool:
    """Whether a sign stands between two clauses."""
    forms = left.analysis.tokens.form
    return any(forms[i] in _BREAKS or forms[i] in ":;" for i in range(left.index, right.index))


def _spread(layout: Layout, word: Token, tokens: Sequence[Token], label: str, hearer: str | None) -> Span | None:
    """The characters of complements, from the first to the last."""
    ends = [_reach(layout, _antecedent(t), word) for t in tokens]
    first, last = min(e[0] for e in ends), max(e[1] for e in ends)
    relation = tokens[0].deprel.split(":")[0]
    if relation in ("obl", "nmod", "advcl", "acl"):
        first = _behind_case(tokens[0], first)
    if label == "clause" and word.upos == "VERB":
        quoted = _quoted(layout, tokens[0], first, last)
        if quoted is not None:
            return quoted
        if first > word.index:
            first = _opening(layout, word, first, hearer)
            last = _joined(layout, word, last)
    if label == "object":
        last = _with_participle(layout, word, last)
    last = _clipped(layout, first, last, label)
    span = layout.span(first, last)
    return layout.whole(span) if span is not None else None


def _antecedent(token: Token) -> Token:
    """What a relative pronoun stands for: `the aid, which both welcomed`; any other word itself."""
    if token.upos != "PRON" or token.text.lower() not in ("who", "which", "that", "whom"):
        return token
    at: Token | None = token
    while at is not None and at.deprel != "acl:relcl":
        at = at.head
    return at.head if at is not None and at.head is not None else token


def _quoted(layout: Layout, head: Token, first: int, last: int) -> Span | None:
    """A clause that is a quotation of its own, with those that go on from it."""
    forms = layout.scene.analysis.tokens.form
    while first < last and (forms[first] in _BREAKS or forms[first] == ":"):
        first += 1
    opening = layout.quote_at(head.index)
    if opening is None or layout.quote_at(first) != opening or not layout.ended(opening):
        return None
    span = opening.span
    for at in range(first, last + 1):
        quoted = layout.quote_at(at)
        if quoted is not None and quoted != opening and layout.hangs(at, head):
            span = span.cover(quoted.span)
    return span


def _opening(layout: Layout, word: Token, first: int, hearer: str | None) -> int:
    """Where a clause behind a saying opens: with a subject that the tree gives to the saying (`said | the tweets about
    her | were lies`), and with what stands before a saying put into it (`If talks fail, he said, we go`).
    """
    forms = layout.scene.analysis.tokens.form
    before = [c for c in word.children if c.index < word.index and c.deprel in ("advcl", "obl", "advmod", "cc", "nmod")]
    subject = next((c.index for c in word.children if c.deprel == "nsubj"), word.index)
    if forms[word.index + 1] == "," and before and before[0].index < subject < word.index:
        return min(layout.reach(c)[0] for c in before)
    for child in word.children:
        behind = word.index < child.index < first
        if behind and hearer != "object" and child.deprel in ("obj", "iobj"):
            return min(first, layout.reach(child)[0])
    return first


def _joined(layout: Layout, word: Token, last: int) -> int:
    """The end of what is said with a clause that the tree joins to the saying (`said he came and she left`)."""
    analysis = layout.scene.analysis
    for child in word.children:
        if child.deprel != "conj" or not any(c.deprel.startswith("nsubj") for c in child.children):
            continue
        first, stop = layout.reach(child)
        marked = layout.quote_at(first + 1) is not None
        if not _known(child) and first > last and (marked or analysis[first - 1].text not in _BREAKS):
            return stop
    return last


def _with_participle(layout: Layout, word: Token, last: int) -> int:
    """The last word of an object with the participle behind it: `defended the letter | calling for talks`."""
    for child in word.children:
        if child.deprel == "advcl" and child.xpos in ("VBG", "VBN") and layout.reach(child)[0] == last + 1:
            return layout.reach(child)[1]
    return last


def _clipped(layout: Layout, first: int, last: int, label: str) -> int:
    """The last word without what the writer adds behind a comma: `..., who leads the party`; `..., the old ally`."""
    analysis = layout.scene.analysis
    for at in range(first + 1, last + 1):
        token = analysis[at]
        loose = token.deprel in _LOOSE or (token.deprel == "advcl" and token.xpos == "VBG" and label != "clause")
        if loose and layout.quote_at(at) is None:
            start, stop = layout.reach(token)
            comma = _comma(layout, start)
            if stop == last and comma is not None and comma > first:
                return comma - 1
    return last


def _behind_case(token: Token, first: int) -> int:
    """The first token behind the preposition that a phrase opens with; `to` of an infinitive belongs to it."""
    for child in token.children:
        if child.index == first and (child.deprel == "case" or (child.deprel == "mark" and child.upos != "PART")):
            return first if child.text.lower() in ("that", "whether", "if", "as") else first + 1
    return first


def _comma(layout: Layout, first: int) -> int | None:
    """The comma or dash that a phrase stands behind, be it its own or that of what is before it."""
    forms = layout.scene.analysis.tokens.form
    return next((i for i in (first, first - 1) if i >= 0 and forms[i] in _BREAKS), None)


def _reach(layout: Layout, token: Token, word: Token) -> tuple[int, int]:
    """What hangs on a complement, without the cue, sayings hung on behind (`..., adding that`), and another verb of
    the cue's form that is joined to something of another form (`accused him of lying and urged him to go`).
    """
    first, last = layout.reach(token, {word.index})
    analysis, without = layout.scene.analysis, {word.index}
    for at in range(first, last + 1):
        below = analysis[at]
        if below.upos != "VERB" or below.index == token.index:
            continue
        comma = _comma(layout, layout.reach(below)[0]) is not None
        if below.deprel in ("advcl", "parataxis") and comma and _says(below):
            without.add(at)
        elif below.deprel == "conj" and below.xpos == word.xpos and below.head is not None:
            without |= {at} if _form(below.head) != _form(below) and _known(below) else set()
    return layout.reach(token, without)


def _form(verb: Token) -> str:
    """The part of speech of a verb, or of the helper that stands for it."""
    return next((c.xpos for c in verb.children if c.deprel.startswith("aux") and c.xpos != "MD"), verb.xpos)


def _known(verb: Token) -> bool:
    return entry(verb.lemma.lower(), "verb") is not None


def _says(token: Token) -> bool:
    cue = entry(token.lemma.lower(), "verb")
    return token.upos == "VERB" and cue is not None and cue.sort is CueClass.SAY


def _around(layout: Layout, word: Token) -> tuple[Span, Token] | None:
    """The clause that a saying is put into or behind: `The talks, he said, went well`; `..., as Li pointed out`."""
    head = word.head
    if head is None or word.deprel.split(":")[0] not in ("parataxis", "advcl"):
        return None
    marks = [c.text.lower() for c in word.children if c.deprel == "mark"]
    if word.deprel.startswith("advcl") and marks != ["as"]:
        return None
    if not any(c.deprel.startswith("nsubj") for c in word.children):
        return None
    head = _clause_of(head)
    first, last = layout.reach(head, {word.index})
    quoted = layout.quote_at(first)
    if quoted is not None and quoted.span.end <= word.span.start:
        return quoted.span, head
    span = layout.span(first, last)
    return (layout.whole(span), head) if span is not None else None


def _astray(layout: Layout, word: Token) -> tuple[Span, Token] | None:
    """A clause with `that` which the tree hangs on a phrase of the saying: `said in the early hours that he left`."""
    for phrase in word.children:
        if phrase.index < word.index or phrase.deprel.split(":")[0] not in ("obl", "obj", "iobj", "advmod"):
            continue
        for clause in phrase.children:
            marks = [c.text.lower() for c in clause.children if c.deprel == "mark" and c.upos == "SCONJ"]
            if clause.deprel.split(":")[0] in ("acl", "ccomp", "advcl") and "that" in marks:
                span = layout.span(*layout.reach(clause))
                return (layout.whole(span), clause) if span is not None else None
    return None


def _clause_of(token: Token) -> Token:
    """The predicate over a noun that a saying was hung on."""
    at = token
    while at.head is not None and at.upos in ("NOUN", "PROPN", "PRON", "DET", "NUM"):
        if at.deprel.split(":")[0] not in ("nsubj", "nmod", "obl", "obj", "conj", "appos", "det"):
            break
        at = at.head
    return at


def _according(layout: Layout, token: Token) -> Told | None:
    """`according to X`: X hangs on what is told."""
    cue = cues()["according to", "preposition"]
    source = token.head if token.deprel == "case" else next((c for c in token.children if c.deprel == "obl"), None)
    if source is None or layout.quote_at(token.index) is not None:
        return None
    below = source if token.deprel == "case" else token
    head = below.head
    if head is None:
        return None
    head = _clause_of(head)
    first, last = layout.reach(head, {below.index})
    span = layout.span(first, last)
    if span is None:
        return None
    to = next((c for c in token.children if c.deprel == "fixed"), token)
    return Told(cue, source, _words(token, to), layout.whole(span), (head,), "preposition say around")


def _denied(verb: Token) -> bool:
    return any(c.deprel == "advmod" and c.text.lower() in _NOT and c.index < verb.index for c in verb.children)


def _obliged(verb: Token) -> bool:
    """`both should support`: what someone ought to hold, he does not hold yet."""
    return any(c.deprel == "aux" and c.lemma.lower() in ("should", "must") for c in verb.children)


def _brought(layout: Layout, noun: Token) -> dict[str, list[Token]]:
    """The complements of a noun that the tree gives to the verb that brings it: `offered condolences | over the loss`."""
    verb = noun.head
    if noun.deprel != "obj" or verb is None or verb.upos != "VERB":
        return {}
    found = complements(verb, layout.times)
    return {
        label: [t for t in heads if t.index > noun.index and t.deprel.startswith("obl")]
        for label, heads in found.items()
        if any(t.index > noun.index and t.deprel.startswith("obl") for t in heads)
    }


def _words(first: Token, last: Token) -> Span:
    return first.span.cover(last.span)
