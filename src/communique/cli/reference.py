"""The reference pages of the documentation, made from the code.

In: the commands, the options of reading, the records with their docstrings, the reasons, the errors. Out: Markdown
pages in a folder: `python -m communique.cli.reference docs/reference`. What a field means is read from docstrings,
where it is written `name: text` (or `first, last: text`): in that of its class, of a base class, or of the module for
fields that many classes share. Refused (`SetupError`): a field, a reason or a format that nothing describes.
"""

import dataclasses
import inspect
import re
import sys
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import click
import numpy as np

from communique import records
from communique.actors.options import ActorOptions
from communique.cli import options, program, reference_words
from communique.cli.options import flag_name
from communique.cli.reference_codes import codes
from communique.cli.reference_messages import Message, messages
from communique.coding.options import CodingOptions
from communique.coding.selection import SelectionOptions
from communique.grounding.places_options import PlacesOptions
from communique.grounding.times import TimesOptions
from communique.language.options import LanguageOptions
from communique.records import CommuniqueError, Reason, SetupError, Stage
from communique.records.serial import field_types, optional_of
from communique.sources.columns import COLUMN_NAMES
from communique.sources.media import REFUSED
from communique.sources.options import FIELDS, FORMATS, ReadOptions

READING = ("documents", "spans", "runs")  # modules of records that reading fills or that hold for all
CODING = ("columns", "analysis", "findings", "outcomes", "diplomacy", "coded")
# What most readers look for comes first, in this order.
FIRST = (
    *("Document", "Rejected", "Copy"),
    *("Coded", "Event", "Participant", "Party", "When", "Where", "Meeting", "Attendee", "Statement", "Message"),
    *("Commitment", "Actor", "TimeRef", "PlaceRef"),
)
HEAD = (
    "<!-- Made from the code by `python -m communique.cli.reference docs/reference`; change the code, not this. -->\n"
)
# Of a configuration file.
STAGES = (ReadOptions, LanguageOptions, ActorOptions, PlacesOptions, TimesOptions, CodingOptions, SelectionOptions)
TABLES = dict(zip(options.TABLES, STAGES, strict=True))


def pages() -> dict[str, str]:
    """Every reference page: file name and Markdown."""
    made: dict[str, Callable[[], Iterable[str]]] = {
        "commands.md": _commands,
        "options.md": _options,
        "formats.md": _formats,
        "records.md": lambda: _records(READING, reference_words.RECORDS),
        "coded.md": lambda: _records(CODING, reference_words.CODED),
        "codes.md": codes,
        "rejections.md": _rejections,
        "errors.md": _errors,
        "messages.md": _messages,
    }
    return {name: HEAD + "\n" + _page(lines()) for name, lines in made.items()}


def write(folder: Path) -> None:
    """Write every page below `folder`, made if missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8", newline="\n")


def _page(lines: Iterable[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


# --- commands and options ---


def commands(group: click.Group = program, path: str = "communique") -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name, those of nested groups too."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def _commands() -> Iterator[str]:
    yield "# Commands\n"
    yield reference_words.COMMANDS
    yield "| option of `communique` itself | meaning |\n|---|---|"
    yield from (_option_row(option) for option in _given_options(program))
    for name, command in commands():
        yield f"\n## {name}\n"
        usage = " ".join(command.collect_usage_pieces(_context(command)))
        yield f"```text\n{name} {usage}\n```\n"
        yield inspect.cleandoc(command.help or "") + "\n"
        yield "| option | meaning |\n|---|---|"
        yield from (_option_row(option) for option in _given_options(command))
    yield "\n## Exit status\n\n| status | meaning |\n|---|---|"
    yield from (f"| {number} | {meaning} |" for number, meaning in reference_words.exit_statuses().items())


def _given_options(command: click.Command) -> Iterator[click.Option]:
    yield from (p for p in command.get_params(_context(command)) if isinstance(p, click.Option))


def _context(command: click.Command) -> click.Context:
    return click.Context(command, help_option_names=program.context_settings["help_option_names"])


def _option_row(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    kind = option.type
    if isinstance(kind, click.Choice):
        value = " " + ", ".join(f"`{choice}`" for choice in kind.choices)
    else:
        value = "" if option.is_flag else f" {kind.name.upper().removesuffix(' RANGE')}"
    text = re.sub(r"\s+\[default: (.*)\]", r" Default: `\1`.", option.help or "")
    if option.default is not None and not option.is_flag and isinstance(option.default, str):
        text += f" Default: `{option.default}`."
    return f"| {names}{value} | {_cell(text)} |"


def _options() -> Iterator[str]:
    yield "# Options\n"
    yield reference_words.OPTIONS
    for table, kind in TABLES.items():
        yield f"\n## The table `[{table}]`\n"
        yield "| key | on the command line | value | default | meaning |\n|---|---|---|---|---|"
        types_ = field_types(kind)
        for spec in dataclasses.fields(kind):
            default = "" if spec.default in (None, ()) else f"`{str(spec.default).lower()}`"
            if isinstance(spec.default, str):
                default = f'`"{spec.default}"`'
            value = _toml_type(types_[spec.name])
            flag = flag_name(spec.name)
            flags = f"`{flag}`, `--no-{flag[2:]}`" if types_[spec.name] is bool else f"`{flag}`"
            yield f"| `{spec.name}` | {flags} | {value} | {default} | {_cell(spec.metadata['help'])} |"


def _toml_type(kind: Any) -> str:
    kind = optional_of(kind) or kind
    if typing.get_origin(kind) is tuple:
        return f"list of {_toml_type(typing.get_args(kind)[0])}s"
    return {str: "string", int: "whole number", float: "number", bool: "`true` or `false`"}[kind]


def _formats() -> Iterator[str]:
    yield "# Formats\n"
    yield reference_words.FORMATS_INTRO
    yield "| `--input-format` | what is read | what becomes a document | its `uri` |\n|---|---|---|---|"
    for name in FORMATS:
        yield f"| `{name}` | {' | '.join(_described(reference_words.FORMATS, name))} |"
    yield "\n## Columns of tables\n"
    yield reference_words.COLUMNS
    yield "| field | usual names of its column, the first present counts |\n|---|---|"
    for name in FIELDS:
        yield f"| `{name}` | {', '.join(f'`{c}`' for c in COLUMN_NAMES[name])} |"
    yield "\n## What is not read\n"
    yield "Told from the content and rejected; the message says what to do:\n"
    yield from (f"- {text}" for text in REFUSED.values())


# --- records ---


def record_classes(modules: Iterable[str]) -> Iterator[type]:
    """Dataclasses and enumerations that `records` offers, module by module, in the order of their definition."""
    for module in modules:
        source = sys.modules[f"communique.records.{module}"]
        offered = [v for n, v in vars(source).items() if n in records.__all__ and isinstance(v, type)]
        own = [kind for kind in offered if kind.__module__ == source.__name__]
        yield from (kind for kind in own if dataclasses.is_dataclass(kind) or issubclass(kind, StrEnum))


def described_fields(kind: type) -> dict[str, str]:
    """What each field of a record means. Raises `SetupError` for one that no docstring describes."""
    out: dict[str, str] = {}
    names = [f.name for f in dataclasses.fields(kind)]
    bases = [base for base in kind.__mro__ if base is not object]
    docs = [base.__doc__ for base in bases] + [sys.modules[base.__module__].__doc__ for base in bases]
    for doc in docs:
        out = {**_field_texts(inspect.cleandoc(doc or ""), names), **out}
    if missing := [n for n in names if n not in out]:
        raise SetupError(f"no docstring describes {kind.__name__}: {', '.join(missing)}; write `name: text` there")
    return {name: out[name] for name in names}


def _field_texts(doc: str, names: list[str]) -> dict[str, str]:
    """Texts after `name:` or `first, last:`, up to the next such, or to the end of the paragraph."""
    name = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    label = re.compile(rf"(?:^|(?<=[.;)]\s))((?:\w+, )*(?:{name})(?:, \w+)*):\s", re.MULTILINE)
    any_label = re.compile(r"(?:^|(?<=[.;)]\s))(?:[a-z]\w*, )*[a-z]\w*:\s", re.MULTILINE)
    out: dict[str, str] = {}
    for found in label.finditer(doc):
        rest = doc[found.end() :]
        ends = [m.start() for m in (any_label.search(rest), re.search(r"\n\s*\n", rest)) if m]
        text = " ".join(rest[: min(ends, default=len(rest))].split()).rstrip(";")
        for one in found.group(1).split(", "):
            if one in names:
                out.setdefault(one, text)
    return out


def _records(modules: tuple[str, ...], intro: str) -> Iterator[str]:
    yield intro
    rank = {name: place for place, name in enumerate(FIRST)}
    for kind in sorted(record_classes(modules), key=lambda kind: rank.get(kind.__name__, len(rank))):
        yield f"\n## {kind.__name__}\n\n{_summary(kind)}\n"
        yield from _members(kind) if issubclass(kind, StrEnum) else _fields(kind)


def _members(kind: type[StrEnum]) -> Iterator[str]:
    yield "Values: " + ", ".join(f"`{member.value}`" for member in kind) + "."


def _fields(kind: type) -> Iterator[str]:
    yield "| field | type | meaning |\n|---|---|---|"
    kinds = field_types(kind)
    for name, text in described_fields(kind).items():
        yield f"| `{name}` | {_type(kinds[name])} | {_cell(_sentence(text))} |"


def _summary(kind: type) -> str:
    """The first paragraph of a class's docstring, without the fields that it describes."""
    doc = inspect.cleandoc(kind.__doc__ or "")
    paragraph = " ".join(doc.split("\n\n")[0].split())
    return re.split(r"(?<=[.;)])\s(?=(?:[a-z]\w*, )*[a-z]\w*:\s)", paragraph)[0]


def _type(kind: Any) -> str:
    if inner := optional_of(kind):
        return f"{_type(inner)} or none"
    if typing.get_origin(kind) is tuple:
        return f"list of {_type(typing.get_args(kind)[0])}"
    if typing.get_origin(kind) is np.ndarray:
        return "column of numbers"
    if typing.get_origin(kind) in (dict, types.MappingProxyType):
        return "object"
    plain = {str: "string", int: "whole number", float: "number", bool: "true or false"}
    if kind in plain:
        return plain[kind]
    page = "coded.md" if kind.__module__.rpartition(".")[2] in CODING else "records.md"
    return f"[{kind.__name__}]({page}#{kind.__name__.lower()})"


# --- what was not read ---


def _rejections() -> Iterator[str]:
    yield "# Rejections\n"
    yield reference_words.REJECTIONS
    for title, passed in (("Rejected", False), ("Passed over", True)):
        yield f"\n## {title}\n\n| reason | what was met | what to do |\n|---|---|---|"
        for reason in Reason:
            if reason.passed_over is passed:
                yield f"| `{reason}` | {' | '.join(_described(reference_words.REASONS, reason))} |"
    yield "\n## Stages\n\n| stage | reading stopped |\n|---|---|"
    yield from (f"| `{stage}` | {_described(reference_words.STAGES, stage)} |" for stage in Stage)


def error_classes(root: type[CommuniqueError] = CommuniqueError) -> Iterator[type[CommuniqueError]]:
    """The tree of errors, each before those under it."""
    yield root
    for kind in root.__subclasses__():
        yield from error_classes(kind)


def _errors() -> Iterator[str]:
    yield "# Errors\n"
    yield reference_words.ERRORS
    yield "| class | kind of | meaning | the same call may succeed later |\n|---|---|---|---|"
    for kind in error_classes():
        base = kind.__bases__[0].__name__
        yield f"| `{kind.__name__}` | `{base}` | {_cell(_summary(kind))} | {'yes' if kind.retry else 'no'} |"


def _messages() -> Iterator[str]:
    yield "# Messages\n"
    yield reference_words.MESSAGES
    said = messages()
    for kind in sorted(error_classes(), key=lambda kind: kind is SetupError):  # who uses the package meets it least
        yield from _said([m for m in said if m.by == kind.__name__], kind.__name__, _summary(kind))
    for reason in Reason:
        met, _ = _described(reference_words.REASONS, reason)
        yield from _said([m for m in said if m.by == reason], f"Rejected: {reason}", met)


def _said(own: list[Message], title: str, meaning: str) -> Iterator[str]:
    if not own:
        return
    yield f"\n## {title}\n\n{meaning}\n"
    if general := reference_words.GENERAL_ADVICE.get(own[0].by):
        yield f"What to do, where nothing stands below: {general}\n"
    yield "| message | what to do |\n|---|---|"
    for message in own:
        yield f"| {_quoted(message.fault)} | {_cell(advice_for(message))} |"


def advice_for(message: Message) -> str:
    """What to do: in the words of the message, else in ours; empty where what is said of all such will do.

    Raises `SetupError` where nothing says it.
    """
    if message.advice:
        words = re.sub(r"(?::?\s*<\w+>)+$", "", message.advice)
        words = re.sub(r"^give (?:(?:one|any) of )?…$", "give one of those that the message lists", words)
        return _sentence(re.sub(r"^pip .*", r"run `\g<0>`", re.sub(r"<\w+>", "…", words)))
    for beginning, advice in reference_words.ADVICE.items():
        if message.fault.startswith(beginning):
            return advice
    if message.by in reference_words.GENERAL_ADVICE:
        return ""
    raise SetupError(f"nothing says what to do about {message.text!r}; write it in communique/cli/reference_words.py")


def _quoted(text: str) -> str:
    """As code, in which marks of code may stand."""
    return f"`` {_cell(text)} ``" if "`" in text else f"`{_cell(text)}`"


def _described(words: dict[Any, Any], key: Any) -> Any:
    if key not in words:
        raise SetupError(f"nothing describes {key!r}; write it in communique/cli/reference_words.py")
    return words[key]


def _sentence(text: str) -> str:
    """A field's text as a sentence: a capital first, unless it starts with a name in quotes; a full stop."""
    return text[:1].upper() + text[1:].rstrip(".") + "." if text else text


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m communique.cli.reference FOLDER")
    write(Path(sys.argv[1]))
