"""The page cache: what apps tell it (docs/decisions/004-page-cache.md)."""

from core.cache.registry import changed, register_parameters, watch

__all__ = ["changed", "register_parameters", "watch"]
