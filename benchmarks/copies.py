"""Speed, memory, recall and false groups of the index of copies, on made-up stories with planted copies.

    python benchmarks/copies.py --documents 1000000

Stories of 120 to 600 words come from a made-up vocabulary (word frequencies fall as in natural text; one word in ten
is a name or a number). One document in four is planted: a copy of an earlier story, changed in one of the ways of
`CHANGES`, or another story told from the same template, which must not be grouped. Earlier stories are drawn from a
pool, so the generator's memory stays the same however many documents there are.
"""

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from communique.records import Document, digest_of
from communique.sources.copies import CopyIndex

POOL = 5000
PLANTED = 0.25
SYLLABLES = [c + v + e for c in "bdfgklmnprstvz" for v in "aeiou" for e in ("", "n", "r", "s", "l")]


class Language:
    """A made-up vocabulary: words whose frequency falls with their rank, names, numbers."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        made = {"".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(30_000)}
        self.words = sorted(made)[:20_000]
        rng.shuffle(self.words)
        self.weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))
        self.names = sorted({"".join(rng.choices(SYLLABLES, k=2)).capitalize() for _ in range(8_000)})

    def word(self, like: str = "a") -> str:
        """A name for a name, a number for a number, a word for a word."""
        if like[0].isdigit():
            return str(self.rng.randint(2, 9999))
        if like[0].isupper():
            return self.rng.choice(self.names)
        return self.rng.choices(self.words, cum_weights=self.weights)[0]

    def story(self) -> list[str]:
        """Words of a story; a few names are said again and again, as in news."""
        size = self.rng.randint(120, 600)
        words = self.rng.choices(self.words, cum_weights=self.weights, k=size)
        cast = self.rng.choices(self.names, k=max(6, size // 20))
        for at in range(0, size, 11):
            words[at] = self.rng.choice(cast)
        for at in range(5, size, 55):
            words[at] = str(self.rng.randint(2, 9999))
        return words


Change = Callable[[Language, list[str]], list[str]]


def edited(share: float, names: bool = True) -> Change:
    """Replaces `share` of the words, drawn one by one; names and numbers too unless `names` is false."""

    def change(language: Language, words: list[str]) -> list[str]:
        out = list(words)
        for at in language.rng.sample(range(len(words)), round(share * len(words))):
            if names or words[at].islower():
                out[at] = language.word(words[at])
        return out

    return change


def cut(share: float) -> Change:
    """Keeps the first `share` of the words."""
    return lambda _, words: words[: round(share * len(words))]


def other_outlet(language: Language, words: list[str]) -> list[str]:
    """Another opening of eight words and another footer of fourteen, a third of them names."""
    frame = [language.word("A" if at % 3 == 0 else "a") for at in range(22)]
    return frame[:8] + words + frame[8:]


def template(language: Language, words: list[str]) -> list[str]:
    """The same words about other people: every second name and every number is replaced, the same way throughout."""
    said = sorted({w for w in words if not w.islower()})
    other = {w: language.word(w) for w in said if w[0].isdigit() or language.rng.random() < 0.5}
    return [other.get(w, w) for w in words]


TEMPLATE = "same template, other facts"  # the one change that makes no copy

CHANGES: dict[str, Change] = {
    "identical": lambda _, words: words,
    "other opening and footer": other_outlet,
    "5 % of words edited": edited(0.05),
    "10 % of words edited": edited(0.10),
    "10 % edited, names kept": edited(0.10, names=False),
    "20 % of words edited": edited(0.20),
    "20 % edited, names kept": edited(0.20, names=False),
    "first two thirds": cut(2 / 3),
    "first half": cut(1 / 2),
    TEMPLATE: template,
}


@dataclass(frozen=True, slots=True)
class Planted:
    """A document and what is known of it. family: the story it tells. change: None for a story of its own."""

    document: Document
    family: str
    change: str | None


def documents(count: int, seed: int) -> Iterator[Planted]:
    """`count` documents; an id is the family, a colon and the number of the document."""
    rng = random.Random(seed)
    language = Language(rng)
    pool: list[tuple[str, list[str]]] = []
    names = list(CHANGES)
    for number in range(count):
        change = rng.choice(names) if pool and rng.random() < PLANTED else None
        if change is None:
            family, words = str(number), language.story()
        else:
            family, source = rng.choice(pool)
            words = CHANGES[change](language, source)
            family = str(number) if change == TEMPLATE else family
        text = " ".join(words)
        yield Planted(Document(f"{family}:{number}", "made up", text, digest_of(text)), family, change)
        if change is None:
            if len(pool) < POOL:
                pool.append((family, words))
            else:
                pool[rng.randrange(POOL)] = (family, words)


def peak_mib() -> float:
    """Peak resident memory of this process, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(count: int, seed: int, path: Path | None, threshold: float) -> None:
    """Run and print."""
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    false = grouped = 0
    spent = 0.0
    for _ in documents(POOL * 3, seed):  # fills the generator's own memory before the baseline is taken
        pass
    before = peak_mib()
    with CopyIndex(path, threshold) as index:
        for number, item in enumerate(documents(count, seed), 1):
            start = time.perf_counter()
            copy = index.add(item.document)
            spent += time.perf_counter() - start
            family = copy.group.partition(":")[0]
            grouped += copy.group != item.document.id
            false += family != item.family
            if item.change is not None:
                planted[item.change] += 1
                # For a template this counts what went wrong, for all others what was found.
                found[item.change] += copy.group != item.document.id and (
                    family == item.family or item.change == TEMPLATE
                )
            if number % 100_000 == 0 or number == count:
                rate, memory = number / spent, peak_mib()
                print(
                    f"{number:>9,} documents  {rate:7,.0f} a second  peak {memory:.0f} MiB (+{memory - before:.0f})",
                    flush=True,
                )
    print(f"\ngrouped {grouped:,}; into a wrong group {false:,}\n")
    print(f"{'planted':<28} {'pairs':>8} {'grouped':>8}")
    for name in CHANGES:
        if planted[name]:
            print(f"{name:<28} {planted[name]:>8,} {found[name] / planted[name]:>8.1%}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--index", type=Path, help="keep the index in this file instead of a temporary one")
    given = parser.parse_args()
    measure(given.documents, given.seed, given.index, given.threshold)


if __name__ == "__main__":
    main()
