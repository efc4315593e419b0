"""Words that name meetings, what they tell of how people met, and phrases as characters of the text.

In: lemmas, tokens. Out: sets of lemmas, formats, `Evidence`. Nothing is refused.
"""

import re

from communique.codebook.phrases import listed
from communique.coding.clauses import obliques
from communique.records.analysis import Token
from communique.records.diplomacy import MeetingFormat
from communique.records.documents import Document
from communique.records.spans import Evidence, Span

# Verbs that say that people met or spoke with each other.
SPEAKING = frozenset(listed("speak talk confer consult converse discuss huddle engage"))
SEEING = frozenset(listed("see"))
CALLING = frozenset(listed("phone telephone call ring"))
RECEIVING = frozenset(listed("receive host welcome convene"))
VISITING = frozenset(listed("visit travel fly"))
SENDING = frozenset(listed("send dispatch"))
SENT = frozenset(listed("delegation envoy emissary representative mission negotiator team minister"))
MEALS = frozenset(listed("luncheon lunch dinner breakfast banquet"))
# Verbs that carry a gathering as their object: `hold talks`, `attend the summit`, `chaired the session`.
HOLDING = frozenset(
    listed(
        """
    address attend begin call chair co-chair co-host cochair cohost conclude conduct convene end gather have hold host
    join lead open organise organize participate start take finish
    """
    )
)
CHAIRING = frozenset(listed("chair lead moderate"))
CO_CHAIRING = frozenset(listed("co-chair co-host cochair cohost"))
CANCELLED = frozenset(listed("abandon abort axe cancel scrap scrub nix")) | {"call off"}
POSTPONED = frozenset(listed("delay defer postpone reschedule")) | {"put off", "push back"}
MEDIATING = frozenset(listed("mediate broker facilitate"))

# What is signed.
PAPERS = frozenset(
    listed(
        """
    accord agreement communique communiqué compact contract convention deal declaration document framework instrument
    memorandum memoranda mou pact plan protocol statement treaty letter note paper
    """
    )
)

CALLS = frozenset(listed("call"))
TALKS = frozenset(listed("talk conversation discussion consultation dialogue negotiation"))
VISITS = frozenset(listed("visit trip"))
GATHERINGS = frozenset(listed("summit conference forum session convening roundtable gathering retreat")) | MEALS
FACE_TO_FACE = GATHERINGS | VISITS | {"meeting", "audience"}
NOUNS = CALLS | TALKS | VISITS | GATHERINGS | {"meeting", "audience"}

# What stands before a noun of meeting and makes it another thing.
OTHERWISE = frozenset(
    listed(
        """
    press news wake-up port roll toll curtain phishing campaign earnings staff family tourist training prayer hospital
    internal town closing opening rally emergency-room home site field
    """
    )
)
_VIDEO = re.compile(r"\b(?:video\w*|virtual(?:ly)?|vtc|zoom|online)\b", re.IGNORECASE)
_PHONE = re.compile(r"\b(?:(?:tele)?phoned?|telephonically|phones|calls?|called|teleconference)\b", re.IGNORECASE)
_TITLED = ("with", "between", "by", "to", "of")
_CLAUSAL = frozenset(listed("acl advcl ccomp csubj parataxis"))
_OUTSIDE = ("acl:relcl", "advcl", "parataxis", "punct", "appos", "dep", "discourse")


def format_in(words: str) -> MeetingFormat:
    """What words say of how people met: by video, else by phone, else unknown."""
    if _VIDEO.search(words):
        return MeetingFormat.VIDEO
    return MeetingFormat.PHONE if _PHONE.search(words) else MeetingFormat.UNKNOWN


def with_particle(token: Token) -> str:
    """A lemma in small letters with its particle: `call off`."""
    particle = next((c.text.lower() for c in token.children if c.deprel == "compound:prt"), None)
    return token.lemma.lower() + (f" {particle}" if particle else "")


def hanging(token: Token) -> tuple[tuple[str, Token], ...]:
    """What hangs on a word, by its preposition, also where the tree gives that to a title before the name."""
    found = []
    for word, noun in obliques(token):
        first = token.analysis[_reach(noun)[0]].text.lower() if not word else ""
        found.append((word or (first if first in _TITLED else ""), noun))
    return tuple(found)


def below(token: Token, depth: int = 3) -> list[Token]:
    """A word and what hangs on it down to a depth, other clauses and conjuncts left out."""
    found = [token]
    if depth:
        for child in token.children:
            if child.deprel.split(":")[0] not in _CLAUSAL and child.deprel != "conj":
                found += below(child, depth - 1)
    return found


def phrase(document: Document, token: Token, role: str, *, whole: bool = False, beside: bool = False) -> Evidence:
    """The words of the noun phrase that a token heads, its preposition left out.

    whole: with its conjuncts. beside: with the name that stands beside a title.
    """
    first, last = _reach(token, ("case", "mark", "cc", *(() if whole else ("conj",))))
    joined = [r for c in token.children if c.deprel == "conj" and (r := _reach(c)[0]) > token.index]
    if joined and not whole:
        last = min(last, joined[0] - 1)
        while last > token.index and token.analysis[last].upos == "PUNCT":
            last -= 1
    for child in token.children if beside else ():
        if child.deprel == "appos" and child.upos == "PROPN" and child.index == last + 1:
            last = max(last, _reach(child)[1])
    analysis = token.analysis
    return document.quote(Span(analysis[first].span.start, analysis[last].span.end), role)


def _reach(token: Token, without: tuple[str, ...] = ()) -> tuple[int, int]:
    """First and last token of what hangs on a word, relative clauses and what stands beside it left out."""
    first, last = token.index, token.index
    for child in token.children:
        if child.deprel in _OUTSIDE or child.deprel in without:
            continue
        left, right = _reach(child)
        first, last = min(first, left), max(last, right)
    return first, last
