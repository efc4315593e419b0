"""Tables of a TOML file, read key by key: a wrong key, a missing one and a value of another kind are told by name.

In: what `tomllib` gives. Out: values of the kind that is asked for. Refused with `ValueError`, whose message names the
entry and the key and says what to write; the caller adds the file and makes it an error of its own.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One table. where: what it is, for messages (`trigger 3 (denounce)`). values: as read."""

    where: str
    values: Mapping[str, Any]

    def known(self, keys: Collection[str]) -> None:
        """Refuse a key that is none of `keys`."""
        for key in self.values:
            if key not in keys:
                raise ValueError(f"{self.where} has the unknown key {key!r}; known are {', '.join(keys)}")

    def text(self, key: str) -> str:
        """A text that must be there and not be blank."""
        if key not in self.values:
            raise ValueError(f'{self.where} lacks {key!r}; add {key} = "..."')
        value = self.values[key]
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"{self.where}: {key} must be a text, not {value!r}")
        return value

    def text_or_none(self, key: str) -> str | None:
        """A text, which may be empty; None where the key is absent."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, str):
            raise ValueError(f"{self.where}: {key} must be a text, not {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts that differ; empty where the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise ValueError(f'{self.where}: {key} must be a list of texts, as in {key} = ["one", "two"]')
        if twice := [v for at, v in enumerate(value) if v in value[:at]]:
            raise ValueError(f"{self.where}: {key} names {twice[0]!r} twice; leave one out")
        return tuple(value)

    def number(self, key: str) -> float:
        """A number from -10 to 10 that must be there."""
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not -10 <= value <= 10:
            raise ValueError(f"{self.where}: {key} must be a number from -10 to 10, not {value!r}")
        return float(value)

    def flag(self, key: str) -> bool:
        """True or false; false where the key is absent."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise ValueError(f"{self.where}: {key} must be true or false, not {value!r}")
        return value

    def one_of(self, key: str, choices: Collection[Any]) -> Any:
        """One of these values, which must be there."""
        value = self.values.get(key)
        if value not in tuple(choices) or isinstance(value, bool):
            raise ValueError(f"{self.where}: {key} must be one of {', '.join(map(str, choices))}, not {value!r}")
        return value

    def entries(self, key: str, kind: str, named: str = "") -> "tuple[Entry, ...]":
        """The tables in a list of tables; empty where the key is absent.

        kind: what one of them is. named: the key whose value is shown with its number in messages.
        """
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise ValueError(f"{self.where}: {key} must be a list of tables, each under [[{key}]]")
        found = []
        for number, row in enumerate(value, 1):
            name = str(row.get(named, ""))[:60]
            found.append(Entry(f"{kind} {number}" + (f" ({name})" if name else ""), row))
        return tuple(found)

    def mapping(self, key: str) -> dict[str, str]:
        """A table of texts; empty where the key is absent."""
        value = self.values.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise ValueError(f"{self.where}: {key} must be a table of texts, under [{key}]")
        return dict(value)
