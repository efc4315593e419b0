"""What the scorer of pairs is told, as numbers: one row a mention, one row a pair of mentions.

In: a `Board` and, if there are any, vectors of tokens. Out: matrices of float32, one for mentions and one for pairs.
Everything is worked out for many pairs at once. Nothing is refused; without vectors their columns are 0.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique.language.coreference_profiles import Profile
from communique.language.coreference_rules import Board
from communique.language.coreference_scene import clause_subjects
from communique.records.analysis import MentionKind

Ints = NDArray[np.int32]
Places = NDArray[np.intp]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float32]

WIDTH = 6  # words of a mention that are compared, from its last one
FORMS = ("name", "nominal", "pronoun")
CLASSES = ("", "i", "we", "you", "he", "she", "it", "they", "this", "these", "one", "who", "both", "each", "other")
KINDS = tuple(MentionKind)
ROLES = (
    "nsubj",
    "obj",
    "iobj",
    "obl",
    "nmod",
    "nmod:poss",
    "appos",
    "root",
    "compound",
    "nsubj:pass",
    "obl:agent",
    "-",
)
DETERMINERS = ("", "the", "this", "a", "poss")
SENTENCES = (0, 1, 2, 3, 4, 6, 9, 16, 30)
MENTIONS = (1, 2, 3, 4, 6, 9, 14, 22, 40, 80)
SIZES = (1, 2, 3, 5, 9)


class Table:
    """Facts of each mention as columns of whole numbers; words are numbered as they are met.

    board: the document. vectors: one a token, shape (tokens, d), float32, or none.
    """

    def __init__(self, board: Board, vectors: Floats | None = None) -> None:
        profiles = board.profiles
        self._numbers: dict[object, int] = {}
        self.count = len(profiles)
        self.form = _column(int(p.form) for p in profiles)
        self.pronoun = _places((p.pronoun for p in profiles), CLASSES)
        self.kind = _places((p.kind for p in profiles), KINDS)
        self.role = _places((p.role if p.role in ROLES else "-" for p in profiles), ROLES)
        self.determiner = _places((p.determiner for p in profiles), DETERMINERS)
        self.number = _places((p.number for p in profiles), ("", "s", "p"))
        self.gender = _places((p.gender for p in profiles), ("", "m", "f", "n"))
        self.sentence = _column(board.scene.sentence[p.head] for p in profiles)
        self.head = _column(p.head for p in profiles)
        self.first = _column(p.first for p in profiles)
        self.last = _column(p.last for p in profiles)
        self.governor = _column(p.governor for p in profiles)
        self.text = self._ids(p.text for p in profiles)
        self.noun = self._ids(p.noun for p in profiles)
        self.verb = self._ids(board.scene.lemma[p.governor] if p.governor >= 0 else "" for p in profiles)
        self.content = self._wide((p.content for p in profiles), WIDTH)
        self.name = self._wide((p.name for p in profiles), 4)
        self.narrowing = self._wide((tuple(sorted(p.narrowing)) for p in profiles), 4)
        self.belongs = self._wide((p.belongs for p in profiles), 2)
        self.offices = self._wide((tuple(o.noun for o in p.offices) for p in profiles), 2)
        self.state = self._ids(p.state.name if p.state else "" for p in profiles)
        self.quote = _column(board.scene.inside[p.head] for p in profiles)
        self.speaker = _column(self._speaker(board, p) for p in profiles)
        clauses = [clause_subjects(board.scene, p.head) for p in profiles]
        self.clause = _column(own for own, _ in clauses)
        self.above = _column(above for _, above in clauses)
        self.sure = _column(board.clusters.root(m) for m in range(self.count))
        self.rank = _ranks(self.sure)
        self._sure_facts(board)
        self.vectors = None if vectors is None else _unit(vectors[self.head]) if self.count else None

    def _ids(self, values: Iterable[str]) -> Ints:
        return _column(self._numbers.setdefault(v, len(self._numbers)) if v else -1 for v in values)

    def _wide(self, rows: Iterable[tuple[str, ...]], width: int) -> Ints:
        numbers, blank = self._numbers, [-1] * width
        out: list[int] = []
        for row in rows:
            kept = row[-width:]
            out += [numbers.setdefault(v, len(numbers)) for v in kept]
            out += blank[len(kept) :]
        return np.array(out, dtype=np.int32).reshape(self.count, width)

    def _speaker(self, board: Board, profile: Profile) -> int:
        quote = board.scene.inside[profile.head]
        speaker = board.scene.quotes[quote].speaker if quote >= 0 else None
        return -1 if speaker is None else speaker

    def _sure_facts(self, board: Board) -> None:
        """What a mention's sure chain tells: gender, number, whether it holds a name."""
        known = [board.clusters.known(m) for m in range(self.count)]
        self.chain_gender = _places(
            (next(iter(k.genders)) if len(k.genders) == 1 else "" for k in known), ("", "m", "f", "n")
        )
        self.chain_named = _column(bool(k.names or k.states) for k in known).astype(bool)


def _column(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int32)


def _places(values: Iterable[str], names: Sequence[str]) -> Ints:
    place = {name: i for i, name in enumerate(names)}
    return _column(place[v] for v in values)


def _ranks(groups: Ints) -> Ints:
    """How many earlier mentions are in the same chain."""
    seen: dict[int, int] = {}
    out = []
    for group in groups.tolist():
        out.append(seen.get(group, 0))
        seen[group] = out[-1] + 1
    return _column(out)


def _unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-9), dtype=np.float32)


def _meet(rows: Ints, i: Places, j: Places) -> tuple[Bools, Bools, Bools]:
    """For pairs of rows of word numbers: do they share one, is each of `i` in `j`, is each of `j` in `i`."""
    numbers, columns = np.unique(rows, return_inverse=True)
    holds = np.zeros((len(rows), len(numbers)), dtype=np.float32)
    holds[np.arange(len(rows))[:, None], columns.reshape(rows.shape)] = 1
    holds[:, numbers < 0] = 0
    size, common = holds.sum(axis=1), (holds @ holds.T)[i, j]
    return common > 0, common == size[i], common == size[j]


def _one_hot(values: Ints, count: int) -> Bools:
    """A row for each of `count` numbers, shape (count, values): whole rows are faster to write than columns."""
    return np.asarray(values == np.arange(count, dtype=values.dtype)[:, None])


def _buckets(values: NDArray[Any], bounds: Sequence[int]) -> Bools:
    return _one_hot((np.searchsorted(bounds, values, side="right")).astype(np.int32), len(bounds) + 1)


def mention_features(table: Table) -> Floats:
    """A row for each mention, shape (mentions, columns), float32: what is told of either side of a pair."""
    every = np.arange(table.count, dtype=np.int32)
    blocks = [
        _one_hot(table.form, len(FORMS)),
        _one_hot(table.pronoun, len(CLASSES)),
        _one_hot(table.kind, len(KINDS)),
        _one_hot(table.role, len(ROLES)),
        _one_hot(table.determiner, len(DETERMINERS)),
        _one_hot(table.number, 3),
        _one_hot(table.gender, 4),
        _one_hot(table.chain_gender, 4),
        _buckets(table.rank + 1, SIZES),
        _buckets(table.sentence, SENTENCES),
        _buckets(table.last - table.first, (1, 2, 3, 5, 9)),
        _buckets(every, MENTIONS),
        np.stack([*(_met_before(c) for c in (table.text, table.noun, table.state))]),
        np.stack([table.chain_named, table.quote >= 0, _subjects(table)]),
    ]
    return np.concatenate(blocks, dtype=np.float32).T


def pair_features(table: Table, earlier: Ints, later: Ints) -> Floats:
    """A row for each pair `(earlier[k], later[k])`, shape (pairs, columns), float32: what the two are to each other.

    The last two columns are the cosine of their vectors and whether there are any.
    """
    i, j = earlier.astype(np.intp), later.astype(np.intp)
    similar = np.zeros((2, len(i)), dtype=np.float32)
    if table.vectors is not None:
        similar[0] = np.einsum("pd,pd->p", table.vectors[i], table.vectors[j])
        similar[1] = 1.0
    blocks = [
        np.stack([*_words(table, i, j), *_agreement(table, i, j), *_places_of(table, i, j)]),
        _one_hot(table.form[i] * 3 + table.form[j], 9),
        _buckets(table.sentence[j] - table.sentence[i], SENTENCES),
        _buckets(later - earlier, MENTIONS),
        similar,
    ]
    return np.concatenate(blocks, dtype=np.float32).T


def _subjects(t: Table) -> Bools:
    return np.asarray((t.role == ROLES.index("nsubj")) | (t.role == ROLES.index("nsubj:pass")))


def _words(t: Table, i: Places, j: Places) -> list[Bools]:
    held = np.zeros(t.count, dtype=bool)
    held[i] = held[j] = True
    used, places = np.flatnonzero(held), np.cumsum(held) - 1
    a, b = places[i], places[j]
    share, inside, around = _meet(t.content[used], a, b)
    name, name_in, name_around = _meet(t.name[used], a, b)
    narrow, narrow_in, narrow_around = _meet(t.narrowing[used], a, b)
    noun = t.noun[i] == t.noun[j]
    both_narrowed = (t.narrowing[i, 0] >= 0) & (t.narrowing[j, 0] >= 0)
    named = (t.name[i, 0] >= 0) & (t.name[j, 0] >= 0)
    belongs = _meet(t.belongs[used], a, b)[0]
    both_belong = (t.belongs[i, 0] >= 0) & (t.belongs[j, 0] >= 0)
    return [
        t.text[i] == t.text[j],
        noun,
        noun & (t.form[i] != 2) & (t.form[j] != 2),
        share,
        share & noun,
        inside,
        around,
        noun & around,
        noun & inside,
        name & named,
        name_in & named,
        name_around & named,
        narrow,
        noun & both_narrowed & ~narrow,
        noun & narrow_around,
        noun & narrow_in,
        belongs,
        both_belong & ~belongs,
        (t.content[i] == t.noun[j][:, None]).any(axis=1),
        (t.content[j] == t.noun[i][:, None]).any(axis=1),
        (t.state[i] == t.state[j]) & (t.state[i] >= 0),
        _meet(t.offices[used], a, b)[0],
    ]


def _agreement(t: Table, i: Places, j: Places) -> list[Bools]:
    def same(column: Ints) -> Bools:
        return np.asarray((column[i] == column[j]) & (column[i] > 0))

    def clash(column: Ints) -> Bools:
        return np.asarray((column[i] != column[j]) & (column[i] > 0) & (column[j] > 0))

    return [
        same(t.number),
        clash(t.number),
        same(t.gender),
        clash(t.gender),
        same(t.chain_gender),
        clash(t.chain_gender),
        t.kind[i] == t.kind[j],
        t.pronoun[i] == t.pronoun[j],
        t.sure[i] == t.sure[j],
        t.determiner[i] == t.determiner[j],
    ]


def _places_of(t: Table, i: Places, j: Places) -> list[Bools]:
    subjects = _subjects(t)
    within = (t.first[i] <= t.first[j]) & (t.last[j] <= t.last[i])
    near = t.sentence[i] == t.sentence[j]
    return [
        within,
        t.governor[i] == t.governor[j],
        t.governor[j] == t.head[i],
        t.governor[i] == t.head[j],
        t.last[i] + 2 >= t.first[j],
        subjects[i] & subjects[j],
        (t.role[i] == t.role[j]),
        subjects[i] & near,
        subjects[i] & (t.sentence[j] - t.sentence[i] == 1),
        (t.verb[i] == t.verb[j]) & (t.verb[i] >= 0),
        (t.quote[i] == t.quote[j]) & (t.quote[i] >= 0),
        (t.quote[i] < 0) & (t.quote[j] >= 0),
        (t.quote[i] >= 0) & (t.quote[j] < 0),
        (t.speaker[i] == t.speaker[j]) & (t.speaker[i] >= 0),
        (t.speaker[i] != t.speaker[j]) & (t.speaker[i] >= 0) & (t.speaker[j] >= 0),
        t.speaker[j] == t.head[i],
        t.speaker[i] == t.head[j],
        t.clause[j] == t.head[i],
        t.above[j] == t.head[i],
        (t.clause[j] == t.clause[i]) & (t.clause[i] >= 0),
    ]


def _met_before(values: Ints) -> Bools:
    _, firsts, places = np.unique(values, return_index=True, return_inverse=True)
    return np.asarray((np.arange(len(values)) != firsts[places.reshape(-1)]) & (values >= 0))


def candidates(table: Table, wanted: Sequence[int], window: int, alike: int) -> dict[int, NDArray[np.intp]]:
    """Earlier mentions that each of the mentions `wanted` is compared with, nearest first; these rise.

    The last `window` ones; for what is no pronoun also the last `alike` ones with the same noun, and as many that
    share a word of the name.
    """
    seen: dict[int, list[int]] = {}
    out: dict[int, NDArray[np.intp]] = {}
    noun, form, name = table.noun.tolist(), table.form.tolist(), table.name.tolist()
    asked = set(wanted)
    for later in range(table.count):
        keys = {noun[later], *(w for w in name[later] if w >= 0)} if form[later] != 2 else set()
        if later in asked:
            first = max(0, later - window)
            near = np.arange(later - 1, first - 1, -1)
            far = {m for key in keys for m in seen.get(key, [])[-alike:] if m < first}
            out[later] = np.concatenate([near, np.array(sorted(far, reverse=True), dtype=np.intp)]) if far else near
        for key in keys:
            seen.setdefault(key, []).append(later)
    return out
