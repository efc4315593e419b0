"""Communique: reports of politics between states, turned into data that can be trusted."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.sources import ReadOptions, read

__version__ = "0.1.0"
__all__ = ["ReadOptions", "__version__", "read"]


def __getattr__(name: str) -> Any:
    """Load rooms only when they are asked for, so that `import communique` stays cheap."""
    if name in ("ReadOptions", "read"):
        from communique import sources

        return getattr(sources, name)
    raise AttributeError(f"module 'communique' has no attribute {name!r}")
