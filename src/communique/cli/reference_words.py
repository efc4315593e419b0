"""What the reference pages say in words: the text around the tables that `reference` makes from the code.

Every format, reason and stage has its entry here; `reference` refuses one that has none.
"""

from communique.cli.read import EXIT_INTERRUPTED, EXIT_NOTHING, EXIT_PARTIAL, EXIT_PIPE_CLOSED
from communique.records import Reason, Stage

COMMANDS = """\
What was made goes to standard output or to a file; the progress bar and the summary go to standard error, so that
output can be piped. Everything is written record by record: interrupting loses nothing that was written.
"""

OPTIONS = """\
Each option is a key of a configuration file and an option of the command line; those of reading are also fields of
`communique.ReadOptions`, those of the language of `communique.language.options.LanguageOptions`. A file is named with
`--config` and may serve all commands; what the command line gives counts more than the file. Unknown tables, unknown
keys and values of another type are refused.

```toml
[read]
map = ["text=body,published=date"]
max_size = 64
copies = false

[language]
threads = 2
```
"""

FORMATS_INTRO = """\
The format is told from the content; the file's name decides only where contents look alike (Markdown, tables, plain
text). Each format is also read compressed with gzip or zstd, at most two layers deep. `--input-format` overrules the
content, for all sources of the call.
"""

FORMATS = {
    "auto": ("whatever the content shows it to be", "as below", "as below"),
    "html": ("a web page", "the page's main text", "`path`"),
    "text": ("plain text in any encoding", "the whole file", "`path`"),
    "markdown": (
        "Markdown, with YAML (`---`) or TOML (`+++`) front matter or without",
        "what a reader of the rendered page reads",
        "`path`",
    ),
    "jsonl": ("one JSON object a line", "each line", "`path#line 7`"),
    "csv": (
        "a table in text, cells parted by commas, semicolons, tabs or bars, names of columns in the first row",
        "each row",
        "`path#row 7`",
    ),
    "parquet": ("a Parquet file", "each row", "`path#row 7`"),
    "feed": ("RSS 0.9x, 1.0, 2.0 or Atom", "each entry: its full text, or the summary with a note", "`path#entry 3`"),
    "warc": (
        "WARC 0.17 to 1.1, ARC 1 and 2; plain, or compressed with gzip, zstd or lz4",
        "each page that a server answered with: HTML, text or a feed",
        "`path#record 12`",
    ),
}

COLUMNS = """\
For JSON Lines, CSV and Parquet. `--map text=body,published=date` names columns; a dot reaches into nested values
(`text=article.body`). A field that is not mapped is looked for under its usual names, without regard to capitals. The
same names are understood in the front matter of Markdown. Text of a row is kept character by character.
"""

RECORDS = """\
# Records of reading

What `communique.read` gives, what `--format jsonl` writes and what `communique.store.to_table` turns into columns.
Records are frozen; a record that breaks one of its own rules cannot be built (`ValueError`).

In JSON every field is present; a span is written `[start, end]`. In Arrow tables a span is a structure of `start` and
`end`, a record within a record a structure of its fields. Offsets are half-open and count Unicode characters of the
document's `text`.
"""

CODED = """\
# Records of coding

What `communique code` and `communique.Pipeline` give: the analysis of the language, whom, when and where the words of
a report mean, and what it tells: events, meetings, statements, messages and commitments.

A line of `communique code --format jsonl` is one object with the keys `document` ([`Document`](records.md#document)),
`mentions`, `actors`, `places`, `times`, `statements`, `events`, `meetings`, `messages`, `commitments` and `notes`, each
a list of the records below. A mention has `span`, `text`, `kind`, `named`, `chain` (the number of its chain, or null)
and `actor` (its number among `actors`, or null). `first` and `last` of a time are called `from` and `to` there. What
was rejected is a line of its own: `{"rejected": {...}}`.
"""

REJECTIONS = """\
What gives no document is told, never left out: `communique.read` gives a [`Rejected`](records.md#rejected) in its
place, `--format jsonl` writes `{"rejected": {...}}`, the summary counts reasons and shows the first three of each, and
`--rejected FILE` keeps them apart. `detail` says what was met and what to do about it in the case at hand;
[Messages](messages.md) lists all.

What holds no report by its nature (a request record, an image in a crawl) is *passed over*: it is told in the same way
but is no failure and leaves the exit status alone.
"""

REASONS = {
    Reason.MISSING: (
        "No file is there, or no file matches the pattern.",
        "Check the path; quote patterns so that the shell leaves them alone.",
    ),
    Reason.UNREADABLE: (
        "The file is there and cannot be read: permissions, a failing disk, no standard input.",
        "Check permissions; copy the file again.",
    ),
    Reason.NOT_A_FILE: (
        "A FIFO, a socket or a device. Opening one could wait for ever.",
        "Pipe its content in and give `-`.",
    ),
    Reason.DIRECTORY_LOOP: (
        "A link leads to a folder that is read already, or in a circle.",
        "Nothing, if the folder's files were read once; else remove the link.",
    ),
    Reason.TOO_LARGE: (
        "A page, row, line or record over the limit of `--max-size`, a page with more than 150,000 elements, or "
        "Markdown of more than a million characters.",
        "Raise `--max-size`; split the file.",
    ),
    Reason.BOMB: (
        "Compressed data that grows more than two hundredfold and over the limit.",
        "If you trust it, unpack it to a file first.",
    ),
    Reason.CORRUPT: (
        "Compressed or archived data is damaged. In archives reading goes on at the next record or member.",
        "Copy or fetch the file again.",
    ),
    Reason.TRUNCATED: (
        "The data ends before it should. What came before is read.",
        "Fetch the file again, or the record's page.",
    ),
    Reason.BINARY: ("Bytes that are no text and no known format.", "Give text, HTML, tables, feeds or WARC files."),
    Reason.UNSUPPORTED: (
        "A known format that is not read: PDF, office documents, archives, other XML, one large JSON value; an "
        "`http:` address; a file compressed three times over.",
        "Convert it; `detail` says with what. Save pages first: nothing is fetched.",
    ),
    Reason.MALFORMED: (
        "A line that is no JSON object, a row with a quote never closed or more cells than columns, a feed that cannot "
        "be parsed, a column that holds no text.",
        "Mend the line or row that `locator` names; the others are read.",
    ),
    Reason.NO_TEXT_COLUMN: (
        "No column is known to hold the text. `detail` lists the columns there are.",
        "Name it: `--map text=COLUMN`.",
    ),
    Reason.EMPTY: (
        "No text: an empty file, page, row or entry, a folder without files.",
        "Nothing, unless you expect text there.",
    ),
    Reason.NO_MAIN_TEXT: (
        "A page without a story: a front page, a list of links, a notice, a picture gallery.",
        "Lower `--min-words` if your reports are that short.",
    ),
    Reason.NO_WORDS: (
        "The model was asked to read a text without a letter: digits, marks or pictures alone.",
        "Nothing, unless you expect words there.",
    ),
    Reason.NOT_ENGLISH: (
        "The model was asked to read a text that is in another language than English.",
        "Translate it first; or `--force-language` where the language was told wrongly.",
    ),
    Reason.NOT_A_RESPONSE: (
        "A record of an archive that holds no page: what the crawler asked, notes of the crawler, a visit that found "
        "nothing new.",
        "Nothing.",
    ),
    Reason.HTTP_STATUS: ("An archived answer that is no success, such as 301 or 404.", "Nothing."),
    Reason.OTHER_MEDIA: ("An image, sound, a style sheet, a `robots.txt`.", "Nothing."),
}

STAGES = {
    Stage.OPEN: "before the first byte was understood: finding, opening, telling the format",
    Stage.DECOMPRESS: "while unpacking",
    Stage.DECODE: "while turning bytes into characters",
    Stage.PARSE: "while taking the format apart: markup, rows, records",
    Stage.EXTRACT: "while looking for the report in what was parsed",
    Stage.ANALYSE: "while reading the language of a document",
}

ERRORS = """\
Input that cannot be read is no error but a [rejection](rejections.md). Errors are for what you can change (a wrong
option), for files written earlier that do not hold together, and for disks and pipes that fail. Each message says what
to do; [Messages](messages.md) lists all. `retry` tells a program whether the same call may succeed later. The command
prints the message in one line and ends with status 2 for a wrong request, 1 for any other error.

Building a record that breaks its own rules raises Python's `ValueError`.
"""

MESSAGES = """\
Every message of an [error](errors.md), and what `detail` says of every [rejection](rejections.md), read out of the
source: search this page for the words that you see. `<name>` and `…` stand for what the case fills in. Options that are
not known, and values that are none of those listed, are told in the same way, with the name of the option.
"""

# What to do about messages that do not say it themselves, by how they begin; the first that fits counts.
ADVICE = {
    "--date: ": "Write 2024-08-21, 2024-08 or 2024.",
    "<config>: cannot be read": "Check the path and its permissions.",
    "<config>: no valid TOML": "Mend the line that the reason names.",
    "<config>: ": "Write it as [Options](options.md) tells; the message lists what is known.",
    "give ": "Leave one of the two out.",
    "input_format ": "Give one of those that the message lists.",
    "map: <name> is mapped": "Keep one of the two.",
    "map: <name> is no field": "Give one of those that the message lists.",
    "map: <pair> is no": "Write pairs such as `text=body,published=date`.",
    "types: ": "Give one of those that the message lists, or one of your `--codebook`.",
    "<folder> ": "Make the gazetteer again with `communique gazetteer build`, or install the package again.",
    "<name>: <reason>; <advice>": "The end of the message says it for the case: another file, or more space.",
    "<path> cannot be written": "Choose another file, or free some space.",
    "<path> is no valid TOML": "Mend the line that the reason names.",
    "<path>: <reason>": "Mend what the reason names; `communique codebook check FILE` tells whether it holds.",
    "<where>: <name> needs a list": "Write it as `[0.62, 0.65]`.",
    "<where>: `<key>` must be": "Mend it; [Measure it](../how-to/evaluate.md#write-down-what-is-there) lists the keys.",
    "<where>: an object": "Mend that line; [Measure it](../how-to/evaluate.md#write-down-what-is-there) shows one.",
    "<where>: floors stand": "Move them; [Measure it](../how-to/evaluate.md#keep-it-from-falling) shows a file.",
    "<where>: keys are": "Mend the table; [Measure it](../how-to/evaluate.md#keep-it-from-falling) shows a file.",
    "<where>: no valid TOML": "Mend the line that the reason names.",
    "<where>: this is no JSON": "Mend that line.",
    "actors: <path> cannot be read": "Mend the row that the reason names, or check the path.",
    "no Arrow type for": "Give a class of `communique.records`.",
    "the row is refused": "Change the row, or the one that it contradicts.",
    "there is no table": "Give one of those that the message lists.",
    "these are no": "Give records of that class, all of them.",
    "<path>: …": "Write the file again, with this version.",
    "<source>, line": "Mend that line of the CoNLL-U file.",
    "larger than the limit": "Close the quote; else raise `--max-size`.",
    "the body unpacks": "Raise `--max-size`.",
    "<passed> bytes": "Fetch the file again if you need what stood there; the records after it are read.",
}

# For all others of a class of errors or a reason.
GENERAL_ADVICE = {
    "SetupError": "In a table of your own, mend the row that is shown; else install the package again.",
    **{reason.value: advice for reason, (_, advice) in REASONS.items()},
}


def exit_statuses() -> dict[int, str]:
    """Exit status of the command, and what it means."""
    return {
        0: "All was read (and analysed or coded); what was passed over does not count against it.",
        EXIT_NOTHING: "Nothing was read, or an error outside the request (a full disk, a damaged index) ended the run.",
        2: "The request was wrong: an unknown option, a value that makes no sense. Nothing was done.",
        EXIT_PARTIAL: "Some was read and some was rejected.",
        EXIT_INTERRUPTED: "Interrupted (Ctrl-C, or asked to terminate). What was written is whole.",
        EXIT_PIPE_CLOSED: "The reader of the output went away, as with `| head`.",
    }
