"""From raw text to events: sentences a second on one core, and the share of each part.

Run: `python benchmarks/code_speed.py SOURCE... [--rounds 2]`. Out: for each round sentences a second, and for each part
milliseconds a sentence, its share of the whole and of the language model's time. Time is the processor's, of one
thread; where one part asks another (coding asks when something was), each gets its own. Model and tables are loaded
before. The first round finds caches cold, as reports that have nothing in common do; the later ones find them warm.
"""

import argparse
import os
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # before numpy is loaded: its own threads would be counted as ours

import communique.pipeline as pipeline  # noqa: E402
from communique.grounding.governing import Governors  # noqa: E402
from communique.language.model import Model  # noqa: E402
from communique.records import Coded, Document  # noqa: E402
from communique.sources.read import read  # noqa: E402

FIRST = "Norway's foreign minister, Ine Eriksen, condemned Denmark in Oslo on 3 May 2021, she said."  # loads all tables
LANGUAGE = ("language", "relations")  # parts that are the language model
PARTS = {  # names of `communique.pipeline`, by the part that they do
    "finished": "reading",
    "actors_of": "actors",
    "times_of": "times",
    "places_of": "places",
    "scene_of": "scene",
    "events_of": "events",
    "statements_of": "statements",
    "meetings_of": "meetings",
    "messages_of": "messages",
    "commitments_of": "commitments",
    "Coded": "checks",
}


class Stopwatch:
    """Seconds by part; a part that is called by another stops the other's clock."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._running: list[str] = ["rest"]
        self._since = time.process_time()

    def _switch(self) -> None:
        now = time.process_time()
        self.spent[self._running[-1]] += now - self._since
        self._since = now

    def of(self, part: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """`work`, its time counted to `part`."""

        def timed(*given: Any, **named: Any) -> Any:
            self._switch()
            self._running.append(part)
            try:
                return work(*given, **named)
            finally:
                self._switch()
                self._running.pop()

        return timed

    def taken(self) -> dict[str, float]:
        """Seconds by part so far, which start anew."""
        self._switch()
        spent, self.spent = self.spent, defaultdict(float)
        return spent


def watched(watch: Stopwatch) -> pipeline.Pipeline:
    """A pipeline whose parts are timed."""
    for name, part in PARTS.items():
        if hasattr(pipeline, name):
            setattr(pipeline, name, watch.of(part, getattr(pipeline, name)))
    relater = Model.relater

    def timed_relater(model: Model, reading: Any) -> Any:
        return watch.of("relations", relater(model, reading))

    class Timed(Governors):
        """Governing times, timed."""

        of = watch.of("governing", Governors.of)

    setattr(pipeline, "Governors", watch.of("governing", Timed))  # noqa: B010
    setattr(Model, "read", watch.of("language", Model.read))  # noqa: B010
    setattr(Model, "relater", timed_relater)  # noqa: B010
    return pipeline.Pipeline()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    documents = [d for d in read(asked.sources) if isinstance(d, Document)]
    watch = Stopwatch()
    line = watched(watch)
    line.code(FIRST)
    watch.taken()
    for turn in range(asked.rounds):
        # As raw text: what reading a document out of it costs is part of the way.
        coded = [c for c in line.code_many(d.text for d in documents) if isinstance(c, Coded)]
        spent = watch.taken()
        sentences = sum(len(c.analysis.sentences) for c in coded)
        events = sum(len(c.events) for c in coded)
        whole, model = sum(spent.values()), sum(spent[p] for p in LANGUAGE)
        print(
            f"round {turn + 1}: {len(coded)} documents, {sentences} sentences, {events} events; "
            f"{sentences / whole:.0f} sentences a second; all but the model {(whole - model) / model:.0%} of its time"
        )
        for part, seconds in sorted(spent.items(), key=lambda s: -s[1]):
            print(
                f"  {part:12}{1e3 * seconds / sentences:8.3f} ms a sentence{seconds / whole:8.1%} of all"
                f"{seconds / model:8.1%} of the model"
            )


if __name__ == "__main__":
    main()
