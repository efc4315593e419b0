"""When an event was: the expression of time that governs a verb or an event noun.

In: a document, its analysis, the times found in it, a token. Out: the index of the time, or None where the day of the
report has to do, and how that was settled. The time of the sentence is not the time of each event in it: `Li, who met
Xi in March, said on Wednesday` has two. Lengths of time and what recurs govern nothing.
"""

import re
from collections.abc import Sequence

from communique.grounding.governing_clauses import (
    JOINED,
    WHILE,
    accompanies,
    carries,
    clause_of,
    inside,
    path_of,
    perfect,
    predicate,
    predicate_above,
    reported,
    sayings,
    tells_of,
)
from communique.grounding.time_anchor import anchor_of
from communique.grounding.time_situation import Direction
from communique.grounding.time_tense import direction
from communique.records.analysis import Analysis, Token
from communique.records.documents import Document
from communique.records.findings import Anchor, Grain, TimeKind, TimeRef

_FINE = {
    Grain.SECOND: 0,
    Grain.MINUTE: 0,
    Grain.HOUR: 0,
    Grain.PART_OF_DAY: 0,
    Grain.DAY: 0,
    Grain.WEEKEND: 1,
    Grain.WEEK: 1,
}
BACK = 4  # sentences that a narrative time reaches

_COUNTED = re.compile(r"\b(?:before|after|of|to|following)$", re.IGNORECASE)
_DEFAULTS = {
    Anchor.DATELINE: "no time told: the dateline's day by default",
    Anchor.PUBLICATION: "no time told: the publication's day by default",
    Anchor.NONE: "no time told, and the report has no day of its own",
}

Answer = tuple[int | None, str]


def time_for(document: Document, analysis: Analysis, times: Sequence[TimeRef], token: int) -> Answer:
    """The index in `times` of the time that governs a token, and how it was found.

    None stands for the day of the report, dateline before publication, with `how` saying which, or that there is none.
    For many tokens of one document make a `Governors` and ask it.
    """
    return Governors(document, analysis, times).of(token)


class Governors:
    """Which verb or noun each time of a document belongs to, made once and asked for each event."""

    def __init__(self, document: Document, analysis: Analysis, times: Sequence[TimeRef]) -> None:
        self.analysis = analysis
        self.times = times
        self.now, anchor = anchor_of(document)
        self.default = _DEFAULTS[anchor]
        self.directions: dict[int, Direction] = {}
        self.paths: dict[int, list[Token]] = {}  # time to the words above it, up to the first predicate
        starts = analysis.tokens.start
        for number, time in enumerate(times):
            if time.kind in (TimeKind.DURATION, TimeKind.RECURRING):
                continue
            first = int(starts.searchsorted(time.span.start, side="right")) - 1
            last = int(starts.searchsorted(time.span.end, side="left"))
            head = self._head(max(0, first), last)
            if head is not None:
                self.paths[number] = path_of(head, counted=_COUNTED.search(time.text) is not None)
        self.heads = {path[0].index: number for number, path in self.paths.items()}
        self.by_sentence: dict[int, list[int]] = {}
        for number, path in self.paths.items():
            self.by_sentence.setdefault(path[0].sentence.first, []).append(number)

    def _head(self, first: int, last: int) -> Token | None:
        """The token of the expression whose head lies outside it."""
        heads = self.analysis.tokens.head
        inside = range(first, last)
        outer = [i for i in inside if int(heads[i]) not in inside]
        return self.analysis[outer[0]] if outer else None

    @property
    def today(self) -> str | None:
        """The day that the report speaks from, ISO 8601; None where it tells none."""
        return None if self.now is None else self.now.last.isoformat()

    def of(self, token: int) -> Answer:
        """The time that governs `token`, and how it was found."""
        at = self.analysis[token]
        for found in (
            self._own,
            self._below,
            self._noun_in_clause,
            self._joined,
            self._above,
            self._only,
            self._reported,
            self._before,
        ):
            answer = found(at)
            if answer is not None:
                return answer
        return None, self.default

    def _looks(self, at: Token) -> Direction:
        """Where the verb above a word looks; asked once for each."""
        if at.index not in self.directions:
            self.directions[at.index] = direction(self.analysis, at.index)
        return self.directions[at.index]

    def _here(self, at: Token) -> list[int]:
        return self.by_sentence.get(at.sentence.first, [])

    def _own(self, at: Token) -> Answer | None:
        """A time of its own: an oblique or adverb on it, or one inside a noun that tells where it happened."""
        own = [(self._cost(number, at), number) for number in self._here(at)]
        fit = [(cost, self._rank(number, at), number) for cost, number in own if cost is not None]
        return (min(fit)[2], "its own time") if fit else None

    def _cost(self, number: int, at: Token) -> int | None:
        """How far a time hangs below a word, None where it belongs to another."""
        path = self.paths[number]
        if at.index not in [t.index for t in path[1:]]:
            return None
        steps = [t.index for t in path].index(at.index)
        if not predicate(at):
            return steps
        between = path[1:steps]
        return steps if all(carries(t, at) for t in between) else None

    def _rank(self, number: int, at: Token) -> tuple[int, int, int]:
        time, head = self.times[number], self.paths[number][0]
        dated = 0 if time.first is not None or time.last is not None else 1
        return dated, _FINE.get(time.precision, 2), abs(head.index - at.index)

    def _noun_in_clause(self, at: Token) -> Answer | None:
        """A noun takes the time of the verb that says it was."""
        verb = clause_of(at)
        if verb is None or verb.index == at.index:
            return None
        found = self._own(verb)
        return None if found is None else (found[0], f"time of the verb {verb.text!r} that it stands with")

    def _joined(self, at: Token) -> Answer | None:
        """Verbs joined by `and` share a time where they look the same way; so does a verb with its infinitive."""
        looks = self._looks(at)
        partners: list[Token] = []
        head = at.head
        if head is not None and at.deprel in JOINED:
            partners.append(head)
            partners += [c for c in head.children if c.deprel == at.deprel and c.index != at.index]
        partners += [c for c in at.children if c.deprel in JOINED]
        for other in sorted(partners, key=lambda t: abs(t.index - at.index)):
            if not predicate(other) or self._looks(other) is not looks:
                continue
            found = self._own(other)
            if found is not None:
                return found[0], f"shared with {other.text!r}"
        return None

    def _above(self, at: Token) -> Answer | None:
        """A clause that goes along with the one above shares its time; one reported, one after or before does not."""
        clause = clause_of(at)
        for _ in range(4):
            head = clause.head if clause is not None else None
            if clause is None or head is None:
                return None
            if clause.deprel.startswith("acl") and (number := self.heads.get(head.index)) is not None:
                return number, f"the time {self.times[number].text!r} that its clause tells more of"
            if not accompanies(clause) or not self._agree(clause, head):
                return None
            above = head if predicate(head) else predicate_above(head)
            found = self._own(above) if above is not None else None
            if found is not None and above is not None:
                return found[0], f"time of the clause above, {above.text!r}"
            clause = above
        return None

    def _agree(self, clause: Token, head: Token) -> bool:
        """False for verbs joined by `and` of which one looks ahead and the other back."""
        if clause.deprel != "conj":
            return True
        return self._looks(clause) is self._looks(head)

    def _below(self, at: Token) -> Answer | None:
        """A clause below lends its time: `speaking on Monday, he accused`, `talks held on Monday`."""
        for clause in at.children:
            if clause.deprel.startswith("acl") and tells_of(clause):
                found = self._own(clause)
                if found is not None:
                    return found[0], f"time of the clause {clause.text!r} that tells of it"
        if not predicate(at):
            return None
        for clause in at.children:
            marks = {c.text.lower() for c in clause.children if c.deprel in ("mark", "advmod", "case")}
            participle = (clause.xpos == "VBG" and not marks - WHILE) or marks & WHILE
            if clause.deprel.startswith("advcl") and participle and accompanies(clause):
                found = self._own(clause)
                if found is not None:
                    return found[0], f"time of the clause below, {clause.text!r}"
        return None

    def _only(self, at: Token) -> Answer | None:
        """The sentence's only time, where no other verb has it, or one further down in the same clause of the past."""
        here = self._here(at)
        if len(here) != 1:
            return None
        path = self.paths[here[0]]
        owner = path[-1]
        clause = clause_of(at)
        if len(path) == 1 or not predicate(owner):
            return here[0], "the sentence's only time"
        if clause is None:
            return None
        if owner.index == clause.index:
            return (here[0], "the sentence's only time") if path[-2].deprel.startswith("obl") else None
        if self._gone_by(here[0]) and self._looks(at) is Direction.PAST and inside(owner, clause):
            return here[0], "the sentence's only time, further down"
        return None

    def _gone_by(self, number: int) -> bool:
        """True for a date of its own that ended no later than the report."""
        time = self.times[number]
        day = "9999" if self.now is None else self.now.last.isoformat()
        return time.last is not None and time.last <= day and time.anchor in (Anchor.NONE, Anchor.NARRATIVE)

    def _reported(self, at: Token) -> Answer | None:
        """What somebody says without telling when takes the time of the saying."""
        clause = clause_of(at)
        for _ in range(4):
            if clause is None:
                return None
            saying = next((t for t in sayings(clause)), None)
            found = (self._own(saying) or self._below(saying)) if saying is not None else None
            if found is not None and saying is not None:
                return found[0], f"time of the report of it, {saying.text!r}"
            above = predicate_above(clause)
            if above is None or clause.deprel.startswith("acl"):
                return None
            clause = above
        return None

    def _before(self, at: Token) -> Answer | None:
        """The time of the main verb of a sentence just before, where both look back and the word's own has none."""
        if self._here(at) or self._looks(at) is not Direction.PAST or reported(at) or perfect(at):
            return None
        sentences = self.analysis.sentences
        number = sentences.index(at.sentence)
        for earlier in reversed(sentences[max(0, number - BACK) : number]):
            here = self.by_sentence.get(earlier.first, [])
            mains = [n for n in here if self._tells(n)]
            if mains and self._looks(self.paths[mains[0]][-1]) is Direction.PAST:
                return mains[-1], "narrative time of a sentence before"
            if mains:
                return None
        return None

    def _tells(self, number: int) -> bool:
        """True for a day that is the time of its sentence's main verb."""
        main, time = self.paths[number][-1], self.times[number]
        if main.head is not None or time.first is None or _FINE.get(time.precision, 2) > 0:
            return False
        return self._cost(number, main) is not None
