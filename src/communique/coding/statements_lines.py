"""Speech that the layout of a page gives to someone: `MINISTER: We are ready.` in a transcript or a headline, and the
paragraph behind `The minister added:` on a line of its own.

In: a layout. Out: `Told`s whose cue is the colon. A name before a colon is one or more words in capitals, or the name
of a person, a body or a poll; what it says ends with its paragraph, or before the next name where a page has several.
"""

import re
from collections.abc import Iterator

from communique.codebook.cues import Cue, CueClass
from communique.coding.statements_cues import Told
from communique.coding.statements_layout import Layout
from communique.coding.statements_speakers import is_document
from communique.records.analysis import MentionKind, Token
from communique.records.diplomacy import StatementKind
from communique.records.spans import Span

COLON = Cue(":", "sign", CueClass.SAY, (("clause",),), None, StatementKind.POSITION)
_LINE = re.compile(r"(?:^|(?<=\n))[\"“‘']?(?P<name>[A-Z][^\s:\"“”]*(?: [A-Z.(][^\s:\"“”]*){0,5}):[ \t]+(?=\S)")
_NAMED = (MentionKind.PERSON, MentionKind.ORGANIZATION)
_CREDITS = ("source", "note")
_SHORTEST = 3  # letters of a name in capitals; `Q:` and `A:` name nobody


def lines_of(layout: Layout) -> Iterator[Told]:
    """What is said behind the names that open paragraphs, and behind a saying that ends in a colon."""
    text = layout.scene.document.text
    found = [(m, speaker) for m in _LINE.finditer(text) if (speaker := _speaker(layout, m)) is not None]
    for number, (match, speaker) in enumerate(found):
        stop = text.find("\n", match.end())
        stop = len(text) if stop < 0 else stop
        if number + 1 < len(found) and speaker.text.isupper():
            stop = found[number + 1][0].start()
        span = Span.trimmed(text, match.end(), stop)
        colon = layout.token_at(match.end("name"))
        if span is not None and colon is not None:
            yield Told(COLON, colon, colon.span, span, (), "line", speaker)


def _speaker(layout: Layout, match: re.Match[str]) -> Token | None:
    """The head of the name before a colon, where it is one."""
    analysis = layout.scene.analysis
    first, stop = layout.covered(Span(match.start("name"), match.end("name")))
    inside = range(first, stop)
    head = next((analysis[i] for i in inside if int(analysis.tokens.head[i]) not in inside), None)
    kinds = {m.kind for i in inside for n in layout.scene.mentions_at.get(i, ()) if (m := analysis.mentions[n]).named}
    if head is None or MentionKind.PLACE in kinds or any(i in layout.scene.places_at for i in inside):
        return None  # `PARIS: The minister ...`
    name = match["name"]
    if name.count("(") != name.count(")"):
        return None  # `Ankara (Arabic: ...`
    if name.isupper() and len(name) >= _SHORTEST:
        return head
    return head if kinds & set(_NAMED) or (is_document(head) and head.lemma.lower() not in _CREDITS) else None
