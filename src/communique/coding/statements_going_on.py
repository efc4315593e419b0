"""Who `he` and `she` are in `He added that`: whoever was told to speak in the sentence before.

In: a layout and the drafts of its statements. Out: the actor behind each such pronoun, by its token. Chains of mentions
are drawn by what is alike over a whole report; who goes on speaking is told by the sentence before, as reports are
written. Left out: pronouns behind a sentence or a clause of somebody else's, answers (`he replied`), and those whose
gender tells against it.
"""

from collections.abc import Iterator, Sequence

from communique.codebook.phrases import listed
from communique.coding.parties import parties
from communique.coding.statements_layout import Layout
from communique.coding.statements_running import Draft
from communique.coding.statements_speakers import party_of
from communique.records.analysis import MentionKind, Token

_HE, _SHE = frozenset(listed("he him his himself")), frozenset(listed("she her hers herself"))
_TITLES = frozenset(listed("ms mrs miss queen princess spokeswoman chairwoman congresswoman madam madame lady"))
_ANSWERING = frozenset(listed("answer counter rejoin reply respond retort thank"))
_GAP = 2  # sentences of the report itself that may stand between two sayings of one
_SUBJECTS = ("nsubj", "nsubj:outer", "nsubj:pass")


def going_on(layout: Layout, drafts: Sequence[Draft]) -> dict[int, int]:
    """The actors of those pronouns for a speaker that tell who goes on, by the indices of their tokens."""
    found: dict[int, int] = {}
    before: tuple[Draft, int] | None = None
    outer = [d for d in drafts if d.source is not None and not _inside(d, drafts)]
    for draft in sorted(outer, key=lambda d: d.told.word.index):
        source = draft.source
        assert source is not None
        actor = _person(layout, source)
        if _pronoun(source):
            last = before[1] if before is not None and _follows(layout, before[0], draft, before[1]) else None
            if last is not None and last != actor and _suits(layout, source, last, actor):
                found[source.index] = actor = last
        if actor is not None:
            before = draft, actor
        elif not _pronoun(source):
            before = None
    return found


def _inside(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether it is told in what another says."""
    return any(d is not draft and d.content.contains(draft.told.words) for d in drafts)


def _pronoun(token: Token) -> bool:
    return token.text.lower() in ("he", "she")


def _person(layout: Layout, token: Token) -> int | None:
    """The actor that a phrase names where it is one person."""
    who = [p.actor for p in parties(layout.scene, token) if p.actor is not None]
    party = party_of(layout, token) if not who else None  # `data which he presented that show`
    who += [party.actor] if party is not None and party.actor is not None else []
    if len(set(who)) != 1:
        return None
    kinds = {layout.scene.analysis.mentions[m].kind for m in layout.scene.actors[who[0]].mentions}
    return who[0] if MentionKind.PERSON in kinds else None


def _follows(layout: Layout, before: Draft, draft: Draft, actor: int) -> bool:
    """Whether nobody else takes the floor between two sayings: no clause of his own, no answer."""
    source = draft.source
    assert source is not None
    if draft.told.word.lemma.lower() in _ANSWERING:
        return False
    first = before.told.word.sentence.first
    if layout.plain_between(before.content.end, source.span.start) > _GAP:
        return False
    for token in _subjects(layout, first, source.index):
        if token.index > before.told.word.index and not _told_in(before, token) and not _told_in(draft, token):
            kinds = {layout.scene.analysis.mentions[m].kind for m in layout.scene.mentions_at.get(token.index, ())}
            if MentionKind.PERSON in kinds and _person(layout, token) != actor:
                return False
    return True


def _told_in(draft: Draft, token: Token) -> bool:
    return draft.content.contains(token.span)


def _subjects(layout: Layout, first: int, stop: int) -> Iterator[Token]:
    """The subjects of a stretch of words, quotations left out."""
    analysis = layout.scene.analysis
    for index in range(first, stop):
        token = analysis[index]
        if token.deprel in _SUBJECTS and token.upos in ("PROPN", "NOUN") and layout.quote_at(index) is None:
            yield token


def _suits(layout: Layout, pronoun: Token, actor: int, other: int | None) -> bool:
    """Whether the gender that the report shows of an actor is that of the pronoun. other: whom its chain means."""
    words = set(_words(layout, actor))
    she = bool(words & (_SHE | _TITLES)) and not words & _HE
    he = bool(words & _HE)
    if pronoun.text.lower() == "he":
        return not she
    return she or (not he and other is None)


def _words(layout: Layout, actor: int) -> Iterator[str]:
    analysis = layout.scene.analysis
    for number in layout.scene.actors[actor].mentions:
        text = analysis.mentions[number].span.of(layout.scene.document.text).lower()
        yield from (w.strip(".,") for w in text.split())
