"""Headings are an outline (WCAG 2.2, 1.3.1 and 2.4.6)."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from institutions.content_checks.findings import Finding, Level
from institutions.content_checks.texts import texts

LONG_TEXT = 400  # words after which a reader needs a heading to find the way


def check_headings(page: Any) -> Iterator[Finding]:
    """A part without its section, the same heading twice, a long text without any."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField) and "heading" in field.stream_block.child_blocks:
            headings = [child.value for child in getattr(page, field.name) if child.block_type == "heading"]
            yield from _order(field.name, headings)
            yield from _twice(field.name, headings)
            yield from _none(page, field.name, headings)


def _order(field: str, headings: list[Any]) -> Iterator[Finding]:
    seen_section = False
    for heading in headings:
        seen_section = seen_section or heading["level"] == "2"
        if not seen_section:
            sentence = _(
                "The heading “%(heading)s” is part of a section, but no section has begun. Make it a section, or put the"
                " heading of its section before it."
            )
            yield _finding(Level.ERROR, "heading-order", sentence, field, heading["text"])


def _twice(field: str, headings: list[Any]) -> Iterator[Finding]:
    for text, count in Counter((heading["text"] or "").strip() for heading in headings).items():
        if text and count > 1:
            sentence = _(
                "The heading “%(heading)s” stands there more than once, so a link leads to the first only. Say in each what"
                " is under it."
            )
            yield _finding(Level.WARNING, "heading-twice", sentence, field, text)


def _none(page: Any, field: str, headings: list[Any]) -> Iterator[Finding]:
    words = sum(len(text.split()) for name, text in texts(page) if name == field)
    if not headings and words > LONG_TEXT:
        sentence = _("The text has more than %(count)d words and no heading. Begin a section every few paragraphs.")
        yield Finding(Level.WARNING, "text-without-headings", sentence % {"count": LONG_TEXT}, field)


def _finding(level: Level, code: str, sentence: str, field: str, heading: str) -> Finding:
    return Finding(level, code, sentence % {"heading": heading}, field, heading or "")
