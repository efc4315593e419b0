"""Coreference on the development documents of GUM, with the mentions that the file gives: CoNLL F1, all and by genre.

Run: `python benchmarks/coreference.py FOLDER_OF_CONLLU [--model] [--drop 0.1] [--add 0.1]`. Prints MUC, B-cubed,
CEAF-e and their mean in per cent, without mentions that are alone (as CoNLL-2012) and with them. `--drop` leaves out
a share of the mentions before chains are made, `--add` makes as many new ones of other nouns. `--model` keeps the
tokens of the file only: trees and mentions are the model's, and a mention is right where its span is (possessive
endings aside).
"""

import argparse
import random
import re
import time
from collections.abc import Hashable, Sequence
from dataclasses import replace
from pathlib import Path

from communique.language.conllu import from_conllu, given_tokens
from communique.language.coreference import chains
from communique.language.model import Model, load
from communique.records.analysis import Analysis, Mention, MentionKind
from coreference_scores import Scores, scores, without_lone

Genres = dict[str, tuple[Scores, Scores]]
_ENDING = re.compile(r"\s*['’]s?$")
_NOISE = 11  # seed of the mentions that are left out or made up


def speakers_of(file: Path, sentences: int) -> list[str]:
    """Who says each sentence, as GUM's comments tell; none where the file does not tell it sentence by sentence."""
    found: list[str] = []
    for block in file.read_text(encoding="utf-8").strip().split("\n\n"):
        told = [line.partition("=")[2].strip() for line in block.splitlines() if line.startswith("# speaker =")]
        found.append(told[0] if told else "")
    return found if len(found) == sentences and any(found) else []


def noisy(analysis: Analysis, drop: float, add: float) -> list[Mention]:
    """The mentions with a share left out and as large a share made of nouns that head none. The same on every run."""
    chance = random.Random(f"{_NOISE} {analysis.document}")
    kept = [m for m in analysis.mentions if chance.random() >= drop]
    heads = {m.head for m in analysis.mentions}
    nouns = [t for t in range(len(analysis)) if analysis.tokens.upos[t] in ("NOUN", "PROPN") and t not in heads]
    chance.shuffle(nouns)
    made = [
        Mention(analysis.tokens.span(t), t, MentionKind.ABSTRACT, analysis.tokens.upos[t] == "PROPN")
        for t in nouns[: int(add * len(analysis.mentions))]
    ]
    return sorted((*kept, *made), key=lambda m: (m.span.start, -m.span.end, m.head))


def gold_clusters(analysis: Analysis) -> list[Sequence[Mention]]:
    """All mentions of the file by chain, those that are alone as clusters of one."""
    bare = [replace(m, chain=None) for m in analysis.mentions]
    lone = [(bare[i],) for i, m in enumerate(analysis.mentions) if m.chain is None]
    return _once([*(tuple(bare[m] for m in c.mentions) for c in analysis.chains), *lone])


def found_clusters(analysis: Analysis, mentions: Sequence[Mention], speakers: Sequence[str]) -> list[Sequence[Mention]]:
    """The chains that we make of `mentions`, those that are alone as clusters of one."""
    bare = [replace(m, chain=None) for m in mentions]
    made = chains(analysis.tokens, analysis.sentences, bare, speakers=speakers)
    together = {m for c in made for m in c.mentions}
    return _once(
        [
            *(tuple(bare[m] for m in c.mentions) for c in made),
            *((bare[m],) for m in range(len(bare)) if m not in together),
        ]
    )


def _once(clusters: Sequence[Sequence[Mention]]) -> list[Sequence[Mention]]:
    """GUM marks a few spans twice; the first stands."""
    seen: set[Mention] = set()
    out: list[Sequence[Mention]] = []
    for cluster in clusters:
        kept = tuple(m for m in dict.fromkeys(cluster) if m not in seen)
        seen.update(kept)
        if kept:
            out.append(kept)
    return out


def scored(file: Path, drop: float = 0.0, add: float = 0.0) -> tuple[Scores, Scores]:
    """Scores of one file, without lone mentions and with them."""
    plain, whole = Scores(), Scores()
    for _, analysis in from_conllu(file):
        mentions = noisy(analysis, drop, add) if drop or add else list(analysis.mentions)
        key = gold_clusters(analysis)
        response = found_clusters(analysis, mentions, speakers_of(file, len(analysis.sentences)))
        plain += scores(without_lone(key), without_lone(response))
        whole += scores(key, response)
    return plain, whole


def scored_of_model(file: Path, model: Model) -> tuple[Scores, Scores]:
    """The same of what the model makes of the file's tokens."""
    plain, whole = Scores(), Scores()
    for (document, given), taken in zip(from_conllu(file), given_tokens(file), strict=True):
        found = model.analyse_tokens(document, taken.sentences)
        key, response = (_by_span(document.text, gold_clusters(a)) for a in (given, found))
        plain += scores(without_lone(key), without_lone(response))
        whole += scores(key, response)
    return plain, whole


def _by_span(text: str, clusters: Sequence[Sequence[Mention]]) -> list[Sequence[Hashable]]:
    """Clusters of spans without possessive endings, each span once."""
    seen: set[Hashable] = set()
    out: list[Sequence[Hashable]] = []
    for cluster in clusters:
        bare = [(m.span.start, m.span.start + len(_ENDING.sub("", m.span.of(text)))) for m in cluster]
        kept = tuple(b for b in dict.fromkeys(bare) if b not in seen)
        seen.update(kept)
        if kept:
            out.append(kept)
    return out


def by_genre(files: Sequence[Path], model: Model | None = None, noise: tuple[float, float] = (0.0, 0.0)) -> Genres:
    """Scores by genre. model: None for the mentions of the files. noise: shares of mentions left out and made up."""
    genres: Genres = {}
    for file in files:
        genre = file.stem.split("_")[1]
        before = genres.get(genre, (Scores(), Scores()))
        got = scored(file, *noise) if model is None else scored_of_model(file, model)
        genres[genre] = (before[0] + got[0], before[1] + got[1])
    return genres


def together(genres: Genres) -> tuple[Scores, Scores]:
    """Of all genres, without lone mentions and with them."""
    return sum((p for p, _ in genres.values()), Scores()), sum((w for _, w in genres.values()), Scores())


def _line(name: str, plain: Scores, whole: Scores) -> str:
    parts = [f"{100 * c.f1:6.1f}" for c in (plain.muc, plain.b_cubed, plain.ceaf_e)]
    return f"{name:12}{''.join(parts)}{100 * plain.conll:8.1f}{100 * whole.conll:12.1f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="CoNLL F1 of coreference on GUM.")
    parser.add_argument("folder", type=Path, help="folder of CoNLL-U files")
    parser.add_argument("--drop", type=float, default=0.0, help="share of mentions left out")
    parser.add_argument("--add", type=float, default=0.0, help="share of mentions made up")
    parser.add_argument("--model", action="store_true", help="trees and mentions of the model")
    asked = parser.parse_args()
    started = time.perf_counter()
    files = sorted(asked.folder.glob("*.conllu"))
    genres = by_genre(files, load() if asked.model else None, (asked.drop, asked.add))
    print(f"{'genre':12}{'MUC':>6}{'B3':>6}{'CEAFe':>6}{'CoNLL':>8}{'with lone':>12}")
    for genre, (plain, whole) in genres.items():
        print(_line(genre, plain, whole))
    print(_line("all", *together(genres)))
    print(f"{time.perf_counter() - started:.1f} s, reading included")


if __name__ == "__main__":
    main()
