"""How well names are found in newswire from all over the world, with its tokens given.

Run: `python benchmarks/names.py FILE.tsv...`. In: files with a word and its tag a line (BIO or BIOES; `B-Person`), a
blank line after each sentence; tags of names within names may follow and are not read. Out: F1 of exact spans and
kinds: person, place (facilities are places), organization, and nationality, religion or party.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from analyses import english
from communique.language.conllu_out import flat_names
from communique.language.model import Model
from communique.records import Document, Span, digest_of

KINDS = {"Person": "person", "Location": "place", "Facility": "place", "Organization": "organization", "NORP": "norp"}
Names = set[tuple[int, int, str]]


def sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Words with their tags."""
    block: list[tuple[str, str]] = []
    for line in [*path.read_text("utf-8").split("\n"), ""]:
        word, *tags = line.split("\t")
        if word.strip() and tags:
            block.append((word, tags[0].strip()))
        elif block:
            yield block
            block = []


def names_in(tags: Iterable[str]) -> Names:
    """First word, the word after the last, and kind of each name that counts."""
    found: Names = set()
    begun: tuple[int, str] | None = None
    for at, tag in enumerate([*tags, "O"]):
        prefix, _, kind = tag.partition("-")
        if begun is not None and (prefix in "OBS" or kind != begun[1]):
            found.add((begun[0], at, begun[1]))
            begun = None
        if begun is None and prefix != "O":
            begun = (at, kind)
    return {(first, stop, KINDS[kind]) for first, stop, kind in found if kind in KINDS}


def document_of(path: Path, blocks: list[list[tuple[str, str]]]) -> tuple[Document, list[list[Span]]]:
    """A file's words with blanks between, and where each sentence's words stand."""
    text, places = "", []
    for block in blocks:
        spans = []
        for word, _ in block:
            spans.append(Span(len(text), len(text) + len(word)))
            text += word + " "
        places.append(spans)
    return Document(path.name, str(path), text, digest_of(text), language="en"), places


def measured(paths: Iterable[Path], model: Model) -> Counter[str]:
    """Names told, found, and right, over all files."""
    counts: Counter[str] = Counter()
    for path in paths:
        blocks = list(sentences(path))
        document, places = document_of(path, blocks)
        analysis = model.analyse_tokens(document, places)
        tags = flat_names(analysis)
        at = 0
        for block in blocks:  # a sentence too long for the network is read in parts: count by the file's
            told = names_in(tag for _, tag in block)
            found = names_in(_AS_TOLD.get(tags.get(at + i, "O"), tags.get(at + i, "O")) for i in range(len(block)))
            counts.update(told=len(told), found=len(found), right=len(told & found))
            at += len(block)
    return counts


def f1(counts: Counter[str]) -> float:
    """In per cent."""
    return 200 * counts["right"] / max(counts["told"] + counts["found"], 1)


# The program's tags in the words of the files.
_AS_TOLD = {
    f"{prefix}-{ours}": f"{prefix}-{theirs}"
    for theirs, ours in KINDS.items()
    if theirs != "Facility"
    for prefix in "BI"
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    counts = measured(parser.parse_args().files, english())
    print(f"{counts['told']} names, {counts['found']} found, F1 {f1(counts):.2f}")


if __name__ == "__main__":
    main()
