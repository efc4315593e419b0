"""Names of places in a document, before it is asked where they lie.

In: a document, its analysis, a gazetteer. Out: `Candidate`s in the order of the text, none over another: names that
the gazetteer knows, longest first, and names that only the language model takes for places. What stands in names of
persons is left out; what stands in names of organizations is marked.
"""

import itertools
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from communique.codebook.countries import Region
from communique.codebook.names import Kind, Named, names_in
from communique.grounding.gazetteer import Gazetteer, keys_of
from communique.grounding.gazetteer_compile import fold
from communique.grounding.places_actors import Deeds
from communique.grounding.places_words import (
    AT_PLACE,
    CITY,
    FIRST_SMALL,
    JOINERS,
    KINDS_AFTER,
    KINDS_BEFORE,
    MONTHS,
    NO_PLACES,
    SIDES,
    SITE_WORDS,
    STREETS,
)
from communique.records.analysis import Analysis, Mention, MentionKind
from communique.records.documents import Document
from communique.records.spans import Span

LONGEST = 7  # tokens of a name
_COUNTRY = frozenset({Kind.NAME, Kind.OFFICIAL, Kind.FORMER, Kind.TERRITORY})
_PEOPLE = frozenset({Kind.ADJECTIVE, Kind.DEMONYM})
_PLACES = frozenset({MentionKind.PLACE, MentionKind.FACILITY})
_NO_HOLDERS = frozenset({"compound", "nmod:poss", "nsubj", "nsubj:pass", "obj", "amod"})
_IN_NAMES = frozenset({"PROPN", "ADP", "DET", "PUNCT", "CCONJ", "X", "NOUN", "ADJ"})


@dataclass(slots=True)
class Candidate:
    """A name that may be a place's.

    first, stop: its tokens. keys: under which the gazetteer may know it. head: token. countries: codes that the
    codebook gives it, the likeliest first. sure: the codebook knows no other meaning. people: an adjective or the
    name of a people. within: the kind of a longer name that holds it. mention: kind that the model gives the name
    itself. wanted: resolution that a word beside it tells (`province`). dateline: it opens the report. acts: it stands
    for a government.
    """

    span: Span
    text: str
    first: int
    stop: int
    head: int
    keys: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sure: bool = False
    people: bool = False
    within: MentionKind | None = None
    mention: MentionKind | None = None
    wanted: str | None = None
    dateline: bool = False
    acts: bool = False
    held_by: "list[Candidate]" = field(default_factory=list)  # names of what holds it: Paris, Texas

    @property
    def key(self) -> str:
        """What all mentions of one name in a document have in common."""
        return self.keys[0] if self.keys else fold(self.text)


class Finder:
    """One pass over a document."""

    def __init__(self, document: Document, analysis: Analysis, gazetteer: Gazetteer) -> None:
        self.document, self.analysis, self.gazetteer = document, analysis, gazetteer
        tokens = analysis.tokens
        self.start: list[int] = tokens.start.tolist()
        self.end: list[int] = tokens.end.tolist()
        self.form = [tokens.form.names[c] for c in tokens.form.codes.tolist()]
        self.small = [f.lower() for f in self.form]
        self.capital = [f[:1].isupper() or (f[:1].isdigit() and len(f) < 3) for f in self.form]
        self.deeds = Deeds(analysis)
        self.over: dict[int, Mention] = {}  # the longest named mention over a token
        for mention in analysis.mentions:
            if mention.named:
                self._cover(mention)

    def _cover(self, mention: Mention) -> None:
        first, stop = self._tokens(mention.span)
        for token in range(first, stop):
            other = self.over.get(token)
            if other is None or len(other.span) < len(mention.span):
                self.over[token] = mention

    def _tokens(self, span: Span) -> tuple[int, int]:
        first = stop = bisect_left(self.start, span.start)
        while stop < len(self.start) and self.start[stop] < span.end:
            stop += 1
        return first, stop

    def find(self) -> list[Candidate]:
        """All candidates, in order."""
        taken: dict[int, Candidate] = {}
        blocked: set[int] = set()
        for named in names_in(self.document.text):
            self._codebook(named, taken, blocked)
        for first, stop, keys in self._known(blocked):
            present = {id(taken[t]): taken[t] for t in range(first, stop) if t in taken}
            if any(c.stop - c.first >= stop - first for c in present.values()):
                for other in present.values():
                    if (other.first, other.stop) == (first, stop) and not other.people:
                        other.keys = keys  # a name of both: Georgia
                continue
            for other in present.values():
                for token in range(other.first, other.stop):
                    taken.pop(token, None)
            self._take(self._candidate(first, stop, keys), taken)
        found = sorted({id(c): c for c in taken.values()}.values(), key=lambda c: c.first)
        standing = [c for c in found if self._stands(c)]
        found = self._again(found, standing)
        self._unknown(found, blocked)
        self._link(found)
        return found

    def _again(self, found: list[Candidate], standing: list[Candidate]) -> list[Candidate]:
        """Those that stand, with those that were doubted and are named elsewhere in the document, or in a list."""
        stands = {id(c) for c in standing}
        keys = {c.key for c in standing if c.mention in _PLACES or c.dateline}
        ends: set[int] = set()
        out = []
        for candidate in found:
            doubted = id(candidate) not in stands
            mention = self._mention_over(candidate) if doubted else None
            if doubted and mention is None and (candidate.key in keys or candidate.first - 1 in ends):
                doubted = any(self.deeds.upos[t] != "PROPN" for t in range(candidate.first, candidate.stop))
            if not doubted and (candidate.within is None or self._counts(candidate, keys)):
                out.append(candidate)
                if self.small[candidate.stop : candidate.stop + 1] in ([","], ["and"], ["or"]):
                    ends.add(candidate.stop)
        return out

    def _counts(self, candidate: Candidate, keys: set[str]) -> bool:
        """Whether a name inside a longer one tells a place: Cairo Airport does, Thomas Memorial Hospital does not."""
        mention = self._mention_over(candidate)
        if candidate.people or candidate.countries or candidate.dateline or mention is None:
            return True
        if mention.kind is not MentionKind.NORP and candidate.first <= mention.head < candidate.stop:
            return False  # the Church of St. Church
        return candidate.key in keys or any(self.gazetteer.weight(key) >= 15_000 for key in candidate.keys)

    def _codebook(self, named: Named, taken: dict[int, Candidate], blocked: set[int]) -> None:
        first, stop = self._tokens(named.span)
        if stop == first:
            return
        if named.kind in _COUNTRY or named.kind in _PEOPLE:
            readings = [r for r in (named.reading, *named.rivals) if r.kind in _COUNTRY | _PEOPLE]
            codes = dict.fromkeys(r.id if r.kind is Kind.TERRITORY else r.code for r in readings)
            known = tuple(c for c in codes if c and self.gazetteer.country(c) is not None)
            candidate = self._candidate(first, stop, (), named.span)
            candidate.countries, candidate.sure = known, not named.ambiguous
            former = named.reading.former
            candidate.people = named.kind in _PEOPLE or (former is not None and former.form != "name")
            self._take(candidate, taken)
        elif named.kind in (Kind.BODY, Kind.ABBREVIATION) or getattr(named.entry, "kind", "") == "other":
            blocked.update(range(first, stop))
        elif isinstance(named.entry, Region) and named.text in named.entry.adjectives:
            candidate = self._candidate(first, stop, tuple(keys_of(named.entry.name)), named.span)
            candidate.people = True
            self._take(candidate, taken)

    @staticmethod
    def _take(candidate: Candidate, taken: dict[int, Candidate]) -> None:
        for token in range(candidate.first, candidate.stop):
            taken[token] = candidate

    def _candidate(self, first: int, stop: int, keys: tuple[str, ...], span: Span | None = None) -> Candidate:
        span = span or Span(self.start[first], self.end[stop - 1])
        head = next((t for t in range(first, stop) if not first <= self.deeds.head[t] < stop), first)
        return Candidate(span, span.of(self.document.text), first, stop, head, keys)

    def _known(self, blocked: set[int]) -> list[tuple[int, int, tuple[str, ...]]]:
        """Sequences that the gazetteer knows: longest first, then from the left, none over another."""
        sequences: list[tuple[int, int]] = []
        asked: list[str] = []
        owner: list[int] = []
        for sentence in self.analysis.sentences:
            for first, stop in self._sequences(sentence.first, sentence.stop, blocked):
                text = self.document.text[self.start[first] : self.end[stop - 1]]
                for key in (*keys_of(text), *self._short_form(first, stop)):
                    asked.append(key)
                    owner.append(len(sequences))
                sequences.append((first, stop))
        hits: dict[int, list[str]] = {}
        for at in self.gazetteer.known(asked).nonzero()[0].tolist():
            hits.setdefault(owner[at], []).append(asked[at])
        free: set[int] = set()
        found = []
        for at in sorted(hits, key=lambda s: (sequences[s][0] - sequences[s][1], sequences[s][0])):
            first, stop = sequences[at]
            if stop - first == 1 and (self.small[first] in NO_PLACES or self._dated(first)):
                continue
            if self.small[stop - 1] in KINDS_AFTER and not any(map(self.gazetteer.weight, hits[at])):
                continue  # `Las Vegas City` in a list of other names is no reason to overlook `Las Vegas`
            if free.isdisjoint(range(first, stop)):
                free.update(range(first, stop))
                found.append((first, stop, tuple(hits[at])))
        return found

    def _dated(self, token: int) -> bool:
        """Whether a word is a month: it stands beside a number."""
        beside = self.small[max(0, token - 1) : token + 2]
        return self.small[token].strip(".") in MONTHS and any(word[:1].isdigit() for word in beside)

    def _short_form(self, first: int, stop: int) -> tuple[str, ...]:
        """The key of a short form that lacks its dot: EDMONTON, Ky (WBKO)."""
        if stop - first > 1 or first == 0 or self.small[first - 1] != "," or len(self.small[first]) > 5:
            return ()
        return () if stop < len(self.form) and self.capital[stop] else (self.small[first] + ".",)

    def _sequences(self, begin: int, end: int, blocked: set[int]) -> Iterator[tuple[int, int]]:
        small, capital = self.small, self.capital
        for first in range(begin, end):
            opens = capital[first] or (small[first] in FIRST_SMALL and first + 1 < end and capital[first + 1])
            opens = opens or (small[first] in FIRST_SMALL and first + 2 < end and capital[first + 2])
            if not opens or first in blocked:
                continue
            seen = capital[first]
            for stop in range(first + 1, min(first + LONGEST, end) + 1):
                token = stop - 1
                if token in blocked:
                    break
                if capital[token]:
                    seen = True
                hyphened = token > first and small[token - 1] == "-"  # Punggye-ri
                closes = capital[token] or small[token] in SITE_WORDS or hyphened
                if token > first and not closes and small[token] not in JOINERS:
                    break
                if seen and closes:
                    yield first, stop

    def _stands(self, candidate: Candidate) -> bool:
        """Whether a name is used as one of a place, or at least may be; fills in what stands around it."""
        candidate.dateline = self._in_dateline(candidate.span) or self._shouts(candidate)
        mention = self._mention_over(candidate)
        if mention is not None:
            whole = self._fills(candidate, mention)
            candidate.mention = mention.kind if whole else None
            candidate.within = None if whole else mention.kind
        candidate.wanted = self._kind_beside(candidate) or (CITY if candidate.dateline else None)
        candidate.acts = not candidate.people and (self.deeds.acts(candidate.head) or self._whose(candidate))
        if candidate.dateline or candidate.people:
            return True
        if self._of_dateline(candidate.span) and not candidate.countries and not self._strong(candidate):
            return False  # the month or the agency
        if candidate.text.isupper() and len(candidate.text) == 2 and not candidate.countries:
            return candidate.first > 0 and self.small[candidate.first - 1] == ","  # KY
        if mention is None:
            return self._alone(candidate)
        if mention.kind is MentionKind.PERSON:  # Judy Law of Oxford
            return candidate.within is not None and self.small[candidate.first - 1] in ("of", "from")
        if mention.kind in _PLACES:
            return True
        if mention.kind is MentionKind.NORP:
            return bool(candidate.countries)
        known = bool(candidate.countries) or self._strong(candidate) or self._held(candidate)
        return candidate.within is not None or known

    def _whose(self, candidate: Candidate) -> bool:
        """Whether a country tells whose statesman a person is, not where anyone was."""
        whole = self.deeds.belongs(candidate.head) if candidate.countries else None
        return whole in self.over and self.over[whole].kind is MentionKind.PERSON

    def _mention_over(self, candidate: Candidate) -> Mention | None:
        found = [self.over[t] for t in range(candidate.first, candidate.stop) if t in self.over]
        return max(found, key=lambda m: len(m.span)) if found else None

    def _fills(self, candidate: Candidate, mention: Mention) -> bool:
        """Whether a mention says no more than the name, but for sides and words such as `province`."""
        first, stop = self._tokens(mention.span)
        rest = [*range(first, candidate.first), *range(candidate.stop, stop)]
        extra = [self.small[t] for t in rest if self.small[t] not in ("-", ",", "'s", "’s")]
        if mention.kind in _PLACES and any(self.small[t] == "," for t in rest):
            return True  # `Paris, Texas` as one mention
        return all(w in SIDES or w in KINDS_AFTER or w in KINDS_BEFORE or w in ("of", "area", "border") for w in extra)

    def _in_dateline(self, span: Span) -> bool:
        dateline = self.document.dateline
        if dateline is None or dateline.place_span is None:
            return False
        return dateline.place_span.contains(span)

    def _of_dateline(self, span: Span) -> bool:
        return self.document.dateline is not None and self.document.dateline.span.contains(span)

    def _shouts(self, candidate: Candidate) -> bool:
        """Whether a name opens the report in capitals before words that have none: DETROIT The U.S. said."""
        if candidate.first != 0 or not candidate.text.isupper() or len(candidate.text) < 4:
            return False
        after = self.form[candidate.stop : candidate.stop + 2]
        return bool(after) and not any(word.isupper() and len(word) > 1 for word in after)

    def _kind_beside(self, candidate: Candidate) -> str | None:
        after = self.small[candidate.stop] if candidate.stop < len(self.small) else ""
        if after in KINDS_AFTER and (self.capital[candidate.stop] or self.deeds.head[candidate.head] == candidate.stop):
            return KINDS_AFTER[after]
        before = self.small[max(0, candidate.first - 2) : candidate.first]
        if len(before) == 2 and before[1] == "of" and before[0] in KINDS_BEFORE:
            return KINDS_BEFORE[before[0]]
        return None

    def _alone(self, candidate: Candidate) -> bool:
        """Whether a name that the model takes for nothing is a place all the same."""
        tokens = range(candidate.first, candidate.stop)
        before = self.small[candidate.first - 1] if candidate.first else ""
        after = self.small[candidate.stop] if candidate.stop < len(self.small) else ""
        stands = before in AT_PLACE or before in SIDES - {"the"} or after in KINDS_AFTER
        if candidate.countries:
            return candidate.sure or stands
        if any(self.deeds.upos[t] not in _IN_NAMES for t in tokens) or after in STREETS:
            return False
        if all(self.deeds.upos[t] != "PROPN" for t in tokens) or len(candidate.text.strip(".")) < 3:
            return False
        if candidate.text.isupper() and len(candidate.text) < 5 and before != "," and not stands:
            return False  # 8 a.m. EST.
        if self.small[candidate.first].strip(".") in MONTHS:
            return False
        if self._inside(candidate, after):
            candidate.within = MentionKind.ORGANIZATION
        return stands or self._strong(candidate) or self._held(candidate)

    def _held(self, candidate: Candidate) -> bool:
        """Whether a comma and the name of a country or a division follow: Oxford, North Carolina."""
        at = candidate.stop + 1
        if self.small[candidate.stop : at] != [","]:
            return False
        for length in (1, 2, 3):
            if not all(self.capital[at : at + length]) or at + length > len(self.form):
                return False
            text = self.document.text[self.start[at] : self.end[at + length - 1]]
            if any(self.gazetteer.holds(key) for key in keys_of(text)):
                return True
        return False

    def _inside(self, candidate: Candidate, after: str) -> bool:
        """Whether a name runs on in capitals, so that it is part of a longer one: Litchfield Superior Court."""
        beside = [candidate.first - 1] if candidate.first else []
        if candidate.stop < len(self.small) and after not in KINDS_AFTER:
            beside.append(candidate.stop)
        own = range(candidate.first, candidate.stop)
        for token in beside:
            proper = self.capital[token] and self.deeds.upos[token] == "PROPN" and not self.form[token].isupper()
            if proper and (self.deeds.head[token] in own or self.deeds.head[candidate.head] == token):
                return True
        return False

    def _strong(self, candidate: Candidate) -> bool:
        """Whether what the gazetteer has under a name is so well known that the name alone tells a place."""
        return any(self.gazetteer.weight(key) >= 300_000 for key in candidate.keys)

    def _unknown(self, found: list[Candidate], blocked: set[int]) -> None:
        """Add names that only the model takes for places, whole."""
        covered = blocked | {t for c in found for t in range(c.first, c.stop)}
        for mention in self.analysis.mentions:
            if not mention.named or mention.kind not in _PLACES:
                continue
            first, stop = self._tokens(mention.span)
            outside = self._in_dateline(mention.span) or not self._of_dateline(mention.span)
            if stop > first and outside and covered.isdisjoint(range(first, stop)):
                candidate = self._candidate(first, stop, (), mention.span)
                candidate.mention = mention.kind
                candidate.dateline = self._in_dateline(mention.span)
                candidate.acts = self.deeds.acts(candidate.head)
                found.append(candidate)
                covered.update(range(first, stop))
        found.sort(key=lambda c: c.first)

    def _link(self, found: list[Candidate]) -> None:
        """Tell each name which names of larger places stand right behind it: `Sidon, Lebanon`, `Sidon in Lebanon`."""
        for this, following in itertools.pairwise(found):
            between = self.small[this.stop : following.first]
            if between in (["'s"], ["’s"]):
                following.held_by.append(this)
                continue
            if following.acts or self.deeds.deprel[following.head] in _NO_HOLDERS:
                continue  # Russia, U.S. officials said
            if (
                (len(between) < 3 and between[:1] == [","])
                or between[:1] == ["("]
                or (between and between[0] == "in" and all(w in SIDES for w in between[1:]))
            ):
                this.held_by.append(following)
        for this in reversed(found):  # Paris, Lamar County, Texas
            if this.held_by:
                this.held_by.extend(c for c in this.held_by[0].held_by if c not in this.held_by)
