"""How well trees are found on a treebank, with its tokens given and from raw text.

In: files of CoNLL-U. Out: F1 of tokens, sentences, UPOS, UAS and LAS (relations without subtypes, punctuation counted),
in per cent, as in the CoNLL 2018 shared task: a word counts where its characters are the gold word's, an arc where its
head's are too. With tokens given, F1 is accuracy.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from communique.language.conllu import from_conllu
from communique.language.model import Model, load
from communique.language.options import LanguageOptions
from communique.records.analysis import Analysis
from communique.records.documents import Rejected

Counts = Counter[tuple[str, str]]
MEASURES = ("sentences", "tokens", "upos", "lemmas", "uas", "las")


def claims(analysis: Analysis) -> Iterator[tuple[str, object]]:
    """Everything that counts, as pairs of a measure and what is claimed."""
    for sentence in analysis.sentences:
        words = analysis.tokens_of(sentence)
        yield "sentences", (words[0].span.start, words[-1].span.end)
        for word in words:
            head = None if word.head is None else word.head.span
            yield "tokens", word.span
            yield "upos", (word.span, word.upos)
            yield "lemmas", (word.span, word.lemma)
            yield "uas", (word.span, head)
            yield "las", (word.span, head, word.deprel.partition(":")[0])


def compare(gold: Analysis, found: Analysis, into: Counts) -> None:
    """Counts what is told, found and right."""
    told, got = set(claims(gold)), set(claims(found))
    for name, group in (("told", told), ("found", got), ("right", told & got)):
        into.update((name, measure) for measure, _ in group)


def f1s(counts: Counts) -> dict[str, float]:
    """F1 of each measure, in per cent."""
    return {m: 200 * counts["right", m] / max(counts["told", m] + counts["found", m], 1) for m in MEASURES}


def measured(paths: Iterable[Path], model: Model) -> tuple[Counts, Counts]:
    """Counts with the files' tokens, and from raw text."""
    given, raw = Counts(), Counts()
    for path in paths:
        for document, gold in from_conllu(path):
            spans = [[token.span for token in gold.tokens_of(sentence)] for sentence in gold.sentences]
            compare(gold, model.analyse_tokens(document, spans), given)
            found = model.analyse(document)
            if not isinstance(found, Rejected):
                compare(gold, found, raw)
    return given, raw


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    given, raw = measured(options.files, load(LanguageOptions(force_language=True)))
    for name, counts in (("tokens given", given), ("from raw text", raw)):
        print(f"{name + ':':16}" + "  ".join(f"{measure} {share:.2f}" for measure, share in f1s(counts).items()))


if __name__ == "__main__":
    main()
