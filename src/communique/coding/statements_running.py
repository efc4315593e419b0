"""Sentences that go on in reported speech without a word that says so, as readouts have them: `Li said China values
its ties with Peru. The two countries should deepen trust. China will ...`.

In: a layout, a statement's speaker and content, and the words of all cues. Out: the content, longer where the next
sentences of the paragraph belong to it. They do where they tell in the present or the future, after a cue in the past,
what the speaker's country or both sides will, should or are ready to do, and hold no cue of their own.
"""

from bisect import bisect_right
from collections.abc import Sequence

from communique.codebook.phrases import listed
from communique.coding.parties import parties
from communique.coding.statements_cues import Told
from communique.coding.statements_layout import Layout
from communique.records.analysis import Sentence, Token
from communique.records.outcomes import Party
from communique.records.spans import Span

_WILL = frozenset(listed("will shall should must 'll ’ll"))
_READY = frozenset(listed("ready willing prepared determined committed eager keen"))
_HOLDING = frozenset(listed("attach cherish hope oppose respect stand support value welcome"))
_SIDES = frozenset(listed("side country nation people party government leader"))


def running_on(layout: Layout, use: Told, speaker: Party | None, content: Span, cues: Sequence[Span]) -> Span:
    """The content of a statement with the sentences behind it that go on from it."""
    if speaker is None or not speaker.country or use.word.xpos != "VBD" or not use.rule.startswith("verb say"):
        return content
    analysis = layout.scene.analysis
    last = max(layout.covered(content)[1] - 1, use.word.index)
    number = bisect_right(analysis.sentences, last, key=lambda s: s.first)
    if any(analysis.sentences[number - 1].span.contains(c) and c.start > use.words.start for c in cues):
        return content
    for sentence in analysis.sentences[number:]:
        between = layout.scene.document.text[content.end : sentence.span.start]
        if "\n" in between or any(sentence.span.contains(c) for c in cues) or layout.quote_at(sentence.first):
            break
        if not _goes_on(layout, sentence, speaker):
            break
        end = layout.span(sentence.first, sentence.stop - 1)
        content = content.cover(end) if end is not None else content
    return content


def _goes_on(layout: Layout, sentence: Sentence, speaker: Party) -> bool:
    """Whether a sentence tells what the speaker's side or both sides will, should or are ready to do."""
    tokens = layout.scene.analysis.tokens_of(sentence)
    root = next(t for t in tokens if t.head is None)
    subject = next((c for c in root.children if c.deprel.startswith("nsubj")), None)
    if subject is None or tokens[-1].text == "?" or not _present(root):
        return False
    helpers = {c.text.lower() for c in root.children if c.deprel.startswith("aux")}
    words = {root.lemma.lower(), *(c.lemma.lower() for c in root.children if c.deprel == "xcomp")}
    if not (helpers & _WILL or words & _READY or root.lemma.lower() in _HOLDING):
        return False
    who = parties(layout.scene, subject)
    shared = any(c.text.lower() in ("two", "both") for c in subject.children) and subject.lemma.lower() in _SIDES
    return shared or (bool(who) and all(p.country == speaker.country for p in who) and subject.upos == "PROPN")


def _present(root: Token) -> bool:
    """Whether a predicate stands in the present or future."""
    finite = [root, *(c for c in root.children if c.deprel.split(":")[0] in ("aux", "cop"))]
    return any(t.xpos in ("MD", "VBZ", "VBP") for t in finite) and all(t.xpos != "VBD" for t in finite)
