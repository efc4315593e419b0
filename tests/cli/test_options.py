"""Options made from a dataclass: the command line over the file over the defaults, and nothing unknown."""

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from communique.cli.options import filled, flag_name, stage_options
from communique.records import OptionError
from communique.sources import ReadOptions


@dataclass(frozen=True, slots=True)
class Kitchen:
    """Options of a stage that is none."""

    dish: str = field(default="soup", metadata={"help": "What is cooked.", "choices": ("soup", "stew")})
    guests: int = field(default=4, metadata={"help": "How many eat."})
    salt: float = field(default=0.5, metadata={"help": "Spoons."})
    spicy: bool = field(default=True, metadata={"help": "With pepper."})
    note: str | None = field(default=None, metadata={"help": "A word to the cook."})
    herbs: tuple[str, ...] = field(default=(), metadata={"help": "Herbs."})


def on_command_line(*arguments: str) -> dict[str, Any]:
    given: dict[str, Any] = {}

    @click.command()
    @stage_options(Kitchen)
    def command(**options: Any) -> None:
        given.update(options)

    result = CliRunner().invoke(command, list(arguments))
    if result.exit_code:
        raise click.UsageError(result.output)
    return given


def in_file(tmp_path: Path, text: str, **given: Any) -> Kitchen:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    return filled(Kitchen, "kitchen", path, given)


def test_what_is_not_given_stays_open() -> None:
    assert all(value in (None, ()) for value in on_command_line().values())
    assert filled(Kitchen, "kitchen", None, on_command_line()) == Kitchen()


def test_each_kind_of_option_on_the_command_line() -> None:
    given = on_command_line(
        "--dish", "stew", "--guests", "2", "--salt", "1", "--no-spicy", "--note", "hot", "--herbs", "a", "--herbs", "b"
    )  # fmt: skip
    assert filled(Kitchen, "kitchen", None, given) == Kitchen("stew", 2, 1.0, False, "hot", ("a", "b"))


@pytest.mark.parametrize("wrong", [["--dish", "cake"], ["--guests", "two"], ["--salt", "much"], ["--fish"], ["extra"]])
def test_wrong_values_are_refused_by_the_command_line(wrong: list[str]) -> None:
    with pytest.raises(click.UsageError):
        on_command_line(*wrong)


def test_help_tells_every_option_and_its_default() -> None:
    @click.command()
    @stage_options(Kitchen)
    def command(**options: Any) -> None:
        raise AssertionError(options)

    text = CliRunner().invoke(command, ["--help"]).output
    for spec in dataclasses.fields(Kitchen):
        assert flag_name(spec.name) in text
        assert spec.metadata["help"] in text
    assert "[default: soup]" in text
    assert "[default: 4]" in text
    assert text.index("--dish") < text.index("--guests") < text.index("--herbs")


def test_the_file_fills_what_the_command_line_leaves_open(tmp_path: Path) -> None:
    text = '[kitchen]\ndish = "stew"\nguests = 9\nsalt = 2\nspicy = false\nnote = "n"\nherbs = ["x", "y"]\n'
    assert in_file(tmp_path, text) == Kitchen("stew", 9, 2.0, False, "n", ("x", "y"))
    assert in_file(tmp_path, text, guests=1, dish=None, herbs=(), spicy=True) == Kitchen(
        "stew", 1, 2.0, True, "n", ("x", "y")
    )


def test_a_false_on_the_command_line_outweighs_the_file(tmp_path: Path) -> None:
    assert in_file(tmp_path, "[kitchen]\nspicy = true\nguests = 3\n", spicy=False, guests=0) == Kitchen(
        spicy=False, guests=0
    )


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert in_file(tmp_path, "") == Kitchen()
    assert in_file(tmp_path, "[kitchen]\n") == Kitchen()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[kitchen]\nfish = 1\n", "no key 'fish'"),
        ("[cellar]\nwine = 1\n", "unknown table [cellar]"),
        ("guests = 4\n", "unknown table [guests]"),
        ("kitchen = 4\n", "must be a table"),
        ("[kitchen]\nguests = 'four'\n", "guests must be of type int, not str"),
        ("[kitchen]\nguests = true\n", "guests must be of type int, not bool"),
        ("[kitchen]\nguests = 4.0\n", "guests must be of type int, not float"),
        ("[kitchen]\nspicy = 1\n", "spicy must be of type bool, not int"),
        ("[kitchen]\nnote = 1\n", "note must be of type str, not int"),
        ("[kitchen]\nherbs = 'a'\n", "herbs must be a list of str"),
        ("[kitchen]\nherbs = [1]\n", "herbs must be a list of str"),
        ("[kitchen\n", "no valid TOML"),
        ("[kitchen]\nguests = 1\nguests = 2\n", "no valid TOML"),
    ],
)
def test_files_that_are_refused_say_why_and_name_themselves(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(OptionError) as caught:
        in_file(tmp_path, text)
    assert told in str(caught.value)
    assert "config.toml" in str(caught.value)


def test_a_file_that_is_no_text_or_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    with pytest.raises(OptionError, match="cannot be read"):
        filled(Kitchen, "kitchen", path, {})
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(OptionError, match="cannot be read"):
        filled(Kitchen, "kitchen", path, {})


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=20))
def test_flags_have_no_underscores(name: str) -> None:
    flag = flag_name(name)
    assert flag.startswith("--")
    assert "_" not in flag
    assert flag[2:].replace("-", "_") == name


def test_every_option_of_reading_can_be_told_in_a_file(tmp_path: Path) -> None:
    values = {"input_format": '"html"', "map": '["text=body"]', "encoding": '"utf-8"', "outlet": '"A"', "max_size": "2",
              "min_words": "3", "copies": "false", "similarity": "0.9", "copy_index": '"x.sqlite"'}  # fmt: skip
    assert set(values) == {f.name for f in dataclasses.fields(ReadOptions)}
    path = tmp_path / "c.toml"
    path.write_text("[read]\n" + "".join(f"{k} = {v}\n" for k, v in values.items()))
    got = filled(ReadOptions, "read", path, {})
    assert got == ReadOptions("html", ("text=body",), "utf-8", "A", 2, 3, False, 0.9, "x.sqlite")
    assert all(spec.metadata["help"] for spec in dataclasses.fields(ReadOptions))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("max_size = 0", "max_size"),
        ("input_format = 'pdf'", "input_format"),
        ("similarity = 3", "similarity"),
        ("encoding = 'x'", "encoding"),
        ("map = ['text']", "map"),
        ("map = ['a=b']", "no field"),
        ("min_words = -1", "min_words"),
    ],
)
def test_values_that_make_no_sense_are_refused_wherever_they_come_from(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text(f"[read]\n{text}\n")
    with pytest.raises(OptionError, match=told):
        filled(ReadOptions, "read", path, {})
