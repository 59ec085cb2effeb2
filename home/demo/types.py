"""Which page type each demonstration file becomes, and the fields of the type that its front matter fills."""

from typing import Any

from django.db import models

from core.importing.markdown import MarkdownFile
from core.models import CodesField, ContentLink, ContentPage
from home.demo.attachments import document, image
from home.demo.files import DemoItem
from institutions.models import ChampionPage, ItemPage, MediaPage, MediaTrack, PlatformPage, ProgrammePage
from knowledge.models import GlossaryTermPage, RightsSheetPage

ITEM_TYPES: tuple[type[ContentPage], ...] = (ItemPage, ProgrammePage, ChampionPage, MediaPage)
FOLDERS: dict[str, type[ContentPage]] = {
    "platforms": PlatformPage,
    "glossary": GlossaryTermPage,
    "services": RightsSheetPage,
}
#: Keys of the front matter that are called otherwise than the field.
FIELD_NAMES = {"url": "link_url"}
_TAKEN_ELSEWHERE = {
    "title",
    "summary",
    "slug",
    "kind",
    "body",
    "sources",
    "links",
    "media",
    "sign_language",
    "platform",
}


def type_of(item: DemoItem) -> type[ContentPage]:
    """The page type of the item. Raises ValueError for a kind that no type has."""
    if item.folder in FOLDERS:
        return FOLDERS[item.folder]
    kind = item.facts["kind"]
    for page_type in ITEM_TYPES:
        if kind in page_type.kinds:
            return page_type
    raise ValueError(f"demo/{item.folder}/{item.code}: no page type has the kind '{kind}'.")


def fields_of(item: DemoItem, language: str) -> dict[str, Any]:
    """Values for the fields of the item's page in one language, besides those that every page of running text has."""
    page_type = type_of(item)
    file = item.files[language]
    facts = {FIELD_NAMES.get(name, name): value for name, value in (item.facts | file.facts).items()}
    fields: dict[str, Any] = {"kind": facts.get("kind") or page_type.kinds[0]}
    for field in page_type._meta.concrete_fields:
        value = facts.get(field.name)
        if value is not None and field.name not in _TAKEN_ELSEWHERE and not field.is_relation:
            fields[field.name] = _value(field, value)
    if page_type is MediaPage:
        fields |= _media(item, file, language)
    if page_type is RightsSheetPage and facts.get("platform"):
        fields["platform"] = _page_of(PlatformPage, DemoItem("platforms", facts["platform"]), language)
    if facts.get("links"):
        fields["links"] = _links(facts["links"], language)
    return fields


def _value(field: models.Field, value: Any) -> Any:
    if isinstance(field, CodesField):
        return [value] if isinstance(value, str) else list(value)
    if isinstance(value, list):
        return "\n".join(str(line) for line in value)
    return value.strip() if isinstance(value, str) else value


def _page_of(page_type: type[Any], item: DemoItem, language: str) -> Any:
    """The item's page in the language, else in any, else None: it may be loaded later, and then names this one."""
    pages = page_type.objects.filter(translation_key=item.translation_key)
    return pages.filter(locale__language_code=language).first() or pages.first()


def _links(links: list[dict[str, str]], language: str) -> list[ContentLink]:
    targets = [_page_of(ContentPage, DemoItem("items", link["to"]), language) for link in links]
    found = {target.pk: target for target in targets if target is not None}
    return [ContentLink(target=target, sort_order=order) for order, target in enumerate(found.values())]


def _media(item: DemoItem, file: MarkdownFile, language: str) -> dict[str, Any]:
    facts = item.facts | file.facts
    if facts["kind"] == "infographic":
        picture = image(file, {"file": facts["media"], "alt": facts["alt"]})
        return {"picture": picture, "picture_text": facts["alt"]}
    fields: dict[str, Any] = {"media": document(file, {"file": facts["media"], "title": facts["title"]})}
    if facts.get("sign_language"):
        fields["sign_language"] = document(file, {"file": facts["sign_language"], "title": facts["title"]})
    fields["tracks"] = [
        MediaTrack(
            kind="captions" if track["language"] == language else "subtitles",
            language=track["language"],
            file=document(file, {"file": track["file"], "title": f"{facts['title']} ({track['language']})"}),
            sort_order=order,
        )
        for order, track in enumerate(facts.get("captions") or [])
    ]
    return fields
