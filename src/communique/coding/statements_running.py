"""Sentences that go on in reported speech without a word that says so, as readouts have them: `Li said China values
its ties with Peru. The two countries should deepen trust. China is ready to help.`

In: a layout and the drafts of its statements. Out: the drafts. Sentences of the same paragraph go on where they tell in
the present or the future, after a saying in the past, what the speaker's country or both sides will, should or are
ready to do, and nobody says, asks or is quoted in them. One with an attitude of its own (`China is ready`) becomes
a statement of the one who speaks; any other makes the statement before it longer.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.codebook.cues import CueClass
from communique.codebook.phrases import listed
from communique.coding.parties import parties
from communique.coding.statements_cues import Told
from communique.coding.statements_layout import Layout
from communique.coding.statements_speakers import party_of
from communique.records.analysis import Sentence, Token
from communique.records.outcomes import Party
from communique.records.spans import Span

_ATTITUDES = (CueClass.WANT, CueClass.STANCE, CueClass.THINK)
_WILL = frozenset(listed("will shall should must 'll ’ll"))
_READY = frozenset(listed("ready willing prepared determined committed eager keen"))
_HOLDING = frozenset(listed("attach cherish hope oppose respect stand support value welcome"))
_SIDES = frozenset(listed("side country nation people party government leader"))


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in the making. source: the head of the phrase for who speaks."""

    told: Told
    content: Span
    source: Token | None


def running_on(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the sentences that go on from each, in the order given."""
    found = list(drafts)
    for number, draft in enumerate(drafts):
        if found[number] == draft:  # not taken in by one before it
            _go_on(layout, found, number)
    return [d for d in found if d.told.rule != _DROPPED]


_DROPPED = "dropped"


def _go_on(layout: Layout, found: list[Draft], number: int) -> None:
    draft = found[number]
    use, speaker = draft.told, party_of(layout, draft.source) if draft.source is not None else None
    if speaker is None or not speaker.country or use.word.xpos != "VBD" or not use.rule.startswith("verb say"):
        return
    sentences = layout.scene.analysis.sentences
    last = max(layout.covered(draft.content)[1] - 1, use.word.index)
    at = bisect_right(sentences, last, key=lambda s: s.first)
    if any(d.told.words.start > use.words.start for d in found if sentences[at - 1].span.contains(d.told.words)):
        return
    end = draft.content.end
    for sentence in sentences[at:]:
        inside = [i for i, d in enumerate(found) if sentence.span.contains(d.told.words)]
        whole = layout.span(sentence.first, sentence.stop - 1)
        uttered = any(found[i].told.cue.sort not in _ATTITUDES for i in inside)
        if whole is None or uttered or "\n" in layout.scene.document.text[end : whole.start]:
            return
        if layout.quote_at(sentence.first) or not _goes_on(layout, sentence, speaker):
            return
        if inside:
            for i in inside:
                found[i] = replace(found[i], told=replace(found[i].told, rule=_DROPPED))
            number, own = inside[0], replace(found[inside[0]].told, rule="verb say running-on")
            found[number] = Draft(own, whole, draft.source)
        else:
            found[number] = replace(found[number], content=found[number].content.cover(whole))
        end = whole.end


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
