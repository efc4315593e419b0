"""Bytes of many formats to `Document` or `Rejected`: see `read`."""

from communique.sources.options import ReadOptions
from communique.sources.read import read

__all__ = ["ReadOptions", "read"]
