"""What a page's document holds besides the page's own columns, and the document made of both."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from core.enums import Medium, TopicTree
from core.kinds import get_kind
from core.locales import language_of
from core.searchable.documents import FilePart, SearchDocument, SearchPart

if TYPE_CHECKING:
    from core.models import ContentPage, PortalDocument


@dataclass(frozen=True)
class Around:
    """Topics by tree, languages it is the best version for, addresses of other versions, files with their texts."""

    topics: Mapping[str, Sequence[str]] = field(default_factory=dict)
    best_for: tuple[str, ...] = ()
    also_in: dict[str, str] = field(default_factory=dict)
    files: "Sequence[tuple[PortalDocument, list[FilePart]]]" = ()
    has_files: bool = False


def page_document(page: "ContentPage", around: Around) -> SearchDocument:
    """The page as the search knows it, with labels in the page's language."""
    from core.searchable.pages import page_key, path_of

    language = language_of(page.locale_id)
    url = path_of(page)
    media = [*page.search_media(), *([Medium.FILE.value] if around.has_files else [])]
    publisher = page.institution
    with override(language):
        parts = tuple(_unique([*_own_parts(page, url), *_file_parts(around)]))
        keywords = page.search_keywords()
    return SearchDocument(
        key=page_key(page.pk),
        item=str(page.translation_key),
        language=language,
        title=page.title,
        url=url,
        kind=page.kind,
        summary=page.summary,
        keywords=keywords,
        institution=publisher.code if publisher else "",
        institution_name=publisher.name(language) if publisher else "",
        institution_language=publisher.name_language(language) if publisher else "",
        themes=tuple(around.topics.get(TopicTree.THEME, ())),
        sectors=tuple(around.topics.get(TopicTree.SECTOR, ())),
        regions=tuple(around.topics.get(TopicTree.REGION, ())),
        audience=tuple(page.audience),
        media=tuple(dict.fromkeys(media)),
        authority=get_kind(page.kind).authority.value,
        dated_on=page.dated_on,
        expires_at=page.expire_at,
        best_for=around.best_for,
        also_in=around.also_in,
        parts=parts,
    )


def _own_parts(page: "ContentPage", url: str) -> Iterator[SearchPart]:
    for section in page.search_sections():
        yield SearchPart(section.anchor or "text", section.label, f"{url}{section.path}", section.text)


def _file_parts(around: Around) -> Iterator[SearchPart]:
    for document, texts in around.files:
        for position, text in enumerate(texts, start=1):
            url = document.url if text.number is None else f"{document.url}#page={text.number}"
            yield SearchPart(f"file-{document.pk}-{position}", _file_label(document, text), url, text.text)


def _file_label(document: Any, text: FilePart) -> str:
    if text.number is None:
        return document.title
    return _("%(file)s, page %(number)s") % {"file": document.title, "number": text.number}


def _unique(parts: Sequence[SearchPart]) -> Iterator[SearchPart]:
    """The parts with anchors that differ: two headings may have the same words."""
    seen: Counter[str] = Counter()
    for part in parts:
        seen[part.anchor] += 1
        number = seen[part.anchor]
        yield part if number == 1 else SearchPart(f"{part.anchor}~{number}", part.label, part.url, part.text)
