"""Columns: whole numbers and labels, one a token, read-only.

In: arrays, or strings one by one. Out: numpy arrays of 32-bit integers, and `Labels`. Refused with `ValueError`:
numbers that are not whole or do not fit, labels whose names are not sorted or do not occur.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray


def column(values: ArrayLike) -> NDArray[np.int32]:
    """`values` as a read-only column of 32-bit integers that shares memory with nothing writable.

    Raises `ValueError` for anything but whole numbers of that size in one dimension.
    """
    raw = np.asarray(values)
    if raw.dtype == np.int32 and raw.ndim == 1 and raw.base is None and not raw.flags.writeable:
        return raw
    if raw.ndim != 1 or (raw.size and raw.dtype.kind not in "iu"):
        raise ValueError(f"a column holds whole numbers in one dimension, not {raw.dtype} in {raw.ndim}")
    bounds = np.iinfo(np.int32)
    if raw.size and not (bounds.min <= raw.min() and raw.max() <= bounds.max):
        raise ValueError("a column holds numbers of 32 bits")
    out = raw.astype(np.int32)
    out.setflags(write=False)
    return out


class _Listed:
    """Keeps codes as a list beside the column: reading one by one is a third of the time of a numpy scalar's."""

    __slots__ = ("_listed",)
    _listed: list[int]


@dataclass(frozen=True, slots=True, eq=False)
class Labels(_Listed):
    """A column of strings, each kept once: token `i` is labelled `names[codes[i]]`.

    There is one way to write a column: `names` is sorted and holds what occurs and nothing else. Use `of` or `chosen`.

    codes: index in `names`, one a token. names: the labels that occur.
    """

    codes: NDArray[np.int32]
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", column(self.codes))
        if any(a >= b for a, b in itertools.pairwise(self.names)):
            raise ValueError("names of labels are sorted and differ")
        size = len(self.names)
        within = not len(self.codes) or (self.codes.min() >= 0 and self.codes.max() < size)
        if not (within and np.bincount(self.codes, minlength=size).all()):
            raise ValueError("codes of labels point at every name and at nothing else")

    @classmethod
    def of(cls, values: Iterable[str]) -> Self:
        """The column that holds `values` in their order."""
        listed = list(values)
        names = tuple(sorted(set(listed)))
        code = {name: i for i, name in enumerate(names)}
        return cls(np.array([code[v] for v in listed], dtype=np.int32), names)

    @classmethod
    def chosen(cls, codes: ArrayLike, inventory: Sequence[str]) -> Self:
        """The column that holds `inventory[c]` for each of `codes`, as a model gives them.

        Raises `ValueError` where a code points outside the inventory or the inventory names something twice.
        """
        if len(set(inventory)) != len(inventory):
            raise ValueError("the inventory names something twice")
        listed: list[int] = column(codes).tolist()
        used = set(listed)
        if used and not (min(used) >= 0 and max(used) < len(inventory)):
            raise ValueError(f"a code points outside an inventory of {len(inventory)}")
        order = sorted(used, key=inventory.__getitem__)
        rank = {code: i for i, code in enumerate(order)}
        return cls(np.array([rank[c] for c in listed], dtype=np.int32), tuple(inventory[c] for c in order))

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, index: int) -> str:
        try:
            listed = self._listed
        except AttributeError:
            listed = self.codes.tolist()
            object.__setattr__(self, "_listed", listed)
        return self.names[listed[index]]

    def __iter__(self) -> Iterator[str]:
        return (self.names[c] for c in self.codes.tolist())

    def among(self, *names: str) -> NDArray[np.bool_]:
        """True where the label is one of `names`."""
        wanted = np.array([n in names for n in self.names] or [False])
        return wanted[self.codes]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Labels):
            return NotImplemented
        return self.names == other.names and np.array_equal(self.codes, other.codes)

    def __hash__(self) -> int:
        return hash((self.names, self.codes.tobytes()))

    def __reduce__(self) -> tuple[Any, ...]:  # through the constructor: arrays come out of a pickle writable
        return type(self), (self.codes, self.names)
