"""Words whose stop belongs to them, and what the stop may mean.

In: a word without its stop. Out: its `Stop`, for `sentences` and `words`. The lists are our own, drawn up from the
style of wire services, ministries and official gazettes; all are in lower case and without the last stop.
"""

import re
from enum import Enum


class Stop(Enum):
    """What the stop after a word is."""

    SENTENCE = "sentence"  # no abbreviation: the stop ends a sentence
    INSIDE = "inside"  # e.g., approx.: something always follows
    TITLE = "title"  # Gen., Mr.: a name follows, unless a word that is no name does
    NAME = "name"  # St., Mt., v.: a name follows, unless a sentence visibly opens
    NUMBER = "number"  # No., Art., pp.: an abbreviation before a number only
    UNIT = "unit"  # ft., in.: an abbreviation after a number only
    TIME = "time"  # a.m., p.m.: a capital opens a sentence unless it is a day or a time zone
    LAST = "last"  # U.S., Inc., Aug.: may stand last; what follows decides
    ALIKE = "alike"  # Miss., Sun., Ill.: the same when capitalised, otherwise a word


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written out with spaces."""
    return frozenset(words.split())


_LISTS = {
    Stop.INSIDE: "e.g eg i.e cf viz approx incl esp resp n.b",
    Stop.TITLE: """
        mr mrs ms mx dr drs prof profs gen gens lt lts col cols maj capt cpt sgt sgts ssgt cpl pvt pfc adm adml
        cmdr cdr comdr brig rep reps sen sens gov govs pres rev fr hon amb ambs messrs mme mlle msgr supt insp
        det asst atty ald cllr ayat h.e h.r.h h.m spc ofc ens wo undersec attn""",
    Stop.NAME: "st ste mt mts ft pt cie vs v sec.-gen assoc dep prov",
    Stop.NUMBER: """
        no nos nr art arts sec secs res para paras ch chap fig figs eq eqs p pp vol vols ref tel doc ser sect cl
        reg op ext ver pars rm pop ca c b d""",
    Stop.UNIT: "in oz lb lbs kg km cm mm mi min mins hr hrs yr yrs sq cu gal kph mph bn tn mil deg",
    Stop.TIME: "a.m p.m",
    Stop.LAST: """
        inc ltd corp co cos bros plc pty jr sr esq etc al ave blvd rd hwy bldg assn intl int'l gov't govt dept
        univ nat'l natl div dist ph.d m.d b.a m.a b.sc m.sc ll.b ll.m d.phil m.phil ed.d u.s u.n u.k e.u u.a.e
        u.s.a u.s.s.r d.c l.a n.y b.c a.d b.c.e c.e calif conn fla ala ariz ark colo kan ky mich minn mont neb
        nev okla penn tenn tex va vt wis w.va wyo n.h n.j n.m n.c n.d s.c s.d r.i ont que alta jan feb apr aug
        sept sep oct nov dec jun jul tue tues thu thur thurs comm cmte ed eds trans est n.k a.k.a p.r.c d.p.r.k
        r.o.k o.k""",
    Stop.ALIKE: "mar mon wed fri sat sun mass miss ill ind ore wash del pa ga md mo me ma la ex dak",
}
_KINDS = {word: kind for kind, words in _LISTS.items() for word in words.split()}
_LOWER_WORDS = word_set("gen sen rep fr hon det ens wo col pres gov")  # words, or names of no one, when not capitalised
_DOTTED = re.compile(r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})+")

# With one of these capitalised a new sentence opens after U.S., Inc., and other stops of two duties.
STARTERS = word_set(
    """
    mr mrs ms a the an this that these those he she it they we you i his her their our my its but and or so yet nor
    for in
    on at by from with after before since until while when where why how what who whom whose which if as although
    though because however meanwhile moreover also then there here now today yesterday tomorrow earlier later both
    some many most several other others another such nothing nobody everyone all each every either neither over
    during despite according asked speaking following instead still even only just once perhaps maybe yes let
    please thus hence therefore nevertheless nonetheless furthermore additionally finally between among amid about
    against through throughout without within upon to is are was were do does did has have had can could will
    would should must never not no unlike indeed separately nearly officials analysts critics experts observers
    diplomats sources reporters lawmakers investigators residents witnesses last two three four five
    """
)
# The few that open one even after a title or an initial, for He, So, An, Will, In and No are names as well.
PLAIN_STARTERS = word_set(
    "the this that these those she it they we you but and his their its our as if when while for after a"
)
# In text set in capitals.
CAPITAL_STARTERS = word_set("the this these those he she it they we you but his her their its our")
MONTHS = word_set("january february march april may june july august september october november december")


def opens_sentence(word: str, plain: bool = False) -> bool:
    """Whether `word`, which is capitalised, is one that opens sentences. plain: and can hardly be a name."""
    low = word.lower()
    if len(word) > 1 and word.isupper():
        return low in CAPITAL_STARTERS
    return low in (PLAIN_STARTERS if plain else STARTERS)


def stop_of(word: str) -> Stop:
    """What a stop after `word` is, as far as the word alone can tell. word: as in the text, without the stop."""
    low = word.lower().replace("’", "'")
    kind = _KINDS.get(low)
    if kind is None:
        # Lt.-Gen., Maj.-Gen., and initials written together (J.D., K.C.)
        if "-" in low and _KINDS.get(low.rpartition("-")[2]) is Stop.TITLE and "." in low:
            return Stop.TITLE
        return Stop.TITLE if _DOTTED.fullmatch(low) else Stop.SENTENCE
    if kind is Stop.ALIKE:
        return Stop.LAST if word[0].isupper() else Stop.SENTENCE
    if low in ("sec", "min") and word[0].isupper():
        return Stop.TITLE
    if kind is Stop.TITLE and word.islower() and low in _LOWER_WORDS:
        return Stop.SENTENCE
    return kind


def keeps_stop(word: str, last: bool, before_number: bool = False) -> bool:
    """Whether a token holds the stop after `word`.

    word: as in the text, without the stop. last: it ends its sentence. before_number: a number follows.
    """
    kind = stop_of(word)
    if kind is Stop.NUMBER:
        return before_number and not last
    if kind is Stop.LAST and last:
        return _KINDS.get(word.lower()) is not Stop.ALIKE
    if kind is Stop.UNIT:
        return not (last or word.lower() in ("in", "mil"))
    return kind is not Stop.SENTENCE
