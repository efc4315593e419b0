"""Links that reports of politics make so regularly that they need no weighing.

In: scene, profiles and clusters of a document. Out: the clusters, joined where a rule holds. A full name and a later
surname, an acronym, a state and its capital that acts, an apposition, an office and `the premier`, who speaks in a
quotation, a reflexive and its subject, `his own`. Order of names is not assumed: a surname may come first, last or
last but one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from communique.language.coreference_clusters import Clusters, one_head, one_name
from communique.language.coreference_naming import Office
from communique.language.coreference_profiles import Form, Profile
from communique.language.coreference_scene import Scene
from communique.language.coreference_words import Aspect, words
from communique.records.analysis import ROOT, MentionKind

_SENTENCE = 120  # tokens of a sentence that are looked at
_REACH = 400  # how many mentions back a name is sought
_WHO = (MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.PLACE, MentionKind.FACILITY)
_NO_CITY = (
    "street",
    "avenue",
    "road",
    "river",
    "island",
    "islands",
    "mountains",
    "square",
    "park",
    "europe",
    "africa",
    "asia",
)
_SAME_OFFICE = (
    frozenset(("envoy", "ambassador", "negotiator", "diplomat", "representative", "delegate", "mediator")),
    frozenset(("king", "monarch")),
    frozenset(("emir", "ruler", "monarch")),
    frozenset(("spokesman", "spokeswoman", "spokesperson")),
    frozenset(("lawmaker", "senator", "congressman", "congresswoman")),
    frozenset(("secretary", "minister")),
    frozenset(("leader", "president")),
    frozenset(("leader", "premier")),
    frozenset(("general", "commander", "officer")),
)


@dataclass(frozen=True, slots=True)
class Board:
    """A document under work: its scene, its mentions' profiles, and their chains so far."""

    scene: Scene
    profiles: Sequence[Profile]
    clusters: Clusters

    def before(self, mention: int) -> range:
        """Earlier mentions within reach, nearest first."""
        return range(mention - 1, max(-1, mention - 1 - _REACH), -1)


def sure_links(board: Board) -> set[int]:
    """Join what the rules join, from left to right; the answer is which mentions found their earlier mate."""
    settled: set[int] = set()
    heads: dict[int, int] = {}
    for index, profile in enumerate(board.profiles):
        heads.setdefault(profile.head, index)
    for mention in range(len(board.profiles)):
        for rule in (
            _inner_name,
            _apposition,
            _parenthesis,
            _person_name,
            _other_name,
            _state,
            _office,
            _noun_of_name,
            _city,
        ):
            mate = rule(board, mention, heads)
            if mate is not None and board.clusters.join(mate, mention):
                settled.add(mention)
                break
    for mention, profile in enumerate(board.profiles):
        mate = _reflexive(board, profile, heads) if profile.reflexive else _quoted(board, profile, heads)
        mate = _own(board, profile, heads) if mate is None else mate
        mate = _goes_on(board, profile, heads) if mate is None else mate
        if mate is not None and mate != mention and board.clusters.join(mate, mention):
            settled.add(max(mention, mate))
    return settled


def _inner_name(board: Board, mention: int, heads: dict[int, int]) -> int | None:
    """The phrase around a name: `Chinese Premier [Li Qiang]`."""
    inner = board.profiles[mention]
    for mate in range(mention - 1, max(-1, mention - 5), -1):
        outer = board.profiles[mate]
        if outer.first <= inner.first and outer.last >= inner.last and one_head(board.scene, outer, inner):
            return mate
    return None


def _apposition(board: Board, mention: int, heads: dict[int, int]) -> int | None:
    """`Kari Lunde, the spokeswoman`, and `Kari Lunde is the spokeswoman` where the description is definite."""
    scene, profile = board.scene, board.profiles[mention]
    mate: int | None = None
    if scene.deprel[profile.head] == "appos":
        mate = heads.get(scene.head[profile.head])
    elif profile.determiner in ("the", "poss") and any(scene.deprel[c] == "cop" for c in scene.children[profile.head]):
        subject = scene.subject(profile.head)
        mate = heads.get(subject) if subject is not None else None
        if mate is not None and board.profiles[mate].form is Form.PRONOUN:
            mate = None
    if mate is None or mate == mention:
        return _between_commas(board, mention)
    other = board.profiles[mate]
    forms = (other.form, profile.form)
    alike = other.kind is profile.kind and Form.PRONOUN not in forms
    sure = Form.NAME in forms or profile.person
    if forms == (Form.NAME, Form.NAME) and profile.kind is MentionKind.PLACE:  # `Berkeley, California`
        return None
    return mate if alike and sure and profile.kind in _WHO and other.number == profile.number else None


def _between_commas(board: Board, mention: int) -> int | None:
    """`Sunita Rao, India's envoy to Geneva,` where the tree does not say it: a name and an office, side by side."""
    scene, profile = board.scene, board.profiles[mention]
    if profile.last + 1 >= len(scene.form) or scene.form[profile.last + 1] not in (",", ".") or not profile.person:
        return None
    for mate in range(mention - 1, max(-1, mention - 8), -1):
        other = board.profiles[mate]
        if other.last + 2 != profile.first or scene.form[other.last + 1] != "," or not other.person:
            continue
        name, description = (other, profile) if other.form is Form.NAME else (profile, other)
        office = description.form is Form.NOMINAL and description.noun in words().offices
        return mate if name.form is Form.NAME and office and "p" not in (name.number, description.number) else None
    return None


def _parenthesis(board: Board, mention: int, heads: dict[int, int]) -> int | None:
    """The acronym in brackets behind the name that it stands for."""
    scene, profile = board.scene, board.profiles[mention]
    if profile.first == 0 or scene.form[profile.first - 1] != "(" or profile.form is not Form.NAME:
        return None
    for mate in board.before(mention):
        other = board.profiles[mate]
        if other.core + 6 < profile.first or other.head == profile.head:
            break
        if other.form is Form.NAME and _acronym(profile, other):
            return mate
    return None


def _acronym(short: Profile, long: Profile) -> bool:
    """True when `short` is one word of capitals made of letters of the words of `long`."""
    letters = short.name[-1].replace(".", "") if short.name else ""
    if not (2 <= len(letters) <= 8 and short.initials == letters.upper() and len(long.name) > 1):
        return False
    if letters == "".join(w[0] for w in long.name):
        return True
    spelled = [w for part in long.text.split() for w in part.split("-") if w[:1].isalnum()]
    return len(letters) > 2 and _spells(letters, spelled, int(len(letters) > 3))


def _spells(letters: str, spelled: list[str], spare: int) -> bool:
    """True when each word gives its first letter, and more of its letters if need be; `spare` words may give none."""
    if not spelled:
        return not letters
    word, rest = spelled[0], spelled[1:]
    optional = word in ("of", "the", "and", "for", "in", "on", "s")
    if (optional or spare) and _spells(letters, rest, spare - (not optional)):
        return True
    if not letters or letters[0] != word[0]:
        return False
    used, at = 1, 1
    while True:
        if _spells(letters[used:], rest, spare):
            return True
        at = word.find(letters[used], at) + 1 if used < len(letters) and used < 3 else 0
        if at == 0:
            return False
        used += 1


def _person_name(board: Board, mention: int, heads: dict[int, int]) -> int | None:
    """The nearest earlier person whose name has these words; one whose title agrees comes first."""
    profile = board.profiles[mention]
    if not (profile.form is Form.NAME and profile.person and profile.name) or profile.number == "p":
        return None
    best: tuple[int, int] | None = None
    for mate in board.before(mention):
        other = board.profiles[mate]
        if not (other.form is Form.NAME and other.person and other.name and one_name(other.name, profile.name)):
            continue
        if not board.clusters.agree(mate, mention):
            continue
        score = 2 * (other.name == profile.name) + _surname(profile.name, board, mate) + _shared(profile, other)
        score += bool(profile.gender) and profile.gender in board.clusters.known(mate).genders
        if best is None or score > best[0]:
            best = (score, mate)
    return best[1] if best is not None else None


def _surname(name: tuple[str, ...], board: Board, mate: int) -> int:
    """2 when the one word left of a name stands where surnames stand in the full name, else 0."""
    full = max(board.clusters.known(mate).names, key=lambda n: (len(n), n), default=())
    return 2 if len(name) == 1 and len(full) > 1 and name[0] in (full[-1], full[0]) else 0


def _shared(profile: Profile, other: Profile) -> int:
    return int(bool({o.noun for o in profile.offices} & {o.noun for o in other.offices}))


def _other_name(board: Board, mention: int, heads: dict[int, int]) -> int | None:
    """The nearest earlier name of a place, an organisation or a thing with the same words or the same initials."""
    profile = board.profiles[mention]
    if profile.form is not Form.NAME or profile.person or profile.state is not None:
        return None
    for mate in board.before(mention):
        other = board.profiles[mate]
        if other.form is not Form.NAME or other.person:
            continue
        same = other.text == profile.text or (other.name and other.name == profile.name)
        if (same or _acronym(profile, other) or _acronym(other, profile)) and board.clusters.agree(mate, mention):
            return mate
    return None


def _state(board: Board, mention: int, heads: dict[int, int]) -> int | None:
    """The nearest earlier mention of the same state: by name, as a capital that acts, as `the Chinese side`."""
    profile = board.profiles[mention]
    state = profile.state
    if state is None:
        return None
    place = state.aspect is Aspect.CAPITAL and not profile.acts
    for mate in board.before(mention):
        other = board.profiles[mate].state
        if other is None or other.name != state.name:
            continue
        if (profile.kind is MentionKind.NORP) != (board.profiles[mate].kind is MentionKind.NORP):
            continue
        if place and board.profiles[mate].text != profile.text:
            continue
        if board.clusters.agree(mate, mention):
            return mate
    return None


def _office(board: Board, mention: int, heads: dict[int, int]) -> int | None:
    """Who holds the office that a definite description names: `the premier`, `the Croatian president`."""
    profile = board.profiles[mention]
    definite = profile.determiner == "the" or (profile.determiner == "poss" and profile.belongs)
    if profile.form is not Form.NOMINAL or not profile.person or not profile.offices or not definite:
        return None
    if profile.number == "p" or profile.last > profile.core:
        return None
    wanted = profile.offices[-1]
    for same, called in ((True, True), (True, False), (False, False)):
        for mate in board.before(mention):
            other = board.profiles[mate]
            if not other.offices or not other.person or other.number == "p" or other.form is Form.PRONOUN:
                continue
            if called and all(o.called != wanted.called for o in other.offices):
                continue
            if not _of_one_state(board, profile, mate):
                continue
            if any(_fits(wanted, o, same) for o in other.offices) and board.clusters.agree(mate, mention):
                return mate
    return None


def _of_one_state(board: Board, profile: Profile, mate: int) -> bool:
    """False where the states named with the two are others: `the Croatian president` is not the Serbian one."""
    held = {s for m in board.clusters.known(mate).members for s in board.profiles[m].belongs}
    return not (profile.belongs and held) or bool(held.intersection(profile.belongs))


def _fits(wanted: Office, held: Office, same: bool) -> bool:
    """True when the office wanted can be the one held: same rank, and not narrowed by other words."""
    ranks = words().ranks
    if wanted.narrowed & ranks != held.narrowed & ranks:
        return False
    if same:
        return wanted.noun == held.noun and wanted.narrowed <= held.narrowed
    alike = any(wanted.noun in s and held.noun in s for s in _SAME_OFFICE)
    return alike and (not wanted.narrowed or wanted.narrowed <= held.narrowed)


def _noun_of_name(board: Board, mention: int, heads: dict[int, int]) -> int | None:
    """`the ministry` after `Norway's Foreign Ministry`, `the bloc` after `ASEAN`."""
    profile = board.profiles[mention]
    if profile.form is Form.PRONOUN or profile.person or profile.determiner != "the" or profile.last > profile.core:
        return None
    table = words()
    bloc = profile.noun in table.callings and profile.narrowing <= {"regional", "european", "western", "military"}
    for mate in board.before(mention):
        other = board.profiles[mate]
        if other.form is Form.PRONOUN or other.kind is not MentionKind.ORGANIZATION or other.number == "p":
            continue
        if (
            profile.noun == other.noun
            and profile.number != "p"
            and profile.narrowing <= other.narrowing
            and not (set(profile.belongs) - set(other.belongs))
        ):
            return mate
        if other.form is not Form.NAME or not bloc or profile.form is Form.NAME:
            continue
        nature = set(other.content) & table.blocs or other.initials == other.text.upper().replace(".", "")
        if nature and other.determiner != "poss":
            return mate
    return None


def _city(board: Board, mention: int, heads: dict[int, int]) -> int | None:
    """`the city` after the name of one: the nearest place named that is no state."""
    profile = board.profiles[mention]
    if profile.noun not in ("city", "town") or profile.determiner != "the" or profile.last > profile.core:
        return None
    for mate in board.before(mention):
        other = board.profiles[mate]
        capital = other.state is not None and other.state.aspect is Aspect.CAPITAL
        reached = (
            other.state is None and other.preposition in ("in", "to", "at", "from", "near") and len(other.name) < 3
        )
        if (
            other.form is Form.NAME
            and other.kind is MentionKind.PLACE
            and (capital or reached)
            and not profile.narrowing
        ):
            return None if other.determiner or other.name[-1] in _NO_CITY else mate
    return None


def _reflexive(board: Board, profile: Profile, heads: dict[int, int]) -> int | None:
    governor = profile.governor
    subject = board.scene.subject(governor) if governor != ROOT else None
    return heads.get(subject) if subject is not None else None


def _own(board: Board, profile: Profile, heads: dict[int, int]) -> int | None:
    """Whose a thing is that is `his own`: the subject's, `Novak was betrayed by his own guard`."""
    scene, thing = board.scene, profile.governor
    if thing == ROOT or scene.deprel[profile.head] not in ("nmod:poss", "det:poss") or scene.upos[thing] == "VERB":
        return None
    if all(scene.folded[c] != "own" for c in scene.children[thing]):
        return None
    at = scene.head[thing]
    while at != ROOT and scene.upos[at] != "VERB":
        at = scene.head[at]
    subject = scene.subject(at) if at != ROOT else None
    if subject is None or subject >= profile.head:
        return None
    mate = heads.get(subject)
    return mate if mate is not None and board.profiles[mate].number in ("", profile.number) else None


def _goes_on(board: Board, profile: Profile, heads: dict[int, int]) -> int | None:
    """Who goes on speaking: `Trade is rising, he said`, right after a sentence whose main clause is `Orlov noted`."""
    scene, speech = board.scene, words().speech
    verb = profile.governor
    if profile.pronoun != "he" or verb == ROOT or scene.lemma[verb].lower() not in speech:
        return None
    if scene.subject(verb) != profile.head or scene.inside[profile.head] >= 0:
        return None
    at = profile.head
    while at > 0 and scene.sentence[at] == scene.sentence[profile.head]:
        at -= 1
    before = [t for t in range(max(0, at - _SENTENCE), at + 1) if scene.sentence[t] == scene.sentence[at]]
    root = next((t for t in before if scene.head[t] == ROOT and scene.lemma[t].lower() in speech), None)
    subject = scene.subject(root) if root is not None else None
    mate = heads.get(subject) if subject is not None else None
    return mate if mate is not None and board.profiles[mate].person and board.profiles[mate].number != "p" else None


def _quoted(board: Board, profile: Profile, heads: dict[int, int]) -> int | None:
    """Who says `I` in a quotation."""
    quote = board.scene.inside[profile.head]
    if profile.pronoun != "i" or quote < 0:
        return None
    speaker = board.scene.quotes[quote].speaker
    return heads.get(speaker) if speaker is not None else None
