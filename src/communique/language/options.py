"""Options of reading the language. The command line, TOML files and the reference page are made from this dataclass."""

from dataclasses import dataclass, field

from communique.records.errors import OptionError


@dataclass(frozen=True, slots=True)
class LanguageOptions:
    """How text is analysed. Raises `OptionError` for values that make no sense."""

    threads: int = field(
        default=1, metadata={"help": "Threads that the model uses; the output is the same with any number."}
    )
    force_language: bool = field(
        default=False,
        metadata={"help": "Analyse text that is not English as if it were, instead of rejecting it."},
    )

    def __post_init__(self) -> None:
        if not 1 <= self.threads <= 256:
            raise OptionError(f"threads is {self.threads}; give 1 to 256")
