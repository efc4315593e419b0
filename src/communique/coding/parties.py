"""Whom a noun phrase means: the actors behind its head word, through mentions, chains and groups.

In: a scene and a token that heads a noun phrase. Out: `Party`s, those the phrase itself names apart from those it
belongs to. Nothing is refused; where nobody is known, nobody is told.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from communique.codebook.phrases import listed
from communique.coding.clauses import conjuncts
from communique.coding.frames import Frame
from communique.coding.kept import of_scene
from communique.coding.scene import Scene
from communique.coding.settle import REPORT
from communique.records.analysis import Token
from communique.records.outcomes import Party
from communique.records.spans import Span

# Words for those who were just named together, when nothing else is known of them.
_TOGETHER = frozenset(
    listed(
        """
    leader president minister side country nation party government delegation official counterpart team head
    they their them both two three four neighbor neighbour ally diplomat chief man capital adviser advisor secretary
    premier envoy negotiator
    """
    )
)
_HEADS = frozenset(("leader", "president", "minister", "side"))  # `the presidents` are the two of a report
_FIRST = frozenset(listed("i we us our my me ours"))
_PAIRING = frozenset(listed("call conversation host meet meeting phone receive talk telephone visit welcome"))
_OTHERS = frozenset(listed("developing further many most other several some various"))
_OF_AFFAIRS = frozenset(("minister", "secretary"))
_EITHER = frozenset(("either", "neither"))
_FACING = frozenset(listed("adversary counterpart enemy neighbor neighbour opponent rival"))
_OFFICES = frozenset(
    listed("adviser advisor ambassador chair chief deputy director head minister premier president secretary tánaiste")
)
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
_INSIDE = ("nmod:poss", "amod", "compound", "nmod", "nmod:desc", "flat", "appos")
_OWNING = ("of", "by", "from", "in", "between")
_LEAST = 0.2  # of the mentions of actors, for a country to be one of the two of a report
_NAMES = re.compile(r"[A-Z]\w+")
_AT_PLACES = re.compile(r"\b(?:in|at|near|on|outside)\s+(?:the\s+)?[A-Z][\w' ]*")
_SHOUTED = 5  # letters; longer words of capitals are no acronyms
_WHOLE = -1  # in place of a token, for what is known of a whole report
_BACK = 6  # sentences that `the two leaders` reaches back

Found = list[tuple[int, Span]]  # actors, each with its words


@of_scene
def parties(scene: Scene, token: Token) -> tuple[Party, ...]:
    """Those whom the phrase headed by `token` names; those who are but places left out."""
    return tuple(made(scene, i, s) for i, s in _named(scene, token) if i not in scene.grounds)


@of_scene
def affected(scene: Scene, token: Token) -> tuple[Party, ...]:
    """Those to whom something is done when it is done to what `token` heads: they themselves, the country of a place,
    or those to whom it belongs (`condemned Russia's attack`, `sanctions on Iranian banks`, `shelled Kharkiv`).
    """
    found = _named(scene, token)
    if not any(scene.actors[i].country for i, _ in found):
        found = [*found, *owners(scene, token)]
    return tuple(made(scene, i, s) for i, s in found)


def behind(scene: Scene, token: Token) -> tuple[Party, ...]:
    """Those to whom what `token` heads belongs: `Egypt's efforts`, `a decision of the council`."""
    return tuple(made(scene, i, s) for i, s in owners(scene, token) if i not in scene.grounds)


def owners(scene: Scene, token: Token, deep: int = 2) -> Found:
    """Actors inside a phrase that its head belongs to, with their words. deep: steps down."""
    found: Found = []
    for child in token.children:
        if child.deprel not in _INSIDE:
            continue
        case = next((c.text.lower() for c in child.children if c.deprel == "case"), "")
        if child.deprel == "nmod" and case not in _OWNING:
            continue
        for part in conjuncts(child):
            inner = _named(scene, part) or (owners(scene, part, deep - 1) if deep > 1 else [])
            if case == "in" and any(c.deprel == "nmod" for c in part.children):
                inner = _named(scene, part)  # not `a paper signed in a room of the White House`
            found += [x for x in inner if x not in found]
    return found


@of_scene
def _named(scene: Scene, token: Token) -> Found:
    speaker = _speaker(scene, token)
    if speaker:
        return speaker
    if token.text.lower() in _COUNTS:  # `the three of them`
        whole = [c for c in token.children if c.deprel == "nmod" and c.upos == "PRON"]
        if whole:
            return [(i, token.span) for i, _ in _named(scene, whole[0])]
    found: Found = []
    for mention in scene.mentions_at.get(token.index, ()):
        for actor in scene.actors_of_mention.get(mention, ()):
            if all(actor != i for i, _ in found):
                found.append((actor, scene.analysis.mentions[mention].span))
    known = [x for x in found if scene.actors[x[0]].country]
    if len({scene.actors[i].country for i, _ in known}) > 1:
        return known
    own = _of_its_words(scene, _described(scene, token), known)
    if own:
        return own
    several = _listed(scene, token) or _across(scene, token) or _shared(scene, token, known)
    if several:
        return several
    if known and _title(scene, token, known):
        return []
    return together(scene, token) or known or found


def _described(scene: Scene, token: Token) -> Token:
    """The noun that a pronoun takes up, as the chain of mentions has it; any other word itself."""
    held = scene.mentions_at.get(token.index, ())
    chain = scene.analysis.mentions[held[0]].chain if held and token.upos == "PRON" else None
    if chain is None:
        return token
    heads = (scene.analysis[scene.analysis.mentions[m].head] for m in scene.analysis.chains[chain].mentions)
    return next((t for t in reversed([*heads]) if t.index < token.index and t.upos == "NOUN"), token)


def _of_its_words(scene: Scene, token: Token, known: Found) -> Found:
    """`the French leader` is of France, whoever else the chain of mentions takes him for: the last French official told
    before, else France itself.
    """
    if token.upos != "NOUN" or not known:
        return []
    told = apart(scene, [c for c in token.children if c.deprel == "amod" and c.text[:1].isupper()])
    countries = {scene.actors[i].country for i in told}
    if len(countries) != 1 or scene.actors[known[0][0]].country in countries:
        return []
    words = known[0][1]
    mentions = scene.analysis.mentions
    before = [
        (mentions[m].span.start, i)
        for i, a in enumerate(scene.actors)
        if a.country in countries and a.name is not None and i not in scene.grounds
        for m in a.mentions
        if mentions[m].span.start < words.start
    ]
    return [(max(before)[1] if before else told[0], words)]


def _listed(scene: Scene, token: Token) -> Found:
    """Those whom a phrase lists: `the guarantors, Argentina, Brazil and Chile`, `the ministers of Peru and Ecuador`."""
    below = [c for c in token.children if c.deprel == "nmod" and "Number=Plur" not in c.feats]
    told = any(c.deprel in ("amod", "compound") and _inner(scene, c) for c in token.children)
    for child in (*token.children, *(c for b in below for c in b.children if c.deprel == "appos")):
        case = next((c.text.lower() for c in child.children if c.deprel == "case"), "")
        inside = child.deprel in ("nmod", "amod", "compound", "nmod:poss") and case in (
            "",
            "of",
            "from",
            "between",
            "in",
            "'s",
        )
        plural = inside and "Number=Plur" in token.feats and not (told and case == "in")
        several = conjuncts(child) if child.deprel == "appos" or plural else ()
        found = apart(scene, several) if len(several) > 1 else []
        if len({scene.actors[i].country for i in found}) > 1:
            return [(i, token.span) for i in found]
    return []


def _shared(scene: Scene, token: Token, known: Found) -> Found:
    """`the government and people of Iraq`: both are of Iraq, not of where the report is from."""
    if not known or not all(scene.actors[i].how.endswith(REPORT) for i, _ in known) or token.upos != "NOUN":
        return []
    beside = [c for c in token.children if c.deprel == "conj" and c.upos == "NOUN"]
    whole = [c for b in beside for c in b.children if c.deprel == "nmod" and _spelled(c) == "of"]
    return [(i, known[0][1]) for i in apart(scene, whole)] if len(beside) == 1 else []


def _spelled(noun: Token) -> str:
    return next((c.text.lower() for c in noun.children if c.deprel == "case"), "")


def _title(scene: Scene, token: Token, known: Found) -> bool:
    """Whether an office behind a name is that person's: `Micheál Martin, Minister for Defence`."""
    above = token.head
    if token.deprel not in ("appos", "conj") or above is None or token.index < above.index:
        return False
    told = [scene.actors[i] for i, _ in known]
    office = all(a.how.endswith(REPORT) and a.name is None and a.stated_name is None for a in told)
    held = (scene.actors[i] for m in scene.mentions_at.get(above.index, ()) for i in scene.actors_of_mention.get(m, ()))
    return (
        office
        and token.lemma.lower() in _OFFICES
        and any(a.name is not None or a.stated_name is not None for a in held)
    )


def _across(scene: Scene, token: Token) -> Found:
    """`its neighbour`, `his counterpart`: the other of two, where they are the two of the report or of its headline."""
    owner = next((c for c in token.children if c.deprel == "nmod:poss" and c.upos == "PRON"), None)
    if token.lemma.lower() not in _FACING or owner is None or any(c.deprel == "amod" for c in token.children):
        return []
    own = {scene.actors[i].country for i, _ in _named(scene, owner)}
    pair = _titled(scene, 2) or main_two(scene)
    first = scene.sentence(token.index).first
    if not pair:
        pair = apart(scene, [scene.analysis[i] for i in range(first, token.index)])
    if own.isdisjoint(scene.actors[i].country for i in pair):  # `its` is the subject's, whatever the chain says
        doing = next((f.doers for f in scene.frames if token in (*f.others, *(t for _, t in f.obliques))), ())
        own = {scene.actors[i].country for i in apart(scene, doing)}
    other = {scene.actors[i].country: i for i in pair if scene.actors[i].country not in own}
    held = scene.mentions_at.get(token.index)
    words = scene.analysis.mentions[held[-1]].span if held else token.span
    return [(i, words) for i in other.values()] if own and len(other) == 1 else []


def _speaker(scene: Scene, token: Token) -> Found:
    """`we`, `our`: whoever is quoted."""
    if token.text.lower() not in _FIRST:
        return []
    for frame in scene.frames:
        if frame.saying is None or scene.sentence(frame.predicate.index) != scene.sentence(token.index):
            continue
        heads = [m for t in frame.speakers for m in scene.mentions_at.get(t.index, ())]
        told = [i for m in heads for i in scene.actors_of_mention.get(m, ()) if i not in scene.grounds]
        if told:
            return [(i, token.span) for i in dict.fromkeys(told)]
    return []


def together(scene: Scene, token: Token) -> Found:
    """`the two leaders`: those who were last named together, in this sentence or up to six before."""
    either = any(c.text.lower() in _EITHER for c in token.children)
    if token.lemma.lower() not in _TOGETHER or not (_plural(token) or either):
        return []
    if any(_inner(scene, c) for c in token.children):
        return []  # `leaders of Chad and Niger`
    held = scene.mentions_at.get(token.index)
    words = scene.analysis.mentions[held[-1]].span if held else token.span
    told = [token.lemma.lower(), *(c.lemma.lower() for c in token.children)]
    number = next((_COUNTS[w] for w in told if w in _COUNTS), 2 if either else None)
    if number is None and (_of_others(token) or (token.text[:1].isupper() and any(map(_names, token.children)))):
        return []  # `the United Nations`
    if any(c.deprel == "nmod" and _many(c) for c in token.children):
        return []  # `the leaders of thirty countries`
    two = number == 2 or (told[0] in _HEADS and len(told) < 3)  # `the leaders`
    return [(i, words) for i in in_play(scene, token, number) or (main_two(scene) if two else [])]


def _of_others(noun: Token) -> bool:
    """Whether a phrase is of people not named: `Western governments`, `other allies`, not `the foreign ministers`."""
    words = [c.text for c in noun.children if c.deprel == "amod"]
    abroad = "foreign" in words and noun.lemma.lower() not in _OF_AFFAIRS
    return abroad or any(w in _OTHERS or w[:1].isupper() for w in words)


def _names(child: Token) -> bool:
    """Whether a word inside a phrase is part of a name: `United` in `the United Nations`."""
    return child.deprel in ("amod", "compound") and child.text[:1].isupper()


def _many(noun: Token) -> bool:
    """`thirty countries`, `developing countries`, but not `the two countries`."""
    words = {c.text.lower() for c in noun.children}
    return "Number=Plur" in noun.feats and not words & {"the", "these", "our", "their", *_COUNTS}


def _inner(scene: Scene, child: Token) -> bool:
    """Whether a word inside a phrase names somebody."""
    if child.deprel not in ("nmod", "nmod:poss", "amod", "compound", "appos", "conj"):
        return False
    if child.deprel == "nmod" and child.upos == "PRON":
        return False  # `the three of them`
    held = (i for m in scene.mentions_at.get(child.index, ()) for i in scene.actors_of_mention.get(m, ()))
    return any(scene.actors[i].country for i in held)


def in_play(
    scene: Scene, token: Token, number: int | None = None, back: int = _BACK, own: Collection[str | None] = ()
) -> list[int]:
    """The actors of at least two countries that were last named together before a word, in the main clause of an
    earlier sentence rather than in what is said or planned there; the two of the headline come before those. number:
    how many. back: sentences. own: countries that are not the answer alone.
    """
    last = scene.sentence_number(token.index)
    near = [
        frame
        for frame in reversed(scene.frames)
        if frame.predicate.index < token.index and last - scene.sentence_number(frame.predicate.index) <= back
    ]
    here = [f for f in near if scene.sentence_number(f.predicate.index) == last]
    titled = _titled(scene, number) if token.upos != "PRON" else []
    main = [f for f in near if in_main_clause(f)]
    for frame in (*here, *(None,) * bool(titled), *main, *near):
        if frame is None:
            return titled
        sides = [*frame.doers, *frame.together, *(frame.others if frame.lemma in _PAIRING else ())]
        sides += [t for word, t in frame.obliques if word in ("with", "between", "by", "and")]
        known = apart(scene, [t for t in sides if t.index != token.index])
        countries = {scene.actors[i].country for i in known}
        if len(countries) > 1 and number in (None, len(countries)) and not countries.issubset(own):
            return known
    return []


def _titled(scene: Scene, number: int | None) -> list[int]:
    """Those of a headline that names several: `Chad and Niger sign treaty`, `Call with President Duarte of Peru`."""
    first = {c: i for c, i in in_title(scene).items() if i not in scene.grounds}
    return list(first.values()) if len(first) > 1 and number in (None, len(first)) else []


def in_title(scene: Scene) -> dict[str, int]:
    """The first actor of each country that the headline names, but for where something happens."""
    key = "in_title", _WHOLE
    if key not in scene.kept:
        scene.kept[key] = _of_title(scene)
    found: dict[str, int] = scene.kept[key]
    return found


def _of_title(scene: Scene) -> dict[str, int]:
    told = set(_NAMES.findall(_AT_PLACES.sub("", scene.document.title or "")))
    told = {w for w in told if not w.isupper() or len(w) < _SHOUTED}
    first: dict[str, int] = {}
    for number, actor in enumerate(scene.actors if told else ()):
        heads = {scene.analysis[scene.analysis.mentions[m].head] for m in actor.mentions}
        if actor.country and any(t.text in told and t.upos == "PROPN" for t in heads):
            first.setdefault(actor.country, number)
    return first


def in_main_clause(frame: Frame) -> bool:
    """Whether a frame is the main clause of its sentence, or hangs on it by `and`."""
    at = frame.light or frame.predicate
    while at.deprel == "conj" and at.head is not None:
        at = at.head
    return at.deprel == "root"


def main_two(scene: Scene) -> list[int]:
    """One actor of each of the two countries that a report is about, where it is about two."""
    key = "main_two", _WHOLE
    if key not in scene.kept:
        scene.kept[key] = _of_report(scene)
    found: list[int] = scene.kept[key]
    return found


def _of_report(scene: Scene) -> list[int]:
    first: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for number, actor in enumerate(scene.actors):
        if actor.country and number not in scene.grounds:
            counts[actor.country] += len(actor.mentions)
            first.setdefault(actor.country, number)
    top = counts.most_common(3)
    if len(top) < 2 or top[1][1] < _LEAST * counts.total() or (len(top) > 2 and top[2][1] * 2 > top[1][1]):
        return []
    return [first[country] for country, _ in top[:2]]


def apart(scene: Scene, tokens: Sequence[Token]) -> list[int]:
    """Actors with a country that tokens name themselves, each once."""
    found: list[int] = []
    for token in tokens:
        several = _listed(scene, token)
        found += [i for i, _ in several if i not in found]
        for mention in () if several else scene.mentions_at.get(token.index, ()):
            for actor in scene.actors_of_mention.get(mention, ()):
                if scene.actors[actor].country and actor not in scene.grounds and actor not in found:
                    found.append(actor)
    return found


def _plural(token: Token) -> bool:
    return "Number=Plur" in token.feats or token.lemma.lower() in ("they", "their", "them", *_COUNTS)


def made(scene: Scene, actor: int, span: Span) -> Party:
    """An actor as a party, by its words."""
    return Party.of(actor, scene.actors[actor], scene.document.quote(span, "party"))
