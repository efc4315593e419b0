"""CoNLL-U as rows, and the text that its forms and spaces spell.

In: lines of CoNLL-U, as Universal Dependencies describes it. Out: documents of sentences of rows, and for each document
its text with the characters of every word. Refused (`StoredDataError`, with the line and what to do): lines without ten
columns, words that do not count 1, 2, 3, ranges of words that are not there, forms without a character.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from communique.records.errors import OutsideError, RequestError, StoredDataError
from communique.records.spans import Span

COLUMNS = 10
ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC = range(COLUMNS)
GENERATOR = "communique"  # `# generator` of files that we wrote: their escapes and offsets are ours
PARAGRAPH = "\n\n"

_ESCAPES = {"\\": "\\\\", " ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r", "|": "\\p"}
_PLAIN = {escape: plain for plain, escape in _ESCAPES.items()}
NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_RANGE = re.compile(r"([1-9][0-9]{0,8})-([1-9][0-9]{0,8})")
_EMPTY = re.compile(r"([0-9]{1,9})\.[1-9][0-9]*")


def escaped(text: str, spaces: bool = True) -> str:
    r"""`text` as MISC holds it: `\s` space, `\t`, `\n`, `\r`, `\p` bar, `\\`; spaces as they are unless `spaces`."""
    return re.sub(r"[\\ \t\n\r|]" if spaces else r"[\\\t\n\r|]", lambda m: _ESCAPES[m[0]], text)


def unescaped(value: str) -> str:
    """What `escaped` was given; a backslash before any other character stands for itself."""
    return re.sub(r"\\[\\stnrp]", lambda m: _PLAIN[m[0]], value)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of ten cells. line: its number in the file, from 1. cells: the columns, in order."""

    line: int
    cells: tuple[str, ...]

    @property
    def misc(self) -> dict[str, str]:
        """The pairs of the column MISC, in order."""
        value = self.cells[MISC]
        pairs = (pair.partition("=") for pair in value.split("|") if pair)
        return {} if value == "_" else {name: text for name, _, text in pairs}

    @property
    def form(self) -> str:
        """The word as it stands in the text, spaces inside it included."""
        return unescaped(self.misc.get("SpacesInToken", "")) or self.cells[FORM]

    @property
    def bounds(self) -> tuple[int, int]:
        """The first and the last word that the row is about, counted from 0; of an empty node, those around it."""
        cell = self.cells[ID]
        if span := _RANGE.fullmatch(cell):
            return int(span[1]) - 1, int(span[2]) - 1
        if empty := _EMPTY.fullmatch(cell):
            return int(empty[1]), int(empty[1]) - 1
        return int(cell) - 1, int(cell) - 1


@dataclass(frozen=True, slots=True)
class SentenceRows:
    """A sentence as the file has it. line: where it starts. comments: without `#`. rows: in order, words and others."""

    line: int
    comments: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def words(self) -> tuple[Row, ...]:
        """The rows that are words: neither ranges nor empty nodes."""
        return tuple(r for r in self.rows if r.cells[ID].isdecimal())

    @property
    def ranges(self) -> dict[int, Row]:
        """Multiword tokens by the first word of each, counted from 0."""
        return {r.bounds[0]: r for r in self.rows if "-" in r.cells[ID]}

    def comment(self, key: str) -> str | None:
        """The value of `# key = value`, empty for a bare `# key`, None where it is not there."""
        return next((value for name, value in map(_comment, self.comments) if name == key), None)

    def all_of(self, key: str) -> tuple[str, ...]:
        """The values of every `# key = value`."""
        return tuple(value for name, value in map(_comment, self.comments) if name == key)


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """A document as the file has it. source: file, for messages. number: its place there, from 1. sentences: not empty.

    entity: `global.Entity`, the order of fields in `Entity=`; empty where no line above told it.
    """

    source: str
    number: int
    sentences: tuple[SentenceRows, ...]
    entity: str = ""

    @property
    def ours(self) -> bool:
        """True where we wrote it."""
        return self.sentences[0].comment("generator") == GENERATOR

    def comments(self, key: str) -> tuple[str, ...]:
        """What `# key = value` says of the document, without our escapes."""
        values = self.sentences[0].all_of(key)
        return tuple(map(unescaped, values)) if self.ours else values

    def broken(self, line: int, what: str) -> StoredDataError:
        """The error for line `line`; `what` says what is wrong there and what to do."""
        return StoredDataError(f"{self.source}, line {line}: {what}")


@dataclass(frozen=True, slots=True)
class Layout:
    """The text of a document and where its words stand. spans: characters of each word, a list a sentence."""

    text: str
    spans: tuple[tuple[Span, ...], ...]
    notes: tuple[str, ...]


def document_rows(source: str | Iterable[str] | Path) -> Iterator[DocumentRows]:
    """The documents of a CoNLL-U file, of its text or of its lines; one where no `# newdoc` parts them."""
    name = str(source) if isinstance(source, Path) else "CoNLL-U"
    gathered: list[SentenceRows] = []
    entity, number = "", 0

    def finished() -> DocumentRows:
        return DocumentRows(name, number, tuple(gathered), entity)

    for sentence in _sentences(_numbered(source), name):
        if gathered and sentence.comment("newdoc") is None and sentence.comment("newdoc id") is None:
            gathered.append(sentence)
            continue
        if gathered:
            yield finished()
        gathered, number = [sentence], number + 1
        entity = sentence.comment("global.Entity") or entity
    if gathered:
        yield finished()


def laid_out(rows: DocumentRows) -> Layout:
    """The text that a document's forms and spaces spell.

    A paragraph (`# newpar`, `# newpar_block`) starts after an empty line unless the file tells the space before it.
    """
    pieces: list[str] = []
    at = 0
    spans: list[tuple[Span, ...]] = []
    notes: list[str] = []

    def put(text: str) -> None:
        nonlocal at
        pieces.append(text)
        at += len(text)

    gap, told = "", True
    for number, sentence in enumerate(rows.sentences):
        if number and not (told and gap) and _starts_paragraph(sentence):
            gap = PARAGRAPH
        own: list[Span] = []
        for token, words in _tokens(sentence):
            put(gap)
            put(unescaped(token.misc.get("SpacesBefore", "")))
            parts, note = _split(token, words)
            if note:
                notes.append(f"line {token.line}: {note}")
            for part in parts:
                own.append(Span(at, at + len(part.strip())) if note else Span(at, at + len(part)))
                put(part)
            gap, told = _gap(token, words[-1])
        spans.append(tuple(own))
    put(gap if told else "")
    return Layout("".join(pieces), tuple(spans), tuple(notes))


def _tokens(sentence: SentenceRows) -> Iterator[tuple[Row, tuple[Row, ...]]]:
    """What stands in the text, one after another, each with its words: itself, or those of a range."""
    words, ranges = sentence.words, sentence.ranges
    at = 0
    while at < len(words):
        token = ranges.get(at, words[at])
        stop = token.bounds[1] + 1
        yield token, words[at:stop]
        at = stop


def _gap(token: Row, last: Row) -> tuple[str, bool]:
    """The space after a token, and whether the file tells it outright."""
    misc = {**last.misc, **token.misc}
    if "SpacesAfter" in misc:
        return unescaped(misc["SpacesAfter"]), True
    return ("", True) if misc.get("SpaceAfter") == "No" else (" ", False)


def _split(token: Row, words: tuple[Row, ...]) -> tuple[list[str], str]:
    """The characters of a token, one piece a word; a note where they could not be shared out.

    Words that spell the token take their own characters. Otherwise (French `du` is `de` and `le`) each takes what it
    has in common with what is left, or its share of it, and at least one character.
    """
    if len(words) == 1:
        return [token.form], ""
    forms, whole = [w.form for w in words], token.form
    if "".join(forms) == whole:
        return forms, ""
    if len(whole) < len(forms):
        spelt = [form + " " for form in forms[:-1]] + forms[-1:]
        return spelt, f"{whole!r} has fewer characters than words; the words stand in the text instead"
    pieces = []
    for number, form in enumerate(forms):
        after = forms[number + 1 :]
        room = len(whole) - len(after)
        if not after:
            size = len(whole)
        elif whole.casefold().startswith(form.casefold()) and len(form) <= room:
            size = len(form)
        else:
            size = round(len(whole) * len(form) / (len(form) + sum(map(len, after))))
        size = max(1, min(room, size))
        pieces.append(whole[:size])
        whole = whole[size:]
    return pieces, ""


def _starts_paragraph(sentence: SentenceRows) -> bool:
    return any(name in ("newpar", "newpar id", "newpar_block") for name, _ in map(_comment, sentence.comments))


def _comment(comment: str) -> tuple[str, str]:
    name, _, value = comment.partition("=")
    return name.strip(" \t"), value.strip(" \t")


def _numbered(source: str | Iterable[str] | Path) -> Iterator[tuple[int, str]]:
    """Lines without their ends, and their numbers."""
    if isinstance(source, Path):
        yield from enumerate(_lines(source), start=1)
        return
    lines = source.split("\n") if isinstance(source, str) else source
    yield from ((n, line.removesuffix("\n").removesuffix("\r")) for n, line in enumerate(lines, start=1))


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as stream:
            yield from (line.removesuffix("\n").removesuffix("\r") for line in stream)
    except UnicodeDecodeError as err:
        raise StoredDataError(f"{path} is not UTF-8; convert it, for instance with iconv") from err
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as err:
        raise RequestError(f"{path}: no such file; give a CoNLL-U file") from err
    except OSError as err:
        raise OutsideError(f"{path} cannot be read: {err.strerror}; check it and its permissions") from err


def _sentences(lines: Iterable[tuple[int, str]], name: str) -> Iterator[SentenceRows]:
    """Sentences are parted by blank lines; comments without words belong to no sentence and are passed over."""
    for blank, group in groupby(lines, key=lambda numbered: not numbered[1].strip()):
        if blank:
            continue
        comments: list[str] = []
        rows: list[Row] = []
        for number, line in group:
            if line.startswith("#"):
                comments.append(line[1:].strip(" \t"))
            else:
                rows.append(_row(number, line, name))
        if rows:
            first = rows[0].line - len(comments)
            yield _counted(SentenceRows(first, tuple(comments), tuple(rows)), name)


def _row(number: int, line: str, name: str) -> Row:
    cells = tuple(line.split("\t"))
    if len(cells) != COLUMNS:
        hint = " To read a file, give a pathlib.Path." if number == 1 and name == "CoNLL-U" else ""
        raise StoredDataError(
            f"{name}, line {number}: {COLUMNS} columns parted by tabs expected, not {len(cells)}; mend the line.{hint}"
        )
    if not cells[FORM].strip(" "):
        raise StoredDataError(f"{name}, line {number}: a word without a form; write it in the second column")
    return Row(number, cells)


def _counted(sentence: SentenceRows, name: str) -> SentenceRows:
    """The sentence, once its words count 1, 2, 3 and its ranges lie among them without meeting."""
    count, covered = 0, -1
    for row in sentence.rows:
        cell = row.cells[ID]
        if _RANGE.fullmatch(cell):
            first, last = row.bounds
            right = first == count and covered < first <= last
            covered = last
        elif _EMPTY.fullmatch(cell):
            right = row.bounds[0] == count
        else:
            right = NUMBER.fullmatch(cell) is not None and int(cell) == count + 1
            count += 1
        if not right:
            raise StoredDataError(f"{name}, line {row.line}: {cell!r} is out of turn; number the words 1, 2, 3")
    if covered >= count or not count:
        raise StoredDataError(f"{name}, line {sentence.line}: a sentence lacks words that it speaks of; add them")
    return sentence
