"""How well meetings are read from readouts, against the public record of state visits and of official travel.

In: readouts in JSON lines (`id`, `title`, `published`, `text`), what `communique code --format jsonl` wrote of them,
and the folder of the record: `visits/*.xml` (`visitor`, `from`, `start-date`, `end-date`) and `travels/*/*.xml`
(`name`, `country`, `remarks`, the same dates). Out: the size of the join, and the shares of readouts with country and
name of the counterpart, date and format right; of domestic readouts, how many give a foreign counterpart.

The join. A readout belongs to an entry of the record when its title has a name of the entry's foreign leader and no
other country than the entry's.

`dated`: the entry's days, give or take one, hold the day of publication, the title tells a meeting, and on journeys the
traveller stands in the title; then the record tells country, name and, give or take a day, the date. `named`: all
others that join by name within four years; then the record tells country and name, and the date must lie in the week
up to publication. `titled`: readouts that join nowhere and whose title names one foreign country; then the title tells
the country. The format comes from the title everywhere. `open`: the rest, about which nothing is known here.

    python benchmarks/meetings_record.py READOUTS.jsonl CODED.jsonl RECORD_FOLDER [--show]
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from communique.codebook.names import names
from communique.codebook.phrases import fold
from rows import rows

HOME = "USA"
FOREIGN = ("dated", "named", "titled")  # tiers with a foreign counterpart
YEARS = 4  # that a leader's name is taken to hold, on either side of an entry of the record
_OWN = frozenset(("biden", "harris", "trump", "sullivan", "finer", "blinken"))
_LEADER = re.compile(
    r"\b(?:(?i:president|prime minister|chancellor|premier|king|queen|emperor|crown prince|prince|sultan|emir|amir|"
    r"taoiseach|pope|general secretary|secretary[- ]general|secretary general|foreign minister|"
    r"chairman|chief adviser|first minister)(?:-elect)?,? )"
)
_PARTICLES = frozenset(("bin", "al", "von", "van", "der", "da", "de", "e", "el"))
_TITLES = (
    "of the and on in at to with from his her majesty royal highness sheikh prince crown king president prime "
    "minister jr bin ibn al von van der general secretary met attended state first republic biden meeting call "
    "meetings calls vice trip visit official also other senior leaders leader joe joseph donald"
)
_NOT_NAMES = frozenset(_TITLES.split())
_DOMESTIC = re.compile(
    r"\b(?:governors?|state legislat\w+|legislators?|mayors?|members of congress|congressional|senat\w+|cabinet|"
    r"house leadership|task force|ceos?|business leaders|civil rights|black|latino|union leaders|advocates?|student|"
    r"attorneys general|convening|roundtable|listening session|child care|reproductive|gun violence|medicare|housing|"
    r"communities in action|infrastructure|competition council|faith leaders)\b",
    re.IGNORECASE,
)
_ABROAD = re.compile(
    r"\b(?:foreign|international|global|world|nato|g7|g20|eu|european|un|united nations|ambassadors?|leaders? of|"
    r"counterparts?|indo-pacific|caribbean|african|pacific|central america|americas|baltic|asean|iranian|cuban|"
    r"ukrain\w+|israel\w*|northern triangle|prime minister|summit)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One visit or journey. traveller: who of our side travelled, in folded words; none where the other side came."""

    traveller: frozenset[str]
    country: str
    words: frozenset[str]
    first: date
    last: date


def entries(folder: Path) -> Iterator[Entry]:
    """The record: visits of foreign leaders, journeys abroad with those who were met."""
    for path in sorted((folder / "visits").glob("*.xml")):
        for visit in ElementTree.parse(path).getroot().iter("visit"):
            yield from _entry(visit, frozenset(), visit.findtext("from"), visit.findtext("visitor"))
    for path in sorted((folder / "travels").glob("*/*.xml")):
        for trip in ElementTree.parse(path).getroot().iter("trip"):
            own = frozenset(fold(w) for w in _WORD.findall(trip.findtext("name") or ""))
            yield from _entry(trip, own, trip.findtext("country"), trip.findtext("remarks"))


def _entry(node: Any, own: frozenset[str], country: str | None, people: str | None) -> Iterator[Entry]:
    code = _countries(country or "") - {HOME}
    words = leaders_in(people or "") - own
    first, last = node.findtext("start-date"), node.findtext("end-date")
    if len(code) == 1 and words and first and last:
        yield Entry(own, code.pop(), words, date.fromisoformat(first), date.fromisoformat(last))


def leaders_in(text: str) -> frozenset[str]:
    """Names that stand behind a leader's title, in folded words."""
    found: set[str] = set()
    plain = " ".join(text.split())
    for match in _LEADER.finditer(plain):
        for word in plain[match.end() :].split()[:6]:
            if not word[0].isupper() and word not in _PARTICLES:
                break
            found |= {fold(w) for w in _WORD.findall(word)}
            if word.endswith((",", ".", ";", "’s", "'s")) and word != "Jr.":
                break
    return frozenset(found) - _NOT_NAMES


def _countries(text: str) -> set[str]:
    return {n.reading.entry.code for n in names().find(text) if hasattr(n.reading.entry, "code") and n.reading.code}


@dataclass(frozen=True, slots=True)
class Truth:
    """What the record and the title tell of a readout. tier: how it joined. names: of the counterpart, any will do."""

    tier: str
    country: str | None
    names: frozenset[str]
    first: date
    last: date
    format: str | None


def truth_of(readout: dict[str, Any], record: list[Entry]) -> Truth | None:
    """What is known of a readout from elsewhere; None where the join and its title leave it open."""
    title = readout["title"]
    day = date.fromisoformat(readout["published"][:10])
    words = leaders_in(title) - _OWN
    ours = frozenset(fold(w) for w in _WORD.findall(title))
    abroad = _countries(title) - {HOME}
    form = format_of(title, readout["text"])
    near = [
        e
        for e in record
        if e.words & words and (not abroad or e.country in abroad) and abs((e.first - day).days) < 366 * YEARS
    ]
    dated = [
        e
        for e in near
        if e.first - timedelta(1) <= day <= e.last + timedelta(1)
        and form == "in-person"
        and (not e.traveller or e.traveller & ours)
    ]
    if dated:
        entry = dated[0]
        return Truth("dated", entry.country, entry.words & words, entry.first, entry.last, form)
    if near and len({e.country for e in near}) == 1:
        return Truth("named", near[0].country, near[0].words & words, day - timedelta(7), day, form)
    if len(abroad) == 1 and not _DOMESTIC.search(title):
        return Truth("titled", abroad.pop(), frozenset(), day - timedelta(7), day, form)
    if not abroad and _DOMESTIC.search(title) and not _ABROAD.search(title):
        return Truth("domestic", None, frozenset(), day, day, None)
    return None


def format_of(title: str, text: str) -> str | None:
    """How people met, by a readout's title; its first words may say that a meeting was virtual."""
    if re.search(r"\b(?:video|virtual\w*)\b", f"{title} {text[:160]}", re.IGNORECASE):
        return "video"
    if re.search(r"\bcalls?\b", title, re.IGNORECASE):
        return "phone"
    return "in-person" if re.search(r"\b(?:meetings?|lunch|dinner|visit|bilateral)\b", title, re.IGNORECASE) else None


def score(truth: Truth, meetings: list[dict[str, Any]]) -> dict[str, bool]:
    """What is right of one readout. The meeting that counts is the held one that shows most of the counterpart."""
    held = [m for m in meetings if m["status"] == "held"]
    if truth.tier == "domestic":
        foreign = {p["country"] for m in held for p in m["participants"] if p["country"]} - {HOME}
        return {"no foreign counterpart": not foreign}
    best: dict[str, bool] = {"country": False, "name": False, "date": False, "format": False}
    for meeting in held:
        people = [p for p in meeting["participants"] if p["country"] == truth.country]
        told = frozenset(fold(w) for p in people for w in _WORD.findall(f"{p.get('name') or ''} {p.get('text') or ''}"))
        found = {
            "country": bool(people),
            "name": bool(people) and (not truth.names or bool(told & truth.names)),
            "date": bool(people) and _within(meeting.get("date"), truth),
            "format": bool(people) and truth.format in (None, meeting["format"]),
        }
        best = max(best, found, key=lambda f: (f["country"] + f["name"], f["date"] + f["format"]))
    return best


def _within(told: dict[str, Any] | None, truth: Truth) -> bool:
    if not told or not told.get("from") or len(told["from"]) < 10:
        return False
    return truth.first - timedelta(1) <= date.fromisoformat(told["from"][:10]) <= truth.last + timedelta(1)


@dataclass(slots=True)
class Figures:
    """sizes: readouts by tier. right: what is right of them, by tier and what was asked."""

    sizes: Counter[str]
    right: Counter[tuple[str, str]]

    def lines(self) -> Iterator[str]:
        """The figures, a line a tier, and one for all that concern a foreign counterpart."""
        yield "readouts: " + ", ".join(f"{n} {t}" for t, n in sorted(self.sizes.items()))
        tiers = [t for t in FOREIGN if self.sizes[t]]
        for label, group in [*((t, [t]) for t in tiers), *([("foreign", tiers)] if tiers else [])]:
            total = sum(self.sizes[t] for t in group)
            asked = ("country", "name", "date", "format")
            shares = (f"{n}={100 * sum(self.right[t, n] for t in group) / total:.1f}" for n in asked)
            known = sum(self.right[t, "country"] for t in group)
            found = (
                f"{n}_of_found={100 * sum(self.right[t, n] for t in group) / max(1, known):.1f}"
                for n in ("date", "format")
            )
            yield f"{label:9}" + "  ".join((*shares, *found))
        wrong = self.sizes["domestic"] - self.right["domestic", "no foreign counterpart"]
        yield f"domestic with a foreign counterpart: {wrong}"

    def named(self) -> dict[str, float]:
        """Shares from 0 to 1: of the readouts with a foreign counterpart, and of the domestic ones."""
        foreign = sum(self.sizes[tier] for tier in FOREIGN)
        wrong = self.sizes["domestic"] - self.right["domestic", "no foreign counterpart"]
        asked = ("country", "name", "date", "format")
        shares = {f"readouts {n}": sum(self.right[t, n] for t in FOREIGN) / max(foreign, 1) for n in asked}
        return shares | {"readouts domestic with a counterpart": wrong / max(self.sizes["domestic"], 1)}


def measured(
    readouts: list[dict[str, Any]], coded: dict[str, list[dict[str, Any]]], record: list[Entry], show: bool
) -> Figures:
    """The figures of all readouts that were coded."""
    figures = Figures(Counter(), Counter())
    for readout in readouts:
        if readout["id"] not in coded:
            continue
        truth = truth_of(readout, record)
        figures.sizes["open" if truth is None else truth.tier] += 1
        if truth is None:
            continue
        found = score(truth, coded[readout["id"]])
        for name, fine in found.items():
            figures.right[truth.tier, name] += fine
        wrong = ", ".join(n for n, fine in found.items() if not fine)
        if show and wrong:
            print(f"  {truth.tier} {readout['published']} {readout['title'][:90]!r}: {wrong}; {truth.country}")
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description="Meetings in readouts against the record of visits and travel.")
    parser.add_argument("readouts", type=Path)
    parser.add_argument("coded", type=Path)
    parser.add_argument("record", type=Path)
    parser.add_argument("--show", action="store_true", help="print each readout that is not right")
    asked = parser.parse_args()
    coded = {row["document"]["id"]: row["meetings"] for row in rows(asked.coded) if "document" in row}
    record = list(entries(asked.record))
    print(f"record: {len(record)} entries")
    for line in measured(rows(asked.readouts), coded, record, asked.show).lines():
        print(line)


if __name__ == "__main__":
    main()
