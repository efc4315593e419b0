"""Written dates to `Publication`."""

from communique.records import Publication


def publication(text: str, where: str, stated: bool = True) -> Publication | None:
    """The time that `text` tells, or None where it tells none, an impossible or an ambiguous one (03/04/2024)."""
    raise NotImplementedError
