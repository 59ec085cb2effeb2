"""Reads a file of any known format and repairs its text; runs in the child process."""

from collections.abc import Callable

from core.importing.arabic import repair_document
from knowledge.extraction.chunks import in_chunks
from knowledge.extraction.docx import read_docx
from knowledge.extraction.html import read_html
from knowledge.extraction.hyphens import joined
from knowledge.extraction.limits import MOST_CHARACTERS
from knowledge.extraction.pdf import read_pdf
from knowledge.extraction.plain import read_plain
from knowledge.extraction.result import Extraction, PageText, Reason, State, Unreadable, unreadable

READERS: dict[str, Callable[[bytes], str]] = {
    "docx": read_docx,
    "htm": read_html,
    "html": read_html,
    "txt": read_plain,
}


def read(extension: str, data: bytes) -> Extraction:
    """What the file holds. Never raises for what is wrong with the file; MemoryError when it wants too much."""
    if not data.strip():
        return Extraction(State.EMPTY)
    try:
        return _read_pages(data) if extension == "pdf" else _read_whole(READERS[extension], data)
    except Unreadable as error:
        return unreadable(error.reason)


def _read_pages(data: bytes) -> Extraction:
    found = read_pdf(data)
    texts = _repaired([page.text for page in found.pages])
    pages = [PageText(page.number, text) for page, text in zip(found.pages, texts, strict=True) if text]
    if pages:
        return Extraction(State.TEXT, pages, Reason.TOO_LONG if found.is_cut else None, found.page_count)
    return Extraction(State.IMAGE_ONLY if found.scanned else State.EMPTY, [], None, found.page_count)


def _read_whole(reader: Callable[[bytes], str], data: bytes) -> Extraction:
    text = reader(data)
    (repaired,) = _repaired([text[:MOST_CHARACTERS]])
    pages = in_chunks(repaired)
    if not pages:
        return Extraction(State.EMPTY)
    return Extraction(State.TEXT, pages, Reason.TOO_LONG if len(text) > MOST_CHARACTERS else None)


def _repaired(texts: list[str]) -> list[str]:
    return [repair.text.strip() for repair in repair_document(joined(texts))]
