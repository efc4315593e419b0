"""Names of countries, bodies, territories and regions, found in a text in one pass.

In: a text. Out: `Named`s: the longest names that stand in it, from left to right, none within another, each with what
it means, the likeliest reading first. Diacritics, curly apostrophes and hyphens make no difference; capitals do: `US`,
`WHO` and `IS` are names, `us`, `who` and `is` are not. A possessive `'s` stays outside.

Refused with `SetupError`, with both rows shown: one name for two things where the rows do not both mark it with `?`, a
mark that `ambiguous.tsv` does not explain, and a row there that explains no mark. Names that this table says are plain
words too (`Male`) are passed over where they open a sentence.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from communique.codebook import bodies as _bodies
from communique.codebook import countries as _countries
from communique.codebook.bodies import Body, bodies
from communique.codebook.countries import Country, FormerName, Region, Territory, countries, plain, regions, territories
from communique.codebook.phrases import LETTERS, WORD, Form, beginnings, fold, joint, key_of
from communique.codebook.tables import Row, bundled
from communique.records.spans import Span

AMBIGUOUS_COLUMNS = ("phrase", "order", "also", "word")
_CAPITAL = r"[A-Z0-9\u00c0-\u017f\u1e00-\u1eff]"
_BEFORE = re.compile(r"(\w+)[ \t]+$")
_AFTER = re.compile(r"[ \t]+(\w+)")
_POSSESSIVE = re.compile(r"(?<=[\w.+-])['’]s?$")
_IN_HEADLINES = frozenset({"us", "who", "is", "it", "aid", "au"})  # among words in capitals these may be plain ones

_NOTHING: "tuple[tuple[Form, ...], tuple[Reading, ...]]" = ((), ())

Entry = Country | Body | Territory | Region


class Kind(StrEnum):
    """What a name is to the thing it names. `seat`: a place that stands for a government or a body."""

    NAME = "name"
    OFFICIAL = "official"
    FORMER = "former"
    ADJECTIVE = "adjective"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    SEAT = "seat"
    BODY = "body"
    ABBREVIATION = "abbreviation"
    TERRITORY = "territory"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a phrase can mean.

    code: of the country (ISO 3166-1 alpha-3, KOS), PLOVER's of a body, of the country that claims a territory; None for
    a region. id: of the entry in its table. former: set where the name is a former one. also: what else the phrase is
    that no table lists (`a given name`).
    """

    phrase: str
    kind: Kind
    code: str | None
    id: str
    entry: Entry
    former: FormerName | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text. rivals: what else it can mean."""

    span: Span
    text: str
    reading: Reading
    rivals: tuple[Reading, ...] = ()

    @property
    def kind(self) -> Kind:
        """What the name is to the thing it most likely names."""
        return self.reading.kind

    @property
    def code(self) -> str | None:
        """The code of the likeliest reading; see `Reading`."""
        return self.reading.code

    @property
    def entry(self) -> Entry:
        """What it most likely names."""
        return self.reading.entry

    @property
    def ambiguous(self) -> bool:
        """Whether it can mean something else, in the tables or outside them."""
        return bool(self.rivals or self.reading.also)


@dataclass(frozen=True, slots=True)
class Claim:
    """One row's word that a phrase means something. marked: the row says that it can mean something else as well."""

    reading: Reading
    marked: bool
    row: Row


_PHRASE = 300  # characters of what is rather a phrase than a text


class Names:
    """A look-up of names. Built from claims and from the rows of `AMBIGUOUS_COLUMNS`. Raises `SetupError`."""

    def __init__(self, claims: Iterable[Claim], ambiguous: Iterable[Row] = ()) -> None:
        grouped: dict[str, tuple[dict[str, Form], list[Claim]]] = {}
        for claim in claims:
            form = _form(claim.reading.phrase, claim.row)
            forms, every = grouped.setdefault(form.key, ({}, []))
            forms.setdefault(claim.reading.phrase, form)
            every.append(claim)
        explained = {_form(row["phrase"], row).key: row for row in ambiguous}
        self._plain = frozenset(key for key, row in explained.items() if row["word"])
        self._entries: dict[str, tuple[tuple[Form, ...], tuple[Reading, ...]]] = {}
        self._longest: dict[str, int] = {}
        small: set[str] = set()
        for key, (forms, every) in grouped.items():
            self._entries[key] = (tuple(forms.values()), _agreed(every, explained.pop(key, None)))
            for form in forms.values():
                first = fold(form.words[0])
                self._longest[first] = max(len(form.words), self._longest.get(first, 0))
                if form.words[0][0].islower():
                    small.add(form.words[0])
        self._beginnings = beginnings(self._entries)
        for row in explained.values():
            row.refuse(f"{row['phrase']!r} is explained here, but no row names it")
        opening = "".join(rf"|{word}(?![\w\u0300-\u036f])" for word in sorted(small))
        self._start = re.compile(rf"(?<![\w\u0300-\u036f])(?:{_CAPITAL}{LETTERS}{opening})")

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[str]:
        """A phrase of the tables for every name that is looked for."""
        return (readings[0].phrase for _, readings in self._entries.values())

    def find(self, text: str) -> tuple[Named, ...]:
        """The longest names in `text`, from left to right, none within another."""
        found: list[Named] = []
        past = 0
        longest = self._longest
        for match in self._start.finditer(text):
            word = match.group()
            most = longest.get(fold(word))
            if most is None or match.start() < past:
                continue
            named = self._longest_at(text, match.start(), match.end(), most)
            if named is not None:
                found.append(named)
                past = named.span.end
        return tuple(found)

    def of(self, phrase: str) -> tuple[Reading, ...]:
        """What a phrase means when nothing else stands in it, the likeliest first; empty where it is no name.

        An article before it, a possessive or a full stop behind it are overlooked.
        """
        whole = phrase.strip()
        article = whole[:4].lower() == "the "
        for words in (whole, whole[4:]) if article else (whole,):
            for bare in dict.fromkeys((words, _POSSESSIVE.sub("", words))):
                key = key_of(bare)
                forms, readings = self._entries.get(key[0], _NOTHING) if key else _NOTHING
                for form in forms:
                    stands = (article or not form.article) and (bare.endswith("-") or not form.joined)
                    if key and stands and form.written(key[1]):
                        return readings
        return ()

    def _longest_at(self, text: str, start: int, end: int, most: int) -> Named | None:
        words = [text[start:end]]
        key = fold(words[0])
        ends = [(key, end)]
        while len(words) < most:
            following = WORD.search(text, end, end + 60)
            between = joint(words[-1], text[end : following.start()]) if following else None
            if following is None or between is None:
                break
            # A word cut by the window is no longer than any in the tables.
            words.append(following.group())
            key += between + fold(words[-1])
            end = following.end()
            ends.append((key, end))
            if key not in self._beginnings:
                break
        while words:
            key, end = ends.pop()
            forms, readings = self._entries.get(key, _NOTHING)
            for form in forms:
                if not (form.written(tuple(words)) and form.stands(text, start, end)):
                    continue
                if (key in self._plain and _opens(text, start)) or _shouted(form, text, start, end):
                    continue
                end += form.dotted and text[end : end + 1] == "."
                return Named(Span(start, end), text[start:end], readings[0], readings[1:])
            words.pop()
        return None


def _opens(text: str, start: int) -> bool:
    """Whether a word opens a line or a sentence, where every word has a capital."""
    before = text[max(0, start - 4) : start].rstrip(" \t\"'“”‘(")[-1:]
    return before in ("", "\n", ".", "!", "?", ":")


def _shouted(form: Form, text: str, start: int, end: int) -> bool:
    """Whether a short abbreviation stands among words in capitals and may be a plain word there (`CONTACT US`)."""
    if form.key not in _IN_HEADLINES:
        return False
    before, after = _BEFORE.search(text, max(0, start - 30), start), _AFTER.match(text, end)
    beside = [match[1] for match in (before, after) if match]
    if not any(len(word) > 2 for word in beside) or not all(word.isupper() for word in beside):
        return False
    return form.key != "us" or after is None


def _form(phrase: str, row: Row) -> Form:
    try:
        return Form.of(phrase)
    except ValueError as error:
        row.refuse(str(error))


def _agreed(claims: list[Claim], explained: Row | None) -> tuple[Reading, ...]:
    """What the rows of one name agree that it means, the likeliest first. Raises `SetupError` where they do not."""
    first = claims[0]
    by_id: dict[str, Reading] = {}
    for claim in claims:
        if claim.reading.id != first.reading.id and not (claim.marked and first.marked):
            claim.row.refuse(
                f"{claim.reading.phrase!r} names both {first.reading.id} and {claim.reading.id} and is not marked with "
                "`?` in both rows",
                first.row,
            )
        by_id.setdefault(claim.reading.id, claim.reading)
    if explained is None:
        for claim in claims:
            if claim.marked:
                claim.row.refuse(f"{claim.reading.phrase!r} is marked with `?` and ambiguous.tsv does not explain it")
        return tuple(by_id.values())
    for claim in claims:
        if not claim.marked:
            claim.row.refuse(f"{claim.reading.phrase!r} is explained as ambiguous and not marked with `?`", explained)
    order = explained.many("order")
    if set(order) != by_id.keys():
        explained.refuse(
            f"{explained['phrase']!r} is said to mean {list(order)}, the rows say {list(by_id)}", first.row
        )
    also = explained.many("also")
    return tuple(
        Reading(r.phrase, r.kind, r.code, r.id, r.entry, r.former, also) for r in (by_id[name] for name in order)
    )


def names_in(text: str) -> tuple[Named, ...]:
    """`Names.find` of this package's names, remembered: phrases come again, texts are asked for in a row."""
    return _in_phrase(text) if len(text) <= _PHRASE else _in_text(text)


@lru_cache(maxsize=20_000)
def _in_phrase(phrase: str) -> tuple[Named, ...]:
    return names().find(phrase)


@lru_cache(maxsize=4)
def _in_text(text: str) -> tuple[Named, ...]:
    return names().find(text)


@cache
def names() -> Names:
    """The names of all tables of this package. Raises `SetupError` for a damaged table."""
    claims = [*_of_countries(), *_of_territories(), *_of_regions(), *_of_bodies()]
    return Names(claims, bundled("ambiguous.tsv", AMBIGUOUS_COLUMNS))


def _claims(row: Row, entry: Entry, identity: tuple[str | None, str], columns: Mapping[str, Kind]) -> Iterator[Claim]:
    code, name = identity
    seen: set[str] = set()
    for column, kind in columns.items():
        for written in row.many(column):
            phrase = plain(written)
            if phrase not in seen:
                seen.add(phrase)
                yield Claim(Reading(phrase, kind, code, name, entry), written.endswith("?"), row)


def _of_countries() -> Iterator[Claim]:
    columns = {
        "name": Kind.NAME,
        "names": Kind.NAME,
        "official": Kind.OFFICIAL,
        "adjectives": Kind.ADJECTIVE,
        "demonyms": Kind.DEMONYM,
        "capital": Kind.CAPITAL,
        "seats": Kind.SEAT,
    }
    known, elsewhere = countries(), territories()
    for row in bundled("countries.tsv", _countries.COLUMNS):
        code = row["code"]
        if code not in elsewhere:  # the table of territories says more of those that stand in both
            yield from _claims(row, known[code], (code, code), columns)
    for row in bundled("countries_former.tsv", _countries.FORMER_COLUMNS):
        code, phrase = row["code"], plain(row["phrase"])
        former = next(f for f in known[code].former if f.phrase == phrase)
        reading = Reading(phrase, Kind.FORMER, code, code, known[code], former)
        yield Claim(reading, row["phrase"].endswith("?"), row)


def _of_territories() -> Iterator[Claim]:
    columns = {"names": Kind.TERRITORY, "adjectives": Kind.ADJECTIVE, "capital": Kind.CAPITAL}
    known = territories()
    for row in bundled("territories.tsv", _countries.TERRITORY_COLUMNS):
        yield from _claims(row, known[row["id"]], (row["claimed_by"], row["id"]), columns)


def _of_regions() -> Iterator[Claim]:
    columns = {"name": Kind.REGION, "names": Kind.REGION, "adjectives": Kind.REGION}
    known = regions()
    for row in bundled("regions.tsv", _countries.REGION_COLUMNS):
        name = plain(row["name"])
        yield from _claims(row, known[name], (None, name), columns)


def _of_bodies() -> Iterator[Claim]:
    columns = {
        "name": Kind.BODY,
        "names": Kind.BODY,
        "abbreviations": Kind.ABBREVIATION,
        "adjectives": Kind.ADJECTIVE,
        "metonyms": Kind.SEAT,
    }
    known = bodies()
    for row in bundled("bodies.tsv", _bodies.COLUMNS):
        yield from _claims(row, known[row["id"]], (row["code"], row["id"]), columns)
