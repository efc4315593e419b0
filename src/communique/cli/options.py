"""Command-line options and TOML keys made from the dataclass of a stage.

In: a frozen dataclass whose fields carry `help` (and `choices`) in their metadata. Out: click options of the same
names, and an instance filled from a TOML file and then from what the command line gives. Unknown keys are refused. One
file may serve all commands: a table of another command is passed over.
"""

import dataclasses
import tomllib
import types
import typing
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from communique.records import OptionError

# Of a configuration file: one for each stage.
TABLES = ("read", "language", "actors", "places", "times", "coding", "selection")

_FILE = click.Path(dir_okay=False, path_type=Path)

C = TypeVar("C", bound=Callable[..., Any])
T = TypeVar("T")


def stage_options(kind: type, without: Collection[str] = ()) -> Callable[[C], C]:
    """A decorator that adds one click option for each field of `kind`, in order, but for those in `without`.

    Options that are not given stay None, so that a configuration file can fill them.
    """

    def decorate(command: C) -> C:
        for spec in reversed(dataclasses.fields(kind)):
            if spec.name not in without:
                command = _option(kind, spec)(command)
        return command

    return decorate


def run_options(tables: str, *, folder: bool = False) -> Callable[[C], C]:
    """A decorator that adds what every command over documents takes: where to write, what to leave, how much to tell.

    tables: of the configuration file, in words (`tables [read] and [language]`). folder: whether `--out` may be one.
    """
    where = click.Path(path_type=Path) if folder else _FILE
    options = (
        click.option("--out", "-o", type=where, help="File to write instead of standard output."),
        click.option(
            "--rejected",
            "rejects",
            type=_FILE,
            help="File for what was rejected, as JSONL; it is then left out of the output.",
        ),
        click.option(
            "--config",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help=f"TOML file with {tables}.",
        ),
        click.option("--limit", type=click.IntRange(min=1), help="Stop after this many documents."),
        click.option("--quiet", "-q", is_flag=True, help="No progress bar and no summary."),
    )

    def decorate(command: C) -> C:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def filled(kind: type[T], table: str, config: Path | None, given: Mapping[str, Any]) -> T:
    """An instance of `kind`: defaults, then `[table]` of the TOML file `config`, then those of its options given.

    Raises `OptionError` for a file that cannot be read, an unknown key or a value of the wrong type.
    """
    values = _from_toml(kind, table, config) if config else {}
    names = _keys(kind)
    values.update({k: v for k, v in given.items() if k in names and v not in (None, ())})
    return kind(**values)


def flag_name(field: str) -> str:
    """The option of a field: `max_size` is `--max-size`."""
    return "--" + field.replace("_", "-")


def _keys(kind: type) -> set[str]:
    return {f.name for f in dataclasses.fields(kind)}


def _option(kind: type, spec: "dataclasses.Field[Any]") -> Callable[[C], C]:
    inner, many = _plain_type(kind, spec.name)
    flag = flag_name(spec.name)
    text = spec.metadata["help"]
    if spec.default not in (None, (), dataclasses.MISSING) and inner is not bool:
        text += f"  [default: {spec.default}]"
    if inner is bool:
        return click.option(f"{flag}/--no-{flag[2:]}", spec.name, default=None, help=text)
    choices = spec.metadata.get("choices")
    value_type: Any = click.Choice(choices) if choices else inner
    return click.option(flag, spec.name, type=value_type, multiple=many, default=None, help=text)


def _plain_type(kind: type, name: str) -> tuple[type, bool]:
    """The simple type of a field and whether it may be given several times."""
    hint = typing.get_type_hints(kind)[name]
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(a for a in typing.get_args(hint) if a is not type(None))
    if typing.get_origin(hint) is tuple:
        return typing.get_args(hint)[0], True
    return hint, False


def _from_toml(kind: type, table: str, config: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(config.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as err:
        raise OptionError(f"{config}: cannot be read: {err}") from err
    except tomllib.TOMLDecodeError as err:
        raise OptionError(f"{config}: no valid TOML: {err}") from err
    section = data.get(table, {})
    known = dict.fromkeys((table, *TABLES))
    if unknown := sorted(set(data) - set(known)):
        raise OptionError(f"{config}: unknown table [{unknown[0]}]; known are {', '.join(f'[{t}]' for t in known)}")
    if not isinstance(section, dict):
        raise OptionError(f"{config}: {table} must be a table: [{table}]")
    names = _keys(kind)
    if unknown := sorted(set(section) - names):
        raise OptionError(f"{config}: [{table}] has no key {unknown[0]!r}; keys are {', '.join(sorted(names))}")
    return {name: _checked(kind, name, value, config) for name, value in section.items()}


def _checked(kind: type, name: str, value: Any, config: Path) -> Any:
    inner, many = _plain_type(kind, name)
    if many:
        if not isinstance(value, list) or not all(type(v) is inner for v in value):
            raise OptionError(f"{config}: {name} must be a list of {inner.__name__}")
        return tuple(value)
    if inner is float and type(value) is int:
        return float(value)
    if type(value) is not inner:
        raise OptionError(f"{config}: {name} must be of type {inner.__name__}, not {type(value).__name__}")
    return value
