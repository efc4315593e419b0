"""Chains while they grow: what is known of each, and which mentions can never be one.

In: the profiles of a document's mentions. Out: `Clusters`, which joins two mentions unless what is known of their
chains contradicts. Nothing is refused with an error; `join` answers whether it joined.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from communique.language.coreference_profiles import Form, Profile, several
from communique.language.coreference_scene import Scene
from communique.language.coreference_words import Aspect
from communique.records.analysis import ROOT, MentionKind

_COLLECTIVE = (MentionKind.ORGANIZATION, MentionKind.PLACE, MentionKind.NORP, MentionKind.FACILITY)
_OBJECTS = ("obj", "iobj", "obl", "obl:agent", "xcomp")
_SUBJECTS = ("nsubj", "nsubj:pass")


@dataclass(slots=True)
class Known:
    """What the mentions of one chain tell together. Empty sets, the same for all, where they tell nothing."""

    members: list[int]
    genders: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    people: frozenset[bool] = frozenset()
    names: frozenset[tuple[str, ...]] = frozenset()
    states: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    groups: frozenset[frozenset[int]] = frozenset()


class Clusters:
    """Chains of mentions, joined step by step. Mentions are counted as the profiles are."""

    def __init__(self, scene: Scene, profiles: Sequence[Profile], speakers: Sequence[str] = ()) -> None:
        self.profiles = profiles
        self.apart = _apart(scene, profiles)
        self._root = list(range(len(profiles)))
        self._known = [_known(i, p) for i, p in enumerate(profiles)]
        for known, profile in zip(self._known, profiles, strict=True):
            speaker = speakers[scene.sentence[profile.head]] if speakers else ""
            if speaker and profile.pronoun == "i" and scene.inside[profile.head] < 0:
                known.speakers = frozenset((speaker,))

    def root(self, mention: int) -> int:
        """The first mention of the chain of `mention`."""
        while self._root[mention] != mention:
            self._root[mention] = self._root[self._root[mention]]
            mention = self._root[mention]
        return mention

    def known(self, mention: int) -> Known:
        """What is known of the chain of `mention`."""
        return self._known[self.root(mention)]

    def agree(self, one: int, other: int) -> bool:
        """True when nothing that is known keeps the chains of the two mentions apart."""
        a, b = self.known(one), self.known(other)
        if a is b:
            return True
        if (
            _clash(a.genders, b.genders)
            or _clash(a.numbers, b.numbers)
            or _clash(a.people, b.people)
            or _clash(a.states, b.states)
            or _clash(a.speakers, b.speakers)
            or _clash(a.groups, b.groups)
        ):
            return False
        if (a.places and b.states) or (a.states and b.places) or not _names_agree(a.names, b.names):
            return False
        small, large = sorted((a.members, b.members), key=len)
        return not any(self.apart[m].intersection(large) for m in small if self.apart[m])

    def join(self, one: int, other: int) -> bool:
        """Make one chain of the chains of two mentions where they agree; tells whether they are one now."""
        if not self.agree(one, other):
            return False
        self._merge(one, other)
        return True

    def force(self, mentions: Sequence[int]) -> None:
        """Make one chain of the mentions, whatever is known of them: somebody else found it."""
        for other in mentions[1:]:
            self._merge(mentions[0], other)

    def _merge(self, one: int, other: int) -> None:
        keep, drop = sorted((self.root(one), self.root(other)))
        if keep != drop:
            self._root[drop] = keep
            a, b = self._known[keep], self._known[drop]
            a.members = sorted(a.members + b.members)
            for name in ("genders", "numbers", "people", "names", "states", "places", "speakers", "groups"):
                if more := getattr(b, name):
                    setattr(a, name, getattr(a, name) | more)

    def chains(self) -> list[list[int]]:
        """Chains of two mentions or more, in the order of their first ones."""
        return [k.members for i, k in enumerate(self._known) if self._root[i] == i and len(k.members) > 1]


def _clash(one: frozenset[Any], other: frozenset[Any]) -> bool:
    """Two things told where only one can be."""
    return one != other and len(one | other) > 1


def _known(index: int, profile: Profile) -> Known:
    known = Known([index])
    named = profile.form is Form.NAME
    either = profile.pronoun in ("we", "you", "they", "these", "this", "who", "both", "each", "other")
    if not either and (profile.person or profile.pronoun == "it" or (named and profile.gender == "n")):
        known.people = frozenset((profile.person,))
        if profile.gender:
            known.genders = frozenset((profile.gender,))
    if profile.number and (profile.person or profile.number == "p" or profile.pronoun):
        collective = profile.pronoun in ("they", "these", "we") or profile.kind in _COLLECTIVE
        if not (collective and profile.pronoun in ("they", "we")) and not (collective and profile.number == "s"):
            known.numbers = frozenset((profile.number,))
    if profile.person and profile.name:
        known.names = frozenset((profile.name,))
    state = profile.state
    if state is not None:
        stands_for = state.aspect is not Aspect.CAPITAL or profile.acts
        if stands_for:
            known.states = frozenset((state.name,))
        else:
            known.places = frozenset((profile.text,))
    elif named and profile.kind is MentionKind.PLACE:
        known.places = frozenset((profile.text,))
    return known


def one_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True when two names can be of one person: the words of the shorter stand in the longer, in order.

    An initial stands for a word that begins with it (`j.` for `john`).
    """
    short, long = sorted((a, b), key=len)
    at = 0
    for word in short:
        while at < len(long) and not _same_word(word, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _same_word(a: str, b: str) -> bool:
    plain = a.rstrip("."), b.rstrip(".")
    return a == b or (min(map(len, plain)) == 1 and plain[0][:1] == plain[1][:1])


def _names_agree(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> bool:
    """Names of two chains fit: the longest of each are one name."""
    if not a or not b:
        return True
    one, other = (max(names, key=lambda n: (len(n), n)) for names in (a, b))
    return one_name(one, other)


def _apart(scene: Scene, profiles: Sequence[Profile]) -> list[set[int]]:
    """For each mention the earlier and later ones that it cannot be: what it holds, and arguments of the same verb."""
    apart: list[set[int]] = [set() for _ in profiles]
    by_head: dict[int, list[int]] = {}
    for index, profile in enumerate(profiles):
        by_head.setdefault(profile.head, []).append(index)

    def part(one: int, other: int) -> None:
        apart[one].add(other)
        apart[other].add(one)

    for outer, inner in _nested(profiles):
        if not one_head(scene, profiles[outer], profiles[inner]):
            part(outer, inner)
    for index, profile in enumerate(profiles):
        if profile.reflexive or profile.governor == ROOT:
            continue
        others: list[int] = []
        if scene.deprel[profile.head] == "conj":
            others = [c for c in scene.children[profile.governor] if scene.deprel[c] == "conj"] + [profile.governor]
        elif profile.role in _OBJECTS and scene.upos[profile.governor] in ("VERB", "AUX"):
            subject = scene.subject(_lender(scene, profile.governor))
            siblings = [c for c in scene.children[profile.governor] if scene.deprel[c] in _OBJECTS]
            others = siblings + ([subject] if subject is not None else [])
        for token in others:
            for other in by_head.get(token, ()):
                if other != index and profiles[other].head != profile.head and not profiles[other].reflexive:
                    part(index, other)
    return apart


def _lender(scene: Scene, verb: int) -> int:
    """The verb whose subject does what an infinitive of purpose says: `met him to thank her`."""
    purpose = scene.deprel[verb] == "advcl" and any(scene.folded[c] == "to" for c in scene.children[verb])
    own = any(scene.deprel[c].startswith("nsubj") for c in scene.children[verb])
    return scene.head[verb] if purpose and not own and scene.head[verb] != ROOT else verb


def one_head(scene: Scene, outer: Profile, inner: Profile) -> bool:
    """True when `inner` inside `outer` is the same: a name in its phrase, or an apposition to the head."""
    if several(scene, outer.head, scene.end[outer.last]):
        return False
    apposed = scene.deprel[inner.head] == "appos" and scene.head[inner.head] == outer.head
    titled = outer.head == inner.first - 1 and outer.last == inner.last and outer.person and inner.person
    return apposed or (inner.form is Form.NAME and (titled or outer.head == inner.head))


def _nested(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Pairs of mentions of which the first holds the second and more words."""
    held: list[int] = []
    for inner in sorted(range(len(profiles)), key=lambda i: (profiles[i].first, -profiles[i].last)):
        held = [h for h in held if profiles[h].last >= profiles[inner].first]
        for outer in held:
            whole = (profiles[outer].first, profiles[outer].last)
            if whole[1] >= profiles[inner].last and whole != (profiles[inner].first, profiles[inner].last):
                yield outer, inner
        held.append(inner)
