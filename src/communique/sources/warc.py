"""WARC files to pages.

In comes a binary stream of a WARC file (0.17 to 1.1), plain or compressed with gzip, zstd or lz4; out goes, for every
record in order, a `Page` or `Rejected`. A record is read only up to the size limit, so memory is bounded for files of
any size. Damage is passed over: reading goes on at the next line that starts a record, and what was passed over is
told. fastwarc unpacks zstd, lz4 and brotli; the records are cut here, because its iterator ends at the first byte that
it does not expect, and takes a header that ends in bare line feeds for a part of the page.

Refused: request, metadata and other records that hold no answer, and what `pages` refuses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import BinaryIO

from communique.records import Reason, Rejected, Stage
from communique.sources.arc import ARC_START, arc_pages
from communique.sources.members import Break, Tape, plain_pieces
from communique.sources.options import ReadOptions
from communique.sources.pages import Capture, Page, address, header_fields, page_of

_VERSION = rb"WARC/\d{1,2}\.\d{1,3}[ \t]*\r?\n"
_START = re.compile(_VERSION + rb"(?=[A-Za-z][\w-]{1,60}[ \t]*:)")
_REACH = 128
_HEAD_END = re.compile(rb"\r?\n[ \t]{0,4}\r?\n")
# A record inside another one's block is believed only where the block's length is known to be wrong
_INSIDE = re.compile(rb"\r?\n\r?\n(" + _VERSION + rb"WARC-[\w-]{1,60}[ \t]*:)", re.IGNORECASE)
_MAX_HEAD = 1 << 16
_PEEK = 1 << 16

_NO_ANSWER = {
    "warcinfo": "describes the file",
    "request": "what the crawler asked",
    "metadata": "about another record",
    "revisit": "content as at an earlier visit, not repeated here",
}


def warc_pages(raw: BinaryIO, uri: str, options: ReadOptions) -> Iterator[Page | Rejected]:
    """Every record of the WARC (or ARC) file, in order, as a page or with the reason why it is none.

    raw: read from where it stands, never sought in. uri: the file's path, for locators. No exception for any content.
    """
    tape = Tape(plain_pieces(raw))
    if not tape.ahead(1):
        found = tape.resume()
        if found is None:
            yield Rejected(uri, "", Stage.OPEN, Reason.EMPTY, "the file is empty")
        else:
            yield _broken(uri, found)
        return
    if tape.ahead(len(ARC_START)) == ARC_START:
        yield from arc_pages(tape, uri, options)
        return
    number, found = 0, None
    while True:
        reader = _Stretch(tape, uri, options.max_bytes, number)
        yield from reader.pages()
        number = reader.number
        found = tape.resume()
        if found is None:
            return
        if not found.told_by(reader.cut):
            yield _broken(uri, found)


def _broken(uri: str, found: Break) -> Rejected:
    return Rejected(uri, f"byte {found.at}", Stage.DECOMPRESS, found.reason, found.detail)


@dataclass(slots=True)
class _Stretch:
    """The records of one stretch of plain bytes, from one break to the next. cut: the last one was incomplete."""

    tape: Tape
    uri: str
    limit: int
    number: int
    cut: bool = False
    suspect: bool = False  # the next record was found inside another

    def pages(self) -> Iterator[Page | Rejected]:
        while True:
            self._blank_lines()
            if not self.tape.ahead(1):
                return
            if not _START.match(self.tape.ahead(_REACH)):
                yield self._gap()
                continue
            self.number += 1
            yield self._record()

    def _gap(self) -> Rejected:
        """Bytes that are no record, up to the next one."""
        start, ahead = self.tape.at, self.tape.ahead(_REACH)
        passed = self.tape.skip_to(_START, _REACH)
        if passed < _REACH and _is_cut_start(ahead) and not self.tape.ahead(1):
            self.cut = True
            self.number += 1
            detail = "the file ends inside the header of the record"
            return Capture(self.uri, self.number).rejected(Reason.TRUNCATED, detail)
        detail = f"{passed} bytes from byte {start} on are no WARC record; passed over"
        return Rejected(self.uri, f"byte {start}", Stage.PARSE, Reason.CORRUPT, detail)

    def _blank_lines(self) -> None:
        while (ahead := self.tape.ahead(4096)) and (blank := len(ahead) - len(ahead.lstrip(b"\r\n"))):
            self.tape.skip(blank)

    def _record(self) -> Page | Rejected:
        head = self.tape.take_through(_HEAD_END, _MAX_HEAD)
        capture = Capture(self.uri, self.number)
        if head is None:
            return self._headless(capture)
        headers = header_fields(head.partition(b"\n")[2])
        capture = _capture(capture, headers)
        length = headers.get("content-length", "")
        if not re.fullmatch(r"[0-9]{1,18}", length):
            self.tape.skip_to(_START, _REACH)
            return capture.rejected(Reason.CORRUPT, f"Content-Length {length[:40]!r} is no number of bytes")
        if self.suspect:
            self.suspect = False
            capture = replace(capture, notes=(*capture.notes, "found inside a record whose length is wrong"))
        if int(length) > self.limit:
            return self._large(capture, headers, int(length))
        return self._block(capture, headers, int(length))

    def _headless(self, capture: Capture) -> Rejected:
        """A record whose header has no end, or none in reach."""
        start = self.tape.at
        self.tape.skip(len(b"WARC/1.0\n"))
        passed = self.tape.skip_to(_START, _REACH)
        self.cut = not self.tape.ahead(1)
        if self.cut and passed < _MAX_HEAD:
            return capture.rejected(Reason.TRUNCATED, "the file ends inside the header of the record")
        return capture.rejected(Reason.CORRUPT, f"the header of the record at byte {start} has no end; passed over")

    def _large(self, capture: Capture, headers: dict[str, str], length: int) -> Rejected:
        """A record over the limit. What its first bytes show to hold no report anyway is told as that."""
        head = self.tape.ahead(_PEEK)
        missing = length - self.tape.skip(length)
        self.cut = missing > 0
        found = _content(capture, headers, head, self.limit)
        if isinstance(found, Rejected) and found.reason.passed_over:
            return found
        detail = f"{length} bytes, over the limit of {self.limit}; raise --max-size to read it"
        if missing:
            detail += (
                f". The file ends {missing} bytes before the record does; it may have swallowed the records after it"
            )
        return capture.rejected(Reason.TOO_LARGE, detail)

    def _block(self, capture: Capture, headers: dict[str, str], length: int) -> Page | Rejected:
        block = self.tape.take(length)
        if len(block) == length and self._record_follows():
            return _content(capture, headers, block, self.limit)
        # The length is wrong, or the file is cut: is there another record in what was taken?
        joined = block + self.tape.ahead(_REACH)
        inside = _INSIDE.search(joined)
        if inside and inside.start() < len(block):
            self.tape.put_back(block[inside.start() :])
            block, self.suspect = block[: inside.start()], True
            note = "record shorter than its length says"
        elif len(block) < length:
            self.cut, note = True, "truncated record"
            capture = replace(capture, truncated=True)
        else:  # whole, with stray bytes after it, which are told of next
            note = "stray bytes after the record"
        capture = replace(capture, notes=(*capture.notes, note))
        return _content(capture, headers, block, self.limit)

    def _record_follows(self) -> bool:
        self._blank_lines()
        ahead = self.tape.ahead(_REACH)
        return not ahead or _START.match(ahead) is not None or _is_cut_start(ahead)


def _is_cut_start(ahead: bytes) -> bool:
    """Whether the bytes, the last before a cut, are how a record starts."""
    return len(ahead) < _REACH and (ahead.startswith(b"WARC/") or b"WARC/".startswith(ahead))


def _capture(capture: Capture, headers: dict[str, str]) -> Capture:
    notes = []
    if why := headers.get("warc-truncated"):
        notes.append(f"cut short by the crawler ({why[:40]})")
    if headers.get("warc-segment-number"):
        notes.append("first segment of a record in several")
    day = headers.get("warc-date", "")
    if day and not _is_date(day):
        notes.append(f"WARC-Date {day[:40]!r} is no date")
    return replace(
        capture,
        id=headers.get("warc-record-id", ""),
        uri=address(headers.get("warc-target-uri", "")),
        media=headers.get("content-type", ""),
        crawled=day if _is_date(day) else None,
        notes=tuple(notes),
    )


def _content(capture: Capture, headers: dict[str, str], block: bytes, limit: int) -> Page | Rejected:
    kind = headers.get("warc-type", "").lower()
    if kind in _NO_ANSWER:
        return capture.rejected(Reason.NOT_A_RESPONSE, f"{kind}: {_NO_ANSWER[kind]}")
    if kind == "continuation":
        return capture.rejected(Reason.UNSUPPORTED, "a later segment of a record; join the segments to read it")
    if kind not in ("response", "resource", "conversion"):
        return capture.rejected(Reason.NOT_A_RESPONSE, f"a record of type {kind[:40]!r}, which holds no answer")
    if capture.uri.lower().startswith(("metadata:", "dns:", "whois:")):
        return capture.rejected(Reason.NOT_A_RESPONSE, f"the crawler's own record of {capture.uri[:100]}")
    if kind == "response" and "application/http" in capture.media.lower():
        capture = replace(capture, media="")
    found = page_of(capture, block, limit)
    if kind == "conversion" and isinstance(found, Page) and found.charset is None:
        return replace(found, charset="utf-8")  # text that was taken out of pages is written in UTF-8
    return found


def _is_date(text: str) -> bool:
    """W3C's profile of ISO 8601, as WARC 1.1 allows it: a year, a month, a day, or a time with its offset."""
    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", text):
        return True
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return bool(date.fromisoformat(text))
        full = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", text)
        return full is not None and bool(datetime.fromisoformat(full[1] + full[3]))
    except ValueError:
        return False
