"""Template tags available in every template."""

from django import template

from core.breadcrumb import breadcrumb
from core.i18n import tags as language_tags
from core.i18n.formats import format_date, format_number
from core.kinds import Kind, get_kind

register = template.Library()

register.filter("portal_date", format_date)
register.filter("portal_number", format_number)
language_tags.register_on(register)


@register.simple_tag(takes_context=True, name="breadcrumb")
def breadcrumb_tag(context: dict, page: object, inclusive: bool = False) -> list[dict]:
    """`{% breadcrumb page as steps %}`: see core.breadcrumb."""
    return breadcrumb(page, context.get("request"), inclusive=inclusive)  # type: ignore[arg-type]


@register.simple_tag
def kind_of(page: object) -> Kind:
    """`{% kind_of page as kind %}`: the registered kind of a content page."""
    return get_kind(page.kind)  # type: ignore[attr-defined]
