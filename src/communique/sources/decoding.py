"""Bytes of an unknown encoding to text.

In come bytes and the encoding that was declared for them, if any; out goes `Decoded`, or `Undecodable` where the bytes
are no text. Declarations are evidence, not truth: bytes that are valid UTF-8 are UTF-8 whatever a page says, and a
declared encoding under which the text makes no sense gives way to the one that the bytes themselves point to. Labels
mean what browsers take them for (WHATWG Encoding Standard): iso-8859-1 is windows-1252, gb2312 is gb18030.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from communique.records import Reason

SAMPLE = 1 << 15  # bytes of text around non-ASCII characters that detection looks at
BROKEN_PER_GOOD = 4  # chance makes few valid UTF-8 sequences: four good ones for each broken one prove UTF-8
TOLERATED = 0.005  # share of undecodable characters that a declared encoding may have and still be believed

# Browsers' reading of labels where Python's differs: the superset that pages really use.
_LABELS = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "l1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "ansi": "cp1252",
    "x-cp1252": "cp1252",
    "iso-8859-9": "cp1254",
    "latin5": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "x-cp1251": "cp1251",
    "win-1251": "cp1251",
    "koi8-r": "koi8_u",  # the same letters, and Ukrainian ones in place of rules for boxes
    "koi8r": "koi8_u",
    "koi8": "koi8_u",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    # A page whose declaration can be read as ASCII is not in UTF-16.
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    "unicode": "utf-8",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_OF_TEXT = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7", "utf-8-sig"}
)
_HANGUL = re.compile("[\uac00-\ud7a3]")
_MULTIBYTE = frozenset({"gb18030", "big5hkscs", "cp932", "euc_jp", "cp949"})
_ISO_2022_JP = re.compile(rb"\x1b\$[B@].{2,2000}?\x1b\([BJ]", re.DOTALL)
_CONTROL = bytes(c for c in range(32) if c not in b"\t\n\r\f\x1b")
_HIGH = re.compile(rb"[\x80-\xff]+")
_HIGH_BYTES = bytes(range(128, 256))
_STOP = re.compile(rb"[<>\n]")
_AFTER_LATIN = "\u0250"
_TYPOGRAPHY = "‘’“”„‚«»‹›–—…·•ʼ\xa0\xad"
_SCORED = 1 << 13
_META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w:.+-]{2,40})", re.IGNORECASE)
_PROLOG = re.compile(rb"^\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w:.+-]{2,40})")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was got. encoding: Python's name. notes: what a reader of the data should know."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undecodable:
    """Bytes that are no text. The caller, who knows the uri, makes the `Rejected`."""

    reason: Reason
    detail: str


def declared_charset(head: bytes) -> str | None:
    """The encoding that HTML or XML declares in its first bytes (meta charset, http-equiv, xml prolog), as written."""
    found = _PROLOG.search(head[:200]) or _META.search(_COMMENT.sub(b"", head[: 1 << 14]))
    return found.group(1).decode("ascii", "ignore") if found else None


def python_name(label: str) -> str | None:
    """Python's codec for a declared label, as browsers take it; None for a label that names no encoding of text."""
    name = label.strip().strip("\"'").lower()
    name = _LABELS.get(name, name)
    try:
        info = codecs.lookup(name)
        "".encode(info.name)
    except (LookupError, ValueError):
        return None
    return None if info.name in _NOT_OF_TEXT else _LABELS.get(info.name, info.name)


def marked_encoding(head: bytes) -> str | None:
    """The encoding that the first bytes themselves prove: a byte order mark, or the zero bytes of UTF-16 text."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    sample = head[:4096]
    if b"\0" not in sample or len(sample) < 4:
        return None
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) // 2
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if high > 0.3 * half and low < 0.03 * half and not is_binary(sample.decode(name, "ignore").encode()):
            return name
    return None


def is_binary(head: bytes) -> bool:
    """True when too many of the bytes are control characters for text in any encoding that keeps ASCII."""
    sample = head[: 1 << 14]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return controls > 0.05 * len(sample)


def decode(raw: bytes, declared: str | None = None, forced: str | None = None) -> Decoded | Undecodable:
    """`raw` as text, by these in turn: `forced` (what the user says), a byte order mark, UTF-8 where it is valid or
    nearly so, `declared` where the text makes sense under it, the encoding that the bytes point to.

    `Undecodable` for binary data. What could not be decoded becomes U+FFFD, and a note tells how often.
    """
    if forced is not None:
        return _with_replacements(raw, python_name(forced) or "utf-8", ())
    marked = marked_encoding(raw[:4096])
    if marked is not None:
        decoded = _with_replacements(raw, marked, ())
        return Decoded(decoded.text.removeprefix("\ufeff"), marked, decoded.notes)
    if is_binary(raw):
        return Undecodable(Reason.BINARY, "mostly control bytes: this is no text; give a text, HTML or table file")
    label = python_name(declared) if declared else None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(raw, declared, label)
    if _ISO_2022_JP.search(raw[: 1 << 16]):
        return _with_replacements(raw, "iso2022_jp", ())
    false = label not in (None, "utf-8") and not text.isascii()
    return Decoded(text, "utf-8", (f"false charset: declared {declared}, is utf-8",) if false else ())


def _decode_other(raw: bytes, declared: str | None, label: str | None) -> Decoded:
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd") - raw.count(b"\xef\xbf\xbd")
    good = len(text) - len(text.encode("ascii", "ignore")) - broken
    if good >= BROKEN_PER_GOOD * broken:
        notes = (f"false charset: declared {declared}, is utf-8",) if label not in (None, "utf-8") else ()
        return Decoded(text, "utf-8", (*notes, _replaced(broken)))
    encoding = _best(_sample(raw), raw, label if label != "utf-8" else None)
    notes = ()
    if label is not None and encoding != label:
        notes = (f"false charset: declared {declared}, is {encoding}",)
    return _with_replacements(raw, encoding, notes)


def _with_replacements(raw: bytes, encoding: str, notes: tuple[str, ...]) -> Decoded:
    try:
        return Decoded(raw.decode(encoding), encoding, notes)
    except UnicodeDecodeError:
        text = raw.decode(encoding, "replace")
        return Decoded(text, encoding, (*notes, _replaced(text.count("\ufffd"))))


def _replaced(count: int) -> str:
    return f"{count} undecodable character{'s' * (count != 1)} replaced"


def _sample(raw: bytes) -> bytes:
    """Text around non-ASCII bytes, up to `SAMPLE`. `<`, `>` and line ends are never part of a multi-byte character."""
    parts: list[bytes] = []
    size = done = 0
    for found in _HIGH.finditer(raw):
        if found.start() < done:
            continue
        line = max(raw.rfind(mark, max(done, found.start() - 60), found.start()) for mark in (b"<", b">", b"\n"))
        start = line + 1 if line >= 0 else _ascii_start(raw, max(done, found.start() - 60), found.start())
        stop = _STOP.search(raw, found.end(), found.end() + 400)
        done = stop.start() if stop else found.end() + 400
        parts.append(raw[start:done])
        size += done - start
        if size > SAMPLE:
            break
    return b"\n".join(parts)


def _ascii_start(raw: bytes, start: int, end: int) -> int:
    """The first place from which no multi-byte character is cut: `end` starts the run of high bytes."""
    return end if any(byte > 0x7F for byte in raw[start:end]) else start


def _best(sample: bytes, raw: bytes, label: str | None) -> str:
    """Of the declared encoding, the detected ones and windows-1252, the one under which the sample makes most sense.

    Near ties go to the declared one, but `iso-8859-1` is what servers say who do not know: it counts as silence. Then
    few non-ASCII bytes are the quotation marks and names of an English page, many are a language's own letters.
    """
    detected = _detected(sample, raw)
    if label in (None, "cp1252"):
        high = len(sample) - len(sample.translate(None, _HIGH_BYTES))
        order = [*detected, "cp1252"] if high > 0.03 * len(sample) else ["cp1252", *detected]
    else:
        order = [label, *detected, "cp1252"]
    candidates = list(dict.fromkeys(order))
    if len(candidates) == 1 or (candidates[0] == label and label in detected[:1]):
        return candidates[0]
    return min(candidates, key=lambda name: (_nonsense(sample[:_SCORED], name), candidates.index(name)))


def _detected(sample: bytes, raw: bytes) -> list[str]:
    from resiliparse.parse.encoding import detect_encoding

    names = (python_name(detect_encoding(piece) or "") for piece in (raw[: 1 << 20], sample))
    found = [n for n in names if n is not None and n not in ("utf-8", "ascii")]
    # The library misses short Korean texts, of which nearly every character is a syllable under cp949 and no other.
    korean = sample.decode("cp949", "replace")
    foreign = len(korean) - len(korean.encode("ascii", "ignore"))
    if foreign and len(_HANGUL.findall(korean)) > 0.85 * foreign:
        found.insert(0, "cp949")
    return list(dict.fromkeys(found))


def _nonsense(sample: bytes, encoding: str) -> float:
    """How little sense the sample makes in an encoding, to one decimal, so that the earlier candidate wins near ties.

    Counted among its non-ASCII characters: undecodable ones, symbols inside words, capitals after small letters,
    chains of capitals, words in two scripts, and chains of accented Latin letters, which no language writes.
    """
    text = sample.decode(encoding, "replace")
    bad = text.count("\ufffd")
    if bad > TOLERATED * len(text) and encoding in _MULTIBYTE:
        return 9.0
    odd, foreign = bad * 3.0, 1
    before = previous = " "
    for character in text:
        if character > "\x7f":
            foreign += character not in _TYPOGRAPHY
            odd += _oddness(before, previous, character)
        elif previous > "\x7f":
            odd += _oddness(before, previous, character)
        before, previous = previous, character
    return round(odd / foreign, 1)


def _oddness(before: str, previous: str, character: str) -> float:
    if character > "\x7f" and unicodedata.category(character) in ("Cc", "Co", "Cn"):
        return 2.0
    if not character.isalpha():
        return 0.0
    if not previous.isalpha():
        # a symbol between two letters
        return 1.0 if previous > "\x7f" and before.isalpha() and previous not in _TYPOGRAPHY else 0.0
    if character.isupper():
        return 1.0 if previous.islower() else 0.2 if previous > "\x7f" and character > "\x7f" else 0.0
    if (previous < _AFTER_LATIN) != (character < _AFTER_LATIN):
        return 0.5
    return 0.5 if "\x7f" < previous < _AFTER_LATIN and character > "\x7f" else 0.0
