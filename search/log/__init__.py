"""Counts what is searched, without anything about who searched."""

from search.log.counter import note_click, note_search

__all__ = ["note_click", "note_search"]
