"""From the columns of a row to a `Draft`: which column tells what, and what its value means.

In comes one row, a mapping of column names to values; out goes a `Draft`, or `Rejected` where no column holds text.
Columns are those that the user mapped (`--map text=article.body`) and otherwise the first present of the usual names.
The text is kept character by character, so that offsets which a user has into it stay true. A date that could be read
two ways is left out, with a note.
"""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from communique.records import Found, Publication, Reason, Rejected, Stage
from communique.sources.dates import publication
from communique.sources.drafts import Draft

# The usual names of columns, the likeliest first; compared in small letters. `time` and `timestamp` are not among them:
# they are as often the time of a crawl.
_USUAL = {
    "text": (
        "text body content article story maintext main_text article_text article_body articlebody full_text fulltext "
        "content_text plain_text plaintext"
    ),
    "id": "id _id doc_id docid document_id article_id story_id uuid guid",
    "title": "title headline article_title",
    "outlet": "outlet publisher source site site_name source_name newspaper publication domain",
    "authors": "authors author byline creator",
    "language": "language lang language_code",
    "url": "url uri link canonical_url permalink",
    "published": (
        "published date publication_date pubdate pub_date date_published datepublished published_at publishedat "
        "published_date date_publish publish_date datetime date_created datecreated"
    ),
    "crawled": (
        "crawled crawl_date crawled_at date_crawled date_download scraped scraped_at fetched fetched_at retrieved"
    ),
}
COLUMN_NAMES: dict[str, tuple[str, ...]] = {field: tuple(names.split()) for field, names in _USUAL.items()}
LISTED = 12  # names of columns that a message lists
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9_-]{1,30})?", re.IGNORECASE)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ABSENT = object()


class Columns:
    """Which column tells which field, for rows of one input.

    mapped: field to column as the user gave it; a dotted path reaches into nested values. A field that is not mapped is
    looked for under its usual names.
    """

    def __init__(self, mapped: Mapping[str, str]) -> None:
        self.mapped = dict(mapped)

    def among(self, names: Iterable[str]) -> dict[str, str]:
        """Field to column, for a table with the columns `names`; a field without a column is not in it."""
        names = list(names)
        lowered = {name.strip().lower(): name for name in reversed(names)}
        found = {}
        for field, usual in COLUMN_NAMES.items():
            if field in self.mapped:
                path = self.mapped[field]
                if path in names or path.partition(".")[0] in names:
                    found[field] = path
            else:
                name = next((lowered[n] for n in usual if n in lowered), None)
                if name is not None:
                    found[field] = name
        return found

    def missing_text(self, uri: str, locator: str, names: Iterable[str]) -> Rejected:
        """The answer to rows that have no column of text."""
        names = list(names)
        listed = ", ".join(name[:40] for name in names[:LISTED]) + (", ..." if len(names) > LISTED else "")
        wanted = f"no column {self.mapped['text']!r}" if "text" in self.mapped else "no column of text is known"
        detail = f"{wanted}; there are: {listed or 'none'}. Name the one with the text: --map text=COLUMN"
        return Rejected(uri, locator, Stage.PARSE, Reason.NO_TEXT_COLUMN, _SURROGATE.sub("\ufffd", detail))


def draft_of(
    row: Mapping[str, Any], columns: Columns, uri: str, locator: str, noun: str = "column"
) -> Draft | Rejected:
    """The draft that a row makes, its uri `uri#locator`; `Rejected` where it has no column of text or no text in it.

    noun: what the row's values are called where the draft says where each was found.
    """
    chosen = columns.among(row)
    raw = _value(row, chosen["text"]) if "text" in chosen else _ABSENT
    if raw is _ABSENT:
        return columns.missing_text(uri, locator, row)
    text = _text(raw)
    if text is None:
        detail = f"column {chosen['text']!r} holds a {_kind(raw)}, not text; name the part: --map text=article.body"
        return Rejected(uri, locator, Stage.PARSE, Reason.MALFORMED, detail)
    notes = []
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        notes.append("halves of characters (lone surrogates) replaced")
    if not text.strip():
        return Rejected(uri, locator, Stage.PARSE, Reason.EMPTY, f"column {chosen['text']!r} is empty")
    values: dict[str, str | None] = {}
    for field in ("id", "title", "outlet", "language", "url", "published", "crawled"):
        value = _value(row, chosen[field]) if field in chosen else _ABSENT
        if value is _ABSENT and field in columns.mapped:
            notes.append(f"no column {columns.mapped[field]!r} for {field}")
        values[field] = _scalar(value)
    language = _language(values["language"], notes)
    published = _published(values["published"], f"{noun} {chosen.get('published')}", notes)
    crawled = _published(values["crawled"], f"{noun} {chosen.get('crawled')}", notes)
    authors = _authors(_value(row, chosen["authors"])) if "authors" in chosen else ()
    told = {**values, "language": language, "published": published, "authors": authors, "crawled": crawled}
    return Draft(
        uri=f"{uri}#{locator}" if locator else uri,
        text=text,
        id=values["id"],
        title=values["title"],
        outlet=values["outlet"],
        authors=authors,
        language=language,
        url=values["url"],
        published=published,
        crawled=crawled.at if crawled is not None else None,
        found=tuple(Found(field, f"{noun} {chosen[field]}") for field, value in told.items() if value),
        notes=tuple(notes),
    )


def _value(row: Mapping[str, Any], path: str) -> Any:
    """The value at a column, or at a dotted path into nested values (a number counts into a list)."""
    if path in row:
        return row[path]
    value: Any = row
    for step in path.split("."):
        if isinstance(value, Mapping) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step[:9]) < len(value):
            value = value[int(step[:9])]
        else:
            return _ABSENT
    return value


def _text(value: Any) -> str | None:
    """Text as it is; a list of paragraphs joined by empty lines; None for what is no text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    return None


def _kind(value: Any) -> str:
    names = {dict: "object", list: "list", bool: "true or false", int: "number", float: "number", bytes: "byte string"}
    return names.get(type(value), type(value).__name__)


def _scalar(value: Any) -> str | None:
    """A text or number as stripped text; None for anything else, and for what only says that there is nothing."""
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        value = int(value)
    if not isinstance(value, str | int | float):
        return None
    if isinstance(value, int) and abs(value) >= 1 << 256:  # turning a huge number into digits takes for ever
        return None
    return _SURROGATE.sub("\ufffd", str(value)).strip() or None


def _authors(value: Any) -> tuple[str, ...]:
    """Names in a list, of objects with a name too, or in one text between semicolons."""
    parts = value if isinstance(value, list) else [value]
    names: list[str] = []
    for part in parts:
        name = _scalar(part.get("name")) if isinstance(part, Mapping) else _scalar(part)
        names += [n.strip() for n in (name or "").split(";")]
    return tuple(dict.fromkeys(n for n in names if n))


def _language(value: str | None, notes: list[str]) -> str | None:
    if value is None:
        return None
    found = _LANGUAGE.fullmatch(value)
    if found is None:
        notes.append(f"language {value[:30]!r} is no ISO 639-1 code and is left out")
        return None
    return found.group(1).lower()


def _published(value: str | None, where: str, notes: list[str]) -> Publication | None:
    if value is None:
        return None
    told = publication(value, where)
    if told is None:
        notes.append(f"{value[:40]!r} in {where} is no date, or can be read two ways; it is left out")
    return told
