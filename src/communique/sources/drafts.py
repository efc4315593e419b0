"""From what a reader gathered to a `Document`: the one place where text is normalised.

In comes a `Draft`; out goes a `Document`, or `Rejected` where no text is left. Normalising never moves a character:
every replacement is as long as what it replaces, so offsets that a user has into a row's text stay true.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from communique.records import (
    Block,
    BlockKind,
    Dateline,
    Document,
    Found,
    Publication,
    Reason,
    Rejected,
    Span,
    Stage,
    digest_of,
)
from communique.sources.datelines import find_dateline


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader knows of a report. Text as read; everything else as the source states it, None where it is silent.

    uri: `path`, `path#line 7`, or the address of a page. id: only when the source gives one.
    paragraphs: blocks of the text when the reader knows them (HTML, Markdown); worked out from line ends if empty.
    aside: blocks kept beside the text (captions, a headline that the format gives apart).
    """

    uri: str
    text: str
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    published: Publication | None = None
    crawled: str | None = None
    paragraphs: tuple[Block, ...] = ()
    aside: tuple[Block, ...] = ()
    found: tuple[Found, ...] = ()
    notes: tuple[str, ...] = ()


LANGUAGE_SAMPLE = 1000  # characters; more does not change the answer
LANGUAGE_LEAST = 120  # characters; less is not enough to contradict what the source states
SURE = 0.99  # probability from which the text outweighs a stated language
MOST_BLOCKS = 20_000  # paragraphs; a book has a tenth of that
HEADLINE = 140  # characters; longer first lines are lead paragraphs
_WRAP = 100  # characters; lines broken before this are wrapped, not paragraphs
_BREAKS = re.compile("\r\n|[\r\u0085\u2028\x0b\x0c]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff\ufffe\uffff]")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")


def normalised(text: str) -> str:
    """`text` with one kind of line end and without control characters, every character in its place.

    CR LF becomes space LF; other line ends become LF; NULs, control characters and lone surrogates become spaces or
    U+FFFD. Spaces of all widths, quotes and dashes stay as they are.
    """
    text = _BREAKS.sub(lambda m: " \n" if len(m[0]) == 2 else "\n", text)
    return _CONTROL.sub(lambda m: "\ufffd" if "\ud800" <= m[0] <= "\udfff" else " ", text)


def finished(draft: Draft) -> Document | Rejected:
    """The document that a draft becomes: text normalised, dateline found, language told, blocks laid out."""
    text = normalised(draft.text)
    if not text.strip():
        return Rejected(draft.uri, "", Stage.EXTRACT, Reason.EMPTY, "there is no text, only white space")
    title = _clean(draft.title)
    dateline = find_dateline(text, draft.published, draft.crawled)
    blocks = draft.paragraphs or tuple(islice(_lines(text), MOST_BLOCKS + 1))
    many: tuple[str, ...] = ()
    if len(blocks) > MOST_BLOCKS and (span := Span.trimmed(text, 0, len(text))):
        blocks, many = (Block(BlockKind.BODY, span),), (f"over {MOST_BLOCKS:,} lines: not taken apart",)
    headline = None if draft.paragraphs else _headline(text, blocks, title, dateline)
    if headline is not None:
        blocks = (headline, *blocks[1:])
    if dateline is not None:
        blocks = _with_dateline(blocks, dateline)
    language, how, notes = _language(text, draft.language)
    found = [f for f in draft.found if f.field != "language"]
    if title is None and headline is not None and headline.span is not None:
        title = _clean(headline.span.of(text))
        found.append(Found("title", "first line"))
    if language:
        stated = next((f.where for f in draft.found if f.field == "language"), "source")
        found.append(Found("language", stated if how == "stated" else how))
    return Document(
        id=draft.id or Document.make_id(draft.uri, text),
        uri=draft.uri,
        text=text,
        digest=digest_of(text),
        title=title,
        outlet=_clean(draft.outlet),
        authors=tuple(a for name in draft.authors if (a := _clean(name))),
        language=language,
        url=_clean(draft.url),
        published=draft.published,
        crawled=draft.crawled,
        dateline=dateline,
        blocks=(*draft.aside, *blocks),
        found=tuple(found),
        notes=(*draft.notes, *many, *notes),
    )


def _clean(value: str | None) -> str | None:
    """A short value on one line; None where nothing is left."""
    return " ".join(normalised(value).split()) or None if value else None


def _lines(text: str) -> Iterator[Block]:
    """Blocks of a text that comes without any: paragraphs by empty lines, or by lines where there are none.

    Readouts sent by mail are wrapped at a column: their single line ends do not end a paragraph.
    """
    at = 0
    for piece in re.split(r"(\n[^\S\n]*\n\s*)" if _is_wrapped(text) else r"(\n\s*)", text):
        span = Span.trimmed(text, at, at + len(piece))
        at += len(piece)
        if span is not None:
            yield Block(BlockKind.BODY, span)


def _headline(text: str, blocks: Sequence[Block], title: str | None, dateline: Dateline | None) -> Block | None:
    """The first paragraph as a headline, where it is the title or, for want of one, is written like a headline."""
    span = blocks[0].span if blocks else None
    if span is None or (dateline is not None and dateline.span.overlaps(span)):
        return None
    line = span.of(text)
    if title is not None:
        written_so = same_letters(line, title)
    else:
        ends_sentence = line.endswith((".", "!", ":", ";", ",", "…", "。"))
        long_story = len(text) - len(line) > HEADLINE
        written_so = len(blocks) > 1 and "\n" not in line and len(line) <= HEADLINE and long_story and not ends_sentence
    return Block(BlockKind.HEADLINE, span) if written_so else None


def same_letters(line: str, title: str) -> bool:
    """True where two lines differ at most in case, spaces and marks."""
    return [c for c in line.casefold() if c.isalnum()] == [c for c in title.casefold() if c.isalnum()]


def _is_wrapped(text: str) -> bool:
    """True where most line ends fall inside a sentence, at a column."""
    pieces = [p for p in _PARAGRAPH.split(text) if "\n" in p.strip()]
    inner = [line for piece in pieces for line in piece.strip().split("\n")[:-1]]
    if len(inner) < 2:
        return (
            bool(inner)
            and len(inner[0].rstrip()) <= _WRAP
            and not inner[0].rstrip().endswith((".", "!", "?", ":", "”", '"'))
        )
    short = sum(1 for line in inner if 30 <= len(line.rstrip()) <= _WRAP)
    open_ended = sum(1 for line in inner if not line.rstrip().endswith((".", "!", "?", ":", "”", '"')))
    return short >= 0.7 * len(inner) and open_ended >= 0.5 * len(inner)


def _with_dateline(blocks: Sequence[Block], dateline: Dateline) -> tuple[Block, ...]:
    """Blocks with the dateline cut out of the paragraph that it opens."""
    out: list[Block] = []
    for block in blocks:
        span = block.span
        if span is None or not span.overlaps(dateline.span):
            out.append(block)
            continue
        if span.start < dateline.span.start:
            out.append(Block(block.kind, Span(span.start, dateline.span.start)))
        out.append(Block(BlockKind.DATELINE, dateline.span))
        if max(dateline.story, dateline.span.end) < span.end:
            out.append(Block(block.kind, Span(max(dateline.story, dateline.span.end), span.end)))
    return tuple(out)


_ENGLISH = frozenset(
    (
        "the", "of", "and", "that", "with", "for", "from", "has", "have", "had", "were", "been", "their", "which",
        "this", "these", "would", "will", "its", "who", "said", "after", "between", "not", "but", "are", "they", "his",
    )
)  # fmt: skip


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _plainly_english(sample: str, letters: str) -> bool:
    """Whether a text is English beyond doubt, so that nobody need be asked: a fifth of its words are said in no other.

    letters: of the sample. On thousands of stretches of reports, of 15 words and more, the identifier said the same.
    """
    words = sample.lower().split()
    told = [word for word in words if word in _ENGLISH]
    plain = len(letters.encode("ascii", "ignore")) >= 0.98 * len(letters)
    return plain and len(told) >= 0.2 * len(words) and len(set(told)) >= 5


def _language(text: str, stated: str | None) -> tuple[str | None, str, tuple[str, ...]]:
    """Language, how it is known (`stated` or `text`), and a note where text and source disagree."""
    sample = text[:LANGUAGE_SAMPLE]
    written = "".join(filter(str.isalpha, sample))
    letters = len(written)
    if letters < LANGUAGE_LEAST and stated:
        return stated, "stated", ()
    if letters < 20:
        return None, "", ()
    if stated in (None, "en") and _plainly_english(sample, written):
        return "en", "text" if stated is None else "stated", ()
    code, chance = _identifier().classify(sample)
    if stated is None:
        return (str(code), "text", ()) if chance >= 0.5 else (None, "", ())
    if code != stated and chance >= SURE and letters >= LANGUAGE_LEAST and not _near(stated, str(code)):
        return str(code), "text", (f"the source states language {stated}, the text is {code}",)
    return stated, "stated", ()


_NEIGHBOURS = (
    {"no", "nb", "nn", "da"},
    {"hr", "sr", "bs", "sh"},
    {"id", "ms"},
    {"gl", "pt", "es"},
    {"cs", "sk"},
    {"zh", "ja"},
    {"ur", "fa", "ar"},
    {"hi", "mr", "ne"},
)


def _near(one: str, other: str) -> bool:
    """Languages that the identifier may confuse."""
    return any(one in group and other in group for group in _NEIGHBOURS)
