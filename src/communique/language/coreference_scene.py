"""A document laid out for coreference: its columns as lists, who depends on whom, what is quoted and who says it.

In: tokens and sentences. Out: a `Scene`. Nothing is refused: trees that make little sense give poorer answers.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from communique.language.coreference_words import fold, words
from communique.records.analysis import ROOT, Sentence, Tokens

_OPENING, _CLOSING, _EITHER = frozenset("“«„"), frozenset("”»"), frozenset(('"', "``", "''", "‟"))
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
_LONGEST_QUOTE = 40  # sentences; a quotation that runs longer lost its closing mark


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: its first and last token, marks included, and the token that says who speaks, if any."""

    first: int
    last: int
    speaker: int | None


@dataclass(frozen=True, slots=True)
class Scene:
    """Columns of a document's tokens as lists, with what is worked out once.

    folded, plain: forms and lemmas without case and accents. sentence: number of the sentence of a token. children:
    dependents, in order. quotes: in order. inside: number of the quotation that holds a token, -1 for none.
    """

    start: list[int]
    end: list[int]
    head: list[int]
    form: list[str]
    lemma: list[str]
    folded: list[str]
    plain: list[str]
    upos: list[str]
    xpos: list[str]
    feats: list[str]
    deprel: list[str]
    sentence: list[int]
    children: list[list[int]]
    quotes: list[Quote]
    inside: list[int]

    def subject(self, verb: int) -> int | None:
        """The subject of `verb`, sought at the verb it is coordinated with where it has none of its own."""
        for _ in range(3):
            for child in self.children[verb]:
                if self.deprel[child] in _SUBJECTS:
                    return child
            if self.deprel[verb] not in ("conj", "xcomp") or self.head[verb] == ROOT:
                return None
            verb = self.head[verb]
        return None


def clause_subjects(scene: Scene, token: int) -> tuple[int, int]:
    """Subjects of the clause that `token` stands in and of the one above it, none that holds it; -1 for none."""
    found: list[int] = []
    path = {token}
    above = scene.head[token]
    while above != ROOT and len(found) < 2:
        path.add(above)
        for child in scene.children[above]:
            if scene.deprel[child] in _SUBJECTS and child not in path:
                found.append(child)
                break
        above = scene.head[above]
    return (*found, -1, -1)[:2]  # type: ignore[return-value]


def scene(tokens: Tokens, sentences: Sequence[Sentence]) -> Scene:
    """Everything that coreference asks of the tokens, in time proportional to their number."""
    count = len(tokens)
    head: list[int] = tokens.head.tolist()
    children: list[list[int]] = [[] for _ in range(count)]
    for token, above in enumerate(head):
        if above != ROOT:
            children[above].append(token)
    sentence = [0] * count
    for number, one in enumerate(sentences):
        sentence[one.first : one.stop] = [number] * len(one)
    form = list(tokens.form)
    lemma = [lemma if lemma != "_" else form for lemma, form in zip(tokens.lemma, form, strict=True)]
    out = Scene(
        start=tokens.start.tolist(),
        end=tokens.end.tolist(),
        head=head,
        form=form,
        lemma=lemma,
        folded=[fold(f) for f in form],
        plain=[fold(w) for w in lemma],
        upos=list(tokens.upos),
        xpos=list(tokens.xpos),
        feats=list(tokens.feats),
        deprel=list(tokens.deprel),
        sentence=sentence,
        children=children,
        quotes=[],
        inside=[-1] * count,
    )
    for first, last in _quotations(out):
        out.inside[first : last + 1] = [len(out.quotes)] * (last + 1 - first)
        out.quotes.append(Quote(first, last, None))
    for number, quote in enumerate(out.quotes):
        out.quotes[number] = Quote(quote.first, quote.last, _speaker(out, sentences, number))
    return out


def _quotations(scene: Scene) -> list[tuple[int, int]]:
    """First and last token of each quotation. A straight mark opens where no space follows it and one stands before."""
    out: list[tuple[int, int]] = []
    opened: int | None = None
    for token, form in enumerate(scene.form):
        if form not in _OPENING and form not in _CLOSING and form not in _EITHER:
            continue
        opens, closes = form in _OPENING or form == "``", form in _CLOSING or form == "''"
        if not (opens or closes):
            after = token + 1 < len(scene.form) and scene.start[token + 1] > scene.end[token]
            before = token == 0 or scene.start[token] > scene.end[token - 1]
            opens = before and not after if before != after else opened is None
        if opens:
            opened = token if opened is None or scene.sentence[token] > scene.sentence[opened] else opened
        elif opened is not None:
            if scene.sentence[token] - scene.sentence[opened] <= _LONGEST_QUOTE:
                out.append((opened, token))
            opened = None
    return out


def _speaker(scene: Scene, sentences: Sequence[Sentence], number: int) -> int | None:
    """The subject of the verb of speech nearest to a quotation, else who spoke in the one just before it."""
    quote = scene.quotes[number]
    near = [*range(quote.last + 1, _stop(scene, sentences, quote.last))]
    near += [*reversed(range(_first(scene, sentences, quote.first), quote.first))]
    before = scene.form[quote.last - 1] if quote.last > quote.first else ""
    if before in (".", "!", "?") and near and near[0] > quote.last:  # what follows a full stop is another sentence
        near = near[len([t for t in near if t > quote.last]) :] + [t for t in near if t > quote.last]
    speech = words().speech
    for token in near:
        if scene.inside[token] < 0 and scene.lemma[token].lower() in speech and scene.upos[token] in ("VERB", "AUX"):
            subjects = [c for c in scene.children[token] if scene.deprel[c] in _SUBJECTS and scene.inside[c] < 0]
            subject = subjects[-1] if subjects else scene.subject(token)
            if subject is not None and scene.inside[subject] < 0:
                return subject
    if number and scene.sentence[quote.first] - scene.sentence[scene.quotes[number - 1].last] <= 1:
        return scene.quotes[number - 1].speaker
    return None


def _first(scene: Scene, sentences: Sequence[Sentence], token: int) -> int:
    return sentences[scene.sentence[token]].first


def _stop(scene: Scene, sentences: Sequence[Sentence], token: int) -> int:
    return sentences[scene.sentence[token]].stop


def tokens_under(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """First and last token of the characters `[start, end)`."""
    first = bisect_right(scene.end, start)
    last = bisect_right(scene.start, end - 1) - 1
    return first, max(first, last)
