"""What is seen or heard is there in words too (WCAG 2.2, 1.1.1 and 1.2.2)."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.images.models import AbstractImage

from institutions.content_checks.findings import Finding, Level
from institutions.content_checks.texts import language_of, leaves
from institutions.enums import TrackKind


def check_alternatives(page: Any) -> Iterator[Finding]:
    """Pictures that say nothing in the page's language, and videos without captions."""
    language = language_of(page)
    for leaf in leaves(page):
        if isinstance(leaf.value, AbstractImage):
            own = leaf.beside.get("alt") if leaf.beside else ""
            yield from _silent(leaf.field, leaf.value, own or "", language)
    if (picture := getattr(page, "picture", None)) is not None:
        yield from _silent("picture_text", picture, getattr(page, "picture_text", ""), language)
    yield from _captions(page)


def _silent(field: str, image: Any, own_text: str, language: str) -> Iterator[Finding]:
    if own_text.strip() or image.is_decorative or image.alt_in(language).strip():
        return
    sentence = _(
        "The picture “%(title)s” says nothing to those who do not see it. Write its alternative text in the language of"
        " this page, or mark the image as decoration."
    )
    yield Finding(Level.ERROR, "picture-without-text", sentence % {"title": image.title}, field, str(image.title))


def _captions(page: Any) -> Iterator[Finding]:
    if getattr(page, "kind", "") != "video" or not hasattr(page, "tracks"):
        return
    if not any(track.kind == TrackKind.CAPTIONS for track in page.tracks.all()):
        sentence = _(
            "The video has no captions. Add them, or say why it needs none, for example because nobody speaks."
        )
        yield Finding(Level.WARNING, "video-without-captions", sentence, "tracks")
