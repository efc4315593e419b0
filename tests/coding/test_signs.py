"""Signs of who acts: forces, courts and crowds of one country."""

from communique.codebook.codebook import codebook
from communique.coding.events import drafts_of

from .scenes import scene


def signs(text: str, kind: str) -> dict[str, float]:
    """The signs of the first draft of a type."""
    return next(d.signs for d in drafts_of(scene(text), codebook()) if d.act.type == kind)


def test_forces_at_home() -> None:
    found = signs("Police in Nairobi, Kenya arrested two students.", "COERCE")
    assert found.get("force or court at home") == 1.0
    assert "two countries" not in found


def test_forces_abroad_are_not_at_home() -> None:
    found = signs("The Russian army shelled Kharkiv in Ukraine.", "ASSAULT")
    assert "force or court at home" not in found


def test_crowds_at_home() -> None:
    found = signs("Kenyan students protested against the Kenyan government in Nairobi.", "PROTEST")
    assert found.get("crowd at home") == 1.0
