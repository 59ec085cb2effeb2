"""Reads plain text in the encodings that texts come in here."""

import codecs
import re

from knowledge.extraction.result import Reason, Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH_WORD = re.compile(rb"(?<![A-Za-z\x80-\xff])[\x80-\xff]{2,}(?![A-Za-z\x80-\xff])")
_MIXED_WORD = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
SAMPLE = 100_000
MOST_CONTROLS = 0.02


def read_plain(data: bytes) -> str:
    """The text. Raises Unreadable for what is no text in any of these encodings."""
    text = decoded(data)
    sample = text[:SAMPLE]
    if len(_CONTROLS.findall(sample)) > MOST_CONTROLS * len(sample):
        raise Unreadable(Reason.UNKNOWN_FORMAT)
    return _CONTROLS.sub("", text)


def decoded(data: bytes) -> str:
    """The text in UTF-8 or UTF-16 with or without a byte order mark, else in windows-1256 or windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if utf16 := _utf16(data[:SAMPLE]):
        return data.decode(utf16, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1256" if _is_arabic(data[:SAMPLE]) else "cp1252", "replace")


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: its spaces and line ends, alone of all texts, hold a zero byte."""
    little = sample.count(b" \0") + sample.count(b"\n\0")
    big = sample.count(b"\0 ") + sample.count(b"\0\n")
    zeros = sample.count(0)
    if max(little, big) * 20 < len(sample) / 2 or not zeros:
        return None
    even = sample[::2].count(0)
    return "utf-16-be" if even > zeros - even else "utf-16-le"


def _is_arabic(sample: bytes) -> bool:
    """Whether bytes above 127 are whole words, as in Arabic, and not single letters of words, as in French."""
    return len(_HIGH_WORD.findall(sample)) > len(_MIXED_WORD.findall(sample))
