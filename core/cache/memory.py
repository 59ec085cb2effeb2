"""Entries in the memory of one process, bounded by bytes; what was not asked for longest goes first."""

import threading
from collections import OrderedDict

from core.cache.entry import Entry
from core.cache.rules import Key


def weight(key: Key, entry: Entry) -> int:
    """Bytes of an entry and its key, roughly; addresses are long in scripts of two or four bytes a letter."""
    return entry.size + 4 * sum(len(part) for part in key if isinstance(part, str))


class Pool:
    """Entries up to a number of bytes in all."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Entry | None:
        """The entry, which counts as used now."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
            return entry

    def put(self, key: Key, entry: Entry) -> None:
        """Keep an entry and drop those used longest ago that no longer fit. One larger than the pool is not kept."""
        with self._lock:
            self._drop(key)
            if weight(key, entry) > self.limit:
                return
            self._entries[key] = entry
            self.size += weight(key, entry)
            while self.size > self.limit:
                self._drop(next(iter(self._entries)))

    def drop(self, key: Key) -> None:
        """Forget one entry."""
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self.size = 0

    def __len__(self) -> int:
        return len(self._entries)

    def _drop(self, key: Key) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.size -= weight(key, entry)
