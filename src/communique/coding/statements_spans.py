"""Where the words said begin and end: the complements of a cue, whole, without what the writer adds.

In: a layout, a cue and its complements. Out: a span, None where nothing but signs is left. Nothing is refused.
"""

from collections.abc import Sequence

from communique.codebook.cues import CueClass, cue_of
from communique.coding.statements_layout import BREAKS, Layout
from communique.records.analysis import Token
from communique.records.spans import Span

_LOOSE = frozenset(("acl:relcl", "appos", "parataxis", "advcl:relcl"))


def content_span(layout: Layout, word: Token, tokens: Sequence[Token], label: str, hearer: str | None) -> Span | None:
    """The characters of complements, from the first to the last."""
    if len(tokens) > 1 and _antecedent(tokens[0]) != tokens[0]:
        tokens = tokens[1:]  # `the man, who is described as a hero`: what he is called
    ends = [_reach(layout, _antecedent(t), word) for t in tokens]
    first, last = min(e[0] for e in ends), max(e[1] for e in ends)
    relation = tokens[0].deprel.split(":")[0]
    if relation in ("obl", "nmod", "advcl", "acl"):
        first = _behind_case(tokens[0], first)
    if label == "clause" and word.upos == "VERB":
        quoted = _quoted(layout, tokens[0], first, last) or _quoted_before(layout, word, first)
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
    while first < last and (forms[first] in BREAKS or forms[first] == ":"):
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


def _quoted_before(layout: Layout, word: Token, first: int) -> Span | None:
    """The quotation right before a saying, where the sentence opens with another saying: `He wrote: "No," she said`."""
    subject = next((c for c in word.children if c.deprel == "nsubj" and c.index < word.index), None)
    quoted = layout.quote_at(layout.reach(subject)[0] - 2) if subject is not None else None
    if quoted is None or not layout.ended(quoted) or quoted.span.end > word.span.start:
        return None
    start, _ = layout.covered(quoted.span)
    before = [layout.scene.analysis[i] for i in range(first, start)]
    return quoted.span if any(t.text == ":" or _says(t) for t in before) else None


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
        if not _known(child) and first > last and (marked or analysis[first - 1].text not in BREAKS):
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
        if loose and label == "clause" and any(c.deprel == "conj" for c in token.children):
            continue  # a list that the tree takes for a name beside a name
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
    return next((i for i in (first, first - 1) if i >= 0 and forms[i] in BREAKS), None)


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
    return cue_of(verb.lemma.lower(), "verb") is not None


def _says(token: Token) -> bool:
    cue = cue_of(token.lemma.lower(), "verb")
    return token.upos == "VERB" and cue is not None and cue.sort is CueClass.SAY
