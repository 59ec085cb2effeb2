"""The facts of a legal text, each with where it comes from."""

from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from core.i18n.formats import format_date
from knowledge.enums import LegalStatus
from knowledge.models import LegalTextPage, TextVersion

_LEGAL_FORCE: dict[str, str] = {
    LegalStatus.IN_FORCE: "https://schema.org/InForce",
    LegalStatus.REPEALED: "https://schema.org/NotInForce",
    LegalStatus.NOT_YET: "https://schema.org/NotInForce",
}


def fact_rows(page: LegalTextPage, version: TextVersion | None, institution_url: str | None) -> list[dict[str, Any]]:
    """Rows for components/facts.html; what is not known is left out."""
    language = page.locale.language_code
    rows = [
        {"label": _("Number"), "value": page.number},
        {"label": _("Date"), "value": _day(page.dated_on), "datetime": _iso(page.dated_on)},
        {"label": _("Status"), "value": page.get_status_display()},
        {"label": _("Source of the status"), "value": page.status_source, "language": language},
        {"label": _("Official Gazette"), "value": page.gazette, "language": language},
    ]
    if version is not None:
        rows += _version_rows(version)
    if page.institution:
        name, named_in = page.institution.name(), page.institution.name_language()
        rows.append({"label": _("Kept up to date by"), "value": name, "language": named_in, "url": institution_url})
    return rows


def _version_rows(version: TextVersion) -> list[dict[str, Any]]:
    rows = [
        {"label": _("Version"), "value": str(version)},
        {
            "label": _("In force since"),
            "value": _day(version.in_force_from),
            "datetime": _iso(version.in_force_from),
        },
        {
            "label": _("Published here on"),
            "value": _day(version.published_at),
            "datetime": _iso(version.published_at),
        },
    ]
    if version.source_url:
        rows.append({"label": _("Source"), "value": urlsplit(version.source_url).netloc, "url": version.source_url})
    return rows


def _day(value: Any) -> str:
    return format_date(value) if value else ""


def _iso(value: Any) -> str:
    return value.isoformat()[:10] if value else ""


def legislation_data(page: LegalTextPage, version: TextVersion | None) -> dict[str, Any]:
    """schema.org Legislation. What is not known, or not verified, is not said."""
    data: dict[str, Any] = {
        "name": page.full_title,
        "legislationType": page.kind_label,
        "legislationIdentifier": page.number,
        "legislationDate": _iso(page.dated_on),
        "legislationLegalForce": _LEGAL_FORCE.get(page.status, ""),
        "version": str(version.number) if version and version.number else "",
        "legislationDateVersion": _iso(version.in_force_from) if version else "",
    }
    if page.institution:
        data["legislationResponsible"] = {"@type": "GovernmentOrganization", "name": page.institution.name()}
    return data
