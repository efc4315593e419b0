"""What became of a meeting as it is told, and when it was.

In: a scene and a seed. Out: `Told`, or None where the words speak of no meeting that was or is to be: a wish, a
condition, a refusal, a count of several (`met twice this year`). Nothing is refused.
"""

import re
from dataclasses import dataclass

from communique.codebook.phrases import listed
from communique.coding.clauses import clauses_above
from communique.coding.dating import date_of
from communique.coding.meetings_seeds import Seed, Shape, seeds_of
from communique.coding.meetings_words import CANCELLED, POSTPONED, SPEAKING, with_particle
from communique.coding.scene import Scene
from communique.coding.status import status_of
from communique.records.analysis import Token
from communique.records.diplomacy import MeetingStatus
from communique.records.findings import Grain, TimeKind
from communique.records.outcomes import Status, When
from communique.records.spans import Evidence, Span

_DENIED = frozenset(listed("deny rebut refute dismiss"))
_PLANNED = frozenset(listed("upcoming forthcoming planned scheduled future next impending expected proposed possible"))
_EARLIER = frozenset(listed("last previous earlier past former historic"))
_LATER = re.compile(r"\blater\s+(?:(?:(?:in|on)\s+the|that|the\s+same|on\s+the\s+same)\s+day|today)\b", re.IGNORECASE)
_FOLLOWING = frozenset(("follow", "succeed", "recall"))
_ALWAYS = frozenset(
    listed("always broadly closely consistently constantly continually often regularly routinely usually")
)
_AGO = re.compile(r"\b(?:last|previous|past)\s+(?:month|year|spring|summer|fall|autumn|winter|decade)|\bmonths? ago|"
                  r"\byears? ago", re.IGNORECASE)  # fmt: skip
_COUNT = re.compile(
    r"\b(?:twice|thrice|(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|many|multiple|numerous)\s+"
    r"(?:separate\s+)?(?:times|meetings|calls|visits|rounds|occasions)|repeatedly|regularly|frequently|often)\b",
    re.IGNORECASE,
)
_INVITED = frozenset(("invite", "invitation"))
_HOPED = frozenset(("look", "expect", "plan", "agree", "schedule", "set", "intend", "accept", "anticipate"))
_PLANNING = frozenset(listed("plan schedule set expect due have be hold"))
_NEAR_WORDS = frozenset(listed("last next this yesterday today tomorrow early earlier late later"))
_TRAVELLING = frozenset(listed("arrive come convene fly gather go head return stop travel visit"))
_WITHDRAWN = frozenset(listed("withdraw rescind revoke retract"))
_COUNT_BEFORE, _COUNT_BEHIND = 4, 12  # tokens around the verb
_PAST_STORY = 14  # days; what is earlier is background, not the running story
_SLIP = 2  # days that the date of a report may lie before what it tells as done
_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Told:
    """status: what became of the meeting. date: when. by_default: whether the report's own day had to do."""

    status: MeetingStatus
    date: When | None
    by_default: bool


def told_of(scene: Scene, seed: Seed) -> Told | None:
    """What became of a meeting, and when it was."""
    if counted(scene, seed) or _habitual(scene, seed):
        return None
    date = _date(scene, seed)
    own = date is not None and date.time is not None
    narrative = scene.when(seed.carrier.index)[1].startswith("narrative")
    called = _called_off(seed)
    status = called if called is not None else _status(scene, seed, date if own else None)
    if status is None:
        return None
    if not own and status is not MeetingStatus.HELD:
        today = _later_today(scene, seed) if status is MeetingStatus.ANNOUNCED else None
        return Told(status, None, False) if today is None else Told(MeetingStatus.SCHEDULED, today, False)
    if status is MeetingStatus.ANNOUNCED and date is not None and date.first is not None and _fine(date):
        status = MeetingStatus.SCHEDULED
    return Told(status, date, not own or narrative)


def _later_today(scene: Scene, seed: Seed) -> When | None:
    """`is to meet later in the day`: the report's own day."""
    last = scene.sentence(seed.carrier.index).span.end
    if scene.today is None or not _LATER.search(scene.document.text, seed.carrier.span.end, last):
        return None
    return When(first=scene.today, last=scene.today, precision=Grain.DAY, how="later on the day of the report")


def _habitual(scene: Scene, seed: Seed) -> bool:
    """`continue to consult closely`, `who consults with officials`, `shall consult`: no meeting of its own."""
    verb = seed.carrier
    if verb.upos != "VERB" or seed.shape not in (Shape.TOGETHER, Shape.RECEPTION):
        return False
    words = {c.lemma.lower() for c in verb.children if c.deprel == "advmod"}
    going_on = verb.deprel == "xcomp" and verb.head is not None and verb.head.lemma.lower() in ("continue", "keep")
    shall = any(c.text.lower() == "shall" for c in verb.children)
    plain = verb.xpos in ("VBZ", "VBP") and seed.noun is None and verb.lemma.lower() in SPEAKING
    present = plain and scene.sentence(verb.index).span.of(scene.document.text).rstrip().endswith(".")
    return going_on or shall or bool(words & _ALWAYS) or present  # a headline has no stop


def _date(scene: Scene, seed: Seed) -> When | None:
    """The time that governs the verb, or the noun; of a noun alone, one that stands behind it in its phrase."""
    date = date_of(scene, seed.carrier)
    if (date is None or date.time is None) and seed.carrier != seed.trigger:
        date = date_of(scene, seed.trigger)
    before = seed.trigger.index < seed.carrier.index  # `the talks planned for May were put off`
    if (date is None or date.time is None) and (seed.carrier.upos != "VERB" or before):
        date = _behind(scene, seed.trigger) or date
    if date is not None and date.time is not None and date.first is None and not _AGO.search(date.text or ""):
        date = _behind(scene, seed.carrier) or date  # `on Thursday, hours after the ruling`
    if seed.carrier.upos != "VERB" and date is not None and date.time is not None and _since(scene, date.time):
        day = scene.today
        return None if day is None else When(first=day, last=day, precision=Grain.DAY, how="the report's day")
    return date


def _since(scene: Scene, number: int) -> bool:
    """`their first meeting since 2021`: when the last one was."""
    before = scene.document.text[: scene.times[number].span.start].rstrip()
    return before.lower().endswith(" since")


def _behind(scene: Scene, noun: Token) -> When | None:
    """A time behind a noun before the next verb, which a tree may hang elsewhere: `the talks between ... in May`."""
    sentence = scene.sentence(noun.index)
    for index in range(noun.index + 1, sentence.stop):
        token = scene.analysis[index]
        planned = token.upos in ("VERB", "AUX") and token.lemma.lower() in _PLANNING
        if (token.upos in ("VERB", "AUX") and not planned) or token.text in (";", ":"):
            return None
        for number, time in enumerate(scene.times):
            starts = time.span.contains(token.span) and time.first is not None and time.kind is TimeKind.POINT
            before = scene.analysis[index - 1].text.lower()
            if starts and (before in ("in", "on", "for", "at", "early", "late") or token.text.lower() in _NEAR_WORDS):
                return When.of(number, time)
    return None


def counted(scene: Scene, seed: Seed) -> bool:
    """Whether the words count meetings and tell none of them: `has met him twice this year`."""
    return _count(scene, seed) is not None


def counts_of(scene: Scene) -> tuple[Evidence, ...]:
    """The counts of meetings that a report claims, from the verb to the count; they are no meetings of the day."""
    found = []
    for seed in seeds_of(scene):
        count = _count(scene, seed)
        if count is not None:
            found.append(scene.document.quote(seed.carrier.span.cover(count), "count"))
    return tuple(found)


def _count(scene: Scene, seed: Seed) -> Span | None:
    """The words behind a verb in the perfect that count what it tells, in its clause."""
    anchor = seed.carrier
    if not any(c.lemma.lower() == "have" for c in anchor.children if c.deprel == "aux"):
        return None
    sentence = scene.sentence(anchor.index)
    first = scene.analysis[max(sentence.first, anchor.index - _COUNT_BEFORE)].span.start
    last = scene.analysis[min(sentence.stop - 1, anchor.index + _COUNT_BEHIND)].span.end
    found = _COUNT.search(scene.document.text, first, last)
    return None if found is None else Span(found.start(), found.end())


def _status(scene: Scene, seed: Seed, date: When | None) -> MeetingStatus | None:
    anchor = seed.carrier
    tree = _tree_status(seed)
    if tree is Status.NEGATED:
        return MeetingStatus.DENIED if _under(anchor, _DENIED) else None
    if _under(anchor, _INVITED) or _invitation(seed):
        return MeetingStatus.ANNOUNCED
    late = _against_report(scene, date)
    if tree is Status.ACTUAL and anchor == seed.trigger and anchor.upos == "NOUN":
        tree = _clause_status(anchor)
    if late > 0 and tree is Status.ACTUAL and anchor.xpos == "VBD" and _next_days(scene, date):
        late = 0  # told as done, though the day of the report lies behind: another zone, or a slip
    if tree is Status.FUTURE or late > 0 or _reported_future(seed):
        return MeetingStatus.ANNOUNCED
    if tree is Status.HYPOTHETICAL and not _took_occasion(anchor):
        return MeetingStatus.ANNOUNCED if _under(anchor, _HOPED) else None
    if _under(anchor, frozenset(("look",))):
        return MeetingStatus.ANNOUNCED
    by_noun = _status_by_noun(seed, date, late)
    if by_noun is not None:
        return by_noun
    if late < 0 or (date is None and (_long_ago(scene, seed) or _several_before(seed))):
        return MeetingStatus.HISTORICAL
    return MeetingStatus.HELD


def _status_by_noun(seed: Seed, date: When | None, late: int) -> MeetingStatus | None:
    """`an upcoming visit`, `the previous talks`, `the meeting follows a visit to Lima`."""
    noun = seed.noun
    if noun is None:
        return None
    before = {c.text.lower() for c in noun.children if c.deprel in ("amod", "det", "nmod:poss", "nmod", "compound")}
    if before & _PLANNED and late >= 0:
        return MeetingStatus.ANNOUNCED
    head = noun.head
    follows = head is not None and noun.deprel == "obj" and head.lemma.lower() in _FOLLOWING
    return MeetingStatus.HISTORICAL if date is None and (before & _EARLIER or follows) else None


def _tree_status(seed: Seed) -> Status:
    """The status by the tree; what only describes somebody (`Moon, who was received`) has its own."""
    verb, status = seed.carrier, seed.frame.status
    around = [*verb.children, *(k for c in verb.children if c.deprel.startswith("nsubj") for k in c.children)]
    if any(c.text.lower() in ("nor", "neither") for c in around):
        return Status.NEGATED
    head = verb.head
    be_to = {c.lemma.lower() for c in verb.children if c.deprel in ("cop", "aux", "mark")} >= {"be", "to"}
    if be_to or (head is not None and verb.deprel == "xcomp" and head.lemma.lower() == "be"):
        return Status.FUTURE if status is Status.ACTUAL else status  # `was to meet`
    purpose = status is Status.HYPOTHETICAL and verb.deprel in ("advcl", "xcomp")
    if purpose and head is not None and head.lemma.lower() in _TRAVELLING and head.xpos in ("VBD", "VBN"):
        return status_of(head)  # `flew to Lima to meet`
    beside = verb.deprel == "acl:relcl" or (verb.deprel == "acl" and verb.xpos in ("VBG", "VBN"))
    modal = any(c.xpos == "MD" for c in verb.children if c.deprel.startswith("aux"))
    if beside and not modal and status in (Status.FUTURE, Status.HYPOTHETICAL):
        return Status.ACTUAL
    return status


def _reported_future(seed: Seed) -> bool:
    """`said that the summit would be held in May`, `the news that it would be`: still to come."""
    verb = seed.carrier if seed.carrier.upos == "VERB" else seed.carrier.head
    if verb is None or verb.deprel not in ("ccomp", "acl", "appos"):
        return False
    return any(c.text.lower() == "would" for c in verb.children if c.deprel == "aux") and not any(
        c.deprel == "mark" and c.text.lower() == "if" for c in verb.children
    )


def _several_before(seed: Seed) -> bool:
    """`the meetings that she has chaired`: several, before the story."""
    noun = seed.noun
    helpers = {c.lemma.lower() for c in seed.carrier.children if c.deprel == "aux"}
    return noun is not None and noun.lemma.lower() != "talk" and "Number=Plur" in noun.feats and "have" in helpers


def _took_occasion(verb: Token) -> bool:
    """`had the opportunity to meet`: it was done."""
    head = verb.head
    return (
        head is not None
        and head.lemma.lower() in ("opportunity", "occasion", "chance", "pleasure", "honor", "honour")
        and head.head is not None
        and head.head.xpos == "VBD"
    )


def _clause_status(noun: Token) -> Status:
    """The status of the clause that a noun is subject or object of, and of one `for` which somebody will be there."""
    head, relation = noun.head, noun.deprel.split(":")[0]
    if head is None:
        return Status.ACTUAL
    if relation in ("nsubj", "obj") and (head.upos == "VERB" or any(c.deprel == "cop" for c in head.children)):
        return status_of(head)
    purpose = any(c.text.lower() == "for" for c in noun.children if c.deprel == "case")
    above = next(clauses_above(noun), None)
    coming = purpose and above is not None and status_of(above) is Status.FUTURE
    return Status.FUTURE if coming else Status.ACTUAL


def _against_report(scene: Scene, date: When | None) -> int:
    """1 for what comes after the report, -1 for what is earlier than the running story, 0 for what is neither."""
    if date is None or date.first is None or date.last is None:
        return -1 if date is not None and date.text is not None and _AGO.search(date.text) else 0
    day = scene.today
    if day is None or len(day) < 10:  # then the years that the text names tell which of them is now
        years = [t.last[:4] for t in scene.times if t.last is not None]
        return -1 if date.last[:4] < max(years, default=date.last[:4]) else 0
    if date.first[:10] > day[: len(date.first[:10])]:
        return 1
    return -1 if _days(date.last, day) > _PAST_STORY else 0


def _next_days(scene: Scene, date: When | None) -> bool:
    day = scene.today
    if day is None or len(day) < 10 or date is None or date.first is None or len(date.first) < 10:
        return False
    return _days(day, date.first) <= _SLIP


def _days(earlier: str, later: str) -> int:
    """Days between two ISO points; of a month or a year the last day counts."""
    from datetime import date

    whole = {4: "-12-31", 7: "-28"}
    first, last = (p[:10] + whole.get(len(p[:10]), "") for p in (earlier, later))
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _long_ago(scene: Scene, seed: Seed) -> bool:
    """`had met` outside the story's lead, and `last year` that no calendar settled."""
    sentence = scene.sentence(seed.carrier.index)
    return any(
        _AGO.search(t.text) is not None and sentence.span.contains(t.span)
        for t in scene.times
        if t.first is None and scene.when(seed.carrier.index)[0] == scene.times.index(t)
    )


def _called_off(seed: Seed) -> MeetingStatus | None:
    """Whether a verb above says that it is off or put off."""
    at: Token | None = seed.trigger
    for child in seed.trigger.children if seed.noun is not None else ():
        if child.deprel in ("acl", "acl:relcl") and child.xpos in ("VBN", "VBD"):  # `a meeting that was cancelled`
            below = with_particle(child)
            if below in CANCELLED | POSTPONED:
                return MeetingStatus.CANCELLED if below in CANCELLED else MeetingStatus.POSTPONED
    invited = False
    for _ in range(_DEPTH):
        if at is None:
            return None
        lemma = with_particle(at)
        invited = invited or lemma in _INVITED
        if invited and lemma in _WITHDRAWN:
            return MeetingStatus.CANCELLED
        if lemma in CANCELLED:
            return MeetingStatus.CANCELLED
        if lemma in POSTPONED:
            return MeetingStatus.POSTPONED
        if at.deprel not in ("xcomp", "obj", "ccomp", "acl", "nsubj", "nsubj:pass", "nmod"):
            return None
        at = at.head
    return None


def _under(token: Token, lemmas: frozenset[str]) -> bool:
    """Whether one of the words above, up to the clause that says so, is one of these."""
    at: Token | None = token
    for _ in range(_DEPTH):
        above = at.head if at is not None else None
        if at is None or above is None:
            return False
        relation = at.deprel.split(":")[0]
        if relation not in ("xcomp", "ccomp", "acl", "obj", "obl", "nmod", "advcl", "nsubj", "conj"):
            return False
        if above.lemma.lower() in lemmas or with_particle(above) in lemmas:
            return True
        at = above
    return False


def _invitation(seed: Seed) -> bool:
    return seed.shape is Shape.VISIT and _under(seed.trigger, _INVITED)


def _fine(date: When) -> bool:
    return date.precision in (
        Grain.DAY, Grain.HOUR, Grain.MINUTE, Grain.SECOND, Grain.PART_OF_DAY, Grain.WEEKEND, Grain.WEEK, Grain.MONTH,
    )  # fmt: skip
