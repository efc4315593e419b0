"""Parts that two people play when they meet: host and guest, the visiting president, his counterpart, his predecessor.

In: a `Board` whose names are joined already. Out: the descriptions joined to whom they mean. A description whose two
people cannot be told stays alone.
"""

from communique.language.coreference_profiles import Form, Profile
from communique.language.coreference_rules import Board
from communique.records.analysis import ROOT

_RECEIVES = frozenset(["receive", "welcome", "host", "greet", "invite"])
_COMES = frozenset(["visit", "arrive", "fly", "travel", "land", "come"])
_GUESTS = frozenset(("guest", "visitor"))
_OTHERS = frozenset(("counterpart", "colleague", "predecessor"))


def met_links(board: Board) -> set[int]:
    """Join hosts, guests and counterparts to whom they mean; the answer is which mentions were joined."""
    settled: set[int] = set()
    for mention, profile in enumerate(board.profiles):
        if profile.form is not Form.NOMINAL or not profile.person or profile.number == "p":
            continue
        mate = _meant(board, mention, profile)
        if mate is not None and board.clusters.join(mate, mention):
            settled.add(mention)
    return settled


def _meant(board: Board, mention: int, profile: Profile) -> int | None:
    definite = profile.determiner in ("the", "poss")
    visiting = any(board.scene.form[t].lower() == "visiting" for t in range(profile.first, profile.head))
    if definite and (profile.noun in _GUESTS or visiting):
        return _part(board, mention, guest=True)
    if definite and profile.noun == "host":
        return _part(board, mention, guest=False)
    if profile.noun in _OTHERS and profile.determiner == "poss":
        return _other(board, mention, profile)
    return None


def _people(board: Board, mention: int) -> list[int]:
    """Named people spoken of before, each once, the nearest first."""
    found: dict[int, int] = {}
    for earlier in _named(board, mention):
        found.setdefault(board.clusters.root(earlier), earlier)
    return list(found.values())


def _named(board: Board, mention: int) -> list[int]:
    """Earlier mentions of people by their names, nearest first."""
    profiles = board.profiles
    return [
        m
        for m in board.before(mention)
        if profiles[m].form is Form.NAME and profiles[m].person and profiles[m].number != "p"
    ]


def _part(board: Board, mention: int, *, guest: bool) -> int | None:
    """Host or guest, by the verb that brings them together: who is received, who arrives."""
    for earlier in board.before(mention):
        profile = board.profiles[earlier]
        if not (profile.form is Form.NAME and profile.person) or profile.governor == ROOT:
            continue
        first = board.scene.form[profile.first].lower()
        if first == "visiting" and guest:
            return earlier
        verb = board.scene.lemma[profile.governor].lower()
        subject = profile.role == "nsubj"
        comes = subject if verb in _COMES else profile.role in ("obj", "nsubj:pass") if verb in _RECEIVES else None
        if comes is not None and comes == guest:
            return earlier
    return None


def _other(board: Board, mention: int, profile: Profile) -> int | None:
    """The other of two people: not the one that `his` in `his counterpart` means, who is the subject as a rule."""
    subject = board.scene.subject(profile.governor) if profile.governor != ROOT else None
    people = _people(board, mention)
    speaking = [p for p in people if board.profiles[p].head == subject or _beside(board, p, profile)]
    if not speaking:
        subjects = [p for p in _named(board, mention) if board.profiles[p].role == "nsubj"]
        speaking = [p for p in people if subjects and board.clusters.root(p) == board.clusters.root(subjects[0])]
    others = [p for p in people if p not in speaking]
    if profile.noun == "predecessor":
        former = [p for p in others if any("former" in o.narrowed for o in board.profiles[p].offices)]
        others = former or others
    fitting = [p for p in others if not profile.belongs or set(profile.belongs) & set(board.profiles[p].belongs)]
    return fitting[0] if speaking and fitting else None


def _beside(board: Board, person: int, profile: Profile) -> bool:
    """True for who is coordinated with the description: `he and his counterpart`."""
    return board.scene.head[profile.head] == board.profiles[person].head
