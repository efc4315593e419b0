"""Frames: every verb and every noun that names an act, with who does it, to whom, and on what word that rests.

In: an analysis. Out: `Frame`s, verbs and nouns in the order of the text. A light verb and its noun (`held talks`) are
one frame, that of the noun. A participant is the head of its noun phrase; participants come from the word's own clause
or are lent by the tree (control, conjunction, relatives), never from a clause beside it. Nothing is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.codebook.phrases import listed
from communique.coding.clauses import charged, clauses_above, conjuncts, minded, objects, obliques, subjects
from communique.coding.status import status_of
from communique.records.analysis import Analysis, MentionKind, Token
from communique.records.outcomes import Status

LIGHT = frozenset(
    listed(
        """
    begin break bring call carry come conduct cut deliver do enter extend give have hold host impose issue join
    launch lay lead lift lodge make mount offer open order pay place provide put raise re-impose reach receive
    reimpose resume sign stage start strike submit suspend take undertake wage
    """
    )
)
# Carry a noun only where it has no doer of its own: `reaffirmed its support`, but `noted Iran's refusal`.
TELLING = frozenset(
    listed(
        """
    affirm announce confirm convey declare emphasise emphasize express highlight pledge promise reaffirm reiterate
    renew repeat restate stress underline underscore voice vow
    """
    )
)
# Carry a noun that others do to their subject: `drew criticism from Iran`.
UNDERGOING = frozenset(listed("attract draw earn face incur receive suffer undergo win"))
SAYING = frozenset(
    listed(
        """
    add affirm announce argue assert claim confirm declare disclose explain insist maintain mention note observe quote
    recall remark reiterate report reveal say state stress tell tweet underline underscore write
    """
    )
)
_PARTICLES = frozenset(("away", "back", "down", "forward", "in", "off", "on", "out", "over", "up"))
_DOER = ("by", "from")
_OTHER = ("against", "at", "for", "into", "on", "over", "to", "toward", "towards", "upon")
_ABOUT = ("at", "for", "over")  # where, why and about what a light verb is done
_INSIDE_NAMES = ("amod", "compound", "flat")  # `the United Nations`
_THEIRS = frozenset(("he", "her", "his", "it", "its", "she", "their", "they"))
_BETWEEN = ("between", "among", "amongst")
_BEFORE_WHOM = ("at", "before", "to")  # with `against`: `a complaint to the council against Oman`


@dataclass(frozen=True, slots=True)
class Frame:
    """One predicate with its participants.

    predicate: the verb or noun that names the act. lemma: in small letters, with the particle of a phrasal verb
    (`call off`). light: the verb that carries a noun. doers: who does it. others: to whom or what. together: who do it
    with each other (`talks between A and B`). obliques: all else by its preposition, times left out; `of` may bring
    the doer (`visit of`) or the other (`invasion of`). saying: the verb
    that reports it, with who says it in `speakers`.
    """

    predicate: Token
    lemma: str
    light: Token | None
    doers: tuple[Token, ...]
    others: tuple[Token, ...]
    together: tuple[Token, ...]
    obliques: tuple[tuple[str, Token], ...]
    status: Status
    saying: Token | None = None
    speakers: tuple[Token, ...] = ()


def frames_of(analysis: Analysis, nouns: frozenset[str], adjectives: frozenset[str] = frozenset()) -> Iterator[Frame]:
    """The frames of a document. nouns, adjectives: lemmas of those that name acts (`talks`, `is willing`)."""
    times = {m.head for m in analysis.mentions if m.kind is MentionKind.TIME}
    carried = {noun.index: t for t in analysis if (noun := _carried(t, nouns)) is not None}
    carriers = set(carried.values())
    for token in analysis:
        if token.upos == "VERB" and token.deprel not in _INSIDE_NAMES and token not in carriers:
            yield _timeless(_of_verb(token), times)
        elif token.upos == "NOUN" and token.lemma.lower() in nouns and token.deprel != "compound":
            yield _timeless(_of_noun(token, carried.get(token.index)), times)
        elif token.upos == "ADJ" and token.lemma.lower() in adjectives and token.deprel not in _INSIDE_NAMES:
            yield _timeless(_of_verb(token), times)


def _timeless(frame: Frame, times: set[int]) -> Frame:
    """The frame without the words for when: they are no participants."""
    if not any(t.index in times for t in (*frame.others, *(t for _, t in frame.obliques))):
        return frame
    return replace(
        frame,
        others=tuple(t for t in frame.others if t.index not in times),
        obliques=tuple((word, t) for word, t in frame.obliques if t.index not in times),
    )


def _carried(verb: Token, nouns: frozenset[str]) -> Token | None:
    """The noun of an act that a light verb carries, as its object or, in the passive, its subject."""
    lemma = verb.lemma.lower()
    if verb.upos != "VERB" or lemma not in LIGHT | TELLING | UNDERGOING:
        return None
    things = (t for word, t in obliques(verb) if word == "under") if lemma == "come" else iter(objects(verb))
    found = (t for t in things if t.upos == "NOUN" and t.lemma.lower() in nouns)
    return next((t for t in found if lemma not in TELLING or not _has_doer(t)), None)


def _has_doer(noun: Token) -> bool:
    """Whether a noun tells itself who does what it names; `its` and `their` stand for the subject."""
    for child in noun.children:
        if child.deprel == "nmod:poss" and child.upos != "PRON":
            return True
        if child.deprel == "nmod" and any(c.text.lower() in ("by", "between") for c in child.children):
            return True
    return False


def _of_verb(verb: Token) -> Frame:
    lemma = lemma_of(verb)
    saying, speakers = _reported(verb)
    return Frame(
        verb, lemma, None, subjects(verb), objects(verb), (), obliques(verb), status_of(verb), saying, speakers
    )


def lemma_of(verb: Token) -> str:
    """The lemma in small letters, with its particle: `call off`."""
    if minded(verb):
        return verb.text.lower()
    particle = next((c.text.lower() for c in verb.children if _particle(verb, c)), None)
    return verb.lemma.lower() + (f" {particle}" if particle else "")


def _particle(verb: Token, child: Token) -> bool:
    """`called off`: the tree tells it as a particle, or as an adverb right behind the verb."""
    if child.deprel == "compound:prt":
        return True
    return child.deprel == "advmod" and child.index == verb.index + 1 and child.text.lower() in _PARTICLES


def _of_noun(noun: Token, light: Token | None) -> Frame:
    undergone = light is not None and light.lemma.lower() in (*UNDERGOING, "come")
    doers: list[Token] = list(subjects(light)) if light is not None else []
    others: list[Token] = []
    if undergone:
        doers, others = others, doers
    elif light is not None:  # `gave Zambia a loan`
        others += [t for c in light.children if c.deprel == "iobj" for t in conjuncts(c)]
    together: list[Token] = []
    rest: list[tuple[str, Token]] = []
    own = list(obliques(noun))
    borrowed = [(word, t) for word, t in obliques(light) if t != noun] if light is not None else []
    judged = charged(noun) if light is None else ()  # `thanked him for his support`
    for child in noun.children:
        if child.deprel == "nmod:poss" and light is None:
            doers += judged if judged and child.lemma.lower() in _THEIRS else conjuncts(child)
    against = any(word == "against" for word, _ in (*own, *borrowed))
    for word, token, carrier in (*((w, t, False) for w, t in own), *((w, t, True) for w, t in borrowed)):
        if word in _BETWEEN:
            together.append(token)
        elif word in _DOER and (light is None or undergone):
            doers.append(token)
        elif against and word in _BEFORE_WHOM:
            continue
        elif word in _OTHER and not (carrier and word in _ABOUT):
            others.append(token)
        else:
            rest.append((word, token))
    if light is None and not doers and not together:
        doers += charged(noun)
    anchor = light if light is not None else noun
    saying, speakers = _reported(anchor)
    return Frame(
        noun, noun.lemma.lower(), light, tuple(doers), tuple(others), tuple(together), tuple(rest), status_of(anchor),
        saying, speakers,
    )  # fmt: skip


def _reported(token: Token) -> tuple[Token | None, tuple[Token, ...]]:
    """The nearest verb of saying above a word that reports it, and who says it."""
    below = token
    for above in clauses_above(token):
        if above.lemma.lower() in SAYING and below.deprel.split(":")[0] in ("ccomp", "parataxis", "xcomp", "obj"):
            return above, subjects(above)
        below = above
    for child in token.children:  # `..., the minister said`
        if child.deprel.split(":")[0] == "parataxis" and child.lemma.lower() in SAYING:
            return child, subjects(child)
    return None, ()
