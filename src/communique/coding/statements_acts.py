"""Words that tell of speech in one report and of deeds in the next: `attacked the plan` and `attacked the town`.

In: a layout, a cue with what hangs on it, and the head of the phrase for who does it. Out: whether it is a deed. A cue
that names only speech is none. Nothing is refused.
"""

from communique.codebook.cues import cue_of
from communique.codebook.phrases import listed
from communique.coding.parties import parties
from communique.coding.statements_cues import Told
from communique.coding.statements_layout import Layout
from communique.records.analysis import MentionKind, Token
from communique.records.diplomacy import StatementKind

# Struck in earnest as often as in words.
BLOWS = frozenset(listed("attack assail bash blast challenge defend hammer hit knock lash resist rip slam"))
# Guests are welcomed at the door, refugees admitted, judges confirmed: no words are needed.
_DONE_TO_PEOPLE = frozenset(listed("admit confirm embrace offer present report unveil welcome"))
_UNTRUE = frozenset(
    listed(
        """
    allegation assertion connection existence guilt involvement it knowledge link part responsibility role rumor rumour
    story that this tie wrongdoing
    """
    )
)
_PLAYED_DOWN = frozenset(listed("danger extent impact importance problem risk role severity significance threat"))
_ARMED = frozenset(listed("MIL REB CRM COP UAF"))
_MINDS = frozenset((MentionKind.PERSON, MentionKind.ABSTRACT))


def is_deed(layout: Layout, use: Told, source: Token | None) -> bool:
    """Whether what a cue with a plain object tells was done and not said."""
    if use.rule.endswith("object+at"):
        return not any(c.isdigit() for c in use.heads[-1].text) and use.heads[-1].upos != "NUM"  # `puts them at ease`
    if not use.rule.endswith("object"):
        return False
    if use.word.lemma.lower() in ("minimise", "minimize"):
        return use.heads[0].lemma.lower() not in _PLAYED_DOWN
    lemma, thing = use.word.lemma.lower(), use.heads[0]
    if lemma == "offer" and source is not None and cue_of(thing.lemma.lower(), "noun") is None:
        known = any(p.country for p in parties(layout.scene, source))
        return not known and MentionKind.PERSON not in _kinds(layout, source)  # firms offer goods
    if use.cue.kind is StatementKind.DENIAL:  # visas and goals are denied to someone, charges as untrue
        return cue_of(thing.lemma.lower(), "noun") is None and thing.lemma.lower() not in _UNTRUE
    if lemma in _DONE_TO_PEOPLE:
        return MentionKind.PERSON in _kinds(layout, thing)
    return lemma in BLOWS and source is not None and not _with_words(layout, source, thing)


def _with_words(layout: Layout, source: Token, struck: Token) -> bool:
    """Whether a blow is struck with words: at a thing of the mind (`attacked the plan`), or by one person at another,
    and by nobody under arms.
    """
    by, at = _kinds(layout, source), _kinds(layout, struck)
    armed = any(p.sector in _ARMED for p in parties(layout.scene, source))
    return not armed and (at == {MentionKind.ABSTRACT} or (MentionKind.PERSON in by and at <= _MINDS))


def _kinds(layout: Layout, token: Token) -> set[MentionKind]:
    scene = layout.scene
    return {scene.analysis.mentions[m].kind for m in scene.mentions_at.get(token.index, ())}
