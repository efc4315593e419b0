"""Persons in government out of an actor dictionary of PETRARCH or TABARI.

In: the dictionary's text: a name with underscores, synonyms in lines with `+`, and codes in brackets on the same line
or those below, with a day after which (`>970101`), before which (`<970101`) or between which (`970101-061231`) they
hold; `#` and `;` start comments. Out: `Imported`. A code becomes a row where it starts with a country, goes on with
GOV and says from when it holds; the office is told from a title among the synonyms, else it is `other`. Everything else
with a date is passed over with the reason; names without dates are groups, places and words, and are not counted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from communique.actors.register import Register
from communique.actors.register_import import Imported, PassedOver, country_of, office_of, reconciled
from communique.actors.register_names import last_words
from communique.actors.register_rows import Holding, holding_of
from communique.codebook.titles import titled_in, titles

PIVOT = 30  # two-digit years: 30 is 1930, 29 is 2029
MOST_ALIASES = 12
_CODE = re.compile(r"\[([^\[\]]*)\]")
_DATED = re.compile(r"([A-Z]{3,})\s+(?:([<>])\s*(\d+)|(\d+)\s*-\s*(\d+))", re.ASCII)
_HONORIFICS = re.compile(r"^(?:(?:mr|mrs|ms|dr|sir|sheikh|his|her|excellency|majesty)\.? )+", re.IGNORECASE)


@dataclass(slots=True)
class _Entry:
    line: int
    names: list[str] = field(default_factory=list)
    codes: list[tuple[int, str]] = field(default_factory=list)


def from_petrarch(text: str, file: str, register: Register) -> Imported:
    """Rows out of a dictionary. Nothing is raised: a file without dated codes gives nothing."""
    found: dict[Holding, int] = {}
    passed: list[PassedOver] = []
    for entry in _entries(text):
        for line, code in entry.codes:
            if not re.search(r"\d", code):
                continue
            try:
                found.setdefault(_row(entry, code, f"{file}:{line}", register), line)
            except ValueError as error:
                passed.append(PassedOver(line, f"{entry.names[0]} [{code}]", str(error)))
    return reconciled(found, passed)


def _entries(text: str) -> Iterator[_Entry]:
    entry: _Entry | None = None
    for number, written in enumerate(text.splitlines(), 1):
        line = re.split(r"[#;]", written, maxsplit=1)[0].rstrip()
        name = _CODE.sub("", line).strip()
        if name and not name.startswith("+"):
            if entry is not None:
                yield entry
            entry = _Entry(number)
        if entry is None:
            continue
        if name.strip("+_ "):
            entry.names.append(re.sub(r"[_\s]+", " ", name.lstrip("+")).strip())
        entry.codes += [(number, code.strip()) for code in _CODE.findall(line)]
    if entry is not None:
        yield entry


def _row(entry: _Entry, code: str, source: str, register: Register) -> Holding:
    read = _DATED.fullmatch(code)
    if read is None:
        raise ValueError("the dates of the code cannot be read")
    actor, sign, day, first, last = read.groups()
    country = country_of(actor[:3])
    if country is None:
        raise ValueError(f"{actor[:3]} is no country's code")
    if actor[3:6] != "GOV":
        raise ValueError("no code of a government")
    if sign == "<":
        raise ValueError("the code does not say from when it holds")
    began, ended = (_day(day), "") if sign else (_day(first), _day(last))
    holder, aliases, title = _named(entry.names)
    office, title, _ = office_of(title, country, register) if title else ("other", "Official", False)
    note = f"PETRARCH {actor}"
    return holding_of((holder, ";".join(aliases), country, office, title, began, ended, "holder", note), source)


def _day(digits: str) -> str:
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) >= PIVOT else "20") + digits
    if len(digits) != 8:
        raise ValueError(f"{digits} is no date: YYMMDD or YYYYMMDD")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def _named(names: list[str]) -> tuple[str, list[str], str]:
    """Holder, other spellings and title, out of an entry's names. Raises `ValueError` where no person is named."""
    bare: list[str] = []
    title = ""
    for name in names:
        spelled = " ".join(w if "." in w and len(w) < 6 else w.capitalize() for w in name.split())
        own = [t for t in titled_in(spelled, titles()) if t.standing is None and not (t.speaks or t.kin or t.lower)]
        if own:
            title = title or own[-1].text
            spelled = spelled[own[-1].span.end :]
        spelled = _HONORIFICS.sub("", spelled.strip(" ,'’s" if own else " ")).replace(";", " ")
        if len(last_words(spelled)) > 1 and spelled not in bare and not titled_in(spelled, titles()):
            bare.append(spelled)
    if not bare:
        raise ValueError("no name of a person in two words")
    return bare[0], bare[1 : 1 + MOST_ALIASES], title
