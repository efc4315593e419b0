"""Everything that `benchmarks/all.py` measures of what is found: one section a kind of figure.

In: a `Bench`, which knows where the development data lie and whether a part of them is enough. Out: `Figure`s. A
section names the files that it needs; who calls sees to it that they are there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import coreference
import dispatch_facts
import expected_facts
import false_events
import meetings_record
import mentions
import names
import pairs
import parsing
import parties
import petrarch
import places
import quotations
import register
import times
from analyses import analysed, english
from communique.actors.register import Register
from communique.evaluation.annotations import Annotated, Kind
from communique.evaluation.evaluate import figures as figures_of
from communique.evaluation.floors import bundled_floors, floors_of
from communique.evaluation.rows import gold_in, told
from communique.exchange.lines import object_of
from communique.grounding.places_options import PlacesOptions
from communique.grounding.times import times_of
from communique.language.model import Model
from communique.pipeline import Pipeline
from communique.records import Coded, Document
from rows import Row, dispatches, documents, rows, spread
from table import Figure

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[1]
TREES = {"upos": "UPOS", "uas": "UAS", "las": "LAS", "lemmas": "lemmas"}
# Figures of `communique evaluate` that are told, by the name that the tables give them.
MEASURES = {
    Kind.EVENTS: {
        "type F1": "type f1", "parties F1": "parties f1", "directed F1": "directed f1", "date": "date", "mode": "mode",
        "status": "status", "place": "place", "right above 0.8": "precision when sure",
        "calibration error": "calibration error",
    },
    Kind.MEETINGS: {"F1": "met f1", "date": "date", "format": "format"},
    Kind.COMMITMENTS: {"words F1": "content f1", "with parties F1": "parties f1", "directed F1": "directed f1"},
    Kind.MESSAGES: {"words F1": "content f1", "with parties F1": "parties f1"},
}  # fmt: skip


@dataclass
class Bench:
    """data: the folder of the development data. quick: a part of each set is enough. aside: the reports that were set
    aside are told by themselves too, which is for a version that is done.
    """

    data: Path
    quick: bool = False
    aside: bool = False

    @cached_property
    def pipeline(self) -> Pipeline:
        """With default options."""
        return Pipeline()

    @cached_property
    def model(self) -> Model:
        """The language model alone."""
        return english()

    @cached_property
    def dispatches(self) -> dict[str, Coded]:
        """What is found in the bundled reports."""
        return self.coded(dispatches())

    @cached_property
    def reports(self) -> dict[str, Coded]:
        """What is found in the annotated reports outside the repository, or in some of those to work with."""
        texts = documents(self.data / "gold/documents.jsonl")
        return self.coded({name: texts[name] for name in self.some(list(self.work), 12)} if self.quick else texts)

    @property
    def work(self) -> tuple[str, ...]:
        """Ids of the annotated reports to work with."""
        return floors_of(bundled_floors(), "gold.jsonl").only

    def coded(self, texts: Mapping[str, Document]) -> dict[str, Coded]:
        """What the pipeline finds in each."""
        found = ((name, self.pipeline.code(text)) for name, text in texts.items())
        return {name: coded for name, coded in found if isinstance(coded, Coded)}

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """All, or so many at even distances where a part is enough."""
        return spread(items, count) if self.quick else list(items)


Run = Callable[[Bench], Iterator[Figure]]


# --- what a report tells ---


def annotated(bench: Bench) -> Iterator[Figure]:
    """Events, meetings, commitments and messages of the annotated reports and of the dispatches."""
    coded, work = bench.reports, set(bench.work)
    sets = {f"{len(coded)} reports to work with": [n for n in coded if n in work]}
    if not bench.quick:
        sets = {f"{len(work)} reports": list(work), f"all {len(coded)} reports": list(coded)}
        if bench.aside:
            sets["set aside"] = [name for name in coded if name not in work]
    for title, ids in sets.items():
        yield from of_kinds(title, gold_in(bench.data / "gold/gold.jsonl", ids), {i: told(coded[i]) for i in ids})


def of_dispatches(bench: Bench) -> Iterator[Figure]:
    """The same of the bundled dispatches; and the facts that their side files expect."""
    coded = bench.dispatches
    gold = gold_in(ROOT / "tests/gold/dispatches.jsonl")
    yield from of_kinds("dispatches", gold, {name: told(one) for name, one in coded.items()})
    facts = dispatch_facts.facts(coded)
    for kind in expected_facts.KINDS:
        mine = [fact for fact in facts if fact.kind == kind]
        share = 100 * sum(not fact.lost for fact in mine) / max(len(mine), 1)
        yield Figure(section="expected facts", set=f"{kind}s, dispatches", measure="found", value=share, of=len(mine))


def of_kinds(title: str, gold: Sequence[Annotated], found: Mapping[str, Annotated]) -> Iterator[Figure]:
    """Figures of all kinds of what a set of reports tells."""
    for kind, measures in MEASURES.items():
        measured = figures_of(gold, found, kind)
        named = measured.named()
        number = next(iter(measured.agreement.values())).gold
        for name, key in measures.items():
            value = named.get(f"{kind} {key}")
            if value is not None and number:
                unit = "F1" if name.endswith("F1") else "%"
                yield Figure(section=kind.value, set=title, measure=name, value=100 * value, unit=unit, of=number)


def against_record(bench: Bench, gold: Sequence[Row], texts: Mapping[str, Document]) -> meetings_record.Figures:
    """Meetings of some readouts against the record of visits and travel. texts: the documents by id."""
    coded = bench.coded({row["id"]: texts[row["id"]] for row in gold})
    plain = {name: object_of(one)["meetings"] for name, one in coded.items()}
    record = list(meetings_record.entries(bench.data / "diplomacy"))
    return meetings_record.measured(list(gold), plain, record, False)


def readouts(bench: Bench) -> Iterator[Figure]:
    """Meetings of readouts."""
    path = bench.data / "documents/wh_readouts.jsonl"
    gold = bench.some(rows(path), 60)
    found = against_record(bench, gold, documents(path))
    foreign = sum(found.sizes[tier] for tier in meetings_record.FOREIGN)
    for key, share in found.named().items():
        name = key.removeprefix("readouts ")
        home = name.startswith("domestic")
        title = f"{'domestic' if home else 'foreign counterpart'}, of {len(gold)} readouts"
        of = found.sizes["domestic"] if home else foreign
        name = "with a counterpart" if home else name
        yield Figure(section="meetings in readouts", set=title, measure=name, value=100 * share, of=of)


def quotes(bench: Bench) -> Iterator[Figure]:
    """Attributed speech."""
    path = bench.data / "quotes/polnear_dev.jsonl"
    counts = quotations.measured(bench.some(rows(path), 8), documents(path), bench.pipeline)
    shares, title = counts.figures, "PolNeAR, development part"
    for key, name, unit in (("content f1", "content F1", "F1"), ("speaker", "speaker of those found", "%")):
        value = 100 * shares[f"quotations {key}"]
        yield Figure(section="quotations", set=title, measure=name, value=value, unit=unit, of=counts.told)


def relate(bench: Bench) -> Iterator[Figure]:
    """Types between marked parties."""
    folder = bench.data / "relations"
    kept = pairs.developed(rows(folder / "plv_train.jsonl"), pairs.held_in(folder / "heldout_hashes.txt"))
    answers = pairs.measured(bench.some(kept, 60), pairs.teller())
    number, title = answers.counts.total(), "development fifth of Zero-Shot-PLOVER's training pairs"
    for name, value, unit in (("macro F1", answers.macro, "F1"), ("right", answers.right, "%")):
        yield Figure(section="relate", set=title, measure=name, value=100 * value, unit=unit, of=number)


def of_petrarch(bench: Bench) -> Iterator[Figure]:
    """Records of PETRARCH with invented names."""
    counts = petrarch.measured(bench.some(rows(bench.data / "relations/petrarch_dev.jsonl"), 90))
    for name in ("source", "target", "root", "all"):
        of = counts[petrarch.SHARES[name]]
        share = 100 * counts[name] / max(of, 1)
        yield Figure(section="PETRARCH's records", set="invented names", measure=name, value=share, of=counts["events"])


def of_no_politics(bench: Bench) -> Iterator[Figure]:
    """Events of texts that tell of no politics."""
    stories = list(false_events.gum([bench.data / "syntax/gum/dev", bench.data / "syntax/gum/train"]))
    listed = list(false_events.releases(str(bench.data / "documents/wh_other.jsonl.gz")))
    texts = [*stories, *(("release", d) for d in spread(listed, 200 - len(stories)))]
    found = false_events.coded_in(bench.some(texts, 16), bench.pipeline)
    for title, part in (("all", found), ("releases", [f for f in found if f[0] == "release"])):
        rate = sum(len(events) for _, _, events in part) / max(len(part), 1)
        yield Figure(
            section="false events", set=f"no politics, {title}", measure="a text", value=rate, unit="rate", of=len(part)
        )


# --- who, where, when ---


def of_actors(bench: Bench) -> Iterator[Figure]:
    """Mentions by themselves; parties of annotated events."""
    asked, got = mentions.measured(rows(bench.data / "actors/ngec_dev.jsonl"), mentions.resolver())
    for name in ("country", "sector", "all"):
        share, number = 100 * got[name] / max(asked[name], 1), asked["all"]
        yield Figure(section="actors", set="NGEC's tests", measure=f"{name} right", value=share, of=number)
    coded = bench.reports
    gold = [row for row in rows(bench.data / "gold/gold.jsonl") if row["id"] in coded]
    read = {name: (one.document, one.analysis) for name, one in coded.items()}
    counts = parties.score(gold, read, {name: one.actors for name, one in coded.items()}, False)
    share = 100 * counts["found"] / max(counts["parties"], 1)
    title = f"parties of events, {len(gold)} reports"
    yield Figure(section="actors", set=title, measure="in their sentence", value=share, of=counts["parties"])


def of_register(bench: Bench) -> Iterator[Figure]:
    """Heads of states and governments against a public list."""
    listed = list(register.listed(bench.data / "actors/leaders_history.csv", 2000, 2025, frozenset()))
    kinds = [one.kind for one in register.judged(bench.some(listed, 400), Register.load())]
    share = 100 * kinds.count("found") / max(len(kinds), 1)
    either = 100 * (kinds.count("found") + kinds.count("explained")) / max(len(kinds), 1)
    for name, value in (("the same", share), ("or explained", either)):
        yield Figure(section="register", set="heads, 2000 to 2025", measure=name, value=value, of=len(kinds))


def of_places(bench: Bench) -> Iterator[Figure]:
    """Toponyms of news, with all names and as by default."""
    path = bench.data / "places/tr_lgl_dev.jsonl"
    gold, texts = bench.some(rows(path), 24), documents(path)
    read = analysed({row["id"]: texts[row["id"]] for row in gold}, bench.model)
    for title, options in (("", places.ALL), (", by default", PlacesOptions())):
        for name, counts in sorted(places.measured(gold, read, options).counts.items()):
            found, near = counts["found"] / max(counts["gold"], 1), counts["near"] / max(counts["found"], 1)
            for measure, share in (("found", found), ("within 161 km of those", near)):
                yield Figure(
                    section="places", set=f"{name}{title}", measure=measure, value=100 * share, of=counts["gold"]
                )


def of_times(bench: Bench) -> Iterator[Figure]:
    """Dates of all genres, and of news."""
    path = bench.data / "times/gum_dev.jsonl"
    gold, texts = bench.some(rows(path), 14), documents(path)
    read = analysed({row["id"]: texts[row["id"]] for row in gold}, bench.model)
    counts = times.counts_of_times(gold, {n: (d, a, times_of(d, a)) for n, (d, a) in read.items()})
    for genre, title in (("all", "all genres"), ("news", "news")):
        number, found = counts[genre, "gold"], counts[genre, "found"]
        for measure, of, right in (("found", number, found), ("right of those", found, counts[genre, "right"])):
            share = 100 * right / max(of, 1)
            yield Figure(section="times", set=f"GUM, {title}", measure=measure, value=share, of=number)


# --- language ---


def of_language(bench: Bench) -> Iterator[Figure]:
    """Tags and trees with tokens given and from raw text, names, coreference."""
    gum = sorted((bench.data / "syntax/gum/dev").glob("*.conllu"))
    news = [path for path in gum if path.stem.split("_")[1] in ("news", "interview", "speech")]
    sets = {"GUM: news, interviews, speeches": bench.some(news, 2)}
    if not bench.quick:
        sets["EWT: blogs, mails, reviews, answers"] = [bench.data / "syntax/ewt/dev.conllu"]
    for title, files in sets.items():
        given, raw = parsing.measured(files, bench.model)
        number = given["told", "tokens"]
        found = parsing.f1s(given)
        shares = {TREES[m]: found[m] for m in TREES} | {"LAS from raw text": parsing.f1s(raw)["las"]}
        for name, value in shares.items():
            yield Figure(section="words and trees", set=title, measure=name, value=value, unit="F1", of=number)
    files = sorted((bench.data / "entities/worldwide/dev").glob("*.tsv"))
    counts = names.measured(bench.some(files, 10), bench.model)
    yield Figure(
        section="names", set="English Worldwide Newswire", measure="F1", value=names.f1(counts), unit="F1",
        of=counts["told"],
    )  # fmt: skip
    for title, model in (("mentions given", None), ("mentions found", bench.model)):
        plain, _ = coreference.together(coreference.by_genre(bench.some(gum, 3), model))
        value = 100 * plain.conll
        yield Figure(section="coreference", set=f"GUM, {title}", measure="CoNLL F1", value=value, unit="F1")


@dataclass(frozen=True, slots=True)
class Section:
    """needs: files and folders within the development data."""

    run: Run
    needs: tuple[str, ...] = ()


SECTIONS: dict[str, Section] = {
    "reports": Section(annotated, ("gold/gold.jsonl", "gold/documents.jsonl")),
    "dispatches": Section(of_dispatches),
    "readouts": Section(readouts, ("documents/wh_readouts.jsonl", "diplomacy")),
    "quotes": Section(quotes, ("quotes/polnear_dev.jsonl",)),
    "relate": Section(relate, ("relations/plv_train.jsonl", "relations/heldout_hashes.txt")),
    "petrarch": Section(of_petrarch, ("relations/petrarch_dev.jsonl",)),
    "false-events": Section(of_no_politics, ("documents/wh_other.jsonl.gz", "syntax/gum")),
    "actors": Section(of_actors, ("actors/ngec_dev.jsonl", "gold/gold.jsonl", "gold/documents.jsonl")),
    "register": Section(of_register, ("actors/leaders_history.csv",)),
    "places": Section(of_places, ("places/tr_lgl_dev.jsonl",)),
    "times": Section(of_times, ("times/gum_dev.jsonl",)),
    "language": Section(of_language, ("syntax/gum/dev", "syntax/ewt/dev.conllu", "entities/worldwide/dev")),
}


def absent(section: Section, data: Path) -> Sequence[str]:
    """What a section needs and has not."""
    return [name for name in section.needs if not (data / name).exists()]
