"""An engine to try things on, which leaves nothing behind."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from search.engines.base import Engine
from search.engines.choose import make_engine


@contextmanager
def scratch_engine(name: str = "") -> Iterator[Engine]:
    """An empty engine: `name` is a kind (tantivy, opensearch, elasticsearch) or a SEARCH_URL; without one, SEARCH_URL's.

    A kind alone means SEARCH_URL when that is of the kind, else an engine on this machine at its usual port.
    """
    url = name if "://" in name else _url_of(name)
    with tempfile.TemporaryDirectory(prefix="search-") as folder:
        engine = make_engine(url, Path(folder), prefix=f"scratch_{secrets.token_hex(4)}")
        try:
            yield engine
        finally:
            for generation in engine.generations():
                engine.drop(generation)
            engine.close()


def _url_of(kind: str) -> str:
    configured = settings.SEARCH_URL
    kind = kind or configured.partition(":")[0]
    if kind in ("database", "tantivy"):
        return "tantivy://"
    return configured if configured.startswith(f"{kind}:") else f"{kind}://127.0.0.1:9200"
