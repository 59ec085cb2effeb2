"""What demonstration files say of an institution besides its text: contacts, hotlines, offices, agreement."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from core.models import Institution, Topic
from core.publishing import approve_and_publish
from home.demo.files import DemoItem
from home.demo.pages import Loader
from institutions.enums import ContactKind, OfficeKind
from institutions.models import Contact, Office, PartnershipAgreement


def institution_fields(item: DemoItem, language: str, locale: Locale) -> dict[str, Any]:
    """Texts and child rows of the institution's page in one language."""
    words = item.files[language].facts
    contacts = [Contact(locale=locale, sort_order=order, **one) for order, one in enumerate(_contacts(item, language))]
    offices = [Office(locale=locale, sort_order=order, **one) for order, one in enumerate(_offices(item, language))]
    texts = {name: (words.get(name) or "").strip() for name in ("organisation", "decides")}
    return texts | {"contacts": contacts, "offices": offices}


def _contacts(item: DemoItem, language: str) -> Iterator[dict[str, Any]]:
    words = item.files[language].facts
    for kind in (ContactKind.WEBSITE, ContactKind.EMAIL, ContactKind.PHONE):
        if value := words.get(kind.value) or item.facts.get(kind.value):
            yield {"kind": kind, "value": str(value)}
    for hotline in words.get("hotlines") or []:
        yield {
            "kind": ContactKind.HOTLINE,
            "value": str(hotline["value"]),
            "label": hotline.get("label") or "",
            "hours": hotline.get("hours") or "",
            "languages": hotline.get("languages") or [],
            "is_free": hotline.get("is_free"),
        }
    if value := words.get("address"):
        yield {"kind": ContactKind.ADDRESS, "value": value}


def _offices(item: DemoItem, language: str) -> Iterator[dict[str, Any]]:
    for office in item.files[language].facts.get("offices") or []:
        yield {
            "kind": office.get("kind") or OfficeKind.REGIONAL,
            "name": office["name"],
            "region": Topic.objects.filter(code=office.get("region") or "").first(),
            "place": office.get("place") or "",
            "days": office.get("days") or "",
            "phone": str(office.get("phone") or ""),
            "languages": office.get("languages") or [],
        }


@transaction.atomic
def add_agreement(item: DemoItem, institution: Institution, loader: Loader) -> None:
    """Writes and publishes the institution's agreement, when its file has one and it is not there yet."""
    facts = item.facts.get("agreement") or {}
    frequency = item.facts.get("update_frequency") or ""
    if not (facts or frequency) or PartnershipAgreement.objects.filter(institution=institution).exists():
        return
    agreement = PartnershipAgreement(
        institution=institution,
        signed_on=facts.get("signed_on"),
        valid_until=facts.get("valid_until"),
        update_frequency=frequency,
    )
    agreement.full_clean()
    agreement.live = False
    agreement.save()
    approve_and_publish(page=agreement, author=loader.author, approver=loader.approver)
