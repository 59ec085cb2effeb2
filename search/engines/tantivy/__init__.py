"""The embedded engine: tantivy, in a folder of this machine."""

from search.engines.tantivy.engine import TantivyEngine

__all__ = ["TantivyEngine"]
