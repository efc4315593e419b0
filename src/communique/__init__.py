"""Communique: reports of politics between states, turned into data that can be trusted."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.pipeline import Pipeline, PipelineOptions
    from communique.sources import ReadOptions, read
    from communique.store.results import Results

__version__ = "0.1.0"
__all__ = ["Pipeline", "PipelineOptions", "ReadOptions", "Results", "__version__", "read"]


def __getattr__(name: str) -> Any:
    """Load rooms only when they are asked for, so that `import communique` stays cheap."""
    if name in ("ReadOptions", "read"):
        from communique import sources

        return getattr(sources, name)
    if name in ("Pipeline", "PipelineOptions"):
        from communique import pipeline

        return getattr(pipeline, name)
    if name == "Results":
        from communique.store import results

        return results.Results
    raise AttributeError(f"module 'communique' has no attribute {name!r}")
