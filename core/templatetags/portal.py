"""Template tags available in every template."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.breadcrumb import breadcrumb
from core.i18n import tags as language_tags
from core.i18n.formats import format_date, format_number
from core.i18n.translations import page_on_screen
from core.kinds import Kind, get_kind
from core.models import ContentPage
from core.plain_text import plain_text
from core.structured_data import content_data, script_text
from core.texts import prepare_text

register = template.Library()

register.filter("portal_date", format_date)
register.filter("portal_number", format_number)
register.filter("plain_text", plain_text)
language_tags.register_on(register)


@register.simple_tag(takes_context=True, name="breadcrumb")
def breadcrumb_tag(context: dict, page: object, inclusive: bool = False) -> list[dict]:
    """`{% breadcrumb page as steps %}`: see core.breadcrumb."""
    return breadcrumb(page, context.get("request"), inclusive=inclusive)  # type: ignore[arg-type]


@register.simple_tag
def kind_of(page: object) -> Kind:
    """`{% kind_of page as kind %}`: the registered kind of a content page."""
    return get_kind(page.kind)  # type: ignore[attr-defined]


@register.simple_tag(takes_context=True)
def structured_data(context: template.Context) -> SafeString | str:
    """`{% structured_data %}`: the data block that search engines read; nothing on pages that are not content."""
    page, request = page_on_screen(context), context.get("request")
    if not isinstance(page, ContentPage) or request is None or not page.pk:
        return ""
    publisher = context.get("publisher") or {}
    data = content_data(page, page.get_url(request) or "", publisher.get("label", ""))
    return format_html('<script type="application/ld+json">{}</script>', script_text(data))


@register.simple_block_tag(takes_context=True)
def text(context: template.Context, content: SafeString, page: Any) -> SafeString | str:
    """`{% text page %}…{% endtext %}`: the HTML of a page's text with what apps add to texts, such as glossary terms."""
    request = context.get("request")
    return prepare_text(content, page, request) if request is not None else content
