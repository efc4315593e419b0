"""Scores of the model to trees, names and mentions of one sentence, in numpy.

In: arrays of scores. Out: heads that form a tree with one root, relations, names that do not overlap and mentions that
nest. Nothing here depends on any other sentence.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Found(NamedTuple):
    """A name or a mention among the words of a sentence. kind: index in its inventory. score: log-odds against none."""

    start: int
    stop: int
    kind: int
    score: float


def tree(arcs: Floats) -> Ints:
    """Heads of the highest-scoring tree with one root.

    arcs: (words, words + 1), each word's scores of its heads, column 0 the root. Returns for each word the column of
    its head. Most sentences need no search: their best heads are a tree already. The others get the maximum spanning
    arborescence (Chu and Liu 1965, Edmonds 1967), where an arc from the root costs more than any tree can gain, so that
    one is used.
    """
    n = len(arcs)
    if n == 1:
        return np.zeros(1, dtype=np.int64)
    words = np.arange(n)
    apart = arcs.copy()
    apart[words, words + 1] = -np.inf  # no word is its own head
    heads = apart.argmax(axis=1)
    if np.count_nonzero(heads) == n - 1 and not _loops(heads):
        return np.asarray(heads, dtype=np.int64)
    scores = np.asarray(apart, dtype=np.float64) - arcs.max(axis=1, keepdims=True)
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = np.maximum(scores, -1e4)
    full[np.arange(n + 1), np.arange(n + 1)] = -np.inf
    full[1:, 0] -= 1e5 * n
    return np.array(_arborescence(full)[1:], dtype=np.int64)


def _loops(heads: Ints) -> bool:
    """True where some word never reaches the root; pointers are doubled, so log2(words) steps do."""
    reach = np.concatenate(([0], heads))
    for _ in range(len(heads).bit_length()):
        reach = reach[reach]
    return bool(reach.any())


def _arborescence(scores: NDArray[np.float64]) -> list[int]:
    """Best heads of nodes 1 and up under root 0; scores[d, h] of the arc from h to d, written over. Node 0 has head 0.

    A path grows from a node to its best head, and on; where it meets itself, its loop becomes one node. Such a node
    keeps the row and column of its first, and `arcs` tells which words an arc of it joins. Every step looks at one row,
    so time grows with the square of the words however deep loops lie in loops (Gabow, Galil, Spencer and Tarjan 1986).
    """
    count = len(scores)
    arcs = np.arange(count * count).reshape(count, count)  # word * count + its head
    names = list(range(count))  # of the node in each row: a word, or a loop numbered from `count`
    best = [0] * count  # arc that each named node hangs on
    above = [0] * count  # loop that took each named node in
    done = [True, *[False] * (count - 1)]
    for node in range(1, count):
        path: list[int] = []
        met: list[int] = []
        while not done[node]:
            if node in path:
                at = path.index(node)
                for row in path[at:]:
                    above[names[row]] = len(best)
                _fold(scores, arcs, path[at:])
                names[node] = len(best)
                best.append(0)
                above.append(0)
                del path[at + 1 :]
            else:
                path.append(node)
                met.append(node)
            head = int(scores[node].argmax())
            best[names[node]] = int(arcs[node, head])
            node = head
        for row in met:
            done[row] = True
    for loop in range(len(best) - 1, count - 1, -1):  # where an arc enters a loop, one arc of the loop is given up
        inner = best[loop] // count
        while above[inner] != loop:
            inner = above[inner]
        best[inner] = best[loop]
    return [arc % count for arc in best[:count]]


def _fold(scores: NDArray[np.float64], arcs: Ints, loop: list[int]) -> None:
    """Makes one node of a loop, in the row and column of its first node; the others are closed to all arcs."""
    every, first = np.arange(len(scores)), loop[0]
    rows = np.array(loop)
    entering = scores[rows]
    entering -= entering.max(axis=1, keepdims=True)
    chosen = entering.argmax(axis=0)
    scores[first] = entering[chosen, every]
    arcs[first] = arcs[rows[chosen], every]
    leaving = rows[scores[:, rows].argmax(axis=1)]
    scores[:, first] = scores[every, leaving]
    arcs[:, first] = arcs[every, leaving]
    scores[:, rows[1:]] = -np.inf
    scores[first, first] = -np.inf


def relations(scores: Floats, heads: Ints, root: int) -> Ints:
    """Best relation of each word to its head; `root`, an index of a label, for the root's arc and for no other.

    scores: (words, words + 1, labels).
    """
    chosen = scores[np.arange(len(heads)), heads]
    chosen[:, root] = -np.inf
    found: Ints = chosen.argmax(axis=1)
    found[heads == 0] = root
    return found


def odds(scores: Floats) -> Floats:
    """Log-odds of each label but the first against the first: (labels - 1, words, words).

    scores: (words, words, labels). Labels go first in what is worked out here: sums and maxima over whole planes are
    several times as fast as over a few numbers at a time.
    """
    planes = np.ascontiguousarray(np.moveaxis(scores, 2, 0))
    found: Floats = planes[1:] - planes[0]
    return found


def spelled(tags: Floats) -> Floats:
    """Log-odds, by tags alone, that words i to j are a name of each kind: (kinds, words, words).

    tags: (words, 1 + 4 * kinds), outside first, then begin, inside, end and single of each kind.
    """
    n = len(tags)
    gain = np.ascontiguousarray((tags[:, 1:] - tags[:, :1]).T).reshape(-1, 4, n)
    begin, inside, end, single = (gain[:, i] for i in range(4))
    sums: Floats = np.zeros((len(gain), n + 1), dtype=np.float32)
    np.cumsum(inside, axis=1, out=sums[:, 1:])
    # words strictly between i and j: sums[j] - sums[i + 1]
    out: Floats = (begin - sums[:, 1:])[:, :, None] + (end + sums[:, :-1])[:, None]
    out[:, np.arange(n), np.arange(n)] = single
    return out


def _above(score: Floats, margin: float) -> tuple[list[int], list[int], list[int], list[float]]:
    """First word, last word, kind and score of the spans whose best kind is above the margin, the best first.

    score: (kinds, words, words).
    """
    best = score.max(axis=0)
    first, last = np.nonzero(best > margin)
    forward = first <= last
    first, last = first[forward], last[forward]
    values = best[first, last]
    order = np.argsort(-values, kind="stable")
    first, last, values = first[order], last[order], values[order]
    return first.tolist(), last.tolist(), score[:, first, last].argmax(axis=0).tolist(), values.tolist()


def names(spans: Floats, tags: Floats, share: float, margin: float) -> list[Found]:
    """Names, the surest first come, none overlapping, in order.

    spans: (words, words, 1 + kinds) scores of first and last words. tags: as in `spelled`. share: weight of the spans'
    log-odds, the tags' have the rest. margin: log-odds that a name needs.
    """
    score = odds(spans)
    score *= share
    score += (1 - share) * spelled(tags)
    first, last, kind, values = _above(score, margin)
    taken = [False] * len(tags)
    out = []
    for i, j, label, value in zip(first, last, kind, values, strict=True):
        if not any(taken[i : j + 1]):
            taken[i : j + 1] = [True] * (j - i + 1)
            out.append(Found(i, j + 1, label, value))
    return sorted(out, key=lambda f: f.start)


def mentions(spans: Floats, margin: float, names: Sequence[Found] = ()) -> list[Found]:
    """Mentions, one inside another or apart but never crossing each other or a name; the outer comes first.

    spans: (words, words, 1 + kinds). margin: log-odds that a mention needs. names: what must not be crossed.
    """
    score = odds(spans)
    first, last, kind, values = _above(score, margin)
    reach = [0] * len(spans)  # where the longest mention that starts here stops
    begin = [len(spans)] * (len(spans) + 1)  # where the longest mention that stops here starts
    for name in names:
        reach[name.start], begin[name.stop] = name.stop, name.start
    out: list[Found] = []
    for i, final, label, value in zip(first, last, kind, values, strict=True):
        j = final + 1
        if max(reach[i + 1 : j], default=0) <= j and min(begin[i + 1 : j], default=i) >= i:
            out.append(Found(i, j, label, value))
            reach[i], begin[j] = max(reach[i], j), min(begin[j], i)
    return sorted(out, key=lambda f: (f.start, -f.stop))


def heads_of(found: list[Found], heads: Ints) -> list[int]:
    """For each of the found, the word whose head lies outside it; the first where there are several.

    heads: columns as `tree` gives them, 0 the root.
    """
    above = heads.tolist()
    return [next(w for w in range(f.start, f.stop) if not f.start < above[w] <= f.stop) for f in found]
