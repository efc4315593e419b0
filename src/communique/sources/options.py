"""Options of reading. The command line, TOML files and the reference page are made from this dataclass."""

import re
from dataclasses import dataclass, field

from communique.records import OptionError

MIB = 1 << 20

# What a row of JSONL, CSV or Parquet can tell, in `--map field=column`.
FIELDS = ("text", "id", "title", "outlet", "authors", "language", "url", "published", "crawled")

FORMATS = ("auto", "html", "text", "markdown", "jsonl", "csv", "parquet", "feed", "warc")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How input is read. Raises `OptionError` for values that make no sense."""

    input_format: str = field(
        default="auto", metadata={"help": "Format of the input; `auto` looks at the content.", "choices": FORMATS}
    )
    map: tuple[str, ...] = field(
        default=(),
        metadata={"help": "Columns of rows, as FIELD=COLUMN pairs with commas: `text=body,published=date`."},
    )
    encoding: str | None = field(
        default=None, metadata={"help": "Character encoding of all input; by default it is detected."}
    )
    outlet: str | None = field(default=None, metadata={"help": "Outlet of documents that name none themselves."})
    max_size: int = field(
        default=16, metadata={"help": "Largest page, row or record read, in MiB; a larger one is rejected."}
    )
    min_words: int = field(
        default=5, metadata={"help": "Fewest words of main text for a web page to count as a report."}
    )
    copies: bool = field(default=True, metadata={"help": "Find near-duplicates among the documents and group them."})
    similarity: float = field(
        default=0.5,
        metadata={"help": "Share of word sequences that two documents must have in common to be copies, 0.4 to 1."},
    )
    copy_index: str | None = field(
        default=None,
        metadata={"help": "File that remembers documents for later runs, so that tomorrow's copies are found as well."},
    )

    def __post_init__(self) -> None:
        if self.input_format not in FORMATS:
            raise OptionError(f"input_format {self.input_format!r} is none of {', '.join(FORMATS)}")
        if not 1 <= self.max_size <= 1024:
            raise OptionError(f"max_size is {self.max_size} MiB; give 1 to 1024")
        if self.min_words < 0:
            raise OptionError(f"min_words is {self.min_words}; give 0 or more")
        if not 0.4 <= self.similarity <= 1:
            raise OptionError(f"similarity is {self.similarity}; give 0.4 to 1")
        if self.encoding is not None:
            try:
                "".encode(self.encoding)
            except LookupError:
                raise OptionError(f"encoding {self.encoding!r} is not known; try utf-8 or windows-1252") from None
        _ = self.columns

    @property
    def max_bytes(self) -> int:
        """`max_size` in bytes."""
        return self.max_size * MIB

    @property
    def columns(self) -> dict[str, str]:
        """Field to column, from `map`. Raises `OptionError` for a field that is none or a pair without `=`."""
        out: dict[str, str] = {}
        for part in self.map:
            for pair in re.split(r"\s*,\s*", part.strip()):
                name, equals, column = (s.strip() for s in pair.partition("="))
                if not equals or not column:
                    raise OptionError(f"map: {pair!r} is no FIELD=COLUMN pair, such as text=body")
                if name not in FIELDS:
                    raise OptionError(f"map: {name!r} is no field; fields are {', '.join(FIELDS)}")
                if out.setdefault(name, column) != column:
                    raise OptionError(f"map: {name} is mapped to {out[name]!r} and to {column!r}")
        return out
