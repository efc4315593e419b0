"""How sure an event is: signs of how it was reached, weighed by a logistic model fitted on development reports.

In: signs by name, 0 to 1 or a small number. Out: a probability. Refused with `SetupError`: a damaged table of weights.
The method is Platt's: the log-odds are a weighted sum (J. Platt, Probabilistic outputs for support vector machines,
1999).
"""

import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from communique.codebook.tables import read_rows
from communique.records.errors import SetupError

COLUMNS = ("sign", "weight", "meaning")
BIAS = "bias"


@cache
def weights() -> Mapping[str, float]:
    """Weight of each sign. Raises `SetupError`."""
    found: dict[str, float] = {}
    text = files("communique.coding").joinpath("confidence.tsv").read_text("utf-8")
    for row in read_rows(text, "confidence.tsv", COLUMNS):
        try:
            found[row["sign"]] = float(row["weight"])
        except ValueError as err:
            raise SetupError(f"confidence.tsv is damaged ({err}); reinstall communique") from err
    return found


def confidence_of(signs: Mapping[str, float]) -> float:
    """The probability of an event with these signs; a sign without a weight counts for nothing."""
    table = weights()
    total = table.get(BIAS, 0.0) + sum(table.get(name, 0.0) * value for name, value in signs.items())
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), 4)
