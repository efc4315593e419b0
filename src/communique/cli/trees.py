"""An analysis as a person reads it: each sentence, its tree, its mentions; then who is who.

In: a document and its analysis. Out: lines of pieces, each with the style it has on a terminal. Words stand one below
the other in the order of the text, the head of each where its branch leads; a word that stands elsewhere because arcs
cross has its number beside it all the same.
"""

import re
from collections.abc import Iterator, Sequence

from communique.cli.views import columns_of, fitted
from communique.records import ROOT, Analysis, Document, Mention, MentionKind, Sentence

WIDTH = 80
Line = list[tuple[str, str]]  # text and style, empty for plain

FAINT = "bright_black"
_STYLES = {
    MentionKind.PERSON: "magenta",
    MentionKind.ORGANIZATION: "blue",
    MentionKind.NORP: "blue",
    MentionKind.PLACE: "green",
    MentionKind.FACILITY: "green",
    MentionKind.EVENT: "red",
    MentionKind.TIME: "yellow",
    MentionKind.MONEY: "yellow",
}
_CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"}
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")  # a text must not move the cursor or change colours
_SHORTEST = 8  # columns that a word has at least; branches that leave it less are cut on the left


def drawn(document: Document, analysis: Analysis, width: int = WIDTH) -> Iterator[Line]:
    """The lines of an analysis, at most `width` columns each (60 at least). Control characters are shown as `·`."""
    for line in _lines(document, analysis, max(60, width)):
        yield [(CONTROL.sub("·", text), style) for text, style in line]


def _lines(document: Document, analysis: Analysis, width: int) -> Iterator[Line]:
    yield [("━━ ", FAINT), (fitted(document.title or document.uri, width - 3).rstrip(), "bold")]
    yield [("   ", ""), (fitted(f"{document.id}, analysed by {analysis.model}", width - 3).rstrip(), FAINT)]
    yield from ([("   ", ""), (fitted(f"note: {note}", width - 3).rstrip(), "yellow")] for note in analysis.notes)
    for number, sentence in enumerate(analysis.sentences, start=1):
        yield []
        yield from _sentence(document, sentence, number, width)
        yield []
        yield from sentence_drawn(document, analysis, sentence, width)
    if analysis.chains:
        yield []
        yield from _chains(document, analysis, width)
    yield []


def sentence_drawn(document: Document, analysis: Analysis, sentence: Sentence, width: int) -> Iterator[Line]:
    """The lines of one sentence's tree and mentions."""
    yield from _tree(analysis, sentence, width)
    own = [m for m in analysis.mentions if sentence.first <= m.head < sentence.stop]
    if own:
        yield []
        yield from _mentions(document, analysis, own, width)


def branches(heads: Sequence[int]) -> list[tuple[int, str]]:
    """Words of a tree in the order in which they are drawn, each with the branch before it.

    heads: index of each word's head, -1 for the root. Without crossing arcs the order is that of the words.
    """
    left: dict[int, list[int]] = {}
    right: dict[int, list[int]] = {}
    for word, head in enumerate(heads):
        (left if word < head else right).setdefault(head, []).append(word)
    out: list[tuple[int, str]] = []
    # What is left to draw, the next last: a subtree with the branch above, at and below its head; or a single word.
    waiting: list[tuple[int, str, str, str] | tuple[int, str]] = [(word, "", "", "") for word in right.get(ROOT, ())]
    while waiting:
        item = waiting.pop()
        if len(item) == 2:
            out.append(item)
            continue
        word, above, at, below = item
        parts: list[tuple[int, str, str, str] | tuple[int, str]] = []
        for place, child in enumerate(left.get(word, ())):
            first = place == 0
            parts.append((child, above + ("  " if first else "│ "), above + ("╭─" if first else "├─"), above + "│ "))
        parts.append((word, at))
        after = right.get(word, ())
        for place, child in enumerate(after):
            last = place == len(after) - 1
            parts.append((child, below + "│ ", below + ("╰─" if last else "├─"), below + ("  " if last else "│ ")))
        waiting.extend(reversed(parts))
    return out


def _sentence(document: Document, sentence: Sentence, number: int, width: int) -> Iterator[Line]:
    words = " ".join(sentence.span.of(document.text).split())
    mark = f"{number}  "
    for line in _wrapped(words, width - len(mark)):
        yield [(mark, FAINT), (line, "bold")]
        mark = " " * len(mark)


def _tree(analysis: Analysis, sentence: Sentence, width: int) -> Iterator[Line]:
    tokens = analysis.tokens_of(sentence)
    order = branches([ROOT if t.head is None else t.head.index - sentence.first for t in tokens])
    number = len(str(len(tokens))) + 3
    relation = min(20, max(columns_of(t.deprel) for t in tokens))
    room = width - (number + 2 + 2 + 5 + 2 + relation)
    deepest = room - 1 - _SHORTEST
    shown = [(i, branch if len(branch) <= deepest else "…" + branch[1 - deepest :]) for i, branch in order]
    used = min(room, max(len(branch) + bool(branch) + columns_of(tokens[i].text) for i, branch in shown))
    for i, branch in shown:
        token = tokens[i]
        root, content = token.head is None, token.upos in _CONTENT
        before = branch + " " * bool(branch)
        yield [
            (f"{i + 1:>{number}}  ", FAINT),
            (before, FAINT),
            (fitted(token.text, used - len(before)), "bold" if root else "" if content else FAINT),
            (f"  {fitted(token.upos, 5)}", "cyan" if content else FAINT),
            (f"  {fitted(token.deprel, relation).rstrip()}", "bold" if root else ""),
        ]


def _mentions(document: Document, analysis: Analysis, mentions: list[Mention], width: int) -> Iterator[Line]:
    """A table of mentions: words, set in under those that hold them, kind, head where it is not all, chain."""
    rows = []
    for mention in mentions:
        depth = sum(m.span.contains(mention.span) and m.span != mention.span for m in mentions)
        words, head = mention.span.of(document.text), analysis[mention.head].text
        kind = f"named {mention.kind}" if mention.named else str(mention.kind)
        chain = "" if mention.chain is None else str(mention.chain + 1)
        rows.append((" " * 2 * depth, words, kind, "" if head == words else head, chain))
    kinds = max(len(kind) for _, _, kind, _, _ in rows)
    heads = max(4, min(14, max(columns_of(head) for *_, head, _ in rows)))
    room = width - (5 + 2 + kinds + 2 + heads + 2 + 5)
    used = min(room, max(_SHORTEST, *(len(inset) + columns_of(words) for inset, words, *_ in rows)))
    yield [(f"     {'mentions':<{used}}  {'kind':<{kinds}}  {'head':<{heads}}  chain", FAINT)]
    for mention, (inset, words, kind, head, chain) in zip(mentions, rows, strict=True):
        inset = inset[: used - _SHORTEST]
        style = _STYLES.get(mention.kind, "")
        yield [
            (f"     {inset}", ""),
            (fitted(words, used - len(inset)), f"bold {style}".strip() if mention.named else style),
            (f"  {kind:<{kinds}}", FAINT),
            (f"  {fitted(head, heads)}", ""),
            (f"  {chain:>5}", "bold"),
        ]


def _chains(document: Document, analysis: Analysis, width: int) -> Iterator[Line]:
    """Who is who: the words of each chain, each wording once."""
    size = len(str(len(analysis.chains)))
    for number, chain in enumerate(analysis.chains, start=1):
        mentions = [analysis.mentions[i] for i in chain.mentions]
        words = dict.fromkeys(" ".join(m.span.of(document.text).split()) for m in mentions)
        mark = f"chain {number:>{size}}  "
        for line in _wrapped(" · ".join(words), width - len(mark)):
            yield [(mark, FAINT), (line, _STYLES.get(mentions[0].kind, ""))]
            mark = " " * len(mark)


def _wrapped(text: str, width: int) -> Iterator[str]:
    """`text` in lines of at most `width` columns, cut at spaces where there are any."""
    line, used = "", 0
    for word in text.split(" "):
        size = columns_of(word)
        if used and used + 1 + size > width:
            yield line
            line, used = "", 0
        elif used:
            line, used = line + " ", used + 1
        for character in word:
            if used + columns_of(character) > width:
                yield line
                line, used = "", 0
            line, used = line + character, used + columns_of(character)
    if line:
        yield line
