"""Which of the events coded are kept: by type, day and country.

In: `Coded` and `SelectionOptions`. Out: `Coded` with the events that were asked for; all else that was found stays, but
what pointed at an event that is gone points at none. Refused with `OptionError`: a day that is none, a code of no
country and no body, a type or mode that the codebook does not have.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from communique.codebook.bodies import CODES
from communique.codebook.countries import countries
from communique.codebook.plover import Ontology
from communique.records.coded import Coded
from communique.records.errors import OptionError
from communique.records.findings import check_range
from communique.records.outcomes import Event


@dataclass(frozen=True, slots=True)
class SelectionOptions:
    """Which events are kept. Raises `OptionError` for values that make no sense."""

    types: tuple[str, ...] = field(
        default=(),
        metadata={"help": "Keep events of these types alone, with commas: `CONSULT,AGREE`, `CONSULT/visit`."},
    )
    since: str | None = field(
        default=None,
        metadata={"help": "Keep events of this day (2024-08-21, 2024-08 or 2024) or later; those without a date go."},
    )
    countries: tuple[str, ...] = field(
        default=(),
        metadata={"help": "Keep events with a party of one of these countries or bodies, with commas: `CHN,RUS,UNO`."},
    )

    def __post_init__(self) -> None:
        try:
            check_range(self.since, None)
        except ValueError as err:
            raise OptionError(f"since: {err}; write 2024-08-21, 2024-08 or 2024") from err

    def check(self, ontology: Ontology, own: Collection[str] = ()) -> None:
        """Raise `OptionError` for a type or a mode that `ontology` does not have, or a code of no country and no body.

        own: codes of the user's own actors, which may be asked for too.
        """
        for code in sorted(self.wanted_countries):
            if code not in countries() and code not in CODES and code not in own:
                raise OptionError(
                    f"countries: {code!r} is no code; give ISO 3166 alpha-3 (CHN), KOS, a code of your "
                    f"own --actors, or a body: {', '.join(CODES)}"
                )
        known = {_plain(code): kind for code, kind in ontology.types.items()}
        for code, mode in sorted(self.wanted_types, key=str):
            if code not in known:
                raise OptionError(f"types: there is no {code!r}; there are {', '.join(ontology.types)}")
            kind = known[code]
            if mode is not None and mode not in map(_plain, kind.modes):
                raise OptionError(f"types: {kind.code} has no mode {mode!r}; it has {', '.join(kind.modes) or 'none'}")

    @property
    def wanted_types(self) -> frozenset[tuple[str, str | None]]:
        """Types with their modes, in small letters; None stands for any mode."""
        parts = (_plain(code).partition("/") for code in _listed(self.types))
        return frozenset((kind, mode or None) for kind, _, mode in parts)

    @property
    def wanted_countries(self) -> frozenset[str]:
        """Codes of countries and bodies."""
        return frozenset(_codes(self.countries))

    @property
    def everything(self) -> bool:
        """Whether all events are kept."""
        return not (self.types or self.since or self.countries)


def selected(coded: Coded, options: SelectionOptions) -> Coded:
    """`coded` with the events that are asked for."""
    if options.everything:
        return coded
    events = tuple(e for e in coded.events if _kept(e, options))
    left = {e.id for e in events}
    meetings = tuple(m if m.event in left else replace(m, event=None) for m in coded.meetings)
    return replace(coded, events=events, meetings=meetings)


def _kept(event: Event, options: SelectionOptions) -> bool:
    types, codes = options.wanted_types, options.wanted_countries
    mode = None if event.mode is None else _plain(event.mode)
    if types and not {(_plain(event.type), None), (_plain(event.type), mode)} & types:
        return False
    if codes and not any(p.country in codes for p in event.participants):
        return False
    return options.since is None or _reaches(event, options.since)


def _reaches(event: Event, since: str) -> bool:
    """Whether an event lasted until `since` or beyond, as far as both tell."""
    if event.date is None or (event.date.first is None and event.date.last is None):
        return False
    last = event.date.last
    shared = min(len(last), len(since), 10) if last is not None else 0
    return last is None or last[:shared] >= since[:shared]


def _plain(code: str) -> str:
    return code.casefold()


def _listed(values: tuple[str, ...]) -> Iterator[str]:
    """Each of the values, which may hold several between commas."""
    for value in values:
        yield from (part for part in (p.strip() for p in value.split(",")) if part)


def _codes(values: tuple[str, ...]) -> Iterator[str]:
    return (code.upper() for code in _listed(values))
