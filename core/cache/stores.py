"""Where entries are kept: the memory of each process, and beside it, on request, a Redis that nodes share."""

import functools
import hashlib
import logging
import time
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

import redis
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from core.cache.entry import Entry
from core.cache.generation import FileGeneration
from core.cache.memory import Pool
from core.cache.rules import Key, Variant

logger = logging.getLogger(__name__)

#: Seconds. Pages also change by time alone, when one expires. A page may hold a value remembered for as long before it
#: was kept, so nothing shown is older than twice this: a minute.
LONGEST_AGE = 30.0
MEGABYTES = 64
#: Parts of the memory: plain pages, then addresses with parameters, then redirects and pages that do not exist.
#: Who asks for random addresses fills the second and third, and pages stay.
SHARES = (0.6, 0.3, 0.1)
REDIS_SECONDS = 0.25
REDIS_REST = 5.0


class Shared(Protocol):
    """A generation all processes see, and perhaps a second place for entries."""

    def current(self) -> object | None: ...
    def bump(self) -> None: ...


class Store:
    """The entries of this process under the generation of all."""

    def __init__(self, shared: Shared, size: int) -> None:
        self.shared = shared
        self.plain, self.asked, self.missing = (Pool(int(size * share)) for share in SHARES)
        self.last: object | None = None

    def generation(self) -> object | None:
        """The generation, or None when nothing may be taken or kept."""
        return self.shared.current()

    def get(self, variant: Variant, generation: object) -> Entry | None:
        """An entry of this generation that is at most LONGEST_AGE old."""
        pool = self.plain if variant.is_plain else self.asked
        entry = pool.get(variant.key) or self.missing.get(variant.key)
        if entry is None and isinstance(self.shared, RedisShared) and variant.is_plain:
            entry = self.shared.get(variant.key, generation)
            if entry is not None:
                self.plain.put(variant.key, entry)
        if entry is None or entry.generation != generation or not 0 <= time.time() - entry.made_at < LONGEST_AGE:
            return None
        return entry

    def put(self, variant: Variant, entry: Entry) -> None:
        """Keep an entry."""
        if entry.generation != self.last:
            self._begin(entry.generation)
        if entry.status != 200:
            self.missing.put(variant.key, entry)
            return
        self.missing.drop(variant.key)
        (self.plain if variant.is_plain else self.asked).put(variant.key, entry)
        if isinstance(self.shared, RedisShared) and variant.is_plain:
            self.shared.put(variant.key, entry)

    def forget_all(self) -> None:
        """Make every entry of every process old."""
        self.shared.bump()

    def _begin(self, generation: object) -> None:
        """Free the memory of the generation before."""
        self.last = generation
        for pool in (self.plain, self.asked, self.missing):
            pool.clear()


class RedisShared:
    """Generation and plain pages in Redis. While it does not answer nothing is cached; entries live LONGEST_AGE."""

    def __init__(self, url: str) -> None:
        self.client = redis.Redis.from_url(url, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS)
        self.resting_until = 0.0

    def current(self) -> object | None:
        """The generation, or None while Redis does not answer."""
        if time.monotonic() < self.resting_until:
            return None
        try:
            return self.client.get("portal:generation") or b"0"
        except redis.RedisError as error:
            self._rest(error)
            return None

    def bump(self) -> None:
        """The next generation. If Redis does not answer, its entries are too old a minute later at most."""
        try:
            self.client.incr("portal:generation")
        except redis.RedisError as error:
            self._rest(error)

    def get(self, key: Key, generation: object) -> Entry | None:
        """An entry another process left."""
        try:
            data = self.client.get(self._name(key, generation))
            return Entry.load(data, generation) if isinstance(data, bytes) else None
        except redis.RedisError as error:
            self._rest(error)
        except (ValueError, KeyError, TypeError):
            logger.warning("Redis holds an entry of the page cache that cannot be read; the page is made again.")
        return None

    def put(self, key: Key, entry: Entry) -> None:
        """Leave an entry to other processes."""
        try:
            self.client.set(self._name(key, entry.generation), entry.dump(), ex=int(LONGEST_AGE))
        except redis.RedisError as error:
            self._rest(error)

    def _name(self, key: Key, generation: object) -> str:
        return f"portal:page:{hashlib.sha256(repr((key, generation)).encode()).hexdigest()}"

    def _rest(self, error: redis.RedisError) -> None:
        self.resting_until = time.monotonic() + REDIS_REST
        logger.warning("Redis does not answer (%s); no page is cached for %d s.", type(error).__name__, REDIS_REST)


@functools.cache
def _store(url: str, folder: str) -> Store | None:
    parts = urlsplit(url)
    size = int(parse_qs(parts.query).get("megabytes", [str(MEGABYTES)])[0]) * 2**20
    if parts.scheme == "off":
        return None
    if parts.scheme == "memory":
        return Store(FileGeneration(Path(folder) / "pages.generation"), size)
    if parts.scheme in {"redis", "rediss"}:
        return Store(RedisShared(url.partition("?")[0]), size)
    raise ImproperlyConfigured(
        f"CACHE_URL starts with '{parts.scheme}'. Use memory://, redis://HOST:PORT/DB, or off:// for no page cache."
    )


def current_store() -> Store | None:
    """The store that CACHE_URL names, one a process; None with off://. Raises ImproperlyConfigured for another scheme."""
    return _store(settings.CACHE_URL, str(settings.VAR_DIR))
