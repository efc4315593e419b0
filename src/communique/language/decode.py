"""Scores of the model to trees, names and mentions of one sentence, in numpy.

In: arrays of scores. Out: heads that form a tree with one root, relations, names that do not overlap and mentions that
nest. Nothing here depends on any other sentence.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Found:
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
    scores = np.asarray(arcs, dtype=np.float64) - arcs.max(axis=1, keepdims=True)
    scores[np.arange(n), np.arange(1, n + 1)] = -np.inf  # no word is its own head
    if n == 1:
        return np.zeros(1, dtype=np.int64)
    heads = scores.argmax(axis=1)
    if np.count_nonzero(heads == 0) == 1 and not _loops(heads):
        return np.asarray(heads, dtype=np.int64)
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


def _loop(heads: list[int]) -> list[int]:
    """The nodes of one loop among heads of nodes 1 and up, or none."""
    seen = [0] * len(heads)
    for begin in range(1, len(heads)):
        node = begin
        while node and not seen[node]:
            seen[node] = begin
            node = heads[node]
        if node and seen[node] == begin:
            loop = [node]
            while heads[loop[-1]] != node:
                loop.append(heads[loop[-1]])
            return loop
    return []


def _arborescence(scores: NDArray[np.float64]) -> list[int]:
    """Best heads of nodes 1 and up under root 0; scores[d, h] of the arc from h to d. Loops are folded one by one."""
    folded: list[tuple[list[int], list[int], NDArray[np.float64]]] = []
    nodes = len(scores)
    while True:
        heads = [0, *scores[1:].argmax(axis=1).tolist()]
        loop = _loop(heads)
        if not loop:
            break
        # The loop becomes the last node of a smaller graph; where an arc enters it, one arc of the loop is given up.
        inside = set(loop)
        kept = [i for i in range(nodes) if i not in inside]
        own = scores[loop, [heads[i] for i in loop]]
        entering = scores[np.ix_(loop, kept)] - own[:, None]
        leaving = scores[np.ix_(kept, loop)]
        small = np.full((len(kept) + 1, len(kept) + 1), -np.inf)
        small[:-1, :-1] = scores[np.ix_(kept, kept)]
        small[-1, :-1] = entering.max(axis=0)
        small[:-1, -1] = leaving.max(axis=1)
        folded.append((kept, loop, scores))
        scores, nodes = small, len(small)
    for kept, loop, larger in reversed(folded):
        heads = _unfold(heads, kept, loop, larger)
    return heads


def _unfold(heads: list[int], kept: list[int], loop: list[int], scores: NDArray[np.float64]) -> list[int]:
    """Heads of the graph in which `loop` was one node, the last."""
    last = len(kept)
    best = scores[1:].argmax(axis=1)
    out = [0] * len(scores)
    for node in loop:
        out[node] = int(best[node - 1])
    for small, node in enumerate(kept[1:], 1):
        head = heads[small]
        out[node] = loop[int(scores[node, loop].argmax())] if head == last else kept[head]
    outside = kept[heads[last]]
    gains = scores[loop, outside] - scores[loop, [int(best[i - 1]) for i in loop]]
    out[loop[int(gains.argmax())]] = outside
    return out


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
    """Log-odds of each label but the first against the first, over the last axis."""
    found: Floats = scores[..., 1:] - scores[..., :1]
    return found


def spelled(tags: Floats) -> Floats:
    """Log-odds, by tags alone, that words i to j are a name of each kind: (words, words, kinds).

    tags: (words, 1 + 4 * kinds), outside first, then begin, inside, end and single of each kind.
    """
    n = len(tags)
    gain = (tags[:, 1:] - tags[:, :1]).reshape(n, -1, 4)
    begin, inside, end, single = (gain[:, :, i] for i in range(4))
    sums = np.concatenate([np.zeros((1, inside.shape[1]), dtype=inside.dtype), np.cumsum(inside, axis=0)])
    # words strictly between i and j: sums[j] - sums[i + 1]
    out: Floats = (begin - sums[1:])[:, None] + (end + sums[:-1])[None]
    out[np.arange(n), np.arange(n)] = single
    return out


def names(spans: Floats, tags: Floats, share: float, margin: float) -> list[Found]:
    """Names, the surest first come, none overlapping, in order.

    spans: (words, words, 1 + kinds) scores of first and last words. tags: as in `spelled`. share: weight of the spans'
    log-odds, the tags' have the rest. margin: log-odds that a name needs.
    """
    n = len(tags)
    score = share * odds(spans) + (1 - share) * spelled(tags)
    kind = score.argmax(axis=2)
    best = np.take_along_axis(score, kind[:, :, None], axis=2)[:, :, 0]
    first, last = np.nonzero(np.triu(best > margin))
    values = best[first, last]
    taken = [False] * n
    out = []
    for at in np.argsort(-values, kind="stable").tolist():
        i, j = int(first[at]), int(last[at])
        if not any(taken[i : j + 1]):
            taken[i : j + 1] = [True] * (j - i + 1)
            out.append(Found(i, j + 1, int(kind[i, j]), float(values[at])))
    return sorted(out, key=lambda f: f.start)


def mentions(spans: Floats, margin: float) -> list[Found]:
    """Mentions, one inside another or apart but never crossing; the outer comes first.

    spans: (words, words, 1 + kinds). margin: log-odds that a mention needs.
    """
    score = odds(spans)
    kind = score.argmax(axis=2)
    best = np.take_along_axis(score, kind[:, :, None], axis=2)[:, :, 0]
    first, last = np.nonzero(np.triu(best > margin))
    values = best[first, last]
    out: list[Found] = []
    for at in np.argsort(-values, kind="stable").tolist():
        i, j = int(first[at]), int(last[at]) + 1
        if not any(i < f.start < j < f.stop or f.start < i < f.stop < j for f in out):
            out.append(Found(i, j, int(kind[i, j - 1]), float(values[at])))
    return sorted(out, key=lambda f: (f.start, -f.stop))


def heads_of(found: list[Found], heads: Ints) -> list[int]:
    """For each of the found, the word whose head lies outside it; the first where there are several.

    heads: columns as `tree` gives them, 0 the root.
    """
    out = []
    for f in found:
        own = heads[f.start : f.stop] - 1
        outside = np.flatnonzero((own < f.start) | (own >= f.stop))
        out.append(f.start + int(outside[0]))
    return out
