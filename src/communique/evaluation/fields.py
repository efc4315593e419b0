"""Values of a row of JSON, checked one by one.

In: an object and where it stands. Out: values of the type asked for. Refused with `RequestError`, which names the file,
the line, the place in it and what is wanted instead: a value that is missing or of another type.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from communique.records import RequestError, Span


@dataclass(frozen=True, slots=True)
class Fields:
    """An object of a row. where: in words, for messages (`gold.jsonl, line 3, events 2`)."""

    row: dict[str, Any]
    where: str

    @staticmethod
    def of(value: Any, where: str) -> "Fields":
        """`value` as an object. Raises `RequestError` where it is none."""
        if not isinstance(value, dict):
            raise RequestError(f"{where}: an object is wanted, such as {{...}}, not {_shown(value)}")
        return Fields(value, where)

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self.row.get(key)
        if not isinstance(value, str) or not value:
            self._refuse(key, "a text", value)
        return value

    def maybe(self, key: str) -> str | None:
        """A text, or None where the key is missing or null."""
        return None if self.row.get(key) is None else self.text(key)

    def flag(self, key: str) -> bool:
        """True or false; false where the key is missing or null."""
        value = self.row.get(key)
        if value is not None and not isinstance(value, bool):
            self._refuse(key, "true or false", value)
        return bool(value)

    def number(self, key: str) -> float | None:
        """A number from 0 to 1, or None where the key is missing or null."""
        value = self.row.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            self._refuse(key, "a number from 0 to 1", value)
        return float(value)

    def texts(self, key: str) -> frozenset[str]:
        """A list of texts; empty where the key is missing or null."""
        value = self.row.get(key) or []
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            self._refuse(key, "a list of texts", value)
        return frozenset(value)

    def span(self, key: str) -> Span:
        """Two offsets, `[start, end]`, that must be there."""
        value = self.row.get(key)
        ends = value if isinstance(value, list) and len(value) == 2 else None
        if ends is None or not all(type(v) is int for v in ends) or not 0 <= ends[0] < ends[1]:
            self._refuse(key, "two offsets into the text, [start, end]", value)
        return Span(*ends)

    def object(self, key: str) -> "Fields":
        """An object that must be there."""
        return Fields.of(self.row.get(key), f"{self.where}, `{key}`")

    def maybe_object(self, key: str) -> "Fields | None":
        """An object, or None where the key is missing or null."""
        return None if self.row.get(key) is None else self.object(key)

    def objects(self, key: str) -> Iterator["Fields"]:
        """A list of objects, one by one; none where the key is missing or null."""
        value = self.row.get(key) or []
        if not isinstance(value, list):
            self._refuse(key, "a list of objects", value)
        for number, one in enumerate(value, 1):
            yield Fields.of(one, f"{self.where}, {key} {number}")

    def _refuse(self, key: str, wanted: str, value: Any) -> NoReturn:
        came = f"not {_shown(value)}" if key in self.row else "and there is none"
        raise RequestError(f"{self.where}: `{key}` must be {wanted}, {came}")


def _shown(value: Any) -> str:
    told = repr(value)
    return told if len(told) <= 40 else told[:39] + "…"
