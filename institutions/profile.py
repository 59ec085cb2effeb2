"""What an institution's page shows besides its text."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language

from core.cache import remember
from core.filed import filed_under, named_link
from core.i18n.formats import format_date
from core.listing.cards import institution_urls
from core.listing.topics import TopicIndex
from core.locales import language_of
from core.models import ContentPage, Institution, labels_of
from institutions.enums import ContactKind, OfficeKind
from institutions.frequency import frequency_of
from institutions.reach import dialled

ICONS = {
    ContactKind.WEBSITE: "globe",
    ContactKind.EMAIL: "mail",
    ContactKind.PHONE: "phone",
    ContactKind.HOTLINE: "phone",
    ContactKind.ADDRESS: "pin",
}
CALLED = (ContactKind.PHONE, ContactKind.HOTLINE)


def profile_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Kind, functions, parent and bodies, ways to reach it, offices, agreement, topics of the page's institution."""
    language = language_of(page.locale_id)
    family = remember(("family", page.entity_id, language, get_language()), lambda: _family(page.entity_id, language))
    contacts = [one for one in page.contacts.all() if one.kind in ContactKind.values and one.value]
    return family | {
        "hotlines": [_contact(one) for one in contacts if one.kind == ContactKind.HOTLINE],
        "contacts": [_contact(one) for one in contacts if one.kind != ContactKind.HOTLINE],
        "offices": _offices(page, request),
        "topic_groups": filed_under(page, request),
    }


def _family(institution_id: int, language: str) -> dict[str, Any]:
    """What the rows of the institution and of those around it say; the same under every filter of its list."""
    related = Q(pk=institution_id) | Q(parent=institution_id) | Q(bodies=institution_id)
    rows = Institution.objects.filter(related).distinct().with_names().order_by("order", "code")
    family = list(rows.select_related("agreement"))
    institution = next(row for row in family if row.pk == institution_id)
    urls = institution_urls([ContentPage(institution=row) for row in family], language)
    links = {row.pk: named_link(row, language, urls) for row in family}
    agreement = _agreement(institution)
    return {
        "institution": institution,
        "acronym": institution.acronym(language),
        "acronym_language": institution.name_language(language),
        "functions": [role.get_function_display() for role in institution.roles.all()],
        "parent": [links[row.pk] for row in family if row.pk == institution.parent_id],
        "bodies": [links[row.pk] for row in family if row.parent_id == institution.pk],
        "agreement": agreement,
        "frequency": frequency_of(institution_id, agreement["update_frequency"] if agreement else ""),
    }


def _agreement(institution: Institution) -> dict[str, Any] | None:
    """The published agreement in words, or None."""
    row = getattr(institution, "agreement", None)
    if row is None or not row.live:
        return None
    return {
        "status": row.status,
        "signed_on": format_date(row.signed_on) if row.signed_on else "",
        "valid_until": format_date(row.valid_until) if row.valid_until else "",
        "update_frequency": row.update_frequency,
    }


def _contact(contact: Any) -> dict[str, Any]:
    kind = ContactKind(contact.kind)
    value = contact.value
    return {
        "icon": ICONS[kind],
        "label": contact.label or kind.label,
        "value": value.removeprefix("https://").removesuffix("/") if kind == ContactKind.WEBSITE else value,
        "url": _target(kind, value),
        "code": kind != ContactKind.ADDRESS,
        "hours": contact.hours,
        "languages": labels_of(contact, "languages"),
        "is_free": contact.is_free,
    }


def _target(kind: ContactKind, value: str) -> str:
    """What a link to the contact opens; empty for what cannot be opened."""
    if kind == ContactKind.WEBSITE:
        return value if value.startswith(("https://", "http://")) else ""
    if kind in CALLED:
        return f"tel:{dialled(value)}"
    return f"mailto:{value}" if kind == ContactKind.EMAIL else ""


def _offices(page: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """The offices as rows of a table, in the editor's order."""
    topics = TopicIndex.load(request).by_id
    return [
        {
            "name": office.name,
            "kind": OfficeKind(office.kind).label,
            "is_mobile": office.kind == OfficeKind.MOBILE,
            "region": topics[office.region_id].name() if office.region_id in topics else "",
            "place": office.place,
            "days": office.days,
            "phone": office.phone,
            "phone_url": f"tel:{dialled(office.phone)}" if office.phone else "",
            "languages": labels_of(office, "languages"),
        }
        for office in page.offices.all()
    ]
