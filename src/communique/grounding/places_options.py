"""Options of places: which names count, and where places are looked up."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PlacesOptions:
    """Which names count as places, and where places are looked up."""

    gazetteer: str | None = field(
        default=None, metadata={"help": "Folder of a gazetteer made by `communique gazetteer build`."}
    )
    adjectives: bool = field(default=False, metadata={"help": "Also take adjectives and peoples (Syrian) for places."})
    actors: bool = field(default=False, metadata={"help": "Also take names that act (Washington said) for places."})
    inside_names: bool = field(
        default=False, metadata={"help": "Also take places inside names of organizations (Bank of England)."}
    )
