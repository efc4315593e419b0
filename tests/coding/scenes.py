"""Scenes of plain texts, read by the packaged model."""

from functools import cache

from communique.coding.frames import Frame
from communique.coding.scene import Scene
from communique.pipeline import Pipeline
from communique.records.analysis import Token
from communique.records.documents import Document
from communique.records.ids import digest_of
from language.reading import model


@cache
def _pipeline() -> Pipeline:
    return Pipeline(analyser=model())


@cache
def scene(text: str, title: str | None = None) -> Scene:
    """A text laid out for coding."""
    found = _pipeline().scene(Document("c1", "wire.txt", text, digest_of(text), language="en", title=title))
    assert isinstance(found, Scene)
    return found


def word(laid: Scene, form: str) -> Token:
    """The first token of a form."""
    return next(t for t in laid.analysis if t.text == form)


def frame(laid: Scene, form: str) -> Frame:
    """The first frame whose predicate has a form."""
    return next(f for f in laid.frames if f.predicate.text == form)
