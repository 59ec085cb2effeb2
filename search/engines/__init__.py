"""Search engines behind one small interface."""

from search.engines.choose import get_engine

__all__ = ["get_engine"]
