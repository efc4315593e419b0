"""What is worked out of a token, alone or in a scene, kept for whoever asks next: a tree does not change.

In: functions of a token, or of a scene and a token. Out: the same functions, which work once for each token and hand
out what they found before. What they give must not be changed by who gets it. Kept as long as the token or the scene.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar

from communique.records.analysis import Token

Found = TypeVar("Found")


class Keeper(Protocol):
    """A scene, as far as it is asked here."""

    @property
    def kept(self) -> dict[tuple[str, int], Any]: ...


Place = TypeVar("Place", bound=Keeper)


def of_token(work: Callable[[Token], Found]) -> Callable[[Token], Found]:
    """`work`, done once for each token."""
    name = work.__qualname__

    @wraps(work)
    def asked(token: Token, /) -> Found:
        known = token.known
        if name not in known:
            known[name] = work(token)
        found: Found = known[name]
        return found

    return asked


def of_scene(work: Callable[[Place, Token], Found]) -> Callable[[Place, Token], Found]:
    """`work`, done once for each token of a scene."""
    name = work.__qualname__

    @wraps(work)
    def asked(scene: Place, token: Token, /) -> Found:
        key = name, token.index
        if key not in scene.kept:
            scene.kept[key] = work(scene, token)
        found: Found = scene.kept[key]
        return found

    return asked
