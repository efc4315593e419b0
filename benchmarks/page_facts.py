"""Title and publication time of news pages in many languages, against their publishers' own.

    python benchmarks/page_facts.py [--data FOLDER] [--show]

The pages are those of fundus (113 pages, expected values beside them; by default `shared/data/web/fundus` beside the
checkout). A time is right when it is the same moment, or the same day where either tells no more than a day; a wrong
one is counted apart from a missing one. A page may state several titles (for search, for sharing, as shown): `equal`
counts titles that are the expected one, `stated` also those where the page itself gives the title beside the expected
one (JSON-LD headline, og:title, h1 without the site's name). The last line is the figures as JSON.
"""

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

from communique.records import Publication, Rejected
from communique.sources.html import Fetched, read_page
from communique.sources.options import ReadOptions

BESIDE = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "web" / "fundus"


def gold_pages(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Pages and their expected values: the versions of a publisher's file stand in the order of its pages' dates."""
    pages: dict[Path, list[Path]] = defaultdict(list)
    for path in sorted(folder.glob("*/*.html.gz")):
        pages[path.with_name(path.name.split("_")[0] + ".json")].append(path)
    for expected, files in sorted(pages.items()):
        versions = json.loads(expected.read_text("utf-8"))
        for path, version in zip(files, sorted(versions), strict=True):
            yield path, versions[version]


def letters(text: str | None) -> str:
    return "".join(re.findall(r"\w", (text or "").casefold()))


def same_time(got: Publication, expected: str) -> bool:
    """The same moment, or day where one of them tells no more."""
    want = datetime.fromisoformat(expected)
    if len(got.at) <= 10 or (want.hour, want.minute, want.second) == (0, 0, 0):
        return got.at[:10] == expected[:10]
    have = datetime.fromisoformat(got.at)
    if (have.tzinfo is None) != (want.tzinfo is None):
        have, want = have.replace(tzinfo=None), want.replace(tzinfo=None)
    return abs((have - want).total_seconds()) < 60


def stated_titles(raw: bytes) -> set[str]:
    """Titles that the page gives for its story (JSON-LD, og:title, h1), read off its source by no rule of ours."""
    text = raw.decode("utf-8", "replace")
    found = re.findall(r'"headline"\s*:\s*"((?:[^"\\]|\\.)*)"', text)
    found += re.findall(r'<meta[^>]+(?:property|name)="(?:og|twitter):title"[^>]+content="([^"]*)"', text)
    found += re.findall(r"<h1[^>]*>(.*?)</h1>", text, re.S)
    plain = (re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), t) for t in found)
    return {letters(re.sub(r"<[^>]+>", " ", unescape(t))) for t in plain} - {""}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=BESIDE)
    parser.add_argument("--show", action="store_true", help="show what is not as expected")
    options = parser.parse_args()
    if not options.data.is_dir():
        parser.exit(0, f"left out: no folder {options.data}; name one with --data\n")
    counts = dict.fromkeys(
        ("pages", "read", "time_right", "time_wrong", "time_missing", "guess_wrong", "title_equal", "title_stated"), 0
    )
    for path, want in gold_pages(options.data):
        raw = gzip.decompress(path.read_bytes())
        draft = read_page(raw, Fetched(path.name), ReadOptions())
        counts["pages"] += 1
        if isinstance(draft, Rejected):
            print(f"{path.name}: {draft.reason}: {draft.detail}")
            continue
        counts["read"] += 1
        equal = letters(draft.title) == letters(want["title"])
        counts["title_equal"] += equal
        counts["title_stated"] += equal or letters(draft.title) in stated_titles(raw)
        if draft.published is None:
            counts["time_missing"] += 1
        else:
            right = same_time(draft.published, want["publishing_date"])
            counts["time_right" if right else "time_wrong"] += 1
            counts["guess_wrong"] += not right and not draft.published.stated
            if options.show and not right:
                print(f"{path.name}: {draft.published} instead of {want['publishing_date']}")
        if options.show and not equal:
            print(f"{path.name}: {draft.title!r} instead of {want['title']!r}")
    total = counts["pages"]
    wrong, missing, guesses = counts["time_wrong"], counts["time_missing"], counts["guess_wrong"]
    share = f"{counts['time_right'] / total:.1%}"
    print(f"publication time right {share}, wrong {wrong}, missing {missing}, wrong by a guess {guesses}")
    print(f"title equal to the expected one {counts['title_equal'] / total:.1%}")
    print(f"title one of those that the page states {counts['title_stated'] / total:.1%}, of {total} pages")
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
