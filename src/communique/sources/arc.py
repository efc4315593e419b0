"""ARC files, the older kind of web archive, to pages.

In comes a `Tape` of plain bytes that starts with `filedesc:`; out goes, for every record, a `Page` or `Rejected`.
A record is a line of fields separated by spaces (version 1: address, IP, date, media type, length; version 2 has five
more before the length) and that many bytes. Format: "Arc File Format", Internet Archive, 1996. Addresses with spaces,
which crawlers wrote though the format forbids them, are read. A record whose length is no number is refused, and
reading goes on at the next line that looks like a record's.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from communique.records import Reason, Rejected, Stage
from communique.sources.members import Tape
from communique.sources.options import ReadOptions
from communique.sources.pages import Capture, Page, address, page_of, text_of

ARC_START = b"filedesc:"

_REACH = 8192
_LINE = re.compile(rb"[a-z][a-z0-9+.-]{1,20}:[^\r\n]{0,4000} \d{8,18} [^\r\n]{0,600}\r?\n", re.IGNORECASE)
_LINE_AFTER = re.compile(rb"(?<=\n)" + _LINE.pattern, re.IGNORECASE)
_PEEK = 1 << 16


def arc_pages(tape: Tape, uri: str, options: ReadOptions) -> Iterator[Page | Rejected]:
    """Every record of the ARC file, in order, as a page or with the reason why it is none.

    uri: the file's path, for locators. No exception for any content.
    """
    number = 0
    while True:
        cut = False
        while ahead := _next(tape):
            line = _LINE.match(ahead)
            start = tape.at
            number += line is not None
            capture = Capture(uri, number)
            if line is None:
                passed = tape.skip_to(_LINE_AFTER, _REACH)
                cut = not tape.ahead(1) and passed < _REACH
                detail = f"{passed} bytes from byte {start} on are no ARC record; passed over"
                yield Rejected(uri, f"byte {start}", Stage.PARSE, Reason.CORRUPT, detail)
                continue
            tape.skip(line.end())
            capture, length = _fields(capture, line[0])
            if length is None:
                if not _LINE.match(tape.ahead(_REACH)):
                    tape.skip_to(_LINE_AFTER, _REACH)
                detail = (
                    f"the length of the record at byte {start} is no number of bytes; passed over to the next record"
                )
                yield capture.rejected(Reason.CORRUPT, detail)
                continue
            cut = len(tape.ahead(min(length, options.max_bytes))) < min(length, options.max_bytes)
            yield _record(tape, capture, length, options.max_bytes)
        found = tape.resume()
        if found is None:
            return
        if not found.told_by(cut):
            yield Rejected(uri, f"byte {found.at}", Stage.DECOMPRESS, found.reason, found.detail)


def _next(tape: Tape) -> bytes:
    """What stands after the line ends between records."""
    while (ahead := tape.ahead(_REACH)) and (blank := len(ahead) - len(ahead.lstrip(b"\r\n"))):
        tape.skip(blank)
    return ahead


def _fields(capture: Capture, line: bytes) -> tuple[Capture, int | None]:
    """What the line says. The address may hold spaces, so fields are counted from the end."""
    parts = text_of(line.strip()).split(" ")
    back = next((n for n in (3, 8) if len(parts) > n + 1 and re.fullmatch(r"\d{8,18}", parts[-n])), 0)
    if not back:
        return replace(capture, uri=address(parts[0])), None
    uri = address(" ".join(parts[: -back - 1]))
    day = _iso(parts[-back])
    notes = () if day else (f"archive date {parts[-back]!r} is no date",)
    media = "" if parts[1 - back] in ("-", "no-type", "unknown") else parts[1 - back]
    length = int(parts[-1]) if re.fullmatch(r"[0-9]{1,18}", parts[-1]) else None
    return replace(capture, uri=uri, media=media, crawled=day, notes=notes), length


def _record(tape: Tape, capture: Capture, length: int, limit: int) -> Page | Rejected:
    """The record's page; the tape goes on after it."""
    if length > limit:
        found = _content(capture, tape.ahead(_PEEK), limit)
        tape.skip(length)
        if isinstance(found, Rejected) and found.reason.passed_over:
            return found
        return capture.rejected(
            Reason.TOO_LARGE, f"{length} bytes, over the limit of {limit}; raise --max-size to read it"
        )
    block = tape.take(length)
    if len(block) == length and _follows(tape):
        return _content(capture, block, limit)
    if inside := _LINE_AFTER.search(block):  # the length is wrong: the record has swallowed the next one
        tape.put_back(block[inside.start() :])
        block = block[: inside.start()]
        capture = replace(capture, notes=(*capture.notes, "record shorter than its length says"))
    elif len(block) < length:
        capture = replace(capture, truncated=True, notes=(*capture.notes, "truncated record"))
    else:  # whole, with stray bytes after it, which are told of next
        capture = replace(capture, notes=(*capture.notes, "stray bytes after the record"))
    return _content(capture, block, limit)


def _follows(tape: Tape) -> bool:
    ahead = _next(tape)
    return not ahead or _LINE.match(ahead) is not None


def _content(capture: Capture, block: bytes, limit: int) -> Page | Rejected:
    if capture.uri.lower().startswith("filedesc:"):
        return capture.rejected(Reason.NOT_A_RESPONSE, "filedesc: describes the file")
    if capture.uri.lower().startswith(("dns:", "metadata:")):
        return capture.rejected(Reason.NOT_A_RESPONSE, f"the crawler's own record of {capture.uri[:100]}")
    return page_of(capture, block, limit)


def _iso(digits: str) -> str | None:
    """`20140216050221` (UTC, as the format has it) in ISO 8601; shorter and longer ones as far as they go."""
    try:
        moment = datetime.strptime(digits[:14].ljust(14, "0"), "%Y%m%d%H%M%S")
    except ValueError:
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if len(digits) >= 14 else moment.strftime("%Y-%m-%d")
