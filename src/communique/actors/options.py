"""Options of telling who is who. The command line, TOML files and the reference page are made from this dataclass."""

from dataclasses import dataclass, field
from pathlib import Path

from communique.records.errors import OptionError


@dataclass(frozen=True, slots=True)
class ActorOptions:
    """How actors are told. Raises `OptionError` for a file that is not there."""

    register: tuple[str, ...] = field(
        default=(),
        metadata={"help": "TSV file of office holders of your own, laid over the register; may be given again."},
    )

    actors: tuple[str, ...] = field(
        default=(),
        metadata={"help": "TSV file of countries, bodies, groups and persons of your own; may be given again."},
    )

    def __post_init__(self) -> None:
        for path in self.register:
            if not Path(path).is_file():
                raise OptionError(
                    f"register: {path} is not a file; give a table that `communique register check` accepts"
                )
        for path in self.actors:
            if not Path(path).is_file():
                raise OptionError(f"actors: {path} is not a file; give a table of actors")
