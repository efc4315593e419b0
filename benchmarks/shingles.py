"""Precision, recall and F1 of a text against its gold by shingles of four words.

The measure of the article extraction benchmark (Zyte, 2020): per page true and false positives and misses are counted
over four-word shingles with multiplicity; precision and recall are means over pages, F1 is theirs.
"""

import re
import statistics
from collections import Counter
from collections.abc import Iterable

WORD = re.compile(r"\w+")
SIZE = 4


def shingles(text: str, size: int = SIZE) -> Counter[tuple[str, ...]]:
    """The shingles of `text`; a text shorter than one shingle is a single short one."""
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1))) if words else Counter()


def page_scores(gold: str, got: str) -> tuple[float, float]:
    """Precision and recall of one page."""
    want, have = shingles(gold), shingles(got)
    hit = sum((want & have).values())
    extra, missed = sum((have - want).values()), sum((want - have).values())
    if not extra and not missed:
        return 1.0, 1.0
    return (hit / (hit + extra) if hit else 0.0), (hit / (hit + missed) if hit else 0.0)


def corpus_scores(pages: Iterable[tuple[float, float]]) -> tuple[float, float, float]:
    """Mean precision, mean recall and F1 over pages."""
    rows = list(pages)
    precision = statistics.mean(p for p, _ in rows)
    recall = statistics.mean(r for _, r in rows)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
