"""Near-duplicates: copies of one wire story across outlets, found while reading.

In comes one `Document` after another; out goes a `Copy` for each at once, which names the first document of its group.
Nothing is dropped. Refused: an index file that was made with other settings or is no index (`StoredDataError`), a
disk that fails (`OutsideError`).

How. A text is cut into words (case folded, NFKC, no punctuation, without its dateline) and those into shingles: three
words, or five characters where most of the text is in a script that puts no spaces between words. A shingle of three
keeps unrelated texts near 0 (two words leave common phrases in) and loses few to one changed word (five words lose
too many). A MinHash signature of 128 slots (Broder 1997; the library's R-MinHash follows Dahlgaard et al. 2017) stands
for the set; 32 bands of 4 slots find candidates (Leskovec et al., Mining of Massive Datasets, 3.4), at most two a
band, so that a million texts of one template cost no more than any others.

A candidate is a copy when three things hold:

- The estimated Jaccard similarity of the shingles is at least `threshold`. The standard error is 0.044 at most.
- The names and numbers agree. A template ("spoke today with the president of ...") changes them and little else, an
  editor keeps them: where each text has names that the other lacks, more than `STRAY_NAMES` and one in eight, the two
  tell of different things. The last words of a text are left out, since outlets sign there. Scripts without capital
  letters have only their numbers to be told apart by.
- The two do not both state days of publication more than `DAYS_APART` apart. Yearly notices are not wire copies.

Found at the default threshold of 0.5: texts with up to about 10 % of their words changed one by one (5 % nearly
always), texts cut to six tenths or more, other openings and footers, paragraphs left out or added up to as much again.
Not found: rewritten and translated stories, an excerpt of half a story or less, one short item within a long page,
texts under `MIN_SHINGLES` shingles (about 30 words) unless they are identical. Identical texts are always found.
`benchmarks/copies.py` measures all this.

A document joins the group of its most similar earlier document. Groups never merge later: what was said of earlier
documents stays true.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from communique.records import Copy, Document, OptionError
from communique.sources.copy_index import CopyTable, Member, Sketch

WORDS_PER_SHINGLE = 3
CHARACTERS_PER_SHINGLE = 5
MIN_SHINGLES = 30
SLOTS = 128
BANDS = 32
SEED = 20240821
NAMES_KEPT = 64
STRAY_NAMES = 2
STRAY_SHARE = 0.125
FOOTER_WORDS = 20
DAYS_APART = 31
PIECE = 1 << 17  # characters hashed at a time: a text of any length takes the memory of one piece

# Scripts without spaces between words: Thai and Lao, Burmese, Khmer, kana, Han. Hangul has spaces.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
)
_ASCII_WORD = re.compile(r"\w+", re.ASCII)


class CopyIndex:
    """Groups near-duplicates as documents come by. A context manager; about 1.1 KB of disk a document.

    path: None for a temporary file that is gone when the index is closed (the system's directory for temporary files,
    TMPDIR); a file otherwise, made if missing, so that tomorrow's reading continues today's groups. One process at a
    time. An interrupted reading leaves a file that is good up to the last thousand documents; adding those again
    gives the answers they had.
    threshold: least estimated Jaccard similarity of copies, 0.4 (below it the bands miss too much) to 1.

    Raises `OptionError` for another threshold, `StoredDataError` for a file made with other settings or no index,
    `OutsideError` where the file cannot be opened or written.
    """

    def __init__(self, path: Path | None = None, threshold: float = 0.5) -> None:
        if not 0.4 <= threshold <= 1:
            raise OptionError(f"threshold of copies is {threshold}; give 0.4 to 1")
        self.threshold = threshold
        self._table = CopyTable(path, _settings(threshold))

    def add(self, document: Document) -> Copy:
        """Where `document` stands among those added before it.

        Adding a document again (same id, same text) changes nothing and gives the same answer. Raises
        `StoredDataError` where the index file is damaged, `OutsideError` where the disk fails or is full.
        """
        digest = bytes.fromhex(document.digest.removeprefix("sha256:"))
        key = _key_of(document.id, digest)
        member = self._table.seen(key, document.id, digest) or self._join(document, digest, key)
        group = document.id if member.group == member.ordinal else self._table.id_of(member.group)
        return Copy(document.id, group, member.similarity, member.exact)

    def commit(self) -> None:
        """Write what was added to the file; done by itself every thousand documents and on closing."""
        self._table.commit()

    def close(self) -> None:
        """Commit and close; a temporary index is gone. Closing again does nothing."""
        self._table.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _join(self, document: Document, digest: bytes, key: int) -> Member:
        """Enter a new document, into the group of its most similar earlier one or at the head of its own."""
        table, ordinal = self._table, self._table.next_ordinal
        twin = table.exact(digest)
        if twin is not None:
            member = Member(ordinal, document.id, digest, twin.group, 1.0, exact=True)
            table.enter(member, key, bands=[])
            return member
        sketch = sketch_of(document)
        bands = [] if sketch is None else bands_of(sketch)
        found = None if sketch is None else self._nearest(sketch, bands)
        group, similarity = found or (ordinal, 1.0)
        member = Member(ordinal, document.id, digest, group, similarity, exact=False, sketch=sketch)
        table.enter(member, key, bands)
        return member

    def _nearest(self, sketch: Sketch, bands: list[int]) -> tuple[int, float] | None:
        """Group and similarity of the most similar earlier document that is a copy; the earlier one of equals."""
        candidates = self._table.candidates(bands)
        if not candidates:
            return None
        slots = np.frombuffer(b"".join(c.slots for _, c in candidates), dtype="<u2").reshape(-1, SLOTS)
        similar = (slots == np.frombuffer(sketch.slots, dtype="<u2")).mean(axis=1)
        for i in np.argsort(-similar, kind="stable").tolist():
            if similar[i] < self.threshold:
                break
            group, other = candidates[i]
            if same_season(sketch, other) and same_names(sketch, other):
                return group, float(similar[i])
        return None


def sketch_of(document: Document) -> Sketch | None:
    """What is kept of a document to compare it by; None where it has fewer than `MIN_SHINGLES` different shingles.

    Work grows with the length of the text (0.1 s a million letters, 1 s a million Chinese characters), memory does
    not; nothing of a long text is left out, since a MinHash can be fed piece by piece.
    """
    from rensa import RMinHash  # loaded at the first document, not with the package

    minhash = RMinHash(num_perm=SLOTS, seed=SEED)
    names: list[int] = []
    carry: list[str] = []
    shingles, size = 0, 0
    for piece, last in _pieces(_without_dateline(document)):
        tokens, unspaced = tokens_of(piece)
        size = size or (CHARACTERS_PER_SHINGLE if 2 * unspaced > len(tokens) else WORDS_PER_SHINGLE)
        words = carry + [t.casefold() for t in tokens]
        different = dict.fromkeys(map(" ".join, zip(*(words[i:] for i in range(size)), strict=False)))
        minhash.update(list(different))
        shingles += len(different)
        signed = min(FOOTER_WORDS, len(tokens) // 5) if last else 0
        names = _names_kept(names, tokens[: len(tokens) - signed])
        carry = words[len(words) - size + 1 :]
    if shingles < MIN_SHINGLES:
        return None
    # The low 16 bits of a slot tell slots apart as well as all 32 do: they differ by chance once in 65,536.
    slots = np.array(minhash.digest(), dtype=np.uint32).astype("<u2")
    return Sketch(slots.tobytes(), np.array(names, dtype="<u4").tobytes(), _day_of(document))


def bands_of(sketch: Sketch) -> list[int]:
    """A key for each band of four slots, signed 64-bit; the number of the band is mixed in."""
    return (np.frombuffer(sketch.slots, dtype="<i8") ^ _band_salts()).tolist()  # type: ignore[no-any-return]


def same_season(one: Sketch, other: Sketch) -> bool:
    """False where both state a day of publication and these are more than `DAYS_APART` apart."""
    return one.day is None or other.day is None or abs(one.day - other.day) <= DAYS_APART


def same_names(one: Sketch, other: Sketch) -> bool:
    """False where each has names and numbers that the other lacks, beyond what editing explains."""
    here, there = _names_seen(one), _names_seen(other)
    # Each keeps its smallest hashes only, so beyond the last one kept nothing is known.
    full = [max(s) for s in (here, there) if len(s) == NAMES_KEPT]
    if full:
        here, there = ({n for n in s if n <= min(full)} for s in (here, there))
    stray = min(len(here - there), len(there - here))
    return stray <= max(STRAY_NAMES, STRAY_SHARE * min(len(here), len(there)))


def tokens_of(text: str) -> tuple[list[str], int]:
    """Words of `text` as written, NFKC, without punctuation, and how many of them are single characters of scripts
    without spaces."""
    if text.isascii():
        return _ASCII_WORD.findall(text), 0
    text = unicodedata.normalize("NFKC", text)
    unspaced = len(_UNSPACED.findall(text))
    spaced, mixed = _word_patterns()
    return (mixed if unspaced else spaced).findall(text), unspaced


@cache
def _word_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words as letters, digits and the marks that sit on letters (`\\w` alone cuts Hindi words at their vowels), and
    the same with each character of a script without spaces on its own."""
    marks = "".join(chr(c) for c in range(0x300, 0x10000) if unicodedata.category(chr(c)) in ("Mn", "Mc"))
    letter, alone = rf"[\w{marks}]", _UNSPACED.pattern
    return re.compile(f"{letter}+"), re.compile(f"(?={letter}){alone}|(?:(?!{alone}){letter})+")


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """`text` in pieces of at most `PIECE` characters, cut between words where there are any, and whether it is the
    last piece."""
    start = 0
    while start < len(text):
        end = min(start + PIECE, len(text))
        if end < len(text):
            end = max(text.rfind(" ", start, end), text.rfind("\n", start, end), start) + 1
            end = end if end > start + 1 else start + PIECE
        yield text[start:end], end == len(text)
        start = end


def _without_dateline(document: Document) -> str:
    """The text without its dateline, which each outlet writes its own way."""
    line = document.dateline
    return document.text if line is None else document.text[: line.span.start] + " " + document.text[line.story :]


def _names_kept(kept: list[int], tokens: list[str]) -> list[int]:
    """The smallest hashes of capitalised words and numbers: a choice by content, so copies keep the same ones."""
    names = {t.casefold() for t in tokens if t[0].isupper() or t[0].isdigit()}
    return sorted({crc32(n.encode()) for n in names}.union(kept))[:NAMES_KEPT]


def _names_seen(sketch: Sketch) -> set[int]:
    return set(np.frombuffer(sketch.names, dtype="<u4").tolist())


def _day_of(document: Document) -> int | None:
    """Day of publication as a proleptic Gregorian ordinal, where the source states one."""
    published = document.published
    if published is None or not published.stated or published.day is None:
        return None
    return date.fromisoformat(published.day).toordinal()


def _key_of(document: str, digest: bytes) -> int:
    return int.from_bytes(
        hashlib.blake2b(digest + document.encode("utf-8", "surrogatepass"), digest_size=8).digest(),
        "little",
        signed=True,
    )


@cache
def _band_salts() -> NDArray[np.int64]:
    """One number a band, far apart: multiples of 2^64 divided by the golden ratio."""
    return (np.arange(1, BANDS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)).view(np.int64)


def _settings(threshold: float) -> dict[str, str]:
    """Everything that an index file's answers depend on."""
    from rensa import RMinHash

    return {
        "signature": f"rensa R-MinHash, algorithm {RMinHash.ALGORITHM_VERSION}, {SLOTS} slots, seed {SEED}",
        "bands": str(BANDS),
        "shingles": f"{WORDS_PER_SHINGLE} words or {CHARACTERS_PER_SHINGLE} characters, at least {MIN_SHINGLES}",
        "names": f"{NAMES_KEPT} kept, {STRAY_NAMES} or {STRAY_SHARE} astray, last {FOOTER_WORDS} words left out",
        "days apart": str(DAYS_APART),
        "threshold": repr(float(threshold)),
    }
