"""Who asserts an event where the report does not in its own voice: `X said that ...`, `according to X`, quotations.

In: a scene and a frame; where they are known, the event's actors and the document's statements. Out: `Attribution`, or
None where the report itself asserts it, where nobody is named (`reportedly`), and where the source is an actor of the
event whose saying so is the event (an accusation, a demand, a promise). Nothing is refused.

The nearest word that reports is sought on the way up the tree; for words between quotation marks only outside them,
then around the quotation, so that a speech that runs over sentences keeps its speaker. What follows a line such as
`The minister said:` is the minister's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from communique.codebook.phrases import listed
from communique.codebook.plover import plover
from communique.codebook.triggers import triggers
from communique.coding.clauses import subjects
from communique.coding.frames import SAYING, Frame
from communique.coding.parties import parties
from communique.coding.quotations import Quoted, quotations_of
from communique.coding.scene import Scene
from communique.coding.statements_layout import inserted
from communique.records.analysis import Sentence, Token
from communique.records.diplomacy import Statement
from communique.records.outcomes import Attribution, Party, Quad, Status
from communique.records.spans import Span

REPORTING = SAYING | frozenset(
    listed(
        """
    acknowledge admit allege believe caution claim comment concede conclude contend determine estimate find indicate
    inform lament point question remind reply respond show speculate suggest suspect testify think warn
    """
    )
)
# Those whom they find fault with did it on their word (`accused Iran of shelling`).
_CHARGING = frozenset(listed("accuse blame charge denounce suspect"))
# Their objects are told as facts (`confirmed the attack`); those of others are what is done by saying so.
_FACTS = frozenset(listed("cite confirm describe mention note recall report"))
_ISSUED = frozenset(listed("communique communiqué interview post release statement tweet"))
_REPORTED = frozenset(listed("allegation account claim information report rumor rumour speculation testimony"))
_FIRST = ("i", "we")
_CLAUSE = ("ccomp", "xcomp", "parataxis", "csubj")
_PART_OF_NAME = ("det", "amod", "compound", "nmod:poss", "flat", "nummod", "appos", "nmod:desc", "case")


@dataclass(frozen=True, slots=True)
class _Told:
    """A word that reports, and the head of the phrase for who does; no source where nobody is named."""

    cue: Token
    source: Token | None


def attribution_of(
    scene: Scene, frame: Frame, actors: Sequence[Party] = (), statements: Sequence[Statement] = ()
) -> Attribution | None:
    """Who asserts what a frame says. actors: of the event. statements: of the document; the innermost that holds the
    frame's predicate has the last word on who speaks.
    """
    anchor = frame.light if frame.light is not None else frame.predicate
    said = [s for s in statements if s.speaker is not None and s.content.span.contains(frame.predicate.span)]
    told = _told(scene, anchor)
    if said:
        inner = min(said, key=lambda s: len(s.content.span))
        found = Attribution(source=_speaker(inner), cue=inner.cue, statement=inner.id)
    elif told is not None and told.source is not None:
        source = _party(scene, told.source)
        found = Attribution(source=source, cue=scene.document.quote(told.cue.span, "attribution"))
    else:
        return None
    return None if _own_act(scene, frame, told, found.source, actors) else found


def _speaker(statement: Statement) -> Party:
    if statement.speaker is None:
        raise ValueError("a statement without a speaker attributes nothing")
    return statement.speaker


def _told(scene: Scene, anchor: Token) -> _Told | None:
    quoted = _quotation(scene, anchor.span)
    for told in _above(anchor):
        own_voice = told.source is not None and told.source.lemma.lower() in _FIRST  # of a report in the first person
        if not own_voice and (quoted is None or not quoted.span.contains(told.cue.span)):
            return told
    if quoted is not None:
        return _around(scene, quoted)
    return _announced(scene, anchor)


def _above(anchor: Token) -> Iterator[_Told]:
    """Words that report what `anchor` says, the nearest first."""
    below, at = anchor, anchor.head
    yield from _beside(anchor)
    while at is not None:
        lemma, relation = at.lemma.lower(), below.deprel.split(":")[0]
        if at.upos == "VERB" and _reports(lemma, relation):
            yield _Told(at, _subject(at))
        elif at.upos == "NOUN" and lemma in _REPORTED and relation == "acl" and _that(below) and not _fact(at):
            yield _Told(at, _giver(at))
        yield from _beside(at)
        below, at = at, at.head


def _reports(lemma: str, relation: str) -> bool:
    """Whether a verb reports what hangs on it by a relation."""
    if lemma in REPORTING:
        return relation in _CLAUSE or (relation == "obj" and lemma in _FACTS)
    return lemma in _CHARGING and relation in ("advcl", "obl", "xcomp", "acl")


def _that(verb: Token) -> bool:
    return any(c.deprel == "mark" and c.text.lower() == "that" for c in verb.children)


def _fact(noun: Token) -> bool:
    """`confirmed reports that ...`: the report is not the one who asserts it."""
    above = noun.head
    return noun.deprel == "obj" and above is not None and above.lemma.lower() in _FACTS


def _beside(token: Token) -> Iterator[_Told]:
    """`according to X` and `..., X said` that hang on a word."""
    put_in = (k for c in token.children if c.deprel.startswith("nsubj") for k in c.children)
    for verb in put_in:  # `The raid, the mayor said, failed`, where the tree gives the saying to the raid
        if inserted(verb) and verb.lemma.lower() in REPORTING:
            yield _Told(verb, _subject(verb))
    for child in token.children:
        if _aside(child):
            yield _Told(child, _subject(child))
            continue
        for case in child.children:
            if case.text.lower() in ("according", "per") and case.deprel == "case":
                yield _Told(case, _giver(child))
        if child.text.lower() == "according":
            yield from (_Told(child, _giver(t)) for t in child.children if t.upos in ("NOUN", "PROPN", "PRON"))


def _aside(verb: Token) -> bool:
    """`, X said,`: a verb that reports, set off by signs and without an object of its own; or `as X said`."""
    relation = verb.deprel.split(":")[0]
    if verb.upos != "VERB" or verb.lemma.lower() not in REPORTING or relation not in ("parataxis", "advcl"):
        return False
    if relation == "advcl" and not any(c.deprel == "mark" and c.text.lower() == "as" for c in verb.children):
        return False
    heads, first = verb.analysis.tokens.head, verb.sentence.first
    inside = {verb.index, *(c.index for c in verb.children if c.upos != "PUNCT")}
    left = min(inside)
    while left > first and int(heads[left - 1]) in inside and verb.analysis[left - 1].upos != "PUNCT":
        left -= 1
        inside.add(left)
    set_off = left == first or verb.analysis[left - 1].upos == "PUNCT"
    return set_off and all(c.deprel not in ("obj", "ccomp") for c in verb.children)


def _giver(noun: Token) -> Token:
    """`a statement by X`, `X's statement`: X; any other noun itself."""
    if noun.lemma.lower() not in _ISSUED | _REPORTED:
        return noun
    for child in noun.children:
        case = next((c.text.lower() for c in child.children if c.deprel == "case"), "")
        if child.deprel == "nmod:poss" or (child.deprel == "nmod" and case in ("by", "from", "of", "")):
            return child
    return noun


def _subject(verb: Token) -> Token | None:
    """Who says it: the subject nearest to the verb where a broken tree has several; behind the verb, where what is said
    stands before it (`"...", tweeted the minister`), also what the tree takes for an object.
    """
    own = [c for c in verb.children if c.deprel in ("nsubj", "nsubj:pass", "nsubj:outer")]
    found = subjects(verb)
    if len(own) > 1:
        return min(own, key=lambda t: abs(t.index - verb.index))
    if found:
        return _giver(found[0])
    before = any(c.deprel == "ccomp" and c.index < verb.index for c in verb.children)
    return next((c for c in verb.children if before and c.deprel == "obj" and c.index > verb.index), None)


def _quotation(scene: Scene, span: Span) -> Quoted | None:
    """The outermost quotation that holds a span."""
    return next((q for q in _quotations(scene.document.text) if q.inner.contains(span)), None)


@lru_cache(maxsize=2)
def _quotations(text: str) -> tuple[Quoted, ...]:
    return quotations_of(text)


def _around(scene: Scene, quoted: Quoted) -> _Told | None:
    """Who says a quotation: told in one of its sentences outside of it, in the sentence before, or in the last
    sentence of the paragraph so far that tells of one.
    """
    sentences = scene.analysis.sentences
    own = [s for s in sentences if s.span.overlaps(quoted.span)]
    if not own:
        return None
    first, last = sentences.index(own[0]), sentences.index(own[-1])
    text = scene.document.text
    order = list(range(last, first - 1, -1))
    if text[quoted.inner.end - 1] == "," and last + 1 < len(sentences):  # `"...," the envoy said`, split in two
        order.append(last + 1)
    before = first - 1
    while before >= 0 and "\n\n" not in text[sentences[before].span.start : quoted.span.start].strip():
        order.append(before)
        before -= 1
    if before >= 0 and text[: quoted.span.start].rstrip().endswith(":"):
        order.append(before)
    marks = [q.span for q in _quotations(text)]
    for number in order:
        told = _cue_in(scene, sentences[number], marks)
        if told is not None:
            return told
    return None


def _cue_in(scene: Scene, sentence: Sentence, marks: Sequence[Span]) -> _Told | None:
    """The last verb of a sentence that reports and has a subject, outside of quotations."""
    for token in reversed(scene.analysis.tokens_of(sentence)):
        if token.upos == "VERB" and token.lemma.lower() in REPORTING:
            if any(mark.contains(token.span) for mark in marks):
                continue
            source = _subject(token)
            if source is not None:
                return _Told(token, source)
    return None


def _announced(scene: Scene, anchor: Token) -> _Told | None:
    """Who speaks below a line that ends in a colon (`The minister said:`), where no marks show how far it goes."""
    text, marks = scene.document.text, ('"', "“", "«", "'", "‘")
    before = [s for s in scene.analysis.sentences if s.span.end <= anchor.span.start]
    for sentence in reversed(before):
        after = text[sentence.span.end :]
        if not (text[: sentence.span.end].endswith(":") and after[:1] == "\n"):
            continue
        if after.lstrip().startswith(marks):
            return None
        return _cue_in(scene, sentence, ())
    return None


def _party(scene: Scene, token: Token) -> Party:
    """Whom the phrase of a source means; its words where nobody is known by them."""
    known = parties(scene, token)
    if known:
        return known[0]
    mentions = scene.mentions_at.get(token.index, ())
    if mentions:
        span = scene.analysis.mentions[mentions[0]].span
    else:
        inside = [token, *(c for c in token.children if c.deprel in _PART_OF_NAME and c.deprel != "case")]
        span = Span(min(t.span.start for t in inside), max(t.span.end for t in inside))
    return Party(span=span, text=scene.document.quote(span, "source").text)


def _own_act(scene: Scene, frame: Frame, told: _Told | None, source: Party, actors: Sequence[Party]) -> bool:
    """Whether the source does what the event says by saying so.

    It is an actor that the frame does not name as doer (`Peru said Chile should apologize`), or the doer of what is not
    told as past (`Peru said it would attend`) or of an act of words (`said he condemned it`, but not `had condemned`).
    A spokesman speaks for others and is no actor.
    """
    if _spokesman(told, source) or (told is not None and told.cue.lemma.lower() in _CHARGING):
        return False
    tokens = (*frame.doers, *frame.together)
    doers = [party for token in tokens for party in parties(scene, token)]
    chain = None if told is None or told.source is None else _chain(scene, told.source)
    anchor = frame.light if frame.light is not None else frame.predicate
    open_still = frame.status is not Status.ACTUAL or not _past(anchor)
    if any(_same(source, p) for p in doers) or any(
        t.lemma.lower() in _FIRST or (chain is not None and _chain(scene, t) == chain) for t in tokens
    ):
        return open_still or (_verbal(frame) and not _perfect(anchor))
    return any(_same(source, p) for p in actors)


def _verbal(frame: Frame) -> bool:
    """Whether the word of a frame may name an act of words, as the package's codebook has it (`condemn`)."""
    part = "verb" if frame.predicate.upos == "VERB" else "noun"
    rows = triggers().get((frame.lemma, part), ())
    quads = (plover().types[t.type].quad for t in rows if t.type in plover().types)
    return any(quad in (Quad.VERBAL_COOPERATION, Quad.VERBAL_CONFLICT) for quad in quads)


def _perfect(token: Token) -> bool:
    return any(c.deprel.startswith("aux") and c.lemma.lower() == "have" for c in token.children)


def _spokesman(told: _Told | None, source: Party) -> bool:
    near = () if told is None or told.source is None else (told.source, *told.source.children)
    return any("spokes" in words.lower() for words in (source.office or "", source.text, *(t.text for t in near)))


def _same(source: Party, party: Party) -> bool:
    return source.actor is not None and source.actor == party.actor


def _chain(scene: Scene, token: Token) -> int | None:
    """The coreference chain of a phrase."""
    found = (scene.analysis.mentions[m].chain for m in scene.mentions_at.get(token.index, ()))
    return next((chain for chain in found if chain is not None), None)


def _past(token: Token) -> bool:
    """Past or perfect; a noun has no tense and counts as past."""
    helpers = [c for c in token.children if c.deprel.startswith(("aux", "cop"))]
    if token.upos == "ADJ":
        return any(c.xpos in ("VBD", "VBN") for c in helpers)
    if token.upos != "VERB":
        return True
    return token.xpos in ("VBD", "VBN") or any(c.xpos == "VBD" or c.lemma == "have" for c in helpers)
