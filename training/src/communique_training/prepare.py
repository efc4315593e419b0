"""Step 1: reads the corpora, refuses held-out sentences, counts labels.

    python -m communique_training.prepare --data DATA --tokenizer MODEL/tokenizer.json --out build

In: the folder of the data. Out: `train.jsonl`, `dev.jsonl`, `labels.json` and
`vocabulary.json` (the tokenizer without truncation and padding) in the output folder.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from communique_training.corpora import MENTION_KINDS, NAME_KINDS, Sentence, digest_of, held_out, read_all, write
from tokenizers import Tokenizer

from communique.language.lemmas import rule_of

LEAST = {"upos": 1, "xpos": 2, "feats": 2, "deprel": 3, "lemma": 3}  # times a label must occur to be learned


def labels_of(sentences: list[Sentence]) -> dict[str, list[str]]:
    """The inventory of each head, the most frequent label first, rare ones left out."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in LEAST}
    for s in sentences:
        if s.upos is None or s.xpos is None or s.feats is None or s.lemmas is None or s.deprels is None:
            continue
        counts["upos"].update(s.upos)
        counts["xpos"].update(s.xpos)
        counts["feats"].update(s.feats)
        counts["deprel"].update(s.deprels)
        counts["lemma"].update(rule_of(w, m) for w, m in zip(s.words, s.lemmas, strict=True))
    out = {
        k: [v for v, n in sorted(c.items(), key=lambda x: (-x[1], x[0])) if n >= LEAST[k]] for k, c in counts.items()
    }
    tags = ["O", *(f"{part}-{kind}" for kind in NAME_KINDS for part in "BIES")]
    return {**out, "mention": ["", *MENTION_KINDS], "name": ["", *NAME_KINDS], "tag": tags}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    refused = held_out(options.data / "relations/heldout_hashes.txt")
    train = list(read_all(options.data, "train"))
    kept = [s for s in train if digest_of(" ".join(s.words)) not in refused]
    labels = labels_of(kept)
    (options.out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=1), "utf-8")
    tokenizer = Tokenizer.from_file(str(options.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(options.out / "vocabulary.json"))
    print(
        f"train: {write(options.out / 'train.jsonl', kept):,} sentences, {len(train) - len(kept)} refused as held out"
    )
    print(f"dev: {write(options.out / 'dev.jsonl', read_all(options.data, 'dev')):,} sentences")
    print(", ".join(f"{k} {len(v)}" for k, v in labels.items()))


if __name__ == "__main__":
    main()
