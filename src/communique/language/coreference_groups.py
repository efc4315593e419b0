"""Mentions that take in several others: `the two sides`, `both leaders`, `the presidents`, `X and Y`.

In: a `Board` whose chains are known as far as they are. Out: `Group`s, and the mentions of one group joined into one
chain. A group whose members cannot be told is none.
"""

from collections.abc import Callable
from dataclasses import dataclass

from communique.language.coreference_profiles import Form, Profile
from communique.language.coreference_rules import Board
from communique.language.coreference_words import words
from communique.records.analysis import MentionKind

_BACK = 8  # sentences in which members are sought


@dataclass(frozen=True, slots=True)
class Group:
    """Mentions that speak of several together.

    mentions: that speak of the group, rising. members: the first mention of each one that belongs to it.
    """

    mentions: tuple[int, ...]
    members: tuple[int, ...]


def groups_of(board: Board) -> tuple[Group, ...]:
    """Groups in the order of their first mentions; mentions of the same members are joined into one chain."""
    by_members: dict[tuple[int, ...], list[int]] = {}
    for mention, profile in enumerate(board.profiles):
        members = _coordinated(board, mention) or _described(board, mention, profile) or _they(board, mention, profile)
        if len(members) > 1:
            by_members.setdefault(members, []).append(mention)
    for members, mentions in by_members.items():
        for mention in mentions:
            board.clusters.known(mention).groups |= {frozenset(members)}
        for mention in mentions[1:]:
            board.clusters.join(mentions[0], mention)
    return tuple(
        Group(tuple(sorted({m for one in mentions for m in board.clusters.known(one).members})), members)
        for members, mentions in by_members.items()
    )


def _coordinated(board: Board, mention: int) -> tuple[int, ...]:
    """Members of `X and Y`, when both are mentions inside it."""
    profile, scene = board.profiles[mention], board.scene
    if profile.form is Form.PRONOUN:
        return ()
    heads = [
        profile.head,
        *(c for c in scene.children[profile.head] if scene.deprel[c] == "conj" and c <= profile.last),
    ]
    if len(heads) < 2:
        return ()
    inner = {
        p.head: m
        for m in range(mention + 1, min(len(board.profiles), mention + 30))
        if (p := board.profiles[m]).head in heads
        and p.last <= profile.last
        and p.last - p.first < profile.last - profile.first
    }
    return tuple(sorted(board.clusters.root(inner[h]) for h in heads)) if len(inner) == len(heads) else ()


def _they(board: Board, mention: int, profile: Profile) -> tuple[int, ...]:
    """Members of `they` where nothing of the plural was spoken of in three sentences, but two people were."""
    if profile.pronoun != "they":
        return ()
    sentence = board.scene.sentence
    for earlier in range(mention - 1, -1, -1):
        other = board.profiles[earlier]
        if sentence[profile.head] - sentence[other.head] > 2:
            break
        many = other.number == "p" and (other.person or other.role.startswith("nsubj"))
        if other.pronoun != "they" and (many or other.kind is MentionKind.ORGANIZATION):
            return ()
    if len(board.clusters.known(mention).members) > 1:
        return ()
    return _together(board, mention, lambda m: bool(board.clusters.known(m).names) and board.profiles[m].number != "p")


def _described(board: Board, mention: int, profile: Profile) -> tuple[int, ...]:
    """Members of `the two countries` and the like: the two that were spoken of together last."""
    table = words()
    if profile.form is not Form.NOMINAL:
        return ()
    if profile.last > profile.core and not profile.text.endswith(("heads of state", "heads of government")):
        return ()
    forms = [board.scene.form[t].lower() for t in range(profile.first, profile.head)]
    marked = any(f in ("two", "both") for f in forms)
    if profile.number == "s" and not marked:
        return ()
    if not (marked or forms == ["the"] or (forms[:1] == ["the"] and len(forms) == 2)) or "other" in forms:
        return ()
    test: Callable[[int], bool]
    if profile.noun in table.parties and marked:
        tests = [_party(board), _state(board), _demonym(board)]
    elif profile.noun in table.states and (marked or profile.noun.startswith("neighb")):
        tests = [_state(board), _demonym(board)]
    elif profile.noun in table.leaders or (profile.noun in table.offices):
        tests = [_person(board, profile), _named(board)]
    else:
        return ()
    for test in tests:
        members = _together(board, mention, test)
        if members:
            return members
    return ()


def _together(board: Board, mention: int, test: Callable[[int], bool]) -> tuple[int, ...]:
    """The two chains that pass the test and are named in the nearest sentence, or stretch of sentences, with two."""
    sentence = board.scene.sentence
    here = sentence[board.profiles[mention].head]
    found: dict[int, int] = {}  # chain to its first mention in the sentences looked at
    level = here
    for earlier in range(mention - 1, -1, -1):
        where = sentence[board.profiles[earlier].head]
        if where < level:
            if len(found) >= 2:
                break
            level = where
        if where < here - _BACK:
            break
        if board.profiles[earlier].last >= board.profiles[mention].first or not test(earlier):
            continue
        found[board.clusters.root(earlier)] = earlier
    if len(found) < 2:
        return ()
    return tuple(sorted(_pair(board, found)))


def _pair(board: Board, found: dict[int, int]) -> list[int]:
    """Of more than two: those coordinated with each other, else a subject and the one met next, else the first two."""
    order = sorted(found, key=lambda root: found[root])
    if len(order) == 2:
        return order
    profiles = board.profiles
    for root in order:
        for other in order:
            one, two = profiles[found[root]], profiles[found[other]]
            if other != root and (board.scene.head[two.head] == one.head and board.scene.deprel[two.head] == "conj"):
                return [root, other]
    subjects = [r for r in order if profiles[found[r]].role.startswith("nsubj")]
    if subjects:
        rest = [r for r in order if r != subjects[0]]
        objects = [
            r for r in rest if profiles[found[r]].role in ("obj", "obl") or profiles[found[r]].preposition == "with"
        ]
        return [subjects[0], (objects or rest)[0]]
    return order[:2]


def _state(board: Board) -> Callable[[int], bool]:
    def test(mention: int) -> bool:
        profile = board.profiles[mention]
        return bool(board.clusters.known(mention).states) and profile.kind is not MentionKind.NORP

    return test


def _demonym(board: Board) -> Callable[[int], bool]:
    def test(mention: int) -> bool:
        profile = board.profiles[mention]
        return profile.kind is MentionKind.NORP and profile.state is not None

    return test


def _party(board: Board) -> Callable[[int], bool]:
    table = words()

    def test(mention: int) -> bool:
        profile = board.profiles[mention]
        if profile.form is Form.PRONOUN or profile.kind not in (MentionKind.ORGANIZATION, MentionKind.PLACE):
            return False
        acting = profile.acts and profile.role in ("nsubj", "obl", "nmod", "obj", "nsubj:pass")
        party = bool(board.clusters.known(mention).states) or profile.kind is MentionKind.ORGANIZATION
        return (acting and party and profile.noun not in table.parties and profile.number != "p") or _rebels(profile)

    return test


def _rebels(profile: Profile) -> bool:
    return (
        profile.noun in ("rebel", "insurgent", "separatist", "militia", "guerrilla", "junta")
        and profile.form is Form.NOMINAL
    )


def _named(board: Board) -> Callable[[int], bool]:
    def test(mention: int) -> bool:
        profile = board.profiles[mention]
        return profile.person and profile.number != "p" and bool(board.clusters.known(mention).names)

    return test


def _person(board: Board, group: Profile) -> Callable[[int], bool]:
    table = words()
    any_office = group.noun in (
        "leader",
        "head",
        "man",
        "woman",
        "official",
        "counterpart",
        "side",
        "statesman",
        "politician",
    )

    def test(mention: int) -> bool:
        known, profile = board.clusters.known(mention), board.profiles[mention]
        if not profile.person or profile.number == "p" or not known.names:
            return False
        offices = {o.noun for m in known.members for o in board.profiles[m].offices}
        wanted = {"minister", "secretary", "premier"} if group.noun == "minister" else {group.noun}
        if group.noun == "premier" or (group.noun == "minister" and "prime" in group.narrowing):
            wanted = {"premier"}
        return bool(offices & table.offices) if any_office else bool(offices & wanted)

    return test
