"""Main text of web pages: ours against trafilatura's fast mode, on the same pages in the same run.

    python benchmarks/main_text.py [--data FOLDER] [--pages FOLDER] [--worst N]

Three sets: the article extraction benchmark (181 pages with hand-made article text, `--data`), news pages of many
countries and languages (fundus, 113 pages, `--fundus`), both looked for in `shared/data/web` beside the checkout, and
our own pages with news-specific boilerplate (`benchmarks/pages`), whose gold also names the boilerplate that must not
leak; the rules were written looking at the pages of split `dev`, never at those of `held`. Prints precision, recall and
F1 of four-word shingles, pages a second, and the share of leaks. The last line is the same as JSON.
"""

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from communique.records import Rejected
from communique.sources.html import Fetched, read_page
from communique.sources.options import ReadOptions
from page_facts import BESIDE as FUNDUS
from page_facts import gold_pages
from shingles import corpus_scores, page_scores

HERE = Path(__file__).resolve().parent
BESIDE = HERE.parent.parent / "shared" / "data" / "web" / "article-extraction"


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page and its article text. leaks: kind and text of boilerplate that must not be taken for the story."""

    name: str
    raw: bytes
    body: str
    address: str | None
    split: str
    leaks: tuple[tuple[str, str], ...] = ()


def article_extraction(folder: Path) -> Iterator[GoldPage]:
    """The pages of the article extraction benchmark."""
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name, row in gold.items():
        raw = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield GoldPage(name, raw, row["articleBody"], row.get("url"), "all")


def fundus(folder: Path) -> Iterator[GoldPage]:
    """News pages of many countries with the paragraphs that their publishers' parsers give."""
    for path, row in gold_pages(folder):
        body = row["body"]
        parts = [part for section in body["sections"] for part in (*section["headline"], *section["paragraphs"])]
        text = "\n\n".join([*body.get("summary", []), *parts])
        yield GoldPage(path.name, gzip.decompress(path.read_bytes()), text, None, "all")


def own_pages(folder: Path) -> Iterator[GoldPage]:
    """Our own pages, with what must not leak."""
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        leaks = tuple((leak["kind"], leak["text"]) for leak in row["leaks"])
        yield GoldPage(
            row["file"], (folder / row["file"]).read_bytes(), row["body"], row.get("url"), row["split"], leaks
        )


def ours(page: GoldPage) -> str:
    """Main text as Communique reads it."""
    draft = read_page(page.raw, Fetched(page.name, address=page.address), ReadOptions())
    return "" if isinstance(draft, Rejected) else draft.text


def trafilatura_fast(page: GoldPage) -> str:
    """Main text as trafilatura gives it in its fast mode."""
    from trafilatura import extract

    return extract(page.raw, fast=True, include_comments=False) or ""


def folded(text: str) -> str:
    return " ".join(text.split())


def measure(pages: list[GoldPage], extract: Callable[[GoldPage], str]) -> dict[str, Any]:
    """Scores of one extractor over pages, its speed in processor time, and what leaked by kind."""
    extract(pages[0])
    started = time.process_time()
    texts = [extract(page) for page in pages]
    seconds = time.process_time() - started
    scores = [page_scores(page.body, text) for page, text in zip(pages, texts, strict=True)]
    precision, recall, f1 = corpus_scores(scores)
    leaked: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for page, text in zip(pages, texts, strict=True):
        for kind, leak in page.leaks:
            total[kind] += 1
            leaked[kind] += folded(leak) in folded(text)
    return {
        "pages": len(pages),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "pages_per_second": round(len(pages) / seconds, 1),
        "leaks": {kind: [leaked[kind], total[kind]] for kind in sorted(total)},
        "leaked": sum(leaked.values()),
        "of_leaks": sum(total.values()),
        "worst": sorted((round(sum(s) / 2, 3), p.name) for p, s in zip(pages, scores, strict=True)),
    }


def report(name: str, pages: list[GoldPage], worst: int) -> dict[str, Any]:
    """Measure and print both extractors on one set."""
    rows: dict[str, Any] = {}
    print(f"\n{name}: {len(pages)} pages")
    for label, extract in (("communique", ours), ("trafilatura fast", trafilatura_fast)):
        got = measure(pages, extract)
        low = got.pop("worst")[:worst]
        rows[label] = got
        leaks = f"  leaks {got['leaked']}/{got['of_leaks']}" if got["of_leaks"] else ""
        scores = f"P {got['precision']:.4f}  R {got['recall']:.4f}  F1 {got['f1']:.4f}"
        print(f"  {label:18} {scores}  {got['pages_per_second']:6.1f} pages/s{leaks}")
        if got["leaks"]:
            print("     " + "  ".join(f"{kind} {n}/{of}" for kind, (n, of) in got["leaks"].items()))
        for score, page in low:
            print(f"     {score:.3f} {page}")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=BESIDE)
    parser.add_argument("--fundus", type=Path, default=FUNDUS)
    parser.add_argument("--pages", type=Path, default=HERE / "pages")
    parser.add_argument("--worst", type=int, default=0, help="show so many of the worst pages of each")
    options = parser.parse_args()
    out: dict[str, Any] = {}
    if options.data.is_dir():
        out["article-extraction"] = report("article-extraction", list(article_extraction(options.data)), options.worst)
    else:
        print(f"article-extraction left out: no folder {options.data}; name one with --data")
    own = list(own_pages(options.pages))
    if options.fundus.is_dir():
        out["fundus"] = report("fundus", list(fundus(options.fundus)), options.worst)
    for split in sorted({page.split for page in own}):
        out[f"own {split}"] = report(f"own pages, {split}", [p for p in own if p.split == split], options.worst)
    print(json.dumps(out))


if __name__ == "__main__":
    main()
