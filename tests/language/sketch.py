"""Sketches of trees for discourses whose mentions stand in brackets: good enough for rules of coreference.

In: text such as `[P:Li Qiang] met [p:[p:his] guest].` Out: the raw text and an `Analysis` without chains. No parser is
asked: a mention before a verb is its subject, one after it its object, one after a preposition an oblique.
"""

import re
from dataclasses import dataclass, field

import numpy as np

from communique.language.coreference_words import fold, words
from communique.records.analysis import ROOT, Analysis, Labels, Mention, MentionKind, Sentence, Tokens
from communique.records.spans import Span

KINDS = {
    "p": MentionKind.PERSON,
    "o": MentionKind.ORGANIZATION,
    "l": MentionKind.PLACE,
    "f": MentionKind.FACILITY,
    "n": MentionKind.NORP,
    "e": MentionKind.EVENT,
    "t": MentionKind.TIME,
    "m": MentionKind.MONEY,
    "j": MentionKind.OBJECT,
    "a": MentionKind.ABSTRACT,
}
_OPENING = re.compile(r"\[([polfnetmjaPOLFNETMJA]):")
_TOKEN = re.compile(r"(?:Mr|Mrs|Ms|Dr)\.|U\.S\.|'s\b|[\w](?:[\w-]|'(?!s\b))*|\$|--|[^\w\s]")
_LISTS = {
    name: frozenset(row.split())
    for name, row in {
        "prepositions": """in at to from with of for on by over into between against about off near
after before within through than""",
        "closed": "and or but that which who when while because if as not also later only never there where by-and",
        "auxiliaries": "is was are were be been has have had will would should can could cannot may must did do does",
        "verbs": """wore led drew cut paid won lost ran fell took shook slept fought lends hold expects leads holds
leaves called set signed sign put share shares expect gave asks meet send host name hopes leads
returns see hope disagree came sued wins build open wrote knew began travel visit want say return""",
        "pronouns": """i me my we us our you your he him his himself she her herself it its they them
their that this which""",
    }.items()
}
_STEM_ROWS = """said:say told:tell met:meet held:hold flew:fly left:leave gave:give spoke:speak saw:see read:read
says:say wants:want sent:send received:receive welcomed:welcome hosted:host greeted:greet
invited:invite arrived:arrive visited:visit replied:reply added:add tells:tell denied:deny"""
_STEMS = dict(pair.split(":") for pair in _STEM_ROWS.split())
_PREPOSITIONS, _CLOSED, _ASIDE = _LISTS["prepositions"], _LISTS["closed"], _LISTS["auxiliaries"]
_IRREGULAR, _PRONOUNS = _LISTS["verbs"] | frozenset(_STEMS), _LISTS["pronouns"]


@dataclass(slots=True)
class _Sketch:
    """A discourse while its tree is drawn; columns by token."""

    text: str
    spans: list[Span]
    mentions: list[tuple[Span, MentionKind, bool]]
    head: list[int] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    deprel: list[str] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)  # innermost mention of each token, -1 for none
    heads: list[int] = field(default_factory=list)  # head token of each mention

    def form(self, token: int) -> str:
        """The characters of a token."""
        return self.spans[token].of(self.text)


def sketch(bracketed: str) -> tuple[str, Analysis]:
    """Raw text and analysis of a discourse in brackets. Raises `ValueError` for brackets that do not match."""
    text, mentions = unbracketed(bracketed)
    spans = [Span(m.start(), m.end()) for m in _TOKEN.finditer(text)]
    drawn = _Sketch(text, spans, mentions)
    count = len(spans)
    drawn.head, drawn.upos, drawn.deprel = [ROOT] * count, ["X"] * count, ["dep"] * count
    _own(drawn)
    _inside(drawn)
    sentences = _sentences(drawn)
    for sentence in sentences:
        _clause(drawn, sentence.first, sentence.stop)
    tokens = Tokens(
        start=np.array([s.start for s in spans]),
        end=np.array([s.end for s in spans]),
        head=np.array(drawn.head),
        form=Labels.of(s.of(text) for s in spans),
        lemma=Labels.of(_lemma(drawn, t) for t in range(count)),
        upos=Labels.of(drawn.upos),
        xpos=Labels.of(_xpos(drawn, t) for t in range(count)),
        feats=Labels.of(_feats(drawn, t) for t in range(count)),
        deprel=Labels.of(drawn.deprel),
    )
    made = tuple(
        Mention(span, head, kind, named) for (span, kind, named), head in zip(mentions, drawn.heads, strict=True)
    )
    return text, Analysis("sketch", "sketch", tokens, sentences, made)


def unbracketed(bracketed: str) -> tuple[str, list[tuple[Span, MentionKind, bool]]]:
    """The raw text and its mentions in the order in which they open."""
    out: list[str] = []
    length, at = 0, 0
    waiting: list[int] = []
    found: list[tuple[int, int, str]] = []
    while at < len(bracketed):
        opening = _OPENING.match(bracketed, at)
        if opening is not None:
            waiting.append(len(found))
            found.append((length, -1, opening[1]))
            at = opening.end()
        elif bracketed[at] == "]":
            if not waiting:
                raise ValueError(f"a bracket closes that was not opened, at {at} of {bracketed!r}")
            start, _, letter = found[waiting[-1]]
            found[waiting.pop()] = (start, length, letter)
            at += 1
        else:
            out.append(bracketed[at])
            length, at = length + 1, at + 1
    if waiting:
        raise ValueError(f"a bracket is never closed in {bracketed!r}")
    return "".join(out), [(Span(s, e), KINDS[letter.lower()], letter.isupper()) for s, e, letter in found]


def _own(drawn: _Sketch) -> None:
    drawn.owner = [-1] * len(drawn.spans)
    for number, (span, _, _) in enumerate(drawn.mentions):  # inner ones open later
        for token, where in enumerate(drawn.spans):
            if span.contains(where):
                drawn.owner[token] = number


def _inside(drawn: _Sketch) -> None:
    """Heads of mentions and the words below them."""
    for span, kind, named in drawn.mentions:
        tokens = [t for t, s in enumerate(drawn.spans) if span.contains(s)]
        drawn.heads.append(_head(drawn, tokens, kind, named))
    for number, (span, _, named) in enumerate(drawn.mentions):
        _words_of(drawn, number, span, named)
    for number, (span, kind, _) in enumerate(drawn.mentions):
        _nest(drawn, number, span, kind)


def _words_of(drawn: _Sketch, number: int, span: Span, named: bool) -> None:
    head = drawn.heads[number]
    own = [t for t, s in enumerate(drawn.spans) if span.contains(s) and drawn.owner[t] == number]
    for token in own:
        form = drawn.form(token)
        after = token > head
        drawn.head[token] = head
        if form.lower() in ("the", "a", "an", "this", "no", "such", "both"):
            drawn.upos[token], drawn.deprel[token] = "DET", "det"
        elif form == "'s":
            drawn.upos[token], drawn.deprel[token] = "PART", "case"
        elif form.lower() in _PREPOSITIONS or form.lower() in ("and", "or"):
            drawn.upos[token] = "CCONJ" if form.lower() in ("and", "or") else "ADP"
            drawn.deprel[token] = "cc" if drawn.upos[token] == "CCONJ" else "case"
        elif not form[0].isalnum():
            drawn.upos[token], drawn.deprel[token] = "PUNCT", "punct"
        elif form.isdigit() or form.lower() in ("two", "three", "four", "six", "ten", "first"):
            drawn.upos[token], drawn.deprel[token] = "NUM", "nummod"
        elif token == head and form.lower() in _PRONOUNS and len(own) == 1:
            drawn.upos[token] = "PRON"
        else:
            drawn.upos[token] = "PROPN" if named and form[0].isupper() else "NOUN"
            drawn.deprel[token] = "flat" if after and drawn.upos[token] == "PROPN" else "compound"


def _nest(drawn: _Sketch, number: int, span: Span, kind: MentionKind) -> None:
    outer = [n for n, (s, _, _) in enumerate(drawn.mentions) if n != number and s.contains(span)]
    head = drawn.heads[number]
    if not outer or drawn.heads[outer[-1]] == head:
        return
    above = drawn.heads[outer[-1]]
    drawn.head[head] = above
    before = head if head >= above else above
    follows = next((t for t, s in enumerate(drawn.spans) if s.start >= span.end), len(drawn.spans) - 1)
    possessive = drawn.form(follows) == "'s" or drawn.upos[head] == "PRON"
    sibling = [n for n in range(outer[-1] + 1, number) if drawn.heads[n] < head]
    first = next(t for t, s in enumerate(drawn.spans) if s.start >= span.start)
    if first and drawn.form(first - 1).lower() == "and" and sibling:
        drawn.head[head], drawn.deprel[head] = drawn.heads[sibling[-1]], "conj"
    elif possessive and head < above:
        drawn.deprel[head] = "nmod:poss"
    elif kind is MentionKind.NORP and head < above:
        drawn.deprel[head], drawn.upos[head] = "amod", "ADJ"
    else:
        drawn.deprel[head] = "nmod" if before == head else "compound"
        if first and drawn.upos[first - 1] == "ADP":
            drawn.head[first - 1], drawn.deprel[first - 1] = head, "case"


def _head(drawn: _Sketch, tokens: list[int], kind: MentionKind, named: bool) -> int:
    kept: list[int] = []
    for token in tokens:
        form = drawn.form(token).lower()
        if kept and (form in _PREPOSITIONS or form in (",", "(", "and", "who", "that")) and form != "'s":
            break
        kept.append(token)
    kept = [t for t in kept if drawn.form(t)[0].isalnum()] or tokens[:1]
    if not (named and kind is MentionKind.PERSON):
        return kept[-1]
    table = words()
    titles = [t for t in kept if fold(drawn.form(t)) in table.offices | set(table.genders) | table.ranks]
    names = [t for t in kept if not titles or t > titles[-1]] or kept[-1:]
    if not titles:
        names = [t for t in kept if table.polity([drawn.form(t)]) is None and drawn.form(t)[0].isupper()] or names
    if any(drawn.form(t) in ("of",) for t in tokens) and not names:
        names = kept[-1:]
    return names[0]


def _sentences(drawn: _Sketch) -> tuple[Sentence, ...]:
    out, first = [], 0
    count = len(drawn.spans)
    for token in range(count):
        form, last = drawn.form(token), token + 1 == count
        ends = form in (".", "?", "!") and (last or drawn.spans[token + 1].start > drawn.spans[token].end)
        quoted = token > 0 and form == '"' and drawn.form(token - 1) in (".", "?", "!")
        if ends or quoted or last:
            out.append(Sentence(drawn.spans[first].cover(drawn.spans[token]), first, token + 1))
            first = token + 1
    return tuple(out)


def _clause(drawn: _Sketch, first: int, stop: int) -> None:
    """Verbs and what stands around them."""
    tokens = range(first, stop)
    tops = {h for h in drawn.heads if first <= h < stop and drawn.head[h] in (h, ROOT)}
    for token in tokens:
        if drawn.owner[token] < 0:
            _tag(drawn, token)
    verbs = [t for t in tokens if drawn.owner[t] < 0 and drawn.upos[t] == "VERB"]
    copulas = [t for t in tokens if drawn.owner[t] < 0 and drawn.form(t) in ("is", "was")]
    root = verbs[0] if verbs else min(tops, default=first)
    if copulas and (not verbs or copulas[0] < verbs[0]):
        following = [h for h in sorted(tops) if h > copulas[0]]
        if following and not any(copulas[0] < v < following[0] for v in verbs):
            root = following[0]
    for token in tokens:
        if drawn.owner[token] < 0 or token in tops:
            drawn.head[token] = root
    before: int | None = None
    for head in sorted(tops):
        _attach(drawn, head, before, root, verbs)
        before = head
    for token in copulas:
        drawn.deprel[token] = "cop" if drawn.upos[root] != "VERB" else "aux"
    for verb in verbs:
        drawn.deprel[verb] = "ccomp" if drawn.form(verb) in _STEMS else "parataxis"
    drawn.head[root], drawn.deprel[root] = ROOT, "root"


def _tag(drawn: _Sketch, token: int) -> None:
    form = drawn.form(token).lower()
    if not form[0].isalnum():
        drawn.upos[token], drawn.deprel[token] = "PUNCT", "punct"
    elif form in _PREPOSITIONS:
        drawn.upos[token], drawn.deprel[token] = "ADP", "case"
    elif form in _CLOSED:
        drawn.upos[token], drawn.deprel[token] = "CCONJ", "cc"
    elif form in _ASIDE:
        drawn.upos[token], drawn.deprel[token] = "AUX", "aux"
    elif form in _IRREGULAR or form.endswith("ed") or (token and drawn.form(token - 1) in _ASIDE | {"to"}):
        drawn.upos[token] = "VERB"
    else:
        drawn.upos[token], drawn.deprel[token] = "ADV", "advmod"


def _attach(drawn: _Sketch, head: int, before: int | None, root: int, verbs: list[int]) -> None:
    number = drawn.heads.index(head)
    span = drawn.mentions[number][0]
    first = next(t for t, s in enumerate(drawn.spans) if s.start >= span.start)
    last = max(t for t, s in enumerate(drawn.spans) if s.end <= span.end)
    lead = drawn.form(first - 1).lower() if first else ""
    after = drawn.upos[last + 1] if last + 1 < len(drawn.spans) else ""
    nearest = max((v for v in verbs if v < first), default=None)
    subject = after in ("VERB", "AUX") or (after == "ADV" and lead not in _PREPOSITIONS)
    if (
        before is not None
        and lead == "and"
        and drawn.owner[first - 2] == drawn.owner[before]
        and not (
            subject and nearest is not None and drawn.head[before] == nearest and drawn.deprel[before] in ("obj", "obl")
        )
    ):
        drawn.head[head], drawn.deprel[head] = before, "conj"
    elif (
        before is not None
        and lead == ","
        and drawn.owner[first - 2] in (drawn.owner[before], _outer(drawn, before))
        and (drawn.mentions[number][1] is drawn.mentions[drawn.heads.index(before)][1])
    ) or (lead == "(" and before is not None):
        drawn.head[head], drawn.deprel[head] = before, "appos"
    elif lead in _PREPOSITIONS:
        drawn.head[first - 1], drawn.deprel[first - 1] = head, "case"
        drawn.head[head], drawn.deprel[head] = nearest if nearest is not None else root, "obl"
    elif subject or nearest is None:
        following = min((v for v in verbs if v > last), default=root)
        drawn.head[head], drawn.deprel[head] = following, "nsubj"
    elif drawn.form(nearest) in ("said", "replied") and first == nearest + 1:
        drawn.head[head], drawn.deprel[head] = nearest, "nsubj"
    else:
        drawn.head[head], drawn.deprel[head] = nearest, "obj"
    if drawn.head[head] == head:
        drawn.head[head] = root


def _outer(drawn: _Sketch, head: int) -> int:
    return drawn.owner[head]


def _lemma(drawn: _Sketch, token: int) -> str:
    form = drawn.form(token)
    if drawn.upos[token] == "VERB":
        return _STEMS.get(form.lower(), re.sub(r"(ed|s)$", "", form.lower()))
    if drawn.upos[token] == "NOUN" and _plural(form):
        return "country" if form == "countries" else re.sub(r"s$", "", form)
    return form


def _plural(form: str) -> bool:
    return (form.endswith("s") and not form.endswith("ss")) or form in (
        "police",
        "children",
        "fishermen",
        "women",
        "men",
    )


def _xpos(drawn: _Sketch, token: int) -> str:
    form, upos = drawn.form(token), drawn.upos[token]
    if upos == "NOUN":
        return "NNS" if _plural(form) else "NN"
    if upos == "PRON":
        return "PRP$" if drawn.deprel[token] == "nmod:poss" else "PRP"
    return {"PROPN": "NNP", "VERB": "VBD", "ADJ": "JJ", "DET": "DT", "ADP": "IN"}.get(upos, "_")


def _feats(drawn: _Sketch, token: int) -> str:
    if drawn.upos[token] == "NOUN":
        return "Number=Plur" if _plural(drawn.form(token)) else "Number=Sing"
    return "Number=Sing" if drawn.upos[token] == "PROPN" else "_"
