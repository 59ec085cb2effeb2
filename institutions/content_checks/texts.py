"""The words and pictures of a page, field by field, wherever they are nested."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.db import models
from wagtail.blocks import ListBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.rich_text import RichText

from core.i18n.direction import language_code_of

#: Plain fields whose words readers do not read as a text, or in which an address is the point.
NOT_READ = frozenset(
    {"slug", "seo_title", "search_description", "search_text", "draft_title", "url_path", "path", "kind", "audience"}
)
_SPACED = frozenset({"p", "li", "br", "h2", "h3", "h4", "ul", "ol"})


@dataclass(frozen=True)
class Leaf:
    """One value inside a field: the block that holds it, its name there, and the values beside it."""

    field: str
    name: str
    value: Any
    beside: Any = None


@dataclass(frozen=True)
class Link:
    """A link in running text."""

    field: str
    text: str
    href: str


def language_of(page: Any) -> str:
    """The language of the page; empty for one that has none yet."""
    return language_code_of(page)


def leaves(page: Any) -> Iterator[Leaf]:
    """Every filled value in the page's plain text fields and streams, in the order of the fields."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for child in getattr(page, field.name) or ():
                yield from _walk(field.name, child.block_type, child.block, child.value, None)
        elif _is_text(field) and (value := getattr(page, field.name)):
            yield Leaf(field.name, field.name, value)


def texts(page: Any) -> Iterator[tuple[str, str]]:
    """Field and plain words of each stretch of text, one a paragraph of a stream."""
    for leaf in leaves(page):
        if isinstance(leaf.value, RichText):
            yield leaf.field, Words.of(leaf.value.source).text
        elif isinstance(leaf.value, str) and not leaf.value.startswith(("http://", "https://")):
            yield leaf.field, leaf.value


def links(page: Any) -> Iterator[Link]:
    """Every link in running text."""
    for leaf in leaves(page):
        if isinstance(leaf.value, RichText):
            for text, href in Words.of(leaf.value.source).links:
                yield Link(leaf.field, text, href)


class Words(HTMLParser):
    """The words of HTML, one line for each paragraph or list entry, and its links."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.links: list[tuple[str, str]] = []
        self._open: tuple[int, str] | None = None

    @classmethod
    def of(cls, html: str) -> "Words":
        """The words of this HTML."""
        words = cls()
        words.feed(html)
        words.close()
        return words

    @property
    def text(self) -> str:
        """All words."""
        lines = (" ".join(line.split()) for line in "".join(self.parts).splitlines())
        return "\n".join(line for line in lines if line)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new line, or the beginning of a link."""
        if tag in _SPACED:
            self.parts.append("\n")
        elif tag == "a":
            self._open = (len(self.parts), dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """The end of a line or of a link."""
        if tag in _SPACED:
            self.parts.append("\n")
        elif tag == "a" and self._open is not None:
            start, href = self._open
            self.links.append((" ".join("".join(self.parts[start:]).split()), href))
            self._open = None

    def handle_data(self, data: str) -> None:
        """Words."""
        self.parts.append(data)


def _is_text(field: Any) -> bool:
    """A plain field with words in it, not a choice or a code."""
    is_words = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.URLField)
    return (
        is_words and field.editable and not field.choices and not hasattr(field, "codes") and field.name not in NOT_READ
    )


def _walk(field: str, name: str, block: Any, value: Any, beside: Any) -> Iterator[Leaf]:
    if value in (None, ""):
        return
    if isinstance(block, StructBlock):
        for child_name, child in block.child_blocks.items():
            yield from _walk(field, child_name, child, value.get(child_name), value)
    elif isinstance(block, ListBlock):
        for child_value in value:
            yield from _walk(field, name, block.child_block, child_value, beside)
    elif hasattr(block, "child_blocks"):
        for child in value:
            yield from _walk(field, child.block_type, child.block, child.value, beside)
    else:
        yield Leaf(field, name, value, beside)
