"""What an institution's page shows besides its text."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language

from core.cache import remember
from core.filed import filed_under, named_link
from core.listing.cards import institution_urls
from core.locales import language_of
from core.models import ContentPage, Institution
from institutions.enums import ContactKind

ICONS = {
    ContactKind.WEBSITE: "globe",
    ContactKind.EMAIL: "mail",
    ContactKind.PHONE: "phone",
    ContactKind.ADDRESS: "pin",
}
PREFIXES = {ContactKind.EMAIL: "mailto:", ContactKind.PHONE: "tel:", ContactKind.WEBSITE: ""}


def profile_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Kind, functions, parent and bodies, contacts, topics of the page's institution."""
    language = language_of(page.locale_id)
    family = remember(("family", page.entity_id, language, get_language()), lambda: _family(page.entity_id, language))
    contacts = [
        _contact(contact) for contact in page.contacts.all() if contact.kind in ContactKind.values and contact.value
    ]
    return family | {"contacts": contacts, "topic_groups": filed_under(page, request)}


def _family(institution_id: int, language: str) -> dict[str, Any]:
    """What the rows of the institution and of those around it say; the same under every filter of its list."""
    related = Q(pk=institution_id) | Q(parent=institution_id) | Q(bodies=institution_id)
    family = list(Institution.objects.filter(related).distinct().with_names().order_by("order", "code"))
    institution = next(row for row in family if row.pk == institution_id)
    urls = institution_urls([ContentPage(institution=row) for row in family], language)
    links = {row.pk: named_link(row, language, urls) for row in family}
    return {
        "institution": institution,
        "acronym": institution.acronym(language),
        "acronym_language": institution.name_language(language),
        "functions": [role.get_function_display() for role in institution.roles.all()],
        "parent": [links[row.pk] for row in family if row.pk == institution.parent_id],
        "bodies": [links[row.pk] for row in family if row.parent_id == institution.pk],
    }


def _contact(contact: Any) -> dict[str, Any]:
    kind = ContactKind(contact.kind)
    value = contact.value
    target = value.replace(" ", "") if kind == ContactKind.PHONE else value
    return {
        "icon": ICONS[kind],
        "label": contact.label or kind.label,
        "value": value.removeprefix("https://").removesuffix("/") if kind == ContactKind.WEBSITE else value,
        "url": f"{PREFIXES[kind]}{target}" if _can_be_opened(kind, value) else "",
        "code": kind != ContactKind.ADDRESS,
    }


def _can_be_opened(kind: ContactKind, value: str) -> bool:
    return value.startswith(("https://", "http://")) if kind == ContactKind.WEBSITE else kind in PREFIXES
