"""How an attack was done and what a threat is of, by the words around it.

In: an act's frame. Out: a mode of PLOVER, or None. Nothing is refused.
"""

from collections.abc import Mapping, Sequence

from communique.codebook.phrases import listed
from communique.coding.frames import Frame
from communique.records.analysis import Token

# The surest sign first: a suicide bomber's bomb is a suicide attack.
_MEANS: Mapping[str, frozenset[str]] = {
    "suicide-attack": frozenset(listed("suicide kamikaze")),
    "unconventional": frozenset(
        listed("atomic biological chemical chlorine mustard nerve novichok nuclear poison radiological sarin vx")
    ),
    "crowd-control": frozenset(
        listed("baton birdshot cannon-water pellet pepper tear teargas truncheon tear-gas water rubber")
    ),
    "drone": frozenset(listed("drone quadcopter shahed uav")),
    "aerial": frozenset(
        listed("air aerial aircraft airplane airstrike bomber fighter-bomber helicopter jet plane warplane")
    ),
    "heavy-weapons": frozenset(
        listed("artillery ballistic cruise grad howitzer missile mortar rocket shell shelling tank warship")
    ),
    "explosives": frozenset(listed("bomb car-bomb charge dynamite explosive grenade ied landmine mine")),
    "firearms": frozenset(listed("bullet gun gunfire gunman gunshot pistol rifle shot sniper")),
    "primitive": frozenset(listed("arrow axe hammer knife machete stone sword")),
}
_GENERAL = (None, "firearms", "explosives", "heavy-weapons")  # modes that the means may make finer
_THREATS = {  # mode of a threat by type and mode of what is threatened
    ("SANCTION", "expel"): "expel",
    ("COERCE", "arrest"): "arrest",
    ("COERCE", "seize"): "territory",
    ("SANCTION", None): "relations",
    ("COERCE", None): "restrict",
    ("ASSAULT", None): "violence",
    ("MOBILIZE", None): "violence",
}
_VIOLENT = frozenset(listed("attack force fire fury war response retaliation strike action destruction annihilation"))


def means_of(frame: Frame, mode: str | None) -> str | None:
    """The mode of an attack by what it was done with; `mode` where nothing tells it finer."""
    if mode not in _GENERAL:
        return mode
    words = _around(frame)
    order = list(_MEANS)
    found = next((kind for kind in order if _MEANS[kind] & words), None)
    if found is None or (mode is not None and order.index(found) > order.index(mode)):
        return mode
    return found


def threat_of(content: Sequence[Token], kinds: Sequence[tuple[str, str | None]]) -> str | None:
    """The mode of a threat by what is threatened. kinds: type and mode of each act in its content."""
    for kind, mode in kinds:
        found = _THREATS.get((kind, mode)) or _THREATS.get((kind, None))
        if found is not None:
            return found
    words = {t.lemma.lower() for t in content} | {c.lemma.lower() for t in content for c in t.children}
    return "violence" if words & _VIOLENT else None


def _around(frame: Frame) -> set[str]:
    """Lemmas of the word, of what hangs on it, and of what stands before those nouns."""
    anchors = (frame.predicate, *(() if frame.light is None else (frame.light,)))
    near = [c for a in anchors for c in (a, *a.children) if c.upos in ("NOUN", "PROPN", "ADJ", "VERB")]
    inside = [c for t in near for c in t.children if c.deprel in ("compound", "amod", "nmod", "conj")]
    return {t.lemma.lower() for t in (*near, *inside)}
