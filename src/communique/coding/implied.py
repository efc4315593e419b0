"""Parties that an act's own clause leaves out and the report told just before.

In: a scene, an act's tokens and those who act. Out: `Party`s with the words that named them last: whose move or pact it
was that someone judges, and who is on the other side of two. Nothing is refused.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from communique.codebook.phrases import listed
from communique.coding.acts import Act
from communique.coding.clauses import CHARGING, clauses_above, subjects
from communique.coding.parties import apart, in_main_clause, in_play, in_title, made, main_two
from communique.coding.scene import Scene
from communique.coding.settle import REPORT
from communique.coding.whereabouts import place_of
from communique.records.analysis import Token
from communique.records.findings import Actor
from communique.records.outcomes import Party

_DEEDS = frozenset(
    listed(
        """
    act action aggression announcement approach assault attack attempt attempts bombing claim comment coup decision
    demand deployment detention effort expulsion initiative invasion killing launch law measure move offensive plan
    policy proposal raid remark response resolution ruling seizure shelling statement step strike takeover test threat
    ultimatum verdict vote
    """
    )
)
_PACTS = frozenset(
    listed(
        """
    accord agreement ceasefire compromise deal declaration dialogue meeting news normalisation normalization outcome
    pact peace process rapprochement reconciliation restoration result settlement summit talk treaty truce visit
    """
    )
)
_HOSTILE = frozenset(
    listed(
        """
    aggression assault attack bombing coup detention expulsion invasion killing launch offensive raid seizure shelling
    strike takeover test
    """
    )
)
_REPRESSION = frozenset(("coup", "detention", "expulsion", "launch", "seizure", "takeover", "test"))
_HARM = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "SANCTION"))
_JUDGING = frozenset(("ACCUSE", "REJECT", "SUPPORT"))
_OF_STATES = frozenset((None, "GOV", "MIL", "SPY", "COP"))  # whose own side's deeds they do not judge
_PAPERS = frozenset(
    listed("bill communique communiqué declaration document draft letter motion note report resolution statement text")
)
_WRITING = frozenset(listed("adopt approve demand issue pass publish release sign vote write"))
_FAR = 12  # sentences that an attack is remembered
_DEFINITE = frozenset(listed("the this that these those such both"))
_BACK = 3  # sentences
_SHARE = 0.12  # of the mentions of actors, for a country to be a side of the report


def whose(scene: Scene, token: Token, doers: Sequence[Party], deeds: Mapping[int, str]) -> tuple[Party, ...]:
    """`the move`, `this decision`, `the accord`: of whom it was just told, other than who judges it.

    deeds: the type of each act of the report by its predicate; an attack is one of those who attack.
    """
    lemma = token.lemma.lower()
    if not told_of(token):
        return ()
    judges = {p.country for p in doers if p.sector in _OF_STATES} | {None}
    out = {p.actor for p in doers}
    if lemma in _PACTS:
        found = in_play(scene, token, back=_FAR, own=judges) or main_two(scene)
        kept = [i for i in found if i not in out and scene.actors[i].country not in judges]
        return tuple(made(scene, i, token.span) for i in kept)
    if lemma not in _DEEDS:
        return ()
    hostile = lemma in _HOSTILE
    harm = _HARM if lemma in _REPRESSION else ("ASSAULT",)
    last = scene.sentence_number(token.index)
    frames = [f for f in reversed(scene.frames) if f.predicate.index < token.index]
    for frame in (*filter(in_main_clause, frames), *frames):
        at = frame.predicate.index
        if last - scene.sentence_number(at) > (_FAR if hostile else _BACK):
            continue
        if deeds.get(at) not in harm if hostile else frame.predicate.upos != "VERB" or deeds.get(at) in _JUDGING:
            continue
        known = [i for i in apart(scene, frame.doers) if i not in out and scene.actors[i].country not in judges]
        if known:
            return tuple(made(scene, i, token.span) for i in known)
    return ()


def told_of(token: Token) -> bool:
    """Whether a noun takes up a deed or a pact that was just told: `the attack`, `this decision`."""
    told = {c.text.lower() for c in token.children if c.deprel == "det"}
    return bool(told & _DEFINITE) and token.lemma.lower() in _DEEDS | _PACTS


def counterpart(scene: Scene, token: Token, doers: Sequence[Party]) -> tuple[Party, ...]:
    """Who is on the other side, where a word leaves it out: the other country that was named last before it in its
    sentence, the one that the headline names, or the one named last up to three sentences before, if the report is as
    much about that country.
    """
    own = {p.country for p in doers}
    if not own - {None}:
        return ()
    sides = _sides(scene)
    voices = _voices(scene) | {t.index for verb in clauses_above(token) if _judges(verb) for t in subjects(verb)}
    sentence, mentions = scene.sentence_number(token.index), scene.analysis.mentions
    titled = [i for country, i in in_title(scene).items() if country not in own]
    for number in range(len(mentions) - 1, -1, -1):
        mention = mentions[number]
        if mention.head >= token.index or mention.head in voices:
            continue
        back = sentence - scene.sentence_number(mention.head)
        if back and len(titled) == 1:
            return (made(scene, titled[0], token.span),)
        if back > _BACK:
            return ()
        for actor in scene.actors_of_mention.get(number, ()):
            country = scene.actors[actor].country
            if country in sides and country not in own and actor not in scene.grounds:
                return (made(scene, actor, mention.span),)
    return ()


def authorities(scene: Scene, act: Act) -> tuple[Party, ...]:
    """The state of the place where somebody is arrested or convicted, by the words for the place."""
    where = place_of(scene, act)
    if where is None or where.country is None:
        return ()
    found = [
        i
        for i, a in enumerate(scene.actors)
        if a.country == where.country and (scene.grounds.get(i) == where.place or _bare(a))
    ]
    return tuple(made(scene, i, where.span) for i in found[:1])


def speaking_through(scene: Scene, paper: Token) -> tuple[Party, ...]:
    """Who says what a paper says: `the text deplores`, `handed him a letter inviting the minister`."""
    if paper.lemma.lower() not in _PAPERS:
        return ()
    verb = paper.head
    if verb is not None and paper.deprel in ("obj", "iobj") and verb.upos == "VERB":
        return tuple(made(scene, i, paper.span) for i in apart(scene, subjects(verb)))
    last = scene.sentence_number(paper.index)
    for frame in reversed(scene.frames):
        if frame.predicate.index >= paper.index or frame.lemma not in _WRITING:
            continue
        if last - scene.sentence_number(frame.predicate.index) > _BACK:
            return ()
        known = apart(scene, frame.doers)
        if known:
            return tuple(made(scene, i, paper.span) for i in known)
    return ()


def _bare(actor: Actor) -> bool:
    """Whether an actor is a country by its own name, and nobody of it."""
    nobody = actor.name is None and actor.stated_name is None and actor.sector is None
    return nobody and not actor.how.endswith(REPORT)


def _judges(verb: Token) -> bool:
    """`thanked Chad for speaking out`: who thanks or blames is not who is spoken against."""
    return verb.lemma.lower() in CHARGING


def _voices(scene: Scene) -> set[int]:
    """Tokens of those who are only quoted: `police said`."""
    return {t.index for frame in scene.frames if frame.saying is not None for t in frame.speakers}


def _sides(scene: Scene) -> set[str]:
    """Countries and bodies that a report is about."""
    acting = (a for i, a in enumerate(scene.actors) if a.country and i not in scene.grounds)
    counts = Counter(a.country for a in acting for _ in a.mentions)
    total = counts.total()
    return {country for country, count in counts.items() if country and count >= _SHARE * total}
