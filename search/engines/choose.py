"""Which engine SEARCH_URL names."""

import os
import threading
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from search.engines.base import Engine
from search.engines.breaker import GuardedEngine
from search.engines.elastic.address import PRODUCTS, parse_address

NONE = "database://"
KEPT = 8  # engines of one process: tests change the settings

_lock = threading.Lock()
_engines: dict[tuple[str, str, int], Engine | None] = {}


def get_engine() -> Engine | None:
    """The engine of this process for SEARCH_URL (and VAR_DIR), or None when that says database://.

    Raises ImproperlyConfigured, in words. Nothing is asked of the engine yet.
    """
    url, var_dir = settings.SEARCH_URL, Path(settings.VAR_DIR)
    # A process forked from this one must not share its connections.
    key = (url, str(var_dir), os.getpid())
    with _lock:
        if key not in _engines:
            _engines[key] = _guarded(url, var_dir)
            for old in list(_engines)[:-KEPT]:
                del _engines[old]
        return _engines[key]


def _guarded(url: str, var_dir: Path) -> Engine | None:
    """What visitors ask: a cluster, which can keep them waiting, through a breaker."""
    if url == NONE:
        return None
    engine = make_engine(url, var_dir)
    return engine if url.startswith("tantivy:") else GuardedEngine(engine)


def make_engine(url: str, var_dir: Path, prefix: str = "") -> Engine:
    """A new engine for an address; with a prefix, its indices are named by that one. Raises ImproperlyConfigured."""
    check_url(url)
    # Each brings packages that are slow to import and that the other does without.
    if url.startswith("tantivy:"):
        from search.engines.tantivy import TantivyEngine

        return TantivyEngine(_folder(url) or var_dir / "search")
    from search.engines.elastic.engine import ElasticEngine

    address = parse_address(url)
    return ElasticEngine(replace(address, prefix=prefix) if prefix else address)


def check_url(url: str) -> None:
    """Raises ImproperlyConfigured, with what is wrong and without secrets, for a SEARCH_URL that cannot be used."""
    scheme = url.partition("://")[0]
    if scheme in PRODUCTS:
        parse_address(url)
    elif scheme == "tantivy":
        _folder(url)
    elif url != NONE:
        raise ImproperlyConfigured(
            "SEARCH_URL names no search engine. It is tantivy://, tantivy:///ABSOLUTE/FOLDER, "
            "elasticsearch://HOST:9200, opensearch://HOST:9200 or database:// (docs/search-engines.md)."
        )


def _folder(url: str) -> Path | None:
    """The folder that a URL names, if any."""
    parts = urlsplit(url)
    if parts.netloc or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            "SEARCH_URL is tantivy:// for a folder in VAR_DIR, or tantivy:///ABSOLUTE/FOLDER with three slashes."
        )
    return Path(unquote(parts.path)) if parts.path.strip("/") else None
