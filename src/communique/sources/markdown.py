"""A Markdown file to one draft.

In come the bytes of the whole file, with YAML (`---`) or TOML (`+++`) front matter or without; out goes a `Draft` whose
text is what a reader of the rendered page would read: paragraphs, list items, quotations and headings. Links leave
their words; pictures go to captions beside the text; code, HTML and rules are dropped. Refused are binary and blank
files; front matter that cannot be parsed leaves a note and the body is read all the same.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from communique.records import Block, BlockKind, Found, Reason, Rejected, Span, Stage
from communique.sources.columns import Columns, draft_of
from communique.sources.drafts import Draft
from communique.sources.options import ReadOptions
from communique.sources.text import decoded_file

if TYPE_CHECKING:
    from markdown_it.token import Token

FRONT_MATTER = 1 << 16  # characters; more is no front matter
LONGEST_BODY = 1 << 20  # characters that are parsed as Markdown; a report has a hundredth of that
_FENCED = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(.*?)^(---|\+\+\+|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_GAP = "\n\n"


def markdown_draft(raw: bytes, uri: str, options: ReadOptions) -> Draft | Rejected:
    """The report that a Markdown file holds."""
    decoded = decoded_file(raw, uri, options)
    if isinstance(decoded, Rejected):
        return decoded
    facts, body, notes = _front_matter(decoded.text)
    if len(body) > LONGEST_BODY:
        detail = (
            f"Markdown of {len(body):,} characters, the limit is {LONGEST_BODY:,}; read it with --input-format text"
        )
        return Rejected(uri, "", Stage.PARSE, Reason.TOO_LARGE, detail)
    rendered = _rendered(body)
    if not rendered.paragraphs:
        return Rejected(uri, "", Stage.PARSE, Reason.EMPTY, "there is no text in it besides code, HTML and pictures")
    mapped = {name: column for name, column in options.columns.items() if name != "text"}
    row = {**facts, "text": "-"}
    draft = draft_of(row, Columns({**mapped, "text": "text"}), uri, "", noun="front matter")
    if isinstance(draft, Rejected):
        return draft
    draft = replace(draft, found=tuple(f for f in draft.found if f.field != "text"))
    return _with_body(replace(draft, notes=(*decoded.notes, *notes, *draft.notes)), rendered)


def _front_matter(text: str) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    """What the front matter tells, the body, and a note where it cannot be parsed."""
    text = text.lstrip("\ufeff")
    found = _FENCED.match(text, 0, FRONT_MATTER)
    if found is None or (found.group(1) == "+++") != (found.group(3) == "+++"):
        return {}, text, ()
    body = text[found.end() :]
    try:
        facts = _toml(found.group(2)) if found.group(1) == "+++" else _yaml(found.group(2))
    except (ValueError, RecursionError) as err:
        reason = " ".join(str(err).split())[:120]
        return {}, body, (f"front matter could not be read: {reason}",)
    if facts is None:
        return {}, body, ()
    if not isinstance(facts, dict):
        # Two rules with prose between them are no front matter.
        return {}, text, ()
    return {str(name): value for name, value in facts.items()}, body, ()


def _yaml(text: str) -> Any:
    """Every value stays the text it is: no `no` turns false, and a time keeps its offset."""
    import yaml

    try:
        return yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as err:
        raise ValueError(str(err)) from err


def _toml(text: str) -> Any:
    facts = tomllib.loads(text.replace("\r\n", "\n"))
    return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in facts.items()}


@dataclass(slots=True)
class _Rendered:
    """paragraphs: kind and text. heading: a heading of level 1 that opens the story. captions: words for pictures."""

    paragraphs: list[tuple[BlockKind, str]] = field(default_factory=list)
    heading: str | None = None
    captions: list[str] = field(default_factory=list)


def _rendered(body: str) -> _Rendered:
    from markdown_it import MarkdownIt

    out = _Rendered()
    kind, level = BlockKind.BODY, ""
    cells: list[str] | None = None
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        if token.type == "heading_open":
            kind, level = BlockKind.SUBHEAD, token.tag
        elif token.type == "heading_close":
            kind, level = BlockKind.BODY, ""
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            out.paragraphs.append((BlockKind.BODY, " | ".join(c for c in cells or () if c)))
            cells = None
        elif token.type == "inline":
            words = _words(token.children or (), out.captions)
            if cells is not None:
                cells.append(words)
            elif level == "h1" and out.heading is None and not out.paragraphs:
                out.heading = words or None
            else:
                out.paragraphs.append((kind, words))
    out.paragraphs = [(kind, words) for kind, words in out.paragraphs if words]
    return out


def _words(children: Sequence["Token"], captions: list[str]) -> str:
    parts: list[str] = []
    for child in children:
        if child.type in ("text", "text_special", "code_inline"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
        elif child.type == "image":
            caption = child.content.strip()
            if caption:
                captions.append(caption)
    return "".join(parts).strip()


def _with_body(draft: Draft, rendered: _Rendered) -> Draft:
    """The draft with the story's text, its paragraphs, and what stands beside them."""
    paragraphs, aside, title, found = list(rendered.paragraphs), [], draft.title, draft.found
    if rendered.heading is not None:
        if title is None:
            title, found = rendered.heading, (*found, Found("title", "first heading"))
        if _same(title, rendered.heading):
            aside.append(Block(BlockKind.HEADLINE, text=rendered.heading))
        else:
            paragraphs.insert(0, (BlockKind.SUBHEAD, rendered.heading))
    aside += [Block(BlockKind.CAPTION, text=caption) for caption in rendered.captions]
    blocks, start = [], 0
    for kind, words in paragraphs:
        blocks.append(Block(kind, Span(start, start + len(words))))
        start += len(words) + len(_GAP)
    text = _GAP.join(words for _, words in paragraphs)
    return replace(draft, text=text, title=title, found=found, paragraphs=tuple(blocks), aside=tuple(aside))


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
