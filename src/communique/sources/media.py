"""What kind of thing an input is, by its content."""

from enum import StrEnum


class Media(StrEnum):
    """Kinds of input. Those after `ARC` hold no report that can be read here."""

    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    FEED = "feed"
    WARC = "warc"
    ARC = "arc"
    JSON = "json"
    XML = "xml"
    PDF = "pdf"
    ARCHIVE = "archive"
    OFFICE = "office"
    IMAGE = "image"
    SOUND = "sound"
    BINARY = "binary"


def media_type(head: bytes, name: str) -> Media:
    """The kind of input that starts with `head` (64 KiB will do) and is called `name`."""
    raise NotImplementedError
