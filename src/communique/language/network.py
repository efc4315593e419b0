"""The network at work: words of one sentence in, scores of all heads out, one sentence a run.

One sentence a run is as fast as many on a CPU, and keeps the answer to a sentence apart from its company: the scales of
dynamic quantisation are taken from the run. In: words. Out: `Scores`. Refused with `ValueError`: more pieces than the
encoder has places for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from communique.language.pieces import MOST_PIECES, Pieces, Spelling
from communique.language.weights import Weights

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
LARGE = 128  # pieces; a run over more gives its memory back
OUTPUTS = ("upos", "xpos", "feats", "rules", "arcs", "relations", "mentions", "names", "tags", "states")


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of n words.

    upos, xpos, feats: index of the best label, (n,). rules: the likeliest rules of the lemma, the best
    first, (n, some). arcs: (n, n + 1), column 0 the root.
    relations: (n, n + 1, labels). mentions, names: (n, n, 1 + kinds) of first and last words. tags: (n, 1 + 4 kinds).
    states: (n, width), what the heads of relations read.
    """

    upos: Ints
    xpos: Ints
    feats: Ints
    rules: Ints
    arcs: Floats
    relations: Floats
    mentions: Floats
    names: Floats
    tags: Floats
    states: Floats


class Session:
    """An ONNX session, made once, with as many threads as told."""

    def __init__(self, weights: Weights, threads: int) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # A plan of memory is kept for every length of sentence that was ever met; no plan is as fast.
        options.enable_mem_pattern = False
        self._session = onnxruntime.InferenceSession(weights.network, options, providers=["CPUExecutionProvider"])
        self._shrinking = onnxruntime.RunOptions()
        self._shrinking.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        self._swollen = False
        self.spelling = Spelling(Tokenizer.from_str(weights.vocabulary))

    def scores(self, pieces: Pieces) -> Scores:
        """One run of the network."""
        if len(pieces.ids) > MOST_PIECES:
            raise ValueError(f"{len(pieces.ids)} pieces in one run; the encoder has places for {MOST_PIECES}")
        feed = {name: getattr(pieces, name) for name in ("ids", "shapes", "first", "last")}
        # Memory of the longest sentence met would be kept for good. What a run gives out is freed after the next one.
        large = len(pieces.ids) > LARGE
        found = self._session.run(OUTPUTS, feed, self._shrinking if large or self._swollen else None)
        self._swollen = large
        return Scores(*found)

    def parts(self, words: Sequence[str]) -> list[int]:
        """Where each run over these words stops: one part, or several for a sentence that has too many pieces.

        A long sentence is cut behind a semicolon, a colon or a dash in the second half of what fits, else behind a
        comma, else where it is full.
        """
        if sum(len(self.spelling.word(word)[0]) for word in words) <= MOST_PIECES - 2:
            return [len(words)] if words else []
        stops, first, count, marks = [], 0, 2, dict[str, int]()
        for i, word in enumerate(words):
            size = len(self.spelling.word(word)[0])
            if count + size > MOST_PIECES:
                cut = max((at for mark, at in marks.items() if mark != ","), default=marks.get(",", i))
                stops.append(cut)
                count = 2 + sum(len(self.spelling.word(w)[0]) for w in words[cut:i])
                first, marks = cut, {}
            count += size
            if word in (";", ":", "—", "–", "--", ",") and count > MOST_PIECES // 2:
                marks["," if word == "," else ";"] = i + 1
        return [*stops, len(words)] if first < len(words) else stops
