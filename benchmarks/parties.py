"""How well the actors of documents carry the parties' countries: recall against coded events, and speed.

In: events of reports in JSON lines (`id`, `events` with `actors`, `recipients` as codes of countries and bodies, and
`sentence_span`), and a pickle of {id: (Document, Analysis)}. Out: the share of parties for which an actor of that
country has a mention in the event's sentence, the share of mentions given with the right country, and milliseconds a
sentence.

    python benchmarks/parties.py GOLD.jsonl ANALYSES.pickle [--show]
"""

import argparse
import time
from collections import Counter
from pathlib import Path
from typing import Any

from analyses import analyses_of
from communique.actors.documents import actors_of
from communique.actors.resolve import Resolver
from communique.records.analysis import Analysis
from communique.records.documents import Document
from communique.records.findings import Actor
from communique.records.spans import Span
from rows import rows


def spoken_of(actor: Actor, analysis: Analysis, within: tuple[int, int]) -> bool:
    """Whether some mention of an actor lies in a stretch of the text."""
    spans = [actor.span, *(analysis.mentions[m].span for m in actor.mentions)]
    return any(s.start < within[1] and within[0] < s.end for s in spans)


def named_by(actors: tuple[Actor, ...], analysis: Analysis, span: Span) -> list[Actor]:
    """Actors with the mention that is most like a stretch, at least half of their characters being common."""
    found: list[tuple[float, Actor]] = []
    for actor in actors:
        spans = [actor.span, *(analysis.mentions[m].span for m in actor.mentions)]
        alike = max(_alike(s, span) for s in spans)
        if alike >= 0.5:
            found.append((alike, actor))
    most = max((alike for alike, _ in found), default=0.0)
    return [actor for alike, actor in found if alike == most]


def _alike(one: Span, two: Span) -> float:
    common = min(one.end, two.end) - max(one.start, two.start)
    return max(0, common) / len(one.cover(two))


def score(
    gold: list[dict[str, Any]],
    analyses: dict[str, tuple[Document, Analysis]],
    actors: dict[str, tuple[Actor, ...]],
    show: bool,
) -> Counter[str]:
    """Counts of parties and mentions in the gold data, found and wrong."""
    counts: Counter[str] = Counter()
    for report in gold:
        if report["id"] not in analyses:
            continue
        document, analysis = analyses[report["id"]]
        own = actors[report["id"]]
        for event in report["events"]:
            start, end = event["sentence_span"]
            for code in {*event["actors"], *event["recipients"]}:
                counts["parties"] += 1
                here = any(a.country == code and spoken_of(a, analysis, (start, end)) for a in own)
                counts["found"] += here
                if show and not here:
                    said = [(a.text, a.country) for a in own if spoken_of(a, analysis, (start, end))]
                    who = [
                        m["text"] for m in event["actor_mentions"] + event["recipient_mentions"] if m["country"] == code
                    ]
                    print(f"MISS {report['id']} {code} {who} | {document.text[start:end]!r} | {said}")
            for mention in event["actor_mentions"] + event["recipient_mentions"]:
                at = document.text.find(mention["text"], start, end)
                if at < 0 or mention["country"] is None:
                    continue
                counts["mentions"] += 1
                near = named_by(own, analysis, Span(at, at + len(mention["text"])))
                near.sort(key=lambda a, code=mention["country"]: a.country != code)  # type: ignore[misc]
                told = near[0].country if near else None
                counts["right"] += told == mention["country"]
                counts["wrong"] += told not in (None, mention["country"])
                counts["sectors"] += bool(mention["sector"])
                if near and mention["sector"]:
                    same = mention["sector"] in (near[0].sector, *near[0].other_sectors)
                    counts["sector right"] += same
                    if show and not same:
                        print(f"SECTOR {report['id']} {mention} | {near[0].sector} {near[0].text!r} {near[0].how}")
                if show and told not in (None, mention["country"]):
                    print(f"WRONG {report['id']} {mention} | {told} {near[0].text!r} {near[0].how}")
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("analyses", type=Path)
    parser.add_argument("--show", action="store_true", help="print what was missed and what was wrong")
    given = parser.parse_args()
    gold, analyses = rows(given.gold), analyses_of(given.gold, given.analyses)
    resolver = Resolver.load()
    resolver.mention("President Jimmy Carter", on="1979-01-01")  # reads the tables
    started = time.process_time()
    actors = {name: actors_of(document, analysis, resolver) for name, (document, analysis) in analyses.items()}
    took = time.process_time() - started
    counts = score(gold, analyses, actors, given.show)
    sentences = sum(len(analysis.sentences) for _, analysis in analyses.values())
    print(f"parties with an actor of their country in the sentence: {counts['found']} of {counts['parties']}", end=" ")
    print(f"({counts['found'] / counts['parties']:.1%})")
    print(f"mentions: {counts['mentions']}, country right {counts['right']}, wrong {counts['wrong']}", end=" ")
    print(f"sector right {counts['sector right']} of {counts['sectors']}")
    print(
        f"actors: {sum(map(len, actors.values()))}; {1000 * took / sentences:.2f} ms a sentence, {sentences} sentences"
    )


if __name__ == "__main__":
    main()
