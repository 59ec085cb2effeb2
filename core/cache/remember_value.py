"""Keeps what many pages share, such as menus, in the memory of a process until public content changes."""

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from core.cache.stores import LONGEST_AGE, current_store

T = TypeVar("T")
MOST = 500

_kept: OrderedDict[tuple[object, ...], tuple[object, float, Any]] = OrderedDict()
_lock = threading.Lock()


def remember_value(key: tuple[object, ...], make: Callable[[], T]) -> T:
    """What `make` returned for this key since the last public change, at most a minute ago; else made now.

    For values that depend on published content and the key alone, never on a person: put language and host in the key.
    The value is shared by threads and must not be changed. With CACHE_URL off:// it is made every time.
    """
    store = current_store()
    generation = store.generation() if store else None
    if generation is None:
        return make()
    found = _kept.get(key)
    if found is not None and found[0] == generation and 0 <= time.time() - found[1] < LONGEST_AGE:
        with _lock, contextlib.suppress(KeyError):
            _kept.move_to_end(key)  # the least recently wanted goes first, never a menu
        return found[2]
    value = make()
    with _lock:
        _kept[key] = (generation, time.time(), value)
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return value
