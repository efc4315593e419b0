"""`Resolved`: whom words mean, before they are tied to a document; and how readings of one actor are put together."""

from dataclasses import dataclass, replace

from communique.records.findings import ActorRival, Standing

_PLAIN = ("CVL", "UNK")  # what a guest or a father is tells nothing of an official


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Whom a phrase means. Fields are those of `Actor`, without place in a document.

    from_text: the sector is told by the words themselves (`a police officer`), not looked up by a name.
    stands_for: the words name a place that may stand for a government or for people (`Beijing`), or be that place.
    """

    text: str
    stated_name: str | None = None
    stated_office: str | None = None
    stated_country: str | None = None
    name: str | None = None
    office: str | None = None
    standing: Standing | None = None
    identifier: str | None = None
    country: str | None = None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    how: str = ""
    confidence: float = 0.0
    rivals: tuple[ActorRival, ...] = ()
    from_text: bool = False
    stands_for: bool = False

    @property
    def known(self) -> bool:
        """Whether anything was found."""
        return not (self.country is None and self.sector is None and self.name is None)

    def with_other(self, *sectors: str) -> "Resolved":
        """With more sectors, none twice."""
        kept = tuple(s for s in dict.fromkeys((*self.other_sectors, *sectors)) if s != self.sector)
        return self if kept == self.other_sectors else replace(self, other_sectors=kept)


def merged(readings: list[Resolved]) -> Resolved:
    """One actor out of several readings of its words, the surest first; what one lacks the next gives.

    A reading that contradicts the country of the first gives nothing, but becomes a rival. A sector that the words tell
    outweighs that somebody once held an office.
    """
    if len(readings) == 1:
        return readings[0]
    ordered = sorted(readings, key=lambda r: -r.confidence)
    best = ordered[0]
    rivals = list(best.rivals)
    used = [best.how] if best.how else []
    for other in ordered[1:]:
        if best.country and other.country and other.country != best.country:
            why = f"`{other.text}` says otherwise, less surely"
            rival = ActorRival(
                name=other.name, office=other.office, country=other.country, sector=other.sector, why=why
            )
            if all((r.name, r.country) != (rival.name, rival.country) for r in rivals):
                rivals.append(rival)
            continue
        filled = {
            field: getattr(other, field)
            for field in (
                "stated_name", "stated_office", "stated_country", "name", "office", "standing", "identifier", "country",
            )
            if getattr(best, field) is None and getattr(other, field) is not None
        }  # fmt: skip
        stale = best.sector == "ELI" and not best.from_text and other.from_text and other.sector is not None
        if stale or (best.sector is None and other.sector is not None):
            filled["sector"], filled["from_text"] = other.sector, other.from_text
            used.append(other.how)
        elif other.sector not in (None, best.sector, *_PLAIN) and other.from_text:
            best = best.with_other(other.sector)
        if filled:
            best = replace(best, **filled)
            used.append(other.how)
        best = best.with_other(*other.other_sectors)
    return replace(best, rivals=tuple(rivals), how="; ".join(dict.fromkeys(used)))
