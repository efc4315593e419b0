"""From raw text to everything coded: sentences a second on one core, and the share of each room.

Run: `python benchmarks/code_speed.py SOURCE... [--rounds 2] [--json]`. Out: for each round sentences a second of the
network alone (its forward pass is the floor), of the language model and of all; for each part milliseconds a sentence,
its share of all and of the language model's time; with `--json` the same as one object. Time is the processor's, of one
thread; where one part asks another (coding asks when something was), each gets its own. Model and tables are loaded
before. The first round finds caches cold, as reports that have nothing in common do; the later ones find them warm.
"""

import argparse
import json
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # before numpy is loaded: its own threads would be counted as ours

import communique.pipeline as pipeline  # noqa: E402
from communique.grounding.governing import Governors  # noqa: E402
from communique.language.model import Model  # noqa: E402
from communique.language.network import Session  # noqa: E402
from communique.records import Coded, Document  # noqa: E402
from communique.sources.read import read  # noqa: E402

FIRST = "Norway's foreign minister, Ine Eriksen, condemned Denmark in Oslo on 3 May 2021, she said."  # loads all tables
NETWORK = "network"  # the forward pass, without what is made of its scores
LANGUAGE = (NETWORK, "decoding", "relations")  # parts that are the language model
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
    setattr(Model, "read", watch.of("decoding", Model.read))  # noqa: B010
    setattr(Session, "scores", watch.of(NETWORK, Session.scores))  # noqa: B010
    setattr(Model, "relater", timed_relater)  # noqa: B010
    return pipeline.Pipeline()


@dataclass(frozen=True, slots=True)
class Round:
    """documents, sentences, events: counts. spent: seconds of the processor by part."""

    documents: int
    sentences: int
    events: int
    spent: dict[str, float]

    def seconds(self, *parts: str) -> float:
        """Of some parts together; of all without a name."""
        return sum(self.spent.get(part, 0.0) for part in parts or self.spent)

    @property
    def rates(self) -> dict[str, float]:
        """Sentences a second: the network alone, the language model, all."""
        every = {"network alone": (NETWORK,), "language model": LANGUAGE, "all": ()}
        return {name: self.sentences / max(self.seconds(*parts), 1e-9) for name, parts in every.items()}

    @property
    def rooms(self) -> float:
        """Time of all but the language model, as a share of its."""
        model = self.seconds(*LANGUAGE)
        return (self.seconds() - model) / max(model, 1e-9)

    def plain(self) -> dict[str, Any]:
        """As an object of JSON. parts: milliseconds a sentence."""
        counts = {"documents": self.documents, "sentences": self.sentences, "events": self.events}
        parts = {part: 1e3 * s / max(self.sentences, 1) for part, s in sorted(self.spent.items(), key=lambda x: -x[1])}
        return counts | {"rates": self.rates, "rooms": self.rooms, "parts": parts}

    def lines(self) -> Iterator[str]:
        """The figures, for a person."""
        yield f"{self.documents} documents, {self.sentences} sentences, {self.events} events"
        yield "sentences a second: " + ", ".join(f"{name} {rate:.0f}" for name, rate in self.rates.items())
        yield f"all but the model {self.rooms:.0%} of its time"
        whole, model = self.seconds(), self.seconds(*LANGUAGE)
        for part, seconds in sorted(self.spent.items(), key=lambda s: -s[1]):
            yield (
                f"  {part:12}{1e3 * seconds / max(self.sentences, 1):8.3f} ms a sentence{seconds / whole:8.1%} of all"
                f"{seconds / model:8.1%} of the model"
            )


def rounds(texts: Sequence[str], count: int) -> Iterator[Round]:
    """The same raw texts, coded so many times; what reading a document out of them costs is part of the way."""
    watch = Stopwatch()
    line = watched(watch)
    line.code(FIRST)
    watch.taken()
    for _ in range(count):
        coded = [c for c in line.code_many(texts) if isinstance(c, Coded)]
        spent = watch.taken()
        sentences = sum(len(c.analysis.sentences) for c in coded)
        yield Round(len(coded), sentences, sum(len(c.events) for c in coded), spent)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    texts = [d.text for d in read(asked.sources) if isinstance(d, Document)]
    found = []
    for turn, one in enumerate(rounds(texts, asked.rounds), 1):
        found.append(one.plain())
        if not asked.json:
            print(f"round {turn}: ", "\n".join(one.lines()), sep="")
    if asked.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
