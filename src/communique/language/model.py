"""The language model: `Document` to `Analysis`, and to the states that relations are told from.

In: documents, and for those whose words are given, their sentences and tokens. Out: sentences, tokens, tags, lemmas,
trees, mentions and chains, as a `Reading` with the states of the words or without them. Refused (`Rejected`): text that
is not English, unless it is forced, and text without a letter. The answer to a document depends on nothing but its text
and the model.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from communique.language import decode
from communique.language.coreference import linked, resolve
from communique.language.english import refusal
from communique.language.lemmas import Lemmas
from communique.language.network import Floats, Ints, Scores, Session
from communique.language.options import LanguageOptions
from communique.language.reading import Reading
from communique.language.relations import Heads
from communique.language.sentences import sentences_of
from communique.language.weights import Weights, weights_in
from communique.language.words import words
from communique.records.analysis import ROOT, Analysis, Labels, Mention, MentionKind, Sentence, Tokens
from communique.records.documents import Document, Rejected
from communique.records.relations import Relater
from communique.records.spans import Span


def load(options: LanguageOptions | None = None, folder: Path | None = None) -> "Model":
    """The model of the package, or the one in a folder.

    Raises `SetupError` where a file is missing or damaged.
    """
    return Model(weights_in(folder), options or LanguageOptions())


class Model:
    """Reads documents. An `Analyser`; one a thread.

    name: name, version and digest. labels: the inventory of each head. settings: of decoding. session: the network.
    """

    def __init__(self, weights: Weights, options: LanguageOptions) -> None:
        self.name = weights.name
        self._options = options
        self.labels = weights.labels
        self.settings = weights.settings
        self.session = Session(weights, options.threads)
        self._lemmas = Lemmas(weights.labels["lemma"], self.session.spelling.whole_words())
        self._possessive = weights.labels["xpos"].index("POS")
        self._root = weights.labels["deprel"].index("root")
        self._kinds = [MentionKind(name) for name in weights.labels["mention"][1:]]
        self._heads = Heads(weights)

    def analyse(self, document: Document) -> Analysis | Rejected:
        """Everything the model finds in `document`, or why it does not read it."""
        found = self.read(document)
        return found if isinstance(found, Rejected) else found.analysis

    def read(self, document: Document) -> Reading | Rejected:
        """The same with the states of its words, which `relater` asks for."""
        refused = refusal(document, forced=self._options.force_language)
        if refused is not None:
            return refused
        spans, tokens, notes = [], [], []
        for span in sentences_of(document):
            found = words(document.text, span)
            stops = self.session.parts([document.text[w.start : w.end] for w in found])
            if len(stops) > 1:
                notes.append(f"a sentence of {len(found)} words at {span.start} was cut in {len(stops)}")
            for first, stop in zip([0, *stops], stops, strict=False):
                spans.append(Span(found[first].start, found[stop - 1].end))
                tokens.append(found[first:stop])
        return self._reading(document, spans, tokens, notes)

    def analyse_tokens(self, document: Document, sentences: Sequence[Sequence[Span]]) -> Analysis:
        """The same for sentences and tokens that are given.

        A sentence too long for the network is read in parts, whose roots hang on the root of the first as `parataxis`.
        Raises `ValueError` for tokens that overlap, go backwards or lie outside the text, and for an empty sentence.
        """
        return self.read_tokens(document, sentences).analysis

    def read_tokens(self, document: Document, sentences: Sequence[Sequence[Span]]) -> Reading:
        """What `analyse_tokens` finds, with the states of the words. Raises `ValueError` as it does."""
        if not all(sentences):
            raise ValueError("a sentence without tokens was given; leave it out")
        ends = [0, *(bound for tokens in sentences for span in tokens for bound in (span.start, span.end))]
        if any(a > b for a, b in pairwise(ends)) or ends[-1] > len(document.text):
            raise ValueError("the tokens given overlap, go backwards or lie outside the text; give them in order")
        spans = [Span(tokens[0].start, tokens[-1].end) for tokens in sentences]
        return self._reading(document, spans, [list(tokens) for tokens in sentences], [])

    def relater(self, reading: Reading) -> Relater:
        """Who tells what one of the parties in a reading does to another."""
        return self._heads.relater(reading)

    def lemmas_of(self, forms: Sequence[str], scores: Scores) -> list[str]:
        """Lemmas of the words of a sentence."""
        tags = self.labels["xpos"]
        rows = zip(forms, scores.xpos.tolist(), scores.rules.tolist(), strict=True)
        return [self._lemmas.lemma(form, tags[tag], rules) for form, tag, rules in rows]

    def _reading(
        self, document: Document, spans: Sequence[Span], tokens: Sequence[Sequence[Span]], notes: list[str]
    ) -> Reading:
        draft = _Draft(document.text, self.labels)
        sentences = []
        for span, found in zip(spans, tokens, strict=True):
            first = len(draft)
            self._sentence(draft, found, notes)
            sentences.append(Sentence(span, first, len(draft)))
        columns = draft.tokens()
        mentions = tuple(draft.mentions)
        resolved = resolve(columns, sentences, mentions)
        analysis = Analysis(
            document.id,
            self.name,
            columns,
            tuple(sentences),
            linked(mentions, resolved.chains),
            resolved.chains,
            tuple(notes),
        )
        return Reading(analysis, np.concatenate([np.empty((0, self._heads.width), np.float32), *draft.states]))

    def _sentence(self, draft: "_Draft", found: Sequence[Span], notes: list[str]) -> None:
        """Reads one sentence into the draft."""
        forms = [draft.text[span.start : span.end] for span in found]
        stops = self.session.parts(forms)
        top = len(draft)
        if len(stops) > 1:
            notes.append(f"a sentence of {len(found)} words at {found[0].start} was read in {len(stops)} parts")
        for first, stop in zip([0, *stops], stops, strict=False):
            part, root = self._part(draft, found[first:stop], forms[first:stop])
            if first == 0:
                top = root
            else:
                draft.heads[root] = top
                draft.deprels[root] = self.labels["deprel"].index("parataxis")
            draft.mentions += part

    def _part(self, draft: "_Draft", found: Sequence[Span], forms: Sequence[str]) -> tuple[list[Mention], int]:
        """Reads what fits the network; the mentions in it and the token that is its root."""
        scores = self.session.scores(self.session.spelling.sentence(forms))
        heads = decode.tree(scores.arcs)
        deprels = decode.relations(scores.relations, heads, self._root)
        base = len(draft)
        draft.spans += found
        draft.forms += forms
        draft.lemmas += self.lemmas_of(forms, scores)
        draft.heads += [h - 1 + base if h else ROOT for h in heads.tolist()]
        draft.deprels += deprels.tolist()
        for column, values in ((draft.upos, scores.upos), (draft.xpos, scores.xpos), (draft.feats, scores.feats)):
            column += values.tolist()
        draft.states.append(scores.states)
        s = self.settings
        names = decode.names(scores.names, scores.tags, s.span_share, s.name_margin)
        phrases = self._bare(decode.mentions(scores.mentions, s.mention_margin, names), scores.xpos)
        return list(self._mentions(found, base, names, phrases, heads)), base + int(np.flatnonzero(heads == 0)[0])

    def _bare(self, phrases: list[decode.Found], xpos: Ints) -> list[decode.Found]:
        """The phrases without the `'s` that the treebank ends them with: it speaks of nobody."""
        return [
            f._replace(stop=f.stop - 1) if f.stop - f.start > 1 and xpos[f.stop - 1] == self._possessive else f
            for f in phrases
        ]

    def _mentions(
        self, found: Sequence[Span], base: int, names: list[decode.Found], phrases: list[decode.Found], heads: Ints
    ) -> list[Mention]:
        """Names and phrases as mentions; a phrase with the words of a name is that name."""
        kinds = {(f.start, f.stop): self._kinds[f.kind] for f in phrases}
        named: dict[tuple[int, int], bool] = dict.fromkeys(kinds, False)
        for f in names:
            kind, place = self.labels["name"][f.kind + 1], (f.start, f.stop)
            if kind != "other":
                kinds[place] = MentionKind(kind)
            kinds.setdefault(place, MentionKind.ABSTRACT)
            named[place] = kinds[place] not in (MentionKind.TIME, MentionKind.MONEY)
        places = sorted(kinds, key=lambda p: (p[0], -p[1]))
        tops = decode.heads_of([decode.Found(*p, 0, 0.0) for p in places], heads)
        return [
            Mention(Span(found[a].start, found[b - 1].end), base + top, kinds[a, b], named[a, b])
            for (a, b), top in zip(places, tops, strict=True)
        ]


class _Draft:
    """Columns of tokens while a document is read."""

    def __init__(self, text: str, labels: dict[str, tuple[str, ...]]) -> None:
        self.text, self._labels = text, labels
        self.spans: list[Span] = []
        self.forms: list[str] = []
        self.lemmas: list[str] = []
        self.heads: list[int] = []
        self.upos: list[int] = []
        self.xpos: list[int] = []
        self.feats: list[int] = []
        self.deprels: list[int] = []
        self.mentions: list[Mention] = []
        self.states: list[Floats] = []

    def __len__(self) -> int:
        return len(self.heads)

    def tokens(self) -> Tokens:
        """The columns as a record."""
        inventory = self._labels
        return Tokens(
            start=np.array([s.start for s in self.spans], dtype=np.int32),
            end=np.array([s.end for s in self.spans], dtype=np.int32),
            head=np.array(self.heads, dtype=np.int32),
            form=Labels.of(self.forms),
            lemma=Labels.of(self.lemmas),
            upos=Labels.chosen(self.upos, inventory["upos"]),
            xpos=Labels.chosen(self.xpos, inventory["xpos"]),
            feats=Labels.chosen(self.feats, inventory["feats"]),
            deprel=Labels.chosen(self.deprels, inventory["deprel"]),
        )
