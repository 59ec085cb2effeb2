"""Which engine SEARCH_URL names."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.base import Engine
from search.engines.tantivy import TantivyEngine


def get_engine() -> Engine | None:
    """The engine of this process, or None when SEARCH_URL says `database://`."""
    return _engine(settings.SEARCH_URL, str(settings.VAR_DIR))


@lru_cache(maxsize=8)
def _engine(url: str, var_dir: str) -> Engine | None:
    return TantivyEngine(Path(var_dir) / "search") if url.startswith("tantivy:") else None
