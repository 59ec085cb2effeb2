"""Keeps what many pages share, such as menus, in the memory of a process until public content changes."""

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings

from core.cache.stores import LONGEST_AGE, current_store
from core.i18n.stand_ins import is_marking

T = TypeVar("T")
MOST = 300

_kept: OrderedDict[tuple[object, ...], tuple[object, Any]] = OrderedDict()
_lock = threading.Lock()


def remember_value(key: tuple[object, ...], make: Callable[[], T]) -> T:
    """What `make` returned for this key since the last public change and in this window of time; else made now.

    For values that depend on published content and the key alone, never on a person: put language and host in the key.
    The value is shared by threads and must not be changed. In development and with CACHE_URL off:// it is made every
    time. Windows of LONGEST_AGE are the same for all, so values made of others are no older than one.
    """
    store = None if settings.DEBUG else current_store()
    generation = store.generation() if store else None
    if generation is None:
        return make()
    window = (generation, time.time() // LONGEST_AGE)
    key = (*key, is_marking())
    found = _kept.get(key)
    if found is not None and found[0] == window:
        with _lock, contextlib.suppress(KeyError):
            _kept.move_to_end(key)  # the least recently wanted goes first, never a menu
        return found[1]
    value = make()
    with _lock:
        if not _kept or next(reversed(_kept.values()))[0] != window:
            _kept.clear()
        _kept[key] = (window, value)
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return value
