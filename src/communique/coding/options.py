"""Options of coding. The command line, TOML files and the reference page are made from this dataclass."""

from dataclasses import dataclass, field
from pathlib import Path

from communique.records.errors import OptionError


@dataclass(frozen=True, slots=True)
class CodingOptions:
    """What is coded and kept. Raises `OptionError` for a threshold beyond 0 to 1 and a file that is not there."""

    threshold: float = field(
        default=0.5, metadata={"help": "Least confidence of an event to be kept, 0 to 1; 0 keeps all."}
    )
    codebook: str | None = field(
        default=None, metadata={"help": "TOML file of a codebook of your own; the package's PLOVER without it."}
    )

    def __post_init__(self) -> None:
        if not 0.0 <= self.threshold <= 1.0:
            raise OptionError(f"threshold: {self.threshold} is no probability; give a number from 0 to 1")
        if self.codebook is not None and not Path(self.codebook).is_file():
            raise OptionError(f"codebook: {self.codebook} is not a file; give a TOML file as `codebook check` accepts")
