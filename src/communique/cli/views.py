"""How documents are shown: by `communique read` as a table, the texts themselves, or JSON lines; and what other
commands' views have in common."""

import shutil
import unicodedata
from typing import Generic, TextIO, TypeVar

from communique.records import BlockKind, Copy, Document, Rejected, dumps

T = TypeVar("T")


class ItemView(Generic[T]):
    """Writes what was made of documents, and rejections, to a stream, each whole and at once."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def item(self, item: T) -> None:
        """Show what was made of one document."""
        raise NotImplementedError

    def rejected(self, rejected: Rejected) -> None:
        """Show one rejection; views that have no place for it leave it to the summary."""

    def _put(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


class View:
    """Writes documents and rejections to a stream, each whole and at once."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def document(self, document: Document, copy: Copy | None) -> None:
        """Show one document."""
        raise NotImplementedError

    def rejected(self, rejected: Rejected) -> None:
        """Show one rejection; views for people leave it to the summary."""

    def close(self) -> None:
        """What comes after the last one."""

    def _line(self, text: str) -> None:
        self.stream.write(text + "\n")
        self.stream.flush()


class JsonLines(View):
    """One object a line: `{"document": {...}, "copy": {...}}` or `{"rejected": {...}}`."""

    def document(self, document: Document, copy: Copy | None) -> None:
        self._line(dumps({"document": document, "copy": copy}))

    def rejected(self, rejected: Rejected) -> None:
        self._line(dumps({"rejected": rejected}))


class Table(View):
    """A line a document. Columns are fixed, so that lines can be shown as they come."""

    COLUMNS = (("published", 16), ("outlet", 18), ("dateline", 22), ("lang", 4), ("words", 6), ("copy", 6))

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.width = max(80, shutil.get_terminal_size((120, 40)).columns)
        self.numbers: dict[str, int] = {}
        self.rows = 0

    def document(self, document: Document, copy: Copy | None) -> None:
        if not self.rows:
            heads = [fitted(name, width) for name, width in (("#", 5), *self.COLUMNS)]
            self._line("  ".join(heads) + "  title")
        self.rows += 1
        self.numbers.setdefault(document.id, self.rows)
        cells = (
            _published(document),
            document.outlet or "",
            _dateline(document),
            document.language or "",
            f"{len(document.text.split()):>6}",
            self._copy(document, copy),
        )
        row = [f"{self.rows:>5}", *(fitted(cell, width) for cell, (_, width) in zip(cells, self.COLUMNS, strict=True))]
        line = "  ".join(row)
        title = document.title or " ".join(document.text[:200].split())
        taken = 5 + sum(width + 2 for _, width in self.COLUMNS) + 2
        self._line(f"{line}  {fitted(title, max(20, self.width - taken)).rstrip()}")

    def _copy(self, document: Document, copy: Copy | None) -> str:
        if copy is None or copy.group == document.id:
            return ""
        first = self.numbers.get(copy.group)
        return f"= {first}" if first else "= old"


class Reader(View):
    """Each document as a person reads it: what is known of it, then its text with headings and captions marked."""

    def document(self, document: Document, copy: Copy | None) -> None:
        rows = [
            ("title", document.title),
            ("outlet", document.outlet),
            ("authors", ", ".join(document.authors) or None),
            ("published", _published_how(document)),
            ("dateline", _dateline_how(document)),
            ("language", document.language),
            ("url", document.url),
            ("copy of", copy.group if copy and copy.group != document.id else None),
            *(("note", note) for note in document.notes),
            *(("note", note) for note in (document.dateline.notes if document.dateline else ())),
        ]
        self._line(f"── {document.uri}  {document.id}")
        for name, value in rows:
            if value:
                self._line(f"{name:>10}  {value}")
        self._line("")
        marks = {BlockKind.SUBHEAD: "## ", BlockKind.HEADLINE: "# "}
        dateline = ""
        for block in document.blocks:
            words = document.words_of(block)
            if block.kind is BlockKind.DATELINE:
                dateline = f"[{words}] "
            elif block.span is not None:
                self._line(f"{marks.get(block.kind, '')}{dateline}{words}\n")
                dateline = ""
        for block in document.blocks:
            if block.kind is BlockKind.CAPTION:
                self._line(f"(caption) {document.words_of(block)}\n")


def _published(document: Document) -> str:
    if document.published is None:
        return ""
    return document.published.at[:16].replace("T", " ") + ("" if document.published.stated else " ?")


def _published_how(document: Document) -> str | None:
    known = document.published
    return None if known is None else f"{known.at} ({known.where}{'' if known.stated else '; worked out, not stated'})"


def _dateline(document: Document) -> str:
    known = document.dateline
    if known is None:
        return ""
    return ", ".join(p for p in (known.place or known.agency, known.day.iso if known.day else None) if p)


def _dateline_how(document: Document) -> str | None:
    known = document.dateline
    if known is None:
        return None
    how = f" (year from {known.day.how})" if known.day and known.day.year_inferred else ""
    return _dateline(document) + how + (f", {known.agency}" if known.agency and known.place else "")


def fitted(text: str, width: int) -> str:
    """`text` cut or filled to `width` columns of a terminal; wide characters count two."""
    out: list[str] = []
    used = 0
    for character in " ".join(text.split()):
        if used + columns_of(character) > width:
            while out and used + 1 > width:
                used -= columns_of(out.pop())
            out.append("…")
            used += 1
            break
        out.append(character)
        used += columns_of(character)
    return "".join(out) + " " * (width - used)


def columns_of(text: str) -> int:
    """Columns of a terminal that `text` takes; wide characters count two, combining marks none."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text if not unicodedata.combining(c))
