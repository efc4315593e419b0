"""Step 4: figures of an exported model on development data, by genre and by region; and the settings of decoding.

    python -m communique_training.evaluate --work build --data DATA --model build/int8
    python -m communique_training.evaluate --work build --data DATA --model build/float --tune

In: `dev.jsonl`, the shared pairs and a folder that the package can load. Out: a table, printed and left beside the
model as `figures.txt`; with `--tune`, `settings.json` for the export.
Tokens are given, as in the treebanks. Punctuation counts, and relations count without their subtypes.
"""

import argparse
import itertools
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from communique_training.corpora import Sentence
from communique_training.corpora import load as load_sentences
from communique_training.evaluate_pairs import development, figures, temperature_of, told, type_scores

from communique.language import decode
from communique.language.model import Model, load
from communique.language.network import Scores

COARSE = {"facility": "place"}  # as names are scored
SCORED = ("person", "organization", "place", "norp")
REGIONS = {
    "africa": "af afrol allaf panaf eg et ghana kenya mauritius alg",
    "east asia": "cn jp kr tw mong nm",
    "south and southeast asia": "in pk bangladesh my th asia",
    "middle east": "iran israel kw oman qt saud uae jr",
    "latin america": "arg bol chile col cosric cosrica cuba ecuador elsalv guyana hond mex nic pan paraguay peru sa "
    "uruguay ven",
    "north america": "canada",
    "oceania": "aus nz",
}
REGION = {prefix: region for region, prefixes in REGIONS.items() for prefix in prefixes.split()}


def group_of(sentence: Sentence) -> str:
    """The row of the table that a sentence belongs to."""
    if sentence.corpus == "ewt":
        return "ewt"
    if sentence.corpus == "gum":
        genre = sentence.document.split("_")[1]
        return "gum news, interview, speech" if genre in ("news", "interview", "speech") else "gum, other genres"
    return "newswire, " + REGION.get(sentence.document.split("_")[0], "other")


def read(model: Model, sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, Scores]]:
    """Scores of each sentence that fits one run."""
    for s in sentences:
        if len(model.session.parts(s.words)) == 1:
            yield s, model.session.scores(model.session.spelling.sentence(s.words))


def f1(found: int, right: int, told: int) -> float:
    """In per cent."""
    return 200 * right / (found + told) if found + told else 0.0


def trees(model: Model, sentence: Sentence, scores: Scores, into: Counter[str]) -> None:
    """Counts what is right of tags and tree."""
    labels = model.labels
    heads = decode.tree(scores.arcs)
    deprels = decode.relations(scores.relations, heads, labels["deprel"].index("root"))
    bare = lambda name: name.split(":")[0]  # noqa: E731
    lemmas = model.lemmas_of(sentence.words, scores)
    for i in range(len(sentence.words)):
        same = int(heads[i]) == sentence.heads[i]  # type: ignore[index]
        relation = labels["deprel"][deprels[i]]
        into["words"] += 1
        into["uas"] += same
        into["las"] += same and bare(relation) == bare(sentence.deprels[i])  # type: ignore[index]
        into["las, subtypes"] += same and relation == sentence.deprels[i]  # type: ignore[index]
        into["upos"] += labels["upos"][scores.upos[i]] == sentence.upos[i]  # type: ignore[index]
        into["xpos"] += labels["xpos"][scores.xpos[i]] == sentence.xpos[i]  # type: ignore[index]
        into["feats"] += labels["feats"][scores.feats[i]] == sentence.feats[i]  # type: ignore[index]
        into["lemma"] += lemmas[i] == sentence.lemmas[i]  # type: ignore[index]


def spans(found: Iterable[decode.Found], kinds: tuple[str, ...]) -> set[tuple[int, int, str]]:
    """What was found, in the names of the gold data."""
    return {(f.start, f.stop, kinds[f.kind + 1]) for f in found}


def coarse(found: Iterable[tuple[int, int, str]]) -> set[tuple[int, int, str]]:
    """Names as they are scored."""
    return {(a, b, COARSE.get(k, k)) for a, b, k in found if COARSE.get(k, k) in SCORED}


def table(model: Model, pairs: list[tuple[Sentence, Scores]]) -> dict[str, Counter[str]]:
    """Counts for every group."""
    out: dict[str, Counter[str]] = defaultdict(Counter)
    s = model.settings
    for sentence, scores in pairs:
        rows = [out[group_of(sentence)], *([out["newswire, all"]] if sentence.corpus == "newswire" else [])]
        for row in rows:
            if sentence.heads is not None:
                trees(model, sentence, scores, row)
            if sentence.names is not None:
                got = coarse(
                    spans(decode.names(scores.names, scores.tags, s.span_share, s.name_margin), model.labels["name"])
                )
                want = coarse(map(tuple, sentence.names))  # type: ignore[arg-type]
                row.update({"names found": len(got), "names told": len(want), "names right": len(got & want)})
            if sentence.mentions is not None:
                got = spans(decode.mentions(scores.mentions, s.mention_margin), model.labels["mention"])
                want = set(map(tuple, sentence.mentions))  # type: ignore[arg-type]
                row.update({"mentions found": len(got), "mentions told": len(want), "mentions right": len(got & want)})
                bare = {m[:2] for m in got} & {m[:2] for m in want}
                row.update({"spans right": len(bare)})
    return out


def tune(model: Model, pairs: list[tuple[Sentence, Scores]]) -> dict[str, float]:
    """The settings that find names and mentions best on these sentences."""
    best: dict[str, float] = {}
    top = -1.0
    for share, margin in itertools.product((0.0, 0.25, 0.5, 0.75, 1.0), (-1.0, -0.5, 0.0, 0.5, 1.0)):
        found = right = told = 0
        for sentence, scores in pairs:
            if sentence.names is not None:
                got = coarse(spans(decode.names(scores.names, scores.tags, share, margin), model.labels["name"]))
                want = coarse(map(tuple, sentence.names))  # type: ignore[arg-type]
                found, right, told = found + len(got), right + len(got & want), told + len(want)
        if f1(found, right, told) > top:
            top = f1(found, right, told)
            best |= {"span_share": share, "name_margin": margin}
        print(f"share {share} margin {margin}: names F1 {f1(found, right, told):.2f}")
    top = -1.0
    for margin in (-1.5, -1.0, -0.5, 0.0, 0.5):
        found = right = told = 0
        for sentence, scores in pairs:
            if sentence.mentions is not None:
                got = spans(decode.mentions(scores.mentions, margin), model.labels["mention"])
                want = set(map(tuple, sentence.mentions))  # type: ignore[arg-type]
                found, right, told = found + len(got), right + len(got & want), told + len(want)
        if f1(found, right, told) > top:
            top = f1(found, right, told)
            best |= {"mention_margin": margin}
        print(f"margin {margin}: mentions F1 {f1(found, right, told):.2f}")
    return best


def show(rows: dict[str, Counter[str]]) -> list[str]:
    """The lines of the table."""
    lines = []
    for name in sorted(rows):
        row, parts = rows[name], []
        for figure in ("upos", "xpos", "feats", "lemma", "uas", "las", "las, subtypes"):
            if row["words"]:
                parts.append(f"{figure} {100 * row[figure] / row['words']:.2f}")
        for kind, right in (("names", "names right"), ("mentions", "mentions right"), ("mentions", "spans right")):
            if row[f"{kind} told"]:
                shown = re.sub(" right", "", right)
                parts.append(f"{shown} F1 {f1(row[f'{kind} found'], row[right], row[f'{kind} told']):.2f}")
        lines.append(f"{name}: {', '.join(parts)}")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder of the shared data, for pairs")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--tune", action="store_true")
    options = parser.parse_args()
    model = load(folder=options.model)
    pairs = list(read(model, load_sentences(options.work / "dev.jsonl")))
    marked = development(options.data / "relations")
    scores, labels = type_scores(model, options.model, marked), [told(pair) for pair in marked]
    temperature = model.settings.temperature
    if options.tune:
        temperature = temperature_of(scores, labels)
        settings = tune(model, pairs) | {"temperature": temperature}
        (options.work / "settings.json").write_text(json.dumps(settings), "utf-8")
        print(settings)
    lines = "\n".join([*show(table(model, pairs)), *figures(scores, labels, temperature)])
    (options.model / "figures.txt").write_text(lines + "\n", "utf-8")
    print(lines)


if __name__ == "__main__":
    main()
