"""The words of boilerplate: `phrases.toml` as compiled patterns, read once.

In: the table of phrases that ships with the package. Out: one pattern for each purpose. Raises `SetupError` where the
table is missing or holds no valid expression.
"""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from communique.records import SetupError

_EDGE = r"(?:^|[\s_:/-]|(?-i:(?<=[a-z])(?=[A-Z])))"
_END = r"(?=$|[\s_:/-]|(?-i:(?<=[a-z])[A-Z])|\d)"
# `page-with-sidebar` tells of a layout, not of a sidebar.
_NOT_LAYOUT = r"(?<!has[-_])(?<!with[-_])(?<!and[-_])(?<!\bw[-_])(?<!no[-_])(?<!without[-_])"


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    try:
        text = resources.files("communique.sources.html").joinpath("phrases.toml").read_text("utf-8")
        table: dict[str, Any] = tomllib.loads(text)
    except (OSError, tomllib.TOMLDecodeError) as err:
        raise SetupError(f"the table of phrases cannot be read: {err}; install the package again") from err
    return table


def _any(section: str, key: str | None = None) -> str:
    """The expressions of a section, or of one key of it, as one group of alternatives."""
    lists = _table()[section]
    chosen = [lists[key]] if key else list(lists.values())
    return "(?:" + "|".join(f"(?:{phrase})" for phrases in chosen for phrase in phrases) + ")"


def _compiled(expression: str) -> re.Pattern[str]:
    try:
        return re.compile(expression, re.IGNORECASE | re.DOTALL)
    except re.error as err:
        raise SetupError(f"the table of phrases holds an expression that is none: {err}; install it again") from err


@cache
def around_names() -> re.Pattern[str]:
    """Class and id names of what stands around a story. Use `search`."""
    return _compiled(f"{_EDGE}{_NOT_LAYOUT}{_any('names', 'around')}{_END}")


@cache
def story_names() -> re.Pattern[str]:
    """Class and id names of what holds a story, whatever else they say. Use `search`."""
    return _compiled(_any("names", "story"))


@cache
def caption_names() -> re.Pattern[str]:
    """Class names of captions and credits. Use `search`."""
    return _compiled(f"{_EDGE}(?:fig(?:ure)?[-_]?)?{_any('names', 'caption')}{_END}")


@cache
def further_headings() -> re.Pattern[str]:
    """Headings over other stories, comments and contacts. Use `match` on a short heading."""
    return _compiled(rf"^\W*{_any('headings')}\b.{{0,60}}$|^\W*(?:related|more|also|watch|tags?|topics?)\W*$")


@cache
def noise_lines() -> re.Pattern[str]:
    """Lines that are no story wherever they stand. Use `match`. Behind an opening quotation mark someone speaks."""
    return _compiled(rf"^(?:>>|[^\w\"“„«「]*{_any('lines')})")


@cache
def ending_lines() -> re.Pattern[str]:
    """Lines that stand behind a story. Use `match`."""
    return _compiled(rf"^\W*{_any('endings')}")


@cache
def address_signs() -> dict[str, re.Pattern[str]]:
    """Signs of an address by kind: telephone, fax, mail, web, office, street, code. Use `search`."""
    return {kind: _compiled(_any("address", kind)) for kind in _table()["address"]}
