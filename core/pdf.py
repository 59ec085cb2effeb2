"""Counts the pages of a PDF file."""

from typing import Any

import pikepdf


def count_pages(file: Any) -> int | None:
    """How many pages the PDF has; None for a file that is damaged, locked or no PDF. Leaves the file at its beginning."""
    file.seek(0)
    try:
        with pikepdf.open(file, attempt_recovery=False) as pdf:  # half a file would have some of its pages
            return len(pdf.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, OSError):
        return None
    finally:
        if not file.closed:
            file.seek(0)
