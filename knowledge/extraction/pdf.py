"""Reads a PDF page by page with PDFium, and tells a scan without text from a page with nothing on it."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from knowledge.extraction.glyphs import glyphs_of, is_right_to_left
from knowledge.extraction.layout import text_of
from knowledge.extraction.limits import MOST_CHARACTERS, MOST_PAGES, READING_SECONDS
from knowledge.extraction.result import PageText, Reason, Unreadable

FEW_LETTERS = 20  # a scan may carry a stamp or a page number
SCANNED = 0.4  # share of the page that a picture covers
UNREADABLE_SHARE = 0.5
_MEANINGLESS = re.compile("[\ufffd\ufffe\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_LETTER = re.compile(r"[^\W\d_]")
_NOT_SPACE = re.compile(r"\S")


@dataclass
class PdfText:
    """What was read: pages with text, how many pages there are, how many of them are pictures, whether the rest is left."""

    pages: list[PageText]
    page_count: int
    scanned: int
    is_cut: bool


def read_pdf(data: bytes) -> PdfText:
    """The pages that hold text. Raises Unreadable for a file that is damaged or locked, or no PDF."""
    if b"%PDF-" not in data[:1024]:
        raise Unreadable(Reason.UNKNOWN_FORMAT)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise Unreadable(Reason.LOCKED if locked else Reason.DAMAGED) from error
    found = PdfText([], len(document), 0, False)
    opened = size = 0
    deadline = time.process_time() + READING_SECONDS
    for number in range(1, len(document) + 1):
        if number > MOST_PAGES or size > MOST_CHARACTERS or time.process_time() > deadline:
            found.is_cut = True
            break
        for text, is_scan in _page(document, number - 1):
            opened += 1
            size += len(text)
            found.scanned += is_scan
            if text:
                found.pages.append(PageText(number, text[:MOST_CHARACTERS]))
    if not opened:
        raise Unreadable(Reason.DAMAGED)
    return found


def _page(document: pypdfium2.PdfDocument, index: int) -> Iterator[tuple[str, bool]]:
    """The text of a page and whether it is a picture of one; nothing for a page that cannot be opened."""
    try:
        page = document[index]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return
    text = _legible(_text(page, textpage))
    letters = len(_LETTER.findall(text))
    is_scan = letters < FEW_LETTERS and _is_picture(page)
    yield ("" if is_scan or not letters else text), is_scan
    textpage.close()
    page.close()


def _text(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> str:
    text = textpage.get_text_range(errors="ignore").replace("\r\n", "\n").replace("\r", "\n")
    if not any(map(is_right_to_left, text)):
        return text
    try:
        return text_of(glyphs_of(page, textpage))
    except (ValueError, OverflowError):  # places that are no numbers
        return text


def _legible(text: str) -> str:
    """The text, or nothing when most of it stands for no letter: its font does not say what it draws."""
    strange = len(_MEANINGLESS.findall(text.replace("\ufffe\n", "")))
    return "" if strange > UNREADABLE_SHARE * len(_NOT_SPACE.findall(text)) else text


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    width, height = page.get_size()
    covered = 0.0
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = picture.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered > SCANNED * width * height
