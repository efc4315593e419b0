"""Where sentences end: `split` for a text, `sentences_of` for a document.

In: any text, and the places where a block of it ends. Out: the sentences as spans of the text, in order, apart, without
white space around them; together they hold every character that is not white space. Nothing is refused.

A stop ends a sentence unless the word before it is an abbreviation, an initial or the number of an item, or the text
goes on in lower case. After a stop that may do both duties (U.S., Inc., Aug.) what follows decides. Line ends inside
running prose do not count; those after headlines, items, datelines and turns of a transcript do.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from communique.language.abbreviations import MONTHS, Stop, opens_sentence, stop_of, word_set
from communique.language.lines import line_breaks
from communique.records.documents import Document
from communique.records.spans import Span

_CLOSERS = r"[\"'”’»›)\]}*_]"
_END = re.compile(
    rf"""(?P<stops>\.(?:[ \u00a0]\.){{2,}}|[.!?…‽‼⁇⁈⁉]+)(?P<close>(?:{_CLOSERS}|\s?\[\d{{1,3}}\])*
        (?:\s[:;]-?[)(](?=\s|$))?(?:[ ][”»](?=\s|$))?)(?=\s|$)
      |(?P<wide>[。！？｡؟۔।]+[”’」』»）)"]*)
      |(?:(?<=[a-z][a-z][a-z])|(?<=\d\d\d\d))(?P<glued>[.!?]{{1,5}}[”"’)]?)(?=[“"]?(?!Com\b|Net\b|Org\b)[A-Z][a-z]{{0,20}}[\s,])
      |(?P<bullet>\s(?=[•▪●■►◆‣]\s))
      |(?P<credit>(?<=[\w)”"])\s(?=(?:Image|Photo|Photos|Picture|Photograph|Credit):\s[A-Z]))""",
    re.VERBOSE,
)
_NEXT = re.compile(r"\s*(?P<open>(?:[\"'“‘«‹(\[{*_¿¡>„]|[-–—]+\s?|\.\.\.\s?|…\s?)*)(?P<word>\w[\w’'-]{0,40})?")
_PREVIOUS = re.compile(r"[\"“”‘(\[{—–>*_«„¿¡…]|--")
_ITEM = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z]|[ivxIVX]{1,4})")
_NUMBER = re.compile(r"[IVXLC]+\b|[A-Z]\b|[A-Z]{1,3}[-/]?\d|\.?\d")
_VERB = (
    r"(?:said|says|told|asked|added|wrote|is|was|were|are|has|had|have|will|would|did|does|denied|warned|called|urged|"
    r"rejected|accused|declined|announced|insisted|replied|noted|stressed|reiterated|expressed|agreed|condemned|"
    r"confirmed|voted|backed|sent|met|vowed|imposed|responded|arrived|declared|also|later|then|and)\b"
)
_NAME_VERB = re.compile(rf"(?:[A-Z][\w’'-]{{1,30}}\s){{1,2}}{_VERB}")
_SPEECH = re.compile(
    r"(?:(?:[A-Z][\w’'.-]{0,30}|spokes\w{3,6}|foreign|minister|reporter|president|correspondent)\s){1,6}"
    r"(?:asked|said|added|replied|wondered|wrote|tweeted|shouted|exclaimed|quipped|responded|demanded)"
    r"(?=\s*[.,:;]|\s+(?:on|in|at|after|during|when|as|reporters|before|while|rhetorically|later|last|earlier)\b|\s*$)"
)
_OFFICES = word_set(
    """
    president vice secretary deputy under assistant ambassador senator sen rep representative representatives congress
    congressman congresswoman senate house army navy air marine marines coast embassy consul consulate treasury state
    defense defence supreme federal attorney general special envoy national central department justice commerce trade
    chief chairman chairwoman chair ceo forces troops military government administration open district circuit court
    judge mayor police capitol steel bank postal census security human charter resolution mission prime minister foreign
    secretary-general peacekeepers peacekeeping development delegation officials embassies permanent humanitarian energy
    agency commission council cabinet parliament intelligence immigration customs bureau office
    """
)
_ZONE = re.compile(
    r"[A-Z]{2,4}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.|(?:Jan|Febr)uary"
    r"|(?:March|April|May|June|July|August)\b|(?:Septem|Octo|Novem|Decem)ber|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\."
    r"|[A-Z]\w{1,20}\s(?:[A-Z]\w{1,20}\s)?[Tt]ime\b|(?:Eastern|Central|Pacific|Mountain|Greenwich)\b"
)
_WORD_BEFORE = re.compile(r"\w\s$")
_LOWER_AFTER = re.compile(r"\s[a-z]")
_CREDIT = re.compile(r"(?:Image|Photo|Photos|Picture|Photograph|Credit):\s[A-Z]")
_QUOTES = frozenset('"“„«')
_QUOTED = re.compile(r"\"[^\"]{0,600}\"|“[^“”]{0,600}”")
_RUN_IN = re.compile(r"\b(?:that|said|says|saying|wrote|writes|added|adds|stated|states|declared|declares)\s$")
_EXCLAIMED = frozenset({"yahoo", "jeopardy", "yum"})  # names that end in a mark
_YAHOO = re.compile(r"\s(?:Inc|News|Mail|Finance|Japan|Answers|Brands|Sports|and|CEO)\b")
_LETTERED = word_set(
    "plan plans vitamin group class grade type hepatitis appendix annex section part schedule war phase point option "
    "zone area category team exhibit model tier level chapter title table figure article item pool block line stage"
)
_LOWER_NAMES = re.compile(r"[a-z]{1,6}[A-Z]|(?:al|el)-[A-Z]|(?:de|van|von|bin)\s[A-Z]|https?:|www\.")
_PLACE = r"[A-Z][\w’'.-]*(?:[.,]?\s(?:[A-Z][\w’'.-]*|\d{1,2}(?=\W)|\d{4}|of|de|al-\w+|and)){0,8}?[.,]?"
_DATELINE = re.compile(
    rf"""{_PLACE}\s?(?:/[A-Z][\w.,’' -]{{1,40}}/[.,]?(?:\s?[-–—]+|:)?   # MOSCOW, November 25. /TASS/.
        |\([A-Z][\w.,’' /&-]{{1,40}}\)\s?(?:[-–—]+|:)                # WASHINGTON, Aug. 3 (AP) —
        |(?<=[\d.])\s?(?:--|[–—])                                     # UNITED NATIONS, Nov. 25 --
        )\s""",
    re.VERBOSE,
)
_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s(?:[A-Z][a-z]{2,8}\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}),?\s\d{4}(?=\s[A-Z])"
)
_SIGNED = re.compile(r"\s(?:(?:--|[-–—])\s?[A-Z][\w’'-]*|[A-Z][\w’'-]+\s[A-Z][\w’'-]+)(?:\s[A-Z][\w’'-]+){0,3}$")


def split(text: str, breaks: Sequence[int] = ()) -> list[Span]:
    """The sentences of `text`.

    breaks: character positions where a sentence must end, such as the edges of blocks; those outside the text do not
    matter. A blank line ends a sentence without being told.
    """
    out: list[Span] = []
    cuts = sorted({0, len(text), *(b for b in breaks if 0 < b < len(text)), *line_breaks(text)})
    for start, end in pairwise(cuts):
        unit = Span.trimmed(text, start, end)
        if unit is not None:
            _split_unit(text, unit, out)
    return out


def sentences_of(document: Document) -> list[Span]:
    """The sentences of a document: no sentence runs over the edge of a block.

    A dateline is a sentence of its own, as in the treebank GUM: it is no part of the tree of what follows it.
    """
    edges = {edge for block in document.blocks if block.span for edge in (block.span.start, block.span.end)}
    return split(document.text, sorted(edges))


def _split_unit(text: str, unit: Span, out: list[Span]) -> None:
    """Append the sentences of one block, paragraph or line to `out`."""
    start = unit.start
    for cut in (*_ends(text, unit), unit.end):
        span = Span.trimmed(text, start, cut)
        if span is not None:
            out.append(span)
        start = cut


def _ends(text: str, unit: Span) -> Iterator[int]:
    """Where sentences end inside `unit`, its own end left out."""
    start = at = unit.start
    if (day := _DAY.match(text, start, unit.end)) is not None:
        yield day.end()
        start = at = day.end()
    elif (opening := _DATELINE.match(text, start, unit.end)) is not None:
        at = opening.end()
    quoted: list[tuple[int, int]] | None = None
    for end in _END.finditer(text, at, unit.end):
        cut = end.end()
        if cut >= unit.end:
            return
        if end["stops"] is not None:
            follows = _NEXT.match(text, cut, unit.end)
            if follows is None or (follows["word"] is None and not _goes_on(text, follows.end(), unit.end)):
                return  # nothing but marks is left: they close this sentence
            if not _ends_here(text, start, end, follows):
                continue
            if quoted is None:
                quoted = _quotations(text, unit)
            if any(a < end.start() and cut < b for a, b in quoted):
                continue
        if cut > start:
            yield cut
            start = cut


def _quotations(text: str, unit: Span) -> list[tuple[int, int]]:
    """Quotations that a sentence takes in without comma or colon: said that "We came. We saw.", the cry "Go! Go!" rose.

    They stay whole.
    """
    found = _QUOTED.finditer(text, unit.start, unit.end)
    return [q.span() for q in found if _runs_in(text, unit, q)]


def _runs_in(text: str, unit: Span, quoted: re.Match[str]) -> bool:
    if _RUN_IN.search(text, max(unit.start, quoted.start() - 12), quoted.start()):
        return True
    return _WORD_BEFORE.search(text, max(unit.start, quoted.start() - 2), quoted.start()) is not None and (
        _LOWER_AFTER.match(text, quoted.end(), unit.end) is not None
    )


def _goes_on(text: str, at: int, end: int) -> bool:
    """True where a letter or a digit stands between `at` and `end`, or more marks than a sentence closes with."""
    return end - at > 12 or any(c.isalnum() for c in text[at:end])


def _ends_here(text: str, start: int, end: re.Match[str], follows: re.Match[str]) -> bool:
    """Whether the stops at `end` end the sentence that began at `start`."""
    stops, close, word = end["stops"], end["close"], follows["word"] or ""
    lower = word[:1].islower()
    if (
        lower
        and text[start : start + 3].lstrip()[:1].islower()
        and stops[-1] in ".!?"
        and len(stops) == 1
        and not follows["open"]
    ):
        lower = False  # who writes sentences in lower case goes on so
    if close[:1] == ")" and _in_passing(text, start, end.start("close")):
        return False
    if stops[-1] == "…" or (len(stops) > 1 and not stops.strip(". \u00a0")):
        return bool(word) and not lower and _trails_off(text, start, end, word)
    if stops != ".":
        return not lower and not _mark_inside(text, start, end, follows)
    if not (word.isupper() or opens_sentence(word)) and _SIGNED.match(text, end.end(), follows.endpos):
        return False
    before = text[max(start, end.start() - 60) : end.start()].split()
    previous = _PREVIOUS.split(before[-1])[-1] if before and not text[end.start() - 1].isspace() else ""
    earlier = before[-2] if len(before) > 1 else ""
    if lower:
        return _ends_before_lower(text, previous, follows)
    return _stop_ends(text, previous, earlier, follows, bool(close))


def _trails_off(text: str, start: int, end: re.Match[str], word: str) -> bool:
    """Whether an ellipsis before a capital ends a sentence: not one that opens it, nor one before `I`."""
    before = text[start : end.start()].rstrip() if end.start() - start < 80 else text[end.start() - 4 : end.start()]
    if not before.strip("\"'“‘([") or before.rstrip()[-1] in ".!?":
        return False
    if before[-1] in "[(":
        return end["close"][:1] == "]"
    return word.partition("'")[0].partition("’")[0] != "I"


def _in_passing(text: str, start: int, close: int) -> bool:
    """True where the bracket that closes at `close` opened inside a sentence: a remark (why?) in passing."""
    opened = text.rfind("(", max(start, close - 200), close)
    words = text[max(start, opened - 20) : opened].split() if opened > start else []
    if not words:
        return False
    if words[-1][-1] == ".":
        return stop_of(words[-1][:-1]) is not Stop.SENTENCE  # Gen. (ret.) Zaleski
    return words[-1][-1] not in "!?…\"”’'"


def _mark_inside(text: str, start: int, end: re.Match[str], follows: re.Match[str]) -> bool:
    """True where `!` or `?` ends a name or a question that someone is said to ask."""
    if any(c in end["close"] for c in "\"”’'»"):
        return not follows["open"] and _SPEECH.match(text, follows.start("word")) is not None
    if end["stops"] == "!" and not end["close"]:
        words = text[max(start, end.start() - 20) : end.start()].split()
        if words and words[-1].strip('"“(').lower() in _EXCLAIMED:
            return _YAHOO.match(text, end.end()) is not None
    return False


def _ends_before_lower(text: str, previous: str, follows: re.Match[str]) -> bool:
    """A stop with lower case behind it ends a sentence where a name that is written so opens the next."""
    if stop_of(previous) is not Stop.SENTENCE or len(previous) < 2:
        return False
    return _LOWER_NAMES.match(text, follows.start("word")) is not None


def _stop_ends(text: str, previous: str, earlier: str, follows: re.Match[str], closed: bool) -> bool:
    """Whether a single stop ends a sentence. What follows is not in lower case."""
    word = follows["word"] or ""
    if not previous:
        return True
    if not closed and _numbers_an_item(previous, earlier):
        return False
    if word.lower() in MONTHS and previous.isdigit() and len(previous) < 3:
        return False  # on 12. March
    if len(previous) == 1 and previous.isalpha():
        return _initial_ends(previous, earlier, follows)
    kind = stop_of(previous)
    if kind is Stop.UNIT:
        kind = Stop.LAST if earlier[-1:].isdigit() or previous[0].isdigit() else Stop.SENTENCE
    if kind in (Stop.SENTENCE, Stop.INSIDE):
        return kind is Stop.SENTENCE
    if kind is Stop.NUMBER:
        return _NUMBER.match(text, follows.end("open")) is None
    if kind is Stop.TITLE:
        return opens_sentence(word, plain=True) and not follows["open"]
    return not word[:1].isdigit() and _opens(text, kind, previous, follows)


def _opens(text: str, kind: Stop, previous: str, follows: re.Match[str]) -> bool:
    """Whether a sentence opens after an abbreviation that may stand last in one."""
    word, opened = follows["word"] or "", follows["open"]
    bracket = "(" in opened
    if kind is Stop.TIME:
        return not bracket and _ZONE.match(text, follows.start("word")) is None
    if previous.lower() == "etc":
        return not bracket
    if opens_sentence(word) or _CREDIT.match(text, follows.start("word")):
        return True
    if kind is Stop.NAME or bracket:
        return False
    return bool(_QUOTES & set(opened)) or _names_a_subject(text, follows)


def _numbers_an_item(previous: str, earlier: str) -> bool:
    """True for the `1` or `a` of a list, at the start of a sentence or after a stop."""
    if not earlier:
        return _ITEM.fullmatch(previous) is not None
    after_stop = earlier[-1] in ":;!?" or (earlier[-1] == "." and stop_of(earlier[:-1]) is Stop.SENTENCE)
    return after_stop and previous.lstrip("(")[:1].isdigit() and _ITEM.fullmatch(previous) is not None


def _initial_ends(previous: str, earlier: str, follows: re.Match[str]) -> bool:
    """Whether the stop after a single letter ends a sentence: Plan B., World War I., you and I."""
    word = follows["word"] or ""
    if previous.islower():
        return opens_sentence(word, plain=True)
    if earlier.lower() in _LETTERED or (previous == "I" and earlier[:1].islower()):
        return True
    return opens_sentence(word, plain=True) or bool(_QUOTES & set(follows["open"]))


def _names_a_subject(text: str, follows: re.Match[str]) -> bool:
    """True where what follows is a name with its verb, and no office that the abbreviation could belong to."""
    return (follows["word"] or "").lower() not in _OFFICES and _NAME_VERB.match(text, follows.start("word")) is not None
