"""Repair of Arabic texts extracted from PDF, decided document by document; see docs/arabic-repair.md."""

from core.importing.arabic.repair import (
    Change,
    Document,
    Repair,
    examine,
    repair_document,
    repair_text,
    repair_title,
)

__all__ = [
    "Change",
    "Document",
    "Repair",
    "examine",
    "repair_document",
    "repair_text",
    "repair_title",
]
