"""The page cache: what apps tell it, and what they may keep under its rules (docs/decisions/004-page-cache.md)."""

from collections.abc import Callable
from typing import TypeVar

from core.cache.registry import changed, register_parameters, watch

__all__ = ["changed", "register_parameters", "remember", "watch"]
T = TypeVar("T")


def remember(key: tuple[object, ...], make: Callable[[], T]) -> T:
    """What `make` returned for this key since public content last changed. See `core.cache.remember_value`."""
    from core.cache.remember_value import remember_value

    return remember_value(key, make)
