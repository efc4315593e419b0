"""Words to what the model takes in: word pieces, the shape of each word, and where each word's pieces begin and end.

In: the words of one sentence. Out: `Pieces`, arrays of one length a column. Every word has at least one piece; a word
that the vocabulary cannot spell becomes the unknown piece.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

SHAPES = ("none", "lower", "title", "upper", "capital", "mixed", "digits", "alnum", "mark")
MOST_PIECES = 512  # positions that the encoder knows, both end pieces included
LONGEST_WORD = 100  # characters; what is longer is spelled by its beginning

# One spelling of marks that the vocabulary splits or confuses; each stays one character.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


@dataclass(frozen=True, slots=True)
class Pieces:
    """One sentence as the model takes it.

    ids: pieces, the opening and the closing one included. shapes: index in `SHAPES` of the word each piece belongs to.
    first, last: for the root (the opening piece) and then each word, the place of its first and last piece.
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]


def shape_of(word: str) -> int:
    """How a word is written, as an index in `SHAPES`."""
    if word.isalpha():
        if word.islower():
            return 1
        if word.isupper():
            return 4 if len(word) == 1 else 3
        return 2 if word[0].isupper() and word[1:].islower() else 5
    if word.isdigit():
        return 6
    letters = "".join(c for c in word if c.isalpha())
    if any(c.isdigit() for c in word):
        return 7 if letters else 6
    if not letters:
        return 8
    if letters.islower():
        return 1
    if letters.isupper():
        return 3 if len(letters) > 1 else 4
    return 2 if letters[0].isupper() and letters[1:].islower() else 5


class Spelling:
    """The vocabulary at work; remembers the words it has met, up to `MEMORY` of them, none longer than is read."""

    MEMORY = 60_000

    def __init__(self, tokenizer: "Tokenizer") -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[list[int], int]] = {}
        self.opening = self._id("[CLS]")
        self.closing = self._id("[SEP]")
        self.unknown = self._id("[UNK]")

    def _id(self, piece: str) -> int:
        found = self._tokenizer.token_to_id(piece)
        if found is None:
            raise ValueError(f"the vocabulary lacks {piece}")
        return int(found)

    def whole_words(self) -> frozenset[str]:
        """The pieces that are words of letters, not ends of words."""
        return frozenset(piece for piece in self._tokenizer.get_vocab() if piece.isalpha() and len(piece) > 1)

    def word(self, word: str) -> tuple[list[int], int]:
        """Pieces and shape of one word."""
        known = self._known.get(word)
        if known is None:
            plain = word[:LONGEST_WORD].translate(_PLAIN)
            ids = self._tokenizer.encode(plain, add_special_tokens=False).ids or [self.unknown]
            known = (ids, shape_of(word))
            if len(self._known) >= self.MEMORY:
                self._known.clear()
            if len(word) <= LONGEST_WORD:
                self._known[word] = known
        return known

    def sentence(self, words: "Sequence[str]") -> Pieces:
        """One sentence between its opening and closing piece, however long."""
        ids, shapes, first, last = [self.opening], [0], [0], [0]
        for word in words:
            pieces, shape = self.word(word)
            first.append(len(ids))
            ids += pieces
            shapes += [shape] * len(pieces)
            last.append(len(ids) - 1)
        ids.append(self.closing)
        shapes.append(0)
        return Pieces(*(np.array(c, dtype=np.int64) for c in (ids, shapes, first, last)))
