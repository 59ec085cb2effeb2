"""What stands above and below the content of every public page: remarks on its standing, and its publication record."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.filed import publisher_link
from core.i18n.formats import format_date, format_number
from core.i18n.translations import page_on_screen
from core.models import ContentPage
from core.models.content import INSTITUTION_KIND
from institutions.preview_links.draft import Draft, draft_on_screen
from institutions.record.standing import Standing, standing_of

register = template.Library()


@dataclass(frozen=True)
class Remark:
    """One notice above a page: its sentence, and words of the institution's own in their language."""

    text: str
    tone: str = "warn"
    symbol: str = ""
    words: str = ""
    language: str = ""


@register.simple_tag(takes_context=True)
def page_remarks_above(context: Any) -> list[Remark]:
    """`{% page_remarks_above as remarks %}`: withdrawn, overdue for review, or of a suspended institution."""
    page, request = page_on_screen(context), context.get("request")
    standing = standing_of(page, request) if page is not None and request is not None else None
    return _remarks(standing) if standing else []


@register.simple_tag(takes_context=True)
def draft_preview(context: Any) -> Draft | None:
    """`{% draft_preview as draft %}`: what the holder of a preview link is told; None on every other page."""
    request = context.get("request")
    return draft_on_screen(request) if request is not None else None


@register.simple_tag(takes_context=True)
def publication_record(context: Any) -> list[dict[str, Any]]:
    """`{% publication_record as rows %}`: rows for components/facts.html; none on pages that are no content."""
    page, request = page_on_screen(context), context.get("request")
    standing = standing_of(page, request) if page is not None and request is not None else None
    if standing is None or not isinstance(page, ContentPage):
        return []
    return [
        _publisher(context, page),
        _day(_("Approved for publication on"), standing.approved_at),
        _day(_("Last reviewed on"), standing.reviewed_on),
        _day(_("Next review due on"), standing.due_on),
        {"label": _("Versions published"), "value": _versions(standing.versions)},
    ]


def _remarks(standing: Standing) -> list[Remark]:
    found = []
    if standing.withdrawn_on:
        sentence = _("This page was withdrawn on %(date)s. It stays here so that it can still be read and cited.")
        found.append(
            Remark(
                sentence % {"date": format_date(standing.withdrawn_on)},
                words=standing.withdrawn_text,
                language=standing.withdrawn_language,
            )
        )
    if standing.is_stale and standing.due_on:
        sentence = _("This page was due for review on %(date)s and has not been reviewed since.")
        found.append(Remark(sentence % {"date": format_date(standing.due_on)}, symbol="clock"))
    if standing.suspended_on:
        sentence = _("This institution has published nothing new here since %(date)s. What it published before stays.")
        found.append(Remark(sentence % {"date": format_date(standing.suspended_on)}, tone="info"))
    return found


def _publisher(context: Any, page: ContentPage) -> dict[str, Any]:
    """The institution; on pages of the portal itself its name. Never a person."""
    label = _("Published by")
    if page.kind == INSTITUTION_KIND:
        return {"label": label, "value": page.title}
    if publisher := context.get("publisher") or publisher_link(page):
        return {**publisher, "label": label, "value": publisher["label"]}
    return {"label": label, "value": context["frame"].site_name if "frame" in context else ""}


def _day(label: str, day: date | None) -> dict[str, Any]:
    if day is None:
        return {"label": label, "value": ""}
    return {"label": label, "value": format_date(day), "datetime": day.isoformat()[:10]}


def _versions(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(number)s version", "%(number)s versions", count) % {"number": format_number(count)}
