"""When an event was, and whether that is the running story or what went before it.

In: a scene and an act. Out: `When` or None; a `Status`. The time that governs the word comes first, then for what is
told in the past the day that the report's first sentence tells of, then the report's own day. What is earlier than two
weeks before the report, or told as background, is historical. Nothing is refused.
"""

from datetime import date

from communique.coding.acts import Act
from communique.coding.frames import TELLING
from communique.coding.scene import Scene
from communique.coding.signs import in_headline
from communique.records.analysis import Token
from communique.records.findings import Grain
from communique.records.outcomes import Status, When

_DEEDS = frozenset(("AGREE", "ASSAULT", "COERCE", "CONSULT", "SANCTION", "AID", "THREATEN", "MOBILIZE", "RETREAT"))
_SAID = frozenset(("ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"))
_TOPICAL = frozenset(("address", "consider", "debate", "discuss", "examine", "explore", "negotiate", "review"))
_ABOUT = frozenset(("about", "against", "for", "of", "on", "over", "to"))
_BEFORE = frozenset(("already", "long", "once", "previously", "repeatedly", "since", "twice"))
_LEAD = 3  # sentences
_PAST_STORY = 14  # days; what is earlier is background, not the running story


def date_of_act(scene: Scene, act: Act) -> When | None:
    """When an act was done; of a promise when it was given, not when it is to be kept."""
    if act.frame.status is Status.FUTURE and act.status is not Status.FUTURE:
        return date_of_word(scene, act)
    date = date_of(scene, act.frame.predicate, told=act.type in _SAID or act.frame.lemma in _TOPICAL)
    past = date is not None and date.last is not None and scene.today is not None and date.last < scene.today
    if act.status is Status.FUTURE and past:  # `will suspend the treaty of 2019`
        return date_of_word(scene, act)
    return date


def date_of(scene: Scene, token: Token, *, told: bool = False) -> When | None:
    """The time that governs a word, or the report's own day. told: whether the word is one of saying, of which times
    further down tell what is said.
    """
    number, how = scene.when(token.index)
    if number is not None and told and _of_content(scene, token, number):
        number, how = None, "the times near it are of what is said"
    if number is not None and how.startswith("narrative") and _of_a_noun(scene, number):
        number, how = None, "the times before it are of other things"
    if number is not None:
        return When.of(number, scene.times[number])
    lead = lead_day(scene) if _past(token) else None
    if lead is not None:
        return When.of(lead, scene.times[lead])
    day = scene.today
    return None if day is None else When(first=day, last=day, precision=Grain.DAY, how=how)


def _of_content(scene: Scene, word: Token, number: int) -> bool:
    """Whether a time belongs to what is said, not to saying it: `discussed the vote of 12 June`, `welcomed Chad's
    presidency next year`.
    """
    time = scene.times[number]
    if _past(word) and scene.today is not None and time.first is not None and time.first[:10] > scene.today[:10]:
        return len(time.first) >= len("2024") and time.first[: len(scene.today)] > scene.today[: len(time.first)]
    at = _head(scene, number)
    if at is None or word.sentence != at.sentence:
        return False
    steps: list[Token] = []
    at = at.head
    while at is not None and at.index != word.index:
        steps.append(at)
        at = at.head
    if at is None or not steps or all(t.upos == "PROPN" for t in steps):  # `met in Oslo on Monday`
        return False
    relation = steps[-1].deprel.split(":")[0]
    about = {c.text.lower() for c in steps[-1].children if c.deprel == "case"} & _ABOUT
    return relation in ("obj", "ccomp", "xcomp", "nmod") or (relation == "obl" and bool(about))


def _head(scene: Scene, number: int) -> Token | None:
    """The word that heads those for a time."""
    tokens, span = scene.analysis.tokens, scene.times[number].span
    first, stop = (int(tokens.start.searchsorted(x)) for x in (span.start, span.end))
    return next((scene.analysis[i] for i in range(first, stop) if not first <= int(tokens.head[i]) < stop), None)


def _of_a_noun(scene: Scene, number: int) -> bool:
    """Whether a time tells of a thing and governs no clause: `their 26 May call`, `the elections of June`."""
    at = _head(scene, number)
    return at is not None and at.deprel.split(":")[0] in ("nmod", "compound") and at.head is not None


def lead_day(scene: Scene) -> int | None:
    """The day that the report's first sentence tells of, where that is a day in the two weeks before the report."""
    first = next((s for s in scene.analysis.sentences if not in_headline(scene, s.span)), None)
    if first is None or scene.today is None:
        return None
    root = next((t.index for t in scene.analysis.tokens_of(first) if t.head is None), first.first)
    number, _ = scene.when(root)
    time = None if number is None else scene.times[number]
    if time is None or time.last is None or time.first is None or time.first[:10] != time.last[:10]:
        return None
    return number if len(time.first) >= 10 and 0 < _days(time.last, scene.today) <= _PAST_STORY else None


def _past(token: Token) -> bool:
    """Whether a verb is told in the past."""
    if token.xpos == "VBD":
        return True
    return token.xpos == "VBN" and any(c.text.lower() in ("was", "were") for c in token.children)


def date_of_word(scene: Scene, act: Act) -> When | None:
    """When a promise was given: the time of the verb that reports it, else the report's day; not the promised day."""
    saying = act.frame.saying
    if saying is not None and scene.when(saying.index)[0] is not None:
        return date_of(scene, saying)
    if scene.today is None:
        return None
    return When(first=scene.today, last=scene.today, precision=Grain.DAY, how="the day of the word that was given")


def status_in_story(scene: Scene, act: Act, date: When | None) -> Status:
    """The act's status; what happened long before the report, or is told as background, is historical."""
    if act.status is not Status.ACTUAL:
        return act.status
    if date is not None and date.time is not None and date.last is not None and _own_time(scene, act):
        return Status.HISTORICAL if _long_ago(scene, date.last) else Status.ACTUAL
    return Status.HISTORICAL if _background(scene, act) else Status.ACTUAL


def _own_time(scene: Scene, act: Act) -> bool:
    """Whether the time that governs an act stands with it, not with a sentence before or a report of it."""
    return not scene.when(act.frame.predicate.index)[1].startswith(("narrative", "time of the report"))


def _long_ago(scene: Scene, last: str) -> bool:
    day = scene.today
    if day is None:  # then the years that the text names tell which of them is now
        years = [t.last[:4] for t in scene.times if t.last is not None]
        return last[:4] < max(years, default=last[:4])
    return _days(last, day) > _PAST_STORY


def _background(scene: Scene, act: Act) -> bool:
    """Whether an act without a time of its own is told as what was before."""
    noun, light = act.frame.predicate, act.frame.light
    verb, far = light or noun, scene.sentence_number(noun.index)
    helpers = {c.text.lower() for c in verb.children if c.deprel.startswith("aux")}
    adverbs = {c.lemma.lower() for c in verb.children if c.deprel == "advmod"}
    if "had" in helpers or ("has" in helpers and adverbs & _BEFORE):
        return True
    if noun.upos == "NOUN" and light is None and act.type in _DEEDS:
        return far >= _LEAD - 1 and not (noun.head is not None and noun.head.lemma.lower() in TELLING)
    return far >= _LEAD and bool(helpers & {"was", "were"}) and act.type in _DEEDS


def _days(earlier: str, later: str) -> int:
    """Days between two ISO points as far as both are told; the last day of a month or a year counts."""
    whole = {4: "-12-31", 7: "-28"}
    first, last = (p[:10] + whole.get(len(p[:10]), "") for p in (earlier, later))
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
