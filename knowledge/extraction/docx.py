"""Reads a DOCX file: its paragraphs and tables, its notes, and each header and footer once."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from knowledge.extraction.limits import MOST_UNPACKED
from knowledge.extraction.result import Reason, Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"  # what Office writes for a locked file, and wrote before DOCX
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class _Limited(io.RawIOBase):
    """A member of the archive that ends in Unreadable once more came out of all of them than is allowed."""

    def __init__(self, member: Any, left: list[int]) -> None:
        self.member, self.left = member, left

    def read(self, size: int = -1) -> bytes:
        data: bytes = self.member.read(size if size >= 0 else 65536)
        self.left[0] -= len(data)
        if self.left[0] < 0:
            raise Unreadable(Reason.TOO_LARGE)
        return data


def read_docx(data: bytes) -> str:
    """The text, a paragraph a line. Raises Unreadable for a file that is damaged, locked, something else, or a bomb."""
    if data.startswith(_COMPOUND_FILE):
        raise Unreadable(Reason.LOCKED if _ENCRYPTED in data else Reason.UNKNOWN_FORMAT)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(_paragraphs(archive))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(Reason.DAMAGED) from error
    except RuntimeError as error:  # a member with a password
        raise Unreadable(Reason.LOCKED) from error


def _paragraphs(archive: zipfile.ZipFile) -> Iterator[str]:
    names = archive.namelist()
    if _BODY not in names:
        raise Unreadable(Reason.UNKNOWN_FORMAT)
    left = [MOST_UNPACKED]
    for name in (_BODY, *(name for name in _NOTES if name in names)):
        yield from _read(archive, name, left)
    margins: dict[str, None] = {}
    for name in sorted(filter(_MARGIN.fullmatch, names)):
        margins |= dict.fromkeys(_read(archive, name, left))
    yield from margins


def _read(archive: zipfile.ZipFile, name: str, left: list[int]) -> Iterator[str]:
    """The paragraphs of one part, those inside a text box before the one that it hangs on."""
    open_ones: list[list[str]] = []
    skipped = 0
    try:
        with archive.open(name) as member:
            events = etree.iterparse(
                _Limited(member, left), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
            )
            for event, element in events:
                skipped += (event == "start") - (event == "end") if element.tag == _FALLBACK else 0
                kind = _kind(element)
                if kind == "p" and event == "start":
                    open_ones.append([])
                elif event == "end" and kind == "p":
                    text = "".join(open_ones.pop()).strip()
                    if text and not skipped:
                        yield text
                    _forget(element)
                elif event == "end" and open_ones:
                    open_ones[-1].append((element.text or "") if kind == "t" else _SIGNS.get(kind, ""))
            if events.root is not None and events.root.getroottree().docinfo.doctype:
                raise Unreadable(Reason.DAMAGED)  # the format knows no document type (ECMA-376-2, 9.1.4)
    except etree.LxmlError as error:
        raise Unreadable(Reason.DAMAGED) from error


def _kind(element: Any) -> str:
    name = element.tag if isinstance(element.tag, str) else ""
    for space in (_W, _STRICT):
        if name.startswith(space):
            return name[len(space) :]
    return ""


def _forget(element: Any) -> None:
    """Frees what was read, so that a long file takes no more memory than a short one."""
    element.clear(keep_tail=False)
    while element.getprevious() is not None and element.getparent() is not None:
        del element.getparent()[0]
