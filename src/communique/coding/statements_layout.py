"""A scene laid out for speech: what each word governs, and which words stand between quotation marks.

In: a scene. Out: `Layout`. Nothing is refused.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Set

from communique.coding.quotations import Quoted, quotations_of
from communique.coding.scene import Scene
from communique.records.analysis import MentionKind, Token
from communique.records.spans import Span

LONG = 4  # words between marks that make a quotation and no mere name
BREAKS = frozenset((",", "-", "--", "–", "—"))  # behind which a writer adds something
_EDGES = frozenset(",.;:-–—…") | {"--", "..."}


def layout_of(scene: Scene) -> "Layout":
    """The layout of a scene, which is laid out once."""
    key = "layout", -1
    if key not in scene.kept:
        scene.kept[key] = Layout(scene)
    layout: Layout = scene.kept[key]
    return layout


def inserted(verb: Token) -> bool:
    """Whether a verb and its subject are put between two commas, without anything that it says: `, the mayor said,`."""
    relations = {c.deprel.split(":")[0] for c in verb.children}
    subject = next((c for c in verb.children if c.deprel == "nsubj" and c.index < verb.index), None)
    if subject is None or relations & {"obj", "ccomp", "xcomp"} or verb.upos != "VERB":
        return False
    analysis = verb.analysis
    first = min(t.index for t in (subject, *subject.children))
    if first <= verb.sentence.first or verb.index + 1 >= verb.sentence.stop:
        return False
    return analysis[first - 1].text == "," and analysis[verb.index + 1].text == ","


class Layout:
    """The words of a scene by what they govern, and its quotations.

    quotes: outermost quotations that hold speech, in order. times: words that say when. scene: what is laid out.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        tokens = scene.analysis.tokens
        self._start: list[int] = tokens.start.tolist()
        self._end: list[int] = tokens.end.tolist()
        self._below: dict[int, list[int]] = {}
        for index, head in enumerate(tokens.head.tolist()):
            self._below.setdefault(head, []).append(index)
        self.times = frozenset(m.head for m in scene.analysis.mentions if m.kind is MentionKind.TIME)
        outer = [q for q in quotations_of(scene.document.text) if q.depth == 0]
        self.quotes: tuple[Quoted, ...] = tuple(q for q in outer if self._speech(q))
        self._opening = [q.span.start for q in self.quotes]

    def _speech(self, quoted: Quoted) -> bool:
        """Whether what is quoted is more than a name or a word set off: long enough, or a sentence of its own."""
        first, stop = self.covered(quoted.inner)
        return stop - first >= LONG or quoted.inner.of(self.scene.document.text)[-1] in ".!?,"

    def covered(self, span: Span) -> tuple[int, int]:
        """The tokens that a span touches: the first, and the one behind the last."""
        return bisect_right(self._end, span.start), bisect_left(self._start, span.end)

    def token_at(self, character: int) -> Token | None:
        """The token that holds a character."""
        at = bisect_right(self._start, character) - 1
        return self.scene.analysis[at] if at >= 0 and character < self._end[at] else None

    def quote_at(self, index: int) -> Quoted | None:
        """The quotation that a token stands in."""
        at = bisect_right(self._opening, self._start[index]) - 1
        if at >= 0 and self._start[index] < self.quotes[at].span.end:
            return self.quotes[at]
        return None

    def reach(self, token: Token, without: Container[int] = ()) -> tuple[int, int]:
        """The first and the last token that hang on `token`, itself included; those `without` and below left out."""
        first = last = token.index
        waiting = [token.index]
        while waiting:
            at = waiting.pop()
            first, last = min(first, at), max(last, at)
            waiting += [i for i in self._below.get(at, ()) if i not in without]
        return first, last

    def words(self, token: Token, without: Set[int]) -> tuple[int, int]:
        """As `reach`, but signs count only between words: a full stop behind what is left out is not reached."""
        first, last = self.reach(token, without)
        upos = self.scene.analysis.tokens.upos
        return self.reach(token, without | {i for i in range(first, last + 1) if upos[i] == "PUNCT"})

    def span(self, first: int, last: int) -> Span | None:
        """The characters from one token to another, without signs at their ends and dangling marks."""
        forms = self.scene.analysis.tokens.form
        while first <= last and forms[first] in _EDGES:
            first += 1
        while first <= last and forms[last] in _EDGES:
            last -= 1
        return Span(self._start[first], self._end[last]) if first <= last else None

    def whole(self, span: Span) -> Span:
        """A span with all of every quotation that it begins or ends in."""
        for quoted in self.quotes:
            if quoted.span.overlaps(span):
                span = span.cover(quoted.span)
        return span

    def ended(self, quoted: Quoted) -> bool:
        """Whether a quotation ends as a sentence or before its saying: `..., " he said`."""
        return quoted.inner.of(self.scene.document.text).rstrip(")]")[-1:] in tuple(".,!?…—")

    def plain_between(self, start: int, end: int) -> int:
        """How many whole sentences between two characters stand outside quotations."""
        inside = (s for s in self.scene.analysis.sentences if start <= s.span.start and s.span.end <= end)
        return sum(self.quote_at(s.first) is None for s in inside)

    def hangs(self, index: int, above: Token) -> bool:
        """Whether a word, no sign, hangs on another or on what hangs on it."""
        at: Token | None = self.scene.analysis[index]
        if at is None or at.upos == "PUNCT":
            return False
        while at is not None and at != above:
            at = at.head
        return at is not None
