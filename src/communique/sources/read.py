"""From what a user names to documents: the one way into the house.

In: paths, folders, globs, file: addresses, `-` for standard input. Out, lazily and in a fixed order: a `Document` for
each report and a `Rejected` for everything that gave none. Formats are told from content. Nothing is fetched, no input
raises; what a user asks wrongly (`OptionError`) is told before anything is read.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, cast

from communique.records import Document, Reason, Rejected, Stage
from communique.sources.discover import discover
from communique.sources.drafts import Draft, finished
from communique.sources.files import Input
from communique.sources.media import REFUSED, Media, media_type
from communique.sources.options import ReadOptions
from communique.sources.pages import Page
from communique.sources.payload import Kind
from communique.sources.streams import Stream, open_stream, read_whole

HEAD = 1 << 16  # bytes looked at to tell the format
LZ4 = b"\x04\x22\x4d\x18"  # only archives come in this form

# Why an input of a kind in `REFUSED` is none, where it is not simply a format that is not read.
REASONS = {Media.IMAGE: Reason.OTHER_MEDIA, Media.SOUND: Reason.OTHER_MEDIA, Media.BINARY: Reason.BINARY}


def read(
    sources: Iterable[str], options: ReadOptions | None = None, watch: Callable[[Stream], None] | None = None
) -> Iterator[Document | Rejected]:
    """Documents and rejections of all sources, in order.

    sources: paths, folders, globs, file: addresses or `-`. watch: called with each stream as it is opened, so that a
    caller can show how far reading has come.
    """
    options = options or ReadOptions()
    for found in discover([sources] if isinstance(sources, str) else sources):
        if isinstance(found, Rejected):
            yield found
        else:
            yield from read_input(found, options, watch)


def read_input(
    source: Input, options: ReadOptions, watch: Callable[[Stream], None] | None = None
) -> Iterator[Document | Rejected]:
    """Documents and rejections of one file or of standard input."""
    stream = open_stream(source)
    if isinstance(stream, Rejected):
        yield stream
        return
    with stream:
        if watch is not None:
            watch(stream)
        for item in _drafts(stream, options):
            yield finished(_with_outlet(item, options)) if isinstance(item, Draft) else item


def _with_outlet(draft: Draft, options: ReadOptions) -> Draft:
    """The outlet that the user names, where the source names none better than a host."""
    known = draft.outlet and not any(f.field == "outlet" and f.where == "host" for f in draft.found)
    if options.outlet is None or known:
        return draft
    found = tuple(f for f in draft.found if f.field != "outlet")
    return dataclasses.replace(draft, outlet=options.outlet, found=found)


def _drafts(stream: Stream, options: ReadOptions) -> Iterator[Draft | Document | Rejected]:
    """What the reader of the stream's format gives."""
    from communique.sources.parquet import parquet_rows
    from communique.sources.rows import json_rows
    from communique.sources.tables import csv_rows

    head = stream.peek(HEAD)
    media = _media(head, stream, options)
    if media is None or media in (Media.WARC, Media.ARC):
        yield from _archive(stream, options)
    elif media is Media.JSONL:
        yield from json_rows(stream, options)
    elif media is Media.CSV:
        yield from csv_rows(stream, options)
    elif media is Media.PARQUET:
        yield from parquet_rows(stream, options)
    elif media in REFUSED:
        yield Rejected(stream.uri, "", Stage.OPEN, REASONS.get(media, Reason.UNSUPPORTED), REFUSED[media])
    else:
        yield from _whole(stream, media, options)


def _media(head: bytes, stream: Stream, options: ReadOptions) -> Media | None:
    """The format of a stream: the one that was asked for, else by content; None for an lz4 archive."""
    if head.startswith(LZ4):
        return None
    if options.input_format != "auto":
        return Media(options.input_format)
    return media_type(head, _name(stream.uri))


def _name(uri: str) -> str:
    """The file's name without the endings that only tell of compression."""
    name = uri.rsplit("/", 1)[-1].lower()
    while name.endswith((".gz", ".zst")):
        name = name.rpartition(".")[0]
    return name


def _whole(stream: Stream, media: Media, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """Formats that are read in one piece: pages, feeds, texts."""
    from communique.sources.feeds import feed_entries
    from communique.sources.html import Fetched, read_page
    from communique.sources.markdown import markdown_draft
    from communique.sources.text import text_draft

    raw = read_whole(stream, options.max_bytes)
    if isinstance(raw, Rejected):
        yield raw
    elif not raw.strip(b" \t\r\n\x00"):
        yield Rejected(stream.uri, "", Stage.OPEN, Reason.EMPTY, "the file is empty")
    elif media is Media.HTML:
        yield read_page(raw, Fetched(stream.uri), options)
    elif media is Media.FEED:
        yield from feed_entries(raw, stream.uri, options)
    elif media is Media.MARKDOWN:
        yield markdown_draft(raw, stream.uri, options)
    else:
        yield text_draft(raw, stream.uri, options)


def _archive(stream: Stream, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """The pages of a WARC or ARC file."""
    from communique.sources.warc import warc_pages

    # Archives are compressed record by record: their reader finds its way around damage in the file as it lies.
    # One that was compressed once more as a whole is unpacked first.
    raw: Stream | BinaryIO = stream
    if stream.raw.regular and len(stream.codecs) < 2:
        stream.raw.seek(0)
        raw = cast(BinaryIO, stream.raw)
    for page in warc_pages(cast(BinaryIO, raw), stream.uri, options):
        if isinstance(page, Rejected):
            yield page
        else:
            yield from _page(page, stream.uri, options)


def _page(page: Page, uri: str, options: ReadOptions) -> Iterator[Draft | Rejected]:
    from communique.sources.feeds import feed_entries
    from communique.sources.html import Fetched, read_page
    from communique.sources.text import text_draft

    locator = page.locator.removeprefix(f"{uri}#")
    if page.kind is Kind.HTML:
        fetched = Fetched(page.locator, "", page.uri or None, page.charset, page.crawled, page.notes)
        draft = read_page(page.body, fetched, options)
        yield dataclasses.replace(draft, uri=uri, locator=locator) if isinstance(draft, Rejected) else draft
        return
    drafts = (
        feed_entries(page.body, page.locator, options)
        if page.kind is Kind.FEED
        else [text_draft(page.body, page.locator, options)]
    )
    for item in drafts:
        if isinstance(item, Rejected):
            part = f"{locator} {item.locator}".rstrip()
            yield dataclasses.replace(item, uri=uri, locator=part)
        else:
            address, notes = item.url or page.uri or None, (*page.notes, *item.notes)
            yield dataclasses.replace(item, crawled=page.crawled, url=address, notes=notes)
